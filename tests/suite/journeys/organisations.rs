//! Organisations and groups on screen: made, renamed, merged, picked, ordered and removed with keys.

use crate::harness::Harness;
use crate::journeys::forms::go_to;
use quarterdeck::workbook::{Data, Query};

fn regional() -> Harness {
    let mut harness = Harness::with(120, 50, |setup| setup.regional = true);
    harness.keys("V");
    harness
}

/// The members of a group, in order.
fn members(harness: &Harness, group: &str) -> Vec<String> {
    let Data::Organisations(room) = harness.store().answer(&Query::Organisations).unwrap() else {
        panic!("no organisations")
    };
    let group = room.group(group).unwrap_or_else(|| panic!("no group {group}")).id;
    room.members_of(group).into_iter().map(|one| one.name.clone()).collect()
}

/// Goes to the row of a list.
fn row(harness: &mut Harness, text: &str) {
    for _ in 0..60 {
        if harness.cursor_line().contains(text) {
            return;
        }
        harness.keys("down");
    }
    panic!("no row {text}:\n{}", harness.screen());
}

#[test]
fn an_organisation_is_renamed_with_its_figures_and_merged_on_screen() {
    let mut harness = regional();
    harness.keys("E").assert_contains("Add an organisation").assert_contains("E08000025");
    row(&mut harness, "Coventry");
    harness.keys("enter").assert_contains("Organisation Coventry").assert_contains("In West Midlands");
    harness.keys("ctrl-a delete").type_text("Greater Coventry").keys("ctrl-s");
    harness.assert_says("Rename the organisation Coventry to Greater Coventry");
    // Its figures carry the name it had, and are still its own.
    harness.assert_contains("Greater").assert_contains("Birmingham");
    harness.keys("E");
    row(&mut harness, "Greater Coventry");
    harness.keys("enter").assert_contains("Coventry");
    go_to(&mut harness, "Remove");
    harness.type_text("remove it").keys("ctrl-s");
    harness.assert_says("Greater Coventry").assert_says("it has").assert_says("a member of");
    go_to(&mut harness, "Remove");
    harness.type_text("it stays");
    go_to(&mut harness, "To");
    harness.type_text("31/03/2023").keys("enter").type_text("Birm").keys("right").keys("ctrl-s");
    harness.assert_says("Merge Greater Coventry into Birmingham");
    harness.keys("E").assert_contains("merged into Birmingham").keys("esc");
    // The history says what changed, in words.
    harness.palette("go to History");
    harness.assert_contains("Merge Greater Coventry into Birmingham");
    harness.assert_contains("Greater Coventry: organisation");
    harness.keys("u").assert_says("Undone").keys("u").assert_says("Undone");
    harness.keys("V E").assert_lacks("Greater Coventry");
}

#[test]
fn two_organisations_that_are_one_are_joined_on_screen_where_their_figures_agree() {
    let mut harness = regional();
    let open = |harness: &mut Harness| {
        harness.keys("E");
        row(harness, "Coventry");
        harness.keys("enter").assert_contains("Organisation Coventry");
        go_to(harness, "Other names");
    };
    open(&mut harness);
    harness.type_text("Dudley").keys("ctrl-s");
    harness.assert_contains("Dudley” is Dudley already. Tick this where they are one.");
    harness.keys("space ctrl-s").assert_says("they are two organisations").keys("esc");
    // One that is known by another name and has no figures yet.
    harness.keys("E enter").assert_contains("New organisation").type_text("The three spires");
    harness.keys("ctrl-s").assert_says("Add the organisation The three spires").keys("esc");
    open(&mut harness);
    harness.type_text("The three spires").keys("ctrl-s space ctrl-s");
    harness.assert_says("Join The three spires to Coventry");
    harness.keys("E").assert_lacks("The three spires").keys("esc");
    harness.keys("u").assert_says("Undone").keys("E").assert_contains("The three spires");
}

