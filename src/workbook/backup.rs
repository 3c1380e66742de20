//! Backups as people and screens see them.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDateTime;

/// What a backup was made before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The first change of a day.
    Change,
    Import,
    Publish,
    /// Returns taken in.
    Collect,
    NextPeriod,
    /// Another backup put in its place.
    Restore,
    /// It was asked for, or made when the file was brought up to date: it lies beside the workbook.
    Beside,
}

impl Occasion {
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Change, "change", "before the first change of the day"),
        (Self::Import, "import", "before an import"),
        (Self::Publish, "publish", "before publishing"),
        (Self::Collect, "collect", "before collecting returns"),
        (Self::NextPeriod, "next-period", "before opening a period"),
        (Self::Restore, "restore", "before restoring a backup"),
        (Self::Beside, "beside", "a copy beside the workbook"),
    ];

    /// In the names of files and for programs.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(one, ..)| *one == self).map_or("", |(_, code, _)| code)
    }

    /// The occasion of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == code).map(|(one, ..)| *one)
    }
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(one, ..)| one == self).map_or("", |(.., words)| words))
    }
}

/// A backup there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    /// Local time.
    pub at: NaiveDateTime,
    pub occasion: Occasion,
    /// In bytes.
    pub size: u64,
    /// Where the workbook was.
    pub workbook: PathBuf,
    /// Whether it was in the place that was asked about; else it is of a copy of the same workbook.
    pub here: bool,
}

impl Kept {
    /// "Mon 6 Jul 2015, 14:02".
    pub fn when(&self) -> String {
        self.at.format("%a %-d %b %Y, %H:%M").to_string()
    }

    /// "1.4 MB".
    pub fn size_in_words(&self) -> String {
        match self.size {
            size if size < 1_000_000 => format!("{} kB", size.div_ceil(1_000)),
            size if size < 1_000_000_000 => format!("{:.1} MB", size as f64 / 1e6),
            size => format!("{:.1} GB", size as f64 / 1e9),
        }
    }
}
