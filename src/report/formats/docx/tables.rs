//! Tables of the document, with heading rows that repeat and rows that stay whole.

use super::super::pdf::columns_of;
use super::super::pdf::table::shown;
use super::super::scene::Paint;
use super::body::{Body, Set};
use super::twips;
use super::xml::Xml;
use crate::report::document::{Align, Cell, Line, Row, Run, Table};

/// A cell about to be written.
struct Square<'a> {
    width: f32,
    span: u16,
    fill: Option<Paint>,
    lines: Vec<(Line, Set<'a>)>,
}

impl<'a> Body<'a> {
    /// A table under its caption.
    pub fn table(&mut self, table: &'a Table) {
        if table.columns.is_empty() {
            return;
        }
        let (size, widths) = columns_of(table, self.breadth, self.fonts);
        let caption = if table.caption.is_empty() { Line::default() } else { Line::plain(&*table.caption) };
        if !table.caption.is_empty() || self.is_due() {
            self.paragraph(&caption, Set { style: "Caption", keep: true, ..Set::default() });
        }
        self.begin_table(table, &widths);
        if !table.form {
            self.headings(table, &widths, size);
        }
        for (at, row) in table.rows.iter().enumerate() {
            let keep = table.whole && at + 1 < table.rows.len();
            self.row(table, row, &widths, size, keep);
        }
        self.end_table();
    }

    fn headings(&mut self, table: &'a Table, widths: &[f32], size: f32) {
        let heading = |text: &str, align: Align| {
            let (style, keep) = ("TableHeading", table.whole);
            let set = Set { style, align, size: sized(size), keep, ..Set::default() };
            vec![(Line::plain(text), set)]
        };
        if !table.groups.is_empty() {
            let mut at = 0;
            let cells = table.groups.iter().map(|group| {
                let span = group.span.max(1);
                let width = widths.iter().skip(at).take(usize::from(span)).sum();
                at += usize::from(span);
                let align = if span > 1 { Align::Centre } else { Align::Left };
                Square { width, span, fill: Some(Paint::PALE), lines: heading(&group.heading, align) }
            });
            let cells = cells.collect();
            self.cells(cells, true, false);
        }
        let cells = table.columns.iter().zip(widths).map(|(column, width)| Square {
            width: *width,
            span: 1,
            fill: Some(Paint::PALE),
            lines: heading(&column.heading, column.kind.align()),
        });
        let cells = cells.collect();
        self.cells(cells, true, false);
    }

    /// `keep` has it stay on the page of the next.
    fn row(&mut self, table: &'a Table, row: &'a Row, widths: &[f32], size: f32, keep: bool) {
        let cells = row.cells.iter().zip(&table.columns).zip(widths).enumerate();
        let cells = cells.map(|(at, ((cell, column), width))| {
            let heads = at == 0 && table.form;
            let paint = cell.rating.map(|rating| Paint::tint(rating).1);
            let fill = cell.rating.map(|rating| Paint::tint(rating).0);
            let set = Set {
                style: if heads { "TableHeading" } else { "TableText" },
                align: cell.align.unwrap_or_else(|| column.kind.align()),
                size: sized(size),
                paint,
                bold: row.total,
                keep: row.heads_next || keep,
                anchor: row.anchor.as_deref().filter(|_| at == 0),
                ..Set::default()
            };
            Square {
                width: *width,
                span: 1,
                fill: fill.or(heads.then_some(Paint::PALE)),
                lines: lines(cell, set),
            }
        });
        let cells = cells.collect();
        self.cells(cells, false, row.total);
    }

    fn begin_table(&mut self, table: &Table, widths: &[f32]) {
        self.xml.raw("<w:tbl>");
        let total = twips(widths.iter().sum());
        self.xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "ReportTable");
            xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
            xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let (row, column) = (!table.form, table.row_headings || table.form);
            let bit = |on: bool| if on { "1" } else { "0" };
            let bits = format!("{:04X}", 0x0600 + u16::from(row) * 0x20 + u16::from(column) * 0x80);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", &bits),
                    ("w:firstRow", bit(row)),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", bit(column)),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
            if !table.caption.is_empty() {
                xml.value("w:tblCaption", &table.caption);
            }
        });
        self.xml.element("w:tblGrid", &[], |xml| {
            widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", &twips(*width))]));
        });
    }

    fn end_table(&mut self) {
        self.xml.raw("</w:tbl>");
        // Two tables side by side would become one, and a table may not end a document.
        self.xml.raw("<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/></w:pPr></w:p>");
    }

    fn cells(&mut self, cells: Vec<Square<'_>>, head: bool, total: bool) {
        self.xml.raw("<w:tr>");
        self.xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for cell in cells {
            self.xml.raw("<w:tc>");
            self.xml.element("w:tcPr", &[], |xml| properties(xml, &cell, head, total));
            if cell.lines.is_empty() {
                self.paragraph(&Line::default(), Set { style: "TableText", ..Set::default() });
            }
            for (line, set) in &cell.lines {
                self.paragraph(line, *set);
            }
            self.xml.raw("</w:tc>");
        }
        self.xml.raw("</w:tr>");
    }
}

fn properties(xml: &mut Xml, cell: &Square<'_>, head: bool, total: bool) {
    xml.empty("w:tcW", &[("w:w", &twips(cell.width)), ("w:type", "dxa")]);
    if cell.span > 1 {
        xml.value("w:gridSpan", &cell.span.to_string());
    }
    if head || total {
        let navy = Paint::NAVY.code();
        let edge = [("w:val", "single"), ("w:sz", "8"), ("w:space", "0"), ("w:color", navy.as_str())];
        xml.element("w:tcBorders", &[], |xml| xml.empty(if total { "w:top" } else { "w:bottom" }, &edge));
    }
    if let Some(fill) = cell.fill {
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill.code())]);
    }
}

/// The lines of a cell; bullets in the style of bullets.
fn lines<'a>(cell: &'a Cell, set: Set<'a>) -> Vec<(Line, Set<'a>)> {
    let mut lines: Vec<(Line, Set<'a>)> = shown(cell)
        .into_iter()
        .map(|line| {
            let style = match line.bullet {
                0 => set.style,
                1 => "TableBullet",
                _ => "TableBullet2",
            };
            (line, Set { style, ..set })
        })
        .collect();
    for (_, set) in lines.iter_mut().skip(1) {
        // The name of the place stands in the first line only; paragraphs stand apart.
        set.anchor = None;
        set.before = set.style.starts_with("TableText").then(|| set.size.unwrap_or(9.5) * 0.55);
    }
    // An empty cell is no higher than the others of its row.
    if lines.is_empty() && (set.anchor.is_some() || set.size.is_some()) {
        lines.push((Line { runs: vec![Run::default()], bullet: 0 }, set));
    }
    lines
}

/// The size, where it is not that of the styles.
fn sized(size: f32) -> Option<f32> {
    (size < 9.5).then_some(size)
}
