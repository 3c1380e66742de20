//! Whatever writes a file never writes over a workbook, what belongs to one or
//! what is being read, by whatever path or link it is named.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{Desk, desk, ran};

/// A journal that belongs to nobody near it.
const JOURNAL: [u8; 8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

/// Every command that writes a file where it is told to; `TO` stands for the place. The first two,
/// a document and a workbook, are tried on every place there is, the others on the first of them.
const WRITERS: &[&[&str]] = &[
    &["report", "FILE", "--format", "html", "--replace", "-o", "TO"],
    &["new", "TO", "--organisation", "Exampleton", "--service", "Housing"],
    &["report", "FILE", "--format", "html", "-o", "TO"],
    &["report", "FILE", "--format", "csv", "--replace", "-o", "TO"],
    &["report", "FILE", "--format", "md", "--replace", "-o", "TO"],
    &["report", "FILE", "--format", "xlsx", "--replace", "-o", "TO"],
    &["report", "FILE", "--format", "docx", "--replace", "-o", "TO"],
    &["report", "FILE", "--format", "pdf", "--replace", "-o", "TO"],
    &["mapping", "export", "FILE", "odd return", "TO"],
    &["import", "FILE", "odd.csv", "--map", "odd return", "--dry-run", "--export-map", "TO"],
    &["backup", "FILE", "TO"],
    &["generate", "--indicators", "3", "--periods", "2", "TO"],
    &["demo", "--no-open", "--file", "TO"],
    &["restore", "FILE", "--from", "a backup.qd", "--to", "TO"],
    &["recover", "FILE", "TO"],
];

/// The sample, another workbook, and what may lie beside them.
fn world() -> Desk {
    let desk = desk();
    let home = desk.home.path();
    fs::write(home.join("odd.csv"), "Alpha,Beta,Gamma\nx,1,a\ny,2,b\n").unwrap();
    desk.ok(&[
        "import",
        "FILE",
        "odd.csv",
        "--as",
        "figures",
        "--column",
        "Alpha=reference",
        "--column",
        "Beta=result",
        "--save-map",
        "odd return",
    ]);
    desk.ok(&["backup", "FILE", "a backup.qd"]);
    fs::create_dir(home.join("sub")).unwrap();
    fs::copy(&desk.file, home.join("other.qd")).unwrap();
    fs::copy(&desk.file, home.join("no ending")).unwrap();
    // Known by its name alone.
    fs::write(home.join("damaged.qd"), "what is left of a workbook").unwrap();
    fs::write(home.join("moved-journal"), JOURNAL).unwrap();
    fs::write(home.join("other.qd-journal"), "").unwrap();
    fs::write(home.join(".other.qd.lock"), "{}").unwrap();
    rusqlite::Connection::open(home.join("browser.sqlite"))
        .unwrap()
        .execute_batch("CREATE TABLE x (y)")
        .unwrap();
    desk
}

/// So many of [`dangerous`] are tried with every command.
const FIRST: usize = 7;

/// What must stay, by every path it may be named.
fn dangerous(home: &Path) -> Vec<String> {
    let mut names: Vec<String> = [
        "adults.qd",
        "link.html",
        "hard.html",
        "sub/../other.qd",
        "other.qd-journal",
        "adults.qd-journal",
        ".other.qd.lock",
        // The rest is for the first two only.
        "other.qd",
        "./adults.qd",
        "no ending",
        "damaged.qd",
        "browser.sqlite",
        "moved-journal",
        "adults.qd-wal",
        "adults.qd-shm",
        "ADULTS.QD-JOURNAL",
        ".adults.qd.lock",
        "sub/../.adults.qd.lock",
    ]
    .map(str::to_owned)
    .into();
    // Names in capitals are others here, but not everywhere.
    names.retain(|name| !name.starts_with('A') || home.join("ADULTS.QD").exists());
    names.push(home.join("adults.qd").to_str().unwrap().to_owned());
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(home.join("adults.qd"), home.join("link.html")).unwrap();
        symlink("link.html", home.join("link of a link")).unwrap();
        symlink("../other.qd", home.join("sub/relative")).unwrap();
        symlink(home, home.join("sub/here")).unwrap();
        symlink("adults.qd-journal", home.join("to a journal")).unwrap();
        symlink("nowhere", home.join("to nowhere")).unwrap();
        fs::hard_link(home.join("adults.qd"), home.join("hard.html")).unwrap();
        for name in ["link of a link", "sub/relative", "sub/here/adults.qd", "to a journal"] {
            names.push(name.to_owned());
        }
        names.extend(["to nowhere", "/dev/null"].map(str::to_owned));
    }
    names
}

