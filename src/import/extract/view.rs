//! A row as a target looks at it: by fields, with every cell that cannot be
//! read refused by name.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::domain::money::MoneyUnit;
use crate::domain::typed_figure::contradiction;
use crate::domain::{DateReader, FinancialYear, Period, PeriodKind, Tense, Unit};
use crate::import::extract::late::Late;
use crate::import::extract::names::Names;
use crate::import::extract::tree::{BudgetPlace, Tree};
use crate::import::extract::under::Under;
use crate::import::extract::{Plan, refused};
use crate::import::figure::{self, CellFigure, Firmness, Style};
use crate::import::words::{self, plain};
use crate::import::{Known, cell_text, written_time};
use crate::source::{Cell, Row};
use crate::workbook::staged::{BelongsTo, CellPlace, StagedImport, StagedRecord};
use crate::workbook::{Record, Table};

/// A row and everything it is told to.
pub struct RowView<'a> {
    pub(super) plan: &'a Plan,
    pub(super) row: &'a Row,
    pub(super) known: &'a Known,
    pub(super) gathered: &'a mut StagedImport,
    pub(super) names: &'a mut Names,
    /// The headings within the table that it stands below.
    pub(super) under: &'a Under,
    pub(super) late: &'a mut Late,
    pub(super) tree: &'a mut Tree,
    /// Where it stands among the lines of a budget.
    pub(super) budget: BudgetPlace,
    /// The indicator of the row itself, once it is known: several of its columns may say something of it.
    pub(super) own: Option<u32>,
    /// How firm its period says that its figures are.
    pub(super) firmness: Firmness,
    /// How many things the row has said.
    pub(super) used: u32,
    /// Why it is left out, where that is on purpose.
    pub(super) why: Option<&'static str>,
}

/// The text of a cell without the space around it; figures as they are read.
pub fn text_of(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => Cow::Borrowed(text.trim()),
        Cell::Empty => Cow::Borrowed(""),
        other => Cow::Owned(cell_text(other)),
    }
}

/// The one figure of a cell, which is in a unit; none where there is none.
fn one_figure(cell: &Cell, style: Style, unit: Unit) -> Result<Option<f64>, String> {
    match figure::read(cell, style)? {
        CellFigure::Figure(figure) => match contradiction(&cell_text(cell), figure.written, unit) {
            Some(why) => Err(why),
            None => Ok(Some(figure.value)),
        },
        CellFigure::Nothing | CellFigure::Missing(_) => Ok(None),
        CellFigure::Fraction(..) => Err("it is a fraction; write one figure".to_owned()),
    }
}

impl<'a> RowView<'a> {
    pub(super) fn cell(&self, field: &str) -> Option<(&'a Cell, CellPlace)> {
        let column = self.plan.cells.get(field)?;
        let cell = self.row.cells.get(usize::from(column)).filter(|cell| !matches!(cell, Cell::Empty))?;
        Some((cell, self.place(column)))
    }

    pub(super) fn place(&self, column: u16) -> CellPlace {
        CellPlace { sheet: self.plan.sheet, row: self.row.number, column }
    }

    /// Where a field of this row stands; the row itself where it stands nowhere.
    pub fn place_of(&self, field: &str) -> CellPlace {
        self.place(self.plan.cells.get(field).unwrap_or(0))
    }

    /// The words of a field: of its cell, else those that are the same for every row.
    pub fn text(&self, field: &str) -> String {
        self.words(field).into_owned()
    }

