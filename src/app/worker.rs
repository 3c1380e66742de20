//! The one thread that owns the store.
//!
//! The screen never waits for the disk: questions and changes are sent here
//! as data and answered as data. A question that a newer one of the same kind
//! makes pointless is dropped, or stopped if it is already running.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::store::{Access, Interrupt, Lock, LockError, Store, StoreError};
use crate::workbook::{Applied, CarryChoices, Change, Conflict, Data, Opening, Query, Stamp};

/// Whom an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    App,
    /// A main screen, by its place in the table.
    Screen(usize),
    /// A dialog, by the number it was opened under.
    Layer(u64),
}

/// Something for the store to do.
#[derive(Debug)]
pub enum Job {
    /// Opens a workbook, read-only if someone else has it.
    Open {
        path: PathBuf,
        read_only: bool,
    },
    Ask(Query),
    Apply(Change),
    Undo,
    Redo,
    NextPeriod {
        from: String,
        choices: CarryChoices,
    },
    BackUp(PathBuf),
    Verify,
    /// Looks whether another program has written to the file.
    Watch,
}

struct Request {
    address: Address,
    job: Job,
    stamp: Stamp,
}

impl Job {
    /// Whether no frame waits for the answer.
    fn can_wait(&self) -> bool {
        matches!(self, Self::Watch | Self::Ask(Query::IndicatorsLater(_))) || self.is_ahead()
    }

    /// Whether the answer is for a later frame: what is on screen is the same without it.
    fn is_ahead(&self) -> bool {
        matches!(self, Self::Ask(Query::DetailAhead { .. }))
    }
}

/// What came of a job.
#[derive(Debug)]
pub enum Reply {
    Opened {
        opening: Box<Opening>,
        read_only: Option<String>,
        notes: Vec<String>,
    },
    Data(Box<Data>),
    Applied {
        applied: Applied,
        kind: AppliedKind,
    },
    Conflict(Box<Conflict>),
    BackedUp(PathBuf),
    /// What a full check found; nothing when all is well.
    Verified(Vec<String>),
    /// Whether another program has written to the file.
    Watched(bool),
    /// Superseded by a newer question.
    Dropped,
    Failed(String),
    /// The workbook could not be opened at all.
    NotOpened {
        path: PathBuf,
        reason: String,
    },
}

/// What kind of operation was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppliedKind {
    Change,
    Undo,
    Redo,
    NextPeriod,
}

/// An answer and whom it is for.
#[derive(Debug)]
pub struct Response {
    pub address: Address,
    pub reply: Reply,
    /// As the job's [`Job::can_wait`].
    could_wait: bool,
    /// The answer is for a later frame.
    pub ahead: bool,
}

/// What is being asked right now, and how to stop it.
#[derive(Default)]
struct Running {
    question: Option<(Address, Query)>,
    interrupt: Option<Interrupt>,
}

/// The thread and the ways to and from it.
pub struct Worker {
    requests: Option<Sender<Request>>,
    responses: Receiver<Response>,
    running: Arc<Mutex<Running>>,
    pending: usize,
    /// Those of them that a frame waits for.
    awaited: usize,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. `wake` is called after every answer.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (requests, inbox) = channel();
        let (outbox, responses) = channel();
        let running = Arc::new(Mutex::new(Running::default()));
        let shared = Arc::clone(&running);
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || Thread { store: None, lock: None, running: shared }.run(&inbox, &outbox, &wake))
            .ok();
        Self { requests: Some(requests), responses, running, pending: 0, awaited: 0, thread }
    }

    /// Sends a job. Its answer arrives later, exactly once.
    pub fn send(&mut self, address: Address, job: Job, stamp: Stamp) {
        if let Job::Ask(query) = &job
            && let Ok(running) = self.running.lock()
            && running
                .question
                .as_ref()
                .is_some_and(|(whose, asked)| *whose == address && same_kind(asked, query))
            && let Some(handle) = &running.interrupt
        {
            handle.cancel();
        }
        let awaited = usize::from(!job.can_wait());
        if let Some(requests) = &self.requests
            && requests.send(Request { address, job, stamp }).is_ok()
        {
            self.pending += 1;
            self.awaited += awaited;
        }
    }

    /// An answer, if one has come.
    pub fn receive(&mut self) -> Option<Response> {
        let response = self.responses.try_recv().ok()?;
        Some(self.answered(response))
    }

    /// An answer, waiting at most this long for it.
    pub fn wait(&mut self, at_most: std::time::Duration) -> Option<Response> {
        let response = self.responses.recv_timeout(at_most).ok()?;
        Some(self.answered(response))
    }

    fn answered(&mut self, response: Response) -> Response {
        self.pending -= 1;
        self.awaited -= usize::from(!response.could_wait);
        response
    }

    /// Jobs not yet answered.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Jobs not yet answered whose answers will be seen in the next frame.
    pub fn awaited(&self) -> usize {
        self.awaited
    }

    /// Finishes what has been sent, closes the file and ends the thread.
    pub fn stop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported already; the file is safe either way.
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Thread {
    store: Option<Store>,
    /// Held while the workbook is open for writing.
    lock: Option<Lock>,
    running: Arc<Mutex<Running>>,
}

