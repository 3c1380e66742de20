//! Forms: left as they are they change nothing.

use quarterdeck::domain::Rating;
use quarterdeck::workbook::{Change, Data, Opening, Query, Record};

use rusqlite::types::ValueRef;

use std::collections::BTreeSet;

use quarterdeck::input::grammar::{GRAMMAR, Letter};
use quarterdeck::input::{Command, Key, Scope, TABLE, resolve};

use crate::harness::Harness;

fn opening(harness: &Harness) -> Opening {
    match harness.store().answer(&Query::Opening).unwrap() {
        Data::Opening(opening) => *opening,
        other => panic!("{other:?}"),
    }
}

/// Every row of the file, but for what only says when and how it was written.
pub fn everything(file: &std::path::Path) -> Vec<String> {
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
                .map(|(at, name)| match row.get_ref(at).unwrap() {
                    ValueRef::Text(text) => format!("{name}={:?}", String::from_utf8_lossy(text)),
                    other => format!("{name}={other:?}"),
                })
                .collect();
            lines.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    lines
}

/// Keys that open each form that shows what is stored, and its title.
const EDITS: &[(&str, &str)] = &[
    ("2 E", "AC/C7"),
    ("2 D", "Figures for AC/C7"),
    ("4 g e", "Action for"),
    ("5 e", "Risk AS0007"),
    ("5 + down enter", "Control of AS0007"),
    ("6 E", "Budget line"),
    ("7 e", "Update"),
    ("7 E", "Commitment"),
    ("8 e", "Question"),
    ("8 E", "Meeting"),
    ("8 +", "What is promised"),
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

/// Goes to a field of the form on screen.
pub fn go_to(harness: &mut Harness, wanted: &str) {
    for _ in 0..40 {
        if harness.contains(&format!("│ > {wanted} ")) {
            return;
        }
        harness.keys("tab");
    }
    panic!("no field {wanted}:\n{}", harness.screen());
}

#[test]
fn the_kind_of_measure_is_one_choice_with_an_example_of_it() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2 A");
    go_to(&mut harness, "Reference");
    harness.type_text("ZZ/1").keys("tab").type_text("Average days from asking to a decision");
    // The words say it, and the example can be checked in the head.
    go_to(&mut harness, "Kind of measure");
    harness.assert_row("average").assert_contains("1,820 of 65 = 28.0 days").assert_contains("says so");
    for (kind, example) in [
        ("percentage", "422 of 709 = 59.5%"),
        ("rate per 1,000", "23 of 5,120 = 4.5 per 1,000"),
        ("rate per 100,000", "23 of 5,120 = 449.2 per 100,000"),
        ("money", "£1,300,000 of 65 = £20,000"),
        ("ratio", "1,820 of 65 = 28.00"),
        ("index", "126 of 120 = 105.0"),
        ("count", "1,820 cases: a whole number"),
    ] {
        harness.tick(2).type_text(kind);
        harness.assert_row(kind).assert_contains(example);
    }
    // By the arrows as well, and what it is counted in changes the example.
    harness.tick(2).type_text("count");
    go_to(&mut harness, "What is counted");
    harness.type_text("homes");
    go_to(&mut harness, "Kind of measure");
    harness.assert_contains("1,820 homes: a whole number");
    harness.tick(2).type_text("average");
    go_to(&mut harness, "Average in");
    harness.keys("ctrl-a delete").type_text("weeks").assert_contains("1,820 of 65 = 28.0 weeks");
    go_to(&mut harness, "Decimals shown");
    harness.keys("ctrl-a delete").type_text("2").assert_contains("1,820 of 65 = 28.00 weeks");
    harness.keys("ctrl-s").assert_says("ZZ/1 added");
    let made = harness.detail("ZZ/1").indicator;
    assert_eq!((made.measure.code(), made.unit_name.as_str()), ("average", "weeks"));
    assert_eq!((made.scale, made.decimals), (1.0, 2));
    // With another kind go what belonged to the first and the decimals; what is typed for another is refused.
    harness.indicator("ZZ/1").keys("E");
    go_to(&mut harness, "Kind of measure");
    harness.type_text("percentage");
    go_to(&mut harness, "Average in");
    harness.assert_lacks("Average in         weeks").type_text("weeks");
    harness.keys("ctrl-s").assert_says("only an average is in weeks");
    harness.assert_contains("│ > Average in").keys("ctrl-a delete ctrl-s").assert_says("ZZ/1 edited");
    let edited = harness.detail("ZZ/1").indicator;
    assert_eq!((edited.measure.code(), edited.unit_name.as_str(), edited.scale), ("percentage", "", 100.0));
    assert_eq!(edited.decimals, 1);
}

