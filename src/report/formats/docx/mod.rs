//! The report as a Word document: an Office Open XML package of our own
//! making, in the order that ISO/IEC 29500 gives its elements.
//!
//! Pages are Word's to lay out; the contents say what our own layout, of the
//! same letters and measures, foretells, and Word can renew them (F9).

mod body;
mod picture;
mod styles;
mod tables;
mod xml;

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::edition::Edition;
use super::fonts::Fonts;
use super::pdf::foretell;
use super::pdf::page::{A4, MARGIN};
use super::{Progress, ReportError, Tell, Written, property_name};
use crate::report::Document;
use crate::report::document::Meta;
use crate::report::printed_facts::PrintedFacts;
use body::Body;
use xml::Xml;

/// Namespace of Word's own elements.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a document as a Word document.
///
/// # Errors
///
/// Fails when it is cancelled or cannot be written. No text makes it fail.
pub fn write(document: &Document, out: &mut dyn Write, tell: Tell<'_>) -> Result<Written, ReportError> {
    let fonts = Fonts::new(Edition::of(&document.meta))?;
    let sections = document.sections.len() as u64;
    let foretold = foretell(document, &fonts, &mut |progress| {
        tell(Progress { done: progress.done.min(sections), total: sections * 2 })
    })?;
    let mut body = Body::new(document, &fonts);
    fill(document, &foretold, &mut body, tell)?;
    let pictures = std::mem::take(&mut body.pictures);
    let text = body.xml.finish();
    let bytes = package(document, &text, &pictures, foretold.pages.unwrap_or(1))?;
    out.write_all(&bytes)?;
    // Which page something is on is known when Word has laid them out.
    Ok(Written::default())
}

fn fill<'a>(
    document: &'a Document,
    foretold: &Written,
    body: &mut Body<'a>,
    tell: Tell<'_>,
) -> Result<(), ReportError> {
    let sections = document.sections.len() as u64;
    body.xml.raw("<w:document");
    for (name, space) in [
        ("w", WORD),
        ("r", RELATIONS),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ] {
        body.xml.raw(&format!(" xmlns:{name}=\"{space}\""));
    }
    body.xml.raw("><w:body>");
    body.front(document, foretold);
    let mut landscape = false;
    for (at, section) in document.sections.iter().enumerate() {
        if !tell(Progress { done: sections + at as u64, total: sections * 2 }) {
            return Err(ReportError::Cancelled);
        }
        let wants = document.stands_wide(at);
        // The report begins on the page after the contents.
        let turned = wants != landscape || at == 0;
        if turned {
            body.pages(landscape, false);
        }
        landscape = wants;
        body.breadth = (if landscape { A4.1 } else { A4.0 }) - 2.0 * MARGIN;
        body.section(section, turned)?;
    }
    body.pages(landscape, true);
    body.xml.raw("</w:body></w:document>");
    Ok(())
}

/// Points in twentieths, as Word measures.
fn twips(points: f32) -> String {
    ((points * 20.0).round() as i64).to_string()
}

/// Sizes of letters in halves of a point.
fn half_points(points: f32) -> String {
    ((points * 2.0).round() as i64).to_string()
}

fn package(
    document: &Document,
    body: &str,
    pictures: &[Vec<u8>],
    pages: u32,
) -> Result<Vec<u8>, ReportError> {
    let meta = &document.meta;
    let language = language(meta);
    let narrow = A4.0 - 2.0 * MARGIN;
    let wide = A4.1 - 2.0 * MARGIN;
    let facts = meta.facts();
    let (types, package) = match facts {
        Some(_) => (TYPES.replace("</Types>", CUSTOM_TYPE), [&PACKAGE[..], &[CUSTOM]].concat()),
        None => (TYPES.to_owned(), PACKAGE.to_vec()),
    };
    let package: Vec<_> =
        package.into_iter().map(|(id, kind, target)| (id.to_owned(), kind, target.to_owned())).collect();
    let mut texts = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&package)),
        ("docProps/core.xml", core(meta, facts.as_ref(), &language)),
        ("docProps/app.xml", app(meta)),
        ("word/document.xml", body.to_owned()),
        ("word/styles.xml", styles::styles(&language)),
        ("word/numbering.xml", styles::numbering()),
        ("word/settings.xml", styles::settings(&language)),
        ("word/footer1.xml", styles::footer(meta, narrow, pages)),
        ("word/footer2.xml", styles::footer(meta, wide, pages)),
        ("word/_rels/document.xml.rels", relations(&parts(pictures.len()))),
    ];
    texts.extend(facts.as_ref().map(|facts| ("docProps/custom.xml", custom(facts))));
    // The time of a file in a package is left at the beginning of its calendar: the same bytes, any day.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let failure = |error: zip::result::ZipError| ReportError::Write(std::io::Error::other(error));
    for (name, text) in &texts {
        zip.start_file(*name, options).map_err(failure)?;
        zip.write_all(text.as_bytes())?;
    }
    for (at, picture) in pictures.iter().enumerate() {
        let name = format!("word/media/chart{}.png", at + 1);
        zip.start_file(name, options.compression_method(CompressionMethod::Stored)).map_err(failure)?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish().map_err(failure)?.into_inner())
}

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Default Extension=\"png\" ContentType=\"image/png\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/word/footer2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
</Types>";

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// Relations of the package: id, kind (after the usual address), target.
const PACKAGE: [(&str, &str, &str); 3] = [
    ("rId1", "officeDocument", "word/document.xml"),
    ("rId2", CORE, "docProps/core.xml"),
    ("rId3", "extended-properties", "docProps/app.xml"),
];

