//! Drawing the chart screen: the chart or its table, what it says, the point
//! under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ControlChart;
use crate::domain::Period;
use crate::domain::change::{Against, Side, Signal, Verdict};
use crate::domain::figures::{format_plain, format_value};
use crate::screens::Context;
use crate::ui::control_chart::Plot;
use crate::ui::frame::{Pane, line, take_left, take_top};
use crate::ui::reading_pane::Text;
use crate::ui::rich::{self, Line, Rich};
use crate::ui::table::{Cell, Column, Table, fitted, layout};
use crate::ui::theme::{Role, Theme};
use crate::workbook::ChartMarkKind;
use crate::workbook::chart::{ChartPoint, ChartSeries};
use crate::workbook::chart_words::sayings;

const COLUMNS: &[Column] = &[
    Column::words("Period", 14, 0, 0),
    Column::figures("Result", 10, 0),
    Column::figures("Target", 10, 2),
    Column::figures("Counted", 14, 3),
    Column::words("Signal", 18, 0, 0),
    Column::words("Note", 12, 1, 1),
];
/// From this width the point under the cursor has a box of its own.
const BESIDE: u16 = 100;
/// Room of the labels of facts.
const LABEL: u16 = 11;

/// What is said first: of variation and of assurance.
const VERDICTS: usize = 2;

/// Where everything is.
pub(super) struct Panes {
    pub(super) chart: Rect,
    words: Rect,
    /// None where the window is small: the same is then said after the verdict.
    point: Option<Rect>,
}

pub(super) fn panes(area: Rect) -> Panes {
    let words = if area.width >= BESIDE { (area.height * 2 / 5).clamp(9, 18) } else { area.height * 9 / 20 };
    let (chart, below) = take_top(area, area.height.saturating_sub(words));
    if area.width < BESIDE {
        return Panes { chart, words: below, point: None };
    }
    let (words, point) = take_left(below, area.width * 3 / 5, 0);
    Panes { chart, words, point: Some(point) }
}

