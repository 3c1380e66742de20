//! The risk register of a period, and one risk of it.
//!
//! A risk belongs to every period from the one it was opened in up to the one
//! before it was closed. An assessment counts from its period on until the
//! next of its kind, and so does a matrix.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{actions, known_period, linked, movement};
use crate::domain::Period;
use crate::domain::matrix::RiskMatrix;
use crate::store::error::StoreError;
use crate::store::rows::codes::{MaybePeriodOut, period_of};
use crate::store::rows::row;
use crate::workbook::*;

/// The register with the matrix it is rated on.
pub(super) fn answer(connection: &Connection, period: Period) -> Result<Risks, StoreError> {
    let number = known_period(connection, period)?;
    let before = movement::before(connection, number)?;
    let definition = definition(connection, number)?;
    let mut rows = rows(connection, number, before.unwrap_or(0))?;
    let positions: HashMap<Id, usize> = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
    for assessment in latest(connection, number)? {
        let Some(row) = positions.get(&assessment.risk_id).and_then(|at| rows.get_mut(*at)) else { continue };
        let place = match assessment.kind {
            AssessmentKind::Current => &mut row.current,
            AssessmentKind::Target => &mut row.target,
            AssessmentKind::Inherent => &mut row.inherent,
        };
        *place = Some(assessment);
    }
    if let Some(before) = before {
        for assessment in latest(connection, before)? {
            if assessment.kind == AssessmentKind::Current
                && let Some(row) = positions.get(&assessment.risk_id).and_then(|at| rows.get_mut(*at))
            {
                row.before = Some(assessment);
            }
        }
    }
    let matrix_before = match before {
        Some(before) => matrix(connection, before)?,
        None => RiskMatrix::built_in().clone(),
    };
    let mut risks = Risks {
        period,
        before: before.and_then(period_of),
        matrix: read(definition.as_ref())?,
        definition,
        matrix_before,
        threshold: row::workbook(connection)?.risk_threshold,
        rows,
        printed: row::select(
            connection,
            "WHERE indicator_id IS NULL AND period = ?1 AND field LIKE 'heat_map.%'",
            [number],
        )?,
    };
    risks.sort();
    Ok(risks)
}

/// The register in a few numbers, for the overview.
pub(super) fn summary(connection: &Connection, period: Period) -> Result<Option<RiskSummary>, StoreError> {
    let any: bool =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM risk)")?.query_row([], |row| row.get(0))?;
    any.then(|| answer(connection, period).map(|risks| risks.summary())).transpose()
}

/// Everything about one risk.
pub(super) fn detail(connection: &Connection, id: Id, period: Period) -> Result<RiskDetail, StoreError> {
    let number = known_period(connection, period)?;
    let risk = row::get::<Risk>(connection, id)?
        .ok_or_else(|| StoreError::NotFound { what: "The risk".to_owned() })?;
    let all: Vec<Assessment> =
        row::select(connection, "WHERE risk_id = ?1 AND period <= ?2 ORDER BY period, kind", [id, number])?;
    let latest = |kind| all.iter().rev().find(|one| one.kind == kind).cloned();
    let (current, target, inherent) =
        (latest(AssessmentKind::Current), latest(AssessmentKind::Target), latest(AssessmentKind::Inherent));
    let mut assessments = Vec::with_capacity(all.len());
    for one in all {
        let then = known_period(connection, one.period)?;
        assessments.push((one, matrix(connection, then)?));
    }
    let subject = Subject { table: Table::Risk, id };
    Ok(RiskDetail {
        period,
        matrix: matrix(connection, number)?,
        current,
        target,
        inherent,
        assessments,
        controls: row::select(
            connection,
            "WHERE risk_id = ?1 AND period <= ?2 AND (closed_in = 0 OR closed_in >= ?2) ORDER BY position, id",
            [id, number],
        )?,
        parts: parts(connection, id)?,
        actions: actions::about(connection, subject, number)?,
        linked: linked::of(connection, subject, number)?,
        risk,
    })
}

