//! Running the program itself, in folders of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// Everything the program could read or write is in `home`.
pub struct Desk {
    pub home: tempfile::TempDir,
    /// A workbook with the sample in it.
    pub file: PathBuf,
}

/// The sample workbook, made by the program once for all tests of a file.
static SAMPLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    let made = command(home.path(), &["demo", "--no-open"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::read(String::from_utf8(made.stdout).unwrap().trim()).unwrap()
});

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn desk() -> Desk {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("adults.qd");
    std::fs::write(&file, &*SAMPLE).unwrap();
    Desk { home, file }
}

/// The program with nothing of the tester's own around it.
pub fn command<S: AsRef<OsStr>>(home: &Path, arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("QUARTERDECK_NOW", "2015-07-06T14:02:11")
        .env("QUARTERDECK_USER", "Pat Officer")
        .env("TERM", "xterm-256color")
        .current_dir(home)
        .stdin(Stdio::null());
    command
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Desk {
    /// Runs with the sample in place of `FILE`.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).output().unwrap())
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let file = self.file.to_str().unwrap();
        let arguments: Vec<&str> =
            arguments.iter().map(|one| if *one == "FILE" { file } else { one }).collect();
        command(self.home.path(), &arguments)
    }

    /// Runs, expects it to go well, and returns standard output.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// Runs, expects exit code 1 and a sentence, and returns it.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran.err
    }

    /// Runs, expects exit code 2 and a sentence, and returns it.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran.err
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// One indicator as `show --json` gives it.
    pub fn shown(&self, reference: &str) -> Value {
        self.json(&["show", "FILE", reference, "--json"])
    }
}
