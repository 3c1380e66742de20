//! Figures of a file that are written in another unit than their indicator has, and targets that say otherwise
//! which way is better.

use crate::domain::bound::Bound;
use crate::domain::figures::format_plain;
use crate::domain::typed_figure::{InUnit, contradiction, contradiction_of_part};
use crate::domain::{Polarity, Unit};
use crate::store::importing::Importing;
use crate::store::importing::figures::same;
use crate::workbook::staged::{CellPlace, Slot, StagedFigures};
use crate::workbook::{Id, Indicator};

/// What an indicator asks of its figures.
pub struct FigureRules {
    pub unit: Unit,
    pub unit_name: String,
    pub polarity: Polarity,
}

impl FigureRules {
    pub fn of(indicator: &Indicator) -> Self {
        let (unit, unit_name) = (indicator.unit(), indicator.unit_name.clone());
        Self { unit, unit_name, polarity: indicator.polarity }
    }
}

/// Figures without those that are written in another unit than the indicator has, and without a target that
/// says otherwise which way is better: these are refused.
/// What the workbook holds already is no news.
pub fn in_unit(
    importing: &mut Importing<'_>,
    (id, rules): (Id, &FigureRules),
    figures: &StagedFigures,
    held: impl Fn(Slot) -> Option<f64>,
) -> StagedFigures {
    let mut usable = *figures;
    let unit = InUnit { unit: rules.unit, name: &rules.unit_name };
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
            importing.inserted_rows.forget(id);
            usable.set(slot, None, CellPlace::default());
        }
    }
    if let (Some(higher), Some(value)) = (figures.higher_is_better, usable.get(Slot::Target)) {
        let (bound, sign) = if higher { (Bound::AtLeast, "≥") } else { (Bound::AtMost, "≤") };
        if let Some(why) = bound.contradiction(rules.polarity) {
            importing.refuse(figures.place(Slot::Target), &format!("{sign}{}", format_plain(value, 6)), why);
            importing.inserted_rows.forget(id);
            usable.set(Slot::Target, None, CellPlace::default());
        }
    }
    usable
}
