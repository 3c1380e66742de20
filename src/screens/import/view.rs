//! Drawing the import: how the file is understood above, its columns on the
//! left, what importing would do on the right.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Part, Understood};
use crate::screens::Context;
use crate::ui::frame::{Pane, line, take_left, take_top};
use crate::ui::theme::Role;

/// Both panes stand beside each other from here on.
const BESIDE: u16 = 112;

/// While the first look is being taken.
pub fn looking(path: &Path, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = context.theme;
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let inside = Pane { title: "Import", note: "", focused: true }.draw(theme, area, buffer);
    line(&format!("Looking at {name} … Esc goes back."), theme.style(Role::Text), inside, buffer);
    Some(Position::new(inside.x, inside.y))
}

impl Understood {
    /// Whether there is room for one of the two panes only.
    pub(super) fn is_narrow(area: Rect) -> bool {
        area.width < BESIDE
    }

    /// Where facts, columns and result go; the last two are one and the same where there is not room for both.
    fn areas(&self, area: Rect) -> (Rect, Rect, Rect) {
        let facts = (self.facts(Self::is_narrow(area)).len() as u16 + 2).min(area.height / 2);
        let (top, rest) = take_top(area, facts);
        if Self::is_narrow(area) {
            return (top, rest, rest);
        }
        let (left, right) = take_left(rest, area.width * 11 / 20, 0);
        (top, left, right)
    }

    /// Where the two lists are.
    pub(super) fn lists(&self, area: Rect) -> (Rect, Rect) {
        let (_, left, right) = self.areas(area);
        let both = !Self::is_narrow(area);
        let nothing = Rect { width: 0, height: 0, ..area };
        let columns = Self::column_parts(Pane::default().inside(left)).0;
        let result = take_top(Pane::default().inside(right), self.summary_height(right)).1;
        match (both, self.part) {
            (true, _) => (columns, result),
            (false, Part::Columns) => (columns, nothing),
            (false, Part::Result) => (nothing, result),
        }
    }

    pub(super) fn heights(&self, area: Rect) -> (u16, u16) {
        let (columns, result) = self.lists(area);
        (columns.height, result.height)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (top, left, right) = self.areas(area);
        self.draw_facts(theme, top, buffer);
        let both = !Self::is_narrow(area);
        let mut cursor = None;
        if both || self.part == Part::Columns {
            let at = self.draw_columns(theme, left, buffer);
            cursor = if self.part == Part::Columns { at } else { cursor };
        }
        if both || self.part == Part::Result {
            let at = self.draw_result(theme, right, buffer);
            cursor = if self.part == Part::Result { at } else { cursor };
        }
        cursor.or(Some(Position::new(left.x + 1, left.y + 1)))
    }
}
