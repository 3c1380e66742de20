//! Workbooks by Excel before 2007, made byte by byte.

use crate::source::files::{Biff, ole2, xls};
use crate::source::reading::all;

/// A number in a cell: row, column and format, and the number.
pub fn sheet() -> Biff {
    let mut sheet = Biff::default();
    sheet
        .numbers(0x0200, &[0, 0, 4, 0, 0, 3, 0], &[])
        .numbers(0x0204, &[0, 0, 0, 7], b"\0Council")
        .numbers(0x0204, &[0, 1, 0, 5], b"\0Value")
        .numbers(0x0203, &[1, 1, 0], &0.5952_f64.to_le_bytes())
        .numbers(0x0203, &[1, 2, 1], &42191.0_f64.to_le_bytes())
        .numbers(0x0205, &[2, 0, 0], &[1, 0])
        .numbers(0x0205, &[2, 1, 0], &[0x17, 1])
        .numbers(0x027e, &[3, 0, 0], &(7_u32 << 2 | 2).to_le_bytes())
        .numbers(0x00e5, &[1, 0, 0, 0, 1], &[]);
    sheet
}

#[test]
fn an_old_workbook_is_read() {
    let told = all("old.xls", xls(&sheet(), &[14], &[]));
    assert_eq!((told.form(), told.sheets()), ("Excel 97–2003 workbook", vec!["Data".to_owned()]));
    assert_eq!(
        told.lines(),
        ["1: Council | Value", "2:  | 0.5952# | date 2015-07-06", "3: flag true | error #REF!", "4: 7#"]
    );
    assert_eq!(told.merged(0), [(1, 1, 0, 1)]);
}

#[test]
fn a_password_is_told() {
    let locked = xls(&sheet(), &[14], &[(0x002f, &[1, 0, 1, 0, 1, 0])]);
    all("old.xls", locked).must_say("protected with a password");
    all("new.xlsx", ole2("EncryptedPackage", &[0; 4096])).must_say("protected with a password");
}

#[test]
fn other_old_files_are_named() {
    all("t.xls", ole2("WordDocument", &[0; 4096])).must_say("It is a Word document");
    all("t.xls", ole2("PowerPoint Document", &[0; 4096])).must_say("PowerPoint");
    all("t.msg", ole2("__properties_version1.0", &[0; 4096])).must_say("Outlook");
    all("t.xls", ole2("Something else", &[0; 4096])).must_say("damaged");
    all("t.xls", ole2("Workbook", &[0; 4096])).must_say("damaged");
}

#[test]
fn numbers_are_told_as_they_are_shown_and_what_is_hidden_too() {
    let mut sheet = Biff::default();
    sheet
        .numbers(0x007d, &[2, 3, 0, 0, 1, 0], &[])
        .numbers(0x0208, &[1, 0, 3, 0, 0, 0, 0x20, 0], &[])
        .numbers(0x0203, &[0, 0, 1], &0.855_f64.to_le_bytes())
        .numbers(0x0203, &[0, 1, 2], &1234.5_f64.to_le_bytes())
        .numbers(0x0203, &[0, 2, 0], &0.855_f64.to_le_bytes())
        .numbers(0x027e, &[1, 0, 1], &(90_u32 << 2 | 3).to_le_bytes())
        .numbers(
            0x00bd,
            &[2, 0, 1],
            &[&(91_u32 << 2 | 3).to_le_bytes()[..], &[2, 0], &(5_u32 << 2 | 2).to_le_bytes()[..], &[1, 0]]
                .concat(),
        );
    let mut code = vec![164, 0, 9, 0, 0];
    code.extend(b"\xa3#,##0.00");
    let told = all("shown.xls", xls(&sheet, &[10, 164], &[(0x041e, &code)]));
    assert_eq!(told.lines(), ["1: 0.855%.2 | 1234.5£.2 | 0.855#", "2: 0.9%.2", "3: 0.91%.2 | 5£.2"]);
    let extras = told.0.iter().find_map(|event| match event {
        quarterdeck::source::Event::Sheet { extras, .. } => Some(extras.clone()),
        _ => None,
    });
    let extras = extras.unwrap();
    assert_eq!((extras.hidden_rows, extras.hidden_columns), (vec![(2, 2)], vec![(2, 3)]));
}
