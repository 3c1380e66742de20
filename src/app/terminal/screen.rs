//! The terminal as a thing to draw on: taken, painted with what has changed, given back.

use std::io::{BufWriter, Stdout, stdout};

use color_eyre::eyre::WrapErr;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;

/// The terminal while the program has it. Dropping it gives the terminal back.
///
/// Frames are told apart here and not by ratatui's own `Terminal`, which asks for the size of the
/// window and flushes three times a frame: each write wakes the terminal at the other end.
pub(super) struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    /// What the terminal shows; nothing when everything must be painted anew.
    shown: Option<Buffer>,
    next: Buffer,
    /// Where the terminal has its cursor, if anywhere; nothing when that is not known.
    cursor: Option<Option<Position>>,
    mouse: bool,
}

impl Screen {
    pub(super) fn open(mouse: bool) -> color_eyre::Result<Self> {
        let writer = BufWriter::with_capacity(64 * 1024, stdout());
        let backend = CrosstermBackend::new(writer);
        let mut screen = Self { backend, shown: None, next: Buffer::default(), cursor: None, mouse };
        screen.enter()?;
        Ok(screen)
    }

    pub(super) fn enter(&mut self) -> color_eyre::Result<()> {
        enable_raw_mode().wrap_err("this terminal cannot be used for full-screen work")?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        self.shown = None;
        Ok(())
    }

    pub(super) fn leave(&mut self) -> color_eyre::Result<()> {
        restore();
        Ok(())
    }

    /// Paints what has changed, in one write.
    pub(super) fn draw(&mut self, app: &App) -> color_eyre::Result<()> {
        let (width, height) = app.size();
        let area = Rect::new(0, 0, width, height);
        self.next.resize(area);
        let cursor = app.view(area, &mut self.next);
        let shown = match self.shown.take().filter(|shown| shown.area == area) {
            Some(shown) => shown,
            None => {
                queue!(self.backend, Clear(ClearType::All))?;
                self.cursor = None;
                Buffer::empty(area)
            }
        };
        let mut changed = shown.diff_iter(&self.next).peekable();
        // An answer that changes nothing to see is not worth waking the terminal for.
        if changed.peek().is_some() || self.cursor != Some(cursor) {
            self.backend.draw(changed)?;
            match cursor {
                Some(at) => queue!(self.backend, cursor::MoveTo(at.x, at.y), cursor::Show)?,
                None => queue!(self.backend, cursor::Hide)?,
            }
            self.cursor = Some(cursor);
            Backend::flush(&mut self.backend)?;
        }
        self.shown = Some(std::mem::replace(&mut self.next, shown));
        Ok(())
    }

    pub(super) fn copy(&mut self, text: &str) -> color_eyre::Result<()> {
        execute!(stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))?;
        Ok(())
    }

    pub(super) fn set_mouse(&mut self, on: bool) -> color_eyre::Result<()> {
        self.mouse = on;
        if on {
            execute!(stdout(), EnableMouseCapture)?;
        } else {
            execute!(stdout(), DisableMouseCapture)?;
        }
        Ok(())
    }

    /// Stops the program as Ctrl-Z would, with the terminal given back meanwhile.
    pub(super) fn suspend(&mut self) -> color_eyre::Result<()> {
        self.leave()?;
        crate::app::waiting::stop_here();
        self.enter()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was. Harmless when it was never taken.
pub(super) fn restore() {
    // Each step is tried whatever became of the others: this runs on the way out of a panic too.
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}
