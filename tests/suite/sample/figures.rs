//! Every printed figure of the sample, against a table typed from the report.

use std::collections::BTreeMap;

use quarterdeck::sample;
use quarterdeck::workbook::{Edit, Id, Indicator, Printed, Record, ResultRecord, Target};

/// Reference, type, period covered, previous result, target, numerator and
/// denominator, result, target variance, direction of travel: as printed.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// How many of the table, from the top, missed their target.
const NOT_MET: usize = 13;

#[rustfmt::skip]
const BARNET: [Row; 20] = [
    ("AC/S3", "Strategic", "Apr-June 2015", "58.10%", "60.00%", "422/709", "59.52%", "0.8%", "Improving"),
    ("AC/S4", "Strategic", "Apr-June 2015", "9.4%", "10.6%", "66/709", "9.3%", "12.2%", "Worsening"),
    ("AC/S5", "Strategic", "Apr-June 2015", "5.7%", "7.0%", "37/767", "4.8%", "31.1%", "Worsening"),
    ("AC/S11", "Strategic", "Oct 2014 - March 2015", "71.9%", "81.5%", "316/428", "73.8%", "9.4%", "Improving"),
    ("AC/S16", "Strategic", "Apr-June 2015", "29.4%", "40.0%", "1048/2674", "39.2%", "2.0%", "Improving"),
    ("AC/S17", "Strategic", "Apr-June 2015", "216", "270", "119/", "119", "55.9%", "Worsening"),
    ("AC/S18", "Strategic", "Apr-June 2015", "13.0%", "17.0%", "475/3979", "11.9%", "29.8%", "Worsening"),
    ("AC/C2", "Critical", "Apr-June 2015", "98.4%", "100.0%", "2657/2674", "99.4%", "0.6%", "Improving"),
    ("AC/C7", "Critical", "Apr-June 2015", "100.0%", "100.0%", "42/231", "18.2%", "81.8%", "Worsening"),
    ("AC/C10", "Critical", "Apr-June 2015", "69.8%", "75.0%", "N/A", "66.3%", "11.6%", "Worsening"),
    ("AC/C11", "Critical", "Apr-June 2015", "17.6", "18.0", "22.59/", "22.6", "25.5%", "Worsening"),
    ("AC/C12", "Critical", "June 2014 - May 2015", "5.89", "5.81", "N/A", "5.84", ".05%", "Improving"),
    ("AC/C13", "Critical", "June 2014 - May 2015", "2.5", "2.5", "N/A", "2.8", "12.0%", "Worsening"),
    ("AC/S6", "Strategic", "Apr-June 2015", "70.9%", "75.0%", "617/767", "80.4%", "7.3%", "Improving"),
    ("AC/S9", "Strategic", "Apr-June 2015", "475.1", "100.0", "47/51576", "98.59", "1.4%", "Improving"),
    ("AC/S19", "Strategic", "", "70.0%", "63.0%", "212/303", "70.0%", "11.1%", "Worsening"),
    ("AC/S23", "Strategic", "Apr-June 2015", "86.0%", "90.0%", "68/69", "98.6%", "9.5%", "Improving"),
    ("AC/S25", "Strategic", "June 2015", "81.0%", "85.0%", "N/A", "99.0%", "16.5%", "Improving"),
    ("AC/C1", "Critical", "Apr - May 2015", "7742", "1833", "N/A", "1539", "16.0%", "Improving"),
    ("AC/C14", "Critical", "Apr-June 2015", "13.40", "3.35", "2/229329", "0.87", "74.0%", "Improving"),
];

#[rustfmt::skip]
const SUMMARY: [(&str, [&str; 7]); 3] = [
    ("strategic", ["5", "1", "1", "5", "12", "8", "12"]),
    ("critical", ["2", "1", "0", "5", "6", "7", "8"]),
    ("overall", ["35% (7)", "10% (2)", "5% (1)", "50% (10)", "90% (18)", "75% (15)", "20"]),
];

const SUMMARY_COLUMNS: [&str; 7] =
    ["green", "green_amber", "red_amber", "red", "improving_or_same", "worsening", "expected"];

const QUARTER: &str = "2015/16-Q1";

fn records() -> Vec<Record> {
    let (_, edits) = sample::workbook().expect("the sample is sound");
    edits
        .into_iter()
        .map(|edit| match edit {
            Edit::Put(record) => record,
            Edit::Remove { .. } => panic!("the sample removes nothing"),
        })
        .collect()
}

fn barnet(records: &[Record]) -> Vec<&Indicator> {
    records
        .iter()
        .filter_map(|record| match record {
            Record::Indicator(indicator) if indicator.reference.starts_with("AC/") => Some(indicator),
            _ => None,
        })
        .collect()
}

fn result<'a>(records: &'a [Record], id: Id, period: &str) -> &'a ResultRecord {
    let found = records.iter().find_map(|record| match record {
        Record::Result(result) if result.indicator_id == id && result.period == period.parse().unwrap() => {
            Some(result)
        }
        _ => None,
    });
    found.expect("a result")
}

