//! Counts for each measure and for each organisation, as tables that add up.

use super::{all_words, comparison, figure_cell, name};
use crate::domain::compare::QuartileCounts;
use crate::report::build::Sources;
use crate::report::builders::{NONE, column, count, figures, row, row_about, table};
use crate::report::document::*;
use crate::report::sections::Built;
use crate::report::template::Wanted;
use crate::workbook::Comparison;
use crate::workbook::Table as Kept;
use crate::workbook::compare::ComparedMeasure;

pub(in crate::report::sections) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let Some(found) = comparison(sources) else { return Built::default() };
    let of = |part: &str| format!("{}-{part}", wanted.code);
    Built::of(vec![
        Block::Table(against_average(found, of("average"))),
        Block::Table(spread(found, of("spread"))),
        Block::Table(organisations(found, of("organisations"))),
    ])
}

fn numbers(counts: &[u32]) -> impl Iterator<Item = Cell> {
    counts.iter().map(|number| count(u64::from(*number)))
}

fn quartiles(counts: QuartileCounts) -> impl Iterator<Item = Cell> {
    counts.0.into_iter().map(|number| count(u64::from(number)))
}

fn about(measure: &ComparedMeasure, cells: impl Iterator<Item = Cell>) -> Row {
    let cells = std::iter::once(Cell::plain(name(measure))).chain(cells).collect();
    row_about(cells, &measure.indicator.reference, Kept::Indicator, measure.indicator.id)
}

fn against_average(found: &Comparison, code: String) -> Table {
    let words = all_words();
    let mut columns = vec![
        column(&*words.measure, ColumnKind::Prose, 30),
        figures(&*words.average),
        column(&*words.average_of, ColumnKind::Words, 12),
    ];
    columns.extend(
        [
            &words.above,
            &words.same,
            &words.below,
            &words.better,
            &words.similar,
            &words.worse,
            &words.without,
        ]
        .map(|heading| figures(heading.as_str())),
    );
    let rows = found.measures.iter().map(|measure| {
        let average = measure.average();
        let first = [
            figure_cell(measure, average.map(|average| average.value)),
            Cell::plain(average.map_or_else(|| NONE.to_owned(), |average| average.of.title())),
        ];
        let (positions, verdicts) = (measure.positions(), measure.verdicts());
        let mut counts: Vec<Cell> = numbers(&[positions.above, positions.same, positions.below]).collect();
        // Without one interval there is no verdict to count.
        match verdicts.better + verdicts.similar + verdicts.worse {
            0 => counts.extend([(); 3].map(|()| Cell::plain(NONE))),
            _ => counts.extend(numbers(&[verdicts.better, verdicts.similar, verdicts.worse])),
        }
        counts.push(count((measure.entries.len() - measure.with_value()) as u64));
        about(measure, first.into_iter().chain(counts))
    });
    let rows = rows.collect();
    Table { rows, ..table(code, words.average_caption.clone(), columns) }
}

/// Headings of the four quartiles.
fn quartile_columns() -> [Column; 4] {
    let words = all_words();
    [&words.top, &words.second, &words.third, &words.bottom].map(|heading| figures(heading.as_str()))
}

fn spread(found: &Comparison, code: String) -> Table {
    let words = all_words();
    let mut columns = vec![column(&*words.measure, ColumnKind::Prose, 30)];
    columns.extend([&words.lowest, &words.median, &words.highest].map(|heading| figures(heading.as_str())));
    columns.extend(quartile_columns());
    let rows = found.measures.iter().map(|measure| {
        let spread = measure.spread;
        let ends = [
            spread.map(|spread| spread.lowest),
            spread.map(|spread| spread.median),
            spread.map(|spread| spread.highest),
        ]
        .map(|value| figure_cell(measure, value));
        let counted = measure.quartiles();
        let counts: Vec<Cell> = match counted.total() {
            0 => vec![Cell::plain(NONE); 4],
            _ => quartiles(counted).collect(),
        };
        about(measure, ends.into_iter().chain(counts))
    });
    let rows = rows.collect();
    Table { rows, ..table(code, words.spread_caption.clone(), columns) }
}

fn organisations(found: &Comparison, code: String) -> Table {
    let words = all_words();
    let mut columns = vec![
        column(&*words.organisation, ColumnKind::Words, 16),
        column(&*words.overall, ColumnKind::Words, 10),
    ];
    columns.extend(
        [&words.improving, &words.same, &words.worsening, &words.not_judged]
            .map(|heading| figures(heading.as_str())),
    );
    columns.extend(quartile_columns());
    columns.push(figures(&*words.measures_without));
    let rows = found.organisations.iter().enumerate().map(|(at, one)| {
        let overall = one.overall().map_or(NONE, |overall| overall.code());
        let directions = one.directions;
        let without = found.measures.iter().filter(|measure| measure.entries[at].value.is_none()).count();
        let mut cells = vec![Cell::plain(&one.organisation.name), Cell::plain(overall)];
        cells.extend(numbers(&[directions.better, directions.same, directions.worse, directions.not_judged]));
        cells.extend(quartiles(one.quartiles));
        cells.push(count(without as u64));
        row(cells)
    });
    let rows = rows.collect();
    Table { rows, whole: true, ..table(code, words.organisations_caption.clone(), columns) }
}
