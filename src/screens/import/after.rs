//! After the import: what came of it, and where to go on.

use super::{Previewed, Understood};
use crate::domain::figures::format_plain;
use crate::import::Reading;
use crate::screens::{Context, Effect};
use crate::session::{Notice, Place};
use crate::workbook::linking::label_with_links;
use crate::workbook::{Filter, Table};

impl Understood {
    pub(super) fn applied(&mut self, done: Previewed, context: &Context) -> Vec<Effect> {
        let total = done.arrival.total;
        let Some(applied) = &done.arrival.applied else {
            return vec![
                Effect::Close,
                Effect::Say(Notice::info("Nothing was different, so nothing was changed.")),
            ];
        };
        let parts: Vec<String> = [
            (total.added, "added"),
            (total.changed, "changed"),
            (total.conflicts, "kept as typed"),
            (done.arrival.refused.count, "refused"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", format_plain(count as f64, 0)))
        .collect();
        let parts = if parts.is_empty() { "how it is read is kept".to_owned() } else { parts.join(", ") };
        let parts = label_with_links(&parts, &applied.linked);
        // What the file could not say of new indicators.
        let new = done.arrival.by_table.get(&Table::Indicator).map_or(0, |fates| fates.added);
        let next = match new {
            0 => String::new(),
            _ => " E sets which way is better, and targets rate them.".to_owned(),
        };
        let becomes = self.reading().map_or("", Reading::becomes);
        let mut effects = vec![Effect::Close];
        if let Some(period) =
            done.period.filter(|period| *period != context.session.period && becomes == "figures")
        {
            effects.push(Effect::SetPeriod(period));
        }
        effects.push(Effect::Go(place_of(becomes)));
        effects
            .push(Effect::Say(Notice::done(format!("{}: {parts}. u undoes.{next}", self.looked.known.file))));
        effects
    }
}

/// Where to see what was imported.
fn place_of(becomes: &str) -> Place {
    match becomes {
        "risks" => Place::Risks,
        "actions" => Place::Actions(crate::workbook::ActionFilter::Open),
        "revenue" | "capital" | "months" => Place::Budget,
        "commitments" => Place::Delivery,
        "questions" => Place::Questions,
        _ => Place::Indicators(Filter::default()),
    }
}
