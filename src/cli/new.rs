//! `quarterdeck new`: an empty workbook.

use std::path::{Path, PathBuf};

use super::{Context, Failure, Out, group};
use crate::cli::open_workbook::parse_period;
use crate::domain::Period;
use crate::domain::Scheme;
use crate::import::members::{Unsaid, read_groups};
use crate::jobs::places::create_workbook;
use crate::workbook::edits::{NewWorkbook, quarter_to_report, read_first_month, read_scheme};
use crate::workbook::steps::organisations::{own_group, typed_members};
use crate::workbook::{Edit, OrganisationsRoom};

/// Make an empty workbook
///
/// For example: quarterdeck new housing.qd --organisation "Borough of Example" --service Housing; or,
/// for a region, quarterdeck new region.qd --organisation "West Midlands" --members "Birmingham,Coventry"
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it goes; there must be nothing there yet
    file: PathBuf,
    /// The council; or the region or other group, with --members
    #[arg(long, value_name = "NAME")]
    organisation: String,
    /// The service or directorate; a group needs none
    #[arg(long, value_name = "NAME", required_unless_present = "members")]
    service: Option<String>,
    /// The workbook belongs to a group: its members' names with commas between them, or a csv of names
    /// and codes
    #[arg(long, value_name = "NAMES|FILE")]
    members: Option<String>,
    /// Month the financial year begins with: April, or 4
    #[arg(long, value_name = "MONTH", default_value = "April", value_parser = read_first_month)]
    first_month: u32,
    /// The period it opens at, such as 2015/16-Q1, or 2015/16 for years (else the quarter that has just
    /// ended)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Rating scheme, unless an indicator names its own
    #[arg(long, value_name = "CODE", value_parser = read_scheme, default_value = Scheme::DEFAULT)]
    scheme: String,
}

/// Makes the workbook and prints where it is.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    for (what, text) in [("--organisation", Some(&args.organisation)), ("--service", args.service.as_ref())] {
        if text.is_some_and(|text| text.trim().is_empty()) {
            return Err(Failure::usage(format!("{what} is empty: write a name.")));
        }
    }
    let group = match &args.members {
        Some(members) => group_of(context, &args.organisation, members)?,
        None => Vec::new(),
    };
    let stamp = context.stamp();
    let new = NewWorkbook {
        organisation: args.organisation.trim().to_owned(),
        service: args.service.as_deref().unwrap_or_default().trim().to_owned(),
        first_month: args.first_month,
        period: args.period.unwrap_or_else(|| quarter_to_report(stamp.at.date(), args.first_month)),
        scheme: args.scheme.clone(),
    };
    create_workbook(&args.file, &new, group, &stamp).map_err(Failure::Failed)?;
    say_what_was_chosen(context, args, &new);
    out.path(&args.file)
}

/// Says what was not asked for: the period that it opens at, and how it rates.
fn say_what_was_chosen(context: &Context, args: &Args, new: &NewWorkbook) {
    let title = new.period.title();
    let opens = match args.period {
        Some(_) => format!("It opens at {title}."),
        None => format!("It opens at {title}, the quarter that has just ended; --period names another."),
    };
    let scheme = Scheme::built_in().iter().rev().find(|scheme| scheme.code == new.scheme);
    let rates = scheme.map(|scheme| format!(" Rated by “{}”. {}", scheme.title, scheme.worked_example()));
    crate::cli::say(context, &(opens + &rates.unwrap_or_default()));
}

/// The group that the workbook belongs to, and its members, as they are put into it.
fn group_of(context: &Context, name: &str, members: &str) -> Result<Vec<Edit>, Failure> {
    let path = Path::new(members.trim());
    let is_file = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) || path.is_file();
    let mut source = String::new();
    let members = if is_file {
        let text = group::read(context, path)?;
        let unsaid = Unsaid { name: name.to_owned(), ..Unsaid::default() };
        let failed = |why: String| {
            Failure::failed(format!("{}: {}. Nothing was made.", path.display(), why.trim_end_matches('.')))
        };
        let groups = read_groups(&text, &unsaid).map_err(failed)?;
        let of = groups.iter().find(|group| group.name.eq_ignore_ascii_case(name.trim()));
        let of = of.ok_or_else(|| failed(format!("it has no group {name}")))?;
        source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        of.members.clone()
    } else {
        typed_members(&OrganisationsRoom::default(), members)
    };
    own_group(name, members, &source).map_err(|why| Failure::failed(format!("{why} Nothing was made.")))
}
