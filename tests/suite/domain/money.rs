//! Money and budgets: worked values, and what must hold for any amounts.

use proptest::prelude::*;
use quarterdeck::domain::Rating;
use quarterdeck::domain::budget::{
    Agreement, Effect, Month, NoShare, Settled, ShapeError, compare_amount, compare_percent, percent,
    profile_forecast, rate, recovery, run_rate, share_forecast, spread_by, spread_evenly, variation,
    why_rated,
};
use quarterdeck::domain::capital::{Base, Capital, explain_capital_variance};
use quarterdeck::domain::money::{
    MoneyUnit, Pence, edit_money, format_money, format_variation, parse_cell, parse_money, say_money, total,
};

use MoneyUnit::{Millions, Pounds, Thousands};

/// Thousands of pounds in pence.
const K: Pence = 100_000;

#[test]
fn amounts_are_read_as_officers_type_them() {
    for (text, unit, pence) in [
        ("29", Thousands, 2_900_000),
        ("29", Pounds, 2_900),
        ("29", Millions, 2_900_000_000),
        ("(29)", Thousands, -2_900_000),
        ("( 29 )", Thousands, -2_900_000),
        ("-29", Thousands, -2_900_000),
        ("−29", Thousands, -2_900_000),
        ("- 29", Thousands, -2_900_000),
        ("+29", Thousands, 2_900_000),
        ("1,234", Thousands, 123_400_000),
        ("1 234", Thousands, 123_400_000),
        ("1\u{a0}234", Pounds, 123_400),
        ("1,400.66", Thousands, 140_066_000),
        ("1.2m", Thousands, 120_000_000),
        ("1.2m", Pounds, 120_000_000),
        ("£3k", Millions, 300_000),
        ("£3K", Pounds, 300_000),
        ("£29", Thousands, 2_900),
        ("£1,062.50", Thousands, 106_250),
        ("(£1,062.50)", Thousands, -106_250),
        ("£(29)", Pounds, -2_900),
        ("-£29", Thousands, -2_900),
        ("£-29", Thousands, -2_900),
        ("85p", Thousands, 85),
        ("£1bn", Pounds, 100_000_000_000),
        ("0", Pounds, 0),
        ("-0", Pounds, 0),
        (".5", Thousands, 50_000),
        ("5.", Pounds, 500),
        ("0.00001", Thousands, 1),
        ("0.00000001", Millions, 1),
        ("1000000000000000", Pounds, 100_000_000_000_000_000),
    ] {
        assert_eq!(parse_money(text, unit), Ok(pence), "{text} in {unit:?}");
    }
}

