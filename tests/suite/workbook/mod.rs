//! What is worked out of a workbook without a file or a screen.

mod chart;
