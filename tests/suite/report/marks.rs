//! A report says of every figure what is to be known of it: that it is invented, that its source
//! printed another, whose figures are counted, and where a chart's axis begins.

use std::collections::{BTreeMap, BTreeSet};

use quarterdeck::report::document::*;
use quarterdeck::report::remarks::Correction;
use quarterdeck::report::template::Only;
use quarterdeck::report::verify::written;
use quarterdeck::report::{Document, Format, Sources, Template};
use quarterdeck::workbook::{CommitmentScale, Printed, ReportInputs};

use crate::report::support::{everything, material};

/// Every report that comes along, of all indicators where one is of some of them.
pub fn documents(material: &ReportInputs) -> Vec<Document> {
    let sources = Sources::draft(material).unwrap();
    let mut all = Vec::new();
    for mut template in Template::built_in() {
        for wanted in &mut template.sections {
            wanted.only = if wanted.only == Only::Red { Only::All } else { wanted.only };
        }
        all.push(sources.document(&template));
    }
    all
}

/// The description of a chart on the page, and the letters drawn.
fn picture<'a>(html: &'a str, chart: &Chart) -> &'a str {
    let alt = chart.alt.replace('&', "&amp;");
    let picture = html.split("<svg").find(|part| part.contains(&alt)).unwrap();
    picture.split_once("</desc>").unwrap().1.split_once("</svg>").unwrap().0
}

fn charts(document: &Document) -> impl Iterator<Item = (&Section, &Chart)> {
    document.sections.iter().flat_map(|section| {
        section.blocks.iter().filter_map(move |block| match block {
            Block::Chart(chart) => Some((section, chart)),
            _ => None,
        })
    })
}

/// The figures that a chart draws: what each is of, what it shows, and what is to be known of it.
fn drawn(chart: &Chart) -> Vec<(String, u64, Vec<Remark>)> {
    match &chart.data {
        ChartData::Bars(bars) => bars
            .iter()
            .flat_map(|bar| bar.parts.iter().map(move |part| (bar, part)))
            .map(|(bar, part)| (format!("{} {}", bar.label, part.label), part.count, part.remarks.clone()))
            .collect(),
        ChartData::Trend(trend) => trend
            .points
            .iter()
            .filter(|point| point.value.is_some())
            .map(|point| {
                let mut remarks = point.remarks.clone();
                remarks.extend(point.illustrative.then_some(Remark::Illustrative));
                (point.label.clone(), 1, remarks)
            })
            .collect(),
        ChartData::HeatMap(map) => map
            .cells
            .iter()
            .flatten()
            .map(|cell| (cell.letters.clone(), cell.count, cell.remarks.clone()))
            .collect(),
        ChartData::Months(months) => months
            .months
            .iter()
            .map(|month| {
                let remarks = month.illustrative.then_some(Remark::Illustrative);
                (month.label.clone(), 1, remarks.into_iter().collect())
            })
            .collect(),
    }
}

fn corrections(remarks: &[Remark]) -> impl Iterator<Item = &Correction> {
    remarks.iter().filter_map(|remark| match remark {
        Remark::Corrected(one) => Some(one),
        Remark::Illustrative => None,
    })
}

/// Sample figures with other printed ones in every place that a chart draws.
fn otherwise_printed() -> ReportInputs {
    let mut material = material();
    let printed = |field: &str, text: &str| Printed {
        id: 0,
        revision: 0,
        indicator_id: None,
        period: material.period.code,
        field: field.to_owned(),
        text: text.to_owned(),
    };
    let map = [printed("heat_map.3.3", "9"), printed("heat_map.1.5", "4")];
    let whole = [printed("commitments.on_track", "50% (1)"), printed("commitments.actions", "2")];
    material.risks.printed = map.to_vec();
    material.printed.retain(|one| whole.iter().all(|other| other.field != one.field));
    material.printed.extend(whole);
    // Two plans more in other words: what is printed counts both together.
    let mut plans = Vec::new();
    for (at, plan) in ["Housing plan", "Homes plan"].into_iter().enumerate() {
        for mut one in material.commitments.clone() {
            one.commitment.id += 1_000 * (at as i64 + 1);
            one.commitment.plan = plan.to_owned();
            one.commitment.scale = CommitmentScale::Delivery;
            let rating = quarterdeck::domain::Rating::OnTrack;
            one.rating.iter_mut().for_each(|given| given.rating = rating);
            plans.push(one);
        }
    }
    material.commitments.extend(plans);
    material
}

