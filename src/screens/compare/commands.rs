//! What can be done with the comparison: open, order, pin, copy, choose the group.

use crate::input::Command;
use crate::screens::choice::Choice;
use crate::screens::compare::lists::{self, group_row};
use crate::screens::compare::matrix::narrow;
use crate::screens::compare::order::Sorting;
use crate::screens::compare::{Compare, Page};
use crate::screens::{Answer, Context, Effect, Mouse, MouseKind};
use crate::session::Notice;
use crate::workbook::{ComparedMeasure, Comparison, Group};

/// What the list of groups answers under.
const GROUP: &str = "group to compare";

pub(super) fn say(text: impl Into<String>) -> Vec<Effect> {
    vec![Effect::Say(Notice::info(text))]
}

impl Compare {
    pub(super) fn run_command(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::FilterBy => return Some(self.choose_group()),
            Command::Organisations => return Some(self.show_organisations()),
            Command::Groups => return Some(self.show_groups()),
            Command::NextPane | Command::PreviousPane if self.shown().is_some() => {
                self.read(!self.reading);
                return Some(Vec::new());
            }
            Command::Back if self.reading => {
                self.read(false);
                return Some(Vec::new());
            }
            Command::Back if !self.pages.is_empty() => {
                let (measure, organisation) = self.under_cursor();
                self.pages.pop();
                self.point(measure, organisation);
                return Some(Vec::new());
            }
            Command::Back if self.is_sorted() => {
                self.order(Sorting { pinned: self.sorting.pinned, ..Sorting::default() });
                return Some(say("By theme, in the order of the group."));
            }
            _ => {}
        }
        let (measure, organisation) = self.under_cursor();
        let (measure, organisation) = (measure?, organisation?);
        let effects = match command {
            Command::Open if self.page() == Page::Matrix || matches!(self.page(), Page::Organisation(_)) => {
                self.open(Page::Measure(measure), measure, organisation);
                self.ask_for_series()
            }
            Command::Open | Command::OpenOrganisation if matches!(self.page(), Page::Organisation(_)) => {
                say("This is its sheet: Esc goes back.")
            }
            Command::Open | Command::OpenOrganisation => {
                self.open(Page::Organisation(organisation), measure, organisation);
                Vec::new()
            }
            Command::SwitchView if self.page() == Page::Matrix => {
                self.view = self.view.next();
                say(format!("{}.", self.view.title()))
            }
            Command::SwitchView if matches!(self.page(), Page::Measure(_)) => {
                self.picture = self.picture.next();
                let mut effects = say(format!("{}.", self.picture.title()));
                effects.extend(self.ask_for_series());
                effects
            }
            Command::SwitchView => say("All of these are here: Esc goes back to the matrix."),
            Command::Sort | Command::SortMeasures if self.page() != Page::Matrix => {
                say("The matrix is what is sorted: Esc goes back to it.")
            }
            Command::Sort => self.sort_organisations(measure),
            Command::SortMeasures => self.sort_measures(organisation),
            Command::Pin => self.pin(organisation),
            Command::Copy => self.copy(measure, context),
            _ => return None,
        };
        Some(effects)
    }

    /// Opens the measure that was asked for elsewhere; says so where nobody else has a figure of it.
    pub(super) fn open_wanted(&mut self) -> Vec<Effect> {
        let Some(wanted) = self.wanted.take() else { return Vec::new() };
        let Some(comparison) = self.shown() else { return Vec::new() };
        match comparison.measures.iter().position(|measure| measure.indicator.id == wanted) {
            Some(at) => {
                let organisation = comparison.own().or(self.under_cursor().1).unwrap_or_default();
                self.pages.clear();
                self.open(Page::Measure(at), at, organisation);
                Vec::new()
            }
            None => say("No other organisation has a figure of that indicator: here are those that have."),
        }
    }

    fn under_cursor(&self) -> (Option<usize>, Option<usize>) {
        self.shown().map_or((None, None), |comparison| self.pointed(&comparison))
    }

    fn is_sorted(&self) -> bool {
        self.sorting.by_measure.is_some() || self.sorting.by_organisation.is_some()
    }

    /// Opens a page over this one; one that is open below is gone back to.
    fn open(&mut self, page: Page, measure: usize, organisation: usize) {
        match self.pages.iter().position(|there| *there == page) {
            Some(at) => self.pages.truncate(at + 1),
            None => self.pages.push(page),
        }
        self.read(false);
        self.point(Some(measure), Some(organisation));
    }

    /// Orders anew; the cursor stays on its measure and organisation.
    fn order(&mut self, sorting: Sorting) {
        let (measure, organisation) = self.under_cursor();
        self.sorting = sorting;
        self.arrange();
        self.point(measure, organisation);
    }

    fn sort_organisations(&mut self, measure: usize) -> Vec<Effect> {
        let by = match self.sorting.by_measure {
            Some((at, false)) if at == measure => Some((measure, true)),
            Some((at, true)) if at == measure => None,
            _ => Some((measure, false)),
        };
        self.order(Sorting { by_measure: by, ..self.sorting });
        let Some(comparison) = self.shown() else { return Vec::new() };
        let Some(measure) = comparison.measures.get(measure) else { return Vec::new() };
        let reference = &measure.indicator.reference;
        say(match (by, measure.no_rank) {
            (None, _) => "Organisations in the order of the group.".to_owned(),
            (Some((_, false)), None) => format!("Organisations by {reference}, best first."),
            (Some((_, true)), None) => format!("Organisations by {reference}, worst first."),
            (Some((_, false)), Some(_)) => {
                format!("Organisations by {reference}, highest first: it has no rank.")
            }
            (Some((_, true)), Some(_)) => {
                format!("Organisations by {reference}, lowest first: it has no rank.")
            }
        })
    }

    fn sort_measures(&mut self, organisation: usize) -> Vec<Effect> {
        let by = match self.sorting.by_organisation {
            Some((at, false)) if at == organisation => Some((organisation, true)),
            Some((at, true)) if at == organisation => None,
            _ => Some((organisation, false)),
        };
        self.order(Sorting { by_organisation: by, ..self.sorting });
        let name = self.name(organisation);
        say(match by {
            None => "Measures by theme.".to_owned(),
            Some((_, false)) => format!("Measures by {name}, its worst places first."),
            Some((_, true)) => format!("Measures by {name}, its best places first."),
        })
    }

    fn name(&self, organisation: usize) -> String {
        let name = |comparison: &Comparison| {
            Some(comparison.organisations.get(organisation)?.organisation.name.clone())
        };
        self.comparison.as_deref().and_then(name).unwrap_or_default()
    }

    fn pin(&mut self, organisation: usize) -> Vec<Effect> {
        let pinned = (self.sorting.pinned != Some(organisation)).then_some(organisation);
        self.order(Sorting { pinned, ..self.sorting });
        let name = self.name(organisation);
        say(match pinned {
            Some(_) => format!("{name} stays first. * on it lets it go."),
            None => format!("{name} is no longer kept first."),
        })
    }

    fn copy(&self, measure: usize, context: &Context) -> Vec<Effect> {
        let Some(comparison) = self.shown() else { return Vec::new() };
        let (text, said) = match self.page() {
            Page::Organisation(at) => (
                self.sheet_text(&comparison, at, context.theme),
                "Sheet copied: paste it into a spreadsheet.",
            ),
            _ => (sentences(&comparison, measure), "Sentences copied: paste them into your text."),
        };
        vec![Effect::Copy(text), Effect::Say(Notice::done(said))]
    }

    fn choose_group(&self) -> Vec<Effect> {
        let Some(room) = &self.room else { return say("Still loading the groups: press the key again.") };
        if room.groups.is_empty() {
            return say("No group is named yet: e makes one.");
        }
        let now = self.comparison.as_deref().and_then(|comparison| comparison.group.as_ref());
        let ticked = |group: &Group| now.is_some_and(|now| now.id == group.id);
        let rows = room.groups.iter().map(|group| group_row(room, group).ticked(ticked(group)));
        let choice = Choice::one(GROUP, "Which group is compared?", rows.collect());
        vec![Effect::Open(Box::new(choice))]
    }

    pub(super) fn chosen(&mut self, answer: &Answer, context: &Context) -> Vec<Effect> {
        let Answer::Chosen { tag, picks } = answer else { return Vec::new() };
        match (*tag, picks.first()) {
            (lists::MEMBERS, _) => return self.fill_group(picks, context),
            (lists::ORGANISATIONS, Some(at)) => return self.open_organisation(*at, context),
            (lists::GROUPS, Some(at)) => return self.open_group(*at, context),
            (GROUP, _) => {}
            _ => return Vec::new(),
        }
        let group = picks.first().and_then(|at| self.room.as_ref()?.groups.get(*at));
        let Some(group) = group else { return Vec::new() };
        self.group = Some(group.id);
        self.latest = false;
        vec![Effect::Ask(self.request(Some(context.session.period), context))]
    }

    /// `Coventry (ours): 2A`.
    pub(super) fn foot_title(
        &self,
        comparison: &Comparison,
        measure: &ComparedMeasure,
        organisation: Option<usize>,
    ) -> String {
        let reference = &measure.indicator.reference;
        let Some((at, one)) = organisation.and_then(|at| Some((at, comparison.organisations.get(at)?)))
        else {
            return reference.clone();
        };
        let mark = match (one.ours, self.sorting.pinned == Some(at)) {
            (true, _) => " (ours)",
            (false, true) => " (pinned)",
            (false, false) => "",
        };
        format!("{}{mark}: {reference}", one.organisation.name)
    }

    pub(super) fn mouse_at(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let Some(comparison) = self.shown() else { return Vec::new() };
        let inside = narrow(self.areas(context.area).0);
        let rows = self.lines_area(&comparison, context);
        let is_click = matches!(mouse.kind, MouseKind::Click | MouseKind::DoubleClick);
        if self.page() == Page::Matrix && is_click && inside.contains(mouse.at) {
            let widths = self.widths(&comparison, context.theme);
            let columns = self.columns(&comparison, &widths, context.theme, inside.width);
            let x = mouse.at.x.saturating_sub(inside.x);
            let hit = columns.organisations.iter().find(|slot| (slot.x..=slot.x + slot.width).contains(&x));
            self.column = hit.map_or(self.column, |slot| slot.column);
        }
        let clicked = match self.page() {
            Page::Matrix => self.matrix.mouse(mouse, rows),
            Page::Measure(_) => self.places.mouse(mouse, rows),
            Page::Organisation(_) => self.by_theme.mouse(mouse, rows),
        };
        match clicked {
            Some(MouseKind::DoubleClick) => vec![Effect::Run(Command::Open)],
            _ => Vec::new(),
        }
    }
}

/// The counts of a measure, then which way all are going.
fn sentences(comparison: &Comparison, measure: usize) -> String {
    let mut all =
        comparison.measures.get(measure).map(|measure| comparison.sentences(measure)).unwrap_or_default();
    all.push(comparison.directions_sentence());
    all.join("\n")
}
