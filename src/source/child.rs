//! Reading in a child process.
//!
//! The child is this program again, run as [`COMMAND`]. It first lowers what
//! it may use of memory and processor, which no file can raise again, and
//! then reads. If the file gets the better of a reader, the child ends and the
//! parent says so; the workbook and the screen are in another process.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::limits::{cause, limit};
use super::read::read;
use super::wire::{Decoder, Encoder, WireError};
use super::{Event, Problem, Wanted};

/// The command that serves; it is for the program itself and for nobody's eyes.
pub const COMMAND: &str = "read-cells";

/// Files from this size on may take longer.
const LARGE: u64 = 64 * 1024 * 1024;
const SECONDS: u64 = 60;
const SECONDS_IF_LARGE: u64 = 600;
/// How long a child may say nothing at all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Read from a child at a time, and how many of these may wait.
const CHUNK: usize = 64 * 1024;
const CHUNKS: usize = 4;

/// Seconds of work that reading this file may take.
fn seconds(path: &Path) -> u64 {
    let large = std::fs::metadata(path).is_ok_and(|about| about.len() >= LARGE);
    if large { SECONDS_IF_LARGE } else { SECONDS }
}

/// What the child does: reads the file within its limits and writes what is
/// found to its standard output.
///
/// # Errors
/// When nobody reads that; all other trouble is told as an event.
pub fn serve(path: &Path, wanted: &Wanted) -> io::Result<()> {
    limit(seconds(path));
    let mut encoder = Encoder::new(io::stdout().lock());
    let mut written = Ok(());
    read(path, wanted, &mut |event| {
        written = encoder.event(event);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written
}

/// A child that reads a file: the events it tells, one after another. The
/// last is [`Event::Done`] or [`Event::Problem`], whatever becomes of the child.
pub struct Child {
    /// None once it has been left to itself to end.
    process: Option<process::Child>,
    events: Decoder<Chunks>,
    seconds: u64,
    ended: bool,
}

impl Child {
    /// Has `program`, which is this one, read what is `wanted` of a file.
    ///
    /// # Errors
    /// When the program cannot be run.
    pub fn start(program: &Path, path: &Path, wanted: &Wanted) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .args(arguments(path, wanted))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if cfg!(unix) {
            // Elsewhere a program may not even start without.
            command.env_clear();
        }
        let mut process = command.spawn()?;
        let output = process.stdout.take();
        let (sender, receiver) = sync_channel(CHUNKS);
        let mut child = Self {
            process: Some(process),
            events: Decoder::new(Chunks { receiver, patience: TIMEOUT, chunk: Vec::new(), from: 0 }),
            seconds: seconds(path),
            ended: false,
        };
        let listening =
            thread::Builder::new().name("child output".to_owned()).spawn(move || pass_on(output, &sender));
        if let Err(error) = listening {
            child.release();
            return Err(error);
        }
        Ok(child)
    }

    /// Waits this long, and not half a minute, for a child that says nothing.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.events.input_mut().patience = patience;
        self
    }

    /// Takes back an event that is done with.
    pub fn recycle(&mut self, event: Event) {
        if let Event::Row(row) = event {
            self.events.recycle(row.cells);
        }
    }

    /// Why a child ended before it had told everything.
    fn died(&mut self) -> Event {
        let status = self.process.as_mut().and_then(|process| process.wait().ok());
        match status.map(cause).and_then(|cause| cause.limit(self.seconds)) {
            Some(limit) => too_much(&limit),
            None => damaged(),
        }
    }

    /// Ends the child if it still runs, and waits for that without keeping
    /// anybody: a process that waits for a network share may take its time.
    fn release(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        // It may have ended by itself.
        let _ = process.kill();
        let _ = thread::Builder::new().name("child end".to_owned()).spawn(move || process.wait());
    }
}

impl Iterator for Child {
    type Item = Event;

    /// The next event; none after the last.
    fn next(&mut self) -> Option<Event> {
        if self.ended {
            return None;
        }
        let event = match self.events.event() {
            Ok(Some(event)) => event,
            Ok(None) | Err(WireError::CutShort) => self.died(),
            Err(WireError::Io(error)) if error.kind() == io::ErrorKind::TimedOut => problem(format!(
                "Nothing came of reading it for {} seconds, and it was given up: \
                 the disk or the network share may not answer, or the file is damaged. Nothing was changed.",
                self.events.input_mut().patience.as_secs()
            )),
            Err(_) => damaged(),
        };
        if matches!(event, Event::Done | Event::Problem(_)) {
            self.ended = true;
            self.release();
        }
        Some(event)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.release();
    }
}

impl fmt::Debug for Child {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child")
            .field("process", &self.process)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

/// The command line that [`COMMAND`] understands.
fn arguments(path: &Path, wanted: &Wanted) -> Vec<OsString> {
    let mut arguments = vec![COMMAND.into()];
    if let Some(sheets) = &wanted.sheets {
        arguments.push("--sheets".into());
        arguments.extend(sheets.iter().map(|sheet| sheet.to_string().into()));
    }
    if let Some(rows) = wanted.rows {
        arguments.push(format!("--rows={rows}").into());
    }
    if let Some(delimiter) = wanted.delimiter {
        arguments.push(format!("--delimiter={delimiter}").into());
    }
    arguments.extend(["--".into(), path.into()]);
    arguments
}

fn problem(text: String) -> Event {
    Event::Problem(Problem { place: None, text })
}

fn too_much(limits: &str) -> Event {
    problem(format!(
        "It could not be read within {limits}: it is damaged, or made to do harm. Nothing was changed."
    ))
}

fn damaged() -> Event {
    problem(
        "It is damaged: reading it went wrong. \
         Open it in the program it came from, save it anew and import that. \
         Nothing was changed."
            .to_owned(),
    )
}

/// Reads what a child says until it ends, or until nobody listens.
fn pass_on(output: Option<impl Read>, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let Some(mut output) = output else { return };
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = match output.read(&mut chunk) {
            Ok(0) => return,
            Ok(read) => {
                chunk.truncate(read);
                Ok(chunk)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let failed = read.is_err();
        if sender.send(read).is_err() || failed {
            return;
        }
    }
}

/// What a child says, as it comes through the channel: it can be waited for with a limit.
#[derive(Debug)]
struct Chunks {
    receiver: Receiver<io::Result<Vec<u8>>>,
    patience: Duration,
    chunk: Vec<u8>,
    from: usize,
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
        if self.from == self.chunk.len() {
            self.chunk = match self.receiver.recv_timeout(self.patience) {
                Ok(chunk) => chunk?,
                Err(Disconnected) => return Ok(0),
                Err(Timeout) => return Err(io::ErrorKind::TimedOut.into()),
            };
            self.from = 0;
        }
        let rest = &self.chunk[self.from..];
        let amount = rest.len().min(buffer.len());
        buffer[..amount].copy_from_slice(&rest[..amount]);
        self.from += amount;
        Ok(amount)
    }
}
