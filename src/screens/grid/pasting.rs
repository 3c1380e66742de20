//! What a block would do to a table, cell by cell, before any of it is stored: what it fills, what it
//! replaces, what is refused and why. Stored as one step.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::clip::{BlockLayout, Clip, Field};
use crate::input::{Command, KeyContext, Scope};
use crate::screens::{Context, Effect, Mouse, Outcome, Screen};
use crate::session::Notice;
use crate::ui::frame::{Pane, centred, clear, empty, line, lines, wrapped};
use crate::ui::list::{List, Row};
use crate::ui::table::{Cell, Column, MARKER, Table, fitted, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{Change, Data, Query};

/// What becomes of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds that already.
    Same,
    Fills,
    Replaces,
    Empties,
    /// Why not: a sentence without its stop.
    Refused(String),
}

/// One cell of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// What its row is called.
    pub row: String,
    pub column: &'static str,
    pub was: String,
    pub becomes: String,
    pub verdict: Verdict,
    /// What looks wrong and may be right; empty for nothing.
    pub doubt: String,
}

impl Row for CellChange {
    type Key = (String, &'static str);

    fn key(&self) -> Option<Self::Key> {
        Some((self.row.clone(), self.column))
    }
}

/// What a block would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub cells: Vec<CellChange>,
    /// All that is not refused, as one step; its label is made of the cells.
    pub change: Change,
}

/// The table a block goes into.
pub trait Target {
    /// What is pasted: "Paste", "Fill down", "Empty".
    fn verb(&self) -> &'static str;
    fn fields(&self) -> &'static [Field];
    /// The field under the cursor.
    fn start(&self) -> usize;
    /// Fields of columns that there is no room for on screen.
    fn hidden(&self) -> &[usize] {
        &[]
    }
    /// What has to be known of the rows.
    fn query(&self, laid: &BlockLayout, context: &Context) -> Query;
    /// What the block would do to the rows that came; none for another answer.
    fn propose(&self, data: Data, laid: &BlockLayout, context: &Context) -> Option<Proposal>;
}

/// The box that shows it.
pub struct Pasting {
    target: Box<dyn Target>,
    clip: Clip,
    /// As it was copied, for importing it instead; empty where it was not.
    text: String,
    start: usize,
    laid: BlockLayout,
    proposal: Option<Proposal>,
    /// CellChange that are not as they would become: what is refused first.
    listed: List<CellChange>,
    saving: bool,
}

impl Pasting {
    /// Of a clip into a table; `text` is what was copied.
    pub fn open(target: impl Target + 'static, clip: Clip, text: &str) -> Effect {
        let start = target.start();
        let laid = clip.lay(target.fields(), start, target.hidden());
        Effect::Open(Box::new(Self {
            start: laid.start,
            target: Box::new(target),
            clip,
            text: text.to_owned(),
            laid,
            proposal: None,
            listed: List::default(),
            saving: false,
        }))
    }

    fn ask(&mut self, context: &Context) -> Query {
        self.laid = self.clip.lay(self.target.fields(), self.start, self.target.hidden());
        self.target.query(&self.laid, context)
    }

    fn count(&self, of: impl Fn(&Verdict) -> bool) -> usize {
        self.proposal.iter().flat_map(|proposal| &proposal.cells).filter(|cell| of(&cell.verdict)).count()
    }

    fn changes(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Fills | Verdict::Replaces | Verdict::Empties))
    }

    /// "14 cells: 12 filled, 1 replaced, 1 refused".
    fn summary(&self) -> String {
        let parts = [
            (self.count(|one| *one == Verdict::Fills), "filled"),
            (self.count(|one| *one == Verdict::Replaces), "replaced"),
            (self.count(|one| *one == Verdict::Empties), "emptied"),
            (self.count(|one| matches!(one, Verdict::Refused(_))), "refused"),
            (self.count(|one| *one == Verdict::Same), "as they are"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{many} {what}")).collect();
        if parts.is_empty() { "no cells".to_owned() } else { parts.join(", ") }
    }

    fn columns() -> [Column; 5] {
        [
            Column::words("Row", 12, 2, 0),
            Column::words("Column", 11, 0, 0),
            Column::figures("Is", 4, 0),
            Column::figures("Becomes", 7, 0),
            Column::words("", 12, 6, 0),
        ]
    }

    fn row<'a>(cell: &'a CellChange, theme: &Theme) -> Vec<Cell<'a>> {
        let (word, role) = match &cell.verdict {
            Verdict::Same => ("as it is", Role::Dim),
            Verdict::Fills => ("filled", Role::Text),
            Verdict::Replaces => ("replaced", Role::Strong),
            Verdict::Empties => ("emptied", Role::Strong),
            Verdict::Refused(why) => {
                let text = format!("! refused: {why}");
                return Self::cells(cell, Cell::new(text).style(theme.style(Role::Worse)));
            }
        };
        let text = if cell.doubt.is_empty() { word.to_owned() } else { format!("! {word}: {}", cell.doubt) };
        Self::cells(cell, Cell::new(text).style(theme.style(role)))
    }

    fn cells<'a>(cell: &'a CellChange, verdict: Cell<'a>) -> Vec<Cell<'a>> {
        let text = |text: &'a str| Cell::new(text);
        vec![text(&cell.row), text(cell.column), text(&cell.was), text(&cell.becomes), verdict]
    }

    fn frame(&self, area: Rect) -> Rect {
        let rows = self.listed.rows().len().max(1) + self.laid.notes.len() + 7;
        centred(area, area.width.saturating_sub(4).min(116), (rows as u16).min(area.height))
    }

    fn rows_in(&self, area: Rect) -> Rect {
        let frame = self.frame(area);
        let above = 2 + self.notes(frame.width).len() as u16;
        Rect {
            x: frame.x + 1,
            y: frame.y + above,
            width: frame.width.saturating_sub(2),
            height: frame.height.saturating_sub(above + 3),
        }
    }

    fn notes(&self, width: u16) -> Vec<String> {
        self.laid.notes.iter().flat_map(|note| wrapped(note, width.saturating_sub(4), 3)).collect()
    }

    fn store(&mut self) -> Vec<Effect> {
        let changes = self.changes();
        let Some(proposal) = self.proposal.as_ref().filter(|_| !self.saving && changes > 0) else {
            return Vec::new();
        };
        let mut change = proposal.change.clone();
        let changed =
            proposal.cells.iter().filter(|cell| !matches!(cell.verdict, Verdict::Same | Verdict::Refused(_)));
        let mut rows: Vec<&str> = changed.map(|cell| cell.row.as_str()).collect();
        rows.dedup();
        let of = match rows.as_slice() {
            [one] => format!(" of {one}"),
            many => format!(" in {} rows", many.len()),
        };
        let cells = if changes == 1 { "cell" } else { "cells" };
        change.label = format!("{} {changes} {cells}{of}", self.target.verb());
        self.saving = true;
        vec![Effect::Apply { change, settles: Vec::new() }]
    }
}

