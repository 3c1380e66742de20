//! Every table, one declaration each: its statements, reading and writing come
//! from it.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Row, Statement, ToSql};

use crate::domain::Period;
use crate::store::rows::codes::{
    DayIn, DayOut, MaybePeriodIn, MaybePeriodOut, PeriodIn, PeriodOut, RatingsIn, RatingsOut,
};
use crate::workbook::*;

/// A record that has a table of the same shape.
pub(in crate::store) trait TableRow: Sized + Clone + PartialEq {
    /// The table's name in the file.
    const NAME: &'static str;
    /// Whether it has a column `period` that periods of the workbook are told by.
    const OF_PERIOD: bool;
    /// All columns, without a WHERE clause.
    const SELECT: &'static str;
    const BY_ID: &'static str;
    /// Only for records that belong to an indicator.
    const BY_INDICATOR: &'static str;
    /// The condition that a row has the natural key of another; empty for tables without one.
    const KEY: &'static str;
    const INSERT: &'static str;
    /// Updates row ?1 to revision ?2, provided it is at the revision before.
    const UPDATE: &'static str;
    /// Deletes row ?1, provided it is at revision ?2.
    const DELETE: &'static str;

    /// Reads a row of [`Self::SELECT`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// Binds the columns after id and revision, from parameter 3 on.
    fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()>;
    /// Calls `see` with the columns after id and revision, in order: name and value as in the file.
    fn columns(&self, see: &mut dyn FnMut(&'static str, ValueRef<'_>)) -> rusqlite::Result<()>;
    /// Binds the natural key in [`Self::KEY`].
    fn bind_key(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()>;
    fn into_record(self) -> Record;
    /// The rows it refers to, those it belongs to first.
    fn parents(&mut self) -> Vec<(Table, &mut Id)>;
    /// The same, only to be looked at: none refers to more than two.
    fn refers_to(&self) -> [Option<(Table, Id)>; 2];
    /// The period it is about.
    fn of_period(&self) -> Option<Period>;
    /// For what outlives a period: the one it was closed in, none while it is open.
    fn closed_in(&self) -> Option<Option<Period>>;
}

/// A reference to another row, which some records may leave out.
trait Reference {
    fn slot(&mut self) -> Option<&mut Id>;
    fn id(&self) -> Option<Id>;
}

impl Reference for Id {
    fn slot(&mut self) -> Option<&mut Id> {
        Some(self)
    }

    fn id(&self) -> Option<Id> {
        Some(*self)
    }
}

impl Reference for Option<Id> {
    fn slot(&mut self) -> Option<&mut Id> {
        self.as_mut()
    }

    fn id(&self) -> Option<Id> {
        *self
    }
}

macro_rules! placeholder {
    ($field:ident) => {
        ", ?"
    };
}

macro_rules! write_field {
    ($value:expr) => {
        &$value
    };
    ($value:expr, maybe_period) => {
        MaybePeriodIn($value)
    };
    ($value:expr, period) => {
        PeriodIn($value)
    };
    ($value:expr, day) => {
        DayIn($value)
    };
    ($value:expr, ratings) => {
        RatingsIn(&$value)
    };
}

macro_rules! read_field {
    ($row:expr, $at:expr) => {
        $row.get($at)?
    };
    ($row:expr, $at:expr, maybe_period) => {
        $row.get::<_, MaybePeriodOut>($at)?.0
    };
    ($row:expr, $at:expr, period) => {
        $row.get::<_, PeriodOut>($at)?.0
    };
    ($row:expr, $at:expr, day) => {
        $row.get::<_, DayOut>($at)?.0
    };
    ($row:expr, $at:expr, ratings) => {
        $row.get::<_, RatingsOut>($at)?.0
    };
}

macro_rules! parent_table {
    ($row:expr, of $table:ident) => {
        Table::$table
    };
    // The table is named by a field of the record.
    ($row:expr, by $field:ident) => {
        $row.$field
    };
}

/// One declaration per record: its table and columns (how each is written,
/// where not as it is), the columns of its natural key, the rows it refers
/// to, and the column of the period it is about.
macro_rules! stored {
    (($d:tt) $($variant:ident: $record:ident in $table:literal [$($field:ident $(: $form:ident)?),+ $(,)?]
        $(key [$($key:ident),+])?
        $(parents [$($parent:ident $how:ident $of:ident),+])?
        $(period $period:ident)?
        $(closed $closed:ident)?;)+) => {
        $(impl TableRow for $record {
            const NAME: &'static str = $table;
            const OF_PERIOD: bool = matches!(stringify!($($period)?).as_bytes(), b"period");
            const SELECT: &'static str =
                concat!("SELECT id, revision", $(", \"", stringify!($field), "\""),+, " FROM \"", $table, "\"");
            const BY_ID: &'static str = concat!(
                "SELECT id, revision", $(", \"", stringify!($field), "\""),+, " FROM \"", $table, "\" WHERE id = ?1"
            );
            const BY_INDICATOR: &'static str = concat!(
                "SELECT id, revision", $(", \"", stringify!($field), "\""),+,
                " FROM \"", $table, "\" WHERE indicator_id = ?1"
            );
            const KEY: &'static str =
                concat!("" $($(, " AND \"", stringify!($key), "\" IS :", stringify!($key))+)?);
            const INSERT: &'static str = concat!(
                "INSERT INTO \"", $table, "\" (id, revision", $(", \"", stringify!($field), "\""),+,
                ") VALUES (?1, ?2", $(placeholder!($field)),+, ")"
            );
            const UPDATE: &'static str = concat!(
                "UPDATE \"", $table, "\" SET revision = ?2", $(", \"", stringify!($field), "\" = ?"),+,
                " WHERE id = ?1 AND revision = ?2 - 1"
            );
            const DELETE: &'static str = concat!("DELETE FROM \"", $table, "\" WHERE id = ?1 AND revision = ?2");

            fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
                let mut at = 1;
                Ok(Self {
                    id: row.get(0)?,
                    revision: row.get(1)?,
                    $($field: {
                        at += 1;
                        read_field!(row, at $(, $form)?)
                    }),+
                })
            }

            fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()> {
                let mut at = 2;
                $(
                    at += 1;
                    statement.raw_bind_parameter(at, write_field!(self.$field $(, $form)?))?;
                )+
                Ok(())
            }

            fn columns(&self, see: &mut dyn FnMut(&'static str, ValueRef<'_>)) -> rusqlite::Result<()> {
                $(
                    match write_field!(self.$field $(, $form)?).to_sql()? {
                        ToSqlOutput::Borrowed(value) => see(stringify!($field), value),
                        ToSqlOutput::Owned(value) => see(stringify!($field), ValueRef::from(&value)),
                        _ => return Err(rusqlite::Error::InvalidQuery),
                    }
                )+
                Ok(())
            }

            fn bind_key(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()> {
                $(
                    if let Some(at) = statement.parameter_index(concat!(":", stringify!($field)))? {
                        statement.raw_bind_parameter(at, write_field!(self.$field $(, $form)?))?;
                    }
                )+
                Ok(())
            }

            fn into_record(self) -> Record {
                Record::$variant(self)
            }

            fn parents(&mut self) -> Vec<(Table, &mut Id)> {
                #[allow(unused_mut, reason = "some records refer to nothing")]
                let mut parents = Vec::new();
                $($(
                    let table = parent_table!(self, $how $of);
                    parents.extend(self.$parent.slot().map(|id| (table, id)));
                )+)?
                parents
            }

            fn refers_to(&self) -> [Option<(Table, Id)>; 2] {
                #[allow(unused_mut, reason = "some records refer to nothing")]
                let mut found = [None; 2];
                $(
                    let ids = [$(self.$parent.id().map(|id| (parent_table!(self, $how $of), id))),+];
                    for (slot, id) in found.iter_mut().zip(ids.into_iter().filter(Option::is_some)) {
                        *slot = id;
                    }
                )?
                found
            }

            fn of_period(&self) -> Option<Period> {
                #[allow(unused_mut, unused_assignments, reason = "some records belong to no period")]
                let mut period = None;
                $(period = Some(self.$period);)?
                period
            }

            fn closed_in(&self) -> Option<Option<Period>> {
                #[allow(unused_mut, unused_assignments, reason = "some records are never closed")]
                let mut closed = None;
                $(closed = Some(self.$closed);)?
                closed
            }
        })+

        /// Runs `$body` with `$it` bound to the record inside, whatever its type.
        macro_rules! with_record {
            ($d record:expr, $d it:ident => $d body:expr) => {
                match $d record {
                    $(Record::$variant($d it) => $d body),+
                }
            };
        }

        /// Runs `$body` with `$kind` naming the record type of a table.
        macro_rules! with_table {
            ($d table:expr, $d kind:ident => $d body:expr) => {
                match $d table {
                    $(Table::$variant => {
                        type $d kind = $record;
                        $d body
                    })+
                }
            };
        }
    };
}

