//! Any table of any cells: nothing panics, nothing is lost, and what is
//! imported is what was told beforehand and can be taken back.

use proptest::collection::vec;
use proptest::prelude::*;
use quarterdeck::import::mapping::{ColumnRule, HeaderRule, Mapping, Only, Others};
use quarterdeck::import::remember::{recognise, remembered};
use quarterdeck::import::summary::groups;
use quarterdeck::import::targets::TARGETS;
use quarterdeck::source::{Area, Cell, Number, NumberFormat};
use quarterdeck::workbook::import_outcome::{ImportChoices, OnConflict};

use crate::import::desk::{Book, Table, choices, grid, known, read_with, word};

fn cell() -> impl Strategy<Value = Cell> {
    let text = prop_oneof![
        Just(""),
        Just("71%"),
        Just("422/709"),
        Just("119/"),
        Just("[c]"),
        Just("n/a"),
        Just("5,8"),
        Just("(14,834)"),
        Just("£3k"),
        Just("Q1 2015/16"),
        Just("2014/15"),
        Just("2015"),
        Just("Jun-15"),
        Just("31/03/2016"),
        Just("Month 3"),
        Just("AC/S3"),
        Just("AC/S6"),
        Just("Total"),
        Just("Barnet"),
        Just("Camden"),
        Just("England"),
        Just("Numerator"),
        Just("Outcome"),
        Just("Note 1: rounded"),
        Just("High"),
        Just("Red"),
        Just("On track"),
        Just("Reviews done within a year"),
        Just("4 - Major"),
        Just("Head of Care"),
        Just("\u{202e}gnp.exe\u{0}"),
        Just("=cmd()"),
        Just("x [note 3]"),
        Just("-"),
        Just("0"),
        Just("1e999"),
    ];
    prop_oneof![
        2 => Just(Cell::Empty),
        6 => text.prop_map(word),
        2 => (-50.0..200.0_f64).prop_map(|value| Cell::Number(Number { value: (value * 10.0).round() / 10.0, shown: NumberFormat::Plain, decimals: None })),
        1 => (0.0..2.0_f64).prop_map(|value| Cell::Number(Number { value, shown: NumberFormat::Percent, decimals: Some(1) })),
        1 => any::<f64>().prop_map(|value| Cell::Number(Number { value, shown: NumberFormat::Pounds, decimals: Some(15) })),
        1 => (0..60_000_i64).prop_map(|days| Cell::Date(chrono::NaiveDate::default() + chrono::TimeDelta::days(days - 20_000))),
        1 => Just(Cell::Flag(true)),
        1 => Just(Cell::Error("#REF!".to_owned())),
        1 => ".{0,12}".prop_map(|text| word(&text)),
    ]
}

/// A heading of some target, or anything.
fn heading() -> impl Strategy<Value = Cell> {
    let names: Vec<&str> =
        TARGETS.iter().flat_map(|target| target.fields).flat_map(|field| field.names).copied().collect();
    prop_oneof![
        5 => proptest::sample::select(names).prop_map(word),
        2 => prop_oneof![Just("Q1 Actual"), Just("2014/15"), Just("2015"), Just("Apr-15 Budget £000"), Just("Q2 2015/16 Target")].prop_map(word),
        1 => cell(),
    ]
}

fn sheet() -> impl Strategy<Value = Table> {
    let area = (0..8_u32, 0..4_u32, 0..6_u16, 0..4_u16).prop_map(|(row, rows, column, columns)| Area {
        first_row: row,
        last_row: row + rows,
        first_column: column,
        last_column: column + columns,
    });
    (vec(cell(), 0..2), vec(heading(), 1..7), vec(vec(cell(), 0..8), 0..9), vec(area, 0..3), any::<bool>())
        .prop_map(|(title, headings, rows, merged, hidden)| {
            let mut table = grid([vec![title, headings], rows].concat());
            (table.merged, table.hidden) = (merged, hidden);
            table
        })
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let code = proptest::sample::select(TARGETS.iter().map(|target| target.code).collect::<Vec<_>>());
    let field = proptest::sample::select(
        TARGETS.iter().flat_map(|target| target.fields).map(|field| field.code).collect::<Vec<_>>(),
    );
    let rule = (0..7_u16, field, any::<[Option<bool>; 3]>(), proptest::option::of(0.0..2000.0_f64)).prop_map(
        |(at, is, [decimal_comma, shares, first_of_two], times)| ColumnRule {
            named: format!("column {}", at + 1),
            is: is.to_owned(),
            decimal_comma,
            shares,
            first_of_two,
            times,
            ..ColumnRule::default()
        },
    );
    let fixed = prop_oneof![
        Just(("reference", "AC/S3")),
        Just(("description", "Homes")),
        Just(("period", "2015/16-Q2")),
        Just(("period", "rubbish")),
        Just(("organisation", "Camden")),
        Just(("polarity", "lower")),
        Just(("years", "start")),
        Just(("service", "Homes")),
    ]
    .prop_map(|(name, value)| (name.to_owned(), value.to_owned()));
    (
        proptest::option::of(code),
        vec(rule, 0..3),
        vec(fixed, 0..3),
        proptest::option::of((0..6_u32, 0..4_u32)),
        any::<bool>(),
    )
        .prop_map(|(becomes, columns, fixed, header, others)| Mapping {
            becomes: becomes.unwrap_or_default().to_owned(),
            columns,
            fixed: fixed.into_iter().collect(),
            header: header.map(|(row, rows)| HeaderRule { row, rows }),
            others: if others { Others::None } else { Others::All },
            only: if others {
                Vec::new()
            } else {
                vec![Only { column: "column 2".to_owned(), is: vec!["AC/S3".to_owned()] }]
            },
            ..Mapping::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_understood_or_refused(sheets in vec(sheet(), 1..3), mapping in mapping()) {
        for mapping in [Mapping::default(), mapping] {
            let read_it = read_with(&sheets, &mapping, &known());
            for reading in &read_it.readings {
                let told: usize = groups(reading).iter().map(|group| group.columns.len()).sum();
                prop_assert_eq!(told, reading.columns.len());
            }
            let kept = remembered("kept", &mapping, &read_it.readings);
            prop_assert_eq!(Mapping::parse(&kept.to_text()), Ok(kept.clone()));
            let again = read_with(&sheets, &kept, &known());
            let _ = recognise(&[kept], &again.readings);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_told_is_what_is_done_and_is_taken_back(sheets in vec(sheet(), 1..3), mapping in mapping(), take in any::<bool>()) {
        let read_it = read_with(&sheets, &mapping, &known());
        let on_conflict = if take { OnConflict::Take } else { OnConflict::Keep };
        let choices = ImportChoices { on_conflict, ..choices() };
        let mut book = Book::new();
        let before = book.dump();
        // Says itself that the preview told the same.
        let done = book.import_with(&read_it.said, &choices);
        let after = book.dump();
        prop_assert_eq!(done.applied.is_some(), before != after);
        let again = book.import_with(&read_it.said, &choices);
        prop_assert_eq!((again.total.added, again.total.changed), (0, 0), "{:#?}", again.lines);
        prop_assert_eq!(&book.dump(), &after);
        if done.applied.is_some() {
            book.undo();
            prop_assert_eq!(book.dump(), before);
            book.reopen();
            book.redo();
            prop_assert_eq!(book.dump(), after);
        }
    }
}
