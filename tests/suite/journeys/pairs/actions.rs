//! Actions, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{DATES, MONEY, PERIODS, ROLES, TEXTS, WHOLE};
use super::{Case, MEANT, Same, Step, WHEN};

pub const ACTION: &[Same] = &[
    ("Action", "--action", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Due", "--due", DATES),
    ("Status", "--status", &["planned", "under way", "done", "dropped"]),
    ("Client group", "--client-group", TEXTS),
    ("Expected effect", "--expected", TEXTS),
    ("Bringing it to", "--expected-value", WHOLE),
    ("Expected by", "--expected-by", PERIODS),
    ("Progress", "--progress", TEXTS),
    ("Saves this year", "--effect", MONEY),
    ("From the month", "--effect-from", &["2015/16-M09", "Month 9 2015/16"]),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "5 a",
        command: &["action", "add", "FILE", "AS0007"],
        fields: ACTION,
        on_screen: &[],
        on_line: &[WHEN, MEANT],
    },
    Case {
        keys: "4 g e",
        command: &["action", "edit", "FILE", "{action}"],
        fields: ACTION,
        on_screen: &[],
        on_line: &[MEANT],
    },
    Case {
        keys: "4 g x",
        command: &["action", "close", "FILE", "{action}"],
        fields: &[("Outcome", "--outcome", &["done", "dropped"]), ("What came of it", "--progress", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::RemoveAction, None)],
        before: &[],
        keys: "4 g delete y",
        commands: &["action delete FILE {action}"],
        words: &[],
    },
    Step {
        drives: &[(Command::ChangeMarked, Some(Scope::Actions))],
        before: &[],
        keys: "4 g M '{0}' tab '{1}' ctrl-s",
        commands: &["action edit FILE {action} --due {0} --owner {1}"],
        words: &[DATES, ROLES],
    },
    Step {
        drives: &[(Command::ChangeMarked, Some(Scope::Actions))],
        before: &[],
        keys: "4 g space space M '{0}' tab '{1}' ctrl-s",
        commands: &["action edit FILE {action} {action:1} --due {0} --owner {1}"],
        words: &[DATES, ROLES],
    },
];

#[test]
fn actions_are_the_same_both_ways() {
    same(CASES, STEPS);
}
