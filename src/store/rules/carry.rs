//! Opening the next period, as a change like any other.

use crate::domain::Period;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::read::{NextPeriod, carried_commentary, carried_sections, carried_targets, next_period};
use crate::store::rows::row;
use crate::workbook::edits::together;
use crate::workbook::*;

impl Store {
    /// The change that opens the period after `from`: the new period, the
    /// targets and words to carry as chosen, and the workbook opening there.
    ///
    /// Annual targets stay where they are and count for the new period too;
    /// open actions stay open. Nothing is changed until it is applied, and
    /// then one undo takes all of it back.
    ///
    /// # Errors
    /// [`StoreError::UnknownPeriod`]; [`StoreError::Duplicate`] when something was
    /// entered in the next period already.
    pub fn carry_forward(&self, from: Period, choices: CarryChoices) -> Result<Change, StoreError> {
        self.reading(|connection| {
            let NextPeriod { from: number, period: to, is_there } = next_period(connection, from)?;
            let mut edits = Vec::new();
            if !is_there {
                edits.push(Edit::Put(Record::Period(PeriodRecord {
                    id: 0,
                    revision: 0,
                    code: to,
                    status: PeriodStatus::Open,
                    reopened_because: String::new(),
                })));
            }
            if choices.targets {
                carried_targets(connection, number, to, |target| {
                    let carried = Target { id: 0, revision: 0, period: to, carried: true, ..target };
                    edits.push(Edit::Put(Record::Target(carried)));
                    Ok(())
                })?;
            }
            if choices.commentary {
                carried_commentary(connection, number, to, |words| {
                    let carried = Commentary {
                        id: 0,
                        revision: 0,
                        period: to,
                        status: CommentaryStatus::Draft,
                        carried_from: Some(from),
                        ..words
                    };
                    edits.push(Edit::Put(Record::Commentary(carried)));
                    Ok(())
                })?;
            }
            if choices.narrative {
                carried_sections(connection, number, |section| {
                    let carried = Section {
                        id: 0,
                        revision: 0,
                        period: to,
                        status: CommentaryStatus::Draft,
                        carried_from: Some(from),
                        source: String::new(),
                        ..section
                    };
                    edits.push(Edit::Put(Record::Section(carried)));
                })?;
            }
            let workbook = Workbook { current_period: Some(to), ..row::workbook(connection)? };
            edits.push(Edit::Put(Record::Workbook(workbook)));
            Ok(together(format!("Open {}", to.title()), &[], edits))
        })
    }
}
