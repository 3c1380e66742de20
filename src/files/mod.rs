//! The one writer of files: everything the program writes outside an open
//! workbook goes through [`Target`] and [`Unfinished`].
//!
//! A file is written whole to a temporary one beside its place, forced to
//! disk and renamed; nobody ever sees half of it. A workbook, what belongs to
//! one and the file being read are never written over, by whatever path or
//! link they are named (`guard`). What a run that was killed left behind is
//! removed by a later one (`leftovers`).

mod guard;
mod leftovers;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use guard::{InUse, is_same_file};
pub use leftovers::{keep_notes_in, remove_unfinished, sweep};

/// Why a file was not written. Nothing is left behind, and what was there is as it was.
#[derive(Debug, Error)]
pub enum FileError {
    #[error("{} is there already, and was left as it is.", path.display())]
    Exists { path: PathBuf },
    #[error("{} is a workbook, and writing this there would destroy it. Nothing was written; choose another name.", path.display())]
    Workbook { path: PathBuf },
    #[error("{} is a database, and writing this there would destroy it. Nothing was written; choose another name.", path.display())]
    Database { path: PathBuf },
    #[error("{} ends as workbooks do, and this is none. Nothing was written; choose a name with another ending.", path.display())]
    WorkbookName { path: PathBuf },
    #[error(
        "{} belongs to the workbook {}, which would be damaged by it. Nothing was written; choose another name.",
        path.display(), workbook.display()
    )]
    Companion { path: PathBuf, workbook: PathBuf },
    #[error("{} is what is being read here. Nothing was written; choose another name.", path.display())]
    BeingRead { path: PathBuf },
    #[error("{} is a folder: add the name of a file.", path.display())]
    Folder { path: PathBuf },
    #[error("There is no folder {}: make it first, or choose another.", folder.display())]
    NoFolder { folder: PathBuf },
    #[error("{} is a device or a pipe, not a file. Nothing was written; name a file.", path.display())]
    Special { path: PathBuf },
    #[error("{} is a link that leads nowhere. Nothing was written; remove the link, or choose another name.", path.display())]
    LeadsNowhere { path: PathBuf },
    #[error("{} may not be written: it is read-only. Nothing was written; choose another name.", path.display())]
    ReadOnly { path: PathBuf },
    #[error("The disk holding {} is full. Nothing was written; free some space and try again.", path.display())]
    Full { path: PathBuf },
    #[error(
        "The temporary folder {} is full, so {} was not written. Free some space there, or let TMPDIR name a folder \
         on another disk, and try again.", folder.display(), path.display()
    )]
    TemporaryFull { path: PathBuf, folder: PathBuf },
    #[error("{} could not be written: {cause}. Nothing was written; check the folder, or choose another.", path.display())]
    Io { path: PathBuf, cause: io::Error },
}

impl FileError {
    /// What the system said while `path` was written.
    pub fn io(path: &Path, cause: io::Error) -> Self {
        let path = path.to_path_buf();
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            io::ErrorKind::AlreadyExists => Self::Exists { path },
            _ => Self::Io { path, cause },
        }
    }
}

impl From<FileError> for io::Error {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Io { cause, .. } => cause,
            FileError::Full { .. } | FileError::TemporaryFull { .. } => io::ErrorKind::StorageFull.into(),
            other => io::Error::other(other.to_string()),
        }
    }
}

/// Who may read a file that is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// As the umask says.
    Everyone,
    Owner,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Workbook,
    Other,
}

/// A place a file may be written to. Only made where nothing is destroyed by it.
#[derive(Debug)]
pub struct Target {
    /// Where links lead.
    path: PathBuf,
    replace: bool,
    readers: Readers,
    /// Of the file that is replaced.
    mode: Option<fs::Permissions>,
}

impl Target {
    /// A document for others to read: a report, a form, a definition. A file that is there is
    /// replaced only if `replace`, and keeps its rights. `reading` are the files it is made from.
    ///
    /// # Errors
    /// [`FileError`], in which case the place must not be written to.
    pub fn document(path: &Path, replace: bool, reading: &[&Path]) -> Result<Self, FileError> {
        Self::of(path, replace, Readers::Everyone, Content::Other, reading)
    }

