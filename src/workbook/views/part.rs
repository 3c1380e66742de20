//! Which part of a workbook is reported: one service, theme, portfolio or owner, or everything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::part_lines::{keep_lines, named};
use crate::domain::naming::nearest;
use crate::workbook::compare::ThemePath;
use crate::workbook::themes::{levels, same_name};
use crate::workbook::views::report::ReportInputs;
use crate::workbook::{BudgetLine, Detail, Id, Indicator, Subject, Table};

/// What a workbook is parted by. Everything in it is of one part at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Service,
    Theme,
    Portfolio,
    Owner,
}

impl By {
    /// In the order they are offered.
    pub const ALL: [By; 4] = [By::Service, By::Theme, By::Portfolio, By::Owner];

    /// For people: "service".
    pub fn title(self) -> &'static str {
        match self {
            By::Service => "service",
            By::Theme => "theme",
            By::Portfolio => "portfolio",
            By::Owner => "owner",
        }
    }

    /// Over those of this kind in a list.
    pub fn heading(self) -> &'static str {
        match self {
            By::Service => "Services",
            By::Theme => "Themes",
            By::Portfolio => "Portfolio holders",
            By::Owner => "Owners",
        }
    }

    /// What is called that has none: "no theme".
    pub fn none(self) -> String {
        format!("no {}", self.title())
    }
}

/// The part of a workbook that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Part {
    /// The workbook's own service, where any indicator names it; else everything.
    #[default]
    Own,
    All,
    /// By its name; an empty one for what has none.
    Of(By, String),
}

impl Part {
    /// A service as it is asked for: `all`, its name, or `none`.
    pub fn service(text: &str) -> Self {
        Self::of(By::Service, text)
    }

    /// What it is by; none for everything and the workbook's own.
    pub fn by(&self) -> Option<By> {
        if let Self::Of(by, _) = self { Some(*by) } else { None }
    }

    /// For people: its name, or "no theme".
    pub fn title(&self) -> String {
        match self {
            Self::Of(by, name) if name.is_empty() => by.none(),
            Self::Of(_, name) => name.clone(),
            _ => String::new(),
        }
    }

    /// A part as it is asked for: its name, or `none` for what has none; of services, `all`.
    pub fn of(by: By, text: &str) -> Self {
        match (by, text.trim()) {
            (By::Service, all) if all.eq_ignore_ascii_case("all") => Self::All,
            (by, none) if none.eq_ignore_ascii_case("none") => Self::Of(by, String::new()),
            (by, name) => Self::Of(by, name.to_owned()),
        }
    }
}

/// Whether a service is another or a unit of it, written `Adults / Mental health`.
pub(super) fn belongs(service: &str, to: &str) -> bool {
    let (service, to) = (service.trim().to_lowercase(), to.trim().to_lowercase());
    service == to
        || service.strip_prefix(&to).is_some_and(|unit| unit.trim_start().starts_with(['/', '›', '>']))
}

/// Whether a name is of a part, or of one below it.
fn within(by: By, name: &str, part: &str) -> bool {
    match by {
        By::Service => belongs(name, part),
        By::Theme => {
            let (theme, objective) = levels(name);
            let (wanted, below) = levels(part);
            same_name(name, part)
                || (!part.is_empty() && same_name(theme, part))
                || (!below.is_empty() && same_name(theme, wanted) && same_name(objective, below))
        }
        By::Portfolio | By::Owner => same_name(name, part),
    }
}

/// What of a record says which part it is of: its service and its owner. Commitments, risks and money name
/// no theme and no portfolio.
fn named_by<'a>(by: By, service: &'a str, owner: &'a str) -> &'a str {
    match by {
        By::Service => service.trim(),
        By::Owner => owner.trim(),
        By::Theme | By::Portfolio => "",
    }
}

fn of_line(by: By, line: &BudgetLine) -> &str {
    named_by(by, &line.service, &line.owner)
}

/// The part that an indicator is of.
fn of_indicator(by: By, indicator: &Indicator, theme: &ThemePath) -> String {
    match by {
        By::Service => indicator.service.trim().to_owned(),
        By::Theme => theme.to_string(),
        By::Portfolio => indicator.portfolio_holder.trim().to_owned(),
        By::Owner => indicator.owner.trim().to_owned(),
    }
}

fn of_detail(by: By, detail: &Detail) -> String {
    match by {
        By::Service => detail.standing.service.trim().to_owned(),
        _ => of_indicator(by, &detail.indicator, &detail.theme),
    }
}

impl ReportInputs {
    /// The parts that anything in it is of, each with its indicators; what has none comes under an
    /// empty name, of services under the workbook's own.
    pub fn parts(&self, by: By) -> BTreeMap<String, usize> {
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for detail in &self.indicators {
            *all.entry(of_detail(by, detail)).or_default() += 1;
        }
        let others = self.others(by);
        for (_, name, _) in others.iter().filter(|(_, _, is_told)| *is_told) {
            all.entry((*name).to_owned()).or_default();
        }
        if self.has_rest(&self.subjects(by, |name| !name.is_empty())) {
            all.entry(String::new()).or_default();
        }
        // One name in several letter cases is one part.
        let mut known: HashMap<String, String> = HashMap::new();
        let mut merged: BTreeMap<String, usize> = BTreeMap::new();
        for (name, count) in all {
            let name = self.or_own(by, &name).to_owned();
            let name = known.entry(name.to_lowercase()).or_insert(name).clone();
            *merged.entry(name).or_default() += count;
        }
        merged
    }

