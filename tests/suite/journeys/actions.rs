//! Every action in one list: mine, overdue, undated; many changed at once.

use quarterdeck::input::Scope;

use crate::harness::Harness;

fn due(harness: &Harness, part: &str) -> Vec<Option<String>> {
    let rows = harness.actions();
    let rows = rows.iter().filter(|row| row.action.description.contains(part));
    rows.map(|row| row.action.due.map(|due| due.to_string())).collect()
}

#[test]
fn many_actions_are_redated_in_one_step_that_is_listed_first() {
    let mut harness = Harness::new(120, 40);
    harness.keys("4").assert_contains("Actions: open");
    let before: Vec<_> = harness.actions().iter().map(|row| row.action.clone()).collect();
    harness.keys("space space").assert_says("2 marked");
    harness.keys("M").assert_contains("Change 2 actions").assert_contains(&before[0].description[..20]);
    harness.type_text("31/07/2015").keys("tab").type_text("Head of Service").keys("ctrl-s");
    harness.assert_says("Change 2 actions: 31 Jul 2015, Head of Service");
    let after = harness.actions();
    let changed: Vec<_> = after.iter().filter(|row| row.action.owner == "Head of Service").collect();
    assert_eq!(changed.len(), 2);
    assert!(changed.iter().all(|row| row.action.due.is_some_and(|due| due.to_string() == "2015-07-31")));
    harness.keys("u");
    assert_eq!(harness.actions().iter().map(|row| row.action.clone().revision).max(), Some(3));
    let owners = |rows: Vec<quarterdeck::workbook::ActionRow>| {
        rows.into_iter().map(|row| (row.action.id, row.action.owner)).collect::<Vec<_>>()
    };
    let mut was: Vec<_> = before.into_iter().map(|action| (action.id, action.owner)).collect();
    let mut is = owners(harness.actions());
    was.sort();
    is.sort();
    assert_eq!(was, is);
}

#[test]
fn nothing_written_changes_nothing_and_says_so() {
    let mut harness = Harness::new(100, 30);
    harness.keys("4 M ctrl-s").assert_contains("write a date, an owner, or both").keys("esc");
    harness.assert_scope(Scope::Actions);
}

#[test]
fn one_owners_actions_are_shown_alone() {
    let mut harness = Harness::new(120, 40);
    harness.keys("4 e tab ctrl-a").type_text("Zone manager").keys("ctrl-s");
    // The owners stand last in the list, in order.
    harness.keys("f end").assert_row("Owner: Zone manager");
    harness.keys("enter").assert_contains("Actions: open, Zone manager").assert_contains("row 1 of 1");
    harness.keys("F").assert_contains("Actions: open").assert_lacks("row 1 of 1 ");
}

#[test]
fn a_second_action_about_the_same_thing_is_added_from_the_list() {
    let mut harness = Harness::new(120, 40);
    harness.keys("4 a").assert_contains("New action for").type_text("Ask the provider again").keys("ctrl-s");
    assert_eq!(due(&harness, "Ask the provider again"), [None]);
}

#[test]
fn what_an_action_is_to_bring_about_asks_about_its_unit_and_a_jump() {
    let mut harness = Harness::new(120, 40);
    let fill = |harness: &mut Harness, value: &str| {
        harness.indicator("AC/S17").keys("a").assert_scope(Scope::Form).type_text("Ask again");
        for _ in 0..12 {
            if harness.cursor_line().contains("Bringing it to") {
                break;
            }
            harness.keys("tab");
        }
        harness.type_text(value).keys("ctrl-s");
    };
    fill(&mut harness, "85%");
    harness.assert_scope(Scope::Form).assert_says("is a percentage");
    harness.keys("ctrl-a").type_text("2,700").keys("ctrl-s").assert_scope(Scope::Form);
    harness.assert_says("Bringing it to 2,700 where it was 119").keys("ctrl-s");
    assert!(harness.actions().iter().any(|row| row.action.expected_value == Some(2_700.0)));
}
