//! Drawing a form: one column, scrolling so that the field with the cursor
//! and its error are always seen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Form, FormField, Kind};
use crate::screens::Context;
use crate::ui::editor::EditorStyle;
use crate::ui::field::FieldStyle;
use crate::ui::frame::{Pane, centred, clear, line, lines, wrapped};
use crate::ui::inert::width;
use crate::ui::theme::Role;

/// Columns given to labels at least, and at most.
const LABEL: std::ops::RangeInclusive<u16> = 20..=34;

impl Form {
    fn outline(&self, area: Rect) -> Rect {
        let wide = 92.min(area.width);
        let inside = wide.saturating_sub(4);
        let intro = self.intro_lines(inside).len() as u16;
        let fields: u16 = self.heights(inside).iter().sum();
        // Intro, a gap, fields, a gap, the help line; and the border.
        let high = intro + u16::from(intro > 0) + fields + 2 + 2;
        centred(area, wide, high)
    }

    /// Rows of each field in a form that has so many columns.
    fn heights(&self, inside: u16) -> Vec<u16> {
        let room = inside.saturating_sub(self.label_width());
        self.fields.iter().map(|field| field.height(room)).collect()
    }

    /// Columns that the longest label needs, with the sign before it and what stands behind it.
    fn label_width(&self) -> u16 {
        let longest =
            self.fields.iter().map(|field| width(&field.label) + if field.required { 2 } else { 0 }).max();
        u16::try_from(longest.unwrap_or(0) + 3).unwrap_or(u16::MAX).clamp(*LABEL.start(), *LABEL.end())
    }

    fn intro_lines(&self, room: u16) -> Vec<String> {
        self.intro.iter().flat_map(|text| wrapped(text, room, 4)).collect()
    }

    /// Each visible field and where it is drawn.
    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        let inside = Pane::default().inside(self.outline(area));
        let intro = self.intro_lines(inside.width).len() as u16;
        let top = inside.y + intro + u16::from(intro > 0);
        let bottom = inside.bottom().saturating_sub(2);
        let room = bottom.saturating_sub(top);
        let heights = self.heights(inside.width);
        // The first field shown: as early as possible with the current one whole.
        let mut first = 0;
        while first < self.at && heights[first..=self.at].iter().sum::<u16>() > room {
            first += 1;
        }
        let mut y = top;
        let mut places = Vec::new();
        for (at, high) in heights.iter().enumerate().skip(first) {
            if y >= bottom {
                break;
            }
            places.push((at, Rect { x: inside.x, y, width: inside.width, height: (*high).min(bottom - y) }));
            y += high;
        }
        places
    }

    pub(super) fn field_at(&self, at: Position, context: &Context) -> Option<usize> {
        self.places(context.area).into_iter().find(|(_, place)| place.contains(at)).map(|(index, _)| index)
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let outline = self.outline(area);
        clear(theme, outline, buffer);
        let places = self.places(area);
        let hidden = self.fields.len() - places.len();
        let note = match (hidden, self.fields.iter().any(|field| field.required)) {
            (0, true) => "* needed".to_owned(),
            (0, false) => String::new(),
            (many, _) => format!("field {} of {}; {many} more, Tab goes on", self.at + 1, self.fields.len()),
        };
        let inside = Pane { title: &self.title, note: &note, focused: true }.draw(theme, outline, buffer);
        lines(&self.intro_lines(inside.width), theme.style(Role::Dim), inside, buffer);
        let mut cursor = None;
        let label = self.label_width();
        for (at, place) in places {
            let here = draw_field(&self.fields[at], at == self.at, (label, place), context, buffer);
            if at == self.at {
                cursor = here;
            }
        }
        if let Some(field) = self.fields.get(self.at) {
            let hint = self.hint.as_ref().and_then(|hint| hint(&self.values(), field.name));
            let help = match &field.kind {
                _ if let Some(hint) = &hint => hint.as_str(),
                Kind::Choice { .. } if field.help.is_empty() => {
                    "Left and Right choose, or type what it begins with."
                }
                Kind::Tick(_) if field.help.is_empty() => "Space ticks.",
                _ => field.help.as_str(),
            };
            let problems = self.fields.iter().filter(|field| field.error.is_some()).count();
            let text = match problems {
                0 => help.to_owned(),
                1 => format!("1 field needs attention. {help}"),
                many => format!("{many} fields need attention. {help}"),
            };
            // A long one takes the line of air above it as well.
            let text = wrapped(&text, inside.width, 2);
            let high = text.len() as u16;
            let foot = Rect { y: inside.bottom().saturating_sub(high), height: high, ..inside };
            lines(&text, theme.style(Role::Dim), foot, buffer);
        }
        cursor
    }
}

