//! An indicator's figures in words: screens, commands and reports all say
//! them the same way.

use super::{ActionRow, ActionStatus, RatingOverride, Standing};
use crate::domain::Unit;
use crate::domain::figures::{format_plain, format_value, round_half_up};

/// A figure of this indicator, or a dash.
pub fn figure(value: Option<f64>, standing: &Standing) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format_value(value, standing.unit, standing.decimals))
}

/// The result, or why there is none.
pub fn result(standing: &Standing) -> String {
    match standing.value {
        Some(_) => figure(standing.value, standing),
        None if !standing.missing_because.is_empty() => standing.missing_because.clone(),
        None if is_rated_without_figure(standing) => "awaited".to_owned(),
        None => "–".to_owned(),
    }
}

/// Whether a person gave a colour to an indicator that has no figure.
fn is_rated_without_figure(standing: &Standing) -> bool {
    standing.overridden && standing.value.is_none() && standing.rating.is_colour()
}

/// The rating in words: "Red", or "Red, set by hand; figure awaited" where no figure bears it out.
pub fn rating(standing: &Standing) -> String {
    let title = standing.rating.title();
    match is_rated_without_figure(standing) {
        false => title.to_owned(),
        true if standing.missing_because.is_empty() => format!("{title}, set by hand; figure awaited"),
        true => format!("{title}, set by hand; no figure: {}", standing.missing_because),
    }
}

/// The same with the person's reason, where no figure bears the rating out.
pub fn rating_because(standing: &Standing, by_hand: Option<&RatingOverride>) -> String {
    let because = by_hand.filter(|_| is_rated_without_figure(standing)).map(|given| given.reason.trim());
    match because.filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{} ({reason})", rating(standing)),
        None => rating(standing),
    }
}

/// The result in the cell of a table, where a reason has no room.
pub fn result_cell(standing: &Standing) -> String {
    match standing.value {
        None if !standing.missing_because.is_empty() => "n/a".to_owned(),
        _ => result(standing),
    }
}

/// `422/709`, `119/`, or nothing.
pub fn fraction(standing: &Standing) -> String {
    let plain = |value: f64| format_plain(value, if value.fract() == 0.0 { 0 } else { 2 });
    match (standing.numerator, standing.denominator) {
        (Some(numerator), Some(denominator)) => format!("{}/{}", plain(numerator), plain(denominator)),
        (Some(numerator), None) => format!("{}/", plain(numerator)),
        (None, Some(denominator)) => format!("/{}", plain(denominator)),
        (None, None) => String::new(),
    }
}

/// `12.2% worse`, `7.3% better`; `on target` when nil.
pub fn variance(standing: &Standing) -> String {
    let Some(amount) = standing.variance else { return "–".to_owned() };
    let unit = if standing.variance_in_units { standing.unit } else { Unit::Percent };
    // Small variances keep a second decimal rather than pretend to be nothing.
    let decimals = if round_half_up(amount.abs(), 1) == 0.0 && amount != 0.0 { 2 } else { 1 };
    let size = format_value(amount.abs(), unit, decimals);
    match standing.favourable {
        _ if amount == 0.0 => "on target".to_owned(),
        Some(true) => format!("{size} better"),
        Some(false) => format!("{size} worse"),
        None if amount > 0.0 => format!("{size} above"),
        None => format!("{size} below"),
    }
}

/// Whether it is neither done nor dropped.
pub fn is_open(row: &ActionRow) -> bool {
    matches!(row.action.status, ActionStatus::Planned | ActionStatus::UnderWay)
}
