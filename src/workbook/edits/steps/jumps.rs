//! Figures that are about ten times the last ones, or a tenth of them: asked about before they are
//! kept.

use crate::domain::money::Pence;
use crate::domain::typed_figure::jump;
use crate::domain::{Measurement, Unit};
use crate::workbook::answer::Detail;
use crate::workbook::edits::Figures;
use crate::workbook::record::ResultRecord;

/// The last figures of an indicator: what is stored for the period, else for the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LastFigures {
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    /// The result, stated or worked out.
    pub value: Option<f64>,
    pub target: Option<f64>,
    pub forecast: Option<f64>,
}

impl LastFigures {
    /// What a result to come is compared with.
    pub fn of_result(&self) -> Option<f64> {
        self.value.or(self.target).or(self.forecast)
    }

    /// Of the indicator in the period it is shown in.
    pub fn of(detail: &Detail) -> Self {
        let scale = detail.indicator.scale;
        let last = |of: &dyn Fn(&ResultRecord) -> Option<f64>| {
            // Nothing stored, or nought, is no measure of what comes after it.
            let some = |result: &ResultRecord| of(result).filter(|figure| *figure != 0.0);
            detail.result.as_ref().and_then(some).or_else(|| detail.previous.as_ref().and_then(some))
        };
        let period = &detail.standing.period;
        let earlier = || {
            let points = detail.trend.iter().rev().filter(|point| point.period != *period);
            points.filter_map(|point| point.target).next()
        };
        Self {
            numerator: last(&|result| result.numerator),
            denominator: last(&|result| result.denominator),
            value: last(&|result| result.measurement().value(scale)),
            target: detail.target.as_ref().map(|target| target.value).or_else(earlier),
            forecast: detail
                .year_end()
                .map(|expected| expected.value)
                .or(detail.year_target.as_ref().map(|target| target.value)),
        }
    }
}

/// What the figures typed differ from so much that it has to be asked about, each as a sentence
/// without its stop: "£75 where it was £1.31m".
pub fn jumps(detail: &Detail, figures: &Figures) -> Vec<String> {
    let last = LastFigures::of(detail);
    let unit = detail.indicator.unit();
    let mut found = Vec::new();
    let mut ask = |name: &str, typed: Option<Option<f64>>, last: Option<f64>, unit: Unit| {
        if let Some(said) = jump(typed.flatten(), last, unit) {
            found.push(if name.is_empty() { said } else { format!("{name} {said}") });
        }
    };
    ask("", figures.stated, last.value, unit);
    ask("numerator", figures.numerator, last.numerator, Unit::Number);
    ask("denominator", figures.denominator, last.denominator, Unit::Number);
    ask("target", figures.target, last.target, unit);
    ask("forecast", figures.forecast.value, last.forecast, unit);
    // What the parts come to, where neither is far from the last by itself; one that is not typed stays.
    if found.is_empty() && (figures.numerator.is_some() || figures.denominator.is_some()) {
        let held = detail.result.as_ref();
        let numerator = figures.numerator.unwrap_or_else(|| held.and_then(|held| held.numerator));
        let denominator = figures.denominator.unwrap_or_else(|| held.and_then(|held| held.denominator));
        let value = Measurement { numerator, denominator, stated: None }.value(detail.indicator.scale);
        found.extend(jump(value, last.value, unit).map(|said| format!("this makes {said}")));
    }
    found
}

/// The same of the figure that an action should bring an indicator to: beside the last result, target
/// or forecast, whichever is there.
pub fn expected_jump(detail: &Detail, expected: Option<f64>) -> Option<String> {
    let last = LastFigures::of(detail).of_result();
    jump(expected, last, detail.indicator.unit()).map(|said| format!("bringing it to {said}"))
}

/// The same of an amount of money, in pence.
pub fn money_jump(new: Option<Pence>, last: Option<Pence>) -> Option<String> {
    let pounds = |pence: Option<Pence>| pence.map(|pence| pence as f64 / 100.0);
    jump(pounds(new), pounds(last), Unit::Money)
}

/// Figures far from the last ones, as one sentence without its stop: of many, the first.
pub fn said(jumps: &[String]) -> Option<String> {
    const NAMED: usize = 3;
    let first = jumps.get(..NAMED).unwrap_or(jumps).join(", ");
    match jumps.len() {
        0 => None,
        1..=NAMED => Some(first),
        many => Some(format!("{first} and {} more", many - NAMED)),
    }
}
