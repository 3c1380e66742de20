//! The first minutes of another council: a workbook from nothing, and its table pasted from Excel.

use crate::harness::Harness;

/// As Excel puts it on the clipboard.
const TABLE: &str = "Ref\tMeasure\tTarget\tQ1 2015/16 actual\n\
                     W1\tHousehold waste recycled (%)\t50\t47.2\n\
                     W2\tMissed bins per 100,000 collections (lower is better)\t40\t38\n\
                     W3\tFly tips cleared within two days (%)\t95\t81\n";

#[test]
fn a_council_has_its_figures_in_by_one_paste() {
    let mut officer = Harness::with(120, 40, |setup| setup.welcome = true);
    std::fs::remove_file(&officer.file).unwrap();
    officer.keys("up up up up down").assert_contains("copy your table in Excel and paste it");
    officer.keys("enter").type_text("Cornwall Council\nWaste\n\n\n");
    officer.assert_contains("Apr–Jun 2015. Another is written Q3 2022/23");
    officer
        .keys("enter")
        .assert_contains("With a target of 80% and 70% before: Green from 80%, Amber from 76%");
    officer.keys("right").assert_contains("Green from 72%, Amber from 70%").keys("left enter");
    let path = officer.folder().join("waste.qd");
    // What is proposed is replaced by what is typed or pasted.
    officer.assert_contains("waste.qd").paste(&path.display().to_string()).keys("ctrl-s");
    officer.file = path;
    officer.assert_contains("Q1 2015/16 (Apr–Jun 2015)").assert_contains("Copy your table in Excel");
    officer.resize(80, 24).assert_contains("then A adds one").resize(120, 40);
    // The colours that the scheme can give, with nothing in them; no others.
    let screen = officer.screen();
    assert!(screen.contains("■ R") && screen.contains("● G") && !screen.contains("RA"), "{screen}");
    officer.paste(TABLE).assert_contains("In it: 3 indicators, 3 targets, 3 results").keys("ctrl-s");
    officer.assert_says("9 added. u undoes. E sets which way is better").assert_contains("row 1 of 3");
    assert!(officer.contains("47.2%") && officer.contains("[2 Indicators]"), "{}", officer.screen());
}

/// What is proposed for a field is edited by moving in it, and gives way to a letter.
#[test]
fn what_a_form_proposes_gives_way_to_typing() {
    let mut officer = Harness::with(120, 40, |setup| setup.welcome = true);
    officer.keys("up up up up down enter").type_text("Cornwall\nParks\n\nSeptember\n");
    officer.assert_contains("Q3 2014/15").type_text("2013/14").assert_contains("Sep 2013 – Aug 2014");
    // By hand: the month that changes now leaves it alone.
    officer.keys("up ctrl-a").type_text("April").keys("down").assert_contains("Apr 2013 – Mar 2014");
    officer.keys("tab tab").assert_contains("parks.qd").keys("home").type_text("our-");
    officer.assert_contains("our-parks.qd");
}

#[test]
fn every_screen_of_an_empty_workbook_keeps_its_borders_and_says_what_to_do_next() {
    use quarterdeck::input::hints;
    use quarterdeck::screens::SCREENS;
    for (width, height) in [(80, 24), (120, 40)] {
        let mut officer = Harness::new(width, height);
        let path = officer.folder().join("empty.qd");
        officer.keys("ctrl-o up up up up down enter").assert_contains("New workbook");
        officer.type_text("Borough of Ashby\nHousing\n\n\n").type_text("Q3 2022/23\n\n");
        officer.paste(&path.display().to_string()).keys("ctrl-s").assert_contains("Q3 2022/23");
        for entry in SCREENS {
            officer.keys(&entry.key.to_string());
            let (screen, title) = (officer.screen(), entry.title);
            for line in screen.lines().skip(2).take(usize::from(height) - 4) {
                let first = line.chars().next().unwrap_or(' ');
                let long = line.chars().count();
                if "│┌└".contains(first) {
                    assert!(line.ends_with(['│', '┐', '┘']), "{title}: {line}\n{screen}");
                    assert_eq!(long, usize::from(width), "{title}: {line}\n{screen}");
                }
            }
            assert!(officer.cursor().is_some(), "{title} has no cursor\n{screen}");
            let scope = officer.app().scope();
            let facts = officer.app().facts();
            let adding = hints(scope, &facts, false).into_iter().find(|row| row.keys.contains(&"A"));
            if let Some(row) = adding {
                let footer = screen.lines().last().unwrap_or_default();
                assert!(footer.contains(&format!("A {}", row.hint)), "{title}: {footer}");
            }
            let next =
                ["paste", "A ", " adds", "I imports", "nothing to review", "Nothing found", "New workbook"];
            assert!(next.iter().any(|words| screen.contains(words)), "{title}\n{screen}");
        }
    }
}
