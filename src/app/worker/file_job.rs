//! Checking the open file and recovering a damaged one, on the store's thread.

use std::path::Path;

use crate::app::importing::{Going, Pace};
use crate::screens::file_work::FileTold;
use crate::store::{Store, StoreError, recover as recover_file};
use crate::workbook::{Stamp, VerifyProgress};

/// Checks the whole file. `going` is told how far it is, and says whether to go on.
pub fn verify(store: &Store, going: Going<'_>) -> FileTold {
    let pace = Pace::new();
    let mut tell = |at: VerifyProgress| going(pace.told(at.doing, at.done, Some(at.total)));
    match store.verify_telling(&mut tell) {
        Ok(verification) => FileTold::Verified(Box::new(verification)),
        Err(StoreError::Cancelled) => FileTold::Stopped,
        Err(error) => FileTold::Failed(store.told(&error)),
    }
}

/// Takes what can be read of a damaged workbook into a new one.
pub fn recover(damaged: &Path, new: &Path, stamp: &Stamp, going: Going<'_>) -> FileTold {
    let pace = Pace::new();
    let mut tell = |at: VerifyProgress| going(pace.told(at.doing, at.done, Some(at.total)));
    match recover_file(damaged, new, stamp, &mut tell) {
        Ok(recovered) => FileTold::Recovered(recovered.lines()),
        Err(StoreError::Cancelled) => FileTold::Stopped,
        Err(error) => FileTold::Failed(error.to_string()),
    }
}
