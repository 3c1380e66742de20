//! `quarterdeck completions`: a script with which the shell completes commands.

use clap_complete::Shell;

use super::{Failure, Out};

/// Print a completion script for a shell
///
/// For example: quarterdeck completions bash > ~/.local/share/bash-completion/completions/quarterdeck
#[derive(Debug, clap::Args)]
pub struct Args {
    /// bash, elvish, fish, powershell or zsh
    shell: Shell,
}

/// Prints the script.
pub fn run(out: &mut Out, args: &Args) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command_line(), "quarterdeck", &mut script);
    out.bytes(&script)
}
