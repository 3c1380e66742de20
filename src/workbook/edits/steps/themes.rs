//! Themes: added, renamed, put in another place or under another, removed; and
//! indicators filed under them. Each is one step.

use crate::domain::shown;
use crate::workbook::change::{Change, Edit, Record, Table};
use crate::workbook::edits::{Fault, Patch, Reading, When};
use crate::workbook::record::{Id, IndicatorTheme, Theme};
use crate::workbook::themes::{Themes, levels};

/// Where the indicators of a theme go that is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refile<'a> {
    /// It may have none.
    Nothing,
    /// They are filed under no theme.
    Unfiled,
    /// Under another theme.
    To(&'a str),
}

/// The themes of a workbook with the indicators filed under them.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    pub themes: Themes<'a>,
    pub indicators: &'a [IndicatorTheme],
}

impl Filed<'_> {
    /// Indicators filed under a theme or under what is below it.
    pub fn within(&self, theme: Id) -> impl Iterator<Item = &IndicatorTheme> {
        let below = move |id: Id| self.themes.of(id).is_some_and(|one| one.parent_id == Some(theme));
        self.indicators.iter().filter(move |one| one.theme_id == theme || below(one.theme_id))
    }
}

/// A theme that is new: at the top, or under one that is there, at its end.
///
/// # Errors
/// That it has no name or is there already, or that what it is to be under is not.
pub fn add_theme(themes: Themes, text: &str, under: Option<&str>) -> Result<Change, String> {
    let (above, below) = if under.is_some() { ("", "") } else { levels(text) };
    let (parent, name) = match under.or((!below.is_empty()).then_some(above)) {
        Some(above) if !above.trim().is_empty() => {
            (Some(top(themes, above)?), if under.is_some() { text.trim() } else { below })
        }
        _ => (None, text.trim()),
    };
    let theme = new_theme(themes, parent, name)?;
    let label = match parent {
        Some(parent) => format!("Add the theme {} > {}", parent.name, theme.name),
        None => format!("Add the theme {}", theme.name),
    };
    Ok(Change::new(label).put(Record::Theme(theme)))
}

/// A theme of a name at the end of those under another, or at the top.
///
/// # Errors
/// That it has no name or is there already.
pub fn new_theme(themes: Themes, parent: Option<&Theme>, name: &str) -> Result<Theme, String> {
    let parent_id = parent.map(|parent| parent.id);
    let position = last_place(themes, parent_id) + 1;
    let theme = Theme { parent_id, position, name: checked_name(name)?, ..Theme::default() };
    refuse_twice(themes, &theme)?;
    Ok(theme)
}

/// Renames a theme, puts it in another place or under another.
///
/// Fields: `name`, `under` (the theme it comes under, empty for the top) and `place` (among those under the
/// same theme, from 1; past the end is the end).
///
/// # Errors
/// Every field that is refused.
pub fn edit_theme(themes: Themes, theme: &Theme, patch: &Patch, when: &When) -> Result<Change, Vec<Fault>> {
    let mut new = theme.clone();
    let (mut place, mut name) = (None, None);
    let before = themes.path(theme).to_string();
    let mut label = format!("Edit the theme {before}");
    let mut reading = Reading::new(patch, when);
    reading.with("name", &mut name, |text| checked_name(text).map(Some));
    reading.with("under", &mut new.parent_id, |text| under(themes, theme, text));
    reading.place("place", &mut place);
    reading.done()?;
    if let Some(name) = name.filter(|name| *name != theme.name) {
        label = format!("Rename the theme {before} to {name}");
        new.name = name;
    }
    let moved = new.parent_id != theme.parent_id;
    let field = if patch.get("under").is_some() { "under" } else { "name" };
    refuse_twice(themes, &new).map_err(|why| vec![(field, why)])?;
    if moved {
        let to = new.parent_id.and_then(|id| themes.of(id));
        let to = to.map_or_else(|| "to the top".to_owned(), |above| format!("under {}", above.name));
        label = format!("Move the theme {before} {to}");
    }
    if !moved && place.is_none() {
        return Ok(if new == *theme {
            Change::new(label)
        } else {
            Change::new(label).put(Record::Theme(new))
        });
    }
    // Its fellows are numbered anew around it.
    let mut fellows: Vec<&Theme> = themes.under(new.parent_id).filter(|one| one.id != theme.id).collect();
    let at = place.map_or(fellows.len(), |place| (place - 1).min(fellows.len()));
    if !moved && new.name == theme.name {
        label = format!("Move the theme {before} to place {}", at + 1);
    }
    fellows.insert(at, &new);
    let placed = (1..).zip(fellows).map(|(position, one)| Theme { position, ..one.clone() });
    let differ = placed.filter(|placed| themes.of(placed.id) != Some(placed));
    Ok(differ.fold(Change::new(label), |change, placed| change.put(Record::Theme(placed))))
}

