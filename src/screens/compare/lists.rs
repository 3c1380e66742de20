//! The lists of organisations and of groups over the comparison: one is added, opened to be changed or
//! removed; the members of a group are picked.

use super::Compare;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::compare::commands::say;
use crate::screens::{Context, Effect, forms};
use crate::ui::inert::inert_line;
use crate::workbook::{Group, Organisation, OrganisationsRoom, Table};

/// What the lists answer under.
pub(super) const ORGANISATIONS: &str = "organisations";
pub(super) const GROUPS: &str = "groups";
pub(super) const MEMBERS: &str = "members of a group";

/// What stands before the groups in their list.
const BEFORE_GROUPS: usize = 2;

/// `14 members`.
fn members(room: &OrganisationsRoom, group: &Group) -> String {
    match room.members.iter().filter(|member| member.group_id == group.id).count() {
        1 => "1 member".to_owned(),
        many => format!("{many} members"),
    }
}

/// A group as a row to choose: `region, 14 members`.
pub(super) fn group_row(room: &OrganisationsRoom, group: &Group) -> ChoiceRow {
    let year = group.year.map(|year| format!(" of {year}")).unwrap_or_default();
    ChoiceRow::new(group.name.clone()).note(format!("{}{year}, {}", group.kind.title(), members(room, group)))
}

/// An organisation as a row to choose, with its code and class and what became of it.
fn organisation_row(room: &OrganisationsRoom, one: &Organisation) -> ChoiceRow {
    let into = one.merged_into.and_then(|id| room.organisation(id));
    let note = match into {
        Some(into) => format!("merged into {}", into.name),
        None => [one.code.trim(), one.class.title()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
    };
    ChoiceRow::new(one.name.clone()).note(note)
}

/// Whom a group can have as members: those it has, in its order, then all others by name; averages are
/// nobody's members.
fn candidates<'r>(room: &'r OrganisationsRoom, group: Option<&Group>) -> (Vec<&'r Organisation>, usize) {
    let mut all = group.map_or_else(Vec::new, |group| room.members_of(group.id));
    let ticked = all.len();
    let others = room.organisations.iter().filter(|one| !one.class.is_average());
    let others: Vec<&Organisation> =
        others.filter(|one| all.iter().all(|member| member.id != one.id)).collect();
    all.extend(others);
    (all, ticked)
}

impl Compare {
    pub(super) fn show_organisations(&self) -> Vec<Effect> {
        let Some(room) = &self.room else { return still_loading() };
        let rows =
            std::iter::once(ChoiceRow::new("Add an organisation")).chain(room.organisations.iter().map(
                |one| organisation_row(room, one).ticked(self.new == Some((Table::Organisation, one.id))),
            ));
        let choice = Choice::one(ORGANISATIONS, "Organisations", rows.collect()).sentence(
            "Councils, regions and nations whose figures are compared. Files find them by code, name or \
             another name.",
        );
        vec![Effect::Open(Box::new(choice))]
    }

    pub(super) fn show_groups(&self) -> Vec<Effect> {
        let Some(room) = &self.room else { return still_loading() };
        let first = ["Make a group", "Make groups from a list"].map(ChoiceRow::new);
        let rows = first.into_iter().chain(
            room.groups
                .iter()
                .map(|group| group_row(room, group).ticked(self.new == Some((Table::Group, group.id)))),
        );
        let choice = Choice::one(GROUPS, "Groups", rows.collect()).sentence(
            "Who is compared with whom: a region, nearest neighbours, a class, a nation. f chooses the one \
             on screen.",
        );
        vec![Effect::Open(Box::new(choice))]
    }

    /// The list that something was just added to, with the cursor on it.
    pub(super) fn list_again(&mut self) -> Vec<Effect> {
        let is_group = matches!(self.new, Some((Table::Group, _)));
        let list = if is_group { self.show_groups() } else { self.show_organisations() };
        self.new = None;
        list
    }

    pub(super) fn open_organisation(&self, at: usize, context: &Context) -> Vec<Effect> {
        let Some(room) = &self.room else { return still_loading() };
        let one = at.checked_sub(1).and_then(|at| room.organisations.get(at));
        vec![Effect::Open(forms::organisation(one, room, context))]
    }

    /// Picks the members of the group that was chosen, or of a new one.
    pub(super) fn open_group(&mut self, at: usize, context: &Context) -> Vec<Effect> {
        let Some(room) = &self.room else { return still_loading() };
        let group = at.checked_sub(BEFORE_GROUPS).and_then(|at| room.groups.get(at));
        if group.is_none() && at + 1 == BEFORE_GROUPS {
            return vec![Effect::Open(forms::listed_groups(room, context))];
        }
        self.group_edited = group.map(|group| group.id);
        let (all, ticked) = candidates(room, group);
        if all.is_empty() {
            return vec![Effect::Open(forms::group(None, &[], room, context))];
        }
        let rows = all.iter().enumerate().map(|(at, one)| organisation_row(room, one).ticked(at < ticked));
        let title = group.map_or_else(
            || "Members of a new group".to_owned(),
            |group| format!("Members of {}", inert_line(&group.name)),
        );
        let choice = Choice::many(MEMBERS, title, rows.collect()).sentence(
            "Space ticks one, Enter goes on to name, kind and order. Members keep their order; new ones \
             come after them.",
        );
        vec![Effect::Open(Box::new(choice))]
    }

    /// The form of the group, with the members that were picked.
    pub(super) fn fill_group(&self, picks: &[usize], context: &Context) -> Vec<Effect> {
        let Some(room) = &self.room else { return still_loading() };
        let group = self.group_edited.and_then(|id| room.groups.iter().find(|group| group.id == id));
        let (all, _) = candidates(room, group);
        let picked: Vec<&str> =
            picks.iter().filter_map(|at| all.get(*at)).map(|one| one.name.as_str()).collect();
        vec![Effect::Open(forms::group(group, &picked, room, context))]
    }
}

fn still_loading() -> Vec<Effect> {
    say("Still loading the organisations: press the key again.")
}
