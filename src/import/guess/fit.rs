//! How well a heading fits the names a field goes by.

use crate::import::targets::{KNOWN_NOTHING, TARGETS};
use crate::import::words::{spaced, words};
use crate::import::written_time;

/// From this on a heading names the field and not something like it.
pub const CLEAR: u32 = 70;

/// How well a heading, in words, fits the best of some names: 0 not at all, above 100 exactly. Names
/// are words in lower case with one space between them.
pub fn fits(heading: &[String], names: &[&str]) -> u32 {
    names.iter().map(|name| fit(heading, name)).max().unwrap_or(0)
}

fn fit(heading: &[String], name: &str) -> u32 {
    let size = name.split(' ').count();
    let at = |from: usize| {
        heading.len() >= from + size
            && heading[from..from + size].iter().zip(name.split(' ')).all(|(a, b)| a == b)
    };
    let weight = size as u32 * 4;
    let spare = heading.len().saturating_sub(size);
    if at(0) && spare == 0 {
        100 + size as u32
    } else if at(0) {
        // `Target Achievement level expected`.
        CLEAR + weight
    } else if at(spare) {
        55 + weight
    } else if size > 1 && (1..spare).any(at) {
        45 + weight
    } else {
        0
    }
}

/// Whether a heading names something that some target knows.
pub fn is_known(heading: &str) -> bool {
    let rest = written_time::find(heading).map_or_else(|| heading.to_owned(), |found| found.rest);
    let heading = words(&spaced(&rest));
    let named = |names: &[&str]| fits(&heading, names) >= CLEAR;
    !heading.is_empty()
        && (TARGETS.iter().flat_map(|target| target.fields).any(|field| named(field.names))
            || named(KNOWN_NOTHING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::words::plain;

    #[test]
    fn names_are_written_as_headings_are_compared() {
        for target in TARGETS {
            for name in target.fields.iter().flat_map(|field| field.names).chain(KNOWN_NOTHING) {
                assert_eq!(plain(name), **name, "{}", target.code);
            }
        }
    }

    #[test]
    fn exact_headings_fit_best_and_longer_names_better() {
        let fits = |heading: &str, names: &[&str]| fits(&words(heading), names);
        assert!(fits("Target", &["target"]) > fits("Target Achievement level expected", &["target"]));
        assert!(
            fits("Target Variance A calculation", &["target variance"])
                > fits("Target Variance A calculation", &["target"])
        );
        assert!(fits("Current assessment: impact", &["impact"]) > 0);
        assert_eq!(fits("Impactful", &["impact"]), 0);
        assert_eq!(fits("", &["impact"]), 0);
    }
}
