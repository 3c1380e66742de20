//! What the checks know about words, from `assets/checks/wording.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The rules, as data.
#[derive(Debug, Default)]
pub(in crate::checks) struct Rules {
    /// Most words of a piece of writing, by what it is.
    pub longest: HashMap<String, usize>,
    pub cause_signs: Vec<String>,
    pub cause_unknown: Vec<String>,
    /// Words of a description after which lower is better, and those after which higher is.
    pub unwanted: Vec<String>,
    pub wanted: Vec<String>,
    /// Words of a description whose percentage is no share of a whole.
    pub no_shares: Vec<String>,
    pub known_abbreviations: Vec<String>,
    /// American spellings with the British.
    pub american: HashMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    longest: HashMap<String, usize>,
    cause: Cause,
    polarity: Polarity,
    percentages: Percentages,
    abbreviations: Abbreviations,
    american: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Cause {
    signs: Vec<String>,
    unknown: Vec<String>,
}

#[derive(Deserialize)]
struct Polarity {
    unwanted: Vec<String>,
    wanted: Vec<String>,
}

#[derive(Deserialize)]
struct Percentages {
    no_shares: Vec<String>,
}

#[derive(Deserialize)]
struct Abbreviations {
    known: Vec<String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    // The file is part of the program and tested; without it these checks would find nothing.
    let Ok(file) = toml::from_str::<File>(include_str!("../../../assets/checks/wording.toml")) else {
        return Rules::default();
    };
    Rules {
        longest: file.longest,
        cause_signs: file.cause.signs,
        cause_unknown: file.cause.unknown,
        unwanted: file.polarity.unwanted,
        wanted: file.polarity.wanted,
        no_shares: file.percentages.no_shares,
        known_abbreviations: file.abbreviations.known,
        american: file.american,
    }
});

/// The rules.
pub(in crate::checks) fn rules() -> &'static Rules {
    &RULES
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn the_file_is_read_whole() {
        let rules = rules();
        assert_eq!(rules.longest.get("reasons"), Some(&150));
        assert!(rules.cause_signs.len() > 20 && rules.cause_unknown.len() > 5);
        assert!(rules.unwanted.len() > 10 && rules.wanted.len() > 10);
        assert_eq!(rules.american.get("center").map(String::as_str), Some("centre"));
        assert!(rules.known_abbreviations.contains(&"NHS".to_owned()));
    }
}
