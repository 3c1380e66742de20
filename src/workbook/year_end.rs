//! What a year is expected to end at, and the target that is held against it.

use super::record::{Indicator, Target};
use crate::domain::{Assessment, Basis, Period, PeriodKind, Scheme};

/// The target that the end of a year is judged by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YearEndTarget {
    /// None where none of the year can stand for the whole of it.
    pub value: Option<f64>,
    /// Which it is, or why there is none, to read after "against" or in brackets; empty where the year
    /// has no target at all.
    pub said: String,
}

/// The target of a whole year: its own, else that of the last quarter (or month) that has one.
///
/// Positions, rolling years, percentages and averages of a period alone, and figures that run
/// through the year, end at what their last period is to end at. Counts and money of each period
/// alone add up to the year's, so the targets of all its quarters do; where one is missing, or the
/// last figure that runs through the year is for an earlier quarter, none can stand for the year
/// (house rule).
pub fn year_end_target(indicator: &Indicator, year: Period, targets: &[Target]) -> YearEndTarget {
    let year = year.whole_year();
    let dated: Vec<(Period, f64)> = targets
        .iter()
        .map(|target| (target.period, target.value))
        .filter(|(period, _)| period.financial_year() == year.financial_year())
        .collect();
    if let Some((_, own)) = dated.iter().find(|(period, _)| *period == year) {
        return YearEndTarget { value: Some(*own), said: "the year’s own target".to_owned() };
    }
    let of = |kind: PeriodKind| -> Vec<(Period, f64)> {
        dated.iter().filter(|(period, _)| period.kind() == kind).copied().collect()
    };
    let parts = match of(PeriodKind::Quarter) {
        quarters if quarters.is_empty() => of(PeriodKind::Month),
        quarters => quarters,
    };
    let Some((last, value)) = parts.iter().max_by_key(|(period, _)| *period).copied() else {
        return YearEndTarget::default();
    };
    let (noun, all) = (last.kind().title(), usize::from(last.kind().per_year()));
    let adds_up = indicator.measure.adds_up();
    match indicator.basis {
        Basis::Discrete if adds_up && parts.len() == all => YearEndTarget {
            value: Some(parts.iter().map(|(_, value)| value).sum()),
            said: format!("the targets of its {all} {noun}s together"),
        },
        Basis::Discrete if adds_up => YearEndTarget {
            value: None,
            said: match parts.len() {
                1 => format!("only 1 of its {all} {noun}s has a target"),
                some => format!("only {some} of its {all} {noun}s have a target"),
            },
        },
        Basis::Cumulative if adds_up && !last.ends_year() => YearEndTarget {
            value: None,
            said: format!("its last target is for {}, not yet for the whole year", last.title()),
        },
        _ => YearEndTarget {
            value: Some(value),
            said: format!("the target of {}, as the year has none of its own", last.title()),
        },
    }
}

/// A year's forecast as it is rated.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastRating {
    /// None where targets there are cannot stand for the year.
    pub assessment: Option<Assessment>,
    pub target: YearEndTarget,
}

impl ForecastRating {
    /// "Red, against the year’s own target"; "Red, against the target of Q4 2026/27, as the year has none
    /// of its own"; "cannot be rated:
    /// only 2 of its 4 quarters have a target".
    pub fn words(&self) -> String {
        let said = self.target.said.as_str();
        match &self.assessment {
            None => format!("cannot be rated: {said}"),
            Some(rated) if said.is_empty() => rated.rating.title().to_owned(),
            Some(rated) => format!("{}, against {said}", rated.rating.title()),
        }
    }
}

/// Rates where the year is expected to end: `forecast` against the target of the year, with last
/// year's outturn as the previous result. None without a forecast.
pub fn judge_forecast(
    indicator: &Indicator,
    scheme: &Scheme,
    forecast: Option<f64>,
    target: YearEndTarget,
    last_outturn: Option<f64>,
) -> Option<ForecastRating> {
    forecast?;
    let facts = super::standing::facts(indicator);
    let unusable = target.value.is_none() && !target.said.is_empty();
    let assessment =
        (!unusable).then(|| scheme.assess_forecast(forecast, target.value, last_outturn, &facts));
    Some(ForecastRating { assessment, target })
}
