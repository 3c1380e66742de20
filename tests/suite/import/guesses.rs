//! Which column is which, and why.

use quarterdeck::domain::figures::format_value;
use quarterdeck::domain::{Measure, Polarity, Unit};
use quarterdeck::import::mapping::{ColumnRule, Mapping, NOTHING, Only};
use quarterdeck::import::reading::{ImportQuestion, Role};
use quarterdeck::import::role_of;
use quarterdeck::import::summary::groups;
use quarterdeck::import::words::same_reference;

use crate::import::desk::{known, period, read, read_with, table};

const SMALL: &str = "
Ref | Indicator | Target | Result
A1 | Reviews done within a year | 70 | 71
A2 | Visits made | 80 | 75";

#[test]
fn headings_of_many_hands_are_known() {
    for (heading, field) in [
        ("Ref No.", "reference"),
        ("KPI Code", "reference"),
        ("ASCOF Measure Code", "reference"),
        ("Indicator description", "description"),
        ("Performance Indicator", "description"),
        ("Measure", "description"),
    ] {
        let other = if field == "reference" { "Indicator" } else { "Ref" };
        let text = match field {
            "reference" => {
                format!("{heading} | {other} | Result\nA1 | Reviews done within a year | 71\nA2 | Visits | 8")
            }
            _ => {
                format!("{other} | {heading} | Result\nA1 | Reviews done within a year | 71\nA2 | Visits | 8")
            }
        };
        assert_eq!(read(&table(&text)).is(heading), field, "{heading}");
    }
    for (heading, field) in [
        ("Outturn", "result"),
        ("YTD", "result"),
        ("Actual", "result"),
        ("Q1 Actual", "result 2015/16-Q1"),
        ("Result Most recent result of the indicator measurement", "result"),
        ("Annual Target", "target"),
        ("2015/16 Target", "target 2015/16"),
        ("Previous Result", "previous"),
        ("Last quarter", "previous"),
        ("Same period last year", "last_year"),
        ("Year-end forecast", "forecast"),
        ("England average", "benchmark"),
        ("RAG", "rating"),
        ("DoT", "direction"),
        ("Variance", "variance"),
        ("ONS code", "nothing"),
        ("Confidence interval", "nothing"),
    ] {
        let text = format!(
            "Ref | Indicator | Result | {heading}\nA1 | Reviews done within a year | 71 | 72\nA2 | Visits | 8 | 9"
        );
        let text =
            if field.starts_with("result") { text.replacen("| Result ", "| Target ", 1) } else { text };
        assert_eq!(read(&table(&text)).is(heading), field, "{heading}");
    }
}

#[test]
fn every_column_says_why_it_is_taken_for_that() {
    let read_it = read(&table(
        "
Ref | Indicator | Target | Result | Sparkle
A1 | Reviews done within a year | 70 | 71 | a
A2 | Visits made | 80 | 75 | b",
    ));
    assert!(read_it.reading().columns.iter().all(|column| !column.reason.is_empty()));
    assert_eq!(read_it.column("Result").reason, "by its heading");
    assert_eq!(read_it.column("Sparkle").reason, "nothing of ours is called this");
}

#[test]
fn a_heading_is_not_believed_against_what_stands_below_it() {
    let read_it = read(&table(
        "
Ref | Indicator | Performance | Result
A1 | Reviews done within a year | The team did well this quarter | 71
A2 | Visits made | Two posts are vacant | 75",
    ));
    assert_eq!(read_it.is("Performance"), "nothing");
    assert_eq!(read_it.is("Result"), "result");
}

#[test]
fn fractions_are_known_whatever_their_heading() {
    let read_it = read(&table(
        "
Ref | Indicator | Numbers | %
A1 | Reviews done within a year | 71/100 | 71%
A2 | Visits made | 75/80 | 93.8%",
    ));
    assert_eq!(read_it.is("Numbers"), "fraction");
    assert_eq!(read_it.result("A1", "2015/16-Q1").unwrap().1, Some(100.0));
}

#[test]
fn references_of_the_workbook_are_known_in_any_column() {
    let mut known = known();
    known.references = ["AC/S3", "AC/S6"].map(same_reference).into();
    let sheet = table(
        "
Line | Item | What | Figure
1 | AC/S 3 | Working age adults in paid employment | 71
2 | ac/s6 | Adults with a personal budget | 75",
    );
    let read_it = read_with(&[sheet], &Mapping::default(), &known);
    assert_eq!(read_it.is("Item"), "reference");
    assert!(read_it.column("Item").reason.contains("this workbook"), "{}", read_it.column("Item").reason);
}

