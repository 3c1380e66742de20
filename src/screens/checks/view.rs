//! Drawing the findings and the one under the cursor.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Checks, Listing, Row, key};
use crate::checks::find;
use crate::screens::Context;
use crate::screens::choice::mark;
use crate::ui::checks::role;
use crate::ui::frame::{Pane, line, take_left, take_top, wrapped};
use crate::ui::reading_pane::Text;
use crate::ui::rich::{Line, Rich, run};
use crate::ui::table::beside;
use crate::ui::theme::{Role, Theme};
use crate::workbook::{CheckReport, Finding};

/// List and detail stand side by side from this width on.
const BESIDE: u16 = 110;
/// Columns of a reference in the list; what is longer is a name, and cut.
const REFERENCE: u16 = 22;
/// The cursor, the sign of the severity, and air after each.
const MARKS: u16 = 4;
/// The border of a box and the air inside it.
const BORDER: u16 = 4;

impl Checks {
    fn areas(&self, context: &Context, area: Rect) -> (Rect, Rect) {
        if area.width >= BESIDE {
            let listing = context.session.checks.as_ref().map(|report| self.listing(report));
            let needed =
                listing.map_or(0, |listing| MARKS + listing.reference.min(REFERENCE) + 1 + listing.message);
            return beside(area, needed.saturating_add(BORDER));
        }
        take_top(area, (area.height / 2).max(6))
    }

    /// Where the rows of the list are.
    pub(super) fn list_area(&self, context: &Context, area: Rect) -> Rect {
        Pane::default().inside(self.areas(context, area).0)
    }

    /// The text about the finding under the cursor.
    pub(super) fn text_of(
        &self,
        report: &Arc<CheckReport>,
        context: &Context,
    ) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context, context.area).1);
        let lines =
            move || self.current(report).map_or(0, |finding| detail(finding, context, inside.width).len());
        (inside, lines)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, below) = self.areas(context, area);
        let theme = context.theme;
        let Some(report) = context.session.checks.as_ref() else {
            let inside = Pane { title: "Checks", note: "", focused: true }.draw(theme, area, buffer);
            let text =
                "Looking at every figure and every word of the period. In a very large workbook r begins it.";
            for (y, part) in (inside.y..inside.bottom()).zip(wrapped(text, inside.width, 3)) {
                line(&part, theme.style(Role::Dim), Rect { y, height: 1, ..inside }, buffer);
            }
            return Some(inside.as_position());
        };
        let listing = self.listing(report);
        let at = self.place(&listing);
        let cursor = self.draw_list(report, &listing, at, theme, list, buffer);
        let finding = listing.finding(report, at);
        let there = self.draw_detail(finding, context, below, buffer);
        if self.reading { Some(there) } else { cursor }
    }

    fn draw_list(
        &self,
        report: &CheckReport,
        listing: &Listing,
        at: usize,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let title = format!("Checks: {}", listing.summary);
        let (rows, shown) = (&listing.rows, listing.shown);
        let here = listing.finding(report, at).and_then(|finding| listing.places.get(&key(finding)));
        let position = here.map_or(1, |(_, number)| *number);
        let note = match (shown, self.show) {
            (0, _) => String::new(),
            (_, super::Show::All) => format!("{position} of {shown}"),
            (_, show) => format!("{}: {position} of {shown}", show.name()),
        };
        let inside = Pane { title: &title, note: &note, focused: !self.reading }.draw(theme, area, buffer);
        if rows.is_empty() {
            let text = match self.show {
                super::Show::All => {
                    "Nothing found: every figure agrees with what it is worked out from, and nothing is missing."
                }
                _ => "None of these. v shows others.",
            };
            for (y, part) in (inside.y..inside.bottom()).zip(wrapped(text, inside.width, 4)) {
                line(&part, theme.style(Role::Dim), Rect { y, height: 1, ..inside }, buffer);
            }
            return Some(inside.as_position());
        }
        let can = |row: usize| listing.can(row);
        let mut placed = self.cursor.clone();
        placed.go(at, rows.len(), can);
        let top = placed.top(inside.height, rows.len(), can);
        // The sentence is what is read: a long name gives way to it, and stands whole in the pane.
        let reference = listing.reference.min(REFERENCE).min(inside.width / 5);
        let mut cursor = None;
        for (y, index) in (inside.y..inside.bottom()).zip(top..rows.len()) {
            let here = Rect { y, height: 1, ..inside };
            match &rows[index] {
                Row::Heading(text) => line(text, theme.style(Role::Title), here, buffer),
                Row::Finding(place) => {
                    let Some(finding) = report.findings.get(*place) else { continue };
                    if index == at {
                        cursor = Some(here.as_position());
                    }
                    draw_row(finding, reference, index == at, !self.reading, theme, here, buffer);
                }
            }
        }
        cursor
    }

    fn draw_detail(
        &self,
        finding: Option<&Finding>,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let title = finding.map_or_else(String::new, |finding| finding.reference.clone());
        let note = if finding.is_some() { "Enter goes there" } else { "" };
        let pane = Pane { title: &title, note, focused: self.reading };
        let inside = pane.inside(area);
        let lines = finding.map(|finding| detail(finding, context, inside.width)).unwrap_or_default();
        self.pane.draw(pane, &lines, context.theme, area, buffer)
    }
}

/// Everything about a finding.
fn detail(finding: &Finding, context: &Context, width: u16) -> Vec<Line> {
    let theme = context.theme;
    let mut rich = Rich::new(theme, width, 11);
    rich.lines.push(vec![
        run(
            format!("{} {}", finding.severity.sign(), finding.severity.code()),
            theme.style(role(finding.severity)),
        ),
        run(format!("  {}", finding.code), theme.style(Role::Dim)),
    ]);
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
    rich.fact("Period", &context.session.period_title(&context.session.period));
    let day = |at: &str| at.split_once('T').map_or(at, |(day, _)| day).to_owned();
    if let Some(one) = &finding.accepted {
        rich.heading("Accepted: a takes it back");
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
