//! The narrative: written, ordered, sent on its way, carried forward.

use quarterdeck::input::Scope;
use quarterdeck::workbook::{CommentaryStatus, Data, Query, Section, SectionHead, SectionKind};

use crate::harness::Harness;

fn heads(harness: &Harness) -> Vec<SectionHead> {
    match harness.store().answer(&Query::Narrative { period: harness.period() }).unwrap() {
        Data::Narrative(heads) => heads,
        other => panic!("{other:?}"),
    }
}

fn section(harness: &Harness, heading: &str) -> Section {
    let id = heads(harness).iter().find(|head| head.heading == heading).unwrap().id;
    match harness.store().answer(&Query::Section { id }).unwrap() {
        Data::Section { section: Some(section), .. } => *section,
        other => panic!("{other:?}"),
    }
}

fn headings(harness: &Harness, kind: SectionKind) -> Vec<String> {
    heads(harness).into_iter().filter(|head| head.kind == kind).map(|head| head.heading).collect()
}

const FIRST: &str = "More settled at the front door";

#[test]
fn the_whole_narrative_is_there_and_a_note_to_self_is_found() {
    let mut harness = Harness::new(120, 40);
    harness.keys("9").assert_contains("9 draft, 2 submitted, 3 approved").assert_contains("69.6%");
    harness.assert_contains("! note to self").assert_lacks("a note to self is left");
}

#[test]
fn sections_are_read_one_after_another() {
    let mut harness = Harness::new(80, 24);
    harness.keys("9 j enter").assert_contains("316 to 302").keys("right right");
    harness.assert_contains("Action required").assert_contains("corporate finance").keys("esc");
    harness.assert_row("Recovering the budget").keys("G k enter");
    harness.assert_contains("a note to self is left in: “(check with the Head of Workforce)”");
}

#[test]
fn writing_makes_it_a_draft_again_and_undo_gives_it_back() {
    let mut harness = Harness::new(120, 40);
    let before = section(&harness, FIRST);
    harness.keys("9 c").assert_scope(Scope::Writing).assert_contains("more than three adjectives");
    harness
        .type_text(" And more.")
        .keys("esc")
        .assert_says("kept as a draft")
        .assert_contains("not saved yet");
    harness.keys("c ctrl-s").assert_contains("(69.6%). And").assert_lacks("not saved yet");
    let after = section(&harness, FIRST);
    assert_eq!((after.text, after.status), (format!("{} And more.", before.text), CommentaryStatus::Draft));
    harness.keys("u");
    assert_eq!(section(&harness, FIRST).status, CommentaryStatus::Approved);
}

#[test]
fn sections_are_added_edited_moved_and_deleted() {
    let mut harness = Harness::new(120, 40);
    harness.keys("9 A").type_text("Fourth").keys("tab").type_text("Something else went well.").keys("ctrl-s");
    assert_eq!(headings(&harness, SectionKind::Achievement).last().unwrap(), "Fourth");
    harness.keys("g J").assert_row(FIRST).keys("J K");
    assert_eq!(headings(&harness, SectionKind::Achievement)[1], FIRST);
    harness.keys("alt-up").assert_row(FIRST);
    assert_eq!(headings(&harness, SectionKind::Achievement)[0], FIRST);
    harness.keys("K").assert_says("It is the first of its kind").keys("j j j").assert_row("Fourth");
    harness.keys("J").assert_says("It is the last of its kind");
    harness.keys("e end").type_text(" of four").keys("ctrl-s").assert_row("Fourth of four");
    harness.keys("delete").assert_contains("Achievement: Fourth of four, 4 words").keys("enter delete y");
    assert_eq!(heads(&harness).len(), 14);
    harness.keys("u").assert_contains("Fourth of four");
}

#[test]
fn only_a_challenge_requires_an_action_and_one_without_says_so() {
    let mut harness = Harness::new(120, 40);
    harness.keys("9 e tab").type_text("Do it").keys("ctrl-s").assert_contains("only a challenge requires");
    harness.keys("esc 1 9 j j j e tab ctrl-a delete ctrl-s").assert_row("! no action");
    harness.assert_contains("none yet: e says what this challenge requires");
    harness.keys("e").type_text("A plan").keys("ctrl-s").assert_row("draft");
    assert_eq!(section(&harness, "Recovering the budget position").action_required, "A plan");
}

