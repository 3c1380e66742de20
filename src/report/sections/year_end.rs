//! Where the year may end, budget line by budget line: the reported forecast beside three projections.

use super::Built;
use crate::domain::money::{MoneyUnit, Pence};
use crate::report::build::Sources;
use crate::report::builders::{
    captioned, change, column, money, money_column, note, row_about, table, words,
};
use crate::report::document::{Line as DocumentLine, *};
use crate::report::template::Wanted;
use crate::report::words::{fill, words as report_words};
use crate::workbook::views::projections::{REMAINING, RUN_RATE, SHARE, reported_as};
use crate::workbook::{BudgetLineDetail, Projection, Reported, Table as Kept};

const UNIT: MoneyUnit = MoneyUnit::Thousands;

/// The projections, by key and title, in the order of the columns.
const SHOWN: [(&str, &str); 3] = [("run_rate", RUN_RATE), ("profile", REMAINING), ("profile_share", SHARE)];

/// A line and everything projections are made from.
struct Line<'a> {
    reported: Reported,
    detail: &'a BudgetLineDetail,
    all: Vec<Projection>,
}

impl Line<'_> {
    fn amount(&self, key: &str) -> Option<Pence> {
        let one = self.all.iter().find(|one| one.key == key)?;
        one.outlook.as_ref().ok().map(|outlook| outlook.amount)
    }

    /// Whether spending says anything of its year.
    fn is_projected(&self) -> bool {
        SHOWN.iter().any(|(key, _)| self.amount(key).is_some())
    }
}

/// Every revenue line and every capital line that can be told of.
fn lines<'a>(sources: &Sources<'a>, all: impl Iterator<Item = Reported>) -> Vec<Line<'a>> {
    let line = |reported: Reported| {
        let detail = sources.material.spending_of(reported.line)?;
        Some(Line { all: detail.projections(&reported, UNIT), detail, reported })
    };
    all.filter_map(line).collect()
}

/// Revenue and capital in tables of their own: a row for each line with a column for each projection,
/// then why some have none.
pub(super) fn build(sources: &Sources, wanted: &Wanted) -> Built {
    let room = &sources.material.budget;
    let mut blocks = Vec::new();
    for (name, code, all) in [
        ("Revenue", "revenue", room.revenue.iter().map(Reported::from).collect::<Vec<_>>()),
        ("Capital", "capital", room.capital.iter().map(Reported::from).collect()),
    ] {
        let lines = lines(sources, all.into_iter());
        if lines.is_empty() {
            continue;
        }
        if lines.iter().any(Line::is_projected) {
            blocks.push(Block::Table(side_by_side(&lines, format!("{}-{code}", wanted.code), name)));
        }
        blocks.extend(without(&lines, name).map(note));
    }
    Built::of(blocks)
}

fn side_by_side(lines: &[Line], code: String, name: &str) -> Table {
    let mut columns = vec![
        column("Line", ColumnKind::Words, 24),
        money_column("Budget", UNIT),
        money_column("Reported", UNIT),
    ];
    columns.extend(SHOWN.iter().map(|(_, heading)| money_column(heading, UNIT)));
    columns.push(column("The reported forecast", ColumnKind::Words, 18));
    let rows = lines
        .iter()
        .map(|line| {
            let reported = &line.reported;
            let decimals = UNIT.decimals(reported.rounding);
            let invented = invented(line.detail).0;
            let mut cells = vec![
                Cell::plain(&reported.name),
                money(reported.budget, UNIT, decimals),
                money(reported.forecast, UNIT, decimals),
            ];
            cells.extend(SHOWN.iter().map(|(key, _)| {
                let amount = line.amount(key);
                money(amount, UNIT, decimals).invented(invented && amount.is_some())
            }));
            cells.push(Cell::plain(chosen(line)));
            let total = reported.is_total;
            Row { total, ..row_about(cells, "", Kept::BudgetLine, reported.line) }
        })
        .collect();
    let some = lines.iter().any(|line| line.is_projected() && invented(line.detail).0);
    let whole = lines.iter().filter(|line| line.is_projected()).all(|line| invented(line.detail).1);
    let caption = format!("{name}: where the year may end, in {}", UNIT.title());
    Table { rows, ..table(code, captioned(caption, some, some && whole), columns) }
}

