//! The report of a part, by service, theme, portfolio or owner: parts by one thing come to the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use quarterdeck::report::document::*;
use quarterdeck::report::verify::written;
use quarterdeck::report::{Format, Sources, Template};
use quarterdeck::store::{Access, Store};
use quarterdeck::workbook::compare::ThemePath;
use quarterdeck::workbook::movement::Snapshot;
use quarterdeck::workbook::{By, Data, Part, Query, ReportInputs, Table as Kept};

use crate::report::marks::documents;
use crate::report::support::everything;

/// A workbook's material in which everything names one of these services, or none.
fn spread(seed: usize) -> ReportInputs {
    const SERVICES: [&str; 5] = ["Adults", "Adults / Learning disabilities", "Homes", "", "Parks, Libraries"];
    let mut material = everything();
    material.workbook.service = "Adults".to_owned();
    let mut at = seed;
    let mut next = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        SERVICES[(at >> 33) % SERVICES.len()].to_owned()
    };
    for (at, detail) in material.indicators.iter_mut().enumerate() {
        let service = SERVICES.get(at).map_or_else(&mut next, |service| (*service).to_owned());
        detail.standing.service.clone_from(&service);
        detail.indicator.service = service;
    }
    material.commitments.iter_mut().for_each(|one| one.commitment.service = next());
    for row in &mut material.risks.rows {
        row.service = next();
        for one in material.register.iter_mut().filter(|one| one.risk.id == row.id) {
            one.risk.service.clone_from(&row.service);
        }
    }
    material.budget.savings.iter_mut().for_each(|row| row.saving.service = next());
    for row in &mut material.budget.revenue {
        row.node.line.service = next();
        for line in material.spending.iter_mut().filter(|line| line.line.id == row.node.line.id) {
            line.line.service.clone_from(&row.node.line.service);
        }
    }
    material.budget.capital.iter_mut().for_each(|row| row.node.line.service = next());
    material
}

/// What a report counts: kinds of things, money, what moved, and the figures of its own tables of counts.
fn counted(material: &ReportInputs) -> BTreeMap<String, f64> {
    let mut all: BTreeMap<String, f64> = BTreeMap::new();
    let budget = &material.budget;
    // Subtotals are of several parts.
    let is_line = |id: i64| !material.spending_of(id).unwrap().is_total;
    let lines = |ids: &mut dyn Iterator<Item = i64>| ids.filter(|id| is_line(*id)).count();
    for (name, count) in [
        ("indicators", material.indicators.len()),
        ("commitments", material.commitments.len()),
        ("risks", material.risks.rows.len()),
        ("register", material.register.len()),
        ("spending", material.spending.iter().filter(|one| !one.is_total).count()),
        ("revenue", lines(&mut budget.revenue.iter().map(|row| row.node.line.id))),
        ("capital", lines(&mut budget.capital.iter().map(|row| row.node.line.id))),
        ("savings", budget.savings.len()),
    ] {
        all.insert(name.to_owned(), count as f64);
    }
    let mut add =
        |name: String, pence: Option<i64>| *all.entry(name).or_default() += pence.unwrap_or(0) as f64;
    // A total that is printed may be more exact than its rounded lines.
    for row in budget.revenue.iter().filter(|row| !row.node.is_total()) {
        add("revised".to_owned(), row.revised.figure);
        add("forecast".to_owned(), row.forecast.figure);
        let months = &material.spending_of(row.node.line.id).unwrap().months;
        months.iter().for_each(|month| add(format!("spent in {}", month.period), month.actual));
    }
    for row in budget.capital.iter().filter(|row| !row.node.is_total()) {
        add("capital".to_owned(), row.capital.forecast);
    }
    for (when, snapshot) in [("before", &material.movement.before), ("now", &material.movement.now)] {
        let Snapshot { indicators, commitments, risks, actions } = snapshot;
        for (what, items) in
            [("indicators", indicators), ("commitments", commitments), ("risks", risks), ("actions", actions)]
        {
            for one in items {
                *all.entry(format!("{when} {what} {}", one.item.state.title)).or_default() += 1.0;
            }
        }
    }
    let document = Sources::draft(material).unwrap();
    let template = Template::built_in().into_iter().find(|one| one.code == "service").unwrap();
    for (_, table) in document.document(&template).tables() {
        let is_count = table.code == "dashboard-counts" || table.code == "heat-map";
        for row in table.rows.iter().filter(|_| is_count) {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                if let Some(Value::Number { value, .. }) = cell.value {
                    let name = format!("{} {} {}", table.code, row.cells[0].text(), column.heading);
                    *all.entry(name).or_default() += value;
                }
            }
        }
    }
    all
}