#[test]
fn which_way_is_better_is_read_from_words_and_never_guessed() {
    for (text, polarity) in [
        ("High", Polarity::Higher),
        ("High is good", Polarity::Higher),
        ("Up", Polarity::Higher),
        ("Ascending", Polarity::Higher),
        ("Bigger is better", Polarity::Higher),
        ("Maximise", Polarity::Higher),
        ("↑", Polarity::Higher),
        ("▲", Polarity::Higher),
        ("Low", Polarity::Lower),
        ("Lower is better", Polarity::Lower),
        ("Down", Polarity::Lower),
        ("desc", Polarity::Lower),
        ("Smaller", Polarity::Lower),
        ("Reduce", Polarity::Lower),
        ("↓", Polarity::Lower),
        ("5 to 10", Polarity::Band { low: 5.0, high: 10.0 }),
        ("between 80 and 90", Polarity::Band { low: 80.0, high: 90.0 }),
        ("None", Polarity::None),
        ("Neutral", Polarity::None),
        ("n/a", Polarity::None),
        ("", Polarity::None),
    ] {
        let read_it = read(&table(&format!(
            "Ref | Indicator | Polarity | Result\nA1 | Reviews done within a year | {text} | 71\nA2 | Visits made | High | 75"
        )));
        assert_eq!(read_it.indicator("A1").polarity, polarity, "{text}");
        assert_eq!(read_it.refused(), Vec::<String>::new(), "{text}");
    }
    // Nothing says which way is better: not the name, not the target.
    let silent = read(&table(
        "Ref | Indicator | Target | Result\nA1 | Complaints received | 10 | 12\nA2 | Visits made | 80 | 75",
    ));
    assert_eq!(silent.indicator("A1").polarity, Polarity::None);
    let odd = read(&table(
        "Ref | Indicator | Polarity | Result\nA1 | Reviews | sideways | 71\nA2 | Visits made | High | 75",
    ));
    odd.refuses("C2 “sideways”", "write higher, lower, a band");
    assert_eq!(odd.stated("A1", "2015/16-Q1"), 71.0);
}

#[test]
fn units_are_told_by_words_signs_and_sums() {
    for (row, measure, scale) in [
        ("A1 | Reviews done | | | 59.52%", Measure::Percentage, 100.0),
        ("A1 | Percentage of reviews done | | | 59.52", Measure::Percentage, 100.0),
        ("A1 | Admissions per 100,000 population | | | 59.52", Measure::Rate, 100_000.0),
        ("A1 | Average days to assess | | | 22", Measure::Average, 1.0),
        ("A1 | Weekly cost of care | | | £812", Measure::Money, 1.0),
        ("A1 | Reviews done | | | 119", Measure::Count, 1.0),
        ("A1 | Reviews done | 71 | 100 | 71", Measure::Percentage, 100.0),
        ("A1 | Admissions to care | 26 | 250541 | 10.4", Measure::Rate, 100_000.0),
    ] {
        let read_it = read(&table(&format!(
            "Ref | Indicator | Numerator | Denominator | Result\n{row}\nA2 | Visits made | 1 | 2 | 50"
        )));
        let indicator = read_it.indicator("A1");
        assert_eq!((indicator.measure, indicator.scale), (measure, scale), "{row}");
    }
    let said = read(&table(
        "Ref | Indicator | Unit | Result\nA1 | Reviews | Weeks | 71\nA2 | Visits made | furlongs | 75",
    ));
    assert_eq!(said.indicator("A1").unit_name, "weeks");
    said.refuses("C3 “furlongs”", "write %, £, number");
}

#[test]
fn money_in_thousands_and_millions_is_in_pounds_and_shows_no_tenths_of_them() {
    let read_it = read(&table(
        "Ref | Indicator | Unit | Target | Result\nA1 | Capital receipts | £m | 61.0 | 48.75\n\
         A2 | Agency staff | £000 | 310 | 412.5\nA3 | Rent collected | £ | 1,310.50 | 1,402.75\n\
         A4 | Land sold | £ | £61.0m | £59.85m",
    ));
    for (name, target, result, decimals, shown) in [
        ("A1", 61_000_000.0, 48_750_000.0, 0, "£48,750,000"),
        ("A2", 310_000.0, 412_500.0, 0, "£412,500"),
        ("A3", 1_310.5, 1_402.75, 2, "£1,402.75"),
        ("A4", 61_000_000.0, 59_850_000.0, 0, "£59,850,000"),
    ] {
        let indicator = read_it.indicator(name);
        assert_eq!((indicator.measure, indicator.decimals), (Measure::Money, decimals), "{name}");
        assert_eq!(read_it.stated(name, "2015/16-Q1"), result, "{name}");
        assert_eq!(read_it.target(name, "2015/16-Q1"), Some(target), "{name}");
        assert_eq!(format_value(result, Unit::Money, indicator.decimals), shown);
    }
}

