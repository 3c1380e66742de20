//! Changing a workbook from the command line, across processes.

use std::io::Write;
use std::process::Stdio;

use crate::desk::{desk, ran};

#[test]
fn figures_are_set_and_undone_in_another_process() {
    let desk = desk();
    let before = desk.shown("AC/C7");
    let said = desk.ok(&["set", "FILE", "AC/C7", "--numerator", "231", "--result", "100%", "--target", "95"]);
    assert!(said.contains("Saved: AC/C7") && said.contains("Q1 2015/16: 100.0%, ● G"), "{said}");
    let after = desk.shown("AC/C7");
    assert_eq!(
        (&after["result"], &after["target"], &after["rating"]),
        (&100.into(), &95.into(), &"green".into())
    );
    assert!(desk.ok(&["undo", "FILE"]).starts_with("Undid: AC/C7"));
    let back = desk.shown("AC/C7");
    for key in ["result", "target", "rating", "numerator", "stated_result"] {
        assert_eq!(back[key], before[key], "{key}");
    }
    assert!(desk.ok(&["redo", "FILE"]).starts_with("Redid: AC/C7"));
    assert_eq!(desk.shown("AC/C7")["target"], 95);
    assert!(desk.fails(&["redo", "FILE"]).contains("nothing to redo"));
}

#[test]
fn a_result_goes_by_the_words_that_people_try_and_a_first_one_has_none_before_it() {
    let desk = desk();
    desk.ok(&[
        "indicator",
        "add",
        "FILE",
        "N1",
        "--description",
        "Bins repaired (%)",
        "--polarity",
        "higher",
    ]);
    for (option, result) in [("--value", "90"), ("--actual", "91"), ("--outturn", "92")] {
        desk.ok(&["set", "FILE", "N1", option, result, "--target", "95"]);
        assert_eq!(desk.shown("N1")["result"].as_f64(), result.parse().ok(), "{option}");
    }
    let shown = desk.ok(&["show", "FILE", "N1"]);
    assert!(shown.contains("  Previous result: none\n"), "{shown}");
    assert!(
        shown.contains("there is no\n  previous result") || shown.contains("there is no previous"),
        "{shown}"
    );
}

#[test]
fn everything_in_one_set_is_one_step() {
    let desk = desk();
    let steps = || desk.json(&["history", "FILE", "--json"]).as_array().unwrap().len();
    let before = steps();
    desk.ok(&[
        "set",
        "FILE",
        "AC/S4",
        "--numerator",
        "60",
        "--forecast",
        "9.5",
        "--reason",
        "- First.\n- Second.",
        "--action",
        "Hold a jobs fair",
        "--owner",
        "Head of Employment",
        "--due",
        "30 sep 2015",
        "--client-group",
        "LD",
        "--expected",
        "10 more in work",
        "--override",
        "red_amber",
        "--because",
        "Nearly there",
    ]);
    assert_eq!(steps(), before + 1);
    let one = desk.shown("AC/S4");
    assert_eq!(one["numerator"], 60);
    assert_eq!(one["forecast"], 9.5);
    assert_eq!((&one["rating"], &one["overridden"]), (&"red_amber".into(), &true.into()));
    assert_eq!(one["override"]["because"], "Nearly there");
    let words = &one["commentary"].as_array().unwrap();
    assert!(words.iter().any(|words| words["kind"] == "reasons" && words["text"] == "- First.\n- Second."));
    let action =
        one["actions"].as_array().unwrap().iter().find(|row| row["action"] == "Hold a jobs fair").unwrap();
    assert_eq!((&action["owner"], &action["due"]), (&"Head of Employment".into(), &"2015-09-30".into()));
    let history = desk.json(&["history", "FILE", "--json", "--limit", "1"]);
    assert_eq!(history[0]["who"], "Pat Officer");
    assert_eq!(history[0]["at"], "2015-07-06T14:02:11");
    assert_eq!(history[0]["reason"], "Nearly there");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.shown("AC/S4")["overridden"], false);
}

#[test]
fn a_review_says_what_is_missing_and_rests_on_the_figures_of_its_own_step() {
    let desk = desk();
    let error = desk.fails(&["set", "FILE", "AC/C7", "--review"]);
    assert!(error.contains("owner and due date missing on 3 actions"), "{error}");
    let actions = desk.json(&["list", "actions", "FILE", "--json", "--find", "AC/C7"]);
    for action in actions.as_array().unwrap() {
        let id = action["id"].to_string();
        desk.ok(&["action", "edit", "FILE", &id, "--owner", "Head of Safeguarding", "--due", "+2w"]);
    }
    desk.ok(&[
        "set",
        "FILE",
        "AC/C7",
        "--numerator",
        "43",
        "--result",
        "",
        "--reason",
        "Demand doubled.",
        "--review",
    ]);
    let one = desk.shown("AC/C7");
    // Had the review rested on the old figures, this would be “changed_since”.
    assert_eq!((&one["reviewed"], &one["review"]), (&true.into(), &"reviewed".into()));
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "44"]);
    assert_eq!(desk.shown("AC/C7")["review"], "changed_since");
    desk.ok(&["set", "FILE", "AC/S4", "--skip", "Figures are disputed"]);
    assert_eq!(desk.shown("AC/S4")["review"], "skipped");
    let green = desk.json(&["list", "indicators", "FILE", "--rating", "green", "--json"]);
    let error = desk.fails(&["set", "FILE", green[0]["reference"].as_str().unwrap(), "--review"]);
    assert!(error.contains("only Red and Red Amber are reviewed"), "{error}");
}

