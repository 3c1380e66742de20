//! `quarterdeck man`: the manual page, from the command line and the table of keys themselves.

use clap_mangen::Man;
use roff::{Roff, bold, roman};

use super::{Failure, Out, keys};

/// Print the manual page, or that of one command, as man reads it
///
/// For example: quarterdeck man | man -l -
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command, such as "report" or "action add"; the whole program where none is named
    command: Vec<String>,
}

/// Prints the page.
///
/// # Errors
///
/// A command that there is not.
pub fn run(out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut whole = super::command_line();
    whole.build();
    let mut page = Vec::new();
    if args.command.is_empty() {
        Man::new(whole).render(&mut page)?;
        keys_of_the_screens().to_writer(&mut page)?;
        return out.bytes(&page);
    }
    let mut command = &whole;
    for name in args.command.iter().flat_map(|words| words.split_whitespace()) {
        command = command.find_subcommand(name).ok_or_else(|| {
            Failure::usage(format!("There is no command “{name}” here: quarterdeck help lists them."))
        })?;
    }
    Man::new(command.clone()).render(&mut page)?;
    out.bytes(&page)
}

/// The section of the keys, a part for each place where they work.
fn keys_of_the_screens() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([roman(
        "A key in brackets stands for the palette (:), where the command is found by its name.",
    )]);
    for (title, lines) in keys::parts() {
        roff.control("SS", [title]);
        for line in lines {
            let pressed = if line.keys.is_empty() { "(:)".to_owned() } else { line.keys };
            roff.control("TP", []);
            roff.text([bold(pressed)]);
            roff.text([roman(line.title)]);
        }
    }
    roff
}
