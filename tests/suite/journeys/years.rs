//! Next year's target and the sign-off, key by key.

use crate::harness::Harness;
use crate::journeys::forms::go_to;

#[test]
fn next_years_target_is_set_beside_what_helps_to_set_it() {
    let mut officer = Harness::new(120, 40);
    officer.keys("2").indicator("AC/C7").keys("T").assert_contains("Target of AC/C7 for 2016/17");
    officer.assert_contains("Past results:").assert_contains("Q1 2015/16 18.2%");
    // What is typed is said at once as what it takes.
    officer.type_text("20").assert_contains("it takes 5 more applications");
    go_to(&mut officer, "Why it is set so");
    officer.type_text("Two more assessors.").keys("ctrl-s").assert_says("AC/C7 target 2016/17");
    officer.indicator("AC/C7").assert_contains("Next year").assert_contains("target 20.0% in 2016/17");
    let detail = officer.detail("AC/C7");
    assert_eq!(detail.next_target().map(|target| target.value), Some(20.0));
    assert_eq!(detail.next_target_reason(), "Two more assessors.");
    officer.keys("u").assert_says("Undone");
    assert_eq!(officer.detail("AC/C7").next_target(), None);
    officer.keys("ctrl-r").assert_says("Redone");
    // A reason alone is refused at its field, and nothing typed is lost.
    officer.indicator("AC/C10").keys("T");
    go_to(&mut officer, "Why it is set so");
    officer.type_text("So it is").keys("ctrl-s").assert_contains("there is no target for 2016/17");
    officer.assert_contains("So it is").keys("esc");
    // The year that begins is told what is set for it.
    for _ in 0..3 {
        officer.palette("open the next period").assert_lacks("set beforehand").keys("enter");
    }
    officer.palette("open the next period").assert_contains("1 set beforehand; it counts from now on");
    officer.keys("enter").assert_contains("Q1 2016/17");
    assert_eq!(officer.standing("AC/C7").target, Some(20.0));
}

#[test]
fn a_sign_off_is_recorded_outdated_by_a_new_figure_and_taken_back() {
    let mut officer = Harness::new(200, 60);
    officer.keys("2").indicator("AC/C7").keys("S").assert_contains("Sign off AC/C7");
    officer.keys("ctrl-a").type_text("Executive Director").keys("ctrl-s");
    officer.assert_says("AC/C7 signed off by Executive Director");
    officer.indicator("AC/C7").assert_contains("Signed off by");
    officer.keys("D").type_text("12").keys("ctrl-s ctrl-s");
    officer.indicator("AC/C7");
    let changed = |officer: &Harness| {
        let detail = officer.detail("AC/C7");
        detail.years.sign_offs[0].since_changed(&detail).unwrap_or_default()
    };
    assert!(
        changed(&officer).starts_with("the result was 18.2% when it was signed"),
        "{}",
        changed(&officer)
    );
    // Undoing the figure makes the sign-off one of this figure again.
    officer.keys("u").indicator("AC/C7");
    assert_eq!(changed(&officer), "");
    officer.keys("S ctrl-a").type_text("Executive Director").keys("tab ctrl-a delete ctrl-s");
    officer.assert_says("sign-off of Executive Director taken back");
    assert_eq!(officer.detail("AC/C7").years.sign_offs.len(), 0);
    officer.keys("u");
    assert_eq!(officer.detail("AC/C7").years.sign_offs.len(), 1);
    assert!(officer.store().verify().unwrap().is_empty());
}

#[test]
fn what_moved_is_listed_by_type_and_service_and_opens_exactly_that() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut officer = Harness::new(width, height);
        officer.keys("1");
        for _ in 0..60 {
            if officer.cursor_line().contains(if width == 80 { "Last" } else { "All moves" }) {
                break;
            }
            officer.keys("down");
        }
        if width == 80 {
            officer.keys("right");
        }
        officer.keys("enter").assert_contains("What has moved").assert_contains("Indicators by type");
        // The first row of the first type.
        officer.type_text("Strategic: ");
        let line = officer.cursor_line();
        let count: usize =
            line.split("Strategic: ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        officer.keys("enter").assert_contains("[2 Indicators]").assert_contains("in Strategic");
        officer.assert_contains(&format!("{count} of "));
    }
}

