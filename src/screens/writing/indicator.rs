//! Words about an indicator in a period.

use super::Piece;
use crate::screens::Context;
use crate::ui::facts;
use crate::ui::rich::Rich;
use crate::ui::theme::Role;
use crate::workbook::steps::{kind_name, write_over};
use crate::workbook::{Change, CommentaryKind, Data, Detail, Query, Record, Subject};

/// Its reasons, risks and opportunities, or why no action is proposed.
pub struct Words {
    detail: Box<Detail>,
    kind: CommentaryKind,
}

impl Words {
    /// Words of a kind.
    pub fn new(detail: &Detail, kind: CommentaryKind) -> Self {
        Self { detail: Box::new(detail.clone()), kind }
    }
}

impl Piece for Words {
    fn name(&self) -> &'static str {
        kind_name(self.kind)
    }

    fn about(&self) -> Subject {
        self.detail.indicator.subject()
    }

    fn reference(&self) -> String {
        self.detail.indicator.reference.clone()
    }

    fn saved(&self) -> (i64, String) {
        let saved = self.detail.commentary.iter().find(|words| words.kind == self.kind);
        saved.map_or((0, String::new()), |words| (words.revision, words.text.clone()))
    }

    fn guidance(&self) -> &'static str {
        match self.kind {
            CommentaryKind::Reasons => {
                "Why is it where it is? The most important reason first. Say plainly what has changed: \
                 demand, staff, money, targets, recording. A line that begins with - is a bullet."
            }
            CommentaryKind::NoActionBecause => {
                "Why is no action proposed? For example: it is in the service plan already, or outside our control."
            }
            CommentaryKind::RisksAndOpportunities => {
                "What could stop this getting better, what could help, and what is being done about it?"
            }
        }
    }

    fn change(&self, text: &str, revision: Option<i64>) -> Change {
        write_over(&self.detail, self.kind, text, revision)
    }

    fn theirs(&self, record: &Record) -> Option<(i64, String)> {
        match record {
            Record::Commentary(words) => Some((words.revision, words.text.clone())),
            _ => None,
        }
    }

    fn facts(&self, rich: &mut Rich, _context: &Context) {
        rich.text(&self.detail.standing.description, Role::Strong);
        rich.gap();
        facts::headline(rich, &self.detail.standing);
        facts::comparators(rich, &self.detail);
    }

    fn earlier(&self, rich: &mut Rich, _context: &Context) {
        if let Some(first) = self.detail.earlier_commentary.first() {
            rich.heading(&format!("Written for {}", first.period.title()));
            rich.text(&first.text, Role::Text);
        }
        facts::trend(rich, &self.detail, 3);
    }

    fn queries(&self) -> Vec<Query> {
        vec![Query::Detail { indicator: self.detail.indicator.id, period: self.detail.standing.period }]
    }

    fn receive(&mut self, data: Data) {
        if let Data::Detail(detail) = data
            && detail.indicator.id == self.detail.indicator.id
            && detail.standing.period == self.detail.standing.period
        {
            self.detail = detail;
        }
    }
}
