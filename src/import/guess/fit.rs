//! How well a heading fits the names a field goes by.

use crate::import::targets::{KNOWN_NOTHING, TARGETS};
use crate::import::when;
use crate::import::words::words;

/// From this on a heading names the field and not something like it.
pub const CLEAR: u32 = 70;

/// How well a heading, in words, fits the best of some names: 0 not at all, above 100 exactly.
pub fn fits(heading: &[String], names: &[&str]) -> u32 {
    names.iter().map(|name| fit(heading, &words(name))).max().unwrap_or(0)
}

fn fit(heading: &[String], name: &[String]) -> u32 {
    let size = name.len() as u32;
    if name.is_empty() {
        0
    } else if heading == name {
        100 + size
    } else if heading.starts_with(name) {
        // `Target Achievement level expected`.
        CLEAR + size * 4
    } else if heading.ends_with(name) {
        55 + size * 4
    } else if size > 1 && heading.windows(name.len()).any(|part| part == name) {
        45 + size * 4
    } else {
        0
    }
}

/// Whether a heading names something that some target knows.
pub fn is_known(heading: &str) -> bool {
    let rest = when::find(heading).map_or_else(|| heading.to_owned(), |found| found.rest);
    let heading = words(&rest);
    let named = |names: &[&str]| fits(&heading, names) >= CLEAR;
    !heading.is_empty()
        && (TARGETS.iter().flat_map(|target| target.fields).any(|field| named(field.names))
            || named(KNOWN_NOTHING))
}
