//! Sending: one form for each owner, written to a folder and noted in the workbook.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::request::{SendOrder, Sent, SentForm};
use super::{ANOTHER, closed, detail, opening, room};
use crate::domain::Period;
use crate::files::{FileError, Target, Unfinished};
use crate::returns::{Form, Identity, RowKey, xlsx};
use crate::store::Store;
use crate::workbook::views::returns::same_owner;
use crate::workbook::{
    Change, Data, Detail, Filter, ListRequest, Opening, OwnerDue, Query, Record, ReturnForm, ReturnsView,
    SortBy, Stamp, Window, owner_name,
};

/// More than anybody fills in.
const MAX_ROWS: u32 = 2_000;

/// Writes the forms and notes that they went out, as one step. When one of them cannot be written,
/// none is, and nothing is noted.
///
/// # Errors
/// A sentence with what to do.
pub fn send(store: &mut Store, order: &SendOrder, stamp: &Stamp) -> Result<Sent, String> {
    let opening = opening(store)?;
    if let Some(why) = closed(&opening, order.period) {
        return Err(why);
    }
    let room = room(store, order.period, stamp)?;
    let (owners, had_one) = chosen(&room, order)?;
    let mut written = Vec::new();
    let mut names = HashSet::new();
    for owner in &owners {
        let name = file_name(order.period, &owner.owner, &mut names);
        let path = order.folder.join(&name);
        if path.exists() && !order.replace {
            return Err(format!(
                "{} is there already, so nothing was sent: choose another folder, or have it replaced.",
                path.display()
            ));
        }
        let form = form_of(store, &opening, order, &owner.owner, stamp)?;
        let bytes = xlsx::write(&form).map_err(|error| {
            format!("The form of {} could not be made: {error}.", owner_name(&owner.owner))
        })?;
        written.push((path, form, bytes));
    }
    fs::create_dir_all(&order.folder)
        .map_err(|error| format!("{} Nothing was sent.", FileError::io(&order.folder, error)))?;
    // All of them lie beside their places before anything is noted.
    let mut aside: Vec<Unfinished> = Vec::new();
    for (path, _, bytes) in &written {
        let put = || -> Result<Unfinished, FileError> {
            let mut file = Unfinished::beside(Target::document(path, order.replace, &[])?)?;
            file.write_all(bytes)?;
            Ok(file)
        };
        aside.push(put().map_err(|error| format!("{error} Nothing was sent."))?);
    }
    let change = written.iter().fold(Change::new(label(order, &owners)), |change, (path, form, _)| {
        change.put(Record::Return(noted(&room, form, path)))
    });
    let applied = store.apply(&change, stamp).map_err(|error| store.told(&error))?;
    for file in aside {
        if let Err(error) = file.place() {
            // What is not there has not been sent.
            let undone = store.undo(stamp).map_or_else(|error| format!(" {error}"), |_| String::new());
            return Err(format!("{error} Nothing was sent.{undone}"));
        }
    }
    let forms = written
        .into_iter()
        .map(|(path, form, _)| SentForm {
            owner: form.identity.owner,
            path,
            indicators: form.indicators.len(),
            actions: form.actions.iter().filter(|line| matches!(line.key, RowKey::Action { .. })).count(),
        })
        .collect();
    let without_owner = room.owners.iter().filter(|one| one.owner.is_empty()).map(|one| one.due).sum();
    let (period, folder) = (order.period, order.folder.clone());
    Ok(Sent { period, folder, due: order.due, forms, had_one, without_owner, applied })
}

/// Those who get a form now, and those who had one already.
fn chosen(room: &ReturnsView, order: &SendOrder) -> Result<(Vec<OwnerDue>, Vec<String>), String> {
    let title = order.period.title();
    for name in &order.owners {
        if !room.owners.iter().any(|one| same_owner(&one.owner, name)) {
            let there: Vec<&str> = room.owners.iter().map(|one| owner_name(&one.owner)).collect();
            return Err(format!(
                "Nobody called “{}” answers for anything that is due in {title}. There are: {}.",
                crate::domain::shown(name),
                if there.is_empty() { "none".to_owned() } else { there.join(", ") }
            ));
        }
    }
    let wanted = |one: &&OwnerDue| match order.owners.as_slice() {
        [] => !one.owner.is_empty(),
        names => names.iter().any(|name| same_owner(&one.owner, name)),
    };
    let all: Vec<OwnerDue> = room.owners.iter().filter(wanted).cloned().collect();
    let has_one = |one: &OwnerDue| !order.replace && room.forms.iter().any(|form| form.owner == one.owner);
    let (had, now): (Vec<OwnerDue>, Vec<OwnerDue>) = all.into_iter().partition(|one| has_one(one));
    let had_one: Vec<String> = had.into_iter().map(|one| one.owner).collect();
    if now.is_empty() {
        return Err(match had_one.is_empty() {
            true => format!(
                "No indicator that is due in {title} has an owner, so there is nobody to send a form to: say who answers for them first."
            ),
            false => format!(
                "{} already, so nothing was sent: have the forms replaced to send them again.",
                match had_one.as_slice() {
                    [one] => format!("{} has a form for {title}", owner_name(one)),
                    many => format!("All {} have forms for {title}", many.len()),
                }
            ),
        });
    }
    Ok((now, had_one))
}

