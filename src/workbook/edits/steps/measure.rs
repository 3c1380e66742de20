//! Choosing what kind of measure an indicator is: the form and the command line do it alike.

use crate::domain::Measure;
use crate::domain::figures::format_plain;
use crate::domain::measure::PER;
use crate::domain::measure_words::{Proposed, proposed};
use crate::workbook::Indicator;

/// A kind of measure as it was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureChoice {
    pub measure: Measure,
    /// For a rate: per so many.
    pub per: Option<f64>,
    /// For an average: what it is in.
    pub unit_name: Option<String>,
    /// The usual ones of the kind where none are given and the kind is another than it was.
    pub decimals: Option<u32>,
}

/// What of a choice contradicts the rest, and why, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFault {
    /// `per` or `unit_name`.
    pub field: &'static str,
    pub message: String,
}

impl MeasureChoice {
    /// Puts the choice onto an indicator.
    ///
    /// # Errors
    /// What is missing or belongs to another kind; the indicator is unchanged then.
    pub fn onto(&self, indicator: &mut Indicator) -> Result<(), MeasureFault> {
        let fault = |field, message| Err(MeasureFault { field, message });
        let measure = self.measure;
        let kept = (indicator.measure == measure).then_some(indicator.scale);
        let scale = match (measure.scale(), self.per) {
            (Some(_), Some(_)) => {
                return fault(
                    "per",
                    format!("only a rate is per so many, and this is {}", with_article(measure)),
                );
            }
            (Some(own), None) => own,
            (None, Some(per)) if measure.takes_scale(per) => per,
            (None, None) if kept.is_some_and(|scale| measure.takes_scale(scale)) => indicator.scale,
            (None, _) => return fault("per", format!("a rate is per {}", pers())),
        };
        let unit_name = self.unit_name.as_deref().map(str::trim);
        let unit_name = match (measure, unit_name) {
            (Measure::Average, Some(name)) => name.to_owned(),
            (Measure::Average, None) if kept.is_some() => indicator.unit_name.clone(),
            (_, Some(name)) if measure != Measure::Average && !name.is_empty() => {
                let message = format!("only an average is in {name}, and this is {}", with_article(measure));
                return fault("unit_name", message);
            }
            _ => String::new(),
        };
        indicator.decimals = match (self.decimals, kept) {
            (Some(decimals), _) => decimals,
            (None, Some(_)) => indicator.decimals,
            (None, None) => measure.usual_decimals(),
        };
        (indicator.measure, indicator.scale, indicator.unit_name) = (measure, scale, unit_name);
        Ok(())
    }
}

impl From<&Proposed> for MeasureChoice {
    fn from(proposed: &Proposed) -> Self {
        Self {
            measure: proposed.measure,
            per: (proposed.measure == Measure::Rate).then_some(proposed.scale),
            unit_name: (proposed.measure == Measure::Average).then(|| proposed.unit_name.clone()),
            decimals: None,
        }
    }
}

/// What the words of a new indicator say its measure is: its description first, then its name.
pub fn proposed_measure(description: &str, reference: &str) -> Option<Proposed> {
    proposed(description).or_else(|| proposed(reference))
}

/// "1,000, 10,000 or 100,000": what a rate may be per.
pub fn pers() -> String {
    let all: Vec<String> = PER.iter().map(|per| format_plain(*per, 0)).collect();
    let (last, others) = all.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    format!("{} or {last}", others.join(", "))
}

/// "an average", "money".
fn with_article(measure: Measure) -> String {
    match measure {
        Measure::Money => "money".to_owned(),
        Measure::Average | Measure::Index => format!("an {}", measure.title()),
        _ => format!("a {}", measure.title()),
    }
}
