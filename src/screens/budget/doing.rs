//! What can be done with the line or the saving under the cursor.

use super::comment::Comment;
use super::comment::kept;
use super::months::Months;
use super::{Budget, View};
use crate::input::Command;
use crate::screens::question::Question;
use crate::screens::writing::Writing;
use crate::screens::{Answer, Context, Effect, dialogs, forms};
use crate::session::{Notice, Place};
use crate::workbook::budget_steps::{close_saving, move_line, remove_line, retire_line};
use crate::workbook::{Id, Query, Record, Subject, SubjectName, Table};

const REMOVE: &str = "delete budget line";
const RETIRE: &str = "retire budget line";
const CLOSE: &str = "close saving";

impl Budget {
    pub(super) fn on_row(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match (command, self.view) {
            (Command::AddLine, View::Savings) => {
                let savings = self.room.iter().flat_map(|room| &room.savings);
                let references = savings.map(|row| row.saving.reference.clone()).collect();
                Some(vec![Effect::Open(forms::add_saving(references, context))])
            }
            (Command::AddLine, view) => {
                let near = self.current_node().map(|node| node.line.clone());
                let nodes = self.nodes();
                Some(vec![Effect::Open(forms::budget_line(
                    view.kind(),
                    None,
                    near.as_ref(),
                    &nodes,
                    context,
                ))])
            }
            (Command::HistoryOf, View::Savings) => {
                let id = self.current_id()?;
                Some(vec![Effect::Go(Place::History(Some(Subject { table: Table::Saving, id })))])
            }
            (Command::Links, _) => Some(vec![Effect::Open(dialogs::links(self.name()?))]),
            (Command::Copy, _) => self.copy(false, context),
            (Command::CopyTable, _) => self.copy(true, context),
            (Command::FillDown | Command::ClearCell, _) => Some(self.fill(command, context)),
            (_, View::Savings) => self.on_saving(command, context),
            _ => self.on_line(command, context),
        }
    }

    /// What the row under the cursor is called.
    fn name(&self) -> Option<SubjectName> {
        let id = self.current_id()?;
        let (table, reference, title) = match self.view {
            View::Savings => {
                let row = self.room.as_ref()?.savings.iter().find(|row| row.saving.id == id)?;
                (Table::Saving, row.saving.reference.clone(), row.saving.description.clone())
            }
            _ => (Table::BudgetLine, String::new(), self.current_node()?.line.name.clone()),
        };
        Some(SubjectName { subject: Subject { table, id }, reference, title })
    }

    fn on_saving(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let id = self.current_id()?;
        let row = self.room.as_ref()?.savings.iter().find(|row| row.saving.id == id)?;
        match command {
            Command::EditLine | Command::Write => Some(vec![Effect::Open(forms::saving(row, context))]),
            Command::AddAction => {
                let about = Subject { table: Table::Saving, id };
                Some(vec![Effect::Open(dialogs::add_action_about(&row.saving.reference, about, context))])
            }
            Command::RetireLine if row.saving.closed_in.is_none() => {
                let lines = vec![
                    format!("{}: {}", row.saving.reference, row.saving.description),
                    "It is shown in this period for the last time.".to_owned(),
                ];
                Some(vec![Effect::Open(Box::new(Question::new(
                    CLOSE,
                    "Close this saving?",
                    lines,
                    "close it",
                    "keep it open",
                )))])
            }
            Command::RetireLine => {
                let period = context.session.period;
                let change = close_saving(&row.saving, period);
                Some(vec![Effect::Apply { change, settles: Vec::new() }])
            }
            Command::Months | Command::MoveUp | Command::MoveDown | Command::RemoveLine | Command::Fold => {
                Some(vec![Effect::Say(Notice::info("Savings have neither months nor lines below them."))])
            }
            _ => None,
        }
    }

    fn on_line(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let node = self.current_node()?;
        let line = node.line.clone();
        let about = Subject { table: Table::BudgetLine, id: line.id };
        match command {
            Command::Write if self.view == View::Revenue => {
                let row = self.room.as_ref()?.revenue.iter().find(|row| row.node.line.id == line.id)?;
                let comment = Comment::new(row, context.session.period, self.unit);
                Some(vec![Effect::Open(Box::new(Writing::of(comment, context)))])
            }
            Command::Write | Command::EditLine if self.view == View::Capital && command == Command::Write => {
                let row = self.room.as_ref()?.capital.iter().find(|row| row.node.line.id == line.id)?;
                if node.is_total() {
                    return Some(vec![Effect::Say(Notice::info(
                        "A total is worked out from its lines: write on one of them.",
                    ))]);
                }
                Some(vec![Effect::Open(forms::capital(row, context))])
            }
            Command::EditLine => {
                let nodes = self.nodes();
                Some(vec![Effect::Open(forms::budget_line(line.kind, Some(&line), None, &nodes, context))])
            }
            Command::AddAction => {
                Some(vec![Effect::Open(dialogs::add_action_about(&line.name, about, context))])
            }
            Command::EditAction => {
                let row = self.current_detail()?.actions.first()?;
                Some(vec![Effect::Open(dialogs::edit_action(&line.name, &row.action, None, context))])
            }
            Command::HistoryOf => Some(vec![Effect::Go(Place::History(Some(about)))]),
            Command::Months => match self.current_detail() {
                Some(detail) if detail.is_total => Some(vec![Effect::Say(Notice::info(
                    "The months of a total are those of its lines: open one of them.",
                ))]),
                Some(detail) => Some(vec![Effect::Open(Box::new(Months::new(detail, self.unit, context)))]),
                None => {
                    Some(vec![Effect::Say(Notice::info("Still loading this line: press the key again."))])
                }
            },
            Command::MoveUp | Command::MoveDown => {
                let by = if command == Command::MoveUp { -1 } else { 1 };
                Some(match move_line(&self.nodes(), line.id, by) {
                    Some(change) => vec![Effect::Apply { change, settles: Vec::new() }],
                    None => vec![Effect::Say(Notice::info("It is at the end of its group already."))],
                })
            }
            Command::RetireLine => Some(self.retire(line.id, context)),
            Command::RemoveLine => Some(vec![Effect::Ask(Query::BudgetLineRows { line: line.id })]),
            _ => None,
        }
    }

