//! The columns of a sheet that hold figures, and what each holds.

use chrono::NaiveDate;

use super::budget_row::budget_column;
use super::{Cells, Plan};
use crate::domain::Period;
use crate::domain::measure_words::Proposed;
use crate::import::extract::evidence::heading_unit;
use crate::import::figure::Style;
use crate::import::guess::place_of_parts;
use crate::import::reading::{Reading, Role};
use crate::import::words::plain;
use crate::import::{Known, written_time};

/// Which period's figures a column holds, seen from the row's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Own,
    Previous,
    LastYear,
    /// Last year's.
    Outturn,
    /// The year's after.
    NextYear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Of(Role),
    Fraction,
    /// What it is stands in another column.
    Value,
    /// Another organisation's result.
    Benchmark,
    Forecast,
}

/// A column of figures.
pub(super) struct FigureColumn {
    pub(super) cell: u16,
    pub(super) kind: Kind,
    pub(super) which: Which,
    pub(super) period: Option<Period>,
    /// A forecast for the period that its heading names, not one made in it.
    pub(super) forecast_for: bool,
    pub(super) label: String,
    /// Whose they are, where that is not the row's: another organisation's.
    pub(super) organisation: String,
    pub(super) style: Style,
}

/// A column of what is said of the forecasts of another one.
pub(super) struct BesideForecast {
    pub(super) cell: u16,
    /// `confidence` or `forecast_reason`.
    pub(super) field: &'static str,
    /// Place of the column of forecasts: the nearest before it, else the first after it.
    pub(super) of: u16,
}

/// A column that is kept as it is printed.
#[derive(Clone, Copy)]
pub(super) struct PrintedColumn {
    pub(super) cell: u16,
    /// The field, and the name it is kept under.
    pub(super) field: &'static str,
    pub(super) kept: &'static str,
    /// The period of its heading.
    pub(super) period: Option<Period>,
}

/// The columns of figures of a sheet.
pub(super) struct FigurePlan {
    pub(super) columns: Vec<FigureColumn>,
    /// Its columns name what is measured, and no row does.
    pub(super) measures: bool,
    pub(super) beside_forecasts: Vec<BesideForecast>,
    /// The kind of measure that the heading of the results names.
    pub(super) unit: Option<Proposed>,
    /// Columns whose cells are kept as they are printed.
    pub(super) printed: Vec<PrintedColumn>,
}

impl FigurePlan {
    pub(super) fn of(reading: &Reading) -> Self {
        let columns: Vec<FigureColumn> = reading
            .columns
            .iter()
            .filter_map(|column| {
                let (kind, which) = match column.field?.code {
                    "numerator" => (Kind::Of(Role::Numerator), Which::Own),
                    "denominator" => (Kind::Of(Role::Denominator), Which::Own),
                    "result" => (Kind::Of(Role::Result), Which::Own),
                    "target" => (Kind::Of(Role::Target), Which::Own),
                    "next_target" => (Kind::Of(Role::Target), Which::NextYear),
                    "last_target" => (Kind::Of(Role::Target), Which::Outturn),
                    "fraction" => (Kind::Fraction, Which::Own),
                    "value" => (Kind::Value, Which::Own),
                    "previous" => (Kind::Of(Role::Result), Which::Previous),
                    "last_year" => (Kind::Of(Role::Result), Which::LastYear),
                    "outturn" => (Kind::Of(Role::Result), Which::Outturn),
                    "benchmark" => (Kind::Benchmark, Which::Own),
                    "forecast" => (Kind::Forecast, Which::Own),
                    _ => return None,
                };
                let heading = || match kind {
                    Kind::Benchmark => organisation_of(&column.column.name),
                    _ => String::new(),
                };
                let organisation = column.organisation.clone().unwrap_or_else(heading);
                Some(FigureColumn {
                    cell: column.column.place,
                    kind,
                    which,
                    period: column.period,
                    forecast_for: kind == Kind::Forecast
                        && column.period.is_some()
                        && plain(&column.column.name).split(' ').any(|word| word == "for"),
                    label: column.label.clone(),
                    organisation,
                    style: column.style,
                })
            })
            .collect();
        let printed = reading.columns.iter().filter_map(|column| {
            let field = if column.shaded { "shade" } else { column.field?.code };
            let kept = match field {
                "shade" => "rating",
                "variance" => "target_variance",
                "direction" => "direction_of_travel",
                "rating" => "rating",
                _ => return None,
            };
            Some(PrintedColumn { cell: column.column.place, field, kept, period: column.period })
        });
        let unit = reading
            .columns
            .iter()
            .filter(|column| column.field.is_some_and(|field| matches!(field.code, "result" | "value")))
            .find_map(|column| {
                heading_unit(&column.column.name).or_else(|| heading_unit(&column.column.unit))
            });
        let named = |code: &str| reading.place_of(code).is_some() || reading.fixed(code).is_some();
        let measures = !named("reference") && !named("description");
        let forecasts: Vec<u16> =
            columns.iter().filter(|column| column.kind == Kind::Forecast).map(|column| column.cell).collect();
        let beside_forecasts = reading.columns.iter().filter_map(|column| {
            let field = column.field.map(|field| field.code)?;
            let cell = column.column.place;
            let before = forecasts.iter().rev().find(|of| **of < cell);
            let of = *before.or_else(|| forecasts.first())?;
            matches!(field, "confidence" | "forecast_reason").then_some(BesideForecast { cell, field, of })
        });
        Self {
            beside_forecasts: beside_forecasts.collect(),
            columns,
            measures,
            unit,
            printed: printed.collect(),
        }
    }
}

