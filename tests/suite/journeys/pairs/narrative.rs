//! Sections of the narrative, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{STATES, TEXTS};
use super::{Case, Step, WHEN};

pub const CASES: &[Case] = &[
    Case {
        keys: "9 A",
        command: &["narrative", "add", "FILE"],
        fields: &[
            ("Kind", "<KIND>", &["challenge"]),
            ("Heading", "--heading", TEXTS),
            ("Words", "--text", TEXTS),
            ("Requires", "--requires", TEXTS),
        ],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "9 g e",
        command: &["narrative", "edit", "FILE", "{section}"],
        fields: &[
            ("Kind", "--kind", &["challenge"]),
            ("Heading", "--heading", TEXTS),
            ("Requires", "--requires", TEXTS),
        ],
        on_screen: &[],
        on_line: &[("--text", "the screen has an editor for it")],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Write, Some(Scope::Narrative))],
        before: &[],
        keys: "9 g c ctrl-a delete '{0}' ctrl-s",
        commands: &["narrative write FILE {section} --text {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::MoveDown, Some(Scope::Narrative))],
        before: &[],
        keys: "9 g J",
        commands: &["narrative move FILE {section} down"],
        words: &[],
    },
    Step {
        drives: &[(Command::MoveUp, Some(Scope::Narrative))],
        before: &[],
        keys: "9 g j K",
        commands: &["narrative move FILE {section:1} up"],
        words: &[],
    },
    Step {
        drives: &[(Command::SetStatus, None)],
        before: &[],
        keys: "9 g S '{0}' enter",
        commands: &["narrative status FILE {section} {0}"],
        words: &[STATES],
    },
    Step {
        drives: &[(Command::Remove, Some(Scope::Narrative))],
        before: &[],
        keys: "9 g delete y",
        commands: &["narrative delete FILE {section}"],
        words: &[],
    },
];

#[test]
fn narrative_are_the_same_both_ways() {
    same(CASES, STEPS);
}
