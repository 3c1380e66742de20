//! The months of one line as a sheet: twelve rows of budget, actual and
//! forecast, typed, pasted from a spreadsheet, or spread.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::pane::month_name;
use super::paste::{Pasted, read};
use crate::domain::budget::MONTHS;
use crate::domain::money::{MoneyUnit, Pence, edit_money, parse_money, say_money};
use crate::input::{Command, Key, KeyCode, KeyContext, Scope};
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::question::Question;
use crate::screens::second_key::SecondKey;
use crate::screens::{Answer, Context, Effect, Mouse, MouseKind, Outcome, Screen};
use crate::session::Notice;
use crate::ui::field::Field;
use crate::ui::frame::centred;
use crate::ui::table::{Slot, layout};
use crate::workbook::budget_steps::{
    MonthField, money_jumps, months_label, open_months, set_months, spread, spread_label, to_spread,
};
use crate::workbook::steps::jumps::said;
use crate::workbook::{BudgetKind, BudgetLineDetail, Change, Data, Query, Record};

const SPREAD: &str = "spread months";
const PASTE: &str = "paste months";

/// The sheet.
pub struct Months {
    pub(super) detail: Box<BudgetLineDetail>,
    pub(super) unit: MoneyUnit,
    /// Month and figure under the cursor.
    pub(super) at: (usize, usize),
    pub(super) cell: Option<Field>,
    /// Where to go once what was typed is saved; none while nothing is being saved.
    saving: Option<(i32, i32)>,
    /// Figures from the clipboard that would replace others, until that is confirmed.
    pasted: Option<Pasted>,
    /// Whether an amount far from the last is meant.
    second: SecondKey,
}

impl Months {
    /// The months of a line, at the first without an actual.
    pub fn new(detail: &BudgetLineDetail, unit: MoneyUnit, _context: &Context) -> Self {
        let next = detail.months.iter().position(|month| month.actual.is_none()).unwrap_or(0);
        Self {
            detail: Box::new(detail.clone()),
            unit,
            at: (next, 1),
            cell: None,
            saving: None,
            pasted: None,
            second: SecondKey::default(),
        }
    }

    fn field(&self) -> MonthField {
        MonthField::ALL[self.at.1.min(2)]
    }

    fn held(&self) -> Option<Pence> {
        self.detail.months.get(self.at.0).and_then(|month| self.field().of(month))
    }

    /// Amounts of a change that are far from the last ones.
    fn jumps(&self, change: &Change) -> Vec<String> {
        let now: Vec<Record> = self.detail.months.iter().cloned().map(Record::MonthlyAmount).collect();
        money_jumps(change, &now)
    }

    fn step(&mut self, down: i32, right: i32) {
        let go = |at: usize, by: i32, last: usize| (at as i64 + i64::from(by)).clamp(0, last as i64) as usize;
        self.at = (go(self.at.0, down, MONTHS - 1), go(self.at.1, right, 2));
    }

    fn save(&mut self, then: (i32, i32)) -> Vec<Effect> {
        let Some(field) = self.cell.as_ref().filter(|_| self.saving.is_none()) else { return Vec::new() };
        let text = field.text();
        let amount = match text.trim() {
            "" => None,
            text => match parse_money(text, self.unit) {
                Ok(amount) => Some(amount),
                Err(error) => return vec![Effect::Say(Notice::problem(format!("{error}.")))],
            },
        };
        if amount == self.held() {
            self.cell = None;
            self.step(then.0, then.1);
            return Vec::new();
        }
        let figures = [(self.at.0, self.field(), amount)];
        let change = set_months(&self.detail.line, &self.detail.months, &figures, &months_label(&figures));
        let jumps = self.jumps(&change);
        if let Some(ask) = self.second.about(&jumps, "Enter") {
            return vec![ask];
        }
        self.saving = Some(then);
        vec![Effect::Apply { change, settles: Vec::new() }]
    }

    /// Months that no closed period has reported.
    fn open(&self, context: &Context) -> Vec<usize> {
        let periods = context.session.opening.as_ref().map_or(&[][..], |opening| &opening.periods);
        open_months(&self.detail.months, periods)
    }

    /// Says so where the month under the cursor was reported by a closed period.
    fn closed_here(&self, context: &Context) -> Option<Vec<Effect>> {
        if self.open(context).contains(&self.at.0) {
            return None;
        }
        Some(vec![Effect::Say(Notice::problem(format!(
            "{} was reported by a period that is closed: reopen that period first.",
            self.name(self.at.0, context)
        )))])
    }

