//! Revenue budgets: variation, rating, four forecasts, profiles spread over
//! a year, and subtotals set beside what a source prints.

use super::Unit;
use super::figures::format_value;
use super::money::{MoneyUnit, Pence, TooLarge, say_money};
use super::same;
use crate::domain::rag::rating::Rating;

/// Months of a financial year.
pub const MONTHS: usize = 12;

/// Forecast less revised budget: positive is over. None while either is missing.
///
/// # Errors
/// [`TooLarge`] when the difference cannot be held.
pub fn variation(forecast: Option<Pence>, revised: Option<Pence>) -> Result<Option<Pence>, TooLarge> {
    match (forecast, revised) {
        (Some(forecast), Some(revised)) => forecast.checked_sub(revised).map(Some).ok_or(TooLarge),
        _ => Ok(None),
    }
}

/// A variation as a percentage of the size of the revised budget; none for a budget of nil.
///
/// The size, so that more income than budgeted (a budget of (189), a
/// forecast of (203)) is as negative as an underspend: -7.4.
pub fn percent(variation: Pence, revised: Pence) -> Option<f64> {
    (revised != 0).then(|| variation as f64 / revised.unsigned_abs() as f64 * 100.0)
}

/// Rates a forecast against its revised budget: green at or under it, amber
/// when over by up to `tolerance` percent, red beyond. The boundary itself is
/// amber: 102.0 of 100 at 2 % is amber. Over a budget of nil is red.
/// [`Rating::None`] while either figure is missing.
pub fn rate(variation: Option<Pence>, revised: Option<Pence>, tolerance: f64) -> Rating {
    let (Some(variation), Some(revised)) = (variation, revised) else { return Rating::None };
    if variation <= 0 {
        return Rating::Green;
    }
    match percent(variation, revised) {
        Some(percent) if percent <= tolerance || same(percent, tolerance) => Rating::Amber,
        _ => Rating::Red,
    }
}

/// Why a line has the colour it has, in a sentence.
pub fn why_rated(
    variation: Option<Pence>,
    revised: Option<Pence>,
    tolerance: f64,
    unit: MoneyUnit,
) -> String {
    let (Some(over), Some(budget)) = (variation, revised) else {
        return "Not rated: it needs a revised budget and a forecast.".to_owned();
    };
    let tolerated = super::figures::format_plain(tolerance, 2);
    match (over, percent(over, budget)) {
        (..=-1, _) => format!("{} under the revised budget, so green.", say_money(-over, unit)),
        (0, _) => "On the revised budget, so green.".to_owned(),
        (_, None) => format!("{} over a budget of nil, so red.", say_money(over, unit)),
        (_, Some(percent)) => {
            let percent = super::figures::format_plain(percent, 2);
            let (colour, side) = match rate(variation, revised, tolerance) {
                Rating::Amber => ("amber", "up to"),
                _ => ("red", "beyond"),
            };
            format!(
                "{} over the revised budget is {percent}%: {side} the {tolerated}% tolerated, so {colour}.",
                say_money(over, unit)
            )
        }
    }
}

/// A figure of a subtotal: what its lines come to, and what the source prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// The one to show: as printed where that agrees with the lines, else the sum of the lines.
    pub figure: Option<Pence>,
    /// The sum of its lines; none for a line that has none.
    pub lines: Option<Pence>,
    /// As the source prints it.
    pub printed: Option<Pence>,
}

impl Settled {
    /// The figure of a line with none below it.
    pub fn line(amount: Option<Pence>) -> Self {
        Self { figure: amount, lines: None, printed: None }
    }

