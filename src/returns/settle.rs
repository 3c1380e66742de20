//! Settling conflicts, and what was collected as one change.

use std::collections::BTreeMap;

use super::fields::{Field, RowKey};
use super::merge::{CellKey, Collected, Line, where_it_stands};
use super::read::Filled;
use super::value::{Value, action_status, read_cell, result_status};
use crate::domain::{Confidence, DateReader, Period, Tense};
use crate::source::Cell;
use crate::workbook::edits::forecast::ForecastFigures;
use crate::workbook::edits::{Figures, set_figures};
use crate::workbook::steps::{self, empty_action};
use crate::workbook::{
    Action, ActionStatus, Change, CommentaryKind, Detail, Id, Record, ReturnForm, Subject, Table,
};

/// What is to become of a cell that both sides have changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Settle {
    /// The workbook's stays.
    Mine,
    /// The form's takes its place.
    Theirs,
    /// Neither: this does.
    Edited(Value),
}

/// A settled conflict, and what it was settled between.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    pub key: CellKey,
    pub mine: Value,
    pub theirs: Value,
    pub settle: Settle,
}

impl Settled {
    /// Of a line that has been settled.
    pub fn of(line: &Line) -> Option<Self> {
        let settle = line.settled.clone()?;
        Some(Self { key: line.key, mine: line.mine.clone(), theirs: line.theirs.clone(), settle })
    }
}

impl Collected {
    /// Settles every conflict that is not settled yet.
    pub fn settle_all(&mut self, settle: &Settle) {
        for line in self.lines.iter_mut().filter(|line| line.conflict && line.settled.is_none()) {
            line.settled = Some(settle.clone());
        }
    }

    /// Settles conflicts as they were settled before, provided both sides still say the same.
    pub fn settle(&mut self, settled: &[Settled]) {
        for line in self.lines.iter_mut().filter(|line| line.conflict) {
            let before = settled
                .iter()
                .find(|one| one.key == line.key && one.mine == line.mine && one.theirs == line.theirs);
            if let Some(before) = before {
                line.settled = Some(before.settle.clone());
            }
        }
    }
}

/// What a person typed for a cell.
///
/// # Errors
/// What is wrong with it, as the rest of a sentence.
pub fn typed(field: Field, text: &str, days: impl Fn(Tense) -> DateReader) -> Result<Value, String> {
    let cell = if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    read_cell(field, &cell, |text| days(field.tense()).read(text)).map(|(value, _)| value)
}

/// Everything that is taken, as one step; and the forms that came marked as such. Nothing where
/// nothing would change.
pub fn change(
    collected: &Collected,
    forms: &[Filled],
    details: &BTreeMap<Id, Detail>,
    sent: &[ReturnForm],
    period: Period,
    at: &str,
) -> Option<Change> {
    let mut rows: BTreeMap<RowKey, Vec<&Line>> = BTreeMap::new();
    for line in collected.lines.iter().filter(|line| line.taken().is_some()) {
        rows.entry(line.key.row).or_default().push(line);
    }
    // A result that was settled to stay is given beside what is taken of its row.
    let stays = |row: RowKey| {
        let key = CellKey { row, field: Field::Stated };
        let line = collected.lines.iter().find(|line| line.key == key)?;
        matches!(line.settled, Some(Settle::Mine)).then(|| line.mine.figure())
    };
    let came: Vec<&ReturnForm> = sent
        .iter()
        .filter(|form| form.collected_at.is_empty())
        .filter(|form| forms.iter().any(|one| one.identity.owner == form.owner && !one.told.is_empty()))
        .collect();
    if rows.is_empty() && came.is_empty() {
        return None;
    }
    let mut change = Change { collected: true, ..Change::new(label(forms, period)) };
    for (key, lines) in rows {
        let Some(detail) = details.get(&key.indicator()) else { continue };
        let edits = match key {
            RowKey::Indicator(_) => indicator_edits(detail, &lines, stays(key), forms),
            RowKey::Action { action, .. } => action_edits(detail, Some(action), &lines, period),
            RowKey::New { .. } => action_edits(detail, collected.known.get(&key).copied(), &lines, period),
        };
        change.edits.extend(edits.edits);
    }
    for form in came {
        change = change.put(Record::Return(ReturnForm { collected_at: at.to_owned(), ..form.clone() }));
    }
    Some(change)
}

