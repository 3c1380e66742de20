//! `quarterdeck returns`: forms for owners, sent and collected again.

use std::path::PathBuf;

use crate::desk::{Desk, Ran, ran};
use crate::forms::{Form, Put};
use serde_json::Value;

const SAFEGUARDING: &str = "safeguarding";
const PHYSICAL: &str = "physical";

/// A desk from which forms have been sent to `forms`.
fn sent() -> (Desk, PathBuf) {
    let desk = crate::desk::desk();
    let folder = desk.home.path().join("forms");
    desk.ok(&["returns", "send", "FILE", "--output", "forms", "--due", "20 jul"]);
    (desk, folder)
}

fn collect(desk: &Desk, more: &[&str]) -> Ran {
    let mut arguments = vec!["returns", "collect", "FILE", "forms"];
    arguments.extend(more);
    desk.run(&arguments)
}

fn collected(desk: &Desk, more: &[&str]) -> (i32, Value) {
    let mut arguments = vec!["--json"];
    arguments.extend(more);
    let ran = collect(desk, &arguments);
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err)))
}

/// How many steps the history has.
fn steps(desk: &Desk) -> usize {
    desk.json(&["history", "FILE", "--json"]).as_array().unwrap().len()
}

fn state(desk: &Desk, owner: &str, now: &str) -> String {
    let output =
        desk.command(&["returns", "list", "FILE", "--json"]).env("QUARTERDECK_NOW", now).output().unwrap();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["owner"] == owner).unwrap().clone();
    row["state"].as_str().unwrap().to_owned()
}