#[test]
fn every_basis_and_comparator_reviews_on_its_own_figures() {
    let desk = desk();
    let rows = desk.json(&["list", "indicators", "FILE", "--rating", "red,red_amber", "--json"]);
    for row in rows.as_array().unwrap() {
        let reference = row["reference"].as_str().unwrap();
        let old = row["target"].as_f64().unwrap_or(50.0);
        let target = format!("{:.2}", old * 1.01);
        let ran = desk.run(&["set", "FILE", reference, "--target", &target, "--skip", "later"]);
        if ran.code == 0 {
            assert_eq!(desk.shown(reference)["review"], "skipped", "{reference}");
        } else {
            assert!(ran.err.contains("are reviewed"), "{reference}: {}", ran.err);
        }
    }
}

#[test]
fn reasons_come_from_standard_input() {
    let desk = desk();
    let mut child = desk
        .command(&["set", "FILE", "AC/C7", "--reason", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("Première raison.\r\nSecond line.\n".as_bytes()).unwrap();
    assert_eq!(crate::desk::ran(child.wait_with_output().unwrap()).code, 0);
    let one = desk.shown("AC/C7");
    let words =
        one["commentary"].as_array().unwrap().iter().find(|words| words["kind"] == "reasons").unwrap();
    assert_eq!(words["text"], "Première raison.\nSecond line.");
    let mut child = desk.command(&["set", "FILE", "AC/C7", "--reason", "-"]);
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\xfe").unwrap();
    let ended = crate::desk::ran(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("not UTF-8"), "{}", ended.err);
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let desk = desk();
    let before = std::fs::read(&desk.file).unwrap();
    assert!(desk.refused(&["set", "FILE", "AC/C7"]).contains("Nothing to set"));
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--numerator", "many"]).contains("is not a figure"));
    assert!(
        desk.refused(&["set", "FILE", "AC/C7", "--action", "x", "--due", "31 sep"]).contains("30 Sep 2015")
    );
    for (option, figure) in [("--forecast", "£930k"), ("--target", "£95"), ("--result", "1m")] {
        let said = desk.refused(&["set", "FILE", "AC/C7", option, figure]);
        assert!(said.contains(option) && said.contains("write the figure"), "{said}");
    }
    desk.refused(&["set", "FILE", "AC/C7", "--override", "red"]);
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--reason", "--review"]).contains("text is missing"));
    desk.refused(&["set", "FILE", "AC/C7", "--owner", "nobody"]);
    desk.refused(&["set", "FILE", "AC/C7", "--review", "--skip", "x"]);
    desk.refused(&["--read-only", "set", "FILE", "AC/C7", "--target", "5"]);
    assert!(desk.fails(&["set", "FILE", "AC/C77", "--target", "5"]).contains("AC/C7 is near"));
    assert!(desk.refused(&["set", "FILE", "AC/C7", "--denominator", "0"]).contains("Nothing was changed"));
    let closed = desk.fails(&["set", "FILE", "AC/C7", "--period", "2014/15-Q4", "--target", "5"]);
    assert!(closed.contains("is closed"), "{closed}");
    assert_eq!(std::fs::read(&desk.file).unwrap(), before);
}

#[test]
fn what_is_so_already_makes_no_step() {
    let desk = desk();
    desk.ok(&["set", "FILE", "AC/C7", "--target", "99"]);
    let steps = desk.ok(&["history", "FILE", "--json"]);
    assert!(desk.ok(&["set", "FILE", "AC/C7", "--target", "99"]).starts_with("Nothing to change"));
    assert_eq!(desk.ok(&["history", "FILE", "--json"]), steps);
}

#[test]
fn indicators_are_added_edited_retired_and_brought_back() {
    let desk = desk();
    desk.ok(&[
        "indicator",
        "add",
        "FILE",
        "N/1",
        "--description",
        "Calls answered",
        "--type",
        "Local",
        "--polarity",
        "10..20",
    ]);
    desk.ok(&[
        "indicator",
        "edit",
        "FILE",
        "n/1",
        "--reference",
        "N/2",
        "--scheme",
        "tolerance",
        "--decimals",
        "2",
    ]);
    let one = desk.shown("N/2");
    assert_eq!(
        (&one["polarity"], &one["scheme"], &one["decimals"]),
        (&"10..20".into(), &"tolerance".into(), &2.into())
    );
    assert!(
        desk.fails(&["indicator", "add", "FILE", "N/2", "--description", "x", "--type", "y"])
            .contains("already")
    );
    desk.refused(&["indicator", "add", "FILE", "N/3", "--type", "y"]);
    desk.refused(&["indicator", "edit", "FILE", "N/2", "--scheme", "none-such"]);
    desk.refused(&["indicator", "edit", "FILE", "N/2", "--scale", "7"]);
    desk.ok(&["indicator", "retire", "FILE", "N/2", "--because", "No longer collected"]);
    assert_eq!(desk.ok(&["list", "indicators", "FILE", "--find", "N/2", "--json"]), "[]\n");
    assert_eq!(desk.shown("N/2")["retired_because"], "No longer collected");
    desk.ok(&["indicator", "bring-back", "FILE", "N/2"]);
    assert_eq!(
        desk.json(&["list", "indicators", "FILE", "--find", "N/2", "--json"]).as_array().unwrap().len(),
        1
    );
}

#[test]
fn actions_are_edited_closed_and_deleted() {
    let desk = desk();
    desk.ok(&["set", "FILE", "AC/C7", "--action", "Recruit", "--owner", "Head", "--due", "01/08/2015"]);
    let find = |state: &str| {
        desk.json(&["list", "actions", "FILE", "--find", "Recruit Head", "--state", state, "--json"])
    };
    let id = find("open")[0]["id"].to_string();
    desk.ok(&["action", "edit", "FILE", &id, "--due", "01/09/2015", "--status", "under-way"]);
    let one = &find("open")[0];
    assert_eq!(
        (&one["due"], &one["status"], &one["slipped"]),
        (&"2015-09-01".into(), &"under_way".into(), &1.into())
    );
    desk.ok(&["action", "close", "FILE", &id, "--progress", "Two started"]);
    let one = &find("closed")[0];
    assert_eq!((&one["status"], &one["closed_in"]), (&"done".into(), &"2015/16-Q1".into()));
    assert!(desk.fails(&["action", "close", "FILE", &id]).contains("closed already"));
    desk.ok(&["action", "delete", "FILE", &id]);
    assert!(desk.fails(&["action", "edit", "FILE", &id, "--owner", "x"]).contains("no action"));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(find("closed").as_array().unwrap().len(), 1);
}

#[test]
fn periods_are_closed_reopened_and_followed() {
    let desk = desk();
    assert!(desk.ok(&["period", "close", "FILE", "--yes"]).contains("Close Q1 2015/16"));
    assert!(desk.fails(&["set", "FILE", "AC/C7", "--target", "5"]).contains("period reopen"));
    desk.refused(&["period", "reopen", "FILE", "--because", " "]);
    desk.ok(&["period", "reopen", "FILE", "--because", "A late figure"]);
    assert!(desk.fails(&["period", "reopen", "FILE", "--because", "x"]).contains("open already"));
    assert!(desk.ok(&["period", "open-next", "FILE", "--carry-commentary"]).contains("Open Q2 2015/16"));
    let one = desk.shown("AC/C7");
    assert_eq!((&one["period"], &one["previous"].is_number()), (&"2015/16-Q2".into(), &true));
    assert_eq!(one["commentary"][0]["carried_from"], "2015/16-Q1");
    assert!(desk.fails(&["period", "open-next", "FILE", "--period", "2015/16-Q1"]).contains("already has"));
    // What opened a period is named, and taken back only when that is meant.
    let before = desk.ok(&["history", "FILE"]);
    let asked = desk.run(&["undo", "FILE"]);
    assert_eq!(asked.code, 1);
    assert!(asked.out.contains("Take back “Open Q2 2015/16”?"), "{}", asked.out);
    assert!(asked.err.contains("--yes"), "{}", asked.err);
    assert_eq!(desk.ok(&["history", "FILE"]), before);
    desk.ok(&["undo", "FILE", "--yes"]);
    assert!(desk.run(&["redo", "FILE"]).out.contains("Put back “Open Q2 2015/16”?"));
    desk.ok(&["redo", "FILE", "--yes"]);
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(desk.shown("AC/C7")["period"], "2015/16-Q1");
}

/// An import of targets can make a period before it is opened: opening it then fills what it has not.
#[test]
fn a_period_that_is_there_and_empty_is_filled_by_opening_it() {
    let desk = desk();
    let targets = "Reference,Period,Target\nAC/S9,Q2 2015/16,70\n";
    std::fs::write(desk.home.path().join("t.csv"), targets).unwrap();
    desk.ok(&["import", "FILE", "t.csv"]);
    let made = desk.ok(&["period", "open-next", "FILE"]);
    assert!(made.contains("Open Q2 2015/16. Carried forward: 1"), "{made}");
    assert_eq!(desk.json(&["settings", "FILE", "--json"])["period"], "2015/16-Q2");
    let target = |reference: &str| desk.json(&["show", "FILE", reference, "--json"])["target"].clone();
    assert_eq!(target("AC/S9"), 70.0, "the one that was imported stays");
    // Once something is entered it is not filled again.
    desk.ok(&["set", "FILE", "AC/S9", "--result", "71"]);
    assert!(desk.fails(&["period", "open-next", "FILE", "--period", "2015/16-Q1"]).contains("entered"));
    assert_eq!(desk.run(&["verify", "FILE"]).code, 0);
}

#[test]
fn whatever_is_overdue_is_judged_by_the_day_of_its_period() {
    let desk = desk();
    let questions = desk.json(&["list", "questions", "FILE", "--json"]);
    let question = questions[0]["id"].to_string();
    desk.ok(&["question", "edit", "FILE", &question, "--promise", "A note", "--due", "1 aug 2015"]);
    desk.ok(&["action", "add", "FILE", "AC/C7", "--action", "Write a note", "--due", "1 aug 2015"]);
    desk.ok(&["returns", "send", "FILE", "--output", "forms", "--due", "20 jul"]);
    let actions = desk.json(&["list", "actions", "FILE", "--find", "Write a note", "--json"]);
    let action = format!("action {}", actions[0]["id"]);
    let asked = format!("question {question}");
    let told = |now: &str, period: &str, arguments: &[&str]| {
        let mut command = desk.command(arguments);
        if !period.is_empty() {
            command.args(["--period", period]);
        }
        ran(command.env("QUARTERDECK_NOW", now).output().unwrap()).out
    };
    // Every list, summary and check that says overdue, late or missing, and the word it has for it.
    let all: [(&[&str], &str); 12] = [
        (&["list", "actions", "FILE", "--json"], "\"overdue\""),
        (&["list", "actions", "FILE", "--state", "overdue", "--json"], "\"id\""),
        (&["list", "actions", "FILE"], " overdue"),
        (&["list", "questions", "FILE", "--json"], "\"overdue\""),
        (&["list", "questions", "FILE", "--state", "overdue", "--json"], "\"id\""),
        (&["list", "questions", "FILE"], "overdue"),
        (&["show", "FILE", &asked, "--json"], "\"overdue\""),
        (&["show", "FILE", &action, "--json"], "\"overdue\""),
        (&["show", "FILE", "AC/C7", "--json"], "\"overdue\""),
        (&["returns", "list", "FILE", "--json"], "\"missing\""),
        (&["check", "FILE", "--json"], "was due on 1 Aug 2015"),
        (&["check", "FILE", "--json"], "\"action-overdue\""),
    ];
    let count = |now: &str, period: &str, (arguments, word): (&[&str], &str)| {
        told(now, period, arguments).matches(word).count()
    };
    let (then, years_later) = ("2015-07-06T09:00:00", "2026-11-29T09:00:00");
    let (q1, q2) = ("2015/16-Q1", "2015/16-Q2");
    for one in all {
        let (before, after) = (count(then, q1, one), count(years_later, q1, one));
        assert!(after > before, "{one:?}: {before} and {after}");
    }
    // Another period is the current one now: the old one is judged by its last day, on any day.
    desk.ok(&["period", "open-next", "FILE"]);
    for one in all {
        assert_eq!(count(years_later, q1, one), count("2015-06-30T09:00:00", q1, one), "{one:?}");
    }
    // So is one that is closed, and what has not come by then can come no more.
    desk.ok(&["returns", "send", "FILE", "--output", "forms", "--due", "20 oct", "--replace"]);
    desk.ok(&["period", "close", "FILE", "--period", q2, "--yes"]);
    for one in all {
        assert_eq!(count(years_later, q2, one), count("2015-09-30T09:00:00", q2, one), "{one:?}");
    }
    assert!(count(then, q2, all[9]) > 0);
}

#[test]
fn settings_are_printed_and_changed() {
    let desk = desk();
    assert_eq!(desk.json(&["settings", "FILE", "--json"])["organisation"], "London Borough of Barnet");
    desk.ok(&["settings", "FILE", "--review", "red", "--service", "Adults"]);
    let now = desk.json(&["settings", "FILE", "--json"]);
    assert_eq!((&now["review"], &now["service"]), (&serde_json::json!(["red"]), &"Adults".into()));
}

#[test]
fn two_who_write_at_once_lose_nothing() {
    let desk = desk();
    const EACH: usize = 6;
    let before = desk.json(&["history", "FILE", "--json"]).as_array().unwrap().len();
    std::thread::scope(|scope| {
        for who in ["AC/C7", "AC/S4"] {
            let desk = &desk;
            scope.spawn(move || {
                for number in 0..EACH {
                    // Their own indicator, then one they share.
                    let target = (50 + number).to_string();
                    desk.ok(&["set", "FILE", who, "--target", &target]);
                    desk.ok(&["set", "FILE", "AC/S5", "--reason", &format!("{who} {number}")]);
                }
            });
        }
    });
    for who in ["AC/C7", "AC/S4"] {
        assert_eq!(desk.shown(who)["target"], 55);
    }
    let after = desk.json(&["history", "FILE", "--json"]).as_array().unwrap().len();
    assert_eq!(after, before + 4 * EACH);
    assert!(desk.ok(&["verify", "FILE"]).contains("is sound"));
}

#[test]
fn a_figure_far_from_the_last_is_kept_only_when_said_so() {
    let desk = desk();
    let steps = || desk.json(&["history", "FILE", "--json"]).as_array().unwrap().len();
    let before = steps();
    let said = desk.fails(&["set", "FILE", "AC/S17", "--result", "11900"]);
    assert!(said.contains("11,900 where it was 119. Nothing was changed; say --yes to keep it."), "{said}");
    let said = desk.fails(&["set", "FILE", "AC/S17", "--target", "2.7", "--reason", "A slip"]);
    assert!(said.contains("target 2.7 where it was 270."), "{said}");
    assert_eq!(steps(), before);
    // Nothing to compare with is no contradiction, and neither is nought.
    desk.ok(&["set", "FILE", "AC/S17", "--result", "0"]);
    desk.ok(&["set", "FILE", "AC/S17", "--result", "119"]);
    desk.ok(&["set", "FILE", "AC/S17", "--result", "11900", "--yes"]);
    assert_eq!(desk.shown("AC/S17")["result"], 11900);
}

#[test]
fn a_unit_that_contradicts_is_refused_by_name() {
    let desk = desk();
    for (arguments, why) in [
        (
            &["AC/S17", "--result", "85%"][..],
            "--result: “85%” is a percentage, and this figure is a plain number",
        ),
        (&["AC/S17", "--result", "5 days"], "--result: “5 days” is in days"),
        (&["AC/C7", "--target", "£3"], "--target: “£3” is money, and this figure is a percentage"),
        (&["AC/C7", "--numerator", "85%"], "--numerator: “85%” is a percentage"),
        (
            &["AC/S17", "--action", "Ask", "--expected-value", "85%"],
            "--expected-value: “85%” is a percentage",
        ),
    ] {
        let mut all = vec!["set", "FILE"];
        all.extend_from_slice(arguments);
        let said = desk.refused(&all);
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    let added = ["action", "add", "FILE", "AC/C7", "--action", "Ask", "--expected-value"];
    let said = desk.refused(&[&added[..], &["£3"]].concat());
    assert!(said.contains("--expected-value: “£3” is money, and this figure is a percentage"), "{said}");
    desk.ok(&[&added[..], &["61%"]].concat());
}

#[test]
fn the_day_a_phrase_comes_to_is_said_when_it_is_saved() {
    let desk = desk();
    let said = desk.ok(&["set", "FILE", "AC/C7", "--action", "Call them", "--due", "30 sep 2015"]);
    assert!(said.contains("(due Wed 30 Sep 2015)"), "{said}");
    let said = desk.ok(&["question", "meeting", "FILE", "Scrutiny Board", "--held-on", "14 oct 2014"]);
    assert!(said.contains("(held on Tue 14 Oct 2014)"), "{said}");
    let said = desk.refused(&["question", "meeting", "FILE", "Scrutiny Board", "--held-on", "29/2/2015"]);
    assert!(said.contains("There is no 29 February in 2015: did you mean 28 Feb 2015?"), "{said}");
    // What leaves out its year lies behind for a meeting, and ahead for what is due.
    let said = desk.ok(&["question", "meeting", "FILE", "Scrutiny Board", "--held-on", "20 jul"]);
    assert!(said.contains("(held on Sun 20 Jul 2014)"), "{said}");
    let said = desk.ok(&["set", "FILE", "AC/C7", "--action", "Write to them", "--due", "20 jul"]);
    assert!(said.contains("(due Mon 20 Jul 2015)"), "{said}");
}

/// The measure, what it is per, its unit, scale and decimals, as `show --json` has them.
fn measure_of(desk: &crate::desk::Desk, reference: &str) -> (String, Option<f64>, String, f64, u64, String) {
    let shown = desk.shown(reference);
    let text = |key: &str| shown[key].as_str().unwrap().to_owned();
    (
        text("measure"),
        shown["per"].as_f64(),
        text("unit_name"),
        shown["scale"].as_f64().unwrap(),
        shown["decimals"].as_u64().unwrap(),
        text("unit"),
    )
}

#[test]
fn an_indicator_has_one_kind_of_measure() {
    let desk = desk();
    let add = |reference: &str, description: &str, more: &[&str]| {
        let mut all =
            vec!["indicator", "add", "FILE", reference, "--type", "Local", "--description", description];
        all.extend(more);
        desk.ok(&all)
    };
    for (at, (description, more, expected)) in [
        ("Homes let in time", &[][..], ("percentage", None, "", 100.0, 1, "percent")),
        ("Complaints per 1,000 homes", &[], ("rate", Some(1_000.0), "", 1_000.0, 1, "rate")),
        ("Days to let a home", &[], ("average", None, "days", 1.0, 1, "days")),
        ("Number of homes let", &[], ("count", None, "", 1.0, 0, "number")),
        // What is said goes before the words.
        ("Days to let a home", &["--measure", "count"], ("count", None, "", 1.0, 0, "number")),
        (
            "Homes",
            &["--measure", "rate", "--per", "10000"],
            ("rate", Some(10_000.0), "", 10_000.0, 1, "rate"),
        ),
        (
            "Homes",
            &["--measure", "average", "--unit-name", "score"],
            ("average", None, "score", 1.0, 1, "number"),
        ),
        ("Homes", &["--measure", "money"], ("money", None, "", 1.0, 0, "money")),
        ("Homes", &["--measure", "ratio"], ("ratio", None, "", 1.0, 2, "number")),
        ("Homes", &["--measure", "index", "--decimals", "0"], ("index", None, "", 100.0, 0, "number")),
        ("Homes", &["--per", "1000"], ("rate", Some(1_000.0), "", 1_000.0, 1, "rate")),
        ("Homes", &["--unit-name", "hours"], ("average", None, "hours", 1.0, 1, "number")),
        // As earlier releases said it.
        ("Homes", &["--unit", "days"], ("average", None, "days", 1.0, 1, "days")),
        ("Homes", &["--unit", "number"], ("count", None, "", 1.0, 0, "number")),
        (
            "Homes",
            &["--unit", "rate", "--scale", "100000"],
            ("rate", Some(100_000.0), "", 100_000.0, 1, "rate"),
        ),
        ("Homes", &["--scale", "1000"], ("rate", Some(1_000.0), "", 1_000.0, 1, "rate")),
        ("Homes", &["--unit", "number", "--measure", "ratio"], ("ratio", None, "", 1.0, 2, "number")),
    ]
    .into_iter()
    .enumerate()
    {
        let reference = format!("N/{at}");
        let told = add(&reference, description, more);
        let (measure, per, unit_name, scale, decimals, unit) = measure_of(&desk, &reference);
        assert_eq!(
            (measure.as_str(), per, unit_name.as_str(), scale, decimals, unit.as_str()),
            expected,
            "{description} {more:?}"
        );
        // What was taken for granted is said, from the words or for want of any.
        assert_eq!(told.contains("Taken for"), at < 4, "{told}");
    }
    assert!(
        add("N/X", "Complaints per 1,000 homes", &[]).contains("Taken for a rate per 1,000 (“per 1,000”).")
    );
    // 23 of 5,120 was 0.0, and 1,820 of 65 was 2,800.0.
    desk.ok(&["set", "FILE", "N/1", "--numerator", "23", "--denominator", "5120"]);
    desk.ok(&["set", "FILE", "N/2", "--numerator", "1820", "--denominator", "65", "--target", "25.7"]);
    let (rate, days) = (desk.ok(&["show", "FILE", "N/1"]), desk.ok(&["show", "FILE", "N/2"]));
    assert!(rate.contains("Result: 4.5") && rate.contains("Measure: rate per 1,000"), "{rate}");
    assert!(days.contains("Result: 28.0") && days.contains("Measure: average, in days"), "{days}");
    assert!(days.contains("Cannot be judged from one figure"), "{days}");
    // Another kind takes its own scale; a name of the unit keeps the rest.
    desk.ok(&["indicator", "edit", "FILE", "N/2", "--unit-name", "working days"]);
    assert_eq!(measure_of(&desk, "N/2").2, "working days");
    desk.ok(&["indicator", "edit", "FILE", "N/2", "--measure", "percentage"]);
    assert_eq!(
        measure_of(&desk, "N/2"),
        ("percentage".into(), None, String::new(), 100.0, 1, "percent".into())
    );
    let nothing = desk.ok(&["indicator", "edit", "FILE", "N/1", "--measure", "rate"]);
    assert!(nothing.contains("Nothing to change"), "{nothing}");
}

#[test]
fn options_of_a_measure_that_contradict_are_refused_by_name() {
    let desk = desk();
    let before = desk.json(&["list", "indicators", "FILE", "--json"]);
    for (more, named) in [
        (&["--measure", "rate"][..], "--per"),
        (&["--measure", "rate", "--per", "7"], "--per"),
        (&["--measure", "count", "--per", "1000"], "--per"),
        (&["--measure", "count", "--unit-name", "days"], "--unit-name"),
        (&["--measure", "count", "--unit", "days"], "--unit"),
        (&["--measure", "percentage", "--unit", "number"], "--unit"),
        (&["--unit", "days", "--scale", "100"], "--scale"),
        (&["--unit", "number", "--scale", "1000"], "--scale"),
        (&["--unit", "percent", "--scale", "1"], "--scale"),
        (&["--measure", "rate", "--per", "1000", "--scale", "100000"], "--scale"),
        (&["--unit", "weeks", "--unit-name", "days"], "--unit"),
        (&["--scale", "1"], "--measure"),
        (&["--measure", "furlongs"], "--measure"),
    ] {
        let mut all = vec!["indicator", "add", "FILE", "N/1", "--type", "Local", "--description", "Homes"];
        all.extend(more);
        let said = desk.refused(&all);
        assert!(said.contains(named), "{more:?}: {said}");
    }
    assert_eq!(desk.json(&["list", "indicators", "FILE", "--json"]), before);
}

#[test]
fn a_comparator_is_named_for_an_indicator_or_for_the_workbook() {
    let desk = desk();
    let table = "Quarter 1 2015/16\nRef,Indicator,Organisation,Result\nAC/S4,Employment,London Borough of Barnet,9.4\n\
                 AC/S4,Employment,Camden,7.5\nAC/S4,Employment,England,6.9\nAC/S6,Homes,Camden,70.1\n\
                 AC/S6,Homes,London Borough of Barnet,75.2\n";
    let path = desk.home.path().join("others.csv");
    std::fs::write(&path, table).unwrap();
    let told = desk.ok(&["import", "FILE", path.to_str().unwrap(), "--others", "all"]);
    assert!(told.contains("No comparator is named") && told.contains("--compare-with"), "{told}");
    let benchmark = |reference: &str| {
        let shown = desk.shown(reference);
        (shown["benchmark"].as_f64(), shown["benchmark_of"].as_str().unwrap().to_owned())
    };
    assert_eq!(benchmark("AC/S4"), (None, String::new()));
    assert!(desk.ok(&["show", "FILE", "AC/S4"]).contains("no comparator named: 2 organisations"));
    // The only one there is, with its name.
    assert_eq!(benchmark("AC/S6"), (Some(70.1), "Camden".into()));
    desk.ok(&["settings", "FILE", "--compare-with", "England"]);
    assert_eq!(benchmark("AC/S4"), (Some(6.9), "England".into()));
    assert!(desk.ok(&["show", "FILE", "AC/S4"]).contains("Benchmark, England: 6.9%"));
    desk.ok(&["indicator", "edit", "FILE", "AC/S4", "--compare-with", "camden"]);
    assert_eq!(benchmark("AC/S4"), (Some(7.5), "Camden".into()));
    let rows = desk.json(&["list", "indicators", "FILE", "--json"]);
    let row = rows.as_array().unwrap().iter().find(|row| row["reference"] == "AC/S4").unwrap().clone();
    assert_eq!((&row["benchmark"], &row["benchmark_of"]), (&7.5.into(), &"Camden".into()));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(benchmark("AC/S4"), (Some(6.9), "England".into()));
    assert_eq!(desk.json(&["settings", "FILE", "--json"])["compare_with"], "England");
    let report = desk.ok(&["report", "FILE", "--format", "md", "--output", "-"]);
    assert!(report.contains("England"), "the report names whose benchmark it is");
}

#[test]
fn a_forecast_is_rated_against_the_last_quarter_where_the_year_has_no_target() {
    let desk = desk();
    desk.ok(&["indicator", "add", "FILE", "N/1", "--type", "Local", "--description", "Homes let in time"]);
    desk.ok(&["set", "FILE", "N/1", "--result", "70", "--target", "80", "--forecast", "75"]);
    let shown = desk.shown("N/1");
    assert_eq!((&shown["forecast_rating"], &shown["forecast_target"]), (&"red".into(), &80.into()));
    let text = desk.ok(&["show", "FILE", "N/1"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("against the target of Q1 2015/16, as the year has none of its own"), "{text}");
    assert!(!text.contains("would be Monitor only"), "{text}");
    // Where the year has its own, that is said as well.
    desk.ok(&["set", "FILE", "N/1", "--target", "90", "--period", "2015/16"]);
    let shown = desk.shown("N/1");
    assert_eq!(
        (&shown["forecast_against"], &shown["forecast_target"]),
        (&"the year’s own target".into(), &90.into())
    );
    let text = desk.ok(&["show", "FILE", "N/1"]);
    assert!(text.contains("against the year’s own target"), "{text}");
}

#[test]
fn a_forecast_is_for_a_later_period_as_it_was_made_in_one() {
    let desk = desk();
    desk.ok(&["indicator", "add", "FILE", "N/1", "--type", "Local", "--description", "Homes let in time"]);
    desk.ok(&["set", "FILE", "N/1", "--result", "70", "--target", "80", "--forecast", "75"]);
    let q2 = ["--forecast-for", "Q2 2015/16", "--confidence", "at risk", "--forecast-because", "Two left"];
    desk.ok(&[&["set", "FILE", "N/1", "--forecast", "66"][..], &q2].concat());
    let shown = desk.shown("N/1");
    // Each for its own period; the year's stays.
    assert_eq!((&shown["forecast"], &shown["forecast_trajectory"]), (&75.into(), &"improving".into()));
    let next = &shown["forecasts"][0];
    assert_eq!((&next["period"], &next["made_in"]), (&"2015/16-Q2".into(), &"2015/16-Q1".into()));
    assert_eq!((&next["confidence"], &next["reason"]), (&"at_risk".into(), &"Two left".into()));
    assert_eq!((&next["trajectory"], &next["came_out"]), (&"declining".into(), &serde_json::Value::Null));
    let text = desk.ok(&["show", "FILE", "N/1"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Forecast for Q2 2015/16") && text.contains("declining; at risk"), "{text}");
    // What is past or here is refused, and so are words without a figure: nothing is stored.
    for (period, why) in [("2014/15-Q4", "is past"), ("2015/16-Q1", "the period of the result itself")] {
        let said = desk.refused(&["set", "FILE", "N/1", "--forecast", "9", "--forecast-for", period]);
        assert!(said.contains(why), "{said}");
    }
    let said =
        desk.refused(&["set", "FILE", "N/1", "--forecast-for", "2015/16-Q3", "--confidence", "at risk"]);
    assert!(said.contains("beside a figure"), "{said}");
    assert_eq!(desk.shown("N/1"), shown);
    // Another year's end is not this year's.
    desk.ok(&["set", "FILE", "N/1", "--forecast", "82", "--forecast-for", "2016/17"]);
    let text = desk.ok(&["show", "FILE", "N/1"]);
    assert!(
        text.contains("Forecast for 2016/17: 82.0%") && text.contains("Year-end forecast: 75.0%"),
        "{text}"
    );
    desk.ok(&["undo", "FILE"]);
    // Made again, it takes the place of the one of the same period; taken out, it is gone.
    desk.ok(&["set", "FILE", "N/1", "--forecast-numerator", "60", "--forecast-denominator", "80"]);
    assert_eq!(desk.shown("N/1")["forecast"], 75);
    desk.ok(&["set", "FILE", "N/1", "--forecast", ""]);
    assert_eq!(desk.shown("N/1")["forecast"], serde_json::Value::Null);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.shown("N/1")["forecast"], 75);
}

#[test]
fn what_an_action_is_to_bring_about_is_asked_about_where_it_is_far_from_the_last() {
    let desk = desk();
    // 119 of a target of 270.
    let add = ["action", "add", "FILE", "AC/S17", "--action", "Ask again", "--expected-value", "2,700"];
    assert!(desk.fails(&add).contains("bringing it to 2,700 where it was 119"), "{}", desk.fails(&add));
    assert_eq!(
        desk.json(&["list", "actions", "FILE", "--find", "Ask again", "--json"]).as_array().unwrap().len(),
        0
    );
    desk.ok(&[&add[..], &["--yes"]].concat());
    let actions = desk.json(&["list", "actions", "FILE", "--find", "Ask again", "--json"]);
    let id = actions[0]["id"].to_string();
    // What is stored already is no news; another such figure is.
    desk.ok(&["action", "edit", "FILE", &id, "--expected-value", "2700", "--owner", "Head of Care"]);
    assert!(desk.fails(&["action", "edit", "FILE", &id, "--expected-value", "2"]).contains("say --yes"));
    assert!(
        desk.fails(&["set", "FILE", &format!("action {id}"), "--expected-value", "2"]).contains("say --yes")
    );
    desk.ok(&["set", "FILE", &format!("action {id}"), "--expected-value", "2", "--yes"]);
    // Parts of every kind of measure, and what they come to: a score, an average, money, a rate.
    for (measure, more) in
        [("percentage", &[][..]), ("average", &[]), ("rate", &["--per", "1000"]), ("ratio", &[])]
    {
        let reference = format!("J/{measure}");
        let add = ["indicator", "add", "FILE", &reference, "--type", "Local", "--measure", measure];
        desk.ok(&[&add[..], &["--description", measure], more].concat());
        desk.ok(&["set", "FILE", &reference, "--numerator", "20", "--denominator", "1,000"]);
        for (option, typed) in [("--numerator", "300"), ("--denominator", "20")] {
            let told = desk.fails(&["set", "FILE", &reference, option, typed]);
            assert!(told.contains("where it was"), "{measure} {option}: {told}");
        }
        let both = ["set", "FILE", &reference, "--numerator", "100", "--denominator", "400"];
        assert!(desk.fails(&both).contains("this makes"), "{measure}");
    }
}

#[test]
fn set_takes_what_belongs_to_the_thing_and_refuses_the_rest_by_name() {
    let desk = desk();
    let actions = desk.json(&["list", "actions", "FILE", "--json"]);
    let action = format!("action {}", actions[0]["id"]);
    let before = desk.ok(&["history", "FILE"]);
    for (name, options, refused) in [
        (
            action.as_str(),
            &["--reason", "hi", "--numerator", "5", "--target", "7", "--review"][..],
            &["--numerator is for indicators", "--target is for", "--review is for"][..],
        ),
        ("Safeguarding", &["--forecast", "930k", "--missing", "x"], &["--missing is for indicators"]),
        ("MTFS-2", &["--forecast", "930k", "--revised", "1m"], &["--revised is for budget lines"]),
        (
            "AS0007",
            &["--impact", "2", "--reason", "x", "--rating", "green"],
            &["--rating is for commitments"],
        ),
        ("CI1", &["--rating", "red", "--owner", "Head of Care"], &["--owner is for indicators and actions"]),
        ("AC/C7", &["--target", "7", "--probability", "2"], &["--probability is for risks"]),
        ("CCC4", &["--reason", "x", "--status", "final"], &["--status is for indicators"]),
        ("AC/C7", &["--owner", "Head of Care"], &["--owner goes with --action"]),
        ("AC/C7", &["--override", "amber", "--because", "x"], &["Amber is no rating", "Red, Red Amber"]),
        (action.as_str(), &["--reason", "x", "--period", "2015/16-Q1"], &["--period is for"]),
        ("CI1", &[], &["Nothing to set"]),
    ] {
        let mut arguments = vec!["set", "FILE", name];
        arguments.extend(options);
        let said = desk.refused(&arguments);
        for part in refused {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
    assert_eq!(desk.ok(&["history", "FILE"]), before, "nothing of it was stored");
    desk.ok(&["set", "FILE", &action, "--owner", "Head of Care", "--due", "+2w", "--reason", "Begun."]);
    desk.ok(&["set", "FILE", "MTFS-2", "--reason", "Some of it."]);
}

#[test]
fn settings_refuse_what_no_indicator_can_be() {
    let desk = desk();
    let said = desk.refused(&["settings", "FILE", "--review", "red,off_track", "--budget-tolerance", "3"]);
    assert!(said.contains("--review: no indicator can be Off track: choose from Red, Red Amber"), "{said}");
    let said = desk.refused(&["settings", "FILE", "--review", "amber"]);
    assert!(said.contains("Amber"), "{said}");
    desk.ok(&["settings", "FILE", "--review", "awaiting_data,red"]);
    assert_eq!(
        desk.json(&["settings", "FILE", "--json"])["review"],
        serde_json::json!(["red", "awaiting_data"])
    );
    let said = desk.refused(&["settings", "FILE", "--review", "red", "--scheme", "on-track"]);
    assert!(said.contains("no indicator would be Red"), "{said}");
    desk.ok(&["settings", "FILE", "--scheme", "on-track", "--review", "not_on_track"]);
}

#[test]
fn closing_says_what_is_unfinished_and_waits_for_yes() {
    let desk = desk();
    let ran = desk.run(&["period", "close", "FILE"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for part in ["18 reds are not reviewed", "39 open actions have no owner", "errors that the checks found"]
    {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    let open = desk.json(&["list", "periods", "FILE", "--json"]).to_string();
    assert_eq!(desk.ok(&["period", "close", "FILE", "--yes"]).lines().next(), Some("Close Q1 2015/16."));
    assert_ne!(desk.json(&["list", "periods", "FILE", "--json"]).to_string(), open);
    // One with nothing in it needs no second word.
    std::fs::remove_file(&desk.file).unwrap();
    desk.ok(&["new", "FILE", "--organisation", "E", "--service", "Housing", "--period", "2015/16-Q1"]);
    desk.ok(&["period", "close", "FILE"]);
}

#[test]
fn a_state_is_set_with_its_reason_and_counted_beside() {
    let desk = desk();
    let none = ["--numerator", "", "--denominator", "", "--result", ""];
    fn set<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["set", "FILE", "AC/C7"], more].concat()
    }
    // The words say the state, or --state does, and both are kept as written.
    for (more, rating, kept) in [
        (&["--missing", "Not due until Q4"][..], "not_due", "Not due until Q4"),
        (
            &["--state", "not_collected", "--missing", "no panel this year"],
            "not_collected",
            "Not collected: no panel this year",
        ),
        // Another reason of the same state.
        (
            &["--missing", "the survey was cancelled"],
            "not_collected",
            "Not collected: the survey was cancelled",
        ),
        (&["--state", "Awaiting data"], "awaiting_data", "Awaiting data: the survey was cancelled"),
        (&["--state", "not reportable", "--missing", ""], "not_reportable", "Not reportable"),
        (&["--state", ""], "awaiting_data", ""),
        (&["--missing", "N/A this quarter"], "not_reportable", "N/A this quarter"),
    ] {
        desk.ok(&set(&[&none[..], more].concat()));
        let shown = desk.shown("AC/C7");
        assert_eq!((&shown["rating"], &shown["missing_because"]), (&rating.into(), &kept.into()), "{more:?}");
    }
    let overview = desk.ok(&["--plain", "FILE"]);
    assert!(
        overview.contains("reportable on track, ") && overview.contains("1 not reportable"),
        "{overview}"
    );
    let listed = desk.ok(&["list", "indicators", "FILE", "--rating", "not_reportable"]);
    assert!(listed.contains("AC/C7") && listed.contains("N/A this quarter"), "{listed}");
    let report = desk.ok(&["report", "FILE", "--format", "md", "--output", "-"]);
    assert!(report.contains("1 not reportable."), "{report}");
    assert!(
        report.contains("Without a figure this period:") && report.contains("AC/C7 (N/A this quarter)"),
        "{report}"
    );

    // What says no state, or stands beside a figure, is refused whole.
    let before = desk.shown("AC/C7");
    for (more, why) in [
        (&["--missing", "officer left", "--target", "3", "--state", ""][..], "a reason needs its state"),
        (&["--state", "lost"], "write not_reportable, not_due, awaiting_data or not_collected"),
        (&["--missing", "not due", "--result", "55"], "there is a figure, 55.0%, beside “not due”"),
        (&["--state", "not due", "--numerator", "3", "--denominator", "4"], "there is a figure, 75.0%"),
    ] {
        let said = desk.refused(&set(more));
        assert!(said.contains(why) && said.contains("Nothing was changed"), "{said}");
        assert_eq!(desk.shown("AC/C7"), before);
    }
    // A figure ends it.
    desk.ok(&set(&["--result", "55"]));
    let shown = desk.shown("AC/C7");
    assert_eq!((&shown["result"], &shown["missing_because"]), (&55.into(), &"".into()));
    let beside = desk.refused(&set(&["--missing", "not due"]));
    assert!(beside.contains("take the figure out, or the reason"), "{beside}");
}

#[test]
fn an_option_that_is_not_its_own_is_refused_by_name_whatever_set_is_about() {
    let desk = desk();
    let subjects = [
        ("AC/C7", "indicators"),
        ("AS0007", "risks"),
        ("action 1", "actions"),
        ("Safeguarding", "budget lines"),
        ("MTFS-2", "savings"),
        ("CI1", "commitments"),
        ("section 1", "sections"),
        ("question 1", "questions"),
    ];
    let whole = quarterdeck::cli::command_line();
    let set = whole.find_subcommand("set").unwrap();
    let takes_text = |option: &str| {
        let one = set.get_arguments().find(|one| one.get_long() == option.strip_prefix("--")).unwrap();
        one.get_action().takes_values()
    };
    let before = desk.ok(&["history", "FILE", "--json"]);
    let mut tried = 0;
    for (name, kind) in subjects {
        for (option, kinds) in quarterdeck::cli::options_of_set() {
            if kinds.contains(&kind) {
                continue;
            }
            // One of its own stands beside it, and is not recorded either.
            let mut arguments = vec!["set", "FILE", name, "--reason", "A word of its own", option];
            let text = if option == "--period" { "2015/16-Q1" } else { "1" };
            arguments.extend(takes_text(option).then_some(text));
            let said = desk.refused(&arguments);
            // Some want another option beside them, which is said first.
            let why = said.contains(kinds[0]) || said.contains("required arguments were not provided");
            assert!(said.contains(option) && why, "{name} {option}: {said}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
    assert_eq!(desk.ok(&["history", "FILE", "--json"]), before);
}
