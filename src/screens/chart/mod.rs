//! An indicator's control chart: is the change real, and can the series be
//! trusted to reach its target. Opened over any screen that shows an indicator.

mod forms;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Context, Effect, Mouse, MouseKind, Screen};
use crate::domain::change::Level;
use crate::domain::{Period, PeriodKind};
use crate::input::{Command, KeyContext, Scope};
use crate::session::Notice;
use crate::ui::reading_pane::ReadingPane;
use crate::workbook::chart::{ChartReading, ChartSeries};
use crate::workbook::steps::chart::{freeze, no_break, no_freeze, no_rebase};
use crate::workbook::{ChartMarkKind, Data, Id, Query};

/// The chart of one indicator.
pub struct ControlChart {
    indicator: Id,
    reference: String,
    /// The length of period asked for; the indicator's own when none.
    kind: Option<PeriodKind>,
    shown: Option<Shown>,
    /// The period under the cursor; none for the latest result.
    at: Option<Period>,
    table: bool,
    level: Level,
    /// Whether the keys go to what the chart says.
    reading: bool,
    pane: ReadingPane,
}

/// A series with what it says, worked out once.
struct Shown {
    series: Box<ChartSeries>,
    reading: ChartReading,
}

impl ControlChart {
    /// The chart of an indicator, at its latest result.
    pub fn open(indicator: Id, reference: &str) -> Box<dyn Screen> {
        Box::new(Self {
            indicator,
            reference: reference.to_owned(),
            kind: None,
            shown: None,
            at: None,
            table: false,
            reading: false,
            level: Level::default(),
            pane: ReadingPane::default(),
        })
    }

    fn series(&self) -> Option<&ChartSeries> {
        self.shown.as_ref().map(|shown| shown.series.as_ref())
    }

    /// Position of the point under the cursor.
    fn selected(&self) -> Option<usize> {
        let shown = self.shown.as_ref()?;
        let last = shown.series.points.len().checked_sub(1)?;
        let latest = shown.reading.chart.latest.map_or(last, |(at, _)| at);
        Some(self.at.and_then(|at| shown.series.position(at)).unwrap_or(latest))
    }

    fn step(&mut self, by: i64) -> Vec<Effect> {
        if let (Some(at), Some(series)) = (self.selected(), self.series()) {
            let most = series.points.len() as i64 - 1;
            let to = (at as i64).saturating_add(by).clamp(0, most.max(0)) as usize;
            self.at = series.points.get(to).map(|point| point.period);
        }
        Vec::new()
    }

    /// A year of points, or ten years.
    fn page(&self) -> i64 {
        match self.series().map(|series| series.kind) {
            Some(PeriodKind::Month) => 12,
            Some(PeriodKind::Quarter) => 4,
            _ => 10,
        }
    }

    /// Points by the next length of period.
    fn next_length(&mut self, context: &Context) -> Vec<Effect> {
        let now = self.series().map_or(PeriodKind::Quarter, |series| series.kind);
        let next = match now {
            PeriodKind::Month => PeriodKind::Quarter,
            PeriodKind::Quarter => PeriodKind::Year,
            PeriodKind::Year => PeriodKind::Month,
        };
        self.kind = Some(next);
        self.at = None;
        self.pane.restart();
        let mut effects: Vec<Effect> = self.queries(context).into_iter().map(Effect::Ask).collect();
        effects.push(Effect::Say(Notice::info(format!("Points by {}.", next.title()))));
        effects
    }

    fn rebase(&self, context: &Context) -> Option<Vec<Effect>> {
        let (series, at) = (self.series()?, self.selected()?);
        if series.mark(at, ChartMarkKind::Rebase).is_some() {
            return Some(vec![Effect::Apply { change: no_rebase(series, at), settles: Vec::new() }]);
        }
        if series.points[..at].iter().all(|point| point.value.is_none()) {
            let notice = Notice::info("The limits start here as it is: this is the first result.");
            return Some(vec![Effect::Say(notice)]);
        }
        Some(vec![Effect::Open(forms::rebase(series, at, context))])
    }

    fn break_series(&self, context: &Context) -> Option<Vec<Effect>> {
        let (series, at) = (self.series()?, self.selected()?);
        let change = series.points.get(at).and_then(|point| no_break(series, point.period));
        Some(vec![match change {
            Some(change) => Effect::Apply { change, settles: Vec::new() },
            None => Effect::Open(forms::break_series(series, at, context)),
        }])
    }

    fn freeze(&self, context: &Context) -> Option<Vec<Effect>> {
        let (series, at) = (self.series()?, self.selected()?);
        if series.mark(at, ChartMarkKind::Freeze).is_some() {
            return Some(vec![Effect::Apply { change: no_freeze(series, at), settles: Vec::new() }]);
        }
        // Said before anything is typed.
        Some(vec![match freeze(series, at, "") {
            Ok(_) => Effect::Open(forms::freeze(series, at, context)),
            Err(why) => Effect::Say(Notice::info(why)),
        }])
    }
}

impl Screen for ControlChart {
    fn scope(&self) -> Scope {
        Scope::Chart
    }

    fn title(&self, _context: &Context) -> String {
        format!("Chart of {}", self.reference)
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.selected().is_some();
    }

    fn queries(&mut self, context: &Context) -> Vec<Query> {
        let (indicator, kind) = (self.indicator, self.kind);
        vec![Query::Chart { indicator, period: context.session.period, kind }]
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        if let Data::Chart(series) = data {
            let reading = series.read();
            self.shown = Some(Shown { series, reading });
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::Left => Some(self.step(-1)),
            Command::Right => Some(self.step(1)),
            Command::NextPane | Command::PreviousPane => {
                self.reading = !self.reading;
                Some(Vec::new())
            }
            _ if self.reading && self.pane.update(command, self.text_of(context)) => Some(Vec::new()),
            Command::Up if self.table => Some(self.step(-1)),
            Command::Down if self.table => Some(self.step(1)),
            Command::Up | Command::Down => {
                self.pane.update(command, self.text_of(context));
                Some(Vec::new())
            }
            Command::PageUp | Command::HalfUp => Some(self.step(-self.page())),
            Command::PageDown | Command::HalfDown => Some(self.step(self.page())),
            Command::First => Some(self.step(i64::MIN)),
            Command::Last => Some(self.step(i64::MAX)),
            Command::NoteOnPoint => {
                let form = forms::note(self.series()?, self.selected()?, context);
                Some(vec![Effect::Open(form)])
            }
            Command::Rebase => self.rebase(context),
            Command::FreezeLimits => self.freeze(context),
            Command::BreakSeries => self.break_series(context),
            Command::ChartTable => {
                self.table = !self.table;
                Some(Vec::new())
            }
            Command::ChartLength => Some(self.next_length(context)),
            Command::ChartLevel => {
                self.level = self.level.other();
                let text = format!("Intervals of single results are now {} sure.", self.level.title());
                Some(vec![Effect::Say(Notice::info(text))])
            }
            Command::Copy => {
                let text = self.plain()?;
                let said = "The points are copied: paste them into a spreadsheet.";
                Some(vec![Effect::Copy(text), Effect::Say(Notice::done(said))])
            }
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let panes = view::panes(context.area);
        if let Some(rows) = mouse.kind.wheel() {
            if panes.chart.contains(mouse.at) {
                return self.step(rows.signum());
            }
            self.pane.scroll(rows, self.text_of(context));
        }
        match mouse.kind {
            MouseKind::Click | MouseKind::DoubleClick => {
                self.at = self.point_under(mouse.at, context).or(self.at);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
