//! Money: whole pence, read as officers type it and shown in £, £000 or £m.
//!
//! Amounts are integers from the first key to the last total; nothing here
//! ever passes through a binary fraction, so that totals cannot drift.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::figures::ungrouped;

/// An amount of money in pence; negative is income or an underspend.
pub type Pence = i64;

/// Largest amount that can be typed, in pounds: far above any budget, and small enough that
/// ninety of them can be added up.
const LARGEST_POUNDS: i128 = 1_000_000_000_000_000;

/// What the amounts of a table are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    Pounds,
    /// As reports print them.
    #[default]
    Thousands,
    Millions,
}

impl MoneyUnit {
    /// Every unit, smallest first.
    pub const ALL: [Self; 3] = [Self::Pounds, Self::Thousands, Self::Millions];

    /// Pence in one: 100, 100,000 or 100,000,000.
    pub fn pence(self) -> Pence {
        match self {
            Self::Pounds => 100,
            Self::Thousands => 100_000,
            Self::Millions => 100_000_000,
        }
    }

    /// As headings name it: `£`, `£000`, `£m`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pounds => "£",
            Self::Thousands => "£000",
            Self::Millions => "£m",
        }
    }

    /// The unit after this one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Pounds => Self::Thousands,
            Self::Thousands => Self::Millions,
            Self::Millions => Self::Pounds,
        }
    }

    /// Decimals that show figures rounded to `rounding` pence without losing any of them:
    /// 0–2 in £ and £000, 1–3 in £m. Exact figures (1) are shown in whole thousands, as reports do.
    pub fn decimals(self, rounding: Pence) -> u32 {
        match (self, rounding) {
            (Self::Pounds, ..100) => 2,
            (Self::Pounds, _) => 0,
            (Self::Thousands, ..=999) => 0,
            (Self::Thousands, ..=9_999) => 2,
            (Self::Thousands, ..=99_999) => 1,
            (Self::Thousands, _) => 0,
            (Self::Millions, ..=999_999) => 3,
            (Self::Millions, ..=9_999_999) => 2,
            (Self::Millions, _) => 1,
        }
    }

    /// From how people write it: `£`, `pounds`, `£000`, `k`, `thousands`, `£m`, `millions`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "£" | "pounds" | "p" | "gbp" => Some(Self::Pounds),
            "£000" | "£k" | "k" | "000" | "thousands" => Some(Self::Thousands),
            "£m" | "m" | "millions" => Some(Self::Millions),
            _ => None,
        }
    }
}

/// Text that is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{text}” is not an amount: {why}")]
pub struct MoneyError {
    /// What was typed, shortened and without control characters.
    pub text: String,
    /// What to write instead, as the rest of the sentence.
    pub why: String,
}

/// A sum that is too large to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("These amounts are too large to add up: one of them must be a slip")]
pub struct TooLarge;

/// Reads an amount as typed or pasted: `1,062`, `(29)`, `-29`, `£1,062.50`, `£3k`, `1.2m`, `85p`.
///
/// A plain number is in the unit of the table it is typed into: `29` in a
/// table in £000 is £29,000. With `£`, `p`, `k`, `m` or `bn` it says itself
/// what it is, whatever the table shows. Brackets mean minus.
///
/// # Errors
/// A sentence that says what to write instead: for letters, separators out
/// of place, two signs, fractions of a penny, more than £1,000,000,000,000,000,
/// nothing at all.
pub fn parse_money(text: &str, unit: MoneyUnit) -> Result<Pence, MoneyError> {
    let fail = |why: &str| MoneyError { text: super::shown(text), why: why.to_owned() };
    let example = "write digits, as in 1,062 or (29) or £3k or 1.2m";
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
        return Err(fail("nothing is written; leave it empty or write digits"));
    }
    let mut negative = false;
    let mut pounds = false;
    let mut signed = false;
    if let Some(after) = rest.strip_prefix('£').filter(|after| after.trim_start().starts_with('(')) {
        (pounds, rest) = (true, after.trim_start());
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (negative, signed, rest) = (true, true, inner.trim());
    }
    if let Some(after) = rest.strip_prefix('£') {
        if pounds {
            return Err(fail("it has two pound signs; write one"));
        }
        (pounds, rest) = (true, after.trim_start());
    }
    if let Some(after) = rest.strip_prefix(['-', '+']) {
        if signed {
            return Err(fail("brackets already mean minus; write (29) or -29"));
        }
        (negative, rest) = (rest.starts_with('-'), after.trim_start());
        if let Some(after) = rest.strip_prefix('£').filter(|_| !pounds) {
            (pounds, rest) = (true, after.trim_start());
        }
    }
    if rest.contains('%') {
        return Err(fail("it is a percentage; write an amount"));
    }
    let mut worth = if pounds { 100 } else { i128::from(unit.pence()) };
    for (suffix, pence) in [("bn", 100_000_000_000), ("k", 100_000), ("m", 100_000_000), ("p", 1)] {
        if let Some(before) = rest.strip_suffix(suffix) {
            if pounds && suffix == "p" {
                return Err(fail("it has both £ and p; keep one"));
            }
            (worth, rest) = (pence, before.trim_end());
            break;
        }
    }
    if rest.chars().any(|c| !(c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '-' | '+'))) {
        return Err(fail(example));
    }
    if rest.ends_with('-') {
        return Err(fail("write the minus in front, as in -29, or brackets"));
    }
    if !rest.contains(|c: char| c.is_ascii_digit()) {
        return Err(fail(example));
    }
    let digits = ungrouped(rest).map_err(|why| fail(&why))?;
    let pence = whole_pence(&digits, worth).map_err(fail)?;
    Ok(if negative { -pence } else { pence })
}

