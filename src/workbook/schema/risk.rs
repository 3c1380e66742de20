//! What a risk says, and a control of it; where a risk is put is an assessment.

use super::{choice, day, described, line, period, text, tick};
use crate::domain::Tense;
use crate::workbook::{Control, ControlStatus, Risk, Treatment, ValueField};

described! {
    Risk besides id, revision {
        reference: line("Reference").required().names().help("Unique in the workbook: AS0095.");
        title: line("Title").required().help("A few words, as the list shows it.");
        cause: text("Cause", 2).help("Because of …");
        event: text("Event", 2).help("… this may happen …");
        consequence: text("Effect", 2).flag("effect").help("… leading to this.");
        treatment: choice::<Treatment>("Treatment").takes("TREATMENT").help("Treat, tolerate, transfer or terminate.");
        assurance: line("Assurance").help("How and when a board is assured: Quarterly.");
        category: line("Category").help("Strategic, service, project …");
        service: line("Service").completing(ValueField::Service).help("Service or delivery unit.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner).help("The role that answers for it.");
        opened_in: period("Opened in").by_hand();
        closed_in: period("Closed in").by_hand();
        closed_because: text("Closed because", 3).by_hand();
        placeholder: tick("Counted only").by_hand();
        source: line("Source").by_hand();
    }
}

described! {
    Control besides id, revision, risk_id, position {
        description: text("Control", 3).required().flag("control").help("What keeps the risk down.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner).help("The role that answers for it.");
        due: day("Due", Tense::Future)
            .help("When it is to be in place, or looked at again: 30 sep, +2w, end of march.");
        status: choice::<ControlStatus>("Status").takes("STATUS").help("Ended: later periods no longer show it.");
        period: period("Shown from").by_hand();
        closed_in: period("Ended in").by_hand();
    }
}
