//! The README is kept true and short: its pictures are the screen, its tour works key for key, and what
//! it leaves out is in the help of the commands.
//!
//! `QUARTERDECK_BLESS=1 cargo test --test suite readme` writes the pictures anew.

mod picture;

use std::path::Path;

use crate::harness::Harness;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

fn blessing() -> bool {
    std::env::var_os("QUARTERDECK_BLESS").is_some()
}

/// Compares a file of the repository with what it should be, or writes it.
fn keep(path: &Path, expected: &str, what: &str) {
    if blessing() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, expected).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "{what} is out of date. QUARTERDECK_BLESS=1 cargo test --test suite readme writes it anew; look at it before you commit it."
    );
}

#[test]
fn the_pictures_are_of_the_real_screen() {
    let mut review = Harness::new(120, 36);
    review.keys("r");
    keep(
        &root().join("assets/pictures/review.svg"),
        &picture::svg(review.buffer()),
        "the picture of the review",
    );
    let overview = Harness::new(120, 40);
    keep(
        &root().join("assets/pictures/overview.svg"),
        &picture::svg(overview.buffer()),
        "the picture of the overview",
    );
    for (name, keys) in [
        ("checks", "d"),
        ("report", "W tab tab tab tab tab tab tab"),
        ("chart", "2 C"),
        ("compare", "V v v v down down down down"),
    ] {
        let mut harness = Harness::with(120, 36, |setup| setup.regional = name == "compare");
        harness.keys(keys);
        keep(
            &root().join(format!("assets/pictures/{name}.svg")),
            &picture::svg(harness.buffer()),
            &format!("the picture of {name}"),
        );
    }
}

/// A newcomer reads it in a few minutes. What a command needs said stands in its own help, from
/// `assets/manual`; what only developers need, in CONTRIBUTING.md.
#[test]
fn the_readme_is_short() {
    let length = readme().len();
    assert!(length <= 12_000, "README.md has {length} bytes, and 12,000 are enough: see assets/manual");
}

/// Each page belongs to a command, and the command shows it.
#[test]
fn every_page_of_the_manual_is_shown_by_its_command() {
    let pages = std::fs::read_dir(root().join("assets/manual")).unwrap();
    let mut whole = quarterdeck::cli::command_line();
    let mut count = 0;
    for page in pages {
        let path = page.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let command = match name {
            "quarterdeck" => &mut whole,
            name => whole.find_subcommand_mut(name).unwrap_or_else(|| panic!("{name}: of no command")),
        };
        let shown = command.render_long_help().to_string();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in text.lines() {
            assert!(words(&shown).contains(&words(line)), "{name} --help lacks “{line}”");
        }
        count += 1;
    }
    assert!(count > 10, "{count} pages");
}

/// One step of the tour: what is pressed and typed, and what is then on screen.
struct Step {
    presses: Vec<Press>,
    sees: Vec<String>,
}

enum Press {
    Key(String),
    Text(String),
}

/// Rows of the tour's tables: `keys` and “typed text” left, *what is seen* in the middle.
fn tour() -> Vec<Step> {
    let text = readme();
    let (_, rest) = text.split_once("<!-- tour -->").unwrap();
    let (tour, _) = rest.split_once("<!-- /tour -->").unwrap();
    tour.lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Press") && !line.starts_with("| ---"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
            Step { presses: presses(cells[0]), sees: between(cells[1], '*', '*') }
        })
        .collect()
}

fn presses(cell: &str) -> Vec<Press> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some(at) = rest.find(['`', '“']) {
        let (open, close) = if rest[at..].starts_with('`') { ("`", "`") } else { ("“", "”") };
        let inside = &rest[at + open.len()..];
        let end = inside.find(close).unwrap();
        let text = inside[..end].to_owned();
        found.push(if open == "`" { Press::Key(text) } else { Press::Text(text) });
        rest = &inside[end + close.len()..];
    }
    found
}

fn between(cell: &str, open: char, close: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some(at) = rest.find(open) {
        let inside = &rest[at + open.len_utf8()..];
        let Some(end) = inside.find(close) else { break };
        found.push(inside[..end].to_owned());
        rest = &inside[end + close.len_utf8()..];
    }
    found
}

#[test]
fn the_tour_works_key_for_key() {
    let steps = tour();
    assert!(steps.len() >= 12, "the tour has {} steps", steps.len());
    let mut app = Harness::new(120, 40);
    for (number, step) in steps.iter().enumerate() {
        for press in &step.presses {
            match press {
                Press::Key(key) => app.keys(key),
                Press::Text(text) => app.type_text(text),
            };
        }
        assert!(!step.sees.is_empty(), "step {} says nothing to see", number + 1);
        for text in &step.sees {
            assert!(
                app.contains(text) || app.has_quit(),
                "step {} of the tour: no “{text}” on\n{}",
                number + 1,
                app.screen()
            );
        }
    }
    assert!(app.has_quit(), "the tour ends by quitting");
}

/// What others made is carried with its notice: typefaces, and lists too long to have been written here.
#[test]
fn what_others_made_is_named_in_the_notices() {
    fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }
    let notices = std::fs::read_to_string(root().join("NOTICES.md")).unwrap();
    let mut found = Vec::new();
    files(&root().join("assets"), &mut found);
    let pictures = root().join("assets/pictures");
    found.retain(|path| !path.starts_with(&pictures));
    let mut named = 0;
    for path in found {
        let text = std::fs::read_to_string(&path);
        if text.is_ok_and(|text| text.len() < 200_000) {
            continue;
        }
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        assert!(
            notices.contains(&format!("`{name}`")),
            "{name}: NOTICES.md names neither its origin nor its licence"
        );
        named += 1;
    }
    assert!(named >= 4, "{named} files of others were looked at");
    assert!(readme().contains("NOTICES.md"), "README.md leads to the notices");
}

#[test]
fn the_changes_name_every_format_of_the_file() {
    let changes = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let formats = std::fs::read_dir(root().join("src/store/migrations")).unwrap().count();
    let named = changes.lines().filter(|line| line.starts_with('|') && line.contains(" | "));
    let numbers: Vec<usize> = named.filter_map(|line| line.split('|').nth(1)?.trim().parse().ok()).collect();
    assert_eq!(numbers, (1..=formats).collect::<Vec<_>>());
    assert!(readme().contains("CHANGELOG.md"), "README.md leads to the changes");
}
