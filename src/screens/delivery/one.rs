//! One commitment: status, words, milestones, links.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Delivery;
use super::view::{moved, moved_role};
use crate::domain::commitment::needs_path;
use crate::domain::dates::short_date;
use crate::input::Command;
use crate::screens::Context;
use crate::ui::facts;
use crate::ui::frame::{Pane, wrapped};
use crate::ui::reading_pane::Text;
use crate::ui::rich::{Line, Rich, run};
use crate::ui::theme::{Glyph, Role};
use crate::workbook::CommitmentDetail;

impl Delivery {
    pub(super) fn draw_detail(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let focused = self.rows.reading;
        let at = Position::new(area.x + 2, area.y + 1);
        let Some(detail) = self.current_detail() else {
            Pane { title: "", note: "", focused }.draw(theme, area, buffer);
            return at;
        };
        let title = format!("{}  {}", detail.commitment.reference, detail.commitment.plan);
        let pane = Pane { title: &title, note: "", focused };
        let inside = pane.inside(area);
        let (lines, milestone) = self.lines(detail, context, inside.width);
        self.rows.pane.draw(pane, &lines, theme, area, buffer);
        let first = self.rows.pane.first(lines.len(), inside, focused);
        match milestone.and_then(|row| row.checked_sub(first)) {
            Some(row) if row < usize::from(inside.height) => Position::new(inside.x, inside.y + row as u16),
            _ => at,
        }
    }

    /// Every line about a commitment, and the one of the milestone under the cursor.
    fn lines(&self, detail: &CommitmentDetail, context: &Context, width: u16) -> (Vec<Line>, Option<usize>) {
        let theme = context.theme;
        let session = context.session;
        let commitment = &detail.commitment;
        let mut rich = Rich::new(theme, width, 11);
        rich.text(&commitment.description, Role::Strong);
        if commitment.placeholder {
            rich.text("A placeholder: the source counts it without saying what it is.", Role::Dim);
        }
        rich.gap();
        match &detail.rating {
            Some(rating) if commitment.scale.has(rating.rating) => {
                rich.runs(
                    "Status",
                    vec![
                        run(format!(" {} ", theme.letters(rating.rating)), theme.chip(rating.rating)),
                        run(format!("  {}", rating.rating.title()), theme.style(Role::Strong)),
                        run(
                            format!(": {}", commitment.scale.meaning(rating.rating)),
                            theme.style(Role::Text),
                        ),
                    ],
                );
                if rating.period != detail.period {
                    rich.fact_in("", &format!("as of {}", rating.period.title()), Role::Dim);
                }
            }
            _ => rich.fact_in("Status", "not rated: e rates it", Role::Dim),
        }
        rich.runs(
            "Moved",
            vec![run(moved(detail.movement, theme), theme.style(moved_role(detail.movement)))],
        );
        if let Some(before) = detail.history.iter().find(|past| past.period != detail.period) {
            let invented = if before.illustrative { " (illustrative)" } else { "" };
            let title = before.rating.title().to_lowercase();
            let was = format!("was {title} in {}{invented}", before.period.title());
            rich.fact_in("", &was, Role::Dim);
        }
        match commitment.owner.trim() {
            "" => rich.fact_in("Owner", "none", Role::Dim),
            owner => rich.fact("Owner", owner),
        }
        match commitment.due {
            None => rich.fact_in("Due", "no date", Role::Dim),
            Some(due) => rich.fact("Due", &short_date(due)),
        }
        if let Some(period) = commitment.closed_in {
            rich.fact("Closed in", &period.title());
        }
        self.words(&mut rich, detail, context);
        let milestone = self.milestones(&mut rich, detail, context);
        if !detail.actions.is_empty() {
            rich.heading(&format!("Actions ({})", detail.actions.len()));
            for row in &detail.actions {
                facts::action(&mut rich, row, usize::MAX, session.judged_on());
            }
        }
        if !detail.linked.is_empty() {
            facts::linked(&mut rich, &detail.linked);
        }
        if !commitment.source.is_empty() {
            rich.gap();
            rich.fact_in("Source", &commitment.source, Role::Dim);
        }
        (rich.lines, milestone)
    }

