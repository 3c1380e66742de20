//! One limit for the length of a text, whoever writes it.

use quarterdeck::domain::text;
use quarterdeck::store::{Access, Store, StoreError};
use quarterdeck::workbook::*;

use crate::store::support::*;

#[test]
fn a_text_longer_than_the_limit_is_refused_by_name_and_one_as_long_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.qd");
    drop(sample(&path));
    let mut store = Store::open(&path, Access::ReadWrite).unwrap();
    let workbook = |note: String, organisation: String| {
        Change::new("x").put(Record::Workbook(Workbook { note, organisation, ..opening(&store).workbook }))
    };
    let long = "é".repeat(text::MAX / 2 + 1);
    let (note, organisation) = (workbook(long.clone(), "A".into()), workbook(String::new(), long));
    let fits = workbook("\u{1}".repeat(text::MAX), "A".into());
    for (change, field) in [(note, "note"), (organisation, "organisation")] {
        let before = std::fs::read(&path).unwrap();
        let error = store.apply(&change, &stamp(1)).unwrap_err();
        assert!(matches!(&error, StoreError::Invalid { .. }), "{error}");
        let said = error.to_string();
        assert!(said.contains(&format!("“{field}”")) && said.contains("1 MB at most"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
    // Written down in the history it takes six times as much, and is no longer for that.
    store.apply(&fits, &stamp(1)).unwrap();
    assert_eq!(opening(&store).workbook.note.len(), text::MAX);
}
