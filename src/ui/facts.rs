//! An indicator's figures in words: the cells of lists, the facts beside the
//! writing and the detail pane all say them the same way.

mod year_end;

use super::columns::columns;
use super::inert::width;
use super::rich::{Rich, run};
use super::theme::{Glyph, Role, Theme};
use ratatui::style::Modifier;

use crate::domain::Direction;
use crate::domain::change::{Against, Level, Verdict};
use crate::domain::dates::short_date;
use crate::domain::figures::{format_value, round_half_up};
use crate::domain::member_questions::QuestionStatus;
use crate::workbook::compare::Beside;
pub use crate::workbook::figures::{
    figure, fraction, is_open, rating, rating_because, result, result_cell, variance,
};
use crate::workbook::forecasts::Expected;
use crate::workbook::significance::Significance;
use crate::workbook::{ActionRow, Choice, Detail, Linked, ReviewMark, Standing, TrendPoint};
pub use year_end::{and_year_end, year_end, year_end_explained, year_end_key, year_end_role, year_end_sign};

/// `↓ worse`: the arrow is the number's, the word is the meaning.
pub fn travel(standing: &Standing, theme: &Theme) -> String {
    direction_words(standing.direction, standing.movement, theme)
}

/// The same of any direction; `movement` is which way the number went: above 0 up, below it down.
pub fn direction_words(direction: Direction, movement: i8, theme: &Theme) -> String {
    let arrow = match movement {
        1.. => Glyph::Up,
        0 => Glyph::Level,
        _ => Glyph::Down,
    };
    match direction {
        Direction::None => "–".to_owned(),
        Direction::NotComparable => direction.word().to_owned(),
        _ => format!("{} {}", theme.glyph(arrow), direction.word()),
    }
}

/// The role travel is drawn in.
pub fn travel_role(direction: Direction) -> Role {
    match direction {
        Direction::Improving => Role::Better,
        Direction::Worsening => Role::Worse,
        _ => Role::Text,
    }
}

/// A review mark in a word or two; nothing when none is needed.
pub fn review_word(mark: ReviewMark) -> &'static str {
    match mark {
        ReviewMark::NotNeeded => "",
        ReviewMark::ToReview => "to review",
        ReviewMark::Reviewed => "reviewed",
        ReviewMark::Skipped => "skipped",
        ReviewMark::ChangedSince => "changed since",
    }
}

/// What an action still lacks: "owner and due date", or nothing.
pub fn action_lacks(row: &ActionRow) -> &'static str {
    match (row.action.owner.trim().is_empty(), row.action.due.is_none()) {
        (true, true) => "owner and due date",
        (true, false) => "owner",
        (false, true) => "due date",
        (false, false) => "",
    }
}

/// The chip and its title on a line: `■ R  Red`.
pub fn rating_line(rich: &mut Rich, standing: &Standing) {
    let theme = rich.theme;
    let mut runs = vec![
        run(format!(" {} ", theme.letters(standing.rating)), theme.chip(standing.rating)),
        run(format!("  {}", rating(standing)), theme.style(Role::Strong)),
    ];
    if standing.overridden {
        runs.push(run(format!("  overrides {}", standing.computed_rating.title()), theme.style(Role::Dim)));
    }
    rich.runs("Rating", runs);
}

/// Result, target, variance, travel: what every panel begins with.
pub fn headline(rich: &mut Rich, standing: &Standing) {
    let theme = rich.theme;
    rating_line(rich, standing);
    rich.fact("Period", &standing.covers);
    let of = fraction(standing);
    let of = match (standing.numerator, standing.denominator) {
        (Some(_), Some(_)) => format!("   ({})", of.replace('/', " of ")),
        (None, None) => String::new(),
        _ => format!("   ({of})"),
    };
    rich.runs(
        "Result",
        vec![run(result(standing), theme.style(Role::Strong)), run(of, theme.style(Role::Text))],
    );
    if let (Some(stated), Some(value)) = (standing.stated, standing.value)
        && (round_half_up(value, standing.decimals) - stated).abs() > 1e-9
    {
        rich.fact_in(
            "",
            &format!("the source prints {}", format_value(stated, standing.unit, standing.decimals)),
            Role::Dim,
        );
    }
    rich.fact("Target", &figure(standing.target, standing));
    let variance_role = match standing.favourable {
        Some(false) => Role::Worse,
        Some(true) => Role::Better,
        None => Role::Text,
    };
    rich.fact_in("Variance", &variance(standing), variance_role);
    let was = standing
        .previous
        .map(|_| format!(", was {}", figure(standing.previous, standing)))
        .unwrap_or_default();
    rich.runs(
        "Travel",
        vec![
            run(travel(standing, theme), theme.style(travel_role(standing.direction))),
            run(was, theme.style(Role::Text)),
        ],
    );
}

