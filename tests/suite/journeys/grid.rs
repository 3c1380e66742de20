//! Tables of cells as a spreadsheet has them: typing, selecting, copying, pasting, filling down.

use quarterdeck::app::Outside;
use quarterdeck::input::Scope;
use quarterdeck::workbook::Filter;

use crate::harness::Harness;

fn clipboard(harness: &mut Harness) -> String {
    let mut copied = String::new();
    for outside in harness.outside() {
        if let Outside::Clipboard(text) = outside {
            copied = text;
        }
    }
    copied
}

/// The list, the cursor on a cell.
fn at(reference: &str, column: &str) -> Harness {
    let mut harness = Harness::new(220, 40);
    harness.indicator(reference).column(column);
    harness
}

#[test]
fn a_digit_in_a_cell_begins_typing_and_alt_with_it_goes_to_the_screen() {
    let mut harness = at("AC/S17", "Result");
    harness.type_text("1").assert_says("Alt-1 goes to Overview").type_text("20").assert_scope(Scope::Cell);
    harness.keys("enter").assert_scope(Scope::Indicators);
    assert_eq!(harness.detail("AC/S17").result.unwrap().stated, Some(120.0));
    harness.column("Ref").keys("s").column("Result");
    let row = harness.cursor_line();
    harness.keys("alt-5").assert_scope(Scope::Risks).keys("2");
    // The order and the row of the one that was left.
    harness.assert_scope(Scope::Indicators);
    assert_eq!(harness.cursor_line(), row);
    harness.column("Ref").type_text("3").assert_scope(Scope::Review);
    // A minus is a digit's sister; a letter is a command.
    harness.keys("2").column("Result").keys("-").assert_scope(Scope::Cell).keys("esc");
}

#[test]
fn twelve_results_with_their_parts_are_one_paste() {
    let mut harness = at("AC/S17", "Result");
    let list = harness.list(Filter::default());
    let fractions: Vec<&str> = list
        .iter()
        .filter(|row| row.denominator.is_some())
        .map(|row| row.reference.as_str())
        .take(12)
        .collect();
    assert_eq!(fractions.len(), 12);
    let before = harness.history().len();
    let block: String =
        fractions.iter().zip(1..).map(|(name, at)| format!("{name}\t{}\t{}\r\n", 40 + at, 100)).collect();
    harness.paste(&block).assert_scope(Scope::Pasting).assert_contains("replaced");
    assert_eq!(harness.history().len(), before);
    harness.keys("enter").assert_scope(Scope::Indicators).assert_says("in 12 rows");
    assert_eq!(harness.history().len(), before + 1);
    for (name, at) in fractions.iter().zip(1..) {
        let result = harness.detail(name).result.unwrap();
        assert_eq!((result.numerator, result.denominator), (Some(f64::from(40 + at)), Some(100.0)), "{name}");
    }
    harness.keys("u");
    let first = harness.detail(fractions[0]).result.unwrap();
    assert_ne!(first.denominator, Some(100.0));
}

#[test]
fn what_is_copied_has_headings_and_comes_back_as_it_was() {
    let mut harness = at("AC/S17", "Target");
    harness.keys("shift-down shift-down shift-right shift-right").assert_says("3 × 3 cells selected");
    let before = harness.history();
    harness.keys("y");
    let copied = clipboard(&mut harness);
    let mut lines = copied.lines();
    assert_eq!(lines.next(), Some("Target\tNumerator\tDenominator\tResult"));
    assert_eq!(lines.count(), 3, "{copied}");
    harness
        .keys("esc up up")
        .paste("Ref\tTarget\nAC/S17\t270\n")
        .assert_contains("Nothing of it would change");
    harness.keys("esc");
    assert_eq!(harness.history(), before);
}

#[test]
fn marked_rows_a_row_and_the_whole_table_are_copied_with_headings() {
    let mut harness = at("AC/S17", "Result");
    harness.keys("y");
    let row = clipboard(&mut harness);
    assert!(row.starts_with("RAG\t") && row.lines().count() == 2 && row.contains("AC/S17"), "{row}");
    harness.keys("space down space y");
    let marked = clipboard(&mut harness);
    assert_eq!(marked.lines().count(), 3, "{marked}");
    harness.keys("esc Y");
    let table = clipboard(&mut harness);
    assert_eq!(table.lines().count(), harness.list(Filter::default()).len() + 1);
    assert!(table.lines().next().unwrap().contains("Numerator\tDenominator"));
}

