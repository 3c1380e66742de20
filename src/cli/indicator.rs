//! `quarterdeck indicator`: add, edit or retire what is measured.

use std::path::PathBuf;

use super::book::{Book, parse_period};
use super::measure::MeasureArgs;
use super::new::parse_scheme;
use super::set::{Figure, parse_basis, parse_optional};
use super::{Context, Failure, Out};
use crate::domain::{Basis, Comparator, Frequency, Period, Polarity};
use crate::workbook::steps::empty_indicator;
use crate::workbook::*;

/// Add, edit or retire an indicator
///
/// For example: quarterdeck indicator add adults.qd AC/C20 --description "Carers assessed" --type Critical
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add an indicator
    Add {
        /// The workbook
        file: PathBuf,
        /// Its reference, unique in the workbook
        reference: String,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    /// Change what an indicator says of itself
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// A new reference
        #[arg(long = "reference", value_name = "REFERENCE", id = "new_reference")]
        renamed: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    /// Report a retired indicator again
    BringBack {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// A word about why, for the history
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
        because: String,
    },
    /// Report it no longer, from a period on
    Retire {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// The first period without it (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        /// Why
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
        because: String,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    /// As members will read it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    description: Option<String>,
    /// What is counted, and out of what
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    definition: Option<String>,
    /// Strategic, Critical, Local …
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Service or delivery unit
    #[arg(long)]
    service: Option<String>,
    /// The role that answers for the result
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// The role that compiles the figure
    #[arg(long, value_name = "ROLE")]
    officer: Option<String>,
    /// The portfolio holder
    #[arg(long, value_name = "ROLE")]
    portfolio_holder: Option<String>,
    #[command(flatten)]
    measure: MeasureArgs,
    /// What one of the numerator is: clients, complaints …
    #[arg(long, value_name = "WORD")]
    counted: Option<String>,
    /// higher, lower, none or a band such as 10..20
    #[arg(long, value_parser = Polarity::parse)]
    polarity: Option<Polarity>,
    /// monthly, quarterly or annual
    #[arg(long, value_parser = parse_frequency)]
    frequency: Option<Frequency>,
    /// discrete, cumulative, rolling12, snapshot, lagged or projection
    #[arg(long, value_parser = parse_basis)]
    basis: Option<Basis>,
    /// previous_period, same_period_last_year or last_outturn
    #[arg(long, value_parser = parse_comparator)]
    comparator: Option<Comparator>,
    /// Organisation or group whose benchmark stands beside its results; "" for the workbook's
    #[arg(long, value_name = "NAME", value_parser = crate::cli::parse_text)]
    compare_with: Option<String>,
    /// Rating scheme; "" for the workbook's
    #[arg(long, value_name = "CODE", value_parser = parse_own_scheme)]
    scheme: Option<String>,
    /// Tolerance in percent, for tolerance schemes; "" for the scheme's own
    #[arg(long, value_name = "PERCENT", value_parser = parse_optional)]
    tolerance: Option<Figure>,
    /// Where its figures come from
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text)]
    source: Option<String>,
    /// A word about why, for the history
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    because: String,
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Add { file, reference, fields } => {
            for (name, text) in [("--description", &fields.description), ("--type", &fields.kind)] {
                if text.as_ref().is_none_or(|text| text.trim().is_empty()) {
                    return Err(Failure::usage(format!("A new indicator needs {name}.")));
                }
            }
            let mut book = Book::change(context, file)?;
            let service = book.opening.workbook.service.clone();
            let mut indicator = fields.onto(empty_indicator(reference.trim(), &service));
            let taken_for = fields.measure.of_new(&mut indicator)?;
            let change = Change::new(format!("{} added", indicator.reference));
            let change = change.because(fields.because.trim()).put(Record::Indicator(indicator));
            let applied = book.store.apply(&change, &context.stamp())?;
            out.line(&format!("Saved: {}", applied.label))?;
            taken_for.map_or(Ok(()), |words| out.line(&words))
        }
        What::Edit { file, reference, renamed, fields } => {
            let mut book = Book::change(context, file)?;
            let period = book.opening.workbook.current_period.clone();
            let id = book.indicator(reference, &period)?;
            let applied = book.apply(&context.stamp(), |book| {
                let mut indicator = fields.onto(book.detail(id, &period)?.indicator);
                fields.measure.onto(&mut indicator)?;
                if let Some(reference) = renamed {
                    reference.trim().clone_into(&mut indicator.reference);
                }
                let change = Change::new(format!("{} edited", indicator.reference));
                Ok(change.because(fields.because.trim()).put(Record::Indicator(indicator)))
            })?;
            if applied.operation == 0 {
                return out.line("Nothing to change: the workbook says so already.");
            }
            out.line(&format!("Saved: {}", applied.label))
        }
        What::BringBack { file, reference, because } => {
            let mut book = Book::change(context, file)?;
            let period = book.opening.workbook.current_period.clone();
            let id = book.indicator(reference, &period)?;
            let applied = book.apply(&context.stamp(), |book| {
                let indicator = book.detail(id, &period)?.indicator;
                if indicator.retired_from.is_empty() {
                    return Err(Failure::failed(format!(
                        "{} is not retired. Nothing was changed.",
                        indicator.reference
                    )));
                }
                let again =
                    Indicator { retired_from: String::new(), retired_because: String::new(), ..indicator };
                let change = Change::new(format!("{} brought back", again.reference)).because(because.trim());
                Ok(change.put(Record::Indicator(again)))
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
        What::Retire { file, reference, period, because } => {
            if because.trim().is_empty() {
                return Err(Failure::usage("--because is empty: retiring an indicator takes a reason."));
            }
            let mut book = Book::change(context, file)?;
            let from = book.period(*period)?;
            let id = book.indicator(reference, &from)?;
            let applied = book.apply(&context.stamp(), |book| {
                let indicator = book.detail(id, &from)?.indicator;
                Ok(steps::retire(&indicator, &from, because.trim()))
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
    }
}

impl Fields {
    /// The indicator with what was given put in.
    fn onto(&self, mut indicator: Indicator) -> Indicator {
        let text = |field: &mut String, given: &Option<String>| {
            if let Some(given) = given {
                given.trim().clone_into(field);
            }
        };
        text(&mut indicator.description, &self.description);
        text(&mut indicator.definition, &self.definition);
        text(&mut indicator.kind, &self.kind);
        text(&mut indicator.service, &self.service);
        text(&mut indicator.owner, &self.owner);
        text(&mut indicator.officer, &self.officer);
        text(&mut indicator.portfolio_holder, &self.portfolio_holder);
        text(&mut indicator.counted, &self.counted);
        text(&mut indicator.scheme, &self.scheme);
        text(&mut indicator.source, &self.source);
        if let Some(name) = &self.compare_with {
            name.trim().clone_into(&mut indicator.compare_with);
        }
        indicator.polarity = self.polarity.unwrap_or(indicator.polarity);
        indicator.frequency = self.frequency.unwrap_or(indicator.frequency);
        indicator.basis = self.basis.unwrap_or(indicator.basis);
        indicator.comparator = self.comparator.unwrap_or(indicator.comparator);
        indicator.tolerance = self.tolerance.as_ref().map_or(indicator.tolerance, |given| given.value);
        indicator
    }
}

fn parse_frequency(text: &str) -> Result<Frequency, String> {
    Frequency::parse(text).ok_or_else(|| "write monthly, quarterly or annual".to_owned())
}

fn parse_comparator(text: &str) -> Result<Comparator, String> {
    Comparator::parse(text)
        .ok_or_else(|| "write previous_period, same_period_last_year or last_outturn".to_owned())
}

fn parse_own_scheme(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Ok(String::new()) } else { parse_scheme(text) }
}
