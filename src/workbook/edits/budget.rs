//! Budget lines, their amounts, and savings.

use super::{Fault, Patch, Reading, When, read_money};
use crate::domain::money::Pence;
use crate::workbook::budget_steps::{
    BudgetFigures, CapitalFigures, SavingFigures, move_line_to, put_line, put_saving, set_budget,
    set_capital, set_saving,
};
use crate::workbook::views::budget::Node;
use crate::workbook::{
    BudgetAmount, BudgetKind, BudgetLine, CapitalAmount, Change, Id, Saving, SavingPosition, SavingStatus,
    VarianceBase,
};

/// Adds a line, or edits the one that `old` is, among `nodes`, the lines of its kind. `parent` is the
/// line it counts into, where that is said. A line that is new or goes elsewhere is put last there.
///
/// Fields: those of its description, and `position`.
///
/// # Errors
/// Every field that is refused; `parent` for one that is under the line itself or of another kind.
pub fn line(
    old: &BudgetLine,
    parent: Option<Option<Id>>,
    nodes: &[&Node],
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut new = old.clone();
    new.parent_id = parent.unwrap_or(old.parent_id);
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    if old.kind == BudgetKind::Capital && new.tolerance != old.tolerance {
        reading.refuse("tolerance", "a capital line has none");
    }
    if new.id == 0 || new.parent_id != old.parent_id {
        let beside = nodes.iter().filter(|node| node.line.parent_id == new.parent_id);
        new.position = beside.map(|node| node.line.position).max().unwrap_or(0).saturating_add(1);
    }
    let mut place = 0;
    reading.with("position", &mut place, |text| match text.parse() {
        Ok(place @ 1..) => Ok(place),
        _ => Err("write a whole number from 1".to_owned()),
    });
    if let Some(why) = no_parent(nodes, old, new.parent_id) {
        reading.refuse("parent", why);
    }
    reading.done()?;
    // Each line has a place of its own: those beside it make room.
    let moved = (place > 0).then(|| move_line_to(nodes, &new, place)).flatten();
    let Some(moved) = moved else { return Ok(put_line(new)) };
    if old.id > 0 && parent.is_none() && patch.says_only(&["position"]) {
        return Ok(moved);
    }
    let label = put_line(new).label;
    Ok(Change { label, ..moved })
}

/// Why a line cannot count into another: that one is under it already, or of another kind.
fn no_parent(nodes: &[&Node], line: &BudgetLine, parent: Option<Id>) -> Option<String> {
    let node = |id: Id| nodes.iter().find(|node| node.line.id == id);
    let mut above = Some(parent?);
    // Each step goes up; more steps than lines would be a circle already.
    for _ in 0..=nodes.len() {
        let id = above?;
        if id == line.id && line.id != 0 {
            let under = parent.and_then(node).map_or("", |node| node.line.name.as_str());
            return Some(if parent == Some(line.id) {
                format!("“{}” does not count into itself", line.name)
            } else {
                format!("“{under}” is itself under “{}”", line.name)
            });
        }
        let Some(found) = node(id) else {
            return Some(
                "a revenue line counts into revenue lines, a capital line into capital lines".to_owned(),
            );
        };
        above = found.line.parent_id;
    }
    None
}

/// An amount that is said; none where nothing is said of it.
fn said(reading: &mut Reading, field: &'static str) -> Option<Option<Pence>> {
    let mut amount = None;
    reading.with(field, &mut amount, |text| read_money(text).map(Some));
    amount
}

fn said_text(reading: &mut Reading, field: &'static str) -> Option<String> {
    let mut text = None;
    reading.with(field, &mut text, |typed| Ok(Some(typed.to_owned())));
    text
}

/// Enters the amounts of a revenue line in a period.
///
/// Fields: `original`, `revised`, `forecast`, `comment`.
///
/// # Errors
/// Every field that is refused.
pub fn amounts(
    line: &BudgetLine,
    now: Option<&BudgetAmount>,
    period: &str,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let figures = BudgetFigures {
        original: said(&mut reading, "original"),
        revised: said(&mut reading, "revised"),
        forecast: said(&mut reading, "forecast"),
        comment: said_text(&mut reading, "comment"),
    };
    let of_capital =
        ["slippage_in", "slippage", "additions", "deletions", "accelerations", "slippage_out", "base"];
    for field in of_capital {
        if patch.get(field).is_some() {
            reading.refuse(field, format!("“{}” is a revenue line, which has none", line.name));
        }
    }
    reading.done()?;
    Ok(set_budget(line, now, period, &figures))
}

/// Enters the amounts of a capital line in a period.
///
/// Fields: `original`, `slippage_in`, `slippage`, `additions`, `deletions`, `accelerations`,
/// `forecast`, `slippage_out`, `base`, `comment`.
///
/// # Errors
/// Every field that is refused.
pub fn capital_amounts(
    line: &BudgetLine,
    now: Option<&CapitalAmount>,
    period: &str,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let mut base = now.map_or_else(VarianceBase::default, |now| now.variance_base);
    reading.choice("base", &mut base);
    if patch.get("revised").is_some() {
        reading.refuse("revised", "that of a capital line is worked out: give original and brought forward");
    }
    let figures = CapitalFigures {
        original: said(&mut reading, "original"),
        slippage_in: said(&mut reading, "slippage_in"),
        slippage: said(&mut reading, "slippage"),
        additions: said(&mut reading, "additions"),
        deletions: said(&mut reading, "deletions"),
        accelerations: said(&mut reading, "accelerations"),
        forecast: said(&mut reading, "forecast"),
        slippage_out: said(&mut reading, "slippage_out"),
        variance_base: patch.get("base").map(|_| base),
        comment: said_text(&mut reading, "comment"),
    };
    reading.done()?;
    Ok(set_capital(line, now, period, &figures))
}

/// Adds a saving, or edits the one that `old` is, and says where it stands in a period.
///
/// Fields: `reference`, `description`, `owner`, `service`, `target`, `forecast`, `status`, `comment`.
///
/// # Errors
/// Every field that is refused.
pub fn saving(
    old: &Saving,
    position: Option<&SavingPosition>,
    period: &str,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut new = old.clone();
    let mut reading = Reading::new(patch, when);
    reading.needed_line("reference", &mut new.reference);
    reading.needed("description", &mut new.description);
    reading.line("owner", &mut new.owner);
    reading.line("service", &mut new.service);
    let mut status = position.map_or_else(SavingStatus::default, |now| now.status);
    reading.choice("status", &mut status);
    let figures = SavingFigures {
        target: said(&mut reading, "target"),
        forecast: said(&mut reading, "forecast"),
        status: patch.get("status").map(|_| status),
        comment: said_text(&mut reading, "comment"),
    };
    reading.done()?;
    if old.id > 0 && new == *old {
        return Ok(set_saving(old, position, period, &figures));
    }
    Ok(put_saving(new, position, period, &figures))
}
