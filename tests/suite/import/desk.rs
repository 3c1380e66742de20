//! Tables as readers tell them, how they are understood, and a workbook to import them into.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use quarterdeck::domain::Period;
use quarterdeck::import::mapping::Mapping;
use quarterdeck::import::reading::ColumnReading;
use quarterdeck::import::{Extraction, FilePreview, Known, Reading};
use quarterdeck::source::{Area, Cell, Event, Extras, Number, NumberFormat, Row, Sheet};
use quarterdeck::store::{Access, Store};
use quarterdeck::workbook::import_outcome::{ImportChoices, ImportLine, ImportOutcome, RowOutcome};
use quarterdeck::workbook::staged::{Slot, StagedFigures, StagedImport};
use quarterdeck::workbook::*;

use crate::store::support::{self, day, dump, indicator, stamp, workbook};

/// A sheet of a file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub name: String,
    pub hidden: bool,
    pub merged: Vec<Area>,
    pub rows: Vec<Row>,
    pub extras: Extras,
}

/// A sheet of texts: a line a row, `|` between cells. Empty lines are rows without anything.
pub fn table(text: &str) -> Table {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let cells = |line: &str| line.split('|').map(|cell| word(cell.trim())).collect::<Vec<_>>();
    grid(text.lines().map(cells).collect())
}

/// A sheet of these cells.
pub fn grid(rows: Vec<Vec<Cell>>) -> Table {
    let rows = (1..).zip(rows).filter_map(|(number, mut cells)| {
        while cells.last().is_some_and(|cell| *cell == Cell::Empty) {
            cells.pop();
        }
        (!cells.is_empty()).then_some(Row { number, cells, ..Row::default() })
    });
    Table { name: "Sheet1".to_owned(), rows: rows.collect(), ..Table::default() }
}

impl Table {
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Merges cells: rows from 1, columns from 0, both ends included.
    pub fn merge(mut self, rows: (u32, u32), columns: (u16, u16)) -> Self {
        self.merged.push(Area {
            first_row: rows.0,
            last_row: rows.1,
            first_column: columns.0,
            last_column: columns.1,
        });
        self
    }
}

