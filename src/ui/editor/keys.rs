//! What keys do in the editor.

use super::bullets::{self, Continue};
use super::find::{self, Find};
use super::text::{Join, Pos};
use super::{Editor, Handled, Key};
use crate::input::key::KeyCode;

impl Editor {
    /// Does what a key means here. Esc, Tab and the keys of the screen around are left alone,
    /// except that Esc closes an open find line.
    pub fn handle(&mut self, key: Key) -> Handled {
        let key = key.in_text();
        if self.find.is_some() {
            return self.handle_find(key);
        }
        if let Some(c) = key.typed() {
            if c.is_control() {
                return Handled::Ignored;
            }
            return self.insert(c.encode_utf8(&mut [0; 4]), Join::Typing);
        }
        match key.code {
            _ if key.alt => Handled::Ignored,
            KeyCode::Char(c) => self.command(c, key.shift),
            KeyCode::Enter if !key.ctrl => self.enter(),
            KeyCode::Backspace => {
                let from =
                    if key.ctrl { self.text.word_left(self.cursor) } else { self.text.left(self.cursor) };
                self.delete(from, self.cursor, key.ctrl)
            }
            KeyCode::Delete if key.shift => self.cut(),
            KeyCode::Delete => {
                let to =
                    if key.ctrl { self.text.word_right(self.cursor) } else { self.text.right(self.cursor) };
                self.delete(self.cursor, to, key.ctrl)
            }
            KeyCode::Insert if key.shift => self.put_register(),
            KeyCode::Insert if key.ctrl => self.copy(),
            KeyCode::F(3) => self.find_again(key.shift),
            _ => self.movement(key),
        }
    }

    fn movement(&mut self, key: Key) -> Handled {
        let at = self.cursor;
        let page = i64::from(self.size.get().1.max(2)) - 1;
        let to = match key.code {
            // Without shift, an arrow leaves a selection at its end on that side.
            KeyCode::Left if !key.ctrl && !key.shift && self.selection().is_some() => {
                self.selection().map_or(at, |(from, _)| from)
            }
            KeyCode::Right if !key.ctrl && !key.shift && self.selection().is_some() => {
                self.selection().map_or(at, |(_, to)| to)
            }
            KeyCode::Left if key.ctrl => self.text.word_left(at),
            KeyCode::Left => self.text.left(at),
            KeyCode::Right if key.ctrl => self.text.word_right(at),
            KeyCode::Right => self.text.right(at),
            KeyCode::Home if key.ctrl => Pos::default(),
            KeyCode::End if key.ctrl => self.text.end(),
            // Of the line as it is seen, which may be a part of a paragraph.
            KeyCode::Home | KeyCode::End => {
                self.wrap_to_width();
                let layout = self.layout.borrow();
                let row = layout.row(&self.text, layout.row_of(at));
                match key.code {
                    KeyCode::Home => Pos { row: row.line, byte: row.start },
                    _ => layout.at_column(&self.text, row, usize::MAX),
                }
            }
            KeyCode::Up if !key.ctrl => return self.rows(-1, key.shift),
            KeyCode::Down if !key.ctrl => return self.rows(1, key.shift),
            KeyCode::PageUp => return self.rows(-page, key.shift),
            KeyCode::PageDown => return self.rows(page, key.shift),
            _ => return Handled::Ignored,
        };
        self.go(to, key.shift)
    }

    /// Moves by visual rows, aiming for the column the movement began in.
    fn rows(&mut self, by: i64, select: bool) -> Handled {
        self.wrap_to_width();
        let (to, goal) = {
            let layout = self.layout.borrow();
            let now = layout.row_of(self.cursor);
            let goal = self
                .goal
                .unwrap_or_else(|| layout.column(&self.text, layout.row(&self.text, now), self.cursor.byte));
            let number = (now as i64 + by).clamp(0, layout.rows() as i64 - 1) as usize;
            (layout.at_column(&self.text, layout.row(&self.text, number), goal), goal)
        };
        self.go(to, select);
        self.goal = Some(goal);
        Handled::Moved
    }

