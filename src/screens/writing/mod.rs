//! Writing: the editor with the facts beside it. What is typed is a draft
//! from the first key, and saved to the workbook with Ctrl-S.
//!
//! What is written is a [`Piece`]: an indicator's reasons, a reply, a section
//! of the narrative. The screen is the same for all of them.

mod beside;
mod commitment;
mod compared;
mod indicator;
mod keys;
mod piece;
mod reply;
mod section;
mod spelling;

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use commitment::Standing;
pub use keys::editor_key;
pub use piece::Piece;
pub use reply::Reply;
pub use section::SectionText;

use super::choice::{Choice, ChoiceRow};
use super::forms::Keep;
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::domain::text::too_long;
use crate::drafts::Draft;
use crate::input::{Command, Key, KeyCode, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::editor::{Editor, EditorStyle};
use crate::ui::frame::{Pane, take_left};
use crate::ui::rich::draw;
use crate::ui::theme::{Glyph, Role};
use crate::workbook::{CommentaryKind, Conflict, Data, Detail, Query};

const CONFLICT: &str = "two versions";
const DISCARD: &str = "discard draft";

/// Narrower than this there is no room for the facts beside the text.
const BESIDE: u16 = 100;

/// The editor of one text.
pub struct Writing {
    piece: Box<dyn Piece>,
    editor: Editor,
    /// The facts are shown beside the text, or instead of it where there is no room.
    facts: bool,
    facts_chosen: bool,
    /// What the text was when it was begun.
    base_revision: i64,
    base_text: String,
    saving: bool,
    theirs: Option<(i64, String)>,
    /// A text and the notes to self in it.
    noted: RefCell<(String, Vec<String>)>,
    offers: compared::Offers,
    /// Words that were taken as the workbook's own since it was opened.
    own: Vec<String>,
}

impl Writing {
    /// Opens words about an indicator.
    pub fn new(detail: &Detail, kind: CommentaryKind, context: &Context) -> Self {
        Self::of(indicator::Words::new(detail, kind), context)
    }

    /// Opens a text: its draft if there is one, else what is saved.
    pub fn of(piece: impl Piece + 'static, context: &Context) -> Self {
        let (base_revision, base_text) = piece.saved();
        let guidance = piece.guidance();
        let mut writing = Self {
            editor: Editor::new(&base_text).with_placeholder(guidance),
            facts: true,
            facts_chosen: false,
            base_revision,
            base_text,
            saving: false,
            theirs: None,
            noted: RefCell::default(),
            offers: compared::Offers::default(),
            own: Vec::new(),
            piece: Box::new(piece),
        };
        let keep = writing.keep_as();
        match context.session.draft(&keep.subject, keep.indicator) {
            Some(draft) => {
                writing.editor = Editor::new(&draft.base_text).with_placeholder(guidance);
                writing.editor.set_text_and_cursor(&draft.text, draft.cursor);
                writing.base_revision = draft.base_revision;
                writing.base_text.clone_from(&draft.base_text);
                writing.rebase();
            }
            None => {
                let lines = writing.base_text.split('\n').count();
                let last = writing.base_text.rsplit('\n').next().map_or(0, |line| line.chars().count());
                writing.editor.set_text_and_cursor(&writing.base_text.clone(), (lines - 1, last));
            }
        }
        writing.spell(context);
        writing
    }

    /// Where what is saved still reads as it did when this was begun, whatever else of the record
    /// has changed, saving this takes nothing away from anyone.
    fn rebase(&mut self) {
        let (revision, text) = self.piece.saved();
        if text == self.base_text {
            self.base_revision = revision;
        }
    }

    /// Adds borrowed words after what is there, as a draft.
    #[must_use]
    pub fn with_words(mut self, words: &str) -> Self {
        let before = self.editor.text();
        let gap = if before.trim().is_empty() { "" } else { "\n\n" };
        self.editor.handle(Key::new(KeyCode::End, true, false, false));
        self.editor.paste(&format!("{gap}{words}"));
        self
    }

    /// Where its draft is kept.
    fn keep_as(&self) -> Keep {
        Keep::about(self.piece.about(), self.piece.name().to_owned(), &self.piece.reference())
    }

    fn draft(&self, context: &Context) -> Draft {
        let keep = self.keep_as();
        let key = if self.piece.lasting() {
            context.session.lasting_draft_key(&keep.subject, keep.indicator)
        } else {
            context.session.draft_key(&keep.subject, keep.indicator)
        };
        Draft {
            text: self.editor.text(),
            cursor: self.editor.cursor(),
            base_revision: self.base_revision,
            base_text: self.base_text.clone(),
            ..context.session.new_draft(key, &keep.reference)
        }
    }

    /// Keeps the text as a draft; one that is as saved is no draft.
    fn keep(&self, context: &Context) -> Effect {
        let draft = self.draft(context);
        if draft.text == self.base_text { Effect::DropDraft(draft.key()) } else { Effect::KeepDraft(draft) }
    }

    fn key(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        let before = self.editor.text();
        self.editor.handle(key);
        let mut effects = Vec::new();
        if let Some(text) = self.editor.take_clipboard() {
            effects.push(Effect::Copy(text));
            effects.push(Effect::Say(Notice::done("Copied.")));
        }
        let keep = self.keep_as();
        let has_draft = context.session.draft(&keep.subject, keep.indicator).is_some();
        // A moved cursor is kept too, but only makes no draft of its own.
        if self.editor.text() != before || has_draft {
            effects.push(self.keep(context));
        }
        effects
    }

    /// Puts a text in at the cursor, as a draft; one that makes the whole too long is refused.
    fn put_in(&mut self, text: &str, context: &Context) -> Result<Effect, Vec<Effect>> {
        if let Some(why) = too_long("With this, the text", self.editor.text().len() + text.len()) {
            return Err(vec![Effect::Say(Notice::problem(format!("{why}. Nothing was pasted.")))]);
        }
        self.editor.paste(text);
        Ok(self.keep(context))
    }

    fn save(&mut self, context: &Context) -> Vec<Effect> {
        if self.saving {
            return Vec::new();
        }
        let text = self.editor.text();
        let settles = vec![self.draft(context).key()];
        if text == self.base_text {
            return vec![
                Effect::DropDraft(settles[0].clone()),
                Effect::Close,
                Effect::Say(Notice::info("Nothing had changed.")),
            ];
        }
        self.saving = true;
        let revision = (self.base_revision > 0).then_some(self.base_revision);
        let change = self.piece.change(&text, revision);
        vec![self.keep(context), Effect::Apply { change, settles }]
    }

    fn conflict(&mut self, conflict: &Conflict) -> Vec<Effect> {
        let theirs =
            conflict.theirs.as_ref().and_then(|record| self.piece.theirs(record)).unwrap_or_default();
        let first = theirs.1.lines().next().unwrap_or("nothing: the text was removed").to_owned();
        self.theirs = Some(theirs);
        let by = if conflict.by.is_empty() { "Someone else" } else { conflict.by.as_str() };
        let rows = vec![
            ChoiceRow::new("Keep both: theirs, then mine"),
            ChoiceRow::new("Keep mine in place of theirs"),
            ChoiceRow::new("Take theirs and drop mine"),
        ];
        let title = format!("{by} saved this first: “{}”", crate::workbook::steps::short(&first));
        vec![Effect::Open(Box::new(Choice::one(CONFLICT, &title, rows)))]
    }

    /// The text, and the facts; either may be empty.
    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let none = Rect { width: 0, height: 0, ..area };
        if area.width >= BESIDE {
            if !self.facts {
                return (area, none);
            }
            let (facts, text) = take_left(area, (area.width * 2 / 5).clamp(40, 62), 0);
            (text, facts)
        } else if self.facts && self.facts_chosen {
            (none, area)
        } else {
            (area, none)
        }
    }
}

