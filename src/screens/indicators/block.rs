//! Blocks of cells of the indicators: selected, copied, pasted from a spreadsheet, filled down, emptied.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{COLUMNS, read_result, typed, typed_fraction};
use super::{Indicators, Part};
use crate::domain::naming::same_reference;
use crate::input::{Command, Scope};
use crate::screens::grid::{
    Block, BlockLayout, CellChange, Clip, Field, Line, Pasting, Proposal, RowName, Target, Verdict, refused,
};
use crate::screens::{Context, Effect};
use crate::session::Notice;
use crate::ui::clipboard;
use crate::ui::table::Slot;
use crate::ui::theme::Theme;
use crate::workbook::edits::{self, Patch};
use crate::workbook::steps::jumps::jumps;
use crate::workbook::{Change, Data, Detail, ListRequest, Query, Standing, Window};

/// The figures that are typed into, left to right.
const FIELDS: &[Field] = &[
    Field { title: "Target", also: &["Target for the period"], and_next: false },
    Field { title: "Numerator", also: &["Num/Den", "Num"], and_next: true },
    Field { title: "Denominator", also: &["Den"], and_next: false },
    Field { title: "Result", also: &["Actual", "Outturn", "Value", "Performance"], and_next: false },
];
/// The same as [`edits::figures`] calls them.
const CODES: [&str; 4] = ["target", "numerator", "denominator", "stated"];

/// The field that a column begins with.
fn field_of(column: usize) -> Option<usize> {
    match COLUMNS[column].column.title {
        "Target" => Some(0),
        "Num/Den" => Some(1),
        "Result" => Some(3),
        _ => None,
    }
}

/// Rows that are copied once they have come.
pub struct Copying {
    columns: Vec<usize>,
    /// Only the marked ones.
    marked: bool,
}

impl Indicators {
    fn at(&self) -> (u64, usize) {
        (self.rows.selected(), self.column)
    }

    /// Stretches the selection, or lets go of it where a command does. None where the command has still to
    /// be done.
    pub(super) fn select(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let at = self.at();
        if self.part == Part::List
            && let Some(moves) = self.block.stretch(command, at)
        {
            if !self.rows.update(moves, self.list_height(context.area)) {
                let slots = self.slots(context);
                self.step_column(if moves == Command::Left { -1 } else { 1 }, &slots);
            }
            return Some(vec![Effect::Say(Notice::info(self.block.said(self.at())))]);
        }
        (Block::ends_with(command) && self.block.clear() && command == Command::Back).then(Vec::new)
    }

    /// Marks the cells of the selection in a row that was drawn, of the rows drawn in `rows`.
    pub(super) fn draw_block(
        &self,
        slots: &[Slot],
        (here, rows): (Rect, Rect),
        theme: &Theme,
        buffer: &mut Buffer,
    ) {
        let row = self.rows.top_for(rows.height) + u64::from(here.y.saturating_sub(rows.y));
        self.block.draw(self.at(), row, (slots, here), theme, buffer);
    }

    fn window_request(&self, start: u64, length: u32, context: &Context) -> ListRequest {
        ListRequest {
            period: context.session.period,
            sort: self.sort,
            descending: self.descending,
            filter: self.filter.clone(),
            window: Window { start, length },
            around: None,
        }
    }

    /// The selected cells, else the marked rows, else the row under the cursor.
    pub(super) fn copy(&mut self, context: &Context) -> Option<Vec<Effect>> {
        let shown: Vec<usize> = self.slots(context).iter().map(|slot| slot.column).collect();
        if !self.block.is_set() && self.marks.is_empty() {
            let row = self.current()?.clone();
            return Some(copied(&[&row], &shown, context.theme));
        }
        let (request, copying) = if self.block.is_set() {
            let (rows, columns) = (self.block.rows(self.rows.selected()), self.block.columns(self.column));
            let columns = shown.into_iter().filter(|column| columns.contains(column)).collect();
            let length = u32::try_from(rows.end() - rows.start() + 1).unwrap_or(u32::MAX);
            (self.window_request(*rows.start(), length, context), Copying { columns, marked: false })
        } else {
            let length = u32::try_from(self.rows.total()).unwrap_or(u32::MAX);
            (self.window_request(0, length, context), Copying { columns: shown, marked: true })
        };
        self.copying = Some(copying);
        Some(vec![Effect::Ask(Query::IndicatorRows(request))])
    }

