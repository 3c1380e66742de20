//! What open cells hold: read from a form, kept in its hidden cells, and as
//! the workbook has it.

use chrono::NaiveDate;

use super::fields::{Field, Kind};
use crate::domain::dates::short_date;
use crate::domain::figures::{decimals_of, format_value, same_figure};
use crate::domain::typed_figure::Written;
use crate::domain::{Confidence, ResultStatus, Unit};
use crate::import::figure::{self, CellFigure, Style};
use crate::source::Cell;
use crate::workbook::choice::read_choice;
use crate::workbook::{Action, ActionStatus, Choice, CommentaryKind, Detail};

/// What an open cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    #[default]
    Empty,
    Figure(f64),
    Day(NaiveDate),
    /// Text, or the code of a choice. Never empty.
    Text(String),
}

impl Value {
    /// A text; nothing where there are no words in it.
    pub fn text(text: &str) -> Self {
        let text = tidy(text);
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<f64> {
        match self {
            Self::Figure(value) => Some(*value),
            _ => None,
        }
    }

    /// The day, if it is one.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The words, or none at all.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// As the hidden cell keeps it.
    pub fn stored(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Figure(value) => value.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// From what the hidden cell keeps.
    pub fn from_stored(kind: Kind, text: &str) -> Self {
        match kind {
            Kind::Figure => text.trim().parse().map_or(Self::Empty, Self::Figure),
            Kind::Day => text.trim().parse().map_or(Self::Empty, Self::Day),
            Kind::Text | Kind::Choice(_) => Self::text(text),
        }
    }

    /// Whether both hold the same: figures as far as a spreadsheet keeps them, texts by what they say.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Figure(one), Self::Figure(other)) => same_figure(*one, *other),
            (Self::Text(one), Self::Text(other)) => one.trim() == other.trim(),
            (one, other) => one == other,
        }
    }

    /// For people, in the unit and decimals of the indicator.
    pub fn shown(&self, field: Field, unit: Unit, decimals: u32) -> String {
        match self {
            Self::Empty => "–".to_owned(),
            Self::Figure(value) if field == Field::Stated => {
                format_value(*value, unit, decimals.max(decimals_of(*value).min(6)))
            }
            Self::Figure(value) => format_value(*value, Unit::Number, decimals_of(*value).min(6)),
            Self::Day(day) => short_date(*day),
            Self::Text(text) => match field.about().kind {
                Kind::Choice(choices) => {
                    choices.iter().find(|(code, _)| code == text).map_or(text.as_str(), |(_, title)| title)
                }
                _ => text,
            }
            .to_owned(),
        }
    }
}

/// A text as it is kept: lines end as everywhere else, and nothing in it acts on a terminal.
pub fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim_end().to_owned()
}

/// Reads a cell as a field wants it; also the unit a figure was written in, where it says so. `day`
/// reads days that are written as text.
///
/// # Errors
/// What is wrong with it, as the rest of a sentence that begins with the value.
pub fn read_cell(
    field: Field,
    cell: &Cell,
    day: impl Fn(&str) -> Result<NaiveDate, String>,
) -> Result<(Value, Option<Written>), String> {
    let plain = |value: Value| Ok((value, None));
    if let Cell::Error(_) = cell {
        return Err("a formula failed there; mend it in the form".to_owned());
    }
    match field.about().kind {
        Kind::Figure => match figure::read(cell, Style::default())? {
            CellFigure::Nothing => plain(Value::Empty),
            CellFigure::Figure(figure) => Ok((Value::Figure(figure.value), figure.written)),
            CellFigure::Fraction(..) => {
                Err("it is a fraction; write numerator and denominator in cells of their own".to_owned())
            }
            CellFigure::Missing(_) => {
                Err("it is not a figure; leave the cell empty and say why under “No figure because”"
                    .to_owned())
            }
        },
        Kind::Day => match cell {
            Cell::Empty => plain(Value::Empty),
            Cell::Date(day) => plain(Value::Day(*day)),
            Cell::Text(text) if text.trim().is_empty() => plain(Value::Empty),
            Cell::Text(text) => plain(Value::Day(day(text).map_err(not_a_day)?)),
            _ => Err("it is not a date; write one such as 30/09/2015".to_owned()),
        },
        Kind::Text => match cell {
            Cell::Text(text) => plain(Value::text(text)),
            Cell::Number(number) => plain(Value::text(&number.value.to_string())),
            Cell::Date(day) => plain(Value::Text(short_date(*day))),
            Cell::Flag(flag) => plain(Value::text(if *flag { "TRUE" } else { "FALSE" })),
            Cell::Empty | Cell::Error(_) => plain(Value::Empty),
        },
        Kind::Choice(choices) => {
            let word = match cell {
                Cell::Empty => return plain(Value::Empty),
                Cell::Text(text) if text.trim().is_empty() => return plain(Value::Empty),
                Cell::Text(text) => text.trim().to_lowercase(),
                _ => String::new(),
            };
            let found = choices.iter().find(|(code, title)| word == *code || word == *title);
            match found {
                Some((code, _)) => plain(Value::Text((*code).to_owned())),
                None => {
                    let titles: Vec<&str> = choices.iter().map(|(_, title)| *title).collect();
                    Err(format!("choose one of {}", titles.join(", ")))
                }
            }
        }
    }
}

