//! What was expected of later periods, as it stands in one: each forecast rated against its target, where
//! it leads, and what it turned out to be worth.

use serde::{Deserialize, Serialize};

use super::answer::Detail;
use super::choice::Choice;
use super::record::{Forecast, Indicator, Target};
use super::year_end::{ForecastRating, YearEndTarget, judge_forecast, year_end_target};
use crate::domain::figures::format_value;
use crate::domain::forecast::{trajectory, trajectory_word};
use crate::domain::series_break::{SeriesBreak, between};
use crate::domain::{
    Basis, Confidence, Direction, Period, PeriodKind, Polarity, Rating, RatingInputs, Scheme,
};

/// A forecast and what is made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    pub forecast: Forecast,
    pub about: Period,
    /// Unrounded.
    pub value: f64,
    pub rating: ForecastRating,
    /// From the result of the period it is looked at in.
    pub trajectory: Direction,
    /// The result, once its period has come.
    pub came_out: Option<f64>,
    /// Whether it is the latest for its period: none made later replaces or withdraws it.
    pub latest: bool,
    /// Whether it was made of another definition than results have now: nothing leads from them to it.
    pub redefined: bool,
}

/// Where the year is expected to end, beside how an indicator stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct YearEnd {
    /// Unrounded.
    pub value: f64,
    /// None where no target can stand for the year.
    pub rating: Rating,
    /// From the result of the period; none once the year has come out.
    pub trajectory: Direction,
    pub confidence: Confidence,
    /// The year's outturn, once it is known.
    #[serde(default)]
    pub came_out: Option<f64>,
}

/// What had been expected of a period before it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Foreseen {
    /// Unrounded.
    pub value: f64,
    /// The period it was made in; none where that was not kept.
    #[serde(with = "crate::workbook::record::maybe_period")]
    pub made_in: Option<Period>,
    /// See [`Expected::redefined`].
    #[serde(default)]
    pub redefined: bool,
}

impl Foreseen {
    /// By the latest forecast that an earlier period made of this one.
    pub fn of(forecasts: &[Expected], period: Period) -> Option<Self> {
        let found =
            forecasts.iter().rfind(|one| one.about == period && one.forecast.made_in != Some(period))?;
        let made_in = found.forecast.made_in;
        Some(Self { value: found.value, made_in, redefined: found.redefined })
    }

    /// "made in Q1 2026/27".
    pub fn made(&self) -> String {
        self.made_in.map(|period| made_in(period, self.redefined)).unwrap_or_default()
    }
}

impl YearEnd {
    /// By the latest forecast for the year a period is in.
    pub fn of(forecasts: &[Expected], period: Period) -> Option<Self> {
        let year = forecasts.iter().find(|one| one.about == period.whole_year() && one.latest)?;
        Some(Self {
            value: year.value,
            rating: year.rating.assessment.as_ref().map_or(Rating::None, |rated| rated.rating),
            trajectory: if year.came_out.is_some() { Direction::None } else { year.trajectory },
            confidence: year.forecast.confidence,
            came_out: year.came_out,
        })
    }

    /// "improving"; empty where there is nothing to compare with, or nothing of a kind.
    pub fn leads(&self) -> &'static str {
        match self.trajectory {
            Direction::NotComparable => "",
            other => trajectory_word(other),
        }
    }

    /// "Red, declining, at risk".
    pub fn words(&self) -> String {
        let rating = if self.rating.is_colour() { self.rating.title() } else { "not rated" };
        let confidence = match self.confidence {
            Confidence::Unstated => "",
            told => told.title(),
        };
        [rating, self.leads(), confidence]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// "made in Q1 2026/27", "made in Q1 2026/27, before the definition changed".
fn made_in(period: Period, redefined: bool) -> String {
    let made = period.title();
    format!("made in {made}{}", if redefined { ", before the definition changed" } else { "" })
}

/// What is known in the period in which forecasts are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    pub indicator: &'a Indicator,
    pub scheme: &'a Scheme,
    pub period: Period,
    pub value: Option<f64>,
    /// What the result of the period covers.
    pub basis: Basis,
    pub last_outturn: Option<f64>,
    /// The year's outturn, where the period ends the year.
    pub outturn: Option<f64>,
    /// Of the year the period is in, and later.
    pub targets: &'a [Target],
    pub breaks: &'a [SeriesBreak],
}

/// The forecasts that were made up to this period, for it, for later ones and for its year, by period and
/// then by when they were made.
pub fn expected(now: &Now, forecasts: &[Forecast]) -> Vec<Expected> {
    let mut known: Vec<(Period, Option<Period>, &Forecast)> = forecasts
        .iter()
        .map(|forecast| (forecast.period, forecast.made_in, forecast))
        .filter(|(about, made, _)| {
            made.is_none_or(|made| made <= now.period)
                && (*about >= now.period || *about == now.period.whole_year())
        })
        .collect();
    known.sort_by_key(|(about, made, _)| (*about, *made));
    let latest = |at: usize| known.get(at + 1).map(|next| next.0) != known.get(at).map(|this| this.0);
    let judged = known.iter().enumerate().filter_map(|(at, (about, made, forecast))| {
        let redefined = made.is_some_and(|made| between(now.breaks, made, now.period).is_some());
        let value = forecast.expected(now.indicator.scale)?;
        let came_out = if *about == now.period {
            now.value
        } else {
            now.outturn.filter(|_| *about == now.period.whole_year())
        };
        Some(Expected {
            forecast: (*forecast).clone(),
            about: *about,
            value,
            rating: now.rate(*about, value)?,
            trajectory: trajectory(
                Some(value),
                now.value.filter(|_| !redefined),
                now.indicator.polarity,
                (now.indicator.measure, now.basis),
                (*about, now.period),
            ),
            came_out,
            latest: latest(at),
            redefined,
        })
    });
    judged.collect()
}

