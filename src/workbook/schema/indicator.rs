//! What an indicator says of itself.

use super::{FieldKind, Info, choice, described, line, period, text};
use crate::domain::{Basis, Comparator, Frequency, Measure, Scheme, Unit};
use crate::workbook::{Indicator, ValueField};

/// The rating schemes to choose from, by code: of several versions of one, the first.
pub fn schemes() -> Vec<(String, String)> {
    let mut schemes: Vec<(String, String)> = Vec::new();
    for one in Scheme::built_in() {
        if !schemes.iter().any(|(code, _)| *code == one.code) {
            schemes.push((one.code.clone(), one.title.clone()));
        }
    }
    schemes
}

fn own_schemes() -> Vec<(String, String)> {
    let mut all = vec![(String::new(), "the workbook's".to_owned())];
    all.extend(schemes());
    all
}

described! {
    Indicator besides id, revision {
        reference: line("Reference").required().names().help("AC/S4, LPI 7 … unique in the workbook.");
        description: text("Description", 2).required().help("As members will read it.");
        kind: line("Type").key("type").takes("TYPE").kept().completing(ValueField::Kind)
            .help("Strategic, Critical, PAF, Local …; a new one is Local where nothing is said.");
        // A group's workbook is about no service.
        service: line("Service").kept().completing(ValueField::Service).help("Service or delivery unit.");
        owner: line("Owner").takes("ROLE").completing(ValueField::Owner)
            .help("The role that answers for the result.");
        officer: line("Officer").takes("ROLE").help("The role that compiles the figure.");
        portfolio_holder: line("Portfolio holder").flag("portfolio-holder").takes("ROLE");
        polarity: line("Polarity").takes("POLARITY").help("higher, lower, none or a band such as 10..20.");
        measure: choice::<Measure>("Kind of measure").by_hand();
        unit_name: line("Average in").by_hand().help("days, weeks, score … only for an average.");
        decimals: line("Decimals shown").by_hand().required().help("0 to 6.") => 1;
        scale: line("Scale").by_hand() => 100.0;
        counted: line("What is counted").takes("WORD")
            .help("clients, homes … for “3 more clients would make this Green Amber”.");
        frequency: choice::<Frequency>("Reported").takes("FREQUENCY");
        basis: choice::<Basis>("Basis").takes("BASIS");
        comparator: choice::<Comparator>("Compared with").takes("COMPARATOR");
        compare_with: line("Benchmark of").flag("compare-with").takes("NAME").completing(ValueField::Organisation)
            .help("Whose figure stands beside the result; empty takes the workbook's.");
        scheme: Info::new("Rating scheme", FieldKind::Choice(own_schemes), "CODE");
        tolerance: Info::new("Tolerance %", FieldKind::Figure(Some(Unit::Percent)), "PERCENT")
            .help("For tolerance schemes; empty takes the scheme's own.");
        definition: text("Definition", 3).help("What is counted, and out of what.");
        source: line("Data source").help("Where its figures come from.");
        retired_from: period("Retired from").by_hand();
        retired_because: text("Retired because", 3).by_hand();
    }
}
