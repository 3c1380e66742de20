//! The forms of the chart: a note on a point, a new start of the limits, limits frozen, a changed definition.

use crate::screens::forms::{Form, FormField, Keep};
use crate::screens::{Context, Screen};
use crate::workbook::ChartMarkKind;
use crate::workbook::chart::ChartSeries;
use crate::workbook::edits;
use crate::workbook::steps::chart::{freeze as freeze_step, note_on_point, rebase as rebase_step};

fn keep(series: &ChartSeries, at: usize, what: &str) -> Keep {
    let period = series.points.get(at).map_or(String::new(), |point| point.period.code());
    Keep {
        subject: format!("{what} {period}"),
        indicator: series.indicator.id,
        reference: series.indicator.reference.clone(),
    }
}

fn title(series: &ChartSeries, at: usize) -> String {
    series.points.get(at).map_or(String::new(), |point| point.period.title())
}

/// What happened at a point.
pub(super) fn note(series: &ChartSeries, at: usize, context: &Context) -> Box<dyn Screen> {
    let known = series.mark(at, ChartMarkKind::Note).map_or("", |mark| mark.text.as_str());
    let fields = vec![
        FormField::text_area("text", "Note", known, 3)
            .help("What happened: a new contract, a changed definition. Emptied, the note goes."),
    ];
    let heading = format!("Note on {}, {}", series.indicator.reference, title(series, at));
    let kept = keep(series, at, "note on chart");
    let series = series.clone();
    let form =
        Form::new(heading, fields, move |values, _| Ok(note_on_point(&series, at, values.get("text"))))
            .kept(kept, context);
    Box::new(form)
}

/// Why the limits start anew at a point.
pub(super) fn rebase(series: &ChartSeries, at: usize, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("What changed for good: a new service, another way of counting."),
    ];
    let heading = format!("New limits for {} from {}", series.indicator.reference, title(series, at));
    let intro = vec![
        "Mean and limits are worked out anew from this point on; those before stay. Do it only where the \
         reason is known, or a real change is hidden. b takes it back."
            .to_owned(),
    ];
    let kept = keep(series, at, "new limits");
    let series = series.clone();
    let form =
        Form::new(heading, fields, move |values, _| Ok(rebase_step(&series, at, values.get("reason"))))
            .intro(intro)
            .kept(kept, context);
    Box::new(form)
}

/// Why the limits are worked out from no later result than a point's.
pub(super) fn freeze(series: &ChartSeries, at: usize, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .help("Such as: the twenty months before the change. May be left empty."),
    ];
    let heading =
        format!("Limits for {} from results up to {}", series.indicator.reference, title(series, at));
    let intro = vec![
        "Mean and limits are worked out from the results up to this point, and every later one is judged \
         by them. B takes it back."
            .to_owned(),
    ];
    let kept = keep(series, at, "frozen limits");
    let series = series.clone();
    let form = Form::new(heading, fields, move |values, _| {
        freeze_step(&series, at, values.get("reason")).map_err(|why| vec![("reason", why)])
    })
    .intro(intro)
    .kept(kept, context);
    Box::new(form)
}

/// From which period on the definition is another one, and what changed.
pub(super) fn break_series(series: &ChartSeries, at: usize, context: &Context) -> Box<dyn Screen> {
    let from = series.points.get(at).map_or(String::new(), |point| point.period.code());
    let fields = vec![
        FormField::line("from", "From", &from).required().help("The first period of the new definition."),
        FormField::text_area("note", "What changed", "", 3).required().help(
            "Printed with the line in charts: young carers are counted too, the survey is another one.",
        ),
    ];
    let heading = format!("Definition of {} changed", series.indicator.reference);
    let intro = vec![
        "No result before it is compared with one after it: no direction of travel, no change on last year, \
         limits of their own on either side. | takes it back."
            .to_owned(),
    ];
    let kept = keep(series, at, "definition changed");
    let series = series.clone();
    let form = Form::new(heading, fields, move |values, context| {
        let typed = ["from", "note"].into_iter().map(|field| (field, values.get(field).to_owned()));
        edits::series_break(&series, &typed.collect(), &context.session.when())
    })
    .intro(intro)
    .kept(kept, context);
    Box::new(form)
}
