//! One import from end to end: the child that reads, the understanding of what
//! it reads, and the store. The screen and the command line both come here.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub mod request;

use self::request::{FileFound, ImportEvent, ImportOrder, ImportProgress, ImportRequest, Looked, Previewed};
use super::places;
use crate::domain::Period;
use crate::files::Target;
use crate::import::mapping::Mapping;
use crate::import::organisations::Organisations;
use crate::import::remember::remembered;
use crate::import::{Extraction, FilePreview, Known, Reading, preview, words};
use crate::source::child::Child;
use crate::source::{Event, Problem, Wanted};
use crate::store::{Store, StoreError};
use crate::workbook::import_outcome::{ApplyProgress, ImportChoices};
use crate::workbook::staged::{CellPlace, StagedImport, StagedRecord, is_only_sheet};
use crate::workbook::{Data, ImportingKnown, MappingRecord, Query, Record, Stamp, Workbook};

/// A file to import from, and the program that reads it in a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub program: PathBuf,
    pub path: PathBuf,
}

/// How a file stood when it was looked at: it is not imported as something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamped {
    length: u64,
    changed: Option<std::time::SystemTime>,
}

impl SourceFile {
    /// The file's name, without its folders.
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// How the file stands now.
    pub fn stamped(&self) -> Stamped {
        std::fs::metadata(&self.path).map_or_else(
            |_| Stamped::default(),
            |about| Stamped { length: about.len(), changed: about.modified().ok() },
        )
    }

    pub(super) fn child(&self, wanted: &Wanted) -> Result<Child, String> {
        if self.path.is_dir() {
            return Err(format!("{} is a folder: name a file in it.", self.path.display()));
        }
        if !self.path.exists() {
            return Err(format!("There is no file {}. Check the name.", self.path.display()));
        }
        Child::start(&self.program, &self.path, wanted)
            .map_err(|error| format!("The reader could not be started: {error}. Nothing was changed."))
    }

    pub(super) fn told(&self, problem: &Problem) -> String {
        let name = self.name();
        match &problem.place {
            Some((sheet, row, column)) => {
                let cell = format!("{}{row}", crate::workbook::staged::column_letters(*column));
                let place = if is_only_sheet(sheet, &name) { cell } else { format!("{sheet}!{cell}") };
                format!("{name}, {place}: {}", problem.text)
            }
            None => format!("{name}: {}", problem.text),
        }
    }

    /// The first look: sheets and their first rows.
    ///
    /// # Errors
    /// A sentence when the file cannot be read.
    pub fn look(&self) -> Result<FilePreview, String> {
        let child = self.child(&Wanted { rows: Some(preview::ROWS), ..Wanted::default() })?;
        let look = FilePreview::of(child).map_err(|problem| self.told(&problem))?;
        if look.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            return Err(format!("{}: it has no rows.", self.name()));
        }
        Ok(look)
    }

    /// Reads the whole file as it is understood. `tell` is told how many rows have been read, of about
    /// how many, and says whether to go on.
    ///
    /// # Errors
    /// A sentence when the file cannot be read; an empty one when it is not to go on.
    pub fn gather(
        &self,
        look: &FilePreview,
        readings: &[Reading],
        known: &Known,
        mut tell: impl FnMut(u64, Option<u64>) -> bool,
    ) -> Result<StagedImport, String> {
        let about = look.row_count(readings);
        let sheets = readings.iter().map(|reading| reading.sheet).collect();
        let mut child = self.child(&Wanted { sheets: Some(sheets), ..Wanted::default() })?;
        let mut gathering = Extraction::new(known, readings);
        let mut since = 0_u32;
        while let Some(event) = child.next() {
            match &event {
                Event::Problem(problem) => return Err(self.told(problem)),
                Event::Row(_) => since += 1,
                _ => {}
            }
            gathering.event(&event);
            child.recycle(event);
            if since == 1_000 {
                since = 0;
                if let Some(why) = gathering.too_much() {
                    return Err(format!("{}: {why}", self.name()));
                }
                if !tell(gathering.rows(), about) {
                    return Err(String::new());
                }
            }
        }
        tell(gathering.rows(), Some(gathering.rows()));
        let said = gathering.finish();
        if said.figures.is_empty() && !said.benchmarks.is_empty() && !known.of_group {
            let ours = readings.iter().find_map(|reading| reading.fixed("organisation")).unwrap_or_default();
            return Err(format!(
                "None of the {} organisations in {} is called {ours}: say which is yours, one of {} …",
                said.organisations.len(),
                self.name(),
                said.organisations.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
            ));
        }
        Ok(said)
    }
}

