//! Steps that are not taken back, or put back, without being asked about:
//! they undo the work of many keys, or what others have been told of.

use super::record::Id;

/// Why a step is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MajorKind {
    Publication,
    /// A report was published and its period closed with it.
    PublicationAndClosing,
    /// A period was opened for the first time, with what was carried into it.
    Opening,
    Closing,
    Reopening,
    Import,
    /// Returns of owners were collected.
    Returns,
}

impl MajorKind {
    /// What taking such a step back means, as a sentence.
    pub fn taken_back(self) -> &'static str {
        match self {
            Self::Publication => {
                "The report then counts as not published; copies that have gone out stay as they are."
            }
            Self::PublicationAndClosing => {
                "The report then counts as not published and its period is open again; copies that have gone \
                 out stay as they are."
            }
            Self::Opening => "The period goes, with everything that was carried into it.",
            Self::Closing => "The figures and words of the period can then be changed again.",
            Self::Reopening => "The period is then closed again, as it was reported.",
            Self::Import => "Everything that it brought goes.",
            Self::Returns => "Everything that came back in them goes.",
        }
    }
}

/// A step that is asked about before it is taken back or put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorStep {
    /// The step that would be reversed: what is agreed to is this one and no other.
    pub step: Id,
    pub label: String,
    pub who: String,
    /// Local time.
    pub at: String,
    pub kind: MajorKind,
    /// Rows it wrote.
    pub rows: u64,
    /// Whether it is to be put back, having been taken back before.
    pub again: bool,
}

impl MajorStep {
    /// "Take back “Publish service report of Q1 2015/16”?"
    pub fn question(&self) -> String {
        let verb = if self.again { "Put back" } else { "Take back" };
        format!("{verb} “{}”?", self.label)
    }

    /// What it was and what becomes of it, a line each.
    pub fn lines(&self) -> Vec<String> {
        let rows = match self.rows {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        let of = match self.again {
            true => format!("It was taken back by {}, {}: {rows}.", self.who, self.at.replace('T', " ")),
            false => format!("Step {} by {}, {}: {rows}.", self.step, self.who, self.at.replace('T', " ")),
        };
        let then = match self.again {
            true => "Everything it did is done again.",
            false => self.kind.taken_back(),
        };
        vec![of, then.to_owned()]
    }
}
