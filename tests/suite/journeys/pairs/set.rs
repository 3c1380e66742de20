//! `set`, for each kind of thing it is about: what the screen of that kind does with the same words.

use std::collections::BTreeSet;

use quarterdeck::cli::options_of_set;
use quarterdeck::input::{Command, Scope};

use super::actions::ACTION;
use super::drive::same;
use super::pools::{MONEY, MONEY_000, SCORES, TEXTS};
use super::{Alone, Case, Step, cases, path, steps};

/// Options that say when or how, and set nothing, for whatever `set` is about.
const ASIDE: &[Alone] = &[
    ("--period", "the screen takes the period that it shows"),
    ("--yes", "the screen asks, and the same key again says yes"),
];

const RISK_EDIT: &str = "risk edit has it";
const SAVING: &str = "budget saving has it";

pub const CASES: &[Case] = &[
    Case {
        keys: "5 e",
        command: &["set", "FILE", "AS0007"],
        fields: &[
            ("Impact now", "--impact", SCORES),
            ("Probability now", "--probability", SCORES),
            ("Why it moved", "--reason", TEXTS),
            ("Target impact", "--target-impact", SCORES),
            ("Target prob.", "--target-probability", SCORES),
            ("Inherent impact", "--inherent-impact", SCORES),
            ("Inherent prob.", "--inherent-probability", SCORES),
        ],
        on_screen: &[
            ("Reference", RISK_EDIT),
            ("Title", RISK_EDIT),
            ("Cause", RISK_EDIT),
            ("Event", RISK_EDIT),
            ("Effect", RISK_EDIT),
            ("Treatment", RISK_EDIT),
            ("Assurance", RISK_EDIT),
            ("Category", RISK_EDIT),
            ("Service", RISK_EDIT),
            ("Owner", RISK_EDIT),
        ],
        on_line: &[],
    },
    Case {
        keys: "4 g e",
        command: &["set", "FILE", "action {action}"],
        fields: &[
            ACTION[0],
            ACTION[1],
            ACTION[2],
            ACTION[4],
            ACTION[5],
            ACTION[6],
            ACTION[7],
            ("Progress", "--reason", TEXTS),
        ],
        on_screen: &[
            ("Status", "action edit has it"),
            ("Saves this year", "action edit has it"),
            ("From the month", "action edit has it"),
        ],
        on_line: &[],
    },
    Case {
        keys: "6 v v E",
        command: &["set", "FILE", "{saving}"],
        fields: &[("Forecast", "--forecast", MONEY), ("Comment", "--reason", TEXTS)],
        on_screen: &[
            ("Reference", SAVING),
            ("Saving", SAVING),
            ("Status", SAVING),
            ("Target", SAVING),
            ("Owner", SAVING),
            ("Service", SAVING),
        ],
        on_line: &[],
    },
    Case {
        keys: "7 e",
        command: &["set", "FILE", "CI1"],
        fields: &[("Status", "--rating", &["green amber", "red", "red amber"])],
        on_screen: &[
            ("Path to green", "commitment rate has it"),
            ("Owner", "commitment edit has it"),
            ("Due", "commitment edit has it"),
        ],
        on_line: &[],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::WriteRisks, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter `write risks and opportunities` ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE AC/C7 --risks {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::WriteRisks, None)],
        before: &["set FILE AC/C7 --risks 'A court case'"],
        keys: "3 `write risks and opportunities` ctrl-a delete ctrl-s",
        commands: &["set FILE AC/C7 --risks ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left e '{0}' enter enter",
        commands: &["set FILE {line:1} --forecast {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left left e '{0}' enter enter",
        commands: &["set FILE {line:1} --revised {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left left left e '{0}' enter enter",
        commands: &["set FILE {line:1} --original {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j c ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE {line:1} --reason {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Delivery))],
        before: &[],
        keys: "7 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE CI1 --reason {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Narrative))],
        before: &[],
        keys: "9 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE 'section {section}' --reason {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Questions))],
        before: &[],
        keys: "8 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE 'question {question}' --reason {0}"],
        words: &[TEXTS],
    },
];

/// What `set` is about, as the pairs name it.
fn kind(name: &str) -> &'static str {
    let kinds = [
        ("AC/", "indicators"),
        ("AS0", "risks"),
        ("action ", "actions"),
        ("{line", "budget lines"),
        ("{saving", "savings"),
        ("CI", "commitments"),
        ("section ", "sections"),
        ("question ", "questions"),
    ];
    let found = kinds.iter().find(|(begins, _)| name.starts_with(begins));
    found.unwrap_or_else(|| panic!("{name}: of what kind?")).1
}

#[test]
fn every_option_of_set_is_tried_for_every_kind_of_thing_it_is_for() {
    let mut tried: BTreeSet<(&str, &str)> = BTreeSet::new();
    for case in cases().filter(|case| path(case.command) == "set") {
        let kind = kind(case.command[2]);
        tried.extend(case.fields.iter().map(|(_, option, _)| (*option, kind)));
    }
    for line in steps().flat_map(|step| step.commands).filter_map(|line| line.strip_prefix("set FILE ")) {
        let kind = kind(line.trim_start_matches('\''));
        tried.extend(line.split(' ').filter(|word| word.starts_with("--")).map(|option| (option, kind)));
    }
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (option, kinds) in options_of_set() {
        known.extend(kinds.into_iter().map(|kind| (option, kind)));
    }
    let aside = |option: &str| ASIDE.iter().any(|(known, _)| *known == option);
    let missing: Vec<_> = known.iter().filter(|pair| !tried.contains(*pair) && !aside(pair.0)).collect();
    assert!(missing.is_empty(), "neither driven both ways nor excused: {missing:?}");
    let strange: Vec<_> = tried.iter().filter(|pair| !known.contains(*pair)).collect();
    assert!(strange.is_empty(), "no such option of such a thing: {strange:?}");
}

#[test]
fn set_are_the_same_both_ways() {
    same(CASES, STEPS);
}
