//! What stands beside the figures of a row: printed cells, the words about them, why a target was set.

use serde_json::json;

use crate::domain::Period;
use crate::import::gather::{RowView, belongs_to};
use crate::workbook::{Commentary, CommentaryKind, CommentaryStatus, Printed, Record, Table, TargetReason};

impl RowView<'_> {
    /// What is printed beside the figures, and the words about them.
    pub(super) fn take_words(&mut self, reference: &str, description: &str, period: Period) {
        let name = if reference.is_empty() { description } else { reference };
        for (field, printed) in self.plan.figures.printed.clone() {
            let text = self.text(field);
            if text.is_empty() {
                continue;
            }
            let record = Printed {
                id: 0,
                revision: 0,
                indicator_id: Some(0),
                period: period.code(),
                field: printed.to_owned(),
                text: text.clone(),
            };
            self.say(
                field,
                &format!("{name} {}", printed.replace('_', " ")),
                Record::Printed(record),
                &["indicator_id", "period", "field"],
                vec![("text", json!(text))],
                vec![belongs_to("indicator_id", Table::Indicator, name)],
            );
        }
        let text = self.text("target_reason");
        if !text.is_empty() {
            // Beside a column of next year's targets it is about these.
            let ahead = self.plan.reading.place_of("next_target").is_some();
            let year = if ahead { period.whole_year().next() } else { period.whole_year() };
            let record = TargetReason {
                id: 0,
                revision: 0,
                indicator_id: 0,
                period: year.code(),
                reason: text.clone(),
            };
            self.say(
                "target_reason",
                &format!("{name} reason for the target of {}", year.code()),
                Record::TargetReason(record),
                &["indicator_id", "period"],
                vec![("reason", json!(text))],
                vec![belongs_to("indicator_id", Table::Indicator, name)],
            );
        }
        let text = self.text("reasons");
        if !text.is_empty() && self.cell("reasons").is_some() {
            let record = Commentary {
                id: 0,
                revision: 0,
                indicator_id: 0,
                period: period.code(),
                kind: CommentaryKind::Reasons,
                text: text.clone(),
                status: CommentaryStatus::Submitted,
                carried_from: String::new(),
            };
            self.say(
                "reasons",
                &format!("{name} reasons"),
                Record::Commentary(record),
                &["indicator_id", "period", "kind"],
                vec![("text", json!(text))],
                vec![belongs_to("indicator_id", Table::Indicator, name)],
            );
        }
    }
}
