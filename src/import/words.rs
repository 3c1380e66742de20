//! Headings and labels as words, so that “Ref. No” and “ref no” are the same.

pub use crate::domain::naming::{
    name, organisation_key as same_organisation, plain, same_reference, without_notes, words,
};

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