impl Detail {
    /// What the year is expected to end at: the latest forecast for it.
    pub fn year_end(&self) -> Option<&Expected> {
        let year = self.standing.period.whole_year();
        self.forecasts.iter().find(|expected| expected.about == year && expected.latest)
    }
}

impl Now<'_> {
    fn rate(&self, about: Period, value: f64) -> Option<ForecastRating> {
        let target = target_of(self.indicator, about, self.targets);
        if about.kind() == PeriodKind::Year {
            return judge_forecast(self.indicator, self.scheme, Some(value), target, self.last_outturn);
        }
        let facts = RatingInputs {
            value: Some(value),
            target: target.value,
            previous: self.value,
            previous_name: format!("Result of {}", self.period.title()),
            ..super::standing::facts(self.indicator)
        };
        let usable = target.value.is_some() || target.said.is_empty();
        Some(ForecastRating { assessment: usable.then(|| self.scheme.assess(&facts)), target })
    }
}

/// The target that a forecast is held against: the period's own, else the year's where it may stand in;
/// for a year, see [`year_end_target`].
pub fn target_of(indicator: &Indicator, about: Period, targets: &[Target]) -> YearEndTarget {
    if about.kind() == PeriodKind::Year {
        return year_end_target(indicator, about, targets);
    }
    let of = |period: Period| targets.iter().find(|target| target.period == period);
    match (of(about), of(about.whole_year())) {
        (Some(own), _) => {
            YearEndTarget { value: Some(own.value), said: format!("the target of {}", about.title()) }
        }
        (None, Some(year)) if indicator.basis.takes_year_target(indicator.measure, about) => YearEndTarget {
            value: Some(year.value),
            said: format!("the year’s target, as {} has none of its own", about.title()),
        },
        (None, Some(_)) => YearEndTarget {
            value: None,
            said: "only the year has a target, and a part of it cannot be judged by that".to_owned(),
        },
        (None, None) => YearEndTarget::default(),
    }
}

impl Expected {
    /// Whether it is what is expected now: the latest for its period, which has not come.
    pub fn is_pending(&self) -> bool {
        self.latest && self.came_out.is_none()
    }

    /// Whether the confidence says something else than the figure: on course, and the scheme gives one of
    /// the `red` ratings or the worst there is; or it will miss, and the figure meets the target.
    pub fn contradicts_itself(&self, polarity: Polarity, red: &[Rating]) -> bool {
        let Some(rated) = self.rating.assessment.as_ref().map(|rated| rated.rating) else { return false };
        match self.forecast.confidence {
            Confidence::Unstated | Confidence::AtRisk => false,
            Confidence::OnCourse => rated.is_colour() && (rated.severity() == 0 || red.contains(&rated)),
            // By the scheme alone where there is no target: a rating may be the best one within a tolerance.
            Confidence::WillMiss => match self.rating.target.value {
                Some(target) => polarity.met(self.value, target) == Some(true),
                None => rated.is_on_track(),
            },
        }
    }

    /// Whether it is for the year that the period of this code is in.
    pub fn is_for_year_of(&self, now: Period) -> bool {
        self.about == now.whole_year()
    }

    /// A field of it as findings name it: alone for the year of the period it is looked at in, else with the
    /// code of its period: "confidence", "confidence.2026/27-Q4".
    pub fn field(&self, name: &str, now: Period) -> String {
        match self.about == now.whole_year() {
            true => name.to_owned(),
            false => format!("{name}.{}", self.about.code()),
        }
    }

    /// "Year-end forecast" of the year of the period `now`, or "Forecast for Q3 2026/27".
    pub fn label(&self, now: Period) -> String {
        match self.is_for_year_of(now) {
            true => "Year-end forecast".to_owned(),
            false => format!("Forecast for {}", self.about.title()),
        }
    }

    /// What is said of it besides figure and rating, in reading order: "improving", "at risk", "made in Q1
    /// 2026/27", "came out 23.1", the reason. `now` is the period it is looked at in.
    pub fn said(&self, indicator: &Indicator, now: Period) -> Vec<String> {
        let mut said = Vec::new();
        let word = trajectory_word(self.trajectory);
        if let Some(came_out) = self.came_out {
            said.push(format!("came out {}", format_value(came_out, indicator.unit(), indicator.decimals)));
        } else if self.trajectory == Direction::NotComparable {
            said.push("not comparable with the result of a part of the year".to_owned());
        } else if !word.is_empty() {
            said.push(word.to_owned());
        }
        if self.forecast.confidence != Confidence::Unstated {
            said.push(self.forecast.confidence.title().to_owned());
        }
        if let Some(made) = self.forecast.made_in.filter(|made| *made != now) {
            said.push(made_in(made, self.redefined));
        }
        if !self.latest {
            said.push("replaced since".to_owned());
        }
        if !self.forecast.reason.is_empty() {
            said.push(self.forecast.reason.clone());
        }
        said
    }

    /// "22.0%, which would be Red, against the year’s own target; declining; at risk".
    pub fn sentence(&self, indicator: &Indicator, now: Period) -> String {
        let mut text = format_value(self.value, indicator.unit(), indicator.decimals);
        if self.came_out.is_some() {
            return [vec![text], self.said(indicator, now)].concat().join("; ");
        }
        text.push_str(&match &self.rating.assessment {
            Some(rated) if !rated.rating.is_colour() => ", with no target to hold it against".to_owned(),
            Some(_) => format!(", which would be {}", self.rating.words()),
            None => format!(", which {}", self.rating.words()),
        });
        for said in self.said(indicator, now) {
            text.push_str("; ");
            text.push_str(&said);
        }
        text
    }
}
