//! The funnel of a measure: whose figure lies further from the pooled value than chance explains.

use super::{ComparedMeasure, Comparison, Entry};
use crate::domain::compare::{Funnel, FunnelPlace, NoFunnel};

impl Entry {
    /// Numerator and denominator; none where one is missing or nothing is counted among.
    pub fn counts(&self) -> Option<(f64, f64)> {
        let (numerator, denominator) = (self.numerator?, self.denominator?);
        (numerator >= 0.0 && denominator > 0.0 && self.value.is_some()).then_some((numerator, denominator))
    }
}

impl ComparedMeasure {
    /// The funnel around the pooled value of those that have counts.
    ///
    /// # Errors
    /// [`NoFunnel`].
    pub fn funnel(&self) -> Result<Funnel, NoFunnel> {
        let counts: Vec<(f64, f64)> = self.entries.iter().filter_map(Entry::counts).collect();
        Funnel::of(self.indicator.measure, self.indicator.scale, &counts)
    }
}

impl Comparison {
    /// Who lies outside the limits of a measure's funnel, by name, how many inside, and who has no counts.
    pub fn funnel_sentence(&self, measure: &ComparedMeasure) -> String {
        let reference = &measure.indicator.reference;
        let funnel = match measure.funnel() {
            Ok(funnel) => funnel,
            Err(no_funnel) => return format!("{reference}: {}.", no_funnel.because()),
        };
        let mut without = Vec::new();
        let mut placed: Vec<(FunnelPlace, &str)> = Vec::new();
        for (one, entry) in self.organisations.iter().zip(&measure.entries) {
            let name = one.organisation.name.as_str();
            match entry.counts() {
                Some((numerator, denominator)) => placed.push((funnel.place(numerator, denominator), name)),
                None => without.push(name),
            }
        }
        let mut parts: Vec<String> = Vec::new();
        for (place, words) in [
            (FunnelPlace::FarAbove, "above the 99.8% limit"),
            (FunnelPlace::Above, "above the 95% limit"),
            (FunnelPlace::Below, "below the 95% limit"),
            (FunnelPlace::FarBelow, "below the 99.8% limit"),
        ] {
            let there = placed.iter().filter(|(at, _)| *at == place);
            let names: Vec<&str> = there.map(|(_, name)| *name).collect();
            if !names.is_empty() {
                parts.push(format!("{} {words} ({})", names.len(), names.join(", ")));
            }
        }
        let within = placed.iter().filter(|(at, _)| *at == FunnelPlace::Within).count();
        parts.push(format!("{within} within the limits of chance"));
        let mut sentence = format!(
            "{reference}, around the pooled value of {}: {}",
            measure.figure(funnel.centre),
            parts.join(", ")
        );
        if !without.is_empty() {
            sentence.push_str(&format!("; without counts: {}", without.join(", ")));
        }
        sentence.push('.');
        sentence
    }
}
