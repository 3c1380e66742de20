//! Importing, key by key: a file never seen before, a table that is pasted,
//! what is wrong put right, all of it seen first and taken back in one.

use quarterdeck::domain::Polarity;
use quarterdeck::input::Scope;
use quarterdeck::workbook::{Commentary, CommentaryKind, Data, Query};

use crate::harness::{Harness, Setup};

const RETURN: &str = "\
Adults quarterly return
Quarter 1 2015/16
Ref,Indicator,Good is,Target,Numerator,Denominator,Result,Sparkle
AC/C7,Applications decided in time,High,100,60,231,26%,x
N/1,Homes visited,High,80,9,10,90%,y
N/2,Homes inspected,High,85,many,10,[c],z
Total,,,,69,241,,
";

/// With this file beside the workbook.
fn beside(name: &str, text: &str) -> Harness {
    sized(120, 40, name, text)
}

fn sized(width: u16, height: u16, name: &str, text: &str) -> Harness {
    let harness = Harness::new(width, height);
    std::fs::write(harness.folder().join(name), text).unwrap();
    harness
}

/// In a list to choose from, goes to the row that says this and takes it.
fn choose(harness: &mut Harness, text: &str) {
    harness.assert_scope(Scope::Choice).keys("home");
    for _ in 0..60 {
        if harness.cursor_line().contains(text) {
            harness.keys("enter");
            return;
        }
        harness.keys("down");
    }
    panic!("no {text} in\n{}", harness.screen());
}

/// Puts the cursor on a column.
fn column(harness: &mut Harness, heading: &str) {
    harness.assert_scope(Scope::Import).keys("g");
    for _ in 0..40 {
        if harness.cursor_line().contains(heading) {
            return;
        }
        harness.keys("down");
    }
    panic!("no column {heading} in\n{}", harness.screen());
}

#[test]
fn a_file_never_seen_before_is_imported_in_three_keys_and_undone_with_one() {
    let mut harness = beside("return Q1.csv", RETURN);
    let before = harness.history();
    harness.keys("I").assert_scope(Scope::ImportFiles).assert_contains("return Q1.csv");
    harness.keys("enter").assert_scope(Scope::Import);
    for text in [
        "Figures of indicators",
        "row 3",
        "Q1 2015/16",
        "its title says so",
        "6 added, 1 changed, 2 the same, 1 refused.",
        "“many”",
        "left out",
    ] {
        harness.assert_contains(text);
    }
    assert_eq!(harness.history(), before, "nothing is changed before it is said");
    harness
        .keys("ctrl-s")
        .assert_scope(Scope::Indicators)
        .assert_says("return Q1.csv: ")
        .assert_says("1 refused. u undoes.");
    let standing = harness.standing("N/1");
    assert_eq!(
        (standing.numerator, standing.denominator, standing.target),
        (Some(9.0), Some(10.0), Some(80.0))
    );
    assert_eq!(harness.detail("AC/C7").result.unwrap().numerator, Some(60.0));
    assert_eq!(harness.history()[0], "Import return Q1.csv");
    harness.keys("u").assert_contains("Take back “Import return Q1.csv”?").keys("y");
    assert_eq!(harness.detail("AC/C7").result.unwrap().numerator, Some(42.0));
    assert!(!harness.list(Default::default()).iter().any(|row| row.reference == "N/1"));
}

#[test]
fn undo_works_after_the_program_was_closed() {
    let mut harness = beside("return Q1.csv", RETURN);
    harness.keys("I enter ctrl-s").restart().keys("2 u y");
    assert_eq!(harness.detail("AC/C7").result.unwrap().numerator, Some(42.0));
}

#[test]
fn words_and_actions_are_left_alone() {
    let mut harness = beside("return Q1.csv", RETURN);
    let words = |harness: &Harness| -> (Vec<Commentary>, usize) {
        let detail = harness.detail("AC/C7");
        (detail.commentary, detail.actions.len())
    };
    let before = words(&harness);
    assert!(before.0.iter().any(|one| one.kind == CommentaryKind::Reasons));
    harness.keys("I enter ctrl-s");
    assert_eq!(words(&harness), before);
}

