//! Workbooks of any size, the same every time, for trying out how the program
//! behaves with a great many indicators.
//!
//! Nothing is kept: each indicator is made from its number alone, so a million
//! of them take no more memory than one.
//!
//! ```
//! use quarterdeck::sample::generated;
//!
//! let generated = generated(1_000, 8);
//! for n in 0..generated.indicators() {
//!     let indicator = generated.indicator(n);
//!     let id = 1 + n as i64; // whatever storing `indicator` gave
//!     for record in generated.figures(n, id) {
//!         // store it
//!         # let _ = (&indicator, record);
//!     }
//! }
//! ```

use chrono::NaiveDate;

use super::random::Random;
use crate::domain::organisation::OrganisationClass;
use crate::domain::{FinancialYear, Measure, Period, PeriodKind, Polarity, Rating};
use crate::workbook::steps::empty_result;
use crate::workbook::{
    Action, ActionStatus, BUDGET_TOLERANCE, Benchmark, Group, GroupMember, Id, Indicator, Organisation,
    PeriodRecord, PeriodStatus, RISK_THRESHOLD, Record, ResultRecord, Table, Target, Workbook,
};

/// The financial year the generated quarters end with: 2025/26.
const LAST_YEAR: i32 = 2025;

/// As many quarters as can be asked for; a century.
pub const MAX_PERIODS: u32 = 400;

/// As many organisations as can be asked for.
pub const MAX_ORGANISATIONS: u32 = 1_000;

/// The workbook's own organisation.
const OWN: &str = "Generated council";

const KINDS: [&str; 3] = ["Strategic", "Critical", "Local"];

/// Services, each with the role that answers for its results.
const SERVICES: [(&str, &str); 5] = [
    ("Adults", "Head of Adults' Services"),
    ("Children", "Head of Children's Services"),
    ("Housing", "Head of Housing"),
    ("Environment", "Head of Street Scene"),
    ("Resources", "Head of Finance"),
];

/// What an indicator measures: its kind, scale, decimals, what is counted, the
/// middle of its values and how far they usually are from it.
struct Shape {
    measure: Measure,
    unit_name: &'static str,
    scale: f64,
    decimals: u32,
    counted: &'static str,
    middle: f64,
    spread: f64,
}

const SHAPES: [Shape; 3] = [
    Shape {
        measure: Measure::Percentage,
        unit_name: "",
        scale: 100.0,
        decimals: 1,
        counted: "clients",
        middle: 60.0,
        spread: 12.0,
    },
    Shape {
        measure: Measure::Rate,
        unit_name: "",
        scale: 100_000.0,
        decimals: 1,
        counted: "admissions",
        middle: 420.0,
        spread: 90.0,
    },
    Shape {
        measure: Measure::Average,
        unit_name: "days",
        scale: 1.0,
        decimals: 1,
        counted: "days",
        middle: 24.0,
        spread: 5.0,
    },
];

/// A workbook made to measure.
#[derive(Debug, Clone)]
pub struct Generated {
    indicators: u64,
    /// Oldest first.
    quarters: Vec<Period>,
    /// Names of the organisations that are compared, the workbook's own first; none where none are.
    organisations: Vec<String>,
    /// Digits in a reference.
    width: usize,
}

/// A workbook of so many indicators over so many quarters, ending with
/// 2025/26-Q4. There is at least one quarter, and at most [`MAX_PERIODS`].
pub fn generated(indicators: u64, periods: u32) -> Generated {
    let periods = periods.clamp(1, MAX_PERIODS) as i32;
    let last = LAST_YEAR * 4 + 3;
    let quarters = (last - periods + 1..=last)
        .filter_map(|quarter| {
            let (year, number) = (FinancialYear(quarter.div_euclid(4)), quarter.rem_euclid(4) + 1);
            Period::new(year, PeriodKind::Quarter, u8::try_from(number).ok()?).ok()
        })
        .collect();
    let width = indicators.to_string().len().max(6);
    Generated { indicators, quarters, organisations: Vec::new(), width }
}

impl Generated {
    /// The same with a group of so many organisations, the workbook's own among them, each with a figure in
    /// every indicator and quarter; at most [`MAX_ORGANISATIONS`].
    #[must_use]
    pub fn among(self, organisations: u32) -> Self {
        let names = (1..=organisations.min(MAX_ORGANISATIONS)).map(|n| match n {
            1 => OWN.to_owned(),
            n => format!("Made-up council {n}"),
        });
        Self { organisations: names.collect(), ..self }
    }

