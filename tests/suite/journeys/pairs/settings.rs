//! Settings of the workbook, on screen and at the command line.

use quarterdeck::input::Command;

use super::drive::same;
use super::pools::{PERCENT, TEXTS};
use super::{Case, Step};

pub const CASES: &[Case] = &[Case {
    keys: "`workbook settings`",
    command: &["settings", "FILE"],
    fields: &[
        ("Organisation", "--organisation", TEXTS),
        ("Service", "--service", TEXTS),
        ("Budget tolerance %", "--budget-tolerance", PERCENT),
        ("Risk register from", "--risk-threshold", &["9", "15"]),
        ("Benchmark of", "--compare-with", TEXTS),
    ],
    on_screen: &[("Rating scheme", "a step: with it the boxes change")],
    on_line: &[
        ("--scheme", "a step"),
        ("--review", "a step: the form has a box for each"),
        ("--period", "the screen opens where it was left"),
        ("--json", "how it is printed"),
    ],
}];

/// The boxes for what is reviewed, alone and with another scheme, whose boxes they are then.
pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Settings, None)],
        before: &[],
        keys: "`workbook settings` ^Review Green Amber^ space ^Review Red Amber^ space ctrl-s",
        commands: &["settings FILE --review red,green_amber"],
        words: &[],
    },
    Step {
        drives: &[(Command::Settings, None)],
        before: &[],
        keys: "`workbook settings` ^Review Awaiting data^ space ^Review Green^ space ctrl-s",
        commands: &["settings FILE --review awaiting_data,green,red_amber,red"],
        words: &[],
    },
    Step {
        drives: &[(Command::Settings, None)],
        before: &[],
        keys: "`workbook settings` ^Rating scheme^ '{0}' ctrl-s",
        commands: &["settings FILE --scheme {0}"],
        words: &[&["Three colours by tolerance and travel => tolerance-and-travel"]],
    },
    Step {
        drives: &[(Command::Settings, None)],
        before: &[],
        keys: "`workbook settings` ^Rating scheme^ 'On track' ^Review Not on track^ space ^Review Red Amber^ space ctrl-s",
        commands: &["settings FILE --scheme on-track --review not_on_track,red"],
        words: &[],
    },
    Step {
        drives: &[(Command::Settings, None)],
        before: &["indicator edit FILE AC/C7 --scheme on-track", "settings FILE --review red,not_on_track"],
        keys: "`workbook settings` ^Review Not on track^ space ^Review Green^ space ctrl-s",
        commands: &["settings FILE --review red,green"],
        words: &[],
    },
];

#[test]
fn settings_are_the_same_both_ways() {
    same(CASES, STEPS);
}
