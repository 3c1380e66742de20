//! Reading a matrix definition: every fault is named by its key, in a sentence.

use toml::{Table, Value};

use super::matrix::{Axis, Cell, MatrixError, RiskBand, RiskMatrix, STEPS};
use crate::domain::rag::rating::Rating;

const KEYS: [&str; 11] = [
    "code",
    "version",
    "title",
    "source",
    "cells",
    "scores",
    "worst",
    "impact",
    "probability",
    "bands",
    "appetite",
];
const AXIS_KEYS: [&str; 2] = ["name", "labels"];
const BAND_KEYS: [&str; 4] = ["code", "name", "letters", "rating"];
/// Two letters a cell is what a small screen has room for.
const MAX_LETTERS: usize = 3;
const MAX_BANDS: usize = 6;
/// Above this a score no longer fits its cell.
const MAX_SCORE: i64 = 999;

fn fault<T>(key: impl Into<String>, problem: impl Into<String>) -> Result<T, MatrixError> {
    Err(MatrixError { key: key.into(), problem: problem.into() })
}

pub(super) fn parse(text: &str) -> Result<RiskMatrix, MatrixError> {
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            return fault(format!("line {line}"), format!("it is not TOML: {}", error.message()));
        }
    };
    known_keys(&table, &KEYS, "")?;
    let impact = axis(&table, "impact")?;
    let probability = axis(&table, "probability")?;
    let bands = bands(&table)?;
    let mut matrix = RiskMatrix {
        code: code(&table)?,
        version: version(&table)?,
        title: text_of(&table, "title", "")?.unwrap_or_default(),
        source: text_of(&table, "source", "")?.unwrap_or_default(),
        cells: cells(&table, &impact, &probability, &bands)?,
        scores: scores(&table, &impact, &probability)?,
        beyond: Vec::new(),
        worst: None,
        impact,
        probability,
        bands,
    };
    matrix.beyond = appetite(&table, &matrix)?;
    matrix.worst = worst(&table, &matrix)?;
    Ok(matrix)
}

/// A matrix without any words, for when the one that comes with the program cannot be read.
pub(super) fn plain() -> RiskMatrix {
    let axis = |name: &str| Axis { name: name.to_owned(), labels: (1..=5).map(|n| n.to_string()).collect() };
    RiskMatrix {
        code: "plain".to_owned(),
        version: 1,
        title: String::new(),
        source: String::new(),
        impact: axis("Impact"),
        probability: axis("Probability"),
        bands: vec![RiskBand {
            code: "any".to_owned(),
            name: "Any".to_owned(),
            letters: "-".to_owned(),
            rating: Rating::None,
        }],
        cells: vec![vec![0; 5]; 5],
        scores: None,
        beyond: vec![vec![false; 5]; 5],
        worst: None,
    }
}

fn known_keys(table: &Table, known: &[&str], at: &str) -> Result<(), MatrixError> {
    match table.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => fault(
            format!("{at}{}", super::shown(key)),
            format!("there is no such key; the keys are {}", known.join(", ")),
        ),
        None => Ok(()),
    }
}

fn text_of(table: &Table, key: &str, at: &str) -> Result<Option<String>, MatrixError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if text.chars().any(char::is_control) => {
            fault(format!("{at}{key}"), "it has a line break or a control character; write plain text")
        }
        Some(Value::String(text)) if text.chars().count() > 200 => {
            fault(format!("{at}{key}"), "it has more than 200 characters; write a short text")
        }
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(_) => fault(format!("{at}{key}"), "write text in quotation marks"),
    }
}

fn required(table: &Table, key: &str, at: &str) -> Result<String, MatrixError> {
    match text_of(table, key, at)? {
        Some(text) if !text.is_empty() => Ok(text),
        _ => fault(format!("{at}{key}"), format!("it is missing; write {key} = \"…\"")),
    }
}

fn plain_code(code: String, key: String) -> Result<String, MatrixError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.len() > 40 || !code.chars().all(plain) {
        return fault(key, "use up to 40 small letters, digits and hyphens, as in five-by-five");
    }
    Ok(code)
}

fn code(table: &Table) -> Result<String, MatrixError> {
    plain_code(required(table, "code", "")?, "code".to_owned())
}

fn version(table: &Table) -> Result<u32, MatrixError> {
    match table.get("version") {
        None => Ok(1),
        Some(Value::Integer(n)) => match u32::try_from(*n) {
            Ok(version) if version > 0 => Ok(version),
            _ => fault("version", "write a whole number from 1, as in version = 1"),
        },
        Some(_) => fault("version", "write a whole number from 1, as in version = 1"),
    }
}

