//! For each check one case in which it fires and one, as near to it as can
//! be, in which it is silent.

use quarterdeck::checks::CHECKS;
use quarterdeck::domain::member_questions::QuestionStatus;
use quarterdeck::domain::*;
use quarterdeck::workbook::*;

use crate::checks::world::*;

struct Case {
    code: &'static str,
    fires: fn(&mut World),
    /// Near to it, and in order.
    silent: fn(&mut World),
}

const CASES: &[Case] = &[
    Case {
        code: "result-not-its-parts",
        fires: |world| world.one().result.as_mut().unwrap().stated = Some(63.7),
        // 62.65…% is 62.7 printed, and 60 of 100 may be 62.5 of 97.5 where both are rounded to 5.
        silent: |world| world.one().result = Some(result(NOW, Some(65.0), Some(105.0), 62.7)),
    },
    Case {
        code: "variance-not-its-figures",
        fires: |world| world.one().print("target_variance", ".05%"),
        // From the rounded result it is 1.13, from the unrounded 1.06.
        silent: |world| world.one().print("target_variance", "-1.1%"),
    },
    Case {
        code: "travel-not-its-figures",
        fires: |world| world.one().print("direction_of_travel", "Worsening"),
        silent: |world| world.one().print("direction_of_travel", "The same"),
    },
    Case {
        code: "travel-between-equals",
        fires: |world| {
            let one = world.one();
            one.comparator = Some(result(BEFORE, None, None, 62.7));
            one.print("previous", "62.7%");
            one.print("direction_of_travel", "Worsening");
        },
        silent: |world| {
            let one = world.one();
            one.comparator = Some(result(BEFORE, None, None, 62.8));
            one.print("previous", "62.8%");
            one.print("direction_of_travel", "Worsening");
        },
    },
    Case {
        code: "rating-not-its-scheme",
        fires: |world| world.one().print("rating", "Red"),
        silent: |world| world.one().print("rating", "Green"),
    },
    Case {
        code: "share-in-words",
        fires: |world| {
            world.report.sections[0].text = "In a week 71 of 102 new cases (68.6%) were closed.".into()
        },
        silent: |world| {
            world.report.sections[0].text = "In a week 71 of 102 new cases (69.6%) were closed.".into()
        },
    },
    Case {
        code: "confidence-not-its-forecast",
        // Green against 62% from 61%; 61% is no step towards it.
        fires: |world| world.one().expect("2015/16", 61.0, Confidence::OnCourse, "Fewer homes."),
        silent: |world| world.one().expect("2015/16", 61.0, Confidence::AtRisk, "Fewer homes."),
    },
    Case {
        code: "growth-from-another-base",
        fires: |world| {
            world.red().write("The year brings 1,100 because demand rose, which is 68% more than last year.");
            world.report.sections[0].text = "284 were made, against 630 last year.".into();
            link(world);
        },
        silent: |world| {
            world.red().write("The year brings 1,100 because demand rose, which is 75% more than last year.");
            world.report.sections[0].text = "284 were made, against 630 last year.".into();
            link(world);
        },
    },
    Case {
        code: "run-rate-in-words",
        fires: |world| {
            world.lines[1].1.comment =
                "284 were made in the quarter, which points to 1,360 over the year.".into()
        },
        silent: |world| {
            world.lines[1].1.comment =
                "284 were made in the quarter, which points to 1,136 over the year.".into()
        },
    },
    Case {
        code: "parts-in-words",
        fires: |world| {
            world.report.sections[0].text =
                "All 14 councils agreed. 6 councils had a plan, 8 councils were slow, \
                                             3 councils had none."
                    .into()
        },
        // Of those in all, and of two sentences.
        silent: |world| {
            world.report.sections[0].text =
                "Of 14 councils 6 councils had a plan and 8 councils were slow. 7 councils \
                                             succeeded. The remaining 7 councils had doubts."
                    .into()
        },
    },
    Case {
        code: "variation-not-its-figures",
        fires: |world| world.lines[1].1.stated_variation = Some(36 * 100_000),
        // A rounding unit away.
        silent: |world| world.lines[1].1.stated_variation = Some(27 * 100_000),
    },
    Case {
        code: "budget-percent-not-its-figures",
        fires: |world| world.lines[1].1.stated_percent = Some(-13.0),
        silent: |world| world.lines[1].1.stated_percent = Some(13.1),
    },
    Case {
        code: "total-not-its-lines",
        fires: |world| world.lines[0].1.forecast = Some(328 * 100_000),
        silent: |world| world.lines[0].1.forecast = Some(326 * 100_000),
    },
    Case {
        code: "capital-chain-broken",
        fires: |world| {
            let (line, mut amount) = capital(100, 20, 5, 130);
            amount.stated_latest = Some(128 * 100_000);
            world.capital = Some((line, amount));
        },
        silent: |world| world.capital = Some(capital(100, 20, 5, 130)),
    },
    Case {
        code: "variance-from-another-base",
        fires: |world| {
            let (line, mut amount) = capital(100, 20, 5, 130);
            amount.variance_base = VarianceBase::Revised;
            world.capital = Some((line, amount));
        },
        silent: |world| world.capital = Some(capital(100, 20, 5, 130)),
    },
    Case {
        code: "score-not-its-factors",
        fires: |world| world.current().impact = Some(3),
        silent: |world| world.current().mapped_impact = Some(4),
    },
    Case {
        code: "label-not-its-band",
        fires: |world| world.current().stated_label = "Medium High".into(),
        silent: |world| world.current().stated_label = "high".into(),
    },
    Case {
        code: "word-not-its-number",
        fires: |world| world.current().stated_impact = "Moderate".into(),
        silent: |world| world.current().stated_impact = "MAJOR".into(),
    },
    Case {
        code: "summary-ratings",
        fires: |world| {
            world.print("summary.strategic.green", "2");
            world.print("summary.strategic.red", "0");
        },
        // Types that the summary has no row for are not counted with the others.
        silent: |world| {
            let mut other = One::red(3);
            other.indicator.kind = "Local".into();
            world.indicators.push(other);
        },
    },
    Case {
        code: "summary-travel",
        fires: |world| world.print("summary.strategic.worsening", "2"),
        silent: |_| {},
    },
    Case {
        code: "summary-does-not-add-up",
        fires: |world| world.print("summary.overall.expected", "3"),
        silent: |_| {},
    },
    Case {
        code: "summary-shares",
        fires: |world| world.print("summary.overall.green", "55% (1)"),
        silent: |world| world.print("summary.overall.green", "50% (1)"),
    },
    Case {
        code: "headline-money",
        fires: |world| world.print("dashboard.revenue_variance", "936"),
        // A rounding unit away.
        silent: |world| world.print("dashboard.revenue_variance", "26"),
    },
    Case {
        code: "overspend-in-words",
        fires: |world| world.report.sections[0].text = "The forecast is an overspend of £52k.".into(),
        silent: |world| {
            world.report.sections[0].text =
                "The forecast is an overspend of £25k. Care has an overspend of £90k on its own.".into();
        },
    },
    Case {
        code: "stray-figure",
        fires: |world| world.print("revenue.stray_percent", "-15.5%"),
        silent: |_| {},
    },
    Case {
        code: "commitment-counts",
        fires: |world| world.print("commitments.due", "2"),
        silent: |world| world.print("commitments.red", "0% (0)"),
    },
    Case {
        code: "heat-map-not-its-register",
        fires: |world| world.report.risks.printed = vec![printed("heat_map.4.4", "1")],
        silent: |world| world.report.risks.printed.push(printed("heat_map.4.4", "0")),
    },
    Case {
        code: "previous-quoted-otherwise",
        fires: |world| world.one().print("previous", "58.1%"),
        silent: |world| world.one().print("previous", "61%"),
    },
    Case {
        code: "target-quoted-otherwise",
        fires: |world| world.one().print("target", "65.0%"),
        silent: |world| world.one().print("target", "62%"),
    },
    Case {
        code: "compared-counts-in-words",
        fires: |world| {
            let indicator = world.one().indicator.clone();
            world.report.comparison = Some(Box::new(beside_others(&indicator)));
            world.report.sections[0].text =
                "AC/S1: 3 of 4 above the England average of 70.0%, 1 below.".into();
        },
        silent: |world| {
            let indicator = world.one().indicator.clone();
            world.report.comparison = Some(Box::new(beside_others(&indicator)));
            world.report.sections[0].text =
                "On AC/S1 two of the four councils are above the England average of 70%, one is the same and one \
                 below. We are 3 points above the England average."
                    .into();
        },
    },
    Case {
        code: "travel-not-like-for-like",
        fires: |world| world.one().comparator.as_mut().unwrap().covers_from = Some(day("2014-04-01")),
        silent: |world| world.one().comparator.as_mut().unwrap().covers_from = Some(day("2015-01-01")),
    },
    Case {
        code: "previous-not-like-for-like",
        fires: |world| {
            world.red().comparator.as_mut().unwrap().covers_from = Some(day("2014-04-01"));
        },
        silent: |_| {},
    },
    Case {
        code: "definition-changed",
        fires: |world| {
            world.one().set_history(&[60.0, 61.0]);
            world.one().earlier_definition = Some("Adults alone".into());
        },
        // What the change counts from is marked.
        silent: |world| {
            world.one().set_history(&[60.0, 61.0]);
            world.one().earlier_definition = Some("Adults alone".into());
            let from = quarterdeck::domain::Period::parse(NOW).unwrap();
            world.one().breaks = vec![SeriesBreak { from, note: "young carers too".into() }];
            world.one().printed.clear();
        },
    },
    Case {
        code: "target-of-another-length",
        fires: |world| {
            let one = count(world);
            one.result.as_mut().unwrap().covers_from = Some(day("2015-04-01"));
            one.result.as_mut().unwrap().covers_to = Some(day("2015-05-31"));
        },
        silent: |world| {
            count(world);
        },
    },
    Case {
        code: "over-100-percent",
        fires: |world| world.one().set_target(110.0),
        silent: |world| world.one().set_target(100.0),
    },
    Case {
        code: "more-than-all",
        fires: |world| world.one().result = Some(result(NOW, Some(241.0), Some(151.0), 159.6)),
        silent: |world| world.one().result = Some(result(NOW, Some(241.0), Some(241.0), 100.0)),
    },
    Case {
        code: "shares-of-no-counts",
        fires: |world| {
            delivery(world);
            world.print("commitments.on_track", "80%");
            world.print("commitments.complete", "20%");
        },
        silent: |world| {
            delivery(world);
            world.print("commitments.on_track", "67%");
            world.print("commitments.complete", "33%");
        },
    },
    Case {
        code: "polarity-against-wording",
        fires: |world| {
            let one = count(world);
            one.indicator.description = "Number of delayed transfers of care".into();
        },
        // A share of cases that went well may be about waiting.
        silent: |world| world.one().indicator.description = "Acceptable waiting times for care".into(),
    },
    Case {
        code: "unit-against-wording",
        fires: |world| world.one().indicator.description = "Number of people with a home of their own".into(),
        silent: |world| {
            count(world).indicator.description = "Number of people with a home of their own".into();
        },
    },
    Case {
        code: "measure-unclear",
        fires: |world| {
            let one = world.one();
            (one.indicator.measure, one.indicator.unit_name) = (Measure::Average, "days".into());
            one.indicator.description = "Days to let a home".into();
            one.result = Some(result(NOW, Some(1820.0), Some(65.0), 2800.0));
        },
        silent: |world| {
            let one = world.one();
            (one.indicator.measure, one.indicator.unit_name) = (Measure::Average, "days".into());
            one.indicator.scale = 1.0;
            one.indicator.description = "Days to let a home".into();
            one.result = Some(result(NOW, Some(1820.0), Some(65.0), 28.0));
        },
    },
    Case {
        code: "jump",
        fires: |world| world.red().set_history(&[98.0, 98.4, 97.9, 98.2, 98.6, 98.1, 98.0]),
        silent: |world| {
            // The same steps, but invented.
            let one = world.red();
            one.set_history(&[98.0, 98.4, 97.9, 98.2, 98.6, 98.1, 98.0]);
            for then in &mut one.history {
                then.illustrative = true;
            }
        },
    },
    Case {
        code: "target-already-met",
        fires: |world| {
            let one = world.one();
            one.set_target(60.0);
            one.print("target", "60.0%");
            one.print("target_variance", "4.4%");
        },
        // Nothing beyond 100% can be asked for.
        silent: |world| {
            let one = world.red();
            one.comparator = Some(result(BEFORE, None, None, 100.0));
        },
    },
    Case {
        code: "no-result",
        fires: |world| world.red().result = None,
        silent: |world| {
            let red = world.red();
            let mut none = result(NOW, None, None, 0.0);
            none.stated = None;
            none.missing_because = "not held".into();
            red.result = Some(none);
        },
    },
    Case {
        code: "cell-blank",
        fires: |world| {
            world.indicators = (1..=10).map(One::new).collect();
            world.indicators[4].printed.retain(|one| one.field != "period_covered");
        },
        silent: |world| {
            world.indicators = (1..=10).map(One::new).collect();
            for one in &mut world.indicators[..3] {
                one.printed.retain(|one| one.field != "period_covered");
            }
        },
    },
    Case { code: "red-without-reasons", fires: |world| world.red().commentary.clear(), silent: |_| {} },
    Case {
        code: "red-without-action",
        fires: |world| world.red().actions.clear(),
        silent: |world| {
            let red = world.red();
            red.actions.clear();
            let because = Commentary {
                kind: CommentaryKind::NoActionBecause,
                ..commentary(NOW, "Nothing can be done before the new law is in force.")
            };
            red.commentary.push(because);
        },
    },
    Case {
        code: "action-without-owner-or-date",
        fires: |world| world.red().actions[0].due = None,
        silent: |world| {
            // It is done: nobody asks who is to do it.
            let done = &mut world.red().actions[0];
            done.due = None;
            done.status = ActionStatus::Done;
        },
    },
    Case {
        code: "action-overdue",
        fires: |world| world.red().actions[0].due = Some(day("2015-07-05")),
        silent: |world| world.red().actions[0].due = Some(day("2015-07-06")),
    },
    Case { code: "no-benchmark", fires: |world| world.one().benchmark = Some(60.0), silent: |_| {} },
    Case {
        code: "risk-without-controls",
        fires: |world| world.report.risks.rows[0].controls = 0,
        silent: |world| {
            // Below the threshold of the register.
            world.report.risks.threshold = 21;
            world.report.risks.rows[0].controls = 0;
        },
    },
    Case {
        code: "risk-without-treatment",
        fires: |world| world.report.risks.rows[0].treatment = Treatment::Unstated,
        silent: |world| world.report.risks.rows[0].treatment = Treatment::Tolerate,
    },
    Case {
        code: "risk-without-target",
        fires: |world| world.report.risks.rows[0].target = None,
        silent: |world| {
            let row = &mut world.report.risks.rows[0];
            row.target = None;
            row.treatment = Treatment::Tolerate;
        },
    },
    Case {
        code: "risk-target-no-better",
        fires: |world| {
            let row = &mut world.report.risks.rows[0];
            let mut target = row.current.clone().unwrap();
            target.kind = AssessmentKind::Target;
            row.target = Some(target);
        },
        silent: |_| {},
    },
    Case {
        code: "risk-factor-missing",
        fires: |world| {
            let current = world.current();
            current.mapped_impact = current.impact.take();
            current.mapped_probability = current.probability;
        },
        silent: |_| {},
    },
    Case {
        code: "promise-unsent",
        fires: |world| world.report.questions[0].status = QuestionStatus::Promised,
        silent: |world| world.report.questions[0].promise_sent = Some(day("2015-06-01")),
    },
    Case {
        code: "section-empty",
        fires: |world| world.report.sections[0].text = " \n".into(),
        silent: |_| {},
    },
    Case {
        code: "challenge-without-action",
        fires: |world| {
            let mut challenge = section(2, SectionKind::Challenge, "The budget has to be recovered.");
            challenge.action_required.clear();
            world.report.sections.push(challenge);
        },
        silent: |world| {
            world.report.sections.push(section(2, SectionKind::Challenge, "The budget has to be recovered."));
        },
    },
    Case {
        code: "commitment-incomplete",
        fires: |world| world.report.commitments[0].has_commentary = false,
        silent: |world| {
            let row = &mut world.report.commitments[0];
            row.has_commentary = false;
            row.placeholder = true;
        },
    },
    Case {
        code: "variation-without-comment",
        fires: |world| world.lines[1].1.comment.clear(),
        // It is under its budget.
        silent: |world| world.lines[2].1.comment.clear(),
    },
    Case {
        code: "worse-forecast-without-reason",
        fires: |world| world.one().expect("2015/16-Q3", 62.0, Confidence::Unstated, " "),
        // The same as now is not worse, a better one needs no reason, and this one has its reason.
        silent: |world| {
            let now = 15_100.0 / 241.0;
            world.one().expect("2015/16-Q2", now, Confidence::Unstated, "");
            world.one().expect("2015/16-Q3", 62.0, Confidence::Unstated, "A contract ends in the autumn.");
            world.one().expect("2015/16", 70.0, Confidence::Unstated, "");
        },
    },
    Case {
        code: "note-to-self",
        fires: |world| {
            world.report.sections[0].text = "Lessons are shared (check with the Head of Service).".into()
        },
        silent: |world| {
            world.report.sections[0].text = "Lessons are shared (a check is made every month).".into()
        },
    },
    Case {
        code: "see-above",
        fires: |world| world.red().write("See above"),
        silent: |world| world.red().write("Demand rose because of the ruling, as the figures above show."),
    },
    Case {
        code: "same-words-as-another",
        fires: |world| {
            let mut other = One::red(3);
            other.indicator.kind = "Local".into();
            world.indicators.push(other);
        },
        silent: |world| {
            let mut other = One::red(3);
            other.indicator.kind = "Local".into();
            other.write("Two assessors have left since April and nobody could be found to follow them.");
            other.actions[0].description = "Advertise both posts again, on better terms than before.".into();
            world.indicators.push(other);
        },
    },
    Case {
        code: "same-words-as-before",
        fires: |world| {
            let words = world.red().commentary[0].text.to_uppercase();
            world.red().earlier = vec![commentary(BEFORE, &words)];
        },
        silent: |world| {
            world.red().earlier = vec![commentary(BEFORE, "Applications had begun to rise by then.")]
        },
    },
    Case {
        code: "no-cause-given",
        fires: |world| world.red().write("Assessments take longer and the cause is not yet known."),
        silent: |world| world.red().write("Assessments take longer because two teams are learning a form."),
    },
    Case {
        code: "figure-of-another",
        fires: |world| world.red().write("A result of 81.3% was reached because demand rose."),
        silent: |world| world.red().write("A result of 18.2% was reached because demand rose."),
    },
    Case {
        code: "too-long",
        fires: |world| world.red().write(&format!("Because {}", "word after another ".repeat(50))),
        silent: |world| world.red().write(&format!("Because {}", "word after another ".repeat(49))),
    },
    Case {
        code: "double-word",
        fires: |world| world.report.sections[0].text = "It is is not; the the team has grown.".into(),
        silent: |world| world.report.sections[0].text = "All that that team had had was lost.".into(),
    },
    Case {
        code: "abbreviation-unexplained",
        fires: |world| world.report.sections[0].text = "ILF money is being reviewed.".into(),
        silent: |world| {
            world.report.sections[0].text = "ILF money is being reviewed. The NHS helps.".into();
            world.report.sections.push(section(
                2,
                SectionKind::Own,
                "The Independent Living Fund is changing.",
            ));
        },
    },
    Case {
        code: "spelling",
        fires: |world| world.report.sections[0].text = "The team was overwhelemed.".into(),
        silent: |world| {
            world.report.sections[0].text = "The team was overwhelemed.".into();
            world.report.words = vec![OwnWord { id: 1, revision: 1, word: "Overwhelemed".into() }];
        },
    },
    Case {
        code: "letter-not-printed",
        fires: |world| world.report.sections[0].text = "A leaflet in 中文 is being printed.".into(),
        // Welsh, Polish, Greek and Cyrillic have their letters, and a tick its likeness.
        silent: |world| {
            world.report.sections[0].text = "Tŷ Gwydr, Łódź, Αθήνα and Київ are on the map ✓.".into();
        },
    },
];

