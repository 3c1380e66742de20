//! On which page things stand: as members will cite them.

use std::io::sink;

use super::Document;
use super::document::*;
use super::formats::{Format, PageOf, Written};

/// Letters in a line and lines on a page of A4, where nothing better is known.
const LETTERS: usize = 95;
const LINES: usize = 48;
/// The same on its side.
const WIDE: (usize, usize) = (140, 32);

/// Pages of a document: of its PDF, or where that cannot be made a fair guess.
pub fn pages(document: &Document) -> Written {
    let made =
        Format::find("pdf").and_then(|format| (format.write)(document, &mut sink(), &mut |_| true).ok());
    made.filter(|written| written.pages.is_some()).unwrap_or_else(|| guess(document))
}

fn guess(document: &Document) -> Written {
    // The title takes some lines of the first page.
    let (mut page, mut used) = (1_u32, 8);
    let mut written = Written::default();
    let mut wide = false;
    for section in &document.sections {
        let (letters, lines) = if section.landscape { WIDE } else { (LETTERS, LINES) };
        if used > 0 && (section.new_page || section.landscape != wide || used + 6 > lines) {
            page += 1;
            used = 0;
        }
        wide = section.landscape;
        written.sections.push(PageOf { name: section.code.clone(), page });
        used += 3;
        let place = |high: usize, page: &mut u32, used: &mut usize| {
            if *used > 0 && *used + high > lines {
                *page += 1;
                *used = 0;
            }
            let at = *page;
            *used += high;
            while *used > lines {
                *page += 1;
                *used -= lines;
            }
            at
        };
        for block in &section.blocks {
            match block {
                Block::Text(text) => {
                    let high = text.lines.iter().map(|line| line.text().chars().count() / letters + 1).sum();
                    let at = place(high, &mut page, &mut used);
                    written
                        .anchors
                        .extend(text.anchor.iter().map(|name| PageOf { name: name.clone(), page: at }));
                }
                Block::Table(table) => {
                    place(3, &mut page, &mut used);
                    let weights: usize =
                        table.columns.iter().map(|column| usize::from(column.weight)).sum::<usize>().max(1);
                    for row in &table.rows {
                        let tall = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
                            let room = (letters * usize::from(column.weight) / weights).max(4);
                            cell.lines
                                .iter()
                                .map(|line| line.text().chars().count() / room + 1)
                                .sum::<usize>()
                        });
                        let at = place(tall.max().unwrap_or(1), &mut page, &mut used);
                        written
                            .anchors
                            .extend(row.anchor.iter().map(|name| PageOf { name: name.clone(), page: at }));
                    }
                }
                Block::Chart(_) => {
                    place(14, &mut page, &mut used);
                }
                Block::PageBreak => {
                    page += 1;
                    used = 0;
                }
            }
        }
    }
    written.pages = Some(page);
    written
}
