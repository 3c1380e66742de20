//! Finding the table in a sheet: where the headings are, what unit each column
//! is in, what is a title above, a note below, a total or the headings again.

use super::figure;
use super::table_lines::{begins_note, begins_word, is_average, is_total};
use super::table_units::is_units;
use super::words::{plain, same_words};
use crate::import::written_time;
use crate::source::{Area, Cell, Row};

/// Rows looked at to find the headings, and cells of each: the first of a wide row tell for the others.
const LOOKED_AT: usize = 60;
const LOOKED_ACROSS: usize = 64;

/// Where the headings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Number of the first row of headings, as the file counts.
    pub first: u32,
    /// How many rows they take.
    pub rows: u32,
}

/// A column and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// From 0.
    pub place: u16,
    /// Its heading; those of two rows joined, the upper first. Empty where there is none.
    pub name: String,
    /// What stands in the row of units below the headings: `£000`, `%`.
    pub unit: String,
}

/// A table found in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Texts above the headings, from the top.
    pub titles: Vec<String>,
    /// None where the sheet has no headings and its first row is data.
    pub header: Option<Header>,
    pub columns: Vec<Column>,
    /// Number of the first row that may be data.
    pub begins: u32,
}

/// What a row below the headings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Data,
    /// Nothing in it.
    Blank,
    /// The headings once more, as tables that go over pages have them.
    Headings,
    /// A note, a source, a footer.
    Note,
    /// Only a heading for the rows that follow.
    Group,
    Total,
    Average,
}

impl Line {
    /// Why it is left out.
    pub fn why(self) -> Option<&'static str> {
        match self {
            Self::Data => None,
            Self::Blank => Some("empty"),
            Self::Headings => Some("the headings again"),
            Self::Note => Some("a note, not data"),
            Self::Group => Some("a heading within the table"),
            Self::Total => Some("a total: it is worked out from its rows"),
            Self::Average => Some("an average: it is worked out from its rows"),
        }
    }
}

impl Table {
    /// Finds the table of a sheet from its first rows. `known` tells how many words of a heading
    /// name something the program knows; `fixed` is where a person said the headings are.
    pub fn find(rows: &[Row], merged: &[Area], known: impl Fn(&str) -> bool, fixed: Option<Header>) -> Self {
        let header = fixed.or_else(|| find_header(rows, merged, &known));
        let Some(header) = header.filter(|header| header.rows > 0) else {
            let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            let columns = (0..widest).map(|at| Column { place: at as u16, ..Column::default() }).collect();
            return Self { columns, begins: rows.first().map_or(1, |row| row.number), ..Self::default() };
        };
        let heads: Vec<&Row> = rows
            .iter()
            .filter(|row| (header.first..header.first.saturating_add(header.rows)).contains(&row.number))
            .collect();
        let titles = rows
            .iter()
            .take_while(|row| row.number < header.first)
            .filter_map(title_of)
            .filter(|text| !text.is_empty())
            .take(12)
            .collect();
        let mut begins = header.first.saturating_add(header.rows);
        let mut columns = name_columns(&heads, merged);
        if let Some(row) = rows.iter().find(|row| row.number >= begins).filter(|row| is_units(row)) {
            for column in &mut columns {
                column.unit = cell(row, column.place).and_then(text_of).unwrap_or_default().trim().to_owned();
            }
            begins = row.number.saturating_add(1);
        }
        Self { titles, header: Some(header), columns, begins }
    }

    /// What a row is. `key` are the columns that say what a row is about.
    pub fn line(&self, row: &Row, key: &[u16]) -> Line {
        let filled = || (0..).zip(&row.cells).filter(|(_, cell)| !matches!(cell, Cell::Empty));
        let Some((first, cell)) = filled().next() else { return Line::Blank };
        let count = filled().count();
        let text = text_of(cell);
        if self.header.is_some() && count > 1 && self.repeats_headings(filled(), count) {
            return Line::Headings;
        }
        if let Some(text) = text.filter(|_| count <= 2) {
            let lower = text.trim().to_lowercase();
            if count == 1 {
                if begins_note(&lower) || text.len() > 120 {
                    return Line::Note;
                }
                if self.columns.len() > 2 && (key.is_empty() || key.contains(&first) || first == 0) {
                    return Line::Group;
                }
            }
            if lower.starts_with("source:")
                || lower.starts_with("note:")
                || begins_word(&lower, &["note", "notes"])
            {
                return Line::Note;
            }
        }
        let names = key.iter().filter_map(|at| row.cells.get(usize::from(*at)).and_then(text_of));
        let name = names.into_iter().next().or(text);
        if name.is_some_and(is_total) {
            return Line::Total;
        }
        if name.is_some_and(is_average) {
            return Line::Average;
        }
        Line::Data
    }