/// Links the red indicator with the first section.
fn link(world: &mut World) {
    world.report.links = vec![Link {
        id: 1,
        revision: 1,
        one: Table::Indicator,
        one_id: 2,
        other: Table::Section,
        other_id: 1,
        note: String::new(),
    }];
}

/// Makes the first indicator a count: 151 packages against 150, with nothing printed.
fn count(world: &mut World) -> &mut One {
    let one = world.one();
    one.indicator.measure = Measure::Count;
    one.indicator.scale = 1.0;
    one.indicator.decimals = 0;
    one.indicator.description = "Packages of support begun".into();
    one.result = Some(result(NOW, None, None, 151.0));
    one.comparator = Some(result(BEFORE, None, None, 140.0));
    one.set_target(150.0);
    one.printed.clear();
    one
}

/// A delivery plan of three actions, two on track and one complete.
fn delivery(world: &mut World) {
    world.report.commitments = [Rating::OnTrack, Rating::OnTrack, Rating::Complete]
        .into_iter()
        .zip(1..)
        .map(|(rating, id)| CommitmentRow { scale: CommitmentScale::Delivery, ..commitment(id, rating) })
        .collect();
    world.report.printed.retain(|one| !one.field.starts_with("commitments."));
    world.print("commitments.actions", "3");
}