    /// Every column of every row that the filter lets pass.
    pub(super) fn copy_table(&mut self, context: &Context) -> Vec<Effect> {
        let length = u32::try_from(self.rows.total()).unwrap_or(u32::MAX);
        self.copying = Some(Copying { columns: (0..COLUMNS.len()).collect(), marked: false });
        vec![Effect::Ask(Query::IndicatorRows(self.window_request(0, length, context)))]
    }

    pub(super) fn copy_rows(&mut self, rows: &[Standing], context: &Context) -> Vec<Effect> {
        let Some(copying) = self.copying.take() else { return Vec::new() };
        let wanted = |row: &&Standing| !copying.marked || self.marks.contains(&row.indicator_id);
        let rows: Vec<&Standing> = rows.iter().filter(wanted).collect();
        copied(&rows, &copying.columns, context.theme)
    }

    fn target(&self, verb: &'static str, first: u64, start: usize, context: &Context) -> IndicatorCells {
        let slots = self.slots(context);
        let firsts: Vec<usize> = slots.iter().filter_map(|slot| field_of(slot.column)).collect();
        let seen = |at: usize| firsts.iter().any(|one| at == *one || at == one + 1 && FIELDS[*one].and_next);
        let hidden = (0..FIELDS.len()).filter(|at| !seen(*at)).collect();
        IndicatorCells { verb, start, hidden, first, request: self.window_request(first, 0, context) }
    }

    pub(super) fn paste_block(&mut self, text: &str, context: &Context) -> Vec<Effect> {
        let clip = match Clip::read(text) {
            Ok(clip) => clip,
            Err(why) => return vec![Effect::Say(Notice::problem(why))],
        };
        let titles: Vec<&str> = COLUMNS.iter().map(|col| col.column.title).collect();
        let start = field_of(self.column);
        let is_block = !clip.is_one_cell();
        if clip.is_a_table(FIELDS, &titles) || (start.is_none() && is_block && text.contains('\t')) {
            return vec![Effect::ImportTable(text.to_owned())];
        }
        let Some(start) = start else {
            return vec![Effect::Say(Notice::info(
                "Figures are pasted into Target, Num/Den and Result: Left and Right go there. A table copied in Excel is imported.",
            ))];
        };
        if let Some(why) = refused(Scope::Indicators, context) {
            return vec![Effect::Say(Notice::problem(why))];
        }
        let (rows, one) = (self.block.rows(self.rows.selected()), self.rows.selected());
        if clip.is_one_cell() && rows.start() == rows.end() {
            let effects = self.start_cell().unwrap_or_default();
            if let Some(cell) = &mut self.cell {
                cell.field.paste(text);
            }
            return effects;
        }
        let first = if self.block.is_set() { *rows.start() } else { one };
        let selected = usize::try_from(rows.end() - rows.start() + 1).unwrap_or(1);
        let leftmost = self.block.columns(self.column).filter_map(field_of).next().unwrap_or(start);
        let clip = clip.over(if self.block.is_set() { selected } else { 1 });
        vec![Pasting::open(self.target("Paste", first, leftmost, context), clip, text)]
    }

