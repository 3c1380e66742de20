//! Risks counted by probability and impact.

use super::Built;
use crate::domain::matrix::{Axis, Cell as Place};
use crate::domain::{Rating, RiskMatrix};
use crate::report::build::Sources;
use crate::report::builders::{column, count, invented_counts, many, note, row, table};
use crate::report::document::*;
use crate::report::received::whole;
use crate::report::template::Wanted;
use crate::report::words::words;
use crate::workbook::{AssessmentKind, Risks};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let risks = &sources.material.risks;
    if risks.rows.is_empty() {
        return Built::default();
    }
    let invented = |place: Place| {
        let mut there = risks.in_cell(place, AssessmentKind::Current);
        there.any(|row| row.current.as_ref().is_some_and(|one| one.illustrative))
    };
    // The printed map is of the workbook's own service.
    let of_own = risks.rows.iter().all(|row| sources.material.is_own(&row.service));
    let printed = if of_own { &risks.printed[..] } else { &[] };
    let mut map = map(risks);
    let mut rows = Vec::new();
    for ((step, cells), probability) in
        map.probabilities.iter().zip(&mut map.cells).zip((1..=risks.matrix.probability.steps()).rev())
    {
        let mut line = vec![Cell::plain(step)];
        for (impact, cell) in (1..).zip(cells) {
            let shown = Cell {
                lines: vec![Line::plain(format!("{} {}", cell.count, cell.letters).trim().to_owned())],
                rating: Some(cell.rating),
                ..count(cell.count)
            };
            let field = format!("heat_map.{probability}.{impact}");
            let shown = shown.invented(invented(Place::new(impact, probability)));
            let shown = whole(shown, printed, &field, &words().why.map);
            cell.remarks.clone_from(&shown.remarks);
            line.push(shown);
        }
        rows.push(row(line));
    }
    let mut blocks = Vec::new();
    if !wanted.without_charts {
        blocks.push(Block::Chart(Chart {
            code: wanted.code.clone(),
            caption: "Heat map of risks".to_owned(),
            alt: said(risks),
            data: ChartData::HeatMap(map.clone()),
            anchor: None,
        }));
    }
    let mut columns = vec![column(
        format!("{} (down) by {} (across)", map.probability_title, map.impact_title.to_lowercase()),
        ColumnKind::Words,
        18,
    )];
    columns.extend(map.impacts.iter().map(|step| column(step, ColumnKind::Rating, 10)));
    blocks.push(Block::Table(Table {
        rows,
        ..table(&wanted.code, "How many risks stand where, with the band of each cell", columns)
    }));
    let bands: Vec<String> = map.bands.iter().map(|band| format!("{} {}", band.letters, band.name)).collect();
    blocks.push(note(format!("Bands: {}.", bands.join(", "))));
    blocks.extend(invented_counts(risks.illustrative() as u64, "risks"));
    let off = risks.not_on_map(AssessmentKind::Current).count() as u64;
    if off > 0 {
        blocks.push(note(format!("{} not on the map.", many(off, "risk is", "risks are"))));
    }
    Built::of(blocks)
}

fn steps(axis: &Axis) -> Vec<String> {
    (1..=axis.steps()).map(|step| format!("{step} {}", axis.label(step)).trim().to_owned()).collect()
}

fn band(matrix: &RiskMatrix, place: Place) -> (String, Rating) {
    let band = matrix.band_index(place).and_then(|at| matrix.bands.get(at));
    band.map_or((String::new(), Rating::None), |band| (band.letters.clone(), band.rating))
}

fn map(risks: &Risks) -> HeatMap {
    let matrix = &risks.matrix;
    let counts = risks.counts(AssessmentKind::Current);
    let cells = (1..=matrix.probability.steps())
        .rev()
        .zip(counts)
        .map(|(probability, row)| {
            (1..=matrix.impact.steps())
                .zip(row)
                .map(|(impact, count)| {
                    let (letters, rating) = band(matrix, Place::new(impact, probability));
                    HeatCell { count, letters, rating, remarks: Vec::new() }
                })
                .collect()
        })
        .collect();
    HeatMap {
        impact_title: matrix.impact.name.clone(),
        probability_title: matrix.probability.name.clone(),
        impacts: steps(&matrix.impact),
        probabilities: steps(&matrix.probability).into_iter().rev().collect(),
        cells,
        bands: matrix
            .bands
            .iter()
            .rev()
            .map(|band| HeatBand {
                name: band.name.clone(),
                letters: band.letters.clone(),
                rating: band.rating,
            })
            .collect(),
    }
}

/// The map in a sentence: how many in each band, worst first.
fn said(risks: &Risks) -> String {
    let parts: Vec<String> = risks
        .matrix
        .bands
        .iter()
        .rev()
        .filter_map(|band| {
            let of = |row: &&crate::workbook::RiskRow| {
                let place = risks.cell(row, AssessmentKind::Current)?;
                risks.matrix.band_index(place).and_then(|at| risks.matrix.bands.get(at))
            };
            let number =
                risks.rows.iter().filter(|row| of(row).is_some_and(|one| one.code == band.code)).count();
            (number > 0).then(|| format!("{number} {}", band.name))
        })
        .collect();
    format!(
        "{} by probability and impact: {}.",
        many(risks.rows.len() as u64, "risk", "risks"),
        parts.join(", ")
    )
}
