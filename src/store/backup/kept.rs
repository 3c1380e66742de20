//! Backups that are made without being asked for, in the user's own folder:
//! making, finding and thinning them.
//!
//! Each workbook has a folder there, by its identity and its place, so that
//! two copies of one workbook are kept apart.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use chrono::NaiveDateTime;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::thin;
use crate::files::{self, FileError, Target, Unfinished};
use crate::store::error::StoreError;
use crate::store::file::vfs::Vfs;
use crate::store::{Access, Store};
use crate::workbook::Stamp;
use crate::workbook::backup::{Kept, Occasion};

/// What a folder of backups is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    uuid: String,
    workbook: PathBuf,
}

/// Above this, in bytes, the backup of the day is made beside the first change and not before it.
const LARGE: u64 = 64 * 1024 * 1024;
const ABOUT: &str = "about.json";
const TIME: &str = "%Y-%m-%d-%H%M%S";

/// The folder in which backups are kept.
#[derive(Debug, Clone)]
pub struct Backups {
    root: PathBuf,
    /// Whether one under way is finished before the program ends.
    waits: bool,
    /// [`LARGE`], or less in tests.
    large: u64,
}

impl Backups {
    /// Keeps backups in this folder, which need not be there yet.
    pub fn new(root: PathBuf) -> Self {
        Self { root, waits: true, large: LARGE }
    }

    /// The same for a program that may be left at any time: one that is not finished then is given up.
    #[must_use]
    pub fn given_up_on_leaving(self) -> Self {
        Self { waits: false, ..self }
    }

    /// The same for workbooks of which those above `bytes` are large: their backup of the day is made beside
    /// the first change.
    #[must_use]
    pub fn beside_changes_above(self, bytes: u64) -> Self {
        Self { large: bytes, ..self }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.root
    }

    /// Whether there is a backup of that day of the workbook in that place.
    pub(in crate::store) fn has_one_of(&self, uuid: &str, workbook: &Path, day: chrono::NaiveDate) -> bool {
        entries(&self.folder_of(uuid, &whole(workbook))).iter().any(|(_, at, _)| at.date() == day)
    }

    /// Makes a backup of an open workbook, checks it by opening it, and removes those that are one too
    /// many by now. Returns where it is.
    pub(in crate::store) fn keep(
        &self,
        connection: &Connection,
        uuid: &str,
        workbook: &Path,
        occasion: Occasion,
        at: NaiveDateTime,
        going: &dyn Fn() -> bool,
    ) -> Result<PathBuf, StoreError> {
        let workbook = whole(workbook);
        let folder = self.folder_of(uuid, &workbook);
        files::private_folder(&folder).map_err(|error| FileError::io(&folder, error))?;
        let about = folder.join(ABOUT);
        if !about.exists() {
            let text = serde_json::to_vec_pretty(&About { uuid: uuid.to_owned(), workbook })
                .map_err(|error| FileError::io(&about, error.into()))?;
            Target::private(&about)?.write_all(&text)?;
        }
        let name = |number: u32| {
            let more = if number > 1 { format!(".{number}") } else { String::new() };
            folder.join(format!("{}.before-{}{more}.qd", at.format(TIME), occasion.code()))
        };
        let to = (1..).map(name).find(|path| !path.exists()).unwrap_or_default();
        let unfinished = Unfinished::beside(Target::private_workbook(&to)?)?;
        super::copy_into(connection, &unfinished, going)?;
        unfinished.place()?;
        let all = entries(&folder);
        let dates: Vec<(NaiveDateTime, u64)> = all.iter().map(|(path, at, _)| (*at, size(path))).collect();
        for gone in thin::to_remove(&dates) {
            // One too many does no harm.
            if all[gone].0 != to {
                let _ = fs::remove_file(&all[gone].0);
            }
        }
        Ok(to)
    }

