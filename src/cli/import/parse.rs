//! Values of the options of an import.

use crate::import::mapping::HeaderRule;
use crate::import::targets::{TARGETS, target};

pub(super) fn parse_target(text: &str) -> Result<String, String> {
    target(text.trim()).map(|target| target.code.to_owned()).ok_or_else(|| {
        let codes: Vec<&str> = TARGETS.iter().map(|target| target.code).collect();
        format!("write one of {}", codes.join(", "))
    })
}

pub(super) fn parse_header(text: &str) -> Result<HeaderRule, String> {
    let (row, rows) = text.split_once(':').unwrap_or((text, if text.trim() == "0" { "0" } else { "1" }));
    match (row.trim().parse(), rows.trim().parse()) {
        (Ok(row), Ok(rows)) if rows <= 5 => Ok(HeaderRule { row, rows }),
        _ => Err("write the number of a row, such as 5, or 5:2 for two rows".to_owned()),
    }
}

pub(super) fn parse_pair(text: &str) -> Result<(String, String), String> {
    // A heading may have an equals sign in it; a field has none.
    text.rsplit_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| "write both sides of an equals sign, as in \"Measure=description\"".to_owned())
}
