//! `quarterdeck list commitments` and `quarterdeck commitment`.

use crate::desk::{Desk, desk};
use serde_json::Value;

fn commitments(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let mut all = vec!["list", "commitments", "FILE", "--json"];
    all.extend(more);
    desk.json(&all).as_array().unwrap().clone()
}

fn one(desk: &Desk, reference: &str) -> Value {
    commitments(desk, &[]).into_iter().find(|row| row["reference"] == reference).unwrap()
}

#[test]
fn both_plans_come_as_json() {
    let desk = desk();
    let rows = commitments(&desk, &[]);
    let count = |rating: &str| rows.iter().filter(|row| row["rating"] == rating).count();
    assert_eq!(rows.len(), 35);
    assert_eq!([count("green"), count("on_track"), count("complete"), count("at_risk")], [6, 23, 1, 5]);
    assert_eq!(rows[0]["reference"], "CI1");
    assert_eq!((&rows[0]["scale"], &rows[0]["movement"]), (&"four_colour".into(), &"better".into()));
    assert_eq!((&rows[0]["owner"], &rows[0]["due"]), (&"".into(), &Value::Null));
    assert_eq!((rows[0]["milestones"].as_i64(), rows[0]["placeholder"].as_bool()), (Some(0), Some(false)));
    assert_eq!(rows[34]["placeholder"], true);
    let before = commitments(&desk, &["--period", "2014/15-Q4"]);
    assert_eq!((before.len(), &before[0]["illustrative"]), (6, &true.into()));
    assert_eq!(commitments(&desk, &["--rating", "at_risk"]).len(), 5);
    assert_eq!(commitments(&desk, &["--plan", "commissioning intentions"]).len(), 6);
    assert!(
        desk.fails(&["list", "commitments", "FILE", "--plan", "Other"]).contains("There is: Commissioning")
    );
    let table = desk.ok(&["list", "commitments", "FILE", "--rating", "green"]);
    assert!(table.starts_with("Reference") && table.contains("● G"), "{table}");
    assert!(desk.ok(&["--ascii", "list", "commitments", "FILE"]).is_ascii());
}

#[test]
fn rating_writing_and_milestones() {
    let desk = desk();
    desk.ok(&["commitment", "rate", "FILE", "ci1", "Red Amber", "--path", "A second provider"]);
    let rated = one(&desk, "CI1");
    assert_eq!((&rated["rating"], &rated["movement"]), (&"red_amber".into(), &"worse".into()));
    assert_eq!(rated["path_to_green"], "A second provider");
    assert!(rated["commentary"].as_str().unwrap().starts_with("Preparations"));
    desk.ok(&["commitment", "write", "FILE", "CI1", "--text", "Bids are late."]);
    assert_eq!(one(&desk, "CI1")["commentary"], "Bids are late.");
    // Several at once are one step.
    assert!(desk.ok(&["commitment", "rate", "FILE", "CI2", "CI3", "red"]).contains("2 commitments changed"));
    assert_eq!(one(&desk, "CI3")["rating"], "red");
    desk.ok(&["undo", "FILE"]);
    assert_eq!([&one(&desk, "CI2")["rating"], &one(&desk, "CI3")["rating"]], ["green", "green"]);
    desk.ok(&["commitment", "milestone", "FILE", "CI1", "Tender out", "--due", "+1m"]);
    desk.ok(&["commitment", "milestone", "FILE", "CI1", "tender OUT", "--done", "today"]);
    let one = one(&desk, "CI1");
    assert_eq!((one["milestones"].as_i64(), one["milestones_done"].as_i64()), (Some(1), Some(1)));
}

