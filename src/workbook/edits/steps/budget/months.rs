//! The months of a budget line.

use crate::domain::budget::{MONTHS, spread_by, spread_evenly};
use crate::domain::money::{Pence, TooLarge, total};
use crate::domain::{Period, PeriodKind};
use crate::workbook::{
    BudgetKind, BudgetLine, BudgetLineDetail, Change, MonthlyAmount, PeriodRecord, Record, Table,
};

/// A figure of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MonthField {
    Budget,
    Actual,
    Forecast,
}

impl MonthField {
    /// In the order tables show them.
    pub const ALL: [Self; 3] = [Self::Budget, Self::Actual, Self::Forecast];

    /// `budget`, `actual`, `forecast`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Actual => "actual",
            Self::Forecast => "forecast",
        }
    }

    /// What a month holds of it.
    pub fn of(self, month: &MonthlyAmount) -> Option<Pence> {
        match self {
            Self::Budget => month.budget,
            Self::Actual => month.actual,
            Self::Forecast => month.forecast,
        }
    }

    fn put(self, month: &mut MonthlyAmount, amount: Option<Pence>) {
        match self {
            Self::Budget => month.budget = amount,
            Self::Actual => month.actual = amount,
            Self::Forecast => month.forecast = amount,
        }
    }
}

/// What the source of an invented month says, before the names of what in it is invented.
const INVENTED: &str = "Illustrative";

/// Whether a figure of a month is invented: all of an invented month are, until some are typed.
pub fn is_invented(month: &MonthlyAmount, field: MonthField) -> bool {
    if !month.illustrative || field.of(month).is_none() {
        return false;
    }
    match month.source.strip_prefix(INVENTED).and_then(|rest| rest.strip_prefix(": ")) {
        Some(names) => names.split(", ").any(|name| name == field.title()),
        None => true,
    }
}

/// What is done by typing or emptying figures of months, for the history.
pub fn months_label(figures: &[MonthFigure]) -> String {
    match figures {
        [(at, field, Some(_))] => format!("month {} {}", at + 1, field.title()),
        [(at, field, None)] => format!("month {} {} cleared", at + 1, field.title()),
        _ => "months".to_owned(),
    }
}

/// What is done by spreading, for the history.
pub fn spread_label(field: MonthField, by_last_year: bool) -> String {
    format!("{} spread {}", field.title(), if by_last_year { "by last year" } else { "evenly" })
}

/// Enters figures of months: positions 0–11 in `months`, which are the twelve of the year.
/// Typed figures are no longer marked as invented.
pub fn set_months(
    line: &BudgetLine,
    months: &[MonthlyAmount],
    figures: &[MonthFigure],
    what: &str,
) -> Change {
    let mut change = Change::new(format!("{} {what}", line.name));
    for (at, month) in months.iter().enumerate() {
        let mine: Vec<_> = figures.iter().filter(|(month, ..)| *month == at).collect();
        if mine.is_empty() {
            continue;
        }
        let mut new = MonthlyAmount { line_id: line.id, ..month.clone() };
        let mut invented: Vec<MonthField> =
            MonthField::ALL.into_iter().filter(|field| is_invented(month, *field)).collect();
        for (_, field, amount) in mine {
            field.put(&mut new, *amount);
            if field.of(month) != *amount {
                invented.retain(|other| other != field);
            }
        }
        if month.illustrative {
            let names: Vec<&str> = invented.iter().map(|field| field.title()).collect();
            new.illustrative = !names.is_empty();
            new.source = match names.len() {
                0 => String::new(),
                _ => format!("{INVENTED}: {}", names.join(", ")),
            };
        }
        let empty = MonthField::ALL.iter().all(|field| field.of(&new).is_none());
        change = match (empty, new.id > 0) {
            (true, true) => change.remove(Table::MonthlyAmount, new.id, new.revision),
            (true, false) => change,
            (false, _) => change.put(Record::MonthlyAmount(new)),
        };
    }
    change
}

/// A figure for a month: its position from 0, what it is, and the amount.
pub type MonthFigure = (usize, MonthField, Option<Pence>);