    fn ask_spread(&self, context: &Context) -> Vec<Effect> {
        let (amount, months) = match to_spread(&self.detail, self.field(), &self.open(context)) {
            Ok(found) => found,
            Err(reason) => return vec![Effect::Say(Notice::problem(format!("{reason}.")))],
        };
        let what = match self.field() {
            MonthField::Forecast => "what the forecast leaves".to_owned(),
            _ => {
                let kind = self.detail.line.kind;
                let budget = if kind == BudgetKind::Capital { "latest budget" } else { "revised budget" };
                if months.len() < MONTHS {
                    format!("what the {budget} leaves")
                } else {
                    format!("the {budget}")
                }
            }
        };
        let title = format!("Spread {what}, {}, over {} months", say_money(amount, self.unit), months.len());
        let mut rows = vec![ChoiceRow::new("Evenly")];
        if self.detail.last_year.iter().any(Option::is_some) {
            rows.push(ChoiceRow::new("In the shape of last year's months"));
        }
        vec![Effect::Open(Box::new(Choice::one(SPREAD, &title, rows)))]
    }

    fn spread(&self, shaped: bool, context: &Context) -> Vec<Effect> {
        let figures = match spread(&self.detail, self.field(), shaped, &self.open(context)) {
            Ok(figures) => figures,
            Err(reason) => return vec![Effect::Say(Notice::problem(format!("{reason}.")))],
        };
        let what = spread_label(self.field(), shaped);
        let change = set_months(&self.detail.line, &self.detail.months, &figures, &what);
        vec![Effect::Apply { change, settles: Vec::new() }]
    }

    fn take_paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        let names: Vec<String> = (0..MONTHS).map(|at| self.name(at, context)).collect();
        let pasted = match read(text, self.unit, self.at, &names) {
            Ok(pasted) => pasted,
            Err(reason) => {
                return vec![Effect::Say(Notice::problem(format!("Nothing was pasted: {reason}.")))];
            }
        };
        let replaced = pasted
            .figures
            .iter()
            .filter(|(at, field, amount)| {
                let held = self.detail.months.get(*at).and_then(|month| field.of(month));
                held.is_some() && held != *amount
            })
            .count();
        let change = self.pasting(&pasted);
        let doubt = said(&self.jumps(&change));
        if replaced == 0 && doubt.is_none() {
            return vec![Effect::Apply { change, settles: Vec::new() }];
        }
        let mut lines = vec![pasted.said(|at| self.name(at, context))];
        match replaced {
            0 => {}
            1 => lines.push("1 figure that is there now would be replaced.".to_owned()),
            many => lines.push(format!("{many} figures that are there now would be replaced.")),
        }
        lines.extend(doubt.map(|doubt| format!("{doubt}.")));
        let (title, yes, no) = match replaced {
            0 => ("Paste these figures?", "paste them", "leave them out"),
            _ => ("Paste over these figures?", "replace them", "keep them"),
        };
        self.pasted = Some(pasted);
        vec![Effect::Open(Box::new(Question::new(PASTE, title, lines, yes, no)))]
    }

    fn pasting(&self, pasted: &Pasted) -> Change {
        set_months(&self.detail.line, &self.detail.months, &pasted.figures, "months pasted")
    }

    pub(super) fn name(&self, at: usize, context: &Context) -> String {
        let month = self.detail.months.get(at);
        month.map(|month| month_name(month.period, context.session.first_month())).unwrap_or_default()
    }

    pub(super) fn frame(area: Rect) -> Rect {
        centred(area, 84, 20)
    }
}

impl Screen for Months {
    fn scope(&self) -> Scope {
        if self.cell.is_some() { Scope::Cell } else { Scope::Months }
    }

    fn title(&self, _context: &Context) -> String {
        format!("{}: months", self.detail.line.name)
    }

    fn typing(&self) -> bool {
        self.cell.is_some()
    }

    fn takes_paste(&self) -> bool {
        true
    }

    fn covers(&self) -> bool {
        false
    }

    fn facts(&self, _context: &Context, facts: &mut KeyContext) {
        facts.row = true;
        facts.cell = true;
    }