/// Whether the change is real, beside the previous result and the target.
pub fn is_it_real(rich: &mut Rich, detail: &Detail, first_month: u32) {
    let reality = Significance::of(detail, first_month, Level::default());
    rich.heading("Is it real? C draws the chart");
    if reality.judgements.is_empty() {
        rich.text(&reality.sentence(), Role::Dim);
    }
    for (label, against) in [("Previous", Against::Previous), ("Target", Against::Target)] {
        if let Some(judgement) = reality.against(&against) {
            let role = match judgement.verdict {
                Verdict::Better => Role::Better,
                Verdict::Worse => Role::Worse,
                Verdict::CannotBeJudged => Role::Dim,
                _ => Role::Text,
            };
            rich.fact_in(label, &judgement.sentence, role);
        }
    }
    for warning in &reality.warnings {
        rich.fact_in("Mind", warning, Role::Dim);
    }
}

/// Last year, outturn, benchmarks, forecast.
pub fn comparators(rich: &mut Rich, detail: &Detail) {
    let standing = &detail.standing;
    let value = |record: &Option<crate::workbook::ResultRecord>| {
        record.as_ref().and_then(|record| record.measurement().value(detail.indicator.scale))
    };
    // Invented figures say so wherever they stand.
    let marked = |text: String, record: &Option<crate::workbook::ResultRecord>| {
        if record.as_ref().is_some_and(|record| record.illustrative) {
            format!("{text} (illustrative)")
        } else {
            text
        }
    };
    if let Some(last_year) = value(&detail.same_period_last_year) {
        rich.fact("Last year", &marked(figure(Some(last_year), standing), &detail.same_period_last_year));
    }
    if let Some(outturn) = value(&detail.last_outturn) {
        let text = format!("{} last year", figure(Some(outturn), standing));
        rich.fact("Outturn", &marked(text, &detail.last_outturn));
    }
    if let Some(year) = &detail.year_target
        && detail.target.is_some()
    {
        rich.fact("Year", &format!("target {}", figure(Some(year.value), standing)));
    }
    if let (year, Some(target)) = (detail.next_year(), detail.next_target()) {
        let why = detail.next_target_reason().lines().next().unwrap_or_default();
        let why =
            if why.is_empty() { "; no reason given: T writes it".to_owned() } else { format!(": {why}") };
        rich.fact(
            "Next year",
            &format!("target {} in {}{why}", figure(Some(target.value), standing), year.code()),
        );
    }
    for one in &detail.years.sign_offs {
        let role = if one.since_changed(detail).is_some() { Role::Worse } else { Role::Text };
        rich.fact_in("Sign-off", &detail.sign_off_words(one), role);
    }
    match (detail.comparator_in_words(), detail.compared.benchmark()) {
        (Some(words), _) => rich.fact("Benchmark", &words),
        (None, Some(benchmark)) => rich
            .fact("Benchmark", &format!("{} {}", figure(benchmark.value, standing), benchmark.organisation)),
        (None, None) => rich.fact_in("Benchmark", &detail.compared.why_none().unwrap_or_default(), Role::Dim),
    }
    if let Some(best) = detail.beside.as_ref().and_then(Beside::best_in_words) {
        rich.fact("Best", &best);
    }
    for expected in detail.forecasts.iter().filter(|expected| expected.latest) {
        forecast(rich, detail, expected);
    }
}

