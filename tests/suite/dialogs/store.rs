//! The history screen over a real workbook: what it says it restores is restored.

use crate::dialogs::support::*;
use quarterdeck::screens::history::History;
use quarterdeck::screens::{Answer, Effect, Screen};
use quarterdeck::store::{Access, Store};
use quarterdeck::workbook::*;

/// Answers what the screen asks until it asks nothing more; gives back the rest.
fn settle(desk: &mut Desk<History>, store: &mut Store, effects: Vec<Effect>) -> Vec<Effect> {
    let mut rest = Vec::new();
    let mut waiting = effects;
    loop {
        match waiting.pop() {
            Some(Effect::Ask(query)) => {
                let data = store.answer(&query).unwrap();
                waiting.extend(desk.receive(data));
            }
            Some(other) => rest.push(other),
            None => {
                let wanted = desk.with(|screen, context| screen.pending_queries(context));
                if wanted.is_empty() {
                    return rest;
                }
                waiting.extend(wanted.into_iter().map(Effect::Ask));
            }
        }
    }
}

/// Presses R and answers yes; gives back the label of what was applied.
fn restore(desk: &mut Desk<History>, store: &mut Store) -> String {
    let asked = desk.press("i");
    let opened = settle(desk, store, asked);
    assert_eq!(said(&opened), ["open"]);
    let effects = desk.with(|screen, context| screen.answer(Answer::Yes { tag: "restore" }, context));
    let Some(Effect::Apply { change, .. }) = effects.into_iter().next() else { panic!("nothing applied") };
    store.apply(&change, &stamp()).unwrap().label
}

fn stamp() -> Stamp {
    Stamp { who: "jm".into(), at: session().now }
}

fn reload(desk: &mut Desk<History>, store: &mut Store) {
    let Ok(Data::Opening(opening)) = store.answer(&Query::Opening) else { panic!() };
    desk.session.opening = Some(*opening);
    let asked = desk.with(|screen, context| screen.queries(context)).into_iter().map(Effect::Ask).collect();
    settle(desk, store, asked);
}

fn reasons(store: &mut Store, indicator: Id) -> Vec<String> {
    let query = Query::Detail { indicator, period: Q1.parse().unwrap() };
    let Ok(Data::Detail(detail)) = store.answer(&query) else { panic!() };
    detail.commentary.into_iter().map(|one| one.text).collect()
}

#[test]
fn restoring_works_on_a_real_workbook_both_ways() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.qd");
    let Some(Opening { workbook, .. }) = session().opening else { panic!() };
    let period = PeriodRecord {
        id: 0,
        revision: 0,
        code: Q1.parse().unwrap(),
        status: PeriodStatus::Open,
        reopened_because: String::new(),
    };
    let edits = [
        Edit::Put(Record::Period(period)),
        Edit::Put(Record::Indicator(Indicator { id: -1, revision: 0, ..indicator() })),
    ];
    let workbook = Workbook { id: 0, revision: 0, uuid: String::new(), ..workbook };
    drop(Store::create(&path, &workbook, &edits, "New workbook", &stamp()).unwrap());
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let Ok(Data::Find(found)) =
        store.answer(&Query::Find { text: "C7".into(), period: Q1.parse().unwrap(), limit: 5 })
    else {
        panic!()
    };
    let indicator = found[0].indicator_id;
    let first = Commentary { id: 0, revision: 0, indicator_id: indicator, ..words(0, OLD) };
    let applied =
        store.apply(&Change::new("reasons").put(Record::Commentary(first.clone())), &stamp()).unwrap();
    let id = applied.inserted[0].1;
    let second = Commentary { id, revision: 1, text: NEW.into(), ..first };
    store.apply(&Change::new("more reasons").put(Record::Commentary(second)), &stamp()).unwrap();

    let mut desk = Desk::new(History::default());
    reload(&mut desk, &mut store);
    assert!(desk.draw().0.contains("+ 1100"), "{}", desk.draw().0);

    // The latest change: back to what was before it.
    restore(&mut desk, &mut store);
    assert_eq!(reasons(&mut store, indicator), [OLD]);
    reload(&mut desk, &mut store);

    // An earlier one: to what it made.
    let asked = desk.press("Down");
    settle(&mut desk, &mut store, asked);
    assert!(desk.draw().0.contains("> 14:02:11 jm   more reasons"), "{}", desk.draw().0);
    restore(&mut desk, &mut store);
    assert_eq!(reasons(&mut store, indicator), [NEW]);
    reload(&mut desk, &mut store);

    // The one that wrote the words first: to its words.
    desk.press("G");
    let asked = desk.press("Up");
    settle(&mut desk, &mut store, asked);
    restore(&mut desk, &mut store);
    assert_eq!(reasons(&mut store, indicator), [OLD]);

    // Words that were removed come back.
    let Ok(Data::Detail(now)) = store.answer(&Query::Detail { indicator, period: Q1.parse().unwrap() })
    else {
        panic!()
    };
    let change =
        Change::new("drop").remove(Table::Commentary, now.commentary[0].id, now.commentary[0].revision);
    store.apply(&change, &stamp()).unwrap();
    assert!(reasons(&mut store, indicator).is_empty());
    desk.press("g");
    reload(&mut desk, &mut store);
    assert!(desk.draw().0.contains("removed"), "{}", desk.draw().0);
    restore(&mut desk, &mut store);
    assert_eq!(reasons(&mut store, indicator), [OLD]);
    desk.at_every_size();
}
