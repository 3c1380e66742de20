//! The command line: one file for each command, one table that runs them.
//!
//! Everything the screens do can be done from here by a script. Data goes to
//! standard output and sentences to standard error; exit code 0 is done, 1
//! is failed or found something, 2 is asked for wrongly.
//!
//! Must not know: SQL, nor of the screens more than their names. Time, person and terminal arrive as a
//! [`Environment`].

mod action;
mod backup;
mod budget;
mod chart;
mod check;
mod commitment;
mod compare;
mod completions;
mod demo;
mod drafts;
mod environment;
mod failure;
mod generate;
mod given;
mod group;
mod history;
mod import;
mod indicator;
mod keys;
mod link;
mod list;
mod man;
mod manual;
mod mapping;
mod matrix;
mod measure;
mod narrative;
mod new;
mod open;
mod open_workbook;
mod organisation;
mod out;
mod overview;
mod period;
mod plan;
mod publish;
mod question;
mod read_cells;
mod read_report;
mod record_args;
mod recover;
mod report;
mod restore;
mod returns;
mod risk;
mod set;
mod set_options;
mod settings;
mod show;
mod show_change;
mod show_comparator;
mod show_forecasts;
mod show_risk;
mod show_words;
mod standing;
mod status_line;
mod table;
mod theme;
mod undo;
mod value;
mod verify;
mod verify_report;
mod year;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser};

pub use environment::{ColorChoice, Context, Environment};
pub use failure::Failure;
pub use open::Screen;
pub use open_workbook::OpenWorkbook;
pub use out::Out;
pub use set_options::options as options_of_set;
pub use value::Value;

/// From the quarter's figures to the committee report, by keyboard.
///
/// Without a command, opens the workbook FILE (or the one last open) on the screen.
#[derive(Debug, Parser)]
#[command(name = "quarterdeck", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    bare: Bare,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What there may be without a command.
#[derive(Debug, Clone, Parser)]
struct Bare {
    /// The workbook to open
    file: Option<PathBuf>,
    /// As earlier releases called --colours; `--theme` of a command is a theme of indicators
    #[arg(long, hide = true, value_name = "NAME", value_parser = parse_colours)]
    theme: Option<String>,
    #[command(flatten, next_help_heading = "Options of every command")]
    globals: Globals,
}

impl Cli {
    /// Describing all commands takes longer than opening a workbook: it is left out where no command can be
    /// meant, which none with a dot in its name is.
    fn without_command(arguments: &[OsString]) -> Option<Self> {
        let bare = Bare::try_parse_from(arguments).ok()?;
        let opens = bare.file.as_ref().is_none_or(|file| file.extension().is_some());
        opens.then_some(Self { bare, command: None })
    }
}

const EXAMPLES: &str = "\
Examples:
  quarterdeck demo                                  try it on a sample workbook
  quarterdeck adults.qd                             open a workbook
  quarterdeck --plain adults.qd                     the overview and the reds as linear text
  quarterdeck list indicators adults.qd --rating red
  quarterdeck show adults.qd AC/C7

Exit codes: 0 done, 1 it failed or found something, 2 it was asked for wrongly.";

/// Options that go with every command.
#[derive(Debug, Clone, clap::Args)]
struct Globals {
    /// Linear text, without tables or boxes (also: ACCESSIBLE=1)
    #[arg(long, global = true)]
    plain: bool,
    /// Colours of the screen: auto, dark, light, blue, high-contrast or none
    #[arg(long, alias = "colors", global = true, value_name = "NAME", value_parser = parse_colours)]
    colours: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorChoice,
    /// Only ASCII symbols
    #[arg(long, global = true)]
    ascii: bool,
    /// Change nothing in the workbook
    #[arg(long, global = true)]
    read_only: bool,
    /// Change the workbook where locks do not work and it cannot be told who else has it open
    #[arg(long, global = true)]
    take_over: bool,
    /// Name put on changes (else the settings', else the system's)
    #[arg(long, global = true, value_name = "NAME")]
    user: Option<String>,
}

