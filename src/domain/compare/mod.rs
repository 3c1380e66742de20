//! Comparing organisations: one measure over many of them, and one of them over
//! many measures.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`rank`] | which place does each take, and which quartile is that |
//! | [`spread`] | lowest, median, mean, highest, pooled value, distance from the median |
//! | [`average`] | better, similar or worse than a figure; above, the same or below it |
//! | [`overall`] | which way is an organisation going over all of its measures |
//! | [`words`] | the counts of all that, as sentences that add up |
//! | [`funnel`] | how far from the pooled value may chance carry an organisation of its size |
//! | [`claims`] | which such counts a text states |

pub mod average;
pub mod claims;
pub mod funnel;
pub mod overall;
pub mod rank;
pub mod spread;
pub mod words;

pub use average::{AgainstAverage, AverageOf, Position};
pub use funnel::{Funnel, FunnelPlace, NoFunnel};
pub use overall::{DirectionCounts, Overall};
pub use rank::{NoRank, Place, QuartileCounts, places, quartile};
pub use spread::{Spread, pooled};
pub use words::{Missing, PositionCounts, VerdictCounts};