/// The theme that another comes under; none for the top.
fn under(themes: Themes, theme: &Theme, text: &str) -> Result<Option<Id>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let above = top(themes, text)?;
    if above.id == theme.id {
        return Err(format!("“{}” cannot be under itself", theme.name));
    }
    match themes.under(Some(theme.id)).next() {
        Some(child) => Err(format!(
            "“{}” has “{}” under it and cannot be under another: there are two levels",
            theme.name, child.name
        )),
        None => Ok(Some(above.id)),
    }
}

/// Removes a theme with the objectives under it. Indicators filed there go where `refile` says.
///
/// # Errors
/// That it has indicators and nothing says where they go; that they would go to what is removed.
pub fn remove_theme(filed: Filed, theme: &Theme, refile: Refile) -> Result<Change, String> {
    let themes = filed.themes;
    let path = themes.path(theme);
    let below: Vec<&Theme> = themes.under(Some(theme.id)).collect();
    let own: Vec<&IndicatorTheme> = filed.within(theme.id).collect();
    let count = match own.len() {
        1 => "1 indicator".to_owned(),
        many => format!("{many} indicators"),
    };
    let mut label = match below.len() {
        0 => format!("Remove the theme {path}"),
        1 => format!("Remove the theme {path} and the one under it"),
        many => format!("Remove the theme {path} and the {many} under it"),
    };
    let mut change = Change::new("");
    match refile {
        Refile::Nothing if !own.is_empty() => {
            return Err(format!(
                "{count} {} filed under “{path}”",
                if own.len() == 1 { "is" } else { "are" }
            ));
        }
        Refile::Nothing => {}
        Refile::Unfiled => {
            for one in &own {
                change = change.remove(Table::IndicatorTheme, one.id, one.revision);
            }
            if !own.is_empty() {
                label = format!("{label}; {count} under no theme");
            }
        }
        Refile::To(text) => {
            let to = themes.find(text)?;
            if to.id == theme.id || to.parent_id == Some(theme.id) {
                return Err(format!("“{}” is removed with it: name another", themes.path(to)));
            }
            let next = filed.indicators.iter().filter(|one| one.theme_id == to.id).map(|one| one.position);
            for (position, one) in (next.max().unwrap_or(0) + 1..).zip(&own) {
                let moved = IndicatorTheme { theme_id: to.id, position, ..(*one).clone() };
                change = change.put(Record::IndicatorTheme(moved));
            }
            if !own.is_empty() {
                label = format!("{label}; {count} under {}", themes.path(to));
            }
        }
    }
    for one in below.into_iter().chain([theme]) {
        change = change.remove(Table::Theme, one.id, one.revision);
    }
    change.label = label;
    Ok(change)
}

/// What becomes of a theme that is named and not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// It is made, at the end.
    Make,
    Refuse,
}

/// Files an indicator under a theme, or under none where the text is empty, as part of a change.
/// `filed` is where it is filed now. An indicator that the change adds has the id −1.
///
/// # Errors
/// The rest of a sentence: there is no such theme, and which there are; or several have the name.
pub fn file_under(
    change: Change,
    themes: Themes,
    filed: Option<&IndicatorTheme>,
    indicator_id: Id,
    (text, unknown): (&str, Unknown),
) -> Result<Change, String> {
    if text.trim().is_empty() {
        return Ok(match filed {
            Some(filed) => change.remove(Table::IndicatorTheme, filed.id, filed.revision),
            None => change,
        });
    }
    let (mut change, theme_id) = match themes.named_so(text)? {
        Some(theme) => (change, theme.id),
        None if unknown == Unknown::Refuse => return Err(themes.none(text)),
        None => make(change, themes, text)?,
    };
    if filed.is_none_or(|filed| filed.theme_id != theme_id) {
        change = change.put(Record::IndicatorTheme(IndicatorTheme {
            id: filed.map_or(0, |filed| filed.id),
            revision: filed.map_or(0, |filed| filed.revision),
            indicator_id,
            theme_id,
            position: IndicatorTheme::LAST,
        }));
    }
    Ok(change)
}

