//! A reading in few lines: columns that are understood alike, one for every
//! year, are told together.

use super::reading::{ColumnReading, Reading};
use crate::domain::Period;
use crate::import::written_time;

/// Columns that are the same thing of different periods, or one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Positions in [`Reading::columns`], in order.
    pub columns: Vec<usize>,
    /// The heading, without its period where there are several.
    pub heading: String,
    /// What they are: "result, 2015/16 to 2024/25"; empty where they are left out.
    pub is: String,
    pub why: String,
}

/// The columns of a sheet, those understood alike together.
pub fn groups(reading: &Reading) -> Vec<Group> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for (at, column) in reading.columns.iter().enumerate() {
        let rest = written_time::find(&column.column.name).map(|found| found.rest);
        let why = std::iter::once(&column.reason)
            .chain(&column.notes)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("; ");
        let is = column.field.map_or(String::new(), |field| field.title.to_owned());
        // Only what differs in nothing but its period is told together.
        let key = format!("{}\u{1f}{is}\u{1f}{why}", rest.as_deref().unwrap_or_default());
        match groups.iter_mut().find(|(other, _)| rest.is_some() && *other == key) {
            Some((_, group)) => group.columns.push(at),
            None => {
                let alone = if rest.is_some() { key } else { format!("{at}") };
                groups.push((alone, Group { columns: vec![at], heading: column.name(), is, why }));
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    for group in &mut groups {
        finish(group, reading);
    }
    groups
}

fn finish(group: &mut Group, reading: &Reading) {
    let columns: Vec<&ColumnReading> = group.columns.iter().map(|at| &reading.columns[*at]).collect();
    let mut periods: Vec<Period> = columns.iter().filter_map(|column| column.period).collect();
    periods.sort_unstable();
    if !group.is.is_empty()
        && let (Some(first), Some(last)) = (periods.first(), periods.last())
    {
        group.is.push_str(&match first == last {
            true => format!(", {}", first.title()),
            false => format!(", {} to {}", first.title(), last.title()),
        });
    }
    if let [one] = columns.as_slice() {
        if let Some(organisation) = &one.organisation {
            group.is.push_str(&format!(" of {organisation}"));
        }
        if !one.label.is_empty() {
            group.is.push_str(&format!(", {}", one.label));
        }
        return;
    }
    let rest = written_time::find(&columns[0].column.name).map(|found| found.rest).unwrap_or_default();
    group.heading = match rest.as_str() {
        "" => format!("{} columns", columns.len()),
        rest => format!("{rest} ({} columns)", columns.len()),
    };
}
