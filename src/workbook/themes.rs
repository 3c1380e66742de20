//! Themes: finding one by what it is called, and what a theme holds.

use super::compare::ThemePath;
use super::record::{Id, Theme};
use crate::domain::shown;

/// The signs between a theme and the objective under it, with blanks around them.
const BETWEEN: [&str; 3] = [" / ", " > ", " › "];

/// Names that differ only in capitals and blanks are the same name.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether two names of themes are the same, in capitals or not.
pub fn same_name(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// The two levels of a theme as it is written: `Priority / Objective`. The objective is empty where
/// one level is written.
pub fn levels(text: &str) -> (&str, &str) {
    let found = BETWEEN.iter().find_map(|sign| text.split_once(sign));
    found.map_or((text.trim(), ""), |(above, under)| (above.trim(), under.trim()))
}

/// The themes of a workbook: in their order, each followed by those under it.
#[derive(Debug, Clone, Copy)]
pub struct Themes<'a>(pub &'a [Theme]);

impl<'a> Themes<'a> {
    /// The theme of an id.
    pub fn of(self, id: Id) -> Option<&'a Theme> {
        self.0.iter().find(|theme| theme.id == id)
    }

    /// The theme of a name under another, or at the top.
    pub fn named(self, parent: Option<Id>, name: &str) -> Option<&'a Theme> {
        self.under(parent).find(|theme| same_name(&theme.name, name))
    }

    /// Those under a theme, or at the top, in their order.
    pub fn under(self, parent: Option<Id>) -> impl Iterator<Item = &'a Theme> {
        self.0.iter().filter(move |theme| theme.parent_id == parent)
    }

    /// Both levels of a theme.
    pub fn path(self, theme: &Theme) -> ThemePath {
        match theme.parent_id.and_then(|parent| self.of(parent)) {
            Some(above) => ThemePath { theme: above.name.clone(), objective: theme.name.clone() },
            None => ThemePath { theme: theme.name.clone(), objective: String::new() },
        }
    }

    /// The theme that a text means: a name at the top, `Priority / Objective`, or the name of an
    /// objective that only one theme has.
    ///
    /// # Errors
    /// That there is none, or several, with what there is.
    pub fn find(self, text: &str) -> Result<&'a Theme, String> {
        self.named_so(text)?.ok_or_else(|| self.none(text))
    }

    /// The same; none where there is none.
    ///
    /// # Errors
    /// That several have the name.
    pub fn named_so(self, text: &str) -> Result<Option<&'a Theme>, String> {
        let (above, under) = levels(text);
        if let Some(theme) = self.named(None, text) {
            return Ok(Some(theme));
        }
        let split = self.named(None, above).filter(|_| !under.is_empty());
        match split.and_then(|above| self.named(Some(above.id), under)) {
            Some(theme) => Ok(Some(theme)),
            None => self.alone(text),
        }
    }

    /// The theme of a path; one level may be the name of an objective that only one theme has. None
    /// where there is none.
    ///
    /// # Errors
    /// That several have the name.
    pub fn find_path(self, path: &ThemePath) -> Result<Option<&'a Theme>, String> {
        let above = self.named(None, &path.theme);
        if !path.objective.is_empty() {
            return Ok(above.and_then(|above| self.named(Some(above.id), &path.objective)));
        }
        match above {
            Some(theme) => Ok(Some(theme)),
            None => self.alone(&path.theme),
        }
    }

    /// The theme of a name at either level, where only one has it.
    fn alone(self, name: &str) -> Result<Option<&'a Theme>, String> {
        let alike: Vec<&Theme> = self.0.iter().filter(|theme| same_name(&theme.name, name)).collect();
        match alike.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            several => {
                let paths: Vec<String> = several.iter().map(|theme| self.path(theme).to_string()).collect();
                Err(format!("“{}” is the name of {}: write which", shown(name), paths.join(" and ")))
            }
        }
    }

    /// "there is no theme “Homes”; there are Care, Care > Independence".
    pub fn none(self, text: &str) -> String {
        let there: Vec<String> = self.paths();
        let hint = match there.as_slice() {
            [] => "there are none yet: `quarterdeck theme add` makes one, as “themes” on the list of indicators does".to_owned(),
            some => format!("there are {}", some.join("; ")),
        };
        format!("there is no theme “{}”; {hint}", shown(text))
    }

    /// Every theme as it is written.
    pub fn paths(self) -> Vec<String> {
        self.all_paths().iter().map(ThemePath::to_string).collect()
    }

    /// Both levels of every theme.
    pub fn all_paths(self) -> Vec<ThemePath> {
        self.0.iter().map(|theme| self.path(theme)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(id: Id, parent_id: Option<Id>, name: &str) -> Theme {
        Theme { id, revision: 1, parent_id, position: id, name: name.to_owned() }
    }

    #[test]
    fn a_theme_is_found_by_its_name_by_both_names_or_by_an_objective_that_is_one_alone() {
        let all = [
            theme(1, None, "Care / support"),
            theme(2, Some(1), "Independence"),
            theme(3, None, "Homes"),
            theme(4, Some(3), "Independence"),
            theme(5, Some(3), "Repairs"),
        ];
        let found = |text: &str| Themes(&all).find(text).map(|theme| theme.id);
        assert_eq!(found("care /  SUPPORT"), Ok(1));
        assert_eq!(found("homes / independence"), Ok(4));
        assert_eq!(found("Homes > Repairs"), Ok(5));
        assert_eq!(found("repairs"), Ok(5));
        assert!(found("independence").unwrap_err().contains("Care / support > Independence and Homes"));
        let none = found("Roads").unwrap_err();
        assert!(none.contains("“Roads”") && none.contains("Homes > Repairs"), "{none}");
        assert!(Themes(&[]).none("Roads").contains("none yet"));
    }
}
