//! What a sheet is for, before it is looked at as a table: a cover, notes, contents and what else nobody means as
//! data.

use super::SheetLook;
use super::table::title_of;
use super::words::plain;
use crate::source::Cell;

/// Names of sheets that are no data, and what they are.
const NAMES: &[(&str, &[&str])] = &[
    (
        "a cover",
        &[
            "cover",
            "cover sheet",
            "title",
            "title page",
            "front page",
            "front sheet",
            "front cover",
            "intro",
            "introduction",
        ],
    ),
    (
        "notes",
        &[
            "notes",
            "note",
            "notes and definitions",
            "definitions",
            "glossary",
            "guidance",
            "instructions",
            "read me",
            "readme",
            "about",
            "information",
            "metadata",
            "background",
            "methodology",
            "caveats",
        ],
    ),
    ("a list of contents", &["contents", "table of contents", "toc", "list of tables"]),
    (
        "a record of versions",
        &[
            "version control",
            "version history",
            "change log",
            "changelog",
            "document control",
            "revision history",
        ],
    ),
    (
        "a list to choose from",
        &[
            "lookup",
            "lookups",
            "look up",
            "look ups",
            "lists",
            "dropdowns",
            "drop downs",
            "validation",
            "reference data",
        ],
    ),
];

/// Headings that only such sheets have.
const HEADINGS: &[&str] = &[
    "note number",
    "note text",
    "term",
    "definition",
    "version",
    "author",
    "change",
    "changes",
    "description of change",
    "sheet",
    "worksheet",
    "tab",
    "worksheet title",
    "table number",
    "table title",
    "link",
    "abbreviation",
    "meaning",
];

/// What a sheet is that is not data; none where it may be.
pub(super) fn not_data(look: &SheetLook) -> Option<&'static str> {
    let name = plain(&look.name);
    let named = NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(what, _)| *what);
    named.or_else(|| {
        // Two columns or three, all of them called as those of notes are.
        look.rows.iter().take(12).find_map(|row| {
            let texts: Vec<String> = row
                .cells
                .iter()
                .filter_map(|cell| if let Cell::Text(text) = cell { Some(plain(text)) } else { None })
                .collect();
            let all = texts.len() == row.cells.len() && (2..=5).contains(&texts.len());
            let known = texts.iter().filter(|text| HEADINGS.contains(&text.as_str())).count();
            (all && known > 1 && known * 3 >= texts.len() * 2).then_some("notes")
        })
    })
}

/// The first lines of a sheet that is no data, as titles are read.
pub(super) fn lines(look: &SheetLook) -> impl Iterator<Item = String> + '_ {
    look.rows.iter().take(30).filter_map(title_of).filter(|line| !line.is_empty() && line.len() <= 200)
}
