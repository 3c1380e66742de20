//! What is written: left-behind notes, copied words, nothing said, misspelt.

pub(super) mod abbreviation;
pub(super) mod double_word;
pub(super) mod foreign_figure;
pub(super) mod lacking_letter;
pub(super) mod no_cause;
pub(super) mod note_to_self;
pub(super) mod pointer;
pub(super) mod same_as_another;
pub(super) mod same_as_before;
pub(super) mod spelling;
pub(super) mod too_long;

mod rules;

pub(super) use rules::rules;

use super::{Across, Check, Family, Found, LooksAt, Text, figures, text};
use crate::workbook::*;

/// A text without what people do not compare by: case, spaces, punctuation.
fn bare(text: &str) -> String {
    let letters = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// “one”, “other” and 3 more.
fn quoted(words: &[String]) -> String {
    let shown: Vec<String> = words.iter().take(3).map(|word| format!("“{word}”")).collect();
    match words.len().saturating_sub(3) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
