//! A table pasted into a field.

/// Cells with tabs between them as cells with commas; a text without tabs as it is.
pub(super) fn as_csv(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let cell = |cell: &str| match cell.contains([',', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    };
    let line = |line: &str| line.split('\t').map(cell).collect::<Vec<_>>().join(",");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