    /// Backups of the workbook at `workbook`, the newest first, and those of its copies elsewhere if
    /// `uuid` tells which it is; copies beside it too. It may be damaged or gone.
    pub fn list(&self, workbook: &Path, uuid: Option<&str>) -> Vec<Kept> {
        let place = whole(workbook);
        let mut found = beside(workbook);
        let folders = fs::read_dir(&self.root).into_iter().flatten().flatten();
        for folder in folders.map(|entry| entry.path()) {
            let text = fs::read(folder.join(ABOUT)).unwrap_or_default();
            let Ok(about) = serde_json::from_slice::<About>(&text) else { continue };
            let here = about.workbook == place;
            if here || uuid.is_some_and(|uuid| uuid == about.uuid) {
                found.extend(entries(&folder).into_iter().map(|(path, at, occasion)| Kept {
                    size: size(&path),
                    path,
                    at,
                    occasion,
                    workbook: about.workbook.clone(),
                    here,
                }));
            }
        }
        found.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
        found
    }

    /// The backup that helps first when the workbook at `workbook` cannot be used.
    pub fn newest(&self, workbook: &Path) -> Option<Kept> {
        let all = self.list(workbook, None);
        all.into_iter().find(|one| one.here && super::is_good(&one.path))
    }

    /// What an error says, and where it is of damage, which backup helps.
    pub fn told(&self, error: &StoreError) -> String {
        let advice = match error.damaged_file() {
            Some((path, true)) => Some(self.advice(path)),
            // It may be another file than was meant: a backup of it says that it was a workbook.
            Some((path, false)) => self.newest(path).map(|_| self.advice(path)),
            None => None,
        };
        advice.map_or_else(|| error.to_string(), |advice| format!("{error} {advice}"))
    }

    /// Whether something can be done after an error: the file is a damaged workbook, or there is a backup of it.
    pub fn helps_after(&self, error: &StoreError) -> bool {
        error.damaged_file().is_some_and(|(path, certain)| certain || self.newest(path).is_some())
    }

    /// What can be done about a damaged workbook, in a sentence.
    pub fn advice(&self, workbook: &Path) -> String {
        match self.newest(workbook) {
            Some(kept) => format!(
                "The newest backup is of {} ({}): `quarterdeck restore {}` puts it back.",
                kept.when(),
                kept.path.display(),
                workbook.display()
            ),
            None => format!(
                "No backup of it is kept: `quarterdeck recover {} NEW` takes what can be read into a new workbook.",
                workbook.display()
            ),
        }
    }

    fn folder_of(&self, uuid: &str, workbook: &Path) -> PathBuf {
        let digest = Sha256::digest(workbook.as_os_str().as_encoded_bytes());
        let place: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let uuid: String = uuid.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        self.root.join(format!("{uuid}.{place}"))
    }
}

/// A path that says the same from anywhere, of a file that may be gone.
fn whole(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let folder = fs::canonicalize(files::folder_of(path));
    folder.map_or_else(|_| path.to_path_buf(), |folder| folder.join(path.file_name().unwrap_or_default()))
}

/// Backups in a folder of them, with their times and occasions.
fn entries(folder: &Path) -> Vec<(PathBuf, NaiveDateTime, Occasion)> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|entry| {
            let path = entry.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".qd")?;
            let mut parts = name.split('.');
            let at = NaiveDateTime::parse_from_str(parts.next()?, TIME).ok()?;
            let code = parts.next()?.strip_prefix("before-")?;
            let occasion = Occasion::of_code(code)?;
            Some((path, at, occasion))
        })
        .collect()
}

/// Copies that lie beside a workbook under the names they are given there.
fn beside(workbook: &Path) -> Vec<Kept> {
    let Some(stem) = workbook.file_stem().and_then(|stem| stem.to_str()) else { return Vec::new() };
    let files = fs::read_dir(files::folder_of(workbook)).into_iter().flatten().flatten();
    files
        .filter_map(|entry| {
            let path = files::folder_of(workbook).join(entry.file_name());
            let rest = path.file_name()?.to_str()?.strip_prefix(stem)?;
            if !(rest.starts_with(".backup-") || rest.starts_with(".before-v")) {
                return None;
            }
            let named = rest.strip_prefix(".backup-").and_then(|rest| rest.strip_suffix(".qd"));
            let named = named.and_then(|time| NaiveDateTime::parse_from_str(time, TIME).ok());
            let changed = entry.metadata().and_then(|about| about.modified()).ok();
            let at =
                named.or_else(|| Some(chrono::DateTime::<chrono::Local>::from(changed?).naive_local()))?;
            Some(Kept {
                size: size(&path),
                path,
                at,
                occasion: Occasion::Beside,
                workbook: workbook.to_path_buf(),
                here: true,
            })
        })
        .collect()
}

