//! What writers did otherwise in earlier releases. What was published then is printed as it went
//! out, byte for byte, so what they draw and spell otherwise now is for later documents only.
//!
//! What a document itself holds (words, marks, figures) needs no edition: it is kept with it.

use crate::report::document::Meta;

/// How a document is drawn and its letters are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// Of documents published before they told how they stand: axes begin at the lowest figure
    /// without a word, and a letter that no font has is a box.
    First,
    #[default]
    Current,
}

impl Edition {
    /// The edition that a document was published in.
    pub fn of(meta: &Meta) -> Self {
        if meta.facts().is_none() { Self::First } else { Self::Current }
    }
}