fn axis(table: &Table, key: &str) -> Result<Axis, MatrixError> {
    let Some(Value::Table(axis)) = table.get(key) else {
        return fault(key, format!("it is missing; write a [{key}] section with its name and labels"));
    };
    known_keys(axis, &AXIS_KEYS, &format!("{key}."))?;
    let name = required(axis, "name", &format!("{key}."))?;
    let at = format!("{key}.labels");
    let Some(Value::Array(entries)) = axis.get("labels") else {
        return fault(at, "write the labels from 1 upwards, as in labels = [\"Low\", \"Medium\", \"High\"]");
    };
    if !STEPS.contains(&entries.len()) {
        let (least, most) = (STEPS.start(), STEPS.end());
        return fault(at, format!("there are {}; write from {least} to {most} of them", entries.len()));
    }
    let mut labels: Vec<String> = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let at = format!("{at}[{}]", position + 1);
        match entry {
            Value::String(label)
                if label.trim().is_empty()
                    || label.chars().count() > 40
                    || label.chars().any(char::is_control) =>
            {
                return fault(at, "write from 1 to 40 characters of plain text");
            }
            Value::String(label) if labels.iter().any(|known| known.eq_ignore_ascii_case(label.trim())) => {
                return fault(at, format!("“{}” is there already; every step needs its own", label.trim()));
            }
            Value::String(label) => labels.push(label.trim().to_owned()),
            _ => return fault(at, "write text in quotation marks"),
        }
    }
    Ok(Axis { name, labels })
}

fn bands(table: &Table) -> Result<Vec<RiskBand>, MatrixError> {
    let entries = match table.get("bands") {
        Some(Value::Array(entries)) if !entries.is_empty() => entries,
        _ => return fault("bands", "there are none; write a [[bands]] section for each, mildest first"),
    };
    if entries.len() > MAX_BANDS {
        return fault("bands", format!("there are {}; {MAX_BANDS} is the most", entries.len()));
    }
    let mut bands: Vec<RiskBand> = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let band = band(entry, &format!("bands[{}].", position + 1))?;
        let at = |key: &str| format!("bands[{}].{key}", position + 1);
        let taken = "another band has it already; every band needs its own";
        if bands.iter().any(|known| known.letters.eq_ignore_ascii_case(&band.letters)) {
            return fault(at("letters"), format!("{}: {taken}", band.letters));
        }
        if bands.iter().any(|known| known.code == band.code) {
            return fault(at("code"), format!("{}: {taken}", band.code));
        }
        if bands.iter().any(|known| known.name.eq_ignore_ascii_case(&band.name)) {
            return fault(at("name"), format!("{}: {taken}", band.name));
        }
        bands.push(band);
    }
    Ok(bands)
}

fn band(entry: &Value, at: &str) -> Result<RiskBand, MatrixError> {
    let Value::Table(table) = entry else {
        return fault(at.trim_end_matches('.'), "write it as a [[bands]] section");
    };
    known_keys(table, &BAND_KEYS, at)?;
    let letters = required(table, "letters", at)?;
    if letters.chars().count() > MAX_LETTERS || !letters.chars().all(|c| c.is_ascii_alphanumeric()) {
        return fault(format!("{at}letters"), "use up to 3 letters or digits, as in MH");
    }
    let rating = required(table, "rating", at)?;
    let colour = Rating::ALL.into_iter().find(|known| known.is_colour() && known.code() == rating);
    let Some(rating) = colour else {
        let codes: Vec<_> = Rating::ALL.into_iter().filter(|r| r.is_colour()).map(Rating::code).collect();
        return fault(format!("{at}rating"), format!("write one of {}", codes.join(", ")));
    };
    Ok(RiskBand {
        code: plain_code(required(table, "code", at)?, format!("{at}code"))?,
        name: required(table, "name", at)?,
        letters,
        rating,
    })
}

/// The rows of a grid as written, highest probability first, each of the right length.
fn rows<T>(
    table: &Table,
    key: &str,
    impact: &Axis,
    probability: &Axis,
    read: impl Fn(&Value, &str) -> Result<Vec<T>, MatrixError>,
) -> Result<Option<Vec<Vec<T>>>, MatrixError> {
    let entries = match table.get(key) {
        None => return Ok(None),
        Some(Value::Array(entries)) => entries,
        Some(_) => return fault(key, "write a list of rows, highest probability first"),
    };
    let (high, wide) = (probability.labels.len(), impact.labels.len());
    if entries.len() != high {
        return fault(
            key,
            format!(
                "there are {} rows; probability has {high} steps and needs a row for each",
                entries.len()
            ),
        );
    }
    let mut rows = Vec::with_capacity(high);
    for (position, entry) in entries.iter().enumerate() {
        let at = format!("{key}[{}]", position + 1);
        let row = read(entry, &at)?;
        if row.len() != wide {
            let problem =
                format!("there are {} cells; impact has {wide} steps and needs a cell for each", row.len());
            return fault(at, problem);
        }
        rows.push(row);
    }
    rows.reverse();
    Ok(Some(rows))
}

