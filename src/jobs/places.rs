//! Where files are kept, what is remembered between runs, and making new
//! workbooks.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use serde::{Deserialize, Serialize};

use crate::files::{FileError, Target};
use crate::jobs::left::Left;
use crate::sample;
use crate::store::{Backups, Store};
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::edits::{NewWorkbook, Patch};
use crate::workbook::steps::organisations::{own_group, typed_members};
use crate::workbook::{Edit, Stamp};

/// The program's own folders.
#[derive(Debug, Clone)]
pub struct Places {
    /// Settings that people edit.
    pub config: PathBuf,
    /// The sample workbook.
    pub data: PathBuf,
    /// Drafts and what was last open.
    pub state: PathBuf,
}

impl Places {
    /// The user's folders (`XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME`
    /// or the system's own), or a temporary folder when there is no home.
    pub fn find() -> Self {
        let args = AppStrategyArgs {
            top_level_domain: "uk".to_owned(),
            author: "quarterdeck".to_owned(),
            app_name: "quarterdeck".to_owned(),
        };
        match choose_app_strategy(args) {
            Ok(strategy) => Self {
                config: strategy.config_dir(),
                data: strategy.data_dir(),
                state: strategy.state_dir().unwrap_or_else(|| strategy.data_dir().join("state")),
            },
            Err(_) => {
                let base = std::env::temp_dir().join("quarterdeck");
                Self { config: base.join("config"), data: base.join("data"), state: base.join("state") }
            }
        }
    }

    /// Where files to import are offered from: here, and where browsers and mail put them.
    pub fn import_from(&self) -> Vec<PathBuf> {
        let here = std::env::current_dir().ok();
        let home = etcetera::home_dir().ok();
        let downloads = home.map(|home| home.join("Downloads")).filter(|folder| folder.is_dir());
        here.into_iter().chain(downloads).collect()
    }

    pub fn drafts(&self) -> PathBuf {
        self.state.join("drafts")
    }

    /// Report templates of the user's own.
    pub fn templates(&self) -> PathBuf {
        self.config.join("templates")
    }

    /// Drafts of reports that went out, to tell what has changed since.
    pub fn reports(&self) -> PathBuf {
        self.state.join("reports")
    }

    /// Backups that are made without being asked for.
    pub fn backups(&self) -> Backups {
        Backups::new(self.state.join("backups"))
    }

    /// Notes of files being written, to find those of runs that were killed.
    pub fn unfinished(&self) -> PathBuf {
        self.state.join("unfinished")
    }

    /// Where `quarterdeck demo` makes the sample workbook.
    pub fn sample(&self) -> PathBuf {
        self.data.join("demo.qd")
    }

    /// Where the regional sample goes.
    pub fn regional_sample(&self) -> PathBuf {
        self.data.join("regional.qd")
    }

    fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    fn memory_file(&self) -> PathBuf {
        self.state.join("last.toml")
    }

    /// Every place, with its name, for the list of where files are kept.
    pub fn named(&self) -> Vec<(String, PathBuf)> {
        vec![
            ("Settings".to_owned(), self.settings_file()),
            ("Drafts".to_owned(), self.drafts()),
            ("Backups".to_owned(), self.backups().folder().to_path_buf()),
            ("Last opened".to_owned(), self.memory_file()),
            ("Sample workbook".to_owned(), self.sample()),
            ("Report templates".to_owned(), self.templates()),
        ]
    }

    /// Settings and memory; unreadable files are left alone and said.
    pub fn load(&self) -> (Settings, Memory, Vec<String>) {
        let mut problems = Vec::new();
        let settings = read(&self.settings_file(), &mut problems);
        let memory = read(&self.memory_file(), &mut problems);
        (settings, memory, problems)
    }

    /// Remembers what was open. Failing is no reason to trouble anyone on the way out.
    pub fn remember(&self, memory: &Memory) {
        // Not being able to remember loses nothing that was typed.
        let _ = write(&self.memory_file(), memory);
    }

    /// Keeps the settings.
    pub fn keep(&self, settings: &Settings) -> Result<(), String> {
        write(&self.settings_file(), settings).map_err(|error| error.to_string())
    }
}

/// What people choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// A theme's name.
    pub theme: String,
    /// Name put on changes; the system's user name when empty.
    pub name: String,
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: "auto".to_owned(), name: String::new(), mouse: true }
    }
}

/// What is remembered between runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Latest first.
    pub recent: Vec<PathBuf>,
    /// Where each was left, by the workbook's path.
    pub left: BTreeMap<String, Left>,
}

impl Memory {
    /// Puts a workbook first.
    pub fn opened(&mut self, path: &Path) {
        put_first(&mut self.recent, path);
        self.recent.truncate(RECENT);
        let kept = &self.recent;
        self.left.retain(|known, _| kept.iter().any(|path| path.to_string_lossy() == *known));
    }

    /// Notes where a workbook is left.
    pub fn leave(&mut self, path: &Path, left: Left) {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        self.left.insert(path.to_string_lossy().into_owned(), left);
    }