#[test]
fn what_a_column_is_can_be_changed_and_a_column_left_out() {
    let mut harness = beside("return Q1.csv", RETURN);
    harness.keys("I enter");
    column(&mut harness, "Target");
    harness.keys("enter").assert_contains("“Target” is").assert_contains("It holds 100");
    choose(&mut harness, "year-end forecast");
    column(&mut harness, "Target");
    harness.assert_row("year-end forecast").assert_contains("as you said");
    column(&mut harness, "Result");
    harness.keys("x").assert_row("left out");
    harness.keys("ctrl-s");
    let detail = harness.detail("N/1");
    assert_eq!((detail.year_end().map(|one| one.value), detail.target), (Some(80.0), None));
    assert_eq!(detail.result.unwrap().stated, None);
    // Taken up again it is found out anew.
    let mut harness = beside("return Q1.csv", RETURN);
    harness.keys("I enter");
    column(&mut harness, "Result");
    harness.keys("x x").assert_row("result");
}

#[test]
fn a_refused_cell_is_shown_whole() {
    let mut harness = beside("return Q1.csv", RETURN);
    harness.keys("I enter tab enter");
    for text in ["Refused", "E6", "many", "write digits", "The rest is imported all the same"] {
        harness.assert_contains(text);
    }
    harness.keys("esc").assert_scope(Scope::Import);
}

#[test]
fn which_organisation_is_ours_is_asked_where_nobody_there_is() {
    let text = "\
Council,Ref,Indicator,Result
Camden,N/1,Homes visited,71
Brent,N/1,Homes visited,72
England,N/1,Homes visited,70
";
    let mut harness = beside("region.csv", text);
    harness.keys("I enter").assert_contains("Which is yours?");
    harness.keys("ctrl-s").assert_says("which organisation is yours: 5").assert_scope(Scope::Import);
    harness.keys("5");
    choose(&mut harness, "Brent");
    harness.assert_contains("In it: ").keys("ctrl-s");
    let detail = harness.detail("N/1");
    assert_eq!(detail.result.unwrap().stated, Some(72.0));
    let mut others: Vec<&str> = detail.benchmarks.iter().map(|one| one.organisation.as_str()).collect();
    others.sort_unstable();
    assert_eq!(others, ["Camden", "England"]);
}

#[test]
fn others_can_be_left_out() {
    let text = "Council,Ref,Indicator,Result\nCamden,N/1,Homes visited,71\nBrent,N/1,Homes visited,72\nEngland,N/1,Homes visited,70\n";
    let mut harness = beside("region.csv", text);
    harness.keys("I enter 5");
    choose(&mut harness, "Brent");
    harness.keys("5");
    choose(&mut harness, "Choose which others");
    // All are ticked: Camden is not wanted.
    harness.assert_scope(Scope::Choice).keys("home");
    while !harness.cursor_line().contains("Camden") {
        harness.keys("down");
    }
    harness.keys("space enter").assert_scope(Scope::Import).keys("ctrl-s");
    let others: Vec<String> =
        harness.detail("N/1").benchmarks.into_iter().map(|one| one.organisation).collect();
    assert_eq!(others, ["England"]);
}

#[test]
fn a_table_that_is_pasted_is_looked_at_like_a_file() {
    let mut harness = Harness::new(120, 40);
    let table = "\
Ref\tIndicator description\tPeriod Covered\tPrevious Result\tTarget\tNumerator and Denominator\tResult\tDirection of Travel
AC/S 6\tAdults with mental health needs who live in stable accommodation\tApr-June 2015\t70.9%\t75.0%\t617/767\t80.4%\tImproving
N/9\tPermanent admissions, per 100,000 population\tApr-June 2015\t475.1\t100.0\t47/51576\t98.59\tImproving
";
    harness.keys("I").paste(&table.replace('\n', "\r\n")).assert_scope(Scope::Import);
    harness.assert_contains("Figures of indicators").assert_contains("In it: ").keys("ctrl-s");
    let detail = harness.detail("N/9");
    let result = detail.result.unwrap();
    assert_eq!(
        (result.numerator, result.denominator, result.stated),
        (Some(47.0), Some(51576.0), Some(98.59))
    );
    assert_eq!(result.source, "pasted table, F3, G3");
    harness.keys("u y");
    assert!(!harness.list(Default::default()).iter().any(|row| row.reference == "N/9"));
}

