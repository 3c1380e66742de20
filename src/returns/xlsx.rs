//! A form as an Excel file: two sheets to fill in, one that says how, and a
//! hidden one that says which form it is and what each open cell held.
//!
//! Everything that comes from the workbook is written as text or as a number,
//! never as a formula. The same form gives the same bytes.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, Format, FormatAlign, FormatBorder, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};

use super::fields::{ACTIONS, FIGURES, FieldAbout, Kind, RowKey};
use super::form::{ActionLine, Form, IndicatorLine, is_off_target};
use super::value::{Value, tidy};
use super::{FORMAT, HIDDEN, MARK};
use crate::domain::Rating;
use crate::domain::dates::short_date;
use crate::domain::figures::format_value;
use crate::workbook::owner_name;

/// Names of the visible sheets.
pub const SHEETS: [&str; 3] = ["Figures", "Actions", "How to fill this in"];
/// What the hidden cell says in the row that names the columns.
pub const ROW_OF_CODES: &str = "row";

/// Rows above the table, counted from 0.
const CODES: u32 = 3;
const HEAD: u32 = 4;
const FIRST: u32 = 5;
/// Letters a cell of Excel holds at most, with room to spare.
const LONGEST: usize = 32_000;
/// A day before which nothing is due.
const EARLIEST: (i32, u32, u32) = (2000, 1, 1);
const LATEST: (i32, u32, u32) = (2199, 12, 31);
const PAPER_A4: u8 = 9;
/// Points: a line of text, and the highest a row can be.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// Facts before the open cells: title and width of each column.
const FIGURE_FACTS: &[(&str, f64)] = &[
    ("Ref", 10.0),
    ("Indicator", 40.0),
    ("Unit", 10.0),
    ("Which way is better", 17.0),
    ("Target", 10.0),
    ("Compared with", 15.0),
    ("Previous", 10.0),
    ("RAG when sent", 9.0),
];
const ACTION_FACTS: &[(&str, f64)] = &[("Ref", 10.0), ("Indicator", 34.0), ("RAG when sent", 9.0)];

/// The file.
///
/// # Errors
/// What the library says when a file cannot be put together.
pub fn write(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    let identity = &form.identity;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {}: return of {}", form.service, form.period_title(), name_of(form)))
            .set_company(&form.organisation)
            .set_creation_datetime(&identity.made)
            .set_custom_property("Quarterdeck workbook", identity.workbook.as_str())
            .set_custom_property("Quarterdeck period", identity.period.code())
            .set_custom_property("Quarterdeck version", identity.version.to_string())
            .set_custom_property("Quarterdeck format", FORMAT.to_string()),
    );
    figures(workbook.add_worksheet(), form, &looks)?;
    actions(workbook.add_worksheet(), form, &looks)?;
    guidance(workbook.add_worksheet(), form, &looks)?;
    hidden(workbook.add_worksheet(), form)?;
    workbook.save_to_buffer()
}

fn name_of(form: &Form) -> &str {
    owner_name(&form.identity.owner)
}

/// How cells look.
struct Looks {
    title: Format,
    note: Format,
    head: Format,
    head_open: Format,
    fact: Format,
    fact_right: Format,
    open: Format,
    open_text: Format,
    open_day: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_border_color("BFBFBF")
                .set_align(FormatAlign::Top)
                .set_text_wrap()
        };
        let head = || cell().set_bold().set_align(FormatAlign::VerticalCenter);
        let open = || cell().set_unlocked().set_background_color("FFFBE0");
        Self {
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color("404040"),
            head: head().set_background_color("D9E1EA"),
            head_open: head().set_background_color("FFE89A"),
            fact: cell().set_background_color("F2F2F2"),
            fact_right: cell().set_background_color("F2F2F2").set_align(FormatAlign::Right),
            open: open(),
            // Text stays text when it is edited, whatever it begins with.
            open_text: open().set_quote_prefix(),
            open_day: open().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
        }
    }

    /// Letter and shape first; the colour says the same again.
    fn rating(&self, rating: Rating) -> Format {
        let (fill, ink) = colours(rating);
        self.fact
            .clone()
            .set_background_color(fill)
            .set_font_color(ink)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::Top)
    }
}

