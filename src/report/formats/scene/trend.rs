//! Results over time with their targets: a line with the sign of each rating on it.

use super::{Anchor, ILLUSTRATIVE, Paint, Pen, marks};
use crate::domain::axis::{self, Scale};
use crate::domain::figures::format_value;
use crate::report::document::{Point, Trend};

const HEIGHT: f32 = 122.0;
const SIZE: f32 = 8.0;

/// Draws, and answers how high it came to be.
pub fn draw(trend: &Trend, pen: &mut Pen<'_>) -> f32 {
    let Some((low, high)) = trend.ends() else {
        pen.text((0.0, 12.0), "No results yet.", 9.0, Paint::GREY, Anchor::Start);
        return 18.0;
    };
    let is_first = pen.is_first_edition();
    let (low, high) = if is_first { (low, high) } else { axis::line_ends(low, high) };
    let scale = Scale::of(low, high);
    let (first, step, last) = (scale.first, scale.step, scale.last());
    let ticks: Vec<f64> = (0..=scale.steps).map(|tick| first + step * f64::from(tick)).collect();
    let decimals = scale.decimals(trend.decimals);
    let named: Vec<String> = ticks.iter().map(|tick| format_value(*tick, trend.unit, decimals)).collect();
    let left = named.iter().map(|name| pen.width_of(name, SIZE)).fold(0.0, f32::max) + 8.0;
    let (top, bottom) = (16.0, HEIGHT);
    let right = pen.width - 14.0;
    // The lowest label stands above the axis.
    let floor = bottom - 10.0;
    let y_of = move |value: f64| floor - (floor - top) * ((value - first) / (last - first)) as f32;
    for (tick, name) in ticks.iter().zip(&named) {
        pen.line(&[(left, y_of(*tick)), (pen.width, y_of(*tick))], Paint::RULE, 0.5, false);
        pen.text((left - 6.0, y_of(*tick) + 2.8), name, SIZE, Paint::GREY, Anchor::End);
    }
    // The mark of a break, at the end that leaves 0 out.
    let broken = if first > 0.0 { Some(floor) } else { (last < 0.0).then_some(top) };
    if let Some(y) = broken.filter(|_| !is_first) {
        pen.break_mark((left, y));
    }
    let apart = (right - left - 14.0) / trend.points.len().max(1) as f32;
    let x_of = move |at: usize| left + 14.0 + apart * (at as f32 + 0.5);

    for at in trend.points.iter().enumerate().filter(|(_, point)| !point.broken.is_empty()).map(|(at, _)| at)
    {
        let x = x_of(at) - apart / 2.0;
        pen.line(&[(x, top - 6.0), (x, floor)], Paint::BLACK, 1.0, true);
    }
    let target = |point: &Point| point.target;
    path(&trend.points, target, x_of, y_of, |points| pen.line(points, Paint::GREY, 1.25, true));
    path(&trend.points, |point| point.value, x_of, y_of, |points| pen.line(points, Paint::NAVY, 1.5, false));
    let mut told = f32::NEG_INFINITY;
    let every = every(trend, apart, pen);
    let folded =
        trend.points.iter().any(|point| pen.width_of(&name(point), SIZE) > apart * every as f32 - 4.0);
    for (at, point) in trend.points.iter().enumerate() {
        if let Some(value) = point.value.filter(|value| value.is_finite()) {
            let middle = (x_of(at), y_of(value));
            pen.sign(point.rating, middle, 3.8);
            let text =
                format!("{}{}", format_value(value, trend.unit, trend.decimals), marks(&point.remarks));
            let half = pen.width_of(&text, SIZE) / 2.0;
            if middle.0 - half > told + 2.0 {
                // Below, where the line of targets runs just above.
                let crowded =
                    point.target.is_some_and(|target| (0.0..16.0).contains(&(middle.1 - y_of(target))));
                let y = if crowded { middle.1 + 13.0 } else { middle.1 - 7.0 };
                pen.bold((middle.0, y), &text, SIZE, Paint::BLACK, Anchor::Middle);
                told = middle.0 + half * 1.08;
            }
        }
        if at % every == (trend.points.len() - 1) % every {
            let wide = if folded { 1.0 } else { apart * every as f32 };
            label(point, (x_of(at), bottom + 11.0), wide, apart * every as f32, pen);
        }
    }
    let cut = axis::words(first, last, |end| format_value(end, trend.unit, decimals));
    let cut = cut.filter(|_| !is_first);
    legend(trend, cut, left, bottom + if folded { 37.0 } else { 28.0 }, pen)
}

