//! The program in a real terminal: what only the loop and the screen's own
//! modes can get wrong. Everything else is tested without one.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test stops where something is not as it should be"
)]

#[allow(dead_code, reason = "the other test programs use the rest")]
#[path = "suite/harness/mod.rs"]
mod harness;
#[allow(dead_code, reason = "the other test programs use the rest")]
#[path = "suite/interrupted/mod.rs"]
mod interrupted;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;

/// Long enough for the slowest machine; nothing waits that long when all is well.
const DEADLINE: Duration = Duration::from_secs(30);

struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
}

/// The program in a terminal of 120 by 40.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the modes can be looked at after the program has gone.
    _slave: Box<dyn SlavePty + Send>,
    keyboard: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
}

/// An officer's own folders, with the sample workbook.
struct Desk {
    folder: TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sample.qd");
        std::fs::write(&file, harness::sample()).unwrap();
        Self { folder, file }
    }

    fn start(&self, variables: &[(&str, &str)]) -> Terminal {
        self.start_with(&[env!("CARGO_BIN_EXE_quarterdeck")], variables)
    }

    /// The same of a program that is started by these words.
    fn start_with(&self, program: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = CommandBuilder::new(program[0]);
        command.env_clear();
        command.args(&program[1..]);
        command.arg(&self.file);
        command.cwd(self.folder.path());
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("QUARTERDECK_USER", "jm"),
            ("RUST_BACKTRACE", "0"),
        ] {
            command.env(name, value);
        }
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(name, self.folder.path().join(folder));
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let size = |cells: u16| NonZeroU16::new(cells).unwrap();
        let screen = vt100::Parser::new(size(40), size(120), 0);
        let seen = Arc::new(Mutex::new(Seen { screen, raw: Vec::new() }));
        let (shared, replies) = (seen.clone(), keyboard.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            while let Ok(read @ 1..) = output.read(&mut buffer) {
                let mut seen = shared.lock().unwrap();
                seen.screen.process(&buffer[..read]);
                seen.raw.extend_from_slice(&buffer[..read]);
                // Terminals tell where the cursor is when asked.
                if buffer[..read].windows(4).any(|bytes| bytes == b"\x1b[6n") {
                    let _ = replies.lock().unwrap().write_all(b"\x1b[1;1R");
                }
            }
        });
        Terminal { master: pair.master, _slave: pair.slave, keyboard, child, seen }
    }

    /// What the drafts on disk say, all of them.
    fn drafts(&self) -> String {
        fn read(folder: &Path, text: &mut String) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
                if entry.path().is_dir() {
                    read(&entry.path(), text);
                } else if entry.file_name().to_string_lossy().ends_with(".draft.json") {
                    // Not one that is still being written under another name.
                    text.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()));
                }
            }
        }
        let mut text = String::new();
        read(&self.folder.path().join("state"), &mut text);
        text
    }

    /// A program to edit with.
    fn editor(&self, script: &str) -> String {
        let path = self.folder.path().join("editor.sh");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.to_string_lossy().into_owned()
    }
}

/// Looks again and again until it is so.
#[track_caller]
fn until(what: &str, mut so: impl FnMut() -> bool, or: impl FnOnce() -> String) {
    let began = Instant::now();
    while !so() {
        assert!(began.elapsed() < DEADLINE, "{what} never came:\n{}", or());
        std::thread::sleep(Duration::from_millis(15));
    }
}

