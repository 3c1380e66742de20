//! Figures of organisations beside each other, one measure and period at a time
//! from the index of the table.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use rusqlite::{Connection, params};

use super::organisations;
use crate::domain::compare::claims::claims;
use crate::domain::naming::organisation_key;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::domain::reference::sort_key;
use crate::domain::{Comparator, Period, SeriesBreak};
use crate::store::error::StoreError;
use crate::store::rating::rating_context::{StoredFigures, is_reported_in};
use crate::store::rows::codes::{period_number, period_of};
use crate::store::rows::row;
use crate::workbook::compare::{
    Around, Beside, ComparedSeries, Comparison, ComparisonRequest, Figure, MeasureMaterial, OwnFigure,
    ThemePath, build, group_notes,
};
use crate::workbook::compared::one_figure;
use crate::workbook::*;

pub(super) fn answer(connection: &Connection, request: &ComparisonRequest) -> Result<Comparison, StoreError> {
    let here = in_period(connection, request)?;
    let Some(period) = request.period.filter(|_| request.or_year) else {
        return Ok(here);
    };
    if !here.measures.is_empty() {
        return Ok(here);
    }
    let year = period.whole_year();
    for period in [year, year.previous()] {
        let found = in_period(connection, &ComparisonRequest { period: Some(period), ..request.clone() })?;
        if !found.measures.is_empty() {
            return Ok(found);
        }
    }
    Ok(here)
}

fn in_period(connection: &Connection, request: &ComparisonRequest) -> Result<Comparison, StoreError> {
    let room = organisations::answer(connection)?;
    let workbook = row::workbook(connection)?;
    let mut indicators: Vec<Indicator> = match request.indicator {
        Some(id) => vec![row::get(connection, id)?.ok_or(StoreError::UnknownIndicator { id })?],
        None => row::select(connection, "ORDER BY id", [])?,
    };
    let period = period_asked(connection, request, &workbook, &indicators)?;
    let number = period_number(period);
    let group = group_asked(&room, request).cloned();
    let mut people = People::of(&room);
    let own = match room.our_group() {
        Some(_) => None,
        None => Some(people.position(&workbook.organisation)),
    };
    let filed: Filed<'_> = room.indicator_themes.iter().map(|one| (one.indicator_id, one)).collect();
    indicators.retain(|indicator| is_reported_in(indicator.retired_from, number));
    sort(&room, &filed, &mut indicators);
    let most = request.first.filter(|_| group.is_some()).unwrap_or(usize::MAX);
    let (mut measures, mut left_out) = (Vec::new(), 0);
    for indicator in indicators {
        if measures.len() >= most {
            left_out += usize::from(has_figures(connection, indicator.id, number)?);
            continue;
        }
        let now = figures(connection, &mut people, indicator.id, number, true)?;
        let result: Option<ResultRecord> = row::first(connection, row::HERE, [indicator.id, number])?;
        // Without another's figure there is nothing to compare, unless it was asked for by name.
        if now.is_empty() && (request.indicator.is_none() || request.or_year) {
            continue;
        }
        let before_period = compared_with(&indicator, period);
        let before = period_number(before_period);
        measures.push(MeasureMaterial {
            theme: theme_of(&room, &filed, indicator.id),
            breaks: breaks(connection, indicator.id)?,
            before: figures(connection, &mut people, indicator.id, before, false)?,
            own: OwnFigure {
                now: result,
                before: row::first(connection, row::HERE, [indicator.id, before])?,
            },
            indicator,
            now,
            before_period,
        });
    }
    let members = members(&room, &people, group.as_ref(), own, &measures);
    let nation = room.groups.iter().find(|group| group.kind == GroupKind::Nation).map(|nation| {
        let councils = room.members_of(nation.id).into_iter().filter_map(|one| people.known(&one.name));
        (nation.name.clone(), councils.collect())
    });
    let notes = group_notes(&room, group.as_ref(), period);
    let around =
        Around { workbook: &workbook, period, organisations: &people.all, group, members, own, nation };
    Ok(Comparison { left_out, ..build(&around, measures, notes) })
}

