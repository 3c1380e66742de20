//! Asking for what a form needs to be sent, and where forms are collected from.

use chrono::Days;

use super::{COLLECT, Returns, ReturnsRequest, SEND, SendOrder, Sent};
use crate::domain::Tense;
use crate::domain::dates::short_date;
use crate::screens::forms::{Form, FormField, Values};
use crate::screens::{Context, Effect, Screen};
use crate::workbook::{Change, ReturnState, owner_name};

/// Days that owners are given where nothing is said.
const USUAL: Days = Days::new(14);

impl Returns {
    /// Asks where the forms go and when they are to be back.
    pub(super) fn ask_to_send(&mut self, owners: Vec<String>, context: &Context) -> Vec<Effect> {
        if owners.is_empty() {
            return Vec::new();
        }
        let today = context.session.now.date();
        let back = today.checked_add_days(USUAL);
        let again = self
            .rows
            .list
            .rows()
            .iter()
            .filter(|row| row.state != ReturnState::NotSent && owners.contains(&row.due.owner))
            .count();
        let mut fields = vec![
            FormField::line("folder", "Folder", &self.folder(context))
                .required()
                .help("Where the Excel files are put: beside the workbook, unless a whole path is typed."),
            FormField::date("due", "Back by", back, Tense::Future)
                .checked(|text, context| match context.session.dates(Tense::Future).read(text)? {
                    day if day < context.session.now.date() => Err("that day is past".to_owned()),
                    _ => Ok(()),
                })
                .help("The day they are to be back: 20 jul, +2w, end of month. It may be empty."),
        ];
        let mut intro = vec![match owners.as_slice() {
            [one] => format!("A form for {}, with only their indicators.", owner_name(one)),
            many => format!("A form for each of {} owners, with only their indicators.", many.len()),
        }];
        if again > 0 {
            intro.push(match (again, owners.len()) {
                (_, 1) => "One was sent already: this one takes its place.".to_owned(),
                (many, _) => format!("{many} of them have one already: the new one takes its place."),
            });
        }
        fields.push(
            FormField::tick("replace", "Write over", again > 0)
                .help("Ticked, forms that are in the folder already are written over."),
        );
        self.sending = owners;
        let form = Form::new("Send forms", fields, |_, _| Ok(Change::none())).intro(intro);
        vec![Effect::Open(Box::new(form.handing(SEND)))]
    }

    /// Sends what was asked for.
    pub(super) fn send(&mut self, values: &Values, context: &Context) -> Vec<Effect> {
        values.get("folder").clone_into(&mut self.folder);
        let due = context.session.dates(Tense::Future).read(values.get("due")).ok();
        vec![Effect::Returns(ReturnsRequest::Send(SendOrder {
            period: context.session.period,
            owners: std::mem::take(&mut self.sending),
            folder: self.folder.clone().into(),
            due,
            replace: values.ticked("replace"),
        }))]
    }

    /// Asks where the forms are that came back.
    pub(super) fn ask_where(&self, context: &Context) -> Box<dyn Screen> {
        let fields = vec![
            FormField::line("folder", "Folder", &self.folder(context))
                .required()
                .help("The folder the forms are in, or one form. What would change is shown first."),
        ];
        let form = Form::new("Collect forms", fields, |_, _| Ok(Change::none()));
        Box::new(form.handing(COLLECT))
    }
}

/// "8 forms written to forms, back by 20 Jul 2015. u undoes."
pub(super) fn said(sent: &Sent) -> String {
    let forms = match sent.forms.as_slice() {
        [one] => format!("The form of {} is in {}", owner_name(&one.owner), sent.folder.display()),
        many => format!("{} forms are in {}", many.len(), sent.folder.display()),
    };
    let had = match sent.had_one.len() {
        0 => String::new(),
        1 => " One owner had one already and got none.".to_owned(),
        many => format!(" {many} owners had one already and got none."),
    };
    let due = sent.due.map_or_else(String::new, |due| format!(", to be back by {}", short_date(due)));
    format!("{forms}{due}.{had} u takes the note of it back.")
}
