//! Organisations beside each other: the matrix and its views, one measure, one organisation.

use quarterdeck::app::Outside;
use quarterdeck::workbook::steps::organisations::{GroupChoices, GroupSaid, MemberSaid, put_groups};
use quarterdeck::workbook::{Benchmark, Change, Data, Query, Record};

use crate::harness::Harness;

fn regional(width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(width, height, |setup| setup.regional = true);
    harness.keys("V");
    harness
}

/// The line of the screen that holds a text.
fn line_of(harness: &Harness, text: &str) -> String {
    let screen = harness.screen();
    screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}:\n{screen}")).to_owned()
}

fn copied(harness: &mut Harness) -> String {
    let outside = harness.outside();
    outside
        .into_iter()
        .find_map(|one| if let Outside::Clipboard(text) = one { Some(text) } else { None })
        .expect("nothing was copied")
}

/// The sample with other councils' figures of two indicators, one of which a council does not give.
fn with_others(width: u16, height: u16) -> Harness {
    let mut harness = Harness::new(width, height);
    let mut change = Change::new("Figures of others");
    for (reference, figures) in [
        ("AC/S25", [Some(99.5), Some(80.0), None, Some(85.0)]),
        ("AC/C7", [Some(50.0), Some(40.0), Some(18.18), Some(45.0)]),
    ] {
        let indicator_id = harness.detail(reference).indicator.id;
        for (name, value) in ["Camden", "Enfield", "Harrow", "England"].into_iter().zip(figures) {
            change = change.put(Record::Benchmark(Benchmark {
                indicator_id,
                period: harness.period(),
                organisation: name.to_owned(),
                numerator: None,
                denominator: None,
                value,
                missing_because: if value.is_none() { "suppressed".to_owned() } else { String::new() },
                source: String::new(),
                id: 0,
                revision: 0,
            }));
        }
    }
    let stamp = harness.stamp("kp");
    harness.other_program().apply(&change, &stamp).unwrap();
    harness.tick(120);
    harness
}

fn with_group(harness: &mut Harness, name: &str, members: &[&str]) {
    let mut desk = harness.other_program();
    let Data::Organisations(room) = desk.answer(&Query::Organisations).unwrap() else { panic!("no room") };
    let said = GroupSaid {
        name: name.to_owned(),
        members: members.iter().map(|member| MemberSaid::named(member)).collect(),
        ..GroupSaid::default()
    };
    let change =
        put_groups(&room, &[said], GroupChoices { create: true, ..GroupChoices::default() }).unwrap();
    desk.apply(&change, &harness.stamp("kp")).unwrap();
    harness.tick(120);
}

#[test]
fn the_views_show_value_rank_quartile_difference_and_direction() {
    let mut harness = regional(120, 40);
    harness.assert_contains("Value: 2024/25, West Midlands");
    for (title, cell) in [
        ("Value:", "22.1%"),
        ("Rank:", "6 of 14"),
        ("Quartile:", "○ Q2"),
        ("Difference from the average:", "-1.6 pts"),
        ("Direction of travel:", "↓ better"),
    ] {
        harness.assert_contains(title);
        assert!(line_of(&harness, "6A ").contains(cell), "{title}\n{}", harness.screen());
        harness.keys("v");
    }
    harness.assert_contains("Value: 2024/25");
    // Themes stand over their measures, and the counts below add up.
    harness
        .assert_contains("Workforce")
        .assert_contains("6A: 6 of 14 above the England average of 23.7%, 0 the same, 8 below");
}

/// Whether a text has a signed figure with a percent sign, which a difference of percentages is not.
fn has_signed_percentage(text: &str) -> bool {
    let is_signed = |word: &str| word.starts_with(['+', '-']) && word.contains('%');
    text.split_whitespace().any(is_signed)
}

#[test]
fn a_difference_of_percentages_is_in_points_wherever_it_is_shown() {
    let mut harness = regional(200, 60);
    harness.keys("v v v").assert_contains("-1.6 pts").assert_contains("pts worse");
    let mut screens = vec![harness.screen()];
    harness.keys("z").assert_contains("From average").assert_contains("pts better");
    screens.push(harness.screen());
    harness.keys("y");
    screens.push(copied(&mut harness));
    harness.keys("esc enter");
    screens.push(harness.screen());
    for screen in screens {
        assert!(screen.contains(" pts"), "{screen}");
        assert!(!has_signed_percentage(&screen), "{screen}");
    }
}