    /// The figure of a subtotal.
    ///
    /// Printed lines are rounded, so their sum and the printed total may
    /// honestly differ by `rounding` (100,000 pence in a table in £000). As
    /// soon as they differ by more, the lines are right and the printed total is a quotation.
    pub fn total(lines: Option<Pence>, printed: Option<Pence>, rounding: Pence) -> Self {
        let agree = match (lines, printed) {
            (Some(lines), Some(printed)) => lines.abs_diff(printed) <= rounding.unsigned_abs(),
            // Lines without figures yet: the printed total is all there is.
            (None, Some(_)) => true,
            _ => false,
        };
        Self { figure: if agree { printed } else { lines }, lines, printed }
    }

    /// Whether the printed total and the lines differ by more than rounding.
    pub fn disagrees(&self) -> bool {
        self.printed.is_some() && self.figure != self.printed
    }

    /// Whether they differ at all, so that the sum is worth showing.
    pub fn differs(&self) -> bool {
        matches!((self.lines, self.printed), (Some(lines), Some(printed)) if lines != printed)
    }
}

/// A figure the source prints beside one that is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// One of them is missing.
    Unknown,
    /// The same, up to rounding.
    Agrees,
    /// The same size with the other sign.
    OtherSign,
    Differs,
}

/// Sets a printed amount beside the one worked out, with `rounding` pence
/// allowed for each of the two figures it was worked out from.
pub fn compare_amount(stated: Option<Pence>, computed: Option<Pence>, rounding: Pence) -> Agreement {
    let (Some(stated), Some(computed)) = (stated, computed) else { return Agreement::Unknown };
    let allowed = rounding.unsigned_abs();
    if stated.abs_diff(computed) <= allowed {
        Agreement::Agrees
    } else if stated.checked_neg().is_some_and(|other| other.abs_diff(computed) <= allowed) {
        Agreement::OtherSign
    } else {
        Agreement::Differs
    }
}

/// Sets a printed percentage (to one decimal) beside the one worked out from
/// a variation and a budget that are each rounded to `rounding` pence.
///
/// -15.5 against -15.59 agrees: a budget of 185.7 and a forecast of 156.9 are printed as 186 and 157.
pub fn compare_percent(
    stated: Option<f64>,
    variation: Option<Pence>,
    revised: Option<Pence>,
    rounding: Pence,
) -> Agreement {
    let (Some(stated), Some(variation), Some(revised)) = (stated, variation, revised) else {
        return Agreement::Unknown;
    };
    let Some(computed) = percent(variation, revised) else { return Agreement::Unknown };
    // Half a unit of rounding in each of forecast and budget, and half the last digit printed.
    let share = rounding as f64 / revised.unsigned_abs() as f64 * 100.0;
    let allowed = share * (1.0 + computed.abs() / 200.0) + 0.05 + 1e-9;
    if (stated - computed).abs() <= allowed {
        Agreement::Agrees
    } else if (-stated - computed).abs() <= allowed {
        Agreement::OtherSign
    } else {
        Agreement::Differs
    }
}

/// What one month of a line holds, in pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Month {
    pub budget: Option<Pence>,
    pub actual: Option<Pence>,
    pub forecast: Option<Pence>,
}

/// Where the year may end, and the sentence that says how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    pub amount: Pence,
    pub because: String,
}

/// Money an action should save by the end of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The whole of its effect in this year, in pence; negative costs.
    pub amount: Pence,
    /// Month of the financial year it begins in, 1–12; none where that is not said.
    pub first_month: Option<u8>,
}

/// What has been spent: the sum of the months that have an actual, and how many do.
///
/// # Errors
/// [`TooLarge`].
pub fn spent(months: &[Month]) -> Result<(Pence, usize), TooLarge> {
    let sum = super::money::total(months.iter().map(|month| month.actual))?;
    Ok((sum.unwrap_or(0), months.iter().filter(|month| month.actual.is_some()).count()))
}

