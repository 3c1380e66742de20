//! The the same word twice.

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "double-word",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "the same word twice in a row, as in “the the”",
    to_do: "Take one of the two out.",
    looks_at: LooksAt::Words(look),
};

/// Words that may stand twice.
const MAY: [&str; 4] = ["had", "that", "is", "very"];

fn look(_: &ReportMaterial, text: &Text, found: &mut Found) {
    let words: Vec<&str> = text.text.split_whitespace().collect();
    let twice: Vec<String> = words
        .windows(2)
        .filter(|pair| {
            pair[0].chars().all(char::is_alphabetic)
                && pair[0].eq_ignore_ascii_case(pair[1].trim_end_matches(['.', ',', ';', ':']))
                && !MAY.contains(&pair[0].to_lowercase().as_str())
        })
        .map(|pair| format!("{} {}", pair[0], pair[1]))
        .collect();
    if twice.is_empty() {
        return;
    }
    let twice = quoted(&twice);
    let message = format!("In the {} a word stands twice: {twice}.", text.what);
    found.in_text(text, message, twice, "");
}
