//! Indicators: what they say of themselves.

use super::{Fault, Patch, When, described};
use crate::workbook::choice::one_of;
use crate::workbook::schema::schemes;
use crate::workbook::steps::themes::{Unknown, file_under, themes_made};
use crate::workbook::{Change, Edit, Indicator, IndicatorTheme, Record, Themes};

/// A new indicator with nothing said of it yet: of the type most are.
pub fn new_indicator(service: &str) -> Indicator {
    Indicator { kind: "Local".to_owned(), service: service.to_owned(), ..Indicator::default() }
}

/// The indicator that `old` becomes: all but its measure, which is several fields that depend on
/// each other ([`crate::workbook::steps::measure::MeasureChoice`]).
///
/// # Errors
/// Every field that is refused.
pub fn indicator(old: &Indicator, patch: &Patch, when: &When) -> Result<Indicator, Vec<Fault>> {
    described(old, patch, when)
}

/// The code of a scheme there is.
///
/// # Errors
/// The codes there are.
pub fn read_scheme(text: &str) -> Result<String, String> {
    let codes: Vec<String> = schemes().into_iter().map(|(code, _)| code).collect();
    let found = codes.iter().find(|code| *code == text.trim());
    found.cloned().ok_or_else(|| format!("write {}", one_of(&codes)))
}

/// Stores an indicator, added or edited, with a word about why for the history. `old` is what it was.
pub fn put_indicator(old: &Indicator, new: Indicator, because: &str) -> Change {
    let owner_alone = Indicator { owner: new.owner.clone(), ..old.clone() } == new;
    let change = match (new.id > 0, owner_alone) {
        (true, true) => set_owner(std::slice::from_ref(old), &new.owner),
        (true, false) => Change::new(format!("{} edited", new.reference)).put(Record::Indicator(new)),
        (false, _) => Change::new(format!("{} added", new.reference)).put(Record::Indicator(new)),
    };
    change.because(because.trim())
}

/// Gives several indicators one owner, as one step.
pub fn set_owner(indicators: &[Indicator], owner: &str) -> Change {
    let owner = owner.trim();
    let label = match indicators {
        [one] => format!("{} owner: {owner}", one.reference),
        many => format!("Owner of {} indicators: {owner}", many.len()),
    };
    indicators.iter().fold(Change::new(label), |change, one| {
        change.put(Record::Indicator(Indicator { owner: owner.to_owned(), ..one.clone() }))
    })
}

/// Files an indicator, added or edited by `change`, under the theme that its patch names. `filed` is
/// where it is filed now; a theme that is not there is made or refused.
///
/// # Errors
/// That there is no such theme, or that several have the name.
pub fn file_indicator(
    mut change: Change,
    patch: &Patch,
    themes: Themes,
    filed: Option<&IndicatorTheme>,
    unknown: Unknown,
) -> Result<Change, Vec<Fault>> {
    let Some(text) = patch.get("theme") else { return Ok(change) };
    let id = change.edits.iter_mut().find_map(|edit| match edit {
        Edit::Put(Record::Indicator(indicator)) => {
            // What is new is named by a placeholder.
            indicator.id = if indicator.id == 0 { -1 } else { indicator.id };
            Some(indicator.id)
        }
        _ => None,
    });
    let Some(id) = id else { return Ok(change) };
    let edits = change.edits.len();
    let mut change =
        file_under(change, themes, filed, id, (text, unknown)).map_err(|why| vec![("theme", why)])?;
    if change.edits.len() > edits {
        let made = themes_made(&change, themes).pop().map(|made| format!("the new theme {made}"));
        let there = || themes.find(text).ok().map(|to| themes.path(to).to_string());
        let under = made.or_else(there).unwrap_or_else(|| "no theme".to_owned());
        change.label.push_str(&format!(", under {under}"));
    }
    Ok(change)
}

/// Reports a retired indicator again.
pub fn bring_back(indicator: &Indicator, because: &str) -> Change {
    Change::new(format!("{} brought back", indicator.reference)).because(because.trim()).put(
        Record::Indicator(Indicator {
            retired_from: None,
            retired_because: String::new(),
            ..indicator.clone()
        }),
    )
}
