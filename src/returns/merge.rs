//! What of the forms that came back is new, what both sides have changed, and
//! what cannot be used.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fields::{Field, Kind, RowKey, Value, held};
use super::read::{Filled, Told};
use super::settle::Settle;
use crate::domain::Unit;
use crate::domain::validate::{Severity, figures as doubts};
use crate::workbook::said::{Place, cell_of};
use crate::workbook::{Action, Detail, Id};

/// A cell of the workbook that forms speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    pub row: RowKey,
    pub field: Field,
}

/// A cell that came back otherwise than the workbook has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub key: CellKey,
    /// "AC/C7 result", "AC/C7 new action: owner".
    pub name: String,
    /// As the form was sent.
    pub sent: Value,
    /// As the workbook has it now.
    pub mine: Value,
    /// As the form has it.
    pub theirs: Value,
    /// Position in the forms.
    pub form: usize,
    pub place: Place,
    /// The workbook has changed it since the form was sent, to something else.
    pub conflict: bool,
    /// Of a conflict: who changed it, and when.
    pub by: String,
    /// Of a conflict: what is to become of it.
    pub settled: Option<Settle>,
    /// It may be right, and wants a second look: a sentence.
    pub doubt: String,
    pub unit: Unit,
    pub decimals: u32,
}

impl Line {
    /// A value of this cell for people.
    pub fn shown(&self, value: &Value) -> String {
        value.shown(self.key.field, self.unit, self.decimals)
    }

    /// What is to be stored; none where the workbook's own stays, or nothing is settled yet.
    pub fn taken(&self) -> Option<&Value> {
        match (&self.settled, self.conflict) {
            (_, false) | (Some(Settle::Theirs), true) => Some(&self.theirs),
            (Some(Settle::Edited(value)), true) => Some(value),
            (Some(Settle::Mine) | None, true) => None,
        }
    }
}

/// A cell or a row of a form that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Position in the forms.
    pub form: usize,
    /// Row 0 where it is nowhere in the form any more.
    pub place: Place,
    pub name: String,
    /// As it stands in the form, shortened.
    pub value: String,
    /// The rest of a sentence, with what to do.
    pub reason: String,
}

/// What collecting forms would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collected {
    pub lines: Vec<Line>,
    pub refused: Vec<Refusal>,
    /// Cells that came back as they were sent.
    pub unchanged: u64,
    /// Cells that came back changed, and that the workbook has so already.
    pub already: usize,
    /// Actions of the workbook that new rows of a form speak of: those that were collected before.
    pub known: BTreeMap<RowKey, Id>,
}

impl Collected {
    /// Conflicts that nobody has settled.
    pub fn unsettled(&self) -> usize {
        self.lines.iter().filter(|line| line.conflict && line.settled.is_none()).count()
    }

    /// Conflicts, settled or not.
    pub fn conflicts(&self) -> usize {
        self.lines.iter().filter(|line| line.conflict).count()
    }

    /// Cells that would be stored as they stand.
    pub fn taken(&self) -> usize {
        self.lines.iter().filter(|line| line.taken().is_some()).count()
    }
}

/// Compares forms with the workbook. `details` are those of their indicators in the period; one that
/// is missing is no longer in the workbook.
pub fn merge(forms: &[Filled], details: &BTreeMap<Id, Detail>) -> Collected {
    let mut merging = Merging { details, out: Collected::default() };
    for (at, form) in forms.iter().enumerate() {
        merging.out.unchanged += form.unchanged;
        merging.form(at, form);
    }
    merging.differing_copies(forms);
    merging.figures_together();
    merging.out.lines.sort_by_key(|line| (line.form, line.place));
    merging.out.refused.sort_by_key(|refused| (refused.form, refused.place));
    merging.out
}

struct Merging<'a> {
    details: &'a BTreeMap<Id, Detail>,
    out: Collected,
}

