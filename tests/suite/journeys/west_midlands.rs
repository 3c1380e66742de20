//! A published regional account made from nothing: the scorecard of the 14 councils of the West
//! Midlands, from an empty folder to the report, by keyboard. Figures are those of the adult social care
//! outcomes framework that the regional sample has, but for one that is withheld here; ranks, quartiles
//! and counts were worked out from them by other means.

use quarterdeck::report::FORMATS;

use crate::harness::Harness;
use crate::journeys::report::{exported, written, written_as};
use crate::journeys::warwickshire::fill;

const FIGURES: &str = include_str!("../../../assets/sample/regional.csv");

/// In the order of the region's list.
const MEMBERS: &str = "Birmingham, Coventry, Dudley, Herefordshire, Sandwell, Shropshire, Solihull, \
                       Staffordshire, Stoke-on-Trent, Telford and the Wrekin, Walsall, Warwickshire, \
                       Wolverhampton, Worcestershire";

/// The areas of risk of the account, in its order.
const AREAS: [&str; 7] = [
    "Governance and leadership",
    "Resources",
    "Workforce",
    "Performance and outcomes",
    "National priorities and partnerships",
    "Culture and change",
    "Commissioning and quality",
];

/// Reference, description, area of risk, which way is better.
const MEASURES: [(&str, &str, &str, &str); 7] = [
    ("6A", "Staff who left their role in the past 12 months (%)", "Workforce", "Lower is better"),
    (
        "1A",
        "Quality of life of people who use services (score)",
        "Performance and outcomes",
        "Higher is better",
    ),
    ("2A", "New to reablement, no further request (%)", "Performance and outcomes", "Higher is better"),
    ("2B", "Adults 18 to 64 admitted to homes, per 100,000", "Performance and outcomes", "Lower is better"),
    ("3A", "Control over daily life (%)", "National priorities and partnerships", "Higher is better"),
    ("5A(1)", "As much social contact as wanted (%)", "Culture and change", "Higher is better"),
    ("4A", "Feel safe (%)", "Commissioning and quality", "Higher is better"),
];

/// Measures that no nation's figure is published of here.
const OUR_OWN: [(&str, &str, &str, &str); 2] = [
    (
        "2E(1)",
        "Live in their home or with family (%)",
        "National priorities and partnerships",
        "Higher is better",
    ),
    (
        "6B",
        "Residential providers rated good or outstanding (%)",
        "Commissioning and quality",
        "Higher is better",
    ),
];

/// The long table as a council's analyst sends it: a line for each council, year and measure.
fn long_table(measures: &[(&str, &str, &str, &str)], with_england: bool) -> String {
    let mut table =
        "Measure code\tMeasure\tArea of risk\tPolarity\tYear\tCouncil\tNumerator\tDenominator\tOutcome"
            .to_owned();
    for line in FIGURES.lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let [measure, year, council, numerator, denominator, outcome] = parts[..] else { panic!("{line}") };
        let is_wanted = ["2023/24", "2024/25"].contains(&year)
            && council != "West Midlands"
            && (with_england || council != "England");
        let Some((reference, description, area, polarity)) =
            measures.iter().find(|(reference, ..)| *reference == measure && is_wanted)
        else {
            continue;
        };
        // Small numbers are withheld.
        let figures = match (measure, council) {
            ("2A", "Herefordshire") => "[c]\t[c]\t[c]".to_owned(),
            _ => format!("{numerator}\t{denominator}\t{outcome}"),
        };
        table.push_str(&format!(
            "\n{reference}\t{description}\t{area}\t{polarity}\t{year}\t{council}\t{figures}"
        ));
    }
    table
}

fn new_workbook() -> Harness {
    let mut officer = Harness::with(120, 40, |setup| setup.welcome = true);
    let path = officer.folder().join("region.qd");
    std::fs::remove_file(&officer.file).unwrap();
    officer.keys("up up up up down enter").assert_contains("New workbook");
    officer.type_text("West Midlands\n\n").keys("ctrl-s").assert_contains("of a group, its Members");
    officer.keys("down").paste(MEMBERS).keys("enter enter").type_text("Q4 2024/25\n\n");
    officer.paste(&path.display().to_string()).keys("ctrl-s");
    officer.file = path;
    officer.assert_contains("quarterdeck  West Midlands › Q4 2024/25").assert_contains("Indicators: 0");
    officer
}