#[test]
fn added_edited_and_closed() {
    let desk = desk();
    desk.ok(&[
        "commitment",
        "add",
        "FILE",
        "D1",
        "--plan",
        "Plan",
        "--description",
        "Do it",
        "--due",
        "1 sep",
    ]);
    let added = one(&desk, "D1");
    assert_eq!((&added["rating"], &added["due"]), (&Value::Null, &"2015-09-01".into()));
    desk.ok(&["commitment", "rate", "FILE", "D1", "on-track"]);
    desk.ok(&["commitment", "edit", "FILE", "D1", "--owner", "Head of Care", "--due", ""]);
    assert_eq!(
        (&one(&desk, "D1")["owner"], &one(&desk, "D1")["due"]),
        (&"Head of Care".into(), &Value::Null)
    );
    // Describing a placeholder makes it one no more.
    desk.ok(&["commitment", "edit", "FILE", "Action 1", "--description", "Annual reviews"]);
    assert_eq!(one(&desk, "Action 1")["placeholder"], false);
    desk.ok(&["commitment", "close", "FILE", "D1"]);
    assert_eq!(one(&desk, "D1")["closed_in"], "2015/16-Q1");
    desk.ok(&["commitment", "close", "FILE", "D1", "--reopen"]);
    assert_eq!(one(&desk, "D1")["closed_in"], "");
    assert!(
        desk.fails(&["commitment", "add", "FILE", "d1", "--plan", "P", "--description", "x"])
            .contains("already")
    );
}

#[test]
fn words_of_another_scale_are_refused_with_those_there_are() {
    let desk = desk();
    let before = desk.ok(&["list", "commitments", "FILE", "--json"]);
    for rating in ["at_risk", "amber", "purple", "on_track\u{1b}[31m"] {
        let error = desk.fails(&["commitment", "rate", "FILE", "CI1", rating]);
        assert!(error.contains("Green, Green Amber, Red Amber, Red"), "{error}");
        assert!(!error.contains('\u{1b}'));
    }
    let error = desk.fails(&["commitment", "rate", "FILE", "Action 1", "green"]);
    assert!(error.contains("Complete, On track, At risk, Off track"), "{error}");
    // One that does not fit refuses all of them.
    desk.fails(&["commitment", "rate", "FILE", "CI1", "Action 1", "green_amber"]);
    assert!(desk.fails(&["commitment", "rate", "FILE", "CI9", "green"]).contains("Near: CI1"));
    assert!(
        desk.fails(&["commitment", "rate", "FILE", "CI1", "green", "--period", "2014/15-Q4"])
            .contains("closed")
    );
    desk.refused(&["commitment", "rate", "FILE", "CI1"]);
    desk.refused(&["commitment", "milestone", "FILE", "CI1", "x", "--done", "+1d"]);
    assert_eq!(desk.ok(&["list", "commitments", "FILE", "--json"]), before);
}

#[test]
fn show_and_set_know_commitments_sections_and_questions() {
    let desk = desk();
    let shown = desk.ok(&["show", "FILE", "ci1"]);
    assert!(
        shown.contains("Rating: ● G Green: commitment met") && shown.contains("Why: Preparations"),
        "{shown}"
    );
    desk.ok(&["set", "FILE", "CI1", "--rating", "red amber", "--reason", "Bids are late."]);
    let set = desk.json(&["show", "FILE", "CI1", "--json"]);
    assert_eq!((&set["rating"], &set["commentary"]), (&"red_amber".into(), &"Bids are late.".into()));
    assert!(set["steps"].as_array().unwrap().is_empty() && set["actions"].as_array().unwrap().is_empty());
    let section = desk.json(&["show", "FILE", "recovering the budget position", "--json"]);
    assert_eq!(section["kind"], "challenge");
    desk.ok(&["set", "FILE", "Recovering the budget position", "--reason", "Anew."]);
    assert!(desk.ok(&["show", "FILE", "Recovering the budget position"]).contains("Action required:"));
    desk.ok(&["set", "FILE", "CCC14", "--reason", "Because."]);
    assert_eq!(desk.json(&["show", "FILE", "page 46, ccc14", "--json"])["reply"], "Because.");
    assert!(desk.ok(&["show", "FILE", "Young carers"]).contains("Owner: none"));
    assert!(desk.fails(&["set", "FILE", "CI1", "--rating", "purple"]).contains("write one of Green"));
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--rating", "green"]).contains("--override"));
    assert!(desk.refused(&["set", "FILE", "CCC4", "--rating", "green"]).contains("is for commitments"));
    assert!(desk.refused(&["set", "FILE", "CI1", "--result", "5"]).contains("--rating"));
    assert!(desk.fails(&["show", "FILE", "nothing of the name"]).contains("There is no"));
}
