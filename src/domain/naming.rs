//! Names as they are compared: by their words and not by how they are written,
//! and without the marks of notes that tables put behind them.

use std::borrow::Cow;

/// The words of a text in lower case. Letters, digits, `£` and `%` make words;
/// all else parts them. Marks of notes, `[note 3]`, are left out.
pub fn words(text: &str) -> Vec<String> {
    without_notes(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '£' | '%' | '\'' | '’')))
        .map(|word| word.replace(['\'', '’'], "").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of a text with one space between them.
pub fn plain(text: &str) -> String {
    words(text).join(" ")
}

/// A reference as it is compared: `AC/S 6` and `ac/s6` are one.
pub fn same_reference(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Marks of notes at the end of a text.
const MARKS: [char; 8] = ['*', '†', '‡', '¹', '²', '³', '⁴', '⁵'];

/// A name without marks of notes, as most are.
pub fn name(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match text.contains('[') || text.ends_with(MARKS) {
        true => Cow::Owned(without_notes(text)),
        false => Cow::Borrowed(text),
    }
}

/// A text without the marks of notes at its end or inside: `Derby [note 5]`, `Total*`.
pub fn without_notes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        kept.push_str(before);
        let inside = from.find(']').map(|close| (&from[1..close], &from[close + 1..]));
        match inside {
            Some((mark, after)) if is_note(mark) => {
                kept.truncate(kept.trim_end().len());
                rest = after;
            }
            _ => {
                kept.push('[');
                rest = &from[1..];
            }
        }
    }
    kept.push_str(rest);
    let end = kept.trim_end().trim_end_matches(MARKS).trim_end();
    // `per m²` is no note.
    let end = if end.ends_with(" m") || end.ends_with("km") { kept.trim_end().len() } else { end.len() };
    // A lone mark is what the cell says, not a note to it.
    if end > 0 {
        kept.truncate(end);
    }
    kept
}

/// `note 5`, `notes 1, 2`, `5`.
fn is_note(mark: &str) -> bool {
    let mark = mark.trim().to_lowercase();
    let numbers = mark.trim_start_matches("notes").trim_start_matches("note").trim_start();
    !numbers.is_empty() && numbers.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '&'))
}

/// An organisation's name as it is compared: what kind of council it is does not count.
pub fn organisation_key(name: &str) -> String {
    const KINDS: [&str; 22] = [
        "the",
        "london",
        "royal",
        "borough",
        "of",
        "city",
        "county",
        "council",
        "metropolitan",
        "district",
        "unitary",
        "authority",
        "ua",
        "mbc",
        "bc",
        "cc",
        "lb",
        "mb",
        "dc",
        "cbc",
        "and",
        "local",
    ];
    let all = words(name);
    let own: Vec<&str> = all.iter().map(String::as_str).filter(|word| !KINDS.contains(word)).collect();
    // “City of London” is nothing but such words.
    if own.is_empty() { all.join(" ") } else { own.join(" ") }
}

/// Letters to put in, take out or exchange to get from one text to the other (Levenshtein's distance).
pub fn letters_apart(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Of names there are, the one that is most probably meant: it differs least, by no more than a few letters,
/// or is the only one that a part of a name is found in. Letter case and marks count for nothing.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(80).collect()
    };
    let wanted = plain(wanted);
    if wanted.is_empty() {
        return None;
    }
    let most = (wanted.len() / 4).clamp(1, 3);
    let all: Vec<(&str, Vec<char>)> = names.map(|name| (name, plain(name))).collect();
    let apart = all.iter().map(|(name, letters)| (letters_apart(letters, &wanted), *name));
    if let Some((_, name)) = apart.filter(|(apart, _)| *apart <= most).min_by_key(|(apart, _)| *apart) {
        return Some(name);
    }
    let mut part = all.iter().filter(|(_, letters)| {
        wanted.len() > 2 && letters.windows(wanted.len()).any(|run| run == wanted.as_slice())
    });
    part.next().filter(|_| part.next().is_none()).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::{letters_apart, nearest};

    #[test]
    fn a_name_that_is_nearly_right_is_told_from_one_that_is_nothing_like_it() {
        let there = ["Head of Waste", "Head of Housing", "Property Manager"];
        let near = |wanted: &str| nearest(wanted, there.into_iter());
        for (wanted, meant) in [
            ("Headof Waste", Some("Head of Waste")),
            ("head of wsate", Some("Head of Waste")),
            ("Housing", Some("Head of Housing")),
            ("property manger", Some("Property Manager")),
            // In two of them.
            ("Head of", None),
            ("Leader", None),
            ("", None),
        ] {
            assert_eq!(near(wanted), meant, "{wanted}");
        }
    }

    #[test]
    fn distances_count_letters() {
        let of =
            |a: &str, b: &str| letters_apart(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(of("acc7", "acc7"), 0);
        assert_eq!(of("acc77", "acc7"), 1);
        assert_eq!(of("acs4", "acc7"), 2);
        assert_eq!(of("", "abc"), 3);
    }
}