    fn repeats_headings<'c>(&self, filled: impl Iterator<Item = (u16, &'c Cell)>, count: usize) -> bool {
        // A column stands at its own place, unless some before it were left out.
        let named = |place: u16| {
            let here = |column: &&Column| column.place == place;
            self.columns.get(usize::from(place)).filter(here).or_else(|| self.columns.iter().find(here))
        };
        let is_heading = |(at, cell): (u16, &Cell)| {
            let name = named(at).map_or("", |column| column.name.as_str());
            let text = text_of(cell).map_or("", str::trim);
            // A figure heads nothing, though “£000” ends with a nought.
            let ends = || {
                text.contains(char::is_alphabetic)
                    && name
                        .strip_suffix(text)
                        .is_some_and(|before| before.ends_with(|c: char| !c.is_alphanumeric()))
            };
            !text.is_empty() && (ends() || same_words(name, text))
        };
        // Most rows are told by the first half of their cells.
        let mut others = 0;
        for cell in filled {
            others += usize::from(!is_heading(cell));
            if others * 2 >= count {
                return false;
            }
        }
        true
    }
}

/// The text of a row above the headings: its first cell, and where that is the name of what stands beside it, as
/// in `Period:`, the next one too.
pub(super) fn title_of(row: &Row) -> Option<String> {
    let mut texts = row.cells.iter().filter_map(heading);
    let first = texts.next()?;
    let is_label = first.ends_with(':')
        || matches!(
            plain(&first).as_str(),
            "period" | "reporting period" | "quarter" | "month" | "financial year"
        );
    if is_label {
        return texts.next().map_or(Some(first.clone()), |next| {
            Some(format!("{}: {next}", first.trim_end_matches([':', ' '])))
        });
    }
    let title = row.cells.iter().find_map(text_of).map(|text| text.trim().to_owned())?;
    // Its time may stand in a cell of its own.
    let timed = |text: &String| text.len() <= 60 && written_time::find(text).is_some();
    match texts.find(timed).filter(|_| !timed(&title)) {
        Some(time) => Some(format!("{title}, {time}")),
        None => Some(title),
    }
}

fn cell(row: &Row, place: u16) -> Option<&Cell> {
    row.cells.get(usize::from(place))
}

pub(super) fn text_of(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// A heading: a text, or a number or a day that heads a column (2015, a month).
fn heading(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Cell::Number(number) if number.value.fract() == 0.0 => Some(format!("{}", number.value)),
        Cell::Date(day) => Some(crate::domain::dates::format_date(*day)),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// Whether a cell could head a column, and not be data below one.
fn heads(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            let text = text.trim();
            text.len() <= 400
                && (written_time::find(text).is_some()
                    || !matches!(
                        figure::read(cell, figure::Style::default()),
                        Ok(figure::CellFigure::Figure(_) | figure::CellFigure::Fraction(..))
                    ))
        }
        Cell::Date(_) => true,
        // A year.
        Cell::Number(number) => number.value.fract() == 0.0 && (1990.0..=2100.0).contains(&number.value),
        _ => false,
    }
}

pub(super) fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).count()
}

/// What is filled in a row, and how much of what was looked at could be headings.
#[derive(Clone, Copy)]
struct Seen {
    filled: usize,
    looked_at: usize,
    heads: usize,
}

fn see(row: &Row) -> Seen {
    let first = || row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).take(LOOKED_ACROSS);
    let heads = first().filter(|cell| heads(cell)).count();
    Seen { filled: filled(row), looked_at: first().count(), heads }
}

