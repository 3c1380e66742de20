//! The series behind an indicator's chart, and what the chart says.

use super::record::{ChartMark, ChartMarkKind, Indicator, ResultRecord, Target};
use super::standing::coverage;
use super::year_end::year_end_target;
use crate::domain::change::control_chart::{Setup, control_chart};
use crate::domain::change::limits::PossibleRange;
use crate::domain::change::series::{Making, Point, own, regroup};
use crate::domain::change::trajectory::{YearSoFar, trajectory};
use crate::domain::change::trend::{YearPoint, annual_trend};
use crate::domain::change::{
    Against, Assurance, Case, ControlChart, Estimate, Judgement, Level, Observation, Rules, Trajectory,
    Trend, Variation,
};
use crate::domain::comparison::{Coverage, like_for_like};
use crate::domain::series_break::between;
use crate::domain::{Basis, Frequency, Period, PeriodKind, SeriesBreak};

/// Points of a chart at most, the latest: twenty years of months.
pub const MAX_POINTS: usize = 240;

/// A result on a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPoint {
    pub period: Period,
    /// Unrounded; none where there is no result.
    pub value: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// The target in force.
    pub target: Option<f64>,
    pub illustrative: bool,
    /// Put together from shorter periods, or taken out of a figure for the year so far.
    pub worked_out: bool,
    /// Why it is left out of the limits; empty where it is not.
    pub unlike: String,
    /// What it covers.
    pub coverage: Option<Coverage>,
}

/// An indicator's results by month, quarter or year.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSeries {
    pub indicator: Indicator,
    pub kind: PeriodKind,
    /// In order of time, without gaps between the first and the last.
    pub points: Vec<ChartPoint>,
    /// Notes, new starts and ends of limits at periods of this kind; breaks at any.
    pub marks: Vec<ChartMark>,
    /// Breaks by periods of any kind, in order of time.
    pub breaks: Vec<SeriesBreak>,
    /// The first period of any kind that has a result.
    pub first: Option<Period>,
    /// What the year of the latest result is to end on.
    pub year_target: Option<f64>,
}

/// What a chart says.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartReading {
    pub chart: ControlChart,
    pub variation: Variation,
    pub assurance: Assurance,
    /// The target that assurance is about.
    pub target: Option<f64>,
    /// Of annual results; none for others, or why there is none.
    pub trend: Option<Result<Trend, String>>,
    /// What the rest of the year must bring, or why that cannot be said.
    pub trajectory: Result<Trajectory, String>,
}

/// What a chart is made of.
pub struct ChartMaterial<'a> {
    pub indicator: Indicator,
    /// Up to the period on screen, in order of time, of any length.
    pub results: &'a [ResultRecord],
    pub targets: &'a [Target],
    pub marks: Vec<ChartMark>,
    pub first_month: u32,
}

impl<'a> ChartMaterial<'a> {
    /// The series of one kind of period; where none is asked for, of that in
    /// which the indicator is due, or else of whatever there is.
    pub fn series(self, kind: Option<PeriodKind>) -> ChartSeries {
        let usual = match self.indicator.frequency {
            Frequency::Monthly => PeriodKind::Month,
            Frequency::Quarterly => PeriodKind::Quarter,
            Frequency::Annual => PeriodKind::Year,
        };
        let kinds = kind.map_or_else(|| [vec![usual], PeriodKind::ALL.to_vec()].concat(), |kind| vec![kind]);
        let mut found = (kind.unwrap_or(usual), Vec::new());
        for kind in kinds {
            let points = self.points(kind);
            if points.iter().any(|point| point.value.is_some()) {
                found = (kind, points);
                break;
            }
        }
        let (kind, points) = found;
        let breaks = self.breaks();
        let with_value =
            self.results.iter().filter(|record| record.measurement().value(self.indicator.scale).is_some());
        let dated = with_value.map(|record| record.period);
        let stays = |mark: &ChartMark| mark.kind == ChartMarkKind::Break || mark.period.kind() == kind;
        ChartSeries {
            year_target: self.year_target(&points),
            first: dated.min_by_key(|period| (SeriesBreak::month_of(*period), period.sort_key())),
            marks: self.marks.into_iter().filter(stays).collect(),
            breaks,
            indicator: self.indicator,
            kind,
            points,
        }
    }

