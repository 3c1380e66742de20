//! What people put on a control chart: notes, new limits, frozen limits, on screen and at the command line.

use quarterdeck::input::Command;

use super::Step;
use super::drive::same;
use super::pools::TEXTS;

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::NoteOnPoint, None)],
        before: &[],
        keys: "2 / 'AC/C11' enter C left left c '{0}' ctrl-s",
        commands: &["chart FILE AC/C11 --period 2014/15-Q3 --note {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::NoteOnPoint, None)],
        before: &["chart FILE AC/C11 --period 2014/15-Q3 --note 'A word'"],
        keys: "2 / 'AC/C11' enter C left left c ctrl-a delete ctrl-s",
        commands: &["chart FILE AC/C11 --period 2014/15-Q3 --note ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::Rebase, None)],
        before: &[],
        keys: "2 / 'AC/C11' enter C home right right right b '{0}' ctrl-s",
        commands: &["chart FILE AC/C11 --period 2013/14-Q4 --rebase {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Rebase, None)],
        before: &["chart FILE AC/C11 --period 2013/14-Q4 --rebase Anew"],
        keys: "2 / 'AC/C11' enter C home right right right b",
        commands: &["chart FILE AC/C11 --period 2013/14-Q4 --no-rebase"],
        words: &[],
    },
    Step {
        drives: &[(Command::FreezeLimits, None)],
        before: &[],
        keys: "2 / 'AC/C11' enter C G left left left B '{0}' ctrl-s",
        commands: &["chart FILE AC/C11 --freeze 2014/15-Q2 --because {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::FreezeLimits, None)],
        before: &[],
        keys: "2 / 'AC/C11' enter C G left left left B ctrl-s",
        commands: &["chart FILE AC/C11 --freeze 2014/15-Q2"],
        words: &[],
    },
    Step {
        drives: &[(Command::FreezeLimits, None)],
        before: &["chart FILE AC/C11 --freeze 2014/15-Q2"],
        keys: "2 / 'AC/C11' enter C G left left left B",
        commands: &["chart FILE AC/C11 --no-freeze 2014/15-Q2"],
        words: &[],
    },
    Step {
        drives: &[(Command::FreezeLimits, None)],
        before: &["chart FILE AC/C11 --freeze 2014/15-Q2"],
        keys: "2 / 'AC/C11' enter C G left left B ctrl-s",
        commands: &["chart FILE AC/C11 --freeze 2014/15-Q3"],
        words: &[],
    },
];

#[test]
fn chart_are_the_same_both_ways() {
    same(&[], STEPS);
}
