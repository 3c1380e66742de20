//! Tables: columns that keep their numbers whole. When the width is short,
//! columns go one by one, least needed first, and only words are cut (with …).

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::write;
use super::inert::{fit_left, inert_line, width};
use super::theme::{Glyph, Role, Theme};

/// Which side a column's text sits on: words left, figures right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    /// Columns of the terminal it needs.
    pub width: u16,
    /// Columns that the words in it could use; 0 where that is not known.
    pub wants: u16,
    /// Takes its share of what is left over, in these parts; 0 stays as it is.
    pub grows: u16,
    pub align: Align,
    /// 0 is never dropped; otherwise the highest goes first.
    pub drop: u8,
}

impl Column {
    /// A column of words.
    pub const fn words(title: &'static str, width: u16, grows: u16, drop: u8) -> Self {
        Self { title, width, wants: 0, grows, align: Align::Left, drop }
    }
    /// A column of figures.
    pub const fn figures(title: &'static str, width: u16, drop: u8) -> Self {
        Self { title, width, wants: 0, grows: 0, align: Align::Right, drop }
    }
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub style: Style,
    /// Keeps its own style on the selected row.
    pub chip: bool,
}

impl<'a> Cell<'a> {
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
    #[must_use]
    pub fn chip(mut self, style: Style) -> Self {
        self.style = style;
        self.chip = true;
        self
    }
}

/// Where a column landed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Position in the columns given.
    pub column: usize,
    /// From the left edge of the area.
    pub x: u16,
    pub width: u16,
}

/// Room for the row marker before the first column.
pub const MARKER: u16 = 2;

/// A share of the room that names are given, where they need it, before lesser columns have any.
const COMFORT: u16 = 4;

/// Columns dropped from this rank on are lesser.
const LESSER: u8 = 4;

/// Words with a figure in them that are no longer than this are not cut; longer ones are prose.
const SHORT: u16 = 18;
/// A figure or a reference, one word, is given no more than this.
const LONG: u16 = 24;

/// Words are squeezed to this before a figure would be cut.
const LEAST: u16 = 6;

/// The columns as what is on screen needs them: figures are as wide as the widest of them, and
/// names are known by the width they could use.
pub fn fitted<'c>(columns: &[Column], rows: impl IntoIterator<Item = &'c [Cell<'c>]>) -> Vec<Column> {
    let mut columns: Vec<Column> = columns.to_vec();
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            let wide = width(&inert_line(&cell.text)).min(usize::from(u16::MAX)) as u16;
            match (column.align, column.grows) {
                (Align::Right, _) => column.width = column.width.max(wide),
                (Align::Left, 1..) => column.wants = column.wants.max(wide),
                // A chip, a date, a reference: whole where there is a figure in it.
                (Align::Left, 0) if has_figure(&cell.text, wide) => {
                    column.width = column.width.max(wide.min(LONG));
                }
                (Align::Left, 0) => {}
            }
        }
    }
    columns
}

fn has_figure(text: &str, wide: u16) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && (wide <= SHORT || !text.contains(char::is_whitespace))
}

/// Decides which columns are shown and how wide each is. Figures are never cut: names give way
/// first, then columns go one by one, least needed first.
pub fn layout(columns: &[Column], total: u16) -> Vec<Slot> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let room = total.saturating_sub(MARKER + 1);
    let sum = |shown: &[usize], wide: &dyn Fn(&Column) -> u16| -> u16 {
        let widths = shown.iter().map(|&at| u32::from(wide(&columns[at]))).sum::<u32>();
        (widths + shown.len().saturating_sub(1) as u32).min(u32::from(u16::MAX)) as u16
    };
    // The name of a row is what has the most of what is over.
    let most = columns.iter().map(|column| column.grows).max().unwrap_or(0).max(1);
    let comfortable = |column: &Column| {
        let comfort = if column.grows == most { column.wants.min(room / COMFORT) } else { 0 };
        column.width.max(comfort)
    };
    let least = |column: &Column| match column.align {
        Align::Right => column.width,
        Align::Left => column.width.min(if column.grows > 0 { LEAST } else { column.width }),
    };
    drop_while(&mut shown, columns, LESSER, |shown| sum(shown, &comfortable) > room);
    drop_while(&mut shown, columns, 1, |shown| sum(shown, &|column| column.width) > room);
    // Where even the least is too much, figures go whole, from the right.
    while sum(&shown, &least) > room
        && let Some(last) = shown.iter().rposition(|&at| columns[at].align == Align::Right)
        && shown.len() > 1
    {
        shown.remove(last);
    }
    let widths = shared(columns, &shown, room);
    let mut x = MARKER;
    let mut slots = Vec::with_capacity(shown.len());
    for (&at, wide) in shown.iter().zip(widths) {
        let wide = wide.min(total.saturating_sub(x));
        slots.push(Slot { column: at, x, width: wide });
        x = x.saturating_add(wide + 1);
    }
    slots
}

