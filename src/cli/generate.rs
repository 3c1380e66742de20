//! `quarterdeck generate`: a workbook of any size, for trying things out.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::status_line::StatusLine;
use super::{Context, Failure, Out};
use crate::files;
use crate::jobs::import::Pace;
use crate::sample::generate::{MAX_ORGANISATIONS, MAX_PERIODS};
use crate::sample::{Generated, generated};
use crate::store::{Store, StoreError};

/// Make a workbook of made-up figures, the same every time
///
/// For example: quarterdeck generate --indicators 1000 --periods 8 big.qd
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it goes; there must be nothing there yet
    file: PathBuf,
    /// How many indicators
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    indicators: u64,
    /// Over how many quarters, ending with 2025/26-Q4
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_PERIODS)))]
    periods: u32,
    /// Of how many organisations in a group, our own among them, each with a figure in every indicator
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(2..=i64::from(MAX_ORGANISATIONS)))]
    organisations: Option<u32>,
}

/// Makes the workbook and prints where it is.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let path = &args.file;
    remove_when_interrupted();
    make(context, &generated(args.indicators, args.periods).among(args.organisations.unwrap_or(0)), path)?;
    out.path(path)
}

fn make(context: &Context, generated: &Generated, path: &Path) -> Result<(), StoreError> {
    let mut progress = Progress::new(context);
    let label = format!("Generated workbook of {} indicators", generated.indicators());
    let store = Store::create_with(path, &generated.workbook(), &label, &context.stamp(), |bulk| {
        for record in generated.records() {
            bulk.put(record)?;
            progress.row();
        }
        progress.rating();
        Ok(())
    });
    progress.clear();
    store.map(drop)
}

/// Tells how far it has got, once it has taken half a second.
struct Progress {
    line: StatusLine,
    pace: Pace,
    rows: u64,
}

impl Progress {
    /// How many rows pass between looks at the clock.
    const STRIDE: u64 = 256;

    fn new(context: &Context) -> Self {
        Self { line: StatusLine::new(context.world.stderr_is_terminal), pace: Pace::new(), rows: 0 }
    }

    fn row(&mut self) {
        self.rows += 1;
        if self.rows.is_multiple_of(Self::STRIDE)
            && let Some(text) = self.pace.told("Writing", self.rows, None).and_then(|told| told.with_speed())
        {
            self.line.say(&text);
        }
    }

    fn rating(&mut self) {
        if self.line.has_said() {
            self.line.say("Every row is written; rating the results …");
        }
    }

    fn clear(&mut self) {
        self.line.clear();
    }
}

/// Ctrl-C removes the unfinished work and ends the program with exit code 1.
#[cfg(unix)]
fn remove_when_interrupted() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Where signals cannot be watched for, the system's own way of ending stays.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            files::remove_unfinished();
            let _ = writeln!(std::io::stderr().lock(), "\nStopped. Nothing was made.");
            std::process::exit(1);
        }
    });
}

#[cfg(not(unix))]
fn remove_when_interrupted() {}
