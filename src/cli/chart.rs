//! `quarterdeck chart`: an indicator's control chart, its points, limits and
//! signals; and what people put on it.

use std::path::PathBuf;

use super::{Context, Failure, Out, Value};
use crate::cli::open_workbook::{OpenWorkbook, parse_period, unexpected};
use crate::domain::change::{Level, Limits, Phase, Side, Trajectory};
use crate::domain::figures::format_value;
use crate::domain::{Period, PeriodKind};
use crate::ui::control_chart::Plot;
use crate::ui::theme::{Depth, Theme};
use crate::workbook::chart::{ChartReading, ChartSeries};
use crate::workbook::chart_words::{assurance, sayings, variation};
use crate::workbook::steps::chart::{freeze, no_freeze, no_rebase, note_on_point, rebase};
use crate::workbook::*;

/// Columns and rows of a chart in letters.
const SIZE: (u16, u16) = (100, 22);

/// Print an indicator's control chart: is the change real, can the target be trusted
///
/// For example: quarterdeck chart adults.qd AC/S17
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    file: PathBuf,
    /// The indicator's reference, such as AC/C7
    reference: String,
    /// Up to this period, such as 2015/16-Q1 (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Points by month, quarter or year (else as often as the indicator is due)
    #[arg(long, value_name = "LENGTH", value_parser = parse_kind)]
    by: Option<PeriodKind>,
    /// How sure the intervals of single results are: 95 or 99.8 percent
    #[arg(long, value_name = "PERCENT", value_parser = parse_level, default_value = "95")]
    level: Level,
    /// Print JSON, for programs
    #[arg(long)]
    json: bool,
    /// Write a note on the point of --period; an empty one takes the note away
    #[arg(long, value_name = "TEXT", value_parser = super::parse_text, conflicts_with = "json")]
    note: Option<String>,
    /// Start the limits anew at the point of --period, with the reason
    #[arg(long, value_name = "REASON", value_parser = super::parse_text, conflicts_with_all = ["json", "note"])]
    rebase: Option<String>,
    /// Let the limits run on at the point of --period
    #[arg(long, conflicts_with_all = ["json", "note", "rebase"])]
    no_rebase: bool,
    /// Work the limits out from the results up to this period; later ones are judged by them
    #[arg(long, value_name = "PERIOD", value_parser = parse_period, conflicts_with_all = ["json", "note", "rebase", "no_rebase", "period"])]
    freeze: Option<Period>,
    /// Why the limits are frozen
    #[arg(long, value_name = "REASON", value_parser = super::parse_text, requires = "freeze")]
    because: Option<String>,
    /// Work the limits out from every result again, where they were frozen at this period
    #[arg(long, value_name = "PERIOD", value_parser = parse_period, conflicts_with_all = ["json", "note", "rebase", "no_rebase", "period", "freeze"])]
    no_freeze: Option<Period>,
}

/// Prints the chart, or changes what is on it.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    let freezing = args.freeze.or(args.no_freeze);
    if args.note.is_some() || args.rebase.is_some() || args.no_rebase || freezing.is_some() {
        return change(context, out, args, args.period.or(freezing));
    }
    let book = OpenWorkbook::read(context, &args.file)?;
    let period = book.period(args.period)?;
    let id = book.indicator(&args.reference, period)?;
    let series = series(&book, id, period, args.by)?;
    let reading = series.read();
    if args.json {
        return out.json(&json(&series, &reading, period, args.level));
    }
    print(context, out, &series, &reading, args.level)
}

fn parse_kind(text: &str) -> Result<PeriodKind, String> {
    let plain = text.trim().to_ascii_lowercase();
    let named = |kind: &PeriodKind| plain.trim_end_matches('s') == kind.title();
    PeriodKind::ALL.into_iter().find(named).ok_or_else(|| "write month, quarter or year".to_owned())
}

/// A level there is.
pub(super) fn parse_level(text: &str) -> Result<Level, String> {
    Level::parse(text).ok_or_else(|| "write 95 or 99.8".to_owned())
}

pub(super) fn series(
    book: &OpenWorkbook,
    indicator: Id,
    period: Period,
    kind: Option<PeriodKind>,
) -> Result<ChartSeries, Failure> {
    match book.store.answer(&Query::Chart { indicator, period, kind })? {
        Data::Chart(series) => Ok(*series),
        other => Err(unexpected(&other)),
    }
}

fn change(context: &Context, out: &mut Out, args: &Args, at: Option<Period>) -> Result<(), Failure> {
    let Some(at) = at else {
        return Err(Failure::usage("Say with --period which point is meant. Nothing was changed."));
    };
    let mut book = OpenWorkbook::change(context, &args.file)?;
    let code = book.period(Some(at))?;
    let id = book.indicator(&args.reference, code)?;
    let applied = book.apply(&context.stamp(), |book| {
        let series = series(book, id, code, Some(at.kind()))?;
        let point = series.position(code).ok_or_else(|| {
            let title = at.title();
            Failure::failed(format!("{} has no result for {title}. Nothing was changed.", args.reference))
        })?;
        Ok(match (&args.note, &args.rebase) {
            (Some(text), _) => note_on_point(&series, point, text),
            (None, Some(because)) => rebase(&series, point, because),
            (None, None) if args.no_rebase => no_rebase(&series, point),
            (None, None) if args.no_freeze.is_some() => no_freeze(&series, point),
            (None, None) => freeze(&series, point, args.because.as_deref().unwrap_or_default())
                .map_err(|why| Failure::failed(format!("{why} Nothing was changed.")))?,
        })
    })?;
    if applied.operation == 0 {
        out.line("Nothing to change: the workbook says so already.")
    } else {
        out.line(&format!("Saved: {}", applied.label))
    }
}

