//! `quarterdeck set`: everything the screens record about one thing, as one step.

use std::io::Read;
use std::path::PathBuf;

use super::given::{Given, when};
use super::list::parse_rating;
use super::plan::{At, Plan, Verdict};
use super::set_options::{self, Found};
use super::standing::result;
use super::table::rating_text;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period};
use crate::domain::text;
use crate::domain::{Period, Rating};
use crate::ui::inert::unix_lines;
use crate::workbook::steps::jumps::said;
use crate::workbook::{CommentaryKind, Id};

/// Record figures, reasons, actions, a rating by hand or a review
///
/// What the name means is found first: an indicator, or else a risk, a commitment, a section, a question,
/// a saving, a budget line, or "action 12". An option that is not its own is refused by name, and nothing
/// is changed.
///
/// All options of one command are one change: one line of the history, taken back by one undo.
/// An empty figure ("") removes the one there is. A text of "-" is read from standard input.
///
/// For example: quarterdeck set adults.qd AC/C7 --numerator 10 --denominator 55 --reason "Two staff left."
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    pub(super) file: PathBuf,
    /// The indicator, such as AC/C7
    pub(super) reference: String,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    pub(super) period: Option<Period>,

    /// How many were counted
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) numerator: Option<String>,
    /// Out of how many
    #[arg(long, value_name = "D", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) denominator: Option<String>,
    /// The result as published, kept beside the computed one
    #[arg(
        long,
        visible_aliases = ["value", "actual", "outturn"],
        value_name = "R",
        allow_hyphen_values = true,
        help_heading = "Figures"
    )]
    pub(super) result: Option<String>,
    /// The period's target
    #[arg(long, value_name = "T", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) target: Option<String>,
    /// Where the year is expected to end: a figure, or money for a budget line
    #[arg(long, value_name = "F", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) forecast: Option<String>,
    /// The later period that the forecast is for (else the year end)
    #[arg(long, value_name = "PERIOD", help_heading = "Figures")]
    pub(super) forecast_for: Option<String>,
    /// How many are expected to be counted
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) forecast_numerator: Option<String>,
    /// Out of how many
    #[arg(long, value_name = "D", allow_hyphen_values = true, help_heading = "Figures")]
    pub(super) forecast_denominator: Option<String>,
    /// How sure it is: on course, at risk or will miss
    #[arg(long, help_heading = "Figures")]
    pub(super) confidence: Option<String>,
    /// Why this is expected
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Figures")]
    pub(super) forecast_because: Option<String>,
    /// Why there is no figure: not reportable, not due, awaiting data or not collected; --missing may say it
    #[arg(long, value_name = "STATE", help_heading = "Figures")]
    pub(super) state: Option<String>,
    /// The reason in words: "not due until Q4", or "no survey this year" with --state
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Figures")]
    pub(super) missing: Option<String>,
    /// How firm the result is: provisional, final or estimate
    #[arg(long, help_heading = "Figures")]
    pub(super) status: Option<String>,
    /// What the result covers, where it differs from the indicator's: discrete, cumulative, rolling12,
    /// snapshot, lagged or projection; "" for the indicator's
    #[arg(long, help_heading = "Figures")]
    pub(super) basis: Option<String>,
    /// First day covered, where it is not simply the period
    #[arg(long, value_name = "DATE", requires = "covers_to", help_heading = "Figures")]
    pub(super) covers_from: Option<String>,
    /// Last day covered
    #[arg(long, value_name = "DATE", requires = "covers_from", help_heading = "Figures")]
    pub(super) covers_to: Option<String>,
    /// Where the figures come from
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Figures")]
    pub(super) source: Option<String>,

    /// Keep figures that are ten times the last ones or a tenth of them, which are else refused
    #[arg(long, help_heading = "Figures")]
    pub(super) yes: bool,

    /// Why performance is as it is
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Words")]
    pub(super) reason: Option<String>,
    /// Why no action is proposed
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Words")]
    pub(super) no_action: Option<String>,
    /// What could help or hinder
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Words")]
    pub(super) risks: Option<String>,

    /// Add a corrective action
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Action")]
    pub(super) action: Option<String>,
    /// The role that answers for the action
    #[arg(long, value_name = "ROLE", help_heading = "Action")]
    pub(super) owner: Option<String>,
    /// When it is due: 4 dec, fri, +2w, end of march, Q3
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, help_heading = "Action")]
    pub(super) due: Option<String>,
    /// Whom it is for: older people, learning disabilities …
    #[arg(long, value_name = "GROUP", help_heading = "Action")]
    pub(super) client_group: Option<String>,
    /// What it should do to the indicator, in words
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true, value_parser = crate::cli::parse_text,
        help_heading = "Action"
    )]
    pub(super) expected: Option<String>,
    /// The figure it should bring the indicator to
    #[arg(long, value_name = "R", allow_hyphen_values = true, help_heading = "Action")]
    pub(super) expected_value: Option<String>,
    /// The period by which
    #[arg(long, value_name = "PERIOD", help_heading = "Action")]
    pub(super) expected_by: Option<String>,

    /// Put a rating in place of the computed one
    #[arg(long = "override", value_name = "RATING", value_parser = parse_rating, requires = "because", help_heading = "Rating")]
    pub(super) by_hand: Option<Rating>,
    /// Why the rating is overridden
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true, value_parser = crate::cli::parse_text,
        requires = "by_hand",
        help_heading = "Rating"
    )]
    pub(super) because: Option<String>,
    /// Go back to the computed rating
    #[arg(long, conflicts_with = "by_hand", help_heading = "Rating")]
    pub(super) clear_override: bool,

    #[command(flatten)]
    pub(super) risk: super::show_risk::PlaceArgs,

    /// Original budget of a line; --forecast and --reason (why it varies) go with it
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, help_heading = "Budget line")]
    pub(super) original: Option<String>,
    /// Its revised budget
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true, help_heading = "Budget line")]
    pub(super) revised: Option<String>,

    /// Rate a commitment, in the words of its scale; --reason says why
    #[arg(long, value_name = "RATING", help_heading = "Commitment")]
    pub(super) rating: Option<String>,

    /// Mark it reviewed; says what is missing if it is not ready
    #[arg(long, conflicts_with = "skip", help_heading = "Review")]
    pub(super) review: bool,
    /// Skip it for now, with the reason
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, help_heading = "Review")]
    pub(super) skip: Option<String>,
}

