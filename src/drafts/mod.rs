//! Unsaved text, kept on this computer so that nothing typed is ever lost.
//!
//! A draft is one small file in a folder of the user's own, never on the share where the workbook
//! may be. It is written whole to a temporary file, forced to disk and renamed into place, so that
//! a crash leaves either the earlier draft or the new one. Only the user can read it.

mod outside;
mod place;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::files::{self, Target};
pub use outside::Editing;
pub use place::{Place, Relation};
pub use writer::{DraftNotice, DraftWriter};

/// What a draft is a draft of. There is at most one draft for each.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DraftKey {
    /// The workbook's own identity, a UUID.
    pub workbook: String,
    /// Where it is: [`Place::token`]. Empty in drafts of earlier releases.
    pub place: String,
    /// What is being written, such as `reasons`.
    pub subject: String,
    /// The indicator it is about; 0 when it is about none.
    pub indicator: i64,
    /// The period it is about, such as `2015/16-Q1`.
    pub period: String,
}

impl fmt::Display for DraftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} for {}", self.subject, self.indicator, self.period)
    }
}

/// Text not yet saved in the workbook, with what is needed to go on writing it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The workbook's own identity, a UUID.
    pub workbook: String,
    /// Where the workbook was.
    pub workbook_path: String,
    /// What the system knew its file by: [`Place::file`]. Empty in drafts of earlier releases.
    pub workbook_file: String,
    /// [`Place::token`] of where it was. Empty in drafts of earlier releases.
    pub place: String,
    /// What is being written, such as `reasons`.
    pub subject: String,
    /// The indicator it is about; 0 when it is about none.
    pub indicator: i64,
    /// The period it is about, such as `2015/16-Q1`.
    pub period: String,
    /// What people call the indicator, such as `AC/C7`.
    pub reference: String,
    /// The text.
    pub text: String,
    /// The line and column of the cursor, from 0.
    pub cursor: (usize, usize),
    /// The revision of the record that the text started from.
    pub base_revision: i64,
    /// The text it started from.
    pub base_text: String,
    /// When it was saved, as the caller writes times.
    pub saved_at: String,
    /// The screen on which it was begun, and the command that opened it there, for opening it again;
    /// empty in drafts of earlier releases and where it took more than that.
    pub screen: String,
    pub opened_by: String,
    /// Other fields of the form.
    pub extra: BTreeMap<String, String>,
}

impl Draft {
    /// What this is a draft of.
    pub fn key(&self) -> DraftKey {
        DraftKey {
            workbook: self.workbook.clone(),
            place: self.place.clone(),
            subject: self.subject.clone(),
            indicator: self.indicator,
            period: self.period.clone(),
        }
    }

    /// The same for the workbook at another place.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.workbook_path.clone_from(&place.path);
        self.workbook_file.clone_from(&place.file);
        self.place = place.token();
        self
    }

    /// A short name for it, the same each time: six letters and digits.
    pub fn id(&self) -> String {
        format!("{:06x}", fnv(format!("{:?}", self.key()).as_bytes()) & 0xff_ffff)
    }

    /// The first words of it, wherever in the form they stand.
    pub fn words(&self) -> &str {
        let fields = self.extra.values().map(String::as_str);
        std::iter::once(self.text.as_str())
            .chain(fields)
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default()
    }
}

/// Why a draft could not be kept or read. Each is a sentence for the status line.
#[derive(Debug, Error)]
pub enum DraftError {
    /// The drafts folder cannot be made or used.
    #[error("Drafts cannot be kept in {}: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A draft cannot be read.
    #[error("The draft {} cannot be read: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A draft's file was damaged.
    #[error("A draft was damaged and has been set aside as {}", set_aside.display())]
    Damaged {
        /// Where its file is now.
        set_aside: PathBuf,
    },
    /// The drafts sent were not all on disk in time.
    #[error("Drafts are still being written to {}", folder.display())]
    Slow {
        /// The folder.
        folder: PathBuf,
    },
    /// The newest version of a draft could not be written, for the reason given.
    #[error("{0}")]
    Unsaved(String),
}