#[test]
fn a_report_in_which_everything_agrees_finds_nothing() {
    let found = World::new().check().findings;
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_check_fires_where_it_should() {
    let mut quiet = Vec::new();
    for case in CASES {
        let mut world = World::new();
        (case.fires)(&mut world);
        let report = world.check();
        match report.findings.iter().find(|finding| finding.code == case.code) {
            None => quiet.push(format!("{} finds nothing: {:?}", case.code, world.codes())),
            Some(finding) => {
                // A sentence that can stand alone, and something to do about it.
                assert!(
                    finding.message.ends_with(['.', '…', '”', '?']),
                    "{}: {}",
                    case.code,
                    finding.message
                );
                assert!(!finding.reference.is_empty() && !finding.field.is_empty(), "{}", case.code);
                assert!(finding.to_do.ends_with('.') && finding.to_do.len() > 20, "{}", case.code);
                assert!(!finding.stated.is_empty(), "{}: nothing is stated", case.code);
            }
        }
    }
    assert!(quiet.is_empty(), "{}", quiet.join("\n"));
}

#[test]
fn every_check_is_silent_where_it_should_be() {
    let mut loud = Vec::new();
    for case in CASES {
        let mut world = World::new();
        (case.silent)(&mut world);
        let report = world.check();
        loud.extend(
            report
                .findings
                .iter()
                .filter(|finding| finding.code == case.code)
                .map(|finding| format!("{}: {}", case.code, finding.message)),
        );
    }
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

#[test]
fn every_check_has_its_cases_and_its_own_code() {
    let listed: Vec<&str> = CHECKS.iter().map(|check| check.code).collect();
    let cases: Vec<&str> = CASES.iter().map(|case| case.code).collect();
    assert_eq!(listed, cases, "the table of checks and that of cases are in the same order");
    let mut unique = listed.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), listed.len());
    for check in CHECKS {
        assert!(
            check.code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            check.code
        );
        assert!(!check.looks_for.ends_with('.') && check.looks_for.len() > 20, "{}", check.code);
    }
}

