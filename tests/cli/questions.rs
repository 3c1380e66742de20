//! `quarterdeck list questions` and `quarterdeck question`.

use std::io::Write;
use std::process::Stdio;

use crate::desk::{Desk, desk};
use serde_json::Value;

fn questions(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let mut all = vec!["list", "questions", "FILE", "--json"];
    all.extend(more);
    desk.json(&all).as_array().unwrap().clone()
}

fn at_page(desk: &Desk, page: &str) -> Value {
    questions(desk, &[]).into_iter().find(|row| row["page"] == page).unwrap()
}

#[test]
fn the_minutes_come_as_json() {
    let desk = desk();
    let rows = questions(&desk, &[]);
    assert_eq!(rows.len(), 18);
    // Of 2022/23 first, then of 2011/12.
    let pages: Vec<&str> = rows.iter().skip(13).map(|row| row["page"].as_str().unwrap()).collect();
    assert_eq!(pages, ["46", "47", "27", "41", "49"]);
    let budget = at_page(&desk, "27");
    assert_eq!(budget["meeting"], "Healthy Halton Board");
    assert_eq!(budget["held_on"], Value::Null);
    assert_eq!(budget["reference"], "second paragraph");
    assert!(budget["question"].as_str().unwrap().contains("£256,000"));
    assert!(budget["reply"].as_str().unwrap().contains("£1.4m"));
    for key in ["promise_owner", "asker", "resolution"] {
        assert_eq!(budget[key], "", "{key}");
    }
    assert_eq!((&budget["promise_due"], &budget["promise_sent"]), (&Value::Null, &Value::Null));
    assert_eq!(budget["status"], "promised");
    assert!(rows[14]["question"].as_str().unwrap().contains("581 clients"));
}

#[test]
fn by_state_and_words() {
    let desk = desk();
    let count = |more: &[&str]| questions(&desk, more).len();
    assert_eq!(count(&["--state", "unsent"]), 6);
    assert_eq!(count(&["--state", "open"]), 1);
    assert_eq!(count(&["--state", "overdue"]), 0);
    assert_eq!(count(&["--find", "warm hubs"]), 1);
    assert!(desk.refused(&["list", "questions", "FILE", "--state", "lost"]).contains("write all, open"));
    let table = desk.ok(&["list", "questions", "FILE", "--state", "unsent"]);
    assert!(table.starts_with("Id") && table.contains("no owner") && table.contains("no date"), "{table}");
    let csv = desk.ok(&["list", "questions", "FILE", "--csv"]);
    assert!(csv.starts_with("id,meeting,held_on,report,asker,page,reference,question,reply,promise,"));
    let none = desk.run(&["list", "questions", "FILE", "--find", "nobody asked this"]);
    assert_eq!((none.code, none.err.as_str()), (0, "No question matches.\n"));
}