stored! { ($)
    Workbook: Workbook in "workbook" [
        uuid, organisation, service, first_month, scheme, current_period: maybe_period, review_ratings: ratings, note,
        budget_tolerance, risk_threshold, compare_with,
    ];
    Period: PeriodRecord in "period" [code: period, status, reopened_because] key [code] period code;
    Indicator: Indicator in "indicator" [
        reference, description, definition, kind, service, owner, officer, portfolio_holder, measure,
        unit_name, decimals, scale, counted, polarity, frequency, basis, comparator, compare_with, scheme, tolerance, source, retired_from: maybe_period,
        retired_because,
    ] key [reference];
    Target: Target in "target" [indicator_id, period: period, value, carried, source]
        key [indicator_id, period] parents [indicator_id of Indicator] period period;
    Result: ResultRecord in "result" [
        indicator_id, period: period, numerator, denominator, stated, printed, missing_because, status,
        covers_from: day, covers_to: day, basis, illustrative, source,
    ] key [indicator_id, period] parents [indicator_id of Indicator] period period;
    Forecast: Forecast in "forecast" [
        indicator_id, period: period, made_in: maybe_period, value, numerator, denominator, confidence, reason,
    ]
        key [indicator_id, period, made_in] parents [indicator_id of Indicator] period period;
    RatingOverride: RatingOverride in "rating_override" [indicator_id, period: period, rating, reason, by, at]
        key [indicator_id, period] parents [indicator_id of Indicator] period period;
    Printed: Printed in "printed" [indicator_id, period: period, field, text]
        key [indicator_id, period, field] parents [indicator_id of Indicator] period period;
    Benchmark: Benchmark in "benchmark" [
        indicator_id, period: period, organisation, numerator, denominator, value, missing_because, source,
    ]
        key [indicator_id, period, organisation] parents [indicator_id of Indicator] period period;
    Commentary: Commentary in "commentary" [indicator_id, period: period, kind, text, status, carried_from: maybe_period]
        key [indicator_id, period, kind] parents [indicator_id of Indicator] period period;
    Action: Action in "action" [
        subject, subject_id, period: period, closed_in: maybe_period, description, client_group, owner, due: day, status,
        progress, expected_effect, expected_value, expected_by: maybe_period, effect, effect_from: maybe_period,
    ] parents [subject_id by subject] period period closed closed_in;
    Review: Review in "review" [indicator_id, period: period, state, reason, fingerprint, by, at]
        key [indicator_id, period] parents [indicator_id of Indicator] period period;
    Risk: Risk in "risk" [
        reference, title, cause, event, consequence, category, service, owner, treatment, assurance,
        opened_in: maybe_period, closed_in: maybe_period, closed_because, placeholder, source,
    ] key [reference] closed closed_in;
    Assessment: Assessment in "assessment" [
        risk_id, period: period, kind, impact, probability, stated_score, stated_label, stated_impact,
        stated_probability, mapped_impact, mapped_probability, reason, illustrative,
    ] key [risk_id, period, kind] parents [risk_id of Risk] period period;
    Control: Control in "control" [
        risk_id, period: period, closed_in: maybe_period, position, description, owner, due: day, status,
    ] parents [risk_id of Risk] period period closed closed_in;
    Matrix: MatrixRecord in "matrix" [period: period, definition] key [period] period period;
    BudgetLine: BudgetLine in "budget_line" [
        kind, parent_id, position, name, service, owner, tolerance, retired_from: maybe_period,
    ] parents [parent_id of BudgetLine];
    BudgetAmount: BudgetAmount in "budget_amount" [
        line_id, period: period, original, revised, forecast, stated_variation, stated_percent, comment, rounding,
        carried, source,
    ] key [line_id, period] parents [line_id of BudgetLine] period period;
    CapitalAmount: CapitalAmount in "capital_amount" [
        line_id, period: period, original, slippage_in, slippage, additions, deletions, accelerations, forecast,
        slippage_out, stated_revised, stated_latest, stated_variance, variance_base, comment, rounding, carried,
        source,
    ] key [line_id, period] parents [line_id of BudgetLine] period period;
    // A month's figures go on changing after the quarter it is in is closed.
    MonthlyAmount: MonthlyAmount in "monthly_amount" [
        line_id, period: period, budget, actual, forecast, illustrative, source,
    ] key [line_id, period] parents [line_id of BudgetLine];
    Saving: Saving in "saving" [
        reference, description, service, owner, opened_in: maybe_period, closed_in: maybe_period, source,
    ] key [reference] closed closed_in;
    SavingPosition: SavingPosition in "saving_position" [
        saving_id, period: period, target, forecast, status, comment,
    ] key [saving_id, period] parents [saving_id of Saving] period period;
    Commitment: Commitment in "commitment" [
        reference, plan, description, scale, service, owner, due: day, position, opened_in: maybe_period, closed_in: maybe_period,
        placeholder, source,
    ] key [reference] closed closed_in;
    CommitmentRating: CommitmentRating in "commitment_rating" [
        commitment_id, period: period, rating, commentary, path_to_green, illustrative,
    ] key [commitment_id, period] parents [commitment_id of Commitment] period period;
    Milestone: Milestone in "milestone" [commitment_id, position, description, due: day, done_on: day]
        parents [commitment_id of Commitment];
    Section: Section in "section" [
        period: period, kind, position, heading, text, action_required, status, carried_from: maybe_period, source,
    ] period period;
    Meeting: Meeting in "meeting" [name, held_on: day, report, resolution, source];
    Question: Question in "question" [
        meeting_id, position, asker, page, cited, question, reply, promise, promise_owner, promise_due: day,
        promise_sent: day, resolution,
    ] parents [meeting_id of Meeting];
    Link: Link in "link" [one, one_id, other, other_id, note]
        key [one, one_id, other, other_id] parents [one_id by one, other_id by other];
    Mapping: MappingRecord in "mapping" [name, definition] key [name];
    // Not of a period that it could be closed with: a late return is still collected.
    Return: ReturnForm in "return_form" [
        period: period, owner, file, version, sent_at, due: day, collected_at,
    ] key [period, owner];
    // About a point, not of its period: one long closed may still be noted on.
    ChartMark: ChartMark in "chart_mark" [indicator_id, period: period, kind, text]
        key [indicator_id, period, kind] parents [indicator_id of Indicator];
    // Of a period that is closed by the same step.
    Publication: Publication in "publication" [
        period: period, template, version, by, at, reason, bands, checksum, pages, changes,
    ] key [period, template, version];
    // Not of a period that it could be closed with: what was published may still be let stand.
    Acceptance: Acceptance in "acceptance" [
        period: period, code, subject, subject_id, field, fingerprint, reason, by, at,
    ] key [period, code, subject, subject_id, field] parents [subject_id by subject];
    RuleOff: RuleOff in "rule_off" [code, reason, by, at] key [code];
    OwnWord: OwnWord in "own_word" [word] key [word];
    Organisation: Organisation in "organisation" [
        code, name, other_names, class, exists_from: day, exists_to: day, merged_into,
    ] key [name] parents [merged_into of Organisation];
    Group: Group in "organisation_group" [name, kind, position, neighbours_of, year: maybe_period, ours, source]
        key [name] parents [neighbours_of of Organisation];
    GroupMember: GroupMember in "group_member" [group_id, organisation_id, position]
        key [group_id, organisation_id] parents [group_id of Group, organisation_id of Organisation];
    Theme: Theme in "theme" [parent_id, position, name] key [parent_id, name] parents [parent_id of Theme];
    IndicatorTheme: IndicatorTheme in "indicator_theme" [indicator_id, theme_id, position]
        key [indicator_id] parents [indicator_id of Indicator, theme_id of Theme];
    TargetReason: TargetReason in "target_reason" [indicator_id, period: period, reason]
        key [indicator_id, period] parents [indicator_id of Indicator] period period;
    SignOff: SignOff in "sign_off" [indicator_id, period: period, role, signed_on: day, value, target, by, at]
        key [indicator_id, period, role] parents [indicator_id of Indicator] period period;
}
