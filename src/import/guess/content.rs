//! What stands in a column, as far as it helps to tell what the column is.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::bound::bounded;
use crate::domain::typed_figure::Written;
use crate::import::figure::{self, CellFigure, Style};
use crate::import::organisations::is_gss_code;
use crate::import::targets::{Field, Takes};
use crate::import::words::{plain, same_reference};
use crate::import::written_time::{self, WrittenTime};
use crate::import::{Known, cell_text};
use crate::source::{Cell, NumberFormat};

/// A column that says more different things is no choice between few.
const FEW: usize = 60;
/// Longer texts, in bytes, are words: neither figures nor times, nor one of few choices.
const LONG: usize = 500;

/// Words for how much something matters: a column of these groups nothing.
const DEGREES: [&str; 17] = [
    "very high",
    "high",
    "medium",
    "moderate",
    "normal",
    "low",
    "very low",
    "critical",
    "essential",
    "urgent",
    "key",
    "other",
    "h",
    "m",
    "l",
    "yes",
    "no",
];

/// What stands in a column.
#[derive(Debug, Default)]
pub struct Content {
    pub filled: usize,
    pub figures: usize,
    pub fractions: usize,
    pub missing: usize,
    pub times: usize,
    pub days: Vec<NaiveDate>,
    pub texts: usize,
    letters: usize,
    /// Different texts, the first [`FEW`].
    pub values: BTreeSet<String>,
    /// There are more.
    pub many: bool,
    /// Texts that are references of the workbook's indicators.
    pub references: usize,
    /// Texts that name or number an organisation of the workbook, and those that are codes of
    /// organisations as national statistics have them.
    pub organisations: usize,
    pub organisation_codes: usize,
    /// Plain numbers lie from -1 to 1, and not all are whole.
    pub like_shares: bool,
    pub decimal_commas: usize,
    pub decimal_points: usize,
    /// Cells with a second figure in brackets.
    pub pairs: usize,
    /// `≥80%`, `92-97`.
    pub bounds: usize,
    pub samples: Vec<String>,
    /// Years alone, `2015` or `Q1 2015`, the first few.
    pub bare_years: Vec<String>,
    /// Spans of several years, and months such as `2009-11` that could be one, by how many years.
    pub year_ranges: usize,
    year_months: BTreeSet<i32>,
    all_year_months: bool,
    /// Days that can be read with their month first alone, the first few.
    pub month_first: Vec<String>,
    /// Cells that were to hold a figure: errors, figures that cannot be read.
    pub broken: usize,
    /// Figures with a decimal comma or a decimal point that can be nothing else.
    pub sure_commas: usize,
    pub sure_points: usize,
}

