//! This period beside the last: indicators, commitments, risks and actions as they are counted in two
//! periods, and what moved between them.

use super::change::Table;
use super::compare::ThemePath;
use super::record::Subject;
use crate::domain::forecast::now_and_year_end;
use crate::domain::period_change::{Item, PeriodChange, State};
use crate::domain::{Period, Rating, Reportable};

/// One thing counted in a period, with what it is grouped by.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedItem {
    pub item: Item,
    /// What an action is about; of anything else, itself.
    pub about: Subject,
    /// Type of an indicator, plan of a commitment, category of a risk; empty where there is none.
    pub kind: String,
    pub service: String,
    /// Theme of an indicator as it is filed now, whichever period is counted.
    pub theme: ThemePath,
    /// The rating that an indicator is expected to end the year at; none without a forecast.
    pub year_end: Option<Rating>,
}

/// What is counted in one period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    pub indicators: Vec<CountedItem>,
    pub commitments: Vec<CountedItem>,
    pub risks: Vec<CountedItem>,
    /// Actions that were raised until then, closed ones as well.
    pub actions: Vec<CountedItem>,
}

impl Snapshot {
    /// What is counted of one kind of record.
    pub fn of(&self, table: Table) -> &[CountedItem] {
        match table {
            Table::Indicator => &self.indicators,
            Table::Commitment => &self.commitments,
            Table::Risk => &self.risks,
            Table::Action => &self.actions,
            _ => &[],
        }
    }

    fn is_empty(&self) -> bool {
        COUNTED.iter().all(|(table, ..)| self.of(*table).is_empty())
    }
}

/// What is counted, in the order of the summaries: its table, its name, and what it is grouped by.
const COUNTED: [(Table, &str, &str); 4] = [
    (Table::Indicator, "Indicators", "type"),
    (Table::Commitment, "Delivery plan", "plan"),
    (Table::Risk, "Risks", "category"),
    (Table::Action, "Actions", "kind"),
];

/// Two periods.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Movement {
    pub period: Period,
    /// The period of the same length before it; none for the first there is.
    pub before_period: Option<Period>,
    pub before: Snapshot,
    pub now: Snapshot,
    /// The themes of the workbook in their order, each followed by those under it.
    pub themes: Vec<ThemePath>,
    /// Not looked for, because there are so many indicators.
    pub too_many: bool,
}

/// The indicators of a theme, or of an objective under one, by rating.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCount {
    /// Empty for those under no theme.
    pub path: ThemePath,
    /// Worst first; none of 0. What is under a theme is counted in it.
    pub ratings: Vec<(Rating, u64)>,
}

impl ThemeCount {
    /// "Live well > Carers", "(no theme)".
    pub fn title(&self) -> String {
        if self.path == ThemePath::default() { NO_THEME.to_owned() } else { self.path.to_string() }
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.ratings.iter().map(|(_, count)| count).sum()
    }

    /// How many have a rating.
    pub fn count(&self, rating: Rating) -> u64 {
        self.ratings.iter().find(|(one, _)| *one == rating).map_or(0, |(_, count)| *count)
    }

    /// How many can be reported, and are on track.
    pub fn reportable(&self) -> Reportable {
        Reportable::of(self.ratings.iter().copied())
    }
}

/// What indicators under no theme are listed as.
pub const NO_THEME: &str = "(no theme)";

/// One summary, or one group of it, in both periods.
#[derive(Debug, Clone, PartialEq)]
pub struct MovementPart {
    pub table: Table,
    /// `Indicators`, `Delivery plan`, `Risks`, `Actions`.
    pub name: &'static str,
    /// What the group is one of: `type`, `service`, `theme`, `objective`, `plan`, `category`; empty for the
    /// whole.
    pub grouped_by: &'static str,
    /// The group; empty for the whole and for what names none.
    pub group: String,
    pub change: PeriodChange,
}

/// What is told of a [`Movement`]: counts, and what moved, without everything that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct MovementSummary {
    pub period: Period,
    /// The period of the same length before it; none for the first there is.
    pub before_period: Option<Period>,
    /// Why there is nothing to compare with, in a sentence; none where there is.
    pub nothing_before: Option<&'static str>,
    /// [`Movement::wholes`].
    pub wholes: Vec<MovementPart>,
    /// [`Movement::groups`].
    pub groups: Vec<MovementPart>,
    /// Indicators as on track, not on track, or the state they are in.
    pub on_track: PeriodChange,
    /// How many indicators could be reported and were on track: before, and now.
    pub reportable: (Reportable, Reportable),
    /// How many are expected to be on track at the year's end, of those that have a forecast.
    pub year_end: Reportable,
}

impl MovementSummary {
    /// "8 of 9 on track now, 7 of 10 expected by year end"; none where nothing is forecast.
    pub fn now_and_year_end(&self) -> Option<String> {
        now_and_year_end(&self.reportable.1, &self.year_end)
    }
}

/// Indicators by theme, in the order of the `themes`, each followed by the objectives under it; those under
/// no theme last. None where no indicator has a theme.
pub fn by_theme(themes: &[ThemePath], counted: &[(ThemePath, Rating, u64)]) -> Vec<ThemeCount> {
    let nowhere = ThemePath::default();
    if counted.iter().all(|(path, ..)| *path == nowhere) {
        return Vec::new();
    }
    let rows = themes.iter().chain([&nowhere]).map(|path| {
        let here = |one: &ThemePath| *one == *path || (path.objective.is_empty() && one.theme == path.theme);
        let mut ratings: Vec<(Rating, u64)> = Vec::new();
        for (_, rating, more) in counted.iter().filter(|(one, ..)| here(one)) {
            match ratings.iter_mut().find(|(other, _)| other == rating) {
                Some((_, count)) => *count += more,
                None => ratings.push((*rating, *more)),
            }
        }
        ratings.retain(|(_, count)| *count > 0);
        ratings.sort_by_key(|(rating, _)| rating.severity());
        ThemeCount { path: path.clone(), ratings }
    });
    rows.filter(|row| row.total() > 0).collect()
}

