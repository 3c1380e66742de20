//! What a workbook holds, as plain data: records, the changes that can be
//! made to them, the questions screens ask and the answers they get.
//!
//! Must not know: SQL, files, the terminal, the clock.

pub mod answer;
pub mod backup;
pub mod change;
pub mod chart;
pub mod chart_words;
pub mod choice;
pub mod compare;
pub mod compared;
pub mod edits;
pub mod figures;
pub mod forecasts;
pub mod import_outcome;
pub mod major;
pub mod movement;
pub mod query;
pub mod readiness;
pub mod record;
pub mod schema;
pub mod significance;
pub mod staged;
pub mod standing;
pub mod themes;
pub mod verification;
pub mod views;
pub mod year_end;
pub mod years;

pub use answer::*;
pub use change::{Applied, CarryChoices, Change, Conflict, Edit, Record, Stamp, Table};
pub use choice::Choice;
pub use compare::{
    ComparedMeasure, ComparedOrganisation, ComparedSeries, Comparison, ComparisonRequest, OrganisationsRoom,
};
pub use edits::steps::{budget as budget_steps, risk as risk_steps};
pub use edits::{linking, restoring, steps};
pub use major::{MajorKind, MajorStep};
pub use query::*;
pub use record::*;
pub use standing::{ReviewMark, Standing};
pub use themes::Themes;
pub use verification::*;
pub use views::*;
