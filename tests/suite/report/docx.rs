//! The report as a Word document, unpacked and read back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use crate::report::writers::*;
use proptest::prelude::*;
use quarterdeck::report::document::*;
use quarterdeck::report::{Document, ReportError};
use quick_xml::events::{BytesStart, Event};

type Parts = BTreeMap<String, Vec<u8>>;

fn unpack(document: &Document) -> Parts {
    let (bytes, written) = write(document, "docx");
    assert_eq!(written.pages, None, "Word lays the pages out");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        assert_eq!(file.last_modified().map(|time| time.year()), Some(1980), "nothing comes from the clock");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, bytes);
    }
    parts
}

/// An element: its name, its attributes, and what is in it.
#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn parse(bytes: &[u8]) -> Self {
        let mut reader = quick_xml::Reader::from_reader(bytes);
        let mut open = vec![Self::default()];
        let begin = |start: &BytesStart<'_>| Self {
            name: start.name().as_ref().to_owned(),
            attributes: start
                .attributes()
                .map(Result::unwrap)
                .map(|pair| {
                    let value = quick_xml::escape::unescape(&pair.value).unwrap().into_owned();
                    (pair.key.as_ref().to_owned(), value)
                })
                .collect(),
            ..Self::default()
        };
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(begin(&start)),
                Event::Empty(start) => {
                    let node = begin(&start);
                    open.last_mut().unwrap().children.push(node);
                }
                Event::End(_) => {
                    let node = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(node);
                }
                Event::Text(text) => {
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap().into_owned();
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "an element is left open");
        open.pop().unwrap()
    }

    /// Every element of a name, in order.
    fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn value(&self) -> &str {
        self.attributes.get("w:val").map_or("", String::as_str)
    }

    fn words(&self) -> String {
        self.all("w:t").iter().map(|text| text.text.as_str()).collect()
    }
}

fn body(parts: &Parts) -> Node {
    Node::parse(&parts["word/document.xml"])
}

fn tables(body: &Node) -> Vec<&Node> {
    body.all("w:tbl")
}

#[test]
fn every_cell_of_every_table_says_what_the_report_says() {
    let document = report();
    let body = body(&unpack(&document));
    let found = tables(&body);
    let meant: Vec<&Table> = document.tables().map(|(_, table)| table).collect();
    assert_eq!(found.len(), meant.len());
    for (found, meant) in found.iter().zip(meant) {
        let rows = found.all("w:tr");
        let heads = if meant.form { 0 } else { 1 + usize::from(!meant.groups.is_empty()) };
        assert_eq!(rows.len(), meant.rows.len() + heads, "{}", meant.caption);
        for (row, meant) in rows[heads..].iter().zip(&meant.rows) {
            let cells: Vec<String> = row
                .all("w:tc")
                .iter()
                .map(|cell| cell.all("w:p").iter().map(|line| line.words()).collect::<Vec<_>>().join("\n"))
                .collect();
            let meant: Vec<String> = meant
                .cells
                .iter()
                .map(|cell| {
                    let sign =
                        cell.rating.map_or(String::new(), |rating| format!("{}\u{a0}", rating.symbol()));
                    sign + &cell.lines.iter().map(Line::text).collect::<Vec<_>>().join("\n")
                })
                .collect();
            assert_eq!(cells, meant);
        }
    }
}

#[test]
fn heading_rows_repeat_and_rows_stay_whole() {
    let body = body(&unpack(&report()));
    for row in body.all("w:tr") {
        assert!(row.child("w:trPr").unwrap().child("w:cantSplit").is_some());
    }
    for table in tables(&body) {
        let rows = table.all("w:tr");
        let heads = rows.iter().take_while(|row| !row.all("w:tblHeader").is_empty()).count();
        let rest = rows[heads..].iter().all(|row| row.all("w:tblHeader").is_empty());
        let look = table.all("w:tblLook")[0];
        assert_eq!(look.attributes["w:firstRow"], if heads > 0 { "1" } else { "0" });
        assert!(rest && !table.all("w:tblCaption").is_empty());
        let columns = table.all("w:gridCol").len();
        for row in rows {
            let spans = row.all("w:tc").into_iter().map(|cell| {
                cell.all("w:gridSpan").first().map_or(1, |span| span.value().parse::<usize>().unwrap())
            });
            assert_eq!(spans.sum::<usize>(), columns);
        }
    }
}