    fn breaks(&self) -> Vec<SeriesBreak> {
        let mut breaks: Vec<SeriesBreak> = self.marks.iter().filter_map(ChartMark::series_break).collect();
        breaks.sort_by_key(|one| SeriesBreak::month_of(one.from));
        breaks
    }

    fn making(&self) -> Making {
        let Indicator { basis, measure, scale, .. } = self.indicator;
        Making { basis, measure, scale }
    }

    fn points(&self, kind: PeriodKind) -> Vec<ChartPoint> {
        let dated: Vec<(Period, &ResultRecord)> =
            self.results.iter().map(|record| (record.period, record)).collect();
        let given: Vec<Point> = dated
            .iter()
            .map(|(period, record)| Point {
                period: *period,
                value: record.measurement().value(self.indicator.scale),
                numerator: record.numerator,
                denominator: record.denominator,
            })
            .collect();
        let grouped = regroup(&given, kind, self.making());
        let apart = self.indicator.basis == Basis::Cumulative && kind != PeriodKind::Year;
        let plain: Vec<Point> = grouped.iter().map(|(point, _)| *point).collect();
        let values = if apart { own(&plain, self.making()) } else { plain };
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
        let record_of =
            |period: Period| dated.iter().find(|(at, _)| *at == period).map(|(_, record)| *record);
        let latest = values.iter().rev().find(|point| point.value.is_some());
        let latest = latest.and_then(|point| record_of(point.period));
        let breaks = self.breaks();
        let (mut all, mut at, mut next) = (Vec::new(), first.period, 0);
        // Every period has its place, whether it has a result or not.
        while at <= last.period && all.len() <= usize::from(u16::MAX) {
            let found = values[next..].iter().position(|point| point.period == at).map(|step| next + step);
            let point = found.map(|place| (values[place], grouped[place].1));
            next = found.map_or(next, |place| place + 1);
            let record = record_of(at);
            all.push(ChartPoint {
                period: at,
                value: point.and_then(|(point, _)| point.value),
                numerator: point.and_then(|(point, _)| point.numerator),
                denominator: point.and_then(|(point, _)| point.denominator),
                target: if apart { None } else { self.target(at) },
                illustrative: self.is_illustrative(at, &dated),
                worked_out: point.is_some_and(|(_, together)| together) || (apart && at.number() > 1),
                unlike: match defined_twice(&breaks, at, apart) {
                    Some(why) => why,
                    None if apart => self.cut_short(at, record_of),
                    None => self.unlike(record, latest),
                },
                coverage: self.covers(at, record, apart),
            });
            at = at.next();
        }
        all.split_off(all.len().saturating_sub(MAX_POINTS))
    }

    fn is_illustrative(&self, period: Period, dated: &[(Period, &ResultRecord)]) -> bool {
        let within = crate::domain::change::series::within;
        match dated.iter().find(|(at, _)| *at == period) {
            Some((_, record)) => record.illustrative,
            None => dated.iter().any(|(at, record)| record.illustrative && within(*at, period)),
        }
    }

    fn covers(&self, period: Period, record: Option<&ResultRecord>, apart: bool) -> Option<Coverage> {
        let natural = |basis| Some(Coverage::natural(basis, period, self.first_month));
        match record {
            _ if apart => natural(Basis::Discrete),
            Some(record) => coverage(record, &self.indicator, self.first_month),
            None => natural(self.indicator.basis),
        }
    }

    /// Why a period's part of a figure for the year so far is not the whole
    /// period's: the figure stops early, or the one before it does.
    fn cut_short(&self, at: Period, record_of: impl Fn(Period) -> Option<&'a ResultRecord>) -> String {
        let before = (at.number() > 1).then(|| at.previous());
        let short = |period: Period| {
            let given = coverage(record_of(period)?, &self.indicator, self.first_month)?;
            like_for_like(given, Coverage::natural(Basis::Cumulative, period, self.first_month)).err()
        };
        short(at).or_else(|| before.and_then(short)).unwrap_or_default()
    }

