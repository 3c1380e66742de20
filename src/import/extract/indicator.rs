//! The indicator a row is about, and what the row says of one that is new.

use std::borrow::Cow;

use crate::domain::measure_words::unit_in_words;
use crate::domain::{Frequency, Period, Polarity, shown};
use crate::import::extract::evidence::{Evidence, heading_unit, polarity, polarity_in_name};
use crate::import::extract::view::RowView;
use crate::import::reading::HEADINGS;
use crate::import::words::{plain, same_reference};
use crate::import::{Known, figure};
use crate::workbook::Indicator;
use crate::workbook::compare::ThemePath;
use crate::workbook::schema::Described;
use crate::workbook::staged::{CellPlace, StagedIndicator};
use crate::workbook::themes::levels;

impl RowView<'_> {
    /// The indicator of the row and, where a heading says more, of that.
    pub(super) fn indicator(
        &mut self,
        reference: &str,
        description: &str,
        label: &str,
        period: Period,
    ) -> u32 {
        match self.own {
            Some(own) if label.is_empty() => own,
            _ => {
                let found = self.read_indicator(reference, description, label, period);
                if label.is_empty() {
                    self.own = Some(found);
                }
                found
            }
        }
    }

    fn read_indicator(&mut self, reference: &str, description: &str, label: &str, period: Period) -> u32 {
        if self.plan.figures.measures {
            let (reference, description) = named_in_heading(label, self.known);
            return self.named(label, reference, description, period);
        }
        let labelled = !label.is_empty() && same_reference(label) != same_reference(reference);
        if !labelled {
            let written = if reference.is_empty() { description } else { reference };
            return self.named(written, reference, description, period);
        }
        let join = |text: &str, between: &str| {
            if text.is_empty() { String::new() } else { format!("{text}{between}{label}") }
        };
        let (reference, description) = (join(reference, " "), join(description, ": "));
        let written = if reference.is_empty() { &description } else { &reference };
        self.named(written, &reference, &description, period)
    }

    fn named(&mut self, written: &str, reference: &str, description: &str, period: Period) -> u32 {
        let found = match self.names.written(written) {
            Some(found) => found,
            None => self.name(written, reference, description, period),
        };
        self.note_theme(found);
        found
    }

    /// The theme of the row: a priority with the objective under it, or both written in one cell.
    fn theme(&self) -> ThemePath {
        let (theme, objective) = (self.name_in("theme"), self.name_in("objective"));
        // "-" and "n/a" name none.
        let kept = |text: Cow<'_, str>| match figure::missing(&text) {
            Some(_) => String::new(),
            None => text.into_owned(),
        };
        match (kept(theme), kept(objective)) {
            (theme, objective) if objective.is_empty() => {
                let (theme, objective) = levels(&theme);
                ThemePath { theme: theme.to_owned(), objective: objective.to_owned() }
            }
            // One name on both levels names one theme.
            (theme, objective) if plain(&theme) == plain(&objective) => {
                ThemePath { theme, objective: String::new() }
            }
            (theme, objective) if theme.is_empty() => ThemePath { theme: objective, objective: theme },
            (theme, objective) => ThemePath { theme, objective },
        }
    }

    /// Notes the theme of an indicator: the first that the file names counts, another is refused.
    fn note_theme(&mut self, indicator: u32) {
        if !self.plan.themed {
            return;
        }
        let (theme, objective) = (self.words("theme"), self.words("objective"));
        let below_headings = self.plan.reading.fixed(HEADINGS).is_some();
        // Figures beside each other and rows below each other say the same of the same.
        if !below_headings
            && let Some((last, above, objective_above)) = &self.names.last_theme
            && (*last, above.as_str(), objective_above.as_str()) == (indicator, &theme, &objective)
        {
            return;
        }
        let written = (indicator, theme.into_owned(), objective.into_owned());
        let (theme, field, place) = match below_headings {
            true => {
                let (theme, place) = self.under.now();
                (theme.clone(), "reference", place)
            }
            false => {
                let field = if self.has("theme") { "theme" } else { "objective" };
                (self.theme(), field, self.place_of(field))
            }
        };
        let Some(said) = self.gathered.indicators.get_mut(indicator as usize) else { return };
        if theme == ThemePath::default() {
            return;
        }
        if said.theme == ThemePath::default() {
            (said.theme, said.theme_place) = (theme, place);
        } else if plain(&said.theme.to_string()) != plain(&theme.to_string()) {
            let (first, at) = (said.theme.to_string(), said.theme_place);
            let first_cell = self.gathered.cell(at);
            self.refuse(
                field,
                format!("{first_cell} says “{}” of the same; keep the one that counts", shown(&first)),
            );
            return;
        }
        self.names.last_theme = Some(written);
    }

    /// Notes an indicator that is met for the first time, with all the row says of it.
    fn name(&mut self, written: &str, reference: &str, description: &str, period: Period) -> u32 {
        let mut as_new = Indicator::default();
        let mut evidence = Evidence::default();
        evidence.heading = match self.plan.figures.measures {
            true => heading_unit(written),
            false => self.plan.figures.unit.clone(),
        };
        let mut given = Vec::new();
        for field in Indicator::FIELDS {
            let (code, Some(slot)) = (field.info.code, field.free_text(&mut as_new)) else { continue };
            let text = self.text(code);
            if !text.is_empty() {
                *slot = text;
                given.extend(self.plan.cells.contains(code).then_some(code));
            }
        }
        reference.clone_into(&mut as_new.reference);
        let described = if description.is_empty() { reference } else { description };
        described.clone_into(&mut as_new.description);
        as_new.frequency = Frequency::from(period.kind());
        let unit = self.text("unit");
        if !unit.is_empty() {
            evidence.unit = unit_in_words(&unit);
            if evidence.unit.is_none() {
                self.refuse("unit", "write %, £, number, days, hours, minutes, kg, FTE, score, ratio, index, per 1,000 or the like");
            }
        }
        let heading = self.heading("polarity").unwrap_or_default();
        as_new.polarity = match polarity(&heading, &self.text("polarity")) {
            Ok(polarity) if self.cell("polarity").is_some() => {
                given.push("polarity");
                polarity
            }
            Ok(Polarity::None) => polarity_in_name(description).unwrap_or(Polarity::None),
            Ok(polarity) => polarity,
            Err(why) => {
                self.refuse("polarity", why);
                Polarity::None
            }
        };
        let frequency = self.text("frequency");
        if !frequency.is_empty() {
            match frequency_of(&frequency) {
                Some(frequency) => (as_new.frequency, evidence.frequency_said) = (frequency, true),
                None => self.refuse("frequency", "write monthly, quarterly or annual"),
            }
        }
        let field = if reference.is_empty() { "description" } else { "reference" };
        let said = StagedIndicator {
            reference: reference.to_owned(),
            place: self.place_of(field),
            as_new,
            given,
            measure: String::new(),
            theme: ThemePath::default(),
            theme_place: CellPlace::default(),
            bands: Vec::new(),
        };
        self.names.name(self.gathered, written, said, evidence)
    }
}

/// The reference and the description in the heading of a column: `M1 People who feel safe (%)`.
fn named_in_heading<'h>(heading: &'h str, known: &Known) -> (&'h str, &'h str) {
    if known.references.contains(&same_reference(heading)) {
        return (heading, "");
    }
    let Some((first, rest)) = heading.split_once(char::is_whitespace) else { return ("", heading) };
    let reference = first.trim_end_matches([':', '.', '-', '–']);
    let is_code = reference.contains(|c: char| c.is_ascii_digit())
        && reference.contains(char::is_alphabetic)
        && reference.len() <= 10;
    match is_code || known.references.contains(&same_reference(reference)) {
        true => (reference, rest.trim_start_matches([':', '-', '–', ' '])),
        false => ("", heading),
    }
}

fn frequency_of(text: &str) -> Option<Frequency> {
    match plain(text).as_str() {
        "monthly" | "month" | "m" => Some(Frequency::Monthly),
        "quarterly" | "quarter" | "q" => Some(Frequency::Quarterly),
        "annual" | "annually" | "yearly" | "year" | "a" | "biennial" => Some(Frequency::Annual),
        other => Frequency::parse(other),
    }
}
