//! What to mind about a comparison, in sentences: what is compared with something beside it that
//! nobody may overlook.

use std::collections::HashMap;

use super::{Around, MeasureMaterial, OrganisationsRoom, without_signs};
use crate::domain::Period;
use crate::domain::figures::format_plain;
use crate::domain::naming::organisation_key;
use crate::workbook::record::{Group, Indicator, Organisation};

/// What the figures give reason to say.
pub(super) fn about(around: &Around<'_>, measures: &[MeasureMaterial]) -> Vec<String> {
    let mut notes = alike(around);
    notes.extend(own_besides(around, measures));
    notes.extend(averages_without_figure(around, measures));
    notes
}

/// That no group is named, or that its list is of another year than the figures.
pub fn group_notes(room: &OrganisationsRoom, group: Option<&Group>, period: Period) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(group) = group else {
        if room.groups.is_empty() {
            notes.push(
                "No group is named: everybody with figures is compared. `quarterdeck group add` names those \
                 that are to be."
                    .to_owned(),
            );
        }
        return notes;
    };
    let of = group.year;
    if let Some(of) = of.filter(|of| of.financial_year() != period.financial_year()) {
        notes.push(format!(
            "The members of {} are those of {}, and the figures are of {}.",
            group.name,
            of.title(),
            period.title()
        ));
    }
    notes
}

/// Members that are compared as two, though what they are called is one name but for the kind of council,
/// and neither code nor day tells them apart.
fn alike(around: &Around<'_>) -> Vec<String> {
    let mut seen: HashMap<String, &Organisation> = HashMap::new();
    let mut notes = Vec::new();
    for one in around.members.iter().map(|at| &around.organisations[*at]) {
        let Some(other) = seen.insert(organisation_key(&one.name), one) else { continue };
        let dated = |one: &Organisation| one.exists_from.is_some() || one.exists_to.is_some();
        let coded = !one.code.is_empty() && !other.code.is_empty();
        if !coded && !dated(one) && !dated(other) {
            notes.push(format!(
                "{} and {} are compared as two organisations. Where they are one, `quarterdeck organisation \
                 edit FILE \"{}\" --other-names \"{}\" --join` joins them.",
                other.name, one.name, other.name, one.name
            ));
        }
    }
    notes
}

/// "Halton’s own result is compared in 2A. Another figure of it is there and differs: …": its own result
/// is its figure, and one that a file gives beside it is never taken without a word.
fn own_besides(around: &Around<'_>, measures: &[MeasureMaterial]) -> Vec<String> {
    let Some(own) = around.own else { return Vec::new() };
    let differs = |measure: &MeasureMaterial| {
        let Indicator { scale, decimals, .. } = measure.indicator;
        let result = measure.own.now.as_ref()?.measurement().value(scale)?;
        let figure = measure.now.iter().find(|figure| figure.organisation == own)?;
        let other = figure.value(scale)?;
        let write = |value| format_plain(value, decimals);
        let place = if figure.source.is_empty() { String::new() } else { format!(" ({})", figure.source) };
        (write(result) != write(other)).then(|| {
            let reference = &measure.indicator.reference;
            format!("{reference} {} and {}{place}", write(result), write(other))
        })
    };
    let all: Vec<String> = measures.iter().filter_map(differs).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let name = &around.organisations[own].name;
    vec![format!(
        "{name} has a result of its own, which is compared, and another figure that differs: {}.",
        all.join("; ")
    )]
}

/// "England has no figure of 2A (suppressed)": nations and regions that are missing from what members are
/// compared with, with the reason where one is given. One that no measure here names is not looked for.
fn averages_without_figure(around: &Around<'_>, measures: &[MeasureMaterial]) -> Vec<String> {
    let mut notes = Vec::new();
    for (at, one) in around.organisations.iter().enumerate().filter(|(_, one)| one.class.is_average()) {
        let of = |measure: &MeasureMaterial| measure.now.iter().position(|figure| figure.organisation == at);
        if !measures.iter().any(|measure| of(measure).is_some()) {
            continue;
        }
        let missing = measures.iter().filter_map(|measure| {
            let because = match of(measure).map(|at| &measure.now[at]) {
                Some(figure) if figure.value(measure.indicator.scale).is_some() => return None,
                Some(figure) => without_signs(&figure.missing_because),
                None => String::new(),
            };
            let because = if because.is_empty() { String::new() } else { format!(" ({because})") };
            Some(format!("{}{because}", measure.indicator.reference))
        });
        let missing: Vec<String> = missing.collect();
        if !missing.is_empty() {
            notes.push(format!("{} has no figure of {}.", one.name, missing.join(", ")));
        }
    }
    notes
}
