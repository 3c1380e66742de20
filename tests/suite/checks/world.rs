//! A small report in which everything agrees, to be spoilt one thing at a time.

use std::collections::HashMap;

use chrono::NaiveDate;
use quarterdeck::checks::Run;
use quarterdeck::domain::member_questions::QuestionStatus;
use quarterdeck::domain::organisation::OrganisationClass;
use quarterdeck::domain::*;
use quarterdeck::workbook::Assessment;
use quarterdeck::workbook::compare::{Around, Figure, MeasureMaterial, OwnFigure, ThemePath, build};
use quarterdeck::workbook::forecasts::{Now, expected};
use quarterdeck::workbook::standing::{Inputs, judge};
use quarterdeck::workbook::*;

pub const NOW: &str = "2015/16-Q1";
pub const BEFORE: &str = "2014/15-Q4";

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub fn indicator(id: Id) -> Indicator {
    Indicator {
        id,
        revision: 1,
        reference: format!("AC/S{id}"),
        description: "Percentage of adults who live in a home of their own".into(),
        kind: "Strategic".into(),
        service: "Adults".into(),
        owner: "Head of Service".into(),
        counted: "adults".into(),
        ..Indicator::default()
    }
}

pub fn result(period: &str, numerator: Option<f64>, denominator: Option<f64>, stated: f64) -> ResultRecord {
    ResultRecord {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: period.parse().unwrap(),
        numerator,
        denominator,
        stated: Some(stated),
        printed: String::new(),
        missing_because: String::new(),
        status: ResultStatus::Final,
        covers_from: None,
        covers_to: None,
        basis: None,
        illustrative: false,
        source: String::new(),
    }
}

pub fn printed(field: &str, text: &str) -> Printed {
    Printed {
        id: 1,
        revision: 1,
        indicator_id: None,
        period: NOW.parse().unwrap(),
        field: field.into(),
        text: text.into(),
    }
}

pub fn commentary(period: &str, text: &str) -> Commentary {
    Commentary {
        id: 1,
        revision: 1,
        indicator_id: 1,
        period: period.parse().unwrap(),
        kind: CommentaryKind::Reasons,
        text: text.into(),
        status: CommentaryStatus::Draft,
        carried_from: None,
    }
}

pub fn action(id: Id, about: Subject) -> Action {
    Action {
        id,
        revision: 1,
        subject: about.table,
        subject_id: about.id,
        period: NOW.parse().unwrap(),
        closed_in: None,
        description: "Recruit two more assessors to the team by the autumn.".into(),
        client_group: String::new(),
        owner: "Team Manager".into(),
        due: Some(day("2015-09-30")),
        status: ActionStatus::UnderWay,
        progress: String::new(),
        expected_effect: String::new(),
        expected_value: None,
        expected_by: None,
        effect: None,
        effect_from: None,
    }
}

/// What an indicator is made of; [`One::material`] judges it.
#[derive(Clone)]
pub struct One {
    pub indicator: Indicator,
    pub result: Option<ResultRecord>,
    pub target: Option<Target>,
    pub comparator: Option<ResultRecord>,
    pub history: Vec<ResultRecord>,
    pub over: Option<RatingOverride>,
    pub benchmark: Option<f64>,
    pub printed: Vec<Printed>,
    pub commentary: Vec<Commentary>,
    pub earlier: Vec<Commentary>,
    pub actions: Vec<Action>,
    pub forecasts: Vec<Forecast>,
    pub breaks: Vec<SeriesBreak>,
    pub earlier_definition: Option<String>,
}

