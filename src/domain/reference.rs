//! References: `AC/C7`, `H10`, `2.10`. Their order, and where a text names one.

use std::borrow::Cow;
use std::cmp::Ordering;

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

/// What stands between words, for telling whether a reference stands alone.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '-' | '‑')
}

/// Whether a text names a reference as a whole word, in capitals or not: `H6` is in "see H6." and
/// "(h6)", but not in "H61", "AH6", "H6/2" or "H6.1". References of letters alone have to be written
/// exactly, and a number alone is never a name: `it` and `12` are words of any text.
pub fn is_named(text: &str, reference: &str) -> bool {
    let reference = reference.trim();
    let letters = reference.chars().any(char::is_alphabetic);
    if !letters {
        return false;
    }
    let numbered = reference.chars().any(|c| c.is_ascii_digit());
    let (text, wanted): (Cow<'_, str>, Cow<'_, str>) = if numbered {
        (text.to_ascii_lowercase().into(), reference.to_ascii_lowercase().into())
    } else if reference.chars().any(char::is_uppercase) && reference.chars().nth(1).is_some() {
        (text.into(), reference.into())
    } else {
        return false;
    };
    text.match_indices(wanted.as_ref()).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + wanted.len()..].chars();
        let next = after.next();
        // A dot or a comma ends a sentence, unless a number goes on behind it.
        let goes_on = matches!(next, Some('.' | ',')) && after.next().is_some_and(|c| c.is_ascii_digit());
        let decimal = before == Some('.') && text[..at - 1].ends_with(|c: char| c.is_alphanumeric());
        !before.is_some_and(joins) && !next.is_some_and(joins) && !goes_on && !decimal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
