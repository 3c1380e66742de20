//! `quarterdeck verify`: is the file as this program wrote it?

use std::path::PathBuf;

use super::status_line::StatusLine;
use super::{Context, Failure, Out, Value};
use crate::store::Access;
use crate::workbook::{Verification, fingerprint};

/// Check that a workbook is as this program wrote it
///
/// Looks at every row, every step of the history and everything published, and prints what was
/// damaged or altered by another program, a line each; ends with exit code 1 if anything was. Each
/// step holds a fingerprint of all before it. Whoever alters a workbook and works out all
/// fingerprints anew cannot be told from the file alone: note the last one elsewhere (it is printed
/// in what is published) and give it with --noted.
///
/// For example: quarterdeck verify adults.qd --noted "3f2a 91bc 04de 77a1"
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// A fingerprint noted before: has anything up to there been altered since?
    #[arg(long, value_name = "FINGERPRINT")]
    noted: Option<String>,
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Prints the findings, or that there are none and what that goes for.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let store = context.open(&args.file, Access::ReadOnly)?;
    let mut line = StatusLine::new(context.world.stderr_is_terminal && !context.plain && !args.json);
    let checked = store.verify_telling(&mut line.telling());
    line.clear();
    let verification = checked?;
    let noted = args.noted.as_deref().map(|noted| (noted, verification.step_of(noted)));
    let sound = verification.is_sound() && noted.is_none_or(|(_, step)| step.is_some());
    if args.json {
        out.json(&json(&verification, sound, noted.map(|(_, step)| step)))?;
    } else {
        print(out, &args.file.display().to_string(), &verification, noted)?;
    }
    std::io::Write::flush(out)?;
    if sound {
        return Ok(());
    }
    super::say(context, &context.world.places.backups().advice(&args.file));
    Err(Failure::Found)
}

fn print(
    out: &mut Out,
    file: &str,
    verification: &Verification,
    noted: Option<(&str, Option<i64>)>,
) -> Result<(), Failure> {
    for words in verification.words(file) {
        out.paragraph(&words, 0)?;
    }
    match noted {
        Some((_, Some(step))) => {
            out.line(&format!("Nothing up to step {step} was altered since {step} was noted."))
        }
        Some((noted, None)) => out.paragraph(
            &format!(
                "No step has the fingerprint {noted}: it was noted of another workbook or in too few letters \
                 (16 are needed), or the history was written anew since."
            ),
            0,
        ),
        None => Ok(()),
    }
}

fn json(verification: &Verification, sound: bool, noted: Option<Option<i64>>) -> Value {
    let findings = verification.findings.iter().map(|finding| {
        Value::Object(vec![("kind", finding.kind.code().into()), ("text", (&finding.text).into())])
    });
    let publications = verification.publications.iter().map(super::list::publications::object);
    let mut fields = vec![
        ("sound", sound.into()),
        ("findings", Value::List(findings.collect())),
        ("more_findings", verification.more.into()),
        ("recorded_gaps", Value::List(verification.recorded.iter().map(Value::from).collect())),
        ("steps", verification.steps.into()),
        ("rows", verification.rows.into()),
        ("fingerprint", fingerprint(&verification.head).into()),
        ("history", (&verification.head).into()),
        ("chained_after", verification.chained_after.into()),
        ("publications", Value::List(publications.collect())),
    ];
    if let Some(step) = noted {
        fields.push(("noted_step", step.map(|step| step as f64).into()));
    }
    Value::Object(fields)
}
