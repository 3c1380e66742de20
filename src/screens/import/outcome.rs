//! What importing would do, drawn: how much of what in a few lines, then one line for each thing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::result::{Line, Lines};
use super::{ImportProgress, Outlook, Part, Previewed, Understood};
use crate::domain::Period;
use crate::import::ImportQuestion;
use crate::ui::frame::{Pane, bar, line, take_top, wrapped};
use crate::ui::list::mark;
use crate::ui::outcome_row::OutcomeRow;
use crate::ui::theme::{Role, Theme};
use crate::workbook::Table;
use crate::workbook::import_outcome::RowOutcome;
use crate::workbook::linking::links_found;
use crate::workbook::staged::cell_of;

impl Understood {
    pub(super) fn summary_height(&self, area: Rect) -> u16 {
        let room = Pane::default().inside(area).width;
        match &self.outlook {
            Outlook::Known(previewed, _) => summary(previewed, room).len() as u16 + 1,
            _ => 0,
        }
    }

    /// What has to be said first, with the key that says it.
    fn asked(&self) -> String {
        let ask = self.readings.iter().flat_map(|reading| &reading.asks).next();
        match ask {
            Some(ImportQuestion::Period(says)) => {
                format!("Of which period are its figures? “{says}” is no one period here: 4 says which.")
            }
            Some(ImportQuestion::Years(_)) => "What does a year alone stand for? 4 says it.".to_owned(),
            Some(ImportQuestion::DayOrder(_)) => {
                "Which stands first in its dates, the day or the month? 4 says it.".to_owned()
            }
            Some(ImportQuestion::Organisation(_)) | None => {
                "The file has figures of several organisations. Which is yours? 5 lists them.".to_owned()
            }
        }
    }

    pub(super) fn draw_result(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let focused = self.part == Part::Result;
        let title = if self.importing { "Importing" } else { "What importing would do" };
        let note = match &self.outlook {
            Outlook::Known(_, lines) if !lines.0.rows().is_empty() => "Enter shows all of a line",
            _ => "",
        };
        let inside = Pane { title, note, focused }.draw(theme, area, buffer);
        let say = |text: &str, buffer: &mut Buffer| {
            let rows = wrapped(text, inside.width, usize::from(inside.height));
            crate::ui::frame::lines(&rows, theme.style(Role::Text), inside, buffer);
        };
        match &self.outlook {
            Outlook::Unknown => {
                let text = self.obstacle().unwrap_or_else(|| self.asked());
                say(&text, buffer);
            }
            Outlook::Failed(why) => say(why, buffer),
            Outlook::Stopped => say("Stopped: nothing was changed. Ctrl-S reads it again.", buffer),
            Outlook::Working(progress) => {
                let stops = "Ctrl-C stops; nothing is changed then.";
                draw_progress(theme, progress.as_ref(), stops, inside, buffer)
            }
            Outlook::Known(previewed, lines) => {
                return self.draw_known(theme, previewed, lines, focused, inside, buffer);
            }
        }
        Some(Position::new(inside.x, inside.y))
    }

    fn draw_known(
        &self,
        theme: &Theme,
        previewed: &Previewed,
        lines: &Lines,
        focused: bool,
        inside: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let summary = summary(previewed, inside.width);
        crate::ui::frame::lines(&summary, theme.style(Role::Strong), inside, buffer);
        let (_, list) = take_top(inside, summary.len() as u16 + 1);
        let at = lines.0.draw(list, |one, row, selected| match one.map(|one| &**one) {
            Some(Line::Heading(text)) => line(text, theme.style(Role::Title), row, buffer),
            Some(one) => {
                let base = (selected && focused).then(|| mark(theme, row, buffer));
                drawn(one, previewed).draw(theme, base, row, buffer);
            }
            None => {}
        });
        let at = at.filter(|_| focused).unwrap_or(inside);
        Some(at.as_position())
    }
}

/// How far something long is, and how it is stopped.
pub(in crate::screens) fn draw_progress(
    theme: &Theme,
    progress: Option<&ImportProgress>,
    stops: &str,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(progress) = progress else {
        return line("Reading …", theme.style(Role::Text), area, buffer);
    };
    line(
        &progress.with_speed().unwrap_or_else(|| progress.sentence()),
        theme.style(Role::Text),
        area,
        buffer,
    );
    let below = |by: u16| Rect { y: area.y + by, height: 1.min(area.height.saturating_sub(by)), ..area };
    if let Some(total) = progress.total.filter(|total| *total > 0) {
        let share = progress.done as f64 / total as f64;
        bar(share, theme.style(Role::Strong), theme, Rect { width: area.width.min(50), ..below(2) }, buffer);
    }
    line(stops, theme.style(Role::Dim), below(4), buffer);
}

