//! Drawing the plans, the counts, and one commitment.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Delivery;
use super::pick::{is_late, lacks_path};
use crate::domain::commitment::{Movement, share};
use crate::domain::dates::short_date;
use crate::screens::Context;
use crate::ui::frame::{Pane, bar, line, take_left, take_top, wrapped};
use crate::ui::table::{Cell, Column, beside, fitted, needed};
use crate::ui::theme::{Glyph, Role, Theme};
use crate::workbook::{CommitmentRow, PlanTally, printed_notes};

/// Status and detail stand beside the list from this width on.
const BESIDE: u16 = 112;

const COLUMNS: &[Column] = &[
    Column::words("RAG", 4, 0, 0),
    Column::words("Ref", 16, 0, 0),
    Column::words("Commitment", 24, 6, 0),
    Column { if_any: true, ..Column::words("Plan", 12, 2, 6) },
    Column::words("Owner", 14, 2, 3),
    Column::words("Due", 13, 0, 2),
    Column::words("Moved", 10, 0, 1),
    Column::words("Steps", 5, 0, 5),
];

/// `↓ worse`.
pub(super) fn moved(movement: Movement, theme: &Theme) -> String {
    let glyph = match movement {
        Movement::Worse => Glyph::Down,
        Movement::Same => Glyph::Level,
        Movement::Better => Glyph::Up,
        Movement::New => return "new".to_owned(),
    };
    format!("{} {}", theme.glyph(glyph), movement.code())
}

pub(super) fn moved_role(movement: Movement) -> Role {
    match movement {
        Movement::Worse => Role::Worse,
        Movement::Better => Role::Better,
        Movement::Same | Movement::New => Role::Dim,
    }
}

/// One plan needs no column of its own: its name is the title of the counts.
fn cells<'a>(row: &'a CommitmentRow, with_plan: bool, context: &Context) -> Vec<Cell<'a>> {
    let theme = context.theme;
    let chip = match row.rating {
        Some(rating) => Cell::new(theme.letters(rating)).chip(theme.chip(rating)),
        None => Cell::new("? --"),
    };
    let due = match row.due {
        None => Cell::new("no date").style(theme.style(Role::Dim)),
        Some(due) if is_late(row, context.session.judged_on()) => {
            Cell::new(format!("! {}", short_date(due))).style(theme.style(Role::Worse))
        }
        Some(due) => Cell::new(short_date(due)),
    };
    let owner = if row.owner.trim().is_empty() {
        Cell::new("no owner").style(theme.style(Role::Dim))
    } else {
        Cell::new(row.owner.as_str())
    };
    let description = if lacks_path(row) && !row.placeholder {
        Cell::new(format!("! {}", row.description))
    } else if row.placeholder {
        Cell::new(row.description.as_str()).style(theme.style(Role::Dim))
    } else {
        Cell::new(row.description.as_str())
    };
    let steps = if row.milestones == 0 {
        String::new()
    } else {
        format!("{}/{}", row.milestones_done, row.milestones)
    };
    // In brackets where it was compared with what is invented.
    let movement = match row.from_illustrative {
        true => format!("({})", moved(row.movement, theme)),
        false => moved(row.movement, theme),
    };
    vec![
        chip,
        Cell::new(row.reference.as_str()),
        description,
        Cell::new(if with_plan { row.plan.as_str() } else { "" }),
        owner,
        due,
        Cell::new(movement).style(theme.style(moved_role(row.movement))),
        Cell::new(steps),
    ]
}

/// The columns as all the commitments of the period need them.
pub(super) fn measured(all: &[CommitmentRow], with_plan: bool, context: &Context) -> Vec<Column> {
    fitted(COLUMNS, all.iter().map(|row| cells(row, with_plan, context)))
}

pub(super) struct Areas {
    pub list: Rect,
    pub status: Rect,
    pub detail: Rect,
}

impl Delivery {
    pub(super) fn areas(&self, area: Rect) -> Areas {
        let none = Rect { width: 0, height: 0, ..area };
        if self.rows.reading && (area.width < BESIDE || self.rows.zoom) {
            return Areas { list: none, status: none, detail: area };
        }
        if self.rows.zoom || self.all.is_empty() {
            return Areas { list: area, status: none, detail: none };
        }
        if area.width >= BESIDE {
            let (list, right) = beside(area, needed(&self.rows.columns));
            let notes = self.tally_here().map_or(0, |tally| {
                let notes = self.notes(tally, right.width.saturating_sub(4));
                5 + u16::from(tally.unrated > 0) + notes.len() as u16
            });
            let (status, detail) = take_top(right, (notes + 2).min(right.height / 2));
            return Areas { list, status, detail };
        }
        let under = match area.height {
            0..=15 => 0,
            16..=27 => 8,
            height => height * 2 / 5,
        };
        let (list, detail) = take_top(area, area.height - under);
        Areas { list, status: none, detail }
    }

    pub(super) fn covers_list(&self, area: Rect) -> bool {
        self.areas(area).list.width == 0
    }

    fn summary_line(&self, area: Rect) -> bool {
        let areas = self.areas(area);
        areas.status.width == 0 && areas.list.width > 0 && !self.all.is_empty()
    }

