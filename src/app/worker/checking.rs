//! Checking a period a few indicators at a time, so that a key never waits for it.

use chrono::NaiveDate;

use super::{Address, Reply, Response};
use crate::domain::Period;
use crate::store::{CheckRun, Store, StoreError};

/// Indicators up to which a period is checked unasked, after every change.
const UNASKED: u64 = 20_000;

/// A checking under way.
pub(super) struct Checking {
    pub(super) address: Address,
    state: State,
}

enum State {
    /// Not begun: even that waits until nothing else is wanted.
    Asked {
        period: Period,
        today: NaiveDate,
        most: Option<u64>,
    },
    Running(Box<CheckRun>),
    TooMuch,
    Failed(StoreError),
    /// There is no workbook, or no longer the same.
    NoWorkbook,
}

impl Checking {
    pub(super) fn ask(period: Period, today: NaiveDate, however_much: bool, address: Address) -> Self {
        let most = (!however_much).then_some(UNASKED);
        Self { address, state: State::Asked { period, today, most } }
    }

    /// Looks at a few indicators; false when there is no more to look at.
    pub(super) fn step(&mut self, store: Option<&Store>) -> bool {
        let run = match &mut self.state {
            State::Asked { period, today, most } => {
                self.state = match store.map(|store| store.begin_checks(*period, *today, *most)) {
                    None => State::NoWorkbook,
                    Some(Ok(None)) => State::TooMuch,
                    Some(Ok(Some(run))) => State::Running(Box::new(run)),
                    Some(Err(error)) => State::Failed(error),
                };
                return matches!(self.state, State::Running(_));
            }
            State::Running(run) => run,
            _ => return false,
        };
        match store.map(|store| run.step(store)) {
            Some(Ok(more)) => more,
            Some(Err(error)) => {
                self.state = State::Failed(error);
                false
            }
            None => {
                self.state = State::NoWorkbook;
                false
            }
        }
    }

    /// What has been found.
    pub(super) fn finish(self) -> Response {
        let reply = match self.state {
            State::Running(run) => Reply::Checked(Some(Box::new(run.finish()))),
            State::TooMuch => Reply::Checked(None),
            // A question for another screen has stopped it; the next change begins it anew.
            State::Asked { .. }
            | State::NoWorkbook
            | State::Failed(StoreError::Cancelled | StoreError::UnknownPeriod { .. }) => Reply::Dropped,
            State::Failed(error) => Reply::Failed(error.to_string()),
        };
        response(self.address, reply)
    }

    /// For one that is not wanted any more.
    pub(super) fn dropped(self) -> Response {
        response(self.address, Reply::Dropped)
    }

    /// For one that came upon a fault of the program.
    pub(super) fn failed(address: Address) -> Response {
        let text = "The checks came upon a fault of the program and stopped. Nothing was changed.";
        response(address, Reply::Failed(text.to_owned()))
    }
}

fn response(address: Address, reply: Reply) -> Response {
    Response { address, reply, could_wait: true, ahead: false, on_the_way: false }
}
