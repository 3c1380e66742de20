//! `quarterdeck import`: figures and everything else from files of other people.

mod check;
mod parse;
mod print;

use std::io::Read;
use std::path::{Path, PathBuf};

use super::status_line::StatusLine;
use super::{Context, Failure, Out};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::Period;
use crate::domain::capital::Sign;
use crate::files::{Scratch, Target};
use crate::import::mapping::{HeaderRule, Mapping, Only, Others};
use crate::import::remember::{recognise, remembered};
use crate::import::{FilePreview, Known};
use crate::jobs::import::{self, SourceFile};
use crate::workbook::import_outcome::{ImportChoices, OnConflict};
use crate::workbook::{Data, ImportingKnown, Query};
use check::{check, check_columns, check_names, check_signs};
use parse::{parse_header, parse_pair, parse_target};

/// Bring in figures, actions, risks, budgets … from a csv, xlsx, xls or ods file
///
/// Finds out by itself which row has the headings and what each column is, and says why; whatever it
/// gets wrong can be said. With --dry-run nothing is changed, and everything that would be is told.
///
/// For example: quarterdeck import adults.qd returns.xlsx --dry-run
///
/// A way of reading that was kept is known again by the file's headings; see `quarterdeck mapping`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The file to import: csv, xlsx, xls or ods; - reads it from standard input
    source: PathBuf,
    /// What it becomes, where that is not found out: figures, risks, actions, revenue, capital, months,
    /// commitments or questions
    #[arg(long = "as", value_name = "WHAT", value_parser = parse_target)]
    becomes: Option<String>,
    /// Sheets to read (may be repeated; else those that can be understood)
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// Row of the headings, or ROW:ROWS where they take several; 0 where there are none
    #[arg(long, value_name = "ROW", value_parser = parse_header)]
    header: Option<HeaderRule>,
    /// The period of figures that name none
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Which of the organisations in it is ours
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Which others are kept: all, none, a group, or names with commas between them
    #[arg(long, value_name = "WHICH")]
    others: Option<String>,
    /// What a column is: "HEADING=FIELD", or "HEADING=nothing" (may be repeated)
    #[arg(long, value_name = "HEADING=FIELD", value_parser = parse_pair)]
    column: Vec<(String, String)>,
    /// How a capital column's amounts are read: "HEADING=adds" or "HEADING=takes" whatever their sign,
    /// or "HEADING=as-printed" (may be repeated)
    #[arg(long, value_name = "HEADING=SIGN", value_parser = parse_pair)]
    sign: Vec<(String, String)>,
    /// Keep only rows of which a column says this: "HEADING=VALUE" (may be repeated)
    #[arg(long, value_name = "HEADING=VALUE", value_parser = parse_pair)]
    only: Vec<(String, String)>,
    /// The same for every row: service=…, kind=…, polarity=higher … (may be repeated)
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_pair)]
    fixed: Vec<(String, String)>,
    /// How to read it: a name under which that was kept, or a TOML file
    #[arg(long, value_name = "NAME|FILE")]
    map: Option<String>,
    /// Keep how it is read under this name, to be known again next time
    #[arg(long, value_name = "NAME")]
    save_map: Option<String>,
    /// Write how it is read to a TOML file
    #[arg(long, value_name = "FILE")]
    export_map: Option<PathBuf>,
    /// Where someone has typed another figure since: keep what was typed, or take the file's
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    on_conflict: Conflicts,
    /// Themes the workbook does not have: make them, or refuse them
    #[arg(long, value_name = "WHICH", value_enum)]
    new_themes: Option<NewThemes>,
    /// Change nothing at all if anything is refused
    #[arg(long)]
    strict: bool,
    /// Change nothing, and tell everything that would be
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Conflicts {
    #[default]
    Keep,
    Take,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum NewThemes {
    Make,
    Refuse,
}

/// Imports, or tells what importing would do.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut book = if args.dry_run {
        OpenWorkbook::read(context, &args.file)?
    } else {
        OpenWorkbook::change(context, &args.file)?
    };
    let piped = if args.source == Path::new("-") { Some(piped(context)?) } else { None };
    let path = piped.as_ref().map_or_else(|| args.source.clone(), |folder| folder.path().join(PIPED));
    let file = SourceFile { program: context.world.program.clone(), path };
    let stored = match book.store.answer(&Query::Importing)? {
        Data::Importing(known) => *known,
        other => return Err(unexpected(&other)),
    };
    let opens_at = book.period(None)?;
    let period = args.period.or(Some(opens_at));
    let period = period.ok_or_else(|| Failure::usage("The workbook has no period: say --period."))?;
    let known = import::known(&file, &book.opening.workbook, period, &stored);
    let look = file.look().map_err(Failure::Failed)?;
    let mut mapping = mapping(args, &stored, &look, &known)?;
    if let Some(period) = args.period {
        mapping.fixed.insert("period".to_owned(), period.code());
        mapping.fixed.insert("year".to_owned(), period.whole_year().code());
    }
    let readings = look.readings(&mapping, &known);
    check(&readings, &look, args)?;
    check_columns(&readings, args)?;
    check_names(&readings, args)?;
    check_signs(&readings, args)?;
    let mut progress = Progress::new(context, args.json);
    let mut said = file
        .gather(&look, &readings, &known, |rows, about| progress.tell("Reading", rows, about))
        .map_err(Failure::Failed)?;
    if let Some(name) = &args.save_map {
        import::keep_mapping(&mut said, &remembered(name, &mapping, &readings));
    }
    if let Some(path) = &args.export_map {
        export(path, &remembered(&mapping.name, &mapping, &readings).to_text())?;
    }
    let choices = ImportChoices {
        label: import::label(&file.path),
        on_conflict: match args.on_conflict {
            Conflicts::Keep => OnConflict::Keep,
            Conflicts::Take => OnConflict::Take,
        },
        strict: args.strict,
        refuse_new_themes: mapping.refuse_new_themes,
    };
    let mut tell = |at: crate::workbook::import_outcome::ApplyProgress| {
        progress.tell("Comparing", at.done, Some(at.total))
    };
    // A table of which most is refused is not understood, and nothing of it is taken.
    let not_understood = said.rows.mostly_refused();
    let arrival = if args.dry_run || not_understood {
        book.store.preview(&said, &choices, &mut tell)
    } else if args.strict {
        // What would be refused is told whole before anything is tried.
        match book.store.preview(&said, &choices, &mut tell) {
            Ok(preview) if preview.refused.count > 0 || !said.rows.unused.is_empty() => Ok(preview),
            Ok(_) => book.store.import(&said, &choices, &context.stamp(), &mut tell),
            Err(error) => Err(error),
        }
    } else {
        book.store.import(&said, &choices, &context.stamp(), &mut tell)
    }?;
    progress.end();
    let all = print::All {
        file: &file,
        look: &look,
        readings: &readings,
        said: &said,
        arrival: &arrival,
        dry_run: args.dry_run || not_understood,
        strict: args.strict,
    };
    if args.json {
        print::json(out, &all)?
    } else {
        print::text(context, out, &all)?
    }
    if not_understood {
        return Err(Failure::failed(import::not_understood(&file, &said)));
    }
    if args.strict && (arrival.refused.count > 0 || !said.rows.unused.is_empty()) {
        return Err(Failure::Found);
    }
    Ok(())
}

