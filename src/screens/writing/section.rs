//! A section of the narrative.

use super::Piece;
use crate::domain::Period;
use crate::screens::Context;
use crate::ui::rich::Rich;
use crate::ui::theme::Role;
use crate::workbook::steps::narrative::write_section;
use crate::workbook::{Change, Data, Query, Record, Section, SectionKind, Subject, Table};

/// The text of a section.
pub struct SectionText {
    section: Box<Section>,
}

impl SectionText {
    /// Of this section.
    pub fn new(section: &Section) -> Self {
        Self { section: Box::new(section.clone()) }
    }
}

impl Piece for SectionText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> Subject {
        Subject { table: Table::Section, id: self.section.id }
    }

    fn reference(&self) -> String {
        self.section.name().to_owned()
    }

    fn saved(&self) -> (i64, String) {
        (self.section.revision, self.section.text.clone())
    }

    fn guidance(&self) -> &'static str {
        match self.section.kind {
            SectionKind::Achievement => {
                "What went well, and how do we know? One figure says more than three adjectives."
            }
            SectionKind::Challenge => {
                "What is in the way, since when, and how large is it? What it requires to be done is written \
                 with e on the section."
            }
            SectionKind::Summary => {
                "The quarter in three paragraphs: money, delivery, people. The worst first."
            }
            SectionKind::Finance => "What moves the forecast, by how much, and what is being done about it?",
            SectionKind::Risk => "What has changed in the register since last quarter, and why?",
            SectionKind::Equalities => "Who was reached, who was not, and what was assessed?",
            SectionKind::CustomerExperience => {
                "What people said, what came of it: complaints, compliments, requests."
            }
            SectionKind::Own => "A line that begins with - is a bullet.",
        }
    }

    fn change(&self, text: &str, revision: Option<i64>) -> Change {
        write_section(&self.section, text, revision)
    }

    fn theirs(&self, record: &Record) -> Option<(i64, String)> {
        match record {
            Record::Section(section) => Some((section.revision, section.text.clone())),
            _ => None,
        }
    }

    fn facts(&self, rich: &mut Rich, _context: &Context) {
        let section = &self.section;
        rich.text(section.name(), Role::Strong);
        rich.gap();
        rich.fact("Kind", section.kind.title());
        rich.fact("Period", &section.period.title());
        rich.fact("Status", section.status.code());
        if section.carried_from.is_some() {
            let from = section.carried_from.map(Period::title).unwrap_or_default();
            rich.fact_in("Carried", &format!("from {from}: saving makes it this quarter's own"), Role::Worse);
        }
        if !section.action_required.is_empty() {
            rich.heading("Action required");
            rich.text(&section.action_required, Role::Text);
        }
    }

    fn queries(&self) -> Vec<Query> {
        vec![Query::Section { id: self.section.id }]
    }

    fn receive(&mut self, data: Data) {
        if let Data::Section { id, section: Some(section), .. } = data
            && id == self.section.id
        {
            self.section = section;
        }
    }
}
