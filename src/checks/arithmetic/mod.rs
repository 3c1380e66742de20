//! Figures against the figures they are worked out from.

pub(super) mod budget_percent;
pub(super) mod budget_total;
pub(super) mod budget_variation;
pub(super) mod capital_chain;
pub(super) mod capital_variance;
pub(super) mod confidence;
pub(super) mod growth;
pub(super) mod parts;
pub(super) mod rating;
pub(super) mod result;
pub(super) mod risk_label;
pub(super) mod risk_score;
pub(super) mod risk_words;
pub(super) mod run_rate;
pub(super) mod travel;
pub(super) mod travel_as_printed;
pub(super) mod variance;
pub(super) mod words;

use super::{Check, Family, Found, LooksAt, figures};
use crate::workbook::*;