impl Thread {
    fn run(mut self, inbox: &Receiver<Request>, outbox: &Sender<Response>, wake: &impl Fn()) {
        let mut waiting: Vec<Request> = Vec::new();
        loop {
            if waiting.is_empty() {
                match inbox.recv() {
                    Ok(request) => waiting.push(request),
                    Err(_) => return,
                }
            }
            waiting.extend(inbox.try_iter());
            let request = waiting.remove(0);
            let reply =
                if superseded(&request, &waiting) { Reply::Dropped } else { self.perform_safely(&request) };
            let (could_wait, ahead) = (request.job.can_wait(), request.job.is_ahead());
            if outbox.send(Response { address: request.address, reply, could_wait, ahead }).is_err() {
                return;
            }
            wake();
        }
    }

    /// A fault in one job must not leave the screen waiting for ever: it is
    /// answered, and the file is opened anew before the next.
    fn perform_safely(&mut self, request: &Request) -> Reply {
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.perform(request)));
        attempt.unwrap_or_else(|_| {
            self.set_running(None);
            // A transaction in hand is rolled back as the connection closes.
            if let Some(path) = self.store.take().map(|store| store.path().to_path_buf()) {
                let access = if self.lock.is_some() { Access::ReadWrite } else { Access::ReadOnly };
                self.store = Store::open(&path, access).ok();
            }
            Reply::Failed(
                "Something went wrong inside the program. Nothing was half-saved; what you typed is kept."
                    .to_owned(),
            )
        })
    }

    fn perform(&mut self, request: &Request) -> Reply {
        match &request.job {
            Job::Open { path, read_only } => self.open(path, *read_only, &request.stamp),
            job => {
                if let Job::Ask(query) = job {
                    self.set_running(Some((request.address, query.clone())));
                }
                let reply = match &mut self.store {
                    Some(store) => perform(store, job, &request.stamp),
                    None => Reply::Failed("no workbook is open".to_owned()),
                };
                self.set_running(None);
                reply
            }
        }
    }

    fn set_running(&self, question: Option<(Address, Query)>) {
        if let Ok(mut running) = self.running.lock() {
            running.question = question;
        }
    }

    fn open(&mut self, path: &Path, asked_read_only: bool, stamp: &Stamp) -> Reply {
        self.store = None;
        self.lock = None;
        let not_opened = |reason: String| Reply::NotOpened { path: path.to_path_buf(), reason };
        // Nothing is created beside a file that is not there or is not ours.
        let mut access = Access::ReadWrite;
        let mut read_only = None;
        if asked_read_only {
            access = Access::ReadOnly;
            read_only = Some("you asked for it (--read-only).".to_owned());
        } else if path.is_file() {
            match Lock::take(path, &stamp.who, stamp.at) {
                Ok(lock) => self.lock = Some(lock),
                Err(LockError::Held(held)) => {
                    access = Access::ReadOnly;
                    read_only = Some(LockError::Held(held).to_string());
                }
                // A folder that cannot be written makes the workbook read-only too, and says so itself.
                Err(LockError::Unavailable { .. }) => {}
            }
        }
        match Store::open(path, access) {
            Ok(store) => {
                let read_only = read_only.or_else(|| store.read_only_because().map(str::to_owned));
                if let Ok(mut running) = self.running.lock() {
                    running.interrupt = Some(store.interrupt_handle());
                }
                let notes = store
                    .upgraded_from_backup()
                    .map(|backup| {
                        format!("Brought up to date; the file as it was is kept as {}.", backup.display())
                    })
                    .into_iter()
                    .collect();
                let answer = store.answer(&Query::Opening);
                self.store = Some(store);
                match answer {
                    Ok(Data::Opening(opening)) => {
                        Reply::Opened { opening: Box::new(opening), read_only, notes }
                    }
                    Ok(_) => not_opened("the workbook gave an answer to another question".to_owned()),
                    Err(error) => not_opened(error.to_string()),
                }
            }
            Err(error) => {
                self.lock = None;
                not_opened(error.to_string())
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
fn same_kind(one: &Query, other: &Query) -> bool {
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
    let applied = |result: Result<Applied, StoreError>, kind| match result {
        Ok(applied) => Reply::Applied { applied, kind },
        Err(StoreError::Conflict(conflict)) => Reply::Conflict(conflict),
        Err(error) => Reply::Failed(error.to_string()),
    };
    match job {
        Job::Ask(query) => match store.answer(query) {
            Ok(data) => Reply::Data(Box::new(data)),
            Err(StoreError::Cancelled) => Reply::Dropped,
            Err(error) => Reply::Failed(error.to_string()),
        },
        Job::Apply(change) => applied(store.apply(change, stamp), AppliedKind::Change),
        Job::Undo => applied(store.undo(stamp), AppliedKind::Undo),
        Job::Redo => applied(store.redo(stamp), AppliedKind::Redo),
        Job::NextPeriod { from, choices } => {
            let result = store.carry_forward(from, *choices).and_then(|change| store.apply(&change, stamp));
            applied(result, AppliedKind::NextPeriod)
        }
        Job::BackUp(path) => match store.backup_to(path) {
            Ok(()) => Reply::BackedUp(path.clone()),
            Err(error) => Reply::Failed(error.to_string()),
        },
        Job::Verify => match store.verify() {
            Ok(findings) => Reply::Verified(findings),
            Err(error) => Reply::Failed(error.to_string()),
        },
        Job::Watch => Reply::Watched(store.changed_elsewhere()),
        Job::Open { .. } => Reply::Dropped,
    }
}
