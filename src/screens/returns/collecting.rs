//! Collecting: what came back, and what it would change. Conflicts are settled
//! one by one before anything is stored.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::lines::{Item, file_words, items, settled_words};
use super::{CollectOrder, Collection, FormsRead, ReturnsEvent, ReturnsRequest, fingerprint};
use crate::input::{Command, KeyContext, Scope};
use crate::returns::fields::Kind;
use crate::returns::merge::where_it_stands;
use crate::returns::settle::{Settled, typed};
use crate::returns::{Line, Settle};
use crate::screens::forms::{Form, FormField};
use crate::screens::messages::{Passage, Reading};
use crate::screens::{Answer, Context, Effect, Mouse, MouseKind, Screen};
use crate::session::Notice;
use crate::ui::list::{List, Placed, Row};
use crate::workbook::Change;

const EDIT: &str = "settle a conflict";

/// How far it has come.
pub(super) enum Stage {
    Reading(Option<FormsRead>),
    Shown(Box<Collection>),
    /// What was shown is being stored.
    Storing,
    Failed(String),
}

/// The screen.
pub struct Collecting {
    pub(super) order: CollectOrder,
    pub(super) stage: Stage,
    pub(super) items: List<Placed<Item>>,
}

impl Collecting {
    /// Begins to read.
    pub fn new(order: CollectOrder) -> Self {
        Self { order, stage: Stage::Reading(None), items: List::default() }
    }

    fn show(&mut self, found: Box<Collection>) {
        self.items.hold_placed(items(&found), |item| matches!(item, Item::Heading(_)));
        self.stage = Stage::Shown(found);
        self.items.go(0);
    }

    pub(super) fn found(&self) -> Option<&Collection> {
        match &self.stage {
            Stage::Shown(found) => Some(found),
            _ => None,
        }
    }

    pub(super) fn item(&self) -> Option<&Item> {
        self.items.here()
    }

    /// The cell under the cursor.
    pub(super) fn line(&self) -> Option<&Line> {
        match (self.item()?, self.found()?) {
            (Item::Cell(at), found) => found.collected.lines.get(*at),
            _ => None,
        }
    }

    fn conflict(&self) -> Option<&Line> {
        self.line().filter(|line| line.conflict)
    }

    /// Settles the conflict under the cursor and goes to the next.
    fn settle(&mut self, settle: Settle) -> Vec<Effect> {
        let Some(Item::Cell(at)) = self.item().cloned() else { return Vec::new() };
        if let Stage::Shown(found) = &mut self.stage
            && let Some(line) = found.collected.lines.get_mut(at)
        {
            line.settled = Some(settle);
        }
        self.next_conflict()
    }

    fn settle_all(&mut self, settle: &Settle) -> Vec<Effect> {
        let Stage::Shown(found) = &mut self.stage else { return Vec::new() };
        let left = found.collected.unsettled();
        found.collected.settle_all(settle);
        vec![Effect::Say(match (left, settle) {
            (0, _) => Notice::info("Every conflict is settled already."),
            (left, Settle::Mine) => Notice::done(format!("{left} settled: the workbook’s own stays.")),
            (left, _) => Notice::done(format!("{left} settled: the form’s is taken.")),
        })]
    }

    /// Goes to the next conflict that is not settled, from the top again after the last.
    fn next_conflict(&mut self) -> Vec<Effect> {
        let Some(found) = self.found() else { return Vec::new() };
        let open = |item: &Item| match item {
            Item::Cell(at) => {
                found.collected.lines.get(*at).is_some_and(|line| line.conflict && line.settled.is_none())
            }
            _ => false,
        };
        let from = self.items.at().map_or(0, |at| at + 1);
        let (before, after) = self.items.rows().split_at(from);
        let next = after.iter().chain(before).find(|item| open(item)).and_then(Row::key);
        match next {
            Some(at) => {
                self.items.go(at as u64);
                Vec::new()
            }
            None if found.collected.conflicts() == 0 => {
                vec![Effect::Say(Notice::info("There is no conflict: nothing was changed on both sides."))]
            }
            None => vec![Effect::Say(Notice::info("Every conflict is settled: Ctrl-S takes what is shown."))],
        }
    }

