//! Words that are known to be misspelt, and American spellings.

use std::collections::BTreeMap;

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "spelling",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "words known to be misspelt, and American spellings; the workbook’s own words are left alone",
    to_do: "Correct it; a word that is right here is added to the workbook’s own words with +.",
    looks_at: LooksAt::Words(look),
};

fn look(report: &ReportMaterial, text: &Text, found: &mut Found) {
    let own: Vec<String> = report.words.iter().map(|own| own.word.clone()).collect();
    let mut wrong: BTreeMap<&str, String> = BTreeMap::new();
    for (from, to) in misspelt(&text.text, &own) {
        let word = &text.text[from..to];
        wrong.extend(correction(word).map(|right| (word, right)));
    }
    for (word, right) in wrong {
        let message = format!("“{word}” is misspelt in the {}: {right}?", text.what);
        let field = format!("{} {}", text.field, word.to_lowercase());
        found.say(text.subject, &text.reference, field, message, word, right);
    }
}

/// Where the words of a text are that are known to be misspelt and are not among the workbook's own:
/// ranges of bytes.
pub fn misspelt(text: &str, own: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let from = at;
        at += word.len();
        let is_wrong = is_plain(word) && correction(word).is_some();
        if is_wrong && !own.iter().any(|own| own.eq_ignore_ascii_case(word)) {
            found.push((from, at));
        }
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// What a misspelt word should be, with its own capital; none where nothing is known against it.
pub fn corrected(word: &str) -> Option<String> {
    let right = correction(word)?;
    let first = right.split(" or ").next().unwrap_or(&right).to_owned();
    match word.starts_with(char::is_uppercase) {
        true => first.get(..1).map(|letter| format!("{}{}", letter.to_uppercase(), &first[1..])),
        false => Some(first),
    }
}

/// Words of lower case, perhaps with a capital at the beginning: names of systems and abbreviations
/// are left alone, and so are words too short to be sure of.
fn is_plain(word: &str) -> bool {
    word.len() >= 4 && word.is_ascii() && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
}

/// What a word should be; none where nothing is known against it.
fn correction(word: &str) -> Option<String> {
    if let Some(british) = rules().american.get(&word.to_ascii_lowercase()) {
        return Some(british.clone());
    }
    let right: Vec<&str> = corrections(&word.to_ascii_lowercase())?.split(',').collect();
    // Several corrections mean that only the context could say.
    match right.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first, other, ..] => Some(format!("{first} or {other}")),
    }
}

/// Common misspellings in the order of their letters, each with its corrections: those of the typos
/// project (MIT or Apache-2.0). It knows wrong words, not right ones, so names never offend it. A
/// text, because a table of as many words would be put together anew whenever the program starts.
const MISSPELLINGS: &str = include_str!("../../../assets/checks/misspellings.txt");

/// The corrections of a misspelt word in lower case, with commas between them.
fn corrections(word: &str) -> Option<&'static str> {
    let (mut from, mut to) = (0, MISSPELLINGS.len());
    while from < to {
        let middle = MISSPELLINGS.get(from..from + (to - from) / 2)?;
        let begins = middle.rfind('\n').map_or(from, |at| from + at + 1);
        let rest = MISSPELLINGS.get(begins..to)?;
        let line = rest.lines().next()?;
        let (wrong, right) = line.split_once(' ')?;
        match wrong.cmp(word) {
            std::cmp::Ordering::Equal => return Some(right),
            std::cmp::Ordering::Less => from = begins + line.len() + 1,
            std::cmp::Ordering::Greater => to = begins,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{corrected, correction, is_plain, misspelt};

    #[test]
    fn misspelt_words_are_known_and_right_ones_are_not() {
        assert_eq!(correction("recieve").as_deref(), Some("receive"));
        assert_eq!(correction("Overwhelemed").as_deref(), Some("overwhelmed"));
        assert_eq!(correction("center").as_deref(), Some("centre"));
        for word in ["programme", "enablement", "safeguarding", "Barnet", "organisation", "organization"] {
            assert_eq!(correction(word), None, "{word}");
        }
        // Every one is found, whatever its place in the list.
        let lines = super::MISSPELLINGS.lines().map(|line| line.split_once(' ').unwrap());
        assert!(lines.clone().all(|(wrong, right)| super::corrections(wrong) == Some(right)));
        assert!(lines.clone().zip(lines.skip(1)).all(|((one, _), (next, _))| one < next));
        assert_eq!((super::corrections("aaaa"), super::corrections("zzzz")), (None, None));
        let text = "Recieve the — café, recieve Barnet";
        let found: Vec<&str> = misspelt(text, &[]).into_iter().map(|(from, to)| &text[from..to]).collect();
        assert_eq!(found, ["Recieve", "recieve"]);
        assert!(misspelt(text, &["RECIEVE".to_owned()]).is_empty());
        assert_eq!((corrected("Recieve").as_deref(), corrected("right")), (Some("Receive"), None));
        assert!(!is_plain("DoLS") && !is_plain("ASCOF") && is_plain("Overwhelemed"));
    }
}
