//! A control chart drawn with letters and lines: results, their limits, mean
//! and target, and what is marked on them.
//!
//! A signal is a shape first and a colour last: ▲ above the limits, ▼ below,
//! ● another signal, • none, ○ illustrative, × left out of the limits.

use ratatui::style::{Modifier, Style};

use super::inert::width;
use super::labels::{Joint, spread};
use super::rich::{Line, run, runs};
use super::theme::{Role, Theme};
use crate::domain::axis;
use crate::domain::change::{Mark, PossibleRange, Side, Signal};
use crate::domain::figures::format_value;
use crate::domain::{PeriodKind, Polarity};
use crate::workbook::ChartMarkKind;
use crate::workbook::chart::{ChartReading, ChartSeries};

/// Columns between two points at most.
const WIDEST: usize = 18;
/// Width from which lines are named with their figures, and not by a word alone.
const NAMED: usize = 84;
/// Columns between the points and the names of lines, for leaders to names that had to give way.
const LEADER: usize = 2;

/// A chart to draw.
pub struct Plot<'a> {
    pub series: &'a ChartSeries,
    pub reading: &'a ChartReading,
    pub selected: Option<usize>,
    pub theme: &'a Theme,
}

/// Where things are in a drawing of some size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Columns before the first point's slot.
    pub left: usize,
    /// Columns a point has.
    pub slot: usize,
    /// The first point drawn, and how many.
    pub first: usize,
    pub shown: usize,
    /// Rows of points.
    pub rows: usize,
}

impl Places {
    /// The column of a point, counted from the left end of the drawing.
    pub fn column(&self, at: usize) -> Option<usize> {
        let place = at.checked_sub(self.first).filter(|place| *place < self.shown)?;
        Some(self.left + place * self.slot + self.slot / 2)
    }

    /// The point at a column.
    pub fn point_at(&self, column: usize) -> Option<usize> {
        let place = column.checked_sub(self.left)? / self.slot.max(1);
        (place < self.shown).then_some(self.first + place)
    }
}

struct Scale {
    low: f64,
    high: f64,
    rows: usize,
}

impl Scale {
    fn row(&self, value: f64) -> Option<usize> {
        let share = (self.high - value) / (self.high - self.low);
        let row = (share * (self.rows - 1) as f64).round();
        (row.is_finite() && row >= 0.0 && row < self.rows as f64).then_some(row as usize)
    }
}

type Grid = Vec<Vec<(char, Style)>>;

