//! Collecting: forms are read in a child, compared with the workbook, and what
//! is taken is stored as one step.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use super::request::{CollectOrder, Collection, FileIs, FileSeen, FormsRead, fingerprint};
use super::whole::sheets;
use super::{ANOTHER, closed, detail, opening, room};
use crate::domain::Period;
use crate::jobs::import::SourceFile;
use crate::returns::merge::merge;
use crate::returns::settle::change;
use crate::returns::{Collected, Field, Filled, Line, RowKey, Settle, Unread, read};
use crate::store::Store;
use crate::workbook::backup::Occasion;
use crate::workbook::{
    Data, Detail, Id, Opening, Query, ReturnForm, Stamp, Subject, Table, Window, owner_name,
};

/// Forms go out as xlsx; some programs keep them as something else.
const ENDINGS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];
/// More files than any service has owners.
const MAX_FILES: usize = 500;
/// How far back in an indicator's history it is looked for who changed a cell.
const LOOKED_BACK: u32 = 50;

/// How a collection ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Conclude {
    /// Nothing is changed.
    Look,
    /// What is taken is stored.
    Apply,
    /// The same, with every conflict settled alike.
    ApplyAll(Settle),
    /// Nothing is changed, with every conflict settled alike.
    LookAll(Settle),
}

/// Is told how many forms have been read, and says whether to go on.
pub type Going<'a> = &'a mut dyn FnMut(FormsRead) -> bool;

/// Reads the forms, and stores what is taken of them.
///
/// # Errors
/// A sentence with what to do, an empty one when it is not to go on; nothing is changed then.
pub fn collect(
    store: &mut Store,
    order: &CollectOrder,
    program: &Path,
    stamp: &Stamp,
    conclude: &Conclude,
    going: Going<'_>,
) -> Result<Collection, String> {
    let opening = opening(store)?;
    if let Some(why) = closed(&opening, order.period) {
        return Err(why);
    }
    let sent = room(store, order.period, stamp)?.forms;
    let (files, forms) = read_all(&opening, order, program, &sent, going)?;
    let indicators: BTreeSet<Id> = forms
        .iter()
        .flat_map(|form| form.told.iter().map(|told| told.key).chain(form.lost.iter().map(|(key, ..)| *key)))
        .map(RowKey::indicator)
        .collect();
    let mut details: BTreeMap<Id, Detail> = BTreeMap::new();
    for id in indicators {
        if let Some(found) = detail(store, id, order.period)? {
            details.insert(id, found);
        }
    }
    let mut collected = merge(&forms, &details);
    name_the_others(store, &forms, &details, &mut collected)?;
    collected.settle(&order.settled);
    if let Conclude::ApplyAll(settle) | Conclude::LookAll(settle) = conclude {
        collected.settle_all(settle);
    }
    let applies = matches!(conclude, Conclude::Apply | Conclude::ApplyAll(_));
    let changed_since = order.looked_at.is_some_and(|looked_at| looked_at != fingerprint(&collected));
    let mut applied = None;
    if applies && !changed_since {
        let at = stamp.at.format("%Y-%m-%dT%H:%M:%S").to_string();
        if let Some(change) = change(&collected, &forms, &details, &sent, order.period, &at) {
            store.keep_backup(Occasion::Collect, stamp);
            let done = store.apply(&change, stamp).map_err(|error| store.told(&error))?;
            applied = (done.operation > 0).then_some(done);
        }
    }
    let rows = room(store, order.period, stamp)?.rows();
    let (period, from) = (order.period, order.from.clone());
    Ok(Collection { period, from, files, forms, collected, rows, applied, changed_since })
}

/// Every spreadsheet there, and the forms among them that can be taken.
fn read_all(
    opening: &Opening,
    order: &CollectOrder,
    program: &Path,
    sent: &[ReturnForm],
    going: Going<'_>,
) -> Result<(Vec<FileSeen>, Vec<Filled>), String> {
    let mut files = Vec::new();
    let mut forms = Vec::new();
    let paths = paths(&order.from)?;
    let total = paths.len() as u64;
    for (done, path) in (0..).zip(paths) {
        if !going(FormsRead { done, total }) {
            return Err(String::new());
        }
        let file = SourceFile { program: program.to_path_buf(), path };
        let name = file.name();
        let read = match sheets(&file) {
            Ok(sheets) => read::read(&name, &sheets),
            Err(why) => Err(Unread::Refused(without_name(&why, &name))),
        };
        let mut note = String::new();
        let what = match read.and_then(|form| fits(opening, order.period, form)) {
            Err(Unread::NotAForm) => FileIs::Other,
            Err(Unread::Refused(why)) => FileIs::Refused(why),
            Ok(form) => {
                note = note_of(&form, sent);
                let owner = form.identity.owner.clone();
                let filled = !form.told.is_empty() || !form.lost.is_empty();
                forms.push(form);
                if filled { FileIs::Filled(owner) } else { FileIs::Untouched(owner) }
            }
        };
        files.push(FileSeen { name, what, note });
    }
    Ok((files, forms))
}

/// A sentence about a file, which says its name by itself.
fn without_name(why: &str, name: &str) -> String {
    let why = why.strip_prefix(name).map_or(why, |rest| rest.trim_start_matches([':', ',', ' ']));
    why.trim_end_matches('.').to_owned()
}

