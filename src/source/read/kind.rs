//! What a file is, by its bytes: people rename files, and programs give a
//! web page or a csv file the name of a spreadsheet.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek};

use super::package;
use super::problem::{self, Stop};

/// The kinds that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Xlsx,
    Xls,
    Ods,
    Html,
}

/// How much of a file is looked at.
const HEAD: u64 = 4096;

/// How files begin that are no tables, what they are, and what to do.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", FROM_A_PICTURE),
    (b"\x89PNG", "a picture (PNG)", FROM_A_PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", FROM_A_PICTURE),
    (b"GIF8", "a picture (GIF)", FROM_A_PICTURE),
    (b"II*\0", "a picture (TIFF)", FROM_A_PICTURE),
    (b"MM\0*", "a picture (TIFF)", FROM_A_PICTURE),
    (b"\x1f\x8b", "compressed (gzip)", UNPACK),
    (b"BZh", "compressed (bzip2)", UNPACK),
    (b"\xfd7zXZ\0", "compressed (xz)", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed (Zstandard)", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"{\\rtf", "a rich text document (RTF)", COPY_THE_TABLE),
    (b"SQLite format 3\0", "a database", "Save its table as CSV and import that."),
    (b"PAR1", "a Parquet file", "Save its table as CSV and import that."),
];

const FROM_A_PICTURE: &str = "Import the spreadsheet it was made from, or copy its table into one.";
const UNPACK: &str = "Unpack it and import what is inside.";
const COPY_THE_TABLE: &str = "Copy its table into a spreadsheet, save that and import it.";
const SAVE_AS_XLSX: &str = "Open it in Excel or LibreOffice, save it as .xlsx and import that.";

const SAVE_AS_CSV: &str = "Save its table as CSV or .xlsx and import that.";

/// How every file in the old Microsoft format (OLE2) begins.
const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What the file is, or why it cannot be read.
pub(super) fn of(file: &mut File) -> Result<Kind, Stop> {
    let mut head = Vec::new();
    let read = |error| problem::unreadable(&error);
    file.take(HEAD).read_to_end(&mut head).map_err(read)?;
    file.rewind().map_err(read)?;
    if head.is_empty() {
        return Err(problem::empty());
    }
    if let Some((_, what, instead)) = OTHERS.iter().find(|(begins, ..)| head.starts_with(begins)) {
        return Err(no_table(what, instead));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return of_package(&package::check(file)?);
    }
    if head.starts_with(OLE2) {
        return of_ole2(file);
    }
    of_markup(&head)
}

fn no_table(what: &str, instead: &str) -> Stop {
    problem::whole(format!("It is {what}, not a spreadsheet or a CSV file. {instead}"))
}

/// What a zip file is, by what is in it.
fn of_package(package: &package::Package) -> Result<Kind, Stop> {
    if let Some(kind) = package.mimetype.strip_prefix("application/vnd.oasis.opendocument.") {
        return match kind.trim_end() {
            "spreadsheet" | "spreadsheet-template" => Ok(Kind::Ods),
            kind if kind.starts_with("text") => {
                Err(no_table("a text document (OpenDocument)", COPY_THE_TABLE))
            }
            _ => Err(no_table("an OpenDocument file of another kind", COPY_THE_TABLE)),
        };
    }
    let has = |part: &str| package.names.iter().any(|name| name.eq_ignore_ascii_case(part));
    let within = |folder: &str| package.names.iter().any(|name| name.starts_with(folder));
    if has("xl/workbook.bin") {
        return Err(no_table(
            "an Excel binary workbook (xlsb)",
            "Open it in Excel, save it as .xlsx and import that.",
        ));
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return Err(no_table(
            "a file of Apple’s Numbers, Pages or Keynote",
            "In Numbers, export it to Excel or CSV and import that.",
        ));
    }
    // Some programs leave out the part that says what it is.
    if has("content.xml") && has("META-INF/manifest.xml") {
        return Ok(Kind::Ods);
    }
    if within("word/") {
        return Err(no_table("a Word document", COPY_THE_TABLE));
    }
    if within("ppt/") {
        return Err(no_table("a PowerPoint presentation", COPY_THE_TABLE));
    }
    if within("xl/") || has("[Content_Types].xml") {
        return Ok(Kind::Xlsx);
    }
    Err(no_table("a zip archive", UNPACK))
}

/// What an OLE2 file is, by the names in its directory. Their entries are 128
/// bytes, begin with the name and lie at a multiple of that: this finds them
/// without following the file's own links, which could lead anywhere.
fn of_ole2(file: &mut File) -> Result<Kind, Stop> {
    const PROTECTED: &str = "EncryptedPackage";
    const BOOKS: [&str; 2] = ["Workbook", "Book"];
    const WORDS: &str = "WordDocument";
    const SLIDES: &str = "PowerPoint Document";
    const MESSAGE: &str = "__properties_version1.0";
    // Names in the directory are the same in any case.
    let names = [PROTECTED, BOOKS[0], BOOKS[1], WORDS, SLIDES, MESSAGE].map(|name| {
        let lower = name.to_ascii_lowercase();
        let bytes: Vec<u8> = lower.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        (name, bytes)
    });
    let mut found = BTreeSet::new();
    let mut reader = BufReader::with_capacity(64 * 1024, file);
    let mut entry = [0; 128];
    while reader.read_exact(&mut entry).is_ok() {
        entry.make_ascii_lowercase();
        found.extend(names.iter().filter(|(_, bytes)| entry.starts_with(bytes)).map(|(name, _)| *name));
    }
    if found.contains(PROTECTED) {
        Err(problem::password())
    } else if BOOKS.iter().any(|book| found.contains(book)) {
        Ok(Kind::Xls)
    } else if found.contains(WORDS) {
        Err(no_table("a Word document", COPY_THE_TABLE))
    } else if found.contains(SLIDES) {
        Err(no_table("a PowerPoint presentation", COPY_THE_TABLE))
    } else if found.contains(MESSAGE) {
        Err(no_table("an Outlook message", "Save the file attached to it and import that."))
    } else {
        Err(problem::damaged())
    }
}

/// Whether a text begins as JSON does: a list of objects or lists, or an object with a name.
fn is_json(text: &[u8]) -> bool {
    let after = |open: u8| text.strip_prefix(&[open]).map(<[u8]>::trim_ascii_start);
    let object = |text: &[u8]| {
        let rest = text.strip_prefix(b"\"").unwrap_or_default();
        let end = memchr::memchr(b'"', rest);
        end.is_some_and(|end| rest[end + 1..].trim_ascii_start().starts_with(b":"))
    };
    after(b'{').is_some_and(object)
        || after(b'[').is_some_and(|rest| {
            rest.starts_with(b"[")
                || rest.strip_prefix(b"{").is_some_and(|rest| object(rest.trim_ascii_start()))
        })
}

/// Text, or a web page, which may hold a table, unless it is JSON or XML.
fn of_markup(head: &[u8]) -> Result<Kind, Stop> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins =
        |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()));
    if ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"]
        .iter()
        .any(|tag| begins(tag))
    {
        return Ok(Kind::Html);
    }
    if is_json(text) {
        return Err(no_table("JSON, whatever its name says", SAVE_AS_CSV));
    }
    let is_page =
        text.get(..1024.min(text.len())).is_some_and(|start| memchr::memmem::find(start, b"<html").is_some());
    if begins("<?xml") && is_page {
        return Ok(Kind::Html);
    }
    if begins("<?xml") || begins("<!doctype") {
        return Err(no_table("an XML file, whatever its name says", SAVE_AS_XLSX));
    }
    Ok(Kind::Text)
}
