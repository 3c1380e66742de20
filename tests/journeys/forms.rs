//! Forms: left as they are they change nothing, and what they and the command line can both do comes
//! to the same records.

use std::process::{Command, Stdio};

use quarterdeck::domain::Rating;
use quarterdeck::workbook::{Change, Data, Opening, Query, Record};

use crate::harness::Harness;

fn opening(harness: &Harness) -> Opening {
    match harness.store().answer(&Query::Opening).unwrap() {
        Data::Opening(opening) => *opening,
        other => panic!("{other:?}"),
    }
}

/// Every row of the file, but for what only says when and how it was written.
fn everything(file: &std::path::Path) -> Vec<String> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(file, flags).unwrap();
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut lines = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = names
                .iter()
                .enumerate()
                .map(|(at, name)| format!("{name}={:?}", row.get_ref(at).unwrap()))
                .collect();
            lines.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    lines
}

/// Keys that open each form that shows what is stored, and its title.
const EDITS: &[(&str, &str)] = &[
    ("2 E", "AC/C7"),
    ("2 v", "Figures for AC/C7"),
    ("4 g e", "Action for"),
    ("5 e", "Risk AS0007"),
    ("5 C down enter", "Control of AS0007"),
    ("6 E", "Budget line"),
    ("7 e", "Update"),
    ("7 E", "Commitment"),
    ("8 e", "Question"),
    ("8 E", "Meeting"),
    ("8 p", "What is promised"),
    ("9 e", "Section"),
];

#[test]
fn a_form_left_as_it_is_changes_nothing() {
    for (keys, title) in EDITS {
        let mut harness = Harness::new(120, 40);
        let before = everything(&harness.file);
        harness.keys(keys).assert_contains(title);
        harness.keys("ctrl-s").assert_says("Nothing was changed");
        assert_eq!(everything(&harness.file), before, "{keys}");
        assert!(harness.drafts_on_disk().is_empty());
    }
}

#[test]
fn settings_that_are_not_offered_are_shown_and_kept() {
    let mut harness = Harness::new(120, 40);
    let mut workbook = opening(&harness).workbook;
    workbook.review_ratings = vec![Rating::Red, Rating::OffTrack, Rating::AwaitingData];
    workbook.scheme = "tolerance".to_owned();
    let change = Change::new("Settings from elsewhere").put(Record::Workbook(workbook.clone()));
    harness.other_program().apply(&change, &harness.stamp("other")).unwrap();
    harness.restart().palette("workbook settings");
    harness.assert_contains("Review Off track").assert_contains("Review Awaiting data");
    let before = everything(&harness.file);
    harness.keys("ctrl-s").assert_says("Nothing was changed");
    assert_eq!(everything(&harness.file), before);
    // Another field changed: the rest stays.
    harness.palette("workbook settings").keys("ctrl-a").type_text("Exampleton").keys("ctrl-s");
    let after = opening(&harness).workbook;
    assert_eq!(after.organisation, "Exampleton");
    assert_eq!((after.review_ratings, after.scheme), (workbook.review_ratings, workbook.scheme));
}

#[test]
fn only_the_schemes_own_ratings_are_offered() {
    let mut harness = Harness::new(120, 60);
    let mut workbook = opening(&harness).workbook;
    workbook.scheme = "tolerance".to_owned();
    workbook.review_ratings = vec![Rating::Red];
    let change = Change::new("Three colours").put(Record::Workbook(workbook));
    harness.other_program().apply(&change, &harness.stamp("other")).unwrap();
    harness.restart();
    // By hand: an indicator judged by the workbook's scheme.
    let list = harness.list(Default::default());
    let own = list
        .iter()
        .map(|row| harness.detail_of(row.indicator_id).indicator)
        .find(|one| one.scheme.is_empty());
    let reference = own.unwrap().reference;
    harness.indicator(&reference).keys("o").assert_contains("Override the rating");
    harness.assert_contains("Amber").assert_contains("Not reportable");
    harness.assert_lacks("Red Amber").assert_lacks("Green Amber").assert_lacks("On track").keys("esc");
    // In the settings, until another scheme is chosen: then that one's.
    harness.palette("workbook settings").assert_contains("Review Amber").assert_lacks("Review Not on track");
    harness.keys("tab tab");
    for _ in 0..8 {
        if harness.contains("Review Not on track") {
            break;
        }
        harness.keys("right");
    }
    harness.assert_contains("Review Not on track").assert_lacks("Review Amber").assert_contains("Review Red");
    // Red is reviewed, which nothing can be under this scheme: it is shown, and does not do alone.
    harness.keys("ctrl-s").assert_says("choose from Not on track");
    harness.keys("tab").assert_row("Review On track").keys("shift-tab");
    harness.assert_row("Review Not on track").keys("space ctrl-s").assert_says("u undoes");
    let reviewed = opening(&harness).workbook.review_ratings;
    assert_eq!(reviewed, [Rating::Red, Rating::NotOnTrack]);
}

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
    "=1+1",
    "a'b\"c;d",
    "ends with dots ...",
];
const ROLES: &[&str] = &["Head of Care", "Assistant Director, Homes", "Ö"];
const DATES: &[&str] = &["06/08/2015", "14 sep 2015", "+2w", "2016-02-29"];
const MONEY: &[&str] = &["£120k", "1.2m", "(30,000)", "123.45"];
const WHOLE: &[&str] = &["0", "7", "1,234"];

