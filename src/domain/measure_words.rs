//! The kind of measure that words name: "Complaints per 1,000 homes" is a rate, "Average days to
//! let a home" an average in days. Form, command line and import all propose by this one reading.

use super::figures::format_plain;
use super::measure::{Measure, MeasureSpec, PER, TIMES};
use super::measure_name::MeasureName;
use super::naming::words;
use super::typed_figure::{Written, unit_named};

/// A kind of measure that is proposed, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    pub measure: Measure,
    /// value = scale × numerator ÷ denominator. A rate per an unsaid number of people has 1, which
    /// no rate has.
    pub scale: f64,
    /// For an average; may be empty.
    pub unit_name: String,
    /// The words that say so, to be quoted.
    pub because: String,
}

impl Proposed {
    fn new(measure: Measure, because: &str) -> Self {
        let scale = measure.scale().unwrap_or(1.0);
        Self { measure, scale, unit_name: String::new(), because: because.to_owned() }
    }

    fn average(unit_name: &str, because: &str) -> Self {
        Self { unit_name: unit_name.to_owned(), ..Self::new(Measure::Average, because) }
    }

    fn per(scale: f64) -> Self {
        Self { scale, ..Self::new(Measure::Rate, &format!("per {}", format_plain(scale, 0))) }
    }

    /// With the decimals usual for it.
    pub fn spec(&self) -> MeasureSpec<'_> {
        MeasureSpec {
            measure: self.measure,
            unit_name: &self.unit_name,
            scale: self.scale,
            decimals: self.measure.usual_decimals(),
        }
    }

    /// For people: "a rate per 1,000 (“per 1,000”)".
    pub fn title(&self) -> String {
        let title = self.spec().title();
        let article = if title.starts_with(['a', 'i']) { "an" } else { "a" };
        match self.measure {
            Measure::Money => format!("money (“{}”)", self.because),
            _ => format!("{article} {title} (“{}”)", self.because),
        }
    }
}

/// What the words of a description or a name say of the measure; none where they say nothing.
///
/// Of several signs the surer counts: a share is one whatever it is a share of, then come rates per
/// so many, numbers "of", pounds, indexes, ratios, costs, averages, and units of time last. A word of a unit
/// counts where it is what is measured: "Cost of care", "Days to process", and not "Low-cost homes",
/// "Out-of-hours calls".
pub fn proposed(text: &str) -> Option<Proposed> {
    let name = MeasureName::of(text);
    let all = &name.words;
    let has = |wanted: &[&'static str]| {
        wanted.iter().copied().find(|word| all.iter().any(|there| there.as_str() == *word))
    };
    let measures = |wanted: &[&'static str]| {
        wanted.iter().copied().find(|word| name.places(word).any(|at| name.is_noun(at)))
    };
    let begins = |wanted: &[&str]| all.len() >= wanted.len() && all.iter().zip(wanted).all(|(a, b)| a == b);
    if let Some(word) = has(&["percentage", "percent", "proportion", "%"]) {
        return Some(Proposed::new(Measure::Percentage, word));
    }
    if all.windows(2).any(|pair| pair[0] == "per" && pair[1] == "cent") {
        return Some(Proposed::new(Measure::Percentage, "per cent"));
    }
    if begins(&["share", "of"]) {
        return Some(Proposed::new(Measure::Percentage, "share of"));
    }
    if let Some(scale) = all.iter().enumerate().find_map(|(at, word)| per_so_many(word, &all[at + 1..])) {
        return Some(Proposed::per(scale));
    }
    let average = ["average", "mean", "median"]
        .into_iter()
        .find(|word| name.places(word).any(|at| !name.joined[at] && !name.is_compared_with(at)));
    let each = name.each();
    let counted =
        [&["number", "of"][..], &["total", "number"], &["count", "of"], &["no", "of"], &["numbers", "of"]]
            .into_iter()
            .find(|wanted| begins(wanted));
    if let Some(wanted) = counted.filter(|_| average.is_none() && each.is_none()) {
        return Some(Proposed::new(Measure::Count, &wanted.join(" ")));
    }
    let is_amount = |at: &usize| all[*at].starts_with('£') && !name.is_limit(*at);
    if let Some(at) = (0..all.len()).find(is_amount) {
        return Some(Proposed::new(Measure::Money, &all[at]));
    }
    if measures(&["index"]).is_some() {
        return Some(Proposed::new(Measure::Index, "index"));
    }
    if measures(&["ratio"]).is_some() {
        return Some(Proposed::new(Measure::Ratio, "ratio"));
    }
    if let Some(word) = name.cost() {
        return Some(Proposed::new(Measure::Money, word));
    }
    let time = name.time();
    if let Some(unit) = in_brackets(text) {
        return Some(unit);
    }
    if let Some(word) = average {
        return Some(Proposed::average(time.or(measures(&["score"])).unwrap_or_default(), word));
    }
    if let Some(word) = measures(&["score", "scores"]) {
        return Some(Proposed::average("score", word));
    }
    if let Some((unit, because)) = each {
        return Some(Proposed::average(time.unwrap_or(&unit), &because));
    }
    if let Some(word) = measures(&["caseload", "caseloads"]) {
        return Some(Proposed::average("cases", word));
    }
    time.map(|word| Proposed::average(word, word))
}

