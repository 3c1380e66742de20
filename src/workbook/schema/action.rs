//! What a corrective action says.

use super::{FieldKind, Info, choice, day, described, line, period, text};
use crate::domain::Tense;
use crate::workbook::{Action, ActionStatus, Table, ValueField};

described! {
    Action besides id, revision, subject = (Table::Indicator), subject_id {
        description: text("Action", 4).required().flag("action")
            .help("What will be done, exactly, and how it will make a difference.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner)
            .help("The role that answers for it. Needed before the review.");
        due: day("Due", Tense::Future).help("4 dec, fri, +2w, end of march, Q3. Needed before the review.");
        status: choice::<ActionStatus>("Status").takes("STATUS");
        client_group: line("Client group").flag("client-group").takes("GROUP").completing(ValueField::ClientGroup)
            .help("Older people, learning disabilities … or empty.");
        expected_effect: line("Expected effect").flag("expected")
            .help("What it should do to the indicator, in words.");
        expected_value: Info::new("Bringing it to", FieldKind::Figure(None), "R").flag("expected-value")
            .help("The figure it should bring the indicator to.");
        expected_by: period("Expected by").flag("expected-by").help("The period by which: Q3 2015/16.");
        progress: text("Progress", 2).help("How it is going, for the next report.");
        effect: Info::new("Saves this year", FieldKind::Money, "MONEY")
            .help("£120k, 1.2m, or (£30k) where it costs: what it takes off the year's forecast.");
        effect_from: Info::new("From the month", FieldKind::Month, "MONTH").flag("effect-from")
            .help("The month it begins to: Month 9 2015/16.");
        period: period("Raised in").by_hand();
        closed_in: period("Closed in").by_hand();
    }
}