#[test]
fn every_owner_gets_a_form_with_their_own_rows_only() {
    let desk = crate::desk::desk();
    let made = desk.json(&["returns", "send", "FILE", "--output", "forms", "--due", "+2w", "--json"]);
    assert_eq!(made["forms"].as_array().unwrap().len(), 8);
    assert_eq!((&made["period"], &made["due"]), (&"2015/16-Q1".into(), &"2015-07-20".into()));
    let rows = desk.json(&["returns", "list", "FILE", "--json"]);
    for row in rows.as_array().unwrap() {
        assert_eq!((row["state"].as_str(), row["due"].as_str()), (Some("out"), Some("2015-07-20")), "{row}");
        let form = Form::open(&desk.home.path().join("forms").join(row["file"].as_str().unwrap()));
        let theirs: Vec<String> = desk
            .json(&["list", "indicators", "FILE", "--owner", row["owner"].as_str().unwrap(), "--json"])
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["reference"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(theirs.len() as u64, row["indicators"].as_u64().unwrap());
        for reference in &theirs {
            form.cell("Figures", reference, "result");
        }
        let keys = form.part("xl/worksheets/sheet1.xml").matches("<row ").count();
        assert_eq!(keys, 5 + theirs.len(), "five rows stand over the table");
    }
    assert_eq!(
        desk.json(&["history", "FILE", "--json"])[0]["label"],
        "Return forms of Q1 2015/16 sent to 8 owners"
    );
}

#[test]
fn what_is_filled_in_comes_back_as_one_step_and_only_once() {
    let (desk, folder) = sent();
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "numerator", Put::Number(120.0))
        .figure("AC/C7", "denominator", Put::Formula("200+40", 240.0))
        .figure("AC/C7", "result", Put::Number(50.0))
        .figure("AC/C7", "status", Put::Text("provisional"))
        .figure("AC/C7", "covers_from", Put::Day(42_095))
        .figure("AC/C7", "covers_to", Put::Text("31/05/2015"))
        .figure("AC/C7", "reasons", Put::Text("Two assessors started.\n\n- more follow"))
        .action("new: AC/C7", "action", Put::Text("Train five more assessors"))
        .action("new: AC/C7", "owner", Put::Text("Team Manager"))
        .action("new: AC/C7", "due", Put::Day(42_277))
        .action("new: AC/C7", "action_status", Put::Text("under way"))
        .action("new: AC/C7", "expected_effect", Put::Text("Half of the wait"))
        .action("action: AC/C7", "action_status", Put::Text("done"))
        .action("action: AC/C7", "progress", Put::Text("All in post"))
        .save();
    let before = (steps(&desk), desk.shown("AC/C7"));

    let tried = collect(&desk, &["--dry-run"]);
    assert_eq!(tried.code, 0, "{}{}", tried.out, tried.err);
    assert!(tried.out.contains("AC/C7 result: 18.2% -> 50.0% [Figures!L6]"), "{}", tried.out);
    assert!(tried.out.contains("Nothing was changed"), "{}", tried.out);
    assert_eq!((steps(&desk), desk.shown("AC/C7")), before);

    let (code, told) = collected(&desk, &[]);
    assert_eq!(
        (code, told["taken"].as_u64(), told["conflicts_left"].as_u64()),
        (0, Some(14), Some(0)),
        "{told}"
    );
    let shown = desk.shown("AC/C7");
    assert_eq!(shown["numerator"], 120);
    assert_eq!(shown["denominator"], 240);
    assert_eq!(shown["result"], 50);
    let detail = shown.to_string();
    assert!(detail.contains("Two assessors started.\\n\\n- more follow"), "{detail}");
    assert_eq!(shown["covers"], "Apr–May 2015");
    let actions = desk.json(&["list", "actions", "FILE", "--state", "all", "--json"]);
    let one =
        |text: &str| actions.as_array().unwrap().iter().find(|one| one["action"] == text).unwrap().clone();
    let new = one("Train five more assessors");
    assert_eq!(new["owner"], "Team Manager");
    assert_eq!(new["due"], "2015-09-30");
    assert_eq!(new["status"], "under_way");
    assert_eq!(new["expected_effect"], "Half of the wait");
    let done = actions.as_array().unwrap().iter().find(|one| one["progress"] == "All in post").unwrap();
    assert_eq!((&done["status"], &done["closed_in"]), (&"done".into(), &"2015/16-Q1".into()));
    assert_eq!(steps(&desk), before.0 + 1);
    assert_eq!(
        desk.json(&["history", "FILE", "--json"])[0]["label"],
        "Return of Q1 2015/16: Head of Safeguarding"
    );
    assert_eq!(state(&desk, "Head of Safeguarding", "2015-07-06T14:02:11"), "came");

    let (code, again) = collected(&desk, &[]);
    assert_eq!((code, &again["operation"], again["taken"].as_u64()), (0, &Value::Null, Some(0)), "{again}");
    assert_eq!(again["already"], 14);
    assert_eq!(steps(&desk), before.0 + 1);

    desk.ok(&["undo", "FILE", "--yes"]);
    let mut undone = desk.shown("AC/C7");
    undone["history"] = before.1["history"].clone();
    assert_eq!(undone, before.1);
    assert_eq!(state(&desk, "Head of Safeguarding", "2015-07-06T14:02:11"), "out");
}

#[test]
fn forms_as_they_were_sent_change_nothing() {
    let (desk, _) = sent();
    let before = steps(&desk);
    let (code, told) = collected(&desk, &[]);
    assert_eq!(code, 0);
    assert!(told["files"].as_array().unwrap().iter().all(|file| file["state"] == "untouched"), "{told}");
    assert_eq!((told["lines"].as_array().unwrap().len(), steps(&desk)), (0, before));
    assert_eq!(state(&desk, "Head of Safeguarding", "2015-07-06T14:02:11"), "out");
}

#[test]
fn what_the_workbook_has_changed_since_stays_where_the_owner_said_nothing() {
    let (desk, folder) = sent();
    desk.ok(&["set", "FILE", "AC/C7", "--reason", "Written at the desk.", "--target", "90"]);
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(19.0)).save();
    assert_eq!(collect(&desk, &[]).code, 0);
    let shown = desk.shown("AC/C7").to_string();
    assert!(shown.contains("Written at the desk.") && shown.contains("\"stated_result\":19"), "{shown}");
}