/// The unit of an average that stands in brackets at the end: "Residual waste per household (kg)".
fn in_brackets(text: &str) -> Option<Proposed> {
    let (_, inside) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    unit_in_words(inside).filter(|unit| unit.measure == Measure::Average && !unit.unit_name.is_empty())
}

/// What a unit says that is given as one, in a column of units or in the brackets of a heading:
/// "%", "£", "days", "per 1,000", "score".
pub fn unit_in_words(text: &str) -> Option<Proposed> {
    let plain = words(text).join(" ");
    let text = text.trim();
    let one = |measure| Some(Proposed::new(measure, text));
    match plain.as_str() {
        "%" | "percentage" | "per cent" | "percent" | "proportion" => one(Measure::Percentage),
        "£" | "gbp" | "pounds" | "money" | "currency" | "£000" | "£k" | "£m" => one(Measure::Money),
        "no" | "number" | "count" | "numeric" | "integer" | "volume" => one(Measure::Count),
        "average" | "mean" => one(Measure::Average),
        "score" | "scores" | "points" => Some(Proposed::average("score", text)),
        "ratio" => one(Measure::Ratio),
        "index" => one(Measure::Index),
        "rate" => one(Measure::Rate),
        "day" | "week" | "month" | "year" | "hour" | "minute" => {
            Some(Proposed::average(&format!("{plain}s"), text))
        }
        "working days" | "calendar days" | "kg" | "tonnes" => Some(Proposed::average(&plain, text)),
        unit if TIMES.contains(&unit) => Some(Proposed::average(unit, text)),
        _ => {
            let all = words(text);
            let per = all.iter().enumerate().find_map(|(at, word)| per_so_many(word, &all[at + 1..]));
            per.map(Proposed::per).or_else(|| as_behind_figures(text))
        }
    }
}

/// The kind of measure of figures that are written with this unit behind them: `secs`, `hrs`, `FTE`, `out of 5`.
fn as_behind_figures(text: &str) -> Option<Proposed> {
    Some(match unit_named(text)? {
        Written::Percent => Proposed::new(Measure::Percentage, text),
        Written::Pounds => Proposed::new(Measure::Money, text),
        Written::Days => Proposed::average("days", text),
        Written::Weeks => Proposed::average("weeks", text),
        Written::Named(unit) => Proposed::average(unit, text),
        Written::Things => Proposed::new(Measure::Count, text),
        Written::Rate(per) => Some(f64::from(per)).filter(|per| PER.contains(per)).map(Proposed::per)?,
    })
}

