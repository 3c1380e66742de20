//! What goes into an owner's form: who it is for, what the workbook knows of
//! each indicator, and what its open cells hold.

use chrono::{NaiveDate, NaiveDateTime};

use super::fields::{ACTIONS, FIGURES, Field, RowKey};
use super::value::{Value, held};
use crate::domain::{Period, Rating, Unit};
use crate::workbook::{ActionStatus, Detail, Id};

/// Empty rows for actions about a red or amber indicator.
const SLOTS_OFF_TARGET: u32 = 3;
/// The same where there is no figure yet, and it may turn out red.
const SLOTS_AWAITING: u32 = 1;

/// Which form it is, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Identity of the workbook.
    pub workbook: String,
    pub period: Period,
    /// Empty for indicators that have none.
    pub owner: String,
    /// The operation it was made from.
    pub version: Id,
    /// Local time.
    pub made: NaiveDateTime,
    /// When it is to be back.
    pub due: Option<NaiveDate>,
}

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub identity: Identity,
    pub organisation: String,
    pub service: String,
    pub indicators: Vec<IndicatorLine>,
    pub actions: Vec<ActionLine>,
}

/// An indicator in a form: facts, then its open cells.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorLine {
    pub id: Id,
    pub reference: String,
    pub description: String,
    pub unit: Unit,
    pub decimals: u32,
    /// "higher is better".
    pub polarity: String,
    pub target: Option<f64>,
    /// Which result it is compared with: "previous period".
    pub comparator: &'static str,
    pub previous: Option<f64>,
    pub rating: Rating,
    /// One for each of [`FIGURES`], in their order.
    pub open: Vec<Value>,
}

/// An action in a form, or room for one.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionLine {
    pub key: RowKey,
    pub reference: String,
    pub description: String,
    pub rating: Rating,
    /// One for each of [`ACTIONS`], in their order.
    pub open: Vec<Value>,
}

impl Form {
    /// The form of an owner, from all that is known of their indicators.
    pub fn of(identity: Identity, organisation: &str, service: &str, details: &[Detail]) -> Self {
        let mut form = Self {
            identity,
            organisation: organisation.to_owned(),
            service: service.to_owned(),
            indicators: Vec::new(),
            actions: Vec::new(),
        };
        for detail in details {
            form.indicators.push(indicator_line(detail));
            form.actions.extend(action_lines(detail));
        }
        form
    }

    /// The period for people: "Q1 2015/16".
    pub fn period_title(&self) -> String {
        self.identity.period.title()
    }
}

fn indicator_line(detail: &Detail) -> IndicatorLine {
    let (indicator, standing) = (&detail.indicator, &detail.standing);
    IndicatorLine {
        id: indicator.id,
        reference: indicator.reference.clone(),
        description: indicator.description.clone(),
        unit: indicator.unit(),
        decimals: indicator.decimals,
        polarity: indicator.polarity.title(),
        target: standing.target,
        comparator: indicator.comparator.title(),
        previous: standing.previous,
        rating: standing.rating,
        open: FIGURES.iter().map(|about| held(detail, None, about.field)).collect(),
    }
}

/// Its actions that are still open, then room for new ones where it is off target or may be.
fn action_lines(detail: &Detail) -> Vec<ActionLine> {
    let rating = detail.standing.rating;
    let line = |key: RowKey, open: Vec<Value>| ActionLine {
        key,
        reference: detail.indicator.reference.clone(),
        description: detail.indicator.description.clone(),
        rating,
        open,
    };
    let indicator = detail.indicator.id;
    let still_open = detail
        .actions
        .iter()
        .map(|row| &row.action)
        .filter(|action| matches!(action.status, ActionStatus::Planned | ActionStatus::UnderWay));
    let mut lines: Vec<ActionLine> = still_open
        .map(|action| {
            let open = ACTIONS.iter().map(|about| held(detail, Some(action), about.field)).collect();
            line(RowKey::Action { indicator, action: action.id }, open)
        })
        .collect();
    let slots = match rating {
        Rating::AwaitingData => SLOTS_AWAITING,
        rating if is_off_target(rating) => SLOTS_OFF_TARGET,
        _ => 0,
    };
    lines.extend(
        (1..=slots).map(|slot| line(RowKey::New { indicator, slot }, vec![Value::Empty; ACTIONS.len()])),
    );
    lines
}

/// Red, or any kind of amber that is nearer to red than to green.
pub fn is_off_target(rating: Rating) -> bool {
    rating.is_colour() && rating.severity() <= Rating::Amber.severity()
}

impl IndicatorLine {
    /// Its key in the hidden cells.
    pub fn key(&self) -> RowKey {
        RowKey::Indicator(self.id)
    }

    /// Whether a figure or the reason why there is none is in it.
    pub fn is_given(&self) -> bool {
        FIGURES.iter().zip(&self.open).any(|(about, value)| {
            (about.field.is_figure() || about.field == Field::Missing) && *value != Value::Empty
        })
    }
}
