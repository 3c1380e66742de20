//! Results of an indicator: what `set` takes, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::actions::ACTION;
use super::drive::same;
use super::pools::{COUNTS, FIGURES, TEXTS};
use super::{Case, Step, WHEN};

pub const CASES: &[Case] = &[
    Case {
        keys: "2 D",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Numerator", "--numerator", &["3", "41"]),
            ("Denominator", "--denominator", &["232", "1,000"]),
            ("Result as stated", "--result", &["18.2", "5"]),
            ("Target", "--target", &["95", "99.5"]),
            ("Forecast", "--forecast", &["44", "60.5"]),
            ("Confidence", "--confidence", &["at risk", "will miss"]),
            ("Forecast because", "--forecast-because", TEXTS),
            ("Basis", "--basis", &["snapshot", "rolling 12 months"]),
            ("Covers from", "--covers-from", &["1 apr 2015", "2015-04-02"]),
            ("Covers to", "--covers-to", &["30 jun 2015", "29/06/2015"]),
            ("Status", "--status", &["provisional", "estimate"]),
            ("Source", "--source", TEXTS),
        ],
        on_screen: &[
            ("Or there is none", "not with a figure; the next case has it"),
            ("Because", "not with a figure; the next case has it"),
            ("Forecast for", "the third case has it"),
            ("Forecast numerator", "the third case has it"),
            ("Forecast denominator", "the third case has it"),
        ],
        on_line: &[],
    },
    Case {
        keys: "2 D",
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
            ("Forecast", "in the case before"),
            ("Forecast for", "the next case has it"),
            ("Forecast numerator", "the next case has it"),
            ("Forecast denominator", "the next case has it"),
            ("Confidence", "in the case before"),
            ("Forecast because", "in the case before"),
            ("Basis", "in the case before"),
            ("Covers from", "in the case before"),
            ("Covers to", "in the case before"),
            ("Status", "in the case before"),
            ("Source", "in the case before"),
        ],
        on_line: &[],
    },
    Case {
        keys: "2 C |",
        command: &["indicator", "break", "FILE", "AC/C7"],
        fields: &[("From", "--from", &["2015/16-Q1", "Q1 2015/16"]), ("What changed", "--note", TEXTS)],
        on_screen: &[],
        on_line: &[("--remove", "a step: the same key on the point takes it back")],
    },
    Case {
        keys: "2 D",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Forecast for", "--forecast-for", &["2015/16-Q3", "Q1 2016/17"]),
            ("Forecast numerator", "--forecast-numerator", &["3", "41"]),
            ("Forecast denominator", "--forecast-denominator", &["232", "1,000"]),
            ("Confidence", "--confidence", &["on course", "at risk"]),
            ("Forecast because", "--forecast-because", TEXTS),
        ],
        on_screen: &[
            ("Numerator", "in the first case"),
            ("Denominator", "in the first case"),
            ("Result as stated", "in the first case"),
            ("Or there is none", "in the case before"),
            ("Because", "in the case before"),
            ("Target", "in the first case"),
            ("Forecast", "in the first case"),
            ("Basis", "in the first case"),
            ("Covers from", "in the first case"),
            ("Covers to", "in the first case"),
            ("Status", "in the first case"),
            ("Source", "in the first case"),
        ],
        on_line: &[],
    },
    Case {
        keys: "2 T",
        command: &["indicator", "next-target", "FILE", "AC/C7"],
        fields: &[("Target 2016/17", "--target", &["20", "33.5"]), ("Why it is set so", "--reason", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "2 S",
        command: &["indicator", "sign-off", "FILE", "AC/C7"],
        fields: &[
            ("Role", "--role", &["Executive Director", "Head of Safeguarding"]),
            ("Signed on", "--date", &["3 jul 2015", "2015-07-01"]),
        ],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "2 o",
        command: &["set", "FILE", "AC/C7"],
        fields: &[
            ("Rating", "--override", &["Green", "Red Amber", "Not reportable"]),
            ("Because", "--because", TEXTS),
        ],
        on_screen: &[],
        on_line: &[],
    },
    Case {
        keys: "3 >",
        command: &["set", "FILE", "AC/C7"],
        fields: &[("Because", "--skip", TEXTS)],
        on_screen: &[],
        on_line: &[],
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
        on_line: &[],
    },
];

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::Write, None)],
        before: &[],
        keys: "2 / 'AC/C7' enter c ctrl-a delete '{0}' ctrl-s",
        commands: &["set FILE AC/C7 --reason {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::NoAction, None)],
        before: &[],
        keys: "3 - '{0}' ctrl-s",
        commands: &["set FILE AC/C7 --no-action {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Indicators))],
        before: &[],
        keys: "2 / 'AC/C10' enter @Result@ e '{0}' enter enter",
        commands: &["set FILE AC/C10 --result {0} --yes"],
        words: &[FIGURES],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Indicators))],
        before: &[],
        keys: "2 / 'AC/C7' enter @Target@ e '{0}' enter enter",
        commands: &["set FILE AC/C7 --target {0} --yes"],
        words: &[FIGURES],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Indicators))],
        before: &[],
        keys: "2 / 'AC/C7' enter @Num/Den@ e '41/{0}' enter enter",
        commands: &["set FILE AC/C7 --numerator 41 --denominator {0} --yes"],
        words: &[COUNTS],
    },
    Step {
        drives: &[(Command::Reviewed, None)],
        before: &[
            "action edit FILE {action:0} {action:1} {action:2} {action:3} {action:4} {action:5} {action:6} {action:7} --owner 'Head of Care' --due fri",
            "set FILE AC/C7 --reason 'Demand rose.' --no-action 'None would help.'",
        ],
        keys: "3 r",
        commands: &["set FILE AC/C7 --review"],
        words: &[],
    },
    Step {
        drives: &[(Command::Override, None)],
        before: &["set FILE AC/C7 --override green --because 'So it is'"],
        keys: "2 / 'AC/C7' enter o 'as computed' ctrl-s",
        commands: &["set FILE AC/C7 --clear-override"],
        words: &[],
    },
];

#[test]
fn figures_are_the_same_both_ways() {
    same(CASES, STEPS);
}