/// Fill and ink of a rating, with at least 4.5 to 1 between them (WCAG 2.2, 1.4.3).
fn colours(rating: Rating) -> (&'static str, &'static str) {
    match rating.severity() {
        0 => ("B3261E", "FFFFFF"),
        1 => ("E8833A", "000000"),
        2 => ("FFC000", "000000"),
        3 => ("A9D18E", "000000"),
        4 => ("1E7A3C", "FFFFFF"),
        _ => ("E0E0E0", "000000"),
    }
}

/// What stands over a table: what it is, whose, and what to do.
fn top(
    sheet: &mut Worksheet,
    form: &Form,
    looks: &Looks,
    what: &str,
    do_this: &str,
) -> Result<(), XlsxError> {
    let title = format!("{} – {what}, {}", form.service, form.period_title());
    sheet.write_string_with_format(0, 1, shortened(&title), &looks.title)?;
    let back = match form.identity.due {
        Some(due) => format!("{}: please send this back by {}.", name_of(form), short_date(due)),
        None => format!("{}: please send this back.", name_of(form)),
    };
    sheet.write_string_with_format(1, 1, shortened(&back), &looks.note)?;
    sheet.write_string_with_format(2, 1, do_this, &looks.note)?;
    Ok(())
}

/// Headings, hidden cells, widths, rules for each open column, protection and print.
fn frame(
    sheet: &mut Worksheet,
    form: &Form,
    looks: &Looks,
    facts: &[(&str, f64)],
    open: &[FieldAbout],
    rows: u32,
) -> Result<(), XlsxError> {
    sheet.write_string(CODES, 0, ROW_OF_CODES)?;
    for (at, (title, width)) in (1_u16..).zip(facts) {
        sheet.write_string_with_format(HEAD, at, *title, &looks.head)?;
        sheet.set_column_width(at, *width)?;
    }
    let from = facts.len() as u16 + 1;
    for (at, about) in (from..).zip(open) {
        sheet.write_string(CODES, at, about.code)?;
        sheet.write_string_with_format(HEAD, at, about.title, &looks.head_open)?;
        sheet.set_column_width(at, about.width)?;
        if rows > 0 {
            sheet.add_data_validation(FIRST, at, FIRST + rows - 1, at, &rule(about)?)?;
        }
    }
    let last = from + open.len() as u16 - 1;
    sheet.set_column_hidden(0)?.set_row_hidden(CODES)?.set_row_height(HEAD, 32)?;
    sheet.set_freeze_panes(FIRST, 3)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    });
    sheet.set_landscape().set_paper_size(PAPER_A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD, HEAD)?.set_print_area(0, 0, FIRST + rows.max(1) - 1, last)?;
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    let plain = |text: &str| -> String {
        // An ampersand begins a code there.
        let short: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
        short.replace('&', "&&")
    };
    sheet.set_footer(format!("&L{}&C{}&RPage &P of &N", plain(name_of(form)), plain(&form.period_title())));
    Ok(())
}

/// What may be typed into a column, and what is said meanwhile.
fn rule(about: &FieldAbout) -> Result<DataValidation, XlsxError> {
    let day = |(year, month, day)| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let rule = DataValidation::new();
    let rule = match about.kind {
        Kind::Figure => rule
            .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
            .set_error_title("Not a figure")?
            .set_error_message("Write a number and nothing else, such as 59.5 or 1047.")?,
        Kind::Day => rule
            .allow_date(DataValidationRule::Between(day(EARLIEST), day(LATEST)))
            .set_error_title("Not a date")?
            .set_error_message("Write a day, such as 30/09/2015.")?,
        Kind::Choice(choices) => {
            let titles: Vec<&str> = choices.iter().map(|(_, title)| *title).collect();
            rule.allow_list_strings(&titles)?
                .set_error_title("Not in the list")?
                .set_error_message(format!("Choose one of: {}.", titles.join(", ")))?
        }
        Kind::Text => rule.allow_any_value(),
    };
    rule.set_input_title(about.title)?.set_input_message(about.help)
}