impl Terminal {
    fn screen(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    fn cursor(&self) -> (u16, u16) {
        self.seen.lock().unwrap().screen.screen().cursor_position()
    }

    #[track_caller]
    fn wait(&self, text: &str) -> &Self {
        until(text, || self.screen().contains(text), || self.screen());
        self
    }

    fn send(&self, bytes: &str) -> &Self {
        let mut keyboard = self.keyboard.lock().unwrap();
        keyboard.write_all(bytes.as_bytes()).unwrap();
        keyboard.flush().unwrap();
        self
    }

    fn id(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// As a window that closes, or a machine that ends everything: the program and what it has started.
    fn signal_all(&self, signal: Signal) {
        kill_process_group(self.id(), signal).unwrap();
    }

    /// The exit code, once the program has gone.
    #[track_caller]
    fn gone(&mut self) -> u32 {
        let mut code = None;
        let (child, seen) = (&mut self.child, &self.seen);
        until(
            "the end",
            || {
                code = child.try_wait().unwrap().map(|status| status.exit_code());
                code.is_some()
            },
            || seen.lock().unwrap().screen.screen().contents(),
        );
        code.unwrap()
    }

    /// Everything that was changed about the terminal is as it was.
    #[track_caller]
    fn assert_restored(&self) {
        let restored = || {
            let seen = self.seen.lock().unwrap();
            let screen = seen.screen.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        };
        until("the terminal as it was", restored, || self.screen());
        let modes = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        assert!(modes.contains("ICANON") && modes.contains("ECHO"), "still raw: {modes}");
    }

    /// Opens the reasons of the worst red, emptied.
    fn write(&self) -> &Self {
        self.wait("[1 Overview]")
            .wait("AC/C7")
            .send("3")
            .wait("Review 1 of 18")
            .wait("Reasons for performance");
        self.send("c").wait("The facts").send("\x01").send("\x7f").wait(" 0 words, 0 characters")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_starts_and_quits_and_gives_the_terminal_back() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.wait("[1 Overview]").wait("AC/C7");
    {
        let seen = terminal.seen.lock().unwrap();
        let screen = seen.screen.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste());
        assert_ne!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
    terminal.send("q");
    assert_eq!(terminal.gone(), 0);
    terminal.assert_restored();
}

#[test]
fn a_closed_window_keeps_what_was_typed() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.write().send("Typed just before").wait("Typed just before");
    terminal.signal(Signal::HUP);
    assert_ne!(terminal.gone(), 0);
    terminal.assert_restored();
    assert!(desk.drafts().contains("Typed just before"), "{}", desk.drafts());
}

#[test]
fn being_told_to_end_keeps_what_was_typed_and_restores() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.write().send("Typed before the end").wait("Typed before the end");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.gone(), 143);
    terminal.assert_restored();
    assert!(desk.drafts().contains("Typed before the end"));
}

/// Whatever can be sent to a program to end it gives the terminal back, and keeps what was typed.
#[test]
fn every_signal_that_ends_it_restores_the_terminal() {
    for signal in [
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::ABORT,
        Signal::TERM,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
        Signal::TRAP,
        Signal::SYS,
        Signal::IO,
    ] {
        let desk = Desk::new();
        let mut terminal = desk.start(&[]);
        terminal.write().send("Typed before the end").wait("Typed before the end");
        terminal.signal(signal);
        assert_eq!(terminal.gone(), 128 + u32::try_from(signal.as_raw()).unwrap(), "{signal:?}");
        terminal.assert_restored();
        assert!(desk.drafts().contains("Typed before the end"), "{signal:?}");
    }
}

/// Stopped by force it cannot give the terminal back; it takes it again when it goes on.
#[test]
fn going_on_after_a_stop_takes_the_terminal_again() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.wait("[1 Overview]").wait("AC/C7");
    let entered = |terminal: &Terminal| {
        let seen = terminal.seen.lock().unwrap();
        seen.raw.windows(8).filter(|bytes| *bytes == b"\x1b[?1049h").count()
    };
    let before = entered(&terminal);
    terminal.signal(Signal::STOP);
    terminal.signal(Signal::CONT);
    until("the screen again", || entered(&terminal) > before, || terminal.screen());
    terminal.send("2").wait("[2 Indicators]").send("q");
    assert_eq!(terminal.gone(), 0);
    terminal.assert_restored();
}

#[test]
fn a_kill_loses_nothing_that_had_a_second() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.write().send("Kept through a kill\x1b[D\x1b[D\x1b[D\x1b[D").wait("line 1, column 16");
    let cursor = terminal.cursor();
    until("the draft on disk", || desk.drafts().contains("Kept through a kill"), || desk.drafts());
    terminal.signal(Signal::KILL);
    terminal.gone();
    let mut again = desk.start(&[]);
    again.wait("1 draft is waiting").send("3").wait("Ready?").send("c").wait("Kept through a kill");
    until(
        "the cursor where it was",
        || again.cursor() == cursor,
        || format!("{:?}, was {cursor:?}", again.cursor()),
    );
    again.send("\x11");
    assert_eq!(again.gone(), 0);
}

