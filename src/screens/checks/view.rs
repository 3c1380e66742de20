//! Drawing the findings and the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Checks, Entry, Show};
use crate::checks::find;
use crate::screens::Context;
use crate::ui::checks::role;
use crate::ui::frame::{Pane, line, take_left, take_top, wrapped};
use crate::ui::list::mark;
use crate::ui::reading_pane::Text;
use crate::ui::rich::{Line, Rich, run};
use crate::ui::table::beside;
use crate::ui::theme::{Role, Theme};
use crate::workbook::{CheckReport, Finding};

/// List and detail stand side by side from this width on.
const BESIDE: u16 = 110;
/// How many of those that say the same are named beside them; Enter lists all.
const NAMED: usize = 40;
/// Columns of a reference in the list; what is longer is a name, and cut.
const REFERENCE: u16 = 22;
/// The cursor, the sign of the severity, and air after each.
const MARKS: u16 = 4;
/// The border of a box and the air inside it.
const BORDER: u16 = 4;

impl Checks {
    fn areas(&self, area: Rect) -> (Rect, Rect) {
        if area.width >= BESIDE {
            let needed =
                self.report().map_or(0, |_| MARKS + self.reference.min(REFERENCE) + 1 + self.message);
            return beside(area, needed.saturating_add(BORDER));
        }
        take_top(area, (area.height / 2).max(6))
    }

    /// Where the rows of the list are.
    pub(super) fn list_area(&self, area: Rect) -> Rect {
        Pane::default().inside(self.areas(area).0)
    }

    /// The text about the finding under the cursor.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context.area).1);
        (inside, move || self.lines(context, inside.width).len())
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, below) = self.areas(area);
        let theme = context.theme;
        let Some(report) = self.report() else {
            let inside = Pane { title: "Checks", note: "", focused: true }.draw(theme, area, buffer);
            let text =
                "Looking at every figure and every word of the period. In a very large workbook r begins it.";
            for (y, part) in (inside.y..inside.bottom()).zip(wrapped(text, inside.width, 3)) {
                line(&part, theme.style(Role::Dim), Rect { y, height: 1, ..inside }, buffer);
            }
            return Some(inside.as_position());
        };
        let cursor = self.draw_list(report, theme, list, buffer);
        let there = self.draw_detail(context, below, buffer);
        if self.reading { Some(there) } else { cursor }
    }

    fn draw_list(
        &self,
        report: &CheckReport,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let title = format!("Checks: {}", self.summary);
        let position = match self.list.current() {
            Some(Entry::Finding(_, number, _)) => *number,
            Some(Entry::Same(_, number, ..)) => *number,
            _ => 1,
        };
        let note = match (self.shown, self.show) {
            (0, _) => String::new(),
            (shown, Show::All) => format!("{position} of {shown}"),
            (shown, show) => format!("{}: {position} of {shown}", show.name()),
        };
        let inside = Pane { title: &title, note: &note, focused: !self.reading }.draw(theme, area, buffer);
        if self.list.total() == 0 {
            let text = match self.show {
                Show::All => {
                    "Nothing found: every figure agrees with what it is worked out from, and nothing is missing."
                }
                _ => "None of these. v shows others.",
            };
            for (y, part) in (inside.y..inside.bottom()).zip(wrapped(text, inside.width, 4)) {
                line(&part, theme.style(Role::Dim), Rect { y, height: 1, ..inside }, buffer);
            }
            return Some(inside.as_position());
        }
        // The sentence is what is read: a long name gives way to it, and stands whole in the pane.
        let reference = self.reference.min(REFERENCE).min(inside.width / 5);
        let cursor = self.list.draw(inside, |entry, here, selected| match entry {
            Some(Entry::Heading(text)) => line(text, theme.style(Role::Title), here, buffer),
            Some(Entry::Finding(at, ..)) => {
                if let Some(finding) = report.findings.get(*at) {
                    draw_row(finding, reference, selected, !self.reading, theme, here, buffer);
                }
            }
            Some(Entry::Same(rows, _, text, ..)) => {
                if let Some(finding) = rows.first().and_then(|at| report.findings.get(*at)) {
                    let row = Finding { reference: String::new(), message: text.clone(), ..finding.clone() };
                    draw_row(&row, 0, selected, !self.reading, theme, here, buffer);
                }
            }
            None => {}
        });
        cursor.map(Rect::as_position)
    }

    /// What is told of what is under the cursor.
    fn lines(&self, context: &Context, width: u16) -> Vec<Line> {
        if let Some(finding) = self.current() {
            return detail(finding, context, width);
        }
        let (Some(rows), Some(report)) = (self.current_same(), self.report()) else { return Vec::new() };
        let Some(first) = rows.first().and_then(|at| report.findings.get(*at)) else { return Vec::new() };
        let mut rich = head_of(first, context.theme, width);
        rich.gap();
        rich.text(&report.repeated(rows), Role::Strong);
        rich.gap();
        rich.text(first.to_do, Role::Text);
        rich.gap();
        let named = rows.iter().take(NAMED).filter_map(|at| report.findings.get(*at));
        let mut names = named.map(|finding| finding.reference.as_str()).collect::<Vec<_>>().join(", ");
        if rows.len() > NAMED {
            names.push_str(&format!(" and {} more", rows.len() - NAMED));
        }
        rich.text(&names, Role::Text);
        rich.lines
    }

    fn draw_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let finding = self.current();
        let title = finding.map_or_else(String::new, |finding| finding.reference.clone());
        let note = match (finding, self.current_same()) {
            (Some(_), _) => "Enter goes there",
            (None, Some(_)) => "Enter lists the rows",
            (None, None) => "",
        };
        let pane = Pane { title: &title, note, focused: self.reading };
        let inside = pane.inside(area);
        let lines = self.lines(context, inside.width);
        self.pane.draw(pane, &lines, context.theme, area, buffer)
    }
}