fn figures(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(SHEETS[0])?;
    top(
        sheet,
        form,
        looks,
        "figures and reasons",
        "Fill in the yellow cells; the grey ones are locked. Red and amber need reasons, and an action on the next sheet.",
    )?;
    frame(sheet, form, looks, FIGURE_FACTS, FIGURES, form.indicators.len() as u32)?;
    for (row, line) in (FIRST..).zip(&form.indicators) {
        facts_of_figures(sheet, row, line, looks)?;
        let from = FIGURE_FACTS.len() as u16 + 1;
        cells(sheet, row, from, FIGURES, &line.open, looks)?;
        let room = if is_off_target(line.rating) { 4 } else { 2 };
        let facts = [(line.description.as_str(), FIGURE_FACTS[1].1)];
        sheet.set_row_height(row, height(&facts, FIGURES, &line.open, room))?;
    }
    Ok(())
}

fn facts_of_figures(
    sheet: &mut Worksheet,
    row: u32,
    line: &IndicatorLine,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let figure = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| format_value(value, line.unit, line.decimals))
    };
    sheet.write_string(row, 0, line.key().code())?;
    sheet.write_string_with_format(row, 1, shortened(&line.reference), &looks.fact)?;
    sheet.write_string_with_format(row, 2, shortened(&line.description), &looks.fact)?;
    sheet.write_string_with_format(row, 3, line.unit.title(), &looks.fact)?;
    sheet.write_string_with_format(row, 4, &line.polarity, &looks.fact)?;
    sheet.write_string_with_format(row, 5, figure(line.target), &looks.fact_right)?;
    sheet.write_string_with_format(row, 6, line.comparator, &looks.fact)?;
    sheet.write_string_with_format(row, 7, figure(line.previous), &looks.fact_right)?;
    sheet.write_string_with_format(row, 8, rating_text(line.rating), &looks.rating(line.rating))?;
    Ok(())
}

fn actions(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(SHEETS[1])?;
    let do_this = match form.actions.is_empty() {
        true => "There is no action to report on and nothing off target: this sheet can stay as it is.",
        false => {
            "One action to a row, each with an owner and a date. Empty rows that are not needed stay empty."
        }
    };
    top(sheet, form, looks, "actions", do_this)?;
    frame(sheet, form, looks, ACTION_FACTS, ACTIONS, form.actions.len() as u32)?;
    for (row, line) in (FIRST..).zip(&form.actions) {
        let ActionLine { key, reference, description, rating, open } = line;
        sheet.write_string(row, 0, key.code())?;
        sheet.write_string_with_format(row, 1, shortened(reference), &looks.fact)?;
        sheet.write_string_with_format(row, 2, shortened(description), &looks.fact)?;
        sheet.write_string_with_format(row, 3, rating_text(*rating), &looks.rating(*rating))?;
        cells(sheet, row, ACTION_FACTS.len() as u16 + 1, ACTIONS, open, looks)?;
        let facts = [(description.as_str(), ACTION_FACTS[1].1)];
        sheet.set_row_height(row, height(&facts, ACTIONS, open, 2))?;
    }
    Ok(())
}

/// `■ R`, or the shape and the words of a state that is no colour.
fn rating_text(rating: Rating) -> String {
    let words = if rating.is_colour() { rating.letters() } else { rating.title() };
    format!("{} {words}", rating.symbol())
}

fn cells(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    fields: &[FieldAbout],
    values: &[Value],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (at, (about, value)) in (from..).zip(fields.iter().zip(values)) {
        match (about.kind, value) {
            (_, Value::Text(text)) if is_too_long(text) => sheet.write_string_with_format(
                row,
                at,
                "(too long for a form: please change it in the workbook)",
                &looks.fact,
            )?,
            (Kind::Choice(choices), Value::Text(code)) => {
                let title = choices.iter().find(|(one, _)| one == code).map_or("", |(_, title)| title);
                sheet.write_string_with_format(row, at, title, &looks.open)?
            }
            (_, Value::Text(text)) => sheet.write_string_with_format(row, at, text, &looks.open_text)?,
            (_, Value::Figure(value)) => sheet.write_number_with_format(row, at, *value, &looks.open)?,
            (_, Value::Day(day)) => sheet.write_date_with_format(row, at, day, &looks.open_day)?,
            (Kind::Day, Value::Empty) => sheet.write_blank(row, at, &looks.open_day)?,
            (_, Value::Empty) => sheet.write_blank(row, at, &looks.open)?,
        };
    }
    Ok(())
}

