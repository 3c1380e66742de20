//! What a change may not do to risks, budgets, commitments, questions, and to
//! whatever else actions and links are about.

use rusqlite::{Connection, params};

use crate::domain::{PeriodKind, Rating};
use crate::store::error::StoreError;
use crate::store::rows::{row, subject};
use crate::store::rules::guard::in_use;
use crate::store::rules::refusal::missing;
use crate::workbook::*;

/// Refuses a record that makes no sense in itself or is about what is not there.
pub(in crate::store) fn check(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    match record {
        Record::Action(action) => exists(connection, action.about()),
        Record::Link(link) => {
            let one = Subject { table: link.one, id: link.one_id };
            let other = Subject { table: link.other, id: link.other_id };
            if one == other {
                return Err(StoreError::invalid("Nothing can be linked to itself"));
            }
            exists(connection, one)?;
            exists(connection, other)
        }
        Record::Risk(risk) => {
            named(&risk.reference, "A risk")?;
            Ok(())
        }
        Record::Assessment(assessment) => {
            crate::store::rules::guard_risks::check_assessment(connection, assessment)
        }
        Record::Matrix(matrix) => crate::store::rules::guard_risks::check_matrix(matrix),
        Record::Saving(saving) => {
            named(&saving.reference, "A saving")?;
            Ok(())
        }
        Record::Commitment(commitment) => {
            named(&commitment.reference, "A commitment")?;
            rated_on_scale(connection, commitment)?;
            Ok(())
        }
        Record::CommitmentRating(rating) => on_scale(connection, rating),
        Record::ChartMark(mark) => {
            if mark.kind == ChartMarkKind::Note && mark.text.trim().is_empty() {
                return Err(StoreError::invalid("A note on a chart needs words"));
            }
            if mark.kind == ChartMarkKind::Break && mark.text.trim().is_empty() {
                return Err(StoreError::invalid("A changed definition needs a note that says what changed"));
            }
            Ok(())
        }
        Record::TargetReason(reason) => {
            if reason.period.kind() != PeriodKind::Year || reason.reason.trim().is_empty() {
                return Err(StoreError::invalid("A reason for a target needs a year and words"));
            }
            Ok(())
        }
        Record::SignOff(sign_off) => {
            named(&sign_off.role, "A sign-off")?;
            if sign_off.signed_on.is_none() {
                return Err(StoreError::invalid("A sign-off needs the day it was signed"));
            }
            Ok(())
        }
        Record::BudgetLine(line) => {
            named(&line.name, "A budget line")?;
            no_cycle(connection, line)
        }
        Record::Organisation(organisation) => {
            named(&organisation.name, "An organisation")?;
            crate::store::rules::guard_organisations::check_organisation(connection, organisation)
        }
        Record::Group(group) => {
            named(&group.name, "A group")?;
            crate::store::rules::guard_organisations::check_group(connection, group)
        }
        Record::Theme(theme) => {
            named(&theme.name, "A theme")?;
            crate::store::rules::guard_organisations::check_theme(connection, theme)
        }
        Record::MonthlyAmount(month) => {
            if month.period.kind() == PeriodKind::Month {
                Ok(())
            } else {
                Err(StoreError::invalid(format!("{} is not a month", month.period)))
            }
        }
        _ => Ok(()),
    }
}

fn named(name: &str, what: &str) -> Result<(), StoreError> {
    if name.trim().is_empty() {
        return Err(StoreError::invalid(format!("{what} needs a reference or a name")));
    }
    Ok(())
}

/// Refuses a rating that the commitment's scale does not have; none at all is no rating.
fn on_scale(connection: &Connection, rating: &CommitmentRating) -> Result<(), StoreError> {
    let commitment = row::get::<Commitment>(connection, rating.commitment_id)?
        .ok_or_else(|| missing(Table::Commitment, rating.commitment_id))?;
    fits(&commitment, rating)
}

