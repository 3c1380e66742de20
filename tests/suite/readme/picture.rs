//! A drawn screen as an SVG picture, cell for cell.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const WIDE: usize = 9;
const HIGH: usize = 19;
const PAPER: &str = "#14181d";
const INK: &str = "#d8dee4";

fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => otherwise.to_owned(),
    }
}

fn colours(cell: &Cell) -> (String, String) {
    let (ink, paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) { (paper, ink) } else { (ink, paper) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The picture.
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (usize::from(area.width) * WIDE, usize::from(area.height) * HIGH);
    let mut out = String::new();
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="15" xml:space="preserve">"#
    )
    .unwrap();
    writeln!(out, r#"<rect width="{width}" height="{height}" rx="6" fill="{PAPER}"/>"#).unwrap();
    let mut words = String::new();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let (ink, paper) = colours(cell);
            let style = (ink.clone(), paper.clone(), cell.modifier);
            // A run of cells that look alike; box lines and bars are drawn one by one so that they meet.
            let mut end = x;
            let mut text = String::new();
            while end < area.width {
                let next = &buffer[(end, y)];
                let (ink, paper) = colours(next);
                if (ink, paper, next.modifier) != style {
                    break;
                }
                text.push_str(next.symbol());
                end += (next.symbol().width() as u16).max(1);
            }
            let (left, top) = (usize::from(x) * WIDE, usize::from(y) * HIGH);
            let wide = usize::from(end - x) * WIDE;
            if paper != PAPER {
                writeln!(
                    out,
                    r#"<rect x="{left}" y="{top}" width="{wide}" height="{HIGH}" fill="{paper}"/>"#
                )
                .unwrap();
            }
            let visible = text.trim_end();
            if !visible.is_empty() {
                let bold = if cell.modifier.contains(Modifier::BOLD) { r#" font-weight="bold""# } else { "" };
                let dim = if cell.modifier.contains(Modifier::DIM) { r#" opacity="0.7""# } else { "" };
                let line = if cell.modifier.contains(Modifier::UNDERLINED) {
                    r#" text-decoration="underline""#
                } else {
                    ""
                };
                let length = visible.width() * WIDE;
                let base = top + 14;
                writeln!(
                    words,
                    r#"<text x="{left}" y="{base}" fill="{ink}" textLength="{length}" lengthAdjust="spacingAndGlyphs"{bold}{dim}{line}>{}</text>"#,
                    escaped(visible)
                )
                .unwrap();
            }
            x = end;
        }
    }
    out.push_str(&words);
    out.push_str("</svg>\n");
    out
}