/// As high as the longest text of a row needs, and room to write `least` lines: not every program
/// works that out by itself. In points.
fn height(facts: &[(&str, f64)], fields: &[FieldAbout], values: &[Value], least: usize) -> f64 {
    let lines = |text: &str, width: f64| -> usize {
        // Words seldom fill a line to its end.
        let room = (width * 0.92).max(1.0) as usize;
        text.lines().map(|line| line.chars().count().div_ceil(room).max(1)).sum()
    };
    let open = fields.iter().zip(values).map(|(about, value)| lines(value.words(), about.width));
    let most = facts.iter().map(|(text, width)| lines(text, *width)).chain(open).max().unwrap_or(1);
    (most.max(least) as f64 * LINE).min(HIGHEST)
}

fn is_too_long(text: &str) -> bool {
    text.encode_utf16().count() > LONGEST
}

/// A fact as long as a cell can be.
fn shortened(text: &str) -> String {
    let text = tidy(text);
    if is_too_long(&text) { text.chars().take(LONGEST / 2).collect() } else { text }
}

fn guidance(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(SHEETS[2])?;
    sheet.set_column_width(0, 2)?.set_column_width(1, 110)?;
    sheet.write_string_with_format(0, 1, SHEETS[2], &looks.title)?;
    let back = match form.identity.due {
        Some(due) => format!("Save the file and send it back by {}. Its name may change.", short_date(due)),
        None => "Save the file and send it back. Its name may change.".to_owned(),
    };
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let lines = [
        "Yellow cells are yours to fill in. Grey cells are locked: they show what is known already.",
        "Figures: give numerator and denominator where the result is made of them, or else the result. Write 59.5 for 59.5%.",
        "Where there is no figure, leave the three cells empty and say why under “No figure because”.",
        "The rating (RAG) is worked out from the result, the target and the scheme; it is not typed. R is red, RA red amber, A amber, GA green amber, G green.",
        "Reasons: say why performance is as it is, in words that can go to members. No notes to self, and no names of people who use services.",
        "Actions: every red or amber indicator needs one, with an owner, a date and what it should bring about. Report on those there are under Status and Progress.",
        "What was filled in already can be corrected. Cells left as they are change nothing.",
        "Please do not add, delete or move rows and columns: each row is recognised by hidden cells.",
        back.as_str(),
    ];
    for (row, text) in (2_u32..).zip(lines) {
        sheet.write_string_with_format(row, 1, text, &wrapped)?;
    }
    sheet.protect();
    sheet.set_landscape().set_paper_size(PAPER_A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn hidden(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    let identity = &form.identity;
    sheet.set_name(HIDDEN)?.set_very_hidden(true);
    let facts = [
        (MARK, FORMAT.to_string()),
        ("workbook", identity.workbook.clone()),
        ("period", identity.period.code()),
        ("owner", identity.owner.clone()),
        ("version", identity.version.to_string()),
        ("made", identity.made.format("%Y-%m-%dT%H:%M:%S").to_string()),
        ("due", identity.due.map(|due| due.to_string()).unwrap_or_default()),
        ("row", "as it was sent".to_owned()),
    ];
    for (row, (name, value)) in (0_u32..).zip(&facts) {
        sheet.write_string(row, 0, *name)?.write_string(row, 1, value)?;
    }
    let figures = form.indicators.iter().map(|line| (line.key(), FIGURES, &line.open));
    let actions = form.actions.iter().map(|line| (line.key, ACTIONS, &line.open));
    let open =
        figures.chain(actions).flat_map(|(key, fields, values): (RowKey, &[FieldAbout], &Vec<Value>)| {
            fields.iter().zip(values.iter()).map(move |(about, value)| (key, about.code, value))
        });
    let mut row = facts.len() as u32;
    for (key, code, value) in open {
        // A cell that was not sent open cannot come back changed.
        if matches!(value, Value::Text(text) if is_too_long(text)) {
            continue;
        }
        sheet.write_string(row, 0, key.code())?.write_string(row, 1, code)?;
        sheet.write_string(row, 2, value.stored())?;
        row += 1;
    }
    sheet.protect();
    Ok(())
}
