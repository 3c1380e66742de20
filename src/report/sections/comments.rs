//! Comments and proposed interventions, indicator by indicator.

use super::{Built, by_theme};
use crate::domain::dates::short_date;
use crate::report::build::Sources;
use crate::report::builders::{column, labelled, row_about, table};
use crate::report::document::*;
use crate::report::prose;
use crate::report::template::Wanted;
use crate::workbook::{ActionStatus, Choice, CommentaryKind, Detail, Table as Kept};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let mut found: Vec<&Detail> = sources.indicators(wanted.only).collect();
    if wanted.by_theme {
        found = by_theme::in_order(sources, found);
    }
    let rows: Vec<Row> = found.into_iter().map(line).collect();
    if rows.is_empty() {
        return Built::default();
    }
    let columns = vec![
        column("Ref and indicator", ColumnKind::Prose, 22),
        column("Comments and proposed intervention", ColumnKind::Prose, 60),
    ];
    let table = Table { rows, ..table(&wanted.code, "Comments and proposed interventions", columns) };
    Built::of(vec![Block::Table(table)])
}

fn line(detail: &Detail) -> Row {
    let standing = &detail.standing;
    let name = Cell {
        lines: vec![Line {
            runs: vec![Run::strong(format!("{} ", standing.reference)), Run::plain(&standing.description)],
            bullet: 0,
        }],
        ..Cell::default()
    };
    let mut lines = words(detail, CommentaryKind::Reasons);
    if lines.is_empty() {
        lines.push(Line::plain("No comment has been written."));
    }
    lines.extend(labelled("No action because", words(detail, CommentaryKind::NoActionBecause)));
    lines.extend(labelled("Risks and opportunities", words(detail, CommentaryKind::RisksAndOpportunities)));
    let actions = actions(detail);
    if !actions.is_empty() {
        lines.push(Line { runs: vec![Run::strong("Proposed interventions:")], bullet: 0 });
        lines.extend(actions);
    }
    lines.extend(detail.years.sign_offs.iter().map(|one| Line::plain(detail.sign_off_words(one))));
    let cells = vec![name, Cell { lines, ..Cell::default() }];
    row_about(cells, &standing.reference, Kept::Indicator, standing.indicator_id)
}

/// What was written of a kind.
pub(super) fn words(detail: &Detail, kind: CommentaryKind) -> Vec<Line> {
    let written = detail.commentary.iter().find(|words| words.kind == kind);
    written.map(|words| prose::lines(&words.text)).unwrap_or_default()
}

/// A bullet for each action, with who and by when.
fn actions(detail: &Detail) -> Vec<Line> {
    let kept = detail.actions.iter().filter(|row| row.action.status != ActionStatus::Dropped);
    kept.map(|row| {
        let action = &row.action;
        let mut runs = prose::runs(&action.description.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut facts = Vec::new();
        if !action.owner.trim().is_empty() {
            facts.push(action.owner.trim().to_owned());
        }
        if let Some(due) = action.due {
            facts.push(format!("by {}", short_date(due)));
        }
        facts.push(action.status.title().to_owned());
        runs.push(Run { text: format!(" ({})", facts.join(", ")), emphasis: true, ..Run::default() });
        Line { runs, bullet: 1 }
    })
    .collect()
}
