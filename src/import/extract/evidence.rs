//! What kind of measure an indicator is, by its words and by its figures.

use crate::domain::bound::Bound;
use crate::domain::figures::format_plain;
use crate::domain::measure::PER;
use crate::domain::measure_words::{Proposed, proposed, unit_in_words};
use crate::domain::typed_figure::{InUnit, Written};
use crate::domain::{Frequency, Measure, PeriodKind, Polarity};
use crate::import::words::words;
use crate::workbook::Indicator;

/// What a file tells of the kind of measure an indicator is.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// How often results and targets are written in a unit, by unit, in the order they are met.
    written: Vec<(Written, u32)>,
    pub decimals: u8,
    /// What a column of units says.
    pub unit: Option<Proposed>,
    /// What the heading of the results says.
    pub heading: Option<Proposed>,
    /// Some results come with a denominator, some as they are stated.
    parts: bool,
    stated: bool,
    /// What its targets say of the figures that meet them, each different one once.
    bounds: Vec<Bound>,
    /// Numerator, denominator and result where all three are given.
    samples: Vec<(f64, f64, f64)>,
    /// A column of frequencies says how often it is reported.
    pub frequency_said: bool,
    /// The shortest period that it has a result of, and a target.
    shortest: [Option<PeriodKind>; 2],
}

/// As many as are worth comparing.
const SAMPLES: usize = 12;

impl Evidence {
    /// Notes the unit that a result or a target is written in.
    pub fn note_written(&mut self, unit: Written) {
        match self.written.iter_mut().find(|(one, _)| *one == unit) {
            Some((_, count)) => *count += 1,
            None => self.written.push((unit, 1)),
        }
    }

    /// The unit that figures are mostly written in, of equally many the first met.
    fn mostly_written(&self) -> Option<Written> {
        self.written.iter().rev().max_by_key(|(_, count)| *count).map(|(unit, _)| *unit)
    }

    /// Notes what a target says of the figures that meet it.
    pub fn note_bound(&mut self, bound: Bound) {
        if !self.bounds.contains(&bound) {
            self.bounds.push(bound);
        }
    }

    /// Which way is better, where the targets say one, and the sign that says so.
    pub fn polarity(&self) -> Option<(Polarity, &'static str)> {
        let [bound] = self.bounds.as_slice() else { return None };
        let sign = match bound {
            Bound::AtLeast => "≥",
            Bound::AtMost => "≤",
            Bound::Between { .. } => "–",
        };
        Some((bound.polarity(), sign))
    }

    /// Notes the period of a result, or of a target.
    pub fn note_period(&mut self, kind: PeriodKind, is_target: bool) {
        let shortest = &mut self.shortest[usize::from(is_target)];
        *shortest = Some(shortest.map_or(kind, |there| there.min(kind)));
    }

    /// How often it is reported: as often as its results come or, where it has none, its targets.
    pub fn frequency(&self) -> Option<Frequency> {
        let shortest = self.shortest[0].or(self.shortest[1]).filter(|_| !self.frequency_said);
        shortest.map(Frequency::from)
    }

    /// Notes a result.
    pub fn note(&mut self, numerator: Option<f64>, denominator: Option<f64>, stated: Option<f64>) {
        self.parts |= denominator.is_some();
        self.stated |= stated.is_some();
        if let (Some(numerator), Some(denominator), Some(stated)) = (numerator, denominator, stated)
            && self.samples.len() < SAMPLES
            && denominator > 0.0
            && numerator > 0.0
            && stated > 0.0
        {
            self.samples.push((numerator, denominator, stated));
        }
    }