#[test]
fn from_asking_to_sent() {
    let desk = desk();
    let saved = desk.ok(&[
        "question",
        "add",
        "FILE",
        "--meeting",
        "Scrutiny",
        "--held-on",
        "02/07/2015",
        "--asker",
        "A member",
        "--page",
        "5",
        "--cites",
        "AC/C7",
        "--question",
        "Why so late?",
        "--about",
        "ac/c7",
        "--promise",
        "A briefing",
        "--owner",
        "Head of Safeguarding",
        "--due",
        "03/07/2015",
    ]);
    assert!(saved.starts_with("Saved: Question: page 5, AC/C7"), "{saved}");
    let asked = at_page(&desk, "5");
    assert_eq!((asked["status"].as_str(), asked["days_late"].as_i64()), (Some("overdue"), Some(3)));
    assert_eq!(asked["about"][0], "AC/C7");
    let id = asked["id"].to_string();
    // The same meeting is found again, whatever its capitals.
    desk.ok(&["question", "add", "FILE", "--meeting", "SCRUTINY", "--question", "And why not?"]);
    let again = questions(&desk, &["--find", "why not"]);
    assert_eq!(again[0]["held_on"], "2015-07-02");
    let mut child = desk.command(&["question", "reply", "FILE", &id, "--text", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("First line.\r\nSecond line.\r\n".as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(at_page(&desk, "5")["reply"], "First line.\nSecond line.");
    desk.ok(&["question", "sent", "FILE", &id]);
    assert_eq!(at_page(&desk, "5")["promise_sent"], "2015-07-06");
    assert_eq!(at_page(&desk, "5")["status"], "sent");
    desk.ok(&["question", "sent", "FILE", &id, "--on", ""]);
    desk.ok(&["question", "resolve", "FILE", &id, "--how", "Noted"]);
    assert_eq!(at_page(&desk, "5")["status"], "resolved");
    desk.ok(&["question", "edit", "FILE", &id, "--page", "6", "--due", ""]);
    assert_eq!(at_page(&desk, "6")["promise_due"], Value::Null);
    desk.ok(&["question", "delete", "FILE", &id]);
    assert_eq!(questions(&desk, &[]).len(), 19);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(at_page(&desk, "6")["about"][0], "AC/C7");
}

#[test]
fn a_question_links_itself_with_what_it_cites() {
    let desk = desk();
    let ask = |words: &str| {
        desk.ok(&["question", "add", "FILE", "--meeting", "Scrutiny", "--page", "5", "--question", words])
    };
    let saved = ask("Cites AC/S9 and as0091: why?");
    assert!(saved.contains(", linked with AC/S9 and AS0091"), "{saved}");
    assert_eq!(at_page(&desk, "5")["about"], serde_json::json!(["AC/S9", "AS0091"]));
    assert!(desk.ok(&["link", "FILE", "AC/S9"]).contains("Cites AC/S9"));
    let id = at_page(&desk, "5")["id"].to_string();
    let saved = desk.ok(&["question", "reply", "FILE", &id, "--text", "As AC/C7 shows, and AC/S9."]);
    assert!(saved.contains(", linked with AC/C7"), "{saved}");
    desk.ok(&["undo", "FILE"]);
    desk.ok(&["undo", "FILE"]);
    assert!(!desk.ok(&["link", "FILE", "AC/S9"]).contains("Cites AC/S9"));
    assert!(!ask("About AC/S99?").contains("linked with"));
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let desk = desk();
    let before = desk.ok(&["list", "questions", "FILE", "--json"]);
    assert!(
        desk.fails(&["question", "reply", "FILE", "999", "--text", "x"]).contains("There is no question 999")
    );
    let answered = at_page(&desk, "46")["id"].to_string();
    assert!(desk.refused(&["question", "sent", "FILE", &answered]).contains("Nothing was promised"));
    let owed = at_page(&desk, "27")["id"].to_string();
    assert!(desk.refused(&["question", "sent", "FILE", &owed, "--on", "+2d"]).contains("still to come"));
    assert!(
        desk.refused(&["question", "edit", "FILE", &answered, "--owner", "Someone"]).contains("--promise")
    );
    assert!(
        desk.refused(&["question", "edit", "FILE", &owed, "--due", "31/02/2016"]).contains("29 Feb 2016")
    );
    assert!(desk.refused(&["question", "edit", "FILE", &owed, "--question", " "]).contains("is needed"));
    desk.refused(&["question", "add", "FILE", "--meeting", "M"]);
    assert!(
        desk.fails(&["question", "add", "FILE", "--meeting", "M", "--question", "Q", "--about", "ZZ/99"])
            .contains("no indicator ZZ/99")
    );
    assert_eq!(desk.ok(&["list", "questions", "FILE", "--json"]), before);
}

#[test]
fn meetings_are_added_and_changed_by_name() {
    let desk = desk();
    desk.ok(&["question", "meeting", "FILE", "healthy halton board", "--held-on", "06/09/2011"]);
    assert_eq!(at_page(&desk, "46")["held_on"], "2011-09-06");
    assert_eq!(at_page(&desk, "46")["meeting"], "Healthy Halton Board");
    assert!(desk.ok(&["question", "meeting", "FILE", "Panel"]).contains("Meeting added"));
}

#[test]
fn hostile_words_reach_no_terminal() {
    let desk = desk();
    let nasty = "=1+1\u{1b}]0;owned\u{7}\u{202e}b\u{9b}31m";
    desk.ok(&["question", "add", "FILE", "--meeting", nasty, "--question", nasty, "--asker", nasty]);
    for arguments in [
        &["list", "questions", "FILE"][..],
        &["list", "questions", "FILE", "--json"],
        &["list", "questions", "FILE", "--csv"],
        &["--plain", "list", "questions", "FILE"],
        &["history", "FILE"],
    ] {
        let text = desk.ok(arguments);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{arguments:?}");
    }
    assert!(desk.ok(&["list", "questions", "FILE", "--csv"]).contains("'=1+1"));
}