/// Why a file of which most rows are refused is not taken.
pub fn not_understood(file: &SourceFile, said: &StagedImport) -> String {
    let rows = &said.rows;
    let first = said.refused.first.first().map_or_else(String::new, |first| {
        format!(" The first: {} “{}”: {}.", said.cell(first.place), first.value, first.reason)
    });
    format!(
        "{}: {} of {} rows are refused, so it is not understood and nothing was imported.{first} Say what its columns \
         are, or correct the file.",
        file.name(),
        rows.refused,
        rows.refused + rows.used
    )
}

/// What is known before a file is looked at.
pub fn known(file: &SourceFile, workbook: &Workbook, period: Period, known: &ImportingKnown) -> Known {
    Known {
        file: file.name(),
        organisation: workbook.organisation.clone(),
        of_group: known.of_group,
        service: workbook.service.clone(),
        first_month: workbook.first_month,
        period,
        references: known.references.iter().map(|reference| words::same_reference(reference)).collect(),
        organisations: known.organisations.iter().map(|one| one.name.clone()).collect(),
        called: Organisations::new(&known.organisations),
    }
}

/// Mappings that were kept, as they can be read.
pub fn mappings(known: &ImportingKnown) -> Vec<Mapping> {
    known
        .mappings
        .iter()
        .filter_map(|record| {
            let mapping = Mapping::parse(&record.definition).ok()?;
            Some(Mapping { name: record.name.clone(), ..mapping })
        })
        .collect()
}

/// The step's name in the history.
pub fn label(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("Import {name}")
}

/// Keeps how a file is read, in the same step as what is read.
pub fn keep_mapping(said: &mut StagedImport, mapping: &Mapping) {
    let definition = mapping.to_text();
    let record =
        MappingRecord { id: 0, revision: 0, name: mapping.name.clone(), definition: definition.clone() };
    said.records.push(StagedRecord {
        place: CellPlace::default(),
        name: format!("how “{}” is read", mapping.name),
        as_new: Record::Mapping(record),
        found_by: &["name"],
        said: [("definition".to_owned(), definition.into())].into_iter().collect(),
        belongs_to: Vec::new(),
    });
}

/// Something to import, as the screen asks for it.
#[derive(Debug, Clone)]
pub struct ImportJob {
    pub ask: ImportRequest,
    /// This program, which reads in a child.
    pub program: PathBuf,
    /// The period on screen.
    pub period: Option<Period>,
    /// Where files are looked for.
    pub folders: Vec<PathBuf>,
    /// Where a pasted text is put, to be read like a file.
    pub pasted: PathBuf,
}

/// What was last previewed, and how its file stood.
#[derive(Debug, Default)]
pub struct Before {
    stamped: Option<(PathBuf, Stamped)>,
}

/// Told how far it is; says whether to go on.
pub type Going<'a> = &'a mut dyn FnMut(Option<ImportProgress>) -> bool;

/// Does what the screen asks for.
pub fn perform(
    store: &mut Store,
    job: &ImportJob,
    stamp: &Stamp,
    before: &mut Before,
    going: Going<'_>,
) -> ImportEvent {
    match attempt(store, job, stamp, before, going) {
        Ok(told) => told,
        Err(why) if why.is_empty() => ImportEvent::Stopped,
        Err(why) => ImportEvent::Failed(why),
    }
}

fn attempt(
    store: &mut Store,
    job: &ImportJob,
    stamp: &Stamp,
    before: &mut Before,
    going: Going<'_>,
) -> Result<ImportEvent, String> {
    match &job.ask {
        ImportRequest::Files => Ok(ImportEvent::Files(files(&job.folders))),
        ImportRequest::Look(path) => looked(store, job, places::at_home(path)),
        ImportRequest::Pasted(text) => {
            Target::private(&job.pasted)
                .and_then(|target| target.write_all(text.as_bytes()))
                .map_err(|error| error.to_string())?;
            looked(store, job, job.pasted.clone())
        }
        ImportRequest::Preview(order) => order_done(store, job, order, None, before, going),
        ImportRequest::Apply(order) => order_done(store, job, order, Some(stamp), before, going),
        ImportRequest::Stop => Ok(ImportEvent::Stopped),
    }
}

fn context(store: &Store, job: &ImportJob, file: &SourceFile) -> Result<(Known, ImportingKnown), String> {
    let sentence = |error: StoreError| store.told(&error);
    let (opening, stored) = match (store.answer(&Query::Opening), store.answer(&Query::Importing)) {
        (Ok(Data::Opening(opening)), Ok(Data::Importing(stored))) => (*opening, *stored),
        (Err(error), _) | (_, Err(error)) => return Err(sentence(error)),
        _ => return Err("the workbook gave an answer to another question".to_owned()),
    };
    let period = job.period.or(opening.current()).ok_or("The workbook has no period yet: open one first.")?;
    Ok((known(file, &opening.workbook, period, &stored), stored))
}

