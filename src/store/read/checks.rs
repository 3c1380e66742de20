//! What the checks are told of a period.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{budget, committee, comparison, delivery, judged_on, known_period, risks, year_end};
use crate::domain::{Period, SeriesBreak};
use crate::store::error::StoreError;
use crate::store::history::inserted_ranges;
use crate::store::rating::rating_context::{RatingContext, StoredFigures};
use crate::store::rows::codes::period_number;
use crate::store::rows::{row, standings};
use crate::workbook::*;

/// The latest period of a table up to ?1, for each of a column.
fn latest(table: &str, column: &str) -> String {
    format!(
        "WHERE (\"{column}\", period) IN (SELECT \"{column}\", max(period) FROM \"{table}\" WHERE period <= ?1
                                          GROUP BY \"{column}\")"
    )
}

/// Open in period ?1, or closed in it.
const ABOUT_NOW: &str = "period <= ?1 AND (closed_in = 0 OR closed_in >= ?1)";

/// The report but for its indicators.
pub(super) fn report(
    connection: &Connection,
    period: Period,
    today: NaiveDate,
) -> Result<ReportMaterial, StoreError> {
    let number = known_period(connection, period)?;
    let today = judged_on(connection, period, today)?;
    let questions = QuestionRequest { period, today, filter: QuestionFilter::All, text: String::new() };
    let mut report = ReportMaterial {
        comparison: None,
        workbook: row::workbook(connection)?,
        period,
        today,
        printed: row::select(connection, "WHERE indicator_id IS NULL AND period = ?1 ORDER BY id", [number])?,
        risks: risks::answer(connection, period)?,
        risk_words: row::select(
            connection,
            "WHERE opened_in <= ?1 AND (closed_in = 0 OR closed_in > ?1) ORDER BY id",
            [number],
        )?,
        controls: row::select(
            connection,
            "WHERE period <= ?1 AND (closed_in = 0 OR closed_in > ?1) ORDER BY risk_id, position, id",
            [number],
        )?,
        budget: budget::room(connection, period)?,
        commitments: delivery::answer(connection, period)?.rows,
        commitment_ratings: row::select(connection, &latest("commitment_rating", "commitment_id"), [number])?,
        sections: row::select(connection, "WHERE period = ?1 ORDER BY kind, position, id", [number])?,
        questions: committee::answer(connection, &questions)?.rows,
        actions: row::select(
            connection,
            &format!("WHERE subject <> ?2 AND {ABOUT_NOW} ORDER BY id"),
            params![number, Table::Indicator],
        )?,
        links: row::select(connection, "ORDER BY id", [])?,
        acceptances: row::select(connection, "WHERE period = ?1 ORDER BY id", [number])?,
        rules_off: row::select(connection, "ORDER BY code", [])?,
        words: row::select(connection, "ORDER BY word", [])?,
        pages: Publication::before_members(&super::report::publications(connection, period)?)
            .map(Publication::written)
            .unwrap_or_default(),
    };
    let texts = report.sections.iter().flat_map(|section| [&section.text, &section.action_required]);
    report.comparison =
        comparison::stated(connection, period, None, texts.map(String::as_str))?.map(Box::new);
    Ok(report)
}

/// How many indicators a period reports, from the counts that are kept.
pub(super) fn count(connection: &Connection, period: Period) -> Result<u64, StoreError> {
    let number = known_period(connection, period)?;
    let count = connection
        .prepare_cached("SELECT ifnull(sum(count), 0) FROM tally WHERE period = ?1")?
        .query_row([number], |row| row.get(0))?;
    Ok(super::count(count))
}

