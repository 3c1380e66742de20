//! Steps on an indicator's chart: notes on points, new starts of its limits.

use super::super::change::{Change, Record, Table};
use super::super::chart::ChartSeries;
use super::super::record::{ChartMark, ChartMarkKind};

/// Writes the note on a point, or takes it away where nothing is written. No edits where it says so already.
pub fn note_on_point(series: &ChartSeries, at: usize, text: &str) -> Change {
    mark(series, at, ChartMarkKind::Note, text.trim(), text.trim().is_empty(), "note on")
}

/// Starts the limits anew at a point, with the reason for it.
pub fn rebase(series: &ChartSeries, at: usize, because: &str) -> Change {
    mark(series, at, ChartMarkKind::Rebase, because.trim(), false, "limits start anew at")
        .because(because.trim())
}

/// Takes a new start back: the limits run through the point.
pub fn no_rebase(series: &ChartSeries, at: usize) -> Change {
    mark(series, at, ChartMarkKind::Rebase, "", true, "limits run on at")
}

fn mark(
    series: &ChartSeries,
    at: usize,
    kind: ChartMarkKind,
    text: &str,
    removes: bool,
    what: &str,
) -> Change {
    let Some(point) = series.points.get(at) else { return Change::new(String::new()) };
    let label = format!("{}: {what} {}", series.indicator.reference, point.period.title());
    let change = Change::new(label);
    match (series.mark(at, kind), removes) {
        (Some(known), true) => change.remove(Table::ChartMark, known.id, known.revision),
        (None, true) => change,
        (Some(known), false) if known.text == text => change,
        (Some(known), false) => {
            change.put(Record::ChartMark(ChartMark { text: text.to_owned(), ..known.clone() }))
        }
        (None, false) => change.put(Record::ChartMark(ChartMark {
            id: 0,
            revision: 0,
            indicator_id: series.indicator.id,
            period: point.period.code(),
            kind,
            text: text.to_owned(),
        })),
    }
}
