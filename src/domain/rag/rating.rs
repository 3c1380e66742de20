//! Ratings: the colours, and the states that are not colours.

use serde::{Deserialize, Serialize};

/// A rating as stored and as written in JSON (`green_amber`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Red,
    RedAmber,
    Amber,
    GreenAmber,
    Green,
    NotOnTrack,
    OnTrack,
    /// Fixed bands ("blobs"): one is worst, five is best.
    Band1,
    Band2,
    Band3,
    Band4,
    Band5,
    /// The scheme has no answer this period.
    NotReportable,
    /// The indicator reports less often than this period.
    NotDue,
    /// Due, and nothing has been entered.
    AwaitingData,
    /// Nobody gathers the figure.
    NotCollected,
    /// No target: watched, not judged.
    MonitorOnly,
    #[default]
    None,
    /// Of a commitment: done.
    Complete,
    /// Of a commitment: may not be done in time.
    AtRisk,
    /// Of a commitment: will not be done in time as things stand.
    OffTrack,
}

/// Everything there is to say about a rating: code, title, letters, symbol, ASCII symbol, severity.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, u8);

impl Rating {
    /// Every rating: colours worst first, then on track, the fixed bands, and the states.
    pub const ALL: [Self; 21] = [
        Self::Red,
        Self::RedAmber,
        Self::Amber,
        Self::GreenAmber,
        Self::Green,
        Self::NotOnTrack,
        Self::OnTrack,
        Self::Band1,
        Self::Band2,
        Self::Band3,
        Self::Band4,
        Self::Band5,
        Self::NotReportable,
        Self::NotDue,
        Self::AwaitingData,
        Self::NotCollected,
        Self::MonitorOnly,
        Self::None,
        Self::Complete,
        Self::AtRisk,
        Self::OffTrack,
    ];

    /// One table, so that a new rating cannot be half described.
    fn row(self) -> Row {
        match self {
            Self::Red => ("red", "Red", "R", "■", "#", 0),
            Self::RedAmber => ("red_amber", "Red Amber", "RA", "▲", "^", 1),
            Self::Amber => ("amber", "Amber", "A", "▲", "^", 2),
            Self::GreenAmber => ("green_amber", "Green Amber", "GA", "○", "o", 3),
            Self::Green => ("green", "Green", "G", "●", "*", 4),
            Self::NotOnTrack => ("not_on_track", "Not on track", "OFF", "■", "#", 0),
            Self::OnTrack => ("on_track", "On track", "ON", "●", "*", 4),
            Self::Band1 => ("band1", "Band 1", "1", "■", "#", 0),
            Self::Band2 => ("band2", "Band 2", "2", "▲", "^", 1),
            Self::Band3 => ("band3", "Band 3", "3", "◆", "=", 2),
            Self::Band4 => ("band4", "Band 4", "4", "○", "o", 3),
            Self::Band5 => ("band5", "Band 5", "5", "●", "*", 4),
            Self::Complete => ("complete", "Complete", "C", "✓", "v", 4),
            Self::AtRisk => ("at_risk", "At risk", "AR", "▲", "^", 1),
            Self::OffTrack => ("off_track", "Off track", "OT", "■", "#", 0),
            Self::AwaitingData => ("awaiting_data", "Awaiting data", "--", "?", "?", 5),
            Self::NotReportable => ("not_reportable", "Not reportable", "NR", "×", "x", 6),
            Self::NotCollected => ("not_collected", "Not collected", "--", "/", "/", 6),
            Self::MonitorOnly => ("monitor_only", "Monitor only", "--", "~", "~", 7),
            Self::NotDue => ("not_due", "Not due", "--", "·", ".", 8),
            Self::None => ("none", "None", "--", "-", "-", 9),
        }
    }

    /// As stored and typed: `green_amber`.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// For people: `Green Amber`.
    pub fn title(self) -> &'static str {
        self.row().1
    }

    /// For narrow columns: `R`, `RA`, `GA`, `OFF`, `3`, `NR`; `--` for states without a verdict.
    pub fn letters(self) -> &'static str {
        self.row().2
    }

    /// A shape one column wide, so that the rating never rests on colour alone.
    pub fn symbol(self) -> &'static str {
        self.row().3
    }

    /// The same where only ASCII can be shown.
    pub fn ascii_symbol(self) -> &'static str {
        self.row().4
    }

    /// For sorting worst first: 0 is worst, 4 is best, 5–9 are not colours.
    pub fn severity(self) -> u8 {
        self.row().5
    }

    /// Whether it is the best rating of its scheme.
    pub fn is_on_track(self) -> bool {
        self.is_colour() && self.severity() == Self::OnTrack.severity()
    }

    /// Whether it is a verdict on the figures, not a state of the record.
    pub fn is_colour(self) -> bool {
        self.severity() <= 4
    }

    /// From a code, a title or the letters, in any case; `green amber`,
    /// `green-amber` and `GA` are all Green Amber. `--` names no one state.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|r| {
            r.code() == text
                || r.title().to_ascii_lowercase().replace(' ', "_") == text
                || r.letters().eq_ignore_ascii_case(&text)
        })
    }
}
