//! `commitments.toml`: plans, how each commitment stands, and what is only counted.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SampleError;
use super::records::{Place, Reader, Source, whole};
use crate::domain::{Period, Rating};
use crate::workbook::{Commitment, CommitmentRating, CommitmentScale, Id, Record};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    period: Period,
    #[serde(default)]
    printed: BTreeMap<String, String>,
    plan: Vec<PlanEntry>,
}

/// One `[[plan]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanEntry {
    name: String,
    scale: CommitmentScale,
    service: String,
    opened_in: Period,
    source: String,
    #[serde(default)]
    commitment: Vec<Entry>,
    #[serde(default)]
    counted: Vec<Counted>,
}

/// One `[[plan.commitment]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    reference: String,
    description: String,
    rating: Rating,
    #[serde(default)]
    commentary: String,
    /// Invented ratings of earlier periods.
    #[serde(default)]
    illustrative: BTreeMap<Period, Rating>,
}

/// One `[[plan.counted]]`: so many that the source counts and does not describe.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    rating: Rating,
    count: u32,
    description: String,
}

impl Reader {
    /// Adds the plans and what the source prints about them.
    pub(super) fn commitments(&mut self, (name, text): Source) -> Result<(), SampleError> {
        if text.is_empty() {
            return Ok(());
        }
        let file: File = whole(name, text)?;
        let top = Place::new(name, "period");
        let period = self.known_period(&top, file.period)?;
        for plan in file.plan {
            self.plan(name, period, plan)?;
        }
        for (field, text) in file.printed {
            self.printed(None, period, field, text);
        }
        Ok(())
    }

    fn plan(&mut self, file: &str, period: Period, plan: PlanEntry) -> Result<(), SampleError> {
        let place = Place::new(file, &format!("plan {}", plan.name));
        let opened_in = self.known_period(&place, plan.opened_in)?;
        let empty = Commitment {
            plan: plan.name,
            scale: plan.scale,
            service: plan.service,
            opened_in: Some(opened_in),
            source: plan.source,
            ..Commitment::default()
        };
        let mut position = 0;
        for entry in plan.commitment {
            position += 1;
            let place = Place::new(file, &format!("commitment {}", entry.reference));
            let commitment = Commitment {
                reference: entry.reference,
                description: entry.description.trim().to_owned(),
                position,
                ..empty.clone()
            };
            let commitment_id = self.put(|id| Record::Commitment(Commitment { id, ..commitment }));
            for (earlier, rating) in entry.illustrative {
                let earlier = self.known_period(&place, earlier)?;
                self.commitment_rated(
                    &place,
                    plan.scale,
                    commitment_id,
                    earlier,
                    rating,
                    String::new(),
                    true,
                )?;
            }
            let commentary = entry.commentary.trim().to_owned();
            self.commitment_rated(
                &place,
                plan.scale,
                commitment_id,
                period,
                entry.rating,
                commentary,
                false,
            )?;
        }
        for counted in plan.counted {
            for _ in 0..counted.count {
                position += 1;
                let commitment = Commitment {
                    reference: format!("Action {position}"),
                    description: counted.description.clone(),
                    position,
                    placeholder: true,
                    ..empty.clone()
                };
                let commitment_id = self.put(|id| Record::Commitment(Commitment { id, ..commitment }));
                self.commitment_rated(
                    &place,
                    plan.scale,
                    commitment_id,
                    period,
                    counted.rating,
                    String::new(),
                    false,
                )?;
            }
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "the columns of one row")]
    fn commitment_rated(
        &mut self,
        place: &Place,
        scale: CommitmentScale,
        commitment_id: Id,
        period: Period,
        rating: Rating,
        commentary: String,
        illustrative: bool,
    ) -> Result<(), SampleError> {
        if !scale.has(rating) {
            return Err(place.wrong(format!("{} is not one of {}", rating.title(), scale.words())));
        }
        self.put(|id| {
            Record::CommitmentRating(CommitmentRating {
                id,
                revision: 0,
                commitment_id,
                period,
                rating,
                commentary,
                path_to_green: String::new(),
                illustrative,
            })
        });
        Ok(())
    }
}
