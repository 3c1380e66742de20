//! Ratings of risks as registers write them: numbers, words, a column for each period.

use serde_json::{Value, json};

use crate::domain::Period;
use crate::import::extract::{Dated, RowView, belongs_to, words_of};
use crate::import::figure::missing;
use crate::import::reading::SCALE;
use crate::import::words::plain;
use crate::workbook::risk_steps::empty_assessment;
use crate::workbook::{AssessmentKind, Record, Table};

/// Says the ratings of several periods: the number and the word of one period together.
pub(super) fn rate(row: &mut RowView<'_>, reference: &str, rated: &[Dated]) {
    let mut periods: Vec<Period> = rated.iter().map(|one| one.period).collect();
    periods.dedup();
    periods.sort_unstable();
    periods.dedup();
    for period in periods {
        let (mut score, mut label, mut place) = (Value::Null, String::new(), None);
        for one in rated.iter().filter(|one| one.period == period && missing(&one.text).is_none()) {
            match steps_in(&one.text).as_slice() {
                [number] => score = json!(number),
                [] => {}
                _ => {
                    row.refuse_at(one.place, "there are two figures in one cell; keep the one that counts");
                    continue;
                }
            }
            place = Some(one.place);
            if let Some(word) = word_in(&one.text) {
                label = word;
            }
        }
        let Some(place) = place else { continue };
        let period = row.name_period(period);
        row.say(
            "score_then",
            &format!("{reference} rating in {}", period.title()),
            Record::Assessment(empty_assessment(0, period, AssessmentKind::Current)),
            &["risk_id", "period", "kind"],
            vec![("stated_score", score), ("stated_label", words_of(&label))],
            vec![belongs_to("risk_id", Table::Risk, reference)],
        );
        row.last_said_at(place);
    }
}

/// The whole numbers in a text.
fn steps_in(text: &str) -> Vec<u32> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// The word beside a number; the L and the I of "L4" and "I3" only say what is measured.
pub(super) fn word_in(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let word = letters.trim_matches([' ', '-', '–', '(', ')', ':']);
    (word.chars().count() > 1).then(|| word.to_owned())
}

/// The step of a word in the scale that was said for the file: `high: 4, medium: 3, low: 2`.
pub(super) fn step_of_word(row: &RowView<'_>, text: &str) -> Option<u32> {
    let scale = row.fixed(SCALE)?;
    let of = |part: &str| {
        let (word, step) = part.rsplit_once([':', '='])?;
        (plain(word) == plain(text)).then(|| step.trim().parse().ok())?
    };
    scale.split([',', ';']).find_map(of)
}
