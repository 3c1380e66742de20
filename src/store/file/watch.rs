//! Looking at an open workbook from outside: whether its file is still where
//! it was, still the same, and still ours to write.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::OptionalExtension;

use crate::store::error::StoreError;
use crate::store::file::open::Source;
use crate::store::file::private_copy::Stamp;
use crate::store::{Access, Store};
use crate::workbook::Id;

/// Which file a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Identity(u64, u64);

impl Identity {
    /// None when there is nothing at the path.
    pub(in crate::store) fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|about| Self::from(&about))
    }

    pub(in crate::store) fn of_open(file: &File) -> Option<Self> {
        file.metadata().ok().map(|about| Self::from(&about))
    }

    #[cfg(unix)]
    fn from(about: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(about.dev(), about.ino())
    }

    /// There an open file can neither be moved nor replaced.
    #[cfg(not(unix))]
    fn from(_: &fs::Metadata) -> Self {
        Self(0, 0)
    }
}

/// The latest step of a history, to know it again by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Mark(Id, String, String, String);

impl Mark {
    pub(in crate::store) fn latest(connection: &rusqlite::Connection) -> rusqlite::Result<Option<Self>> {
        connection
            .prepare_cached("SELECT id, at, who, label FROM operation ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| Ok(Self(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()
    }

    pub(in crate::store) fn label(&self) -> &str {
        &self.3
    }

    pub(in crate::store) fn who_and_when(&self) -> (String, String) {
        let who = if self.2.is_empty() { "someone" } else { &self.2 };
        (who.to_owned(), self.1.replace('T', " "))
    }

    /// Whether the history still has this step.
    pub(in crate::store) fn is_in(&self, connection: &rusqlite::Connection) -> rusqlite::Result<bool> {
        connection
            .prepare_cached(
                "SELECT count(*) FROM operation WHERE id = ?1 AND at = ?2 AND who = ?3 AND label = ?4",
            )?
            .query_row((self.0, &self.1, &self.2, &self.3), |row| row.get::<_, i64>(0))
            .map(|found| found > 0)
    }
}

/// What a look at an open workbook finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nothing new.
    AsBefore,
    /// Another program has written to it.
    Changed,
    /// Another program has written to it, and it has to be opened anew to see that.
    Outdated,
    /// It is not where it was: nothing can be saved until it is back.
    Gone(String),
    /// Another file is in its place: nothing can be saved to what is open.
    Replaced(String),
    /// It is where it was again.
    Back,
    /// Someone else has taken it over, and may be writing.
    TakenOver(String),
    /// Whoever had it open has let it go.
    Free,
}

impl Store {
    /// Looks whether the file is still there, the same, and ours. A sentence
    /// with what is found says what to do. To be asked every few seconds; what cannot be looked at
    /// is as before.
    pub fn look(&mut self) -> Seen {
        let place = if self.foreign { Some(Seen::Replaced(self.replaced())) } else { self.place() };
        if place != self.lost {
            self.lost.clone_from(&place);
            return place.unwrap_or(Seen::Back);
        }
        if place.is_some() {
            return Seen::AsBefore;
        }
        if let Some(lock) = &mut self.lock
            && let Err(by) = lock.look()
        {
            let by = crate::store::LockError::Held(by).to_string();
            self.lock = None;
            self.access = Access::ReadOnly;
            self.read_only_because = Some(format!("{by}, and has taken it over"));
            return Seen::TakenOver(by);
        }
        if self.holder.as_mut().is_some_and(crate::store::file::lock::HolderWatch::has_gone) {
            self.holder = None;
            return Seen::Free;
        }
        match &mut self.source {
            Source::Copy { stamp, .. } => {
                let now = Stamp::of(&self.path);
                if *stamp == now {
                    return Seen::AsBefore;
                }
                *stamp = now;
                Seen::Outdated
            }
            Source::File => match self.has_new_version() {
                Err(StoreError::Interrupted { .. }) => Seen::Outdated,
                Err(_) | Ok(false) => Seen::AsBefore,
                Ok(true) if self.is_same_history().is_ok_and(|same| !same) => {
                    // Written over where it lies, by what may lack every step of ours.
                    self.foreign = true;
                    self.lost = Some(Seen::Replaced(self.replaced()));
                    Seen::Replaced(self.replaced())
                }
                Ok(true) => Seen::Changed,
            },
        }
    }

    /// Where the file is not what was opened.
    fn place(&self) -> Option<Seen> {
        match Identity::of(&self.path) {
            found if found == self.identity => None,
            Some(_) => Some(Seen::Replaced(self.replaced())),
            None => Some(Seen::Gone(StoreError::Gone { path: self.path.clone() }.to_string())),
        }
    }

    fn replaced(&self) -> String {
        StoreError::Replaced { path: self.path.clone() }.to_string()
    }

    /// Refuses to write to anything but the file that was opened.
    pub(in crate::store) fn check_place(&self) -> Result<(), StoreError> {
        match self.place() {
            None if self.foreign => Err(StoreError::Replaced { path: self.path.clone() }),
            None => Ok(()),
            Some(Seen::Gone(_)) => Err(StoreError::Gone { path: self.path.clone() }),
            Some(_) => Err(StoreError::Replaced { path: self.path.clone() }),
        }
    }

    /// Whether the history still has the step it last ended with; remembers the one it ends with now.
    fn is_same_history(&self) -> Result<bool, StoreError> {
        self.reading(|connection| {
            let mut mark = self.mark.borrow_mut();
            let same = match mark.as_ref() {
                Some(mark) => mark.is_in(connection)?,
                None => true,
            };
            if same {
                *mark = Mark::latest(connection)?;
            }
            Ok(same)
        })
    }
}
