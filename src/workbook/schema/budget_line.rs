//! What a budget line says; where it stands in the tree is a step of its own.

use super::{FieldKind, Info, described, line, period};
use crate::workbook::{BudgetKind, BudgetLine, ValueField};

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
