//! Row by row: what each cell that came back says beside what the workbook has.

use std::collections::BTreeMap;

use super::{CellKey, Line, Merging, Refusal};
use crate::domain::typed_figure::{Written, contradiction};
use crate::domain::{Absence, Unit};
use crate::returns::fields::{Field, Kind, RowKey};
use crate::returns::read::{Filled, Told};
use crate::returns::value::{Value, held};
use crate::workbook::edits::Figures;
use crate::workbook::staged::CellPlace;
use crate::workbook::steps::jumps::jumps;
use crate::workbook::{Action, Detail};

impl Merging<'_> {
    pub(super) fn form(&mut self, at: usize, form: &Filled) {
        for (key, place, why) in &form.lost {
            let name = self.row_name(*key);
            self.refuse(at, *place, name, "", why);
        }
        let mut rows: BTreeMap<RowKey, Vec<&Told>> = BTreeMap::new();
        for told in &form.told {
            rows.entry(told.key).or_default().push(told);
        }
        for (key, told) in rows {
            self.row(at, key, &told);
        }
    }

    fn row(&mut self, at: usize, key: RowKey, told: &[&Told]) {
        let Some(detail) = self.details.get(&key.indicator()) else {
            for one in told {
                self.refuse_cell(at, one, "this indicator is no longer in the workbook");
            }
            return;
        };
        let action = match key {
            RowKey::Indicator(_) => None,
            RowKey::Action { action, .. } => {
                let found = detail.actions.iter().find(|row| row.action.id == action);
                if found.is_none() {
                    for one in told {
                        self.refuse_cell(at, one, "this action is no longer in the workbook");
                    }
                    return;
                }
                found.map(|row| &row.action)
            }
            RowKey::New { .. } => match self.new_action(at, key, detail, told) {
                Ok(action) => action,
                Err(()) => return,
            },
        };
        for one in told {
            self.cell(at, detail, action, one);
        }
    }

    /// The action that a row for a new one speaks of, if the workbook has it already. An error where
    /// the row says too little to be one.
    fn new_action<'d>(
        &mut self,
        at: usize,
        key: RowKey,
        detail: &'d Detail,
        told: &[&Told],
    ) -> Result<Option<&'d Action>, ()> {
        let description = told.iter().find(|one| one.field == Field::Description);
        let words = description.and_then(|one| one.value.as_ref().ok()).map_or("", Value::words);
        if words.is_empty() {
            for one in told {
                self.refuse_cell(at, one, "the action itself is missing in this row; say what will be done");
            }
            return Err(());
        }
        let plain = |text: &str| crate::import::words::plain(text);
        let found = detail.actions.iter().find(|row| plain(&row.action.description) == plain(words));
        if let Some(row) = found {
            self.out.known.insert(key, row.action.id);
        }
        Ok(found.map(|row| &row.action))
    }

    fn cell(&mut self, at: usize, detail: &Detail, action: Option<&Action>, told: &Told) {
        let indicator = &detail.indicator;
        let theirs = match &told.value {
            Ok(value) => value.clone(),
            Err(why) => return self.refuse_cell(at, told, why),
        };
        if told.field.is_figure() || told.field == Field::Forecast {
            let unit = match told.field {
                Field::Stated | Field::Forecast => indicator.figure_unit(),
                Field::Numerator if told.written == Some(Written::Pounds) => indicator.unit().into(),
                _ => Unit::Number.into(),
            };
            if let Some(why) = contradiction(&told.raw, told.written, unit) {
                return self.refuse_cell(at, told, &why);
            }
        }
        if theirs == Value::Empty {
            if matches!(told.key, RowKey::Action { .. }) && told.field == Field::Description {
                return self.refuse_cell(
                    at,
                    told,
                    "an action cannot be without words; choose dropped as its status",
                );
            }
            if matches!(told.field.about().kind, Kind::Choice(_)) {
                // There is always one of the list.
                self.out.unchanged += 1;
                return;
            }
        }
        let mine = held(detail, action, told.field);
        if mine.same(&theirs) {
            self.out.already += 1;
            return;
        }
        let is_reason = told.field == Field::Missing && theirs != Value::Empty;
        if is_reason && Absence::of(theirs.words()).is_none() {
            return self.refuse_cell(at, told, &Absence::which());
        }
        self.out.lines.push(Line {
            key: CellKey { row: told.key, field: told.field },
            name: self.name(told.key, told.field),
            conflict: !mine.same(&told.sent),
            doubt: doubt_of(detail, told.field, &theirs),
            sent: told.sent.clone(),
            mine,
            theirs,
            form: at,
            place: told.place,
            by: String::new(),
            settled: None,
            unit: indicator.unit(),
            decimals: indicator.decimals,
        });
    }

    fn refuse_cell(&mut self, at: usize, told: &Told, why: &str) {
        let name = self.name(told.key, told.field);
        self.refuse(at, told.place, name, &told.raw, why);
    }

    pub(super) fn refuse(&mut self, form: usize, place: CellPlace, name: String, value: &str, why: &str) {
        let value = crate::domain::shown(value);
        self.out.refused.push(Refusal { form, place, name, value, reason: why.to_owned() });
    }

    fn reference(&self, key: RowKey) -> String {
        let id = key.indicator();
        self.details.get(&id).map_or_else(|| format!("indicator {id}"), |one| one.indicator.reference.clone())
    }

    fn row_name(&self, key: RowKey) -> String {
        let reference = self.reference(key);
        match key {
            RowKey::Indicator(_) => reference,
            RowKey::New { .. } => format!("{reference} new action"),
            RowKey::Action { action, .. } => {
                let rows = self.details.get(&key.indicator()).map(|detail| &detail.actions);
                let found = rows.and_then(|rows| rows.iter().find(|row| row.action.id == action));
                match found {
                    Some(row) => {
                        let words = crate::workbook::steps::short(&row.action.description);
                        format!("{reference} action “{words}”")
                    }
                    None => format!("{reference} action {action}"),
                }
            }
        }
    }

    fn name(&self, key: RowKey, field: Field) -> String {
        let row = self.row_name(key);
        match (key, field) {
            (RowKey::New { .. }, Field::Description) => row,
            (RowKey::Indicator(_), _) => format!("{row} {}", field.about().noun),
            _ => format!("{row}: {}", field.about().noun),
        }
    }
}

