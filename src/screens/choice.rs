//! A list to choose from: one row, or several with ticks. Letters go to the row they match.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::input::{Command, Key, KeyCode, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::frame::{Pane, centred, clear, clip, line, lines, take_top, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::list::{List, Placed, Row, mark};
use crate::ui::theme::{Glyph, Role, Theme};
use crate::ui::type_ahead::{TypeAhead, Typed};

/// A row to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceRow {
    /// What it is.
    pub text: String,
    /// Said at the right-hand edge, or nothing.
    pub note: String,
    /// Ticked now (in a list of one choice: the one in force).
    pub ticked: bool,
    /// A heading over the rows that follow; it cannot be chosen.
    pub heading: bool,
}

impl ChoiceRow {
    /// A row to choose, not ticked.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { text: text.into(), heading: true, ..Self::default() }
    }
    /// With words at the right-hand edge.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
    /// Ticked or not.
    #[must_use]
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

/// What a choice does itself, in place of answering the screen below:
/// called with the row the cursor comes to rest on, and with `None` on leaving.
type Preview = Box<dyn Fn(Option<usize>) -> Vec<Effect>>;

/// A list to choose from. Answers [`Answer::Chosen`] with positions in the
/// rows it was given, headings counted.
pub struct Choice {
    tag: &'static str,
    title: String,
    sentence: String,
    rows: List<Placed<ChoiceRow>>,
    many: bool,
    typed: TypeAhead,
    preview: Option<Preview>,
}

struct Parts {
    frame: Rect,
    sentence: Vec<String>,
    list: Rect,
}

impl Choice {
    /// One row is taken, with Enter. The cursor starts on the ticked row.
    pub fn one(tag: &'static str, title: impl Into<String>, rows: Vec<ChoiceRow>) -> Self {
        Self::new(tag, title.into(), rows, false)
    }

    /// Space ticks any number of rows, Enter takes them (none is an answer too).
    pub fn many(tag: &'static str, title: impl Into<String>, rows: Vec<ChoiceRow>) -> Self {
        Self::new(tag, title.into(), rows, true)
    }

    fn new(tag: &'static str, title: String, rows: Vec<ChoiceRow>, many: bool) -> Self {
        let start = rows.iter().position(|row| row.ticked && !row.heading).unwrap_or(0);
        let mut list = List::default();
        list.hold_placed(rows, |row: &ChoiceRow| row.heading);
        list.go(start as u64);
        let typed = TypeAhead::default();
        Self { tag, title, sentence: String::new(), rows: list, many, typed, preview: None }
    }

    /// A sentence over the list: what is being chosen, and what it does.
    #[must_use]
    pub fn sentence(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = sentence.into();
        self
    }

    /// Acts at once instead of answering: `act` is called with each row the
    /// cursor comes to, again with the row taken, and with `None` when the
    /// list is closed without taking one.
    #[must_use]
    pub fn acting(mut self, act: impl Fn(Option<usize>) -> Vec<Effect> + 'static) -> Self {
        self.preview = Some(Box::new(act));
        self
    }

    fn wide(&self, area: Rect) -> u16 {
        let row = |row: &Placed<ChoiceRow>| width(&inert_line(&row.text)) + width(&inert_line(&row.note)) + 3;
        let widest = self.rows.rows().iter().map(row).max().unwrap_or(0).max(width(&self.title));
        let wide = (widest + 12).clamp(48, 100) as u16;
        // A margin that shows it lies over something, unless the window is narrow.
        wide.min(if area.width > 84 { area.width - 8 } else { area.width })
    }

    fn parts(&self, area: Rect) -> Parts {
        let wide = self.wide(area);
        let mut sentence = if self.sentence.is_empty() {
            Vec::new()
        } else {
            wrapped(&self.sentence, wide.saturating_sub(4), usize::from(area.height / 3).max(1))
        };
        if !sentence.is_empty() {
            sentence.push(String::new());
        }
        let high = (self.rows.rows().len() + sentence.len() + 2).min(usize::from(area.height)) as u16;
        let frame = centred(area, wide, high);
        let inside = Pane::default().inside(frame);
        let (_, list) = take_top(inside, sentence.len() as u16);
        Parts { frame, sentence, list }
    }

    fn act(&self, row: Option<usize>) -> Vec<Effect> {
        self.preview.as_ref().map_or_else(Vec::new, |act| act(row))
    }

    fn moved(&self, before: Option<usize>) -> Vec<Effect> {
        if self.rows.at() == before { Vec::new() } else { self.act(self.rows.at()) }
    }

    fn tick(&mut self) {
        if self.many
            && let Some(row) = self.rows.here_mut()
        {
            row.ticked = !row.ticked;
        }
    }

    fn take(&self) -> Vec<Effect> {
        let at = self.rows.at();
        if self.preview.is_some() {
            let mut effects = if at.is_some() { self.act(at) } else { Vec::new() };
            effects.push(Effect::Close);
            return effects;
        }
        let picks: Vec<usize> = if self.many {
            self.rows.rows().iter().filter(|row| row.ticked).filter_map(Row::key).collect()
        } else {
            at.into_iter().collect()
        };
        if picks.is_empty() && !self.many {
            return vec![Effect::Close];
        }
        vec![Effect::CloseWith(Answer::Chosen { tag: self.tag, picks })]
    }

