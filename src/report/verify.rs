//! Whether a file is a report that was published: what the file says of
//! itself, and where its text differs from what was published.
//!
//! The proof is the bytes: what was published is written again in the format
//! of the file and compared. What a file says of itself only tells with which
//! publication to compare it, since anybody can write that.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::formats::{Format, csv};
use super::words::words;
use super::{Document, ReportError};

/// What is read of a file: by a process of its own where the file is not ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    pub claim: Claim,
    /// Its paragraphs and cells; none where the format's text cannot be read.
    pub lines: Option<Vec<String>>,
    /// Why it is not read at all, in a sentence: made to do harm.
    pub refused: Option<String>,
}

impl Reading {
    /// Reads a file of a format. A file that says nothing claims nothing.
    pub fn of(format: &Format, bytes: &[u8]) -> Self {
        match unpacked_too_large(format, bytes) {
            Some(why) => Self { refused: Some(why), ..Self::default() },
            None => Self { claim: claim(format, bytes), lines: lines(format, bytes), refused: None },
        }
    }
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claim {
    /// The fingerprint it carries.
    pub fingerprint: Option<String>,
    /// Reference of the one thing it is an extract about.
    pub reference: Option<String>,
    /// It says that it is a draft.
    pub draft: bool,
}

/// Something that is not as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDifference {
    /// As published; empty where the file has more.
    pub published: String,
    /// In the file; empty where it lacks it.
    pub found: String,
}

/// Bytes of the parts of an Office file that are read: far more than any report has.
const MAX: u64 = 128 * 1024 * 1024;
/// Lines at the head of a text within which it says how it stands.
const HEAD: usize = 24;
/// Differences that are told.
const TOLD: usize = 20;

fn claim(format: &Format, bytes: &[u8]) -> Claim {
    let properties = properties(format, bytes);
    let of = |key: &str| {
        let found = properties.iter().find(|(name, _)| name == key).map(|(_, text)| text.trim());
        found.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let draft = of("status").is_some_and(|status| status == words().facts.draft);
    // Three groups of four digits; anything else that stands there is not ours.
    let digits = |text: &String| {
        let groups: Vec<&str> = text.split('-').collect();
        let four = |group: &&str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_hexdigit());
        groups.len() == 3 && groups.iter().all(four)
    };
    Claim { fingerprint: of("fingerprint").filter(digits), reference: of("reference"), draft }
}

