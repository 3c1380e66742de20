//! How sure an interval is to be.

use std::sync::OnceLock;

use statrs::distribution::{ContinuousCDF, Normal};

/// The share of intervals that hold the true figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// 95%: one change in twenty looks real by chance.
    #[default]
    Usual,
    /// 99.8%: one in five hundred, for many comparisons at once.
    Strict,
}

impl Level {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Usual, Self::Strict];

    /// In percent: 95 or 99.8.
    pub fn percent(self) -> f64 {
        match self {
            Self::Usual => 95.0,
            Self::Strict => 99.8,
        }
    }

    /// For people: `95%`, `99.8%`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Usual => "95%",
            Self::Strict => "99.8%",
        }
    }

    /// From what is typed: `95`, `95%`, `99.8`, `99.8 %`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.trim().trim_end_matches('%').trim_end();
        Self::ALL.into_iter().find(|level| level.title().trim_end_matches('%') == plain)
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Usual => Self::Strict,
            Self::Strict => Self::Usual,
        }
    }

    /// What is left out at each end: 0.025 or 0.001.
    pub fn tail(self) -> f64 {
        match self {
            Self::Usual => 0.025,
            Self::Strict => 0.001,
        }
    }

    /// The normal deviate that leaves [`Level::tail`] above it: 1.959964 or 3.090232.
    pub fn z(self) -> f64 {
        static DEVIATES: OnceLock<[f64; 2]> = OnceLock::new();
        let of = |level: Level| Normal::standard().inverse_cdf(1.0 - level.tail());
        DEVIATES.get_or_init(|| Self::ALL.map(of))[self as usize]
    }
}
