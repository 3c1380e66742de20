//! The order in which figures are matched: indicator after indicator of the workbook, whatever the
//! file calls them.

use std::collections::HashMap;

use crate::store::importing::figures::{in_words, same};
use crate::store::importing::{Importing, Matched};
use crate::workbook::import_outcome::RowOutcome;
use crate::workbook::staged::{Slot, StagedFigures};
use crate::workbook::*;

/// Positions of the figures, those of an indicator together and by period; `numbers` are those of the
/// periods.
pub fn order(matched: &Matched, numbers: &[i64], list: &[StagedFigures]) -> Vec<u32> {
    // The first name in the file of each indicator.
    let mut first_named: HashMap<Id, u32> = HashMap::new();
    let named: Vec<u32> = (0..)
        .zip(&matched.ids)
        .map(|(at, id)| id.map_or(at, |id| *first_named.entry(id).or_insert(at)))
        .collect();
    let mut order: Vec<u32> = (0..list.len() as u32).collect();
    order.sort_by_key(|at| {
        let one = &list[*at as usize];
        let (indicator, period) = (one.indicator as usize, usize::from(one.period));
        (named[indicator], numbers[period], one.organisation, indicator)
    });
    order
}

/// What was said last, to be held against what comes next: where two names in the file turn out to
/// be one indicator, what is said first counts, and the other is refused with its cell.
#[derive(Default)]
pub struct Said<'a>(Option<((i64, Option<u16>), &'a StagedFigures)>);

impl<'a> Said<'a> {
    /// Whether the file has said figures of the same period and organisation before; notes what
    /// becomes of them then. `slots` are those that are told together, `number` is the period's.
    pub fn before(
        &mut self,
        importing: &mut Importing<'_>,
        figures: &'a StagedFigures,
        number: i64,
        (table, slots): (Table, &[Slot]),
    ) -> bool {
        let key = (number, figures.organisation);
        let Some((_, first)) = self.0.filter(|(of, _)| *of == key) else {
            self.0 = Some((key, figures));
            return false;
        };
        let alike = |slot: &Slot| same(figures.get(*slot), first.get(*slot));
        // Why there is none is said of results.
        let missing = |one: &StagedFigures| one.missing.filter(|_| slots.contains(&Slot::Stated));
        if missing(figures) == missing(first) && slots.iter().all(alike) {
            importing.outcome.count(table, RowOutcome::Unchanged);
            return true;
        }
        let said = importing.said;
        let place =
            |one: &StagedFigures| slots.iter().map(|slot| one.place(*slot)).find(|place| place.row > 0);
        let words = |one: &StagedFigures| {
            let get = |slot: Slot| one.get(slot).filter(|_| slots.contains(&slot));
            let missing = missing(one).and_then(|at| said.reasons.get(usize::from(at)));
            let stated = get(Slot::Stated).or(get(Slot::Target));
            let missing = missing.map_or("", String::as_str);
            in_words(get(Slot::Numerator), get(Slot::Denominator), stated, missing)
        };
        let cell = said.cell(place(first).unwrap_or_else(|| first.first_place()));
        let reason = format!("{cell} says {} of the same; keep the one that counts", words(first));
        importing.refuse(place(figures).unwrap_or_else(|| figures.first_place()), &words(figures), reason);
        true
    }
}
