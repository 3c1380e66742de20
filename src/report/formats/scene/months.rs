//! Spending by month: columns of what was spent and is forecast, and the profile as a line.

use super::{Anchor, Paint, Pen};
use crate::domain::axis::Scale;
use crate::domain::money::{Pence, format_money};
use crate::report::document::{Month, Months};

const HEIGHT: f32 = 140.0;
const SIZE: f32 = 8.0;

/// Draws, and answers how high it came to be.
pub fn draw(data: &Months, pen: &mut Pen<'_>) -> f32 {
    let figures: Vec<f64> = data
        .months
        .iter()
        .flat_map(|month| [month.budget, month.actual, month.forecast])
        .flatten()
        .map(|pence| pence as f64)
        .collect();
    if figures.is_empty() {
        pen.text((0.0, 12.0), "No figures by month yet.", 9.0, Paint::GREY, Anchor::Start);
        return 18.0;
    }
    // Columns stand on nought.
    let low = figures.iter().copied().fold(0.0, f64::min);
    let high = figures.iter().copied().fold(0.0, f64::max);
    let scale = Scale::of(low, high.max(low + 1.0));
    let (first, step, last) = (scale.first, scale.step, scale.last());
    let decimals = u32::from(step < data.unit.pence() as f64 * 0.999);
    let ticks: Vec<(f64, String)> = (0..=scale.steps)
        .map(|tick| first + step * f64::from(tick))
        .map(|tick| (tick, format_money(tick.round() as Pence, data.unit, decimals)))
        .collect();
    let left = ticks.iter().map(|(_, name)| pen.width_of(name, SIZE)).fold(0.0, f32::max) + 8.0;
    let (top, bottom) = (8.0, HEIGHT);
    let y_of = move |value: f64| bottom - (bottom - top) * ((value - first) / (last - first)) as f32;
    for (tick, name) in &ticks {
        pen.line(&[(left, y_of(*tick)), (pen.width, y_of(*tick))], Paint::RULE, 0.5, false);
        pen.text((left - 6.0, y_of(*tick) + 2.8), name, SIZE, Paint::GREY, Anchor::End);
    }
    let apart = (pen.width - left) / data.months.len().max(1) as f32;
    let x_of = move |at: usize| left + apart * (at as f32 + 0.5);
    let half = (apart * 0.3).min(16.0);
    for (at, month) in data.months.iter().enumerate() {
        column(month, (x_of(at), half), y_of, pen);
        let label = format!("{}{}", month.label, if month.illustrative { "*" } else { "" });
        let name = pen.cut(&label, SIZE, apart - 2.0);
        pen.text((x_of(at), bottom + 11.0), &name, SIZE, Paint::BLACK, Anchor::Middle);
    }
    pen.line(&[(left, y_of(0.0)), (pen.width, y_of(0.0))], Paint::GREY, 1.0, false);
    let mut line = Vec::new();
    for (at, month) in data.months.iter().enumerate() {
        match month.budget {
            Some(budget) => line.push((x_of(at), y_of(budget as f64))),
            None => {
                pen.line(&std::mem::take(&mut line), Paint::ink(crate::domain::Rating::RedAmber), 1.5, true)
            }
        }
    }
    pen.line(&line, Paint::ink(crate::domain::Rating::RedAmber), 1.5, true);
    legend(data, left, bottom + 27.0, pen)
}

fn column(month: &Month, (x, half): (f32, f32), y_of: impl Fn(f64) -> f32, pen: &mut Pen<'_>) {
    let zero = y_of(0.0);
    let span = |pence: Pence| {
        let end = y_of(pence as f64);
        (end.min(zero), (end - zero).abs().max(0.5))
    };
    if let Some(actual) = month.actual {
        let (y, high) = span(actual);
        pen.block(x - half, y, half * 2.0, high, Paint::NAVY);
    } else if let Some(forecast) = month.forecast {
        let (y, high) = span(forecast);
        pen.block(x - half, y, half * 2.0, high, Paint::PALE);
        pen.frame(x - half, y, half * 2.0, high, Paint::NAVY);
    }
}

fn legend(data: &Months, left: f32, y: f32, pen: &mut Pen<'_>) -> f32 {
    let mut x = left;
    let kinds = [
        ("Actual", data.months.iter().any(|month| month.actual.is_some())),
        ("Forecast", data.months.iter().any(|month| month.actual.is_none() && month.forecast.is_some())),
        ("Budget profile", data.months.iter().any(|month| month.budget.is_some())),
    ];
    for (name, _) in kinds.into_iter().filter(|(_, shown)| *shown) {
        match name {
            "Actual" => pen.block(x, y - 7.0, 12.0, 8.0, Paint::NAVY),
            "Forecast" => {
                pen.block(x, y - 7.0, 12.0, 8.0, Paint::PALE);
                pen.frame(x, y - 7.0, 12.0, 8.0, Paint::NAVY);
            }
            _ => {
                let paint = Paint::ink(crate::domain::Rating::RedAmber);
                pen.line(&[(x, y - 2.8), (x + 14.0, y - 2.8)], paint, 1.5, true);
            }
        }
        pen.text((x + 18.0, y), name, SIZE, Paint::BLACK, Anchor::Start);
        x += 18.0 + pen.width_of(name, SIZE) + 16.0;
    }
    let mut note = data.unit.title().to_owned();
    // Documents published before months were marked one by one say it of all of them.
    let marked = data.months.iter().any(|month| month.illustrative);
    if marked || data.illustrative {
        note.push_str(if marked { "; * illustrative" } else { "; illustrative" });
    }
    pen.text((x, y), &note, SIZE, Paint::GREY, Anchor::Start);
    y + 5.0
}