#[test]
fn findings_about_one_thing_are_told_apart() {
    for case in CASES {
        let mut world = World::new();
        (case.fires)(&mut world);
        let report = world.check();
        let mut keys: Vec<_> = report.findings.iter().map(Finding::key).collect();
        keys.sort_by_key(|(code, subject, field)| (*code, *subject, field.to_string()));
        let before = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), before, "{}: {:#?}", case.code, report.findings);
    }
}

#[test]
fn a_check_turned_off_finds_nothing_more() {
    for case in CASES {
        let mut world = World::new();
        (case.fires)(&mut world);
        world.report.rules_off = vec![RuleOff {
            id: 1,
            revision: 1,
            code: case.code.into(),
            reason: "house style".into(),
            by: "jm".into(),
            at: String::new(),
        }];
        assert!(!world.codes().contains(&case.code), "{}", case.code);
    }
}

#[test]
fn a_confidence_is_held_against_what_the_figure_would_be_rated() {
    // Expected against 62%, from 61% last year.
    for (value, confidence, contradicts) in [
        (62.0, Confidence::WillMiss, true),
        (70.0, Confidence::WillMiss, true),
        (61.9, Confidence::WillMiss, false),
        (61.9, Confidence::OnCourse, false),
        (61.7, Confidence::OnCourse, true),
        (50.0, Confidence::OnCourse, true),
        (50.0, Confidence::AtRisk, false),
        (62.0, Confidence::OnCourse, false),
        (50.0, Confidence::Unstated, false),
    ] {
        let mut world = World::new();
        world.one().expect("2015/16", value, confidence, "As planned.");
        let report = world.check();
        let found = report.findings.iter().find(|one| one.code == "confidence-not-its-forecast");
        assert_eq!(found.is_some(), contradicts, "{value} {confidence:?}: {found:?}");
        assert!(found.is_none_or(|found| found.field == "confidence"));
    }
    // A period of its own is named; what was replaced since is not looked at.
    let mut world = World::new();
    world.one().target.as_mut().unwrap().period = "2015/16-Q3".parse().unwrap();
    world.one().expect("2015/16-Q3", 70.0, Confidence::WillMiss, "As planned.");
    let report = world.check();
    let found = report.findings.iter().find(|one| one.code == "confidence-not-its-forecast").unwrap();
    assert_eq!(found.field, "confidence.2015/16-Q3");
    world.one().expect("2015/16-Q3", 70.0, Confidence::OnCourse, "As planned.");
    world.one().forecasts[0].made_in = Some(BEFORE.parse().unwrap());
    assert_eq!(world.codes(), Vec::<&str>::new());
}