/// Every row of a risk but its own.
fn parts(connection: &Connection, id: Id) -> Result<Vec<(Table, Id, i64)>, StoreError> {
    let assessments: Vec<Assessment> = row::select(connection, "WHERE risk_id = ?1 ORDER BY id", [id])?;
    let controls: Vec<Control> = row::select(connection, "WHERE risk_id = ?1 ORDER BY id", [id])?;
    let assessments = assessments.into_iter().map(|one| (Table::Assessment, one.id, one.revision));
    let controls = controls.into_iter().map(|one| (Table::Control, one.id, one.revision));
    Ok(assessments.chain(controls).collect())
}

/// How a risk stands in a period, in a few words: "20 H". Empty where it is not rated.
pub(super) fn stands(connection: &Connection, id: Id, period: i64) -> Result<String, StoreError> {
    let current: Option<Assessment> = row::first(
        connection,
        "WHERE risk_id = ?1 AND kind = ?3 AND period <= ?2 ORDER BY period DESC LIMIT 1",
        params![id, period, AssessmentKind::Current],
    )?;
    let Some(current) = current else { return Ok(String::new()) };
    let matrix = matrix(connection, period)?;
    let position = current.position();
    Ok(match (position.rated(&matrix), position.band(&matrix)) {
        (Some(score), Some(band)) => format!("{score} {}", band.letters),
        (Some(score), None) => score.to_string(),
        (None, _) => String::new(),
    })
}

/// The matrix in force in a period.
pub(in crate::store) fn matrix(connection: &Connection, period: i64) -> Result<RiskMatrix, StoreError> {
    read(definition(connection, period)?.as_ref())
}

fn definition(connection: &Connection, period: i64) -> Result<Option<MatrixRecord>, StoreError> {
    Ok(row::first(connection, "WHERE period <= ?1 ORDER BY period DESC LIMIT 1", [period])?)
}

fn read(definition: Option<&MatrixRecord>) -> Result<RiskMatrix, StoreError> {
    match definition {
        None => Ok(RiskMatrix::built_in().clone()),
        Some(record) => RiskMatrix::parse(&record.definition).map_err(|error| {
            StoreError::damaged(format!("the risk matrix of {} cannot be read: {error}", record.period))
        }),
    }
}

/// The latest assessment of every risk and kind until a period, without their reasons.
fn latest(connection: &Connection, period: i64) -> Result<Vec<Assessment>, StoreError> {
    let mut all: Vec<Assessment> = row::select(
        connection,
        "WHERE period = (SELECT max(later.period) FROM \"assessment\" AS later
                         WHERE later.risk_id = \"assessment\".risk_id AND later.kind = \"assessment\".kind
                           AND later.period <= ?1)",
        [period],
    )?;
    all.iter_mut().for_each(|one| one.reason.clear());
    Ok(all)
}

/// The risks of a period, without their long texts and their assessments.
fn rows(connection: &Connection, period: i64, before: i64) -> Result<Vec<RiskRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, reference, title, category, service, owner, treatment, assurance, opened_in, placeholder,
            (SELECT count(*) FROM \"control\" WHERE risk_id = \"risk\".id
                AND period <= ?1 AND (closed_in = 0 OR closed_in > ?1)),
            (SELECT count(*) FROM \"control\" WHERE risk_id = \"risk\".id
                AND period <= ?1 AND (closed_in = 0 OR closed_in > ?1) AND (trim(owner) = '' OR due IS NULL)),
            opened_in <= ?2 AND (closed_in = 0 OR closed_in > ?2)
         FROM \"risk\" WHERE opened_in <= ?1 AND (closed_in = 0 OR closed_in > ?1)",
    )?;
    let rows = statement.query_map([period, before], |row| {
        Ok(RiskRow {
            id: row.get(0)?,
            reference: row.get(1)?,
            title: row.get(2)?,
            category: row.get(3)?,
            service: row.get(4)?,
            owner: row.get(5)?,
            treatment: row.get(6)?,
            assurance: row.get(7)?,
            opened_in: row.get::<_, MaybePeriodOut>(8)?.0,
            placeholder: row.get(9)?,
            controls: row.get(10)?,
            bare_controls: row.get(11)?,
            was_there: row.get(12)?,
            current: None,
            target: None,
            inherent: None,
            before: None,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
