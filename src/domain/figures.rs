//! Figures as people write and read them: "1,047", "59.52%", "(29)", "£3k".
//!
//! Only shows and reads; never rounds a figure that is computed with.

use thiserror::Error;

use super::indicator::Unit;

/// Most decimals ever written; figures carry no more than 15 meaningful digits.
const MAX_DECIMALS: u32 = 12;

/// Largest figure that can be typed: whole numbers up to it are held exactly.
const LARGEST: f64 = 1e15;

/// Text that is not a figure.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{text}” is not a figure: {why}")]
pub struct FigureError {
    /// What was typed, shortened and without control characters.
    pub text: String,
    /// What to write instead, as the rest of the sentence.
    pub why: String,
}

/// A value with its unit, for people: `1,047`, `59.52%`, `-£29`, `22.6`.
///
/// Rounded half up by its decimal digits (2.675 to 2 decimals is 2.68; -2.5
/// to none is -3), thousands parted by commas. Zero never carries a sign.
/// Money has two decimals or none: to one, whole pounds are shown without and others with pence.
/// A figure that is not a number is shown as `–`. More than 12 decimals are
/// written as 12.
pub fn format_value(value: f64, unit: Unit, decimals: u32) -> String {
    write(value, unit, decimals, "")
}

/// The same with an explicit sign: `+0.8%`, `-29`; no sign for zero.
pub fn format_change(value: f64, unit: Unit, decimals: u32) -> String {
    write(value, unit, decimals, "+")
}

/// One figure less another, with its sign: `+3`, and of percentages in points, `-1.6 pts`, because
/// "1.6% lower" would be taken for a share of the figure.
pub fn format_difference(value: f64, unit: Unit, decimals: u32) -> String {
    match unit {
        Unit::Percent => format!("{} pts", format_change(value, Unit::Number, decimals)),
        unit => format_change(value, unit, decimals),
    }
}

/// A figure without a unit and without trailing zeros, at most `decimals` of
/// them: `18`, `7.5`. For sentences and for titles of bands.
pub fn format_plain(value: f64, decimals: u32) -> String {
    let text = write(value, Unit::Number, decimals, "");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The value that [`format_value`] shows, as a number. Not-a-number stays so.
pub fn round_half_up(value: f64, decimals: u32) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let magnitude = rounded_digits(value, decimals).parse::<f64>().unwrap_or(value.abs());
    if value < 0.0 && magnitude != 0.0 { -magnitude } else { magnitude }
}

