//! OpenDocument spreadsheets (ods), gone through twice.
//!
//! All tables are one XML file, with a table's merged cells where they are.
//! What is told before the rows, the names of all sheets and each one's merged
//! cells, takes reading to the end; the second time the rows are told. Nothing
//! but that is kept, so the size of a file does not matter.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;

use super::super::{Area, Cell, Sheet};
use super::ods_xml::{Document, Tabled, Token};
use super::package::trouble;
use super::problem::{self, Stop, Told};
use super::tell::{EventSink, MAX_AREAS, MAX_COLUMNS};

/// Rows of a sheet.
const MAX_ROWS: u32 = 1_048_576;
/// Cells that one row repeated makes: programs write equal rows as one, but not so many of them.
const MAX_REPEATED: usize = 1_000_000;
/// A list of parts is small.
const MANIFEST: u64 = 16 * 1024 * 1024;

type Archive = ZipArchive<BufReader<File>>;

/// Reads a workbook.
pub(super) fn read(file: File, teller: &mut EventSink) -> Told {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(trouble)?;
    if is_encrypted(&mut archive)? {
        return Err(problem::password());
    }
    let (sheets, merged) = overview(&mut archive, teller)?;
    teller.file(sheets.clone(), "OpenDocument spreadsheet")?;
    let mut document = content(&mut archive)?;
    for (place, (sheet, merged)) in sheets.iter().zip(merged).enumerate() {
        document.find_table()?;
        if !teller.wants(place) {
            document.skip_table()?;
            continue;
        }
        teller.sheet(place, &sheet.name, merged, None)?;
        rows(&mut document, teller)?;
        teller.end_sheet()?;
    }
    Ok(())
}

/// The list of parts says which of them are encrypted: all that matter, or none.
fn is_encrypted(archive: &mut Archive) -> Result<bool, Stop> {
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else { return Ok(false) };
    let mut manifest = Vec::new();
    part.take(MANIFEST).read_to_end(&mut manifest).map_err(|_| problem::damaged())?;
    Ok(memchr::memmem::find(&manifest, b"encryption-data").is_some())
}

/// The tables, from their beginning.
fn content(archive: &mut Archive) -> Result<Document<BufReader<impl Read>>, Stop> {
    let part = archive.by_name("content.xml").map_err(trouble)?;
    Ok(Document::new(BufReader::with_capacity(64 * 1024, part)))
}

/// All sheets, and the merged cells of those that are wanted.
fn overview(archive: &mut Archive, teller: &EventSink) -> Result<(Vec<Sheet>, Vec<Vec<Area>>), Stop> {
    let mut document = content(archive)?;
    let mut hiding = BTreeSet::new();
    let (mut sheets, mut merged) = (Vec::new(), Vec::new());
    let (mut first_row, mut areas, mut in_row) = (1, Vec::new(), Vec::new());
    loop {
        match document.next()? {
            Token::Hiding { style } => _ = hiding.insert(style),
            Token::Table { name, style } => {
                let wanted = teller.wants(sheets.len());
                sheets.push(Sheet { name, hidden: hiding.contains(&style) });
                if !wanted {
                    document.skip_table()?;
                    merged.push(Vec::new());
                }
            }
            Token::Row { number } => first_row = number,
            Token::Cell(cell) => in_row.extend(area(&cell, first_row)),
            Token::RowEnd { times } => {
                // One more than may be is as good as all of them.
                let rows = (0..times).take(MAX_AREAS + 1);
                let moved = rows.flat_map(|down| in_row.iter().map(move |area| lower(*area, down)));
                let room = (MAX_AREAS + 1).saturating_sub(areas.len());
                areas.extend(moved.take(room));
                in_row.clear();
            }
            Token::TableEnd => merged.push(std::mem::take(&mut areas)),
            Token::End => return Ok((sheets, merged)),
        }
    }
}

/// The merged cells that begin here. Those without anything in them do not matter.
fn area(cell: &Tabled, row: u32) -> Option<Area> {
    if cell.cell == Cell::Empty || cell.across == 1 && cell.down == 1 {
        return None;
    }
    Some(Area {
        first_row: row,
        last_row: row.saturating_add(cell.down - 1),
        first_column: u16::try_from(cell.column).ok()?,
        last_column: u16::try_from(cell.column.saturating_add(cell.across - 1)).ok()?,
    })
}

fn lower(area: Area, down: u32) -> Area {
    Area {
        first_row: area.first_row.saturating_add(down),
        last_row: area.last_row.saturating_add(down),
        ..area
    }
}

/// The rows of a table, to its end.
fn rows(document: &mut Document<impl std::io::BufRead>, teller: &mut EventSink) -> Told {
    loop {
        match document.next()? {
            Token::Row { number } => teller.begin_row(number),
            Token::Cell(cell) => put(&cell, teller)?,
            Token::RowEnd { times } => {
                let cells = teller.cells();
                if cells == 0 {
                    continue;
                }
                if teller.number().saturating_add(times - 1) > MAX_ROWS {
                    return Err(teller.beyond(0));
                }
                if times > 1 && cells.saturating_mul(times as usize) > MAX_REPEATED {
                    return Err(flood(teller, 0, times, "rows"));
                }
                let mut more = teller.end_row()?;
                for _ in 1..times {
                    more = more && teller.repeat_row()?;
                }
                if !more {
                    return document.skip_table();
                }
            }
            Token::TableEnd => return Ok(()),
            Token::Hiding { .. } | Token::Table { .. } => {}
            Token::End => return Err(problem::damaged()),
        }
    }
}

/// A cell, as often as it is repeated. How often an empty one is does not matter.
fn put(cell: &Tabled, teller: &mut EventSink) -> Told {
    if cell.cell == Cell::Empty {
        return Ok(());
    }
    let column = cell.column as usize;
    if column >= MAX_COLUMNS {
        return Err(teller.beyond(column));
    }
    if column + cell.times as usize > MAX_COLUMNS {
        return Err(flood(teller, column, cell.times, "cells"));
    }
    (column..column + cell.times as usize).try_for_each(|column| teller.cell(column, cell.cell.clone()))
}

fn flood(teller: &EventSink, column: usize, times: u32, what: &str) -> Stop {
    teller.problem(
        column,
        format!(
            "Its sheet claims {times} {what} that are all the same, which no table has. \
             Delete what lies beyond the table, save it and import it again."
        ),
    )
}
