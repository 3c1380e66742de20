//! The other two pictures of one measure: its funnel, and its series beside the middle of the group.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Compare;
use super::canvas::Canvas;
use super::matrix::narrow;
use crate::domain::figures::format_plain;
use crate::screens::Context;
use crate::ui::frame::{Pane, empty, line};
use crate::ui::theme::Role;
use crate::workbook::{ComparedMeasure, Comparison};

/// How one measure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub(super) enum Picture {
    /// Everybody ranked, each a dot on a scale.
    #[default]
    Dots,
    Funnel,
    Series,
}

impl Picture {
    pub(super) fn next(self) -> Self {
        match self {
            Self::Dots => Self::Funnel,
            Self::Funnel => Self::Series,
            Self::Series => Self::Dots,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Dots => "Everybody ranked",
            Self::Funnel => "Funnel: the value by the size of the organisation",
            Self::Series => "Series: beside the median of the group",
        }
    }
}

impl Compare {
    /// The box of a picture with what its signs mean in the first line; where the rest goes.
    fn frame(&self, title: &str, legend: &str, context: &Context, area: Rect, buffer: &mut Buffer) -> Rect {
        Pane { title, note: "", focused: !self.reading }.draw(context.theme, area, buffer);
        let inside = narrow(area);
        let within = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        line(legend, context.theme.style(Role::Dim), Rect { height: 1, ..within }, buffer);
        Rect { y: within.y + 1, height: within.height.saturating_sub(1), ..within }
    }

