//! `quarterdeck verify-report`: is this file one that was published?

use std::path::{Path, PathBuf};

use super::read_report::reading;
use super::status_line::StatusLine;
use super::{Context, Failure, OpenWorkbook, Out, Value};
use crate::jobs::report::publication::published;
use crate::report::printed_facts::fingerprint;
use crate::report::verify::{Claim, Reading, TextDifference, is_exactly, text_differences, written};
use crate::report::{Document, Format};
use crate::workbook::{Data, Publication, Query};

/// Bytes of a file that is looked at; no report is nearly as large.
const MAX: u64 = 256 * 1024 * 1024;

/// Is a file one that was published from a workbook?
///
/// What was published is written again in the format of the file and compared with it, byte for byte:
/// its name does not matter. Exit code 1 where the file is another, with what differs in it where its
/// words can be read.
///
/// For example: quarterdeck verify-report q1.docx --workbook adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file: a Word document, PDF, web page, Markdown, Excel workbook or csv
    file: PathBuf,
    /// The workbook it would have been published from
    #[arg(long, value_name = "FILE")]
    workbook: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// What the file turned out to be.
enum Verdict {
    /// To the last byte.
    Published(Publication),
    /// It carries the fingerprint of this and is something else.
    Differs(Publication, Option<Vec<TextDifference>>),
    Unknown,
}

/// Looks, and says what the file is.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let bytes = read(&args.file)?;
    let format = format_of(&bytes, &args.file)?;
    let book = OpenWorkbook::read(context, &args.workbook)?;
    let reading = reading(&context.world.program, format, &bytes)
        .map_err(|why| Failure::failed(format!("{}: {why}", args.file.display())))?;
    let all = publications(&book)?;
    let verdict = verdict(context, &book, &all, &reading, format, &bytes)?;
    let claim = reading.claim;
    if args.json {
        out.json(&object(&verdict, &all, &claim, format))?;
    } else {
        tell(out, &verdict, &all, &claim, args)?;
    }
    match verdict {
        Verdict::Published(_) => Ok(()),
        Verdict::Differs(..) | Verdict::Unknown => {
            std::io::Write::flush(out)?;
            Err(Failure::Found)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed =
        |error: std::io::Error| Failure::failed(format!("{} could not be read: {error}.", path.display()));
    let refused = |why: &str| Failure::failed(format!("{} {why}", path.display()));
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(refused("is no file, so it is no report that was published."));
    }
    if about.len() > MAX {
        return Err(refused("is larger than 256 MB, so it is no report that was published."));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    if bytes.is_empty() {
        return Err(refused("is empty, so it is no report that was published."));
    }
    Ok(bytes)
}

/// The format of a file, by what is in it and never by its name.
fn format_of(bytes: &[u8], path: &Path) -> Result<&'static Format, Failure> {
    let holds = |sign: &str| {
        // Names of the parts stand unpacked in the archive.
        bytes.windows(sign.len()).any(|window| window == sign.as_bytes())
    };
    let code = match bytes {
        _ if bytes.starts_with(b"%PDF") => "pdf",
        _ if bytes.starts_with(b"PK") && holds("word/document.xml") => "docx",
        _ if bytes.starts_with(b"PK") && holds("xl/workbook.xml") => "xlsx",
        _ if bytes.starts_with(b"PK") || std::str::from_utf8(bytes).is_err() => "",
        _ if bytes.starts_with(b"<!DOCTYPE html") || bytes.starts_with(b"<html") => "html",
        _ if bytes.starts_with(b"# ") => "md",
        _ => "csv",
    };
    Format::find(code).ok_or_else(|| {
        Failure::failed(format!(
            "{} is in none of the formats that reports are published in: Word, PDF, web page, Markdown, Excel and \
             csv.",
            path.display()
        ))
    })
}

/// Everything that has been published from a workbook.
fn publications(book: &OpenWorkbook) -> Result<Vec<Publication>, Failure> {
    let mut all = Vec::new();
    for period in &book.opening.periods {
        match book.store.answer(&Query::Publications { period: period.code })? {
            Data::Publications(found) => all.extend(found),
            other => return Err(crate::cli::open_workbook::unexpected(&other)),
        }
    }
    Ok(all)
}

fn verdict(
    context: &Context,
    book: &OpenWorkbook,
    all: &[Publication],
    reading: &Reading,
    format: &Format,
    bytes: &[u8],
) -> Result<Verdict, Failure> {
    let claim = &reading.claim;
    let claimed = |one: &&Publication| Some(fingerprint(&one.checksum)) == claim.fingerprint;
    let named: Vec<&Publication> = all.iter().filter(claimed).collect();
    // What was published before files carried a fingerprint can only be tried one by one.
    let tried = if named.is_empty() { all.iter().collect() } else { named.clone() };
    let mut line = StatusLine::new(context.world.stderr_is_terminal && !context.plain);
    let mut differs = None;
    for (at, publication) in tried.iter().enumerate() {
        if at > 0 {
            line.say(&format!("Compared with {at} of {} publications …", tried.len()));
        }
        let Some(document) = document(book, publication, claim)? else { continue };
        if named.is_empty() && document.meta.facts().is_some() {
            continue;
        }
        if is_exactly(&document, format, bytes).map_err(|error| Failure::failed(error.to_string()))? {
            line.clear();
            return Ok(Verdict::Published((*publication).clone()));
        }
        if !named.is_empty() && differs.is_none() {
            let published = written(&document, format).map_err(|error| Failure::failed(error.to_string()))?;
            differs = Some(((*publication).clone(), text_differences(format, &published, reading)));
        }
    }
    line.clear();
    Ok(differs.map_or(Verdict::Unknown, |(publication, found)| Verdict::Differs(publication, found)))
}

