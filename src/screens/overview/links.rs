//! What the overview says, as rows of links: pure, so that what each number
//! opens can be tested without drawing it.

use crate::domain::{Direction, Rating, Reportable, Scheme};
use crate::drafts::Draft;
use crate::screens::drafts::draft_name;
use crate::session::{Place, Session};
use crate::workbook::{ActionFilter, CheckSeverity, Filter, Overview, ReviewMark, Standing, Tally, Workbook};

/// Rows that drafts take at most.
const MAX_DRAFTS: usize = 2;

/// A box of the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ratings,
    Travel,
    Quarter,
    Worst,
    /// The period beside the one before.
    Moved,
    Risks,
    Money,
    /// Commitments, questions and narrative.
    Report,
    Recent,
}

impl Kind {
    /// Whether it is one of the boxes of the service report.
    pub fn is_report(self) -> bool {
        matches!(self, Kind::Risks | Kind::Money | Kind::Report)
    }
}

/// A box with its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub kind: Kind,
    pub title: String,
    pub rows: Vec<Row>,
    /// Said under the rows: where the source disagrees with itself.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub look: Look,
    pub links: Vec<Link>,
}

/// How a row is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Look {
    /// A chip, a count, and for a colour a share of those that are reportable and a bar.
    Rating {
        rating: Rating,
        count: u64,
        reportable: u64,
        /// Another row of the box needs its name written out.
        named: bool,
    },
    /// What the rows come to, in words: its parts are links.
    Sentence,
    /// A word, a count and a bar.
    Share {
        word: &'static str,
        count: u64,
        total: u64,
    },
    /// Words and counts side by side, where there is only a line to spare.
    Strip {
        label: &'static str,
    },
    /// A row of the heat map: a count and its band's colour for each cell.
    Heat {
        label: String,
        cells: Vec<(u64, Rating)>,
    },
    /// A type with a count for each rating.
    Kind {
        name: String,
        total: u64,
    },
    /// A label and a sentence; `alert` when it wants attention.
    Fact {
        label: &'static str,
        text: String,
        alert: bool,
        share: Option<f64>,
    },
    /// A label, and words or an amount at the right.
    Amount {
        label: String,
        text: String,
        alert: bool,
    },
    Indicator(Box<Standing>),
    Change {
        at: String,
        who: String,
        label: String,
        undone: bool,
    },
}

/// A number or line that opens what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub text: String,
    pub place: Place,
    /// It lists everything that has moved, in place of going anywhere.
    pub lists_moved: bool,
}

pub(super) fn link(text: impl Into<String>, place: Place) -> Link {
    Link { text: text.into(), place, lists_moved: false }
}

fn indicators(change: impl FnOnce(&mut Filter)) -> Place {
    let mut filter = Filter::default();
    change(&mut filter);
    Place::Indicators(filter)
}

/// Every box, in Tab order.
///
/// `strip` puts the direction of travel on one line, `lines` each box of the service report.
pub fn cards(data: &Overview, session: &Session, recent: bool, strip: bool, lines: bool) -> Vec<Card> {
    let mut cards = vec![ratings(data, session), quarter(data, session), travel(data, strip)];
    if lines {
        cards.extend(super::report::cards(data, true));
    }
    cards.push(worst(data));
    if !lines {
        cards.extend(super::report::cards(data, false));
    }
    if recent {
        cards.push(changes(data));
    }
    cards
}

fn sum(tallies: &[Tally], test: impl Fn(&Tally) -> bool) -> u64 {
    tallies.iter().filter(|tally| test(tally)).map(|tally| tally.count).sum()
}

/// Ratings in use, worst first; all of the scheme's where any of them is, so that nil is said.
fn used(tallies: &[Tally], of_scheme: &[Rating]) -> Vec<Rating> {
    let in_use = |rating: &Rating| sum(tallies, |tally| tally.rating == *rating) > 0;
    let of_scheme = match tallies.is_empty() || of_scheme.iter().any(in_use) {
        true => of_scheme,
        false => &[],
    };
    let mut ratings: Vec<Rating> =
        Rating::ALL.into_iter().filter(|rating| of_scheme.contains(rating) || in_use(rating)).collect();
    ratings.sort_by_key(|rating| rating.severity());
    ratings
}

/// What the workbook's own scheme can give in the period on screen.
fn of_scheme(session: &Session) -> Vec<Rating> {
    let of = |workbook: &Workbook| Scheme::find(Scheme::built_in(), &workbook.scheme, session.period);
    let scheme = session.workbook().and_then(of);
    scheme.map(Scheme::ratings).unwrap_or_default()
}

