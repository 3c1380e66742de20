//! Which part of a workbook is reported: one service, theme, portfolio or owner, or everything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::workbook::compare::ThemePath;
use crate::workbook::themes::{levels, same_name};
use crate::workbook::views::budget::Node;
use crate::workbook::views::report::ReportInputs;
use crate::workbook::{BudgetLine, BudgetRow, CapitalRow, Detail, Id, Indicator, Subject, Table};

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
    /// A service as it is asked for: `all`, or its name.
    pub fn service(text: &str) -> Self {
        match text.trim() {
            all if all.eq_ignore_ascii_case("all") => Self::All,
            name => Self::Of(By::Service, name.to_owned()),
        }
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

    /// Another part as it is asked for: its name, or `none` for what has none.
    pub fn of(by: By, text: &str) -> Self {
        match (by, text.trim()) {
            (By::Service, name) => Self::service(name),
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

/// What of a record says which part it is of.
#[derive(Clone, Copy)]
struct Keys<'a> {
    service: &'a str,
    owner: &'a str,
}

impl<'a> Keys<'a> {
    /// Commitments, risks and money name no theme and no portfolio.
    fn by(self, by: By) -> &'a str {
        match by {
            By::Service => self.service.trim(),
            By::Owner => self.owner.trim(),
            By::Theme | By::Portfolio => "",
        }
    }
}

fn of_line(line: &BudgetLine) -> Keys<'_> {
    Keys { service: &line.service, owner: &line.owner }
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
    /// empty name, where there is something and it is no service.
    pub fn parts(&self, by: By) -> BTreeMap<String, usize> {
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for detail in &self.indicators {
            *all.entry(of_detail(by, detail)).or_default() += 1;
        }
        for (_, keys) in self.others() {
            all.entry(keys.by(by).to_owned()).or_default();
        }
        if by == By::Service {
            all.remove("");
        }
        // One name in several letter cases is one part.
        let mut named: HashMap<String, String> = HashMap::new();
        let mut merged: BTreeMap<String, usize> = BTreeMap::new();
        for (name, count) in all {
            let name = if by == By::Service {
                name
            } else {
                named.entry(name.to_lowercase()).or_insert(name).clone()
            };
            *merged.entry(name).or_default() += count;
        }
        merged
    }

    /// Every part that can be chosen, with its indicators: a theme, and what is under it. Nothing is
    /// parted by what nothing names.
    pub fn all_parts(&self) -> Vec<(Part, usize)> {
        let mut all = Vec::new();
        for by in By::ALL {
            let known = self.parts(by);
            if known.keys().all(String::is_empty) {
                continue;
            }
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

    /// Everything but indicators that names a part: commitments, risks, savings, and budget lines at the
    /// top of their tree.
    fn others(&self) -> impl Iterator<Item = (Option<Subject>, Keys<'_>)> {
        let subject = |table: Table, id: Id| Some(Subject { table, id });
        let commitments = self.commitments.iter().map(|one| &one.commitment).map(move |one| {
            (subject(Table::Commitment, one.id), Keys { service: &one.service, owner: &one.owner })
        });
        let risks = self.risks.rows.iter().map(move |row| {
            (subject(Table::Risk, row.id), Keys { service: &row.service, owner: &row.owner })
        });
        let savings = self.budget.savings.iter().map(|row| &row.saving).map(move |one| {
            (subject(Table::Saving, one.id), Keys { service: &one.service, owner: &one.owner })
        });
        let revenue = self.budget.revenue.iter().map(|row| &row.node);
        let nodes = revenue.chain(self.budget.capital.iter().map(|row| &row.node));
        let tops = nodes.filter(|node| node.parent.is_none()).map(|node| (None, of_line(&node.line)));
        commitments.chain(risks).chain(savings).chain(tops)
    }

    /// What is of parts that pass.
    fn subjects(&self, by: By, has: impl Fn(&str) -> bool) -> BTreeSet<Subject> {
        let indicators = self.indicators.iter().filter(|one| has(&of_detail(by, one)));
        let indicators = indicators.map(|one| Subject { table: Table::Indicator, id: one.indicator.id });
        let others = self.others().filter(|(_, keys)| has(keys.by(by))).filter_map(|(subject, _)| subject);
        indicators.chain(others).collect()
    }

    /// The part asked for as it is called here; none for everything.
    fn known_part(&self, wanted: &Part, known: &BTreeMap<String, usize>) -> Result<Option<String>, String> {
        let own = &self.workbook.service;
        match wanted {
            Part::All => Ok(None),
            Part::Own => {
                let is_used = known.iter().any(|(service, count)| *count > 0 && belongs(service, own));
                Ok((!own.trim().is_empty() && is_used).then(|| own.clone()))
            }
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
                    (None, None) => Err(none_of(*by, name, known)),
                }
            }
        }
    }

    /// What moved since the last period, of the part. Services stand beside it; by anything else it goes
    /// with what is told now, actions with what they are about.
    fn keep_movement(
        &mut self,
        by: By,
        has: impl Fn(&str) -> bool,
        is_rest: bool,
        (told, of_others): (&BTreeSet<Subject>, &BTreeSet<Subject>),
    ) {
        if by == By::Service {
            return self.movement.keep(|_, _, service| has(service));
        }
        let rows = self.indicators.iter().flat_map(|one| &one.actions);
        let rows = rows.chain(self.commitments.iter().flat_map(|one| &one.actions));
        let about: HashMap<Id, Subject> = rows.map(|row| (row.action.id, row.action.about())).collect();
        self.movement.keep(|table, id, _| {
            let subject = match table {
                Table::Action => about.get(&id).copied(),
                table => Some(Subject { table, id }),
            };
            subject.is_some_and(|one| told.contains(&one))
                || (is_rest && subject.is_none_or(|one| !of_others.contains(&one)))
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
        let is_own = by == By::Service && belongs(&self.workbook.service, &name);
        let has = |one: &str| match by {
            By::Service if one.trim().is_empty() => is_own,
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
        let is_rest = is_own || (by != By::Service && name.is_empty());
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
        let owned = |service: &str, owner: &str| has(Keys { service, owner }.by(by));
        self.commitments.retain(|one| owned(&one.commitment.service, &one.commitment.owner));
        self.risks.rows.retain(|row| owned(&row.service, &row.owner));
        self.register.retain(|one| owned(&one.risk.service, &one.risk.owner));
        self.budget.savings.retain(|row| owned(&row.saving.service, &row.saving.owner));
        let keeps = |line: &BudgetLine| has(of_line(line).by(by));
        keep_trees(&mut self.budget.revenue, |row: &mut BudgetRow| &mut row.node, keeps);
        keep_trees(&mut self.budget.capital, |row: &mut CapitalRow| &mut row.node, keeps);
        let budget = &self.budget;
        let lines = budget.revenue.iter().map(|row| row.node.line.id);
        let lines: BTreeSet<Id> = lines.chain(budget.capital.iter().map(|row| row.node.line.id)).collect();
        self.spending.retain(|one| lines.contains(&one.line.id));
        if !is_own {
            // The narrative and what is printed of the whole are the workbook's own.
            self.narrative.clear();
            self.printed.clear();
            self.risks.printed.clear();
            self.budget.printed.clear();
            let title = if name.is_empty() { by.none() } else { name };
            self.own_service = Some(std::mem::replace(&mut self.workbook.service, title));
        }
        self.parted_by = Some(by);
        Ok(self)
    }
}

/// "No indicator is filed under a theme Roads. There are: Care; Homes."
fn none_of(by: By, name: &str, known: &BTreeMap<String, usize>) -> String {
    let shown = crate::domain::shown(name);
    let there: Vec<&str> = known.keys().map(|one| if one.is_empty() { "none" } else { one }).collect();
    let named = there.iter().any(|one| *one != "none");
    let what = match (by, name.is_empty()) {
        (_, true) => return format!("Nothing is of {}.", by.none()),
        (By::Service, _) => format!("Nothing is of a service {shown}"),
        (By::Theme, _) => format!("No indicator is filed under a theme {shown}"),
        (By::Portfolio, _) => format!("No indicator is in the portfolio of {shown}"),
        (By::Owner, _) => format!("Nothing is owned by {shown}"),
    };
    let title = by.title();
    if named {
        // A name may hold a comma.
        format!("{what}. There are: {}.", there.join("; "))
    } else {
        format!("{what}. Nothing in this period names a {title}.")
    }
}

/// Keeps the trees whose topmost line is of a part; places of subtotals follow.
fn keep_trees<R>(rows: &mut Vec<R>, node: impl Fn(&mut R) -> &mut Node, has: impl Fn(&BudgetLine) -> bool) {
    let mut kept: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    let mut count = 0;
    for row in rows.iter_mut() {
        let node = node(row);
        let stays = match node.parent {
            Some(parent) => kept.get(parent).copied().flatten().is_some(),
            None => has(&node.line),
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
