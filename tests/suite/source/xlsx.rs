//! Workbooks by Excel and its like.

use quarterdeck::source::{Event, Wanted};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::source::files::{xlsx, xlsx_parts, zipped};
use crate::source::reading::{all, given};

fn date(year: u16, month: u8, day: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(year, month, day).unwrap()
}

#[test]
fn cells_are_told_as_they_are_kept_and_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let number = |code: &str| Format::new().set_num_format(code);
    sheet.write(0, 0, "Libraries’ visits").unwrap();
    sheet.write(0, 1, 0.5952).unwrap();
    sheet.write_with_format(0, 2, 0.5952, &number("0.00%")).unwrap();
    sheet.write_with_format(0, 3, 1234.5, &number("£#,##0.00")).unwrap();
    sheet.write_with_format(0, 4, 1234.5, &number("[$£-809]#,##0;[Red]-[$£-809]#,##0")).unwrap();
    sheet.write_with_format(0, 5, 65.0, &number("0.0")).unwrap();
    sheet.write(0, 6, true).unwrap();
    sheet.write_formula(1, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(1, 1, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
    sheet.write_formula(1, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet
        .write_rich_string(1, 3, &[(&Format::new(), "plain "), (&Format::new().set_bold(), "bold")])
        .unwrap();
    sheet.write(1, 4, " spaces ").unwrap();
    sheet.write_with_format(1, 5, 59.52, &number("0.0\"%\"")).unwrap();
    let told = all("figures.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(told.form(), "Excel workbook");
    assert_eq!(
        told.lines(),
        [
            "1: Libraries’ visits | 0.5952# | 0.5952%.2 | 1234.5£.2 | 1234.5£.0 | 65#.1 | flag true",
            "2: 2# | ab | error #DIV/0! | plain bold |  spaces  | 59.52#.1",
        ]
    );
}

#[test]
fn dates_are_dates_and_times_are_texts() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let number = |code: &str| Format::new().set_num_format(code);
    sheet.write_with_format(0, 0, date(2015, 7, 6), &number("dd/mm/yyyy")).unwrap();
    let noon = date(2015, 7, 6).and_hms(13, 5, 0).unwrap();
    sheet.write_with_format(0, 1, &noon, &number("dd/mm/yyyy hh:mm")).unwrap();
    sheet.write_with_format(0, 2, 0.5, &number("hh:mm")).unwrap();
    sheet.write_with_format(0, 3, 1.5, &number("[h]:mm")).unwrap();
    sheet.write_with_format(0, 4, 60.0, &number("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(0, 5, 59.0, &number("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(0, 6, 61.0, &number("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(0, 7, -5.0, &number("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(0, 8, 1e300, &number("dd/mm/yyyy")).unwrap();
    let told = all("dates.xlsx", book.save_to_buffer().unwrap());
    let expected = [
        "1: date 2015-07-06",
        "date 2015-07-06",
        "12:00:00",
        "36:00:00",
        "1900-02-29",
        "date 1900-02-28",
        "date 1900-03-01",
        "-5#",
        &format!("{}#", 1e300),
    ];
    assert_eq!(told.lines(), [expected.join(" | ")]);
}

#[test]
fn dates_that_count_from_1904_are_told_right() {
    let mut parts = xlsx_parts(r#"<sheetData><row r="1"><c r="A1" s="1"><v>40729</v></c></row></sheetData>"#);
    for (name, text) in &mut parts {
        if name == "xl/workbook.xml" {
            *text = text.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
        }
    }
    parts.push((
        "xl/styles.xml".into(),
        r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#.into(),
    ));
    assert_eq!(all("t.xlsx", zipped(parts)).lines(), ["1: date 2015-07-06"]);
}

#[test]
fn sheets_are_told_with_what_is_hidden_and_merged() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let sheet = book.add_worksheet().set_name("Cover").unwrap();
    sheet.merge_range(0, 0, 0, 3, "A title over four columns", &plain).unwrap();
    sheet.merge_range(2, 1, 5, 1, "four rows", &plain).unwrap();
    book.add_worksheet().set_name("Notes").unwrap().set_hidden(true).write(3, 2, "note").unwrap();
    book.add_worksheet().set_name("Lists").unwrap().set_very_hidden(true).write(0, 0, "list").unwrap();
    book.add_chartsheet()
        .set_name("Chart")
        .unwrap()
        .insert_chart(0, 0, &{
            let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Line);
            chart.add_series().set_values("=Cover!$A$1:$A$2");
            chart
        })
        .unwrap();
    book.add_worksheet().set_name("Data & more").unwrap().write(0, 0, 1).unwrap();
    let given = given("book.xlsx", book.save_to_buffer().unwrap());
    let told = given.read(&Wanted::default());
    assert_eq!(told.sheets(), ["Cover", "(Notes)", "(Lists)", "Data & more"]);
    assert_eq!(told.merged(0), [(1, 1, 0, 3), (3, 6, 1, 1)]);
    assert_eq!(told.merged(1), []);
    assert_eq!(
        told.lines(),
        ["1: A title over four columns", "3:  | four rows", "4:  |  | note", "1: list", "1: 1#"]
    );

    let some = given.read(&Wanted { sheets: Some(vec![3, 9]), ..Wanted::default() });
    assert_eq!((some.sheets().len(), some.lines()), (4, vec!["1: 1#".to_owned()]));
}

#[test]
fn a_first_look_takes_some_rows_of_each_sheet() {
    let mut book = Workbook::new();
    for _ in 0..2 {
        let sheet = book.add_worksheet();
        for row in 0..5 {
            sheet.write(row * 2, 0, row).unwrap();
        }
    }
    let given = given("t.xlsx", book.save_to_buffer().unwrap());
    let told = given.read(&Wanted { rows: Some(2), ..Wanted::default() });
    assert_eq!(told.lines(), ["1: 0#", "3: 1#", "1: 0#", "3: 1#"]);
    assert_eq!(told.0.iter().filter(|event| **event == Event::End { more: true }).count(), 2);
    let told = given.read(&Wanted { rows: Some(5), ..Wanted::default() });
    assert_eq!(told.0.iter().filter(|event| **event == Event::End { more: false }).count(), 2);
}

#[test]
fn cells_that_are_only_coloured_do_not_count() {
    let told = all(
        "t.xlsx",
        xlsx(
            r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/><c r="XFD1" s="0"/></row>
               <row r="2"><c r="A2" s="0"/></row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>"#,
        ),
    );
    assert_eq!(told.lines(), ["1: 1#"]);
}

#[test]
fn what_an_unusual_program_writes_is_read() {
    let told = all(
        "t.xlsx",
        xlsx(
            r#"<sheetData><row><c t="inlineStr"><is><t>no places</t></is></c><c><v>2</v></c></row>
               <row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row>
               <row r="4"><c r="A4" t="d"><v>2015-07-06T00:00:00</v></c><c r="B4"><v>1e400</v></c><c r="C4" t="str"><v></v></c></row>
               </sheetData>"#,
        ),
    );
    assert_eq!(told.lines(), ["1: no places | 2#", "3: 1# |  | 3#", "4: date 2015-07-06 | inf"]);
}

#[test]
fn a_sheet_out_of_order_is_refused() {
    let sheet = r#"<sheetData><row r="5"><c r="A5"><v>5</v></c></row><row r="3"><c r="A3"><v>3</v></c></row></sheetData>"#;
    all("t.xlsx", xlsx(sheet)).must_say("damaged");
}

#[test]
fn a_cell_beyond_any_table_is_refused() {
    let bytes = xlsx(r#"<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#);
    assert!(bytes.len() < 2000, "{} bytes", bytes.len());
    let told = all("t.xlsx", bytes);
    let problem = told.must_say("claims a cell at XFD1048576");
    assert_eq!(problem.place, Some(("Data".into(), 1_048_576, 16_383)));
    all("t.xlsx", xlsx(r#"<sheetData><row r="1"><c r="FAO1"><v>1</v></c></row></sheetData>"#))
        .must_say("FAO1");
    all("t.xlsx", xlsx(r#"<sheetData><row r="2000000"><c r="A2000000"><v>1</v></c></row></sheetData>"#))
        .must_say("A2000000");
}

#[test]
fn what_is_hidden_what_is_noted_and_colours_of_ratings_are_told() {
    use quarterdeck::source::Shade;
    use rust_xlsxwriter::{Color, FormatAlign, Note};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let filled = |color: u32| Format::new().set_background_color(Color::RGB(color));
    sheet.write(0, 0, "Ref").unwrap();
    sheet.write(1, 0, "A1").unwrap();
    sheet.write_blank(1, 1, &filled(0xFFC7CE)).unwrap();
    sheet.write_with_format(2, 0, "Blue", &filled(0x4472C4)).unwrap();
    sheet.write_with_format(2, 1, 5, &filled(0x00B050)).unwrap();
    let wingdings = Format::new().set_font_name("Wingdings").set_font_color(Color::RGB(0xFFC000));
    sheet.write_with_format(3, 1, "l", &wingdings).unwrap();
    sheet
        .write_with_format(4, 0, "Roads", &Format::new().set_indent(2).set_align(FormatAlign::Left))
        .unwrap();
    sheet.write_with_format(5, 0, "in red", &Format::new().set_font_color(Color::Red)).unwrap();
    sheet.write_blank(9, 9, &filled(0xFF0000)).unwrap();
    for row in [2, 3, 5] {
        sheet.set_row_hidden(row).unwrap();
    }
    sheet.set_column_hidden(1).unwrap();
    sheet.insert_note(1, 0, &Note::new("Late because of <snow> & ice").set_author("Pat")).unwrap();
    let told = all("looks.xlsx", book.save_to_buffer().unwrap());
    assert_eq!(told.lines(), ["1: Ref", "2: A1", "3: Blue | 5#", "4:  | ●", "5:     Roads", "6: in red"]);
    let shades: Vec<_> = told.rows().iter().map(|row| row.shades.clone()).collect();
    assert_eq!(
        shades,
        [
            vec![],
            vec![(1, Shade::Red)],
            vec![(1, Shade::Green)],
            vec![(1, Shade::Amber)],
            vec![],
            // Only of a sign does the colour say what it means.
            vec![],
        ]
    );
    let extras = told.0.iter().find_map(|event| match event {
        Event::Sheet { extras, .. } => Some(extras.clone()),
        _ => None,
    });
    let extras = extras.unwrap();
    assert_eq!(extras.hidden_rows, [(3, 4), (6, 6)]);
    assert_eq!(extras.hidden_columns, [(1, 1)]);
    assert_eq!(extras.notes, [(2, 0, "Late because of <snow> & ice".to_owned())]);
}
