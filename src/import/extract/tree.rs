//! The lines of a budget as the rows of a table stand below each other: by headings within the table, by how far
//! names are indented, and by rows of totals.

use std::collections::HashSet;

use crate::import::table::Line;
use crate::import::table_lines::is_total;
use crate::import::words::plain;
use crate::workbook::change::Record;
use crate::workbook::staged::{BETWEEN, BelongsTo, CellPlace, StagedImport, StagedRecord};
use crate::workbook::{BudgetKind, BudgetLine, Table};

/// Where a row stands among the lines of a budget.
#[derive(Debug, Default, PartialEq)]
pub struct BudgetPlace {
    /// The lines that it counts into, the highest first; of a total the last is the line it is the total of.
    pub above: Vec<String>,
    pub is_total: bool,
}

/// What a row of a budget is.
#[derive(Debug, PartialEq)]
pub(super) enum Stands {
    Line(BudgetPlace),
    /// Only a heading: the rows below count into it.
    Heading,
    /// A total, and nothing says of which lines.
    TotalOfNothing,
}

/// How far in a row stands: its blanks, then whether it is a heading in capitals, a heading or a line.
type Rank = (usize, u8);

/// A line that those below it count into.
#[derive(Debug)]
struct Above {
    rank: Rank,
    name: String,
    is_heading: bool,
    /// Rows below it are indented further than it is.
    is_indented: bool,
    sum: f64,
}

/// A row that may be a line.
pub(super) struct BudgetRow<'r> {
    pub(super) line: Line,
    /// As it stands, with the blanks before it.
    pub(super) name: &'r str,
    /// What a column says that it counts into.
    pub(super) under: &'r str,
    /// Its budget, of which totals are the sums.
    pub(super) amount: Option<f64>,
}

/// The lines read so far.
#[derive(Default)]
pub(super) struct Tree {
    above: Vec<Above>,
    /// What columns said that lines count into, with the sums of those.
    columns: Vec<(String, f64)>,
    /// Keys of lines that were said.
    said: HashSet<String>,
    /// Positions of the lines at the top among the records.
    top: Vec<usize>,
    /// The sum of the lines that count into no other.
    sum: f64,
    /// The last row was a heading.
    fresh: bool,
    /// The row that is being read counts into no line.
    at_top: bool,
    /// What the total of everything is called, and its kind of budget and place.
    total: Option<(String, CellPlace)>,
}

impl Tree {
    /// What the next row is.
    pub(super) fn take(&mut self, row: &BudgetRow<'_>, place: CellPlace) -> Stands {
        let name = row.name.trim();
        let fresh = std::mem::take(&mut self.fresh);
        self.at_top = false;
        if let Some(of) = total_of(name).filter(|_| row.line != Line::Group) {
            return self.total(name, &of, row, place);
        }
        let indent = indent(row.name);
        if row.line == Line::Group {
            let capitals = !name.contains(char::is_lowercase);
            let rank = (indent, if capitals { 0 } else { 1 });
            let below_last = fresh && self.above.last().is_some_and(|last| last.rank < rank);
            while !below_last && self.above.last().is_some_and(|last| last.rank >= rank) {
                self.above.pop();
            }
            let name = name.trim_end_matches([':', ' ']).to_owned();
            self.above.push(Above { rank, name, is_heading: true, is_indented: false, sum: 0.0 });
            self.fresh = true;
            return Stands::Heading;
        }
        // A column says it, whatever stands above.
        if !row.under.is_empty() {
            let amount = row.amount.unwrap_or_default();
            match self.columns.iter_mut().find(|(under, _)| plain(under) == plain(row.under)) {
                Some((_, sum)) => *sum += amount,
                None => self.columns.push((row.under.to_owned(), amount)),
            }
            // Without a name of its own it is the total of those above.
            let is_total = name.is_empty();
            self.sum += if is_total { 0.0 } else { amount };
            return Stands::Line(BudgetPlace { above: vec![row.under.to_owned()], is_total });
        }
        let rank = (indent, 2);
        while self.above.last().is_some_and(|last| {
            last.rank >= rank || last.is_heading && last.is_indented && last.rank.0 >= indent
        }) {
            self.above.pop();
        }
        if let Some(last) = self.above.last_mut() {
            last.is_indented |= indent > last.rank.0;
        }
        let amount = row.amount.unwrap_or_default();
        let path: Vec<String> = self.above.iter().map(|above| above.name.clone()).collect();
        // What is printed of a line that others count into is their sum already.
        match self.above.iter().any(|above| !above.is_heading) {
            true => {}
            false => self.sum += amount,
        }
        for above in &mut self.above {
            above.sum += amount;
        }
        self.at_top = path.is_empty();
        self.above.push(Above {
            rank,
            name: name.to_owned(),
            is_heading: false,
            is_indented: false,
            sum: 0.0,
        });
        Stands::Line(BudgetPlace { above: path, is_total: false })
    }

