//! The numbers that changes are judged by, read from a data file.

use std::sync::OnceLock;

use serde::Deserialize;

/// What `assets/change/rules.toml` says; its meaning and sources are told there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Cases below which the limits of a count are exact.
    pub exact_below: f64,
    /// Cases below which a warning is given.
    pub few_below: f64,
    /// Mean moving ranges from the mean to a control limit.
    pub limits: f64,
    /// Mean moving ranges from which a moving range is left out, once.
    pub screen: f64,
    /// Points that make a run or a shift.
    pub run: usize,
    /// Results that limits take at least; fewer are not judged.
    pub judged_from: usize,
    /// Points below which limits are trial limits.
    pub trial_below: usize,
    /// Results whose spread may stand for that of a figure that counts nothing.
    pub fewest: usize,
    /// Results that an annual trend is told from.
    pub trend: usize,
}

impl Rules {
    /// The rules that come with the program, parsed once.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Rules> = OnceLock::new();
        const FILE: &str = include_str!("../../../assets/change/rules.toml");
        // A file that did not parse would find nothing real; a test reads it.
        BUILT_IN.get_or_init(|| Self::parse(FILE).unwrap_or_else(|_| Self::blind()))
    }

    /// Reads a file of rules.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Mean moving ranges from the mean to an inner line: two sigma where the limits are three.
    pub fn inner(&self) -> f64 {
        self.limits * 2.0 / 3.0
    }

    fn blind() -> Self {
        let most = usize::MAX;
        Self {
            exact_below: 0.0,
            few_below: 0.0,
            limits: f64::INFINITY,
            screen: f64::INFINITY,
            run: most,
            judged_from: most,
            trial_below: most,
            fewest: most,
            trend: most,
        }
    }
}
