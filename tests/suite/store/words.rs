//! Commitments, questions and narrative in the file: every step and its undo,
//! what is refused, and what a long section costs nobody.

use crate::store::support::{dump, stamp};
use chrono::NaiveDate;
use quarterdeck::domain::{Period, Rating};
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::linking::link;
use quarterdeck::workbook::steps::{committee, delivery, narrative};
use quarterdeck::workbook::*;

const Q1: &str = "2015/16-Q1";

/// The sample workbook.
fn store(folder: &tempfile::TempDir) -> Store {
    let path = folder.path().join("sample.qd");
    let (mut workbook, edits) = quarterdeck::sample::workbook().unwrap();
    workbook.uuid = "5e1f".to_owned();
    Store::create(&path, &workbook, &edits, "Sample", &stamp(0)).unwrap();
    Store::open(&path, Access::ReadWrite).unwrap()
}

fn commitments(store: &Store) -> Vec<CommitmentDetail> {
    let Data::Delivery(room) = store.answer(&Query::Delivery { period: Q1.parse().unwrap() }).unwrap() else {
        panic!()
    };
    let ids = room.rows.iter().map(|row| row.id).collect();
    match store.answer(&Query::Commitments { ids, period: Q1.parse().unwrap() }).unwrap() {
        Data::Commitments(details) => details,
        other => panic!("{other:?}"),
    }
}

fn questions(store: &Store) -> Vec<QuestionDetail> {
    let today = NaiveDate::from_ymd_opt(2015, 7, 6).unwrap();
    let request = QuestionRequest {
        period: Q1.parse().unwrap(),
        today,
        filter: QuestionFilter::All,
        text: String::new(),
    };
    let Data::Questions(log) = store.answer(&Query::Questions(request)).unwrap() else { panic!() };
    let one = |id| match store.answer(&Query::QuestionDetail { id, period: Q1.parse().unwrap() }).unwrap() {
        Data::QuestionDetail { detail: Some(detail), .. } => *detail,
        other => panic!("{other:?}"),
    };
    log.rows.iter().map(|row| one(row.id)).collect()
}

fn heads(store: &Store) -> Vec<SectionHead> {
    match store.answer(&Query::Narrative { period: Q1.parse().unwrap() }).unwrap() {
        Data::Narrative(heads) => heads,
        other => panic!("{other:?}"),
    }
}

