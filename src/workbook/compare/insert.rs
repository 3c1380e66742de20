//! The counts of a comparison as sentences to be put into a text.

use super::Comparison;
use crate::domain::Period;

/// Something that can be put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Reference of the measure; empty for what is said over all of them.
    pub reference: String,
    /// What it is about: the measure's description, or "Direction of travel".
    pub about: String,
    /// The whole sentence, with the period where that is not the report's own.
    pub sentence: String,
    /// The counts alone, for a list.
    pub short: String,
}

impl Comparison {
    /// The sentences of every measure, then the one over all of them, for a report of this period.
    pub fn offers(&self, report_period: Period) -> Vec<Offer> {
        let of = match self.period == report_period {
            true => String::new(),
            false => format!(" ({})", self.period.title()),
        };
        let short = |sentence: &str| sentence.split(';').next().unwrap_or(sentence).to_owned();
        let mut offers = Vec::new();
        for measure in self.measures.iter().filter(|measure| measure.average().is_some()) {
            let reference = &measure.indicator.reference;
            for sentence in self.sentences(measure) {
                let counts = sentence.strip_prefix(reference.as_str()).unwrap_or(&sentence);
                offers.push(Offer {
                    reference: reference.clone(),
                    about: measure.indicator.description.clone(),
                    sentence: format!("{reference}{of}{counts}."),
                    short: short(counts.trim_start_matches(':').trim()),
                });
            }
        }
        if !offers.is_empty() && self.organisations.iter().any(|one| one.overall().is_some()) {
            let sentence = self.directions_sentence();
            offers.push(Offer {
                reference: String::new(),
                about: "All measures".to_owned(),
                short: short(&sentence),
                sentence: format!("{sentence}{of}."),
            });
        }
        offers
    }
}
