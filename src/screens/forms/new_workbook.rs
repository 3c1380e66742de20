//! Making a workbook, and opening one by its path: the two forms that there are without a workbook.

use std::path::PathBuf;

use super::{Form, FormField, Values};
use crate::domain::{Period, Scheme};
use crate::screens::{Context, Effect, Screen};
use crate::workbook::Change;
use crate::workbook::edits::{NewWorkbook, Patch, quarter_to_report, read_first_month};
use crate::workbook::schema::schemes;

/// What a new workbook is made of.
const FIELDS: [&str; 5] = ["organisation", "service", "first_month", "period", "scheme"];

fn typed(values: &Values) -> Patch {
    FIELDS.map(|field| (field, values.get(field).to_owned())).into_iter().collect()
}

/// The form of a new workbook; `kept` is what was typed before.
pub fn new_workbook(tag: &'static str, kept: &Values, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::line("organisation", "Organisation", "")
            .required()
            .help("The council, as its reports name it; or a region, a group."),
        FormField::line("service", "Service", "")
            .help("What is reported on, such as Adult Social Care or Corporate plan; a group needs none."),
        FormField::line("members", "Members", "")
            .help("Of a group alone: its councils, with commas between them."),
        FormField::line("first_month", "Year starts in", "")
            .checked(|text, _| read_first_month(text).map(|_| ()))
            .help("A month."),
        FormField::line("period", "Period to report", "")
            .checked(|text, _| Period::parse(text).map(|_| ()).map_err(|error| error.to_string())),
        FormField::choice("scheme", "Rating scheme", schemes(), Scheme::DEFAULT),
        FormField::line("file", "File", "")
            .required()
            .help("A name for it in the folder you started in, or a whole path; .qd is added."),
    ];
    let today = context.session.now.date();
    let form = Form::new("New workbook", fields, move |values, _| {
        NewWorkbook::read(&typed(values), !values.get("members").is_empty(), today).map(|_| Change::none())
    })
    .following(move |values| {
        let month = read_first_month(values.get("first_month"));
        let period = month.map(|month| quarter_to_report(today, month).title()).unwrap_or_default();
        vec![("first_month", "April".to_owned()), ("period", period), ("file", file_name(values))]
    })
    .hinting(hint)
    .doing(tag, |values| {
        let mut path = PathBuf::from(values.get("file"));
        if path.extension().is_none() {
            path.set_extension("qd");
        }
        let members = values.get("members").to_owned();
        vec![Effect::CreateFile { path, fields: typed(values), members }]
    });
    Box::new(
        FIELDS
            .iter()
            .chain(&["members", "file"])
            .fold(form, |form, field| form.holding(field, kept.get(field))),
    )
}

/// The form of a path.
pub fn open_path(tag: &'static str, kept: &Values) -> Box<dyn Screen> {
    let file = FormField::line("file", "File", "").required().help("A path to a file ending in .qd.");
    let form = Form::new("Open a workbook", vec![file], |_, _| Ok(Change::none()))
        .doing(tag, |values| vec![Effect::OpenFile(PathBuf::from(values.get("file")))]);
    Box::new(form.holding("file", kept.get("file")))
}

/// What a scheme makes of figures, and the days of the period.
fn hint(values: &Values, field: &str) -> Option<String> {
    match field {
        "period" => {
            let month = read_first_month(values.get("first_month")).ok()?;
            let covers = Period::parse(values.get("period")).ok()?.covers(month);
            Some(format!("{covers}. Another is written Q3 2022/23, Month 9 2022/23, or 2022/23 for years."))
        }
        "scheme" => {
            let scheme = Scheme::built_in().iter().rev().find(|one| one.code == values.get("scheme"))?;
            Some(scheme.worked_example())
        }
        _ => None,
    }
}

/// A name for the file, after the service or else the organisation.
fn file_name(values: &Values) -> String {
    let of = [values.get("service"), values.get("organisation")].into_iter().find(|text| !text.is_empty());
    let letters = of.unwrap_or_default().to_lowercase();
    let words: Vec<&str> =
        letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { String::new() } else { format!("{}.qd", words.join("-")) }
}
