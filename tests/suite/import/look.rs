//! Which sheets of a file are read.

use quarterdeck::import::mapping::{HeaderRule, Mapping};

use crate::import::desk::{Table, known, read_with, table};

fn figures(name: &str, result: &str) -> Table {
    table(&format!("Ref | Indicator | Target | Result\nA1 | Reviews done within a year | 70 | {result}\nA2 | Visits made | 80 | 75"))
        .named(name)
}

fn cover() -> Table {
    table("Adults and Communities\nQuarterly return\n\nContents\nFigures\nNotes").named("Cover")
}

fn names(mapping: &Mapping, sheets: &[Table]) -> Vec<String> {
    read_with(sheets, mapping, &known()).readings.into_iter().map(|reading| reading.name).collect()
}

#[test]
fn the_sheets_that_are_understood_are_read_and_hidden_ones_are_not() {
    let sheets = [cover(), figures("Q1", "71"), figures("Old", "60").hidden()];
    assert_eq!(names(&Mapping::default(), &sheets), ["Q1"]);
    let read_it = read_with(&sheets, &Mapping::default(), &known());
    assert_eq!(
        read_it.look.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(),
        [false, false, true]
    );
}

#[test]
fn a_sheet_that_is_named_is_read_even_when_hidden() {
    let sheets = [cover(), figures("Q1", "71"), figures("Old", "60").hidden()];
    let mapping = Mapping { sheets: vec!["Old".to_owned()], ..Mapping::default() };
    let read_it = read_with(&sheets, &mapping, &known());
    assert_eq!(read_it.readings.len(), 1);
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 60.0);
}

#[test]
fn sheets_of_quarters_are_each_of_their_own() {
    let sheets = [figures("Q1 2015-16", "71"), figures("Q2 2015-16", "72")];
    let read_it = read_with(&sheets, &Mapping::default(), &known());
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
    assert_eq!(read_it.stated("A1", "2015/16-Q2"), 72.0);
    assert_eq!(read_it.said.indicators.len(), 2);
}

#[test]
fn where_the_headings_are_can_be_said() {
    let sheet = table(
        "
Ref | Indicator | Target | Result
Ref | Indicator | Target | Outturn
A1 | Reviews done within a year | 70 | 71
A2 | Visits made | 80 | 75",
    );
    let mapping = Mapping { header: Some(HeaderRule { row: 2, rows: 1 }), ..Mapping::default() };
    let read_it = read_with(std::slice::from_ref(&sheet), &mapping, &known());
    assert_eq!(read_it.headings()[3], "Outturn");
    // Beyond the end, far below, none at all: told, and never a panic.
    for header in [(0, 0), (1, 5), (99, 1), (u32::MAX, 5), (0, 3)] {
        let header = Some(HeaderRule { row: header.0, rows: header.1 });
        read_with(std::slice::from_ref(&sheet), &Mapping { header, ..Mapping::default() }, &known());
    }
}

#[test]
fn a_file_without_anything_understood_shows_its_fullest_sheet() {
    let sheets = [cover(), table("x | y\n1 | 2").named("Small")];
    let read_it = read_with(&sheets, &Mapping::default(), &known());
    assert_eq!(read_it.readings.len(), 1);
    assert!(!read_it.reading().lacks.is_empty());
    let nothing = read_with(&[Table::default()], &Mapping::default(), &known());
    assert_eq!(nothing.said.things(), 0);
    assert_eq!(read_with(&[], &Mapping::default(), &known()).readings.len(), 0);
}

#[test]
fn quarters_in_rows_are_of_the_year_of_their_own_sheet() {
    let sheet = |year: &str, result: &str| {
        table(&format!("Ref | Indicator | Quarter | Result\nA1 | Reviews done within a year | Q1 | {result}\nA2 | Visits made | Q1 | {result}"))
            .named(year)
    };
    let read_it = read_with(&[sheet("2014-15", "61"), sheet("2015-16", "71")], &Mapping::default(), &known());
    assert_eq!(read_it.stated("A1", "2014/15-Q1"), 61.0);
    assert_eq!(read_it.stated("A1", "2015/16-Q1"), 71.0);
}
