//! `quarterdeck mapping`: the ways of reading files that a workbook remembers.

use std::path::{Path, PathBuf};

use super::import::{export, read_mapping};
use super::table::{Column, Format, Listing, at_once, figures, words};
use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, unexpected};
use crate::import::Mapping;
use crate::import::targets::target;
use crate::workbook::*;

/// List, show, export, import or remove the ways of reading files that are remembered
///
/// `quarterdeck import --save-map NAME` remembers one, and files with the same headings are read by it.
/// For example: quarterdeck mapping export adults.qd "adults return" return.toml
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List them
    List {
        /// The workbook
        file: PathBuf,
        #[command(flatten)]
        format: Format,
    },
    /// Print one as the TOML that can be edited and imported
    Show {
        #[command(flatten)]
        which: Which,
    },
    /// Write one to a TOML file
    Export {
        #[command(flatten)]
        which: Which,
        /// Where it goes; there must be nothing there yet
        #[arg(value_name = "FILE.toml")]
        to: PathBuf,
    },
    /// Remember the one in a TOML file; one of the same name is replaced
    Import {
        /// The workbook
        file: PathBuf,
        /// What `mapping export` or `import --export-map` wrote
        #[arg(value_name = "FILE.toml")]
        from: PathBuf,
        /// The name it is kept under (else its own)
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Forget one; `quarterdeck undo` brings it back
    Remove {
        #[command(flatten)]
        which: Which,
    },
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The workbook
    file: PathBuf,
    /// The name it is kept under
    name: String,
}

/// Does what is asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::List { file, format } => list(context, out, file, *format),
        What::Show { which } => {
            let record = find(&OpenWorkbook::read(context, &which.file)?, &which.name)?;
            record.definition.lines().try_for_each(|line| out.line(line))
        }
        What::Export { which, to } => {
            let record = find(&OpenWorkbook::read(context, &which.file)?, &which.name)?;
            export(to, &record.definition)?;
            out.line(&format!("Written: {}", to.display()))
        }
        What::Import { file, from, name } => {
            let mapping = read_mapping(from)?;
            let name = name.as_deref().unwrap_or(&mapping.name).trim().to_owned();
            if name.is_empty() {
                return Err(Failure::usage(format!("{} has no name in it: say --name.", from.display())));
            }
            let definition = Mapping { name: name.clone(), ..mapping }.to_text();
            let applied = OpenWorkbook::change(context, file)?.apply(&context.stamp(), |book| {
                Ok(edits::put_mapping(named(book, &name)?, &name, &definition))
            })?;
            saved(out, &applied)
        }
        What::Remove { which } => {
            let applied = OpenWorkbook::change(context, &which.file)?
                .apply(&context.stamp(), |book| Ok(edits::forget_mapping(&find(book, &which.name)?)))?;
            saved(out, &applied)
        }
    }
}

fn saved(out: &mut Out, applied: &Applied) -> Result<(), Failure> {
    match applied.operation {
        0 => out.line("Nothing to change: the workbook says so already."),
        _ => out.line(&format!("Saved: {}", applied.label)),
    }
}

fn all(book: &OpenWorkbook) -> Result<Vec<MappingRecord>, Failure> {
    match book.store.answer(&Query::Importing)? {
        Data::Importing(known) => Ok(known.mappings),
        other => Err(unexpected(&other)),
    }
}

fn named(book: &OpenWorkbook, name: &str) -> Result<Option<MappingRecord>, Failure> {
    Ok(all(book)?.into_iter().find(|record| record.name.eq_ignore_ascii_case(name.trim())))
}

fn find(book: &OpenWorkbook, name: &str) -> Result<MappingRecord, Failure> {
    if let Some(record) = named(book, name)? {
        return Ok(record);
    }
    let names: Vec<String> = all(book)?.into_iter().map(|record| record.name).collect();
    let there =
        if names.is_empty() { "none is kept".to_owned() } else { format!("there are {}", names.join(", ")) };
    Err(Failure::failed(format!("No way of reading files is kept as “{}”: {there}.", name.trim())))
}

/// A way of reading, and what its definition says.
struct Kept {
    record: MappingRecord,
    mapping: Result<Mapping, String>,
}

impl Kept {
    fn becomes(&self) -> &str {
        let mapping = self.mapping.as_ref().ok();
        mapping.and_then(|mapping| target(&mapping.becomes)).map_or("", |target| target.title)
    }

    fn count(&self, of: impl Fn(&Mapping) -> usize) -> u64 {
        self.mapping.as_ref().map_or(0, |mapping| of(mapping) as u64)
    }
}

const COLUMNS: &[Column] =
    &[words("Name", 40), words("Becomes", 30), figures("Columns said"), figures("Headings"), words("", 40)];

fn list(context: &Context, out: &mut Out, file: &Path, format: Format) -> Result<(), Failure> {
    let kept = all(&OpenWorkbook::read(context, file)?)?
        .into_iter()
        .map(|record| Kept { mapping: Mapping::parse(&record.definition), record });
    let listing = Listing {
        columns: COLUMNS,
        cells: &|kept: &Kept| {
            let trouble = if kept.mapping.is_err() { "it cannot be read; remove it" } else { "" };
            let count = |number: u64| number.to_string().into();
            vec![
                (&kept.record.name).into(),
                kept.becomes().into(),
                count(kept.count(|mapping| mapping.columns.len())),
                count(kept.count(|mapping| mapping.shape.len())),
                trouble.into(),
            ]
        },
        keys: &["name", "becomes", "columns", "headings", "readable"],
        values: &|kept| {
            let becomes = kept.mapping.as_ref().map(|mapping| mapping.becomes.clone()).unwrap_or_default();
            vec![
                (&kept.record.name).into(),
                becomes.into(),
                Value::Count(kept.count(|mapping| mapping.columns.len())),
                Value::Count(kept.count(|mapping| mapping.shape.len())),
                kept.mapping.is_ok().into(),
            ]
        },
        empty: "No way of reading files is kept: `quarterdeck import --save-map NAME` keeps one.",
    };
    listing.print(context, out, format, &mut at_once(kept.collect()))
}
