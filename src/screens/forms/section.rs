//! Sections of the narrative: added, and edited except for their text.

use super::{Form, FormField, Keep};
use crate::screens::{Context, Screen};
use crate::workbook::edits;
use crate::workbook::steps::narrative::empty_section;
use crate::workbook::{Section, SectionHead, SectionKind, Subject, Table};

fn action(text: &str) -> FormField {
    FormField::text_area("action_required", "Requires", text, 3)
        .help("What a challenge requires to be done; empty for other kinds.")
}

/// A new section after the others of its kind.
pub fn add_section(kind: SectionKind, heads: &[SectionHead], context: &Context) -> Box<dyn Screen> {
    let period = context.session.period.clone();
    let heads = heads.to_vec();
    let again_heads = heads.clone();
    let fields = vec![
        FormField::choice_of("kind", "Kind", kind).help("Where it stands in the report."),
        FormField::line("heading", "Heading", ""),
        FormField::text_area("text", "Words", "", 5).help("c writes at length, once it is added."),
        action(""),
    ];
    let form = Form::new("New section", fields, move |values, context| {
        let new = empty_section(&period, kind, 0);
        edits::section(&new, &heads, &values.changed(), &context.session.when())
    })
    .again(move |context| self::add_section(kind, &again_heads, context))
    .kept(
        Keep { subject: "new section".to_owned(), indicator: 0, reference: "a new section".to_owned() },
        context,
    )
    .starting_at("heading");
    Box::new(form)
}

/// Kind, heading, and the action a challenge requires.
pub fn edit_section(section: &Section, heads: &[SectionHead], context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::choice_of("kind", "Kind", section.kind).help("Where it stands in the report."),
        FormField::line("heading", "Heading", &section.heading),
        action(&section.action_required),
    ];
    let about = Subject { table: Table::Section, id: section.id };
    let keep = Keep::about(about, "heading".to_owned(), section.name());
    let (old, heads) = (section.clone(), heads.to_vec());
    let start = if section.kind == SectionKind::Challenge && section.action_required.is_empty() {
        "action_required"
    } else {
        "heading"
    };
    let form = Form::new("Section", fields, move |values, context| {
        edits::section(&old, &heads, &values.changed(), &context.session.when())
    })
    .editing(true)
    .kept(keep, context)
    .starting_at(start);
    Box::new(form)
}
