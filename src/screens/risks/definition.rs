//! Writing the matrix: its definition in the editor, what is wrong with it
//! named by key, and what it would move, before it is saved.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::grid::Grid;
use super::map::{Map, Tally};
use crate::domain::matrix::RiskMatrix;
use crate::drafts::Draft;
use crate::input::{Command, Key, KeyCode, Scope};
use crate::screens::question::Question;
use crate::screens::writing::editor_key;
use crate::screens::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::session::Notice;
use crate::ui::editor::{Editor, EditorStyle};
use crate::ui::frame::{Pane, take_left, take_top};
use crate::ui::rich::{Rich, draw};
use crate::ui::theme::Role;
use crate::workbook::risk_steps::set_matrix;
use crate::workbook::{AssessmentKind, Risks};

/// Subject of the draft.
const SUBJECT: &str = "risk matrix";
const DISCARD: &str = "discard the matrix";
/// Narrower than this the preview takes the place of the text.
const BESIDE: u16 = 100;

/// The editor of the matrix.
pub struct Definition {
    risks: Box<Risks>,
    editor: Editor,
    base: String,
    /// The matrix as written, or why it is none; by the text it was read from.
    read: Result<RiskMatrix, String>,
    preview: bool,
    saving: bool,
}

impl Definition {
    /// Opens the definition in force, or the draft of another.
    pub fn new(risks: &Risks, context: &Context) -> Self {
        let base = match &risks.definition {
            Some(record) => record.definition.clone(),
            None => RiskMatrix::DEFAULT.to_owned(),
        };
        let mut editor = Editor::new(&base);
        if let Some(draft) = context.session.draft(SUBJECT, 0) {
            editor.set_text_and_cursor(&draft.text, draft.cursor);
        }
        let mut definition = Self {
            risks: Box::new(risks.clone()),
            editor,
            base,
            read: Err(String::new()),
            preview: context.area.width >= BESIDE,
            saving: false,
        };
        definition.look();
        definition
    }

    fn look(&mut self) {
        self.read = RiskMatrix::parse(&self.editor.text()).map_err(|error| error.to_string());
    }

    fn keep(&self, context: &Context) -> Effect {
        let key = context.session.draft_key(SUBJECT, 0);
        if self.editor.text() == self.base {
            return Effect::DropDraft(key);
        }
        Effect::KeepDraft(self.draft(context))
    }

    fn draft(&self, context: &Context) -> Draft {
        Draft {
            text: self.editor.text(),
            cursor: self.editor.cursor(),
            base_text: self.base.clone(),
            ..context.session.new_draft(context.session.draft_key(SUBJECT, 0), "Risk matrix")
        }
    }

    fn key(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let before = self.editor.text();
        self.editor.handle(key);
        let mut effects = Vec::new();
        if let Some(text) = self.editor.take_clipboard() {
            effects.push(Effect::Copy(text));
            effects.push(Effect::Say(Notice::done("Copied.")));
        }
        if self.editor.text() != before {
            self.look();
            effects.push(self.keep(context));
        }
        effects
    }

    fn save(&mut self, context: &Context) -> Vec<Effect> {
        if self.saving {
            return Vec::new();
        }
        let key = context.session.draft_key(SUBJECT, 0);
        if self.editor.text() == self.base {
            return vec![
                Effect::DropDraft(key),
                Effect::Close,
                Effect::Say(Notice::info("Nothing had changed.")),
            ];
        }
        if let Err(problem) = &self.read {
            return vec![self.keep(context), Effect::Say(Notice::problem(problem.clone()))];
        }
        self.saving = true;
        let period = context.session.period;
        let change = set_matrix(self.risks.definition.as_ref(), period, &self.editor.text());
        vec![self.keep(context), Effect::Apply { change, settles: vec![key] }]
    }

    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let nothing = Rect { width: 0, ..area };
        match (self.preview, area.width >= BESIDE) {
            (true, true) => take_left(area, area.width / 2, 0),
            (true, false) => (nothing, area),
            (false, _) => (area, nothing),
        }
    }

    fn draw_preview(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let inside = Pane { title: "What it would do", note: "", focused: false }.draw(theme, area, buffer);
        let mut rich = Rich::new(theme, inside.width, 11);
        let matrix = match &self.read {
            Ok(matrix) => matrix,
            Err(problem) => {
                rich.text("It cannot be used yet:", Role::Strong);
                rich.text(problem, Role::Worse);
                rich.gap();
                rich.text(
                    "The text is kept as a draft; the matrix in force stays until this one is saved.",
                    Role::Dim,
                );
                draw(&rich.lines, 0, inside, buffer);
                return;
            }
        };
        let grid = Grid::new(matrix, Rect { height: inside.height.min(24), ..inside }, 0);
        let map = Map { theme, matrix, grid, cursor: None, focused: false };
        let count = |cell| Tally {
            count: self
                .risks
                .rows
                .iter()
                .filter(|row| row.position(AssessmentKind::Current).cell(matrix) == Some(cell))
                .count() as u64,
            ..Tally::default()
        };
        let (top, rest) = take_top(inside, grid.height().min(inside.height));
        map.draw(count, top, buffer);
        let moves = self.risks.under(matrix);
        rich.gap();
        let from = context.session.period.title();
        rich.text(&format!("In force from {from}. Earlier periods keep theirs."), Role::Strong);
        match moves.len() {
            0 => rich.text("No risk changes its band.", Role::Dim),
            1 => rich.text("One risk changes:", Role::Text),
            many => rich.text(&format!("{many} risks change:"), Role::Text),
        }
        for one in &moves {
            rich.text(&format!("- {one}"), Role::Text);
        }
        let rest = Rect { y: (rest.y + 1).min(rest.bottom()), height: rest.height.saturating_sub(1), ..rest };
        draw(&rich.lines, 0, rest, buffer);
    }
}

