//! Charts as shapes and letters on a plane, for every format that draws: a PDF
//! draws them as they are, a web page as SVG, a Word document as a picture.

mod bars;
mod heat_map;
mod months;
mod trend;

use super::edition::Edition;
use super::fonts::{Face, Fonts};
use crate::domain::Rating;
use crate::report::document::{Chart, ChartData, Remark, ink, tint};
use crate::report::remarks::mark;

/// A colour, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Paint(pub u8, pub u8, pub u8);

impl Paint {
    pub const BLACK: Self = Self(0x1a, 0x1a, 0x1a);
    pub const WHITE: Self = Self(0xff, 0xff, 0xff);
    /// Small print: 7:1 against white.
    pub const GREY: Self = Self(0x55, 0x55, 0x55);
    /// Hairlines.
    pub const RULE: Self = Self(0xb8, 0xbe, 0xc6);
    /// Headings and lines of results: 10:1 against white.
    pub const NAVY: Self = Self(0x1b, 0x36, 0x5d);
    /// Behind the headings of a table.
    pub const PALE: Self = Self(0xe6, 0xec, 0xf3);

    /// Reads `#rrggbb`; black if it is anything else.
    pub fn hex(text: &str) -> Self {
        let part = |from: usize| text.get(from..from + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        match (part(1), part(3), part(5)) {
            (Some(red), Some(green), Some(blue)) => Self(red, green, blue),
            _ => Self::BLACK,
        }
    }

    /// As `rrggbb`.
    pub fn code(self) -> String {
        format!("{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// As one number, for libraries that take `0xrrggbb`.
    pub fn number(self) -> u32 {
        u32::from(self.0) << 16 | u32::from(self.1) << 8 | u32::from(self.2)
    }

    /// Background and letters of a rating.
    pub fn tint(rating: Rating) -> (Self, Self) {
        let (back, letters) = tint(rating);
        (Self::hex(back), Self::hex(letters))
    }

    /// Strong colour of a rating.
    pub fn ink(rating: Rating) -> Self {
        Self::hex(ink(rating))
    }
}

/// Where a text stands about its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Something drawn. Points are measured from the top left, in points of 1/72 inch.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Box {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        fill: Paint,
    },
    /// Not filled.
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        paint: Paint,
        thick: f32,
    },
    Line {
        points: Vec<(f32, f32)>,
        paint: Paint,
        thick: f32,
        dashed: bool,
    },
    /// Filled.
    Area {
        points: Vec<(f32, f32)>,
        fill: Paint,
    },
    /// `y` is that of the baseline.
    Text {
        x: f32,
        y: f32,
        text: String,
        size: f32,
        face: Face,
        paint: Paint,
        anchor: Anchor,
    },
}

/// A chart, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

impl Scene {
    /// Draws a chart as wide as `width` points; its height follows from what it shows.
    pub fn draw(chart: &Chart, width: f32, fonts: &Fonts) -> Self {
        let mut pen = Pen { marks: Vec::new(), fonts, width };
        let height = match &chart.data {
            ChartData::Bars(data) => bars::draw(data, &mut pen),
            ChartData::Trend(data) => trend::draw(data, &mut pen),
            ChartData::Months(data) => months::draw(data, &mut pen),
            ChartData::HeatMap(data) => heat_map::draw(data, &mut pen),
        };
        Self { width, height, marks: pen.marks }
    }
}

/// What charts are drawn with.
struct Pen<'a> {
    marks: Vec<Mark>,
    fonts: &'a Fonts,
    /// Of the whole chart.
    width: f32,
}

