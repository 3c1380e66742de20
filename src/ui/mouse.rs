//! What the mouse did, in screen cells.

use ratatui::layout::Position;

/// A press, release or turn of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub at: Position,
    pub kind: MouseKind,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    Click,
    DoubleClick,
    Drag,
    ScrollUp,
    ScrollDown,
}

impl MouseKind {
    /// Rows that a turn of the wheel goes down a list or a text, up below 0.
    pub fn wheel(self) -> Option<i64> {
        match self {
            Self::ScrollUp => Some(-3),
            Self::ScrollDown => Some(3),
            _ => None,
        }
    }
}