    /// A workbook, where there is nothing yet.
    ///
    /// # Errors
    /// As [`Target::document`].
    pub fn workbook(path: &Path) -> Result<Self, FileError> {
        Self::of(path, false, Readers::Everyone, Content::Workbook, &[])
    }

    /// A file of the program's own, for its user alone, in a folder that is made if need be.
    ///
    /// # Errors
    /// As [`Target::document`].
    pub fn private(path: &Path) -> Result<Self, FileError> {
        private_folder(folder_of(path)).map_err(|error| FileError::io(path, error))?;
        Self::of(path, true, Readers::Owner, Content::Other, &[])
    }

    /// A private copy of a workbook, where there is nothing yet.
    ///
    /// # Errors
    /// As [`Target::document`].
    pub fn private_workbook(path: &Path) -> Result<Self, FileError> {
        private_folder(folder_of(path)).map_err(|error| FileError::io(path, error))?;
        Self::of(path, false, Readers::Owner, Content::Workbook, &[])
    }

    /// The workbook at `path` itself, to be replaced by another. The caller has kept what is there,
    /// and nobody has it open.
    ///
    /// # Errors
    /// [`FileError::BeingRead`] while this process has it open; as [`Target::document`].
    pub fn restored(path: &Path) -> Result<Self, FileError> {
        let at = guard::resolve(path)?;
        if guard::is_in_use(&at) {
            return Err(FileError::BeingRead { path: path.to_path_buf() });
        }
        let mode = fs::metadata(&at).ok().map(|about| about.permissions());
        Ok(Self { path: at, replace: true, readers: Readers::Everyone, mode })
    }

    fn of(
        path: &Path,
        replace: bool,
        readers: Readers,
        content: Content,
        reading: &[&Path],
    ) -> Result<Self, FileError> {
        let at = guard::check(path, content, reading)?;
        let mode = match fs::metadata(&at) {
            Ok(_) if !replace => return Err(FileError::Exists { path: path.to_path_buf() }),
            Ok(about) => Some(about.permissions()),
            Err(_) => None,
        };
        Ok(Self { path: at, replace, readers, mode })
    }

    /// Writes the file by `work`. What `work` returns as an error, the file is given up for.
    ///
    /// # Errors
    /// What `work` returned, or [`FileError`].
    pub fn write<T, E>(
        self,
        work: impl FnOnce(&mut dyn Write) -> Result<T, E>,
        failed: impl Fn(FileError) -> E,
    ) -> Result<T, E> {
        let mut unfinished = Unfinished::beside(self).map_err(&failed)?;
        let mut out = BufWriter::with_capacity(64 * 1024, unfinished.file.as_file_mut());
        let told = work(&mut out)?;
        let flushed = out.flush();
        drop(out);
        flushed.map_err(|error| failed(unfinished.error(error)))?;
        unfinished.place().map_err(failed)?;
        Ok(told)
    }

    /// Writes the file whole.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn write_all(self, bytes: &[u8]) -> Result<(), FileError> {
        let at = self.path.clone();
        self.write(|out| out.write_all(bytes).map_err(|error| FileError::io(&at, error)), |error| error)
    }
}

/// A file not yet in its place. Dropped, it is gone.
#[derive(Debug)]
pub struct Unfinished {
    target: Target,
    file: tempfile::NamedTempFile,
    /// Whether it only has to be renamed.
    is_beside: bool,
    // Lets go of the note that says where it is, after the file is gone.
    _noted: leftovers::Noted,
}