/// What was published, or the part of it that the file is an extract of; the whole where there is no such part.
fn document(
    book: &OpenWorkbook,
    publication: &Publication,
    claim: &Claim,
) -> Result<Option<Document>, Failure> {
    let version = Some(publication.version);
    let found = published(&book.store, publication.period, &publication.template, version);
    let Some((_, document)) = found.map_err(Failure::Failed)? else { return Ok(None) };
    let part = claim.reference.as_deref().and_then(|reference| document.extract(reference));
    Ok(Some(part.unwrap_or(document)))
}

fn title(one: &Publication) -> String {
    format!("version {} of the report “{}” of {}", one.version, one.template, one.period)
}

fn day(one: &Publication) -> &str {
    one.at.split('T').next().unwrap_or_default()
}

/// The version that has taken its place, if one has.
fn latest<'a>(one: &Publication, all: &'a [Publication]) -> Option<&'a Publication> {
    let same = all.iter().filter(|other| other.period == one.period && other.template == one.template);
    same.max_by_key(|other| other.version).filter(|other| other.version > one.version)
}

fn tell(
    out: &mut Out,
    verdict: &Verdict,
    all: &[Publication],
    claim: &Claim,
    args: &Args,
) -> Result<(), Failure> {
    let file = args.file.display();
    match verdict {
        Verdict::Published(one) => {
            out.paragraph(
                &format!("{file} is exactly as published: {}, on {} by {}.", title(one), day(one), one.by),
                0,
            )?;
            match latest(one, all) {
                Some(later) => out
                    .paragraph(&format!("Version {} has replaced it, on {}.", later.version, day(later)), 0),
                None => Ok(()),
            }
        }
        Verdict::Differs(one, found) => {
            out.paragraph(&format!("{file} claims to be {}, but differs.", title(one)), 0)?;
            match found.as_deref() {
                None => out.paragraph("Its words cannot be compared in this format.", 0),
                Some([]) => out.paragraph(
                    "No word and no figure in it differs: it may have been saved again by another program.",
                    0,
                ),
                Some(found) => found.iter().try_for_each(|one| {
                    out.paragraph(
                        &match (one.published.as_str(), one.found.as_str()) {
                            ("", found) => format!("- added: “{found}”"),
                            (published, "") => format!("- missing: “{published}”"),
                            (published, found) => {
                                format!("- “{published}” was published; the file has “{found}”")
                            }
                        },
                        0,
                    )
                }),
            }
        }
        Verdict::Unknown => {
            let workbook = args.workbook.display();
            out.paragraph(&format!("{file} is not a report that was published from {workbook}."), 0)?;
            match (&claim.fingerprint, claim.draft) {
                (_, true) => out.paragraph("It says of itself that it is a draft.", 0),
                (Some(carried), _) => out.paragraph(
                    &format!("It carries the fingerprint {carried}, which nothing published here has."),
                    0,
                ),
                _ => Ok(()),
            }
        }
    }
}

fn object(verdict: &Verdict, all: &[Publication], claim: &Claim, format: &Format) -> Value {
    let (word, one, found) = match verdict {
        Verdict::Published(one) => ("published", Some(one), None),
        Verdict::Differs(one, found) => ("differs", Some(one), found.as_deref()),
        Verdict::Unknown => ("unknown", None, None),
    };
    let text = |value: Option<String>| value.map_or(Value::Nothing, Value::from);
    let mut fields: Vec<(&'static str, Value)> = vec![
        ("verdict", word.into()),
        ("format", format.code.into()),
        ("claims_fingerprint", text(claim.fingerprint.clone())),
        ("claims_draft", claim.draft.into()),
    ];
    if let Some(one) = one {
        fields.extend([
            ("period", one.period.into()),
            ("template", one.template.clone().into()),
            ("version", u64::from(one.version).into()),
            ("published", day(one).into()),
            ("by", one.by.clone().into()),
            ("fingerprint", fingerprint(&one.checksum).into()),
            ("extract", text(claim.reference.clone())),
            ("replaced_by", latest(one, all).map_or(Value::Nothing, |later| u64::from(later.version).into())),
        ]);
    }
    if let Some(found) = found {
        let differences = found.iter().map(|one| {
            Value::Object(vec![
                ("published", one.published.clone().into()),
                ("found", one.found.clone().into()),
            ])
        });
        fields.push(("differences", Value::List(differences.collect())));
    }
    Value::Object(fields)
}
