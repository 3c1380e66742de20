//! Drawing the risks: the map or the register, the list of a cell, the detail.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::derived::OnMap;
use super::grid::Grid;
use super::map::{Map, Tally};
use super::{Part, RiskScreen, Spot, pane};
use crate::domain::Period;
use crate::domain::matrix::Cell;
use crate::screens::Context;
use crate::ui::frame::{Pane, line, lines, take_left, take_top, wrapped};
use crate::ui::reading_pane::Text;
use crate::ui::rich::Line;
use crate::ui::table::{beside, needed};
use crate::ui::theme::{Glyph, Role};
use crate::workbook::{AssessmentKind, Risks};

/// Narrower than this the parts stand under each other.
const WIDE: u16 = 104;

/// Where the parts are drawn; empty where there is no room.
pub(super) struct Areas {
    /// The map, or the register.
    pub main: Rect,
    /// What the register holds, under the map.
    pub foot: Rect,
    pub list: Rect,
    pub detail: Rect,
}

impl RiskScreen {
    pub(super) fn areas(&self, context: &Context, area: Rect) -> Areas {
        let nothing = Rect { width: 0, height: 0, ..area };
        let wide = area.width >= WIDE;
        if self.table {
            let (main, detail) = match (wide, self.part) {
                _ if self.listed().is_empty() => (area, nothing),
                (true, _) => {
                    let risks = self.risks.as_deref();
                    let columns = risks.map(|risks| self.columns(risks, context.theme));
                    beside(area, columns.map_or(0, |columns| needed(&columns.register)))
                }
                (false, Part::Detail) => (nothing, area),
                (false, _) => (area, nothing),
            };
            return Areas { main, foot: nothing, list: nothing, detail };
        }
        if !wide {
            if self.part == Part::Detail {
                return Areas { main: nothing, foot: nothing, list: nothing, detail: area };
            }
            let least =
                self.risks.as_deref().map_or(8, |risks| Grid::least(&risks.matrix)) + 2 + self.extra();
            let spare = area.height.saturating_sub(least + 7);
            let rows = self.risks.as_deref().map_or(5, |risks| risks.matrix.probability.steps() as u16);
            // A line of air between the rows, when the list keeps seven lines.
            let high = if spare >= rows { least + rows } else { least };
            let (main, list) = take_top(area, high.min(area.height));
            return Areas { main, foot: nothing, list, detail: nothing };
        }
        let (left, right) = take_left(area, area.width * 52 / 100, 0);
        let foot = if left.height >= 34 { 6 } else { 0 };
        let (main, foot) = take_top(left, left.height - foot);
        let rows = self.listed().len().clamp(3, 12) as u16;
        let list = (rows + 3).min(right.height / 2);
        let (list, detail) = take_top(right, list);
        Areas { main, foot, list, detail }
    }

    /// Lines under the map: what is not on it, what is being moved.
    fn extra(&self) -> u16 {
        let off = !self.on_map().rows(None).is_empty();
        u16::from(off) + u16::from(self.moving.is_some())
    }

    pub(super) fn grid(&self, risks: &Risks, main: Rect) -> (Rect, Grid) {
        let inside = Pane::default().inside(main);
        (inside, Grid::new(&risks.matrix, inside, self.extra()))
    }

    pub(super) fn list_height(&self, context: &Context) -> u16 {
        let areas = self.areas(context, context.area);
        let area = if self.table { areas.main } else { areas.list };
        area.height.saturating_sub(3 + if self.table { self.register.find.rows() } else { 0 }).max(1)
    }

    pub(super) fn table_width(&self, context: &Context) -> u16 {
        self.areas(context, context.area).main.width.saturating_sub(2)
    }

