//! What is counted in a period beside the period before it: by identity, so that it is known which
//! moved from one state to another, which are new and which are gone.

use super::Rating;

/// What something is counted under: a rating, a band of risk, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// As scripts read it: `red`, `overdue`.
    pub code: String,
    /// For people: `Red`, `Overdue`.
    pub title: String,
    /// What coming to it is called: "turned red", "became overdue".
    pub came: String,
    /// The colour it is drawn in; [`Rating::None`] for none.
    pub rating: Rating,
    /// Place among the states, worst first.
    pub order: u32,
}

impl State {
    /// A rating of an indicator or a commitment.
    pub fn rated(rating: Rating) -> Self {
        let title = match rating {
            Rating::None => "Not rated",
            other => other.title(),
        };
        let lower = title.to_lowercase();
        let is_hue = matches!(
            rating,
            Rating::Red | Rating::RedAmber | Rating::Amber | Rating::GreenAmber | Rating::Green
        );
        Self {
            code: rating.code().to_owned(),
            title: title.to_owned(),
            came: format!("{} {lower}", if is_hue { "turned" } else { "became" }),
            rating,
            order: u32::from(rating.severity()),
        }
    }
}

/// One thing as it is counted in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: i64,
    /// By which it is named in a sentence: its reference, or the start of its description.
    pub name: String,
    pub state: State,
    /// Where it has one: a higher score is worse.
    pub score: Option<u32>,
    /// Whether it rests on an invented figure.
    pub illustrative: bool,
    /// Whether its definition has changed since the period before, so that the two are not compared.
    pub redefined: bool,
}

/// How many are counted under a state. `before + came - went = now`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCount {
    pub state: State,
    pub before: u64,
    pub now: u64,
    /// Under it now and not before: from another state, or new.
    pub came: u64,
    /// Under it before and no longer.
    pub went: u64,
}

/// One that is not counted as it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub id: i64,
    pub name: String,
    /// None where it is new.
    pub from: Option<State>,
    /// None where it is gone.
    pub to: Option<State>,
    /// The scores before and now, where both are there and differ.
    pub scores: Option<(u32, u32)>,
    /// Whether its definition has changed between the two.
    pub redefined: bool,
}

/// Two periods beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeriodChange {
    /// Worst state first; none that nothing is under in either period.
    pub counts: Vec<StateCount>,
    /// In the order of what there is now, then what is gone.
    pub moved: Vec<Moved>,
    /// Whether anything of the period before rests on an invented figure.
    pub before_is_illustrative: bool,
}