#[test]
fn every_corrected_figure_has_its_mark_and_its_row_in_tables_and_charts_alike() {
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for document in documents(&otherwise_printed()) {
        let listed: BTreeMap<String, &Row> = document
            .tables()
            .filter(|(_, table)| table.code == "corrections")
            .flat_map(|(_, table)| &table.rows)
            .map(|row| (row.cells[0].text(), row))
            .collect();
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut check = |one: &Correction, place: &str| {
            let mark = format!("†{}", one.number);
            let row = listed.get(&mark).unwrap_or_else(|| panic!("{place}: {mark} is not listed: {one:?}"));
            assert_eq!(row.anchor.as_deref(), Some(one.about.as_str()), "{place}");
            assert_eq!(row.cells[4].text(), one.received, "{place}");
            used.insert(mark);
        };
        for (section, table) in document.tables().filter(|(_, table)| table.code != "corrections") {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                corrections(&cell.remarks)
                    .for_each(|one| check(one, &format!("{} {}", section.code, cell.text())));
            }
        }
        let html = String::from_utf8(written(&document, Format::find("html").unwrap()).unwrap()).unwrap();
        for (section, chart) in charts(&document) {
            let place = format!("{} {}", section.code, chart.code);
            for (what, _, remarks) in drawn(chart) {
                for one in corrections(&remarks) {
                    check(one, &format!("{place} {what}"));
                    let mark = format!("†{}", one.number);
                    let said = chart.alt.split([' ', ',', ';', '.']).any(|word| word == mark);
                    assert!(said, "{place}: {} lacks {mark}", chart.alt);
                    assert!(picture(&html, chart).contains(&mark), "{place}: {mark} is not drawn");
                    kinds.insert(match chart.data {
                        ChartData::Bars(_) => "bars",
                        ChartData::Trend(_) => "trend",
                        ChartData::HeatMap(_) => "heat map",
                        ChartData::Months(_) => "months",
                    });
                }
            }
        }
        let all: BTreeSet<String> = listed.into_keys().collect();
        assert_eq!(used, all, "{}", document.meta.template);
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["bars", "heat map", "trend"]);
}

#[test]
fn plans_in_the_same_words_are_compared_together_with_what_was_printed() {
    let material = otherwise_printed();
    let documents = documents(&material);
    let service = documents.iter().find(|one| one.meta.template == "service").unwrap();
    let together: Vec<&Table> = service
        .tables()
        .map(|(_, table)| table)
        .filter(|table| table.caption.starts_with("All of these plans"))
        .collect();
    assert_eq!(together.len(), 1);
    let row = |name: &str| together[0].rows.iter().find(|row| row.cells[0].text() == name).unwrap();
    let count = material.commitments.len() as u64 * 2 / 3;
    assert!(row("On track").cells[2].text().contains(&format!("({count})")));
    let received = |name: &str| corrections(&row(name).cells[2].remarks).next().unwrap().received.clone();
    assert_eq!((received("On track").as_str(), received("All commitments").as_str()), ("50% (1)", "2"));
    // Neither plan alone is held against it.
    for plan in ["Housing plan: ", "Homes plan: "] {
        let (_, table) = service.tables().find(|(_, table)| table.caption.starts_with(plan)).unwrap();
        assert!(table.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.remarks.is_empty()), "{plan}");
    }
}

/// Counts that do not rest on results or ratings.
const COUNTED: &[&str] = &[
    "Indicators",
    "Reportable",
    "Risks",
    "Not rated",
    "No direction",
    "Expected this period",
    "Counted here",
];

