//! Choosing the colours, seen at once while moving.

use super::Effect;
use super::choice::{Choice, ChoiceRow};
use crate::ui::theme;

/// The list of themes. Each shows itself as the cursor comes to it; Esc puts
/// back the one named.
pub fn chooser(current: &str) -> Choice {
    let themes = theme::themes();
    let rows =
        themes.iter().map(|(name, title)| ChoiceRow::new(title).note(name).ticked(name == current)).collect();
    let before = current.to_owned();
    Choice::one("theme", "Colours", rows)
        .sentence("Symbols and letters carry every rating; colour only repeats them. The screen shows each as you move.")
        .acting(move |row| {
            let name = row.and_then(|at| themes.get(at)).map_or(&before, |(name, _)| name);
            vec![Effect::SetTheme(name.clone())]
        })
}
