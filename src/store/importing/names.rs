//! The indicators a file names: those there are, and those that are new.

use std::collections::{HashMap, HashSet};

use crate::domain::Polarity;
use crate::domain::bound::Bound;
use crate::domain::naming::{plain, same_reference};
use crate::store::error::StoreError;
use crate::store::importing::units::FigureRules;
use crate::store::importing::{Importing, Matched};
use crate::store::rows::row;
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::schema::Described;
use crate::workbook::staged::StagedIndicator;
use crate::workbook::*;

/// Beyond so many, references are looked up and not held.
const HELD: i64 = 60_000;

pub fn match_indicators(importing: &mut Importing<'_>) -> Result<Matched, StoreError> {
    let mut known = Known::load(importing)?;
    let mut matched = Matched::default();
    let said = importing.said;
    for (at, one) in said.indicators.iter().enumerate() {
        importing.step()?;
        let found = known.find(importing, one)?;
        let (id, scale, reference, rules) = match found {
            Some(indicator) => {
                let rules = FigureRules {
                    polarity: complete(importing, &indicator, one)?,
                    ..FigureRules::of(&indicator)
                };
                (Some(indicator.id), indicator.scale, indicator.reference, rules)
            }
            None => {
                let mut new = one.as_new.clone();
                if new.reference.is_empty() {
                    new.reference = known.free_reference();
                }
                let line = ImportLine {
                    fate: RowOutcome::Added,
                    table: Table::Indicator,
                    name: new.reference.clone(),
                    before: String::new(),
                    after: format!("{}: {}", one.measure, new.description),
                    place: one.place,
                    by: String::new(),
                };
                let (scale, reference, rules) = (new.scale, new.reference.clone(), FigureRules::of(&new));
                let id = importing.add_or_refuse(&Record::Indicator(new), || line)?;
                known.taken.insert(same_reference(&reference));
                if let Some(id) = id.filter(|id| *id > 0) {
                    importing.inserted_rows.note(id, at, &reference);
                }
                (id, scale, reference, rules)
            }
        };
        for (low, high, place) in &one.bands {
            let (low, high) = (*low, *high);
            if let Some(why) = (Bound::Between { low, high }).contradiction(rules.polarity) {
                importing.refuse(*place, &Polarity::Band { low, high }.code(), why);
            }
        }
        matched.rules.push(rules);
        if let Some(id) = id {
            for name in [&one.reference, &one.as_new.description, &reference] {
                if !name.is_empty() {
                    matched.by_name.entry(same_reference(name)).or_insert(id);
                }
            }
        }
        matched.ids.push(id);
        matched.scales.push(scale);
        matched.references.push(reference);
    }
    // What else a file is about may be named without figures.
    for record in &said.records {
        for belongs in record.belongs_to.iter().filter(|belongs| belongs.table == Table::Indicator) {
            let key = same_reference(&belongs.name);
            if !matched.by_name.contains_key(&key)
                && let Some(indicator) = known.named(importing, &belongs.name)?
            {
                matched.by_name.insert(key, indicator.id);
            }
        }
    }
    Ok(matched)
}

impl Matched {
    /// The indicator of a reference or description.
    pub fn named(&self, name: &str) -> Option<Id> {
        self.by_name.get(&same_reference(name)).copied()
    }
}

/// The workbook's indicators by name.
struct Known {
    /// None where there are too many to hold.
    references: Option<HashMap<String, Id>>,
    descriptions: HashMap<String, Id>,
    taken: HashSet<String>,
    next: u32,
}

impl Known {
    fn load(importing: &Importing<'_>) -> Result<Self, StoreError> {
        let connection = importing.connection;
        let count: i64 = connection.query_row("SELECT count(*) FROM indicator", [], |row| row.get(0))?;
        let mut known =
            Self { references: None, descriptions: HashMap::new(), taken: HashSet::new(), next: 1 };
        if count <= HELD {
            let mut references = HashMap::new();
            let mut statement =
                connection.prepare("SELECT id, reference, description FROM indicator ORDER BY id")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, reference, description): (Id, String, String) =
                    (row.get(0)?, row.get(1)?, row.get(2)?);
                known.taken.insert(same_reference(&reference));
                references.insert(same_reference(&reference), id);
                known.descriptions.entry(plain(&description)).or_insert(id);
            }
            known.references = Some(references);
        }
        Ok(known)
    }

    fn find(
        &self,
        importing: &Importing<'_>,
        said: &StagedIndicator,
    ) -> Result<Option<Indicator>, StoreError> {
        if said.reference.is_empty() {
            let id = self.descriptions.get(&plain(&said.as_new.description));
            return Ok(match id {
                Some(id) => row::get(importing.connection, *id)?,
                None => None,
            });
        }
        self.named(importing, &said.reference)
    }

    fn named(&self, importing: &Importing<'_>, name: &str) -> Result<Option<Indicator>, StoreError> {
        let connection = importing.connection;
        match &self.references {
            Some(references) => {
                let id =
                    references.get(&same_reference(name)).or_else(|| self.descriptions.get(&plain(name)));
                Ok(match id {
                    Some(id) => row::get(connection, *id)?,
                    None => None,
                })
            }
            None => Ok(row::first(connection, "WHERE reference = ?1", [name.trim()])?),
        }
    }

    /// A reference nobody has, for an indicator that was sent without one.
    fn free_reference(&mut self) -> String {
        loop {
            let reference = format!("I{}", self.next);
            self.next += 1;
            if self.taken.insert(same_reference(&reference)) {
                return reference;
            }
        }
    }
}

/// Fills in what the workbook does not say of an indicator, and gives which way is then better. What it says
/// stays: descriptions are cut short and reworded from table to table.
fn complete(
    importing: &mut Importing<'_>,
    known: &Indicator,
    said: &StagedIndicator,
) -> Result<Polarity, StoreError> {
    let mut after = known.clone();
    let mut filled = Vec::new();
    for field in said.given.iter().filter_map(|code| Indicator::field(code)) {
        let text = (field.get)(&said.as_new);
        if let Some(slot) =
            field.free_text(&mut after).filter(|slot| slot.trim().is_empty() && !text.is_empty())
        {
            slot.clone_from(&text);
            filled.push(format!("{}: {text}", field.info.label.to_lowercase()));
        }
    }
    if said.given.contains(&"polarity") && known.polarity == Polarity::None {
        after.polarity = said.as_new.polarity;
        if after.polarity != Polarity::None {
            filled.push(format!("which way is better: {}", after.polarity.code()));
        }
    }
    if filled.is_empty() {
        importing.outcome.count(Table::Indicator, RowOutcome::Unchanged);
        return Ok(known.polarity);
    }
    let line = ImportLine {
        fate: RowOutcome::Changed,
        table: Table::Indicator,
        name: known.reference.clone(),
        before: String::new(),
        after: filled.join("; "),
        place: said.place,
        by: String::new(),
    };
    let before = Record::Indicator(known.clone());
    let polarity = after.polarity;
    importing.change_or_keep(&before, Record::Indicator(after), line)?;
    Ok(polarity)
}
