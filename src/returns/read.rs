//! What came back in a form: which form it is, and its open cells beside what
//! they held when it was sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDateTime;

use super::fields::{Field, RowKey};
use super::form::Identity;
use super::value::{Value, read_cell};
use super::xlsx::ROW_OF_CODES;
use super::{FORMAT, HIDDEN, MARK};
use crate::domain::typed_figure::Written;
use crate::domain::{DateReader, Period};
use crate::source::{Cell, Row};
use crate::workbook::staged::CellPlace;

/// A sheet of a file, read whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetRows {
    pub name: String,
    pub rows: Vec<Row>,
}

/// Why a file is not collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is some other file, and no business of ours.
    NotAForm,
    /// It is a form, but not one that can be taken. A sentence.
    Refused(String),
}

/// A form that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Its name, without its folder.
    pub file: String,
    pub identity: Identity,
    /// Names of its sheets, which places count.
    pub sheets: Vec<String>,
    /// Cells that are not as they were sent.
    pub told: Vec<Told>,
    /// Open cells that came back as they were sent.
    pub unchanged: u64,
    /// Rows that are no longer in it, or are in it twice, by their keys.
    pub lost: Vec<(RowKey, CellPlace, &'static str)>,
}

/// A cell that is not as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub key: RowKey,
    pub field: Field,
    pub sent: Value,
    /// As it came back, or what is wrong with it.
    pub value: Result<Value, String>,
    /// The unit the figure was written in, where it says so.
    pub written: Option<Written>,
    /// As it stands in the form.
    pub raw: String,
    pub place: CellPlace,
}

/// Reads a file.
///
/// # Errors
/// When it is no form, or one of a layout that this program does not know.
pub fn read(file: &str, sheets: &[SheetRows]) -> Result<Filled, Unread> {
    let hidden = sheets.iter().find(|sheet| sheet.name == HIDDEN).ok_or(Unread::NotAForm)?;
    let (identity, sent) = hidden_cells(hidden)?;
    let mut filled = Filled {
        file: file.to_owned(),
        identity,
        sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        told: Vec::new(),
        unchanged: 0,
        lost: Vec::new(),
    };
    let mut seen: HashMap<RowKey, BTreeSet<Field>> = HashMap::new();
    // Sheets may have been renamed: each names its columns itself.
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.name != HIDDEN) {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        visible_cells(&mut filled, at, sheet, &sent, &mut seen);
    }
    for (key, fields) in &sent {
        let whole = seen.get(key).is_some_and(|seen| fields.keys().all(|field| seen.contains(field)));
        if !whole {
            let why = match seen.contains_key(key) {
                true => "a column of it is no longer in the form",
                false => "its row is no longer in the form",
            };
            filled.lost.push((*key, CellPlace::default(), why));
        }
    }
    Ok(filled)
}

/// Open cells as they were sent.
type Sent = BTreeMap<RowKey, BTreeMap<Field, Value>>;

fn hidden_cells(sheet: &SheetRows) -> Result<(Identity, Sent), Unread> {
    let mut facts: HashMap<String, String> = HashMap::new();
    let mut sent = Sent::new();
    let mut rows = sheet.rows.iter();
    for row in rows.by_ref() {
        let name = text_of(row.cells.first());
        if name == ROW_OF_CODES {
            break;
        }
        facts.insert(name, text_of(row.cells.get(1)));
    }
    let format = facts.get(MARK).ok_or(Unread::NotAForm)?.trim();
    if format != FORMAT.to_string() {
        return Err(Unread::Refused(match format.parse::<u32>() {
            Ok(number) if number < FORMAT => {
                "it was made by an earlier version of Quarterdeck, which laid forms out otherwise: send the owner a new one".to_owned()
            }
            _ => "it was made by a later version of Quarterdeck: collect it with that".to_owned(),
        }));
    }
    for row in rows {
        let key = RowKey::parse(&text_of(row.cells.first()));
        let field = Field::parse(&text_of(row.cells.get(1)));
        let (Some(key), Some(field)) = (key, field) else { continue };
        let value = Value::from_stored(field.about().kind, &text_of(row.cells.get(2)));
        sent.entry(key).or_default().insert(field, value);
    }
    let fact = |name: &str| facts.get(name).cloned().unwrap_or_default();
    let damaged = || Unread::Refused("its hidden cells are damaged: send the owner a new form".to_owned());
    let identity = Identity {
        workbook: fact("workbook"),
        period: Period::parse(&fact("period")).map_err(|_| damaged())?,
        owner: fact("owner"),
        version: fact("version").trim().parse().map_err(|_| damaged())?,
        made: fact("made").trim().parse::<NaiveDateTime>().map_err(|_| damaged())?,
        due: fact("due").trim().parse().ok(),
    };
    if identity.workbook.is_empty() || sent.is_empty() {
        return Err(damaged());
    }
    Ok((identity, sent))
}

fn visible_cells(
    filled: &mut Filled,
    at: u16,
    sheet: &SheetRows,
    sent: &Sent,
    seen: &mut HashMap<RowKey, BTreeSet<Field>>,
) {
    let Some(head) = sheet.rows.iter().position(|row| text_of(row.cells.first()) == ROW_OF_CODES) else {
        return;
    };
    let columns: Vec<(u16, Field)> = sheet.rows[head]
        .cells
        .iter()
        .zip(0_u16..)
        .filter_map(|(cell, column)| Some((column, Field::parse(&text_of(Some(cell)))?)))
        .collect();
    let days = |tense| DateReader { today: filled.identity.made.date(), first_month: None, tense };
    for row in &sheet.rows[head + 1..] {
        let Some(key) = RowKey::parse(&text_of(row.cells.first())) else { continue };
        let Some(was) = sent.get(&key) else { continue };
        let place = |column: u16| CellPlace { sheet: at, row: row.number, column };
        if seen.contains_key(&key) {
            filled.lost.push((key, place(1), "its row is in the form twice; only the first counts"));
            continue;
        }
        let fields = seen.entry(key).or_default();
        for (column, field) in &columns {
            let Some(sent) = was.get(field) else { continue };
            if !fields.insert(*field) {
                continue;
            }
            let cell = row.cells.get(usize::from(*column)).unwrap_or(&Cell::Empty);
            let (value, written) =
                match read_cell(*field, cell, |text| days(field.tense()).read_written(text)) {
                    Ok((value, written)) => (Ok(value), written),
                    Err(why) => (Err(why), None),
                };
            if value.as_ref().is_ok_and(|value| value.same(sent)) {
                filled.unchanged += 1;
                continue;
            }
            filled.told.push(Told {
                key,
                field: *field,
                sent: sent.clone(),
                value,
                written,
                raw: raw(cell),
                place: place(*column),
            });
        }
    }
}

/// A hidden cell as text; numbers too, since other programs may have taken them for such.
fn text_of(cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(number)) => number.value.to_string(),
        Some(Cell::Date(day)) => day.to_string(),
        _ => String::new(),
    }
}

/// A cell as it stands in the form.
fn raw(cell: &Cell) -> String {
    match cell {
        Cell::Error(text) => text.clone(),
        Cell::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        other => text_of(Some(other)),
    }
}
