//! Charts as data, and the colours ratings have on paper.

use serde::{Deserialize, Serialize};

use super::remarks::{Correction, Remark, mark};
use super::words::{fill, words};
use crate::domain::axis::{self, Scale};
use crate::domain::figures::format_value;
use crate::domain::money::{MoneyUnit, Pence};
use crate::domain::{Rating, Unit};

/// A figure drawn. Whatever it shows is told in words by `alt` and, where it
/// is more than that, stands in a table beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Unique among the charts of the document, of `a-z`, `0-9` and `-`.
    pub code: String,
    pub caption: String,
    /// What it shows, in a sentence or two, with its figures.
    pub alt: String,
    pub data: ChartData,
    /// Reference of what it is about.
    pub anchor: Option<String>,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartData {
    /// One stacked bar of shares for each label.
    Bars(Vec<Bar>),
    /// A line of results with its targets.
    Trend(Trend),
    /// Spending by month against its profile.
    Months(Months),
    /// Risks by probability and impact.
    HeatMap(HeatMap),
}

/// A stacked bar.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Bar {
    pub label: String,
    /// In the order drawn; parts of nothing are left out.
    pub parts: Vec<Part>,
}

impl Bar {
    /// What the parts come to.
    pub fn total(&self) -> u64 {
        self.parts.iter().map(|part| part.count).sum()
    }
}

/// Part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// "Green Amber".
    pub label: String,
    /// Lends colour and symbol.
    pub rating: Rating,
    pub count: u64,
    /// What is to be known about the count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

impl Part {
    /// In words, with what is to be known about the count: "1 Green Amber †3".
    pub fn told(&self) -> String {
        format!("{} {}{}", self.count, self.label, told(&self.remarks))
    }
}

/// Results over time, oldest first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trend {
    pub unit: Unit,
    pub decimals: u32,
    pub points: Vec<Point>,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// `Q1 2015/16`.
    pub label: String,
    pub value: Option<f64>,
    pub target: Option<f64>,
    pub rating: Rating,
    /// Invented, and to be marked as such.
    pub illustrative: bool,
    /// What else is to be known about the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// Where the definition is another one from this point on, that in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub broken: String,
}

/// Spending by month, in pence, from the first month of the year.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Months {
    pub unit: MoneyUnit,
    pub months: Vec<Month>,
    pub illustrative: bool,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Month {
    /// `Apr`.
    pub label: String,
    /// The profile.
    pub budget: Option<Pence>,
    pub actual: Option<Pence>,
    pub forecast: Option<Pence>,
    /// Invented, and to be marked as such.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub illustrative: bool,
}

/// Risks by probability and impact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct HeatMap {
    pub impact_title: String,
    pub probability_title: String,
    /// From the lowest: "1 Negligible".
    pub impacts: Vec<String>,
    /// From the highest, as drawn from the top: "5 Almost Certain".
    pub probabilities: Vec<String>,
    /// `cells[row][column]`, rows as `probabilities`, columns as `impacts`.
    pub cells: Vec<Vec<HeatCell>>,
    /// Names of the bands with their letters, worst first.
    pub bands: Vec<HeatBand>,
}

/// A cell of the heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatCell {
    pub count: u64,
    /// Letters of the band: "MH".
    pub letters: String,
    /// Lends colour and symbol.
    pub rating: Rating,
    /// What is to be known about the count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// A band of the heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatBand {
    pub name: String,
    pub letters: String,
    pub rating: Rating,
}

impl Trend {
    /// Lowest and highest of what is drawn; none where nothing is.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let figures = self.points.iter().flat_map(|point| [point.value, point.target]).flatten();
        figures.filter(|figure| figure.is_finite()).fold(None, |ends, figure| {
            let (low, high) = ends.unwrap_or((figure, figure));
            Some((low.min(figure), high.max(figure)))
        })
    }

    /// What its axis says of itself: "axis from 85%, not from 0". None where it holds 0.
    pub fn cut(&self) -> Option<String> {
        let (low, high) = self.ends()?;
        let (low, high) = axis::line_ends(low, high);
        let scale = Scale::of(low, high);
        let decimals = scale.decimals(self.decimals);
        axis::words(scale.first, scale.last(), |end| format_value(end, self.unit, decimals))
    }
}

/// What is to be known about a figure, in the words of a chart's description: " †3", ", illustrative".
fn told(remarks: &[Remark]) -> String {
    let told = remarks.iter().map(|remark| match remark {
        Remark::Illustrative => format!(", {}", words().facts.illustrative),
        Remark::Corrected(one) => format!(" {}", mark(one.number)),
    });
    told.collect()
}

impl Chart {
    /// Describes it by its data, its marks beside the figures; what it says of itself where its data
    /// are not told one by one.
    pub(super) fn describe(&mut self) {
        let told = match &self.data {
            ChartData::Bars(bars) => bars_told(bars),
            ChartData::Trend(trend) => trend_told(self.anchor.as_deref().unwrap_or_default(), trend),
            ChartData::HeatMap(map) => match map.marked_told() {
                Some(marked) => format!("{} {marked}", self.alt),
                None => return,
            },
            ChartData::Months(_) => return,
        };
        self.alt = told;
    }

