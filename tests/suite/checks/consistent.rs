//! Reports whose figures agree, whatever they are: printed with the rounding
//! that printing brings, they find nothing that is about figures.

use proptest::prelude::*;
use quarterdeck::checks::{Family, find};
use quarterdeck::domain::comparison::{direction, variance};
use quarterdeck::domain::figures::{format_value, round_half_up};
use quarterdeck::domain::money::{MoneyUnit, format_money};
use quarterdeck::domain::*;
use quarterdeck::workbook::*;

use crate::checks::world::*;

/// Counts, the earlier result in tenths of a percent, and the target.
type Drawn = (u32, u32, u32, u32);

fn one(id: Id, (part, whole, before, target): Drawn, kind: &str) -> One {
    let mut one = One::new(id);
    one.indicator.kind = kind.into();
    let (numerator, denominator) = (f64::from(part.min(whole)), f64::from(whole));
    let (before, target) = (f64::from(before) / 10.0, f64::from(target));
    let exact = 100.0 * numerator / denominator;
    let stated = round_half_up(exact, 1);
    one.result = Some(result(NOW, Some(numerator), Some(denominator), stated));
    one.comparator = Some(result(BEFORE, None, None, before));
    one.set_target(target);
    let percent = |value: f64| format_value(value, Unit::Percent, 1);
    one.print("previous", &percent(before));
    one.print("target", &percent(target));
    one.print("result", &percent(stated));
    // Half of the reports work it out from what is printed.
    let from = if part % 2 == 0 { exact } else { stated };
    let off = variance(from, target, Polarity::Higher).unwrap().amount;
    one.print("target_variance", &percent(round_half_up(off.abs(), 1)));
    let travel = direction(Some(exact), Some(before), Polarity::Higher, true);
    one.print("direction_of_travel", travel.title());
    one
}