#[test]
fn what_is_not_an_amount_is_refused_with_what_would_be() {
    for (text, unit, words) in [
        ("", Pounds, "leave it empty"),
        ("abc", Pounds, "write digits"),
        ("12abc", Pounds, "write digits"),
        ("1e5", Pounds, "write digits"),
        ("NaN", Pounds, "write digits"),
        ("£", Pounds, "write digits"),
        ("()", Pounds, "write digits"),
        ("k", Pounds, "write digits"),
        ("1,2", Pounds, "1.2"),
        ("12,34", Thousands, "12.34"),
        ("1,23,456", Pounds, "every three digits"),
        ("1.234,56", Pounds, "after the point"),
        ("1.2.3", Pounds, "after the point"),
        ("(-29)", Pounds, "brackets already mean minus"),
        ("--29", Pounds, "two signs"),
        ("29-", Pounds, "in front"),
        ("5%", Pounds, "percentage"),
        ("££5", Pounds, "write digits"),
        ("£5p", Pounds, "both £ and p"),
        ("£1.005", Thousands, "finer than a penny"),
        ("0.5p", Thousands, "finer than a penny"),
        ("1.000001", Thousands, "finer than a penny"),
        ("1000000000000001", Pounds, "too large"),
        ("99999999999999999999999999999999999999999999", Millions, "too large"),
        ("9999999bn", Pounds, "too large"),
    ] {
        let error = parse_money(text, unit).unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    let long = parse_money(&"x\u{7}".repeat(500), Pounds).unwrap_err().to_string();
    assert!(long.chars().count() < 120 && !long.contains('\u{7}'), "{long}");
}

#[test]
fn a_spreadsheets_cells_may_be_empty_or_a_dash() {
    assert_eq!(parse_cell(" ", Pounds), Ok(None));
    assert_eq!(parse_cell("-", Pounds), Ok(Some(0)));
    assert_eq!(parse_cell(" £-   ", Pounds), Ok(Some(0)));
    assert_eq!(parse_cell("£ 1,234.50 ", Pounds), Ok(Some(123_450)));
    assert!(parse_cell("Total", Pounds).is_err());
}

#[test]
fn amounts_are_shown_in_the_unit_of_the_table() {
    for (pence, unit, decimals, shown) in [
        (-106_200_000, Thousands, 0, "(1,062)"),
        (8_492_000_000, Thousands, 0, "84,920"),
        (8_492_000_000, Pounds, 0, "84,920,000"),
        (8_492_000_000, Millions, 1, "84.9"),
        (8_492_000_000, Millions, 3, "84.920"),
        (140_066_000, Thousands, 2, "1,400.66"),
        (25_000, Thousands, 2, "0.25"),
        (-25_000, Thousands, 2, "(0.25)"),
        // Half away from zero, on both sides.
        (50_000, Thousands, 0, "1"),
        (-50_000, Thousands, 0, "(1)"),
        (49_999, Thousands, 0, "0"),
        (-49_999, Thousands, 0, "0"),
        (0, Pounds, 2, "0.00"),
        (-5, Pounds, 2, "(0.05)"),
        (Pence::MIN, Pounds, 2, "(92,233,720,368,547,758.08)"),
        (Pence::MAX, Thousands, 0, "92,233,720,368,548"),
    ] {
        assert_eq!(format_money(pence, unit, decimals), shown);
    }
    assert_eq!(format_variation(192 * K, Thousands, 0), "+192");
    assert_eq!(format_variation(-29 * K, Thousands, 0), "(29)");
    assert_eq!(format_variation(0, Thousands, 0), "0");
    assert_eq!(format_variation(49_999, Thousands, 0), "0");
    assert_eq!(say_money(34_995 * K, Thousands), "£34,995k");
    assert_eq!(say_money(34_995 * K, Pounds), "£34,995,000");
    assert_eq!(say_money(34_995 * K, Millions), "£34.995m");
    assert_eq!(say_money(-25_000, Thousands), "-£0.25k");
    assert_eq!(say_money(4_242_318 * 100, Thousands), "£4,242k", "as the table in £000 beside it");
    assert_eq!(say_money(106_250, Pounds), "£1,062.50");
}

#[test]
fn decimals_follow_what_the_figures_are_rounded_to() {
    let decimals = |rounding| MoneyUnit::ALL.map(|unit| unit.decimals(rounding));
    assert_eq!(decimals(100_000), [0, 0, 3], "a table in £000");
    assert_eq!(decimals(1_000), [0, 2, 3], "a table in £000 with two decimals");
    assert_eq!(decimals(10_000), [0, 1, 3]);
    assert_eq!(decimals(1), [2, 0, 3], "exact");
    assert_eq!(decimals(10_000_000), [0, 0, 1], "a table in £m with one decimal");
}

#[test]
fn variations_are_rated_and_the_boundary_is_amber() {
    for (revised, forecast, over, share, rating) in [
        (81_686, 84_920, 3_234, 3.959, Rating::Red),
        (390, 380, -10, -2.564, Rating::Green),
        (-189, -203, -14, -7.407, Rating::Green),
        (732, 924, 192, 26.230, Rating::Red),
        (100, 100, 0, 0.0, Rating::Green),
        (100, 102, 2, 2.0, Rating::Amber),
        (1_000, 1_021, 21, 2.1, Rating::Red),
        (-100, -99, 1, 1.0, Rating::Amber),
    ] {
        let variation = variation(Some(forecast * K), Some(revised * K)).unwrap();
        assert_eq!(variation, Some(over * K));
        let percent = percent(over * K, revised * K).unwrap();
        assert!((percent - share).abs() < 0.001, "{percent}");
        assert_eq!(rate(variation, Some(revised * K), 2.0), rating, "{revised} {forecast}");
    }
    assert_eq!(percent(5, 0), None);
    assert_eq!(rate(Some(5), Some(0), 2.0), Rating::Red);
    assert_eq!(rate(Some(0), Some(0), 2.0), Rating::Green);
    assert_eq!(rate(None, Some(0), 2.0), Rating::None);
    assert!(variation(Some(Pence::MAX), Some(-1)).is_err());
    assert_eq!(
        why_rated(Some(192 * K), Some(732 * K), 2.0, Thousands),
        "£192k over the revised budget is 26.23%: beyond the 2% tolerated, so red."
    );
    assert_eq!(
        why_rated(Some(2 * K), Some(100 * K), 2.0, Thousands),
        "£2k over the revised budget is 2%: up to the 2% tolerated, so amber."
    );
    assert_eq!(
        why_rated(Some(-29 * K), Some(186 * K), 2.0, Thousands),
        "£29k under the revised budget, so green."
    );
}

#[test]
fn a_printed_total_stands_while_it_agrees_with_its_lines() {
    // The sample: lines rounded to thousands come to 84,919, the report prints 84,920.
    let settled = Settled::total(Some(84_919 * K), Some(84_920 * K), K);
    assert_eq!(settled.figure, Some(84_920 * K));
    assert!(!settled.disagrees() && settled.differs());
    // An officer edits a line.
    let settled = Settled::total(Some(84_925 * K), Some(84_920 * K), K);
    assert_eq!(settled.figure, Some(84_925 * K));
    assert!(settled.disagrees());
    assert_eq!(Settled::total(Some(5), None, K).figure, Some(5));
    assert_eq!(Settled::total(None, Some(5), K).figure, Some(5));
    assert_eq!(Settled::total(None, None, K).figure, None);
    assert!(total([Some(Pence::MAX), Some(1)]).is_err());
    assert_eq!(total([None, None]), Ok(None));
    assert_eq!(total([Some(Pence::MAX), Some(1), Some(-1)]), Err(quarterdeck::domain::money::TooLarge));
}

#[test]
fn printed_figures_are_set_beside_what_they_were_worked_out_from() {
    assert_eq!(compare_amount(Some(-29 * K), Some(-29 * K), K), Agreement::Agrees);
    assert_eq!(compare_amount(Some(14 * K), Some(-14 * K), K), Agreement::OtherSign);
    assert_eq!(compare_amount(Some(936 * K), Some(0), K), Agreement::Differs);
    assert_eq!(compare_amount(None, Some(0), K), Agreement::Unknown);
    for (stated, over, revised, agreement) in [
        (-15.5, -29, 186, Agreement::Agrees),
        (7.4, -14, -189, Agreement::OtherSign),
        (26.3, 192, 732, Agreement::Agrees),
        (-6.8, -54, 787, Agreement::Agrees),
        (4.0, 3_234, 81_686, Agreement::Agrees),
        (4.5, 3_234, 81_686, Agreement::Differs),
        (-1.3, -69, 5_417, Agreement::Agrees),
    ] {
        let found = compare_percent(Some(stated), Some(over * K), Some(revised * K), K);
        assert_eq!(found, agreement, "{stated}");
    }
    assert_eq!(compare_percent(Some(1.0), Some(1), Some(0), K), Agreement::Unknown);
}

fn months(spent: &[Pence], budget: Pence) -> Vec<Month> {
    (0..12).map(|at| Month { budget: Some(budget), actual: spent.get(at).copied(), forecast: None }).collect()
}

#[test]
fn three_forecasts_each_say_how_they_came_about() {
    let year = months(&[2_900 * K, 3_000 * K, 3_012 * K], 2_700 * K);
    let pace = run_rate(&year, Thousands).unwrap().unwrap();
    assert_eq!(pace.amount, 35_648 * K);
    assert_eq!(pace.because, "£8,912k spent in 3 of 12 months, so £35,648k at the same pace.");
    let profile = profile_forecast(&year, Thousands).unwrap().unwrap();
    assert_eq!(profile.amount, (8_912 + 9 * 2_700) * K);
    assert_eq!(
        profile.because,
        "£8,912k spent in 3 of 12 months and £24,300k budgeted for the other 9, so £33,212k."
    );
    let effects =
        [Effect { amount: 400 * K, first_month: Some(6) }, Effect { amount: -50 * K, first_month: None }];
    let plan = recovery(Some(34_995 * K), Some(32_770 * K), &effects, Thousands).unwrap().unwrap();
    assert_eq!(plan.amount, 34_645 * K);
    assert_eq!(
        plan.because,
        "£34,995k forecast less £350k from 2 actions, so £34,645k: still £1,875k over the revised budget."
    );
    assert_eq!(recovery(Some(1), None, &[], Thousands), Ok(None));
    assert_eq!(run_rate(&months(&[], 1), Thousands), Ok(None));
    assert_eq!(profile_forecast(&months(&[], 1), Thousands), Ok(None));
    // A penny spent in seven months: 12/7 of it rounds to 2.
    let seven: Vec<Month> = (0..12)
        .map(|at| Month { actual: (at < 7).then_some(i64::from(at == 0)), ..Month::default() })
        .collect();
    assert_eq!(run_rate(&seven, Pounds).unwrap().unwrap().amount, 2);
    assert!(run_rate(&months(&[Pence::MAX], 0), Pounds).is_err());
}

#[test]
fn amounts_are_spread_to_the_penny() {
    assert_eq!(spread_evenly(100, 12), [9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8]);
    assert_eq!(spread_evenly(-100, 3), [-34, -33, -33]);
    assert_eq!(spread_evenly(5, 0), Vec::<Pence>::new());
    assert_eq!(spread_by(100, &[1, 1, 1]).unwrap(), [34, 33, 33]);
    assert_eq!(spread_by(100, &[1, 2, 1]).unwrap(), [25, 50, 25]);
    // Half a penny each: the earlier gets it.
    assert_eq!(spread_by(101, &[1, 1]).unwrap(), [51, 50]);
    assert_eq!(spread_by(-100, &[1, 2, 3]).unwrap().iter().sum::<Pence>(), -100);
    assert_eq!(spread_by(100, &[5, -5]), Err(ShapeError::Nil));
    assert!(matches!(spread_by(Pence::MAX, &[Pence::MAX, 1 - Pence::MAX]), Err(ShapeError::TooLarge(_))));
}

#[test]
fn the_capital_chain_of_the_sample() {
    let capital = Capital {
        original: Some(140_066_000),
        slippage_in: Some(118_725_000),
        slippage: Some(45_700_000),
        forecast: Some(304_466_000),
        ..Capital::default()
    };
    let chain = capital.chain().unwrap();
    assert_eq!(chain.revised, Some(258_791_000));
    assert_eq!(chain.latest, Some(304_491_000));
    assert_eq!(chain.from_latest, Some(-25_000));
    assert_eq!(chain.from_revised, Some(45_675_000));
    assert_eq!(
        explain_capital_variance(Some(25_000), Base::Revised, &chain, 1_000, Thousands).unwrap(),
        "The source prints a variance of 0.25 from the revised budget; that is the latest budget less the forecast. \
         From the revised budget it is +456.75."
    );
    assert_eq!(explain_capital_variance(Some(45_675_000), Base::Revised, &chain, 1_000, Thousands), None);
    let text = explain_capital_variance(Some(93_600_000), Base::Revised, &chain, 1_000, Thousands).unwrap();
    assert!(text.ends_with("from its own figures it is +456.75."), "{text}");
    let all = Capital {
        original: Some(100),
        additions: Some(20),
        deletions: Some(5),
        accelerations: Some(3),
        slippage: Some(-10),
        ..Capital::default()
    };
    assert_eq!(all.chain().unwrap().latest, Some(108));
    assert_eq!(Capital::default().chain().unwrap().latest, None);
    assert!(Capital { original: Some(Pence::MAX), slippage_in: Some(1), ..all }.chain().is_err());
}

const SMALL: std::ops::RangeInclusive<Pence> = -100_000_000_000_000_000..=100_000_000_000_000_000;

fn unit() -> impl Strategy<Value = MoneyUnit> {
    prop_oneof![Just(Pounds), Just(Thousands), Just(Millions)]
}

proptest! {
    #[test]
    fn what_a_cell_opens_with_reads_back_as_the_same_amount(pence in SMALL, unit in unit()) {
        prop_assert_eq!(parse_money(&edit_money(pence, unit), unit), Ok(pence));
    }

    #[test]
    fn what_is_shown_in_full_reads_back_as_the_same_amount(pence in SMALL) {
        prop_assert_eq!(parse_money(&format_money(pence, Pounds, 2), Pounds), Ok(pence));
        let rounded = pence / 1_000 * 1_000;
        prop_assert_eq!(parse_money(&format_money(rounded, Thousands, 2), Thousands), Ok(rounded));
    }

    #[test]
    fn showing_is_never_off_by_more_than_half_a_unit(pence in SMALL, unit in unit(), decimals in 0u32..=3) {
        let shown = parse_money(&format_money(pence, unit, decimals), unit);
        let step = unit.pence() / 10_i64.pow(decimals);
        if step >= 1 && let Ok(shown) = shown {
            prop_assert!(2 * (shown - pence).abs() <= step);
        }
    }

    #[test]
    fn parts_add_up_to_the_whole(amount in any::<Pence>(), parts in 1usize..400) {
        let spread = spread_evenly(amount, parts);
        prop_assert_eq!(spread.len(), parts);
        prop_assert_eq!(spread.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(amount));
        let (least, most) = (spread.iter().min().unwrap(), spread.iter().max().unwrap());
        prop_assert!(most - least <= 1);
    }

    #[test]
    fn shaped_parts_add_up_too(
        amount in SMALL,
        shape in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 1..13),
    ) {
        match spread_by(amount, &shape) {
            Ok(parts) => prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(amount)),
            Err(ShapeError::Nil) => prop_assert_eq!(shape.iter().sum::<i64>(), 0),
            Err(ShapeError::TooLarge(_)) => {}
        }
    }

    #[test]
    fn typed_text_never_breaks_anything(text in "\\PC{0,70}", unit in unit()) {
        let _ = parse_money(&text, unit);
        let _ = parse_cell(&text, unit);
    }

    #[test]
    fn a_total_is_the_sum_or_an_error(amounts in prop::collection::vec(any::<Pence>(), 0..20)) {
        let exact: i128 = amounts.iter().map(|amount| i128::from(*amount)).sum();
        match total(amounts.iter().copied().map(Some)) {
            Ok(sum) => prop_assert_eq!(i128::from(sum.unwrap_or(0)), exact),
            // It may only fail when some step of adding up does not fit.
            Err(_) => prop_assert!(amounts.len() > 1),
        }
    }
}

