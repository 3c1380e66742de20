//! An indicator's figures in words: screens, commands and reports all say
//! them the same way.

use super::{ActionRow, ActionStatus, Standing};
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
        None => "–".to_owned(),
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

/// An action's status in words.
pub fn action_status(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Planned => "planned",
        ActionStatus::UnderWay => "under way",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    }
}

/// Whether it is neither done nor dropped.
pub fn is_open(row: &ActionRow) -> bool {
    matches!(row.action.status, ActionStatus::Planned | ActionStatus::UnderWay)
}
