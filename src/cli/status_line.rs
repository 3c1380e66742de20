//! How far a command is, on one line of standard error that gives way to
//! what is printed after it.

use std::io::Write;

use crate::ui::inert::inert_line;

/// The line. Nothing is written where nobody looks at a terminal.
pub(super) struct StatusLine {
    wanted: bool,
    said: bool,
}

impl StatusLine {
    pub(super) fn new(wanted: bool) -> Self {
        Self { wanted, said: false }
    }

    /// Puts a text in place of what the line says.
    pub(super) fn say(&mut self, text: &str) {
        if self.wanted {
            // A terminal that has gone away is no reason to stop the work.
            let _ = write!(std::io::stderr().lock(), "\r{}\u{1b}[K", inert_line(text));
            self.said = true;
        }
    }

    /// Whether it has said anything yet.
    pub(super) fn has_said(&self) -> bool {
        self.said
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.said) {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
