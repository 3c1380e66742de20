//! Counts of organisations in words against the comparison.

use super::figures::AsPrinted;
use super::*;
use crate::checks::Text;
use crate::domain::compare::claims::claims;

pub(in crate::checks) const CHECK: Check = Check {
    code: "compared-counts-in-words",
    family: Family::Tables,
    severity: CheckSeverity::Error,
    looks_for: "a text that counts the organisations above, at or below an average, in a quartile, or with a \
                positive direction of travel otherwise than the comparison does",
    to_do: "Put the sentence in again (F7 while writing), or look why the figures have changed (V).",
    looks_at: LooksAt::Both(of_indicator, of_report),
};

fn of_indicator(_: &ReportMaterial, one: &IndicatorMaterial, found: &mut Found) {
    let Some(comparison) = &one.comparison else { return };
    for text in crate::checks::text::of_indicator(one) {
        look(comparison, &text, Some(one.indicator.id), found);
    }
}

fn of_report(report: &ReportMaterial, across: &Across, found: &mut Found) {
    let Some(comparison) = &report.comparison else { return };
    for text in across.texts.iter().filter(|text| text.subject.table == Table::Section) {
        look(comparison, text, None, found);
    }
}

/// One finding for a text: all of its counts that do not agree.
fn look(comparison: &Comparison, text: &Text, words_of: Option<Id>, found: &mut Found) {
    let mut wrong: Vec<(String, String)> = Vec::new();
    for claim in claims(&text.text) {
        let Some(stated) = comparison.held_against(&claim, words_of) else { continue };
        if !stated.agrees {
            wrong.push((stated.counts, stated.are));
        }
        let Some((said, value)) = stated.figure else { continue };
        if AsPrinted::read(&said).is_some_and(|printed| !printed.may_be(value)) {
            wrong.push((said, stated.figure_is));
        }
    }
    if wrong.is_empty() {
        return;
    }
    let sentences: Vec<String> =
        wrong.iter().map(|(said, is)| format!("says “{said}” where the comparison has “{is}”")).collect();
    let message = format!("The {} {}.", text.what, sentences.join(", and "));
    let (said, is): (Vec<String>, Vec<String>) = wrong.into_iter().unzip();
    found.in_text(text, message, said.join("; "), is.join("; "));
}
