//! Letters typed at choices: they gather into a word and select only what they match.
//!
//! Every list, field and tick box that offers choices asks here. Nothing is chosen by prose, however
//! slowly it is typed: after a second a letter goes on with the word where that still matches, and
//! begins another one only where the word was the whole of a name, or a single letter that chose
//! something, a few times at most. What is refused, and a blank that goes on with no name, is
//! somebody writing: everything typed after that is refused, and what was chosen before the first
//! letter stays, until another key is pressed.

use chrono::{NaiveDateTime, TimeDelta};

use super::inert::fit;

/// Letters this close to each other are one word.
const PAUSE: TimeDelta = TimeDelta::milliseconds(1000);

/// Letters that match only inside a word are too few below this number to mean it.
const INSIDE: usize = 3;

/// Words begun with one letter each, from this number on, are somebody writing.
const MAX_JUMPS: usize = 3;

/// Letters from this number on that end in a refusal are somebody writing, not choosing.
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
    /// Words begun since.
    jumps: usize,
    /// The letters so far chose nothing yet.
    pending: bool,
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
        let best = |typed: &str| {
            let rows = (0..).map_while(|row| names(row).map(|names| (row, names)));
            rows.flat_map(|(row, names)| names.into_iter().map(move |name| (row, name)))
                .filter_map(|(row, name)| Some((rank(name, typed)?, row)))
                .min()
        };
        let began = *self.began.get_or_insert(current);
        let pause = self.at.is_some_and(|at| !(TimeDelta::zero()..=PAUSE).contains(&(now - at)));
        self.at = Some(now);
        let mut typed = self.typed.clone();
        typed.extend(letter.to_lowercase());
        let mut found = best(&typed);
        let is_single = self.typed.chars().count() == 1 && !self.pending && self.jumps < MAX_JUMPS;
        let is_whole = best(&self.typed).is_some_and(|(rank, _)| rank == 0);
        let begins = pause && !self.refused && found.is_none() && (is_single || is_whole);
        if self.typed.is_empty() || begins {
            if letter.is_whitespace() && self.typed.is_empty() {
                return Typed::Matches(current);
            }
            if !letter.is_whitespace() {
                typed = letter.to_lowercase().collect();
                found = best(&typed);
                self.before = current;
                self.jumps += 1;
            }
        }
        self.typed = typed;
        let found = found.filter(|_| !self.refused);
        // A letter or two inside a word are too few to mean it, and may become more.
        self.pending = found.is_some_and(|(rank, _)| rank == 3 && self.typed.chars().count() < INSIDE);
        match found {
            Some(_) if self.pending => return Typed::Matches(self.before),
            Some((_, row)) => return Typed::Matches(row),
            None => self.refused = true,
        }
        let writing = self.jumps > 1
            || self.typed.chars().count() >= WRITING
            || self.typed.contains(char::is_whitespace);
        let back = if writing { began } else { self.before };
        Typed::Refused(
            back,
            format!(
                "No choice here is “{}”: nothing was changed. Backspace begins again.",
                fit(&self.typed, 30)
            ),
        )
    }

    /// Whether letters were typed, without another key since.
    pub fn is_typing(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Whether what was typed names nothing.
    pub fn is_refusing(&self) -> bool {
        self.refused
    }

    /// Forgets the letters: another key was pressed.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// How well letters match a name, the best first: all of it, its beginning, the beginning of a word of
/// it, any place in it. None where they do not.
fn rank(name: &str, typed: &str) -> Option<u8> {
    let plain = |text: &str| text.to_lowercase().replace('_', " ");
    let (name, typed) = (plain(name), plain(typed));
    let mut places = name.match_indices(&typed).map(|(at, _)| at).peekable();
    places.peek()?;
    let begins_word = |at: usize| name[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    places
        .map(|at| {
            if at == 0 {
                u8::from(name != typed)
            } else if begins_word(at) {
                2
            } else {
                3
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
        // The whole of a name, wherever it stands among those that begin so.
        assert_eq!(choose(&["Red Amber", "Red", "Red X"], 0, &[(0, "red")]), (1, false));
        // Not yet enough to say which.
        assert_eq!(choose(&units, 3, &[(0, "um")]), (3, false));
        for (choices, typed) in [(&units[..], "x"), (&RATINGS, "blue"), (&RATINGS, "rr")] {
            assert_eq!(choose(choices, 3, &[(0, typed)]), (3, true), "{typed}");
        }
    }

    #[test]
    fn after_a_second_a_single_letter_gives_way_and_a_word_goes_on() {
        for (pieces, expected) in [
            (&[(0, "a"), (1500, "o")][..], (4, false)),
            (&[(0, "gr"), (900, "e")], (3, false)),
            // However slowly, a word is one word.
            (&[(0, "r"), (1500, "e"), (1500, "d"), (1500, " "), (1500, "a")], (1, false)),
            // What was more than one letter, or nothing, is not forgotten by a pause.
            (&[(0, "am"), (1500, "on")], (5, true)),
            (&[(0, "zz"), (1500, "am")], (5, true)),
            (&[(0, "am"), (1500, "zz")], (5, true)),
            (&[(0, "a"), (1500, "o"), (1500, "g"), (1500, "r")], (3, false)),
            (&[(0, "a"), (1500, "o"), (1500, "g"), (1500, "a")], (5, true)),
            // One name after the other.
            (&[(0, "amber"), (1500, "green"), (1500, "on track"), (1500, "red")], (0, false)),
            (&[(0, "amber"), (1500, "because")], (5, true)),
        ] {
            assert_eq!(choose(&RATINGS, 5, pieces), expected, "{pieces:?}");
        }
        // Another key begins again.
        let mut ahead = TypeAhead::default();
        let name = |row: usize| RATINGS.get(row).map(|name| [*name]);
        assert!(matches!(ahead.letter('z', at(0), 5, name), Typed::Refused(5, _)));
        ahead.reset();
        assert_eq!(ahead.letter('a', at(1), 5, name), Typed::Matches(2));
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
    }

    #[test]
    fn prose_sets_nothing_however_slowly_it_is_typed() {
        for prose in [
            "Recruitment is behind because agencies left",
            "on track to be delivered",
            "on time",
            "Red because of the strike",
            "green, as agreed",
            "not yet known",
            "a grant was given",
            "got it",
            "no",
            "go on",
        ] {
            for pause in [0, 300, 1_100, 5_000] {
                let letters: Vec<String> = prose.chars().map(String::from).collect();
                let pieces: Vec<(i64, &str)> =
                    letters.iter().map(|letter| (pause, letter.as_str())).collect();
                let (chosen, refused) =
                    choose(&["Red", "Red Amber", "Amber", "Green", "On track"], 1, &pieces);
                assert_eq!((chosen, refused), (1, true), "{prose}, {pause} apart");
            }
        }
        // A word at a time, too.
        assert_eq!(choose(&RATINGS, 3, &[(0, "On "), (1500, "holiday")]), (3, true));
        assert_eq!(choose(&RATINGS, 3, &[(0, "Not"), (1500, " on"), (1500, " track")]), (3, true));
    }
}
