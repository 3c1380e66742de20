//! Random bytes, and good files with something changed: every reader comes
//! to an end and says so.

use std::sync::LazyLock;

use proptest::prelude::*;
use quarterdeck::source::{Event, Wanted};
use rust_xlsxwriter::{Format, Workbook};

use crate::source::files::{ods_parts, zipped};
use crate::source::reading::given;

/// A workbook by a real program.
static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0.0%");
    for row in 0..20 {
        sheet.write(row, 0, format!("Measure {row}")).unwrap();
        sheet.write_with_format(row, 1, f64::from(row) / 7.0, &percent).unwrap();
    }
    sheet.merge_range(30, 0, 30, 1, "end", &percent).unwrap();
    book.save_to_buffer().unwrap()
});

/// The parts of one, to change something in before they are packed.
fn tables() -> String {
    (0..10)
        .map(|row| {
            format!(
                r#"<table:table table:name="{row}"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" office:value-type="percentage" office:value="0.{row}"><text:p>{row}0.0%</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>a<text:s text:c="2"/>&amp;b</text:p></table:table-cell></table:table-row></table:table>"#
            )
        })
        .collect()
}

/// Reads it in this process. A library may panic where the child process
/// would end and its parent would say so; nothing of ours may.
fn survives(name: &str, bytes: &[u8]) {
    let given = given(name, bytes);
    let told = std::panic::catch_unwind(|| given.read(&Wanted::default()));
    match told {
        Ok(told) => assert!(matches!(told.0.last(), Some(Event::Done | Event::Problem(_)))),
        Err(_) => assert_eq!(name, "t.xlsx", "a reader of ours panicked"),
    }
}

/// What is done to good bytes.
#[derive(Debug, Clone)]
enum Harm {
    Bit(prop::sample::Index, u8),
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Double(prop::sample::Index, prop::sample::Index),
}

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    let place = any::<prop::sample::Index>;
    let harm = prop_oneof![
        4 => (place(), 0..8_u8).prop_map(|(at, bit)| Harm::Bit(at, bit)),
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        1 => place().prop_map(Harm::Cut),
        1 => (place(), place()).prop_map(|(from, to)| Harm::Double(from, to)),
    ];
    proptest::collection::vec(harm, 1..4)
}

fn harmed(good: &[u8], harms: &[Harm]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for harm in harms.iter().filter(|_| !good.is_empty()) {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match harm {
            Harm::Bit(at, bit) => bytes[at.index(length)] ^= 1 << bit,
            Harm::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Harm::Cut(at) => bytes.truncate(at.index(length)),
            Harm::Double(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                let part = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.extend(part);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        survives("t.csv", &bytes);
    }

    #[test]
    fn anything_like_csv_is_survived(text in "[a\"\r\n,;\t£é\u{0}]{0,300}", western in any::<bool>()) {
        let bytes = if western { text.chars().map(|letter| letter as u8).collect() } else { text.into_bytes() };
        survives("t.csv", &bytes);
    }

    #[test]
    fn a_zip_file_with_something_changed_is_survived(harms in harms()) {
        survives("t.xlsx", &harmed(&XLSX, &harms));
    }

    #[test]
    fn a_spreadsheet_with_something_changed_inside_is_survived(harms in harms()) {
        let parts = ods_parts("", &tables());
        let content = harmed(parts[1].1.as_bytes(), &harms);
        let parts = [("mimetype", parts[0].1.as_bytes()), ("content.xml", &content), ("META-INF/manifest.xml", b"<m/>")];
        survives("t.ods", &zipped(parts));
    }

    #[test]
    fn a_sheet_with_something_changed_inside_is_survived(harms in harms()) {
        let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>1+1</f><v>2</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r></is></c><c r="C2" t="b"><v>1</v></c></row></sheetData>
            <mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
        let parts = crate::source::files::xlsx_parts(sheet);
        let parts = parts.iter().map(|(name, text)| {
            let changed = name.contains("worksheets");
            (name.as_str(), if changed { harmed(text.as_bytes(), &harms) } else { text.as_bytes().to_vec() })
        });
        survives("t.xlsx", &zipped(parts.collect::<Vec<_>>()));
    }
}