/// Keys and texts of what was put into the properties of a file.
fn properties(format: &Format, bytes: &[u8]) -> Vec<(String, String)> {
    let facts = &words().facts;
    let labels = [
        (&facts.status, "status"),
        (&facts.fingerprint, "fingerprint"),
        // The second line of this name is the one for programs.
        (&facts.extract, "reference"),
    ];
    match format.code {
        "docx" | "xlsx" => {
            let part = part(bytes, "docProps/custom.xml").unwrap_or_default();
            let mut found = Vec::new();
            let (mut name, mut value) = (None::<String>, String::new());
            let mut reader = Reader::from_str(&part);
            loop {
                match reader.read_event() {
                    Ok(Event::Start(start)) if start.local_name().as_ref() == "property" => {
                        let given = start.try_get_attribute("name").ok().flatten();
                        let given = given.map(|given| given.value.clone().into_owned());
                        name = given.and_then(|name| Some(name.strip_prefix("Quarterdeck ")?.to_owned()));
                        value.clear();
                    }
                    Ok(Event::Text(text)) => value.push_str(&text.xml10_content()),
                    Ok(Event::GeneralRef(one)) => {
                        value.push_str(&unescaped(&format!("&{};", &*one)));
                    }
                    Ok(Event::End(end)) if end.local_name().as_ref() == "property" => {
                        found.extend(name.take().map(|name| (name, value.clone())));
                    }
                    Ok(Event::Eof) | Err(_) => return found,
                    Ok(_) => {}
                }
            }
        }
        "html" => {
            let text = String::from_utf8_lossy(bytes);
            let tags = text.split("<meta name=\"quarterdeck.").skip(1);
            let read = tags.filter_map(|rest| {
                let (key, rest) = rest.split_once("\" content=\"")?;
                let (value, _) = rest.split_once('"')?;
                Some((key.to_owned(), unescaped(value)))
            });
            read.collect()
        }
        "pdf" => {
            // Metadata of a PDF for the archive is never packed.
            let text = String::from_utf8_lossy(bytes);
            let keywords = text.split_once("<pdf:Keywords>").and_then(|(_, rest)| rest.split_once('<'));
            let keywords = keywords.map(|(keywords, _)| unescaped(keywords)).unwrap_or_default();
            let keys =
                ["status", "version", "published", "by", "replaces", "fingerprint", "figures", "extract"]
                    .into_iter()
                    .chain(["template", "period", "reference"]);
            let mut starts: Vec<(usize, usize, &str)> = keys
                .filter_map(|key| {
                    let sign = format!(", {key}: ");
                    let at = format!(", {keywords}").find(&sign)?;
                    Some((at, at + sign.len() - 2, key))
                })
                .collect();
            starts.sort_unstable();
            let ends: Vec<usize> = starts.iter().skip(1).map(|(at, ..)| *at).chain([usize::MAX]).collect();
            let read = starts.iter().zip(ends).filter_map(|((_, from, key), end)| {
                let value = keywords.get(*from..end.saturating_sub(2).min(keywords.len()).max(*from))?;
                Some(((*key).to_owned(), value.trim_end_matches(',').to_owned()))
            });
            read.collect()
        }
        "csv" => {
            let rows = rows(bytes);
            let labelled = rows.iter().take(HEAD).filter_map(|row| {
                let (label, text) = (row.first()?, row.get(1)?);
                let (_, key) = labels.iter().find(|(known, _)| known.as_str() == label)?;
                Some(((*key).to_owned(), text.clone()))
            });
            let mut found: Vec<(String, String)> = labelled.collect();
            // A file of one table says how it stands in its last column.
            if found.is_empty() {
                let stands = rows.get(1).and_then(|row| row.last()).cloned().unwrap_or_default();
                found.push(("status".to_owned(), stands.clone()));
                let after = stands.rsplit(' ').next().unwrap_or_default().to_owned();
                found.push(("fingerprint".to_owned(), after));
            }
            found.reverse();
            found
        }
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let labelled = text.lines().take(HEAD).filter_map(|line| {
                let (label, text) = line.strip_prefix("- ")?.split_once(": ")?;
                let (_, key) = labels.iter().find(|(known, _)| known.as_str() == label)?;
                Some(((*key).to_owned(), text.replace('\\', "")))
            });
            let mut found: Vec<(String, String)> = labelled.collect();
            found.reverse();
            found
        }
    }
}

