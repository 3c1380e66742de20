//! A workbook where nothing can be written, with what a program that was killed left beside it.

use super::*;

/// The program where others may run it: they may not be let into the folder tests are built in.
fn program() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let program = place.path().join("quarterdeck");
    // By another process: a child that some thread starts just now would hold it open for writing.
    let copied = std::process::Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_quarterdeck"))
        .arg(&program)
        .status()
        .unwrap();
    assert!(copied.success());
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    (place, program)
}

/// Closes a desk's folder and the files of its workbook to whoever runs the program; they stay as they are.
fn closed(desk: &Desk, program: &Path, files: Vec<PathBuf>) -> Disturbed {
    let home = desk.home.path();
    for name in ["state", "config", "data"] {
        std::fs::create_dir_all(home.join(name)).unwrap();
        std::fs::set_permissions(home.join(name), std::fs::Permissions::from_mode(0o777)).unwrap();
    }
    for file in &files {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o444)).unwrap();
    }
    std::fs::set_permissions(home, std::fs::Permissions::from_mode(0o555)).unwrap();
    let bytes = |files: &[PathBuf]| files.iter().map(|file| std::fs::read(file).ok()).collect::<Vec<_>>();
    let before = bytes(&files);
    let unchanged = Box::new(move |desk: &Desk, _: &Told, _: &Told| {
        assert!(bytes(&files) == before, "the file or what lies beside it was changed");
        std::fs::set_permissions(desk.home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    });
    Disturbed { nobody: Some(program.to_path_buf()), check: unchanged, _held: None }
}

/// Only what writes is refused: to the workbook, or to the folder. All else says what it says of a workbook
/// in good order, after one sentence at most.
fn reads_alike(good: &Told, bad: &Told) {
    let advice = bad.err.to_lowercase();
    assert!(!advice.contains("copy it") && !advice.contains("save a copy"), "{}", bad.err);
    if bad.err.contains("cannot be changed") || (good.code == 0 && bad.err.contains("ermission")) {
        assert_eq!(bad.code, 1, "{}", bad.err);
    } else {
        assert_eq!((good.code, &good.out), (bad.code, &bad.out), "{}", bad.err);
        assert!(more(good, bad).len() <= 1, "{}", bad.err);
    }
}

#[test]
fn where_nothing_can_be_written_every_command_reads_a_private_copy() {
    let (_place, program) = program();
    each(
        4,
        |_, good, bad| {
            let note = "An interrupted save of adults.qd was taken back in a private copy, because";
            assert!(bad.err.contains(note), "{}", bad.err);
            reads_alike(good, bad);
        },
        |desk| {
            interrupted::interrupt(&desk.file);
            let files = vec![desk.file.clone(), interrupted::journal(&desk.file)];
            closed(desk, &program, files)
        },
    );
}

/// All that was saved last is in the -wal file, which the program that is killed left where nobody may write.
#[test]
fn where_nothing_can_be_written_every_command_reads_a_write_ahead_log() {
    let (_place, program) = program();
    each(
        4,
        |_, good, bad| reads_alike(good, bad),
        |desk| {
            let later = desk.home.path().join("later.qd");
            std::fs::copy(&desk.file, &later).unwrap();
            let before = rusqlite::Connection::open(&desk.file).unwrap();
            before.execute_batch("UPDATE indicator SET description = 'As it was before'").unwrap();
            drop(before);
            interrupted::killed_after_saving(&desk.file, &later);
            std::fs::remove_file(&later).unwrap();
            let wal = desk.home.path().join("adults.qd-wal");
            closed(desk, &program, vec![desk.file.clone(), wal])
        },
    );
}
