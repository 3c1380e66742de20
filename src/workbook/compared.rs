//! The organisation or group that results are compared with: the one that the indicator names, else
//! the workbook's, else the only one there is. Never one of several that nobody has chosen.

use super::record::Benchmark;

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
        let missing = |name: &str| Self::Missing { name: name.trim().to_owned(), others: given.len() };
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
            Self::Missing { name, others: 0 } => Some(format!("no figure of {name}")),
            Self::Missing { name, others } => {
                Some(format!("no figure of {name}: {} have one", many(*others)))
            }
            Self::Unnamed { organisations } => Some(format!("no comparator named: {}", many(*organisations))),
        }
    }
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