#[test]
fn what_is_accepted_stays_so_until_its_figures_change() {
    let mut world = World::new();
    world.one().result.as_mut().unwrap().stated = Some(63.7);
    let report = world.check();
    let finding = report.findings.iter().find(|one| one.code == "result-not-its-parts").unwrap();
    assert!(finding.blocks() && report.blocking().count() == 1);
    assert_eq!(report.mark(finding.subject), Some(CheckSeverity::Error));
    let change =
        finding.accept(NOW.parse().unwrap(), "The published figure stands.", "jm", "2015-07-06T14:02:11");
    let Some(Edit::Put(Record::Acceptance(accepted))) = change.edits.first().cloned() else { panic!() };
    world.report.acceptances = vec![accepted];
    let report = world.check();
    assert_eq!((report.blocking().count(), report.accepted()), (0, 1));
    assert_eq!(report.findings.last().unwrap().accepted.as_ref().unwrap().by, "jm");
    // Another figure, and it is back, with what was said of the old one.
    world.one().result.as_mut().unwrap().stated = Some(64.7);
    let report = world.check();
    let back = report.blocking().next().unwrap();
    assert_eq!(back.lapsed.as_ref().unwrap().reason, "The published figure stands.");
    assert!(back.lapsed.as_ref().unwrap().fingerprint.contains("63.7%"));
}

