//! Groups of organisations: made, ordered, changed.

use super::{Fault, NEEDED, Patch, Reading, When, optional, with_name};
use crate::domain::Period;
use crate::domain::organisation::GroupKind;
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::record::Group;
use crate::workbook::steps::organisations::{GroupChoices, GroupSaid, MemberSaid, put_groups, typed_members};
use crate::workbook::{Change, Record};

/// Makes a group, or changes the one that `old` is. Members that nobody says stay; the workbook of a
/// group is called as that is.
///
/// Fields: those of its description, `members` (as [`typed_members`] reads them, in order), `neighbours_of`,
/// `place` (among the groups, from 1), `ours` and `create` (`yes`: organisations that are not known
/// become known).
///
/// # Errors
/// What is wrong, by field: a member that is not known is a fault of `create`.
pub fn group(
    room: &OrganisationsRoom,
    old: Option<&Group>,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut said = match old {
        Some(old) => as_it_is(room, old),
        None => GroupSaid::default(),
    };
    let mut new = old.cloned().unwrap_or_default();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    reading.line("neighbours_of", &mut said.neighbours_of);
    reading.place("place", &mut said.place);
    reading.with("year", &mut new.year, read_year);
    (said.name, said.kind, said.year) = (new.name, new.kind, new.year);
    said.ours |= patch.get("ours") == Some("yes");
    reading.with("members", &mut said.members, |text| Ok(typed_members(room, text)));
    if said.members.is_empty() {
        reading.refuse("members", NEEDED);
    }
    // Whose neighbours they are says what they are.
    if patch.get("kind").is_none() && !said.neighbours_of.is_empty() {
        said.kind = GroupKind::Neighbours;
    }
    reading.done()?;
    let choices = GroupChoices { create: patch.get("create") == Some("yes"), replace: false };
    let called = old.filter(|old| old.ours).and_then(|old| room.workbook_renamed(&old.name, &said.name));
    let change = put_groups(room, &[said], choices).map_err(|fault| vec![fault])?;
    let Some(workbook) = called else { return Ok(change) };
    // The region of the group's name is called as that is, too.
    let region = room.find(room.own()).filter(|region| region.class.is_average());
    let region = region.map(|region| Record::Organisation(with_name(region, &workbook.organisation)));
    Ok(region.into_iter().chain([Record::Workbook(workbook)]).fold(change, Change::put))
}

/// The code of the year that a period is in; empty where the text is.
///
/// # Errors
/// How a period is written.
pub fn read_year(text: &str) -> Result<Option<Period>, String> {
    let period = optional(text, |text| Period::parse(text).map_err(|error| error.to_string()))?;
    Ok(period.map(Period::whole_year))
}

fn as_it_is(room: &OrganisationsRoom, old: &Group) -> GroupSaid {
    let whose = old.neighbours_of.and_then(|id| room.organisation(id));
    let members = room.members_of(old.id);
    GroupSaid {
        group: Some(old.id),
        name: old.name.clone(),
        kind: old.kind,
        place: None,
        neighbours_of: whose.map_or_else(String::new, |one| one.name.clone()),
        year: old.year,
        ours: old.ours,
        source: old.source.clone(),
        members: members.into_iter().map(|one| MemberSaid::named(&one.name)).collect(),
    }
}
