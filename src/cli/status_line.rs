//! How far a command is, on one line of standard error that gives way to
//! what is printed after it.

use std::io::Write;

use crate::jobs::import::Pace;
use crate::ui::inert::inert_line;
use crate::workbook::VerifyProgress;

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

    /// Says how far a check or a recovery of a file is, from half a second on.
    pub(super) fn telling(&mut self) -> impl FnMut(VerifyProgress) -> bool {
        let pace = Pace::new();
        move |at| {
            let told = pace.told(at.doing, at.done, Some(at.total));
            if let Some(text) = told.and_then(|told| told.with_speed()) {
                self.say(&format!("{text} (Ctrl-C stops)"));
            }
            true
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
