//! The mouse: a cell, a row, a heading.

use ratatui::layout::Rect;

use super::{Part, RiskScreen, Spot};
use crate::input::Command;
use crate::screens::{Context, Effect, Mouse, MouseKind};
use crate::ui::table::layout;

impl RiskScreen {
    pub(super) fn pointed(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let areas = self.areas(context, context.area);
        let inside_of = |area: Rect| area.width > 0 && area.contains(mouse.at);
        if let Some(rows) = mouse.kind.wheel() {
            if inside_of(areas.detail) {
                self.pane.scroll(rows, self.text_of(context));
            } else if self.table || inside_of(areas.list) {
                self.step_rows(rows, context);
            }
            return Vec::new();
        }
        if !matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick) {
            return Vec::new();
        }
        if inside_of(areas.detail) {
            self.part = Part::Detail;
        } else if self.table && inside_of(areas.main) {
            return self.point_register(mouse, areas.main, context);
        } else if inside_of(areas.list) {
            self.part = Part::List;
            self.point_row(mouse, areas.list.y + 2, context);
            if mouse.kind == MouseKind::DoubleClick {
                return vec![Effect::Run(Command::Open)];
            }
        } else if inside_of(areas.main)
            && let Some(risks) = self.risks.as_deref()
            && let Some(cell) = self.grid(risks, areas.main).1.at(mouse.at)
        {
            if let Some(moving) = &mut self.moving {
                moving.to = cell;
                return Vec::new();
            }
            self.part = Part::Map;
            self.spot = Some(Spot::Cell(cell));
            self.at = 0;
            self.pane.restart();
            if mouse.kind == MouseKind::DoubleClick {
                return vec![Effect::Run(Command::Open)];
            }
        }
        Vec::new()
    }

    fn point_row(&mut self, mouse: Mouse, first: u16, context: &Context) {
        let Some(offset) = mouse.at.y.checked_sub(first) else { return };
        let row = self.top_for(context) + usize::from(offset);
        if row < self.listed().len() {
            self.at = row;
            self.pane.restart();
        }
    }

    fn point_register(&mut self, mouse: Mouse, area: Rect, context: &Context) -> Vec<Effect> {
        self.part = Part::Map;
        let head = area.y + 1 + self.register.find.rows();
        if mouse.at.y == head
            && let Some(risks) = self.risks.as_deref()
        {
            let columns = self.columns(risks, context.theme);
            let slots = layout(&columns.register, area.width.saturating_sub(2));
            let x = mouse.at.x.saturating_sub(area.x + 1);
            let Some(slot) = slots.iter().find(|slot| (slot.x..=slot.x + slot.width).contains(&x)) else {
                return Vec::new();
            };
            self.register.column = slot.column;
            return vec![Effect::Run(Command::Sort)];
        }
        self.point_row(mouse, head + 1, context);
        if mouse.kind == MouseKind::DoubleClick {
            return vec![Effect::Run(Command::Open)];
        }
        Vec::new()
    }
}
