//! What kind of figure an indicator has: a percentage, an average, a rate, a count, money, a
//! ratio or an index. How its numerator and denominator make the result, how it is written, what
//! may be said of a difference and whether chance can be judged from one figure all follow from it.

use serde::{Deserialize, Serialize};

use super::figures::{format_plain, format_value};
use super::indicator::Unit;
use crate::domain::rag::distance::singular;

/// The kind of figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A share of the denominator, 0–100.
    #[default]
    Percentage,
    /// So much each: days a case, a score, kilograms a household.
    Average,
    /// Cases for every so many of a population.
    Rate,
    /// A whole number of people, things or events.
    Count,
    /// Pounds, in all or each.
    Money,
    /// One figure over another, as a number.
    Ratio,
    /// A figure of which the base is 100.
    Index,
}

super::indicator::named!(Measure {
    Percentage => "percentage", "percentage";
    Average => "average", "average";
    Rate => "rate", "rate";
    Count => "count", "count";
    Money => "money", "money";
    Ratio => "ratio", "ratio";
    Index => "index", "index";
});

/// Populations that a rate may be for.
pub const PER: [f64; 5] = [100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0];

impl Measure {
    /// The factor by which numerator ÷ denominator becomes the value; none for a rate, which has
    /// one of [`PER`].
    pub fn scale(self) -> Option<f64> {
        match self {
            Self::Percentage | Self::Index => Some(100.0),
            Self::Average | Self::Count | Self::Money | Self::Ratio => Some(1.0),
            Self::Rate => None,
        }
    }

    /// Whether a factor is one by which results of this kind are worked out.
    pub fn takes_scale(self, scale: f64) -> bool {
        self.scale().map_or_else(|| PER.contains(&scale), |own| own == scale)
    }

    /// Decimals shown where nobody says otherwise.
    pub fn usual_decimals(self) -> u32 {
        match self {
            Self::Count | Self::Money => 0,
            Self::Percentage | Self::Average | Self::Rate | Self::Index => 1,
            Self::Ratio => 2,
        }
    }

    /// Whether the value itself is a number of cases, which chance scatters as a Poisson count.
    pub fn is_count(self) -> bool {
        self == Self::Count
    }

    /// Whether the numerator is a number of cases: "3 more clients" is then a change in it.
    pub fn numerator_counts(self) -> bool {
        matches!(self, Self::Percentage | Self::Rate)
    }

    /// Whether results of parts of the year add up to the year's.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Count | Self::Money)
    }

    /// What it is written in.
    pub fn unit(self, unit_name: &str) -> Unit {
        match self {
            Self::Percentage => Unit::Percent,
            Self::Rate => Unit::Rate,
            Self::Money => Unit::Money,
            Self::Average if unit_name.eq_ignore_ascii_case("days") => Unit::Days,
            Self::Average if unit_name.eq_ignore_ascii_case("weeks") => Unit::Weeks,
            Self::Average | Self::Count | Self::Ratio | Self::Index => Unit::Number,
        }
    }

    /// The kind, and the name of the unit, that a unit of earlier releases stands for. A number
    /// shown with decimals is no count of cases.
    pub fn of_unit(unit: Unit, decimals: u32) -> (Self, &'static str) {
        match unit {
            Unit::Percent => (Self::Percentage, ""),
            Unit::Number if decimals == 0 => (Self::Count, ""),
            Unit::Number => (Self::Average, ""),
            Unit::Rate => (Self::Rate, ""),
            Unit::Days => (Self::Average, "days"),
            Unit::Weeks => (Self::Average, "weeks"),
            Unit::Money => (Self::Money, ""),
        }
    }
}

/// A kind with what goes with it: all that says how a figure is made and written.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeasureSpec<'a> {
    pub measure: Measure,
    /// What one of an average is, in the plural: "days", "score"; else empty.
    pub unit_name: &'a str,
    /// value = scale × numerator ÷ denominator.
    pub scale: f64,
    pub decimals: u32,
}

