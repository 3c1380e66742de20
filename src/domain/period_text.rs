//! Reading periods as people write them. Codes and titles are in [`super::period`].

use super::period::{FinancialYear, Period, PeriodError, PeriodKind};

const FORMS: &str = "write 2015/16-Q1, 2015/16-M03 or 2015/16";

impl Period {
    /// Reads a period as people write it: `2015/16-Q1`, `Q1 2015/16`,
    /// `24/25 Q4`, `2015/16 M3`, `Month 3 2015/16`, `2015-16`, `2015/2016`.
    /// Two-digit years are of this century.
    ///
    /// # Errors
    /// A sentence naming what is wrong: a year whose second half is not the
    /// next year, a quarter past 4, a month past 12, no year at all.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        // Codes are read by the million, and are most of what is ever read.
        if let Some(period) = of_code(text) {
            return Ok(period);
        }
        let fail = |why: &str| PeriodError::new(text, why);
        if text.len() > 64 {
            return Err(fail(FORMS));
        }
        let plain: String = text
            .trim()
            .chars()
            .map(|c| match c {
                '–' | '—' | '−' | '‑' => '-',
                ',' | '_' | '\u{a0}' => ' ',
                c => c.to_ascii_lowercase(),
            })
            .collect();
        let Some(word_at) = plain.find(|c: char| c.is_alphabetic()) else {
            let year = parse_year(plain.trim()).map_err(|why| fail(&why))?;
            return Self::new(year, PeriodKind::Year, 1).map_err(|e| fail(&e.why));
        };
        let (before, rest) = plain.split_at(word_at);
        let word_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(word_end);
        let kind = match word {
            "q" | "qtr" | "quarter" => PeriodKind::Quarter,
            "m" | "month" => PeriodKind::Month,
            _ => return Err(fail(FORMS)),
        };
        let rest = rest.trim_start();
        let digits_end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(digits_end);
        // A number too long for a byte is as wrong as 99, and says so the same way.
        let number = if digits.is_empty() { 0 } else { digits.parse::<u8>().unwrap_or(99) };
        let separator = |c: char| c == '-' || c.is_whitespace();
        let (before, after) = (before.trim_matches(separator), after.trim_matches(separator));
        let year = match (before, after) {
            ("", "") => return Err(fail("say which year as well, as in 2015/16-Q1")),
            (year, "") | ("", year) => parse_year(year).map_err(|why| fail(&why))?,
            _ => return Err(fail(FORMS)),
        };
        Self::new(year, kind, number).map_err(|e| fail(&e.why))
    }
}

/// A period from its own code, `2015/16-Q1`, `2015/16-M03` or `2015/16`; none for anything else,
/// which may be a period all the same.
fn of_code(text: &str) -> Option<Period> {
    let bytes = text.as_bytes();
    let digits = |part: &[u8]| {
        part.iter().try_fold(0_u16, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'))
        })
    };
    let (year, rest) = (bytes.get(..7)?, &bytes[7..]);
    let (first, second) = (digits(&year[..4])?, digits(&year[5..])?);
    if year[4] != b'/' || second != (first + 1) % 100 {
        return None;
    }
    let (kind, number) = match rest {
        [] => (PeriodKind::Year, 1),
        [b'-', b'Q', quarter] => (PeriodKind::Quarter, digits(&[*quarter])?),
        [b'-', b'M', tens, ones] => (PeriodKind::Month, digits(&[*tens, *ones])?),
        _ => return None,
    };
    Period::new(FinancialYear(i32::from(first)), kind, u8::try_from(number).ok()?).ok()
}

/// `2015/16`, `2015-16`, `2015/2016`, `15/16`.
fn parse_year(text: &str) -> Result<FinancialYear, String> {
    let Some((first, second)) = text.split_once(['/', '-']) else {
        return Err(match text.parse::<i32>() {
            Ok(year) if FinancialYear::RANGE.contains(&year) && text.len() == 4 => {
                let (this, before) = (FinancialYear(year), FinancialYear(year - 1));
                format!("a financial year has two halves, as in {before} or {this}")
            }
            _ => FORMS.to_owned(),
        });
    };
    let (first, second) = (first.trim(), second.trim());
    let digits = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(second) {
        return Err(FORMS.to_owned());
    }
    let number = |part: &str| part.parse::<i32>().unwrap_or(0);
    let start = if first.len() == 2 { 2000 + number(first) } else { number(first) };
    let expected = if second.len() == 2 { (start + 1) % 100 } else { start + 1 };
    if number(second) != expected {
        return Err(format!(
            "a financial year is two years running, as in {}; months are written 2015/16-M03",
            FinancialYear(start)
        ));
    }
    Ok(FinancialYear(start))
}
