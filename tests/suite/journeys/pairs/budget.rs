//! Budget lines and savings, on screen and at the command line.

use quarterdeck::input::{Command, Scope};

use super::drive::same;
use super::pools::{MONEY, MONEY_000, PERCENT, REFERENCES, ROLES, TEXTS};
use super::{Case, MEANT, Step, WHEN};

/// Lines that others count into, by their paths.
const PARENTS: &[&str] =
    &["At the top => ", "Adults and Communities / Safeguarding", "Adults and Communities / Care quality"];

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
        on_screen: &[("Counts into", "in the next case: this is a total of all")],
        on_line: &[("--under", "in the next case"), ("--position", "K and J move a line on the screen")],
    },
    Case {
        keys: "6 g j E",
        command: &["budget", "edit", "FILE", "{line:1}"],
        fields: &[("Counts into", "--under", PARENTS), ("Service", "--service", TEXTS)],
        on_screen: &[
            ("Name", "in the case before"),
            ("Budget holder", "in the case before"),
            ("Tolerance %", "in the case before"),
        ],
        on_line: &[
            ("--position", "K and J move a line on the screen"),
            ("--name", "in the case before"),
            ("--owner", "in the case before"),
            ("--tolerance", "in the case before"),
        ],
    },
    Case {
        keys: "6 v A",
        command: &["budget", "add", "FILE", "--capital"],
        fields: &[
            ("Name", "<NAME>", TEXTS),
            ("Counts into", "--under", &["At the top => "]),
            ("Budget holder", "--owner", ROLES),
            ("Service", "--service", TEXTS),
        ],
        on_screen: &[],
        on_line: &[
            ("--capital", "the keys go to the capital lines"),
            ("--tolerance", "a capital line has none"),
        ],
    },
    Case {
        keys: "6 A",
        command: &["budget", "add", "FILE"],
        fields: &[
            ("Name", "<NAME>", TEXTS),
            ("Counts into", "--under", PARENTS),
            ("Budget holder", "--owner", ROLES),
            ("Service", "--service", TEXTS),
            ("Tolerance %", "--tolerance", PERCENT),
        ],
        on_screen: &[],
        on_line: &[("--capital", "in a case of its own")],
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
            ("Service", "--service", TEXTS),
            ("Comment", "--comment", TEXTS),
        ],
        on_screen: &[],
        on_line: &[WHEN, MEANT, ("--close", "x ends a saving on the screen")],
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
            ("Service", "--service", TEXTS),
            ("Comment", "--comment", TEXTS),
        ],
        on_screen: &[],
        on_line: &[WHEN, MEANT, ("--close", "of one there is"), ("--reference", "of one there is")],
    },
];

/// Months of the year before, for a year to be spread in their shape.
const LAST_YEAR: &[&str] = &[
    "period reopen FILE --period 2014/15 --because 'The months were missing'",
    "period reopen FILE --period 2014/15-Q1 --because 'The months were missing'",
    "period reopen FILE --period 2014/15-Q2 --because 'The months were missing'",
    "period reopen FILE --period 2014/15-Q3 --because 'The months were missing'",
    "period reopen FILE --period 2014/15-Q4 --because 'The months were missing'",
    "budget months FILE {line:1} --period 2014/15-Q4 --budget 10k;20k;30k;40k;50k;60k;70k;80k;90k;100k;110k;120k --yes",
    "budget months FILE {line:1} --period 2014/15-Q4 --actual 20k;20k;30k;30k;50k;60k;70k;80k;90k;90k;110k;130k --yes",
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
        keys: "6 g j t left i enter",
        commands: &["budget months FILE {line:1} --spread budget"],
        words: &[],
    },
    Step {
        drives: &[(Command::Spread, None)],
        before: LAST_YEAR,
        keys: "6 g j t left i down enter",
        commands: &["budget months FILE {line:1} --spread budget --by-last-year"],
        words: &[],
    },
    Step {
        drives: &[(Command::Spread, None)],
        before: LAST_YEAR,
        keys: "6 g j t right i down enter",
        commands: &["budget months FILE {line:1} --spread forecast --by-last-year"],
        words: &[],
    },
    Step {
        drives: &[(Command::Spread, None)],
        before: &[],
        keys: "6 g j t right i enter",
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
