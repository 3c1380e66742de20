//! Indicators that a file has just brought, with all that it says of them: to judge how they stand,
//! nothing has to be read back that has only now been written.

use std::collections::HashMap;
use std::ops::Range;

use crate::store::rating::rating_context::StoredFigures;
use crate::store::rows::codes::period_number;
use crate::workbook::staged::{Slot, StagedFigures, StagedImport};
use crate::workbook::steps::empty_result;
use crate::workbook::{Id, Indicator, ResultRecord, Target};

/// One of them.
struct One {
    /// Position in [`StagedImport::indicators`].
    said: u32,
    reference: String,
    /// Positions in [`InsertedRows::figures`].
    figures: Range<u32>,
}

/// What is known of them without reading.
#[derive(Default)]
pub(in crate::store) struct InsertedRows<'a> {
    said: Option<&'a StagedImport>,
    /// Positions in [`StagedImport::figures`], those of an indicator together.
    figures: Vec<u32>,
    /// Only those of which everything was added as the file says, and nothing else.
    indicators: HashMap<Id, One>,
}

impl<'a> InsertedRows<'a> {
    /// Nothing of a file has been added yet.
    pub(in crate::store) fn of(said: &'a StagedImport) -> Self {
        Self { said: Some(said), ..Self::default() }
    }

    /// Notes a new indicator, and what it is called.
    pub(in crate::store) fn note(&mut self, id: Id, said: usize, reference: &str) {
        let one = One { said: said as u32, reference: reference.to_owned(), figures: 0..0 };
        self.indicators.insert(id, one);
    }

    /// Takes the order in which the figures are, indicator by indicator; `ids` are those of
    /// [`StagedImport::indicators`].
    pub(in crate::store) fn ordered(&mut self, figures: Vec<u32>, ids: &[Option<Id>]) {
        let Some(said) = self.said else { return };
        let of = |at: u32| said.figures[at as usize].indicator;
        let mut from = 0;
        for run in figures.chunk_by(|one, other| of(*one) == of(*other)) {
            let range = from..from + run.len() as u32;
            from = range.end;
            if let Some(one) = ids[of(run[0]) as usize].and_then(|id| self.indicators.get_mut(&id)) {
                one.figures = range;
            }
        }
        self.figures = figures;
    }

    /// What there is of an indicator is not all that the file says, or more: it has to be read.
    pub(in crate::store) fn forget(&mut self, id: Id) {
        self.indicators.remove(&id);
    }

    /// Whether an indicator is one of them.
    pub(in crate::store) fn has(&self, id: Id) -> bool {
        self.indicators.contains_key(&id)
    }

    /// All that there is of an indicator, if it is one of them.
    pub(in crate::store) fn figures(&self, id: Id) -> Option<StoredFigures> {
        let (said, one) = (self.said?, self.indicators.get(&id)?);
        let new = &said.indicators[one.said as usize].as_new;
        let indicator = Indicator { id, revision: 1, reference: one.reference.clone(), ..new.clone() };
        let mut material = StoredFigures::only(indicator);
        for at in &self.figures[one.figures.start as usize..one.figures.end as usize] {
            let figures = &said.figures[*at as usize];
            let number = period_number(said.periods[usize::from(figures.period)]);
            if figures.has_result() {
                let scale = material.indicator.scale;
                material.results.insert(number, result(said, figures, id, scale, None));
            }
            if let Some(target) = target(said, figures, id) {
                material.targets.insert(number, target);
            }
        }
        Some(material)
    }
}

/// The result that a file says, put onto the one that is there. Where it stands is not told.
pub(in crate::store) fn result(
    said: &StagedImport,
    figures: &StagedFigures,
    indicator: Id,
    scale: f64,
    there: Option<&ResultRecord>,
) -> ResultRecord {
    let period = said.periods[usize::from(figures.period)];
    let mut after = there.cloned().unwrap_or_else(|| empty_result(indicator, period));
    let missing = figures.missing.and_then(|at| said.reasons.get(usize::from(at)));
    if let Some(reason) = missing {
        (after.numerator, after.denominator, after.stated) =
            (figures.get(Slot::Numerator), figures.get(Slot::Denominator), None);
        after.missing_because.clone_from(reason);
    } else {
        for (slot, field) in [
            (Slot::Numerator, &mut after.numerator),
            (Slot::Denominator, &mut after.denominator),
            (Slot::Stated, &mut after.stated),
        ] {
            if let Some(value) = figures.get(slot) {
                *field = Some(value);
            }
        }
        after.missing_because = String::new();
        drop_contradicted_parts(&mut after, figures, scale);
    }
    after.status = figures.status;
    if let Some((from, to)) = figures.covers {
        (after.covers_from, after.covers_to) = (Some(from), Some(to));
        after.basis = figures.basis;
    }
    after.illustrative = false;
    after.printed = String::new();
    after
}

/// Lets go of a result, or of a numerator and denominator, that the workbook had and the file
/// contradicts without saying anything of it: both would stand side by side, and the older count.
fn drop_contradicted_parts(after: &mut ResultRecord, figures: &StagedFigures, scale: f64) {
    /// What two figures that are written with one decimal may differ by.
    const ROUNDING: f64 = 0.06;
    let (Some(numerator), Some(denominator), Some(stated)) =
        (after.numerator, after.denominator, after.stated)
    else {
        return;
    };
    let agree = denominator > 0.0 && (scale * numerator / denominator - stated).abs() <= ROUNDING;
    let says = |slot| figures.get(slot).is_some();
    match (says(Slot::Numerator) || says(Slot::Denominator), says(Slot::Stated)) {
        (false, true) if !agree => (after.numerator, after.denominator) = (None, None),
        (true, false) if !agree => after.stated = None,
        _ => {}
    }
}

/// The target that a file says, as a new one. Where it stands is not told.
pub(in crate::store) fn target(
    said: &StagedImport,
    figures: &StagedFigures,
    indicator: Id,
) -> Option<Target> {
    Some(Target {
        id: 0,
        revision: 0,
        indicator_id: indicator,
        period: said.periods[usize::from(figures.period)],
        value: figures.get(Slot::Target)?,
        carried: false,
        source: String::new(),
    })
}