#[test]
fn reports_of_each_service_add_up_to_the_whole_and_say_what_they_count() {
    for seed in 0..6 {
        let whole = spread(seed);
        let mut sum: BTreeMap<String, f64> = BTreeMap::new();
        let mut questions: Vec<i64> = Vec::new();
        for service in ["Adults", "Homes", "Parks, Libraries"] {
            let told = whole.clone().of_part(&Part::service(service)).unwrap();
            for (name, count) in counted(&told) {
                *sum.entry(name).or_default() += count;
            }
            questions.extend(told.questions.iter().map(|one| one.question.id));
            let [document, ..] = &documents(&told)[..] else { panic!() };
            let first = document.sections[0].blocks.iter().find_map(|block| match block {
                Block::Text(text) if text.lines[0].text().contains("This report counts") => Some(text),
                _ => None,
            });
            let said = first.unwrap().lines[0].text();
            assert!(said.contains(&format!("counts {service} alone: ")), "{said}");
            assert!(said.contains("other services are reported apart."), "{said}");
            assert_eq!(said.contains("in the report of Adults"), service != "Adults", "{said}");
        }
        let mut expected = counted(&whole);
        expected.retain(|_, count| *count != 0.0);
        sum.retain(|_, count| *count != 0.0);
        assert_eq!(sum, expected, "seed {seed}");
        // A question is told in every report that it is about, and at least in one.
        questions.sort_unstable();
        questions.dedup();
        let mut all: Vec<i64> = whole.questions.iter().map(|one| one.question.id).collect();
        all.sort_unstable();
        assert_eq!(questions, all, "seed {seed}");
    }
    // A report of everything needs no such words.
    let document = documents(&everything()).remove(0);
    let html = String::from_utf8(written(&document, Format::find("html").unwrap()).unwrap()).unwrap();
    assert!(!html.contains("This report counts"));
}

/// A workbook's material in which everything names an owner, and indicators a theme and a portfolio.
fn parted(seed: usize) -> ReportInputs {
    const NAMES: [&str; 6] = ["Care", "care", "Homes > Repairs", "Homes > Rents", "", "Head of Roads, Parks"];
    let mut material = everything();
    let mut at = seed;
    let mut next = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        NAMES[(at >> 33) % NAMES.len()].to_owned()
    };
    for detail in &mut material.indicators {
        (detail.indicator.owner, detail.indicator.portfolio_holder) = (next(), next());
        let path = next();
        let (theme, objective) = path.split_once(" > ").unwrap_or((&path, ""));
        detail.theme = ThemePath { theme: theme.to_owned(), objective: objective.to_owned() };
    }
    material.commitments.iter_mut().for_each(|one| one.commitment.owner = next());
    for row in &mut material.risks.rows {
        row.owner = next();
        for one in material.register.iter_mut().filter(|one| one.risk.id == row.id) {
            one.risk.owner.clone_from(&row.owner);
        }
    }
    material.budget.savings.iter_mut().for_each(|row| row.saving.owner = next());
    for row in &mut material.budget.revenue {
        row.node.line.owner = next();
        for line in material.spending.iter_mut().filter(|line| line.line.id == row.node.line.id) {
            line.line.owner.clone_from(&row.node.line.owner);
        }
    }
    material.budget.capital.iter_mut().for_each(|row| row.node.line.owner = next());
    material
}

