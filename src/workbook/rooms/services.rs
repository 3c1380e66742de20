//! Whose part of a workbook is reported: that of one service, or everything in it.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::Node;
use super::report::Material;
use crate::workbook::{BudgetRow, CapitalRow, Subject, Table};

/// The services that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Services {
    /// The workbook's own, where any indicator names it; else every one.
    #[default]
    Own,
    All,
    Named(String),
}

impl Services {
    /// As it is asked for: `all`, or a service's name.
    pub fn parse(text: &str) -> Self {
        match text.trim() {
            all if all.eq_ignore_ascii_case("all") => Self::All,
            name => Self::Named(name.to_owned()),
        }
    }
}

/// Whether a service is another or a unit of it, written `Adults / Mental health`.
pub(super) fn belongs(service: &str, to: &str) -> bool {
    let (service, to) = (service.trim().to_lowercase(), to.trim().to_lowercase());
    service == to
        || service.strip_prefix(&to).is_some_and(|unit| unit.trim_start().starts_with(['/', '›', '>']))
}

impl Material {
    /// The services that anything in it names, each with its indicators.
    pub fn services(&self) -> BTreeMap<&str, usize> {
        let mut all: BTreeMap<&str, usize> = BTreeMap::new();
        for detail in &self.indicators {
            *all.entry(detail.standing.service.trim()).or_default() += 1;
        }
        let commitments = self.commitments.iter().map(|one| &one.commitment.service);
        let risks = self.risks.rows.iter().map(|row| &row.service);
        let savings = self.budget.savings.iter().map(|row| &row.saving.service);
        let revenue = self.budget.revenue.iter().map(|row| &row.node);
        let lines = revenue.chain(self.budget.capital.iter().map(|row| &row.node));
        let tops = lines.filter(|node| node.parent.is_none()).map(|node| &node.line.service);
        for service in commitments.chain(risks).chain(savings).chain(tops) {
            all.entry(service.trim()).or_default();
        }
        all.remove("");
        all
    }

    /// What is of services that pass.
    fn subjects(&self, has: impl Fn(&str) -> bool) -> BTreeSet<Subject> {
        let indicators =
            self.indicators.iter().map(|one| (Table::Indicator, one.indicator.id, &one.standing.service));
        let commitments = self
            .commitments
            .iter()
            .map(|one| (Table::Commitment, one.commitment.id, &one.commitment.service));
        let risks = self.risks.rows.iter().map(|row| (Table::Risk, row.id, &row.service));
        let savings =
            self.budget.savings.iter().map(|row| (Table::Saving, row.saving.id, &row.saving.service));
        let all = indicators.chain(commitments).chain(risks).chain(savings);
        all.filter(|(.., service)| has(service)).map(|(table, id, _)| Subject { table, id }).collect()
    }

    /// Leaves out what is of other services than asked for, and keeps their names in
    /// [`Material::left_out`]. What names no service is the workbook's own.
    ///
    /// # Errors
    /// A sentence, where nothing is of a service that was named.
    pub fn of_services(mut self, wanted: &Services) -> Result<Self, String> {
        let own = self.workbook.service.clone();
        let known = self.services();
        let name = match wanted {
            Services::All => return Ok(self),
            Services::Own => {
                let is_used = known.iter().any(|(service, count)| *count > 0 && belongs(service, &own));
                if own.trim().is_empty() || !is_used {
                    return Ok(self);
                }
                own.clone()
            }
            Services::Named(name) => match known.keys().find(|service| belongs(service, name)) {
                Some(_) => name.trim().to_owned(),
                None if belongs(&own, name) => own.clone(),
                None => {
                    let names: Vec<&str> = known.keys().copied().collect();
                    return Err(format!("Nothing is of a service {name}. There are: {}.", names.join(", ")));
                }
            },
        };
        let is_own = belongs(&own, &name);
        let has = |service: &str| if service.trim().is_empty() { is_own } else { belongs(service, &name) };
        self.left_out = known
            .iter()
            .filter(|(service, _)| !has(service))
            .map(|(service, count)| ((*service).to_owned(), *count))
            .collect();
        let of_others = self.subjects(|service| !has(service));
        let told = self.subjects(has);
        // A question names no service: it goes with what it is about.
        self.questions.retain(|one| {
            let about =
                |of: &BTreeSet<Subject>| one.linked.iter().any(|linked| of.contains(&linked.name.subject));
            about(&told) || (is_own && !about(&of_others))
        });
        self.indicators.retain(|detail| has(&detail.standing.service));
        if let Some(comparison) = &mut self.comparison {
            comparison.keep(|indicator| has(&indicator.service));
        }
        self.commitments.retain(|one| has(&one.commitment.service));
        self.movement.keep(|_, _, service| has(service));
        self.risks.rows.retain(|row| has(&row.service));
        self.register.retain(|one| has(&one.risk.service));
        self.spending.retain(|line| has(&line.line.service));
        self.budget.savings.retain(|row| has(&row.saving.service));
        keep_trees(&mut self.budget.revenue, |row: &mut BudgetRow| &mut row.node, has);
        keep_trees(&mut self.budget.capital, |row: &mut CapitalRow| &mut row.node, has);
        if !is_own {
            // The narrative and what is printed of the whole are the workbook's own.
            self.narrative.clear();
            self.printed.clear();
            self.risks.printed.clear();
            self.budget.printed.clear();
            self.own_service = Some(std::mem::replace(&mut self.workbook.service, name));
        }
        Ok(self)
    }
}

/// Keeps the trees whose topmost line is of a service; places of subtotals follow.
fn keep_trees<R>(rows: &mut Vec<R>, node: impl Fn(&mut R) -> &mut Node, has: impl Fn(&str) -> bool) {
    let mut kept: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows.iter_mut() {
        let node = node(row);
        let stays = match node.parent {
            Some(parent) => kept.get(parent).copied().flatten().is_some(),
            None => has(&node.line.service),
        };
        node.parent = node.parent.and_then(|parent| kept.get(parent).copied().flatten());
        kept.push(stays.then_some(count));
        count += usize::from(stays);
    }
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        kept[at - 1].is_some()
    });
}
