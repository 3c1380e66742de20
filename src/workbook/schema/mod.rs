//! What each record is made of, field by field, said once. Forms, options of the command line, JSON,
//! the labels of the history, what an import fills in and the record with nothing said of it yet are
//! all read from here. `described!` refuses to compile where a field of the record is forgotten.

mod action;
mod committee;
mod delivery;
mod field_type;
mod indicator;
mod labels;
mod money;
mod narrative;
mod organisation;
mod risk;
mod text;
mod theme;

pub use field_type::{FieldType, Typed};
pub use indicator::schemes;
pub use labels::{FIELDS, is_hidden, searched};
pub use text::{When, optional, read_money, read_month, read_percentage, read_period};

use crate::domain::{Tense, Unit};
use crate::workbook::choice::{Choice, choice_options};
use crate::workbook::{
    Action, BudgetAmount, BudgetLine, CapitalAmount, Commitment, Control, Group, Indicator, Meeting,
    Milestone, Organisation, Question, Risk, Saving, SavingPosition, Section, Table, Theme, ValueField,
};

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    /// One line of text; what is pasted over several becomes one.
    Line,
    /// Several lines of text, of which a form shows so many.
    Text(u16),
    /// One of several: what is stored and typed, and what people read.
    Choice(fn() -> Vec<(String, String)>),
    /// A day; one that leaves out its year is sought in the past or in the future.
    Day(Tense),
    /// A figure of a unit, or of the unit of what the record is about.
    Figure(Option<Unit>),
    /// From 0 to 100.
    Percentage,
    /// An amount; plain numbers are pounds.
    Money,
    Period,
    Month,
    /// Yes or no.
    Tick,
}

/// A field as people and programs know it, whatever its record.
#[derive(Debug, Clone, Copy)]
pub struct Info {
    /// As the record, the column and a patch call it.
    pub code: &'static str,
    /// For people.
    pub label: &'static str,
    /// Its option, without dashes.
    pub flag: &'static str,
    /// Its key in JSON.
    pub key: &'static str,
    /// What to write, as a sentence.
    pub help: &'static str,
    pub kind: FieldKind,
    /// It must not be empty.
    pub required: bool,
    /// It must not be emptied; a record that has none stays without.
    pub kept: bool,
    /// Values already in use that complete it.
    pub completes: Option<ValueField>,
    /// What its option takes: `ROLE`.
    pub value_name: &'static str,
    /// Whether it has a line of its own in the form of its record and an option of its own. What is
    /// chosen together with other fields, or by a step, has not.
    pub alone: bool,
    /// The command line names the record by it, or says it before all options.
    pub names: bool,
    /// Over its option in the help of a command that has several kinds of them.
    pub heading: Option<&'static str>,
    /// A day that must have come.
    pub has_come: bool,
}

impl Info {
    const fn new(label: &'static str, kind: FieldKind, value_name: &'static str) -> Self {
        Self {
            code: "",
            label,
            flag: "",
            key: "",
            help: "",
            kind,
            required: false,
            kept: false,
            completes: None,
            value_name,
            alone: true,
            names: false,
            heading: None,
            has_come: false,
        }
    }

    /// With what the record calls it, which is its option and key too where nothing else was said.
    const fn of(self, code: &'static str) -> Self {
        let key = if self.key.is_empty() { code } else { self.key };
        let flag = if self.flag.is_empty() { key } else { self.flag };
        Self { code, key, flag, ..self }
    }

    const fn flag(self, flag: &'static str) -> Self {
        Self { flag, ..self }
    }

    /// Another word than the record's, in JSON and as an option.
    const fn key(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn kept(self) -> Self {
        Self { kept: true, ..self }
    }

    /// Whether a record that has `stored` there needs it.
    pub fn is_needed(&self, stored: &str) -> bool {
        self.required || (self.kept && !stored.trim().is_empty())
    }

    const fn completing(self, values: ValueField) -> Self {
        Self { completes: Some(values), ..self }
    }

    const fn takes(self, value_name: &'static str) -> Self {
        Self { value_name, ..self }
    }

    const fn by_hand(self) -> Self {
        Self { alone: false, ..self }
    }

    const fn names(self) -> Self {
        Self { names: true, ..self }
    }

    const fn under(self, heading: &'static str) -> Self {
        Self { heading: Some(heading), ..self }
    }

    const fn has_come(self) -> Self {
        Self { has_come: true, ..self }
    }

    /// Whether what is stored is a word of the program's own, such as `under_way`.
    pub fn is_coded(&self) -> bool {
        matches!(self.kind, FieldKind::Choice(_))
    }
}

/// How a day may be written.
pub const fn day_help(tense: Tense) -> &'static str {
    match tense {
        Tense::Past => "14 oct, fri, 2 weeks ago, end of march, 14/10/2026: the last such day.",
        Tense::Future => "4 dec, fri, +2w, end of march, Q3, 04/12/2026: the next such day.",
    }
}

