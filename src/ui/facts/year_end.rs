//! Where the year is expected to end, in the few words that stand beside a rating.

use super::travel_role;
use crate::domain::Direction;
use crate::ui::theme::{Glyph, Role, Theme};
use crate::workbook::Standing;
use crate::workbook::forecasts::YearEnd;

/// "R declining": the rating that the year is expected to end at, and where it leads; nothing without a
/// forecast.
pub fn year_end(standing: &Standing, theme: &Theme) -> String {
    standing.year_end.as_ref().map_or_else(String::new, |end| rated(end, end.leads(), theme))
}

/// "R -": the same where there is no room for words: better (+), worse (-), the same (=), and up or down
/// where neither way is better.
pub fn year_end_sign(standing: &Standing, theme: &Theme) -> String {
    let Some(end) = &standing.year_end else { return String::new() };
    let sign = match end.trajectory {
        Direction::Improving => "+",
        Direction::Worsening => "-",
        Direction::Same => "=",
        Direction::Increasing => theme.glyph(Glyph::Up),
        Direction::Decreasing => theme.glyph(Glyph::Down),
        Direction::None | Direction::NotComparable => "",
    };
    let rating = if end.rating.is_colour() { end.rating.letters() } else { "–" };
    format!("{rating} {sign}").trim_end().to_owned()
}

fn rated(end: &YearEnd, leads: &str, theme: &Theme) -> String {
    let rating = if end.rating.is_colour() { theme.letters(end.rating) } else { "–".to_owned() };
    format!("{rating} {leads}").trim_end().to_owned()
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