fn cells(
    table: &Table,
    impact: &Axis,
    probability: &Axis,
    bands: &[RiskBand],
) -> Result<Vec<Vec<usize>>, MatrixError> {
    let letters: Vec<&str> = bands.iter().map(|band| band.letters.as_str()).collect();
    let grid = rows(table, "cells", impact, probability, |entry, at| {
        let Value::String(row) = entry else {
            return fault(at, "write a row of letters, as in \"L ML MH H\"");
        };
        row.split_whitespace()
            .map(|cell| match bands.iter().position(|band| band.letters.eq_ignore_ascii_case(cell)) {
                Some(band) => Ok(band),
                None => fault(
                    at,
                    format!(
                        "no band has the letters {}; there are {}",
                        super::shown(cell),
                        letters.join(", ")
                    ),
                ),
            })
            .collect()
    })?;
    match grid {
        Some(grid) => Ok(grid),
        None => fault("cells", "they are missing; write a row of band letters for every step of probability"),
    }
}

fn scores(table: &Table, impact: &Axis, probability: &Axis) -> Result<Option<Vec<Vec<u32>>>, MatrixError> {
    rows(table, "scores", impact, probability, |entry, at| {
        let Value::Array(row) = entry else {
            return fault(at, "write a list of whole numbers, as in [1, 2, 3]");
        };
        row.iter()
            .map(|cell| match cell {
                Value::Integer(score) if (0..=MAX_SCORE).contains(score) => {
                    Ok(u32::try_from(*score).unwrap_or(0))
                }
                _ => fault(at, format!("write whole numbers from 0 to {MAX_SCORE}")),
            })
            .collect()
    })
}

/// A cell written `P5I4` that the matrix has.
fn cell(text: &str, matrix: &RiskMatrix, at: &str) -> Result<Cell, MatrixError> {
    match Cell::parse(text) {
        Some(cell) if matrix.contains(cell) => Ok(cell),
        Some(cell) => {
            let (wide, high) = (matrix.impact.steps(), matrix.probability.steps());
            fault(at, format!("{cell} is outside: probability goes to {high} and impact to {wide}"))
        }
        None => {
            fault(at, format!("{} is neither letters of a band nor a cell such as P5I4", super::shown(text)))
        }
    }
}

fn appetite(table: &Table, matrix: &RiskMatrix) -> Result<Vec<Vec<bool>>, MatrixError> {
    let mut beyond: Vec<Vec<bool>> = matrix.cells.iter().map(|row| vec![false; row.len()]).collect();
    let section = match table.get("appetite") {
        None => return Ok(beyond),
        Some(Value::Table(section)) => section,
        Some(_) => return fault("appetite", "write an [appetite] section with beyond = [\"H\"]"),
    };
    known_keys(section, &["beyond"], "appetite.")?;
    let Some(Value::Array(entries)) = section.get("beyond") else {
        return fault("appetite.beyond", "write letters of bands or cells, as in beyond = [\"H\", \"P5I3\"]");
    };
    for (position, entry) in entries.iter().enumerate() {
        let at = format!("appetite.beyond[{}]", position + 1);
        let Value::String(text) = entry else {
            return fault(at, "write text in quotation marks");
        };
        let band = matrix.bands.iter().position(|band| {
            band.letters.eq_ignore_ascii_case(text.trim()) || band.code.eq_ignore_ascii_case(text.trim())
        });
        let named = if band.is_some() { None } else { Some(self::cell(text, matrix, &at)?) };
        for (row, cells) in beyond.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                let here = Cell::new(column as u32 + 1, row as u32 + 1);
                *cell |= match named {
                    Some(named) => named == here,
                    None => band == Some(matrix.cells[row][column]),
                };
            }
        }
    }
    Ok(beyond)
}

fn worst(table: &Table, matrix: &RiskMatrix) -> Result<Option<Cell>, MatrixError> {
    let Some(text) = text_of(table, "worst", "")? else { return Ok(None) };
    let worst = cell(&text, matrix, "worst")?;
    let edge = |step: u32, steps: u32| step == 1 || step == steps;
    if !edge(worst.impact, matrix.impact.steps()) || !edge(worst.probability, matrix.probability.steps()) {
        return fault("worst", format!("{worst} is not a corner of the matrix"));
    }
    let highest = matrix.all().filter_map(|cell| matrix.score(cell)).max();
    if matrix.score(worst) != highest {
        let (score, highest) = (matrix.score(worst).unwrap_or(0), highest.unwrap_or(0));
        return fault("worst", format!("{worst} scores {score}, but other cells score up to {highest}"));
    }
    Ok(Some(worst))
}
