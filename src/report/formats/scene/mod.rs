//! Charts as shapes and letters on a plane, for every format that draws: a PDF
//! draws them as they are, a web page as SVG, a Word document as a picture.

mod bars;
mod heat_map;
mod months;
mod trend;

use super::fonts::{Face, Fonts, spelled};
use crate::domain::Rating;
use crate::report::document::{Chart, ChartData, ink, tint};

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
        self.marks.push(Mark::Text { x, y, text: spelled(text).into_owned(), size, face, paint, anchor });
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

/// Corners of something round enough.
fn round(radius: f32) -> Vec<(f32, f32)> {
    (0..24u8)
        .map(|step| {
            let turn = f32::from(step) / 24.0 * std::f32::consts::TAU;
            (turn.cos() * radius, turn.sin() * radius)
        })
        .collect()
}

/// A scale of round numbers that holds `low..=high`: where it begins and its step; four to eight steps.
fn scale(low: f64, high: f64) -> (f64, f64, u32) {
    let span = (high - low).max(f64::EPSILON * high.abs().max(1.0) * 16.0);
    let raw = span / 4.0;
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= raw * 0.999)
        .unwrap_or(raw);
    let first = (low / step).floor() * step;
    let mut steps = 1;
    while first + step * f64::from(steps) < high - step * 1e-6 && steps < 12 {
        steps += 1;
    }
    (first, step, steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Unit;
    use crate::domain::money::{MoneyUnit, Pence};
    use crate::report::document::{Bar, HeatBand, HeatCell, HeatMap, Month, Months, Part, Point, Trend};

    fn chart(data: ChartData) -> Chart {
        Chart { code: "c".into(), caption: "C".into(), alt: "C".into(), data, anchor: None }
    }

    /// Everything drawn is in its place: a number, and on the plane.
    fn check(data: ChartData, width: f32) -> Scene {
        let fonts = Fonts::new().unwrap();
        let scene = Scene::draw(&chart(data), width, &fonts);
        assert!(scene.height.is_finite() && scene.height > 0.0 && scene.height < 3_000.0, "{}", scene.height);
        let mut points = Vec::new();
        for mark in &scene.marks {
            match mark {
                Mark::Box { x, y, width, height, .. } | Mark::Frame { x, y, width, height, .. } => {
                    points.extend([(*x, *y), (x + width, y + height)]);
                }
                Mark::Line { points: line, .. } | Mark::Area { points: line, .. } => points.extend(line),
                Mark::Text { x, y, text, size, face, anchor, .. } => {
                    let width = fonts.width(*face, *size, text);
                    let left = match anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => width / 2.0,
                        Anchor::End => width,
                    };
                    points.extend([(x - left, y - size * 0.7), (x - left + width, *y)]);
                }
            }
        }
        for (x, y) in points {
            assert!((-1.0..=width + 1.0).contains(&x), "{x} is not on a plane {width} wide");
            assert!((-1.0..=scene.height + 1.0).contains(&y), "{y} is not on a plane {} high", scene.height);
        }
        scene
    }

    fn trend(values: &[Option<f64>], target: Option<f64>) -> ChartData {
        let point = |value: &Option<f64>| Point {
            label: "Q1 2015/16".into(),
            value: *value,
            target,
            rating: Rating::Red,
            illustrative: true,
        };
        let points = values.iter().map(point).collect();
        ChartData::Trend(Trend { unit: Unit::Percent, decimals: 1, points })
    }

    #[test]
    fn trends_of_any_figures_stay_on_their_plane() {
        for values in [
            vec![],
            vec![None],
            vec![Some(0.0)],
            vec![Some(59.52), None, Some(58.0)],
            vec![Some(-5.0), Some(1e12)],
            vec![Some(f64::NAN), Some(1.0)],
            vec![Some(5.84); 40],
        ] {
            check(trend(&values, Some(60.0)), 487.0);
            check(trend(&values, None), 300.0);
        }
    }

    #[test]
    fn a_target_of_one_period_is_drawn() {
        let ChartData::Trend(mut data) = trend(&[Some(50.0), Some(55.0)], None) else { return };
        data.points[1].target = Some(60.0);
        let scene = check(ChartData::Trend(data), 487.0);
        let dashes = scene.marks.iter().filter(|mark| matches!(mark, Mark::Line { dashed: true, .. }));
        assert_eq!(dashes.count(), 2, "in the plot and in the key");
    }

    #[test]
    fn bars_fill_their_width_and_name_their_parts() {
        let part = |rating: Rating, count| Part { label: rating.title().into(), rating, count };
        let parts = vec![
            part(Rating::Green, 7),
            part(Rating::RedAmber, 1),
            part(Rating::Red, 900),
            part(Rating::Amber, 0),
        ];
        let bars = vec![
            Bar { label: "Performance indicators of every kind that there is in the service".into(), parts },
            Bar { label: "None".into(), parts: Vec::new() },
        ];
        let scene = check(ChartData::Bars(bars), 487.0);
        let texts: Vec<&str> = scene
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert!(
            texts.contains(&"RA Red Amber") && !texts.iter().any(|text| text.starts_with("A Amber")),
            "{texts:?}"
        );
        check(ChartData::Bars(Vec::new()), 487.0);
    }

    #[test]
    fn months_stand_on_nought() {
        let month = |figure: Option<Pence>| Month {
            label: "Apr".into(),
            budget: figure,
            actual: figure,
            forecast: None,
        };
        for figures in
            [vec![None], vec![Some(-5_000_000), Some(7_000_000)], vec![Some(i64::MAX / 4)], vec![Some(0)]]
        {
            let months = figures.into_iter().map(month).collect();
            check(
                ChartData::Months(Months { unit: MoneyUnit::Thousands, months, illustrative: true }),
                487.0,
            );
        }
    }

    #[test]
    fn heat_maps_of_any_size_stay_on_their_plane() {
        for size in [0, 1, 5, 7] {
            let cell = HeatCell { count: 3, letters: "MH".into(), rating: Rating::RedAmber };
            let map = HeatMap {
                impact_title: "Impact".into(),
                probability_title: "Probability".into(),
                impacts: vec!["5 Catastrophic beyond all telling".into(); size],
                probabilities: vec!["5 Almost certain".into(); size],
                cells: vec![vec![cell; size]; size],
                bands: vec![
                    HeatBand {
                        name: "Medium high".into(),
                        letters: "MH".into(),
                        rating: Rating::RedAmber
                    };
                    9
                ],
            };
            check(ChartData::HeatMap(map), 487.0);
        }
    }

    #[test]
    fn scales_are_round_and_hold_what_they_show() {
        for (low, high) in [(0.0, 100.0), (4.8, 7.0), (0.0, 0.0), (-3.5, 12.0), (1e9, 1e9), (5.81, 5.89)] {
            let (first, step, steps) = scale(low, high);
            assert!(first <= low + 1e-9, "{low} {high}: begins at {first}");
            assert!(first + step * f64::from(steps) >= high - step * 1e-3, "{low} {high}: ends too low");
            assert!(steps <= 12);
        }
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Paint::hex("#b3261e"), Paint(0xb3, 0x26, 0x1e));
        assert_eq!(Paint::hex("é"), Paint::BLACK);
        assert_eq!(Paint(1, 2, 3).code(), "010203");
        assert_eq!(Paint(1, 2, 3).number(), 0x01_02_03);
    }
}