    fn words(&self, rich: &mut Rich, detail: &CommitmentDetail, context: &Context) {
        let session = context.session;
        let draft = session.draft(&format!("commitment {}: commentary", detail.commitment.id), 0);
        let rating = detail.rating.as_ref();
        match (draft, rating.filter(|rating| !rating.commentary.trim().is_empty())) {
            (Some(draft), _) => {
                rich.heading("Why (draft, not yet saved)");
                rich.text(&draft.text, Role::Text);
            }
            (None, Some(rating)) if rating.period == detail.period => {
                rich.heading("Why");
                rich.text(&rating.commentary, Role::Text);
            }
            (None, Some(rating)) => {
                rich.heading(&format!("Why, written for {}", rating.period.title()));
                rich.text(&rating.commentary, Role::Text);
            }
            (None, None) => {
                rich.heading("Why");
                rich.text("Nothing written yet: c writes.", Role::Dim);
            }
        }
        match rating {
            Some(rating) if !rating.path_to_green.trim().is_empty() => {
                rich.heading("Path to green");
                rich.text(&rating.path_to_green, Role::Text);
            }
            Some(rating) if needs_path(rating.rating) => {
                rich.heading("Path to green");
                rich.text("! none yet: e says how it gets back on track.", Role::Worse);
            }
            _ => {}
        }
    }

    fn milestones(&self, rich: &mut Rich, detail: &CommitmentDetail, context: &Context) -> Option<usize> {
        let theme = context.theme;
        let today = context.session.judged_on();
        let done = detail.milestones.iter().filter(|one| one.done_on.is_some()).count();
        if detail.milestones.is_empty() {
            rich.heading("Milestones");
            rich.text("None yet: a adds one.", Role::Dim);
        } else {
            rich.heading(&format!("Milestones ({done} of {} reached)", detail.milestones.len()));
        }
        let mut at = None;
        for (index, milestone) in detail.milestones.iter().enumerate() {
            let here = self.rows.reading && index == self.milestone;
            let sign = if milestone.done_on.is_some() {
                theme.glyph(Glyph::Tick)
            } else {
                theme.glyph(Glyph::Marked)
            };
            let when = match (milestone.done_on, milestone.due) {
                (Some(done), _) => format!("  reached {}", short_date(done)),
                (None, Some(due)) if due < today => format!("  ! due {}", short_date(due)),
                (None, Some(due)) => format!("  due {}", short_date(due)),
                (None, None) => "  no date".to_owned(),
            };
            if here {
                at = Some(rich.lines.len());
            }
            let style = theme.style(if here { Role::Selected } else { Role::Text });
            let marker = if here { "> " } else { "  " };
            let words = format!("{}{when}", milestone.description);
            for (row, part) in wrapped(&words, rich.width.saturating_sub(4), 4).into_iter().enumerate() {
                let lead = if row == 0 { format!("{marker}{sign} ") } else { "    ".to_owned() };
                rich.lines.push(vec![run(lead, style), run(part, style)]);
            }
        }
        at
    }

    /// The text of the detail.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let inside = Pane::default().inside(self.areas(context.area).detail);
        let lines = move || {
            self.current_detail().map_or(0, |detail| self.lines(detail, context, inside.width).0.len())
        };
        (inside, lines)
    }

    /// Moves through the milestones, and over the rest by pages. True if the command was one for that.
    pub(super) fn moved_in_one(&mut self, command: Command, context: &Context) -> bool {
        let (inside, _) = self.text_of(context);
        let Some(by) = command.rows(inside.height) else { return false };
        let last = self.current_detail().map_or(0, |detail| detail.milestones.len().saturating_sub(1));
        let next = self.milestone.saturating_add_signed(by.signum() as isize).min(last);
        let by_one = matches!(command, Command::Up | Command::Down);
        if by_one && next != self.milestone {
            self.milestone = next;
            // It stays on screen.
            let lines = self.current_detail().map(|detail| self.lines(detail, context, inside.width));
            if let Some((_, Some(line))) = lines {
                self.rows.pane.show(line, inside);
            }
            return true;
        }
        let moved = self.rows.pane.scroll(by, self.text_of(context));
        if !by_one && (!moved || matches!(command, Command::First | Command::Last)) {
            self.milestone = if by < 0 { 0 } else { last };
        }
        true
    }
}