/// Leaves out the least needed columns, of this rank or more, while there are too many.
fn drop_while(shown: &mut Vec<usize>, columns: &[Column], rank: u8, too_many: impl Fn(&[usize]) -> bool) {
    while too_many(shown)
        && let Some(worst) =
            shown.iter().copied().filter(|&at| columns[at].drop >= rank).max_by_key(|&at| columns[at].drop)
    {
        shown.retain(|&at| at != worst);
    }
}

/// The width of each column shown: what is over goes to the words that can use it, then to those
/// that grow; what is missing is taken from them.
fn shared(columns: &[Column], shown: &[usize], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = shown.iter().map(|&at| columns[at].width).collect();
    let gaps = shown.len().saturating_sub(1) as u16;
    let used = |widths: &[u16]| widths.iter().map(|wide| u32::from(*wide)).sum::<u32>() as u16;
    let over = (used(&widths) + gaps).saturating_sub(room);
    let mut missing = over;
    for (wide, _) in widths.iter_mut().zip(shown).filter(|(_, at)| columns[**at].grows > 0) {
        let take = missing.min(wide.saturating_sub(LEAST));
        *wide -= take;
        missing -= take;
    }
    let spare = room.saturating_sub(used(&widths) + gaps);
    let spare = give(&mut widths, columns, shown, spare, |column| column.wants);
    give(&mut widths, columns, shown, spare, |_| u16::MAX);
    widths
}

/// Gives columns that grow their parts of what is over, none more than it has use for; returns
/// what nobody has.
fn give(
    widths: &mut [u16],
    columns: &[Column],
    shown: &[usize],
    mut spare: u16,
    limit: impl Fn(&Column) -> u16,
) -> u16 {
    loop {
        let open: Vec<usize> = (0..shown.len())
            .filter(|&at| columns[shown[at]].grows > 0 && widths[at] < limit(&columns[shown[at]]))
            .collect();
        let parts: u32 = open.iter().map(|&at| u32::from(columns[shown[at]].grows)).sum();
        if spare == 0 || open.is_empty() {
            return spare;
        }
        let (mut given, mut seen) = (0, 0);
        for at in open {
            let column = &columns[shown[at]];
            seen += u32::from(column.grows);
            // Whole columns only, with nothing lost to rounding.
            let due = (u32::from(spare) * seen / parts.max(1)) as u16 - given;
            let taken = due.min(limit(column) - widths[at]);
            widths[at] += taken;
            given += due;
            if taken < due {
                // What it has no use for is shared out again.
                given -= due - taken;
            }
        }
        spare -= given;
        if given == 0 {
            return spare;
        }
    }
}

/// Where a cell is typed into: as wide as what is typed, to the left where its column is too narrow.
pub fn typing_place(slot: &Slot, typed: &str, row: Rect) -> Rect {
    // The cursor stands behind the last letter.
    let needed = (width(typed) + 1).min(usize::from(row.width)) as u16;
    let wide = slot.width.max(needed);
    let right = (row.x + slot.x + slot.width).min(row.right());
    Rect { x: right.saturating_sub(wide).max(row.x), width: wide.min(row.width), height: 1, ..row }
}

/// A table ready to draw.
pub struct Table<'a> {
    pub theme: &'a Theme,
    pub columns: &'a [Column],
    pub slots: &'a [Slot],
    /// The column under the cursor.
    pub column: Option<usize>,
    /// The column the rows are ordered by, and whether downwards.
    pub sorted: Option<(usize, bool)>,
    /// Whether the keys go to this table.
    pub focused: bool,
}

