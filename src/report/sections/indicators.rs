//! The table of indicators, in the columns committees know.

use super::{Built, by_theme};
use crate::report::build::Sources;
use crate::report::builders::{
    NONE, column, figure_cell, figures, note, rating_cell_of, row_about, table, variance_cell,
};
use crate::report::document::*;
use crate::report::received::Received;
use crate::report::template::{Only, Wanted};
use crate::report::words::{fill, words as report_words};
use crate::workbook::figures::{figure, fraction, result};
use crate::workbook::{Detail, Standing, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let found: Vec<&Detail> = sources.indicators(wanted.only).collect();
    if found.is_empty() {
        return Built::default();
    }
    let caption = match wanted.only {
        Only::All => "Indicators".to_owned(),
        Only::NotMet => "Indicators that did not meet their target".to_owned(),
        Only::Met => "Indicators that met their target".to_owned(),
        Only::Red => sources.words("{reviewed} indicators"),
        Only::NotRated => "Indicators without a rating this period".to_owned(),
    };
    // All are ranked in the same group, which the first names.
    let ranked = found.iter().filter_map(|detail| detail.beside.as_ref()).find(|one| one.place.is_some());
    let ranked =
        ranked.map(|beside| note(fill(&report_words().compare.ranked_among, &[("group", &beside.group)])));
    let groups = if wanted.by_theme { by_theme::groups(sources, &found) } else { Vec::new() };
    if groups.is_empty() {
        let whole = Block::Table(of(&found, wanted.code.clone(), caption));
        return Built::of(std::iter::once(whole).chain(ranked).collect());
    }
    let below = (1..).zip(&groups).map(|(at, group)| {
        let caption = format!("{caption}: {}", group.title());
        let table = of(&group.details, format!("{}-{at}", wanted.code), caption);
        let blocks = vec![by_theme::counts(sources, &group.path), Block::Table(table)];
        Section { heading: group.title(), blocks, ..Section::default() }
    });
    Built { below: below.collect(), ..Built::of(ranked.into_iter().collect()) }
}

/// The table of some of them.
fn of(found: &[&Detail], code: String, caption: String) -> Table {
    let benchmarked = found.iter().any(|detail| !detail.benchmarks.is_empty());
    let mut columns = vec![
        column("Ref", ColumnKind::Reference, 8),
        column("Indicator", ColumnKind::Prose, 30),
        column("Type", ColumnKind::Words, 9),
        column("Period covered", ColumnKind::Words, 11),
        figures("Previous result"),
        figures("Target"),
        figures("Numerator / denominator"),
        figures("Result"),
        column("Rating", ColumnKind::Rating, 11),
        column("Variance from target", ColumnKind::Figure, 10),
        column("Direction of travel", ColumnKind::Words, 11),
    ];
    let forecast = found.iter().any(|detail| detail.standing.year_end.is_some());
    if forecast {
        columns.push(column("Expected at year end", ColumnKind::Words, 18));
    }
    if benchmarked {
        columns.push(column("Benchmark", ColumnKind::Words, 14));
    }
    let rows = found.iter().map(|detail| line(detail, forecast, benchmarked)).collect();
    Table { rows, ..table(code, caption, columns) }
}

/// What had been forecast of the period that has come: "forecast 22.0%, made in Q4 2014/15".
fn came_out(standing: &Standing) -> Option<String> {
    let was = standing.foreseen.as_ref()?;
    Some(format!("forecast {}, {}", figure(Some(was.value), standing), was.made()))
}

fn line(detail: &Detail, forecast: bool, benchmarked: bool) -> Row {
    let (standing, received) = (&detail.standing, Received(detail));
    let or_dash = |text: String| if text.is_empty() { NONE.to_owned() } else { text };
    let mut shown = figure_cell(standing.value, standing);
    if standing.value.is_none() {
        shown = Cell::plain(result(standing));
    }
    shown.lines.extend(came_out(standing).map(Line::plain));
    let mut rated = rating_cell_of(detail);
    if standing.overridden {
        rated.lines.push(Line::plain(format!("in place of {}", standing.computed_rating.title())));
    }
    let mut cells = vec![
        Cell::plain(&standing.reference),
        Cell::plain(&standing.description),
        Cell::plain(or_dash(standing.kind.clone())),
        Cell::plain(or_dash(standing.covers.clone())),
        received.previous(figure_cell(standing.previous, standing)),
        received.target(figure_cell(standing.target, standing)),
        received.parts(Cell::plain(or_dash(fraction(standing)))),
        received.result(shown),
        received.rating(rated),
        received.variance(variance_cell(standing)),
        received.direction(Cell::plain(standing.direction.title())),
    ];
    if forecast {
        let end = standing.year_end.as_ref();
        let mut cell = figure_cell(end.map(|end| end.value), standing);
        cell.lines.extend(end.map(|end| match end.came_out {
            Some(_) => Line::plain(format!("came out {}", figure(end.came_out, standing))),
            None => Line::plain(end.words()),
        }));
        cells.push(cell);
    }
    if benchmarked {
        let mut cell = figure_cell(standing.benchmark, standing);
        if let Some(words) = detail.comparator_in_words() {
            // The rank rests on the result.
            cell = Cell { lines: vec![Line::plain(words)], ..cell }.invented(standing.illustrative);
        } else if !standing.benchmark_of.is_empty() {
            cell.lines.push(Line::plain(&standing.benchmark_of));
        } else if let Some(why) = detail.compared.why_none().filter(|_| !detail.benchmarks.is_empty()) {
            cell.lines.push(Line::plain(why));
        }
        cells.push(cell);
    }
    row_about(cells, &standing.reference, Kept::Indicator, standing.indicator_id)
}
