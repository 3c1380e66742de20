//! Everything that is no figure: risks, actions, budget lines, words. A few
//! hundred rows each, so a table is read whole and matched field by field.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::domain::figures::same_figure;
use crate::domain::naming::plain;
use crate::store::error::StoreError;
use crate::store::importing::record_names::{below, line_of, names_of, own_reference};
use crate::store::importing::{Importing, Matched};
use crate::store::rows::row::{self, TableRow};
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::staged::{BETWEEN, BelongsTo, CellPlace, StagedRecord};
use crate::workbook::*;

/// The rows of a table, and those this import has added or changed.
struct Rows {
    records: Vec<Record>,
    /// By the fields rows are found by.
    by_key: HashMap<(&'static [&'static str], String), usize>,
    /// The fields of which `by_key` knows every row.
    searched: Vec<&'static [&'static str]>,
    by_name: HashMap<String, Id>,
    /// Rows that have a reference of their own, by that.
    by_reference: HashMap<String, usize>,
    /// The last place given among them.
    last_position: u32,
    /// What the file has said of a field of a row, by the row's position, and where.
    said: HashMap<(usize, String), (CellPlace, Value)>,
}

impl Rows {
    fn new(records: Vec<Record>) -> Self {
        let mut rows = Self {
            records: Vec::with_capacity(records.len()),
            by_key: HashMap::new(),
            searched: Vec::new(),
            by_name: HashMap::new(),
            by_reference: HashMap::new(),
            last_position: 0,
            said: HashMap::new(),
        };
        for record in records {
            rows.push(record);
        }
        rows
    }

    /// Adds a row after those there are; where it stands.
    fn push(&mut self, record: Record) -> usize {
        let at = self.records.len();
        for name in names_of(&record) {
            self.by_name.entry(name).or_insert(record.identity().0);
        }
        if let Some(reference) = own_reference(&record) {
            self.by_reference.insert(reference, at);
        }
        self.last_position = self.last_position.max(position_of(&record).unwrap_or(0));
        self.records.push(record);
        at
    }

    /// Where the row stands that the file means: a reference is one thing's however it is worded, and
    /// what comes without one, or with a new one, is known by its words.
    fn find(&mut self, said: &StagedRecord, key: &str) -> Result<Option<usize>, StoreError> {
        if !self.searched.contains(&said.found_by) {
            for (at, record) in self.records.iter().enumerate() {
                let key = key_of(&fields(record)?, said.found_by);
                self.by_key.entry((said.found_by, key)).or_insert(at);
            }
            self.searched.push(said.found_by);
        }
        let by_reference = own_reference(&said.as_new).and_then(|own| self.by_reference.get(&own));
        let by_key = || self.by_key.get(&(said.found_by, key.to_owned()));
        Ok(by_reference.or_else(by_key).copied().or_else(|| self.line_at_the_top(said)))
    }

    /// The budget line of a name that counts into no other yet, where the file says what it counts into.
    fn line_at_the_top(&self, said: &StagedRecord) -> Option<usize> {
        let Record::BudgetLine(wanted) = &said.as_new else { return None };
        self.records.iter().position(|record| match record {
            Record::BudgetLine(line) => {
                line.kind == wanted.kind
                    && line.parent_id.is_none()
                    && plain(&line.name) == plain(&wanted.name)
            }
            _ => false,
        })
    }

    /// Notes that what the file calls so is the row there.
    fn known_as(&mut self, said: &StagedRecord, key: String, at: usize, parent: Option<Id>) {
        self.by_key.entry((said.found_by, key)).or_insert(at);
        let id = self.records[at].identity().0;
        let mut names = names_of(&said.as_new);
        // Below the line that the file says it counts into.
        if let (Record::BudgetLine(line), Some(parent)) = (&said.as_new, parent) {
            names.push(below(parent, &line.name));
        }
        for name in names {
            self.by_name.entry(name).or_insert(id);
        }
    }

    /// The fields that the file says for the first time. Saying the same again is nothing; what it
    /// says otherwise of the same comes second: the cell that says it, and what that says.
    fn first_said(&mut self, at: usize, said: &StagedRecord) -> (Map<String, Value>, Vec<Contradiction>) {
        let mut first = Map::new();
        let mut otherwise = Vec::new();
        for (field, value) in &said.said {
            match self.said.get(&(at, field.clone())) {
                // Where it came from goes with what came.
                _ if field == "source" => {}
                // Of what amounts are rounded to, the first counts.
                Some(_) if is_about_the_cell(field) => continue,
                None => {
                    self.said.insert((at, field.clone()), (said.place, value.clone()));
                }
                Some((_, there)) if there == value || alike(there, value) => continue,
                Some((place, there)) => {
                    otherwise.push((*place, in_words(field, there), in_words(field, value)));
                    continue;
                }
            }
            first.insert(field.clone(), value.clone());
        }
        (first, otherwise)
    }
}

