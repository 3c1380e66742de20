//! What officers type, made into changes: one reader for each record. A form, the command line and
//! whatever else edits a record hand over a [`Patch`], text by field; what a text means, what is
//! refused and in which words, and what follows from it is decided here and nowhere else.

mod action;
mod budget;
mod committee;
mod delivery;
mod figures;
pub mod forecast;
mod group;
mod indicator;
mod narrative;
mod organisation;
mod reading;
mod risk;
mod series_break;
mod set_figures;
mod year;

pub use super::schema::{When, optional, read_money, read_month, read_percentage, read_period};
pub use action::action;
pub use budget::{amounts, capital_amounts, line, saving};
pub use committee::{ask, meeting, question, sent};
pub use delivery::{commitment, commitment_update, milestone, read_rating};
pub use figures::figures;
pub use group::group;
pub use indicator::{
    bring_back, file_indicator, indicator, new_indicator, put_indicator, read_scheme, set_owner,
};
pub use narrative::section;
pub use organisation::{new_organisation, organisation, remove_organisation};
pub use reading::{Fault, Patch, Reading, described};
pub use risk::{PLACE_FIELDS, control, new_risk, risk};
pub use series_break::series_break;
pub use set_figures::{Figures, dropped_result, set_figures};
pub use year::{next_target, sign_off};

/// What is said of a field that must not be empty.
pub const NEEDED: &str = "this is needed";
