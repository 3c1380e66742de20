//! The fields of a form as the description of a record gives them, and days.

use chrono::NaiveDate;

use super::FormField;
use crate::domain::Tense;
use crate::domain::dates::format_date;
use crate::domain::typed_figure::read_written;
use crate::workbook::schema::{
    Described, Field, FieldKind, day_help, read_money, read_month, read_percentage, read_period,
};

impl FormField {
    /// A day, typed as people say it; what it comes to stands beside it as it is typed.
    pub fn date(name: &'static str, label: &str, day: Option<NaiveDate>, tense: Tense) -> Self {
        Self::line(name, label, &day.map(format_date).unwrap_or_default()).dated(tense)
    }

    /// Takes a day.
    #[must_use]
    pub fn dated(mut self, tense: Tense) -> Self {
        self.date = Some(tense);
        self.help(day_help(tense))
    }

    /// A field of a record.
    pub fn of<R: Described>(field: &Field<R>, record: &R) -> Self {
        let (info, text) = (&field.info, (field.get)(record));
        let line = Self::line(info.code, info.label, &text);
        let made = match info.kind {
            FieldKind::Line => line,
            FieldKind::Text(rows) => Self::text_area(info.code, info.label, &text, rows),
            FieldKind::Choice(options) => Self::choice(info.code, info.label, options(), &text),
            FieldKind::Tick => Self::tick(info.code, info.label, text == "yes"),
            FieldKind::Day(tense) => line.dated(tense),
            FieldKind::Figure(_) => {
                line.checked(|text, _| read_written(text).map(|_| ()).map_err(|error| error.to_string()))
            }
            FieldKind::Percentage => line.checked(|text, _| read_percentage(text).map(|_| ())),
            FieldKind::Money => line
                .checked(|text, _| read_money(text).map(|_| ()))
                .help("£3.3m, £930k, 930,000 or (29,000); empty for none."),
            FieldKind::Period => line.checked(|text, _| read_period(text).map(|_| ())),
            FieldKind::Month => line.checked(|text, _| read_month(text).map(|_| ())),
        };
        let mut made = if info.help.is_empty() { made } else { made.help(info.help) };
        (made.required, made.completes) = (info.is_needed(&(field.get)(record)), info.completes);
        made
    }

    /// A field of a record by its code; nothing where it has none of that.
    pub fn named<R: Described>(code: &str, record: &R) -> Option<Self> {
        R::field(code).map(|field| Self::of(field, record))
    }
}

/// The fields of a record that are typed alone, in the order of its description.
pub fn described<R: Described>(record: &R) -> Vec<FormField> {
    R::FIELDS.iter().filter(|field| field.info.alone).map(|field| FormField::of(field, record)).collect()
}

/// Puts fields after the one of a name; at the end where there is none.
pub fn put_after(fields: &mut Vec<FormField>, name: &str, more: impl IntoIterator<Item = FormField>) {
    let at = fields.iter().position(|field| field.name == name).map_or(fields.len(), |at| at + 1);
    fields.splice(at..at, more);
}
