//! Every organisation in every measure: organisations down, measures across, so
//! that many organisations fit, in as many tables as the measures need.

use super::{all_words, comparison, figure_cell, filled, name, place_cell, reservations};
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, count, row, table};
use crate::report::document::*;
use crate::report::sections::Built;
use crate::report::template::{Shown, Wanted};
use crate::workbook::Comparison;
use crate::workbook::compare::{ComparedMeasure, Entry};

/// Measures beside each other on a wide page, with headings that can be read.
const ACROSS: usize = 7;

pub(in crate::report::sections) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let Some(found) = comparison(sources) else { return Built::default() };
    // As even as they go, so that none is left alone in a table.
    let tables = found.measures.len().div_ceil(ACROSS);
    let size = found.measures.len().div_ceil(tables.max(1)).max(1);
    let mut blocks: Vec<Block> = Vec::new();
    for (at, measures) in found.measures.chunks(size).enumerate() {
        let code = if at == 0 { wanted.code.clone() } else { format!("{}-{}", wanted.code, at + 1) };
        blocks.push(Block::Table(one_table(found, measures, wanted.show, code)));
    }
    // Values that are missing say why in their own place.
    if wanted.show == Shown::Ranks {
        blocks.extend(reservations(found));
    }
    Built::of(blocks)
}

fn one_table(found: &Comparison, measures: &[ComparedMeasure], show: Shown, code: String) -> Table {
    let words = all_words();
    let mut columns = vec![column(&*words.organisation, ColumnKind::Words, 14)];
    columns.extend(measures.iter().map(|measure| column(name(measure), ColumnKind::Figure, 14)));
    let mut groups = vec![Group { heading: String::new(), span: 1 }];
    for measure in measures {
        let heading = measure.theme.to_string();
        match groups.last_mut().filter(|last| last.heading == heading && !heading.is_empty()) {
            Some(last) => last.span += 1,
            None => groups.push(Group { heading, span: 1 }),
        }
    }
    if groups.iter().all(|group| group.heading.is_empty()) {
        groups.clear();
    }
    let cell = |measure: &ComparedMeasure, entry: &Entry| match show {
        Shown::Values => {
            if entry.value.is_none() {
                return Cell::plain(entry.reason());
            }
            figure_cell(measure, entry.value).invented(entry.illustrative)
        }
        Shown::Ranks => place_cell(entry.place).invented(entry.illustrative && entry.place.is_some()),
    };
    let mut rows: Vec<Row> = found
        .organisations
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let runs = match one.ours {
                true => vec![Run::strong(&one.organisation.name)],
                false => vec![Run::plain(&one.organisation.name)],
            };
            let first = Cell { lines: vec![Line { runs, bullet: 0 }], ..Cell::default() };
            let figures = measures.iter().map(|measure| cell(measure, &measure.entries[at]));
            row(std::iter::once(first).chain(figures).collect())
        })
        .collect();
    rows.push(last_row(measures, show));
    let references: Vec<&str> = measures.iter().map(|one| one.indicator.reference.as_str()).collect();
    let caption = match show {
        Shown::Values => &words.values_caption,
        Shown::Ranks => &words.ranks_caption,
    };
    let values = [("group", found.group_title()), ("references", references.join(", "))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Table { rows, groups, ..table(code, filled(caption, &values), columns) }
}

/// Under values what they are compared with, under ranks how many have one.
fn last_row(measures: &[ComparedMeasure], show: Shown) -> Row {
    let words = all_words();
    let heading = match show {
        Shown::Values => &words.average,
        Shown::Ranks => &words.ranked,
    };
    let cells = measures.iter().map(|measure| match (show, measure.average()) {
        (Shown::Values, Some(average)) => {
            let cell = figure_cell(measure, Some(average.value));
            let text = format!("{} ({})", cell.text(), average.of.title());
            Cell { lines: vec![Line::plain(text)], ..cell }
        }
        (Shown::Values, None) => Cell::plain(NONE),
        (Shown::Ranks, _) => {
            count(measure.entries.iter().filter(|entry| entry.place.is_some()).count() as u64)
        }
    });
    let cells = std::iter::once(Cell::plain(heading)).chain(cells).collect();
    Row { total: true, ..row(cells) }
}
