//! Stacked bars of shares, each part with its letters and count on it.

use super::{Anchor, ILLUSTRATIVE, Paint, Pen, marks};
use crate::domain::Rating;
use crate::report::document::{Bar, Part, Remark};

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
    let crowded = crowded(bars, across, pen);
    legend(bars, crowded, left, y + 2.0, pen)
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
        let count = counted(part);
        let mark = marks(&part.remarks);
        let mark = Some(mark.trim()).filter(|mark| !mark.is_empty());
        let middle = (from + to) / 2.0;
        let letters_of = part.rating.letters();
        let fits = |text: &str, size: f32| pen.width_of(text, size) * 1.08 + 3.0 <= to - from;
        let whole = format!("{} {} {count}", part.rating.symbol(), part.label);
        let short = format!("{letters_of} {count}");
        if let Some(text) = [whole, short].iter().find(|text| fits(text, SIZE)) {
            pen.bold((middle, y + BAR / 2.0 + 1.8), text, SIZE, letters, Anchor::Middle);
        } else if is_short(part, to - from, pen) {
            pen.bold((middle, y + 9.0), letters_of, 7.5, letters, Anchor::Middle);
            pen.bold((middle, y + 18.0), &count, 7.5, letters, Anchor::Middle);
        } else if let Some(mark) = mark.filter(|mark| fits(letters_of, 7.5) && fits(mark, 7.5)) {
            // The count stands with the mark in the key.
            pen.bold((middle, y + 9.0), letters_of, 7.5, letters, Anchor::Middle);
            pen.bold((middle, y + 18.0), mark, 7.5, letters, Anchor::Middle);
        } else {
            pen.sign(part.rating, (middle, y + BAR / 2.0 - 1.5), 2.2);
        }
    }
}

/// A count with its marks.
fn counted(part: &Part) -> String {
    format!("{}{}", part.count, marks(&part.remarks))
}

/// Whether the letters of a part and its count below them fit into a width.
fn is_short(part: &Part, width: f32, pen: &Pen<'_>) -> bool {
    let fits = |text: &str| pen.width_of(text, 7.5) * 1.08 + 3.0 <= width;
    fits(part.rating.letters()) && fits(&counted(part))
}

/// The marked counts that are too wide for their parts: "Overall: GA 1 †11".
fn crowded(bars: &[Bar], across: f32, pen: &Pen<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for bar in bars {
        let width = |part: &Part| across * (part.count as f64 / bar.total().max(1) as f64) as f32;
        let marked = bar.parts.iter().filter(|part| part.count > 0 && !part.remarks.is_empty());
        for part in marked.filter(|part| !is_short(part, width(part), pen)) {
            told.push(format!("{}: {} {}", bar.label, part.rating.letters(), counted(part)));
        }
    }
    told
}

/// Every kind of part once, in the order it first stands in.
fn legend(bars: &[Bar], mut notes: Vec<String>, left: f32, mut y: f32, pen: &mut Pen<'_>) -> f32 {
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
    if bars.iter().flat_map(|bar| &bar.parts).any(|part| part.remarks.contains(&Remark::Illustrative)) {
        notes.push(ILLUSTRATIVE.to_owned());
    }
    for note in notes {
        let wide = pen.width_of(&note, 8.0) + 12.0;
        if x + wide > pen.width && x > left {
            x = left;
            y += 13.0;
        }
        pen.text((x, y), &note, 8.0, Paint::BLACK, Anchor::Start);
        x += wide;
    }
    y + 5.0
}