fn section(store: &Store, at: usize) -> Section {
    match store.answer(&Query::Section { id: heads(store)[at].id }).unwrap() {
        Data::Section { section: Some(section), .. } => *section,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_step_is_undone_and_redone_to_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let day = NaiveDate::from_ymd_opt(2015, 9, 1);
    let indicator = crate::store::support::detail(&store, 1, Q1).indicator.id;
    // Made anew for each, from the rows as they are then: an undo is a revision too.
    type Step = Box<dyn Fn(&Store) -> Change>;
    let first = |store: &Store| commitments(store).remove(0);
    let asked = |store: &Store| questions(store).remove(2).question;
    let many = delivery::ManyCommitments {
        rating: Some(Rating::Red),
        owner: Some("Head of Care".to_owned()),
        due: Some(day),
    };
    let milestone = move |store: &Store| Milestone {
        id: 0,
        revision: 0,
        commitment_id: first(store).commitment.id,
        position: 1,
        description: "Market day".to_owned(),
        due: day,
        done_on: None,
    };
    let ask = move || {
        let meeting = Meeting { name: "Scrutiny".to_owned(), ..committee::empty_meeting() };
        let new = Question { question: "Why?".to_owned(), ..committee::empty_question(meeting.id) };
        committee::ask(Some(meeting), new, Some(indicator))
    };
    let own = Section {
        heading: "Staffing".to_owned(),
        ..narrative::empty_section(Q1.parse().unwrap(), SectionKind::Own, 1)
    };
    let steps: Vec<Step> = vec![
        Box::new(move |store| delivery::rate_and_write(&first(store), Some(Rating::RedAmber), None)),
        Box::new(move |store| delivery::rate_and_write(&first(store), Some(Rating::Red), Some("Late."))),
        Box::new(move |store| {
            delivery::update_commitment(&first(store), (Some(Rating::Red), Some("A way")), "Head", day)
        }),
        Box::new(move |store| delivery::write_commentary(&first(store), "Words", None)),
        Box::new(move |store| {
            delivery::close_commitment(&first(store).commitment, Some(Period::parse(Q1).unwrap()))
        }),
        Box::new(move |store| delivery::put_milestone("CI1", &milestone(store), milestone(store))),
        Box::new(move |store| many.change(&commitments(store))),
        Box::new(|store| delivery::remove_commitment(&commitments(store)[34]).unwrap()),
        Box::new(move |_| ask()),
        Box::new(move |store| committee::write_reply(&asked(store), "So.", None)),
        Box::new(move |store| committee::promise(&asked(store), "Details", "Head", day)),
        Box::new(move |store| committee::mark_sent(&asked(store), day)),
        Box::new(move |store| committee::resolve(&asked(store), "Noted")),
        Box::new(move |store| committee::remove_question(&asked(store), &[])),
        Box::new(|store| narrative::write_section(&section(store, 0), "Anew.", None)),
        Box::new(|store| narrative::section_status(&section(store, 1), CommentaryStatus::Returned)),
        Box::new(|store| {
            narrative::exchange_sections(&section(store, 0), &section(store, 1), &section(store, 1))
        }),
        Box::new(move |_| narrative::put_section(own.clone())),
        // The last section is linked with nothing.
        Box::new(|store| narrative::remove_section(&section(store, heads(store).len() - 1))),
    ];
    let file = folder.path().join("sample.qd");
    for step in steps {
        let change = step(&store);
        let before = dump(&file);
        store.apply(&change, &stamp(1)).unwrap_or_else(|error| panic!("{}: {error}", change.label));
        let after = dump(&file);
        assert_ne!(before, after, "{} changes nothing", change.label);
        store.undo(&stamp(2)).unwrap();
        assert_eq!(dump(&file), before, "{} undone", change.label);
        store.redo(&stamp(3)).unwrap();
        assert_eq!(dump(&file), after, "{} redone", change.label);
        store.undo(&stamp(4)).unwrap();
    }
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_linked_is_not_deleted_and_its_links_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let all = commitments(&store);
    let name = |table, id, reference: &str| SubjectName {
        subject: Subject { table, id },
        reference: reference.to_owned(),
        title: String::new(),
    };
    let last = &all[34];
    let one = name(Table::Commitment, last.commitment.id, &last.commitment.reference);
    let indicator = crate::store::support::detail(&store, 1, Q1).indicator;
    let other = name(Table::Indicator, indicator.id, &indicator.reference);
    store.apply(&link(&one, &other), &stamp(1)).unwrap();
    let error = store.apply(&delivery::remove_commitment(last).unwrap(), &stamp(2)).unwrap_err();
    assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    assert!(error.to_string().contains(&indicator.reference), "{error}");
}

#[test]
fn ratings_are_words_of_the_scale_and_a_scale_in_use_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let first = commitments(&store).remove(0);
    for rating in [Rating::Amber, Rating::AtRisk, Rating::OnTrack, Rating::Band3] {
        let error = store
            .apply(&delivery::rate_and_write(&first, Some(rating), None), &stamp(1))
            .unwrap_err()
            .to_string();
        assert!(error.contains("Green, Green Amber, Red Amber, Red"), "{error}");
    }
    // Not rated is no word of any scale, and always allowed.
    store.apply(&delivery::rate_and_write(&first, Some(Rating::None), None), &stamp(1)).unwrap();
    store.undo(&stamp(2)).unwrap();
    let other = Commitment { scale: CommitmentScale::Delivery, ..first.commitment };
    let error = store.apply(&delivery::put_commitment(other), &stamp(3)).unwrap_err().to_string();
    assert!(error.contains("its scale stays"), "{error}");
}

#[test]
fn closed_periods_keep_their_ratings_and_sections() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let first = commitments(&store).remove(0);
    let before = CommitmentDetail { period: "2014/15-Q4".parse().unwrap(), ..first };
    let error =
        store.apply(&delivery::rate_and_write(&before, Some(Rating::Red), None), &stamp(1)).unwrap_err();
    assert!(matches!(error, StoreError::PeriodClosed { .. }), "{error}");
    let late = narrative::empty_section("2014/15-Q4".parse().unwrap(), SectionKind::Own, 1);
    let error = store.apply(&narrative::put_section(late), &stamp(1)).unwrap_err();
    assert!(matches!(error, StoreError::PeriodClosed { .. }), "{error}");
}

#[test]
fn only_heads_of_long_sections_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    let long = "word ".repeat(20_000);
    store.apply(&narrative::write_section(&section(&store, 0), &long, None), &stamp(1)).unwrap();
    let heads = heads(&store);
    assert_eq!(heads[0].words, 20_000);
    let held: usize = heads.iter().map(|head| head.heading.len()).sum();
    assert!(held < 2_000, "the list holds {held} bytes of text");
    assert_eq!(section(&store, 0).text, long.trim());
}
