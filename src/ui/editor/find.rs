//! Finding text as it is typed.

use super::text::{Pos, Text};
use crate::ui::field::Field;

/// Matches kept; beyond these nobody steps through them one by one.
const MAX_MATCHES: usize = 9_999;

/// Where the find line stands, for drawing and for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindStatus {
    /// What is looked for.
    pub query: String,
    /// The number of the current match, from 1, or 0.
    pub current: usize,
    /// How many matches there are.
    pub total: usize,
}

impl std::fmt::Display for FindStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.query.is_empty(), self.total) {
            (true, _) => Ok(()),
            (_, 0) => write!(f, "no matches"),
            (_, total) => write!(f, "{} of {}", self.current, total),
        }
    }
}

/// An open find line.
#[derive(Debug, Clone)]
pub(super) struct Find {
    pub field: Field,
    /// Where the cursor was when find opened: looking starts here.
    pub origin: Pos,
    pub matches: Vec<(Pos, usize)>,
    pub current: Option<usize>,
}

impl Find {
    pub fn open(origin: Pos, query: &str) -> Find {
        Find { field: Field::overwriting(query), origin, matches: Vec::new(), current: None }
    }

    /// Looks again, from where find was opened.
    pub fn search(&mut self, text: &Text) {
        self.matches = matches(text, &self.field.text());
        let next = self.matches.partition_point(|(at, _)| *at < self.origin);
        self.current = match self.matches.len() {
            0 => None,
            total => Some(next % total),
        };
    }

    /// Goes to another match, round the ends of the text.
    pub fn step(&mut self, back: bool) {
        let total = self.matches.len();
        if let Some(current) = self.current {
            let next = if back { (current + total - 1) % total } else { (current + 1) % total };
            self.current = Some(next);
            self.origin = self.matches[next].0;
        }
    }

    /// The place of the current match.
    pub fn place(&self) -> Option<Pos> {
        self.current.map(|current| self.matches[current].0)
    }

    /// Matches that start on a line within a range of bytes, and whether each is the current one.
    pub fn on_line(&self, row: usize) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
        let first = self.matches.partition_point(|(at, _)| at.row < row);
        self.matches[first..]
            .iter()
            .enumerate()
            .take_while(move |(_, (at, _))| at.row == row)
            .map(move |(i, (at, len))| (at.byte, at.byte + len, self.current == Some(first + i)))
    }

    pub fn status(&self) -> FindStatus {
        FindStatus {
            query: self.field.text(),
            current: self.current.map_or(0, |current| current + 1),
            total: self.matches.len(),
        }
    }
}

/// One character without its case, for comparing.
fn fold(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Every place a query is found, whatever its case, without overlaps.
pub(super) fn matches(text: &Text, query: &str) -> Vec<(Pos, usize)> {
    let mut found = Vec::new();
    let needle: Vec<char> = query.chars().map(fold).collect();
    let Some(first) = needle.first() else {
        return found;
    };
    for (row, line) in text.lines().iter().enumerate() {
        let mut resume = 0;
        for (byte, c) in line.char_indices() {
            if byte < resume || fold(c) != *first {
                continue;
            }
            let mut rest = line[byte..].chars();
            if needle.iter().all(|want| rest.next().map(fold) == Some(*want)) {
                resume = line.len() - rest.as_str().len();
                found.push((Pos { row, byte }, resume - byte));
                if found.len() == MAX_MATCHES {
                    return found;
                }
            }
        }
    }
    found
}
