//! References: `AC/C7`, `H10`, `2.10`. Their order, and where a text names one.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A text that sorts, letter by letter, as people count: `H2` before `H10`, `1.9` before `1.10`, capitals
/// like small letters. Different references have different keys, but for capitals of ASCII.
///
/// Every run of digits is written as its length and itself, without noughts before it; how many noughts
/// were left out is said at the end, so that `H02` follows `H2`.
pub fn sort_key(reference: &str) -> String {
    let mut key = String::with_capacity(reference.len() + 4);
    let mut noughts = String::new();
    let mut rest = reference;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_digit() {
            key.push(first.to_ascii_lowercase());
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        rest = after;
        let bare = digits.trim_start_matches('0');
        // A number of ten digits or more begins with a 9 for each nine of them.
        let mut length = bare.len();
        while length >= 9 {
            key.push('9');
            length -= 9;
        }
        key.push(char::from(b'0' + u8::try_from(length).unwrap_or(0)));
        key.push_str(bare);
        noughts.push(char::from(b'!' + u8::try_from((digits.len() - bare.len()).min(90)).unwrap_or(0)));
    }
    if noughts.bytes().any(|left_out| left_out != b'!') {
        // Lower than anything a reference is written in, so that longer references still come after.
        key.push('\u{1}');
        key.push_str(&noughts);
    }
    key
}

/// The order of [`sort_key`].
pub fn compare(one: &str, other: &str) -> Ordering {
    sort_key(one).cmp(&sort_key(other)).then_with(|| one.cmp(other))
}

/// The reference that follows those there are: one more than the highest number behind the letters that
/// most of them begin with, as wide as that is written. None where none of them ends in a number.
pub fn next<'a>(references: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut kinds: HashMap<&str, (usize, u64, usize)> = HashMap::new();
    for reference in references {
        let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &reference[letters.len()..];
        let Some(number) = digits.parse::<u64>().ok().filter(|number| *number < u64::MAX) else { continue };
        let kind = kinds.entry(letters).or_default();
        *kind = (kind.0 + 1, kind.1.max(number), kind.2.max(digits.len()));
    }
    let most = kinds.into_iter().max_by_key(|(letters, (count, ..))| (*count, std::cmp::Reverse(*letters)));
    most.map(|(letters, (_, highest, width))| format!("{letters}{:0width$}", highest + 1))
}

/// What stands between words, for telling whether a reference stands alone.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '-' | '‑')
}

/// Whether a text names a reference as a whole word, in capitals or not: `H6` is in "see H6." and
/// "(h6)", but not in "H61", "AH6", "H6/2" or "H6.1". References of letters alone have to be written
/// exactly, and a number alone is never a name: `it` and `12` are words of any text.
pub fn is_named(text: &str, reference: &str) -> bool {
    !places(text, reference).is_empty()
}

/// Where a text names a reference, in bytes, by the rule of [`is_named`].
fn places(text: &str, reference: &str) -> Vec<Range<usize>> {
    let reference = reference.trim();
    let letters = reference.chars().any(char::is_alphabetic);
    if !letters {
        return Vec::new();
    }
    let numbered = reference.chars().any(|c| c.is_ascii_digit());
    // Capitals of ASCII are as long as their small letters, so places stay where they are.
    let (text, wanted): (Cow<'_, str>, Cow<'_, str>) = if numbered {
        (text.to_ascii_lowercase().into(), reference.to_ascii_lowercase().into())
    } else if reference.chars().any(char::is_uppercase) && reference.chars().nth(1).is_some() {
        (text.into(), reference.into())
    } else {
        return Vec::new();
    };
    let alone = |at: usize| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + wanted.len()..].chars();
        let next = after.next();
        // A dot or a comma ends a sentence, unless a number goes on behind it.
        let goes_on = matches!(next, Some('.' | ',')) && after.next().is_some_and(|c| c.is_ascii_digit());
        let decimal = before == Some('.') && text[..at - 1].ends_with(|c: char| c.is_alphanumeric());
        !before.is_some_and(joins) && !next.is_some_and(joins) && !goes_on && !decimal
    };
    let found = text.match_indices(wanted.as_ref()).filter(|(at, _)| alone(*at));
    found.map(|(at, _)| at..at + wanted.len()).collect()
}

