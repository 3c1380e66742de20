//! Tables of web pages, which systems export under the name of a spreadsheet: each table of the page is a sheet.

use std::fs::File;
use std::io::Read;

use html5gum::{Token, Tokenizer};

use super::super::{Area, Cell, Sheet};
use super::encoding;
use super::problem::{self, Stop, Told};
use super::tell::{EventSink, MAX_COLUMNS};

/// A page is held in memory, and no export is larger.
const MAX: u64 = 32 * 1024 * 1024;
/// Rows and columns that one cell may stand over.
const MAX_SPAN: usize = 1_000;

/// A table: its rows of texts, and its merged cells.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    merged: Vec<Area>,
    /// Rows that a cell still stands over, by column.
    over: Vec<usize>,
}

/// Reads a page.
pub(super) fn read(file: File, teller: &mut EventSink) -> Told {
    let text = encoding::open(file).map_err(|error| problem::unreadable(&error))?;
    let mut page = Vec::new();
    text.reader.take(MAX + 1).read_to_end(&mut page).map_err(|error| problem::unreadable(&error))?;
    if page.len() as u64 > MAX {
        return Err(problem::whole(
            "It is a web page of more than 32 MB. Save its table as .xlsx and import that.",
        ));
    }
    let tables: Vec<Table> =
        tables(&String::from_utf8_lossy(&page))?.into_iter().filter(|table| !table.rows.is_empty()).collect();
    if tables.is_empty() {
        return Err(problem::whole(
            "It is a web page (HTML) without a table in it, whatever its name says. Open it in Excel or LibreOffice, \
             save it as .xlsx and import that.",
        ));
    }
    let name = |at: usize| format!("Table {}", at + 1);
    let sheets = (0..tables.len()).map(|at| Sheet { name: name(at), hidden: false }).collect();
    teller.file(sheets, format!("Web page (HTML), {}", text.encoding))?;
    for (place, table) in tables.into_iter().enumerate() {
        if !teller.wants(place) {
            continue;
        }
        teller.sheet(place, &name(place), table.merged, u32::try_from(table.rows.len()).ok())?;
        for (number, cells) in (1..).zip(table.rows) {
            teller.begin_row(number);
            for (column, text) in cells.into_iter().enumerate() {
                teller.cell(column, if text.is_empty() { Cell::Empty } else { Cell::Text(text) })?;
            }
            if !teller.end_row()? {
                break;
            }
        }
        teller.end_sheet()?;
    }
    Ok(())
}

/// The tables of a page. One within a cell of another is part of that cell's text.
fn tables(page: &str) -> Result<Vec<Table>, Stop> {
    let (mut found, mut depth, mut skipped) = (Vec::<Table>::new(), 0_usize, 0_usize);
    // The cell being read: what it stands over, and its text.
    let mut cell: Option<(usize, usize, String)> = None;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let span = |name: &[u8]| {
                    let value =
                        tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
                    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1_usize).clamp(1, MAX_SPAN)
                };
                match (tag.name.as_slice(), depth) {
                    (b"script" | b"style", _) if !tag.self_closing => skipped += 1,
                    (b"table", _) => {
                        if depth == 0 {
                            found.push(Table::default());
                        }
                        depth += 1;
                    }
                    (b"tr", 1) => {
                        let Some(table) = found.last_mut() else { continue };
                        end_cell(table, cell.take())?;
                        table.rows.push(Vec::new());
                    }
                    (b"td" | b"th", 1) => {
                        let Some(table) = found.last_mut() else { continue };
                        end_cell(table, cell.take())?;
                        cell = Some((span(b"colspan"), span(b"rowspan"), String::new()));
                    }
                    (b"br" | b"p" | b"div", _) => {
                        if let Some((.., text)) = &mut cell
                            && !text.trim().is_empty()
                        {
                            text.push('\n');
                        }
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) => match (tag.name.as_slice(), depth) {
                (b"script" | b"style", _) => skipped = skipped.saturating_sub(1),
                (b"td" | b"th" | b"tr", 1) => {
                    let Some(table) = found.last_mut() else { continue };
                    end_cell(table, cell.take())?;
                }
                (b"table", _) => {
                    if depth == 1
                        && let Some(table) = found.last_mut()
                    {
                        end_cell(table, cell.take())?;
                    }
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            },
            Token::String(text) if skipped == 0 => {
                if let Some((.., words)) = &mut cell {
                    words.push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Puts a cell into the last row, after those that cells above stand over.
fn end_cell(table: &mut Table, cell: Option<(usize, usize, String)>) -> Told {
    let Some((across, down, text)) = cell else { return Ok(()) };
    if table.rows.is_empty() {
        table.rows.push(Vec::new());
    }
    let number = table.rows.len();
    let Some(row) = table.rows.last_mut() else { return Ok(()) };
    // Blanks are one, and lines stay lines.
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.split('\n').map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    // Rows are numbered from 1, and what a cell stands over ends at such a number.
    while table.over.get(row.len()).is_some_and(|last| *last >= number) {
        row.push(String::new());
    }
    let first = row.len();
    let last = first + across - 1;
    if last >= MAX_COLUMNS {
        return Err(problem::whole(format!(
            "Its table has more than {MAX_COLUMNS} columns. Save it as .xlsx."
        )));
    }
    row.push(text);
    row.resize(last + 1, String::new());
    if table.over.len() <= last {
        table.over.resize(last + 1, 0);
    }
    table.over[first..=last].fill(number + down - 1);
    if across > 1 || down > 1 {
        let row = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        table.merged.push(Area {
            first_row: row(number),
            last_row: row(number + down - 1),
            first_column: column(first),
            last_column: column(last),
        });
    }
    Ok(())
}