#[test]
fn reports_of_the_parts_by_anything_add_up_to_the_whole_and_name_what_they_leave_out() {
    for seed in 0..4 {
        let whole = parted(seed);
        let mut expected = counted(&whole);
        expected.retain(|_, count| *count != 0.0);
        for by in [By::Theme, By::Portfolio, By::Owner] {
            let mut names: Vec<String> = whole.parts(by).into_keys().collect();
            if by == By::Theme {
                // By themes alone: what is under one is of it.
                names.iter_mut().for_each(|name| name.truncate(name.find(" > ").unwrap_or(name.len())));
                names.dedup();
            }
            assert!(names.len() > 3, "{by:?} {names:?}");
            let mut sum: BTreeMap<String, f64> = BTreeMap::new();
            for name in &names {
                let asked = if name.is_empty() { "none".to_owned() } else { name.to_uppercase() };
                let told = whole.clone().of_part(&Part::of(by, &asked)).unwrap();
                for (name, count) in counted(&told) {
                    *sum.entry(name).or_default() += count;
                }
                let left: usize = told.left_out.iter().map(|(_, count)| count).sum();
                assert_eq!(left + told.indicators.len(), whole.indicators.len(), "{by:?} {name}");
                let title = if name.is_empty() { by.none() } else { name.clone() };
                assert_eq!(told.workbook.service.to_lowercase(), title.to_lowercase());
                let [document, ..] = &documents(&told)[..] else { panic!() };
                let html =
                    String::from_utf8(written(document, Format::find("html").unwrap()).unwrap()).unwrap();
                assert!(
                    html.contains("This report counts") && html.contains("reported apart"),
                    "{by:?} {name}"
                );
            }
            sum.retain(|_, count| *count != 0.0);
            assert_eq!(sum, expected, "{by:?}, seed {seed}");
            let why = whole.clone().of_part(&Part::of(by, "Nowhere")).unwrap_err();
            assert!(
                why.contains("Nowhere")
                    && why.contains("There are: none; Care; Head of Roads, Parks; Homes > "),
                "{why}"
            );
        }
        let below = whole.clone().of_part(&Part::of(By::Theme, "homes / repairs")).unwrap();
        assert!(below.indicators.iter().all(|one| one.theme.objective == "Repairs"));
        assert_eq!(below.workbook.service, "Homes > Repairs");
    }
}