/// Every file there is, with what is in it; folders of the program's own left out.
fn contents(home: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_file() {
                into.insert(path.clone(), fs::read(path).unwrap());
            } else if entry.file_type().unwrap().is_dir() {
                walk(&path, into);
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(home, &mut all);
    all.retain(|path, _| !["state", "config", "data"].iter().any(|own| path.starts_with(home.join(own))));
    all
}

#[test]
fn nothing_that_writes_can_destroy_a_workbook() {
    let desk = world();
    let names = dangerous(desk.home.path());
    let before = contents(desk.home.path());
    for (at, writer) in WRITERS.iter().enumerate() {
        for name in names.iter().take(if at < 2 { usize::MAX } else { FIRST }) {
            let arguments: Vec<&str> =
                writer.iter().map(|one| if *one == "TO" { name.as_str() } else { one }).collect();
            let ran = desk.run(&arguments);
            let what = format!("{arguments:?}: {ran:?}");
            // Opening the sample where there is a workbook is what `demo` is for.
            let opens = writer[0] == "demo" && ran.out.trim() == name;
            assert!(ran.code != 0 || opens, "{what}");
            assert!(opens || !ran.err.trim().is_empty(), "{what}");
            let after = contents(desk.home.path());
            assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "{what}");
            assert!(after == before, "{what}");
        }
    }
    #[cfg(unix)]
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_refusal_names_the_file_and_says_what_to_do() {
    let desk = world();
    for (name, says) in [
        ("adults.qd", "is a workbook"),
        ("adults.qd-journal", "belongs to the workbook"),
        (".adults.qd.lock", "belongs to the workbook"),
        ("browser.sqlite", "is a database"),
        ("new.qd", "ends as workbooks do"),
    ] {
        let error = desk.fails(&["report", "FILE", "--format", "html", "--replace", "-o", name]);
        assert!(error.contains(says) && error.contains(name) && error.contains("choose"), "{error}");
    }
    let error = desk.fails(&["report", "FILE", "-o", "no/such/r.html"]);
    assert!(error.contains("There is no folder no/such"), "{error}");
}

/// Names in a folder are the program's own; what lies under them may be a link to anything.
#[cfg(unix)]
#[test]
fn a_folder_full_of_links_is_refused_too() {
    use std::os::unix::fs::symlink;
    for arguments in [
        &["report", "FILE", "--all", "--replace", "-o", "out"][..],
        &["report", "FILE", "--format", "csv", "--replace", "-o", "out"],
        &["report", "FILE", "--format", "html", "--replace", "-o", "out"],
        &["returns", "send", "FILE", "--replace", "--output", "out", "--due", "20 jul"],
    ] {
        let desk = desk();
        let out = desk.home.path().join("out");
        fs::create_dir(&out).unwrap();
        desk.ok(arguments);
        let written: Vec<PathBuf> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!written.is_empty(), "{arguments:?}");
        for path in written {
            fs::remove_file(&path).unwrap();
            symlink(&desk.file, &path).unwrap();
        }
        let before = contents(desk.home.path());
        assert_ne!(desk.run(arguments).code, 0, "{arguments:?}");
        assert!(contents(desk.home.path()) == before, "{arguments:?}");
    }
}

#[test]
fn what_is_read_is_not_written_over() {
    let desk = desk();
    let template = "code = \"mine\"\ntitle = \"Mine\"\n[[sections]]\nkind = \"narrative\"\n";
    let path = desk.home.path().join("mine.toml");
    fs::write(&path, template).unwrap();
    for format in ["html", "csv", "md"] {
        let ran = desk.run(&[
            "report",
            "FILE",
            "--template",
            "mine.toml",
            "--format",
            format,
            "--replace",
            "-o",
            "mine.toml",
        ]);
        assert_ne!(ran.code, 0, "{ran:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), template);
    }
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_rights_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = desk();
    let (real, link) = (desk.home.path().join("real.html"), desk.home.path().join("link.html"));
    fs::write(&real, "before").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.html", &link).unwrap();
    desk.ok(&["report", "FILE", "-o", "link.html", "--replace"]);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("<html"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

/// What is left of a run that was killed is gone after the next, in whatever folder it was.
#[cfg(unix)]
#[test]
fn what_killed_runs_leave_is_swept_at_the_next_start() {
    use rustix::process::{Pid, Signal, kill_process};
    let desk = desk();
    let folder = desk.home.path().join("far");
    fs::create_dir(&folder).unwrap();
    let hidden = || fs::read_dir(&folder).unwrap().count();
    for _ in 0..3 {
        let mut child = desk
            .command(&["generate", "--indicators", "1000000", "--periods", "8", "far/big.qd"])
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let begun = std::time::Instant::now();
        while hidden() == 0 && begun.elapsed().as_secs() < 20 {
            std::thread::yield_now();
        }
        kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), Signal::KILL).unwrap();
        child.wait().unwrap();
        assert!(hidden() > 0);
        // Any command that starts, wherever it works.
        let after = desk.command(&["list", "indicators", "FILE"]).output().unwrap();
        assert_eq!(ran(after).code, 0);
        assert_eq!(hidden(), 0);
    }
    assert_eq!(fs::read_dir(desk.home.path().join("state/quarterdeck/unfinished")).unwrap().count(), 0);
}
