//! What the fields of records are called in the history, and which are not told.

/// Fields by the name they are stored under: how people call them, in the
/// order they are shown. `*` marks words of the program's own (`under_way`).
pub(super) const FIELDS: &[(&str, &str)] = &[
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

pub(super) fn is_hidden(name: &str) -> bool {
    name.ends_with("_id") || HIDDEN.contains(&name)
}