/// Drafts that are kept.
#[derive(Debug, Default)]
pub struct Found {
    /// The drafts that could be read, oldest first by `saved_at`.
    pub drafts: Vec<Draft>,
    /// Those of another copy of the workbook, in the same order: not this one's unless they are taken.
    pub offered: Vec<Draft>,
    /// One sentence for each that could not; a damaged file has been set aside, never deleted.
    pub problems: Vec<String>,
}

/// A folder of drafts.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

const EXTENSION: &str = ".draft.json";
const A_DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

impl Drafts {
    /// Opens a folder of drafts, making it if need be, readable by its owner alone.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Drafts, DraftError> {
        let drafts = Drafts { folder: folder.into() };
        private_folder(&drafts.folder).map_err(|source| drafts.unusable(source))?;
        files::sweep(&drafts.folder);
        Ok(drafts)
    }

    /// A folder of drafts that is there already; none where it is not.
    pub fn existing(folder: impl Into<PathBuf>) -> Option<Drafts> {
        let folder = folder.into();
        folder.is_dir().then_some(Drafts { folder })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a draft in place of any earlier one; when this returns it is on disk.
    pub fn save(&self, draft: &Draft) -> Result<(), DraftError> {
        let file = self.file(&draft.key());
        let write = || self.write_whole(&file, &serde_json::to_vec_pretty(draft)?);
        write().map_err(|source| self.unusable(source))
    }

    /// Puts a file of ours on disk whole, in place of what was there, readable by its owner alone.
    fn write_whole(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        // The folder may have been cleared away while the program ran.
        private_folder(&self.folder)?;
        Ok(Target::private(file)?.write_all(bytes)?)
    }

    /// Removes a draft, once its text is in the workbook; none there is no error.
    pub fn remove(&self, key: &DraftKey) -> Result<(), DraftError> {
        self.forget_editing(key);
        let done = match fs::remove_file(self.file(key)) {
            Ok(()) => sync_folder(&self.folder),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        };
        done.map_err(|source| self.unusable(source))
    }

    /// Reads one draft, if there is one. A damaged file is set aside and the error says where.
    pub fn load(&self, key: &DraftKey) -> Result<Option<Draft>, DraftError> {
        Ok(self.read(&self.file(key))?.filter(|draft| draft.key() == *key))
    }

    /// Every draft of a workbook, wherever copies of it are.
    pub fn list(&self, workbook: &str) -> Result<Found, DraftError> {
        let prefix = workbook_prefix(workbook);
        let mut found = self.found(|name| name.starts_with(&prefix))?;
        found.drafts.retain(|draft| draft.workbook == workbook);
        Ok(found)
    }

    /// Every draft there is, of whatever workbook.
    pub fn all(&self) -> Result<Found, DraftError> {
        self.found(|_| true)
    }

    /// The drafts of a workbook at a place, and those of other copies of it.
    pub fn here(&self, workbook: &str, place: &Place) -> Result<Found, DraftError> {
        let mut found = self.list(workbook)?;
        let (here, offered) =
            found.drafts.into_iter().partition(|draft| place.relation(draft) != Relation::Copy);
        (found.drafts, found.offered) = (here, offered);
        Ok(found)
    }

    /// As [`Drafts::here`], for going on with them: what was left in an editor becomes a draft, and drafts
    /// of a workbook that was moved follow it.
    pub fn take_up(&self, workbook: &str, place: &Place) -> Result<Found, DraftError> {
        let problems = self.pick_up(workbook);
        let mut found = self.here(workbook, place)?;
        found.problems.extend(problems);
        for draft in &mut found.drafts {
            if place.relation(draft) == Relation::Moved {
                let moved = draft.clone().at(place);
                // The earlier file goes only once the new one is on disk.
                match self.save(&moved).and_then(|()| self.remove(&draft.key())) {
                    Ok(()) => *draft = moved,
                    Err(problem) => found.problems.push(problem.to_string()),
                }
            }
        }
        Ok(found)
    }

    fn found(&self, ours: impl Fn(&str) -> bool) -> Result<Found, DraftError> {
        let mut found = Found::default();
        let entries = fs::read_dir(&self.folder).map_err(|source| self.unusable(source))?;
        for entry in entries {
            let entry = entry.map_err(|source| self.unusable(source))?;
            let name = entry.file_name();
            if !name.to_str().is_some_and(|name| name.ends_with(EXTENSION) && ours(name)) {
                continue;
            }
            match self.read(&entry.path()) {
                Ok(draft) => found.drafts.extend(draft),
                Err(problem) => found.problems.push(problem.to_string()),
            }
        }
        for left in self.left_behind() {
            found.drafts.retain(|draft| draft.key() != left.draft.key());
            found.drafts.push(left.draft);
        }
        found.drafts.sort_by(|a, b| (&a.saved_at, a.key()).cmp(&(&b.saved_at, b.key())));
        Ok(found)
    }

    fn read(&self, file: &Path) -> Result<Option<Draft>, DraftError> {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(DraftError::Read { file: file.to_owned(), source });
            }
        };
        // A draft without its workbook is not one, whatever else is in it.
        match serde_json::from_slice::<Draft>(&bytes) {
            Ok(draft) if !draft.workbook.is_empty() => Ok(Some(draft)),
            _ => Err(set_aside(file)),
        }
    }

    fn unusable(&self, source: io::Error) -> DraftError {
        DraftError::Folder { folder: self.folder.clone(), source }
    }

    /// The file of a draft: readable, and the same for the same key on any system.
    fn file(&self, key: &DraftKey) -> PathBuf {
        let (subject, period) = (safe(&key.subject), safe(&key.period));
        let mut rest = format!("{subject}.{}.{period}", key.indicator);
        if rest.len() > 120 {
            // Longer than some systems allow: a number made from it stands for it.
            rest = format!("{}.{:016x}", key.indicator, fnv(rest.as_bytes()));
        }
        let place = if key.place.is_empty() { String::new() } else { format!("at-{}.", safe(&key.place)) };
        self.folder.join(format!("{}{place}{rest}{EXTENSION}", workbook_prefix(&key.workbook)))
    }
}