    /// The same, borrowed.
    pub fn words(&self, field: &str) -> Cow<'a, str> {
        match self.cell(field) {
            Some((cell, _)) => text_of(cell),
            None => Cow::Borrowed(self.plan.reading.fixed(field).unwrap_or_default()),
        }
    }

    /// The name in a field, without marks of notes.
    pub fn name_in(&self, field: &str) -> Cow<'a, str> {
        match self.words(field) {
            Cow::Borrowed(text) => words::name(text),
            Cow::Owned(text) => Cow::Owned(words::name(&text).into_owned()),
        }
    }

    /// Refuses a field of this row.
    pub fn refuse(&mut self, field: &str, reason: impl Into<String>) {
        let place = self.place_of(field);
        let cell = self.cell(field).map(|(cell, _)| cell);
        self.gathered.refused.push(refused(place, cell, reason.into()));
    }

    fn style(&self, field: &str) -> Style {
        let reading = &self.plan.reading;
        reading.place_of(field).map_or_else(Style::default, |at| reading.columns[at].style)
    }

    /// A figure of a field, which is in a unit.
    pub fn figure(&mut self, field: &str, unit: Unit) -> Option<f64> {
        let (cell, _) = self.cell(field)?;
        one_figure(cell, self.style(field), unit).unwrap_or_else(|why| {
            self.refuse(field, why);
            None
        })
    }

    /// An amount of money in whole pence.
    pub fn pence(&mut self, field: &str) -> Option<i64> {
        let pounds = self.figure(field, Unit::Money)?;
        let pence = (pounds * 100.0).round();
        if pence.abs() > 9e15 {
            self.refuse(field, "it is too large an amount");
            return None;
        }
        Some(pence as i64)
    }

    /// What amounts of a field are rounded to, in pence.
    pub fn rounding(&self, field: &str) -> i64 {
        match self.style(field).times {
            Some(times) if times >= 1_000_000.0 => MoneyUnit::Millions.pence(),
            Some(times) if times >= 1_000.0 => MoneyUnit::Thousands.pence(),
            _ => 1,
        }
    }

    /// A day: a real date, or one written day first.
    pub fn day(&mut self, field: &str) -> Option<NaiveDate> {
        let (cell, _) = self.cell(field)?;
        if let Cell::Date(day) = cell {
            return Some(*day);
        }
        let text = text_of(cell);
        if text.is_empty() || figure::missing(&text).is_some() {
            return None;
        }
        let begins = self.period().map_or(self.known.period, |period| period).starts(self.known.first_month);
        let time = written_time::read_styled(without_end_of(&text), self.plan.times);
        if let Some(written_time::WrittenTime::Day(day)) = time {
            return Some(day);
        }
        // A month or a quarter is due by its last day; without a year it is the next after the period begins.
        let due = |year| {
            let period = time?.period(self.known.first_month, self.known.period.kind(), Some(year)).ok()?;
            Some(period.ends(self.known.first_month))
        };
        let year = Period::containing(PeriodKind::Year, begins, self.known.first_month).financial_year();
        if let Some(day) = due(year).filter(|day| *day >= begins).or_else(|| due(FinancialYear(year.0 + 1))) {
            return Some(day);
        }
        // Without a year it is the next such day, too.
        let dates =
            DateReader { today: begins, first_month: Some(self.known.first_month), tense: Tense::Future };
        match dates.read_written(&text) {
            Ok(day) => Some(day),
            Err(why) => {
                self.refuse(field, why);
                None
            }
        }
    }

    /// One of few words, by the words people write for it; none where the cell is empty.
    pub fn choice(&mut self, field: &str, choices: &[(&'static str, &[&str])]) -> Option<&'static str> {
        let text = self.text(field);
        let wanted = plain(&text);
        if wanted.is_empty() {
            return None;
        }
        let exact = |names: &[&str]| names.iter().any(|name| plain(name) == wanted);
        let begins = |names: &[&str]| names.iter().any(|name| wanted.starts_with(&plain(name)));
        let found = choices
            .iter()
            .find(|(code, names)| plain(code) == wanted || exact(names))
            .or_else(|| choices.iter().find(|(_, names)| begins(names)));
        match found {
            Some((code, _)) => Some(code),
            None => {
                let codes: Vec<String> = choices.iter().map(|(code, _)| code.replace('_', " ")).collect();
                self.refuse(field, format!("write one of {}", codes.join(", ")));
                None
            }
        }
    }

    /// A step of a scale, from `4`, `4 - Major` or `Major 4`; none where there is no number.
    pub fn step(&mut self, field: &str) -> Option<u32> {
        let text = self.text(field);
        let digits: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
        match digits.as_slice() {
            [one] => one.parse().ok(),
            _ => None,
        }
    }

    /// The period of the row: of its own cell, else the one that is the same for every row.
    pub fn period(&mut self) -> Option<Period> {
        let Some((cell, _)) = self.cell("period") else { return self.plan.period };
        let text = text_of(cell);
        let beside = self.plan.cells.contains("year");
        if !beside && let Some((period, firmness)) = self.names.times.get(&text) {
            self.firmness = firmness;
            return Some(period);
        }
        let year = if beside { self.year()? } else { self.plan.year };
        let time = match cell {
            Cell::Date(day) => Some(written_time::WrittenTime::Day(*day)),
            _ => written_time::read_styled(&text, self.plan.times),
        };
        // `2001/02 (provisional)`: what it says besides is of the figures.
        let (time, firmness) = match (time, figure::firmness(&text)) {
            (None, (rest, firmness)) if rest.len() < text.len() => {
                (written_time::read_styled(rest, self.plan.times), firmness)
            }
            (time, _) => (time, Firmness::Unsaid),
        };
        let period = match time {
            Some(time) => time.period(self.known.first_month, self.plan.kind_of_days, Some(year)),
            None if text.is_empty() => return self.plan.period,
            None => Period::parse(&text).map_err(|error| error.why),
        };
        match period {
            Ok(period) => {
                self.firmness = firmness;
                self.names.times.note(text.into_owned(), (period, firmness));
                Some(period)
            }
            Err(why) => {
                self.refuse("period", why);
                None
            }
        }
    }

    /// The financial year that stands in a column beside the quarter or month.
    fn year(&mut self) -> Option<FinancialYear> {
        let Some((cell, _)) = self.cell("year") else { return Some(self.plan.year) };
        let time = match cell {
            Cell::Date(day) => Some(written_time::WrittenTime::Day(*day)),
            cell => written_time::read_styled(&text_of(cell), self.plan.times),
        };
        match time.map(|time| time.period(self.known.first_month, PeriodKind::Year, Some(self.plan.year))) {
            Some(Ok(period)) => Some(period.financial_year()),
            Some(Err(why)) => {
                self.refuse("year", why);
                None
            }
            None => {
                self.refuse("year", "it is no year; write it as in 2015/16");
                None
            }
        }
    }

    /// The period of the row, noted as one that is named.
    pub fn reported(&mut self) -> Option<Period> {
        let period = self.period()?;
        Some(self.name_period(period))
    }

    /// What is the same for every row.
    pub fn fixed(&self, name: &str) -> Option<&'a str> {
        self.plan.reading.fixed(name)
    }

    /// Whether the row has anything in a field.
    pub fn has(&self, field: &str) -> bool {
        self.cell(field).is_some()
    }

    /// The heading of a field's column.
    pub fn heading(&self, field: &str) -> Option<String> {
        let reading = &self.plan.reading;
        reading.place_of(field).map(|at| reading.columns[at].name())
    }

    /// Amounts of months: the month, the field, pence, and where it stands. Of columns whose
    /// headings name months, else of the row's own month.
    pub fn monthly(&mut self, fields: &[&'static str]) -> Vec<(Period, &'static str, i64, String)> {
        let mut found = Vec::new();
        let plan = self.plan;
        for column in &plan.reading.columns {
            let Some(field) = column.field.and_then(|field| fields.iter().find(|code| **code == field.code))
            else {
                continue;
            };
            let at = column.column.place;
            let Some(cell) = self.row.cells.get(usize::from(at)) else { continue };
            let place = self.place(at);
            let Some(read) = one_figure(cell, column.style, Unit::Money).transpose() else { continue };
            let period = column.period.or_else(|| self.period());
            match (read, period) {
                (Ok(pounds), Some(period)) if period.kind() == PeriodKind::Month => {
                    let source = self.gathered.source(place);
                    found.push((period, *field, (pounds * 100.0).round() as i64, source));
                }
                (Ok(_), Some(period)) => {
                    let why = format!("{} is no month; say which month it is of", period.title());
                    self.gathered.refused.push(refused(place, Some(cell), why));
                }
                (Ok(_), None) => {}
                (Err(why), _) => self.gathered.refused.push(refused(place, Some(cell), why)),
            }
        }
        found
    }

    /// Where this row stands, as records keep it.
    pub fn source(&self, field: &str) -> String {
        self.gathered.source(self.place_of(field))
    }

    /// Says a record.
    pub fn say(
        &mut self,
        field: &str,
        name: &str,
        as_new: Record,
        found_by: &'static [&'static str],
        said: Vec<(&str, Value)>,
        belongs_to: Vec<BelongsTo>,
    ) {
        self.used += 1;
        let said: Map<String, Value> = said
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(field, value)| (field.to_owned(), value))
            .collect();
        let place = self.place_of(field);
        self.gathered.records.push(StagedRecord {
            place,
            name: name.to_owned(),
            as_new,
            found_by,
            said,
            belongs_to,
        });
    }
}

/// `End of Sept` and `by September` without what comes before.
fn without_end_of(text: &str) -> &str {
    let mut rest = text.trim();
    for start in ["by ", "the ", "end ", "of ", "- "] {
        if rest.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)) {
            rest = rest[start.len()..].trim_start();
        }
    }
    rest
}

/// What refers to a row by its name.
pub fn belongs_to(field: &'static str, table: Table, name: &str) -> BelongsTo {
    BelongsTo { field, table, name: name.to_owned() }
}

/// A text as a value; null where it is empty, which leaves the field as it is.
pub fn words_of(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::from(text) }
}
