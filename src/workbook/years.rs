//! The years around a period of an indicator: what they ended at, their targets and why those were set,
//! and who has signed the period off.

use super::answer::Detail;
use super::compare::Beside;
use super::figures::figure;
use super::record::{SignOff, Target, TargetReason};
use crate::domain::dates::short_date;
use crate::domain::figures::{format_change, format_value};
use crate::domain::improvement::improvement;
use crate::domain::{Period, Unit};

/// What a year ended at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outturn {
    pub year: Period,
    pub value: f64,
    /// Invented, as a sample's may be.
    pub illustrative: bool,
}

/// Of an indicator, around a period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Years {
    /// Those of last year, this year and the next, and of their parts.
    pub targets: Vec<Target>,
    /// Why they were set, for the same years.
    pub reasons: Vec<TargetReason>,
    /// What earlier years ended at, oldest first; at most three.
    pub outturns: Vec<Outturn>,
    /// The own place among the group at the end of last year.
    pub last_year: Option<Beside>,
    /// Of the period, in the order they were recorded.
    pub sign_offs: Vec<SignOff>,
}

impl Years {
    /// The target of a year, or of a part of one, where it has its own.
    pub fn target(&self, period: Period) -> Option<&Target> {
        self.targets.iter().find(|target| target.period == period)
    }

    /// Why the target of a year was set as it is; empty where nobody says.
    pub fn reason(&self, year: Period) -> &str {
        self.reason_record(year).map_or("", |kept| kept.reason.as_str())
    }

    /// The same as it is kept.
    pub fn reason_record(&self, year: Period) -> Option<&TargetReason> {
        self.reasons.iter().find(|kept| kept.period == year.whole_year())
    }
}

impl SignOff {
    /// "Director of Adults, 12 Oct 2015".
    pub fn title(&self) -> String {
        let on = self.signed_on.map(short_date).unwrap_or_default();
        format!("{}, {on}", self.role)
    }

    /// Says that the figures are no longer those that were signed: "the result was 41.4 weeks when it
    /// was signed and is 42.0 weeks now"; none while they are.
    pub fn since_changed(&self, detail: &Detail) -> Option<String> {
        let standing = &detail.standing;
        let said = |value: Option<f64>| match value {
            Some(_) => figure(value, standing),
            None => "none".to_owned(),
        };
        let mut changed = Vec::new();
        for (what, signed, now) in
            [("result", self.value, standing.value), ("target", self.target, standing.target)]
        {
            let same = match (signed, now) {
                (Some(signed), Some(now)) => crate::domain::same(signed, now),
                (signed, now) => signed.is_none() && now.is_none(),
            };
            if !same {
                changed.push(format!(
                    "the {what} was {} when it was signed and is {} now",
                    said(signed),
                    said(now)
                ));
            }
        }
        (!changed.is_empty()).then(|| changed.join("; "))
    }
}

impl Detail {
    /// A sign-off in a sentence, with what has changed since: "Signed off by Director of Adults, 12 Oct
    /// 2015. Since then: …"
    pub fn sign_off_words(&self, one: &SignOff) -> String {
        match one.since_changed(self) {
            None => format!("Signed off by {}.", one.title()),
            Some(changed) => format!("Signed off by {}, of earlier figures: {changed}.", one.title()),
        }
    }

    /// The financial year after the one the period is in.
    pub fn next_year(&self) -> Period {
        self.standing.period.whole_year().next()
    }

    /// The target of next year.
    pub fn next_target(&self) -> Option<&Target> {
        self.years.target(self.next_year())
    }

    /// Why it was set as it is; empty where nobody says.
    pub fn next_target_reason(&self) -> &str {
        self.years.reason(self.next_year())
    }

    /// Where a target is set from: the estimated outturn, else the result of the period.
    fn stands_at(&self) -> Option<(f64, String)> {
        if let Some(forecast) = self.year_end() {
            return Some((forecast.value, "the estimated outturn".to_owned()));
        }
        let period = self.standing.period;
        Some((self.standing.value?, format!("the result of {}", period.title())))
    }

