//! `quarterdeck backup`: a checked copy of the workbook as it is now, and a
//! list of those there are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::table::{Column, Format, Listing, at_once, figures, words};
use super::{Context, Failure, OpenWorkbook, Out, Value};
use crate::store::Access;
use crate::workbook::backup::Kept;

/// Copy a workbook as it is now and check the copy, or list its backups
///
/// Without TO, the copy goes beside the workbook under a name with the date and time. Backups are also
/// made by themselves; `backup list` has them all, and `restore` puts one back.
///
/// For example: quarterdeck backup adults.qd; quarterdeck backup list adults.qd
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// The workbook
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// Where the copy goes; there must be nothing there yet
    to: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the backups there are of a workbook, the newest first
    List {
        /// The workbook, which may be damaged or gone
        file: PathBuf,
        #[command(flatten)]
        format: Format,
    },
}

/// Makes the copy and prints where it is, or lists them.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    if let Some(What::List { file, format }) = &args.what {
        return list(context, out, file, *format);
    }
    let Some(file) = &args.file else { return Err(Failure::usage("Name the workbook.")) };
    let to = match &args.to {
        // Into a folder, under the name it would have had beside the workbook.
        Some(folder) if folder.is_dir() => folder.join(beside(context, file).file_name().unwrap_or_default()),
        Some(to) => to.clone(),
        None => beside(context, file),
    };
    context.open(file, Access::ReadOnly)?.backup_to(&to)?;
    out.path(&to)
}

/// `adults.backup-2015-07-06-140211.qd` beside `adults.qd`, as the screens name it.
fn beside(context: &Context, file: &Path) -> PathBuf {
    let mut name = OsString::from(file.file_stem().unwrap_or_default());
    name.push(context.world.now.format(".backup-%Y-%m-%d-%H%M%S.qd").to_string());
    file.with_file_name(name)
}

/// The backups of a workbook, those of its copies elsewhere too where it can be read.
pub(super) fn found(context: &Context, file: &Path) -> Vec<Kept> {
    let uuid = OpenWorkbook::read(context, file).ok().map(|book| book.opening.workbook.uuid.clone());
    context.world.places.backups().list(file, uuid.as_deref())
}

const COLUMNS: &[Column] = &[
    figures("No."),
    words("Made", 0),
    words("When", 44),
    figures("Size"),
    words("Of", 40),
    words("File", 0),
];

fn list(context: &Context, out: &mut Out, file: &Path, format: Format) -> Result<(), Failure> {
    let all = found(context, file).into_iter().enumerate().collect();
    let listing = Listing {
        columns: COLUMNS,
        cells: &|(at, kept): &(usize, Kept)| {
            let of = if kept.here { "this workbook".to_owned() } else { kept.workbook.display().to_string() };
            vec![
                (at + 1).to_string().into(),
                kept.when().into(),
                kept.occasion.to_string().into(),
                kept.size_in_words().into(),
                of.into(),
                kept.path.display().to_string().into(),
            ]
        },
        keys: &["number", "at", "occasion", "size", "workbook", "here", "path"],
        values: &|(at, kept)| {
            vec![
                Value::Count(*at as u64 + 1),
                kept.at.format("%Y-%m-%dT%H:%M:%S").to_string().into(),
                kept.occasion.code().into(),
                Value::Count(kept.size),
                kept.workbook.display().to_string().into(),
                kept.here.into(),
                kept.path.display().to_string().into(),
            ]
        },
        empty: "There is no backup yet: one is made before the first change of a day.",
    };
    listing.print(context, out, format, &mut at_once(all))
}
