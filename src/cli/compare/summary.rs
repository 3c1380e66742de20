//! The counts of a comparison: for each measure, for each organisation, and as
//! sentences.

use crate::cli::table::{Cell, Format, Listing, at_once, figures, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::domain::compare::QuartileCounts;
use crate::workbook::*;

/// Prints the counts: tables and sentences for people, one object for programs, and for spreadsheets
/// a row for each measure and each organisation.
pub(super) fn print(
    context: &Context,
    out: &mut Out,
    comparison: &Comparison,
    format: Format,
) -> Result<(), Failure> {
    if format.json {
        return out.json(&object(comparison));
    }
    if format.csv {
        let measures = comparison.measures.iter().map(|measure| row_of_measure(comparison, measure));
        let organisations = comparison.organisations.iter().map(row_of_organisation);
        let rows: Vec<Vec<Value>> = measures.chain(organisations).collect();
        let listing = Listing {
            columns: &[],
            cells: &|_: &Vec<Value>| Vec::new(),
            keys: KEYS,
            values: &|row: &Vec<Value>| row.clone(),
            empty: "There is nothing to compare.",
        };
        return listing.print(context, out, format, &mut at_once(rows));
    }
    measures(context, out, comparison, format)?;
    out.gap()?;
    organisations(context, out, comparison, format)?;
    out.gap()?;
    sentences(comparison).iter().try_for_each(|sentence| out.line(sentence))
}

/// Every sentence of the comparison.
fn sentences(comparison: &Comparison) -> Vec<String> {
    let mut all: Vec<String> =
        comparison.measures.iter().flat_map(|measure| comparison.sentences(measure)).collect();
    all.push(comparison.directions_sentence());
    all
}

const KEYS: &[&str] = &[
    "about",
    "name",
    "theme",
    "period",
    "organisations",
    "missing",
    "above",
    "same",
    "below",
    "better",
    "similar",
    "worse",
    "quartile_1",
    "quartile_2",
    "quartile_3",
    "quartile_4",
    "lowest",
    "median",
    "highest",
    "average",
    "average_of",
    "no_rank_because",
    "improving",
    "unchanged",
    "worsening",
    "not_judged",
    "overall_direction",
];

fn count(number: u32) -> Value {
    Value::Count(u64::from(number))
}

fn quartiles(counts: QuartileCounts) -> [Value; 4] {
    counts.0.map(count)
}

fn row_of_measure(comparison: &Comparison, measure: &ComparedMeasure) -> Vec<Value> {
    let (positions, verdicts) = (measure.positions(), measure.verdicts());
    let average = measure.average();
    let mut row = vec![
        "measure".into(),
        (&measure.indicator.reference).into(),
        measure.theme.to_string().into(),
        comparison.period.into(),
        Value::Count(measure.entries.len() as u64),
        Value::Count((measure.entries.len() - measure.with_value()) as u64),
        count(positions.above),
        count(positions.same),
        count(positions.below),
        count(verdicts.better),
        count(verdicts.similar),
        count(verdicts.worse),
    ];
    row.extend(quartiles(measure.quartiles()));
    row.extend([
        measure.spread.map(|spread| spread.lowest).into(),
        measure.spread.map(|spread| spread.median).into(),
        measure.spread.map(|spread| spread.highest).into(),
        average.map(|average| average.value).into(),
        average.map_or(Value::Nothing, |average| average.of.title().into()),
        measure.no_rank.map_or(Value::Nothing, |no_rank| no_rank.code().into()),
    ]);
    row.extend(std::iter::repeat_n(Value::Nothing, KEYS.len() - row.len()));
    row
}

fn row_of_organisation(one: &ComparedOrganisation) -> Vec<Value> {
    let mut row: Vec<Value> = vec!["organisation".into(), (&one.organisation.name).into()];
    row.extend(std::iter::repeat_n(Value::Nothing, 7));
    row.extend([one.verdicts.better, one.verdicts.similar, one.verdicts.worse].map(count));
    row.extend(quartiles(one.quartiles));
    row.extend(std::iter::repeat_n(Value::Nothing, 6));
    let directions = one.directions;
    row.extend([directions.better, directions.same, directions.worse, directions.not_judged].map(count));
    row.push(one.overall().map_or(Value::Nothing, |overall| overall.code().into()));
    row
}

/// The rows as objects, with who is missing and the sentences.
fn object(comparison: &Comparison) -> Value {
    let named = |row: Vec<Value>, keep: &dyn Fn(&str) -> bool| {
        let fields = KEYS.iter().copied().zip(row);
        fields.filter(|(key, _)| keep(key)).collect::<Vec<(&'static str, Value)>>()
    };
    const OF_ORGANISATIONS: [&str; 5] =
        ["improving", "unchanged", "worsening", "not_judged", "overall_direction"];
    const OF_BOTH: [&str; 8] =
        ["name", "better", "similar", "worse", "quartile_1", "quartile_2", "quartile_3", "quartile_4"];
    let measures = comparison.measures.iter().map(|measure| {
        let keep = |key: &str| key != "about" && key != "period" && !OF_ORGANISATIONS.contains(&key);
        let mut fields = named(row_of_measure(comparison, measure), &keep);
        let missing = comparison.missing(measure).into_iter().map(|missing| {
            Value::Object(vec![
                ("organisation", missing.name.into()),
                ("missing_because", missing.because.into()),
            ])
        });
        fields.push(("missing_organisations", Value::List(missing.collect())));
        let sentences = comparison.sentences(measure).into_iter().map(Value::from).collect();
        fields.push(("sentences", Value::List(sentences)));
        Value::Object(fields)
    });
    let organisations = comparison.organisations.iter().map(|one| {
        let keep = |key: &str| OF_ORGANISATIONS.contains(&key) || OF_BOTH.contains(&key);
        let mut fields = named(row_of_organisation(one), &keep);
        fields.insert(1, ("code", (&one.organisation.code).into()));
        fields.push(("ours", one.ours.into()));
        Value::Object(fields)
    });
    Value::Object(vec![
        ("period", comparison.period.into()),
        ("group", comparison.group.as_ref().map_or(Value::Nothing, |group| (&group.name).into())),
        ("nation", comparison.nation.as_ref().map_or(Value::Nothing, Value::from)),
        ("measures", Value::List(measures.collect())),
        ("organisations", Value::List(organisations.collect())),
        ("sentence", comparison.directions_sentence().into()),
    ])
}

fn measures(
    context: &Context,
    out: &mut Out,
    comparison: &Comparison,
    format: Format,
) -> Result<(), Failure> {
    let listing = Listing {
        columns: &[
            words("Ref", 0),
            words("Theme", 24),
            figures("With a figure"),
            figures("Above"),
            figures("Same"),
            figures("Below"),
            figures("Better"),
            figures("Similar"),
            figures("Worse"),
            words("Quartiles", 0),
            figures("Lowest"),
            figures("Median"),
            figures("Highest"),
            figures("Average"),
            words("Of", 24),
        ],
        cells: &|measure: &&ComparedMeasure| {
            let (positions, verdicts) = (measure.positions(), measure.verdicts());
            let spread = |part: fn(&crate::domain::compare::Spread) -> f64| match &measure.spread {
                Some(spread) => measure.figure(part(spread)),
                None => String::new(),
            };
            let quartiles = match measure.no_rank {
                Some(_) => "no rank".to_owned(),
                None => measure.quartiles().0.map(|count| count.to_string()).join("/"),
            };
            let average = measure.average();
            let cells: Vec<Cell> = vec![
                (&measure.indicator.reference).into(),
                measure.theme.to_string().into(),
                format!("{} of {}", measure.with_value(), measure.entries.len()).into(),
                positions.above.to_string().into(),
                positions.same.to_string().into(),
                positions.below.to_string().into(),
                verdicts.better.to_string().into(),
                verdicts.similar.to_string().into(),
                verdicts.worse.to_string().into(),
                quartiles.into(),
                spread(|spread| spread.lowest).into(),
                spread(|spread| spread.median).into(),
                spread(|spread| spread.highest).into(),
                average.map(|average| measure.figure(average.value)).unwrap_or_default().into(),
                average.map(|average| average.of.title()).unwrap_or_default().into(),
            ];
            cells
        },
        keys: &[],
        values: &|_| Vec::new(),
        empty: "There is nothing to compare.",
    };
    listing.print(context, out, format, &mut at_once(comparison.measures.iter().collect()))
}

fn organisations(
    context: &Context,
    out: &mut Out,
    comparison: &Comparison,
    format: Format,
) -> Result<(), Failure> {
    let listing = Listing {
        columns: &[
            words("Organisation", 34),
            figures("Improving"),
            figures("Same"),
            figures("Worsening"),
            figures("Not judged"),
            words("Overall", 0),
            words("Quartiles", 0),
        ],
        cells: &|one: &&ComparedOrganisation| {
            let own = if one.ours { " *" } else { "" };
            let directions = one.directions;
            let cells: Vec<Cell> = vec![
                format!("{}{own}", one.organisation.name).into(),
                directions.better.to_string().into(),
                directions.same.to_string().into(),
                directions.worse.to_string().into(),
                directions.not_judged.to_string().into(),
                one.overall().map_or("nothing to compare", |overall| overall.code()).into(),
                one.quartiles.0.map(|count| count.to_string()).join("/").into(),
            ];
            cells
        },
        keys: &[],
        values: &|_| Vec::new(),
        empty: "There is nobody to compare.",
    };
    listing.print(context, out, format, &mut at_once(comparison.organisations.iter().collect()))
}
