//! Groups made into one change: who their members are, and what becomes known of them.

use std::collections::HashMap;

use super::{GroupChoices, GroupSaid, MemberSaid};
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::edits::Fault;
use crate::workbook::record::{Group, GroupMember, Id, Organisation};

/// Groups on their way into one step.
pub(super) struct Making<'r> {
    room: &'r OrganisationsRoom,
    choices: GroupChoices,
    change: Change,
    /// Known ones of which more is known now, by id.
    changed: HashMap<Id, Organisation>,
    /// Organisations that are new: the id of the first is −1, of the next −2.
    new: Vec<Organisation>,
    new_groups: i64,
}

impl<'r> Making<'r> {
    pub(super) fn new(room: &'r OrganisationsRoom, choices: GroupChoices) -> Self {
        Self {
            room,
            choices,
            change: Change::new(""),
            changed: HashMap::new(),
            new: Vec::new(),
            new_groups: 0,
        }
    }

    pub(super) fn put(&mut self, said: &GroupSaid) -> Result<(), Fault> {
        let name = said.name.trim();
        if name.is_empty() {
            return Err(("name", "The group has no name: give it one.".to_owned()));
        }
        if said.members.is_empty() {
            let why = format!("The group “{name}” has no members: name them, or remove it.");
            return Err(("members", why));
        }
        let there = self.room.group_meant(said);
        let namesake = self.room.group(name).filter(|other| there.is_none_or(|there| there.id != other.id));
        if let Some(other) = namesake {
            return Err(("name", self.already_there(other, said)));
        }
        if let Some(there) = there.filter(|_| !self.choices.replace && said.group.is_none()) {
            return Err(("replace", self.already_there(there, said)));
        }
        if let Some(other) = self.room.our_group().filter(|other| said.ours && there != Some(*other)) {
            return Err(("ours", format!("The workbook belongs to {} already.", other.name)));
        }
        self.know_members(said)?;
        let ids = self.member_ids(said).map_err(|why| ("members", why))?;
        let whose = |why| ("neighbours_of", why);
        let neighbours_of = match said.neighbours_of.trim() {
            "" if said.kind == GroupKind::Neighbours => {
                return Err(whose(format!(
                    "“{name}” is a list of nearest neighbours, and nobody says whose."
                )));
            }
            "" => None,
            text => Some(self.find(text).ok_or_else(|| whose(self.room.no_organisation(text)))?),
        };
        if let Some(own) = neighbours_of.and_then(|id| self.room.unrecorded(id)) {
            self.changed.entry(own.id).or_insert_with(|| own.clone());
        }
        let last = self.room.groups.iter().map(|group| group.position).max().unwrap_or(0);
        let group = Group {
            id: there.map_or_else(|| self.next_group(), |there| there.id),
            revision: there.map_or(0, |there| there.revision),
            name: there.filter(|_| said.group.is_none()).map_or(name, |there| &there.name).to_owned(),
            kind: said.kind,
            position: there.map_or(last + self.new_groups, |there| there.position),
            neighbours_of,
            year: said.year,
            ours: said.ours || there.is_some_and(|there| there.ours),
            source: said.source.clone(),
        };
        let id = group.id;
        self.place(group, said.place);
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

    /// Puts a group, and where a place is said numbers the others anew around it.
    fn place(&mut self, group: Group, place: Option<usize>) {
        let Some(place) = place else { return self.push(Record::Group(group)) };
        let mut all: Vec<Group> =
            self.room.groups.iter().filter(|other| other.id != group.id).cloned().collect();
        all.insert(place.saturating_sub(1).min(all.len()), group);
        for (position, one) in (1..).zip(all) {
            let placed = Group { position, ..one };
            if self.room.groups.iter().all(|there| *there != placed) {
                self.push(Record::Group(placed));
            }
        }
    }

    fn push(&mut self, record: Record) {
        let change = std::mem::replace(&mut self.change, Change::new(""));
        self.change = change.put(record);
    }

    fn next_group(&mut self) -> Id {
        self.new_groups += 1;
        -self.new_groups
    }

    /// "There is a group “Near” already, with 14 members."
    fn already_there(&self, there: &Group, said: &GroupSaid) -> String {
        let count = self.room.members_of(there.id).len();
        let years = match (there.year, said.year) {
            (Some(old), Some(new)) if old != new => {
                let (old, new) = (old.title(), new.title());
                format!(" It is of {old}, and this list is of {new}: keep both under two names.")
            }
            _ => String::new(),
        };
        let members = if count == 1 { "member" } else { "members" };
        format!("There is a group “{}” already, with {count} {members}.{years}", there.name)
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
        let new = || new_at(id).and_then(|at| self.new.get(at));
        self.room.organisation(id).or_else(new).map_or_else(String::new, |one| one.name.clone())
    }

    /// Makes known who is not, where that is wanted.
    fn know_members(&mut self, said: &GroupSaid) -> Result<(), Fault> {
        let wrong = |why: String| ("members", why);
        let mut unknown: Vec<&MemberSaid> = Vec::new();
        for member in &said.members {
            if member.title().trim().is_empty() {
                return Err(wrong(format!("Row {} names nobody.", member.row.unwrap_or(0))));
            }
            let meant = self.meant(member).map_err(wrong)?;
            let others = member.other_names.split(';').map(str::trim).filter(|name| !name.is_empty());
            for name in others {
                if let Some(other) = self.find(name).filter(|other| Some(*other) != meant) {
                    let why = format!(
                        "{}: “{name}” is {} already, and cannot be another name of this one. Take it out.",
                        member.placed(),
                        self.name(other)
                    );
                    return Err(wrong(why));
                }
            }
            match meant {
                Some(id) => self.complete(id, member),
                None if self.choices.create => {
                    if member.name.trim().is_empty() {
                        return Err(wrong(format!("{}: a new organisation needs a name.", member.placed())));
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
            let are = if unknown.len() == 1 { "is" } else { "are" };
            let why = format!("{} {are} not known in this workbook.{meant}", names.join(", "));
            return Err(("create", why));
        }
        // Merged into one that may be new itself.
        for member in said.members.iter().filter(|member| !member.merged_into.trim().is_empty()) {
            let into = self.find(&member.merged_into).ok_or_else(|| {
                wrong(format!("{}: {}", member.placed(), self.room.no_organisation(&member.merged_into)))
            })?;
            if let Some(id) = self.meant(member).map_err(wrong)?.filter(|id| *id != into) {
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
        if let Some(known) = self.room.organisation(id) {
            edit(self.changed.entry(id).or_insert_with(|| known.clone()));
        } else if let Some(one) = new_at(id).and_then(|at| self.new.get_mut(at)) {
            edit(one);
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
            let new = || new_at(id).and_then(|at| self.new.get(at));
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
    pub(super) fn finish(mut self) -> Change {
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

/// Which of the new organisations a placeholder means.
fn new_at(id: Id) -> Option<usize> {
    usize::try_from(id.checked_neg()?.checked_sub(1)?).ok()
}
