//! Making recovered rows a whole workbook again.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, params};

use super::report::Recovered;
use crate::domain::Rating;
use crate::store::error::StoreError;
use crate::store::history::operation::{self, Entry, Head, Kind};
use crate::store::rows::codes::{number_of, period_number, period_of};
use crate::store::rows::{row, subject};
use crate::workbook::*;

/// Puts back what the history says, leaves out what refers to nothing, fills the gaps of the history
/// and writes down what was done as its last step, which cannot be undone.
pub(super) fn mend(
    connection: &Connection,
    damaged: &Path,
    highest: &[(String, i64)],
    recovered: &mut Recovered,
    stamp: &Stamp,
) -> Result<(), StoreError> {
    fill_history(connection, recovered, stamp)?;
    remove_unreadable(connection, recovered)?;
    restore_from_history(connection, recovered)?;
    workbook_row(connection, recovered)?;
    periods(connection)?;
    let mut left_out = Vec::new();
    lost_publications(connection, recovered, &mut left_out)?;
    remove_strays(connection, recovered, &mut left_out)?;
    missing(connection, highest, recovered)?;
    let number = Head::load(connection)?.operation + 1;
    for record in &left_out {
        operation::write_change(connection, number, Some(record), None)?;
    }
    histories(connection, number, recovered)?;
    let name = damaged.file_name().unwrap_or_default().to_string_lossy();
    let lost = match recovered.steps_lost {
        0 => String::new(),
        1 => ": 1 earlier step could not be read".to_owned(),
        steps => format!(": {steps} earlier steps could not be read"),
    };
    let entry = Entry {
        id: number,
        kind: Kind::Recovery,
        label: &format!("Recovered from {name}{lost}"),
        reason: &recovered.lines().join(" "),
        reverses: None,
        undo_top: 0,
        redo_top: 0,
        below: 0,
        changes: connection.query_row(
            "SELECT count(*) FROM change WHERE operation_id = ?1",
            [number],
            |row| row.get(0),
        )?,
    };
    operation::write(connection, &entry, stamp)?;
    Ok(())
}