/// The most periods of a series.
const PERIODS: usize = 24;

/// One measure in every period of the length of the one asked for in which another has a figure.
pub(super) fn series(
    connection: &Connection,
    request: &ComparisonRequest,
) -> Result<ComparedSeries, StoreError> {
    let indicator = request.indicator.unwrap_or_default();
    let kind = request.period.map(Period::kind);
    let mut statement = connection.prepare_cached(
        "SELECT period FROM benchmark WHERE indicator_id = ?1
         UNION SELECT period FROM result WHERE indicator_id = ?1 ORDER BY period DESC",
    )?;
    let numbers = statement.query_map([indicator], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let periods = numbers.into_iter().filter_map(period_of).filter(|period| Some(period.kind()) == kind);
    let mut found = Vec::new();
    for period in periods {
        let request = ComparisonRequest { period: Some(period), or_year: false, ..request.clone() };
        let here = in_period(connection, &request)?;
        // The own organisation alone is beside nobody.
        if here.has_others() {
            found.push(here);
        }
        if found.len() == PERIODS {
            break;
        }
    }
    found.reverse();
    Ok(ComparedSeries { indicator, periods: found })
}

/// How the own organisation stands among its group in one measure of a period. Asked for with every
/// indicator that is looked at, so what cannot have a place is told from its figures alone.
pub(super) fn beside(
    connection: &Connection,
    figures: &[Benchmark],
    indicator: Id,
    period: Period,
) -> Result<Option<Beside>, StoreError> {
    if figures.is_empty() || row::first::<Group>(connection, "LIMIT 1", [])?.is_none() {
        return Ok(None);
    }
    let request =
        ComparisonRequest { period: Some(period), indicator: Some(indicator), ..Default::default() };
    Ok(answer(connection, &request)?.beside(indicator))
}

/// What a report of a period can compare, in all measures or in one; none where nobody else has a figure.
pub(super) fn of_report(
    connection: &Connection,
    period: Period,
    indicator: Option<Id>,
) -> Result<Option<Comparison>, StoreError> {
    let request = ComparisonRequest { period: Some(period), indicator, or_year: true, ..Default::default() };
    Ok(Some(answer(connection, &request)?).filter(|found| !found.measures.is_empty()))
}

/// The comparison that texts of a period's report have counts of; none where no text has any, so that
/// nothing is worked out for those that have none.
pub(super) fn stated<'t>(
    connection: &Connection,
    period: Period,
    indicator: Option<Id>,
    mut texts: impl Iterator<Item = &'t str>,
) -> Result<Option<Comparison>, StoreError> {
    match texts.any(|text| !claims(text).is_empty()) {
        true => of_report(connection, period, indicator),
        false => Ok(None),
    }
}

/// The period that is asked for, which has figures; else the latest that has.
fn period_asked(
    connection: &Connection,
    request: &ComparisonRequest,
    workbook: &Workbook,
    indicators: &[Indicator],
) -> Result<Period, StoreError> {
    if let Some(period) = request.period {
        return Ok(period);
    }
    // By the year that is under way, so that a later figure does not hide what is reported.
    let until = workbook.current_period.map_or(i64::MAX, |period| period_number(period.whole_year()));
    let latest = |until: i64| -> Result<Option<Period>, StoreError> {
        let mut statement = connection
            .prepare_cached("SELECT max(period) FROM benchmark WHERE indicator_id = ?1 AND period <= ?2")?;
        let mut latest = None;
        for indicator in indicators {
            let found: Option<i64> = statement.query_row(params![indicator.id, until], |row| row.get(0))?;
            latest = latest.max(found);
        }
        Ok(latest.and_then(period_of))
    };
    let found = match latest(until)? {
        Some(period) => Some(period),
        None => latest(i64::MAX)?,
    };
    found
        .or(workbook.current_period)
        .ok_or_else(|| StoreError::NotFound { what: "A period to compare in".to_owned() })
}