    /// Puts the first row of the selection into those below it, or nothing into all of them.
    pub(super) fn fill(&mut self, command: Command, context: &Context) -> Vec<Effect> {
        let rows = self.block.rows(self.rows.selected());
        let columns = self.block.columns(self.column);
        let fields: Vec<(&'static str, usize)> =
            columns.filter_map(|column| Some((COLUMNS[column].column.title, field_of(column)?))).collect();
        let Some((_, start)) = fields.first().copied() else {
            return vec![Effect::Say(Notice::info("Only Target, Num/Den and Result are typed into here."))];
        };
        let (verb, first, cells) = match command {
            Command::FillDown => {
                let Some(row) = self.rows.row(*rows.start()) else { return Vec::new() };
                let texts: Vec<String> = fields.iter().map(|(_, field)| typed_in(*field, row)).collect();
                ("Fill down", rows.start() + 1, texts)
            }
            _ => ("Empty", *rows.start(), vec![String::new(); fields.len()]),
        };
        let below = usize::try_from((rows.end() + 1).saturating_sub(first)).unwrap_or(0);
        if below == 0 {
            return vec![Effect::Say(Notice::info("Select the row to copy and those below it: Shift-Down."))];
        }
        let mut table = vec![fields.iter().map(|(title, _)| (*title).to_owned()).collect()];
        table.extend(vec![cells; below]);
        vec![Pasting::open(self.target(verb, first, start, context), Clip::of(table), "")]
    }
}

/// What a cell of a field opens with.
fn typed_in(field: usize, row: &Standing) -> String {
    match field {
        0 => typed(row.target),
        1 => typed_fraction(row),
        _ => typed(row.stated.or(row.value)),
    }
}

/// Rows with headings, for a spreadsheet. A fraction has two columns: one would be taken for a date.
fn copied(rows: &[&Standing], columns: &[usize], theme: &Theme) -> Vec<Effect> {
    let mut headings = Vec::new();
    for column in columns {
        match COLUMNS[*column].column.title {
            "Num/Den" => headings.extend(["Numerator", "Denominator"]),
            "End" => headings.push("Year end rating"),
            title => headings.push(title),
        }
    }
    let of = |row: &&Standing| {
        let mut cells = Vec::new();
        for column in columns {
            match COLUMNS[*column].column.title {
                "Num/Den" => cells.extend([typed(row.numerator), typed(row.denominator)]),
                _ => cells.push((COLUMNS[*column].cell)(row, theme).text.into_owned()),
            }
        }
        cells
    };
    let table: Vec<Vec<String>> = rows.iter().map(of).collect();
    let what = match rows {
        [one] if columns.len() > 1 => one.reference.clone(),
        rows => format!("{} rows of {} columns", rows.len(), headings.len()),
    };
    vec![
        Effect::Copy(clipboard::table(&headings, &table)),
        Effect::Say(Notice::done(format!("{what} copied, with headings: paste it into a spreadsheet."))),
    ]
}

/// The figures of the indicators from a row of the list on, or of those that a block names.
struct IndicatorCells {
    verb: &'static str,
    start: usize,
    hidden: Vec<usize>,
    first: u64,
    request: ListRequest,
}

impl Target for IndicatorCells {
    fn verb(&self) -> &'static str {
        self.verb
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn start(&self) -> usize {
        self.start
    }

    fn hidden(&self) -> &[usize] {
        &self.hidden
    }

    fn query(&self, laid: &BlockLayout, _context: &Context) -> Query {
        let window = Window { start: self.first, length: laid.reach() };
        Query::IndicatorBlock {
            request: Box::new(ListRequest { window, ..self.request.clone() }),
            references: laid.references(),
        }
    }

