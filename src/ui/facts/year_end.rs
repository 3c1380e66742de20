//! Where the year is expected to end, in the few words that stand beside a rating.

use super::travel_role;
use crate::ui::theme::{Role, Theme};
use crate::workbook::Standing;

/// "R declining": the rating that the year is expected to end at, and where it leads; nothing without a
/// forecast.
pub fn year_end(standing: &Standing, theme: &Theme) -> String {
    let Some(end) = &standing.year_end else { return String::new() };
    let rating = if end.rating.is_colour() { theme.letters(end.rating) } else { "–".to_owned() };
    format!("{rating} {}", end.leads()).trim_end().to_owned()
}

/// The same at the end of a line of facts.
pub fn and_year_end(standing: &Standing, theme: &Theme) -> String {
    match year_end(standing, theme) {
        end if end.is_empty() => end,
        end => format!("  year end {end}"),
    }
}

/// The role it is drawn in.
pub fn year_end_role(standing: &Standing) -> Role {
    standing.year_end.as_ref().map_or(Role::Text, |end| travel_role(end.trajectory))
}
