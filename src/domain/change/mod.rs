//! Whether a change is real: how far chance alone moves a figure, and whether
//! a result has moved further.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`interval`] | between which ends does the true figure probably lie |
//! | [`difference`] | by how much do two results differ, give or take |
//! | [`judgement`] | better, similar or worse than the target, an earlier result, others |
//! | [`control_chart`] | is a series steady, and can it be trusted to reach its target |
//! | [`limits`] | where does a steady series stay |
//! | [`trend`] | have annual results been rising or falling |
//! | [`trajectory`] | what has the rest of the year to bring |
//! | [`series`] | one series of results from months, quarters or years |
//! | [`rules`] | the numbers all of this goes by |

pub mod control_chart;
pub mod difference;
pub mod interval;
pub mod judgement;
pub mod limits;
pub mod rules;
pub mod series;
pub mod trajectory;
pub mod trend;

mod level;
mod words;

use thiserror::Error;

pub use control_chart::{
    Assurance, ControlChart, Finding, Mark, NotJudged, Phase, Setup, Side, Signal, Variation,
};
pub use difference::Difference;
pub use interval::{Interval, Method};
pub use judgement::{Against, Case, Estimate, Judgement, Observation, Verdict};
pub use level::Level;
pub use limits::{Limits, PossibleRange};
pub use rules::Rules;
pub use trajectory::Trajectory;
pub use trend::Trend;

use super::figures::format_plain;

/// Figures that no interval can be worked out for. Each reads on after "because".
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ChangeError {
    /// It is not a finite number.
    #[error("a figure is not a number")]
    NotANumber,
    /// A count below 0.
    #[error("{} is below 0, and cannot be a count", format_plain(*.0, 6))]
    Negative(f64),
    /// A part of a case.
    #[error("{} is not a whole number of cases", format_plain(*.0, 6))]
    NotWhole(f64),
    /// Nothing that it could be a share of.
    #[error("a denominator of {} leaves nothing to be a share of", format_plain(*.0, 6))]
    NothingCounted(f64),
    /// More cases than there are.
    #[error("{} of {} is more than all", format_plain(*.cases, 6), format_plain(*.of, 6))]
    MoreThanAll { cases: f64, of: f64 },
    /// A spread that is not above 0.
    #[error("a standard error of {} is not above 0", format_plain(*.0, 6))]
    NoSpread(f64),
    /// Results needed, and results there are.
    #[error("it takes {needed} results, and there {} {found}", if *.found == 1 { "is" } else { "are" })]
    TooFew { found: usize, needed: usize },
}

/// A finite number that is not below 0.
fn counted(figure: f64) -> Result<f64, ChangeError> {
    if !figure.is_finite() {
        Err(ChangeError::NotANumber)
    } else if figure < 0.0 {
        Err(ChangeError::Negative(figure))
    } else {
        Ok(figure)
    }
}

/// A finite number above 0, to be a share or rate of.
fn denominator(figure: f64) -> Result<f64, ChangeError> {
    if !figure.is_finite() {
        Err(ChangeError::NotANumber)
    } else if figure <= 0.0 {
        Err(ChangeError::NothingCounted(figure))
    } else {
        Ok(figure)
    }
}
