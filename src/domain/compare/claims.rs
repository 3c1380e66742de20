//! Counts of organisations that a text states: "4 of 14 councils are above the England average of
//! 7.2, 1 the same, 9 below". Written by hand or put in by the program, they are read alike, so that
//! they can be held against the figures.

use crate::domain::text::clauses;

/// What organisations are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Above a figure, whichever way is better.
    Above,
    Same,
    Below,
    /// Better than a figure by the 95% interval.
    Better,
    Similar,
    Worse,
    /// In a quartile, 1 the top one.
    Quartile(u8),
    /// With a positive direction of travel over all their measures.
    Positive,
    /// With another one.
    NotPositive,
}

impl Counted {
    /// After a number: "9 below", "3 in the second quartile".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Same => "the same",
            Self::Below => "below",
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::Quartile(1) => "in the top quartile",
            Self::Quartile(2) => "in the second",
            Self::Quartile(3) => "in the third",
            Self::Quartile(_) => "in the bottom",
            Self::Positive => "with a positive direction of travel",
            Self::NotPositive => "not",
        }
    }
}

/// What one clause states.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim<'a> {
    /// The clause as it stands.
    pub clause: &'a str,
    /// Each number with what it counts, in the order of the clause.
    pub counts: Vec<(u32, Counted)>,
    /// Out of how many, where it is said: the 14 of "4 of 14".
    pub total: Option<u32>,
    /// The figure compared with as it is written: `7.2`, `65.0%`.
    pub figure: Option<&'a str>,
}

impl Claim<'_> {
    /// Whether it is about the direction of travel over all measures, and so about none of them.
    pub fn is_of_directions(&self) -> bool {
        self.counts.iter().any(|(_, counted)| *counted == Counted::Positive)
    }

    /// The counts in words: "4 of 14 above, 1 the same, 9 below".
    pub fn title(&self) -> String {
        title(&self.counts, self.total)
    }
}

/// Counts in words; the first says out of how many, where that is known.
pub fn title(counts: &[(u32, Counted)], total: Option<u32>) -> String {
    let part = |(at, (count, counted)): (usize, &(u32, Counted))| match total.filter(|_| at == 0) {
        Some(total) => format!("{count} of {total} {}", counted.in_words()),
        None => format!("{count} {}", counted.in_words()),
    };
    counts.iter().enumerate().map(part).collect::<Vec<_>>().join(", ")
}

/// Words that may stand between a number and what it counts. Any other word makes it the number of
/// something else: the 3 of "3 points below the average" counts nobody.
const BETWEEN: &[&str] = &[
    "of",
    "out",
    "the",
    "our",
    "all",
    "other",
    "others",
    "in",
    "at",
    "with",
    "a",
    "an",
    "are",
    "is",
    "were",
    "was",
    "have",
    "has",
    "had",
    "did",
    "do",
    "does",
    "stand",
    "stands",
    "significantly",
    "statistically",
    "much",
    "about",
    "exactly",
    "fall",
    "falls",
    "fell",
    "lie",
    "lies",
    "lay",
    "and",
    "overall",
    "direction",
];

/// What organisations are called by the dozen.
pub const ORGANISATIONS: &[&str] = &[
    "council",
    "councils",
    "authority",
    "authorities",
    "organisation",
    "organisations",
    "borough",
    "boroughs",
    "county",
    "counties",
    "member",
    "members",
    "neighbour",
    "neighbours",
    "district",
    "districts",
    "places",
    "areas",
    "trusts",
    "forces",
];

/// What the figure compared with is called.
const AVERAGES: &[&str] = &["average", "averages", "median", "mean", "figure", "value"];

/// Every claim of a text. A clause makes one where it counts at least one thing, says of how many or of
/// what kind of organisations, and names an average, a quartile or the direction of travel.
pub fn claims(text: &str) -> Vec<Claim<'_>> {
    clauses(text).filter_map(claim).collect()
}

