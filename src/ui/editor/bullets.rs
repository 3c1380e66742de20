//! Lists that continue themselves.

/// What Enter does on a line that begins with a bullet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Continue {
    /// Start the next line with this.
    With(String),
    /// The bullet is empty: remove this many bytes from the line's start.
    End(usize),
}

/// The bytes of a line taken by its indent and bullet, if it begins with one.
pub(super) fn prefix(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = &line[indent..];
    for mark in ["- ", "* ", "• "] {
        if rest.starts_with(mark) {
            return Some(indent + mark.len());
        }
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // Longer numbers are figures at the start of a sentence, not list numbers.
    ((1..=4).contains(&digits) && rest[digits..].starts_with(". ")).then_some(indent + digits + 2)
}

/// What Enter at `byte` of a line does to a list; `None` for a plain new line.
pub(super) fn on_enter(line: &str, byte: usize) -> Option<Continue> {
    let len = prefix(line)?;
    if byte < len {
        return None;
    }
    if line[len..].trim().is_empty() {
        return Some(Continue::End(line.len()));
    }
    let bullet = &line[..len];
    let indent = bullet.len() - bullet.trim_start_matches(' ').len();
    Some(Continue::With(match bullet[indent..].trim_end_matches(". ").parse::<u32>() {
        Ok(number) => format!("{}{}. ", &bullet[..indent], number + 1),
        Err(_) => bullet.to_owned(),
    }))
}
