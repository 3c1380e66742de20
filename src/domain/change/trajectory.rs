//! What the rest of the year has to bring for it to end on target, and
//! whether the series has ever brought that.

use super::series::{Making, Point};
use super::words;
use crate::domain::{Basis, MeasureSpec, Period, Polarity};

/// A year under way.
#[derive(Debug, Clone, Copy)]
pub struct YearSoFar<'a> {
    pub making: Making,
    pub polarity: Polarity,
    /// How its figures are written.
    pub spec: MeasureSpec<'a>,
    /// The period reached.
    pub period: Period,
    /// What the year is to end on.
    pub target: f64,
    /// Results up to `period`, earlier years' among them, in order of time and all of its kind:
    /// what each period itself brought, or where it left things (a position, a rolling year).
    pub results: &'a [Point],
}

/// What it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    pub target: f64,
    /// Periods left of the year.
    pub remaining: u8,
    /// What each has to bring on average; where results are positions, by how much each has to move.
    pub needed: f64,
    /// Whether `needed` is a move from one result to the next.
    pub is_move: bool,
    /// Earlier results (or moves) that brought as much, of how many.
    pub reached: usize,
    pub of: usize,
    /// All of it, for an elected member.
    pub sentence: String,
}

/// What each remaining period must average for the year to end on target.
///
/// Counts and money: (target − so far) ÷ periods left. Shares and rates: the
/// remaining periods are taken to count as many as those so far did on
/// average, so (target × all ÷ scale − cases so far) ÷ cases left × scale;
/// without counts, every period weighs the same. Positions, rolling years and
/// projections: (target − latest) ÷ periods left is the move needed each time.
///
/// # Errors
/// Why it cannot be said, to read after "because".
pub fn trajectory(year: &YearSoFar) -> Result<Trajectory, String> {
    let YearSoFar { making, period, target, results, .. } = *year;
    let noun = period.kind().title();
    let remaining = period.kind().per_year() - period.number();
    if remaining == 0 {
        return Err("the year is over".to_owned());
    }
    if matches!(year.polarity, Polarity::Band { .. } | Polarity::None) {
        return Err("no way is better than the other".to_owned());
    }
    let left = f64::from(remaining);
    let value_at = |at: Period| results.iter().find(|point| point.period == at);
    let now = value_at(period).and_then(|point| point.value);
    let now = now.ok_or_else(|| format!("there is no result for this {noun}"))?;
    let is_move =
        matches!(making.basis, Basis::Snapshot | Basis::Rolling12 | Basis::Projection | Basis::Lagged);
    if is_move {
        let moves: Vec<f64> = results
            .windows(2)
            .filter(|pair| pair[0].period.next() == pair[1].period)
            .filter_map(|pair| Some(pair[1].value? - pair[0].value?))
            .collect();
        return Ok(told(year, remaining, (target - now) / left, true, &moves, now));
    }
    let mut so_far = Vec::new();
    for number in 1..=period.number() {
        let at = Period::new(period.financial_year(), period.kind(), number).map_err(|e| e.to_string())?;
        let point = value_at(at).filter(|point| point.value.is_some());
        so_far.push(point.ok_or_else(|| format!("there is no result for {}", at.title()))?);
    }
    let sum = |of: fn(&Point) -> Option<f64>| so_far.iter().map(|point| of(point)).sum::<Option<f64>>();
    let values = sum(|point| point.value).unwrap_or_default();
    let passed = so_far.len() as f64;
    let needed = match (sum(|point| point.numerator), sum(|point| point.denominator)) {
        _ if making.adds_up() => (target - values) / left,
        (Some(cases), Some(of)) if of > 0.0 && making.scale > 0.0 => {
            let to_come = of / passed * left;
            (target * (of + to_come) / making.scale - cases) / to_come * making.scale
        }
        _ => (target * (passed + left) - values) / left,
    };
    let before: Vec<f64> = results.iter().filter_map(|point| point.value).collect();
    Ok(told(year, remaining, needed, false, &before, now))
}

fn told(
    year: &YearSoFar,
    remaining: u8,
    needed: f64,
    is_move: bool,
    earlier: &[f64],
    now: f64,
) -> Trajectory {
    let reached = earlier.iter().filter(|value| year.polarity.met(**value, needed) == Some(true)).count();
    let (of, period) = (earlier.len(), year.period);
    let mut trajectory =
        Trajectory { target: year.target, remaining, needed, is_move, reached, of, sentence: String::new() };
    let figure = |value: f64| year.spec.shown(value);
    let noun = period.kind().title();
    let each = match remaining {
        1 => format!("the one {noun} left"),
        more => format!("each of the {more} {noun}s left"),
    };
    let end = format!("To end {} on the target of {}", period.financial_year(), figure(year.target));
    let higher = year.polarity == Polarity::Higher;
    let did = match (is_move, higher) {
        (true, _) => "moved as far",
        (false, true) => "reached that",
        (false, false) => "kept to that",
    };
    let experience = match (reached, of) {
        (_, 0) => String::new(),
        (0, 1) => format!(" The one {noun} so far has not {did}."),
        (0, of) => format!(" None of the {of} {noun}s so far has {did}."),
        (1, 1) => format!(" The one {noun} so far has {did}."),
        (all, of) if all == of => format!(" Every {noun} so far has {did}."),
        (1, of) => format!(" Of the {of} {noun}s so far, 1 has {did}."),
        (some, of) => format!(" Of the {of} {noun}s so far, {some} have {did}."),
    };
    let range = words::range(&year.spec);
    let beyond = |best: f64| format!("{end} is out of reach: even {} in {each} would not do.", figure(best));
    trajectory.sentence = match range {
        _ if is_move && year.polarity.met(now, year.target) == Some(true) => {
            format!("{end}, it has only to stay where it is.")
        }
        _ if is_move => {
            let way = if needed > 0.0 { "rise" } else { "fall" };
            let by = year.spec.amount(needed.abs(), "");
            format!("{end}, it has to {way} by {by} in {each}.{experience}")
        }
        Some(range) if higher && needed > range.high => beyond(range.high),
        Some(range) if !higher && needed < range.low => beyond(range.low),
        Some(range) if (higher && needed <= range.low) || (!higher && needed >= range.high) => {
            format!("{end} is certain, whatever the rest of the year brings.")
        }
        _ => {
            let verb = if higher { "must average at least" } else { "may average at most" };
            format!("{end}, {each} {verb} {}.{experience}", figure(needed))
        }
    };
    trajectory
}
