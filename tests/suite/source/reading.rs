//! Reading a file in this process and looking at what is told.

use std::ops::ControlFlow;
use std::path::PathBuf;

use quarterdeck::source::{Area, Cell, Event, NumberFormat, Problem, Row, Wanted, read};

/// A file with these bytes; it lives as long as the folder does.
pub struct Given {
    folder: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn given(name: &str, bytes: impl AsRef<[u8]>) -> Given {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Given { folder, path }
}

impl Given {
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn read(&self, wanted: &Wanted) -> Told {
        told(&self.path, wanted)
    }
}

/// All that is told of a file.
#[derive(Debug)]
pub struct Told(pub Vec<Event>);

pub fn told(path: &std::path::Path, wanted: &Wanted) -> Told {
    let mut events = Vec::new();
    read::read(path, wanted, &mut |event| {
        events.push(event.clone());
        ControlFlow::Continue(())
    });
    assert_in_order(&events);
    Told(events)
}

/// All of a file with these bytes.
pub fn all(name: &str, bytes: impl AsRef<[u8]>) -> Told {
    given(name, bytes).read(&Wanted::default())
}

/// The promised order: a file, its sheets with their rows from the top, and one last event.
pub fn assert_in_order(events: &[Event]) {
    let (last, before) = events.split_last().expect("nothing was told");
    assert!(matches!(last, Event::Done | Event::Problem(_)), "{last:?} is the last");
    let mut file = false;
    let mut row = None;
    for event in before {
        match event {
            Event::File { .. } => assert!(!std::mem::replace(&mut file, true), "two files"),
            Event::Sheet { .. } => {
                assert!(file && row.is_none(), "a sheet out of place");
                row = Some(0);
            }
            Event::Row(told) => {
                let before = row.expect("a row outside of a sheet");
                assert!(told.number > before, "row {} after {before}", told.number);
                assert!(
                    !matches!(told.cells.last(), None | Some(Cell::Empty)),
                    "empty cells at the end of a row"
                );
                row = Some(told.number);
            }
            Event::End { .. } => assert!(row.take().is_some(), "an end without a sheet"),
            Event::Done | Event::Problem(_) => panic!("{event:?} is not the last"),
        }
    }
    if *last == Event::Done {
        assert!(file && row.is_none(), "done too early");
    }
}

impl Told {
    /// How it was read, in words.
    pub fn form(&self) -> &str {
        match &self.0[0] {
            Event::File { form, .. } => form,
            other => panic!("{other:?}"),
        }
    }

    /// Names of its sheets; hidden ones in brackets.
    pub fn sheets(&self) -> Vec<String> {
        match &self.0[0] {
            Event::File { sheets, .. } => sheets
                .iter()
                .map(|sheet| if sheet.hidden { format!("({})", sheet.name) } else { sheet.name.clone() })
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    pub fn rows(&self) -> Vec<&Row> {
        self.0.iter().filter_map(|event| if let Event::Row(row) = event { Some(row) } else { None }).collect()
    }

    /// Rows as `3: a | b`.
    pub fn lines(&self) -> Vec<String> {
        assert_eq!(self.0.last(), Some(&Event::Done));
        self.lines_so_far()
    }

    pub fn lines_so_far(&self) -> Vec<String> {
        self.rows()
            .iter()
            .map(|row| {
                format!("{}: {}", row.number, row.cells.iter().map(shown).collect::<Vec<_>>().join(" | "))
            })
            .collect()
    }

    /// Merged cells of the sheet at this place, as rows and columns.
    pub fn merged(&self, wanted: u16) -> Vec<(u32, u32, u16, u16)> {
        let sheet = self.0.iter().find_map(|event| match event {
            Event::Sheet { place, merged, .. } if *place == wanted => Some(merged),
            _ => None,
        });
        let flat = |area: &Area| (area.first_row, area.last_row, area.first_column, area.last_column);
        sheet.unwrap().iter().map(flat).collect()
    }

    pub fn problem(&self) -> &Problem {
        match self.0.last() {
            Some(Event::Problem(problem)) => problem,
            other => panic!("no problem but {other:?}"),
        }
    }

    /// The problem must say this, and end as a sentence.
    #[track_caller]
    pub fn must_say(&self, words: &str) -> &Problem {
        let problem = self.problem();
        assert!(problem.text.contains(words), "“{words}” is not in “{}”", problem.text);
        assert!(problem.text.ends_with('.'), "{}", problem.text);
        problem
    }
}

/// A cell in short: `0.5952%.2` is shown as 59.52%.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => {
            let sign = match number.shown {
                NumberFormat::Plain => "#",
                NumberFormat::Percent => "%",
                NumberFormat::Pounds => "£",
            };
            let decimals = number.decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default();
            format!("{}{sign}{decimals}", number.value)
        }
        Cell::Date(date) => format!("date {date}"),
        Cell::Flag(flag) => format!("flag {flag}"),
        Cell::Error(text) => format!("error {text}"),
    }
}
