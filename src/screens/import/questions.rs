//! The questions put to the officer: what a column is, which rows count, which organisation is ours.

use std::collections::BTreeSet;

use super::Understood;
use super::change::open;
use crate::domain::Period;
use crate::domain::capital::Sign;
use crate::domain::figures::format_plain;
use crate::import::cell_text;
use crate::import::mapping::Others;
use crate::import::reading::{DATES, ImportQuestion, YEARS};
use crate::import::targets::TARGETS;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::forms::{Form, FormField, Values};
use crate::screens::{Effect, Screen};
use crate::session::Notice;
use crate::workbook::Change;
use crate::workbook::staged::column_letters;

pub(super) const FIELD: &str = "what the column is";
pub(super) const BECOMES: &str = "what the file becomes";
pub(super) const SHEETS: &str = "which sheets";
pub(super) const HEADINGS: &str = "where the headings are";
pub(super) const PERIOD: &str = "which period";
pub(super) const OURS: &str = "which organisation is ours";
pub(super) const OTHERS: &str = "which others are kept";
pub(super) const ROWS: &str = "which rows";
pub(super) const WRITTEN: &str = "how figures are written";
pub(super) const POLARITY: &str = "which way is better";
pub(super) const KEEP: &str = "how it is kept";
pub(super) const NAME: &str = "the name it is kept under";

/// Different values of a column that are offered.
pub(super) const OFFERED: usize = 300;

impl Understood {
    pub(super) fn choose_field(&self) -> Vec<Effect> {
        let (Some(reading), Some(group)) = (self.reading(), self.group()) else { return Vec::new() };
        let Some(target) = reading.target else { return Vec::new() };
        let column = &reading.columns[group.columns[0]];
        let now = column.field.map(|field| field.code);
        let mut rows = vec![ChoiceRow::new("nothing: leave it out").ticked(now.is_none())];
        for field in target.fields {
            let taken = reading.columns.iter().find(|other| {
                !field.many
                    && other.field.is_some_and(|one| one.code == field.code)
                    && other.column.place != column.column.place
            });
            let note = taken.map_or_else(String::new, |other| {
                format!("now {} {}", column_letters(other.column.place), other.name())
            });
            rows.push(ChoiceRow::new(field.title).note(note).ticked(now == Some(field.code)));
        }
        let samples = column.samples.iter().take(3).cloned().collect::<Vec<_>>().join(" · ");
        let choice =
            Choice::one(FIELD, format!("“{}” is", group.heading), rows).sentence(if samples.is_empty() {
                "It is empty.".to_owned()
            } else {
                format!("It holds {samples}")
            });
        open(Box::new(choice))
    }

    pub(super) fn choose_becomes(&self) -> Box<dyn Screen> {
        let now = self.reading().map_or("", |reading| reading.becomes());
        let rows =
            TARGETS.iter().map(|target| ChoiceRow::new(target.title).ticked(target.code == now)).collect();
        Box::new(Choice::one(BECOMES, "What does this file become?", rows))
    }

    pub(super) fn choose_sheets(&self) -> Vec<Effect> {
        let sheets = &self.looked.look.sheets;
        if sheets.len() < 2 {
            return vec![Effect::Say(Notice::info("The file has one sheet."))];
        }
        let read = |name: &str| self.readings.iter().any(|reading| reading.name == name);
        let rows = sheets
            .iter()
            .map(|sheet| {
                let rows = format_plain(sheet.row_count().unwrap_or(sheet.rows.len() as u64) as f64, 0);
                let note = match (sheet.hidden, sheet.more) {
                    (true, _) => "hidden".to_owned(),
                    (_, _) if sheet.rows.is_empty() => "empty".to_owned(),
                    (_, false) => format!("{rows} rows"),
                    (_, true) if sheet.about.is_some() => format!("about {rows} rows"),
                    (_, true) => format!("more than {rows} rows"),
                };
                ChoiceRow::new(&sheet.name).note(note).ticked(read(&sheet.name))
            })
            .collect();
        open(Box::new(Choice::many(SHEETS, "Which sheets are read?", rows)))
    }