#[test]
fn no_figure_touches_the_border_at_any_width() {
    for width in [80, 100, 120, 137, 160, 200] {
        let mut harness = regional(width, 40);
        for _ in 0..5 {
            for line in harness.screen().lines().filter(|line| line.starts_with('│')) {
                assert!(line.ends_with(" │"), "{width}: {line}");
            }
            harness.keys("v");
        }
    }
}

#[test]
fn the_head_of_a_sheet_is_whole_at_any_width() {
    for width in [80, 90, 120] {
        let mut harness = regional(width, 40);
        harness.keys("z");
        for beginning in ["ravel: ", "Quartiles: "] {
            let line = line_of(&harness, beginning);
            let whole = if beginning == "ravel: " { line.contains(")") } else { line.contains(" bottom") };
            assert!(whole, "{width}: {line}");
        }
    }
}

#[test]
fn organisations_pan_and_the_measure_and_the_pinned_one_stay() {
    let mut harness = regional(80, 24);
    harness.assert_contains("Birmingham").assert_lacks("Worcestershire");
    harness.times(20, "right");
    harness.assert_contains("Worcestershire").assert_lacks("Birmingham").assert_contains("6A");
    harness.assert_contains("14 of 14 organisations");
    harness.keys("*").assert_says("Worcestershire stays first").assert_contains("(pinned): 6A");
    harness.times(20, "right");
    harness.assert_contains("Worcestershire").assert_contains("Wolverhampton");
    harness.times(20, "left").keys("*").assert_says("no longer kept first");
    harness.times(20, "left").assert_contains("Birmingham");
}

#[test]
fn organisations_are_ordered_by_a_measure_and_measures_by_an_organisation() {
    let mut harness = regional(120, 40);
    harness.keys("s").assert_says("Organisations by 6A, best first");
    let head = line_of(&harness, "Measure ");
    let order = |head: &str| {
        let place = |name: &str| head.find(name).unwrap_or(usize::MAX);
        (place("Coventry"), place("Birmingham"))
    };
    let (coventry, birmingham) = order(&head);
    assert!(coventry < birmingham, "{head}");
    // The cursor stays with its organisation.
    harness.assert_contains("Birmingham: 6A");
    harness.keys("s").assert_says("worst first").keys("s").assert_says("order of the group");
    harness.keys("R").assert_says("its worst places first").assert_contains("Birmingham: 6A");
    let screen = harness.screen();
    assert!(!screen.contains("Workforce"), "{screen}");
    harness.keys("R").assert_says("its best places first");
    harness.keys("esc").assert_says("By theme").assert_contains("Workforce");
}

#[test]
fn a_measure_opens_as_a_dot_plot_and_an_organisation_as_its_sheet() {
    let mut harness = regional(120, 40);
    harness.keys("down down down down down enter").assert_contains("2B: 2024/25");
    let first = line_of(&harness, "1st ");
    assert!(first.contains('●') && first.contains('├') && first.contains('│'), "{first}");
    harness.assert_contains("95% interval").assert_contains("14th");
    harness.keys("g z");
    harness.assert_contains("Telford and the Wrekin: 2024/25").assert_contains("Direction of travel:");
    harness.assert_contains("Last rank").assert_contains("From average").assert_contains("1 of 14");
    harness.keys("y");
    let table = copied(&mut harness);
    assert!(table.starts_with("Ref\tMeasure\tValue\tRank") && table.lines().count() == 14, "{table}");
    // Back one page at a time, to the measure that was opened.
    harness.keys("esc").assert_contains("2B: 2024/25").keys("esc").assert_contains("Value: 2024/25");
    harness.assert_contains(": 2B");
}

#[test]
fn the_counts_are_copied_as_sentences() {
    let mut harness = regional(120, 40);
    harness.keys("y").assert_says("Sentences copied");
    let text = copied(&mut harness);
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "6A: 6 of 14 above the England average of 23.7%, 0 the same, 8 below",
            "6A: 4 in the top quartile, 3 in the second, 4 in the third, 3 in the bottom of West Midlands",
            "8 councils with a positive direction of travel, 6 not",
        ]
    );
}