    fn command(&mut self, c: char, shift: bool) -> Handled {
        match c {
            'a' => {
                self.select_all();
                Handled::Moved
            }
            'c' => self.copy(),
            'x' => self.cut(),
            'v' => self.put_register(),
            'z' if shift => self.travel(false),
            'z' => self.travel(true),
            'y' => self.travel(false),
            'f' => {
                let query = self.selected_text().filter(|text| !text.contains('\n'));
                let origin = self.selection().map_or(self.cursor, |(from, _)| from);
                let mut find = Find::open(origin, &query.unwrap_or_else(|| self.last_query.clone()));
                find.search(&self.text);
                self.find = Some(find);
                if self.find_status().is_some_and(|status| status.total > 0) {
                    self.show_match();
                }
                Handled::Moved
            }
            _ => Handled::Ignored,
        }
    }

    /// Undo and redo. With nothing left they still take the key: it must not fall through to
    /// whatever the screen would undo.
    fn travel(&mut self, back: bool) -> Handled {
        match if back { self.text.undo() } else { self.text.redo() } {
            Some((cursor, touched)) => {
                self.settle(cursor, touched);
                Handled::Changed
            }
            None => Handled::Moved,
        }
    }

    fn copy(&mut self) -> Handled {
        if let Some(text) = self.selected_text() {
            self.register.clone_from(&text);
            self.clipboard = Some(text);
        }
        Handled::Moved
    }

    fn cut(&mut self) -> Handled {
        self.copy();
        match self.selection() {
            Some(_) => self.insert("", Join::Alone),
            None => Handled::Moved,
        }
    }

    fn put_register(&mut self) -> Handled {
        if self.register.is_empty() {
            return Handled::Moved;
        }
        let text = self.register.clone();
        self.insert(&text, Join::Alone)
    }

    fn delete(&mut self, from: Pos, to: Pos, word: bool) -> Handled {
        if self.selection().is_some() {
            return self.insert("", Join::Alone);
        }
        if from == to {
            return Handled::Moved;
        }
        let join = if word || from.row != to.row { Join::Alone } else { Join::Deleting };
        self.edit(from, to, "", join);
        Handled::Changed
    }

    fn enter(&mut self) -> Handled {
        let (from, to) = self.selection().unwrap_or((self.cursor, self.cursor));
        match bullets::on_enter(self.text.line(from.row), from.byte) {
            Some(Continue::With(bullet)) => self.insert(&format!("\n{bullet}"), Join::Alone),
            Some(Continue::End(len)) if from == to => {
                let row = from.row;
                self.edit(Pos { row, byte: 0 }, Pos { row, byte: len }, "", Join::Alone);
                Handled::Changed
            }
            _ => self.insert("\n", Join::Alone),
        }
    }

    fn handle_find(&mut self, key: Key) -> Handled {
        let Some(find) = &mut self.find else {
            return Handled::Ignored;
        };
        match key.code {
            KeyCode::Esc => {
                self.close_find();
                return Handled::Moved;
            }
            KeyCode::Enter | KeyCode::F(3) => find.step(key.shift),
            KeyCode::Up => find.step(true),
            KeyCode::Down => find.step(false),
            KeyCode::Char('f') if key.ctrl => find.step(false),
            _ => match find.field.handle(key) {
                Handled::Changed => find.search(&self.text),
                other => return other,
            },
        }
        self.show_match();
        Handled::Moved
    }

    /// F3 without the find line: the next or previous place of what was last looked for.
    fn find_again(&mut self, back: bool) -> Handled {
        let found = find::matches(&self.text, &self.last_query);
        let at = self.cursor;
        let next = if back {
            found.iter().rev().find(|(pos, _)| *pos < at).or(found.last())
        } else {
            found.iter().find(|(pos, _)| *pos > at).or(found.first())
        };
        match next {
            Some((pos, _)) => self.go(self.text.clamp(*pos), false),
            None => Handled::Moved,
        }
    }
}
