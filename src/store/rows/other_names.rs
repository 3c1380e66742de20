//! What organisations are called besides their own names: figures keep the name that their file had.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::naming::plain;
use crate::workbook::compared::{one_figure, same_organisation};
use crate::workbook::record::Benchmark;

/// Organisations that have other names.
#[derive(Debug, Default)]
pub(in crate::store) struct OtherNames(Vec<Names>);

#[derive(Debug)]
struct Names {
    own: String,
    others: Vec<String>,
}

impl OtherNames {
    /// Reads them; there are few.
    pub(in crate::store) fn read(connection: &Connection) -> rusqlite::Result<Self> {
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
    pub(in crate::store) fn own<'a>(&'a self, text: &'a str) -> &'a str {
        self.of(text).map_or(text, |names| names.own.as_str())
    }

    /// Puts the own name of the organisation in the place of another of its names.
    pub(in crate::store) fn rename(&self, name: &mut String) {
        if let Some(names) = self.of(name) {
            name.clone_from(&names.own);
        }
    }

    /// One row for each organisation, under its own name, of rows of one measure and period.
    pub(in crate::store) fn one_each(&self, rows: Vec<Benchmark>) -> Vec<Benchmark> {
        let (mut each, mut places) = (Vec::<Vec<Benchmark>>::new(), HashMap::new());
        for row in rows {
            let at = *places.entry(plain(self.own(&row.organisation))).or_insert(each.len());
            match each.get_mut(at) {
                Some(there) => there.push(row),
                None => each.push(vec![row]),
            }
        }
        let mut settled: Vec<Benchmark> = each.into_iter().filter_map(one_figure).collect();
        settled.iter_mut().for_each(|row| self.rename(&mut row.organisation));
        settled
    }

    /// Everything that figures of the organisation may carry as its name, the text itself among it.
    pub(in crate::store) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
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