fn draw_field(
    field: &FormField,
    current: bool,
    (label_width, area): (u16, Rect),
    context: &Context,
    buffer: &mut Buffer,
) -> Option<Position> {
    if area.height == 0 {
        return None;
    }
    let theme = context.theme;
    let label = format!(
        "{}{}{}",
        if current { "> " } else { "  " },
        field.label,
        if field.required { " *" } else { "" }
    );
    let role = if current { Role::Strong } else { Role::Dim };
    line(&label, theme.style(role), Rect { width: label_width.min(area.width), height: 1, ..area }, buffer);
    let x = area.x + label_width.min(area.width);
    let room = area.right().saturating_sub(x);
    let errors = field.error_lines(room);
    let error_rows = (errors.len() as u16).min(area.height.saturating_sub(1));
    let body = Rect { x, width: room, height: area.height - error_rows, ..area };
    let cursor = match &field.kind {
        Kind::Line(input) => {
            let style = FieldStyle { text: theme.style(Role::Field), selection: theme.style(Role::Matched) };
            let spot = Rect { height: 1, ..body };
            buffer.set_style(spot, theme.style(Role::Field));
            let cursor = input.view(spot, buffer, &style);
            // Beside what is typed, at the right-hand edge of the field.
            if let Some(echo) = field.echo(context) {
                let (typed, wide) = (width(input.as_str()) as u16 + 2, width(&echo) as u16);
                if typed + wide <= room {
                    let place = Rect { x: spot.right() - wide, width: wide, ..spot };
                    line(&echo, theme.style(Role::Field), place, buffer);
                }
            }
            if current && let Some(completion) = field.completion() {
                let typed = width(input.as_str()) as u16;
                let rest: String = completion.chars().skip(input.as_str().chars().count()).collect();
                if typed < room {
                    let ghost = Rect { x: x + typed, width: room - typed, ..spot };
                    line(&format!("{rest}   Right takes it"), theme.style(Role::Dim), ghost, buffer);
                }
            }
            Some(cursor)
        }
        Kind::Text(editor) => {
            let inner = Pane { title: "", note: "", focused: current }.draw(theme, body, buffer);
            let style = EditorStyle {
                text: theme.style(Role::Text),
                selection: theme.style(Role::Matched),
                matched: theme.style(Role::Column),
                placeholder: theme.style(Role::Dim),
                bullet: theme.style(Role::Strong),
                misspelt: theme.misspelt(),
            };
            editor.view(inner, buffer, &style)
        }
        Kind::Choice { options, at } => {
            // All of them when they fit, so that the choice can be seen; else the one.
            let all: usize = options.iter().map(|(_, title)| width(title) + 5).sum();
            if all <= usize::from(room) && options.len() > 1 {
                let mut column = x;
                let mut cursor = Position::new(x, area.y);
                for (index, (_, title)) in options.iter().enumerate() {
                    let chosen = index == *at;
                    let sign = if chosen { "(x) " } else { "( ) " };
                    let style = theme.style(if chosen && current {
                        Role::Selected
                    } else if chosen {
                        Role::Strong
                    } else {
                        Role::Text
                    });
                    if chosen {
                        cursor = Position::new(column, area.y);
                    }
                    let (end, _) = buffer.set_stringn(
                        column,
                        area.y,
                        format!("{sign}{title}"),
                        usize::from(area.right().saturating_sub(column)),
                        style,
                    );
                    column = end + 1;
                }
                Some(cursor)
            } else {
                let title = options.get(*at).map_or("", |(_, title)| title.as_str());
                let style = theme.style(if current { Role::Selected } else { Role::Strong });
                line(&format!("< {title} >"), style, Rect { height: 1, ..body }, buffer);
                Some(Position::new(x, area.y))
            }
        }
        Kind::Tick(ticked) => {
            let style = theme.style(if current { Role::Selected } else { Role::Text });
            line(
                if *ticked { "[x] yes" } else { "[ ] no" },
                style,
                Rect { height: 1, width: 8.min(room), ..body },
                buffer,
            );
            Some(Position::new(x + 1, area.y))
        }
    };
    let place = Rect { x, y: area.bottom() - error_rows, width: room, height: error_rows };
    lines(&errors, theme.style(Role::Worse), place, buffer);
    cursor
}
