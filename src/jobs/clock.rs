//! The system's time as local time that can be shown and stored, whatever the
//! clock of the machine says.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDateTime};

/// 1970-01-03 and 9999-12-29 in seconds since 1970, so that any time zone stays in between.
const SHOWABLE: (i64, i64) = (2 * 86_400, 253_402_128_000);

/// Seconds since 1970 that a clock may well say: 2000 to 2200.
const PLAUSIBLE: std::ops::Range<i64> = 946_684_800..7_258_118_400;

/// Seconds since 1970, before it below 0, and the nanoseconds that go on top.
fn seconds(time: SystemTime) -> (i64, u32) {
    let whole = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => (whole(since), since.subsec_nanos()),
        Err(before) => (-whole(before.duration()), 0),
    }
}

/// A time of the system as a clock on the wall shows it; the nearest that can be shown for one
/// before 1970 or after 9999.
pub fn local(time: SystemTime) -> NaiveDateTime {
    let (seconds, nanos) = seconds(time);
    let shown = seconds.clamp(SHOWABLE.0, SHOWABLE.1);
    let nanos = if shown == seconds { nanos } else { 0 };
    DateTime::from_timestamp(shown, nanos)
        .map(|utc| utc.with_timezone(&Local).naive_local())
        .unwrap_or_default()
}

/// What to say of a clock that cannot be right; none where it may be.
pub fn trouble(time: SystemTime) -> Option<String> {
    let implausible = !PLAUSIBLE.contains(&seconds(time).0);
    implausible.then(|| {
        format!(
            "The clock of this computer says {}, which cannot be right: set it, because changes are noted with \
             its time.",
            local(time).format("%d/%m/%Y")
        )
    })
}

/// What to say where the clock is behind the last change of a workbook, at `last` in the form that
/// records keep; none where it is not, or by less than the clocks of two computers differ.
pub fn gone_back(now: NaiveDateTime, last: &str) -> Option<String> {
    const DIFFER: chrono::TimeDelta = chrono::TimeDelta::minutes(10);
    let last: NaiveDateTime = last.parse().ok()?;
    (now < last - DIFFER).then(|| {
        format!(
            "The clock of this computer ({}) is behind the last change of this workbook ({}): steps keep their \
             order, by number, but their times will not show it.",
            now.format("%d/%m/%Y %H:%M"),
            last.format("%d/%m/%Y %H:%M")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_a_clock_can_say_is_shown() {
        let year = Duration::from_secs(31_557_600);
        for years in [0_u32, 1, 70, 2_000, 28_000, 1_000_000] {
            for time in [UNIX_EPOCH.checked_sub(year * years), UNIX_EPOCH.checked_add(year * years)] {
                let Some(time) = time else { continue };
                let shown = local(time).format("%Y-%m-%dT%H:%M:%S").to_string();
                assert_eq!(shown.len(), 19, "{shown}");
                assert_eq!(shown.parse::<NaiveDateTime>().unwrap().format("%Y").to_string(), shown[..4]);
            }
        }
        // As far as the system's own time goes.
        for seconds in [i64::MAX as u64, u64::MAX / 2, 1 << 40] {
            let ends = [
                UNIX_EPOCH.checked_add(Duration::from_secs(seconds)),
                UNIX_EPOCH.checked_sub(Duration::from_secs(seconds)),
            ];
            for time in ends.into_iter().flatten() {
                let _ = local(time);
                assert!(trouble(time).is_some());
            }
        }
    }

    #[test]
    fn a_clock_that_cannot_be_right_is_told() {
        let at = |seconds: u64| UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(trouble(at(1_795_000_000)), None);
        assert!(trouble(at(0)).unwrap().contains("1970"));
        assert!(trouble(UNIX_EPOCH - Duration::from_secs(86_400 * 400)).unwrap().contains("cannot be right"));
        assert!(trouble(at(884_541_600_000)).unwrap().contains("9999"));
    }

    #[test]
    fn a_clock_behind_the_last_change_is_told_and_one_that_differs_a_little_is_not() {
        let now: NaiveDateTime = "2026-11-29T10:00:00".parse().unwrap();
        assert_eq!(gone_back(now, "2026-11-29T09:59:59"), None);
        assert_eq!(gone_back(now, "2026-11-29T10:05:00"), None);
        assert_eq!(gone_back(now, ""), None);
        assert!(gone_back(now, "2026-12-01T10:00:00").unwrap().contains("01/12/2026 10:00"));
    }
}
