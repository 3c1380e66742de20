//! Writing reasons: what is typed is sacred.

use quarterdeck::app::Outside;
use quarterdeck::input::Scope;
use quarterdeck::workbook::CommentaryKind;
use quarterdeck::workbook::steps::write;
use ratatui::layout::Position;

use crate::harness::Harness;

fn words(harness: &Harness, reference: &str) -> String {
    let detail = harness.detail(reference);
    detail
        .commentary
        .iter()
        .find(|words| words.kind == CommentaryKind::Reasons)
        .map(|words| words.text.clone())
        .unwrap_or_default()
}

/// The editor of AC/C7's reasons, emptied.
fn empty_editor(width: u16, height: u16) -> Harness {
    let mut harness = Harness::new(width, height);
    harness.keys("r c").assert_scope(Scope::Writing).keys("ctrl-a delete");
    harness
}

#[test]
fn escape_keeps_a_draft_and_coming_back_finds_text_and_cursor_as_left() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("First line\nsecond line").keys("left left left");
    let cursor = harness.cursor();
    harness.keys("esc").assert_says("kept as a draft").assert_contains("1 draft");
    assert_ne!(words(&harness, "AC/C7"), "First line\nsecond line", "a draft is not saved");
    harness.keys("1 2 3 c").assert_contains("second line");
    assert_eq!(harness.cursor(), cursor);
    harness.type_text("X").assert_contains("second lXine");
}

#[test]
fn ctrl_s_saves_and_goes_back() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("Two posts are vacant.").keys("ctrl-s");
    harness
        .assert_says("u undoes")
        .assert_scope(Scope::Review)
        .assert_lacks("1 draft")
        .assert_contains("saved 14:02");
    assert_eq!(words(&harness, "AC/C7"), "Two posts are vacant.");
    assert!(harness.drafts_on_disk().is_empty());
    harness.keys("u");
    assert!(words(&harness, "AC/C7").starts_with("Applications reached"));
}

#[test]
fn command_letters_and_digits_are_text() {
    let mut harness = empty_editor(80, 24);
    let text = "q:/?1234567890[]ugGjkhlrcaxeSN zywvtnospF~@";
    harness.type_text(text).assert_scope(Scope::Writing).keys("ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), text);
    assert!(!harness.has_quit());
}

#[test]
fn five_thousand_pasted_characters_are_one_undo() {
    let mut harness = empty_editor(120, 40);
    let text: String = (0..500).map(|line| format!("line {line:05}\n")).collect();
    assert_eq!(text.len(), 5500, "5,000 letters and 500 line ends");
    harness.type_text("a").paste(&text).assert_contains("5001 characters");
    harness.keys("ctrl-z").assert_contains("1 characters");
    harness.keys("ctrl-y ctrl-s");
    assert_eq!(words(&harness, "AC/C7").trim_end(), format!("a{text}").trim_end());
}

#[test]
fn pasted_escape_sequences_and_line_ends_are_only_text() {
    let mut harness = empty_editor(120, 40);
    harness.paste("red\u{1b}[31m\u{1b}]52;c;aGk=\u{7}\r\nnext\rlast\u{202e}");
    let screen = harness.buffer().content().iter().map(|cell| cell.symbol()).collect::<String>();
    assert!(!screen.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{screen:?}");
    harness.keys("ctrl-s");
    let saved = words(&harness, "AC/C7");
    assert_eq!(saved.lines().count(), 3, "{saved:?}");
}

#[test]
fn a_bullet_goes_on_and_ends() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("- recruit\ntrain\n\nDone").keys("ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), "- recruit\n- train\nDone");
}

#[test]
fn a_note_to_self_is_said_and_holds_up_the_review() {
    let mut harness = empty_editor(120, 40);
    harness
        .type_text("Staff left (check James) TBC")
        .assert_contains("a note to self is left in")
        .keys("ctrl-s");
    harness.assert_contains("check James");
    harness.keys("r");
    assert!(harness.says().contains("Missing before"), "{}", harness.says());
}

#[test]
fn a_conflict_shows_both_and_loses_neither() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("Mine");
    let theirs = write(&harness.detail("AC/C7"), CommentaryKind::Reasons, "Theirs, written meanwhile");
    harness.other_program().apply(&theirs, &harness.stamp("kp")).unwrap();
    harness.keys("ctrl-s").assert_says("kp changed this first").assert_contains("Theirs, written meanwhile");
    assert_eq!(words(&harness, "AC/C7"), "Theirs, written meanwhile", "nothing is overwritten unasked");
    // Escape decides nothing: the text is still there.
    harness.keys("esc").assert_contains("Mine").keys("ctrl-s").assert_contains("Keep both").keys("enter");
    harness.assert_contains("Mine").assert_contains("Theirs, written meanwhile").keys("ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), "Theirs, written meanwhile\n\nMine");
}

#[test]
fn my_text_can_stand_in_place_of_theirs_and_theirs_is_in_the_history() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("Mine");
    let theirs = write(&harness.detail("AC/C7"), CommentaryKind::Reasons, "Theirs");
    harness.other_program().apply(&theirs, &harness.stamp("kp")).unwrap();
    harness.keys("ctrl-s down enter ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), "Mine");
    harness.keys("u");
    assert_eq!(words(&harness, "AC/C7"), "Theirs");
}

#[test]
fn the_officers_own_editor_takes_and_returns_the_text() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("before").keys("f4");
    let outside = harness.outside();
    let Some(Outside::Edit(draft)) = outside.iter().find(|one| matches!(one, Outside::Edit(_))) else {
        panic!("{outside:?}");
    };
    assert_eq!(draft.text, "before");
    harness.app().edited(Ok("after".to_owned()));
    harness.keys("right").assert_contains("after").keys("ctrl-z").assert_contains("before");
    harness.app().edited(Err("“nosuch” could not be started. Your text is safe.".to_owned()));
    harness.tick(0).assert_says("could not be started").assert_contains("before");
}

#[test]
fn finding_and_copying_work_in_the_text() {
    let mut harness = empty_editor(120, 40);
    harness
        .type_text("one two one")
        .keys("ctrl-f")
        .type_text("one")
        .keys("enter esc")
        .assert_scope(Scope::Writing);
    harness.keys("ctrl-a ctrl-c");
    assert!(harness.outside().contains(&Outside::Clipboard("one two one".to_owned())));
    harness.keys("ctrl-x ctrl-v ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), "one two one");
}

#[test]
fn throwing_a_draft_away_asks_first() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("Rubbish").keys("esc c");
    let before = words(&harness, "AC/C7");
    harness.keys("esc").assert_contains("1 draft").keys("c ctrl-a").paste(&before).keys("esc");
    harness.assert_lacks("1 draft");
    assert!(harness.drafts_on_disk().is_empty(), "a text as it is saved is no draft");
}

#[test]
fn the_cursor_is_where_the_letter_goes_even_beside_wide_letters() {
    let mut harness = empty_editor(120, 40);
    harness.type_text("日本e\u{301}👩🏽‍🚀z");
    let Position { x, y } = harness.cursor().unwrap();
    assert_eq!(harness.buffer()[(x - 1, y)].symbol(), "z");
    harness.keys("backspace backspace").type_text("!").keys("ctrl-s");
    assert_eq!(words(&harness, "AC/C7"), "日本e\u{301}!");
}

/// Where a text is on screen, as the cursor counts.
fn at(harness: &Harness, text: &str) -> (u16, u16) {
    let screen = harness.screen();
    let found = (0..)
        .zip(screen.lines())
        .find_map(|(y, line)| line.find(text).map(|at| (line[..at].chars().count() as u16, y)));
    found.unwrap_or_else(|| panic!("{text} is not on screen:\n{screen}"))
}

#[test]
fn home_and_end_are_of_the_line_that_is_seen() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(width, height);
        harness.indicator("AC/S5").keys("c ctrl-a delete");
        harness.type_text(&"twelve words ".repeat(20));
        harness.keys("ctrl-home");
        let first = harness.cursor().unwrap();
        harness.keys("end");
        let end = harness.cursor().unwrap();
        assert_eq!(end.y, first.y, "the end of the line that is seen");
        assert!(end.x > first.x + 20, "{end} {first}");
        harness.keys("down home");
        let second = harness.cursor().unwrap();
        assert_eq!((second.x, second.y), (first.x, first.y + 1));
        harness.keys("ctrl-end");
        assert!(harness.cursor().unwrap().y > second.y);
    }
}