fn ratings(data: &Overview, session: &Session) -> Card {
    let tallies = &data.tallies;
    let total = sum(tallies, |_| true);
    let used = used(tallies, &of_scheme(session));
    let counted = data.reportable();
    let reportable = counted.reportable;
    let named = used.iter().any(|rating| !rating.is_colour());
    let mut rows: Vec<Row> = used
        .iter()
        .map(|rating| {
            let count = sum(tallies, |tally| tally.rating == *rating);
            Row {
                look: Look::Rating { rating: *rating, count, reportable, named },
                links: vec![link(count.to_string(), indicators(|filter| filter.ratings.push(*rating)))],
            }
        })
        .collect();
    // Where all are reportable, the title says it.
    if !counted.states.is_empty() {
        let on_track = used.iter().copied().filter(|rating| rating.is_on_track()).collect();
        let each = counted.states.iter().map(|(state, _)| vec![*state]);
        let opened = std::iter::once(on_track).chain(each);
        let links = counted.parts().into_iter().zip(opened);
        let links = links.map(|(text, ratings)| link(text, indicators(|filter| filter.ratings = ratings)));
        rows.push(Row { look: Look::Sentence, links: links.collect() });
    }
    let mut kinds: Vec<&str> = tallies.iter().map(|tally| tally.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let colours: Vec<Rating> = used.iter().copied().filter(|rating| rating.is_colour()).collect();
    rows.extend(super::moved::theme_rows(&data.themes, &colours));
    let mut notes = Vec::new();
    for kind in kinds.iter().copied() {
        let of_kind = |rating: Rating| sum(tallies, |tally| tally.kind == kind && tally.rating == rating);
        let all = sum(tallies, |tally| tally.kind == kind);
        let mut links: Vec<Link> = used
            .iter()
            .filter(|rating| rating.is_colour())
            .map(|rating| {
                let place = indicators(|filter| {
                    filter.kinds.push(kind.to_owned());
                    filter.ratings.push(*rating);
                });
                link(format!("{} {}", rating.letters(), of_kind(*rating)), place)
            })
            .collect();
        let of = Reportable::of(used.iter().map(|rating| (*rating, of_kind(*rating)))).of_how_many();
        links.push(link(of, indicators(|filter| filter.kinds.push(kind.to_owned()))));
        // One type alone says nothing beside the themes.
        if kinds.len() > 1 || data.themes.is_empty() {
            let name = if kind.is_empty() { "No type" } else { kind }.to_owned();
            rows.push(Row { look: Look::Kind { name, total: all }, links });
        }
        notes.extend(printed_against(data, kind, &of_kind));
    }
    let title = match reportable {
        0 => format!("Indicators: {total}"),
        _ if counted.states.is_empty() => format!("Indicators: {} of {total} on track", counted.on_track),
        _ => format!("Indicators: {total}"),
    };
    Card { kind: Kind::Ratings, title, rows, notes }
}

/// Where the source's own summary disagrees with its rows, both are said.
fn printed_against(data: &Overview, kind: &str, count: &impl Fn(Rating) -> u64) -> Option<String> {
    let section = kind.to_lowercase();
    let mut printed = Vec::new();
    let mut differs = false;
    for rating in [Rating::Red, Rating::RedAmber, Rating::GreenAmber, Rating::Green] {
        let field = format!("summary.{section}.{}", rating.code());
        let text = &data.printed.iter().find(|printed| printed.field == field)?.text;
        differs |= text.trim().parse() != Ok(count(rating));
        printed.push(format!("{} {text}", rating.letters()));
    }
    differs.then(|| format!("{kind}: the report prints {}", printed.join(", ")))
}

fn travel(data: &Overview, strip: bool) -> Card {
    let tallies = &data.tallies;
    let total = sum(tallies, |_| true);
    let rows: Vec<Row> = [
        ("better", Direction::Improving),
        ("same", Direction::Same),
        ("worse", Direction::Worsening),
        ("up", Direction::Increasing),
        ("down", Direction::Decreasing),
        ("not comparable", Direction::NotComparable),
        ("no comparison", Direction::None),
    ]
    .into_iter()
    .filter_map(|(word, direction)| {
        let count = sum(tallies, |tally| tally.direction == direction);
        let always = matches!(direction, Direction::Improving | Direction::Worsening);
        (count > 0 || always).then(|| Row {
            look: Look::Share { word, count, total },
            links: vec![link(
                if strip { format!("{word} {count}") } else { count.to_string() },
                indicators(|filter| filter.directions.push(direction)),
            )],
        })
    })
    .collect();
    if strip {
        let links = rows.into_iter().flat_map(|row| row.links).collect();
        let rows = vec![Row { look: Look::Strip { label: "Travel" }, links }];
        return Card { kind: Kind::Travel, title: "Travel".to_owned(), rows, notes: Vec::new() };
    }
    let printed = |field: &str| {
        data.printed
            .iter()
            .find(|printed| printed.field == format!("summary.overall.{field}"))
            .map(|printed| printed.text.clone())
    };
    let notes = match (printed("improving_or_same"), printed("worsening")) {
        (Some(better), Some(worse)) => {
            vec![format!("The report prints {better} better or same and {worse} worse")]
        }
        _ => Vec::new(),
    };
    Card { kind: Kind::Travel, title: "Direction of travel".to_owned(), rows, notes }
}

fn quarter(data: &Overview, session: &Session) -> Card {
    let mut rows = Vec::new();
    let mut fact = |label: &'static str, text: String, alert: bool, share: Option<f64>, place: Place| {
        let links = vec![link(text.clone(), place)];
        rows.push(Row { look: Look::Fact { label, text, alert, share }, links });
    };
    // First what must be seen where a box is small.
    if !data.published.is_empty() {
        let mut periods = session.opening.iter().flat_map(|opening| &opening.periods);
        let open = periods.any(|record| record.code == data.period && record.is_open());
        // Whether it is open comes first: a box may be narrow.
        let all: Vec<String> =
            data.published.iter().map(|(template, version)| format!("{template} {version}")).collect();
        let state = if open { "open" } else { "closed" };
        fact("Published", format!("{state}; {}", all.join(", ")), false, None, Place::History(None));
    }
    let review = data.review;
    let total = review.reviewed + review.skipped + review.to_review + review.changed_since;
    let share = (total > 0).then(|| review.reviewed as f64 / total as f64);
    fact(
        "Review",
        if total == 0 {
            "nothing to review".to_owned()
        } else {
            format!("{} of {total} done", review.reviewed)
        },
        false,
        share,
        Place::Review(None),
    );
    let left = review.to_review + review.changed_since;
    if left > 0 {
        let place =
            indicators(|filter| filter.reviews.extend([ReviewMark::ToReview, ReviewMark::ChangedSince]));
        let changed = if review.changed_since > 0 {
            format!(", {} changed since", review.changed_since)
        } else {
            String::new()
        };
        fact("To review", format!("{left}{changed}"), review.changed_since > 0, None, place);
    }
    if review.skipped > 0 {
        let place = indicators(|filter| filter.reviews.push(ReviewMark::Skipped));
        fact("Skipped", review.skipped.to_string(), false, None, place);
    }
    // Those of no period, as replies to members, count in every one.
    let here = |draft: &&Draft| draft.period == data.period.code() || draft.period.is_empty();
    let drafts: Vec<_> = session.drafts.iter().filter(here).collect();
    let named = if drafts.len() > MAX_DRAFTS { MAX_DRAFTS - 1 } else { drafts.len() };
    for draft in &drafts[..named] {
        let place = Place::Draft(Box::new(draft.key()));
        fact("Draft", draft_name(draft), false, None, place);
    }
    if drafts.len() > named {
        fact("Drafts", format!("{} more", drafts.len() - named), false, None, Place::Drafts);
    }
    // Before anything is found too, so that the boxes keep their heights when it comes.
    let (text, alert) = match session.checks.as_deref() {
        None => ("not checked yet".to_owned(), false),
        Some(report) => {
            let errors = report.open(CheckSeverity::Error);
            let text = match (errors, report.open(CheckSeverity::Warning)) {
                (0, 0) => "nothing found".to_owned(),
                (0, 1) => "1 warning".to_owned(),
                (0, warnings) => format!("{warnings} warnings"),
                (1, _) => "1 error".to_owned(),
                (errors, _) => format!("{errors} errors"),
            };
            (text, errors > 0)
        }
    };
    fact("Checks", text, alert, None, Place::Checks);
    let actions = data.actions;
    fact("Actions", format!("{} open", actions.open), false, None, Place::Actions(ActionFilter::Open));
    for (label, count, filter, alert) in [
        ("Overdue", actions.overdue, ActionFilter::Overdue, true),
        ("No due date", actions.undated, ActionFilter::Undated, true),
        ("No owner", actions.unowned, ActionFilter::Unowned, true),
        ("Due in 14 days", actions.due_soon, ActionFilter::DueSoon, false),
    ] {
        fact(label, count.to_string(), alert && count > 0, None, Place::Actions(filter));
    }
    Card { kind: Kind::Quarter, title: "My quarter".to_owned(), rows, notes: Vec::new() }
}

fn worst(data: &Overview) -> Card {
    let rows = data
        .worst
        .iter()
        .map(|standing| Row {
            look: Look::Indicator(Box::new(standing.clone())),
            links: vec![link(standing.reference.clone(), Place::Indicator(standing.indicator_id))],
        })
        .collect();
    Card { kind: Kind::Worst, title: "Worst first".to_owned(), rows, notes: Vec::new() }
}

fn changes(data: &Overview) -> Card {
    let rows = data
        .recent
        .iter()
        .map(|operation| Row {
            look: Look::Change {
                at: operation.at.replace('T', " ").chars().take(16).collect(),
                who: operation.who.clone(),
                label: operation.label.clone(),
                undone: operation.undone,
            },
            links: vec![link(operation.label.clone(), Place::History(None))],
        })
        .collect();
    Card { kind: Kind::Recent, title: "Latest changes".to_owned(), rows, notes: Vec::new() }
}