impl Content {
    /// Looks through cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>, known: &Known) -> Self {
        let mut content = Self::default();
        let (mut numbers, mut parts, mut outside) = (0, 0, 0);
        for cell in cells.filter(|cell| !matches!(cell, Cell::Empty)) {
            content.filled += 1;
            if let Cell::Text(text) = cell
                && text.len() > LONG
            {
                content.texts += 1;
                content.letters += text.chars().count();
                content.many = true;
                if content.samples.is_empty() {
                    content.samples.push(text.clone());
                }
                continue;
            }
            let text = cell_text(cell);
            if content.samples.len() < 4 && !content.samples.contains(&text) {
                content.samples.push(text.clone());
            }
            match figure::read(cell, Style::default()) {
                Ok(CellFigure::Figure(found)) => {
                    content.figures += 1;
                    content.decimal_points += usize::from(text.contains('.'));
                    let plain = found.written != Some(Written::Percent)
                        && !matches!(cell, Cell::Number(number) if number.shown != NumberFormat::Plain);
                    numbers += usize::from(plain);
                    parts += usize::from(plain && found.value.fract() != 0.0);
                    outside += usize::from(!plain || !(-1.0..=1.0).contains(&found.value));
                }
                // `2015/16` is a year.
                Ok(CellFigure::Fraction(..)) => {
                    content.fractions += usize::from(written_time::read(&text).is_none())
                }
                Ok(CellFigure::Missing(_)) => content.missing += 1,
                Ok(CellFigure::Nothing) => {}
                Err(_) => {
                    content.broken += usize::from(is_broken(cell));
                    content.decimal_commas += usize::from(is_decimal_comma(&text));
                    content.pairs += usize::from(figure::has_two(&text));
                    content.bounds += usize::from(bounded(&text).is_some());
                }
            }
            content.look_at(cell);
            content.note_decimals(cell, &text);
            content.references += usize::from(known.references.contains(&same_reference(&text)));
            content.organisation_codes += usize::from(is_gss_code(&text));
            content.organisations += usize::from(known.called.meant(&text).is_some());
            if content.values.len() < FEW {
                content.values.insert(text);
            } else {
                content.many |= !content.values.contains(&text);
            }
        }
        content.like_shares = numbers > 1 && parts > 0 && outside == 0;
        content
    }

    fn look_at(&mut self, cell: &Cell) {
        match cell {
            Cell::Date(day) => {
                self.times += 1;
                self.days.push(*day);
            }
            Cell::Text(text) => {
                self.texts += 1;
                self.letters += text.chars().count();
                let time = written_time::read(text);
                match time {
                    Some(WrittenTime::Day(day)) => self.days.push(day),
                    Some(time) if time.is_bare() => few(&mut self.bare_years, text),
                    Some(WrittenTime::Years { .. }) => self.year_ranges += 1,
                    Some(WrittenTime::YearMonth { year, month }) => {
                        self.year_months.insert(i32::from(month) - year % 100);
                    }
                    _ => {}
                }
                self.all_year_months |= self.times == 0;
                self.all_year_months &= matches!(time, Some(WrittenTime::YearMonth { .. }));
                let month_first = time.is_none() && written_time::month_first(text).is_some();
                if month_first {
                    few(&mut self.month_first, text);
                }
                self.times += usize::from(time.is_some() || month_first);
            }
            _ => {}
        }
    }

    fn note_decimals(&mut self, cell: &Cell, text: &str) {
        let Cell::Text(_) = cell else { return };
        // The first number of the text, whatever marks stand around it.
        let begins = |c: char| c.is_ascii_digit() || c == '.';
        let number = text.find(begins).map_or("", |at| &text[at..]);
        let ends =
            number.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(number.len());
        let number = &number[..ends];
        let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((whole, after)) = number.rsplit_once(',') {
            let grouped = !whole.is_empty() && !after.is_empty() && whole.split('.').all(all);
            self.sure_commas +=
                usize::from(grouped && all(after) && (after.len() != 3 || whole.contains('.')));
        } else if let Some((whole, after)) = number.rsplit_once('.') {
            let grouped = whole.split(',').all(all) && all(after);
            let sure = after.len() != 3 || whole.contains(',') || matches!(whole, "" | "0");
            self.sure_points += usize::from(grouped && sure);
        }
    }

    /// Whether `2009-11` in it is three years: other cells are such spans, or all of several are equally long.
    pub fn has_year_ranges(&self) -> bool {
        let equally_long = self.all_year_months && self.values.len() > 1 && self.year_months.len() == 1;
        let span = self.year_months.first().is_some_and(|years| *years > 0);
        (self.year_ranges > 0 && !self.year_months.is_empty()) || (equally_long && span)
    }

    /// Whether it is like figures though few of it can be read: some are figures, or were to be, and none is a
    /// text of many words.
    pub fn may_be_figures(&self) -> bool {
        self.like_figures() + self.bounds + self.broken > 0 && self.average_length() <= 24
    }

    /// Whether so many are most of what is there.
    pub fn mostly(&self, part: usize) -> bool {
        self.filled > 0 && part * 10 >= self.filled * 6
    }

    /// Cells that hold figures, however they are written.
    pub fn like_figures(&self) -> usize {
        self.figures + self.fractions + self.decimal_commas + self.pairs
    }

    /// Whether its texts are short codes: letters with a number, and no space between them.
    pub fn are_codes(&self) -> bool {
        let is_code = |text: &String| {
            text.chars().count() <= 12
                && !text.contains(char::is_whitespace)
                && text.contains(char::is_alphabetic)
                && text.contains(|c: char| c.is_ascii_digit())
        };
        self.texts > 0 && self.texts == self.filled && self.values.iter().all(is_code)
    }

    /// Letters of a text, on average.
    pub fn average_length(&self) -> usize {
        self.letters / self.texts.max(1)
    }

    /// Whether the column can be what the field takes. A heading that is `exact` is believed where some of what
    /// stands below it is, or was to be, of that kind: the rest is refused, cell by cell.
    pub fn suits(&self, field: &Field, exact: bool) -> bool {
        let kept = match field.takes {
            Takes::Figure => self.may_be_figures(),
            Takes::Time => {
                self.times > 0 || (self.figures == 0 && self.texts > 0 && self.average_length() <= 24)
            }
            _ => false,
        };
        if exact && kept {
            return true;
        }
        if self.filled == 0 {
            return true;
        }
        match field.takes {
            Takes::Any => true,
            Takes::Words | Takes::Choice => self.texts * 10 >= self.filled * 4,
            Takes::Grouping => {
                let degree = |text: &String| DEGREES.contains(&plain(text).as_str());
                self.texts * 10 >= self.filled * 4
                    && !self.mostly(self.figures)
                    && !self.values.iter().all(degree)
            }
            Takes::Reference => self.average_length() <= 24 && !self.mostly(self.fractions),
            Takes::Figure => {
                let like = self.like_figures() + self.missing;
                (self.mostly(like) || (exact && like * 3 >= self.filled)) && self.like_figures() > 0
            }
            Takes::Time => self.times * 10 >= self.filled * 4,
            Takes::Day => self.mostly(self.times + self.missing),
        }
    }
}

/// Notes a text among the first few of its kind.
fn few(of: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if of.len() < 3 && !of.iter().any(|there| there == text) {
        of.push(text.to_owned());
    }
}

/// Whether a cell that cannot be read was to hold a figure: a formula that failed, or a text with digits.
fn is_broken(cell: &Cell) -> bool {
    match cell {
        Cell::Error(_) => true,
        Cell::Text(text) => text.trim_start().starts_with('#') || text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// `5,8` or `12,75`: as thousands it would be wrong.
fn is_decimal_comma(text: &str) -> bool {
    text.split_once(',').is_some_and(|(before, after)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (1..=2).contains(&after.len()) && digits(after) && digits(before.trim_start_matches('-'))
    })
}