/// A council's workbook made by the program, with two levels of services, themes and budget lines: lines
/// that name nothing themselves, and subtotals whose lines are of several services and owners.
fn own(folder: &std::path::Path) -> Store {
    let file = folder.join("own.qd");
    let commands = "new FILE --organisation|Wendmere District --service|Place --period 2026/27-Q1 --scheme tolerance
theme add FILE Greener
theme add FILE Greener/Waste
theme add FILE Homes
indicator add FILE W1 --description Recycled --service Place --owner|Head of Waste --portfolio-holder Environment --theme Greener/Waste --polarity higher --measure percentage
indicator add FILE E1 --description Energy --service|Place / Property --owner|Property Manager --portfolio-holder environment --theme Greener --polarity lower --measure count
indicator add FILE H1 --description|Days to relet --service Housing --owner|Head of Housing --portfolio-holder Leader --theme Homes --polarity lower --measure average --unit-name days
indicator add FILE X1 --description|Calls answered --polarity higher --measure percentage
set FILE W1 --result 45 --target 46 --forecast 47
set FILE H1 --result 24 --target 22
period open-next FILE
set FILE W1 --result 47 --target 46
set FILE E1 --result 410 --target 400
set FILE H1 --result 23 --target 22 --forecast 21
set FILE X1 --state|not collected --missing|a new telephone system
budget add FILE Council
budget add FILE Waste --under Council --service Place --owner|Head of Waste
budget add FILE Collection --under Waste
budget add FILE Depots --under Waste --owner|Property Manager
budget add FILE Housing --under Council --service Housing --owner|Head of Housing
budget add FILE Contingency --under Council
budget add FILE Works --capital
budget add FILE Garage --under Works --capital --service Place --owner|Property Manager
budget add FILE Flats --under Works --capital --service Housing
budget set FILE Collection --revised 2.1m --forecast 2.2m
budget set FILE Depots --revised 900k --forecast 850k
budget set FILE Housing --revised 1.5m --forecast 1.65m
budget set FILE Contingency --revised 200k --forecast 200k
budget set FILE Garage --original 3m --forecast 2.5m
budget set FILE Flats --original 1m --forecast 1m
budget months FILE Collection --actual|175k;176k;177k
budget months FILE Depots --actual|70k;71k;72k
risk add FILE R1 --title|The contractor fails --service Place --owner|Head of Waste --impact 4 --probability 3
risk add FILE R2 --title|Homelessness rises --service Housing --owner|Head of Housing --impact 4 --probability 4
risk add FILE R3 --title|Attack --impact 4 --probability 2
commitment add FILE C1 --description|Electric fleet --service|Place / Property --owner|head of waste
commitment add FILE C2 --description|Forty homes --service Housing --owner|Head of Housing
commitment add FILE C3 --description|One number
action add FILE H1 --action|Hire --owner|Head of Housing --due 2026-12-01
action add FILE R1 --action|Look at the books --owner|Head of Waste --due 2026-12-01
action add FILE R2 --action|Prevent --owner|Head of Housing --due 2026-12-01
action add FILE C3 --action|Choose --owner Lead --due 2026-12-01
action add FILE Collection --action|New rounds --owner|Head of Waste --due 2026-12-01
action add FILE Council --action|Freeze posts --owner Treasurer --due 2026-12-01
question add FILE --meeting Overview --held-on 2026-10-01 --about H1 --question|Why so slow?
question add FILE --meeting Overview --held-on 2026-10-01 --about W1 --question|Where does it go?
question add FILE --meeting Overview --held-on 2026-10-01 --question|When do we meet?";
    for command in commands.lines() {
        // A bar begins the value of an option that has blanks.
        let mut words: Vec<String> = Vec::new();
        for word in command.split(' ') {
            match words.last_mut() {
                Some(value) if value.contains('|') && !word.starts_with("--") => {
                    value.push(' ');
                    value.push_str(word);
                }
                _ => words.push(word.to_owned()),
            }
        }
        let words = words.iter().flat_map(|word| word.splitn(2, '|'));
        let words = words.map(|word| if word == "FILE" { file.to_str().unwrap() } else { word });
        let ran = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(words)
            .env_clear()
            .env("HOME", folder)
            .env("QUARTERDECK_NOW", "2026-11-10T09:00:00")
            .env("QUARTERDECK_USER", "Officer")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    Store::open(&file, Access::ReadOnly).unwrap()
}

#[test]
fn what_a_councils_parts_are_told_of_adds_up_whatever_names_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = own(folder.path());
    let whole = match store.answer(&Query::Report { period: "2026/27-Q2".parse().unwrap() }).unwrap() {
        Data::Report(material) => *material,
        other => panic!("{other:?}"),
    };
    for workbook in [whole, everything()] {
        let mut expected = counted(&workbook);
        expected.retain(|_, count| *count != 0.0);
        assert!(expected["revised"] > 0.0 && expected.keys().any(|name| name.starts_with("now actions")));
        for by in By::ALL {
            let known: Vec<Part> = workbook
                .all_parts()
                .into_iter()
                .map(|(part, _)| part)
                .filter(|part| part.by() == Some(by))
                .collect();
            // What is under another is of it.
            let under = |one: &str, other: &str| {
                one != other && [" / ", " > "].iter().any(|mark| one.starts_with(&format!("{other}{mark}")))
            };
            let names: Vec<String> = known.iter().map(Part::title).collect();
            let tops =
                known.iter().zip(&names).filter(|(_, one)| !names.iter().any(|other| under(one, other)));
            let (mut sum, mut questions) = (BTreeMap::<String, f64>::new(), BTreeSet::new());
            for (part, name) in tops {
                let told =
                    workbook.clone().of_part(part).unwrap_or_else(|why| panic!("{by:?} {name}: {why}"));
                counted(&told).into_iter().for_each(|(name, count)| *sum.entry(name).or_default() += count);
                questions.extend(told.questions.iter().map(|one| one.question.id));
            }
            sum.retain(|_, count| *count != 0.0);
            if names.is_empty() {
                // Nothing names one: there is nothing to part.
                assert_eq!(by, By::Theme);
                continue;
            }
            assert_eq!(sum, expected, "{by:?} {names:?}");
            assert_eq!(questions.len(), workbook.questions.len(), "{by:?}");
        }
    }
}