impl Screen for Pasting {
    fn scope(&self) -> Scope {
        Scope::Pasting
    }

    fn title(&self, _context: &Context) -> String {
        self.target.verb().to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.changes() > 0;
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        vec![self.ask(context)]
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        if let Some(proposal) = self.target.propose(data, &self.laid, context) {
            let mut listed: Vec<CellChange> =
                proposal.cells.iter().filter(|cell| cell.verdict != Verdict::Same).cloned().collect();
            listed.sort_by_key(|cell| match &cell.verdict {
                Verdict::Refused(_) => 0,
                _ if !cell.doubt.is_empty() => 1,
                Verdict::Replaces | Verdict::Empties => 2,
                _ => 3,
            });
            self.listed.hold(listed);
            self.proposal = Some(proposal);
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.rows_in(context.area).height;
        if self.listed.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Accept => Some(self.store()),
            Command::Back => Some(vec![Effect::Close]),
            Command::Import if !self.text.is_empty() => {
                Some(vec![Effect::Close, Effect::ImportTable(self.text.clone())])
            }
            Command::Import => {
                Some(vec![Effect::Say(Notice::info("These are cells of this table already."))])
            }
            Command::Left | Command::Right if self.laid.headed || self.text.is_empty() => {
                Some(vec![Effect::Say(Notice::info("The headings say which columns these are."))])
            }
            Command::Left | Command::Right => {
                let open = |field: &usize| !self.target.hidden().contains(field);
                let next = match command {
                    Command::Left => (0..self.start).rev().find(open),
                    _ => (self.start + 1..self.target.fields().len()).find(open),
                };
                self.start = next.unwrap_or(self.start);
                let query = self.ask(context);
                self.start = self.laid.start;
                Some(vec![Effect::Ask(query)])
            }
            Command::QuitNow | Command::Help => None,
            _ => Some(Vec::new()),
        }
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        self.saving = false;
        match outcome {
            Outcome::Applied { .. } => vec![Effect::Close],
            Outcome::Conflict(_) => vec![Effect::Say(Notice::problem(
                "Someone else has changed these cells meanwhile: nothing is stored. This is how they are now; Enter puts the block in.",
            ))],
            Outcome::Failed(_) => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let rows = self.rows_in(context.area);
        self.listed.mouse(mouse, rows);
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let frame = self.frame(area);
        clear(theme, frame, buffer);
        let note = if self.proposal.is_some() { self.summary() } else { "looking…".to_owned() };
        Pane { title: self.target.verb(), note: &note, focused: true }.draw(theme, frame, buffer);
        let notes = self.notes(frame.width);
        let head = Rect { x: frame.x + 2, y: frame.y + 1, width: frame.width.saturating_sub(4), height: 1 };
        let above = Rect { height: notes.len() as u16, ..head };
        lines(&notes, theme.style(Role::Text), above, buffer);
        let rows = self.rows_in(area);
        let columns =
            fitted(&Self::columns(), self.listed.rows().iter().take(500).map(|cell| Self::row(cell, theme)));
        let slots = layout(&columns, rows.width);
        let table =
            Table { theme, columns: &columns, slots: &slots, column: None, sorted: None, focused: true };
        table.head(Rect { y: rows.y.saturating_sub(1), height: 1, ..rows }, buffer);
        let foot = Rect { y: frame.bottom().saturating_sub(2), ..head };
        let selected = self.listed.current();
        if self.proposal.is_some() && self.listed.is_empty() {
            empty("Nothing of it would change a cell.", theme, rows, buffer);
        }
        let at = self.listed.draw(rows, |cell, here, selected| {
            if let Some(cell) = cell {
                table.row(&Self::row(cell, theme), selected, false, here, buffer);
            }
        });
        // What does not fit beside the cell under the cursor is said in full.
        let said = match selected.map(|cell| (&cell.verdict, cell.doubt.as_str())) {
            Some((Verdict::Refused(why), _)) => format!("Refused: {}.", why.trim_end_matches('.')),
            Some((_, doubt)) if !doubt.is_empty() => format!("{doubt}."),
            _ if self.changes() == 0 => "Nothing to put in. Esc leaves.".to_owned(),
            _ => format!("Enter puts {} in as one step; Esc leaves everything as it is.", self.changes()),
        };
        line(&said, theme.style(Role::Dim), foot, buffer);
        Some(at.map_or(rows.as_position(), |row| Position::new(row.x + MARKER, row.y)))
    }

    fn covers(&self) -> bool {
        false
    }
}
