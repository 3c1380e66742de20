//! What the answers to the questions of [`query`](super::query) hold, for the
//! indicators and the workbook as a whole; each room has its own in
//! [`views`](crate::workbook::views).

use super::compare::{Beside, OrganisationsRoom, ThemePath};
use super::compared::Compared;
use super::forecasts::Expected;
use super::movement::ThemeCount;
use super::record::*;
use super::standing::{ReviewMark, Standing};
use super::steps::settings::scheme_ratings;
use super::years::Years;
use crate::domain::{Direction, Explanation, Period, Rating, Reportable, SeriesBreak};
use crate::workbook::views::*;

/// What the program needs to show its frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    pub workbook: Workbook,
    /// In order of time.
    pub periods: Vec<PeriodRecord>,
    /// Periods with the ratings that indicators have there, under whatever scheme.
    pub ratings: Vec<(Period, Rating)>,
    /// In their order, each followed by those under it.
    pub themes: Vec<Theme>,
    /// The organisations and groups alone, for what is called as the workbook is.
    pub organisations: OrganisationsRoom,
    /// Label of what undo and redo would do now.
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// Latest operation.
    pub operation: Id,
    /// Local time of the latest operation, as its maker's clock had it.
    pub changed_at: String,
}

impl Opening {
    /// The period the workbook opens at; none where it has none.
    pub fn current(&self) -> Option<Period> {
        self.workbook.current_period
    }

    /// The ratings that indicators have in a period.
    pub fn ratings_in(&self, period: Period) -> Vec<Rating> {
        self.ratings.iter().filter(|(of, _)| *of == period).map(|(_, rating)| *rating).collect()
    }

    /// What indicators of a period can be looked for by, worst first: the ratings of the workbook's
    /// scheme, those that some indicator has under a scheme of its own, and what one can be besides rated.
    pub fn ratings_to_find(&self, period: Period) -> Vec<Rating> {
        const STATES: [Rating; 5] = [
            Rating::AwaitingData,
            Rating::NotReportable,
            Rating::NotCollected,
            Rating::NotDue,
            Rating::MonitorOnly,
        ];
        let (own, here) = (scheme_ratings(&self.workbook.scheme, period), self.ratings_in(period));
        let known = |rating: &Rating| {
            own.contains(rating) || (rating.is_colour() && here.contains(rating)) || STATES.contains(rating)
        };
        Rating::ALL.into_iter().filter(known).collect()
    }

    /// The ratings that indicators have in open periods under schemes of their own, as far as these are
    /// not the workbook's scheme's too.
    pub fn ratings_of_other_schemes(&self) -> Vec<Rating> {
        let open =
            |period: Period| self.periods.iter().any(|record| record.code == period && record.is_open());
        let mut others: Vec<Rating> =
            self.ratings.iter().filter(|(of, _)| open(*of)).map(|(_, rating)| *rating).collect();
        let own =
            self.current().map(|period| scheme_ratings(&self.workbook.scheme, period)).unwrap_or_default();
        others.retain(|rating| !own.contains(rating));
        others
    }
}

/// The overview of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    pub period: Period,
    /// Standing in this period, by type, rating and so on.
    pub tallies: Vec<Tally>,
    /// The same by theme and rating; none where no indicator has a theme.
    pub themes: Vec<ThemeCount>,
    /// The worst, in order; at most 20.
    pub worst: Vec<Standing>,
    pub review: ReviewProgress,
    pub actions: ActionCounts,
    /// Commitments by plan.
    pub commitments: Vec<PlanTally>,
    /// Members' questions and what was promised.
    pub promises: PromiseSummary,
    pub narrative: NarrativeSummary,
    /// None where there is no risk.
    pub risks: Option<Box<RiskSummary>>,
    pub money: MoneySummary,
    /// Figures the source report prints about itself (`indicator_id` none).
    pub printed: Vec<Printed>,
    /// What has been published of the period: codes of templates, each with its latest version.
    pub published: Vec<(String, u32)>,
    /// Latest history.
    pub recent: Vec<OperationRow>,
}

impl Overview {
    /// How many indicators are reportable and on track.
    pub fn reportable(&self) -> Reportable {
        Reportable::of(self.tallies.iter().map(|tally| (tally.rating, tally.count)))
    }