    fn store(&mut self) -> Vec<Effect> {
        let Some(found) = self.found() else { return Vec::new() };
        match found.collected.unsettled() {
            0 => {}
            left => {
                let conflicts =
                    if left == 1 { "1 conflict is".to_owned() } else { format!("{left} conflicts are") };
                let mut effects = self.next_conflict();
                effects.push(Effect::Say(Notice::problem(format!(
                    "{conflicts} not settled: ← keeps the workbook’s, → takes the form’s, e writes another."
                ))));
                return effects;
            }
        }
        let settled = found.collected.lines.iter().filter_map(Settled::of).collect();
        let looked_at = Some(fingerprint(&found.collected));
        (self.order.settled, self.order.looked_at) = (settled, looked_at);
        self.stage = Stage::Storing;
        vec![Effect::Returns(ReturnsRequest::Collect(self.order.clone()))]
    }

    /// Asks for what is to stand in place of both.
    fn ask_to_edit(&self) -> Vec<Effect> {
        let Some(line) = self.conflict() else { return Vec::new() };
        let about = line.key.field.about();
        let now = match &line.settled {
            Some(Settle::Edited(value)) => value,
            _ => &line.theirs,
        };
        let text = now.stored();
        let field = match about.kind {
            Kind::Text => FormField::text_area("value", about.title, &text, 6),
            Kind::Choice(choices) => {
                let options =
                    choices.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect();
                FormField::choice("value", about.title, options, &text)
            }
            Kind::Day => FormField::date("value", about.title, now.day(), line.key.field.tense()),
            Kind::Figure => FormField::line("value", about.title, &text),
        };
        let what = line.key.field;
        let form = Form::new(line.name.clone(), vec![field.help(about.help)], move |values, context| {
            match typed(what, values.get("value"), |tense| context.session.dates(tense)) {
                Ok(_) => Ok(Change::none()),
                Err(why) => Err(vec![("value", why)]),
            }
        })
        .intro(vec![
            format!("Workbook: {}", line.shown(&line.mine)),
            format!("Form: {}", line.shown(&line.theirs)),
        ])
        .handing(EDIT);
        vec![Effect::Open(Box::new(form))]
    }

    /// All of what is under the cursor, to read.
    fn all_of_it(&self) -> Vec<Effect> {
        let (Some(found), Some(item)) = (self.found(), self.item()) else { return Vec::new() };
        let pair = |label: &str, text: String| Passage::Pair(label.to_owned(), text);
        let (title, passages) = match item {
            Item::Heading(_) | Item::Waiting(..) => return Vec::new(),
            Item::Cell(at) => {
                let Some(line) = found.collected.lines.get(*at) else { return Vec::new() };
                let mut passages = vec![
                    pair("Cell", where_it_stands(&found.forms, line.form, line.place)),
                    pair("Form", line.shown(&line.theirs)),
                ];
                if let Some(Settle::Edited(value)) = &line.settled {
                    passages.push(pair("Edited", line.shown(value)));
                }
                if line.conflict {
                    passages.push(pair("Settled", settled_words(line.settled.as_ref()).to_owned()));
                }
                if !line.doubt.is_empty() {
                    passages.push(pair("Look again", line.doubt.clone()));
                }
                let by = if line.by.is_empty() { String::new() } else { format!(" ({})", line.by) };
                passages.push(pair("Workbook", format!("{}{by}", line.shown(&line.mine))));
                if line.conflict {
                    passages.push(pair("Sent", line.shown(&line.sent)));
                }
                (line.name.clone(), passages)
            }
            Item::Refused(at) => {
                let Some(one) = found.collected.refused.get(*at) else { return Vec::new() };
                let place = where_it_stands(&found.forms, one.form, one.place);
                let passages = vec![
                    pair("Form", one.value.clone()),
                    pair("Refused", one.reason.clone()),
                    pair("Cell", place),
                ];
                (one.name.clone(), passages)
            }
            Item::File(at) => {
                let Some(file) = found.files.get(*at) else { return Vec::new() };
                (file.name.clone(), vec![Passage::Words(file_words(file))])
            }
        };
        vec![Effect::Open(Box::new(Reading::new(title, passages)))]
    }
}

