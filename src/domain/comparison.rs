//! Comparing a result with its target and with an earlier result.

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::indicator::{Basis, Polarity, Span};
use super::period::Period;
use super::same;

/// Direction of travel: how a result compares with its comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Improving,
    Same,
    Worsening,
    /// The number rose, and the indicator has no polarity.
    Increasing,
    /// The number fell, and the indicator has no polarity.
    Decreasing,
    /// There is an earlier result, but its basis or length differs.
    NotComparable,
    /// Nothing to compare.
    #[default]
    None,
}

impl Direction {
    /// Every direction, best first.
    pub const ALL: [Self; 7] = [
        Self::Improving,
        Self::Same,
        Self::Worsening,
        Self::Increasing,
        Self::Decreasing,
        Self::NotComparable,
        Self::None,
    ];

    /// For reports: `Improving`, `The same`, `Not like for like` …
    pub fn title(self) -> &'static str {
        match self {
            Self::Improving => "Improving",
            Self::Same => "The same",
            Self::Worsening => "Worsening",
            Self::Increasing => "Increasing",
            Self::Decreasing => "Decreasing",
            Self::NotComparable => "Not like for like",
            Self::None => "Nothing to compare",
        }
    }

    /// For narrow tables: `better`, `worse`, `same`, `up`, `down`, `not comparable`, `–`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Improving => "better",
            Self::Same => "same",
            Self::Worsening => "worse",
            Self::Increasing => "up",
            Self::Decreasing => "down",
            Self::NotComparable => "not comparable",
            Self::None => "–",
        }
    }

    /// As stored and typed: `improving`, `not_comparable` …
    pub fn code(self) -> &'static str {
        match self {
            Self::Improving => "improving",
            Self::Same => "same",
            Self::Worsening => "worsening",
            Self::Increasing => "increasing",
            Self::Decreasing => "decreasing",
            Self::NotComparable => "not_comparable",
            Self::None => "none",
        }
    }

    /// From a code, a title or a table word, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|d| [d.code(), d.title(), d.word()].iter().any(|name| name.eq_ignore_ascii_case(text)))
    }
}

/// How far a result is from its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variance {
    /// Signed; percent of |target|, or the difference in the unit where the target is 0.
    pub amount: f64,
    pub in_units: bool,
    /// Whether it lies in the better direction or is nil; none without polarity.
    pub favourable: Option<bool>,
}

/// Target variance: (value − target) ÷ |target| × 100, signed; for a target
/// of 0, the difference in the unit (Barnet performance report 2015/16,
/// column "Target Variance", with the sign kept). None when either figure is
/// not finite or the quotient is not.
pub fn variance(value: f64, target: f64, polarity: Polarity) -> Option<Variance> {
    if !value.is_finite() || !target.is_finite() {
        return None;
    }
    let difference = if same(value, target) { 0.0 } else { value - target };
    let in_units = target == 0.0;
    let amount = if in_units { difference } else { difference / target.abs() * 100.0 };
    let favourable = polarity.met(value, target);
    amount.is_finite().then_some(Variance { amount, in_units, favourable })
}

/// Direction of travel on unrounded values; differences below one part in
/// 10⁹ are "the same" (house rule, so that binary error is never a trend).
///
/// With a band to aim for, better means nearer to the band, and anywhere
/// inside it is the same.
pub fn direction(
    value: Option<f64>,
    previous: Option<f64>,
    polarity: Polarity,
    comparable: bool,
) -> Direction {
    let (Some(value), Some(previous)) = (value, previous) else {
        return Direction::None;
    };
    if !value.is_finite() || !previous.is_finite() {
        return Direction::None;
    }
    if !comparable {
        return Direction::NotComparable;
    }
    if same(value, previous) {
        return Direction::Same;
    }
    let (better, worse) = match polarity {
        Polarity::None => (Direction::Increasing, Direction::Decreasing),
        _ => (Direction::Improving, Direction::Worsening),
    };
    let gain = polarity.goodness(value) - polarity.goodness(previous);
    if gain > 0.0 {
        better
    } else if gain < 0.0 {
        worse
    } else {
        Direction::Same
    }
}

/// What a result covers, for judging whether two may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    pub basis: Basis,
    pub span: Span,
}

impl Coverage {
    /// What a result of a basis covers where nothing more is said: the year
    /// to date, the twelve months to the period's end, else the period.
    pub fn natural(basis: Basis, period: Period, first_month: u32) -> Self {
        let mut span = period.span(first_month);
        match basis {
            Basis::Cumulative => span.from = period.whole_year().starts(first_month),
            Basis::Rolling12 => {
                let after = span.to.succ_opt().unwrap_or(span.to);
                span.from = after.checked_sub_months(Months::new(12)).unwrap_or(after);
            }
            Basis::Discrete | Basis::Snapshot | Basis::Lagged | Basis::Projection => {}
        }
        Self { basis, span }
    }
}

/// Whether two results may be compared: their basis must be the same, and,
/// except where the basis fixes the length itself (a rolling year, a
/// position on a day, a year-end estimate), they must cover as many months.
///
/// # Errors
/// The reason, as a phrase for people: "3 months beside 12 months".
pub fn like_for_like(a: Coverage, b: Coverage) -> Result<(), String> {
    if a.basis != b.basis {
        return Err(format!("{} beside {}", a.basis.title(), b.basis.title()));
    }
    if matches!(a.basis, Basis::Rolling12 | Basis::Snapshot | Basis::Projection) {
        return Ok(());
    }
    let (months_a, months_b) = (a.span.months(), b.span.months());
    if months_a == months_b {
        return Ok(());
    }
    let months = |n: u32| {
        if n == 1 { "1 month".to_owned() } else { format!("{n} months") }
    };
    Err(format!("{} ({}) beside {} ({})", months(months_a), a.span.title(), months(months_b), b.span.title()))
}
