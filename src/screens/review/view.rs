//! Drawing the review: progress above, facts left, writing, actions and the
//! checklist right; one part at a time where there is no room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Part, Review};
use crate::domain::Period;
use crate::screens::Context;
use crate::ui::frame::{Pane, bar, clip, line, take_left, take_top};
use crate::ui::inert::width;
use crate::ui::reading_pane::{ReadingPane, Text};
use crate::ui::rich::{Line, Rich, draw, run};
use crate::ui::theme::{Glyph, Role};
use crate::ui::{checks, facts};
use crate::workbook::steps::kind_name;
use crate::workbook::{CommentaryKind, Detail, ReviewMark, ReviewState};

/// Narrower than this, one part is shown at a time.
const WIDE: u16 = 100;

/// Where each part is drawn; a part without room has none.
struct Areas {
    facts: Rect,
    reasons: Rect,
    actions: Rect,
    ready: Rect,
}

impl Review {
    fn areas(&self, area: Rect) -> Areas {
        let (_, body) = take_top(area, 1);
        let none = Rect { width: 0, height: 0, ..body };
        if area.width < WIDE {
            let mut areas = Areas { facts: none, reasons: none, actions: none, ready: none };
            // The headline of the facts stays above the other parts.
            let (_, rest) = take_top(body, 3);
            match self.part {
                Part::Facts => areas.facts = body,
                Part::Reasons => areas.reasons = rest,
                Part::Actions => areas.actions = rest,
                Part::Ready => areas.ready = rest,
            }
            return areas;
        }
        let (facts, right) = take_left(body, (area.width * 2 / 5).clamp(42, 70), 0);
        let ready_height = 6.min(right.height / 4).max(5);
        let upper = right.height.saturating_sub(ready_height);
        let reasons_height = upper * 11 / 20;
        let (reasons, rest) = take_top(right, reasons_height);
        let (actions, ready) = take_top(rest, upper - reasons_height);
        Areas { facts, reasons, actions, ready }
    }

    pub(super) fn part_at(&self, at: Position, context: &Context) -> Option<Part> {
        let areas = self.areas(context.area);
        [
            (areas.facts, Part::Facts),
            (areas.reasons, Part::Reasons),
            (areas.actions, Part::Actions),
            (areas.ready, Part::Ready),
        ]
        .into_iter()
        .find(|(area, _)| area.contains(at))
        .map(|(_, part)| part)
    }

    pub(super) fn action_at(&self, at: Position, context: &Context) -> Option<usize> {
        let areas = self.areas(context.area);
        let inside = Pane::default().inside(areas.actions);
        if !inside.contains(at) {
            return None;
        }
        let (lines, starts) = self.action_lines(self.detail()?, context, inside.width);
        let scroll = self.action_scroll(&starts, lines.len(), inside.height);
        let row = usize::from(at.y - inside.y) + usize::from(scroll);
        starts.iter().rposition(|start| *start <= row)
    }

