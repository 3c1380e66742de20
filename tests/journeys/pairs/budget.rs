//! Budget lines and savings, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{MONEY, MONEY_000, PERCENT, REFERENCES, ROLES, TEXTS};
use super::{Case, MEANT, Step, WHEN};

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

pub const STEPS: &[Step] = &[
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left e '{0}' enter enter",
        commands: &["budget set FILE {line:1} --forecast {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left left e '{0}' enter enter",
        commands: &["budget set FILE {line:1} --revised {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j right right right right right right right right left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {line:1} --original {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::Write, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j c ctrl-a delete '{0}' ctrl-s",
        commands: &["budget set FILE {line:1} --comment {0}"],
        words: &[TEXTS],
    },
    Step {
        drives: &[(Command::MoveDown, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j J",
        commands: &["budget edit FILE {line:1} --position 2"],
        words: &[],
    },
    Step {
        drives: &[(Command::MoveUp, Some(Scope::Budget))],
        before: &[],
        keys: "6 g j j j K",
        commands: &["budget edit FILE {line:3} --position 2"],
        words: &[],
    },
    Step {
        drives: &[(Command::RetireLine, None)],
        before: &[],
        keys: "6 g j x y",
        commands: &["budget retire FILE {line:1}"],
        words: &[],
    },
    Step {
        drives: &[(Command::RetireLine, None)],
        before: &["period open-next FILE", "budget retire FILE 'Community Wellbeing'"],
        keys: "[ 6 g j x",
        commands: &["budget bring-back FILE 'Community Wellbeing' --period 2015/16-Q1"],
        words: &[],
    },
    Step {
        drives: &[(Command::RemoveLine, None)],
        before: &[],
        keys: "6 g j delete y",
        commands: &["budget delete FILE {line:1}"],
        words: &[],
    },
    Step {
        drives: &[(Command::RemoveLine, None)],
        before: &["action add FILE {line:1} --action 'Count again'"],
        keys: "6 g j delete y",
        commands: &["budget delete FILE {line:1} --with-ties"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Months))],
        before: &[],
        keys: "6 g j t left e '{0}' enter enter",
        commands: &["budget months FILE {line:1} --month M04 --budget {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::ClearCell, None)],
        before: &["budget months FILE {line:1} --month 4 --budget 85k --yes"],
        keys: "6 g j t left delete",
        commands: &["budget months FILE {line:1} --month M04 --budget ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Months))],
        before: &[],
        keys: "6 g j t e '{0}' enter enter",
        commands: &["budget months FILE {line:1} --month M04 --actual {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::ClearCell, None)],
        before: &["budget months FILE {line:1} --month 4 --actual 85k --yes"],
        keys: "6 g j t up delete",
        commands: &["budget months FILE {line:1} --month M04 --actual ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Months))],
        before: &[],
        keys: "6 g j t right e '{0}' enter enter",
        commands: &["budget months FILE {line:1} --month M04 --forecast {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::ClearCell, None)],
        before: &["budget months FILE {line:1} --month 4 --forecast 85k --yes"],
        keys: "6 g j t right delete",
        commands: &["budget months FILE {line:1} --month M04 --forecast ''"],
        words: &[],
    },
    Step {
        drives: &[(Command::Spread, None)],
        before: &[],
        keys: "6 g j t left s enter",
        commands: &["budget months FILE {line:1} --spread budget"],
        words: &[],
    },
    Step {
        drives: &[(Command::Spread, None)],
        before: &[],
        keys: "6 g j t right s enter",
        commands: &["budget months FILE {line:1} --spread forecast"],
        words: &[],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left left left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --original {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --slippage-in {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --slippage {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --additions {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --deletions {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --accelerations {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right left left left e '{0}' enter enter",
        commands: &["budget set FILE {capital} --forecast {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v g right right right right right right right right right right right right e '{0}' enter enter",
        commands: &["budget set FILE {capital} --slippage-out {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v v g right right right right right right right right left left left e '{0}' enter enter",
        commands: &["budget saving FILE {saving} --target {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::EditCell, Some(Scope::Budget))],
        before: &[],
        keys: "6 v v g right right right right right right right right left left e '{0}' enter enter",
        commands: &["budget saving FILE {saving} --forecast {0} --yes"],
        words: &[MONEY_000],
    },
    Step {
        drives: &[(Command::RetireLine, None)],
        before: &[],
        keys: "6 v v g x y",
        commands: &["budget saving FILE {saving} --close"],
        words: &[],
    },
];

#[test]
fn budget_are_the_same_both_ways() {
    same(CASES, STEPS);
}
