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

/// A scale of round numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Where it begins.
    pub first: f64,
    pub step: f64,
    pub steps: u32,
}

impl Scale {
    /// One that holds `low..=high`, in four to eight steps.
    pub fn of(low: f64, high: f64) -> Self {
        let span = (high - low).max(f64::EPSILON * high.abs().max(1.0) * 16.0);
        let raw = span / 4.0;
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= raw * 0.999)
            .unwrap_or(raw);
        let first = (low / step).floor() * step;
        let mut steps = 1;
        while first + step * f64::from(steps) < high - step * 1e-6 && steps < 12 {
            steps += 1;
        }
        Self { first, step, steps }
    }

    /// Where it ends.
    pub fn last(&self) -> f64 {
        self.first + self.step * f64::from(self.steps)
    }

    /// Decimals that its marks need, of figures that have so many.
    pub fn decimals(&self, of_figures: u32) -> u32 {
        if self.step >= 1.0 && self.step.fract() == 0.0 { 0 } else { of_figures.max(1) }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_hold_what_they_show() {
        for (low, high) in [(0.0, 100.0), (4.8, 7.0), (0.0, 0.0), (-3.5, 12.0), (1e9, 1e9), (5.81, 5.89)] {
            let scale = Scale::of(low, high);
            assert!(scale.first <= low + 1e-9, "{low} {high}: begins at {}", scale.first);
            assert!(scale.last() >= high - scale.step * 1e-3, "{low} {high}: ends too low");
            assert!(scale.steps <= 12);
        }
    }
}
