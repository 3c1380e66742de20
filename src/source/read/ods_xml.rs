//! The XML of an OpenDocument spreadsheet as tables, rows and cells.
//!
//! Only what makes a table is gone into; everything else (shapes, comments,
//! tables of other files, old versions) is passed over whole. Rows and cells
//! say how often they are repeated, and that is handed on and not done here.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::{Cell, Number, NumberFormat};
use super::excel::iso_date;
use super::problem::{self, Stop};
use super::shown;
use super::tell::MAX_TEXT;

/// What comes next.
#[derive(Debug)]
pub(super) enum Token {
    /// A style that hides the tables it is put on.
    Hiding {
        style: String,
    },
    Table {
        name: String,
        style: String,
    },
    /// Rows begin, the first of them with this number, from 1.
    Row {
        number: u32,
    },
    Cell(Tabled),
    /// The rows end, which are so many, all the same.
    RowEnd {
        times: u32,
    },
    TableEnd,
    End,
}

/// A cell and where it is.
#[derive(Debug)]
pub(super) struct Tabled {
    pub(super) cell: Cell,
    /// From 0.
    pub(super) column: u32,
    /// So many cells, all the same.
    pub(super) times: u32,
    /// Columns and rows it spreads over.
    pub(super) across: u32,
    pub(super) down: u32,
}

/// The document, being read.
pub(super) struct Document<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    /// For what is inside of what `buffer` holds.
    inner: Vec<u8>,
    /// Where it is: the style, row and column that come next or are being read.
    style: String,
    in_table: bool,
    row: u32,
    times: u32,
    column: u32,
    complete: bool,
}

impl<R: BufRead> Document<R> {
    pub(super) fn new(reader: R) -> Self {
        let mut xml = Reader::from_reader(reader);
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            buffer: Vec::new(),
            inner: Vec::new(),
            style: String::new(),
            in_table: false,
            row: 1,
            times: 1,
            column: 0,
            complete: false,
        }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token, Stop> {
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|_| problem::damaged())? {
                Event::Start(start) => match start.name().0 {
                    "office:document-content"
                    | "office:automatic-styles"
                    | "office:body"
                    | "office:spreadsheet"
                    | "table:table-header-rows"
                    | "table:table-rows"
                    | "table:table-row-group" => {}
                    "style:style" => self.style = attribute(&start, "style:name")?.unwrap_or_default(),
                    "style:table-properties" => {
                        if attribute(&start, "table:display")?.as_deref() == Some("false") {
                            return Ok(Token::Hiding { style: self.style.clone() });
                        }
                    }
                    "table:table" if !self.in_table => {
                        (self.in_table, self.row) = (true, 1);
                        return Ok(Token::Table {
                            name: attribute(&start, "table:name")?.unwrap_or_default(),
                            style: attribute(&start, "table:style-name")?.unwrap_or_default(),
                        });
                    }
                    "table:table-row" => {
                        self.times = times(attribute(&start, "table:number-rows-repeated")?.as_deref())?;
                        self.column = 0;
                        return Ok(Token::Row { number: self.row });
                    }
                    "table:table-cell" | "table:covered-table-cell" => {
                        let read = cell(&mut self.xml, &mut self.inner, &start, self.column)?;
                        self.column = self.column.saturating_add(read.times);
                        return Ok(Token::Cell(read));
                    }
                    _ => {
                        let end = start.to_end().into_owned();
                        self.xml
                            .read_to_end_into(end.name(), &mut self.inner)
                            .map_err(|_| problem::damaged())?;
                    }
                },
                Event::End(end) => match end.name().0 {
                    "table:table-row" => {
                        self.row = self.row.saturating_add(self.times);
                        return Ok(Token::RowEnd { times: self.times });
                    }
                    "table:table" => {
                        self.in_table = false;
                        return Ok(Token::TableEnd);
                    }
                    "office:document-content" => self.complete = true,
                    _ => {}
                },
                Event::DocType(_) => return Err(problem::entities()),
                Event::Eof if self.complete => return Ok(Token::End),
                Event::Eof => return Err(problem::damaged()),
                _ => {}
            }
        }
    }

    /// Goes to the beginning of the next table.
    pub(super) fn find_table(&mut self) -> Result<(), Stop> {
        self.pass(|token| matches!(token, Token::Table { .. }))
    }

    /// Passes over the rest of the table being read.
    pub(super) fn skip_table(&mut self) -> Result<(), Stop> {
        self.pass(|token| matches!(token, Token::TableEnd))
    }

    fn pass(&mut self, wanted: impl Fn(&Token) -> bool) -> Result<(), Stop> {
        loop {
            match self.next()? {
                token if wanted(&token) => return Ok(()),
                Token::End => return Err(problem::damaged()),
                _ => {}
            }
        }
    }
}