/// A printed summary of the rows as they are.
fn summarise(world: &mut World) {
    let rows: Vec<IndicatorMaterial> = world.indicators.iter().map(One::material).collect();
    world.report.printed.retain(|one| !one.field.starts_with("summary."));
    let mut print = |row: &str, rows: &[&IndicatorMaterial]| {
        let shares = row == "overall";
        let cell = |count: usize| {
            if shares {
                format!("{}% ({count})", commitment::share(count as u64, rows.len() as u64))
            } else {
                count.to_string()
            }
        };
        for rating in [Rating::Green, Rating::GreenAmber, Rating::RedAmber, Rating::Red] {
            let count = rows.iter().filter(|one| one.standing.rating == rating).count();
            world.report.printed.push(printed(&format!("summary.{row}.{}", rating.code()), &cell(count)));
        }
        let holds = |one: &&&IndicatorMaterial| {
            matches!(one.standing.direction, Direction::Improving | Direction::Same)
        };
        let better = rows.iter().filter(holds).count();
        let fields = [
            ("improving_or_same", cell(better)),
            ("worsening", cell(rows.len() - better)),
            ("expected", rows.len().to_string()),
        ];
        for (field, text) in fields {
            world.report.printed.push(printed(&format!("summary.{row}.{field}"), &text));
        }
    };
    for kind in ["Strategic", "Critical"] {
        let of_kind: Vec<&IndicatorMaterial> = rows.iter().filter(|one| one.indicator.kind == kind).collect();
        print(&kind.to_lowercase(), &of_kind);
    }
    print("overall", &rows.iter().collect::<Vec<_>>());
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (0..4000_u32, 1..4000_u32, 1..1000_u32, 1..101_u32)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn consistent_figures_are_never_found_fault_with(
        strategic in prop::collection::vec(drawn(), 1..12),
        critical in prop::collection::vec(drawn(), 1..9),
        lines in prop::collection::vec((1_000_i64..90_000_000, 1_000_i64..90_000_000), 1..8),
        chain in (0_i64..5_000_000, 0_i64..5_000_000, -900_000_i64..900_000, 0_i64..6_000_000),
        cells in prop::collection::vec((1_u32..6, 1_u32..6), 1..20),
    ) {
        let mut world = World::new();
        let strategic = strategic.into_iter().map(|drawn| (drawn, "Strategic"));
        let critical = critical.into_iter().map(|drawn| (drawn, "Critical"));
        world.indicators = strategic.chain(critical).zip(1..).map(|((drawn, kind), id)| one(id, drawn, kind)).collect();
        summarise(&mut world);

        // Money in pounds, printed in £000.
        let rounded = |pence: i64| (pence as f64 / 100_000.0).round() as i64;
        let (revised, forecast) = lines.iter().fold((0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1));
        world.lines = vec![(line(1, "Adults", None), amount(1, rounded(revised), rounded(forecast)))];
        for ((revised, forecast), id) in lines.iter().zip(2..) {
            let mut own = amount(id, rounded(*revised), rounded(*forecast));
            own.stated_variation = Some(rounded(forecast - revised) * 100_000);
            let percent = (forecast - revised) as f64 / *revised as f64 * 100.0;
            // Of a budget of nothing no percentage is printed, nor one beyond what anyone would.
            own.stated_percent = Some(round_half_up(percent, 1)).filter(|_| rounded(*revised) > 10 && percent.abs() < 1_000.0);
            world.lines.push((line(id, &format!("Line {id}"), Some(1)), own));
        }
        // Totals are printed from the pounds, so they may be a unit for each line from the sum of what is printed.
        let loose = lines.len() as i64 > 2;
        if loose {
            let sum = |part: fn(&(i64, i64)) -> i64| lines.iter().map(|line| rounded(part(line))).sum::<i64>();
            world.lines[0].1 = amount(1, sum(|line| line.0), sum(|line| line.1));
        }
        let total = &world.lines[0].1;
        let over = total.forecast.unwrap() - total.revised.unwrap();
        world.print("dashboard.revenue_variance", &format_money(over, MoneyUnit::Thousands, 0));
        let (original, brought, slipped, spent) = chain;
        world.capital = Some(capital(original / 1000, brought / 1000, slipped / 1000, spent / 1000));
        let off = world.capital.as_ref().unwrap().1.stated_variance.unwrap();
        world.print("dashboard.capital_variance", &format_money(off, MoneyUnit::Thousands, 0));

        // Risks on the map as printed.
        let (rows, words): (Vec<RiskRow>, Vec<Risk>) =
            cells.iter().zip(1..).map(|((impact, probability), id)| risk(id, *impact, *probability)).unzip();
        world.report.risks.rows = rows;
        world.report.risk_words = words;
        world.report.risks.printed.clear();
        for impact in 1..=5_u32 {
            for probability in 1..=5_u32 {
                let count = cells.iter().filter(|cell| **cell == (impact, probability)).count();
                let field = format!("heat_map.{probability}.{impact}");
                world.report.risks.printed.push(printed(&field, &count.to_string()));
            }
        }

        let report = world.check();
        let figures: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|finding| {
                let family = find(finding.code).unwrap().family;
                // That two results are printed alike is about what is printed, and true.
                matches!(family, Family::Arithmetic | Family::Tables) && finding.code != "travel-between-equals"
            })
            .collect();
        prop_assert!(figures.is_empty(), "{:#?}", figures);
    }

    #[test]
    fn whatever_is_written_nothing_panics(text in ".{0,400}", figures in "[0-9£%()., /-]{0,80}") {
        let mut world = World::new();
        world.red().write(&text);
        world.one().print("target_variance", &figures);
        world.one().print("previous", &figures);
        world.one().print("target", &text);
        world.report.sections[0].text = format!("{text} {figures} of {figures} ({figures}%) points to {figures}");
        world.print("summary.overall.expected", &figures);
        world.print("commitments.due", &figures);
        world.print("dashboard.capital_variance", &text);
        for finding in world.check().findings {
            prop_assert!(!finding.message.is_empty());
        }
    }
}