/// Relation and type of the part that holds properties of our own.
const CUSTOM: (&str, &str, &str) = ("rId4", "custom-properties", "docProps/custom.xml");
const CUSTOM_TYPE: &str = "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>";

fn parts(pictures: usize) -> Vec<(String, &'static str, String)> {
    let fixed = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdNumbering", "numbering", "numbering.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFooter", "footer", "footer1.xml"),
        ("rIdFooterWide", "footer", "footer2.xml"),
    ];
    let fixed = fixed.into_iter().map(|(id, kind, target)| (id.to_owned(), kind, target.to_owned()));
    let charts = (1..=pictures).map(|at| (format!("rIdChart{at}"), "image", format!("media/chart{at}.png")));
    fixed.chain(charts).collect()
}

fn relations(list: &[(String, &str, String)]) -> String {
    let mut xml = Xml::part();
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.element("Relationships", &[("xmlns", space)], |xml| {
        for (id, kind, target) in list {
            let kind = if kind.contains(':') { (*kind).to_owned() } else { format!("{RELATIONS}/{kind}") };
            xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn language(meta: &Meta) -> String {
    let is_tag =
        !meta.language.is_empty() && meta.language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_tag { meta.language.clone() } else { "en-GB".to_owned() }
}

/// Properties of our own: what is told of the document, and what it is made again from.
fn custom(facts: &PrintedFacts) -> String {
    let mut xml = Xml::part();
    let spaces = [
        ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
        ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    ];
    xml.element("Properties", &spaces, |xml| {
        for (at, fact) in facts.properties().enumerate() {
            // The set of properties that users name; their numbers begin at 2.
            let set = ("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}");
            let (number, name) = ((at + 2).to_string(), property_name(fact));
            xml.element("property", &[set, ("pid", &number), ("name", &name)], |xml| {
                xml.element("vt:lpwstr", &[], |xml| xml.letters(&fact.text));
            });
        }
    });
    xml.finish()
}

fn core(meta: &Meta, facts: Option<&PrintedFacts>, language: &str) -> String {
    let mut xml = Xml::part();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let author = [&meta.organisation, &meta.service].into_iter().find(|name| !name.is_empty());
    let author = author.map_or("", String::as_str);
    let moment = format!("{}T00:00:00Z", day(meta.dated));
    xml.element("cp:coreProperties", &spaces, |xml| {
        let mut say = |name: &str, text: &str| xml.element(name, &[], |xml| xml.letters(text));
        say("dc:title", facts.map_or(&meta.title, |facts| &facts.title));
        say("dc:subject", &meta.subtitle);
        say("dc:creator", author);
        say("cp:lastModifiedBy", author);
        say("dc:language", language);
        if let Some(facts) = facts {
            say("cp:contentStatus", facts.status());
            if !facts.draft {
                say("cp:version", &meta.version.to_string());
            }
            say("cp:keywords", &facts.footer);
        }
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.letters(&moment));
        }
    });
    xml.finish()
}

/// A day as in ISO 8601, within the years that the format can tell.
fn day(date: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{:04}-{:02}-{:02}", date.year().clamp(1, 9999), date.month(), date.day())
}

fn app(meta: &Meta) -> String {
    let mut xml = Xml::part();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.element("Properties", &[("xmlns", space)], |xml| {
        xml.element("Application", &[], |xml| xml.letters("Quarterdeck"));
        xml.element("Company", &[], |xml| xml.letters(&meta.organisation));
    });
    xml.finish()
}
