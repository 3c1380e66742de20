//! Where members' questions stand, worked by hand.

use chrono::NaiveDate;
use proptest::prelude::*;
use quarterdeck::domain::member_questions::{QuestionDates, QuestionStatus};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 7, day).unwrap()
}

#[test]
fn a_question_goes_from_open_to_resolved() {
    let asked = QuestionDates::default();
    let replied = QuestionDates { replied: true, ..asked };
    let promised = QuestionDates { promised: true, due: Some(day(10)), ..replied };
    let sent = QuestionDates { sent: Some(day(9)), ..promised };
    let cases = [
        (asked, 6, QuestionStatus::Open),
        (replied, 6, QuestionStatus::Answered),
        (promised, 6, QuestionStatus::Promised),
        // Owed for the whole of its day.
        (promised, 10, QuestionStatus::Promised),
        (promised, 11, QuestionStatus::Overdue),
        (QuestionDates { due: None, ..promised }, 31, QuestionStatus::Promised),
        // A promise can stand in for a reply that was not given.
        (QuestionDates { replied: false, ..promised }, 6, QuestionStatus::Promised),
        (sent, 31, QuestionStatus::Sent),
        (QuestionDates { resolved: true, ..promised }, 31, QuestionStatus::Resolved),
        (QuestionDates { resolved: true, ..asked }, 31, QuestionStatus::Resolved),
    ];
    for (asked, today, status) in cases {
        assert_eq!(asked.status(day(today)), status, "{asked:?} on {today} July");
    }
}

#[test]
fn lateness_is_counted_in_whole_days_until_it_is_sent() {
    let promised = QuestionDates { promised: true, due: Some(day(10)), ..QuestionDates::default() };
    let late = |asked: QuestionDates, today| asked.days_late(day(today));
    assert_eq!(late(promised, 10), None);
    assert_eq!(late(promised, 11), Some(1));
    assert_eq!(late(promised, 31), Some(21));
    assert_eq!(late(QuestionDates { sent: Some(day(13)), ..promised }, 31), Some(3));
    assert_eq!(late(QuestionDates { sent: Some(day(10)), ..promised }, 31), None);
    assert_eq!(late(QuestionDates { resolved: true, ..promised }, 31), None, "nobody waits for it any more");
    assert_eq!(late(QuestionDates { due: None, ..promised }, 31), None);
    assert_eq!(late(QuestionDates { promised: false, ..promised }, 31), None);
}

proptest! {
    #[test]
    fn what_is_overdue_is_late_and_owed(
        replied: bool, promised: bool, resolved: bool,
        due in proptest::option::of(1u32..=31), sent in proptest::option::of(1u32..=31), today in 1u32..=31,
    ) {
        let asked = QuestionDates { replied, promised, resolved, due: due.map(day), sent: sent.map(day) };
        let status = asked.status(day(today));
        prop_assert_eq!(status == QuestionStatus::Overdue, status.is_owed() && asked.days_late(day(today)).is_some());
        prop_assert!(!status.is_owed() || promised);
    }
}