    /// What a target would take, as a sentence: "38.0 weeks is 3.4 weeks less than the result of Q2
    /// 2015/16 of 41.4 weeks, 8.2% better." None where there is no figure to set out from.
    pub fn takes(&self, target: f64) -> Option<String> {
        let (from, named) = self.stands_at()?;
        let (indicator, standing) = (&self.indicator, &self.standing);
        // The numbers counted are those of the result, which an estimate may be far from.
        let of = self.result.as_ref().and_then(|result| Some((result.numerator?, result.denominator?)));
        let way = improvement(from, target, indicator.polarity, of, indicator.scale);
        let written = |value: f64| figure(Some(value), standing);
        if crate::domain::same(from, target) {
            return Some(format!("{} is the same as {named}.", written(target)));
        }
        let size = indicator.spec().amount(way.change.abs(), &indicator.counted);
        let more = if way.change > 0.0 { "more" } else { "less" };
        let judged = match (way.better, way.percent) {
            (None, Some(percent)) => format!(" ({})", format_change(percent, Unit::Percent, 1)),
            (None, None) => String::new(),
            (Some(better), percent) => {
                let share =
                    percent.map(|percent| format!("{} ", format_value(percent.abs(), Unit::Percent, 1)));
                let word = if better { "better" } else { "worse" };
                format!(", {}{word}", share.unwrap_or_default())
            }
        };
        let counted = way.counted.zip(of).and_then(|(more, (_, denominator))| {
            let now = crate::domain::same(self.standing.value?, from) || self.year_end().is_none();
            if !now || more == 0 {
                return None;
            }
            let things = if indicator.counted.trim().is_empty() { "" } else { indicator.counted.trim() };
            let side = if more > 0 { "more" } else { "fewer" };
            let of = format_value(denominator, Unit::Number, 0);
            let count = format_value(more.unsigned_abs() as f64, Unit::Number, 0);
            Some(format!(" Of the {of} counted now it takes {}.", format!("{count} {side} {things}").trim()))
        });
        Some(format!(
            "{} is {size} {more} than {named} of {}{judged}.{}",
            written(target),
            written(from),
            counted.unwrap_or_default()
        ))
    }

    /// What helps to set next year's target, a sentence each: what earlier years ended at, where the
    /// group stands, and what its median and its best would take.
    pub fn target_facts(&self) -> Vec<String> {
        let standing = &self.standing;
        let written = |value: f64| figure(Some(value), standing);
        let mut facts = Vec::new();
        let told = |period: Period, value: f64, invented: bool| {
            let mark = if invented { " (illustrative)" } else { "" };
            (period.span(1).to, format!("{} {}{mark}", period.title(), written(value)))
        };
        let outturns = &self.years.outturns;
        let years = outturns.iter().map(|one| told(one.year, one.value, one.illustrative));
        let parts = self.trend.iter().rev().filter_map(|point| {
            let period = point.period;
            let is_year = outturns.iter().any(|one| one.year == period);
            Some(told(period, point.value?, point.illustrative)).filter(|_| !is_year)
        });
        let mut past: Vec<_> = years.chain(parts.take(4)).collect();
        past.sort_by_key(|(end, _)| *end);
        let past: Vec<String> = past.into_iter().map(|(_, told)| told).collect();
        facts.push(match past.is_empty() {
            true => "No past result is kept.".to_owned(),
            false => format!("Past results: {}.", past.join("; ")),
        });
        if let Some(target) = &self.year_target {
            facts.push(format!("This year's target: {}.", written(target.value)));
        } else if let Some(target) = standing.target {
            facts.push(format!("This period's target: {}.", written(target)));
        }
        match self.beside.as_ref().or(self.years.last_year.as_ref()) {
            None => facts.push(
                "No group of organisations ranks this one, so there is no median or best to aim at."
                    .to_owned(),
            ),
            Some(beside) => {
                let when = beside.period.title();
                let median = beside.median.map(written).unwrap_or_default();
                let best = beside.best_named().map(|best| format!(", best {best}")).unwrap_or_default();
                let own = beside.place.map(|place| format!("; own {}", place.title())).unwrap_or_default();
                let of = beside.with_figure;
                facts.push(format!("{} in {when}: median {median} of {of}{best}{own}.", beside.group));
                for (name, value) in [("median", beside.median), ("best", beside.best_value)] {
                    let takes = value.and_then(|value| self.takes(value));
                    facts.extend(takes.map(|takes| format!("The {name}: {takes}")));
                }
            }
        }
        facts
    }
}
