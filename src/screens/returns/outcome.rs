//! Drawing what collecting would do: a sentence, a line for each thing, and
//! all of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::collecting::{Collecting, Stage};
use super::lines::{Item, file_words, settled_words, summary};
use super::view::state_text;
use super::{Collection, FileIs};
use crate::returns::fields::Kind;
use crate::returns::merge::where_it_stands;
use crate::returns::{Line, Settle};
use crate::screens::Context;
use crate::ui::frame::{Pane, clip, line, lines, take_top, wrapped};
use crate::ui::list::mark;
use crate::ui::outcome_row::OutcomeRow;
use crate::ui::rich::{Rich, draw};
use crate::ui::theme::{Role, Theme};

/// Lines that the sentence over the list may take.
const SENTENCE: usize = 3;

impl Collecting {
    fn areas(area: Rect) -> (Rect, Rect) {
        let under = match area.height {
            0..=17 => 0,
            18..=27 => 8,
            height => (height / 3).min(16),
        };
        take_top(area, area.height - under)
    }

    fn sentence(&self, room: u16) -> Vec<String> {
        self.found().map(|found| wrapped(&summary(found), room, SENTENCE)).unwrap_or_default()
    }

    /// Where the lines are.
    pub(super) fn list_area(&self, area: Rect) -> Rect {
        let inside = Pane::default().inside(Self::areas(area).0);
        take_top(inside, self.sentence(inside.width).len() as u16 + 1).1
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (top, under) = Self::areas(area);
        let title =
            format!("Collecting returns of {} from {}", self.order.period.title(), self.order.from.display());
        let note = if self.found().is_some() { "Enter shows all of a line" } else { "" };
        let inside = Pane { title: &title, note, focused: true }.draw(theme, top, buffer);
        let found = match &self.stage {
            Stage::Shown(found) => found,
            Stage::Reading(None) => return say("Reading the forms …", theme, inside, buffer),
            Stage::Reading(Some(read)) => {
                return say(&format!("{} … Esc stops.", read.words()), theme, inside, buffer);
            }
            Stage::Storing => return say("Taking what was shown …", theme, inside, buffer),
            Stage::Failed(why) => return say(why, theme, inside, buffer),
        };
        lines(&self.sentence(inside.width), theme.style(Role::Strong), inside, buffer);
        let list = self.list_area(area);
        let at = self.items.draw(list, |item, row, selected| match item.map(|item| &**item) {
            Some(Item::Heading(text)) => line(text, theme.style(Role::Title), row, buffer),
            Some(item) => {
                let base = selected.then(|| mark(theme, row, buffer));
                drawn(found, item).draw(theme, base, row, buffer);
            }
            None => {}
        });
        if under.height >= 3 {
            self.draw_under(found, theme, under, buffer);
        }
        Some(at.unwrap_or(inside).as_position())
    }

    /// Both sides of the cell under the cursor, as much of them as there is room for.
    fn draw_under(&self, found: &Collection, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let title = match (self.line(), self.item()) {
            (Some(line), _) => line.name.clone(),
            (None, Some(Item::Refused(at))) => {
                found.collected.refused.get(*at).map(|one| one.name.clone()).unwrap_or_default()
            }
            (None, Some(Item::File(at))) => {
                found.files.get(*at).map(|file| file.name.clone()).unwrap_or_default()
            }
            _ => String::new(),
        };
        let inside = Pane { title: &title, note: "", focused: false }.draw(theme, area, buffer);
        let mut rich = Rich::new(theme, inside.width, 12);
        // Each side gets its share of the room, so that neither hides the other.
        let each = usize::from(inside.height.saturating_sub(3) / 2).max(1);
        let mut side = |label: &str, text: &str| {
            let room = inside.width.saturating_sub(12).max(8);
            let text = wrapped(text, room, each).join("\n");
            rich.fact(label, &text);
        };
        match (self.line(), self.item()) {
            (Some(line), _) => {
                let by = if line.by.is_empty() { String::new() } else { format!("   ({})", line.by) };
                side("Workbook", &format!("{}{by}", line.shown(&line.mine)));
                side("Form", &line.shown(&line.theirs));
                if line.conflict {
                    rich.fact("Sent", &clip(&line.shown(&line.sent).replace('\n', " "), 60));
                    rich.fact("Settled", &settled(line));
                }
                if !line.doubt.is_empty() {
                    rich.fact_in("Look again", &line.doubt, Role::Worse);
                }
                rich.fact("Cell", &where_it_stands(&found.forms, line.form, line.place));
            }
            (None, Some(Item::Refused(at))) => {
                if let Some(one) = found.collected.refused.get(*at) {
                    rich.fact("Form", &one.value);
                    rich.fact_in("Refused", &one.reason, Role::Worse);
                    rich.fact("Cell", &where_it_stands(&found.forms, one.form, one.place));
                }
            }
            (None, Some(Item::File(at))) => {
                if let Some(file) = found.files.get(*at) {
                    rich.text(&file_words(file), Role::Text);
                }
            }
            _ => {}
        }
        draw(&rich.lines, 0, inside, buffer);
    }
}