    /// What is corrected in it, each with what it is called and shows.
    pub(super) fn corrections_mut(&mut self) -> Vec<(String, String, &mut Correction)> {
        let mut found = Vec::new();
        match &mut self.data {
            ChartData::Bars(bars) => {
                for bar in bars {
                    for part in &mut bar.parts {
                        let what = format!("{}: {}", bar.label, part.label);
                        take(&mut found, what, part.count.to_string(), &mut part.remarks);
                    }
                }
            }
            ChartData::Trend(trend) => {
                let (unit, decimals) = (trend.unit, trend.decimals);
                for point in &mut trend.points {
                    let shown = point.value.map(|value| format_value(value, unit, decimals));
                    take(&mut found, point.label.clone(), shown.unwrap_or_default(), &mut point.remarks);
                }
            }
            ChartData::HeatMap(map) => {
                for (row, probability) in map.cells.iter_mut().zip(&map.probabilities) {
                    for (cell, impact) in row.iter_mut().zip(&map.impacts) {
                        let what = format!("{probability}, {impact}");
                        take(&mut found, what, cell.count.to_string(), &mut cell.remarks);
                    }
                }
            }
            ChartData::Months(_) => {}
        }
        found
    }
}

/// Adds the corrections among the remarks on a figure.
fn take<'a>(
    found: &mut Vec<(String, String, &'a mut Correction)>,
    what: String,
    shown: String,
    remarks: &'a mut [Remark],
) {
    for remark in remarks {
        if let Remark::Corrected(one) = remark {
            found.push((what.clone(), shown.clone(), one));
        }
    }
}

impl HeatMap {
    /// The cells that something is to be known of: "4 Likely, 3 Moderate: 2 †5."
    fn marked_told(&self) -> Option<String> {
        let rows = self.cells.iter().zip(&self.probabilities);
        let cells = rows.flat_map(|(row, probability)| {
            row.iter().zip(&self.impacts).map(move |(cell, impact)| (cell, probability, impact))
        });
        let marked: Vec<String> = cells
            .filter(|(cell, ..)| !cell.remarks.is_empty())
            .map(|(cell, probability, impact)| {
                format!("{probability}, {impact}: {}{}", cell.count, told(&cell.remarks))
            })
            .collect();
        (!marked.is_empty()).then(|| format!("{}.", marked.join("; ")))
    }
}

fn bars_told(bars: &[Bar]) -> String {
    let of = |bar: &Bar| {
        let parts: Vec<String> = bar.parts.iter().map(Part::told).collect();
        format!("{}: {} of {}.", bar.label, parts.join(", "), bar.total())
    };
    bars.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn trend_told(reference: &str, trend: &Trend) -> String {
    let figure = |value: f64| format_value(value, trend.unit, trend.decimals);
    let results: Vec<String> = trend
        .points
        .iter()
        .filter_map(|point| {
            let rated =
                if point.rating.is_colour() { format!(", {}", point.rating.title()) } else { String::new() };
            let invented =
                if point.illustrative { format!(", {}", words().facts.illustrative) } else { String::new() };
            let marks = told(&point.remarks);
            Some(format!("{} {}{marks}{rated}{invented}", point.label, figure(point.value?)))
        })
        .collect();
    let target = trend.points.last().and_then(|point| point.target);
    let target = target.map_or_else(String::new, |target| format!(" The target is {}.", figure(target)));
    let cut = trend.cut().map(|cut| fill(&words().facts.axis, &[("axis", &cut)]));
    let cut = cut.map_or_else(String::new, |cut| format!(" {cut}"));
    let broken = trend.points.iter().filter(|point| !point.broken.is_empty());
    let broken: String = broken.map(|point| format!(" {}", point.broken)).collect();
    format!("Results of {reference}: {}.{target}{cut}{broken}", results.join("; "))
}

/// Background and letters of a rating, as `#rrggbb`: at least 7:1 against each other, and
/// pale enough to be printed under black letters.
pub fn tint(rating: Rating) -> (&'static str, &'static str) {
    match rating.severity() {
        0 => ("#f8d0d0", "#5c0a0a"),
        1 => ("#fbdcc0", "#552a00"),
        2 => ("#fdefc0", "#4a3800"),
        3 => ("#e2efc4", "#2f3d00"),
        4 => ("#cdeacd", "#0a3d12"),
        _ => ("#ececec", "#333333"),
    }
}

/// A strong colour for bars, lines and marks of a rating, as `#rrggbb`: at least 3:1 against white.
pub fn ink(rating: Rating) -> &'static str {
    match rating.severity() {
        0 => "#b3261e",
        1 => "#c4590a",
        2 => "#8f6f00",
        3 => "#6b8000",
        4 => "#2e7d32",
        _ => "#6b6b6b",
    }
}
