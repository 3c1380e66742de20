//! Results of an indicator: what `set` takes, on screen and at the command line.

use super::actions::ACTION;
use super::pools::TEXTS;
use super::{Alone, Case};

/// `set` records everything about one thing at once; each case above takes a part of it.
const SET_ON_LINE: &[Alone] = &[("*", "the parts of `set` stand in a case each")];

pub const CASES: &[Case] = &[
    Case {
        keys: "2 v",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Numerator", "--numerator", &["3", "41"]),
            ("Denominator", "--denominator", &["232", "1,000"]),
            ("Result as stated", "--result", &["18.2", "5"]),
            ("Target", "--target", &["95", "99.5"]),
            ("Year-end forecast", "--forecast", &["44", "60.5"]),
            ("Basis", "--basis", &["snapshot", "rolling 12 months"]),
            ("Covers from", "--covers-from", &["1 apr 2015", "2015-04-02"]),
            ("Covers to", "--covers-to", &["30 jun 2015", "29/06/2015"]),
            ("Status", "--status", &["provisional", "estimate"]),
        ],
        on_screen: &[
            ("Or there is none", "not with a figure; the next case has it"),
            ("Because", "not with a figure; the next case has it"),
        ],
        on_line: SET_ON_LINE,
    },
    Case {
        keys: "2 v",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Numerator", "--numerator", &[""]),
            ("Denominator", "--denominator", &[""]),
            ("Result as stated", "--result", &[""]),
            ("Or there is none", "--state", &["not reportable", "not due", "awaiting data", "not collected"]),
            ("Because", "--missing", TEXTS),
            ("Target", "--target", &[""]),
        ],
        on_screen: &[
            ("Year-end forecast", "in the case before"),
            ("Basis", "in the case before"),
            ("Covers from", "in the case before"),
            ("Covers to", "in the case before"),
            ("Status", "in the case before"),
        ],
        on_line: SET_ON_LINE,
    },
    Case {
        keys: "2 C D",
        command: &["indicator", "break", "FILE", "AC/C7"],
        fields: &[("From", "--from", &["2015/16-Q1", "Q1 2015/16"]), ("What changed", "--note", TEXTS)],
        on_screen: &[],
        on_line: &[("--remove", "a step: the same key on the point takes it back")],
    },
    Case {
        keys: "2 o",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Rating", "--override", &["Green", "Red Amber", "Not reportable"]),
            ("Because", "--because", TEXTS),
        ],
        on_screen: &[],
        on_line: SET_ON_LINE,
    },
    Case {
        keys: "3 S",
        command: &["set", "FILE", "AC/C7"],
        fields: &[("Because", "--skip", TEXTS)],
        on_screen: &[],
        on_line: SET_ON_LINE,
    },
    Case {
        keys: "2 a",
        command: &["set", "FILE", "AC/C7"],
        fields: &[ACTION[0], ACTION[1], ACTION[2], ACTION[4], ACTION[5], ACTION[6], ACTION[7]],
        on_screen: &[
            ("Status", "action edit has it"),
            ("Progress", "action edit has it"),
            ("Saves this year", "action edit has it"),
            ("From the month", "action edit has it"),
        ],
        on_line: SET_ON_LINE,
    },
];
