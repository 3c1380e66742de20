//! The words that every report has around its sections: data, in
//! `assets/report/words.toml`, so that no writer has its own.

use std::sync::LazyLock;

use serde::Deserialize;

const WORDS: &str = include_str!("../../assets/report/words.toml");

static LOADED: LazyLock<Words> = LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());

/// All of them, in the groups of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub facts: FactWords,
    pub services: ServiceWords,
    pub changes: ChangeWords,
    pub corrections: CorrectionWords,
    pub illustrative: IllustrativeWords,
    pub why: WhyWords,
    pub compare: CompareWords,
    pub states: StateWords,
    pub year_end: YearEndWords,
}

/// Declares a group of words: a field for each key of the file.
macro_rules! group {
    ($(#[$about:meta])* $name:ident: $($field:ident)+) => {
        $(#[$about])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(pub $field: String,)+
        }
    };
}

group!(
    /// How the document stands: on the cover, in the footers and in the properties of its file.
    FactWords: status draft published version date by replaces replaced fingerprint extract extracted
    template period footer draft_title notes illustrative corrected all_plans axis figures open closed closed_on
);
group!(
    /// What a report of one service counts.
    ServiceWords: own other theme portfolio owner none
);
group!(
    /// The page that says what is different from the version before.
    ChangeWords: heading draft_heading intro draft_intro figures words section what text before after change
    became removed added new gone
);
group!(
    /// The table of figures that are printed otherwise than they were received.
    CorrectionWords: heading number intro notice mark section reference what received shown why
    remark
);
group!(
    /// What is said of invented figures.
    IllustrativeWords: remark notice counts counts_one caption caption_all
);
group!(
    /// Why a figure is printed otherwise than it was received.
    WhyWords: parts rounded unrounded variance previous target result rating by_hand direction not_comparable counted total
    variation percent percent_sign revised latest variance_from_latest score label step map tables
);

group!(
    /// What is said of indicators that are not reportable.
    StateWords: counted without_figures broken expected
);
group!(
    /// What is said of where the year may end.
    YearEndWords: none_reported reported_as own without without_line every_line
);
group!(
    /// What is said of organisations beside each other.
    CompareWords: ranked_among other_period scope scope_everybody positive unchanged negative no_theme alone range
    several missing organisation values_caption ranks_caption ranked average average_of
    average_caption spread_caption organisations_caption measure above same below
    better similar worse without measures_without top second third bottom lowest median highest
    overall improving worsening not_judged direction no_direction sheet_caption no_sheet value rank quartile
    rank_in direction_of_travel difference against_average rank_before
);

/// The words of every report.
pub fn words() -> &'static Words {
    &LOADED
}

/// A text with its placeholders filled in: `{version}` by what is given for `version`.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // One pass, so that nothing that is filled in is taken for a placeholder.
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let found = values
            .iter()
            .find(|(name, _)| from[1..].strip_prefix(name).is_some_and(|after| after.starts_with('}')));
        match found {
            Some((name, value)) => {
                filled.push_str(value);
                rest = &from[name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_the_file() {
        let read: Result<Words, _> = toml::from_str(WORDS);
        assert!(read.is_ok(), "{:?}", read.err());
        assert_eq!(words().facts.draft, "DRAFT, not published");
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let values = [("before", "{after}"), ("after", "x")];
        assert_eq!(fill("{before} {after} {other} {", &values), "{after} x {other} {");
    }
}