/// Where something was said before, what that said, and what is said now.
type Contradiction = (CellPlace, String, String);

/// Whether a field tells of the cell rather than of the thing.
fn is_about_the_cell(field: &str) -> bool {
    matches!(field, "source" | "rounding")
}

pub fn match_records(importing: &mut Importing<'_>, matched: &Matched) -> Result<(), StoreError> {
    let said = importing.said;
    let mut tables: HashMap<Table, Rows> = HashMap::new();
    for one in &said.records {
        importing.step()?;
        take(importing, matched, &mut tables, one)?;
    }
    Ok(())
}

fn take(
    importing: &mut Importing<'_>,
    matched: &Matched,
    tables: &mut HashMap<Table, Rows>,
    said: &StagedRecord,
) -> Result<(), StoreError> {
    let table = said.as_new.table();
    let mut new = fields(&said.as_new)?;
    for belongs in &said.belongs_to {
        match parent(importing, matched, tables, belongs)? {
            Some(id) => {
                new.insert(belongs.field.to_owned(), Value::from(id));
            }
            None => {
                let what = belongs.table.noun();
                importing.refuse(
                    said.place,
                    &said.name,
                    format!(
                        "there is no {what} “{}”; import or add it first",
                        crate::domain::shown(belongs.name.rsplit(BETWEEN).next().unwrap_or_default())
                    ),
                );
                return Ok(());
            }
        }
    }
    let rows = rows_of(importing, tables, table)?;
    let parent_id = new.get("parent_id").and_then(Value::as_i64);
    let key = key_of(&new, said.found_by);
    match rows.find(said, &key)? {
        Some(at) => {
            let before = rows.records[at].clone();
            let (first, otherwise) = rows.first_said(at, said);
            for (place, there, now) in otherwise {
                let cell = importing.said.cell(place);
                let reason = format!("{cell} says {there} of the same; keep the one that counts");
                importing.refuse(said.place, &now, reason);
            }
            if let Some(after) = change(importing, said, &first, &before)? {
                rows.records[at] = after;
            }
            rows.known_as(said, key, at, parent_id);
        }
        None => {
            for (field, value) in &said.said {
                new.insert(field.clone(), value.clone());
            }
            place_last(&mut new, table, rows);
            let record = record_of(table, new)?;
            if let Some(record) = add(importing, said, record)? {
                let at = rows.push(record);
                rows.first_said(at, said);
                rows.known_as(said, key, at, parent_id);
            }
        }
    }
    Ok(())
}

/// Changes what the file says otherwise. The row as it is then; none where it stays as it was.
fn change(
    importing: &mut Importing<'_>,
    said: &StagedRecord,
    fields_said: &Map<String, Value>,
    before: &Record,
) -> Result<Option<Record>, StoreError> {
    let table = before.table();
    let was = fields(before)?;
    let mut after = was.clone();
    let mut changes = Vec::new();
    for (field, value) in fields_said {
        let there = was.get(field).unwrap_or(&Value::Null);
        // Where it came from changes only with what came.
        if field == "source" || there == value || alike(there, value) {
            continue;
        }
        changes.push((field.as_str(), in_words(field, there), in_words(field, value)));
        after.insert(field.clone(), value.clone());
    }
    if changes.is_empty() {
        importing.outcome.count(table, RowOutcome::Unchanged);
        return Ok(None);
    }
    if let Some(source) = said.said.get("source") {
        after.insert("source".to_owned(), source.clone());
    }
    let label = |field: &str| field.replace('_', " ");
    let line = ImportLine {
        fate: RowOutcome::Changed,
        table,
        name: said.name.clone(),
        before: changes
            .iter()
            .map(|(field, was, _)| format!("{}: {was}", label(field)))
            .collect::<Vec<_>>()
            .join("; "),
        after: changes
            .iter()
            .map(|(field, _, is)| format!("{}: {is}", label(field)))
            .collect::<Vec<_>>()
            .join("; "),
        place: said.place,
        by: String::new(),
    };
    let record = record_of(table, after)?;
    let (id, revision) = before.identity();
    let changed = importing.outcome.total.changed;
    // What this very import has added is only imagined, or has no history yet.
    importing.change_or_keep(before, record.clone(), line)?;
    Ok((importing.outcome.total.changed > changed).then(|| record.at(id, revision + 1)))
}

