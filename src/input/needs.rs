//! Why a command cannot be used now, or nothing when it can.

use super::command::KeyContext;

pub(super) fn needs_workbook(facts: &KeyContext) -> Option<&'static str> {
    (!facts.workbook).then_some("no workbook is open")
}
pub(super) fn needs_another_opening(facts: &KeyContext) -> Option<&'static str> {
    (!facts.may_open_again).then_some("the workbook is open, and nobody has to be asked for it")
}
pub(super) fn needs_row(facts: &KeyContext) -> Option<&'static str> {
    (!facts.row).then_some("nothing is under the cursor")
}
pub(super) fn needs_action(facts: &KeyContext) -> Option<&'static str> {
    (!facts.action).then_some("there is no action here")
}
pub(super) fn needs_filter(facts: &KeyContext) -> Option<&'static str> {
    (!facts.filtered).then_some("no filter is set")
}
pub(super) fn needs_cell(facts: &KeyContext) -> Option<&'static str> {
    (!facts.cell).then_some("only Target, Num/Den and Result can be typed into here")
}
pub(super) fn needs_earlier(facts: &KeyContext) -> Option<&'static str> {
    (!facts.row).then_some("nothing is under the cursor")
}
pub(super) fn needs_undo(facts: &KeyContext) -> Option<&'static str> {
    (!facts.can_undo).then_some("there is nothing to undo")
}
pub(super) fn needs_redo(facts: &KeyContext) -> Option<&'static str> {
    (!facts.can_redo).then_some("there is nothing to redo")
}
pub(super) fn needs_last(facts: &KeyContext) -> Option<&'static str> {
    if !facts.workbook {
        return Some("no workbook is open");
    }
    (!facts.last_period).then_some("later periods than the next one are already open")
}
pub(super) fn needs_open(facts: &KeyContext) -> Option<&'static str> {
    if !facts.workbook {
        return Some("no workbook is open");
    }
    facts.closed.then_some("this period is already closed")
}
pub(super) fn needs_closed(facts: &KeyContext) -> Option<&'static str> {
    (!facts.closed).then_some("this period is open")
}
pub(super) fn needs_many(facts: &KeyContext) -> Option<&'static str> {
    (!facts.many).then_some("only one of these can be chosen")
}
pub(super) fn needs_again(facts: &KeyContext) -> Option<&'static str> {
    (!facts.again).then_some("there is only one of these")
}
pub(super) fn needs_restorable(facts: &KeyContext) -> Option<&'static str> {
    (!facts.restorable).then_some("this change holds nothing to restore")
}
