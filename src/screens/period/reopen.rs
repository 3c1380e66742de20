//! Reopening a period, with a reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Period;
use crate::input::{Command, Key, Scope};
use crate::screens::{Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::session::Notice;
use crate::ui::field::{Field, FieldStyle};
use crate::ui::frame::{Pane, centred, clear, line, lines, wrapped};
use crate::ui::theme::Role;
use crate::workbook::steps::period::reopen_period;

/// Reopening a period: asks why.
struct Reopening {
    period: Period,
    reason: Field,
    /// Why it was not taken.
    error: Option<&'static str>,
    /// Esc was pressed once on words that would be lost.
    leaving: bool,
}

/// Asks why the period on screen is reopened; none when no workbook is open.
pub fn reopen(context: &Context) -> Option<Box<dyn Screen>> {
    let record = context.session.period_record()?;
    Some(Box::new(Reopening { period: record.code, reason: Field::default(), error: None, leaving: false }))
}

impl Reopening {
    fn frame(area: Rect) -> Rect {
        centred(area, 76, 9)
    }

    /// Where the reason is typed.
    fn field(area: Rect) -> Rect {
        let inside = Pane::default().inside(Self::frame(area));
        Rect {
            x: inside.x + 9.min(inside.width),
            y: inside.y + 3.min(inside.height),
            width: inside.width.saturating_sub(9),
            height: u16::from(inside.height > 3),
        }
    }

    fn save(&mut self, context: &Context) -> Vec<Effect> {
        let reason = self.reason.as_str().trim().to_owned();
        if reason.is_empty() {
            self.error = Some("Write why it is reopened: it is kept in the history.");
            return Vec::new();
        }
        let record = context
            .session
            .opening
            .iter()
            .flat_map(|opening| &opening.periods)
            .find(|one| one.code == self.period);
        let Some(record) = record else { return vec![Effect::Close] };
        let change = reopen_period(record, &reason);
        vec![Effect::Apply { change, settles: Vec::new() }]
    }
}

impl Screen for Reopening {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn title(&self, _context: &Context) -> String {
        format!("Reopen {}", self.period.title())
    }

    fn typing(&self) -> bool {
        true
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Save | Command::Accept => Some(self.save(context)),
            Command::Back if !self.leaving && !self.reason.as_str().trim().is_empty() => {
                self.leaving = true;
                Some(vec![Effect::Say(Notice::info(
                    "Esc again leaves the period closed and drops the reason.",
                ))])
            }
            Command::Back => Some(vec![Effect::Close]),
            Command::TextUndo => {
                self.reason.handle(Key::ctrl('z'));
                Some(Vec::new())
            }
            Command::TextRedo => {
                self.reason.handle(Key::ctrl('y'));
                Some(Vec::new())
            }
            // There is one field and one record.
            Command::NextField | Command::PreviousField | Command::SaveAndAdd => Some(Vec::new()),
            _ => None,
        }
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        self.reason.handle(key);
        (self.error, self.leaving) = (None, false);
        Vec::new()
    }

    fn paste(&mut self, text: &str, _context: &Context) -> Vec<Effect> {
        self.reason.paste(text);
        (self.error, self.leaving) = (None, false);
        Vec::new()
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        // Closed only when it is done, so that the reason is not lost.
        if matches!(outcome, Outcome::Applied { .. }) { vec![Effect::Close] } else { Vec::new() }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let field = Self::field(context.area);
        if mouse.kind == MouseKind::Click && field.contains(mouse.at) {
            self.reason.click(mouse.at, field);
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = Self::frame(area);
        clear(theme, frame, buffer);
        let title = self.title(context);
        let inside = Pane { title: &title, note: "", focused: true }.draw(theme, frame, buffer);
        let rows = wrapped(
            "Its figures and words can be changed again. The reason is kept in the history.",
            inside.width,
            2,
        );
        lines(&rows, theme.style(Role::Text), Rect { height: inside.height.min(2), ..inside }, buffer);
        let field = Self::field(area);
        if field.is_empty() {
            return None;
        }
        line("Reason *", theme.style(Role::Dim), Rect { height: 1, y: field.y, width: 9, ..inside }, buffer);
        let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Selected) };
        let cursor = self.reason.view(field, buffer, &style);
        let below =
            Rect { y: field.y + 1, height: inside.bottom().saturating_sub(field.y + 1).min(1), ..field };
        if let Some(error) = self.error {
            line(&format!("! {error}"), theme.style(Role::Problem), below, buffer);
        }
        let foot = Rect { y: field.y + 3, height: u16::from(field.y + 3 < inside.bottom()), ..inside };
        line("Enter reopens it   Esc leaves it closed", theme.style(Role::Dim), foot, buffer);
        Some(cursor)
    }

    fn covers(&self) -> bool {
        false
    }
}
