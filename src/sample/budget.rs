//! Turns the money file into records.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SampleError;
use super::records::{Place, Reader, Source, entry, whole};
use crate::domain::Period;
use crate::domain::budget::{MONTHS, spread_evenly};
use crate::domain::money::{MoneyUnit, Pence, parse_cell};
use crate::workbook::{
    BudgetAmount, BudgetKind, BudgetLine, CapitalAmount, Id, MonthlyAmount, Record, Saving, SavingPosition,
    SavingStatus, VarianceBase,
};

/// A table printed in whole thousands.
const THOUSANDS: Pence = 100_000;
/// A table printed in thousands with two decimals.
const TENS: Pence = 1_000;

/// `budget.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetFile {
    period: Period,
    service: String,
    source: String,
    #[serde(default)]
    printed: BTreeMap<String, String>,
    #[serde(default)]
    revenue: Vec<toml::Table>,
    #[serde(default)]
    capital: Vec<toml::Table>,
    #[serde(default)]
    saving: Vec<toml::Table>,
}

/// One `[[revenue]]`, its amounts as printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RevenueEntry {
    name: String,
    /// Name of the line it counts into, which must stand before it.
    #[serde(default)]
    under: String,
    #[serde(default)]
    table: String,
    #[serde(default)]
    owner: String,
    tolerance: Option<f64>,
    #[serde(default)]
    original: String,
    #[serde(default)]
    revised: String,
    #[serde(default)]
    forecast: String,
    #[serde(default)]
    variation: String,
    /// `-2.6%`.
    #[serde(default)]
    percent: String,
    #[serde(default)]
    comment: String,
    /// Invented spending of the first months; the rest of the year is spread evenly.
    #[serde(default)]
    spent: Vec<String>,
}

/// One `[[capital]]`, its amounts as printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CapitalEntry {
    name: String,
    #[serde(default)]
    table: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    original: String,
    #[serde(default)]
    slippage_in: String,
    #[serde(default)]
    slippage: String,
    #[serde(default)]
    additions: String,
    #[serde(default)]
    deletions: String,
    #[serde(default)]
    accelerations: String,
    #[serde(default)]
    forecast: String,
    #[serde(default)]
    slippage_out: String,
    #[serde(default)]
    stated_revised: String,
    #[serde(default)]
    stated_latest: String,
    #[serde(default)]
    stated_variance: String,
    #[serde(default)]
    variance_base: VarianceBase,
    #[serde(default)]
    comment: String,
}

/// One `[[saving]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavingEntry {
    reference: String,
    description: String,
    #[serde(default)]
    table: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    forecast: String,
    status: SavingStatus,
    #[serde(default)]
    comment: String,
}

impl Reader {
    /// Adds budget lines, their figures and months, and savings.
    pub(super) fn budget(&mut self, (name, text): Source) -> Result<(), SampleError> {
        if text.is_empty() {
            return Ok(());
        }
        let file: BudgetFile = whole(name, text)?;
        let top = Place { file: name, entry: "top of the file".to_owned() };
        self.known_period(&top, file.period)?;
        let mut lines = BTreeMap::new();
        for (position, table) in file.revenue.iter().cloned().enumerate() {
            let (place, entry) = entry::<RevenueEntry>(name, "revenue", position, table)?;
            let id = self.revenue(&place, &file, position, &entry, &lines)?;
            if lines.insert(entry.name, id).is_some() {
                return Err(place.wrong("this name is used twice"));
            }
        }
        for (position, table) in file.capital.iter().cloned().enumerate() {
            let (place, entry) = entry::<CapitalEntry>(name, "capital", position, table)?;
            self.capital(&place, &file, position, entry)?;
        }
        for (position, table) in file.saving.iter().cloned().enumerate() {
            let (place, entry) = entry::<SavingEntry>(name, "saving", position, table)?;
            self.saving(&place, &file, entry)?;
        }
        for (field, text) in file.printed {
            self.printed(None, file.period, field, text);
        }
        Ok(())
    }

    fn revenue(
        &mut self,
        place: &Place,
        file: &BudgetFile,
        position: usize,
        entry: &RevenueEntry,
        lines: &BTreeMap<String, Id>,
    ) -> Result<Id, SampleError> {
        let parent_id = match entry.under.as_str() {
            "" => None,
            name => Some(
                *lines.get(name).ok_or_else(|| place.wrong(format!("no line before it is called {name}")))?,
            ),
        };
        let line_id = self.put(|id| {
            Record::BudgetLine(line(
                id,
                BudgetKind::Revenue,
                parent_id,
                position,
                &entry.name,
                &entry.owner,
                entry.tolerance,
                file,
            ))
        });
        let percent = match entry.percent.as_str() {
            "" => None,
            text => Some(
                crate::domain::figures::parse_figure(text).map_err(|error| place.wrong(error.to_string()))?,
            ),
        };
        let amount = BudgetAmount {
            id: 0,
            revision: 0,
            line_id,
            period: file.period,
            original: money(place, &entry.original)?,
            revised: money(place, &entry.revised)?,
            forecast: money(place, &entry.forecast)?,
            stated_variation: money(place, &entry.variation)?,
            stated_percent: percent,
            comment: entry.comment.trim().to_owned(),
            rounding: THOUSANDS,
            carried: false,
            source: source(file, &entry.table),
        };
        let (revised, forecast) = (amount.revised, amount.forecast);
        self.put(|id| Record::BudgetAmount(BudgetAmount { id, ..amount }));
        if !entry.spent.is_empty() {
            self.months(place, file, line_id, entry, (revised, forecast))?;
        }
        Ok(line_id)
    }

