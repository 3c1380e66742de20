//! Organisations: added, changed, renamed.

use super::{Fault, Patch, Reading, When, optional};
use crate::domain::naming::{organisation_key, plain};
use crate::domain::organisation::OrganisationClass;
use crate::domain::shown;
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::{Change, Group, GroupMember, Id, Organisation, Record, Table};

/// Adds an organisation. Its class follows from its code or name where nobody says it.
///
/// Fields: those of its description, and `merged_into` (name or code of its successor).
///
/// # Errors
/// Every field that is refused: a name or code that is another's, days that do not follow each other.
pub fn new_organisation(room: &OrganisationsRoom, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let (new, _) = read(room, &Organisation::default(), patch, when)?;
    Ok(put(room, Change::new(format!("Add the organisation {}", new.name)), new))
}

/// Puts an organisation, after the own one where it became a part of that and there is no record of it.
fn put(room: &OrganisationsRoom, change: Change, new: Organisation) -> Change {
    let into = new.merged_into.and_then(|id| room.unrecorded(id)).filter(|into| into.id != new.id);
    into.cloned().into_iter().chain([new]).fold(change, |change, one| change.put(Record::Organisation(one)))
}

/// Changes an organisation. The name it had stays among its other names, so that figures and files
/// that carry it are still its own; the workbook of the organisation is called as that is.
///
/// Fields: as [`new_organisation`], and `join` (`yes`: another organisation that is named among the other
/// names becomes one with this one, with its names, figures, groups and what became a part of it).
///
/// # Errors
/// As [`new_organisation`]; two of which both have a code cannot be joined. Figures of both that differ
/// are refused by the workbook, with their places.
pub fn organisation(
    room: &OrganisationsRoom,
    old: &Organisation,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let (new, joined) = read(room, old, patch, when)?;
    let called = |id: Option<Id>| id.and_then(|id| room.organisation(id)).map(|one| one.name.as_str());
    if !joined.is_empty() {
        let names: Vec<&str> = joined.iter().map(|one| one.name.as_str()).collect();
        let change =
            put(room, Change::new(format!("Join {} to {}", names.join(", "), new.name)), new.clone());
        return Ok(joined.iter().fold(change, |change, one| join(room, change, &new, one)));
    }
    let label = match (called(old.merged_into), called(new.merged_into)) {
        _ if new.name != old.name => format!("Rename the organisation {} to {}", old.name, new.name),
        (before, Some(into)) if before != Some(into) => format!("Merge {} into {into}", old.name),
        (Some(into), None) => format!("{} is not merged into {into}", old.name),
        _ => format!("Edit the organisation {}", old.name),
    };
    let workbook = room.workbook_renamed(&old.name, &new.name).filter(|_| is_own(room, old));
    let change = put(room, Change::new(label), new);
    Ok(workbook.into_iter().fold(change, |change, workbook| change.put(Record::Workbook(workbook))))
}

/// Puts one organisation in the place of another that it is: in its groups, as whose neighbours a group
/// is, and as what others became a part of.
fn join(room: &OrganisationsRoom, mut change: Change, one: &Organisation, other: &Organisation) -> Change {
    for member in room.members.iter().filter(|member| member.organisation_id == other.id) {
        let there = room.groups_of(one.id).any(|group| group.id == member.group_id);
        change = match there {
            true => change.remove(Table::GroupMember, member.id, member.revision),
            false => {
                change.put(Record::GroupMember(GroupMember { organisation_id: one.id, ..member.clone() }))
            }
        };
    }
    for group in room.groups.iter().filter(|group| group.neighbours_of == Some(other.id)) {
        change = change.put(Record::Group(Group { neighbours_of: Some(one.id), ..group.clone() }));
    }
    let parts = room.organisations.iter().filter(|part| part.merged_into == Some(other.id));
    for part in parts.filter(|part| part.id != one.id) {
        change = change.put(Record::Organisation(Organisation { merged_into: Some(one.id), ..part.clone() }));
    }
    change.remove(Table::Organisation, other.id, other.revision)
}

/// Removes an organisation. One that has figures, is in a group or has another merged into it is
/// refused by the workbook, with the reason.
///
/// # Errors
/// That it is the workbook's own.
pub fn remove_organisation(room: &OrganisationsRoom, old: &Organisation) -> Result<Change, String> {
    if is_own(room, old) {
        return Err(format!("{} is this workbook’s own organisation and cannot be removed", old.name));
    }
    let label = format!("Remove the organisation {}", old.name);
    Ok(Change::new(label).remove(Table::Organisation, old.id, old.revision))
}

fn is_own(room: &OrganisationsRoom, one: &Organisation) -> bool {
    room.our_group().is_none() && room.find(room.own()).is_some_and(|own| own.id == one.id)
}