/// What is worth a second look: an emptied cell, which may be a formula that was never worked out; a
/// share where a percentage is meant, 0.595 for 59.5%.
fn doubt_of(detail: &Detail, field: Field, theirs: &Value) -> String {
    if *theirs == Value::Empty {
        return "the cell is empty now; if it should hold a formula, save the form in Excel once more"
            .to_owned();
    }
    let Some(value) = theirs.figure() else { return String::new() };
    if (detail.indicator.unit(), field) != (Unit::Percent, Field::Stated) {
        return far_from_the_last(detail, field, value);
    }
    let usual = detail.standing.previous.or(detail.standing.target).unwrap_or(0.0);
    if value > 0.0 && value <= 1.0 && usual > 2.0 {
        return format!("{value} is read as {value}%: if {}% is meant, write that.", round(value * 100.0));
    }
    far_from_the_last(detail, field, value)
}

/// "£75 where it was £1.31m", of a figure that is about ten times the last one or a tenth of it.
fn far_from_the_last(detail: &Detail, field: Field, value: f64) -> String {
    let typed = Some(Some(value));
    let figures = match field {
        Field::Numerator => Figures { numerator: typed, ..Figures::default() },
        Field::Denominator => Figures { denominator: typed, ..Figures::default() },
        Field::Stated => Figures { stated: typed, ..Figures::default() },
        _ => return String::new(),
    };
    jumps(detail, &figures).join(", ")
}

fn round(value: f64) -> String {
    crate::domain::figures::format_plain(value, 6)
}
