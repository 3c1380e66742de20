//! What is said about one line beside the table: its figures and how they
//! came about, the months, where the year may end, words, actions, links.

use super::comment::kept;
use super::grid::saving_rating;
use crate::domain::budget::why_rated;
use crate::domain::figures::format_change;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation, say_money};
use crate::domain::{Period, Rating, Unit};
use crate::session::Session;
use crate::ui::chart::{self, Point};
use crate::ui::facts;
use crate::ui::rich::{Line, Rich, run};
use crate::ui::theme::{Role, Theme};
use crate::workbook::Choice as _;
use crate::workbook::{BudgetLineDetail, BudgetRow, CapitalRow, Reported, SavingRow, VarianceBase};

/// Labels stand in a column of this width.
const LABEL: u16 = 11;

/// Everything the pane needs to know besides the line.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub session: &'a Session,
    pub theme: &'a Theme,
    pub unit: MoneyUnit,
    /// The pane has the keys, so that long words can be read to their end.
    pub whole: bool,
}

fn rich<'a>(around: Around<'a>, width: u16) -> Rich<'a> {
    Rich::new(around.theme, width, LABEL)
}

/// A revenue line.
pub fn revenue(row: &BudgetRow, detail: Option<&BudgetLineDetail>, around: Around, width: u16) -> Vec<Line> {
    let mut rich = rich(around, width);
    let (theme, unit) = (around.theme, around.unit);
    let decimals = unit.decimals(row.rounding());
    let amount = |pence: Option<Pence>| {
        pence.map_or_else(|| "not entered".to_owned(), |pence| format_money(pence, unit, decimals))
    };
    rich.text(&row.node.line.name, Role::Strong);
    if !row.node.line.owner.is_empty() {
        rich.text(&row.node.line.owner, Role::Dim);
    }
    rich.gap();
    for (label, settled) in [("Original", row.original), ("Revised", row.revised), ("Forecast", row.forecast)]
    {
        let beside = match (settled.lines, settled.disagrees(), settled.printed) {
            (Some(_), true, Some(printed)) => {
                format!("   printed: {}", format_money(printed, unit, decimals))
            }
            (Some(lines), false, _) if row.node.is_total() => {
                format!("   lines: {}", format_money(lines, unit, decimals))
            }
            _ => String::new(),
        };
        rich.runs(
            label,
            vec![run(amount(settled.figure), theme.style(Role::Text)), run(beside, theme.style(Role::Dim))],
        );
    }
    variation(&mut rich, row.variation, row.percent, row.rating, unit, decimals);
    rich.text(&why_rated(row.variation, row.revised.figure, row.tolerance, unit), Role::Dim);
    let notes = row.notes(unit);
    for note in &notes {
        rich.text(&format!("! {note}"), Role::Worse);
    }
    stood(&mut rich, row.amount.as_ref().map(|amount| amount.period), around.session);
    let Some(detail) = detail else { return rich.lines };
    comment(&mut rich, row, around);
    months(&mut rich, detail, around, decimals);
    outlooks(&mut rich, &row.into(), detail, around);
    below(&mut rich, detail, around);
    reported(&mut rich, detail, around, decimals);
    source(&mut rich, row.amount.as_ref().map(|amount| amount.source.as_str()));
    rich.lines
}

fn variation(
    rich: &mut Rich,
    variation: Option<Pence>,
    percent: Option<f64>,
    rating: Rating,
    unit: MoneyUnit,
    decimals: u32,
) {
    let theme = rich.theme;
    let Some(variation) = variation else { return };
    let share = percent.map(|percent| format!("  {}", format_change(percent, Unit::Percent, 1)));
    let mut runs = vec![run(
        format!("{}{}", format_variation(variation, unit, decimals), share.unwrap_or_default()),
        theme.style(if variation > 0 { Role::Worse } else { Role::Text }),
    )];
    if rating != Rating::None {
        runs.push(run("  ", theme.style(Role::Text)));
        runs.push(run(format!(" {} ", theme.letters(rating)), theme.chip(rating)));
    }
    rich.runs("Variation", runs);
}

/// Says so where the figures stand since an earlier period.
fn stood(rich: &mut Rich, period: Option<Period>, session: &Session) {
    if let Some(period) = period.filter(|period| *period != session.period) {
        rich.text(&format!("As reported for {}; nothing newer yet.", period.title()), Role::Dim);
    }
}

