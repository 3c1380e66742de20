//! Files made by hand: zip files of parts, workbooks of XML, old Excel files.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip file of these parts.
pub fn zipped<S: AsRef<str>, B: AsRef<[u8]>>(parts: impl IntoIterator<Item = (S, B)>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method =
            if name.as_ref() == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name.as_ref(), SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a workbook with one sheet of this XML, for changing.
pub fn xlsx_parts(sheet: &str) -> Vec<(String, String)> {
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships><Relationship Id="rId1" Type="{relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relationships}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships><Relationship Id="rId1" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}">{sheet}</worksheet>"#)),
    ];
    parts.map(|(name, text)| (name.to_owned(), text)).into()
}

/// A workbook with one sheet of this XML.
pub fn xlsx(sheet: &str) -> Vec<u8> {
    zipped(xlsx_parts(sheet))
}

/// The parts of an OpenDocument spreadsheet with these styles and tables, for changing.
pub fn ods_parts(styles: &str, tables: &str) -> Vec<(String, String)> {
    let namespaces = ["office", "table", "text", "style", "calcext"]
        .map(|name| format!(r#"xmlns:{name}="urn:{name}""#))
        .join(" ");
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {namespaces}><office:automatic-styles>{styles}</office:automatic-styles>
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    vec![
        ("mimetype".to_owned(), "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml".to_owned(), content),
        ("META-INF/manifest.xml".to_owned(), "<manifest/>".to_owned()),
    ]
}

/// An OpenDocument spreadsheet with these tables.
pub fn ods(tables: &str) -> Vec<u8> {
    zipped(ods_parts("", tables))
}

/// One table of these rows.
pub fn ods_table(rows: &str) -> Vec<u8> {
    ods(&format!(r#"<table:table table:name="Data">{rows}</table:table>"#))
}

/// A file in the old Microsoft format with one stream of at least 4,096 bytes:
/// the header, a sector that says how sectors follow each other, one with the
/// directory, and the stream.
pub fn ole2(stream_name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const FREE: u32 = 0xffff_ffff;
    const END: u32 = 0xffff_fffe;
    assert!(stream.len() >= 4096, "shorter streams lie elsewhere");
    let sectors = stream.len().div_ceil(SECTOR);
    assert!(sectors + 2 <= SECTOR / 4, "one sector of links is all there is");

    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut put = |at: usize, value: u32, size: usize| {
        header[at..at + size].copy_from_slice(&value.to_le_bytes()[..size]);
    };
    put(24, 0x3e, 2);
    put(26, 3, 2);
    put(28, 0xfffe, 2);
    put(30, 9, 2);
    put(32, 6, 2);
    put(44, 1, 4);
    put(48, 1, 4);
    put(56, 4096, 4);
    put(60, END, 4);
    put(68, END, 4);
    put(76, 0, 4);
    for place in 1..109 {
        put(76 + 4 * place, FREE, 4);
    }

    let mut links = vec![0xffff_fffd, END];
    links.extend((0..sectors).map(|at| if at + 1 == sectors { END } else { u32::try_from(at + 3).unwrap() }));
    links.resize(SECTOR / 4, FREE);
    let mut directory = Vec::new();
    directory.extend(ole2_entry("Root Entry", 5, 1, END, 0));
    directory.extend(ole2_entry(stream_name, 2, FREE, 2, u32::try_from(stream.len()).unwrap()));
    directory.resize(SECTOR, 0);

    let mut file = header;
    file.extend(links.iter().flat_map(|link| link.to_le_bytes()));
    file.extend(directory);
    file.extend_from_slice(stream);
    file.resize(SECTOR * (3 + sectors), 0);
    file
}

fn ole2_entry(name: &str, kind: u8, child: u32, start: u32, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let name_length = u8::try_from(entry.len()).unwrap();
    entry.resize(128, 0);
    entry[64] = name_length;
    (entry[66], entry[67]) = (kind, 1);
    for (at, value) in [(68, u32::MAX), (72, u32::MAX), (76, child), (116, start), (120, length)] {
        entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    entry
}

/// The records of an old Excel workbook: each a number, a length and its bytes.
#[derive(Default)]
pub struct Biff(Vec<u8>);

impl Biff {
    pub fn record(&mut self, number: u16, bytes: &[u8]) -> &mut Self {
        self.0.extend(number.to_le_bytes());
        self.0.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// A record of whole numbers of two bytes, and then these bytes.
    pub fn numbers(&mut self, number: u16, values: &[u16], rest: &[u8]) -> &mut Self {
        let bytes: Vec<u8> =
            values.iter().flat_map(|value| value.to_le_bytes()).chain(rest.iter().copied()).collect();
        self.record(number, &bytes)
    }
}

/// An old Excel workbook of one sheet with these records; formats 1, 2 and so
/// on are those of the numbers given (14 is a date).
pub fn xls(sheet: &Biff, formats: &[u16], extra: &[(u16, &[u8])]) -> Vec<u8> {
    let globals = |position: u32| {
        let mut globals = Biff::default();
        globals.numbers(0x0809, &[0x0600, 0x0005, 0, 0], &[0; 8]);
        for (number, bytes) in extra {
            globals.record(*number, bytes);
        }
        globals.numbers(0x0042, &[1200], &[]);
        for format in [0].iter().chain(formats) {
            globals.numbers(0x00e0, &[0, *format], &[0; 16]);
        }
        let mut bound = position.to_le_bytes().to_vec();
        bound.extend(b"\0\0\x04\0Data");
        globals.record(0x0085, &bound).record(0x000a, &[]);
        globals.0
    };
    let start = globals(0).len();
    let mut stream = globals(u32::try_from(start).unwrap());
    let mut whole = Biff::default();
    whole.numbers(0x0809, &[0x0600, 0x0010, 0, 0], &[0; 8]);
    whole.0.extend_from_slice(&sheet.0);
    whole.record(0x000a, &[]);
    stream.extend(whole.0);
    stream.resize(stream.len().max(4096), 0);
    ole2("Workbook", &stream)
}
