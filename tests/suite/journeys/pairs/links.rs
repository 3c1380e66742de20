//! What belongs together, on screen and at the command line.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Links, None)],
        before: &[],
        keys: "2 / 'AC/S5' enter L 'AC/S17' enter",
        commands: &["link FILE AC/S5 AC/S17"],
        words: &[],
    },
    Step {
        drives: &[(Command::Unlink, None)],
        before: &["link FILE AC/S5 AC/S17"],
        keys: "2 / 'AC/S5' enter L down delete",
        commands: &["link FILE AC/S5 AC/S17 --remove"],
        words: &[],
    },
];

#[test]
fn links_are_the_same_both_ways() {
    same(&[], STEPS);
}