/// What standard input is called where a file has a name.
const PIPED: &str = "standard input";

/// Puts standard input where a reader may go back and forth in it.
fn piped(context: &Context) -> Result<Scratch, Failure> {
    if context.world.stdin_is_terminal {
        return Err(Failure::usage("Nothing comes from standard input: pipe a file into it, or name one."));
    }
    let folder = Scratch::new()?;
    folder.take(PIPED, &mut std::io::stdin().lock())?;
    Ok(folder)
}

/// How the file is to be read: as was said, else as it was remembered.
fn mapping(
    args: &Args,
    stored: &ImportingKnown,
    look: &FilePreview,
    known: &Known,
) -> Result<Mapping, Failure> {
    let kept = import::mappings(stored);
    let mut mapping = match &args.map {
        Some(name) => named(name, &kept)?,
        None => {
            let guessed = look.readings(&Mapping::default(), known);
            recognise(&kept, &guessed).cloned().unwrap_or_default()
        }
    };
    if let Some(becomes) = &args.becomes {
        mapping.becomes.clone_from(becomes);
    }
    if !args.sheet.is_empty() {
        mapping.sheets.clone_from(&args.sheet);
    }
    mapping.header = args.header.or(mapping.header);
    if let Some(new) = args.new_themes {
        mapping.refuse_new_themes = new == NewThemes::Refuse;
    }
    if let Some(organisation) = &args.organisation {
        mapping.fixed.insert("organisation".to_owned(), organisation.clone());
    }
    match args.others.as_deref().map(str::trim) {
        None => {}
        Some("all") => mapping.others = Others::All,
        Some("none") => mapping.others = Others::None,
        Some(names) => {
            let names = names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
            mapping.others = Others::Named(names.flat_map(|name| members_of(stored, name)).collect());
        }
    }
    for (heading, field) in &args.column {
        mapping.rule_mut(heading).is.clone_from(field);
    }
    for (heading, sign) in &args.sign {
        let sign = Sign::parse(sign)
            .ok_or_else(|| Failure::usage(format!("--sign {heading}: write adds, takes or as-printed.")))?;
        mapping.rule_mut(heading).sign = Some(sign);
    }
    for (heading, value) in &args.only {
        match mapping.only.iter_mut().find(|only| only.column == *heading) {
            Some(only) => only.is.push(value.clone()),
            None => mapping.only.push(Only { column: heading.clone(), is: vec![value.clone()] }),
        }
    }
    for (name, value) in &args.fixed {
        mapping.fixed.insert(name.clone(), value.clone());
    }
    Ok(mapping)
}

