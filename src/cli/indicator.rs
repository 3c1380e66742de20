//! `quarterdeck indicator`: add, edit or retire what is measured.

use std::path::PathBuf;

use super::given::{Given, when};
use super::measure::MeasureArgs;
use super::record_args::RecordArgs;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::domain::Period;
use crate::workbook::edits;
use crate::workbook::steps::chart::no_break;
use crate::workbook::steps::themes::Unknown;
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
        /// Its reference; several where --owner alone is changed
        #[arg(required = true, value_name = "REFERENCE")]
        references: Vec<String>,
        /// A new reference
        #[arg(long = "reference", value_name = "REFERENCE", id = "new_reference")]
        renamed: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    /// Mark that its definition changed from a period on: no result is compared across that
    Break {
        /// The workbook
        file: PathBuf,
        /// Its reference
        reference: String,
        /// The first period of the new definition, such as 2015/16-Q1
        #[arg(long, value_name = "PERIOD", allow_hyphen_values = true)]
        from: String,
        /// What changed; printed with the line in charts
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, required_unless_present = "remove")]
        note: Option<String>,
        /// Take the break in that period back
        #[arg(long, conflicts_with = "note")]
        remove: bool,
    },
    /// Set next year's target and say why; without options, what helps to set it
    NextTarget(super::year::NextTarget),
    /// Record that a role has signed the period's figures off
    SignOff(super::year::SignOffArgs),
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
    #[command(flatten)]
    said: RecordArgs<Indicator>,
    #[command(flatten)]
    measure: MeasureArgs,
    /// The theme it is filed under, "Priority / Objective" for two levels; "" for none
    #[arg(long, value_name = "NAME", value_parser = crate::cli::parse_text)]
    theme: Option<String>,
    /// Make the theme where there is none of that name
    #[arg(long, requires = "theme")]
    new_theme: bool,
    /// A word about why, for the history
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    because: String,
}