/// Whether a form is one of this workbook and period.
fn fits(opening: &Opening, period: Period, form: Filled) -> Result<Filled, Unread> {
    let identity = &form.identity;
    if identity.workbook != opening.workbook.uuid {
        return Err(Unread::Refused(
            "it was made from another workbook: collect it into that one".to_owned(),
        ));
    }
    if identity.period != period {
        return Err(Unread::Refused(format!(
            "it is for {}, and {} is being collected: collect that period by itself",
            identity.period.title(),
            period.title()
        )));
    }
    if identity.version > opening.operation {
        return Err(Unread::Refused(format!(
            "it was made from a later state of this workbook (step {}) than this one (step {}): an earlier copy is open",
            identity.version, opening.operation
        )));
    }
    Ok(form)
}

/// What is worth knowing of a form beside what is filled in.
fn note_of(form: &Filled, sent: &[ReturnForm]) -> String {
    match sent.iter().find(|one| one.owner == form.identity.owner) {
        None => format!("nothing is noted of a form sent to {}", owner_name(&form.identity.owner)),
        Some(latest) if latest.version > form.identity.version => {
            "an earlier form than the one last sent".to_owned()
        }
        Some(_) => String::new(),
    }
}

/// The spreadsheets of a folder, by name; or the one that is named.
fn paths(from: &Path) -> Result<Vec<PathBuf>, String> {
    if from.is_file() {
        return Ok(vec![from.to_path_buf()]);
    }
    let entries = fs::read_dir(from).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("There is no folder {}. Check the name.", from.display()),
        _ => format!("{} could not be read: {error}.", from.display()),
    })?;
    let is_meant = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        // What Excel leaves beside a file that is open.
        let temporary = name.starts_with("~$") || name.starts_with('.');
        !temporary && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && path.is_file()
    };
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_meant(path)).collect();
    if paths.len() > MAX_FILES {
        return Err(format!(
            "{} holds {} spreadsheets, too many to be forms ({MAX_FILES} at most): name the folder they are in.",
            from.display(),
            paths.len()
        ));
    }
    paths.sort();
    Ok(paths)
}

/// A row that was changed, and by whom and when.
type Changed = (Table, Id, String);

/// Who changed the cells of conflicts, and when.
fn name_the_others(
    store: &Store,
    forms: &[Filled],
    details: &BTreeMap<Id, Detail>,
    collected: &mut Collected,
) -> Result<(), String> {
    let mut histories: HashMap<(Id, Id), Vec<Changed>> = HashMap::new();
    let known = &collected.known;
    for line in collected.lines.iter_mut().filter(|line| line.conflict) {
        let indicator = line.key.row.indicator();
        let version = forms.get(line.form).map_or(0, |form| form.identity.version);
        let history = match histories.entry((indicator, version)) {
            std::collections::hash_map::Entry::Occupied(there) => there.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => {
                empty.insert(changes_since(store, indicator, version)?)
            }
        };
        let wanted = row_of(line, details.get(&indicator), known);
        if let Some((.., by)) =
            history.iter().find(|(table, id, _)| wanted.is_some_and(|wanted| wanted == (*table, *id)))
        {
            line.by.clone_from(by);
        }
    }
    Ok(())
}

/// The row of the workbook that a cell is in.
fn row_of(line: &Line, detail: Option<&Detail>, known: &BTreeMap<RowKey, Id>) -> Option<(Table, Id)> {
    let detail = detail?;
    match (line.key.row, line.key.field) {
        (RowKey::Action { action, .. }, _) => Some((Table::Action, action)),
        (RowKey::Indicator(_), Field::Reasons) => {
            let kind = crate::workbook::CommentaryKind::Reasons;
            detail
                .commentary
                .iter()
                .find(|words| words.kind == kind)
                .map(|words| (Table::Commentary, words.id))
        }
        (RowKey::Indicator(_), field) if field.is_forecast() => {
            detail.year_end().map(|expected| (Table::Forecast, expected.forecast.id))
        }
        (RowKey::Indicator(_), _) => detail.result.as_ref().map(|result| (Table::Result, result.id)),
        (key @ RowKey::New { .. }, _) => known.get(&key).map(|action| (Table::Action, *action)),
    }
}

/// Rows about an indicator that were changed after an operation: the latest first, by whom and when.
fn changes_since(store: &Store, indicator: Id, version: Id) -> Result<Vec<Changed>, String> {
    let about = Some(Subject { table: Table::Indicator, id: indicator });
    let window = Window { start: 0, length: LOOKED_BACK };
    let history = store.answer(&Query::History { about, window }).map_err(|error| store.told(&error))?;
    let Data::History(history) = history else { return Err(ANOTHER.to_owned()) };
    let mut rows = Vec::new();
    for operation in history.rows.iter().filter(|operation| operation.id > version) {
        let one = store.answer(&Query::Operation { id: operation.id }).map_err(|error| store.told(&error))?;
        let Data::Operation(one) = one else { return Err(ANOTHER.to_owned()) };
        let at = operation.at.get(..16).unwrap_or(&operation.at).replace('T', " ");
        rows.extend(
            one.changes.iter().map(|change| (change.table, change.id, format!("{}, {at}", operation.who))),
        );
    }
    Ok(rows)
}
