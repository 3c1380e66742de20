//! Why the file refused a row, in the workbook's own words.

use rusqlite::{Connection, ErrorCode};

use crate::store::error::StoreError;
use crate::store::history::operation;
use crate::store::rows::{row, subject};
use crate::workbook::*;

/// The error for a row that another refers to and that is not there.
pub(in crate::store) fn missing(table: Table, id: Id) -> StoreError {
    match table {
        Table::Indicator => StoreError::UnknownIndicator { id },
        other => StoreError::NotFound { what: format!("The {} that this is about", other.noun()) },
    }
}

/// Why a row could not be inserted.
pub(in crate::store) fn why_not_inserted(
    connection: &Connection,
    record: &Record,
    error: rusqlite::Error,
) -> Result<StoreError, StoreError> {
    if !is_duplicate(&error) {
        return Ok(explain_reference(error, record));
    }
    let Some(holder) = row::holder_of_key(connection, record)? else {
        return Ok(error.into());
    };
    let (table, id, _) = row::identity(&holder);
    match table {
        Table::Workbook
        | Table::Period
        | Table::Indicator
        | Table::Risk
        | Table::Saving
        | Table::Commitment
        | Table::Link => duplicate(connection, &holder),
        // Someone entered the same figure or words meanwhile: both are shown, none is lost.
        _ => conflict(connection, table, id, Some(record.clone()), Some(holder)),
    }
}

/// The error for a row that is not as it was read.
pub(in crate::store) fn conflict(
    connection: &Connection,
    table: Table,
    id: Id,
    mine: Option<Record>,
    theirs: Option<Record>,
) -> Result<StoreError, StoreError> {
    let (by, at) = operation::last_change_of(connection, table, id)?;
    Ok(StoreError::Conflict(Box::new(Conflict { table, id, mine, theirs, by, at })))
}

/// The error for a row whose key is `holder`'s already.
pub(in crate::store) fn duplicate(
    connection: &Connection,
    holder: &Record,
) -> Result<StoreError, StoreError> {
    let what = match holder {
        Record::Indicator(one) => {
            format!("{} is already the reference of “{}”", one.reference, one.description)
        }
        Record::Risk(one) => format!("{} is already the reference of “{}”", one.reference, one.title),
        Record::Saving(one) => format!("{} is already the reference of “{}”", one.reference, one.description),
        Record::Commitment(one) => {
            format!("{} is already the reference of “{}”", one.reference, one.description)
        }
        Record::Period(one) => format!("This workbook already has the period {}", one.code),
        Record::Workbook(_) => "A file holds one workbook".to_owned(),
        Record::Link(_) => "These two are linked already".to_owned(),
        other => format!("There is already {}", describe(connection, other)?),
    };
    Ok(StoreError::Duplicate { what })
}

/// A row in a few words: "the target of AC/C7 for 2015/16-Q1".
pub(in crate::store) fn describe(connection: &Connection, record: &Record) -> Result<String, StoreError> {
    match record {
        Record::Workbook(_) => return Ok("the workbook".to_owned()),
        Record::Period(one) => return Ok(one.code.code()),
        _ => {}
    }
    let about = row::about(record);
    let name = match about {
        Some(subject) => subject::name(connection, subject)?.map(|name| name.short()),
        None => None,
    };
    if about.is_some_and(|about| about.table == record.table()) {
        return Ok(name.unwrap_or_default());
    }
    let of = name.map_or_else(String::new, |name| format!(" of {name}"));
    let period = row::period_of_record(record).map_or_else(String::new, |period| format!(" for {period}"));
    Ok(format!("the {}{of}{period}", record.table().noun()))
}

/// Whether a row was refused because another has its key.
pub(in crate::store) fn is_duplicate(error: &rusqlite::Error) -> bool {
    let codes = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if codes.contains(&failure.extended_code))
}

/// Whether a row was refused because what it refers to is not there, or because it is referred to.
pub(in crate::store) fn is_missing_reference(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.code == ErrorCode::ConstraintViolation
            && failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
}

/// The error for a row whose indicator, risk or line may not be there.
pub(in crate::store) fn explain_reference(error: rusqlite::Error, record: &Record) -> StoreError {
    match row::refers_to(record)[0] {
        Some((table, id)) if is_missing_reference(&error) => missing(table, id),
        _ => error.into(),
    }
}