#[test]
fn every_figure_that_rests_on_invented_ones_says_so_in_tables_and_charts_alike() {
    let mut material = everything();
    for detail in &mut material.indicators {
        detail.standing.illustrative = true;
        detail.trend.iter_mut().for_each(|point| point.illustrative = true);
    }
    for row in &mut material.risks.rows {
        for one in [&mut row.current, &mut row.target, &mut row.before] {
            one.iter_mut().for_each(|one| one.illustrative = true);
        }
    }
    for line in &mut material.spending {
        line.months.iter_mut().for_each(|month| month.illustrative = true);
    }
    for commitment in &mut material.commitments {
        commitment.rating.iter_mut().for_each(|rating| rating.illustrative = true);
    }
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for document in documents(&material) {
        for (section, chart) in charts(&document) {
            for (what, count, remarks) in drawn(chart).into_iter().filter(|(_, count, _)| *count > 0) {
                let place = format!("{} {}: {what} {count}", section.code, chart.code);
                assert!(remarks.contains(&Remark::Illustrative), "{place}");
                *seen.entry("charts").or_default() += 1;
            }
            assert!(chart.alt.contains("illustrative"), "{}", chart.alt);
        }
        for (section, table) in document.tables() {
            let counts = ["dashboard-counts", "indicator-summary", "on-track", "heat-map", "risk-summary"];
            if !counts.contains(&table.code.as_str()) && !section.code.starts_with("commitment-summary") {
                continue;
            }
            for row in table.rows.iter().filter(|row| !row.cells[0].text().starts_with("All commitments")) {
                for (cell, column) in row.cells.iter().zip(&table.columns) {
                    let figure = matches!(cell.value, Some(Value::Number { value, .. }) if value > 0.0);
                    let is_counted =
                        COUNTED.contains(&column.heading.as_str()) && !table.code.ends_with("-counts");
                    let unrated = row.cells[0].text() == "Not rated yet";
                    if figure && !is_counted && !unrated {
                        let place = format!("{} {}: {}", table.code, column.heading, cell.text());
                        assert!(cell.is_invented(), "{place}");
                        *seen.entry("tables").or_default() += 1;
                    }
                }
            }
        }
    }
    assert!(seen["charts"] > 100 && seen["tables"] > 40, "{seen:?}");
}

#[test]
fn a_chart_says_in_words_where_its_axis_begins_and_draws_the_same() {
    let mut cut = 0;
    for document in documents(&material()) {
        let html = String::from_utf8(written(&document, Format::find("html").unwrap()).unwrap()).unwrap();
        let md = String::from_utf8(written(&document, Format::find("md").unwrap()).unwrap()).unwrap();
        for (_, chart) in charts(&document) {
            let letters = picture(&html, chart);
            let begins = |text: &str| {
                let (_, rest) = text.split_once("axis from ")?;
                rest.split_once(", not from 0").map(|(place, _)| place.to_owned())
            };
            assert_eq!(begins(&chart.alt), begins(letters), "{}", chart.alt);
            if let Some(place) = begins(&chart.alt) {
                cut += 1;
                assert!(md.contains(&format!("axis from {place}, not from 0")), "{}", chart.caption);
            }
        }
    }
    assert!(cut > 10, "{cut}");
}

#[test]
fn an_accent_typed_after_its_letter_is_one_letter_in_a_new_document_and_stays_as_published_in_an_old_one() {
    let mut material = material();
    material.workbook.organisation = "Cyngor Llŷn a Mon\u{302}, Qa\u{301}".to_owned();
    let mut document = documents(&material).remove(0);
    assert!(document.meta.organisation.ends_with(", Q\u{e1}"), "{}", document.meta.organisation);
    document.meta.organisation = "Mo\u{302}n".to_owned();
    let frozen = document.freeze().unwrap();
    let thawed = Document::thaw(&frozen.content, &frozen.checksum).unwrap();
    assert_eq!(thawed.meta.organisation, "Mo\u{302}n");
}