/// Descriptions as councils write them, with how they are measured: none of them is plainly wrong.
const IN_ORDER: &[(&str, Measure, Polarity)] = &[
    ("Average resolution time of customer enquiries (days)", Measure::Average, Polarity::Lower),
    ("Calls to the contact centre: average resolution time", Measure::Count, Polarity::Lower),
    ("Repeat visits to the station timetable page", Measure::Count, Polarity::Lower),
    ("Number of dissatisfied tenants", Measure::Count, Polarity::Lower),
    ("Food businesses with an unacceptable rating", Measure::Count, Polarity::Lower),
    ("Pupils dismissed from alternative provision into work", Measure::Count, Polarity::Higher),
    ("Number of families successfully helped", Measure::Count, Polarity::Higher),
    ("Smoke alarms fitted", Measure::Count, Polarity::Higher),
    ("Enterprises supported by waterfalls grant", Measure::Count, Polarity::Higher),
    ("Number of evictions prevented", Measure::Count, Polarity::Higher),
    ("Number of complaints resolved at stage 1", Measure::Count, Polarity::Higher),
    ("Plans not reviewed in the last 12 months", Measure::Count, Polarity::Lower),
    ("Numbers of homes completed", Measure::Count, Polarity::Higher),
    ("Percentages by ward are published on the website: page views", Measure::Count, Polarity::Higher),
    ("Shares held by the council in the airport", Measure::Money, Polarity::None),
];