pub fn word(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

pub fn number(value: f64) -> Cell {
    Cell::Number(Number { value, shown: NumberFormat::Plain, decimals: None })
}

/// A number shown as a percentage.
pub fn percent(value: f64, decimals: u8) -> Cell {
    Cell::Number(Number { value, shown: NumberFormat::Percent, decimals: Some(decimals) })
}

pub fn pounds(value: f64) -> Cell {
    Cell::Number(Number { value, shown: NumberFormat::Pounds, decimals: Some(0) })
}

pub fn date(text: &str) -> Cell {
    Cell::Date(day(text))
}

/// What a reader tells of these sheets.
pub fn events(sheets: &[Table]) -> Vec<Event> {
    let names = sheets.iter().map(|sheet| Sheet { name: sheet.name.clone(), hidden: sheet.hidden });
    let mut events = vec![Event::File { sheets: names.collect(), form: "made by a test".to_owned() }];
    for (place, sheet) in (0..).zip(sheets) {
        events.push(Event::Sheet {
            place,
            merged: sheet.merged.clone(),
            about: None,
            extras: sheet.extras.clone(),
        });
        events.extend(sheet.rows.iter().cloned().map(Event::Row));
        events.push(Event::End { more: false });
    }
    events.push(Event::Done);
    events
}

/// What is known at the desk of an officer of Barnet in the first quarter of 2015/16.
pub fn known() -> Known {
    Known {
        file: "returns.xlsx".to_owned(),
        organisation: "London Borough of Barnet".to_owned(),
        service: "Adults".to_owned(),
        first_month: 4,
        period: period("2015/16-Q1"),
        references: HashSet::new(),
        organisations: BTreeSet::new(),
        called: Default::default(),
        of_group: false,
    }
}

pub fn period(code: &str) -> Period {
    Period::parse(code).unwrap()
}

/// A file and all that was made of it.
pub struct Read {
    pub look: FilePreview,
    pub readings: Vec<Reading>,
    pub said: StagedImport,
}

/// Reads one sheet with nothing said of it.
pub fn read(table: &Table) -> Read {
    read_with(std::slice::from_ref(table), &Mapping::default(), &known())
}

/// Reads one sheet that is to become this.
pub fn read_as(becomes: &str, table: &Table) -> Read {
    let mapping = Mapping { becomes: becomes.to_owned(), ..Mapping::default() };
    read_with(std::slice::from_ref(table), &mapping, &known())
}

pub fn read_with(sheets: &[Table], mapping: &Mapping, known: &Known) -> Read {
    let events = events(sheets);
    let look = FilePreview::of(events.clone()).unwrap();
    let readings = look.readings(mapping, known);
    let said = gather(&events, &readings, known);
    Read { look, readings, said }
}

pub fn gather(events: &[Event], readings: &[Reading], known: &Known) -> StagedImport {
    let mut gathering = Extraction::new(known, readings);
    for event in events {
        gathering.event(event);
    }
    let said = gathering.finish();
    let rows = &said.rows;
    assert_eq!(rows.read, rows.used + rows.left_out() + rows.refused, "a row was lost: {rows:?}");
    said
}

/// What is said of a result: numerator, denominator, the result itself.
pub type Figures = (Option<f64>, Option<f64>, Option<f64>);

impl Read {
    pub fn reading(&self) -> &Reading {
        &self.readings[0]
    }

    /// The column of this heading; a column without one is called `column 3`.
    #[track_caller]
    pub fn column(&self, heading: &str) -> &ColumnReading {
        let found = self.reading().columns.iter().find(|column| column.name() == heading);
        found.unwrap_or_else(|| {
            let names: Vec<String> = self.reading().columns.iter().map(ColumnReading::name).collect();
            panic!("no column {heading} among {names:?}")
        })
    }

    /// What the column of this heading is taken for: `result 2015/16-Q1`, `nothing`.
    #[track_caller]
    pub fn is(&self, heading: &str) -> String {
        let column = self.column(heading);
        let field = column.field.map_or("nothing", |field| field.code);
        match column.period {
            Some(period) => format!("{field} {}", period.code()),
            None => field.to_owned(),
        }
    }

    /// What all columns are taken for, without their periods.
    pub fn fields(&self) -> Vec<&'static str> {
        self.reading()
            .columns
            .iter()
            .map(|column| column.field.map_or("nothing", |field| field.code))
            .collect()
    }

    pub fn headings(&self) -> Vec<String> {
        self.reading().columns.iter().map(|column| column.column.name.clone()).collect()
    }

    fn of<'a>(
        &'a self,
        list: &'a [StagedFigures],
        name: &str,
        period: &str,
        other: Option<&str>,
    ) -> Option<&'a StagedFigures> {
        list.iter().find(|one| {
            let indicator = &self.said.indicators[one.indicator as usize];
            let called = if indicator.reference.is_empty() {
                &indicator.as_new.description
            } else {
                &indicator.reference
            };
            let whose = one.organisation.map(|at| self.said.organisations[usize::from(at)].as_str());
            called == name
                && self.said.periods[usize::from(one.period)] == period.parse().unwrap()
                && whose == other
        })
    }

    fn figures(figures: &StagedFigures) -> Figures {
        (figures.get(Slot::Numerator), figures.get(Slot::Denominator), figures.get(Slot::Stated))
    }

    /// Our result, by the indicator's reference or, without one, its description.
    pub fn result(&self, name: &str, period: &str) -> Option<Figures> {
        self.of(&self.said.figures, name, period, None).map(Self::figures)
    }

    /// Our result where only the result itself is told.
    #[track_caller]
    pub fn stated(&self, name: &str, period: &str) -> f64 {
        let found = self.result(name, period);
        match found {
            Some((None, None, Some(stated))) => stated,
            _ => panic!("{name} in {period}: {found:?} of {:?}", self.all()),
        }
    }

    pub fn target(&self, name: &str, period: &str) -> Option<f64> {
        self.of(&self.said.figures, name, period, None)?.get(Slot::Target)
    }

    /// Why there is no result.
    pub fn missing(&self, name: &str, period: &str) -> Option<&str> {
        let at = self.of(&self.said.figures, name, period, None)?.missing?;
        Some(&self.said.reasons[usize::from(at)])
    }

    pub fn benchmark(&self, name: &str, period: &str, organisation: &str) -> Option<Figures> {
        self.of(&self.said.benchmarks, name, period, Some(organisation)).map(Self::figures)
    }

    /// Every figure as text, for messages.
    pub fn all(&self) -> Vec<String> {
        let of = |figures: &StagedFigures| {
            let indicator = &self.said.indicators[figures.indicator as usize];
            let name = if indicator.reference.is_empty() {
                &indicator.as_new.description
            } else {
                &indicator.reference
            };
            format!("{name} {} {:?}", self.said.periods[usize::from(figures.period)], Self::figures(figures))
        };
        self.said.figures.iter().map(of).collect()
    }

    #[track_caller]
    pub fn indicator(&self, name: &str) -> &Indicator {
        let found =
            self.said.indicators.iter().find(|one| one.reference == name || one.as_new.description == name);
        &found.unwrap_or_else(|| panic!("no {name} among {:?}", self.all())).as_new
    }

    /// Refusals as `B4 “12,5”: …`.
    pub fn refused(&self) -> Vec<String> {
        let refused = self.said.refused.first.iter();
        refused.map(|one| format!("{} “{}”: {}", self.said.cell(one.place), one.value, one.reason)).collect()
    }

    /// Exactly one refusal, which begins like this and says this.
    #[track_caller]
    pub fn refuses(&self, begins: &str, says: &str) {
        let refused = self.refused();
        assert!(
            refused.len() == 1 && refused[0].starts_with(begins) && refused[0].contains(says),
            "“{begins}… {says}” is not what is refused: {refused:?}"
        );
    }

    pub fn left_out(&self) -> BTreeMap<String, u64> {
        self.said.rows.left_out.clone()
    }

    /// Records of a table, with what belongs to what in the place of ids: `AS1: impact=4`.
    pub fn records(&self, wanted: quarterdeck::workbook::Table) -> Vec<String> {
        let records = self.said.records.iter().filter(|record| record.as_new.table() == wanted);
        records
            .map(|record| {
                let fields =
                    record.said.iter().filter(|(name, _)| !matches!(name.as_str(), "source" | "rounding"));
                let fields: Vec<String> = fields
                    .map(|(name, value)| format!("{name}={}", value.to_string().trim_matches('"')))
                    .collect();
                format!("{}: {}", record.name, fields.join(", ")).trim_end_matches([' ', ':']).to_owned()
            })
            .collect()
    }
}

