//! Organisations whose figures are compared, and the groups they are in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Id, maybe_period};
use crate::domain::Period;
use crate::domain::naming::organisation_key;
use crate::domain::organisation::{GroupKind, OrganisationClass};

/// A council, region or nation that has figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub id: Id,
    pub revision: i64,
    /// Of the Office for National Statistics (`E08000025`) or of a survey; may be empty.
    pub code: String,
    /// As its figures ([`Benchmark::organisation`](super::Benchmark::organisation)) name it.
    pub name: String,
    /// What files also call it, with semicolons between them.
    pub other_names: String,
    pub class: OrganisationClass,
    /// First and last day of it, where it has not always been there: councils merge and are divided.
    pub exists_from: Option<NaiveDate>,
    pub exists_to: Option<NaiveDate>,
    /// The one it became a part of.
    pub merged_into: Option<Id>,
}

impl Organisation {
    /// Everything it is called, its own name first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.other_names.split(';').map(str::trim).filter(|name| !name.is_empty());
        std::iter::once(self.name.as_str()).chain(others)
    }

    /// Whether a name or code in a file means it.
    pub fn is_called(&self, text: &str) -> bool {
        let text = text.trim();
        let key = organisation_key(text);
        (!self.code.is_empty() && self.code.eq_ignore_ascii_case(text))
            || self.names().any(|name| organisation_key(name) == key)
    }

    /// Whether it is there on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.exists_from.is_none_or(|from| from <= day) && self.exists_to.is_none_or(|to| day <= to)
    }
}

/// Organisations that are compared with each other, in an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: Id,
    pub revision: i64,
    pub name: String,
    pub kind: GroupKind,
    /// Among the groups, from 1.
    pub position: i64,
    /// Whose nearest neighbours they are.
    pub neighbours_of: Option<Id>,
    /// The year a list of neighbours is of.
    #[serde(with = "maybe_period")]
    pub year: Option<Period>,
    /// The workbook belongs to it: its members are reported, and its own figure is worked out.
    pub ours: bool,
    /// Where its members were told: a file, or empty where they were typed.
    pub source: String,
}

/// One organisation in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMember {
    pub id: Id,
    pub revision: i64,
    pub group_id: Id,
    pub organisation_id: Id,
    /// Among the members, from 1.
    pub position: i64,
}
