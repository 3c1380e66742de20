//! Groups of organisations: made, changed and removed, each as one step; what is
//! wrong with a list of members is said with the row it stands in.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::Period;
use crate::domain::naming::organisation_key;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::record::{Group, GroupMember, Id, Organisation};

/// A member as it is typed or as a file has it; what is empty is not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberSaid {
    /// Its name, or its code.
    pub name: String,
    pub code: String,
    /// With semicolons between them.
    pub other_names: String,
    pub class: Option<OrganisationClass>,
    pub exists_from: Option<NaiveDate>,
    pub exists_to: Option<NaiveDate>,
    pub merged_into: String,
    /// The row of the file it stands in; none where it was typed.
    pub row: Option<u64>,
}

impl MemberSaid {
    /// A member by name or code.
    pub fn named(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }

    /// What it is called in a sentence: its name, else its code.
    fn title(&self) -> &str {
        if self.name.is_empty() { &self.code } else { &self.name }
    }

    /// `Coventry (row 3)`.
    fn placed(&self) -> String {
        match self.row {
            Some(row) => format!("{} (row {row})", self.title()),
            None => self.title().to_owned(),
        }
    }
}

/// A group as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupSaid {
    pub name: String,
    pub kind: GroupKind,
    /// Whose nearest neighbours they are; empty for other kinds.
    pub neighbours_of: String,
    /// Code of the year a list of neighbours is of; may be empty.
    pub year: String,
    pub ours: bool,
    pub source: String,
    /// In order.
    pub members: Vec<MemberSaid>,
}

/// What may be done to make a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupChoices {
    /// Organisations that the workbook does not know become known.
    pub create: bool,
    /// Members of a group of that name are replaced.
    pub replace: bool,
}

/// Makes groups, or gives those there are other members: all of them or none.
///
/// # Errors
/// What is wrong, in a sentence that names the member and the row, and what to do.
pub fn put_groups(
    room: &OrganisationsRoom,
    groups: &[GroupSaid],
    choices: GroupChoices,
) -> Result<Change, String> {
    let mut making = Making {
        room,
        choices,
        change: Change::new(label(room, groups)),
        changed: HashMap::new(),
        new: Vec::new(),
        new_groups: 0,
    };
    let mut seen: Vec<&str> = Vec::new();
    for group in groups {
        if seen.iter().any(|name| name.eq_ignore_ascii_case(group.name.trim())) {
            return Err(format!("The group “{}” is there twice. Give each group one list.", group.name));
        }
        seen.push(group.name.trim());
        making.put(group)?;
    }
    Ok(making.finish())
}

/// Takes a group away; its members and their figures stay.
///
/// # Errors
/// That there is no such group, and which there are.
pub fn remove_group(room: &OrganisationsRoom, name: &str) -> Result<Change, String> {
    let Some(group) = room.group(name) else { return Err(room.no_group(name)) };
    let mut change = Change::new(format!("Remove the group {}", group.name));
    for member in room.members.iter().filter(|member| member.group_id == group.id) {
        change = change.remove(Table::GroupMember, member.id, member.revision);
    }
    Ok(change.remove(Table::Group, group.id, group.revision))
}

fn label(room: &OrganisationsRoom, groups: &[GroupSaid]) -> String {
    match groups {
        [one] if room.group(&one.name).is_some() => format!("Members of the group {}", one.name.trim()),
        [one] => format!("Add the group {}", one.name.trim()),
        many => format!("{} groups of organisations", many.len()),
    }
}

/// Groups on their way into one step.
struct Making<'r> {
    room: &'r OrganisationsRoom,
    choices: GroupChoices,
    change: Change,
    /// Known ones of which more is known now, by id.
    changed: HashMap<Id, Organisation>,
    /// Organisations that are new: the id of the first is −1, of the next −2.
    new: Vec<Organisation>,
    new_groups: i64,
}