/// The months as a chart, with what of them is invented.
fn months(rich: &mut Rich, detail: &BudgetLineDetail, around: Around, decimals: u32) {
    if !detail.has_profile() {
        rich.heading("Months");
        let what = if detail.is_total {
            "None of its lines has figures by month yet."
        } else {
            "No figures by month yet: t enters, pastes or spreads them."
        };
        rich.text(what, Role::Dim);
        return;
    }
    let invented = detail.months.iter().any(|month| month.illustrative);
    rich.heading(if invented { "Months (illustrative)" } else { "Months" });
    let points: Vec<Point> = detail
        .months
        .iter()
        .map(|month| Point {
            label: month_name(month.period, around.session.first_month()),
            budget: month.budget,
            actual: month.actual,
            forecast: month.forecast,
        })
        .collect();
    let high = if rich.width >= 60 { 9 } else { 7 };
    let amount = |pence| format_money(pence, around.unit, decimals);
    chart::months(rich, &points, high, &amount);
    if invented {
        rich.text("Months marked illustrative are invented: the source prints none.", Role::Dim);
    }
}

/// `Apr` of `2015/16-M01`.
pub fn month_name(month: Period, first_month: u32) -> String {
    month.starts(first_month).format("%b").to_string()
}

/// The forecasts side by side, each with the sentence that says how it came about.
fn outlooks(rich: &mut Rich, row: &Reported, detail: &BudgetLineDetail, around: Around) {
    let unit = around.unit;
    rich.heading("Where the year may end");
    let decimals = unit.decimals(row.rounding);
    for one in detail.projections(row, unit) {
        let outlook = match one.outlook {
            Ok(outlook) => outlook,
            Err(why) => {
                rich.fact_in(one.label, &why, Role::Dim);
                continue;
            }
        };
        let over = row.over(outlook.amount);
        let over = over.map(|over| format!("  {}", format_variation(over, unit, decimals)));
        let theme = rich.theme;
        rich.runs(
            one.label,
            vec![
                run(format_money(outlook.amount, unit, decimals), theme.style(Role::Strong)),
                run(over.unwrap_or_default(), theme.style(Role::Text)),
            ],
        );
        rich.fact_in("", &outlook.because, Role::Dim);
    }
}

/// The words, a draft before what is saved.
fn comment(rich: &mut Rich, row: &BudgetRow, around: Around) {
    let most = if around.whole { usize::MAX } else { 5 };
    let saved = row.amount.as_ref().map_or("", |amount| amount.comment.as_str());
    let keep = kept(row.node.line.id);
    match around.session.draft(&keep.subject, keep.indicator) {
        Some(draft) => {
            rich.heading("Comment (draft, not yet saved)");
            rich.cut(&draft.text, Role::Text, most);
        }
        None if saved.is_empty() => {
            rich.heading("Comment");
            rich.text("Nothing written yet: c writes.", Role::Dim);
        }
        None => {
            rich.heading("Comment");
            rich.cut(saved, Role::Text, most);
        }
    }
}

/// Actions and links.
fn below(rich: &mut Rich, detail: &BudgetLineDetail, around: Around) {
    rich.heading(&format!("Actions ({})", detail.actions.len()));
    if detail.actions.is_empty() {
        rich.text("None yet: a adds one, with what it saves and from when.", Role::Dim);
    }
    for row in &detail.actions {
        facts::action(rich, row, usize::MAX, around.session.judged_on());
        if let Some(effect) = row.action.effect {
            let from = row
                .action
                .effect_from
                .map(|month| format!(" from {}", month_name(month, around.session.first_month())))
                .unwrap_or_default();
            let verb = if effect < 0 { "costs" } else { "saves" };
            let size = say_money(effect.saturating_abs(), around.unit);
            rich.text(&format!("  {verb} {size} this year{from}"), Role::Dim);
        }
    }
    facts::linked(rich, &detail.linked);
}

/// What earlier periods reported.
fn reported(rich: &mut Rich, detail: &BudgetLineDetail, around: Around, decimals: u32) {
    if detail.earlier.is_empty() {
        return;
    }
    rich.heading("Reported before");
    for earlier in &detail.earlier {
        let forecast = earlier
            .forecast
            .map_or_else(|| "no forecast".to_owned(), |pence| format_money(pence, around.unit, decimals));
        let over = earlier.forecast.zip(earlier.revised).and_then(|(forecast, of)| forecast.checked_sub(of));
        let over = over.map(|over| format!("  {}", format_variation(over, around.unit, decimals)));
        let title = earlier.period.title();
        rich.fact(&title, &format!("{forecast}{}", over.unwrap_or_default()));
    }
}

fn source(rich: &mut Rich, source: Option<&str>) {
    if let Some(source) = source.filter(|source| !source.is_empty()) {
        rich.gap();
        rich.text(&format!("Source: {source}"), Role::Dim);
    }
}

