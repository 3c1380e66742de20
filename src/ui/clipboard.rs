//! Tables as spreadsheets take them from the clipboard: cells with tabs between them, a row a line.

/// A table with its headings. What is in a cell stays in it, and none of it becomes a formula.
pub fn table<H: AsRef<str>, C: AsRef<str>>(headings: &[H], rows: &[Vec<C>]) -> String {
    let mut text = String::new();
    push(&mut text, headings.iter().map(AsRef::as_ref));
    for row in rows {
        push(&mut text, row.iter().map(AsRef::as_ref));
    }
    text
}

fn push<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push('\t');
        }
        text.push_str(&guard(cell.trim()).replace(['\t', '\n', '\r'], " "));
    }
    text.push('\n');
}

/// A text as a spreadsheet shows it: one that begins as a formula does is marked as text.
pub fn guard(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky && !is_figure(text) { format!("'{text}") } else { text.to_owned() }
}

/// `+3,234`, `-2.6%`: a sign, digits, separators and at most a per cent sign.
fn is_figure(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let digits = digits.strip_prefix('£').unwrap_or(digits);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_figures_are_not() {
        for (cell, taken) in [
            ("=1+1", "'=1+1"),
            ("-2+3", "'-2+3"),
            ("-inf", "'-inf"),
            ("\tx", "'\tx"),
            ("-29.5", "-29.5"),
            ("+3,234", "+3,234"),
            ("-2.6%", "-2.6%"),
            ("AC/C7", "AC/C7"),
        ] {
            assert_eq!(guard(cell), taken);
        }
    }

    #[test]
    fn a_cell_stays_a_cell() {
        let rows = vec![vec!["a\tb", "c\nd"], vec!["=x", "1"]];
        assert_eq!(table(&["One", "Two"], &rows), "One\tTwo\na b\tc d\n'=x\t1\n");
    }
}
