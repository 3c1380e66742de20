//! Finding words and phrases in texts, as whole words, as Unicode parts them.
//!
//! A phrase matches where its words stand one after another, in capitals or not and whatever parts
//! them (“self-directed” and “self directed”). A word of a phrase that ends in `*` matches every
//! word that begins so.

use unicode_segmentation::UnicodeSegmentation;

/// A word and the bytes it stands at.
struct Word<'a> {
    at: usize,
    text: &'a str,
    lower: String,
}

/// The words of a text, with those inside a hyphenated one apart; `%` and `£` are words.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split_word_bound_indices()
        .filter(|(_, word)| word.chars().any(|c| c.is_alphanumeric() || matches!(c, '%' | '£')))
        .map(|(at, word)| Word { at, text: word, lower: word.to_lowercase().replace('’', "'") })
}

/// The first place in a text where one of the phrases stands, as it stands there.
pub(super) fn find<'t>(text: &'t str, phrases: &[impl AsRef<str>]) -> Option<&'t str> {
    let words: Vec<Word> = words(text).collect();
    phrases.iter().find_map(|phrase| at(text, &words, phrase.as_ref()).map(|(_, found)| found))
}

/// The same, passing over places where the phrase is denied: “not reviewed”.
pub(super) fn find_affirmed<'t>(text: &'t str, phrases: &[impl AsRef<str>]) -> Option<&'t str> {
    const DENIALS: [&str; 6] = ["not", "never", "no", "without", "un", "non"];
    let words: Vec<Word> = words(text).collect();
    phrases.iter().find_map(|phrase| {
        let (first, found) = at(text, &words, phrase.as_ref())?;
        let denied =
            first.checked_sub(1).is_some_and(|before| DENIALS.contains(&words[before].lower.as_str()));
        (!denied).then_some(found)
    })
}

/// The phrase that a text begins with, as it stands there.
pub(super) fn begins<'t>(text: &'t str, phrases: &[impl AsRef<str>]) -> Option<&'t str> {
    let words: Vec<Word> = words(text).collect();
    phrases.iter().find_map(|phrase| {
        at(text, &words, phrase.as_ref()).filter(|(at, _)| *at == 0).map(|(_, found)| found)
    })
}

/// The first word of the first place where a phrase stands, and the text there.
fn at<'t>(text: &'t str, words: &[Word], phrase: &str) -> Option<(usize, &'t str)> {
    let phrase: Vec<&str> =
        phrase.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let (first, last) = (0..words.len()).find_map(|from| {
        let here = words.get(from..from + phrase.len()).filter(|here| !here.is_empty())?;
        here.iter()
            .zip(&phrase)
            .all(|(word, wanted)| is(word, wanted))
            .then_some((from, from + phrase.len() - 1))
    })?;
    let end = words[last].at + words[last].text.len();
    Some((first, &text[words[first].at..end]))
}

fn is(word: &Word, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => word.lower.starts_with(beginning),
        None => word.lower == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_their_insides_are_not() {
        for (text, phrase, found) in [
            ("Complaints dealt with on time", "on time", Some("on time")),
            ("Average resolution time", "on time", None),
            ("Station timetable", "on time", None),
            ("Closed ON  TIME.", "on time", Some("ON  TIME")),
            ("on-time delivery", "on time", Some("on-time")),
            ("self directed support", "self-directed", Some("self directed")),
            ("successfully", "success", None),
            ("dissatisfied residents", "satisfied", None),
            ("the enterprise", "rise", None),
            ("vacancies", "vacan*", Some("vacancies")),
            ("evacuated", "vacan*", None),
            ("naïve délais", "délais", Some("délais")),
            ("a carer’s voice", "carer's", Some("carer’s")),
            ("% of households", "% of", Some("% of")),
            ("percentage", "% of", None),
            ("", "on time", None),
        ] {
            assert_eq!(find(text, &[phrase]), found, "{text}");
        }
        assert_eq!(begins("Number of homes", &["number of"]), Some("Number of"));
        assert_eq!(begins("A number of homes", &["number of"]), None);
        assert_eq!(begins("Numbers of homes", &["number of"]), None);
        assert_eq!(find_affirmed("Plans not reviewed in a year", &["reviewed"]), None);
        assert_eq!(find_affirmed("Plans reviewed in a year", &["reviewed"]), Some("reviewed"));
    }
}
