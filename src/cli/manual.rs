//! What is to be known of a command beyond its options: a page of `assets/manual` for those that need
//! one, shown by `--help` and by `quarterdeck man`.

use clap::Command;

macro_rules! pages {
    ($($command:literal),* $(,)?) => {
        /// Commands and their pages.
        const PAGES: &[(&str, &str)] =
            &[$(($command, include_str!(concat!("../../assets/manual/", $command, ".txt")))),*];
    };
}

pages![
    "demo",
    "list",
    "chart",
    "compare",
    "import",
    "returns",
    "link",
    "report",
    "publish",
    "check",
    "backup",
    "recover",
    "verify",
    "verify-report",
];

/// The page of the program as a whole.
const WHOLE: &str = include_str!("../../assets/manual/quarterdeck.txt");

/// The command line with its pages.
pub(super) fn with_pages(command: Command) -> Command {
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let whole = command.after_long_help(format!("{examples}\n\n{}", WHOLE.trim_end()));
    whole.mut_subcommands(|command| {
        let page = PAGES.iter().find(|(name, _)| *name == command.get_name());
        match page {
            Some((_, text)) => command.after_long_help(text.trim_end()),
            None => command,
        }
    })
}
