//! The one thread that owns the store.
//!
//! The screen never waits for the disk: questions and changes are sent here
//! as data and answered as data. A question that a newer one of the same kind
//! makes pointless is dropped, or stopped if it is already running.

mod checking;
mod opening;
mod thread;

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveDate;

use crate::domain::Period;
use crate::jobs::file::{FileWorkEvent, FileWorkRequest};
use crate::jobs::import::request::{ImportEvent, ImportRequest};
use crate::jobs::import::{Before, ImportJob};
use crate::jobs::report::ReportJob;
use crate::jobs::report::request::{ReportEvent, ReportRequest};
use crate::jobs::returns::ReturnsJob;
use crate::jobs::returns::request::{ReturnsEvent, ReturnsRequest};
use crate::session::Notice;
use crate::store::{Backups, Interrupt, Seen};
use crate::workbook::backup::Kept;
use crate::workbook::{
    Applied, CarryChoices, Change, CheckReport, Conflict, Data, Id, MajorStep, Opening, Query, Stamp,
};
use thread::{Thread, same_kind};

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
    /// Opens the workbook that is open once more, taking it over where that is possible.
    OpenAgain {
        read_only: bool,
    },
    Ask(Query),
    Apply(Change),
    /// Takes the latest step back; one to be asked about only where it is the one agreed to.
    Undo {
        agreed: Option<Id>,
    },
    /// Puts the step taken back last back in the same way.
    Redo {
        agreed: Option<Id>,
    },
    NextPeriod {
        from: Period,
        choices: CarryChoices,
    },
    BackUp(PathBuf),
    /// What backups there are of the workbook at this path.
    Backups(PathBuf),
    /// Puts the backup `from` in place of the workbook at `path`, or beside it, and opens that.
    Restore {
        path: PathBuf,
        from: PathBuf,
        beside: bool,
        read_only: bool,
    },
    /// Checks the file that is open, or recovers another.
    File(FileWorkRequest),
    /// Checks a period while there is nothing else to do. Where there is very much to look at, only
    /// if `however_much`.
    Check {
        period: Period,
        today: NaiveDate,
        however_much: bool,
    },
    Import(Box<ImportJob>),
    Returns(Box<ReturnsJob>),
    Report(Box<ReportJob>),
    /// Looks whether the file is as it was, where it was, and ours.
    Watch,
}

struct Request {
    address: Address,
    job: Job,
    stamp: Stamp,
    /// Of what can be called off: its number, from 1; of anything else, none that ever is.
    number: u64,
}

impl Job {
    /// Whether no frame waits for the answer.
    fn can_wait(&self) -> bool {
        matches!(
            self,
            Self::Watch
                | Self::Check { .. }
                | Self::Import(_)
                | Self::Returns(_)
                | Self::Report(_)
                | Self::File(_)
        ) || matches!(self, Self::Ask(query) if query.can_wait())
    }