fn looked(store: &Store, job: &ImportJob, path: PathBuf) -> Result<ImportEvent, String> {
    let file = SourceFile { program: job.program.clone(), path };
    let (known, stored) = context(store, job, &file)?;
    let look = file.look()?;
    let mappings = mappings(&stored);
    Ok(ImportEvent::Looked(Box::new(Looked { path: file.path, look, known, mappings })))
}

fn order_done(
    store: &mut Store,
    job: &ImportJob,
    order: &ImportOrder,
    apply: Option<&Stamp>,
    before: &mut Before,
    going: Going<'_>,
) -> Result<ImportEvent, String> {
    let file = SourceFile { program: job.program.clone(), path: order.path.clone() };
    let stamped = file.stamped();
    let same =
        before.stamped.as_ref().is_some_and(|(path, as_it_was)| *path == order.path && *as_it_was == stamped);
    if apply.is_some() && !same {
        return Err(format!(
            "{} has changed since it was looked at, so nothing was imported: open it again.",
            file.name()
        ));
    }
    before.stamped = Some((order.path.clone(), stamped));
    let (known, _) = context(store, job, &file)?;
    let look = file.look()?;
    let readings = look.readings(&order.mapping, &known);
    let pace = Pace::new();
    let mut said =
        file.gather(&look, &readings, &known, |rows, about| going(pace.told("Reading", rows, about)))?;
    if apply.is_some() && said.rows.mostly_refused() {
        return Err(not_understood(&file, &said));
    }
    if !order.keep_as.is_empty() {
        keep_mapping(&mut said, &remembered(&order.keep_as, &order.mapping, &readings));
    }
    let choices = ImportChoices {
        label: label(&order.path),
        on_conflict: order.on_conflict,
        strict: false,
        refuse_new_themes: order.mapping.refuse_new_themes,
    };
    let pace = Pace::new();
    let mut tell = |at: ApplyProgress| {
        going(pace.told(if apply.is_some() { "Importing" } else { "Comparing" }, at.done, Some(at.total)))
    };
    let arrival = match apply {
        None => store.preview(&said, &choices, &mut tell),
        Some(stamp) => store.import(&said, &choices, stamp, &mut tell),
    };
    let arrival = match arrival {
        Ok(arrival) => arrival,
        Err(StoreError::Cancelled) => return Ok(ImportEvent::Stopped),
        Err(error) => return Err(store.told(&error)),
    };
    let period = main_period(&said);
    let mut rows = said.rows;
    // What the workbook refuses of them besides is refused.
    rows.cells.refuse(arrival.refused.cells.saturating_sub(said.refused.cells));
    let told = Box::new(Previewed { period, arrival, rows, sheets: said.sheets });
    Ok(if apply.is_some() { ImportEvent::Applied(told) } else { ImportEvent::Previewed(told) })
}

/// The period most figures are of, the latest of several.
fn main_period(said: &StagedImport) -> Option<Period> {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for figures in said.figures.iter().filter(|figures| figures.has_result() && !figures.only_if_new) {
        *counts.entry(figures.period).or_default() += 1;
    }
    let when = |at: u16| said.periods.get(usize::from(at)).copied();
    let best = counts.into_iter().max_by_key(|(at, count)| (*count, when(*at)))?;
    when(best.0)
}

/// Tells how far something is, ten times a second at most.
#[derive(Debug)]
pub struct Pace {
    began: Instant,
    last: Cell<Option<Instant>>,
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

impl Pace {
    /// It begins now.
    pub fn new() -> Self {
        Self { began: Instant::now(), last: Cell::new(None) }
    }

    /// How far it is, when that is to be told again. A speed is told from half a second on.
    pub fn told(&self, doing: &'static str, done: u64, total: Option<u64>) -> Option<ImportProgress> {
        let now = Instant::now();
        let due = self.last.get().is_none_or(|last| now - last >= Duration::from_millis(100));
        let seconds = (now - self.began).as_secs_f64();
        due.then(|| {
            self.last.set(Some(now));
            let speed = (seconds > 0.5).then(|| (done as f64 / seconds) as u64);
            ImportProgress { doing, done, total, speed }
        })
    }
}

/// Files that could be imported, the latest first.
fn files(folders: &[PathBuf]) -> Vec<FileFound> {
    const KINDS: [&str; 7] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "txt"];
    const MAX: usize = 200;
    let mut found: Vec<FileFound> = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let kind = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            if !kind.is_some_and(|kind| KINDS.contains(&kind.as_str())) {
                continue;
            }
            let Ok(about) = entry.metadata() else { continue };
            if about.is_file() && !found.iter().any(|one| one.path == path) {
                let changed = about.modified().ok().map(crate::jobs::clock::local);
                found.push(FileFound { path, changed, size: about.len() });
            }
        }
    }
    found.sort_by(|one, other| other.changed.cmp(&one.changed).then_with(|| one.path.cmp(&other.path)));
    found.truncate(MAX);
    found
}
