//! The report of the sample workbook, made once for the tests of a file.

use std::sync::LazyLock;

use chrono::NaiveDate;
use quarterdeck::report::printed_facts::{Issue, Replaced, fingerprint};
use quarterdeck::report::{Document, Format, Sources, Template};
use quarterdeck::sample;
use quarterdeck::store::Store;
use quarterdeck::workbook::{Data, Part, Query, ReportInputs, Stamp};

pub const QUARTER: &str = "2015/16-Q1";

static MATERIAL: LazyLock<ReportInputs> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let (workbook, edits) = sample::workbook().unwrap();
    let at = NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(14, 2, 11).unwrap();
    let stamp = Stamp { who: "Pat Officer".to_owned(), at };
    let store = Store::create(&folder.path().join("x.qd"), &workbook, &edits, "Sample", &stamp).unwrap();
    match store.answer(&Query::Report { period: QUARTER.parse().unwrap() }).unwrap() {
        Data::Report(material) => *material,
        other => panic!("{other:?}"),
    }
});

/// What the committee report tells of: the workbook's own service.
pub fn material() -> ReportInputs {
    of_services(&Part::Own)
}

/// What a report of every service tells of.
pub fn everything() -> ReportInputs {
    of_services(&Part::All)
}

fn of_services(part: &Part) -> ReportInputs {
    MATERIAL.clone().of_part(part).unwrap()
}

/// A report of the sample quarter by a template that comes along, published as version 1.
pub fn document(template: &str) -> Document {
    published(template, 1)
}

/// The same as another version.
pub fn published(template: &str, version: u32) -> Document {
    let template = Template::built_in().into_iter().find(|one| one.code == template).unwrap();
    let on = |day| NaiveDate::from_ymd_opt(2015, 9, day).unwrap();
    let replaces = (version > 1).then(|| Replaced { version: version - 1, on: on(1) });
    let issue = Issue { on: on(version), by: "Performance Manager".to_owned(), replaces };
    let told = of_services(&template.part);
    let sources = Sources::draft(&told).unwrap();
    let mut document = Sources { issue: Some((version, &issue)), ..sources }.document(&template);
    document.meta.fingerprint = fingerprint(&document.freeze().unwrap().checksum);
    document
}

/// The same before it is published.
pub fn draft(template: &str) -> Document {
    let template = Template::built_in().into_iter().find(|one| one.code == template).unwrap();
    let told = of_services(&template.part);
    Sources::draft(&told).unwrap().document(&template)
}

/// The same as text.
pub fn written(document: &Document, format: &str) -> String {
    let mut bytes = Vec::new();
    (Format::find(format).unwrap().write)(document, &mut bytes, &mut |_| true).unwrap();
    String::from_utf8(bytes).unwrap()
}
