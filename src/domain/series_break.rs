//! Breaks of a series: from a period on, what is measured is defined in another way, so that results
//! before it and after it are not compared.

use super::{Period, PeriodKind};

/// From which period on a definition is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesBreak {
    /// The first period of the new definition.
    pub from: Period,
    /// What changed.
    pub note: String,
}

/// First and last month of a period, counted through the financial years.
fn months(period: Period) -> (i64, i64) {
    let long: i64 = match period.kind() {
        PeriodKind::Month => 1,
        PeriodKind::Quarter => 3,
        PeriodKind::Year => 12,
    };
    let first = i64::from(period.financial_year().0) * 12 + (i64::from(period.number()) - 1) * long;
    (first, first + long - 1)
}

impl SeriesBreak {
    /// Number of the month a period begins with: earlier ones are smaller.
    pub fn month_of(period: Period) -> i64 {
        months(period).0
    }

    /// Whether results of two periods lie on its two sides, or one of them on both.
    pub fn parts(&self, earlier: Period, later: Period) -> bool {
        let at = months(self.from).0;
        months(earlier).0 < at && at <= months(later).1
    }

    /// Whether a period begins before it and ends after it.
    pub fn cuts(&self, period: Period) -> bool {
        self.parts(period, period)
    }

    /// Whether it is in a period or before it.
    pub fn is_by(&self, period: Period) -> bool {
        months(self.from).0 <= months(period).1
    }

    /// Whether two begin with the same month, however long their periods are.
    pub fn begins_with(&self, period: Period) -> bool {
        months(self.from).0 == months(period).0
    }

    /// "the definition changed from Q1 2015/16 on: carers are counted too".
    pub fn why(&self) -> String {
        let note = self.note.trim().trim_end_matches('.');
        format!("the definition changed from {} on: {note}", self.from.title())
    }
}

/// The latest break between results of two periods.
pub fn between(breaks: &[SeriesBreak], earlier: Period, later: Period) -> Option<&SeriesBreak> {
    breaks.iter().filter(|one| one.parts(earlier, later)).max_by_key(|one| months(one.from))
}

/// The same of periods by their codes, as a reason; none where nothing parts them.
pub fn parted_because(breaks: &[SeriesBreak], earlier: Period, later: Period) -> Option<String> {
    between(breaks, earlier, later).map(SeriesBreak::why)
}
