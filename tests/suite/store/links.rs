//! Links and actions about anything: what the tables cannot forbid, the store does.

use crate::store::support::*;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::linking::{self, between};
use quarterdeck::workbook::steps::{committee, delivery, narrative};
use quarterdeck::workbook::*;

fn subject(table: Table, id: Id) -> Subject {
    Subject { table, id }
}

fn risk(id: Id, reference: &str) -> Record {
    Record::Risk(Risk {
        id,
        revision: 0,
        reference: reference.into(),
        title: "Too few assessors".into(),
        cause: String::new(),
        event: String::new(),
        consequence: String::new(),
        category: String::new(),
        service: String::new(),
        owner: String::new(),
        treatment: Treatment::Treat,
        assurance: String::new(),
        opened_in: None,
        closed_in: None,
        closed_because: String::new(),
        placeholder: false,
        source: String::new(),
    })
}

fn linked(store: &Store, subject: Subject) -> Vec<Linked> {
    let period = PERIODS[1].to_owned();
    match store.answer(&Query::Linked { subject, period: period.parse().unwrap() }).unwrap() {
        Data::Linked(linked) => linked,
        other => panic!("{other:?}"),
    }
}

/// A workbook with a risk linked to indicator 3, and the risk's id.
fn with_risk(path: &std::path::Path) -> (Store, Id) {
    let mut store = sample(path);
    let link = between(subject(Table::Risk, -5), subject(Table::Indicator, 3));
    let change = Change::new("risk").put(risk(-5, "R1")).put(Record::Link(link));
    let applied = store.apply(&change, &stamp(1)).unwrap();
    (store, applied.inserted[0].1)
}

#[test]
fn a_link_is_seen_from_both_ends_whatever_order_it_was_made_in() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = with_risk(&folder.path().join("report.qd"));
    let here = linked(&store, subject(Table::Indicator, 3));
    assert_eq!((here.len(), here[0].name.reference.as_str()), (1, "R1"));
    let there = linked(&store, subject(Table::Risk, id));
    assert_eq!(there[0].name.subject, subject(Table::Indicator, 3));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, id) = with_risk(&folder.path().join("report.qd"));
    let mut refused = |record: Record| store.apply(&Change::new("x").put(record), &stamp(2)).unwrap_err();
    let same = subject(Table::Risk, id);
    assert!(refused(Record::Link(between(same, same))).to_string().contains("linked to itself"));
    let missing = between(same, subject(Table::BudgetLine, 99));
    assert!(matches!(refused(Record::Link(missing)), StoreError::NotFound { .. }));
    let twice = between(same, subject(Table::Indicator, 3));
    assert!(refused(Record::Link(twice)).to_string().contains("linked already"));
    let nothing = between(same, subject(Table::Target, 1));
    assert!(refused(Record::Link(nothing)).to_string().contains("Nothing can be about a target"));
    let orphan = Action { subject: Table::Risk, subject_id: 99, ..action(1, PERIODS[1], None) };
    assert!(matches!(refused(Record::Action(orphan)), StoreError::NotFound { .. }));
    assert!(refused(risk(0, "r1")).to_string().contains("already the reference"));
}

#[test]
fn removing_what_is_linked_names_what_links_and_undo_brings_all_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    let (mut store, id) = with_risk(&path);
    let before = dump(&path);
    let about = Action { subject: Table::Risk, subject_id: id, ..action(1, PERIODS[1], None) };
    store.apply(&Change::new("action").put(Record::Action(about)), &stamp(2)).unwrap();
    let refused = store.apply(&Change::new("x").remove(Table::Risk, id, 1), &stamp(3)).unwrap_err();
    let said = refused.to_string();
    assert!(said.starts_with("R1 cannot be removed"), "{said}");
    assert!(said.contains("an action, indicator AC/2"), "{said}");
    store.undo(&stamp(4)).unwrap();
    assert_eq!(dump(&path), before);
    // With its link in the same step it may go, and comes back as it was.
    let link = linked(&store, subject(Table::Risk, id))[0].link.clone();
    let change = Change::new("gone").remove(Table::Link, link.id, link.revision).remove(Table::Risk, id, 1);
    store.apply(&change, &stamp(5)).unwrap();
    assert!(linked(&store, subject(Table::Indicator, 3)).is_empty());
    store.undo(&stamp(6)).unwrap();
    assert_eq!(linked(&store, subject(Table::Indicator, 3)).len(), 1);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_left_over_is_found_by_the_check_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    drop(with_risk(&path));
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("DELETE FROM risk").unwrap();
    drop(other);
    let store = Store::open(&path, Access::ReadOnly).unwrap();
    let found = store.verify().unwrap();
    assert_eq!(found[0], "link 1 is about a risk that is not there");
    assert!(found[1].starts_with("row 1 of risk is gone, but no step removed it"), "{found:?}");
}