impl One {
    /// 150 of 240 against a target of 60%, up from 61%: green, and printed as it is.
    pub fn new(id: Id) -> Self {
        Self {
            indicator: indicator(id),
            result: Some(result(NOW, Some(151.0), Some(241.0), 62.7)),
            target: Some(Target {
                id: 1,
                revision: 1,
                indicator_id: id,
                period: NOW.parse().unwrap(),
                value: 62.0,
                carried: false,
                source: String::new(),
            }),
            comparator: Some(result(BEFORE, None, None, 61.0)),
            history: Vec::new(),
            forecasts: Vec::new(),
            breaks: Vec::new(),
            earlier_definition: None,
            over: None,
            benchmark: None,
            printed: vec![
                printed("previous", "61.0%"),
                printed("target", "62.0%"),
                printed("result", "62.7%"),
                printed("target_variance", "1.1%"),
                printed("direction_of_travel", "Improving"),
                printed("period_covered", "Apr-June 2015"),
            ],
            commentary: Vec::new(),
            earlier: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// 18.2% against 100%: red, with reasons and an action.
    pub fn red(id: Id) -> Self {
        let mut one = Self::new(id);
        one.result = Some(result(NOW, Some(42.0), Some(231.0), 18.2));
        one.set_target(100.0);
        one.comparator = Some(result(BEFORE, None, None, 98.0));
        one.printed.clear();
        one.commentary =
            vec![commentary(NOW, "Applications rose because a court widened who has a right to one.")];
        one.actions = vec![action(id * 10, one.indicator.subject())];
        one
    }

    pub fn set_target(&mut self, value: f64) {
        self.target.as_mut().unwrap().value = value;
    }

    pub fn print(&mut self, field: &str, text: &str) {
        self.printed.retain(|one| one.field != field);
        self.printed.push(printed(field, text));
    }

    pub fn write(&mut self, text: &str) {
        self.commentary = vec![commentary(NOW, text)];
    }

    /// Expects a figure of a period, for a reason or for none.
    pub fn expect(&mut self, about: &str, value: f64, confidence: Confidence, reason: &str) {
        let made = Forecast::stated(self.indicator.id, about.parse().unwrap(), NOW.parse().ok(), Some(value));
        self.forecasts.push(Forecast { confidence, reason: reason.into(), ..made });
    }

    /// Earlier results, oldest first, the last of them the one it is compared with.
    pub fn set_history(&mut self, values: &[f64]) {
        let mut period = Period::parse(BEFORE).unwrap();
        let mut history = Vec::new();
        for value in values.iter().rev() {
            history.push(result(&period.code(), None, None, *value));
            period = period.previous();
        }
        history.reverse();
        self.comparator = history.last().cloned();
        self.history = history;
    }

    pub fn material(&self) -> IndicatorMaterial {
        let record = PeriodRecord {
            id: 1,
            revision: 1,
            code: NOW.parse().unwrap(),
            status: PeriodStatus::Open,
            reopened_because: String::new(),
        };
        let period = Period::parse(NOW).unwrap();
        let scheme = Scheme::find(Scheme::built_in(), "four-colour", period).unwrap();
        let benchmark = self.benchmark.map(|value| Benchmark {
            id: 1,
            revision: 1,
            indicator_id: self.indicator.id,
            period: NOW.parse().unwrap(),
            organisation: "England".into(),
            numerator: None,
            denominator: None,
            value: Some(value),
            missing_because: String::new(),
            source: String::new(),
        });
        let standing = judge(&Inputs {
            indicator: &self.indicator,
            period: &record,
            first_month: 4,
            scheme,
            result: self.result.as_ref(),
            target: self.target.as_ref(),
            year_target: None,
            comparator: self.comparator.as_ref(),
            same_period_last_year: None,
            rating_override: self.over.as_ref(),
            benchmark: benchmark.as_ref(),
            review: None,
            review_ratings: &[Rating::Red, Rating::RedAmber],
            breaks: &self.breaks,
        });
        let targets: Vec<Target> = self.target.iter().cloned().collect();
        let now = Now {
            indicator: &self.indicator,
            scheme,
            period,
            value: standing.value,
            basis: self.indicator.basis,
            last_outturn: Some(61.0),
            outturn: None,
            targets: &targets,
            breaks: &self.breaks,
        };
        IndicatorMaterial {
            indicator: self.indicator.clone(),
            forecasts: expected(&now, &self.forecasts),
            standing,
            result: self.result.clone(),
            target: self.target.clone(),
            year_target: None,
            comparator: self.comparator.clone(),
            history: self.history.clone(),
            breaks: self.breaks.clone(),
            earlier_definition: self.earlier_definition.clone(),
            rating_override: self.over.clone(),
            printed: self.printed.clone(),
            commentary: self.commentary.clone(),
            earlier: self.earlier.clone(),
            actions: self.actions.clone(),
            comparison: None,
        }
    }
}

/// An indicator beside four other organisations and an average of 70: two above, one the same, one below.
pub fn beside_others(indicator: &Indicator) -> Comparison {
    let names = ["Ashby", "Brill", "Corby", "Derwent", "England"];
    let organisations: Vec<Organisation> = names
        .iter()
        .map(|name| Organisation {
            class: OrganisationClass::of("", name),
            name: (*name).into(),
            ..Default::default()
        })
        .collect();
    let figures = [90.0, 80.0, 70.0, 25.0, 70.0].into_iter().enumerate();
    let now = figures.map(|(organisation, value)| Figure {
        organisation,
        stated: Some(value),
        ..Default::default()
    });
    let workbook = World::new().report.workbook;
    let around = Around {
        workbook: &workbook,
        period: Period::parse(NOW).unwrap(),
        organisations: &organisations,
        group: None,
        members: vec![0, 1, 2, 3],
        own: None,
        nation: None,
    };
    let measure = MeasureMaterial {
        indicator: indicator.clone(),
        theme: ThemePath::default(),
        now: now.collect(),
        before: Vec::new(),
        breaks: Vec::new(),
        before_period: Period::parse(BEFORE).unwrap(),
        own: OwnFigure::default(),
    };
    build(&around, vec![measure], Vec::new())
}

/// A whole period.
#[derive(Clone)]
pub struct World {
    pub report: ReportMaterial,
    pub indicators: Vec<One>,
    /// Revenue lines and their figures, in £000 as printed; the first is the total.
    pub lines: Vec<(BudgetLine, BudgetAmount)>,
    pub capital: Option<(BudgetLine, CapitalAmount)>,
}

pub fn line(id: Id, name: &str, parent: Option<Id>) -> BudgetLine {
    BudgetLine {
        id,
        revision: 1,
        kind: BudgetKind::Revenue,
        parent_id: parent,
        position: u32::try_from(id).unwrap(),
        name: name.into(),
        service: String::new(),
        owner: String::new(),
        tolerance: None,
        retired_from: None,
    }
}

/// Figures in £000.
pub fn amount(id: Id, revised: i64, forecast: i64) -> BudgetAmount {
    BudgetAmount {
        id,
        revision: 1,
        line_id: id,
        period: NOW.parse().unwrap(),
        original: None,
        revised: Some(revised * 100_000),
        forecast: Some(forecast * 100_000),
        stated_variation: Some((forecast - revised) * 100_000),
        stated_percent: None,
        comment: "More people are supported, because more ask for it.".into(),
        rounding: 100_000,
        carried: false,
        source: String::new(),
    }
}

pub fn risk(id: Id, impact: u32, probability: u32) -> (RiskRow, Risk) {
    let assessment = |kind, impact, probability| Assessment {
        id: 1,
        revision: 1,
        risk_id: id,
        period: NOW.parse().unwrap(),
        kind,
        impact: Some(impact),
        probability: Some(probability),
        stated_score: Some(impact * probability),
        stated_label: String::new(),
        stated_impact: String::new(),
        stated_probability: String::new(),
        mapped_impact: None,
        mapped_probability: None,
        reason: String::new(),
        illustrative: false,
    };
    let matrix = RiskMatrix::built_in();
    let label = |one: &mut Assessment| {
        one.stated_label = matrix.band_of_score(one.stated_score.unwrap()).unwrap().name.clone();
    };
    let mut current = assessment(AssessmentKind::Current, impact, probability);
    let mut target = assessment(AssessmentKind::Target, 1, 1);
    label(&mut current);
    label(&mut target);
    let row = RiskRow {
        id,
        reference: format!("AS{id:04}"),
        title: "Money".into(),
        category: "Service".into(),
        service: "Adults".into(),
        owner: "Director".into(),
        treatment: Treatment::Treat,
        assurance: "Quarterly".into(),
        opened_in: NOW.parse().ok(),
        placeholder: false,
        controls: 1,
        bare_controls: 0,
        current: Some(current),
        target: Some(target),
        inherent: None,
        was_there: false,
        before: None,
    };
    let words = Risk {
        id,
        revision: 1,
        reference: row.reference.clone(),
        title: row.title.clone(),
        cause: "Demand goes on rising.".into(),
        event: "Spending runs ahead.".into(),
        consequence: "Reserves are drawn down.".into(),
        category: String::new(),
        service: String::new(),
        owner: String::new(),
        treatment: Treatment::Treat,
        assurance: String::new(),
        opened_in: NOW.parse().ok(),
        closed_in: None,
        closed_because: String::new(),
        placeholder: false,
        source: String::new(),
    };
    (row, words)
}

pub fn section(id: Id, kind: SectionKind, text: &str) -> Section {
    Section {
        id,
        revision: 1,
        period: NOW.parse().unwrap(),
        kind,
        position: u32::try_from(id).unwrap(),
        heading: format!("Section {id}"),
        text: text.into(),
        action_required: if kind == SectionKind::Challenge { "Meet weekly.".into() } else { String::new() },
        status: CommentaryStatus::Draft,
        carried_from: None,
        source: String::new(),
    }
}

pub fn commitment(id: Id, rating: Rating) -> CommitmentRow {
    CommitmentRow {
        id,
        reference: format!("CI{id}"),
        plan: "Commissioning intentions".into(),
        description: "A better offer".into(),
        scale: CommitmentScale::FourColour,
        owner: String::new(),
        due: None,
        placeholder: false,
        rating: Some(rating),
        rated_in: NOW.parse().ok(),
        illustrative: false,
        movement: quarterdeck::domain::commitment::Movement::New,
        from_illustrative: false,
        has_commentary: true,
        has_path: true,
        milestones: 0,
        milestones_done: 0,
    }
}

pub fn question(id: Id) -> QuestionRow {
    QuestionRow {
        id,
        meeting_id: 1,
        meeting: "Adults committee".into(),
        held_on: Some(day("2015-05-01")),
        when: "Q4 2014/15".into(),
        asker: "A member".into(),
        page: "12".into(),
        cited: "AC/C7".into(),
        question: "Why so few?".into(),
        status: QuestionStatus::Answered,
        promise_owner: String::new(),
        promise_due: None,
        promise_sent: None,
        days_late: None,
    }
}

impl World {
    /// One green and one red indicator, a budget, a risk, a commitment, a section: all in order.
    pub fn new() -> Self {
        let (risk_row, risk_words) = risk(1, 4, 5);
        let period = Period::parse(NOW).unwrap();
        let report = ReportMaterial {
            comparison: None,
            workbook: Workbook {
                id: 1,
                revision: 1,
                uuid: "u".into(),
                organisation: "Exampleton".into(),
                service: "Adults".into(),
                first_month: 4,
                scheme: "four-colour".into(),
                current_period: NOW.parse().ok(),
                review_ratings: vec![Rating::Red, Rating::RedAmber],
                note: String::new(),
                budget_tolerance: BUDGET_TOLERANCE,
                risk_threshold: RISK_THRESHOLD,
                compare_with: String::new(),
            },
            period,
            today: day("2015-07-06"),
            printed: vec![
                printed("summary.strategic.green", "1"),
                printed("summary.strategic.red", "1"),
                printed("summary.strategic.improving_or_same", "1"),
                printed("summary.strategic.worsening", "1"),
                printed("summary.strategic.expected", "2"),
                printed("summary.overall.green", "50% (1)"),
                printed("summary.overall.red", "50% (1)"),
                printed("summary.overall.improving_or_same", "50% (1)"),
                printed("summary.overall.worsening", "50% (1)"),
                printed("summary.overall.expected", "2"),
                printed("dashboard.revenue_variance", "25"),
                printed("commitments.green", "100% (1)"),
                printed("commitments.due", "1"),
                printed("heat_map.5.4", "1"),
            ],
            risks: Risks {
                period: NOW.parse().unwrap(),
                before: None,
                matrix: RiskMatrix::built_in().clone(),
                definition: None,
                matrix_before: RiskMatrix::built_in().clone(),
                threshold: 12,
                rows: vec![risk_row],
                printed: vec![printed("heat_map.5.4", "1")],
            },
            risk_words: vec![risk_words],
            controls: Vec::new(),
            budget: BudgetView {
                period: NOW.parse().unwrap(),
                tolerance: 2.0,
                revenue: Vec::new(),
                capital: Vec::new(),
                savings: Vec::new(),
                printed: Vec::new(),
            },
            commitments: vec![commitment(1, Rating::Green)],
            commitment_ratings: Vec::new(),
            sections: vec![section(1, SectionKind::Summary, "The year has begun well.")],
            questions: vec![question(1)],
            actions: Vec::new(),
            links: Vec::new(),
            acceptances: Vec::new(),
            rules_off: Vec::new(),
            words: Vec::new(),
            pages: Written::default(),
        };
        let lines = vec![
            (line(1, "Adults", None), amount(1, 300, 325)),
            (line(2, "Care", Some(1)), amount(2, 200, 226)),
            (line(3, "Staff", Some(1)), amount(3, 100, 99)),
        ];
        Self { report, indicators: vec![One::new(1), One::red(2)], lines, capital: None }
    }

    pub fn print(&mut self, field: &str, text: &str) {
        self.report.printed.retain(|one| one.field != field);
        self.report.printed.push(printed(field, text));
    }

    pub fn one(&mut self) -> &mut One {
        &mut self.indicators[0]
    }

    pub fn red(&mut self) -> &mut One {
        &mut self.indicators[1]
    }

    pub fn current(&mut self) -> &mut Assessment {
        self.report.risks.rows[0].current.as_mut().unwrap()
    }

    /// What the checks find.
    pub fn check(&self) -> CheckReport {
        let mut report = self.report.clone();
        let amounts: HashMap<Id, BudgetAmount> =
            self.lines.iter().map(|(line, amount)| (line.id, amount.clone())).collect();
        let lines = self.lines.iter().map(|(line, _)| line.clone()).collect();
        report.budget.revenue = quarterdeck::workbook::views::budget::revenue(lines, amounts, 2.0);
        if let Some((line, amount)) = &self.capital {
            let amounts = HashMap::from([(line.id, amount.clone())]);
            report.budget.capital =
                quarterdeck::workbook::views::budget::capital(vec![line.clone()], amounts, &HashMap::new());
        }
        let mut run = Run::new(report);
        let material: Vec<IndicatorMaterial> = self.indicators.iter().map(One::material).collect();
        // In two parts, as the program goes through them.
        let (first, rest) = material.split_at(material.len() / 2);
        run.indicators(first);
        run.indicators(rest);
        run.finish()
    }

    /// Codes of what is found, each once.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = self.check().findings.iter().map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

pub fn capital(original: i64, slippage_in: i64, slippage: i64, forecast: i64) -> (BudgetLine, CapitalAmount) {
    let thousand = |amount: i64| Some(amount * 100_000);
    let line = BudgetLine { kind: BudgetKind::Capital, ..line(50, "Buildings", None) };
    let amount = CapitalAmount {
        id: 1,
        revision: 1,
        line_id: 50,
        period: NOW.parse().unwrap(),
        original: thousand(original),
        slippage_in: thousand(slippage_in),
        slippage: thousand(slippage),
        additions: None,
        deletions: None,
        accelerations: None,
        forecast: thousand(forecast),
        slippage_out: None,
        stated_revised: thousand(original + slippage_in),
        stated_latest: thousand(original + slippage_in + slippage),
        stated_variance: thousand(forecast - original - slippage_in - slippage),
        variance_base: VarianceBase::Latest,
        comment: String::new(),
        rounding: 100_000,
        carried: false,
        source: String::new(),
    };
    (line, amount)
}
