//! Files made to do harm, and files that came to it.

use crate::source::files::{Biff, ods_table, xls, xlsx, xlsx_parts, zipped};
use crate::source::reading::{all, given};
use quarterdeck::source::{Event, Wanted};

const SHEET: &str = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>a</t></is></c></row></sheetData>"#;
const ROW: &str = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>"#;

/// Changes what the directory of a zip file says of a part: at this offset of its entry, these bytes.
fn claiming(mut zip: Vec<u8>, part: &str, offset: usize, bytes: &[u8]) -> Vec<u8> {
    let entry = (0..zip.len())
        .rev()
        .find(|at| zip[*at..].starts_with(b"PK\x01\x02") && zip[at + 46..].starts_with(part.as_bytes()))
        .unwrap();
    zip[entry + offset..entry + offset + bytes.len()].copy_from_slice(bytes);
    zip
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let part = "xl/worksheets/sheet1.xml";
    let size = |bytes: u32| claiming(xlsx(SHEET), part, 24, &bytes.to_le_bytes());
    all("t.xlsx", size(65 * 1024 * 1024)).must_say("out of all proportion");
    all("t.xlsx", size(3_000_000_000)).must_say("out of all proportion");
    // Less than it is: read no further than it says, and so not to its end.
    all("t.xlsx", size(100)).must_say("damaged");

    let many = zipped((0..10_001).map(|number| (format!("xl/{number}"), "")));
    all("t.xlsx", many).must_say("more than 10000 parts");
}

#[test]
fn entities_are_refused_wherever_they_are_defined() {
    let doctype = r#"<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>"#;
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"] {
        for before in ["", "<?xml version=\"1.0\"?>\n", "\u{feff}<!-- > -->"] {
            let mut parts = xlsx_parts(SHEET);
            for (name, text) in &mut parts {
                if name == part {
                    *text = format!("{before}{doctype}{text}");
                }
            }
            all("t.xlsx", zipped(parts)).must_say("defines its own XML entities");
        }
    }
    // One that nobody defined is none.
    let sheet = SHEET.replace("<t>a</t>", "<t>&lol2;</t>");
    all("t.xlsx", xlsx(&sheet)).must_say("damaged");
}

#[test]
fn a_zip_file_with_a_password_says_so() {
    let locked = claiming(xlsx(SHEET), "xl/workbook.xml", 8, &[1, 0]);
    all("t.xlsx", locked).must_say("protected with a password");
}

#[test]
fn files_cut_short_are_never_taken_for_whole() {
    let mut sheet = Biff::default();
    sheet.numbers(0x0204, &[0, 0, 0, 7], b"\0Council");
    for (name, bytes) in
        [("t.xlsx", xlsx(SHEET)), ("t.ods", ods_table(ROW)), ("t.xls", xls(&sheet, &[], &[]))]
    {
        assert_eq!(all(name, &bytes).0.last(), Some(&Event::Done), "{name}");
        for length in (0..bytes.len()).step_by(bytes.len() / 50) {
            // In an old workbook the end is only padding.
            if name == "t.xls" && length > 1536 + 200 {
                break;
            }
            let told = std::panic::catch_unwind(|| all(name, &bytes[..length]));
            // What a library panics at, the child process ends with, and its parent says so.
            if let Ok(told) = told {
                assert!(
                    matches!(told.0.last(), Some(Event::Problem(_))),
                    "{name} of {length} bytes: {told:?}"
                );
            }
        }
    }
}

#[test]
fn a_sheet_that_is_not_there_is_told() {
    let parts = xlsx_parts(SHEET).into_iter().filter(|(name, _)| !name.contains("worksheets"));
    all("t.xlsx", zipped(parts)).must_say("damaged");
    let mut parts = xlsx_parts(SHEET);
    for (name, text) in &mut parts {
        if name == "xl/workbook.xml" {
            let sheets = r#"<sheet name="Data" sheetId="1" r:id="rId1"/>"#;
            *text = text.replace(sheets, &sheets.repeat(2));
        }
    }
    all("t.xlsx", zipped(parts.clone())).must_say("damaged");
    for (name, text) in &mut parts {
        if name == "xl/workbook.xml" {
            let sheets: String = (0..2000)
                .map(|number| format!(r#"<sheet name="{number}" sheetId="1" r:id="rId1"/>"#))
                .collect();
            *text = format!(r#"<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>"#);
        }
    }
    all("t.xlsx", zipped(parts.clone())).must_say("more than 1024 sheets");
}

#[test]
fn formulas_and_escapes_are_only_texts() {
    let text = "=HYPERLINK(\"http://x\"),\u{1b}]52;c;x\u{7}\u{202e}\n@SUM(1),+1\n";
    let told = given("t.csv", text).read(&Wanted::default());
    assert_eq!(told.lines(), ["1: =HYPERLINK(\"http://x\") | \u{1b}]52;c;x\u{7}\u{202e}", "2: @SUM(1) | +1"]);
}
