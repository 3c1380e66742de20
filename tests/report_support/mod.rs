//! The report of the sample workbook, made once for the tests of a file.
#![allow(dead_code)] // each test file uses some of it

use std::sync::LazyLock;

use chrono::NaiveDate;
use quarterdeck::report::{Document, Format, Sources, Template};
use quarterdeck::sample;
use quarterdeck::store::Store;
use quarterdeck::workbook::{Data, Material, Query, Stamp};

pub const QUARTER: &str = "2015/16-Q1";

static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let (workbook, edits) = sample::workbook().unwrap();
    let at = NaiveDate::from_ymd_opt(2015, 7, 6).unwrap().and_hms_opt(14, 2, 11).unwrap();
    let stamp = Stamp { who: "Pat Officer".to_owned(), at };
    let store = Store::create(&folder.path().join("x.qd"), &workbook, &edits, "Sample", &stamp).unwrap();
    match store.answer(&Query::Report { period: QUARTER.to_owned() }).unwrap() {
        Data::Report(material) => *material,
        other => panic!("{other:?}"),
    }
});

pub fn material() -> Material {
    MATERIAL.clone()
}

/// A report of the sample quarter by a template that comes along.
pub fn document(template: &str) -> Document {
    let template = Template::built_in().into_iter().find(|one| one.code == template).unwrap();
    let sources = Sources::draft(&MATERIAL).unwrap();
    Sources { draft: false, ..sources }.document(&template)
}

/// The same as text.
pub fn written(document: &Document, format: &str) -> String {
    let mut bytes = Vec::new();
    (Format::find(format).unwrap().write)(document, &mut bytes, &mut |_| true).unwrap();
    String::from_utf8(bytes).unwrap()
}
