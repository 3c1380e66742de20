//! What budget lines, savings and their figures say; where a line stands in the tree is a step of its own.

use super::{FieldKind, Info, choice, described, line, money, period, text, tick};
use crate::workbook::{
    BudgetAmount, BudgetKind, BudgetLine, CapitalAmount, Saving, SavingPosition, SavingStatus, ValueField,
    VarianceBase,
};

described! {
    BudgetLine besides id, revision, kind = (BudgetKind::Revenue), parent_id, position {
        name: line("Name").required().names().help("As the budget book calls it.");
        owner: line("Budget holder").takes("ROLE").completing(ValueField::Owner)
            .help("The role that answers for it.");
        service: line("Service").completing(ValueField::Service).help("Service or delivery unit.");
        tolerance: Info::new("Tolerance %", FieldKind::Percentage, "PERCENT")
            .help("Percent over the budget that is amber, red beyond; empty for the workbook's own.");
        retired_from: period("Retired from").by_hand();
    }
}

described! {
    BudgetAmount besides id, revision, line_id, period {
        original: money("Original budget").help("The budget as the year began.");
        revised: money("Revised budget").help("The budget as it stands (revenue).");
        forecast: money("Forecast").help("What the year is expected to end at.");
        stated_variation: money("Printed variation").by_hand();
        stated_percent: Info::new("Printed percentage", FieldKind::Figure(None), "PERCENT").by_hand();
        comment: text("Comment", 3).help("Why it varies.");
        rounding: money("Rounded to").by_hand() => 1;
        carried: tick("Carried forward").by_hand();
        source: line("Source").by_hand();
    }
}

const CAPITAL: &str = "Capital";

described! {
    CapitalAmount besides id, revision, line_id, period {
        original: money("Original budget");
        slippage_in: money("Brought forward").flag("slippage-in").under(CAPITAL);
        slippage: money("Slippage in year").under(CAPITAL)
            .help("Within the year, more spending is positive: £930k or (29,000).");
        additions: money("Additions").under(CAPITAL);
        deletions: money("Deletions").under(CAPITAL);
        accelerations: money("Accelerations").under(CAPITAL)
            .help("Brought forward from later years: £3.3m, £930k.");
        forecast: money("Forecast").help("What the year is expected to end at: £930k or (29,000).");
        slippage_out: money("Put off to next").flag("slippage-out").under(CAPITAL)
            .help("What goes to next year: £3.3m, £930k.");
        stated_revised: money("Printed revised").by_hand();
        stated_latest: money("Printed latest").by_hand();
        stated_variance: money("Printed variance").by_hand();
        variance_base: choice::<VarianceBase>("Variance from").flag("base").takes("BASE").under(CAPITAL)
            .help("What the report measures its variance from. Both are shown.");
        comment: text("Comment", 3).help("Why it varies.");
        rounding: money("Rounded to").by_hand() => 1;
        carried: tick("Carried forward").by_hand();
        source: line("Source").by_hand();
    }
}

described! {
    Saving besides id, revision {
        reference: line("Reference").required().names().help("MTFS-3, E12 …");
        description: text("Saving", 2).required().help("What is saved, and how.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner).help("The role that answers for it.");
        service: line("Service").completing(ValueField::Service).help("Service or delivery unit.");
        opened_in: period("Opened in").by_hand();
        closed_in: period("Closed in").by_hand();
        source: line("Source").by_hand();
    }
}

described! {
    SavingPosition besides id, revision, saving_id, period {
        status: choice::<SavingStatus>("Status").takes("STATUS");
        target: money("Target").help("What the budget counts on: £930k, 120,000.");
        forecast: money("Forecast").help("What it is now expected to save this year: £930k or (29,000).");
        comment: text("Comment", 3).help("Why it stands where it does, and what takes its place.");
    }
}