#[test]
fn both_sides_having_changed_a_cell_is_a_conflict_and_is_settled_either_way() {
    for (settle, expected, code) in [("", 21.0, 1), ("--mine", 21.0, 0), ("--theirs", 19.5, 0)] {
        let (desk, folder) = sent();
        desk.ok(&["set", "FILE", "AC/C7", "--result", "21", "--user", "Other Officer"]);
        Form::of(&folder, SAFEGUARDING)
            .figure("AC/C7", "result", Put::Number(19.5))
            .figure("AC/C7", "reasons", Put::Text("From the form."))
            .save();
        let more: Vec<&str> = [settle].into_iter().filter(|one| !one.is_empty()).collect();
        let (ended, told) = collected(&desk, &more);
        assert_eq!(ended, code, "{settle}: {told}");
        let line = told["lines"].as_array().unwrap().iter().find(|line| line["conflict"] == true).unwrap();
        assert_eq!(
            (&line["sent"], &line["workbook"], &line["form"], &line["by"]),
            (&18.2.into(), &21.into(), &19.5.into(), &"Other Officer, 2015-07-06 14:02".into())
        );
        let shown = desk.shown("AC/C7");
        assert_eq!(shown["stated_result"].as_f64(), Some(expected), "{settle}");
        assert!(shown.to_string().contains("From the form."), "{settle}: what is no conflict is taken");
    }
    let (desk, folder) = sent();
    desk.ok(&["set", "FILE", "AC/C7", "--result", "21"]);
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(21.0)).save();
    let (code, told) = collected(&desk, &[]);
    assert_eq!((code, told["already"].as_u64()), (0, Some(1)), "both changed it to the same: {told}");
    let both = desk.refused(&["returns", "collect", "FILE", "forms", "--mine", "--theirs"]);
    assert!(both.contains("--theirs"), "{both}");
}

#[test]
fn late_and_missing_returns_are_told() {
    let (desk, folder) = sent();
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(19.0)).save();
    let owner = "Head of Safeguarding";
    assert_eq!(state(&desk, owner, "2015-07-20T23:59:00"), "out", "due on that day");
    assert_eq!(state(&desk, owner, "2015-07-21T00:00:00"), "missing");
    let late = desk
        .command(&["returns", "collect", "FILE", "forms"])
        .env("QUARTERDECK_NOW", "2015-07-22T09:00:00")
        .output()
        .unwrap();
    let late = ran(late);
    assert_eq!(late.code, 0, "{}", late.err);
    assert!(late.out.contains("Missing (the day has passed): Head of Joint Commissioning, "), "{}", late.out);
    assert_eq!(state(&desk, owner, "2015-07-22T09:00:00"), "came_late");
    assert_eq!(state(&desk, "Head of Strategic Housing", "2015-07-22T09:00:00"), "missing");
    let table = desk.ok(&["returns", "list", "FILE"]);
    assert!(table.lines().any(|line| line.starts_with(owner) && line.contains("came late")), "{table}");
    let csv = desk.ok(&["returns", "list", "FILE", "--csv"]);
    assert!(csv.starts_with("owner,state,indicators,given,off_target,due,"), "{csv}");
}

