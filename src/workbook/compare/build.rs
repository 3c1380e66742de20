//! Working out a comparison from what the file holds.

use std::collections::HashMap;

use super::notes::about;
use super::{Average, ComparedMeasure, ComparedOrganisation, Comparison, Entry, ThemePath};
use crate::domain::change::{Case, Level, Observation, Rules};
use crate::domain::compare::average::{self, Position};
use crate::domain::compare::{
    AverageOf, DirectionCounts, NoRank, Place, QuartileCounts, Spread, VerdictCounts, places, pooled,
};
use crate::domain::comparison::{Coverage, direction, like_for_like};
use crate::domain::dates::format_date;
use crate::domain::naming::organisation_key;
use crate::domain::series_break::between;
use crate::domain::{Measurement, Period, SeriesBreak};
use crate::workbook::record::{Benchmark, Group, Id, Indicator, Organisation, ResultRecord, Workbook};

/// What an organisation has in a measure and period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// Position among all organisations.
    pub organisation: usize,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// As published.
    pub stated: Option<f64>,
    pub missing_because: String,
    pub source: String,
    /// Invented, as the workbook's own may be in a sample.
    pub illustrative: bool,
}

/// The workbook's own results in a measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OwnFigure {
    pub now: Option<ResultRecord>,
    pub before: Option<ResultRecord>,
}

/// What is known of one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureMaterial {
    pub indicator: Indicator,
    pub theme: ThemePath,
    pub now: Vec<Figure>,
    /// Those of the period that directions of travel are told from.
    pub before: Vec<Figure>,
    pub before_period: Period,
    /// Breaks of its series.
    pub breaks: Vec<SeriesBreak>,
    pub own: OwnFigure,
}

/// What is known beside the measures.
#[derive(Debug)]
pub struct Around<'a> {
    pub workbook: &'a Workbook,
    pub period: Period,
    /// All there are.
    pub organisations: &'a [Organisation],
    pub group: Option<Group>,
    /// Positions of those that are compared, in order; the workbook's own among them.
    pub members: Vec<usize>,
    /// Position of the workbook's own organisation, unless it is a group's.
    pub own: Option<usize>,
    /// The nation's name and positions of its councils; none where no group is of a nation.
    pub nation: Option<(String, Vec<usize>)>,
}

/// Works out the comparison.
pub fn build(around: &Around<'_>, measures: Vec<MeasureMaterial>, mut notes: Vec<String>) -> Comparison {
    notes.extend(about(around, &measures));
    let mut found = Comparators::of(around);
    let measures: Vec<ComparedMeasure> =
        measures.into_iter().map(|measure| one_measure(around, &mut found, measure)).collect();
    let organisations = around.members.iter().map(|organisation| ComparedOrganisation {
        organisation: around.organisations[*organisation].clone(),
        ours: around.own == Some(*organisation),
        directions: DirectionCounts::default(),
        verdicts: VerdictCounts::default(),
        quartiles: QuartileCounts::default(),
    });
    let mut comparison = Comparison {
        period: around.period,
        group: around.group.clone(),
        nation: around.nation.as_ref().map(|(name, _)| name.clone()),
        organisations: organisations.collect(),
        measures,
        left_out: 0,
        notes,
    };
    comparison.count();
    comparison
}

impl Comparison {
    /// Keeps the measures that pass, and counts every organisation over those.
    pub fn keep(&mut self, passes: impl Fn(&ComparedMeasure) -> bool) {
        self.measures.retain(|measure| passes(measure));
        self.count();
    }

    /// Counts every organisation over all measures.
    fn count(&mut self) {
        for (at, one) in self.organisations.iter_mut().enumerate() {
            let entries = || self.measures.iter().map(|measure| &measure.entries[at]);
            let verdicts = self.measures.iter().filter_map(|measure| measure.verdict(&measure.entries[at]));
            one.directions = DirectionCounts::of(entries().map(|entry| entry.direction));
            one.verdicts = VerdictCounts::of(verdicts);
            one.quartiles = QuartileCounts::of(entries().filter_map(|entry| entry.place));
        }
    }
}

/// The figure of every organisation, by its position.
struct Values<'a> {
    figures: Vec<Option<&'a Figure>>,
    scale: f64,
}

impl<'a> Values<'a> {
    fn of(figures: &'a [Figure], organisations: usize, scale: f64) -> Self {
        let mut by_position = vec![None; organisations];
        for figure in figures {
            by_position[figure.organisation] = Some(figure);
        }
        Self { figures: by_position, scale }
    }

    fn figure(&self, organisation: usize) -> Option<&'a Figure> {
        self.figures.get(organisation).copied().flatten()
    }

    fn get(&self, organisation: usize) -> Option<f64> {
        self.figure(organisation)?.value(self.scale)
    }

    fn all(&self, organisations: &[usize]) -> Vec<Option<f64>> {
        organisations.iter().map(|organisation| self.get(*organisation)).collect()
    }
}