    /// A row of a total: of the line that it names, of the one that its column names, else of those whose budgets
    /// add up to it.
    fn total(&mut self, name: &str, of: &str, row: &BudgetRow<'_>, place: CellPlace) -> Stands {
        let path_to = |above: &[Above]| above.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let total = |above: Vec<String>| Stands::Line(BudgetPlace { above, is_total: true });
        if !of.is_empty() {
            if let Some(at) = self.above.iter().rposition(|above| plain(&above.name) == of) {
                let path = path_to(&self.above[..=at]);
                self.above.truncate(at);
                return total(path);
            }
            if let Some((under, _)) = self.columns.iter().find(|(under, _)| plain(under) == of) {
                return total(vec![under.clone()]);
            }
            return Stands::TotalOfNothing;
        }
        if !row.under.is_empty() {
            return total(vec![row.under.to_owned()]);
        }
        let is_sum =
            |sum: f64| row.amount.is_some_and(|amount| (amount - sum).abs() <= amount.abs().max(1.0) * 1e-4);
        let is_whole = plain(name).starts_with("grand") || plain(name).starts_with("overall");
        let open = self.above.iter().rposition(|above| above.is_heading);
        if let Some(at) = open.filter(|at| !is_whole && (is_sum(self.above[*at].sum) || !is_sum(self.sum))) {
            if !is_sum(self.above[at].sum) && !plain(name).starts_with("sub") {
                return Stands::TotalOfNothing;
            }
            let path = path_to(&self.above[..=at]);
            self.above.truncate(at);
            return total(path);
        }
        if plain(name).starts_with("sub") {
            return Stands::TotalOfNothing;
        }
        self.above.clear();
        let name = name.trim_end_matches([':', ' ']).to_owned();
        self.total.get_or_insert((name.clone(), place));
        total(vec![name])
    }

    /// Whether a line is said for the first time.
    pub(super) fn is_new(&mut self, key: &str) -> bool {
        // The total of everything is said before all others.
        let is_total =
            self.total.as_ref().is_some_and(|(name, _)| key.ends_with(&format!("{BETWEEN}{name}")));
        !is_total && self.said.insert(key.to_owned())
    }

    /// Notes the position of a line among the records.
    pub(super) fn note(&mut self, record: usize) {
        if self.at_top {
            self.top.push(record);
        }
    }

    /// Puts the total of everything before the lines that count into it.
    pub(super) fn settle(self, gathered: &mut StagedImport) {
        let Some((name, place)) = self.total else { return };
        let is_top = |record: &StagedRecord| {
            matches!(&record.as_new, Record::BudgetLine(line) if line.name != name)
                && record.belongs_to.is_empty()
        };
        let Some(kind) = gathered.records.iter().find_map(|record| match &record.as_new {
            Record::BudgetLine(line) => Some(line.kind),
            _ => None,
        }) else {
            return;
        };
        let key = crate::import::targets::line_key(kind, std::slice::from_ref(&name));
        for record in gathered.records.iter_mut().filter(|record| is_top(record)) {
            record.belongs_to.push(BelongsTo {
                field: "parent_id",
                table: Table::BudgetLine,
                name: key.clone(),
            });
        }
        gathered.records.insert(0, whole(kind, &name, place));
    }
}

fn whole(kind: BudgetKind, name: &str, place: CellPlace) -> StagedRecord {
    StagedRecord {
        place,
        name: name.to_owned(),
        as_new: Record::BudgetLine(BudgetLine { kind, name: name.to_owned(), ..BudgetLine::default() }),
        found_by: &["kind", "name"],
        said: serde_json::Map::new(),
        belongs_to: Vec::new(),
    }
}

/// Blanks before a name.
fn indent(name: &str) -> usize {
    name.chars().take_while(|letter| letter.is_whitespace()).count()
}

