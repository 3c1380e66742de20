//! Risks and their controls, on screen and at the command line.

use quarterdeck::input::Command;

use super::drive::same;
use super::pools::{DATES, MATRICES, REFERENCES, ROLES, SCORES, TEXTS};
use super::{Case, Same, Step, WHEN};

const RISK_WORDS: &[Same] = &[
    ("Title", "--title", TEXTS),
    ("Cause", "--cause", TEXTS),
    ("Event", "--event", TEXTS),
    ("Effect", "--effect", TEXTS),
    ("Treatment", "--treatment", &["treat", "tolerate", "Terminate"]),
    ("Assurance", "--assurance", TEXTS),
    ("Category", "--category", TEXTS),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Impact now", "--impact", SCORES),
    ("Probability now", "--probability", SCORES),
    ("Target impact", "--target-impact", SCORES),
    ("Target prob.", "--target-probability", SCORES),
    ("Inherent impact", "--inherent-impact", SCORES),
    ("Inherent prob.", "--inherent-probability", SCORES),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "5 e",
        command: &["risk", "edit", "FILE", "AS0007"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            RISK_WORDS[0],
            RISK_WORDS[1],
            RISK_WORDS[2],
            RISK_WORDS[3],
            RISK_WORDS[4],
            RISK_WORDS[5],
            RISK_WORDS[6],
            RISK_WORDS[7],
            RISK_WORDS[8],
            RISK_WORDS[9],
            RISK_WORDS[10],
            ("Why it moved", "--reason", TEXTS),
            RISK_WORDS[11],
            RISK_WORDS[12],
            RISK_WORDS[13],
            RISK_WORDS[14],
        ],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "5 A",
        command: &["risk", "add", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            RISK_WORDS[0],
            RISK_WORDS[1],
            RISK_WORDS[2],
            RISK_WORDS[3],
            RISK_WORDS[4],
            RISK_WORDS[5],
            RISK_WORDS[6],
            RISK_WORDS[7],
            RISK_WORDS[8],
            RISK_WORDS[9],
            RISK_WORDS[10],
            RISK_WORDS[11],
            RISK_WORDS[12],
            RISK_WORDS[13],
            RISK_WORDS[14],
            ("Controls", "--control", TEXTS),
        ],
        on_screen: &[],
        on_line: &[WHEN, ("--reason", "a new risk has not moved")],
    },
    Case {
        keys: "5 + enter",
        command: &["risk", "control", "FILE", "AS0007"],
        fields: &[
            ("Control", "--control", TEXTS),
            ("Owner", "--owner", ROLES),
            ("Due", "--due", DATES),
            ("Status", "--status", &["planned", "in place", "under way"]),
        ],
        on_screen: &[],
        on_line: &[WHEN, ("--number", "of one there is, in the next case")],
    },
    Case {
        keys: "5 + down enter",
        command: &["risk", "control", "FILE", "AS0007", "--number", "{control}"],
        fields: &[
            ("Control", "--control", TEXTS),
            ("Owner", "--owner", ROLES),
            ("Due", "--due", DATES),
            ("Status", "--status", &["planned", "ended", "under way"]),
        ],
        on_screen: &[],
        on_line: &[WHEN, ("--number", "the control that the keys go to")],
    },
    Case {
        keys: "5 x",
        command: &["risk", "close", "FILE", "AS0007"],
        fields: &[("Because", "--reason", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::MoveRisk, None)],
        before: &[],
        keys: "5 m left down enter '{0}' ctrl-s",
        commands: &["risk move FILE AS0007 --to P4I3 --reason {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::RemoveRisk, None)],
        before: &["risk add FILE ZZ9 --title 'A slip' --impact 2 --probability 2"],
        keys: "5 t / 'ZZ9' enter delete y",
        commands: &["risk delete FILE ZZ9"],
        words: &[],
    },
    Step {
        drives: &[(Command::CloseRisk, None)],
        before: &[
            "period reopen FILE --period 2014/15-Q4 --because 'A late change'",
            "risk close FILE AS0007 --reason 'No more'",
        ],
        keys: "[ 5 t / 'AS0007' enter x",
        commands: &["risk reopen FILE AS0007"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditMatrix, None)],
        before: &[],
        keys: "5 E ctrl-a '{0}' ctrl-s",
        commands: &["matrix FILE --set {file}"],
        words: &[MATRICES],
    },
];

#[test]
fn risks_are_the_same_both_ways() {
    same(CASES, STEPS);
}
