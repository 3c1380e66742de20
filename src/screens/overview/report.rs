//! The boxes of the service report on the overview: risks, money, and what
//! was promised. Pure, as the other boxes are.

use super::links::{Card, Kind, Link, Look, Row, link};
use crate::domain::matrix::Cell;
use crate::domain::money::{MoneyUnit, Pence, format_money, format_variation};
use crate::session::Place;
use crate::workbook::{MoneySummary, Overview, PlanTally, RiskSummary};

/// The boxes there is something to show in, in Tab order; a line each where `strip` says so.
pub(super) fn cards(data: &Overview, strip: bool) -> Vec<Card> {
    let mut cards = Vec::new();
    if let Some(risks) = data.risks.as_deref() {
        cards.push(if strip { risk_line(risks) } else { risk_box(risks) });
    }
    if data.money.lines > 0 {
        cards.push(if strip { money_line(&data.money) } else { money_box(&data.money) });
    }
    let told = !data.commitments.is_empty() || data.promises.questions > 0 || data.narrative.sections > 0;
    if told {
        cards.push(if strip { report_line(data) } else { report_box(data) });
    }
    cards
}

fn fact(label: impl Into<String>, text: String, alert: bool, place: Place) -> Row {
    let links = vec![link(text.clone(), place)];
    Row { look: Look::Amount { label: label.into(), text, alert }, links }
}

fn strip(kind: Kind, label: &'static str, links: Vec<Link>) -> Card {
    let rows = vec![Row { look: Look::Strip { label }, links }];
    Card { kind, title: label.to_owned(), rows, notes: Vec::new() }
}

fn risk_box(risks: &RiskSummary) -> Card {
    let matrix = &risks.matrix;
    let mut rows = Vec::new();
    for (row, probability) in risks.counts.iter().zip((1..=matrix.probability.steps()).rev()) {
        let mut cells = Vec::new();
        let mut links = Vec::new();
        for (count, impact) in row.iter().zip(1..) {
            let cell = Cell::new(impact, probability);
            let band = matrix.band(cell);
            let letters = band.map_or("", |band| band.letters.as_str());
            let rating = band.map(|band| band.rating).unwrap_or_default();
            let text = if *count == 0 { "·".to_owned() } else { format!("{count} {letters}") };
            cells.push((*count, rating));
            links.push(link(text, Place::RiskCell { impact, probability }));
        }
        rows.push(Row { look: Look::Heat { label: probability.to_string(), cells }, links });
    }
    let at = format!("At {} or more", risks.threshold);
    let text = format!("{}; {} beyond appetite", risks.at_threshold, risks.beyond_appetite);
    rows.push(fact(at, text, false, Place::Risks));
    if risks.up + risks.down + risks.new > 0 {
        let moved = format!("{} worse, {} better", risks.up, risks.down);
        rows.push(if risks.before_is_illustrative {
            fact("Illustrative moves", moved, false, Place::Risks)
        } else {
            fact("Moved", format!("{moved}, {} new", risks.new), risks.up > 0, Place::Risks)
        });
    }
    let (down, across) = (matrix.probability.name.to_lowercase(), matrix.impact.name.to_lowercase());
    let title = format!("Risks: {}, {down} by {across}", risks.total);
    Card { kind: Kind::Risks, title, rows, notes: Vec::new() }
}

fn risk_line(risks: &RiskSummary) -> Card {
    let mut links = vec![
        link(risks.total.to_string(), Place::Risks),
        link(format!("{} at {}+", risks.at_threshold, risks.threshold), Place::Risks),
        link(format!("{} beyond appetite", risks.beyond_appetite), Place::Risks),
    ];
    if risks.up + risks.down > 0 {
        let invented = if risks.before_is_illustrative { "illustrative: " } else { "" };
        links.push(link(format!("{invented}{} worse, {} better", risks.up, risks.down), Place::Risks));
    }
    strip(Kind::Risks, "Risks", links)
}

/// Amounts on the overview are in £000, as the tables of reports are.
const UNIT: MoneyUnit = MoneyUnit::Thousands;

fn amount(pence: Option<Pence>, rounding: Pence) -> String {
    pence.map_or_else(|| "none".to_owned(), |pence| format_money(pence, UNIT, UNIT.decimals(rounding)))
}

/// "84,920 of 81,686": what is forecast of what may be spent.
fn forecast(money: &MoneySummary, unit: &str) -> String {
    match (money.forecast, money.revised) {
        (None, None) => "nothing entered for this period".to_owned(),
        (forecast, revised) => {
            format!("{unit}{} of {}", amount(forecast, money.rounding), amount(revised, money.rounding))
        }
    }
}