/// Which of the projections the reported forecast is.
fn chosen(line: &Line) -> String {
    let all = &report_words().year_end;
    match line.reported.forecast {
        None => all.none_reported.clone(),
        Some(amount) => match reported_as(&line.all, amount, line.reported.rounding) {
            Some(one) => fill(&all.reported_as, &[("projection", &one.title.to_lowercase())]),
            None => all.own.clone(),
        },
    }
}

/// Why lines have no projection, those with the same reason together.
fn without(lines: &[Line], name: &str) -> Option<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_projected()) {
        let why =
            line.all.iter().find(|one| one.key == SHOWN[0].0).and_then(|one| one.outlook.as_ref().err());
        let why = why.map_or("", String::as_str);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(&line.reported.name),
            None => reasons.push((why, vec![&line.reported.name])),
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let all = &report_words().year_end;
    let told: Vec<String> = reasons
        .into_iter()
        .map(|(why, names)| {
            let names = if names.len() == lines.len() { all.every_line.clone() } else { names.join(", ") };
            fill(&all.without_line, &[("lines", &names), ("why", why)])
        })
        .collect();
    Some(fill(&all.without, &[("name", name), ("reasons", &told.join("; "))]))
}

/// The sums behind every projection, line by line: one table, with the lines as headings in it.
pub(super) fn explained(sources: &Sources, wanted: &Wanted) -> Built {
    let room = &sources.material.budget;
    let revenue = room.revenue.iter().map(Reported::from);
    let all = revenue.chain(room.capital.iter().map(Reported::from));
    let mut rows: Vec<Row> = Vec::new();
    for line in lines(sources, all).into_iter().filter(Line::is_projected) {
        let heading = DocumentLine { runs: vec![Run::strong(&line.reported.name)], bullet: 0 };
        let mut cells = vec![Cell::default(); SUM_COLUMNS];
        cells[0].lines.push(heading);
        rows.push(Row { heads_next: true, ..row_about(cells, "", Kept::BudgetLine, line.reported.line) });
        rows.extend(sum_rows(&line));
    }
    if rows.is_empty() {
        return Built::default();
    }
    let caption = format!("Where the year may end, line by line, in {}", UNIT.title());
    Built::of(vec![Block::Table(Table { rows, ..table(wanted.code.clone(), caption, sum_columns()) })])
}

/// A table for each of these lines: where its year may end, each way with its sum. Nothing for a line
/// before there is spending to tell it from.
pub(super) fn sums(sources: &Sources, all: &[Reported], code: &str) -> Vec<Block> {
    let lines = lines(sources, all.iter().cloned()).into_iter().filter(Line::is_projected);
    lines
        .enumerate()
        .map(|(at, line)| Block::Table(sum(&line, format!("{code}-year-end-{}", at + 1))))
        .collect()
}

/// Columns of a table of sums.
const SUM_COLUMNS: usize = 4;

fn sum_columns() -> Vec<Column> {
    vec![
        // Names of lines stand in it too.
        column("How it is told", ColumnKind::Words, 26),
        money_column("Year end", UNIT),
        money_column("Variance", UNIT),
        column("The sum", ColumnKind::Prose, 44),
    ]
}

fn sum(line: &Line, code: String) -> Table {
    let caption = format!("{}: where the year may end, in {}", line.reported.name, UNIT.title());
    Table { rows: sum_rows(line), ..table(code, caption, sum_columns()) }
}

/// Each way of telling where a line's year may end, with its sum.
fn sum_rows(line: &Line) -> Vec<Row> {
    let reported = &line.reported;
    let decimals = UNIT.decimals(reported.rounding);
    let invented = invented(line.detail).0;
    line.all
        .iter()
        .filter_map(|one| {
            let outlook = one.outlook.as_ref().ok()?;
            let told = invented && one.key != "reported";
            let cells = vec![
                Cell::plain(one.title),
                money(Some(outlook.amount), UNIT, decimals).invented(told),
                change(reported.over(outlook.amount), UNIT, decimals).invented(told),
                words(&outlook.because),
            ];
            Some(Row { cells, ..Row::default() })
        })
        .collect()
}

/// Whether any month with figures is invented, and whether all are.
pub(super) fn invented(detail: &BudgetLineDetail) -> (bool, bool) {
    let told =
        |month: &&crate::workbook::MonthlyAmount| month.budget.or(month.actual).or(month.forecast).is_some();
    let mut months = detail.months.iter().filter(told);
    (months.clone().any(|month| month.illustrative), months.all(|month| month.illustrative))
}
