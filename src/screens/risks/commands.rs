//! What is done to risks from their screen: moving, editing, closing,
//! controls, the filter, the matrix.

use crate::input::Command;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::new_row::unfiltered_for_new;
use crate::screens::question::Question;
use crate::screens::risks::cursor::stepped;
use crate::screens::risks::derived::Derived;
use crate::screens::risks::register::Show;
use crate::screens::risks::{Moving, Part, RiskScreen, Spot, definition, forms};
use crate::screens::{Answer, Context, Effect, dialogs};
use crate::session::{Notice, Place};
use crate::workbook::Choice as _;
use crate::workbook::risk_steps::{place_name, remove_risk, reopen_risk};
use crate::workbook::{AssessmentKind, Risks, Subject, SubjectName, Table};

const FILTER: &str = "risk filter";
const REMOVE: &str = "delete risk";
const CONTROLS: &str = "controls of a risk";

impl RiskScreen {
    /// Commands about the risk under the cursor, and about the register.
    pub(super) fn run_command(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match command {
            Command::AddRisk => {
                let risks = self.risks.as_deref()?;
                let cell = match self.spot {
                    Some(Spot::Cell(cell)) if !self.table => Some(cell),
                    _ => None,
                };
                let references = risks.rows.iter().map(|row| row.reference.clone()).collect();
                Some(vec![Effect::Open(forms::add(&risks.matrix, cell, references, context))])
            }
            Command::EditRisk => {
                self.around = self.current().map(|row| row.id);
                self.with_detail(|detail| vec![Effect::Open(forms::edit(detail, context))])
            }
            Command::MoveRisk => self.start_move(),
            Command::CloseRisk => self.with_detail(|detail| match detail.risk.closed_in {
                None => vec![Effect::Open(forms::close(detail, context))],
                Some(_) => vec![Effect::Apply { change: reopen_risk(&detail.risk), settles: Vec::new() }],
            }),
            Command::RemoveRisk => self.with_detail(|detail| {
                let lines = vec![
                    format!("{}: {}", detail.risk.reference, detail.risk.title),
                    format!(
                        "{} assessments and {} controls go with it. Its history stays.",
                        detail.assessments.len(),
                        detail.controls.len()
                    ),
                ];
                let question = Question::new(REMOVE, "Delete this risk?", lines, "delete it", "keep it");
                vec![Effect::Open(Box::new(question))]
            }),
            Command::Controls => self.offer_controls(context),
            Command::AddAction => self.with_detail(|detail| {
                let about = Subject { table: Table::Risk, id: detail.risk.id };
                vec![Effect::Open(dialogs::add_action_about(&detail.risk.reference, about, context))]
            }),
            Command::EditMatrix => {
                let risks = self.risks.as_deref()?;
                Some(vec![Effect::Open(Box::new(definition::Definition::new(risks, context)))])
            }
            Command::Links => self.links(),
            Command::HistoryOf => {
                let id = self.current()?.id;
                Some(vec![Effect::Go(Place::History(Some(Subject { table: Table::Risk, id })))])
            }
            Command::Copy => self.copy(),
            Command::Sort if self.table => Some(vec![Effect::Say(Notice::info(self.register.sort_here()))]),
            Command::Reverse if self.table => {
                self.register.descending = !self.register.descending;
                Some(vec![Effect::Say(Notice::info("The other way round."))])
            }
            Command::Filter => {
                if !self.table {
                    self.toggle_table();
                }
                self.register.show = Show::All;
                self.register.find.begin();
                Some(Vec::new())
            }
            Command::FilterBy => {
                let risks = self.risks.as_deref()?;
                let row = |show: &Show| {
                    let count = risks.rows.iter().filter(|row| show.passes(risks, row)).count();
                    ChoiceRow::new(show.title(risks))
                        .note(count.to_string())
                        .ticked(*show == self.register.show)
                };
                let rows = Show::ALL.iter().map(row).collect();
                Some(vec![Effect::Open(Box::new(Choice::one(FILTER, "Which risks?", rows)))])
            }
            Command::ClearFilter if self.table => {
                self.register.clear();
                self.clamp();
                Some(vec![Effect::Say(Notice::info("The register as it usually is."))])
            }
            _ => None,
        }
    }

    pub(super) fn receive_risks(&mut self, risks: Box<Risks>) -> Vec<Effect> {
        let mut effects = Vec::new();
        let first = self.risks.is_none();
        self.risks = Some(risks);
        self.derived = Derived::default();
        if let Some(id) = self.around.take() {
            let listed = |screen: &Self| {
                let place = screen.position(id);
                !screen.table || screen.listed().iter().any(|at| Some(*at) == place)
            };
            let found = listed(self);
            if self.new.is_hidden(id, found) {
                // What is usually listed leaves out what is below the threshold: that is no filter.
                let narrowed = !self.register.find.text().is_empty()
                    || !matches!(self.register.show, Show::Threshold | Show::All);
                self.register.clear();
                self.derived = Derived::default();
                if !listed(self) {
                    self.register.show = Show::All;
                    self.derived = Derived::default();
                }
                effects.extend(narrowed.then(unfiltered_for_new));
            }
            self.go_to(id);
        }
        if first && self.spot.is_none() {
            // Where it is worst, there one begins.
            match self.risks.as_deref().and_then(|risks| risks.rows.first()).map(|row| row.id) {
                Some(id) => self.go_to(id),
                None => {
                    let worst = self.risks.as_deref().map(|risks| risks.matrix.worst());
                    self.spot = worst.map(Spot::Cell);
                }
            }
        }
        self.clamp();
        effects
    }

