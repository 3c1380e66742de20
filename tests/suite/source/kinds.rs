//! What a file is says its bytes, whatever its name says.

use quarterdeck::source::Wanted;

use crate::source::files::{ods_table, xlsx, zipped};
use crate::source::reading::{all, told};

#[test]
fn names_do_not_matter() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;
    let row = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>"#;
    for name in ["t.csv", "t.xls", "t.xlsx", "t.ods", "t"] {
        assert_eq!(all(name, xlsx(sheet)).lines(), ["1: 1#"], "{name}");
        assert_eq!(all(name, ods_table(row)).lines(), ["1: 1#.0"], "{name}");
        assert_eq!(all(name, "a\tb\n").lines(), ["1: a | b"], "{name}");
    }
}

#[test]
fn what_is_no_table_is_named_with_what_to_do() {
    let part = |name: &str| zipped([("[Content_Types].xml", "<Types/>"), (name, "<x/>")]);
    for (bytes, what, instead) in [
        (b"%PDF-1.7\n".to_vec(), "a PDF", "copy its table"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "a picture", "copy its table"),
        (b"\xff\xd8\xff\xe0".to_vec(), "a picture", "copy its table"),
        (b"GIF89a".to_vec(), "a picture", "copy its table"),
        (b"\x1f\x8b\x08\0".to_vec(), "compressed (gzip)", "Unpack it"),
        (b"7z\xbc\xaf\x27\x1c".to_vec(), "7-Zip", "Unpack it"),
        (b"SQLite format 3\0".to_vec(), "a database", "Save its table as CSV"),
        (b"{\\rtf1".to_vec(), "a rich text document", "Copy its table"),
        (b"<!DOCTYPE html><p>Please sign in</p>".to_vec(), "a web page (HTML)", "save it as .xlsx"),
        (b"\xef\xbb\xbf\n  <HTML><body>".to_vec(), "a web page (HTML)", "save it as .xlsx"),
        (b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "an XML file", "save it as .xlsx"),
        (part("word/document.xml"), "a Word document", "Copy its table"),
        (part("ppt/presentation.xml"), "a PowerPoint presentation", "Copy its table"),
        (part("xl/workbook.bin"), "an Excel binary workbook (xlsb)", "save it as .xlsx"),
        (zipped([("Index/Document.iwa", "")]), "Numbers", "export it to Excel or CSV"),
        (zipped([("figures.csv", "a,b")]), "a zip archive", "Unpack it"),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.text")]),
            "a text document",
            "Copy its table",
        ),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.graphics")]),
            "OpenDocument",
            "Copy its table",
        ),
    ] {
        let told = all("t.xls", bytes);
        told.must_say(instead);
        let problem = told.must_say(what);
        assert!(problem.text.starts_with("It is "), "{}", problem.text);
        assert_eq!((problem.place.clone(), told.0.len()), (None, 1));
    }
    let noise: Vec<u8> = (0..=255).cycle().step_by(7).take(5000).collect();
    all("t.csv", noise).must_say("nothing else that is known here");
}

#[test]
fn a_spreadsheet_that_does_not_say_what_it_is_is_read() {
    let content = r#"<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="Data"><table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let parts = zipped([("content.xml", content), ("META-INF/manifest.xml", "<manifest/>")]);
    assert_eq!(all("t.ods", parts).lines(), ["1: 1#.0"]);
}

#[test]
fn tables_of_web_pages_are_read() {
    let page = "<html><head><style>td { x }</style><script>if (a < b) {}</script></head><body><p>Not this</p>\
                <table border=1><tr><th>Ref<th colspan=2>Q1 &amp; Q2</tr>\
                <tr><td rowspan=\"2\">A1</td><td>85%</td><td>Line<br>two</td></tr><tr><td>5<td>&pound;6</tr>\
                <tr><td>x <table><tr><td>inner</td></tr></table></td></tr></table>\
                <TABLE><TBODY><TR><TD>second</TD></TR></TBODY></TABLE></body></html>";
    let told = all("export.xls", page);
    assert_eq!(told.form(), "Web page (HTML), UTF-8");
    assert_eq!(told.sheets(), ["Table 1", "Table 2"]);
    assert_eq!(
        told.lines(),
        ["1: Ref | Q1 & Q2", "2: A1 | 85% | Line\ntwo", "3:  | 5 | £6", "4: x inner", "1: second"]
    );
    assert_eq!(told.merged(0), [(1, 1, 1, 2), (2, 3, 0, 0)]);
    all("page.xls", "<html><body><table></table></body></html>").must_say("without a table");
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    told(&path, &Wanted::default()).must_say("not a file");
}
