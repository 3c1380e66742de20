//! Steps with sections of the narrative.

use crate::domain::Period;
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::record::*;
use crate::workbook::views::SectionHead;

/// A section with nothing in it yet.
pub fn empty_section(period: Period, kind: SectionKind, position: u32) -> Section {
    Section { period, kind, position, ..Section::default() }
}

/// The place after the last of a kind.
pub fn last_of(heads: &[SectionHead], kind: SectionKind) -> u32 {
    let last = heads.iter().filter(|head| head.kind == kind).map(|head| head.position).max();
    last.map_or(1, |last| last.saturating_add(1))
}

/// Stores a section, new or changed.
pub fn put_section(section: Section) -> Change {
    let verb = if section.id > 0 { "edited" } else { "added" };
    Change::new(format!("Section {verb}: {}", super::short(section.name()))).put(Record::Section(section))
}

/// Writes a section's text: it is nobody's carried words any more, and a draft again where it had
/// been submitted, approved or returned. `revision` is what it stood at when it was begun.
pub fn write_section(section: &Section, text: &str, revision: Option<i64>) -> Change {
    Change::new(format!("Section written: {}", super::short(section.name()))).put(Record::Section(Section {
        text: text.trim().to_owned(),
        carried_from: None,
        status: CommentaryStatus::Draft,
        revision: revision.unwrap_or(section.revision),
        ..section.clone()
    }))
}

/// Moves a section on: submitted, approved, returned, or a draft again.
pub fn section_status(section: &Section, status: CommentaryStatus) -> Change {
    Change::new(format!("Section {}: {}", status.code(), super::short(section.name())))
        .put(Record::Section(Section { status, ..section.clone() }))
}

/// Deletes a section. Its history stays.
pub fn remove_section(section: &Section) -> Change {
    Change::new(format!("Section deleted: {}", super::short(section.name()))).remove(
        Table::Section,
        section.id,
        section.revision,
    )
}

/// Exchanges the places of two neighbours of one kind; `upper` is listed first, `moved` is the one
/// that was meant.
pub fn exchange_sections(upper: &Section, lower: &Section, moved: &Section) -> Change {
    // Places that are alike would exchange nothing.
    let below = lower.position.max(upper.position.saturating_add(1));
    Change::new(format!("Section moved: {}", super::short(moved.name())))
        .put(Record::Section(Section { position: below, ..upper.clone() }))
        .put(Record::Section(Section { position: upper.position, ..lower.clone() }))
}