#[test]
fn a_section_goes_on_its_way_and_a_closed_period_keeps_it() {
    let mut harness = Harness::new(120, 40);
    harness.keys("9 S").assert_contains("Where does this section stand?").keys("home down down down enter");
    harness.assert_row("! returned");
    assert_eq!(section(&harness, FIRST).status, CommentaryStatus::Returned);
    harness.keys("[").assert_contains("No narrative for Q4 2014/15").keys("A").assert_says("closed");
}

#[test]
fn a_colleague_who_moves_a_section_does_not_cost_anyone_their_words() {
    use quarterdeck::workbook::steps::narrative::section_status;
    let mut harness = Harness::new(120, 40);
    harness.keys("9 c").type_text(" Mine.");
    let change = section_status(&section(&harness, FIRST), CommentaryStatus::Returned);
    harness.other_program().apply(&change, &harness.stamp("pat")).unwrap();
    harness.tick(5).keys("ctrl-s").assert_says("u undoes");
    assert!(section(&harness, FIRST).text.ends_with(" Mine."));
}

#[test]
fn words_that_someone_else_changed_are_shown_before_anything_is_lost() {
    use quarterdeck::workbook::steps::narrative::write_section;
    let mut harness = Harness::new(120, 40);
    harness.keys("9 c").type_text(" Mine.");
    let change = write_section(&section(&harness, FIRST), "Theirs.", None);
    harness.other_program().apply(&change, &harness.stamp("pat")).unwrap();
    harness.tick(5).keys("ctrl-s").assert_contains("pat saved this first").keys("enter ctrl-s");
    let text = section(&harness, FIRST).text;
    assert!(text.starts_with("Theirs.\n\n") && text.ends_with(" Mine."), "{text}");
}

#[test]
fn the_next_period_can_take_it_along_marked_as_carried() {
    let mut harness = Harness::new(120, 40);
    harness.palette("open the next period").assert_contains("[ ] 14 sections as drafts");
    harness.keys("down down space enter 9").assert_contains("14 carried").assert_row("carried");
    harness.assert_contains("! carried from Q1 2015/16");
    assert!(heads(&harness).iter().all(|head| head.carried_from == "2015/16-Q1".parse().ok()));
    harness.keys("c").type_text(" Still so.").keys("ctrl-s").assert_contains("13 carried");
    harness.keys("u u y").assert_contains("3 approved");
}

#[test]
fn a_section_of_twenty_thousand_words_scrolls_and_is_written() {
    let mut harness = Harness::new(120, 40);
    let paragraph = "Ten words of a long report, with a few more. ".repeat(20);
    let long = format!("{}\n\n", paragraph.trim_end()).repeat(101);
    assert!(long.split_whitespace().count() > 20_000);
    harness.keys("9 c ctrl-a delete").paste(&long).keys("ctrl-s").assert_contains("20200 words");
    harness.keys("enter pagedown pagedown ctrl-d G").assert_contains("with a few more.");
    harness.keys("g").times(50, "down").keys("pageup right left c").type_text(" End").keys("ctrl-s");
    assert!(section(&harness, FIRST).text.ends_with("End"));
    assert_eq!(heads(&harness)[0].words, 20_201);
}

#[test]
fn what_is_pasted_stays_inert() {
    let mut harness = Harness::new(120, 40);
    let nasty = "A\u{1b}[31mB\u{7}C\u{202e}D\u{200b}E\u{9b}F\tG";
    harness.keys("9 c ctrl-a").paste(nasty).keys("ctrl-s e ctrl-a").paste(nasty).keys("ctrl-s");
    harness
        .keys("7 e tab")
        .paste(nasty)
        .keys("tab")
        .paste(nasty)
        .keys("ctrl-s c")
        .paste(nasty)
        .keys("ctrl-s");
    harness.keys("8 e").paste(nasty).keys("ctrl-s c").paste(nasty).keys("ctrl-s +").paste(nasty).keys("tab");
    harness.paste(nasty).keys("ctrl-s");
    for keys in
        ["9", "9 enter", "9 e", "9 c", "7", "7 enter", "7 e", "7 M", "8", "8 enter", "8 e", "8 delete"]
    {
        harness.times(6, "esc").keys("1").keys(keys);
        for cell in harness.buffer().content() {
            let bad = |letter: char| {
                letter.is_control()
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
            };
            assert!(!cell.symbol().contains(bad), "{keys}: {:?}\n{}", cell.symbol(), harness.screen());
        }
    }
}