#[test]
fn filling_down_is_shown_and_then_one_step() {
    let mut harness = at("AC/S17", "Target");
    let history = harness.history().len();
    harness.keys("shift-down shift-down ctrl-d").assert_scope(Scope::Pasting).assert_contains("Fill down");
    harness.keys("enter").assert_scope(Scope::Indicators);
    assert_eq!(harness.history().len(), history + 1);
    assert_eq!(harness.list(Filter::default()).iter().filter(|row| row.target == Some(270.0)).count(), 3);
    harness.keys("u");
    assert_eq!(harness.list(Filter::default()).iter().filter(|row| row.target == Some(270.0)).count(), 1);
    // Without cells selected it is half a page, as everywhere.
    harness.keys("ctrl-d").assert_scope(Scope::Indicators);
}

#[test]
fn cells_that_are_selected_are_emptied_as_one_step() {
    let mut harness = at("AC/S17", "Target");
    harness.keys("shift-down del").assert_scope(Scope::Pasting).assert_contains("2 emptied").keys("enter");
    assert_eq!(harness.standing("AC/S17").target, None);
    harness.keys("u");
    assert_eq!(harness.standing("AC/S17").target, Some(270.0));
}

#[test]
fn bad_cells_are_refused_one_by_one_with_the_words_of_the_form() {
    let mut harness = at("AC/S17", "Result");
    let before = harness.history();
    for (block, said) in [
        ("Ref\tResult\nAC/S17\t=1+1\nZZ/9\t5\n", "there is no indicator ZZ/9"),
        ("Ref\tResult\nAC/S17\tabc\nAC/S17\t7\n", "it stands twice"),
        ("Ref\tTarget\tResult\nTotal\t1\t2\nAC/S17\t5\ttbc\n", "totals are worked out here"),
        ("1\t2\t3\t4\t5\t6\n", "there is no further column"),
    ] {
        harness.paste(block).assert_scope(Scope::Pasting).assert_contains(said).assert_contains("refused");
        harness.keys("esc").assert_scope(Scope::Indicators);
    }
    harness.keys("end").paste("1\n2\n3\n").assert_contains("the list ends before this row").keys("esc");
    let many = "1\t2\n".repeat(50_000);
    harness.paste(&many).assert_says("More than 2000 rows").assert_scope(Scope::Indicators);
    assert_eq!(harness.history(), before);
}

#[test]
fn a_block_goes_into_the_columns_that_are_seen() {
    let mut harness = Harness::new(120, 40);
    harness.indicator("AC/S17").column("Target").paste("150\t120\n").assert_scope(Scope::Pasting);
    let screen = harness.screen();
    assert!(screen.contains("Result") && !screen.contains("Numerator"), "{screen}");
    harness.keys("enter");
    let detail = harness.detail("AC/S17");
    assert_eq!(
        (detail.target.map(|target| target.value), detail.result.and_then(|result| result.stated)),
        (Some(150.0), Some(120.0))
    );
}

#[test]
fn a_bad_cell_does_not_keep_the_good_ones_out() {
    let mut harness = at("AC/S17", "Target");
    harness.paste("Ref\tTarget\tResult\nAC/S17\t271\tabc\n").assert_contains("1 replaced, 1 refused");
    harness.keys("enter");
    assert_eq!(harness.standing("AC/S17").target, Some(271.0));
    assert_eq!(harness.detail("AC/S17").result.unwrap().stated, Some(119.0));
}

#[test]
fn a_block_waits_for_nobody_and_overwrites_nobody() {
    let mut harness = at("AC/S17", "Target");
    harness.paste("280\n281\n").assert_scope(Scope::Pasting).assert_contains("280");
    let mut colleague = harness.colleague("b.reader");
    colleague.assert_says("read-only");
    drop(colleague);
    harness.keys("enter").assert_scope(Scope::Indicators);
    assert_eq!(harness.standing("AC/S17").target, Some(280.0));
}

#[test]
fn a_closed_period_takes_no_block_and_says_so() {
    let mut harness = at("AC/S17", "Result");
    harness.palette("close this period").keys("y");
    harness.paste("1\n2\n").assert_says("this period is closed").assert_scope(Scope::Indicators);
    // Nothing can be typed into: the digit goes to the screen.
    harness.type_text("5").assert_scope(Scope::Risks);
}

#[test]
fn a_filter_and_an_order_let_a_block_go_where_it_is_seen_to_go() {
    let mut harness = at("AC/S17", "Target");
    harness.keys("/").type_text("AC/S1").keys("enter home").column("Target");
    let rows = harness.list(Filter { text: "AC/S1".into(), ..Filter::default() }).len();
    let block = "55\n".repeat(rows + 2);
    harness.paste(&block).assert_contains("2 refused").assert_contains("a filter may hide some");
    harness.keys("esc shift-down").assert_says("selected").column("Ref").keys("s");
    assert!(!harness.styled().is_empty());
    harness.keys("y");
    // What was selected is let go of when the order changes: it would be other cells.
    assert_eq!(clipboard(&mut harness).lines().count(), 2);
}

