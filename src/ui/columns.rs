//! Figures as columns of letters. They stand on 0, so that 28 beside 31 looks like 28 beside 31.

use crate::domain::axis;

const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A column of a bar chart, from its foot to its head, in eighths of a row above the lowest row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    from: usize,
    to: usize,
}

/// Columns for values, on an axis that holds 0 and has `high` rows: what is below 0 hangs from it.
pub fn columns(values: &[f64], high: u16) -> Vec<Column> {
    let (low, top) = axis::bar_ends(values.iter().copied());
    let eighths = f64::from(high) * 8.0;
    let span = if top > low { top - low } else { 1.0 };
    // The axis lies between two rows, so that only one end of a column is a part of a row.
    let zero = if low < 0.0 && top > 0.0 {
        ((-low / span * f64::from(high)).round().clamp(1.0, f64::from(high.max(2)) - 1.0)) * 8.0
    } else if low < 0.0 {
        eighths
    } else {
        0.0
    };
    // As many eighths for one unit above the axis as below it.
    let above = if top > 0.0 { (eighths - zero) / top } else { f64::INFINITY };
    let below = if low < 0.0 { zero / -low } else { f64::INFINITY };
    let unit = above.min(below);
    let column = |value: &f64| {
        let length = if unit.is_finite() { (value * unit).round() } else { 0.0 };
        // Something is never drawn as nothing.
        let length = if *value != 0.0 && length == 0.0 { value.signum() } else { length };
        let end = (zero + length).clamp(0.0, eighths);
        Column { from: zero.min(end) as usize, to: zero.max(end) as usize }
    };
    values.iter().map(column).collect()
}

impl Column {
    /// What of it lies in a row, the lowest being 0, and whether that is drawn reversed: only parts
    /// that fill a row from its foot have signs of their own.
    pub fn sign(self, row: usize) -> (&'static str, bool) {
        let part = |eighths: usize| eighths.saturating_sub(row * 8).min(8);
        match (part(self.from), part(self.to)) {
            (0, to) => (EIGHTHS[to], false),
            (from, 8) if from < 8 => (EIGHTHS[from], true),
            _ => (EIGHTHS[0], false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(values: &[f64]) -> Vec<i64> {
        let signed = |(value, column): (&f64, &Column)| {
            let length = (column.to - column.from) as i64;
            if *value < 0.0 { -length } else { length }
        };
        values.iter().zip(&columns(values, 3)).map(signed).collect()
    }

    #[test]
    fn columns_are_as_long_as_their_figures() {
        assert_eq!(lengths(&[28.0, 31.0]), [22, 24]);
        assert_eq!(lengths(&[91.2, 92.0, 90.1]), [24, 24, 24]);
        assert_eq!(lengths(&[0.0, 12.0, 6.0]), [0, 24, 12]);
        assert_eq!(lengths(&[0.0, 0.0]), [0, 0]);
        assert_eq!(lengths(&[1.0, 1e9]), [1, 24]);
        assert_eq!(lengths(&[-3.0, -6.0]), [-12, -24]);
        // One unit is as long below the axis as above it.
        assert_eq!(lengths(&[-5.0, 10.0]), [-8, 16]);
        assert_eq!(lengths(&[-10.0, 10.0]), [-8, 8]);
    }

    #[test]
    fn a_column_below_the_axis_hangs_from_it() {
        let [below, above] = columns(&[-5.0, 10.0], 3)[..] else { panic!("two columns") };
        assert_eq!(
            (0..3).map(|row| below.sign(row)).collect::<Vec<_>>(),
            [("█", false), (" ", false), (" ", false)]
        );
        assert_eq!(
            (0..3).map(|row| above.sign(row)).collect::<Vec<_>>(),
            [(" ", false), ("█", false), ("█", false)]
        );
        let half = columns(&[-5.0, 10.0, -2.5], 3)[2];
        assert_eq!((half.sign(0), half.sign(1)), (("▄", true), (" ", false)));
    }
}