    /// Where a workbook of this identity was left, if it is known.
    pub fn left(&self, path: &Path, workbook: &str) -> Option<&Left> {
        let path = path.canonicalize().ok()?;
        self.left.get(path.to_string_lossy().as_ref()).filter(|left| left.workbook == workbook)
    }
}

/// Workbooks that are remembered.
const RECENT: usize = 9;

/// Puts a workbook first of those that were opened, once, by whatever path it was; its whole path.
fn put_first(recent: &mut Vec<PathBuf>, path: &Path) -> PathBuf {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    recent.retain(|known| *known != path);
    recent.insert(0, path.clone());
    path
}

fn read<T: Default + for<'a> Deserialize<'a>>(path: &Path, problems: &mut Vec<String>) -> T {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).unwrap_or_else(|error| {
            problems.push(format!(
                "{} could not be read and is left as it is: {}",
                path.display(),
                error.message()
            ));
            T::default()
        }),
        Err(_) => T::default(),
    }
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<(), FileError> {
    let text = toml::to_string_pretty(value).map_err(|error| FileError::io(path, io::Error::other(error)))?;
    Target::private(path)?.write_all(text.as_bytes())
}

/// A path in which `~` is home.
pub fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path.to_path_buf(),
    }
}

/// A path as people type it: `~` is home, and a name without an ending is a workbook's.
pub fn from_typed(path: &Path) -> PathBuf {
    let mut path = at_home(path);
    if path.extension().is_none() && !path.exists() {
        path.set_extension("qd");
    }
    path
}

/// A folder as typed: `~` is the user's own, and all else lies beside the workbook.
pub fn folder_typed(path: &Path, workbook: &Path) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => workbook.parent().unwrap_or(Path::new(".")).join(path),
    }
}

/// Who is at the keyboard: the name in the settings, else the system's.
pub fn user_name(settings: &Settings) -> String {
    let from_system = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    let name = if settings.name.trim().is_empty() {
        from_system().unwrap_or_default()
    } else {
        settings.name.clone()
    };
    if name.trim().is_empty() { "officer".to_owned() } else { name.trim().to_owned() }
}

/// The samples there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sample {
    /// A council's report of one service and quarter.
    #[default]
    Service,
    /// A region's councils beside each other.
    Regional,
}

/// Makes a sample workbook at `path` unless there is one. True if it was made.
///
/// # Errors
/// A sentence that says what stands in the way.
pub fn create_sample(path: &Path, stamp: &Stamp) -> Result<bool, String> {
    create_sample_of(path, Sample::Service, stamp)
}

/// Makes one of the samples as [`create_sample`] does.
///
/// # Errors
/// A sentence that says what stands in the way.
pub fn create_sample_of(path: &Path, which: Sample, stamp: &Stamp) -> Result<bool, String> {
    if path.exists() {
        return Ok(false);
    }
    let made = match which {
        Sample::Service => sample::workbook(),
        Sample::Regional => sample::regional(),
    };
    let (workbook, edits) = made.map_err(|error| error.to_string())?;
    make_folder(path)?;
    Store::create(path, &workbook, &edits, "Sample workbook", stamp).map_err(|error| error.to_string())?;
    Ok(true)
}

/// Makes an empty workbook as it is typed: `members`, names with commas between them, makes it a group's.
/// `fields` are those of [`NewWorkbook`].
///
/// # Errors
/// What is wrong with what was typed, or why it could not be made.
pub fn create_typed(path: &Path, fields: &Patch, members: &str, stamp: &Stamp) -> Result<(), String> {
    let members = typed_members(&OrganisationsRoom::default(), members);
    let group = match members.is_empty() {
        true => Vec::new(),
        false => own_group(fields.get("organisation").unwrap_or_default(), members, "")?,
    };
    let new = NewWorkbook::read(fields, !group.is_empty(), stamp.at.date()).map_err(|faults| {
        faults.into_iter().map(|(field, why)| format!("{field}: {why}.")).collect::<String>()
    })?;
    create_workbook(path, &new, group, stamp)
}

/// Makes an empty workbook; `group` are the organisations of the group it belongs to, where it does.
///
/// # Errors
/// A sentence that says what stands in the way.
pub fn create_workbook(
    path: &Path,
    new: &NewWorkbook,
    group: Vec<Edit>,
    stamp: &Stamp,
) -> Result<(), String> {
    let (workbook, mut edits) = new.records();
    edits.extend(group);
    make_folder(path)?;
    Store::create(path, &workbook, &edits, "New workbook", stamp)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn make_folder(path: &Path) -> Result<(), String> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder)
            .map_err(|error| format!("The folder {} could not be made: {error}.", folder.display())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_listed_once_by_whatever_path_it_was_opened() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let whole = folder.path().canonicalize()?.join("a.qd");
        std::fs::write(&whole, "")?;
        let mut recent = vec![PathBuf::from("b.qd"), whole.clone()];
        let other = folder.path().join("..").join(folder.path().file_name().unwrap_or_default()).join("a.qd");
        assert_eq!(put_first(&mut recent, &other), whole);
        assert_eq!(recent, [whole, PathBuf::from("b.qd")]);
        Ok(())
    }
}
