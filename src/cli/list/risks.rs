//! `quarterdeck list risks`: the register, or the heat map's counts.

use std::path::PathBuf;

use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::cli::table::{Cell, Column, Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::matrix::RiskBand;
use crate::domain::risk::Movement;
use crate::domain::{Period, Rating};
use crate::ui::inert::width;
use crate::workbook::views::risks::treatment_name;
use crate::workbook::*;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Only risks rated at or above this score
    #[arg(long, value_name = "SCORE", conflicts_with = "register")]
    threshold: Option<u32>,
    /// Only risks rated at or above the workbook's own threshold
    #[arg(long)]
    register: bool,
    /// The heat map: counts by cell, from the highest probability to the lowest
    #[arg(long)]
    matrix: bool,
    /// Which assessments the heat map counts: current, target or inherent
    #[arg(long, value_name = "KIND", value_parser = parse_kind, requires = "matrix", default_value = "current")]
    view: AssessmentKind,
    /// Only where reference, title, owner or category contains these words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = crate::cli::parse_text, default_value = "")]
    find: String,
    #[command(flatten)]
    format: Format,
}

const COLUMNS: &[Column] = &[
    words("Reference", 0),
    words("Risk", 48),
    words("Rating", 0),
    words("Movement", 0),
    words("Target", 0),
    figures("Gap"),
    words("Treatment", 0),
    figures("Controls"),
    words("Assurance", 0),
    words("Owner", 28),
];

/// Keys of a risk. Scripts depend on them: add, never change. `impact`,
/// `probability` and `stated_rating` are as printed, `score` and `band` what
/// the printed factors give, null where there is a gap; `rated_score`,
/// `rated_band` and the map's cell are what the register and the map go by.
pub const KEYS: &[&str] = &[
    "reference",
    "title",
    "impact",
    "probability",
    "score",
    "band",
    "stated_rating",
    "target_impact",
    "target_probability",
    "target_score",
    "target_band",
    "treatment",
    "controls",
    "movement",
    "rated_score",
    "rated_band",
    "map_impact",
    "map_probability",
    "inherent_impact",
    "inherent_probability",
    "inherent_score",
    "gap",
    "target_doubt",
    "contradiction",
    "beyond_appetite",
    "category",
    "service",
    "owner",
    "assurance",
    "cause",
    "event",
    "consequence",
    "opened_in",
    "placeholder",
    "illustrative",
    "source",
];

/// A risk of the register with what is known of it besides.
#[derive(Debug)]
pub struct One<'a> {
    pub risks: &'a Risks,
    pub row: RiskRow,
    pub detail: RiskDetail,
}

/// A whole number, or nothing.
fn number(step: Option<u32>) -> Value {
    Value::Number(step.map(f64::from))
}

fn name(band: Option<&RiskBand>) -> Value {
    band.map_or(Value::Nothing, |band| band.name.as_str().into())
}

/// A control as programs read it.
pub fn control_value(control: &Control) -> Value {
    Value::Object(vec![
        ("id", control.id.into()),
        ("control", (&control.description).into()),
        ("owner", (&control.owner).into()),
        ("due", control.due.into()),
        ("status", control.status.code().into()),
    ])
}