    /// How many indicators there are.
    pub fn indicators(&self) -> u64 {
        self.indicators
    }

    /// The settings; `uuid` is left for whoever creates the file.
    pub fn workbook(&self) -> Workbook {
        Workbook {
            id: 0,
            revision: 0,
            uuid: String::new(),
            organisation: OWN.to_owned(),
            service: "All services".to_owned(),
            first_month: 4,
            scheme: "four-colour".to_owned(),
            current_period: Some(self.current()),
            review_ratings: vec![Rating::Red, Rating::RedAmber],
            note: "Generated figures. None of them is real.".to_owned(),
            budget_tolerance: BUDGET_TOLERANCE,
            risk_threshold: RISK_THRESHOLD,
            compare_with: String::new(),
        }
    }

    /// The years and quarters, each year before its quarters. All but the last
    /// of both are closed.
    pub fn periods(&self) -> impl Iterator<Item = PeriodRecord> + '_ {
        let mut all: Vec<Period> = Vec::new();
        for quarter in &self.quarters {
            let year = quarter.whole_year();
            if !all.contains(&year) {
                all.push(year);
            }
            all.push(*quarter);
        }
        let open = [self.current(), self.current().whole_year()];
        all.into_iter().map(move |code| PeriodRecord {
            id: 0,
            revision: 0,
            code,
            status: if open.contains(&code) { PeriodStatus::Open } else { PeriodStatus::Closed },
            reopened_because: String::new(),
        })
    }

    /// The organisations that are compared and the group they are in, under placeholder ids of their own.
    fn group(&self) -> impl Iterator<Item = Record> + '_ {
        let there = !self.organisations.is_empty();
        let group = there.then(|| {
            let name = "Generated group".to_owned();
            Record::Group(Group { id: -1, name, position: 1, ..Group::default() })
        });
        let each = self.organisations.iter().zip(1..).flat_map(|(name, position)| {
            let class = OrganisationClass::of("", name);
            let one = Organisation { id: -position, name: name.clone(), class, ..Organisation::default() };
            let member =
                GroupMember { id: 0, revision: 0, group_id: -1, organisation_id: -position, position };
            [Record::Organisation(one), Record::GroupMember(member)]
        });
        group.into_iter().chain(each)
    }

    /// Everything but the settings, periods first, then who is compared, then each indicator followed by
    /// its figures. An indicator's placeholder id is −1 for the first, −2 for
    /// the second and so on; the ids of its figures are 0.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let indicators = (0..self.indicators).flat_map(|n| {
            let id = -(n as Id) - 1;
            let indicator = Indicator { id, ..self.indicator(n) };
            std::iter::once(Record::Indicator(indicator)).chain(self.figures(n, id))
        });
        self.periods().map(Record::Period).chain(self.group()).chain(indicators)
    }

    /// The indicator with this number, counted from 0, not stored yet.
    pub fn indicator(&self, n: u64) -> Indicator {
        let shape = shape(n);
        let (service, owner) = SERVICES[pick(n / 3, SERVICES.len())];
        Indicator {
            reference: format!("IND-{:0width$}", n + 1, width = self.width),
            description: format!("Indicator {}", n + 1),
            kind: KINDS[pick(n, KINDS.len())].to_owned(),
            service: service.to_owned(),
            owner: owner.to_owned(),
            officer: "Performance Officer".to_owned(),
            measure: shape.measure,
            unit_name: shape.unit_name.to_owned(),
            decimals: shape.decimals,
            scale: shape.scale,
            counted: shape.counted.to_owned(),
            polarity: if lower_is_better(n) { Polarity::Lower } else { Polarity::Higher },
            source: "Generated".to_owned(),
            ..Indicator::default()
        }
    }

    /// Targets, results and actions of the indicator with this number, stored
    /// under `indicator_id`. One in 40 has no target and one in 50 still
    /// awaits its last result.
    pub fn figures(&self, n: u64, indicator_id: Id) -> impl Iterator<Item = Record> + use<> {
        let mut random = Random::new(n);
        let monitored_only = random.below(40) == 0;
        let awaiting = random.below(50) == 0;
        let mut records = Vec::with_capacity(self.quarters.len() * 2 + 2);
        let mut previous = None;
        for &period in &self.quarters {
            let (numerator, denominator) = counts(n, &mut random);
            let value = shape(n).scale * numerator / denominator;
            let target = target(value, previous, lower_is_better(n), shape(n).spread, &mut random);
            previous = Some(value);
            if !monitored_only {
                records.push(Record::Target(Target {
                    id: 0,
                    revision: 0,
                    indicator_id,
                    period,
                    value: (target * 100.0).round() / 100.0,
                    carried: false,
                    source: String::new(),
                }));
            }
            if awaiting && period == self.current() {
                continue;
            }
            let result = result(indicator_id, period, numerator, denominator);
            records.push(Record::Result(result));
        }
        if n.is_multiple_of(10) {
            records.push(Record::Action(self.action(n, indicator_id)));
        }
        self.others(n, indicator_id, &mut random, &mut records);
        records.into_iter()
    }

    /// What the other organisations have in every quarter; one in 50 has no figure and says why.
    fn others(&self, n: u64, indicator_id: Id, random: &mut Random, records: &mut Vec<Record>) {
        let others = self.organisations.get(1..).unwrap_or_default();
        records.reserve(self.quarters.len() * others.len());
        for (period, organisation) in
            self.quarters.iter().flat_map(|period| others.iter().map(move |one| (*period, one)))
        {
            let (numerator, denominator) = counts(n, random);
            let missing = random.below(50) == 0;
            records.push(Record::Benchmark(Benchmark {
                id: 0,
                revision: 0,
                indicator_id,
                period,
                organisation: organisation.clone(),
                numerator: Some(numerator).filter(|_| !missing),
                denominator: Some(denominator).filter(|_| !missing),
                value: None,
                missing_because: if missing { "suppressed".to_owned() } else { String::new() },
                source: "Generated".to_owned(),
            }));
        }
    }

    /// An action raised in the last quarter; every other one has no owner and
    /// no date yet.
    fn action(&self, n: u64, indicator_id: Id) -> Action {
        let taken = n.is_multiple_of(20);
        Action {
            subject: Table::Indicator,
            subject_id: indicator_id,
            period: self.current(),
            description: format!("Look into the result of indicator {}.", n + 1),
            owner: if taken { "Service Manager".to_owned() } else { String::new() },
            due: if taken { NaiveDate::from_ymd_opt(LAST_YEAR + 1, 6, 30) } else { None },
            status: if taken { ActionStatus::UnderWay } else { ActionStatus::Planned },
            ..Action::default()
        }
    }

    /// The last quarter.
    fn current(&self) -> Period {
        self.quarters.last().copied().unwrap_or_default()
    }
}

