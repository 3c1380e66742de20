//! Organisations: added, changed, renamed.

use super::{Fault, Patch, Reading, When, optional};
use crate::domain::naming::{organisation_key, plain};
use crate::domain::organisation::OrganisationClass;
use crate::domain::shown;
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::{Change, Id, Organisation, Record, Table};

/// Adds an organisation. Its class follows from its code or name where nobody says it.
///
/// Fields: those of its description, and `merged_into` (name or code of its successor).
///
/// # Errors
/// Every field that is refused: a name or code that is another's, days that do not follow each other.
pub fn new_organisation(room: &OrganisationsRoom, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let new = read(room, &Organisation::default(), patch, when)?;
    Ok(Change::new(format!("Add the organisation {}", new.name)).put(Record::Organisation(new)))
}

/// Changes an organisation. The name it had stays among its other names, so that figures and files
/// that carry it are still its own.
///
/// Fields: as [`new_organisation`].
///
/// # Errors
/// As [`new_organisation`].
pub fn organisation(
    room: &OrganisationsRoom,
    old: &Organisation,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let new = read(room, old, patch, when)?;
    let called = |id: Option<Id>| id.and_then(|id| room.organisation(id)).map(|one| one.name.as_str());
    let label = match (called(old.merged_into), called(new.merged_into)) {
        _ if new.name != old.name => format!("Rename the organisation {} to {}", old.name, new.name),
        (before, Some(into)) if before != Some(into) => format!("Merge {} into {into}", old.name),
        (Some(into), None) => format!("{} is not merged into {into}", old.name),
        _ => format!("Edit the organisation {}", old.name),
    };
    Ok(Change::new(label).put(Record::Organisation(new)))
}

/// Removes an organisation. One that has figures, is in a group or has another merged into it is
/// refused by the workbook, with the reason.
pub fn remove_organisation(old: &Organisation) -> Change {
    let label = format!("Remove the organisation {}", old.name);
    Change::new(label).remove(Table::Organisation, old.id, old.revision)
}

fn read(
    room: &OrganisationsRoom,
    old: &Organisation,
    patch: &Patch,
    when: &When,
) -> Result<Organisation, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    reading.with("other_names", &mut new.other_names, |text| Ok(listed(text)));
    reading.with("merged_into", &mut new.merged_into, |text| {
        optional(text, |text| room.find(text).map(|one| one.id).ok_or_else(|| room.no_organisation(text)))
    });
    keep_old_name(&mut new, old);
    if new.class == OrganisationClass::Unstated && patch.get("class").is_none() {
        new.class = OrganisationClass::of(&new.code, &new.name);
    }
    for (field, why) in clashes(room, &new) {
        reading.refuse(field, why);
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
    Ok(new)
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
fn clashes(room: &OrganisationsRoom, new: &Organisation) -> Vec<Fault> {
    let dated = |one: &Organisation| one.exists_from.is_some() || one.exists_to.is_some();
    let others = || room.organisations.iter().filter(|other| other.id != new.id);
    let mut found = Vec::new();
    let code = new.code.trim();
    let has_code = |other: &&Organisation| !code.is_empty() && other.code.trim().eq_ignore_ascii_case(code);
    if let Some(other) = others().find(has_code) {
        found.push(("code", format!("{} is the code of {} already", shown(code), other.name)));
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
            found.push((field, format!("“{}” is {} already{how}", shown(name), other.name)));
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