/// Whether two figures are one, as far as files and sums keep them: within a billionth of the larger.
pub fn same_figure(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Decimals needed to write a figure exactly as it was typed, 0–12: 2 for 59.52.
pub fn decimals_of(value: f64) -> u32 {
    let text = value.abs().to_string();
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    (decimals as u32).min(MAX_DECIMALS)
}

fn write(value: f64, unit: Unit, decimals: u32, plus: &str) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let decimals = match (unit, decimals) {
        // Money has pence or it has none: never tenths of a pound.
        (Unit::Money, 1) if rounded_digits(value, 2).ends_with(".00") => 0,
        (Unit::Money, 1) => 2,
        _ => decimals,
    };
    let digits = rounded_digits(value, decimals);
    let nil = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = match (nil, value < 0.0) {
        (true, _) => "",
        (false, true) => "-",
        (false, false) => plus,
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 4);
    text.push_str(sign);
    if unit == Unit::Money {
        text.push('£');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    if unit == Unit::Percent {
        text.push('%');
    }
    text
}

/// The magnitude of a finite value, rounded half up on its 15 leading decimal
/// digits. Those are all that a binary figure holds faithfully, so that
/// 2.675, stored as 2.67499…, is treated as the 2.675 that was meant.
fn rounded_digits(value: f64, decimals: u32) -> String {
    clearly_rounded_digits(value, decimals).unwrap_or_else(|| carefully_rounded_digits(value, decimals))
}

/// The same for a figure so far from half a digit that multiplying it cannot
/// mislead: nearly every one, at a fraction of the cost.
fn clearly_rounded_digits(value: f64, decimals: u32) -> Option<String> {
    let scaled = value.abs() * 10_f64.powi(i32::try_from(decimals).ok()?);
    let from_half = scaled.fract() - 0.5;
    if decimals > 6 || scaled >= 1e9 || from_half.abs() < 1e-5 {
        return None;
    }
    let digits = scaled.trunc() as u64 + u64::from(from_half > 0.0);
    let one = 10_u64.pow(decimals);
    Some(match decimals {
        0 => digits.to_string(),
        _ => format!("{}.{:0width$}", digits / one, digits % one, width = decimals as usize),
    })
}

fn carefully_rounded_digits(value: f64, decimals: u32) -> String {
    let decimals = decimals.min(MAX_DECIMALS) as usize;
    let scientific = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let significant: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    // Digit at decimal place `p` (0 = units, -1 = tenths).
    let digit = |p: i32| -> u8 {
        let at = exponent - p;
        usize::try_from(at).ok().and_then(|i| significant.get(i)).map_or(0, |d| d - b'0')
    };
    let lowest = -(decimals as i32);
    let mut digits: Vec<u8> = (lowest..=exponent.max(0)).map(digit).collect();
    if digit(lowest - 1) >= 5 {
        let mut i = 0;
        loop {
            match digits.get_mut(i) {
                Some(d) if *d == 9 => *d = 0,
                Some(d) => {
                    *d += 1;
                    break;
                }
                None => {
                    digits.push(1);
                    break;
                }
            }
            i += 1;
        }
    }
    let mut text: String = digits.iter().rev().map(|d| char::from(b'0' + d)).collect();
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    text
}

/// Reads a figure as typed or pasted: `1,047`, `59.52%`, `(29)`, `-29`,
/// `£3k`, `1.2m`, `£1bn`; spaces around and between the parts are allowed. A
/// per cent sign and a pound sign are dropped: the indicator's unit says
/// which is meant. The answer is finite, at most 1e15 either way.
///
/// # Errors
/// A sentence that says what to write instead: for letters, exponents,
/// commas out of place, two signs, nothing at all.
pub fn parse_figure(text: &str) -> Result<f64, FigureError> {
    let fail = |why: &str| FigureError { text: super::shown(text), why: why.to_owned() };
    let example = "write digits, as in 1,047 or 59.52% or -29";
    if text.len() > 64 {
        return Err(fail(example));
    }
    let plain: String = text
        .chars()
        .map(|c| match c {
            '−' | '–' | '‑' => '-',
            '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    let mut rest = plain.trim();
    if rest.is_empty() {
        return Err(fail("nothing is written; leave the field empty or write digits"));
    }
    let mut negative = false;
    let bracketed = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'));
    if let Some(inner) = bracketed {
        (negative, rest) = (true, inner.trim());
    }
    let mut pounds = false;
    if let Some(after) = rest.strip_prefix('£') {
        (pounds, rest) = (true, after.trim_start());
    }
    if let Some(after) = rest.strip_prefix(['-', '+']) {
        if negative {
            return Err(fail("brackets already mean minus; write (29) or -29"));
        }
        (negative, rest) = (rest.starts_with('-'), after.trim_start());
    }
    if let Some(after) = rest.strip_prefix('£').filter(|_| !pounds) {
        (pounds, rest) = (true, after.trim_start());
    }
    let mut multiplier = 1.0;
    if let Some(before) = rest.strip_suffix('%') {
        if pounds {
            return Err(fail("it has both £ and %; keep one"));
        }
        rest = before.trim_end();
    } else {
        for (suffix, times) in [("bn", 1e9), ("k", 1e3), ("m", 1e6)] {
            if let Some(before) = rest.strip_suffix(suffix) {
                (multiplier, rest) = (times, before.trim_end());
                break;
            }
        }
    }
    let digits = ungrouped(rest).map_err(|why| fail(&why))?;
    let value: f64 = digits.parse().map_err(|_| fail(example))?;
    let value = super::figures::round_half_up(value * multiplier, MAX_DECIMALS);
    if !value.is_finite() || value > LARGEST {
        return Err(fail("it is too large; the largest is 1,000,000,000,000,000"));
    }
    Ok(if negative && value != 0.0 { -value } else { value })
}

/// Digits without their thousands separators, checked: every group after the
/// first has three digits, one kind of separator is used, one point at most.
pub(super) fn ungrouped(text: &str) -> Result<String, String> {
    let example = "write digits, as in 1,047 or 59.52% or -29";
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ')) {
        return Err(if text.starts_with(['-', '+']) {
            "it has two signs; write one, as in -29".to_owned()
        } else {
            example.to_owned()
        });
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err("it has separators after the point; write 59.52".to_owned());
    }
    if whole.is_empty() && fraction.is_empty() {
        return Err(example.to_owned());
    }
    let separator = if whole.contains(',') { ',' } else { ' ' };
    let groups: Vec<&str> = whole.split(separator).collect();
    if let [first, others @ ..] = groups.as_slice()
        && !others.is_empty()
    {
        let right = (1..=3).contains(&first.len()) && others.iter().all(|g| g.len() == 3);
        let digits = groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_digit()));
        if !(right && digits) {
            return Err(match others {
                [tail] if separator == ',' && tail.len() < 3 && fraction.is_empty() => format!(
                    "for a decimal write a point, {first}.{tail}; for thousands write three digits after the comma"
                ),
                _ => "separators go every three digits, as in 1,047".to_owned(),
            });
        }
    }
    Ok(format!("{}.{fraction}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_of_rounding_agree(value in -1e10..1e10_f64, small in -10.0..10.0_f64, decimals in 0..9_u32) {
            let typed = (small * 1e4).round() / 1e4;
            for value in [value, small, typed, typed + 5e-5, value.round() / 1e3] {
                if let Some(digits) = clearly_rounded_digits(value, decimals) {
                    prop_assert_eq!(digits, carefully_rounded_digits(value, decimals), "{} {}", value, decimals);
                }
            }
        }
    }
}
