//! Days counted from today: `+2w`, `in 2 weeks`, `yesterday`, `fri`, `monday week`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::words::{Token, long_weekday, weekday_named};
use super::{DateReader, Outcome, Tense, both, monday_of, relative, shifted, too_far, within_range};
use crate::domain::dates::short_date;

/// Days in fifty years: the furthest day that is reached by counting.
const MAX_COUNTED_DAYS: i64 = 18_263;
const COUNTED_TOO_FAR: &str =
    "That is more than fifty years off: write the day itself, for example 31 Mar 2090.";

impl DateReader {
    /// `today`, `+2w`, `in 2 weeks`, `3 days ago`, `a week tomorrow`.
    pub(super) fn counted(self, tokens: &[Token]) -> Option<Outcome> {
        use Token::{Minus, Plus, Word};
        let near = |word: &str| match word {
            "today" | "now" => Some(self.today),
            "tomorrow" => self.today.succ_opt(),
            "yesterday" => self.today.pred_opt(),
            _ => None,
        };
        let past = self.tense == Tense::Past;
        let (amount, back) = match tokens {
            [Word(word)] if near(word).is_some() => return near(word).map(relative),
            [Plus, amount @ ..] => (amount, false),
            [Minus, amount @ ..] => (amount, true),
            [Word("in"), amount @ .., Word("time")] | [Word("in" | "within"), amount @ ..] => (amount, false),
            [amount @ .., Word("ago")] => (amount, true),
            [amount @ .., Word("time")] | [amount @ .., Word("from"), Word("today" | "now")] => {
                (amount, false)
            }
            // `a week tomorrow`, `week today`
            [Word("week" | "fortnight"), Word(word)] if near(word).is_some() => {
                return self.count(&[Word("a"), tokens[0]], near(word)?, past);
            }
            [amount @ .., Word(word)] if near(word).is_some() => {
                return self.count(amount, near(word)?, past);
            }
            amount => (amount, past),
        };
        self.count(amount, self.today, back)
    }

    /// `2 weeks`, `10d`, `a fortnight` from a day, or back from it.
    pub(super) fn count(self, amount: &[Token], from: NaiveDate, back: bool) -> Option<Outcome> {
        const COUNTS: [&str; 12] = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ];
        use Token::{Number, Word};
        let (count, unit) = match amount {
            [Number { value, .. }, Word(unit)] => (*value, *unit),
            [Word("a" | "an"), Word(unit)] => (1, *unit),
            [Word(count), Word(unit)] => (COUNTS.iter().position(|name| name == count)? as u32 + 1, *unit),
            _ => return None,
        };
        let days = |count: u32| {
            let days = Days::new(u64::from(count));
            if back { from.checked_sub_days(days) } else { from.checked_add_days(days) }
        };
        let months = |count: u32| {
            let months = Months::new(count);
            if back { from.checked_sub_months(months) } else { from.checked_add_months(months) }
        };
        let day = match unit {
            "d" | "day" | "days" => days(count),
            "w" | "wk" | "wks" | "week" | "weeks" => days(count.saturating_mul(7)),
            "fortnight" | "fortnights" => days(count.saturating_mul(14)),
            "m" | "month" | "months" => months(count),
            "y" | "yr" | "yrs" | "year" | "years" => months(count.saturating_mul(12)),
            _ => return None,
        };
        // A count past fifty years is a slip, or a day that is better written out.
        let meant = |day: &NaiveDate| (*day - from).num_days().abs() <= MAX_COUNTED_DAYS;
        match within_range(day) {
            Ok(day) if !meant(&day) => Some(Err(COUNTED_TOO_FAR.to_owned())),
            day => Some(day.and_then(relative)),
        }
    }

    /// `fri`, `next friday`, `last mon`, `monday week`, `tuesday next week`, `fri 4 dec 2026`.
    pub(super) fn weekday(self, tokens: &[Token]) -> Option<Outcome> {
        use Token::Word;
        let named = |word: &str| weekday_named(word);
        let week = |weekday: Weekday, weeks: i64| {
            let monday = monday_of(self.today)?;
            shifted(monday, weeks * 7 + i64::from(weekday.num_days_from_monday()))
        };
        let day = match tokens {
            [Word("coming"), Word(name)] => self.nearest(named(name)?, false),
            [Word("this"), Word(name)] => {
                let weekday = named(name)?;
                let near = self.nearest(weekday, self.tense == Tense::Past);
                return Some(either(near, week(weekday, 0), name, "this"));
            }
            [Word("next"), Word(name)] => {
                let weekday = named(name)?;
                return Some(either(self.nearest(weekday, false), week(weekday, 1), name, "next"));
            }
            [Word("last"), Word(name)] => {
                let weekday = named(name)?;
                return Some(either(self.nearest(weekday, true), week(weekday, -1), name, "last"));
            }
            [Word(name), Word("week")] | [Word("a"), Word("week"), Word("on"), Word(name)] => {
                shifted(self.nearest(named(name)?, false)?, 7)
            }
            [Word("week"), Word("on"), Word(name)] => shifted(self.nearest(named(name)?, false)?, 7),
            [Word(name), Word("fortnight")] => shifted(self.nearest(named(name)?, false)?, 14),
            [Word(name), Word("next"), Word("week")] | [Word("next"), Word("week"), Word(name)] => {
                week(named(name)?, 1)
            }
            [Word(name), Word("last"), Word("week")] | [Word("last"), Word("week"), Word(name)] => {
                week(named(name)?, -1)
            }
            [Word(name), Word("this"), Word("week")] => week(named(name)?, 0),
            [Word(name)] => self.nearest(named(name)?, self.tense == Tense::Past),
            [Word(name), rest @ ..] => {
                let weekday = named(name)?;
                let read = self.calendar_day(rest)?;
                return Some(read.and_then(|read| {
                    let is = read.day.weekday();
                    if is == weekday {
                        return Ok(read);
                    }
                    let (date, is) = (short_date(read.day), long_weekday(is));
                    Err(format!("{date} is a {is}, not a {}.", long_weekday(weekday)))
                }));
            }
            _ => return None,
        };
        Some(within_range(day).and_then(relative))
    }

    /// The nearest such day before or after today.
    pub(super) fn nearest(self, weekday: Weekday, back: bool) -> Option<NaiveDate> {
        let (from, to) = (self.today.weekday().num_days_from_monday(), weekday.num_days_from_monday());
        let ahead = i64::from((to + 6 - from) % 7 + 1);
        shifted(self.today, if back { if ahead == 7 { -7 } else { ahead - 7 } } else { ahead })
    }
}

/// The one day two readings come to, or both.
fn either(near: Option<NaiveDate>, far: Option<NaiveDate>, name: &str, which: &str) -> Outcome {
    match (near, far) {
        (Some(one), Some(other)) if one == other => relative(one),
        (Some(one), Some(other)) => Err(both(&format!("{which} {name}"), one, other)),
        _ => Err(too_far()),
    }
}
