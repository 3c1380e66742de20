//! Why a file cannot be read, in sentences.

use std::io;

use super::super::Problem;

/// Why a reader stops before the end.
pub(super) enum Stop {
    Problem(Problem),
    /// Nobody listens any more.
    Closed,
}

/// What comes of telling something.
pub(super) type Told = Result<(), Stop>;

/// A problem of the whole file.
pub(super) fn whole(text: impl Into<String>) -> Stop {
    Stop::Problem(Problem { place: None, text: text.into() })
}

/// A problem of one cell: its row from 1, its column from 0.
pub(super) fn at(sheet: &str, row: u32, column: usize, text: impl Into<String>) -> Stop {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    Stop::Problem(Problem { place: Some((sheet.to_owned(), row, column)), text: text.into() })
}

pub(super) fn empty() -> Stop {
    whole("It is empty: there are no rows in it. Check that it is the file you meant.")
}

pub(super) fn password() -> Stop {
    whole("It is protected with a password. Save it without one and import it again.")
}

/// Not as its kind of file is made, as far as we can tell.
pub(super) fn damaged() -> Stop {
    whole(
        "It is damaged, or was cut short. Open it in the program it came from, save it anew and import that.",
    )
}

/// Made to be far larger than it looks.
pub(super) fn bomb(what: &str) -> Stop {
    whole(format!("{what}, which no table needs: it is damaged, or made to do harm. Ask where it came from."))
}

pub(super) fn entities() -> Stop {
    whole(
        "It defines its own XML entities (a DOCTYPE), which no spreadsheet program does. \
         Ask where it came from; saved anew by a spreadsheet program, it can be imported.",
    )
}

pub(super) fn not_a_file(folder: bool) -> Stop {
    let what = if folder { "a folder" } else { "not a file" };
    whole(format!("It is {what}. Name the file to import."))
}

pub(super) fn unreadable(error: &io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::NotFound => whole("There is no such file. Check its name."),
        io::ErrorKind::PermissionDenied => {
            whole("You may not read it. Ask its owner, or copy it to a folder of your own.")
        }
        _ => whole(format!(
            "It could not be read: {error}. Check the disk or the network share and try again."
        )),
    }
}