    fn letter(&mut self, letter: char, context: &Context) -> Vec<Effect> {
        let before = self.rows.at();
        let rows = self.rows.rows();
        // A heading is no choice, and has no name to match.
        let name = |at: usize| {
            rows.get(at)
                .map(|row| [&row.text, &row.note].into_iter().filter(|_| !row.heading).map(String::as_str))
        };
        let (to, refused) = match self.typed.letter(letter, context.session.now, before.unwrap_or(0), name) {
            Typed::Matches(to) => (to, None),
            Typed::Refused(to, why) => (to, Some(why)),
        };
        self.rows.go(to as u64);
        let mut effects = self.moved(before);
        effects.extend(refused.map(|why| Effect::Say(Notice::problem(why))));
        effects
    }

    fn note(&self) -> String {
        let rows = || self.rows.rows().iter().filter(|row| !row.heading);
        let (choices, ticked) = (rows().count(), rows().filter(|row| row.ticked).count());
        if self.many {
            format!("{ticked} of {choices} ticked")
        } else {
            let before = rows().filter(|row| row.key() < self.rows.at()).count();
            if choices == 0 { String::new() } else { format!("{} of {choices}", before + 1) }
        }
    }

    fn draw_row(&self, row: &ChoiceRow, selected: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        if row.heading {
            line(&row.text, theme.style(Role::Title), area, buffer);
            return;
        }
        let (mut style, mut dim) = (theme.style(Role::Text), theme.style(Role::Dim));
        if selected {
            style = mark(theme, area, buffer);
            dim = style;
        }
        let sign = match (self.many, row.ticked) {
            (true, true) => "[x]",
            (true, false) => "[ ]",
            (false, true) => theme.glyph(Glyph::Marked),
            (false, false) => "",
        };
        let indent = if self.many { 6 } else { 4 };
        let room = area.width.saturating_sub(indent);
        // Half of the line at least, and what the text leaves of it.
        let left = usize::from(room).saturating_sub(width(&inert_line(&row.text)) + 2);
        let note = clip(&inert_line(&row.note), left.max(usize::from(room / 2)));
        let note_wide = width(&note) as u16;
        let text =
            Rect { x: area.x + indent.min(area.width), width: room.saturating_sub(note_wide + 1), ..area };
        line(
            sign,
            style,
            Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area },
            buffer,
        );
        line(&row.text, style, text, buffer);
        line(&note, dim, Rect { x: area.right() - note_wide, width: note_wide, ..area }, buffer);
    }
}

impl Screen for Choice {
    fn scope(&self) -> Scope {
        Scope::Choice
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.many = self.many;
    }

    fn title(&self, _context: &Context) -> String {
        self.title.clone()
    }

    fn typing(&self) -> bool {
        true
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        match key.code {
            // A blank within prose ticks nothing.
            KeyCode::Char(' ') if self.many && !self.typed.is_refusing() => {
                self.typed.reset();
                self.tick();
                Vec::new()
            }
            KeyCode::Char(letter) if key.typed().is_some() => self.letter(letter, context),
            _ => {
                self.typed.reset();
                Vec::new()
            }
        }
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.typed.reset();
        text.trim().chars().flat_map(|letter| self.letter(letter, context)).collect()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        self.typed.reset();
        let height = self.parts(context.area).list.height;
        let before = self.rows.at();
        if self.rows.update(command, height) {
            return Some(self.moved(before));
        }
        match command {
            Command::Mark => {
                self.tick();
                Some(Vec::new())
            }
            Command::Accept | Command::Open => Some(self.take()),
            Command::Back => {
                let mut effects = self.act(None);
                effects.push(Effect::Close);
                Some(effects)
            }
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let before = self.rows.at();
        let list = self.parts(context.area).list;
        match self.rows.mouse(mouse, list) {
            Some(kind) if self.many && (kind == MouseKind::DoubleClick || mouse.at.x < list.x + 6) => {
                self.tick();
            }
            Some(MouseKind::DoubleClick) => return self.take(),
            _ => {}
        }
        self.moved(before)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let parts = self.parts(area);
        clear(theme, parts.frame, buffer);
        let note = self.note();
        let inside = Pane { title: &self.title, note: &note, focused: true }.draw(theme, parts.frame, buffer);
        lines(&parts.sentence, theme.style(Role::Text), inside, buffer);
        let at = self.rows.draw(parts.list, |row, here, selected| {
            if let Some(row) = row {
                self.draw_row(row, selected, theme, here, buffer);
            }
        });
        if self.rows.is_empty() {
            line("There is nothing to choose.", theme.style(Role::Dim), parts.list, buffer);
            // On the sentence, for whoever follows the cursor with a magnifier or a screen reader.
            return (!inside.is_empty()).then(|| Position::new(inside.x, inside.y));
        }
        at.map(|row| row.as_position())
    }

    fn covers(&self) -> bool {
        false
    }
}