#[test]
fn forms_of_other_workbooks_periods_and_layouts_are_refused() {
    let (desk, folder) = sent();
    let mut other = crate::desk::desk();
    other.file = other.home.path().join("another.qd");
    other.ok(&["demo", "--no-open", "--file", other.file.to_str().unwrap()]);
    let before = steps(&desk);
    other.ok(&["returns", "send", "FILE", "--output", "forms", "--owner", "Head of Safeguarding"]);
    let mut foreign = Form::of(&other.home.path().join("forms"), SAFEGUARDING);
    foreign.figure("AC/C7", "result", Put::Number(1.0)).save();
    let put_here = |form: &Form, name: &str| {
        form.save_as(name);
        std::fs::rename(other.home.path().join("forms").join(name), folder.join(name)).unwrap();
    };
    put_here(&foreign, "a foreign form.xlsx");
    let mut form = Form::of(&folder, "social-care");
    form.say_otherwise("2015/16-Q1", "2014/15-Q4").save_as("b last period.xlsx");
    let mut old = Form::of(&folder, "telecare");
    old.say_otherwise("<t>1</t>", "<t>0</t>").save_as("c old layout.xlsx");
    let mut damaged = Form::of(&folder, "housing");
    damaged.say_otherwise("version", "revision").save_as("d damaged.xlsx");
    std::fs::write(folder.join("e broken.xlsx"), b"PK\x03\x04 not a workbook").unwrap();
    std::fs::write(folder.join("~$open.xlsx"), b"lock").unwrap();
    let mut plain = rust_xlsxwriter::Workbook::new();
    plain.add_worksheet().write(0, 0, "Figures").unwrap();
    plain.save(folder.join("f some other file.xlsx")).unwrap();

    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 1);
    for sentence in [
        "a foreign form.xlsx: refused: it was made from another workbook",
        "b last period.xlsx: refused: it is for Q4 2014/15, and Q1 2015/16 is being collected",
        "c old layout.xlsx: refused: it was made by an earlier version of Quarterdeck",
        "d damaged.xlsx: refused: its hidden cells are damaged",
        "e broken.xlsx: refused: ",
        "f some other file.xlsx: passed over: not a form",
        "Nothing was different, so nothing was changed.",
    ] {
        assert!(ran.out.contains(sentence), "{sentence}\n{}", ran.out);
    }
    assert!(!ran.out.contains("~$open"), "{}", ran.out);
    assert_eq!(steps(&desk), before);
    let nowhere = desk.fails(&["returns", "collect", "FILE", "no such folder"]);
    assert!(nowhere.contains("There is no folder no such folder"), "{nowhere}");
}

#[test]
fn values_that_are_not_figures_are_refused_with_their_place_and_the_rest_goes_in() {
    let (desk, folder) = sent();
    let mut form = Form::of(&folder, PHYSICAL);
    form.figure("AC/C2", "numerator", Put::Text("about 2,660"))
        .figure("AC/C2", "denominator", Put::Number(2700.0))
        .figure("AC/C10", "result", Put::Failed)
        .figure("AC/S11", "denominator", Put::Number(0.0))
        .figure("AC/S16", "status", Put::Text("nearly"))
        .figure("AC/S16", "missing_because", Put::Text("not held"))
        .figure("AC/S19", "covers_from", Put::Text("in spring"))
        .figure("AC/S19", "missing_because", Put::Text("the office moved"))
        .figure("AC/S23", "result", Put::Text("12/50"))
        .figure("AC/S9", "numerator", Put::Number(48.0))
        .figure("AC/S9", "result", Put::Number(93.07))
        .action("new: AC/C2", "owner", Put::Text("Nobody in particular"))
        .action("action: AC/C10", "action", Put::Nothing)
        .save();
    let name = form.name();
    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for (cell, sentence) in [
        ("J6", "AC/C2 numerator “about 2,660”"),
        ("K6", "AC/C2 denominator “2,700”: left out with the numerator, which cannot be used."),
        ("L7", "AC/C10 result “#DIV/0!”: a formula failed there"),
        ("K9", "AC/S11 denominator “0”: the denominator is 0: it must be above 0."),
        ("M10", "AC/S16 status “nearly”: choose one of final, provisional, estimate."),
        ("P10", "AC/S16 reason why there is no figure “not held”: there is a figure in the same row"),
        ("N11", "AC/S19 first day covered “in spring”: it is not a date"),
        (
            "P11",
            "AC/S19 reason why there is no figure “the office moved”: it does not say which it is: begin with",
        ),
        ("L12", "AC/S23 result “12/50”: it is a fraction"),
    ] {
        let line = format!("{name}, Figures!{cell}: {sentence}");
        assert!(ran.out.contains(&line), "{line}\n{}", ran.out);
    }
    assert!(ran.out.contains("the action itself is missing in this row"), "{}", ran.out);
    assert!(ran.out.contains("an action cannot be without words"), "{}", ran.out);
    assert!(ran.out.contains("Taken: 2"), "{}", ran.out);
    assert_eq!(desk.shown("AC/S9")["numerator"], 48);
    assert_eq!(desk.shown("AC/C2")["denominator"], 2674);
}