fn thousands(number: u64) -> String {
    crate::domain::figures::format_plain(number as f64, 0)
}

/// `6 added, 1 changed, 2 the same, 1 refused`; empty where nothing in it can be kept.
pub(super) fn counted(previewed: &Previewed) -> String {
    let arrival = &previewed.arrival;
    let total = &arrival.total;
    let mut parts = Vec::new();
    for (count, what) in [
        (total.added, "added"),
        (total.changed, "changed"),
        (total.unchanged, "the same"),
        (total.conflicts, "typed since"),
        (arrival.refused.count, "refused"),
    ] {
        if count > 0 {
            parts.push(format!("{} {what}", thousands(count)));
        }
    }
    parts.join(", ")
}

/// In a few lines what importing would do.
fn summary(previewed: &Previewed, room: u16) -> Vec<String> {
    let arrival = &previewed.arrival;
    let total = &arrival.total;
    let mut text = match counted(previewed).as_str() {
        "" => "Nothing in it can be kept.".to_owned(),
        counted => format!("{counted}."),
    };
    text.push_str(match (total.added + total.changed > 0, arrival.is_anything()) {
        (true, _) => " Ctrl-S imports.",
        (false, true) => " Ctrl-S keeps only how the file is read.",
        (false, false) => " There is nothing to import.",
    });
    let kinds: Vec<String> = arrival
        .by_table
        .iter()
        .filter(|(table, _)| **table != Table::Mapping)
        .map(|(table, fates)| {
            let all = fates.added + fates.changed + fates.unchanged + fates.conflicts;
            let noun = table.noun();
            if all == 1 { format!("1 {noun}") } else { format!("{} {}", thousands(all), plural(noun)) }
        })
        .collect();
    let mut rows = wrapped(&text, room, 3);
    if !kinds.is_empty() {
        rows.extend(wrapped(&format!("In it: {}.", kinds.join(", ")), room, 3));
    }
    if !arrival.new_periods.is_empty() {
        let titles: Vec<String> = arrival
            .new_periods
            .iter()
            .map(|code| Period::parse(code).map_or_else(|_| code.clone(), |period| period.title()))
            .collect();
        let (first, last) =
            (titles.first().cloned().unwrap_or_default(), titles.last().cloned().unwrap_or_default());
        let which = if titles.len() > 3 { format!("{first} to {last}") } else { titles.join(", ") };
        rows.extend(wrapped(&format!("New periods: {which}."), room, 2));
    }
    for text in [links_found(&arrival.links), arrival.no_comparator.clone()] {
        if !text.is_empty() {
            rows.extend(wrapped(&text, room, 4));
        }
    }
    rows
}

/// More than one of them.
pub(super) fn plural(noun: &str) -> String {
    match noun {
        "commentary" | "budget figures" | "capital figures" | "month’s figures" => noun.to_owned(),
        "theme of the indicator" => "themes of indicators".to_owned(),
        "way of reading a file" => "ways of reading a file".to_owned(),
        noun => format!("{noun}s"),
    }
}

fn drawn(one: &Line, previewed: &Previewed) -> OutcomeRow {
    let cell = |place| cell_of(&previewed.sheets, place);
    match one {
        Line::Heading(text) => OutcomeRow::new(" ", Role::Title, text.as_str()),
        Line::LeftOut(why, count) => OutcomeRow {
            text: why.clone(),
            ..OutcomeRow::new("·", Role::Dim, thousands(*count).to_string())
        },
        Line::Refused(refused) => OutcomeRow {
            text: refused.reason.clone(),
            place: cell(refused.place),
            ..OutcomeRow::new("!", Role::Worse, format!("“{}”", refused.value))
        },
        Line::Thing(thing) => {
            let (sign, role) = match thing.fate {
                RowOutcome::Conflict => ("?", Role::Worse),
                RowOutcome::Changed => ("~", Role::Strong),
                _ => ("+", Role::Text),
            };
            let text = if thing.before.is_empty() {
                thing.after.clone()
            } else {
                format!("{} → {}", thing.before, thing.after)
            };
            let place = cell(thing.place);
            OutcomeRow { text, place, ..OutcomeRow::new(sign, role, thing.name.as_str()) }
        }
    }
}