/// Refuses a rating that is none of its commitment's.
pub(in crate::store) fn fits(commitment: &Commitment, rating: &CommitmentRating) -> Result<(), StoreError> {
    if rating.rating == Rating::None || commitment.scale.has(rating.rating) {
        return Ok(());
    }
    Err(StoreError::invalid(format!(
        "{} cannot be rated {}: it is rated {}",
        commitment.reference,
        rating.rating.title(),
        commitment.scale.words()
    )))
}

/// Refuses another scale where the ratings there are would make no sense on it.
fn rated_on_scale(connection: &Connection, commitment: &Commitment) -> Result<(), StoreError> {
    if commitment.id <= 0 {
        return Ok(());
    }
    let ratings = row::select::<CommitmentRating>(connection, "WHERE commitment_id = ?1", [commitment.id])?;
    match ratings.iter().find(|one| one.rating != Rating::None && !commitment.scale.has(one.rating)) {
        None => Ok(()),
        Some(one) => Err(StoreError::invalid(format!(
            "{} was rated {} in {}, which is none of {}: its scale stays",
            commitment.reference,
            one.rating.title(),
            one.period,
            commitment.scale.words()
        ))),
    }
}

fn exists(connection: &Connection, about: Subject) -> Result<(), StoreError> {
    if !about.table.is_subject() {
        return Err(StoreError::invalid(format!("Nothing can be about a {}", about.table.noun())));
    }
    subject::name(connection, about)?.map(drop).ok_or_else(|| missing(about.table, about.id))
}

/// A line may be under any other but itself and those under it.
fn no_cycle(connection: &Connection, line: &BudgetLine) -> Result<(), StoreError> {
    let mut above = line.parent_id;
    while let Some(id) = above {
        let parent = row::get::<BudgetLine>(connection, id)?.ok_or_else(|| missing(Table::BudgetLine, id))?;
        if parent.id == line.id {
            let under = line.parent_id.and_then(|id| row::get::<BudgetLine>(connection, id).ok().flatten());
            let under = under.map_or_else(String::new, |under| under.name);
            return Err(StoreError::invalid(format!(
                "“{}” cannot be under “{under}”, which is itself under it",
                line.name
            )));
        }
        if parent.kind != line.kind {
            return Err(StoreError::invalid(format!(
                "“{}” and “{}” are not of the same budget",
                line.name, parent.name
            )));
        }
        above = parent.parent_id;
    }
    Ok(())
}

/// Refuses removing what actions or links are about, and names them.
pub(in crate::store) fn check_removal(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    crate::store::rules::guard_organisations::check_removal(connection, record)?;
    let (table, id, _) = row::identity(record);
    if !table.is_subject() {
        return Ok(());
    }
    let mut ties = Vec::new();
    let actions: i64 = connection
        .prepare_cached("SELECT count(*) FROM \"action\" WHERE subject = ?1 AND subject_id = ?2")?
        .query_row(params![table, id], |row| row.get(0))?;
    match actions {
        0 => {}
        1 => ties.push("an action".to_owned()),
        many => ties.push(format!("{many} actions")),
    }
    for linked in linked_to(connection, Subject { table, id })? {
        if let Some(name) = subject::name(connection, linked)? {
            ties.push(format!("{} {}", linked.table.noun(), name.short()));
        }
    }
    if ties.is_empty() {
        return Ok(());
    }
    let what =
        subject::name(connection, Subject { table, id })?.map_or_else(String::new, |name| name.short());
    Err(in_use(&what, &format!("it is linked with {}", ties.join(", "))))
}

/// The other ends of a subject's links.
pub(in crate::store) fn linked_to(
    connection: &Connection,
    subject: Subject,
) -> rusqlite::Result<Vec<Subject>> {
    let mut statement = connection.prepare_cached(
        "SELECT other, other_id FROM link WHERE one = ?1 AND one_id = ?2
         UNION ALL SELECT one, one_id FROM link WHERE other = ?1 AND other_id = ?2",
    )?;
    let rows = statement.query_map(params![subject.table, subject.id], |row| {
        Ok(Subject { table: row.get(0)?, id: row.get(1)? })
    })?;
    rows.collect()
}