/// A list, the keys that narrow it to what does not match, and those that open its form; what is typed
/// into that by label; and what the row under the cursor then says.
type Adding =
    (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);
const ADDING: &[Adding] = &[
    ("2", "/ tele enter", "A", &[("Reference", "ZZ/1"), ("Description", "Letters answered in time")], "ZZ/1"),
    ("5 t", "/ tele enter", "A", &[("Reference", "ZZ.2"), ("Title", "Letters are lost")], "ZZ.2"),
    ("6", "", "A", &[("Name", "Postage and couriers")], "Postage and couriers"),
    ("6 v v", "", "A", &[("Reference", "ZZ-7"), ("Saving", "Fewer letters")], "ZZ-7"),
    ("5", "", "A", &[("Reference", "ZZ.3"), ("Title", "Letters burn")], "> 4 <"),
    ("4", "", "a", &[("Action", "Answer the letters")], "Answer the letters"),
    ("3 tab tab", "", "a", &[("Action", "Answer the letters")], "Answer the letters"),
    ("7", "/ tele enter", "A", &[("Reference", "ZZ.1"), ("Commitment", "Answer every letter")], "ZZ.1"),
    ("7 enter", "", "+", &[("Milestone", "Every letter is counted")], "Every letter is counted"),
    ("8", "/ tele enter", "A", &[("Question", "Who answers letters?")], "Who answers letters?"),
    ("9", "", "A", &[("Heading", "Letters and calls")], "Letters and calls"),
    ("V E", "", "enter", &[("Name", "Widnes")], "Widnes"),
    // What is added to a row: the row stays under the cursor.
    ("7", "", "+", &[("Milestone", "Every letter is counted")], ""),
    ("5", "", "+ enter", &[("Control", "A letter opener")], ""),
    ("5 t", "", "+ enter", &[("Control", "A letter opener")], ""),
    ("2", "", "a", &[("Action", "Answer the letters")], ""),
    ("2 enter", "", "a", &[("Action", "Answer the letters")], ""),
    ("5", "", "a", &[("Action", "Answer the letters")], ""),
    ("5 t", "", "a", &[("Action", "Answer the letters")], ""),
    ("6 down", "", "a", &[("Action", "Answer the letters")], ""),
    ("7", "", "a", &[("Action", "Answer the letters")], ""),
    ("7 enter", "", "a", &[("Action", "Answer the letters")], ""),
    ("8", "", "a", &[("Action", "Answer the letters")], ""),
    ("9", "", "a", &[("Action", "Answer the letters")], ""),
    (
        "V e",
        "",
        "enter enter",
        &[("Group", "Letter boxes"), ("Members", "Widnes"), ("Make known", " ")],
        "Letter boxes",
    ),
];

#[test]
fn what_was_just_added_is_under_the_cursor_whatever_the_list_was_narrowed_to() {
    for (list, narrow, add, typed, wanted) in ADDING {
        for narrow in ["", narrow].into_iter().take(if narrow.is_empty() { 1 } else { 2 }) {
            let mut harness = Harness::new(120, 60);
            harness.keys(list);
            for key in narrow.split_whitespace() {
                match key {
                    "tele" => harness.type_text("telephone zzz"),
                    key => harness.keys(key),
                };
            }
            harness.keys(add);
            for (label, text) in *typed {
                go_to(&mut harness, label);
                harness.type_text(text);
            }
            harness.keys("ctrl-s");
            let line = harness.cursor_line();
            assert!(line.contains(wanted), "{list} {narrow} {add}: {line}\n{}", harness.screen());
            if !narrow.is_empty() {
                harness.assert_says("Filter cleared: what was added does not match it");
            }
        }
    }
}

/// Commands that add something by another way than a form of their own.
const NOT_BY_A_FORM: &[Command] = &[Command::SendAll, Command::Promise, Command::OwnWord];

#[test]
fn every_command_that_adds_is_tried_and_its_form_saves_and_starts_another() {
    let adding: Vec<&Letter> = GRAMMAR.iter().filter(|one| matches!(one.key, "a" | "A" | "+")).collect();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for row in TABLE {
        let adds =
            adding.iter().any(|one| one.commands.contains(&row.command) && row.keys.contains(&one.key));
        if adds && !NOT_BY_A_FORM.contains(&row.command) {
            wanted.extend(row.scopes.iter().map(|scope| format!("{:?} on {scope:?}", row.command)));
        }
    }
    let mut only_one = Vec::new();
    for (list, _, add, ..) in ADDING.iter().filter(|(list, ..)| !list.starts_with('V')) {
        let mut harness = Harness::new(120, 60);
        harness.keys(list);
        let (scope, facts) = (harness.app().scope(), harness.app().facts());
        let key = Key::parse(add.split(' ').next().unwrap()).unwrap();
        let row = resolve(scope, key, &facts).unwrap();
        wanted.remove(&format!("{:?} on {scope:?}", row.command));
        harness.keys(add).assert_scope(Scope::Form);
        if !harness.app().facts().again {
            only_one.push(format!("{list} {add}"));
        }
    }
    assert!(wanted.is_empty(), "not in ADDING: {wanted:?}");
    assert!(only_one.is_empty(), "no Ctrl-N in {only_one:?}");
}

