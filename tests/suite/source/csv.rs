//! csv files as councils get them: every delimiter, encoding and line end, and what is wrong with some.

use std::ops::ControlFlow;

use quarterdeck::source::{Event, Wanted, read};

use crate::source::reading::{all, given, told};

const MEGABYTE: usize = 1024 * 1024;

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn what_stands_between_cells_is_found_out() {
    for (text, form, lines) in [
        ("a,b\n1,2\n", "CSV, commas, UTF-8", ["1: a | b", "2: 1 | 2"]),
        ("a;b\n1,5;2,5\n", "CSV, semicolons, UTF-8", ["1: a | b", "2: 1,5 | 2,5"]),
        ("a\tb\nx, y\tz\n", "CSV, tabs, UTF-8", ["1: a | b", "2: x, y | z"]),
        ("a|b\n1|2", "CSV, pipes, UTF-8", ["1: a | b", "2: 1 | 2"]),
        ("\"a;b;c\",d\n\"1;2;3\",4\n", "CSV, commas, UTF-8", ["1: a;b;c | d", "2: 1;2;3 | 4"]),
        ("one\ntwo\n", "CSV, commas, UTF-8", ["1: one", "2: two"]),
        ("sep=|\na,b|c\n1,2|3\n", "CSV, pipes, UTF-8", ["2: a,b | c", "3: 1,2 | 3"]),
    ] {
        let told = all("figures.csv", text);
        assert_eq!((told.form(), told.lines()), (form, lines.map(str::to_owned).into()), "{text:?}");
        assert_eq!(told.sheets(), ["figures"]);
    }
    let given = given("odd.csv", "a~b\n1~2\n");
    let wanted = Wanted { delimiter: Some(b'~'), ..Wanted::default() };
    let told = given.read(&wanted);
    assert_eq!(
        (told.form(), told.lines()),
        ("CSV, “~” between cells, UTF-8", vec!["1: a | b".into(), "2: 1 | 2".into()])
    );
}

#[test]
fn most_rows_decide_and_not_the_title() {
    let mut text = String::from("Table 3; provisional, unaudited\n\nCouncil,Value,Note\n");
    for row in 0..50 {
        text.push_str(&format!("Barnet,{row},see a; b\n"));
    }
    let told = all("t.csv", &text);
    assert_eq!(told.form(), "CSV, commas, UTF-8");
    assert_eq!(told.lines()[..2], ["1: Table 3; provisional |  unaudited", "3: Council | Value | Note"]);
}

#[test]
fn every_way_of_writing_letters_is_read() {
    let text = "Measure;£\nLibraries’ visits;1\n";
    let (first, last) = ("1: Measure | £", "2: Libraries’ visits | 1");
    let western = b"Measure;\xa3\nLibraries\x92 visits;1\n";
    let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked(b"\xef\xbb\xbf", text.into()), "UTF-8"),
        (western.to_vec(), "Windows-1252"),
        (marked(b"\xff\xfe", utf16(text, false)), "UTF-16LE"),
        (marked(b"\xfe\xff", utf16(text, true)), "UTF-16BE"),
        (utf16(text, false), "UTF-16LE"),
        (utf16(text, true), "UTF-16BE"),
    ] {
        let told = all("t.csv", bytes);
        assert_eq!(told.form(), format!("CSV, semicolons, {encoding}"));
        assert_eq!(told.lines(), [first, last], "{encoding}");
    }
}

#[test]
fn letters_of_windows_far_down_are_read_too() {
    let mut bytes = b"a,b\n".repeat(100_000);
    bytes.extend(b"Caf\xe9,\xa31.2m\n");
    bytes.extend("Café,£1.2m\n".as_bytes());
    let told = all("t.csv", bytes);
    assert_eq!(told.form(), "CSV, commas, UTF-8");
    assert_eq!(told.lines()[100_000..], ["100001: Café | £1.2m", "100002: Café | £1.2m"]);
}

#[test]
fn long_utf16_is_read_to_the_end() {
    let text: String = (1..=40_000).map(|row| format!("{row}\té€😀\n")).collect();
    let told = all("t.txt", utf16(&text, false));
    let lines = told.lines();
    assert_eq!((lines.len(), lines[39_999].as_str()), (40_000, "40000: 40000 | é€😀"));
}

#[test]
fn rows_are_numbered_by_the_line_they_begin_on() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "", "\"two", "lines\",c", "", "d,,e", ",,", "  "].join(end);
        let told = all("t.csv", text);
        assert_eq!(
            told.lines(),
            // Lines within a cell end alike, however the file ends its own.
            ["1: a | b", "3: two\nlines | c", "6: d |  | e", "8:   "],
            "{end:?}"
        );
    }
}

