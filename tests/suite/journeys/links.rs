//! One red as one story: linking things, seeing what is linked, going there and back.

use quarterdeck::input::Scope;

use crate::harness::Harness;

#[test]
fn two_things_are_linked_seen_from_both_ends_and_let_go() {
    let mut harness = Harness::new(120, 40);
    harness
        .indicator("AC/S5")
        .keys("L")
        .assert_scope(Scope::Links)
        .assert_contains("Not linked with anything");
    harness.type_text("AC/S17").assert_contains("new telecare").keys("enter");
    harness.assert_contains("Linked: Enter goes there").keys("esc");
    // The other end shows it too.
    harness.indicator("AC/S17").keys("L").assert_contains("indicator  AC/S5").keys("enter");
    harness.assert_contains("AC/S5  Strategic");
    harness
        .keys("L down")
        .assert_contains("AC/S17")
        .keys("delete")
        .assert_contains("Not linked with anything");
    harness.keys("esc u").assert_says("Undone: Unlink AC/S17 from AC/S5");
    harness.keys("L").assert_contains("indicator  AC/S17");
}

#[test]
fn a_thing_is_never_linked_twice_nor_with_itself() {
    let mut harness = Harness::new(100, 30);
    harness.indicator("AC/C7").keys("L").type_text("AC/C").assert_lacks("indicator  AC/C7");
    harness.type_text("10").keys("enter").type_text("AC/C10").assert_lacks("Enter links");
}

#[test]
fn anything_is_found_by_name_and_gone_to() {
    let mut harness = Harness::new(120, 40);
    harness.keys(":").type_text("#safeguard").assert_contains("budget line").keys("enter");
    harness.assert_scope(Scope::Budget).assert_row("Safeguarding");
    harness.keys(":").type_text("#as0091").assert_contains("risk").keys("enter").assert_scope(Scope::Risks);
    harness.assert_contains("More DoLS assessments after the court ruling");
    harness.keys(":").type_text("#equalities").keys("enter").assert_scope(Scope::Narrative);
}

#[test]
fn what_is_written_links_itself_with_what_it_names_and_u_takes_both_back() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S5").keys("L").assert_contains("Not linked with anything").keys("esc");
    harness.keys("c").assert_scope(Scope::Writing).type_text("See AC/S17 first. ").keys("ctrl-s");
    harness.assert_says("linked with AC/S17").assert_says("u undoes");
    harness.indicator("AC/S17").keys("L").assert_contains("indicator  AC/S5").keys("esc u");
    harness.keys("L").assert_lacks("indicator  AC/S5").keys("esc");
    // What was let go of by hand stays so, whatever is written.
    harness.indicator("AC/S5").keys("c").type_text("See AC/S17 first. ").keys("ctrl-s");
    harness.keys("L down delete").assert_contains("Not linked with anything").keys("esc");
    harness.keys("c").type_text("And AC/S17 again. ").keys("ctrl-s").assert_says("u undoes");
    harness.keys("L").assert_contains("Not linked with anything");
}

#[test]
fn every_form_says_what_its_words_are_linked_with_and_u_takes_it_back() {
    for (open, words, save) in [
        ("6 j c", "As in AC/S17. ", "ctrl-s"),
        ("6 j a", "Do as for AC/S17", "ctrl-s"),
        ("6 v v A", "MTFS-9 tab See AC/S17", "ctrl-s"),
        ("7 c", "As in AC/S17. ", "ctrl-s"),
        ("7 +", "Raise AC/S17", "ctrl-s"),
        ("5 t A", "ZZ1 tab Worse than AC/S17", "ctrl-s"),
        ("8 A", "A member tab  tab AC/S17 tab Why is it so?", "ctrl-s"),
    ] {
        let mut harness = Harness::new(120, 40);
        harness.keys(open);
        for (at, part) in words.split(" tab ").enumerate() {
            if at > 0 {
                harness.keys("tab");
            }
            harness.type_text(part);
        }
        harness.keys(save);
        assert!(
            harness.says().contains("linked with AC/S17"),
            "{open}: {}\n{}",
            harness.says(),
            harness.screen()
        );
        harness.keys("u");
        harness.indicator("AC/S17").keys("L").assert_contains("Not linked with anything");
    }
}

#[test]
fn an_import_says_before_it_is_done_what_it_would_link() {
    let mut harness = Harness::new(120, 40);
    let rows = "Ref,Action,Owner,Due date,Status\nAC/C7,Do as for AC/S17,Head of Care,30/09/2015,Planned\n";
    std::fs::write(harness.folder().join("log.csv"), rows).unwrap();
    harness.keys("I enter").assert_scope(Scope::Import);
    harness.assert_contains("Links: 1 reference found, to AC/S17.");
    harness.keys("ctrl-s").assert_says("linked with AC/S17").assert_says("u undoes");
    harness.indicator("AC/S17").keys("L").assert_contains("indicator  AC/C7").keys("esc");
    harness.keys("u y").keys("L").assert_contains("Not linked with anything");
}
