//! A figure that is expected of a period to come.

use serde_json::json;

use super::At;
use crate::import::extract::{RowView, belongs_to};
use crate::workbook::staged::CellPlace;
use crate::workbook::{Forecast, Record, Table};

impl RowView<'_> {
    pub(super) fn take_forecast(&mut self, at: At, reference: &str, value: f64, place: CellPlace) {
        let here = self.known.period;
        let mut name = format!("{reference} forecast");
        let (period, made_in) = if at.period > here && at.period != here.whole_year() {
            // A column of a period to come: expected of it in the period that is reported.
            name.push_str(&format!(" for {}", at.period.title()));
            (at.period, Some(here))
        } else if at.period.whole_year() == at.period {
            // What a whole year's column expects was made in no period of it that is known.
            (at.period, None)
        } else {
            (at.period.whole_year(), Some(at.period))
        };
        let mut record = Forecast::stated(0, period, made_in, Some(value));
        let mut set = vec![("value", json!(value))];
        let Some((confidence, reason)) = self.said_of_forecast(place.column) else { return };
        if let Some(confidence) = confidence {
            record.confidence = confidence;
            set.push(("confidence", json!(confidence)));
        }
        if !reason.is_empty() {
            set.push(("reason", json!(reason)));
            record.reason = reason;
        }
        self.say(
            "forecast",
            &name,
            Record::Forecast(record),
            &["indicator_id", "period", "made_in"],
            set,
            vec![belongs_to("indicator_id", Table::Indicator, reference)],
        );
        // Of the columns that hold forecasts, this one.
        if let Some(said) = self.gathered.records.last_mut() {
            said.place = place;
        }
    }
}