/// The values of a risk, one for each of [`KEYS`].
pub fn values(one: &One) -> Vec<Value> {
    let One { risks, row, detail } = one;
    let matrix = &risks.matrix;
    let (current, target, inherent) = (
        row.position(AssessmentKind::Current),
        row.position(AssessmentKind::Target),
        row.position(AssessmentKind::Inherent),
    );
    let band = current.factors(matrix).and_then(|cell| matrix.band(cell));
    let target_band = target.factors(matrix).and_then(|cell| matrix.band(cell));
    let cell = current.cell(matrix);
    let code = |text: &str| if text.is_empty() { Value::Nothing } else { text.into() };
    let doubt = risks.doubt(row).sentence();
    vec![
        (&row.reference).into(),
        (&row.title).into(),
        number(current.impact),
        number(current.probability),
        number(current.score(matrix)),
        name(band),
        row.current.as_ref().map_or_else(String::new, Assessment::stated_rating).into(),
        number(target.impact),
        number(target.probability),
        number(target.score(matrix)),
        name(target_band),
        if row.treatment == Treatment::Unstated { Value::Nothing } else { row.treatment.code().into() },
        Value::List(detail.controls.iter().map(control_value).collect()),
        risks.movement(row).code().into(),
        number(current.rated(matrix)),
        name(current.band(matrix)),
        number(cell.map(|cell| cell.impact)),
        number(cell.map(|cell| cell.probability)),
        number(inherent.impact),
        number(inherent.probability),
        number(inherent.score(matrix)),
        risks.gap(row).map_or(Value::Nothing, Value::from),
        code(doubt),
        current.contradiction(matrix).map_or(Value::Nothing, Value::from),
        current.beyond_appetite(matrix).into(),
        (&row.category).into(),
        (&row.service).into(),
        (&row.owner).into(),
        (&row.assurance).into(),
        (&detail.risk.cause).into(),
        (&detail.risk.event).into(),
        (&detail.risk.consequence).into(),
        row.opened_in.into(),
        row.placeholder.into(),
        row.current.as_ref().is_some_and(|current| current.illustrative).into(),
        (&detail.risk.source).into(),
    ]
}

/// The register of a period.
pub fn register(book: &OpenWorkbook, period: Period) -> Result<Risks, Failure> {
    match book.store.answer(&Query::Risks { period })? {
        Data::Risks(risks) => Ok(*risks),
        other => Err(unexpected(&other)),
    }
}

/// Everything about one risk.
pub fn detail(book: &OpenWorkbook, risk: Id, period: Period) -> Result<RiskDetail, Failure> {
    match book.store.answer(&Query::RiskDetail { risk, period })? {
        Data::RiskDetail(detail) => Ok(*detail),
        other => Err(unexpected(&other)),
    }
}

/// The risk of a reference, in capitals or not: of this period, else of any other.
pub fn find(book: &OpenWorkbook, reference: &str, period: Period) -> Result<Option<Id>, Failure> {
    let wanted = reference.trim();
    let others = book.opening.periods.iter().rev().map(|record| record.code);
    for code in std::iter::once(period).chain(others.filter(|code| *code != period)) {
        let risks = register(book, code)?;
        let exact = risks.rows.iter().find(|row| row.reference == wanted);
        let same = risks.rows.iter().find(|row| row.reference.eq_ignore_ascii_case(wanted));
        if let Some(row) = exact.or(same) {
            return Ok(Some(row.id));
        }
    }
    Ok(None)
}

/// Prints the register or the map.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let risks = register(&book, period)?;
    if args.matrix {
        return map(context, out, &risks, args);
    }
    let threshold = if args.register { Some(risks.threshold) } else { args.threshold };
    let find: Vec<String> = args.find.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for row in &risks.rows {
        let text = format!("{}\n{}\n{}\n{}", row.reference, row.title, row.owner, row.category);
        let rated = risks.rated(row, AssessmentKind::Current);
        let text = text.to_lowercase();
        if threshold.is_none_or(|least| rated.is_some_and(|score| score >= least))
            && find.iter().all(|word| text.contains(word))
        {
            rows.push(One { risks: &risks, row: row.clone(), detail: detail(&book, row.id, period)? });
        }
    }
    let listing = Listing {
        columns: COLUMNS,
        cells: &|one: &One| cells(context, one),
        keys: KEYS,
        values: &values,
        empty: "No risk matches.",
    };
    listing.print(context, out, args.format, &mut at_once(rows))
}

/// `20 H`, with the colour of the band.
pub fn rating(risks: &Risks, row: &RiskRow, kind: AssessmentKind) -> Cell {
    let band = risks.band(row, kind);
    let letters = band.map_or("", |band| band.letters.as_str());
    match risks.rated(row, kind) {
        Some(score) => Cell {
            text: format!("{score:>2} {letters}").trim_end().to_owned(),
            rating: band.map(|band| band.rating).filter(|rating| *rating != Rating::None),
        },
        None => "–".into(),
    }
}

