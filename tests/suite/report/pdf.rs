//! The report as a PDF, read back by a library that did not write it.

use std::collections::BTreeMap;

use crate::report::writers::*;
use lopdf::{Dictionary, Document as Pdf, Object};
use proptest::prelude::*;
use quarterdeck::report::document::*;
use quarterdeck::report::{Document, ReportError};

fn read(document: &Document) -> (Pdf, quarterdeck::report::Written) {
    let (bytes, written) = write(document, "pdf");
    (Pdf::load_mem(&bytes).unwrap(), written)
}

/// Without blanks, which line breaks turn into others.
fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn pages(pdf: &Pdf) -> Vec<String> {
    pdf.get_pages().keys().map(|page| tight(&pdf.extract_text(&[*page]).unwrap())).collect()
}

fn followed<'a>(pdf: &'a Pdf, object: &'a Object) -> &'a Object {
    match object {
        Object::Reference(id) => pdf.get_object(*id).unwrap(),
        other => other,
    }
}

/// Every element of the structure tree: its role and its dictionary, parents first.
fn elements(pdf: &Pdf) -> Vec<(String, &Dictionary)> {
    fn walk<'a>(pdf: &'a Pdf, object: &'a Object, found: &mut Vec<(String, &'a Dictionary)>) {
        match followed(pdf, object) {
            Object::Array(parts) => parts.iter().for_each(|part| walk(pdf, part, found)),
            Object::Dictionary(element) => {
                if let Ok(role) = element.get(b"S").and_then(Object::as_name) {
                    found.push((String::from_utf8_lossy(role).into_owned(), element));
                }
                if let Ok(kids) = element.get(b"K") {
                    walk(pdf, kids, found);
                }
            }
            _ => {}
        }
    }
    let root = pdf.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let mut found = Vec::new();
    walk(pdf, root, &mut found);
    found
}

