//! Headings and labels as words, so that “Ref. No” and “ref no” are the same.

pub use crate::domain::naming::{
    name, organisation_key as same_organisation, plain, same_reference, without_notes, words,
};

/// A heading written as programs write names, with its words apart: `ProportionPaidOnTime`. One with blanks stays
/// as it is, and so does one that may be a name.
pub fn spaced(heading: &str) -> String {
    let text = heading.trim();
    let humps = text
        .char_indices()
        .zip(text.chars().skip(1))
        .filter(|((_, one), next)| one.is_lowercase() && next.is_uppercase())
        .map(|((at, one), _)| at + one.len_utf8());
    let humps: Vec<usize> = humps.collect();
    let ends = humps.iter().copied().chain([text.len()]);
    let short = ends.scan(0, |begun, end| Some(end - std::mem::replace(begun, end))).any(|length| length < 2);
    let is_code =
        short || text.contains(char::is_whitespace) || text.starts_with("Mc") || text.starts_with("Mac");
    if humps.is_empty() || is_code || text.contains(|c: char| c.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut apart = String::with_capacity(text.len() + humps.len());
    let mut begun = 0;
    for at in humps {
        apart.push_str(&text[begun..at]);
        apart.push(' ');
        begun = at;
    }
    apart.push_str(&text[begun..]);
    let mut letters = apart.chars();
    // "Proportion Paid On Time" is written as a sentence; abbreviations stay.
    let first: String = letters.next().into_iter().collect();
    let rest: Vec<String> = letters
        .as_str()
        .split(' ')
        .map(|word| if word.chars().all(char::is_uppercase) { word.to_owned() } else { word.to_lowercase() })
        .collect();
    first + &rest.join(" ")
}

/// Whether two texts have the same words, as [`plain`] has them.
pub fn same_words(one: &str, other: &str) -> bool {
    // Most texts begin or end otherwise, and are told apart by that.
    let differ = |one: Option<&u8>, other: Option<&u8>| match (one, other) {
        (Some(one), Some(other)) if one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric() => {
            !one.eq_ignore_ascii_case(other)
        }
        _ => false,
    };
    let (these, those) = (one.as_bytes(), other.as_bytes());
    if differ(these.first(), those.first()) || differ(these.last(), those.last()) {
        return false;
    }
    // Where there may be a note, or letters of other alphabets, they are put in order first.
    let simple = |text: &str| text.is_ascii() && !text.contains('[');
    if simple(one) && simple(other) { letters(one).eq(letters(other)) } else { plain(one) == plain(other) }
}

/// The letters of the words, with a space between two words, none of them put together.
fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
    let mut parted = false;
    let mut begun = false;
    text.bytes().flat_map(move |byte| {
        let letter = byte.is_ascii_alphanumeric() || byte == b'%';
        let between = letter && parted && begun;
        if letter {
            (parted, begun) = (false, true);
        } else if byte != b'\'' {
            parted = true;
        }
        [between.then_some(b' '), letter.then(|| byte.to_ascii_lowercase())].into_iter().flatten()
    })
}
