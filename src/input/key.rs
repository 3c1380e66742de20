//! A key press as Quarterdeck means it, free of any terminal library.
//!
//! Terminals report the same press in several ways: Shift-Tab as `BackTab` or as Tab with shift,
//! `R` with or without the shift flag, Ctrl-S as `s` or `S`. [`Key::new`] folds these into one
//! form, so two presses that are the same to a person compare equal.

use std::fmt;
use std::str::FromStr;

/// Which key was pressed, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A key that types a character.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift with Tab.
    BackTab,
    /// Delete to the left.
    Backspace,
    /// Delete to the right.
    Delete,
    /// Insert.
    Insert,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, counted from 1.
    F(u8),
}

/// The named keys: the name shown, and other spellings understood.
const NAMES: &[(KeyCode, &str, &[&str])] = &[
    (KeyCode::Enter, "Enter", &["return", "cr"]),
    (KeyCode::Esc, "Esc", &["escape"]),
    (KeyCode::Tab, "Tab", &[]),
    (KeyCode::BackTab, "Shift-Tab", &["backtab"]),
    (KeyCode::Backspace, "Backspace", &["bs"]),
    (KeyCode::Delete, "Del", &["delete"]),
    (KeyCode::Insert, "Ins", &["insert"]),
    (KeyCode::Up, "Up", &["↑"]),
    (KeyCode::Down, "Down", &["↓"]),
    (KeyCode::Left, "Left", &["←"]),
    (KeyCode::Right, "Right", &["→"]),
    (KeyCode::Home, "Home", &[]),
    (KeyCode::End, "End", &[]),
    (KeyCode::PageUp, "PgUp", &["pageup"]),
    (KeyCode::PageDown, "PgDn", &["pagedown", "pgdown"]),
    (KeyCode::Char(' '), "Space", &[]),
];

/// A key with its modifiers, in one agreed form.
///
/// * A letter typed with shift is the capital letter, and `shift` is false.
/// * A letter with Ctrl or Alt is kept small, and `shift` says whether shift was held, because
///   "Ctrl-S" on screen means Ctrl and the S key, not Ctrl, Shift and S.
/// * Other characters never carry `shift`: `?` is `?` on every keyboard layout.
/// * Shift with Tab is [`KeyCode::BackTab`] without `shift`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether Shift was held, where the code does not say so already.
    pub shift: bool,
}

/// What a component did with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// Its text changed: there is something new to save.
    Changed,
    /// Only the cursor, selection or view changed: draw again.
    Moved,
    /// Not for this component: somebody else may use the key.
    Ignored,
}

/// Why a key's name was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseKeyError {
    /// The text given.
    pub text: String,
}

impl fmt::Display for ParseKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a key: write it as Ctrl-S, Shift-Tab, F4 or Enter", self.text)
    }
}

impl std::error::Error for ParseKeyError {}

/// The capital of a letter that has exactly one.
fn capital(c: char) -> Option<char> {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none())
}

/// The small form of a letter that has exactly one.
fn small(c: char) -> Option<char> {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none())
}

impl Key {
    /// A key in its agreed form; see the type for the rules.
    pub fn new(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Key {
        let (code, shift) = match code {
            KeyCode::Char(c) if c.is_alphabetic() => {
                if ctrl || alt {
                    (KeyCode::Char(small(c).unwrap_or(c)), shift)
                } else if shift {
                    (KeyCode::Char(capital(c).unwrap_or(c)), false)
                } else {
                    (code, false)
                }
            }
            KeyCode::Char(_) => (code, false),
            KeyCode::Tab if shift => (KeyCode::BackTab, false),
            KeyCode::BackTab => (code, false),
            other => (other, shift),
        };
        Key { code, ctrl, alt, shift }
    }

    /// The key as it is meant where text is typed: Ctrl-W and Alt-Backspace delete a word as Ctrl-Backspace
    /// does, which some terminals send as Ctrl-H.
    #[must_use]
    pub fn in_text(self) -> Key {
        let erases = match self.code {
            KeyCode::Char('w' | 'h') => self.ctrl && !self.alt,
            KeyCode::Backspace => self.alt,
            _ => false,
        };
        if erases { Key::new(KeyCode::Backspace, true, false, false) } else { self }
    }

    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Key {
        Key::new(code, false, false, false)
    }

    /// A character typed without Ctrl or Alt.
    pub fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// A character key with Ctrl.
    pub fn ctrl(c: char) -> Key {
        Key::new(KeyCode::Char(c), true, false, false)
    }

    /// A character key with Alt.
    pub fn alt(c: char) -> Key {
        Key::new(KeyCode::Char(c), false, true, false)
    }

    /// The character this key types, when it types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads a key as people write it: `Ctrl-s`, `Ctrl+S`, `Shift-Tab`, `F4`, `space`, `R`, `Ctrl--`.
    pub fn parse(text: &str) -> Result<Key, ParseKeyError> {
        let fail = || ParseKeyError { text: text.to_owned() };
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text.trim();
        // A lone space is the key itself; anything else is trimmed.
        if rest.is_empty() && text == " " {
            rest = text;
        }
        while let Some(at) = rest.find(['-', '+']) {
            let tail = &rest[at + 1..];
            if tail.is_empty() {
                break; // The separator is the key: `-`, `Ctrl--`, `+`.
            }
            let flag = match rest[..at].to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => &mut ctrl,
                "alt" | "meta" | "option" => &mut alt,
                "shift" => &mut shift,
                _ => return Err(fail()),
            };
            if *flag {
                return Err(fail());
            }
            *flag = true;
            rest = tail;
        }
        let code = KeyCode::named(rest).ok_or_else(fail)?;
        Ok(Key::new(code, ctrl, alt, shift))
    }

