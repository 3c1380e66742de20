//! What stands beside the figures of a row: printed cells, the words about them, why a target was set.

use serde_json::json;

use crate::domain::{Confidence, Period};
use crate::import::extract::plan::{Kind, Which};
use crate::import::extract::view::text_of;
use crate::import::extract::{RowView, belongs_to, refused};
use crate::import::reading::Role;
use crate::workbook::{Commentary, CommentaryKind, CommentaryStatus, Printed, Record, Table, TargetReason};

impl RowView<'_> {
    /// The confidence and the reason that stand beside a forecast; none where one of them is refused, and the
    /// forecast with it, so that it is never stored with half of what is said of it.
    pub(super) fn said_of_forecast(&mut self, forecast: u16) -> Option<(Option<Confidence>, String)> {
        let (plan, mut confidence, mut reason) = (self.plan, None, String::new());
        for beside in plan.figures.beside_forecasts.iter().filter(|beside| beside.of == forecast) {
            let Some(cell) = self.row.cells.get(usize::from(beside.cell)) else { continue };
            let text = text_of(cell).trim().to_owned();
            if says_nothing(&text) {
                continue;
            }
            self.used += 1;
            if beside.field == "forecast_reason" {
                reason = text;
                continue;
            }
            match Confidence::read(&text) {
                Ok(read) => confidence = Some(read),
                Err(why) => {
                    let place = self.place(beside.cell);
                    self.gathered.refused.push(refused(place, Some(cell), why));
                    return None;
                }
            }
        }
        Some((confidence, reason))
    }

    /// Refuses a confidence or a reason where the row has no forecast that it would be about.
    pub(super) fn refuse_words_without_forecast(&mut self) {
        let plan = self.plan;
        for beside in &plan.figures.beside_forecasts {
            let text = |at: u16| {
                let cell = self.row.cells.get(usize::from(at));
                cell.map(|cell| text_of(cell).trim().to_owned()).unwrap_or_default()
            };
            if says_nothing(&text(beside.cell)) || !says_nothing(&text(beside.of)) {
                continue;
            }
            let place = self.place(beside.cell);
            let cell = self.row.cells.get(usize::from(beside.cell));
            let why = "there is no forecast beside it: give its figure, or leave this cell empty".to_owned();
            self.gathered.refused.push(refused(place, cell, why));
        }
    }

    /// What is printed beside the figures, and the words about them.
    pub(super) fn take_words(&mut self, reference: &str, description: &str, period: Period) {
        let name = if reference.is_empty() { description } else { reference };
        let plan = self.plan;
        for column in &plan.figures.printed {
            let cell = self.row.cells.get(usize::from(column.cell));
            let shade = self
                .row
                .shades
                .iter()
                .find(|(place, _)| *place == column.cell)
                .map(|(_, shade)| shade.title());
            let text = cell.map(text_of).unwrap_or_default().into_owned();
            // A colour is a rating where nothing but a sign stands in it, or where the results are coloured.
            let is_sign = text.chars().count() <= 1 && !text.contains(char::is_alphanumeric);
            let text = match (column.field, shade) {
                ("shade", Some(shade)) => shade.to_owned(),
                ("rating", Some(shade)) if is_sign => shade.to_owned(),
                ("shade", None) => continue,
                _ => text,
            };
            if text.is_empty() {
                continue;
            }
            if is_symbol(&text, column.field) {
                let why =
                    "it is a sign of a symbol font, or a colour, and no word: write it as a word".to_owned();
                let place = self.place(column.cell);
                self.gathered.refused.push(refused(place, cell, why));
                continue;
            }
            let (printed, period) = (column.kept, column.period.unwrap_or(period));
            let record = Printed {
                id: 0,
                revision: 0,
                indicator_id: Some(0),
                period,
                field: printed.to_owned(),
                text: text.clone(),
            };
            self.say(
                if column.field == "shade" { "result" } else { column.field },
                &format!("{name} {}", printed.replace('_', " ")),
                Record::Printed(record),
                &["indicator_id", "period", "field"],
                vec![("text", json!(text))],
                vec![belongs_to("indicator_id", Table::Indicator, name)],
            );
            let place = self.place(column.cell);
            if let Some(said) = self.gathered.records.last_mut() {
                said.place = place;
            }
        }
        let text = self.text("target_reason");
        if !text.is_empty() {
            // Beside a column of next year's targets it is about these.
            let ahead = self.plan.reading.place_of("next_target").is_some();
            let year = if ahead { period.whole_year().next() } else { period.whole_year() };
            let record =
                TargetReason { id: 0, revision: 0, indicator_id: 0, period: year, reason: text.clone() };
            self.say(
                "target_reason",
                &format!("{name} reason for the target of {}", year.code()),
                Record::TargetReason(record),
                &["indicator_id", "period"],
                vec![("reason", json!(text))],
                vec![belongs_to("indicator_id", Table::Indicator, name)],
            );
        }
        let text = if self.cell("reasons").is_some() { self.text("reasons") } else { String::new() };
        for (period, text) in self.reasons_and_notes(text, period) {
            let record = Commentary {
                id: 0,
                revision: 0,
                indicator_id: 0,
                period,
                kind: CommentaryKind::Reasons,
                text: text.clone(),
                status: CommentaryStatus::Submitted,
                carried_from: None,
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

impl RowView<'_> {
    /// The words about the results of the row by their periods: those of the column, and the notes of the cells.
    fn reasons_and_notes(&self, reasons: String, period: Period) -> Vec<(Period, String)> {
        let mut found: Vec<(Period, String)> = Vec::new();
        if !reasons.is_empty() {
            found.push((period, reasons));
        }
        let plan = self.plan;
        let here = plan.notes.iter().filter(|(row, ..)| *row == self.row.number);
        for (_, place, note) in here {
            let Some(column) = plan.figures.columns.iter().find(|column| column.cell == *place) else {
                continue;
            };
            if column.which != Which::Own || !matches!(column.kind, Kind::Of(Role::Result) | Kind::Value) {
                continue;
            }
            let of = column.period.unwrap_or(period);
            match found.iter_mut().find(|(other, _)| *other == of) {
                Some((_, text)) => text.push_str(&format!("\n\n{note}")),
                None => found.push((of, note.clone())),
            }
        }
        found
    }
}

/// Whether a printed cell holds a sign without its colour, or a letter that only its font makes a sign of: `l` is a circle in Wingdings, `é` an
/// arrow.
fn is_symbol(text: &str, field: &str) -> bool {
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    // A sign says nothing without its colour.
    if field == "rating" && matches!(letter, '●' | '■' | '◆' | '▲' | '▼' | '○' | '□') {
        return true;
    }
    let known = match field {
        "rating" => "ragbyRAGBY",
        "direction" => "udsUDSidID",
        _ => return false,
    };
    letter.is_alphabetic() && !known.contains(letter)
}

/// Whether a cell beside a forecast holds nothing, or only a dash for it.
fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—")
}
