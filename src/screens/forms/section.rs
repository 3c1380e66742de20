//! Sections of the narrative: added, and edited except for their text.

use super::{Form, Keep, described};
use crate::screens::{Context, Screen};
use crate::workbook::edits;
use crate::workbook::steps::narrative::empty_section;
use crate::workbook::{Section, SectionHead, SectionKind, Subject, Table};

/// A new section after the others of its kind.
pub fn add_section(kind: SectionKind, heads: &[SectionHead], context: &Context) -> Box<dyn Screen> {
    let heads = heads.to_vec();
    let again_heads = heads.clone();
    let new = empty_section(context.session.period, kind, 0);
    let fields = described(&new);
    let form = Form::new("New section", fields, move |values, context| {
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
    let mut fields = described(section);
    fields.retain(|field| field.name != "text");
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