#[test]
fn the_most_decimals_shown_are_kept() {
    let read_it = read(&table(
        "Ref | Indicator | Target | Result\nA1 | Reviews | 70 | 71.25%\nA2 | Visits made | 80 | 75",
    ));
    assert_eq!((read_it.indicator("A1").decimals, read_it.indicator("A2").decimals), (2, 0));
}

#[test]
fn parts_of_a_whole_are_left_out_where_the_whole_is_there() {
    let text = "
Code | Measure | Disaggregation | Result
1C | Direct payments | Total | 25
1C | Direct payments | Male | 24
1C | Direct payments | Female | 26
1E | Paid employment | Total | 8";
    let read_it = read(&table(text));
    assert_eq!(read_it.stated("1C", "2015/16-Q1"), 25.0);
    assert_eq!(read_it.refused(), Vec::<String>::new());
    let kept = &read_it.reading().only[0];
    assert_eq!(kept.values, ["Total"]);
    assert!(kept.reason.contains("parts of “Total”"), "{}", kept.reason);
    assert_eq!(
        read_it.left_out().keys().map(String::as_str).collect::<Vec<_>>(),
        ["Disaggregation is not Total"]
    );
    // A person may want another part.
    let only = vec![Only { column: "disaggregation".to_owned(), is: vec!["Female".to_owned()] }];
    let women = read_with(&[table(text)], &Mapping { only, ..Mapping::default() }, &known());
    assert_eq!(women.stated("1C", "2015/16-Q1"), 26.0);
    // Or all of them, which then say different things of the same.
    let only = vec![Only { column: "Disaggregation".to_owned(), is: Vec::new() }];
    let all = read_with(&[table(text)], &Mapping { only, ..Mapping::default() }, &known());
    assert_eq!(all.said.refused.count, 3);
    assert!(all.refused()[1].contains("D2 says 25 of the same"), "{:?}", all.refused());
}

#[test]
fn our_organisation_is_found_and_the_others_are_benchmarks() {
    let text = "
Council | Code | Measure | Result
Barnet | 1C | Direct payments | 25
Camden | 1C | Direct payments | 31
England | 1C | Direct payments | 28";
    let read_it = read(&table(text));
    assert_eq!(read_it.stated("1C", "2015/16-Q1"), 25.0);
    assert_eq!(read_it.benchmark("1C", "2015/16-Q1", "Camden"), Some((None, None, Some(31.0))));
    assert_eq!(read_it.reading().fixed["organisation"].1, "it is this workbook's");
    // Nobody there is ours: it is asked, and nothing is taken before.
    let mut elsewhere = known();
    elsewhere.organisation = "Halton Borough Council".to_owned();
    let asked = read_with(&[table(text)], &Mapping::default(), &elsewhere);
    let ImportQuestion::Organisation(names) = &asked.reading().asks[0] else {
        panic!("{:?}", asked.reading().asks)
    };
    assert_eq!(names, &["Barnet", "Camden", "England"]);
    let mapping =
        Mapping { fixed: [("organisation".to_owned(), "Camden".to_owned())].into(), ..Mapping::default() };
    let said = read_with(&[table(text)], &mapping, &elsewhere);
    assert_eq!(said.stated("1C", "2015/16-Q1"), 31.0);
    assert_eq!(said.reading().asks, []);
}

#[test]
fn a_person_has_the_last_word_on_a_column() {
    let rule = |named: &str, is: &str| ColumnRule {
        named: named.to_owned(),
        is: is.to_owned(),
        ..ColumnRule::default()
    };
    let columns = vec![rule("target", "result"), rule("RESULT", NOTHING)];
    let read_it = read_with(&[table(SMALL)], &Mapping { columns, ..Mapping::default() }, &known());
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 70.0);
    assert_eq!(read_it.column("Target").reason, "as you said");
    assert_eq!(read_it.is("Result"), "nothing");
}

#[test]
fn how_a_column_is_written_can_be_said() {
    let rule = ColumnRule {
        named: "Result".to_owned(),
        is: "result".to_owned(),
        decimal_comma: Some(true),
        period: Some("2014/15-Q3".to_owned()),
        ..ColumnRule::default()
    };
    let mapping = Mapping { columns: vec![rule], ..Mapping::default() };
    let text = "Ref | Indicator | Target | Result\nA1 | Reviews | 70 | 1.047,5\nA2 | Visits made | 80 | 5,8";
    let read_it = read_with(&[table(text)], &mapping, &known());
    assert_eq!(read_it.stated("A1", "2014/15-Q3"), 1047.5);
    let rule = ColumnRule {
        named: "Result".to_owned(),
        is: "benchmark".to_owned(),
        organisation: Some("Camden".to_owned()),
        ..ColumnRule::default()
    };
    let read_it =
        read_with(&[table(SMALL)], &Mapping { columns: vec![rule], ..Mapping::default() }, &known());
    assert_eq!(read_it.benchmark("A1", "2015/16-Q1", "Camden"), Some((None, None, Some(71.0))));
}