fn line_of(officer: &Harness, text: &str) -> String {
    let screen = officer.screen();
    screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}:\n{screen}")).to_owned()
}

/// What stands in the row of a measure, of some neighbouring columns.
#[track_caller]
fn assert_row(officer: &Harness, reference: &str, cells: &str) {
    let line = line_of(officer, &format!("{reference} "));
    let words: Vec<&str> = line.split_whitespace().collect();
    assert!(words.join(" ").contains(cells), "no “{cells}” in\n{}", officer.screen());
}

fn import_by_paste(officer: &mut Harness) {
    for (measures, with_england, added) in
        [(&MEASURES[..], true, "195 added"), (&OUR_OWN[..], false, "46 added")]
    {
        officer.keys("I").paste(&long_table(measures, with_england));
        officer.assert_contains("all others are benchmarks").assert_contains(added);
        officer.keys("ctrl-s").assert_says(added);
    }
}

#[test]
fn a_regional_account_is_made_from_nothing_by_keyboard() {
    let mut officer = new_workbook();
    officer.palette("workbook settings");
    fill(&mut officer, &[("Benchmark of", "England")]);
    officer.keys("ctrl-s");
    officer.keys("2 #");
    for area in AREAS {
        officer.keys("home enter").type_text(area).keys("ctrl-s").assert_says("Add the theme");
    }
    officer.keys("esc");
    import_by_paste(&mut officer);
    // One more by form, of which no way is better; a group's workbook is about no service.
    officer.keys("A");
    fill(
        &mut officer,
        &[
            ("Reference", "EXP"),
            ("Description", "Gross spending on adult social care"),
            ("Theme", "Resources"),
            ("Polarity", "none"),
            ("Kind of measure", "money"),
        ],
    );
    officer.keys("ctrl-s").assert_says("added");
    for (reference, _, area, _) in MEASURES.iter().chain(&OUR_OWN) {
        assert_eq!(officer.detail(reference).theme.to_string(), *area, "{reference}");
    }
    every_view(&mut officer);
    write_the_account(&mut officer);
    reports(&mut officer);
}

/// The views that the account was written from, each with figures worked out by hand.
fn every_view(officer: &mut Harness) {
    // Every council in every measure, area of risk by area of risk.
    officer.keys("V").assert_contains("Value: 2024/25").assert_contains("Workforce");
    assert_row(officer, "6A", "23.7% 22.1% 18.4% 22.3% 20.3% 19.0% 25.2%");
    assert_row(officer, "2A", "77.1% 74.5% 68.7% 53.0% suppressed 56.3%");
    // The rank of each: ties share the smallest, and of those who have no figure there is none.
    officer.keys("v").assert_contains("Rank: 2024/25");
    assert_row(officer, "1A", "14 of 14 1 of 14 9 of 14 1 of 14 7 of 14 7 of 14");
    assert_row(officer, "2A", "4 of 13 5 of 13 10 of 13 suppressed 9 of 13 3 of 13");
    // Which quartile.
    officer.keys("v").assert_contains("Quartile: 2024/25");
    assert_row(officer, "6A", "○ Q2 ● Q1 ▲ Q3 ○ Q2 ● Q1 ▲ Q3");
    assert_row(officer, "1A", "■ Q4 ● Q1 ▲ Q3 ● Q1 ○ Q2 ○ Q2");
    // How far from the average, and whether that is more than chance: lower is better in 2B.
    officer.keys("v").assert_contains("Difference from the average");
    assert_row(officer, "6A", "-1.6 pts -5.3 pts -1.4 pts -3.4 pts");
    assert_row(officer, "2B", "+3.9 worse +9.5 worse +3.6 similar +1.1 similar");
    // Where each is going.
    officer.keys("v").assert_contains("Direction of travel: 2024/25");
    assert_row(officer, "6A", "↓ better ↓ better ↑ worse ↑ worse ↓ better ↓ better");
    assert_row(officer, "4A", "→ same ↓ worse ↑ better ↓ worse ↑ better ↑ better");
    // Counts above, the same and below, which add up with those that are missing.
    officer.keys("v").assert_contains("6A: 6 of 14 above the England average of 23.7%, 0 the same, 8 below");
    officer.assert_contains("6A: 4 in the top quartile, 3 in the second, 4 in the third, 3 in the bottom");
    officer.assert_contains("8 councils with a positive direction of travel, 6 not");
    officer.keys("down down");
    officer.assert_contains(
        "2A: 3 of 13 above the England average of 77.1%, 0 the same, 10 below; 1 is not counted",
    );
    officer.assert_contains("1 is not counted: Herefordshire (suppressed)");
    // One measure: who is first and who is last.
    officer.keys("enter").assert_contains("1st Walsall").assert_contains("13th Worcestershire");
    // A council's sheet.
    officer.keys("esc z").assert_contains("Birmingham: 2024/25");
    officer.assert_contains("Direction of travel: positive (4 better, 1 the same, 1 worse");
    officer.assert_contains("Quartiles: 1 in the top, 1 in the second, 3 in the third, 4 in the bottom");
    assert_row(officer, "6A", "22.1% 6 of 14 ○ Q2 ↓ better -1.6 pts 10 of 14");
    officer.keys("esc");
}