    /// Where the rows of the list are.
    pub(super) fn list_rows(&self, area: Rect) -> Rect {
        let list = self.areas(area).list;
        let above = 2 + self.rows.find.rows() + u16::from(self.summary_line(area));
        Rect {
            x: list.x + 1.min(list.width),
            y: list.y + above.min(list.height),
            width: list.width.saturating_sub(2),
            height: list.height.saturating_sub(above + 1),
        }
    }

    pub(super) fn list_height(&self, area: Rect) -> u16 {
        self.list_rows(area).height.max(1)
    }

    /// Counts of the plan under the cursor, or of the first.
    fn tally_here(&self) -> Option<&PlanTally> {
        let here = |row: &CommitmentRow| {
            self.tallies.iter().find(|one| one.plan == row.plan && one.scale == row.scale)
        };
        self.current().and_then(here).or(self.tallies.first())
    }

    fn notes(&self, tally: &PlanTally, width: u16) -> Rc<Vec<String>> {
        let of_all = self.printed_notes.get(width, || {
            let lines = |tally: &PlanTally| {
                let notes = printed_notes(tally, &self.printed);
                Rc::new(notes.iter().flat_map(|note| wrapped(&format!("! {note}"), width, 3)).collect())
            };
            self.tallies.iter().map(lines).collect()
        });
        let place = self.tallies.iter().position(|one| std::ptr::eq(one, tally));
        place.and_then(|at| of_all.get(at).cloned()).unwrap_or_default()
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let areas = self.areas(area);
        let mut cursor = None;
        if areas.list.width > 0 {
            cursor = self.draw_list(context, areas.list, buffer);
        }
        if areas.status.height >= 3 {
            self.draw_status(context, areas.status, buffer);
        }
        if areas.detail.height >= 3 && areas.detail.width > 0 {
            let at = self.draw_detail(context, areas.detail, buffer);
            if self.rows.reading {
                cursor = Some(at);
            }
        }
        cursor
    }

    fn draw_list(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let focused = !self.rows.reading;
        let plans = self.tallies.len();
        let title = match (self.is_filtered(), plans) {
            (true, _) => format!("Delivery: {} of {}", self.rows.list.total(), self.all.len()),
            (false, 0) => "Delivery".to_owned(),
            (false, 1) => format!("Delivery: {}", self.all.len()),
            (false, plans) => format!("Delivery: {} in {plans} plans", self.all.len()),
        };
        Pane { title: &title, note: &self.rows.note(), focused }.draw(theme, area, buffer);
        let rows = self.list_rows(context.area);
        if self.summary_line(context.area)
            && let Some(tally) = self.tally_here()
        {
            let y = area.y + 1 + self.rows.find.rows();
            let spot = Rect { x: rows.x + 1, y, width: rows.width.saturating_sub(2), height: 1 };
            line(&counts(tally), theme.style(Role::Dim), spot, buffer);
        }
        let nothing = if self.is_filtered() {
            "None of these. F shows every commitment."
        } else {
            "No commitments yet. A adds one: what, in which plan, by whom, by when."
        };
        let find = Rect { y: area.y + 1, ..rows };
        self.rows.draw((find, rows), theme, nothing, |row| cells(row, plans > 1, context), buffer)
    }

    /// Counts and shares of the plan under the cursor, and what the source prints otherwise.
    fn draw_status(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let Some(tally) = self.tally_here() else {
            Pane { title: "Status", note: "", focused: false }.draw(theme, area, buffer);
            return;
        };
        let total = tally.total();
        let note = format!("{total} in all");
        let inside = Pane { title: &tally.plan, note: &note, focused: false }.draw(theme, area, buffer);
        let mut y = inside.y;
        let row = |y: u16| Rect { y, height: u16::from(y < inside.bottom()), ..inside };
        for (rating, count) in &tally.counts {
            let (chip, rest) = take_left(row(y), 6, 1);
            line(&format!(" {} ", theme.letters(*rating)), theme.chip(*rating), chip, buffer);
            let (name, rest) = take_left(rest, 12, 0);
            line(rating.title(), theme.style(Role::Text), name, buffer);
            let (figures, meter) = take_left(rest, 10, 1);
            line(
                &format!("{count:>4} {:>3}%", share(*count, total)),
                theme.style(Role::Strong),
                figures,
                buffer,
            );
            bar(*count as f64 / total.max(1) as f64, theme.bar(*rating), theme, meter, buffer);
            y += 1;
        }
        if tally.unrated > 0 {
            line(
                &format!("       not rated   {:>4}", tally.unrated),
                theme.style(Role::Text),
                row(y),
                buffer,
            );
            y += 1;
        }
        let notes = self.notes(tally, inside.width);
        if !notes.is_empty() {
            y += 1;
        }
        for note in notes.iter() {
            line(note, theme.style(Role::Worse), row(y), buffer);
            y += 1;
        }
    }
}

/// "Commissioning intentions: ● G 6, ○ GA 0 …" on one line.
fn counts(tally: &PlanTally) -> String {
    let parts: Vec<String> = tally
        .counts
        .iter()
        .map(|(rating, count)| format!("{} {} {count}", rating.symbol(), rating.title().to_lowercase()))
        .collect();
    format!("{}  {}", parts.join("  "), tally.plan)
}
