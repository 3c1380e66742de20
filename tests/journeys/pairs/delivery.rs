//! Commitments and their milestones, on screen and at the command line.

use super::pools::{DATES, PAST, REFERENCES, ROLES, TEXTS};
use super::{Case, Same, WHEN};

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
        keys: "7 a",
        command: &["commitment", "milestone", "FILE", "CI1"],
        fields: &[
            ("Milestone", "<TEXT>", &["A first step", " Blanks around "]),
            ("Due", "--due", DATES),
            ("Reached on", "--done", PAST),
        ],
        on_screen: &[],
        on_line: &[],
    },
];
