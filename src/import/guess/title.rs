//! What the title of a published table says: its code and what it measures.

/// `Table 2a: the proportion of people who …` is `2A` and the rest.
pub(super) fn split_title(title: &str) -> Option<(String, String)> {
    let title = title.trim();
    let lower = title.to_lowercase();
    let after = ["table ", "measure ", "indicator "]
        .iter()
        .find_map(|word| lower.strip_prefix(word).map(|_| word.len()))?;
    let (code, rest) = title[after..].split_once([':', ' ', '–'])?;
    let code = code.trim_end_matches([':', '.', '-']);
    if code.is_empty() || code.len() > 16 || !code.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let rest = rest.trim_start_matches([':', '-', '–', '.', ' ']);
    let mut letters = rest.chars();
    let description: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    // `2a` and `3d(1a)` are published as 2A and 3D(1a).
    let letter =
        code.find(|c: char| c.is_alphabetic()).filter(|at| code[..*at].chars().all(|c| c.is_ascii_digit()));
    let reference = match letter {
        Some(at) => format!("{}{}{}", &code[..at], code[at..=at].to_uppercase(), &code[at + 1..]),
        None => code.to_owned(),
    };
    Some((reference, without_note(&description)))
}

/// Titles of published tables end in `[note 1]`, or go on with what they cover.
fn without_note(title: &str) -> String {
    crate::import::words::without_notes(title).trim_end_matches(['.', ',']).to_owned()
}