/// An attribute, its entities resolved.
fn attribute(start: &BytesStart, name: &str) -> Result<Option<String>, Stop> {
    for one in start.attributes().with_checks(false) {
        let one = one.map_err(|_| problem::damaged())?;
        if one.key.0 == name {
            return Ok(Some(unescape(&one.value).map_err(|_| problem::damaged())?.into_owned()));
        }
    }
    Ok(None)
}

/// A number of times; once if it is not said.
fn times(text: Option<&str>) -> Result<u32, Stop> {
    let Some(text) = text else { return Ok(1) };
    // However many more: all of them are too many.
    let number: u64 = text.parse().map_err(|_| problem::damaged())?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX).max(1))
}

/// What a cell's attributes say.
#[derive(Default)]
struct Attributes {
    kind: String,
    value: String,
    currency: String,
    failed: bool,
    formula: bool,
}

/// Reads a cell to its end.
fn cell<R: BufRead>(
    xml: &mut Reader<R>,
    buffer: &mut Vec<u8>,
    start: &BytesStart,
    column: u32,
) -> Result<Tabled, Stop> {
    let covered = start.name().0 == "table:covered-table-cell";
    let mut read = Tabled { cell: Cell::Empty, column, times: 1, across: 1, down: 1 };
    let mut about = Attributes::default();
    for one in start.attributes().with_checks(false) {
        let one = one.map_err(|_| problem::damaged())?;
        let value = unescape(&one.value).map_err(|_| problem::damaged())?;
        match one.key.0 {
            "table:number-columns-repeated" => read.times = times(Some(&value))?,
            "table:number-columns-spanned" => read.across = times(Some(&value))?,
            "table:number-rows-spanned" => read.down = times(Some(&value))?,
            "office:value-type" => about.kind = value.into_owned(),
            "office:value"
            | "office:date-value"
            | "office:time-value"
            | "office:boolean-value"
            | "office:string-value" => about.value = value.into_owned(),
            "office:currency" => about.currency = value.into_owned(),
            "table:formula" => about.formula = true,
            "calcext:value-type" => about.failed = value == "error",
            _ => {}
        }
    }
    let text = text(xml, buffer, start)?;
    if !covered {
        read.cell = value(about, text);
    }
    Ok(read)
}

/// What a cell holds: its value as the attributes say it, and else the text it shows.
fn value(about: Attributes, text: String) -> Cell {
    let written = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    if about.failed || about.formula && is_error(&text) {
        return if text.is_empty() { Cell::Empty } else { Cell::Error(text) };
    }
    let number = |shown| match about.value.parse::<f64>() {
        Ok(value) if value.is_finite() => {
            Cell::Number(Number { value, shown, decimals: shown::by_text(&text) })
        }
        _ => written(text.clone()),
    };
    match about.kind.as_str() {
        "float" => number(NumberFormat::Plain),
        "percentage" => number(NumberFormat::Percent),
        "currency" if about.currency == "GBP" => number(NumberFormat::Pounds),
        "currency" => number(NumberFormat::Plain),
        "date" => iso_date(&about.value).map_or_else(|| written(text), Cell::Date),
        "boolean" => Cell::Flag(about.value == "true"),
        _ if text.is_empty() => written(about.value),
        _ => written(text),
    }
}