/// Run-rate forecast: spend to date × 12 ÷ months with an actual, rounded half
/// away from zero. None before the first actual.
///
/// # Errors
/// [`TooLarge`].
pub fn run_rate(months: &[Month], unit: MoneyUnit) -> Result<Option<Outlook>, TooLarge> {
    let (spent, elapsed) = spent(months)?;
    if elapsed == 0 {
        return Ok(None);
    }
    let amount = divide(i128::from(spent) * MONTHS as i128, elapsed as i128)?;
    let because = if elapsed >= MONTHS {
        format!("{} spent in all 12 months.", say_money(spent, unit))
    } else {
        format!(
            "{} spent in {elapsed} of 12 months, so {} at the same pace.",
            say_money(spent, unit),
            say_money(amount, unit)
        )
    };
    Ok(Some(Outlook { amount, because }))
}

/// Profile forecast: spend to date and the budget profiled for the months
/// without an actual. None before the first actual or without a profile.
///
/// # Errors
/// [`TooLarge`].
pub fn profile_forecast(months: &[Month], unit: MoneyUnit) -> Result<Option<Outlook>, TooLarge> {
    let (spent, elapsed) = spent(months)?;
    let ahead = months.iter().filter(|month| month.actual.is_none());
    let left = super::money::total(ahead.map(|month| month.budget))?;
    if elapsed == 0 || (left.is_none() && elapsed < MONTHS) {
        return Ok(None);
    }
    let left = left.unwrap_or(0);
    let amount = spent.checked_add(left).ok_or(TooLarge)?;
    let because = if elapsed >= MONTHS {
        format!("{} spent in all 12 months.", say_money(spent, unit))
    } else {
        format!(
            "{} spent in {elapsed} of 12 months and {} budgeted for the other {}, so {}.",
            say_money(spent, unit),
            say_money(left, unit),
            MONTHS - elapsed,
            say_money(amount, unit)
        )
    };
    Ok(Some(Outlook { amount, because }))
}

/// Why the profile's share to date says nothing of the year's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoShare {
    #[error("needs the first month's actual")]
    NotStarted,
    #[error("needs a budget for each of the 12 months")]
    NoProfile,
    #[error("the profile has nothing up to now, or its sign is not that of the year")]
    NoPart,
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// Forecast by the profile's share: spend to date ÷ (budget profiled for the months with an actual ÷
/// budget of the year), what the year comes to where the spend stays in that proportion. Rounded half
/// away from zero. Equals the run rate where the profile is even.
///
/// # Errors
/// [`NoShare`]: no actual, a month without a budget, a share of nought or less.
pub fn share_forecast(months: &[Month], unit: MoneyUnit) -> Result<Outlook, NoShare> {
    let (spent, elapsed) = spent(months)?;
    if elapsed == 0 {
        return Err(NoShare::NotStarted);
    }
    if months.len() != MONTHS || months.iter().any(|month| month.budget.is_none()) {
        return Err(NoShare::NoProfile);
    }
    let budget = |of: &dyn Fn(&&Month) -> bool| {
        super::money::total(months.iter().filter(of).map(|month| month.budget)).map(Option::unwrap_or_default)
    };
    let (year, to_date) = (budget(&|_| true)?, budget(&|month| month.actual.is_some())?);
    // Both of one sign: income has brackets throughout.
    if year == 0 || to_date == 0 || (year > 0) != (to_date > 0) {
        return Err(NoShare::NoPart);
    }
    let size = i128::from(to_date.unsigned_abs());
    let whole = i128::from(year) * i128::from(to_date.signum());
    let amount = divide(i128::from(spent).checked_mul(whole).ok_or(TooLarge)?, size)?;
    let over = amount.checked_sub(year).ok_or(TooLarge)?;
    let share = to_date as f64 / year as f64 * 100.0;
    let against = match over {
        0 => "as budgeted".to_owned(),
        over @ 1.. => format!("{} over", say_money(over, unit)),
        under => format!("{} under", say_money(under.saturating_neg(), unit)),
    };
    Ok(Outlook {
        amount,
        because: format!(
            "{} spent where the profile has {}, {} of the year's {}: {} if the spend stays as it is, {against}.",
            say_money(spent, unit),
            say_money(to_date, unit),
            format_value(share, Unit::Percent, 1),
            say_money(year, unit),
            say_money(amount, unit)
        ),
    })
}

