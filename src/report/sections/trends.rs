//! A line of results for each indicator.

use super::Built;
use crate::domain::Period;
use crate::domain::figures::format_value;
use crate::report::build::Sources;
use crate::report::document::*;
use crate::report::make::captioned;
use crate::report::template::Wanted;
use crate::workbook::Detail;

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
        })
        .collect();
    if points.iter().filter(|point| point.value.is_some()).count() < 2 {
        return None;
    }
    let mut told = points.iter().filter(|point| point.value.is_some());
    let some = told.clone().any(|point| point.illustrative);
    let all = told.all(|point| point.illustrative);
    let figure = |value: f64| format_value(value, standing.unit, standing.decimals);
    let said: Vec<String> = points
        .iter()
        .filter_map(|point| {
            let rated =
                if point.rating.is_colour() { format!(", {}", point.rating.title()) } else { String::new() };
            let invented = if point.illustrative { ", illustrative" } else { "" };
            Some(format!("{} {}{rated}{invented}", point.label, figure(point.value?)))
        })
        .collect();
    let target =
        standing.target.map_or_else(String::new, |target| format!(" The target is {}.", figure(target)));
    Some(Chart {
        code,
        caption: captioned(format!("{}: {}", standing.reference, standing.description), some, all),
        alt: format!("Results of {}: {}.{target}", standing.reference, said.join("; ")),
        data: ChartData::Trend(Trend { unit: standing.unit, decimals: standing.decimals, points }),
        anchor: Some(standing.reference.clone()),
    })
}
