//! Meetings and their questions, on screen and at the command line.

use super::pools::{DATES, PAST, ROLES, TEXTS};
use super::{Case, Same};

const QUESTION: &[Same] = &[
    ("Asked by", "--asker", ROLES),
    ("Page", "--page", &["12", "3"]),
    ("Cites", "--cites", TEXTS),
    ("Question", "--question", TEXTS),
    ("Promised", "--promise", TEXTS),
    ("By", "--owner", ROLES),
    ("Due", "--due", DATES),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "8 g e",
        command: &["question", "edit", "FILE", "{question}"],
        fields: QUESTION,
        on_screen: &[("Meeting", "chosen from those there are; --meeting takes a name")],
        on_line: &[("--meeting", "the form has titles"), ("--reply", "the screen has an editor for it")],
    },
    Case {
        keys: "8 g p",
        command: &["question", "edit", "FILE", "{question}"],
        fields: &[QUESTION[4], QUESTION[5], QUESTION[6]],
        on_screen: &[],
        on_line: &[
            ("--meeting", "in the form of the question"),
            ("--reply", "in an editor of its own"),
            ("--asker", "in the form of the question"),
            ("--page", "in the form of the question"),
            ("--cites", "in the form of the question"),
            ("--question", "in the form of the question"),
        ],
    },
    Case {
        keys: "8 g x",
        command: &["question", "resolve", "FILE", "{question}"],
        fields: &[("It ended", "--how", TEXTS)],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "8 g E",
        command: &["question", "meeting", "FILE", "{meeting}"],
        fields: &[
            ("Meeting", "--name", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            ("Resolved", "--resolution", TEXTS),
            ("Source", "--source", TEXTS),
        ],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "8 A",
        command: &["question", "meeting", "FILE"],
        fields: &[
            ("Meeting", "<NAME>", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            ("Resolved", "--resolution", TEXTS),
            ("Source", "--source", TEXTS),
        ],
        on_screen: &[],
        on_line: &[("--name", "of one there is")],
    },
    Case {
        keys: "8 a",
        command: &["question", "add", "FILE"],
        fields: &[
            ("Meeting", "", &["a new meeting"]),
            ("New meeting", "--meeting", TEXTS),
            ("Held on", "--held-on", PAST),
            ("Considered", "--report", TEXTS),
            QUESTION[0],
            QUESTION[1],
            QUESTION[2],
            QUESTION[3],
            ("Reply", "--reply", TEXTS),
            QUESTION[4],
            QUESTION[5],
            QUESTION[6],
        ],
        on_screen: &[],
        on_line: &[("--about", "the screen asks about the indicator that is shown, with Q")],
    },
];