#[test]
fn what_is_wrong_with_an_organisation_is_said_at_its_field() {
    let mut harness = regional();
    harness.keys("E enter").type_text("birmingham city council").keys("ctrl-s");
    harness.assert_says("Name: “birmingham city council” is Birmingham already");
    harness.keys("ctrl-a delete").type_text("Zed");
    go_to(&mut harness, "Other names");
    harness.type_text("Y; Walsall").keys("ctrl-s").assert_says("“Walsall” is Walsall already");
    harness.keys("ctrl-a delete");
    go_to(&mut harness, "Code");
    harness.type_text("e08000025").keys("ctrl-s").assert_says("is the code of Birmingham already");
    harness.keys("ctrl-a delete");
    go_to(&mut harness, "To");
    harness.type_text("1 april 2020");
    go_to(&mut harness, "From");
    harness.type_text("2 april 2020").keys("ctrl-s").assert_says("it cannot end before it begins");
    go_to(&mut harness, "Merged into");
    harness.type_text("Dudly").keys("ctrl-s").assert_contains("Is Dudley");
    // What was typed is kept.
    harness.keys("esc").assert_says("Kept as a draft").keys("E enter").assert_contains("2 april 2020");
}

#[test]
fn a_group_is_picked_ordered_compared_renamed_and_removed_on_screen() {
    let mut harness = regional();
    harness.keys("e").assert_contains("Make a group").assert_contains("West Midlands");
    harness.keys("enter").assert_contains("Members of a new group").assert_lacks("] England");
    for name in ["Coventry", "Dudley", "Walsall"] {
        row(&mut harness, name);
        harness.keys("space");
    }
    harness.assert_contains("3 of ").keys("enter").assert_contains("New group");
    harness.type_text("Near").keys("ctrl-s").assert_says("Add the group Near").keys("esc");
    harness.keys("f").type_text("Near").keys("enter").assert_contains("Near").assert_contains("1 of 3");
    // The members keep their order, and lines can be put in another.
    harness.keys("e").type_text("Near").keys("enter");
    harness.assert_contains("Members of Near").assert_contains("3 of ");
    row(&mut harness, "Solihull");
    harness.keys("space enter").assert_contains("Group Near");
    harness.keys("ctrl-a delete").type_text("Nearest").keys("tab");
    harness.keys("ctrl-a delete").type_text("Solihull").keys("enter").type_text("Walsall\u{20}");
    harness.keys("enter").type_text("Dudly").keys("ctrl-s");
    harness
        .assert_contains("Dudly is not known in this workbook. Is Dudley meant?")
        .assert_contains("Tick this");
    go_to(&mut harness, "Members");
    harness.keys("ctrl-end backspace backspace").type_text("ley").keys("ctrl-s");
    harness.assert_says("Rename the group Near to Nearest");
    assert_eq!(members(&harness, "Nearest"), ["Solihull", "Walsall", "Dudley"]);
    // An average, or one twice, is refused by name.
    harness.keys("e").type_text("Nearest").keys("enter enter");
    go_to(&mut harness, "Members");
    harness.keys("ctrl-end enter").type_text("England").keys("ctrl-s").assert_contains("England is a nation");
    harness.keys("ctrl-end").times(7, "backspace").type_text("E08000029").keys("ctrl-s");
    harness.assert_contains("Solihull is there twice");
    go_to(&mut harness, "Remove");
    harness.type_text("remove it").keys("ctrl-s").assert_says("Remove the group Nearest");
    harness.keys("u").assert_says("Undone");
    assert_eq!(members(&harness, "Nearest"), ["Solihull", "Walsall", "Dudley"]);
}

#[test]
fn groups_come_from_a_list_that_is_pasted() {
    let mut harness = regional();
    harness.keys("e down enter").assert_contains("Groups from a list");
    harness.paste("group\torganisation\tneighbours of\tyear\nNear\tDudley\tWalsall\t2023/24\nNear\tSandwell\tWalsall\t2024/25\n");
    harness.keys("ctrl-s").assert_contains("row 3: Near has two of what it is");
    go_to(&mut harness, "Year");
    harness.type_text("2024/25").keys("ctrl-s").assert_says("Add the group Near").keys("esc");
    assert_eq!(members(&harness, "Near"), ["Sandwell"]);
    // Again, it is there already: nothing is stored until that is meant.
    harness.keys("e down enter").paste("Dudley\nDudley\n");
    go_to(&mut harness, "Group");
    harness
        .type_text("Near")
        .keys("ctrl-s")
        .assert_contains("There is a group “Near” already, with 1 member.");
    go_to(&mut harness, "Replace");
    harness.keys("space ctrl-s").assert_contains("Dudley is there twice: Dudley (row 1) and Dudley (row 2)");
    assert_eq!(members(&harness, "Near"), ["Sandwell"]);
}
