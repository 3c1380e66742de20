//! The organisation or group that results are compared with: the one that the indicator names, else
//! the workbook's, else the only one there is. Never one of several that nobody has chosen.

use super::record::Benchmark;
use crate::domain::Measurement;
use crate::domain::figures::{decimals_of, format_plain, same_figure};

/// The benchmark that stands beside a result, or why none does.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Compared {
    /// No organisation has a figure.
    #[default]
    Nothing,
    With(Benchmark),
    /// The one that is named has none.
    Missing {
        name: String,
        others: usize,
        /// As the file says it, or that there are two figures; empty where nobody says.
        because: String,
    },
    /// There are several, and none is named.
    Unnamed {
        organisations: usize,
    },
}

impl Compared {
    /// Chooses among the benchmarks of one indicator in one period; `own` is whom the indicator names,
    /// `workbook` whom the workbook names; either may be empty.
    pub fn of(benchmarks: &[Benchmark], own: &str, workbook: &str) -> Self {
        let given: Vec<&Benchmark> = benchmarks.iter().filter(|one| one.value.is_some()).collect();
        let named = |name: &str| {
            let same = |one: &&&Benchmark| same_organisation(&one.organisation, name);
            given.iter().find(same).map(|one| Self::With((*one).clone()))
        };
        let missing = |name: &str| {
            let mut reasons = benchmarks.iter().filter(|one| same_organisation(&one.organisation, name));
            let because = reasons.next().map_or_else(String::new, |one| one.missing_because.clone());
            Self::Missing { name: name.trim().to_owned(), others: given.len(), because }
        };
        let (own, workbook) = (own.trim(), workbook.trim());
        match given.as_slice() {
            _ if !own.is_empty() => named(own).unwrap_or_else(|| missing(own)),
            [] if benchmarks.is_empty() => Self::Nothing,
            [] if workbook.is_empty() => Self::Nothing,
            [only] => named(workbook).unwrap_or_else(|| Self::With((*only).clone())),
            [] => missing(workbook),
            _ if !workbook.is_empty() => named(workbook).unwrap_or_else(|| missing(workbook)),
            several => Self::Unnamed { organisations: several.len() },
        }
    }

    /// The benchmark, where there is one.
    pub fn benchmark(&self) -> Option<&Benchmark> {
        match self {
            Self::With(benchmark) => Some(benchmark),
            _ => None,
        }
    }

    /// Why there is none, for people; none where there is one.
    pub fn why_none(&self) -> Option<String> {
        let many = |count: usize| match count {
            1 => "1 organisation".to_owned(),
            more => format!("{more} organisations"),
        };
        match self {
            Self::With(_) => None,
            Self::Nothing => Some("none given".to_owned()),
            Self::Missing { name, because, .. } if !because.is_empty() => {
                Some(format!("no figure of {name}: {because}"))
            }
            Self::Missing { name, others: 0, .. } => Some(format!("no figure of {name}")),
            Self::Missing { name, others, .. } => {
                Some(format!("no figure of {name}: {} have one", many(*others)))
            }
            Self::Unnamed { organisations } => Some(format!("no comparator named: {}", many(*organisations))),
        }
    }
}

/// Whether two figures of one organisation are one: what both give is the same.
pub fn figures_agree(one: Measurement, other: Measurement) -> bool {
    let near = |one: Option<f64>, other: Option<f64>| one.zip(other).is_none_or(|(a, b)| same_figure(a, b));
    near(one.stated, other.stated)
        && near(one.numerator, other.numerator)
        && near(one.denominator, other.denominator)
}

/// The one figure that an organisation has in a measure and period, of rows under several of its names.
/// Rows that agree are one figure, with its counts where one of them has those. Where two differ there is
/// none until somebody decides: the reason names both with the places they came from. None where there
/// are no rows.
pub fn one_figure(mut rows: Vec<Benchmark>) -> Option<Benchmark> {
    if rows.len() < 2 {
        return rows.pop();
    }
    rows.sort_by_key(|one| (one.value.is_none(), one.numerator.zip(one.denominator).is_none(), one.id));
    let (first, rest) = rows.split_first()?;
    let other = rest.iter().find(|one| !figures_agree(one.measurement(), first.measurement()));
    let Some(other) = other else { return Some(first.clone()) };
    Some(Benchmark {
        numerator: None,
        denominator: None,
        value: None,
        missing_because: two_figures(first, other),
        source: String::new(),
        ..first.clone()
    })
}

/// What the reason begins with where an organisation has two figures.
pub const TWO_FIGURES: &str = "two figures that differ";

/// "two figures that differ: 65 as Brill (figures.csv, F3) and 66 from 33/50 as Old Brill (old.csv, F2)".
pub fn two_figures(one: &Benchmark, other: &Benchmark) -> String {
    let plain = |value: f64| format_plain(value, decimals_of(value).min(6));
    let named = |one: &Benchmark| {
        let counts = one.numerator.zip(one.denominator);
        let counts = counts.map(|(part, whole)| format!("{}/{}", plain(part), plain(whole)));
        let figure = match (one.value.map(plain), counts) {
            (Some(value), Some(counts)) => format!("{value} from {counts}"),
            (value, counts) => value.or(counts).unwrap_or_default(),
        };
        let place = if one.source.is_empty() { String::new() } else { format!(" ({})", one.source) };
        format!("{figure} as {}{place}", one.organisation.trim())
    };
    format!("{TWO_FIGURES}: {} and {}", named(one), named(other))
}

/// What is to be said of figures of several organisations of which none is named: who could be.
/// Empty where there is nothing to choose.
pub fn no_comparator(organisations: &[String], workbook: &str) -> String {
    if organisations.len() < 2 || !workbook.trim().is_empty() {
        return String::new();
    }
    let nation = organisations.iter().find(|name| same_organisation(name, "England"));
    let proposed = nation.map_or(String::new(), |name| format!(" {name} is one of them."));
    format!(
        "No comparator is named: {} organisations have figures, and none stands beside the results until the \
         settings (--compare-with) or an indicator name one.{proposed}",
        organisations.len()
    )
}

/// Whether two names are one organisation's, however they are written.
pub fn same_organisation(one: &str, other: &str) -> bool {
    use crate::domain::naming::plain;
    one.trim().eq_ignore_ascii_case(other.trim()) || plain(one) == plain(other)
}
