//! Commitments: how many of each plan stand where, and each with its words.

use super::Built;
use super::dashboard::bars_chart;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{
    NONE, column, date, figures, invented_counts, labelled, note, rating_cell, row, row_about, share, table,
    words,
};
use crate::report::prose;
use crate::report::received::whole;
use crate::report::template::Wanted;
use crate::report::words::words as report_words;
use crate::workbook::{CommitmentDetail, CommitmentScale, PlanTally, Table as Kept, tally_commitments};

fn plans(sources: &Sources) -> Vec<PlanTally> {
    tally_commitments(sources.material.commitments.iter().map(|one| {
        (one.commitment.plan.as_str(), one.commitment.scale, one.rating.as_ref().map(|rating| rating.rating))
    }))
}

fn name(plan: &str) -> &str {
    if plan.trim().is_empty() { "Commitments" } else { plan }
}

/// Counts by plan.
pub(super) fn summary(sources: &Sources, wanted: &Wanted) -> Built {
    let plans = plans(sources);
    let mut blocks = Vec::new();
    if !wanted.without_charts && !plans.is_empty() {
        let bars = plans
            .iter()
            .map(|plan| Bar {
                label: name(&plan.plan).to_owned(),
                parts: plan
                    .counts
                    .iter()
                    .map(|(rating, count)| Part {
                        label: rating.title().to_owned(),
                        rating: *rating,
                        count: *count,
                    })
                    .collect(),
            })
            .collect();
        blocks.push(Block::Chart(bars_chart(format!("{}-bars", wanted.code), "Commitments by rating", bars)));
    }
    for (at, plan) in plans.iter().enumerate() {
        let rated = plan.total() - plan.unrated;
        // What is printed does not say of which plan it is: of the only one rated in such words.
        let alone = plans.iter().filter(|other| other.scale == plan.scale).count() == 1;
        let printed = |cell: Cell, field: &str| match alone {
            true => whole(
                cell,
                &sources.material.printed,
                &format!("commitments.{field}"),
                &report_words().why.counted,
            ),
            false => cell,
        };
        let columns = vec![
            column("Rating", ColumnKind::Rating, 14),
            column("What it means", ColumnKind::Words, 40),
            figures("Commitments"),
        ];
        let mut rows: Vec<Row> = plan
            .counts
            .iter()
            .map(|(rating, count)| {
                let meaning = plan.scale.meaning(*rating);
                let counted = printed(share(*count, rated), rating.code());
                row(vec![rating_cell(*rating), Cell::plain(capital(meaning)), counted])
            })
            .collect();
        if plan.unrated > 0 {
            let cells = ["Not rated yet", NONE].map(Cell::plain).into_iter();
            rows.push(row(cells.chain([crate::report::make::count(plan.unrated)]).collect()));
        }
        let due = ["All commitments", NONE].map(Cell::plain).into_iter();
        let field = if plan.scale == CommitmentScale::FourColour { "due" } else { "actions" };
        let all = printed(crate::report::make::count(plan.total()), field);
        let total = row(due.chain([all]).collect());
        rows.push(Row { total: true, ..total });
        let code = format!("{}-{}", wanted.code, at + 1);
        let caption = format!("{}: where commitments stand", name(&plan.plan));
        blocks.push(Block::Table(Table { rows, ..table(code, caption, columns) }));
        let invented = sources.material.commitments.iter().filter(|one| {
            let of_plan = one.commitment.plan == plan.plan && one.commitment.scale == plan.scale;
            of_plan && one.rating.as_ref().is_some_and(|rating| rating.illustrative)
        });
        blocks.extend(invented_counts(invented.count() as u64, "ratings"));
    }
    Built::of(blocks)
}

/// Each commitment, a table for each plan. What is only counted is told in one line.
pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut blocks = Vec::new();
    for (at, plan) in plans(sources).into_iter().enumerate() {
        let (counted, described): (Vec<&CommitmentDetail>, Vec<&CommitmentDetail>) = sources
            .material
            .commitments
            .iter()
            .filter(|one| one.commitment.plan == plan.plan && one.commitment.scale == plan.scale)
            .partition(|one| one.commitment.placeholder);
        if !described.is_empty() {
            let dated = described.iter().any(|one| one.commitment.due.is_some());
            let mut columns = vec![
                column("Ref", ColumnKind::Reference, 7),
                column("Commitment", ColumnKind::Prose, 30),
                column("Rating", ColumnKind::Rating, 11),
            ];
            if dated {
                columns.push(column("Due", ColumnKind::Date, 9));
            }
            columns.push(column("Commentary", ColumnKind::Prose, 44));
            let rows = described.iter().map(|one| line(one, dated)).collect();
            let code = format!("{}-{}", wanted.code, at + 1);
            blocks.push(Block::Table(Table { rows, ..table(code, name(&plan.plan), columns) }));
        }
        if !counted.is_empty() {
            blocks.push(note(format!(
                "{}: {} counted without being described.",
                name(&plan.plan),
                crate::report::make::many(counted.len() as u64, "commitment is", "commitments are")
            )));
        }
    }
    Built::of(blocks)
}

fn line(detail: &CommitmentDetail, dated: bool) -> Row {
    let one = &detail.commitment;
    let rated = detail.rating.as_ref();
    let mut lines = rated.map(|rating| prose::lines(&rating.commentary)).unwrap_or_default();
    if let Some(rating) = rated {
        lines.extend(labelled("Path to green", prose::lines(&rating.path_to_green)));
    }
    if lines.is_empty() {
        lines.push(Line::plain(NONE));
    }
    let mut cells = vec![
        Cell::plain(if one.reference.is_empty() { NONE } else { &one.reference }),
        words(&one.description),
        rated.map_or_else(
            || Cell::plain("Not rated yet"),
            |rating| rating_cell(rating.rating).invented(rating.illustrative),
        ),
    ];
    if dated {
        cells.push(date(one.due, NONE));
    }
    cells.push(Cell { lines, ..Cell::default() });
    row_about(cells, &one.reference, Kept::Commitment, one.id)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
