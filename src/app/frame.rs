//! The frame round every screen: place, tabs, content, status, hints.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::{App, SMALLEST};
use crate::input::{Key, KeyCode, Row, hints};
use crate::screens::SCREENS;
use crate::session::Tone;
use crate::ui::frame::{clip, wrapped};
use crate::ui::inert::{inert_line, width};
use crate::ui::theme::{Glyph, Role, Theme, ascii};

/// Rows above the content: place and tabs.
const HEAD: u16 = 2;
/// Rows below it: status and hints.
const FOOT: u16 = 2;

/// Where screens are drawn in a window of this size.
pub(super) fn content((wide, high): (u16, u16)) -> Rect {
    Rect { x: 0, y: HEAD, width: wide, height: high.saturating_sub(HEAD + FOOT) }
}

/// Draws everything over whatever is there.
pub(super) fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = &app.theme;
    let mut blank = Cell::EMPTY;
    blank.set_style(theme.style(Role::Screen));
    buffer.content.fill(blank);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, area, buffer);
        return None;
    }
    place(app, Rect { height: 1, ..area }, buffer);
    tabs(app, Rect { y: area.y + 1, height: 1, ..area }, buffer);
    let inside = content((area.width, area.height));
    let context = app.context();
    let mut cursor = None;
    // From the topmost dialog that covers everything upwards.
    let first = app.layers.iter().rposition(|layer| layer.screen.covers());
    if first.is_none() && app.session.opening.is_some() {
        // Where nothing is listed yet, it stands on what is said instead.
        let nothing = || (!app.facts().row).then_some(Position::new(inside.x + 2, inside.y + 2));
        cursor = app.screens[app.active].view(&context, inside, buffer).or_else(nothing);
    }
    for layer in &app.layers[first.unwrap_or(0)..] {
        if !layer.screen.covers() {
            // What a dialog stands over steps back.
            buffer.set_style(inside, theme.style(Role::Behind));
        }
        cursor = layer.screen.view(&context, inside, buffer);
    }
    status(app, Rect { y: area.bottom() - 2, height: 1, ..area }, buffer);
    footer(app, Rect { y: area.bottom() - 1, height: 1, ..area }, buffer);
    if theme.ascii {
        for cell in &mut buffer.content {
            if !cell.symbol().is_ascii() {
                cell.set_char(ascii(cell.symbol()));
            }
        }
    }
    cursor.filter(|at| area.contains(*at))
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let drafts = app.session.drafts.len();
    let kept = match drafts {
        0 => "Nothing is lost.".to_owned(),
        1 => "Nothing is lost: 1 draft is kept.".to_owned(),
        many => format!("Nothing is lost: {many} drafts are kept."),
    };
    let lines = [
        format!("This window is {} x {}.", area.width, area.height),
        format!("quarterdeck needs {} x {}.", SMALLEST.0, SMALLEST.1),
        String::new(),
        "Make the window larger, or".to_owned(),
        "the text smaller (Ctrl and -).".to_owned(),
        kept,
        String::new(),
        "q quits".to_owned(),
    ];
    let top = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
    for (row, text) in (top..area.bottom()).zip(&lines) {
        let x = area.x + 2.min(area.width);
        buffer.set_stringn(
            x,
            row,
            text,
            usize::from(area.right().saturating_sub(x)),
            app.theme.style(Role::Text),
        );
    }
}

fn place(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let session = &app.session;
    let mut right = Vec::new();
    if let Some(name) = session.path.file_name() {
        right.push(inert_line(&name.to_string_lossy()).into_owned());
    }
    if let Some(busy) = &session.busy {
        right.push(format!("{busy}…"));
    } else if app.is_waiting_for_screen() {
        // Only seen when an answer takes longer than a key is held back for.
        right.push("looking…".to_owned());
    } else if session.read_only.is_some() {
        right.push("read-only".to_owned());
    } else if let Some(at) = session.saved_at {
        right.push(format!("saved {}", at.format("%H:%M")));
    }
    if session.drafts_trouble.is_some() {
        // As long as it lasts, whatever else is said.
        right.push("! drafts not kept".to_owned());
    }
    match session.drafts.len() {
        0 => {}
        1 => right.push("1 draft".to_owned()),
        many => right.push(format!("{many} drafts")),
    }
    let dot = format!(" {} ", theme.glyph(Glyph::Dot));
    let right = clip(&right.join(&dot), usize::from(area.width) * 2 / 5);
    let right_width = width(&right) as u16;
    let mut left = String::new();
    if let Some(opening) = &session.opening {
        let arrow = theme.glyph(Glyph::Place);
        let title = session.period.title();
        let covers = session.period.covers(session.first_month());
        left = format!("{} {arrow} {title}", inert_line(opening.workbook.subject()));
        let state = if session.period_is_open() { "" } else { ", closed" };
        let long = format!("{left} ({covers}{state})");
        left = if width(&long) + usize::from(right_width) + 18 <= usize::from(area.width) {
            long
        } else {
            format!("{left}{state}")
        };
    }
    buffer.set_stringn(area.x + 1, area.y, "quarterdeck", 11, theme.style(Role::Strong));
    let room = usize::from(area.width.saturating_sub(right_width + 17));
    buffer.set_stringn(area.x + 14, area.y, clip(&left, room), room, theme.style(Role::Text));
    let x = area.right().saturating_sub(right_width + 1);
    buffer.set_stringn(x, area.y, &right, usize::from(right_width), theme.style(Role::Dim));
}

