//! `quarterdeck organisation`: the councils, regions and nations whose figures are compared.

use std::path::{Path, PathBuf};

use super::given::{Given, when};
use super::group::room;
use super::record_args::RecordArgs;
use super::table::{Format, Listing, at_once, figures, words};
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, saved};
use crate::domain::dates::format_date;
use crate::workbook::edits::{self, Fault, When};
use crate::workbook::*;

/// List, add, edit or remove organisations: councils, regions and nations whose figures are compared
///
/// For example: quarterdeck organisation edit adults.qd Allerdale --to 2023-03-31 --merged-into Cumberland
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print every organisation that is known
    List {
        /// The workbook
        file: PathBuf,
        #[command(flatten)]
        format: Format,
    },
    /// Make an organisation known
    Add {
        /// The workbook
        file: PathBuf,
        /// Its name, as files that have its figures write it
        name: String,
        #[command(flatten)]
        fields: Fields,
    },
    /// Change an organisation; the name it had stays among its other names
    Edit {
        /// The workbook
        file: PathBuf,
        /// Its name, another name or its code
        organisation: String,
        /// A new name
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        name: Option<String>,
        #[command(flatten)]
        fields: Fields,
        /// Make another organisation that is among the other names one with this one
        #[arg(long)]
        join: bool,
    },
    /// Remove an organisation that has no figures and is in no group
    Remove {
        /// The workbook
        file: PathBuf,
        /// Its name, another name or its code
        organisation: String,
    },
}

#[derive(Debug, clap::Args)]
struct Fields {
    #[command(flatten)]
    said: RecordArgs<Organisation>,
    /// The organisation that it became a part of
    #[arg(long, value_name = "NAME")]
    merged_into: Option<String>,
}

impl Fields {
    fn given(&self, option: &str, name: Option<&String>) -> Result<Given, Failure> {
        let given = Given::default().line("name", option, name).record(&self.said)?;
        Ok(given.line("merged_into", "--merged-into", self.merged_into.as_ref()))
    }
}

/// Prints or changes organisations.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::List { file, format } => {
            let room = room(&OpenWorkbook::read(context, file)?)?;
            let all = (1..).zip(room.organisations.iter().cloned()).collect();
            print(context, out, &room, all, *format)
        }
        What::Add { file, name, fields } => {
            let given = fields.given("NAME", Some(name))?;
            save(context, out, file, &given, |room, when| {
                Ok(edits::new_organisation(room, &given.patch, when))
            })
        }
        What::Edit { file, organisation, name, fields, join } => {
            let yes = join.then(|| "yes".to_owned());
            let given = fields.given("--name", name.as_ref())?.line("join", "--join", yes.as_ref());
            if given.patch.is_empty() {
                return Err(Failure::usage("Nothing to change was given: see `--help` for what can be."));
            }
            save(context, out, file, &given, |room, when| {
                let changed = edits::organisation(room, find(room, organisation)?, &given.patch, when);
                Ok(changed.map_err(|faults| faults.into_iter().map(advice).collect()))
            })
        }
        What::Remove { file, organisation } => save(context, out, file, &Given::default(), |room, _| {
            Ok(edits::remove_organisation(room, find(room, organisation)?).map_err(|why| vec![("", why)]))
        }),
    }
}

fn find<'r>(room: &'r OrganisationsRoom, name: &str) -> Result<&'r Organisation, Failure> {
    let unknown = || Failure::failed(format!("{} Nothing was changed.", room.no_organisation(name)));
    room.find(name).ok_or_else(unknown)
}

/// What is wrong, with the option that allows it.
fn advice((field, why): Fault) -> Fault {
    match field {
        "join" if why.ends_with(" already") || why.contains(" already ") => {
            ("other_names", format!("{why}. Say --join where the two are one."))
        }
        _ => (field, why),
    }
}

fn save(
    context: &Context,
    out: &mut Out,
    file: &Path,
    given: &Given,
    change: impl Fn(&OrganisationsRoom, &When) -> Result<Result<Change, Vec<Fault>>, Failure>,
) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, file)?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        change(&room(book)?, &when)?.map_err(|faults| given.refused(faults))
    })?;
    saved(out, &applied, &when.echo())
}

/// Prints organisations, each with its place in a list.
pub fn print(
    context: &Context,
    out: &mut Out,
    room: &OrganisationsRoom,
    rows: Vec<(u64, Organisation)>,
    format: Format,
) -> Result<(), Failure> {
    let into = |one: &Organisation| {
        let into = one.merged_into.and_then(|id| room.organisation(id));
        into.map_or_else(String::new, |into| into.name.clone())
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(format_date).unwrap_or_default();
    let mut columns = vec![
        figures("No"),
        words("Organisation", 40),
        words("Code", 10),
        words("Class", 24),
        words("Also called", 40),
        words("From", 0),
        words("To", 0),
        words("Merged into", 30),
    ];
    // Most have always been there.
    let dated = rows
        .iter()
        .any(|(_, one)| one.exists_from.is_some() || one.exists_to.is_some() || one.merged_into.is_some());
    if !dated {
        columns.truncate(5);
    }
    let listing = Listing {
        columns: &columns,
        cells: &|(place, one): &(u64, Organisation)| {
            let mut cells = vec![
                place.to_string().into(),
                (&one.name).into(),
                (&one.code).into(),
                one.class.title().into(),
                (&one.other_names).into(),
            ];
            if dated {
                cells.extend([day(one.exists_from).into(), day(one.exists_to).into(), into(one).into()]);
            }
            cells
        },
        keys: &[
            "position",
            "name",
            "code",
            "class",
            "other_names",
            "exists_from",
            "exists_to",
            "merged_into",
        ],
        values: &|(place, one): &(u64, Organisation)| {
            vec![
                Value::Count(*place),
                (&one.name).into(),
                (&one.code).into(),
                one.class.code().into(),
                (&one.other_names).into(),
                one.exists_from.into(),
                one.exists_to.into(),
                into(one).into(),
            ]
        },
        empty: "There are no organisations: import a file that has figures of several, or add one with \
                `quarterdeck organisation add`.",
    };
    listing.print(context, out, format, &mut at_once(rows))
}
