//! F1 on a field: what it takes, and the words on it that an officer may not know.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Form, Kind};
use crate::screens::Screen;
use crate::screens::messages::{Passage, Reading, reading_screen};

/// A word of `assets/glossary.toml`.
#[derive(Debug, Clone, Deserialize)]
struct Word {
    word: String,
    /// Other forms of it.
    #[serde(default)]
    also: Vec<String>,
    says: String,
}

#[derive(Deserialize, Default)]
struct File {
    #[serde(default)]
    word: Vec<Word>,
}

/// Empty for a file that cannot be read, which a test refuses.
static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("../../../assets/glossary.toml")).unwrap_or_default().word
});

impl Word {
    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        std::iter::once(&self.word).chain(&self.also).any(|form| {
            text.match_indices(form.as_str()).any(|(at, _)| !text[..at].ends_with(char::is_alphabetic))
        })
    }
}

/// The explanation of a field.
#[derive(Debug, Clone)]
pub struct Explained(Reading);

reading_screen!(Explained);

impl Form {
    /// What there is to say about the field under the cursor.
    pub(super) fn explain(&self) -> Option<Box<dyn Screen>> {
        let field = self.fields.get(self.at)?;
        let hint = self.hint.as_ref().and_then(|hint| hint(&self.values(), field.name));
        let mut passages: Vec<Passage> = [Some(field.help.clone()), hint]
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .map(Passage::Words)
            .collect();
        let mut texts = vec![field.label.clone(), field.help.clone()];
        if let Kind::Choice { options, .. } = &field.kind {
            passages.extend([Passage::Blank, Passage::Heading("One of".to_owned())]);
            passages.extend(options.iter().map(|(_, title)| Passage::Words(title.clone())));
            texts.extend(options.iter().map(|(_, title)| title.clone()));
        }
        let words: Vec<&Word> =
            WORDS.iter().filter(|word| texts.iter().any(|text| word.is_in(text))).collect();
        if !words.is_empty() {
            passages.extend([Passage::Blank, Passage::Heading("Words".to_owned())]);
            passages.extend(words.iter().map(|word| Passage::Pair(word.word.clone(), word.says.clone())));
        }
        passages.extend([
            Passage::Blank,
            Passage::Heading("Keys".to_owned()),
            Passage::Words(
                "Tab goes to the next field, Shift-Tab to the one before, Ctrl-S saves, Ctrl-N saves and adds \
                 another, Ctrl-Z undoes typing, Esc leaves and keeps what is typed as a draft."
                    .to_owned(),
            ),
        ]);
        Some(Box::new(Explained(Reading::new(field.label.clone(), passages))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_is_whole_and_finds_words_where_they_begin() {
        let file: File = toml::from_str(include_str!("../../../assets/glossary.toml")).unwrap();
        for needed in ["polarity", "basis", "scale", "outturn", "trial limits"] {
            assert!(file.word.iter().any(|word| word.word == needed), "{needed}");
        }
        assert!(
            file.word.iter().all(|word| word.says.ends_with('.') && word.word == word.word.to_lowercase())
        );
        let scale = file.word.iter().find(|word| word.word == "scale").unwrap();
        assert!(scale.is_in("Scale") && scale.is_in("a rate per 1,000") && !scale.is_in("upscale"));
    }
}
