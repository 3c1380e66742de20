//! The organisations, groups and themes of a workbook, and finding one by what it
//! is called.

use std::collections::HashMap;

use crate::domain::naming::{letters_apart, organisation_key, plain};
use crate::domain::organisation::OrganisationClass;
use crate::domain::shown;
use crate::workbook::record::{Group, GroupMember, Id, IndicatorTheme, Organisation, Theme, Workbook};
use crate::workbook::steps::organisations::GroupSaid;

/// Id of the workbook's own organisation while there is no record of it: a placeholder, as
/// [`Edit::Put`](crate::workbook::Edit::Put) takes them.
const UNRECORDED_OWN: Id = Id::MIN;

/// Organisations, groups and themes of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrganisationsRoom {
    /// Whose they are; none where nothing has been read yet.
    pub workbook: Option<Workbook>,
    /// In order of name; the own one among them ([`Self::know_own`]).
    pub organisations: Vec<Organisation>,
    /// In their order.
    pub groups: Vec<Group>,
    /// Those of a group together, in their order.
    pub members: Vec<GroupMember>,
    /// In their order, each followed by those under it.
    pub themes: Vec<Theme>,
    pub indicator_themes: Vec<IndicatorTheme>,
}

impl OrganisationsRoom {
    /// The workbook's own organisation, as its settings call it.
    pub fn own(&self) -> &str {
        self.workbook.as_ref().map_or("", |workbook| &workbook.organisation)
    }

    /// The workbook under another name of its organisation or group, where it is called as that was.
    pub fn workbook_renamed(&self, before: &str, now: &str) -> Option<Workbook> {
        let mut workbook =
            self.workbook.clone().filter(|own| before != now && plain(&own.organisation) == plain(before))?;
        now.clone_into(&mut workbook.organisation);
        if plain(&workbook.compare_with) == plain(before) {
            now.clone_into(&mut workbook.compare_with);
        }
        Some(workbook)
    }

    /// Puts the workbook's own organisation among the others where there is no record of it yet. A change
    /// that names it then makes the record.
    pub fn know_own(&mut self) {
        let name = self.own().trim();
        if name.is_empty() || self.our_group().is_some() || self.find(name).is_some() {
            return;
        }
        let own = Organisation {
            id: UNRECORDED_OWN,
            name: name.to_owned(),
            class: OrganisationClass::of("", name),
            ..Organisation::default()
        };
        let before = |one: &Organisation| one.name.to_lowercase() < own.name.to_lowercase();
        let at = self.organisations.partition_point(before);
        self.organisations.insert(at, own);
    }

    /// The own organisation, where an id means it and there is no record of it yet: what refers to it has
    /// to come with the record.
    pub fn unrecorded(&self, id: Id) -> Option<&Organisation> {
        self.organisation(id).filter(|_| id == UNRECORDED_OWN)
    }

    /// The organisation that a name or code means: its own name first, then what it is also called.
    pub fn find(&self, text: &str) -> Option<&Organisation> {
        let named = |one: &&Organisation| one.name.trim().eq_ignore_ascii_case(text.trim());
        let exact = self.organisations.iter().find(named);
        exact.or_else(|| self.organisations.iter().find(|one| one.is_called(text)))
    }

    /// The organisation of an id.
    pub fn organisation(&self, id: Id) -> Option<&Organisation> {
        self.organisations.iter().find(|one| one.id == id)
    }

    /// The group of a name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name.trim().eq_ignore_ascii_case(name.trim()))
    }

    /// The group that is there already of one that is to be: the one it says it is, else that of its name.
    pub fn group_meant(&self, said: &GroupSaid) -> Option<&Group> {
        match said.group {
            Some(id) => self.groups.iter().find(|group| group.id == id),
            None => self.group(&said.name),
        }
    }

    /// The members of a group, in order.
    pub fn members_of(&self, group: Id) -> Vec<&Organisation> {
        let by_id: HashMap<Id, &Organisation> = self.organisations.iter().map(|one| (one.id, one)).collect();
        let members = self.members.iter().filter(|member| member.group_id == group);
        members.filter_map(|member| by_id.get(&member.organisation_id).copied()).collect()
    }

    /// The groups that an organisation is a member of.
    pub fn groups_of(&self, organisation: Id) -> impl Iterator<Item = &Group> {
        let has = move |group: &&Group| {
            let mut members = self.members.iter().filter(|member| member.group_id == group.id);
            members.any(|member| member.organisation_id == organisation)
        };
        self.groups.iter().filter(has)
    }

    /// The group that the workbook belongs to, if it belongs to one.
    pub fn our_group(&self) -> Option<&Group> {
        self.groups.iter().find(|group| group.ours)
    }

    /// "There is no group “Wales” in this workbook. There are West Midlands, England."
    pub fn no_group(&self, name: &str) -> String {
        let there: Vec<&str> = self.groups.iter().map(|group| group.name.as_str()).collect();
        let hint = match there.as_slice() {
            [] => "There are none: make one with `quarterdeck group add`.".to_owned(),
            some => format!("There are {}.", some.join(", ")),
        };
        format!("There is no group “{}” in this workbook. {hint}", shown(name))
    }

    /// "There is no organisation “Coventy” in this workbook. Is Coventry meant?"
    pub fn no_organisation(&self, name: &str) -> String {
        let hint = match self.near(name) {
            Some(near) => format!("Is {near} meant?"),
            None => "`quarterdeck organisation list FILE` prints those there are.".to_owned(),
        };
        format!("There is no organisation “{}” in this workbook. {hint}", shown(name))
    }

    /// The organisation whose name differs least, by no more than a few letters.
    pub fn near(&self, name: &str) -> Option<&str> {
        let letters = |text: &str| organisation_key(text).chars().collect::<Vec<char>>();
        let wanted = letters(name);
        let most = (wanted.len() / 4).clamp(1, 3);
        let distance = |one: &&Organisation| {
            one.names().map(|name| letters_apart(&letters(name), &wanted)).min().unwrap_or(usize::MAX)
        };
        let nearest = self.organisations.iter().min_by_key(distance)?;
        (distance(&nearest) <= most).then_some(nearest.name.as_str())
    }
}
