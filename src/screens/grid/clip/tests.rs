//! Where blocks of copied cells go.

use super::*;

const FIELDS: &[Field] = &[
    Field { title: "Target", also: &[], and_next: false },
    Field { title: "Numerator", also: &["Num/Den"], and_next: true },
    Field { title: "Denominator", also: &[], and_next: false },
    Field { title: "Result", also: &["Actual"], and_next: false },
];

fn lay(text: &str, start: usize) -> BlockLayout {
    Clip::read(text).map(|clip| clip.lay(FIELDS, start, &[])).unwrap_or_default()
}

/// The fields of a line's cells, and their texts.
fn cells(line: &Line) -> Vec<(&str, &str)> {
    line.cells.iter().map(|(field, text)| (FIELDS[*field].title, text.as_str())).collect()
}

#[test]
fn a_block_of_figures_goes_down_and_right_from_the_cursor() {
    let laid = lay("42\t231\r\n50\t200\r\n", 1);
    assert_eq!(cells(&laid.lines[1]), [("Numerator", "50"), ("Denominator", "200")]);
    assert_eq!(laid.lines[1].row, RowName::Below(1));
    assert!(laid.notes.is_empty());
}

#[test]
fn one_that_does_not_fit_goes_further_left_and_says_so() {
    let laid = lay("42\t231\n", 3);
    assert_eq!(cells(&laid.lines[0]), [("Numerator", "42"), ("Denominator", "231")]);
    assert_eq!(laid.notes, ["2 columns do not fit from Result on: they go in from Numerator on."]);
    let wide = lay("1\t2\t3\t4\t5\t6\n", 0);
    assert_eq!(wide.lines[0].beyond, ["5", "6"]);
}

#[test]
fn fields_out_of_sight_are_passed_over() {
    let narrow =
        |text: &str, start| Clip::read(text).map(|clip| clip.lay(FIELDS, start, &[1, 2])).unwrap_or_default();
    assert_eq!(cells(&narrow("80\t18.2\n", 0).lines[0]), [("Target", "80"), ("Result", "18.2")]);
    let moved = narrow("80\t18.2\n", 3);
    assert_eq!((moved.start, cells(&moved.lines[0])), (0, vec![("Target", "80"), ("Result", "18.2")]));
    assert_eq!(moved.notes, ["2 columns do not fit from Result on: they go in from Target on."]);
    // Headings say it themselves.
    let headed = narrow("Target\tNumerator\n80\t42\n", 0);
    assert_eq!(cells(&headed.lines[0]), [("Target", "80"), ("Numerator", "42")]);
}

#[test]
fn a_fraction_takes_two_fields() {
    let laid = lay("80\t42/231\t18.2\n90\t\t20\n", 0);
    assert_eq!(cells(&laid.lines[0]), [("Target", "80"), ("Numerator", "42/231"), ("Result", "18.2")]);
}

#[test]
fn headings_say_which_columns_and_references_which_rows() {
    let laid = lay("Ref\tIndicator\tActual\tTarget\nA/1\tHomes\t7\t9\nTotal\t\t7\t9\nA/2\tRoads\t\t8\n", 3);
    assert!(laid.headed);
    assert_eq!(laid.lines.len(), 2);
    assert_eq!(laid.lines[0].row, RowName::As("A/1".into()));
    assert_eq!(cells(&laid.lines[0]), [("Result", "7"), ("Target", "9")]);
    assert_eq!(laid.notes[0], "Left out, as they are not typed into here: Indicator.");
    assert_eq!(laid.notes[1], "“Total” is left out: totals are worked out here.");
    // References without a heading are told by not being figures.
    assert_eq!(lay("A/1\t7\nB2\t8\n", 3).references(), ["A/1", "B2"]);
    assert_eq!(lay("Homes let\n7\n8\n", 3).notes, ["The first line is taken as headings: Homes let."]);
}

#[test]
fn ragged_and_blank_rows_keep_their_place() {
    let laid = lay("1\t2\n\n3\n\t4\n", 0);
    let rows: Vec<&RowName> = laid.lines.iter().map(|line| &line.row).collect();
    assert_eq!(rows, [&RowName::Below(0), &RowName::Below(2), &RowName::Below(3)]);
    assert_eq!(cells(&laid.lines[1]), [("Target", "3")]);
}

#[test]
fn a_cell_that_holds_lines_stays_one_cell() {
    let laid = lay("\"1\n2\"\t3\n4\t5\n", 0);
    assert_eq!(laid.lines[1].row, RowName::Below(1));
    assert_eq!(cells(&laid.lines[0])[0], ("Target", "1\n2"));
}

#[test]
fn too_much_is_refused_before_anything_is_looked_at() {
    let many = "1\t2\n".repeat(50_000);
    assert!(Clip::read(&many).unwrap_err().contains("More than 2000 rows"));
    assert!(Clip::read(&format!("{}\n", "1\t".repeat(100_000))).is_err());
}

#[test]
fn a_table_with_other_columns_is_one_to_import() {
    let is_table =
        |text: &str| Clip::read(text).is_ok_and(|clip| clip.is_a_table(FIELDS, &["Indicator", "Ref"]));
    assert!(is_table("Ref\tIndicator\tResult\tDirectorate\nA/1\tHomes\t7\tPlace\n"));
    assert!(!is_table("Ref\tIndicator\tResult\nA/1\tHomes\t7\n"));
    assert!(!is_table("7\t8\n9\t10\n"));
}
