//! Periods, and taking back and putting back, on screen and at the command line.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;
use super::pools::TEXTS;

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::ClosePeriod, None)],
        before: &[],
        keys: "`close this period` y",
        commands: &["period close FILE --yes"],
        words: &[],
    },
    Step {
        drives: &[(Command::ReopenPeriod, None)],
        before: &["period close FILE --yes"],
        keys: "`reopen this period` '{0}' enter",
        commands: &["period reopen FILE --because {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::OpenNextPeriod, None)],
        before: &[],
        keys: "`open the next period` enter",
        commands: &["period open-next FILE"],
        words: &[],
    },
    Step {
        drives: &[(Command::OpenNextPeriod, None)],
        before: &[],
        keys: "`open the next period` space enter",
        commands: &["period open-next FILE --no-targets"],
        words: &[],
    },
    Step {
        drives: &[(Command::OpenNextPeriod, None)],
        before: &["set FILE AC/C7 --reason 'Demand rose.' --risks 'A court case'"],
        keys: "`open the next period` down space enter",
        commands: &["period open-next FILE --carry-commentary"],
        words: &[],
    },
    Step {
        drives: &[(Command::OpenNextPeriod, None)],
        before: &["set FILE AC/C7 --reason 'Demand rose.'"],
        keys: "`open the next period` space down space down space enter",
        commands: &["period open-next FILE --no-targets --carry-commentary --carry-narrative"],
        words: &[],
    },
    Step {
        drives: &[(Command::OpenNextPeriod, None)],
        before: &[],
        keys: "`open the next period` down down space enter",
        commands: &["period open-next FILE --carry-narrative"],
        words: &[],
    },
    Step {
        drives: &[(Command::Undo, None)],
        before: &[],
        keys: "4 g delete y u",
        commands: &["action delete FILE {action}", "undo FILE"],
        words: &[],
    },
    Step {
        drives: &[(Command::Redo, None)],
        before: &[],
        keys: "4 g delete y u ctrl-r",
        commands: &["action delete FILE {action}", "undo FILE", "redo FILE"],
        words: &[],
    },
    Step {
        drives: &[(Command::Undo, None)],
        before: &[],
        keys: "`open the next period` enter u y",
        commands: &["period open-next FILE", "undo FILE --yes"],
        words: &[],
    },
];

#[test]
fn periods_are_the_same_both_ways() {
    same(&[], STEPS);
}
