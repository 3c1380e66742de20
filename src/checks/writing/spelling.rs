//! Words that are known to be misspelt, and American spellings.

use std::collections::BTreeMap;

use super::*;

pub(in crate::checks) const CHECK: Check = Check {
    code: "spelling",
    family: Family::Writing,
    severity: CheckSeverity::Warning,
    looks_for: "words known to be misspelt, and American spellings; the workbook’s own words are left alone",
    to_do: "Correct it; a word that is right here is added to the workbook’s own words with W.",
    looks_at: LooksAt::Words(look),
};

fn look(report: &ReportMaterial, text: &Text, found: &mut Found) {
    let mut wrong: BTreeMap<&str, String> = BTreeMap::new();
    for word in text.text.split(|c: char| !c.is_alphabetic()).filter(|word| is_plain(word)) {
        if let Some(right) = correction(word)
            && !report.words.iter().any(|own| own.word.eq_ignore_ascii_case(word))
        {
            wrong.insert(word, right);
        }
    }
    for (word, right) in wrong {
        let message = format!("“{word}” is misspelt in the {}: {right}?", text.what);
        let field = format!("{} {}", text.field, word.to_lowercase());
        found.say(text.subject, &text.reference, field, message, word, right);
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
    let right = typos_dict::WORD.find(&unicase(word))?;
    // Several corrections mean that only the context could say; none, that the word is merely rare.
    match right {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first, other, ..] => Some(format!("{first} or {other}")),
    }
}

/// A word as the list is keyed: whatever its case.
fn unicase(word: &str) -> unicase::UniCase<&str> {
    unicase::UniCase::new(word)
}

#[cfg(test)]
mod tests {
    use super::{correction, is_plain};

    #[test]
    fn misspelt_words_are_known_and_right_ones_are_not() {
        assert_eq!(correction("recieve").as_deref(), Some("receive"));
        assert_eq!(correction("Overwhelemed").as_deref(), Some("overwhelmed"));
        assert_eq!(correction("center").as_deref(), Some("centre"));
        for word in ["programme", "enablement", "safeguarding", "Barnet", "organisation", "organization"] {
            assert_eq!(correction(word), None, "{word}");
        }
        assert!(!is_plain("DoLS") && !is_plain("ASCOF") && is_plain("Overwhelemed"));
    }
}
