//! Which words changed between two texts.

use similar::TextDiff;

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In both texts.
    Same,
    /// Only in the newer text.
    Added,
    /// Only in the older text.
    Removed,
}

/// The two texts as one run of segments, in reading order, neighbours of one kind joined.
///
/// The segments that are not `Added` make up `older`; those that are not `Removed` make up `newer`.
pub fn words(older: &str, newer: &str) -> Vec<(Kind, String)> {
    use similar::ChangeTag;

    let mut segments: Vec<(Kind, String)> = Vec::new();
    for change in TextDiff::from_words(older, newer).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Kind::Same,
            ChangeTag::Insert => Kind::Added,
            ChangeTag::Delete => Kind::Removed,
        };
        match segments.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(change.value()),
            _ => segments.push((kind, change.value().to_owned())),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_changed_words_differ() {
        let found = words("42 of 231 done in time", "57 of 231 done in time");
        assert_eq!(found[0], (Kind::Removed, "42".into()));
        assert_eq!(found[1], (Kind::Added, "57".into()));
        assert_eq!(found[2], (Kind::Same, " of 231 done in time".into()));
        assert_eq!(words("", ""), vec![]);
        assert_eq!(words("", "new"), vec![(Kind::Added, "new".into())]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(older in "[a-d \n]{0,30}", newer in "[a-d \n]{0,30}") {
            let found = words(&older, &newer);
            let pick = |not: Kind| -> String {
                found.iter().filter(|(k, _)| *k != not).map(|(_, t)| t.as_str()).collect()
            };
            prop_assert_eq!(pick(Kind::Added), older);
            prop_assert_eq!(pick(Kind::Removed), newer);
        }
    }
}