/// A workbook on disk: two indicators of Barnet, one with a result.
pub struct Book {
    folder: tempfile::TempDir,
    pub store: Option<Store>,
    minute: u32,
}

/// The bytes of a new one, made once for all tests.
static NEW: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adults.qd");
    let named = |reference: &str, description: &str, number: i64| Indicator {
        reference: reference.to_owned(),
        description: description.to_owned(),
        polarity: quarterdeck::domain::Polarity::Higher,
        service: "Adults".to_owned(),
        owner: String::new(),
        ..indicator(-number, 1)
    };
    let records = vec![
        support::period("2014/15-Q4", PeriodStatus::Closed),
        support::period("2015/16-Q1", PeriodStatus::Open),
        support::period("2015/16-Q2", PeriodStatus::Open),
        Record::Indicator(named("AC/S3", "Working age adults in paid employment", 1)),
        Record::Indicator(named("AC/S6", "Adults with a personal budget", 2)),
        Record::Result(support::result(-1, "2015/16-Q1", 40.0)),
        Record::Commentary(support::commentary(-1, "2015/16-Q1", "Because the fair was late.")),
        Record::Action(support::action(-1, "2015/16-Q1", None)),
    ];
    let edits: Vec<Edit> = records.into_iter().map(Edit::Put).collect();
    let barnet = Workbook { organisation: "London Borough of Barnet".to_owned(), ..workbook() };
    Store::create(&path, &barnet, &edits, "New", &stamp(0)).unwrap();
    std::fs::read(path).unwrap()
});

