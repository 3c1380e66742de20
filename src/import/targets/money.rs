//! Budgets: revenue lines, capital lines, and lines month by month.

use serde_json::{Value, json};

use super::Takes::{Any, Figure, Words};
use super::budget_line::{line, name_in};
use super::{Field, ImportKind};
use crate::domain::Unit;
use crate::import::extract::{RowView, belongs_to, words_of};
use crate::workbook::{BudgetAmount, BudgetKind, CapitalAmount, MonthlyAmount, Record, Table, VarianceBase};

const LINE: &[&str] = &[
    "description",
    "line",
    "budget line",
    "budget",
    "service",
    "cost centre",
    "budget area",
    "area",
    "scheme",
    "project",
    "name",
    "budget heading",
    "division",
    "expenditure type",
    "directorate",
];
const UNDER: &[&str] = &["parent", "group", "subtotal", "belongs to", "within"];
const CODE: &[&str] = &["cost centre code", "cost code", "cost centre number"];
const HOLDER: &[&str] = &["budget holder", "budget manager", "owner", "responsible officer"];
const COMMENT: &[&str] = &[
    "comments",
    "comment",
    "commentary",
    "explanation",
    "reason",
    "narrative",
    "explanation of variance",
    "reason for variance",
];

pub(super) const REVENUE: ImportKind = ImportKind {
    code: "revenue",
    title: "Revenue budget",
    noun: "budget lines",
    fields: &[
        Field::new("name", "budget line", Words, LINE),
        Field::new("under", "line it counts into", Words, UNDER),
        Field::new("code", "number of the line", Any, CODE),
        Field::new("owner", "budget holder", Words, HOLDER),
        Field::new(
            "original",
            "original budget",
            Figure,
            &["original budget", "original", "budget book", "approved budget", "base budget"],
        ),
        Field::new(
            "revised",
            "revised budget",
            Figure,
            &[
                "revised budget",
                "revised",
                "current budget",
                "latest budget",
                "budget v1",
                "annual budget",
                "full year budget",
                "net budget",
                "budget",
            ],
        ),
        Field::new(
            "forecast",
            "forecast",
            Figure,
            &[
                "forecast",
                "forecast outturn",
                "projected outturn",
                "year end forecast",
                "outturn",
                "q1 forecast",
                "q2 forecast",
                "q3 forecast",
                "projected year end",
                "predicted outturn",
                "full year forecast",
            ],
        ),
        Field::new(
            "variation",
            "variation as printed",
            Figure,
            &[
                "variation",
                "variance",
                "over under spend",
                "over underspend",
                "under overspend",
                "under over spend",
                "overspend underspend",
                "underspend overspend",
                "over under",
                "under over",
                "forecast variance",
                "projected variance",
                "outturn variance",
                "variance to budget",
                "overspend",
                "underspend",
            ],
        ),
        Field::new(
            "percent",
            "percentage as printed",
            Figure,
            &["% variation", "% variation of revised budget", "% variance", "variance %", "variation %"],
        ),
        Field::new("comment", "comment", Words, COMMENT),
        Field::new("actual", "spend of the month", Figure, &["spend of the month", "monthly spend"]).many(),
    ],
    needs: &[&["name"], &["revised", "original"], &["forecast", "variation", "actual"]],
    key: &["name"],
    fillers: &[],
    take: take_revenue,
};

pub(super) const CAPITAL: ImportKind = ImportKind {
    code: "capital",
    title: "Capital budget",
    noun: "capital lines",
    fields: &[
        Field::new("name", "scheme", Words, LINE),
        Field::new("under", "line it counts into", Words, UNDER),
        Field::new("code", "number of the line", Any, CODE),
        Field::new("owner", "budget holder", Words, HOLDER),
        Field::new(
            "original",
            "original budget",
            Figure,
            &["original budget", "original", "budget book", "approved budget"],
        ),
        Field::new(
            "slippage_in",
            "slippage brought forward",
            Figure,
            &[
                "slippage brought forward",
                "slippage c fwd",
                "slippage b fwd",
                "brought forward",
                "carried forward from",
            ],
        ),
        Field::new(
            "slippage",
            "slippage in the year",
            Figure,
            &[
                "slippage",
                "in year slippage",
                "slippage in year",
                "slippage incr spend",
                "slippage this quarter",
                "slippage accelerations",
                "slippage accelerated spend",
            ],
        ),
        Field::new(
            "additions",
            "additions",
            Figure,
            &["additions", "additional", "new schemes", "additions deletions", "additions reductions"],
        ),
        Field::new("deletions", "deletions", Figure, &["deletions", "deleted"]),
        Field::new(
            "accelerations",
            "accelerations",
            Figure,
            &["accelerations", "accelerated", "accelerated spend"],
        ),
        Field::new(
            "forecast",
            "forecast",
            Figure,
            &["forecast", "forecast to year end", "forecast outturn", "projected outturn", "outturn"],
        ),
        Field::new(
            "slippage_out",
            "slippage to next year",
            Figure,
            &["slippage out", "slippage to next year", "carry forward", "slippage to carry forward"],
        ),
        Field::new("revised", "revised budget as printed", Figure, &["revised budget", "revised"]),
        Field::new(
            "latest",
            "latest budget as printed",
            Figure,
            &["latest budget", "latest approved budget", "current budget"],
        ),
        Field::new(
            "variance",
            "variance as printed",
            Figure,
            &[
                "variance",
                "variance from revised budget",
                "variance from latest budget",
                "variance from approved budget",
            ],
        ),
        Field::new("comment", "comment", Words, COMMENT),
    ],
    needs: &[
        &["name"],
        &["original", "revised", "latest"],
        &["slippage", "slippage_in", "slippage_out", "additions", "deletions", "accelerations"],
    ],
    key: &["name"],
    fillers: &[],
    take: take_capital,
};

