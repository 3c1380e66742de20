//! `quarterdeck show`: everything about one thing; here, an indicator.

use std::path::PathBuf;

use super::list::actions::{ACTION_KEYS, action_values};
use super::show_forecasts;
use super::standing::{self, KEYS, result};
use super::table::rating_text;
use super::{Context, Failure, Out, Value, show_change, show_comparator};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::change::Level;
use crate::domain::dates::short_date;
use crate::domain::{Measure, Period};
use crate::ui::facts::{action_lacks, figure, fraction, review_word, times, variance};
use crate::workbook::significance::Significance;
use crate::workbook::steps::kind_name;
use crate::workbook::*;

/// Print everything about one indicator, risk, budget line, commitment, section or question
///
/// For example: quarterdeck show adults.qd AC/C7
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// Its reference, such as AC/C7; the name of a budget line, the heading of a section, what a question cites
    reference: String,
    /// Period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// How sure intervals are: 95 or 99.8 percent
    #[arg(long, value_name = "PERCENT", value_parser = super::chart::parse_level, default_value = "95")]
    level: Level,
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Prints the indicator.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let world = context.world.seen_from(book.judged_on(period, context)?);
    let context = &context.within(&world);
    let indicator = match book.indicator(&args.reference, period) {
        Ok(indicator) => indicator,
        Err(unknown) => {
            let name = &args.reference;
            if super::show_risk::show(context, out, &book, name, period, args.json)?.is_some()
                || super::budget::show(context, out, &book, name, period, args.json)?.is_some()
                || super::show_words::show(context, out, &book, name, period, args.json)?.is_some()
                || super::action::show(context, out, &book, name, args.json)?.is_some()
            {
                return Ok(());
            }
            return Err(unknown);
        }
    };
    let detail = book.detail(indicator, period)?;
    let steps = steps(&book, detail.indicator.id)?;
    let trajectory = super::chart::trajectory_of(&book, indicator, period)?;
    let reality = Significance::of(&detail, book.opening.workbook.first_month, args.level);
    if args.json {
        let Value::Object(mut fields) = json(context, &detail, steps) else { return Ok(()) };
        fields.extend(show_change::fields(&reality, args.level));
        fields.push(("trajectory", super::chart::trajectory(&trajectory)));
        return out.json(&Value::Object(fields));
    }
    head(out, &detail)?;
    figures(out, &detail)?;
    show_change::print(out, &detail, &reality, args.level)?;
    if let Ok(trajectory) = &trajectory {
        out.field("Year end", &trajectory.sentence)?;
    }
    rating(context, out, &detail)?;
    writing(out, &detail)?;
    actions(out, &detail)?;
    printed(out, &detail)?;
    cited(out, &book, &detail)?;
    out.heading(&format!("History: {steps} {}", if steps == 1 { "change" } else { "changes" }))
}

