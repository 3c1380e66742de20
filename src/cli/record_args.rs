//! The options of a record's fields, and its fields in JSON, as the description of the record gives them.

use std::marker::PhantomData;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::Value;
use crate::workbook::choice::one_of;
use crate::workbook::schema::{Described, FieldKind, Info};

/// What was given for the fields of a record: those that are typed alone and do not name it.
#[derive(Debug)]
pub struct RecordArgs<R> {
    texts: Vec<(&'static Info, Option<String>)>,
    record: PhantomData<R>,
}

impl<R> RecordArgs<R> {
    /// Each field with what was given for it.
    pub fn texts(&self) -> impl Iterator<Item = (&'static Info, Option<&String>)> {
        self.texts.iter().map(|(info, text)| (*info, text.as_ref()))
    }
}

impl<R: Described> RecordArgs<R> {
    /// As if these were given, by the code of their field.
    pub fn given<const N: usize>(given: [(&str, &Option<String>); N]) -> Self {
        let text =
            |code| given.iter().find(|(known, _)| *known == code).and_then(|(_, text)| (*text).clone());
        Self { texts: options::<R>().map(|info| (info, text(info.code))).collect(), record: PhantomData }
    }

    /// What was given for a field.
    pub fn get(&self, code: &str) -> Option<&String> {
        self.texts().find(|(info, _)| info.code == code).and_then(|(_, text)| text)
    }
}

fn options<R: Described>() -> impl Iterator<Item = &'static Info> {
    R::FIELDS.iter().map(|field| &field.info).filter(|info| info.alone && !info.names)
}

/// Adds the fields of a record to a JSON object, but for those of a key that it has.
pub fn add_described<R: Described>(object: &mut Vec<(&'static str, Value)>, record: &R) {
    for field in R::FIELDS {
        if !object.iter().any(|(key, _)| *key == field.info.key) {
            object.push((field.info.key, (field.json)(record).into()));
        }
    }
}

fn option(info: &'static Info) -> Arg {
    let said = if info.help.is_empty() { info.label } else { info.help.trim_end_matches('.') };
    let help = match info.kind {
        FieldKind::Choice(options) => {
            let (none, some): (Vec<_>, Vec<_>) = options().into_iter().partition(|(code, _)| code.is_empty());
            let mut help = one_of(&some.into_iter().map(|(code, _)| code).collect::<Vec<_>>());
            help.extend(none.iter().map(|(_, title)| format!("; \"\" for {title}")));
            help
        }
        FieldKind::Text(_) => format!("{said}; \"-\" reads it from standard input"),
        FieldKind::Day(_) => format!("{}: {said}; \"\" for no date", info.label),
        FieldKind::Line | FieldKind::Tick => said.to_owned(),
        FieldKind::Figure(_)
        | FieldKind::Percentage
        | FieldKind::Money
        | FieldKind::Period
        | FieldKind::Month => {
            format!("{said}; \"\" for none")
        }
    };
    Arg::new(info.code)
        .long(info.flag)
        .value_name(info.value_name)
        .allow_hyphen_values(true)
        .value_parser(crate::cli::parse_text)
        .help(help)
        .help_heading(info.heading)
}

impl<R: Described> FromArgMatches for RecordArgs<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let texts =
            options::<R>().map(|info| (info, matches.get_one::<String>(info.code).cloned())).collect();
        Ok(Self { texts, record: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<R: Described> Args for RecordArgs<R> {
    fn augment_args(command: Command) -> Command {
        options::<R>().fold(command, |command, info| command.arg(option(info)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