pub(super) const MONTHS: ImportKind = ImportKind {
    code: "months",
    title: "Budget month by month",
    noun: "months",
    fields: &[
        Field::new("name", "budget line", Words, LINE),
        Field::new("under", "line it counts into", Words, UNDER),
        Field::new("code", "number of the line", Any, CODE),
        Field::new("kind", "revenue or capital", Words, &["revenue or capital", "budget type"]),
        Field::new("period", "month", super::Takes::Time, &["month", "period", "date"]),
        Field::new(
            "budget",
            "budget",
            Figure,
            &[
                "budget",
                "profiled budget",
                "budget profile",
                "profile",
                "monthly budget",
                "planned",
                "budget to date",
            ],
        )
        .many(),
        Field::new(
            "actual",
            "actual",
            Figure,
            &["actual", "actuals", "spend", "actual spend", "expenditure"],
        )
        .many(),
        Field::new("forecast", "forecast", Figure, &["forecast", "forecast spend", "projected"]).many(),
    ],
    needs: &[&["name"], &["period", "budget", "actual"], &["budget", "actual", "forecast"]],
    key: &["name"],
    fillers: &[],
    take: take_months,
};

fn amount(pence: Option<i64>) -> Value {
    pence.map_or(Value::Null, Value::from)
}

fn take_revenue(row: &mut RowView<'_>) {
    let Some(key) = line(row, BudgetKind::Revenue) else { return };
    let name = name_in(&key).to_owned();
    let Some(period) = row.reported() else { return };
    let mut said: Vec<(&str, Value)> = Vec::new();
    for (field, kept) in [
        ("original", "original"),
        ("revised", "revised"),
        ("forecast", "forecast"),
        ("variation", "stated_variation"),
    ] {
        said.push((kept, amount(row.pence(field))));
    }
    said.push((
        "stated_percent",
        row.figure("percent", Unit::Percent).map_or(Value::Null, |percent| json!(percent)),
    ));
    said.push(("comment", words_of(&row.text("comment"))));
    let rounding = row.rounding("revised").max(row.rounding("forecast"));
    said.push(("rounding", json!(rounding)));
    let source = row.source("name");
    said.push(("source", words_of(&source)));
    let record = BudgetAmount { period, rounding, source, ..BudgetAmount::default() };
    row.say(
        "name",
        &format!("{name} figures"),
        Record::BudgetAmount(record),
        &["line_id", "period"],
        said,
        vec![belongs_to("line_id", Table::BudgetLine, &key)],
    );
    say_months(row, &key, &["actual"]);
}

fn take_capital(row: &mut RowView<'_>) {
    let Some(key) = line(row, BudgetKind::Capital) else { return };
    let name = name_in(&key).to_owned();
    let Some(period) = row.reported() else { return };
    let mut said: Vec<(&str, Value)> = Vec::new();
    for (field, kept) in [
        ("original", "original"),
        ("slippage_in", "slippage_in"),
        ("slippage", "slippage"),
        ("additions", "additions"),
        ("deletions", "deletions"),
        ("accelerations", "accelerations"),
        ("forecast", "forecast"),
        ("slippage_out", "slippage_out"),
        ("revised", "stated_revised"),
        ("latest", "stated_latest"),
        ("variance", "stated_variance"),
    ] {
        let pence = row.pence(field);
        // Kept as what they are, the size of a reduction.
        let pence = if field == "deletions" { pence.map(i64::saturating_abs) } else { pence };
        said.push((kept, amount(pence)));
    }
    // What the printed variance is measured from is said by its heading.
    let base =
        row.heading("variance").map(|heading| crate::import::words::plain(&heading)).unwrap_or_default();
    let base = if base.contains("revised") {
        VarianceBase::Revised
    } else if base.contains("original") {
        VarianceBase::Original
    } else {
        VarianceBase::Latest
    };
    said.push(("variance_base", json!(base)));
    said.push(("comment", words_of(&row.text("comment"))));
    let rounding = row.rounding("original").max(row.rounding("revised"));
    let source = row.source("name");
    said.push(("source", words_of(&source)));
    let record = CapitalAmount { period, variance_base: base, rounding, source, ..CapitalAmount::default() };
    row.say(
        "name",
        &format!("{name} capital figures"),
        Record::CapitalAmount(record),
        &["line_id", "period"],
        said,
        vec![belongs_to("line_id", Table::BudgetLine, &key)],
    );
}

fn take_months(row: &mut RowView<'_>) {
    let kind = match row.text("kind").trim().to_lowercase().as_str() {
        "revenue" => BudgetKind::Revenue,
        "capital" => BudgetKind::Capital,
        _ => return row.refuse("kind", "it has to say whether the line is “revenue” or “capital”"),
    };
    let Some(key) = line(row, kind) else { return };
    say_months(row, &key, &["budget", "actual", "forecast"]);
}

/// Says the amounts of months of a line.
fn say_months(row: &mut RowView<'_>, key: &str, fields: &[&'static str]) {
    for (month, field, pence, source) in row.monthly(fields) {
        let record = MonthlyAmount {
            id: 0,
            revision: 0,
            line_id: 0,
            period: month,
            budget: None,
            actual: None,
            forecast: None,
            illustrative: false,
            source: source.clone(),
        };
        row.say(
            field,
            &format!("{} {month} {field}", name_in(key)),
            Record::MonthlyAmount(record),
            &["line_id", "period"],
            vec![(field, json!(pence)), ("source", json!(source))],
            vec![belongs_to("line_id", Table::BudgetLine, key)],
        );
    }
}