#[test]
fn formulas_are_values_and_emptied_cells_want_a_second_look() {
    let (desk, folder) = sent();
    Form::of(&folder, PHYSICAL)
        .figure("AC/C10", "result", Put::Formula("60+8.1", 68.1))
        .figure("AC/S11", "numerator", Put::Nothing)
        .figure("AC/S11", "denominator", Put::Nothing)
        .figure("AC/S16", "result", Put::Number(0.392))
        .save();
    let (code, told) = collected(&desk, &["--dry-run"]);
    assert_eq!(code, 0, "{told}");
    let doubt = |name: &str| {
        let lines = told["lines"].as_array().unwrap();
        lines.iter().find(|line| line["name"] == name).unwrap()["doubt"].as_str().unwrap().to_owned()
    };
    assert_eq!(doubt("AC/C10 result"), "");
    assert!(doubt("AC/S11 numerator").contains("the cell is empty now"), "{told}");
    assert_eq!(doubt("AC/S16 result"), "0.392 is read as 0.392%: if 39.2% is meant, write that.");
}

#[test]
fn texts_are_inert_both_ways() {
    let desk = crate::desk::desk();
    let hostile = "=HYPERLINK(\"http://example.org\",\"x\")";
    desk.ok(&["set", "FILE", "AC/C7", "--reason", hostile]);
    desk.ok(&["returns", "send", "FILE", "--output", "forms", "--owner", "head of safeguarding"]);
    let mut form = Form::of(&desk.home.path().join("forms"), SAFEGUARDING);
    assert!(!form.part("xl/worksheets/sheet1.xml").contains("<f>"), "no formula is ever written");
    assert!(!form.part("xl/worksheets/sheet4.xml").contains("<f>"));
    let (_, told) = collected(&desk, &[]);
    assert_eq!(told["files"][0]["state"], "untouched", "it comes back as it was sent: {told}");
    form.figure("AC/C7", "reasons", Put::Text("red \u{9b}31m and \u{202e}txt.exe\u{202c}, +1, =2")).save();
    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{:?}", ran.out);
    let shown = desk.ok(&["show", "FILE", "AC/C7"]);
    assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{shown:?}");
    assert!(shown.contains("+1, =2"), "{shown}");
}

#[test]
fn nothing_is_written_over_and_nothing_sent_twice_unless_that_is_asked_for() {
    let (desk, folder) = sent();
    let before = steps(&desk);
    let twice = desk.fails(&["returns", "send", "FILE", "--output", "elsewhere"]);
    assert!(
        twice.contains("All 8 have forms for Q1 2015/16 already") && twice.contains("--replace"),
        "{twice}"
    );
    assert!(!desk.home.path().join("elsewhere").exists());
    desk.ok(&["undo", "FILE"]);
    let there = desk.fails(&["returns", "send", "FILE", "--output", "forms"]);
    assert!(there.contains("is there already") && there.contains("--replace"), "{there}");
    assert_eq!(state(&desk, "Head of Safeguarding", "2015-07-06T14:02:11"), "not_sent");
    let mut filled = Form::of(&folder, SAFEGUARDING);
    filled.figure("AC/C7", "result", Put::Number(19.0)).save_as("the first form.xlsx");
    desk.ok(&["returns", "send", "FILE", "--output", "forms", "--replace"]);
    assert_eq!(steps(&desk), before + 2, "the undo, and the sending");
    let again = desk.ok(&["returns", "collect", "FILE", "forms/the first form.xlsx"]);
    assert!(again.contains("(an earlier form than the one last sent)"), "{again}");
    assert_eq!(desk.shown("AC/C7")["stated_result"], 19);
    let nobody = desk.fails(&["returns", "send", "FILE", "--output", "f", "--owner", "Nobody"]);
    assert!(nobody.contains("Nobody called “Nobody”") && nobody.contains("Head of Safeguarding"), "{nobody}");
    let past = desk.refused(&["returns", "send", "FILE", "--output", "f", "--due", "2015-07-01"]);
    assert!(past.contains("in the past"), "{past}");
}

