//! One series of results, by month, quarter or year, from whatever there is:
//! figures that run through the year taken apart, shorter periods put together.

use crate::domain::{Basis, Measure, Measurement, Period, PeriodKind};

/// A result with what it was counted from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub period: Period,
    /// Unrounded.
    pub value: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
}

/// How an indicator's results are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Making {
    pub basis: Basis,
    pub measure: Measure,
    /// value = scale × numerator ÷ denominator.
    pub scale: f64,
}

impl Making {
    /// Whether results of parts add up to that of the whole.
    pub fn adds_up(self) -> bool {
        self.measure.adds_up()
    }

    /// A result of a period from the sums of its parts.
    fn joined(self, period: Period, value: Option<f64>, sums: [Option<f64>; 2]) -> Point {
        let [numerator, denominator] = sums;
        let value = Measurement { numerator, denominator, stated: value }.value(self.scale);
        Point { period, value, numerator, denominator }
    }
}

/// First and last month of a period, counted from the start of year 0.
fn months(period: Period) -> (i32, i32) {
    let (end, length) = period.sort_key();
    (end - i32::try_from(length).unwrap_or(12) + 1, end)
}

/// Whether one period lies within another.
pub fn within(part: Period, whole: Period) -> bool {
    let ((from, to), (first, last)) = (months(part), months(whole));
    first <= from && to <= last
}

/// The result of a period from its months or quarters: the last of them where
/// each already tells of a longer time or of a day, else their sum where
/// counts or numerators and denominators add up. None unless every part is
/// there, and none for averages that say not of how many.
pub fn joined(period: Period, parts: &[Point], making: Making) -> Option<Point> {
    let last = parts.last()?;
    match making.basis {
        Basis::Cumulative | Basis::Snapshot | Basis::Rolling12 | Basis::Projection => {
            let ends_together = months(last.period).1 == months(period).1 && within(last.period, period);
            ends_together.then_some(Point { period, ..*last }).filter(|point| point.value.is_some())
        }
        Basis::Lagged => None,
        Basis::Discrete => {
            let length = last.period.kind().months();
            let whole = parts.iter().all(|part| part.period.kind().months() == length)
                && parts.iter().all(|part| within(part.period, period))
                && u32::try_from(parts.len()).is_ok_and(|count| count * length == period.kind().months());
            let sum = |of: fn(&Point) -> Option<f64>| parts.iter().map(of).sum::<Option<f64>>();
            let sums = [sum(|part| part.numerator), sum(|part| part.denominator)];
            let value = making.adds_up().then(|| sum(|part| part.value)).flatten();
            let counted = sums.iter().all(Option::is_some);
            (whole && (counted || value.is_some()))
                .then(|| making.joined(period, value.filter(|_| !counted), sums))
                .filter(|point| point.value.is_some())
        }
    }
}

/// Results of one kind of period, with those that are missing put together
/// from shorter ones where they can be. Both lists and the answer are in order of time;
/// the second says which were put together.
pub fn regroup(points: &[Point], kind: PeriodKind, making: Making) -> Vec<(Point, bool)> {
    let mut all: Vec<(Point, bool)> =
        points.iter().filter(|point| point.period.kind() == kind).map(|point| (*point, false)).collect();
    for part in PeriodKind::ALL.into_iter().filter(|part| part.months() < kind.months()).rev() {
        let parts: Vec<Point> = points.iter().filter(|point| point.period.kind() == part).copied().collect();
        let mut at = 0;
        while at < parts.len() {
            let whole = containing(parts[at].period, kind);
            let end = at + parts[at..].iter().take_while(|point| within(point.period, whole)).count().max(1);
            let known = all.iter().any(|(point, _)| point.period == whole && point.value.is_some());
            if !known && let Some(point) = joined(whole, &parts[at..end], making) {
                all.retain(|(point, _)| point.period != whole);
                all.push((point, true));
            }
            at = end;
        }
    }
    all.sort_by_key(|(point, _)| point.period);
    all
}

/// The period of a kind that a shorter one is part of.
fn containing(part: Period, kind: PeriodKind) -> Period {
    let (_, end) = months(part);
    let month = u8::try_from((end - 1).rem_euclid(12)).unwrap_or(0);
    let number = month / u8::try_from(kind.months()).unwrap_or(12) + 1;
    Period::new(part.financial_year(), kind, number).unwrap_or_else(|_| part.whole_year())
}

/// What each period itself brought, from results that count through the year:
/// each less the one before it in the same year. Years are their own; none
/// where the one before is missing or nothing can be taken apart.
pub fn own(points: &[Point], making: Making) -> Vec<Point> {
    let alone = |point: &Point| {
        let period = point.period;
        if period.kind() == PeriodKind::Year || period.number() == 1 {
            return *point;
        }
        let nothing = Point { period, value: None, numerator: None, denominator: None };
        let before = period.previous();
        let Some(earlier) = points.iter().find(|other| other.period == before) else { return nothing };
        let less = |of: fn(&Point) -> Option<f64>| Some(of(point)? - of(earlier)?);
        let parts = [less(|p| p.numerator), less(|p| p.denominator)];
        match parts {
            [Some(_), Some(more)] if more > 0.0 => making.joined(period, None, parts),
            // Counts against the same population all year: a rate that grows.
            [Some(numerator), Some(_)] if making.measure == Measure::Rate => {
                making.joined(period, None, [Some(numerator), point.denominator])
            }
            _ if making.adds_up() => Point { value: less(|p| p.value), ..nothing },
            _ => nothing,
        }
    };
    points.iter().map(alone).collect()
}
