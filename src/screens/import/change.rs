//! Saying how a file is to be understood: what a column is, which rows count,
//! which organisation is ours. Every answer is a line of the mapping.

use super::questions::{
    BECOMES, FIELD, HEADINGS, KEEP, NAME, OTHERS, OURS, PERIOD, POLARITY, ROWS, SHEETS, WRITTEN, hand,
};
use super::{Outlook, Part, Understood};
use crate::domain::Period;
use crate::domain::capital::Sign;
use crate::import::Reading;
use crate::import::mapping::{HeaderRule, Mapping, NOTHING, Only, Others};
use crate::import::reading::{DATES, YEARS};
use crate::import::targets::{TARGETS, target};
use crate::import::words::plain;
use crate::input::Command;
use crate::jobs::import::request::ImportRequest;
use crate::screens::forms::FormField;
use crate::screens::{Answer, Context, Effect, Mouse, Screen};
use crate::workbook::import_outcome::OnConflict;

impl Understood {
    pub(super) fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        if self.importing {
            return match command {
                Command::Cancel | Command::Back => Some(vec![Effect::Import(ImportRequest::Stop)]),
                Command::QuitNow | Command::Help => None,
                _ => Some(Vec::new()),
            };
        }
        if self.moved(command, context) {
            return Some(Vec::new());
        }
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.part = if self.part == Part::Columns { Part::Result } else { Part::Columns };
                Some(Vec::new())
            }
            Command::Left | Command::Right => {
                let last = self.readings.len().saturating_sub(1);
                self.sheet = match command {
                    Command::Left => self.sheet.saturating_sub(1),
                    _ => (self.sheet + 1).min(last),
                };
                self.regroup();
                Some(Vec::new())
            }
            Command::Save => Some(self.import()),
            Command::Cancel => Some(vec![Effect::Import(ImportRequest::Stop)]),
            Command::Open if self.part == Part::Result => Some(self.open_line()),
            Command::Open => Some(self.choose_field()),
            Command::LeaveOut => Some(self.leave_out()),
            Command::Becomes => Some(open(self.choose_becomes())),
            Command::Sheets => Some(self.choose_sheets()),
            Command::Headings => Some(open(self.ask_headings())),
            Command::ImportPeriod => Some(open(self.ask_period())),
            Command::Ours => Some(self.choose_ours()),
            Command::KeepRows => Some(self.choose_rows()),
            Command::Written => Some(self.choose_written()),
            Command::Polarity => Some(open(self.choose_polarity())),
            Command::KeepAs => Some(open(self.choose_keep())),
            Command::Conflicts => {
                self.on_conflict = match self.on_conflict {
                    OnConflict::Keep => OnConflict::Take,
                    OnConflict::Take => OnConflict::Keep,
                };
                Some(self.ask())
            }
            Command::NewThemes => {
                self.mapping.refuse_new_themes = !self.mapping.refuse_new_themes;
                Some(self.ask())
            }
            _ => None,
        }
    }

    fn moved(&mut self, command: Command, context: &Context) -> bool {
        let (columns, result) = self.heights(context.area);
        match (self.part, &mut self.outlook) {
            (Part::Result, Outlook::Known(_, lines)) => lines.0.update(command, result),
            (Part::Result, _) => false,
            (Part::Columns, _) => self.groups.update(command, columns),
        }
    }

    pub(super) fn click(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let (columns, result) = self.lists(context.area);
        if result.contains(mouse.at) {
            self.part = Part::Result;
            if let Outlook::Known(_, lines) = &mut self.outlook {
                lines.0.mouse(mouse, result);
            }
        } else if let Some(kind) = self.groups.mouse(mouse, columns) {
            self.part = Part::Columns;
            if kind == crate::screens::MouseKind::DoubleClick {
                return self.choose_field();
            }
        }
        Vec::new()
    }

    fn open_line(&self) -> Vec<Effect> {
        match &self.outlook {
            Outlook::Known(previewed, lines) => lines.open(previewed).map(open).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn leave_out(&mut self) -> Vec<Effect> {
        let Some(group) = self.group().cloned() else { return Vec::new() };
        let Some(reading) = self.reading() else { return Vec::new() };
        let names: Vec<String> = group.columns.iter().map(|at| reading.columns[*at].name()).collect();
        if group.is.is_empty() {
            // Taken up again: found out anew, unless a person has to say.
            self.mapping.columns.retain(|rule| !names.iter().any(|name| plain(name) == plain(&rule.named)));
            let was: Vec<usize> = group.columns.clone();
            let mut effects = self.anew();
            let still = self
                .reading()
                .is_some_and(|reading| was.iter().all(|at| reading.columns[*at].field.is_none()));
            if still {
                effects.extend(self.choose_field());
            }
            return effects;
        }
        for name in names {
            self.mapping.rule_mut(&name).is = NOTHING.to_owned();
        }
        self.anew()
    }

    pub(super) fn answer(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag, picks } => self.chosen(tag, &picks),
            Answer::Filled { tag: HEADINGS, values } => {
                let number = |name: &str| values.get(name).trim().parse().unwrap_or(0);
                let row = number("row");
                self.mapping.header =
                    Some(HeaderRule { row, rows: if row == 0 { 0 } else { number("rows").clamp(1, 5) } });
                self.anew()
            }
            Answer::Filled { tag: PERIOD, values } => {
                // What is left as it was found out is not said.
                let found = self.reading().and_then(|reading| reading.fixed("period")).unwrap_or_default();
                if let Ok(period) = Period::parse(values.get("period"))
                    && period.code() != found
                {
                    self.mapping.fixed.insert("period".to_owned(), period.code());
                    self.mapping.fixed.insert("year".to_owned(), period.whole_year().code());
                }
                for name in [YEARS, DATES] {
                    match values.get(name).trim() {
                        "" => drop(self.mapping.fixed.remove(name)),
                        said => drop(self.mapping.fixed.insert(name.to_owned(), said.to_owned())),
                    }
                }
                self.anew()
            }
            Answer::Filled { tag: NAME, values } => {
                self.keep_as = values.get("name").trim().to_owned();
                self.ask()
            }
            _ => Vec::new(),
        }
    }

    fn chosen(&mut self, tag: &'static str, picks: &[usize]) -> Vec<Effect> {
        let first = picks.first().copied();
        match (tag, first) {
            (FIELD, Some(pick)) => {
                let Some((target, names)) = self.target_and_names() else { return Vec::new() };
                let code = match pick.checked_sub(1).and_then(|at| target.fields.get(at)) {
                    Some(field) => field.code,
                    None => NOTHING,
                };
                // A field that only one column can be is another's no more.
                if target.field(code).is_some_and(|field| !field.many) {
                    self.mapping.columns.retain(|rule| rule.is != code);
                }
                target.code.clone_into(&mut self.mapping.becomes);
                for name in names {
                    code.clone_into(&mut self.mapping.rule_mut(&name).is);
                }
                self.anew()
            }
            (BECOMES, Some(pick)) => {
                let Some(target) = TARGETS.get(pick) else { return Vec::new() };
                if self.reading().is_some_and(|reading| reading.becomes() == target.code) {
                    return Vec::new();
                }
                self.mapping = Mapping {
                    becomes: target.code.to_owned(),
                    sheets: self.mapping.sheets.clone(),
                    header: self.mapping.header,
                    ..Mapping::default()
                };
                self.anew()
            }
            (SHEETS, Some(_)) => {
                let sheets = &self.looked.look.sheets;
                self.mapping.sheets =
                    picks.iter().filter_map(|at| sheets.get(*at)).map(|sheet| sheet.name.clone()).collect();
                self.anew()
            }
            (OURS, Some(1)) => self.choose_others(),
            (OURS, Some(pick)) => {
                let names = self.organisations();
                let Some(name) = pick.checked_sub(3).and_then(|at| names.get(at)) else { return Vec::new() };
                self.mapping.fixed.insert("organisation".to_owned(), name.clone());
                self.anew()
            }
            (OTHERS, _) => {
                let names = self.organisations();
                let kept: Vec<String> = picks.iter().filter_map(|at| names.get(*at).cloned()).collect();
                self.mapping.others = match kept.len() {
                    0 => Others::None,
                    all if all == names.len() => Others::All,
                    _ => Others::Named(kept),
                };
                self.anew()
            }
            (ROWS, _) => self.keep_rows(picks),
            (WRITTEN, _) => self.write_so(picks),
            (POLARITY, Some(pick)) => {
                let code = ["none", "higher", "lower"].get(pick).copied().unwrap_or("none");
                self.mapping.fixed.insert("polarity".to_owned(), code.to_owned());
                self.anew()
            }
            (KEEP, Some(pick)) => self.keep(pick),
            _ => Vec::new(),
        }
    }

    fn target_and_names(&self) -> Option<(&'static crate::import::targets::ImportKind, Vec<String>)> {
        let (reading, group) = (self.reading()?, self.group()?);
        let names = group.columns.iter().map(|at| reading.columns[*at].name()).collect();
        Some((target(reading.becomes())?, names))
    }

    fn keep_rows(&mut self, picks: &[usize]) -> Vec<Effect> {
        let (Some(reading), Some(group)) = (self.reading(), self.group()) else { return Vec::new() };
        let column = &reading.columns[group.columns[0]];
        let name = column.name();
        let values: Vec<String> = self.values(reading.sheet, column.column.place).into_iter().collect();
        let mut is: Vec<String> = picks.iter().filter_map(|at| values.get(*at).cloned()).collect();
        if is.len() == values.len() {
            is.clear();
        }
        self.mapping.only.retain(|only| plain(&only.column) != plain(&name));
        self.mapping.only.push(Only { column: name, is });
        self.anew()
    }

    fn write_so(&mut self, picks: &[usize]) -> Vec<Effect> {
        let Some((_, names)) = self.target_and_names() else { return Vec::new() };
        for name in names {
            let column =
                |reading: &Reading| reading.columns.iter().find(|column| column.name() == name).cloned();
            let column = self.reading().and_then(column).unwrap_or_default();
            let is = column.field.map(|field| field.code);
            let rule = self.mapping.rule_mut(&name);
            if rule.is.is_empty() {
                is.unwrap_or(NOTHING).clone_into(&mut rule.is);
            }
            rule.decimal_comma = Some(picks.contains(&0));
            rule.shares = Some(picks.contains(&1));
            rule.first_of_two = Some(picks.contains(&2));
            rule.sign = column.is_signed().then(|| match (picks.contains(&5), picks.contains(&6)) {
                (true, false) => Sign::Adds,
                (false, true) => Sign::Takes,
                _ => Sign::AsPrinted,
            });
            rule.times = Some(match (picks.contains(&3), picks.contains(&4)) {
                (_, true) => 1_000_000.0,
                (true, false) => 1_000.0,
                _ => 1.0,
            });
        }
        self.anew()
    }

    fn keep(&mut self, pick: usize) -> Vec<Effect> {
        match pick {
            0 => {
                let fields =
                    vec![FormField::line("name", "Name", &self.keep_as).help("Empty to keep nothing.")];
                open(hand("Keep this way of reading", fields, NAME, |_| Vec::new()))
            }
            1 => {
                self.keep_as.clear();
                self.ask()
            }
            2 => {
                self.mapping = Mapping::default();
                self.recognised = None;
                self.anew()
            }
            // After the heading.
            _ => match self.looked.mappings.get(pick - 4) {
                Some(mapping) => {
                    self.mapping = mapping.clone();
                    self.recognised = Some(mapping.name.clone());
                    self.keep_as.clone_from(&mapping.name);
                    self.anew()
                }
                None => Vec::new(),
            },
        }
    }
}

pub(super) fn open(screen: Box<dyn Screen>) -> Vec<Effect> {
    vec![Effect::Open(screen)]
}