#[test]
fn styles_are_those_that_word_knows_and_all_are_there() {
    let parts = unpack(&report());
    let body = body(&parts);
    let styles = Node::parse(&parts["word/styles.xml"]);
    let known: BTreeSet<&str> =
        styles.all("w:style").iter().map(|style| style.attributes["w:styleId"].as_str()).collect();
    let mut used = BTreeSet::new();
    for name in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
        used.extend(body.all(name).iter().map(|style| style.value().to_owned()));
    }
    for style in &used {
        assert!(known.contains(style.as_str()), "{style} is used and not there");
    }
    for style in
        ["Title", "Heading1", "Heading2", "Caption", "TableText", "ListBullet", "ListBullet2", "TOC1"]
    {
        assert!(used.contains(style), "{style} is not used: {used:?}");
    }
    for style in styles.all("w:style") {
        let based = style.child("w:basedOn").map(Node::value);
        assert!(based.is_none_or(|based| known.contains(based)));
    }
    let lists: BTreeSet<String> = Node::parse(&parts["word/numbering.xml"])
        .all("w:num")
        .iter()
        .map(|list| list.attributes["w:numId"].clone())
        .collect();
    assert!(styles.all("w:numId").iter().all(|list| lists.contains(list.value())));
}

#[test]
fn headings_have_their_level() {
    let document = report();
    let body = body(&unpack(&document));
    let headings: Vec<(String, String)> = body
        .all("w:p")
        .iter()
        .filter_map(|line| {
            let style = line.child("w:pPr")?.child("w:pStyle")?.value();
            style.starts_with("Heading").then(|| (style.to_owned(), line.words()))
        })
        .collect();
    let meant: Vec<(String, String)> = document
        .sections
        .iter()
        .map(|part| (format!("Heading{}", part.level - 1), format!("{} {}", part.number, part.heading)))
        .collect();
    assert_eq!(headings, meant);
}

#[test]
fn charts_have_words_and_are_in_the_package() {
    let parts = unpack(&report());
    let body = body(&parts);
    let described = body.all("wp:docPr");
    assert_eq!(described.len(), 4, "bars, a trend, months and a heat map");
    for picture in &described {
        assert!(picture.attributes["descr"].len() > 20);
    }
    let relations = Node::parse(&parts["word/_rels/document.xml.rels"]);
    for relation in relations.all("Relationship") {
        let part = format!("word/{}", relation.attributes["Target"]);
        assert!(parts.contains_key(&part), "{part} is missing");
    }
    let known: BTreeSet<&str> =
        relations.all("Relationship").iter().map(|relation| relation.attributes["Id"].as_str()).collect();
    for picture in body.all("a:blip") {
        assert!(known.contains(picture.attributes["r:embed"].as_str()));
    }
    for (name, bytes) in parts.iter().filter(|(name, _)| name.ends_with(".png")) {
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        let width = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
        assert!(width >= 1_400, "{name} is {width} dots wide: too few to print");
    }
}

#[test]
fn every_part_is_xml_and_has_a_type() {
    let parts = unpack(&report());
    let types = Node::parse(&parts["[Content_Types].xml"]);
    let named: BTreeSet<String> =
        types.all("Override").iter().map(|part| part.attributes["PartName"].clone()).collect();
    for name in &named {
        assert!(parts.contains_key(&name[1..]), "{name}");
    }
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.ends_with(".png")) {
        let part = Node::parse(bytes);
        assert_eq!(part.children.len(), 1, "{name}");
        let plain = name.ends_with(".rels") || name == "[Content_Types].xml";
        assert!(plain || named.contains(&format!("/{name}")), "{name} has no type");
    }
}