#[test]
fn a_path_is_typed_and_a_wrong_one_is_told() {
    let mut harness = beside("elsewhere.csv", RETURN);
    let path = harness.folder().join("elsewhere.csv");
    harness.keys("I").paste("/nowhere/at all.csv").keys("enter");
    harness.assert_scope(Scope::ImportFiles).assert_says("There is no file /nowhere/at all.csv");
    harness.keys("esc I").paste(&format!("'{}'", path.display())).keys("enter");
    harness.assert_scope(Scope::Import).assert_contains("In it: ");
    harness.keys("esc").assert_scope(Scope::ImportFiles).keys("esc").assert_scope(Scope::Overview);
}

#[test]
fn the_list_of_files_is_narrowed_by_typing() {
    let mut harness = beside("return Q1.csv", RETURN);
    std::fs::write(harness.folder().join("budget.csv"), "a,b\n1,2\n").unwrap();
    std::fs::write(harness.folder().join("letter.docx"), "no").unwrap();
    harness.keys("I").assert_contains("budget.csv").assert_lacks("letter.docx").type_text("ret");
    harness.assert_lacks("budget.csv").keys("enter").assert_scope(Scope::Import);
}

#[test]
fn a_file_that_cannot_be_read_says_so_and_the_choice_stays() {
    let mut harness = beside("photo.csv", "\u{89}PNG\u{0}\u{0}\u{0}\u{0}\u{1}\u{2}");
    harness.keys("I enter").assert_scope(Scope::ImportFiles).assert_says("photo.csv, A1: ");
}

#[test]
fn a_file_that_changed_since_it_was_seen_is_not_imported() {
    let mut harness = beside("return Q1.csv", RETURN);
    harness.keys("I enter").assert_contains("In it: ");
    std::fs::write(harness.folder().join("return Q1.csv"), RETURN.replace("9,10,90%", "8,10,80.000%"))
        .unwrap();
    let before = harness.history();
    harness.keys("ctrl-s").assert_says("has changed since it was looked at");
    assert_eq!(harness.history(), before);
    harness.keys("esc enter").assert_contains("In it: ").keys("ctrl-s");
    assert_eq!(harness.detail("N/1").result.unwrap().numerator, Some(8.0));
}

#[test]
fn what_was_typed_since_is_kept_or_taken() {
    let mut harness = sized(220, 40, "return Q1.csv", RETURN);
    harness
        .keys("I enter ctrl-s")
        .indicator("N/1")
        .column("Num/Den")
        .keys("e")
        .type_text("7/10")
        .keys("enter");
    std::fs::write(harness.folder().join("return Q1.csv"), RETURN.replace("9,10,90%", "8,10,80%")).unwrap();
    harness.keys("I enter").assert_contains("typed since").assert_contains("There is nothing to import");
    harness
        .keys("8")
        .assert_contains("the file's figures are taken")
        .assert_contains("1 changed")
        .keys("ctrl-s");
    assert_eq!(harness.detail("N/1").result.unwrap().numerator, Some(8.0));
}

