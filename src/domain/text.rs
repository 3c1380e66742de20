//! How long a text may be: one limit for everything that is typed, pasted, piped in, imported or
//! comes back from an editor or a form.

/// Bytes of one text.
pub const MOST: usize = 1024 * 1024;

/// Why a text is refused; nothing where it is not.
pub fn too_long(what: &str, bytes: usize) -> Option<String> {
    (bytes > MOST).then(|| {
        format!("{what} is {:.1} MB long, and a text may have 1 MB at most: shorten it", bytes as f64 / 1e6)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_is_allowed() {
        assert_eq!(too_long("It", MOST), None);
        let why = too_long("What was pasted", 7_600_000).unwrap();
        assert!(why.contains("What was pasted is 7.6 MB"), "{why}");
    }
}
