//! Groups of organisations: made, changed and removed, each as one step; what is
//! wrong with a list of members is said with the row it stands in.

mod making;

use chrono::NaiveDate;

use crate::domain::Period;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::workbook::change::{Change, Edit, Table};
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::edits::Fault;
use crate::workbook::record::Id;
use making::Making;

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
    /// The group that it is; none for a new one, or the one of that name.
    pub group: Option<Id>,
    pub name: String,
    pub kind: GroupKind,
    /// Its place among the groups, from 1; none for where it is, or the end.
    pub place: Option<usize>,
    /// Whose nearest neighbours they are; empty for other kinds.
    pub neighbours_of: String,
    /// Code of the year a list of neighbours is of; may be empty.
    pub year: Option<Period>,
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
/// What is wrong, in a sentence that names the member and the row, with the field it is about: `name`,
/// `members`, `neighbours_of`, `ours`, or the choice that would allow it, `create` or `replace`.
pub fn put_groups(
    room: &OrganisationsRoom,
    groups: &[GroupSaid],
    choices: GroupChoices,
) -> Result<Change, Fault> {
    let mut making = Making::new(room, choices);
    let mut seen: Vec<&str> = Vec::new();
    for group in groups {
        if seen.iter().any(|name| name.eq_ignore_ascii_case(group.name.trim())) {
            let why = format!("The group “{}” is there twice. Give each group one list.", group.name);
            return Err(("name", why));
        }
        seen.push(group.name.trim());
        making.put(group)?;
    }
    let mut change = making.finish();
    change.label = label(room, groups);
    Ok(change)
}

/// Members as they are typed: one to a line; on one line with semicolons between them, or with commas
/// where there is no semicolon and the whole is nobody's name, for a name may have a comma in it.
pub fn typed_members(room: &OrganisationsRoom, text: &str) -> Vec<MemberSaid> {
    let text = text.trim();
    let between = match text {
        lines if lines.contains('\n') => '\n',
        list if list.contains(';') => ';',
        one if room.find(one).is_some() => '\n',
        _ => ',',
    };
    text.split(between).map(str::trim).filter(|name| !name.is_empty()).map(MemberSaid::named).collect()
}

/// The group that a new workbook belongs to, with its members, who are kept as organisations.
///
/// # Errors
/// What is wrong with the members, in a sentence.
pub fn own_group(name: &str, members: Vec<MemberSaid>, source: &str) -> Result<Vec<Edit>, String> {
    let said = GroupSaid {
        name: name.to_owned(),
        members,
        source: source.to_owned(),
        ours: true,
        ..GroupSaid::default()
    };
    let choices = GroupChoices { create: true, replace: false };
    put_groups(&OrganisationsRoom::default(), &[said], choices)
        .map(|change| change.edits)
        .map_err(|(_, why)| why)
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
    let [one] = groups else { return format!("{} groups of organisations", groups.len()) };
    let Some(there) = room.group_meant(one) else { return format!("Add the group {}", one.name.trim()) };
    let named: Vec<&str> = room.members_of(there.id).iter().map(|member| member.name.as_str()).collect();
    let members = one.members.iter().map(|member| room.find(member.title()).map(|one| one.name.as_str()));
    let same_members = members.eq(named.into_iter().map(Some));
    match one.place {
        _ if one.name.trim() != there.name => {
            format!("Rename the group {} to {}", there.name, one.name.trim())
        }
        _ if !same_members => format!("Members of the group {}", there.name),
        Some(place) => format!("Move the group {} to place {place}", there.name),
        None => format!("Edit the group {}", there.name),
    }
}
