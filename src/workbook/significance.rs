//! Is the change real? An indicator's result beside its target, earlier
//! results and other organisations'.

use crate::domain::Basis;
use crate::domain::change::judgement::cannot_be_judged;
use crate::domain::change::{Against, Estimate, Judgement, Level, Observation, Verdict};
use crate::domain::series_break::parted_because;
use crate::workbook::answer::{Detail, TrendPoint};
use crate::workbook::chart::case_of;
use crate::workbook::record::ResultRecord;
use crate::workbook::standing::coverage;

/// How a result compares with everything it can be held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Significance {
    /// Where the true figure probably lies, or why that is not known.
    pub estimate: Result<Estimate, String>,
    pub warnings: Vec<String>,
    /// The previous result, the target, the same period last year, the organisation it is compared with: those there are.
    pub judgements: Vec<Judgement>,
}

impl Significance {
    /// Judges the result of one indicator in one period.
    pub fn of(detail: &Detail, first_month: u32, level: Level) -> Self {
        let indicator = &detail.indicator;
        let observed = |record: &ResultRecord| {
            Some(Observation {
                value: record.measurement().value(indicator.scale)?,
                numerator: record.numerator,
                denominator: record.denominator,
                coverage: coverage(record, indicator, first_month),
            })
        };
        let Some(now) = detail.result.as_ref().and_then(observed) else {
            let missing = detail.standing.missing_because.trim();
            let why = match missing {
                "" => "there is no result".to_owned(),
                why => format!("there is no result: {why}"),
            };
            return Self { estimate: Err(why), warnings: Vec::new(), judgements: Vec::new() };
        };
        // Figures that run through the year are like only those of the same part of a year.
        let (here, runs) = (detail.standing.period.number(), indicator.basis == Basis::Cumulative);
        let alike = |point: &&TrendPoint| !runs || point.period.number() == here;
        let defined_so = |point: &&TrendPoint| {
            parted_because(&detail.breaks, point.period, detail.standing.period).is_none()
        };
        let series: Vec<f64> =
            detail.trend.iter().filter(alike).filter(defined_so).filter_map(|point| point.value).collect();
        let case = case_of(indicator, now, level, &series);
        let earlier = |record: &Option<ResultRecord>| record.as_ref().and_then(observed);
        let against = |name: Against, record: &Option<ResultRecord>| {
            let because = record
                .as_ref()
                .and_then(|then| parted_because(&detail.breaks, then.period, detail.standing.period));
            match because {
                Some(why) => Judgement::cannot(name, earlier(record).map(|then| then.value), why),
                None => case.against_result(name, earlier(record)),
            }
        };
        let mut judgements = vec![
            against(Against::Previous, &detail.previous),
            case.against_figure(Against::Target, detail.standing.target),
        ];
        let same = |one: &Option<ResultRecord>, other: &Option<ResultRecord>| {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.id == other.id)
        };
        if detail.same_period_last_year.is_some() && !same(&detail.same_period_last_year, &detail.previous) {
            judgements.push(against(Against::SamePeriodLastYear, &detail.same_period_last_year));
        }
        if let Some(benchmark) = detail.compared.benchmark() {
            let name = Against::Benchmark(benchmark.organisation.clone());
            let other = benchmark.value.map(|value| Observation {
                value,
                numerator: benchmark.numerator,
                denominator: benchmark.denominator,
                coverage: None,
            });
            judgements.push(match (benchmark.numerator, benchmark.denominator) {
                (Some(_), Some(_)) => case.against_result(name, other),
                _ => case.against_figure(name, benchmark.value),
            });
        }
        let estimate = case.estimate();
        let warnings = estimate.as_ref().map(|found| case.warnings(found.method)).unwrap_or_default();
        Self { estimate, warnings, judgements }
    }

    /// The comparison with one thing.
    pub fn against(&self, against: &Against) -> Option<&Judgement> {
        self.judgements.iter().find(|judgement| judgement.against == *against)
    }

    /// One sentence for elected members: about the previous result where that
    /// can be judged, else the target, else why neither can.
    pub fn sentence(&self) -> String {
        let judged = |judgement: &&Judgement| judgement.verdict != Verdict::CannotBeJudged;
        let first = self.judgements.iter().find(judged).or(self.judgements.first());
        match (first, &self.estimate) {
            (Some(judgement), _) => judgement.sentence.clone(),
            (None, Err(why)) => cannot_be_judged(why),
            (None, Ok(_)) => String::new(),
        }
    }
}
