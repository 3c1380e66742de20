//! A definition that changed is said, and drawn, in every format of a report.

use quarterdeck::domain::Period;
use quarterdeck::domain::series_break::SeriesBreak;
use quarterdeck::report::document::*;
use quarterdeck::report::{Document, FORMATS, Format, Sources, Template};

use crate::report::support::material;

/// Everything that a format says, as one line.
fn said(document: &Document, format: &Format) -> String {
    let mut bytes = Vec::new();
    (format.write)(document, &mut bytes, &mut |_| true).unwrap();
    let text = match format.code {
        "docx" | "xlsx" => {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
            let name = if format.code == "docx" { "word/document.xml" } else { "xl/sharedStrings.xml" };
            let mut text = String::new();
            std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
            text
        }
        "pdf" => {
            let pdf = lopdf::Document::load_mem(&bytes).unwrap();
            let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
            pdf.extract_text(&pages).unwrap()
        }
        _ => String::from_utf8(bytes).unwrap(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_changed_definition_is_told_and_drawn_in_every_format() {
    let mut material = material();
    for detail in &mut material.indicators {
        let from = Period::parse("2015/16-Q1").unwrap();
        detail.breaks = vec![SeriesBreak { from, note: "Weekends count.".to_owned() }];
    }
    let template = Template::built_in().into_iter().find(|one| one.code == "service").unwrap();
    let document = Sources::draft(&material).unwrap().document(&template);
    let words =
        "The definition changed from Q1 2015/16 on: Weekends count. Results before it are not compared";
    let broken = |block: &Block| match block {
        Block::Chart(Chart { data: ChartData::Trend(trend), alt, .. }) => {
            let at: Vec<&Point> = trend.points.iter().filter(|point| !point.broken.is_empty()).collect();
            assert!(at.iter().all(|point| point.label == "Q1 2015/16"), "{at:?}");
            assert!(at.is_empty() || alt.contains(words), "{alt}");
            at.len()
        }
        _ => 0,
    };
    let charts: usize = document.sections.iter().flat_map(|section| &section.blocks).map(broken).sum();
    assert!(charts > 5, "{charts}");
    for format in FORMATS {
        let text = said(&document, format);
        // A spreadsheet keeps a sentence once.
        let least = if format.code == "xlsx" { 1 } else { charts };
        assert!(text.matches(words).count() >= least, "{}: {}", format.code, text.matches(words).count());
    }
    // The line stands in the drawing: without the break there is one dashed line fewer in each chart.
    let dashed = |document: &Document| {
        said(document, Format::find("html").unwrap()).matches("stroke-dasharray").count()
    };
    let with = dashed(&document);
    material.indicators.iter_mut().for_each(|detail| detail.breaks.clear());
    let without = dashed(&Sources::draft(&material).unwrap().document(&template));
    assert!(with >= without + charts, "{with} {without} {charts}");
}
