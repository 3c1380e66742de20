//! When a result is due, and when a year's target may judge part of a year.

use super::indicator::{Basis, Frequency};
use super::measure::Measure;
use super::period::{Period, PeriodKind};

impl Frequency {
    /// Whether a result is due in a period (house rule): monthly ones always,
    /// quarterly ones in quarters, in the months that end them and in years,
    /// annual ones where the year ends (quarter 4, month 12, the year).
    pub fn reports_in(self, period: Period) -> bool {
        match self {
            Self::Monthly => true,
            Self::Quarterly => period.kind() != PeriodKind::Month || period.number().is_multiple_of(3),
            Self::Annual => period.ends_year(),
        }
    }
}

impl Basis {
    /// Whether the year's target may stand in for a period's own (house rule).
    ///
    /// It may where a part-year result is already on the scale of a year's: a
    /// rolling year, a position on a day, a projection, an earlier window, or
    /// a percentage, rate, average, ratio or index of the period alone. It may
    /// not for counts and money, nor for figures that grow through the year,
    /// until the period that ends it.
    pub fn takes_year_target(self, measure: Measure, period: Period) -> bool {
        match self {
            Self::Rolling12 | Self::Snapshot | Self::Projection | Self::Lagged => true,
            Self::Cumulative => period.ends_year(),
            Self::Discrete => period.kind() == PeriodKind::Year || !measure.adds_up(),
        }
    }
}
