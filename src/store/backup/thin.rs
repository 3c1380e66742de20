//! Which backups stay: the latest of each of the last 12 hours, 10 days and 9
//! months in which there is one, within a limit of size. Pure.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDateTime, Timelike};

const HOURS: usize = 12;
const DAYS: usize = 10;
const MONTHS: usize = 9;
/// What the backups of one workbook may take, in bytes. The two latest stay whatever they take.
const MAX: u64 = 1 << 30;
const ALWAYS: usize = 2;

/// The number of the hour, day or month that a time is in, counted from any beginning.
type Span = fn(NaiveDateTime) -> i64;

/// Places, in `all`, of the backups to be removed. `all` has the time and the size in bytes of each,
/// in any order.
pub(super) fn to_remove(all: &[(NaiveDateTime, u64)]) -> Vec<usize> {
    let mut latest_first: Vec<usize> = (0..all.len()).collect();
    latest_first.sort_by_key(|&at| std::cmp::Reverse((all[at].0, at)));
    let mut stay: BTreeSet<usize> = latest_first.iter().copied().take(ALWAYS).collect();
    let spans: [(usize, Span); 3] = [
        (HOURS, |at| i64::from(at.num_days_from_ce()) * 24 + i64::from(at.hour())),
        (DAYS, |at| i64::from(at.num_days_from_ce())),
        (MONTHS, |at| i64::from(at.year()) * 12 + i64::from(at.month())),
    ];
    for (most, span) in spans {
        let mut seen = BTreeSet::new();
        for &at in &latest_first {
            if seen.len() < most && seen.insert(span(all[at].0)) {
                stay.insert(at);
            }
        }
    }
    let mut size = 0_u64;
    for (rank, &at) in latest_first.iter().enumerate() {
        if stay.contains(&at) {
            size = size.saturating_add(all[at].1);
            if size > MAX && rank >= ALWAYS {
                stay.remove(&at);
            }
        }
    }
    latest_first.retain(|at| !stay.contains(at));
    latest_first
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn start() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(9, 0, 0).unwrap()
    }

    fn left(all: &[(NaiveDateTime, u64)]) -> Vec<NaiveDateTime> {
        let gone = to_remove(all);
        let mut left: Vec<_> = (0..all.len()).filter(|at| !gone.contains(at)).map(|at| all[at].0).collect();
        left.sort();
        left
    }

    #[test]
    fn a_year_of_half_hours_leaves_twelve_hours_ten_days_and_nine_months() {
        let all: Vec<_> = (0..365 * 48).map(|half| (start() + TimeDelta::minutes(30 * half), 1)).collect();
        let left = left(&all);
        // The newest hour is also the newest day and month.
        assert!((HOURS + DAYS + MONTHS - 3..=HOURS + DAYS + MONTHS).contains(&left.len()), "{left:?}");
        assert_eq!(left.last(), Some(&all.last().unwrap().0));
        // From the end of November to the beginning of July: nine months with a backup in each.
        assert_eq!(left[0], NaiveDate::from_ymd_opt(2015, 11, 30).unwrap().and_hms_opt(23, 30, 0).unwrap());
    }

    #[test]
    fn the_limit_of_size_takes_the_oldest_and_never_the_two_latest() {
        let day = |n: i64, size| (start() + TimeDelta::days(n), size);
        let all = [day(0, MAX / 2), day(1, MAX / 2), day(2, MAX / 2), day(3, MAX / 4)];
        assert_eq!(left(&all), [all[2].0, all[3].0]);
        let huge = [day(0, MAX), day(1, 3 * MAX), day(2, 3 * MAX)];
        assert_eq!(left(&huge), [huge[1].0, huge[2].0]);
    }

    proptest! {
        #[test]
        fn thinning_one_by_one_keeps_the_newest_and_stays_small(
            steps in proptest::collection::vec((0_i64..40_000, 0_u64..1_000), 1..300),
        ) {
            let mut kept: Vec<(NaiveDateTime, u64)> = Vec::new();
            let mut now = start();
            for (minutes, size) in steps {
                now += TimeDelta::minutes(minutes);
                kept.push((now, size));
                let mut gone = to_remove(&kept);
                gone.sort_unstable();
                for at in gone.into_iter().rev() {
                    kept.remove(at);
                }
                prop_assert!(kept.iter().any(|(at, _)| *at == now));
                prop_assert!(kept.len() <= HOURS + DAYS + MONTHS + ALWAYS);
            }
            prop_assert!(to_remove(&kept).is_empty());
        }
    }
}
