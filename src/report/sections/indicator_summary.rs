//! Indicators counted by type, rating and direction of travel.

use super::Built;
use super::dashboard::bars_chart;
use super::states::{counted, expected, said, without_figures};
use crate::domain::{Direction, Rating};
use crate::report::build::Sources;
use crate::report::builders::{column, count, figures, invented_counts, note, part, row, share, table};
use crate::report::document::*;
use crate::report::received::{Received, printed_of_indicators};
use crate::report::template::{Only, Wanted};
use crate::workbook::{Id, Standing};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let all: Vec<&Standing> = sources.indicators(Only::All).map(|detail| &detail.standing).collect();
    if all.is_empty() {
        return Built::default();
    }
    // Directions that an invented result gives.
    let moved: Vec<Id> = sources
        .indicators(Only::All)
        .filter(|detail| Received(detail).direction(Cell::plain("?")).is_invented())
        .map(|detail| detail.standing.indicator_id)
        .collect();
    let mut kinds: Vec<&str> = Vec::new();
    for standing in &all {
        if !kinds.contains(&standing.kind.as_str()) {
            kinds.push(&standing.kind);
        }
    }
    let mut scale: Vec<Rating> = Rating::ALL
        .into_iter()
        .filter(|rating| rating.is_colour() && all.iter().any(|standing| standing.rating == *rating))
        .collect();
    scale.sort_by_key(|rating| std::cmp::Reverse(rating.severity()));
    let counted_all = counted(all.iter().copied());
    let states: Vec<Rating> = counted_all.states.iter().map(|(state, _)| *state).collect();

    let mut columns = vec![column("Type of indicator", ColumnKind::Words, 16)];
    columns.extend(scale.iter().map(|rating| figures(rating.title())));
    columns.extend(states.iter().map(|state| figures(state.title())));
    columns
        .extend(["Improving or the same", "Worsening", "No direction", "Expected this period"].map(figures));
    let line = |name: &str, key: &str, of: &[&Standing], shares: bool| {
        let printed = |cell: Cell, column: &str| {
            let field = format!("summary.{}.{column}", key.to_lowercase().replace(' ', "_"));
            printed_of_indicators(sources, cell, &field)
        };
        let rated = of.iter().filter(|standing| standing.rating.is_colour()).count() as u64;
        let number = |test: &dyn Fn(&Standing) -> bool| of.iter().filter(|one| test(one)).count() as u64;
        let rated_so = |rating: &Rating| {
            let number = number(&|one| one.rating == *rating);
            let cell = if shares { share(number, rated) } else { count(number) };
            let invented = of.iter().any(|one| one.rating == *rating && one.illustrative);
            (number, printed(cell.invented(invented), rating.code()))
        };
        let counted: Vec<(u64, Cell)> = scale.iter().map(rated_so).collect();
        let parts = scale.iter().zip(&counted).map(|(rating, (number, cell))| part(*rating, *number, cell));
        let bar = Bar { label: name.to_owned(), parts: parts.collect() };
        let mut cells = vec![Cell::plain(name)];
        cells.extend(counted.into_iter().map(|(_, cell)| cell));
        cells.extend(states.iter().map(|state| count(number(&|one| one.rating == *state))));
        let better = |one: &Standing| matches!(one.direction, Direction::Improving | Direction::Same);
        let travelled = |cell: Cell, column: &str, test: &dyn Fn(&Standing) -> bool| {
            printed(
                cell.invented(
                    moved.iter().any(|id| of.iter().any(|one| one.indicator_id == *id && test(one))),
                ),
                column,
            )
        };
        let worse = |one: &Standing| one.direction == Direction::Worsening;
        cells.push(travelled(count(number(&better)), "improving_or_same", &better));
        cells.push(travelled(count(number(&worse)), "worsening", &worse));
        cells.push(count(number(&|one| !better(one) && one.direction != Direction::Worsening)));
        cells.push(printed(count(number(&|one| one.rating != Rating::NotDue)), "expected"));
        (row(cells), bar)
    };
    let of_kind = |kind: &str| all.iter().copied().filter(|one| one.kind == kind).collect::<Vec<&Standing>>();
    let name = |kind: &str| if kind.is_empty() { "No type".to_owned() } else { kind.to_owned() };
    let (mut rows, mut bars): (Vec<Row>, Vec<Bar>) =
        kinds.iter().map(|kind| line(&name(kind), kind, &of_kind(kind), false)).unzip();
    let (overall, bar) = line("Overall", "overall", &all, true);
    rows.push(Row { total: true, ..overall });
    if kinds.len() > 1 {
        bars.push(bar);
    }
    let mut blocks = vec![said(&counted_all)];
    blocks.extend(expected(all.iter().copied()));
    if !wanted.without_charts {
        blocks.push(Block::Chart(bars_chart(
            format!("{}-bars", wanted.code),
            "Ratings by type of indicator",
            bars,
        )));
    }
    blocks.push(Block::Table(Table {
        rows,
        ..table(&wanted.code, "Indicators by type, rating and direction of travel", columns)
    }));
    let differences = sources.material.summary_differences();
    if !differences.is_empty() {
        let rows = differences
            .into_iter()
            .map(|one| {
                row(vec![
                    Cell::plain(one.row),
                    Cell::plain(one.column),
                    Cell::plain(one.printed),
                    count(one.counted),
                ])
            })
            .collect();
        let columns = vec![
            column("Type of indicator", ColumnKind::Words, 16),
            column("What is counted", ColumnKind::Words, 20),
            figures("Published"),
            figures("Counted here"),
        ];
        let code = format!("{}-published", wanted.code);
        let caption = "Where the published summary differs from the indicators";
        blocks.push(Block::Table(Table { rows, ..table(code, caption, columns) }));
    }
    blocks.extend(without_figures(all.iter().copied()));
    let invented = all.iter().filter(|one| one.illustrative).count() as u64;
    blocks.extend(invented_counts(invented, "indicators"));
    blocks.push(note(
        "Shares are of the indicators with a rating. Direction of travel compares with the earlier result \
         that each indicator is compared with.",
    ));
    Built::of(blocks)
}
