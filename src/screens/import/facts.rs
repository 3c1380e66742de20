//! How the file is understood, a line for each thing and the key that changes it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::outcome::counted;
use super::{Outlook, Part, Understood};
use crate::domain::Period;
use crate::import::mapping::Others;
use crate::import::reading::{DATES, FILLED_DOWN, HEADINGS, HIDDEN, ImportQuestion, NOTES, SPLIT};
use crate::import::written_time::BareYears;
use crate::ui::frame::{Pane, clip, line, write};
use crate::ui::inert::inert_line;
use crate::ui::theme::{Role, Theme};
use crate::workbook::import_outcome::OnConflict;

/// A fact of how the file is understood: the key that changes it, what it is, why.
pub(super) struct Fact {
    key: &'static str,
    label: &'static str,
    value: String,
    why: String,
}

impl Understood {
    /// The facts; with what importing would do in a line where there is no pane for it beside them.
    pub(super) fn facts(&self, narrow: bool) -> Vec<Fact> {
        let Some(reading) = self.reading() else { return Vec::new() };
        let fact = |key, label, value: String, why: &str| Fact { key, label, value, why: why.to_owned() };
        let mut facts = Vec::new();
        let becomes = reading.target.map_or("nothing yet", |target| target.title);
        let sheets = match (self.readings.len(), self.looked.look.sheets.len()) {
            (_, 1) => String::new(),
            (1, all) => format!("sheet {} of {all}", reading.name),
            (read, all) => format!("{read} of {all} sheets, here {}", reading.name),
        };
        facts.push(fact("1", "Becomes", becomes.to_owned(), ""));
        let headings = match reading.table.header {
            Some(header) if header.rows > 1 => {
                format!("rows {} to {}", header.first, header.first + header.rows - 1)
            }
            Some(header) => format!("row {}", header.first),
            None => "none".to_owned(),
        };
        facts.push(fact(
            "2",
            "Headings",
            headings,
            &reading.table.titles.first().cloned().unwrap_or_default(),
        ));
        if !sheets.is_empty() {
            facts.push(fact(
                "3",
                "Sheets",
                sheets,
                if self.readings.len() > 1 { "← → shows the others" } else { "" },
            ));
        }
        let asked = reading.asks.iter().any(|ask| matches!(ask, ImportQuestion::Period(_)));
        if let Some((period, why)) = reading.fixed.get("period").filter(|_| reading.needs_period() && !asked)
        {
            facts.push(fact(
                "4",
                "Period",
                Period::parse(period).map_or_else(|_| period.clone(), |period| period.title()),
                why,
            ));
        }
        let style = reading.time_style();
        let years = match style.years {
            Some(BareYears::Start) => "2015 alone is 2015/16",
            Some(BareYears::End) => "2015 alone is 2014/15",
            Some(BareYears::Calendar) => "2015 alone is January to December 2015",
            None => "",
        };
        let dates = match reading.fixed(DATES) {
            Some(_) if style.month_first => "05/06/2015 is 6 May",
            Some(_) => "05/06/2015 is 5 June",
            None => "",
        };
        for (label, value) in
            [("Years", years), ("Dates", dates)].into_iter().filter(|(_, value)| !value.is_empty())
        {
            facts.push(fact("4", label, value.to_owned(), "as you said"));
        }
        for question in &reading.asks {
            let (label, why) = match question {
                ImportQuestion::Years(some) => {
                    ("Years", format!("what does {} stand for? 4 says it", some.join(", ")))
                }
                ImportQuestion::DayOrder(some) => {
                    ("Dates", format!("{} has its month first: 4 says which stands first", some.join(", ")))
                }
                ImportQuestion::Period(says) => {
                    ("Period", format!("“{says}” is no one period here: 4 says which"))
                }
                ImportQuestion::Organisation(_) => continue,
            };
            facts.push(fact("4", label, "?".to_owned(), &why));
        }
        if reading.place_of("organisation").is_some() {
            let asked = reading.asks.iter().any(|ask| matches!(ask, ImportQuestion::Organisation(_)));
            let (name, why) = match asked {
                true => ("?".to_owned(), "which of the organisations is yours?".to_owned()),
                false => reading.fixed.get("organisation").cloned().unwrap_or_default(),
            };
            let others = match &self.mapping.others {
                Others::All => "all others are benchmarks".to_owned(),
                Others::None => "no others are kept".to_owned(),
                Others::Named(names) => format!("{} others are kept", names.len()),
            };
            let why = if why.is_empty() { others } else { format!("{why}; {others}") };
            facts.push(fact("5", "Ours", name, &why));
        }
        let only: Vec<String> = reading
            .only
            .iter()
            .filter(|kept| !kept.values.is_empty())
            .map(|kept| format!("{} is {}", reading.columns[kept.place].name(), kept.values.join(" or ")))
            .collect();
        if let Some(first) = reading.only.iter().find(|kept| !kept.values.is_empty()) {
            facts.push(fact("f", "Only where", only.join(", and "), &first.reason));
        }
        for (name, (value, why)) in &reading.fixed {
            if matches!(name.as_str(), "reference" | "description") {
                facts.push(fact(
                    "",
                    if name == "reference" { "Reference" } else { "Measure" },
                    value.clone(),
                    why,
                ));
            }
        }
        let kept = match (&self.recognised, self.keep_as.as_str()) {
            (Some(name), _) => (format!("as “{name}”"), "known again by its headings".to_owned()),
            (None, "") => ("not kept".to_owned(), String::new()),
            (None, name) => {
                (format!("as “{name}”"), "files like it are read the same way next time".to_owned())
            }
        };
        facts.push(fact("0", "Remembered", kept.0, &kept.1));
        if !reading.marks.is_empty() {
            facts.push(fact("", "Marks", reading.marks_in_words(), "its notes say so"));
        }
        if reading.names_themes() {
            let new = if self.mapping.refuse_new_themes { "are refused" } else { "are made" };
            let value = match reading.fixed(HEADINGS) {
                Some(named) => format!("{named}: headings within the table; new ones {new}"),
                None => format!("those the workbook does not have {new}"),
            };
            facts.push(fact("9", "Themes", value, ""));
        }
        for (name, label) in
            [(FILLED_DOWN, "Filled down"), (SPLIT, "Parted by"), (HIDDEN, "Hidden"), (NOTES, "Notes")]
        {
            if let Some((value, why)) = reading.fixed.get(name) {
                facts.push(fact("", label, value.clone(), why));
            }
        }
        if self.on_conflict == OnConflict::Take {
            facts.push(fact("8", "Typed since", "the file's figures are taken".to_owned(), ""));
        }
        if narrow && self.part == Part::Columns {
            let would = match &self.outlook {
                Outlook::Known(previewed, _) => counted(previewed),
                Outlook::Working(_) => "still being read …".to_owned(),
                Outlook::Unknown | Outlook::Failed(_) | Outlook::Stopped => "not known yet".to_owned(),
            };
            facts.push(fact("", "Would be", would, "Tab shows it"));
        }
        facts
    }

    pub(super) fn draw_facts(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let title = format!("Import {}", self.looked.known.file);
        let inside =
            Pane { title: &title, note: &self.looked.look.form, focused: false }.draw(theme, area, buffer);
        for (offset, fact) in
            self.facts(Self::is_narrow(area)).iter().take(usize::from(inside.height)).enumerate()
        {
            let row = Rect { y: inside.y + offset as u16, height: 1, ..inside };
            line(fact.key, theme.style(Role::Key), Rect { width: 2.min(row.width), ..row }, buffer);
            let label = Rect { x: row.x + 2, width: 12.min(row.width.saturating_sub(2)), ..row };
            line(fact.label, theme.style(Role::Dim), label, buffer);
            let rest = Rect { x: row.x + 15, width: row.width.saturating_sub(15), ..row };
            let value = clip(&inert_line(&fact.value), usize::from(rest.width));
            let used = write(&value, theme.style(Role::Strong), rest.width, rest.x, rest.y, buffer);
            if !fact.why.is_empty() && used + 4 < rest.right() {
                let why = Rect { x: used + 2, width: rest.right() - used - 2, ..rest };
                line(&fact.why, theme.style(Role::Dim), why, buffer);
            }
        }
    }
}
