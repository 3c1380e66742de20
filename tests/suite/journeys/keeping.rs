//! Nothing typed is lost: restarts, kills, other programs, other officers.

use quarterdeck::app::Outside;
use quarterdeck::input::Scope;
use quarterdeck::workbook::CommentaryKind;
use quarterdeck::workbook::steps::write;

use crate::harness::Harness;

#[test]
fn undo_and_redo_work_across_a_restart() {
    let mut harness = Harness::new(140, 40);
    harness.indicator("AC/C7").column("Target").keys("e").type_text("90").keys("enter");
    harness.indicator("AC/S17").column("Target").keys("e").type_text("271").keys("enter");
    harness.restart().keys("u");
    assert_eq!(harness.standing("AC/S17").target, Some(270.0));
    harness.keys("u");
    assert_eq!(harness.standing("AC/C7").target, Some(100.0));
    harness.restart().keys("ctrl-r ctrl-r");
    assert_eq!(harness.standing("AC/C7").target, Some(90.0));
    assert_eq!(harness.standing("AC/S17").target, Some(271.0));
    harness.keys("ctrl-r").assert_says("nothing to redo");
    harness.keys("u u u").assert_says("nothing to undo");
}

#[test]
fn after_a_kill_the_draft_is_offered_whole_with_its_cursor() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c ctrl-a delete").type_text("Line one\nLine two").keys("left left");
    let cursor = harness.cursor();
    harness.tick(1).kill().assert_says("1 draft is waiting: AC/C7").assert_contains("1 draft");
    harness.keys("r c").assert_contains("Line one").assert_contains("Line two");
    assert_eq!(harness.cursor(), cursor);
    harness.keys("ctrl-s");
    assert!(harness.drafts_on_disk().is_empty());
    harness.kill().assert_lacks("1 draft");
}

#[test]
fn a_form_half_filled_survives_a_kill() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r a").type_text("Recruit assessors").keys("tab").type_text("Head of C").tick(1);
    harness.kill().keys("r a").assert_contains("Recruit assessors").assert_contains("Head of C");
    harness.assert_says("Your draft is back");
    harness.keys("tab").type_text("").keys("ctrl-s").assert_scope(Scope::Review);
    assert!(harness.drafts_on_disk().is_empty());
    harness.keys("a").assert_lacks("Recruit assessors");
}

#[test]
fn drafts_are_on_disk_soon_after_typing_stops_and_on_quitting() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c").type_text("A thought. ");
    assert!(harness.app().next_tick().as_millis() <= 1000);
    harness.tick(1);
    harness.app().flush_drafts();
    assert_eq!(harness.drafts_on_disk().len(), 1);
    harness.type_text("Another.").keys("ctrl-q");
    assert!(harness.has_quit());
    harness.restart().keys("r c").assert_contains("A thought. Another.");
}

#[test]
fn q_quits_only_where_it_is_not_a_letter() {
    let mut harness = Harness::new(120, 40);
    harness.keys("q");
    assert!(harness.outside().contains(&Outside::Quit));
    harness.keys("ctrl-c").assert_says("Nothing to cancel").keys("ctrl-c").assert_says("Ctrl-Q quits");
    assert!(!harness.has_quit());
}

#[test]
fn another_program_writing_is_noticed() {
    let mut harness = Harness::new(120, 40);
    harness.keys("3").assert_contains("Applications reached");
    let theirs = write(&harness.detail("AC/C7"), CommentaryKind::Reasons, "Written by another program");
    harness.other_program().apply(&theirs, &harness.stamp("kp")).unwrap();
    harness.assert_lacks("Written by another program");
    harness
        .tick(3)
        .assert_says("Another program changed this workbook")
        .assert_contains("Written by another program");
    harness.keys("1 2").tick(3);
    assert!(harness.says().is_empty(), "said once: {}", harness.says());
}

#[test]
fn the_second_to_open_is_told_who_has_it_and_only_reads() {
    let mut first = Harness::new(120, 40);
    let mut second = first.colleague("kp");
    second.assert_says("read-only").assert_says("jm").assert_contains("read-only");
    let before = second.history();
    for keys in ["2 c", "2 a", "2 A", "2 x", "4 e", "3 r", "3 S", "u"] {
        second.keys(keys).assert_says("read-only");
        assert!(!matches!(second.app().scope(), Scope::Writing | Scope::Form), "{keys}");
    }
    assert_eq!(second.history(), before);
    // Its reader sees what the writer does.
    first.indicator("AC/C7").keys("c ctrl-a").type_text("Seen by both").keys("ctrl-s");
    second.indicator("AC/C7").tick(3).keys("enter pagedown").assert_contains("Seen by both");
    // The first is done: the second may open it for writing.
    drop(first);
    second.restart().keys("3 c").assert_scope(Scope::Writing);
}