#[test]
fn headings_and_what_it_becomes_can_be_said() {
    let text = "Return of\nRisk,Where,When\nRef,Action,Owner\nAC/C7,Recruit two assessors,Head of Care\nAC/C7,Train five more,Head of Care\n";
    let mut harness = beside("odd.csv", text);
    harness
        .keys("I enter 2")
        .assert_contains("Which row has the headings?")
        .keys("ctrl-a")
        .type_text("3")
        .keys("ctrl-s");
    harness.assert_contains("Corrective actions").keys("1");
    choose(&mut harness, "Risks");
    harness
        .assert_contains("This is not understood yet")
        .keys("ctrl-s")
        .assert_says("not understood yet")
        .keys("1");
    choose(&mut harness, "Corrective actions");
    let before = harness.actions().len();
    harness.keys("ctrl-s").assert_scope(Scope::Actions);
    assert_eq!(harness.actions().len(), before + 2);
}

#[test]
fn a_year_alone_is_asked_for() {
    let text = "Ref,Indicator,2014,2015\nN/1,Homes visited in the year,71%,72%\nN/2,Homes inspected in the year,80%,81%\n";
    let mut harness = beside("years.csv", text);
    harness.keys("I enter").assert_contains("2014 alone may be").assert_contains("4 says which");
    harness.keys("4").assert_contains("2015 alone").keys("tab").type_text("sideways").keys("ctrl-s");
    harness
        .assert_scope(Scope::Form)
        .keys("ctrl-a")
        .type_text("start")
        .keys("ctrl-s")
        .assert_scope(Scope::Import);
    harness.assert_contains("2015 alone is 2015/16").assert_contains("In it: ");
}

#[test]
fn the_period_of_a_file_that_names_none_is_said() {
    let mut harness = beside("return.csv", &RETURN.replace("Quarter 1 2015/16\n", ""));
    harness
        .keys("I enter")
        .assert_contains("nothing says which")
        .keys("4 ctrl-a")
        .type_text("2015/16-Q2")
        .keys("ctrl-s");
    harness.assert_contains("Q2 2015/16").assert_contains("as you said").keys("ctrl-s");
    // It goes where the figures are.
    assert_eq!(harness.period(), "2015/16-Q2".parse().unwrap());
    assert_eq!(harness.standing("N/1").numerator, Some(9.0));
}

#[test]
fn a_title_of_another_time_is_asked_about_before_anything_is_imported() {
    let mut harness = beside("return.csv", &RETURN.replace("Quarter 1 2015/16\n", "Half year: H1 2015/16\n"));
    harness
        .keys("I enter")
        .assert_contains("Of which period are its figures?")
        .assert_lacks("nothing says which")
        .assert_lacks("several organisations")
        .keys("4 ctrl-a")
        .type_text("2015/16-Q2")
        .keys("ctrl-s");
    harness.assert_contains("as you said").keys("ctrl-s");
    assert_eq!(harness.standing("N/1").numerator, Some(9.0));
}

#[test]
fn which_way_is_better_is_said_for_indicators_that_do_not() {
    let text = "Ref,Indicator,Result\nN/1,Complaints received,12\nN/2,Appeals lost,3\n";
    let mut harness = beside("return.csv", text);
    harness.keys("I enter 7");
    choose(&mut harness, "lower is better");
    harness.keys("ctrl-s");
    assert_eq!(harness.detail("N/1").indicator.polarity, Polarity::Lower);
    // Silent, nothing is judged.
    let mut harness = beside("return.csv", text);
    harness.keys("I enter ctrl-s").assert_says("E sets which way is better");
    assert_eq!(harness.detail("N/1").indicator.polarity, Polarity::None);
}

