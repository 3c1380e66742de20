//! How long a text may be: one limit for everything that is typed, pasted, piped in, imported or
//! comes back from an editor or a form. And its clauses.

/// Bytes of one text.
pub const MAX: usize = 1024 * 1024;

/// Why a text is refused; nothing where it is not.
pub fn too_long(what: &str, bytes: usize) -> Option<String> {
    (bytes > MAX).then(|| {
        format!("{what} is {:.1} MB long, and a text may have 1 MB at most: shorten it", bytes as f64 / 1e6)
    })
}

/// Sentences and the halves of sentences that a semicolon parts. A stop inside a figure parts nothing.
pub fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[from..];
        let end = rest.char_indices().find(|&(at, c)| {
            let next = rest[at + c.len_utf8()..].chars().next();
            matches!(c, ';' | '?' | '!' | '\n') || (c == '.' && next.is_none_or(char::is_whitespace))
        });
        match end {
            Some((at, c)) => {
                from += at + c.len_utf8();
                Some(rest[..at].trim())
            }
            None => {
                done = true;
                Some(rest.trim())
            }
        }
    })
    .filter(|clause| !clause.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_is_allowed() {
        assert_eq!(too_long("It", MAX), None);
        let why = too_long("What was pasted", 7_600_000).unwrap();
        assert!(why.contains("What was pasted is 7.6 MB"), "{why}");
    }
}
