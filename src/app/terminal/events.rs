//! What the terminal tells, as the app understands it: keys, pastes, the mouse.

use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use ratatui::layout::Position;

use crate::app::App;
use crate::input::{Key, KeyCode};
use crate::screens::{Mouse, MouseKind};

pub(super) fn take(app: &mut App, event: Event, clicks: &mut Clicks) {
    match event {
        // Windows and some terminals also report releases, which are not presses.
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            if let Some(key) = key_of(key) {
                app.key(key);
            }
        }
        Event::Paste(text) => app.paste(&text),
        Event::Resize(width, height) => app.resize(width, height),
        Event::FocusGained => app.focus(),
        Event::Mouse(mouse) => {
            let at = Position::new(mouse.column, mouse.row);
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => clicks.press(at),
                MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                MouseEventKind::ScrollUp => MouseKind::ScrollUp,
                MouseEventKind::ScrollDown => MouseKind::ScrollDown,
                _ => return,
            };
            app.mouse(Mouse { at, kind });
        }
        _ => {}
    }
}

/// Our key for the terminal's.
pub fn key_of(key: event::KeyEvent) -> Option<Key> {
    use event::KeyCode as Code;
    let code = match key.code {
        Code::Char(letter) => KeyCode::Char(letter),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(number) => KeyCode::F(number),
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    Some(Key::new(code, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT)))
}

/// Tells a double click from two clicks.
#[derive(Default)]
pub(super) struct Clicks {
    last: Option<(Position, Instant)>,
}

impl Clicks {
    fn press(&mut self, at: Position) -> MouseKind {
        let now = Instant::now();
        let double =
            self.last.is_some_and(|(place, when)| place == at && now - when < Duration::from_millis(400));
        self.last = (!double).then_some((at, now));
        if double { MouseKind::DoubleClick } else { MouseKind::Click }
    }
}