const fn line(label: &'static str) -> Info {
    Info::new(label, FieldKind::Line, "TEXT")
}

const fn text(label: &'static str, rows: u16) -> Info {
    Info::new(label, FieldKind::Text(rows), "TEXT")
}

const fn period(label: &'static str) -> Info {
    Info::new(label, FieldKind::Period, "PERIOD")
}

const fn day(label: &'static str, tense: Tense) -> Info {
    Info::new(label, FieldKind::Day(tense), "DATE").help(day_help(tense))
}

const fn money(label: &'static str) -> Info {
    Info::new(label, FieldKind::Money, "AMOUNT")
}

const fn tick(label: &'static str) -> Info {
    Info::new(label, FieldKind::Tick, "YES")
}

const fn choice<T: Choice>(label: &'static str) -> Info {
    Info::new(label, FieldKind::Choice(choice_options::<T>), "CODE")
}

/// A field of a record.
pub struct Field<R: 'static> {
    pub info: Info,
    /// As it is typed.
    pub get: fn(&R) -> String,
    /// From what was typed; an error is the rest of a sentence without its stop.
    pub set: fn(&mut R, &Typed) -> Result<(), String>,
    /// As programs read it.
    pub json: fn(&R) -> serde_json::Value,
    /// Its text, where its type is that.
    pub words: fn(&mut R) -> Option<&mut String>,
}

impl<R> Field<R> {
    /// Its text, where anything may be written in it.
    pub fn free_text<'a>(&self, record: &'a mut R) -> Option<&'a mut String> {
        let is_free = self.info.alone && matches!(self.info.kind, FieldKind::Line | FieldKind::Text(_));
        (self.words)(record).filter(|_| is_free)
    }
}

/// A record that has a description.
pub trait Described: Clone + 'static {
    /// Its fields in the order of its form: all but its id and what else is bookkeeping.
    const FIELDS: &'static [Field<Self>];

    /// The field of a name.
    fn field(code: &str) -> Option<&'static Field<Self>> {
        Self::FIELDS.iter().find(|field| field.info.code == code)
    }
}

/// Describes a record: `field: how it is known => what it is at first;`, the type's default where
/// that is not said. A field that is neither described nor bookkeeping does not compile.
macro_rules! described {
    ($record:ident besides $($kept:ident $(= $at_first:tt)?),+ {
        $($field:ident: $info:expr $(=> $first:expr)?;)+
    }) => {
        impl $crate::workbook::schema::Described for $record {
            const FIELDS: &'static [$crate::workbook::schema::Field<Self>] = {
                use $crate::workbook::schema::{Field, FieldType};
                &[$(Field {
                    info: $info.of(stringify!($field)),
                    get: |record| FieldType::text(&record.$field),
                    set: |record, typed| FieldType::parse(typed).map(|value| record.$field = value),
                    json: |record| FieldType::json(&record.$field),
                    words: |record| FieldType::words(&mut record.$field),
                }),+]
            };
        }

        impl Default for $record {
            fn default() -> Self {
                Self {
                    $($kept: described!(@first $($at_first)?),)+
                    $($field: described!(@first $($first)?),)+
                }
            }
        }
    };
    (@first) => { Default::default() };
    (@first $first:expr) => { $first };
}

use described;

/// The fields of a table in the order of its form; nothing where it has no description.
pub fn infos(table: Table) -> Vec<&'static Info> {
    fn of<R: Described>() -> Vec<&'static Info> {
        R::FIELDS.iter().map(|field| &field.info).collect()
    }
    match table {
        Table::Indicator => of::<Indicator>(),
        Table::Risk => of::<Risk>(),
        Table::Control => of::<Control>(),
        Table::Commitment => of::<Commitment>(),
        Table::Action => of::<Action>(),
        Table::Meeting => of::<Meeting>(),
        Table::Question => of::<Question>(),
        Table::BudgetLine => of::<BudgetLine>(),
        Table::BudgetAmount => of::<BudgetAmount>(),
        Table::CapitalAmount => of::<CapitalAmount>(),
        Table::Saving => of::<Saving>(),
        Table::SavingPosition => of::<SavingPosition>(),
        Table::Milestone => of::<Milestone>(),
        Table::Section => of::<Section>(),
        Table::Theme => of::<Theme>(),
        Table::Organisation => of::<Organisation>(),
        Table::Group => of::<Group>(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
