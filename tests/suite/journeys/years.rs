//! Next year's target and the sign-off, key by key.

use crate::harness::Harness;
use crate::journeys::forms::go_to;

#[test]
fn next_years_target_is_set_beside_what_helps_to_set_it() {
    let mut officer = Harness::new(120, 40);
    officer.keys("2").indicator("AC/C7").keys("t").assert_contains("Target of AC/C7 for 2016/17");
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
    officer.indicator("AC/C10").keys("t");
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
    officer.keys("2").indicator("AC/C7").keys("X").assert_contains("Sign off AC/C7");
    officer.keys("ctrl-a").type_text("Executive Director").keys("ctrl-s");
    officer.assert_says("AC/C7 signed off by Executive Director");
    officer.indicator("AC/C7").assert_contains("Signed off by");
    officer.keys("v").type_text("12").keys("ctrl-s ctrl-s");
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
    officer.keys("X ctrl-a").type_text("Executive Director").keys("tab ctrl-a delete ctrl-s");
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