    /// The text of the detail.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context, context.area).detail);
        (inside, move || self.detail_lines(context, inside.width).len())
    }

    fn detail_lines(&self, context: &Context, width: u16) -> Vec<Line> {
        let (Some(risks), Some(row)) = (self.risks.as_deref(), self.current()) else { return Vec::new() };
        match self.current_detail() {
            Some(detail) => {
                let invented = row.was_there && row.before.as_ref().is_some_and(|one| one.illustrative);
                let movement = (risks.movement(row), invented);
                pane::lines(detail, movement, context.session, context.theme, width)
            }
            None => pane::waiting(risks, row, context.theme, width),
        }
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let risks = self.risks.as_deref()?;
        let areas = self.areas(context, area);
        let mut cursor = None;
        let mut take = |part: Part, at: Option<Position>| {
            if self.part == part || (part == Part::Map && self.moving.is_some()) {
                cursor = at;
            }
        };
        if areas.main.width > 0 {
            let at = if self.table {
                self.draw_register(risks, context, areas.main, buffer)
            } else {
                self.draw_map(risks, context, areas.main, buffer)
            };
            take(Part::Map, at);
        }
        if areas.foot.width > 0 {
            self.draw_foot(risks, context, areas.foot, buffer);
        }
        if areas.list.width > 0 {
            take(Part::List, self.draw_list(risks, context, areas.list, buffer));
        }
        if areas.detail.width > 0 {
            take(Part::Detail, self.draw_detail(context, areas.detail, buffer));
        }
        cursor
    }

    fn tally(&self, risks: &Risks, map: &OnMap, cell: Cell) -> Tally {
        let current = self.kind == AssessmentKind::Current;
        let of = |counts: &HashMap<Cell, u64>| counts.get(&cell).copied().unwrap_or(0);
        let count = map.rows(Some(cell)).len() as u64;
        let here = self.current();
        let target = here.and_then(|row| risks.cell(row, AssessmentKind::Target));
        let origin = self.moving.is_some_and(|moving| moving.to != cell)
            && here.and_then(|row| risks.cell(row, self.kind)) == Some(cell);
        let before = risks.before.is_some().then(|| of(&map.before));
        Tally {
            count,
            before: before.filter(|before| current && *before != count),
            up: if current { of(&map.up) } else { 0 },
            down: if current { of(&map.down) } else { 0 },
            target: current && target == Some(cell),
            origin,
        }
    }

    fn draw_map(
        &self,
        risks: &Risks,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::Map;
        let title = match self.kind {
            AssessmentKind::Current => format!("Heat map: {} risks, current rating", risks.rows.len()),
            AssessmentKind::Target => "Heat map: where they are to be (targets)".to_owned(),
            AssessmentKind::Inherent => "Heat map: before any control (inherent)".to_owned(),
        };
        let before = risks.before.map(Period::title).unwrap_or_default();
        let note = match (self.kind, risks.before.is_none()) {
            (AssessmentKind::Current, false) if area.width >= WIDE / 2 => {
                let invented =
                    if self.counts(risks).summary.before_is_illustrative { ", illustrative" } else { "" };
                format!("T target   (n) or was n: {before}{invented}")
            }
            _ => String::new(),
        };
        Pane { title: &title, note: &note, focused }.draw(theme, area, buffer);
        let (inside, grid) = self.grid(risks, area);
        let map = Map { theme, matrix: &risks.matrix, grid, cursor: self.cursor_cell(), focused };
        let placed = self.on_map();
        let mut cursor = map.draw(|cell| self.tally(risks, &placed, cell), inside, buffer);
        let mut y = inside.y + grid.height();
        let off = placed.rows(None).len();
        if off > 0 && y < inside.bottom() {
            let here = self.spot == Some(Spot::Off);
            let style = match (here, focused) {
                (true, true) => theme.style(Role::Selected),
                (true, false) => theme.style(Role::Strong),
                (false, _) => theme.style(Role::Dim),
            };
            let mark = if here { ">" } else { " " };
            line(&format!("{mark} Not on the map: {off}"), style, Rect { y, height: 1, ..inside }, buffer);
            if here {
                cursor = Some(Position::new(inside.x, y));
            }
            y += 1;
        }
        if let Some(words) = self.moving_in_words()
            && y < inside.bottom()
        {
            let style = theme.style(Role::Strong);
            line(&format!("Moving {words}"), style, Rect { y, height: 1, ..inside }, buffer);
        }
        cursor
    }

    /// What the register holds, and whether the map agrees with the printed one.
    fn draw_foot(&self, risks: &Risks, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let counts = self.counts(risks);
        let summary = &counts.summary;
        let title = format!(
            "Register: {} of {} risks rated {} or more",
            summary.at_threshold, summary.total, risks.threshold
        );
        let note = if self.moving.is_some() { "" } else { "t shows it as a table" };
        let inside = Pane { title: &title, note, focused: false }.draw(theme, area, buffer);
        let mut texts = Vec::new();
        match &counts.differs {
            None if counts.illustrative > 0 => {
                let text =
                    format!("! {} of these ratings are illustrative, not published.", counts.illustrative);
                texts.push((text, Role::Text));
            }
            None => texts.push(("i No printed map to compare with in this period.".to_owned(), Role::Dim)),
            Some(cells) if cells.is_empty() => {
                texts.push((
                    format!("{} Counts agree with the printed map.", theme.glyph(Glyph::Tick)),
                    Role::Text,
                ));
            }
            Some(cells) => {
                let list: Vec<String> = cells
                    .iter()
                    .map(|one| format!("{} {}, printed {}", one.cell, one.counted, one.printed))
                    .collect();
                texts.push((format!("! Not as the printed map: {}", list.join("; ")), Role::Worse));
            }
        }
        if counts.placeholders > 0 {
            let text = format!("! {} are counted in the source, not described there.", counts.placeholders);
            texts.push((text, Role::Text));
        }
        let moved = format!(
            "Since last period: {}{} worse, {}{} better, {} new. {} beyond appetite.",
            theme.glyph(Glyph::Up),
            summary.up,
            theme.glyph(Glyph::Down),
            summary.down,
            summary.new,
            summary.beyond_appetite
        );
        texts.push((moved, Role::Text));
        let mut area = inside;
        for (text, role) in texts {
            let used = lines(&wrapped(&text, area.width, 2), theme.style(role), area, buffer);
            area = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
        }
    }

    fn draw_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = self.part == Part::Detail;
        let title = self.current().map(|row| row.reference.clone()).unwrap_or_default();
        let pane = Pane { title: &title, note: "", focused };
        let lines = self.detail_lines(context, pane.inside(area).width);
        Some(self.pane.draw(pane, &lines, theme, area, buffer))
    }
}
