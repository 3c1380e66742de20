//! What the thread does with what it is sent.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvError, Sender, TryRecvError};
use std::sync::{Arc, Mutex};

use super::checking::Checking;
use super::{Address, AppliedKind, AtWork, Job, Reply, Request, Response, Running};
use crate::app::importing::{self, Before};
use crate::app::report_job;
use crate::app::returns;
use crate::screens::import::ImportTold;
use crate::screens::report::ReportTold;
use crate::screens::returns::ReturnsTold;
use crate::session::Notice;
use crate::store::{Access, Backups, Door, FileEvent, Locking, Store, StoreError};
use crate::workbook::backup::Occasion;
use crate::workbook::{Applied, Data, Query, Stamp};

const NO_WORKBOOK: &str = "no workbook is open";

pub(super) struct Thread {
    pub(super) store: Option<Store>,
    /// What the store has said about its file and nobody was told yet.
    pub(super) said: Rc<RefCell<Vec<Notice>>>,
    pub(super) running: Arc<Mutex<Running>>,
    /// Jobs up to this number are called off.
    pub(super) called_off: Arc<AtomicU64>,
    pub(super) imported_before: Before,
    pub(super) backups: Backups,
    pub(super) at_work: Arc<AtWork>,
    /// Goes on whenever there is nothing else to do.
    pub(super) checking: Option<Checking>,
}

impl Thread {
    pub(super) fn run(mut self, inbox: &Receiver<Request>, outbox: &Sender<Response>, wake: &impl Fn()) {
        let mut waiting: Vec<Request> = Vec::new();
        loop {
            if waiting.is_empty() {
                match self.next(inbox) {
                    Ok(Some(request)) => waiting.push(request),
                    Ok(None) => {
                        if let Some(response) = self.check_on() {
                            if outbox.send(response).is_err() {
                                return;
                            }
                            wake();
                        }
                        continue;
                    }
                    Err(RecvError) => return,
                }
            }
            waiting.extend(inbox.try_iter());
            let request = waiting.remove(0);
            if let Job::Check { period, today, however_much } = &request.job {
                // Answered when it is done; the one before it is not wanted any more.
                let asked = Checking::ask(period, *today, *however_much, request.address);
                if let Some(before) = self.checking.replace(asked)
                    && outbox.send(before.dropped()).is_err()
                {
                    return;
                }
                continue;
            }
            let must = request.job.must_be_done();
            let ending = self.at_work.with(|work| {
                work.reading = !must && !work.ending;
                work.ending
            });
            let reply = if superseded(&request, &waiting) || (ending && !must) {
                Reply::Dropped
            } else {
                self.perform_safely(&request, outbox, wake)
            };
            self.at_work.with(|work| {
                work.reading = false;
                work.owed -= usize::from(must);
                work.lock_file = self.store.as_ref().and_then(Store::lock_file);
            });
            let (could_wait, ahead) = (request.job.can_wait(), request.job.is_ahead());
            let notes = self.store.as_mut().map(Store::take_notes).unwrap_or_default();
            self.said.borrow_mut().extend(notes.into_iter().map(Notice::problem));
            for notice in self.said.take() {
                let reply = Reply::Said(notice);
                let address = Address::App;
                let said = Response { address, reply, could_wait: true, ahead: false, on_the_way: true };
                if outbox.send(said).is_err() {
                    return;
                }
            }
            if outbox
                .send(Response { address: request.address, reply, could_wait, ahead, on_the_way: false })
                .is_err()
            {
                return;
            }
            wake();
        }
    }

