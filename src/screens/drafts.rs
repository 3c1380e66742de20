//! Drafts of another copy of the workbook: offered, one at a time, and never taken by themselves.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::{Answer, Context, Effect, Mouse, Screen};
use crate::drafts::Draft;
use crate::input::{Command, KeyContext, Scope};
use crate::session::Notice;
use crate::workbook::steps::short;

/// Drafts of other copies, to be taken here.
struct Offered {
    choice: Choice,
    drafts: Vec<Draft>,
}

/// The list of what was typed in other copies of the workbook; none where there is nothing.
pub fn offered(context: &Context) -> Option<Box<dyn Screen>> {
    let drafts = context.session.offered.clone();
    let rows: Vec<ChoiceRow> = drafts
        .iter()
        .map(|draft| {
            let saved = draft.saved_at.replace('T', " ");
            let text = format!("{} {}: {}", draft.reference, draft.subject, short(draft.words()));
            ChoiceRow::new(text).note(format!(
                "{}, {}",
                draft.workbook_path,
                saved.get(..16).unwrap_or(&saved)
            ))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let choice = Choice::one("offered", "Typed in another copy of this workbook", rows).sentence(
            "Enter makes it a draft here as well; nothing is saved to the workbook by that, and the other copy keeps its own.",
        );
        Box::new(Offered { choice, drafts }) as Box<dyn Screen>
    })
}

impl Offered {
    /// What the list answers, as effects of this screen.
    fn taken(&self, effects: Vec<Effect>) -> Vec<Effect> {
        let chosen = effects.into_iter().flat_map(|effect| match effect {
            Effect::CloseWith(Answer::Chosen { picks, .. }) => {
                let taken = picks.first().and_then(|at| self.drafts.get(*at)).cloned();
                std::iter::once(Effect::Close).chain(taken.map(Effect::TakeDraft)).collect()
            }
            other => vec![other],
        });
        chosen.collect()
    }
}

impl Screen for Offered {
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
        Some(self.taken(effects))
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let effects = self.choice.mouse(mouse, context);
        self.taken(effects)
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