    /// Whether it is done even if the program ends meanwhile: what was asked for to be kept.
    fn must_be_done(&self) -> bool {
        match self {
            Self::Apply(_)
            | Self::Undo { .. }
            | Self::Redo { .. }
            | Self::NextPeriod { .. }
            | Self::BackUp(_)
            | Self::Restore { .. } => true,
            Self::Import(job) => matches!(job.ask, ImportRequest::Apply(_)),
            Self::Returns(job) => matches!(job.ask, ReturnsRequest::Send(_) | ReturnsRequest::Collect(_)),
            Self::Report(job) => matches!(job.ask, ReportRequest::Export(_) | ReportRequest::Publish { .. }),
            _ => false,
        }
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
        /// It can be taken over with [`Job::OpenAgain`].
        take_over: bool,
        /// It was open before.
        again: bool,
    },
    Data(Box<Data>),
    Applied {
        applied: Applied,
        kind: AppliedKind,
    },
    Conflict(Box<Conflict>),
    /// The step is taken back, or put back, only once somebody has agreed to it.
    AskFirst(Box<MajorStep>),
    BackedUp(PathBuf),
    Backups(Vec<Kept>),
    File(FileWorkEvent),
    /// What the checks have found; none where there was too much to look at unasked.
    Checked(Option<Box<CheckReport>>),
    Watched(Seen),
    /// Something to say about the file, before the answer it came with.
    Said(Notice),
    Import(ImportEvent),
    Returns(ReturnsEvent),
    Report(ReportEvent),
    /// Superseded by a newer question.
    Dropped,
    Failed(String),
    /// The workbook could not be opened at all.
    NotOpened {
        path: PathBuf,
        reason: String,
        /// What could be put in its place.
        backup: Option<Kept>,
        /// It was a workbook, of which something may be recovered.
        is_damaged: bool,
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
    /// How far a job is, and not yet its answer.
    on_the_way: bool,
}

/// What is being asked right now, and how to stop it.
#[derive(Default)]
struct Running {
    question: Option<(Address, Query)>,
    interrupt: Option<Interrupt>,
    /// What is done only reads, and may be stopped in the middle of a question.
    may_be_stopped: bool,
}

/// What the thread is doing, for whoever wants to end it.
#[derive(Default)]
struct Work {
    /// Jobs not yet done that must be, whatever happens.
    owed: usize,
    /// It is doing something that nobody needs any more once the program ends.
    reading: bool,
    /// Nothing is begun any more that need not be.
    ending: bool,
    /// To be removed by whoever ends the program while the thread is reading.
    lock_file: Option<PathBuf>,
}

#[derive(Default)]
struct AtWork {
    work: Mutex<Work>,
    changed: Condvar,
}

impl AtWork {
    fn with<T>(&self, look: impl FnOnce(&mut Work) -> T) -> T {
        let told = look(&mut self.work.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
        told
    }
}

/// The thread and the ways to and from it.
pub struct Worker {
    requests: Option<Sender<Request>>,
    responses: Receiver<Response>,
    running: Arc<Mutex<Running>>,
    /// How many jobs there have been that can be called off.
    numbered: u64,
    /// Those of them up to this number are.
    called_off: Arc<AtomicU64>,
    pending: usize,
    /// Those of them that a frame waits for.
    awaited: usize,
    at_work: Arc<AtWork>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread, which keeps `backups` of what it opens. `wake` is called after every answer.
    pub fn start(backups: Backups, wake: impl Fn() + Send + 'static) -> Self {
        let (requests, inbox) = channel();
        let (outbox, responses) = channel();
        let running = Arc::new(Mutex::new(Running::default()));
        let shared = Arc::clone(&running);
        let called_off = Arc::new(AtomicU64::new(0));
        let heeded = Arc::clone(&called_off);
        let at_work = Arc::new(AtWork::default());
        let told = Arc::clone(&at_work);
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || {
                let thread = Thread {
                    store: None,
                    said: Rc::default(),
                    running: shared,
                    called_off: heeded,
                    imported_before: Before::default(),
                    backups,
                    at_work: told,
                    checking: None,
                };
                thread.run(&inbox, &outbox, &wake);
            })
            .ok();
        Self {
            requests: Some(requests),
            responses,
            running,
            numbered: 0,
            called_off,
            pending: 0,
            awaited: 0,
            at_work,
            thread,
        }
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
        if matches!(job, Job::Import(_)) {
            // The one before it is not wanted any more.
            self.cancel();
        }
        let number = match &job {
            Job::Report(job) if !job.can_be_stopped() => u64::MAX,
            Job::Import(_) | Job::Returns(_) | Job::Report(_) | Job::File(_) => {
                self.numbered += 1;
                self.numbered
            }
            _ => u64::MAX,
        };
        let must = usize::from(job.must_be_done() && self.requests.is_some());
        self.at_work.with(|work| work.owed += must);
        if let Some(requests) = &self.requests
            && requests.send(Request { address, job, stamp, number }).is_ok()
        {
            self.pending += 1;
            self.awaited += awaited;
        }
    }

    /// Calls off the imports, exports, readings of forms and checks of files asked for so far.
    pub fn cancel(&self) {
        self.called_off.store(self.numbered, Ordering::Release);
        if let Ok(running) = self.running.lock()
            && running.may_be_stopped
            && let Some(handle) = &running.interrupt
        {
            handle.cancel();
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
        if response.on_the_way {
            return response;
        }
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

    /// Finishes every change that has been sent, closes the file and ends the thread. What is only
    /// being read, such as a long report's preview, is given up.
    pub fn stop(&mut self) {
        self.requests = None;
        let Some(thread) = self.thread.take() else { return };
        let mut work = self.at_work.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.ending = true;
        if work.reading
            && let Ok(running) = self.running.lock()
            && let Some(handle) = &running.interrupt
        {
            handle.cancel();
        }
        while work.owed > 0 && !thread.is_finished() {
            let (woken, _) = self
                .at_work
                .changed
                .wait_timeout(work, Duration::from_millis(100))
                .unwrap_or_else(PoisonError::into_inner);
            work = woken;
        }
        if work.reading {
            // It ends with the program: nothing it holds is half-written.
            if let Some(file) = work.lock_file.take() {
                let _ = std::fs::remove_file(file);
            }
            return;
        }
        drop(work);
        // A panic there has been reported already; the file is safe either way.
        let _ = thread.join();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}
