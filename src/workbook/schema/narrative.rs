//! What a section of the narrative says.

use super::{choice, described, line, period, text};
use crate::workbook::{CommentaryStatus, Section, SectionKind};

described! {
    Section besides id, revision, period, position {
        kind: choice::<SectionKind>("Kind").names().help("Where it stands in the report.");
        heading: line("Heading");
        text: text("Words", 5).help("Its text; once it is added it can be written at length.");
        action_required: text("Requires", 3).flag("requires")
            .help("What a challenge requires to be done; empty for other kinds.");
        status: choice::<CommentaryStatus>("Status").by_hand();
        carried_from: period("Carried from").by_hand();
        source: line("Source").by_hand();
    }
}
