//! How a command can end other than well.

use std::io;

use crate::store::{Backups, StoreError};

/// Why a command stopped, and with which exit code.
#[derive(Debug)]
pub enum Failure {
    /// It could not be done, said in a sentence: exit code 1.
    Failed(String),
    /// What the store says, which knows the file.
    Store(StoreError),
    /// It was asked for wrongly, said in a sentence: exit code 2.
    Usage(String),
    /// What it printed could not be written, said in a sentence: exit code 1.
    Output(String),
    /// It found something, which has been printed: exit code 1.
    Found,
    /// Whoever was reading has read enough: exit code 0.
    Closed,
}

impl Failure {
    /// Something could not be done.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::Failed(text.into())
    }

    /// Something was asked for wrongly.
    pub fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    /// 0 done, 1 failed or found something, 2 wrong usage.
    pub fn code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Failed(_) | Self::Store(_) | Self::Output(_) | Self::Found => 1,
            Self::Usage(_) => 2,
        }
    }

    /// The sentence for standard error, if there is one; of a damaged file, with the backup that helps.
    /// `done` is what was done for good before.
    pub fn message(&self, done: &[String], backups: &Backups) -> Option<String> {
        match self {
            Self::Output(text) if !done.is_empty() => Some(format!("{} Only {text}", done.join(" "))),
            Self::Output(text) => Some(format!("T{}", &text[1..])),
            Self::Failed(text) | Self::Usage(text) => Some(text.clone()),
            Self::Store(error) => Some(backups.told(error)),
            Self::Found | Self::Closed => None,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Output(format!("the output could not be written: {error}.")),
        }
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::Output(format!("the output could not be written: {other:?}.")),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
