//! Why a period has no figure, as a state: not reportable, not due, awaiting data, not collected.
//!
//! The reason is kept as it was written ("not due until Q4"); which state that is, is read from its
//! words, listed in `assets/absence.toml`. A state that the words do not say stands before them
//! ("Not collected: the survey was cancelled").

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::Rating;

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// There may be figures; none that can be reported for this period.
    NotReportable,
    /// It is reported less often than this period.
    NotDue,
    /// Due, and not here yet.
    AwaitingData,
    /// Nobody gathers it.
    NotCollected,
}

impl Absence {
    /// In the order they are offered.
    pub const ALL: [Self; 4] = [Self::NotReportable, Self::NotDue, Self::AwaitingData, Self::NotCollected];

    /// What is asked where a reason says none of the states.
    pub fn which() -> String {
        let titles = Self::ALL.map(|state| state.rating().title().to_lowercase());
        let (last, others) =
            titles.split_last().map_or(("", Vec::new()), |(last, others)| (last.as_str(), others.to_vec()));
        format!("it does not say which it is: begin with {} or {last}", others.join(", "))
    }

    /// The rating an indicator has in this state.
    pub fn rating(self) -> Rating {
        match self {
            Self::NotReportable => Rating::NotReportable,
            Self::NotDue => Rating::NotDue,
            Self::AwaitingData => Rating::AwaitingData,
            Self::NotCollected => Rating::NotCollected,
        }
    }

    /// The state that a reason says; none where its words say none of them.
    pub fn of(reason: &str) -> Option<Self> {
        let words = words(reason);
        let padded = format!(" {words} ");
        let titled = |state: &&Self| {
            let title = self::words(state.rating().title());
            padded.starts_with(&format!(" {title} "))
        };
        Self::ALL.iter().find(titled).copied().or_else(|| {
            let found = readings()
                .iter()
                .find(|reading| reading.phrases.iter().any(|phrase| padded.contains(phrase.as_str())));
            found.map(|reading| reading.state)
        })
    }

    /// The reason as it is kept: as written where its words say the state, else after the state.
    pub fn with_reason(self, reason: &str) -> String {
        let (reason, title) = (reason.trim(), self.rating().title());
        match (reason.is_empty(), Self::of(reason) == Some(self)) {
            (true, _) => title.to_owned(),
            (false, true) => reason.to_owned(),
            (false, false) => format!("{title}: {reason}"),
        }
    }

    /// What is kept, as state and reason: "Not due: until Q4" is not due, "until Q4".
    pub fn parted(kept: &str) -> (Option<Self>, &str) {
        let kept = kept.trim();
        let state = Self::of(kept);
        let after = state.and_then(|state| {
            let title = state.rating().title();
            let rest = kept.get(title.len()..).filter(|_| kept.is_char_boundary(title.len()))?;
            let titled = kept.get(..title.len())?.eq_ignore_ascii_case(title);
            let reason = if rest.is_empty() { rest } else { rest.strip_prefix(':')?.trim_start() };
            // Words that would say another state by themselves need the state before them, as they have.
            titled.then_some(reason)
        });
        (state, after.unwrap_or(kept))
    }
}

/// A list of phrases and the state they say.
#[derive(Debug, Deserialize)]
struct Reading {
    state: Absence,
    phrases: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    reading: Vec<Reading>,
}

/// The lists in order, each phrase as [`words`] has it with a blank on either side.
fn readings() -> &'static [Reading] {
    static READINGS: OnceLock<Vec<Reading>> = OnceLock::new();
    READINGS.get_or_init(|| {
        // A file that did not parse would read nothing; a test reads every phrase.
        let file: File = toml::from_str(include_str!("../../assets/absence.toml")).unwrap_or_default();
        let padded = |phrase: String| format!(" {} ", words(&phrase));
        let all = file.reading.into_iter();
        all.map(|one| Reading { phrases: one.phrases.into_iter().map(padded).collect(), ..one }).collect()
    })
}

/// Lower case, one blank between words, `n/a` and `non-reportable` as words.
pub(super) fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept = |c: char| if c.is_alphanumeric() || c == '/' { c } else { ' ' };
    let plain: String = lower.replace('.', "").chars().map(kept).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
