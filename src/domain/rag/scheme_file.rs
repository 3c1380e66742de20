//! Reading a scheme file: every fault is named by its key, in a sentence.

use toml::{Table, Value};

use crate::domain::period::Period;
use crate::domain::rag::rating::Rating;
use crate::domain::rag::scheme::{Band, Bound, Criterion, Named, Scheme, SchemeError};

/// More bands than any reader could keep in mind are a mistake (house rule).
const MAX_BANDS: usize = 12;

const KEYS: [&str; 9] =
    ["code", "version", "title", "source", "valid_from", "tolerance", "polarity", "missing", "bands"];
const BAND_KEYS: [&str; 6] = ["rating", "measure", "at_least", "above", "at_most", "below"];

fn fault<T>(key: impl Into<String>, problem: impl Into<String>) -> Result<T, SchemeError> {
    Err(SchemeError { key: key.into(), problem: problem.into() })
}

pub(in crate::domain) fn parse(text: &str) -> Result<Scheme, SchemeError> {
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(e) => return fault("file", format!("it is not TOML: {}", e.message())),
    };
    known_keys(&table, &KEYS, "")?;
    let version = match table.get("version") {
        Some(Value::Integer(n)) if (1..=i64::from(u32::MAX)).contains(n) => *n as u32,
        _ => return fault("version", "write a whole number from 1, as in version = 1"),
    };
    let scheme = Scheme {
        code: code(&table)?,
        version,
        title: required(&table, "title")?,
        source: optional(&table, "source")?.unwrap_or_default(),
        valid_from: valid_from(&table)?,
        tolerance: tolerance(&table)?,
        polarity: polarity(&table)?,
        missing: missing(&table)?,
        bands: bands(&table)?,
    };
    check_bands(&scheme)?;
    Ok(scheme)
}

fn known_keys(table: &Table, known: &[&str], at: &str) -> Result<(), SchemeError> {
    match table.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => fault(
            format!("{at}{}", crate::domain::shown(key)),
            format!("there is no such key; the keys are {}", known.join(", ")),
        ),
        None => Ok(()),
    }
}

fn optional(table: &Table, key: &str) -> Result<Option<String>, SchemeError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(_) => fault(key, "write text in quotation marks"),
    }
}

fn required(table: &Table, key: &str) -> Result<String, SchemeError> {
    match optional(table, key)? {
        Some(text) if !text.is_empty() => Ok(text),
        _ => fault(key, format!("it is missing; write {key} = \"…\"")),
    }
}

fn code(table: &Table) -> Result<String, SchemeError> {
    let code = required(table, "code")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.len() > 40 || !code.chars().all(plain) {
        return fault("code", "use up to 40 small letters, digits and hyphens, as in four-colour");
    }
    Ok(code)
}

fn valid_from(table: &Table) -> Result<Option<String>, SchemeError> {
    match optional(table, "valid_from")?.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match Period::parse(&text) {
            Ok(period) => Ok(Some(period.code())),
            Err(e) => fault("valid_from", e.to_string()),
        },
    }
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Integer(n) => *n as f64,
        Value::Float(f) => *f,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn tolerance(table: &Table) -> Result<Option<f64>, SchemeError> {
    match table.get("tolerance").map(number) {
        None => Ok(None),
        Some(Some(t)) if t >= 0.0 => Ok(Some(t)),
        Some(_) => fault("tolerance", "write a percentage of 0 or more, as in tolerance = 5.0"),
    }
}

fn polarity(table: &Table) -> Result<Option<String>, SchemeError> {
    match optional(table, "polarity")? {
        Some(p) if p != "higher" && p != "lower" => {
            fault("polarity", "write \"higher\" or \"lower\", or leave it out")
        }
        polarity => Ok(polarity),
    }
}

fn missing(table: &Table) -> Result<Option<Rating>, SchemeError> {
    match optional(table, "missing")?.as_deref() {
        None => Ok(None),
        Some("not_reportable") => Ok(Some(Rating::NotReportable)),
        Some("awaiting_data") => Ok(Some(Rating::AwaitingData)),
        Some(_) => fault("missing", "write \"not_reportable\" or \"awaiting_data\""),
    }
}

fn bands(table: &Table) -> Result<Vec<Band>, SchemeError> {
    let entries = match table.get("bands") {
        Some(Value::Array(entries)) if !entries.is_empty() => entries,
        _ => {
            return fault("bands", "there are none; write a [[bands]] section for each");
        }
    };
    if entries.len() > MAX_BANDS {
        return fault("bands", format!("there are {}; {MAX_BANDS} is the most", entries.len()));
    }
    entries.iter().enumerate().map(|(i, entry)| band(entry, &format!("bands[{}]", i + 1))).collect()
}