impl Figure {
    /// As results are worked out: from numerator and denominator, else as published.
    pub fn value(&self, scale: f64) -> Option<f64> {
        let Self { numerator, denominator, stated, .. } = *self;
        Measurement { numerator, denominator, stated }.value(scale)
    }

    /// A figure of another organisation.
    pub fn of(organisation: usize, row: Benchmark) -> Self {
        let Benchmark { numerator, denominator, value: stated, missing_because, source, .. } = row;
        Self { organisation, numerator, denominator, stated, missing_because, source, illustrative: false }
    }

    /// The workbook's own result as one of the figures.
    fn own(organisation: usize, result: &ResultRecord) -> Self {
        Self {
            organisation,
            numerator: result.numerator,
            denominator: result.denominator,
            stated: result.stated,
            missing_because: result.missing_because.clone(),
            source: result.source.clone(),
            illustrative: result.illustrative,
        }
    }
}

/// Whom members can be compared with, found once for all measures: names are many, and comparing them
/// by their words takes long.
struct Comparators {
    /// The group's name as names are compared; none where there is no group.
    group_key: Option<String>,
    /// Positions of nations, then of the region that the group is.
    published: Vec<usize>,
    /// Those that indicators and the workbook name, by the name.
    named: HashMap<String, Named>,
}

/// Whom a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Position of an organisation.
    Organisation(usize),
    /// The group that is compared, all together.
    Group,
    Nobody,
}

impl Comparators {
    fn of(around: &Around<'_>) -> Self {
        use crate::domain::organisation::OrganisationClass::{Nation, Region};
        let group_key = around.group.as_ref().map(|group| organisation_key(&group.name));
        let all = || around.organisations.iter().enumerate();
        let nations = all().filter(|(_, one)| one.class == Nation);
        let regions = all().filter(|(_, one)| {
            one.class == Region && group_key.as_ref() == Some(&organisation_key(&one.name))
        });
        let published = nations.chain(regions).map(|(at, _)| at).collect();
        Self { group_key, published, named: HashMap::new() }
    }

    fn named(&mut self, around: &Around<'_>, name: &str) -> Named {
        if let Some(found) = self.named.get(name) {
            return *found;
        }
        let found = match around.organisations.iter().position(|one| one.is_called(name)) {
            Some(at) => Named::Organisation(at),
            None if self.group_key.as_ref() == Some(&organisation_key(name)) => Named::Group,
            None => Named::Nobody,
        };
        self.named.insert(name.to_owned(), found);
        found
    }
}

fn one_measure(
    around: &Around<'_>,
    comparators: &mut Comparators,
    mut material: MeasureMaterial,
) -> ComparedMeasure {
    if let Some(own) = around.own {
        for (figures, result) in
            [(&mut material.now, &material.own.now), (&mut material.before, &material.own.before)]
        {
            if let Some(result) = result {
                figures.retain(|figure| figure.organisation != own);
                figures.push(Figure::own(own, result));
            }
        }
    }
    let indicator = &material.indicator;
    let by_position = |figures| Values::of(figures, around.organisations.len(), indicator.scale);
    let (now, before) = (by_position(&material.now), by_position(&material.before));
    let values = now.all(&around.members);
    let values_before = before.all(&around.members);
    let ranked = |values: &[Option<f64>]| {
        places(values, indicator.polarity).unwrap_or_else(|_| vec![None; values.len()])
    };
    let here = ranked(&values);
    let earlier = ranked(&values_before);
    let national = national_places(around, &now, ranked);
    let spread = Spread::of(values.iter().copied().flatten());
    let averages = averages(around, comparators, &material, &now);
    let first_month = around.workbook.first_month;
    let covers = |period| Coverage::natural(indicator.basis, period, first_month);
    let unbroken = between(&material.breaks, material.before_period, around.period).is_none();
    let comparable = unbroken && like_for_like(covers(around.period), covers(material.before_period)).is_ok();
    let entries = around
        .members
        .iter()
        .enumerate()
        .map(|(at, organisation)| {
            let figure = now.figure(*organisation);
            let mut entry = Entry {
                value: values[at],
                before: values_before[at],
                place: here[at],
                place_before: earlier[at].filter(|_| unbroken),
                national: national.get(organisation).copied(),
                direction: direction(values[at], values_before[at], indicator.polarity, comparable),
                ..Entry::default()
            };
            if let Some(figure) = figure {
                (entry.numerator, entry.denominator) = (figure.numerator, figure.denominator);
                entry.stated = figure.stated;
                entry.illustrative = figure.illustrative;
                entry.source.clone_from(&figure.source);
            }
            match entry.value {
                Some(value) => {
                    compare_with_average(&mut entry, indicator, value, averages.first());
                    entry.deviations = spread.and_then(|spread| spread.deviations(value));
                }
                None => entry.missing_because = why_missing(around, *organisation, figure),
            }
            entry
        })
        .collect();
    ComparedMeasure {
        no_rank: NoRank::of(indicator.polarity),
        theme: material.theme,
        spread,
        averages,
        entries,
        indicator: material.indicator,
    }
}

