//! The figures of a row, wherever in it they stand: in one cell of a long
//! table, in three side by side, or in a column for every year.

mod beside;
mod covers;
mod forecast;
mod parts;
mod state;

use crate::domain::bound::Bound;
use crate::domain::figures::{format_plain, same_figure};
use crate::domain::forecast::is_to_come;
use crate::domain::{Period, ResultStatus};
use crate::import::extract::late::Unread;
use crate::import::extract::names::{Names, Whose};
use crate::import::extract::plan::{FigureColumn, Kind, Which};
use crate::import::extract::refused;
use crate::import::extract::view::{RowView, text_of};
use crate::import::figure::{self, CellFigure, Figure, Firmness, Style};
use crate::import::mapping::Others;
use crate::import::organisations::code_in;
use crate::import::reading::Role;
use crate::import::table_units::times_in;
use crate::import::words::{self, plain, same_organisation};
use crate::source::Cell;
use crate::workbook::staged::{CellPlace, Refused, Slot, StagedFigures};

/// What a row is about.
struct About<'a> {
    reference: &'a str,
    description: &'a str,
    whose: Whose,
    period: Period,
}

impl<'a> About<'a> {
    /// Its reference, else its description.
    fn name(&self) -> &'a str {
        if self.reference.is_empty() { self.description } else { self.reference }
    }
}

/// Where a figure belongs.
#[derive(Clone, Copy)]
struct At {
    indicator: u32,
    period: Period,
    whose: Whose,
    /// It is a result of an earlier period, which this table only remembers.
    earlier: bool,
}

fn slot_of(role: Role) -> Slot {
    match role {
        Role::Numerator => Slot::Numerator,
        Role::Denominator => Slot::Denominator,
        Role::Result => Slot::Stated,
        Role::Target => Slot::Target,
    }
}

fn plain_figure(value: f64) -> Figure {
    Figure { value, written: None, decimals: None, firmness: Firmness::Unsaid, bound: None }
}

