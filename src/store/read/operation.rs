//! One operation with the rows it touched.

use rusqlite::{Connection, OptionalExtension};

use super::history;
use crate::domain::Period;
use crate::store::error::StoreError;
use crate::store::history::{inserted_ranges, operation};
use crate::store::rows::row;
use crate::store::rows::subject::name;
use crate::workbook::*;

const AT_MOST: i64 = 200;

pub(super) fn answer(connection: &Connection, id: Id) -> Result<OperationDetail, StoreError> {
    let sql = format!("SELECT {} FROM operation AS o WHERE id = ?1", history::COLUMNS);
    let found = connection.prepare_cached(&sql)?.query_row([id], history::read).optional()?;
    let operation =
        found.ok_or_else(|| StoreError::NotFound { what: format!("Step {id} of the history") })?;
    let mut statement = connection.prepare_cached(
        "SELECT record, row_id, before, after FROM change WHERE operation_id = ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query([id, AT_MOST])?;
    let mut changes = Vec::new();
    let mut periods = Vec::new();
    let mut note = |table: Table, id: Id, before: Option<Record>, after: Option<Record>| {
        let subject = match after.as_ref().or(before.as_ref()) {
            Some(record) => subject(connection, record)?,
            None => String::new(),
        };
        for record in [&before, &after].into_iter().flatten() {
            // What outlives the period it was raised in changes no report of it.
            let outlives = row::closed_in_of(record).is_some();
            let period =
                row::period_of_record(record).filter(|_| !outlives && record.table() != Table::Period);
            periods.extend(period);
        }
        changes.push(RowChange { table, id, subject, before, after });
        Ok::<(), StoreError>(())
    };
    let mut count = 0;
    while let Some(line) = rows.next()? {
        let before = operation::parse(line.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        let after = operation::parse(line.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?)?;
        count += 1;
        note(line.get(0)?, line.get(1)?, before, after)?;
    }
    let mut left = AT_MOST - count;
    for (table, first, last) in inserted_ranges::rows_of(connection, id)? {
        for row in first..=last {
            if left <= 0 {
                break;
            }
            left -= 1;
            note(table, row, None, inserted_ranges::as_added(connection, id, table, row)?)?;
        }
    }
    periods.sort_unstable();
    periods.dedup();
    Ok(OperationDetail { operation, changes, periods })
}

/// "AC/C7, Q1 2015/16".
fn subject(connection: &Connection, record: &Record) -> Result<String, StoreError> {
    if matches!(record, Record::Workbook(_)) {
        return Ok("Workbook".to_owned());
    }
    let name = match row::about(record) {
        Some(about) => name(connection, about)?.map(|name| name.short()),
        None => None,
    };
    let name = match name {
        Some(name) => Some(name),
        None => own_name(connection, record)?,
    };
    let period = row::period_of_record(record).map(Period::title);
    let parts: Vec<String> = [name, period].into_iter().flatten().collect();
    Ok(parts.join(", "))
}

/// What a record is called that nothing is linked with: an organisation, a group, a theme.
fn own_name(connection: &Connection, record: &Record) -> Result<Option<String>, StoreError> {
    Ok(match record {
        Record::Organisation(one) => Some(one.name.clone()),
        Record::Group(group) => Some(group.name.clone()),
        Record::Theme(theme) => Some(theme.name.clone()),
        Record::GroupMember(member) => {
            let group = row::get::<Group>(connection, member.group_id)?;
            let one = row::get::<Organisation>(connection, member.organisation_id)?;
            let names = [one.map(|one| one.name), group.map(|group| group.name)];
            Some(names.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        _ => None,
    })
}
