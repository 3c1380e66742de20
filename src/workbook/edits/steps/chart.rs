//! Steps on an indicator's chart: notes on points, new starts of its limits, limits frozen.

use crate::domain::Period;
use crate::domain::change::Rules;
use crate::workbook::change::{Change, Record, Table};
use crate::workbook::chart::ChartSeries;
use crate::workbook::record::{ChartMark, ChartMarkKind};

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

/// Freezes the limits at a point: they are worked out from the results up to it, and later ones are
/// judged by them. Takes the place of an earlier end of the same limits.
///
/// # Errors
/// A sentence, where too few results would make the limits.
pub fn freeze(series: &ChartSeries, at: usize, because: &str) -> Result<Change, String> {
    let marked = |kind: ChartMarkKind, at: usize| series.mark(at, kind).is_some();
    let count = series.points.len();
    let from = (1..=at).rev().find(|at| marked(ChartMarkKind::Rebase, *at)).unwrap_or(0);
    let to = (at + 1..count).find(|at| marked(ChartMarkKind::Rebase, *at)).unwrap_or(count);
    let values = series.values();
    let found = values.iter().take(at + 1).skip(from).flatten().count();
    let needed = Rules::built_in().judged_from;
    if found < needed {
        return Err(format!(
            "Limits take {needed} results at least, and there {} {found} up to this point: freeze them later.",
            if found == 1 { "is" } else { "are" },
        ));
    }
    let change = mark(series, at, ChartMarkKind::Freeze, because.trim(), false, "limits are frozen at");
    let earlier = (from..to).filter(|other| *other != at);
    let earlier = earlier.filter_map(|other| series.mark(other, ChartMarkKind::Freeze));
    let change = earlier.fold(change, |all, known| all.remove(Table::ChartMark, known.id, known.revision));
    Ok(change.because(because.trim()))
}

/// Takes the freezing at a point back: the limits are worked out from every result.
pub fn no_freeze(series: &ChartSeries, at: usize) -> Change {
    mark(series, at, ChartMarkKind::Freeze, "", true, "limits are not frozen at")
}

/// Marks that a definition changed from a period on.
pub fn break_series(series: &ChartSeries, from: Period, note: &str) -> Change {
    Change::new(format!("{}: definition changed from {}", series.indicator.reference, from.title()))
        .because(note)
        .put(Record::ChartMark(ChartMark {
            id: 0,
            revision: 0,
            indicator_id: series.indicator.id,
            period: from,
            kind: ChartMarkKind::Break,
            text: note.to_owned(),
        }))
}

/// Takes a break back: results before and after it are compared again. None where there is none in
/// the period or beginning with it.
pub fn no_break(series: &ChartSeries, from: Period) -> Option<Change> {
    let known =
        series.marks.iter().find(|mark| mark.series_break().is_some_and(|one| one.begins_with(from)))?;
    let label = format!("{}: definition not changed from {}", series.indicator.reference, from.title());
    Some(Change::new(label).remove(Table::ChartMark, known.id, known.revision))
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
            period: point.period,
            kind,
            text: text.to_owned(),
        })),
    }
}