/// Why a text is no day, as the rest of a sentence that begins with the text.
fn not_a_day(why: String) -> String {
    match why.strip_prefix('“') {
        Some(_) if why.contains("” is not a date") => {
            "it is not a date; write one such as 30/09/2015".to_owned()
        }
        _ => why.trim_end_matches('.').to_owned(),
    }
}

/// What the workbook has in a field of a row now.
pub fn held(detail: &Detail, action: Option<&Action>, field: Field) -> Value {
    let result = detail.result.as_ref();
    let figure = |value: Option<f64>| value.map_or(Value::Empty, Value::Figure);
    let day = |day: Option<NaiveDate>| day.map_or(Value::Empty, Value::Day);
    let forecast = detail.year_end().map(|expected| &expected.forecast);
    match field {
        Field::Forecast => figure(detail.year_end().map(|expected| expected.value)),
        Field::Confidence => forecast
            .map(|forecast| forecast.confidence)
            .filter(|confidence| *confidence != Confidence::Unstated)
            .map_or(Value::Empty, |confidence| Value::Text(confidence.code().to_owned())),
        Field::ForecastReason => Value::text(forecast.map_or("", |forecast| &forecast.reason)),
        Field::Numerator => figure(result.and_then(|result| result.numerator)),
        Field::Denominator => figure(result.and_then(|result| result.denominator)),
        Field::Stated => figure(result.and_then(|result| result.stated)),
        Field::Status => result.map_or(Value::Empty, |result| Value::Text(result.status.code().to_owned())),
        Field::CoversFrom => day(result.and_then(|result| result.covers_from)),
        Field::CoversTo => day(result.and_then(|result| result.covers_to)),
        Field::Missing => Value::text(result.map_or("", |result| &result.missing_because)),
        Field::Reasons => {
            let words = detail.commentary.iter().find(|words| words.kind == CommentaryKind::Reasons);
            Value::text(words.map_or("", |words| &words.text))
        }
        Field::Description => Value::text(action.map_or("", |action| &action.description)),
        Field::Owner => Value::text(action.map_or("", |action| &action.owner)),
        Field::Due => day(action.and_then(|action| action.due)),
        Field::ActionStatus => {
            action.map_or(Value::Empty, |action| Value::Text(action.status.code().to_owned()))
        }
        Field::Effect => Value::text(action.map_or("", |action| &action.expected_effect)),
        Field::Progress => Value::text(action.map_or("", |action| &action.progress)),
    }
}

/// The status of a code; planned where there is none.
pub fn action_status(code: &str) -> ActionStatus {
    read_choice(code).unwrap_or_default()
}

/// How firm a result is; final where nothing is said.
pub fn result_status(code: &str) -> ResultStatus {
    ResultStatus::parse(code).unwrap_or_default()
}
