//! Charts as scalable drawings for the HTML page. Every mark that has a colour
//! has a symbol or a word as well, and the whole is told in words beside it.

use std::fmt::Write as _;

use super::html::escape;
use crate::domain::figures::format_value;
use crate::domain::money::{Pence, format_money};
use crate::report::document::*;

const WIDTH: f64 = 720.0;
const TEXT: &str = "#1d1d1d";
const GRID: &str = "#6b6b6b";
const LINE: &str = "#1d4f91";

/// The drawing of a chart.
pub(super) fn draw(chart: &Chart, id: &str) -> String {
    let (body, height) = match &chart.data {
        ChartData::Bars(bars) => draw_bars(bars),
        ChartData::Trend(trend) => draw_trend(trend),
        ChartData::Months(months) => draw_months(months),
        ChartData::HeatMap(map) => draw_heat_map(map),
    };
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {WIDTH} {height}\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{body}</svg>",
        escape(&chart.caption),
        escape(&chart.alt),
    )
}

fn text(out: &mut String, x: f64, y: f64, anchor: &str, weight: &str, colour: &str, words: &str) {
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\" fill=\"{colour}\">{}</text>",
        escape(words)
    );
}

fn rect(out: &mut String, x: f64, y: f64, w: f64, h: f64, fill: &str, stroke: &str) {
    let _ = write!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>"
    );
}

fn line(out: &mut String, from: (f64, f64), to: (f64, f64), colour: &str, dashes: &str) {
    let _ = write!(
        out,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dashes}\"/>",
        from.0, from.1, to.0, to.1
    );
}

fn draw_bars(bars: &[Bar]) -> (String, f64) {
    let mut out = String::new();
    let mut y = 4.0;
    for bar in bars {
        let total = bar.total();
        y += 16.0;
        text(&mut out, 0.0, y, "start", "bold", TEXT, &format!("{} ({total})", bar.label));
        y += 8.0;
        let mut x = 1.0;
        let mut told = Vec::new();
        for part in &bar.parts {
            let width = (WIDTH - 2.0) * part.count as f64 / total.max(1) as f64;
            let (back, letters) = tint(part.rating);
            rect(&mut out, x, y, width, 28.0, back, ink(part.rating));
            let words = format!("{} {} {}", part.rating.symbol(), part.label, part.count);
            // About 8 units a letter; what has no room is told below.
            let words = if (words.chars().count() as f64) * 8.0 < width {
                words
            } else {
                told.push(words);
                if width > 40.0 { format!("{} {}", part.rating.symbol(), part.count) } else { String::new() }
            };
            text(&mut out, x + width / 2.0, y + 19.0, "middle", "normal", letters, &words);
            x += width;
        }
        y += 34.0;
        if !told.is_empty() {
            y += 10.0;
            text(&mut out, 0.0, y, "start", "normal", TEXT, &told.join("   "));
            y += 6.0;
        }
    }
    (out, y + 4.0)
}

/// The smallest and largest of some figures with air around them.
fn range(figures: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = figures
        .filter(|one| one.is_finite())
        .fold((f64::MAX, f64::MIN), |(low, high), one| (low.min(one), high.max(one)));
    if low > high {
        return (0.0, 1.0);
    }
    let air = if high > low { (high - low) * 0.15 } else { high.abs().max(1.0) * 0.1 };
    (low - air, high + air)
}

fn draw_trend(trend: &Trend) -> (String, f64) {
    let (left, right, top, bottom) = (80.0, WIDTH - 80.0, 14.0, 180.0);
    let figures = trend.points.iter().flat_map(|point| [point.value, point.target]).flatten();
    let (low, high) = range(figures);
    let steps = trend.points.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| left + (right - left) * at as f64 / steps;
    let y = |figure: f64| bottom - (bottom - top) * (figure - low) / (high - low);
    let say = |figure: f64| format_value(figure, trend.unit, trend.decimals);
    let mut out = String::new();
    line(&mut out, (left, bottom), (right, bottom), GRID, "none");
    line(&mut out, (left, top), (left, bottom), GRID, "none");
    for figure in [low + (high - low) * 0.1, high - (high - low) * 0.1] {
        text(&mut out, left - 8.0, y(figure) + 4.0, "end", "normal", TEXT, &say(figure));
    }
    let mut path = |figure: fn(&Point) -> Option<f64>, colour: &str, dashes: &str| {
        let points: Vec<String> = trend
            .points
            .iter()
            .enumerate()
            .filter_map(|(at, point)| Some(format!("{:.1},{:.1}", x(at), y(figure(point)?))))
            .collect();
        let _ = write!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>",
            points.join(" ")
        );
    };
    path(|point| point.target, GRID, "6 4");
    path(|point| point.value, LINE, "none");
    let crowded = trend.points.len() > 7;
    for (at, point) in trend.points.iter().enumerate() {
        if !crowded || at % 2 == (trend.points.len() - 1) % 2 {
            text(&mut out, x(at), bottom + 18.0, "middle", "normal", TEXT, &point.label);
        }
        let Some(value) = point.value else { continue };
        let fill = if point.illustrative { "#ffffff" } else { ink(point.rating) };
        let _ = write!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"2\"/>",
            x(at),
            y(value),
            ink(point.rating)
        );
        if point.rating.is_colour() {
            let letters = format!("{} {}", point.rating.symbol(), point.rating.letters());
            text(&mut out, x(at), y(value) - 10.0, "middle", "bold", TEXT, &letters);
        }
    }
    if let Some(point) = trend.points.last() {
        let at = trend.points.len() - 1;
        if let Some(value) = point.value {
            text(&mut out, x(at) + 10.0, y(value) + 4.0, "start", "bold", TEXT, &say(value));
        }
        if let Some(target) = point.target {
            // Kept clear of the result's own label.
            let near = point.value.is_some_and(|value| (y(value) - y(target)).abs() < 14.0);
            let down = if near && point.value.is_some_and(|value| value >= target) { 18.0 } else { 4.0 };
            let up = if near && point.value.is_some_and(|value| value < target) { -14.0 } else { 0.0 };
            text(
                &mut out,
                x(at) + 10.0,
                y(target) + down + up,
                "start",
                "normal",
                TEXT,
                &format!("target {}", say(target)),
            );
        }
    }
    let key = if trend.points.iter().any(|point| point.illustrative) {
        "Line: results. Dashes: target. Hollow marks are illustrative."
    } else {
        "Line: results. Dashes: target."
    };
    text(&mut out, left, bottom + 42.0, "start", "normal", TEXT, key);
    (out, bottom + 52.0)
}