#[test]
fn a_budget_line_is_of_whoever_it_names_and_a_subtotal_says_that_it_lacks_lines() {
    let folder = tempfile::tempdir().unwrap();
    let store = own(folder.path());
    let Data::Report(whole) = store.answer(&Query::Report { period: "2026/27-Q2".parse().unwrap() }).unwrap()
    else {
        panic!()
    };
    let told = |by: By, name: &str| {
        let told = whole.clone().of_part(&Part::of(by, name)).unwrap();
        let lines = told.budget.revenue.iter().map(|row| {
            let name = format!("{}{}", "  ".repeat(usize::from(row.node.depth)), row.node.line.name);
            (name, row.forecast.figure.map(|pence| pence / 100_000))
        });
        lines.collect::<Vec<_>>()
    };
    let lines = |expected: &[(&str, i64)]| {
        expected.iter().map(|(name, figure)| ((*name).to_owned(), Some(*figure))).collect::<Vec<_>>()
    };
    // The council's total is of no service, and so of the workbook's own, which has some of its lines.
    let own_lines = [
        ("Council (in part)", 3250),
        ("  Waste", 3050),
        ("    Collection", 2200),
        ("    Depots", 850),
        ("  Contingency", 200),
    ];
    assert_eq!(told(By::Service, "place"), lines(&own_lines));
    assert_eq!(told(By::Service, "Housing"), lines(&[("Housing", 1650)]));
    assert_eq!(told(By::Owner, "Head of Waste"), lines(&[("Waste (in part)", 2200), ("  Collection", 2200)]));
    assert_eq!(told(By::Owner, "Property Manager"), lines(&[("Depots", 850)]));
    assert_eq!(told(By::Owner, "none"), lines(&[("Council (in part)", 200), ("  Contingency", 200)]));
    // Months of a subtotal in part are those of its lines.
    let waste = whole.clone().of_part(&Part::of(By::Owner, "head of waste")).unwrap();
    let spent = |name: &str| {
        let one = waste.spending.iter().find(|one| one.line.name == name).unwrap();
        one.months.iter().map(|month| month.actual).collect::<Vec<_>>()
    };
    assert_eq!(spent("Waste (in part)"), spent("Collection"));
    assert!(spent("Collection")[0].is_some());
    // Its actions and risks too, and who asked about what it tells of.
    let actions = &waste.movement.now.actions;
    assert_eq!(actions.len(), 2, "{actions:?}");
    assert!(actions.iter().any(|one| one.about.table == Kept::Risk));
    assert_eq!(waste.questions.len(), 1);
    for (by, wrong, meant) in [
        (By::Service, "Hosing", "Is Housing meant?"),
        (By::Theme, "greenr", "Is Greener meant?"),
        (By::Portfolio, "Enviroment", "Is Environment meant?"),
        (By::Owner, "Headof Waste", "Is Head of Waste meant?"),
    ] {
        let why = whole.clone().of_part(&Part::of(by, wrong)).unwrap_err();
        assert!(why.contains(meant) && why.contains(wrong) && why.contains("There are: "), "{why}");
    }
}