/// The number after "per": `per 1,000`, `per 100000`, `per thousand`.
fn per_so_many(word: &str, after: &[String]) -> Option<f64> {
    if word != "per" {
        return None;
    }
    let digits: String = after
        .iter()
        .enumerate()
        .take_while(|(at, word)| word.bytes().all(|b| b.is_ascii_digit()) && (*at == 0 || word.len() == 3))
        .map(|(_, word)| word.as_str())
        .collect();
    let named = match (after.first().map(String::as_str), after.get(1).map(String::as_str)) {
        (Some("hundred"), Some("thousand")) => Some(100_000.0),
        (Some("ten"), Some("thousand")) => Some(10_000.0),
        (Some("thousand" | "1k"), _) => Some(1_000.0),
        (Some("10k"), _) => Some(10_000.0),
        (Some("100k"), _) => Some(100_000.0),
        (Some("hundred"), _) => Some(100.0),
        (Some("million"), _) => Some(1_000_000.0),
        _ => digits.parse().ok(),
    };
    named.filter(|per| PER.contains(per))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(Measure, f64, String)> {
        proposed(text).map(|found| (found.measure, found.scale, found.unit_name))
    }

    #[test]
    fn words_name_the_kind_of_measure() {
        let average = |unit: &str| Some((Measure::Average, 1.0, unit.to_owned()));
        let of = |measure: Measure, scale: f64| Some((measure, scale, String::new()));
        for (text, expected) in [
            ("Complaints per 1,000 homes", of(Measure::Rate, 1_000.0)),
            ("Permanent admissions per 100,000 population", of(Measure::Rate, 100_000.0)),
            ("Children looked after per 10,000", of(Measure::Rate, 10_000.0)),
            ("Falls per 1000 bed days", of(Measure::Rate, 1_000.0)),
            ("Number of thefts per thousand residents", of(Measure::Rate, 1_000.0)),
            ("Accidents per million journeys", of(Measure::Rate, 1_000_000.0)),
            ("Percentage of assessments completed within 28 days", of(Measure::Percentage, 100.0)),
            ("% of calls answered", of(Measure::Percentage, 100.0)),
            ("Proportion of budget spent per head", of(Measure::Percentage, 100.0)),
            ("Number of homes built", of(Measure::Count, 1.0)),
            ("Number of bed days lost", of(Measure::Count, 1.0)),
            ("Number of days lost per employee", average("days")),
            ("Average number of days to let a home", average("days")),
            ("Average time to let a home", average("")),
            ("Days to process new benefit claims", average("days")),
            ("Weeks waited for an assessment", average("weeks")),
            ("Assessments completed within 28 working days", None),
            ("Calls answered in five minutes", None),
            ("Social care related quality of life score", average("score")),
            ("Average caseload of social workers", average("")),
            ("Caseload of social workers", average("cases")),
            ("Kg of residual waste per household", average("kg")),
            ("Residual waste, kg per household", average("kg")),
            ("Cost per placement", of(Measure::Money, 1.0)),
            ("£ spent on agency staff", of(Measure::Money, 1.0)),
            ("Index of disproportionality", of(Measure::Index, 100.0)),
            ("Ratio of children to staff", of(Measure::Ratio, 1.0)),
            ("Missed bins per year", None),
            // Words of units that are part of something else.
            ("Out-of-hours calls answered", None),
            ("Calls to the out of hours service", None),
            ("Satisfaction with out-of-hours repairs", None),
            ("Emergency repairs outside office hours", None),
            ("Early years places filled", None),
            ("Children in early years settings", None),
            ("Open days held", None),
            ("Minutes of meetings published", None),
            ("Five-day placements", None),
            ("Low-cost homes completed", None),
            ("Low cost homes completed", None),
            ("Homes let at low cost", None),
            ("Cost-of-living payments made", None),
            ("Index offences", None),
            ("Above-average attainment", None),
            ("Pupils above average", None),
            ("Gap from national average", None),
            ("Payments over £500 published", None),
            ("Caseload reviews completed", None),
            ("Credit score checks made", None),
            ("Pay-per-use visits", None),
            // And those that are what is measured.
            ("Hours of home care delivered", average("hours")),
            ("Volunteer hours", average("hours")),
            ("Working days lost to sickness", average("days")),
            ("Sickness absence, days per employee", average("days")),
            ("Average working days sickness absence per employee", average("days")),
            ("Life expectancy in years", average("years")),
            ("Time taken (minutes)", average("minutes")),
            ("Residual waste per household (kg)", average("kg")),
            ("Average time to answer (secs)", average("seconds")),
            ("Agency spend", of(Measure::Money, 1.0)),
            ("Cost savings delivered", of(Measure::Money, 1.0)),
            ("Unit cost (£)", of(Measure::Money, 1.0)),
            ("House price index", of(Measure::Index, 100.0)),
            ("Attainment 8 score of pupils", average("score")),
            ("Visits to libraries", None),
            ("", None),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn a_unit_by_itself_names_the_kind_of_measure() {
        for (text, measure, scale, unit_name) in [
            ("%", Measure::Percentage, 100.0, ""),
            ("£", Measure::Money, 1.0, ""),
            ("Days", Measure::Average, 1.0, "days"),
            ("hour", Measure::Average, 1.0, "hours"),
            ("per 1,000", Measure::Rate, 1_000.0, ""),
            ("Rate per 100,000 population", Measure::Rate, 100_000.0, ""),
            ("rate", Measure::Rate, 1.0, ""),
            ("Score", Measure::Average, 1.0, "score"),
            ("Number", Measure::Count, 1.0, ""),
            ("ratio", Measure::Ratio, 1.0, ""),
            ("secs", Measure::Average, 1.0, "seconds"),
            ("hrs", Measure::Average, 1.0, "hours"),
            ("FTE", Measure::Average, 1.0, "FTE"),
            ("out of 5", Measure::Average, 1.0, "out of 5"),
            ("pp", Measure::Average, 1.0, "percentage points"),
            ("people", Measure::Count, 1.0, ""),
        ] {
            let found = unit_in_words(text).unwrap();
            assert_eq!(
                (found.measure, found.scale, found.unit_name.as_str()),
                (measure, scale, unit_name),
                "{text}"
            );
        }
        assert_eq!(unit_in_words("colour"), None);
    }
}
