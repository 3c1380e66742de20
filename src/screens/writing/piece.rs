//! What the writing screen writes: one text, where it is kept, and the facts
//! that belong beside it.

use crate::screens::Context;
use crate::ui::rich::Rich;
use crate::workbook::{Change, Data, Query, Record, Subject};

/// A text that can be written.
pub trait Piece {
    /// What is written, as labels and drafts call it: "reasons".
    fn name(&self) -> &'static str;

    /// What it is about.
    fn about(&self) -> Subject;

    /// What people call the thing it is about: "AC/C7".
    fn reference(&self) -> String;

    /// Whether it belongs to no period, so that its draft is found in every one.
    fn lasting(&self) -> bool {
        false
    }

    /// The revision of the record that holds the text (0 when there is none) and the text as saved.
    fn saved(&self) -> (i64, String);

    /// What to write, shown while there is nothing yet and under the facts.
    fn guidance(&self) -> &'static str;

    /// Saves a text that was begun when the record stood at `revision`; none
    /// where there was no record.
    fn change(&self, text: &str, revision: Option<i64>) -> Change;

    /// Revision and text of a record that someone else saved first; none where it is not this text's.
    fn theirs(&self, record: &Record) -> Option<(i64, String)>;

    /// What to know while writing.
    fn facts(&self, rich: &mut Rich, context: &Context);

    /// What was written before, under the checks.
    fn earlier(&self, _rich: &mut Rich, _context: &Context) {}

    /// Data the facts are made of.
    fn queries(&self) -> Vec<Query>;

    /// Takes an answer to one of them.
    fn receive(&mut self, data: Data);
}