/// What is done on screen and at the command line: the keys that open a form, its fields by their
/// labels with the option that says the same, and the command.
struct Case {
    keys: &'static str,
    command: &'static [&'static str],
    fields: &'static [(&'static str, &'static str, &'static [&'static str])],
}

const CASES: &[Case] = &[
    Case {
        keys: "5 e",
        command: &["risk", "edit", "FILE", "AS0007"],
        fields: &[
            ("Title", "--title", TEXTS),
            ("Assurance", "--assurance", TEXTS),
            ("Category", "--category", TEXTS),
            ("Service", "--service", TEXTS),
            ("Owner", "--owner", ROLES),
        ],
    },
    Case {
        keys: "5 A",
        command: &["action", "add", "FILE", "AS0007"],
        fields: &[
            ("Action", "--action", TEXTS),
            ("Owner", "--owner", ROLES),
            ("Due", "--due", DATES),
            ("Client group", "--client-group", TEXTS),
            ("Expected effect", "--expected", TEXTS),
            ("Bringing it to", "--expected-value", WHOLE),
            ("By", "--expected-by", &["2015/16-Q3", "2015/16"]),
            ("Progress", "--progress", TEXTS),
            ("Saves this year", "--effect", MONEY),
            ("From the month", "--effect-from", &["2015/16-M09"]),
        ],
    },
    Case {
        keys: "7 E",
        command: &["commitment", "edit", "FILE", "CI1"],
        fields: &[
            ("Plan", "--plan", TEXTS),
            ("Commitment", "--description", TEXTS),
            ("Service", "--service", TEXTS),
            ("Owner", "--owner", ROLES),
            ("Due", "--due", DATES),
            ("Source", "--source", TEXTS),
        ],
    },
    Case {
        keys: "8 g e",
        command: &["question", "edit", "FILE", "FIRST"],
        fields: &[
            ("Asked by", "--asker", ROLES),
            ("Page", "--page", &["12", "3"]),
            ("Cites", "--cites", TEXTS),
            ("Question", "--question", TEXTS),
        ],
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
        ],
    },
    Case {
        keys: "palette workbook settings",
        command: &["settings", "FILE"],
        fields: &[
            ("Organisation", "--organisation", TEXTS),
            ("Service", "--service", TEXTS),
            ("Budget tolerance %", "--budget-tolerance", &["3", "2.5%", "0"]),
            ("Risk register from", "--risk-threshold", &["9", "15"]),
        ],
    },
];

#[test]
fn screen_and_command_line_make_the_same_of_the_same() {
    let mut random = Random(20_150_706);
    for case in CASES {
        for _ in 0..2 {
            let mut harness = Harness::new(120, 60);
            let other = harness.folder().join("other.qd");
            std::fs::copy(&harness.file, &other).unwrap();
            let first = match harness
                .store()
                .answer(&Query::Questions(quarterdeck::workbook::QuestionRequest {
                    period: harness.period(),
                    today: harness.now().date(),
                    filter: Default::default(),
                    text: String::new(),
                }))
                .unwrap()
            {
                Data::Questions(log) => log.rows[0].id.to_string(),
                other => panic!("{other:?}"),
            };
            let mut arguments: Vec<String> = case
                .command
                .iter()
                .map(|word| match *word {
                    "FILE" => other.display().to_string(),
                    "FIRST" => first.clone(),
                    word => word.to_owned(),
                })
                .collect();
            match case.keys.strip_prefix("palette ") {
                Some(words) => harness.palette(words),
                None => harness.keys(case.keys),
            };
            for (label, option, pool) in case.fields {
                let text = random.pick(pool);
                let on_it = |harness: &Harness| harness.contains(&format!("│ > {label} "));
                let mut steps = 0;
                while !on_it(&harness) {
                    harness.keys("tab");
                    steps += 1;
                    assert!(steps < 30, "no field {label}:\n{}", harness.screen());
                }
                harness.keys("ctrl-a delete").type_text(text);
                arguments.extend([(*option).to_owned(), text.to_owned()]);
            }
            harness.keys("ctrl-s").assert_says("u undoes");
            let ran = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
                .args(&arguments)
                .env_clear()
                .env("HOME", harness.folder())
                .env("QUARTERDECK_NOW", harness.now().format("%Y-%m-%dT%H:%M:%S").to_string())
                .env("QUARTERDECK_USER", "jm")
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
            let (screen, line) = (everything(&harness.file), everything(&other));
            let differs: Vec<_> = screen.iter().zip(&line).filter(|(one, other)| one != other).collect();
            assert!(differs.is_empty() && screen.len() == line.len(), "{arguments:?}: {differs:#?}");
        }
    }
}
