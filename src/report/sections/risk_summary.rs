//! Risks counted by category, and how they have moved.

use super::Built;
use crate::domain::risk::Movement;
use crate::report::build::Sources;
use crate::report::builders::{column, count, figures, invented_counts, note, row, table};
use crate::report::document::*;
use crate::report::template::Wanted;
use crate::workbook::{AssessmentKind, RiskRow};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let risks = &sources.material.risks;
    if risks.rows.is_empty() {
        return Built::default();
    }
    let mut categories: Vec<&str> = Vec::new();
    for one in &risks.rows {
        if !categories.contains(&one.category.as_str()) {
            categories.push(&one.category);
        }
    }
    let bands: Vec<_> = risks.matrix.bands.iter().rev().collect();
    let mut columns = vec![column("Category", ColumnKind::Words, 22), figures("Risks")];
    columns.extend(bands.iter().map(|band| figures(&band.name)));
    columns.push(figures(format!("At or above {}", risks.threshold)));
    columns.extend(["Worse", "Better", "New"].map(figures));
    let line = |name: &str, of: &[&RiskRow]| {
        let number = |test: &dyn Fn(&RiskRow) -> bool| of.iter().filter(|one| test(one)).count() as u64;
        // Counted by the rating of today, which may be invented.
        let rated = |test: &dyn Fn(&RiskRow) -> bool| {
            let rests =
                |one: &&&RiskRow| one.current.as_ref().is_some_and(|now| now.illustrative) && test(one);
            count(number(test)).invented(of.iter().any(|one| rests(&one)))
        };
        let mut cells = vec![Cell::plain(name), count(of.len() as u64)];
        cells.extend(bands.iter().map(|band| {
            rated(&|one| {
                risks.band(one, AssessmentKind::Current).is_some_and(|other| other.code == band.code)
            })
        }));
        cells.push(rated(&|one| risks.at_threshold(one)));
        for moved in [Movement::Up, Movement::Down, Movement::New] {
            let moving = |one: &RiskRow| risks.movement(one) == moved;
            let invented = |one: &&&RiskRow| moving(one) && rests_on_invented(one);
            cells.push(count(number(&moving)).invented(of.iter().any(|one| invented(&one))));
        }
        row(cells)
    };
    let of = |category: &str| risks.rows.iter().filter(|one| one.category == category).collect::<Vec<_>>();
    let named = |name: &str| if name.trim().is_empty() { "No category".to_owned() } else { name.to_owned() };
    let mut rows: Vec<Row> = categories.iter().map(|name| line(&named(name), &of(name))).collect();
    if categories.len() > 1 {
        rows.push(Row { total: true, ..line("All risks", &risks.rows.iter().collect::<Vec<_>>()) });
    }
    let table = table(&wanted.code, "Risks by category, band and movement since the period before", columns);
    let mut blocks = vec![Block::Table(Table { rows, ..table })];
    if risks.before_is_illustrative() {
        blocks.push(note("The ratings of the period before are illustrative, and so is the movement."));
    }
    blocks.extend(invented_counts(risks.illustrative() as u64, "risks"));
    Built::of(blocks)
}

/// Whether its movement is from or to an invented rating.
fn rests_on_invented(risk: &RiskRow) -> bool {
    [&risk.before, &risk.current].into_iter().flatten().any(|one| one.illustrative)
}
