//! What `quarterdeck set` can be about, and which of its options each of them takes.

use super::set::Args;
use super::show_words::WordsOf;
use super::{Context, Failure, action, budget, list, show_words};
use crate::cli::open_workbook::{OpenWorkbook, series};
use crate::domain::Period;
use crate::workbook::Id;

/// A kind of thing that `set` records something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Indicator,
    Risk,
    Action,
    BudgetLine,
    Saving,
    Commitment,
    Section,
    Question,
}

use Kind::{Action, BudgetLine, Commitment, Indicator, Question, Risk, Saving, Section};

impl Kind {
    /// As in "is …" and in "is for …s".
    fn noun(self) -> (&'static str, &'static str) {
        match self {
            Indicator => ("an indicator", "indicators"),
            Risk => ("a risk", "risks"),
            Action => ("an action", "actions"),
            BudgetLine => ("a budget line", "budget lines"),
            Saving => ("a saving", "savings"),
            Commitment => ("a commitment", "commitments"),
            Section => ("a section", "sections"),
            Question => ("a question", "questions"),
        }
    }
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Indicator(Id),
    Risk(Id),
    Action(Id),
    BudgetLine,
    Saving,
    Words(WordsOf),
}

impl Found {
    fn kind(self) -> Kind {
        match self {
            Self::Indicator(_) => Indicator,
            Self::Risk(_) => Risk,
            Self::Action(_) => Action,
            Self::BudgetLine => BudgetLine,
            Self::Saving => Saving,
            Self::Words(WordsOf::Commitment) => Commitment,
            Self::Words(WordsOf::Section) => Section,
            Self::Words(WordsOf::Question) => Question,
        }
    }
}

/// Finds what a name means: an indicator before anything else that is called so.
pub fn find(context: &Context, book: &OpenWorkbook, name: &str, period: Period) -> Result<Found, Failure> {
    if let Some(id) = action::number(name) {
        return Ok(Found::Action(id));
    }
    let unknown = match book.indicator(name, period) {
        Ok(id) => return Ok(Found::Indicator(id)),
        Err(unknown) => unknown,
    };
    if let Some(id) = list::risks::find(book, name, period)? {
        return Ok(Found::Risk(id));
    }
    if let Some(words) = show_words::kind(book, context, name, period)? {
        return Ok(Found::Words(words));
    }
    let room = list::budget::room(book, period)?;
    if room.savings.iter().any(|row| row.saving.reference.eq_ignore_ascii_case(name.trim())) {
        return Ok(Found::Saving);
    }
    match budget::find(&room, name) {
        Ok(_) => Ok(Found::BudgetLine),
        // Several lines of a name are told apart by their paths.
        Err(several) if budget::is_named(&room, name) => Err(several),
        Err(_) => Err(unknown),
    }
}

/// An option: its name, whether it was given, and what it is for.
type Opt = (&'static str, fn(&Args) -> bool, &'static [Kind]);

const OF_INDICATORS: &[Kind] = &[Indicator];
const OF_ACTIONS: &[Kind] = &[Indicator, Action];
const OF_RISKS: &[Kind] = &[Risk];

const OPTIONS: &[Opt] = &[
    ("--numerator", |args| args.numerator.is_some(), OF_INDICATORS),
    ("--denominator", |args| args.denominator.is_some(), OF_INDICATORS),
    ("--result", |args| args.result.is_some(), OF_INDICATORS),
    ("--target", |args| args.target.is_some(), OF_INDICATORS),
    ("--forecast", |args| args.forecast.is_some(), &[Indicator, BudgetLine, Saving]),
    ("--forecast-for", |args| args.forecast_for.is_some(), OF_INDICATORS),
    ("--forecast-numerator", |args| args.forecast_numerator.is_some(), OF_INDICATORS),
    ("--forecast-denominator", |args| args.forecast_denominator.is_some(), OF_INDICATORS),
    ("--confidence", |args| args.confidence.is_some(), OF_INDICATORS),
    ("--forecast-because", |args| args.forecast_because.is_some(), OF_INDICATORS),
    ("--state", |args| args.state.is_some(), OF_INDICATORS),
    ("--missing", |args| args.missing.is_some(), OF_INDICATORS),
    ("--status", |args| args.status.is_some(), OF_INDICATORS),
    ("--basis", |args| args.basis.is_some(), OF_INDICATORS),
    ("--covers-from", |args| args.covers_from.is_some(), OF_INDICATORS),
    ("--covers-to", |args| args.covers_to.is_some(), OF_INDICATORS),
    ("--source", |args| args.source.is_some(), OF_INDICATORS),
    (
        "--reason",
        |args| args.reason.is_some(),
        &[Indicator, Risk, Action, BudgetLine, Saving, Commitment, Section, Question],
    ),
    ("--no-action", |args| args.no_action.is_some(), OF_INDICATORS),
    ("--risks", |args| args.risks.is_some(), OF_INDICATORS),
    ("--action", |args| args.action.is_some(), OF_ACTIONS),
    ("--owner", |args| args.owner.is_some(), OF_ACTIONS),
    ("--due", |args| args.due.is_some(), OF_ACTIONS),
    ("--client-group", |args| args.client_group.is_some(), OF_ACTIONS),
    ("--expected", |args| args.expected.is_some(), OF_ACTIONS),
    ("--expected-value", |args| args.expected_value.is_some(), OF_ACTIONS),
    ("--expected-by", |args| args.expected_by.is_some(), OF_ACTIONS),
    ("--override", |args| args.by_hand.is_some(), OF_INDICATORS),
    ("--because", |args| args.because.is_some(), OF_INDICATORS),
    ("--clear-override", |args| args.clear_override, OF_INDICATORS),
    ("--impact", |args| args.risk.impact.is_some(), OF_RISKS),
    ("--probability", |args| args.risk.probability.is_some(), OF_RISKS),
    ("--target-impact", |args| args.risk.target_impact.is_some(), OF_RISKS),
    ("--target-probability", |args| args.risk.target_probability.is_some(), OF_RISKS),
    ("--inherent-impact", |args| args.risk.inherent_impact.is_some(), OF_RISKS),
    ("--inherent-probability", |args| args.risk.inherent_probability.is_some(), OF_RISKS),
    ("--original", |args| args.original.is_some(), &[BudgetLine]),
    ("--revised", |args| args.revised.is_some(), &[BudgetLine]),
    ("--rating", |args| args.rating.is_some(), &[Commitment]),
    ("--yes", |args| args.yes, &[Indicator, BudgetLine, Saving, Action]),
    ("--review", |args| args.review, OF_INDICATORS),
    ("--skip", |args| args.skip.is_some(), OF_INDICATORS),
    (
        "--period",
        |args| args.period.is_some(),
        &[Indicator, Risk, BudgetLine, Saving, Commitment, Section, Question],
    ),
];

