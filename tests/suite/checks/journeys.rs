//! Through the checks by keys: open, go there, accept, see it come back, undo.

use quarterdeck::input::Scope;
use quarterdeck::workbook::*;

use crate::harness::{Harness, QUARTER, start_time};

fn report(harness: &Harness) -> CheckReport {
    let query = Query::Checks { period: QUARTER.parse().unwrap(), today: start_time().date() };
    match harness.store().answer(&query).unwrap() {
        Data::Checks(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn open(harness: &Harness, code: &str) -> usize {
    report(harness).findings.iter().filter(|one| one.code == code && one.is_open()).count()
}

fn open_of(harness: &Harness, code: &str, reference: &str) -> usize {
    let found = report(harness).findings;
    found.iter().filter(|one| one.code == code && one.reference == reference && one.is_open()).count()
}

#[test]
fn d_opens_the_checks_from_everywhere_and_esc_comes_back() {
    let mut harness = Harness::new(120, 40);
    for digit in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] {
        harness.keys(digit).keys("d").assert_scope(Scope::Checks).assert_contains("Errors (");
        harness.keys("esc");
        assert_ne!(harness.app().scope(), Scope::Checks, "{digit}");
    }
}

#[test]
fn where_everything_is_accepted_nothing_is_open_and_the_list_says_so() {
    let mut harness = Harness::new(80, 24);
    let mut desk = harness.other_program();
    let found = report(&harness).findings;
    for finding in &found {
        let change = finding.accept(QUARTER.parse().unwrap(), "As published.", "kp", "2015-07-06T14:02:11");
        desk.apply(&change, &harness.stamp("kp")).unwrap();
    }
    harness.tick(120);
    harness.keys("d").assert_contains(&format!("Checks: nothing open, {} accepted", found.len()));
    harness.assert_contains(&format!("Accepted ({})", found.len()));
    // Errors only, warnings only, notes only: none of them, and what shows others.
    for _ in 0..3 {
        harness.keys("v").assert_contains("None of these. v shows others.");
    }
    harness.keys("v").assert_contains("accepted only");
}

#[test]
fn enter_goes_to_what_it_is_about_and_esc_comes_back_to_it() {
    let mut harness = Harness::new(120, 40);
    harness.keys("d").assert_row("AC/S9").assert_contains("47 ÷ 51,576");
    harness.keys("enter").assert_contains("[2 Indicators]").assert_contains("AC/S9  Strategic");
    harness.keys("esc esc").assert_scope(Scope::Checks).assert_row("AC/S9");
    // The next ones: an indicator, a budget line, a capital line, risks.
    harness.keys("j").assert_row("AC/C12").keys("j enter").assert_scope(Scope::Budget).keys("d");
    harness
        .keys("j j")
        .assert_row("AS0087")
        .keys("enter")
        .assert_contains("[5 Risks]")
        .assert_contains("AS0087");
    harness.keys("d").assert_row("AS0087");
}

#[test]
fn a_row_of_the_summary_leads_to_the_indicators_it_counts() {
    let mut harness = Harness::new(120, 40);
    harness.keys("d");
    for _ in 0..60 {
        if harness.cursor_line().contains("Summary") {
            break;
        }
        harness.keys("j");
    }
    harness.assert_row("Summary").keys("enter").assert_scope(Scope::Indicators);
    harness.assert_contains("of 8").assert_lacks("AC/S3");
}

#[test]
fn accepting_takes_a_reason_comes_back_with_other_figures_and_can_be_undone() {
    let mut harness = Harness::new(120, 40);
    harness.keys("d j").assert_row("AC/C12");
    let errors = report(&harness).open(CheckSeverity::Error);
    // Without a reason nothing is accepted.
    harness.keys("r").assert_scope(Scope::Form).keys("ctrl-s").assert_scope(Scope::Form).keys("esc");
    harness.keys("r").type_text("The published figure stands.").keys("ctrl-s");
    harness.assert_says("Accept AC/C12").assert_scope(Scope::Checks);
    let code = "variance-not-its-figures";
    assert_eq!(open(&harness, code), 0);
    harness.assert_contains(&format!("Errors ({})", errors - 1)).assert_contains("1 accepted");
    // The next one is to be looked at; what was accepted is at the foot of the list.
    harness.assert_row("Social Care").keys("G").assert_row("AC/C12");
    harness.assert_contains("The published figure stands.");
    // Another figure: it is open again, and says what was accepted before.
    harness.indicator("AC/C12").column("Target").keys("f2").type_text("5.79").keys("enter");
    assert_eq!(open(&harness, code), 1);
    harness.keys("d").assert_row("AC/C12").assert_contains("Accepted before, for other figures");
    // Undo of the figure: accepted once more. Undo of the acceptance: open.
    harness.keys("u");
    assert_eq!(open(&harness, code), 0);
    harness.keys("u");
    assert_eq!(open(&harness, code), 1);
    harness.keys("ctrl-r");
    assert_eq!(open(&harness, code), 0);
    // Taken back by the same key.
    harness.keys("G").assert_row("AC/C12").keys("r").assert_says("No longer accept AC/C12");
    assert_eq!(open(&harness, code), 1);
}

#[test]
fn fixing_it_makes_it_go_away() {
    let mut harness = Harness::new(120, 40);
    harness.keys("2").indicator("AC/S18").assert_contains("Checks (");
    harness
        .keys("c")
        .assert_scope(Scope::Writing)
        .keys("ctrl-a")
        .type_text("Fewer packages were fitted because the contract passed to a new supplier.");
    harness.keys("ctrl-s");
    let found = report(&harness);
    assert!(!found.findings.iter().any(|one| one.code == "see-above" && one.reference == "AC/S18"));
    assert!(found.findings.iter().any(|one| one.code == "see-above" && one.reference == "AC/C12"));
}

#[test]
fn a_doubtful_forecast_opens_at_the_field_that_mends_it() {
    let mut harness = Harness::new(120, 40);
    let id = harness.indicator("AC/C7").detail("AC/C7").indicator.id;
    let mut desk = harness.other_program();
    for (period, value) in [("2015/16", 10.0), ("2015/16-Q3", 5.0)] {
        let made = Forecast::stated(id, period.parse().unwrap(), QUARTER.parse().ok(), Some(value));
        desk.apply(&Change::new("Forecast").put(Record::Forecast(made)), &harness.stamp("kp")).unwrap();
    }
    harness.tick(120);
    let open = |harness: &mut Harness, words: &str| {
        harness.keys("d g");
        for _ in 0..80 {
            if harness.cursor_line().contains("AC/C7") && harness.cursor_line().contains(words) {
                break;
            }
            harness.keys("j");
        }
        harness.assert_row("AC/C7").keys("enter").assert_scope(Scope::Form);
    };
    // The year's opens as it is, a quarter's with the quarter and its own figure: the cursor is at the reason.
    open(&mut harness, "10.0% is expected in 2015/16,");
    harness.type_text("Two assessors leave.").keys("ctrl-s").keys("d g");
    open(&mut harness, "5.0% is expected in Q3 2015/16,");
    harness.assert_contains("2015/16-Q3").assert_contains("Forecast because");
    harness.type_text("Nobody is left.").keys("ctrl-s");
    let detail = harness.detail("AC/C7");
    for (period, value, reason) in
        [("2015/16", 10.0, "Two assessors leave."), ("2015/16-Q3", 5.0, "Nobody is left.")]
    {
        let made =
            detail.forecasts.iter().find(|made| made.forecast.period == period.parse().unwrap()).unwrap();
        assert_eq!((made.value, made.forecast.reason.as_str()), (value, reason));
    }
    assert_eq!(open_of(&harness, "worse-forecast-without-reason", "AC/C7"), 0);
}

#[test]
fn a_check_is_turned_off_for_the_workbook_and_on_again() {
    let mut harness = Harness::new(120, 40);
    harness.keys("d v v v v").assert_contains("None of these").keys("v v").assert_contains("errors only");
    harness.keys("v v").assert_contains("notes only");
    for _ in 0..20 {
        if harness.cursor_line().contains("ASCOF") {
            break;
        }
        harness.keys("j");
    }
    harness.keys("+").assert_says("Take “ASCOF” as a word");
    assert_eq!(open(&harness, "abbreviation-unexplained"), 3);
    harness
        .keys("x")
        .assert_contains("Turn off: abbreviation-unexplained")
        .type_text("Members know them.")
        .keys("ctrl-s");
    assert_eq!(open(&harness, "abbreviation-unexplained"), 0);
    assert_eq!(report(&harness).rules_off[0].reason, "Members know them.");
    harness.keys("E").type_text("abbreviation-un").assert_row("abbreviation-unexplained").keys("enter");
    harness.assert_says("Turn the check abbreviation-unexplained on");
    assert_eq!(open(&harness, "abbreviation-unexplained"), 3);
}

#[test]
fn marks_stand_beside_what_is_found() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S9");
    assert!(harness.cursor_line().contains(">!"), "{}", harness.cursor_line());
    harness.assert_contains("! The result is given as 98.59");
    harness.indicator("AC/S6");
    assert!(!harness.cursor_line().contains(">!") && !harness.cursor_line().contains(">?"));
    harness.assert_lacks("d opens them");
    harness.keys("5 v").assert_contains("! ").keys("6").assert_contains("!");
}

#[test]
fn another_period_has_findings_of_its_own() {
    let mut harness = Harness::new(120, 40);
    harness.keys("d [").assert_scope(Scope::Checks).assert_lacks("AC/S9").keys("]").assert_contains("AC/S9");
}

#[test]
fn a_workbook_opened_to_read_refuses_decisions() {
    let mut harness = Harness::with(120, 40, |setup| setup.read_only = true);
    harness.keys("d").assert_row("AC/S9").keys("r").assert_says("read-only");
}