#[test]
fn how_it_was_read_is_remembered_for_the_next_file() {
    let text = "Line,What,How many\nN/1,Homes visited,12\nN/2,Appeals lost,3\n";
    let mut harness = beside("adults return Q1.csv", text);
    harness.keys("I enter");
    column(&mut harness, "How many");
    harness.keys("enter");
    choose(&mut harness, "target");
    column(&mut harness, "Line");
    harness.keys("enter");
    choose(&mut harness, "reference");
    harness.assert_contains("adults return").keys("ctrl-s");
    assert_eq!(harness.detail("N/1").target.unwrap().value, 12.0);
    std::fs::write(harness.folder().join("zz later.csv"), text.replace("12", "13")).unwrap();
    harness
        .keys("I")
        .type_text("zz")
        .keys("enter")
        .assert_contains("known again by its headings")
        .keys("ctrl-s");
    assert_eq!(harness.detail("N/1").target.unwrap().value, 13.0);
    let kept = match harness.store().answer(&Query::Importing).unwrap() {
        Data::Importing(known) => known.mappings,
        other => panic!("{other:?}"),
    };
    assert_eq!(kept.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["adults return"]);
    // Found out anew it is another thing again.
    harness.keys("I").type_text("zz").keys("enter 0");
    choose(&mut harness, "Find everything out anew");
    harness.assert_lacks("known again by its headings");
}

#[test]
fn rows_are_chosen_by_what_a_column_says() {
    let text = "Ref,Indicator,Group,Result\nN/1,Homes visited,Men,12\nN/1,Homes visited,Women,13\n";
    let mut harness = beside("parts.csv", text);
    harness.keys("I enter").assert_contains("2 refused");
    column(&mut harness, "Group");
    harness.keys("f").assert_contains("Keep rows where “Group” is").keys("home");
    while !harness.cursor_line().contains("Men") {
        harness.keys("down");
    }
    harness.keys("space enter").assert_contains("Only where").assert_lacks("2 refused").keys("ctrl-s");
    assert_eq!(harness.detail("N/1").result.unwrap().stated, Some(13.0));
}

#[test]
fn the_screen_works_in_every_size_with_every_key() {
    for (width, height) in [(80, 24), (111, 30), (200, 60)] {
        let mut harness = sized(width, height, "return Q1.csv", RETURN);
        harness.keys("I enter");
        for key in
            "tab down down end home pgdn tab j k g G ? h p b f w v m o s enter c c left right x x".split(' ')
        {
            harness.keys(key);
            for _ in 0..3 {
                if harness.app().scope() != Scope::Import {
                    harness.keys("esc");
                }
            }
            harness.assert_scope(Scope::Import);
        }
        harness.resize(120, 40).assert_contains("In it: ");
        harness.resize(width, height).keys("esc esc");
    }
}

#[test]
fn a_read_only_workbook_imports_nothing() {
    let mut harness = Harness::with(120, 40, |setup: &mut Setup| setup.read_only = true);
    let before = harness.history();
    harness.keys("I");
    assert!(!harness.says().is_empty(), "{}", harness.screen());
    assert_eq!(harness.history(), before);
}

#[test]
fn one_way_of_reading_does_not_take_the_name_of_another() {
    let mut harness = Harness::new(120, 40);
    harness.keys("I").paste("Ref\tIndicator\tResult\nN/1\tHomes visited\t12\n").keys("ctrl-s");
    harness.keys("I").paste("Ref\tAction\tOwner\tDue date\nN/1\tVisit more\tHead of Care\t31/12/2015\n");
    harness.assert_contains("as “pasted table 2”").keys("ctrl-s");
    let kept = match harness.store().answer(&Query::Importing).unwrap() {
        Data::Importing(known) => known.mappings,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        kept.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["pasted table", "pasted table 2"]
    );
}

#[test]
fn themes_that_are_new_are_said_before_they_are_made_and_can_be_refused() {
    let text = "Quarter 1 2015/16\nRef,Theme,Indicator,Result\nN/1,Safe homes / Visits,Homes visited,90%\n";
    let mut harness = beside("plan.csv", text);
    harness.keys("I enter").assert_contains("those the workbook does not have are made");
    harness.assert_contains("theme Safe homes > Visits");
    harness.keys("9").assert_contains("those the workbook does not have are refused");
    harness.assert_contains("Refused (1)").assert_contains("there is no theme");
    harness.keys("9 ctrl-s");
    assert_eq!(harness.detail("N/1").theme.to_string(), "Safe homes > Visits");
    harness.keys("u y T").assert_lacks("Safe homes");
}
