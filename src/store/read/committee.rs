//! Members' questions across meetings.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{actions, judged_on, known_period, linked, place_among};
use crate::domain::Period;
use crate::domain::dated::Dated;
use crate::domain::member_questions::{QuestionDates, QuestionStatus};
use crate::store::error::StoreError;
use crate::store::rows::codes::DayOut;
use crate::store::rows::row;
use crate::store::search::index;
use crate::workbook::*;

pub(super) fn answer(connection: &Connection, request: &QuestionRequest) -> Result<QuestionLog, StoreError> {
    let today = judged_on(connection, request.period, request.today)?;
    let words = index::words(&request.text);
    let place = place_among("q", "meeting_id");
    let sql = format!(
        "SELECT q.id, q.meeting_id, m.name, m.held_on, m.report, q.asker, q.page, q.cited,
                substr(q.question, 1, 200), trim(q.reply) <> '', trim(q.promise) <> '',
                q.promise_owner, q.promise_due, q.promise_sent, trim(q.resolution) <> '',
                q.question, q.reply, q.promise
         FROM question AS q JOIN meeting AS m ON m.id = q.meeting_id
         ORDER BY m.id, {place}, q.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    let mut summary = PromiseSummary::default();
    while let Some(row) = found.next()? {
        let asked = QuestionDates {
            replied: row.get(9)?,
            promised: row.get(10)?,
            due: row.get::<_, DayOut>(12)?.0,
            sent: row.get::<_, DayOut>(13)?.0,
            resolved: row.get(14)?,
        };
        let status = count(&mut summary, asked, today);
        if !request.filter.passes(status, asked.promised) {
            continue;
        }
        if !words.is_empty() {
            let mut text = String::new();
            for column in [2, 4, 5, 7, 11, 15, 16, 17] {
                text.push_str(&row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.to_lowercase());
                text.push('\n');
            }
            if !words.iter().all(|word| text.contains(word.as_str())) {
                continue;
            }
        }
        rows.push(QuestionRow {
            id: row.get(0)?,
            meeting_id: row.get(1)?,
            meeting: row.get(2)?,
            held_on: row.get::<_, DayOut>(3)?.0,
            when: String::new(),
            asker: row.get(5)?,
            page: row.get(6)?,
            cited: row.get(7)?,
            question: row.get(8)?,
            status,
            promise_owner: row.get(11)?,
            promise_due: asked.due,
            promise_sent: asked.sent,
            days_late: asked.days_late(today),
        });
    }
    let dated = meetings(connection)?;
    let places: HashMap<Id, usize> = dated.iter().enumerate().map(|(at, (one, _))| (one.id, at)).collect();
    for row in &mut rows {
        let dated = places.get(&row.meeting_id).and_then(|at| dated[*at].1.as_ref());
        row.when = dated.map(|dated| dated.title.clone()).unwrap_or_default();
    }
    // Questions of a meeting stay in the order they were asked.
    rows.sort_by_key(|row| places.get(&row.meeting_id).copied());
    let meetings: Vec<Meeting> = dated.into_iter().map(|(meeting, _)| meeting).collect();
    summary.meetings = meetings.len() as u64;
    Ok(QuestionLog { rows, summary, meetings, printed: printed(connection)? })
}

/// All meetings with when they were, latest first.
fn meetings(connection: &Connection) -> Result<Vec<(Meeting, Option<Dated>)>, StoreError> {
    let first_month = row::workbook(connection)?.first_month;
    let meetings: Vec<Meeting> = row::select(connection, "ORDER BY id DESC", [])?;
    let mut dated: Vec<_> = meetings
        .into_iter()
        .map(|one| (one.dated(first_month), one))
        .map(|(when, one)| (one, when))
        .collect();
    dated.sort_by_key(|(_, when)| Reverse(when.as_ref().map(|when| when.ends)));
    Ok(dated)
}

/// What stands on which page of the latest report that members have.
fn printed(connection: &Connection) -> Result<PrintedOn, StoreError> {
    let latest = "WHERE period = (SELECT max(period) FROM publication) ORDER BY version DESC, template";
    let published: Vec<Publication> = row::select(connection, latest, [])?;
    let Some(report) = Publication::before_members(&published) else { return Ok(PrintedOn::default()) };
    let mut indicator =
        connection.prepare_cached("SELECT id, reference FROM indicator WHERE reference = ?1")?;
    let mut found = Vec::new();
    for place in report.written().anchors {
        let known = indicator.query_row([&place.name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((id, reference)) = known {
            found.push((place.page, id, reference));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|(page, id, _)| seen.insert((*page, *id)));
    Ok(PrintedOn(found))
}

/// How questions and promises stand on a day, for the overview.
pub(super) fn summary(connection: &Connection, today: NaiveDate) -> Result<PromiseSummary, StoreError> {
    let mut summary = PromiseSummary {
        meetings: connection
            .prepare_cached("SELECT count(*) FROM meeting")?
            .query_row([], |row| row.get(0))
            .map(super::count)?,
        ..PromiseSummary::default()
    };
    let mut statement = connection.prepare_cached(
        "SELECT trim(reply) <> '', trim(promise) <> '', promise_due, promise_sent, trim(resolution) <> ''
         FROM question",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let asked = QuestionDates {
            replied: row.get(0)?,
            promised: row.get(1)?,
            due: row.get::<_, DayOut>(2)?.0,
            sent: row.get::<_, DayOut>(3)?.0,
            resolved: row.get(4)?,
        };
        count(&mut summary, asked, today);
    }
    Ok(summary)
}

fn count(summary: &mut PromiseSummary, asked: QuestionDates, today: NaiveDate) -> QuestionStatus {
    let status = asked.status(today);
    summary.questions += 1;
    summary.unanswered += u64::from(status == QuestionStatus::Open);
    summary.promised += u64::from(asked.promised);
    summary.unsent += u64::from(status.is_owed());
    summary.overdue += u64::from(status == QuestionStatus::Overdue);
    if let Some(due) = asked.due.filter(|_| status == QuestionStatus::Promised) {
        summary.next_due = Some(summary.next_due.map_or(due, |next| next.min(due)));
    }
    status
}

/// One question; none where it is gone.
pub(super) fn detail(
    connection: &Connection,
    id: Id,
    period: Period,
) -> Result<Option<QuestionDetail>, StoreError> {
    let number = known_period(connection, period)?;
    let Some(question) = row::get::<Question>(connection, id)? else { return Ok(None) };
    let Some(meeting) = row::get::<Meeting>(connection, question.meeting_id)? else { return Ok(None) };
    let subject = Subject { table: Table::Question, id };
    let linked = linked::of(connection, subject, number)?;
    let actions = actions::about(connection, subject, number)?;
    Ok(Some(QuestionDetail { question, meeting, linked, actions }))
}

/// What members asked about an indicator, latest meeting first. One look at
/// an index for the many indicators that nobody asked about.
pub(super) fn about(connection: &Connection, indicator: Id) -> Result<Vec<AskedBefore>, StoreError> {
    let ids: Vec<Id> = connection
        .prepare_cached("SELECT other_id FROM link WHERE one = ?1 AND one_id = ?2 AND other = ?3")?
        .query_map(params![Table::Indicator, indicator, Table::Question], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut asked = Vec::new();
    for id in ids {
        let Some(question) = row::get::<Question>(connection, id)? else { continue };
        let Some(meeting) = row::get::<Meeting>(connection, question.meeting_id)? else { continue };
        asked.push(AskedBefore { question, meeting });
    }
    let first_month = row::workbook(connection)?.first_month;
    asked.sort_by_cached_key(|one| Reverse(one.meeting.dated(first_month).map(|when| when.ends)));
    Ok(asked)
}