fn workbook_prefix(workbook: &str) -> String {
    let mut name = safe(workbook);
    if name.len() > 80 {
        name = format!("{:016x}", fnv(name.as_bytes()));
    }
    name + "."
}

/// Small letters, digits and `-` as they are; everything else by number, so that no two names meet,
/// even where the system does not tell capitals from small letters.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => out.push(byte as char),
            _ => out.push_str(&format!("_{byte:02x}")),
        }
    }
    out
}

/// FNV-1a: the same number on every system and in every release.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Renames a damaged file so that it is neither read again nor lost.
fn set_aside(file: &Path) -> DraftError {
    for number in 1..1000 {
        let mut name = file.as_os_str().to_owned();
        name.push(if number == 1 { ".damaged".to_owned() } else { format!("-{number}.damaged") });
        let to = PathBuf::from(name);
        if to.exists() {
            continue;
        }
        return match fs::rename(file, &to) {
            Ok(()) => DraftError::Damaged { set_aside: to },
            Err(source) => DraftError::Read { file: file.to_owned(), source },
        };
    }
    let source = io::Error::other("too many damaged drafts of the same name");
    DraftError::Read { file: file.to_owned(), source }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    // The profile's own access list keeps others out.
    fs::create_dir_all(folder)
}

/// Forces a rename or removal to disk. Only Unix lets a folder be opened for this.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