/// A capital line: the chain, step by step. `of_all` is said of all of them together.
pub fn capital(
    row: &CapitalRow,
    detail: Option<&BudgetLineDetail>,
    of_all: &[String],
    around: Around,
    width: u16,
) -> Vec<Line> {
    let mut rich = rich(around, width);
    rich.label = 24;
    let (theme, unit) = (around.theme, around.unit);
    let decimals = unit.decimals(row.rounding());
    rich.text(&row.node.line.name, Role::Strong);
    if !row.node.line.owner.is_empty() {
        rich.text(&row.node.line.owner, Role::Dim);
    }
    rich.gap();
    let (capital, chain) = (&row.capital, &row.chain);
    let steps = [
        ("Original budget", capital.original, false),
        ("+ brought forward", capital.slippage_in, false),
        ("= Revised budget", chain.revised, true),
        ("+ slippage in the year", capital.slippage, false),
        ("+ additions", capital.additions, false),
        ("- deletions", capital.deletions, false),
        ("+ accelerations", capital.accelerations, false),
        ("= Latest budget", chain.latest, true),
        ("Forecast", capital.forecast, true),
        ("Put off to next year", row.slippage_out, false),
    ];
    let wide = steps
        .iter()
        .filter_map(|(_, pence, _)| pence.map(|pence| format_money(pence, unit, decimals).len()))
        .max()
        .unwrap_or(0);
    for (label, pence, strong) in steps {
        let Some(pence) = pence else { continue };
        let text = format!("{:>wide$}", format_money(pence, unit, decimals));
        rich.runs(label, vec![run(text, theme.style(if strong { Role::Strong } else { Role::Text }))]);
    }
    let base = row.amount.as_ref().map_or_else(VarianceBase::default, |amount| amount.variance_base);
    rich.gap();
    // The base the source names first; the other beside it where it says something else.
    let mut shown: Vec<(&str, Option<Pence>)> =
        vec![("From revised budget", chain.from_revised), ("From latest budget", chain.from_latest)];
    match base {
        VarianceBase::Original => shown.insert(0, ("From original budget", chain.from_original)),
        VarianceBase::Revised => {}
        VarianceBase::Latest => shown.reverse(),
    }
    shown.dedup_by(|one, other| one.1 == other.1);
    for (label, variance) in shown {
        let Some(variance) = variance else { continue };
        let side = match variance {
            0 => "",
            1.. => "  over",
            _ => "  under",
        };
        rich.runs(
            label,
            vec![run(
                format!("{}{side}", format_variation(variance, unit, decimals)),
                theme.style(Role::Text),
            )],
        );
    }
    for reading in row.readings(unit) {
        rich.text(&reading, Role::Dim);
    }
    for note in row.notes(unit).iter().chain(of_all) {
        rich.text(&format!("! {note}"), Role::Worse);
    }
    stood(&mut rich, row.amount.as_ref().map(|amount| amount.period), around.session);
    if let Some(amount) = row.amount.as_ref().filter(|amount| !amount.comment.is_empty()) {
        rich.heading("Comment");
        rich.text(&amount.comment, Role::Text);
    }
    rich.label = LABEL;
    if let Some(detail) = detail {
        months(&mut rich, detail, around, decimals);
        outlooks(&mut rich, &row.into(), detail, around);
        below(&mut rich, detail, around);
    }
    source(&mut rich, row.amount.as_ref().map(|amount| amount.source.as_str()));
    rich.lines
}

/// A saving.
pub fn saving(row: &SavingRow, around: Around, width: u16) -> Vec<Line> {
    let mut rich = rich(around, width);
    let (theme, unit) = (around.theme, around.unit);
    rich.text(&format!("{}  {}", row.saving.reference, row.saving.description), Role::Strong);
    rich.gap();
    let (words, rating) = (row.status().title(), saving_rating(row.status()));
    rich.runs("Status", vec![run(format!(" {} {words} ", rating.symbol()), theme.chip(rating))]);
    let position = row.position.as_ref();
    for (label, pence) in [
        ("Target", position.and_then(|position| position.target)),
        ("Forecast", position.and_then(|position| position.forecast)),
    ] {
        let text = pence.map_or_else(|| "not entered".to_owned(), |pence| say_money(pence, unit));
        rich.fact(label, &text);
    }
    match row.shortfall() {
        Some(short @ 1..) => {
            rich.fact_in("", &format!("{} short of its target", say_money(short, unit)), Role::Worse)
        }
        Some(more @ ..=-1) => {
            rich.fact("", &format!("{} more than its target", say_money(more.saturating_neg(), unit)));
        }
        _ => {}
    }
    if !row.saving.owner.is_empty() {
        rich.fact("Owner", &row.saving.owner);
    }
    if let Some(position) = position {
        stood(&mut rich, Some(position.period), around.session);
        if !position.comment.is_empty() {
            rich.heading("Comment");
            rich.text(&position.comment, Role::Text);
        }
    }
    source(&mut rich, Some(&row.saving.source));
    rich.lines
}