#[test]
fn by_the_profiles_share_the_year_ends_where_the_spend_leads() {
    let year = |budgets: &[Pence; 12], actuals: &[Pence]| -> Vec<Month> {
        let month = |(at, budget): (usize, &Pence)| Month {
            budget: Some(*budget),
            actual: actuals.get(at).copied(),
            forecast: None,
        };
        budgets.iter().enumerate().map(month).collect()
    };
    // Halton in the first quarter: 256 over what was profiled, 1.4m over by the year's end if it stays so.
    let halton = [426, 427, 427, 635, 635, 635, 635, 636, 636, 636, 636, 636].map(|budget| budget * K);
    let found = share_forecast(&year(&halton, &[512 * K, 512 * K, 512 * K]), Thousands).unwrap();
    assert_eq!(found.amount, 8_400 * K);
    assert_eq!(
        found.because,
        "£1,536k spent where the profile has £1,280k, 18.3% of the year's £7,000k: £8,400k if the spend stays as \
         it is, £1,400k over."
    );
    // Budgets, actuals and what it comes to.
    let uneven = [300, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0];
    let income = [-100; 12];
    let mixed = [-100, 200, 100, 100, 100, 100, 100, 100, 100, 100, 100, 200];
    for (budgets, actuals, expected) in [
        (uneven, &[300][..], Ok(1_200)),
        (uneven, &[330], Ok(1_320)),
        (uneven, &[0], Ok(0)),
        (income, &[-110, -110], Ok(-1_320)),
        // More income than budgeted in a year of spending: brackets stay brackets.
        (uneven, &[-30], Ok(-120)),
        (mixed, &[50], Err(NoShare::NoPart)),
        (mixed, &[50, 50], Ok(1_200)),
        ([0; 12], &[50], Err(NoShare::NoPart)),
        (uneven, &[], Err(NoShare::NotStarted)),
    ] {
        let found = share_forecast(&year(&budgets, actuals), Pounds).map(|outlook| outlook.amount);
        assert_eq!(found, expected, "{budgets:?} {actuals:?}");
    }
    let mut gap = year(&uneven, &[300]);
    gap[11].budget = None;
    assert_eq!(share_forecast(&gap, Pounds), Err(NoShare::NoProfile));
    assert!(matches!(share_forecast(&year(&[1; 12], &[Pence::MAX]), Pounds), Err(NoShare::TooLarge(_))));
}

proptest! {
    #[test]
    fn where_the_profile_is_even_the_share_is_the_run_rate(
        actuals in proptest::collection::vec(-9_000_000_i64..9_000_000, 1..=12),
        budget in 1_i64..9_000_000,
    ) {
        let even = months(&actuals, budget);
        let share = share_forecast(&even, Pounds).unwrap().amount;
        prop_assert_eq!(share, run_rate(&even, Pounds).unwrap().unwrap().amount);
        // Spending as profiled ends the year on the budget, however it is profiled.
        let as_budgeted: Vec<Month> =
            even.iter().map(|month| Month { actual: month.actual.and(month.budget), ..*month }).collect();
        prop_assert_eq!(share_forecast(&as_budgeted, Pounds).unwrap().amount, 12 * budget);
    }
}