#[test]
fn the_words_of_measure_types_are_known() {
    for (word, role) in [
        ("Numerator", Some(Role::Numerator)),
        ("Denominator", Some(Role::Denominator)),
        ("Outcome", Some(Role::Result)),
        ("Target", Some(Role::Target)),
        ("Percentage", Some(Role::Result)),
        ("Margin of error", None),
        ("Base", None),
        ("Colour", None),
    ] {
        assert_eq!(role_of(word), role, "{word}");
    }
}

#[test]
fn columns_that_differ_in_their_period_alone_are_told_together() {
    let read_it = read(&table(
        "
Ref | Indicator | 2012/13 | 2013/14 | 2014/15 | 2014/15 Target
A1 | Reviews done within a year | 61% | 62% | 63% | 65%
A2 | Visits made | 70% | 71% | 72% | 75%",
    ));
    let told: Vec<(String, String)> =
        groups(read_it.reading()).into_iter().map(|group| (group.heading, group.is)).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(heading, is)| (heading.as_str(), is.as_str())).collect();
    assert_eq!(told[2], ("3 columns", "result, 2012/13 to 2014/15"));
    assert_eq!(told[3], ("2014/15 Target", "target, 2014/15"));
    let _ = period("2014/15");
}

#[test]
fn two_figures_of_the_same_in_one_file_are_not_silently_one() {
    let read_it = read(&table(
        "
Ref | Indicator | Target | Result
A1 | Reviews done within a year | 70 | 71
A1 | Reviews done within a year | 70 | 72
A1 | Reviews done within a year | 70 | 71.0",
    ));
    assert_eq!(
        read_it.refused(),
        [
            "D2 “71”: D3 says 72 of the same; keep the one that counts",
            "D3 “72”: D2 says 71 of the same; keep the one that counts"
        ]
    );
    assert_eq!(read_it.result("A1", "2015/16-Q1"), Some((None, None, None)));
    assert_eq!(read_it.target("A1", "2015/16-Q1"), Some(70.0));
    // A nought at its end is part of a figure.
    let read_it = read(&table("Ref | Indicator | Result\nA1 | Reviews done | 100\nA1 | Reviews done | 90"));
    assert_eq!(read_it.refused()[1], "C3 “90”: C2 says 100 of the same; keep the one that counts");
}

#[test]
fn the_kind_of_measure_is_taken_from_heading_name_or_figures_and_said() {
    use Measure::{Average, Count, Index, Money, Rate, Ratio};
    for (heading, row, measure, scale, unit_name, decimals, because) in [
        ("Result", "Complaints per 1,000 homes | 23 | 5120 | ", Rate, 1_000.0, "", 1, "per 1,000"),
        ("Result (days)", "Homes let | | | 28.4", Average, 1.0, "days", 1, "days"),
        ("Rate per 10,000", "Children looked after | | | 61.5", Rate, 10_000.0, "", 1, "per 10,000"),
        ("Result", "Days to let a home | 1820 | 65 | ", Average, 1.0, "days", 1, "days"),
        ("Result", "Quality of life score | | | 7.0", Average, 1.0, "score", 1, "score"),
        ("Result", "Residual waste, kg per household | | | 512", Average, 1.0, "kg", 0, "per household"),
        ("Result", "Ratio of staff to children | | | 2.5", Ratio, 1.0, "", 1, "ratio"),
        ("Result", "House price index | | | 104", Index, 100.0, "", 0, "index"),
        ("Result", "Cost of a placement | | | 812", Money, 1.0, "", 0, "cost"),
        ("Result", "Deprivation index | | | 104", Index, 100.0, "", 0, "index"),
        ("Result", "Repairs done | | | 40", Count, 1.0, "", 0, "whole figures"),
        ("Result", "Repairs a worker | | | 4.5", Average, 1.0, "", 1, "figures with decimals"),
    ] {
        let said = read(&table(&format!(
            "Ref | Indicator | Numerator | Denominator | {heading}\nA1 | {row}\nA2 | Visits made | 1 | 2 | 5"
        )));
        let (name, _) = row.split_once(" | ").unwrap();
        let found = said.said.indicators.iter().find(|one| one.as_new.description == name).unwrap();
        let new = &found.as_new;
        assert_eq!(
            (new.measure, new.scale, new.unit_name.as_str(), new.decimals),
            (measure, scale, unit_name, decimals),
            "{row}"
        );
        assert!(found.measure.contains(because), "{row}: {}", found.measure);
    }
}
