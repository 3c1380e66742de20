//! A year's months as points over an axis: what was budgeted, spent and is forecast.
//!
//! Points, not bars: the axis need not begin at 0, so that a difference of a
//! few percent is seen; where it does not, it says so. Each series has a shape of its own.

use super::inert::width;
use super::rich::{Rich, run};
use super::theme::Role;
use crate::domain::axis;

/// One month.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// `Apr`.
    pub label: String,
    pub budget: Option<i64>,
    pub actual: Option<i64>,
    pub forecast: Option<i64>,
}

const BUDGET: char = '┄';
const ACTUAL: char = '●';
const FORECAST: char = '○';

/// Draws the months, `high` rows of points with an axis at the left and the
/// months below. Nothing where there is nothing to draw, or no room.
pub fn months(rich: &mut Rich, points: &[Point], high: u16, amount: &dyn Fn(i64) -> String) {
    let values = || points.iter().flat_map(|point| [point.budget, point.actual, point.forecast]).flatten();
    let (Some(low), Some(top)) = (values().min(), values().max()) else { return };
    let (low, top) = axis::line_ends(low as f64, top as f64);
    let (low, top) = (low as i64, top as i64);
    let ends = [amount(top), amount(low)];
    let (low, top) = (i128::from(low), i128::from(top));
    let rows = usize::from(high.max(2));
    // Half the axis's end is enough to tell; i128 so that no difference can overflow.
    let span = (top - low).max(1);
    let row_of = |value: i64| {
        let steps = (top - i128::from(value)) * (rows as i128 - 1);
        usize::try_from((2 * steps + span) / (2 * span)).unwrap_or(0).min(rows - 1)
    };
    let axis_width = ends.iter().map(|text| width(text)).max().unwrap_or(0);
    let room = usize::from(rich.width).saturating_sub(axis_width + 2);
    let slot = (room / points.len().max(1)).min(6);
    if slot == 0 {
        return;
    }
    let theme = rich.theme;
    let mut grid = vec![vec![(' ', Role::Text); slot * points.len()]; rows];
    for (at, point) in points.iter().enumerate() {
        let left = at * slot;
        if let Some(budget) = point.budget {
            grid[row_of(budget)][left..left + slot].fill((BUDGET, Role::Dim));
        }
        let middle = left + slot / 2;
        if let Some(forecast) = point.forecast {
            grid[row_of(forecast)][middle] = (FORECAST, Role::Strong);
        }
        if let Some(actual) = point.actual {
            grid[row_of(actual)][middle] = (ACTUAL, Role::Strong);
        }
    }
    for (at, cells) in grid.into_iter().enumerate() {
        let label = match at {
            0 => ends[0].as_str(),
            at if at + 1 == rows && top != low => ends[1].as_str(),
            _ => "",
        };
        let broken = (at + 1 == rows && low > 0) || (at == 0 && top < 0);
        let mark = if broken { '≈' } else { '│' };
        let mut line = vec![run(format!("{label:>axis_width$} {mark}"), theme.style(Role::Dim))];
        let mut text = String::new();
        let mut role = Role::Text;
        for (sign, this) in cells {
            if this != role && !text.is_empty() {
                line.push(run(std::mem::take(&mut text), theme.style(role)));
            }
            role = this;
            text.push(sign);
        }
        line.push(run(text, theme.style(role)));
        rich.lines.push(line);
    }
    let mut feet = String::new();
    for point in points {
        let label: String = point.label.chars().take(if slot > 3 { 3 } else { 1 }).collect();
        let before = (slot / 2).saturating_sub(width(&label) / 2);
        feet.push_str(&format!("{:<slot$}", format!("{}{label}", " ".repeat(before))));
    }
    rich.lines.push(vec![run(format!("{:>axis_width$}  {feet}", ""), theme.style(Role::Dim))]);
    if let Some(words) = axis::words(low as f64, top as f64, |end| amount(end as i64)) {
        rich.lines.push(vec![run(format!("{:>axis_width$} ≈ {words}", ""), theme.style(Role::Dim))]);
    }
    rich.lines.push(vec![run(
        format!("{BUDGET}{BUDGET} budget  {ACTUAL} actual  {FORECAST} forecast"),
        theme.style(Role::Dim),
    )]);
}