/// Whether a file holds a document to the last byte. A file of comma-separated values may also be one
/// of its tables, or what stands beside them.
///
/// # Errors
/// What its writer says.
pub fn is_exactly(document: &Document, format: &Format, bytes: &[u8]) -> Result<bool, ReportError> {
    let written = written(document, format)?;
    if written == bytes {
        return Ok(true);
    }
    if format.code != "csv" {
        return Ok(false);
    }
    let mut companion = Vec::new();
    csv::companion(document, &mut companion)?;
    if !companion.is_empty() && companion == bytes {
        return Ok(true);
    }
    for (_, table) in document.tables() {
        let mut alone = Vec::new();
        csv::table(&document.meta, table, &mut alone)?;
        if alone == bytes {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A document in a format.
///
/// # Errors
/// What its writer says.
pub fn written(document: &Document, format: &Format) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    (format.write)(document, &mut bytes, &mut |_| true)?;
    Ok(bytes)
}

/// Where the text of a file differs from that of what was published, in reading order, the first of
/// them; none where the format's text cannot be read, empty where no word differs.
pub fn text_differences(format: &Format, published: &[u8], found: &Reading) -> Option<Vec<TextDifference>> {
    let (then, now) = (lines(format, published)?, found.lines.as_ref()?);
    let mut all = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &then, now) {
        let (tag, old, new) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let (old, new) = (&then[old], &now[new]);
        for at in 0..old.len().max(new.len()) {
            let text = |of: &[String]| of.get(at).cloned().unwrap_or_default();
            all.push(TextDifference { published: text(old), found: text(new) });
        }
        if all.len() >= TOLD {
            break;
        }
    }
    all.truncate(TOLD);
    Some(all)
}

/// The text of a file: its paragraphs and cells.
fn lines(format: &Format, bytes: &[u8]) -> Option<Vec<String>> {
    let lines = match format.code {
        "docx" => xml_texts(&part(bytes, "word/document.xml")?, "p", &["t"]),
        "xlsx" => sheets(bytes)?,
        "html" => html_texts(&String::from_utf8_lossy(bytes)),
        "pdf" => pdf_texts(bytes)?,
        "csv" => rows(bytes).iter().flatten().cloned().collect(),
        "md" => String::from_utf8_lossy(bytes)
            .lines()
            .flat_map(|line| line.split(" | "))
            .map(str::to_owned)
            .collect(),
        _ => return None,
    };
    let tidy = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(lines.iter().map(tidy).filter(|line| !line.is_empty()).collect())
}

/// Why the parts of an Office file are not unpacked: together they are far larger than those of any
/// report. A part that is larger than it says is read no further than [`MOST`].
fn unpacked_too_large(format: &Format, bytes: &[u8]) -> Option<String> {
    if !matches!(format.code, "docx" | "xlsx") {
        return None;
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut total = 0u64;
    for at in 0..archive.len() {
        total = total.saturating_add(archive.by_index_raw(at).ok()?.size());
    }
    (total > MAX).then(|| {
        format!("Unpacked it would be larger than {} MB: it is damaged, or made to do harm.", MAX >> 20)
    })
}

/// A part of an Office file as text.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let file = archive.by_name(name).ok()?;
    let mut text = String::new();
    file.take(MAX).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The cells of a workbook, sheet by sheet: what each shows, figures as they are stored.
fn sheets(bytes: &[u8]) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let shared = part(bytes, "xl/sharedStrings.xml").map(|text| xml_texts(&text, "si", &["t"]));
    let shared = shared.unwrap_or_default();
    let mut sheets: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with("xl/worksheets/sheet") && name.ends_with(".xml"))
        .collect();
    sheets.sort_by_key(|name| (name.len(), name.to_string()));
    let mut all = Vec::new();
    for name in sheets {
        let mut text = String::new();
        archive.by_name(name).ok()?.take(MAX).read_to_string(&mut text).ok()?;
        let mut is_shared = false;
        let mut value = false;
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => match start.local_name().as_ref() {
                    "c" => {
                        let kind = start.try_get_attribute("t").ok().flatten();
                        is_shared = kind.is_some_and(|kind| kind.value.as_ref() == "s");
                    }
                    "v" => value = true,
                    _ => {}
                },
                Ok(Event::Text(text)) if std::mem::take(&mut value) => {
                    let text = text.xml10_content().into_owned();
                    let at: Option<usize> = text.parse().ok().filter(|_| is_shared);
                    all.push(at.and_then(|at| shared.get(at).cloned()).unwrap_or(text));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    Some(all)
}

/// The texts of elements, each of all the letters inside it.
fn xml_texts(xml: &str, whole: &str, letters: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut text, mut inside) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => inside = letters.contains(&start.local_name().as_ref()),
            Ok(Event::Text(part)) if inside => text.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(name)) if inside => {
                text.push_str(&unescaped(&format!("&{};", &*name)));
            }
            Ok(Event::End(end)) => {
                inside = false;
                if end.local_name().as_ref() == whole {
                    all.push(std::mem::take(&mut text));
                }
            }
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// The texts between the tags of a page that we wrote, without its style.
fn html_texts(page: &str) -> Vec<String> {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut all = vec![String::new()];
    let mut rest = body;
    while let Some((text, after)) = rest.split_once('<') {
        if let Some(last) = all.last_mut() {
            last.push_str(&unescaped(text));
        }
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        // Marks inside a paragraph do not part it.
        if !matches!(name, "a" | "em" | "strong" | "span") {
            all.push(String::new());
        }
        rest = next;
    }
    all
}

/// The lines of a PDF, page after page, without the numbers of the pages.
fn pdf_texts(bytes: &[u8]) -> Option<Vec<String>> {
    let pdf = lopdf::Document::load_mem(bytes).ok()?;
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&pages).ok()?;
    let numbered = |line: &&str| line.trim().starts_with("Page ") && line.contains(" of ");
    Some(text.lines().filter(|line| !numbered(line)).map(str::to_owned).collect())
}

/// The records of comma-separated values.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let records = reader.byte_records().filter_map(Result::ok);
    records
        .map(|record| record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
        .collect()
}

/// Text with the references of XML and HTML as what they stand for.
fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}