impl Plot<'_> {
    /// Where things come to lie; none where there is nothing to draw or no room.
    pub fn places(&self, wide: u16, high: u16) -> Option<Places> {
        let (axis, names) = (self.axis_width(), self.names_width(usize::from(wide)));
        let room = usize::from(wide).checked_sub(axis + 2 + names)?;
        let rows = usize::from(high).checked_sub(self.foot_rows()).filter(|rows| *rows >= 3)?;
        let count = self.series.points.len();
        if count == 0 || room < 8 {
            return None;
        }
        let slot = (room / count).clamp(1, WIDEST);
        let shown = (room / slot).min(count);
        let newest = count - shown;
        // The latest, unless the point under the cursor is an earlier one.
        let first = self.selected.map_or(newest, |at| newest.min(at));
        Some(Places { left: axis + 2, slot, first, shown, rows })
    }

    /// Rows below the points: marks, periods, years, and what is said of an axis that is cut.
    fn foot_rows(&self) -> usize {
        3 + usize::from(self.ends().is_some_and(|(low, high)| axis::is_cut(low, high)))
    }

    fn axis_width(&self) -> usize {
        let Some((low, high)) = self.ends() else { return 1 };
        width(&self.end(low)).max(width(&self.end(high)))
    }

    fn names_width(&self, wide: usize) -> usize {
        if wide < NAMED {
            return LEADER + "target".len();
        }
        let names = self.lines().into_iter();
        names.map(|(name, value, _)| LEADER + width(name) + 1 + width(&self.figure(value))).max().unwrap_or(0)
    }

    /// A limit or mean falls between results: it has a decimal at least.
    fn figure(&self, value: f64) -> String {
        let indicator = &self.series.indicator;
        let whole = value.fract() == 0.0;
        format_value(
            value,
            indicator.unit(),
            if whole { indicator.decimals } else { indicator.decimals.max(1) },
        )
    }

    /// An end of the axis.
    fn end(&self, value: f64) -> String {
        let indicator = &self.series.indicator;
        let far = self.ends().is_some_and(|(low, high)| high - low >= 10.0);
        format_value(value, indicator.unit(), if far { 0 } else { indicator.decimals.max(1) })
    }

    /// Lowest and highest of all that is drawn, with some room, and 0 where it is near.
    fn ends(&self) -> Option<(f64, f64)> {
        let points = self.series.points.iter().flat_map(|point| [point.value, point.target]).flatten();
        let limits = self.reading.chart.phases.iter().filter_map(|phase| phase.limits);
        let all = points.chain(limits.flat_map(|limits| [limits.lower, limits.upper]));
        let (low, high) = all
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return None;
        }
        let room = if high > low { (high - low) * 0.04 } else { high.abs().max(1.0) * 0.1 };
        // No room is made for what cannot be.
        let indicator = &self.series.indicator;
        let range = PossibleRange::of(indicator.measure, indicator.unit(), [low, high]);
        Some(axis::line_ends(range.hold(low - room), range.hold(high + room)))
    }

    /// Lines in force at the latest point: name, value, role.
    fn lines(&self) -> Vec<(&'static str, f64, Role)> {
        let mut lines = Vec::new();
        if let Some(limits) = self.reading.chart.limits() {
            lines.push(("upper limit", limits.upper, Role::Dim));
            lines.push(("mean", limits.mean, Role::Dim));
            lines.push(("lower limit", limits.lower, Role::Dim));
        }
        match (self.series.indicator.polarity, self.reading.target) {
            (Polarity::Band { low, high }, _) => {
                lines.push(("aim from", low, Role::Text));
                lines.push(("aim to", high, Role::Text));
            }
            (_, Some(target)) => lines.push(("target", target, Role::Text)),
            _ => {}
        }
        lines
    }

    /// The whole chart, `high` lines of at most `wide` columns.
    pub fn draw(&self, wide: u16, high: u16) -> Vec<Line> {
        let theme = self.theme;
        let (Some(places), Some((low, top))) = (self.places(wide, high), self.ends()) else {
            return vec![vec![run("There is nothing to draw here.", theme.style(Role::Dim))]];
        };
        let scale = Scale { low, high: top, rows: places.rows };
        let columns = places.slot * places.shown;
        let mut grid: Grid = vec![vec![(' ', theme.style(Role::Text)); columns]; places.rows];
        self.draw_levels(&mut grid, &places, &scale);
        self.draw_line(&mut grid, &places, &scale);
        self.draw_points(&mut grid, &places, &scale);
        let names = self.names(&scale, usize::from(wide));
        let axis = self.axis_width();
        let mut lines = Vec::new();
        for (row, cells) in grid.into_iter().enumerate() {
            let label = match row {
                0 => self.end(top),
                last if last + 1 == places.rows => self.end(low),
                _ => String::new(),
            };
            // The mark of a break, at the end that leaves 0 out.
            let broken = (row + 1 == places.rows && low > 0.0) || (row == 0 && top < 0.0);
            let mark = if broken { '≈' } else { '│' };
            let mut line = vec![run(format!("{label:>axis$} {mark}"), theme.style(Role::Dim))];
            line.extend(runs(cells));
            let (leader, name) = &names[row];
            line.push(run(format!("{leader} "), theme.style(Role::Dim)));
            if let Some((name, role)) = name {
                line.push(run(name, theme.style(*role)));
            }
            lines.push(line);
        }
        lines.extend(self.feet(&places));
        if let Some(words) = axis::words(low, top, |value| self.end(value)) {
            lines.push(vec![run(format!("{:>axis$} ≈ {words}", ""), theme.style(Role::Dim))]);
        }
        lines
    }

    /// Limits, mean and target, as they were at each point.
    fn draw_levels(&self, grid: &mut Grid, places: &Places, scale: &Scale) {
        let theme = self.theme;
        let limit = if theme.ascii { '=' } else { '┄' };
        let breaks = self.series.broken_at();
        for place in 0..places.shown {
            let at = places.first + place;
            let phase = self.reading.chart.phases.iter().find(|phase| (phase.from..phase.to).contains(&at));
            let mut levels: Vec<(f64, char, Role)> = Vec::new();
            let limits = phase.and_then(|phase| phase.limits);
            levels.extend(limits.iter().flat_map(|limits| {
                [
                    (limits.lower, limit, Role::Dim),
                    (limits.upper, limit, Role::Dim),
                    (limits.mean, '─', Role::BarBack),
                ]
            }));
            match self.series.indicator.polarity {
                Polarity::Band { low, high } => {
                    levels.extend([(low, '-', Role::Text), (high, '-', Role::Text)]);
                }
                _ => levels.extend(self.series.points[at].target.map(|target| (target, '-', Role::Text))),
            }
            for (value, letter, role) in levels {
                let Some(row) = scale.row(value) else { continue };
                // The target is a dashed line, whatever the others are.
                let every = if letter == '-' { 2 } else { 1 };
                let cells = grid[row].iter_mut().enumerate().skip(place * places.slot).take(places.slot);
                for (_, cell) in cells.filter(|(column, _)| column % every == 0) {
                    *cell = (letter, theme.style(role));
                }
            }
            let starts = phase.is_some_and(|phase| phase.from == at && at > 0);
            let broken = breaks.contains(&at);
            if starts || broken {
                // A changed definition is a heavier line than limits that start anew.
                let letter = if broken { '║' } else { '│' };
                for row in grid.iter_mut() {
                    row[place * places.slot] =
                        (letter, theme.style(if broken { Role::Text } else { Role::Dim }));
                }
            }
        }
    }

    /// From each result to the next, in steps with round corners.
    fn draw_line(&self, grid: &mut Grid, places: &Places, scale: &Scale) {
        let style = self.theme.style(Role::Bar);
        let breaks = self.series.broken_at();
        let middle = |place: usize| place * places.slot + places.slot / 2;
        let mut before: Option<(usize, usize)> = None;
        for place in 0..places.shown {
            let value = self.series.points[places.first + place].value;
            let Some(row) = value.and_then(|value| scale.row(value)) else { continue };
            let across = before.is_some_and(|(from, _): (usize, usize)| {
                breaks.iter().any(|at| (places.first + from + 1..=places.first + place).contains(at))
            });
            if let Some((from, row_before)) = before.filter(|_| !across) {
                let (start, end) = (middle(from), middle(place));
                let bend = if end - start > 1 { (start + end).div_ceil(2) } else { end };
                grid[row_before][start + 1..bend].fill(('─', style));
                grid[row][bend..end].fill(('─', style));
                let (upper, lower) = (row.min(row_before), row.max(row_before));
                for line in grid.iter_mut().take(lower).skip(upper + 1) {
                    line[bend] = ('│', style);
                }
                if upper != lower {
                    let falls = row > row_before;
                    grid[row_before][bend] = (if falls { '╮' } else { '╯' }, style);
                    grid[row][bend] = (if falls { '╰' } else { '╭' }, style);
                }
            }
            before = Some((place, row));
        }
    }

    fn draw_points(&self, grid: &mut Grid, places: &Places, scale: &Scale) {
        for place in 0..places.shown {
            let at = places.first + place;
            let value = self.series.points[at].value;
            let Some(row) = value.and_then(|value| scale.row(value)) else { continue };
            let (letter, mut style) = self.symbol(at);
            if self.selected == Some(at) {
                style = style.add_modifier(Modifier::REVERSED);
            }
            grid[row][place * places.slot + places.slot / 2] = (letter, style);
        }
    }

    /// The shape and style of a point.
    pub fn symbol(&self, at: usize) -> (char, Style) {
        let (theme, point) = (self.theme, &self.series.points[at]);
        let mark = self.reading.chart.marks.get(at).copied().flatten();
        let letter = match (mark, theme.ascii) {
            (Some(Mark { signal: Signal::Outside, side: Side::High }), _) => '▲',
            (Some(Mark { signal: Signal::Outside, side: Side::Low }), _) => '▼',
            (Some(_), false) => '●',
            (Some(_), true) => '#',
            (None, _) if !point.unlike.is_empty() => '×',
            (None, _) if point.illustrative => '○',
            (None, _) => '•',
        };
        let role = match mark.and_then(|mark| good(mark, self.series.indicator.polarity)) {
            Some(true) => Role::Better,
            Some(false) => Role::Worse,
            None => Role::Strong,
        };
        (letter, theme.style(role))
    }

    /// What is written at the right of each row: a sign that leads to it from its line, and the
    /// name. Each name has a row of its own, in the order of the lines, as near to them as can be.
    fn names(&self, scale: &Scale, wide: usize) -> Vec<(char, Option<(String, Role)>)> {
        let mut lines: Vec<(usize, f64, String, Role)> = Vec::new();
        let all = self.lines();
        let most = all.len().saturating_sub(scale.rows);
        for (name, value, role) in all.into_iter().skip(most) {
            let Some(row) = scale.row(value) else { continue };
            let text = match name {
                name if wide >= NAMED => format!("{name} {}", self.figure(value)),
                "upper limit" => "upper".to_owned(),
                "lower limit" => "lower".to_owned(),
                name => name.chars().take(6).collect(),
            };
            lines.push((row, value, text, role));
        }
        lines.sort_by(|one, other| other.1.total_cmp(&one.1));
        let rows = spread(&lines.iter().map(|(row, ..)| *row).collect::<Vec<_>>(), scale.rows);
        let mut joints = vec![Joint::default(); scale.rows];
        let mut names = vec![None; scale.rows];
        for ((row, _, text, role), at) in lines.into_iter().zip(rows) {
            if at != row {
                joints[row].left = true;
                let (upper, lower) = (row.min(at), row.max(at));
                joints[upper..lower].iter_mut().for_each(|joint| joint.down = true);
                joints[upper + 1..=lower].iter_mut().for_each(|joint| joint.up = true);
            }
            joints[at].right = true;
            joints[row].left |= at == row;
            names[at] = Some((text, role));
        }
        joints.iter().map(|joint| joint.sign()).zip(names).collect()
    }

    /// The rows below the points: notes and cursor, periods, years.
    fn feet(&self, places: &Places) -> [Line; 3] {
        let theme = self.theme;
        let columns = places.slot * places.shown;
        let mut marks = vec![(' ', theme.style(Role::Dim)); columns];
        let mut periods = marks.clone();
        let mut years = marks.clone();
        let mut free = 0;
        for place in 0..places.shown {
            let at = places.first + place;
            let middle = place * places.slot + places.slot / 2;
            let point = &self.series.points[at];
            let noted = self.series.mark(at, ChartMarkKind::Note).is_some();
            let letter = match (self.selected == Some(at), noted) {
                (true, _) => '^',
                (false, true) => 'n',
                (false, false) => ' ',
            };
            marks[middle] = (letter, theme.style(if noted { Role::Strong } else { Role::Key }));
            let number = point.period.number();
            let label = match (self.series.kind, places.slot) {
                (PeriodKind::Month, slot) => {
                    let name = point.period.covers(4);
                    name.chars().take(if slot >= 4 { 3 } else { 1 }).collect()
                }
                (PeriodKind::Quarter, 1 | 2) => number.to_string(),
                (PeriodKind::Quarter, _) => format!("Q{number}"),
                (PeriodKind::Year, _) => String::new(),
            };
            write(&mut periods, middle.saturating_sub(width(&label) / 2), &label);
            // A year is written where it begins, and where the drawing does.
            let year = point.period.financial_year().to_string();
            let start = middle.saturating_sub(if self.series.kind == PeriodKind::Year { 2 } else { 0 });
            if (number == 1 || place == 0) && start >= free && start + width(&year) <= columns.max(start + 7)
            {
                write(&mut years, start, &year);
                free = start + width(&year) + 1;
            }
        }
        let indent = " ".repeat(places.left);
        [marks, periods, years].map(|cells| {
            let mut line = vec![run(&indent, theme.style(Role::Dim))];
            line.extend(runs(cells));
            line
        })
    }
}

/// Whether a signal is the good way; none where no way is, or that depends on a band.
pub fn good(mark: Mark, polarity: Polarity) -> Option<bool> {
    match polarity {
        Polarity::Higher => Some(mark.side == Side::High),
        Polarity::Lower => Some(mark.side == Side::Low),
        Polarity::Band { .. } | Polarity::None => None,
    }
}

fn write(cells: &mut Vec<(char, Style)>, at: usize, text: &str) {
    let style = cells.first().map_or(Style::new(), |(_, style)| *style);
    for (place, letter) in (at..).zip(text.chars()) {
        if place >= cells.len() {
            cells.push((letter, style));
        } else {
            cells[place] = (letter, style);
        }
    }
}
