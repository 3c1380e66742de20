//! What an Excel workbook says besides its cells: hidden rows and columns, and notes (comments). calamine tells none of
//! it. Whatever is not as expected there is passed over: whether the file can be read is found out by reading its cells.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::Extras;
use super::tell::EventSink;

type Archive<'f> = ZipArchive<BufReader<&'f File>>;

/// A list of parts or of notes is small.
const MAX: u64 = 16 * 1024 * 1024;
/// Stretches of hidden rows, and notes, that are told.
const MANY: usize = 10_000;
const CHUNK: usize = 256 * 1024;

/// What the sheets say, by their names.
pub(super) fn read(file: &File, teller: &EventSink) -> HashMap<String, Extras> {
    let Ok(mut archive) = ZipArchive::new(BufReader::new(file)) else { return HashMap::new() };
    let parts = sheets(&mut archive).unwrap_or_default();
    let wanted = parts.into_iter().enumerate().filter(|(place, _)| teller.wants(*place));
    wanted
        .map(|(_, (name, part))| {
            let mut extras = Extras::default();
            hidden(&mut archive, &part, teller.wanted.rows, &mut extras);
            extras.notes = notes(&mut archive, &part).unwrap_or_default();
            (name, extras)
        })
        .collect()
}

fn text(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(MAX).read_to_string(&mut text).ok()?;
    Some(text)
}

/// An attribute, whatever its namespace.
fn attribute(start: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|one| {
        let name = one.key.0;
        name.rsplit(':').next() == Some(wanted)
    })?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// The elements of an XML part of this name, each with what its attributes say.
fn elements(text: &str, name: &str, mut take: impl FnMut(&BytesStart<'_>)) {
    let mut xml = Reader::from_str(text);
    loop {
        match xml.read_event() {
            Ok(Event::Start(start) | Event::Empty(start))
                if start.name().0.rsplit(':').next() == Some(name) =>
            {
                take(&start);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What a part is related to: the ends of the types, and the targets as names of parts, by their identifiers.
fn related(archive: &mut Archive<'_>, part: &str) -> HashMap<String, (String, String)> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(text) = text(archive, &format!("{folder}/_rels/{file}.rels")) else { return HashMap::new() };
    let mut found = HashMap::new();
    elements(&text, "Relationship", |one| {
        let [id, kind, target] =
            ["Id", "Type", "Target"].map(|name| attribute(one, name).unwrap_or_default());
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let mut path: Vec<&str> =
            if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
        for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
            if step == ".." { _ = path.pop() } else { path.push(step) }
        }
        found.insert(id, (kind, path.join("/")));
    });
    found
}

/// The names of the sheets that have rows, with their parts, in order.
fn sheets(archive: &mut Archive<'_>) -> Option<Vec<(String, String)>> {
    let book = text(archive, "xl/workbook.xml")?;
    let related = related(archive, "xl/workbook.xml");
    let mut found = Vec::new();
    elements(&book, "sheet", |one| {
        let (name, id) =
            (attribute(one, "name").unwrap_or_default(), attribute(one, "id").unwrap_or_default());
        if let Some((_, part)) = related.get(&id).filter(|(kind, _)| kind == "worksheet") {
            found.push((name, part.clone()));
        }
    });
    Some(found)
}

/// Looks through a sheet for rows and columns that are hidden, as far down as rows are wanted. Nearly all of it is
/// passed over: what is hidden says so in an attribute, which a text cannot be mistaken for.
fn hidden(archive: &mut Archive<'_>, part: &str, rows: Option<u32>, extras: &mut Extras) {
    let Ok(mut part) = archive.by_name(part) else { return };
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; CHUNK]);
    let last_wanted = rows.map(|rows| rows.saturating_mul(4).saturating_add(1_000));
    loop {
        let Ok(read) = part.read(&mut chunk) else { return };
        bytes.extend_from_slice(&chunk[..read]);
        let whole =
            if read == 0 { bytes.len() } else { memchr::memrchr(b'>', &bytes).map_or(0, |at| at + 1) };
        hidden_in(&bytes[..whole], extras);
        let passed =
            memmem::rfind(&bytes[..whole], b"<row ").and_then(|at| number(&bytes[at..whole], b" r=\""));
        let enough = passed.zip(last_wanted).is_some_and(|(row, last)| row > last);
        if read == 0 || enough || extras.hidden_rows.len() > MANY || bytes.len() > 4 * CHUNK {
            return;
        }
        bytes.drain(..whole);
    }
}

fn hidden_in(bytes: &[u8], extras: &mut Extras) {
    for at in memmem::find_iter(bytes, b" hidden=\"") {
        let Some(begin) = memchr::memrchr(b'<', &bytes[..at]) else { continue };
        let Some(end) = memchr::memchr(b'>', &bytes[at..]).map(|end| at + end) else { continue };
        let (tag, value) = (&bytes[begin..end], &bytes[at + 9..end]);
        let is_hidden = value.starts_with(b"1\"") || value.starts_with(b"true\"");
        if !is_hidden || memchr::memchr(b'>', &bytes[begin..at]).is_some() {
            continue;
        }
        let name = tag[1..].split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
        if name == b"row" || name.ends_with(b":row") {
            let Some(row) = number(tag, b" r=\"") else { continue };
            match extras.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => extras.hidden_rows.push((row, row)),
            }
        } else if (name == b"col" || name.ends_with(b":col"))
            && let (Some(first), Some(last)) = (number(tag, b" min=\""), number(tag, b" max=\""))
        {
            let column = |number: u32| u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX);
            extras.hidden_columns.push((column(first), column(last)));
        }
    }
}