/// Whether a name is told from the words of any text, so that a text that has it names the thing: it has
/// a digit in it, as a cost code has, or it is of several words of which the first and another begin
/// with a capital ("Adults & Communities"). "Safeguarding" and "Older people" begin sentences.
pub fn is_distinct_name(name: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = words(name);
    let titled = words.next().is_some_and(capital) && words.any(capital);
    titled || name.contains(|c: char| c.is_ascii_digit()) && name.contains(char::is_alphabetic)
}

/// What references stand for, to find those that a text names without trying each of them.
#[derive(Debug)]
pub struct References<T> {
    /// By [`index_word`]; of each the reference and what it stands for, none where several things have it.
    by_word: HashMap<String, Vec<(String, Option<T>)>>,
}

impl<T: Copy + PartialEq> References<T> {
    /// Of references and what has each; none for what is no such thing but has the same name. Capitals
    /// of ASCII make no difference.
    pub fn new(all: impl IntoIterator<Item = (String, Option<T>)>) -> Self {
        let mut by_word: HashMap<String, Vec<(String, Option<T>)>> = HashMap::new();
        for (reference, thing) in all {
            let reference = reference.trim();
            let Some(word) = index_word(reference) else { continue };
            let alike = by_word.entry(word).or_default();
            match alike.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(reference)) {
                Some((_, one)) if *one == thing => {}
                Some((_, one)) => *one = None,
                None => alike.push((reference.to_owned(), thing)),
            }
        }
        Self { by_word }
    }

    /// What a text names by a reference that only one thing has, in the order of the text, each once.
    /// Where one reference stands inside another ("KPI" in "KPI 9"), only the longer is named.
    pub fn named(&self, text: &str) -> Vec<(&str, T)> {
        let words: BTreeSet<String> = words(text).map(str::to_ascii_lowercase).collect();
        let mut references: Vec<_> =
            words.iter().filter_map(|word| self.by_word.get(word)).flatten().collect();
        references.sort_by_key(|(reference, _)| std::cmp::Reverse(reference.len()));
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut named: Vec<(usize, &str, T)> = Vec::new();
        for (reference, thing) in references {
            let free = |place: &Range<usize>| {
                taken.iter().all(|other| place.end <= other.start || other.end <= place.start)
            };
            let places: Vec<_> = places(text, reference).into_iter().filter(free).collect();
            if let (Some(first), Some(thing)) = (places.first(), thing)
                && named.iter().all(|(.., other)| other != thing)
            {
                named.push((first.start, reference, *thing));
            }
            taken.extend(places);
        }
        named.sort_by_key(|(at, ..)| *at);
        named.into_iter().map(|(_, reference, thing)| (reference, thing)).collect()
    }
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The word of a reference that most likely has no other: the longest with a digit in it, or else the
/// longest. A text that names the reference has it as a word.
fn index_word(reference: &str) -> Option<String> {
    let numbered = |word: &&str| word.chars().any(|c| c.is_ascii_digit());
    let word = words(reference).max_by_key(|word| (numbered(word), word.len()))?;
    Some(word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_reference_follows_the_highest_of_the_usual_kind() {
        for (there, wanted) in [
            (&["AS0007", "AS0091", "ST3"][..], Some("AS0092")),
            (&["H9"], Some("H10")),
            (&["1.9", "1.10"], Some("1.11")),
            (&["MTFS-09", "MTFS-3"], Some("MTFS-10")),
            (&["Roads", ""], None),
            (&[], None),
            (&["A18446744073709551615"], None),
        ] {
            assert_eq!(next(there.iter().copied()).as_deref(), wanted, "{there:?}");
        }
    }

    #[test]
    fn references_sort_as_people_count() {
        let sorted = [
            "",
            "1",
            "1.2",
            "1.9",
            "1.10",
            "2",
            "10",
            "AC/C1",
            "ac/c2",
            "AC/C10",
            "AC/S1",
            "CI1",
            "CI1a",
            "CI1b",
            "CI2",
            "H",
            "h1",
            "H2",
            "H02",
            "H002",
            "H2a",
            "H10",
            "H123456789",
            "H1234567890",
            "H12345678901234567890",
            "Hx",
            "KPI 9",
            "KPI 10",
            "R-2",
            "R-10",
        ];
        for (at, one) in sorted.iter().enumerate() {
            for (other_at, other) in sorted.iter().enumerate() {
                assert_eq!(compare(one, other), at.cmp(&other_at), "{one} beside {other}");
            }
        }
    }

    #[test]
    fn the_key_tells_references_apart() {
        let mut seen = std::collections::HashMap::new();
        let parts = ["", "0", "00", "1", "01", "10", "9", "99", "a", "b", ".", "/", " "];
        for a in parts {
            for b in parts {
                for c in parts {
                    for d in parts {
                        let reference = format!("{a}{b}{c}{d}");
                        let before = seen.insert(sort_key(&reference), reference.clone());
                        assert!(
                            before.as_ref().is_none_or(|other| *other == reference),
                            "{before:?} {reference}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_names_whole_references() {
        for (text, reference, named) in [
            ("Cites H6", "H6", true),
            ("Cites H6.", "H6", true),
            ("see (h6), then", "H6", true),
            ("H6 and H7", "H7", true),
            ("H61", "H6", false),
            ("AH6", "H6", false),
            ("H6/2", "H6", false),
            ("H6.1", "H6", false),
            ("1.H6", "H6", false),
            ("of AC/C7: why?", "AC/C7", true),
            ("of AC/C7a", "AC/C7", false),
            ("of AC/C7", "C7", false),
            ("R-10's owner", "R-10", true),
            ("R-10-2", "R-10", false),
            ("in 2026", "2026", false),
            ("it is", "IT", false),
            ("IT is", "IT", true),
            ("A plan", "A", false),
            ("“KPI 9”", "KPI 9", true),
            ("KPI 90", "KPI 9", false),
            ("", "H6", false),
            ("H6", "", false),
        ] {
            assert_eq!(is_named(text, reference), named, "{reference} in {text}");
        }
    }

    #[test]
    fn names_that_are_words_of_any_text_name_nothing() {
        for (name, distinct) in [
            ("Adults & Communities", true),
            ("Learning Disabilities", true),
            ("Children's Social Care", true),
            ("AC1 placements", true),
            ("18-25 team", true),
            ("Safeguarding", false),
            ("Older people", false),
            ("Children's services", false),
            ("IT", false),
            ("2026", false),
            ("", false),
        ] {
            assert_eq!(is_distinct_name(name), distinct, "{name}");
        }
        let names = [("Adults & Communities", Some(1)), ("Public Health", Some(2)), ("Public Health", None)];
        let references = References::new(names.map(|(name, line)| (name.to_owned(), line)));
        let named = |text| references.named(text).into_iter().map(|(_, line)| line).collect::<Vec<i32>>();
        assert_eq!(named("Adults & Communities is over, Public Health is not"), [1]);
        for text in ["adults & communities", "Adults & Communities-wide", "Adults and Communities"] {
            assert_eq!(named(text), Vec::<i32>::new(), "{text}");
        }
    }

    #[test]
    fn a_text_names_what_only_one_thing_is_called() {
        let all = ["H6", "H61", "AC/C7", "C7", "KPI", "KPI 9", "IT", "R1", "r1", "12", "", "(a)2", "Ä-4"];
        let references =
            References::new(all.iter().enumerate().map(|(at, one)| ((*one).to_owned(), Some(at))));
        for (text, named) in [
            ("Cites H6", vec!["H6"]),
            ("h61, then H6; H6 again", vec!["H61", "H6"]),
            ("of AC/C7", vec!["AC/C7"]),
            ("of C7 and AC/C7.", vec!["C7", "AC/C7"]),
            ("KPI 9 fell", vec!["KPI 9"]),
            ("The KPI and KPI 9", vec!["KPI", "KPI 9"]),
            ("it is IT", vec!["IT"]),
            ("Two things are R1", vec![]),
            ("12", vec![]),
            ("see (a)2 and Ä-4", vec!["(a)2", "Ä-4"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> =
                references.named(text).into_iter().map(|(reference, _)| reference).collect();
            assert_eq!(found, named, "{text}");
        }
        // As the rule for one reference, but for what has two owners or stands inside another.
        for text in ["Cites H6.", "H6/2", "AH6", "H6.1", "1.H6", "(h6)"] {
            assert_eq!(!references.named(text).is_empty(), is_named(text, "H6"), "{text}");
        }
    }
}
