//! `quarterdeck theme`: priorities, areas of focus or risk, and the objectives under them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::given::when;
use super::table::{Cell, Format, Listing, at_once, figures, words};
use super::{Context, Failure, Out, Value, group};
use crate::cli::open_workbook::{OpenWorkbook, WINDOW, parse_period, saved};
use crate::domain::{Period, Rating};
use crate::workbook::edits::Patch;
use crate::workbook::steps::themes::{
    Filed, Refile, ToPlace, add_theme, edit_theme, place_indicator, remove_theme,
};
use crate::workbook::*;

/// List, add, edit, move or remove themes: priorities, areas of focus, areas of risk, in two levels
///
/// For example: quarterdeck theme add adults.qd "Live well / Support for carers"
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the themes in order, with the ratings of their indicators counted
    List {
        /// The workbook
        file: PathBuf,
        /// The period whose ratings are counted (else the one the workbook opens at)
        #[arg(long, value_parser = parse_period)]
        period: Option<Period>,
        #[command(flatten)]
        format: Format,
    },
    /// Add a theme; "Priority / Objective" adds an objective under a theme there is
    Add {
        /// The workbook
        file: PathBuf,
        /// What it is called
        name: String,
        /// The theme it comes under
        #[arg(long, value_name = "THEME")]
        under: Option<String>,
    },
    /// Give a theme another name
    Edit {
        /// The workbook
        file: PathBuf,
        /// The theme, "Priority / Objective" for two levels
        theme: String,
        /// Its new name
        #[arg(long, value_name = "TEXT")]
        name: String,
    },
    /// Put a theme in another place, or under another theme
    Move {
        /// The workbook
        file: PathBuf,
        /// The theme, "Priority / Objective" for two levels
        theme: String,
        /// Its place among its fellows, from 1
        #[arg(long, value_name = "PLACE", required_unless_present = "under")]
        to: Option<usize>,
        /// The theme it comes under; "" for none
        #[arg(long, value_name = "THEME")]
        under: Option<String>,
    },
    /// Put an indicator in another place within its theme
    Place {
        /// The workbook
        file: PathBuf,
        /// The indicator's reference
        reference: String,
        /// Its place among the indicators of the theme, from 1
        #[arg(long, value_name = "PLACE")]
        to: usize,
    },
    /// Remove a theme and the objectives under it
    Remove {
        /// The workbook
        file: PathBuf,
        /// The theme, "Priority / Objective" for two levels
        theme: String,
        /// File its indicators under this one
        #[arg(long, value_name = "THEME", conflicts_with = "unfile")]
        move_to: Option<String>,
        /// Leave its indicators without a theme
        #[arg(long)]
        unfile: bool,
    },
}

/// Prints or changes themes.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::List { file, period, format } => list(context, out, file, *period, *format),
        What::Add { file, name, under } => {
            save(context, out, file, |room| add_theme(Themes(&room.themes), name, under.as_deref()))
        }
        What::Edit { file, theme, name } => edit(context, out, (file, theme), [("name", Some(name.clone()))]),
        What::Move { file, theme, to, under } => {
            let place = to.map(|place| place.to_string());
            edit(context, out, (file, theme), [("under", under.clone()), ("place", place)])
        }
        What::Place { file, reference, to } => {
            let mut book = OpenWorkbook::change(context, file)?;
            let period = book.period(None)?;
            let id = book.indicator(reference, period)?;
            let applied = book.apply(&context.stamp(), |book| {
                let room = group::room(book)?;
                let filed = Filed { themes: Themes(&room.themes), indicators: &room.indicator_themes };
                let reference = book.detail(id, period)?.indicator.reference;
                place_indicator(filed, (id, &reference), ToPlace::At(*to))
                    .map_err(|why| Failure::failed(format!("{why}. Nothing was changed.")))
            })?;
            saved(out, &applied, "")
        }
        What::Remove { file, theme, move_to, unfile } => {
            save(context, out, file, |room| {
                let filed = Filed { themes: Themes(&room.themes), indicators: &room.indicator_themes };
                let refile = match move_to {
                    Some(to) => Refile::To(to),
                    None if *unfile => Refile::Unfiled,
                    None => Refile::Nothing,
                };
                let found = filed.themes.find(theme)?;
                remove_theme(filed, found, refile).map_err(|why| match refile {
                Refile::Nothing => {
                    format!("{why}: say --move-to THEME to file them there, or --unfile to leave them without one")
                }
                _ => why,
            })
            })
        }
    }
}

fn save(
    context: &Context,
    out: &mut Out,
    file: &std::path::Path,
    change: impl Fn(&OrganisationsRoom) -> Result<Change, String>,
) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, file)?;
    let applied = book.apply(&context.stamp(), |book| change(&group::room(book)?).map_err(sentence))?;
    saved(out, &applied, "")
}

