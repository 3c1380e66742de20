//! What a list does with its cursor as rows come and go.

use super::*;

/// A number, or a heading below 0.
impl Row for i64 {
    type Key = i64;

    fn key(&self) -> Option<i64> {
        Some(*self).filter(|number| *number >= 0)
    }
}

fn loaded(start: u64, length: u64, total: u64) -> Loaded<i64> {
    let rows = (start..start + length).map(|number| number as i64).collect();
    Loaded { start, rows, total, unfiltered: total }
}

#[test]
fn asks_for_more_only_near_the_edge() {
    let mut list = List::default();
    let window = list.window();
    assert_eq!(window, Window { start: 0, length: 120 });
    list.receive(loaded(0, 120, 1_000_000), false);
    list.step(80);
    assert_eq!(list.wanted(), None);
    list.step(20);
    assert_eq!(list.wanted(), Some(Window { start: 40, length: 120 }));
    assert_eq!(list.wanted(), None, "not twice");
    assert!(!list.lacks(30), "what is on screen is there");
    assert_eq!(list.next(), Some(&101));
    list.step(-1);
    assert_eq!(list.next(), Some(&98), "as it last went");
    list.step(i64::MAX);
    assert!(list.lacks(30));
    assert_eq!(list.wanted(), Some(Window { start: 999_939, length: 120 }));
    assert_eq!(list.current(), None);
    list.receive(loaded(999_939, 61, 1_000_000), false);
    assert_eq!(list.current(), Some(&999_999));
    assert_eq!(list.wanted(), None);
}

#[test]
fn a_tall_screen_asks_for_more() {
    let mut list = List::<i64>::default();
    list.top_for(90);
    assert_eq!(list.window().length, 270);
}

#[test]
fn the_cursor_stays_inside_and_on_screen() {
    let mut list = List::default();
    list.receive(loaded(0, 5, 5), false);
    list.step(-3);
    assert_eq!(list.selected(), 0);
    list.step(99);
    assert_eq!(list.selected(), 4);
    assert_eq!(list.top_for(3), 2);
    list.receive(loaded(0, 0, 0), false);
    assert_eq!(list.selected(), 0);
    assert_eq!(list.current(), None);
}

#[test]
fn the_cursor_stays_with_its_row_unless_it_is_told_where_to_go() {
    let mut list = List::default();
    list.hold(vec![1, 2, 3, 4]);
    list.step(2);
    list.hold(vec![9, 8, 3, 1, 2]);
    assert_eq!(list.current(), Some(&3));
    list.hold(vec![3, 9, 8]);
    assert_eq!(list.current(), Some(&3));
    list.hold(vec![9, 8]);
    assert_eq!(list.current(), Some(&9), "where it was");
    list.step(1);
    list.stay_here();
    list.hold(vec![8, 7, 9]);
    assert_eq!(list.current(), Some(&7));
    list.first();
    list.hold(vec![5, 8, 7]);
    assert_eq!(list.current(), Some(&5));
    list.seek(6);
    list.hold(vec![5, 6, 7]);
    assert_eq!(list.current(), Some(&6));
}

#[test]
fn what_was_just_made_is_sought_until_no_filter_hides_it() {
    let narrowed =
        |rows: &[i64]| Loaded { start: 0, rows: rows.to_vec(), total: rows.len() as u64, unfiltered: 9 };
    let mut list = List::default();
    list.hold(vec![1, 2, 3]);
    list.added(7);
    assert!(list.receive(narrowed(&[1, 2]), true), "the filter hides it");
    assert_eq!(list.sought(), Some(7));
    // An answer to what was asked before the filter was cleared.
    assert!(!list.receive(narrowed(&[1, 2]), false));
    assert!(!list.receive(loaded(0, 9, 9), false));
    assert_eq!(list.current(), Some(&7));
}

#[test]
fn the_cursor_passes_over_headings_and_shows_the_one_above_it() {
    let mut list = List::default();
    list.hold(vec![-1, 1, 2, -2, 3, 4]);
    assert_eq!(list.selected(), 1);
    list.step(-1);
    assert_eq!(list.selected(), 1);
    list.step(2);
    assert_eq!(list.current(), Some(&3));
    list.step(-1);
    assert_eq!(list.current(), Some(&2));
    list.step(i64::MAX);
    assert_eq!((list.selected(), list.top_for(3)), (5, 3));
    list.step(i64::MIN);
    assert_eq!((list.selected(), list.top_for(3)), (1, 0));
    let area = Rect::new(0, 10, 20, 3);
    let click = |y| Mouse { at: Position::new(3, y), kind: MouseKind::Click };
    assert_eq!(list.mouse(click(10), area), None, "a heading");
    assert_eq!(list.mouse(click(12), area), Some(MouseKind::Click));
    assert_eq!(list.current(), Some(&2));
    let mut drawn = Vec::new();
    let at = list.draw(area, |row, here, selected| drawn.push((row.copied(), here.y, selected)));
    assert_eq!(drawn, [(Some(-1), 10, false), (Some(1), 11, false), (Some(2), 12, true)]);
    assert_eq!(at.map(|area| area.y), Some(12));
}
