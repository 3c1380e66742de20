//! A table put on pages: its caption and headings, then row after row; on a
//! new page the headings stand again, and a row taller than a page goes on.

use super::super::scene::Paint;
use super::flow::Flow;
use super::page::{MARGIN, NodeId, Page, Role, Tree};
use super::stack::{Style, Tags};
use super::table::{LIFT, PAD, SetRow, SetTable};
use crate::report::document::{Row, Table};

/// The nodes of a row's cells.
type CellTags = Vec<Tags>;

/// What a row of a table is put on.
struct Sheet<'a> {
    page: &'a mut Page,
    tree: &'a mut Tree,
}

impl Flow<'_> {
    /// Pours a table.
    pub fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        let set = SetTable::new(table, self.breadth(), self.setter);
        let style = Style::plain(9.5, Paint::BLACK).bold();
        let caption = self.setter.plain(&table.caption, style, self.breadth());
        let above = if table.caption.is_empty() { 0.0 } else { caption.height + 3.0 };
        let first = set.rows.first().map_or(0.0, |row| row.height);
        let room = self.whole() - above - set.head_height();
        let all = above + set.height();
        let needed = match table.whole && all <= self.whole() {
            true => all,
            false => above + set.head_height() + first.min(room * 0.5),
        };
        self.begin(9.0, needed);

        let node = self.tree.root(Role::Table(table.caption.clone()));
        if above > 0.0 {
            let node = self.tree.node(node, Role::Caption);
            self.put(&caption, node, true);
            self.y += 3.0;
        }
        if !set.head.is_empty() {
            let head = self.tree.node(node, Role::Head);
            self.head(&set, Some(head));
        } else if let Some(page) = self.pages.last_mut() {
            page.rule(MARGIN, self.y, width_of(&set), Paint::NAVY, 1.0);
        }
        let body = self.tree.node(node, Role::Rows);
        let count = set.rows.len();
        for (at, (row, meant)) in set.rows.iter().zip(&table.rows).enumerate() {
            // The last row does not go to a new page alone.
            let last = set.rows.get(at + 1).filter(|_| at + 2 == count && at > 2);
            // Nor does a row that heads the next part from it.
            let next = set.rows.get(at + 1).filter(|_| meant.heads_next).or(last);
            if next.is_some_and(|next| row.height <= self.room() && row.height + next.height > self.room()) {
                self.go_on(&set);
            }
            self.row(&set, row, meant, body);
        }
        self.y += 7.0;
    }

    /// Puts the heading rows; without a node they are repeated, and belong to the page.
    fn head(&mut self, set: &SetTable, under: Option<NodeId>) {
        let Some(page) = self.pages.last_mut() else { return };
        for row in &set.head {
            let mut sheet = Sheet { page, tree: &mut self.tree };
            let tags = under.map(|under| sheet.tag(row, under, true));
            sheet.cells(row, &vec![0; row.cells.len()], row.height, self.y, tags.as_ref());
            self.y += row.height;
            page.rule(MARGIN, self.y, width_of(set), Paint::RULE, 0.5);
        }
        page.rule(MARGIN, self.y, width_of(set), Paint::NAVY, 1.0);
    }

    /// A new page, and the headings again.
    fn go_on(&mut self, set: &SetTable) {
        self.turn();
        self.head(set, None);
        if let (true, Some(page)) = (set.head.is_empty(), self.pages.last_mut()) {
            page.rule(MARGIN, self.y, width_of(set), Paint::NAVY, 1.0);
        }
    }

    fn row(&mut self, set: &SetTable, row: &SetRow, meant: &Row, body: NodeId) {
        let whole = self.whole() - set.head_height();
        let room = self.room();
        // A row is kept together, as Word keeps it, unless no page can hold it.
        if row.height > room && row.height <= whole {
            self.go_on(set);
        }
        self.anchor(meant.anchor.as_ref());
        let mut done = vec![0usize; row.cells.len()];
        let mut tags = None;
        loop {
            let room = self.room() - 2.0 * LIFT;
            let parts = row.cells.iter().zip(&done);
            let fitting: Vec<usize> = parts.map(|(cell, from)| cell.stack.fitting(*from, room)).collect();
            let left = row.cells.iter().zip(&done).any(|(cell, from)| *from < cell.stack.lines.len());
            if left
                && fitting.iter().all(|count| *count == 0)
                && self.y > super::page::TOP + set.head_height() + 1.0
            {
                self.go_on(set);
                continue;
            }
            // A page that holds not even one line is given one all the same.
            let least = usize::from(left && fitting.iter().all(|count| *count == 0));
            let counts: Vec<usize> = fitting.iter().map(|count| (*count).max(least)).collect();
            let heights = row.cells.iter().zip(done.iter().zip(&counts));
            let heights = heights.map(|(cell, (from, count))| cell.stack.height_of(*from, *count));
            let height = heights.fold(8.0, f32::max) + 2.0 * LIFT;
            if let Some(page) = self.pages.last_mut() {
                let mut sheet = Sheet { page, tree: &mut self.tree };
                let tags = tags.get_or_insert_with(|| sheet.tag(row, body, false));
                sheet.cells(row, &done, height, self.y, Some(tags));
                if row.total {
                    page.rule(MARGIN, self.y, width_of(set), Paint::NAVY, 1.0);
                }
                page.rule(MARGIN, self.y + height, width_of(set), Paint::RULE, 0.5);
            }
            self.y += height;
            done.iter_mut().zip(&counts).for_each(|(done, count)| *done += count);
            if row.cells.iter().zip(&done).all(|(cell, from)| *from >= cell.stack.lines.len()) {
                return;
            }
            self.go_on(set);
        }
    }
}

impl Sheet<'_> {
    /// Adds the nodes of a row.
    fn tag(&mut self, row: &SetRow, under: NodeId, heads: bool) -> CellTags {
        let node = self.tree.node(under, Role::Row);
        let mut tags = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let role = match (heads, cell.heads) {
                (true, _) => Role::ColumnHeading(cell.span),
                (false, true) => Role::RowHeading,
                (false, false) => Role::Cell,
            };
            let node = self.tree.node(node, role);
            tags.push(cell.stack.tag(node, true, self.tree));
        }
        tags
    }

    /// Puts what is left of the cells of a row, as much as goes into `height`.
    fn cells(&mut self, row: &SetRow, from: &[usize], height: f32, y: f32, tags: Option<&CellTags>) {
        for cell in &row.cells {
            if let Some(fill) = cell.fill {
                self.page.fill(MARGIN + cell.x, y, cell.width, height, fill);
            }
        }
        for (at, (cell, from)) in row.cells.iter().zip(from).enumerate() {
            let count = cell.stack.fitting(*from, height - 2.0 * LIFT + 0.1);
            let place = (MARGIN + cell.x + PAD, y + LIFT);
            let tags = tags.and_then(|tags| tags.get(at));
            cell.stack.put((*from, count), place, self.page, tags, self.tree);
        }
    }
}

/// From the left edge of the first column to the right edge of the last.
fn width_of(set: &SetTable) -> f32 {
    let row = set.head.last().or(set.rows.first());
    row.and_then(|row| row.cells.last()).map_or(0.0, |cell| cell.x + cell.width)
}
