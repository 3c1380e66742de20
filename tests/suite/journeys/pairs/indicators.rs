//! Indicators, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{PERCENT, REFERENCES, ROLES, TEXTS};
use super::{Alone, Case, Same, Step, WHEN, WHY};

const INDICATOR: &[Same] = &[
    ("Description", "--description", TEXTS),
    ("Type", "--type", TEXTS),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Officer", "--officer", ROLES),
    ("Portfolio holder", "--portfolio-holder", ROLES),
    ("Polarity", "--polarity", &["higher is better", "lower is better", "no judgement"]),
    ("Kind of measure", "--measure", &["percentage", "count", "money", "ratio", "index"]),
    ("Decimals shown", "--decimals", &["0", "2"]),
    ("What is counted", "--counted", TEXTS),
    ("Reported", "--frequency", &["quarterly", "monthly", "annual"]),
    ("Basis", "--basis", &["cumulative", "snapshot"]),
    ("Compared with", "--comparator", &["previous period", "last outturn"]),
    ("Benchmark of", "--compare-with", TEXTS),
    ("Tolerance %", "--tolerance", PERCENT),
    ("Definition", "--definition", TEXTS),
    ("Data source", "--source", TEXTS),
    // The sample has no themes to choose from; themes.rs files with some.
    ("Theme", "--theme", &[""]),
    (
        "Rating scheme",
        "--scheme",
        &["the workbook's => ", "On track or not on track => on-track", "Fixed bands => fixed-bands"],
    ),
];

const INDICATOR_ON_SCREEN: &[Alone] = &[
    ("Band from", "a step: an end of the band, which --polarity says as 10..20"),
    ("Band to", "a step: the other end"),
    ("Average in", "a step: only for an average"),
];

const INDICATOR_ON_LINE: &[Alone] = &[
    ("--per", "a step: part of the kind of measure in the form"),
    ("--unit-name", "a step: the form has it for an average"),
    ("--unit", "as earlier releases said the measure"),
    ("--scale", "as earlier releases said the measure"),
    ("--new-theme", "the form asks once, and a second Ctrl-S makes it"),
    WHY,
];

