//! Fields that are one of several: the code that scripts and files read and write, and the title
//! that people read.

use super::record::*;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::domain::{Absence, Basis, Comparator, Confidence, Frequency, Measure, ResultStatus};

impl Choice for Absence {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn code(self) -> &'static str {
        self.rating().code()
    }
    fn title(self) -> &'static str {
        self.rating().title()
    }
}

/// One of several.
pub trait Choice: Copy + PartialEq + 'static {
    /// All of them, in the order they are offered.
    fn all() -> &'static [Self];
    /// As scripts and files read and write it.
    fn code(self) -> &'static str;
    /// For people.
    fn title(self) -> &'static str;
}

/// One of several by its code or title.
///
/// # Errors
/// What may be written.
pub fn read_choice<T: Choice>(text: &str) -> Result<T, String> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', '_'], " ");
    let wanted = plain(text);
    let found = T::all().iter().find(|one| [one.code(), one.title()].map(plain).contains(&wanted));
    found.copied().ok_or_else(|| {
        let codes: Vec<String> = T::all().iter().map(|one| one.code().to_owned()).collect();
        format!("write {}", one_of(&codes))
    })
}

/// `a, b or c`.
pub fn one_of(words: &[String]) -> String {
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// Code and title of each, for a field of a form.
pub fn choice_options<T: Choice>() -> Vec<(String, String)> {
    T::all().iter().map(|one| (one.code().to_owned(), one.title().to_owned())).collect()
}

/// Choices whose codes and titles are said here.
macro_rules! choices {
    ($($name:ident { $($variant:ident $code:literal $title:literal),+ $(,)? })+) => {
        $(impl Choice for $name {
            fn all() -> &'static [Self] {
                &[$(Self::$variant),+]
            }
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        })+
    };
}

choices! {
    Confidence {
        Unstated "unstated" "not said",
        OnCourse "on_course" "on course",
        AtRisk "at_risk" "at risk",
        WillMiss "will_miss" "will miss",
    }
    ActionStatus {
        Planned "planned" "planned",
        UnderWay "under_way" "under way",
        Done "done" "done",
        Dropped "dropped" "dropped",
    }
    ControlStatus {
        InPlace "in_place" "in place",
        UnderWay "under_way" "under way",
        Planned "planned" "planned",
        Ended "ended" "ended",
    }
    Treatment {
        Unstated "unstated" "not said",
        Treat "treat" "Treat",
        Tolerate "tolerate" "Tolerate",
        Transfer "transfer" "Transfer",
        Terminate "terminate" "Terminate",
    }
    SavingStatus {
        Achieved "achieved" "achieved",
        OnTrack "on_track" "on track",
        AtRisk "at_risk" "at risk",
        Undeliverable "undeliverable" "undeliverable",
    }
    VarianceBase {
        Original "original" "original budget",
        Revised "revised" "revised budget",
        Latest "latest" "latest budget",
    }
}

/// Choices that say their codes and titles themselves.
macro_rules! own_words {
    ($($name:ident: $all:expr, $title:expr;)+) => {
        $(impl Choice for $name {
            fn all() -> &'static [Self] {
                $all
            }
            fn code(self) -> &'static str {
                $name::code(self)
            }
            fn title(self) -> &'static str {
                $title(self)
            }
        })+
    };
}

own_words! {
    CommitmentScale: &CommitmentScale::ALL, CommitmentScale::title;
    SectionKind: &SectionKind::ALL, SectionKind::title;
    CommentaryStatus: &CommentaryStatus::ALL, CommentaryStatus::code;
    ResultStatus: ResultStatus::ALL, ResultStatus::title;
    Basis: Basis::ALL, Basis::title;
    Measure: Measure::ALL, Measure::title;
    Frequency: Frequency::ALL, Frequency::title;
    Comparator: Comparator::ALL, Comparator::title;
    OrganisationClass: &OrganisationClass::ALL, OrganisationClass::title;
    GroupKind: &GroupKind::ALL, GroupKind::title;
}