#[test]
fn a_table_with_columns_of_its_own_is_still_imported() {
    let mut harness = at("AC/S17", "Result");
    harness.paste("Ref\tIndicator\tDirectorate\tResult\nZ/1\tHomes\tPlace\t7\n").assert_scope(Scope::Import);
    harness.keys("esc esc");
    harness.paste("Ref\tResult\nAC/S17\t120\n").assert_scope(Scope::Pasting).keys("I");
    harness.assert_scope(Scope::Import);
}

#[test]
fn keys_of_a_spreadsheet_that_do_nothing_name_the_key_that_does() {
    let mut harness = Harness::new(120, 40);
    for (screen, key, said) in [
        ("2", "ctrl-f", "/ is the key"),
        ("2", "ctrl-n", "A is the key"),
        ("2", "ctrl-v", "Ctrl-Shift-V"),
        ("4", "shift-down", "Space is the key"),
        ("4", "ctrl-s", "saved as it is made"),
        ("9", "ctrl-x", "y is the key"),
        ("1", "ctrl-f", ": is the key"),
        ("1", "del", "nothing to delete here"),
    ] {
        harness.keys(&format!("esc esc alt-{screen} {key}")).assert_says(said);
    }
    harness.keys("alt-2 ?").assert_contains("Coming from Excel").assert_contains("Ctrl-F find: /");
}

#[test]
fn the_budget_is_a_grid_as_well() {
    let mut harness = Harness::new(160, 40);
    harness.keys("6").assert_scope(Scope::Budget);
    harness.keys("down down down");
    let before = harness.history().len();
    harness.type_text("9").assert_scope(Scope::Cell).keys("esc");
    harness.keys("Y");
    let table = clipboard(&mut harness);
    assert!(table.starts_with("Line\tOriginal\tRevised\tForecast") && table.lines().count() > 5, "{table}");
    // The lines of it that are totals are refused, those called alike too, and what is the same stays.
    harness.paste("Line\tForecast\nSafeguarding\t930\nNo such line\t5\n").assert_scope(Scope::Pasting);
    harness.assert_contains("there is no line No such line here").assert_contains("1 replaced, 1 refused");
    harness.keys("enter").assert_scope(Scope::Budget).assert_says("Paste 1 cell of Safeguarding");
    assert_eq!(harness.history().len(), before + 1);
    harness.keys("u home").paste("1\n2\n").assert_contains("a total is worked out from the lines below it");
    harness.keys("esc shift-down y");
    assert_eq!(clipboard(&mut harness).lines().count(), 3);
}

#[test]
fn a_hundred_thousand_cells_are_refused_with_their_number_before_anything_is_shown() {
    for (keys, right) in [("2", 6), ("6", 2)] {
        let mut harness = Harness::new(160, 40);
        harness.keys(keys).keys("down down").times(right, "right");
        let scope = harness.app().scope();
        harness.paste(&"1\t2\t3\t4\n".repeat(25_000)).assert_scope(scope);
        harness.assert_says("20000 cells are not pasted").assert_says("import");
    }
}

#[test]
fn enter_held_down_on_a_block_puts_it_in_once() {
    let mut harness = at("AC/S17", "Target");
    let before = harness.history().len();
    harness.paste("280\n281\n").assert_scope(Scope::Pasting);
    harness.burst("enter enter enter enter enter enter");
    assert_eq!(harness.history().len(), before + 1, "{}", harness.says());
    assert_eq!(harness.standing("AC/S17").target, Some(280.0));
}

#[test]
fn what_someone_else_typed_while_a_block_is_shown_is_not_overwritten() {
    let mut harness = at("AC/S17", "Target");
    harness.paste("280\n").keys("esc");
    harness.paste("280\n281\n").assert_scope(Scope::Pasting).assert_contains("280");
    let target = harness.detail("AC/S17").target.unwrap();
    let theirs = quarterdeck::workbook::Target { value: 275.0, ..target };
    let change =
        quarterdeck::workbook::Change::new("theirs").put(quarterdeck::workbook::Record::Target(theirs));
    harness.other_program().apply(&change, &harness.stamp("pat")).unwrap();
    harness.keys("enter");
    assert_eq!(harness.standing("AC/S17").target, Some(275.0), "{}\n{}", harness.says(), harness.screen());
    // The block is still there, and beside what is stored now.
    harness.assert_scope(Scope::Pasting).assert_contains("275").assert_contains("280");
    harness.keys("enter").assert_scope(Scope::Indicators);
    assert_eq!(harness.standing("AC/S17").target, Some(280.0));
}
