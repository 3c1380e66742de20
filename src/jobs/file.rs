//! Checking the open file and recovering a damaged one, on the store's thread.

use std::path::{Path, PathBuf};

use super::import::request::ImportProgress;
use super::import::{Going, Pace};
use crate::store::{Store, StoreError, recover as recover_file};
use crate::workbook::{Stamp, Verification, VerifyProgress};

/// Something to be done with a whole file, away from the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileWorkRequest {
    /// Looks whether the open workbook is as it was written.
    Verify,
    /// Takes what can be read of a damaged workbook into a new one.
    Recover { damaged: PathBuf, new: PathBuf },
    /// Stops what is in hand.
    Stop,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum FileWorkEvent {
    Progress(ImportProgress),
    Verified(Box<Verification>),
    /// What was found and what is missing, a line each.
    Recovered(Vec<String>),
    /// It could not be done, as a sentence.
    Failed(String),
    Stopped,
}

/// Checks the whole file. `going` is told how far it is, and says whether to go on.
pub fn verify(store: &Store, going: Going<'_>) -> FileWorkEvent {
    let pace = Pace::new();
    let mut tell = |at: VerifyProgress| going(pace.told(at.doing, at.done, Some(at.total)));
    match store.verify_telling(&mut tell) {
        Ok(verification) => FileWorkEvent::Verified(Box::new(verification)),
        Err(StoreError::Cancelled) => FileWorkEvent::Stopped,
        Err(error) => FileWorkEvent::Failed(store.told(&error)),
    }
}

/// Takes what can be read of a damaged workbook into a new one.
pub fn recover(damaged: &Path, new: &Path, stamp: &Stamp, going: Going<'_>) -> FileWorkEvent {
    let pace = Pace::new();
    let mut tell = |at: VerifyProgress| going(pace.told(at.doing, at.done, Some(at.total)));
    match recover_file(damaged, new, stamp, &mut tell) {
        Ok(recovered) => FileWorkEvent::Recovered(recovered.lines()),
        Err(StoreError::Cancelled) => FileWorkEvent::Stopped,
        Err(error) => FileWorkEvent::Failed(error.to_string()),
    }
}
