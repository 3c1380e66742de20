//! The organisations a file names: those there are, and those that are new.

use std::collections::{BTreeSet, HashMap};

use crate::domain::naming::{organisation_key, plain};
use crate::domain::organisation::OrganisationClass;
use crate::store::error::StoreError;
use crate::store::importing::Importing;
use crate::store::read;
use crate::store::rows::row;
use crate::workbook::import_outcome::RowOutcome;
use crate::workbook::*;

/// What each organisation that the file names is called in the workbook, by position in what is said.
/// Those of which figures are kept become known.
pub fn match_organisations(importing: &mut Importing<'_>) -> Result<Vec<String>, StoreError> {
    let said = importing.said;
    if !said.own_code.is_empty() {
        know_own_code(importing)?;
    }
    if said.organisations.is_empty() {
        return Ok(Vec::new());
    }
    let (mut known, mut written) = (HashMap::new(), HashMap::new());
    let records: Vec<Organisation> = row::select(importing.connection, "ORDER BY id", [])?;
    for one in &records {
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
        let code = said.organisation_codes.get(usize::from(at)).map_or("", String::as_str);
        if let Some(there) = there {
            names.push(there.clone());
            // A code that was not known is filled in.
            let before = records.iter().find(|one| one.name == *there && one.code.is_empty());
            if let Some(before) = before.filter(|_| !code.is_empty() && used.contains(&at)) {
                let after = with_code(before.clone(), code);
                importing.change(&Record::Organisation(before.clone()), Record::Organisation(after))?;
                importing.outcome.count(Table::Organisation, RowOutcome::Changed);
            }
            continue;
        }
        names.push(name.clone());
        if !used.contains(&at) || name.trim().is_empty() {
            continue;
        }
        let new = Organisation { name: name.clone(), ..Organisation::default() };
        importing.add(&Record::Organisation(with_code(new, code)))?;
        importing.outcome.count(Table::Organisation, RowOutcome::Added);
        written.insert(plain(name), name.clone());
    }
    Ok(names)
}

/// Fills in the code of the workbook's own organisation where it is not known yet; that of a group is not
/// the code of a council.
fn know_own_code(importing: &mut Importing<'_>) -> Result<(), StoreError> {
    let room = read::organisations::answer(importing.connection)?;
    if room.our_group().is_some() {
        return Ok(());
    }
    let Some(own) = room.find(room.own()).filter(|own| own.code.is_empty()) else { return Ok(()) };
    let code = importing.said.own_code.as_str();
    if room.organisations.iter().any(|one| one.code.eq_ignore_ascii_case(code)) {
        return Ok(());
    }
    let after = Record::Organisation(with_code(own.clone(), code));
    if room.unrecorded(own.id).is_some() {
        importing.add(&after.at(0, 0))?;
        importing.outcome.count(Table::Organisation, RowOutcome::Added);
    } else {
        importing.change(&Record::Organisation(own.clone()), after)?;
        importing.outcome.count(Table::Organisation, RowOutcome::Changed);
    }
    Ok(())
}

/// With its code, and the class that this or its name tells where nobody has said it.
fn with_code(mut one: Organisation, code: &str) -> Organisation {
    code.clone_into(&mut one.code);
    if one.class == OrganisationClass::Unstated {
        one.class = OrganisationClass::of(code, &one.name);
    }
    one
}