impl Merging<'_> {
    fn form(&mut self, at: usize, form: &Filled) {
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
        if told.percent && told.field.is_figure() && indicator.unit != Unit::Percent {
            return self.refuse_cell(
                at,
                told,
                &format!("it is a percentage, and this is counted in {}", indicator.unit.title()),
            );
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
            unit: indicator.unit,
            decimals: indicator.decimals,
        });
    }

    /// Two forms may be copies of one that were filled in otherwise: neither is taken.
    fn differing_copies(&mut self, forms: &[Filled]) {
        let mut first: HashMap<CellKey, usize> = HashMap::new();
        let mut differing: BTreeSet<CellKey> = BTreeSet::new();
        let mut again: BTreeSet<usize> = BTreeSet::new();
        for (at, line) in self.out.lines.iter().enumerate() {
            match first.get(&line.key) {
                None => drop(first.insert(line.key, at)),
                Some(one) if self.out.lines[*one].theirs.same(&line.theirs) => drop(again.insert(at)),
                Some(_) => drop(differing.insert(line.key)),
            }
        }
        if again.is_empty() && differing.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.out.lines);
        let named = |key: CellKey| {
            let of = lines.iter().filter(|line| line.key == key);
            of.map(|line| forms.get(line.form).map_or("", |form| form.file.as_str())).collect::<Vec<_>>()
        };
        for (at, line) in lines.iter().enumerate() {
            if differing.contains(&line.key) {
                let why = format!(
                    "{} say different things here; correct one of them or take it away",
                    named(line.key).join(" and ")
                );
                let value = line.shown(&line.theirs);
                self.refuse(line.form, line.place, line.name.clone(), &value, &why);
            } else if again.contains(&at) {
                self.out.already += 1;
            } else {
                self.out.lines.push(line.clone());
            }
        }
    }

    /// Numerator, denominator and result are taken together or not at all, and have to make sense together;
    /// so do the days a result covers.
    fn figures_together(&mut self) {
        let rows: BTreeSet<RowKey> = self.out.lines.iter().map(|line| line.key.row).collect();
        for row in rows {
            let RowKey::Indicator(id) = row else { continue };
            let Some(detail) = self.details.get(&id) else { continue };
            let name = |field: Field| format!("{} {}", detail.indicator.reference, field.about().noun);
            let bad = [Field::Numerator, Field::Denominator, Field::Stated]
                .into_iter()
                .find(|field| self.out.refused.iter().any(|refused| refused.name == name(*field)));
            if let Some(field) = bad {
                let why = format!("left out with the {}, which cannot be used", field.about().noun);
                self.withdraw(row, Field::is_figure, &why);
                continue;
            }
            let value = |lines: &[Line], field: Field| {
                let line = lines.iter().find(|line| line.key == CellKey { row, field });
                line.map_or_else(|| held(detail, None, field), |line| line.theirs.clone())
            };
            let lines = &self.out.lines;
            let figure = |field: Field| value(lines, field).figure();
            let (numerator, denominator, stated) =
                (figure(Field::Numerator), figure(Field::Denominator), figure(Field::Stated));
            let anything = numerator.or(denominator).or(stated).is_some()
                || value(lines, Field::Missing) != Value::Empty;
            let given = stated.is_some() || (numerator.is_some() && denominator.is_some());
            let missing = lines.iter().any(|line| {
                line.key == CellKey { row, field: Field::Missing } && line.theirs != Value::Empty
            });
            let (from, to) = (value(lines, Field::CoversFrom).day(), value(lines, Field::CoversTo).day());
            let touched = lines.iter().any(|line| line.key.row == row && line.key.field.is_figure());
            let found = if touched {
                doubts(numerator, denominator, stated, detail.indicator.unit, detail.indicator.scale)
            } else {
                Vec::new()
            };
            if let Some(error) = found.iter().find(|one| one.severity == Severity::Error) {
                self.withdraw(row, Field::is_figure, &sentence_end(&error.message));
            } else if let Some(warning) = found.first() {
                let last =
                    self.out.lines.iter_mut().rfind(|line| line.key.row == row && line.key.field.is_figure());
                if let Some(line) = last.filter(|line| line.doubt.is_empty()) {
                    line.doubt.clone_from(&warning.message);
                }
            }
            if given && missing {
                self.withdraw(
                    row,
                    |field| field == Field::Missing,
                    "there is a figure in the same row; keep one of them",
                );
            }
            if !anything {
                let alone = |field| matches!(field, Field::Status | Field::CoversFrom | Field::CoversTo);
                self.withdraw(row, alone, "there is no figure in this row that it could belong to");
                continue;
            }
            match (from, to) {
                (Some(from), Some(to)) if from <= to => {}
                (None, None) => {}
                _ => self.withdraw(
                    row,
                    |field| matches!(field, Field::CoversFrom | Field::CoversTo),
                    "give both the first and the last day covered, the first before the last",
                ),
            }
        }
    }

    /// Takes lines of a row back and refuses them.
    fn withdraw(&mut self, row: RowKey, which: impl Fn(Field) -> bool, why: &str) {
        let (back, kept): (Vec<Line>, Vec<Line>) = std::mem::take(&mut self.out.lines)
            .into_iter()
            .partition(|line| line.key.row == row && which(line.key.field));
        self.out.lines = kept;
        for line in back {
            let value = line.shown(&line.theirs);
            self.refuse(line.form, line.place, line.name.clone(), &value, why);
        }
    }

    fn refuse_cell(&mut self, at: usize, told: &Told, why: &str) {
        let name = self.name(told.key, told.field);
        self.refuse(at, told.place, name, &told.raw, why);
    }

    fn refuse(&mut self, form: usize, place: Place, name: String, value: &str, why: &str) {
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

/// The rest of a sentence after a colon: "The denominator is 0: it must be above 0."
fn sentence_end(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What is worth a second look: an emptied cell, which may be a formula that was never worked out; a
/// share where a percentage is meant, 0.595 for 59.5%.
fn doubt_of(detail: &Detail, field: Field, theirs: &Value) -> String {
    if *theirs == Value::Empty {
        return "the cell is empty now; if it should hold a formula, save the form in Excel once more"
            .to_owned();
    }
    let (Some(value), Unit::Percent, Field::Stated) = (theirs.figure(), detail.indicator.unit, field) else {
        return String::new();
    };
    let usual = detail.standing.previous.or(detail.standing.target).unwrap_or(0.0);
    if value > 0.0 && value <= 1.0 && usual > 2.0 {
        return format!("{value} is read as {value}%: if {}% is meant, write that.", round(value * 100.0));
    }
    String::new()
}

fn round(value: f64) -> String {
    crate::domain::figures::format_plain(value, 6)
}

/// Where a cell stands, as people find it: `returns-head-of-care.xlsx, Figures!L7`.
pub fn where_it_stands(forms: &[Filled], form: usize, place: Place) -> String {
    let Some(form) = forms.get(form) else { return String::new() };
    if place.row == 0 {
        return form.file.clone();
    }
    format!("{}, {}", form.file, cell_of(&form.sheets, place))
}
