//! What screen and command line can both change: equal input comes to equal records, and no change
//! that one of them learns is forgotten here.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use quarterdeck::cli::command_line;
use quarterdeck::input::{Changes, Command, Scope, TABLE};
use serde_json::Value;

use crate::forms::{everything, go_to};
use crate::harness::Harness;

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[(self.0 >> 33) as usize % from.len()]
    }
}

const TEXTS: &[&str] = &[
    "Plain words",
    "Ünïcödé – “quoted” £120k",
    "two  blanks, 5% & more",
    "  blanks around  ",
    "=1+1",
    "a'b\"c;d",
    "ends with dots ...",
];
const ROLES: &[&str] = &["Head of Care", "Assistant Director, Homes", "Ö", " Head of Care "];
const REFERENCES: &[&str] = &["ZZ/1", "ZZ 2 ", "Ö3"];
const DATES: &[&str] = &["06/08/2015", "14 sep 2015", "+2w", "2016-02-29", "end of march"];
const PAST: &[&str] = &["06/05/2015", "2 weeks ago", "last month", "fri"];
const MONEY: &[&str] = &["£120k", "1.2m", "(30,000)", "123.45"];
const WHOLE: &[&str] = &["0", "7", "1,234"];
const STEPS: &[&str] = &["1", "3", "5"];
const PERIODS: &[&str] = &["2015/16-Q3", "2015/16", "Q3 2015/16"];
const PERCENT: &[&str] = &["3", "2.5%", "0"];

/// A field of a form by its label, the option that says the same (of an argument by its place, its
/// name in angle brackets), and what is typed into both.
type Same = (&'static str, &'static str, &'static [&'static str]);
/// A label or an option that only one of them has, and why.
type Alone = (&'static str, &'static str);

/// A change that both make.
struct Case {
    /// Keys that open the form, from the first screen.
    keys: &'static str,
    /// The command; `FILE` stands for the workbook, and a word in braces for what [`name`] finds.
    command: &'static [&'static str],
    fields: &'static [Same],
    /// Fields of the form that the command does not have.
    on_screen: &'static [Alone],
    /// Options of the command that the form does not have.
    on_line: &'static [Alone],
}

const WHEN: Alone = ("--period", "the screen takes the period that it shows");
const MEANT: Alone = ("--yes", "the screen asks, and a second Ctrl-S says yes");
const WHY: Alone = ("--because", "a word for the history, which the form does not ask for");

const RISK_WORDS: &[Same] = &[
    ("Title", "--title", TEXTS),
    ("Cause", "--cause", TEXTS),
    ("Event", "--event", TEXTS),
    ("Effect", "--effect", TEXTS),
    ("Treatment", "--treatment", &["treat", "tolerate", "Terminate"]),
    ("Assurance", "--assurance", TEXTS),
    ("Category", "--category", TEXTS),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Impact now", "--impact", STEPS),
    ("Probability now", "--probability", STEPS),
    ("Target impact", "--target-impact", STEPS),
    ("Target prob.", "--target-probability", STEPS),
    ("Inherent impact", "--inherent-impact", STEPS),
    ("Inherent prob.", "--inherent-probability", STEPS),
];