impl Args {
    /// Workbook, reference, period and reason, for what is no indicator.
    pub fn about(&self) -> (&std::path::Path, &str, Option<Period>, Option<&str>) {
        (&self.file, &self.reference, self.period, self.reason.as_deref())
    }
}

impl Args {
    /// The figures given, as fields of them.
    fn figures(&self) -> Result<Given, Failure> {
        Ok(Given::default()
            .line("numerator", "--numerator", self.numerator.as_ref())
            .line("denominator", "--denominator", self.denominator.as_ref())
            .line("stated", "--result", self.result.as_ref())
            .line("target", "--target", self.target.as_ref())
            .line("forecast", "--forecast", self.forecast.as_ref())
            .line("forecast_for", "--forecast-for", self.forecast_for.as_ref())
            .line("forecast_numerator", "--forecast-numerator", self.forecast_numerator.as_ref())
            .line("forecast_denominator", "--forecast-denominator", self.forecast_denominator.as_ref())
            .line("confidence", "--confidence", self.confidence.as_ref())
            .line("forecast_reason", "--forecast-because", self.forecast_because.as_ref())
            .line("state", "--state", self.state.as_ref())
            .line("missing", "--missing", self.missing.as_ref())
            .line("status", "--status", self.status.as_ref())
            .line("basis", "--basis", self.basis.as_ref())
            .line("from", "--covers-from", self.covers_from.as_ref())
            .line("to", "--covers-to", self.covers_to.as_ref())
            .line("source", "--source", self.source.as_ref()))
    }
}

/// Refuses figures that are about ten times the last ones or a tenth of them, unless `yes`.
pub fn ask_about_jumps(jumps: &[String], yes: bool) -> Result<(), Failure> {
    let Some(said) = said(jumps).filter(|_| !yes) else { return Ok(()) };
    Err(Failure::failed(format!("{said}. Nothing was changed; say --yes to keep it.")))
}

/// Finds what the name means, refuses what that does not take, and records the rest as one change.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let period = book.period(args.period)?;
    let found = set_options::find(context, &book, &args.reference, period)?;
    set_options::check(args, found)?;
    let name = args.reference.as_str();
    match found {
        Found::Indicator(id) => indicator(context, out, args, &mut book, (id, period)),
        Found::Risk(id) => {
            super::show_risk::set(context, out, &mut book, id, period, (&args.risk, args.reason.as_ref()))
        }
        Found::Words(_) => {
            let words = args.reason.as_ref().map(|text| written("--reason", text, &mut None)).transpose()?;
            let given = (args.rating.as_deref(), words.as_deref());
            super::show_words::set(context, out, &mut book, name, period, given)
        }
        Found::Action(id) => {
            drop(book);
            super::action::set(context, out, args, id)
        }
        Found::BudgetLine => {
            drop(book);
            super::budget::set_line(context, out, args)
        }
        Found::Saving => {
            drop(book);
            let forecast = args.forecast.as_deref();
            super::budget::lines::expect_saving(context, out, args.about(), forecast, args.yes)
        }
    }
}

