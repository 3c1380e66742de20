//! A period that there may be, in JSON: its code, or an empty text where there is none.

use serde::{Deserialize, Deserializer, Serializer};

use crate::domain::Period;

/// # Errors
/// Those of the writer.
pub fn serialize<S: Serializer>(period: &Option<Period>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&period.map(Period::code).unwrap_or_default())
}

/// # Errors
/// Text that is not a period.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Period>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "" => Ok(None),
        code => Period::parse(code).map(Some).map_err(serde::de::Error::custom),
    }
}
