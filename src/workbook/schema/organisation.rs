//! What organisations and groups of them say; other organisations are found by their names.

use super::{choice, day, described, line, period, tick};
use crate::domain::Tense;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::workbook::{Group, Organisation};

described! {
    Organisation besides id, revision, merged_into {
        name: line("Name").required().names()
            .help("As files that have its figures write it. A name that it had stays among the others.");
        code: line("Code").takes("CODE").help("Of the Office for National Statistics (E08000026), or of a survey.");
        other_names: line("Other names").flag("other-names").takes("NAMES")
            .help("What files also call it, with semicolons between the names.");
        class: choice::<OrganisationClass>("Class").takes("CLASS")
            .help("A region or nation is compared with, and never ranked.");
        exists_from: day("From", Tense::Past).flag("from");
        exists_to: day("To", Tense::Past).flag("to");
    }
}

described! {
    Group besides id, revision, position, neighbours_of {
        name: line("Group").required().names().help("A region, a class, nearest neighbours …");
        kind: choice::<GroupKind>("Kind").takes("KIND").help("National ranks are among the councils of a nation.");
        year: period("Year").help("The year that a list of neighbours is of: 2024/25.");
        ours: tick("Workbook’s own").by_hand().help("The workbook belongs to this group and not to one council.");
        source: line("Source").by_hand();
    }
}
