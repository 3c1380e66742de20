//! When a thing was, from what it is called: "Scrutiny, 14 October 2011", "Quarter 1 of 2011/12".

use chrono::NaiveDate;

use super::dates::{month_named, short_date};
use super::indicator::month_name;
use super::period::{FinancialYear, Period, PeriodKind};

/// A day, month, quarter or year that a name tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its last day, for putting things in order.
    pub ends: NaiveDate,
    /// In few letters: `14 Oct 2011`, `Q1 2011/12`, `Dec 2023`, `2019`.
    pub title: String,
}

impl Dated {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { ends: day, title: short_date(day) }
    }

    fn period(period: Period, first_month: u32) -> Self {
        Self { ends: period.ends(first_month), title: period.title() }
    }

    fn month(year: i32, month: u32) -> Option<Self> {
        let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let ends = NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()?;
        Some(Self { ends, title: format!("{} {year}", month_name(month)) })
    }
}

/// When a name says that something was, the finest it tells of: a day, a month, a quarter, a financial
/// or calendar year. None where it names no year. `first_month` begins the financial year.
pub fn dated(name: &str, first_month: u32) -> Option<Dated> {
    let words: Vec<String> = name
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '-' | '–')))
        .map(|word| word.replace('–', "-").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(day) = words.iter().find_map(|word| whole_date(word)) {
        return Some(Dated::day(day));
    }
    let financial = words.iter().enumerate().find_map(|(at, word)| Some((at, financial_year(word)?)));
    if let Some((at, year)) = financial {
        let beside = [&words[..at], &words[at + 1..], &words[at..=at]];
        if let Some((kind, number)) = beside.into_iter().find_map(part_of_year) {
            return Some(Dated::period(Period::new(year, kind, number).ok()?, first_month));
        }
        let named = words.iter().filter_map(|word| month_named(word)).next_back();
        let in_year = named.and_then(|month| {
            let after = u32::from(month < first_month.clamp(1, 12));
            Dated::month(year.0 + i32::try_from(after).ok()?, month)
        });
        return in_year.or_else(|| {
            Period::new(year, PeriodKind::Year, 1).ok().map(|one| Dated::period(one, first_month))
        });
    }
    let (at, year) = words.iter().enumerate().find_map(|(at, word)| Some((at, calendar_year(word)?)))?;
    let named = words.iter().enumerate().filter_map(|(at, word)| Some((at, month_named(word)?))).next_back();
    let Some((month_at, month)) = named else {
        return NaiveDate::from_ymd_opt(year, 12, 31).map(|ends| Dated { ends, title: year.to_string() });
    };
    let beside =
        [month_at.checked_sub(1), Some(month_at + 1)].into_iter().flatten().filter(|near| *near != at);
    let day = beside.filter_map(|near| words.get(near)).find_map(|word| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<u32>().ok().and_then(|day| NaiveDate::from_ymd_opt(year, month, day))
    });
    day.map(Dated::day).or_else(|| Dated::month(year, month))
}

/// `14/10/2011`, `2011-10-14`.
fn whole_date(word: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    let [one, month, other] = parts.as_slice() else { return None };
    let (year, day) = match (one.len(), other.len()) {
        (4, 1..=2) => (one, other),
        (1..=2, 4) => (other, one),
        _ => return None,
    };
    let year = year.parse().ok().filter(|year| FinancialYear::RANGE.contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// `2011/12`, `11-12`, also as the beginning of a code such as `2011/12-q1`.
fn financial_year(word: &str) -> Option<FinancialYear> {
    if let Ok(period) = Period::parse(word) {
        return Some(period.financial_year());
    }
    let (year, _) = word.rsplit_once('-')?;
    Period::parse(year).ok().map(Period::financial_year)
}

fn calendar_year(word: &str) -> Option<i32> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1990..=2100).contains(&year).then_some(year)
}

/// A quarter or a month of the year by number: `q1`, `quarter 1`, `first quarter`, `month 3`.
fn part_of_year(words: &[String]) -> Option<(PeriodKind, u8)> {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let number = |word: &String| {
        let ordinal = ORDINALS.iter().position(|ordinal| ordinal == word).map(|at| at as u8 + 1);
        ordinal.or_else(|| word.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok())
    };
    for (at, word) in words.iter().enumerate() {
        let (kind, rest) = match word.as_str() {
            "quarter" | "qtr" | "q" | "quarterly" => (PeriodKind::Quarter, ""),
            "month" | "m" => (PeriodKind::Month, ""),
            word => match Period::parse(word) {
                Ok(period) if period.kind() != PeriodKind::Year => {
                    return Some((period.kind(), period.number()));
                }
                _ => match word.strip_prefix('q').or_else(|| word.strip_suffix('q')) {
                    Some(rest) => (PeriodKind::Quarter, rest),
                    None => continue,
                },
            },
        };
        let beside = || {
            let after = words.get(at + 1).and_then(number);
            after.or_else(|| at.checked_sub(1).and_then(|before| number(&words[before])))
        };
        let found = if rest.is_empty() { beside() } else { rest.parse().ok() };
        if let Some(found) = found.filter(|number| (1..=kind.per_year()).contains(number)) {
            return Some((kind, found));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_when() {
        for (name, ends, title) in [
            ("Quarter 1 of 2011/12", "2011-06-30", "Q1 2011/12"),
            ("Q2 2022/23", "2022-09-30", "Q2 2022/23"),
            ("2022/23-Q3", "2022-12-31", "Q3 2022/23"),
            ("Third quarter 2015-16", "2015-12-31", "Q3 2015/16"),
            ("Scrutiny 2nd quarter 2015/2016", "2015-09-30", "Q2 2015/16"),
            ("Month 9 2015/16", "2015-12-31", "Month 9 2015/16"),
            ("Year 2022/23", "2023-03-31", "2022/23"),
            ("Performance report, January 2015/16", "2016-01-31", "Jan 2016"),
            ("Board, 14 October 2011", "2011-10-14", "14 Oct 2011"),
            ("Board of 1st Feb 2024", "2024-02-01", "1 Feb 2024"),
            ("October 14 2011", "2011-10-14", "14 Oct 2011"),
            ("Panel (14/10/2011)", "2011-10-14", "14 Oct 2011"),
            ("Panel 2011-10-14", "2011-10-14", "14 Oct 2011"),
            ("Panel December 2023", "2023-12-31", "Dec 2023"),
            ("Annual meeting 2019", "2019-12-31", "2019"),
        ] {
            let found = dated(name, 4).map(|one| (one.ends.to_string(), one.title));
            assert_eq!(found, Some((ends.to_owned(), title.to_owned())), "{name}");
        }
        for name in ["", "Healthy Halton Board", "Quarter 1", "Room 12", "Item 4/5/6"] {
            assert_eq!(dated(name, 4), None, "{name}");
        }
        assert_eq!(dated("Q1 2015/16", 1).map(|one| one.ends.to_string()).as_deref(), Some("2015-03-31"));
    }
}