    /// Whether anything names one of these parts.
    fn is_parted(&self, by: By) -> bool {
        self.indicators.iter().any(|one| !of_detail(by, one).is_empty())
            || self.others(by).iter().any(|(_, name, _)| !name.is_empty())
    }

    /// What names no service is of the workbook's own.
    fn or_own<'a>(&'a self, by: By, name: &'a str) -> &'a str {
        if by == By::Service && name.trim().is_empty() { self.workbook.service.trim() } else { name }
    }

    /// Every part that can be chosen, with its indicators: a theme, and what is under it. Nothing is
    /// parted by what nothing names.
    pub fn all_parts(&self) -> Vec<(Part, usize)> {
        let mut all = Vec::new();
        for by in By::ALL.into_iter().filter(|by| self.is_parted(*by)) {
            let known = self.parts(by);
            let mut whole: BTreeMap<String, usize> = BTreeMap::new();
            if by == By::Theme {
                for (name, count) in &known {
                    *whole.entry(levels(name).0.to_owned()).or_default() += count;
                }
            }
            for (name, count) in known {
                whole.entry(name).or_insert(count);
            }
            // What has none comes last.
            let none = whole.remove("");
            all.extend(whole.into_iter().map(|(name, count)| (Part::Of(by, name), count)));
            all.extend(none.map(|count| (Part::Of(by, String::new()), count)));
        }
        all
    }

    /// Everything but indicators that names a part: commitments, risks, savings and budget lines. Whether it is
    /// told of as such: a subtotal is told of by its lines, unless actions are about it.
    fn others(&self, by: By) -> Vec<(Subject, &str, bool)> {
        let commitments = self.commitments.iter().map(|one| &one.commitment).map(|one| {
            let subject = Subject { table: Table::Commitment, id: one.id };
            (subject, named_by(by, &one.service, &one.owner), true)
        });
        let risks = self.risks.rows.iter().map(|row| {
            (Subject { table: Table::Risk, id: row.id }, named_by(by, &row.service, &row.owner), true)
        });
        let savings = self.budget.savings.iter().map(|row| &row.saving).map(|one| {
            let subject = Subject { table: Table::Saving, id: one.id };
            (subject, named_by(by, &one.service, &one.owner), true)
        });
        let acted_on = |id: Id| self.spending_of(id).is_some_and(|one| !one.actions.is_empty());
        let lines = named(&self.budget, |line| of_line(by, line)).into_iter().map(|(id, (name, is_line))| {
            (Subject { table: Table::BudgetLine, id }, name, is_line || acted_on(id))
        });
        commitments.chain(risks).chain(savings).chain(lines).collect()
    }

    /// What is of parts that pass.
    fn subjects(&self, by: By, has: impl Fn(&str) -> bool) -> BTreeSet<Subject> {
        let indicators = self.indicators.iter().filter(|one| has(&of_detail(by, one)));
        let indicators = indicators.map(|one| Subject { table: Table::Indicator, id: one.indicator.id });
        let others = self.others(by).into_iter().filter(|(_, name, _)| has(name));
        indicators.chain(others.map(|(subject, ..)| subject)).collect()
    }

    /// Whether a question is asked, or anything counted, that is about none of these.
    fn has_rest(&self, told: &BTreeSet<Subject>) -> bool {
        let is_about = |linked: &crate::workbook::Linked| told.contains(&linked.name.subject);
        self.questions.iter().any(|one| !one.linked.iter().any(is_about))
            || !self.movement.all(|counted| told.contains(&counted.about))
    }

    /// The part asked for as it is called here; none for everything.
    fn known_part(&self, wanted: &Part, known: &BTreeMap<String, usize>) -> Result<Option<String>, String> {
        let own = &self.workbook.service;
        match wanted {
            Part::All => Ok(None),
            Part::Own => {
                let names = |one: &Detail| belongs(&of_detail(By::Service, one), own);
                let is_used = !own.trim().is_empty() && self.indicators.iter().any(names);
                Ok(is_used.then(|| own.clone()))
            }
            Part::Of(By::Service, name) if name.is_empty() && !own.trim().is_empty() => Ok(Some(own.clone())),
            Part::Of(By::Service, name) if known.keys().any(|one| belongs(one, name)) => {
                Ok(Some(name.trim().to_owned()))
            }
            Part::Of(By::Service, name) if belongs(own, name) => Ok(Some(own.clone())),
            Part::Of(by, name) => {
                let found: Vec<&String> = known.keys().filter(|one| within(*by, one, name)).collect();
                let exact = found.iter().find(|one| same_name(one, name));
                // A theme is called as it is there, in its letter case.
                match (exact, found.first()) {
                    (Some(exact), _) => Ok(Some((*exact).clone())),
                    (None, Some(first)) if *by == By::Theme => {
                        let (theme, objective) = levels(first);
                        let below = !levels(name).1.is_empty() && !objective.is_empty();
                        Ok(Some(if below { (*first).clone() } else { theme.to_owned() }))
                    }
                    (None, Some(first)) => Ok(Some((*first).clone())),
                    (None, None) if self.is_parted(*by) => Err(none_of(*by, name, known)),
                    (None, None) => Err(none_of(*by, name, &BTreeMap::new())),
                }
            }
        }
    }