    /// The text of the part with the keys.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let areas = self.areas(context.area);
        let area = match self.part {
            Part::Facts => areas.facts,
            Part::Reasons => areas.reasons,
            Part::Actions => areas.actions,
            Part::Ready => areas.ready,
        };
        let inside = Pane::default().inside(area);
        let lines = move || match (self.part, self.detail()) {
            (Part::Facts, Some(detail)) => self.fact_lines(detail, context, inside.width).len(),
            (Part::Reasons, Some(detail)) => self.reason_lines(detail, context, inside.width).len(),
            _ => 0,
        };
        (inside, lines)
    }

    /// Draws a text, scrolled where it has the keys.
    fn draw_text(
        &self,
        pane: Pane,
        lines: &[Line],
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let unread = ReadingPane::default();
        let reading = if pane.focused { &self.pane } else { &unread };
        reading.draw(pane, lines, context.theme, area, buffer)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (top, body) = take_top(area, 1);
        if self.finished || (self.queue.is_empty() && self.summary.is_some()) {
            return self.draw_summary(context, body, buffer);
        }
        self.draw_progress(context, top, buffer);
        let detail = self.detail()?;
        let areas = self.areas(area);
        if area.width < WIDE && self.part != Part::Facts {
            self.draw_headline(detail, context, take_top(body, 3).0, buffer);
        }
        let mut cursor = None;
        let parts = [
            (Part::Facts, areas.facts),
            (Part::Reasons, areas.reasons),
            (Part::Actions, areas.actions),
            (Part::Ready, areas.ready),
        ];
        for (part, place) in parts {
            if place.width == 0 || place.height < 3 {
                continue;
            }
            let at = match part {
                Part::Facts => self.draw_facts(detail, context, place, buffer),
                Part::Reasons => self.draw_reasons(detail, context, place, buffer),
                Part::Actions => self.draw_actions(detail, context, place, buffer),
                Part::Ready => self.draw_ready(context, place, buffer),
            };
            if part == self.part {
                cursor = Some(at);
            }
        }
        cursor
    }

    fn draw_progress(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let total = self.queue.len();
        let progress = self.summary.as_ref().map(|summary| summary.progress).unwrap_or_default();
        let left = format!(" Review {} of {total}  ", self.at + 1);
        let done = progress.reviewed;
        let drafts = context.session.drafts.iter().filter(|draft| draft.period == self.period.code()).count();
        let mut right = format!("{done} done");
        if drafts > 0 {
            right.push_str(&format!("  {drafts} {}", if drafts == 1 { "draft" } else { "drafts" }));
        }
        if progress.skipped > 0 {
            right.push_str(&format!("  {} skipped", progress.skipped));
        }
        if progress.changed_since > 0 {
            right.push_str(&format!("  {} changed since", progress.changed_since));
        }
        let (first, rest) = take_left(area, width(&left) as u16, 0);
        line(&left, theme.style(Role::Strong), first, buffer);
        let (meter, rest) = take_left(rest, (area.width / 4).min(30), 2);
        bar(done as f64 / total.max(1) as f64, theme.style(Role::Bar), theme, meter, buffer);
        if area.width < WIDE {
            // Part titles stand where the counts do not fit.
            let mut x = rest.x;
            for part in Part::ALL {
                let text = if part == self.part {
                    format!("[{}]", part.title())
                } else {
                    format!(" {} ", part.title())
                };
                let role = if part == self.part { Role::Strong } else { Role::Dim };
                let room = usize::from(rest.right().saturating_sub(x));
                buffer.set_stringn(x, rest.y, &text, room, theme.style(role));
                x += width(&text) as u16;
            }
        } else {
            line(&right, theme.style(Role::Text), rest, buffer);
        }
    }

    /// The one line of facts that stays on screen beside every part.
    fn draw_headline(&self, detail: &Detail, context: &Context, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let standing = &detail.standing;
        let lines: Vec<Line> = vec![
            vec![
                run(format!(" {} ", theme.letters(standing.rating)), theme.chip(standing.rating)),
                run(
                    clip(
                        &format!(" {}  {}", standing.reference, standing.description),
                        usize::from(area.width).saturating_sub(9),
                    ),
                    theme.style(Role::Strong),
                ),
            ],
            vec![run(
                format!(
                    "{}  target {}  {}  {}",
                    facts::result(standing),
                    facts::figure(standing.target, standing),
                    facts::variance(standing),
                    facts::travel(standing, theme) + &facts::and_year_end(standing, theme)
                ),
                theme.style(Role::Text),
            )],
        ];
        draw(&lines, 0, Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, buffer);
    }

    fn fact_lines(&self, detail: &Detail, context: &Context, room: u16) -> Vec<Line> {
        let (theme, session) = (context.theme, context.session);
        let mut rich = Rich::new(theme, room, 11);
        let standing = &detail.standing;
        rich.text(&standing.description, Role::Strong);
        rich.gap();
        facts::headline(&mut rich, standing);
        facts::comparators(&mut rich, detail);
        checks::lines(&mut rich, session.checks.as_deref(), detail.indicator.subject());
        if !detail.explanation.distance.is_empty() {
            rich.fact("Next", &detail.explanation.distance);
        }
        match (standing.review, &detail.review) {
            (ReviewMark::ChangedSince, Some(review)) => {
                rich.fact_in(
                    "Review",
                    &format!("! a figure has changed since {} reviewed it", review.by),
                    Role::Worse,
                );
            }
            (_, Some(review)) => {
                let what = if review.state == ReviewState::Reviewed { "reviewed" } else { "skipped" };
                let because =
                    if review.reason.is_empty() { String::new() } else { format!(": {}", review.reason) };
                rich.fact("Review", &format!("{what} by {}{because}", review.by));
            }
            (_, None) => {}
        }
        for caveat in &detail.explanation.caveats {
            rich.fact_in("Mind", caveat, Role::Dim);
        }
        facts::asked(&mut rich, detail, context.session.judged_on());
        if !detail.linked.is_empty() {
            facts::linked(&mut rich, &detail.linked);
        }
        facts::trend(&mut rich, detail, 3);
        let earlier = detail.earlier_commentary.first();
        rich.heading(&earlier.map_or("What was written last quarter".to_owned(), |first| {
            format!("Written for {}", first.period.title())
        }));
        match earlier {
            Some(first) => rich.text(&first.text, Role::Text),
            None => rich.text("Nothing recorded.", Role::Dim),
        }
        rich.heading("Guidance");
        rich.text(
            "The most important reason first. Be plain about targets, resources, demand and change.",
            Role::Dim,
        );
        rich.lines
    }

    fn draw_facts(&self, detail: &Detail, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let standing = &detail.standing;
        let title = format!("{}  {}", standing.reference, standing.kind);
        let focused = self.part == Part::Facts;
        let pane = Pane { title: &title, note: "", focused };
        let lines = self.fact_lines(detail, context, pane.inside(area).width);
        self.draw_text(pane, &lines, context, area, buffer)
    }

    fn reason_lines(&self, detail: &Detail, context: &Context, room: u16) -> Vec<Line> {
        let mut rich = Rich::new(context.theme, room, 11);
        let text = |kind: CommentaryKind| {
            let draft =
                context.session.draft(kind_name(kind), detail.indicator.id).map(|draft| draft.text.as_str());
            draft.or_else(|| {
                detail.commentary.iter().find(|words| words.kind == kind).map(|words| words.text.as_str())
            })
        };
        match text(CommentaryKind::Reasons).filter(|text| !text.trim().is_empty()) {
            Some(text) => rich.text(text, Role::Text),
            None => {
                rich.text("Nothing written yet.", Role::Text);
                rich.gap();
                rich.text(
                    "c writes the reasons; i inserts words from last quarter or from another indicator.",
                    Role::Dim,
                );
            }
        }
        for (kind, heading) in [
            (CommentaryKind::NoActionBecause, "Why no action is proposed"),
            (CommentaryKind::RisksAndOpportunities, "Risks and opportunities"),
        ] {
            if let Some(text) = text(kind) {
                rich.heading(heading);
                rich.text(text, Role::Text);
            }
        }
        rich.lines
    }

    fn draw_reasons(&self, detail: &Detail, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let focused = self.part == Part::Reasons;
        let kind = CommentaryKind::Reasons;
        let saved = detail.commentary.iter().find(|words| words.kind == kind);
        let title = match (context.session.draft(kind_name(kind), detail.indicator.id), saved) {
            (Some(draft), _) => {
                format!(
                    "Reasons for performance   draft kept {}",
                    draft.saved_at.get(11..16).unwrap_or_default()
                )
            }
            (None, Some(words)) if words.carried_from.is_some() => {
                format!(
                    "Reasons for performance   carried from {}",
                    words.carried_from.map(Period::title).unwrap_or_default()
                )
            }
            _ => "Reasons for performance".to_owned(),
        };
        let pane = Pane { title: &title, note: "c write", focused };
        let lines = self.reason_lines(detail, context, pane.inside(area).width);
        self.draw_text(pane, &lines, context, area, buffer)
    }

    /// The lines of every action, and the line each begins on.
    fn action_lines(&self, detail: &Detail, context: &Context, room: u16) -> (Vec<Line>, Vec<usize>) {
        let theme = context.theme;
        let focused = self.part == Part::Actions;
        let mut all: Vec<Line> = Vec::new();
        let mut starts = Vec::new();
        for (at, row) in detail.actions.iter().enumerate() {
            let mut rich = Rich::new(theme, room.saturating_sub(2), 11);
            let selected = at == self.action;
            facts::action(&mut rich, row, if selected { usize::MAX } else { 2 }, context.session.judged_on());
            starts.push(all.len());
            for (index, mut entry) in rich.lines.into_iter().enumerate() {
                let marker = if selected && index == 0 { "> " } else { "  " };
                entry.insert(0, run(marker, theme.style(Role::Strong)));
                if selected && focused {
                    for piece in &mut entry {
                        piece.style = theme.style(Role::Selected);
                    }
                }
                all.push(entry);
            }
        }
        (all, starts)
    }

    fn action_scroll(&self, starts: &[usize], total: usize, height: u16) -> u16 {
        let start = starts.get(self.action).copied().unwrap_or(0);
        let end = starts.get(self.action + 1).copied().unwrap_or(total);
        let height = usize::from(height);
        let scroll = if end <= height { 0 } else { end.saturating_sub(height).min(start) };
        scroll.min(usize::from(u16::MAX)) as u16
    }

    fn draw_actions(&self, detail: &Detail, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let open = self.open_actions();
        let title = match (open, detail.actions.len()) {
            (_, 0) => "Actions".to_owned(),
            (open, all) if open == all => format!("Actions ({all})"),
            (open, all) => format!("Actions ({open} open of {all})"),
        };
        let note = if detail.actions.is_empty() { "a add" } else { "a add  e edit  x close" };
        let outline = Pane { title: &title, note, focused: self.part == Part::Actions };
        let inside = outline.draw(theme, area, buffer);
        if detail.actions.is_empty() {
            let mut rich = Rich::new(theme, inside.width, 11);
            rich.text("No corrective action yet.", Role::Text);
            rich.gap();
            rich.text("a adds one: what, who, by when, to what effect. - says why there is none.", Role::Dim);
            draw(&rich.lines, 0, inside, buffer);
            return Position::new(inside.x, inside.y);
        }
        let (lines, starts) = self.action_lines(detail, context, inside.width);
        let scroll = self.action_scroll(&starts, lines.len(), inside.height);
        draw(&lines, scroll, inside, buffer);
        let row = starts.get(self.action).copied().unwrap_or(0).saturating_sub(usize::from(scroll));
        Position::new(inside.x, inside.y + (row as u16).min(inside.height.saturating_sub(1)))
    }

    fn draw_ready(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let ready = self.readiness(context.session);
        let missing = ready
            .as_ref()
            .map_or(0, |ready| ready.items.iter().filter(|item| item.missing.is_some()).count());
        let note = if missing == 0 { "r marks it reviewed" } else { "Enter goes to the first thing missing" };
        let outline = Pane { title: "Ready?", note, focused: self.part == Part::Ready };
        let inside = outline.draw(theme, area, buffer);
        for (row, item) in ready.iter().flat_map(|ready| &ready.items).enumerate() {
            if row as u16 >= inside.height {
                break;
            }
            let (sign, role) = match item.missing {
                None => (theme.glyph(Glyph::Tick), Role::Text),
                Some(_) => ("!", Role::Worse),
            };
            let text = format!("{sign} {}", clip(&item.text, usize::from(inside.width.saturating_sub(3))));
            line(&text, theme.style(role), Rect { y: inside.y + row as u16, height: 1, ..inside }, buffer);
        }
        let first =
            ready.iter().flat_map(|ready| &ready.items).position(|item| item.missing.is_some()).unwrap_or(0);
        Position::new(inside.x, inside.y + (first as u16).min(inside.height.saturating_sub(1)))
    }
}
