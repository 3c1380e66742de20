//! How a file is understood, written down, read again and known again.

use std::collections::BTreeMap;

use quarterdeck::import::mapping::{ColumnRule, HeaderRule, Mapping, NOTHING, Only, Others};
use quarterdeck::import::remember::{recognise, remembered, shape};

use crate::import::desk::{known, read, read_with, table};

fn full() -> Mapping {
    Mapping {
        refuse_new_themes: true,
        name: "adults’ quarterly return".to_owned(),
        becomes: "figures".to_owned(),
        sheets: vec!["Q1 \"adults\"".to_owned(), "Q2".to_owned()],
        header: Some(HeaderRule { row: 5, rows: 2 }),
        fixed: [("polarity", "higher"), ("service", "Adults & carers")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .into(),
        others: Others::Named(vec!["Camden".to_owned(), "St. Helens".to_owned()]),
        only: vec![Only { column: "Level".to_owned(), is: vec!["Council".to_owned(), "Région".to_owned()] }],
        columns: vec![
            ColumnRule {
                named: "Result = \"actual\"\nof the quarter".to_owned(),
                is: "result".to_owned(),
                decimal_comma: Some(true),
                shares: Some(false),
                first_of_two: Some(true),
                sign: Some(quarterdeck::domain::capital::Sign::Takes),
                times: Some(1000.0),
                period: Some("2015/16-Q1".to_owned()),
                organisation: Some("Camden".to_owned()),
            },
            ColumnRule { named: "column 3".to_owned(), is: NOTHING.to_owned(), ..ColumnRule::default() },
        ],
        shape: vec!["ref".to_owned(), "result".to_owned()],
    }
}

#[test]
fn a_mapping_written_down_is_read_as_it_was() {
    for mapping in [full(), Mapping::default(), Mapping { others: Others::None, ..Mapping::default() }] {
        let text = mapping.to_text();
        assert_eq!(Mapping::parse(&text), Ok(mapping), "{text}");
    }
}

#[test]
fn what_is_not_said_is_not_written() {
    assert_eq!(
        Mapping { name: "plain".to_owned(), ..Mapping::default() }.to_text().trim(),
        "name = \"plain\""
    );
}

#[test]
fn a_mapping_that_cannot_be_read_says_where() {
    for (text, says) in [
        ("becomes = figures", "line 1"),
        ("name = \"x\"\nsheetz = []", "sheetz"),
        ("name = \"x\"\n[[column]]\nnamed = \"A\"\nist = \"result\"", "ist"),
        ("header = 5", "header"),
    ] {
        let why = Mapping::parse(text).unwrap_err();
        assert!(why.contains(says), "{text}: {why}");
    }
}

const FIRST: &str = "
Quarter 1 2015/16

Ref | Indicator | Qtr target | Achieved so far | Q1 Actual | Sparkle | Level
A1 | Reviews done within a year | 70 | 69 | 71 | a | Total
A1 | Reviews done within a year | 70 | 60 | 61 | a | Men
A2 | Visits made at home | 80 | 74 | 75 | b | Total";

fn said() -> Mapping {
    let rule = |named: &str, is: &str| ColumnRule {
        named: named.to_owned(),
        is: is.to_owned(),
        ..ColumnRule::default()
    };
    Mapping {
        columns: vec![rule("Achieved so far", "previous"), rule("Qtr target", "target")],
        fixed: BTreeMap::from([
            ("period".to_owned(), "2015/16-Q1".to_owned()),
            ("polarity".to_owned(), "higher".to_owned()),
        ]),
        ..Mapping::default()
    }
}

#[test]
fn next_quarters_file_is_known_again_and_read_the_same_way() {
    let first = read_with(&[table(FIRST)], &said(), &known());
    assert_eq!(first.stated("A1", "2014/15-Q4"), 69.0);
    let kept = remembered("returns", &said(), &first.readings);
    assert_eq!(kept.becomes, "figures");
    assert_eq!(kept.fixed.get("period"), None, "next time it is another");
    assert_eq!(kept.fixed.get("polarity").map(String::as_str), Some("higher"));
    assert_eq!(kept.rule("Sparkle").map(|rule| rule.is.as_str()), Some(NOTHING));
    assert_eq!(kept.only, [Only { column: "Level".to_owned(), is: vec!["Total".to_owned()] }]);
    let kept = Mapping::parse(&kept.to_text()).unwrap();
    // Another period, a column moved and one more.
    let text = "
Quarter 2 2015/16

Indicator | Ref | Qtr target | Q2 Actual | Achieved so far | Sparkle | Level | Extra
Reviews done within a year | A1 | 72 | 73 | 71 | a | Total | x
Visits made at home | A2 | 80 | 78 | 75 | b | Total | y";
    let guessed = read(&table(text));
    assert_eq!(
        recognise(std::slice::from_ref(&kept), &guessed.readings).map(|one| one.name.as_str()),
        Some("returns")
    );
    let next = read_with(&[table(text)], &kept, &known());
    assert_eq!(next.stated("A1", "2015/16-Q2"), 73.0);
    assert_eq!(next.stated("A1", "2015/16-Q1"), 71.0, "what was said of “Achieved so far” holds");
    assert_eq!(next.indicator("A1").polarity, quarterdeck::domain::Polarity::Higher);
    assert_eq!(next.column("Sparkle").reason, "as you said");
}

#[test]
fn other_files_are_not_taken_for_it() {
    let first = read_with(&[table(FIRST)], &said(), &known());
    let kept = [remembered("returns", &said(), &first.readings)];
    for text in [
        "Ref | Indicator | Target | Result\nA1 | Reviews | 70 | 71\nA2 | Visits | 8 | 9",
        "Risk ref | Risk | Impact | Likelihood\nAS1 | Money | 3 | 4",
        "Ref | Indicator\nA1 | Reviews",
    ] {
        assert_eq!(recognise(&kept, &read(&table(text)).readings), None, "{text}");
    }
    assert_eq!(recognise(&kept, &[]), None);
    assert_eq!(recognise(&[Mapping::default()], &first.readings), None, "nothing is known by nothing");
}

#[test]
fn of_several_the_best_fit_counts() {
    let first = read_with(&[table(FIRST)], &said(), &known());
    let exact = remembered("exact", &said(), &first.readings);
    let mut near = Mapping { name: "near".to_owned(), ..exact.clone() };
    near.shape.pop();
    let found = recognise(&[near, exact], &first.readings).map(|one| one.name.clone());
    assert_eq!(found.as_deref(), Some("exact"));
}

#[test]
fn a_wide_file_is_known_again_when_it_has_one_more_year() {
    let wide = |years: &[&str]| {
        let headings = years.join(" | ");
        let cells = |start: usize| {
            (start..start + years.len()).map(|at| format!("{at}%")).collect::<Vec<_>>().join(" | ")
        };
        table(&format!(
            "Ref | Indicator | {headings}\nA1 | Reviews done within a year | {}\nA2 | Visits made | {}",
            cells(60),
            cells(70)
        ))
    };
    let first = read(&wide(&["2013/14", "2014/15"]));
    assert_eq!(shape(&first.readings[0]), ["ref", "indicator"]);
    let kept = remembered("history", &Mapping::default(), &first.readings);
    let next = read_with(&[wide(&["2013/14", "2014/15", "2015/16"])], &kept, &known());
    assert_eq!(next.stated("A1", "2015/16"), 62.0);
    assert!(recognise(&[kept], &next.readings).is_some());
}

#[test]
fn a_year_alone_is_asked_for_and_what_was_said_is_kept() {
    let text = "
Ref | Indicator | 2014 | 2015
A1 | Reviews done within a year | 71% | 72%
A2 | Visits made at home | 80% | 81%";
    let silent = read(&table(text));
    assert_eq!(silent.said.figures.len(), 0);
    assert!(
        silent.reading().lacks.iter().any(|lack| lack.contains("2014 alone may be")),
        "{:?}",
        silent.reading().lacks
    );
    for (said, first, second) in [("start", "2014/15", "2015/16"), ("end", "2013/14", "2014/15")] {
        let mapping = Mapping { fixed: [("years".to_owned(), said.to_owned())].into(), ..Mapping::default() };
        let read_it = read_with(&[table(text)], &mapping, &known());
        assert_eq!((read_it.stated("A1", first), read_it.stated("A1", second)), (71.0, 72.0), "{said}");
        assert_eq!(
            remembered("x", &mapping, &read_it.readings).fixed.get("years").map(String::as_str),
            Some(said)
        );
    }
    let rows = "
Ref | Indicator | Year | Result
A1 | Reviews done within a year | 2014 | 71%
A2 | Visits made at home | 2015 | 81%";
    let mapping = Mapping { fixed: [("years".to_owned(), "start".to_owned())].into(), ..Mapping::default() };
    assert_eq!(read_with(&[table(rows)], &mapping, &known()).stated("A2", "2015/16"), 81.0);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_words_in_a_mapping_come_back(name in ".*", heading in ".*", value in ".*", times in proptest::num::f64::NORMAL) {
        let mapping = Mapping {
            name,
            columns: vec![ColumnRule { named: heading.clone(), is: value.clone(), times: Some(times), ..ColumnRule::default() }],
            only: vec![Only { column: heading.clone(), is: vec![value.clone()] }],
            fixed: [(heading, value)].into(),
            ..Mapping::default()
        };
        proptest::prop_assert_eq!(Mapping::parse(&mapping.to_text()), Ok(mapping));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Mapping::parse(&text);
    }
}
