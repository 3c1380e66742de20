//! The tables of the report as an Excel workbook, read back by another library.

use std::io::{Cursor, Read};

use crate::report::writers::*;
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use quarterdeck::report::document::*;
use quarterdeck::report::{Document, ReportError};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(document: &Document) -> Book {
    Xlsx::new(Cursor::new(write(document, "xlsx").0)).unwrap()
}

/// Rows of a sheet, from its first.
fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// A part of the package, as text.
fn part(document: &Document, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(write(document, "xlsx").0)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_sheet_for_each_section_with_tables() {
    let mut book = open(&report());
    let names = book.sheet_names();
    assert_eq!(
        names,
        [
            "Contents",
            "2.2a Indicators that did not me",
            "2.2b Comments and proposed inte",
            "3 Financial revenue and capital",
            "Notes"
        ]
    );
    let contents = rows(&mut book, "Contents");
    let said: Vec<String> = contents.iter().flatten().map(ToString::to_string).collect();
    for name in &names[1..] {
        assert!(said.contains(name), "the contents lack {name}");
    }
    assert!(said.contains(&"Adults & Communities: Q1 2015/16".to_owned()));
}

#[test]
fn figures_are_numbers_and_show_what_is_printed() {
    let document = report();
    let mut book = open(&document);
    let sheet = rows(&mut book, "2.2a Indicators that did not me");
    // Heading, caption, column headings, rows.
    assert_eq!(sheet[2][7], Data::String("Result".into()));
    let table = &document.tables().next().unwrap().1;
    for (row, meant) in sheet[3..].iter().zip(&table.rows) {
        for (cell, meant) in row.iter().zip(&meant.cells) {
            match meant.value {
                Some(Value::Number { value, .. }) => {
                    let Data::Float(number) = cell else { panic!("{cell:?} is no number") };
                    assert!((number * 100.0 - value).abs() < 1e-9, "{number} for {value}%");
                }
                _ => assert_eq!(*cell, Data::String(meant.shown())),
            }
        }
    }
    let money = rows(&mut book, "3 Financial revenue and capital");
    assert_eq!(money[4][4], Data::Float(-91.0));
    assert_eq!(money[7][1], Data::Float(43_042.0));
    let styles = part(&document, "xl/styles.xml");
    assert!(styles.contains("#,##0.00%;-#,##0.00%;#,##0.00%"), "{styles}");
    assert!(styles.contains("#,##0;(#,##0);#,##0"));
}

#[test]
fn dates_are_dates() {
    let mut book = open(&report());
    let sheet = rows(&mut book, "2.2b Comments and proposed inte");
    let date = sheet.iter().flatten().find_map(|cell| match cell {
        Data::DateTime(date) => date.as_datetime(),
        _ => None,
    });
    assert_eq!(date.unwrap().date(), meta().dated);
}

#[test]
fn sheets_are_ready_to_filter_and_to_print() {
    let document = report();
    let sheet = part(&document, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<autoFilter ref=\"A3:K27\""), "{}", &sheet[..2_000]);
    assert!(
        sheet.contains("xSplit=\"1\"")
            && sheet.contains("ySplit=\"3\"")
            && sheet.contains("state=\"frozen\"")
    );
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("paperSize=\"9\""));
    assert!(sheet.contains("fitToHeight=\"0\"") && sheet.contains("fitToPage=\"1\""));
    assert!(sheet.contains("&amp;RPage &amp;P of &amp;N"));
    let workbook = part(&document, "xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles"), "{workbook}");
    // A section of several tables is read from top to bottom: nothing is frozen or filtered.
    assert!(!part(&document, "xl/worksheets/sheet3.xml").contains("autoFilter"));
}

#[test]
fn text_is_never_a_formula() {
    for text in ["=1+1", "@SUM(A1)", "+1", "-1", "=HYPERLINK(\"http://x\")", "\t=1", "http://x", "007", "1/2"]
    {
        let mut book = open(&saying(text));
        let name = book.sheet_names()[1].clone();
        let said = rows(&mut book, &name);
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        assert!(said.iter().flatten().any(|cell| *cell == Data::String(clean.clone())), "{text:?}: {said:?}");
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.rows().flatten().all(String::is_empty), "{text:?} became a formula");
        }
        assert!(!part(&saying(text), "xl/worksheets/sheet2.xml").contains("<f>"));
    }
}

#[test]
fn same_document_same_bytes() {
    assert!(write(&report(), "xlsx").0 == write(&report(), "xlsx").0);
}

#[test]
fn an_export_can_be_stopped() {
    for after in 0..4 {
        assert!(
            matches!(write_until(&report(), "xlsx", after), Err(ReportError::Cancelled)),
            "after {after}"
        );
    }
    assert!(write_until(&report(), "xlsx", 1_000).is_ok());
}

#[test]
fn nothing_at_all_is_a_workbook_too() {
    for document in [Document::default(), Document { meta: meta(), sections: vec![Section::default()] }] {
        assert_eq!(open(&document).sheet_names(), ["Contents"]);
    }
    let mut early = report();
    early.meta.dated = chrono::NaiveDate::MIN;
    open(&early);
}

#[test]
fn a_text_longer_than_a_cell_is_no_failure() {
    let mut book = open(&saying(&"€😀 ".repeat(20_000)));
    let name = book.sheet_names()[1].clone();
    assert!(rows(&mut book, &name).iter().flatten().any(|cell| cell.to_string().ends_with('…')));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_can_be_exported(text in any::<String>()) {
        let mut book = open(&saying(&text));
        for name in book.sheet_names() {
            book.worksheet_range(&name).unwrap();
        }
    }
}