/// What a formula that failed shows.
fn is_error(text: &str) -> bool {
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"].contains(&text)
        || text.starts_with("Err:")
}

/// Reads to the end of a cell and puts its paragraphs together.
fn text<R: BufRead>(xml: &mut Reader<R>, buffer: &mut Vec<u8>, cell: &BytesStart) -> Result<String, Stop> {
    let mut text = Paragraphs::default();
    loop {
        buffer.clear();
        match xml.read_event_into(buffer).map_err(|_| problem::damaged())? {
            Event::Start(start) => match start.name().0 {
                "text:p" => text.begin(),
                "text:span" | "text:a" if text.inside => {}
                "text:s" if text.inside => {
                    let count = times(attribute(&start, "text:c")?.as_deref())?;
                    text.exactly(' ', count as usize);
                }
                "text:tab" if text.inside => text.exactly('\t', 1),
                "text:line-break" if text.inside => text.exactly('\n', 1),
                // A comment, a shape, a table in the table.
                _ => {
                    let end = start.to_end().into_owned();
                    xml.read_to_end_into(end.name(), buffer).map_err(|_| problem::damaged())?;
                }
            },
            Event::Text(words) => text.words(&words.xml10_content()),
            Event::CData(words) => text.words(&words.xml10_content()),
            Event::GeneralRef(entity) => text.letter(entity_letter(&entity)?),
            Event::End(end) if end.name() == cell.name() => return Ok(text.all),
            Event::End(end) if end.name().0 == "text:p" => text.end(),
            Event::DocType(_) => return Err(problem::entities()),
            Event::Eof => return Err(problem::damaged()),
            _ => {}
        }
        if text.all.len() > MAX_TEXT {
            return Err(problem::bomb("One of its cells holds more than 1 MB of text"));
        }
    }
}

/// `&amp;` and `&#38;`; no others are known without a document type.
fn entity_letter(entity: &BytesRef) -> Result<char, Stop> {
    if let Some(letter) = entity.resolve_char_ref().map_err(|_| problem::damaged())? {
        return Ok(letter);
    }
    let known = resolve_predefined_entity(entity).and_then(|text| text.chars().next());
    known.ok_or_else(problem::entities)
}

/// The paragraphs of a cell, a line each. White space between words is one
/// space however it is laid out in the file; more of it has elements of its own.
#[derive(Default)]
struct Paragraphs {
    all: String,
    inside: bool,
    begun: bool,
    /// White space that counts only if a word follows.
    space: bool,
    /// Where the paragraph begins.
    from: usize,
}

impl Paragraphs {
    fn begin(&mut self) {
        if self.begun {
            self.all.push('\n');
        }
        (self.inside, self.begun, self.space, self.from) = (true, true, false, self.all.len());
    }

    fn end(&mut self) {
        self.inside = false;
    }

    fn words(&mut self, words: &str) {
        words.chars().for_each(|letter| self.letter(letter));
    }

    fn letter(&mut self, letter: char) {
        if !self.inside {
            return;
        }
        if matches!(letter, ' ' | '\t' | '\n' | '\r') {
            self.space = self.all.len() > self.from;
            return;
        }
        self.take_space();
        self.all.push(letter);
    }

    fn exactly(&mut self, letter: char, count: usize) {
        self.take_space();
        // More than a cell may hold is too many, however many more.
        self.all.extend(std::iter::repeat_n(letter, count.min(MAX_TEXT + 1)));
    }

    fn take_space(&mut self) {
        if std::mem::take(&mut self.space) {
            self.all.push(' ');
        }
    }
}