    /// What the risk is linked with.
    pub(super) fn links(&self) -> Option<Vec<Effect>> {
        let row = self.current()?;
        Some(vec![Effect::Open(dialogs::links(SubjectName {
            subject: Subject { table: Table::Risk, id: row.id },
            reference: row.reference.clone(),
            title: row.title.clone(),
        }))])
    }

    fn copy(&self) -> Option<Vec<Effect>> {
        let (risks, row) = (self.risks.as_deref()?, self.current()?);
        let current = AssessmentKind::Current;
        let score = |kind| risks.rated(row, kind).map_or_else(String::new, |score| score.to_string());
        let band = risks.band(row, current).map_or("", |band| band.name.as_str());
        let text = format!(
            "{}\t{}\t{}\t{band}\t{}",
            row.reference,
            row.title.replace(['\t', '\n'], " "),
            score(current),
            score(AssessmentKind::Target)
        );
        let said = format!("{} copied: paste it into a spreadsheet.", row.reference);
        Some(vec![Effect::Copy(text), Effect::Say(Notice::done(said))])
    }

    pub(super) fn start_move(&mut self) -> Option<Vec<Effect>> {
        let risks = self.risks.as_deref()?;
        let row = self.current()?;
        if self.current_detail().is_none() {
            return Some(vec![Effect::Say(Notice::info("Still loading this risk: press the key again."))]);
        }
        let (risk, reference) = (row.id, row.reference.clone());
        let to = risks.cell(row, self.kind).unwrap_or_else(|| risks.matrix.worst());
        self.table = false;
        self.part = Part::Map;
        self.go_to(risk);
        self.moving = Some(Moving { risk, to });
        let text = format!("Moving {reference}: arrows choose the cell, Enter puts it there, Esc leaves it.");
        Some(vec![Effect::Say(Notice::info(text))])
    }

    pub(super) fn update_move(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let moving = self.moving?;
        let risks = self.risks.as_deref()?;
        match command {
            Command::Up | Command::Down | Command::Left | Command::Right => {
                let (wide, high) = (risks.matrix.impact.steps(), risks.matrix.probability.steps());
                let to = stepped(moving.to, command, wide, high)?;
                self.moving = Some(Moving { to, ..moving });
                let text = self.moving_in_words().unwrap_or_default();
                Some(vec![Effect::Say(Notice::info(text))])
            }
            Command::Back => {
                self.moving = None;
                self.go_to(moving.risk);
                Some(vec![Effect::Say(Notice::info("Left where it was."))])
            }
            Command::Accept | Command::Open => {
                let detail = self.current_detail()?;
                let now = detail.position(self.kind);
                let factors = now.factors(&detail.matrix);
                if now.cell(&detail.matrix) == Some(moving.to) && factors == Some(moving.to) {
                    self.moving = None;
                    self.go_to(moving.risk);
                    return Some(vec![Effect::Say(Notice::info("It is there already."))]);
                }
                let form = forms::reason(detail, self.kind, moving.to, context);
                self.moving = None;
                self.around = Some(moving.risk);
                Some(vec![Effect::Open(form)])
            }
            Command::Help | Command::Undo | Command::Redo => None,
            Command::Palette | Command::Quit | Command::QuitNow | Command::Cancel => None,
            Command::PreviousPeriod | Command::NextPeriod | Command::Go(_) => {
                self.moving = None;
                None
            }
            _ => Some(Vec::new()),
        }
    }

    /// "AS0007: 20 High becomes 12 Medium High (P4 x I3)".
    pub(super) fn moving_in_words(&self) -> Option<String> {
        let (risks, moving, row) = (self.risks.as_deref()?, self.moving?, self.current()?);
        let before = place_name(&risks.matrix, &row.position(self.kind));
        let after = place_name(&risks.matrix, &crate::domain::risk::Position::of(moving.to));
        Some(format!("{}: {before} becomes {after} ({})", row.reference, moving.to))
    }

    fn offer_controls(&mut self, context: &Context) -> Option<Vec<Effect>> {
        let Some(detail) = self.current_detail() else { return self.with_detail(|_| Vec::new()) };
        if detail.controls.is_empty() {
            return Some(vec![Effect::Open(forms::control(detail, None, context))]);
        }
        let mut rows = vec![ChoiceRow::new("Add a control")];
        rows.extend(
            detail
                .controls
                .iter()
                .map(|one| ChoiceRow::new(one.description.as_str()).note(one.status.title())),
        );
        let title = format!("Controls of {}: which to edit or end?", detail.risk.reference);
        let offered = detail.controls.iter().map(|control| control.id).collect();
        self.offered = offered;
        Some(vec![Effect::Open(Box::new(Choice::one(CONTROLS, title, rows)))])
    }

    pub(super) fn answered(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FILTER, picks } => {
                let Some(show) = picks.first().and_then(|at| Show::ALL.get(*at)) else { return Vec::new() };
                if !self.table {
                    self.toggle_table();
                }
                self.register.show = *show;
                self.at = 0;
                self.top = 0;
                Vec::new()
            }
            Answer::Chosen { tag: CONTROLS, picks } => {
                let Some(detail) = self.current_detail() else { return Vec::new() };
                let id = picks.first().and_then(|at| at.checked_sub(1)).and_then(|at| self.offered.get(at));
                let control = id.and_then(|id| detail.controls.iter().find(|control| control.id == *id));
                vec![Effect::Open(forms::control(detail, control, context))]
            }
            Answer::Yes { tag: REMOVE } => {
                let Some(detail) = self.current_detail() else { return Vec::new() };
                let change = remove_risk(detail);
                self.removing = true;
                vec![Effect::Apply { change, settles: Vec::new() }]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn update_line(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.register.find.update(command).is_some() {
            self.clamp();
            return Some(Vec::new());
        }
        self.step_list(command, context).then(Vec::new)
    }
}