/// Makes the change and says what became of it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Add { file, reference, fields } => {
            let given = fields.given(Some(reference))?;
            let mut book = OpenWorkbook::change(context, file)?;
            let new = edits::new_indicator(&book.opening.workbook.service);
            let read = edits::indicator(&new, &given.patch, &when(context, &book));
            let mut indicator = read.map_err(|faults| given.refused(faults))?;
            let taken_for = fields.measure.of_new(&mut indicator)?;
            let polarity = indicator.polarity;
            let change = edits::put_indicator(&new, indicator, &fields.because);
            let change = fields.filed(change, &given, &book, None)?;
            let applied = book.store.apply(&change, &context.stamp())?;
            out.line(&format!("Saved: {}", applied.label))?;
            if given.patch.get("polarity").is_none() {
                let way = polarity.title();
                out.line(&format!("Taken as {way} (--polarity says otherwise)."))?;
            }
            taken_for.map_or(Ok(()), |words| out.line(&words))
        }
        What::Edit { file, references, renamed, fields } => {
            let mut book = OpenWorkbook::change(context, file)?;
            let period = book.period(None)?;
            let mut ids: Vec<Id> =
                references.iter().map(|one| book.indicator(one, period)).collect::<Result<_, _>>()?;
            ids.sort_unstable();
            ids.dedup();
            let given = fields.given(renamed.as_ref())?;
            if ids.len() > 1 && !(given.patch.says_only(&["owner"]) && fields.measure.is_empty()) {
                return Err(Failure::usage(
                    "Several indicators can be given one --owner; anything else is changed for one alone. \
                     Nothing was changed.",
                ));
            }
            let when = when(context, &book);
            let applied = book.apply(&context.stamp(), |book| {
                let details: Vec<Detail> =
                    ids.iter().map(|id| book.detail(*id, period)).collect::<Result<_, _>>()?;
                let [detail] = details.as_slice() else {
                    let owner = given.patch.get("owner").unwrap_or_default();
                    let indicators: Vec<Indicator> = details.into_iter().map(|one| one.indicator).collect();
                    return Ok(edits::set_owner(&indicators, owner).because(fields.because.trim()));
                };
                let read = edits::indicator(&detail.indicator, &given.patch, &when);
                let mut indicator = read.map_err(|faults| given.refused(faults))?;
                fields.measure.onto(&mut indicator)?;
                let change = edits::put_indicator(&detail.indicator, indicator, &fields.because);
                fields.filed(change, &given, book, detail.filed.as_ref())
            })?;
            if applied.operation == 0 {
                return out.line("Nothing to change: the workbook says so already.");
            }
            out.line(&format!("Saved: {}", applied.label))
        }
        What::NextTarget(args) => super::year::next_target(context, out, args),
        What::SignOff(args) => super::year::sign_off(context, out, args),
        What::BringBack { file, reference, because } => {
            let mut book = OpenWorkbook::change(context, file)?;
            let period = book.period(None)?;
            let id = book.indicator(reference, period)?;
            let applied = book.apply(&context.stamp(), |book| {
                let indicator = book.detail(id, period)?.indicator;
                if indicator.retired_from.is_none() {
                    return Err(Failure::failed(format!(
                        "{} is not retired. Nothing was changed.",
                        indicator.reference
                    )));
                }
                Ok(edits::bring_back(&indicator, because))
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
        What::Break { file, reference, from, note, remove } => {
            let mut book = OpenWorkbook::change(context, file)?;
            // Breaks may be of any period, and figures of any up to the latest.
            let last = book.last_period()?;
            let id = book.indicator(reference, last)?;
            let given =
                Given::default().line("from", "--from", Some(from)).text("note", "--note", note.as_ref())?;
            let when = when(context, &book);
            let applied = book.apply(&context.stamp(), |book| {
                let series = super::chart::series(book, id, last, None)?;
                if !remove {
                    return edits::series_break(&series, &given.patch, &when)
                        .map_err(|faults| given.refused(faults));
                }
                let period =
                    Period::parse(from).map_err(|error| Failure::usage(format!("--from: {error}")))?;
                no_break(&series, period).ok_or_else(|| {
                    let title = period.title();
                    Failure::failed(format!(
                        "The series of {reference} does not break in {title}. Nothing was changed."
                    ))
                })
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
        What::Retire { file, reference, period, because } => {
            if because.trim().is_empty() {
                return Err(Failure::usage("--because is empty: retiring an indicator takes a reason."));
            }
            let mut book = OpenWorkbook::change(context, file)?;
            let from = book.period(*period)?;
            let id = book.indicator(reference, from)?;
            let applied = book.apply(&context.stamp(), |book| {
                let indicator = book.detail(id, from)?.indicator;
                Ok(steps::retire(&indicator, from, because.trim()))
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
    }
}

impl Fields {
    /// A change that files its indicator too, under the theme that is named.
    fn filed(
        &self,
        change: Change,
        given: &Given,
        book: &OpenWorkbook,
        filed: Option<&IndicatorTheme>,
    ) -> Result<Change, Failure> {
        let themes = Themes(&book.opening.themes);
        let unknown = if self.new_theme { Unknown::Make } else { Unknown::Refuse };
        let is_unknown = self.theme.as_ref().is_some_and(|text| themes.named_so(text) == Ok(None));
        edits::file_indicator(change, &given.patch, themes, filed, unknown).map_err(|faults| {
            let hint = if is_unknown { "; add --new-theme to make it" } else { "" };
            given.refused(faults.into_iter().map(|(field, why)| (field, format!("{why}{hint}"))).collect())
        })
    }

    /// All but the measure.
    fn given(&self, reference: Option<&String>) -> Result<Given, Failure> {
        let given = Given::default().line("reference", "--reference", reference);
        given.line("theme", "--theme", self.theme.as_ref()).record(&self.said)
    }
}
