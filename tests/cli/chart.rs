//! `quarterdeck chart`, and what `show` says of change.

use crate::desk::desk;
use serde_json::{Value, json};

fn near(value: &Value, wanted: f64, within: f64) {
    let found = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    assert!((found - wanted).abs() <= within, "{found}, not {wanted}");
}

#[test]
fn show_says_whether_the_change_is_real() {
    let desk = desk();
    let shown = desk.shown("AC/S4");
    near(&shown["interval_low"], 7.383964900072115, 1e-9);
    near(&shown["interval_high"], 11.67237043786216, 1e-9);
    assert_eq!(shown["method"], "wilson");
    assert_eq!(
        (&shown["against_target"], &shown["against_previous"]),
        (&json!("similar"), &json!("similar"))
    );
    assert_eq!(
        shown["sentence"],
        "1 fewer of 709 adults is within ordinary fluctuation: similar to the previous result of 9.4%."
    );
    let strict = desk.json(&["show", "FILE", "AC/S4", "--json", "--level", "99.8"]);
    assert!(strict["interval_low"].as_f64() < shown["interval_low"].as_f64());
    assert_eq!(strict["interval_level"], 99.8);
    let text = desk.ok(&["show", "FILE", "AC/S4"]);
    assert!(text.contains("Is the change real?") && text.contains("Wilson score, 95%"), "{text}");
    assert_eq!((&shown["trajectory"]["remaining"], &shown["trajectory"]["reached"]), (&json!(3), &json!(0)));
    near(&shown["trajectory"]["needed"], 11.030371, 1e-5);
    assert!(text.contains("Year end: To end 2015/16 on the target of 10.6%"), "{text}");
    // A count, and something that has none.
    let count = desk.shown("AC/S17");
    assert_eq!((&count["method"], &count["against_target"]), (&json!("byar"), &json!("worse")));
    near(&count["interval_low"], 98.58, 0.01);
    let none = desk.shown("C28");
    assert_eq!(none["interval_low"], Value::Null);
    assert_eq!(none["against_target"], Value::Null);
    assert_eq!(none["against_previous"], Value::Null);
    assert!(none["sentence"].as_str().unwrap().starts_with("Cannot be judged, because there is no result"));
    assert!(desk.refused(&["show", "FILE", "AC/S4", "--level", "90"]).contains("write 95 or 99.8"));
}

#[test]
fn two_results_that_were_counted_are_judged_by_their_difference() {
    let desk = desk();
    desk.ok(&["period", "reopen", "FILE", "--period", "2014/15-Q4", "--because", "The count came late"]);
    desk.ok(&[
        "set",
        "FILE",
        "AC/S4",
        "--period",
        "2014/15-Q4",
        "--numerator",
        "110",
        "--denominator",
        "700",
    ]);
    let shown = desk.shown("AC/S4");
    assert_eq!(shown["against_previous"], "worse");
    let previous = &shown["judgements"][0];
    assert_eq!(previous["method"], "difference_of_proportions");
    assert!(previous["high"].as_f64().unwrap() < 0.0, "{previous}");
}

#[test]
fn the_chart_in_json_has_points_limits_and_signals() {
    let desk = desk();
    let chart = desk.json(&["chart", "FILE", "AC/C11", "--json"]);
    assert_eq!(chart["points"].as_array().unwrap().len(), 9);
    assert_eq!((&chart["by"], &chart["variation"]), (&json!("quarter"), &json!("concern")));
    let limits = &chart["limits"];
    // By hand: the mean of nine, and eight moving ranges of which 5.0 is screened out.
    let values = [13.9, 14.4, 14.1, 14.8, 15.3, 16.2, 16.9, 17.6, 22.6];
    let mean = values.iter().sum::<f64>() / 9.0;
    let range = (0.5 + 0.3 + 0.7 + 0.5 + 0.9 + 0.7 + 0.7) / 7.0;
    near(&limits["mean"], mean, 1e-9);
    near(&limits["mean_moving_range"], range, 1e-9);
    near(&limits["upper"], mean + 2.66 * range, 1e-9);
    near(&limits["inner_lower"], mean - 2.0 / 3.0 * 2.66 * range, 1e-9);
    assert_eq!((&limits["trial"], &limits["results"]), (&json!(true), &json!(9)));
    let last = chart["signals"].as_array().unwrap().last().unwrap();
    assert_eq!(*last, json!({"period": "2015/16-Q1", "signal": "outside", "side": "high"}));
    assert_eq!(chart["points"][0]["illustrative"], true);
    let earlier = desk.json(&["chart", "FILE", "AC/C11", "--json", "--period", "2014/15-Q4"]);
    assert_eq!(earlier["points"].as_array().unwrap().len(), 8);
    let none = desk.json(&["chart", "FILE", "C28", "--json"]);
    assert_eq!((&none["limits"], &none["points"]), (&Value::Null, &json!([])));
}

