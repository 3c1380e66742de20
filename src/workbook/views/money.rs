//! Money in a few numbers, and where what a source prints disagrees with its own figures.

use crate::domain::Rating;
use crate::domain::budget::{Agreement, compare_amount, compare_percent, percent, rate, variation};
use crate::domain::figures::{format_change, format_value};
use crate::domain::money::{MoneyUnit, Pence, TooLarge, format_money, format_variation};
use crate::workbook::views::budget::{BudgetRow, BudgetView, CapitalRow, SavingRow};
use crate::workbook::{BudgetKind, Id, SavingStatus};

/// Money in a few numbers, for the overview.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MoneySummary {
    /// How many revenue lines there are; 0 where no budget has been entered.
    pub lines: usize,
    pub revised: Option<Pence>,
    pub forecast: Option<Pence>,
    pub variation: Option<Pence>,
    pub percent: Option<f64>,
    pub rating: Rating,
    /// What the figures are rounded to, in pence.
    pub rounding: Pence,
    /// Lines over their budget, the most money first; at most 5, totals left out.
    pub largest: Vec<Overspend>,
    /// How many lines are over their budget.
    pub over: usize,
    /// Slippage within the year of all capital lines: more spending is positive.
    pub capital_slippage: Option<Pence>,
    /// Capital forecast less latest budget.
    pub capital_variance: Option<Pence>,
    /// Of all savings.
    pub savings_target: Option<Pence>,
    /// What those at risk or undeliverable fall short by.
    pub savings_short: Option<Pence>,
    /// Where printed and computed figures disagree by more than rounding.
    pub disagreements: usize,
}

/// A line over its budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Overspend {
    pub line: Id,
    pub name: String,
    pub variation: Pence,
    pub percent: Option<f64>,
    pub rating: Rating,
}

impl MoneySummary {
    /// The room in a few numbers.
    pub fn of(room: &BudgetView) -> Self {
        let tops = || room.revenue.iter().filter(|row| row.node.parent.is_none());
        let sum = |figure: fn(&BudgetRow) -> Option<Pence>| {
            crate::domain::money::total(tops().map(figure)).unwrap_or(None)
        };
        let (revised, forecast) = (sum(|row| row.revised.figure), sum(|row| row.forecast.figure));
        let variation = variation(forecast, revised).unwrap_or(None);
        let mut over: Vec<Overspend> = room
            .revenue
            .iter()
            .filter(|row| !row.node.is_total())
            .filter_map(|row| {
                Some(Overspend {
                    line: row.node.line.id,
                    name: row.node.line.name.clone(),
                    variation: row.variation.filter(|over| *over > 0)?,
                    percent: row.percent,
                    rating: row.rating,
                })
            })
            .collect();
        over.sort_by(|a, b| b.variation.cmp(&a.variation).then_with(|| a.name.cmp(&b.name)));
        let count = over.len();
        over.truncate(5);
        // One line at the top has its own tolerance; several have the workbook's.
        let mut at_top = tops();
        let tolerance = match (at_top.next(), at_top.next()) {
            (Some(row), None) => row.tolerance,
            _ => room.tolerance,
        };
        let projects = || room.capital.iter().filter(|row| row.node.parent.is_none());
        let short = room
            .savings
            .iter()
            .filter(|row| matches!(row.status(), SavingStatus::AtRisk | SavingStatus::Undeliverable));
        Self {
            lines: room.revenue.len(),
            revised,
            forecast,
            variation,
            percent: variation.zip(revised).and_then(|(over, of)| percent(over, of)),
            rating: rate(variation, revised, tolerance),
            rounding: room.revenue.iter().map(BudgetRow::rounding).min().unwrap_or(1),
            largest: over,
            over: count,
            capital_slippage: crate::domain::money::total(projects().map(|row| row.capital.slippage))
                .unwrap_or(None),
            capital_variance: crate::domain::money::total(projects().map(|row| row.chain.from_latest))
                .unwrap_or(None),
            savings_target: crate::domain::money::total(
                room.savings.iter().map(|row| row.position.as_ref().and_then(|position| position.target)),
            )
            .unwrap_or(None),
            savings_short: crate::domain::money::total(short.map(SavingRow::shortfall)).unwrap_or(None),
            disagreements: room
                .revenue
                .iter()
                .map(|row| row.notes(MoneyUnit::Pounds).len())
                .chain(room.capital.iter().map(|row| row.notes(MoneyUnit::Pounds).len()))
                .sum(),
        }
    }
}

impl BudgetView {
    /// What the source prints about money as a whole and the tables do not bear out.
    pub fn notes(&self, kind: BudgetKind, unit: MoneyUnit) -> Vec<String> {
        let summary = MoneySummary::of(self);
        let mut notes = Vec::new();
        let revenue = ("dashboard.revenue_variance", "revenue variance", summary.variation, 100_000);
        let capital = ("dashboard.capital_variance", "capital variance", summary.capital_variance, 100_000);
        let asked = if kind == BudgetKind::Capital { capital } else { revenue };
        for (field, name, computed, rounding) in [asked] {
            let Some(printed) = self.printed.iter().find(|printed| printed.field == field) else { continue };
            let stated =
                crate::domain::money::parse_cell(&printed.text, MoneyUnit::Thousands).unwrap_or(None);
            let decimals = unit.decimals(if field.contains("capital") { 1_000 } else { rounding });
            if let (Agreement::Differs, Some(stated), Some(computed)) =
                (compare_amount(stated, computed, rounding), stated, computed)
            {
                notes.push(format!(
                    "The dashboard prints {} as the {name}; the tables give {}.",
                    format_money(stated, unit, unit.decimals(rounding)),
                    format_variation(computed, unit, decimals)
                ));
            }
        }
        notes
    }
}

