//! A field of a form that holds a figure.

use super::field::FormField;
use crate::domain::bound::read_target;
use crate::domain::typed_figure::{jump, numerator_unit, read_figure};
use crate::domain::{Polarity, Unit};
use crate::workbook::Detail;
use crate::workbook::steps::jumps::LastFigures;

/// What is known of a figure before it is typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    unit: Unit,
    /// As it is stored.
    now: Option<f64>,
    /// What it is compared with.
    last: Option<f64>,
    /// Of a target: which way is better.
    polarity: Option<Polarity>,
}

impl FormField {
    /// A figure of a unit. One that is far from the `last` is asked about before it is saved.
    pub fn figure(name: &'static str, label: &str, now: Option<f64>, unit: Unit, last: Option<f64>) -> Self {
        let mut field = Self::line(name, label, &now.map(|value| value.to_string()).unwrap_or_default());
        field.figure = Some(Figure { unit, now, last, polarity: None });
        field
    }

    /// It is a target, which may say which way is better as the indicator does.
    #[must_use]
    pub fn aimed(mut self, polarity: Polarity) -> Self {
        self.figure = self.figure.map(|figure| Figure { polarity: Some(polarity), ..figure });
        self
    }

    /// It holds a result to come of an indicator, and is asked about where it is far from the last.
    pub fn is_of(&mut self, detail: &Detail) {
        let (unit, last) = (detail.indicator.unit(), LastFigures::of(detail).of_result());
        let now = read_figure(&self.given, unit).ok().flatten();
        self.figure = Some(Figure { unit, now, last, polarity: None });
    }

    /// The figure typed, or why it is none of its unit; nothing where there is nothing to read.
    pub(super) fn read_figure(&self) -> Option<Result<f64, String>> {
        let Figure { unit, polarity, .. } = self.figure?;
        let text = self.text();
        let unit = if self.name == "numerator" { numerator_unit(unit, &text) } else { unit };
        match polarity {
            Some(polarity) => read_target(&text, unit, polarity).transpose(),
            None => read_figure(&text, unit).transpose(),
        }
    }

    /// What is far from the last figure in what was typed: "target 5,950% where it was 59.5%".
    pub fn jump(&self) -> Option<String> {
        let Figure { unit, now, last, .. } = self.figure?;
        let typed = self.read_figure()?.ok().filter(|typed| Some(*typed) != now)?;
        Some(format!("{} {}", self.label.to_lowercase(), jump(Some(typed), last, unit)?))
    }
}
