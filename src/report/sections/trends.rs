//! A line of results for each indicator.

use super::Built;
use crate::domain::{Period, SeriesBreak};
use crate::report::build::Sources;
use crate::report::builders::{captioned, figure_cell, note};
use crate::report::document::*;
use crate::report::received::Received;
use crate::report::template::Wanted;
use crate::report::words::{fill, words};
use crate::workbook::{Detail, TrendPoint};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    Built::of(
        sources
            .indicators(wanted.only)
            .enumerate()
            .flat_map(|(at, detail)| charted(detail, format!("{}-{}", wanted.code, at + 1)))
            .collect(),
    )
}

/// The chart of an indicator, with what is to be said of it; nothing where there is none.
pub(super) fn charted(detail: &Detail, code: String) -> Vec<Block> {
    let Some(chart) = chart(detail, code) else { return Vec::new() };
    let mut blocks = vec![Block::Chart(chart)];
    blocks.extend(detail.breaks.iter().map(|one| note(broken(one))));
    blocks
}

/// "The definition changed from Q1 2015/16 on: … Results before it are not compared with later ones."
pub(super) fn broken(one: &SeriesBreak) -> String {
    fill(
        &words().states.broken,
        &[("period", &one.from.title()), ("note", one.note.trim().trim_end_matches('.'))],
    )
}

/// The chart of an indicator; none where there are not two results to draw a line between.
fn chart(detail: &Detail, code: String) -> Option<Chart> {
    let standing = &detail.standing;
    let mut points: Vec<Point> = detail
        .trend
        .iter()
        .skip_while(|point| point.value.is_none())
        .map(|point| Point {
            label: point.period.title(),
            value: point.value,
            target: point.target,
            rating: point.rating,
            illustrative: point.illustrative,
            remarks: corrected(detail, point),
            broken: String::new(),
        })
        .collect();
    if points.iter().filter(|point| point.value.is_some()).count() < 2 {
        return None;
    }
    let drawn = detail.trend.iter().skip_while(|point| point.value.is_none());
    let periods: Vec<Option<Period>> = drawn.map(|point| Some(point.period)).collect();
    for one in &detail.breaks {
        let at = periods.iter().position(|period| period.is_some_and(|period| one.is_by(period)));
        if let Some(point) = at.filter(|at| *at > 0).and_then(|at| points.get_mut(at)) {
            point.broken = broken(one);
        }
    }
    let mut told = points.iter().filter(|point| point.value.is_some());
    let some = told.clone().any(|point| point.illustrative);
    let all = told.all(|point| point.illustrative);
    Some(Chart {
        code,
        caption: captioned(format!("{}: {}", standing.reference, standing.description), some, all),
        // Told by its data once they are all marked.
        alt: String::new(),
        data: ChartData::Trend(Trend { unit: standing.unit, decimals: standing.decimals, points }),
        anchor: Some(standing.reference.clone()),
    })
}

/// What the source printed instead of a point's result.
fn corrected(detail: &Detail, point: &TrendPoint) -> Vec<Remark> {
    let cell = Received(detail).result_of(point.period, figure_cell(point.value, &detail.standing));
    cell.remarks.into_iter().filter(|remark| *remark != Remark::Illustrative).collect()
}