#[test]
fn a_workbook_asked_for_read_only_stays_so() {
    let mut harness = Harness::with(120, 40, |setup| setup.read_only = true);
    harness.assert_says("read-only").keys("3 r").assert_says("read-only").keys("c").assert_says("read-only");
    harness.keys("w").assert_contains("189 more applications");
}

#[test]
fn a_backup_is_made_beside_the_workbook_and_the_file_is_checked() {
    let mut harness = Harness::new(120, 40);
    harness.palette("back up the workbook").assert_says("Backed up to");
    let copies = std::fs::read_dir(harness.folder()).unwrap();
    let backup = copies
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("backup"))
        .unwrap();
    quarterdeck::store::Store::open(&backup, quarterdeck::store::Access::ReadOnly).unwrap();
    harness.palette("check the file for damage").assert_says("The file is sound");
    // In the words of the command line.
    harness.assert_contains("sample.qd is sound: 1 step and").assert_contains("Fingerprint of the history:");
    harness.keys("esc");
    harness.palette("messages so far").assert_contains("Backed up to").keys("esc");
    harness.palette("where files are kept").assert_contains("settings.toml").keys("esc");
}

#[test]
fn a_check_of_the_file_names_what_was_altered() {
    let mut harness = Harness::new(120, 40);
    harness.while_closed(|file| {
        let connection = rusqlite::Connection::open(file).unwrap();
        connection.execute_batch("UPDATE indicator SET owner = 'Nobody' WHERE reference = 'AC/C7'").unwrap();
    });
    harness.palette("check the file for damage").assert_says("The file is not as it was written");
    harness.assert_contains("AC/C7").assert_contains("does not say what it said after step 1");
    harness.assert_contains("restore a backup from before it was altered").keys("esc");
    assert_eq!(harness.app().scope(), Scope::Overview);
}

#[test]
fn a_file_that_is_no_workbook_is_refused_and_left_alone() {
    let mut harness = Harness::new(120, 40);
    let text = b"only some text\n".to_vec();
    let file = harness.file.clone();
    harness.keys("q");
    let mut other = Harness::new(120, 40);
    std::fs::write(&other.file, &text).unwrap();
    other.restart();
    other.assert_contains("sample.qd");
    assert_eq!(std::fs::read(&other.file).unwrap(), text);
    other.keys("esc esc q");
    assert!(other.has_quit());
    assert!(file.exists());
}

#[test]
fn a_copy_is_offered_drafts_and_files_none_by_itself() {
    let mut harness = Harness::new(120, 40);
    harness.keys("r c ctrl-a delete").type_text("Words of adults.").tick(1);
    harness.app().flush_drafts();
    let original = harness.file.clone();
    let copy = harness.folder().join("children.qd");
    std::fs::copy(&original, &copy).unwrap();
    harness.file = copy;
    harness.restart().assert_says("1 draft was typed in another copy");
    assert!(harness.app().session().drafts.is_empty());
    harness.keys("r c").assert_lacks("Words of adults.").keys("esc esc");
    // Taken when that is asked for: a draft here, and still nothing in the workbook.
    harness.palette("drafts of another copy").assert_contains("Words of adults.").keys("enter");
    harness.assert_says("is a draft here now").assert_contains("1 draft");
    assert_eq!(harness.history().len(), 1);
    harness.palette("drafts of another copy").keys("enter").assert_says("has a draft here already");
    harness.keys("r c").assert_contains("Words of adults.").keys("ctrl-s");
    // The original has its own still.
    harness.file = original;
    harness.restart().assert_says("1 draft is waiting: AC/C7");
    harness.keys("r c").assert_contains("Words of adults.");
}

#[test]
fn where_drafts_cannot_be_kept_that_is_said_as_long_as_it_lasts_and_quitting_twice_quits() {
    let mut harness = Harness::new(120, 40);
    let folder = harness.drafts_folder().to_owned();
    // A file where the folder should be: no draft can be written, whoever runs the test.
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    harness.keys("r c").type_text("Words. ").tick(1);
    harness.app().flush_drafts();
    harness.keys("left").assert_contains("drafts not kept").tick(9).assert_contains("drafts not kept");
    harness.keys("ctrl-q").assert_says("quit again to lose them");
    assert!(!harness.has_quit());
    // Another key in between: it is asked once more.
    harness.keys("left ctrl-q").assert_says("quit again to lose them");
    harness.keys("ctrl-q");
    assert!(harness.has_quit());
}

#[test]
fn drafts_are_kept_again_as_soon_as_they_can_be() {
    let mut harness = Harness::new(120, 40);
    let folder = harness.drafts_folder().to_owned();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    harness.restart().keys("r c").type_text("Words. ").tick(1).assert_contains("drafts not kept");
    std::fs::remove_file(&folder).unwrap();
    harness.tick(30);
    harness.app().flush_drafts();
    harness.keys("left").assert_lacks("drafts not kept");
    assert_eq!(harness.drafts_on_disk().len(), 1);
}
