//! Figures as the source prints them, and how far rounding can have moved them.

use crate::domain::Unit;
use crate::domain::figures::{decimals_of, format_value, parse_figure, round_half_up};
use crate::workbook::{Indicator, IndicatorMaterial};

/// A figure as printed, with the decimals it is printed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AsPrinted {
    pub value: f64,
    pub decimals: u32,
}

impl AsPrinted {
    /// Reads `59.52%`, `.05%`, `42.10 weeks`; none where there is no figure.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let figure = text.split_whitespace().next().filter(|_| text.contains(' ')).unwrap_or(text);
        let plain =
            if let Some(rest) = figure.strip_prefix('.') { format!("0.{rest}") } else { figure.to_owned() };
        let value = parse_figure(&plain).ok()?;
        let fraction = figure.split_once('.').map_or("", |(_, fraction)| fraction);
        let decimals = fraction.chars().take_while(char::is_ascii_digit).count();
        Some(Self { value, decimals: u32::try_from(decimals).unwrap_or(0) })
    }

    /// Half of the last digit printed, and a hair for binary arithmetic.
    pub fn half_a_digit(self) -> f64 {
        half_a_digit(self.decimals) + 1e-9 * self.value.abs().max(1.0)
    }

    /// Whether another figure may be printed as this one.
    pub fn may_be(self, value: f64) -> bool {
        (self.value - value).abs() <= self.half_a_digit()
    }
}

/// Half of the last of so many decimals.
pub(super) fn half_a_digit(decimals: u32) -> f64 {
    0.5 * 10_f64.powi(-(decimals.min(12) as i32))
}

/// A value in an indicator's own unit, as its tables show it.
pub(super) fn shown(value: f64, indicator: &Indicator) -> String {
    let decimals = if round_half_up(value, indicator.decimals) == value {
        indicator.decimals
    } else {
        indicator.decimals.max(2)
    };
    format_value(value, indicator.unit(), decimals)
}

/// A figure as it was typed.
pub(super) fn plain(value: f64) -> String {
    format_value(value, Unit::Number, decimals_of(value))
}

/// "422 ÷ 709 × 100".
pub(super) fn parts(numerator: f64, denominator: f64, scale: f64) -> String {
    let times = if scale == 1.0 { String::new() } else { format!(" × {}", plain(scale)) };
    format!("{} ÷ {}{times}", plain(numerator), plain(denominator))
}

/// The least and the most that a quotient can be where its counts may have
/// been rounded to the nearest 5, as small counts are before publication: a
/// count that is a multiple of 5 may stand for two either way.
pub(super) fn range(numerator: f64, denominator: f64, scale: f64) -> Option<(f64, f64)> {
    let fives = |count: f64| count % 5.0 == 0.0;
    let may = if fives(numerator) && fives(denominator) && denominator > 5.0 { 2.5 } else { 0.0 };
    let low = scale * (numerator - may) / (denominator + may);
    let high = scale * (numerator + may) / (denominator - may);
    (denominator > may && low.is_finite() && high.is_finite()).then_some((low, high))
}

/// Decimals an indicator's result is printed to: as the source prints it, else as its tables do.
pub(super) fn decimals(one: &IndicatorMaterial) -> u32 {
    let printed = one.result.as_ref().and_then(|result| AsPrinted::read(&result.printed));
    printed.map_or(one.indicator.decimals, |printed| printed.decimals)
}

/// The values a result may be taken to have by a careful reader: worked out, as stated, and both
/// rounded as printed.
pub(super) fn readings(one: &IndicatorMaterial) -> Vec<f64> {
    let mut values: Vec<f64> = [one.standing.value, one.standing.stated].into_iter().flatten().collect();
    if let Some(numerator) = one.standing.numerator.filter(|_| one.standing.denominator.is_none()) {
        values.push(numerator);
    }
    let rounded: Vec<f64> = values.iter().map(|value| round_half_up(*value, decimals(one))).collect();
    values.extend(rounded);
    values
}
