//! Periods that a file has figures of and the workbook does not know yet.

use std::collections::BTreeSet;

use crate::domain::{Period, PeriodKind};
use crate::store::error::StoreError;
use crate::store::importing::Importing;
use crate::store::rows::{codes, row};
use crate::workbook::{Group, PeriodRecord, PeriodStatus, Record};

impl Importing<'_> {
    /// Makes known the periods that have figures and that the workbook does not know.
    pub(super) fn add_periods(&mut self) -> Result<(), StoreError> {
        let mut wanted: BTreeSet<u16> = self
            .said
            .figures
            .iter()
            .filter(|figures| figures.has_result())
            .map(|figures| figures.period)
            .collect();
        // What the members of a group have is the group's own result.
        if row::first::<Group>(self.connection, "WHERE ours = 1", [])?.is_some() {
            wanted.extend(self.said.benchmarks.iter().map(|figures| figures.period));
        }
        // Only a whole year needs no row of its own.
        for figures in self.said.figures.iter().chain(&self.said.benchmarks) {
            let period = self.said.periods[usize::from(figures.period)];
            if !wanted.contains(&figures.period) && period != period.whole_year() {
                wanted.insert(figures.period);
            }
        }
        let of_records = self.said.records.iter().filter_map(|said| row::period_of_record(&said.as_new));
        let mut all: BTreeSet<Period> = wanted.iter().map(|at| self.said.periods[usize::from(*at)]).collect();
        // Every year has its months, whether they are reported or not.
        all.extend(of_records.filter(|period| period.kind() != PeriodKind::Month));
        for period in all {
            let number = codes::period_number(period);
            if row::period_record(self.connection, number)?.is_some() {
                continue;
            }
            let record = PeriodRecord {
                id: 0,
                revision: 0,
                code: period,
                status: PeriodStatus::Open,
                reopened_because: String::new(),
            };
            self.add(&Record::Period(record))?;
            self.periods.take_for_open(period);
            self.new_periods.insert(period.code());
            self.outcome.new_periods.push(period.code());
        }
        Ok(())
    }
}
