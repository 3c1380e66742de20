//! Drafts written in the background: in order, newest first to matter, failures said.

use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use quarterdeck::drafts::{Draft, DraftError, DraftNotice, DraftWriter, Drafts};

const LONG: Duration = Duration::from_secs(60);

fn draft(indicator: i64, text: &str) -> Draft {
    Draft {
        workbook: "w1".into(),
        subject: "reasons".into(),
        indicator,
        period: "2015/16-Q1".parse().unwrap(),
        text: text.into(),
        ..Draft::default()
    }
}

#[test]
fn everything_sent_is_on_disk_after_a_flush() {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::open(home.path()).unwrap();
    let (send, notices) = mpsc::channel();
    let writer = DraftWriter::start(drafts.clone(), move |notice| {
        let _ = send.send(notice);
    })
    .unwrap();
    writer.flush(LONG).unwrap();
    for version in 0..200 {
        writer.save_later(draft(version % 3, &version.to_string()));
    }
    writer.remove(draft(1, "").key());
    writer.flush(LONG).unwrap();
    let texts: Vec<String> = drafts.list("w1").unwrap().drafts.into_iter().map(|draft| draft.text).collect();
    assert_eq!(texts, ["198", "197"], "the newest of 0 and 2; 1 was removed after its saves");
    let notices: Vec<DraftNotice> = notices.try_iter().collect();
    assert!(notices.len() <= 201);
    assert!(notices.contains(&DraftNotice::Saved(draft(2, "").key())));
    assert!(notices.contains(&DraftNotice::Removed(draft(1, "").key())));
}

#[test]
fn saving_after_removing_saves() {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::open(home.path()).unwrap();
    let writer = DraftWriter::start(drafts.clone(), |_| {}).unwrap();
    writer.save_later(draft(1, "one"));
    writer.remove(draft(1, "").key());
    writer.save_later(draft(1, "two"));
    writer.flush(LONG).unwrap();
    assert_eq!(drafts.load(&draft(1, "").key()).unwrap().unwrap().text, "two");
}

#[test]
fn what_was_sent_is_written_though_the_writer_is_dropped() {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::open(home.path()).unwrap();
    let (send, notices) = mpsc::channel();
    let writer = DraftWriter::start(drafts.clone(), move |notice| {
        let _ = send.send(notice);
    })
    .unwrap();
    writer.save_later(draft(1, "kept"));
    drop(writer);
    // The channel closes when the thread ends.
    assert_eq!(notices.iter().count(), 1);
    assert_eq!(drafts.load(&draft(1, "").key()).unwrap().unwrap().text, "kept");
}

#[test]
fn a_failure_is_said_and_a_later_success_forgets_it() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("drafts");
    let drafts = Drafts::open(&folder).unwrap();
    let (send, notices) = mpsc::channel();
    let writer = DraftWriter::start(drafts.clone(), move |notice| {
        let _ = send.send(notice);
    })
    .unwrap();
    // A file where the folder should be stops anybody, the superuser of a build machine included.
    fs::remove_dir(&folder).unwrap();
    fs::write(&folder, "").unwrap();
    writer.save_later(draft(1, "text"));
    let Err(DraftError::Unsaved(sentence)) = writer.flush(LONG) else { panic!("should fail") };
    assert!(sentence.contains(&*folder.to_string_lossy()), "{sentence}");
    assert_eq!(notices.try_iter().collect::<Vec<_>>(), [DraftNotice::Failed(draft(1, "").key(), sentence)]);

    fs::remove_file(&folder).unwrap();
    writer.save_later(draft(1, "text"));
    writer.flush(LONG).unwrap();
    assert_eq!(drafts.load(&draft(1, "").key()).unwrap().unwrap().text, "text");
}