impl Movement {
    /// What is told of it.
    pub fn summary(&self) -> MovementSummary {
        MovementSummary {
            period: self.period,
            before_period: self.before_period,
            nothing_before: self.nothing_before(),
            wholes: self.wholes(),
            groups: self.groups(),
            on_track: self.on_track(),
            reportable: self.reportable(),
            year_end: self.year_end(),
        }
    }

    /// Why there is nothing to compare with, in a sentence; none where there is.
    pub fn nothing_before(&self) -> Option<&'static str> {
        if self.too_many {
            return Some("quarterdeck overview tells what moved: here are too many to look at unasked.");
        }
        let nothing = self.before_period.is_none() || self.before.is_empty();
        nothing.then_some("There is nothing before this period to compare it with.")
    }

    /// The whole of each summary that counts anything in either period.
    pub fn wholes(&self) -> Vec<MovementPart> {
        let all = COUNTED.iter().map(|(table, name, _)| self.part(*table, name, "", "", |_| true));
        all.filter(|part| !part.change.counts.is_empty()).collect()
    }

    fn on_track(&self) -> PeriodChange {
        let simple = |counted: &CountedItem| {
            let rating = match counted.item.state.rating {
                rating if !rating.is_colour() => rating,
                rating if rating.is_on_track() => Rating::OnTrack,
                _ => Rating::NotOnTrack,
            };
            Item { state: State::rated(rating), ..counted.item.clone() }
        };
        let of = |snapshot: &Snapshot| snapshot.indicators.iter().map(simple).collect::<Vec<_>>();
        PeriodChange::between(&of(&self.before), &of(&self.now))
    }

    /// How many indicators could be reported and were on track: before, and now.
    pub fn reportable(&self) -> (Reportable, Reportable) {
        let of = |snapshot: &Snapshot| {
            Reportable::of(snapshot.indicators.iter().map(|counted| (counted.item.state.rating, 1)))
        };
        (of(&self.before), of(&self.now))
    }

    fn year_end(&self) -> Reportable {
        Reportable::of(self.now.indicators.iter().filter_map(|counted| Some((counted.year_end?, 1))))
    }

    /// Each summary by its groups, where it has more than one: indicators by type, service, theme and
    /// objective, commitments by plan, risks by category.
    pub fn groups(&self) -> Vec<MovementPart> {
        let mut parts = Vec::new();
        for (table, name, grouped_by) in COUNTED {
            self.grouped(table, name, grouped_by, |counted| counted.kind.clone(), &mut parts);
            if table == Table::Indicator {
                self.grouped(table, name, "service", |counted| counted.service.clone(), &mut parts);
                self.grouped(table, name, "theme", |counted| counted.theme.theme.clone(), &mut parts);
                if self.now.indicators.iter().any(|counted| !counted.theme.objective.is_empty()) {
                    self.grouped(table, name, "objective", |one| one.theme.to_string(), &mut parts);
                }
            }
        }
        parts
    }

    fn grouped(
        &self,
        table: Table,
        name: &'static str,
        grouped_by: &'static str,
        group_of: fn(&CountedItem) -> String,
        parts: &mut Vec<MovementPart>,
    ) {
        let mut groups: Vec<String> = Vec::new();
        for counted in self.now.of(table).iter().chain(self.before.of(table)) {
            let group = group_of(counted);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        // Themes have an order of their own; what has none comes last.
        if matches!(grouped_by, "theme" | "objective") {
            let at = |group: &String| self.themes.iter().position(|path| path.to_string() == *group);
            groups.sort_by_key(|group| at(group).unwrap_or(usize::MAX));
        }
        if groups.len() > 1 {
            parts.extend(groups.iter().map(|group| {
                self.part(table, name, grouped_by, group, |counted| group_of(counted) == *group)
            }));
        }
    }

    fn part(
        &self,
        table: Table,
        name: &'static str,
        grouped_by: &'static str,
        group: &str,
        is_in: impl Fn(&CountedItem) -> bool,
    ) -> MovementPart {
        let of = |snapshot: &Snapshot| {
            let items = snapshot.of(table).iter().filter(|counted| is_in(counted));
            items.map(|counted| counted.item.clone()).collect::<Vec<_>>()
        };
        let change = PeriodChange::between(&of(&self.before), &of(&self.now));
        MovementPart { table, name, grouped_by, group: group.to_owned(), change }
    }

    /// Leaves out what does not pass, of both periods.
    pub fn keep(&mut self, passes: impl Fn(&CountedItem) -> bool) {
        for Snapshot { indicators, commitments, risks, actions } in [&mut self.before, &mut self.now] {
            for items in [indicators, commitments, risks, actions] {
                items.retain(&passes);
            }
        }
    }

    /// Whether all that is counted in either period passes.
    pub fn all(&self, passes: impl Fn(&CountedItem) -> bool) -> bool {
        [&self.before, &self.now]
            .iter()
            .all(|snapshot| COUNTED.iter().all(|(table, ..)| snapshot.of(*table).iter().all(&passes)))
    }
}
