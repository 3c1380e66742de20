//! What a command line gives for the fields of a record, and each field's option for what is refused.

use super::record_args::RecordArgs;
use super::set::written;
use super::{Context, Failure, OpenWorkbook};
use crate::workbook::edits::{Fault, Patch, When};
use crate::workbook::schema::FieldKind;

/// Texts by field, and the option of each field, given or not.
#[derive(Debug, Default)]
pub struct Given {
    pub patch: Patch,
    options: Vec<(&'static str, String)>,
    /// Whether standard input has been read.
    input: Option<&'static str>,
}

impl Given {
    /// A field that is one line, a figure, a day or a choice.
    #[must_use]
    pub fn line(mut self, field: &'static str, option: impl Into<String>, text: Option<&String>) -> Self {
        self.options.push((field, option.into()));
        if let Some(text) = text {
            self.patch.put(field, text);
        }
        self
    }

    /// A field of several lines; `-` reads it from standard input, once.
    ///
    /// # Errors
    /// Standard input that cannot be read.
    pub fn text(mut self, field: &'static str, option: &str, text: Option<&String>) -> Result<Self, Failure> {
        let read = text.map(|text| written(option, text, &mut self.input)).transpose()?;
        Ok(self.line(field, option, read.as_ref()))
    }

    /// The fields of a record.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn record<R>(self, args: &RecordArgs<R>) -> Result<Self, Failure> {
        args.texts().try_fold(self, |given, (info, text)| {
            let option = format!("--{}", info.flag);
            match info.kind {
                FieldKind::Text(_) => given.text(info.code, &option, text),
                _ => Ok(given.line(info.code, option, text)),
            }
        })
    }

    /// What was refused, each by its option.
    pub fn refused(&self, faults: Vec<Fault>) -> Failure {
        let faults: Vec<String> = faults
            .into_iter()
            .map(|(field, why)| {
                let option = self.options.iter().find(|(known, _)| *known == field);
                let stop = if why.ends_with(['.', '?']) { "" } else { "." };
                option.map_or_else(|| format!("{why}{stop}"), |(_, option)| format!("{option}: {why}{stop}"))
            })
            .collect();
        Failure::usage(format!("{} Nothing was changed.", faults.join(" ")))
    }
}

/// Now, in a workbook whose financial year says which months a quarter is.
pub fn when(context: &Context, book: &OpenWorkbook) -> When {
    When::new(context.world.now.date(), book.opening.workbook.first_month)
}
