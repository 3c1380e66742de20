//! Every change of a workbook but what an import or a returned form brings: what officers type, read by
//! one reader for each record, and in `steps` what they do. A form, the command line and
//! whatever else edits a record hand over a [`Patch`], text by field; what a text means, what is
//! refused and in which words, and what follows from it is decided here and nowhere else.

use super::{Change, Edit};

mod action;
mod budget;
mod checks;
mod committee;
mod delivery;
mod figures;
pub mod forecast;
mod group;
mod indicator;
pub mod linking;
mod mapping;
mod narrative;
mod new_workbook;
mod organisation;
mod publication;
mod reading;
pub mod restoring;
mod risk;
mod series_break;
mod set_figures;
pub mod steps;
mod year;

pub use super::schema::{When, optional, read_money, read_month, read_percentage, read_period};
pub use action::action;
pub use budget::{amounts, capital_amounts, line, saving};
pub use checks::{add_word, switch_rule};
pub use committee::{ask, meeting, question, sent};
pub use delivery::{commitment, commitment_update, milestone, read_rating};
pub use figures::figures;
pub use group::{group, read_year};
pub use indicator::{
    bring_back, file_indicator, indicator, new_indicator, put_indicator, read_scheme, set_owner,
};
pub use mapping::{forget_mapping, put_mapping};
pub use narrative::section;
pub use new_workbook::{NewWorkbook, quarter_to_report, read_first_month};
pub use organisation::{new_organisation, organisation, remove_organisation, with_name};
pub use publication::publish;
pub use reading::{Fault, Patch, Reading, described};
pub use risk::{PLACE_FIELDS, control, new_risk, risk};
pub use series_break::series_break;
pub use set_figures::{Figures, dropped_result, set_figures};
pub use year::{next_target, sign_off};

/// What is said of a field that must not be empty.
pub const NEEDED: &str = "this is needed";

/// Several changes as one step.
pub fn together(label: String, reasons: &[String], edits: Vec<Edit>) -> Change {
    Change { edits, ..Change::new(label).because(reasons.join(" ")) }
}
