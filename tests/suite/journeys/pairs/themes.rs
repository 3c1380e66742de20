//! Themes that indicators are filed under, on screen and at the command line: made, renamed, moved and
//! removed.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;
use super::pools::TEXTS;

/// Two themes, one of them with an objective that an indicator is filed under.
const THEMES: &[&str] = &[
    "theme add FILE Care",
    "theme add FILE Homes",
    "theme add FILE Carers --under Care",
    "indicator edit FILE AC/C7 --theme 'Care / Carers'",
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # enter '{0}' ^Under^ 'Homes' ctrl-s esc",
        commands: &["theme add FILE {0} --under Homes"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # down down enter ctrl-a '{0}' ctrl-s esc",
        commands: &["theme edit FILE 'Care / Carers' --name {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # down down down enter ^Place^ ctrl-a '1' ctrl-s esc",
        commands: &["theme move FILE Homes --to 1"],
        words: &[],
    },
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # down down enter ^Under^ 'Homes' ctrl-s esc",
        commands: &["theme move FILE 'Care / Carers' --under Homes"],
        words: &[],
    },
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # down down enter ^Remove^ 'remove it; its indicators go' ^Indicators to^ 'Homes' ctrl-s esc",
        commands: &["theme remove FILE 'Care / Carers' --move-to Homes"],
        words: &[],
    },
    Step {
        drives: &[(Command::Themes, None)],
        before: THEMES,
        keys: "2 # down down down enter ^Remove^ 'remove it' ctrl-s esc",
        commands: &["theme remove FILE Homes"],
        words: &[],
    },
];

#[test]
fn themes_are_the_same_both_ways() {
    same(&[], STEPS);
}