impl PeriodChange {
    /// From what was counted before to what is counted now. The same thing has the same id.
    pub fn between<'a>(
        before: impl IntoIterator<Item = &'a Item>,
        now: impl IntoIterator<Item = &'a Item>,
    ) -> Self {
        let mut left: Vec<&Item> = before.into_iter().collect();
        let mut found =
            Self { before_is_illustrative: left.iter().any(|item| item.illustrative), ..Self::default() };
        let places: std::collections::HashMap<i64, usize> =
            left.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
        let mut met = vec![false; left.len()];
        for item in now {
            let then = places.get(&item.id).map(|at| {
                met[*at] = true;
                left[*at]
            });
            let same = then.is_some_and(|then| then.state.code == item.state.code);
            let count = found.count(&item.state);
            count.now += 1;
            count.came += u64::from(!same);
            if let Some(then) = then {
                let count = found.count(&then.state);
                count.before += 1;
                count.went += u64::from(!same);
            }
            let scores =
                then.and_then(|then| then.score).zip(item.score).filter(|(before, now)| before != now);
            if !same || scores.is_some() {
                found.moved.push(Moved {
                    id: item.id,
                    name: item.name.clone(),
                    from: then.map(|then| then.state.clone()),
                    to: Some(item.state.clone()),
                    scores,
                    redefined: item.redefined,
                });
            }
        }
        let mut seen = met.into_iter();
        left.retain(|_| seen.next() == Some(false));
        for item in left {
            let count = found.count(&item.state);
            count.before += 1;
            count.went += 1;
            found.moved.push(Moved {
                id: item.id,
                name: item.name.clone(),
                from: Some(item.state.clone()),
                to: None,
                scores: None,
                redefined: false,
            });
        }
        found.counts.sort_by(|one, other| {
            (one.state.order, &one.state.code).cmp(&(other.state.order, &other.state.code))
        });
        found
    }

    fn count(&mut self, state: &State) -> &mut StateCount {
        let at = self.counts.iter().position(|count| count.state.code == state.code);
        let at = at.unwrap_or_else(|| {
            self.counts.push(StateCount { state: state.clone(), before: 0, now: 0, came: 0, went: 0 });
            self.counts.len() - 1
        });
        &mut self.counts[at]
    }

    /// How many there were in the period before.
    pub fn before(&self) -> u64 {
        self.counts.iter().map(|count| count.before).sum()
    }

    /// How many there are.
    pub fn now(&self) -> u64 {
        self.counts.iter().map(|count| count.now).sum()
    }

    /// "5 red (4 before), 2 green (3 before)": every state with the count of the period before.
    pub fn counts_in_words(&self) -> String {
        let all: Vec<String> = self
            .counts
            .iter()
            .map(|count| {
                format!("{} {} ({} before)", count.now, count.state.title.to_lowercase(), count.before)
            })
            .collect();
        all.join(", ")
    }

    /// What moved, best state first, those that moved alike together. Where nothing was counted before,
    /// all are new together.
    pub fn alike(&self) -> Vec<MovedAlike> {
        if self.before() == 0 {
            let all = self.moved.iter().map(|moved| (moved.id, moved.name.clone())).collect::<Vec<_>>();
            let first = MovedAlike { all_new: true, ..MovedAlike::of("new", None) };
            return if all.is_empty() { Vec::new() } else { vec![MovedAlike { items: all, ..first }] };
        }
        let mut found: Vec<MovedAlike> = Vec::new();
        let mut add = |what: &str, state: Option<&State>, id: i64, name: String| match found
            .iter_mut()
            .find(|alike| alike.what == what)
        {
            Some(alike) => alike.items.push((id, name)),
            None => {
                found.push(MovedAlike { items: vec![(id, name)], ..MovedAlike::of(what, state) });
            }
        };
        let mut states: Vec<&StateCount> = self.counts.iter().collect();
        states.reverse();
        for (what, worse) in [("better", false), ("worse", true)] {
            for moved in &self.moved {
                if let Some((before, now)) = moved.scores.filter(|(before, now)| (now > before) == worse) {
                    add(what, None, moved.id, format!("{} ({before} to {now})", moved.name));
                }
            }
        }
        for count in states {
            let here = |moved: &&Moved| {
                moved.from.is_some()
                    && moved.scores.is_none()
                    && !moved.redefined
                    && moved.to.as_ref().is_some_and(|to| to.code == count.state.code)
            };
            for moved in self.moved.iter().filter(here) {
                add(&count.state.came, Some(&count.state), moved.id, moved.name.clone());
            }
        }
        for moved in self.moved.iter().filter(|moved| moved.from.is_some() && moved.redefined) {
            add("defined anew and not compared", None, moved.id, moved.name.clone());
        }
        for moved in self.moved.iter().filter(|moved| moved.from.is_none()) {
            add("new", None, moved.id, moved.name.clone());
        }
        for moved in self.moved.iter().filter(|moved| moved.to.is_none()) {
            add("gone", None, moved.id, moved.name.clone());
        }
        found
    }
}

/// Those that moved in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedAlike {
    /// "turned green", "worse", "new".
    pub what: String,
    /// The state they came to, where that is what they have in common.
    pub state: Option<State>,
    /// Nothing was counted before, so that nobody is named.
    pub all_new: bool,
    /// Every one: its id, and what it is called in a sentence.
    pub items: Vec<(i64, String)>,
}

impl MovedAlike {
    fn of(what: &str, state: Option<&State>) -> Self {
        Self { what: what.to_owned(), state: state.cloned(), all_new: false, items: Vec::new() }
    }

    /// "2 turned green: ASC1, ASC2". At most `most` are named, and how many more there are is said.
    pub fn sentence(&self, most: usize) -> String {
        let count = self.items.len();
        if self.all_new {
            return format!("None was counted before; all {count} are new");
        }
        let names: Vec<&str> = self.items.iter().take(most).map(|(_, name)| name.as_str()).collect();
        let more = match count - names.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{count} {}: {}{more}", self.what, names.join(", "))
    }
}
