//! A published committee paper made from nothing: Warwickshire's integrated report of Quarter 3 of
//! 2022/23, typed in a new workbook. Figures and the names of things are the minutes' own; single
//! measures' figures, which the minutes do not print, and all sentences are this test's.

use crate::harness::Harness;
use crate::journeys::forms::go_to;
use crate::journeys::report::written;

/// In the form that is open, goes to each field by its label and types into it.
pub fn fill(officer: &mut Harness, fields: &[(&str, &str)]) {
    for (label, text) in fields {
        go_to(officer, label);
        officer.keys("ctrl-a").type_text(text);
    }
}

fn new_workbook() -> Harness {
    let mut officer = Harness::with(120, 40, |setup| setup.welcome = true);
    // The paper went to Cabinet on 16 February 2023.
    officer.tick(240_400_000);
    let path = officer.folder().join("warwickshire.qd");
    officer.keys("up up up up down enter").assert_contains("New workbook");
    officer.type_text("Warwickshire County Council\nAdult Social Care and Health\n\n\n");
    officer.type_text("Q3 2022/23\n\n").paste(&path.display().to_string()).keys("ctrl-s");
    officer.file = path;
    officer.assert_contains("Q3 2022/23").assert_contains("Indicators: 0");
    officer
}

const AREA_OF_FOCUS: &str = "Support people to live healthy, happy, and independent lives";

