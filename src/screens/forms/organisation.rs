//! Organisations and their groups: added, changed and removed.

use super::{FieldError, Form, FormField, Keep, Values, described, put_after};
use crate::domain::organisation::GroupKind;
use crate::import::members::{Unsaid, read_groups};
use crate::screens::{Context, Screen};
use crate::workbook::edits::{self, Fault};
use crate::workbook::steps::organisations::{GroupChoices, put_groups, remove_group};
use crate::workbook::{Change, Group, Organisation, OrganisationsRoom, ValueField};

/// What stands in the field that removes what the form is about.
const REMOVE: &str = "remove";

fn removing(help: &str) -> FormField {
    let options = [("", "it stays"), (REMOVE, "remove it")];
    let options = options.map(|(code, title)| (code.to_owned(), title.to_owned())).to_vec();
    FormField::choice(REMOVE, "Remove", options, "").help(help)
}

/// An organisation: a new one where there is none yet.
pub fn organisation(
    old: Option<&Organisation>,
    room: &OrganisationsRoom,
    context: &Context,
) -> Box<dyn Screen> {
    let there = old.cloned().unwrap_or_default();
    let into = there.merged_into.and_then(|id| room.organisation(id));
    let mut fields = described(&there);
    fields.push(
        FormField::line("merged_into", "Merged into", into.map_or("", |into| &into.name))
            .completing(ValueField::Organisation)
            .help(
                "The organisation that it became a part of, which is named wherever its figures are missing.",
            ),
    );
    let Some(old) = old.cloned() else {
        let (room, again) = (room.clone(), room.clone());
        let keep = Keep {
            subject: "new organisation".to_owned(),
            indicator: 0,
            reference: "a new organisation".to_owned(),
        };
        let form = Form::new("New organisation", fields, move |values, context| {
            edits::new_organisation(&room, &values.changed(), &context.session.when())
        })
        .again(move |context| organisation(None, &again, context))
        .kept(keep, context);
        return Box::new(form);
    };
    fields.push(FormField::tick("join", "Make one", false).help(
        "Another organisation among the other names becomes one with this one, with its figures and groups.",
    ));
    fields.push(removing("One that has figures or is in a group cannot be removed."));
    let title = format!("Organisation {}", old.name);
    let intro = match room.groups_of(old.id).map(|group| group.name.as_str()).collect::<Vec<_>>() {
        none if none.is_empty() => "It is in no group.".to_owned(),
        groups => format!("In {}.", groups.join(", ")),
    };
    let room = room.clone();
    let form = Form::new(title, fields, move |values, context| match values.get(REMOVE) {
        "" => edits::organisation(&room, &old, &values.changed(), &context.session.when()).map_err(in_fields),
        _ => edits::remove_organisation(&room, &old).map_err(|why| vec![(REMOVE, why)]),
    });
    Box::new(form.intro(vec![intro]).editing(true))
}

/// A group whose members were picked: a new one where there is none yet.
pub fn group(
    old: Option<&Group>,
    picked: &[&str],
    room: &OrganisationsRoom,
    context: &Context,
) -> Box<dyn Screen> {
    let there = old.cloned().unwrap_or_default();
    let whose = there.neighbours_of.and_then(|id| room.organisation(id));
    let now: Vec<&str> = match old {
        Some(old) => room.members_of(old.id).into_iter().map(|one| one.name.as_str()).collect(),
        None => Vec::new(),
    };
    let mut members = FormField::text_area("members", "Members", &now.join("\n"), 6)
        .help("One to a line, in order: names or codes.");
    members.required = true;
    members.set(&picked.join("\n"));
    let whose = FormField::line("neighbours_of", "Neighbours of", whose.map_or("", |one| &one.name))
        .completing(ValueField::Organisation)
        .help("Whose nearest neighbours they are, for such a list.");
    let mut fields = described(&there);
    put_after(&mut fields, "name", [members]);
    put_after(&mut fields, "kind", [whose]);
    fields.push(
        FormField::tick("create", "Make known", false)
            .help("Members that the workbook does not know become known."),
    );
    let room = room.clone();
    let Some(old) = old.cloned() else {
        fields.extend(FormField::named("ours", &there));
        let keep =
            Keep { subject: "new group".to_owned(), indicator: 0, reference: "a new group".to_owned() };
        let form = Form::new("New group", fields, move |values, context| {
            edits::group(&room, None, &values.changed(), &context.session.when()).map_err(in_fields)
        });
        return Box::new(if picked.is_empty() { form.kept(keep, context) } else { form });
    };
    let place = room.groups.iter().position(|one| one.id == old.id).map_or(1, |at| at + 1);
    fields.push(
        FormField::line("place", "Place", &place.to_string()).required().help("Among the groups, from 1."),
    );
    fields.push(removing("Its members and their figures stay."));
    let form =
        Form::new(format!("Group {}", old.name), fields, move |values, context| match values.get(REMOVE) {
            "" => {
                edits::group(&room, Some(&old), &values.changed(), &context.session.when()).map_err(in_fields)
            }
            _ => remove_group(&room, &old.name).map_err(|why| vec![(REMOVE, why)]),
        });
    Box::new(form.editing(true))
}

/// Every fault at a field that there is, with what the form offers about it.
fn in_fields(faults: Vec<Fault>) -> Vec<FieldError> {
    faults
        .into_iter()
        .map(|(field, why)| match field {
            "create" => (field, format!("{why} Tick this to make known who is not.")),
            "join" if why.contains(" already") => (field, format!("{why}. Tick this where they are one.")),
            "replace" => ("name", why),
            _ => (field, why),
        })
        .collect()
}

/// Groups as a list has them: a csv that is pasted, with or without headings.
pub fn listed_groups(room: &OrganisationsRoom, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::table("list", "List", 8).required().help(
            "Paste it: a row for each member, with or without headings: group, organisation, code, year …",
        ),
        FormField::line("name", "Group", "").help("Where no column says it."),
        FormField::choice_of::<GroupKind>("kind", "Kind", GroupKind::default()),
        FormField::line("neighbours_of", "Neighbours of", "")
            .completing(ValueField::Organisation)
            .help("Whose nearest neighbours they are, where no column says it."),
        FormField::line("year", "Year", "").help("Only rows of this year, where rows have years."),
        FormField::line("source", "Source", "").help("Where the list is from: a publication, a file."),
        FormField::tick("create", "Make known", false)
            .help("Members that the workbook does not know become known."),
        FormField::tick("replace", "Replace", false)
            .help("These members take the place of those that a group of that name has."),
    ];
    let room = room.clone();
    let keep = Keep {
        subject: "list of groups".to_owned(),
        indicator: 0,
        reference: "groups from a list".to_owned(),
    };
    let form =
        Form::new("Groups from a list", fields, move |values, context| from_list(&room, values, context));
    Box::new(form.kept(keep, context))
}

fn from_list(
    room: &OrganisationsRoom,
    values: &Values,
    context: &Context,
) -> Result<Change, Vec<FieldError>> {
    let unsaid = Unsaid::read(&values.changed(), &context.session.when())?;
    let groups = read_groups(values.get("list"), &unsaid).map_err(|why| vec![("list", why)])?;
    let choices = GroupChoices { create: values.ticked("create"), replace: values.ticked("replace") };
    put_groups(room, &groups, choices).map_err(|(field, why)| {
        let field = if matches!(field, "create" | "replace" | "neighbours_of") { field } else { "list" };
        vec![(field, why)]
    })
}
