//! Sections of the narrative, on screen and at the command line.

use super::pools::TEXTS;
use super::{Case, WHEN};

pub const CASES: &[Case] = &[
    Case {
        keys: "9 a",
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
