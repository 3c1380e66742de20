//! Opening files on the store's thread: the first time, again, and after a
//! backup was put in place.

use std::path::Path;
use std::rc::Rc;

use super::Reply;
use super::thread::{NO_WORKBOOK, Thread};
use crate::session::Notice;
use crate::store::{Access, Door, FileEvent, Locking, Store, StoreError};
use crate::workbook::{Data, Query, Stamp};

impl Thread {
    /// Opens a workbook through the door, with a lock while it may be written.
    pub(super) fn enter(
        &self,
        path: &Path,
        read_only: bool,
        take_over: bool,
        stamp: &Stamp,
    ) -> Result<Store, StoreError> {
        let said = Rc::clone(&self.said);
        let listener = move |event: FileEvent<'_>| {
            let notice = match event {
                FileEvent::Done(text) => Notice::done(text),
                FileEvent::Problem(text) => Notice::problem(text),
                FileEvent::Saved(_) => return,
            };
            said.borrow_mut().push(notice);
        };
        let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
        let locking = if read_only { Locking::Not } else { Locking::Hold(stamp) };
        let mut store =
            Store::enter(path, Door { access, locking, take_over, listener: Box::new(listener) })?;
        store.keep_backups(self.backups.clone());
        Ok(store)
    }

    /// Opens the workbook that is open once more: after it was put back or replaced, or to take it
    /// over. While there is nothing to open, what is open stays.
    pub(super) fn open_again(&mut self, read_only: bool, stamp: &Stamp) -> Reply {
        let Some(store) = self.store.take_if(|store| store.path().is_file()) else {
            return Reply::Failed(match &self.store {
                Some(store) => StoreError::Gone { path: store.path().to_path_buf() }.to_string(),
                None => NO_WORKBOOK.to_owned(),
            });
        };
        let path = store.path().to_path_buf();
        drop(store);
        self.open(&path, read_only, true, stamp)
    }

    pub(super) fn open(&mut self, path: &Path, read_only: bool, again: bool, stamp: &Stamp) -> Reply {
        let backups = self.backups.clone();
        let not_opened = |reason: String, is_damaged| Reply::NotOpened {
            path: path.to_path_buf(),
            reason,
            backup: backups.newest(path),
            is_damaged,
        };
        let store = match self.enter(path, read_only, again, stamp) {
            Ok(store) => store,
            Err(error) => return not_opened(backups.told(&error), error.is_damage()),
        };
        let because = match read_only {
            true => Some("you asked for it (--read-only)".to_owned()),
            false => store.read_only_because().map(str::to_owned),
        };
        let take_over = store.may_be_taken_over();
        let answer = store.answer(&Query::Opening);
        self.store = Some(store);
        self.keep_interrupt();
        match answer {
            Ok(Data::Opening(opening)) => Reply::Opened { opening, read_only: because, take_over, again },
            Ok(_) => not_opened("the workbook gave an answer to another question".to_owned(), false),
            Err(error) => not_opened(backups.told(&error), error.is_damage()),
        }
    }

    /// A change may have brought another connection, which is then the one to stop.
    pub(super) fn keep_interrupt(&self) {
        if let (Some(store), Ok(mut running)) = (&self.store, self.running.lock()) {
            running.interrupt = Some(store.interrupt_handle());
        }
    }

    /// Puts a backup where it is wanted and opens what is there then.
    pub(super) fn restore(
        &mut self,
        path: &Path,
        from: &Path,
        beside: bool,
        read_only: bool,
        stamp: &Stamp,
    ) -> Reply {
        let restored = match beside {
            true => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                let to =
                    path.with_file_name(format!("{stem}.restored-{}.qd", stamp.at.format("%Y-%m-%d-%H%M%S")));
                match self.backups.restore_beside(&to, from) {
                    Ok(()) => Ok((to, "This is the backup; the workbook itself is as it was.".to_owned())),
                    Err(error) => return Reply::Failed(error.to_string()),
                }
            }
            false => {
                // What is open is closed first, and only this program may have it.
                self.store = None;
                self.backups.restore_alone(path, from, stamp).map(|said| (path.to_path_buf(), said))
            }
        };
        let (path, note) = restored.unwrap_or_else(|why| (path.to_path_buf(), why));
        self.store = None;
        match self.open(&path, read_only, false, stamp) {
            Reply::NotOpened { path, reason, backup, is_damaged } => {
                Reply::NotOpened { path, reason: format!("{note} {reason}"), backup, is_damaged }
            }
            opened => {
                self.said.borrow_mut().push(Notice::done(note));
                opened
            }
        }
    }
}