#[test]
fn a_new_budget_line_goes_under_the_line_under_the_cursor_and_another_below_the_same_total() {
    let mut harness = Harness::new(120, 60);
    harness.keys("6 down down down");
    let above = harness.cursor_line();
    let name = above.split_whitespace().nth(2).unwrap().to_owned();
    harness.keys("A");
    go_to(&mut harness, "Name");
    harness.type_text("Postage").keys("ctrl-n").assert_scope(Scope::Form);
    go_to(&mut harness, "Name");
    harness.type_text("Couriers").keys("ctrl-s").assert_row("Couriers");
    harness.keys("g");
    while !harness.cursor_line().contains("Postage") {
        let before = harness.cursor_line();
        harness.keys("down");
        assert_ne!(before, harness.cursor_line(), "{}", harness.screen());
    }
    harness.keys("up").assert_row(&name);
}

#[test]
fn the_next_reference_is_proposed_and_another_gets_the_one_after() {
    for (list, title, text) in
        [("5 t", "Title", "Letters burn"), ("7", "Commitment", "Answer"), ("6 v v", "Saving", "Less")]
    {
        let mut harness = Harness::new(120, 60);
        harness.keys(list).keys("A");
        go_to(&mut harness, "Reference");
        let proposed = |harness: &Harness| {
            harness
                .cursor_line()
                .split_whitespace()
                .rev()
                .find(|word| word.ends_with(|c: char| c.is_ascii_digit()))
                .map(str::to_owned)
        };
        let first = proposed(&harness).unwrap_or_else(|| panic!("{list}: {}", harness.screen()));
        go_to(&mut harness, title);
        harness.type_text(text).keys("ctrl-n").assert_scope(Scope::Form);
        go_to(&mut harness, "Reference");
        assert_ne!(proposed(&harness), Some(first), "{}", harness.screen());
    }
}

#[test]
fn a_new_indicator_takes_its_kind_first_and_asks_only_what_that_needs() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2 A").assert_row("Kind of measure");
    harness.assert_lacks("Average in").assert_lacks("Band from").assert_contains("Decimals");
    harness.type_text("average").assert_contains("Average in").assert_contains("Decimals");
    harness.type_text("");
    harness.tick(3).type_text("count").assert_lacks("Average in").assert_lacks("Decimals");
    go_to(&mut harness, "Polarity");
    harness.type_text("aim").assert_contains("Band from").assert_contains("Band to");
    for (label, text) in
        [("Band from", "80"), ("Band to", "90"), ("Reference", "ZZ/1"), ("Description", "Letters answered")]
    {
        go_to(&mut harness, label);
        harness.type_text(text);
    }
    harness.keys("ctrl-s").assert_row("ZZ/1");
    let indicator = harness.detail("ZZ/1").indicator;
    assert_eq!((indicator.measure.code(), indicator.decimals), ("count", 0));
}

#[test]
fn f1_on_a_field_explains_its_words_and_goes_back_to_what_was_typed() {
    for (open, label, word) in [
        ("2 A", "Polarity", "Which way is better"),
        ("2 D", "Basis", "Figures are only compared on the same basis"),
        ("2 A", "Kind of measure", "What a share is multiplied by"),
    ] {
        let mut harness = Harness::new(120, 60);
        harness.keys(open);
        go_to(&mut harness, label);
        let before = harness.cursor_line();
        harness.keys("f1").assert_scope(Scope::Reading).assert_contains(word).assert_contains(label);
        harness.keys("esc").assert_scope(Scope::Form);
        assert_eq!(harness.cursor_line(), before);
    }
}

#[test]
fn a_filter_that_what_is_added_matches_stays() {
    let mut harness = Harness::new(120, 60);
    harness.keys("2 /").type_text("letters").keys("enter A");
    for (label, text) in [("Reference", "ZZ/1"), ("Description", "Letters answered in time")] {
        go_to(&mut harness, label);
        harness.type_text(text);
    }
    harness.keys("ctrl-s").assert_contains("1 of 28").assert_row("ZZ/1");
}
