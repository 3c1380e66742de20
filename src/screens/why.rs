//! Why an indicator has the rating it has: the rule, the numbers, how far to the next.

use super::messages::{Passage, Reading, reading_screen};
use crate::domain::figures::format_value;
use crate::workbook::Detail;

/// The explanation of a rating.
#[derive(Debug, Clone)]
pub struct Why(Reading);

impl Why {
    /// Explains the rating of one indicator in one period.
    pub fn new(detail: &Detail) -> Self {
        let standing = &detail.standing;
        let explanation = &detail.explanation;
        let pair = |label: &str, text: &str| Passage::Pair(label.to_owned(), text.to_owned());
        let period = standing.period.title();
        let mut passages = vec![
            Passage::Words(standing.description.clone()),
            Passage::Blank,
            Passage::Chip(
                "Rating".to_owned(),
                standing.rating,
                format!("{} in {period}", crate::workbook::figures::rating(standing)),
            ),
        ];
        if standing.overridden {
            passages.push(Passage::Chip(
                "By the rule".to_owned(),
                standing.computed_rating,
                format!("{}, before it was overridden", standing.computed_rating.title()),
            ));
        }
        if let Some(given) = &detail.rating_override {
            let when = given.at.replace('T', " ");
            passages
                .push(pair("Overridden by", &format!("{}, {}", given.by, when.get(..16).unwrap_or(&when))));
            passages.push(pair("Because", &given.reason));
        }
        passages.push(Passage::Blank);
        for (label, text) in [("Scheme", &explanation.scheme), ("Rule", &explanation.rule)] {
            if !text.is_empty() {
                passages.push(pair(label, text));
            }
        }
        for (at, working) in explanation.workings.iter().enumerate() {
            passages.push(pair(if at == 0 { "Workings" } else { "" }, working));
        }
        for (label, text) in [("Boundary", &explanation.boundary), ("To the next", &explanation.distance)] {
            if !text.is_empty() {
                passages.push(pair(label, text));
            }
        }
        for (at, caveat) in explanation.caveats.iter().enumerate() {
            passages.push(pair(if at == 0 { "Mind" } else { "" }, caveat));
        }
        if let Some(expected) = detail.year_end() {
            let value = format_value(expected.value, standing.unit, standing.decimals);
            let words = format!("forecast {value} for {}", expected.forecast.period.title());
            passages.push(Passage::Blank);
            passages.push(match &expected.rating.assessment {
                Some(found) => Passage::Chip("Year end".to_owned(), found.rating, words),
                None => pair("Year end", &words),
            });
            if !expected.rating.target.said.is_empty() {
                passages.push(pair("", &expected.rating.words()));
            }
            for said in expected.said(&detail.indicator, standing.period) {
                passages.push(pair("", &said));
            }
        }
        if !explanation.source.is_empty() {
            passages.push(Passage::Blank);
            passages.push(pair("The rule is from", &explanation.source));
        }
        Self(Reading::new(format!("Why {} is {}", standing.reference, standing.rating.title()), passages))
    }
}

reading_screen!(Why);
