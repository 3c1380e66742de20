//! What is measured.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Id, Subject, maybe_period};
use crate::domain::typed_figure::InUnit;
use crate::domain::{Basis, Comparator, Frequency, Measure, MeasureSpec, Period, Polarity, Unit};
use crate::workbook::change::Table;
use crate::workbook::views::SubjectName;

/// Something measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Indicator {
    pub id: Id,
    pub revision: i64,
    pub reference: String,
    pub description: String,
    pub definition: String,
    /// Strategic, Critical, PAF, Local … as the council words it.
    pub kind: String,
    /// Service or delivery unit.
    pub service: String,
    /// Answers for the result: a role.
    pub owner: String,
    /// Compiles the figure: a role.
    pub officer: String,
    pub portfolio_holder: String,
    pub measure: Measure,
    /// What an average is in: "days", "score"; empty for other kinds.
    pub unit_name: String,
    /// Decimals shown, 0–6.
    pub decimals: u32,
    /// value = scale × numerator ÷ denominator: what its measure takes
    /// ([`Measure::takes_scale`]), except in workbooks of earlier releases that say otherwise.
    pub scale: f64,
    /// What one of the numerator is: "clients", "days".
    pub counted: String,
    pub polarity: Polarity,
    pub frequency: Frequency,
    pub basis: Basis,
    pub comparator: Comparator,
    /// Organisation or group whose benchmark stands beside its results; empty for the workbook's.
    #[serde(default)]
    pub compare_with: String,
    /// Scheme code, or empty for the workbook's.
    pub scheme: String,
    /// Tolerance in percent for tolerance schemes; the scheme's own when none.
    pub tolerance: Option<f64>,
    pub source: String,
    /// The period from which it is retired.
    #[serde(with = "maybe_period")]
    pub retired_from: Option<Period>,
    pub retired_because: String,
}

impl Indicator {
    /// How its figures are made and written.
    pub fn spec(&self) -> MeasureSpec<'_> {
        let Self { measure, unit_name, scale, decimals, .. } = self;
        MeasureSpec { measure: *measure, unit_name, scale: *scale, decimals: *decimals }
    }

    /// What its figures have to be in.
    pub fn figure_unit(&self) -> InUnit<'_> {
        InUnit { unit: self.unit(), name: &self.unit_name }
    }

    /// What its figures are shown in.
    pub fn unit(&self) -> Unit {
        self.measure.unit(&self.unit_name)
    }

    /// Itself, as what links, actions and history are about.
    pub fn subject(&self) -> Subject {
        Subject { table: Table::Indicator, id: self.id }
    }

    /// What it is called.
    pub fn name(&self) -> SubjectName {
        SubjectName {
            subject: self.subject(),
            reference: self.reference.clone(),
            title: self.description.clone(),
        }
    }
}

impl Serialize for Indicator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Indicator::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Indicator {
    /// Histories of earlier releases say a unit where later ones say the measure.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut fields = Map::deserialize(deserializer)?;
        if let (false, Some(unit)) = (fields.contains_key("measure"), fields.remove("unit")) {
            let unit = Unit::deserialize(unit).map_err(Error::custom)?;
            let decimals = fields.get("decimals").and_then(Value::as_u64).unwrap_or(0);
            let (measure, unit_name) = Measure::of_unit(unit, u32::try_from(decimals).unwrap_or(u32::MAX));
            fields.insert("measure".to_owned(), measure.code().into());
            fields.insert("unit_name".to_owned(), unit_name.into());
        }
        Indicator::deserialize(Value::Object(fields)).map_err(Error::custom)
    }
}
