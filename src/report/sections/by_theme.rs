//! Indicators grouped by the themes they are filed under, in the order of the themes and of their
//! places in them; with the counts of each theme.

use super::states::counted;
use crate::report::build::Sources;
use crate::report::builders::many;
use crate::report::document::*;
use crate::report::template::Only;
use crate::report::words::words;
use crate::workbook::compare::ThemePath;
use crate::workbook::{Detail, Standing};

/// The indicators filed under one theme or objective.
pub(super) struct Group<'a> {
    /// Empty for those under none.
    pub path: ThemePath,
    pub details: Vec<&'a Detail>,
}

impl Group<'_> {
    /// "Live well > Carers".
    pub fn title(&self) -> String {
        if self.path == ThemePath::default() {
            words().compare.no_theme.clone()
        } else {
            self.path.to_string()
        }
    }
}

/// Whether a theme is another one, or that one is under it.
fn holds(theme: &ThemePath, other: &ThemePath) -> bool {
    theme == other || (theme.objective.is_empty() && theme.theme == other.theme)
}

/// Groups of indicators, those under no theme last. None where no indicator of the report has a theme.
pub(super) fn groups<'a>(sources: &Sources<'a>, details: &[&'a Detail]) -> Vec<Group<'a>> {
    let nowhere = ThemePath::default();
    if sources.indicators(Only::All).all(|detail| detail.theme == nowhere) {
        return Vec::new();
    }
    let all = sources.material.movement.themes.iter().chain([&nowhere]);
    let groups = all.map(|path| {
        let here = details.iter().copied().filter(|detail| detail.theme == *path);
        let mut here: Vec<&Detail> = here.collect();
        here.sort_by_key(|detail| detail.filed.as_ref().map_or(0, |filed| filed.position));
        Group { path: path.clone(), details: here }
    });
    groups.filter(|group| !group.details.is_empty()).collect()
}

/// Indicators in the order of their themes; as they are where there are none.
pub(super) fn in_order<'a>(sources: &Sources<'a>, details: Vec<&'a Detail>) -> Vec<&'a Detail> {
    let groups = groups(sources, &details);
    if groups.is_empty() { details } else { groups.into_iter().flat_map(|group| group.details).collect() }
}

/// Every theme of the report's indicators with its standings: a theme with those of the objectives under
/// it, then each of these; those under no theme last.
pub(super) fn standings<'a>(sources: &Sources<'a>) -> Vec<(ThemePath, Vec<&'a Standing>)> {
    let all: Vec<&Detail> = sources.indicators(Only::All).collect();
    let nowhere = ThemePath::default();
    if all.iter().all(|detail| detail.theme == nowhere) {
        return Vec::new();
    }
    let paths = sources.material.movement.themes.iter().chain([&nowhere]);
    let found = paths.map(|path| {
        let here = all.iter().filter(|detail| holds(path, &detail.theme));
        (path.clone(), here.map(|detail| &detail.standing).collect::<Vec<_>>())
    });
    found.filter(|(_, standings)| !standings.is_empty()).collect()
}

/// How a theme stands, whichever of its indicators are shown: "Live well: 5 indicators, 4 of 5 reportable
/// on track."; of an objective, its theme's line first.
pub(super) fn counts(sources: &Sources, path: &ThemePath) -> Block {
    let above = ThemePath { theme: path.theme.clone(), objective: String::new() };
    let own = (above != *path).then_some(path);
    let line = |path: &ThemePath| {
        let here = sources.indicators(Only::All).filter(|detail| holds(path, &detail.theme));
        let counted = counted(here.map(|detail| &detail.standing));
        let name = match (path.objective.as_str(), path.theme.as_str()) {
            ("", "") => words().compare.no_theme.as_str(),
            ("", theme) => theme,
            (objective, _) => objective,
        };
        let number = many(counted.total(), "indicator", "indicators");
        let said = format!(": {number}, {}.", counted.sentence());
        Line { runs: vec![Run::strong(name), Run::plain(said)], bullet: 0 }
    };
    let lines = std::iter::once(&above).chain(own).map(line).collect();
    Block::Text(Text { lines, ..Text::default() })
}