fn print(
    context: &Context,
    out: &mut Out,
    series: &ChartSeries,
    reading: &ChartReading,
    level: Level,
) -> Result<(), Failure> {
    let indicator = &series.indicator;
    out.paragraph(&format!("{}  {}", indicator.reference, indicator.description), 0)?;
    let count = series.points.iter().filter(|point| point.value.is_some()).count();
    let results = if count == 1 { "1 result".to_owned() } else { format!("{count} results") };
    out.line(&format!("{results} by {}, {}", series.kind.title(), indicator.polarity.title()))?;
    let theme = Theme::new("none", Depth::None, context.ascii);
    if count > 0 && !context.plain {
        out.gap()?;
        let plot = Plot { series, reading, selected: None, theme: &theme };
        for line in plot.draw(SIZE.0, SIZE.1) {
            let text: String = line.into_iter().map(|run| run.text).collect();
            let text = if context.ascii { plain_letters(&text) } else { text };
            out.raw_line(crate::ui::inert::inert_line(&text).trim_end())?;
        }
    }
    out.gap()?;
    for saying in sayings(series, reading) {
        let text =
            if saying.symbol.is_empty() { saying.text } else { format!("{} {}", saying.symbol, saying.text) };
        let text = if context.ascii { plain_letters(&text) } else { text };
        out.field(saying.label, &text)?;
    }
    if let Some((at, _)) = reading.chart.latest
        && let Some(Ok(estimate)) = series.estimate(at, level)
    {
        let show = |value| format_value(value, indicator.unit(), indicator.decimals.max(1));
        let ends = format!("{} to {}", show(estimate.interval.low), show(estimate.interval.high));
        out.field("Interval", &format!("{ends} ({})", estimate.named(level)))?;
    }
    if context.plain {
        points(out, series, reading)?;
    }
    for mark in &series.marks {
        let label = match mark.kind {
            ChartMarkKind::Note => "Note",
            ChartMarkKind::Rebase => "Limits anew",
            ChartMarkKind::Freeze => "Limits frozen",
            // Said above, as a sentence.
            ChartMarkKind::Break => continue,
        };
        let title = mark.period.title();
        let words = if mark.text.is_empty() { title } else { format!("{title}: {}", mark.text) };
        out.field(label, &words)?;
    }
    Ok(())
}

fn plain_letters(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let mut bytes = [0; 4];
            crate::ui::theme::ascii(letter.encode_utf8(&mut bytes))
        })
        .collect()
}

/// The points as lines, for people who hear them.
fn points(out: &mut Out, series: &ChartSeries, reading: &ChartReading) -> Result<(), Failure> {
    for (at, point) in series.points.iter().enumerate() {
        let indicator = &series.indicator;
        let show = |value| format_value(value, indicator.unit(), indicator.decimals);
        let mut text = point.value.map_or_else(|| "no result".to_owned(), show);
        if let Some(target) = point.target {
            text.push_str(&format!(", target {}", show(target)));
        }
        if let Some(mark) = reading.chart.marks.get(at).copied().flatten() {
            let side = if mark.side == Side::High { "high" } else { "low" };
            text.push_str(&format!(", {} ({side})", mark.signal.code().replace('_', " ")));
        }
        out.field(&point.period.title(), &text)?;
    }
    Ok(())
}

