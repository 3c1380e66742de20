//! Lines of a table that are no data: totals and notes, by their first words.

use super::words::{plain, words};

/// How notes below a table begin.
const NOTES: &str = "note|notes|source|sources|*|†|[note|©|please|data|produced|published|copyright|contact|this|figures|http|https";

/// Whether a line in lower case begins as notes below a table do.
pub(super) fn begins_note(line: &str) -> bool {
    // "1. Live well" heads rows; what goes on to the end of a sentence is a note.
    let numbered = line.strip_prefix("1.").or_else(|| line.strip_prefix("(1)"));
    if let Some(rest) = numbered {
        return rest.trim_end().ends_with('.') || rest.split_whitespace().count() > 8;
    }
    NOTES.split('|').any(|start| begins_with(line, start))
}

/// Whether a line in lower case begins with one of these words.
pub(super) fn begins_word(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| begins_with(line, word))
}

/// `Total`, `Sub-total`, `Grand total`, `Overall total`.
pub(super) fn is_total(text: &str) -> bool {
    let begins = text.trim_start_matches(|c: char| !c.is_alphanumeric()).bytes().next();
    if !matches!(begins, Some(b't' | b'T' | b's' | b'S' | b'o' | b'O' | b'g' | b'G' | b'n' | b'N')) {
        return false;
    }
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match word(0) {
        // “Total number of complaints” is an indicator, and so is “Overall satisfaction”.
        "total" => !MEASURED.contains(&word(1)),
        "totals" | "subtotal" => true,
        "overall" => matches!(word(1), "" | "total" | "totals"),
        "sub" | "grand" | "net" => word(1) == "total",
        _ => false,
    }
}

/// `Average`, `Overall average`: of the rows above, and no indicator.
pub(super) fn is_average(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |word: &str| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    // Asked of every row: most begin otherwise.
    if text.len() > 20 || !["average", "mean", "overall", "grand"].iter().any(|word| begins(word)) {
        return false;
    }
    matches!(
        plain(text).as_str(),
        "average" | "averages" | "mean" | "overall average" | "grand average" | "average of all"
    )
}

/// Words after “Total” that say what is measured.
const MEASURED: &[&str] = &[
    "number",
    "count",
    "amount",
    "volume",
    "value",
    "percentage",
    "proportion",
    "no",
    "days",
    "hours",
    "visits",
];

/// Whether a text in lower case begins with a word, or with a mark.
fn begins_with(text: &str, start: &str) -> bool {
    let ends_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    text.strip_prefix(start).is_some_and(|rest| ends_whole(rest) || !start.ends_with(char::is_alphanumeric))
}
