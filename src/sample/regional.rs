//! The regional sample: a workbook that belongs to a region, from published
//! figures of its councils. `regional.toml` says what is measured and where it
//! is filed, `regional.csv` holds the figures as they are printed.

use serde::Deserialize;

use super::SampleError;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::domain::{Frequency, Measure, Period, Polarity, Rating};
use crate::workbook::steps::empty_result;
use crate::workbook::*;

const TOML: (&str, &str) = ("assets/sample/regional.toml", include_str!("../../assets/sample/regional.toml"));
const CSV: (&str, &str) = ("assets/sample/regional.csv", include_str!("../../assets/sample/regional.csv"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    organisation: String,
    first_month: u32,
    scheme: String,
    current_period: Period,
    compare_with: String,
    source: String,
    note: String,
    /// Name and code.
    members: Vec<[String; 2]>,
    averages: Vec<[String; 2]>,
    theme: Vec<ThemeEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeEntry {
    name: String,
    #[serde(default)]
    measure: Vec<MeasureEntry>,
    #[serde(default)]
    objective: Vec<ThemeEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureEntry {
    reference: String,
    description: String,
    polarity: String,
    measure: Measure,
    #[serde(default)]
    unit_name: String,
}

/// A line of the figures.
#[derive(Debug, Deserialize)]
struct Line {
    measure: String,
    year: String,
    organisation: String,
    numerator: String,
    denominator: String,
    outcome: String,
}

/// The regional sample: its settings, and every record to put in it.
///
/// # Errors
/// What is wrong with a data file, and where.
pub fn regional() -> Result<(Workbook, Vec<Edit>), SampleError> {
    let file: File = toml::from_str(TOML.1).map_err(|error| wrong(TOML.0, "the file", error))?;
    let mut reader = Reader { file: &file, edits: Vec::new(), last: 0, indicators: Vec::new() };
    reader.organisations();
    for (position, theme) in (1..).zip(&file.theme) {
        reader.theme(theme, None, position)?;
    }
    reader.figures()?;
    let mut edits = reader.edits;
    edits.sort_by_key(|edit| !matches!(edit, Edit::Put(Record::Period(_))));
    let workbook = Workbook {
        id: 0,
        revision: 0,
        uuid: String::new(),
        organisation: file.organisation.clone(),
        service: "Adult social care".to_owned(),
        first_month: file.first_month,
        scheme: file.scheme.clone(),
        current_period: Some(file.current_period),
        review_ratings: vec![Rating::Red, Rating::RedAmber, Rating::NotOnTrack],
        note: file.note.trim().to_owned(),
        budget_tolerance: BUDGET_TOLERANCE,
        risk_threshold: RISK_THRESHOLD,
        compare_with: file.compare_with.clone(),
    };
    Ok((workbook, edits))
}

fn wrong(file: &str, place: &str, problem: impl std::fmt::Display) -> SampleError {
    SampleError { file: file.to_owned(), place: place.to_owned(), problem: problem.to_string() }
}

/// Records as they come together; ids count downwards.
struct Reader<'f> {
    file: &'f File,
    edits: Vec<Edit>,
    last: Id,
    indicators: Vec<(Id, &'f MeasureEntry)>,
}

impl<'f> Reader<'f> {
    fn put(&mut self, make: impl FnOnce(Id) -> Record) -> Id {
        self.last -= 1;
        self.edits.push(Edit::Put(make(self.last)));
        self.last
    }

    fn organisations(&mut self) {
        let file = self.file;
        let mut ids = Vec::new();
        for [name, code] in file.members.iter().chain(&file.averages) {
            ids.push(self.put(|id| {
                Record::Organisation(Organisation {
                    id,
                    code: code.clone(),
                    name: name.clone(),
                    class: OrganisationClass::of(code, name),
                    ..Organisation::default()
                })
            }));
        }
        let group_id = self.put(|id| {
            Record::Group(Group {
                id,
                name: file.organisation.clone(),
                kind: GroupKind::Region,
                position: 1,
                ours: true,
                ..Group::default()
            })
        });
        for (position, organisation_id) in (1..).zip(ids.into_iter().take(file.members.len())) {
            self.put(|id| {
                Record::GroupMember(GroupMember { id, revision: 0, group_id, organisation_id, position })
            });
        }
    }

    fn theme(
        &mut self,
        entry: &'f ThemeEntry,
        parent_id: Option<Id>,
        position: i64,
    ) -> Result<(), SampleError> {
        let theme_id = self.put(|id| {
            Record::Theme(Theme { id, revision: 0, parent_id, position, name: entry.name.clone() })
        });
        for (position, measure) in (1..).zip(&entry.measure) {
            let polarity = Polarity::parse(&measure.polarity)
                .map_err(|why| wrong(TOML.0, &format!("measure {}", measure.reference), why))?;
            let source = self.file.source.clone();
            let indicator_id = self.put(|id| {
                Record::Indicator(Indicator {
                    id,
                    reference: measure.reference.clone(),
                    description: measure.description.clone(),
                    service: "Adult social care".to_owned(),
                    kind: "ASCOF".to_owned(),
                    measure: measure.measure,
                    unit_name: measure.unit_name.clone(),
                    decimals: measure.measure.usual_decimals().max(1),
                    scale: if measure.measure == Measure::Rate {
                        100_000.0
                    } else {
                        measure.measure.scale().unwrap_or(1.0)
                    },
                    polarity,
                    frequency: Frequency::Annual,
                    source,
                    ..Indicator::default()
                })
            });
            self.indicators.push((indicator_id, measure));
            self.put(|id| {
                Record::IndicatorTheme(IndicatorTheme { id, revision: 0, indicator_id, theme_id, position })
            });
        }
        for (position, objective) in (1..).zip(&entry.objective) {
            self.theme(objective, Some(theme_id), position)?;
        }
        Ok(())
    }

    fn figures(&mut self) -> Result<(), SampleError> {
        let mut years: Vec<Period> = Vec::new();
        for (at, line) in csv::Reader::from_reader(CSV.1.as_bytes()).deserialize::<Line>().enumerate() {
            let place = format!("line {}", at + 2);
            let line = line.map_err(|error| wrong(CSV.0, &place, error))?;
            let figure = |text: &str| match text {
                "" | "[x]" | "[c]" | "[z]" => Ok(None),
                text => text.parse::<f64>().map(Some).map_err(|error| wrong(CSV.0, &place, error)),
            };
            let found = self.indicators.iter().find(|(_, measure)| measure.reference == line.measure);
            let indicator_id = found
                .map(|(id, _)| *id)
                .ok_or_else(|| wrong(CSV.0, &place, format!("there is no measure {}", line.measure)))?;
            let year = Period::parse(&line.year).map_err(|error| wrong(CSV.0, &place, error))?;
            let (numerator, denominator) = (figure(&line.numerator)?, figure(&line.denominator)?);
            let value = figure(&line.outcome)?;
            let missing_because = match line.outcome.as_str() {
                "[x]" => "not available ([x])",
                "[c]" => "suppressed ([c])",
                "[z]" => "not applicable ([z])",
                _ => "",
            }
            .to_owned();
            if !years.contains(&year) {
                years.push(year);
            }
            let source = self.file.source.clone();
            if line.organisation == self.file.organisation {
                self.put(|id| {
                    Record::Result(ResultRecord {
                        id,
                        numerator,
                        denominator,
                        stated: value,
                        missing_because,
                        source,
                        ..empty_result(indicator_id, year)
                    })
                });
                continue;
            }
            self.put(|id| {
                Record::Benchmark(Benchmark {
                    id,
                    revision: 0,
                    indicator_id,
                    period: year,
                    organisation: line.organisation,
                    numerator,
                    denominator,
                    value,
                    missing_because,
                    source,
                })
            });
        }
        years.sort();
        for code in years {
            self.put(|id| {
                Record::Period(PeriodRecord {
                    id,
                    revision: 0,
                    code,
                    status: PeriodStatus::Open,
                    reopened_because: String::new(),
                })
            });
        }
        Ok(())
    }
}