fn indicator(
    context: &Context,
    out: &mut Out,
    args: &Args,
    book: &mut OpenWorkbook,
    (indicator, period): (Id, Period),
) -> Result<(), Failure> {
    let when = when(context, book);
    let plan = plan(args)?;
    let mut doubts = Vec::new();
    let applied = book.apply(&context.stamp(), |book| {
        let detail = book.detail(indicator, period)?;
        let record = book.period_record(period)?;
        let at = At { workbook: &book.opening.workbook, period: &record, when: &when };
        plan.change(context, &at, &detail, &mut doubts)
    })?;
    for doubt in &doubts {
        super::say(context, &format!("Note: {doubt}"));
    }
    if applied.operation == 0 {
        return out.line("Nothing to change: the workbook says so already.");
    }
    let standing = book.detail(indicator, period)?.standing;
    let title = period.title();
    out.line(&format!("Saved: {}{}", applied.label, when.echo()))?;
    out.line(&format!(
        "{}, {title}: {}, {}",
        standing.reference,
        result(&standing),
        rating_text(standing.rating, context.ascii)
    ))
}

fn plan(args: &Args) -> Result<Plan, Failure> {
    let mut input = None;
    let mut words = Vec::new();
    for (kind, name, text) in [
        (CommentaryKind::Reasons, "--reason", &args.reason),
        (CommentaryKind::NoActionBecause, "--no-action", &args.no_action),
        (CommentaryKind::RisksAndOpportunities, "--risks", &args.risks),
    ] {
        if let Some(text) = text {
            words.push((kind, written(name, text, &mut input)?));
        }
    }
    let action = match &args.action {
        None => {
            let alone = [
                ("--owner", args.owner.is_some()),
                ("--due", args.due.is_some()),
                ("--client-group", args.client_group.is_some()),
                ("--expected", args.expected.is_some()),
                ("--expected-value", args.expected_value.is_some()),
                ("--expected-by", args.expected_by.is_some()),
            ];
            if let Some((name, _)) = alone.iter().find(|(_, given)| *given) {
                return Err(Failure::usage(format!(
                    "{name} goes with --action, which says what will be done. Nothing was changed."
                )));
            }
            None
        }
        Some(text) => {
            let mut action = Given::default()
                .line("description", "--action", None)
                .line("owner", "--owner", args.owner.as_ref())
                .line("due", "--due", args.due.as_ref())
                .line("client_group", "--client-group", args.client_group.as_ref())
                .line("expected_effect", "--expected", args.expected.as_ref())
                .line("expected_value", "--expected-value", args.expected_value.as_ref())
                .line("expected_by", "--expected-by", args.expected_by.as_ref());
            action.patch.put("description", written("--action", text, &mut input)?);
            Some(action)
        }
    };
    let reason = |name: &str, text: &Option<String>| match text {
        Some(text) if text.trim().is_empty() => Err(Failure::usage(format!("{name} is empty: write why."))),
        other => Ok(other.as_ref().map(|text| text.trim().to_owned())),
    };
    let because = reason("--because", &args.because)?;
    let verdict = match (reason("--skip", &args.skip)?, args.review) {
        (Some(why), _) => Some(Verdict::Skip(why)),
        (None, true) => Some(Verdict::Reviewed),
        (None, false) => None,
    };
    Ok(Plan {
        figures: args.figures()?,
        yes: args.yes,
        words,
        action,
        by_hand: args.by_hand.zip(because),
        clear_override: args.clear_override,
        verdict,
    })
}

/// The text of an option; `-` stands for standard input, once.
pub fn written(name: &str, given: &str, input: &mut Option<&'static str>) -> Result<String, Failure> {
    if given != "-" {
        return Ok(unix_lines(given).trim_end().to_owned());
    }
    if input.replace("taken").is_some() {
        return Err(Failure::usage(format!("{name} is “-” too, and standard input can only be read once.")));
    }
    let mut bytes = Vec::new();
    std::io::stdin().take(text::MAX as u64 + 1).read_to_end(&mut bytes).map_err(|error| {
        Failure::failed(format!("Standard input could not be read: {error}. Nothing was changed."))
    })?;
    if bytes.len() > text::MAX {
        return Err(Failure::failed(
            "Standard input is longer than a text may be, which is 1 MB: shorten it. Nothing was changed.",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::failed("Standard input is not UTF-8 text. Nothing was changed; save it as UTF-8 first.")
    })?;
    Ok(unix_lines(text.trim_start_matches('\u{feff}')).trim_end().to_owned())
}
