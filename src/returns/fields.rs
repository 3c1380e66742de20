//! The cells of a form that are open, and the values they may hold.

use crate::domain::Tense;
use crate::workbook::Id;

/// An open cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Numerator,
    Denominator,
    Stated,
    Status,
    CoversFrom,
    CoversTo,
    Missing,
    Reasons,
    Forecast,
    Confidence,
    ForecastReason,
    Description,
    Owner,
    Due,
    ActionStatus,
    Effect,
    Progress,
}

/// What a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Figure,
    Day,
    Text,
    /// One of a list: the codes are stored, the titles shown.
    Choice(&'static [(&'static str, &'static str)]),
}

const STATUSES: &[(&str, &str)] =
    &[("final", "final"), ("provisional", "provisional"), ("estimate", "estimate")];
const CONFIDENCES: &[(&str, &str)] = &[
    ("unstated", "not said"),
    ("on_course", "on course"),
    ("at_risk", "at risk"),
    ("will_miss", "will miss"),
];
const ACTION_STATUSES: &[(&str, &str)] =
    &[("planned", "planned"), ("under_way", "under way"), ("done", "done"), ("dropped", "dropped")];

/// Everything there is to say of a field.
#[derive(Debug)]
pub struct FieldAbout {
    pub field: Field,
    /// As the hidden cells of a form name it. Part of the format.
    pub code: &'static str,
    /// Over its column.
    pub title: &'static str,
    /// In messages: "AC/C7 result".
    pub noun: &'static str,
    pub kind: Kind,
    /// Of its column, in letters.
    pub width: f64,
    /// Said beside the cell while it is filled in.
    pub help: &'static str,
}

/// Columns of the sheet of figures, in order.
pub const FIGURES: &[FieldAbout] = &[
    FieldAbout {
        field: Field::Numerator,
        code: "numerator",
        title: "Numerator",
        noun: "numerator",
        kind: Kind::Figure,
        width: 11.0,
        help: "How many of them. A number, such as 422.",
    },
    FieldAbout {
        field: Field::Denominator,
        code: "denominator",
        title: "Denominator",
        noun: "denominator",
        kind: Kind::Figure,
        width: 12.0,
        help: "Out of how many. A number above 0, such as 709.",
    },
    FieldAbout {
        field: Field::Stated,
        code: "result",
        title: "Result",
        noun: "result",
        kind: Kind::Figure,
        width: 10.0,
        help: "A number in the unit of the row: 59.5 for 59.5%. Leave it empty where numerator and denominator say it.",
    },
    FieldAbout {
        field: Field::Status,
        code: "status",
        title: "Figure is",
        noun: "status",
        kind: Kind::Choice(STATUSES),
        width: 11.0,
        help: "Choose from the list.",
    },
    FieldAbout {
        field: Field::CoversFrom,
        code: "covers_from",
        title: "Covers from",
        noun: "first day covered",
        kind: Kind::Day,
        width: 11.0,
        help: "Only where the figure does not cover the whole period: the first day, such as 01/04/2015.",
    },
    FieldAbout {
        field: Field::CoversTo,
        code: "covers_to",
        title: "Covers to",
        noun: "last day covered",
        kind: Kind::Day,
        width: 11.0,
        help: "Only where the figure does not cover the whole period: the last day, such as 31/05/2015.",
    },
    FieldAbout {
        field: Field::Missing,
        code: "missing_because",
        title: "No figure because",
        noun: "reason why there is no figure",
        kind: Kind::Text,
        width: 18.0,
        help: "Only where there is no figure: why, beginning with “not reportable”, “not due”, “awaiting data” or “not collected”.",
    },
    FieldAbout {
        field: Field::Reasons,
        code: "reasons",
        title: "Reasons for performance",
        noun: "reasons",
        kind: Kind::Text,
        width: 48.0,
        help: "Why performance is as it is, as members will read it. Alt+Enter begins a new line.",
    },
    FieldAbout {
        field: Field::Forecast,
        code: "forecast",
        title: "Year-end forecast",
        noun: "forecast",
        kind: Kind::Figure,
        width: 10.0,
        help: "What you expect the year to end at, in the unit of the row.",
    },
    FieldAbout {
        field: Field::Confidence,
        code: "confidence",
        title: "Forecast is",
        noun: "confidence of the forecast",
        kind: Kind::Choice(CONFIDENCES),
        width: 11.0,
        help: "Whether the year's target will be met. Choose from the list.",
    },
    FieldAbout {
        field: Field::ForecastReason,
        code: "forecast_reason",
        title: "Reason for forecast",
        noun: "reason for the forecast",
        kind: Kind::Text,
        width: 34.0,
        help: "Why this is expected. It stands beside a forecast, never alone.",
    },
];