impl RowView<'_> {
    /// Says every figure of the row.
    pub fn take_figures(&mut self) {
        let Some(whose) = self.whose() else { return };
        let (reference, description) = self.indicator_names();
        if reference.is_empty() && description.is_empty() && !self.plan.figures.measures {
            let field = if self.plan.cells.contains("reference") { "reference" } else { "description" };
            self.refuse(
                field,
                "no indicator is named here; where the row goes on from the one above, join the two in the file",
            );
            return;
        }
        let Some(period) = self.period() else {
            if self.plan.cells.contains("period") && self.cell("period").is_none() {
                self.refuse("period", "there is no period; say which it is");
            }
            return;
        };
        let role = self.role();
        let plan = self.plan;
        let about = About { reference: &reference, description: &description, whose, period };
        for column in &plan.figures.columns {
            let Some(cell) = self.row.cells.get(usize::from(column.cell)) else { continue };
            // Where headings name what is measured, a column without a name measures nothing.
            if matches!(cell, Cell::Empty) || plan.figures.measures && column.label.is_empty() {
                continue;
            }
            let kind = match column.kind {
                Kind::Value => match role {
                    Some(role) => Kind::Of(role),
                    None => {
                        self.why = Some("a kind of figure that is not kept");
                        continue;
                    }
                },
                kind => kind,
            };
            self.take_cell(cell, kind, column, &about);
        }
        if whose == Whose::Ours {
            self.take_state(&about);
            self.refuse_words_without_forecast();
            self.take_words(&reference, &description, period);
        }
    }

    /// Whose row it is, by its code first and then by its name; none where it is not kept.
    fn whose(&mut self) -> Option<Whose> {
        let text = |field: &str| self.cell(field).map(|(cell, _)| text_of(cell)).unwrap_or_default();
        let (name, code) = (text("organisation"), text("organisation_code"));
        let code = code_in(&code);
        if name.is_empty() && code.is_empty() {
            // Without a column all figures are ours; an empty cell in one is nobody's.
            return (!self.plan.cells.contains("organisation")).then_some(Whose::Ours);
        }
        if let Some(whose) = self.names.read_before(code, &name) {
            return self.kept(whose);
        }
        match self.read_whose(code, &name) {
            Ok(whose) => self.kept(whose),
            Err(why) => {
                self.refuse(if code.is_empty() { "organisation" } else { "organisation_code" }, why);
                None
            }
        }
    }

    fn kept(&mut self, whose: Whose) -> Option<Whose> {
        if whose == Whose::Nobodys {
            self.why = Some("an organisation that is not kept");
            return None;
        }
        Some(whose)
    }

    /// Whose a row is that gives a code or a name.
    fn read_whose(&mut self, code: &str, name: &str) -> Result<Whose, String> {
        let (reading, called) = (&self.plan.reading, &self.known.called);
        let ours = reading.fixed("organisation").unwrap_or(&self.known.organisation);
        let ours = called.meant(ours).unwrap_or(ours);
        let kept = |name: &str| match &reading.others {
            Others::All => true,
            Others::None => false,
            Others::Named(names) => names.iter().any(|one| {
                same_organisation(one) == same_organisation(name) || called.meant(one) == Some(name)
            }),
        };
        if code.is_empty() {
            // Most files give names alone, and the same few over and over.
            let meant = |name: &str| called.meant(name).map(str::to_owned);
            return Ok(self.names.whose(self.gathered, name, ours, meant, kept));
        }
        let meant = called.of_row(code, &words::name(name))?;
        let whose = self.names.whose(self.gathered, &meant, ours, |_| None, kept);
        self.names.note_code(code, name, &meant, whose)?;
        if whose == Whose::Ours {
            code.clone_into(&mut self.gathered.own_code);
        }
        if let Whose::Others(at) = whose {
            let codes = &mut self.gathered.organisation_codes;
            codes.resize(codes.len().max(usize::from(at) + 1), String::new());
            code.clone_into(&mut codes[usize::from(at)]);
        }
        Ok(whose)
    }

    /// What the row's measure type says its value is.
    fn role(&mut self) -> Option<Role> {
        let (cell, _) = self.cell("measure_type")?;
        let text = text_of(cell);
        if let Some(role) = self.names.roles.get(&text) {
            return role;
        }
        let known = self.plan.reading.roles.get(&plain(&text)).copied();
        let role = known.unwrap_or_else(|| crate::import::role_of(&text));
        self.names.roles.note(text.into_owned(), role);
        role
    }

    fn take_cell(&mut self, cell: &Cell, kind: Kind, column: &FigureColumn, row: &About<'_>) {
        let place = self.place(column.cell);
        // The unit of the row counts where the heading of the column says none; what a result is made
        // of is counted in ones.
        let part = matches!(kind, Kind::Fraction | Kind::Of(Role::Numerator | Role::Denominator));
        let of_row = || match self.words("unit") {
            unit if !part && unit.contains('£') => times_in(&unit),
            _ => None,
        };
        let targets = kind == Kind::Of(Role::Target);
        let style = Style { times: column.style.times.or_else(of_row), targets, ..column.style };
        let said = match self.plan.reading.marked(cell).map_or_else(|| figure::read(cell, style), Ok) {
            Ok(CellFigure::Nothing) => return,
            Ok(said) => said,
            // Words in a column of benchmarks compare nothing.
            Err(_) if kind == Kind::Benchmark => return,
            Err(why) => {
                match kind {
                    Kind::Of(role) if self.late.may_wait(cell) => {
                        self.wait(cell, slot_of(role), column, row, why)
                    }
                    _ => self.gathered.refused.push(refused(place, Some(cell), why)),
                }
                return;
            }
        };
        // A benchmark that is missing compares nothing.
        if kind == Kind::Benchmark && !matches!(said, CellFigure::Figure(_)) {
            return;
        }
        let Some(whose) = self.whose_column(column, row) else { return };
        let period = column.period.unwrap_or(match column.which {
            Which::Own => row.period,
            Which::Previous => row.period.previous(),
            Which::LastYear => row.period.same_period_last_year(),
            Which::Outturn => row.period.whole_year().previous(),
            Which::NextYear => row.period.whole_year().next(),
        });
        let indicator = self.indicator(row.reference, row.description, &column.label, period);
        let at =
            At { indicator, period, whose, earlier: !matches!(column.which, Which::Own | Which::NextYear) };
        if let CellFigure::Figure(figure) = &said {
            self.note(indicator, figure, kind);
        }
        match (kind, said) {
            (Kind::Of(Role::Target), CellFigure::Fraction(..)) => {
                let why = "there are two figures in the target; keep the one that counts".to_owned();
                self.gathered.refused.push(refused(place, Some(cell), why));
            }
            (_, CellFigure::Fraction(Some(_), None) | CellFigure::Fraction(None, Some(_))) => {
                let why =
                    "it is one half of a fraction; write both, as in 119/206, or the figure alone".to_owned();
                self.gathered.refused.push(refused(place, Some(cell), why));
            }
            (_, CellFigure::Fraction(numerator, denominator)) => {
                for (slot, value) in [(Slot::Numerator, numerator), (Slot::Denominator, denominator)] {
                    if value.is_some() {
                        self.put(at, slot, value.map(plain_figure), None, place);
                    }
                }
            }
            (Kind::Forecast, CellFigure::Figure(_))
                if column.forecast_for
                    && let Err(why) = is_to_come(period, self.known.period) =>
            {
                self.gathered.refused.push(refused(place, Some(cell), why));
            }
            (Kind::Forecast, CellFigure::Figure(figure)) => {
                self.take_forecast(at, row.name(), figure.value, place)
            }
            (Kind::Benchmark, CellFigure::Figure(figure)) => {
                self.put(at, Slot::Stated, Some(figure), None, place);
            }
            (Kind::Fraction, CellFigure::Figure(figure)) => {
                self.put(at, Slot::Numerator, Some(figure), None, place)
            }
            (Kind::Of(Role::Target), CellFigure::Figure(figure @ Figure { bound: Some(bound), .. }))
                if at.whose == Whose::Ours =>
            {
                self.names.evidence[indicator as usize].note_bound(bound);
                // A band is its own target.
                if let Bound::Between { low, high } = bound {
                    self.used += 1;
                    self.gathered.indicators[indicator as usize].note_band(low, high, place);
                } else {
                    self.put(at, Slot::Target, Some(figure), None, place);
                }
            }
            (Kind::Of(role), CellFigure::Figure(figure)) => {
                self.put(at, slot_of(role), Some(figure), None, place)
            }
            // An earlier result or a target that is missing is nothing to add.
            (Kind::Of(role), CellFigure::Missing(reason)) if !at.earlier && role != Role::Target => {
                self.put(at, slot_of(role), None, Some(reason), place);
            }
            (Kind::Of(_), CellFigure::Missing(_)) => self.used += 1,
            _ => {}
        }
    }

    /// Whose figures a column holds in a row; none where they are not kept.
    fn whose_column(&mut self, column: &FigureColumn, row: &About<'_>) -> Option<Whose> {
        if column.organisation.is_empty() {
            return Some(row.whose);
        }
        if column.kind == Kind::Benchmark {
            let ours = self.plan.reading.fixed("organisation").unwrap_or(&self.known.organisation);
            return Some(self.names.whose(self.gathered, &column.organisation, ours, |_| None, |_| true));
        }
        match self.read_whose("", &column.organisation) {
            Ok(whose) => self.kept(whose),
            Err(_) => None,
        }
    }

    /// Keeps a cell that is no figure until the notes of the whole file are known.
    fn wait(&mut self, cell: &Cell, slot: Slot, column: &FigureColumn, row: &About<'_>, why: String) {
        let place = self.place(column.cell);
        let is_now = column.which == Which::Own && slot != Slot::Target;
        let (Some(whose), true) = (self.whose_column(column, row), is_now) else {
            return self.gathered.refused.push(refused(place, Some(cell), why));
        };
        let organisation = match whose {
            Whose::Ours => None,
            Whose::Others(at) => Some(at),
            Whose::Nobodys => return,
        };
        let period = column.period.unwrap_or(row.period);
        let indicator = self.indicator(row.reference, row.description, &column.label, period);
        let period = self.names.period(self.gathered, period);
        let refused = refused(place, Some(cell), why);
        self.late.wait(Unread { indicator, period, organisation, slot, place, refused, alone: false });
    }

    fn note(&mut self, indicator: u32, figure: &Figure, kind: Kind) {
        let evidence = &mut self.names.evidence[indicator as usize];
        if matches!(kind, Kind::Of(Role::Result | Role::Target)) {
            if let Some(written) = figure.written {
                evidence.note_written(written);
            }
            evidence.decimals = evidence.decimals.max(figure.decimals.unwrap_or(0).min(3));
        }
    }

    /// Puts a figure, or the reason why there is none, where it belongs.
    fn put(&mut self, at: At, slot: Slot, figure: Option<Figure>, missing: Option<String>, place: CellPlace) {
        let organisation = match at.whose {
            Whose::Ours => None,
            // Another organisation's target is nothing of ours.
            Whose::Others(_) if slot == Slot::Target => return,
            Whose::Others(organisation) => Some(organisation),
            Whose::Nobodys => return,
        };
        self.used += 1;
        if !at.earlier {
            self.names.evidence[at.indicator as usize].note_period(at.period.kind(), slot == Slot::Target);
        }
        let period = self.names.period(self.gathered, at.period);
        let missing = missing.map(|reason| self.names.reason(self.gathered, &reason));
        let key = Names::key(at.indicator, period, organisation);
        let found = self.names.figures.get(&key).map(|found| *found as usize);
        let found = found.unwrap_or_else(|| {
            let mut figures = StagedFigures::new(at.indicator, period, organisation);
            figures.only_if_new = at.earlier;
            if !at.earlier && organisation.is_none() {
                (figures.covers, figures.basis) = self.covers(at.period);
            }
            let list = if organisation.is_none() {
                &mut self.gathered.figures
            } else {
                &mut self.gathered.benchmarks
            };
            list.push(figures);
            self.names.figures.insert(key, list.len() as u32 - 1);
            list.len() - 1
        });
        let list =
            if organisation.is_none() { &mut self.gathered.figures } else { &mut self.gathered.benchmarks };
        let figures = &mut list[found];
        let firmness = figure.map(|figure| match figure.firmness {
            Firmness::Unsaid => self.firmness,
            said => said,
        });
        match firmness {
            Some(Firmness::Provisional) => figures.status = ResultStatus::Provisional,
            Some(Firmness::Estimate) => figures.status = ResultStatus::Estimate,
            _ => {}
        }
        if figures.only_if_new && !at.earlier && slot != Slot::Target {
            // What a file says outright replaces what it only remembers.
            figures.only_if_new = false;
            figures.set(Slot::Stated, None, CellPlace::default());
        } else if at.earlier && !figures.only_if_new && figures.has_result() {
            return;
        }
        if let Some(bound) = figure.and_then(|figure| figure.bound) {
            figures.higher_is_better = Some(bound == Bound::AtLeast);
        }
        let value = figure.map(|figure| figure.value);
        let written = figure.and_then(|figure| figure.written);
        match (figures.get(slot), value) {
            (Some(there), Some(value)) if !same_figure(there, value) => {
                let first = figures.place(slot);
                // Neither counts until somebody says which.
                let both = !std::mem::replace(&mut figures.differs[slot as usize], true);
                let [there, value] = [there, value].map(|figure| format_plain(figure, 6));
                let says = |place: CellPlace, value: &str| {
                    let cell = self.gathered.cell(place);
                    format!("{cell} says {value} of the same; keep the one that counts")
                };
                let (reason, of_first) = (says(first, &there), says(place, &value));
                if both {
                    self.gathered.refused.push(Refused { place: first, value: there, reason: of_first });
                }
                let cell = self.row.cells.get(usize::from(place.column));
                self.gathered.refused.push(refused(place, cell, reason));
            }
            (None, Some(value)) => {
                figures.set(slot, Some(value), place);
                figures.written[slot as usize] = written;
            }
            (None, None) if missing.is_some() && slot != Slot::Target => {
                if figures.place(slot).row == 0 {
                    figures.set(slot, None, place);
                }
                if figures.missing.is_none() || slot == Slot::Stated {
                    figures.missing = missing;
                }
            }
            _ => {}
        }
    }
}