/// What is wrong, as a sentence.
fn sentence(why: String) -> Failure {
    let mut letters = why.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    Failure::failed(format!("{first}{}. Nothing was changed.", letters.as_str()))
}

fn edit(
    context: &Context,
    out: &mut Out,
    (file, theme): (&std::path::Path, &str),
    said: impl IntoIterator<Item = (&'static str, Option<String>)>,
) -> Result<(), Failure> {
    let mut book = OpenWorkbook::change(context, file)?;
    let when = when(context, &book);
    let patch = said.into_iter().filter_map(|(field, text)| Some((field, text?))).collect::<Patch>();
    let applied = book.apply(&context.stamp(), |book| {
        let room = group::room(book)?;
        let themes = Themes(&room.themes);
        let theme = themes.find(theme).map_err(sentence)?;
        edit_theme(themes, theme, &patch, &when).map_err(|faults| {
            let why: Vec<String> = faults
                .into_iter()
                .map(|(field, why)| if field == "place" { format!("--to: {why}") } else { why })
                .collect();
            sentence(why.join("; "))
        })
    })?;
    saved(out, &applied, "")
}

/// A theme, with what is filed under it itself.
#[derive(Clone)]
struct Row {
    theme: compare::ThemePath,
    place: i64,
    indicators: u64,
    /// Worst first.
    ratings: Vec<(Rating, u64)>,
}

fn list(
    context: &Context,
    out: &mut Out,
    file: &std::path::Path,
    period: Option<Period>,
    format: Format,
) -> Result<(), Failure> {
    let book = OpenWorkbook::read(context, file)?;
    let period = book.period(period)?;
    let room = group::room(&book)?;
    let themes = Themes(&room.themes);
    let mut rows: Vec<Row> = Vec::new();
    let ratings = ratings(&book, period)?;
    let filed: HashMap<Id, Id> =
        room.indicator_themes.iter().map(|one| (one.indicator_id, one.theme_id)).collect();
    let of = |theme: Option<Id>| {
        let here: Vec<Rating> = ratings
            .iter()
            .filter(|(id, _)| filed.get(id).copied() == theme)
            .map(|(_, rating)| *rating)
            .collect();
        let count = |rating: Rating| here.iter().filter(|one| **one == rating).count() as u64;
        let counts: Vec<(Rating, u64)> = Rating::ALL
            .into_iter()
            .map(|rating| (rating, count(rating)))
            .filter(|(_, count)| *count > 0)
            .collect();
        counts
    };
    for theme in &room.themes {
        let ratings = of(Some(theme.id));
        rows.push(Row {
            theme: themes.path(theme),
            place: theme.position,
            indicators: ratings.iter().map(|(_, count)| count).sum(),
            ratings,
        });
    }
    let unfiled = of(None);
    if !rows.is_empty() && !unfiled.is_empty() {
        rows.push(Row {
            theme: compare::ThemePath::default(),
            place: 0,
            indicators: unfiled.iter().map(|(_, count)| count).sum(),
            ratings: unfiled,
        });
    }
    let listing = Listing {
        columns: &[words("Theme", 60), figures("Place"), figures("Indicators"), words("Ratings", 0)],
        cells: &|row: &Row| {
            let ratings: Vec<String> =
                row.ratings.iter().map(|(rating, count)| format!("{} {count}", rating.title())).collect();
            let name = match row.theme.to_string() {
                none if none.is_empty() => "(no theme)".to_owned(),
                name => name,
            };
            let place = if row.place == 0 { String::new() } else { row.place.to_string() };
            let cells: Vec<Cell> =
                vec![name.into(), place.into(), row.indicators.to_string().into(), ratings.join(", ").into()];
            cells
        },
        keys: &["theme", "objective", "place", "indicators", "ratings"],
        values: &|row: &Row| {
            let ratings =
                row.ratings.iter().map(|(rating, count)| (rating.code(), Value::Count(*count))).collect();
            vec![
                (&row.theme.theme).into(),
                (&row.theme.objective).into(),
                Value::Count(row.place.unsigned_abs()),
                Value::Count(row.indicators),
                Value::Object(ratings),
            ]
        },
        empty: "There are no themes: make one with `quarterdeck theme add`.",
    };
    listing.print(context, out, format, &mut at_once(rows))
}

/// Every indicator of a period with its rating, by id.
fn ratings(book: &OpenWorkbook, period: Period) -> Result<BTreeMap<Id, Rating>, Failure> {
    let mut all = BTreeMap::new();
    loop {
        let list = book.indicators(ListRequest {
            period,
            sort: SortBy::Reference,
            descending: false,
            filter: Filter::default(),
            window: Window { start: all.len() as u64, length: WINDOW },
            around: None,
        })?;
        let read = list.rows.len();
        all.extend(list.rows.iter().map(|row| (row.indicator_id, row.rating)));
        if read == 0 || all.len() as u64 >= list.total {
            return Ok(all);
        }
    }
}
