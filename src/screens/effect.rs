//! What screens may ask the app to do, as data, and what comes back.
//!
//! An effect is a screen's only way out: screens neither query, write nor print.

use crate::domain::Period;
use crate::workbook::edits::Patch;
use std::path::PathBuf;

use super::Screen;
use super::forms::Values;
use super::report::Left;
use crate::drafts::{Draft, DraftKey};
use crate::input::Command;
use crate::jobs::file::FileWorkRequest;
use crate::jobs::import::request::ImportRequest;
use crate::jobs::report::request::ReportRequest;
use crate::jobs::returns::request::ReturnsRequest;
use crate::session::{Notice, Place};
use crate::workbook::{Change, Conflict, Id, Query};

/// What became of a change a screen asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Applied { operation: Id, label: String, inserted: Vec<Id> },
    Conflict(Box<Conflict>),
    Failed(String),
}

/// The answer of a dialog to the screen that opened it.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Choices ticked or taken, by position.
    Chosen { tag: &'static str, picks: Vec<usize> },
    /// Yes to a question.
    Yes { tag: &'static str },
    /// Text written.
    Text { tag: &'static str, text: String },
    /// A form filled in, for the screen to make something of.
    Filled { tag: &'static str, values: Values },
}

/// What opening the next period takes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carry {
    pub targets: bool,
    pub commentary: bool,
    pub narrative: bool,
}

/// Something for the app to do. The screens' only way out.
pub enum Effect {
    /// Asks the store; the answer comes to this screen.
    Ask(Query),
    /// Applies a change; the outcome comes to this screen. Drafts named are
    /// removed once the change is safely stored.
    Apply {
        change: Change,
        settles: Vec<DraftKey>,
    },
    /// Takes the latest step back; one to be asked about only where it is the one agreed to.
    Undo {
        agreed: Option<Id>,
    },
    Redo {
        agreed: Option<Id>,
    },
    OpenNextPeriod(Carry),
    BackUp,
    /// Shows what backups there are.
    Backups,
    /// Puts the backup `from` in place of the workbook at `path`, or beside it, and opens that.
    Restore {
        path: PathBuf,
        from: PathBuf,
        beside: bool,
    },
    /// Does something with a whole file; what comes of it is told by `Screen::file_told`.
    File(FileWorkRequest),
    /// Checks the period on screen, however much there is to look at.
    Check,
    /// Does a part of an import; what comes of it is told by `Screen::told`.
    Import(ImportRequest),
    /// Sends or collects forms; what comes of it is told by `Screen::returned`.
    Returns(ReturnsRequest),
    /// Does something about the report; what comes of it is told by `Screen::reported`.
    Report(ReportRequest),
    /// Where the report's preview was left, for coming back to it.
    ReportLeft(Left),
    Say(Notice),
    /// Opens a layer over this screen.
    Open(Box<dyn Screen>),
    /// Closes this layer.
    Close,
    /// Closes this layer and gives its answer to the screen below.
    CloseWith(Answer),
    Go(Place),
    SetPeriod(Period),
    /// Keeps text typed so far.
    KeepDraft(Draft),
    DropDraft(DraftKey),
    /// Throws a draft away; it can be taken back until the program ends.
    ThrowDraft(DraftKey),
    /// Imports a table that was pasted.
    ImportTable(String),
    /// Puts text on the terminal's clipboard.
    Copy(String),
    /// Edits a draft's text in the officer's own editor; it comes back by `Screen::outside`.
    EditOutside(Draft),
    /// Makes a draft of another copy of the workbook one of this one as well.
    TakeDraft(Draft),
    Run(Command),
    SetTheme(String),
    /// Opens a workbook file in place of this one.
    OpenFile(PathBuf),
    /// Creates a workbook, then opens it.
    CreateFile {
        path: PathBuf,
        fields: Patch,
        members: String,
    },
    OpenSample,
    Quit,
}
