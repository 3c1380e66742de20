//! New figures of an indicator in a period, as a change.

use chrono::NaiveDate;

use super::forecast::{ForecastFigures, put_forecast};
use crate::domain::figures::{decimals_of, format_plain, format_value};
use crate::domain::{Basis, Measurement, ResultStatus};
use crate::workbook::steps::empty_result;
use crate::workbook::{Change, Detail, Record, ResultRecord, Table, Target};

/// New figures for one indicator and period. `None` leaves a field as it is;
/// `Some(None)` clears it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub numerator: Option<Option<f64>>,
    pub denominator: Option<Option<f64>>,
    pub stated: Option<Option<f64>>,
    pub target: Option<Option<f64>>,
    pub forecast: ForecastFigures,
    pub missing_because: Option<String>,
    pub status: Option<ResultStatus>,
    pub basis: Option<Option<Basis>>,
    pub covers_from: Option<Option<NaiveDate>>,
    pub covers_to: Option<Option<NaiveDate>>,
    pub source: Option<String>,
}

/// What becomes of a result that was stated when its numerator or denominator is changed and no result is
/// given with them. Where the new ones work the result out, the one that was stated says nothing of them and
/// is dropped: the sentence that says so, without its stop. Where one of them is missing it stays: none.
pub fn dropped_result(detail: &Detail, figures: &Figures) -> Option<String> {
    let held = detail.result.as_ref()?;
    let stated = held.stated.filter(|_| figures.stated.is_none())?;
    let numerator = figures.numerator.unwrap_or(held.numerator);
    let denominator = figures.denominator.unwrap_or(held.denominator);
    if (numerator, denominator) == (held.numerator, held.denominator) {
        return None;
    }
    let indicator = &detail.indicator;
    let value = Measurement { numerator, denominator, stated: None }.value(indicator.scale)?;
    let plain = |figure: Option<f64>| {
        figure.map_or_else(String::new, |one| format_plain(one, decimals_of(one).min(2)))
    };
    let written = |value: f64, decimals: u32| format_value(value, indicator.unit(), decimals);
    Some(format!(
        "{} is worked out from {} of {}; the {} that was stated is dropped",
        written(value, indicator.decimals),
        plain(numerator),
        plain(denominator),
        written(stated, decimals_of(stated).min(2).max(indicator.decimals))
    ))
}

/// Enters figures. The label names what is changed, and says where a result that was stated is dropped
/// ([`dropped_result`]).
pub fn set_figures(detail: &Detail, figures: &Figures) -> Change {
    let indicator_id = detail.indicator.id;
    let period = &detail.standing.period;
    let mut change = Change::new(String::new());
    let mut changed = Vec::new();
    if let Some(result) = new_result(detail, figures) {
        change = change.put(Record::Result(result));
        changed.push("result");
    }
    if let Some(value) = figures.target {
        let held = detail.target.as_ref();
        let new = |(id, revision), value| Target {
            id,
            revision,
            indicator_id,
            period: *period,
            value,
            carried: false,
            source: String::new(),
        };
        let before = change.edits.len();
        change = match (value, held) {
            (Some(value), Some(held)) => {
                // One that was carried is set now, if to the same figure.
                let new = new((held.id, held.revision), value);
                if new == *held { change } else { change.put(Record::Target(new)) }
            }
            (Some(value), None) => change.put(Record::Target(new((0, 0), value))),
            (None, Some(held)) => change.remove(Table::Target, held.id, held.revision),
            (None, None) => change,
        };
        changed.extend((change.edits.len() > before).then_some("target"));
    }
    let before = change.edits.len();
    change = put_forecast(change, detail, &figures.forecast);
    changed.extend((change.edits.len() > before).then_some("forecast"));
    let what = if let [one] = changed.as_slice() { one } else { "figures" };
    let dropped = dropped_result(detail, figures).map_or_else(String::new, |said| format!(": {said}"));
    change.label = format!("{} {what}{dropped}", detail.indicator.reference);
    change
}

/// The result as the figures leave it; none where they leave it as it is.
fn new_result(detail: &Detail, figures: &Figures) -> Option<ResultRecord> {
    let old =
        detail.result.clone().unwrap_or_else(|| empty_result(detail.indicator.id, detail.standing.period));
    let mut new = old.clone();
    set(&mut new.numerator, &figures.numerator);
    set(&mut new.denominator, &figures.denominator);
    set(&mut new.stated, &figures.stated);
    set(&mut new.missing_because, &figures.missing_because);
    set(&mut new.status, &figures.status);
    set(&mut new.basis, &figures.basis);
    set(&mut new.covers_from, &figures.covers_from);
    set(&mut new.covers_to, &figures.covers_to);
    set(&mut new.source, &figures.source);
    if dropped_result(detail, figures).is_some() {
        new.stated = None;
    }
    if (new.numerator, new.denominator, new.stated) != (old.numerator, old.denominator, old.stated) {
        // Typed now, so it is neither invented nor a quotation any more.
        new.illustrative = false;
        new.printed = String::new();
        if figures.source.is_none() {
            new.source = String::new();
        }
        if new.numerator.is_some() || new.stated.is_some() {
            new.missing_because = figures.missing_because.clone().unwrap_or_default();
        }
    }
    (new != old).then_some(new)
}

/// Takes over what is given.
pub(super) fn set<T: Clone>(field: &mut T, value: &Option<T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}
