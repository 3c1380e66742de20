//! One transaction, whole or not at all, and saying truly which of the two it
//! came to when the disk reports an error at its end.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::store::error::StoreError;
use crate::store::file::watch::Mark;
use crate::store::{FileEvent, Store};

impl Store {
    /// Runs `work` in one transaction that is kept only if it succeeds.
    pub(in crate::store) fn writing<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(because) = self.read_only_because() {
            return Err(StoreError::ReadOnly { path: self.path.clone(), because: because.to_owned() });
        }
        self.check_place()?;
        self.bring_up_to_date().map_err(|error| error.at(&self.path))?;
        self.write(work, |transaction| transaction.commit())
    }

    /// [`Self::writing`] with another way to commit, for tests of what the disk may do.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
        commit: impl FnOnce(Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<T, StoreError> {
        let mut step = None;
        let outcome = (|| {
            self.end_interrupted()?;
            // IMMEDIATE: waiting for a lock half-way through could deadlock.
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before = Mark::latest(&transaction)?;
            let outcome = work(&transaction)?;
            step = Mark::latest(&transaction)?.filter(|step| Some(step) != before.as_ref());
            match commit(transaction) {
                Ok(()) => Ok((outcome, None)),
                Err(error) => Ok((outcome, Some(error))),
            }
        })();
        let (outcome, failed) = outcome.map_err(|error: StoreError| error.at(&self.path))?;
        if let Some(error) = failed {
            self.find_out(step.as_ref(), error)?;
        }
        if let Some(step) = step {
            (self.listener)(FileEvent::Saved(step.label()));
            *self.mark.borrow_mut() = Some(step);
        }
        Ok(outcome)
    }

    /// Ends a transaction that is still open because its taking back was stopped too.
    pub(in crate::store) fn end_interrupted(&self) -> rusqlite::Result<()> {
        if self.connection.is_autocommit() { Ok(()) } else { self.connection.execute_batch("ROLLBACK") }
    }

    /// After a commit that reported an error: whether the step is in the file all the same, for the
    /// last thing a commit does is to make sure of what has been written.
    fn find_out(&self, step: Option<&Mark>, error: rusqlite::Error) -> Result<(), StoreError> {
        let cause = error.to_string();
        match Mark::latest(&self.connection) {
            Ok(latest) if step.is_some() && latest.as_ref() == step => {
                (self.listener)(FileEvent::Problem(&format!(
                    "It is saved, but the disk holding {} reported an error while saving ({cause}): \
                     back the workbook up to another disk.",
                    self.path.display()
                )));
                Ok(())
            }
            Ok(_) => Err(StoreError::from(error).at(&self.path)),
            Err(_) => Err(StoreError::Unsure { path: self.path.clone(), cause }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Access;
    use crate::store::history::write::apply;
    use crate::store::rows::row;
    use crate::workbook::*;

    /// A commit may report an error before or after the step is in the file: what is said about it is
    /// what is found there.
    #[test]
    fn an_error_at_the_commit_is_told_as_what_came_of_it() {
        use rusqlite::{Error, Transaction, ffi};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.qd");
        let stamp = Stamp { who: "Sam".into(), at: chrono::NaiveDateTime::default() };
        let generated = crate::sample::generated(3, 1);
        let rows: Vec<Edit> = generated.records().map(Edit::Put).collect();
        Store::create(&path, &generated.workbook(), &rows, "New", &stamp).unwrap();
        let said = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
        let heard = said.clone();
        let mut store = Store::open(&path, Access::ReadWrite).unwrap();
        store.listener = Box::new(move |event| heard.borrow_mut().push(format!("{event:?}")));
        let failure = || Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_FSYNC), None);
        type Commit = fn(Transaction<'_>) -> rusqlite::Result<()>;
        let outcomes: [(&str, bool, Commit); 3] = [
            ("before", false, |transaction| transaction.rollback()),
            ("after", true, |transaction| transaction.commit()),
            ("unknown", false, |transaction| {
                let connection = std::ops::Deref::deref(&transaction);
                // Nothing can be read any more.
                connection.execute_batch("ALTER TABLE operation RENAME TO nowhere")?;
                transaction.commit()
            }),
        ];
        for (note, saved, commit) in outcomes {
            said.borrow_mut().clear();
            let mut edited = row::workbook(&store.connection).unwrap();
            edited.note = note.to_owned();
            let change = Change::new(note).put(Record::Workbook(edited));
            let outcome = store.write(
                |connection| apply(connection, &change, &stamp),
                |transaction| commit(transaction).and(Err(failure())),
            );
            let in_file = row::workbook(&store.connection).unwrap().note == note;
            match outcome {
                Ok(applied) => {
                    assert!(saved && in_file && applied.operation > 1, "{note}");
                    let said = said.borrow();
                    assert!(said[0].contains("It is saved, but the disk holding"), "{said:?}");
                    assert!(said[1].contains("Saved(\"after\")"), "{said:?}");
                }
                Err(StoreError::Unsure { .. }) => assert_eq!(note, "unknown"),
                Err(error) => {
                    assert!(!saved && !in_file, "{note}");
                    assert!(error.to_string().contains("Nothing was changed"), "{error}");
                    assert!(said.borrow().is_empty());
                }
            }
        }
    }
}
