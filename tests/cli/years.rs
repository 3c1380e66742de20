//! Next year's target with its reason, and sign-offs, by command.

use serde_json::Value;

use crate::desk::{Desk, desk};

fn told(desk: &Desk, command: &[&str]) -> String {
    desk.ok(command).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn next_years_target_is_set_with_its_reason_counts_when_the_year_opens_and_is_undone() {
    let desk = desk();
    let facts = told(&desk, &["indicator", "next-target", "FILE", "AC/C7"]);
    for part in
        ["Target 2016/17: none yet", "Q4 2014/15 100.0%; Q1 2015/16 18.2%", "Q3 2014/15 98.9% (illustrative)"]
    {
        assert!(facts.contains(part), "no “{part}” in {facts}");
    }
    let set =
        ["indicator", "next-target", "FILE", "AC/C7", "--target", "20", "--reason", "Two more assessors."];
    let said = told(&desk, &set);
    assert!(said.contains("Saved: AC/C7 target 2016/17"), "{said}");
    let takes = "20.0% is 1.8 points more than the result of Q1 2015/16 of 18.2%, 10.0% better. Of the 231 counted \
                 now it takes 5 more applications.";
    assert!(said.contains(takes), "{said}");
    assert!(told(&desk, &set).contains("Nothing to change"));
    let shown = desk.shown("AC/C7");
    assert_eq!(
        (&shown["next_target"], &shown["next_target_reason"]),
        (&20.into(), &"Two more assessors.".into())
    );
    // It is no target of this year.
    assert_eq!((&shown["target"], &shown["annual_target"]), (&100.into(), &Value::Null));
    assert!(desk.fails(&["indicator", "next-target", "FILE", "NONE/1", "--target", "5"]).contains("NONE/1"));
    let refused = desk.refused(&["indicator", "next-target", "FILE", "AC/C10", "--reason", "So it is."]);
    assert!(refused.contains("--reason: there is no target for 2016/17"), "{refused}");
    assert!(
        desk.refused(&["indicator", "next-target", "FILE", "AC/C10", "--target", "many"])
            .contains("--target")
    );
    // Taken away, its reason goes too; one undo brings both back.
    desk.ok(&["indicator", "next-target", "FILE", "AC/C7", "--target", ""]);
    assert_eq!(desk.shown("AC/C7")["next_target_reason"], "");
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.shown("AC/C7")["next_target_reason"], "Two more assessors.");
    // Quarter by quarter until the year begins: then it is said, and it counts.
    for quarter in ["Q2 2015/16", "Q3 2015/16", "Q4 2015/16"] {
        let said = desk.ok(&["period", "open-next", "FILE", "--no-targets"]);
        assert!(said.contains(quarter) && !said.contains("beforehand"), "{said}");
    }
    let said = desk.ok(&["period", "open-next", "FILE"]);
    assert!(said.contains("1 target was set beforehand for the new year; it counts from now on."), "{said}");
    let shown = desk.shown("AC/C7");
    assert_eq!((&shown["target"], &shown["annual_target"]), (&20.into(), &20.into()));
}

#[test]
fn a_sign_off_says_what_was_signed_and_that_the_figure_has_changed_since() {
    let desk = desk();
    let signed =
        ["indicator", "sign-off", "FILE", "AC/C7", "--role", "Executive Director", "--date", "3 jul 2015"];
    assert!(
        told(&desk, &signed)
            .contains("Saved: AC/C7 signed off by Executive Director (signed Fri 3 Jul 2015)")
    );
    let one = || desk.shown("AC/C7")["sign_offs"][0].clone();
    assert_eq!((&one()["signed_on"], &one()["changed_since"]), (&"2015-07-03".into(), &Value::Null));
    assert_eq!((&one()["recorded_by"], &one()["target"]), (&"Pat Officer".into(), &100.into()));
    desk.ok(&["set", "FILE", "AC/C7", "--numerator", "12", "--result", "", "--yes"]);
    assert_eq!(one()["changed_since"], "the result was 18.2% when it was signed and is 5.2% now");
    assert!(told(&desk, &["show", "FILE", "AC/C7"]).contains("of earlier figures: the result was 18.2%"));
    // Signed anew it is of the figures as they are; another role signs beside it.
    desk.ok(&["indicator", "sign-off", "FILE", "AC/C7", "--role", "executive director"]);
    assert_eq!(one()["changed_since"], Value::Null);
    desk.ok(&["indicator", "sign-off", "FILE", "AC/C7", "--role", "Head of Service"]);
    assert_eq!(desk.shown("AC/C7")["sign_offs"].as_array().unwrap().len(), 2);
    desk.ok(&["indicator", "sign-off", "FILE", "AC/C7", "--role", "Head of Service", "--date", ""]);
    assert_eq!(desk.shown("AC/C7")["sign_offs"].as_array().unwrap().len(), 1);
    for (date, why) in [("1 jan 2016", "still to come"), ("someday", "--date"), ("", "has not signed")] {
        let refused =
            desk.refused(&["indicator", "sign-off", "FILE", "AC/C7", "--role", "Chair", "--date", date]);
        assert!(refused.contains(why), "{refused}");
    }
    assert!(desk.refused(&["indicator", "sign-off", "FILE", "AC/C7", "--role", " "]).contains("needed"));
    desk.ok(&["period", "close", "FILE", "--yes"]);
    desk.fails(&["indicator", "sign-off", "FILE", "AC/C7", "--role", "Chair"]);
}