impl Unfinished {
    /// An empty file beside its place.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn beside(target: Target) -> Result<Self, FileError> {
        let folder = folder_of(&target.path).to_path_buf();
        Self::within(&folder, target, true)
    }

    /// An empty file in the system's temporary folder, which is local: for what is written piece
    /// by piece, and would take for ever on a share. [`Unfinished::place`] copies it to its place.
    ///
    /// # Errors
    /// [`FileError`], naming the temporary folder where that is full.
    pub fn elsewhere(target: Target) -> Result<Self, FileError> {
        Self::within(&std::env::temp_dir(), target, false)
    }

    fn within(folder: &Path, target: Target, is_beside: bool) -> Result<Self, FileError> {
        if !folder.is_dir() {
            return Err(FileError::NoFolder { folder: folder.to_path_buf() });
        }
        sweep(folder);
        let prefix = leftovers::prefix();
        let mut name = tempfile::Builder::new();
        name.prefix(&prefix).suffix(leftovers::SUFFIX);
        #[cfg(unix)]
        if target.readers == Readers::Everyone {
            name.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let noted = leftovers::Noted::new(folder);
        let failed = |error| Self::failed(&target, is_beside, error);
        let file = name.tempfile_in(folder).map_err(failed)?;
        if let Some(mode) = &target.mode {
            // Where the rights cannot be kept, those of a new file are as good.
            let _ = file.as_file().set_permissions(mode.clone());
        }
        Ok(Self { target, file, is_beside, _noted: noted })
    }

    fn failed(target: &Target, is_beside: bool, error: io::Error) -> FileError {
        match FileError::io(&target.path, error) {
            FileError::Full { path } if !is_beside => {
                FileError::TemporaryFull { path, folder: std::env::temp_dir() }
            }
            other => other,
        }
    }

    /// Where it is now, for whoever writes it by its path.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// What the system said while it was written.
    pub fn error(&self, error: io::Error) -> FileError {
        Self::failed(&self.target, self.is_beside, error)
    }

    /// Writes more of it.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn write_all(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.file.write_all(bytes).map_err(|error| Self::failed(&self.target, self.is_beside, error))
    }

    /// Forces it to disk and puts it in its place.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn place(self) -> Result<(), FileError> {
        let at = self.target.path.clone();
        let failed = |error: io::Error| FileError::io(&at, error);
        if !self.is_beside {
            let Self { target, file, _noted, .. } = self;
            let mut beside = Self::beside(target)?;
            // Opened anew: whoever wrote it by its path may have put another file there.
            let mut written = File::open(file.path()).map_err(failed)?;
            io::copy(&mut written, beside.file.as_file_mut()).map_err(failed)?;
            return beside.place();
        }
        self.file.as_file().sync_all().map_err(failed)?;
        let placed = match self.target.replace {
            true => self.file.persist(&at),
            false => self.file.persist_noclobber(&at),
        };
        placed.map_err(|refused| failed(refused.error))?;
        sync_folder(folder_of(&at));
        Ok(())
    }
}

/// A private folder for files that are gone when the program is done with them.
#[derive(Debug)]
pub struct Scratch {
    folder: tempfile::TempDir,
    _noted: leftovers::Noted,
}

impl Scratch {
    /// A folder in the system's temporary one.
    ///
    /// # Errors
    /// What the system said.
    pub fn new() -> io::Result<Self> {
        let parent = std::env::temp_dir();
        sweep(&parent);
        let mut name = tempfile::Builder::new();
        let prefix = leftovers::prefix();
        let noted = leftovers::Noted::new(&parent);
        let folder = name.prefix(&prefix).suffix(leftovers::SUFFIX).tempdir_in(parent)?;
        Ok(Self { folder, _noted: noted })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts all of `from` into a file of this name in the folder; returns its path.
    ///
    /// # Errors
    /// What the system said.
    pub fn take(&self, name: &str, from: &mut dyn io::Read) -> io::Result<PathBuf> {
        let path = self.path().join(name);
        io::copy(from, &mut File::create_new(&path)?)?;
        Ok(path)
    }
}

/// The folder a file is in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder, and those above it, for its user alone.
///
/// # Errors
/// What the system said.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)
}

/// Makes a rename last through a power cut, where the system can.
fn sync_folder(folder: &Path) {
    // Windows cannot open folders this way and does not need it.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