impl Making<'_> {
    fn put(&mut self, said: &GroupSaid) -> Result<(), String> {
        let name = said.name.trim();
        if name.is_empty() {
            return Err("The group has no name: give it one.".to_owned());
        }
        if said.members.is_empty() {
            return Err(format!("The group “{name}” has no members: name them, or remove it."));
        }
        let there = self.room.group(name);
        if let Some(there) = there.filter(|_| !self.choices.replace) {
            return Err(self.already_there(there, said));
        }
        if let Some(other) = self.room.our_group().filter(|other| said.ours && there != Some(*other)) {
            return Err(format!("The workbook belongs to {} already.", other.name));
        }
        self.know_members(said)?;
        let ids = self.member_ids(said)?;
        let neighbours_of = match said.neighbours_of.trim() {
            "" if said.kind == GroupKind::Neighbours => {
                return Err(format!(
                    "“{name}” is a list of nearest neighbours, and nobody says whose: say --neighbours-of NAME."
                ));
            }
            "" => None,
            whose => Some(self.find(whose).ok_or_else(|| self.room.no_organisation(whose))?),
        };
        let group = Group {
            id: there.map_or_else(|| self.next_group(), |there| there.id),
            revision: there.map_or(0, |there| there.revision),
            name: there.map_or_else(|| name.to_owned(), |there| there.name.clone()),
            kind: said.kind,
            position: there.map_or_else(
                || self.room.groups.iter().map(|group| group.position).max().unwrap_or(0) + self.new_groups,
                |there| there.position,
            ),
            neighbours_of,
            year: said.year.clone(),
            ours: said.ours || there.is_some_and(|there| there.ours),
            source: said.source.clone(),
        };
        let id = group.id;
        self.push(Record::Group(group));
        let members: Vec<&GroupMember> =
            self.room.members.iter().filter(|member| there.is_some() && member.group_id == id).collect();
        for member in members.iter().filter(|member| !ids.contains(&member.organisation_id)) {
            let change = std::mem::replace(&mut self.change, Change::new(""));
            self.change = change.remove(Table::GroupMember, member.id, member.revision);
        }
        for (position, organisation_id) in (1..).zip(ids) {
            let member = members.iter().find(|member| member.organisation_id == organisation_id);
            self.push(Record::GroupMember(GroupMember {
                id: member.map_or(0, |member| member.id),
                revision: member.map_or(0, |member| member.revision),
                group_id: id,
                organisation_id,
                position,
            }));
        }
        Ok(())
    }

    fn push(&mut self, record: Record) {
        let change = std::mem::replace(&mut self.change, Change::new(""));
        self.change = change.put(record);
    }

    fn next_group(&mut self) -> Id {
        self.new_groups += 1;
        -self.new_groups
    }

    fn already_there(&self, there: &Group, said: &GroupSaid) -> String {
        let count = self.room.members_of(there.id).len();
        let year = |code: &str| Period::parse(code).map_or_else(|_| code.to_owned(), Period::title);
        let years = match (there.year.as_str(), said.year.as_str()) {
            (old, new) if !old.is_empty() && !new.is_empty() && old != new => {
                format!(
                    " It is of {}, and this list is of {}: keep both under two names, or",
                    year(old),
                    year(new)
                )
            }
            _ => " To".to_owned(),
        };
        format!(
            "There is a group “{}” already, with {count} members.{years} put these members in its place with --replace.",
            there.name
        )
    }

    /// Everybody, the new ones too, by id.
    fn find(&self, text: &str) -> Option<Id> {
        let new = || {
            let at = self.new.iter().position(|one| one.is_called(text))?;
            Some(-(at as Id) - 1)
        };
        self.room.find(text).map(|one| one.id).or_else(new)
    }

    /// The one that a member's code and name mean.
    ///
    /// # Errors
    /// That they mean two, or that its code is another than the one that is known.
    fn meant(&self, member: &MemberSaid) -> Result<Option<Id>, String> {
        let by = |text: &str| if text.is_empty() { None } else { self.find(text) };
        let (coded, named) = (by(member.code.trim()), by(member.name.trim()));
        if let (Some(coded), Some(named)) = (coded, named)
            && coded != named
        {
            return Err(format!(
                "{}: the code {} is of {}, and not of {}. Correct one of them.",
                member.placed(),
                member.code,
                self.name(coded),
                self.name(named)
            ));
        }
        let code = named.and_then(|id| self.room.organisation(id)).map_or("", |one| one.code.as_str());
        if coded.is_none() && !member.code.is_empty() && !code.is_empty() {
            return Err(format!(
                "{}: its code is {code} in this workbook, and {} here. Correct one of them.",
                member.placed(),
                member.code
            ));
        }
        Ok(coded.or(named))
    }

    fn name(&self, id: Id) -> String {
        let new = || usize::try_from(-id - 1).ok().and_then(|at| self.new.get(at));
        self.room.organisation(id).or_else(new).map_or_else(String::new, |one| one.name.clone())
    }

    /// Makes known who is not, where that is wanted; the workbook's own organisation always.
    fn know_members(&mut self, said: &GroupSaid) -> Result<(), String> {
        let own = organisation_key(&self.room.own);
        let mut unknown: Vec<&MemberSaid> = Vec::new();
        for member in &said.members {
            if member.title().trim().is_empty() {
                return Err(format!("Row {} names nobody.", member.row.unwrap_or(0)));
            }
            match self.meant(member)? {
                Some(id) => self.complete(id, member),
                None if self.choices.create || organisation_key(&member.name) == own => {
                    if member.name.trim().is_empty() {
                        return Err(format!("{}: a new organisation needs a name.", member.placed()));
                    }
                    self.new.push(self.as_new(member));
                }
                None => unknown.push(member),
            }
        }
        if let [first, ..] = unknown.as_slice() {
            let names: Vec<String> = unknown.iter().map(|member| member.placed()).collect();
            let meant = match self.room.near(first.title()) {
                Some(near) if unknown.len() == 1 => format!(" Is {near} meant?"),
                _ => String::new(),
            };
            let (are, they) = if unknown.len() == 1 { ("is", "it") } else { ("are", "they") };
            return Err(format!(
                "{} {are} not known in this workbook.{meant} Import figures first, or say --create to make {they} known.",
                names.join(", ")
            ));
        }
        // Merged into one that may be new itself.
        for member in said.members.iter().filter(|member| !member.merged_into.trim().is_empty()) {
            let into = self.find(&member.merged_into).ok_or_else(|| {
                format!("{}: {}", member.placed(), self.room.no_organisation(&member.merged_into))
            })?;
            if let Some(id) = self.meant(member)?.filter(|id| *id != into) {
                self.edit(id, |one| one.merged_into = Some(into));
            }
        }
        Ok(())
    }

    fn as_new(&self, member: &MemberSaid) -> Organisation {
        Organisation {
            id: -(self.new.len() as Id) - 1,
            revision: 0,
            code: member.code.trim().to_owned(),
            name: member.name.trim().to_owned(),
            other_names: member.other_names.trim().to_owned(),
            class: member.class.unwrap_or_else(|| OrganisationClass::of(&member.code, &member.name)),
            exists_from: member.exists_from,
            exists_to: member.exists_to,
            merged_into: None,
        }
    }

    /// Fills in what is not known of one yet, and what a list calls it besides.
    fn complete(&mut self, id: Id, member: &MemberSaid) {
        self.edit(id, |one| {
            if one.code.is_empty() {
                member.code.trim().clone_into(&mut one.code);
            }
            if one.class == OrganisationClass::Unstated {
                one.class = OrganisationClass::of(&one.code, &one.name);
            }
            one.class = member.class.unwrap_or(one.class);
            one.exists_from = member.exists_from.or(one.exists_from);
            one.exists_to = member.exists_to.or(one.exists_to);
            let also = std::iter::once(member.name.as_str()).chain(member.other_names.split(';'));
            for name in also.map(str::trim) {
                if !name.is_empty() && !one.is_called(name) {
                    if !one.other_names.is_empty() {
                        one.other_names.push_str("; ");
                    }
                    one.other_names.push_str(name);
                }
            }
        });
    }

    fn edit(&mut self, id: Id, edit: impl FnOnce(&mut Organisation)) {
        if id < 0 {
            if let Some(one) = usize::try_from(-id - 1).ok().and_then(|at| self.new.get_mut(at)) {
                edit(one);
            }
        } else if let Some(known) = self.room.organisation(id) {
            edit(self.changed.entry(id).or_insert_with(|| known.clone()));
        }
    }

    /// The members' ids, in order: each once, and none of them an average.
    fn member_ids(&self, said: &GroupSaid) -> Result<Vec<Id>, String> {
        let mut ids: Vec<Id> = Vec::new();
        for member in &said.members {
            let Some(id) = self.meant(member)? else { continue };
            if let Some(first) = ids.iter().position(|there| *there == id) {
                let first = &said.members[first];
                return Err(format!(
                    "{} is there twice: {} and {}. Take one of them away.",
                    self.name(id),
                    first.placed(),
                    member.placed()
                ));
            }
            let new = || usize::try_from(-id - 1).ok().and_then(|at| self.new.get(at));
            let one = self.changed.get(&id).or_else(|| self.room.organisation(id)).or_else(new);
            if let Some(one) = one.filter(|one| one.class.is_average()) {
                return Err(format!(
                    "{} is a {}, with whose figure members are compared: it cannot be one of them.",
                    one.name,
                    one.class.title()
                ));
            }
            ids.push(id);
        }
        Ok(ids)
    }

    /// Organisations come first, for the groups refer to them.
    fn finish(mut self) -> Change {
        let rest = std::mem::take(&mut self.change.edits);
        let mut changed: Vec<Organisation> = self.changed.into_values().collect();
        changed.sort_by_key(|one| one.id);
        let mut change = self.change;
        for one in self.new.into_iter().chain(changed) {
            change = change.put(Record::Organisation(one));
        }
        change.edits.extend(rest);
        change
    }
}