fn draw_months(months: &Months) -> (String, f64) {
    let (left, right, top, bottom) = (80.0, WIDTH - 10.0, 14.0, 200.0);
    let of = |pence: Pence| pence as f64;
    let high = months
        .months
        .iter()
        .flat_map(|month| [month.budget, month.actual, month.forecast])
        .flatten()
        .map(of)
        .fold(0.0, f64::max);
    let low = months
        .months
        .iter()
        .flat_map(|month| [month.budget, month.actual, month.forecast])
        .flatten()
        .map(of)
        .fold(0.0, f64::min);
    let span = (high - low).max(1.0);
    let y = |pence: f64| bottom - (bottom - top) * (pence - low) / span;
    let each = (right - left) / months.months.len().max(1) as f64;
    let mut out = String::new();
    line(&mut out, (left, y(0.0)), (right, y(0.0)), GRID, "none");
    for pence in [high, high / 2.0] {
        let whole = format_money(pence.round() as Pence, months.unit, 0);
        text(&mut out, left - 8.0, y(pence) + 4.0, "end", "normal", TEXT, &whole);
        line(&mut out, (left, y(pence)), (right, y(pence)), "#d0d0d0", "2 3");
    }
    for (at, month) in months.months.iter().enumerate() {
        let x = left + each * at as f64;
        let mut bar = |pence: Option<Pence>, from: f64, fill: &str, stroke: &str| {
            let Some(pence) = pence else { return };
            let (a, b) = (y(of(pence)), y(0.0));
            rect(&mut out, x + each * from, a.min(b), each * 0.36, (a - b).abs().max(0.5), fill, stroke);
        };
        bar(month.budget, 0.1, "#ffffff", GRID);
        match month.actual {
            Some(_) => bar(month.actual, 0.5, LINE, LINE),
            None => bar(month.forecast, 0.5, "#dbe6f5", LINE),
        }
        text(&mut out, x + each / 2.0, bottom + 18.0, "middle", "normal", TEXT, &month.label);
    }
    let mut key = format!("In {}. Outlined: profile. Filled: spent. Pale: forecast.", months.unit.title());
    if months.illustrative {
        key.push_str(" Illustrative figures.");
    }
    text(&mut out, left, bottom + 42.0, "start", "normal", TEXT, &key);
    (out, bottom + 52.0)
}

fn draw_heat_map(map: &HeatMap) -> (String, f64) {
    let (left, top, high) = (170.0, 44.0, 44.0);
    let wide = (WIDTH - left - 10.0) / map.impacts.len().max(1) as f64;
    let mut out = String::new();
    text(
        &mut out,
        left + wide * map.impacts.len() as f64 / 2.0,
        16.0,
        "middle",
        "bold",
        TEXT,
        &map.impact_title,
    );
    text(&mut out, 0.0, 36.0, "start", "bold", TEXT, &map.probability_title);
    for (at, step) in map.impacts.iter().enumerate() {
        text(&mut out, left + wide * (at as f64 + 0.5), 36.0, "middle", "normal", TEXT, step);
    }
    for (at, (step, cells)) in map.probabilities.iter().zip(&map.cells).enumerate() {
        let y = top + high * at as f64;
        text(&mut out, left - 10.0, y + high / 2.0 + 5.0, "end", "normal", TEXT, step);
        for (column, cell) in cells.iter().enumerate() {
            let x = left + wide * column as f64;
            let (back, letters) = tint(cell.rating);
            rect(&mut out, x + 1.0, y + 1.0, wide - 2.0, high - 2.0, back, ink(cell.rating));
            let weight = if cell.count > 0 { "bold" } else { "normal" };
            text(
                &mut out,
                x + wide / 2.0,
                y + high / 2.0 + 5.0,
                "middle",
                weight,
                letters,
                &cell.count.to_string(),
            );
            text(&mut out, x + wide - 8.0, y + high - 8.0, "end", "normal", letters, &cell.letters);
        }
    }
    let y = top + high * map.cells.len() as f64 + 20.0;
    let bands: Vec<String> = map.bands.iter().map(|band| format!("{} {}", band.letters, band.name)).collect();
    text(&mut out, left, y, "start", "normal", TEXT, &bands.join("   "));
    (out, y + 10.0)
}
