//! OpenDocument spreadsheets, as LibreOffice and the statistics offices write them.

use quarterdeck::source::{Event, Wanted};

use crate::source::files::{ods, ods_parts, ods_table, zipped};
use crate::source::reading::{all, given};

/// A row of these cells.
fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

/// A cell with these attributes that shows this text.
fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[track_caller]
fn line(cells: &str) -> String {
    let told = all("t.ods", ods_table(&row(cells)));
    told.lines().into_iter().next().unwrap_or_default()
}

#[test]
fn values_are_told_as_they_are_kept_and_shown() {
    for (attributes, text, expected) in [
        (r#"office:value-type="float" office:value="65""#, "65.0", "65#.1"),
        (r#"office:value-type="float" office:value="1234""#, "1,234", "1234#.0"),
        (r#"office:value-type="percentage" office:value="0.5952""#, "59.52%", "0.5952%.2"),
        (r#"office:value-type="currency" office:currency="GBP" office:value="12.5""#, "£12.50", "12.5£.2"),
        (r#"office:value-type="currency" office:currency="EUR" office:value="12.5""#, "€12.50", "12.5#.2"),
        (r#"office:value-type="date" office:date-value="2015-07-06""#, "06/07/15", "date 2015-07-06"),
        (r#"office:value-type="date" office:date-value="2015-07-06T13:05:00""#, "6 July", "date 2015-07-06"),
        (r#"office:value-type="date" office:date-value="2015-02-29""#, "29/02/15", "29/02/15"),
        (r#"office:value-type="time" office:time-value="PT12H00M00S""#, "12:00", "12:00"),
        (r#"office:value-type="boolean" office:boolean-value="true""#, "TRUE", "flag true"),
        (r#"office:value-type="boolean" office:boolean-value="false""#, "FALSE", "flag false"),
        (r#"office:value-type="string""#, "AT&amp;T &#163;1 &lt;b&gt;", "AT&T £1 <b>"),
        (r#"office:value-type="string" office:string-value="kept""#, "", "kept"),
        (r#"office:value-type="float" office:value="NaN""#, "n/a", "n/a"),
        (r#"office:value-type="float" office:value="1e400""#, "1E400", "1E400"),
        (
            r#"table:formula="of:=1/0" office:value-type="string" calcext:value-type="error""#,
            "#DIV/0!",
            "error #DIV/0!",
        ),
        (r#"table:formula="of:=1/0" office:value-type="float" office:value="0""#, "#REF!", "error #REF!"),
        (r#"table:formula="of:=[.A1]" office:value-type="float" office:value="3""#, "3", "3#.0"),
        (r#"office:value-type="string""#, "#N/A", "#N/A"),
    ] {
        assert_eq!(line(&cell(attributes, text)), format!("1: {expected}"), "{attributes}");
    }
}

#[test]
fn texts_are_put_together() {
    let told = |inside: &str| {
        line(&format!(r#"<table:table-cell office:value-type="string">{inside}</table:table-cell>"#))
    };
    assert_eq!(
        told("<text:p>one</text:p><text:p>two</text:p><text:p/><text:p>four</text:p>"),
        "1: one\ntwo\n\nfour"
    );
    assert_eq!(
        told("<text:p>a<text:s/>b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e</text:p>"),
        "1: a b   c\td\ne"
    );
    assert_eq!(
        told("<text:p><text:span>bold</text:span> and <text:a>link</text:a></text:p>"),
        "1: bold and link"
    );
    assert_eq!(told("<text:p>laid\n      out  over lines </text:p>"), "1: laid out over lines");
    assert_eq!(
        told("<office:annotation><text:p>a comment</text:p></office:annotation><text:p>text</text:p>"),
        "1: text"
    );
    assert_eq!(
        told(
            "<draw:frame><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame><text:p>text</text:p>"
        ),
        "1: text"
    );
    assert_eq!(told("<text:p><![CDATA[<raw> & all]]></text:p>"), "1: <raw> & all");
}

#[test]
fn repeated_cells_and_rows_are_where_they_belong() {
    let empty = |times: u32| format!(r#"<table:table-cell table:number-columns-repeated="{times}"/>"#);
    let rows = [
        row(&(text("a") + &empty(2) + &text("b") + &empty(16_380))),
        format!(r#"<table:table-row table:number-rows-repeated="3">{}</table:table-row>"#, empty(16_384)),
        format!(
            r#"<table:table-row table:number-rows-repeated="2">{}</table:table-row>"#,
            r#"<table:table-cell office:value-type="float" office:value="0" table:number-columns-repeated="3"><text:p>0</text:p></table:table-cell>"#
        ),
        row(&text("end")),
        format!(
            r#"<table:table-row table:number-rows-repeated="1048569">{}</table:table-row>"#,
            empty(16_384)
        ),
        format!(
            r#"<table:table-row table:number-rows-repeated="4000000000">{}</table:table-row>"#,
            empty(4_000_000_000)
        ),
    ];
    let told = all("t.ods", ods_table(&rows.concat()));
    assert_eq!(told.lines(), ["1: a |  |  | b", "5: 0#.0 | 0#.0 | 0#.0", "6: 0#.0 | 0#.0 | 0#.0", "7: end"]);
}

#[test]
fn floods_are_refused() {
    let full = r#"office:value-type="float" office:value="1""#;
    let wide = |times: &str| row(&cell(&format!(r#"{full} table:number-columns-repeated="{times}""#), "1"));
    assert_eq!(all("t.ods", ods_table(&wide("4096"))).rows()[0].cells.len(), 4096);
    for times in ["4097", "1000000", "99999999999999999999"] {
        let told = all("t.ods", ods_table(&wide(times)));
        if times.len() < 20 {
            assert_eq!(told.must_say("all the same").place, Some(("Data".into(), 1, 0)));
        } else {
            told.must_say("damaged");
        }
    }
    let tall = |times: u32| {
        format!(
            r#"<table:table-row table:number-rows-repeated="{times}">{}</table:table-row>"#,
            cell(full, "1").repeat(3)
        )
    };
    assert_eq!(all("t.ods", ods_table(&tall(1000))).rows().len(), 1000);
    all("t.ods", ods_table(&tall(1_000_000))).must_say("1000000 rows that are all the same");
    all("t.ods", ods_table(&tall(1_100_000))).must_say("far beyond any table");
    let far = format!(
        r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>{}"#,
        row(&text("far"))
    );
    all("t.ods", ods_table(&far)).must_say("A1048577");
    let right = row(&format!(r#"<table:table-cell table:number-columns-repeated="4096"/>{}"#, text("far")));
    assert_eq!(all("t.ods", ods_table(&right)).must_say("FAO1").place, Some(("Data".into(), 1, 4096)));
    all("t.ods", ods_table(&row(r#"<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell>"#)))
        .must_say("1 MB of text");
}

#[test]
fn sheets_are_told_with_what_is_hidden_and_merged() {
    let styles = r#"<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
        <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let spanned =
        r#"office:value-type="string" table:number-columns-spanned="3" table:number-rows-spanned="2""#;
    let down = r#"office:value-type="string" table:number-rows-spanned="4""#;
    let covered = r#"<table:covered-table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>hidden</text:p></table:covered-table-cell>"#;
    let tables = format!(
        r#"<table:table table:name="Cover" table:style-name="ta1"><table:table-column/><table:table-header-rows>{}</table:table-header-rows>
           <table:table-row-group><table:table-rows>{}</table:table-rows></table:table-row-group></table:table>
           <table:table table:name="Notes &amp; lists" table:style-name="ta2"><table:shapes><table:table table:name="no"/></table:shapes>{}</table:table>
           <table:named-expressions/><table:database-ranges><table:table/></table:database-ranges>"#,
        row(&(cell(spanned, "title") + covered + &text("right"))),
        row(&(r#"<table:covered-table-cell table:number-columns-repeated="3"/>"#.to_owned()
            + &cell(down, "down"))),
        row(&text("note")),
    );
    let given = given("book.ods", zipped(ods_parts(styles, &tables)));
    let told = given.read(&Wanted::default());
    assert_eq!(told.form(), "OpenDocument spreadsheet");
    assert_eq!(told.sheets(), ["Cover", "(Notes & lists)"]);
    assert_eq!(told.merged(0), [(1, 2, 0, 2), (2, 5, 3, 3)]);
    assert_eq!(told.lines(), ["1: title |  |  | right", "2:  |  |  | down", "1: note"]);

    let some = given.read(&Wanted { sheets: Some(vec![1]), ..Wanted::default() });
    assert_eq!((some.sheets().len(), some.lines()), (2, vec!["1: note".to_owned()]));
    let first = given.read(&Wanted { rows: Some(1), ..Wanted::default() });
    assert_eq!(first.lines(), ["1: title |  |  | right", "1: note"]);
    assert_eq!(first.0.iter().filter(|event| **event == Event::End { more: true }).count(), 1);
}

#[test]
fn merged_cells_of_repeated_rows_are_told_for_each() {
    let spanned = cell(r#"office:value-type="string" table:number-columns-spanned="2""#, "x");
    let rows = format!(r#"<table:table-row table:number-rows-repeated="3">{spanned}</table:table-row>"#);
    assert_eq!(all("t.ods", ods_table(&rows)).merged(0), [(1, 1, 0, 1), (2, 2, 0, 1), (3, 3, 0, 1)]);
    let flood =
        format!(r#"<table:table-row table:number-rows-repeated="900000">{spanned}</table:table-row>"#);
    all("t.ods", ods_table(&flood)).must_say("100000 merged cells");
}

#[test]
fn what_is_not_as_it_should_be_is_refused() {
    let entity = |text: &str| all("t.ods", ods_table(&row(&cell(r#"office:value-type="string""#, text))));
    entity("&harm;").must_say("defines its own XML entities");
    entity("&#xffffffff;").must_say("damaged");
    let mut parts = ods_parts("", "<table:table table:name=\"Data\"/>");
    parts[1].1 = parts[1]
        .1
        .replace("<office:document-content", "<!DOCTYPE x [<!ENTITY harm \"x\">]><office:document-content");
    all("t.ods", zipped(parts)).must_say("defines its own XML entities");
    let mut parts = ods_parts("", "<table:table table:name=\"Data\"/>");
    parts[2].1 = r#"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#.into();
    all("t.ods", zipped(parts)).must_say("protected with a password");
    let parts = ods_parts("", "<table:table table:name=\"Data\"/>");
    all("t.ods", zipped(parts.into_iter().filter(|(name, _)| name != "content.xml"))).must_say("damaged");
    all("t.ods", ods("<table:table table:name=\"Data\"><table:table-row>")).must_say("damaged");
    all("t.ods", ods("<table:table table:name=\"Data\"><table:table table:name=\"Inner\"/></table:table>"));
}
