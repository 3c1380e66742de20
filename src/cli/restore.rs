//! `quarterdeck restore`: a backup in place of a workbook.

use std::path::PathBuf;

use super::{Context, Failure, Out};
use crate::workbook::backup::Kept;

/// Put a backup in place of a workbook; what is there now is kept first
///
/// Backups are made by themselves before the first change of a day, and before an import, publishing,
/// collecting returns and opening a period. Without --from the newest good one is taken.
///
/// For example: quarterdeck backup list adults.qd; quarterdeck restore adults.qd --from 2 --yes
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook, which may be damaged or gone
    file: PathBuf,
    /// Which: its number in `backup list`, its day or its time (2015-07-06, or 2015-07-06 14:02), or a file
    #[arg(long, value_name = "WHICH")]
    from: Option<String>,
    /// Put it here, where there is nothing yet, and leave the workbook as it is
    #[arg(long, value_name = "FILE", conflicts_with = "yes")]
    to: Option<PathBuf>,
    /// Do it: without this, what would be done is said
    #[arg(long)]
    yes: bool,
}

/// Restores it, or says what that would do.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    if context.read_only {
        return Err(Failure::usage("--read-only was given, and this command changes the workbook."));
    }
    let backups = context.world.places.backups();
    let from = which(context, args)?;
    if let Some(to) = &args.to {
        backups.restore_beside(to, &from)?;
        return out.path(to);
    }
    if args.file.exists() && !args.yes {
        return Err(Failure::failed(format!(
            "{} would be put in place of {}, and what is there now kept beside the other backups. \
             Nothing was changed; say --yes to do it.",
            from.display(),
            args.file.display()
        )));
    }
    let said = backups.restore_alone(&args.file, &from, &context.stamp()).map_err(Failure::Failed)?;
    out.line(&said)
}

/// The backup that is meant.
fn which(context: &Context, args: &Args) -> Result<PathBuf, Failure> {
    let backups = context.world.places.backups();
    let none = || {
        Failure::failed(format!(
            "There is no backup of {}. Name one with --from FILE, or take what can be read into a new workbook: \
             `quarterdeck recover {} NEW`.",
            args.file.display(),
            args.file.display()
        ))
    };
    let Some(from) = args.from.as_deref().map(str::trim) else {
        return backups.newest(&args.file).map(|kept| kept.path).ok_or_else(none);
    };
    let all = super::backup::found(context, &args.file);
    let number = from.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(kept) = number.and_then(|number| all.get(number)) {
        return Ok(kept.path.clone());
    }
    if PathBuf::from(from).is_file() {
        return Ok(from.into());
    }
    let at = |kept: &Kept| kept.at.format("%Y-%m-%d %H:%M:%S").to_string();
    let wanted = from.replace('T', " ");
    // The newest of those, where several are of that day.
    let is_time = wanted.starts_with(|letter: char| letter.is_ascii_digit()) && wanted.contains('-');
    match all.iter().find(|kept| is_time && at(kept).starts_with(&wanted)) {
        Some(kept) => Ok(kept.path.clone()),
        None if all.is_empty() => Err(none()),
        None => Err(Failure::failed(format!(
            "There is no backup {}: `quarterdeck backup list {}` lists the {} there are.",
            crate::ui::inert::fit(from, 40),
            args.file.display(),
            all.len()
        ))),
    }
}