fn band(entry: &Value, at: &str) -> Result<Band, SchemeError> {
    let Value::Table(table) = entry else {
        return fault(at, "write it as a [[bands]] section");
    };
    known_keys(table, &BAND_KEYS, &format!("{at}."))?;
    let text = |key: &str| match table.get(key) {
        Some(Value::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let rating =
        text("rating").and_then(|code| Rating::ALL.into_iter().find(|r| r.is_colour() && r.code() == code));
    let Some(rating) = rating else {
        let codes: Vec<_> = Rating::ALL.into_iter().filter(|r| r.is_colour()).map(Rating::code).collect();
        return fault(format!("{at}.rating"), format!("write one of {}", codes.join(", ")));
    };
    let measure = match (table.get("measure"), text("measure").and_then(Criterion::parse)) {
        (None, _) => None,
        (Some(_), Some(measure)) => Some(measure),
        (Some(_), None) => {
            let codes: Vec<_> = Criterion::ALL.into_iter().map(Criterion::code).collect();
            return fault(format!("{at}.measure"), format!("write one of {}", codes.join(", ")));
        }
    };
    let end = |key: &str| bound(table, key, at);
    let band = Band {
        rating,
        measure,
        at_least: end("at_least")?,
        above: end("above")?,
        at_most: end("at_most")?,
        below: end("below")?,
    };
    check_ends(&band, at)?;
    Ok(band)
}

fn bound(table: &Table, key: &str, at: &str) -> Result<Option<Bound>, SchemeError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if text == "tolerance" => Ok(Some(Bound::Named(Named::Tolerance))),
        Some(value) => match number(value) {
            Some(n) => Ok(Some(Bound::Number(n))),
            None => fault(format!("{at}.{key}"), "write a number, or \"tolerance\""),
        },
    }
}

fn check_ends(band: &Band, at: &str) -> Result<(), SchemeError> {
    if band.at_least.is_some() && band.above.is_some() {
        return fault(format!("{at}.above"), "keep either at_least or above, not both");
    }
    if band.at_most.is_some() && band.below.is_some() {
        return fault(format!("{at}.below"), "keep either at_most or below, not both");
    }
    let ends = [band.at_least, band.above, band.at_most, band.below];
    let any = ends.iter().any(Option::is_some);
    match band.measure {
        None if any => fault(at, "it has an end but no measure; say what is measured"),
        Some(Criterion::TargetMet) if any => fault(at, "target_met is either so or not; leave out its ends"),
        Some(Criterion::TargetMet) | None => Ok(()),
        Some(_) if !any => fault(at, "it has a measure but no end; add at_least, above, at_most or below"),
        Some(measure) => {
            let named = ends.iter().flatten().any(|b| matches!(b, Bound::Named(_)));
            if named && measure != Criterion::AdverseVariance {
                return fault(
                    at,
                    "only adverse_variance is measured in percent of the target, as a tolerance is",
                );
            }
            Ok(())
        }
    }
}

fn check_bands(scheme: &Scheme) -> Result<(), SchemeError> {
    let last = scheme.bands.len();
    for (i, band) in scheme.bands.iter().enumerate() {
        let at = format!("bands[{}]", i + 1);
        match (band.measure, i + 1 == last) {
            (None, false) => {
                return fault(at, "it has no measure, so the bands after it can never be reached");
            }
            (Some(_), true) => {
                return fault(at, "the last band must take what is left: give it a rating and nothing else");
            }
            _ => {}
        }
        let named = [band.at_least, band.above, band.at_most, band.below]
            .iter()
            .flatten()
            .any(|b| matches!(b, Bound::Named(_)));
        if named && scheme.tolerance.is_none() {
            return fault("tolerance", format!("{at} uses it, but it is not set"));
        }
        if band.measure.is_none() {
            continue;
        }
        let range = Range::of(band, scheme.tolerance);
        if range.is_empty() {
            return fault(at, "nothing can be inside it: its lower end is not below its upper end");
        }
        for (j, earlier) in scheme.bands[..i].iter().enumerate() {
            if earlier.measure != band.measure {
                continue;
            }
            let other = Range::of(earlier, scheme.tolerance);
            if other.contains(&range) {
                return fault(at, format!("it can never be reached: bands[{}] takes all of it first", j + 1));
            }
            if range.is_closed() && other.is_closed() && other.overlaps(&range) {
                return fault(
                    at,
                    format!("it overlaps bands[{}]; only one of them may take a result", j + 1),
                );
            }
        }
    }
    Ok(())
}

/// Ends of a band as numbers, with whether each is inside it.
struct Range {
    low: (f64, bool),
    high: (f64, bool),
}

impl Range {
    fn of(band: &Band, tolerance: Option<f64>) -> Self {
        let number = |b: Bound| match b {
            Bound::Number(n) => n,
            Bound::Named(Named::Tolerance) => tolerance.unwrap_or(0.0),
        };
        let end = |inside: Option<Bound>, outside: Option<Bound>, none: f64| {
            inside.map(|b| (number(b), true)).or(outside.map(|b| (number(b), false))).unwrap_or((none, true))
        };
        Self {
            low: end(band.at_least, band.above, f64::NEG_INFINITY),
            high: end(band.at_most, band.below, f64::INFINITY),
        }
    }

    fn is_closed(&self) -> bool {
        self.low.0.is_finite() && self.high.0.is_finite()
    }

    fn is_empty(&self) -> bool {
        self.low.0 > self.high.0 || (self.low.0 == self.high.0 && !(self.low.1 && self.high.1))
    }

    fn contains(&self, other: &Self) -> bool {
        let low = self.low.0 < other.low.0 || (self.low.0 == other.low.0 && (self.low.1 || !other.low.1));
        let high =
            self.high.0 > other.high.0 || (self.high.0 == other.high.0 && (self.high.1 || !other.high.1));
        low && high
    }

    fn overlaps(&self, other: &Self) -> bool {
        let before =
            |a: &Self, b: &Self| a.high.0 < b.low.0 || (a.high.0 == b.low.0 && !(a.high.1 && b.low.1));
        !before(self, other) && !before(other, self)
    }
}