/// Recovery plan: a forecast less what the actions should save this year.
///
/// An action's effect is its whole effect in the year, so it is taken off in
/// full: the first month says from when it is seen in the months, not how
/// much of it counts. None where no action has an effect.
///
/// # Errors
/// [`TooLarge`].
pub fn recovery(
    forecast: Option<Pence>,
    revised: Option<Pence>,
    effects: &[Effect],
    unit: MoneyUnit,
) -> Result<Option<Outlook>, TooLarge> {
    let Some(forecast) = forecast.filter(|_| !effects.is_empty()) else { return Ok(None) };
    let saved = super::money::total(effects.iter().map(|effect| Some(effect.amount)))?.unwrap_or(0);
    let amount = forecast.checked_sub(saved).ok_or(TooLarge)?;
    let actions = match effects.len() {
        1 => "1 action".to_owned(),
        many => format!("{many} actions"),
    };
    let against = match revised.map(|revised| amount.checked_sub(revised).ok_or(TooLarge)).transpose()? {
        None => String::new(),
        Some(0) => ": on the revised budget".to_owned(),
        Some(over @ 1..) => format!(": still {} over the revised budget", say_money(over, unit)),
        Some(under) => format!(": {} under the revised budget", say_money(under.saturating_neg(), unit)),
    };
    let because = format!(
        "{} forecast less {} from {actions}, so {}{against}.",
        say_money(forecast, unit),
        say_money(saved, unit),
        say_money(amount, unit)
    );
    Ok(Some(Outlook { amount, because }))
}

/// An amount in equal parts. The odd pennies go one each to the first parts, so that the parts
/// always add up to it. Nothing for no parts.
pub fn spread_evenly(amount: Pence, parts: usize) -> Vec<Pence> {
    let Ok(count) = Pence::try_from(parts) else { return Vec::new() };
    if count == 0 {
        return Vec::new();
    }
    let (each, odd) = (amount / count, amount % count);
    (0..count).map(|at| each + if at < odd.abs() { odd.signum() } else { 0 }).collect()
}

/// Why an amount cannot be spread by a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    #[error("Last year's months add up to nothing, so they give no shape to follow")]
    Nil,
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// An amount in parts of the same shape as `shape` (last year's months). The pennies lost to
/// rounding go where the most was cut off, the earlier first, so that the parts always add up.
///
/// # Errors
/// [`ShapeError::Nil`] where the shape adds up to nothing, [`TooLarge`].
pub fn spread_by(amount: Pence, shape: &[Pence]) -> Result<Vec<Pence>, ShapeError> {
    let whole: i128 = shape.iter().map(|part| i128::from(*part)).sum();
    if whole == 0 {
        return Err(ShapeError::Nil);
    }
    let mut parts = Vec::with_capacity(shape.len());
    let mut cut = Vec::with_capacity(shape.len());
    for (at, part) in shape.iter().enumerate() {
        // The sign stays with the product, so that what is cut off is never negative.
        let product = i128::from(amount) * i128::from(*part) * whole.signum();
        let size = whole.abs();
        parts.push(product.div_euclid(size));
        cut.push((product.rem_euclid(size), at));
    }
    let missing = i128::from(amount) - parts.iter().sum::<i128>();
    cut.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, at) in cut.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts.into_iter().map(|part| Pence::try_from(part).map_err(|_| TooLarge.into())).collect()
}

/// A quotient rounded half away from zero.
fn divide(amount: i128, by: i128) -> Result<Pence, TooLarge> {
    let rounded = (2 * amount.abs() + by) / (2 * by);
    Pence::try_from(rounded * amount.signum()).map_err(|_| TooLarge)
}