/// The number of an attribute of a tag.
fn number(tag: &[u8], attribute: &[u8]) -> Option<u32> {
    let at = memmem::find(tag, attribute)? + attribute.len();
    let digits = tag[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&tag[at..at + digits]).ok()?.parse().ok()
}

/// The notes of a sheet's cells.
fn notes(archive: &mut Archive<'_>, part: &str) -> Option<Vec<(u32, u16, String)>> {
    let of = related(archive, part);
    let (_, part) = of.values().find(|(kind, _)| kind == "comments")?;
    let text = text(archive, part)?;
    let mut xml = Reader::from_str(&text);
    let (mut found, mut place, mut words, mut inside) = (Vec::new(), None, String::new(), false);
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => match start.name().0 {
                "comment" => place = attribute(&start, "ref").and_then(|cell| place_of(&cell)),
                "t" => inside = true,
                _ => {}
            },
            Ok(Event::Text(text)) if inside => words.push_str(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) if inside => {
                words.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or(" "));
            }
            Ok(Event::End(end)) => match end.name().0 {
                "t" => inside = false,
                "comment" => {
                    let note = said(&std::mem::take(&mut words));
                    found.extend(
                        place.take().filter(|_| !note.is_empty()).map(|(row, column)| (row, column, note)),
                    );
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Some(found),
            Ok(_) => {}
        }
        if found.len() > MANY {
            return Some(found);
        }
    }
}

/// What a note says, without the name of who wrote it, which Excel puts on a line of its own, and without Excel's own
/// words on threads.
fn said(note: &str) -> String {
    let note = match note.split_once("Comment:\n").filter(|_| note.starts_with("[Threaded comment]")) {
        Some((_, rest)) => rest,
        None => match note.split_once(":\n") {
            Some((name, rest)) if name.len() < 60 && !name.contains('\n') => rest,
            _ => note,
        },
    };
    note.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Row from 1 and column from 0 of a cell such as `C5`.
fn place_of(cell: &str) -> Option<(u32, u16)> {
    let at = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = cell.split_at(at);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|letter| *letter < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(letter) + 1)?;
    }
    Some((digits.parse().ok()?, u16::try_from(column.checked_sub(1)?).ok()?))
}