#[test]
fn the_chart_in_words_and_lines() {
    let desk = desk();
    let text = desk.ok(&["chart", "FILE", "AC/C11"]);
    for part in
        ["upper limit 17.8", "▲", "2013/14", "Variation: ▲ This is a real change for the worse", "Trial:"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Linear text: no drawing, every point.
    let plain = desk.ok(&["--plain", "chart", "FILE", "AC/C11"]);
    assert!(
        !plain.contains('│') && plain.contains("Q1 2015/16: 22.6, target 18.0, outside (high)"),
        "{plain}"
    );
    let ascii = desk.ok(&["--ascii", "chart", "FILE", "AC/C11"]);
    assert!(ascii.is_ascii(), "{ascii}");
    // What has to be brought by the rest of the year.
    let text = desk.ok(&["chart", "FILE", "AC/S4"]).replace("\n  ", " ");
    assert!(
        text.contains("each of the 3 quarters left must average at least 11.0%. None of the 9 quarters so far has reached that."),
        "{text}"
    );
}

#[test]
fn notes_and_new_limits_are_written_undone_and_printed() {
    let desk = desk();
    let at = ["--period", "2014/15-Q2"];
    let run = |rest: &[&str]| desk.ok(&[&["chart", "FILE", "AC/C11"], rest, &at].concat());
    assert!(run(&["--note", "New contract"]).contains("Saved: AC/C11: note on Q2 2014/15"));
    assert!(run(&["--note", "New contract"]).contains("says so already"));
    assert!(run(&["--rebase", "New register"]).contains("limits start anew"));
    let chart = desk.json(&["chart", "FILE", "AC/C11", "--json"]);
    assert_eq!(chart["points"][5]["note"], "New contract");
    assert_eq!(chart["points"][5]["rebase"], "New register");
    assert_eq!(chart["phases"].as_array().unwrap().len(), 2);
    assert_eq!(chart["limits"]["from"], "2014/15-Q2");
    assert!(desk.ok(&["chart", "FILE", "AC/C11"]).contains("Note: Q2 2014/15: New contract"));
    run(&["--no-rebase"]);
    desk.ok(&["undo", "FILE"]);
    assert_eq!(desk.json(&["chart", "FILE", "AC/C11", "--json"])["phases"].as_array().unwrap().len(), 2);
    run(&["--note", ""]);
    assert_eq!(desk.json(&["chart", "FILE", "AC/C11", "--json"])["points"][5]["note"], Value::Null);
    assert!(desk.ok(&["verify", "FILE"]).contains("no damage") || desk.run(&["verify", "FILE"]).code == 0);
}

#[test]
fn limits_are_frozen_undone_and_said_alike_everywhere() {
    let desk = desk();
    let chart = |rest: &[&str]| desk.ok(&[&["chart", "FILE", "AC/C11"], rest].concat());
    let json = || desk.json(&["chart", "FILE", "AC/C11", "--json"]);
    let before = json();
    assert_eq!(
        (&before["limits"]["frozen_at"], &before["limits"]["jumps_left_out"]),
        (&Value::Null, &json!(1))
    );
    assert!(chart(&[]).replace("\n  ", " ").contains("after leaving out 1 large jump"));
    // By hand: four moving ranges of the first five quarters.
    assert!(
        chart(&["--freeze", "2014/15-Q1", "--because", "Before the new register"])
            .contains("limits are frozen")
    );
    let frozen = json();
    let (mean, range) = ((13.9 + 14.4 + 14.1 + 14.8 + 15.3) / 5.0, (0.5 + 0.3 + 0.7 + 0.5) / 4.0);
    near(&frozen["limits"]["mean"], mean, 1e-9);
    near(&frozen["limits"]["upper"], mean + 2.66 * range, 1e-9);
    assert_eq!(
        (&frozen["limits"]["results"], &frozen["limits"]["frozen_at"]),
        (&json!(5), &json!("2014/15-Q1"))
    );
    assert_eq!(frozen["points"][4]["freeze"], "Before the new register");
    // The last four lie outside the limits of the first five.
    let outside =
        json!({"signal": "outside", "side": "high", "points": 4, "from": "2014/15-Q2", "to": "2015/16-Q1"});
    assert!(frozen["findings"].as_array().unwrap().contains(&outside), "{}", frozen["findings"]);
    let text = chart(&[]).replace("\n  ", " ");
    for part in [
        "of 5 results from Q1 2013/14 to Q1 2014/15",
        "Frozen: The limits are frozen at Q1 2014/15: later results are judged by them (Before the new register).",
        "4 points above the upper limit",
        "Limits frozen: Q1 2014/15: Before the new register",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Another end takes the place of the first, in one step.
    chart(&["--freeze", "2014/15-Q3"]);
    assert_eq!((&json()["limits"]["results"], &json()["points"][4]["freeze"]), (&json!(7), &Value::Null));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(json()["limits"], frozen["limits"]);
    chart(&["--no-freeze", "2014/15-Q1"]);
    assert_eq!(json()["limits"], before["limits"]);
    let few = desk.fails(&["chart", "FILE", "AC/C11", "--freeze", "2013/14-Q2"]);
    assert!(
        few.contains("Limits take 5 results at least, and there are 2")
            && few.contains("Nothing was changed"),
        "{few}"
    );
    assert!(desk.refused(&["chart", "FILE", "AC/C11", "--because", "x"]).contains("--freeze"));
}

#[test]
fn what_cannot_be_charted_is_refused_with_the_reason() {
    let desk = desk();
    assert!(desk.fails(&["chart", "FILE", "NONE"]).contains("There is no indicator NONE"));
    assert!(desk.refused(&["chart", "FILE", "AC/C11", "--by", "week"]).contains("month, quarter or year"));
    assert!(desk.refused(&["chart", "FILE", "AC/C11", "--note", "x"]).contains("--period"));
    let missing = desk.fails(&["chart", "FILE", "C28", "--note", "x", "--period", "2014/15-Q2"]);
    assert!(missing.contains("has no result for Q2 2014/15"), "{missing}");
    assert!(
        desk.refused(&["--read-only", "chart", "FILE", "AC/C11", "--note", "x", "--period", "2014/15-Q2"])
            .contains("read-only")
    );
}

#[test]
fn a_changed_definition_parts_the_series_everywhere_until_it_is_taken_back() {
    let desk = desk();
    let before = desk.shown("AC/C11");
    assert_eq!(before["direction_of_travel"], "worsening");
    let said = desk.ok(&[
        "indicator",
        "break",
        "FILE",
        "AC/C11",
        "--from",
        "Q1 2015/16",
        "--note",
        "Weekends count",
    ]);
    assert!(said.contains("AC/C11: definition changed from Q1 2015/16"), "{said}");
    let shown = desk.shown("AC/C11");
    assert_eq!(shown["direction_of_travel"], "not_comparable");
    assert_eq!(shown["definition_changed"][0]["note"], "Weekends count");
    assert_eq!(shown["result"], before["result"]);
    let chart = desk.json(&["chart", "FILE", "AC/C11", "--json"]);
    assert_eq!(chart["phases"].as_array().unwrap().len(), 2, "{chart}");
    let text = desk.ok(&["chart", "FILE", "AC/C11"]);
    assert!(text.contains("The definition changed from Q1 2015/16 on: Weekends count."), "{text}");
    let report = desk.ok(&["report", "FILE", "--template", "action-plan", "--format", "md", "--output", "-"]);
    assert!(report.contains("The definition changed from Q1 2015/16 on: Weekends count."), "{report}");
    let listed = desk.json(&["list", "indicators", "FILE", "--json"]);
    let row = listed.as_array().unwrap().iter().find(|row| row["reference"] == "AC/C11").unwrap();
    assert_eq!(row["direction_of_travel"], "not_comparable");
    // It is not said to have turned, on the overview and in the report.
    let moved = "1 defined anew and not compared: AC/C11";
    assert!(desk.ok(&["overview", "FILE"]).contains(moved));
    let report = desk.ok(&["report", "FILE", "--template", "integrated", "--format", "md", "--output", "-"]);
    assert!(report.contains(moved), "{report}");
    // Refused whole.
    for (from, why) in
        [("2001/02-Q1", "the first figure is of"), ("2015/16-Q1", "breaks there already"), ("soon", "--from")]
    {
        let said = desk.refused(&["indicator", "break", "FILE", "AC/C11", "--from", from, "--note", "x"]);
        assert!(said.contains(why) && said.contains("Nothing was changed"), "{said}");
    }
    desk.refused(&["indicator", "break", "FILE", "AC/C11", "--from", "2014/15-Q3", "--note", " "]);
    desk.refused(&["indicator", "break", "FILE", "AC/C11", "--from", "2014/15-Q3"]);
    let none = desk.fails(&["indicator", "break", "FILE", "AC/C11", "--from", "2014/15-Q3", "--remove"]);
    assert!(none.contains("does not break in Q3 2014/15"), "{none}");
    desk.ok(&["indicator", "break", "FILE", "AC/C11", "--from", "2015/16-Q1", "--remove"]);
    let told = |shown: &serde_json::Value| {
        ["direction_of_travel", "sentence", "definition_changed", "trajectory"].map(|key| shown[key].clone())
    };
    assert_eq!(told(&desk.shown("AC/C11")), told(&before));
    desk.ok(&["undo", "FILE"]);
    assert_eq!(told(&desk.shown("AC/C11")), told(&shown));
    desk.ok(&["verify", "FILE"]);
}

#[test]
fn a_definition_changed_after_a_break_is_found_again() {
    let mut desk = desk();
    desk.file = desk.home.path().join("own.qd");
    desk.ok(&["new", "FILE", "--organisation", "Midshire", "--service", "Care", "--period", "2014/15-Q3"]);
    desk.ok(&["indicator", "add", "FILE", "C1", "--description", "Carers seen", "--definition", "Adults"]);
    let results = |text: &str| {
        std::fs::write(desk.home.path().join("results.csv"), text).unwrap();
        desk.ok(&["import", "FILE", "results.csv"]);
    };
    let finds = || {
        let found = desk.run(&["check", "FILE", "--json"]).out;
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        let rows = found.as_array().unwrap_or_else(|| panic!("{found}"));
        rows.iter().filter(|one| one["code"] == "definition-changed").cloned().collect::<Vec<_>>()
    };
    results("Ref,Period,Result\nC1,2014/15-Q1,50%\nC1,2014/15-Q2,51%\nC1,2014/15-Q3,52%\n");
    assert_eq!(finds().len(), 0);
    desk.ok(&["indicator", "edit", "FILE", "C1", "--definition", "Adults and young carers"]);
    assert_eq!(finds().len(), 1);
    // The break is where that counts from: nothing is left to say, nor when the next result comes.
    desk.ok(&["indicator", "break", "FILE", "C1", "--from", "2014/15-Q3", "--note", "Young carers too"]);
    assert_eq!(finds().len(), 0);
    for quarter in ["2014/15-Q4", "2015/16-Q1"] {
        desk.ok(&["period", "open-next", "FILE"]);
        results(&format!("Ref,Period,Result\nC1,{quarter},53%\n"));
        assert_eq!(finds().len(), 0, "{quarter}");
    }
    // Defined anew after that, without another break: found, with both.
    desk.ok(&["indicator", "edit", "FILE", "C1", "--definition", "Everybody"]);
    let found = finds();
    assert_eq!(found.len(), 1);
    assert!(found[0].to_string().contains("results since Q3 2014/15 were first reported under"), "{found:?}");
    assert!(found[0].to_string().contains("Adults and young carers"), "{found:?}");
    desk.ok(&["indicator", "break", "FILE", "C1", "--from", "2015/16-Q1", "--note", "Everybody"]);
    assert_eq!(finds().len(), 0);
}
