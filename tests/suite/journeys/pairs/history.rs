//! Earlier versions, restored on screen and at the command line.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;

/// Steps 2 and 3 of the workbook, which the sample begins with step 1.
const TWO_REASONS: &[&str] =
    &["set FILE AC/C7 --reason 'Demand rose.'", "set FILE AC/C7 --reason 'Two staff left.'"];

pub const STEPS: &[Step] = &[
    // The latest: what was there before it comes back.
    Step {
        drives: &[(Command::Restore, None)],
        before: TWO_REASONS,
        keys: "2 / 'AC/C7' enter H g i y",
        commands: &["history FILE --restore 3"],
        words: &[],
    },
    // An earlier one: what it said comes back.
    Step {
        drives: &[(Command::Restore, None)],
        before: TWO_REASONS,
        keys: "2 / 'AC/C7' enter H g down i y",
        commands: &["history FILE --restore 2"],
        words: &[],
    },
    // What was deleted comes back, under a number of its own.
    Step {
        drives: &[(Command::Restore, None)],
        before: &["action delete FILE {action}"],
        keys: "`history` g i y",
        commands: &["history FILE --restore 2"],
        words: &[],
    },
];

#[test]
fn history_are_the_same_both_ways() {
    same(&[], STEPS);
}