impl Screen for Writing {
    fn scope(&self) -> Scope {
        Scope::Writing
    }

    fn title(&self, _context: &Context) -> String {
        format!("{}: {}", self.piece.reference(), self.piece.name())
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = true;
    }

    fn typing(&self) -> bool {
        true
    }

    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        self.piece.queries()
    }

    fn receive(&mut self, data: Data, context: &Context) -> Vec<Effect> {
        if let Data::Comparison(comparison) = &data {
            return self.offer(comparison, context);
        }
        self.piece.receive(data);
        if !self.saving {
            self.rebase();
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let key = match command {
            Command::Save => return Some(self.save(context)),
            Command::Back if self.editor.find_status().is_some() => Key::plain(KeyCode::Esc),
            Command::Back => {
                let draft = self.editor.text() != self.base_text;
                let mut effects = vec![self.keep(context), Effect::Close];
                if draft {
                    effects.push(Effect::Say(Notice::info(format!(
                        "{} {} kept as a draft; Ctrl-S there saves it.",
                        self.piece.reference(),
                        self.piece.name()
                    ))));
                }
                return Some(effects);
            }
            Command::Outside => {
                return Some(vec![self.keep(context), Effect::EditOutside(self.draft(context))]);
            }
            Command::Respell => return Some(self.respell(context)),
            Command::OwnWord => return Some(self.own_word(context)),
            Command::Insert => return Some(self.ask_for_sentences(context)),
            Command::Facts => {
                // Where there is no room for both, the first press shows them.
                self.facts =
                    if self.facts_chosen || context.area.width >= BESIDE { !self.facts } else { true };
                self.facts_chosen = true;
                return Some(Vec::new());
            }
            Command::Discard => {
                let lines = vec![format!(
                    "{} characters typed for {}.",
                    self.editor.counts().characters,
                    self.title(context)
                )];
                return Some(vec![Effect::Open(Box::new(Question::new(
                    DISCARD,
                    "Throw this draft away?",
                    lines,
                    "throw it away",
                    "keep it",
                )))]);
            }
            other => editor_key(other)?,
        };
        Some(self.key(key, context))
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        self.key(key, context)
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.put_in(text, context).map_or_else(|refused| refused, |kept| vec![kept])
    }

    fn outside(&mut self, text: String, context: &Context) -> Vec<Effect> {
        self.editor.replace_all(&text);
        vec![
            self.keep(context),
            Effect::Say(Notice::done(
                "Your text is back, as a draft. Ctrl-Z takes it back, Ctrl-S saves it.",
            )),
        ]
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        let saving = std::mem::take(&mut self.saving);
        match outcome {
            Outcome::Applied { .. } if saving => vec![Effect::Close],
            Outcome::Applied { .. } => Vec::new(),
            Outcome::Conflict(conflict) => self.conflict(&conflict),
            Outcome::Failed(_) => Vec::new(),
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: CONFLICT, picks } => {
                let Some((revision, theirs)) = self.theirs.take() else { return Vec::new() };
                let mine = self.editor.text();
                self.base_revision = revision;
                self.base_text.clone_from(&theirs);
                match picks.first() {
                    Some(0) => {
                        self.editor.replace_all(&format!("{theirs}\n\n{mine}"));
                    }
                    Some(1) => {}
                    _ => {
                        self.editor.replace_all(&theirs);
                    }
                }
                vec![self.keep(context), Effect::Say(Notice::info("Look it over, then Ctrl-S saves it."))]
            }
            Answer::Chosen { tag: compared::SENTENCES, picks } => self.insert_sentences(&picks, context),
            Answer::Yes { tag: DISCARD } => vec![Effect::DropDraft(self.draft(context).key()), Effect::Close],
            _ => Vec::new(),
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
            let inside = Pane { title: "The facts", note: "", focused: false }.draw(theme, beside, buffer);
            draw(&self.facts_lines(context, inside.width), 0, inside, buffer);
        }
        if text.width == 0 {
            return Some(Position::new(beside.x + 2, beside.y + 1));
        }
        let counts = self.editor.counts();
        let (row, column) = self.editor.cursor();
        let place = match self.editor.find_status() {
            Some(status) => format!("{status}  Enter next  Esc closes find"),
            None => format!(
                "line {}, column {} {} {} words, {} characters",
                row + 1,
                column + 1,
                theme.glyph(Glyph::Dot),
                counts.words,
                counts.characters
            ),
        };
        let keep = self.keep_as();
        let (kind, reference) = (self.piece.name(), &keep.reference);
        let title = match context.session.draft(&keep.subject, keep.indicator) {
            Some(draft) => {
                let time = draft.saved_at.get(11..16).unwrap_or_default();
                format!("{reference} {kind}   draft kept {time}")
            }
            None => format!("{reference} {kind}"),
        };
        let inside = Pane { title: &title, note: &place, focused: true }.draw(theme, text, buffer);
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