#[test]
fn the_contents_are_filled_in_and_lead_to_the_headings() {
    let document = report();
    let body = body(&unpack(&document));
    let contents = body.all("w:sdt")[0];
    let entries = contents.all("w:hyperlink");
    assert_eq!(entries.len(), document.sections.len());
    let marks: BTreeMap<String, usize> = {
        let mut marks = BTreeMap::new();
        for mark in body.all("w:bookmarkStart") {
            *marks.entry(mark.attributes["w:name"].clone()).or_default() += 1;
        }
        marks
    };
    assert!(marks.values().all(|times| *times == 1), "a name stands in one place: {marks:?}");
    let (_, foretold) = write(&document, "pdf");
    for (entry, (section, place)) in entries.iter().zip(document.sections.iter().zip(&foretold.sections)) {
        assert_eq!(entry.words(), format!("{} {}{}", section.number, section.heading, place.page));
        assert!(marks.contains_key(&entry.attributes["w:anchor"]));
    }
    for link in body.all("w:hyperlink") {
        assert!(marks.contains_key(&link.attributes["w:anchor"]));
    }
    let ends: Vec<&str> =
        body.all("w:fldChar").iter().map(|part| part.attributes["w:fldCharType"].as_str()).collect();
    let count = |kind: &str| ends.iter().filter(|end| **end == kind).count();
    assert_eq!(count("begin"), count("end"));
    assert_eq!(count("begin"), document.sections.len() + 1);
}

#[test]
fn wide_tables_stand_on_wide_pages_and_all_pages_are_numbered() {
    let parts = unpack(&report());
    let body = body(&parts);
    let shapes: Vec<bool> =
        body.all("w:pgSz").iter().map(|size| size.attributes.contains_key("w:orient")).collect();
    assert_eq!(shapes, [false, false, true, false], "contents, summary, wide indicators, the rest");
    for footer in ["word/footer1.xml", "word/footer2.xml"] {
        let footer = Node::parse(&parts[footer]);
        let fields: Vec<&str> = footer.all("w:instrText").iter().map(|field| field.text.trim()).collect();
        assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    }
}

#[test]
fn it_says_what_it_is() {
    let parts = unpack(&report());
    let core = Node::parse(&parts["docProps/core.xml"]);
    let said = |name: &str| core.all(name)[0].text.clone();
    assert_eq!(said("dc:title"), "Adults & Communities: Q1 2015/16");
    assert_eq!(said("dc:language"), "en-GB");
    assert_eq!(said("dcterms:created"), "2015-06-30T00:00:00Z");
    let styles = Node::parse(&parts["word/styles.xml"]);
    assert_eq!(styles.all("w:lang")[0].value(), "en-GB");
}

#[test]
fn same_document_same_bytes() {
    assert!(write(&report(), "docx").0 == write(&report(), "docx").0);
}

#[test]
fn an_export_can_be_stopped() {
    for after in [0, 3, 10, 15] {
        let stopped = write_until(&report(), "docx", after);
        assert!(matches!(stopped, Err(ReportError::Cancelled)), "after {after}: {stopped:?}");
    }
    assert!(write_until(&report(), "docx", 1_000).is_ok());
}

#[test]
fn text_that_means_harm_stays_text() {
    for text in [
        "=1+1",
        "<w:p>&amp;</w:p>",
        "a\u{0}b\u{1b}[31m\u{b}\u{ffff}",
        "]]>",
        &"W".repeat(3_000),
        "שלום",
        "",
        "\"'",
    ] {
        let body = body(&unpack(&saying(text)));
        let said: String = text.chars().filter(|c| !c.is_control() && *c != '\u{ffff}').collect();
        assert!(body.words().contains(&said), "{text:?}");
    }
    for document in [Document::default(), Document { meta: meta(), sections: vec![Section::default()] }] {
        body(&unpack(&document));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn any_text_can_be_exported(text in any::<String>()) {
        for bytes in unpack(&saying(&text)).iter().filter(|(name, _)| !name.ends_with(".png")).map(|(_, part)| part) {
            Node::parse(bytes);
        }
    }
}
