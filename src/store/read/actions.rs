//! Actions as they stood in a period.
//!
//! An action belongs to every period from the one it was raised in; it is
//! open in those before the one it was closed in.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};

use super::{count, judged_on, known_period, place};
use crate::domain::Rating;
use crate::store::error::StoreError;
use crate::store::rows::codes::DayIn;
use crate::store::rows::row;
use crate::store::rows::subject::{joined, name};
use crate::store::search::index;
use crate::workbook::*;

/// "Due soon" is within this many days.
const SOON: Days = Days::new(14);

const OPEN: &str = "period <= ?1 AND (closed_in = 0 OR closed_in > ?1)";

/// Open actions of a period, counted.
pub(super) fn counts(
    connection: &Connection,
    period: i64,
    today: NaiveDate,
) -> Result<ActionCounts, StoreError> {
    // From the counts that triggers keep: a look at days, not at actions.
    let sql = format!(
        "SELECT ifnull(sum(count), 0), ifnull(sum(count) FILTER (WHERE due <> '' AND due < ?2), 0),
                ifnull(sum(count) FILTER (WHERE due BETWEEN ?2 AND ?3), 0),
                ifnull(sum(count) FILTER (WHERE due = ''), 0), ifnull(sum(count) FILTER (WHERE unowned), 0)
         FROM action_tally WHERE {OPEN}"
    );
    let counts = connection.prepare_cached(&sql)?.query_row(
        params![period, DayIn(Some(today)), soon(today)],
        |row| {
            Ok(ActionCounts {
                open: count(row.get(0)?),
                overdue: count(row.get(1)?),
                due_soon: count(row.get(2)?),
                undated: count(row.get(3)?),
                unowned: count(row.get(4)?),
            })
        },
    )?;
    Ok(counts)
}

fn soon(today: NaiveDate) -> DayIn {
    DayIn(today.checked_add_days(SOON))
}

pub(super) fn answer(
    connection: &Connection,
    request: &ActionRequest,
) -> Result<List<ActionRow>, StoreError> {
    let number = known_period(connection, request.period)?;
    let today = judged_on(connection, request.period, request.today)?;
    let condition = match request.filter {
        ActionFilter::Open => OPEN.to_owned(),
        ActionFilter::Overdue => format!("{OPEN} AND due < ?2"),
        ActionFilter::DueSoon => format!("{OPEN} AND due BETWEEN ?2 AND ?3"),
        ActionFilter::Undated => format!("{OPEN} AND due IS NULL"),
        ActionFilter::Unowned => format!("{OPEN} AND trim(owner) = ''"),
        ActionFilter::Closed => "closed_in <> 0 AND closed_in <= ?1".to_owned(),
        ActionFilter::All => "period <= ?1".to_owned(),
    };
    // ?2 and ?3 are named even where a condition has no use for them, so that binding them is never an error.
    let (joins, reference, title) = joined()?;
    let from = format!("FROM (SELECT *, ?2 AS today, ?3 AS soon FROM action) AS a {joins}");
    let condition = qualified(&condition);
    let sql = format!(
        "SELECT a.id, a.description, a.owner, a.client_group, {reference} AS called, {title}
         {from} WHERE {condition} AND (?4 IS NULL OR a.subject = ?4) AND (?5 = '' OR lower(a.owner) = lower(?5))
         ORDER BY a.due IS NULL, a.due, sort_key(called), a.id"
    );
    let words = index::words(&request.text);
    let mut ids: Vec<Id> = Vec::new();
    {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![
            number,
            DayIn(Some(today)),
            soon(today),
            request.about,
            request.owner.trim()
        ])?;
        while let Some(row) = rows.next()? {
            let mut text = String::new();
            if !words.is_empty() {
                for column in 1..=5 {
                    text.push_str(
                        &row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.to_lowercase(),
                    );
                    text.push('\n');
                }
            }
            if words.iter().all(|word| text.contains(word.as_str())) {
                ids.push(row.get(0)?);
            }
        }
    }
    let unfiltered = connection
        .prepare_cached("SELECT ifnull(sum(count), 0) FROM action_tally WHERE period <= ?1")?
        .query_row([number], |row| row.get(0))
        .map(count)?;
    let total = ids.len() as u64;
    let start = place(request.window, total);
    let shown = ids
        .into_iter()
        .skip(usize::try_from(start).unwrap_or(usize::MAX))
        .take(request.window.length as usize);
    let rows = shown
        .map(|id| {
            let action = row::get::<Action>(connection, id)?;
            let action = action.ok_or_else(|| StoreError::NotFound { what: "The action".to_owned() })?;
            with_subject(connection, action, number)
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(List { start, rows, total, unfiltered })
}

/// Names the table of the columns that other tables have too.
fn qualified(condition: &str) -> String {
    let mut condition = condition.to_owned();
    for column in ["period", "closed_in", "owner", "due "] {
        condition = condition.replace(column, &format!("a.{column}"));
    }
    condition
}

/// Actions about a subject that are open in a period or were closed in it.
pub(super) fn about(
    connection: &Connection,
    subject: Subject,
    period: i64,
) -> Result<Vec<ActionRow>, StoreError> {
    let actions = row::select::<Action>(
        connection,
        "WHERE subject = ?1 AND subject_id = ?2 AND period <= ?3 AND (closed_in = 0 OR closed_in >= ?3)
         ORDER BY closed_in <> 0, due IS NULL, due, id",
        params![subject.table, subject.id, period],
    )?;
    actions.into_iter().map(|action| with_subject(connection, action, period)).collect()
}

/// An action with what it belongs to.
pub(super) fn with_subject(
    connection: &Connection,
    action: Action,
    period: i64,
) -> Result<ActionRow, StoreError> {
    let about = action.about();
    let name = name(connection, about)?;
    let (reference, title) = name.map(|name| (name.reference, name.title)).unwrap_or_default();
    let rating: Option<Rating> = if about.table == Table::Indicator {
        connection
            .prepare_cached("SELECT (SELECT rating FROM standing WHERE period = ?1 AND indicator_id = ?2)")?
            .query_row([period, about.id], |row| row.get(0))?
    } else {
        None
    };
    let slipped = slipped(connection, action.id)?;
    Ok(ActionRow { action, reference, title, rating: rating.unwrap_or_default(), slipped })
}

/// How many times its due date has been moved later, not counting moves that
/// were undone: undoing one shows as a move back (kind 2 is an undo).
fn slipped(connection: &Connection, action: Id) -> Result<u32, StoreError> {
    let times: i64 = connection
        .prepare_cached(
            "SELECT ifnull(sum(CASE WHEN kind <> 2 AND due > was THEN 1 WHEN kind = 2 AND due < was THEN -1 ELSE 0 END), 0)
             FROM (SELECT kind, before ->> '$.action.due' AS was, after ->> '$.action.due' AS due
                   FROM change JOIN operation ON operation.id = operation_id
                   WHERE record = ?1 AND row_id = ?2)",
        )?
        .query_row(params![Table::Action, action], |row| row.get(0))?;
    Ok(u32::try_from(times).unwrap_or(0))
}