    /// Why a result is not like the latest one.
    fn unlike(&self, record: Option<&ResultRecord>, latest: Option<&ResultRecord>) -> String {
        let covers = |record: &ResultRecord| coverage(record, &self.indicator, self.first_month);
        match (record.and_then(covers), latest.and_then(covers)) {
            (Some(then), Some(now)) => like_for_like(then, now).err().unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn target(&self, period: Period) -> Option<f64> {
        let of = |period: Period| {
            self.targets.iter().find(|target| target.period == period).map(|target| target.value)
        };
        let year = period.whole_year();
        let stands_in = self.indicator.basis.takes_year_target(self.indicator.measure, period);
        of(period).or_else(|| of(year).filter(|_| stands_in))
    }

    /// The year's own target, that of its last period, or one that is good for the year as well.
    fn year_target(&self, points: &[ChartPoint]) -> Option<f64> {
        let latest = points.iter().rev().find(|point| point.value.is_some())?;
        let found = year_end_target(&self.indicator, latest.period, self.targets).value;
        let stands = self.indicator.basis.takes_year_target(self.indicator.measure, latest.period);
        found.or_else(|| latest.target.filter(|_| stands))
    }
}

/// Why a point is partly of one definition and partly of another: a break lies within its period, or
/// where it is taken out of figures for the year so far, between it and the one before.
fn defined_twice(breaks: &[SeriesBreak], at: Period, apart: bool) -> Option<String> {
    let taken_out = apart && at.number() > 1;
    let parted = |one: &&SeriesBreak| one.cuts(at) || (taken_out && one.parts(at.previous(), at));
    breaks.iter().find(parted).map(SeriesBreak::why)
}

impl ChartSeries {
    /// Positions of the points from which on the definition is another one, none of them 0.
    pub fn broken_at(&self) -> Vec<usize> {
        let place = |one: &SeriesBreak| self.points.iter().position(|point| one.is_by(point.period));
        let mut places: Vec<usize> = self.breaks.iter().filter_map(place).filter(|at| *at > 0).collect();
        places.dedup();
        places
    }

    /// The first point that is of the same definition as another.
    fn defined_from(&self, at: usize) -> usize {
        self.broken_at().into_iter().rfind(|place| *place <= at).unwrap_or(0)
    }

    /// The results up to a point that are of its definition.
    fn values_to(&self, at: usize) -> Vec<f64> {
        self.values().into_iter().take(at + 1).skip(self.defined_from(at)).flatten().collect()
    }

    /// Position of a period's point.
    pub fn position(&self, period: Period) -> Option<usize> {
        self.points.iter().position(|point| point.period == period)
    }

    /// The mark of a kind at a point.
    pub fn mark(&self, at: usize, kind: ChartMarkKind) -> Option<&ChartMark> {
        let period = self.points.get(at)?.period;
        self.marks.iter().find(|mark| mark.kind == kind && mark.period == period)
    }

    /// What limits and signals are worked out from: results like the latest.
    pub fn values(&self) -> Vec<Option<f64>> {
        self.points.iter().map(|point| point.value.filter(|_| point.unlike.is_empty())).collect()
    }

    fn observation(&self, at: usize) -> Option<Observation> {
        let ChartPoint { value, numerator, denominator, coverage, .. } = *self.points.get(at)?;
        Some(Observation { value: value?, numerator, denominator, coverage })
    }

    /// The result at a point beside the one before it and its target: those there are.
    pub fn judgements(&self, at: usize, level: Level) -> Vec<Judgement> {
        let series = self.values_to(at);
        let Some(now) = self.observation(at) else { return Vec::new() };
        let case = case_of(&self.indicator, now, level, &series);
        let before = at.checked_sub(1).and_then(|before| Some((before, self.observation(before)?)));
        let previous = before.map(|(before, then)| {
            match between(&self.breaks, self.points[before].period, self.points[at].period) {
                Some(parted) => Judgement::cannot(Against::Previous, Some(then.value), parted.why()),
                None => case.against_result(Against::Previous, Some(then)),
            }
        });
        let target = self.points[at].target.map(|target| case.against_figure(Against::Target, Some(target)));
        previous.into_iter().chain(target).collect()
    }

    /// The interval of the result at a point, or why there is none; nothing without a result.
    pub fn estimate(&self, at: usize, level: Level) -> Option<Result<Estimate, String>> {
        let series = self.values_to(at);
        self.observation(at).map(|now| case_of(&self.indicator, now, level, &series).estimate())
    }

    /// What the chart says.
    pub fn read(&self) -> ChartReading {
        let rules = Rules::built_in();
        let at = |kind| -> Vec<usize> {
            let marks = self.marks.iter().filter(|mark| mark.kind == kind);
            marks.filter_map(|mark| self.position(mark.period)).collect()
        };
        let (mut rebases, freezes) = (at(ChartMarkKind::Rebase), at(ChartMarkKind::Freeze));
        // Limits are of one definition.
        rebases.extend(self.broken_at());
        rebases.sort_unstable();
        rebases.dedup();
        let figures = self.points.iter().flat_map(|point| [point.value, point.target]).flatten();
        let range = PossibleRange::of(self.indicator.measure, self.indicator.unit(), figures);
        let setup = Setup { rebases: &rebases, freezes: &freezes, range };
        let chart = control_chart(&self.values(), &setup, rules);
        let polarity = self.indicator.polarity;
        let target = chart.latest.and_then(|(at, _)| self.points[at].target);
        ChartReading {
            variation: chart.variation(polarity, rules),
            assurance: chart.assurance(target, polarity, rules),
            target,
            trend: (self.kind == PeriodKind::Year).then(|| self.trend(rules)),
            trajectory: self.trajectory(),
            chart,
        }
    }

    fn trend(&self, rules: &Rules) -> Result<Trend, String> {
        let level = Level::default();
        let mut years = Vec::new();
        let defined = self.points.iter().enumerate().skip(self.defined_from(self.points.len()));
        for (at, point) in defined.rev().filter(|(_, point)| point.unlike.is_empty()) {
            let Some(now) = self.observation(at) else { continue };
            if years.len() == rules.trend {
                break;
            }
            let estimate = case_of(&self.indicator, now, level, &[]).estimate()?;
            years.push(YearPoint::new(point.period.financial_year().0, now.value, estimate.interval, level));
        }
        years.reverse();
        annual_trend(&years, level, rules).map_err(|error| error.to_string())
    }

    fn trajectory(&self) -> Result<Trajectory, String> {
        let target = self.year_target.ok_or("the year has no target")?;
        let latest =
            self.points.iter().rposition(|point| point.value.is_some()).ok_or("there is no result")?;
        let defined_from = self.defined_from(latest);
        let results: Vec<Point> = self.points[..=latest]
            .iter()
            .enumerate()
            .map(|(at, point)| Point {
                period: point.period,
                value: point.value.filter(|_| point.unlike.is_empty() && at >= defined_from),
                numerator: point.numerator,
                denominator: point.denominator,
            })
            .collect();
        let Indicator { basis, measure, scale, polarity, .. } = self.indicator;
        trajectory(&YearSoFar {
            making: Making { basis, measure, scale },
            polarity,
            spec: self.indicator.spec(),
            period: self.points[latest].period,
            target,
            results: &results,
        })
    }
}

/// How a result of an indicator is judged.
pub(super) fn case_of<'a>(
    indicator: &'a Indicator,
    now: Observation,
    level: Level,
    series: &'a [f64],
) -> Case<'a> {
    Case {
        spec: indicator.spec(),
        polarity: indicator.polarity,
        counted: &indicator.counted,
        level,
        rules: Rules::built_in(),
        now,
        series,
    }
}