impl Table<'_> {
    /// Draws the headings.
    pub fn head(&self, area: Rect, buffer: &mut Buffer) {
        for slot in self.slots {
            let column = &self.columns[slot.column];
            let mut style = self.theme.style(Role::Dim);
            let mut title = column.title.to_owned();
            if let Some((sorted, descending)) = self.sorted
                && sorted == slot.column
            {
                let arrow = self.theme.glyph(if descending { Glyph::Down } else { Glyph::Up });
                title = if column.align == Align::Left {
                    format!("{title}{arrow}")
                } else {
                    format!("{arrow}{title}")
                };
                style = self.theme.style(Role::Strong);
            }
            if self.column == Some(slot.column) && self.focused {
                style = style.patch(self.theme.style(Role::Column)).patch(self.theme.style(Role::Strong));
            }
            put(buffer, area, slot, column.align, &title, style);
        }
    }

    /// Draws one row at the top of `area`.
    pub fn row(&self, cells: &[Cell], selected: bool, marked: bool, area: Rect, buffer: &mut Buffer) {
        let base = if selected && self.focused {
            self.theme.style(Role::Selected)
        } else {
            self.theme.style(Role::Text)
        };
        if selected {
            if self.focused {
                buffer.set_style(Rect { height: 1, ..area }, base);
            }
            buffer.set_stringn(area.x, area.y, ">", 1, base);
        }
        if marked {
            buffer.set_stringn(area.x + 1, area.y, self.theme.glyph(Glyph::Marked), 1, base);
        }
        for slot in self.slots {
            let Some(cell) = cells.get(slot.column) else { continue };
            let mut style = if cell.chip {
                cell.style
            } else if selected && self.focused {
                base
            } else {
                cell.style
            };
            if selected && self.focused && self.column == Some(slot.column) {
                style = style.patch(self.theme.style(Role::Column)).patch(self.theme.style(Role::Strong));
            }
            put(buffer, area, slot, self.columns[slot.column].align, &cell.text, style);
        }
    }
}

fn put(buffer: &mut Buffer, area: Rect, slot: &Slot, align: Align, text: &str, style: Style) {
    let inert = inert_line(text);
    let mut wide = width(&inert) as u16;
    let cut;
    let text = if wide <= slot.width {
        inert.as_ref()
    } else {
        wide = slot.width;
        cut = fit_left(&inert, usize::from(slot.width));
        cut.as_str()
    };
    let x = area.x + slot.x;
    // The style fills the slot, the text only its own cells.
    buffer.set_style(Rect { x, width: slot.width, height: 1, ..area }, style);
    let before = if align == Align::Right { slot.width - wide } else { 0 };
    write(text, style, slot.width - before, x + before, area.y, buffer);
}

/// The widest of some texts, in terminal columns.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> u16 {
    texts.into_iter().map(width).max().unwrap_or(0).min(usize::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::words("Ref", 6, 0, 0),
        Column::words("What", 10, 1, 0),
        Column::figures("Result", 8, 2),
        Column::figures("Target", 8, 3),
    ];

    #[test]
    fn columns_go_least_needed_first_and_words_take_what_is_left() {
        let names = |total| layout(COLUMNS, total).iter().map(|slot| slot.column).collect::<Vec<_>>();
        assert_eq!(names(60), [0, 1, 2, 3]);
        assert_eq!(names(34), [0, 1, 2]);
        assert_eq!(names(24), [0, 1]);
        let slots = layout(COLUMNS, 60);
        let last = slots.last().unwrap();
        assert_eq!(last.x + last.width, 59);
    }

    #[test]
    fn figures_are_whole_or_not_there_and_names_use_what_is_free() {
        let texts = [
            [
                "H1",
                "Percentage of social housing repairs completed right first time",
                "£1,310,000,000",
                "-100.00%",
            ],
            ["H2", "Short", "12,345/67,890", "7"],
        ];
        let cells: Vec<Vec<Cell>> = texts.iter().map(|row| row.map(Cell::new).to_vec()).collect();
        let columns = fitted(COLUMNS, cells.iter().map(Vec::as_slice));
        for total in 10..220 {
            let slots = layout(&columns, total);
            for slot in &slots {
                assert!(slot.x + slot.width <= total, "{total}: {slots:?}");
                for row in &texts {
                    let figure = columns[slot.column].align == Align::Right;
                    assert!(
                        !figure || width(row[slot.column]) <= usize::from(slot.width),
                        "{total}: {slots:?}"
                    );
                }
            }
            let name = slots.iter().find(|slot| slot.column == 1).unwrap();
            if total >= 110 {
                assert!(usize::from(name.width) >= width(texts[0][1]), "{total}: {slots:?}");
            }
            if total >= 46 {
                assert!(slots.iter().any(|slot| slot.column == 2), "{total}: {slots:?}");
            }
        }
    }

    #[test]
    fn what_is_typed_is_seen_whole() {
        let row = Rect { x: 10, y: 3, width: 60, height: 1 };
        let slot = Slot { column: 2, x: 20, width: 8 };
        assert_eq!(typing_place(&slot, "7", row), Rect { x: 30, y: 3, width: 8, height: 1 });
        assert_eq!(typing_place(&slot, "850/1000", row), Rect { x: 29, y: 3, width: 9, height: 1 });
        assert_eq!(typing_place(&slot, &"9".repeat(80), row).width, 60);
    }
}
