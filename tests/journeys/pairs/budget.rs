//! Budget lines and savings, on screen and at the command line.

use super::pools::{MONEY, PERCENT, REFERENCES, ROLES, TEXTS};
use super::{Case, MEANT, WHEN};

pub const CASES: &[Case] = &[
    Case {
        keys: "6 E",
        command: &["budget", "edit", "FILE", "{line}"],
        fields: &[
            ("Name", "--name", TEXTS),
            ("Budget holder", "--owner", ROLES),
            ("Service", "--service", TEXTS),
            ("Tolerance %", "--tolerance", PERCENT),
        ],
        on_screen: &[("Counts into", "chosen by its path; --under takes a path")],
        on_line: &[("--under", "the form has paths"), ("--position", "K and J move a line on the screen")],
    },
    Case {
        keys: "6 A",
        command: &["budget", "add", "FILE"],
        fields: &[
            ("Name", "<NAME>", TEXTS),
            ("Counts into", "", &["At the top"]),
            ("Budget holder", "--owner", ROLES),
            ("Service", "--service", TEXTS),
            ("Tolerance %", "--tolerance", PERCENT),
        ],
        on_screen: &[],
        on_line: &[
            ("--under", "the form has paths"),
            ("--capital", "the screen takes the kind that it shows"),
        ],
    },
    Case {
        keys: "6 v v E",
        command: &["budget", "saving", "FILE", "{saving}"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            ("Saving", "--description", TEXTS),
            ("Status", "--status", &["at risk", "undeliverable", "achieved"]),
            ("Target", "--target", MONEY),
            ("Forecast", "--forecast", MONEY),
            ("Owner", "--owner", ROLES),
            ("Comment", "--comment", TEXTS),
        ],
        on_screen: &[],
        on_line: &[
            WHEN,
            MEANT,
            ("--service", "the form takes the workbook's"),
            ("--close", "x ends a saving on the screen"),
        ],
    },
    Case {
        keys: "6 v v A",
        command: &["budget", "saving", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            ("Saving", "--description", TEXTS),
            ("Status", "--status", &["at risk", "undeliverable", "achieved"]),
            ("Target", "--target", MONEY),
            ("Forecast", "--forecast", MONEY),
            ("Owner", "--owner", ROLES),
            ("Comment", "--comment", TEXTS),
        ],
        on_screen: &[],
        on_line: &[
            WHEN,
            MEANT,
            ("--service", "the form takes the workbook's"),
            ("--close", "of one there is"),
            ("--reference", "of one there is"),
        ],
    },
];