/// The commands.
#[derive(Debug, clap::Subcommand)]
enum Command {
    Demo(demo::Args),
    New(new::Args),
    List(list::Args),
    Overview(overview::Args),
    Show(show::Args),
    Chart(chart::Args),
    Compare(compare::Args),
    Set(Box<set::Args>),
    Import(Box<import::Args>),
    Mapping(mapping::Args),
    Returns(Box<returns::Args>),
    Indicator(indicator::Args),
    Action(Box<action::Args>),
    Link(link::Args),
    Organisation(organisation::Args),
    Group(group::Args),
    Theme(theme::Args),
    Risk(risk::Args),
    Matrix(matrix::Args),
    Budget(budget::Args),
    Commitment(commitment::Args),
    Question(question::Args),
    Narrative(narrative::Args),
    Report(Box<report::Args>),
    Publish(publish::Args),
    Check(check::Args),
    Period(period::Args),
    Settings(settings::Args),
    History(history::Args),
    Undo(undo::Args),
    Redo(undo::RedoArgs),
    Backup(backup::Args),
    Restore(restore::Args),
    Recover(recover::Args),
    Verify(verify::Args),
    VerifyReport(verify_report::Args),
    Drafts(drafts::Args),
    Generate(generate::Args),
    Keys(keys::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// With this exit code; everything has been said.
    Done(u8),
    /// The screen is to be opened.
    Screen(Screen),
}

/// The arguments as clap reads them.
fn with_command(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut line = command_line();
    let matches = line.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut line))
}

/// Runs the command that the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: &Environment) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if read_cells::is_meant(&arguments) {
        return Outcome::Done(read_cells::run(&arguments));
    }
    if read_report::is_meant(&arguments) {
        return Outcome::Done(read_report::run(&arguments));
    }
    crate::files::keep_notes_in(&world.places.unfinished());
    let parsed = Cli::without_command(&arguments).map_or_else(|| with_command(arguments), Ok);
    let mut cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                // What was typed comes back in the message, and may hold anything.
                let text = error.render().to_string();
                let _ = write!(std::io::stderr().lock(), "{}", crate::ui::inert::inert(&text));
            } else {
                // Help that nobody reads on is no failure.
                let _ = error.print();
            }
            return Outcome::Done(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let bare = &mut cli.bare;
    bare.globals.colours = bare.globals.colours.take().or(bare.theme.take());
    let context = Context::new(world, &cli.bare.globals);
    match dispatch(cli, &context) {
        Ok(Some(screen)) => Outcome::Screen(screen),
        Ok(None) => Outcome::Done(0),
        Err(failure) => {
            if let Some(message) = failure.message(&context.done.borrow(), &world.places.backups()) {
                say(&context, &message);
            }
            Outcome::Done(failure.code())
        }
    }
}

fn dispatch(cli: Cli, context: &Context) -> Result<Option<Screen>, Failure> {
    let Some(command) = cli.command else {
        return open::run(context, cli.bare.file, &cli.bare.globals);
    };
    if let Some(file) = cli.bare.file {
        return Err(Failure::usage(format!(
            "The command comes first and the file after it: leave {} out before the command.",
            file.display()
        )));
    }
    let mut out = Out::new(context);
    let mut screen = None;
    match command {
        Command::Demo(args) => screen = demo::run(context, &mut out, &args, &cli.bare.globals)?,
        Command::New(args) => new::run(context, &mut out, &args)?,
        Command::List(args) => list::run(context, &mut out, &args)?,
        Command::Overview(args) => overview::run(context, &mut out, &args)?,
        Command::Show(args) => show::run(context, &mut out, &args)?,
        Command::Chart(args) => chart::run(context, &mut out, &args)?,
        Command::Compare(args) => compare::run(context, &mut out, &args)?,
        Command::Set(args) => set::run(context, &mut out, &args)?,
        Command::Import(args) => import::run(context, &mut out, &args)?,
        Command::Mapping(args) => mapping::run(context, &mut out, &args)?,
        Command::Returns(args) => returns::run(context, &mut out, &args)?,
        Command::Indicator(args) => indicator::run(context, &mut out, &args)?,
        Command::Action(args) => action::run(context, &mut out, &args)?,
        Command::Link(args) => link::run(context, &mut out, &args)?,
        Command::Organisation(args) => organisation::run(context, &mut out, &args)?,
        Command::Group(args) => group::run(context, &mut out, &args)?,
        Command::Theme(args) => theme::run(context, &mut out, &args)?,
        Command::Risk(args) => risk::run(context, &mut out, &args)?,
        Command::Matrix(args) => matrix::run(context, &mut out, &args)?,
        Command::Budget(args) => budget::run(context, &mut out, &args)?,
        Command::Commitment(args) => commitment::run(context, &mut out, &args)?,
        Command::Question(args) => question::run(context, &mut out, &args)?,
        Command::Narrative(args) => narrative::run(context, &mut out, &args)?,
        Command::Report(args) => report::run(context, &mut out, &args)?,
        Command::Publish(args) => publish::run(context, &mut out, &args)?,
        Command::Check(args) => check::run(context, &mut out, &args)?,
        Command::Period(args) => period::run(context, &mut out, &args)?,
        Command::Settings(args) => settings::run(context, &mut out, &args)?,
        Command::History(args) => history::run(context, &mut out, &args)?,
        Command::Undo(args) => undo::undo(context, &mut out, &args)?,
        Command::Redo(args) => undo::redo(context, &mut out, &args)?,
        Command::Backup(args) => backup::run(context, &mut out, &args)?,
        Command::Restore(args) => restore::run(context, &mut out, &args)?,
        Command::Recover(args) => recover::run(context, &mut out, &args)?,
        Command::Verify(args) => verify::run(context, &mut out, &args)?,
        Command::VerifyReport(args) => verify_report::run(context, &mut out, &args)?,
        Command::Drafts(args) => drafts::run(context, &mut out, &args)?,
        Command::Generate(args) => generate::run(context, &mut out, &args)?,
        Command::Keys(args) => keys::run(context, &mut out, &args)?,
        Command::Completions(args) => completions::run(&mut out, &args)?,
        Command::Man(args) => man::run(&mut out, &args)?,
    }
    out.finish()?;
    Ok(screen)
}