    /// Invented months: the budget spread evenly, the first months spent, and
    /// what the forecast leaves spread evenly over the others.
    fn months(
        &mut self,
        place: &Place,
        file: &BudgetFile,
        line_id: Id,
        entry: &RevenueEntry,
        (revised, forecast): (Option<Pence>, Option<Pence>),
    ) -> Result<(), SampleError> {
        let (Some(revised), Some(forecast)) = (revised, forecast) else {
            return Err(place.wrong("months need a revised budget and a forecast"));
        };
        let spent = entry.spent.iter().map(|text| Ok(money(place, text)?.unwrap_or(0)));
        let spent: Vec<Pence> = spent.collect::<Result<_, SampleError>>()?;
        let left = forecast - spent.iter().sum::<Pence>();
        let ahead = spread_evenly(left, MONTHS.saturating_sub(spent.len()));
        let year = file.period.financial_year();
        for (at, (budget, period)) in
            spread_evenly(revised, MONTHS).into_iter().zip(year.months()).enumerate()
        {
            let month = MonthlyAmount {
                id: 0,
                revision: 0,
                line_id,
                period,
                budget: Some(budget),
                actual: spent.get(at).copied(),
                forecast: at.checked_sub(spent.len()).and_then(|at| ahead.get(at).copied()),
                illustrative: true,
                source: "Illustrative".to_owned(),
            };
            self.put(|id| Record::MonthlyAmount(MonthlyAmount { id, ..month }));
        }
        Ok(())
    }

    fn capital(
        &mut self,
        place: &Place,
        file: &BudgetFile,
        position: usize,
        entry: CapitalEntry,
    ) -> Result<(), SampleError> {
        let line_id = self.put(|id| {
            Record::BudgetLine(line(
                id,
                BudgetKind::Capital,
                None,
                position,
                &entry.name,
                &entry.owner,
                None,
                file,
            ))
        });
        let amount = CapitalAmount {
            id: 0,
            revision: 0,
            line_id,
            period: file.period,
            original: money(place, &entry.original)?,
            slippage_in: money(place, &entry.slippage_in)?,
            slippage: money(place, &entry.slippage)?,
            additions: money(place, &entry.additions)?,
            deletions: money(place, &entry.deletions)?,
            accelerations: money(place, &entry.accelerations)?,
            forecast: money(place, &entry.forecast)?,
            slippage_out: money(place, &entry.slippage_out)?,
            stated_revised: money(place, &entry.stated_revised)?,
            stated_latest: money(place, &entry.stated_latest)?,
            stated_variance: money(place, &entry.stated_variance)?,
            variance_base: entry.variance_base,
            comment: entry.comment.trim().to_owned(),
            rounding: TENS,
            carried: false,
            source: source(file, &entry.table),
        };
        self.put(|id| Record::CapitalAmount(CapitalAmount { id, ..amount }));
        Ok(())
    }

    fn saving(&mut self, place: &Place, file: &BudgetFile, entry: SavingEntry) -> Result<(), SampleError> {
        let saving_id = self.put(|id| {
            Record::Saving(Saving {
                id,
                revision: 0,
                reference: entry.reference.clone(),
                description: entry.description.clone(),
                service: file.service.clone(),
                owner: entry.owner.clone(),
                opened_in: Some(file.period),
                closed_in: None,
                source: source(file, &entry.table),
            })
        });
        let (target, forecast) = (money(place, &entry.target)?, money(place, &entry.forecast)?);
        self.put(|id| {
            Record::SavingPosition(SavingPosition {
                id,
                revision: 0,
                saving_id,
                period: file.period,
                target,
                forecast,
                status: entry.status,
                comment: entry.comment.trim().to_owned(),
            })
        });
        Ok(())
    }
}

#[allow(clippy::too_many_arguments, reason = "a record with its fields")]
fn line(
    id: Id,
    kind: BudgetKind,
    parent_id: Option<Id>,
    position: usize,
    name: &str,
    owner: &str,
    tolerance: Option<f64>,
    file: &BudgetFile,
) -> BudgetLine {
    BudgetLine {
        id,
        kind,
        parent_id,
        position: u32::try_from(position + 1).unwrap_or(u32::MAX),
        name: name.to_owned(),
        service: file.service.clone(),
        owner: owner.to_owned(),
        tolerance,
        ..BudgetLine::default()
    }
}

fn source(file: &BudgetFile, table: &str) -> String {
    if table.is_empty() { file.source.clone() } else { format!("{}, {table}", file.source) }
}

/// An amount as printed in a table in £000.
fn money(place: &Place, text: &str) -> Result<Option<Pence>, SampleError> {
    parse_cell(text, MoneyUnit::Thousands).map_err(|error| place.wrong(error.to_string()))
}