/// The same, plainly wrong: what the polarity or the unit should be called out for.
const OUT_OF_ORDER: &[(&str, Measure, Polarity, &str)] = &[
    ("Number of complaints upheld", Measure::Count, Polarity::Higher, "polarity-against-wording"),
    (
        "Days lost to SICKNESS absence per employee",
        Measure::Average,
        Polarity::Higher,
        "polarity-against-wording",
    ),
    ("Fly-tipping incidents", Measure::Count, Polarity::Higher, "polarity-against-wording"),
    ("Tenants satisfied with repairs", Measure::Percentage, Polarity::Lower, "polarity-against-wording"),
    ("Invoices paid on time", Measure::Percentage, Polarity::Lower, "polarity-against-wording"),
    ("Number of dissatisfied tenants", Measure::Count, Polarity::Higher, "polarity-against-wording"),
    (
        "Number of households in temporary accommodation",
        Measure::Percentage,
        Polarity::Lower,
        "unit-against-wording",
    ),
    ("% of bins collected", Measure::Count, Polarity::Higher, "unit-against-wording"),
    ("Proportion of care leavers in touch", Measure::Count, Polarity::Higher, "unit-against-wording"),
];

#[test]
fn words_are_matched_whole_in_descriptions() {
    let codes = |description: &str, measure: Measure, polarity: Polarity| {
        let mut world = World::new();
        let one = count(&mut world);
        one.indicator.description = description.into();
        (one.indicator.measure, one.indicator.polarity) = (measure, polarity);
        let found = world.codes();
        found.into_iter().filter(|code| code.ends_with("-against-wording")).collect::<Vec<_>>()
    };
    for (description, measure, polarity) in IN_ORDER {
        assert_eq!(codes(description, *measure, *polarity), Vec::<&str>::new(), "{description}");
    }
    for (description, measure, polarity, code) in OUT_OF_ORDER {
        assert_eq!(codes(description, *measure, *polarity), [*code], "{description}");
    }
}

#[test]
fn a_percentage_of_a_target_is_no_share() {
    for (description, fires) in [
        ("Percent of target achieved for new homes", false),
        ("Council tax collected as a percentage of target", false),
        ("Year on year change in footfall", false),
        ("Spend to date against the budget: variance", false),
        ("Percentage of targeted households visited", true),
        ("Percentage of exchanges answered", true),
        ("Percentage of adults who live in a home of their own", true),
    ] {
        let mut world = World::new();
        let one = world.one();
        one.indicator.description = description.into();
        one.result = Some(result(NOW, Some(107.0), Some(100.0), 107.0));
        let codes = world.codes();
        for code in ["over-100-percent", "more-than-all"] {
            assert_eq!(codes.contains(&code), fires, "{code}: {description}");
        }
    }
}

#[test]
fn causes_are_named_by_whole_words() {
    for (reasons, fires) in [
        ("Black bags were collected from the enterprise park.", true),
        ("The woodland floor was swept and painted twice.", true),
        ("Reasonable steps were taken by the team again.", true),
        ("Two posts are vacant in the north team.", false),
        ("Three officers were absent in the whole of June.", false),
        ("The rate fell owing to a new form.", false),
    ] {
        let mut world = World::new();
        world.red().write(reasons);
        assert_eq!(world.codes().contains(&"no-cause-given"), fires, "{reasons}");
    }
}

