//! Budget lines, their amounts, and savings.

use super::{Fault, Patch, Reading, When};
use crate::domain::Period;
use crate::workbook::budget_steps::{
    move_line_to, position_in, put_line, put_saving, set_budget, set_capital, set_saving,
};
use crate::workbook::schema::{Described, Info, infos};
use crate::workbook::views::budget::Node;
use crate::workbook::{
    BudgetAmount, BudgetKind, BudgetLine, CapitalAmount, Change, Id, Saving, SavingPosition, Table,
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
    let mut place = None;
    reading.place("position", &mut place);
    if let Some(why) = no_parent(nodes, old, new.parent_id) {
        reading.refuse("parent", why);
    }
    reading.done()?;
    // Each line has a place of its own: those beside it make room.
    let moved = place.and_then(|place| move_line_to(nodes, &new, place));
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

/// Enters the amounts of a revenue line in a period.
///
/// # Errors
/// Every field that is refused.
pub fn amounts(
    line: &BudgetLine,
    now: Option<&BudgetAmount>,
    period: Period,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let change = set_budget(line, now, period, |new| reading.described(new));
    for Info { code, .. } in infos(Table::CapitalAmount) {
        if patch.get(code).is_some() && BudgetAmount::field(code).is_none() {
            reading.refuse(code, format!("“{}” is a revenue line, which has none", line.name));
        }
    }
    reading.done().map(|()| change)
}

/// Enters the amounts of a capital line in a period.
///
/// # Errors
/// Every field that is refused.
pub fn capital_amounts(
    line: &BudgetLine,
    now: Option<&CapitalAmount>,
    period: Period,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let mut reading = Reading::new(patch, when);
    let change = set_capital(line, now, period, |new| reading.described(new));
    if patch.get("revised").is_some() {
        reading.refuse("revised", "that of a capital line is worked out: give original and brought forward");
    }
    reading.done().map(|()| change)
}

/// Adds a saving, or edits the one that `old` is, and says where it stands in a period.
///
/// Fields: those of the descriptions of a saving and of where it stands.
///
/// # Errors
/// Every field that is refused.
pub fn saving(
    old: &Saving,
    position: Option<&SavingPosition>,
    period: Period,
    patch: &Patch,
    when: &When,
) -> Result<Change, Vec<Fault>> {
    let (mut new, mut place) = (old.clone(), position_in(old, position, period));
    let mut reading = Reading::new(patch, when);
    reading.described(&mut new);
    reading.described(&mut place);
    reading.done()?;
    if old.id > 0 && new == *old {
        return Ok(set_saving(old, position, period, |now| *now = place));
    }
    let says_place = infos(Table::SavingPosition).iter().any(|info| patch.get(info.code).is_some());
    Ok(put_saving(new, says_place.then_some(place)))
}
