//! Lists of the members of groups, from a csv file: names or codes, one to a row,
//! under headings or without any.

use chrono::NaiveDate;

use super::organisations::CODE_HEADINGS;
use super::words::plain;
use crate::domain::Period;
use crate::domain::organisation::{GroupKind, OrganisationClass};
use crate::workbook::choice::read_choice;
use crate::workbook::edits::{Fault, Patch, Reading, When, read_year};
use crate::workbook::steps::organisations::{GroupSaid, MemberSaid};

/// Headings that are known, in words and in lower case, and what stands under them.
const HEADINGS: [(Field, &[&str]); 12] = [
    (Field::Group, &["group", "group name", "list"]),
    (Field::Kind, &["kind", "group kind", "group type"]),
    (Field::Of, &["neighbour of", "neighbours of", "nearest neighbours of", "of"]),
    (Field::Year, &["year", "financial year", "period"]),
    (
        Field::Name,
        &[
            "organisation",
            "organisation name",
            "name",
            "member",
            "neighbour",
            "council",
            "council name",
            "local authority",
            "local authority name",
            "la name",
            "authority",
            "area name",
        ],
    ),
    (Field::Code, CODE_HEADINGS),
    (Field::OtherNames, &["other names", "other name", "also called", "aliases"]),
    (Field::Class, &["class", "type", "council type", "authority type"]),
    (Field::From, &["from", "exists from", "start date"]),
    (Field::To, &["to", "exists to", "until", "end date"]),
    (Field::MergedInto, &["merged into", "successor", "became"]),
    (Field::Position, &["position", "rank", "order", "distance", "nearness"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Group,
    Kind,
    Of,
    Year,
    Name,
    Code,
    OtherNames,
    Class,
    From,
    To,
    MergedInto,
    Position,
}

/// What goes for rows that do not say it.
#[derive(Debug, Clone, Default)]
pub struct Unsaid {
    pub name: String,
    pub kind: Option<GroupKind>,
    pub neighbours_of: String,
    /// Only rows of it are taken where rows have years.
    pub year: Option<Period>,
    /// The file, as records keep it.
    pub source: String,
}

impl Unsaid {
    /// As it is typed: `name`, `kind`, `neighbours_of`, `year` and `source`.
    ///
    /// # Errors
    /// Every field that is refused.
    pub fn read(patch: &Patch, when: &When) -> Result<Self, Vec<Fault>> {
        let mut unsaid = Self::default();
        let mut reading = Reading::new(patch, when);
        reading.line("name", &mut unsaid.name);
        reading.with("kind", &mut unsaid.kind, |text| read_choice(text).map(Some));
        reading.line("neighbours_of", &mut unsaid.neighbours_of);
        reading.with("year", &mut unsaid.year, read_year);
        reading.line("source", &mut unsaid.source);
        reading.done().map(|()| unsaid)
    }
}

/// Reads the groups of a list.
///
/// # Errors
/// A sentence with the row and what to do.
pub fn read_groups(text: &str, unsaid: &Unsaid) -> Result<Vec<GroupSaid>, String> {
    let rows = rows(text)?;
    let Some((_, first)) = rows.first() else { return Err("the list is empty".to_owned()) };
    let fields = fields(first);
    let headed = fields.iter().any(Option::is_some);
    // Without headings the names stand in the first column, and codes may stand in the second.
    let fields = if headed { fields } else { vec![Some(Field::Name), Some(Field::Code)] };
    if !fields.iter().flatten().any(|field| matches!(field, Field::Name | Field::Code)) {
        return Err(
            "no column has names or codes of organisations: call one “organisation” or “code”".to_owned()
        );
    }
    let mut listed: Vec<(GroupSaid, Vec<(f64, MemberSaid)>)> = Vec::new();
    for (row, cells) in rows.iter().skip(usize::from(headed)) {
        let cell = |wanted: Field| {
            let at = fields.iter().position(|field| *field == Some(wanted))?;
            cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let wrong = |why: String| format!("row {row}: {why}");
        let or = |field: Field, other: &str| cell(field).unwrap_or(other).to_owned();
        let name = match or(Field::Group, &unsaid.name) {
            name if name.is_empty() && cell(Field::Of).is_some() => {
                format!("{} nearest neighbours", or(Field::Of, ""))
            }
            name => name,
        };
        if name.is_empty() {
            return Err("no column says which group it is: give it a name (--name NAME)".to_owned());
        }
        let year = match cell(Field::Year) {
            Some(text) => Some(whole_year(text).map_err(&wrong)?),
            None => unsaid.year,
        };
        if unsaid.year.is_some() && year != unsaid.year {
            continue;
        }
        let of = or(Field::Of, &unsaid.neighbours_of);
        let kind = match cell(Field::Kind) {
            Some(text) => Some(GroupKind::parse(text).map_err(&wrong)?),
            None => unsaid.kind,
        };
        let kind = kind.unwrap_or(if of.is_empty() { GroupKind::default() } else { GroupKind::Neighbours });
        let at = listed.iter().position(|(group, _)| group.name.eq_ignore_ascii_case(&name));
        let at = at.unwrap_or_else(|| {
            let group = GroupSaid {
                name: name.clone(),
                kind,
                neighbours_of: of.clone(),
                year,
                source: unsaid.source.clone(),
                ..GroupSaid::default()
            };
            listed.push((group, Vec::new()));
            listed.len() - 1
        });
        let (group, members) = &mut listed[at];
        let code = |year: Option<Period>| year.map(Period::code).unwrap_or_default();
        for (what, here, there) in [
            ("year", &code(year), &code(group.year)),
            ("kind", &kind.code().to_owned(), &group.kind.code().to_owned()),
            ("council", &of, &group.neighbours_of),
        ] {
            if !here.eq_ignore_ascii_case(there) {
                let hint = if what == "year" { ": say which year of the list is meant (--year)" } else { "" };
                return Err(wrong(format!(
                    "{name} has two of what it is: {what} {there} above and {here} here{hint}"
                )));
            }
        }
        let day = |field: Field| {
            let read = |text: &str| {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
                day.or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"))
                    .map_err(|_| format!("“{text}” is no day: write it as 2023-04-01 or 01/04/2023"))
            };
            cell(field).map(read).transpose()
        };
        let position = match cell(Field::Position) {
            Some(text) => text
                .parse()
                .map_err(|_| wrong(format!("“{text}” is no place in an order: write a number")))?,
            None => *row as f64,
        };
        let member = MemberSaid {
            name: or(Field::Name, ""),
            code: or(Field::Code, ""),
            other_names: or(Field::OtherNames, ""),
            class: cell(Field::Class).map(OrganisationClass::parse).transpose().map_err(&wrong)?,
            exists_from: day(Field::From).map_err(&wrong)?,
            exists_to: day(Field::To).map_err(&wrong)?,
            merged_into: or(Field::MergedInto, ""),
            row: Some(*row),
        };
        members.push((position, member));
    }
    if listed.is_empty() {
        return Err(format!("no row of it is of {}", unsaid.year.map(Period::code).unwrap_or_default()));
    }
    let in_order = |(mut group, mut members): (GroupSaid, Vec<(f64, MemberSaid)>)| {
        members.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        group.members = members.into_iter().map(|(_, member)| member).collect();
        group
    };
    Ok(listed.into_iter().map(in_order).collect())
}

/// Rows that hold something, each with its number in the file.
fn rows(text: &str) -> Result<Vec<(u64, csv::StringRecord)>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
    }
    Ok(rows)
}

/// What stands under each heading. Where one column is of neighbours, any other column of councils is of
/// those whose neighbours they are.
fn fields(headings: &csv::StringRecord) -> Vec<Option<Field>> {
    let headings: Vec<String> = headings.iter().map(plain).collect();
    let of_neighbours = |heading: &String| {
        heading.split(' ').any(|word| matches!(word, "neighbour" | "neighbours" | "neighbor" | "neighbors"))
            && !heading.ends_with(" of")
    };
    let pairs = headings.iter().any(of_neighbours);
    let ends = |heading: &str, words: &[&str]| words.iter().any(|word| heading.ends_with(word));
    let known = |heading: &String| {
        let called = |(field, names): &&(Field, &[&str])| {
            names.contains(&heading.as_str()) || (*field == Field::Code && heading == "code")
        };
        let field = HEADINGS.iter().find(called).map(|(field, _)| *field);
        match (pairs, of_neighbours(heading)) {
            (true, true) if ends(heading, &["rank", "position", "order", "distance"]) => {
                Some(Field::Position)
            }
            (true, true) if ends(heading, &["code"]) => Some(Field::Code),
            (true, true) => Some(Field::Name),
            (true, false) if field == Some(Field::Name) => Some(Field::Of),
            (true, false) if field == Some(Field::Code) => None,
            _ => field,
        }
    };
    headings.iter().map(known).collect()
}

/// The code of the year that a text names: `2024/25`, `2024-25`.
fn whole_year(text: &str) -> Result<Period, String> {
    let period = Period::parse(&text.replace(['-', '–'], "/")).or_else(|_| Period::parse(text));
    period.map(Period::whole_year).map_err(|_| format!("“{text}” is no year: write it as 2024/25"))
}
