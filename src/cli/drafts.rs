//! `quarterdeck drafts`: what was typed and never saved to a workbook.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::table::{Format, Listing, at_once, words};
use super::{Context, Failure, OpenWorkbook, Out};
use crate::drafts::{Draft, DraftError, Drafts, Found, Place};
use crate::workbook::steps::short;

/// List what was typed and not yet saved to a workbook
///
/// Drafts are kept outside the workbook, in your own folder, until they are saved or thrown away. With
/// --all those of every workbook are listed, and no workbook has to be there or readable; --show and
/// --remove take the number in front.
/// For example: quarterdeck drafts adults.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    #[arg(required_unless_present_any = ["all", "show", "remove"], conflicts_with_all = ["all", "show", "remove"])]
    file: Option<PathBuf>,
    /// Of every workbook
    #[arg(long)]
    all: bool,
    /// Print one in full
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["remove", "purge"])]
    show: Option<String>,
    /// Throw one away; there is no way back
    #[arg(long, value_name = "NUMBER", conflicts_with = "purge")]
    remove: Option<String>,
    /// Throw all of the workbook's away; there is no way back
    #[arg(long, requires = "file")]
    purge: bool,
    #[command(flatten)]
    format: Format,
}

/// Prints drafts, or removes them if that is asked for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let failed = |error: DraftError| Failure::failed(error.to_string());
    let drafts = Drafts::open(context.world.places.drafts()).map_err(failed)?;
    let found = match &args.file {
        Some(file) => {
            let book = OpenWorkbook::read(context, file).inspect_err(|failure| {
                if matches!(failure, Failure::Failed(_) | Failure::Store(_)) {
                    super::say(
                        context,
                        "`quarterdeck drafts --all` lists the drafts of every workbook without opening one.",
                    );
                }
            })?;
            drafts.here(&book.opening.workbook.uuid, &Place::of(file)).map_err(failed)?
        }
        None => drafts.all().map_err(failed)?,
    };
    for problem in &found.problems {
        super::say(context, problem);
    }
    if let Some(number) = &args.show {
        return show(context, out, one(&found, number)?);
    }
    let thrown_away: Vec<&Draft> = match &args.remove {
        Some(number) => vec![one(&found, number)?],
        None if args.purge => found.drafts.iter().collect(),
        None => Vec::new(),
    };
    for draft in &thrown_away {
        drafts.remove(&draft.key()).map_err(failed)?;
        out.line(&format!("Thrown away: {} {}, {}", draft.reference, draft.subject, draft.period))?;
    }
    if !thrown_away.is_empty() {
        return Ok(());
    }
    list(context, out, args, found)
}

fn list(context: &Context, out: &mut Out, args: &Args, found: Found) -> Result<(), Failure> {
    let now = context.world.now;
    let offered: Vec<String> = found.offered.iter().map(Draft::id).collect();
    let rows: Vec<Draft> = found.drafts.into_iter().chain(found.offered).collect();
    let empty =
        if args.file.is_some() { "There is no draft of this workbook." } else { "There are no drafts." };
    let listing = Listing {
        columns: &[
            words("Number", 0),
            words("Reference", 0),
            words("Draft of", 24),
            words("Period", 0),
            words("Saved", 0),
            words("Workbook", 40),
            words("Begins", 44),
        ],
        cells: &|draft: &Draft| {
            vec![
                draft.id().into(),
                (&draft.reference).into(),
                (&draft.subject).into(),
                (&draft.period).into(),
                format!("{}, {}", draft.saved_at.replace('T', " "), age(&draft.saved_at, now)).into(),
                (&draft.workbook_path).into(),
                short(draft.words()).into(),
            ]
        },
        keys: &[
            "reference",
            "subject",
            "period",
            "saved_at",
            "text",
            "fields",
            "workbook_path",
            "number",
            "workbook",
            "other_copy",
        ],
        values: &|draft: &Draft| {
            let id = draft.id();
            vec![
                (&draft.reference).into(),
                (&draft.subject).into(),
                (&draft.period).into(),
                (&draft.saved_at).into(),
                (&draft.text).into(),
                fields(draft).join("\n").into(),
                (&draft.workbook_path).into(),
                (&id).into(),
                (&draft.workbook).into(),
                offered.contains(&id).into(),
            ]
        },
        empty,
    };
    listing.print(context, out, args.format, &mut at_once(rows))?;
    if !offered.is_empty() {
        super::say(
            context,
            "Some were typed in another copy of this workbook, whose path is shown: this one offers them, and takes none by itself.",
        );
    }
    Ok(())
}

fn show(context: &Context, out: &mut Out, draft: &Draft) -> Result<(), Failure> {
    out.heading(&format!("{} {}", draft.reference, draft.subject))?;
    out.field("Number", &draft.id())?;
    out.field("Workbook", &draft.workbook_path)?;
    out.field("Period", &draft.period)?;
    let saved = format!("{}, {}", draft.saved_at.replace('T', " "), age(&draft.saved_at, context.world.now));
    out.field("Saved", &saved)?;
    for field in fields(draft) {
        out.paragraph(&field, 0)?;
    }
    out.paragraph(&draft.text, 0)
}

fn fields(draft: &Draft) -> Vec<String> {
    draft.extra.iter().map(|(name, text)| format!("{name}: {text}")).collect()
}

/// The one draft of a number.
fn one<'a>(found: &'a Found, number: &str) -> Result<&'a Draft, Failure> {
    let drafts = found.drafts.iter().chain(&found.offered);
    drafts.into_iter().find(|draft| draft.id().eq_ignore_ascii_case(number.trim())).ok_or_else(|| {
        Failure::failed(format!(
            "There is no draft {}. `quarterdeck drafts --all` prints their numbers.",
            crate::ui::inert::fit(number.trim(), 20).trim_end()
        ))
    })
}

/// How long ago it was saved: "3 days ago".
fn age(saved_at: &str, now: NaiveDateTime) -> String {
    let Ok(saved) = NaiveDateTime::parse_from_str(saved_at, "%Y-%m-%dT%H:%M:%S") else {
        return String::new();
    };
    let minutes = (now - saved).num_minutes();
    let (count, unit) = match minutes {
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        _ => (minutes / 1_440, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}