fn form_of(
    store: &Store,
    opening: &Opening,
    order: &SendOrder,
    owner: &str,
    stamp: &Stamp,
) -> Result<Form, String> {
    let request = ListRequest {
        period: order.period,
        sort: SortBy::Reference,
        descending: false,
        filter: Filter { owners: vec![owner.to_owned()], ..Filter::default() },
        window: Window { start: 0, length: MAX_ROWS + 1 },
        around: None,
    };
    let Data::Indicators(list) =
        store.answer(&Query::Indicators(request)).map_err(|error| store.told(&error))?
    else {
        return Err(ANOTHER.to_owned());
    };
    if list.total > u64::from(MAX_ROWS) {
        return Err(format!(
            "{} answers for {} indicators, more than a form can hold ({MAX_ROWS}): share them out first.",
            owner_name(owner),
            list.total
        ));
    }
    let mut details: Vec<Detail> = Vec::new();
    for standing in list.rows.iter().filter(|row| row.rating != crate::domain::Rating::NotDue) {
        details.extend(detail(store, standing.indicator_id, order.period)?);
    }
    let identity = Identity {
        workbook: opening.workbook.uuid.clone(),
        period: order.period,
        owner: owner.to_owned(),
        version: opening.operation,
        made: stamp.at,
        due: order.due,
    };
    Ok(Form::of(identity, &opening.workbook.organisation, &opening.workbook.service, &details))
}

/// The record of a form that goes out; in place of the one before, if there was one.
fn noted(room: &ReturnsView, form: &Form, path: &Path) -> ReturnForm {
    let before = room.forms.iter().find(|one| one.owner == form.identity.owner);
    let (id, revision) = before.map_or((0, 0), |one| (one.id, one.revision));
    ReturnForm {
        id,
        revision,
        period: form.identity.period,
        owner: form.identity.owner.clone(),
        file: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        version: form.identity.version,
        sent_at: form.identity.made.format("%Y-%m-%dT%H:%M:%S").to_string(),
        due: form.identity.due,
        collected_at: String::new(),
    }
}

fn label(order: &SendOrder, owners: &[OwnerDue]) -> String {
    let title = order.period.title();
    match owners {
        [one] => format!("Return form of {title} sent to {}", owner_name(&one.owner)),
        many => format!("Return forms of {title} sent to {} owners", many.len()),
    }
}

/// `2015-16-Q1 head-of-safeguarding.xlsx`: letters and digits that every system takes.
fn file_name(period: Period, owner: &str, taken: &mut HashSet<String>) -> String {
    let mut slug = String::new();
    for c in owner.chars().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' => {}
            c if c.is_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(60).collect();
    let slug = if slug.is_empty() { "no-owner" } else { &slug };
    let stem = format!("{} {slug}", period.code().replace('/', "-"));
    let name = (1..)
        .map(|number| if number == 1 { format!("{stem}.xlsx") } else { format!("{stem}-{number}.xlsx") })
        .find(|name| !taken.contains(name))
        .unwrap_or_default();
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_differ() {
        let mut taken = HashSet::new();
        let name = |owner: &str, taken: &mut HashSet<String>| {
            file_name(Period::parse("2015/16-Q1").unwrap(), owner, taken)
        };
        assert_eq!(
            name("Head of Older People's Services", &mut taken),
            "2015-16-Q1 head-of-older-peoples-services.xlsx"
        );
        assert_eq!(
            name("Head of older peoples services!", &mut taken),
            "2015-16-Q1 head-of-older-peoples-services-2.xlsx"
        );
        assert_eq!(name("../../etc/passwd", &mut taken), "2015-16-Q1 etc-passwd.xlsx");
        assert_eq!(name("", &mut taken), "2015-16-Q1 no-owner.xlsx");
        assert_eq!(name("\u{202e}???", &mut taken), "2015-16-Q1 no-owner-2.xlsx");
    }
}