#[test]
fn without_colour_nothing_is_coloured_and_the_selection_still_shows() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[("NO_COLOR", "1")]);
    terminal.wait("[1 Overview]").wait("AC/C7").send("2").wait("[2 Indicators]").wait("row 1 of 27");
    {
        let seen = terminal.seen.lock().unwrap();
        let screen = seen.screen.screen();
        let cells = || (0..40).flat_map(|row| (0..120).filter_map(move |column| screen.cell(row, column)));
        assert!(
            cells().all(
                |cell| cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
            )
        );
        assert!(cells().any(vt100::Cell::inverse), "the selection is reversed");
        for codes in sgr(&seen.raw) {
            let coloured = codes.iter().any(|code| matches!(code, 30..=38 | 40..=48 | 90..=107));
            assert!(!coloured, "{codes:?}");
        }
    }
    terminal.send("q");
    assert_eq!(terminal.gone(), 0);
}

/// The numbers of every `ESC [ … m`.
fn sgr(raw: &[u8]) -> Vec<Vec<u16>> {
    let text = String::from_utf8_lossy(raw);
    let mut found = Vec::new();
    for part in text.split("\x1b[").skip(1) {
        let codes: String =
            part.chars().take_while(|letter| letter.is_ascii_digit() || *letter == ';').collect();
        if part[codes.len()..].starts_with('m') {
            found.push(codes.split(';').filter_map(|code| code.parse().ok()).collect());
        }
    }
    found
}

