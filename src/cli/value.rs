//! Values for programs to read: JSON and CSV cells from one description.

use crate::domain::Period;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::ui::inert::{defuse, defuse_line};

/// Something that goes into JSON or a CSV cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(Option<f64>),
    Count(u64),
    /// Money, in whole pence.
    Pence(Option<i64>),
    Flag(Option<bool>),
    List(Vec<Value>),
    /// Keys in the order they are written.
    Object(Vec<(&'static str, Value)>),
    Nothing,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<f64>> for Value {
    fn from(number: Option<f64>) -> Self {
        Self::Number(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(Some(flag))
    }
}

impl From<Option<bool>> for Value {
    fn from(flag: Option<bool>) -> Self {
        Self::Flag(flag)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Number(number) => Self::Number(number.as_f64()),
            serde_json::Value::Bool(flag) => Self::Flag(Some(flag)),
            _ => Self::Nothing,
        }
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Number(Some(count as f64))
    }
}

impl From<Period> for Value {
    fn from(period: Period) -> Self {
        Self::Text(period.code())
    }
}

impl From<Option<Period>> for Value {
    fn from(period: Option<Period>) -> Self {
        Self::Text(period.map(Period::code).unwrap_or_default())
    }
}

impl From<Option<chrono::NaiveDate>> for Value {
    fn from(date: Option<chrono::NaiveDate>) -> Self {
        date.map_or(Self::Nothing, |date| Self::Text(date.format("%Y-%m-%d").to_string()))
    }
}

/// Whole numbers up to this are held exactly and written without a fraction.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= EXACT
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(Some(number)) if is_whole(*number) => serializer.serialize_i64(*number as i64),
            Self::Number(Some(number)) => serializer.serialize_f64(*number),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Pence(Some(pence)) => serializer.serialize_i64(*pence),
            Self::Flag(Some(flag)) => serializer.serialize_bool(*flag),
            Self::Nothing | Self::Number(None) | Self::Pence(None) | Self::Flag(None) => {
                serializer.serialize_none()
            }
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|value| list.serialize_element(value))?;
                list.end()
            }
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl Value {
    /// As a CSV cell: figures as they are, text guarded.
    pub fn cell(&self) -> String {
        match self {
            Self::Text(text) => guard(&defuse(text)),
            Self::Number(Some(number)) if is_whole(*number) => (*number as i64).to_string(),
            Self::Number(Some(number)) => number.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Pence(Some(pence)) => pence.to_string(),
            Self::Flag(Some(flag)) => flag.to_string(),
            Self::Nothing | Self::Number(None) | Self::Pence(None) | Self::Flag(None) => String::new(),
            Self::List(_) | Self::Object(_) => {
                guard(&escape(serde_json::to_string(self).unwrap_or_default()))
            }
        }
    }
}

pub use crate::ui::clipboard::guard;

/// JSON whose strings hold nothing that a terminal acts on or that hides or
/// reorders text: such characters are written by number, which every reader
/// turns back into the very same text.
pub fn escape(json: String) -> String {
    let harmless = |c: char| {
        let mut buffer = [0; 4];
        c == '\n'
            || (' '..='~').contains(&c)
            || matches!(defuse_line(c.encode_utf8(&mut buffer)), std::borrow::Cow::Borrowed(_))
    };
    if json.chars().all(harmless) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if harmless(c) {
            escaped.push(c);
            continue;
        }
        // Outside the structure of JSON, which is ASCII: always within a string.
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            escaped.push_str(&format!("\\u{unit:04x}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_text_and_hides_nothing() {
        let text = "a\u{202e}b\u{9b}é\u{7f}\u{e0001}";
        let escaped = escape(serde_json::to_string(text).unwrap_or_default());
        assert!(!escaped.contains(['\u{202e}', '\u{9b}', '\u{7f}', '\u{e0001}']));
        assert!(escaped.contains('é'));
        assert_eq!(serde_json::from_str::<String>(&escaped).ok().as_deref(), Some(text));
    }
}