#[test]
fn what_contradicts_the_kind_of_measure_is_named() {
    let found =
        |measure: Measure, scale: f64, description: &str, figures: (Option<f64>, Option<f64>, f64)| {
            let mut world = World::new();
            let one = count(&mut world);
            (one.indicator.measure, one.indicator.scale) = (measure, scale);
            one.indicator.description = description.into();
            one.result = Some(result(NOW, figures.0, figures.1, figures.2));
            let codes = world.codes();
            (codes.contains(&"measure-unclear"), codes.contains(&"unit-against-wording"))
        };
    let plain = |stated: f64| (None, None, stated);
    let parts = |numerator: f64, denominator: f64, stated: f64| (Some(numerator), Some(denominator), stated);
    for (measure, scale, description, figures, unclear, wording) in [
        (Measure::Count, 1.0, "Repairs done", plain(40.0), false, false),
        // The scale of a count without a denominator has never meant anything.
        (Measure::Count, 100.0, "Repairs done", plain(40.0), false, false),
        (Measure::Count, 100.0, "Repairs done", parts(30.0, 40.0, 75.0), true, false),
        (Measure::Count, 1.0, "Repairs done", plain(7.4), true, false),
        (Measure::Count, 1.0, "Quality of life score", plain(7.0), false, true),
        (Measure::Count, 1.0, "Complaints per 1,000 homes", plain(4.0), false, true),
        (Measure::Average, 1.0, "Quality of life", plain(7.4), true, false),
        (Measure::Average, 1.0, "Quality of life score", plain(7.4), false, false),
        (Measure::Rate, 1.0, "Complaints per 1,000 homes", parts(23.0, 5120.0, 0.0), true, false),
        (Measure::Rate, 1000.0, "Complaints per 1,000 homes", parts(23.0, 5120.0, 4.5), false, false),
        (Measure::Ratio, 100.0, "Children to staff", parts(30.0, 10.0, 300.0), true, false),
    ] {
        assert_eq!(
            found(measure, scale, description, figures),
            (unclear, wording),
            "{measure:?} {scale} {description} {figures:?}"
        );
    }
}

#[test]
fn counts_of_a_comparison_are_held_against_it_however_they_are_worded() {
    let world = World::new();
    let indicator = world.indicators[0].indicator.clone();
    let findings = |text: &str| -> Vec<(String, String)> {
        let mut world = world.clone();
        world.report.comparison = Some(Box::new(beside_others(&indicator)));
        world.report.sections[0].text = text.into();
        let found = world.check().findings;
        let counts = found.into_iter().filter(|finding| finding.code == "compared-counts-in-words");
        counts.map(|finding| (finding.stated, finding.computed)).collect()
    };
    let pair = |stated: &str, computed: &str| vec![(stated.to_owned(), computed.to_owned())];
    for (text, found) in [
        ("AC/S1: 2 of 4 above the England average of 70.0%, 1 the same, 1 below.", vec![]),
        (
            "AC/S1: 1 of 4 above the England average of 70.0%, 1 the same, 2 below.",
            pair("1 of 4 above, 1 the same, 2 below", "2 of 4 above, 1 the same, 1 below"),
        ),
        ("For AC/S1, one council is below the England average.", vec![]),
        ("For AC/S1, two councils are below the England average.", pair("2 below", "1 below")),
        ("AC/S1: 2 of 5 councils above the England average.", pair("2 of 5 above", "2 of 4 above")),
        ("AC/S1: 2 of 4 above the England average of 71.5%.", pair("71.5%", "70.0%")),
        ("AC/S1: 2 of 4 above the England average of 70%.", vec![]),
        // The median of 90, 80, 70 and 25 is 75.
        ("AC/S1: 2 of 4 above the median of 75.0% among 4, 2 below.", vec![]),
        ("AC/S1: 3 of 4 above the median of 75.0% among 4.", pair("3 of 4 above", "2 of 4 above")),
        ("AC/S1: 1 in the top quartile, 1 in the second, 1 in the third, 1 in the bottom.", vec![]),
        ("AC/S1: two in the top quartile.", pair("2 in the top quartile", "1 in the top quartile")),
        // Of another average, of no measure that is compared, of several, or of no organisations.
        ("AC/S1: 3 of 4 above the Wales average.", vec![]),
        ("AC/S9: 3 of 4 above the England average.", vec![]),
        ("On AC/S1 and 4 of our homes we are 3 points below the England average.", vec![]),
        ("AC/S1: 12 of 40 clients waited longer than the average.", vec![]),
    ] {
        assert_eq!(findings(text), found, "{text}");
    }
}