/// By place: whether a column is a field, or tells which rows are kept.
pub(super) fn taken(reading: &Reading) -> Vec<bool> {
    let mut taken = Vec::new();
    for (at, column) in reading.columns.iter().enumerate() {
        let place = usize::from(column.column.place);
        if taken.len() <= place {
            taken.resize(place + 1, false);
        }
        taken[place] = column.field.is_some()
            || place_of_parts(reading) == Some(column.column.place)
            || reading.only.iter().any(|kept| kept.place == at);
    }
    taken
}

/// Whose results a column of benchmarks holds, by its heading.
fn organisation_of(heading: &str) -> String {
    let lower = plain(heading);
    for (word, name) in [("england", "England"), ("national", "England"), ("london", "London")] {
        if lower.split(' ').any(|one| one == word) {
            return name.to_owned();
        }
    }
    // `Benchmarking How performance compared to other councils` is a heading and its explanation.
    if lower.starts_with("benchmark") { "Benchmark".to_owned() } else { heading.trim().to_owned() }
}

/// A sheet's reading, made ready for a million rows; none where it becomes nothing.
pub(super) fn plan(reading: &Reading, sheet: u16, known: &Known) -> Option<Plan> {
    let target = reading.target?;
    let mut cells = Cells::default();
    for column in &reading.columns {
        if let Some(field) = column.field {
            cells.note(field.code, column.column.place);
        }
    }
    let of = |codes: &[&str]| codes.iter().filter_map(|code| cells.get(code)).collect::<Vec<u16>>();
    let period = reading.fixed("period").and_then(|code| Period::parse(code).ok());
    let days: Vec<NaiveDate> = reading
        .place_of("period")
        .map(|at| {
            let samples = reading.columns[at].samples.iter();
            let style = reading.time_style();
            let times = samples.filter_map(|text| written_time::read_styled(text, style));
            times
                .filter_map(
                    |time| if let written_time::WrittenTime::Day(day) = time { Some(day) } else { None },
                )
                .collect()
        })
        .unwrap_or_default();
    let kind = known.period.kind();
    Some(Plan {
        target,
        sheet,
        key: of(target.key),
        carried: of(&[
            "reference",
            "description",
            "kind",
            "service",
            "theme",
            "objective",
            "plan",
            "under",
            "owner",
            "organisation",
            "period",
            "name",
            "meeting",
        ]),
        filled_down: reading.filled_down(),
        only: reading
            .only
            .iter()
            .filter(|kept| !kept.values.is_empty())
            .map(|kept| {
                let column = &reading.columns[kept.place];
                let wanted = kept.values.join(" or ");
                (column.column.place, kept.values.clone(), format!("{} is not {wanted}", column.name()))
            })
            .collect(),
        figures: FigurePlan::of(reading),
        budget: matches!(target.code, "revenue" | "capital" | "months").then(|| budget_column(reading)),
        split: place_of_parts(reading),
        notes: Vec::new(),
        hidden: Vec::new(),
        taken: taken(reading),
        unused: Vec::new(),
        themed: reading.names_themes(),
        period,
        times: reading.time_style(),
        kind_of_days: written_time::kind_of_days(&days, kind),
        year: reading
            .fixed("year")
            .and_then(|year| Period::parse(year).ok())
            .or(period)
            .unwrap_or(known.period)
            .financial_year(),
        cells,
        reading: reading.clone(),
    })
}
