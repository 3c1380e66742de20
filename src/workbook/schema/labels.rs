//! What fields are called of which no record has a description, which are the program's own, and in
//! which of them words are searched.

use super::{FieldKind, infos};
use crate::workbook::Table;

/// Fields by the name they are stored under: how people call them, in the
/// order they are shown. `*` marks words of the program's own (`under_way`).
pub const FIELDS: &[(&str, &str)] = &[
    ("organisation", "Organisation"),
    ("name", "Name"),
    ("position", "Place"),
    ("value", "Value"),
    ("numerator", "Numerator"),
    ("denominator", "Denominator"),
    ("stated", "As stated"),
    ("printed", "As printed"),
    ("missing_because", "Missing because"),
    ("status", "Status *"),
    ("state", "State *"),
    ("rating", "Rating *"),
    ("reason", "Reason"),
    ("role", "Role"),
    ("signed_on", "Signed on"),
    ("target", "Target"),
    ("field", "Field"),
    ("text", "Words"),
    ("commentary", "Commentary"),
    ("path_to_green", "Path to green"),
    ("definition", "Definition"),
    ("kind", "Kind *"),
    ("service", "Service"),
    ("owner", "Owner"),
    ("due", "Due"),
    ("basis", "Basis *"),
    ("compare_with", "Benchmark of"),
    ("scheme", "Scheme"),
    ("covers_from", "Covers from"),
    ("covers_to", "Covers to"),
    ("carried", "Carried forward"),
    ("carried_from", "Carried from"),
    ("illustrative", "Illustrative"),
    ("source", "Source"),
    ("reopened_because", "Reopened because"),
    ("first_month", "First month"),
    ("current_period", "Current period"),
    ("review_ratings", "Reviewed ratings *"),
    ("note", "Note"),
    ("impact", "Impact"),
    ("probability", "Probability"),
    ("stated_score", "Printed score"),
    ("stated_label", "Printed band"),
    ("stated_impact", "Printed impact"),
    ("stated_probability", "Printed probability"),
    ("mapped_impact", "Impact on the map"),
    ("mapped_probability", "Probability on map"),
    ("by", "By"),
    ("at", "At"),
];

/// Texts in which nobody has written: days, people, files and what the program keeps for itself.
const NOT_WORDS: &[&str] = &[
    "at",
    "bands",
    "by",
    "checksum",
    "collected_at",
    "covers_from",
    "covers_to",
    "definition",
    "due",
    "field",
    "pages",
    "polarity",
    "review_ratings",
    "scheme",
    "sent_at",
    "signed_on",
    "template",
];

/// Fields that are the program's bookkeeping, not news; numbers of other rows, which the step's own
/// words name.
const HIDDEN: &[&str] = &[
    "id",
    "revision",
    "uuid",
    "subject",
    "one",
    "other",
    "period",
    "code",
    "fingerprint",
    "merged_into",
    "neighbours_of",
];

/// Whether a field is the program's bookkeeping.
pub fn is_hidden(name: &str) -> bool {
    name.ends_with("_id") || HIDDEN.contains(&name)
}

/// What a column of text is called where its words are searched: all are but codes, days and what the
/// program keeps for itself.
pub fn searched(table: Table, column: &str) -> Option<String> {
    let described = infos(table).into_iter().find(|info| info.code == column);
    if let Some(info) = described.filter(|_| column != "polarity") {
        return matches!(info.kind, FieldKind::Line | FieldKind::Text(_)).then(|| info.label.to_owned());
    }
    if is_hidden(column) || NOT_WORDS.contains(&column) {
        return None;
    }
    match FIELDS.iter().find(|(known, _)| *known == column) {
        Some((_, title)) => (!title.ends_with('*')).then(|| (*title).to_owned()),
        None => Some(column.replace('_', " ")),
    }
}