    pub(super) fn ask_headings(&self) -> Box<dyn Screen> {
        let header = self.reading().and_then(|reading| reading.table.header);
        let (row, rows) = header.map_or((0, 0), |header| (header.first, header.rows));
        let fields = vec![
            FormField::line("row", "Row", &row.to_string())
                .help("As the file counts; 0 where there are no headings."),
            FormField::line("rows", "How many", &rows.max(1).to_string())
                .help("Rows the headings take: 1, or 2 with groups above."),
        ];
        hand("Which row has the headings?", fields, HEADINGS, |values| {
            let number = |name: &'static str| {
                values
                    .get(name)
                    .trim()
                    .parse::<u32>()
                    .map(drop)
                    .map_err(|_| (name, "write a number".to_owned()))
            };
            [number("row"), number("rows")].into_iter().filter_map(Result::err).collect()
        })
    }

    pub(super) fn ask_period(&self) -> Box<dyn Screen> {
        let fixed = |name| self.reading().and_then(|reading| reading.fixed(name)).unwrap_or_default();
        let (now, years, dates) = (fixed("period"), fixed(YEARS), fixed(DATES));
        let fields = vec![
            FormField::line("period", "Period", now)
                .help("2015/16-Q1, 2015/16-M03 or 2015/16: of figures whose column or row names none."),
            FormField::line(YEARS, "2015 alone", years).help(
                "start where 2015 is 2015/16, end where it is 2014/15, calendar where it is January to December; \
                 empty where no year stands alone.",
            ),
            FormField::line(DATES, "05/06/2015", dates)
                .help("day-first where it is 5 June, month-first where it is 6 May; empty where it is not asked."),
        ];
        hand("Which period are the figures of?", fields, PERIOD, |values| {
            let (period, years) = (values.get("period").trim(), values.get(YEARS).trim());
            let dates = values.get(DATES).trim();
            let mut wrong = Vec::new();
            if (!period.is_empty() || years.is_empty() && dates.is_empty())
                && let Err(error) = Period::parse(period)
            {
                wrong.push(("period", error.to_string()));
            }
            if !["", "start", "end", "calendar"].contains(&years) {
                wrong.push((YEARS, "write start, end or calendar, or nothing".to_owned()));
            }
            if !["", "day-first", "month-first"].contains(&dates) {
                wrong.push((DATES, "write day-first or month-first, or nothing".to_owned()));
            }
            wrong
        })
    }

    /// The organisations of the first rows, and those it is known from before.
    pub(super) fn organisations(&self) -> Vec<String> {
        let mut names: BTreeSet<String> = self.looked.known.organisations.clone();
        for reading in &self.readings {
            for ask in &reading.asks {
                if let ImportQuestion::Organisation(some) = ask {
                    names.extend(some.iter().cloned());
                }
            }
            if let Some(at) = reading.place_of("organisation") {
                names.extend(self.values(reading.sheet, reading.columns[at].column.place));
            }
        }
        names.into_iter().collect()
    }

    pub(super) fn choose_ours(&self) -> Vec<Effect> {
        let names = self.organisations();
        if names.is_empty() {
            return vec![Effect::Say(Notice::info(
                "No column has organisations: all figures are ours. Enter on a column says that it has.",
            ))];
        }
        let now = self.reading().and_then(|reading| reading.fixed("organisation")).unwrap_or_default();
        let others = match &self.mapping.others {
            Others::All => "all others are kept as benchmarks".to_owned(),
            Others::None => "no others are kept".to_owned(),
            Others::Named(names) => format!("{} others are kept", names.len()),
        };
        let mut rows = vec![
            ChoiceRow::heading("Others"),
            ChoiceRow::new("Choose which others are kept …").note(others),
            ChoiceRow::heading("Ours is"),
        ];
        rows.extend(names.iter().map(|name| ChoiceRow::new(name).ticked(name == now)));
        open(Box::new(Choice::one(OURS, "Which organisation is ours?", rows)))
    }

    pub(super) fn choose_others(&self) -> Vec<Effect> {
        let kept = |name: &str| match &self.mapping.others {
            Others::All => true,
            Others::None => false,
            Others::Named(names) => names.iter().any(|one| one == name),
        };
        let rows = self.organisations().iter().map(|name| ChoiceRow::new(name).ticked(kept(name))).collect();
        open(Box::new(Choice::many(OTHERS, "Whose figures are kept as benchmarks?", rows)))
    }

    /// Different texts of a column, as far as the file was looked at.
    pub(super) fn values(&self, sheet: u16, place: u16) -> BTreeSet<String> {
        let begins = self
            .readings
            .iter()
            .find(|reading| reading.sheet == sheet)
            .map_or(0, |reading| reading.table.begins);
        let rows = self.looked.look.sheets.get(usize::from(sheet)).map_or(&[][..], |sheet| &sheet.rows);
        rows.iter()
            .filter(|row| row.number >= begins)
            .filter_map(|row| row.cells.get(usize::from(place)))
            .map(cell_text)
            .filter(|text| !text.is_empty())
            .take(OFFERED * 10)
            .collect::<BTreeSet<String>>()
            .into_iter()
            .take(OFFERED)
            .collect()
    }

    pub(super) fn choose_rows(&self) -> Vec<Effect> {
        let (Some(reading), Some(group)) = (self.reading(), self.group()) else { return Vec::new() };
        let at = group.columns[0];
        let values = self.values(reading.sheet, reading.columns[at].column.place);
        if values.len() < 2 {
            return vec![Effect::Say(Notice::info(
                "All rows say the same there, so there is nothing to choose.",
            ))];
        }
        let kept = reading.only.iter().find(|kept| kept.place == at).map(|kept| kept.values.clone());
        let kept = kept.filter(|values| !values.is_empty());
        let ticked = |value: &String| kept.as_ref().is_none_or(|kept| kept.contains(value));
        let rows = values.iter().map(|value| ChoiceRow::new(value).ticked(ticked(value))).collect();
        let title = format!("Keep rows where “{}” is", group.heading);
        open(Box::new(Choice::many(ROWS, title, rows)))
    }

    pub(super) fn choose_written(&self) -> Vec<Effect> {
        let (Some(reading), Some(group)) = (self.reading(), self.group()) else { return Vec::new() };
        let style = reading.columns[group.columns[0]].style;
        let mut rows = vec![
            ChoiceRow::new("5,8 is five and eight tenths").ticked(style.decimal_comma),
            ChoiceRow::new("0.5952 is 59.52%").ticked(style.shares),
            ChoiceRow::new("7.7 (7.6) is 7.7").ticked(style.first_of_two),
            ChoiceRow::new("counted in thousands").ticked(style.times == Some(1_000.0)),
            ChoiceRow::new("counted in millions").ticked(style.times == Some(1_000_000.0)),
        ];
        if reading.columns[group.columns[0]].is_signed() {
            rows.push(
                ChoiceRow::new("adds to the budget, whatever its sign").ticked(style.sign == Sign::Adds),
            );
            rows.push(
                ChoiceRow::new("takes from the budget, whatever its sign").ticked(style.sign == Sign::Takes),
            );
        }
        open(Box::new(Choice::many(WRITTEN, format!("How “{}” is written", group.heading), rows)))
    }

    pub(super) fn choose_polarity(&self) -> Box<dyn Screen> {
        let now = self.mapping.fixed.get("polarity").map_or("", String::as_str);
        let rows = [
            ("none", "not said: no judgement is made"),
            ("higher", "higher is better"),
            ("lower", "lower is better"),
        ]
        .map(|(code, text)| ChoiceRow::new(text).ticked(code == now || (now.is_empty() && code == "none")));
        Box::new(
            Choice::one(POLARITY, "New indicators that do not say which way is better", rows.to_vec())
                .sentence("It can be set for each of them afterwards: E on the indicator."),
        )
    }

    pub(super) fn choose_keep(&self) -> Box<dyn Screen> {
        let name = if self.keep_as.is_empty() {
            "nothing is kept".to_owned()
        } else {
            format!("now “{}”", self.keep_as)
        };
        let mut rows = vec![
            ChoiceRow::new("Keep this way of reading under a name …").note(name),
            ChoiceRow::new("Keep nothing").ticked(self.keep_as.is_empty()),
            ChoiceRow::new("Find everything out anew"),
        ];
        if !self.looked.mappings.is_empty() {
            rows.push(ChoiceRow::heading("Read it as was kept under"));
            let now = self.recognised.as_deref();
            rows.extend(
                self.looked
                    .mappings
                    .iter()
                    .map(|one| ChoiceRow::new(&one.name).ticked(now == Some(one.name.as_str()))),
            );
        }
        Box::new(
            Choice::one(KEEP, "How is this way of reading kept?", rows)
                .sentence("Files with the same headings are known again next time, and read the same way."),
        )
    }
}

/// A form that only hands over what was filled in, once `check` finds nothing wrong.
pub(super) fn hand(
    title: &str,
    fields: Vec<FormField>,
    tag: &'static str,
    check: impl Fn(&Values) -> Vec<(&'static str, String)> + 'static,
) -> Box<dyn Screen> {
    let form = Form::new(title, fields, move |values, _| {
        let errors = check(values);
        if errors.is_empty() { Ok(Change::none()) } else { Err(errors) }
    });
    Box::new(form.handing(tag))
}