#[test]
fn the_officers_own_editor_gives_the_text_back() {
    let desk = Desk::new();
    let editor = desk.editor(r#"grep -q "Begun here" "$1" && printf 'Ended outside\n' > "$1""#);
    let mut terminal = desk.start(&[("EDITOR", &editor)]);
    terminal
        .write()
        .send("Begun here")
        .wait("Begun here")
        .send("\x05")
        .wait("Ended outside")
        .wait("Your text is back");
    assert!(terminal.seen.lock().unwrap().screen.screen().alternate_screen());
    terminal.send("\x1a").wait("Begun here").send("\x11");
    assert_eq!(terminal.gone(), 0);
    terminal.assert_restored();
    assert!(desk.drafts().contains("Begun here"));
}

#[test]
fn an_editor_that_fails_or_is_missing_loses_nothing() {
    let desk = Desk::new();
    let failing = desk.editor("echo ruined > \"$1\"; exit 3");
    for editor in [failing.as_str(), "/nowhere/editor"] {
        let mut terminal = desk.start(&[("VISUAL", editor)]);
        terminal
            // The second time it comes back to the review.
            .wait("1 Overview")
            .wait("AC/C7")
            .send("3")
            .wait("Reasons for performance")
            .send("c")
            .wait("characters");
        terminal.send("\x01").send("Still here").wait("10 characters").send("\x1bOS");
        if editor == failing {
            // What was saved counts, however the editor ended; what was there before is one undo away.
            terminal.wait("ruined").send("\x1a");
        } else {
            terminal.wait("could not be started");
        }
        terminal.wait("Still here").send("\x11");
        assert_eq!(terminal.gone(), 0);
        assert!(desk.drafts().contains("Still here"));
    }
}

/// The words were saved in the editor, and then its window was closed, or everything was killed: this
/// program gets to read nothing back, and the next start has them all the same.
#[test]
fn what_was_saved_in_an_editor_that_ends_with_its_window_is_offered_at_the_next_start() {
    for signal in [Signal::HUP, Signal::KILL] {
        let desk = Desk::new();
        let saved = desk.folder.path().join("saved");
        let waits = format!("printf 'Saved outside\\n' > \"$1\"; : > '{}'; exec sleep 600", saved.display());
        let mut terminal = desk.start(&[("EDITOR", &desk.editor(&waits))]);
        terminal.write().send("Begun here").wait("Begun here").send("\x05");
        until("what the editor saved", || saved.exists(), || terminal.screen());
        terminal.signal_all(signal);
        assert_ne!(terminal.gone(), 0);
        let mut again = desk.start(&[]);
        again.wait("1 draft is waiting").send("3").wait("Ready?").send("c").wait("Saved outside");
        again.send("\x11");
        assert_eq!(again.gone(), 0);
    }
}

/// A damaged workbook opens the screen that says what can be done about it, as one does that is found
/// damaged there.
#[test]
fn a_damaged_workbook_named_at_the_start_offers_what_helps() {
    let desk = Desk::new();
    let whole = std::fs::read(&desk.file).unwrap();
    let mut schema = whole.clone();
    schema[100..4096].fill(0xa5);
    for damaged in [whole[..whole.len() / 2].to_vec(), schema] {
        std::fs::write(&desk.file, &damaged).unwrap();
        let mut terminal = desk.start(&[]);
        terminal
            .wait("This workbook could not be opened")
            .wait("Take what can be read of it into a new workbook")
            .wait("Open another workbook")
            .send("q");
        assert_eq!(terminal.gone(), 0);
        terminal.assert_restored();
        assert_eq!(std::fs::read(&desk.file).unwrap(), damaged);
    }
    // What is no workbook at all is only said.
    std::fs::write(&desk.file, "a letter").unwrap();
    let mut terminal = desk.start(&[]);
    terminal.wait("is not a workbook");
    assert_eq!(terminal.gone(), 1);
}

/// The store's thread waits for ever for a template that is a pipe, and so does whoever quits, for what
/// was asked to be written: sent QUIT or ABRT, it gives the terminal back by itself.
#[test]
fn a_program_that_hangs_gives_the_terminal_back_when_it_is_told_to_end() {
    for signal in [Signal::QUIT, Signal::ABORT] {
        let desk = Desk::new();
        let mut terminal = desk.start(&[]);
        terminal.wait("[1 Overview]").wait("AC/C7").send("W").wait("Before publishing");
        let templates = desk.folder.path().join("config/quarterdeck/templates");
        std::fs::create_dir_all(&templates).unwrap();
        let pipe = templates.join("stuck.toml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        terminal
            .send("X")
            .wait("Word")
            .send("\r")
            .wait("Export as")
            .send("\x13")
            .wait("writing…")
            .send("\x11");
        terminal.signal(signal);
        assert_ne!(terminal.gone(), 0);
        terminal.assert_restored();
    }
}

#[test]
fn a_megabyte_pasted_with_escape_sequences_inside_is_only_text() {
    let desk = Desk::new();
    let mut terminal = desk.start(&[]);
    terminal.write();
    let before = terminal.seen.lock().unwrap().raw.len();
    let line = "q:/?u \x1b]0;owned\x07 \x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07 0123456789\r";
    let text = line.repeat(1_000_000 / line.len());
    terminal.send("\x1b[200~").send(&text).send("\x1b[201~END").wait("END");
    {
        let seen = terminal.seen.lock().unwrap();
        let shown = String::from_utf8_lossy(&seen.raw[before..]).into_owned();
        assert!(
            !shown.contains("\x1b]0;") && !shown.contains("\x1b]52") && !shown.contains('\x07'),
            "it was let out"
        );
    }
    // One undo takes all of it back.
    terminal.send("\x1a\x1a").wait(" 0 words, 0 characters").send("\x11");
    assert_eq!(terminal.gone(), 0);
}

/// What was saved last is in a -wal file that a killed program left, where nobody may write: the screen shows
/// it and leaves both files as they are.
#[test]
fn a_write_ahead_log_where_nothing_can_be_written_is_shown() {
    let desk = Desk::new();
    let path = |name: &str| desk.folder.path().join(name);
    let (later, wal) = (path("later.qd"), path("sample.qd-wal"));
    std::fs::copy(&desk.file, &later).unwrap();
    let before = rusqlite::Connection::open(&desk.file).unwrap();
    before.execute_batch("UPDATE indicator SET description = 'As it was before'").unwrap();
    drop(before);
    interrupted::killed_after_saving(&desk.file, &later);
    // Others may not be let into the folder tests are built in.
    let program = path("quarterdeck");
    // By another process: a child that some thread starts just now would hold it open for writing.
    let copied = std::process::Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_quarterdeck"))
        .arg(&program)
        .status()
        .unwrap();
    assert!(copied.success());
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for name in ["config", "data", "state", "cache"] {
        std::fs::create_dir_all(path(name)).unwrap();
        mode(&path(name), 0o777);
    }
    mode(&program, 0o755);
    mode(&desk.file, 0o444);
    mode(&wal, 0o444);
    mode(desk.folder.path(), 0o555);
    let bytes = || (std::fs::read(&desk.file).unwrap(), std::fs::read(&wal).unwrap());
    let saved = bytes();
    let mut words = vec![program.to_str().unwrap()];
    if rustix::process::getuid().is_root() {
        words.splice(0..0, ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
    }
    let mut terminal = desk.start_with(&words, &[]);
    terminal.wait("[1 Overview]").send("2").wait("DoLS applications");
    assert!(!terminal.screen().contains("As it was before"), "{}", terminal.screen());
    // What would change it is refused, and says why.
    terminal.send("x").wait("read-only");
    terminal.send("\x1b").send("q");
    assert_eq!(terminal.gone(), 0);
    assert!(bytes() == saved, "the file or its log was changed");
    mode(desk.folder.path(), 0o755);
}