#[test]
fn history_is_of_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = with_risk(&folder.path().join("report.qd"));
    let window = Window { start: 0, length: 10 };
    let query = Query::History { about: Some(subject(Table::Risk, id)), window };
    match store.answer(&query).unwrap() {
        Data::History(list) => assert_eq!(list.rows[0].label, "risk"),
        other => panic!("{other:?}"),
    }
    match store.answer(&Query::Name { subject: subject(Table::Risk, id) }).unwrap() {
        Data::Name(name) => assert_eq!((name.short(), name.title), ("R1".into(), "Too few assessors".into())),
        other => panic!("{other:?}"),
    }
}

/// References of what a subject is linked with.
fn references(store: &Store, about: Subject) -> Vec<String> {
    linked(store, about).into_iter().map(|one| one.name.reference).collect()
}

fn question(text: &str, cited: &str) -> Change {
    let meeting = Meeting { name: "Scrutiny".into(), ..committee::empty_meeting() };
    let asked =
        Question { question: text.into(), cited: cited.into(), ..committee::empty_question(meeting.id) };
    committee::ask(Some(meeting), asked, None)
}

#[test]
fn every_kind_of_words_links_itself_with_what_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, risk_id) = with_risk(&folder.path().join("report.qd"));
    let the_risk = subject(Table::Risk, risk_id);
    let section = |text: &str| {
        Record::Section(Section {
            heading: text.into(),
            ..narrative::empty_section(PERIODS[1].parse().unwrap(), SectionKind::Challenge, 1)
        })
    };
    let record = Risk { cause: "As AC/8 shows".into(), ..risk_of(risk(risk_id, "R1"), 1) };
    let assessment = Assessment {
        reason: "since AC/9 fell".into(),
        ..risk_steps::empty_assessment(risk_id, PERIODS[1].parse().unwrap(), AssessmentKind::Target)
    };
    let words = Commentary {
        kind: CommentaryKind::RisksAndOpportunities,
        ..commentary(4, PERIODS[1], "See r1, and AC/3.")
    };
    let act = Action { progress: "Waits for AC/10 (and AC/5)".into(), ..action(6, PERIODS[1], None) };
    for (change, about, named, said) in [
        (question("Cites AC/2", ""), None, vec!["AC/2"], "linked with AC/2"),
        (question("Why?", "AC/1"), None, vec!["AC/1"], "linked with AC/1"),
        (
            Change::new("section").put(section("AC/0, R1, AC/2, AC/4, AC/5")),
            None,
            vec!["AC/0", "R1", "AC/2", "AC/4", "AC/5"],
            "linked with AC/0, R1, AC/2 and 2 more",
        ),
        (
            Change::new("risk").put(Record::Risk(record)),
            Some(the_risk),
            vec!["AC/2", "AC/8"],
            "linked with AC/8",
        ),
        (
            Change::new("assessment").put(Record::Assessment(assessment)),
            Some(the_risk),
            vec!["AC/2", "AC/8", "AC/9"],
            "linked with AC/9",
        ),
        (
            Change::new("words").put(Record::Commentary(words)),
            Some(subject(Table::Indicator, 4)),
            vec!["R1"],
            "linked with R1",
        ),
        // What an action is about is what is linked; never with itself.
        (
            Change::new("action").put(Record::Action(act)),
            Some(subject(Table::Indicator, 6)),
            vec!["AC/10"],
            "linked with AC/10",
        ),
    ] {
        let applied = store.apply(&change, &stamp(3)).unwrap();
        assert_eq!(applied.label, format!("{}, {said}", change.label));
        let about = about.unwrap_or_else(|| {
            let (table, id) = *applied.inserted.last().unwrap();
            subject(table, id)
        });
        let mut found = references(&store, about);
        found.retain(|one| !one.is_empty());
        assert!(named.iter().all(|one| found.contains(&(*one).to_owned())), "{found:?} {named:?}");
    }
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn comments_of_plans_money_meetings_and_figures_link_themselves_too() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, risk_id) = with_risk(&folder.path().join("report.qd"));
    let now = PERIODS[1];
    let line = |id, name: &str, kind| BudgetLine {
        id,
        name: name.into(),
        ..budget_steps::empty_line(kind, None, 1, "")
    };
    let plan = Commitment {
        id: -3,
        reference: "CI1".into(),
        ..delivery::empty_commitment("Plan", CommitmentScale::Delivery, "", now.parse().unwrap())
    };
    let saving =
        Saving { id: -4, reference: "MTFS-1".into(), ..budget_steps::empty_saving(now.parse().unwrap(), "") };
    let setup = [
        Record::BudgetLine(line(-1, "Adults & Communities", BudgetKind::Revenue)),
        Record::BudgetLine(line(-2, "New Build", BudgetKind::Capital)),
        Record::Commitment(plan.clone()),
        Record::Saving(saving.clone()),
        Record::Meeting(Meeting { id: -5, name: "Panel".into(), ..committee::empty_meeting() }),
    ];
    let change = setup.into_iter().fold(Change::new("setup"), Change::put);
    let ids: Vec<Id> =
        store.apply(&change, &stamp(2)).unwrap().inserted.into_iter().map(|one| one.1).collect();
    let [revenue, capital, plan_id, saving_id, meeting_id] = ids[..] else { panic!("{ids:?}") };
    let on_indicator = subject(Table::Indicator, 7);
    let on_plan = subject(Table::Commitment, plan_id);
    let revenue_line = BudgetLine { id: revenue, ..line(0, "", BudgetKind::Revenue) };
    let put = |record: Record| Change::new("words").put(record);
    for (change, about, named) in [
        (
            budget_steps::set_budget(&revenue_line, None, now.parse().unwrap(), |new| {
                new.comment = "As in AC/1".into()
            }),
            subject(Table::BudgetLine, revenue),
            "AC/1",
        ),
        (
            put(Record::CapitalAmount(CapitalAmount {
                comment: "Waits for AC/2".into(),
                line_id: capital,
                period: now.parse().unwrap(),
                ..CapitalAmount::default()
            })),
            subject(Table::BudgetLine, capital),
            "AC/2",
        ),
        (
            put(Record::Saving(Saving {
                id: saving_id,
                revision: 1,
                description: "Fewer places, see AC/3".into(),
                ..saving.clone()
            })),
            subject(Table::Saving, saving_id),
            "AC/3",
        ),
        (
            budget_steps::set_saving(
                &Saving { id: saving_id, ..saving },
                None,
                now.parse().unwrap(),
                |new| {
                    new.comment = "Depends on CI1".into();
                },
            ),
            subject(Table::Saving, saving_id),
            "CI1",
        ),
        (
            put(Record::Commitment(Commitment {
                id: plan_id,
                revision: 1,
                description: "Raise AC/4".into(),
                ..plan
            })),
            on_plan,
            "AC/4",
        ),
        (
            put(Record::CommitmentRating(CommitmentRating {
                id: 0,
                revision: 0,
                commitment_id: plan_id,
                period: now.parse().unwrap(),
                rating: quarterdeck::domain::Rating::OnTrack,
                commentary: "Held up by R1".into(),
                path_to_green: "When AC/5 is green, and Adults & Communities in balance".into(),
                illustrative: false,
            })),
            on_plan,
            "R1",
        ),
        (
            put(Record::Milestone(Milestone {
                id: 0,
                revision: 0,
                commitment_id: plan_id,
                position: 1,
                description: "AC/6 measured".into(),
                due: None,
                done_on: None,
            })),
            on_plan,
            "AC/6",
        ),
        (
            put(Record::Meeting(Meeting {
                id: meeting_id,
                revision: 1,
                name: "Panel".into(),
                resolution: "To see MTFS-1 again".into(),
                ..committee::empty_meeting()
            })),
            subject(Table::Meeting, meeting_id),
            "MTFS-1",
        ),
        (
            put(Record::Control(Control {
                description: "Check AC/8 weekly".into(),
                ..risk_steps::empty_control(risk_id, now.parse().unwrap(), 1)
            })),
            subject(Table::Risk, risk_id),
            "AC/8",
        ),
        (
            put(Record::Review(Review {
                id: 0,
                revision: 0,
                indicator_id: 7,
                period: now.parse().unwrap(),
                state: ReviewState::Skipped,
                reason: "Counted in AC/9".into(),
                fingerprint: String::new(),
                by: "x".into(),
                at: "2015-07-06T14:02:11".into(),
            })),
            on_indicator,
            "AC/9",
        ),
        (
            put(Record::ChartMark(ChartMark {
                id: 0,
                revision: 0,
                indicator_id: 7,
                period: now.parse().unwrap(),
                kind: ChartMarkKind::Note,
                text: "Since AC/10".into(),
            })),
            on_indicator,
            "AC/10",
        ),
    ] {
        let applied = store.apply(&change, &stamp(3)).unwrap();
        assert!(applied.label.contains(named), "{}: {named}", applied.label);
        let titles: Vec<String> = linked(&store, about).into_iter().map(|one| one.name.short()).collect();
        assert!(titles.iter().any(|one| one == named), "{titles:?} {named}");
    }
    let plan_links: Vec<String> = linked(&store, on_plan).into_iter().map(|one| one.name.title).collect();
    assert!(plan_links.contains(&"Adults & Communities".to_owned()), "{plan_links:?}");
    // A service of the same name may be meant as well.
    let other = Commitment {
        reference: "CI2".into(),
        service: "Adults & Communities".into(),
        description: "Of Adults & Communities".into(),
        ..delivery::empty_commitment("Plan", CommitmentScale::Delivery, "", now.parse().unwrap())
    };
    assert_eq!(store.apply(&delivery::put_commitment(other), &stamp(4)).unwrap().label, "CI2 added");
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

