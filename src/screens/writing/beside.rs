//! What stands beside the text: the facts, the checks, the guidance.

use super::Writing;
use crate::domain::validate::notes_to_self;
use crate::screens::Context;
use crate::ui::rich::{Line, Rich};
use crate::ui::theme::Role;

impl Writing {
    pub(super) fn facts_lines(&self, context: &Context, width: u16) -> Vec<Line> {
        let mut rich = Rich::new(context.theme, width, 11);
        self.piece.facts(&mut rich, context);
        self.checks(&mut rich);
        self.piece.earlier(&mut rich, context);
        rich.heading("Guidance");
        rich.text(self.piece.guidance(), Role::Dim);
        rich.lines
    }

    fn checks(&self, rich: &mut Rich) {
        // Looked for once for each text, however often it is drawn: texts can be long.
        let mut noted = self.noted.borrow_mut();
        let text = self.editor.text();
        if noted.0 != text {
            *noted = (text.clone(), notes_to_self(&text));
        }
        if !noted.1.is_empty() {
            rich.heading("Before it goes out");
            for note in &noted.1 {
                rich.text(&format!("! a note to self is left in: “{note}”"), Role::Worse);
            }
        }
    }
}
