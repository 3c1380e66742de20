//! Where the year is expected to end, in the few words that stand beside a rating.

use super::{figure, travel_role};
use crate::domain::Direction;
use crate::ui::theme::{Glyph, Role, Theme};
use crate::workbook::Standing;
use crate::workbook::forecasts::YearEnd;

/// "R declining": the rating that the year is expected to end at, and where it leads; once it has come
/// "was 47.0%". Nothing without a forecast.
pub fn year_end(standing: &Standing, theme: &Theme) -> String {
    standing.year_end.as_ref().map_or_else(String::new, |end| match end.came_out {
        Some(_) => format!("was {}", figure(Some(end.value), standing)),
        None => rated(end, end.leads(), theme),
    })
}

/// "R -": the same where there is no room for words: better (+), worse (-), the same (=), and up or down
/// where neither way is better.
pub fn year_end_sign(standing: &Standing, theme: &Theme) -> String {
    let Some(end) = &standing.year_end else { return String::new() };
    let rating = if end.rating.is_colour() { end.rating.letters() } else { "–" };
    format!("{rating} {}", sign(end.trajectory, theme).0).trim_end().to_owned()
}

/// The sign of where a forecast leads from the result, and what it means.
fn sign(trajectory: Direction, theme: &Theme) -> (&'static str, &'static str) {
    match trajectory {
        Direction::Improving => ("+", "better than now"),
        Direction::Worsening => ("-", "worse than now"),
        Direction::Same => ("=", "the same as now"),
        Direction::Increasing => (theme.glyph(Glyph::Up), "higher than now"),
        Direction::Decreasing => (theme.glyph(Glyph::Down), "lower than now"),
        Direction::None | Direction::NotComparable => ("", ""),
    }
}

/// What the column of [`year_end_sign`] says: "G - under End: Green at year end, worse than now".
pub fn year_end_explained(standing: &Standing, theme: &Theme) -> Option<String> {
    let end = standing.year_end.as_ref()?;
    let rating = if end.rating.is_colour() { end.rating.title() } else { "not rated" };
    let (_, means) = sign(end.trajectory, theme);
    let leads = if means.is_empty() { String::new() } else { format!(", {means}") };
    Some(format!("{} under End: {rating} at year end{leads}", year_end_sign(standing, theme)))
}

/// The key to all signs of that column.
pub fn year_end_key(theme: &Theme) -> String {
    let all = [
        Direction::Improving,
        Direction::Worsening,
        Direction::Same,
        Direction::Increasing,
        Direction::Decreasing,
    ];
    let signs = all.map(|one| sign(one, theme)).map(|(sign, means)| format!("{sign} {means}"));
    format!("Under End: the rating that the year is forecast to end at, and {}.", signs.join(", "))
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