/// "Returns of Q1 2015/16: Head of Safeguarding", "… : 3 forms".
fn label(forms: &[Filled], period: Period) -> String {
    let title = period.title();
    let filled: Vec<&Filled> = forms.iter().filter(|form| !form.told.is_empty()).collect();
    match filled.as_slice() {
        [one] => format!("Return of {title}: {}", crate::workbook::owner_name(&one.identity.owner)),
        many => format!("Returns of {title}: {} forms", many.len()),
    }
}

fn indicator_edits(detail: &Detail, lines: &[&Line], stays: Option<Option<f64>>, forms: &[Filled]) -> Change {
    let value =
        |field: Field| lines.iter().find(|line| line.key.field == field).and_then(|line| line.taken());
    let mut change = Change::new(String::new());
    let figures = Figures {
        numerator: value(Field::Numerator).map(Value::figure),
        denominator: value(Field::Denominator).map(Value::figure),
        stated: value(Field::Stated).map(Value::figure).or(stays),
        missing_because: value(Field::Missing).map(|value| value.words().to_owned()),
        status: value(Field::Status).map(|value| result_status(value.words())),
        covers_from: value(Field::CoversFrom).map(Value::day),
        covers_to: value(Field::CoversTo).map(Value::day),
        source: source(lines, forms),
        forecast: ForecastFigures {
            value: value(Field::Forecast).map(Value::figure),
            confidence: value(Field::Confidence)
                .map(|value| Confidence::read(value.words()).unwrap_or_default()),
            reason: value(Field::ForecastReason).map(|value| value.words().to_owned()),
            ..ForecastFigures::default()
        },
        ..Figures::default()
    };
    let touches = lines.iter().any(|line| line.key.field != Field::Reasons);
    if touches {
        change.edits.extend(set_figures(detail, &figures).edits);
    }
    if let Some(words) = value(Field::Reasons) {
        change.edits.extend(steps::write(detail, CommentaryKind::Reasons, words.words()).edits);
    }
    change
}

/// Where the figures of a row came from; nothing where a person wrote them in place of the form's.
fn source(lines: &[&Line], forms: &[Filled]) -> Option<String> {
    let figure = lines.iter().find(|line| line.key.field.is_figure())?;
    if matches!(figure.settled, Some(Settle::Edited(_))) {
        return None;
    }
    Some(where_it_stands(forms, figure.form, figure.place))
}

fn action_edits(detail: &Detail, known: Option<Id>, lines: &[&Line], period: Period) -> Change {
    let about = Subject { table: Table::Indicator, id: detail.indicator.id };
    let existing = known.and_then(|id| detail.actions.iter().find(|row| row.action.id == id));
    let mut action = existing.map_or_else(|| empty_action(about, period), |row| row.action.clone());
    for line in lines {
        let Some(value) = line.taken() else { continue };
        match line.key.field {
            Field::Description => value.words().clone_into(&mut action.description),
            Field::Owner => value.words().clone_into(&mut action.owner),
            Field::Due => action.due = value.day(),
            Field::ActionStatus => set_status(&mut action, value.words(), period),
            Field::Effect => value.words().clone_into(&mut action.expected_effect),
            Field::Progress => value.words().clone_into(&mut action.progress),
            _ => {}
        }
    }
    Change::new(String::new()).put(Record::Action(action))
}

/// Done and dropped close an action in the period; anything else opens it again.
fn set_status(action: &mut Action, code: &str, period: Period) {
    action.status = action_status(code);
    let closed = matches!(action.status, ActionStatus::Done | ActionStatus::Dropped);
    action.closed_in = if closed { action.closed_in.or(Some(period)) } else { None };
}