impl BudgetRow {
    /// What its own figures are rounded to, in pence; 1 where they are exact.
    pub fn rounding(&self) -> Pence {
        self.amount.as_ref().map_or(1, |amount| amount.rounding)
    }

    /// Where the source and the figures disagree by more than rounding, in sentences.
    pub fn notes(&self, unit: MoneyUnit) -> Vec<String> {
        let mut notes = Vec::new();
        if self.too_large {
            notes.push(format!("{TooLarge}."));
        }
        let decimals = unit.decimals(self.rounding());
        let money = |pence| format_money(pence, unit, decimals);
        for (name, settled) in [
            ("original budget", self.original),
            ("revised budget", self.revised),
            ("forecast", self.forecast),
        ] {
            if let (true, Some(printed), Some(lines)) = (settled.disagrees(), settled.printed, settled.lines)
            {
                notes.push(format!(
                    "The source prints {} as the {name}; the lines come to {}.",
                    money(printed),
                    money(lines)
                ));
            }
        }
        let Some(amount) = &self.amount else { return notes };
        let stated = amount.stated_variation;
        // Each of the two figures it is worked out from may be off by half a unit.
        if let (Agreement::OtherSign | Agreement::Differs, Some(stated), Some(computed)) =
            (compare_amount(stated, self.variation, amount.rounding), stated, self.variation)
        {
            notes.push(format!(
                "The source prints a variation of {}; from its figures it is {}.",
                format_variation(stated, unit, decimals),
                format_variation(computed, unit, decimals)
            ));
        }
        let as_printed = |percent: f64| format_value(percent, crate::domain::Unit::Percent, 1);
        let of = |percent: f64| format_change(percent, crate::domain::Unit::Percent, 1);
        let agreement =
            compare_percent(amount.stated_percent, self.variation, self.revised.figure, amount.rounding);
        match (agreement, amount.stated_percent, self.percent) {
            (Agreement::OtherSign, Some(stated), Some(computed)) => notes.push(format!(
                "The source prints {} with the wrong sign: from its figures it is {}.",
                as_printed(stated),
                of(computed)
            )),
            (Agreement::Differs, Some(stated), Some(computed)) => notes.push(format!(
                "The source prints {}; from its figures it is {}.",
                as_printed(stated),
                of(computed)
            )),
            _ => {}
        }
        notes
    }
}

impl CapitalRow {
    /// What its figures are rounded to, in pence.
    pub fn rounding(&self) -> Pence {
        self.amount.as_ref().map_or(1, |amount| amount.rounding)
    }

    /// How amounts were read that are not added up as they are printed, in sentences.
    pub fn readings(&self, unit: MoneyUnit) -> Vec<String> {
        let printed = self.amount.as_ref().and_then(|amount| amount.deletions).filter(|pence| *pence < 0);
        let money = |pence| format_money(pence, unit, unit.decimals(self.rounding()));
        printed.map(|pence| format!(
            "Deletions are given as {}: a deletion reduces the budget, whatever its sign, so {} is taken off.",
            money(pence),
            money(pence.saturating_abs())
        )).into_iter().collect()
    }

    /// [`CapitalRow::readings`] and [`CapitalRow::notes`].
    pub fn remarks(&self, unit: MoneyUnit) -> Vec<String> {
        [self.readings(unit), self.notes(unit)].concat()
    }

    /// What is to be known about its figures besides what the source prints, in sentences.
    pub fn warnings(&self, unit: MoneyUnit) -> Vec<String> {
        let mut notes = Vec::new();
        if self.too_large {
            notes.push(format!("{TooLarge}."));
        }
        if let (Some(put_off), false) = (self.put_off, self.node.is_total())
            && self.capital.slippage_in != Some(put_off)
        {
            let decimals = unit.decimals(self.rounding());
            let here = self.capital.slippage_in.map_or_else(
                || "nothing is brought forward yet: c enters it".to_owned(),
                |pence| format!("{} is brought forward", format_money(pence, unit, decimals)),
            );
            notes.push(format!("Last year put off {}; {here}.", format_money(put_off, unit, decimals)));
        }
        notes
    }

    /// Its warnings, and where the source and the chain disagree by more than rounding, in sentences.
    pub fn notes(&self, unit: MoneyUnit) -> Vec<String> {
        let mut notes = self.warnings(unit);
        let Some(amount) = &self.amount else { return notes };
        let decimals = unit.decimals(amount.rounding);
        for (name, stated, computed) in [
            ("revised budget", amount.stated_revised, self.chain.revised),
            ("latest budget", amount.stated_latest, self.chain.latest),
        ] {
            // Up to five steps are added up, each rounded.
            if let (Agreement::Differs | Agreement::OtherSign, Some(stated), Some(computed)) =
                (compare_amount(stated, computed, amount.rounding.saturating_mul(2)), stated, computed)
            {
                notes.push(format!(
                    "The source prints {} as the {name}; its steps come to {}.",
                    format_money(stated, unit, decimals),
                    format_money(computed, unit, decimals)
                ));
            }
        }
        notes.extend(crate::domain::capital::explain_capital_variance(
            amount.stated_variance,
            amount.variance_base.base(),
            &self.chain,
            amount.rounding,
            unit,
        ));
        notes
    }
}
