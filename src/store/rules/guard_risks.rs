//! What a change may not do to risks: scores that their matrix does not have,
//! and a matrix that cannot be read.

use rusqlite::Connection;

use crate::domain::matrix::RiskMatrix;
use crate::store::error::StoreError;
use crate::store::read::risk_matrix;
use crate::workbook::{Assessment, MatrixRecord};

/// Refuses a definition that cannot be read, naming its key.
pub(in crate::store) fn check_matrix(record: &MatrixRecord) -> Result<(), StoreError> {
    match RiskMatrix::parse(&record.definition) {
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::invalid(format!("The risk matrix cannot be used: {error}"))),
    }
}

/// Refuses steps that the matrix of the assessment's period does not have.
pub(in crate::store) fn check_assessment(
    connection: &Connection,
    record: &Assessment,
) -> Result<(), StoreError> {
    let matrix = risk_matrix(connection, crate::store::rows::codes::period_number(record.period))?;
    let steps = [
        (&matrix.impact, record.impact),
        (&matrix.probability, record.probability),
        (&matrix.impact, record.mapped_impact),
        (&matrix.probability, record.mapped_probability),
    ];
    for (axis, step) in steps {
        if let Some(step) = step {
            axis.parse(&step.to_string())
                .map_err(|range| StoreError::invalid(format!("This is outside the risk matrix: {range}")))?;
        }
    }
    if record.mapped_impact.is_some() != record.mapped_probability.is_some() {
        return Err(StoreError::invalid("A cell on the map needs both impact and probability"));
    }
    Ok(())
}
