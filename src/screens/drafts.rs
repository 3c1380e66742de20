//! Drafts: those that are waiting are listed, opened, thrown away and taken back; those of another copy of
//! the workbook are offered, one at a time, and never taken by themselves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::forms::Keep;
use super::question::Question;
use super::{Answer, Context, Effect, Mouse, Screen};
use crate::drafts::{Draft, DraftKey};
use crate::input::{Command, KeyContext, Scope};
use crate::session::{Notice, Place};
use crate::workbook::Table;
use crate::workbook::steps::short;

const THROW: &str = "throw a draft away";

/// What becomes of the draft that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is made one of this workbook's.
    Taken,
    Opened,
    ThrownAway,
}

/// A list of drafts, one of which is chosen.
struct DraftList {
    choice: Choice,
    drafts: Vec<(Draft, Fate)>,
    /// The one about which is asked.
    asked: Option<DraftKey>,
}

/// What a draft is of, as people call it: "AC/C7 reasons".
pub fn draft_name(draft: &Draft) -> String {
    format!("{} {}", draft.reference, Keep::told(draft).1).trim().to_owned()
}

/// Where what a draft is about is shown, on the screen it was begun on.
pub fn draft_place(draft: &Draft) -> Option<Place> {
    let (about, what) = Keep::told(draft);
    let about = about?;
    Some(match (draft.screen.as_str(), about.table) {
        ("Review", Table::Indicator) => Place::Review(Some(about.id)),
        // Their forms keep their own number without saying of what.
        ("Questions", Table::Indicator) if what == "meeting" => Place::Meeting(about.id),
        ("Questions", Table::Indicator) => Place::Question(about.id),
        ("Compare" | "Checks" | "History" | "Actions", Table::Indicator) => return None,
        _ => Place::of(about),
    })
}

fn row_of(draft: &Draft, note: String) -> ChoiceRow {
    ChoiceRow::new(format!("{}: {}", draft_name(draft), short(draft.words()))).note(note)
}

fn saved(draft: &Draft) -> String {
    let saved = draft.saved_at.replace('T', " ");
    saved.get(..16).unwrap_or(&saved).to_owned()
}

/// The drafts that are waiting, to be opened and those thrown away taken back, or to be thrown away; none
/// where there are none.
pub fn waiting(context: &Context, throwing: bool) -> Option<Box<dyn Screen>> {
    let session = context.session;
    let fate = if throwing { Fate::ThrownAway } else { Fate::Opened };
    let mut drafts: Vec<(Draft, Fate)> = session.drafts.iter().map(|draft| (draft.clone(), fate)).collect();
    if !throwing {
        drafts.extend(session.thrown_away.iter().map(|draft| (draft.clone(), Fate::Taken)));
    }
    let note = |(draft, fate): &(Draft, Fate)| match (fate, draft.period.is_empty()) {
        (Fate::Taken, _) => "thrown away: Enter takes it back".to_owned(),
        (_, true) => saved(draft),
        (_, false) => format!("{}, {}", session.period_title(&draft.period), saved(draft)),
    };
    let rows: Vec<ChoiceRow> = drafts.iter().map(|row| row_of(&row.0, note(row))).collect();
    let (title, sentence) = match throwing {
        true => ("Throw a draft away", "Enter asks first. It can be taken back until the program is left."),
        false => (
            "Drafts that are waiting",
            "Enter opens the draft where it was begun. Nothing is saved to the workbook by that.",
        ),
    };
    (!rows.is_empty()).then(|| {
        let choice = Choice::one("drafts", title, rows).sentence(sentence);
        Box::new(DraftList { choice, drafts, asked: None }) as Box<dyn Screen>
    })
}

/// The list of what was typed in other copies of the workbook; none where there is nothing.
pub fn offered(context: &Context) -> Option<Box<dyn Screen>> {
    let drafts = context.session.offered.clone();
    let note = |draft: &Draft| format!("{}, {}", draft.workbook_path, saved(draft));
    let rows: Vec<ChoiceRow> = drafts.iter().map(|draft| row_of(draft, note(draft))).collect();
    let drafts = drafts.into_iter().map(|draft| (draft, Fate::Taken)).collect();
    (!rows.is_empty()).then(|| {
        let choice = Choice::one("offered", "Typed in another copy of this workbook", rows).sentence(
            "Enter makes it a draft here as well; nothing is saved to the workbook by that, and the other copy keeps its own.",
        );
        Box::new(DraftList { choice, drafts, asked: None }) as Box<dyn Screen>
    })
}

impl DraftList {
    /// What the list answers, as effects of this screen.
    fn chosen(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut out = Vec::new();
        for effect in effects {
            let Effect::CloseWith(Answer::Chosen { picks, .. }) = effect else {
                out.push(effect);
                continue;
            };
            match picks.first().and_then(|at| self.drafts.get(*at)).cloned() {
                Some((draft, Fate::Taken)) => out.extend([Effect::Close, Effect::TakeDraft(draft)]),
                Some((draft, Fate::Opened)) => {
                    out.extend([Effect::Close, Effect::Go(Place::Draft(Box::new(draft.key())))]);
                }
                Some((draft, Fate::ThrownAway)) => {
                    self.asked = Some(draft.key());
                    let lines = vec![format!("The draft of {}:", draft_name(&draft)), short(draft.words())];
                    let title = format!("Throw away the draft of {}?", draft_name(&draft));
                    let question = Question::new(THROW, title, lines, "throw it away", "keep it");
                    out.push(Effect::Open(Box::new(question)));
                }
                None => out.push(Effect::Close),
            }
        }
        out
    }
}

impl Screen for DraftList {
    fn scope(&self) -> Scope {
        self.choice.scope()
    }

    fn facts(&self, context: &Context, facts: &mut KeyContext) {
        self.choice.facts(context, facts);
    }

    fn title(&self, context: &Context) -> String {
        self.choice.title(context)
    }

    fn covers(&self) -> bool {
        false
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let effects = self.choice.update(command, context)?;
        Some(self.chosen(effects))
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match (answer, self.asked.take()) {
            (Answer::Yes { tag: THROW }, Some(key)) => vec![Effect::Close, Effect::ThrowDraft(key)],
            _ => Vec::new(),
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let effects = self.choice.mouse(mouse, context);
        self.chosen(effects)
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.choice.view(context, area, buffer)
    }
}

/// What is said when a workbook is opened of which another copy has drafts.
pub fn notice(offered: &[Draft]) -> Option<Notice> {
    let latest = offered.iter().max_by_key(|draft| &draft.saved_at)?;
    let count = match offered.len() {
        1 => "1 draft was".to_owned(),
        many => format!("{many} drafts were"),
    };
    Some(Notice::info(format!(
        "{count} typed in another copy of this workbook ({}). “drafts of another copy” in the palette (:) shows what.",
        latest.workbook_path
    )))
}
