//! Actions, on screen and at the command line.

use super::pools::{DATES, MONEY, PERIODS, ROLES, TEXTS, WHOLE};
use super::{Case, MEANT, Same, WHEN};

pub const ACTION: &[Same] = &[
    ("Action", "--action", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Due", "--due", DATES),
    ("Status", "--status", &["planned", "under way", "done", "dropped"]),
    ("Client group", "--client-group", TEXTS),
    ("Expected effect", "--expected", TEXTS),
    ("Bringing it to", "--expected-value", WHOLE),
    ("By", "--expected-by", PERIODS),
    ("Progress", "--progress", TEXTS),
    ("Saves this year", "--effect", MONEY),
    ("From the month", "--effect-from", &["2015/16-M09", "Month 9 2015/16"]),
];

pub const CASES: &[Case] = &[
    Case {
        keys: "5 A",
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
