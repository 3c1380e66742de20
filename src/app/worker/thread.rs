//! What the thread does with what it is sent.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvError, Sender, TryRecvError};
use std::sync::{Arc, Mutex};

use super::checking::Checking;
use super::{Address, AppliedKind, AtWork, Job, Reply, Request, Response, Running};
use crate::jobs::file::{FileWorkEvent, FileWorkRequest};
use crate::jobs::import::request::{ImportEvent, ImportProgress};
use crate::jobs::import::{self, Before};
use crate::jobs::report::request::ReportEvent;
use crate::jobs::returns::request::ReturnsEvent;
use crate::jobs::{file, report, returns};
use crate::session::Notice;
use crate::store::{Access, Backups, Store, StoreError};
use crate::workbook::backup::Occasion;
use crate::workbook::{Applied, Data, Query, Stamp};

pub(super) const NO_WORKBOOK: &str = "no workbook is open";

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
                let asked = Checking::ask(*period, *today, *however_much, request.address);
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
                Reply::Import(import::perform(store, job, &request.stamp, before, &mut |at| {
                    going(at.map(|at| Reply::Import(ImportEvent::Progress(at))))
                }))
            }),
            Job::Report(job) => self.telling(request, outbox, wake, |store, _, going| {
                Reply::Report(report::perform(store, job, &request.stamp, &mut |at| {
                    going(Some(Reply::Report(ReportEvent::Progress(at))))
                }))
            }),
            Job::Returns(job) => self.telling(request, outbox, wake, |store, _, going| {
                Reply::Returns(returns::perform(store, job, &request.stamp, &mut |read| {
                    going(Some(Reply::Returns(ReturnsEvent::Reading(read))))
                }))
            }),
            Job::File(FileWorkRequest::Recover { damaged, new }) => {
                let mut going = teller(&self.called_off, request, outbox, wake);
                let mut going =
                    |at: Option<ImportProgress>| going(at.map(FileWorkEvent::Progress).map(Reply::File));
                Reply::File(file::recover(damaged, new, &request.stamp, &mut going))
            }
            Job::File(_) => {
                self.may_be_stopped(true);
                let told = self.telling(request, outbox, wake, |store, _, going| {
                    let mut going =
                        |at: Option<ImportProgress>| going(at.map(FileWorkEvent::Progress).map(Reply::File));
                    Reply::File(file::verify(store, &mut going))
                });
                self.may_be_stopped(false);
                told
            }
            _ => self.perform(request),
        }));
        attempt.unwrap_or_else(|_| {
            self.set_running(None);
            self.may_be_stopped(false);
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
        let mut going = teller(&self.called_off, request, outbox, wake);
        let Some(store) = &mut self.store else { return Reply::Failed(NO_WORKBOOK.to_owned()) };
        work(store, &mut self.imported_before, &mut going)
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
            Job::Restore { path, from, beside, read_only } => {
                self.restore(path, from, *beside, *read_only, &request.stamp)
            }
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

    fn may_be_stopped(&self, may: bool) {
        if let Ok(mut running) = self.running.lock() {
            running.may_be_stopped = may;
        }
    }
}

/// Tells on the way how far a request is; answers whether to go on.
fn teller(
    called_off: &Arc<AtomicU64>,
    request: &Request,
    outbox: &Sender<Response>,
    wake: &impl Fn(),
) -> impl FnMut(Option<Reply>) -> bool {
    let (address, number) = (request.address, request.number);
    move |so_far| {
        if let Some(reply) = so_far {
            // Nobody there to be told is nobody to go on for.
            let told = Response { address, reply, could_wait: true, ahead: false, on_the_way: true };
            let _ = outbox.send(told);
            wake();
        }
        called_off.load(Ordering::Acquire) < number
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
        (one, other) if is_comparison(one) && is_comparison(other) => true,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// However the indicator list is asked for, the latest question is the one that counts.
fn is_list(query: &Query) -> bool {
    matches!(query, Query::Indicators(_) | Query::FirstIndicators(_) | Query::IndicatorsLater(_))
}

/// However much of a comparison is asked for, the latest question is the one that counts.
fn is_comparison(query: &Query) -> bool {
    matches!(query, Query::Comparison(_) | Query::ComparisonLater(_))
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
            let result = store.carry_forward(*from, *choices).and_then(|change| store.apply(&change, stamp));
            applied(store, result, AppliedKind::NextPeriod)
        }
        Job::BackUp(path) => match store.backup_to(path) {
            Ok(()) => Reply::BackedUp(path.clone()),
            Err(error) => Reply::Failed(store.told(&error)),
        },
        Job::Watch => Reply::Watched(store.look()),
        // Done by whoever asked for this.
        _ => Reply::Dropped,
    }
}