#[test]
fn our_own_council_is_first_and_what_is_missing_is_named() {
    let mut harness = with_others(120, 40);
    harness.keys("V");
    let own = harness.app().session().workbook().unwrap().organisation.clone();
    let word = own.split_whitespace().last().unwrap().to_owned();
    harness.assert_contains("(ours): ").assert_contains("No group is named");
    let head = line_of(&harness, "Measure ");
    assert!(head.find(&word).unwrap() < head.find("Camden").unwrap(), "{head}");
    let line = line_of(&harness, "AC/S25 ");
    assert!(line.contains("suppressed") && !line.contains(" 0.0%"), "{line}");
    harness.keys("down").times(5, "up").times(5, "right").assert_contains("Harrow: ");
    // Too few have a figure for quartiles, and it says so.
    harness.keys("down").assert_contains("No value").assert_contains("Harrow (suppressed)");
    harness.keys("left").assert_contains("no quartiles: 3 organisations have a figure");
    harness.keys("v v");
    assert!(line_of(&harness, "AC/S25 ").contains("too few"), "{}", harness.screen());
}

#[test]
fn the_group_is_chosen_from_a_list() {
    let mut harness = with_others(120, 40);
    harness.keys("V f").assert_says("No group is named yet");
    with_group(&mut harness, "Near ones", &["Camden", "Harrow"]);
    with_group(&mut harness, "North", &["Enfield", "Camden"]);
    harness.keys("1 V f").assert_contains("Which group is compared?").assert_contains("2 members");
    harness
        .keys("n o r t h enter")
        .assert_contains("North")
        .assert_contains("Enfield")
        .assert_lacks("Harrow");
    // It is kept while other screens are looked at.
    harness.keys("2 V").assert_contains("Value: Q1 2015/16, North");
}

#[test]
fn without_figures_of_others_it_says_where_they_come_from() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(width, height);
        harness.keys("V").assert_contains("no figures of other organisations").assert_contains("I imports");
        // Its keys say why they do nothing.
        harness.keys("v").assert_says("nothing is under the cursor");
    }
}

#[test]
fn a_period_without_figures_shows_the_latest_that_has_and_says_so() {
    let mut harness = with_others(120, 40);
    harness.keys("V [").assert_contains("the latest; none in");
    harness.keys("]").assert_lacks("the latest; none in").assert_contains("Camden");
}

#[test]
fn the_pane_below_is_read_to_its_end_where_it_does_not_fit() {
    let mut harness = regional(64, 18);
    harness.times(4, "down").assert_contains(": 2A").assert_lacks("8 councils with a positive");
    harness.keys("tab G").assert_contains("8 councils with a positive direction of travel, 6 not");
    harness.keys("g").assert_contains("reablement").keys("esc").assert_lacks("8 councils with a positive");
    // The keys are the matrix's again.
    harness.keys("down").assert_contains(": 2B");
}

#[test]
fn the_mouse_points_at_a_measure_and_an_organisation() {
    let mut harness = regional(120, 40);
    harness.click("67.1%").assert_contains("Coventry: 1D");
    harness.keys("enter").assert_contains("1D: 2024/25").click("Solihull").assert_contains("Solihull: 1D");
}

#[test]
fn sentences_of_a_comparison_are_put_into_a_text_while_it_is_written() {
    let mut harness = regional(120, 40);
    harness.palette("narrative");
    harness.keys("A").type_text("Compared").keys("Ctrl-s c");
    harness.assert_scope(quarterdeck::input::Scope::Writing);
    harness.type_text("The region:").keys("F7");
    harness.assert_contains("Insert which sentences?");
    harness.assert_contains("of 14 above the England average");
    harness.keys("Space Enter");
    harness.assert_says("Inserted");
    harness.assert_contains("The region: ");
    harness.keys("Ctrl-s");
    assert!(harness.screen().contains("of 14"), "{}", harness.screen());
    // Nothing is put in where none was ticked, nor where nobody else has a figure.
    let mut alone = Harness::new(80, 24);
    alone.palette("narrative").keys("c F7");
    alone.assert_says("No other organisation has a figure here");
}

