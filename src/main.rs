//! The program: asks the clock, the person and the terminal once, runs the
//! command, and turns whatever goes wrong into one sentence.
#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::Instant;

use chrono::NaiveDateTime;
use quarterdeck::app::terminal::{self, Start};
use quarterdeck::cli::{self, Environment, Outcome, Screen};
use quarterdeck::jobs::clock::{local, trouble};
use quarterdeck::jobs::places::Places;

/// Fixes the time, for scripts whose output is to be the same every time.
const NOW: &str = "QUARTERDECK_NOW";

/// When the clock was first asked.
static STARTED: OnceLock<Instant> = OnceLock::new();

fn main() -> ExitCode {
    // Only decides how a panic is told; without it, it is told less well.
    let _ = color_eyre::config::HookBuilder::blank().display_env_section(false).install();
    let world = match world() {
        Ok(world) => world,
        Err(sentence) => {
            say(&sentence);
            return ExitCode::from(2);
        }
    };
    match cli::run(std::env::args_os(), &world) {
        Outcome::Done(code) => ExitCode::from(code),
        Outcome::Screen(screen) => open(screen),
    }
}

/// Opens the screen and stays until it is left.
fn open(screen: Screen) -> ExitCode {
    let Screen { path, read_only, theme, ascii, colour, user } = screen;
    match terminal::run(Start {
        path,
        read_only,
        theme,
        ascii,
        colour,
        user: Some(user),
        program: program(),
        clock,
    }) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            // The causes one after the other, as one sentence.
            say(&format!("{error:#}."));
            ExitCode::FAILURE
        }
    }
}

/// A variable of the environment that is set to something.
fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn fixed_time() -> Option<Result<NaiveDateTime, String>> {
    let text = set(NOW)?;
    let text = text.to_string_lossy();
    Some(
        NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S")
            .map_err(|_| format!("{NOW} is “{text}”, which is not a time: write 2015-07-06T14:02:11.")),
    )
}

/// Local time: the only place that asks for it.
#[expect(clippy::disallowed_methods, reason = "this is where the time comes in")]
fn clock() -> NaiveDateTime {
    match fixed_time() {
        // It runs on from there, or nothing that waits for time to pass would happen.
        Some(Ok(time)) => time + STARTED.get_or_init(Instant::now).elapsed(),
        _ => local(std::time::SystemTime::now()),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where the time comes in")]
fn clock_trouble() -> Option<String> {
    trouble(std::time::SystemTime::now())
}

/// This very program, to be run again as the reader of files.
fn program() -> std::path::PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "quarterdeck".into())
}

/// What the commands may know of the outside.
fn world() -> Result<Environment, String> {
    if let Some(Err(sentence)) = fixed_time() {
        return Err(sentence);
    }
    if fixed_time().is_none()
        && let Some(trouble) = clock_trouble()
    {
        say(&trouble);
    }
    Ok(Environment {
        now: clock(),
        user: set("QUARTERDECK_USER").map(|name| name.to_string_lossy().into_owned()),
        accessible: set("ACCESSIBLE").is_some_and(|value| value != "0"),
        no_colour: set("NO_COLOR").is_some(),
        dumb: set("TERM").is_some_and(|name| name == "dumb"),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        program: program(),
        places: Places::find(),
    })
}

fn say(sentence: &str) {
    // Standard error may be closed; there is nowhere left to say so.
    let _ = writeln!(std::io::stderr(), "{}", quarterdeck::ui::inert::inert(sentence));
}