impl Screen for Collecting {
    fn scope(&self) -> Scope {
        Scope::Collect
    }

    fn title(&self, _context: &Context) -> String {
        "Collecting returns".to_owned()
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = self.item().is_some_and(|item| !matches!(item, Item::Heading(_)));
        facts.conflict = self.conflict().is_some();
    }

    fn opened(&mut self) -> Vec<Effect> {
        vec![Effect::Returns(ReturnsRequest::Look(self.order.clone()))]
    }

    fn on_returns(&mut self, told: ReturnsEvent, _context: &Context) -> Vec<Effect> {
        match told {
            ReturnsEvent::Reading(read) => {
                if let Stage::Reading(so_far) = &mut self.stage {
                    *so_far = Some(read);
                }
            }
            ReturnsEvent::Looked(found) => self.show(found),
            ReturnsEvent::ChangedSince(found) => {
                self.show(found);
                return vec![Effect::Say(Notice::problem(
                    "The workbook or a form has changed since you looked, so nothing was taken: look again.",
                ))];
            }
            ReturnsEvent::Collected(done) => {
                let cells = match done.collected.taken() {
                    1 => "1 cell".to_owned(),
                    many => format!("{many} cells"),
                };
                return vec![
                    Effect::Close,
                    Effect::Say(match &done.applied {
                        Some(applied) => Notice::done(format!("{}: {cells} taken. u undoes.", applied.label)),
                        None => Notice::info("Nothing was different, so nothing was changed."),
                    }),
                ];
            }
            ReturnsEvent::Failed(why) => {
                self.stage = Stage::Failed(why.clone());
                return vec![Effect::Say(Notice::problem(why))];
            }
            ReturnsEvent::Sent(_) => {}
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.list_area(context.area).height;
        if self.items.update(command, height) {
            return Some(Vec::new());
        }
        let storing = matches!(self.stage, Stage::Storing);
        match command {
            Command::Back if storing => Some(Vec::new()),
            Command::Back => {
                let mut effects = vec![
                    Effect::Close,
                    Effect::Say(Notice::info("Nothing was taken: the forms are where they were.")),
                ];
                if matches!(self.stage, Stage::Reading(_)) {
                    effects.push(Effect::Returns(ReturnsRequest::Stop));
                }
                Some(effects)
            }
            Command::Save => Some(self.store()),
            Command::KeepMine => Some(self.settle(Settle::Mine)),
            Command::TakeTheirs => Some(self.settle(Settle::Theirs)),
            Command::KeepAllMine => Some(self.settle_all(&Settle::Mine)),
            Command::TakeAllTheirs => Some(self.settle_all(&Settle::Theirs)),
            Command::Edit => Some(self.ask_to_edit()),
            Command::NextConflict => Some(self.next_conflict()),
            Command::Open => Some(self.all_of_it()),
            _ => None,
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        let Answer::Filled { tag: EDIT, values } = answer else { return Vec::new() };
        let Some(line) = self.conflict() else { return Vec::new() };
        match typed(line.key.field, values.get("value"), |tense| context.session.dates(tense)) {
            Ok(value) => self.settle(Settle::Edited(value)),
            Err(why) => vec![Effect::Say(Notice::problem(why))],
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.list_area(context.area);
        if self.items.mouse(mouse, list) == Some(MouseKind::DoubleClick) {
            return self.all_of_it();
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
