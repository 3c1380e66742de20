//! The end of the review: what was done, what was skipped and why, what is left.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Review;
use crate::input::Command;
use crate::screens::{Context, Effect};
use crate::session::Place;
use crate::ui::frame::{Pane, bar, centred};
use crate::ui::rich::{Rich, draw, run};
use crate::ui::theme::{Glyph, Role};

impl Review {
    pub(super) fn update_summary(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::PreviousRed | Command::Up => {
                let last = self.queue.len().saturating_sub(1);
                Some(if self.queue.is_empty() { Vec::new() } else { self.show(last) })
            }
            // Enter goes on with what is left, else back to where the quarter stands.
            Command::Open | Command::NextRed | Command::Down => {
                let left = self.summary.as_ref().and_then(|summary| {
                    let next =
                        summary.left.first().or(summary.skipped.first().map(|(standing, _)| standing))?;
                    self.places.get(&next.indicator_id).copied()
                });
                Some(match left {
                    Some(at) => {
                        self.seeking = false;
                        self.show(at)
                    }
                    None => vec![Effect::Go(Place::Overview)],
                })
            }
            _ => None,
        }
    }

    pub(super) fn draw_summary(
        &self,
        context: &Context,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let place = centred(area, 96, area.height.min(30));
        let outline = Pane { title: "Review", note: "", focused: true };
        let inside = outline.draw(theme, place, buffer);
        let mut rich = Rich::new(theme, inside.width, 14);
        let Some(summary) = &self.summary else {
            rich.text("Loading…", Role::Dim);
            draw(&rich.lines, 0, inside, buffer);
            return None;
        };
        let progress = summary.progress;
        let total = progress.reviewed + progress.skipped + progress.to_review + progress.changed_since;
        let left = progress.to_review + progress.changed_since;
        rich.gap();
        if total == 0 {
            rich.text("Nothing has a rating that is reviewed this period.", Role::Strong);
            rich.gap();
            rich.text("There is nothing to review. 2 goes to the indicators; the workbook's settings say which ratings are reviewed.", Role::Dim);
        } else if left == 0 && progress.skipped == 0 {
            rich.text(&format!("{} All {total} are reviewed.", theme.glyph(Glyph::Tick)), Role::Strong);
        } else if left == 0 {
            rich.text(
                &format!(
                    "Every one has been looked at: {} reviewed, {} skipped.",
                    progress.reviewed, progress.skipped
                ),
                Role::Strong,
            );
        } else {
            rich.text(&format!("{left} of {total} still to review."), Role::Strong);
        }
        if total > 0 {
            // The bar's own line.
            rich.gap();
            let bar_row = rich.lines.len() as u16;
            rich.lines.push(Vec::new());
            let wide = inside.width.min(60);
            if bar_row < inside.height {
                let spot = Rect { y: inside.y + bar_row, height: 1, width: wide, ..inside };
                bar(progress.reviewed as f64 / total as f64, theme.style(Role::Bar), theme, spot, buffer);
            }
            rich.lines.push(Vec::new());
            rich.fact("Reviewed", &progress.reviewed.to_string());
            rich.fact("Skipped", &progress.skipped.to_string());
            rich.fact("To review", &progress.to_review.to_string());
            if progress.changed_since > 0 {
                rich.fact_in(
                    "Changed since",
                    &format!("{}: a figure moved after the review", progress.changed_since),
                    Role::Worse,
                );
            }
            let drafts =
                context.session.drafts.iter().filter(|draft| draft.period == self.period.code()).count();
            rich.fact(
                "Drafts",
                &if drafts == 0 { "none".to_owned() } else { format!("{drafts} not yet saved") },
            );
        }
        rich.fact("Indicators", &summary.reportable.sentence());
        for (standing, reason) in &summary.skipped {
            if standing.indicator_id == summary.skipped[0].0.indicator_id {
                rich.heading("Skipped");
            }
            rich.runs(&standing.reference, vec![run(reason, theme.style(Role::Text))]);
        }
        if !summary.left.is_empty() {
            rich.heading("Still to review");
            for standing in &summary.left {
                rich.runs(
                    &standing.reference,
                    vec![
                        run(format!(" {} ", theme.letters(standing.rating)), theme.chip(standing.rating)),
                        run(format!("  {}", standing.description), theme.style(Role::Text)),
                    ],
                );
            }
        }
        rich.gap();
        let next = if !summary.left.is_empty() {
            "Enter goes on with the first of these. N goes back to the last one."
        } else if !summary.skipped.is_empty() {
            "Enter opens the first one skipped. 1 goes to the overview."
        } else if self.queue.is_empty() {
            "Enter goes to the overview."
        } else {
            "Enter goes to the overview. N goes back to the last one."
        };
        rich.text(next, Role::Dim);
        draw(&rich.lines, 0, inside, buffer);
        Some(Position::new(inside.x, inside.y + 1))
    }
}