/// Every option of `set`, and the kinds of thing it is for, in the plural.
pub fn options() -> Vec<(&'static str, Vec<&'static str>)> {
    let plural = |kinds: &[Kind]| kinds.iter().map(|kind| kind.noun().1).collect();
    OPTIONS.iter().map(|(name, _, kinds)| (*name, plural(kinds))).collect()
}

/// Options that say how, and set nothing.
const ASIDE: &[&str] = &["--period", "--yes"];

/// Refuses by name every option that is not one of its own, and a command that gives none of them.
pub fn check(args: &Args, found: Found) -> Result<(), Failure> {
    let kind = found.kind();
    let own = |(_, _, kinds): &&Opt| kinds.contains(&kind);
    let takes = || -> Vec<&str> {
        OPTIONS.iter().filter(own).map(|(name, ..)| *name).filter(|name| !ASIDE.contains(name)).collect()
    };
    let name = crate::ui::inert::fit(args.reference.trim(), 40);
    let strange: Vec<String> = OPTIONS
        .iter()
        .filter(|option| option.1(args) && !own(option))
        .map(|(name, _, kinds)| {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.noun().1).collect();
            format!("{name} is for {}", series(&kinds))
        })
        .collect();
    if !strange.is_empty() {
        return Err(Failure::usage(format!(
            "{name} is {}, and {}. It takes {}. Nothing was changed.",
            kind.noun().0,
            series(&strange.iter().map(String::as_str).collect::<Vec<_>>()),
            series(&takes())
        )));
    }
    let given = OPTIONS.iter().any(|(name, given, _)| !ASIDE.contains(name) && given(args));
    if !given {
        return Err(Failure::usage(format!("Nothing to set: {name} takes {}.", series(&takes()))));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// Every option of the command stands in the table under its own name.
    #[test]
    fn no_option_is_forgotten() {
        let command = Line::command();
        let mut named: Vec<String> =
            command.get_arguments().filter_map(|one| Some(format!("--{}", one.get_long()?))).collect();
        named.retain(|name| name != "--help");
        let mut known: Vec<String> = OPTIONS.iter().map(|(name, ..)| (*name).to_owned()).collect();
        named.sort();
        known.sort();
        assert_eq!(named, known);
        // Each is noticed where it alone is given.
        for (name, ..) in OPTIONS {
            let value = match *name {
                "--status" => "final",
                "--basis" => "snapshot",
                "--override" => "red",
                "--expected-by" | "--period" => "2015/16-Q1",
                _ => "5",
            };
            let mut line = vec!["set", "file", "name", name];
            let flags = ["--review", "--clear-override", "--yes"];
            if !flags.contains(name) {
                line.push(value);
            }
            match *name {
                "--covers-from" => line.extend(["--covers-to", "5"]),
                "--covers-to" => line.extend(["--covers-from", "5"]),
                "--override" => line.extend(["--because", "5"]),
                "--because" => line.extend(["--override", "red"]),
                _ => {}
            }
            let args = Line::try_parse_from(line).map_err(|error| error.to_string()).unwrap().args;
            for (other, given, _) in OPTIONS {
                let both = ["--covers-from", "--covers-to"].contains(name)
                    && ["--covers-from", "--covers-to"].contains(other)
                    || ["--override", "--because"].contains(name)
                        && ["--override", "--because"].contains(other);
                assert_eq!(given(&args), other == name || both, "{other} where {name} is given");
            }
        }
    }
}