/// Each tab: its column, its width and its text. Where not all names have
/// room, those at the right are left out behind a sign of more: their digits still go there.
fn tab_slots(app: &App, area: Rect) -> Vec<(u16, u16, String)> {
    let mut x = area.x;
    let mut slots = Vec::with_capacity(SCREENS.len());
    let room = usize::from(area.width);
    // Where not all names have room, they move together before any is left out.
    let roomy = SCREENS.iter().map(|entry| width(entry.title) + 4).sum::<usize>() <= room;
    let after = if roomy { " " } else { "" };
    let named = if roomy { SCREENS.len() } else { named_tabs(app.active, room) };
    for (index, entry) in SCREENS.iter().enumerate() {
        let text = if index == app.active {
            // Apart from the tab before it.
            x += u16::from(!roomy && index > 0);
            format!("[{} {}]", entry.key, entry.title)
        } else if index < named {
            format!(" {} {}{after}", entry.key, entry.title)
        } else {
            String::new()
        };
        let wide = width(&text) as u16;
        slots.push((x, wide, text));
        x += wide;
    }
    let left_out = (named..SCREENS.len()).any(|index| index != app.active);
    if left_out {
        let more = format!(" {MORE}");
        slots.push((x, width(&more) as u16, more));
    }
    slots
}

/// Stands for the tabs there is no room for: the palette and the help name them.
const MORE: &str = "…";

/// How many tabs from the left can have their names beside the one on screen's.
fn named_tabs(active: usize, room: usize) -> usize {
    let name = |index: usize| SCREENS[index].title.chars().count() + 3;
    // The brackets of the one on screen, and the sign of more.
    let mut left = room.saturating_sub(name(active) + 4);
    for index in (0..SCREENS.len()).filter(|index| *index != active) {
        let Some(less) = left.checked_sub(name(index)) else { return index };
        left = less;
    }
    SCREENS.len()
}

fn tabs(app: &App, area: Rect, buffer: &mut Buffer) {
    if app.session.opening.is_none() {
        return;
    }
    for (index, (x, wide, text)) in tab_slots(app, area).into_iter().enumerate() {
        let role = if index == app.active { Role::TabActive } else { Role::Tab };
        if x < area.right() {
            buffer.set_stringn(
                x,
                area.y,
                text,
                usize::from(wide.min(area.right() - x)),
                app.theme.style(role),
            );
        }
    }
}

/// The tab under a click.
pub(super) fn tab_at(app: &App, at: Position) -> Option<usize> {
    if at.y != 1 || app.session.opening.is_none() {
        return None;
    }
    let area = Rect { x: 0, y: 1, width: app.size.0, height: 1 };
    let at = tab_slots(app, area).iter().position(|(x, wide, _)| (*x..x + wide).contains(&at.x));
    at.filter(|index| *index < SCREENS.len())
}

fn status(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let Some(notice) = &app.notice else { return };
    let (sign, role) = match notice.tone {
        Tone::Info => ("i", Role::Info),
        Tone::Done => (theme.glyph(Glyph::Tick), Role::Done),
        Tone::Problem => ("!", Role::Problem),
    };
    let text = format!("{sign} {}", inert_line(&notice.text));
    let room = area.width.saturating_sub(2);
    // A long sentence is said in full, over the foot of what is above it.
    let lines = wrapped(&text, room, 3);
    for (line, y) in lines.iter().rev().zip((0..=area.y).rev()) {
        let row = Rect { y, height: 1, ..area };
        buffer.set_style(row, theme.fresh(Role::Screen));
        buffer.set_stringn(
            area.x,
            y,
            " ".repeat(usize::from(area.width)),
            usize::from(area.width),
            theme.fresh(Role::Screen),
        );
        buffer.set_stringn(area.x + 1, y, line, usize::from(room), theme.fresh(role));
    }
}

/// A key as the footer and help write it: arrows as arrows where they can be shown.
pub fn key_name(text: &str, theme: &Theme) -> String {
    match Key::parse(text) {
        Ok(key)
            if matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right)
                && !theme.ascii =>
        {
            key.glyph().to_string()
        }
        Ok(key) => key.to_string(),
        Err(_) => text.to_owned(),
    }
}

fn footer(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let scope = app.scope();
    let typing = app.screen(app.top()).typing();
    let rows = hints(scope, &app.facts(), typing);
    // The last two (palette and help) always fit; the rest by priority, whole words only.
    let piece = |row: &Row| (key_name(row.keys_for(typing).next().unwrap_or_default(), theme), row.hint);
    let room = area.width.saturating_sub(2);
    let wide = |row: &Row| {
        let (key, hint) = piece(row);
        (width(&key) + 1 + width(hint) + 2) as u16
    };
    let (always, sometimes): (Vec<&Row>, Vec<&Row>) = rows.into_iter().partition(|row| row.footer >= 200);
    let mut left = room.saturating_sub(always.iter().map(|row| wide(row)).sum());
    let mut shown = Vec::new();
    for row in sometimes.into_iter().take(8) {
        if wide(row) > left {
            break;
        }
        left -= wide(row);
        shown.push(row);
    }
    shown.extend(always);
    let mut x = area.x + 1;
    for row in shown {
        let (key, hint) = piece(row);
        let space = usize::from(area.right().saturating_sub(x));
        buffer.set_stringn(x, area.y, &key, space, theme.style(Role::Key));
        x += width(&key) as u16 + 1;
        buffer.set_stringn(
            x,
            area.y,
            hint,
            usize::from(area.right().saturating_sub(x)),
            theme.style(Role::Dim),
        );
        x += width(hint) as u16 + 2;
    }
}
