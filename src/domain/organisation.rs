//! Which kind of organisation it is: a council of some class, or the whole of
//! many. The average of many is never ranked among them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::naming::organisation_key;

/// The class of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationClass {
    /// Nobody has said; taken for a council.
    #[default]
    Unstated,
    County,
    Unitary,
    Metropolitan,
    LondonBorough,
    District,
    Region,
    Nation,
    /// All councils of a class together.
    AllOfAClass,
}

impl OrganisationClass {
    /// Every class, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Unstated,
        Self::County,
        Self::Unitary,
        Self::Metropolitan,
        Self::LondonBorough,
        Self::District,
        Self::Region,
        Self::Nation,
        Self::AllOfAClass,
    ];

    /// As stored and typed.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::County => "county",
            Self::Unitary => "unitary",
            Self::Metropolitan => "metropolitan",
            Self::LondonBorough => "london_borough",
            Self::District => "district",
            Self::Region => "region",
            Self::Nation => "nation",
            Self::AllOfAClass => "all_of_a_class",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unstated => "not stated",
            Self::County => "county council",
            Self::Unitary => "unitary authority",
            Self::Metropolitan => "metropolitan district",
            Self::LondonBorough => "London borough",
            Self::District => "district council",
            Self::Region => "region",
            Self::Nation => "nation",
            Self::AllOfAClass => "all councils of a class",
        }
    }

    /// From a code or a title, in any case.
    ///
    /// # Errors
    /// What may be written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = text.trim().to_lowercase().replace([' ', '-'], "_");
        let same = |class: &Self| {
            let title = class.title().to_lowercase().replace(' ', "_");
            plain == class.code() || plain == title || (plain.len() > 3 && title.starts_with(&plain))
        };
        Self::ALL.into_iter().find(same).ok_or_else(|| {
            let codes: Vec<&str> = Self::ALL.iter().map(|class| class.code()).collect();
            format!("write one of {}", codes.join(", "))
        })
    }

    /// Whether its figures are those of many together: they are compared with, and never ranked.
    pub fn is_average(self) -> bool {
        matches!(self, Self::Region | Self::Nation | Self::AllOfAClass)
    }

    /// What a code of the Office for National Statistics or, where it is none, the name tells.
    pub fn of(code: &str, name: &str) -> Self {
        let classes = classes();
        let prefix = code.trim().get(..3).unwrap_or_default().to_uppercase();
        let nine = code.trim().len() == 9;
        if let Some(class) = classes.codes.get(&prefix).filter(|_| nine) {
            return *class;
        }
        let key = organisation_key(name);
        let named = |(_, names): &(&OrganisationClass, &Vec<String>)| {
            names.iter().any(|one| organisation_key(one) == key)
        };
        classes.names.iter().find(named).map_or(Self::Unstated, |(class, _)| *class)
    }
}

/// What `assets/organisations/classes.toml` says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    codes: BTreeMap<String, OrganisationClass>,
    names: BTreeMap<OrganisationClass, Vec<String>>,
}

fn classes() -> &'static Classes {
    static CLASSES: OnceLock<Classes> = OnceLock::new();
    const FILE: &str = include_str!("../../assets/organisations/classes.toml");
    // A file that did not parse would know no class; a test reads it.
    CLASSES.get_or_init(|| toml::from_str(FILE).unwrap_or_default())
}

/// What a group of organisations is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    #[default]
    Region,
    /// Nearest neighbours of one council, in the order of nearness.
    Neighbours,
    /// Councils of one class: all counties.
    Class,
    /// All councils of a nation, among which national ranks are.
    Nation,
    /// Any others.
    Own,
}

impl GroupKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Region, Self::Neighbours, Self::Class, Self::Nation, Self::Own];

    /// As stored and typed.
    pub fn code(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Neighbours => "neighbours",
            Self::Class => "class",
            Self::Nation => "nation",
            Self::Own => "own",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Neighbours => "nearest neighbours",
            Self::Class => "councils of one class",
            Self::Nation => "nation",
            Self::Own => "own choice",
        }
    }

    /// From a code or a title, in any case.
    ///
    /// # Errors
    /// What may be written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let same = |kind: &Self| [kind.code(), kind.title()].iter().any(|one| one.eq_ignore_ascii_case(text));
        Self::ALL.into_iter().find(same).ok_or_else(|| {
            let codes: Vec<&str> = Self::ALL.iter().map(|kind| kind.code()).collect();
            format!("write one of {}", codes.join(", "))
        })
    }
}
