//! Zip files, looked over before anything in them is read.
//!
//! xlsx and ods files are zip files of XML. A few kilobytes can be made to
//! grow to terabytes, so what the directory claims is checked first. It may
//! lie: where we inflate ourselves we stop at what it said, and the child
//! process ends whoever does not.

use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::problem::{self, Stop};

const MAX_PARTS: usize = 10_000;
const MAX_INFLATED: u64 = 2 * 1024 * 1024 * 1024;
/// Parts that grow beyond this may not have been squeezed more than [`MOST_RATIO`] to one.
const LARGE: u64 = 64 * 1024 * 1024;
const MAX_RATIO: u64 = 200;
/// Everything before the root of an XML part.
const PROLOG: u64 = 64 * 1024;

/// What is in a zip file.
pub(super) struct Package {
    pub(super) names: Vec<String>,
    /// What an OpenDocument file says it is.
    pub(super) mimetype: String,
}

/// Looks a zip file over: its size, secrets and document types.
pub(super) fn check(file: &File) -> Result<Package, Stop> {
    let mut package = Package { names: Vec::new(), mimetype: String::new() };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(trouble)?;
    if archive.len() > MAX_PARTS {
        return Err(problem::bomb(&format!("It is a zip file of more than {MAX_PARTS} parts")));
    }
    let mut total = 0_u64;
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place).map_err(trouble)?;
        let (size, packed) = (part.size(), part.compressed_size());
        total = total.saturating_add(size);
        if total > MAX_INFLATED || size > LARGE && size / MAX_RATIO > packed {
            return Err(problem::bomb("It would grow out of all proportion when unpacked"));
        }
        if part.encrypted() {
            return Err(problem::password());
        }
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        drop(part);
        let lower = name.to_ascii_lowercase();
        // Only what is read is judged: Power Query keeps parts of its own in UTF-16.
        if is_read(&lower) {
            no_document_type(&start(&mut archive, place)?)?;
        } else if name == "mimetype" {
            package.mimetype = String::from_utf8_lossy(&start(&mut archive, place)?).into_owned();
        }
        package.names.push(name);
    }
    Ok(package)
}

/// Whether the readers parse a part, by its name in lower case.
fn is_read(name: &str) -> bool {
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    is_xml
        && ![
            "customxml/",
            "docprops/",
            "xl/customdata/",
            "xl/querytables/",
            "xl/connections.xml",
            "thumbnails/",
        ]
        .iter()
        .any(|unread| name.starts_with(unread))
}

/// The first of a part, unpacked.
fn start(archive: &mut ZipArchive<BufReader<&File>>, place: usize) -> Result<Vec<u8>, Stop> {
    let mut start = Vec::new();
    let part = archive.by_index(place).map_err(trouble)?;
    part.take(PROLOG).read_to_end(&mut start).map_err(|_| problem::damaged())?;
    Ok(start)
}

pub(super) fn trouble(error: ZipError) -> Stop {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            problem::unreadable(&error)
        }
        _ => problem::damaged(),
    }
}

/// Refuses an XML part that begins with a document type: entities are defined there.
fn no_document_type(start: &[u8]) -> Result<(), Stop> {
    // Nobody writes these in UTF-16, but a document type could hide in it.
    if start.contains(&0) {
        return Err(problem::damaged());
    }
    let mut rest = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => return Err(problem::entities()),
            // The root, or no XML: for its reader to find out.
            _ => return Ok(()),
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return Err(problem::damaged()),
        }
    }
}