impl Book {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adults.qd");
        std::fs::write(&path, &*NEW).unwrap();
        let store = Store::open(&path, Access::ReadWrite).unwrap();
        Self { folder, store: Some(store), minute: 1 }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("adults.qd")
    }

    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    pub fn stamp(&mut self) -> Stamp {
        self.minute += 1;
        stamp(self.minute)
    }

    /// Closes the file and opens it again.
    pub fn reopen(&mut self) {
        self.store = None;
        self.store = Some(Store::open(&self.path(), Access::ReadWrite).unwrap());
    }

    /// Everything in it, as text.
    pub fn dump(&self) -> Vec<String> {
        dump(&self.path())
    }

    pub fn preview(&self, said: &StagedImport, choices: &ImportChoices) -> ImportOutcome {
        self.store.as_ref().unwrap().preview(said, choices, &mut |_| true).unwrap()
    }

    /// Previews, imports, and says that both are the same.
    #[track_caller]
    pub fn import(&mut self, said: &StagedImport) -> ImportOutcome {
        self.import_with(said, &choices())
    }

    #[track_caller]
    pub fn import_with(&mut self, said: &StagedImport, choices: &ImportChoices) -> ImportOutcome {
        let before = self.dump();
        let preview = self.preview(said, choices);
        assert_eq!(self.dump(), before, "a preview changed something");
        let stamp = self.stamp();
        let mut done = self.store().import(said, choices, &stamp, &mut |_| true).unwrap();
        let applied = done.applied.take();
        assert_eq!(preview, done, "the preview told otherwise");
        assert_eq!(applied.is_some(), done.is_anything() || !done.new_periods.is_empty());
        done.applied = applied;
        assert_eq!(self.store().verify().unwrap(), Vec::<String>::new());
        done
    }

    pub fn undo(&mut self) {
        let stamp = self.stamp();
        self.store().undo(&stamp).unwrap();
    }

    pub fn redo(&mut self) {
        let stamp = self.stamp();
        self.store().redo(&stamp).unwrap();
    }

    /// All rows of a table, as the history would write them down.
    pub fn indicators(&mut self) -> Vec<Standing> {
        support::indicators(self.store(), &support::list("2015/16-Q1")).rows
    }

    #[track_caller]
    pub fn id(&mut self, reference: &str) -> Id {
        let rows = self.indicators();
        let found = rows.iter().find(|row| row.reference == reference);
        found.unwrap_or_else(|| panic!("no {reference}: {rows:?}")).indicator_id
    }

    #[track_caller]
    pub fn detail(&mut self, reference: &str, period: &str) -> Detail {
        let id = self.id(reference);
        support::detail(self.store(), id, period)
    }

    /// A person types a result.
    pub fn type_result(&mut self, reference: &str, period: &str, numerator: f64) {
        let detail = self.detail(reference, period);
        let record = match detail.result {
            Some(row) => ResultRecord { numerator: Some(numerator), ..row },
            None => support::result(detail.indicator.id, period, numerator),
        };
        let stamp = Stamp { who: "Pat Officer".to_owned(), ..self.stamp() };
        self.store().apply(&Change::new("typed").put(Record::Result(record)), &stamp).unwrap();
    }
}

pub fn choices() -> ImportChoices {
    ImportChoices { label: "Import returns.xlsx".to_owned(), ..ImportChoices::default() }
}

/// Lines of a fate as `AC/S3 result, Q1 2015/16: 40/100 -> 45/100`.
pub fn lines(arrival: &ImportOutcome, fate: RowOutcome) -> Vec<String> {
    let of = |line: &&ImportLine| line.fate == fate;
    let said = |line: &ImportLine| match line.before.as_str() {
        "" => format!("{}: {}", line.name, line.after),
        before => format!("{}: {before} -> {}", line.name, line.after),
    };
    arrival.lines.iter().filter(of).map(said).collect()
}

pub fn on(text: &str) -> NaiveDate {
    day(text)
}
