//! The workbook's own settings: which ratings there are, and changing what it says of itself.

use crate::domain::{Period, Rating, Scheme};
use crate::workbook::change::{Change, Record};
use crate::workbook::compare::OrganisationsRoom;
use crate::workbook::edits::with_name;
use crate::workbook::record::*;

/// New settings. `None` leaves a thing as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    pub organisation: Option<String>,
    pub service: Option<String>,
    /// Code of the rating scheme.
    pub scheme: Option<String>,
    /// Ratings that are reviewed, in any order.
    pub review: Option<Vec<Rating>>,
    /// Percent by which a forecast may be over its budget and still be amber, 0 to 100.
    pub budget_tolerance: Option<f64>,
    /// Score from which the register lists a risk, 1 to 999.
    pub risk_threshold: Option<u32>,
    /// Organisation or group whose benchmark stands beside results; empty for none.
    pub compare_with: Option<String>,
    /// The period it opens at.
    pub current_period: Option<Period>,
}

/// Which setting is refused, by its name in [`Settings`], and why.
pub type Refused = (&'static str, String);

/// The code of the scheme that governs an indicator: its own, or else the workbook's.
pub fn scheme_of<'a>(workbook: &'a Workbook, indicator: &'a Indicator) -> &'a str {
    if indicator.scheme.is_empty() { &workbook.scheme } else { &indicator.scheme }
}

/// The ratings that a person may give by hand in a period under a scheme, worst first: the scheme's own,
/// and that there is nothing to report. Empty where the scheme or the period is not known.
pub fn ratings_by_hand(scheme: &str, period: Period) -> Vec<Rating> {
    let mut ratings = scheme_ratings(scheme, period);
    if !ratings.is_empty() && !ratings.contains(&Rating::NotReportable) {
        ratings.push(Rating::NotReportable);
    }
    ratings
}

/// Whether a rating can be given by hand to an indicator in a period; else why not, as a sentence.
pub fn check_by_hand(
    workbook: &Workbook,
    indicator: &Indicator,
    period: Period,
    rating: Rating,
) -> Result<(), String> {
    let offered = ratings_by_hand(scheme_of(workbook, indicator), period);
    if offered.contains(&rating) {
        return Ok(());
    }
    Err(format!(
        "{} is no rating of the scheme that {} is judged by. Its ratings are {}.",
        rating.title(),
        indicator.reference,
        titles(&offered)
    ))
}

/// The ratings of a scheme in a period, worst first.
pub fn scheme_ratings(scheme: &str, period: Period) -> Vec<Rating> {
    let found = Scheme::find(Scheme::built_in(), scheme, period);
    found.map(Scheme::ratings).unwrap_or_default()
}

/// The ratings that can be queued for review: those of the workbook's scheme, those of the schemes that
/// its indicators name themselves, and that a figure is awaited.
pub fn reviewable(scheme: &str, period: Option<Period>, others: &[Rating]) -> Vec<Rating> {
    let mut known = period.map(|period| scheme_ratings(scheme, period)).unwrap_or_default();
    known.extend(others.iter().filter(|rating| rating.is_colour()));
    let mut ratings: Vec<Rating> = Rating::ALL.into_iter().filter(|rating| known.contains(rating)).collect();
    ratings.push(Rating::AwaitingData);
    ratings
}

/// Ratings for a sentence: "Red, Amber and Green".
pub fn titles(ratings: &[Rating]) -> String {
    let titles: Vec<&str> = ratings.iter().map(|rating| rating.title()).collect();
    match titles.as_slice() {
        [] => "none".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Changes the settings. `in_use` are ratings that indicators have under schemes of their own. With the
/// workbook's organisation its record is renamed, or the group it belongs to, so that its own figures stay
/// its own; where the name is that of another organisation, it belongs to that one from now on.
///
/// # Errors
/// Every setting that cannot be so, with the reason. A rating to be reviewed that no scheme in use has is
/// refused, unless the workbook has it already.
pub fn change_settings(
    workbook: &Workbook,
    room: &OrganisationsRoom,
    new: &Settings,
    in_use: &[Rating],
) -> Result<Change, Vec<Refused>> {
    let mut refused: Vec<Refused> = Vec::new();
    let mut after = workbook.clone();
    for (name, field, given) in [
        ("organisation", &mut after.organisation, &new.organisation),
        ("service", &mut after.service, &new.service),
    ] {
        match given.as_ref().map(|text| text.trim()) {
            // A group's workbook is about no service.
            Some("") if !field.is_empty() => refused.push((name, "write a name".to_owned())),
            Some(text) => text.clone_into(field),
            None => {}
        }
    }
    let group = room.our_group().filter(|_| after.organisation != workbook.organisation);
    let taken = room.group(&after.organisation).filter(|other| group.is_some_and(|own| own.id != other.id));
    if let Some(other) = taken {
        refused.push(("organisation", format!("there is a group “{}” already", other.name)));
    }
    if let Some(scheme) = &new.scheme {
        if *scheme != workbook.scheme && !Scheme::built_in().iter().any(|known| known.code == *scheme) {
            refused.push(("scheme", format!("there is no rating scheme “{scheme}”")));
        }
        after.scheme.clone_from(scheme);
    }
    if let Some(name) = &new.compare_with {
        name.trim().clone_into(&mut after.compare_with);
    }
    // Who is compared with the group by its name still is.
    if group.is_some_and(|group| group.name.eq_ignore_ascii_case(&after.compare_with)) {
        after.compare_with.clone_from(&after.organisation);
    }
    if new.current_period.is_some() {
        after.current_period = new.current_period;
    }
    let offered = reviewable(&after.scheme, after.current_period, in_use);
    let can_be = |rating: &Rating| offered.contains(rating) || workbook.review_ratings.contains(rating);
    if let Some(review) = &new.review {
        if review.is_empty() {
            refused.push(("review", "choose at least one, or there is nothing to review".to_owned()));
        }
        let strange: Vec<Rating> = review.iter().copied().filter(|rating| !can_be(rating)).collect();
        if !strange.is_empty() {
            let which = titles(&strange);
            refused
                .push(("review", format!("no indicator can be {which}: choose from {}", titles(&offered))));
        }
        // The order means nothing, so what is the same stays as it is written.
        let same = |one: &[Rating], other: &[Rating]| one.iter().all(|rating| other.contains(rating));
        if !(same(review, &workbook.review_ratings) && same(&workbook.review_ratings, review)) {
            after.review_ratings = Rating::ALL.into_iter().filter(|one| review.contains(one)).collect();
        }
    }
    let changed = (&after.scheme, &after.review_ratings) != (&workbook.scheme, &workbook.review_ratings);
    let reviewed = new.review.as_ref().unwrap_or(&workbook.review_ratings);
    if changed && !reviewed.is_empty() && !reviewed.iter().any(|rating| offered.contains(rating)) {
        refused.push((
            "review",
            format!("no indicator would be {}: choose from {} as well", titles(reviewed), titles(&offered)),
        ));
    }
    match new.budget_tolerance {
        Some(percent) if !(0.0..=100.0).contains(&percent) => {
            refused.push(("budget_tolerance", "write a percentage from 0 to 100".to_owned()));
        }
        Some(percent) => after.budget_tolerance = percent,
        None => {}
    }
    match new.risk_threshold {
        Some(score) if !(1..=999).contains(&score) => {
            refused.push(("risk_threshold", "write a score from 1 to 999".to_owned()));
        }
        Some(score) => after.risk_threshold = score,
        None => {}
    }
    if refused.is_empty() {
        let change = Change::new("Workbook settings").put(Record::Workbook(after.clone()));
        Ok(renamed(workbook, room, &after.organisation).into_iter().fold(change, Change::put))
    } else {
        Err(refused)
    }
}

/// What is called as the workbook is, under the name it has now: its organisation, or the group it belongs
/// to and the region of that name. Nothing where the name stays, or is another's.
fn renamed(workbook: &Workbook, room: &OrganisationsRoom, name: &str) -> Vec<Record> {
    if workbook.organisation == name {
        return Vec::new();
    }
    let group = room.our_group().map(|group| Record::Group(Group { name: name.to_owned(), ..group.clone() }));
    let called = room.find(&workbook.organisation).filter(|own| group.is_none() || own.class.is_average());
    let own = called.filter(|own| room.find(name).is_none_or(|other| other.id == own.id));
    let own = own.filter(|own| room.unrecorded(own.id).is_none());
    let organisation = own.map(|own| Record::Organisation(with_name(own, name)));
    group.into_iter().chain(organisation).collect()
}

/// A percentage of tolerance as it is written: `2.5`, `2.5%`.
pub fn read_tolerance(text: &str) -> Result<f64, String> {
    match text.trim().trim_end_matches('%').trim_end().parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("write a percentage from 0 to 100".to_owned()),
    }
}

/// A score from which the register lists risks.
pub fn read_threshold(text: &str) -> Result<u32, String> {
    match text.trim().parse() {
        Ok(score @ 1..=999) => Ok(score),
        _ => Err("write a score from 1 to 999".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_offers_its_own_ratings_and_no_others() {
        let quarter = Period::parse("2026/27-Q1").unwrap();
        for scheme in Scheme::built_in() {
            let offered = scheme_ratings(&scheme.code, quarter);
            assert!(!offered.is_empty(), "{}", scheme.code);
            assert!(offered.windows(2).all(|pair| pair[0].severity() < pair[1].severity()), "{offered:?}");
        }
        assert_eq!(
            scheme_ratings("four-colour", quarter),
            [Rating::Red, Rating::RedAmber, Rating::GreenAmber, Rating::Green]
        );
        assert_eq!(scheme_ratings("tolerance", quarter), [Rating::Red, Rating::Amber, Rating::Green]);
        assert_eq!(scheme_ratings("on-track", quarter), [Rating::NotOnTrack, Rating::OnTrack]);
        assert_eq!(scheme_ratings("none such", quarter), []);
    }
}
