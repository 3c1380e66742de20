//! Amounts in a change that are about ten times the last ones, or a tenth of them: asked about
//! before they are kept.

use super::MonthField;
use crate::domain::money::Pence;
use crate::workbook::steps::jumps::money_jump;
use crate::workbook::{Change, Edit, MonthlyAmount, Record};

/// What a change of money differs from so much that it has to be asked about, each as a sentence
/// without its stop: "forecast £75 where it was £1.31m". `now` is what the workbook holds of what is
/// changed: the figures of a line, where a saving stands, the months of a year in their order.
pub fn money_jumps(change: &Change, now: &[Record]) -> Vec<String> {
    let put = change.edits.iter().filter_map(|edit| match edit {
        Edit::Put(record) => Some(record),
        Edit::Remove { .. } => None,
    });
    let mut found: Vec<String> = put
        .clone()
        .flat_map(|new| amounts(new, now))
        .filter_map(|(name, typed, last)| Some(format!("{name} {}", money_jump(typed, last)?)))
        .collect();
    found.extend(in_block(&put.filter_map(month_of).collect::<Vec<_>>(), now, &found));
    found
}

/// Months of a block that are put in together, compared with the one before each, as both will be: one
/// amount among many has a digit too many. What was found already is not said twice.
fn in_block(block: &[&MonthlyAmount], now: &[Record], found: &[String]) -> Vec<String> {
    let held: Vec<&MonthlyAmount> = now.iter().filter_map(month_of).collect();
    let mut said = Vec::new();
    for field in MonthField::ALL {
        let mut before: Option<(&MonthlyAmount, Pence)> = None;
        for month in &held {
            let Some(new) = block.iter().find(|new| new.period == month.period) else { continue };
            let Some(amount) = field.of(new).filter(|amount| *amount != 0) else { continue };
            let is_typed = |month: &MonthlyAmount| {
                let stored = held.iter().find(|held| held.period == month.period);
                stored.is_none_or(|stored| field.of(stored) != field.of(month))
            };
            let name = format!("{} {}", new.period.title(), field.title());
            if let Some((last_month, last)) = before.filter(|(last, _)| is_typed(new) || is_typed(last))
                && let Some(jump) = money_jump(Some(amount), Some(last))
                && !found.iter().any(|one| one.starts_with(&name))
            {
                let beside = format!("where {} is", last_month.period.title());
                said.push(format!("{name} {}", jump.replace("where it was", &beside)));
            }
            before = Some((new, amount));
        }
    }
    said
}

fn month_of(record: &Record) -> Option<&MonthlyAmount> {
    match record {
        Record::MonthlyAmount(month) => Some(month),
        _ => None,
    }
}

type Amount = (String, Option<Pence>, Option<Pence>);

/// The amounts of a record, by what they are called, each with the last one.
fn amounts(new: &Record, now: &[Record]) -> Vec<Amount> {
    let of = |list: &[(&str, Option<Pence>, Option<Pence>)]| {
        list.iter().map(|(name, typed, last)| ((*name).to_owned(), *typed, *last)).collect()
    };
    match new {
        Record::BudgetAmount(new) => {
            let held = now.iter().find_map(|record| match record {
                Record::BudgetAmount(held) => Some(held),
                _ => None,
            });
            held.map_or_else(Vec::new, |held| {
                of(&[
                    ("original budget", new.original, held.original),
                    ("revised budget", new.revised, held.revised.or(held.original)),
                    ("forecast", new.forecast, held.forecast.or(held.revised)),
                ])
            })
        }
        Record::CapitalAmount(new) => {
            let held = now.iter().find_map(|record| match record {
                Record::CapitalAmount(held) => Some(held),
                _ => None,
            });
            held.map_or_else(Vec::new, |held| {
                of(&[
                    ("original budget", new.original, held.original),
                    ("brought forward", new.slippage_in, held.slippage_in),
                    ("slippage in year", new.slippage, held.slippage),
                    ("additions", new.additions, held.additions),
                    ("deletions", new.deletions, held.deletions),
                    ("accelerations", new.accelerations, held.accelerations),
                    ("forecast", new.forecast, held.forecast),
                    ("put off to next year", new.slippage_out, held.slippage_out),
                ])
            })
        }
        Record::SavingPosition(new) => {
            let held = now.iter().find_map(|record| match record {
                Record::SavingPosition(held) => Some(held),
                _ => None,
            });
            held.map_or_else(Vec::new, |held| {
                of(&[("target", new.target, held.target), ("forecast", new.forecast, held.forecast)])
            })
        }
        Record::MonthlyAmount(new) => month(new, now),
        _ => Vec::new(),
    }
}

/// The amounts of a month: compared with what it holds, else with the month before.
fn month(new: &MonthlyAmount, now: &[Record]) -> Vec<Amount> {
    let months: Vec<&MonthlyAmount> = now.iter().filter_map(month_of).collect();
    let Some(at) = months.iter().position(|month| month.period == new.period) else { return Vec::new() };
    let title = new.period.title();
    let last = |field: MonthField| {
        let before = || months[..at].iter().rev().find_map(|month| field.of(month));
        field.of(months[at]).or_else(before)
    };
    // What stays as it is was not typed.
    MonthField::ALL
        .into_iter()
        .filter(|field| field.of(new) != field.of(months[at]))
        .map(|field| (format!("{title} {}", field.title()), field.of(new), last(field)))
        .collect()
}
