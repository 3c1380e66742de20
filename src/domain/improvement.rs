//! What a target would take: how far it is from a figure there is, which way, and in the things counted.

use super::indicator::Polarity;
use super::same;

/// The way from a figure to a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Improvement {
    /// Target less figure, in the unit.
    pub change: f64,
    /// The change in percent of the size of the figure; none from 0.
    pub percent: Option<f64>,
    /// Whether it leads to a better figure; none where they are the same or neither way is better.
    pub better: Option<bool>,
    /// How many more have to be counted for it with as many counted from: positive for more.
    pub counted: Option<i64>,
}

/// The way from a figure to a target.
///
/// `of` are the numerator and the denominator of the figure, and `scale` is what their quotient is
/// multiplied by. The count is the fewest whole ones that reach the target: rounded up towards more where
/// more is wanted, down towards fewer where fewer are. None without a denominator above 0, or where no
/// whole number from 0 up reaches it.
pub fn improvement(
    from: f64,
    to: f64,
    polarity: Polarity,
    of: Option<(f64, f64)>,
    scale: f64,
) -> Improvement {
    let change = to - from;
    let better = match polarity {
        Polarity::None => None,
        _ if same(from, to) => None,
        _ => Some(polarity.goodness(to) > polarity.goodness(from)),
    };
    let counted = of.filter(|(_, denominator)| *denominator > 0.0 && scale > 0.0).and_then(
        |(numerator, denominator)| {
            let wanted = to * denominator / scale;
            let nearest = wanted.round();
            let whole = match (same(wanted, nearest), change > 0.0) {
                (true, _) => nearest,
                (false, true) => wanted.ceil(),
                (false, false) => wanted.floor(),
            };
            // Beyond what a float counts exactly there is nothing whole to say.
            let fits =
                whole >= 0.0 && whole.abs() < 9e15 && numerator.fract() == 0.0 && numerator.abs() < 9e15;
            fits.then_some((whole - numerator) as i64)
        },
    );
    Improvement { change, percent: (!same(from, 0.0)).then(|| change / from.abs() * 100.0), better, counted }
}
