//! The organisations a file names: those there are, and those that are new.

use std::collections::{BTreeSet, HashMap};

use super::Arriving;
use crate::domain::naming::{organisation_key, plain};
use crate::domain::organisation::OrganisationClass;
use crate::store::error::StoreError;
use crate::store::row;
use crate::workbook::arrival::Fate;
use crate::workbook::*;

/// What each organisation that the file names is called in the workbook, by position in what is said.
/// Those of which figures are kept become known.
pub fn match_organisations(arriving: &mut Arriving<'_>) -> Result<Vec<String>, StoreError> {
    let said = arriving.said;
    if said.organisations.is_empty() {
        return Ok(Vec::new());
    }
    let (mut known, mut written) = (HashMap::new(), HashMap::new());
    for one in row::select::<Organisation>(arriving.connection, "ORDER BY id", [])? {
        for text in one.names().chain([one.code.as_str()]).filter(|text| !text.trim().is_empty()) {
            known.entry(organisation_key(text)).or_insert_with(|| one.name.clone());
            written.entry(plain(text)).or_insert_with(|| one.name.clone());
        }
    }
    let used: BTreeSet<u16> = said.benchmarks.iter().filter_map(|figures| figures.organisation).collect();
    // Names that a file tells apart are of two organisations: Dorset, and Dorset County before it.
    let mut alike: HashMap<String, u32> = HashMap::new();
    for name in &said.organisations {
        *alike.entry(organisation_key(name)).or_default() += 1;
    }
    let mut names = Vec::with_capacity(said.organisations.len());
    for (at, name) in (0..).zip(&said.organisations) {
        let key = organisation_key(name);
        let alone = alike.get(&key) == Some(&1);
        let there = written.get(&plain(name)).or_else(|| known.get(&key).filter(|_| alone));
        if let Some(there) = there {
            names.push(there.clone());
            continue;
        }
        names.push(name.clone());
        if !used.contains(&at) || name.trim().is_empty() {
            continue;
        }
        let class = OrganisationClass::of("", name);
        arriving.add(&Record::Organisation(Organisation {
            name: name.clone(),
            class,
            ..Organisation::default()
        }))?;
        arriving.arrival.count(Table::Organisation, Fate::Added);
        written.insert(plain(name), name.clone());
    }
    Ok(names)
}