    fn retire(&mut self, id: Id, context: &Context) -> Vec<Effect> {
        let nodes = self.nodes();
        let Some(node) = nodes.iter().find(|node| node.line.id == id) else { return Vec::new() };
        if node.line.retired_from.is_some() {
            let change = retire_line(&nodes, id, context.session.period);
            return vec![Effect::Apply { change, settles: Vec::new() }];
        }
        let prefix = format!("{} / ", node.path);
        let inside = nodes.iter().filter(|other| other.path.starts_with(&prefix)).count();
        let mut lines = vec![node.path.clone()];
        match inside {
            0 => {}
            1 => lines.push("The line below it goes with it.".to_owned()),
            many => lines.push(format!("The {many} lines below it go with it.")),
        }
        lines.push("Earlier periods keep it. x in one of them brings it back.".to_owned());
        vec![Effect::Open(Box::new(Question::new(
            RETIRE,
            "Retire this line from this period on?",
            lines,
            "retire it",
            "keep it",
        )))]
    }

    /// Asks before a line is deleted, naming everything that goes with it.
    pub(super) fn ask_removal(&mut self, line: Id, rows: Vec<Record>, ties: &[String]) -> Vec<Effect> {
        let nodes = self.nodes();
        let Some(node) = nodes.iter().find(|node| node.line.id == line) else { return Vec::new() };
        let below = rows.iter().filter(|row| matches!(row, Record::BudgetLine(_))).count();
        if below > 0 {
            return vec![Effect::Say(Notice::problem(format!(
                "“{}” has {below} {} below it: move or delete those first, or retire it with x.",
                node.line.name,
                if below == 1 { "line" } else { "lines" }
            )))];
        }
        let mut lines = vec![node.path.clone()];
        let count = |test: fn(&Record) -> bool| rows.iter().filter(|row| test(row)).count();
        let figures = count(|row| matches!(row, Record::BudgetAmount(_) | Record::CapitalAmount(_)));
        let months = count(|row| matches!(row, Record::MonthlyAmount(_)));
        if figures + months > 0 {
            let periods = if figures == 1 { "period" } else { "periods" };
            lines.push(format!("With its figures of {figures} {periods} and {months} months."));
        }
        if !ties.is_empty() {
            lines.push("Others are tied to it, and the ties go too:".to_owned());
            lines.extend(ties.iter().map(|tie| format!("- {tie}")));
        }
        lines.push("x retires it instead and keeps what was reported.".to_owned());
        self.removing = Some((line, rows));
        vec![Effect::Open(Box::new(Question::new(
            REMOVE,
            "Delete this budget line?",
            lines,
            "delete it",
            "keep it",
        )))]
    }

    pub(super) fn take_answer(&mut self, answer: &Answer, context: &Context) -> Vec<Effect> {
        let apply = |change| vec![Effect::Apply { change, settles: Vec::new() }];
        match answer {
            Answer::Yes { tag: REMOVE } => {
                let Some((id, rows)) = self.removing.take() else { return Vec::new() };
                let nodes = self.nodes();
                let Some(node) = nodes.iter().find(|node| node.line.id == id) else { return Vec::new() };
                let change = remove_line(&node.line, &rows);
                let keep = kept(id);
                let settles = vec![context.session.draft_key(&keep.subject, keep.indicator)];
                vec![Effect::Apply { change, settles }]
            }
            Answer::Yes { tag: RETIRE } => match self.current_id() {
                Some(id) => apply(retire_line(&self.nodes(), id, context.session.period)),
                None => Vec::new(),
            },
            Answer::Yes { tag: CLOSE } => {
                let id = self.current_id();
                let savings = self.room.as_ref().map(|room| room.savings.iter());
                let row = savings.into_iter().flatten().find(|row| Some(row.saving.id) == id);
                row.map_or_else(Vec::new, |row| apply(close_saving(&row.saving, context.session.period)))
            }
            _ => Vec::new(),
        }
    }
}