/// A backup being made beside the work, of a workbook that is large.
#[derive(Debug)]
pub(in crate::store) struct Keeping {
    stop: Arc<AtomicBool>,
    /// Whoever ends waits for it.
    waits: bool,
    thread: Option<JoinHandle<Result<(), String>>>,
}

impl Keeping {
    fn start(backups: Backups, uuid: String, path: PathBuf, at: NaiveDateTime) -> Option<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (waits, stopped) = (backups.waits, Arc::clone(&stop));
        let thread = std::thread::Builder::new().name("backup".to_owned()).spawn(move || {
            let kept = Store::open(&path, Access::ReadOnly).and_then(|store| {
                let going = || !stopped.load(Ordering::Acquire);
                backups.keep(&store.connection, &uuid, &path, Occasion::Change, at, &going)
            });
            match kept {
                Ok(_) | Err(StoreError::Cancelled) => Ok(()),
                Err(error) => Err(format!("No backup was made: {}", backups.told(&error.at(&path)))),
            }
        });
        thread.ok().map(|thread| Self { stop, waits, thread: Some(thread) })
    }

    fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits for it; what is to be said.
    fn end(mut self) -> Option<String> {
        self.thread.take()?.join().ok()?.err()
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            if !self.waits {
                self.stop.store(true, Ordering::Release);
            }
            // What it had to say is nobody's any more.
            let _ = thread.join();
        }
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

impl Store {
    /// Has backups made before what changes much, and before the first change of a day.
    pub fn keep_backups(&mut self, backups: Backups) {
        self.backups = Some(backups);
    }

    /// Makes a backup before something that changes much, where backups are kept. Not being able to is
    /// no reason to stop: [`Store::take_notes`] tells it.
    pub fn keep_backup(&mut self, occasion: Occasion, stamp: &Stamp) {
        let (Some(backups), None) = (self.backups.clone(), self.read_only_because()) else { return };
        let day = stamp.at.date();
        let kept = (|| {
            let uuid: String =
                self.connection.query_row("SELECT uuid FROM workbook", [], |row| row.get(0))?;
            if occasion == Occasion::Change && backups.has_one_of(&uuid, &self.path, day) {
                return Ok(());
            }
            let is_large = size(&self.path) > backups.large && self.vfs == Vfs::Locking;
            if occasion == Occasion::Change && is_large {
                // The step itself, which the history holds, is no reason to wait for so much.
                let (path, at) = (self.path.clone(), stamp.at);
                self.keeping = Keeping::start(backups.clone(), uuid, path, at);
                return Ok(());
            }
            backups.keep(&self.connection, &uuid, &self.path, occasion, stamp.at, &|| true).map(drop)
        })();
        // Tried once a day; whoever cannot have one is not told at every change.
        self.backed_up_on = Some(day);
        if let Err(error) = kept.map_err(|error: StoreError| error.at(&self.path)) {
            self.notes.push(format!("No backup was made: {}", backups.told(&error)));
        }
    }

    /// Makes the backup of the day, if there is none yet.
    pub(in crate::store) fn keep_daily_backup(&mut self, stamp: &Stamp) {
        if self.backups.is_some() && self.backed_up_on != Some(stamp.at.date()) {
            self.keep_backup(Occasion::Change, stamp);
        }
    }

    /// What is to be said besides what was asked for.
    pub fn take_notes(&mut self) -> Vec<String> {
        if let Some(keeping) = self.keeping.take_if(|keeping| keeping.waits || keeping.is_over()) {
            self.notes.extend(keeping.end());
        }
        std::mem::take(&mut self.notes)
    }

    /// What an error says, and which backup helps where the file is damaged.
    pub fn told(&self, error: &StoreError) -> String {
        self.backups.as_ref().map_or_else(|| error.to_string(), |backups| backups.told(error))
    }
}
