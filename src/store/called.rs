//! What organisations are called besides their own names: figures keep the name that their file had.

use rusqlite::Connection;

use crate::workbook::compared::same_organisation;

/// Organisations that have other names.
#[derive(Debug, Default)]
pub(super) struct Called(Vec<Names>);

#[derive(Debug)]
struct Names {
    own: String,
    others: Vec<String>,
}

impl Called {
    /// Reads them; there are few.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(
            "SELECT name, other_names FROM organisation WHERE other_names <> '' ORDER BY id",
        )?;
        let names = |row: &rusqlite::Row<'_>| {
            let others: String = row.get(1)?;
            let others = others.split(';').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
            Ok(Names { own: row.get(0)?, others: others.collect() })
        };
        Ok(Self(statement.query_map([], names)?.collect::<Result<_, _>>()?))
    }

    /// The own name of the organisation that a text names; the text itself where it is nobody's other
    /// name.
    pub(super) fn own<'a>(&'a self, text: &'a str) -> &'a str {
        self.of(text).map_or(text, |names| names.own.as_str())
    }

    /// Puts the own name of the organisation in the place of another of its names.
    pub(super) fn rename(&self, name: &mut String) {
        if let Some(names) = self.of(name) {
            name.clone_from(&names.own);
        }
    }

    /// Everything that figures of the organisation may carry as its name, the text itself among it.
    pub(super) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let names = self.of(text).into_iter();
        let named = names.flat_map(|names| std::iter::once(&names.own).chain(&names.others));
        std::iter::once(text).chain(named.map(String::as_str))
    }

    fn of(&self, text: &str) -> Option<&Names> {
        let own = || self.0.iter().find(|names| same_organisation(&names.own, text));
        let other = |names: &&Names| names.others.iter().any(|name| same_organisation(name, text));
        if self.0.is_empty() { None } else { own().or_else(|| self.0.iter().find(other)) }
    }
}