/// Positions of the months that no closed period has reported: a month is
/// reported by itself, by its quarter and by its year.
pub fn open_months(months: &[MonthlyAmount], periods: &[PeriodRecord]) -> Vec<usize> {
    let closed = |period: Period| periods.iter().any(|record| record.code == period && !record.is_open());
    let is_open = |month: &MonthlyAmount| {
        let month = month.period;
        let quarter = Period::new(month.financial_year(), PeriodKind::Quarter, month.number().div_ceil(3));
        !closed(month) && !closed(month.whole_year()) && !quarter.is_ok_and(closed)
    };
    months.iter().enumerate().filter(|(_, month)| is_open(month)).map(|(at, _)| at).collect()
}

/// What there is to spread, and over which of the `open` months: of the
/// budget, what closed months leave of the revised budget; of the forecast,
/// what spending leaves of it over the months without an actual.
///
/// # Errors
/// A sentence: there is nothing to spread, or no month to spread it over.
pub fn to_spread(
    detail: &BudgetLineDetail,
    field: MonthField,
    open: &[usize],
) -> Result<(Pence, Vec<usize>), String> {
    let months: Vec<usize> = match field {
        MonthField::Actual => {
            return Err("What was spent is not spread: choose budget or forecast".to_owned());
        }
        MonthField::Budget => open.to_vec(),
        MonthField::Forecast => {
            open.iter().copied().filter(|at| detail.months[*at].actual.is_none()).collect()
        }
    };
    let (whole, what) = whole(detail, field)?;
    let whole = whole.ok_or_else(|| format!("There is no {what} to spread: enter it first"))?;
    if months.is_empty() {
        return Err("Every month is closed or has its actual already".to_owned());
    }
    // What stays as it is: spending, or the budget of months that were reported.
    let kept = (0..MONTHS.min(detail.months.len())).filter(|at| !months.contains(at));
    let kept = kept.map(|at| match field {
        MonthField::Forecast => detail.months[at].actual.or(detail.months[at].forecast),
        _ => detail.months[at].budget,
    });
    let kept = total(kept).map_err(|error| error.to_string())?.unwrap_or(0);
    let left = whole.checked_sub(kept).ok_or(TooLarge).map_err(|error| error.to_string())?;
    Ok((left, months))
}

/// The year's figure that is spread, and its name: a revenue line's revised budget, a capital line's
/// latest budget, or the forecast.
fn whole(detail: &BudgetLineDetail, field: MonthField) -> Result<(Option<Pence>, &'static str), String> {
    let (revenue, capital) = (detail.amount.as_ref(), detail.capital.as_ref());
    Ok(match (field, detail.line.kind) {
        (MonthField::Forecast, BudgetKind::Revenue) => {
            (revenue.and_then(|amount| amount.forecast), "forecast")
        }
        (MonthField::Forecast, BudgetKind::Capital) => {
            (capital.and_then(|amount| amount.forecast), "forecast")
        }
        (_, BudgetKind::Revenue) => (revenue.and_then(|amount| amount.revised), "revised budget"),
        (_, BudgetKind::Capital) => {
            let chain = capital.map(|amount| amount.capital().chain()).transpose();
            let chain = chain.map_err(|error| error.to_string())?;
            (chain.and_then(|chain| chain.latest), "latest budget")
        }
    })
}

/// The figures that spread it: evenly, or in the shape of last year's months. They add up to the penny.
///
/// # Errors
/// As [`to_spread`]; and where last year gives no shape.
pub fn spread(
    detail: &BudgetLineDetail,
    field: MonthField,
    shaped: bool,
    open: &[usize],
) -> Result<Vec<MonthFigure>, String> {
    let (amount, months) = to_spread(detail, field, open)?;
    let parts = if shaped {
        let last_year = |at: &usize| detail.last_year.get(*at).copied().flatten().unwrap_or(0);
        let shape: Vec<Pence> = months.iter().map(last_year).collect();
        spread_by(amount, &shape).map_err(|error| error.to_string())?
    } else {
        spread_evenly(amount, months.len())
    };
    Ok(months.into_iter().zip(parts).map(|(at, part)| (at, field, Some(part))).collect())
}
