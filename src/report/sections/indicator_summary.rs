//! Indicators counted by type, rating and direction of travel.

use super::Built;
use super::dashboard::bars_chart;
use crate::domain::{Direction, Rating};
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{column, count, figures, invented_counts, note, row, share, table};
use crate::report::received::{Received, whole};
use crate::report::template::{Only, Wanted};
use crate::report::words::words;
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
    let unrated = all.iter().filter(|standing| !standing.rating.is_colour()).count();

    let mut columns = vec![column("Type of indicator", ColumnKind::Words, 16)];
    columns.extend(scale.iter().map(|rating| figures(rating.title())));
    if unrated > 0 {
        columns.push(figures("Not rated"));
    }
    columns
        .extend(["Improving or the same", "Worsening", "No direction", "Expected this period"].map(figures));
    let line = |name: &str, key: &str, of: &[&Standing], shares: bool| {
        let printed = |cell: Cell, column: &str| {
            let field = format!("summary.{}.{column}", key.to_lowercase().replace(' ', "_"));
            whole(cell, &sources.material.printed, &field, &words().why.counted)
        };
        let rated = of.iter().filter(|standing| standing.rating.is_colour()).count() as u64;
        let cell = |number: u64| if shares { share(number, rated) } else { count(number) };
        let number = |test: &dyn Fn(&Standing) -> bool| of.iter().filter(|one| test(one)).count() as u64;
        let mut cells = vec![Cell::plain(name)];
        cells.extend(
            scale.iter().map(|rating| printed(cell(number(&|one| one.rating == *rating)), rating.code())),
        );
        if unrated > 0 {
            cells.push(count(number(&|one| !one.rating.is_colour())));
        }
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
        row(cells)
    };
    let of_kind = |kind: &str| all.iter().copied().filter(|one| one.kind == kind).collect::<Vec<&Standing>>();
    let name = |kind: &str| if kind.is_empty() { "No type".to_owned() } else { kind.to_owned() };
    let mut rows: Vec<Row> =
        kinds.iter().map(|kind| line(&name(kind), kind, &of_kind(kind), false)).collect();
    rows.push(Row { total: true, ..line("Overall", "overall", &all, true) });

    let bar = |label: String, of: &[&Standing]| Bar {
        label,
        parts: scale
            .iter()
            .map(|rating| Part {
                label: rating.title().to_owned(),
                rating: *rating,
                count: of.iter().filter(|one| one.rating == *rating).count() as u64,
            })
            .collect(),
    };
    let mut blocks = Vec::new();
    if !wanted.without_charts {
        let mut bars: Vec<Bar> = kinds.iter().map(|kind| bar(name(kind), &of_kind(kind))).collect();
        if kinds.len() > 1 {
            bars.push(bar("Overall".to_owned(), &all));
        }
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
    let invented = all.iter().filter(|one| one.illustrative).count() as u64;
    blocks.extend(invented_counts(invented, "indicators"));
    blocks.push(note(
        "Shares are of the indicators with a rating. Direction of travel compares with the earlier result \
         that each indicator is compared with.",
    ));
    Built::of(blocks)
}