/// `digits` (`1062.50`) times `worth`, which must come out in whole pence.
fn whole_pence(digits: &str, worth: i128) -> Result<Pence, &'static str> {
    const LARGE: &str = "it is too large; the largest is £1,000,000,000,000,000";
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 15 {
        return Err("it is finer than a penny");
    }
    let mut amount: i128 = 0;
    for digit in whole.bytes() {
        amount = amount * 10 + i128::from(digit - b'0') * worth;
        if amount > LARGEST_POUNDS * 100 {
            return Err(LARGE);
        }
    }
    let mut part: i128 = 0;
    let mut parts: i128 = 1;
    for digit in fraction.bytes() {
        part = part * 10 + i128::from(digit - b'0');
        parts *= 10;
    }
    if (part * worth) % parts != 0 {
        return Err("it is finer than a penny");
    }
    amount += part * worth / parts;
    if amount > LARGEST_POUNDS * 100 {
        return Err(LARGE);
    }
    Pence::try_from(amount).map_err(|_| LARGE)
}

/// Reads a cell of a spreadsheet: as [`parse_money`], but an empty cell is
/// none and a lone dash is nil, as accountants' formats show it.
///
/// # Errors
/// As [`parse_money`].
pub fn parse_cell(text: &str, unit: MoneyUnit) -> Result<Option<Pence>, MoneyError> {
    match text.trim() {
        "" => Ok(None),
        "-" | "–" | "−" | "£-" | "£ -" => Ok(Some(0)),
        text => parse_money(text, unit).map(Some),
    }
}

/// An amount in a table whose heading names the unit: `1,062`, `(29)`, `1,400.66`.
///
/// Rounded half away from zero; what rounds to nothing carries no brackets.
pub fn format_money(pence: Pence, unit: MoneyUnit, decimals: u32) -> String {
    let (negative, digits) = digits(pence, unit, decimals);
    if negative { format!("({digits})") } else { digits }
}

/// A variation: `+192` over, `(29)` under, `0`.
pub fn format_variation(pence: Pence, unit: MoneyUnit, decimals: u32) -> String {
    let (negative, digits) = digits(pence, unit, decimals);
    if negative {
        format!("({digits})")
    } else if digits.bytes().all(|b| matches!(b, b'0' | b'.')) {
        digits
    } else {
        format!("+{digits}")
    }
}

/// An amount in running words: `£1,062`, `£29k`, `£1.234m`, `-£29k`; nothing after the point that
/// is nil.
pub fn say_money(pence: Pence, unit: MoneyUnit) -> String {
    let (letter, decimals) = match unit {
        MoneyUnit::Pounds => ("", if pence % 100 == 0 { 0 } else { 2 }),
        // From £100,000 on in whole thousands, as tables in £000 show the same amount.
        MoneyUnit::Thousands if pence % 100_000 == 0 || pence.unsigned_abs() >= 10_000_000 => ("k", 0),
        MoneyUnit::Thousands => ("k", 2),
        MoneyUnit::Millions => ("m", 3),
    };
    let (negative, digits) = digits(pence, unit, decimals);
    let digits = match (unit, digits.contains('.')) {
        (MoneyUnit::Thousands | MoneyUnit::Millions, true) => {
            digits.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => digits,
    };
    format!("{}£{digits}{letter}", if negative { "-" } else { "" })
}

/// An amount as a cell opens for editing: plain digits in the unit, every penny of it. Reading it
/// back with [`parse_money`] gives the same amount.
pub fn edit_money(pence: Pence, unit: MoneyUnit) -> String {
    let per = i128::from(unit.pence());
    let amount = i128::from(pence).abs();
    let places = match unit {
        MoneyUnit::Pounds => 2,
        MoneyUnit::Thousands => 5,
        MoneyUnit::Millions => 8,
    };
    let mut text = format!("{}.{:0places$}", amount / per, amount % per);
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    if pence < 0 { format!("-{text}") } else { text }
}

/// Whether it is below nothing once rounded, and the digits without a sign.
fn digits(pence: Pence, unit: MoneyUnit, decimals: u32) -> (bool, String) {
    let decimals = decimals.min(3);
    let parts = 10_i128.pow(decimals);
    let per = i128::from(unit.pence());
    let amount = i128::from(pence).abs();
    // Half away from zero: half a part more, then cut.
    let rounded = (2 * amount * parts + per) / (2 * per);
    let (whole, part) = (rounded / parts, rounded % parts);
    let plain = whole.to_string();
    let mut text = String::with_capacity(plain.len() * 4 / 3 + 5);
    for (i, digit) in plain.chars().enumerate() {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push_str(&format!(".{part:0width$}", width = decimals as usize));
    }
    (pence < 0 && rounded != 0, text)
}

/// The sum of what is given; none where nothing is.
///
/// # Errors
/// [`TooLarge`] when it cannot be held; it never wraps.
pub fn total(amounts: impl IntoIterator<Item = Option<Pence>>) -> Result<Option<Pence>, TooLarge> {
    let mut sum: Option<Pence> = None;
    for amount in amounts.into_iter().flatten() {
        sum = Some(sum.unwrap_or(0).checked_add(amount).ok_or(TooLarge)?);
    }
    Ok(sum)
}
