//! Forms that decide about findings: letting one stand, doing without a check.

use super::{Form, FormField, Keep};
use crate::checks::Check;
use crate::screens::{Context, Screen};
use crate::workbook::edits::switch_rule;
use crate::workbook::{CheckReport, Finding};

/// Lets a finding stand, for a reason.
pub fn accept(finding: &Finding, context: &Context) -> Box<dyn Screen> {
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("Kept in the history. The finding comes back when its figures change."),
    ];
    let reference = finding.reference.clone();
    let keep = Keep::about(finding.subject, format!("accept {} {}", finding.code, finding.field), &reference);
    let title = format!("Accept: {reference}");
    let intro = vec![finding.message.clone()];
    let (finding, period) = (finding.clone(), context.session.period);
    let form = Form::new(title, fields, move |values, context| {
        let session = context.session;
        Ok(finding.accept(period, values.get("reason"), &session.user, &session.timestamp()))
    })
    .intro(intro)
    .kept(keep, context);
    Box::new(form)
}

/// Does without a check in this workbook, for a reason.
pub fn turn_off(check: &'static Check, report: &CheckReport, _: &Context) -> Box<dyn Screen> {
    let found = report.findings.iter().filter(|finding| finding.code == check.code).count();
    let finds = match found {
        0 => "It finds nothing now.".to_owned(),
        1 => "It finds 1 thing now, which will no longer be listed.".to_owned(),
        many => format!("It finds {many} things now, which will no longer be listed."),
    };
    let intro = vec![format!("It looks for {}.", check.looks_for), finds];
    let fields = vec![
        FormField::text_area("reason", "Because", "", 3)
            .required()
            .help("Shown wherever the checks are told of. E turns it on again."),
    ];
    let off = report.rules_off.clone();
    let form = Form::new(format!("Turn off: {}", check.code), fields, move |values, context| {
        let session = context.session;
        Ok(switch_rule(check.code, &off, values.get("reason"), &session.user, &session.timestamp()))
    })
    .intro(intro);
    Box::new(form)
}