    fn queries(&mut self, _context: &Context) -> Vec<Query> {
        vec![Query::BudgetLine { line: self.detail.line.id, period: self.detail.period }]
    }

    fn receive(&mut self, data: Data, _context: &Context) -> Vec<Effect> {
        if let Data::BudgetLine(detail) = data
            && detail.line.id == self.detail.line.id
        {
            self.detail = detail;
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.cell.is_some() {
            return match command {
                Command::Back => {
                    self.cell = None;
                    Some(Vec::new())
                }
                Command::Accept => Some(self.save((1, 0))),
                Command::NextField => Some(self.save((0, 1))),
                Command::PreviousField => Some(self.save((-1, 0))),
                Command::EditCell => {
                    if let Some(field) = &mut self.cell {
                        field.handle(Key::plain(KeyCode::F(2)));
                    }
                    Some(Vec::new())
                }
                Command::QuitNow => None,
                _ => Some(Vec::new()),
            };
        }
        match command {
            Command::Back => return Some(vec![Effect::Close]),
            Command::Up => self.step(-1, 0),
            Command::Down => self.step(1, 0),
            Command::Left => self.step(0, -1),
            Command::Right => self.step(0, 1),
            Command::First => self.at.0 = 0,
            Command::Last => self.at.0 = MONTHS - 1,
            Command::PageUp | Command::HalfUp => self.step(-6, 0),
            Command::PageDown | Command::HalfDown => self.step(6, 0),
            Command::MoneyUnit => self.unit = self.unit.next(),
            Command::EditCell => {
                if let Some(said) = self.closed_here(context) {
                    return Some(said);
                }
                let text = self.held().map(|pence| edit_money(pence, self.unit)).unwrap_or_default();
                self.cell = Some(Field::overwriting(&text));
            }
            Command::ClearCell => {
                if let Some(said) = self.closed_here(context) {
                    return Some(said);
                }
                if self.held().is_some() {
                    let figures = [(self.at.0, self.field(), None)];
                    let what = months_label(&figures);
                    let change = set_months(&self.detail.line, &self.detail.months, &figures, &what);
                    return Some(vec![Effect::Apply { change, settles: Vec::new() }]);
                }
            }
            Command::Spread => return Some(self.ask_spread(context)),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn text(&mut self, key: Key, _context: &Context) -> Vec<Effect> {
        if let Some(field) = &mut self.cell {
            field.handle(key);
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        let one = !text.trim_end_matches(['\r', '\n']).contains(['\t', '\r', '\n']);
        match &mut self.cell {
            Some(field) if one => {
                field.paste(text);
                Vec::new()
            }
            // A block goes into the sheet, whatever was being typed.
            _ => {
                self.cell = None;
                self.take_paste(text, context)
            }
        }
    }

    fn answer(&mut self, answer: Answer, context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: SPREAD, picks } => match picks.first() {
                Some(pick) => self.spread(*pick == 1, context),
                None => Vec::new(),
            },
            Answer::Yes { tag: PASTE } => match self.pasted.take() {
                Some(pasted) => {
                    let change = self.pasting(&pasted);
                    vec![Effect::Apply { change, settles: Vec::new() }]
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        if let Some(then) = self.saving.take()
            && matches!(outcome, Outcome::Applied { .. })
        {
            self.cell = None;
            self.step(then.0, then.1);
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let frame = Self::frame(context.area);
        match mouse.kind {
            MouseKind::ScrollUp => self.step(-1, 0),
            MouseKind::ScrollDown => self.step(1, 0),
            MouseKind::Click | MouseKind::DoubleClick
                if self.cell.is_none()
                    && mouse.at.y >= frame.y + 2
                    && mouse.at.y < frame.y + 2 + MONTHS as u16 =>
            {
                let (columns, _) = self.table(context);
                let x = mouse.at.x.saturating_sub(frame.x + 1);
                let slots = layout(&columns, frame.width.saturating_sub(2));
                let under = |slot: &&Slot| (slot.x..slot.x + slot.width + 1).contains(&x);
                self.at.0 = usize::from(mouse.at.y - frame.y - 2);
                if let Some(slot) = slots.iter().find(under).filter(|slot| (1..=3).contains(&slot.column)) {
                    self.at.1 = slot.column - 1;
                    if mouse.kind == MouseKind::DoubleClick {
                        return self.update(Command::EditCell, context).unwrap_or_default();
                    }
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(context, area, buffer)
    }
}
