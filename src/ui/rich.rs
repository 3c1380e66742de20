//! Running text with styles: label-and-value lines, paragraphs, headings,
//! built for a width and drawn with a scroll position.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::{clip, wrapped, write};
use super::inert::{inert_line, width};
use super::theme::{Role, Theme};

/// Columns of a run that is not parted at the end of a line.
const UNBROKEN: usize = 20;

/// Part of a line in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

/// A line of runs.
pub type Line = Vec<Run>;

/// A run of text, made inert.
pub fn run(text: impl AsRef<str>, style: Style) -> Run {
    Run { text: inert_line(text.as_ref()).into_owned(), style }
}

/// Cells as runs of one style each.
pub fn runs(cells: Vec<(char, Style)>) -> Line {
    let mut line = Line::new();
    let (mut text, mut last) = (String::new(), None);
    for (letter, style) in cells {
        if last.is_some_and(|last| last != style) && !text.is_empty() {
            line.push(run(std::mem::take(&mut text), last.unwrap_or_default()));
        }
        last = Some(style);
        text.push(letter);
    }
    line.push(run(text, last.unwrap_or_default()));
    line
}

/// Lines being built for a width.
pub struct Rich<'a> {
    pub theme: &'a Theme,
    pub width: u16,
    /// Columns given to labels.
    pub label: u16,
    pub lines: Vec<Line>,
}

impl<'a> Rich<'a> {
    /// Nothing yet, for a width, with labels this wide.
    pub fn new(theme: &'a Theme, width: u16, label: u16) -> Self {
        Self { theme, width, label, lines: Vec::new() }
    }

    /// A blank line, unless there is one already or nothing above.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// A heading with a rule after it.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        let rule = "─";
        let left = usize::from(self.width).saturating_sub(width(text) + 1);
        self.lines.push(vec![
            run(text, self.theme.style(Role::Title)),
            run(" ", Style::new()),
            run(rule.repeat(left), self.theme.style(Role::Border)),
        ]);
    }

    /// A paragraph, wrapped.
    pub fn text(&mut self, text: &str, role: Role) {
        self.cut(text, role, usize::MAX);
    }

    /// A paragraph of at most `most` lines, the last ending in … when cut.
    pub fn cut(&mut self, text: &str, role: Role, most: usize) {
        let style = self.theme.style(role);
        self.lines.extend(wrapped(text, self.width, most).into_iter().map(|line| vec![run(line, style)]));
    }

    /// A label and a plain value; long values wrap under themselves.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.fact_in(label, value, Role::Text);
    }

    /// A label and a value in a role.
    pub fn fact_in(&mut self, label: &str, value: &str, role: Role) {
        let room = self.width.saturating_sub(self.label).max(8);
        let style = self.theme.style(role);
        for (index, line) in wrapped(value, room, usize::MAX).into_iter().enumerate() {
            let mut runs = vec![self.labelled(if index == 0 { label } else { "" })];
            runs.push(run(line, style));
            self.lines.push(runs);
        }
    }

    /// A label and runs of several styles; what has no room on the line goes on under itself, a run
    /// that is short as a whole and words of a long one one by one.
    pub fn runs(&mut self, label: &str, runs: Line) {
        self.flow(Some(label), runs);
    }

    /// The same without a label, from the edge.
    pub fn line(&mut self, runs: Line) {
        self.flow(None, runs);
    }

    fn flow(&mut self, label: Option<&str>, runs: Line) {
        let taken = if label.is_some() { self.label } else { 0 };
        let room = usize::from(self.width.saturating_sub(taken).max(8));
        let under: Line = label.map(|_| self.labelled("")).into_iter().collect();
        let mut line: Line = label.map(|label| self.labelled(label)).into_iter().collect();
        let mut used = 0;
        for Run { text, style } in runs {
            // A chip, a date, a word or two stay together.
            let wide = width(text.trim_end());
            // A colon or a comma stays with what it follows.
            let follows = text.starts_with([':', ',', ';', '.', ')']);
            let whole = used + wide <= room || (!follows && wide <= UNBROKEN.min(room));
            let parts: Vec<&str> = if whole { vec![&text] } else { text.split_inclusive(' ').collect() };
            for part in parts {
                let mut part = part;
                if used > 0 && used + width(part.trim_end()) > room {
                    self.lines.push(std::mem::replace(&mut line, under.clone()));
                    // One space belongs to a chip, more of them part it from what is before it.
                    (part, used) = (part.trim_start_matches("  "), 0);
                }
                used += width(part);
                line.push(Run { text: part.to_owned(), style });
            }
        }
        self.lines.push(line);
    }

    fn labelled(&self, label: &str) -> Run {
        let room = usize::from(self.label);
        let text = clip(label, room.saturating_sub(1));
        let pad = room.saturating_sub(width(&text));
        run(format!("{text}{}", " ".repeat(pad)), self.theme.style(Role::Dim))
    }
}

/// Draws lines from the top of an area; returns how many lie beyond its foot.
pub fn draw(lines: &[Line], scroll: u16, area: Rect, buffer: &mut Buffer) -> usize {
    for (row, line) in lines.iter().skip(usize::from(scroll)).take(usize::from(area.height)).enumerate() {
        let mut x = area.x;
        for run in line {
            let room = usize::from(area.right().saturating_sub(x));
            if room == 0 {
                break;
            }
            x = write(&run.text, run.style, room as u16, x, area.y + row as u16, buffer);
        }
    }
    lines.len().saturating_sub(usize::from(scroll) + usize::from(area.height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Depth;

    #[test]
    fn runs_without_room_go_on_under_themselves() {
        let theme = Theme::new("none", Depth::None, false);
        let plain = |rich: &Rich| -> Vec<String> {
            let text = |line: &Line| line.iter().map(|run| run.text.as_str()).collect::<String>();
            rich.lines.iter().map(|line| text(line).trim_end().to_owned()).collect()
        };
        let style = Style::new();
        let runs = || vec![run(" ■ R ", style), run("  Red", style), run("  overrides Red Amber", style)];
        let mut wide = Rich::new(&theme, 60, 8);
        wide.runs("Rating", runs());
        assert_eq!(plain(&wide), ["Rating   ■ R   Red  overrides Red Amber"]);
        let mut narrow = Rich::new(&theme, 28, 8);
        narrow.runs("Rating", runs());
        assert_eq!(plain(&narrow), ["Rating   ■ R   Red", "        overrides Red Amber"]);
        let mut stuck = Rich::new(&theme, 28, 8);
        stuck
            .runs("Status", vec![run(" ● G ", style), run("  Green", style), run(": commitment met", style)]);
        assert_eq!(plain(&stuck), ["Status   ● G   Green:", "        commitment met"]);
        for line in &narrow.lines {
            assert!(line.iter().map(|run| width(&run.text)).sum::<usize>() <= 29, "{line:?}");
        }
    }
}