fn cells(context: &Context, one: &One) -> Vec<Cell> {
    let One { risks, row, .. } = one;
    // Linear text says a rating in words by its colour's name, which is not the band's.
    let plain = |cell: Cell| if context.plain { Cell { rating: None, ..cell } } else { cell };
    let movement = match risks.movement(row) {
        Movement::Unknown => "–",
        other => other.title(),
    };
    vec![
        (&row.reference).into(),
        (&row.title).into(),
        plain(rating(risks, row, AssessmentKind::Current)),
        movement.into(),
        plain(rating(risks, row, AssessmentKind::Target)),
        risks.gap(row).map_or_else(|| "–".to_owned(), |gap| gap.to_string()).into(),
        treatment_name(row.treatment).into(),
        row.controls.to_string().into(),
        (&row.assurance).into(),
        (&row.owner).into(),
    ]
}

fn map(context: &Context, out: &mut Out, risks: &Risks, args: &Args) -> Result<(), Failure> {
    let counts = risks.counts(args.view);
    if args.format.json {
        return out.raw_line(&serde_json::to_string(&counts)?);
    }
    let (impact, probability) = (&risks.matrix.impact, &risks.matrix.probability);
    let high = probability.steps();
    if args.format.csv {
        let mut writer = csv::Writer::from_writer(&mut *out);
        // Names are words of the workbook, as every text in a cell is.
        let text = |text: &str| Value::from(text).cell();
        let heads = (1..=impact.steps()).map(|step| text(impact.label(step)));
        writer.write_record(std::iter::once(text(&probability.name)).chain(heads))?;
        for (row, counts) in counts.iter().enumerate() {
            let label = text(probability.label(high - row as u32));
            writer.write_record(std::iter::once(label).chain(counts.iter().map(u64::to_string)))?;
        }
        return Ok(writer.flush()?);
    }
    let off = risks.not_on_map(args.view).count();
    if context.plain {
        for (row, counts) in counts.iter().enumerate() {
            let step = high - row as u32;
            for (column, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let cell = crate::domain::Cell::new(column as u32 + 1, step);
                let band = risks.matrix.band(cell).map_or("", |band| band.name.as_str());
                let (impact, probability) = (impact.label(cell.impact), probability.label(step));
                out.line(&format!("{cell}, {impact} and {probability}, {band}: {count}"))?;
            }
        }
    } else {
        let side = (1..=high).map(|step| width(probability.label(step)) + 2).max().unwrap_or(2);
        out.line(&format!(
            "{} down, {} across; worst {}",
            probability.name,
            impact.name,
            risks.matrix.worst_in_words()
        ))?;
        for (row, counts) in counts.iter().enumerate() {
            let step = high - row as u32;
            let mut text = format!("{:<side$}", format!("{step} {}", probability.label(step)));
            for (column, count) in counts.iter().enumerate() {
                let cell = crate::domain::Cell::new(column as u32 + 1, step);
                let letters = risks.matrix.band(cell).map_or("", |band| band.letters.as_str());
                text.push_str(&format!("  {letters:<3}{count:>3}"));
            }
            out.line(&text)?;
        }
        let mut foot = " ".repeat(side);
        (1..=impact.steps()).for_each(|step| foot.push_str(&format!("  {step:<6}")));
        out.line(&foot)?;
        let labels: Vec<String> =
            (1..=impact.steps()).map(|step| format!("{step} {}", impact.label(step))).collect();
        out.line(&format!("{}: {}", impact.name, labels.join(", ")))?;
    }
    if off > 0 {
        out.line(&format!("Not on the map: {off}"))?;
    }
    Ok(())
}

/// `current`, `target` or `inherent`.
pub fn parse_kind(text: &str) -> Result<AssessmentKind, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "current" | "now" => Ok(AssessmentKind::Current),
        "target" => Ok(AssessmentKind::Target),
        "inherent" => Ok(AssessmentKind::Inherent),
        _ => Err("write current, target or inherent".to_owned()),
    }
}
