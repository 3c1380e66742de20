//! `quarterdeck check`.

use quarterdeck::checks::CHECKS;
use serde_json::Value;

use crate::desk::desk;

fn found(out: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(out).unwrap().as_array().unwrap().clone()
}

#[test]
fn findings_are_printed_and_errors_end_with_exit_code_1() {
    let desk = desk();
    let ran = desk.run(&["check", "FILE"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.contains("error: AC/S9 [result-not-its-parts]"), "{}", ran.out);
    assert!(ran.out.contains("98.59, but 47 ÷ 51,576 × 100,000 is 91.13"), "{}", ran.out);
    assert!(ran.out.contains("Q1 2015/16: ") && ran.out.contains(" errors, "), "{}", ran.out);
}

#[test]
fn json_has_the_keys_that_scripts_rely_on() {
    let desk = desk();
    let ran = desk.run(&["check", "FILE", "--json"]);
    assert_eq!(ran.code, 1);
    let rows = found(&ran.out);
    assert!(rows.len() > 60);
    let keys =
        ["code", "severity", "reference", "field", "message", "stated", "computed", "accepted", "page"];
    let mut at = 0;
    for key in keys {
        let found = ran.out[at..].find(&format!("\"{key}\":"));
        at += found.unwrap_or_else(|| panic!("{key} is not there, or not in this order"));
    }
    for row in &rows {
        assert_eq!(row.as_object().unwrap().len(), keys.len());
        assert_eq!(row["accepted"], false);
    }
    let one = rows.iter().find(|row| row["code"] == "result-not-its-parts").unwrap();
    assert_eq!((&one["reference"], &one["field"]), (&"AC/S9".into(), &"result".into()));
    assert_eq!((&one["stated"], &one["computed"]), (&"98.59".into(), &"91.13".into()));
    let only = found(&desk.run(&["check", "FILE", "--json", "--severity", "error"]).out);
    assert!(only.iter().all(|row| row["severity"] == "error") && !only.is_empty() && only.len() < rows.len());
    let warnings = found(&desk.run(&["check", "FILE", "--json", "--severity", "warning"]).out);
    assert!(warnings.len() > only.len() && warnings.len() < rows.len());
}

#[test]
fn once_there_is_a_report_findings_tell_the_page_they_are_on() {
    let desk = desk();
    let page = || {
        let rows = found(&desk.run(&["check", "FILE", "--json"]).out);
        rows.iter().find(|row| row["code"] == "result-not-its-parts").unwrap()["page"].clone()
    };
    assert_eq!(page(), Value::Null);
    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    let page = page().as_u64().unwrap();
    let shown = desk.ok(&["show", "FILE", "AC/S9"]);
    assert!(shown.contains(&format!("page {page}")), "{page}: {shown}");
    let text = desk.run(&["check", "FILE"]).out;
    assert!(text.contains(&format!("error: AC/S9, page {page} [result-not-its-parts]")), "{text}");
}

#[test]
fn the_list_is_the_documentation() {
    let desk = desk();
    let text = desk.ok(&["check", "--list"]);
    for check in CHECKS {
        assert!(text.contains(&format!("{} ({})", check.code, check.severity.code())), "{}", check.code);
    }
    assert!(text.contains("Like for like") && text.contains("Finds "));
    let rows = found(&desk.ok(&["check", "--list", "--json"]));
    assert_eq!(rows.len(), CHECKS.len());
    assert!(rows.iter().all(|row| !row["looks_for"].as_str().unwrap().is_empty()));
}

#[test]
fn a_period_without_errors_ends_well() {
    let desk = desk();
    // Nothing is printed in it and nothing is red that was not dealt with.
    let ran = desk.run(&["check", "FILE", "--period", "2013/14-Q1", "--severity", "error"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn findings_are_accepted_with_a_reason_and_come_back_when_figures_change() {
    let desk = desk();
    let refused = desk.refused(&["check", "FILE", "--accept", "result-not-its-parts"]);
    assert!(refused.contains("--because"), "{refused}");
    let accept = [
        "check",
        "FILE",
        "--accept",
        "result-not-its-parts",
        "--of",
        "ac/s9",
        "--because",
        "Published as it is.",
    ];
    assert_eq!(desk.ok(&accept).trim(), "Accept AC/S9: result-not-its-parts.");
    assert!(desk.fails(&accept).contains("finds nothing open about ac/s9"));
    let rows = found(&desk.run(&["check", "FILE", "--json"]).out);
    let one = |rows: &[Value]| {
        rows.iter().find(|row| row["code"] == "result-not-its-parts").unwrap()["accepted"].clone()
    };
    assert_eq!(one(&rows), true);
    assert!(desk.ok(&["history", "FILE"]).contains("Accept AC/S9"));
    desk.ok(&["set", "FILE", "AC/S9", "--numerator", "48", "--result", "98.59"]);
    let rows = found(&desk.run(&["check", "FILE", "--json"]).out);
    assert_eq!(one(&rows), false);
    let text = desk.run(&["check", "FILE"]).out;
    assert!(text.contains("for other figures") && text.contains("Published as it is."), "{text}");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(one(&found(&desk.run(&["check", "FILE", "--json"]).out)), true);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(one(&found(&desk.run(&["check", "FILE", "--json"]).out)), false);
}

#[test]
fn once_every_error_is_accepted_the_exit_code_is_0() {
    let desk = desk();
    let mut codes: Vec<String> = found(&desk.run(&["check", "FILE", "--json", "--severity", "error"]).out)
        .iter()
        .map(|row| row["code"].as_str().unwrap().to_owned())
        .collect();
    codes.dedup();
    for code in codes {
        desk.ok(&["check", "FILE", "--accept", &code, "--because", "As the source prints it."]);
    }
    assert_eq!(desk.run(&["check", "FILE"]).code, 0);
}

#[test]
fn checks_are_turned_off_and_on_and_words_are_added() {
    let desk = desk();
    let off = ["check", "FILE", "--turn-off", "abbreviation-unexplained", "--because", "Members know them."];
    desk.ok(&off);
    assert!(desk.fails(&off).contains("off already"));
    let text = desk.run(&["check", "FILE"]).out;
    assert!(text.contains("Turned off: abbreviation-unexplained (Members know them.)."), "{text}");
    assert!(!text.contains("[abbreviation-unexplained]"));
    desk.ok(&["check", "FILE", "--turn-on", "abbreviation-unexplained"]);
    assert!(desk.run(&["check", "FILE"]).out.contains("“PARIS”"));
    desk.ok(&["check", "FILE", "--add-word", "PARIS"]);
    assert!(!desk.run(&["check", "FILE"]).out.contains("“PARIS”"));
    assert!(desk.fails(&["check", "FILE", "--add-word", "paris"]).contains("already"));
    assert!(desk.refused(&["check", "FILE", "--turn-off", "no-such", "--because", "x"]).contains("--list"));
    assert!(desk.refused(&["check", "FILE", "--severity", "bad"]).contains("error, warning or note"));
}