    pub(super) fn draw_funnel(
        &self,
        comparison: &Comparison,
        at: usize,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let measure = &comparison.measures[at];
        let title = format!("{}, funnel: {}", measure.indicator.reference, self.of_what(comparison, context));
        let funnel = match measure.funnel() {
            Ok(funnel) => funnel,
            Err(no_funnel) => {
                let inside = self.frame(&title, "", context, area, buffer);
                let text = format!("{}.\n\nv shows the next picture.", no_funnel.because());
                empty(&text, theme, inside, buffer);
                return Some(Position::new(inside.x, inside.y));
            }
        };
        let legend = "─ pooled value   · 95% limits   : 99.8% limits   ◆ ours or pinned";
        let inside = self.frame(&title, legend, context, area, buffer);
        let points: Vec<(usize, f64, f64)> = measure
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((at, entry.counts()?.1, entry.value?)))
            .collect();
        let most = points.iter().map(|(_, denominator, _)| *denominator).fold(1.0, f64::max) * 1.03;
        let least = points.iter().map(|(_, denominator, _)| *denominator).fold(most, f64::min);
        let widest = funnel.limits(least);
        let values = || points.iter().map(|(.., value)| *value);
        let low = values().fold(widest.far_low, f64::min);
        let high = values().fold(widest.far_high, f64::max);
        let ends = [measure.figure(low), measure.figure(high)];
        let ends = [ends[0].as_str(), ends[1].as_str()];
        let canvas = Canvas::new(inside, (0.0, most), (low, high), ends)?;
        for column in 0..canvas.plane.width {
            let size = canvas.value_of(column);
            canvas.put((size, funnel.centre), '─', Role::Dim, theme, buffer);
            if size < least * 0.6 {
                continue;
            }
            let limits = funnel.limits(size);
            for (limit, sign) in
                [(limits.far_low, ':'), (limits.far_high, ':'), (limits.low, '·'), (limits.high, '·')]
            {
                if (low..=high).contains(&limit) {
                    canvas.put((size, limit), sign, Role::Dim, theme, buffer);
                }
            }
        }
        let (_, chosen) = self.pointed(comparison);
        let own = |at: usize| comparison.organisations[at].ours || self.sorting.pinned == Some(at);
        // What is ours and what is under the cursor lie on top.
        for pass in [false, true] {
            for (at, size, value) in
                points.iter().filter(|(at, ..)| (own(*at) || Some(*at) == chosen) == pass)
            {
                let sign = if own(*at) { '◆' } else { '●' };
                let role = if pass { Role::Strong } else { Role::Text };
                canvas.put((*size, *value), sign, role, theme, buffer);
            }
        }
        let mut cursor = Position::new(inside.x, inside.y);
        if let Some((at, size, value)) = points.iter().find(|(at, ..)| Some(*at) == chosen) {
            let name = &comparison.organisations[*at].organisation.name;
            canvas.name((*size, *value), name, Role::Strong, theme, buffer);
            let (x, y) = canvas.at(*size, *value);
            cursor = Position::new(x, y);
        }
        let sizes = ["0".to_owned(), format!("denominator {}", format_plain(most / 1.03, 0))];
        canvas.scales([&sizes[0], &sizes[1]], ends, theme, buffer);
        Some(cursor)
    }

    pub(super) fn draw_series(
        &self,
        comparison: &Comparison,
        at: usize,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let measure = &comparison.measures[at];
        let title = format!("{}, series: {}", measure.indicator.reference, comparison.group_title());
        let (_, chosen) = self.pointed(comparison);
        let name = chosen.and_then(|at| comparison.organisations.get(at));
        let name = name.map(|one| one.organisation.name.as_str()).unwrap_or_default();
        let series = self.series.as_ref().filter(|series| series.indicator == measure.indicator.id);
        let points = series.map(|series| series.points(name)).unwrap_or_default();
        if points.len() < 2 {
            let inside = self.frame(&title, "", context, area, buffer);
            let text = match series {
                None => "Reading the periods …",
                Some(_) => {
                    "There is one period only: import an earlier one to see how it moved.\n\nv shows the next \
                     picture."
                }
            };
            empty(text, theme, inside, buffer);
            return Some(Position::new(inside.x, inside.y));
        }
        let legend = format!("─ median of the group   ░ its middle half   ● {name}");
        let inside = self.frame(&title, &legend, context, area, buffer);
        let values = || {
            points.iter().flat_map(|point| {
                let spread = point.spread.map(|spread| [spread.lower_quartile, spread.upper_quartile]);
                point.value.into_iter().chain(spread.into_iter().flatten())
            })
        };
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let ends = [measure.figure(low), measure.figure(high)];
        let ends = [ends[0].as_str(), ends[1].as_str()];
        let last = (points.len() - 1) as f64;
        let canvas = Canvas::new(inside, (0.0, last), (low, high), ends)?;
        for column in 0..canvas.plane.width {
            let along = canvas.value_of(column).clamp(0.0, last);
            let (from, to) = (points[along.floor() as usize].spread, points[along.ceil() as usize].spread);
            let Some((from, to)) = from.zip(to) else { continue };
            let between = |from: f64, to: f64| from + (to - from) * along.fract();
            let lower = canvas.at(along, between(from.lower_quartile, to.lower_quartile)).1;
            let upper = canvas.at(along, between(from.upper_quartile, to.upper_quartile)).1;
            for row in upper..=lower {
                if let Some(cell) = buffer.cell_mut((canvas.plane.x + column, row)) {
                    cell.set_char('░').set_style(theme.style(Role::Dim));
                }
            }
            canvas.put((along, between(from.median, to.median)), '─', Role::Text, theme, buffer);
        }
        let mut cursor = Position::new(inside.x, inside.y);
        for (at, point) in points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let at = at as f64;
            canvas.put((at, value), '●', Role::Strong, theme, buffer);
            let (x, y) = canvas.at(at, value);
            cursor = Position::new(x, y);
        }
        let (first, latest) = (&points[0].period, &points[points.len() - 1].period);
        canvas.scales([first, latest], ends, theme, buffer);
        Some(cursor)
    }

    /// The picture's own sentence, for the pane below.
    pub(super) fn picture_words(
        &self,
        comparison: &Comparison,
        measure: &ComparedMeasure,
        organisation: Option<usize>,
    ) -> Option<String> {
        if !matches!(self.page(), super::Page::Measure(_)) {
            return None;
        }
        match self.picture {
            Picture::Dots => None,
            Picture::Funnel => Some(comparison.funnel_sentence(measure)),
            Picture::Series => {
                let series =
                    self.series.as_ref().filter(|series| series.indicator == measure.indicator.id)?;
                let name = &comparison.organisations.get(organisation?)?.organisation.name;
                Some(series.sentence(name, measure))
            }
        }
    }
}