#[test]
fn targets_of_other_years_and_their_reasons_are_read_from_a_file() {
    let desk = desk();
    let csv = "Ref,Last year's target,Next year's target,Reason for target\nAC/C7,95,20,Two more assessors\n";
    let path = desk.home.path().join("targets.csv");
    std::fs::write(&path, csv).unwrap();
    desk.ok(&["import", "FILE", &path.display().to_string()]);
    let shown = desk.shown("AC/C7");
    assert_eq!(
        (&shown["next_target"], &shown["next_target_reason"]),
        (&20.into(), &"Two more assessors".into())
    );
    std::fs::write(&path, "Ref,Target 2016/17,Target\nAC/C10,33,31\n").unwrap();
    desk.ok(&["import", "FILE", &path.display().to_string()]);
    let shown = desk.shown("AC/C10");
    assert_eq!((&shown["next_target"], &shown["target"]), (&33.into(), &31.into()));
    desk.ok(&["undo", "FILE", "--yes"]);
    assert_eq!(desk.shown("AC/C10")["next_target"], Value::Null);
}

/// The figures of a published action-plan form: major adaptations, weeks from referral to work beginning.
#[test]
fn the_action_plan_form_has_last_year_this_year_by_quarter_the_estimate_and_next_year() {
    let desk = desk();
    let file = desk.home.path().join("housing.qd");
    let path = file.display().to_string();
    desk.ok(&[
        "new",
        &path,
        "--organisation",
        "A council",
        "--service",
        "Strategic Housing",
        "--period",
        "2008/09-Q1",
        "--scheme",
        "four-colour",
    ]);
    let desk = Desk { file, ..desk };
    let add = [
        "indicator",
        "add",
        "FILE",
        "LPI7",
        "--description",
        "Weeks from referral to work",
        "--measure",
        "average",
    ];
    desk.ok(&[&add[..], &["--unit-name", "weeks", "--decimals", "2", "--polarity", "lower"]].concat());
    let csv = "Ref,Last year's target,Last year's outturn,Annual target,Result,Estimated outturn\nLPI7,84,42.10,40,37.11,40\n";
    let source = desk.home.path().join("lpi.csv");
    std::fs::write(&source, csv).unwrap();
    desk.ok(&["import", "FILE", &source.display().to_string()]);
    desk.ok(&["period", "open-next", "FILE"]);
    desk.ok(&["set", "FILE", "LPI7", "--result", "41.35", "--reason", "An officer was away."]);
    let reason = ["--target", "38", "--reason", "The best quarter was 37.11."];
    desk.ok(&[&["indicator", "next-target", "FILE", "LPI7"][..], &reason].concat());
    let plan =
        || desk.ok(&["report", "FILE", "--template", "action-plan", "--format", "md", "--output", "-"]);
    let before = plan();
    assert!(before.contains("Director's signature"), "{before}");
    desk.ok(&["indicator", "sign-off", "FILE", "LPI7", "--role", "Executive Director"]);
    let form = plan();
    for line in [
        "| Figure | Last year 2007/08 | This year 2008/09 | Q1 | Q2 | Q3 | Q4 | Estimated outturn | Next year 2009/10 |",
        "| Target | 84.00 | – | 40.00 | 40.00 | – | – | – | 38.00 |",
        "| Result | 42.10 | – | 37.11 | 41.35 | – | – | 40.00",
        "The best quarter was 37.11.",
        "is 2 weeks less than the estimated outturn of 40.00, 5.0% better.",
        "| Executive Director | 6 Jul 2015 | 41.35 | Pat Officer | unchanged |",
    ] {
        assert!(form.contains(line), "no “{line}” in\n{form}");
    }
    desk.ok(&["set", "FILE", "LPI7", "--result", "41.00"]);
    let service = desk.ok(&["report", "FILE", "--template", "service", "--format", "md", "--output", "-"]);
    for report in [plan(), service] {
        assert!(report.contains("the result was 41.35 when it was signed and is 41.00 now"), "{report}");
    }
}