/// Makes a theme, with the one above it where that is missing too, as part of a change that may add one
/// other thing. Its id in the change.
fn make(mut change: Change, themes: Themes, text: &str) -> Result<(Change, Id), String> {
    let (above, under) = levels(text);
    let mut parent: Option<Theme> = None;
    for (id, name) in [(-2, above), (-3, under)] {
        if name.is_empty() && parent.is_some() {
            break;
        }
        let parent_id = parent.as_ref().map(|parent| parent.id);
        parent = Some(match themes.named(parent_id, name) {
            Some(there) => there.clone(),
            None => {
                let theme = Theme { id, ..new_theme(themes, parent.as_ref(), name)? };
                change = change.put(Record::Theme(theme.clone()));
                theme
            }
        });
    }
    let id = parent.map_or(0, |theme| theme.id);
    Ok((change, id))
}

/// The themes that a change makes for what is filed under them: "Live well > Carers".
pub fn themes_made(change: &Change, themes: Themes) -> Vec<String> {
    let made = change.edits.iter().filter_map(|edit| match edit {
        Edit::Put(Record::Theme(theme)) if theme.id < 0 => Some(theme),
        _ => None,
    });
    let made: Vec<Theme> = made.cloned().collect();
    let all: Vec<Theme> = themes.0.iter().chain(&made).cloned().collect();
    made.iter().map(|theme| Themes(&all).path(theme).to_string()).collect()
}

/// Where an indicator goes within its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToPlace {
    /// From 1; past the end is the end.
    At(usize),
    Up,
    Down,
}

/// Puts an indicator in another place among those of its theme, which are numbered anew.
///
/// # Errors
/// That it is under no theme, or is the first or the last already.
pub fn place_indicator(
    filed: Filed,
    (indicator, reference): (Id, &str),
    to: ToPlace,
) -> Result<Change, String> {
    let own = filed.indicators.iter().find(|one| one.indicator_id == indicator);
    let own = own.ok_or_else(|| format!("{reference} is under no theme, which is chosen in its form"))?;
    let path = filed.themes.of(own.theme_id).map(|theme| filed.themes.path(theme)).unwrap_or_default();
    let mut fellows: Vec<&IndicatorTheme> =
        filed.indicators.iter().filter(|one| one.theme_id == own.theme_id).collect();
    let now = fellows.iter().position(|one| one.id == own.id).unwrap_or(0);
    let last = fellows.len() - 1;
    let at = match to {
        ToPlace::At(0) => return Err("places are counted from 1".to_owned()),
        ToPlace::At(place) => (place - 1).min(last),
        ToPlace::Up if now == 0 => return Err(format!("{reference} is the first of {path}")),
        ToPlace::Up => now - 1,
        ToPlace::Down if now == last => return Err(format!("{reference} is the last of {path}")),
        ToPlace::Down => now + 1,
    };
    let moved = fellows.remove(now);
    fellows.insert(at, moved);
    let label = format!("Move {reference} to place {} of {} in {path}", at + 1, last + 1);
    let numbered = (1..).zip(fellows).filter(|(position, one)| one.position != *position && now != at);
    Ok(numbered.fold(Change::new(label), |change, (position, one)| {
        change.put(Record::IndicatorTheme(IndicatorTheme { position, ..one.clone() }))
    }))
}

/// A theme at the top, by its name.
fn top<'a>(themes: Themes<'a>, text: &str) -> Result<&'a Theme, String> {
    let found = themes.find(text)?;
    match found.parent_id {
        None => Ok(found),
        Some(_) => Err(format!("“{}” is itself under a theme: there are two levels", themes.path(found))),
    }
}

fn last_place(themes: Themes, parent: Option<Id>) -> i64 {
    themes.under(parent).map(|theme| theme.position).max().unwrap_or(0)
}

fn checked_name(name: &str) -> Result<String, String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { Err("a theme needs a name".to_owned()) } else { Ok(name) }
}

/// A name stands once under the same theme, in capitals or not.
fn refuse_twice(themes: Themes, theme: &Theme) -> Result<(), String> {
    let other = themes.named(theme.parent_id, &theme.name);
    match other.filter(|other| theme.id <= 0 || other.id != theme.id) {
        Some(other) => Err(format!("there is a theme “{}” already", shown(&themes.path(other).to_string()))),
        None => Ok(()),
    }
}
