//! The row and the column under the cursor, and the tree that folds under it.

use super::grid::{Figure, RowAt};
use super::{Budget, View};
use crate::input::Command;
use crate::screens::Context;
use crate::ui::table::Slot;
use crate::workbook::views::budget::Node;
use crate::workbook::{BudgetLineDetail, Id};

impl Budget {
    /// The lines of the view in tree order.
    pub(super) fn nodes(&self) -> Vec<&Node> {
        match (&self.room, self.view) {
            (Some(room), View::Revenue) => room.revenue.iter().map(|row| &row.node).collect(),
            (Some(room), View::Capital) => room.capital.iter().map(|row| &row.node).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn current_id(&self) -> Option<Id> {
        Some(self.current_row()?.id)
    }

    pub(super) fn current_row(&self) -> Option<RowAt> {
        self.list().current().copied()
    }

    pub(super) fn current_node(&self) -> Option<&Node> {
        let (room, place) = (self.room.as_ref()?, self.current_row()?.place);
        match self.view {
            View::Revenue => room.revenue.get(place).map(|row| &row.node),
            View::Capital => room.capital.get(place).map(|row| &row.node),
            View::Savings => None,
        }
    }

    pub(super) fn current_detail(&self) -> Option<&BudgetLineDetail> {
        let id = self.current_id()?;
        let room = self.room.as_ref()?;
        self.detail
            .as_deref()
            .filter(|detail| detail.line.id == id && detail.period == room.period)
            .filter(|_| self.view != View::Savings)
    }

    /// The figure that would be typed into, where there is one.
    pub(super) fn figure_under_cursor(&self, context: &Context) -> Option<Figure> {
        let grid = self.grid(context)?;
        let row = self.current_row()?;
        if row.total { None } else { grid.figures.get(self.column()).copied().flatten() }
    }

    /// Goes to a line, opening what hides it.
    fn find(&mut self, id: Id) {
        let above = |screen: &Self, id: Id| {
            screen.nodes().iter().find(|node| node.line.id == id).and_then(|node| node.line.parent_id)
        };
        let mut hiding = above(self, id);
        while let Some(parent) = hiding {
            self.folded.remove(&parent);
            hiding = above(self, parent);
        }
        self.changed();
        self.pane.restart();
        self.list_mut().seek(id);
    }

    /// Folds or opens a subtotal; a line without lines below folds the subtotal it is in.
    pub(super) fn fold(&mut self, fold: Option<bool>) {
        let Some(node) = self.current_node() else { return };
        let (id, parent, total) = (node.line.id, node.line.parent_id, node.is_total());
        let folded = self.folded.contains(&id);
        let want = fold.unwrap_or(!folded);
        if total && want != folded {
            if !self.folded.remove(&id) {
                self.folded.insert(id);
            }
            self.changed();
        } else if let (true, Some(parent)) = (want, parent) {
            // Folding what is folded, or a line, goes to the subtotal it counts into.
            self.find(parent);
        }
    }

    pub(super) fn step_column(&mut self, by: i32, slots: &[Slot]) {
        let at = slots.iter().position(|slot| slot.column == self.column()).unwrap_or(0) as i32;
        let at = (at + by).clamp(0, slots.len().saturating_sub(1) as i32) as usize;
        if let Some(slot) = slots.get(at) {
            self.set_column(slot.column);
        }
    }

    pub(super) fn show(&mut self, view: View) {
        self.view = view;
        self.cell = None;
        self.pane.restart();
    }

    pub(super) fn move_in_list(&mut self, command: Command, context: &Context) -> bool {
        let height = self.list_height(context);
        let moved = self.list_mut().update(command, height);
        if moved {
            self.pane.restart();
        }
        moved
    }

    /// Goes to a line of whichever budget it is in.
    pub(super) fn go_to_line(&mut self, id: Id) {
        let capital =
            self.room.as_ref().is_some_and(|room| room.capital.iter().any(|row| row.node.line.id == id));
        self.view = if capital { View::Capital } else { View::Revenue };
        self.find(id);
    }

    pub(super) fn folded_here(&self) -> bool {
        self.current_id().is_some_and(|id| self.folded.contains(&id))
    }
}
