//! `quarterdeck group`: the groups in which organisations are compared.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::given::{Given, when};
use super::record_args::RecordArgs;
use super::table::{Cell, Format, Listing, at_once, figures, words};
use super::{Context, Failure, Out, Value, organisation};
use crate::cli::open_workbook::{OpenWorkbook, saved, unexpected};
use crate::domain::organisation::GroupKind;
use crate::import::members::{Unsaid, read_groups};
use crate::workbook::edits::{self, Fault};
use crate::workbook::steps::organisations::{GroupChoices, put_groups, remove_group};
use crate::workbook::*;

/// List, add, import, edit or remove groups of organisations: a region, nearest neighbours, a class, a nation
///
/// For example: quarterdeck group add adults.qd "West Midlands" --members "Birmingham,Coventry,Dudley"
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the groups; with a name, its members; with --organisations, everybody that is known
    List(ListArgs),
    /// Make a group of organisations that have figures
    Add(AddArgs),
    /// Make groups from a csv of names or codes: neighbours lists, regions
    Import(ImportArgs),
    /// Give a group another name, other members or another place
    Edit(EditArgs),
    /// Take a group away; its members and their figures stay
    Remove(RemoveArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// The workbook
    file: PathBuf,
    /// The group whose members are printed
    name: Option<String>,
    /// Print every organisation instead, as `organisation list` does
    #[arg(long, conflicts_with = "name")]
    organisations: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Debug, clap::Args)]
struct GroupOptions {
    #[command(flatten)]
    fields: RecordArgs<Group>,
    /// Whose nearest neighbours they are; "" for nobody's
    #[arg(long, value_name = "NAME")]
    neighbours_of: Option<String>,
    /// Make known organisations that have no figures yet
    #[arg(long)]
    create: bool,
}

impl GroupOptions {
    /// What was given; `option` gave the name.
    fn given(
        &self,
        (option, name): (&str, Option<&String>),
        members: Option<&String>,
    ) -> Result<Given, Failure> {
        let yes = self.create.then(|| "yes".to_owned());
        Ok(Given::default()
            .line("name", option, name)
            .line("members", "--members", members)
            .record(&self.fields)?
            .line("neighbours_of", "--neighbours-of", self.neighbours_of.as_ref())
            .line("create", "--create", yes.as_ref()))
    }
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// The workbook
    file: PathBuf,
    /// What the group is called
    name: String,
    /// Names or codes in order, with commas or semicolons between them
    #[arg(long, value_name = "NAMES", required_unless_present = "all_councils")]
    members: Option<String>,
    /// Every council that is known, for a group that is a nation
    #[arg(long, conflicts_with = "members")]
    all_councils: bool,
    /// The workbook belongs to the group and not to one council
    #[arg(long)]
    ours: bool,
    /// Put these members in the place of those a group of that name has
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    more: GroupOptions,
}

#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// The workbook
    file: PathBuf,
    /// A csv with a column of names or codes; - reads it from standard input
    source: PathBuf,
    /// The group, where no column says it
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Put these members in the place of those a group of that name has
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    more: GroupOptions,
}

#[derive(Debug, clap::Args)]
struct EditArgs {
    /// The workbook
    file: PathBuf,
    /// The group
    group: String,
    /// A new name
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    name: Option<String>,
    /// Names or codes in order, with commas or semicolons between them
    #[arg(long, value_name = "NAMES")]
    members: Option<String>,
    /// Its place among the groups, from 1
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[command(flatten)]
    more: GroupOptions,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// The workbook
    file: PathBuf,
    /// The group
    name: String,
}

/// Prints or changes groups.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::List(args) => list(context, out, args),
        What::Add(args) => add(context, out, args),
        What::Import(args) => import(context, out, args),
        What::Edit(args) => edit(context, out, args),
        What::Remove(args) => {
            let mut book = OpenWorkbook::change(context, &args.file)?;
            let applied = book.apply(&context.stamp(), |book| {
                remove_group(&room(book)?, &args.name).map_err(Failure::Failed)
            })?;
            out.line(&format!("Saved: {}", applied.label))
        }
    }
}

/// Organisations and groups of a workbook.
pub fn room(book: &OpenWorkbook) -> Result<OrganisationsRoom, Failure> {
    match book.store.answer(&Query::Organisations)? {
        Data::Organisations(room) => Ok(*room),
        other => Err(unexpected(&other)),
    }
}

fn add(context: &Context, out: &mut Out, args: &AddArgs) -> Result<(), Failure> {
    let yes = args.ours.then(|| "yes".to_owned());
    let mut given = args.more.given(("NAME", Some(&args.name)), args.members.as_ref())?.line(
        "ours",
        "--ours",
        yes.as_ref(),
    );
    if args.all_councils && given.patch.get("kind").is_none() {
        given.patch.put("kind", GroupKind::Nation.code());
    }
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book)?;
        if args.all_councils {
            let councils = room.organisations.iter().filter(|one| !one.class.is_average());
            let names: Vec<&str> = councils.map(|one| one.name.as_str()).collect();
            given.patch.put("members", names.join("\n"));
        }
        let there = room.group(&args.name).filter(|_| args.replace);
        if let Some(there) = there {
            given.patch.put("name", &there.name);
        }
        edits::group(&room, there, &given.patch, &when).map_err(|faults| refused(&given, faults))
    })?;
    saved(out, &applied, "")
}