impl MeasureSpec<'_> {
    /// What it is written in.
    pub fn unit(&self) -> Unit {
        self.measure.unit(self.unit_name)
    }

    /// For people: "percentage", "average, in days", "rate per 1,000".
    pub fn title(&self) -> String {
        match self.measure {
            Measure::Average if !self.unit_name.trim().is_empty() => {
                let name = self.unit_name.trim();
                let out_of = name.starts_with("out of ");
                if out_of { format!("average, {name}") } else { format!("average, in {name}") }
            }
            Measure::Rate if self.measure.takes_scale(self.scale) => {
                format!("rate per {}", format_plain(self.scale, 0))
            }
            measure => measure.title().to_owned(),
        }
    }

    /// Whether a figure may lie below 0: net income, net change, a score. A percentage, a rate and
    /// a length of time cannot.
    pub fn may_be_negative(&self) -> bool {
        match self.measure {
            Measure::Percentage | Measure::Rate => false,
            Measure::Average => !is_time(self.unit_name),
            Measure::Count | Measure::Money | Measure::Ratio | Measure::Index => true,
        }
    }

    /// A figure with its unit in words where it has one: "28.0 days", "59.5%", "4.5".
    pub fn with_unit(&self, figure: String) -> String {
        match self.unit_noun() {
            "" | "points" => figure,
            noun if figure == "1" => format!("{figure} {}", singular(noun)),
            noun => format!("{figure} {noun}"),
        }
    }

    /// A value as it is shown, with its unit.
    pub fn shown(&self, value: f64) -> String {
        self.with_unit(format_value(value, self.unit(), self.decimals))
    }

    /// The noun a difference is in; a score's is points.
    fn unit_noun(&self) -> &str {
        let name = self.unit_name.trim();
        match self.measure {
            Measure::Percentage | Measure::Index => "points",
            Measure::Average
                if ["score", "scores", "points"].iter().any(|s| name.eq_ignore_ascii_case(s)) =>
            {
                "points"
            }
            Measure::Average => name,
            Measure::Rate | Measure::Count | Measure::Money | Measure::Ratio => "",
        }
    }

    /// The size of a difference with what it is in: "2.3 days", "1.2 points", "£4,000",
    /// "0.4 per 1,000". Something that differs is never shown as nothing.
    pub fn amount(&self, size: f64, counted: &str) -> String {
        if self.measure == Measure::Money {
            return format_value(size, Unit::Money, self.decimals);
        }
        let needed = (self.decimals..=6).find(|d| size == 0.0 || format_plain(size, *d) != "0").unwrap_or(6);
        self.in_words(&format_plain(size, needed), counted)
    }

    fn in_words(&self, plain: &str, counted: &str) -> String {
        let noun = match self.measure {
            Measure::Count => counted.trim(),
            Measure::Rate if self.measure.takes_scale(self.scale) => {
                return format!("{plain} per {}", format_plain(self.scale, 0));
            }
            _ => self.unit_noun(),
        };
        let noun = if plain == "1" { singular(noun) } else { noun.to_owned() };
        format!("{plain} {noun}").trim_end().to_owned()
    }

    /// A difference with its way: "2.3 days longer", "3 fewer homes", "£4,000 less",
    /// "1.2 points higher". `difference` is signed.
    pub fn difference(&self, difference: f64, counted: &str) -> String {
        let size = self.amount(difference.abs(), counted);
        self.with_way(&size, difference, counted)
    }

    /// The same of a size that is to be read exactly: up to six decimals, none of them rounded away.
    pub fn exact_difference(&self, difference: f64, counted: &str) -> String {
        let size = difference.abs();
        let text = match self.measure {
            Measure::Money => format_value(size, Unit::Money, if size.fract() == 0.0 { 0 } else { 2 }),
            _ => self.in_words(&format_plain(size, 6), counted),
        };
        self.with_way(&text, difference, counted)
    }

    fn with_way(&self, size: &str, difference: f64, counted: &str) -> String {
        let up = difference > 0.0;
        let pair = match self.measure {
            Measure::Count => ("more", "fewer"),
            Measure::Money => ("more", "less"),
            Measure::Average if is_time(self.unit_name) => ("longer", "shorter"),
            _ => ("higher", "lower"),
        };
        let way = if up { pair.0 } else { pair.1 };
        match (self.measure, size.split_once(' ')) {
            (Measure::Count, Some((number, noun))) if !counted.trim().is_empty() => {
                format!("{number} {way} {noun}")
            }
            _ => format!("{size} {way}"),
        }
    }

    /// The kind as an example that can be checked in the head: "1,820 of 65 = 28.0 days".
    pub fn example(&self, counted: &str) -> String {
        let (numerator, denominator) = match self.measure {
            Measure::Percentage => (422.0, 709.0),
            Measure::Average | Measure::Ratio => (1_820.0, 65.0),
            Measure::Rate => (23.0, 5_120.0),
            Measure::Money => (1_300_000.0, 65.0),
            Measure::Index => (126.0, 120.0),
            Measure::Count => {
                let noun = if counted.trim().is_empty() { "cases" } else { counted.trim() };
                return format!("1,820 {noun}: a whole number, without a denominator");
            }
        };
        let plain = |figure: f64| format_plain(figure, 0);
        let top = match self.measure {
            Measure::Money => format_value(numerator, Unit::Money, 0),
            _ => plain(numerator),
        };
        let value = self.shown(self.scale * numerator / denominator);
        let per = match self.measure {
            Measure::Rate => format!(" per {}", plain(self.scale)),
            _ => String::new(),
        };
        format!("{top} of {} = {value}{per}", plain(denominator))
    }
}

/// Whether figures in a unit are lengths of time.
fn is_time(unit_name: &str) -> bool {
    let name = unit_name.trim().to_lowercase();
    TIMES.iter().any(|time| name.split_whitespace().last() == Some(time))
}

pub(super) const TIMES: [&str; 6] = ["days", "weeks", "months", "years", "hours", "minutes"];
