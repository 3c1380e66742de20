//! Writing: the editor with the facts beside it. What is typed is a draft
//! from the first key, and saved to the workbook with Ctrl-S.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::domain::validate::notes_to_self;
use crate::drafts::Draft;
use crate::input::{Command, Key, KeyCode, Scope};
use crate::session::Notice;
use crate::ui::editor::{Editor, EditorStyle};
use crate::ui::facts;
use crate::ui::frame::{Pane, take_left};
use crate::ui::rich::{Line, Rich, draw};
use crate::ui::theme::{Glyph, Role};
use crate::workbook::steps::{kind_name, write_over};
use crate::workbook::{CommentaryKind, Conflict, Data, Detail, Query, Record};

const CONFLICT: &str = "two versions";
const DISCARD: &str = "discard draft";

/// Narrower than this there is no room for the facts beside the text.
const BESIDE: u16 = 100;

/// The editor of one text.
pub struct Writing {
    detail: Box<Detail>,
    kind: CommentaryKind,
    editor: Editor,
    /// The facts are shown beside the text, or instead of it where there is no room.
    facts: bool,
    facts_chosen: bool,
    /// What the text was when it was begun.
    base_revision: i64,
    base_text: String,
    saving: bool,
    theirs: Option<(i64, String)>,
}

fn guidance(kind: CommentaryKind) -> &'static str {
    match kind {
        CommentaryKind::Reasons => {
            "Why is it where it is? The most important reason first. Say plainly what has changed: \
             demand, staff, money, targets, recording. A line that begins with - is a bullet."
        }
        CommentaryKind::NoActionBecause => {
            "Why is no action proposed? For example: it is in the service plan already, or outside our control."
        }
        CommentaryKind::RisksAndOpportunities => {
            "What could stop this getting better, what could help, and what is being done about it?"
        }
    }
}