#[test]
fn quotation_marks_and_ragged_rows_are_taken_as_they_are() {
    let told = all("t.csv", "\"a \"\"quoted\"\" word\",b\nc\nd,e,f,,\nsix\" pipe,g\n\" h \",i\n");
    assert_eq!(
        told.lines(),
        ["1: a \"quoted\" word | b", "2: c", "3: d | e | f", "4: six\" pipe | g", "5:  h  | i"]
    );
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told_with_its_line() {
    let told = all("t.csv", "a,b\n1,\"two\nlines\",\"open\n3,4\n5,6\n");
    let problem = told.must_say("opens this cell on line 3 is not closed to the end of the file");
    assert_eq!(problem.place, Some(("t".into(), 3, 2)));
    assert_eq!(told.lines_so_far(), ["1: a | b"]);

    let long = format!("a,b\nc,\"open\n{}", "d,e\n".repeat(MEGABYTE));
    let told = all("t.csv", long);
    let problem = told.must_say("opens this cell on line 2 is not closed for more than 1 MB");
    assert_eq!(problem.place, Some(("t".into(), 2, 1)));
    // Closed at the very end, it is none.
    assert_eq!(all("t.csv", "a,\"b\"").lines(), ["1: a | b"]);
}

#[test]
fn zero_bytes_are_told_where_they_are() {
    let told = all("t.csv", b"council,value\nBarnet,1\nBrent,1\x002\n");
    let problem = told.must_say("zero byte");
    assert_eq!(problem.place, Some(("t".into(), 3, 1)));
    let told = all("t.csv", b"\xef\xbb\xbfa,b\nc,\xa3\n");
    assert_eq!(told.must_say("not UTF-8").place, Some(("t".into(), 2, 1)));
}

#[test]
fn what_no_table_holds_is_refused() {
    let told = all("t.csv", format!("a,b\nc,{}\n", "x".repeat(MEGABYTE + 1)));
    assert_eq!(told.must_say("1 MB").place, Some(("t".into(), 2, 1)));
    assert_eq!(all("t.csv", format!("a,{}\n", "x".repeat(MEGABYTE))).rows().len(), 1);
    let row = format!("{}\n", format!("{},", "x".repeat(MEGABYTE)).repeat(17));
    assert_eq!(all("t.csv", row).must_say("16 MB").place, Some(("t".into(), 1, 15)));

    let wide = |cells: usize| format!("a\n{}\n", vec!["1"; cells].join(","));
    assert_eq!(all("t.csv", wide(4096)).rows()[1].cells.len(), 4096);
    let told = all("t.csv", wide(4097));
    assert_eq!(told.must_say("more than 4096 cells").place, Some(("t".into(), 2, 4096)));
    all("t.csv", wide(1_000_000)).must_say("more than 4096 cells");
}

#[test]
fn more_than_five_million_rows_are_refused() {
    let given = given("t.csv", "1\n".repeat(5_000_001));
    let (mut rows, mut problem) = (0, None);
    read::read(&given.path, &Wanted::default(), &mut |event| {
        match event {
            Event::Row(_) => rows += 1,
            Event::Problem(told) => problem = Some(told.clone()),
            _ => {}
        }
        ControlFlow::Continue(())
    });
    let problem = problem.unwrap();
    assert!(problem.text.contains("5 million rows"), "{}", problem.text);
    assert_eq!((rows, problem.place), (5_000_000, Some(("t".into(), 5_000_001, 0))));
}

#[test]
fn files_without_rows_say_so() {
    for bytes in ["", "\n\r\n\n", "\u{feff}"] {
        all("t.csv", bytes).must_say("no rows");
    }
    assert_eq!(all("t.csv", "a,b").lines(), ["1: a | b"]);
}

#[test]
fn a_first_look_stops_and_says_whether_there_is_more() {
    let given = given("t.csv", "a\nb\n\nc\n");
    let look = |rows| {
        let told = given.read(&Wanted { rows: Some(rows), ..Wanted::default() });
        (told.rows().len(), told.0.contains(&Event::End { more: true }))
    };
    assert_eq!([look(0), look(2), look(3), look(9)], [(0, true), (2, true), (3, false), (3, false)]);
    let none = given.read(&Wanted { sheets: Some(vec![]), ..Wanted::default() });
    assert_eq!((none.0.len(), none.sheets()), (2, vec!["t".to_owned()]));
}

#[test]
fn who_has_read_enough_is_told_nothing_more() {
    let given = given("t.csv", "a\n".repeat(1000));
    let mut events = 0;
    read::read(&given.path, &Wanted::default(), &mut |_| {
        events += 1;
        if events == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(events, 5);
}

#[test]
fn what_is_no_file_is_said() {
    let given = given("t.csv", "a");
    told(&given.folder(), &Wanted::default()).must_say("It is a folder");
    told(&given.folder().join("none.csv"), &Wanted::default()).must_say("There is no such file");
}