fn add(
    importing: &mut Importing<'_>,
    said: &StagedRecord,
    record: Record,
) -> Result<Option<Record>, StoreError> {
    let after = said
        .said
        .iter()
        .filter(|(field, _)| !is_about_the_cell(field))
        .map(|(field, value)| format!("{}: {}", field.replace('_', " "), in_words(field, value)))
        .collect::<Vec<_>>()
        .join("; ");
    let line = ImportLine {
        fate: RowOutcome::Added,
        table: record.table(),
        name: said.name.clone(),
        before: String::new(),
        after: if after.is_empty() { said.name.clone() } else { after },
        place: said.place,
        by: String::new(),
    };
    let id = importing.add_or_refuse(&record, || line)?;
    Ok(id.map(|id| record.at(id, 1)))
}

/// Figures that differ in nothing but how binary arithmetic holds them.
fn alike(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => same_figure(one, other),
        _ => match (one.as_str(), other.as_str()) {
            (Some(one), Some(other)) => one.trim() == other.trim(),
            _ => false,
        },
    }
}

fn in_words(field: &str, value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_i64() {
            Some(pence) if PENCE_FIELDS.contains(&field) => {
                crate::domain::money::say_money(pence, crate::domain::money::MoneyUnit::Pounds)
            }
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// The fields of a record, as the history writes them down.
fn fields(record: &Record) -> Result<Map<String, Value>, StoreError> {
    match serde_json::to_value(record) {
        Ok(Value::Object(outer)) => match outer.into_iter().next() {
            Some((_, Value::Object(fields))) => Ok(fields),
            _ => Ok(Map::new()),
        },
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(StoreError::invalid(format!("A record could not be written down ({error})"))),
    }
}

fn record_of(table: Table, fields: Map<String, Value>) -> Result<Record, StoreError> {
    let name = serde_json::to_value(table).ok();
    let name = name.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let whole = Value::Object(Map::from_iter([(name, Value::Object(fields))]));
    serde_json::from_value(whole)
        .map_err(|error| StoreError::invalid(format!("A record could not be put together ({error})")))
}

fn key_of(fields: &Map<String, Value>, by: &[&str]) -> String {
    let parts: Vec<String> = by
        .iter()
        .map(|field| match fields.get(*field) {
            Some(Value::String(text)) => plain(text),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        })
        .collect();
    parts.join("\u{1f}")
}

/// New rows come after those there are, and commitments need a reference.
fn place_last(new: &mut Map<String, Value>, table: Table, rows: &Rows) {
    if new.contains_key("position") {
        new.insert("position".to_owned(), Value::from(rows.last_position.saturating_add(1)));
    }
    let unnamed = new.get("reference").and_then(Value::as_str).is_some_and(str::is_empty);
    if table == Table::Commitment && unnamed {
        let initials: String = new
            .get("plan")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .filter(|c| c.is_alphanumeric())
            .collect();
        let taken = |reference: &str| rows.by_reference.contains_key(&reference.to_ascii_lowercase());
        let reference = (1..).map(|number| format!("{initials}{number}")).find(|reference| !taken(reference));
        new.insert("reference".to_owned(), Value::from(reference.unwrap_or_default()));
    }
}

/// Its place among its like; none for what has none.
fn position_of(record: &Record) -> Option<u32> {
    match record {
        Record::Control(one) => Some(one.position),
        Record::BudgetLine(one) => Some(one.position),
        Record::Commitment(one) => Some(one.position),
        Record::Milestone(one) => Some(one.position),
        Record::Section(one) => Some(one.position),
        Record::Question(one) => Some(one.position),
        _ => None,
    }
}

fn rows_of<'m>(
    importing: &Importing<'_>,
    tables: &'m mut HashMap<Table, Rows>,
    table: Table,
) -> Result<&'m mut Rows, StoreError> {
    if let std::collections::hash_map::Entry::Vacant(entry) = tables.entry(table) {
        fn all<T: TableRow>(connection: &rusqlite::Connection) -> rusqlite::Result<Vec<Record>> {
            Ok(row::select::<T>(connection, "ORDER BY id", [])?
                .into_iter()
                .map(TableRow::into_record)
                .collect())
        }
        let records = with_table!(table, Row => all::<Row>(importing.connection)?);
        entry.insert(Rows::new(records));
    }
    // It has just been put there.
    tables.get_mut(&table).ok_or_else(|| StoreError::invalid("A table could not be read"))
}

fn parent(
    importing: &Importing<'_>,
    matched: &Matched,
    tables: &mut HashMap<Table, Rows>,
    belongs: &BelongsTo,
) -> Result<Option<Id>, StoreError> {
    if belongs.table == Table::Indicator {
        return Ok(matched.named(&belongs.name));
    }
    let rows = rows_of(importing, tables, belongs.table)?;
    if belongs.table != Table::BudgetLine {
        return Ok(rows.by_name.get(&plain(&belongs.name)).copied());
    }
    Ok(line_of(&rows.by_name, &belongs.name))
}
