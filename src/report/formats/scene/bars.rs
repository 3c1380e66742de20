//! Stacked bars of shares, each part with its letters and count on it.

use super::{Anchor, Paint, Pen};
use crate::domain::Rating;
use crate::report::document::Bar;

const BAR: f32 = 25.0;
const GAP: f32 = 9.0;
const SIZE: f32 = 9.0;

/// Draws, and answers how high it came to be.
pub fn draw(bars: &[Bar], pen: &mut Pen<'_>) -> f32 {
    let wanted = bars.iter().map(|bar| pen.width_of(&bar.label, SIZE)).fold(0.0, f32::max) + 10.0;
    let left = wanted.min(pen.width * 0.34);
    let total_width = 30.0;
    let across = (pen.width - left - total_width).max(20.0);
    let mut y = 2.0;
    for bar in bars {
        let lines = pen.fold(&bar.label, SIZE, left - 8.0, left - 8.0, 2);
        let first = y + BAR / 2.0 + 3.2 - (lines.len().saturating_sub(1)) as f32 * 5.2;
        for (at, line) in lines.iter().enumerate() {
            pen.text((0.0, first + at as f32 * 10.4), line, SIZE, Paint::BLACK, Anchor::Start);
        }
        parts(bar, (left, y), across, pen);
        let total = format!("{}", bar.total());
        pen.bold((pen.width, y + BAR / 2.0 + 3.2), &total, SIZE, Paint::BLACK, Anchor::End);
        y += BAR + GAP;
    }
    legend(bars, left, y + 2.0, pen)
}

fn parts(bar: &Bar, (left, y): (f32, f32), across: f32, pen: &mut Pen<'_>) {
    let total = bar.total();
    if total == 0 {
        pen.frame(left, y, across, BAR, Paint::RULE);
        pen.text((left + 6.0, y + BAR / 2.0 + 3.2), "none", SIZE, Paint::GREY, Anchor::Start);
        return;
    }
    let mut done = 0u64;
    for part in bar.parts.iter().filter(|part| part.count > 0) {
        // Edges from running totals, so that the parts fill the bar to the end.
        let from = left + across * (done as f64 / total as f64) as f32;
        done += part.count;
        let to = left + across * (done as f64 / total as f64) as f32;
        let (back, letters) = Paint::tint(part.rating);
        pen.block(from, y, to - from, BAR, back);
        pen.block(from, y + BAR - 3.0, to - from, 3.0, Paint::ink(part.rating));
        pen.frame(from, y, to - from, BAR, Paint::ink(part.rating));
        let count = part.count.to_string();
        let middle = (from + to) / 2.0;
        let letters_of = part.rating.letters();
        let fits = |text: &str, size: f32| pen.width_of(text, size) * 1.08 + 3.0 <= to - from;
        let whole = format!("{} {} {count}", part.rating.symbol(), part.label);
        let short = format!("{letters_of} {count}");
        if let Some(text) = [whole, short].iter().find(|text| fits(text, SIZE)) {
            pen.bold((middle, y + BAR / 2.0 + 1.8), text, SIZE, letters, Anchor::Middle);
        } else if fits(letters_of, 7.5) && fits(&count, 7.5) {
            pen.bold((middle, y + 9.0), letters_of, 7.5, letters, Anchor::Middle);
            pen.bold((middle, y + 18.0), &count, 7.5, letters, Anchor::Middle);
        } else {
            pen.sign(part.rating, (middle, y + BAR / 2.0 - 1.5), 2.2);
        }
    }
}

/// Every kind of part once, in the order it first stands in.
fn legend(bars: &[Bar], left: f32, mut y: f32, pen: &mut Pen<'_>) -> f32 {
    let mut told: Vec<(&str, Rating)> = Vec::new();
    for part in bars.iter().flat_map(|bar| &bar.parts).filter(|part| part.count > 0) {
        if !told.contains(&(part.label.as_str(), part.rating)) {
            told.push((&part.label, part.rating));
        }
    }
    let mut x = left;
    y += 7.0;
    for (name, rating) in told {
        let text = format!("{} {name}", rating.letters());
        let wide = 16.0 + pen.width_of(&text, 8.0) + 12.0;
        if x + wide > pen.width && x > left {
            x = left;
            y += 13.0;
        }
        pen.sign(rating, (x + 5.0, y - 2.8), 3.6);
        pen.text((x + 13.0, y), &text, 8.0, Paint::BLACK, Anchor::Start);
        x += wide;
    }
    y + 5.0
}