/// What the members of a group are called; a name that is no group's stands for itself.
fn members_of(stored: &ImportingKnown, name: String) -> Vec<String> {
    let group = stored.groups.iter().find(|(group, _)| group.trim().eq_ignore_ascii_case(&name));
    group.map_or_else(|| vec![name], |(_, members)| members.clone())
}

fn named(name: &str, kept: &[Mapping]) -> Result<Mapping, Failure> {
    if let Some(mapping) = kept.iter().find(|mapping| mapping.name.eq_ignore_ascii_case(name.trim())) {
        return Ok(mapping.clone());
    }
    let path = Path::new(name);
    if !path.exists() {
        let names: Vec<&str> = kept.iter().map(|mapping| mapping.name.as_str()).collect();
        let there = if names.is_empty() {
            "none is kept in this workbook".to_owned()
        } else {
            format!("there are {}", names.join(", "))
        };
        return Err(Failure::failed(format!(
            "There is no way of reading files called “{name}” ({there}), and no such file."
        )));
    }
    read_mapping(path)
}

/// Far larger than any mapping.
const MAX: u64 = 1_000_000;

/// Reads a mapping from a TOML file.
pub(super) fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let failed = |why: String| Failure::failed(format!("{} {why}.", path.display()));
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX).read_to_string(&mut text))
        .map_err(|error| failed(format!("could not be read: {error}")))?;
    if text.len() as u64 >= MAX {
        return Err(failed("is far too long for a way of reading a file".to_owned()));
    }
    let text = text.trim_start_matches('\u{feff}');
    Mapping::parse(text).map_err(|why| Failure::failed(format!("{}: {}", path.display(), why.trim_end())))
}

/// Writes a definition to a file that is not there yet.
pub(super) fn export(path: &Path, definition: &str) -> Result<(), Failure> {
    Target::document(path, false, &[])
        .and_then(|target| target.write_all(definition.as_bytes()))
        .map_err(|error| Failure::failed(error.to_string()))
}

/// Tells how far it is, once it has taken half a second.
struct Progress {
    line: StatusLine,
    pace: import::Pace,
}

impl Progress {
    fn new(context: &Context, json: bool) -> Self {
        let wanted = context.world.stderr_is_terminal && !context.plain && !json;
        Self { line: StatusLine::new(wanted), pace: import::Pace::new() }
    }

    fn tell(&mut self, doing: &'static str, done: u64, total: Option<u64>) -> bool {
        if let Some(text) = self.pace.told(doing, done, total).and_then(|told| told.with_speed()) {
            self.line.say(&format!("{text} (Ctrl-C stops)"));
        }
        true
    }

    fn end(&mut self) {
        self.line.clear();
    }
}