/// Steps that cannot be read are said to be so, or what they changed would belong to nothing.
fn fill_history(connection: &Connection, recovered: &mut Recovered, stamp: &Stamp) -> Result<(), StoreError> {
    let mut there: BTreeSet<i64> = BTreeSet::new();
    let mut named: BTreeSet<i64> = BTreeSet::new();
    for (sql, into) in [
        ("SELECT id FROM operation", &mut there),
        (
            "SELECT operation_id FROM change UNION SELECT operation_id FROM added UNION SELECT operation_id FROM as_reported UNION SELECT reverses FROM operation WHERE reverses IS NOT NULL",
            &mut named,
        ),
    ] {
        let mut statement = connection.prepare(sql)?;
        into.extend(statement.query_map([], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    /// Beyond every history; a number above it is damage.
    const MAX: i64 = 10_000_000;
    let last = there.iter().chain(&named).copied().filter(|id| *id < MAX).max().unwrap_or(0).max(1);
    let whole = there.range(..=last).count() as i64 == last;
    let gaps: BTreeSet<i64> = match whole {
        true => BTreeSet::new(),
        false => (1..=last).filter(|id| !there.contains(id)).collect(),
    };
    let at = stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string();
    for id in &gaps {
        connection
            .prepare_cached(
                "INSERT INTO operation (id, at, who, kind, label, reason, reverses, undo_top, redo_top, below, changes)
                 VALUES (?1, ifnull((SELECT at FROM operation WHERE id < ?1 ORDER BY id DESC LIMIT 1), ?2), '', ?3,
                         'A step that could not be read', '', NULL, 0, 0, 0, 0)",
            )?
            .execute(params![id, at, if *id == 1 { Kind::Origin } else { Kind::Edit }])?;
    }
    recovered.steps_lost = gaps.len();
    Ok(())
}

/// Rows that are stored soundly and say what no row may: a letter or a number was altered.
fn remove_unreadable(connection: &Connection, recovered: &mut Recovered) -> Result<(), StoreError> {
    for table in Table::ALL {
        let name = row::table_name(*table);
        let mut statement = connection.prepare(&format!("SELECT id FROM \"{name}\" ORDER BY id"))?;
        let ids: Vec<Id> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for id in ids {
            if row::load(connection, *table, id).is_err() {
                connection.execute(&format!("DELETE FROM \"{name}\" WHERE id = ?1"), [id])?;
                recovered.unread(name, 1);
            }
        }
    }
    Ok(())
}

/// Rows that are gone and whose last words stand in the history.
fn restore_from_history(connection: &Connection, recovered: &mut Recovered) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT record, row_id, after FROM change
         WHERE id IN (SELECT max(id) FROM change GROUP BY record, row_id) AND after IS NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(line) = rows.next()? {
        let (Ok(table), Ok(id), Ok(text)) =
            (line.get::<_, Table>(0), line.get::<_, Id>(1), line.get::<_, String>(2))
        else {
            continue;
        };
        if row::load(connection, table, id)?.is_some() {
            continue;
        }
        let Ok(Some(record)) = operation::parse(Some(&text)) else { continue };
        let (_, revision) = record.identity();
        // Where another row has its key by now, that one stays.
        if record.table() == table && row::insert(connection, &record, Some(id), revision).is_ok() {
            recovered.put_back(row::table_name(table));
        }
    }
    Ok(())
}

/// A workbook has one row about itself.
fn workbook_row(connection: &Connection, recovered: &mut Recovered) -> Result<(), StoreError> {
    if row::get::<Workbook>(connection, 1)?.is_some() {
        return Ok(());
    }
    recovered.about_lost = true;
    let workbook = Workbook {
        id: 1,
        revision: 1,
        uuid: connection.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?,
        organisation: "Recovered workbook".to_owned(),
        service: String::new(),
        first_month: 4,
        scheme: "four-colour".to_owned(),
        current_period: None,
        review_ratings: vec![Rating::Red, Rating::RedAmber, Rating::NotOnTrack],
        note: String::new(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: String::new(),
    };
    row::insert(connection, &Record::Workbook(workbook), Some(1), 1)?;
    Ok(())
}

/// Every period that something is of is there, and one is opened at.
fn periods(connection: &Connection) -> Result<(), StoreError> {
    let mut named: BTreeSet<i64> = BTreeSet::new();
    for table in row::tables_of_periods() {
        let mut statement = connection.prepare(&format!(
            "SELECT DISTINCT period FROM \"{table}\" WHERE period <> 0 AND period NOT IN (SELECT code FROM period)"
        ))?;
        named.extend(statement.query_map([], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    for number in named {
        let Some(period) = period_of(number) else { continue };
        if period_number(period) == number {
            let record = PeriodRecord {
                id: 0,
                revision: 1,
                code: period,
                status: PeriodStatus::Open,
                reopened_because: String::new(),
            };
            row::insert(connection, &Record::Period(record), None, 1)?;
        }
    }
    connection.execute(
        "UPDATE workbook SET current_period = ifnull((SELECT max(code) FROM period), 0)
         WHERE current_period NOT IN (SELECT code FROM period)",
        [],
    )?;
    Ok(())
}

/// Takes out rows that refer to what is not there, and what refers to those.
fn remove_strays(
    connection: &Connection,
    recovered: &mut Recovered,
    left_out: &mut Vec<Record>,
) -> Result<(), StoreError> {
    let mut remove = |table: Table, id: Id| -> Result<(), StoreError> {
        left_out.extend(row::load(connection, table, id)?);
        let name = row::table_name(table);
        connection.execute(&format!("DELETE FROM \"{name}\" WHERE id = ?1"), [id])?;
        recovered.left_out(name);
        Ok(())
    };
    loop {
        let mut strays: BTreeSet<(i64, Id)> = BTreeSet::new();
        let mut statement = connection.prepare("SELECT \"table\", rowid FROM pragma_foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(line) = rows.next()? {
            let (name, id): (String, Option<i64>) = (line.get(0)?, line.get(1)?);
            let table = Table::ALL.iter().find(|table| row::table_name(**table) == name);
            if let (Some(table), Some(id)) = (table, id) {
                strays.insert((number_of(table)?, id));
            }
        }
        strays.extend(
            subject::strays(connection)?
                .into_iter()
                .map(|(table, id)| Ok::<_, rusqlite::Error>((number_of(&table)?, id)))
                .collect::<Result<Vec<_>, _>>()?,
        );
        if strays.is_empty() {
            return Ok(());
        }
        for (number, id) in strays {
            let table = Table::ALL.iter().find(|table| number_of(*table).is_ok_and(|of| of == number));
            if let Some(table) = table {
                remove(*table, id)?;
            }
        }
    }
}

/// Publications whose document is gone: they can be neither shown nor printed any more.
fn lost_publications(
    connection: &Connection,
    recovered: &mut Recovered,
    left_out: &mut Vec<Record>,
) -> Result<(), StoreError> {
    let lost: Vec<Publication> =
        row::select(connection, "WHERE checksum NOT IN (SELECT checksum FROM frozen) ORDER BY id", [])?;
    for one in lost {
        recovered
            .publications_lost
            .push(format!("version {} of {} ({})", one.version, one.period, one.template));
        connection.execute("DELETE FROM publication WHERE id = ?1", [one.id])?;
        left_out.push(Record::Publication(one));
    }
    Ok(())
}

fn same(one: Option<&Record>, other: Option<&Record>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.says_the_same(other),
        (None, None) => true,
        _ => false,
    }
}

/// Where the history of a row ends and the row says something else, that is a change of this step: from
/// here on both agree. Where a line does not go on from the one before, nobody can tell what was between:
/// it is counted, and this step says so.
fn histories(connection: &Connection, number: Id, recovered: &mut Recovered) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("SELECT record, row_id, before, after FROM change ORDER BY record, row_id, id")?;
    let mut rows = statement.query([])?;
    let mut last: Option<((Table, Id), Option<Record>)> = None;
    let mut ends = Vec::new();
    while let Some(line) = rows.next()? {
        let text = |at| -> Result<Option<Record>, StoreError> {
            operation::parse(line.get::<_, Option<String>>(at)?.as_deref())
        };
        let (row, before, after) = ((line.get(0)?, line.get(1)?), text(2)?, text(3)?);
        match last.replace((row, after)) {
            Some((other, end)) if other != row => ends.push((other, end)),
            Some((_, end)) if !same(end.as_ref(), before.as_ref()) => recovered.gaps += 1,
            _ => {}
        }
    }
    ends.extend(last);
    for ((table, id), end) in ends {
        let now = row::load(connection, table, id)?;
        if !same(end.as_ref(), now.as_ref()) {
            operation::write_change(connection, number, end.as_ref(), now.as_ref())?;
            recovered.altered += 1;
        }
    }
    Ok(())
}

/// Rows that were there once, that nobody removed, and that are not there now.
fn missing(
    connection: &Connection,
    highest: &[(String, i64)],
    recovered: &mut Recovered,
) -> Result<(), StoreError> {
    for table in Table::ALL {
        let name = row::table_name(*table);
        let mut known: BTreeSet<i64> = BTreeSet::new();
        let mut statement = connection.prepare(&format!(
            "SELECT id FROM \"{name}\"
             UNION SELECT row_id FROM change WHERE record = ?1 AND after IS NULL"
        ))?;
        known.extend(
            statement
                .query_map(params![table], |row| row.get::<_, i64>(0))?
                .collect::<Result<Vec<_>, _>>()?,
        );
        let last: i64 = connection.query_row(
            "SELECT max(ifnull((SELECT max(row_id) FROM change WHERE record = ?1), 0),
                        ifnull((SELECT max(last_id) FROM added WHERE record = ?1), 0))",
            params![table],
            |row| row.get(0),
        )?;
        let said = highest.iter().filter(|(of, _)| of == name).map(|(_, number)| *number).max().unwrap_or(0);
        let last = last.max(said).max(known.last().copied().unwrap_or(0));
        // Numbers that were given once are not given again.
        let raised = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1";
        // The workbook's own row has a number of its own.
        if *table != Table::Workbook && connection.execute(raised, params![name, last])? == 0 && last > 0 {
            connection.execute("INSERT INTO sqlite_sequence VALUES (?1, ?2)", params![name, last])?;
        }
        // A number that damage has made huge would be counted to for ever.
        if last as usize > 100 * known.len().max(1_000) {
            continue;
        }
        recovered.missing(name, (1..=last).filter(|id| !known.contains(id)).collect());
    }
    Ok(())
}