#[test]
fn bullets_hang_while_they_are_written_and_the_cursor_goes_with_them() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(width, height);
        harness.indicator("AC/S5").keys("c ctrl-a delete");
        harness.type_text(&format!("- {}", "seven letters ".repeat(14).trim_end()));
        harness.keys("ctrl-home");
        let dash = harness.cursor().unwrap();
        harness.keys("down home");
        let hung = harness.cursor().unwrap();
        assert_eq!((hung.x, hung.y), (dash.x + 2, dash.y + 1), "{}", harness.screen());
        // What is typed there stands there, and a click finds it.
        harness.type_text("Zz");
        let (x, y) = at(&harness, "Zz");
        assert_eq!((x, y), (hung.x, hung.y));
        harness.keys("ctrl-end").mouse(quarterdeck::screens::MouseKind::Click, x, y);
        assert_eq!(harness.cursor().map(|at| (at.x, at.y)), Some((x, y)));
    }
}

#[test]
fn misspelt_words_are_marked_while_writing_put_right_and_taken_as_our_own() {
    use ratatui::style::Modifier;
    let mut harness = Harness::new(120, 40);
    let is_marked = |harness: &Harness, word: &str| {
        let (x, y) = at(harness, word);
        harness.buffer()[(x, y)].style().add_modifier.contains(Modifier::UNDERLINED)
    };
    harness.indicator("AC/S5").keys("c ctrl-a delete").type_text("We recieve");
    assert!(!is_marked(&harness, "recieve"), "while it is being typed");
    harness.type_text(" it. The center and teh\nreport");
    for (word, wrong) in [("recieve", true), ("center", true), ("report", false)] {
        assert_eq!(is_marked(&harness, word), wrong, "{word}\n{}", harness.screen());
    }
    harness.keys("ctrl-home f8");
    assert!(harness.says().contains("F8 makes it “receive”"), "{}", harness.says());
    harness.keys("f8").assert_contains("We receive it.");
    harness.keys("f8");
    assert!(harness.says().contains("“center”"), "{}", harness.says());
    harness.keys("f9").assert_contains("We receive it. The center");
    assert!(!is_marked(&harness, "center"), "{}", harness.screen());
    assert_eq!(harness.app().scope(), quarterdeck::input::Scope::Writing, "the writing goes on");
    // It is the workbook's own from then on, and the change is one that can be undone.
    harness.keys("ctrl-s").keys("0").assert_contains("Take “center” as a word");
    harness.keys("1").indicator("AC/S5").keys("c");
    assert!(!is_marked(&harness, "center"), "{}", harness.screen());
}