impl Pen<'_> {
    fn block(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Paint) {
        self.marks.push(Mark::Box { x, y, width, height, fill });
    }

    fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, paint: Paint) {
        self.marks.push(Mark::Frame { x, y, width, height, paint, thick: 0.75 });
    }

    fn line(&mut self, points: &[(f32, f32)], paint: Paint, thick: f32, dashed: bool) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points: points.to_vec(), paint, thick, dashed });
        }
    }

    fn text(&mut self, at: (f32, f32), text: &str, size: f32, paint: Paint, anchor: Anchor) {
        self.words(at, text, size, Face::Regular, paint, anchor);
    }

    fn bold(&mut self, at: (f32, f32), text: &str, size: f32, paint: Paint, anchor: Anchor) {
        self.words(at, text, size, Face::Bold, paint, anchor);
    }

    fn words(&mut self, (x, y): (f32, f32), text: &str, size: f32, face: Face, paint: Paint, anchor: Anchor) {
        let text = self.fonts.spelled(text).into_owned();
        self.marks.push(Mark::Text { x, y, text, size, face, paint, anchor });
    }

    /// Whether it is drawn as in the first edition.
    fn is_first_edition(&self) -> bool {
        self.fonts.edition() == Edition::First
    }

    fn width_of(&self, text: &str, size: f32) -> f32 {
        self.fonts.width(Face::Regular, size, text)
    }

    /// A text in lines broken at `width`, at most `count` of them; what is longer than that, or than
    /// `most` in one line, ends in "…".
    fn fold(&self, text: &str, size: f32, width: f32, most: f32, count: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match joined {
                Some(joined) if self.width_of(&joined, size) <= width => {
                    lines.pop();
                    lines.push(joined);
                }
                _ if lines.len() < count => lines.push(word.to_owned()),
                _ => {
                    if let Some(last) = lines.last_mut() {
                        last.push('…');
                    }
                    break;
                }
            }
        }
        lines.iter().map(|line| self.cut(line, size, most)).collect()
    }

    /// As much of a text as fits, ended by "…" where it does not.
    fn cut(&self, text: &str, size: f32, width: f32) -> String {
        if self.width_of(text, size) <= width {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while kept.pop().is_some() && self.width_of(&kept, size) + self.width_of("…", size) > width {}
        kept + "…"
    }

    /// Two short strokes across an axis that leaves 0 out, about a middle.
    fn break_mark(&mut self, (x, y): (f32, f32)) {
        for up in [-1.5, 1.5] {
            self.line(&[(x - 4.0, y + up + 2.0), (x + 4.0, y + up - 2.0)], Paint::BLACK, 1.0, false);
        }
    }

    /// The sign of a rating in its own shape, about a middle, so that no chart rests on colour.
    fn sign(&mut self, rating: Rating, (x, y): (f32, f32), half: f32) {
        let paint = Paint::ink(rating);
        let points: Vec<(f32, f32)> = match rating.symbol() {
            "■" => vec![(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
            "▲" => vec![(0.0, -1.15), (1.15, 0.95), (-1.15, 0.95)],
            "◆" => vec![(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            _ => round(1.1),
        };
        let place = |points: &[(f32, f32)], by: f32| -> Vec<(f32, f32)> {
            points.iter().map(|(dx, dy)| (x + dx * by, y + dy * by)).collect()
        };
        self.marks.push(Mark::Area { points: place(&points, half), fill: paint });
        if rating.symbol() == "○" {
            self.marks.push(Mark::Area { points: place(&points, half * 0.55), fill: Paint::WHITE });
        }
    }
}

/// What the star beside a figure means.
const ILLUSTRATIVE: &str = "* illustrative";

/// What a figure in a chart is marked with: " †3" where its source printed another, "*" where it is invented.
fn marks(remarks: &[Remark]) -> String {
    let marks = remarks.iter().map(|remark| match remark {
        Remark::Illustrative => "*".to_owned(),
        Remark::Corrected(one) => format!(" {}", mark(one.number)),
    });
    marks.collect()
}

/// Corners of something round enough.
fn round(radius: f32) -> Vec<(f32, f32)> {
    (0..24u8)
        .map(|step| {
            let turn = f32::from(step) / 24.0 * std::f32::consts::TAU;
            (turn.cos() * radius, turn.sin() * radius)
        })
        .collect()
}

#[cfg(test)]
mod tests;
