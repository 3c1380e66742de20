//! A line of results for each indicator.

use super::Built;
use crate::domain::Period;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::{captioned, figure_cell};
use crate::report::received::Received;
use crate::report::template::Wanted;
use crate::workbook::{Detail, TrendPoint};

pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    Built::of(
        sources
            .indicators(wanted.only)
            .enumerate()
            .filter_map(|(at, detail)| chart(detail, format!("{}-{}", wanted.code, at + 1)))
            .map(Block::Chart)
            .collect(),
    )
}

/// The chart of an indicator; none where there are not two results to draw a line between.
pub(super) fn chart(detail: &Detail, code: String) -> Option<Chart> {
    let standing = &detail.standing;
    let points: Vec<Point> = detail
        .trend
        .iter()
        .skip_while(|point| point.value.is_none())
        .map(|point| Point {
            label: Period::parse(&point.period).map_or_else(|_| point.period.clone(), Period::title),
            value: point.value,
            target: point.target,
            rating: point.rating,
            illustrative: point.illustrative,
            remarks: corrected(detail, point),
        })
        .collect();
    if points.iter().filter(|point| point.value.is_some()).count() < 2 {
        return None;
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
    let cell = Received(detail).result_of(&point.period, figure_cell(point.value, &detail.standing));
    cell.remarks.into_iter().filter(|remark| *remark != Remark::Illustrative).collect()
}
