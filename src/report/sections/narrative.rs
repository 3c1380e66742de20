//! Sections of the narrative, as the officers wrote them.

use super::Built;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::prose;
use crate::report::template::Wanted;
use crate::workbook::{self, SectionKind, Subject, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let kind = wanted.narrative.unwrap_or_default();
    let found: Vec<&workbook::Section> = sources
        .material
        .narrative
        .iter()
        .filter(|section| section.kind == kind && !section.text.trim().is_empty())
        .collect();
    let mut built = Built::default();
    for section in &found {
        let text = Text { lines: lines(section), source: Some(subject(section)), ..Text::default() };
        let heading = section.heading.trim();
        // Achievements are a list; a lone section needs no heading under that of the template.
        let bullets = kind == SectionKind::Achievement;
        if bullets || heading.is_empty() || found.len() == 1 {
            built.blocks.push(Block::Text(if bullets { listed(text, heading) } else { text }));
        } else {
            built.below.push(Section {
                heading: heading.to_owned(),
                blocks: vec![Block::Text(text)],
                source: Some(subject(section)),
                ..Section::default()
            });
        }
    }
    if let [only] = found[..] {
        built.source = Some(subject(only));
    }
    built
}

fn subject(section: &workbook::Section) -> Subject {
    Subject { table: Kept::Section, id: section.id }
}

fn lines(section: &workbook::Section) -> Vec<Line> {
    prose::lines(&section.text)
}

/// As one bullet, with its heading first.
fn listed(mut text: Text, heading: &str) -> Text {
    if let Some(first) = text.lines.first_mut()
        && !heading.is_empty()
    {
        let stop = if heading.ends_with(['.', ':', '!', '?']) { " " } else { ". " };
        first.runs.insert(0, Run::strong(format!("{heading}{stop}")));
    }
    for (at, line) in text.lines.iter_mut().enumerate() {
        line.bullet = if at == 0 { 1 } else { (line.bullet + 1).min(2) };
    }
    text
}
