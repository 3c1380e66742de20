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
            let code = &self.said.periods[usize::from(figures.period)];
            if !wanted.contains(&figures.period)
                && Period::parse(code).is_ok_and(|period| period != period.whole_year())
            {
                wanted.insert(figures.period);
            }
        }
        let of_records = self.said.records.iter().filter_map(|said| row::period_code_of(&said.as_new));
        let months = |code: &&str| Period::parse(code).is_ok_and(|period| period.kind() == PeriodKind::Month);
        let mut codes: BTreeSet<&str> =
            wanted.iter().map(|at| self.said.periods[usize::from(*at)].as_str()).collect();
        // Every year has its months, whether they are reported or not.
        codes.extend(of_records.filter(|code| !code.is_empty() && !months(code)));
        for code in codes {
            let Ok(period) = Period::parse(code) else { continue };
            let number = codes::period_number(period);
            if row::period_record(self.connection, number)?.is_some() {
                continue;
            }
            let record = PeriodRecord {
                id: 0,
                revision: 0,
                code: code.to_owned(),
                status: PeriodStatus::Open,
                reopened_because: String::new(),
            };
            self.add(&Record::Period(record))?;
            self.periods.take_for_open(code);
            self.new_periods.insert(code.to_owned());
            self.outcome.new_periods.push(code.to_owned());
        }
        Ok(())
    }
}
