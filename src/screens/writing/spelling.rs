//! Misspelt words while writing: marked, put right and taken as the workbook's own.

use super::Writing;
use crate::checks::{corrected, misspelt};
use crate::screens::{Context, Effect};
use crate::session::Notice;
use crate::ui::editor::Speller;
use crate::workbook::edits::add_word;

impl Writing {
    /// Marks misspelt words, knowing the workbook's own and those taken since.
    pub(super) fn spell(&mut self, context: &Context) {
        let report = context.session.checks.as_deref();
        let own = report.into_iter().flat_map(|report| &report.words).map(|own| own.word.clone());
        self.editor.spell(Speller::new(misspelt, own.chain(self.own.iter().cloned()).collect()));
    }

    /// Puts the misspelt word at the cursor right, or goes to the next one.
    pub(super) fn respell(&mut self, context: &Context) -> Vec<Effect> {
        let here = self.editor.misspelt_here();
        if let Some((word, right)) =
            here.and_then(|word| Some((corrected(&word)?, word))).map(|(a, b)| (b, a))
        {
            self.editor.respell(&right);
            let said = format!("“{word}” is “{right}” now. Ctrl-Z takes it back, F8 goes to the next.");
            return vec![self.keep(context), Effect::Say(Notice::done(said))];
        }
        let said = match self.editor.next_misspelt() {
            Some(word) => {
                let right = corrected(&word).unwrap_or_default();
                format!("“{word}”: F8 makes it “{right}”, F9 takes it as a word of this workbook.")
            }
            None => "No word is known to be misspelt.".to_owned(),
        };
        vec![Effect::Say(Notice::info(said))]
    }

    /// Takes the misspelt word at the cursor as one of the workbook's own.
    pub(super) fn own_word(&mut self, context: &Context) -> Vec<Effect> {
        let Some(word) = self.editor.misspelt_here().or_else(|| self.editor.next_misspelt()) else {
            return vec![Effect::Say(Notice::info("No word is known to be misspelt."))];
        };
        self.own.push(word.clone());
        self.spell(context);
        vec![Effect::Apply { change: add_word(&word), settles: Vec::new() }]
    }
}
