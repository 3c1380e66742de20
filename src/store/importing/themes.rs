//! The themes a file names, in the order it first names them: those there are, those that are new,
//! and the indicators that are filed under them.

use std::collections::HashMap;

use crate::domain::shown;
use crate::store::error::StoreError;
use crate::store::importing::{Importing, Matched};
use crate::store::read::themes_in_order;
use crate::store::rows::row;
use crate::workbook::compare::ThemePath;
use crate::workbook::import_outcome::{ImportLine, RowOutcome};
use crate::workbook::staged::CellPlace;
use crate::workbook::steps::themes::new_theme;
use crate::workbook::themes::same_name;
use crate::workbook::*;

/// Files the indicators of a file under the themes it names. Themes that are new are made or, where
/// that was said, refused.
pub fn match_themes(importing: &mut Importing<'_>, matched: &Matched) -> Result<(), StoreError> {
    let said = importing.said;
    let nowhere = ThemePath::default();
    if said.indicators.iter().all(|one| one.theme == nowhere) {
        return Ok(());
    }
    let mut found = Found::load(importing)?;
    for (at, one) in said.indicators.iter().enumerate().filter(|(_, one)| one.theme != nowhere) {
        let Some(indicator) = matched.ids[at] else { continue };
        let Some(theme) = found.theme(importing, &one.theme, one.theme_place)? else { continue };
        found.file(importing, (indicator, &matched.references[at]), theme, one.theme_place)?;
    }
    Ok(())
}

/// The themes there are, those that the file has made, and what is filed under each.
struct Found {
    themes: Vec<Theme>,
    /// By what the file writes; none where it was refused.
    written: HashMap<String, Option<Id>>,
    filed: HashMap<Id, IndicatorTheme>,
    /// The last place given under each theme.
    last: HashMap<Id, i64>,
}

impl Found {
    fn load(importing: &Importing<'_>) -> Result<Self, StoreError> {
        let filed: Vec<IndicatorTheme> = row::select(importing.connection, "ORDER BY id", [])?;
        let mut last: HashMap<Id, i64> = HashMap::new();
        for one in &filed {
            let last = last.entry(one.theme_id).or_default();
            *last = one.position.max(*last);
        }
        Ok(Self {
            themes: themes_in_order(importing.connection)?,
            written: HashMap::new(),
            filed: filed.into_iter().map(|one| (one.indicator_id, one)).collect(),
            last,
        })
    }

    /// The theme of a path, made where there is none; none where it is refused.
    fn theme(
        &mut self,
        importing: &mut Importing<'_>,
        path: &ThemePath,
        place: CellPlace,
    ) -> Result<Option<Id>, StoreError> {
        let text = path.to_string();
        if let Some(found) = self.written.get(&text) {
            return Ok(*found);
        }
        let themes = Themes(&self.themes);
        let found = match themes.find_path(path) {
            Ok(Some(theme)) => Some(theme.id),
            Ok(None) if importing.choices.refuse_new_themes => {
                let why = themes.none(&text);
                importing.refuse(place, &text, why);
                None
            }
            Ok(None) => self.make(importing, path, place)?,
            Err(why) => {
                importing.refuse(place, &text, why);
                None
            }
        };
        self.written.insert(text, found);
        Ok(found)
    }

    /// Makes what is missing of a path, its first level first.
    fn make(
        &mut self,
        importing: &mut Importing<'_>,
        path: &ThemePath,
        place: CellPlace,
    ) -> Result<Option<Id>, StoreError> {
        let mut parent: Option<Id> = None;
        for name in [&path.theme, &path.objective].into_iter().filter(|name| !name.is_empty()) {
            let themes = Themes(&self.themes);
            if let Some(there) = themes.named(parent, name) {
                parent = Some(there.id);
                continue;
            }
            let theme = match new_theme(themes, parent.and_then(|id| themes.of(id)), name) {
                Ok(theme) => theme,
                Err(why) => {
                    importing.refuse(place, name, why);
                    return Ok(None);
                }
            };
            let called = match parent.and_then(|id| themes.of(id)) {
                Some(above) => format!("{} > {}", above.name, theme.name),
                None => theme.name.clone(),
            };
            let alike = self.themes.iter().find(|there| same_name(&there.name, name));
            let after = match alike.map(|there| themes.path(there).to_string()) {
                Some(other) => format!("a theme the workbook did not have; “{}” is another", shown(&other)),
                None => "a theme the workbook did not have".to_owned(),
            };
            let line = ImportLine {
                fate: RowOutcome::Added,
                table: Table::Theme,
                name: format!("theme {called}"),
                before: String::new(),
                after,
                place,
                by: String::new(),
            };
            let Some(id) = importing.add_or_refuse(&Record::Theme(theme.clone()), || line)? else {
                return Ok(None);
            };
            self.themes.push(Theme { id, ..theme });
            parent = Some(id);
        }
        Ok(parent)
    }

    /// Files an indicator, at the end of the theme.
    fn file(
        &mut self,
        importing: &mut Importing<'_>,
        (indicator, reference): (Id, &str),
        theme: Id,
        place: CellPlace,
    ) -> Result<(), StoreError> {
        let before = self.filed.get(&indicator).cloned();
        if before.as_ref().is_some_and(|before| before.theme_id == theme) {
            importing.outcome.count(Table::IndicatorTheme, RowOutcome::Unchanged);
            return Ok(());
        }
        let themes = Themes(&self.themes);
        let called = |id: Id| themes.of(id).map_or_else(String::new, |one| themes.path(one).to_string());
        let line = ImportLine {
            fate: RowOutcome::Added,
            table: Table::IndicatorTheme,
            name: format!("{reference} theme"),
            before: before.as_ref().map_or_else(String::new, |before| called(before.theme_id)),
            after: called(theme),
            place,
            by: String::new(),
        };
        let last = self.last.entry(theme).or_default();
        *last += 1;
        let filed = IndicatorTheme {
            id: before.as_ref().map_or(0, |before| before.id),
            revision: before.as_ref().map_or(0, |before| before.revision),
            indicator_id: indicator,
            theme_id: theme,
            position: *last,
        };
        match before {
            Some(before) => importing.change_or_keep(
                &Record::IndicatorTheme(before),
                Record::IndicatorTheme(filed.clone()),
                line,
            )?,
            None => {
                importing.add_or_refuse(&Record::IndicatorTheme(filed.clone()), || line)?;
            }
        }
        self.filed.insert(indicator, filed);
        Ok(())
    }
}