/// A forecast: figure, rating, which period, then what it is held against and where it leads.
fn forecast(rich: &mut Rich, detail: &Detail, expected: &Expected) {
    let (theme, standing) = (rich.theme, &detail.standing);
    let mut runs = vec![run(figure(Some(expected.value), standing), theme.style(Role::Text))];
    if let Some(rated) = expected.rating.assessment.as_ref().filter(|rated| rated.rating.is_colour()) {
        runs.push(run("  ", theme.style(Role::Text)));
        runs.push(run(format!(" {} ", theme.letters(rated.rating)), theme.chip(rated.rating)));
    }
    let year = expected.is_for_year_of(standing.period);
    let when = if year { " at year end".to_owned() } else { format!(" in {}", expected.about.title()) };
    runs.push(run(when, theme.style(Role::Dim)));
    rich.runs("Forecast", runs);
    if !expected.rating.target.said.is_empty() {
        rich.fact_in("", &expected.rating.words(), Role::Dim);
    }
    let said = expected.said(&detail.indicator, standing.period);
    if !said.is_empty() {
        rich.fact_in("", &said.join("; "), Role::Text);
    }
    if let Some(explained) = year_end_explained(standing, theme).filter(|_| year) {
        rich.fact_in("", &explained, Role::Dim);
    }
}

/// The last few periods as columns with their figures; a sentence says what is invented.
pub fn trend(rich: &mut Rich, detail: &Detail, high: u16) {
    let points: Vec<&TrendPoint> = detail.trend.iter().filter(|point| point.value.is_some()).collect();
    if points.len() < 2 {
        return;
    }
    let theme = rich.theme;
    let standing = &detail.standing;
    let label = |point: &TrendPoint| point.period.title().split(' ').next().unwrap_or_default().to_owned();
    let texts: Vec<String> = points.iter().map(|point| figure(point.value, standing)).collect();
    let slot = texts.iter().map(|text| width(text)).max().unwrap_or(4).max(4) + 1;
    let fits = (usize::from(rich.width) / slot).clamp(2, 8).min(points.len());
    let points = &points[points.len() - fits..];
    let texts = &texts[texts.len() - fits..];
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    rich.heading("Trend");
    if !theme.ascii && high > 0 {
        let bars = columns(&values, high);
        for row in (0..usize::from(high)).rev() {
            let mut line = Vec::new();
            for (point, bar) in points.iter().zip(&bars) {
                let (sign, is_reversed) = bar.sign(row);
                let text = sign.repeat(slot.min(5) - 1);
                let style = theme.style(if point.illustrative { Role::BarBack } else { Role::Bar });
                let before = " ".repeat(slot - width(&text));
                line.push(run(before, theme.style(Role::Text)));
                line.push(run(
                    text,
                    if is_reversed { style.add_modifier(Modifier::REVERSED) } else { style },
                ));
            }
            rich.lines.push(line);
        }
    }
    rich.lines
        .push(texts.iter().map(|text| run(format!("{text:>slot$}"), theme.style(Role::Text))).collect());
    let labels: Vec<String> = points.iter().map(|point| label(point)).collect();
    rich.lines.push(vec![run(labels_below(&labels, slot), theme.style(Role::Dim))]);
    if points.iter().any(|point| point.illustrative) {
        rich.text("Dim bars are illustrative: the source prints only the last figures.", Role::Dim);
    }
}

/// Labels right-aligned below columns of `slot` each: all of them where they fit beside each other,
/// else those that do, counted from the last.
fn labels_below(labels: &[String], slot: usize) -> String {
    let longest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let step = (longest + 1).div_ceil(slot).max(1);
    let mut line = String::new();
    for (at, label) in labels.iter().enumerate() {
        let end = (at + 1) * slot;
        let begins = end.saturating_sub(width(label));
        let room = width(label) <= end && (line.is_empty() || begins > width(&line));
        if (labels.len() - 1 - at).is_multiple_of(step) && room {
            line.push_str(&" ".repeat(begins - width(&line)));
            line.push_str(label);
        }
    }
    line
}

/// What members asked about it at earlier meetings; nothing when nobody did.
pub fn asked(rich: &mut Rich, detail: &Detail, today: chrono::NaiveDate) {
    if detail.questions.is_empty() {
        return;
    }
    rich.heading("Asked at committee");
    for asked in &detail.questions {
        let question = &asked.question;
        let who = if question.asker.is_empty() { String::new() } else { format!(", {}", question.asker) };
        rich.text(&format!("{}{who}", asked.meeting.title()), Role::Dim);
        rich.text(&question.question, Role::Text);
        if question.reply.is_empty() {
            rich.fact_in("Reply", "none written", Role::Dim);
        } else {
            rich.fact("Reply", &question.reply);
        }
        let status = question.status(today);
        if !question.promise.is_empty() {
            let owed = match (status, question.promise_due) {
                (QuestionStatus::Overdue, Some(due)) => format!("! overdue since {}: ", short_date(due)),
                (QuestionStatus::Promised, Some(due)) => format!("due {}: ", short_date(due)),
                (QuestionStatus::Promised, None) => "! no date: ".to_owned(),
                (QuestionStatus::Sent, _) => "sent: ".to_owned(),
                _ => String::new(),
            };
            let role = if status == QuestionStatus::Overdue { Role::Worse } else { Role::Text };
            rich.fact_in("Promised", &format!("{owed}{}", question.promise), role);
        }
    }
}