/// Everything about a finding.
fn detail(finding: &Finding, context: &Context, width: u16) -> Vec<Line> {
    let mut rich = head_of(finding, context.theme, width);
    rich.gap();
    rich.text(&finding.message, Role::Strong);
    rich.gap();
    rich.text(finding.to_do, Role::Text);
    rich.gap();
    for (label, text) in [("Stated", &finding.stated), ("Against", &finding.computed)] {
        if !text.is_empty() {
            // Some are codes: "awaiting_data", "green_amber".
            rich.fact(label, &text.replace('_', " "));
        }
    }
    let field = finding.field.replace(['_', '.'], " ");
    rich.fact("Where", &format!("{}, {field}", finding.reference));
    if let Some(page) = finding.page {
        rich.fact("Printed", &format!("page {page} of the published report"));
    }
    rich.fact("Period", &context.session.period.title());
    let day = |at: &str| at.split_once('T').map_or(at, |(day, _)| day).to_owned();
    if let Some(one) = &finding.accepted {
        rich.heading("Accepted: r takes it back");
        rich.text(&one.reason, Role::Text);
        rich.fact_in("", &format!("{}, {}", one.by, day(&one.at)), Role::Dim);
    }
    if let Some(one) = &finding.lapsed {
        rich.heading("Accepted before, for other figures");
        rich.text(&one.reason, Role::Text);
        rich.fact_in("", &format!("{}, {}: {}", one.by, day(&one.at), one.fingerprint), Role::Dim);
    }
    if let Some(check) = find(finding.code) {
        rich.heading("The check");
        rich.text(&format!("It looks for {}.", check.looks_for), Role::Dim);
    }
    rich.lines
}

/// How bad a finding is and which check found it, to be gone on with.
fn head_of<'a>(finding: &Finding, theme: &'a Theme, width: u16) -> Rich<'a> {
    let mut rich = Rich::new(theme, width, 11);
    let severity = format!("{} {}", finding.severity.sign(), finding.severity.code());
    let code = run(format!("  {}", finding.code), theme.style(Role::Dim));
    rich.lines.push(vec![run(severity, theme.style(role(finding.severity))), code]);
    rich
}

fn draw_row(
    finding: &Finding,
    reference: u16,
    selected: bool,
    focused: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (mut text, mut sign, mut name) =
        (theme.style(Role::Text), theme.style(role(finding.severity)), theme.style(Role::Strong));
    if !finding.is_open() {
        (text, sign, name) = (theme.style(Role::Dim), theme.style(Role::Dim), theme.style(Role::Dim));
    }
    if selected && focused {
        text = mark(theme, area, buffer);
        (sign, name) = (text, text);
    } else if selected {
        line(">", text, area, buffer);
    }
    let (_, rest) = take_left(area, 2.min(area.width), 0);
    line(finding.severity.sign(), sign, Rect { width: 1.min(rest.width), ..rest }, buffer);
    let (_, rest) = take_left(rest, 2.min(rest.width), 0);
    let (reference, message) = take_left(rest, reference, 1);
    line(&finding.reference, name, reference, buffer);
    line(&finding.message, text, message, buffer);
}