/// The text of an option. It may begin with a hyphen, as lists do; what looks
/// like the next option is taken for a text that was forgotten.
fn parse_text(text: &str) -> Result<String, String> {
    if text.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())) {
        return Err("the text is missing, and the next option stands in its place".to_owned());
    }
    Ok(text.to_owned())
}

/// The name of colours there are.
fn parse_colours(text: &str) -> Result<String, String> {
    let themes = crate::ui::theme::themes();
    let named = themes.iter().find(|(name, _)| *name == text.trim());
    named.map(|(name, _)| name.clone()).ok_or_else(|| {
        let names: Vec<&str> = themes.iter().map(|(name, _)| name.as_str()).collect();
        format!("write one of {}", names.join(", "))
    })
}

/// The command line as clap knows it.
pub fn command_line() -> clap::Command {
    manual::with_pages(Cli::command())
}

/// A sentence on standard error, where nothing is known of how it is read.
fn say_plainly(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", crate::ui::inert::inert(text));
}

/// A sentence on standard error. Not being able to say it is not worth failing for.
pub(crate) fn say(context: &Context, text: &str) {
    say_to(context.ascii, text);
}

fn say_to(ascii: bool, text: &str) {
    let text = out::ascii(&crate::ui::inert::inert(text), ascii).into_owned();
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_without_the_commands_is_read_alike_with_them() {
        let lists: &[&[&str]] = &[
            &[],
            &["adults.qd"],
            &["--plain", "./adults.qd"],
            &["--user", "list", "adults.qd"],
            &["adults.qd", "--read-only", "--colours", "dark"],
            &["--theme", "blue", "adults.qd"],
            &["--color", "never", "--ascii", "--take-over", "folder/adults.qd"],
        ];
        for list in lists {
            let arguments: Vec<OsString> =
                std::iter::once("quarterdeck").chain(list.iter().copied()).map(OsString::from).collect();
            let quick = Cli::without_command(&arguments).unwrap();
            let whole = Cli::try_parse_from(&arguments).unwrap();
            assert_eq!(format!("{quick:?}"), format!("{whole:?}"), "{list:?}");
        }
        for list in [
            &["demo"][..],
            &["list", "indicators", "a.qd"],
            &["--help", "a.qd"],
            &["a.qd", "keys"],
            &["--nonsense", "a.qd"],
        ] {
            let arguments: Vec<OsString> =
                std::iter::once("quarterdeck").chain(list.iter().copied()).map(OsString::from).collect();
            assert!(Cli::without_command(&arguments).is_none(), "{list:?}");
        }
    }

    #[test]
    fn no_command_has_a_dot_in_its_name() {
        assert!(command_line().get_subcommands().all(|one| !one.get_name().contains('.')));
    }
}
