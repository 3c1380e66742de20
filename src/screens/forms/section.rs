//! Sections of the narrative: added, and edited except for their text.

use super::{Form, FormField, Keep, Values};
use crate::screens::{Context, Screen};
use crate::workbook::steps::narrative::{empty_section, last_of, put_section};
use crate::workbook::{Section, SectionHead, SectionKind, Subject, Table};

fn kinds() -> Vec<(String, String)> {
    SectionKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind.title().to_owned())).collect()
}

fn kind_of(values: &Values) -> SectionKind {
    SectionKind::parse(values.get("kind")).unwrap_or_default()
}

fn action(text: &str) -> FormField {
    FormField::text_area("action_required", "Requires", text, 3)
        .help("What a challenge requires to be done; empty for other kinds.")
}

fn check(values: &Values) -> Result<(), Vec<super::FieldError>> {
    let mut errors = Vec::new();
    if values.get("heading").is_empty() && kind_of(values) == SectionKind::Own {
        errors.push(("heading", "a section of your own needs a heading".to_owned()));
    }
    if !values.get("action_required").is_empty() && kind_of(values) != SectionKind::Challenge {
        errors.push(("action_required", "only a challenge requires an action".to_owned()));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A new section after the others of its kind.
pub fn add_section(kind: SectionKind, heads: &[SectionHead], context: &Context) -> Box<dyn Screen> {
    let period = context.session.period.clone();
    let heads = heads.to_vec();
    let again_heads = heads.clone();
    let fields = vec![
        FormField::choice("kind", "Kind", kinds(), kind.code()).help("Where it stands in the report."),
        FormField::line("heading", "Heading", ""),
        FormField::text_area("text", "Words", "", 5).help("c writes at length, once it is added."),
        action(""),
    ];
    let form = Form::new("New section", fields, move |values, _| {
        check(values)?;
        let kind = kind_of(values);
        Ok(put_section(Section {
            heading: values.get("heading").to_owned(),
            text: values.get("text").to_owned(),
            action_required: values.get("action_required").to_owned(),
            ..empty_section(&period, kind, last_of(&heads, kind))
        }))
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
        FormField::choice("kind", "Kind", kinds(), section.kind.code())
            .help("Where it stands in the report."),
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
    let form = Form::new("Section", fields, move |values, _| {
        check(values)?;
        let kind = kind_of(values);
        Ok(put_section(Section {
            kind,
            position: if kind == old.kind { old.position } else { last_of(&heads, kind) },
            heading: values.get("heading").to_owned(),
            action_required: values.get("action_required").to_owned(),
            ..old.clone()
        }))
    })
    .editing(true)
    .kept(keep, context)
    .starting_at(start);
    Box::new(form)
}