fn compare_with_average(entry: &mut Entry, indicator: &Indicator, value: f64, average: Option<&Average>) {
    let Some(average) = average else { return };
    let case = Case {
        spec: indicator.spec(),
        polarity: indicator.polarity,
        counted: &indicator.counted,
        level: Level::Usual,
        rules: Rules::built_in(),
        now: Observation {
            value,
            numerator: entry.numerator,
            denominator: entry.denominator,
            coverage: None,
        },
        series: &[],
    };
    let compared = average::compare(&case, average.value);
    entry.difference = Some(value - average.value);
    entry.position = Some(Position::of(value, average.value, indicator.decimals));
    entry.against_average = Some(compared.against);
    entry.interval = compared.interval;
}

/// The places among the councils of the nation, by position of the organisation.
fn national_places(
    around: &Around<'_>,
    now: &Values<'_>,
    ranked: impl Fn(&[Option<f64>]) -> Vec<Option<Place>>,
) -> HashMap<usize, Place> {
    let Some((_, councils)) = &around.nation else { return HashMap::new() };
    let places = ranked(&now.all(councils));
    councils.iter().zip(places).filter_map(|(council, place)| Some((*council, place?))).collect()
}

/// What organisations can be compared with, best first: whom the indicator or the workbook names; the
/// nation's published average; that of the region the group is; the value of all members pooled where
/// all that have one have its counts; their median.
fn averages(
    around: &Around<'_>,
    comparators: &mut Comparators,
    material: &MeasureMaterial,
    now: &Values<'_>,
) -> Vec<Average> {
    let mut found: Vec<Average> = Vec::new();
    let mut add = |of: AverageOf, value: Option<f64>| {
        if let Some(value) = value
            && found.iter().all(|there| there.of != of)
        {
            found.push(Average { of, value });
        }
    };
    let published = |at: usize| {
        let one = &around.organisations[at];
        match one.class.is_average() {
            true => AverageOf::Published(one.name.clone()),
            false => AverageOf::Organisation(one.name.clone()),
        }
    };
    let members: Vec<(f64, &Figure)> =
        around.members.iter().filter_map(|at| Some((now.get(*at)?, now.figure(*at)?))).collect();
    let of = u32::try_from(members.len()).unwrap_or(u32::MAX);
    let counts = members.iter().map(|(_, figure)| figure.numerator.zip(figure.denominator));
    let all_counts: Option<Vec<(f64, f64)>> = counts.collect();
    let pooled = all_counts.and_then(|counts| pooled(counts, material.indicator.scale));
    let worked_out = || match pooled {
        Some(value) => (AverageOf::Pooled { of }, Some(value)),
        None => {
            let median = Spread::of(members.iter().map(|(value, _)| *value)).map(|spread| spread.median);
            (AverageOf::Median { of }, median)
        }
    };
    for name in [&material.indicator.compare_with, &around.workbook.compare_with] {
        if name.trim().is_empty() {
            continue;
        }
        match comparators.named(around, name) {
            Named::Organisation(at) => add(published(at), now.get(at)),
            Named::Group => {
                let (of, value) = worked_out();
                add(of, value);
            }
            Named::Nobody => {}
        }
    }
    for at in &comparators.published {
        add(published(*at), now.get(*at));
    }
    if let Some(group) = around.group.as_ref().filter(|group| group.ours)
        && let Some(result) = &material.own.now
    {
        let value = result.measurement().value(material.indicator.scale);
        add(AverageOf::Published(group.name.clone()), value);
    }
    let (of, value) = worked_out();
    add(of, value);
    found
}

/// Why an organisation has no value, never empty.
fn why_missing(around: &Around<'_>, organisation: usize, figure: Option<&Figure>) -> String {
    let one = &around.organisations[organisation];
    let span = around.period.span(around.workbook.first_month);
    if let Some(reason) = figure.map(|figure| figure.missing_because.trim()).filter(|why| !why.is_empty()) {
        return reason.to_owned();
    }
    let name = |id: Id| around.organisations.iter().find(|other| other.id == id);
    let into = one.merged_into.and_then(name);
    match (one.exists_to, into) {
        // One that ends within the period has no figure of the whole of it.
        (Some(end), Some(into)) if end < span.to => {
            return format!("merged into {} after {}", into.name, format_date(end));
        }
        (Some(end), None) if end < span.to => return format!("ended on {}", format_date(end)),
        (None, Some(into)) => return format!("merged into {}", into.name),
        _ => {}
    }
    match one.exists_from.filter(|begin| *begin > span.to) {
        Some(begin) => format!("begins on {}", format_date(begin)),
        None => "no figure".to_owned(),
    }
}