    /// What moved since the last period, of the part: it goes with what is told now, actions with what they
    /// are about. What is told no longer goes by the service it had.
    fn keep_movement(
        &mut self,
        by: By,
        has: impl Fn(&str) -> bool,
        is_rest: bool,
        (told, of_others): (&BTreeSet<Subject>, &BTreeSet<Subject>),
    ) {
        self.movement.keep(|counted| {
            match (told.contains(&counted.about), of_others.contains(&counted.about)) {
                (true, _) => true,
                (_, true) => false,
                _ if by == By::Service => has(&counted.service),
                _ => is_rest,
            }
        });
    }

    /// Leaves out what is of other parts than asked for, and keeps their names in
    /// [`ReportInputs::left_out`]. What names no service is the workbook's own; what names no theme, portfolio
    /// or owner is a part by itself, so that the parts by one thing always come to the whole.
    ///
    /// # Errors
    /// A sentence, where nothing is of a part that was named.
    pub fn of_part(mut self, wanted: &Part) -> Result<Self, String> {
        let by = if let Part::Of(by, _) = wanted { *by } else { By::Service };
        let known = self.parts(by);
        let Some(name) = self.known_part(wanted, &known)? else { return Ok(self) };
        let own = self.workbook.service.trim().to_owned();
        let is_own = by == By::Service && !own.is_empty() && belongs(&own, &name);
        let has = |one: &str| match by {
            By::Service if one.trim().is_empty() => within(by, &own, &name),
            by => within(by, one, &name),
        };
        self.left_out = known
            .iter()
            .filter(|(part, _)| !has(part))
            .map(|(part, count)| (if part.is_empty() { by.none() } else { part.clone() }, *count))
            .collect();
        let of_others = self.subjects(by, |part| !has(part));
        let told = self.subjects(by, has);
        // What names no part of this kind, questions among it, is told where nothing else tells it.
        let is_rest = is_own || name.is_empty();
        // A question names no part: it goes with what it is about.
        self.questions.retain(|one| {
            let about =
                |of: &BTreeSet<Subject>| one.linked.iter().any(|linked| of.contains(&linked.name.subject));
            about(&told) || (is_rest && !about(&of_others))
        });
        self.keep_movement(by, has, is_rest, (&told, &of_others));
        self.indicators.retain(|detail| has(&of_detail(by, detail)));
        if let Some(comparison) = &mut self.comparison {
            comparison.keep(|measure| has(&of_indicator(by, &measure.indicator, &measure.theme)));
        }
        let is_told = |table: Table, id: Id| told.contains(&Subject { table, id });
        self.commitments.retain(|one| is_told(Table::Commitment, one.commitment.id));
        self.risks.rows.retain(|row| is_told(Table::Risk, row.id));
        self.register.retain(|one| is_told(Table::Risk, one.risk.id));
        self.budget.savings.retain(|row| is_told(Table::Saving, row.saving.id));
        keep_lines(&mut self.budget, &mut self.spending, |id| is_told(Table::BudgetLine, id));
        if !is_own {
            // The narrative and what is printed of the whole are the workbook's own.
            self.narrative.clear();
            self.printed.clear();
            self.risks.printed.clear();
            self.budget.printed.clear();
            let title = if name.is_empty() { format!("No {}", by.title()) } else { name };
            self.own_service = Some(std::mem::replace(&mut self.workbook.service, title));
        }
        self.parted_by = Some(by);
        Ok(self)
    }
}

/// "No indicator is filed under a theme Hoems. Is Homes meant? There are: Care; Homes."
fn none_of(by: By, name: &str, known: &BTreeMap<String, usize>) -> String {
    let shown = crate::domain::shown(name);
    let what = match (by, name.is_empty()) {
        (_, true) => return format!("Nothing is of {}.", by.none()),
        (By::Service, _) => format!("Nothing is of a service {shown}"),
        (By::Theme, _) => format!("No indicator is filed under a theme {shown}"),
        (By::Portfolio, _) => format!("No indicator is in the portfolio of {shown}"),
        (By::Owner, _) => format!("Nothing is owned by {shown}"),
    };
    if known.keys().all(String::is_empty) {
        return format!("{what}. Nothing in this period names a {}.", by.title());
    }
    let meant = match nearest(name, known.keys().filter(|one| !one.is_empty()).map(String::as_str)) {
        Some(near) => format!(" Is {near} meant?"),
        None => String::new(),
    };
    let there: Vec<&str> = known.keys().map(|one| if one.is_empty() { "none" } else { one }).collect();
    // A name may hold a comma.
    format!("{what}.{meant} There are: {}.", there.join("; "))
}
