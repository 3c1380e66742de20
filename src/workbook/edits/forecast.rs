//! Forecasts as they are made: one for each period it is for and period it was made in.

use super::set_figures::set;
use crate::domain::{Confidence, Period};
use crate::workbook::answer::Detail;
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::record::Forecast;

/// A forecast as it is given. `None` leaves a field as it is; `Some(None)` clears it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ForecastFigures {
    /// The period it is for; the financial year where none is said.
    pub about: Option<Period>,
    pub value: Option<Option<f64>>,
    pub numerator: Option<Option<f64>>,
    pub denominator: Option<Option<f64>>,
    pub confidence: Option<Confidence>,
    pub reason: Option<String>,
}

impl ForecastFigures {
    /// Whether anything but its period is given.
    pub fn are_given(&self) -> bool {
        self.value.is_some()
            || self.numerator.is_some()
            || self.denominator.is_some()
            || self.confidence.is_some()
            || self.reason.is_some()
    }

    /// The period it is for, when made in `period`.
    pub fn about(&self, period: Period) -> Period {
        self.about.unwrap_or(period.whole_year())
    }

    /// The forecast as it is after this: what was made earlier stays as it was.
    pub fn after(&self, detail: &Detail) -> Forecast {
        let period = detail.standing.period;
        let about = self.about(period);
        let figures = self.value.is_some() || self.numerator.is_some() || self.denominator.is_some();
        let held = detail.forecasts_made.iter().rfind(|made| made.period == about);
        let mut forecast = match held {
            Some(held) if held.made_in == Some(period) => held.clone(),
            Some(held) if !figures => Forecast { id: 0, revision: 0, made_in: Some(period), ..held.clone() },
            _ => Forecast::stated(detail.indicator.id, about, Some(period), None),
        };
        if self.value.is_some() {
            (forecast.numerator, forecast.denominator) = (None, None);
        }
        set(&mut forecast.value, &self.value);
        set(&mut forecast.numerator, &self.numerator);
        set(&mut forecast.denominator, &self.denominator);
        set(&mut forecast.confidence, &self.confidence);
        set(&mut forecast.reason, &self.reason);
        forecast
    }
}

/// Makes a forecast, or withdraws it where the figure is taken out: what was made in an earlier period
/// stays in the history of forecasts. Nothing where it says what is said already.
pub(super) fn put_forecast(change: Change, detail: &Detail, given: &ForecastFigures) -> Change {
    if !given.are_given() {
        return change;
    }
    let after = given.after(detail);
    let made = || detail.forecasts_made.iter().filter(|made| made.period == after.period);
    let scale = detail.indicator.scale;
    if after.expected(scale).is_some() {
        let said = made().next_back().is_some_and(|last| {
            Forecast { made_in: after.made_in, id: after.id, revision: after.revision, ..last.clone() }
                == after
        });
        return if said { change } else { change.put(Record::Forecast(after)) };
    }
    let earlier =
        made().rfind(|made| made.made_in != after.made_in).is_some_and(|made| made.expected(scale).is_some());
    match (earlier, after.id) {
        (true, _) => change.put(Record::Forecast(Forecast { confidence: Confidence::Unstated, ..after })),
        (false, 0) => change,
        (false, id) => change.remove(Table::Forecast, id, after.revision),
    }
}