/// What it is to be, and the others that are to be one with it.
fn read<'r>(
    room: &'r OrganisationsRoom,
    old: &Organisation,
    patch: &Patch,
    when: &When,
) -> Result<(Organisation, Vec<&'r Organisation>), Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    reading.with("other_names", &mut new.other_names, |text| Ok(listed(text)));
    reading.with("merged_into", &mut new.merged_into, |text| {
        optional(text, |text| room.find(text).map(|one| one.id).ok_or_else(|| room.no_organisation(text)))
    });
    keep_old_name(&mut new, old);
    let mut joined: Vec<&Organisation> = Vec::new();
    for (field, other, why) in clashes(room, &new) {
        match field {
            "other_names" if patch.get("join") == Some("yes") => {
                if joined.iter().all(|one| one.id != other.id) {
                    joined.push(other);
                }
            }
            // One that is to be changed can be joined with; a new one has nothing to join.
            "other_names" if old.id != 0 => reading.refuse("join", why),
            _ => reading.refuse(field, why),
        }
    }
    for other in &joined {
        if let Err(why) = take_over(&mut new, other) {
            reading.refuse("join", why);
        }
    }
    if patch.get("join") == Some("yes") && joined.is_empty() {
        reading.refuse("join", "no other organisation has one of the other names");
    }
    if new.class == OrganisationClass::Unstated && patch.get("class").is_none() {
        new.class = OrganisationClass::of(&new.code, &new.name);
    }
    if new.exists_from.zip(new.exists_to).is_some_and(|(from, to)| to < from) {
        reading.refuse("exists_to", "it cannot end before it begins");
    }
    if let Some(why) = new.merged_into.and_then(|into| circle(room, &new, into)) {
        reading.refuse("merged_into", why);
    }
    let groups: Vec<&str> = room.groups_of(old.id).map(|group| group.name.as_str()).collect();
    if new.class.is_average() && !groups.is_empty() {
        let title = new.class.title();
        let why = format!("a {title} is compared with members, and it is one of {}", groups.join(", "));
        reading.refuse("class", why);
    }
    reading.done()?;
    Ok((new, joined))
}

/// Takes what is known of another organisation that it is, where it says nothing else itself.
fn take_over(new: &mut Organisation, other: &Organisation) -> Result<(), String> {
    if new.code.trim().is_empty() {
        new.code.clone_from(&other.code);
    } else if !other.code.trim().is_empty() && !other.code.eq_ignore_ascii_case(&new.code) {
        return Err(format!(
            "{} has the code {} and {} has {}: they are two organisations",
            new.name, new.code, other.name, other.code
        ));
    }
    if new.class == OrganisationClass::Unstated {
        new.class = other.class;
    }
    new.exists_from = new.exists_from.or(other.exists_from);
    new.exists_to = new.exists_to.or(other.exists_to);
    new.merged_into = new.merged_into.or(other.merged_into).filter(|into| *into != other.id);
    let names = [new.other_names.as_str(), other.name.as_str(), other.other_names.as_str()].join(";");
    new.other_names = listed(&names);
    Ok(())
}

/// Names with semicolons between them, each once.
fn listed(text: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// An organisation under another name; the one it had stays among its other names.
pub fn with_name(old: &Organisation, name: &str) -> Organisation {
    let mut new = Organisation { name: name.to_owned(), ..old.clone() };
    keep_old_name(&mut new, old);
    new
}

/// Puts the name that it had among the other names, and takes the one that it has now from them.
fn keep_old_name(new: &mut Organisation, old: &Organisation) {
    if new.name == old.name {
        return;
    }
    let others: Vec<&str> = new.names().skip(1).filter(|name| *name != new.name).collect();
    let mut kept = others.join("; ");
    if !old.name.is_empty() && !others.contains(&old.name.as_str()) {
        kept = if kept.is_empty() { old.name.clone() } else { format!("{}; {kept}", old.name) };
    }
    new.other_names = kept;
}

/// What it is called that means another organisation already. Two whose names differ in more than
/// spelling may share what is left without "Council" and the like, where days tell them apart: Dorset,
/// and Dorset County before it.
fn clashes<'r>(
    room: &'r OrganisationsRoom,
    new: &Organisation,
) -> Vec<(&'static str, &'r Organisation, String)> {
    let dated = |one: &Organisation| one.exists_from.is_some() || one.exists_to.is_some();
    let others = || room.organisations.iter().filter(|other| other.id != new.id);
    let mut found = Vec::new();
    let code = new.code.trim();
    let has_code = |other: &&Organisation| !code.is_empty() && other.code.trim().eq_ignore_ascii_case(code);
    if let Some(other) = others().find(has_code) {
        found.push(("code", other, format!("{} is the code of {} already", shown(code), other.name)));
    }
    for (at, name) in new.names().enumerate() {
        let same = |other: &&Organisation| {
            let apart = dated(new) || dated(other);
            other.code.eq_ignore_ascii_case(name.trim())
                || other.names().any(|known| {
                    plain(known) == plain(name)
                        || (!apart && organisation_key(known) == organisation_key(name))
                })
        };
        if let Some(other) = others().find(same) {
            let how = if plain(&other.name) == plain(name) { "" } else { " by another name" };
            let field = if at == 0 { "name" } else { "other_names" };
            found.push((field, other, format!("“{}” is {} already{how}", shown(name), other.name)));
        }
    }
    found
}

/// Why it cannot have become a part of another; nothing where it can.
fn circle(room: &OrganisationsRoom, new: &Organisation, into: Id) -> Option<String> {
    let mut next = room.organisation(into)?;
    // As many steps as there are organisations at most.
    for _ in &room.organisations {
        if next.id == new.id && next.id == into {
            return Some("it cannot become a part of itself".to_owned());
        }
        if next.id == new.id {
            let name = room.organisation(into).map_or("", |one| one.name.as_str());
            return Some(format!("{name} has itself become a part of it"));
        }
        next = room.organisation(next.merged_into?)?;
    }
    None
}