/// A line through what there is; a gap stays a gap, and a changed definition makes one.
fn path(
    points: &[Point],
    of: impl Fn(&Point) -> Option<f64>,
    x_of: impl Fn(usize) -> f32,
    y_of: impl Fn(f64) -> f32,
    mut draw: impl FnMut(&[(f32, f32)]),
) {
    let mut line = Vec::new();
    for (at, point) in points.iter().enumerate() {
        if !point.broken.is_empty() && !line.is_empty() {
            draw(&stretched(std::mem::take(&mut line)));
        }
        match of(point).filter(|value| value.is_finite()) {
            Some(value) => line.push((x_of(at), y_of(value))),
            None => draw(&stretched(std::mem::take(&mut line))),
        }
    }
    draw(&stretched(line));
}

/// A point that stands alone is drawn as a short line.
fn stretched(mut line: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    if let [(x, y)] = line[..] {
        line = vec![(x - 12.0, y), (x + 12.0, y)];
    }
    line
}

/// Of how many points one is named, so that the names do not run into one another.
fn every(trend: &Trend, apart: f32, pen: &Pen<'_>) -> usize {
    let words = trend.points.iter().flat_map(|point| point.label.split_whitespace());
    let widest = words.map(|word| pen.width_of(word, SIZE)).fold(8.0, f32::max) + 6.0;
    ((widest / apart.max(0.1)).ceil() as usize).clamp(1, trend.points.len().max(1))
}

fn name(point: &Point) -> String {
    if point.illustrative { format!("{}*", point.label) } else { point.label.clone() }
}

/// The name of a point, broken where it is wider than `wide`, and cut at `most`.
fn label(point: &Point, (x, y): (f32, f32), wide: f32, most: f32, pen: &mut Pen<'_>) {
    for (line, text) in pen.fold(&name(point), SIZE, wide, most - 4.0, 2).iter().enumerate() {
        pen.text((x, y + line as f32 * 9.5), text, SIZE, Paint::BLACK, Anchor::Middle);
    }
}

fn legend(trend: &Trend, cut: Option<String>, left: f32, y: f32, pen: &mut Pen<'_>) -> f32 {
    let mut x = left;
    if let Some(words) = cut {
        pen.break_mark((x + 4.0, y - 2.8));
        pen.text((x + 12.0, y), &words, SIZE, Paint::BLACK, Anchor::Start);
        x += 12.0 + pen.width_of(&words, SIZE) + 16.0;
    }
    let mut entry = |text: &str, dashed: Option<bool>, pen: &mut Pen<'_>| {
        if let Some(dashed) = dashed {
            let (paint, thick) = if dashed { (Paint::GREY, 1.25) } else { (Paint::NAVY, 1.5) };
            pen.line(&[(x, y - 2.8), (x + 20.0, y - 2.8)], paint, thick, dashed);
            x += 25.0;
        }
        pen.text((x, y), text, SIZE, Paint::BLACK, Anchor::Start);
        x += pen.width_of(text, SIZE) + 16.0;
    };
    entry("Result", Some(false), pen);
    if trend.points.iter().any(|point| point.target.is_some()) {
        entry("Target", Some(true), pen);
    }
    if trend.points.iter().any(|point| point.illustrative) {
        entry(ILLUSTRATIVE, None, pen);
    }
    y + 5.0
}