/// The group that is asked for, unless it is gone meanwhile; else the workbook's own, else the first that
/// its organisation is in or whose nearest neighbours it lists.
fn group_asked<'r>(room: &'r OrganisationsRoom, request: &ComparisonRequest) -> Option<&'r Group> {
    let asked = request.group.and_then(|id| room.groups.iter().find(|group| group.id == id));
    let of_own = || {
        let own = room.find(room.own())?.id;
        let member: Vec<Id> = room.groups_of(own).map(|group| group.id).collect();
        let is_own = |group: &&Group| group.neighbours_of == Some(own) || member.contains(&group.id);
        room.groups.iter().filter(is_own).find(|group| group.kind != GroupKind::Nation)
    };
    let only = || (room.groups.len() == 1).then(|| &room.groups[0]);
    asked.or_else(|| room.our_group()).or_else(of_own).or_else(only)
}

/// Every organisation by its place: those there are records of, and those that figures alone name.
struct People {
    all: Vec<Organisation>,
    by_name: HashMap<String, usize, RandomState>,
    /// By the words of all their names. Most figures name an organisation as its record does, and need none.
    by_key: Option<HashMap<String, usize>>,
}

impl People {
    fn of(room: &OrganisationsRoom) -> Self {
        let all = room.organisations.clone();
        let by_name = all.iter().enumerate().map(|(at, one)| (one.name.clone(), at)).collect();
        Self { all, by_name, by_key: None }
    }

    fn known(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The place of the organisation that figures name, given one where it has none.
    fn position(&mut self, name: &str) -> usize {
        if let Some(at) = self.by_name.get(name) {
            return *at;
        }
        let all = &self.all;
        let by_key = self.by_key.get_or_insert_with(|| {
            let mut by_key = HashMap::new();
            for (at, one) in all.iter().enumerate() {
                for name in one.names() {
                    by_key.entry(organisation_key(name)).or_insert(at);
                }
            }
            by_key
        });
        let next = all.len();
        let at = *by_key.entry(organisation_key(name)).or_insert(next);
        if at == next {
            self.all.push(Organisation {
                name: name.to_owned(),
                class: OrganisationClass::of("", name),
                ..Organisation::default()
            });
        }
        self.by_name.insert(name.to_owned(), at);
        at
    }
}

/// Whether anybody has a figure, or a reason for none.
fn has_figures(connection: &Connection, indicator: Id, period: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM benchmark WHERE indicator_id = ?1 AND period = ?2)";
    Ok(connection.prepare_cached(sql)?.query_row([indicator, period], |row| row.get(0))?)
}

/// The figures of a measure in a period; `sourced` with why there is none and where each came from.
fn figures(
    connection: &Connection,
    people: &mut People,
    indicator: Id,
    period: i64,
    sourced: bool,
) -> Result<Vec<Figure>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT organisation, numerator, denominator, value, missing_because, source FROM benchmark
         WHERE indicator_id = ?1 AND period = ?2",
    )?;
    let mut rows = statement.query([indicator, period])?;
    let mut figures: Vec<Figure> = Vec::new();
    while let Some(row) = rows.next()? {
        let organisation = people.position(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
        let mut figure = Figure {
            organisation,
            numerator: row.get(1)?,
            denominator: row.get(2)?,
            stated: row.get(3)?,
            ..Figure::default()
        };
        if sourced {
            (figure.missing_because, figure.source) = (row.get(4)?, row.get(5)?);
        }
        figures.push(figure);
    }
    let mut seen = vec![false; people.all.len()];
    let mut repeated = |figure: &Figure| std::mem::replace(&mut seen[figure.organisation], true);
    let repeated: Vec<usize> =
        figures.iter().filter(|figure| repeated(figure)).map(|figure| figure.organisation).collect();
    if repeated.is_empty() {
        return Ok(figures);
    }
    // Seldom: an organisation has figures under two of its names.
    let mut each: BTreeMap<usize, Vec<Benchmark>> = BTreeMap::new();
    for row in row::select::<Benchmark>(connection, row::HERE, [indicator, period])? {
        let organisation = people.position(&row.organisation);
        if repeated.contains(&organisation) {
            each.entry(organisation).or_default().push(row);
        }
    }
    figures.retain(|figure| !repeated.contains(&figure.organisation));
    let settled = each.into_iter().filter_map(|(at, rows)| Some(Figure::of(at, one_figure(rows)?)));
    figures.extend(settled);
    Ok(figures)
}

