//! `quarterdeck drafts`: what was typed and never saved to the workbook.

use std::path::PathBuf;

use super::table::{Format, Listing, at_once, words};
use super::{Book, Context, Failure, Out};
use crate::drafts::{Draft, Drafts};
use crate::workbook::steps::short;

/// List what was typed and not yet saved to a workbook
///
/// Drafts are kept outside the workbook, in your own folder, until they are saved or thrown away.
/// For example: quarterdeck drafts adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Throw them all away; there is no way back
    #[arg(long)]
    purge: bool,
    #[command(flatten)]
    format: Format,
}

/// Prints the drafts of a workbook, and removes them if that is asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = Book::read(context, &args.file)?;
    let failed = |error: crate::drafts::DraftError| Failure::failed(error.to_string());
    let folder = context.world.places.drafts();
    let drafts = Drafts::open(&folder).map_err(failed)?;
    let found = drafts.list(&book.opening.workbook.uuid).map_err(failed)?;
    for problem in &found.problems {
        super::say(context, problem);
    }
    if args.purge {
        for draft in &found.drafts {
            drafts.remove(&draft.key()).map_err(failed)?;
            out.line(&format!("Thrown away: {} {}, {}", draft.reference, draft.subject, draft.period))?;
        }
    }
    if args.purge && !found.drafts.is_empty() {
        return Ok(());
    }
    let listing = Listing {
        columns: &[
            words("Reference", 0),
            words("Draft of", 24),
            words("Period", 0),
            words("Saved", 0),
            words("Begins", 44),
        ],
        cells: &|draft: &Draft| {
            vec![
                (&draft.reference).into(),
                (&draft.subject).into(),
                (&draft.period).into(),
                draft.saved_at.replace('T', " ").into(),
                short(&draft.text).into(),
            ]
        },
        keys: &["reference", "subject", "period", "saved_at", "text", "fields", "workbook_path"],
        values: &|draft: &Draft| {
            let fields: Vec<String> =
                draft.extra.iter().map(|(name, text)| format!("{name}: {text}")).collect();
            vec![
                (&draft.reference).into(),
                (&draft.subject).into(),
                (&draft.period).into(),
                (&draft.saved_at).into(),
                (&draft.text).into(),
                fields.join("\n").into(),
                (&draft.workbook_path).into(),
            ]
        },
        empty: "There is no draft of this workbook.",
    };
    listing.print(context, out, args.format, &mut at_once(found.drafts))
}