/// What the region says of its areas of risk: counts are put in and held against the figures.
fn write_the_account(officer: &mut Harness) {
    for (heading, words) in [
        ("Governance and leadership", "Half of the directors are new in post this year."),
        ("Performance and outcomes", "The region in short:"),
    ] {
        officer.keys("9 A");
        fill(officer, &[("Kind", "Own"), ("Heading", heading), ("Words", words)]);
        officer.keys("ctrl-s").assert_says("u undoes");
    }
    officer.keys("c ctrl-end enter F7").assert_contains("Insert which sentences?");
    // 2A after 6A and 1A, each of which has two.
    officer.keys("down down down down space enter").assert_says("Inserted").keys("ctrl-s");
    // As the account of 2015/16 has it: 4 and 8 are not all of 14, nor are they ours.
    officer.keys("c ctrl-end enter");
    officer.type_text("5A(1): 4 of 14 councils are above the England average of 45.4% and 8 below.");
    officer.keys("ctrl-s d").assert_contains("compared-counts-in-words");
    // That a region has no figure of its own where its members have theirs is no fault.
    officer.assert_contains("Warnings (1)");
    officer.assert_contains("4 of 14 above, 8 below").assert_contains("12 of 14 above, 2 below");
}

fn reports(officer: &mut Harness) {
    officer.keys("1");
    let report = written(officer, "Regional");
    for line in [
        "Half of the directors are new in post this year.",
        "- Positive: Birmingham, Coventry, Shropshire, Solihull, Staffordshire, Stoke-on-Trent, Warwickshire, Worcestershire",
        "- Static: Dudley, Sandwell, Telford and the Wrekin, Walsall",
        "- 6A: from 14.4% (Wolverhampton) to 34.3% (Stoke-on-Trent), median 22.2%",
        // An average that is published, one that is pooled, a median: each says what it is.
        "- 2E(1): 10 of 14 above the pooled value of 78.1% among 14, 0 the same, 4 below",
        "- 6B: 7 of 14 above the median of 76.6% among 14, 0 the same, 7 below",
        "| Worcestershire | 9th of 14 | 4th of 14 | 13th of 13 | 12th of 14 | 7th of 14 |",
        "| 3A Control over daily life (%) | 77.3% | England | 9 | 1 | 4 | – | – | – | 0 |",
        "| 6B Residential providers rated good or outstanding (%) | 76.6% | median of 14 | 7 | 0 | 7 |",
        "### Telford and the Wrekin",
    ] {
        assert!(report.contains(line), "no “{line}” in\n{report}");
    }
    let at = |text: &str| report.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(at("### Governance and leadership") < at("### Performance and outcomes"), "{report}");
    let herefordshire = report.lines().find(|line| line.starts_with("| Herefordshire | 20.3%")).unwrap();
    assert!(herefordshire.contains("| suppressed |"), "{herefordshire}");
    for format in FORMATS {
        let region = written_as(officer, "Regional", format);
        // The sheet of one council alone.
        officer.keys("W e").type_text("Scorecard of one").keys("enter =").type_text("Dudley").keys("enter");
        let dudley = exported(officer.assert_contains("Scorecard: Dudley"), format);
        assert!(region.len() > dudley.len() && dudley.len() > 1_000, "{}", format.code);
        if format.code == "csv" {
            let text = String::from_utf8(dudley).unwrap();
            assert!(text.contains("6A") && text.contains("8th of 14"), "{text}");
        }
    }
    officer.restart().assert_contains("Indicators: 10");
    assert!(officer.store().verify().unwrap().is_empty());
}