fn say(text: &str, theme: &Theme, inside: Rect, buffer: &mut Buffer) -> Option<Position> {
    let rows = wrapped(text, inside.width, usize::from(inside.height));
    lines(&rows, theme.style(Role::Text), inside, buffer);
    Some(Position::new(inside.x, inside.y))
}

/// "edited: 61.0%".
fn settled(line: &Line) -> String {
    match &line.settled {
        Some(Settle::Edited(value)) => format!("edited: {}", line.shown(value)),
        other => settled_words(other.as_ref()).to_owned(),
    }
}

fn drawn(found: &Collection, item: &Item) -> OutcomeRow {
    let one_line = |text: String| text.replace('\n', " ");
    match item {
        Item::Heading(text) => OutcomeRow::new(" ", Role::Title, text.as_str()),
        Item::Cell(at) => {
            let Some(line) = found.collected.lines.get(*at) else {
                return OutcomeRow::new(" ", Role::Dim, "");
            };
            let (mine, theirs) = (one_line(line.shown(&line.mine)), one_line(line.shown(&line.theirs)));
            let place = where_it_stands(&found.forms, line.form, line.place);
            let place = place.rsplit_once(", ").map_or(place.clone(), |(_, cell)| cell.to_owned());
            if line.conflict {
                let (sign, role) =
                    if line.settled.is_none() { ("?", Role::Worse) } else { ("=", Role::Strong) };
                let text = format!("{} | workbook {mine} | form {theirs}", settled(line));
                return OutcomeRow { sign, role, name: line.name.clone(), text, place };
            }
            let sign = if line.doubt.is_empty() { "+" } else { "!" };
            let text = match line.key.field.about().kind {
                // Of words only the new ones have room.
                Kind::Text => format!("→ {theirs}"),
                _ => format!("{mine} → {theirs}"),
            };
            OutcomeRow { sign, role: Role::Text, name: line.name.clone(), text, place }
        }
        Item::Refused(at) => {
            let Some(one) = found.collected.refused.get(*at) else {
                return OutcomeRow::new(" ", Role::Dim, "");
            };
            let place = where_it_stands(&found.forms, one.form, one.place);
            let text = match one.value.is_empty() {
                true => one.reason.clone(),
                false => format!("“{}”: {}", one.value, one.reason),
            };
            let place = place.rsplit_once(", ").map_or(place.clone(), |(_, cell)| cell.to_owned());
            OutcomeRow { sign: "!", role: Role::Worse, name: one.name.clone(), text, place }
        }
        Item::File(at) => {
            let Some(file) = found.files.get(*at) else { return OutcomeRow::new(" ", Role::Dim, "") };
            let (sign, role) = match file.what {
                FileIs::Refused(_) => ("!", Role::Worse),
                FileIs::Filled(_) => ("+", Role::Text),
                FileIs::Untouched(_) | FileIs::Other => ("·", Role::Dim),
            };
            OutcomeRow { sign, role, name: file.name.clone(), text: file_words(file), place: String::new() }
        }
        Item::Waiting(state, owner) => {
            let role = match state {
                crate::workbook::ReturnState::Missing => Role::Worse,
                _ => Role::Text,
            };
            OutcomeRow {
                sign: " ",
                role,
                name: state_text(*state),
                text: owner.clone(),
                place: String::new(),
            }
        }
    }
}
