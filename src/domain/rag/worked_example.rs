//! A scheme shown by what it makes of figures.

use super::scheme::{RatingInputs, Scheme};
use crate::domain::indicator::Polarity;

/// The target of the example, and the result before it, in per cent.
const TARGET: f64 = 80.0;
const PREVIOUS: f64 = 70.0;

impl Scheme {
    /// A sentence that says what the scheme makes of results from 100 to 0% where more is better:
    /// "With a target of 80% and 70% before: Green from 80%, Amber from 76%, Red below."
    /// It is worked out by the scheme itself, in steps of one per cent.
    pub fn worked_example(&self) -> String {
        let rate = |value: u8| {
            self.rate(&RatingInputs {
                value: Some(f64::from(value)),
                target: Some(TARGET),
                previous: Some(PREVIOUS),
                same_period_last_year: Some(PREVIOUS),
                polarity: Polarity::Higher,
                ..RatingInputs::default()
            })
        };
        let mut ends: Vec<(_, u8)> = Vec::new();
        for value in (0..=100).rev() {
            let rating = rate(value);
            match ends.last_mut() {
                Some((last, lowest)) if *last == rating => *lowest = value,
                _ => ends.push((rating, value)),
            }
        }
        let said: Vec<String> = ends
            .into_iter()
            .map(|(rating, lowest)| match lowest {
                0 => format!("{} below", rating.title()),
                lowest => format!("{} from {lowest}%", rating.title()),
            })
            .collect();
        format!("With a target of {TARGET}% and {PREVIOUS}% before: {}.", said.join(", "))
    }
}