    /// The next request. None while there is none and checking goes on meanwhile.
    fn next(&self, inbox: &Receiver<Request>) -> Result<Option<Request>, RecvError> {
        if self.checking.is_none() {
            return inbox.recv().map(Some);
        }
        match inbox.try_recv() {
            Ok(request) => Ok(Some(request)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(RecvError),
        }
    }

    /// Looks at a little more; the answer once there is nothing left to look at.
    fn check_on(&mut self) -> Option<Response> {
        let mut checking = self.checking.take()?;
        let store = self.store.as_ref();
        let address = checking.address;
        let step = std::panic::AssertUnwindSafe(|| checking.step(store));
        self.at_work.with(|work| work.reading = true);
        let stepped = std::panic::catch_unwind(step);
        self.at_work.with(|work| work.reading = false);
        match stepped {
            Ok(true) => {
                self.checking = Some(checking);
                None
            }
            Ok(false) => {
                let finish = std::panic::AssertUnwindSafe(|| checking.finish());
                Some(std::panic::catch_unwind(finish).unwrap_or_else(|_| Checking::failed(address)))
            }
            Err(_) => Some(Checking::failed(address)),
        }
    }

    /// A fault in one job must not leave the screen waiting for ever: it is
    /// answered, and the file is opened anew before the next.
    fn perform_safely(&mut self, request: &Request, outbox: &Sender<Response>, wake: &impl Fn()) -> Reply {
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match &request.job {
            Job::Import(job) => self.telling(request, outbox, wake, |store, before, going| {
                Reply::Import(importing::perform(store, job, &request.stamp, before, &mut |at| {
                    going(at.map(|at| Reply::Import(ImportTold::Progress(at))))
                }))
            }),
            Job::Report(job) => self.telling(request, outbox, wake, |store, _, going| {
                Reply::Report(report_job::perform(store, job, &request.stamp, &mut |at| {
                    going(Some(Reply::Report(ReportTold::Progress(at))))
                }))
            }),
            Job::Returns(job) => self.telling(request, outbox, wake, |store, _, going| {
                Reply::Returns(returns::perform(store, job, &request.stamp, &mut |read| {
                    going(Some(Reply::Returns(ReturnsTold::Reading(read))))
                }))
            }),
            _ => self.perform(request),
        }));
        attempt.unwrap_or_else(|_| {
            self.set_running(None);
            // A transaction in hand is rolled back as the connection closes.
            if let Some(store) = self.store.take() {
                let (path, read_only) = (store.path().to_path_buf(), store.access() == Access::ReadOnly);
                drop(store);
                self.store = self.enter(&path, read_only, false, &request.stamp).ok();
            }
            Reply::Failed(
                "Something went wrong inside the program. Nothing was half-saved; what you typed is kept."
                    .to_owned(),
            )
        })
    }

    /// Does what takes its time. `work` tells on the way how far it is, or nothing, and is told
    /// whether to go on.
    fn telling(
        &mut self,
        request: &Request,
        outbox: &Sender<Response>,
        wake: &impl Fn(),
        work: impl FnOnce(&mut Store, &mut Before, &mut dyn FnMut(Option<Reply>) -> bool) -> Reply,
    ) -> Reply {
        let Some(store) = &mut self.store else { return Reply::Failed(NO_WORKBOOK.to_owned()) };
        let (called_off, address) = (&self.called_off, request.address);
        work(store, &mut self.imported_before, &mut |so_far| {
            if let Some(reply) = so_far {
                // Nobody there to be told is nobody to go on for.
                let _ = outbox.send(Response {
                    address,
                    reply,
                    could_wait: true,
                    ahead: false,
                    on_the_way: true,
                });
                wake();
            }
            called_off.load(Ordering::Acquire) < request.number
        })
    }

    fn perform(&mut self, request: &Request) -> Reply {
        match &request.job {
            Job::Open { path, read_only } => {
                self.store = None;
                self.open(path, *read_only, false, &request.stamp)
            }
            Job::OpenAgain { read_only } => self.open_again(*read_only, &request.stamp),
            Job::Backups(path) => {
                let uuid = self.store.as_ref().and_then(|store| match store.answer(&Query::Opening) {
                    Ok(Data::Opening(opening)) => Some(opening.workbook.uuid),
                    _ => None,
                });
                Reply::Backups(self.backups.list(path, uuid.as_deref()))
            }
            Job::Restore { path, from, beside } => self.restore(path, from, *beside, &request.stamp),
            job => {
                if let Job::Ask(query) = job {
                    self.set_running(Some((request.address, query.clone())));
                }
                let reply = match &mut self.store {
                    Some(store) => {
                        if matches!(job, Job::Watch)
                            && let Some(copy) = store.look_beside()
                        {
                            self.said.borrow_mut().push(Notice::problem(copy));
                        }
                        perform(store, job, &request.stamp)
                    }
                    None => Reply::Failed(NO_WORKBOOK.to_owned()),
                };
                self.set_running(None);
                self.keep_interrupt();
                reply
            }
        }
    }

    fn set_running(&self, question: Option<(Address, Query)>) {
        if let Ok(mut running) = self.running.lock() {
            running.question = question;
        }
    }

    /// Opens a workbook through the door, with a lock while it may be written.
    fn enter(
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
    fn open_again(&mut self, read_only: bool, stamp: &Stamp) -> Reply {
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

    fn open(&mut self, path: &Path, read_only: bool, again: bool, stamp: &Stamp) -> Reply {
        let backups = self.backups.clone();
        let not_opened = |reason: String| Reply::NotOpened {
            path: path.to_path_buf(),
            reason,
            backup: backups.newest(path),
        };
        let store = match self.enter(path, read_only, again, stamp) {
            Ok(store) => store,
            Err(error) => return not_opened(backups.told(&error)),
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
            Ok(_) => not_opened("the workbook gave an answer to another question".to_owned()),
            Err(error) => not_opened(backups.told(&error)),
        }
    }

    /// A change may have brought another connection, which is then the one to stop.
    fn keep_interrupt(&self) {
        if let (Some(store), Ok(mut running)) = (&self.store, self.running.lock()) {
            running.interrupt = Some(store.interrupt_handle());
        }
    }

    /// Puts a backup where it is wanted and opens what is there then.
    fn restore(&mut self, path: &Path, from: &Path, beside: bool, stamp: &Stamp) -> Reply {
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
        match self.open(&path, false, false, stamp) {
            Reply::NotOpened { path, reason, backup } => {
                Reply::NotOpened { path, reason: format!("{note} {reason}"), backup }
            }
            opened => {
                self.said.borrow_mut().push(Notice::done(note));
                opened
            }
        }
    }
}

/// Whether a later question of the same kind to the same screen is waiting,
/// with no change between the two.
fn superseded(request: &Request, waiting: &[Request]) -> bool {
    let Job::Ask(query) = &request.job else { return false };
    waiting.iter().take_while(|later| matches!(later.job, Job::Ask(_))).any(|later| match &later.job {
        Job::Ask(other) => later.address == request.address && same_kind(other, query),
        _ => false,
    })
}

/// Whether one question stands in place of the other. A form asks for the
/// values of several fields at once, and wants every answer.
pub(super) fn same_kind(one: &Query, other: &Query) -> bool {
    match (one, other) {
        (Query::Values { field }, Query::Values { field: other }) => field == other,
        (one, other) if is_list(one) && is_list(other) => true,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// However the indicator list is asked for, the latest question is the one that counts.
fn is_list(query: &Query) -> bool {
    matches!(query, Query::Indicators(_) | Query::FirstIndicators(_) | Query::IndicatorsLater(_))
}

fn perform(store: &mut Store, job: &Job, stamp: &Stamp) -> Reply {
    let applied = |store: &Store, result: Result<Applied, StoreError>, kind| match result {
        Ok(applied) => Reply::Applied { applied, kind },
        Err(StoreError::Conflict(conflict)) => Reply::Conflict(conflict),
        Err(StoreError::AskFirst(step)) => Reply::AskFirst(step),
        Err(error) => Reply::Failed(store.told(&error)),
    };
    match job {
        Job::Ask(query) => match store.answer(query) {
            Ok(data) => Reply::Data(Box::new(data)),
            Err(StoreError::Cancelled) => Reply::Dropped,
            Err(error) => Reply::Failed(store.told(&error)),
        },
        Job::Apply(change) => {
            let result = store.apply(change, stamp);
            applied(store, result, AppliedKind::Change)
        }
        Job::Undo { agreed } => {
            let result = store.undo_asking(*agreed, stamp);
            applied(store, result, AppliedKind::Undo)
        }
        Job::Redo { agreed } => {
            let result = store.redo_asking(*agreed, stamp);
            applied(store, result, AppliedKind::Redo)
        }
        Job::NextPeriod { from, choices } => {
            store.keep_backup(Occasion::NextPeriod, stamp);
            let result = store.carry_forward(from, *choices).and_then(|change| store.apply(&change, stamp));
            applied(store, result, AppliedKind::NextPeriod)
        }
        Job::BackUp(path) => match store.backup_to(path) {
            Ok(()) => Reply::BackedUp(path.clone()),
            Err(error) => Reply::Failed(store.told(&error)),
        },
        Job::Verify => match store.verify() {
            Ok(findings) => Reply::Verified(findings),
            Err(error) => Reply::Failed(store.told(&error)),
        },
        Job::Watch => Reply::Watched(store.look()),
        // Done by whoever asked for this.
        _ => Reply::Dropped,
    }
}
