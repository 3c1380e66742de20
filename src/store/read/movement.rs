//! What is counted in a period and in the one before it.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{judged_on, known_period, risks};
use crate::domain::period_change::{Item, State};
use crate::domain::{Period, Rating};
use crate::store::error::StoreError;
use crate::store::rows::codes::{DayOut, period_of};
use crate::store::rows::row;
use crate::workbook::compare::ThemePath;
use crate::workbook::movement::{CountedItem, Movement, Snapshot};
use crate::workbook::{AssessmentKind, ChartMark, ChartMarkKind, Risks, Subject, Table, Themes};

/// Characters of a description that name what has no reference.
const NAME: usize = 60;

/// The same, unless the period has more indicators than `most`: every one of two periods is looked at.
pub(super) fn at_most(
    connection: &Connection,
    period: Period,
    today: NaiveDate,
    most: u64,
) -> Result<Movement, StoreError> {
    if super::checks::count(connection, period)? > most {
        return Ok(Movement { period, too_many: true, ..Movement::default() });
    }
    answer(connection, period, today)
}

pub(super) fn answer(
    connection: &Connection,
    period: Period,
    today: NaiveDate,
) -> Result<Movement, StoreError> {
    let number = known_period(connection, period)?;
    let before = before(connection, number)?;
    let mut now = snapshot(connection, number, period, today)?;
    let ends = super::year_end::ratings(connection, number)?;
    now.indicators.iter_mut().for_each(|one| one.year_end = ends.get(&one.item.id).copied());
    let then = before.and_then(|number| Some((number, period_of(number)?)));
    if let Some((_, earlier)) = then {
        let anew = redefined(connection, earlier, period)?;
        now.indicators.iter_mut().for_each(|one| one.item.redefined = anew.contains(&one.item.id));
    }
    let before = match then {
        Some((number, earlier)) => {
            let mut then = snapshot(connection, number, earlier, today)?;
            let known = known_by(connection, number)?;
            then.indicators.retain(|counted| known.contains(&counted.item.id));
            then
        }
        None => Snapshot::default(),
    };
    Ok(Movement {
        period,
        before_period: then.map(|(_, earlier)| earlier),
        before,
        now,
        themes: super::themes_in_order(connection).map(|all| Themes(&all).all_paths())?,
        too_many: false,
    })
}

/// Indicators whose definition changed between two periods.
fn redefined(connection: &Connection, earlier: Period, later: Period) -> Result<HashSet<i64>, StoreError> {
    let marks: Vec<ChartMark> = row::select(connection, "WHERE kind = ?1", [ChartMarkKind::Break])?;
    let parting = |mark: &&ChartMark| mark.series_break().is_some_and(|one| one.parts(earlier, later));
    Ok(marks.iter().filter(parting).map(|mark| mark.indicator_id).collect())
}

/// The latest period of the same length before a period.
pub(super) fn before(connection: &Connection, period: i64) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT max(code) FROM period WHERE code < ?1 AND code % 10 = ?1 % 10")?
        .query_row([period], |row| row.get(0))?)
}