/// Columns of the sheet of actions, in order.
pub const ACTIONS: &[FieldAbout] = &[
    FieldAbout {
        field: Field::Description,
        code: "action",
        title: "Action",
        noun: "action",
        kind: Kind::Text,
        width: 46.0,
        help: "What will be done to put it right. One action to a row.",
    },
    FieldAbout {
        field: Field::Owner,
        code: "owner",
        title: "Owner",
        noun: "owner",
        kind: Kind::Text,
        width: 24.0,
        help: "The role that answers for it.",
    },
    FieldAbout {
        field: Field::Due,
        code: "due",
        title: "Due",
        noun: "due date",
        kind: Kind::Day,
        width: 12.0,
        help: "A day, such as 30/09/2015.",
    },
    FieldAbout {
        field: Field::ActionStatus,
        code: "action_status",
        title: "Status",
        noun: "status",
        kind: Kind::Choice(ACTION_STATUSES),
        width: 12.0,
        help: "Choose from the list.",
    },
    FieldAbout {
        field: Field::Effect,
        code: "expected_effect",
        title: "Expected effect",
        noun: "expected effect",
        kind: Kind::Text,
        width: 30.0,
        help: "What it should do to the result, and by when.",
    },
    FieldAbout {
        field: Field::Progress,
        code: "progress",
        title: "Progress",
        noun: "progress",
        kind: Kind::Text,
        width: 34.0,
        help: "What has been done so far.",
    },
];

impl Field {
    /// Which way a day in it looks for what leaves out its year.
    pub fn tense(self) -> Tense {
        if self == Self::Due { Tense::Future } else { Tense::Past }
    }

    /// Everything there is to say of it.
    pub fn about(self) -> &'static FieldAbout {
        let all = || FIGURES.iter().chain(ACTIONS);
        // Both tables together have every field; a test sees to that.
        all().find(|about| about.field == self).unwrap_or(&FIGURES[0])
    }

    /// From the code that hidden cells name it by.
    pub fn parse(code: &str) -> Option<Self> {
        FIGURES.iter().chain(ACTIONS).find(|about| about.code == code).map(|about| about.field)
    }

    /// Whether it is one of the three that say what the year is expected to end at.
    pub fn is_forecast(self) -> bool {
        matches!(self, Self::Forecast | Self::Confidence | Self::ForecastReason)
    }

    /// Whether it is one of the figures that make a result together.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Numerator | Self::Denominator | Self::Stated)
    }
}

/// Which row of the workbook a row of a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    Indicator(Id),
    Action {
        indicator: Id,
        action: Id,
    },
    /// A row for an action that was not there when the form was made.
    New {
        indicator: Id,
        slot: u32,
    },
}

impl RowKey {
    /// The indicator it belongs to.
    pub fn indicator(self) -> Id {
        match self {
            Self::Indicator(id) => id,
            Self::Action { indicator, .. } | Self::New { indicator, .. } => indicator,
        }
    }

    /// As the hidden cell beside the row has it. Part of the format.
    pub fn code(self) -> String {
        match self {
            Self::Indicator(id) => format!("indicator:{id}"),
            Self::Action { indicator, action } => format!("action:{indicator}:{action}"),
            Self::New { indicator, slot } => format!("new:{indicator}:{slot}"),
        }
    }

    /// From its code.
    pub fn parse(code: &str) -> Option<Self> {
        let mut parts = code.trim().split(':');
        let what = parts.next()?;
        let mut number = || parts.next()?.parse::<Id>().ok();
        let key = match what {
            "indicator" => Self::Indicator(number()?),
            "action" => Self::Action { indicator: number()?, action: number()? },
            "new" => Self::New { indicator: number()?, slot: u32::try_from(number()?).ok()? },
            _ => return None,
        };
        Some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described_once_and_found_by_its_code() {
        for about in FIGURES.iter().chain(ACTIONS) {
            assert_eq!(about.field.about().code, about.code);
            assert_eq!(Field::parse(about.code), Some(about.field));
            assert!(about.help.chars().count() <= 255, "{}", about.code);
        }
    }

    #[test]
    fn keys_come_back_from_their_codes() {
        for key in [
            RowKey::Indicator(42),
            RowKey::Action { indicator: 42, action: 7 },
            RowKey::New { indicator: 42, slot: 3 },
        ] {
            assert_eq!(RowKey::parse(&key.code()), Some(key));
        }
        for code in ["", "indicator", "indicator:x", "action:1", "new:1:-1", "other:1"] {
            assert_eq!(RowKey::parse(code), None, "{code}");
        }
    }
}
