//! Charts as data, and the colours ratings have on paper.

use serde::{Deserialize, Serialize};

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
}

/// A band of the heat map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatBand {
    pub name: String,
    pub letters: String,
    pub rating: Rating,
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
