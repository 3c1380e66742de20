//! Keys by which the editor knows the commands of the table.

use crate::input::{Command, Key, KeyCode};

/// The key by which the editor knows a command.
pub fn editor_key(command: Command) -> Option<Key> {
    Some(match command {
        Command::TextUndo => Key::ctrl('z'),
        Command::TextRedo => Key::ctrl('y'),
        Command::TextCopy => Key::ctrl('c'),
        Command::TextCut => Key::ctrl('x'),
        Command::TextPaste => Key::ctrl('v'),
        Command::SelectAll => Key::ctrl('a'),
        Command::Find => Key::ctrl('f'),
        Command::FindNext => Key::plain(KeyCode::F(3)),
        _ => return None,
    })
}
