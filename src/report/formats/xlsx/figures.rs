//! Figures as Excel holds them: a number, and the format that shows it as it is printed.

use chrono::NaiveDate;

use crate::domain::Unit;
use crate::domain::dates::short_date;
use crate::domain::figures::{format_change, format_value};
use crate::domain::money::{format_money, format_variation};
use crate::report::document::Value;

/// A figure for a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    Number(f64),
    Date(NaiveDate),
}

/// The figure and its format, where a format can show it exactly as it is printed. Letters about the
/// figure, as in `35% (7)`, become part of the format; anything else is better told as text.
pub fn figure(value: &Value, printed: &str) -> Option<(Figure, String)> {
    let (figure, said, forms) = match *value {
        Value::Number { value, unit, decimals, signed } => {
            let said = if signed {
                format_change(value, unit, decimals)
            } else {
                format_value(value, unit, decimals)
            };
            let number = if unit == Unit::Percent { hundredth(value) } else { value };
            (Figure::Number(number), said, number_forms(unit, decimals, signed))
        }
        Value::Money { pence, unit, decimals, signed } => {
            let write = if signed { format_variation } else { format_money };
            let number = pence as f64 / unit.pence() as f64;
            (Figure::Number(number), write(pence, unit, decimals), money_forms(decimals, signed))
        }
        Value::Date(date) => {
            let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
            if date < first {
                return None;
            }
            (Figure::Date(date), short_date(date), ["d mmm yyyy".to_owned()].into())
        }
    };
    if matches!(figure, Figure::Number(number) if !number.is_finite()) {
        return None;
    }
    let at = printed.find(&said)?;
    let (before, after) = (&printed[..at], &printed[at + said.len()..]);
    let forms = forms.iter().map(|form| format!("{}{form}{}", quoted(before), quoted(after)));
    let format = forms.collect::<Vec<_>>().join(";");
    // Excel's limit; longer letters belong to a text.
    (format.chars().count() <= 200 && !printed.contains('\n')).then_some((figure, format))
}

/// A share as Excel holds it: 0.5952 for 59.52, its point moved and nothing else, which division would not do.
fn hundredth(value: f64) -> f64 {
    format!("{value}e-2").parse().unwrap_or(value / 100.0)
}

/// Letters that a format shows as they are.
fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "”")) }
}

fn digits(decimals: u32) -> String {
    let decimals = decimals.min(12) as usize;
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) }
}

/// Above zero, below it, and zero.
fn number_forms(unit: Unit, decimals: u32, signed: bool) -> Vec<String> {
    let (before, after) = match unit {
        Unit::Percent => ("", "%"),
        Unit::Money => ("£", ""),
        Unit::Number | Unit::Rate | Unit::Days | Unit::Weeks => ("", ""),
    };
    let form = format!("{before}{}{after}", digits(decimals));
    vec![format!("{}{form}", if signed { "+" } else { "" }), format!("-{form}"), form]
}

fn money_forms(decimals: u32, signed: bool) -> Vec<String> {
    let form = digits(decimals);
    vec![format!("{}{form}", if signed { "+" } else { "" }), format!("({form})"), form]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::MoneyUnit;

    #[test]
    fn a_figure_keeps_the_letters_it_is_printed_with() {
        let value = Value::Number { value: 7.0, unit: Unit::Number, decimals: 0, signed: false };
        let (figure, format) = figure(&value, "35% (7)").unwrap();
        assert_eq!(figure, Figure::Number(7.0));
        assert_eq!(format, "\"35% (\"#,##0\")\";\"35% (\"-#,##0\")\";\"35% (\"#,##0\")\"");
    }

    #[test]
    fn a_figure_printed_otherwise_is_no_number() {
        let value = Value::Number { value: 7.0, unit: Unit::Number, decimals: 0, signed: false };
        assert_eq!(figure(&value, "seven"), None);
        let value = Value::Number { value: f64::NAN, unit: Unit::Number, decimals: 0, signed: false };
        assert_eq!(figure(&value, "–"), None);
    }

    #[test]
    fn money_and_shares_are_in_their_unit() {
        let value = Value::Money { pence: -9_100_000, unit: MoneyUnit::Thousands, decimals: 0, signed: true };
        let (number, format) = figure(&value, "(91)").unwrap();
        assert_eq!((number, format.as_str()), (Figure::Number(-91.0), "+#,##0;(#,##0);#,##0"));
        let value = Value::Number { value: 59.52, unit: Unit::Percent, decimals: 2, signed: false };
        let (number, format) = figure(&value, "59.52%").unwrap();
        assert_eq!((number, format.as_str()), (Figure::Number(0.5952), "#,##0.00%;-#,##0.00%;#,##0.00%"));
    }
}
