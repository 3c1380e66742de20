//! Each type that a field of a record may have: how it is typed, read and given to programs.

use chrono::NaiveDate;
use serde_json::Value;

use super::{FieldKind, Info, When, optional, read_money, read_month, read_percentage, read_period};
use crate::domain::dates::format_date;
use crate::domain::money::{MoneyUnit, Pence, say_money};
use crate::domain::typed_figure::{read_figure, read_written};
use crate::domain::{Period, Polarity, Unit};
use crate::workbook::choice::{Choice, one_of, read_choice};

/// A text without blanks around it, and what has to be known to read it.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub text: &'a str,
    pub info: &'a Info,
    pub when: &'a When,
    /// Of the indicator that the record is about, where it is about one.
    pub unit: Option<Unit>,
}

/// The type of a field.
pub trait FieldType: Sized {
    /// As it is typed; what [`Self::parse`] reads as the same again.
    fn text(&self) -> String;

    /// # Errors
    /// What may be written: the rest of a sentence without its stop.
    fn parse(typed: &Typed) -> Result<Self, String>;

    /// As programs read it.
    fn json(&self) -> Value {
        self.text().into()
    }

    /// Its text, where it is one.
    fn words(&mut self) -> Option<&mut String> {
        None
    }
}

impl FieldType for String {
    fn text(&self) -> String {
        self.clone()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        let text = typed.text;
        match typed.info.kind {
            FieldKind::Line => Ok(text.replace(['\n', '\t'], " ")),
            FieldKind::Choice(options) => {
                let codes: Vec<String> = options().into_iter().map(|(code, _)| code).collect();
                if codes.iter().any(|code| code == text) {
                    return Ok(text.to_owned());
                }
                let some: Vec<String> = codes.into_iter().filter(|code| !code.is_empty()).collect();
                Err(format!("write {}", one_of(&some)))
            }
            _ => Ok(text.to_owned()),
        }
    }

    fn words(&mut self) -> Option<&mut String> {
        Some(self)
    }
}

impl FieldType for Option<f64> {
    fn text(&self) -> String {
        self.map(|value| value.to_string()).unwrap_or_default()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        let text = typed.text;
        match typed.info.kind {
            FieldKind::Percentage => read_percentage(text),
            FieldKind::Figure(unit) => match unit.or(typed.unit) {
                Some(unit) => read_figure(text, unit),
                None => optional(text, |text| {
                    read_written(text).map(|(value, _)| value).map_err(|error| error.to_string())
                }),
            },
            _ => optional(text, |text| text.parse().map_err(|_| "write a number".to_owned())),
        }
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for i64 {
    fn text(&self) -> String {
        say_money(*self, MoneyUnit::Pounds)
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        read_money(typed.text)?.ok_or_else(|| "write an amount".to_owned())
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for f64 {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        typed.text.parse().map_err(|_| "write a number".to_owned())
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for u32 {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        typed.text.parse().map_err(|_| "write a whole number".to_owned())
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for bool {
    fn text(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        match typed.text {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err("write yes or no".to_owned()),
        }
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for Option<NaiveDate> {
    fn text(&self) -> String {
        self.map(format_date).unwrap_or_default()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        let FieldKind::Day(tense) = typed.info.kind else { return Ok(None) };
        let what = typed.info.label.to_lowercase();
        let day = optional(typed.text, |text| typed.when.day(&what, text, tense))?;
        if typed.info.has_come && day.is_some_and(|day| day > typed.when.today) {
            return Err("that day is still to come".to_owned());
        }
        Ok(day)
    }

    fn json(&self) -> Value {
        self.map(|day| day.to_string()).into()
    }
}

impl FieldType for Period {
    fn text(&self) -> String {
        self.code()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        Self::parse(typed.text).map_err(|error| error.to_string())
    }
}

impl FieldType for Option<Period> {
    fn text(&self) -> String {
        self.map(Period::code).unwrap_or_default()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        match typed.info.kind {
            FieldKind::Month => read_month(typed.text),
            _ => read_period(typed.text),
        }
    }
}

impl FieldType for Option<Pence> {
    fn text(&self) -> String {
        self.map(|pence| say_money(pence, MoneyUnit::Pounds)).unwrap_or_default()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        read_money(typed.text)
    }

    fn json(&self) -> Value {
        (*self).into()
    }
}

impl FieldType for Polarity {
    fn text(&self) -> String {
        self.code()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        Self::parse(typed.text)
    }
}

impl<T: Choice> FieldType for T {
    fn text(&self) -> String {
        self.code().to_owned()
    }

    fn parse(typed: &Typed) -> Result<Self, String> {
        read_choice(typed.text)
    }

    fn json(&self) -> Value {
        // What the source does not say.
        if self.code() == "unstated" { Value::Null } else { self.code().into() }
    }
}
