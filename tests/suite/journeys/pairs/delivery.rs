//! Commitments and their milestones, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{DATES, PAST, REFERENCES, ROLES, TEXTS};
use super::{Case, Same, Step, WHEN};

const COMMITMENT: &[Same] = &[
    ("Plan", "--plan", TEXTS),
    ("Commitment", "--description", TEXTS),
    ("Rated in", "--scale", &["complete, on track, at risk, off track", "four colours"]),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Due", "--due", DATES),
    ("Source", "--source", TEXTS),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "7 E",
        command: &["commitment", "edit", "FILE", "CI1"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            COMMITMENT[0],
            COMMITMENT[1],
            COMMITMENT[3],
            COMMITMENT[4],
            COMMITMENT[5],
            COMMITMENT[6],
        ],
        on_screen: &[("Rated in", "one that is rated keeps its scale")],
        on_line: &[("--scale", "one that is rated keeps its scale")],
    },
    Case {
        keys: "7 A",
        command: &["commitment", "add", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            COMMITMENT[0],
            COMMITMENT[1],
            COMMITMENT[2],
            COMMITMENT[3],
            COMMITMENT[4],
            COMMITMENT[5],
            COMMITMENT[6],
        ],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "7 e",
        command: &["commitment", "rate", "FILE", "CI1"],
        fields: &[
            ("Status", "<REFERENCE … RATING>", &["green amber", "red", "red amber"]),
            ("Path to green", "--path", TEXTS),
        ],
        on_screen: &[("Owner", "commitment edit has it"), ("Due", "commitment edit has it")],
        on_line: &[WHEN],
    },
    Case {
        keys: "7 +",
        command: &["commitment", "milestone", "FILE", "CI1"],
        fields: &[
            ("Milestone", "<TEXT>", &["A first step", " Blanks around "]),
            ("Due", "--due", DATES),
            ("Reached on", "--done", PAST),
        ],
        on_screen: &[],
        on_line: &[("--delete", "a step: Delete asks on the screen")],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Write, Some(Scope::Delivery))],
        before: &[],
        keys: "7 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["commitment write FILE CI1 --text {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Commitment))],
        before: &[],
        keys: "7 g enter c ctrl-a delete '{0}' ctrl-s",
        commands: &["commitment write FILE CI1 --text {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::ChangeMarked, Some(Scope::Delivery))],
        before: &[],
        keys: "7 g space space M right right ctrl-s y",
        commands: &["commitment rate FILE CI1 CI2 'green amber'"],
        words: &[],
    },
    Step {
        drives: &[(Command::Finish, Some(Scope::Delivery))],
        before: &[],
        keys: "7 g x",
        commands: &["commitment close FILE CI1"],
        words: &[],
    },
    Step {
        drives: &[(Command::Finish, Some(Scope::Delivery))],
        before: &[],
        keys: "7 g x x",
        commands: &["commitment close FILE CI1", "commitment close FILE CI1 --reopen"],
        words: &[],
    },
    Step {
        drives: &[(Command::Remove, Some(Scope::Commitment))],
        before: &["commitment milestone FILE CI1 'Market day' --due +1w"],
        keys: "7 g enter j delete y",
        commands: &["commitment milestone FILE CI1 'market day' --delete"],
        words: &[],
    },
    Step {
        drives: &[(Command::Remove, Some(Scope::Delivery))],
        before: &[
            "commitment add FILE ZZ1 --plan 'A plan' --description 'A slip'",
            "commitment rate FILE ZZ1 'at risk'",
            "commitment milestone FILE ZZ1 'Market day'",
        ],
        keys: "7 g ~ZZ1~ delete y",
        commands: &["commitment delete FILE zz1"],
        words: &[],
    },
    Step {
        drives: &[(Command::Finish, Some(Scope::Commitment))],
        before: &["commitment milestone FILE CI1 'Market day' --due +1w"],
        keys: "7 g enter j x",
        commands: &["commitment milestone FILE CI1 'Market day' --done today"],
        words: &[],
    },
    Step {
        drives: &[(Command::Finish, Some(Scope::Commitment))],
        before: &["commitment milestone FILE CI1 'Market day' --done fri"],
        keys: "7 g enter j x",
        commands: &["commitment milestone FILE CI1 'Market day' --done ''"],
        words: &[],
    },
];

#[test]
fn delivery_are_the_same_both_ways() {
    same(CASES, STEPS);
}
