//! Drawing the sections and the text of one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Entry, Narrative, Part};
use crate::domain::Period;
use crate::screens::Context;
use crate::ui::editor::EditorStyle;
use crate::ui::facts;
use crate::ui::frame::{Pane, clip, line, take_left, take_top, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::list::mark;
use crate::ui::rich::{Line, Rich, draw, run};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{CommentaryStatus, NarrativeSummary, Section, SectionHead, SectionKind};

/// List and text stand side by side from this width on.
const BESIDE: u16 = 100;

/// Bytes of a text that can be laid out for every drawing.
const SHORT: usize = 4000;

/// A status as a sign and a word.
fn status_text(status: CommentaryStatus) -> String {
    let sign = match status {
        CommentaryStatus::Draft => "·",
        CommentaryStatus::Submitted => "○",
        CommentaryStatus::Approved => "√",
        CommentaryStatus::Returned => "!",
    };
    format!("{sign} {}", status.code())
}

/// What a row says at its right: what is wrong first, then how it stands.
fn row_note(head: &SectionHead) -> (String, bool) {
    let wrong = match (head.words, head.notes, head.lacks_action, head.carried_from.is_none()) {
        (0, ..) => "! empty",
        (_, 1.., ..) => "! note to self",
        (_, _, true, _) => "! no action",
        (.., false) => "carried",
        _ => "",
    };
    match wrong {
        "" => (status_text(head.status), false),
        wrong => (wrong.to_owned(), true),
    }
}

/// "12 draft, 2 submitted, 4 approved".
fn standing(summary: &NarrativeSummary) -> String {
    let mut parts = Vec::new();
    for (count, word) in [
        (summary.draft, "draft"),
        (summary.submitted, "submitted"),
        (summary.approved, "approved"),
        (summary.returned, "returned"),
        (summary.carried, "carried"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.join(", ")
}

impl Narrative {
    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let none = Rect { width: 0, height: 0, ..area };
        match (area.width >= BESIDE && !self.zoom, self.part) {
            (true, _) => take_left(area, (area.width * 2 / 5).clamp(50, 70), 0),
            (false, Part::List) => (area, none),
            (false, Part::Text) => (none, area),
        }
    }

    /// Where the rows of the list are.
    pub(super) fn list_area(&self, area: Rect) -> Rect {
        let (list, _) = self.areas(area);
        if list.width == 0 { list } else { Pane::default().inside(list) }
    }

    /// Rows the text has on screen.
    pub(super) fn text_height(&self, context: &Context) -> u16 {
        let (_, text) = self.areas(context.area);
        self.current_section().map_or(1, |section| self.text_areas(section, context, text).1.height).max(1)
    }

    /// Above the text what is to know about it, the text, and what it requires.
    fn text_areas(&self, section: &Section, context: &Context, area: Rect) -> (Rect, Rect, Rect) {
        let inside = Pane::default().inside(area);
        let above = self.above(section, context, inside.width).len() as u16;
        let (head, rest) = take_top(inside, (above + 1).min(inside.height));
        if section.kind != SectionKind::Challenge {
            return (head, rest, Rect { height: 0, ..rest });
        }
        let required = self.required(section, context, inside.width).len() as u16;
        let below = (required + 1).min(rest.height / 2);
        // It follows a short text and stands at the foot of a long one, which is not laid out for this.
        let most = rest.height - below;
        let short = if section.text.len() < SHORT {
            wrapped(&section.text, inside.width.saturating_sub(1), usize::from(most)).len() as u16
        } else {
            most
        };
        let (text, below) = take_top(rest, short.clamp(1.min(most), most));
        (head, text, below)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, text) = self.areas(area);
        let mut cursor = None;
        if list.width > 0 {
            cursor = self.draw_list(context, list, buffer);
        }
        if text.width > 0 {
            let at = self.draw_text(context, text, buffer);
            if self.part == Part::Text {
                cursor = Some(at);
            }
        }
        cursor
    }

    fn draw_list(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::List;
        let summary = NarrativeSummary::of(&self.heads);
        let title = match summary.sections {
            0 => "Narrative".to_owned(),
            _ => format!("Narrative: {}", standing(&summary)),
        };
        let note = match self.current().and_then(|here| self.heads.iter().position(|head| head.id == here.id))
        {
            Some(at) => format!("section {} of {}", at + 1, self.heads.len()),
            None => String::new(),
        };
        let inside = Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        if self.list.is_empty() {
            let text = format!(
                "No narrative for {} yet. A adds a section; opening a period can carry sections forward.",
                context.session.period.title()
            );
            for (row, part) in (inside.y..inside.bottom()).zip(wrapped(&text, inside.width, 4)) {
                line(&part, theme.style(Role::Dim), Rect { y: row, height: 1, ..inside }, buffer);
            }
            return Some(inside.as_position());
        }
        let at = self.list.draw(inside, |entry, here, selected| match entry {
            Some(Entry::Heading(kind)) => line(kind.heading(), theme.style(Role::Title), here, buffer),
            Some(Entry::Section(head, _)) => {
                draw_row(&self.heads[*head], selected, focused, theme, here, buffer);
            }
            None => {}
        });
        at.map(Rect::as_position)
    }

    /// Status, carried words, draft, notes to self.
    fn above(&self, section: &Section, context: &Context, width: u16) -> Vec<Line> {
        let theme = context.theme;
        let mut rich = Rich::new(theme, width, 11);
        let words = self.current().map_or(0, |head| head.words);
        let mut first = vec![
            run(status_text(section.status), theme.style(Role::Strong)),
            run(format!("  {words} {}", if words == 1 { "word" } else { "words" }), theme.style(Role::Dim)),
        ];
        if section.carried_from.is_some() {
            let from = section.carried_from.map(Period::title).unwrap_or_default();
            first.push(run(format!("  ! carried from {from}"), theme.style(Role::Worse)));
        }
        rich.lines.push(first);
        if context.session.draft(&format!("section {}: text", section.id), 0).is_some() {
            rich.text("! a draft is not saved yet: c goes on with it", Role::Worse);
        }
        for note in self.notes.iter().take(3) {
            rich.text(&format!("! a note to self is left in: “{note}”"), Role::Worse);
        }
        rich.lines
    }

    fn required(&self, section: &Section, context: &Context, width: u16) -> Vec<Line> {
        let today = context.session.judged_on();
        let mut rich = Rich::new(context.theme, width, 11);
        rich.heading("Action required");
        match section.action_required.trim() {
            "" => rich.text("! none yet: e says what this challenge requires.", Role::Worse),
            text => rich.cut(text, Role::Text, 8),
        }
        let actions = self.shown.as_ref().map(|shown| shown.actions.as_slice()).unwrap_or_default();
        if !actions.is_empty() {
            rich.heading(&format!("Actions ({})", actions.len()));
            for row in actions {
                facts::action(&mut rich, row, 2, today);
            }
        }
        rich.lines
    }

    fn draw_text(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let focused = self.part == Part::Text;
        let corner = Position::new(area.x + 2.min(area.width), area.y + 1.min(area.height));
        let (Some(section), Some(shown)) = (self.current_section(), &self.shown) else {
            Pane { title: "", note: "", focused }.draw(theme, area, buffer);
            return corner;
        };
        let title = match section.heading.trim() {
            "" => section.kind.title().to_owned(),
            heading => format!("{}: {heading}", section.kind.title()),
        };
        let note = if focused { "c writes  ←→ other sections" } else { "c writes" };
        Pane { title: &title, note, focused }.draw(theme, area, buffer);
        let (head, text, below) = self.text_areas(section, context, area);
        draw(&self.above(section, context, head.width), 0, head, buffer);
        if section.text.trim().is_empty() {
            line("Nothing written yet: c writes.", theme.style(Role::Dim), text, buffer);
        } else {
            let style = EditorStyle {
                text: theme.style(Role::Text),
                selection: theme.style(Role::Matched),
                matched: theme.style(Role::Column),
                placeholder: theme.style(Role::Dim),
                bullet: theme.style(Role::Strong),
                misspelt: theme.misspelt(),
            };
            shown.text.view(text, buffer, &style);
        }
        if below.height > 0 {
            let lines = self.required(section, context, below.width);
            draw(&lines, 0, Rect { y: below.y + 1, height: below.height - 1, ..below }, buffer);
        }
        text.as_position()
    }
}

fn draw_row(
    head: &SectionHead,
    selected: bool,
    focused: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut ratatui::buffer::Buffer,
) {
    let (note, wrong) = row_note(head);
    let (mut text, mut dim) =
        (theme.style(Role::Text), theme.style(if wrong { Role::Worse } else { Role::Dim }));
    if selected && focused {
        text = mark(theme, area, buffer);
        dim = text;
    } else if selected {
        line(">", text, area, buffer);
    }
    let note = clip(&inert_line(&note), usize::from(area.width / 2));
    let wide = width(&note) as u16;
    let name = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(wide + 3), ..area };
    line(head.name(), text, name, buffer);
    line(&note, dim, Rect { x: area.right() - wide, width: wide, ..area }, buffer);
}
