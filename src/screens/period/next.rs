//! Opening the next period: what comes along, shown before it is done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Period;
use crate::input::{Command, KeyContext, Scope};
use crate::screens::{Carry, Context, Effect, Mouse, MouseKind, Screen};
use crate::session::Notice;
use crate::ui::frame::{Pane, centred, clear, line, lines, wrapped};
use crate::ui::list::mark;
use crate::ui::theme::Role;
use crate::workbook::{CarryForward, Data, Query};

/// Opening the next period: what comes along, and the choices about it.
pub struct NextPeriod {
    period: Period,
    carry: Option<CarryForward>,
    choices: Carry,
    /// The choice under the cursor: targets, words or narrative.
    at: usize,
}

/// Targets, words of the reds, narrative.
const CHOICES: usize = 3;

/// Column of the words in the table of what is carried.
const COLUMN: u16 = 20;

impl NextPeriod {
    /// Offers to open the period after the one on screen.
    pub fn new(context: &Context) -> Self {
        Self {
            period: context.session.period,
            carry: None,
            choices: Carry { targets: true, commentary: false, narrative: false },
            at: 0,
        }
    }

    fn frame(area: Rect) -> Rect {
        centred(area, 76, 15)
    }

    /// Where the choices are drawn.
    fn choice_rows(area: Rect) -> [Rect; CHOICES] {
        let inside = Pane::default().inside(Self::frame(area));
        [4, 5, 6].map(|down: u16| Rect {
            y: inside.y + down.min(inside.height),
            height: u16::from(down < inside.height),
            ..inside
        })
    }

    fn toggle(&mut self) {
        let choice = match self.at {
            0 => &mut self.choices.targets,
            1 => &mut self.choices.commentary,
            _ => &mut self.choices.narrative,
        };
        *choice = !*choice;
    }

    fn lines(&self, carry: &CarryForward) -> [(&'static str, String, Option<bool>); 7] {
        let from = carry.from.title();
        let to = carry.to.title();
        let many =
            |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        [
            ("Indicators", many(carry.indicators, "indicator reports", "indicators report"), None),
            ("Not due", format!("{} in {to}: shown as not due", carry.not_due), None),
            (
                "Open actions",
                format!(
                    "{}: the same ones, with their dates",
                    many(carry.open_actions, "stays open", "stay open")
                ),
                None,
            ),
            // The row is there either way, so that the choices keep their places.
            match carry.year_targets {
                None => ("", String::new(), None),
                Some(count) => (
                    "Year’s targets",
                    format!(
                        "{count} set beforehand; {} from now on",
                        if count == 1 { "it counts" } else { "they count" }
                    ),
                    None,
                ),
            },
            (
                "Targets",
                format!("{} from {from}, marked as carried", carry.targets),
                Some(self.choices.targets),
            ),
            (
                "Reviewed words",
                format!("{} as drafts, marked as carried", many(carry.commentary, "piece", "pieces")),
                Some(self.choices.commentary),
            ),
            (
                "Narrative",
                format!("{} as drafts, marked as carried", many(carry.narrative, "section", "sections")),
                Some(self.choices.narrative),
            ),
        ]
    }
}

impl Screen for NextPeriod {
    fn scope(&self) -> Scope {
        Scope::Choice
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.many = true;
    }

    fn title(&self, _context: &Context) -> String {
        "Open the next period".to_owned()
    }

    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        vec![Query::CarryForward { period: self.period }]
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        if let Data::CarryForward(carry) = data {
            self.carry = Some(carry);
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, _context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.at = (self.at + 1).min(CHOICES - 1),
            Command::First | Command::PageUp => self.at = 0,
            Command::Last | Command::PageDown => self.at = CHOICES - 1,
            Command::Mark => self.toggle(),
            Command::Back => return Some(vec![Effect::Close]),
            Command::Accept | Command::Open | Command::Save => {
                return Some(if self.carry.is_some() {
                    vec![Effect::Close, Effect::OpenNextPeriod(self.choices)]
                } else {
                    vec![Effect::Say(Notice::info(
                        "Still working out what comes along: Enter again in a moment.",
                    ))]
                });
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        match mouse.kind {
            MouseKind::ScrollUp => self.at = self.at.saturating_sub(1),
            MouseKind::ScrollDown => self.at = (self.at + 1).min(CHOICES - 1),
            MouseKind::Click => {
                if let Some(at) =
                    Self::choice_rows(context.area).iter().position(|row| row.contains(mouse.at))
                {
                    self.at = at;
                    self.toggle();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = Self::frame(area);
        clear(theme, frame, buffer);
        let title = match &self.carry {
            Some(carry) => format!("Open {}", carry.to.title()),
            None => "Open the next period".to_owned(),
        };
        let inside = Pane { title: &title, note: "", focused: true }.draw(theme, frame, buffer);
        let row = |down: u16| Rect {
            y: inside.y + down.min(inside.height),
            height: u16::from(down < inside.height),
            ..inside
        };
        let Some(carry) = &self.carry else {
            line("Working out what comes along…", theme.style(Role::Dim), row(0), buffer);
            return (!inside.is_empty()).then(|| inside.as_position());
        };
        for (down, (label, words, ticked)) in (0..).zip(self.lines(carry)) {
            let area = row(down);
            let (mut dim, mut text) = (theme.style(Role::Dim), theme.style(Role::Text));
            if ticked.is_some() && self.at == usize::from(down) - 4 && !area.is_empty() {
                text = mark(theme, area, buffer);
                dim = text;
            }
            let shift = |by: u16| Rect {
                x: area.x + by.min(area.width),
                width: area.width.saturating_sub(by),
                ..area
            };
            line(label, dim, shift(2), buffer);
            match ticked {
                Some(ticked) => {
                    let sign = if ticked { "[x]" } else { "[ ]" };
                    line(&format!("{sign} {words}"), text, shift(COLUMN), buffer);
                }
                None => line(&words, text, shift(COLUMN), buffer),
            }
        }
        let to = carry.to.title();
        let below = [
            format!("Space ticks, Enter opens {to}. Results start empty; ratings wait for them."),
            "It is one step in the history: u undoes all of it.".to_owned(),
        ];
        let mut down = 8;
        for sentence in below {
            let rows = wrapped(&sentence, inside.width, 3);
            let area = Rect { y: inside.y + down, height: inside.height.saturating_sub(down), ..inside };
            if area.height > 0 {
                down += lines(&rows, theme.style(Role::Dim), area, buffer);
            }
        }
        let at = Self::choice_rows(area)[self.at.min(CHOICES - 1)];
        (!at.is_empty()).then(|| Position::new((at.x + COLUMN + 1).min(at.right() - 1), at.y))
    }

    fn covers(&self) -> bool {
        false
    }
}