fn string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn every_figure_and_every_word_of_every_cell_is_in_it() {
    let document = report();
    let (pdf, written) = read(&document);
    let pages = pages(&pdf);
    assert_eq!(written.pages, Some(pages.len() as u32));
    let all = pages.concat();
    let mut cells = 0;
    for (section, table) in document.tables() {
        assert!(all.contains(&tight(&table.caption)), "{}", table.caption);
        for row in &table.rows {
            for cell in &row.cells {
                for line in &cell.lines {
                    assert!(
                        all.contains(&tight(&line.text())),
                        "{}: {:?} is missing",
                        section.heading,
                        line.text()
                    );
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 300);
    for section in &document.sections {
        assert!(all.contains(&tight(&section.heading)));
    }
}

#[test]
fn headings_of_a_table_stand_on_every_page_that_it_goes_on() {
    let (pdf, _) = read(&report());
    let pages = pages(&pdf);
    let wide: Vec<&String> = pages.iter().filter(|page| page.contains("/709")).collect();
    assert!(wide.len() > 1, "the table was to be longer than a page");
    for page in wide {
        assert!(page.contains("Indicatordescription"), "{page}");
    }
}

#[test]
fn pages_are_numbered_and_the_contents_say_them() {
    let document = report();
    let (pdf, written) = read(&document);
    let pages = pages(&pdf);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page{}of{}", at + 1, pages.len())), "page {}", at + 1);
    }
    assert_eq!(written.sections.len(), document.sections.len());
    for (place, section) in written.sections.iter().zip(&document.sections) {
        assert_eq!(place.name, section.code);
        let heading = tight(&format!("{}{}", section.number, section.heading));
        assert!(pages[place.page as usize - 1].contains(&heading), "{heading} is not on page {}", place.page);
        assert!(pages[0].contains(&format!("{heading}{}", place.page)), "the contents lack {heading}");
    }
}

#[test]
fn anchors_are_where_it_says() {
    let (pdf, written) = read(&report());
    let pages = pages(&pdf);
    let names: Vec<&str> = written.anchors.iter().map(|place| place.name.as_str()).collect();
    assert!(names.contains(&"AC/S26") && names.contains(&"equalities"), "{names:?}");
    for place in written.anchors.iter().filter(|place| place.name.starts_with("AC/")) {
        assert!(pages[place.page as usize - 1].contains(&place.name), "{place:?}");
    }
    let order: Vec<u32> = written.anchors.iter().map(|place| place.page).collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn it_says_what_it_is() {
    let (pdf, _) = read(&report());
    let catalog = pdf.catalog().unwrap();
    assert_eq!(string(catalog.get(b"Lang").unwrap()), "en-GB");
    let viewer = followed(&pdf, catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
    assert!(viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let mark = followed(&pdf, catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
    assert!(mark.get(b"Marked").unwrap().as_bool().unwrap());
    let info = followed(&pdf, pdf.trailer.get(b"Info").unwrap()).as_dict().unwrap();
    assert_eq!(string(info.get(b"Title").unwrap()), "Adults & Communities: Q1 2015/16");
    assert!(string(info.get(b"CreationDate").unwrap()).starts_with("D:20150630"));
    let meta = followed(&pdf, catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
    let meta = String::from_utf8_lossy(&meta.content).into_owned();
    assert!(meta.contains("pdfuaid:part>1<") && meta.contains("pdfaid:part>2<"), "{meta}");
}

#[test]
fn letters_are_embedded() {
    let (pdf, _) = read(&report());
    let mut fonts = 0;
    for object in pdf.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if font.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"FontDescriptor") {
            fonts += 1;
            assert!(font.has(b"FontFile2") || font.has(b"FontFile3"), "{font:?}");
        }
    }
    assert_eq!(fonts, 3, "regular, bold and italic");
}

#[test]
fn bookmarks_are_the_sections() {
    let document = report();
    let (pdf, written) = read(&document);
    let toc = pdf.get_toc().unwrap().toc;
    let told: Vec<(String, usize)> = toc.iter().map(|entry| (entry.title.clone(), entry.page)).collect();
    assert_eq!(told[0], ("Adults & Communities: Q1 2015/16".to_owned(), 1));
    assert_eq!(told.len(), document.sections.len() + 1);
    for ((title, page), (section, place)) in
        told[1..].iter().zip(document.sections.iter().zip(&written.sections))
    {
        assert_eq!(*title, format!("{} {}", section.number, section.heading));
        assert_eq!(*page, place.page as usize);
    }
    let level = |title: &str| toc.iter().find(|entry| entry.title.contains(title)).unwrap().level;
    assert_eq!(level("Dashboard"), level("1. Summary") + 1);
}

#[test]
fn its_structure_is_that_of_the_report() {
    let document = report();
    let (pdf, _) = read(&document);
    let elements = elements(&pdf);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (role, _) in &elements {
        *counts.entry(role).or_default() += 1;
    }
    let tables: Vec<&Table> = document.tables().map(|(_, table)| table).collect();
    let rows: usize = tables
        .iter()
        .map(|table| table.rows.len() + usize::from(!table.form) + usize::from(!table.groups.is_empty()))
        .sum();
    assert_eq!(counts["Table"], tables.len());
    assert_eq!(counts["TR"], rows, "repeated headings are not rows of their own");
    assert_eq!(counts["H1"], 1);
    assert_eq!(counts["H2"], 1 + document.sections.iter().filter(|section| section.level == 2).count());
    assert_eq!(counts["H3"], document.sections.iter().filter(|section| section.level == 3).count());
    let figures: Vec<String> = elements
        .iter()
        .filter(|(role, _)| role == "Figure")
        .map(|(_, element)| string(element.get(b"Alt").unwrap()))
        .collect();
    assert_eq!(figures.len(), 4);
    assert!(figures[0].contains("10 Red"), "{figures:?}");
    for (_, heading) in elements.iter().filter(|(role, _)| role == "TH") {
        let attributes = format!("{:?}", heading.get(b"A").unwrap());
        assert!(attributes.contains("Scope"), "{attributes}");
    }
    for (_, table) in elements.iter().filter(|(role, _)| role == "Table") {
        let widths: Vec<usize> = rows_of(&pdf, table).iter().map(|row| columns_of(&pdf, row)).collect();
        assert!(widths.iter().all(|width| *width == widths[0] && *width > 1), "{widths:?}");
    }
    // A bullet under a bullet is a list in the text of the first.
    assert!(
        counts["L"] > 1 && counts["LI"] == counts["Lbl"] && counts["LI"] == counts["LBody"],
        "{counts:?}"
    );
    assert_eq!(counts["Link"], document.sections.len() + 1, "the contents, and one reference in the text");
}

fn kids<'a>(pdf: &'a Pdf, element: &'a Dictionary) -> Vec<&'a Dictionary> {
    let kids = element.get(b"K").map(|kids| followed(pdf, kids));
    let kids = match kids {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    kids.into_iter().filter_map(|kid| followed(pdf, kid).as_dict().ok()).collect()
}

fn rows_of<'a>(pdf: &'a Pdf, table: &'a Dictionary) -> Vec<&'a Dictionary> {
    let parts = kids(pdf, table).into_iter().filter(|part| {
        part.get(b"S").and_then(Object::as_name).is_ok_and(|role| role == b"THead" || role == b"TBody")
    });
    parts.flat_map(|part| kids(pdf, part)).collect()
}

/// How many columns the cells of a row stand over.
fn columns_of(pdf: &Pdf, row: &Dictionary) -> usize {
    let span = |cell: &Dictionary| -> Option<usize> {
        let attributes = followed(pdf, cell.get(b"A").ok()?);
        let attributes = match attributes {
            Object::Array(list) => {
                list.iter().filter_map(|part| followed(pdf, part).as_dict().ok()).collect()
            }
            one => vec![one.as_dict().ok()?],
        };
        let span = attributes.iter().find_map(|part| part.get(b"ColSpan").ok())?;
        span.as_i64().ok().map(|span| span as usize)
    };
    kids(pdf, row).into_iter().map(|cell| span(cell).unwrap_or(1)).sum()
}

#[test]
fn wide_tables_stand_on_wide_pages() {
    let (pdf, written) = read(&report());
    let page_of = |code: &str| written.sections.iter().find(|place| place.name == code).unwrap().page;
    let size = |page: u32| {
        let page = pdf.get_dictionary(pdf.get_pages()[&page]).unwrap();
        let sides = page.get(b"MediaBox").unwrap().as_array().unwrap();
        (sides[2].as_float().unwrap(), sides[3].as_float().unwrap())
    };
    let (width, height) = size(page_of("not-met"));
    assert!(width > height);
    assert_eq!(page_of("performance"), page_of("not-met"), "a heading goes with what follows it");
    let (width, height) = size(page_of("comments"));
    assert!(width < height);
}

#[test]
fn a_table_that_stays_whole_stands_on_one_page_in_smaller_letters() {
    let pages_of = |whole: bool, rows: usize| {
        let mut table = comments(1);
        let row = table.rows[0].clone();
        table.rows = (0..rows)
            .map(|at| {
                let mut row = Row { anchor: Some(format!("R{at}")), ..row.clone() };
                row.cells[0] = Cell::plain(format!("Row {at}"));
                row.cells[1] = Cell::plain("A line");
                row
            })
            .collect();
        table.whole = whole;
        let mut document = report();
        let lines = vec![Line::plain("What is said above it."); 5];
        let above = Block::Text(Text { lines, ..Text::default() });
        let sheet = section("sheet", 2, "", "Sheet", vec![above, Block::Table(table)]);
        document.sections = vec![Section { landscape: true, new_page: true, ..sheet }];
        let (_, written) = read(&document);
        let mut pages: Vec<u32> = written.anchors.iter().map(|place| place.page).collect();
        pages.dedup();
        pages.len()
    };
    assert_eq!((pages_of(false, 19), pages_of(true, 19)), (2, 1));
    // What no page can hold goes on, and nothing is lost.
    assert!(pages_of(true, 90) > 1);
}

#[test]
fn a_row_taller_than_a_page_goes_on() {
    let mut document = report();
    let long = "Every word of a long comment stands in the report. ".repeat(220);
    let mut table = comments(1);
    table.rows[0].cells[1] = Cell::plain(format!("{long}The end."));
    document.sections = vec![section("long", 2, "", "Long", vec![Block::Table(table)])];
    let (pdf, written) = read(&document);
    let pages = pages(&pdf);
    assert!(written.pages.unwrap() > 3);
    assert!(pages.last().unwrap().contains("Theend."));
    assert!(pages[2].contains("Refandindicator"), "its headings stand above what goes on");
    let words: usize = pages.iter().map(|page| page.matches("Everyword").count()).sum();
    assert!(words >= 215, "{words} of 220; a few may be parted by the end of a page");
}

#[test]
fn same_document_same_bytes() {
    let (first, _) = write(&report(), "pdf");
    let (second, _) = write(&report(), "pdf");
    assert!(first == second);
}

#[test]
fn letters_that_are_lacking_are_shown_by_another_and_read_as_they_were() {
    let (pdf, _) = read(&saying("Tick ✓ and 中文 and 😀 and private \u{e000} and Ŵy ŷ שלום"));
    // What is seen, and in the marks what it stands for.
    let all = pages(&pdf).concat();
    assert!(all.contains("Tick√and[U+4E2D][U+6587]and[U+1F600]andprivate[U+E000]andŴyŷ"), "{all}");
    let marks: String = pdf.get_pages().values().map(|page| meant(&pdf, *page)).collect();
    assert!(marks.contains('✓') && marks.contains("中文") && marks.contains('😀'), "{marks}");
    assert!(!marks.contains('\u{e000}'));
}

/// What the marks of a page say that its letters stand for.
fn meant(pdf: &Pdf, page: lopdf::ObjectId) -> String {
    let content = lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap();
    let told = content.operations.iter().filter(|operation| operation.operator == "BDC");
    told.filter_map(|operation| {
        let properties = operation.operands.get(1)?.as_dict().ok()?;
        Some(string(properties.get(b"ActualText").ok()?))
    })
    .collect()
}

#[test]
fn an_export_can_be_stopped() {
    for after in [0, 1, 8, 12, 18] {
        let stopped = write_until(&report(), "pdf", after);
        assert!(matches!(stopped, Err(ReportError::Cancelled)), "after {after}: {stopped:?}");
    }
    assert!(write_until(&report(), "pdf", 1_000).is_ok());
}

#[test]
fn nothing_at_all_is_a_report_too() {
    for document in [Document::default(), Document { meta: meta(), sections: vec![Section::default()] }] {
        let (pdf, written) = read(&document);
        assert_eq!(pdf.get_pages().len(), written.pages.unwrap() as usize);
    }
}

#[test]
fn text_that_means_harm_does_none() {
    for text in [
        "=1+1",
        "\u{202e}desrever",
        "a\u{0}b\u{1b}[31mc",
        &"W".repeat(3_000),
        "(\\)>>endobj",
        "שלום (עולם) 123",
        "\u{feff}\u{fffe}\u{ffff}\u{fdd0}",
        "e\u{301}\u{301}\u{301}",
        "",
        " ",
        "👩‍👩‍👧‍👦",
    ] {
        let (pdf, _) = read(&saying(text));
        assert!(!pdf.get_pages().is_empty(), "{text:?}");
        read(&saying(text).clean());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn any_text_can_be_exported(text in any::<String>()) {
        let (pdf, written) = read(&saying(&text));
        prop_assert_eq!(pdf.get_pages().len(), written.pages.unwrap() as usize);
    }
}
