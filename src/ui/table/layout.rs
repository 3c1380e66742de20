//! Which columns of a table are shown and how wide each is: figures whole, names with what they
//! need first, the pane beside the table and lesser columns with what is left.

use ratatui::layout::Rect;

use super::{Align, Cell, Column, MARKER, Slot, widest};
use crate::ui::frame::take_left;
use crate::ui::inert::{inert_line, width};

/// Columns that names are given, where they need them, before the pane beside them has any: longer
/// ones are sentences.
const NAME: u16 = 100;
/// The same before lesser columns have any.
const LONG_NAME: u16 = 64;
/// The same before columns from this rank on have any.
const SHORT_NAME: u16 = 34;
const SPARED: u8 = 3;

/// Columns dropped from this rank on are lesser.
const LESSER: u8 = 4;

/// Words with a figure in them that are no longer than this are not cut; longer ones are prose.
const SHORT: u16 = 18;
/// A figure or a reference, one word, is given no more than this, and no more than its share of the
/// room.
const LONG: u16 = 40;
const SHARE: u16 = 4;

/// Words are squeezed to this before a figure would be cut.
const LEAST: u16 = 6;

/// The columns as the rows of a list need them: figures are as wide as the widest of them, short
/// words no wider than they have to be, and names are known by the width they could use. Measured
/// once for a change of the data, so that columns stay where they are.
pub fn fitted<'c, R: AsRef<[Cell<'c>]>>(
    columns: &[Column],
    rows: impl IntoIterator<Item = R>,
) -> Vec<Column> {
    let mut fitted: Vec<Column> = columns.to_vec();
    for column in fitted.iter_mut().filter(|column| column.grows == 0) {
        // With room for the arrow of the order; a column that may be away is never the one of the order.
        column.width = column.width.min(widest([column.title]) + u16::from(!column.if_any));
    }
    let mut said = vec![false; columns.len()];
    for row in rows {
        for (said, cell) in said.iter_mut().zip(row.as_ref()) {
            *said |= !cell.text.is_empty();
        }
        for ((column, given), cell) in fitted.iter_mut().zip(columns).zip(row.as_ref()) {
            let wide = width(&inert_line(&cell.text)).min(usize::from(u16::MAX)) as u16;
            match (column.align, column.grows) {
                (Align::Right, _) => column.width = column.width.max(wide),
                (Align::Left, 1..) => column.wants = column.wants.max(wide),
                // A chip, a date, a reference: whole where there is a figure in it.
                (Align::Left, 0) => {
                    let most = if has_figure(&cell.text, wide) { LONG } else { given.width };
                    column.width = column.width.max(wide.min(most));
                }
            }
        }
    }
    for (column, _) in fitted.iter_mut().zip(said).filter(|(column, said)| column.if_any && !said) {
        column.width = 0;
    }
    fitted
}

/// Columns of the terminal that a table needs, border included, for its names to be read and none
/// of its columns but the lesser ones to be left out.
pub fn needed(columns: &[Column]) -> u16 {
    let most = name_of_row(columns);
    let shown = columns.iter().filter(|column| column.drop < LESSER && is_there(column));
    let widths = shown.map(|column| u32::from(comfortable(column, most, NAME)) + 1).sum::<u32>();
    (widths + u32::from(MARKER) + 2).min(u32::from(u16::MAX)) as u16
}

/// A list and the pane beside it: the list has the width it needs and the pane what is left, where
/// that is no more than lines are read in and no less than they can be.
pub fn beside(area: Rect, needed: u16) -> (Rect, Rect) {
    let least = (area.width * 28 / 100).clamp(40, 60);
    let most = (area.width * 2 / 5).clamp(44, 80);
    let list = needed.clamp(area.width.saturating_sub(most), area.width.saturating_sub(least));
    take_left(area, list, 0)
}

/// The name of a row is what has the most of what is over.
fn name_of_row(columns: &[Column]) -> u16 {
    columns.iter().map(|column| column.grows).max().unwrap_or(0).max(1)
}

/// The width of a column whose names have what they need, up to a limit.
fn comfortable(column: &Column, most: u16, limit: u16) -> u16 {
    let comfort = if column.grows == most { column.wants.min(limit) } else { 0 };
    column.width.max(comfort)
}

/// Whether a column has anything to show.
fn is_there(column: &Column) -> bool {
    !column.if_any || column.width > 0
}

fn has_figure(text: &str, wide: u16) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && (wide <= SHORT || !text.contains(char::is_whitespace))
}

/// The same where one thing has two columns, a sign and words: the words where there is room for them, else
/// the sign. Both are there only where a row has any.
pub fn layout_with_sign(columns: &[Column], (sign, words): (usize, usize), total: u16) -> Vec<Slot> {
    let without = |at: usize| -> Vec<Column> {
        let bare = |(other, column): (usize, &Column)| match other == at {
            true => Column { width: 0, if_any: true, ..*column },
            false => *column,
        };
        columns.iter().enumerate().map(bare).collect()
    };
    let slots = layout(&without(sign), total);
    let none = columns.get(words).is_none_or(|column| !is_there(column));
    match none || slots.iter().any(|slot| slot.column == words) {
        true => slots,
        false => layout(&without(words), total),
    }
}

/// Decides which columns are shown and how wide each is. Figures are never cut: names give way
/// first, then columns go one by one, least needed first.
pub fn layout(columns: &[Column], total: u16) -> Vec<Slot> {
    let mut shown: Vec<usize> = (0..columns.len()).filter(|&at| is_there(&columns[at])).collect();
    let room = total.saturating_sub(MARKER + 1);
    let longest = SHORT.max(room / SHARE);
    let capped = |column: &Column| match (column.align, column.grows) {
        (Align::Left, 0) => Column { width: column.width.min(longest), ..*column },
        _ => *column,
    };
    let columns: &[Column] = &columns.iter().map(capped).collect::<Vec<_>>();
    let sum = |shown: &[usize], wide: &dyn Fn(&Column) -> u16| -> u16 {
        let widths = shown.iter().map(|&at| u32::from(wide(&columns[at]))).sum::<u32>();
        (widths + shown.len().saturating_sub(1) as u32).min(u32::from(u16::MAX)) as u16
    };
    let most = name_of_row(columns);
    let least = |column: &Column| match column.align {
        Align::Right => column.width,
        Align::Left => column.width.min(if column.grows > 0 { LEAST } else { column.width }),
    };
    let with_names = |limit: u16| move |column: &Column| comfortable(column, most, limit);
    drop_while(&mut shown, columns, LESSER, |shown| {
        sum(shown, &with_names(LONG_NAME.min(room * 2 / 5))) > room
    });
    drop_while(&mut shown, columns, SPARED, |shown| {
        sum(shown, &with_names(SHORT_NAME.min(room * 2 / 5))) > room
    });
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
}
