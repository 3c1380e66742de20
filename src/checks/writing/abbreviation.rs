//! Abbreviations that nothing in the report explains.

use std::collections::{BTreeMap, HashSet};

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "abbreviation-unexplained",
    family: Family::Writing,
    severity: CheckSeverity::Note,
    looks_for: "an abbreviation that nowhere in the report stands beside or as the words it is short for",
    to_do: "Write it out where it first stands, or add it to the workbook’s own words (+).",
    looks_at: LooksAt::All(look),
};

/// Words that abbreviations often pass over.
const PASSED_OVER: [&str; 7] = ["of", "and", "the", "for", "in", "to", "on"];

fn look(report: &ReportMaterial, across: &Across, found: &mut Found) {
    let known: HashSet<String> = rules()
        .known_abbreviations
        .iter()
        .map(|word| word.to_lowercase())
        .chain(report.words.iter().map(|own| own.word.to_lowercase()))
        .collect();
    let references: HashSet<&str> = across.texts.iter().map(|text| text.reference.as_str()).collect();
    let mut first: BTreeMap<&str, &Text> = BTreeMap::new();
    for text in &across.texts {
        for word in text::words(&text.text).filter(|word| is_abbreviation(word)) {
            if !known.contains(&word.to_lowercase()) && !references.contains(word) {
                first.entry(word).or_insert(text);
            }
        }
    }
    let mut left: Vec<&str> = first.keys().copied().collect();
    for text in across.texts.iter() {
        if left.is_empty() {
            break;
        }
        let passages = [text.text.as_str(), text.reference.as_str()];
        left.retain(|word| !passages.iter().any(|passage| explains(passage, word)));
    }
    for word in left {
        let Some(text) = first.get(word) else { continue };
        let message = format!("“{word}” in the {} is explained nowhere in the report.", text.what);
        found.say(text.subject, &text.reference, format!("abbreviation {word}"), message, word, "");
    }
}

/// Two to six letters, most of them capitals: CQC, DoLS. Figures and roman numerals are none.
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().count();
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    (2..=6).contains(&letters)
        && word.chars().all(|c| c.is_ascii_alphabetic())
        && capitals >= 2
        && capitals * 2 > letters
        && !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether a text has the words an abbreviation is short for, one after another: words whose first
/// letters make it.
fn explains(text: &str, abbreviation: &str) -> bool {
    let wanted: Vec<char> = abbreviation.chars().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty() && *word != abbreviation)
        .collect();
    let first = |word: &str| word.chars().next().and_then(|c| c.to_lowercase().next());
    (0..words.len()).filter(|at| first(words[*at]) == wanted.first().copied()).any(|from| {
        let mut letters = wanted.iter().peekable();
        for word in &words[from..] {
            match letters.peek() {
                None => break,
                Some(wanted) if first(word) == Some(**wanted) => {
                    letters.next();
                }
                Some(_) if PASSED_OVER.contains(&word.to_lowercase().as_str()) => {}
                Some(_) => return false,
            }
        }
        letters.peek().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::{explains, is_abbreviation};

    #[test]
    fn abbreviations_are_mostly_capitals() {
        for word in ["CQC", "DoLS", "PARIS", "ILF"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["Care", "I", "II", "PCs1", "iPad", "The"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }

    #[test]
    fn words_whose_first_letters_make_it_explain_it() {
        assert!(explains("the deprivation of liberty safeguards remain", "DoLS"));
        assert!(explains("Freedom of information and subject access", "FOI"));
        assert!(explains("The Care Quality Commission came", "CQC"));
        assert!(!explains("Care and quality came up; commission it", "CQX"));
        assert!(!explains("CQC inspections", "CQC"));
    }
}
