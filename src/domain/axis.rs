//! Where the axis of a chart begins. Bars always stand on 0, or their lengths would tell
//! another story than their figures; a line may be cut, and then its axis says so.

/// Where an axis begins for a line of figures from `low` to `high`: at 0 where that costs less than
/// half of the height, else at `low`, cut. The same below 0.
pub fn line_ends(low: f64, high: f64) -> (f64, f64) {
    let span = high - low;
    match () {
        () if low > 0.0 && low <= span => (0.0, high),
        () if high < 0.0 && -high <= span => (low, 0.0),
        () => (low, high),
    }
}

/// The ends of an axis that bars stand on: 0 and whatever lies farthest on either side of it.
pub fn bar_ends(figures: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let finite = figures.into_iter().filter(|figure| figure.is_finite());
    finite.fold((0.0, 0.0), |(low, high), figure| (figure.min(low), figure.max(high)))
}

/// Whether an axis leaves 0 out.
pub fn is_cut(low: f64, high: f64) -> bool {
    low > 0.0 || high < 0.0
}

/// What a cut axis says of itself, `name` writing its ends: "axis from 85%, not from 0". Nothing for
/// one that is not cut.
pub fn words(low: f64, high: f64, name: impl Fn(f64) -> String) -> Option<String> {
    match () {
        () if low > 0.0 => Some(format!("axis from {}, not from 0", name(low))),
        () if high < 0.0 => Some(format!("axis up to {}, not to 0", name(high))),
        () => None,
    }
}