impl ControlChart {
    /// What the chart says.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(panes(context.area).words);
        (inside, move || self.words(context, inside.width).len())
    }

    /// Code of the point under the mouse.
    pub(super) fn point_under(&self, at: Position, context: &Context) -> Option<Period> {
        let inside = Pane::default().inside(panes(context.area).chart);
        if !inside.contains(at) {
            return None;
        }
        let (series, selected) = (self.series()?, self.selected()?);
        let position = if self.table {
            let top = table_top(selected, series.points.len(), inside.height.saturating_sub(1));
            let row = usize::from(at.y.checked_sub(inside.y + 1)?);
            (top + row < series.points.len()).then_some(top + row)
        } else {
            let places = self.plot(context.theme)?.places(inside.width, inside.height)?;
            places.point_at(usize::from(at.x - inside.x))
        }?;
        Some(series.points.get(position)?.period)
    }

    fn plot<'a>(&'a self, theme: &'a Theme) -> Option<Plot<'a>> {
        let shown = self.shown.as_ref()?;
        let selected = self.selected();
        Some(Plot { series: &shown.series, reading: &shown.reading, selected, theme })
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let panes = panes(area);
        let cursor = self.draw_chart(context, panes.chart, buffer);
        let inside = Pane::default().inside(panes.words);
        let words = self.words(context, inside.width);
        let note = if words.len() > usize::from(inside.height) { "↑↓ scroll" } else { "" };
        let first = self.pane.first(words.len(), inside, self.reading);
        Pane { title: "What the chart says", note, focused: self.reading }.draw(theme, panes.words, buffer);
        rich::draw(&words[first..], 0, inside, buffer);
        if let Some(point) = panes.point {
            let title = self.point_title();
            let room = Pane { title: &title, note: "", focused: false }.draw(theme, point, buffer);
            rich::draw(&self.point_lines(theme, room.width), 0, room, buffer);
        }
        if self.reading && !inside.is_empty() { Some(inside.as_position()) } else { cursor }
    }

    fn point_title(&self) -> String {
        let title = self
            .series()
            .zip(self.selected())
            .and_then(|(series, at)| series.points.get(at))
            .map_or(String::new(), |point| point.period.title());
        format!("Selected point: {title}")
    }

    fn draw_chart(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let (title, note) = match self.series() {
            None => (self.reference.clone(), String::new()),
            Some(series) => {
                let title = format!("{}  {}", series.indicator.reference, series.indicator.description);
                (title, self.chart_note(series, theme, Pane::default().inside(area)))
            }
        };
        let inside = Pane { title: &title, note: &note, focused: !self.reading }.draw(theme, area, buffer);
        let home = (!inside.is_empty()).then(|| inside.as_position());
        let Some((series, selected)) = self.series().zip(self.selected()) else {
            let said = match self.shown {
                None => "Reading…",
                Some(_) => "No result for periods of this length. v shows those of another.",
            };
            line(said, theme.style(Role::Dim), inside, buffer);
            return home;
        };
        if self.table {
            return self.draw_table(series, selected, theme, inside, buffer);
        }
        let Some(plot) = self.plot(theme) else { return home };
        rich::draw(&plot.draw(inside.width, inside.height), 0, inside, buffer);
        let places = plot.places(inside.width, inside.height)?;
        let column = u16::try_from(places.column(selected)?).ok()?;
        let row = u16::try_from(places.rows).ok()?;
        Some(Position::new(inside.x + column, inside.y + row))
    }

    /// How many results there are, and which of them are in sight.
    fn chart_note(&self, series: &ChartSeries, theme: &Theme, inside: Rect) -> String {
        let count = series.points.iter().filter(|point| point.value.is_some()).count();
        let results = if count == 1 { "result" } else { "results" };
        let told =
            format!("{count} {results} by {}, {}", series.kind.title(), series.indicator.polarity.title());
        let places = self.plot(theme).and_then(|plot| plot.places(inside.width, inside.height));
        match places.filter(|places| !self.table && places.shown < series.points.len()) {
            Some(places) => {
                let last = places.first + places.shown;
                format!("points {} to {last} in sight, {told}", places.first + 1)
            }
            None => told,
        }
    }

    fn draw_table(
        &self,
        series: &ChartSeries,
        selected: usize,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (head, rows) = take_top(area, 1);
        let top = table_top(selected, series.points.len(), rows.height);
        let shown = (top..series.points.len()).take(usize::from(rows.height));
        let shown: Vec<_> = shown.map(|at| self.cells(series, at, theme)).collect();
        let columns = fitted(COLUMNS, shown.iter().map(|row| row.as_slice()));
        let slots = layout(&columns, area.width);
        let table =
            Table { theme, columns: &columns, slots: &slots, column: None, sorted: None, focused: true };
        table.head(head, buffer);
        let mut cursor = None;
        for (y, at) in (rows.y..rows.bottom()).zip(top..series.points.len()) {
            let row = Rect { y, height: 1, ..rows };
            if at == selected {
                cursor = Some(row.as_position());
            }
            let cells = self.cells(series, at, theme);
            table.row(&cells, at == selected, false, row, buffer);
        }
        cursor
    }

    fn cells(&self, series: &ChartSeries, at: usize, theme: &Theme) -> [Cell<'static>; 6] {
        let point = &series.points[at];
        let signal = self.signal(at);
        let style = self.plot(theme).map_or(theme.style(Role::Text), |plot| plot.symbol(at).1);
        let note = series.mark(at, ChartMarkKind::Note).map_or(String::new(), |mark| mark.text.clone());
        let anew = series.mark(at, ChartMarkKind::Rebase).map(|mark| format!("limits anew: {}", mark.text));
        let frozen = series.mark(at, ChartMarkKind::Freeze).map(|mark| named("limits frozen", &mark.text));
        let broken =
            series.mark(at, ChartMarkKind::Break).map(|mark| named("definition changed", &mark.text));
        let words = [broken, anew, frozen, Some(note).filter(|note| !note.is_empty())];
        let words: Vec<String> = words.into_iter().flatten().collect();
        [
            Cell::new(point.period.title()),
            Cell::new(point.value.map_or("–".to_owned(), |value| figure(series, value))),
            Cell::new(point.target.map_or("–".to_owned(), |value| figure(series, value))),
            Cell::new(counted(point)),
            Cell::new(signal).style(style),
            Cell::new(words.join("; ").replace('\n', " ")).style(theme.style(Role::Dim)),
        ]
    }

    /// `▲ outside, high`.
    fn signal(&self, at: usize) -> String {
        let Some(shown) = &self.shown else { return String::new() };
        let point = &shown.series.points[at];
        if !point.unlike.is_empty() {
            return "× left out".to_owned();
        }
        let Some(mark) = shown.reading.chart.marks.get(at).copied().flatten() else { return String::new() };
        let (symbol, side) = match (mark.signal, mark.side) {
            (Signal::Outside, Side::High) => ("▲", "high"),
            (Signal::Outside, Side::Low) => ("▼", "low"),
            (_, Side::High) => ("●", "high"),
            (_, Side::Low) => ("●", "low"),
        };
        format!("{symbol} {}, {side}", mark.signal.code().replace('_', " "))
    }

    /// What the chart says; on small windows with the point under the cursor after the verdict.
    fn words(&self, context: &Context, wide: u16) -> Vec<Line> {
        let theme = context.theme;
        let Some(shown) = &self.shown else { return Vec::new() };
        let mut rich = Rich::new(theme, wide, LABEL);
        let mut before = "";
        for (place, saying) in sayings(&shown.series, &shown.reading).into_iter().enumerate() {
            if place == VERDICTS && context.area.width < BESIDE {
                rich.heading(&self.point_title());
                rich.lines.extend(self.point_lines(theme, wide));
                rich.heading("More of what it says");
            }
            let role = match saying.good {
                Some(true) => Role::Better,
                Some(false) => Role::Worse,
                None => Role::Text,
            };
            let label = if saying.label == before { "" } else { saying.label };
            before = saying.label;
            let text = if saying.symbol.is_empty() {
                saying.text
            } else {
                format!("{} {}", saying.symbol, saying.text)
            };
            rich.fact_in(label, &text, role);
        }
        rich.lines
    }

    fn point_lines(&self, theme: &Theme, wide: u16) -> Vec<Line> {
        let mut rich = Rich::new(theme, wide, LABEL);
        let Some((series, at)) = self.series().zip(self.selected()) else { return rich.lines };
        let point = &series.points[at];
        let of = counted(point);
        let of = if of.is_empty() { of } else { format!("   ({of})") };
        let value = point.value.map_or("no result".to_owned(), |value| figure(series, value));
        rich.fact("Value", &format!("{value}{of}"));
        if let Some(target) = point.target {
            rich.fact("Target", &figure(series, target));
        }
        let signal = self.signal(at);
        let signal = if signal.is_empty() { "none" } else { &signal };
        rich.fact("Signal", signal);
        if !point.unlike.is_empty() {
            rich.fact("Left out", &point.unlike);
        }
        match series.mark(at, ChartMarkKind::Note) {
            Some(mark) => rich.fact("Note", &mark.text),
            None => rich.fact_in("Note", "none: Enter writes one", Role::Dim),
        }
        if let Some(mark) = series.mark(at, ChartMarkKind::Break) {
            rich.fact("Changed", &named("the definition", &mark.text));
        }
        if let Some(mark) = series.mark(at, ChartMarkKind::Rebase) {
            rich.fact("New limits", &mark.text);
        }
        if let Some(mark) = series.mark(at, ChartMarkKind::Freeze) {
            rich.fact("Limits", &named("frozen here", &mark.text));
        }
        match series.estimate(at, self.level) {
            Some(Ok(estimate)) => {
                let show = |value| {
                    let decimals = series.indicator.decimals.max(1);
                    format_value(value, series.indicator.unit(), decimals)
                };
                let ends = format!("{} to {}", show(estimate.interval.low), show(estimate.interval.high));
                rich.fact("Interval", &format!("{ends}   ({})", estimate.named(self.level)));
            }
            Some(Err(why)) => rich.fact_in("Interval", &format!("none, because {why}"), Role::Dim),
            None => {}
        }
        let estimated = matches!(series.estimate(at, self.level), Some(Ok(_)));
        // Where there is no interval, why not has been said already.
        for judgement in series.judgements(at, self.level).into_iter().filter(|_| estimated) {
            let label = if judgement.against == Against::Target { "On target?" } else { "Real?" };
            let role = if judgement.verdict == Verdict::CannotBeJudged { Role::Dim } else { Role::Text };
            rich.fact_in(label, &judgement.sentence, role);
        }
        let invented = if point.illustrative { "illustrative" } else { "" };
        let worked = if point.worked_out { "worked out from what was reported" } else { "" };
        let mind: Vec<&str> = [invented, worked].into_iter().filter(|text| !text.is_empty()).collect();
        if !mind.is_empty() {
            rich.fact_in("Mind", &mind.join("; "), Role::Dim);
        }
        rich.lines
    }

    /// The points for a spreadsheet.
    pub(super) fn plain(&self) -> Option<String> {
        let series = self.series()?;
        let mut text = "Period\tResult\tTarget\tSignal\tNote\n".to_owned();
        for (at, point) in series.points.iter().enumerate() {
            let plain = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
            let note = series.mark(at, ChartMarkKind::Note).map_or("", |mark| mark.text.as_str());
            let row = [
                point.period.code(),
                plain(point.value),
                plain(point.target),
                self.signal(at),
                note.replace(['\t', '\n'], " "),
            ];
            text.push_str(&row.join("\t"));
            text.push('\n');
        }
        Some(text)
    }
}

/// `limits frozen: the first twenty`.
fn named(what: &str, why: &str) -> String {
    if why.is_empty() { what.to_owned() } else { format!("{what}: {why}") }
}

fn figure(series: &ChartSeries, value: f64) -> String {
    format_value(value, series.indicator.unit(), series.indicator.decimals)
}

/// `66 of 709`, or nothing.
fn counted(point: &ChartPoint) -> String {
    match (point.numerator, point.denominator) {
        (Some(numerator), Some(denominator)) => {
            format!("{} of {}", format_plain(numerator, 2), format_plain(denominator, 2))
        }
        _ => String::new(),
    }
}

/// The first row in sight: the cursor stays inside, near the foot.
fn table_top(selected: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height.max(1));
    (selected + 1).saturating_sub(height.saturating_sub(1).max(1)).min(count.saturating_sub(height))
}
