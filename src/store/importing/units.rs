//! Figures of a file that are written in another unit than their indicator has.

use crate::domain::Unit;
use crate::domain::typed_figure::{contradiction, contradiction_of_part};
use crate::store::importing::Importing;
use crate::store::importing::figures::same;
use crate::workbook::staged::{CellPlace, Slot, StagedFigures};

/// Figures without those that are written in another unit than the indicator has: these are refused.
/// What the workbook holds already is no news.
pub fn in_unit(
    importing: &mut Importing<'_>,
    unit: Unit,
    figures: &StagedFigures,
    held: impl Fn(Slot) -> Option<f64>,
) -> StagedFigures {
    let mut usable = *figures;
    for slot in [Slot::Numerator, Slot::Denominator, Slot::Stated, Slot::Target] {
        let written = figures.written[slot as usize];
        let (Some(value), Some(unit_written)) = (figures.get(slot), written) else { continue };
        let text = unit_written.shown(value);
        let why = match slot {
            Slot::Numerator | Slot::Denominator => contradiction_of_part(&text, written),
            Slot::Stated | Slot::Target => contradiction(&text, written, unit),
        };
        if let Some(why) = why.filter(|_| !same(held(slot), Some(value))) {
            importing.refuse(figures.place(slot), &text, why);
            usable.set(slot, None, CellPlace::default());
        }
    }
    usable
}
