//! `quarterdeck new`: an empty workbook.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::book::parse_period;
use super::{Context, Failure, Out};
use crate::app::places::create_workbook;
use crate::domain::{Period, Scheme};

/// Make an empty workbook
///
/// For example: quarterdeck new housing.qd --organisation "Borough of Example" --service Housing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where it goes; there must be nothing there yet
    file: PathBuf,
    /// The council
    #[arg(long, value_name = "NAME")]
    organisation: String,
    /// The service or directorate
    #[arg(long, value_name = "NAME")]
    service: String,
    /// Month the financial year begins with: 4 is April
    #[arg(long, value_name = "MONTH", default_value = "4", value_parser = clap::value_parser!(u8).range(1..=12))]
    first_month: u8,
    /// The quarter it opens at, such as 2015/16-Q1 (else the present one)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// Rating scheme, unless an indicator names its own
    #[arg(long, value_name = "CODE", value_parser = parse_scheme, default_value = "four-colour")]
    scheme: String,
}

/// Makes the workbook and prints where it is.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    for (what, text) in [("--organisation", &args.organisation), ("--service", &args.service)] {
        if text.trim().is_empty() {
            return Err(Failure::usage(format!("{what} is empty: write a name.")));
        }
    }
    let fields: BTreeMap<String, String> = [
        ("organisation", args.organisation.clone()),
        ("service", args.service.clone()),
        ("first_month", args.first_month.to_string()),
        ("period", args.period.map(Period::code).unwrap_or_default()),
        ("scheme", args.scheme.clone()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    create_workbook(&args.file, &fields, &context.stamp()).map_err(Failure::Failed)?;
    out.path(&args.file)
}

/// The code of a scheme that comes with the program.
pub fn parse_scheme(text: &str) -> Result<String, String> {
    let schemes = Scheme::built_in();
    match schemes.iter().find(|scheme| scheme.code == text.trim()) {
        Some(scheme) => Ok(scheme.code.clone()),
        None => {
            let mut codes: Vec<&str> = schemes.iter().map(|scheme| scheme.code.as_str()).collect();
            codes.dedup();
            Err(format!("write one of {}", codes.join(", ")))
        }
    }
}