impl Writing {
    /// Opens the text of a kind: its draft if there is one, else what is saved.
    pub fn new(detail: &Detail, kind: CommentaryKind, context: &Context) -> Self {
        let saved = detail.commentary.iter().find(|words| words.kind == kind);
        let (base_revision, base_text) =
            saved.map_or((0, String::new()), |words| (words.revision, words.text.clone()));
        let mut writing = Self {
            detail: Box::new(detail.clone()),
            kind,
            editor: Editor::new(&base_text).with_placeholder(guidance(kind)),
            facts: true,
            facts_chosen: false,
            base_revision,
            base_text,
            saving: false,
            theirs: None,
        };
        match context.session.draft(kind_name(kind), detail.indicator.id) {
            Some(draft) => {
                writing.editor = Editor::new(&draft.base_text).with_placeholder(guidance(kind));
                writing.editor.set_text_and_cursor(&draft.text, draft.cursor);
                writing.base_revision = draft.base_revision;
                writing.base_text.clone_from(&draft.base_text);
            }
            None => {
                // The end is where one goes on writing.
                let lines = writing.base_text.split('\n').count();
                let last = writing.base_text.rsplit('\n').next().map_or(0, |line| line.chars().count());
                writing.editor.set_text_and_cursor(&writing.base_text.clone(), (lines - 1, last));
            }
        }
        writing
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

    fn draft(&self, context: &Context) -> Draft {
        let key = context.session.draft_key(kind_name(self.kind), self.detail.indicator.id);
        Draft {
            workbook: key.workbook,
            workbook_path: context.session.path.display().to_string(),
            subject: key.subject,
            indicator: key.indicator,
            period: self.detail.standing.period.clone(),
            reference: self.detail.indicator.reference.clone(),
            text: self.editor.text(),
            cursor: self.editor.cursor(),
            base_revision: self.base_revision,
            base_text: self.base_text.clone(),
            saved_at: context.session.timestamp(),
            extra: std::collections::BTreeMap::new(),
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
        let has_draft = context.session.draft(kind_name(self.kind), self.detail.indicator.id).is_some();
        // A moved cursor is kept too, but only makes no draft of its own.
        if self.editor.text() != before || has_draft {
            effects.push(self.keep(context));
        }
        effects
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
        let change = write_over(&self.detail, self.kind, &text, revision);
        vec![self.keep(context), Effect::Apply { change, settles }]
    }

    fn conflict(&mut self, conflict: &Conflict) -> Vec<Effect> {
        let theirs = match &conflict.theirs {
            Some(Record::Commentary(words)) => (words.revision, words.text.clone()),
            _ => (0, String::new()),
        };
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

    fn facts_lines(&self, context: &Context, width: u16) -> Vec<Line> {
        let mut rich = Rich::new(context.theme, width, 11);
        rich.text(&self.detail.standing.description, Role::Strong);
        rich.gap();
        facts::headline(&mut rich, &self.detail.standing);
        facts::comparators(&mut rich, &self.detail);
        self.checks(&mut rich);
        if let Some(first) = self.detail.earlier_commentary.first() {
            rich.heading(&format!("Written for {}", context.session.period_title(&first.period)));
            rich.text(&first.text, Role::Text);
        }
        facts::trend(&mut rich, &self.detail, 3);
        rich.heading("Guidance");
        rich.text(guidance(self.kind), Role::Dim);
        rich.lines
    }

    fn checks(&self, rich: &mut Rich) {
        let notes = notes_to_self(&self.editor.text());
        if !notes.is_empty() {
            rich.heading("Before it goes out");
            for note in notes {
                rich.text(&format!("! a note to self is left in: “{note}”"), Role::Worse);
            }
        }
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
        format!("{}: {}", self.detail.indicator.reference, kind_name(self.kind))
    }

    fn typing(&self) -> bool {
        true
    }

    fn needs(&mut self, _context: &Context) -> Vec<Query> {
        vec![Query::Detail {
            indicator: self.detail.indicator.id,
            period: self.detail.standing.period.clone(),
        }]
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        if let Data::Detail(detail) = data
            && detail.indicator.id == self.detail.indicator.id
            && detail.standing.period == self.detail.standing.period
        {
            self.detail = detail;
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
                        self.detail.indicator.reference,
                        kind_name(self.kind)
                    ))));
                }
                return Some(effects);
            }
            Command::Outside => {
                let name = format!("{} {}", self.detail.indicator.reference, kind_name(self.kind));
                return Some(vec![
                    self.keep(context),
                    Effect::EditOutside { text: self.editor.text(), name },
                ]);
            }
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
            Command::TextUndo => Key::ctrl('z'),
            Command::TextRedo => Key::ctrl('y'),
            Command::TextCopy => Key::ctrl('c'),
            Command::TextCut => Key::ctrl('x'),
            Command::TextPaste => Key::ctrl('v'),
            Command::SelectAll => Key::ctrl('a'),
            Command::Find => Key::ctrl('f'),
            Command::FindNext => Key::plain(KeyCode::F(3)),
            _ => return None,
        };
        Some(self.key(key, context))
    }

    fn text(&mut self, key: Key, context: &Context) -> Vec<Effect> {
        self.key(key, context)
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        self.editor.paste(text);
        vec![self.keep(context)]
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
        self.saving = false;
        match outcome {
            Outcome::Applied { .. } => vec![Effect::Close],
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
        let kind = kind_name(self.kind);
        let title = match context.session.draft(kind, self.detail.indicator.id) {
            Some(draft) => {
                let time = draft.saved_at.get(11..16).unwrap_or_default();
                format!("{} {kind}   draft kept {time}", self.detail.indicator.reference)
            }
            None => format!("{} {kind}", self.detail.indicator.reference),
        };
        let inside = Pane { title: &title, note: &place, focused: true }.draw(theme, text, buffer);
        let style = EditorStyle {
            text: theme.style(Role::Text),
            selection: theme.style(Role::Matched),
            matched: theme.style(Role::Column),
            placeholder: theme.style(Role::Dim),
            bullet: theme.style(Role::Strong),
        };
        self.editor.view(inside, buffer, &style)
    }
}