fn claim(clause: &str) -> Option<Claim<'_>> {
    // Most text says no such thing, and is passed over without being taken apart.
    if !mentions_comparison(clause) {
        return None;
    }
    let words: Vec<Word<'_>> =
        clause.split_whitespace().map(Word::of).filter(|word| !word.text.is_empty()).collect();
    let in_quartiles = words.iter().any(|word| word.lower.starts_with("quartile"));
    let in_directions = words
        .windows(3)
        .any(|words| words.iter().map(|word| word.lower.as_str()).eq(["direction", "of", "travel"]));
    let mut found = Claim { clause, counts: Vec::new(), total: None, figure: None };
    let mut has_average = false;
    let mut names_organisations = false;
    let mut pending: Option<Pending> = None;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        names_organisations |= ORGANISATIONS.contains(&word.lower.as_str());
        if AVERAGES.contains(&word.lower.as_str()) {
            pending = None;
            has_average = true;
            let (figure, after) = figure_after(&words, at, found.total);
            found.figure = found.figure.or(figure);
            at = after;
            continue;
        }
        if let Some(number) = word.number {
            match &mut pending {
                Some(pending) if pending.of && pending.total.is_none() => pending.total = Some(number),
                _ => pending = Some(Pending { number, of: false, total: None }),
            }
            continue;
        }
        let Some(waiting) = pending else { continue };
        let counted = match word.lower.as_str() {
            "above" | "higher" | "over" => Some(Counted::Above),
            "same" => Some(Counted::Same),
            "below" | "lower" | "under" => Some(Counted::Below),
            "better" => Some(Counted::Better),
            "similar" => Some(Counted::Similar),
            "worse" => Some(Counted::Worse),
            "top" | "first" if in_quartiles => Some(Counted::Quartile(1)),
            "second" if in_quartiles => Some(Counted::Quartile(2)),
            "third" if in_quartiles => Some(Counted::Quartile(3)),
            "bottom" | "fourth" if in_quartiles => Some(Counted::Quartile(4)),
            "positive" if in_directions => Some(Counted::Positive),
            "not" if in_directions && !found.counts.is_empty() => Some(Counted::NotPositive),
            _ => None,
        };
        match counted {
            Some(counted) => {
                found.counts.push((waiting.number, counted));
                found.total = found.total.or(waiting.total);
                pending = None;
            }
            None if BETWEEN.contains(&word.lower.as_str())
                || ORGANISATIONS.contains(&word.lower.as_str()) =>
            {
                pending = Some(Pending { of: waiting.of || word.lower == "of", ..waiting });
            }
            None => pending = None,
        }
    }
    let about = match found.counts.first()?.1 {
        Counted::Positive | Counted::NotPositive => in_directions,
        Counted::Quartile(_) => in_quartiles,
        _ => has_average,
    };
    (about && (found.total.is_some() || names_organisations || in_quartiles)).then_some(found)
}

/// Whether a clause has any word that a claim needs, looked for without taking it apart.
fn mentions_comparison(clause: &str) -> bool {
    const NEEDED: [&str; 7] = ["average", "median", "mean", "figure", "value", "quartile", "travel"];
    let bytes = clause.as_bytes();
    let has =
        |needed: &&str| bytes.windows(needed.len()).any(|here| here.eq_ignore_ascii_case(needed.as_bytes()));
    NEEDED.iter().any(has)
}

/// A number that waits for the word that says what it counts.
#[derive(Clone, Copy)]
struct Pending {
    number: u32,
    /// "of" has been read since.
    of: bool,
    total: Option<u32>,
}

/// The figure after a word such as "average", and the place behind it: `7.2` of "average of 7.2" and of
/// "average (7.2)". A number of organisations is none: "median of 14 councils", "7 of 14 … median of 14".
fn figure_after<'a>(words: &[Word<'a>], from: usize, total: Option<u32>) -> (Option<&'a str>, usize) {
    let of = words.get(from).is_some_and(|word| word.lower == "of");
    let at = from + usize::from(of);
    let figure = words.get(at).filter(|word| of || word.bracketed);
    let Some(word) = figure.filter(|word| word.text.contains(|c: char| c.is_ascii_digit())) else {
        return (None, from);
    };
    let organisations = words.get(at + 1).is_some_and(|next| ORGANISATIONS.contains(&next.lower.as_str()));
    let counts = organisations || word.number.is_some() && word.number == total;
    // "among 14" says of how many it is.
    let among = words.get(at + 1).is_some_and(|next| next.lower == "among");
    ((!counts).then_some(word.text), at + 1 + if among { 2 } else { 0 })
}

/// A word without the marks around it.
struct Word<'a> {
    text: &'a str,
    lower: String,
    /// A whole number of organisations.
    number: Option<u32>,
    /// It stands in brackets.
    bracketed: bool,
}

impl<'a> Word<'a> {
    fn of(raw: &'a str) -> Self {
        let text = raw
            .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ':' | '"' | '“' | '”' | '•'));
        let text = text.trim_end_matches('.');
        let whole = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let lower = text.to_lowercase();
        let number = if whole { text.parse().ok() } else { in_letters(&lower) };
        Self { text, lower, number, bracketed: raw.starts_with('(') }
    }
}

/// A number that is written out: style guides ask for that up to ten or twelve.
fn in_letters(word: &str) -> Option<u32> {
    const WRITTEN: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let found = if word == "none" { Some(0) } else { WRITTEN.iter().position(|written| *written == word) };
    u32::try_from(found?).ok()
}