/// What a row is the total of, in plain words: nothing for "Total" or "Net total expenditure"; none where it is no
/// total.
fn total_of(name: &str) -> Option<String> {
    const TOTAL: [&str; 7] = ["total", "totals", "subtotal", "sub", "grand", "net", "overall"];
    const GENERAL: [&str; 8] =
        ["budget", "expenditure", "revenue", "capital", "council", "programme", "of", "for"];
    let words = plain(name);
    let ends =
        words.split(' ').next_back().is_some_and(|last| matches!(last, "total" | "totals" | "subtotal"));
    if !ends && !is_total(name) {
        return None;
    }
    let mut rest: Vec<&str> = words.split(' ').collect();
    while rest.first().is_some_and(|word| TOTAL.contains(word) || matches!(*word, "of" | "for")) {
        rest.remove(0);
    }
    while rest.last().is_some_and(|word| TOTAL.contains(word)) {
        rest.pop();
    }
    let is_general = rest.iter().all(|word| GENERAL.contains(word));
    Some(if is_general { String::new() } else { rest.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as name, what they count into by a column, and budget; no budget for headings.
    fn read(rows: &[(&str, &str, Option<f64>)]) -> Vec<String> {
        let mut tree = Tree::default();
        rows.iter()
            .map(|(name, under, amount)| {
                let line = if amount.is_none() && under.is_empty() { Line::Group } else { Line::Data };
                let row = BudgetRow { line, name, under, amount: *amount };
                match tree.take(&row, CellPlace::default()) {
                    Stands::Heading => "heading".to_owned(),
                    Stands::TotalOfNothing => "?".to_owned(),
                    Stands::Line(BudgetPlace { above, is_total: true }) => {
                        format!("total {}", above.join("/"))
                    }
                    Stands::Line(BudgetPlace { above, .. }) => above.join("/"),
                }
            })
            .collect()
    }

    #[test]
    fn lines_stand_where_headings_indents_columns_and_totals_put_them() {
        for (rows, wanted) in [
            (
                &[
                    ("Place", "", None),
                    ("Roads", "", Some(4.0)),
                    ("Parks", "", Some(6.0)),
                    ("Total Place", "", Some(10.0)),
                    ("Care", "", Some(5.0)),
                    ("Total", "", Some(15.0)),
                ][..],
                &["heading", "Place", "Place", "total Place", "", "total Total"][..],
            ),
            (
                &[
                    ("PLACE", "", None),
                    ("Streets", "", None),
                    ("Roads", "", Some(4.0)),
                    ("Sub-total", "", Some(4.0)),
                    ("Leisure", "", None),
                    ("Pools", "", Some(1.0)),
                    ("Sub-total", "", Some(1.0)),
                    ("PEOPLE", "", None),
                    ("Care", "", Some(2.0)),
                    ("Grand total", "", Some(7.0)),
                ],
                &[
                    "heading",
                    "heading",
                    "PLACE/Streets",
                    "total PLACE/Streets",
                    "heading",
                    "PLACE/Leisure",
                    "total PLACE/Leisure",
                    "heading",
                    "PEOPLE",
                    "total Grand total",
                ],
            ),
            // Indented below a line with a budget of its own.
            (
                &[
                    ("Place", "", Some(10.0)),
                    ("  Roads", "", Some(4.0)),
                    ("    Repairs", "", Some(3.0)),
                    ("  Parks", "", Some(6.0)),
                    ("People", "", Some(5.0)),
                    ("Total", "", Some(15.0)),
                ],
                &["", "Place", "Place/Roads", "Place", "", "total Total"],
            ),
            (
                &[
                    ("Roads", "Place", Some(4.0)),
                    ("", "Place", Some(4.0)),
                    ("Care", "People", Some(2.0)),
                    ("People total", "", Some(2.0)),
                    ("Total", "", Some(6.0)),
                ],
                &["Place", "total Place", "People", "total People", "total Total"],
            ),
            // A last "Total" below the last heading is of everything, where that is what adds up.
            (
                &[
                    ("Place", "", None),
                    ("Roads", "", Some(4.0)),
                    ("People", "", None),
                    ("Care", "", Some(2.0)),
                    ("Total", "", Some(6.0)),
                ],
                &["heading", "Place", "heading", "People", "total Total"],
            ),
            (
                &[("Place", "", None), ("Roads", "", Some(4.0)), ("Total", "", Some(9.0))],
                &["heading", "Place", "?"],
            ),
            (&[("Roads", "", Some(4.0)), ("Total Streets", "", Some(4.0))], &["", "?"]),
        ] {
            assert_eq!(read(rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn totals_are_told_from_lines() {
        for (name, of) in [
            ("Total", Some("")),
            ("Grand total", Some("")),
            ("Total expenditure", Some("")),
            ("Place total", Some("place")),
            ("Total for Children and Families", Some("children and families")),
            ("Sub-total", Some("")),
            ("Net total", Some("")),
            ("Totaliser meters", None),
            ("Roads", None),
        ] {
            assert_eq!(total_of(name).as_deref(), of, "{name}");
        }
    }
}
