//! Risks by probability and impact: a grid, each cell with its count, sign and letters.

use super::{Anchor, ILLUSTRATIVE, Paint, Pen, marks};
use crate::report::document::{HeatMap, Remark};

const ROW: f32 = 34.0;
const SIZE: f32 = 9.0;

/// Draws, and answers how high it came to be.
pub fn draw(map: &HeatMap, pen: &mut Pen<'_>) -> f32 {
    let left = 118.0f32.min(pen.width * 0.3);
    let columns = map.impacts.len().max(1) as f32;
    let wide = ((pen.width - left) / columns).min(84.0);
    pen.bold((0.0, SIZE + 1.0), &map.probability_title, SIZE, Paint::BLACK, Anchor::Start);
    let middle = left + wide * columns / 2.0;
    pen.bold((middle, SIZE + 1.0), &map.impact_title, SIZE, Paint::BLACK, Anchor::Middle);
    let names: Vec<Vec<String>> =
        map.impacts.iter().map(|impact| pen.fold(impact, 8.0, wide - 6.0, wide - 6.0, 2)).collect();
    let deepest = names.iter().map(Vec::len).max().unwrap_or(0) as f32;
    for (at, lines) in names.iter().enumerate() {
        let x = left + wide * (at as f32 + 0.5);
        for (line, text) in lines.iter().enumerate() {
            pen.text((x, 24.0 + line as f32 * 9.5), text, 8.0, Paint::BLACK, Anchor::Middle);
        }
    }
    let top = 19.0 + deepest * 9.5;
    for (at, name) in map.probabilities.iter().enumerate() {
        let y = top + ROW * at as f32;
        let lines = pen.fold(name, SIZE, left - 10.0, left - 10.0, 2);
        let first = y + ROW / 2.0 + 3.2 - lines.len().saturating_sub(1) as f32 * 5.2;
        for (line, text) in lines.iter().enumerate() {
            pen.text((0.0, first + line as f32 * 10.4), text, SIZE, Paint::BLACK, Anchor::Start);
        }
        for (column, cell) in map.cells.get(at).into_iter().flatten().take(map.impacts.len()).enumerate() {
            let x = left + wide * column as f32;
            let (back, letters) = Paint::tint(cell.rating);
            pen.block(x, y, wide, ROW, back);
            pen.frame(x, y, wide, ROW, Paint::WHITE);
            let text = if cell.count == 0 && cell.remarks.is_empty() {
                "–".to_owned()
            } else {
                cell.count.to_string()
            };
            let text = format!("{text}{}", marks(&cell.remarks));
            let size = if cell.count == 0 { 9.0 } else { 13.0 };
            pen.bold((x + wide / 2.0, y + 16.0), &text, size, letters, Anchor::Middle);
            let code_width = pen.width_of(&cell.letters, 8.0) + 10.0;
            pen.sign(cell.rating, (x + wide / 2.0 - code_width / 2.0 + 3.0, y + 25.0), 3.0);
            let code_at = (x + wide / 2.0 - code_width / 2.0 + 10.0, y + 28.0);
            pen.text(code_at, &cell.letters, 8.0, letters, Anchor::Start);
        }
    }
    let rows = map.probabilities.len() as f32;
    pen.frame(left, top, wide * columns, ROW * rows, Paint::GREY);
    bands(map, top + ROW * rows + 14.0, pen)
}

fn bands(map: &HeatMap, mut y: f32, pen: &mut Pen<'_>) -> f32 {
    let mut x = 0.0;
    if map.cells.iter().flatten().any(|cell| cell.remarks.contains(&Remark::Illustrative)) {
        pen.text((x, y), ILLUSTRATIVE, 8.0, Paint::BLACK, Anchor::Start);
        x += pen.width_of(ILLUSTRATIVE, 8.0) + 14.0;
    }
    for band in &map.bands {
        let text = format!("{} {}", band.letters, band.name);
        let wide = 16.0 + pen.width_of(&text, 8.0) + 14.0;
        if x + wide > pen.width && x > 0.0 {
            x = 0.0;
            y += 13.0;
        }
        pen.sign(band.rating, (x + 5.0, y - 2.8), 3.6);
        pen.text((x + 13.0, y), &text, 8.0, Paint::BLACK, Anchor::Start);
        x += wide;
    }
    y + 5.0
}