const ACTION: &[Same] = &[
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

const COMMITMENT: &[Same] = &[
    ("Plan", "--plan", TEXTS),
    ("Commitment", "--description", TEXTS),
    ("Rated in", "--scale", &["complete, on track, at risk, off track", "four colours"]),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Due", "--due", DATES),
    ("Source", "--source", TEXTS),
];

const QUESTION: &[Same] = &[
    ("Asked by", "--asker", ROLES),
    ("Page", "--page", &["12", "3"]),
    ("Cites", "--cites", TEXTS),
    ("Question", "--question", TEXTS),
    ("Promised", "--promise", TEXTS),
    ("By", "--owner", ROLES),
    ("Due", "--due", DATES),
];

const INDICATOR: &[Same] = &[
    ("Description", "--description", TEXTS),
    ("Type", "--type", TEXTS),
    ("Service", "--service", TEXTS),
    ("Owner", "--owner", ROLES),
    ("Officer", "--officer", ROLES),
    ("Portfolio holder", "--portfolio-holder", ROLES),
    ("Polarity", "--polarity", &["higher is better", "lower is better", "no judgement"]),
    ("Kind of measure", "--measure", &["percentage", "count", "money", "ratio", "index"]),
    ("Decimals shown", "--decimals", &["0", "2"]),
    ("What is counted", "--counted", TEXTS),
    ("Reported", "--frequency", &["quarterly", "monthly", "annual"]),
    ("Basis", "--basis", &["cumulative", "snapshot"]),
    ("Compared with", "--comparator", &["previous period", "last outturn"]),
    ("Benchmark of", "--compare-with", TEXTS),
    ("Tolerance %", "--tolerance", PERCENT),
    ("Definition", "--definition", TEXTS),
    ("Data source", "--source", TEXTS),
];
const INDICATOR_ON_SCREEN: &[Alone] = &[
    ("Band from", "an end of the band, which --polarity says as 10..20"),
    ("Band to", "the other end"),
    ("Average in", "only for an average, which is driven by the form of the measure"),
    ("Rating scheme", "chosen by its title; --scheme takes its code"),
];
const INDICATOR_ON_LINE: &[Alone] = &[
    ("--per", "part of the kind of measure in the form: rate per 1,000"),
    ("--unit-name", "the form has it for an average"),
    ("--unit", "as earlier releases said the measure"),
    ("--scale", "as earlier releases said the measure"),
    ("--scheme", "the form has titles"),
    WHY,
];

const CASES: &[Case] = &[
    Case {
        keys: "5 e",
        command: &["risk", "edit", "FILE", "AS0007"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            RISK_WORDS[0],
            RISK_WORDS[1],
            RISK_WORDS[2],
            RISK_WORDS[3],
            RISK_WORDS[4],
            RISK_WORDS[5],
            RISK_WORDS[6],
            RISK_WORDS[7],
            RISK_WORDS[8],
            RISK_WORDS[9],
            RISK_WORDS[10],
            ("Why it moved", "--reason", TEXTS),
            RISK_WORDS[11],
            RISK_WORDS[12],
            RISK_WORDS[13],
            RISK_WORDS[14],
        ],
        on_screen: &[],
        on_line: &[WHEN],
    },
    Case {
        keys: "5 a",
        command: &["risk", "add", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            RISK_WORDS[0],
            RISK_WORDS[1],
            RISK_WORDS[2],
            RISK_WORDS[3],
            RISK_WORDS[4],
            RISK_WORDS[5],
            RISK_WORDS[6],
            RISK_WORDS[7],
            RISK_WORDS[8],
            RISK_WORDS[9],
            RISK_WORDS[10],
            RISK_WORDS[11],
            RISK_WORDS[12],
            RISK_WORDS[13],
            RISK_WORDS[14],
            ("Controls", "--control", TEXTS),
        ],
        on_screen: &[],
        on_line: &[WHEN, ("--reason", "a new risk has not moved")],
    },
    Case {
        keys: "5 C enter",
        command: &["risk", "control", "FILE", "AS0007"],
        fields: &[
            ("Control", "--control", TEXTS),
            ("Owner", "--owner", ROLES),
            ("Due", "--due", DATES),
            ("Status", "--status", &["planned", "in place", "under way"]),
        ],
        on_screen: &[],
        on_line: &[WHEN, ("--number", "the screen asks which first")],
    },
    Case {
        keys: "5 x",
        command: &["risk", "close", "FILE", "AS0007"],
        fields: &[("Because", "--reason", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
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
    Case {
        keys: "2 E",
        command: &["indicator", "edit", "FILE", "AC/C7"],
        fields: &[
            ("Reference", "--reference", REFERENCES),
            INDICATOR[0],
            INDICATOR[1],
            INDICATOR[2],
            INDICATOR[3],
            INDICATOR[4],
            INDICATOR[5],
            INDICATOR[6],
            INDICATOR[7],
            INDICATOR[8],
            INDICATOR[9],
            INDICATOR[10],
            INDICATOR[11],
            INDICATOR[12],
            INDICATOR[13],
            INDICATOR[14],
            INDICATOR[15],
            INDICATOR[16],
        ],
        on_screen: INDICATOR_ON_SCREEN,
        on_line: INDICATOR_ON_LINE,
    },
    Case {
        keys: "2 A",
        command: &["indicator", "add", "FILE"],
        fields: &[
            ("Reference", "<REFERENCE>", REFERENCES),
            INDICATOR[0],
            INDICATOR[1],
            INDICATOR[2],
            INDICATOR[3],
            INDICATOR[4],
            INDICATOR[5],
            INDICATOR[6],
            INDICATOR[7],
            INDICATOR[8],
            INDICATOR[9],
            INDICATOR[10],
            INDICATOR[11],
            INDICATOR[12],
            INDICATOR[13],
            INDICATOR[14],
            INDICATOR[15],
            INDICATOR[16],
        ],
        on_screen: INDICATOR_ON_SCREEN,
        on_line: INDICATOR_ON_LINE,
    },
    Case {
        keys: "2 x",
        command: &["indicator", "retire", "FILE", "AC/C7"],
        fields: &[("Because", "--because", TEXTS)],
        on_screen: &[],
        on_line: &[WHEN],
    },
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
    Case {
        keys: "palette workbook settings",
        command: &["settings", "FILE"],
        fields: &[
            ("Organisation", "--organisation", TEXTS),
            ("Service", "--service", TEXTS),
            ("Budget tolerance %", "--budget-tolerance", PERCENT),
            ("Risk register from", "--risk-threshold", &["9", "15"]),
            ("Benchmark of", "--compare-with", TEXTS),
        ],
        on_screen: &[("Rating scheme", "chosen by its title; --scheme takes its code")],
        on_line: &[
            ("--scheme", "the form has titles"),
            ("--review", "the form has a box for each, which another test ticks"),
            ("--period", "the screen opens where it was left"),
            ("--json", "how it is printed"),
        ],
    },
];

/// `set` records everything about one thing at once; each case above takes a part of it.
const SET_ON_LINE: &[Alone] = &[("*", "the parts of `set` stand in a case each")];

/// What a word in braces stands for: the first that a list prints, as the screen's cursor is on it.
fn name(file: &Path, harness: &Harness, word: &str) -> String {
    let (list, key): (&[&str], &str) = match word {
        "{action}" => (&["list", "actions"], "id"),
        "{question}" => (&["list", "questions"], "id"),
        "{meeting}" => (&["list", "questions"], "meeting"),
        "{line}" => (&["list", "budget"], "path"),
        "{saving}" => (&["list", "savings"], "reference"),
        "{section}" => (&["list", "narrative"], "id"),
        other => return other.to_owned(),
    };
    let mut arguments: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
    arguments.extend([file.display().to_string(), "--json".to_owned()]);
    let (ok, out, error) = run(harness, &arguments);
    assert!(ok, "{error}");
    let rows: Value = serde_json::from_str(&out).unwrap();
    match &rows[0][key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn run(harness: &Harness, arguments: &[String]) -> (bool, String, String) {
    let ran = Process::new(env!("CARGO_BIN_EXE_quarterdeck"))
        .args(arguments)
        .env_clear()
        .env("HOME", harness.folder())
        .env("QUARTERDECK_NOW", harness.now().format("%Y-%m-%dT%H:%M:%S").to_string())
        .env("QUARTERDECK_USER", "jm")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ran.status.success(), text(&ran.stdout), text(&ran.stderr))
}

fn open(harness: &mut Harness, keys: &str) {
    match keys.strip_prefix("palette ") {
        Some(words) => harness.palette(words),
        None => harness.keys(keys),
    };
}

/// The label of the field that has the cursor.
fn label(harness: &Harness) -> String {
    let screen = harness.screen();
    // The form stands in the middle, over what else has a cursor.
    let at = |line: &&str| line.rfind("│ > ").map(|at| line[..at].chars().count());
    let line = screen.lines().filter(|line| at(line).is_some()).max_by_key(at);
    let line = line.unwrap_or_else(|| panic!("no form:\n{screen}"));
    let line = line.rsplit("│ > ").next().unwrap();
    line.split("  ").next().unwrap().trim().trim_end_matches(" *").to_owned()
}

#[test]
fn screen_and_command_line_make_the_same_of_the_same() {
    let mut random = Random(20_150_706);
    for case in CASES {
        let mut harness = Harness::new(120, 70);
        let other = harness.folder().join("other.qd");
        std::fs::copy(&harness.file, &other).unwrap();
        let mut arguments: Vec<String> = Vec::new();
        for word in case.command {
            arguments.push(match *word {
                "FILE" => other.display().to_string(),
                word => name(&other, &harness, word),
            });
        }
        open(&mut harness, case.keys);
        for (label, option, pool) in case.fields {
            let text = random.pick(pool);
            go_to(&mut harness, label);
            harness.keys("ctrl-a delete").type_text(text);
            match *option {
                "" => {}
                place if place.starts_with('<') => arguments.push(text.to_owned()),
                option => arguments.extend([option.to_owned(), text.to_owned()]),
            }
        }
        harness.keys("ctrl-s");
        if !harness.says().contains("u undoes") {
            // Figures far from the last ones are asked about.
            harness.keys("ctrl-s");
            arguments.push("--yes".to_owned());
        }
        harness.assert_says("u undoes");
        let (ok, _, error) = run(&harness, &arguments);
        assert!(ok, "{arguments:?}: {error}");
        let (screen, line) = (everything(&harness.file), everything(&other));
        let differs: Vec<_> = screen.iter().zip(&line).filter(|(one, other)| one != other).collect();
        assert!(
            differs.is_empty() && screen.len() == line.len(),
            "{} {arguments:?}: {differs:#?}",
            case.keys
        );
    }
}

/// The command of a case, without what it is about: `risk edit`.
fn path(command: &[&str]) -> String {
    command.iter().take_while(|word| **word != "FILE").copied().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_field_of_a_form_and_every_option_of_its_command_is_tried_or_excused() {
    for case in CASES {
        let mut harness = Harness::new(120, 70);
        open(&mut harness, case.keys);
        let mut labels = BTreeSet::new();
        while labels.insert(label(&harness)) {
            harness.keys("tab");
        }
        let mut known: BTreeSet<&str> = case.fields.iter().map(|(label, ..)| *label).collect();
        known.extend(case.on_screen.iter().map(|(label, _)| *label));
        labels.retain(|label| !(case.keys.starts_with("palette") && label.starts_with("Review ")));
        let labels: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
        assert_eq!(labels, known, "fields of {}", case.keys);
        if case.on_line.iter().any(|(option, _)| *option == "*") {
            continue;
        }
        let mut command = command_line();
        for word in path(case.command).split(' ') {
            command = command.find_subcommand(word).unwrap_or_else(|| panic!("{word}")).clone();
        }
        let options: BTreeSet<String> = command
            .get_arguments()
            .filter(|one| !one.is_global_set())
            .filter_map(|one| Some(format!("--{}", one.get_long()?)))
            .filter(|option| option != "--help")
            .collect();
        let mut known: BTreeSet<String> =
            case.fields.iter().map(|(_, option, _)| (*option).to_owned()).collect();
        known.extend(case.on_line.iter().map(|(option, _)| (*option).to_owned()));
        known.retain(|option| option.starts_with("--"));
        assert_eq!(options, known, "options of {}", path(case.command));
    }
}

/// The command that does what a key does, on all screens that have it or on one; a word in front of
/// it where they are no case above: `step` where both make one change in one function, `job` where
/// both start the same job.
const KEYS: &[(Command, Option<Scope>, &str)] = &[
    (Command::Reviewed, None, "step set"),
    (Command::Write, Some(Scope::Budget), "step budget set"),
    (Command::Write, Some(Scope::Delivery), "step commitment write"),
    (Command::Write, Some(Scope::Commitment), "step commitment write"),
    (Command::Write, Some(Scope::Narrative), "step narrative write"),
    (Command::Write, Some(Scope::Questions), "step question reply"),
    (Command::Write, None, "step set"),
    (Command::AddAction, None, "action add"),
    (Command::EditAction, None, "action edit"),
    (Command::CloseAction, None, "action close"),
    (Command::RemoveAction, None, "step action delete"),
    (Command::ChangeMarked, Some(Scope::Actions), "step action edit"),
    (Command::ChangeMarked, None, "step commitment rate"),
    (Command::NoAction, None, "step set"),
    (Command::Insert, None, "step set"),
    (Command::Skip, None, "set"),
    (Command::Override, None, "set"),
    (Command::EditCell, Some(Scope::Indicators), "step set"),
    (Command::EditCell, Some(Scope::Budget), "step budget set"),
    (Command::EditCell, Some(Scope::Months), "step budget months"),
    (Command::ClearCell, None, "step budget months"),
    (Command::Spread, None, "step budget months"),
    (Command::EditFigures, None, "set"),
    (Command::AddIndicator, None, "indicator add"),
    (Command::EditIndicator, None, "indicator edit"),
    (Command::RetireIndicator, None, "indicator retire"),
    (Command::SetOwner, None, "indicator edit"),
    (Command::Restore, None, "step undo"),
    (Command::Undo, None, "step undo"),
    (Command::Redo, None, "step redo"),
    (Command::OpenNextPeriod, None, "step period open-next"),
    (Command::ClosePeriod, None, "step period close"),
    (Command::ReopenPeriod, None, "step period reopen"),
    (Command::Settings, None, "settings"),
    (Command::AddLine, None, "budget add"),
    (Command::EditLine, None, "budget edit"),
    (Command::MoveUp, Some(Scope::Budget), "step budget edit"),
    (Command::MoveDown, Some(Scope::Budget), "step budget edit"),
    (Command::MoveUp, Some(Scope::Narrative), "step narrative move"),
    (Command::MoveDown, Some(Scope::Narrative), "step narrative move"),
    (Command::RetireLine, None, "step budget retire"),
    (Command::RemoveLine, None, "step budget delete"),
    (Command::NoteOnPoint, None, "step chart"),
    (Command::Rebase, None, "step chart"),
    (Command::FreezeLimits, None, "step chart"),
    (Command::AcceptFinding, None, "step check"),
    (Command::OwnWord, None, "step check"),
    (Command::TurnOff, None, "step check"),
    (Command::Edit, Some(Scope::Delivery), "commitment rate"),
    (Command::Edit, Some(Scope::Commitment), "commitment milestone"),
    (Command::Edit, Some(Scope::Narrative), "narrative edit"),
    (Command::Edit, Some(Scope::Questions), "question edit"),
    (Command::Add, Some(Scope::Delivery), "commitment milestone"),
    (Command::Add, Some(Scope::Commitment), "commitment milestone"),
    (Command::Add, Some(Scope::Narrative), "narrative add"),
    (Command::Add, Some(Scope::Questions), "question add"),
    (Command::AskAbout, None, "question add"),
    (Command::Finish, Some(Scope::Delivery), "step commitment close"),
    (Command::Finish, Some(Scope::Commitment), "commitment milestone"),
    (Command::Finish, Some(Scope::Questions), "question resolve"),
    (
        Command::Remove,
        Some(Scope::Delivery),
        "alone a commitment that was reported is closed, and only a slip is deleted",
    ),
    (Command::Remove, Some(Scope::Commitment), "alone a milestone is deleted on the screen only"),
    (Command::Remove, Some(Scope::Narrative), "step narrative delete"),
    (Command::Remove, Some(Scope::Questions), "step question delete"),
    (Command::AddOther, Some(Scope::Delivery), "commitment add"),
    (Command::AddOther, Some(Scope::Questions), "question meeting"),
    (Command::EditOther, Some(Scope::Delivery), "commitment edit"),
    (Command::EditOther, Some(Scope::Commitment), "commitment edit"),
    (Command::EditOther, Some(Scope::Questions), "question meeting"),
    (Command::SetStatus, None, "step narrative status"),
    (Command::Promise, None, "question edit"),
    (Command::MarkSent, None, "step question sent"),
    (Command::MoveRisk, None, "step risk move"),
    (Command::EditRisk, None, "risk edit"),
    (Command::AddRisk, None, "risk add"),
    (Command::Controls, None, "risk control"),
    (Command::CloseRisk, None, "risk close"),
    (Command::RemoveRisk, None, "step risk delete"),
    (Command::EditMatrix, None, "step matrix"),
    (Command::Unlink, None, "step link"),
    (Command::Import, None, "job import"),
    (Command::Save, Some(Scope::Import), "job import"),
    (Command::Publish, None, "job publish"),
    (Command::SendForms, None, "job returns send"),
    (Command::SendAll, None, "job returns send"),
    (Command::CollectForms, None, "job returns collect"),
    (Command::Save, Some(Scope::Collect), "job returns collect"),
];

/// Commands that no key does, and why.
const COMMANDS: &[(&str, &str)] = &[
    ("budget bring-back", "the key that retires a line brings it back"),
    ("indicator bring-back", "the key that retires an indicator brings it back"),
    ("risk reopen", "the key that closes a risk opens it again"),
    ("budget saving", "the keys of a line, in the view of savings"),
    ("backup", "writes another file; `backup` in the palette"),
    ("backup list", "reads"),
    ("check", "reads, but for what its keys decide"),
    ("chart", "reads, but for the marks that its keys make"),
    ("compare", "reads"),
    ("completions", "prints a script"),
    ("demo", "makes a workbook"),
    ("drafts", "reads and throws away what no workbook has"),
    ("generate", "makes a workbook"),
    ("group *", "groups of organisations are kept at the command line; the screen compares with them"),
    ("history", "reads"),
    ("keys", "reads"),
    ("list *", "reads"),
    ("mapping *", "how files are read; the import screen keeps it with the import"),
    ("new", "makes a workbook, as the first screen does"),
    ("recover", "makes a workbook out of a damaged one"),
    ("report", "reads; writes a document"),
    ("restore", "puts a copy in place of a workbook, as the list of backups does"),
    ("returns list", "reads"),
    ("show", "reads"),
    ("verify", "reads"),
    ("verify-report", "reads"),
];

fn leaves(command: &clap::Command, path: &str, all: &mut BTreeSet<String>) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name()).trim().to_owned();
        if sub.get_subcommands().next().is_none() {
            all.insert(path.clone());
        } else if !sub.is_subcommand_required_set() {
            all.insert(path.clone());
            leaves(sub, &path, all);
        } else {
            leaves(sub, &path, all);
        }
    }
}

#[test]
fn every_key_that_changes_something_has_its_command_and_every_command_its_key() {
    let cases: BTreeSet<String> = CASES.iter().map(|case| path(case.command)).collect();
    let mut known = BTreeSet::new();
    leaves(&command_line(), "", &mut known);
    let mut done = cases.clone();
    let mut used = BTreeSet::new();
    for row in TABLE.iter().filter(|row| row.changes != Changes::Nothing) {
        for scope in row.scopes {
            let find = |scope: Option<Scope>| {
                KEYS.iter().position(|(command, own, _)| *command == row.command && *own == scope)
            };
            let at = find(Some(*scope)).or_else(|| find(None));
            let at = at.unwrap_or_else(|| panic!("{:?} of {scope:?} stands in no list", row.command));
            used.insert(at);
            let told = KEYS[at].2;
            let (how, command) = told.split_once(' ').unwrap_or((told, ""));
            match how {
                "alone" => {}
                "step" | "job" => {
                    assert!(known.contains(command), "{command} is no command");
                    done.insert(command.to_owned());
                }
                _ => assert!(cases.contains(told) || told == "set", "{told} is no case"),
            }
        }
    }
    let idle: Vec<_> = (0..KEYS.len()).filter(|at| !used.contains(at)).map(|at| KEYS[at]).collect();
    assert!(idle.is_empty(), "no key: {idle:?}");
    for command in &known {
        let family = command.split_once(' ').map(|(first, _)| format!("{first} *"));
        let excused = COMMANDS.iter().any(|(one, _)| one == command || Some(*one) == family.as_deref());
        assert!(done.contains(command) || excused, "{command} stands in no list");
    }
    for (command, _) in COMMANDS {
        let there = known.iter().any(|one| one == command || one.starts_with(command.trim_end_matches('*')));
        assert!(there, "{command} is no command");
    }
}