    /// "service version 1, questions version 2"; none where nothing has been published.
    pub fn published_text(&self) -> Option<String> {
        let all: Vec<String> = self
            .published
            .iter()
            .map(|(template, version)| format!("{template} version {version}"))
            .collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// How many indicators share a type, rating, direction of travel and review mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub kind: String,
    pub rating: Rating,
    pub direction: Direction,
    pub review: ReviewMark,
    pub count: u64,
}

/// Where the review has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReviewProgress {
    pub to_review: u64,
    pub reviewed: u64,
    pub skipped: u64,
    pub changed_since: u64,
}

/// Where the review ends up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewSummary {
    pub progress: ReviewProgress,
    /// Of all indicators of the period, reviewed or not.
    pub reportable: Reportable,
    /// Skipped, worst first, each with its reason; at most 50.
    pub skipped: Vec<(Standing, String)>,
    /// Still to review or changed since, worst first; at most 50.
    pub left: Vec<Standing>,
}

/// Words written about an indicator, with where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub reference: String,
    pub description: String,
    pub text: String,
}

/// A point of an indicator's history.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    pub period: Period,
    pub value: Option<f64>,
    pub target: Option<f64>,
    pub rating: Rating,
    pub illustrative: bool,
}

/// Everything about one indicator in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    pub standing: Standing,
    pub explanation: Explanation,
    pub indicator: Indicator,
    /// The theme it is filed under, and both its levels; empty where it is under none.
    pub filed: Option<IndicatorTheme>,
    pub theme: ThemePath,
    pub result: Option<ResultRecord>,
    pub target: Option<Target>,
    /// Target of the financial year the period is in.
    pub year_target: Option<Target>,
    pub previous: Option<ResultRecord>,
    pub same_period_last_year: Option<ResultRecord>,
    /// Last year's outturn.
    pub last_outturn: Option<ResultRecord>,
    /// Made up to this period: for it, for later ones and for its year.
    pub forecasts: Vec<Expected>,
    /// Their records, by when they were made, withdrawn ones too.
    pub forecasts_made: Vec<Forecast>,
    pub rating_override: Option<RatingOverride>,
    pub printed: Vec<Printed>,
    pub benchmarks: Vec<Benchmark>,
    /// Which of them stands beside the result.
    pub compared: Compared,
    /// Its own place among its group, where it is in one that has figures.
    pub beside: Option<Beside>,
    /// This period's words.
    pub commentary: Vec<Commentary>,
    /// The latest earlier period's words.
    pub earlier_commentary: Vec<Commentary>,
    /// Open now, or closed in this period.
    pub actions: Vec<ActionRow>,
    pub linked: Vec<Linked>,
    /// What members asked about it, latest meeting first.
    pub questions: Vec<AskedBefore>,
    pub review: Option<Review>,
    /// Oldest first, up to and including this period; at most 12, three years of quarters.
    pub trend: Vec<TrendPoint>,
    /// Breaks of its series, in order of time.
    pub breaks: Vec<SeriesBreak>,
    /// The years around the period.
    pub years: Years,
}

/// What is known before a file is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportingKnown {
    /// Of indicators; some of them, where there are very many.
    pub references: Vec<String>,
    /// That there are benchmarks of.
    pub organisations: Vec<Organisation>,
    /// The workbook belongs to a group and not to one council.
    pub of_group: bool,
    /// Groups by name, with what their members are called.
    pub groups: Vec<(String, Vec<String>)>,
    /// How files were understood before.
    pub mappings: Vec<MappingRecord>,
}

/// What opening the next period would bring.
#[derive(Debug, Clone, PartialEq)]
pub struct CarryForward {
    /// The period it would be carried from.
    pub from: Period,
    /// The period that would be opened.
    pub to: Period,
    pub indicators: u64,
    /// Indicators not due in the new period.
    pub not_due: u64,
    pub targets: u64,
    /// Targets set before for the year that begins with it: they count from now on. None where no year
    /// begins.
    pub year_targets: Option<u64>,
    pub open_actions: u64,
    /// Reds whose words could be carried, marked as carried.
    pub commentary: u64,
    /// Sections of the narrative that could be.
    pub narrative: u64,
}
