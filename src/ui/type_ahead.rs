//! Letters typed at choices: they gather for a second and select only what they match.
//!
//! Every list, field and tick box that offers choices asks here.

use chrono::{NaiveDateTime, TimeDelta};

use super::inert::fit;

/// Letters this close to each other are one word.
const TOGETHER: TimeDelta = TimeDelta::milliseconds(1000);

/// Letters that match only inside a word are too few below this number to mean it.
const INSIDE: usize = 3;

/// Refused letters from this number on are somebody writing, not choosing.
const WRITING: usize = 4;

/// What letters typed so far have come to.
#[derive(Debug, Clone, Default)]
pub struct TypeAhead {
    typed: String,
    /// When the latest of them was typed.
    at: Option<NaiveDateTime>,
    /// What was chosen before these letters.
    before: usize,
    /// What was chosen before any letters were typed, without another key in between.
    began: Option<usize>,
    refused: bool,
}

/// What to do about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Choose this one.
    Matches(usize),
    /// Nothing matches: go back to this one, and say why.
    Refused(usize, String),
}

impl TypeAhead {
    /// Takes a letter while `current` is chosen. `names` are what each choice may be called; empty
    /// for what cannot be chosen.
    pub fn letter<'a, N>(
        &mut self,
        letter: char,
        now: NaiveDateTime,
        current: usize,
        names: impl Fn(usize) -> Option<N>,
    ) -> Typed
    where
        N: IntoIterator<Item = &'a str>,
    {
        if !self.is_gathering(now) {
            self.typed.clear();
            self.refused = false;
            self.before = current;
        }
        let began = *self.began.get_or_insert(current);
        self.at = Some(now);
        if !(self.typed.is_empty() && letter.is_whitespace()) {
            self.typed.extend(letter.to_lowercase());
        }
        if self.typed.is_empty() {
            return Typed::Matches(current);
        }
        if !self.refused {
            let rows = (0..).map_while(|row| names(row).map(|names| (row, names)));
            let best = rows
                .flat_map(|(row, names)| names.into_iter().map(move |name| (row, name)))
                .filter_map(|(row, name)| Some((rank(name, &self.typed)?, row)))
                .min();
            match best {
                // A letter or two inside a word are too few to mean it, and may become more.
                Some((2, _)) if self.typed.chars().count() < INSIDE => return Typed::Matches(self.before),
                Some((_, row)) => return Typed::Matches(row),
                None => self.refused = true,
            }
        }
        let writing = self.typed.chars().count() >= WRITING || self.typed.contains(char::is_whitespace);
        let back = if writing { began } else { self.before };
        Typed::Refused(back, format!("No choice here is “{}”: nothing was changed.", fit(&self.typed, 30)))
    }

    /// Whether a letter typed now belongs to those before.
    pub fn is_gathering(&self, now: NaiveDateTime) -> bool {
        !self.typed.is_empty()
            && self.at.is_some_and(|at| (TimeDelta::zero()..=TOGETHER).contains(&(now - at)))
    }

    /// Forgets the letters: another key was pressed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// How well letters match a name, the best first: its beginning, the beginning of a word of it,
/// any place in it. None where they do not.
fn rank(name: &str, typed: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let mut places = name.match_indices(typed).map(|(at, _)| at).peekable();
    places.peek()?;
    let begins_word = |at: usize| name[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    places
        .map(|at| {
            if at == 0 {
                0
            } else if begins_word(at) {
                1
            } else {
                2
            }
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATINGS: [&str; 6] = ["Red", "Red Amber", "Amber", "Green", "On track", "not rated"];

    fn at(millis: i64) -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::milliseconds(millis)
    }

    /// Types each piece so many milliseconds after the one before, its letters 50 apart.
    fn choose(choices: &[&str], start: usize, pieces: &[(i64, &str)]) -> (usize, bool) {
        let (mut ahead, mut now, mut chosen, mut refused) = (TypeAhead::default(), 0, start, false);
        for (pause, piece) in pieces {
            now += pause;
            for letter in piece.chars() {
                now += 50;
                let name = |row: usize| choices.get(row).map(|name| [*name]);
                match ahead.letter(letter, at(now), chosen, name) {
                    Typed::Matches(row) => chosen = row,
                    Typed::Refused(row, _) => (chosen, refused) = (row, true),
                }
            }
        }
        (chosen, refused)
    }

    #[test]
    fn letters_select_what_they_match_and_nothing_else() {
        let units = ["percentage", "number", "£", "days", "rolling 12 months", "financial year"];
        for (choices, typed, expected) in [
            (&units[..], "percent", 0),
            (&units, "year", 5),
            (&units, "PER", 0),
            (&units, "12", 4),
            (&units, "12 m", 4),
            (&units, "lling", 4),
            (&units, "£", 2),
            (&RATINGS, "red", 0),
            (&RATINGS, "red a", 1),
            (&RATINGS, "am", 2),
            (&RATINGS, "on", 4),
            (&RATINGS, "rated", 5),
            (&RATINGS, "not", 5),
        ] {
            assert_eq!(choose(choices, 3, &[(0, typed)]), (expected, false), "{typed}");
        }
        // Not yet enough to say which.
        assert_eq!(choose(&units, 3, &[(0, "um")]), (3, false));
        for (choices, typed) in [(&units[..], "x"), (&RATINGS, "blue"), (&RATINGS, "rr")] {
            assert_eq!(choose(choices, 3, &[(0, typed)]), (3, true), "{typed}");
        }
    }

    #[test]
    fn a_second_parts_words_and_what_was_chosen_stays() {
        assert_eq!(choose(&RATINGS, 0, &[(0, "am"), (1500, "on")]), (4, false));
        assert_eq!(choose(&RATINGS, 0, &[(0, "gr"), (900, "e")]), (3, false));
        assert_eq!(choose(&RATINGS, 0, &[(0, "am"), (1500, "zz")]), (2, true));
        assert_eq!(choose(&RATINGS, 0, &[(0, "zz"), (1500, "am")]), (2, true));
    }

    #[test]
    fn prose_sets_nothing() {
        for prose in [
            "Recruitment is behind because agencies left",
            "on track to be delivered",
            "Red because of the strike",
            "green, as agreed with the Chair",
            "not yet known",
            "the rate is 12 per 1,000",
        ] {
            assert_eq!(choose(&RATINGS, 3, &[(0, prose)]), (3, true), "{prose}");
        }
        // Slowly, too: what follows shows that it is prose.
        assert_eq!(choose(&RATINGS, 3, &[(0, "On "), (1500, "holiday")]), (3, true));
    }
}