/// Indicators with a result or a target in a period or before it: others were not yet there.
fn known_by(connection: &Connection, period: i64) -> Result<HashSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT indicator_id FROM standing AS s WHERE period = ?1 AND (value IS NOT NULL OR target IS NOT NULL
            OR EXISTS (SELECT 1 FROM result AS r WHERE r.indicator_id = s.indicator_id AND r.period <= ?1)
            OR EXISTS (SELECT 1 FROM target AS t WHERE t.indicator_id = s.indicator_id AND t.period <= ?1))",
    )?;
    let ids = statement.query_map([period], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn snapshot(
    connection: &Connection,
    number: i64,
    period: Period,
    today: NaiveDate,
) -> Result<Snapshot, StoreError> {
    let today = judged_on(connection, period, today)?;
    Ok(Snapshot {
        indicators: indicators(connection, number)?,
        commitments: commitments(connection, period)?,
        risks: of_register(&risks::answer(connection, period)?),
        actions: actions(connection, number, today)?,
    })
}

fn indicators(connection: &Connection, period: i64) -> Result<Vec<CountedItem>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.indicator_id, s.reference, kind.text, service.text, s.rating, s.illustrative,
                coalesce(above.name, own.name, ''), iif(above.id IS NULL, '', own.name)
         FROM standing AS s JOIN words AS kind ON kind.id = s.kind JOIN words AS service ON service.id = s.service
         LEFT JOIN indicator_theme AS filed ON filed.indicator_id = s.indicator_id
         LEFT JOIN theme AS own ON own.id = filed.theme_id LEFT JOIN theme AS above ON above.id = own.parent_id
         WHERE s.period = ?1 ORDER BY s.sort_key, s.indicator_id",
    )?;
    let rows = statement.query_map([period], |row| {
        Ok(CountedItem {
            item: Item {
                id: row.get(0)?,
                name: row.get(1)?,
                state: State::rated(row.get(4)?),
                score: None,
                illustrative: row.get(5)?,
                redefined: false,
            },
            about: Subject { table: Table::Indicator, id: row.get(0)? },
            kind: row.get(2)?,
            service: row.get(3)?,
            theme: ThemePath { theme: row.get(6)?, objective: row.get(7)? },
            year_end: None,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn commitments(connection: &Connection, period: Period) -> Result<Vec<CountedItem>, StoreError> {
    let services: std::collections::HashMap<i64, String> = connection
        .prepare_cached("SELECT id, service FROM commitment")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let rows = super::delivery::answer(connection, period)?.rows;
    let counted = rows.into_iter().map(|row| CountedItem {
        item: Item {
            id: row.id,
            name: named(&row.reference, &row.description),
            state: State::rated(row.rating.unwrap_or(Rating::None)),
            score: None,
            illustrative: row.illustrative,
            redefined: false,
        },
        about: Subject { table: Table::Commitment, id: row.id },
        kind: row.plan,
        service: services.get(&row.id).cloned().unwrap_or_default(),
        theme: ThemePath::default(),
        year_end: None,
    });
    Ok(counted.collect())
}

/// Risks by the band they are rated in.
fn of_register(risks: &Risks) -> Vec<CountedItem> {
    let current = AssessmentKind::Current;
    let mut rows: Vec<_> = risks.rows.iter().collect();
    rows.sort_by_cached_key(|row| crate::domain::reference::sort_key(&row.reference));
    let counted = rows.into_iter().map(|row| {
        let worse = |code: &str| risks.matrix.bands.iter().rev().position(|band| band.code == code);
        let state = match risks.band(row, current) {
            Some(band) => State {
                code: band.code.clone(),
                title: band.name.clone(),
                came: format!("came to be rated {}", band.name),
                rating: band.rating,
                order: worse(&band.code).and_then(|at| u32::try_from(at).ok()).unwrap_or_default(),
            },
            None => State { order: u32::MAX, ..State::rated(Rating::None) },
        };
        CountedItem {
            item: Item {
                id: row.id,
                name: named(&row.reference, &row.title),
                state,
                score: risks.rated(row, current),
                illustrative: row.current.as_ref().is_some_and(|one| one.illustrative),
                redefined: false,
            },
            about: Subject { table: Table::Risk, id: row.id },
            kind: row.category.clone(),
            service: row.service.clone(),
            theme: ThemePath::default(),
            year_end: None,
        }
    });
    counted.collect()
}

fn actions(connection: &Connection, period: i64, today: NaiveDate) -> Result<Vec<CountedItem>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, substr(description, 1, ?2), due, closed_in <> 0 AND closed_in <= ?1,
            ifnull(CASE subject WHEN ?3 THEN (SELECT service FROM indicator WHERE id = subject_id)
                                WHEN ?4 THEN (SELECT service FROM \"risk\" WHERE id = subject_id)
                                WHEN ?5 THEN (SELECT service FROM commitment WHERE id = subject_id) END, ''),
            subject, subject_id FROM \"action\"
         WHERE period <= ?1 ORDER BY due IS NULL, due, id",
    )?;
    let rows = statement.query_map(
        params![period, NAME as i64 + 1, Table::Indicator, Table::Risk, Table::Commitment],
        |row| {
            let due = row.get::<_, DayOut>(2)?.0;
            let state = match (row.get(3)?, due.is_some_and(|due| due < today)) {
                (true, _) => action_state("closed", "Closed", "closed", 2),
                (false, true) => action_state("overdue", "Overdue", "became overdue", 0),
                (false, false) => action_state("open", "Open, not overdue", "open and not overdue again", 1),
            };
            Ok(CountedItem {
                item: Item {
                    id: row.get(0)?,
                    name: named("", &row.get::<_, String>(1)?),
                    state,
                    score: None,
                    illustrative: false,
                    redefined: false,
                },
                about: Subject { table: row.get(5)?, id: row.get(6)? },
                kind: String::new(),
                service: row.get(4)?,
                theme: ThemePath::default(),
                year_end: None,
            })
        },
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn action_state(code: &str, title: &str, came: &str, order: u32) -> State {
    State {
        code: code.to_owned(),
        title: title.to_owned(),
        came: came.to_owned(),
        rating: Rating::None,
        order,
    }
}

/// Its reference, else the first words of what it is.
fn named(reference: &str, description: &str) -> String {
    if !reference.trim().is_empty() {
        return reference.to_owned();
    }
    let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= NAME {
        return format!("“{line}”");
    }
    let cut: String = line.chars().take(NAME).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("“{cut} …”")
}
