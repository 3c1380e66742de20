//! What is said of indicators that are not reportable: how many, which, and why.

use crate::domain::Reportable;
use crate::domain::forecast::now_and_year_end;
use crate::report::builders::note;
use crate::report::document::*;
use crate::report::words::{fill, words};
use crate::workbook::Standing;
use crate::workbook::figures::figure;

/// Indicators counted by whether they are reportable.
pub(super) fn counted<'a>(all: impl Iterator<Item = &'a Standing>) -> Reportable {
    Reportable::of(all.map(|one| (one.rating, 1)))
}

/// "8 of 9 reportable on track, 1 not reportable", as a paragraph.
pub(super) fn said(counted: &Reportable) -> Block {
    let said = fill(&words().states.counted, &[("counted", &counted.sentence())]);
    Block::Text(Text { lines: vec![Line::plain(said)], kind: TextKind::Body, ..Text::default() })
}

/// "8 of 9 on track now, 7 of 10 expected by year end", as a paragraph; none where nothing is forecast.
pub(super) fn expected<'a>(all: impl Iterator<Item = &'a Standing> + Clone) -> Option<Block> {
    let ends = all.clone().filter_map(|one| Some((one.year_end.as_ref()?.rating, 1)));
    let said = now_and_year_end(&counted(all), &Reportable::of(ends))?;
    Some(Block::Text(Text {
        lines: vec![Line::plain(format!("{said}."))],
        kind: TextKind::Body,
        ..Text::default()
    }))
}

/// Which have no figure for a reason, each with it as written and with what its year is expected to end at;
/// none where there are none.
pub(super) fn without_figures<'a>(all: impl Iterator<Item = &'a Standing>) -> Option<Block> {
    let reasoned = all.filter(|one| one.value.is_none() && !one.missing_because.trim().is_empty());
    let told = |one: &Standing| {
        let end = one.year_end.as_ref().filter(|end| end.came_out.is_none());
        let end = end.map(|end| {
            let (value, words) = (figure(Some(end.value), one), end.words());
            fill(&self::words().states.expected, &[("value", &value), ("words", &words)])
        });
        format!("{} ({}{})", one.reference, one.missing_because.trim(), end.unwrap_or_default())
    };
    let all: Vec<String> = reasoned.map(told).collect();
    (!all.is_empty()).then(|| note(fill(&words().states.without_figures, &[("indicators", &all.join("; "))])))
}