fn risk_of(record: Record, revision: i64) -> Risk {
    match record {
        Record::Risk(risk) => Risk { revision, ..risk },
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_two_things_are_called_links_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample(&folder.path().join("report.qd"));
    store.apply(&Change::new("risk").put(risk(0, "ac/2")), &stamp(1)).unwrap();
    for text in ["Cites AC/2", "Cites AC/21 and AC/2.5", "2 of them", "Nothing named"] {
        let applied = store.apply(&question(text, ""), &stamp(2)).unwrap();
        assert_eq!(applied.linked, Vec::<String>::new(), "{text}");
        assert_eq!(linked(&store, subject(Table::Question, applied.inserted[1].1)), vec![], "{text}");
    }
}

#[test]
fn one_undo_takes_words_and_links_back_and_redo_brings_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sample(&folder.path().join("report.qd"));
    let asked = store.apply(&question("Why?", ""), &stamp(1)).unwrap();
    let about = subject(Table::Question, asked.inserted[1].1);
    let reply = |store: &mut Store, text: &str| {
        let stored = match store
            .answer(&Query::QuestionDetail { id: about.id, period: PERIODS[1].parse().unwrap() })
        {
            Ok(Data::QuestionDetail { detail: Some(detail), .. }) => detail.question,
            other => panic!("{other:?}"),
        };
        store.apply(&committee::write_reply(&stored, text, None), &stamp(2)).unwrap().linked
    };
    assert_eq!(reply(&mut store, "AC/2 says"), ["AC/2"]);
    store.undo(&stamp(3)).unwrap();
    assert_eq!(references(&store, about), Vec::<String>::new());
    store.redo(&stamp(3)).unwrap();
    assert_eq!(references(&store, about), ["AC/2"]);
    // A link that is there is not made again.
    assert_eq!(reply(&mut store, "AC/2 says more"), Vec::<String>::new());
    // Nor one that a person took away, unless that was taken back.
    let link = linked(&store, about).remove(0).link;
    store.apply(&linking::unlink(&link, ("a", "b")), &stamp(4)).unwrap();
    assert_eq!(reply(&mut store, "AC/2 says so again, and AC/3"), ["AC/3"]);
    assert_eq!(references(&store, about), ["AC/3"]);
    store.undo(&stamp(5)).unwrap();
    store.undo(&stamp(5)).unwrap();
    assert_eq!(references(&store, about), ["AC/2"]);
    // The link taken back with the words that made it is no link that was unlinked.
    store.undo(&stamp(6)).unwrap();
    store.undo(&stamp(6)).unwrap();
    assert_eq!(references(&store, about), Vec::<String>::new());
    assert_eq!(reply(&mut store, "AC/2 at last"), ["AC/2"]);
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}
