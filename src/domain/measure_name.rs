//! The words of a measure's name, and which of them are what is measured: the hours of "Hours of home care",
//! and not those of "Out-of-hours calls".

use super::measure::TIMES;
use super::naming::{without_notes, words};

/// Words after "per" that make no average of each.
const NOT_EACH: [&str; 15] = [
    "cent", "year", "annum", "month", "quarter", "week", "day", "hour", "night", "period", "se", "term",
    "capita", "cents", "the",
];
/// Words before a number of days or an amount that make it a limit, not what is measured.
const LIMITS: [&str; 15] = [
    "within",
    "over",
    "under",
    "above",
    "below",
    "than",
    "least",
    "most",
    "exceeding",
    "after",
    "before",
    "in",
    "to",
    "outside",
    "during",
];
/// Numbers as they are written in targets.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "ten", "twelve", "fourteen", "twenty"];

/// Words that end the first noun of a name, or go on with what became of it: "days *to* process", "cost *per*
/// placement". Past participles do too.
const AFTER_NOUN: [&str; 27] = [
    "of", "to", "per", "for", "in", "on", "by", "from", "with", "at", "until", "between", "before", "after",
    "against", "and", "or", "as", "lost", "taken", "spent", "kept", "let", "is", "was", "that", "which",
];
/// Words that say of a noun behind them that it is counted or averaged.
const QUANTITIES: [&str; 9] =
    ["number", "numbers", "no", "total", "average", "mean", "median", "count", "typical"];
/// Words that may stand before days at the very beginning, and leave them what is measured.
const OF_DAYS: [&str; 11] = [
    "working", "calendar", "bed", "sick", "sickness", "absence", "person", "void", "lost", "waiting", "care",
];
/// Words that make a name of days or years: open days, early years.
const NAMED_TIMES: [&str; 4] = ["early", "open", "formative", "peak"];
/// Words before "average" that make it what something is compared with.
const COMPARED: [&str; 8] = ["above", "below", "than", "national", "regional", "england", "group", "peer"];

/// The words of a measure's name.
pub(super) struct MeasureName {
    pub(super) words: Vec<String>,
    /// Those that a hyphen joins to another one: "low-cost", "above-average".
    pub(super) joined: Vec<bool>,
    /// Those with a comma, a bracket or a dash behind them.
    ends: Vec<bool>,
}

impl MeasureName {
    pub(super) fn of(text: &str) -> Self {
        let mut name = Self { words: Vec::new(), joined: Vec::new(), ends: Vec::new() };
        let text = without_notes(text);
        for part in text.split_whitespace() {
            let found = words(part);
            // A bracket or a dash alone parts what stands before it.
            if let Some(last) = name.ends.last_mut().filter(|_| found.is_empty() || part.starts_with('(')) {
                *last = true;
            }
            let joined = found.len() > 1 && part.contains(['-', '‑', '‐']);
            let count = found.len();
            let ends = part.ends_with([',', ':', ';', ')']);
            for (at, word) in found.into_iter().enumerate() {
                name.words.push(word);
                name.joined.push(joined);
                name.ends.push(ends && at + 1 == count);
            }
        }
        name
    }

    /// Where a word stands.
    pub(super) fn places(&self, wanted: &str) -> impl Iterator<Item = usize> {
        let found: Vec<usize> = (0..self.words.len()).filter(|at| self.words[*at] == wanted).collect();
        found.into_iter()
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// Whether a word is a noun of its own, and does not tell what the next one is of: the score of "Score of
    /// pupils", and not the index of "Index offences".
    pub(super) fn is_noun(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        let goes_on = AFTER_NOUN.contains(&next) || (next.len() > 4 && next.ends_with("ed"));
        !self.joined[at] && (self.ends[at] || next.is_empty() || goes_on || next.starts_with(['£', '%']))
    }

    /// Whether a word is a limit, as in "within 28 days", "over £500".
    pub(super) fn is_limit(&self, at: usize) -> bool {
        let before = &self.words[at.saturating_sub(2)..at];
        before.iter().any(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || NUMBERS.contains(&word.as_str())
                || LIMITS.contains(&word.as_str())
        })
    }

    /// Whether an average is not the measure but what it is compared with.
    pub(super) fn is_compared_with(&self, at: usize) -> bool {
        COMPARED.contains(&self.before(at))
    }

    /// The word for money that is what is measured: "Cost per placement", "Low cost homes" is none.
    pub(super) fn cost(&self) -> Option<&'static str> {
        const COSTS: [&str; 5] = ["cost", "costs", "spend", "expenditure", "price"];
        const STILL_MONEY: [&str; 5] = ["saving", "savings", "avoidance", "reduction", "reductions"];
        const NO_AMOUNT: [&str; 5] = ["low", "lower", "no", "nil", "at"];
        COSTS.into_iter().find(|cost| {
            self.places(cost).any(|at| {
                let still_money = !self.joined[at] && STILL_MONEY.contains(&self.word(at + 1));
                (self.is_noun(at) || still_money) && !NO_AMOUNT.contains(&self.before(at))
            })
        })
    }

    /// "kg per household": what each has, and the words.
    pub(super) fn each(&self) -> Option<(String, String)> {
        let all = &self.words;
        let at = self.places("per").next().filter(|at| !self.joined[*at])?;
        let noun = all.get(at + 1)?;
        let of = at.checked_sub(1).and_then(|before| all.get(before))?;
        let plain = |word: &str| word.chars().all(char::is_alphabetic);
        let usable = plain(noun) && plain(of) && !NOT_EACH.contains(&noun.as_str());
        // "Kg of waste per household" says first what is weighed out.
        let of = if all.get(1).is_some_and(|word| word == "of") { all.first()? } else { of };
        usable.then(|| (of.clone(), format!("per {noun}")))
    }

    /// A unit of time that is measured.
    pub(super) fn time(&self) -> Option<&'static str> {
        TIMES.into_iter().find(|time| self.places(time).any(|at| self.is_measured_time(at)))
    }

    fn is_measured_time(&self, at: usize) -> bool {
        let before = self.before(at);
        // "Life expectancy in years" names the unit; "calls answered in five minutes" a limit.
        let names_unit = before == "in" && at > 1 && (self.ends[at] || self.word(at + 1).is_empty());
        let out_of = before == "of" && self.word(at.wrapping_sub(2)) == "out";
        let of_meetings = self.words[at] == "minutes"
            && matches!(
                self.word(at + 1),
                "of" | "published" | "issued" | "agreed" | "approved" | "circulated"
            );
        if self.joined[at] || out_of || of_meetings || NAMED_TIMES.contains(&before) {
            return false;
        }
        if self.is_limit(at) {
            return names_unit;
        }
        let first = self.words[..at].iter().all(|word| OF_DAYS.contains(&word.as_str()));
        let counted = self.words[..at].iter().any(|word| QUANTITIES.contains(&word.as_str()));
        first || counted || self.is_noun(at)
    }
}
