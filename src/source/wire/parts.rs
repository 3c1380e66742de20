//! Events out of their bytes: whatever these are, an event comes of them or none.

use chrono::NaiveDate;

use super::super::{Area, Cell, Event, Extras, Number, NumberFormat, Problem, Row, Shade, Sheet};
use super::{MAX_CELLS, MAX_SHEETS, tag};

/// The parts of a frame; none when it does not hold what it should.
pub(super) struct Parts<'a, 's> {
    pub(super) rest: &'a [u8],
    pub(super) spare: &'s mut Vec<Cell>,
}

impl<'a> Parts<'a, '_> {
    pub(super) fn event(&mut self) -> Option<Event> {
        Some(match self.byte()? {
            tag::FILE => {
                let sheets = (0..self.count(MAX_SHEETS)?)
                    .map(|_| Some(Sheet { name: self.text()?.to_owned(), hidden: self.flag()? }))
                    .collect::<Option<_>>()?;
                Event::File { sheets, form: self.text()?.to_owned() }
            }
            tag::SHEET => {
                let place = self.small()?;
                let about = match self.number()? {
                    0 => None,
                    more => Some(u32::try_from(more - 1).ok()?),
                };
                // Each takes four bytes at the least.
                let merged = (0..self.count(self.rest.len() / 4)?)
                    .map(|_| {
                        Some(Area {
                            first_row: self.small()?,
                            last_row: self.small()?,
                            first_column: self.small()?,
                            last_column: self.small()?,
                        })
                    })
                    .collect::<Option<_>>()?;
                Event::Sheet { place, merged, about, extras: self.extras()? }
            }
            tag::ROW => {
                let number = self.small()?;
                let count = self.count(MAX_CELLS)?;
                let mut cells = std::mem::take(self.spare);
                for at in 0..count {
                    let used = cells.get_mut(at).map(std::mem::take);
                    let cell = self.cell(used)?;
                    match cells.get_mut(at) {
                        Some(place) => *place = cell,
                        None => cells.push(cell),
                    }
                }
                cells.truncate(count);
                let shades = (0..self.count(MAX_CELLS)?)
                    .map(|_| Some((self.small()?, self.shade()?)))
                    .collect::<Option<_>>()?;
                Event::Row(Row { number, cells, shades })
            }
            tag::END => Event::End { more: self.flag()? },
            tag::DONE => Event::Done,
            tag::PROBLEM => {
                let text = self.text()?.to_owned();
                let place = match self.flag()? {
                    true => Some((self.text()?.to_owned(), self.small()?, self.small()?)),
                    false => None,
                };
                Event::Problem(Problem { place, text })
            }
            _ => return None,
        })
    }

    fn extras(&mut self) -> Option<Extras> {
        // Each of a list takes two bytes at the least.
        let rows = self.count(self.rest.len() / 2)?;
        let hidden_rows = (0..rows).map(|_| Some((self.small()?, self.small()?))).collect::<Option<_>>()?;
        let columns = self.count(self.rest.len() / 2)?;
        let hidden_columns =
            (0..columns).map(|_| Some((self.small()?, self.small()?))).collect::<Option<_>>()?;
        let notes = self.count(self.rest.len() / 2)?;
        let notes = (0..notes)
            .map(|_| Some((self.small()?, self.small()?, self.text()?.to_owned())))
            .collect::<Option<_>>()?;
        Some(Extras { hidden_rows, hidden_columns, notes })
    }

    fn shade(&mut self) -> Option<Shade> {
        [Shade::Red, Shade::Amber, Shade::Green].get(usize::from(self.byte()?)).copied()
    }

    /// A cell. The text of one that is `used` up is written over.
    fn cell(&mut self, used: Option<Cell>) -> Option<Cell> {
        Some(match self.byte()? {
            tag::EMPTY => Cell::Empty,
            tag::TEXT => {
                let text = self.text().filter(|text| !text.is_empty())?;
                let mut own = if let Some(Cell::Text(used)) = used { used } else { String::new() };
                own.clear();
                own.push_str(text);
                Cell::Text(own)
            }
            tag::NUMBER => {
                let value = f64::from_le_bytes(self.array()?);
                let shown = match self.byte()? {
                    tag::PLAIN => NumberFormat::Plain,
                    tag::PERCENT => NumberFormat::Percent,
                    tag::POUNDS => NumberFormat::Pounds,
                    _ => return None,
                };
                let decimals = match self.byte()? {
                    tag::DECIMALS_UNKNOWN => None,
                    known @ 0..=15 => Some(known),
                    _ => return None,
                };
                Cell::Number(Number {
                    value: Some(value).filter(|value| value.is_finite())?,
                    shown,
                    decimals,
                })
            }
            tag::DATE => Cell::Date(NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(self.array()?))?),
            tag::FALSE => Cell::Flag(false),
            tag::TRUE => Cell::Flag(true),
            tag::ERROR => Cell::Error(self.text()?.to_owned()),
            _ => return None,
        })
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*first)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn small<N: TryFrom<u64>>(&mut self) -> Option<N> {
        N::try_from(self.number()?).ok()
    }

    fn count(&mut self, most: usize) -> Option<usize> {
        self.small().filter(|count| *count <= most)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.small()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }
}
