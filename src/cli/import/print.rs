//! What importing did, or would do, for people and for programs.

use crate::cli::table::{Cell, Column, Format, Listing, words};
use crate::cli::{Context, Failure, Out, Value};
use crate::import::summary::{Group, groups};
use crate::import::{FilePreview, Reading};
use crate::jobs::import::SourceFile;
use crate::workbook::import_outcome::{ImportLine, ImportOutcome, RowOutcome};
use crate::workbook::linking::links_found;
use crate::workbook::staged::{CellPlace, Cells, StagedImport, column_letters};

/// Everything there is to tell.
pub struct All<'a> {
    pub file: &'a SourceFile,
    pub look: &'a FilePreview,
    pub readings: &'a [Reading],
    pub said: &'a StagedImport,
    pub arrival: &'a ImportOutcome,
    pub dry_run: bool,
    pub strict: bool,
}

impl All<'_> {
    /// What became of the cells; what the workbook refuses of them besides is refused.
    fn cells(&self) -> Cells {
        let mut cells = self.said.rows.cells;
        cells.refuse(self.arrival.refused.cells.saturating_sub(self.said.refused.cells));
        cells
    }
}

/// Refusals and changes that are printed; the rest is in the JSON.
const PRINTED: usize = 20;

/// For people.
pub fn text(context: &Context, out: &mut Out, all: &All<'_>) -> Result<(), Failure> {
    out.line(&format!("{} ({})", all.file.name(), all.look.form))?;
    for reading in all.readings.iter().take(3) {
        sheet(context, out, reading, all.look.sheets.len() > 1)?;
    }
    if all.readings.len() > 3 {
        out.line(&format!("and {} more sheets, read the same way.", all.readings.len() - 3))?;
    }
    let rows = &all.said.rows;
    out.gap()?;
    for column in &rows.unused {
        out.paragraph(&format!("Mind: {}.", column.sentence()), 0)?;
    }
    for (name, why) in all.look.not_read(all.readings) {
        out.line(&format!("Sheet {name} is not read: {why}."))?;
    }
    out.line(&format!("{}.", all.cells().sentence()))?;
    out.line(&format!(
        "{} rows: {} used, {} left out, {} refused.",
        rows.read,
        rows.used,
        rows.left_out(),
        rows.refused
    ))?;
    for (why, count) in &rows.left_out {
        out.line(&format!("  {count} left out: {why}"))?;
    }
    if !all.arrival.new_periods.is_empty() {
        out.line(&format!("New periods: {}.", all.arrival.new_periods.join(", ")))?;
    }
    for text in [&links_found(&all.arrival.links), &all.arrival.no_comparator] {
        if !text.is_empty() {
            out.paragraph(text, 0)?;
        }
    }
    out.gap()?;
    let would = if all.dry_run { "would be " } else { "" };
    for (table, fates) in &all.arrival.by_table {
        let parts: Vec<String> = [
            (fates.added, "added"),
            (fates.changed, "changed"),
            (fates.unchanged, "unchanged"),
            (fates.conflicts, "kept as typed since"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        out.line(&format!("{}: {would}{}", table.noun(), parts.join(", ")))?;
    }
    let shown =
        all.arrival.lines.iter().filter(|line| all.dry_run || line.fate != RowOutcome::Added).take(PRINTED);
    for line in shown {
        let was = if line.before.is_empty() { String::new() } else { format!("{} -> ", line.before) };
        let by = if line.fate == RowOutcome::Conflict {
            format!(" (typed by {})", line.by)
        } else {
            String::new()
        };
        out.line(&format!("  {}: {was}{}{by} [{}]", line.name, line.after, all.said.cell(line.place)))?;
    }
    if all.arrival.refused.count > 0 {
        out.gap()?;
        out.line(&format!("{} refused:", all.arrival.refused.count))?;
        for refused in all.arrival.refused.first.iter().take(PRINTED) {
            out.line(&format!("  {} “{}”: {}", all.said.cell(refused.place), refused.value, refused.reason))?;
        }
        if all.arrival.refused.count > PRINTED as u64 {
            out.line(&format!("  and {} more; --json has them", all.arrival.refused.count - PRINTED as u64))?;
        }
    }
    out.gap()?;
    out.line(&last_word(all))
}

fn last_word(all: &All<'_>) -> String {
    let total = &all.arrival.total;
    match (&all.arrival.applied, all.dry_run) {
        (_, true) => "Nothing was changed: leave out --dry-run to import.".to_owned(),
        (None, false) if all.strict && all.arrival.refused.count > 0 => {
            "Nothing was changed, because something was refused and --strict was given.".to_owned()
        }
        (None, false) => "Nothing was different, so nothing was changed.".to_owned(),
        (Some(applied), false) => format!(
            "Imported: {} added, {} changed, as one step: {}. `quarterdeck undo --yes` takes it back.",
            total.added, total.changed, applied.label
        ),
    }
}

const COLUMNS: &[Column] = &[words("Column", 0), words("Heading", 36), words("Is", 40), words("Why", 90)];

fn cells(group: &Group, reading: &Reading) -> Vec<Cell> {
    let letters = |at: &usize| column_letters(reading.columns[*at].column.place);
    let place = match group.columns.as_slice() {
        [first, .., last] => format!("{} … {}", letters(first), letters(last)),
        one => one.iter().map(letters).collect(),
    };
    let is = if group.is.is_empty() { "(left out)" } else { &group.is };
    vec![place.into(), (&group.heading).into(), is.into(), (&group.why).into()]
}

fn sheet(context: &Context, out: &mut Out, reading: &Reading, several: bool) -> Result<(), Failure> {
    out.gap()?;
    let header = match reading.table.header {
        Some(header) if header.rows > 1 => {
            format!("headings in rows {} to {}", header.first, header.first + header.rows - 1)
        }
        Some(header) => format!("headings in row {}", header.first),
        None => "no headings".to_owned(),
    };
    let name = if several { format!("Sheet {}: ", reading.name) } else { String::new() };
    let becomes = reading.target.map_or("nothing", |target| target.title);
    out.line(&format!("{name}{becomes}, {header}"))?;
    let empty = |group: &Group| group.columns.iter().all(|at| reading.columns[*at].samples.is_empty());
    let mut columns = groups(reading);
    columns.retain(|group| !group.is.is_empty() || !empty(group));
    let listing = Listing {
        columns: COLUMNS,
        cells: &|group| cells(group, reading),
        keys: &[],
        values: &|_| Vec::new(),
        empty: "",
    };
    listing.print(context, out, Format::default(), &mut || Ok(std::mem::take(&mut columns)))?;
    if let Some(periods) = reading.periods_of_headings() {
        out.line(&format!("  periods: {periods}"))?;
    }
    for (name, (value, why)) in reading.fixed_and_used() {
        out.line(&format!("  {}: {value} ({why})", name.replace('_', " ")))?;
    }
    if !reading.marks.is_empty() {
        out.line(&format!("  marks: {} (its notes say so)", reading.marks_in_words()))?;
    }
    for kept in &reading.only {
        if !kept.values.is_empty() {
            let column = reading.columns[kept.place].name();
            out.line(&format!("  only where {column} is {} ({})", kept.values.join(" or "), kept.reason))?;
        }
    }
    Ok(())
}

/// For programs.
pub fn json(out: &mut Out, all: &All<'_>) -> Result<(), Failure> {
    let total = &all.arrival.total;
    let place = |place: CellPlace| {
        let sheet = all.said.sheets.get(usize::from(place.sheet)).cloned().unwrap_or_default();
        vec![
            ("sheet", Value::from(sheet)),
            ("row", Value::Count(u64::from(place.row))),
            ("column", column_letters(place.column).into()),
        ]
    };
    let refused = all.arrival.refused.first.iter().map(|refused| {
        let mut fields = place(refused.place);
        fields.push(("value", (&refused.value).into()));
        fields.push(("reason", (&refused.reason).into()));
        Value::Object(fields)
    });
    let fate = |line: &ImportLine| match line.fate {
        RowOutcome::Added => "added",
        RowOutcome::Changed => "changed",
        RowOutcome::Unchanged => "unchanged",
        RowOutcome::Conflict => "conflict",
    };
    let changes = all.arrival.lines.iter().map(|line| {
        let mut fields = vec![
            ("what", Value::from(fate(line))),
            ("name", (&line.name).into()),
            ("before", (&line.before).into()),
            ("after", (&line.after).into()),
            ("by", (&line.by).into()),
        ];
        fields.extend(place(line.place));
        Value::Object(fields)
    });
    let left_out = all
        .said
        .rows
        .left_out
        .iter()
        .map(|(why, count)| Value::Object(vec![("reason", why.into()), ("rows", Value::Count(*count))]));
    let sheets = all.readings.iter().map(reading);
    let by_table = all.arrival.by_table.iter().map(|(table, fates)| {
        Value::Object(vec![
            ("what", table.noun().into()),
            ("added", Value::Count(fates.added)),
            ("changed", Value::Count(fates.changed)),
            ("unchanged", Value::Count(fates.unchanged)),
            ("conflicts", Value::Count(fates.conflicts)),
        ])
    });
    let rows = &all.said.rows;
    let unused = rows.unused.iter().map(|column| {
        Value::Object(vec![
            ("heading", column.heading.as_str().into()),
            ("cells", Value::Count(column.cells)),
            ("why", column.why.as_str().into()),
        ])
    });
    let not_read = all.look.not_read(all.readings).into_iter();
    let not_read =
        not_read.map(|(name, why)| Value::Object(vec![("sheet", name.into()), ("why", why.into())]));
    out.json(&Value::Object(vec![
        ("file", all.file.name().into()),
        ("form", (&all.look.form).into()),
        ("dry_run", all.dry_run.into()),
        ("added", Value::Count(total.added)),
        ("changed", Value::Count(total.changed)),
        ("unchanged", Value::Count(total.unchanged)),
        ("conflicts", Value::Count(total.conflicts)),
        ("refused", Value::List(refused.collect())),
        ("refused_count", Value::Count(all.arrival.refused.count)),
        ("by_kind", Value::List(by_table.collect())),
        (
            "rows",
            Value::Object(vec![
                ("read", Value::Count(rows.read)),
                ("used", Value::Count(rows.used)),
                ("left_out", Value::Count(rows.left_out())),
                ("refused", Value::Count(rows.refused)),
            ]),
        ),
        ("cells", account(&all.cells())),
        ("unused_columns", Value::List(unused.collect())),
        ("not_read", Value::List(not_read.collect())),
        ("left_out", Value::List(left_out.collect())),
        ("links", Value::List(all.arrival.links.iter().map(Value::from).collect())),
        ("no_comparator", (&all.arrival.no_comparator).into()),
        ("new_periods", Value::List(all.arrival.new_periods.iter().map(Value::from).collect())),
        ("changes", Value::List(changes.collect())),
        ("sheets", Value::List(sheets.collect())),
        (
            "step",
            match &all.arrival.applied {
                Some(applied) => Value::Count(applied.operation.unsigned_abs()),
                None => Value::Nothing,
            },
        ),
    ]))
}

fn account(cells: &Cells) -> Value {
    Value::Object(vec![
        ("total", Value::Count(cells.total)),
        ("used", Value::Count(cells.used)),
        ("headings", Value::Count(cells.headings)),
        ("left_out", Value::Count(cells.left_out)),
        ("refused", Value::Count(cells.refused)),
    ])
}

fn reading(reading: &Reading) -> Value {
    let columns = reading.columns.iter().map(|column| {
        Value::Object(vec![
            ("column", column_letters(column.column.place).into()),
            ("heading", column.column.name.as_str().into()),
            ("is", column.field.map_or("nothing", |field| field.code).into()),
            ("period", column.period.map(|period| period.code()).unwrap_or_default().into()),
            ("label", column.label.as_str().into()),
            ("why", column.reason.as_str().into()),
            ("notes", Value::List(column.notes.iter().map(Value::from).collect())),
        ])
    });
    let fixed = reading.fixed_and_used().map(|(name, (value, why))| {
        Value::Object(vec![("name", name.into()), ("value", value.into()), ("why", why.into())])
    });
    let marks = reading
        .marks
        .iter()
        .map(|(mark, means)| Value::Object(vec![("mark", mark.into()), ("means", means.into())]));
    Value::Object(vec![
        ("name", reading.name.as_str().into()),
        ("becomes", reading.becomes().into()),
        (
            "header_row",
            reading.table.header.map_or(Value::Nothing, |header| Value::Count(u64::from(header.first))),
        ),
        ("columns", Value::List(columns.collect())),
        ("fixed", Value::List(fixed.collect())),
        ("marks", Value::List(marks.collect())),
        ("periods", reading.periods_of_headings().unwrap_or_default().into()),
    ])
}