impl Screen for Definition {
    fn scope(&self) -> Scope {
        Scope::Writing
    }

    fn title(&self, _context: &Context) -> String {
        "The risk matrix".to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let key = match command {
            Command::Save => return Some(self.save(context)),
            Command::Back if self.editor.find_status().is_some() => Key::plain(KeyCode::Esc),
            Command::Back => {
                let mut effects = vec![self.keep(context), Effect::Close];
                if self.editor.text() != self.base {
                    let text = "The matrix is kept as a draft: E opens it again.";
                    effects.push(Effect::Say(Notice::info(text)));
                }
                return Some(effects);
            }
            Command::Outside => {
                return Some(vec![self.keep(context), Effect::EditOutside(self.draft(context))]);
            }
            Command::Facts => {
                self.preview = !self.preview;
                return Some(Vec::new());
            }
            Command::Discard => {
                let lines = vec!["What was changed in the matrix and not yet saved.".to_owned()];
                let question =
                    Question::new(DISCARD, "Throw this draft away?", lines, "throw it away", "keep it");
                return Some(vec![Effect::Open(Box::new(question))]);
            }
            other => editor_key(other)?,
        };
        Some(self.key(key, context))
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        self.key(key, context)
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.editor.paste(text);
        self.look();
        vec![self.keep(context)]
    }

    fn outside(&mut self, text: String, context: &Context) -> Vec<Effect> {
        self.editor.replace_all(&text);
        self.look();
        let said = match &self.read {
            Ok(_) => Notice::done("The matrix is back, as a draft. Ctrl-S saves it."),
            Err(problem) => Notice::problem(problem.clone()),
        };
        vec![self.keep(context), Effect::Say(said)]
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Yes { tag: DISCARD } => {
                vec![Effect::DropDraft(context.session.draft_key(SUBJECT, 0)), Effect::Close]
            }
            _ => Vec::new(),
        }
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        self.saving = false;
        match outcome {
            Outcome::Applied { .. } => vec![Effect::Close],
            Outcome::Conflict(_) | Outcome::Failed(_) => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let (text, _) = self.areas(context.area);
        let inside = Pane::default().inside(text);
        match mouse.kind {
            MouseKind::Click => self.editor.click(mouse.at, inside),
            MouseKind::DoubleClick => self.editor.double_click(mouse.at, inside),
            MouseKind::Drag => self.editor.drag(mouse.at, inside),
            MouseKind::ScrollUp => self.editor.scroll(-3),
            MouseKind::ScrollDown => self.editor.scroll(3),
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (text, beside) = self.areas(area);
        if beside.width > 0 {
            self.draw_preview(context, beside, buffer);
        }
        if text.width == 0 {
            return Some(Position::new(beside.x + 2, beside.y + 1));
        }
        let note = match (&self.read, self.editor.find_status()) {
            (_, Some(status)) => format!("{status}  Enter next  Esc closes find"),
            (Ok(_), None) => format!("line {}   sound", self.editor.cursor().0 + 1),
            (Err(problem), None) => format!("! {problem}"),
        };
        let inside = Pane { title: "The risk matrix", note: &note, focused: true }.draw(theme, text, buffer);
        let style = EditorStyle {
            text: theme.style(Role::Text),
            selection: theme.style(Role::Matched),
            matched: theme.style(Role::Column),
            placeholder: theme.style(Role::Dim),
            bullet: theme.style(Role::Strong),
            misspelt: theme.misspelt(),
        };
        self.editor.view(inside, buffer, &style)
    }
}