#[test]
fn a_sheet_has_all_its_columns_in_the_smallest_window_and_no_reason_is_cut() {
    let mut harness = regional(80, 24);
    harness
        .keys("down z")
        .assert_contains("From average")
        .assert_contains("Last rank")
        .assert_contains("of 14 ");
    let mut harness = Harness::new(80, 24);
    let indicator_id = harness.detail("AC/S25").indicator.id;
    let mut change = Change::new("Figures of others");
    for (name, value, because) in [
        ("Camden", Some(80.0), ""),
        ("Enfield", None, "[c] suppressed"),
        ("Harrow", None, "not collected by the council this year"),
        ("Brent", None, "[x]"),
    ] {
        change = change.put(Record::Benchmark(Benchmark {
            indicator_id,
            period: harness.period(),
            organisation: name.to_owned(),
            value,
            missing_because: because.to_owned(),
            numerator: None,
            denominator: None,
            source: String::new(),
            id: 0,
            revision: 0,
        }));
    }
    let stamp = harness.stamp("kp");
    harness.other_program().apply(&change, &stamp).unwrap();
    harness.tick(120).keys("V");
    harness.assert_contains(" [x]").keys("right right right").assert_contains(" suppressed");
    assert!(harness.screen().contains("not"), "{}", harness.screen());
    assert!(!harness.screen().contains("not collecte…"), "{}", harness.screen());
}

#[test]
fn one_measure_is_shown_ranked_as_a_funnel_and_as_a_series() {
    let mut harness = regional(120, 40);
    // 2A has counts: three quarters of people need no more support.
    harness.keys("down down down down enter").assert_contains("2A: 2024/25").keys("v");
    harness
        .assert_contains("2A, funnel: 2024/25")
        .assert_contains("99.8% limits")
        .assert_contains("denominator");
    harness.assert_contains("around the pooled value of").assert_contains("within the limits of chance");
    let before = harness.cursor();
    harness.keys("down down");
    assert_ne!(harness.cursor(), before, "the cursor goes to the next organisation");
    harness.keys("v").assert_contains("2A, series: West Midlands").assert_contains("one period only");
    harness.keys("v").assert_contains("2A: 2024/25");
    // A score counts no cases; its series has several years.
    harness.keys("esc up up up enter v").assert_contains("1A, funnel").assert_contains("counts cases");
    harness.keys("v").assert_contains("1A, series").assert_contains("its middle half");
    harness.assert_contains("the median of the group from").assert_contains("2015/16");
    // Two councils of one year have neither.
    let mut few = with_others(80, 24);
    few.keys("V enter v").assert_contains("No funnel: ").keys("v").assert_contains("one period only");
}

#[test]
fn the_indicator_names_who_does_best_and_a_key_opens_the_comparison_on_it() {
    let mut harness = with_others(120, 40);
    with_group(&mut harness, "Near ones", &["Barnet", "Camden", "Enfield", "Harrow"]);
    let reference = "AC/C7";
    let beside = harness.detail(reference).beside.expect("it has a place");
    assert!(!beside.best.is_empty() && beside.best_in_words().unwrap().contains("Near ones"), "{beside:?}");
    harness.keys("2 /").type_text(reference).keys("enter");
    harness.assert_contains(&beside.best[0]);
    harness.keys("=").assert_contains("AC/C7: Q1 2015/16, Near ones").assert_contains("1st ");
    harness.keys("esc").assert_contains("Value: Q1 2015/16, Near ones");
}

#[test]
fn the_report_is_of_another_group_and_the_scorecard_of_another_council() {
    let mut harness = regional(120, 40);
    with_group(&mut harness, "Few", &["Coventry", "Dudley", "Walsall"]);
    // A report that compares nobody says which do.
    harness.keys("W =").assert_says("e chooses the regional scorecard");
    harness.keys("e").type_text("Regional").keys("enter");
    harness.keys("=").assert_contains("Compared in").assert_contains("The usual group");
    harness
        .type_text("Few")
        .keys("enter")
        .assert_contains("Regional scorecard: Few")
        .assert_lacks("Birmingham");
    harness.keys("p").assert_says("What is published is the report as its template says");
    harness.keys("e").type_text("Scorecard of one").keys("enter =").assert_contains("The sheet of");
    harness.type_text("Dudley").keys("enter").assert_contains("Scorecard: Dudley").assert_contains("of 14");
    harness
        .keys("=")
        .type_text("Few")
        .keys("enter")
        .assert_contains("Scorecard: Dudley")
        .assert_contains("of 3");
    harness.keys("=").type_text("As the template says").keys("enter").assert_lacks("Scorecard: Dudley");
}