#[test]
fn copies_that_differ_are_refused_and_copies_that_agree_count_once() {
    let (desk, folder) = sent();
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "result", Put::Number(19.0)).figure("AC/C7", "reasons", Put::Text("Agreed.")).save();
    form.figure("AC/C7", "result", Put::Number(20.0)).save_as("copy of safety form.xlsx");
    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("say different things here; correct one of them").count(), 2, "{}", ran.out);
    let shown = desk.shown("AC/C7");
    assert_eq!(shown["stated_result"], 18.2);
    assert!(shown.to_string().contains("Agreed."));
}

#[test]
fn a_closed_period_takes_nothing_and_read_only_means_it() {
    let (desk, folder) = sent();
    Form::of(&folder, SAFEGUARDING).figure("AC/C7", "result", Put::Number(19.0)).save();
    let refused = desk.refused(&["returns", "collect", "FILE", "forms", "--read-only"]);
    assert!(refused.contains("--read-only"), "{refused}");
    desk.ok(&["period", "close", "FILE", "--period", "2015/16-Q1", "--yes"]);
    let closed = desk.fails(&["returns", "collect", "FILE", "forms"]);
    assert!(closed.contains("Q1 2015/16 is closed") && closed.contains("reopen it first"), "{closed}");
    let closed = desk.fails(&["returns", "send", "FILE", "--output", "more", "--replace"]);
    assert!(closed.contains("is closed"), "{closed}");
}

#[test]
fn sheets_may_be_renamed_and_moved_about() {
    let (desk, folder) = sent();
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "result", Put::Number(19.0)).rename("Figures", "Our figures").save();
    let (code, told) = collected(&desk, &[]);
    assert_eq!((code, told["taken"].as_u64()), (0, Some(1)), "{told}");
    assert!(told["lines"][0]["place"].as_str().unwrap().ends_with("xlsx, Our figures!L6"), "{told}");
}

#[test]
fn rows_that_are_gone_or_there_twice_are_told() {
    let (desk, folder) = sent();
    let mut form = Form::of(&folder, PHYSICAL);
    let gone = form.cell("Figures", "AC/C2", "result");
    let row = gone.trim_start_matches(char::is_alphabetic);
    form.put(1, &format!("A{row}"), Put::Nothing).save();
    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("AC/C2: its row is no longer in the form."), "{}", ran.out);
}

#[test]
fn the_same_form_is_the_same_file() {
    let desk = crate::desk::desk();
    let twin = desk.home.path().join("twin.qd");
    std::fs::copy(&desk.file, &twin).unwrap();
    desk.ok(&["returns", "send", "FILE", "--output", "one", "--owner", "Head of Safeguarding"]);
    desk.ok(&[
        "returns",
        "send",
        twin.to_str().unwrap(),
        "--output",
        "two",
        "--owner",
        "Head of Safeguarding",
    ]);
    let bytes =
        |folder: &str| std::fs::read(Form::of(&desk.home.path().join(folder), SAFEGUARDING).path()).unwrap();
    assert!(bytes("one") == bytes("two"), "the bytes differ");
}

#[test]
fn collecting_is_preceded_by_a_backup() {
    let (desk, folder) = sent();
    let made = |desk: &Desk| -> Vec<String> {
        let all = desk.json(&["backup", "list", "FILE", "--json"]);
        all.as_array().unwrap().iter().map(|one| one["occasion"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(made(&desk), ["change"]);
    let mut form = Form::of(&folder, SAFEGUARDING);
    form.figure("AC/C7", "denominator", Put::Number(240.0));
    form.save();
    let ran = collect(&desk, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(made(&desk), ["collect", "change"]);
}