    /// Sets the measure, scale and decimals of an indicator that is new, and says what told them.
    pub fn decide(&self, indicator: &mut Indicator) -> String {
        let worked = self.scale();
        let from = |measure, scale, because: &str| Proposed {
            measure,
            scale,
            unit_name: String::new(),
            because: because.to_owned(),
        };
        let by_words = || {
            let mut texts = [&indicator.description, &indicator.reference].into_iter();
            texts.find_map(|text| proposed(text)).or_else(|| self.heading.clone())
        };
        let written = self.mostly_written();
        // The words of a name that its figures contradict say something else.
        let suits = |said: &Proposed| {
            let unit = said.measure.unit(&said.unit_name);
            let own = InUnit { unit, name: &said.unit_name };
            !matches!(
                written,
                Some(Written::Pounds | Written::Days | Written::Weeks | Written::Named(_) | Written::Rate(_))
            ) || written.is_some_and(|written| written.is_in(own))
        };
        let in_time =
            |unit: &str| Proposed { unit_name: unit.to_owned(), ..from(Measure::Average, 1.0, unit) };
        let mut found = match (&self.unit, worked) {
            (Some(unit), _) => unit.clone(),
            (None, _) if written == Some(Written::Percent) => from(Measure::Percentage, 100.0, "%"),
            (None, worked) => match (by_words().filter(suits), worked) {
                (Some(said), None) => said,
                (Some(said), Some(scale)) if said.measure == Measure::Rate || said.scale == scale => said,
                (_, Some(100.0)) => from(Measure::Percentage, 100.0, "100 × numerator ÷ denominator"),
                (_, Some(1.0)) => from(Measure::Ratio, 1.0, "numerator ÷ denominator"),
                (_, Some(scale)) => from(Measure::Rate, scale, "numerator ÷ denominator"),
                (None, None) if written == Some(Written::Pounds) => from(Measure::Money, 1.0, "£"),
                (None, None) if written == Some(Written::Days) => in_time("days"),
                (None, None) if written == Some(Written::Weeks) => in_time("weeks"),
                (None, None) if let Some(Written::Named(name)) = written => in_time(name),
                (None, None) if let Some(Written::Rate(per)) = written => {
                    from(Measure::Rate, f64::from(per), &format!("per {}", format_plain(f64::from(per), 0)))
                }
                (None, None) if self.parts => from(Measure::Average, 1.0, "numerator ÷ denominator"),
                (None, None) if self.decimals > 0 => from(Measure::Average, 1.0, "figures with decimals"),
                (None, None) => from(Measure::Count, 1.0, "whole figures"),
            },
        };
        if found.measure == Measure::Rate {
            // How many people a rate is for, its own figures tell best, then its words.
            let per = |scale: &f64| PER.contains(scale);
            let by_words = || by_words().filter(|said| said.measure == Measure::Rate).map(|said| said.scale);
            found.scale =
                worked.filter(per).or(Some(found.scale).filter(per)).or_else(by_words).unwrap_or(found.scale);
        }
        let decimals = u32::from(self.decimals.min(3));
        indicator.decimals =
            if self.stated || !self.parts { decimals } else { found.measure.usual_decimals().max(decimals) };
        let because = found.title();
        (indicator.measure, indicator.scale, indicator.unit_name) =
            (found.measure, found.scale, found.unit_name);
        because
    }

    /// The scale by which most results are what their numerator and denominator make.
    fn scale(&self) -> Option<f64> {
        let near = |scale: f64| {
            let fits = self.samples.iter().filter(|(numerator, denominator, stated)| {
                // Published counts are rounded to 5, so a result may be some way off.
                (scale * numerator / denominator / stated).ln().abs() < 0.25
            });
            fits.count()
        };
        let (count, scale) = [100.0, 1.0, 1_000.0, 10_000.0, 100_000.0]
            .map(|scale| (near(scale), scale))
            .into_iter()
            .rev()
            .max_by_key(|(count, _)| *count)?;
        (count > 0 && count * 2 > self.samples.len()).then_some(scale)
    }
}

/// The unit in a heading: `Result (days)`, `Rate per 1,000`, `% achieved`.
pub fn heading_unit(heading: &str) -> Option<Proposed> {
    let inside = heading.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    let found =
        inside.and_then(unit_in_words).or_else(|| unit_in_words(heading)).or_else(|| proposed(heading));
    found.filter(|found| found.measure.takes_scale(found.scale))
}

