//! The sample workbook, made from real reports with real mistakes. Every
//! finding has been read against those reports: what is listed here is true.

use quarterdeck::workbook::*;

use crate::harness::{Harness, QUARTER, start_time};

fn report() -> CheckReport {
    let harness = Harness::new(80, 24);
    let query = Query::Checks { period: QUARTER.parse().unwrap(), today: start_time().date() };
    match harness.store().answer(&query).unwrap() {
        Data::Checks(report) => *report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_finding_about_the_sample_is_one_that_has_been_read() {
    let report = report();
    let mut text = format!("{}\n\n", report.summary());
    for finding in &report.findings {
        text.push_str(&format!(
            "{} {} [{}] {}\n    {}\n",
            finding.severity.code(),
            finding.reference,
            finding.code,
            finding.field,
            finding.message
        ));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("checks_of_the_sample", text);
    });
}

#[test]
fn the_mistakes_of_the_published_reports_are_found() {
    let report = report();
    let found = |code: &str, reference: &str| {
        let one = report.findings.iter().find(|one| one.code == code && one.reference == reference);
        one.unwrap_or_else(|| panic!("{code} of {reference} is not found")).message.clone()
    };
    // Barnet, Q1 2015/16.
    assert!(
        found("result-not-its-parts", "AC/S9").contains("98.59")
            && found("result-not-its-parts", "AC/S9").contains("91.13")
    );
    assert!(
        found("variance-not-its-figures", "AC/C12").contains(".05%")
            && found("variance-not-its-figures", "AC/C12").contains("0.52%")
    );
    assert!(found("travel-between-equals", "AC/S19").contains("70.0%"));
    assert!(found("summary-travel", "Summary").contains("where there are"));
    assert!(found("summary-shares", "Summary").contains("165%"));
    assert!(found("headline-money", "Dashboard").contains("936"));
    assert!(found("variance-from-another-base", "Adults & Communities").contains("456.75"));
    assert!(found("budget-percent-not-its-figures", "Social Care Management").contains("wrong sign"));
    assert!(found("commitment-counts", "Commissioning intentions").contains("5 in all"));
    assert!(found("score-not-its-factors", "AS0087").contains("3 × probability 4 is 12"));
    assert!(found("score-not-its-factors", "AS0088").contains("3 × probability 3 is 9"));
    assert!(found("word-not-its-number", "AS0089").contains("Moderate is 3"));
    assert!(found("travel-not-like-for-like", "AC/S9").contains("12 months"));
    assert!(found("travel-not-like-for-like", "AC/C14").contains("12 months"));
    assert!(found("target-of-another-length", "AC/C1").contains("2 months"));
    assert!(found("unit-against-wording", "AC/S23").contains("Number of"));
    assert!(found("see-above", "AC/S18").contains("See above"));
    assert!(found("note-to-self", "Complaints and compliments").contains("(check with"));
    assert!(found("growth-from-another-base", "AC/C7").contains("68%"));
    assert!(found("cell-blank", "AC/S19").contains("period covered"));
    // Warwickshire, Q3 2022/23: 80% of 29 actions.
    assert!(found("shares-of-no-counts", "Integrated Delivery Plan (Warwickshire)").contains("79%"));
    // The action plans: two indicators, one text.
    assert!(found("same-words-as-another", "D55").contains("D56"));
    // Halton, Q1 2011/12: promised to the Board.
    assert!(found("promise-unsent", "page 27, second paragraph").contains("Healthy Halton Board"));
}

#[test]
fn what_the_reports_got_right_is_not_found() {
    let report = report();
    for finding in &report.findings {
        // Totals of rounded lines, the heat map, the scores of six risks: all as they should be.
        assert!(!matches!(
            finding.code,
            "total-not-its-lines" | "heat-map-not-its-register" | "capital-chain-broken"
        ));
        assert!(!matches!(finding.code, "label-not-its-band" | "variation-not-its-figures" | "spelling"));
        assert!(!matches!(finding.code, "summary-does-not-add-up" | "share-in-words" | "run-rate-in-words"));
        // Trends are invented, so nothing is said of steps in them.
        assert!(finding.code != "jump");
    }
    let results = report.findings.iter().filter(|one| one.code == "result-not-its-parts").count();
    let variances = report.findings.iter().filter(|one| one.code == "variance-not-its-figures").count();
    assert_eq!((results, variances), (1, 1), "of twenty each, one is wrong");
}
