//! What has to be looked at together: copies of one form, and the figures of a row.

use std::collections::{BTreeSet, HashMap};

use super::{CellKey, Line, Merging};
use crate::domain::validate::{Severity, figures as doubts};
use crate::returns::fields::{Field, RowKey};
use crate::returns::read::Filled;
use crate::returns::value::{Value, held};
use crate::workbook::edits::{Figures, dropped_result};

impl Merging<'_> {
    /// Two forms may be copies of one that were filled in otherwise: neither is taken.
    pub(super) fn differing_copies(&mut self, forms: &[Filled]) {
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
    pub(super) fn figures_together(&mut self) {
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
            let said = |field: Field| {
                let line = lines.iter().find(|line| line.key == CellKey { row, field });
                line.map(|line| line.theirs.figure())
            };
            let figures = Figures {
                numerator: said(Field::Numerator),
                denominator: said(Field::Denominator),
                stated: said(Field::Stated),
                ..Figures::default()
            };
            let dropped = dropped_result(detail, &figures);
            let stated = stated.filter(|_| dropped.is_none());
            let found = if touched {
                doubts(numerator, denominator, stated, detail.indicator.measure, detail.indicator.scale)
            } else {
                Vec::new()
            };
            if let Some(error) = found.iter().find(|one| one.severity == Severity::Error) {
                self.withdraw(row, Field::is_figure, &sentence_end(&error.message));
            } else if let Some(warning) =
                dropped.map(|said| said + ".").or_else(|| found.first().map(|found| found.message.clone()))
            {
                let last =
                    self.out.lines.iter_mut().rfind(|line| line.key.row == row && line.key.field.is_figure());
                if let Some(line) = last.filter(|line| line.doubt.is_empty()) {
                    line.doubt = warning;
                }
            }
            if given && missing {
                self.withdraw(
                    row,
                    |field| field == Field::Missing,
                    "there is a figure in the same row; keep one of them",
                );
            }
            // Confidence and reason stand beside a figure; one that is taken out takes them with it.
            if value(&self.out.lines, Field::Forecast) == Value::Empty {
                let alone = |field: Field| field.is_forecast() && field != Field::Forecast;
                let says =
                    |line: &Line| line.key.row == row && alone(line.key.field) && line.theirs != Value::Empty;
                if self.out.lines.iter().any(says) {
                    self.withdraw(row, alone, "there is no forecast in this row that it could belong to");
                }
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
}

/// The rest of a sentence after a colon: "The denominator is 0: it must be above 0."
fn sentence_end(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