/// The indicators a period reports.
pub(super) fn ids(connection: &Connection, period: Period) -> Result<Vec<Id>, StoreError> {
    let number = known_period(connection, period)?;
    let mut statement = connection
        .prepare_cached("SELECT indicator_id FROM standing WHERE period = ?1 ORDER BY indicator_id")?;
    let rows = statement.query_map([number], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Some of the indicators of a period, as they stand there.
pub(super) fn indicators(
    connection: &Connection,
    rating_context: &RatingContext,
    period: Period,
    ids: &[Id],
) -> Result<Vec<IndicatorMaterial>, StoreError> {
    let number = known_period(connection, period)?;
    let Some((_, _, record)) = rating_context.periods.iter().find(|(known, ..)| *known == number) else {
        return Err(StoreError::UnknownPeriod { code: period.code() });
    };
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let (Some(material), Some(standing)) =
            (StoredFigures::load(connection, *id)?, standings::load(connection, number, *id)?)
        else {
            continue;
        };
        let inputs = material.inputs(rating_context, period, record)?;
        let forecasts = year_end::made_until(connection, *id, number)?;
        let forecasts =
            year_end::forecasts(connection, &material, &inputs, (period, standing.value), &forecasts)?;
        let (target, year_target) = (inputs.target.cloned(), inputs.year_target.cloned());
        let (comparator, rating_override) = (inputs.comparator.cloned(), inputs.rating_override.cloned());
        let before = row::first::<Commentary>(
            connection,
            "WHERE indicator_id = ?1 AND period < ?2 ORDER BY period DESC LIMIT 1",
            [*id, number],
        )?;
        let StoredFigures { indicator, results, .. } = material;
        let earlier_definition =
            earlier_definition(connection, &indicator, rating_context.breaks(*id), &results)?;
        let mut one = IndicatorMaterial {
            comparison: None,
            standing,
            result: results.get(&number).cloned(),
            target,
            year_target,
            comparator,
            history: history(results, number),
            rating_override,
            forecasts,
            breaks: rating_context.breaks(*id).to_vec(),
            earlier_definition,
            printed: row::select(connection, row::HERE, [*id, number])?,
            commentary: row::select(connection, row::HERE, [*id, number])?,
            earlier: match before {
                Some(words) => row::select(
                    connection,
                    "WHERE indicator_id = ?1 AND period = ?2 ORDER BY id",
                    [*id, period_of(&words)],
                )?,
                None => Vec::new(),
            },
            actions: row::select(
                connection,
                &format!("WHERE subject = ?2 AND subject_id = ?3 AND {ABOUT_NOW} ORDER BY id"),
                params![number, Table::Indicator, id],
            )?,
            indicator,
        };
        let texts = one.commentary.iter().map(|words| words.text.as_str());
        one.comparison = comparison::stated(connection, period, Some(*id), texts)?.map(Box::new);
        found.push(one);
    }
    Ok(found)
}

/// The definition under which the results were first reported that are still compared with each other,
/// where that is another one than the indicator has: its first; with breaks, the one it had once the
/// latest was marked and a period after it had a result, so that a definition written anew around the
/// break is the break's own.
fn earlier_definition(
    connection: &Connection,
    indicator: &Indicator,
    breaks: &[SeriesBreak],
    results: &HashMap<i64, ResultRecord>,
) -> Result<Option<String>, StoreError> {
    let from = match breaks.iter().max_by_key(|one| SeriesBreak::month_of(one.from)) {
        None => 0,
        Some(last) => {
            let is_later = |result: &&ResultRecord| {
                SeriesBreak::month_of(result.period) > SeriesBreak::month_of(last.from)
            };
            let later = results.values().filter(is_later);
            let written = later.map(|result| written_by(connection, Table::Result, result.id));
            let Some(reported) = written.collect::<Result<Vec<Id>, _>>()?.into_iter().min() else {
                return Ok(None);
            };
            let marks: Vec<ChartMark> = row::select(connection, "WHERE indicator_id = ?1", [indicator.id])?;
            let mark = marks.iter().find(|mark| mark.series_break().as_ref() == Some(last));
            let marked = mark.map_or(Ok(0), |mark| written_by(connection, Table::ChartMark, mark.id))?;
            reported.max(marked)
        }
    };
    let mut statement = connection.prepare_cached(
        "SELECT json_extract(before, '$.indicator.definition') FROM change
         WHERE record = ?1 AND row_id = ?2 AND operation_id > ?3
           AND trim(json_extract(before, '$.indicator.definition')) <> '' ORDER BY id LIMIT 1",
    )?;
    let first: Option<String> =
        statement.query_row(params![Table::Indicator, indicator.id, from], |row| row.get(0)).optional()?;
    let same = |first: &String| first.trim() == indicator.definition.trim();
    Ok(first.filter(|first| !same(first) && !indicator.definition.trim().is_empty()))
}

/// The step that wrote a row for the first time; 0 for what the workbook was made with.
fn written_by(connection: &Connection, table: Table, id: Id) -> Result<Id, StoreError> {
    if let Some(import) = inserted_ranges::by_which(connection, table, id)? {
        return Ok(import);
    }
    let mut statement = connection.prepare_cached(
        "SELECT iif(before IS NULL, operation_id, 0) FROM change WHERE record = ?1 AND row_id = ?2
         ORDER BY id LIMIT 1",
    )?;
    Ok(statement.query_row(params![table, id], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Results before a period, of the same length, oldest first.
fn history(results: HashMap<i64, ResultRecord>, number: i64) -> Vec<ResultRecord> {
    let kind = |number: i64| crate::store::rows::codes::period_of(number).map(crate::domain::Period::kind);
    let here = kind(number);
    let mut earlier: Vec<(i64, ResultRecord)> =
        results.into_iter().filter(|(then, _)| *then < number && kind(*then) == here).collect();
    earlier.sort_by_key(|(then, _)| *then);
    earlier.into_iter().map(|(_, result)| result).collect()
}

fn period_of(words: &Commentary) -> i64 {
    period_number(words.period)
}
