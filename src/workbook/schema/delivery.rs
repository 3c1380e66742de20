//! What a commitment and its milestones say; how it is rated is a record of each period.

use super::{choice, day, described, line, period, text, tick};
use crate::domain::Tense;
use crate::workbook::{Commitment, CommitmentScale, Milestone, ValueField};

described! {
    Commitment besides id, revision, position {
        reference: line("Reference").required().names().help("Short and its own: CI7.");
        plan: line("Plan").required().help("The plan it stands in; a new one in “Delivery plan”.");
        description: text("Commitment", 3).required().help("What the council has said it will do.");
        scale: choice::<CommitmentScale>("Rated in").takes("SCALE");
        service: line("Service").completing(ValueField::Service).help("Service or delivery unit.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner).help("The role that answers for it.");
        due: day("Due", Tense::Future);
        source: line("Source").help("Where it comes from.");
        opened_in: period("Opened in").by_hand();
        closed_in: period("Closed in").by_hand();
        placeholder: tick("Counted only").by_hand();
    }
}

described! {
    Milestone besides id, revision, commitment_id, position {
        description: text("Milestone", 2).required().names().help("A step that can be seen to be reached.");
        due: day("Due", Tense::Future);
        done_on: day("Reached on", Tense::Past).flag("done").has_come()
            .help("14 oct, fri, 2 weeks ago, 14/10/2026. Empty while it is not.");
    }
}