pub const CASES: &[Case] = &[
    Case {
        keys: "2 E",
        command: &["indicator", "edit", "FILE", "AC/C7"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            INDICATOR[0],
            INDICATOR[1],
            INDICATOR[2],
            INDICATOR[3],
            INDICATOR[4],
            INDICATOR[5],
            INDICATOR[6],
            INDICATOR[7],
            INDICATOR[8],
            INDICATOR[9],
            INDICATOR[10],
            INDICATOR[11],
            INDICATOR[12],
            INDICATOR[13],
            INDICATOR[14],
            INDICATOR[15],
            INDICATOR[16],
            INDICATOR[17],
            INDICATOR[18],
        ],
        on_screen: INDICATOR_ON_SCREEN,
        on_line: INDICATOR_ON_LINE,
    },
    Case {
        keys: "2 A",
        command: &["indicator", "add", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            INDICATOR[0],
            INDICATOR[1],
            INDICATOR[2],
            INDICATOR[3],
            INDICATOR[4],
            INDICATOR[5],
            INDICATOR[6],
            INDICATOR[7],
            INDICATOR[8],
            INDICATOR[9],
            INDICATOR[10],
            INDICATOR[11],
            INDICATOR[12],
            INDICATOR[13],
            INDICATOR[14],
            INDICATOR[15],
            INDICATOR[16],
            INDICATOR[17],
            INDICATOR[18],
        ],
        on_screen: INDICATOR_ON_SCREEN,
        on_line: INDICATOR_ON_LINE,
    },
    Case {
        keys: "2 x",
        command: &["indicator", "retire", "FILE", "AC/C7"],
        fields: &[("Because", "--because", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "2 # enter",
        command: &["theme", "add", "FILE"],
        fields: &[("Name", "<NAME>", TEXTS)],
        on_screen: &[("Under", "chosen; --under takes the name")],
        on_line: &[("--under", "the form has it as a choice")],
    },
];

/// Three indicators of one theme.
const FILED: &[&str] = &[
    "theme add FILE Care",
    "indicator edit FILE AC/S4 --theme Care",
    "indicator edit FILE AC/C7 --theme Care",
    "indicator edit FILE AC/C2 --theme Care",
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::MoveUp, Some(Scope::Indicators))],
        before: FILED,
        keys: "2 ~AC/C2~ K",
        commands: &["theme place FILE AC/C2 --to 2"],
        words: &[],
    },
    Step {
        drives: &[(Command::MoveDown, Some(Scope::Indicators))],
        before: FILED,
        keys: "2 ~AC/S4~ J",
        commands: &["theme place FILE AC/S4 --to 2"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter E ^Polarity^ 'aim for a band' ^Band from^ ctrl-a '{0}' ^Band to^ ctrl-a '{1}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --polarity {0}..{1}"],
        words: &[&["10", "0.5"], &["20", "95.5"]],
    },
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &["indicator edit FILE AC/C7 --polarity 10..20"],
        keys: "2 / 'AC/C7' enter E ^Band to^ ctrl-a '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --polarity 10..{0}"],
        words: &[&["20.5", "30"]],
    },
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter E ^Kind of measure^ 'average' ^Average in^ ctrl-a '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --measure average --unit-name {0}"],
        words: &[&["days", "score of 10"]],
    },
    // The kind, the decimals that are usual for it, and an average's name that goes with the average.
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &["indicator edit FILE AC/C7 --measure average --unit-name weeks --decimals 3"],
        keys: "2 / 'AC/C7' enter E ^Kind of measure^ '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --measure {0}"],
        words: &[&["count", "money", "ratio", "index", "percentage"]],
    },
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter E ^Kind of measure^ 'rate per {0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --measure rate --per {0}"],
        words: &[&["1,000", "100,000"]],
    },
    Step {
        drives: &[(Command::AddIndicator, None)],
        before: &[],
        keys: "2 A ^Reference^ 'ZZ/1' ^Description^ 'Time taken' ^Kind of measure^ '{0}' ^Average in^ '{1}' ctrl-s",
        commands: &["indicator add FILE ZZ/1 --description 'Time taken' --measure {0} --unit-name {1}"],
        words: &[&["average"], &["days", "score of 10"]],
    },
    Step {
        drives: &[(Command::AddIndicator, None)],
        before: &[],
        keys: "2 A ^Reference^ 'ZZ/1' ^Description^ 'Time taken' ^Kind of measure^ 'rate per {0}' ctrl-s",
        commands: &["indicator add FILE ZZ/1 --description 'Time taken' --measure rate --per {0}"],
        words: &[&["1,000", "100,000"]],
    },
    // What the description says of the measure is taken for it.
    Step {
        drives: &[(Command::AddIndicator, None)],
        before: &[],
        keys: "2 A ^Reference^ 'ZZ/1' ^Description^ '{0}' ctrl-s",
        commands: &["indicator add FILE ZZ/1 --description {0}"],
        words: &[&[
            "Average days from asking to a decision",
            "Complaints per 1,000 homes",
            "Number of complaints",
            "Share of homes let",
        ]],
    },
    Step {
        drives: &[(Command::EditIndicator, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter E ^Rating scheme^ '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --scheme {0}"],
        words: &[&["On track or not on track => on-track", "Fixed bands => fixed-bands"]],
    },
    Step {
        drives: &[(Command::RetireIndicator, None)],
        before: &["indicator retire FILE AC/C7 --because 'No more'"],
        keys: "[ 2 / 'AC/C7' enter x",
        commands: &["indicator bring-back FILE AC/C7"],
        words: &[],
    },
    Step {
        drives: &[(Command::SetOwner, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter M '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C7 --owner {0}"],
        words: &[ROLES],
    },
    Step {
        drives: &[(Command::SetOwner, None)],
        before: &[],
        keys: "2 g / 'AC/C1' enter space space M '{0}' ctrl-s",
        commands: &["indicator edit FILE AC/C11 AC/C13 --owner {0}"],
        words: &[ROLES],
    },
];

#[test]
fn indicators_are_the_same_both_ways() {
    same(CASES, STEPS);
}
