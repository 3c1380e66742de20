//! The order in which figures are matched: indicator after indicator of the workbook, whatever the
//! file calls them.

use std::collections::HashMap;

use super::figures::{in_words, same};
use super::{Arriving, Matched};
use crate::workbook::arrival::Fate;
use crate::workbook::said::{FiguresSaid, Slot};
use crate::workbook::*;

const SLOTS: [Slot; 4] = [Slot::Numerator, Slot::Denominator, Slot::Stated, Slot::Target];

/// Positions of the figures, those of an indicator together and by period; `numbers` are those of the
/// periods. Where two names in the file turn out to be one indicator, what is said first counts.
pub fn order(
    arriving: &mut Arriving<'_>,
    matched: &Matched,
    numbers: &[i64],
    list: &[FiguresSaid],
    table: Table,
) -> Vec<u32> {
    // The first name in the file of each indicator.
    let mut first_named: HashMap<Id, u32> = HashMap::new();
    let named: Vec<u32> = (0..)
        .zip(&matched.ids)
        .map(|(at, id)| id.map_or(at, |id| *first_named.entry(id).or_insert(at)))
        .collect();
    let key = |at: u32| {
        let one = &list[at as usize];
        (named[one.indicator as usize], numbers[usize::from(one.period)], one.organisation)
    };
    let mut order: Vec<u32> = (0..list.len() as u32).collect();
    order.sort_by_key(|at| (key(*at), list[*at as usize].indicator));
    let mut last: Option<u32> = None;
    order.retain(|at| {
        let (one, first) = (&list[*at as usize], last.map(|last| &list[last as usize]));
        let first = first.filter(|first| {
            let both = (one.has_result() && first.has_result())
                || (one.get(Slot::Target).is_some() && first.get(Slot::Target).is_some());
            both && last.map(key) == Some(key(*at)) && matched.ids[one.indicator as usize].is_some()
        });
        match first {
            Some(first) => said_twice(arriving, first, one, table),
            None => last = Some(*at),
        }
        first.is_none()
    });
    order
}

/// Notes figures that the file has said before of the same thing.
fn said_twice(arriving: &mut Arriving<'_>, first: &FiguresSaid, again: &FiguresSaid, table: Table) {
    let alike = again.missing == first.missing
        && SLOTS.into_iter().all(|slot| again.get(slot).is_none() || same(again.get(slot), first.get(slot)));
    if alike {
        arriving.arrival.count(table, Fate::Unchanged);
        return;
    }
    let said = arriving.said;
    let words = |one: &FiguresSaid| {
        let missing = one.missing.and_then(|at| said.reasons.get(usize::from(at))).map_or("", String::as_str);
        let stated = one.get(Slot::Stated).or(one.get(Slot::Target));
        in_words(one.get(Slot::Numerator), one.get(Slot::Denominator), stated, missing)
    };
    let cell = said.cell(first.result_place());
    let reason = format!("{cell} says {} of the same; keep the one that counts", words(first));
    arriving.refuse(again.result_place(), &words(again), reason);
}
