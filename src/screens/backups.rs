//! The backups there are of a workbook, and what to do with one.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choice::{Choice, ChoiceRow};
use super::{Answer, Context, Effect, Mouse, Screen};
use crate::input::{Command, KeyContext, Scope};
use crate::session::Notice;
use crate::workbook::backup::Kept;

const WHICH: &str = "backup";
const HOW: &str = "restore";

/// The list. Answers itself: a backup chosen asks how it is to be restored.
pub struct Backups {
    workbook: PathBuf,
    found: Vec<Kept>,
    list: Choice,
    chosen: Option<usize>,
}

impl Backups {
    /// Those found of the workbook at a path, the newest first.
    pub fn new(workbook: &Path, found: Vec<Kept>) -> Self {
        let row = |kept: &Kept| {
            let place = match kept.here {
                true => String::new(),
                false => format!(", of the copy {}", kept.workbook.display()),
            };
            ChoiceRow::new(format!("{}  {}{place}", kept.when(), kept.occasion)).note(kept.size_in_words())
        };
        let sentence = match found.is_empty() {
            true => {
                "None yet: one is made before the first change of a day, and before an import, publishing, collecting returns and opening a period."
            }
            false => {
                "Each has been checked. Enter asks where it is to go; nothing that is there now is lost."
            }
        };
        let list = Choice::one(WHICH, "Backups of this workbook", found.iter().map(row).collect())
            .sentence(sentence);
        Self { workbook: workbook.to_owned(), found, list, chosen: None }
    }

    fn how(&self, context: &Context) -> Vec<Effect> {
        let Some(kept) = self.chosen.and_then(|at| self.found.get(at)) else { return Vec::new() };
        let mut rows = vec![ChoiceRow::new("Open it beside this workbook, which stays as it is")];
        if context.session.read_only.is_none() {
            rows.push(ChoiceRow::new(
                "Put it in place of this workbook; what is there now is kept as a backup",
            ));
        }
        let choice = Choice::one(HOW, "Restore", rows).sentence(format!(
            "The backup of {}, made {}.",
            kept.when(),
            kept.occasion
        ));
        vec![Effect::Open(Box::new(choice))]
    }

    /// Turns the list's answer into the question that follows.
    fn asked(&mut self, effects: Vec<Effect>, context: &Context) -> Vec<Effect> {
        match effects.as_slice() {
            [Effect::CloseWith(Answer::Chosen { picks, .. })] => {
                self.chosen = picks.first().copied();
                self.how(context)
            }
            _ => effects,
        }
    }
}

impl Screen for Backups {
    fn scope(&self) -> Scope {
        self.list.scope()
    }

    fn facts(&self, context: &Context, facts: &mut KeyContext) {
        self.list.facts(context, facts);
    }

    fn title(&self, context: &Context) -> String {
        self.list.title(context)
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let effects = self.list.update(command, context)?;
        Some(self.asked(effects, context))
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let effects = self.list.mouse(mouse, context);
        self.asked(effects, context)
    }

    fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        let Answer::Chosen { tag: HOW, picks } = answer else { return Vec::new() };
        let Some(kept) = self.chosen.and_then(|at| self.found.get(at)) else {
            return vec![Effect::Say(Notice::problem("That backup is not there any more."))];
        };
        let beside = picks.first() != Some(&1);
        vec![Effect::Close, Effect::Restore { path: self.workbook.clone(), from: kept.path.clone(), beside }]
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.list.view(context, area, buffer)
    }

    fn covers(&self) -> bool {
        false
    }
}