fn over(pence: Pence, percent: Option<f64>, rounding: Pence) -> String {
    let variation = format_variation(pence, UNIT, UNIT.decimals(rounding));
    match percent {
        Some(percent) => format!("{variation}  {percent:+.1}%"),
        None => variation,
    }
}

fn money_box(money: &MoneySummary) -> Card {
    let mut rows = vec![fact("Forecast", forecast(money, ""), false, Place::Budget)];
    if let Some(variation) = money.variation {
        let text = format!(
            "{}  {}",
            over(variation, money.percent, money.rounding),
            if money.rating.is_colour() { money.rating.letters() } else { "" }
        );
        rows.push(fact("Variation", text.trim().to_owned(), money.rating.severity() == 0, Place::Budget));
    }
    for line in money.largest.iter().take(2) {
        let text = over(line.variation, line.percent, money.rounding);
        rows.push(fact(line.name.clone(), text, false, Place::BudgetLine(line.line)));
    }
    if let Some(slippage) = money.capital_slippage.filter(|slippage| *slippage != 0) {
        let text = format!("slippage {}", format_variation(slippage, UNIT, 0));
        rows.push(fact("Capital", text, false, Place::Budget));
    }
    if let Some(short) = money.savings_short.filter(|short| *short > 0) {
        let text =
            format!("{} short of {}", format_money(short, UNIT, 0), amount(money.savings_target, 100_000));
        rows.push(fact("Savings", text, true, Place::Budget));
    }
    Card { kind: Kind::Money, title: "Revenue £000".to_owned(), rows, notes: Vec::new() }
}

fn money_line(money: &MoneySummary) -> Card {
    let mut links = vec![link(forecast(money, "£000 "), Place::Budget)];
    if let Some(variation) = money.variation {
        let rating = if money.rating.is_colour() { money.rating.letters() } else { "" };
        let text = format!("{} {rating}", over(variation, money.percent, money.rounding));
        links.push(link(text.trim().to_owned(), Place::Budget));
    }
    if let Some(short) = money.savings_short.filter(|short| *short > 0) {
        links.push(link(format!("savings {} short", format_money(short, UNIT, 0)), Place::Budget));
    }
    strip(Kind::Money, "Money", links)
}

/// What is owed to members, in words.
fn owed(data: &Overview) -> (String, bool) {
    let promises = &data.promises;
    let mut text = format!("{} not sent", promises.unsent);
    if promises.overdue > 0 {
        text.push_str(&format!(", {} overdue", promises.overdue));
    }
    (text, promises.overdue > 0)
}

/// Ratings of a plan that something has, with how many.
fn counted(plan: &PlanTally) -> String {
    // In words: the letters of a rating say nothing without its chip.
    let on_track = plan.counts.iter().filter(|(rating, _)| rating.is_on_track()).map(|(_, count)| count);
    format!("{} of {} on track", on_track.sum::<u64>(), plan.total())
}

fn report_box(data: &Overview) -> Card {
    let mut rows = Vec::new();
    for plan in &data.commitments {
        rows.push(fact(plan.plan.clone(), counted(plan), false, Place::Delivery));
    }
    let promises = &data.promises;
    if promises.promised > 0 {
        let (text, overdue) = owed(data);
        rows.push(fact("Promised answers", text, overdue, Place::Questions));
    }
    if promises.unanswered > 0 || (promises.promised == 0 && promises.questions > 0) {
        let text = match promises.unanswered {
            0 => format!("{}, all with a reply", promises.questions),
            open => format!("{open} without a reply"),
        };
        rows.push(fact("Questions", text, false, Place::Questions));
    }
    if data.narrative.sections > 0 {
        let mut text = format!("{} sections", data.narrative.sections);
        for (count, word) in [(data.narrative.empty, "empty"), (data.narrative.carried, "carried")] {
            if count > 0 {
                text.push_str(&format!(", {count} {word}"));
            }
        }
        rows.push(fact("Narrative", text, data.narrative.empty > 0, Place::Narrative));
    }
    Card { kind: Kind::Report, title: "Delivery, questions, narrative".to_owned(), rows, notes: Vec::new() }
}

fn report_line(data: &Overview) -> Card {
    let mut links = Vec::new();
    for plan in &data.commitments {
        let first = plan.plan.split([' ', ',', ':']).next().unwrap_or_default();
        links.push(link(format!("{first} {}", counted(plan)), Place::Delivery));
    }
    if data.promises.promised > 0 {
        links.push(link(format!("answers {}", owed(data).0), Place::Questions));
    } else if data.promises.questions > 0 {
        links.push(link(format!("{} without a reply", data.promises.unanswered), Place::Questions));
    }
    if data.narrative.empty > 0 {
        links.push(link(format!("{} sections empty", data.narrative.empty), Place::Narrative));
    }
    strip(Kind::Report, "Report", links)
}
