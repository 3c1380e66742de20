//! `quarterdeck list narrative` and `quarterdeck narrative`.

use std::io::Write;
use std::process::Stdio;

use crate::desk::{Desk, desk};
use serde_json::Value;

fn sections(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let mut all = vec!["list", "narrative", "FILE", "--json"];
    all.extend(more);
    desk.json(&all).as_array().unwrap().clone()
}

fn headed(desk: &Desk, heading: &str) -> Value {
    sections(desk, &[]).into_iter().find(|row| row["heading"] == heading).unwrap()
}

#[test]
fn the_report_comes_in_its_order_with_its_figures() {
    let desk = desk();
    let rows = sections(&desk, &[]);
    let kinds: Vec<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            ["achievement"; 3].as_slice(),
            &["challenge"; 3],
            &["summary", "finance", "risk", "equalities"],
            &["customer_experience"; 4],
        ]
        .concat()
    );
    let text = |at: usize| rows[at]["text"].as_str().unwrap();
    assert!(text(0).contains("71 of 102") && text(0).contains("69.6%") && text(0).contains("22 June"));
    assert!(text(1).contains("from 316 to 302"));
    for figure in
        ["£3.234m", "£6.5m", "£1.375m", "£783k", "£573k", "1,136", "630", "284", "£555k", "£154k", "2.2%"]
    {
        assert!(text(7).contains(figure), "{figure}");
    }
    for row in &rows {
        let challenge = row["kind"] == "challenge";
        assert_eq!(!row["action_required"].as_str().unwrap().is_empty(), challenge, "{row}");
        assert_eq!(row["carried_from"], "");
    }
    // The note its writer left is found, and names a role.
    let notes: Vec<&Value> = rows.iter().flat_map(|row| row["notes_to_self"].as_array().unwrap()).collect();
    assert_eq!(notes, ["(check with the Head of Workforce)"]);
    assert_eq!(sections(&desk, &["--kind", "customer experience"]).len(), 4);
    assert!(sections(&desk, &["--period", "2014/15-Q4"]).is_empty());
    assert!(desk.ok(&["list", "narrative", "FILE"]).starts_with("Id"));
}

#[test]
fn added_written_from_standard_input_moved_and_deleted() {
    let desk = desk();
    desk.ok(&["narrative", "add", "FILE", "own", "--heading", "Staffing", "--text", "First words."]);
    let id = headed(&desk, "Staffing")["id"].to_string();
    desk.ok(&["narrative", "status", "FILE", &id, "approved"]);
    assert!(
        desk.ok(&["narrative", "write", "FILE", &id, "--text", "First words."]).contains("Nothing to change")
    );
    assert_eq!(headed(&desk, "Staffing")["status"], "approved");
    // 20,000 words, with line ends of another system.
    let long = "word\r\n".repeat(20_000);
    let mut child = desk.command(&["narrative", "write", "FILE", &id, "--text", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(long.as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let written = headed(&desk, "Staffing");
    assert_eq!((written["words"].as_i64(), written["status"].as_str()), (Some(20_000), Some("draft")));
    let order = || -> Vec<String> {
        sections(&desk, &["--kind", "achievement"]).iter().map(|row| row["id"].to_string()).collect()
    };
    let before = order();
    desk.ok(&["narrative", "move", "FILE", &before[2], "up"]);
    assert_eq!(order(), [before[0].clone(), before[2].clone(), before[1].clone()]);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(order(), before);
    assert!(desk.fails(&["narrative", "move", "FILE", &before[0], "up"]).contains("first of its kind"));
    desk.ok(&["narrative", "edit", "FILE", &id, "--kind", "challenge", "--requires", "Recruit"]);
    assert_eq!(headed(&desk, "Staffing")["position"], 4);
    desk.ok(&["narrative", "delete", "FILE", &id]);
    assert_eq!(sections(&desk, &[]).len(), 14);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = desk();
    let before = desk.ok(&["list", "narrative", "FILE", "--json"]);
    assert!(
        desk.refused(&["narrative", "add", "FILE", "poem", "--heading", "x"])
            .contains("achievement, challenge")
    );
    assert!(desk.refused(&["narrative", "add", "FILE", "own"]).contains("--heading"));
    assert!(
        desk.refused(&["narrative", "add", "FILE", "summary", "--requires", "x"])
            .contains("only a challenge")
    );
    assert!(
        desk.fails(&["narrative", "write", "FILE", "9999", "--text", "x"]).contains("There is no section")
    );
    assert!(
        desk.fails(&["narrative", "add", "FILE", "own", "--heading", "x", "--period", "2014/15-Q4"])
            .contains("closed")
    );
    let id = sections(&desk, &[])[0]["id"].to_string();
    desk.refused(&["narrative", "status", "FILE", &id, "lost"]);
    assert_eq!(desk.ok(&["list", "narrative", "FILE", "--json"]), before);
}

#[test]
fn opening_the_next_period_can_carry_it_marked_as_carried() {
    let desk = desk();
    let said = desk.ok(&["period", "open-next", "FILE", "--carry-narrative"]);
    assert!(said.contains(", 14 sections."), "{said}");
    let carried = sections(&desk, &[]);
    assert_eq!(carried.len(), 14);
    assert!(carried.iter().all(|row| row["carried_from"] == "2015/16-Q1" && row["status"] == "draft"));
    assert!(carried.iter().all(|row| row["period"] == "2015/16-Q2" && row["source"] == ""));
    // Written anew, it is this quarter's own.
    let id = carried[0]["id"].to_string();
    desk.ok(&["narrative", "write", "FILE", &id, "--text", "Anew."]);
    assert_eq!(sections(&desk, &[])[0]["carried_from"], "");
    // The quarter before keeps its own.
    let before = sections(&desk, &["--period", "2015/16-Q1"]);
    assert!(before.iter().all(|row| row["carried_from"] == ""));
    assert_eq!(before[0]["status"], "approved");
    desk.ok(&["undo", "FILE"]);
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(sections(&desk, &[]).len(), 14);
    assert_eq!(sections(&desk, &[])[0]["period"], "2015/16-Q1");
    assert!(!desk.ok(&["period", "open-next", "FILE"]).contains("sections"));
}

#[test]
fn hostile_words_reach_no_terminal() {
    let desk = desk();
    let nasty = "=1+1\u{1b}]0;owned\u{7}\u{202e}b\u{9b}31m";
    desk.ok(&["narrative", "add", "FILE", "own", "--heading", nasty, "--text", nasty]);
    for arguments in [
        &["list", "narrative", "FILE"][..],
        &["list", "narrative", "FILE", "--json"],
        &["list", "narrative", "FILE", "--csv"],
        &["--plain", "list", "narrative", "FILE"],
    ] {
        let text = desk.ok(arguments);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{arguments:?}");
    }
    assert_eq!(headed(&desk, nasty)["text"], nasty);
}