#[test]
fn the_sign_of_the_year_end_is_explained_and_whole_at_every_size() {
    for (wide, high) in [(80, 24), (120, 40), (200, 60)] {
        let mut officer = Harness::new(wide, high);
        officer.palette("workbook settings");
        go_to(&mut officer, "Rating scheme");
        officer.type_text("On track");
        go_to(&mut officer, "Review Not on track");
        officer.keys("space ctrl-s").indicator("AC/C7").keys("D");
        go_to(&mut officer, "Forecast");
        officer.type_text("15").keys("ctrl-s").indicator("AC/C7");
        // The longest there is, whole: as a sign, or in words where there is room for them.
        let words = officer.contains("Year end");
        officer.assert_contains(if words { "OFF declining" } else { "OFF -" });
        if !words {
            // No wider than what stands in it.
            let heading = officer.screen().lines().find(|line| line.contains(" End ")).unwrap().to_owned();
            let row = officer.screen().lines().find(|line| line.contains("OFF - ")).unwrap().to_owned();
            let place = |line: &str, text: &str| line[..line.find(text).unwrap()].chars().count();
            assert_eq!(place(&heading, "Ref") - place(&heading, "End"), 6, "{heading}");
            assert_eq!(place(&row, "AC/C7") - place(&row, "OFF - "), 6, "{row}");
        }
        if wide >= 120 {
            officer.assert_contains("OFF - under End: Not on").assert_contains("■ OFF ");
        }
        officer.keys("? end").assert_contains("Under End: the rating");
        officer.keys("esc w").assert_contains("Year end").keys("esc 1").assert_contains("■ OFF ");
    }
}

#[test]
fn what_was_forecast_is_told_beside_what_came_out() {
    let mut officer = Harness::new(120, 40);
    officer.indicator("AC/C7").keys("D");
    go_to(&mut officer, "Forecast");
    officer.type_text("22");
    go_to(&mut officer, "Forecast for");
    officer.type_text("Q2 2015/16").keys("ctrl-s").palette("open the next period").keys("enter");
    officer.indicator("AC/C7").assert_contains("22.0%").keys("D");
    go_to(&mut officer, "Result as stated");
    officer.type_text("23.1").keys("ctrl-s").indicator("AC/C7");
    officer.assert_contains("in Q2 2015/16").assert_contains("came out 23.1%");
    // Of the year, when it has ended.
    officer.keys("D");
    go_to(&mut officer, "Forecast");
    officer.keys("ctrl-a").type_text("30").keys("ctrl-s");
    for _ in 0..2 {
        officer.palette("open the next period").keys("enter");
    }
    officer.indicator("AC/C7").assert_contains("at year end").assert_lacks("came out").keys("D");
    go_to(&mut officer, "Result as stated");
    officer.type_text("25").keys("ctrl-s").indicator("AC/C7").assert_contains("came out 25.0%");
}

#[test]
fn nothing_is_forecast_on_screen_for_a_period_that_is_closed() {
    let mut officer = Harness::new(120, 60);
    officer.palette("close this period").keys("y").keys("[");
    officer.palette("reopen this period").type_text("A forecast was left out").keys("enter");
    officer.indicator("AC/C7").keys("D");
    go_to(&mut officer, "Forecast");
    officer.type_text("22");
    go_to(&mut officer, "Forecast for");
    officer.type_text("Q1 2015/16").keys("ctrl-s").assert_contains("2015/16-Q1 is closed");
    assert!(officer.detail("AC/C7").forecasts_made.is_empty());
    // What was typed is there still, and may be of a period that is to come.
    officer.assert_contains("22");
}
