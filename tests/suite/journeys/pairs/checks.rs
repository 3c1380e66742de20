//! Decisions on what the checks find, on screen and at the command line.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;
use super::pools::TEXTS;

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::AcceptFinding, None)],
        before: &[],
        keys: "d g r '{0}' ctrl-s",
        commands: &["check FILE --accept {finding} --of {finding of} --because {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::AcceptFinding, None)],
        before: &["check FILE --accept variance-not-its-figures --of AC/C12 --because 'So it was'"],
        keys: "d G r",
        commands: &["check FILE --reopen variance-not-its-figures --of AC/C12"],
        words: &[],
    },
    Step {
        drives: &[(Command::TurnOff, None)],
        before: &[],
        keys: "d g x '{0}' ctrl-s",
        commands: &["check FILE --turn-off {finding} --because {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::TurnOn, None)],
        before: &["check FILE --turn-off spelling --because 'Our own words'"],
        keys: "d E 'spelling' enter",
        commands: &["check FILE --turn-on spelling"],
        words: &[],
    },
    Step {
        drives: &[(Command::OwnWord, None)],
        before: &[],
        keys: "d g ~ASCOF~ +",
        commands: &["check FILE --add-word ASCOF"],
        words: &[],
    },
];

#[test]
fn checks_are_the_same_both_ways() {
    same(&[], STEPS);
}
