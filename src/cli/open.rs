//! `quarterdeck [FILE]`: the screen, or the same as linear text.

use std::path::PathBuf;

use super::{ColorChoice, Context, Failure, Globals, OpenWorkbook, Out, overview};
use crate::store::Store;

/// What the screen is to be opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The workbook; none for the welcome.
    pub path: Option<PathBuf>,
    pub read_only: bool,
    /// A theme's name, where one was asked for.
    pub theme: Option<String>,
    pub ascii: bool,
    /// Whether colours are used; found out from the terminal when none.
    pub colour: Option<bool>,
    /// Who is at the keyboard.
    pub user: String,
}

/// Opens the screen, or prints the overview under `--plain`.
pub fn run(context: &Context, file: Option<PathBuf>, globals: &Globals) -> Result<Option<Screen>, Failure> {
    if globals.plain {
        // The one last open, so long as it is still there.
        let last = || context.world.places.load().1.recent.into_iter().next().filter(|path| path.exists());
        let path = file
            .or_else(last)
            .ok_or_else(|| Failure::usage("Which workbook? Write `quarterdeck --plain FILE`."))?;
        let mut out = Out::new(context);
        overview::print(context, &mut out, &OpenWorkbook::read(context, &path)?)?;
        out.finish()?;
        return Ok(None);
    }
    if let Some(path) = &file {
        // What is no workbook is said here, and what cannot be read of one by the screen that is to open it.
        let backups = context.world.places.backups();
        match Store::needs_work(path) {
            // The screen offers what can be done about it.
            Err(error) if has_terminal(context) && backups.helps_after(&error) => {}
            looked => drop(looked.map_err(|error| mistyped(path, error.into()))?),
        }
    }
    screen(context, file, globals).map(Some)
}

/// The screen for a workbook, refused where there is no terminal for it.
pub fn screen(context: &Context, path: Option<PathBuf>, globals: &Globals) -> Result<Screen, Failure> {
    let instead = "`quarterdeck --plain FILE`, `quarterdeck list` and `quarterdeck show` print text instead.";
    if !has_terminal(context) {
        return Err(Failure::usage(format!("The screen needs a terminal to be shown on. {instead}")));
    }
    if context.world.dumb {
        return Err(Failure::usage(format!("This terminal (TERM=dumb) cannot show the screen. {instead}")));
    }
    let colour = match globals.color {
        ColorChoice::Always => Some(true),
        ColorChoice::Never => Some(false),
        ColorChoice::Auto => None,
    };
    let (theme, user) = (globals.colours.clone(), context.user.clone());
    Ok(Screen { path, read_only: context.read_only, theme, ascii: context.ascii, colour, user })
}

fn has_terminal(context: &Context) -> bool {
    context.world.stdin_is_terminal && context.world.stdout_is_terminal
}

/// A file that is not there may be a command mistyped.
fn mistyped(path: &std::path::Path, failure: Failure) -> Failure {
    let Some(word) =
        path.to_str().filter(|word| !path.exists() && word.chars().all(|c| c.is_ascii_lowercase()))
    else {
        return failure;
    };
    let command_line = super::command_line();
    let near = command_line
        .get_subcommands()
        .map(clap::Command::get_name)
        .find(|name| crate::cli::open_workbook::near_words(word, name));
    match (near, failure) {
        (Some(name), Failure::Store(error)) => {
            Failure::failed(format!("{error} Or did you mean `quarterdeck {name}`?"))
        }
        (_, failure) => failure,
    }
}