/// A measure as it is entered, with the figures of this period.
struct Measure {
    reference: &'static str,
    description: &'static str,
    kind: &'static str,
    polarity: &'static str,
    result: &'static str,
    target: &'static str,
    /// Where the year is expected to end, and how sure that is.
    forecast: [&'static str; 2],
}

/// Four that the minutes speak of, six that they only count. Seven of the ten are expected to be on track
/// at the year's end.
fn measures() -> Vec<Measure> {
    let named = [
        ("Carers in receipt of support", "count", "higher", "410", "600", ["430", "will miss"]),
        (
            "Care providers leaving the market through business failure",
            "count",
            "lower",
            "0",
            "0",
            ["0", "on course"],
        ),
        (
            "People with a learning disability or autism in an inpatient unit",
            "count",
            "lower",
            "13",
            "16",
            ["12", "on course"],
        ),
        (
            "Successful completion of drug and alcohol treatment",
            "percentage",
            "higher",
            "7.4",
            "7.2",
            ["7.0", "at risk"],
        ),
        (
            "Key business measure the minutes only count",
            "percentage",
            "higher",
            "80",
            "75",
            ["74", "at risk"],
        ),
    ];
    let references = ["KBM1", "KBM2", "KBM3", "KBM4", "KBM5", "KBM6", "KBM7", "KBM8", "KBM9", "KBM10"];
    let counted = (
        "Key business measure the minutes only count",
        "percentage",
        "higher",
        "80",
        "75",
        ["80", "on course"],
    );
    references
        .into_iter()
        .zip(named.into_iter().chain(std::iter::repeat(counted)))
        .map(|(reference, (description, kind, polarity, result, target, forecast))| Measure {
            reference,
            description,
            kind,
            polarity,
            result,
            target,
            forecast,
        })
        .collect()
}

fn enter_measures(officer: &mut Harness) {
    officer.palette("workbook settings");
    fill(officer, &[("Rating scheme", "On track")]);
    officer.keys("ctrl-s 2 # enter").type_text(AREA_OF_FOCUS).keys("ctrl-s").assert_says("Add the theme");
    // The list stays for more of them.
    officer.keys("esc");
    for measure in measures() {
        officer.keys("A");
        fill(
            officer,
            &[
                ("Reference", measure.reference),
                ("Description", measure.description),
                ("Theme", AREA_OF_FOCUS),
                ("Polarity", measure.polarity),
                ("Kind of measure", measure.kind),
                // Each is what there is at the end of a period: a year ends where its last quarter does.
                ("Basis", "as at the end"),
            ],
        );
        officer.keys("ctrl-s").assert_says("added").indicator(measure.reference).keys("D");
        if measure.reference == "KBM10" {
            fill(officer, &[("Or there is none", "Not reportable"), ("Because", "collected once a year")]);
        } else {
            fill(officer, &[("Result as stated", measure.result)]);
        }
        let [forecast, confidence] = measure.forecast;
        fill(officer, &[("Target", measure.target), ("Forecast", forecast), ("Confidence", confidence)]);
        officer.keys("ctrl-s").assert_says("u undoes");
    }
    // The quarter before, so that the steep decline is seen.
    officer.indicator("KBM1").keys("[ D");
    fill(officer, &[("Result as stated", "655"), ("Target", "600")]);
    officer.keys("ctrl-s ]").indicator("KBM1").keys("c");
    officer.type_text(
        "Fewer carers were supported than in the quarter before. Much of the difference is support that \
         the Carer's Trust now gives, and that is not counted here.",
    );
    officer.keys("ctrl-s");
}

fn enter_plan(officer: &mut Harness) {
    officer.keys("7");
    for number in 1..=29 {
        officer.keys("A");
        fill(
            officer,
            &[
                ("Reference", &format!("IDP{number:02}")),
                ("Plan", "Integrated Delivery Plan"),
                ("Commitment", &format!("Adult Social Care action {number}")),
            ],
        );
        officer.keys("ctrl-s");
    }
    officer.keys("g e");
    fill(officer, &[("Status", "complete")]);
    officer.keys("ctrl-s g down").times(23, "space").assert_says("23 marked").keys("M");
    fill(officer, &[("Status", "on track")]);
    officer.keys("ctrl-s y");
    for number in 25..=29 {
        officer.keys("g").times(number - 1, "down").assert_row(&format!("IDP{number}")).keys("e");
        fill(officer, &[("Status", "at risk"), ("Path to green", "The service lead reports in a month.")]);
        officer.keys("ctrl-s");
    }
}

fn enter_risks(officer: &mut Harness) {
    officer.keys("5");
    for (reference, title, category) in [
        ("SR1", "Adult social care and health", "Strategic"),
        ("SR2", "Inflation and the cost of living", "Strategic"),
        ("SR3", "The economy", "Strategic"),
        ("SV1", "Care market failure", "Service"),
        ("SV2", "Covid-19 and public health resources", "Service"),
    ] {
        officer.keys("A");
        fill(
            officer,
            &[
                ("Reference", reference),
                ("Title", title),
                ("Category", category),
                ("Impact now", "4"),
                ("Probability now", "4"),
            ],
        );
        officer.keys("ctrl-s").assert_says("u undoes");
    }
}

/// £235m is spent and £52m comes in from clients: £2.4m over is 1.3% of the £183m between them.
fn enter_money(officer: &mut Harness) {
    officer.keys("6");
    for (name, into) in [
        ("Social care and support", "At the top"),
        ("Expenditure", "Social care and support"),
        ("Client contributions", "Social care and support"),
    ] {
        officer.keys("A");
        fill(officer, &[("Name", name), ("Counts into", into)]);
        officer.keys("ctrl-s").assert_says("u undoes");
    }
    for (row, revised, forecast) in [(1, "235m", "237.4m"), (2, "(52m)", "(52m)")] {
        officer.keys("g").times(row, "down").keys("left e").type_text(revised).keys("tab e");
        officer.type_text(forecast).keys("enter");
    }
    officer.keys("9 A");
    fill(
        officer,
        &[
            ("Kind", "Finance"),
            ("Heading", "Social care and support"),
            ("Words", "Demand decides what is spent; clients' contributions pay for part of it."),
        ],
    );
    officer.keys("ctrl-s A");
    fill(
        officer,
        &[
            ("Kind", "Summary"),
            ("Heading", "The quarter in short"),
            ("Words", "Better than the quarter before, but for support to carers."),
        ],
    );
    officer.keys("ctrl-s");
}

fn enter_questions(officer: &mut Harness) {
    officer.keys("8");
    for (at, (question, promise)) in [
        ("How many young carers are there?", "Figures on young carers"),
        ("Is there a leaflet for carers alone?", "What there is to hand out, to all members"),
        ("How will drug and alcohol treatment improve?", "A reply, and a briefing"),
        ("What will those who use warm hubs need?", ""),
        // The chart of financial risk printed 2.5%.
        ("What is the budget variance in the chart of financial risk?", ""),
    ]
    .into_iter()
    .enumerate()
    {
        officer.keys("A");
        if at == 0 {
            fill(
                officer,
                &[
                    ("Meeting", "a new meeting"),
                    ("New meeting", "Adult Social Care and Health Overview and Scrutiny Committee"),
                    ("Considered", "Integrated Performance Report, Quarter 3 2022/23"),
                ],
            );
        }
        fill(officer, &[("Asked by", "A member"), ("Question", question)]);
        if question.contains("variance") {
            fill(officer, &[("Reply", "2.5%, of the lines that the chart is of.")]);
        }
        if !promise.is_empty() {
            fill(officer, &[("Promised", promise), ("Promised by", "Director of Public Health")]);
        }
        officer.keys("ctrl-s").assert_says("u undoes");
    }
}

#[test]
fn a_published_paper_is_made_from_nothing_by_keyboard() {
    let mut officer = new_workbook();
    enter_measures(&mut officer);
    enter_plan(&mut officer);
    enter_risks(&mut officer);
    enter_money(&mut officer);
    enter_questions(&mut officer);

    // All ten are filed under the area of focus.
    for measure in measures() {
        assert_eq!(officer.detail(measure.reference).theme.to_string(), AREA_OF_FOCUS);
    }

    let report = written(&mut officer, "Integrated");
    for line in [
        // Ten measures, nine reportable, eight on track.
        "Indicators: 8 of 9 reportable on track, 1 not reportable.",
        // The projected trajectory.
        "8 of 9 on track now, 7 of 10 expected by year end.",
        "| 430<br>Not on track, improving, will miss |",
        "| 12<br>On track, improving, on course |",
        "| 7.0%<br>Not on track, declining, at risk |",
        "| 80.0%<br>On track, static, on course |",
        "| Adult Social Care and Health | 10 | 9 | 89% (8) | 11% (1) | 1 |",
        "Without a figure this period: KBM10 (Not reportable: collected once a year; expected at year end: 80.0%, On track, on course).",
        "| 655 | 600 | – | 410 | ■ Not on track |",
        "support that the Carer's Trust now gives",
        // 29 actions; the minutes print 80% on track, which 23 of 29 is not.
        "1 Complete, 23 On track, 5 At risk of 29.",
        "| ✓ Complete | Delivered | 3% (1) |",
        "| ● On track | Expected to be delivered on time | 79% (23) |",
        "| ▲ At risk | May not be delivered on time | 17% (5) |",
        // £2.4m over is 1.3%.
        "| Revised revenue budget | 183,000 | – | – |",
        "| Projected year-end revenue variance | +2,400 | +1.3% |",
        "clients' contributions pay for part of it",
        // Its three lines, and why none is projected yet.
        "| **Social care and support** | **–** | **183,000** | **185,400** | **+2,400** | **+1.3%** |",
        "| Expenditure | – | 235,000 | 237,400 | +2,400 | +1.0% |",
        "| Client contributions | – | (52,000) | (52,000) | 0 | 0.0% |",
        "Revenue, not projected: every line (needs the first month's actual).",
        // Three red strategic risks and two of services.
        "| Strategic | 3 | 3 | 0 | 0 | 0 |",
        "| Service | 2 | 2 | 0 | 0 | 0 |",
        "**SR2** Inflation and the cost of living",
        "**SV1** Care market failure",
    ] {
        assert!(report.contains(line), "no “{line}” in\n{report}");
    }
    assert_eq!(report.matches("■ High 16").count(), 5, "{report}");
    // Nothing is projected yet, so there is no appendix that anything could lead to.
    assert!(report.contains("(share of profile)") && !report.contains("Appendix B"), "{report}");

    let questions = written(&mut officer, "Questions");
    for line in [
        "young carers",
        "Figures on young carers",
        "A reply, and a briefing",
        "warm hubs",
        "2.5%, of the lines",
    ] {
        assert!(questions.contains(line), "no “{line}” in\n{questions}");
    }
    // They stand in the report of the service too.
    let service = written(&mut officer, "Service");
    for line in ["Social care and support", "Expenditure", "Client contributions"] {
        assert!(service.contains(line), "no “{line}” in\n{service}");
    }
    // It is all there on opening the file again.
    officer.restart().assert_contains("Indicators: 10").assert_contains("Q3 2022/23");
    // The overview says both beside each other.
    officer.assert_contains("7 of 10 expected");
    officer.keys("7").assert_contains("23  79%").keys("8").assert_contains("3 answers promised, none sent");
    assert!(officer.store().verify().unwrap().is_empty());
}