fn edit(context: &Context, out: &mut Out, args: &EditArgs) -> Result<(), Failure> {
    let given = args.more.given(("--name", args.name.as_ref()), args.members.as_ref())?.line(
        "place",
        "--place",
        args.place.as_ref(),
    );
    if given.patch.is_empty() {
        return Err(Failure::usage("Nothing to change was given: see `--help` for what can be."));
    }
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let when = when(context, &book);
    let applied = book.apply(&context.stamp(), |book| {
        let room = room(book)?;
        let old = room.group(&args.group).ok_or_else(|| Failure::Failed(room.no_group(&args.group)))?;
        edits::group(&room, Some(old), &given.patch, &when).map_err(|faults| refused(&given, faults))
    })?;
    saved(out, &applied, "")
}

fn refused(given: &Given, faults: Vec<Fault>) -> Failure {
    given.refused(faults.into_iter().map(advice).collect())
}

/// What is wrong, with the option that allows it.
fn advice((field, why): Fault) -> Fault {
    let allow = match field {
        "create" => " Import figures first, or say --create to make known who is not.",
        "replace" => " --replace puts these members in the place of those it has.",
        "neighbours_of" if why.ends_with("whose.") => " Say --neighbours-of NAME.",
        _ => "",
    };
    (field, format!("{why}{allow}"))
}

fn import(context: &Context, out: &mut Out, args: &ImportArgs) -> Result<(), Failure> {
    let text = read(context, &args.source)?;
    let file = args.source.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let given = args.more.given(("--name", args.name.as_ref()), None)?;
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let mut unsaid =
        Unsaid::read(&given.patch, &when(context, &book)).map_err(|faults| refused(&given, faults))?;
    if args.source != Path::new("-") {
        unsaid.source.clone_from(&file);
    }
    let groups = read_groups(&text, &unsaid).map_err(|why| {
        Failure::failed(format!("{file}: {}. Nothing was changed.", why.trim_end_matches('.')))
    })?;
    let choices = GroupChoices { create: args.more.create, replace: args.replace };
    let applied = book.apply(&context.stamp(), |book| {
        put_groups(&room(book)?, &groups, choices)
            .map_err(|fault| Failure::failed(format!("{} Nothing was changed.", advice(fault).1)))
    })?;
    saved(out, &applied, "")
}

/// Far longer than any list of councils.
const MAX: u64 = 2_000_000;

pub fn read(context: &Context, path: &Path) -> Result<String, Failure> {
    let failed = |why: String| Failure::failed(format!("{} {why}. Nothing was changed.", path.display()));
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        if context.world.stdin_is_terminal {
            return Err(Failure::usage(
                "Nothing comes from standard input: pipe a csv into it, or name one.",
            ));
        }
        std::io::stdin().lock().take(MAX).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MAX).read_to_end(&mut bytes))
    };
    read.map_err(|error| failed(format!("could not be read: {error}")))?;
    if bytes.len() as u64 >= MAX {
        return Err(failed("is far too long for a list of organisations".to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| failed("is not UTF-8 text: save it as csv (UTF-8)".to_owned()))
}

fn list(context: &Context, out: &mut Out, args: &ListArgs) -> Result<(), Failure> {
    let room = room(&OpenWorkbook::read(context, &args.file)?)?;
    if args.organisations {
        let rows: Vec<(u64, Organisation)> = (1..).zip(room.organisations.iter().cloned()).collect();
        return organisation::print(context, out, &room, rows, args.format);
    }
    if let Some(name) = &args.name {
        let group = room.group(name).ok_or_else(|| Failure::Failed(room.no_group(name)))?;
        let rows = (1..).zip(room.members_of(group.id).into_iter().cloned()).collect();
        return organisation::print(context, out, &room, rows, args.format);
    }
    let of = |group: &Group| {
        let of = group.neighbours_of.and_then(|id| room.organisation(id));
        of.map_or_else(String::new, |one| one.name.clone())
    };
    let count = |group: &Group| room.members_of(group.id).len() as u64;
    let listing = Listing {
        columns: &[
            words("Group", 40),
            words("Kind", 24),
            figures("Members"),
            words("Of", 30),
            words("Year", 10),
            words("Workbook's own", 0),
        ],
        cells: &|group: &Group| {
            let own = if group.ours { "yes" } else { "" };
            let kind = group.kind.title();
            let count = count(group).to_string();
            let cells: Vec<Cell> = vec![
                (&group.name).into(),
                kind.into(),
                count.into(),
                of(group).into(),
                group.year.into(),
                own.into(),
            ];
            cells
        },
        keys: &["name", "kind", "members", "neighbours_of", "year", "ours", "source"],
        values: &|group: &Group| {
            vec![
                (&group.name).into(),
                group.kind.code().into(),
                Value::Count(count(group)),
                of(group).into(),
                group.year.into(),
                group.ours.into(),
                (&group.source).into(),
            ]
        },
        empty: "There are no groups: make one with `quarterdeck group add`.",
    };
    listing.print(context, out, args.format, &mut at_once(room.groups.clone()))
}
