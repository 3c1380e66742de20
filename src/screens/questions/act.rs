//! What can be done to a question and its meeting.

use super::{Questions, REMOVE};
use crate::domain::dates::short_date;
use crate::input::Command;
use crate::screens::question::Question as Confirm;
use crate::screens::writing::{Reply, Writing};
use crate::screens::{Context, Effect, dialogs, forms};
use crate::session::{Notice, Place};
use crate::workbook::steps::committee::question_name;
use crate::workbook::{Subject, SubjectName, Table};

impl Questions {
    pub(super) fn on_row(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let open = |screen| vec![Effect::Open(screen)];
        match command {
            Command::Add => {
                let at = self.current().map(|row| row.meeting_id);
                Some(open(forms::ask(&self.meetings, at, None, &self.printed, context)))
            }
            Command::AddOther => Some(open(forms::meeting(None, context))),
            Command::EditOther => {
                let id = self.current()?.meeting_id;
                let meeting = self.meetings.iter().find(|meeting| meeting.id == id)?;
                Some(open(forms::meeting(Some(meeting), context)))
            }
            Command::Edit => self.with_detail(|one| {
                open(forms::edit_question(&one.question, &self.meetings, &self.printed, context))
            }),
            Command::Write => {
                self.with_detail(|one| open(Box::new(Writing::of(Reply::new(one, context), context))))
            }
            Command::AddAction => self.with_detail(|one| {
                let about = Subject { table: Table::Question, id: one.question.id };
                open(dialogs::add_action_about(&question_name(&one.question), about, context))
            }),
            Command::Promise => self.with_detail(|one| open(forms::promise(&one.question, context))),
            Command::MarkSent => self.with_detail(|one| {
                if one.question.promise.trim().is_empty() {
                    return vec![Effect::Say(Notice::info(
                        "Nothing was promised here: p promises something.",
                    ))];
                }
                open(forms::sent(&one.question, context))
            }),
            Command::Finish => self.with_detail(|one| open(forms::resolve(&one.question, context))),
            Command::Remove => self.with_detail(|one| {
                let mut lines = vec![one.question.question.clone()];
                if !one.linked.is_empty() {
                    let names: Vec<String> = one.linked.iter().map(|linked| linked.name.short()).collect();
                    lines.push(format!("It is linked with {}; the link goes too.", names.join(", ")));
                }
                open(Box::new(Confirm::new(REMOVE, "Delete this question?", lines, "delete it", "keep it")))
            }),
            Command::Links => self.with_detail(|one| {
                open(dialogs::links(SubjectName {
                    subject: Subject { table: Table::Question, id: one.question.id },
                    reference: one.question.cited.clone(),
                    title: one.question.question.clone(),
                }))
            }),
            Command::HistoryOf => {
                let subject = Subject { table: Table::Question, id: self.current()?.id };
                Some(vec![Effect::Go(Place::History(Some(subject)))])
            }
            Command::Copy => self.with_detail(|one| {
                let (question, meeting) = (&one.question, &one.meeting);
                let cells = [
                    meeting.name.clone(),
                    meeting.when(),
                    question.page.clone(),
                    question.cited.clone(),
                    question.asker.clone(),
                    question.question.clone(),
                    question.reply.clone(),
                    question.promise.clone(),
                    question.promise_owner.clone(),
                    question.promise_due.map(short_date).unwrap_or_default(),
                    question.promise_sent.map(short_date).unwrap_or_default(),
                ];
                let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
                vec![
                    Effect::Copy(cells.join("\t")),
                    Effect::Say(Notice::done("Question copied: paste it into a spreadsheet.")),
                ]
            }),
            _ => None,
        }
    }
}