fn target(records: &[Record], id: Id) -> &Target {
    let found = records.iter().find_map(|record| match record {
        Record::Target(target) if target.indicator_id == id && target.period == QUARTER.parse().unwrap() => {
            Some(target)
        }
        _ => None,
    });
    found.expect("a target")
}

fn printed(records: &[Record], about: Option<Id>) -> BTreeMap<&str, &str> {
    let cells = records.iter().filter_map(|record| match record {
        Record::Printed(Printed { indicator_id, field, text, .. }) if *indicator_id == about => {
            Some((field.as_str(), text.as_str()))
        }
        _ => None,
    });
    cells.collect()
}

fn number(text: &str) -> f64 {
    text.trim_end_matches('%').parse().expect("a number")
}

#[test]
fn the_twenty_indicators_stand_in_the_order_of_the_report() {
    let records = records();
    let references: Vec<_> = barnet(&records).iter().map(|i| i.reference.as_str()).collect();
    let expected: Vec<_> = BARNET.iter().map(|row| row.0).collect();
    assert_eq!(references, expected);
    for (position, indicator) in barnet(&records).iter().enumerate() {
        let table = if position < NOT_MET { "table 2.2a" } else { "Appendix A" };
        let source = &result(&records, indicator.id, QUARTER).source;
        assert!(source.ends_with(table), "{}: {source}", indicator.reference);
    }
}

#[test]
fn every_printed_cell_is_kept() {
    let records = records();
    for (indicator, row) in barnet(&records).iter().zip(BARNET) {
        let (reference, kind, covered, previous, target, fraction, result, variance, travel) = row;
        assert_eq!(indicator.kind, kind, "{reference}");
        let cells = [
            ("period_covered", covered),
            ("previous", previous),
            ("target", target),
            ("numerator_denominator", fraction),
            ("result", result),
            ("target_variance", variance),
            ("direction_of_travel", travel),
        ];
        let expected: BTreeMap<_, _> = cells.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        assert_eq!(printed(&records, Some(indicator.id)), expected, "{reference}");
    }
}

#[test]
fn every_figure_is_the_one_printed() {
    let records = records();
    for (indicator, row) in barnet(&records).iter().zip(BARNET) {
        let (reference, _, _, previous, wanted, fraction, printed, _, _) = row;
        let now = result(&records, indicator.id, QUARTER);
        assert_eq!(now.stated, Some(number(printed)), "{reference}");
        assert_eq!(now.printed, printed, "{reference}");
        assert_eq!(target(&records, indicator.id).value, number(wanted), "{reference}");
        let (numerator, denominator) = match fraction.split_once('/') {
            Some(("N", "A")) | None => (None, None),
            Some((numerator, "")) => (Some(number(numerator)), None),
            Some((numerator, denominator)) => (Some(number(numerator)), Some(number(denominator))),
        };
        assert_eq!((now.numerator, now.denominator), (numerator, denominator), "{reference}");
        let full_year = ["AC/S9", "AC/C1", "AC/C14"].contains(&reference);
        let period = if full_year { "2014/15" } else { "2014/15-Q4" };
        let before = result(&records, indicator.id, period);
        assert_eq!(before.stated, Some(number(previous)), "{reference}");
        assert_eq!(before.printed, previous, "{reference}");
        assert!(!now.illustrative && !before.illustrative, "{reference}");
    }
}

#[test]
fn results_show_the_decimals_they_are_printed_with() {
    let records = records();
    for (indicator, row) in barnet(&records).iter().zip(BARNET) {
        let decimals = row.6.trim_end_matches('%').split_once('.').map_or(0, |(_, after)| after.len());
        assert_eq!(indicator.decimals as usize, decimals, "{}", row.0);
    }
}

#[test]
fn permanent_admissions_keep_both_figures_that_disagree() {
    let records = records();
    let indicators = barnet(&records);
    let s9 = indicators.iter().find(|i| i.reference == "AC/S9").expect("AC/S9");
    let now = result(&records, s9.id, QUARTER);
    let computed = s9.scale * now.numerator.expect("a count") / now.denominator.expect("residents");
    assert_eq!(now.stated, Some(98.59));
    assert_eq!((computed * 100.0).round() / 100.0, 91.13);
}

#[test]
fn the_summary_table_is_kept() {
    let expected: BTreeMap<String, &str> = SUMMARY
        .into_iter()
        .flat_map(|(row, cells)| {
            SUMMARY_COLUMNS
                .into_iter()
                .zip(cells)
                .map(move |(column, text)| (format!("summary.{row}.{column}"), text))
        })
        .collect();
    let records = records();
    let found: BTreeMap<String, &str> = printed(&records, None)
        .into_iter()
        .filter(|(field, _)| field.starts_with("summary."))
        .map(|(field, text)| (field.to_owned(), text))
        .collect();
    assert_eq!(found, expected);
}