/// The breaks of an indicator's series.
fn breaks(connection: &Connection, indicator: Id) -> rusqlite::Result<Vec<SeriesBreak>> {
    let of = "WHERE indicator_id = ?1 AND kind = ?2 ORDER BY period";
    let marks: Vec<ChartMark> = row::select(connection, of, params![indicator, ChartMarkKind::Break])?;
    Ok(marks.iter().filter_map(ChartMark::series_break).collect())
}

/// The period that the direction of travel is told from, by the indicator's comparator.
fn compared_with(indicator: &Indicator, period: Period) -> Period {
    match indicator.comparator {
        Comparator::PreviousPeriod => StoredFigures::only(indicator.clone()).previous_due(period),
        Comparator::SamePeriodLastYear => period.same_period_last_year(),
        Comparator::LastOutturn => period.whole_year().previous(),
    }
}

/// Where indicators are filed, by their ids.
type Filed<'r> = HashMap<Id, &'r IndicatorTheme>;

fn theme_of(room: &OrganisationsRoom, filed: &Filed<'_>, indicator: Id) -> ThemePath {
    let own = filed.get(&indicator).and_then(|filed| Themes(&room.themes).of(filed.theme_id));
    own.map_or_else(ThemePath::default, |own| Themes(&room.themes).path(own))
}

/// By theme, then by the place in it, then by reference; those of no theme come last.
fn sort(room: &OrganisationsRoom, filed: &Filed<'_>, indicators: &mut [Indicator]) {
    let place = |id: Id| {
        filed.get(&id).map_or((usize::MAX, i64::MAX), |filed| {
            let theme = room.themes.iter().position(|theme| theme.id == filed.theme_id);
            (theme.unwrap_or(usize::MAX), filed.position)
        })
    };
    indicators.sort_by_cached_key(|indicator| (place(indicator.id), sort_key(&indicator.reference)));
}

/// Who is compared: the members of the group, nearest neighbours with the one whose they are; else everybody with a figure that is no average.
fn members(
    room: &OrganisationsRoom,
    people: &People,
    group: Option<&Group>,
    own: Option<usize>,
    measures: &[MeasureMaterial],
) -> Vec<usize> {
    if let Some(group) = group {
        let whose = group.neighbours_of.and_then(|id| room.organisation(id));
        let all = whose.into_iter().chain(room.members_of(group.id));
        let mut found: Vec<usize> = Vec::new();
        for at in all.filter_map(|one| people.known(&one.name)) {
            if !found.contains(&at) {
                found.push(at);
            }
        }
        return found;
    }
    let mut there = vec![false; people.all.len()];
    for figure in measures.iter().flat_map(|measure| &measure.now) {
        there[figure.organisation] = true;
    }
    if let Some(own) = own {
        there[own] = measures.iter().any(|measure| measure.own.now.is_some()) || there[own];
    }
    let mut found: Vec<usize> =
        (0..people.all.len()).filter(|at| there[*at] && !people.all[*at].class.is_average()).collect();
    found.sort_by_key(|at| people.all[*at].name.to_lowercase());
    found
}