fn find_header(rows: &[Row], merged: &[Area], known: &impl Fn(&str) -> bool) -> Option<Header> {
    let rows = &rows[..rows.len().min(LOOKED_AT)];
    // Each is compared with those above it, and looked at once.
    let seen: Vec<Seen> = rows.iter().map(see).collect();
    let mut best: Option<(i64, usize)> = None;
    for (at, row) in rows.iter().enumerate() {
        let Seen { filled: wide, looked_at, heads } = seen[at];
        if wide < 2 || heads * 10 < looked_at * 8 {
            continue;
        }
        let texts: Vec<String> = row.cells.iter().filter_map(heading).take(LOOKED_ACROSS).collect();
        let mut distinct = texts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        // A title merged over all columns is one text many times.
        if distinct.len() < 2 {
            continue;
        }
        let named = texts.iter().filter(|text| known(text)).count() as i64;
        let timed = texts.iter().filter(|text| written_time::find(text).is_some()).count() as i64;
        let below = &seen[(at + 1).min(rows.len())..(at + 9).min(rows.len())];
        if below.is_empty() && named == 0 {
            continue;
        }
        let widest_below = below.iter().map(|row| row.filled).max().unwrap_or(0);
        let data_below = below.iter().map(|row| row.looked_at - row.heads).sum::<usize>() as i64;
        // As wide as what follows, headings that are known, figures below them, and near the top.
        // Columns that are not filled in yet are more usual than figures without a heading.
        let missing = if widest_below > wide { 20 } else { 8 };
        let fit = 20 - missing * (widest_below as i64 - wide as i64).abs() / (widest_below.max(wide) as i64);
        let score =
            fit + named * 12 + timed.min(6) * 4 + data_below.min(20) + (wide as i64).min(10) - at as i64 / 4;
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    let (score, at) = best?;
    if score < 18 {
        return None;
    }
    let (mut first, mut last) = (at, at);
    // Groups above the headings: merged over several columns, or fewer than they are and repeating below.
    while first > 0
        && rows[first - 1].number + 1 == rows[first].number
        && is_group_row(&rows[first - 1], &rows[first], merged)
    {
        first -= 1;
    }
    // Headings of which some are merged downwards go on below.
    if let Some(next) = rows.get(last + 1)
        && next.number == rows[last].number + 1
        && is_group_row(&rows[last], next, merged)
        && next.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).all(heads)
        && !is_units(next)
    {
        last += 1;
    }
    let first_row = rows[first].number;
    Some(Header { first: first_row, rows: rows[last].number - first_row + 1 })
}

/// Whether a row groups the columns of the row below it.
fn is_group_row(row: &Row, below: &Row, merged: &[Area]) -> bool {
    let (above, under) = (filled(row), filled(below));
    if above == 0 || under < 2 {
        return false;
    }
    let spans = merged.iter().any(|area| {
        area.first_row == row.number
            && area.last_row == row.number
            && area.last_column > area.first_column
            // A title over everything is no group.
            && usize::from(area.last_column - area.first_column) + 1 < row.cells.len().max(below.cells.len())
    });
    if spans {
        return true;
    }
    let mut names: Vec<String> = below.cells.iter().filter_map(heading).map(|name| plain(&name)).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    // `2014/15` over `Numerator`, `Denominator`, and again.
    above >= 2
        && above < under
        && names.len() < all
        && row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).all(heads)
}

fn name_columns(heads: &[&Row], merged: &[Area]) -> Vec<Column> {
    let width = heads.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let spread =
        |area: &Area, row: &Row| area.first_row == row.number && area.last_column > area.first_column;
    let width = heads
        .iter()
        .flat_map(|row| {
            merged.iter().filter(|area| spread(area, row)).map(|area| usize::from(area.last_column) + 1)
        })
        .fold(width, usize::max)
        .min(4096);
    let mut names: Vec<Vec<String>> = vec![Vec::new(); width];
    let lower_width = heads.last().map_or(0, |row| row.cells.len());
    for (level, row) in heads.iter().enumerate() {
        let groups = level + 1 < heads.len();
        let mut carried: Option<String> = None;
        for (at, name) in names.iter_mut().enumerate() {
            let place = at as u16;
            let own = row.cells.get(at).and_then(heading);
            let area = merged
                .iter()
                .find(|area| spread(area, row) && (area.first_column..=area.last_column).contains(&place));
            let text = match (own, area) {
                (Some(own), _) => {
                    carried = groups.then(|| own.clone());
                    Some(own)
                }
                (None, Some(area)) => row.cells.get(usize::from(area.first_column)).and_then(heading),
                // Without merged cells a group goes on to the next one.
                (None, None)
                    if groups && at < lower_width && !merged.iter().any(|area| spread(area, row)) =>
                {
                    carried.clone()
                }
                _ => None,
            };
            if let Some(text) = text
                && !name.contains(&text)
            {
                name.push(text);
            }
        }
    }
    (0..)
        .zip(names)
        .map(|(place, parts)| Column { place, name: parts.join(" "), unit: String::new() })
        .collect()
}