/// One action: its words, then owner, date and status, then what it lacks.
pub fn action(rich: &mut Rich, row: &ActionRow, most: usize, today: chrono::NaiveDate) {
    let theme = rich.theme;
    let sign = if is_open(row) { theme.glyph(Glyph::Marked) } else { theme.glyph(Glyph::Tick) };
    let group = if row.action.client_group.is_empty() {
        String::new()
    } else {
        format!("{}: ", row.action.client_group)
    };
    let words = format!("{group}{}", row.action.description);
    for (index, line) in
        super::frame::wrapped(&words, rich.width.saturating_sub(2), most).into_iter().enumerate()
    {
        let lead = if index == 0 { format!("{sign} ") } else { "  ".to_owned() };
        rich.lines.push(vec![run(lead, theme.style(Role::Text)), run(line, theme.style(Role::Text))]);
    }
    let mut runs = vec![run("  ", theme.style(Role::Dim))];
    if is_open(row) && !action_lacks(row).is_empty() {
        runs.push(run(format!("! needs {}  ", action_lacks(row)), theme.style(Role::Worse)));
    }
    let due = row.action.due.map(short_date).unwrap_or_default();
    let known: Vec<&str> =
        [row.action.owner.as_str(), due.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    if !known.is_empty() {
        let dot = theme.glyph(Glyph::Dot);
        runs.push(run(format!("{}  ", known.join(&format!(" {dot} "))), theme.style(Role::Dim)));
    }
    runs.push(run(row.action.status.title(), theme.style(Role::Dim)));
    if is_open(row) && row.action.due.is_some_and(|due| due < today) {
        runs.push(run("  ! overdue", theme.style(Role::Worse)));
    }
    if row.slipped > 0 {
        runs.push(run(format!("  date moved {}", times(row.slipped)), theme.style(Role::Dim)));
    }
    rich.lines.push(runs);
}

/// What it is linked with, a line each.
pub fn linked(rich: &mut Rich, linked: &[Linked]) {
    let theme = rich.theme;
    rich.heading("Linked");
    if linked.is_empty() {
        rich.text("Nothing yet: L links it with a risk, a budget line, a question …", Role::Dim);
    }
    for one in linked {
        let mut runs = Vec::new();
        if one.rating.is_colour() {
            runs.push(run(format!(" {} ", theme.letters(one.rating)), theme.chip(one.rating)));
            runs.push(run(" ", theme.style(Role::Text)));
        }
        runs.push(run(format!("{} ", one.name.subject.table.noun()), theme.style(Role::Dim)));
        let name = if one.name.reference.is_empty() { one.name.short() } else { one.name.reference.clone() };
        runs.push(run(name, theme.style(Role::Strong)));
        if !one.stands.is_empty() {
            runs.push(run(format!("  {}", one.stands), theme.style(Role::Text)));
        }
        rich.line(runs);
        if !one.name.reference.is_empty() {
            rich.cut(&one.name.title, Role::Dim, 1);
        }
    }
}

/// "once", "twice", "3 times".
pub fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::labels_below;

    #[test]
    fn labels_below_columns_never_run_into_each_other() {
        let below = |labels: &[&str], slot| {
            labels_below(&labels.iter().map(|&label| label.to_owned()).collect::<Vec<_>>(), slot)
        };
        assert_eq!(below(&["Q1", "Q2", "Q3"], 5), "   Q1   Q2   Q3");
        assert_eq!(below(&["2021/22", "2022/23", "2023/24"], 8), " 2021/22 2022/23 2023/24");
        // Every second one, counted from the last; the first has no room.
        assert_eq!(below(&["2021/22", "2022/23", "2023/24", "2024/25"], 5), "   2022/23   2024/25");
        assert_eq!(below(&["2022/23", "2023/24", "2024/25"], 5), "        2024/25");
        assert_eq!(below(&[], 5), "");
    }
}
