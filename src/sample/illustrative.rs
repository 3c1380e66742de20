//! Turns the invented history into records, all marked illustrative.

use super::SampleError;
use super::format::{EarlierCommentary, HistoryEntry, IllustrativeFile};
use super::records::{Place, Reader, entry};
use crate::domain::Period;
use crate::workbook::{Record, ResultRecord};

impl Reader {
    /// Adds the invented history and words.
    pub(super) fn illustrative(&mut self, name: &str, file: IllustrativeFile) -> Result<(), SampleError> {
        for (position, table) in file.history.into_iter().enumerate() {
            let (place, entry) = entry::<HistoryEntry>(name, "history", position, table)?;
            self.history(&place, &file.periods, entry)?;
        }
        for (position, table) in file.commentary.into_iter().enumerate() {
            let (place, entry) = entry::<EarlierCommentary>(name, "commentary", position, table)?;
            let indicator_id = self.known_indicator(&place, &entry.reference)?;
            let period = self.known_period(&place, entry.period)?;
            self.commentary(indicator_id, period, entry.kind, entry.text, entry.status);
        }
        Ok(())
    }

    fn history(&mut self, place: &Place, periods: &[Period], entry: HistoryEntry) -> Result<(), SampleError> {
        let indicator_id = self.known_indicator(place, &entry.reference)?;
        let count = entry.values.len();
        if count > periods.len() {
            return Err(place.wrong(format!("{count} values for {} periods", periods.len())));
        }
        if let Some(covers) = entry.covers.as_ref().filter(|covers| covers.len() != count) {
            return Err(place.wrong(format!("{count} values, but {} in covers", covers.len())));
        }
        for (position, (value, period)) in entry.values.into_iter().zip(periods).enumerate() {
            let period = self.known_period(place, *period)?;
            if !self.results.insert((indicator_id, period)) {
                return Err(place.wrong(format!("{period} already has a result")));
            }
            let covers = entry.covers.as_ref().map(|covers| covers[position]);
            self.put(|id| {
                Record::Result(ResultRecord {
                    id,
                    revision: 0,
                    indicator_id,
                    period,
                    numerator: None,
                    denominator: None,
                    stated: Some(value),
                    printed: String::new(),
                    missing_because: String::new(),
                    status: Default::default(),
                    covers_from: covers.map(|[from, _]| from),
                    covers_to: covers.map(|[_, to]| to),
                    basis: None,
                    illustrative: true,
                    source: "Illustrative".to_owned(),
                })
            });
        }
        Ok(())
    }
}