fn shape(n: u64) -> &'static Shape {
    &SHAPES[pick(n / 2, SHAPES.len())]
}

/// Days are better low; of the others, every other indicator is.
fn lower_is_better(n: u64) -> bool {
    shape(n).measure == Measure::Average || n % 2 == 1
}

/// Position `n` comes to when going round and round so many places.
fn pick(n: u64, places: usize) -> usize {
    (n % places as u64) as usize
}

/// A numerator and denominator that come to a value near the shape's middle.
fn counts(n: u64, random: &mut Random) -> (f64, f64) {
    let shape = shape(n);
    let denominator = match shape.measure {
        Measure::Percentage => 200.0 + random.below(1_800) as f64,
        Measure::Rate => 60_000.0 + random.below(200_000) as f64,
        _ => 150.0 + random.below(400) as f64,
    };
    let value = shape.middle + shape.spread * (random.share() + random.share() - 1.0);
    ((value * denominator / shape.scale).round(), denominator)
}

/// A target that makes the result one colour or another. Where the result
/// improved, the improvement is made all, or some share, of what was wanted;
/// where it did not, it either still meets the target or misses outright.
fn target(value: f64, previous: Option<f64>, lower: bool, spread: f64, random: &mut Random) -> f64 {
    let better = if lower { -1.0 } else { 1.0 };
    let previous = previous.unwrap_or(value - better * spread / 4.0);
    let gain = value - previous;
    if gain * better > 0.0 {
        let share = [1.25, 1.05, 0.9, 0.84, 0.75, 0.7, 0.5, 0.2][random.below(8) as usize];
        previous + gain / share
    } else if random.below(2) == 0 {
        value - better * spread / 10.0
    } else {
        previous + better * spread / 5.0
    }
}

fn result(indicator_id: Id, period: Period, numerator: f64, denominator: f64) -> ResultRecord {
    ResultRecord {
        numerator: Some(numerator),
        denominator: Some(denominator),
        source: "Generated".to_owned(),
        ..empty_result(indicator_id, period)
    }
}