fn json(series: &ChartSeries, reading: &ChartReading, period: Period, level: Level) -> Value {
    let indicator = &series.indicator;
    let chart = &reading.chart;
    let phase = |phase: &Phase| {
        let code =
            |at: usize| series.points.get(at).map_or(Value::Nothing, |point| point.period.code().into());
        let mut fields = vec![
            ("from", code(phase.from)),
            ("to", code(phase.to.saturating_sub(1))),
            ("results", (phase.results as u64).into()),
            ("trial", phase.trial.into()),
            ("frozen_at", phase.frozen.map_or(Value::Nothing, code)),
        ];
        fields.extend(limits(phase.limits));
        Value::Object(fields)
    };
    let stretches = chart.findings.iter().map(|finding| {
        let code = |at: Option<&usize>| {
            let point = at.and_then(|at| series.points.get(*at));
            point.map_or(Value::Nothing, |point| point.period.code().into())
        };
        Value::Object(vec![
            ("signal", finding.mark.signal.code().into()),
            ("side", side(finding.mark.side).into()),
            ("points", (finding.at.len() as u64).into()),
            ("from", code(finding.at.first())),
            ("to", code(finding.at.last())),
        ])
    });
    let signals = (0..series.points.len()).filter_map(|at| {
        let mark = chart.marks.get(at).copied().flatten()?;
        Some(Value::Object(vec![
            ("period", series.points[at].period.code().into()),
            ("signal", mark.signal.code().into()),
            ("side", side(mark.side).into()),
        ]))
    });
    let trend = match &reading.trend {
        Some(Ok(trend)) => Value::Object(vec![
            ("slope", trend.slope.into()),
            ("low", trend.interval.low.into()),
            ("high", trend.interval.high.into()),
            ("direction", ["falling", "level", "rising"][usize::from((trend.direction() + 1) as u8)].into()),
            ("years", (trend.points as u64).into()),
        ]),
        _ => Value::Nothing,
    };
    Value::Object(vec![
        ("reference", (&indicator.reference).into()),
        ("description", (&indicator.description).into()),
        ("period", period.into()),
        ("by", series.kind.title().into()),
        ("polarity", indicator.polarity.code().into()),
        ("target", reading.target.into()),
        ("variation", reading.variation.code().into()),
        ("variation_sentence", variation(reading).text.into()),
        ("assurance", reading.assurance.code().into()),
        ("assurance_sentence", assurance(series, reading).text.into()),
        ("limits", chart.phase().map_or(Value::Nothing, phase)),
        ("phases", Value::List(chart.phases.iter().map(phase).collect())),
        ("interval_level", level.percent().into()),
        (
            "points",
            Value::List((0..series.points.len()).map(|at| point(series, reading, at, level)).collect()),
        ),
        ("signals", Value::List(signals.collect())),
        ("findings", Value::List(stretches.collect())),
        ("trend", trend),
        ("trajectory", trajectory(&reading.trajectory)),
        ("sayings", Value::List(sayings(series, reading).into_iter().map(|one| one.text.into()).collect())),
    ])
}

/// What the rest of the year must bring, from the series the indicator is usually charted by.
pub(super) fn trajectory_of(
    book: &OpenWorkbook,
    indicator: Id,
    period: Period,
) -> Result<Result<Trajectory, String>, Failure> {
    Ok(series(book, indicator, period, None)?.read().trajectory)
}

/// The same as a value; nothing where it cannot be said.
pub(super) fn trajectory(found: &Result<Trajectory, String>) -> Value {
    match found {
        Ok(found) => Value::Object(vec![
            ("target", found.target.into()),
            ("remaining", u64::from(found.remaining).into()),
            ("needed", found.needed.into()),
            ("is_move", found.is_move.into()),
            ("reached", (found.reached as u64).into()),
            ("of", (found.of as u64).into()),
            ("sentence", (&found.sentence).into()),
        ]),
        Err(_) => Value::Nothing,
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::High => "high",
        Side::Low => "low",
    }
}

fn limits(limits: Option<Limits>) -> [(&'static str, Value); 9] {
    let held = |pick: fn(&Limits) -> bool| limits.as_ref().map_or(Value::Nothing, |all| pick(all).into());
    let of = |pick: fn(&Limits) -> f64| -> Value { limits.as_ref().map(pick).into() };
    [
        ("mean", of(|limits| limits.mean)),
        ("lower", of(|limits| limits.lower)),
        ("upper", of(|limits| limits.upper)),
        ("inner_lower", of(|limits| limits.inner_lower)),
        ("inner_upper", of(|limits| limits.inner_upper)),
        ("mean_moving_range", of(|limits| limits.range)),
        ("jumps_left_out", limits.map_or(Value::Nothing, |limits| (limits.screened as u64).into())),
        ("lower_cut", held(|limits| limits.cut[0])),
        ("upper_cut", held(|limits| limits.cut[1])),
    ]
}

fn point(series: &ChartSeries, reading: &ChartReading, at: usize, level: Level) -> Value {
    let point = &series.points[at];
    let mark = reading.chart.marks.get(at).copied().flatten();
    let estimate = series.estimate(at, level).and_then(Result::ok);
    let text = |kind| series.mark(at, kind).map_or(Value::Nothing, |mark: &ChartMark| (&mark.text).into());
    Value::Object(vec![
        ("period", point.period.code().into()),
        ("result", point.value.into()),
        ("numerator", point.numerator.into()),
        ("denominator", point.denominator.into()),
        ("target", point.target.into()),
        ("interval_low", estimate.map(|found| found.interval.low).into()),
        ("interval_high", estimate.map(|found| found.interval.high).into()),
        ("method", estimate.map_or(Value::Nothing, |found| found.method.code().into())),
        ("signal", mark.map_or(Value::Nothing, |mark| mark.signal.code().into())),
        ("side", mark.map_or(Value::Nothing, |mark| side(mark.side).into())),
        ("note", text(ChartMarkKind::Note)),
        ("rebase", text(ChartMarkKind::Rebase)),
        ("freeze", text(ChartMarkKind::Freeze)),
        ("illustrative", point.illustrative.into()),
        ("worked_out", point.worked_out.into()),
        ("left_out", if point.unlike.is_empty() { Value::Nothing } else { (&point.unlike).into() }),
    ])
}
