//! Capital: from the original budget to the latest, and what a variance is
//! measured from.

use serde::{Deserialize, Serialize};

use super::budget::{Agreement, compare_amount, variation};
use super::money::{MoneyUnit, Pence, TooLarge, format_money, format_variation, total};

/// The amounts of a capital line, in pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capital {
    pub original: Option<Pence>,
    /// Brought forward from last year.
    pub slippage_in: Option<Pence>,
    /// In the year: more spending is positive.
    pub slippage: Option<Pence>,
    pub additions: Option<Pence>,
    /// They reduce the budget whatever their sign: sources print 100, −100 and (100) for the same.
    pub deletions: Option<Pence>,
    pub accelerations: Option<Pence>,
    pub forecast: Option<Pence>,
}

/// What follows from the amounts of a capital line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CapitalChain {
    /// Original budget + slippage brought forward.
    pub revised: Option<Pence>,
    /// Revised budget + slippage in the year + additions − the size of deletions + accelerations.
    pub latest: Option<Pence>,
    /// Forecast less each base: positive is over.
    pub from_original: Option<Pence>,
    pub from_revised: Option<Pence>,
    pub from_latest: Option<Pence>,
}

impl Capital {
    /// Works the chain out. Steps that are not given count as nil; without an original budget
    /// and anything brought forward there is no chain.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn chain(&self) -> Result<CapitalChain, TooLarge> {
        let size = |amount: Pence| amount.checked_abs().ok_or(TooLarge);
        let deletions = self.deletions.map(|amount| size(amount).map(|size| -size)).transpose()?;
        let revised = total([self.original, self.slippage_in])?;
        let in_year = total([self.slippage, self.additions, deletions, self.accelerations])?;
        let latest = match (revised, in_year) {
            (None, None) => None,
            (revised, in_year) => total([revised, in_year])?,
        };
        Ok(CapitalChain {
            revised,
            latest,
            from_original: variation(self.forecast, self.original)?,
            from_revised: variation(self.forecast, revised)?,
            from_latest: variation(self.forecast, latest)?,
        })
    }
}

/// Which way the amounts of a column go, where its name says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    #[default]
    AsPrinted,
    /// Each adds to the year's budget, whatever its sign.
    Adds,
    /// Each takes from the year's budget, whatever its sign.
    Takes,
}

impl Sign {
    /// Every way, as the codes that mappings are written in.
    pub const CODES: [(&str, Self); 3] =
        [("as_printed", Self::AsPrinted), ("adds", Self::Adds), ("takes", Self::Takes)];

    /// The way of a code, written with a blank or a hyphen or in capitals too.
    pub fn parse(code: &str) -> Option<Self> {
        let wanted = code.trim().to_lowercase().replace([' ', '-'], "_");
        Self::CODES.into_iter().find(|(code, _)| *code == wanted).map(|(_, sign)| sign)
    }

    /// How amounts are read, as a note on their column.
    pub fn note(self) -> &'static str {
        match self {
            Self::AsPrinted => "each is added with its sign, less for a reduction",
            Self::Adds => "each adds to the year's budget, whatever its sign",
            Self::Takes => "each reduces the year's budget, whatever its sign",
        }
    }

    /// The way that a heading's words fix: `deletions` and `slippage` take, `additions` and
    /// `accelerations` add, and a heading that names both ways ("slippage / accelerated spend") or
    /// another year ("slippage brought forward") leaves it to the sign of each amount.
    pub fn of_heading(heading: &str) -> Self {
        let heading = heading.to_lowercase();
        let names = |parts: &[&str]| parts.iter().any(|part| heading.contains(part));
        let takes = names(&["delet", "slip"]);
        let adds = names(&["addition", "accel", "new scheme"]);
        match (takes, adds) {
            _ if names(&["brought", "fwd", "forward", "last year", "incr", "decr", "net "]) => {
                Self::AsPrinted
            }
            (true, false) => Self::Takes,
            (false, true) => Self::Adds,
            _ => Self::AsPrinted,
        }
    }

    /// An amount with the sign it counts with.
    pub fn apply(self, amount: f64) -> f64 {
        match self {
            Self::AsPrinted => amount,
            Self::Adds => amount.abs(),
            // Nought is not less than nought.
            Self::Takes => 0.0 - amount.abs(),
        }
    }
}

/// What a capital variance is measured from, with the name tables give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Original,
    Revised,
    Latest,
}

impl Base {
    /// Every base, earliest first.
    pub const ALL: [Self; 3] = [Self::Original, Self::Revised, Self::Latest];

    /// `original budget`, `revised budget`, `latest budget`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Original => "original budget",
            Self::Revised => "revised budget",
            Self::Latest => "latest budget",
        }
    }
}

impl CapitalChain {
    /// The variance from a base.
    pub fn variance(&self, base: Base) -> Option<Pence> {
        match base {
            Base::Original => self.from_original,
            Base::Revised => self.from_revised,
            Base::Latest => self.from_latest,
        }
    }
}

/// Says what a printed capital variance really is, where it is not the
/// variance from the base it is named after. None where it is, or where either is missing.
pub fn explain_capital_variance(
    stated: Option<Pence>,
    named: Base,
    chain: &CapitalChain,
    rounding: Pence,
    unit: MoneyUnit,
) -> Option<String> {
    let stated = stated?;
    let computed = chain.variance(named)?;
    if compare_amount(Some(stated), Some(computed), rounding) == Agreement::Agrees {
        return None;
    }
    let decimals = unit.decimals(rounding);
    let prints = format!(
        "The source prints a variance of {} from the {}",
        format_money(stated, unit, decimals),
        named.title()
    );
    let real = format_variation(computed, unit, decimals);
    // The nearest base that it does fit, the named one first.
    let bases = [named].into_iter().chain(Base::ALL.into_iter().rev().filter(|base| *base != named));
    for base in bases {
        let fits = compare_amount(Some(stated), chain.variance(base), rounding);
        let is = match fits {
            Agreement::Agrees => format!("the forecast less the {}", base.title()),
            Agreement::OtherSign => format!("the {} less the forecast", base.title()),
            _ => continue,
        };
        return Some(format!("{prints}; that is {is}. From the {} it is {real}.", named.title()));
    }
    Some(format!("{prints}; from its own figures it is {real}."))
}
