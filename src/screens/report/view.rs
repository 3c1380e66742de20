//! Drawing the preview: contents on the left, pages on the right.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::lines::{Line, Look};
use super::{Report, Stage, Working};
use crate::report::findings::Weight;
use crate::screens::Context;
use crate::ui::frame::{Pane, clip, line, take_left, write};
use crate::ui::inert::{fit, inert_line, width};
use crate::ui::theme::{Role, Theme};
use crate::workbook::Part;

/// The contents stand beside the pages from here on.
const BESIDE: u16 = 100;
const CONTENTS: u16 = 34;
/// Cursor and mark before each line.
const MARGIN: u16 = 3;

/// Where the contents and the pages go.
fn areas(area: Rect) -> (Rect, Rect) {
    if area.width < BESIDE {
        return (Rect { width: 0, ..area }, area);
    }
    take_left(area, CONTENTS, 0)
}

/// Room for a line of text in an area of this size.
pub(super) fn room(area: Rect) -> (u16, u16) {
    let inside = Pane::default().inside(areas(area).1);
    (inside.width.saturating_sub(MARGIN).min(170), inside.height)
}

/// Where the lines are drawn.
pub(super) fn lines_area(area: Rect) -> Rect {
    Pane::default().inside(areas(area).1)
}

impl Report {
    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (left, right) = areas(area);
        let Stage::Shown(shown) = &self.stage else {
            let inside = Pane { title: "Report", note: "", focused: true }.draw(theme, area, buffer);
            let (text, role) = match &self.stage {
                Stage::Failed(why) => (why.as_str(), Role::Problem),
                _ => ("The report is being put together …", Role::Text),
            };
            let rows = crate::ui::frame::wrapped(text, inside.width, usize::MAX);
            crate::ui::frame::lines(&rows, theme.style(role), inside, buffer);
            return Some(inside.as_position());
        };
        self.lay_out(area);
        let laid = self.laid.borrow();
        let here = laid.lines.here();
        let pages = shown.pages.pages.unwrap_or(1);
        if left.width > 0 {
            self.draw_contents(theme, left, here, buffer);
        }
        let title = match here.map_or(0, |line| line.page) {
            0 => format!("Before publishing: {}", self.template_name()),
            page => format!("Page {page} of {pages}"),
        };
        let note = match &self.working {
            Working::No => match &shown.which.part {
                None => format!("{}, as {}", shown.document.meta.title, self.template_name()),
                Some(part @ Part::Of(..)) => {
                    format!("{} of {}", self.template_name(), fit(&part.title(), 40))
                }
                Some(_) => format!("{} of every service", self.template_name()),
            },
            Working::Export(None) => "Writing … Ctrl-C stops".to_owned(),
            Working::Export(Some(at)) => {
                format!("Writing: {} of {} … Ctrl-C stops", at.done.min(at.total), at.total)
            }
            Working::Publish => "Publishing …".to_owned(),
        };
        let inside = Pane { title: &title, note: &note, focused: true }.draw(theme, right, buffer);
        let stands = shown.document.meta.facts().map_or_else(String::new, |facts| facts.footer);
        let at = laid.lines.draw(inside, |one, row, selected| {
            if let Some(one) = one {
                draw_line(theme, one, selected, &stands, row, buffer);
            }
        });
        Some(at.unwrap_or(inside).as_position())
    }

    fn draw_contents(&self, theme: &Theme, area: Rect, here: Option<&Line>, buffer: &mut Buffer) {
        let Stage::Shown(shown) = &self.stage else { return };
        let inside = Pane { title: "Contents", note: "", focused: false }.draw(theme, area, buffer);
        let sections: Vec<(usize, _)> =
            shown.document.sections.iter().enumerate().filter(|(_, one)| one.level <= 3).collect();
        let at = here.and_then(|line| line.section);
        // A section of the fourth level is in the one above it.
        let current = sections.iter().rposition(|(index, _)| at.is_some_and(|at| *index <= at));
        let high = usize::from(inside.height).max(1);
        let top = current.unwrap_or(0).saturating_sub(high / 2).min(sections.len().saturating_sub(high));
        for (y, (row, (_, section))) in (inside.y..inside.bottom()).zip(sections.iter().enumerate().skip(top))
        {
            let area = Rect { y, height: 1, ..inside };
            let style = theme.style(if current == Some(row) { Role::Selected } else { Role::Text });
            if current == Some(row) {
                buffer.set_style(area, style);
            }
            let place = shown.pages.sections.iter().find(|place| place.name == section.code);
            let found = shown.findings.iter().filter(|one| one.section == section.code);
            let mark = if found.map(|one| one.weight).min() == Some(Weight::Error) { " !" } else { "" };
            let page = place.map_or_else(String::new, |place| format!("p{}{mark}", place.page));
            let indent = u16::from(section.level.saturating_sub(2)) * 2;
            let pointer = if current == Some(row) { ">" } else { " " };
            let words = format!("{} {}", section.number, section.heading);
            let room = usize::from(area.width.saturating_sub(indent + 2)).saturating_sub(width(&page) + 1);
            let text = format!(
                "{pointer} {}{}",
                " ".repeat(usize::from(indent)),
                clip(&inert_line(words.trim()), room)
            );
            line(&text, style, area, buffer);
            let x = area.right().saturating_sub(width(&page) as u16);
            line(&page, style, Rect { x, width: area.right() - x, ..area }, buffer);
        }
    }

    fn template_name(&self) -> &str {
        let Stage::Shown(shown) = &self.stage else { return "" };
        let found = shown.templates.iter().find(|one| one.code == shown.which.template);
        found.map_or("report", |template| template.name.as_str())
    }
}

/// Draws a line; where a page begins, its number and what `stands` in the foot of every page.
fn draw_line(theme: &Theme, one: &Line, selected: bool, stands: &str, row: Rect, buffer: &mut Buffer) {
    if one.breaks && one.pieces.is_empty() {
        let text = match stands {
            "" => format!("─── page {} ", one.page),
            stands => format!("─── page {} ─── {stands} ", one.page),
        };
        let rest = usize::from(row.width.saturating_sub(MARGIN)).saturating_sub(width(&text));
        let text = format!("{text}{}", "─".repeat(rest));
        line(
            &text,
            theme.style(Role::Border),
            Rect { x: row.x + MARGIN.min(row.width), width: row.width.saturating_sub(MARGIN), ..row },
            buffer,
        );
    }
    if selected {
        write(">", theme.style(Role::Selected), 1, row.x, row.y, buffer);
    }
    if let Some(weight) = one.mark {
        let (sign, role) = if weight == Weight::Error { ("!", Role::Problem) } else { ("?", Role::Info) };
        write(sign, theme.style(role), 1, row.x + 1, row.y, buffer);
    }
    for piece in &one.pieces {
        let x = row.x + MARGIN + piece.at;
        if x >= row.right() {
            continue;
        }
        let style = match piece.look {
            Look::As(role) => theme.style(role),
            Look::Rated(rating) => theme.chip(rating),
        };
        write(&inert_line(&piece.text), style, row.right() - x, x, row.y, buffer);
    }
}
