//! What a child process that reads other people's files may use, why one ended, and a child that is
//! asked once: bytes in, bytes out.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

/// Memory a child may use.
pub const MEMORY_MEGABYTES: u64 = 512;
/// Seconds of work of a child that is asked once.
pub const SECONDS: u64 = 60;
/// How long its answer is waited for where the system counts no work.
const TIMEOUT: Duration = Duration::from_secs(120);
/// Bytes of an answer that are taken.
const MAX: u64 = 128 * 1024 * 1024;

/// Lowers what this process may use. A system that cannot do it has to do without.
#[cfg(unix)]
pub fn limit(seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limits =
        [(Resource::As, MEMORY_MEGABYTES * 1024 * 1024), (Resource::Cpu, seconds), (Resource::Core, 0)];
    for (resource, most) in limits {
        // Never above what it was given.
        let most = getrlimit(resource).maximum.map_or(most, |given| given.min(most));
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
pub fn limit(_seconds: u64) {}

/// What ended a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It asked for more memory than it may have, and gave up.
    Memory,
    Time,
    /// By the system, for one or the other.
    Killed,
    Other,
}

impl Cause {
    /// The limit that it came up against: "512 MB of memory"; none where it ended for another reason.
    pub fn limit(self, seconds: u64) -> Option<String> {
        let (memory, time) =
            (format!("{MEMORY_MEGABYTES} MB of memory"), format!("{seconds} seconds of work"));
        match self {
            Self::Memory => Some(memory),
            Self::Time => Some(time),
            Self::Killed => Some(format!("{memory} and {time}")),
            Self::Other => None,
        }
    }
}

/// Why a process ended.
#[cfg(unix)]
pub fn cause(status: ExitStatus) -> Cause {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) if signal == Signal::ABORT.as_raw() => Cause::Memory,
        Some(signal) if signal == Signal::XCPU.as_raw() => Cause::Time,
        Some(signal) if signal == Signal::KILL.as_raw() => Cause::Killed,
        _ => Cause::Other,
    }
}

#[cfg(not(unix))]
pub fn cause(_status: ExitStatus) -> Cause {
    Cause::Other
}

/// Has `program`, which is this one, answer `input` as a command of its own. The command lowers what
/// it may use with [`limit`] before it looks at anything.
///
/// # Errors
/// A sentence: what limit it came up against, or that what it was given is damaged.
pub fn ask(program: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| format!("This program could not be started to read it: {error}.");
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    if cfg!(unix) {
        // Elsewhere a program may not even start without.
        command.env_clear();
    }
    let mut process = command.spawn().map_err(failed)?;
    let (give, take) = (process.stdin.take(), process.stdout.take());
    let (sender, answers) = sync_channel(1);
    let answer = thread::scope(|scope| {
        let waiting = || {
            let giving = thread::Builder::new().name("child input".to_owned());
            // A child that ends early reads no more; its end says why.
            giving.spawn_scoped(scope, move || give.map(|mut give| give.write_all(input)))?;
            let taking = thread::Builder::new().name("child answer".to_owned());
            taking.spawn_scoped(scope, move || {
                let mut bytes = Vec::new();
                let read = take.map(|take| take.take(MAX).read_to_end(&mut bytes));
                let _ = sender.send(read.is_some_and(|read| read.is_ok()).then_some(bytes));
            })?;
            Ok(answers.recv_timeout(TIMEOUT).ok().flatten())
        };
        let answer: io::Result<Option<Vec<u8>>> = waiting();
        if !matches!(answer, Ok(Some(_))) {
            // It may have ended by itself; the threads end with it.
            let _ = process.kill();
        }
        answer
    });
    let status = process.wait().map_err(failed)?;
    match answer.map_err(failed)? {
        Some(bytes) if status.success() && (bytes.len() as u64) < MAX => Ok(bytes),
        None => Err(too_much(&Cause::Time.limit(TIMEOUT.as_secs()).unwrap_or_default())),
        Some(_) => Err(match cause(status).limit(SECONDS) {
            Some(limit) => too_much(&limit),
            None => "It is damaged: reading it went wrong.".to_owned(),
        }),
    }
}

fn too_much(limit: &str) -> String {
    format!("It could not be read within {limit}: it is damaged, or made to do harm.")
}
