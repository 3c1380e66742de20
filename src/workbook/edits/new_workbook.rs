//! A workbook that is to be made: who it is of, the period it reports first, and how it rates.

use chrono::NaiveDate;

use super::{Fault, NEEDED, Patch, read_scheme};
use crate::domain::Scheme;
use crate::domain::dates::MONTHS;
use crate::domain::{Period, PeriodKind, Rating};
use crate::workbook::{BUDGET_TOLERANCE, Edit, PeriodRecord, PeriodStatus, RISK_THRESHOLD, Record, Workbook};

/// April.
const FIRST_MONTH: u32 = 4;
/// Periods made before the first one, so that there is somewhere to put what it is compared with.
const EARLIER: usize = 4;

/// What is asked of a new workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWorkbook {
    pub organisation: String,
    /// What is reported on; empty in a group's workbook, which is about no one service.
    pub service: String,
    /// Month with which the financial year begins, 1 to 12.
    pub first_month: u32,
    /// The period that it opens at.
    pub period: Period,
    /// Code of a rating scheme.
    pub scheme: String,
}

/// The quarter that has just ended on a day: the one that is reported.
pub fn quarter_to_report(today: NaiveDate, first_month: u32) -> Period {
    Period::containing(PeriodKind::Quarter, today, first_month).previous()
}

/// The month with which a financial year begins, as a number or a name; April where nothing is written.
///
/// # Errors
/// What to write.
pub fn read_first_month(text: &str) -> Result<u32, String> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(FIRST_MONTH);
    }
    let named = |name: &&str| text.len() >= 3 && name.to_lowercase().starts_with(&text);
    let number = text.parse().ok().filter(|number| (1..=12).contains(number));
    let found = number.or_else(|| Some(MONTHS.iter().position(named)? as u32 + 1));
    found.ok_or_else(|| "write a month, as April or 4".to_owned())
}

impl NewWorkbook {
    /// Reads what was typed; `of_group` where it belongs to several councils.
    ///
    /// # Errors
    /// Every field that is refused.
    pub fn read(typed: &Patch, of_group: bool, today: NaiveDate) -> Result<Self, Vec<Fault>> {
        let mut faults: Vec<Fault> = Vec::new();
        let text = |field: &str| typed.get(field).unwrap_or_default();
        let (organisation, service) = (text("organisation"), text("service"));
        if organisation.is_empty() {
            faults.push(("organisation", NEEDED.to_owned()));
        }
        if service.is_empty() && !of_group {
            faults.push(("service", "this is needed; of a group, its Members".to_owned()));
        }
        let first_month = read_first_month(text("first_month")).unwrap_or_else(|why| {
            faults.push(("first_month", why));
            FIRST_MONTH
        });
        let period = match text("period") {
            "" => Ok(quarter_to_report(today, first_month)),
            text => Period::parse(text),
        };
        let period = period.map_err(|error| faults.push(("period", error.to_string())));
        let scheme = match text("scheme") {
            "" => Ok(Scheme::DEFAULT.to_owned()),
            text => read_scheme(text),
        };
        let scheme = scheme.map_err(|why| faults.push(("scheme", why)));
        match (period, scheme) {
            (Ok(period), Ok(scheme)) if faults.is_empty() => Ok(Self {
                organisation: organisation.to_owned(),
                service: service.to_owned(),
                first_month,
                period,
                scheme,
            }),
            _ => Err(faults),
        }
    }

    /// Its record, and its periods: those before the first are there to be compared with.
    pub fn records(&self) -> (Workbook, Vec<Edit>) {
        let workbook = Workbook {
            id: 0,
            revision: 0,
            uuid: String::new(),
            organisation: self.organisation.clone(),
            service: self.service.clone(),
            first_month: self.first_month,
            scheme: self.scheme.clone(),
            current_period: Some(self.period),
            review_ratings: vec![Rating::Red, Rating::RedAmber, Rating::NotOnTrack],
            note: String::new(),
            budget_tolerance: BUDGET_TOLERANCE,
            risk_threshold: RISK_THRESHOLD,
            compare_with: String::new(),
        };
        let earlier = std::iter::successors(Some(self.period.previous()), |one| Some(one.previous()));
        let mut periods = vec![self.period.whole_year().previous(), self.period.whole_year()];
        periods.extend(earlier.take(EARLIER).chain([self.period]));
        // Of years there are no parts.
        let mut seen = Vec::new();
        periods.retain(|period| {
            let new = !seen.contains(period);
            seen.push(*period);
            new
        });
        let record = |period: Period| {
            Edit::Put(Record::Period(PeriodRecord {
                id: 0,
                revision: 0,
                code: period,
                status: PeriodStatus::Open,
                reopened_because: String::new(),
            }))
        };
        (workbook, periods.into_iter().map(record).collect())
    }
}