/// Which way is better, as a table says it: `High`, `Up`, `Lower is better`, `desc`.
///
/// # Errors
/// What to write instead.
pub fn polarity(heading: &str, text: &str) -> Result<Polarity, String> {
    let (heading, answer) = (words(heading), words(text).join(" "));
    let says = |wanted: &[&str]| heading.iter().any(|word| wanted.contains(&word.as_str()));
    // `Higher is better: yes` says it in the heading.
    let yes = matches!(answer.as_str(), "yes" | "y" | "true" | "1");
    let no = matches!(answer.as_str(), "no" | "n" | "false" | "0");
    let heading_is_lower = says(&["lower", "low", "smaller"]) && !says(&["higher", "high", "bigger"]);
    let heading_is_higher = says(&["higher", "high", "bigger"]) && !says(&["lower", "low", "smaller"]);
    if (yes || no) && (heading_is_lower || heading_is_higher) {
        return Ok(if yes == heading_is_higher { Polarity::Higher } else { Polarity::Lower });
    }
    // Ranked in descending order, the highest is first: rank 1 is best.
    if says(&["rank", "ranking"]) {
        let first = words(text).into_iter().find_map(|word| match word.as_str() {
            "descending" | "desc" | "high" | "highest" | "largest" => Some(Polarity::Higher),
            "ascending" | "asc" | "low" | "lowest" | "smallest" => Some(Polarity::Lower),
            _ => None,
        });
        if let Some(first) = first {
            return Ok(first);
        }
    }
    in_words(text)
}

/// Which way is better, where the name of a measure says so: "Days to let (lower is better)".
pub fn polarity_in_name(name: &str) -> Option<Polarity> {
    let all = words(name);
    let says = |better: &[&str]| {
        all.windows(3).any(|three| {
            better.contains(&three[0].as_str())
                && three[1] == "is"
                && matches!(three[2].as_str(), "better" | "good" | "best")
        })
    };
    let higher = says(&["higher", "high", "bigger", "more", "up", "larger"]);
    let lower = says(&["lower", "low", "smaller", "less", "fewer", "down"]);
    match (higher, lower) {
        (true, false) => Some(Polarity::Higher),
        (false, true) => Some(Polarity::Lower),
        _ => None,
    }
}

fn in_words(text: &str) -> Result<Polarity, String> {
    let all = words(text);
    let has = |wanted: &[&str]| all.iter().any(|word| wanted.contains(&word.as_str()));
    let up = has(&[
        "high",
        "higher",
        "highest",
        "up",
        "bigger",
        "more",
        "increase",
        "increasing",
        "ascending",
        "asc",
        "max",
        "maximise",
        "above",
        "positive",
        "↑",
    ]);
    let down = has(&[
        "low",
        "lower",
        "lowest",
        "down",
        "smaller",
        "less",
        "fewer",
        "decrease",
        "decreasing",
        "descending",
        "desc",
        "min",
        "minimise",
        "below",
        "negative",
        "reduce",
        "↓",
    ]);
    if let Some((low, high)) = band(text) {
        return Ok(Polarity::Band { low, high });
    }
    match (up, down) {
        (true, false) => Ok(Polarity::Higher),
        (false, true) => Ok(Polarity::Lower),
        _ if text.contains(['↑', '▲']) => Ok(Polarity::Higher),
        _ if text.contains(['↓', '▼']) => Ok(Polarity::Lower),
        _ if has(&[
            "none",
            "neutral",
            "neither",
            "context",
            "contextual",
            "monitor",
            "na",
            "n",
            "maintain",
        ]) || all.is_empty() =>
        {
            Ok(Polarity::None)
        }
        _ => Err("write higher, lower, a band such as 5 to 10, or none".to_owned()),
    }
}

/// `5 to 10`, `between 80 and 90`.
fn band(text: &str) -> Option<(f64, f64)> {
    let lower = text.to_lowercase();
    let lower = lower.trim().trim_start_matches("between").trim();
    let (low, high) = [" to ", " and ", "-", "–"].iter().find_map(|between| lower.split_once(between))?;
    let read = |text: &str| crate::domain::figures::parse_figure(text).ok();
    let (low, high) = (read(low)?, read(high)?);
    (low < high).then_some((low, high))
}
