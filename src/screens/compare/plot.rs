//! One measure over every organisation: ranked, each a dot on a common scale with its interval,
//! beside the average and the lines between quartiles.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Compare;
use super::matrix::narrow;
use super::order::ranked;
use crate::domain::compare::rank::ordinal;
use crate::screens::Context;
use crate::ui::frame::{Pane, clip, line, take_top};
use crate::ui::inert::{fit_right, inert_line, width};
use crate::ui::table::{Cell, Column, MARKER, Slot, Table};
use crate::ui::theme::Role;
use crate::workbook::compare::Entry;
use crate::workbook::{ComparedMeasure, Comparison};

/// Most columns for the name of an organisation.
const NAME: usize = 34;
/// Fewer columns than this tell nothing of where a dot lies.
const LEAST_TRACK: u16 = 16;
/// Lines over the first organisation: what the signs mean, and the ends of the scale.
pub(super) const HEAD: u16 = 2;

/// What is worked out of a measure once.
#[derive(Debug, Default)]
pub(super) struct Plot {
    /// Positions of the organisations, best first, those without a value last.
    pub order: Vec<usize>,
    low: f64,
    high: f64,
    /// Half-way between the last of a quartile and the first of the next.
    quartiles: Vec<f64>,
    has_intervals: bool,
    name: u16,
    value: u16,
}

impl Plot {
    pub(super) fn of(comparison: &Comparison, measure: &ComparedMeasure) -> Self {
        let order = ranked(measure);
        let ends = measure.entries.iter().filter_map(|entry| {
            let value = entry.value?;
            let (low, high) = entry.interval.map_or((value, value), |one| (one.low, one.high));
            Some((low.min(value), high.max(value)))
        });
        let average = measure.average().map(|average| (average.value, average.value));
        let ends = ends.chain(average).fold(None, |ends: Option<(f64, f64)>, (low, high)| {
            Some(ends.map_or((low, high), |(least, most)| (least.min(low), most.max(high))))
        });
        let (low, high) = ends.unwrap_or_default();
        let given = |at: &usize| {
            let entry = &measure.entries[*at];
            Some((entry.place?.quartile?, entry.value?))
        };
        let placed: Vec<(u8, f64)> = order.iter().filter_map(given).collect();
        let between = placed.windows(2).filter(|pair| pair[0].0 != pair[1].0);
        let quartiles = between.map(|pair| pair[0].1 / 2.0 + pair[1].1 / 2.0).collect();
        let names = comparison.organisations.iter().map(|one| width(&inert_line(&one.organisation.name)) + 2);
        let values = measure.entries.iter().filter_map(|entry| entry.value);
        Self {
            low,
            high,
            quartiles,
            has_intervals: measure.entries.iter().any(|entry| entry.interval.is_some()),
            name: names.max().unwrap_or(0).min(NAME) as u16,
            value: values.map(|value| width(&measure.figure(value))).max().unwrap_or(0) as u16,
            order,
        }
    }

    /// The column of a value on a track so many columns wide.
    fn column(&self, value: f64, wide: u16) -> u16 {
        let span = self.high - self.low;
        let share = if span > 0.0 { ((value - self.low) / span).clamp(0.0, 1.0) } else { 0.5 };
        (share * f64::from(wide.saturating_sub(1))).round() as u16
    }

    fn track(&self, measure: &ComparedMeasure, entry: Option<&Entry>, own: bool, wide: u16) -> String {
        let mut signs = vec![' '; usize::from(wide)];
        let mut put = |column: u16, sign: char| {
            if let Some(cell) = signs.get_mut(usize::from(column)) {
                *cell = sign;
            }
        };
        for quartile in &self.quartiles {
            put(self.column(*quartile, wide), '·');
        }
        let average = measure.average().map(|average| self.column(average.value, wide));
        if let Some(column) = average {
            put(column, '│');
        }
        if let Some((entry, value)) = entry.and_then(|entry| Some((entry, entry.value?))) {
            if let Some(interval) = entry.interval {
                let (from, to) = (self.column(interval.low, wide), self.column(interval.high, wide));
                for column in from..=to {
                    put(column, '─');
                }
                put(from, '├');
                put(to, '┤');
                // What it is compared with is seen through the interval.
                if let Some(column) = average.filter(|column| (from + 1..to).contains(column)) {
                    put(column, '┼');
                }
            }
            put(self.column(value, wide), if own { '◆' } else { '●' });
        }
        signs.into_iter().collect()
    }
}