    /// The shortest form for hint lines: `↑` for the up arrow, its name otherwise.
    pub fn glyph(&self) -> String {
        let arrow = match self.code {
            KeyCode::Up => "↑",
            KeyCode::Down => "↓",
            KeyCode::Left => "←",
            KeyCode::Right => "→",
            _ => return self.to_string(),
        };
        format!("{}{arrow}", self.prefix())
    }

    fn prefix(&self) -> String {
        let mut prefix = String::new();
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                prefix.push_str(name);
            }
        }
        prefix
    }
}

impl KeyCode {
    fn named(name: &str) -> Option<KeyCode> {
        let mut chars = name.chars();
        let first = chars.next()?;
        if chars.next().is_none() && !first.is_control() {
            if let Some((code, ..)) = NAMES.iter().find(|(_, _, other)| other.contains(&name)) {
                return Some(*code);
            }
            return Some(KeyCode::Char(first));
        }
        let lower = name.to_lowercase();
        if let Some((code, ..)) = NAMES
            .iter()
            .find(|(_, shown, other)| shown.to_lowercase() == lower || other.contains(&lower.as_str()))
        {
            return Some(*code);
        }
        let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
        (1..=24).contains(&number).then_some(KeyCode::F(number))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.prefix())?;
        if let Some((_, name, _)) = NAMES.iter().find(|(code, ..)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if self.ctrl || self.alt => write!(f, "{}", capital(c).unwrap_or(c)),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Key, ParseKeyError> {
        Key::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_the_program_agree_on_names() {
        for (written, shown) in [
            ("Ctrl-s", "Ctrl-S"),
            ("ctrl+S", "Ctrl-S"),
            ("control-shift-z", "Ctrl-Shift-Z"),
            ("Alt-z", "Alt-Z"),
            ("shift-tab", "Shift-Tab"),
            ("BackTab", "Shift-Tab"),
            ("enter", "Enter"),
            ("ESC", "Esc"),
            ("Up", "Up"),
            ("↑", "Up"),
            ("Ctrl-Shift-Left", "Ctrl-Shift-Left"),
            ("space", "Space"),
            (" ", "Space"),
            ("f4", "F4"),
            ("pageup", "PgUp"),
            ("R", "R"),
            ("r", "r"),
            ("Shift-r", "R"),
            ("?", "?"),
            ("-", "-"),
            ("+", "+"),
            ("Ctrl--", "Ctrl--"),
            ("f", "f"),
            ("é", "é"),
        ] {
            let key = Key::parse(written).unwrap();
            assert_eq!(key.to_string(), shown, "{written:?}");
            assert_eq!(Key::parse(shown), Ok(key), "{shown:?} reads back");
        }
    }

    #[test]
    fn every_key_reads_back() {
        let mut codes: Vec<KeyCode> = NAMES.iter().map(|(code, ..)| *code).collect();
        codes.extend((1..=24).map(KeyCode::F));
        codes.extend("azAZ09?:/-+[]é~".chars().map(KeyCode::Char));
        for code in codes {
            for bits in 0..8 {
                let key = Key::new(code, bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
                assert_eq!(Key::parse(&key.to_string()), Ok(key), "{key:?} as {key}");
            }
        }
    }

    #[test]
    fn shift_folds() {
        assert_eq!(Key::new(KeyCode::Char('r'), false, false, true), Key::char('R'));
        assert_eq!(Key::new(KeyCode::Char('?'), false, false, true), Key::char('?'));
        assert_eq!(Key::new(KeyCode::Tab, false, false, true), Key::plain(KeyCode::BackTab));
        assert_eq!(Key::new(KeyCode::Char('S'), true, false, false), Key::ctrl('s'));
    }

    #[test]
    fn nonsense_is_refused_in_words() {
        for text in ["", "Ctrl-", "Hyper-x", "F0", "F25", "Ctrl-Ctrl-s", "abc"] {
            match Key::parse(text) {
                Err(error) => assert!(error.to_string().contains("is not a key")),
                Ok(key) => panic!("{text:?} gave {key:?}"),
            }
        }
    }

    #[test]
    fn arrows_have_glyphs() {
        assert_eq!(Key::parse("Ctrl-Up").unwrap().glyph(), "Ctrl-↑");
        assert_eq!(Key::ctrl('s').glyph(), "Ctrl-S");
    }
}
