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
    ("a pivot table", &["pivot", "pivots", "pivot table", "pivot tables", "pivottable"]),
    ("what charts are drawn from", &["chart data", "charts", "chart", "graph data", "graphs"]),
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
    named.or_else(|| pivot(look)).or_else(|| transactions(look)).or_else(|| {
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

/// Texts of a row, in plain words.
fn texts(row: &crate::source::Row) -> Vec<String> {
    let text = |cell: &Cell| if let Cell::Text(text) = cell { Some(plain(text)) } else { None };
    row.cells.iter().filter_map(text).collect()
}

/// A pivot table as Excel writes its headings: what it is drawn from is the data.
fn pivot(look: &SheetLook) -> Option<&'static str> {
    let all: Vec<String> = look.rows.iter().take(12).flat_map(texts).collect();
    let labels = all.iter().any(|text| matches!(text.as_str(), "row labels" | "column labels"));
    let sums = ["sum of ", "count of ", "average of ", "max of ", "min of "];
    (labels && all.iter().any(|text| sums.iter().any(|sum| text.starts_with(sum)) || text == "grand total"))
        .then_some("a pivot table")
}

/// A list of payments: who was paid, how much, on which day.
fn transactions(look: &SheetLook) -> Option<&'static str> {
    const PAID: [&str; 7] =
        ["supplier", "supplier name", "vendor", "vendor name", "payee", "beneficiary", "merchant"];
    const AMOUNT: [&str; 8] = [
        "amount",
        "net amount",
        "gross amount",
        "amount £",
        "net amount £",
        "payment amount",
        "invoice amount",
        "value",
    ];
    const WHEN: [&str; 9] = [
        "date",
        "payment date",
        "date paid",
        "paid date",
        "invoice date",
        "transaction date",
        "transaction number",
        "invoice number",
        "transaction no",
    ];
    let is_one = |row: &crate::source::Row| {
        let texts = texts(row);
        let has = |names: &[&str]| texts.iter().any(|text| names.contains(&text.as_str()));
        has(&PAID) && has(&AMOUNT) && has(&WHEN)
    };
    look.rows.iter().take(12).any(is_one).then_some(TRANSACTIONS)
}

/// What a sheet of payments is: it is refused where there is no other, for each of its rows would be an indicator.
pub const TRANSACTIONS: &str = "a list of payments (transactions), of which no figure is an indicator's";

/// The first lines of a sheet that is no data, as titles are read.
pub(super) fn lines(look: &SheetLook) -> impl Iterator<Item = String> + '_ {
    look.rows.iter().take(30).filter_map(title_of).filter(|line| !line.is_empty() && line.len() <= 200)
}
