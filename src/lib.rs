//! Quarterdeck: from the quarter's figures to the committee report, by keyboard.
//!
//! # The map
//!
//! ```text
//! main.rs      asks the clock, the person and the terminal; runs a command or the screen
//! cli/         one file per subcommand: data on standard output, sentences on standard error
//! jobs/        what is done away from the screen: import, report, publication, forms, new files;
//!              the app's worker and the command line do the same ones
//! app/         the app: routes keys, performs effects, draws the frame
//!   terminal   the loop; the only place that knows the terminal library
//!   worker     the one thread that owns the store; the screen never waits for the disk
//! screens/     one file (or folder) per screen and dialog; a row in SCREENS makes a tab
//! session      what every screen may read
//! ui/          themes by meaning, tables, boxes, the editor, one-line fields, inert text
//! input/       keys and TABLE, the one table of commands, a file for each screen's keys
//! files/       the one writer of files: whole or not at all, never over a workbook
//! drafts/      unsaved text on disk, outside the workbook
//! store/       the only SQL: one file, one connection, an append-only log of operations
//! workbook/    what a workbook holds, as plain data: records, changes, queries, standings;
//!              rooms/ has what each room of the service report is told, schema/ what records
//!              are made of, field by field, edits/ every change, made and read once
//! domain/      the field's rules: periods, figures, ratings, real change, risk, money; pure
//! checks/      what would embarrass us in committee: a file and a table row for each check; pure
//! report/      the period as a document, and the document in every format; pure
//! source/      files other people made, as cells: csv, xlsx, xls, ods, read in a child process
//! import/      what those cells mean: headings, periods, figures; a file for each thing they become
//! returns/     forms for the owners of indicators, as Excel files, and what comes back in them
//! sample/      the sample workbook's data files turned into records; the generator
//! ```
//!
//! # Who may use whom
//!
//! `domain` uses nothing of ours; `workbook` uses `domain`; `checks`, `store` and
//! `sample` use both (the store tells the checks what they look at); `input` uses nothing; `ui` uses `domain`, `workbook` and
//! `input`; `screens` add `session`, the data of `drafts` and the requests of
//! `jobs`; `jobs` do headless what takes a while, on the store; `app` (the screen)
//! and `cli` stand on `jobs` and not on each other. SQL stays in `store`, colours in `ui::theme`, the
//! terminal in `app::terminal`, the clock in `main`. `tests/architecture.rs`
//! holds us to it.
//!
//! # How a key becomes a change
//!
//! A key is looked up in [`input::TABLE`] for the topmost screen's scope. The
//! screen answers the command with [`screens::Effect`]s, data that only the
//! app performs: a [`workbook::Query`] goes to the worker and comes back as
//! [`workbook::Data`], a [`workbook::Change`] is applied whole or not at all
//! and comes back as an outcome. Every event that is waiting is taken before
//! anything is drawn, and what the screens have come to want is asked for once
//! per drawing, so a held-down key costs one frame and one question.
//!
//! # Decisions worth knowing
//!
//! - **Standings.** How an indicator stands in a period (rating, variance,
//!   direction of travel, review mark) is judged once, by
//!   [`workbook::standing::judge`], when a figure changes, and stored. Lists
//!   and counts read it, so a million results open as fast as twenty; closed
//!   periods keep theirs, so an old quarter looks as it was reported.
//! - **The first rows, then their number.** A letter typed into the filter is
//!   answered from the first rows of the list as it is ordered, among what
//!   passed a letter before; what passes is counted after that, by a question
//!   that no frame waits for and the next letter stops.
//! - **Read ahead.** After a frame, a screen may name what the next key will
//!   probably want ([`screens::Screen::prefetch`]): the detail of the next row, the
//!   next stretch of a list. Then that key needs no other thread and no disk.
//! - **One list, one reading pane.** A [`ui::list::List`] knows its rows by what they are about: the
//!   cursor stays with its row as rows come and go, and where each is held is worked out when they
//!   come. A [`ui::reading_pane::ReadingPane`] lays its text out for a frame. No key derives a row
//!   or a line; a test counts the bytes that each asks for on every screen.
//! - **Views.** Indicators may be a million, so their lists come in windows
//!   and their standings are kept. Risks, budget lines, commitments, questions
//!   and sections are tens to hundreds: each view is read whole, in short
//!   form, and worked out by pure functions as it stood in the period: the
//!   latest row at or before it counts, so nothing has to be copied forward.
//! - **Subjects.** Links, actions and history are about any [`workbook::Subject`],
//!   a table and a row. No foreign key can say that, so the store checks it,
//!   names what is linked before anything is removed, and `verify` looks for
//!   what is left over.
//! - **Printed beside computed.** What the source prints is kept verbatim next
//!   to what the program works out, never in its place. A printed total of
//!   rounded lines is more exact than their sum and stands while the two agree
//!   within rounding; a risk stays on the cell its published map counts it in
//!   until someone moves it.
//! - **Undo is a new operation.** The log is append-only (triggers protect
//!   it); an undo is another step of the history, so it works after a restart
//!   and from the command line.
//! - **A rollback journal, not a write-ahead log,** because workbooks lie on
//!   network shares; commits are made off the screen's thread for the same reason.
//! - **Checks.** What is found is worked out anew after every change, on the worker's
//!   thread, a few indicators at a time and only while nobody waits for anything else; the
//!   session holds the latest, and every screen marks what it shows from there. Only
//!   decisions are stored, each with the figures it was taken for, so that it lapses with them.
//! - **Drafts live outside the workbook,** in the user's own folder, so that
//!   half-written words are nobody else's and a locked file costs nobody
//!   their text. They are let go only when the commit has returned.
//! - **Our own editor.** The text widgets there are move by character, place
//!   cursors with 16 bits or draw control characters as they come; what
//!   officers type all day has to be right, so `ui::editor` is ours, small and
//!   behind one type.
//! - **Published means frozen.** The document that was published is kept under
//!   its checksum and printed from that, never worked out again, and every date in
//!   it is the workbook's: the same bytes on any day and machine. A correction is
//!   another version with a list of what changed.
//! - **No async runtime.** One loop waits for the keyboard, the worker and
//!   signals together and uses no processor time in between.
//!
//! # Adding things
//!
//! A field of a record: its row in [`workbook::schema`], where the record is described there, else
//! its reader in [`workbook::edits`]; form and command line ask them
//! alike; `tests/suite/journeys/pairs` names what one of them lacks.
//! Something that a file can become: one file and one row in [`import::targets::TARGETS`].
//! A check: one file in `checks/`, one row in [`checks::CHECKS`] and its cases
//! in `tests/suite/checks/cases.rs`. A screen: one file and one row in [`screens::SCREENS`]. A command: one row
//! in [`input::TABLE`] and an arm in the screen that does it. A question: a
//! variant of [`workbook::Query`] and a file in `store/read`. A table: a
//! migration, a record, its name in [`workbook::Table`] and its declaration in
//! `store::rows::table_row`. A kind of report section: one file and a row in
//! [`report::sections::KINDS`]; a report format: one file and a row in
//! [`report::FORMATS`]; a report: a template in `assets/templates`; words that every report has:
//! `assets/report/words.toml`. A scheme, a
//! risk matrix or a theme: a data file in `assets` and a line that names it.

#![forbid(unsafe_code)]

pub mod app;
pub mod checks;
pub mod cli;
pub mod domain;
pub mod drafts;
pub mod files;
pub mod import;
pub mod input;
pub mod jobs;
pub mod report;
pub mod returns;
pub mod sample;
pub mod screens;
pub mod session;
pub mod source;
pub mod store;
pub mod ui;
pub mod workbook;
