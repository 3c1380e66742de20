//! The detail of one indicator, as lines for a pane of any width.

use crate::domain::Period;
use crate::session::Session;
use crate::ui::rich::{Line, Rich};
use crate::ui::theme::{Role, Theme};
use crate::ui::{checks, facts};
use crate::workbook::steps::kind_name;
use crate::workbook::{CommentaryKind, Detail, ReviewState, Standing};

/// The heading of the pane: reference and type.
pub fn title(standing: &Standing) -> String {
    format!("{}  {}", standing.reference, standing.kind).trim_end().to_owned()
}

/// Every line of the detail.
pub fn lines(detail: &Detail, session: &Session, theme: &Theme, width: u16) -> Vec<Line> {
    let mut rich = Rich::new(theme, width, 11);
    let standing = &detail.standing;
    rich.text(&standing.description, Role::Strong);
    rich.gap();
    facts::headline(&mut rich, standing);
    facts::comparators(&mut rich, detail);
    if !detail.explanation.distance.is_empty() {
        rich.fact("Next", &detail.explanation.distance);
    }
    if let Some(row) = &detail.rating_override {
        rich.fact("Override", &format!("{}, because {}", row.by, row.reason));
    }
    for caveat in &detail.explanation.caveats {
        rich.fact_in("Mind", caveat, Role::Dim);
    }
    rich.fact_in("", "w says why this colour", Role::Dim);
    checks::lines(&mut rich, session.checks.as_deref(), detail.indicator.subject());
    facts::is_it_real(&mut rich, detail, session.first_month());
    facts::trend(&mut rich, detail, 3);
    writing(&mut rich, detail, session);
    actions(&mut rich, detail, session);
    facts::asked(&mut rich, detail, session.judged_on());
    facts::linked(&mut rich, &detail.linked);
    earlier(&mut rich, detail);
    about(&mut rich, detail, session);
    rich.lines
}

/// The words of this period, drafts before what is saved.
fn writing(rich: &mut Rich, detail: &Detail, session: &Session) {
    let draft = session.draft(kind_name(CommentaryKind::Reasons), detail.indicator.id);
    let saved = detail.commentary.iter().find(|words| words.kind == CommentaryKind::Reasons);
    match (draft, saved) {
        (Some(draft), _) => {
            rich.heading("Reasons (draft, not yet saved)");
            rich.text(&draft.text, Role::Text);
        }
        (None, Some(words)) => {
            let carried = if words.carried_from.is_none() {
                String::new()
            } else {
                format!(" (carried from {})", words.carried_from.map(Period::title).unwrap_or_default())
            };
            rich.heading(&format!("Reasons{carried}"));
            rich.text(&words.text, Role::Text);
        }
        (None, None) => {
            rich.heading("Reasons");
            rich.text("Nothing written yet: c writes.", Role::Dim);
        }
    }
    for words in detail.commentary.iter().filter(|words| words.kind != CommentaryKind::Reasons) {
        let name = kind_name(words.kind);
        let mut heading: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
        heading.push_str(&name[1..]);
        rich.heading(&heading);
        rich.text(&words.text, Role::Text);
    }
}

fn actions(rich: &mut Rich, detail: &Detail, session: &Session) {
    rich.heading(&format!("Actions ({})", detail.actions.len()));
    if detail.actions.is_empty() {
        rich.text("None yet: a adds one.", Role::Dim);
    }
    for row in &detail.actions {
        facts::action(rich, row, usize::MAX, session.judged_on());
    }
}

fn earlier(rich: &mut Rich, detail: &Detail) {
    if let Some(first) = detail.earlier_commentary.first() {
        rich.heading(&format!("Written for {}", first.period.title()));
        for words in &detail.earlier_commentary {
            rich.text(&words.text, Role::Text);
        }
    }
}

fn about(rich: &mut Rich, detail: &Detail, session: &Session) {
    let indicator = &detail.indicator;
    rich.heading("About");
    rich.fact("Service", &indicator.service);
    if !detail.theme.theme.is_empty() {
        rich.fact("Theme", &detail.theme.to_string());
    }
    let or_none = |text: &str| if text.is_empty() { "not given".to_owned() } else { text.to_owned() };
    rich.fact("Owner", &or_none(&indicator.owner));
    if !indicator.officer.is_empty() {
        rich.fact("Officer", &indicator.officer);
    }
    if !indicator.portfolio_holder.is_empty() {
        rich.fact("Portfolio", &indicator.portfolio_holder);
    }
    rich.fact("Polarity", &indicator.polarity.title());
    rich.fact("Basis", indicator.basis.title());
    rich.fact("Compared", indicator.comparator.title());
    if !indicator.definition.is_empty() {
        rich.fact("Definition", &indicator.definition);
    }
    for one in &detail.breaks {
        rich.fact("Changed", &format!("from {} on: {}", one.from.title(), one.note));
    }
    if let Some(result) = &detail.result
        && !result.source.is_empty()
    {
        rich.fact("Source", &result.source);
    }
    if let Some(review) = &detail.review {
        let what = match review.state {
            ReviewState::Reviewed => "reviewed",
            ReviewState::Skipped => "skipped",
        };
        let when = review.at.get(..16).unwrap_or(&review.at).replace('T', " ");
        let because =
            if review.reason.is_empty() { String::new() } else { format!(", because {}", review.reason) };
        rich.fact("Review", &format!("{what} by {} {when}{because}", review.by));
    }
    if !detail.printed.is_empty() {
        rich.heading("As the source prints it");
        let label = rich.label;
        // Field names are longer than the labels above.
        rich.label = label.max(22).min(rich.width / 2);
        for printed in &detail.printed {
            rich.fact_in(&printed.field.replace('_', " "), &printed.text, Role::Dim);
        }
        rich.label = label;
    }
    if let Some(note) =
        session.opening.as_ref().map(|opening| opening.workbook.note.as_str()).filter(|note| !note.is_empty())
    {
        rich.gap();
        rich.text(note, Role::Dim);
    }
}

/// What is said while the detail of a row is on its way.
pub fn waiting(standing: &Standing, theme: &Theme, width: u16) -> Vec<Line> {
    let mut rich = Rich::new(theme, width, 11);
    rich.text(&standing.description, Role::Strong);
    rich.gap();
    facts::headline(&mut rich, standing);
    rich.lines
}
