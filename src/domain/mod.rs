//! The field's rules and nothing else: periods, results, ratings, comparison.
//!
//! Must not know: SQL, files, the terminal, the clock. Dates and figures
//! arrive as arguments; answers are values with their reasons.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`period`] | which months does this cover, what comes next |
//! | [`indicator`] | what is measured, and what is the value |
//! | [`figures`], [`dates`], [`date_phrase`] | how are numbers and days written and read |
//! | [`measure`], [`measure_words`] | which kind of figure is it, and which do its words name |
//! | [`dated`] | when was a thing, from what it is called |
//! | [`bound`] | what a target says of the figures that meet it |
//! | [`typed_figure`] | is a typed figure in its unit, and anywhere near the last |
//! | [`comparison`] | how far from the target, better or worse, like for like |
//! | [`series_break`] | from when is something else measured, so that results are not compared |
//! | [`compare`] | which place, quartile and direction do organisations have beside each other |
//! | [`organisation`] | which kind of organisation is it |
//! | [`change`] | is a difference more than ordinary fluctuation |
//! | [`forecast`] | is it for a period to come, and where does it lead from today |
//! | [`absence`] | why is there no figure, as a state with its reason |
//! | [`improvement`] | what a target would take, from where things stand |
//! | [`reportable`] | how many can be reported, and how many of these are on track |
//! | [`period_change`] | what is counted beside the period before, and what moved |
//! | [`mod@rag`] | which colour, why, and how far to the next |
//! | [`matrix`], [`risk`] | which band is a risk in, how has it moved, how far to its target |
//! | [`money`], [`budget`], [`capital`] | what was spent, what will be, against which budget |
//! | [`commitment`] | what its ratings mean, has it moved, what printed shares stand for |
//! | [`member_questions`] | where a member's question stands, how late a promised answer is |
//! | [`letters`] | which letters can be printed, and how the others are written |
//! | [`naming`] | do two names mean the same thing |
//! | [`mod@reference`] | which of two references comes first, where a text names one |
//! | [`validate`] | what looks wrong in typed figures and words |

pub mod absence;
pub mod axis;
pub mod bound;
pub mod budget;
pub mod capital;
pub mod change;
pub mod commitment;
pub mod compare;
pub mod comparison;
pub mod date_phrase;
pub mod dated;
pub mod dates;
pub mod figures;
pub mod forecast;
pub mod improvement;
pub mod indicator;
pub mod letters;
pub mod matrix;
pub mod measure;
mod measure_name;
pub mod measure_words;
pub mod member_questions;
pub mod money;
pub mod naming;
pub mod organisation;
pub mod period;
pub mod period_change;
pub mod rag;
pub mod reference;
pub mod reportable;
pub mod risk;
pub mod series_break;
pub mod text;
pub mod typed_figure;
pub mod validate;

mod due;
mod matrix_file;
mod period_text;

pub use crate::domain::rag::distance::{Step, StepOf};
pub use crate::domain::rag::rating::Rating;
pub use crate::domain::rag::scheme::{
    Assessment, Band, Bound, Criterion, Explanation, RatingInputs, Scheme, SchemeError,
};
pub use absence::Absence;
pub use comparison::{Direction, Variance};
pub use date_phrase::{DateReader, Tense};
pub use forecast::Confidence;
pub use indicator::{Basis, Comparator, Frequency, Measurement, Polarity, ResultStatus, Span, Unit};
pub use matrix::{Cell, RiskBand, RiskMatrix};
pub use measure::{Measure, MeasureSpec};
pub use period::{FinancialYear, Period, PeriodKind};
pub use reportable::Reportable;
pub use series_break::SeriesBreak;

/// Untrusted text made fit to quote in a message: no control characters, at most 40 characters.
pub(crate) fn shown(text: &str) -> String {
    let mut kept: String = text.trim().chars().filter(|c| !c.is_control()).take(41).collect();
    if kept.chars().count() > 40 {
        kept = kept.chars().take(39).collect();
        kept.push('…');
    }
    kept
}

/// Relative difference below which two figures are one and the same (house
/// rule): far above the error of binary arithmetic (about 1e-16 a step), far
/// below any difference a report prints.
pub(crate) const SAME: f64 = 1e-9;

/// Whether two figures differ by no more than [`SAME`] of the larger.
pub(crate) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}