impl Compare {
    pub(super) fn draw_plot(
        &self,
        comparison: &Comparison,
        at: usize,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let measure = &comparison.measures[at];
        let plot = self.plot(comparison, at);
        let title = format!("{}: {}", measure.indicator.reference, self.of_what(comparison, context));
        let note = format!("{} of {}", self.places.selected() + 1, plot.order.len());
        Pane { title: &title, note: &note, focused: !self.reading }.draw(theme, area, buffer);
        let inside = narrow(area);
        let rank = 6;
        let name = plot.name.min(inside.width * 2 / 5);
        let mut slots = vec![
            Slot { column: 0, x: MARKER, width: rank },
            Slot { column: 1, x: MARKER + rank + 1, width: name },
        ];
        let after = MARKER + rank + 1 + name + 1;
        slots.push(Slot { column: 2, x: after, width: plot.value });
        let from = after + plot.value + 2;
        let wide = inside.width.saturating_sub(from + 1);
        let has_track = wide >= LEAST_TRACK;
        if has_track {
            slots.push(Slot { column: 3, x: from, width: wide });
            self.draw_scale(
                measure,
                &plot,
                Rect { x: inside.x + from, width: wide, ..inside },
                context,
                buffer,
            );
        }
        self.draw_legend(
            measure,
            &plot,
            Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside },
            context,
            buffer,
        );
        let columns = [
            Column::figures("", 0, 0),
            Column::words("", 0, 0, 0),
            Column::figures("", 0, 0),
            Column::words("", 0, 0, 0),
        ];
        let table = Table {
            theme,
            columns: &columns,
            slots: &slots,
            column: None,
            sorted: None,
            focused: !self.reading,
        };
        let (_, below) = take_top(inside, HEAD);
        let cursor = self.places.draw(below, |organisation, here, selected| {
            let Some(organisation) = organisation.map(|at| **at) else { return };
            let one = &comparison.organisations[organisation];
            let entry = &measure.entries[organisation];
            let own = one.ours || self.sorting.pinned == Some(organisation);
            let style = theme.style(if own { Role::Strong } else { Role::Text });
            let place = entry.place.map(|place| ordinal(place.rank)).unwrap_or_default();
            let mark = if one.ours { " *" } else { "" };
            // Without a track the reason stands where the value would.
            let value = match entry.value {
                Some(value) => measure.figure(value),
                None if has_track => String::new(),
                None => entry.missing_because.clone(),
            };
            let track = match entry.value {
                None => clip(&inert_line(&entry.missing_because), usize::from(wide)),
                Some(_) => plot.track(measure, Some(entry), own, wide),
            };
            let cells = [
                Cell::new(place).style(style),
                Cell::new(format!("{}{mark}", one.organisation.name)).style(style),
                Cell::new(value).style(style),
                Cell::new(track).style(if entry.value.is_some() { style } else { theme.style(Role::Dim) }),
            ];
            table.row(&cells, selected, false, here, buffer);
        });
        cursor.map(|row| Position::new(row.x + MARKER, row.y))
    }

    /// The ends of the scale over the dots.
    fn draw_scale(
        &self,
        measure: &ComparedMeasure,
        plot: &Plot,
        track: Rect,
        context: &Context,
        buffer: &mut Buffer,
    ) {
        let style = context.theme.style(Role::Dim);
        let (low, high) = (measure.figure(plot.low), measure.figure(plot.high));
        let here = Rect { y: track.y + 1, height: 1, ..track };
        if width(&low) + width(&high) + 2 <= usize::from(track.width) {
            line(&fit_right(&high, usize::from(track.width)), style, here, buffer);
            line(&low, style, Rect { width: width(&low) as u16, ..here }, buffer);
        }
    }

    /// What the signs mean.
    fn draw_legend(
        &self,
        measure: &ComparedMeasure,
        plot: &Plot,
        area: Rect,
        context: &Context,
        buffer: &mut Buffer,
    ) {
        let mut parts = Vec::new();
        if let Some(average) = measure.average() {
            parts.push(format!("│ {}", average.of.with_figure(&measure.figure(average.value))));
        }
        if !plot.quartiles.is_empty() {
            parts.push("· between quartiles".to_owned());
        }
        if plot.has_intervals {
            parts.push("├─┤ 95% interval".to_owned());
        }
        let mut text = String::new();
        for part in parts {
            let longer = if text.is_empty() { part } else { format!("{text}   {part}") };
            if width(&longer) <= usize::from(area.width) || text.is_empty() {
                text = longer;
            }
        }
        line(&text, context.theme.style(Role::Dim), area, buffer);
    }
}