/// Where members find it in what has been published, latest version first.
fn cited(out: &mut Out, book: &OpenWorkbook, detail: &Detail) -> Result<(), Failure> {
    let query = Query::Publications { period: detail.standing.period };
    let Data::Publications(all) = book.store.answer(&query)? else { return Ok(()) };
    let mut told: Vec<(String, String)> = Vec::new();
    for one in all {
        let pages = one.written().cited(&detail.standing.reference);
        if !pages.is_empty() {
            let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
            let label = format!("{}, version {}, published {}", one.template, one.version, day_of(&one.at));
            told.push((label, format!("page {}", pages.join(", "))));
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    out.heading("Where it is printed")?;
    told.iter().try_for_each(|(label, pages)| out.field(label, pages))
}

fn day_of(at: &str) -> &str {
    at.split('T').next().unwrap_or_default()
}

/// How many steps of the history are about it.
fn steps(book: &OpenWorkbook, indicator: Id) -> Result<u64, Failure> {
    let window = Window { start: 0, length: 1 };
    match book
        .store
        .answer(&Query::History { about: Some(Subject { table: Table::Indicator, id: indicator }), window })?
    {
        Data::History(list) => Ok(list.total),
        other => Err(unexpected(&other)),
    }
}

fn head(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    let (indicator, standing) = (&detail.indicator, &detail.standing);
    out.paragraph(&format!("{}  {}", indicator.reference, indicator.description), 0)?;
    let mut parts = vec![standing.period.title()];
    parts.extend([&indicator.kind, &indicator.service].into_iter().filter(|text| !text.is_empty()).cloned());
    out.line(&parts.join(" · "))?;
    out.field("Definition", &indicator.definition)?;
    for one in &detail.breaks {
        out.field("Definition changed", &format!("from {} on: {}", one.from.title(), one.note))?;
    }
    out.field("Owner", &indicator.owner)?;
    out.field("Officer", &indicator.officer)?;
    out.field("Portfolio holder", &indicator.portfolio_holder)?;
    out.field("Measure", &indicator.spec().title())?;
    out.field("Better", &indicator.polarity.title())?;
    if let Some(period) = indicator.retired_from {
        out.field("Retired", &format!("from {}: {}", period.title(), indicator.retired_because))?;
    }
    Ok(())
}

fn figures(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    let standing = &detail.standing;
    out.heading("Figures")?;
    let fraction = fraction(standing);
    let worked = if fraction.is_empty() { String::new() } else { format!(" = {fraction}") };
    out.field("Result", &format!("{}{worked}", result(standing)))?;
    out.field("Covers", &standing.covers)?;
    out.field("Result from", detail.result.as_ref().map_or("", |result| &result.source))?;
    let stated = figure(standing.stated, standing);
    if standing.stated.is_some() && stated != figure(standing.value, standing) {
        out.field("As stated", &stated)?;
    }
    let carried = detail.target.as_ref().is_some_and(|target| target.carried);
    let carried = if carried { " (carried forward)" } else { "" };
    out.field("Target", &format!("{}{carried}", figure(standing.target, standing)))?;
    out.field("Variance", &variance(standing))?;
    out.field("Previous result", &figure(standing.previous, standing))?;
    out.field("Direction of travel", standing.direction.title())?;
    let scale = detail.indicator.scale;
    let of =
        |record: &Option<ResultRecord>| record.as_ref().and_then(|record| record.measurement().value(scale));
    let mut given = |label: &str, value: Option<f64>| match value {
        Some(_) => out.field(label, &figure(value, standing)),
        None => Ok(()),
    };
    given("Same period last year", of(&detail.same_period_last_year))?;
    given("Last year's outturn", of(&detail.last_outturn))?;
    given("Annual target", detail.year_target.as_ref().map(|target| target.value))?;
    super::year::show(out, detail)?;
    show_comparator::print(out, detail)?;
    show_forecasts::print(out, detail)?;
    let mut points: Vec<String> = Vec::new();
    for point in &detail.trend {
        let made_up = if point.illustrative { " (illustrative)" } else { "" };
        points.push(format!("{} {}{made_up}", point.period.title(), figure(point.value, standing)));
    }
    if points.len() > 1 {
        out.field("Trend", &points.join("; "))?;
    }
    Ok(())
}

fn rating(context: &Context, out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    let (standing, why) = (&detail.standing, &detail.explanation);
    out.heading("Rating")?;
    let words = crate::workbook::figures::rating_because(standing, detail.rating_override.as_ref());
    let shown = rating_text(standing.rating, context.ascii);
    let named = if standing.rating.is_colour() { format!("{shown}, {words}") } else { shown };
    out.line(&if context.plain { words } else { named })?;
    if let Some(by_hand) = &detail.rating_override {
        let day = by_hand.at.split('T').next().unwrap_or_default();
        let computed = standing.computed_rating.title();
        let text = format!("by {} on {day}, in place of {computed}: {}", by_hand.by, by_hand.reason);
        out.field("Overridden", &text)?;
    }
    out.paragraph(&why.rule, 0)?;
    for line in &why.workings {
        out.paragraph(line, 2)?;
    }
    for text in [&why.boundary, &why.distance] {
        out.paragraph(text, 0)?;
    }
    for caveat in &why.caveats {
        out.field("Mind", caveat)?;
    }
    out.field("Scheme", &why.scheme)?;
    out.field("Source", &why.source)?;
    out.field("Review", review_word(standing.review))?;
    match &detail.review {
        Some(review) if review.reason.is_empty() => out.field("By", &format!("{}, {}", review.by, review.at)),
        Some(review) => out.field("By", &format!("{}, {}: {}", review.by, review.at, review.reason)),
        None => Ok(()),
    }
}

fn writing(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    for (words, earlier) in detail
        .commentary
        .iter()
        .map(|words| (words, false))
        .chain(detail.earlier_commentary.iter().map(|words| (words, true)))
    {
        if words.text.trim().is_empty() {
            continue;
        }
        let mut heading = capital(kind_name(words.kind));
        if earlier {
            heading.push_str(&format!(", {}", words.period.title()));
        } else if words.carried_from.is_some() {
            heading.push_str(&format!(
                ", carried from {}",
                words.carried_from.map(Period::title).unwrap_or_default()
            ));
        }
        out.heading(&heading)?;
        out.paragraph(&words.text, 2)?;
    }
    Ok(())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn actions(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    if detail.actions.is_empty() {
        return out.heading("Actions: none");
    }
    out.heading(&format!("Actions: {}", detail.actions.len()))?;
    for row in &detail.actions {
        let action = &row.action;
        out.gap()?;
        out.paragraph(&format!("No. {}: {}", action.id, action.description), 2)?;
        let mut facts = Vec::new();
        facts.extend((!action.owner.is_empty()).then(|| action.owner.clone()));
        facts.extend(action.due.map(|due| format!("due {}", short_date(due))));
        facts.push(action.status.title().to_owned());
        facts.extend((row.slipped > 0).then(|| format!("date moved later {}", times(row.slipped))));
        facts.extend((!action_lacks(row).is_empty()).then(|| format!("{} missing", action_lacks(row))));
        facts.extend((!action.client_group.is_empty()).then(|| action.client_group.clone()));
        out.paragraph(&facts.join(", "), 4)?;
        for (label, text) in [("Expected", &action.expected_effect), ("Progress", &action.progress)] {
            if !text.is_empty() {
                out.paragraph(&format!("{label}: {text}"), 4)?;
            }
        }
    }
    Ok(())
}

fn printed(out: &mut Out, detail: &Detail) -> Result<(), Failure> {
    if detail.printed.is_empty() {
        return Ok(());
    }
    out.heading("As printed in the source")?;
    for cell in &detail.printed {
        out.field(&cell.field, &cell.text)?;
    }
    Ok(())
}

fn json(context: &Context, detail: &Detail, steps: u64) -> Value {
    let mut fields: Vec<(&'static str, Value)> =
        KEYS.iter().copied().zip(standing::values(&detail.standing)).collect();
    let indicator = &detail.indicator;
    let why = &detail.explanation;
    let texts = |texts: &[String]| Value::List(texts.iter().map(Value::from).collect());
    let scale = indicator.scale;
    let of = |record: &Option<ResultRecord>| -> Value {
        record.as_ref().and_then(|record| record.measurement().value(scale)).into()
    };
    let per = Some(scale)
        .filter(|scale| indicator.measure == Measure::Rate && indicator.measure.takes_scale(*scale));
    fields.extend(show_comparator::values(detail));
    fields.extend(show_forecasts::values(detail));
    fields.extend([
        (
            "definition_changed",
            Value::List(
                detail
                    .breaks
                    .iter()
                    .map(|one| {
                        Value::Object(vec![("from", one.from.code().into()), ("note", (&one.note).into())])
                    })
                    .collect(),
            ),
        ),
        ("per", per.into()),
        ("result_source", detail.result.as_ref().map_or("", |result| &result.source).into()),
        ("target_source", detail.target.as_ref().map_or("", |target| &target.source).into()),
        ("annual_target", detail.year_target.as_ref().map(|target| target.value).into()),
        ("same_period_last_year", of(&detail.same_period_last_year)),
        ("last_outturn", of(&detail.last_outturn)),
        (
            "explanation",
            Value::Object(vec![
                ("rating", why.rating.code().into()),
                ("scheme", (&why.scheme).into()),
                ("rule", (&why.rule).into()),
                ("workings", texts(&why.workings)),
                ("boundary", (&why.boundary).into()),
                ("distance", (&why.distance).into()),
                ("caveats", texts(&why.caveats)),
                ("source", (&why.source).into()),
            ]),
        ),
        ("override", detail.rating_override.as_ref().map_or(Value::Nothing, overridden)),
        ("commentary", commentary(&detail.commentary)),
        ("earlier_commentary", commentary(&detail.earlier_commentary)),
        ("actions", Value::List(detail.actions.iter().map(|row| action(context, row)).collect())),
        ("printed", Value::List(detail.printed.iter().map(cell).collect())),
        ("trend", Value::List(detail.trend.iter().map(point).collect())),
        ("review_by", detail.review.as_ref().map_or(Value::Nothing, |review| (&review.by).into())),
        ("review_at", detail.review.as_ref().map_or(Value::Nothing, |review| (&review.at).into())),
        ("skipped_because", detail.review.as_ref().map_or(Value::Nothing, |review| (&review.reason).into())),
        ("history", steps.into()),
    ]);
    fields.extend(super::year::json(detail));
    super::record_args::add_described(&mut fields, indicator);
    Value::Object(fields)
}

fn overridden(by_hand: &RatingOverride) -> Value {
    Value::Object(vec![
        ("rating", by_hand.rating.code().into()),
        ("because", (&by_hand.reason).into()),
        ("by", (&by_hand.by).into()),
        ("at", (&by_hand.at).into()),
    ])
}

fn commentary(words: &[Commentary]) -> Value {
    let one = |words: &Commentary| {
        let kind = match words.kind {
            CommentaryKind::Reasons => "reasons",
            CommentaryKind::NoActionBecause => "no_action_because",
            CommentaryKind::RisksAndOpportunities => "risks_and_opportunities",
        };
        Value::Object(vec![
            ("kind", kind.into()),
            ("period", words.period.into()),
            ("text", (&words.text).into()),
            ("carried_from", words.carried_from.into()),
        ])
    };
    Value::List(words.iter().map(one).collect())
}

fn action(context: &Context, row: &ActionRow) -> Value {
    Value::Object(ACTION_KEYS.iter().copied().zip(action_values(context, row)).collect())
}

fn cell(cell: &Printed) -> Value {
    Value::Object(vec![("field", (&cell.field).into()), ("text", (&cell.text).into())])
}

fn point(point: &TrendPoint) -> Value {
    Value::Object(vec![
        ("period", point.period.into()),
        ("result", point.value.into()),
        ("target", point.target.into()),
        ("rating", point.rating.code().into()),
        ("illustrative", point.illustrative.into()),
    ])
}