    fn propose(&self, data: Data, laid: &BlockLayout, context: &Context) -> Option<Proposal> {
        let Data::IndicatorBlock(details) = data else { return None };
        let mut proposal = Proposal { cells: Vec::new(), change: Change::none() };
        let mut seen: Vec<i64> = Vec::new();
        for line in &laid.lines {
            let detail = match &line.row {
                RowName::Below(rows) => usize::try_from(*rows).ok().and_then(|at| details.get(at)),
                RowName::As(name) => details
                    .iter()
                    .find(|detail| same_reference(&detail.indicator.reference) == same_reference(name)),
            };
            match detail {
                None => proposal.refuse_line(line, FIELDS, &no_row(line)),
                Some(detail) if seen.contains(&detail.indicator.id) => {
                    proposal.refuse_line(line, FIELDS, "it stands twice in what was copied");
                }
                Some(detail) => {
                    seen.push(detail.indicator.id);
                    put(detail, line, laid.empties, context, &mut proposal);
                }
            }
        }
        Some(proposal)
    }
}

fn no_row(line: &Line) -> String {
    match &line.row {
        RowName::As(name) if name.is_empty() => "its row has no reference".to_owned(),
        RowName::As(name) => format!("there is no indicator {name} in this workbook"),
        RowName::Below(_) => "the list ends before this row; a filter may hide some".to_owned(),
    }
}

/// What a line would do to an indicator: read by what reads the form, cell by cell.
fn put(detail: &Detail, line: &Line, empties: bool, context: &Context, proposal: &mut Proposal) {
    let row = &detail.standing;
    let name = &detail.indicator.reference;
    let said: Vec<(usize, &str)> = line
        .cells
        .iter()
        .map(|(field, text)| (*field, text.as_str()))
        .filter(|(_, text)| empties || !text.is_empty())
        .collect();
    let parts = said.iter().any(|(field, _)| matches!(field, 1 | 2));
    let mut patch = Patch::default();
    let mut refusals: Vec<(usize, String)> = Vec::new();
    for (field, text) in &said {
        match field {
            1 if text.contains(['/', '÷']) => {
                let (numerator, denominator) = text.split_once(['/', '÷']).unwrap_or((text, ""));
                patch.put(CODES[1], numerator);
                patch.put(CODES[2], denominator);
            }
            1 if text.is_empty() => {
                patch.put(CODES[1], "");
                patch.put(CODES[2], "");
            }
            3 if !parts => match read_result(text, row) {
                Ok(read) => CODES.iter().for_each(|code| {
                    if let Some(text) = read.get(code) {
                        patch.put(code, text);
                    }
                }),
                Err(why) => refusals.push((*field, why)),
            },
            _ => patch.put(CODES[*field], *text),
        }
    }
    // Whatever is refused is left out, and the rest of the row read again without it.
    let mut read = None;
    while !patch.is_empty() {
        match edits::figures(detail, &patch, &context.session.when()) {
            Ok(done) => {
                read = Some(done);
                break;
            }
            Err(faults) => {
                let before = patch.clone();
                for (code, why) in faults {
                    patch.leave(code);
                    let field = CODES.iter().position(|one| *one == code).unwrap_or(said[0].0);
                    let field = if said.iter().any(|(of, _)| *of == field) { field } else { said[0].0 };
                    refusals.push((field, why));
                }
                if patch == before {
                    break;
                }
            }
        }
    }
    let mut doubts = Vec::new();
    if let Some((figures, change, doubtful)) = &read {
        doubts.extend(doubtful.iter().map(|finding| finding.message.trim_end_matches('.').to_owned()));
        doubts.extend(jumps(detail, figures));
        proposal.change.edits.extend(change.edits.iter().cloned());
    }
    let result = detail.result.as_ref();
    let was = [
        detail.target.as_ref().map(|target| target.value),
        result.and_then(|result| result.numerator),
        result.and_then(|result| result.denominator),
        result.and_then(|result| result.stated),
    ];
    for (field, text) in &said {
        let refusal = refusals.iter().find(|(of, _)| of == field).map(|(_, why)| why.clone());
        let figures = read.as_ref().map(|(figures, ..)| figures);
        let new = |at: usize| {
            let figure = figures.and_then(|figures| {
                [figures.target, figures.numerator, figures.denominator, figures.stated][at]
            });
            figure.unwrap_or(was[at])
        };
        let whole = matches!(field, 1) && (text.contains(['/', '÷']) || text.is_empty());
        let by_parts = *field == 3 && !parts && patch.get(CODES[1]).is_some();
        let (held, becomes, verdict) = if whole || by_parts {
            let shown = |parts: [Option<f64>; 2]| match parts {
                [None, None] => String::new(),
                [one, other] => format!("{}/{}", typed(one), typed(other)),
            };
            let (old, now) = ([was[1], was[2]], [new(1), new(2)]);
            let some = |parts: [Option<f64>; 2]| parts.iter().any(Option::is_some).then_some(parts);
            (shown(old), shown(now), Verdict::of(some(old), some(now)))
        } else {
            (typed(was[*field]), typed(new(*field)), Verdict::of(was[*field], new(*field)))
        };
        let (becomes, verdict) = match refusal {
            Some(why) => ((*text).to_owned(), Verdict::Refused(why)),
            None => (becomes, verdict),
        };
        let last = Some(field) == said.last().map(|(field, _)| field);
        let doubt = if last && verdict != Verdict::Same { doubts.join(", ") } else { String::new() };
        proposal.cells.push(CellChange {
            row: name.clone(),
            column: FIELDS[*field].title,
            was: held,
            becomes,
            verdict,
            doubt,
        });
    }
    proposal.refuse_beyond(name, line);
}
