//! Going to any period, each seen at once while moving.

use crate::domain::PeriodKind;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::{Context, Effect};
use crate::workbook::PeriodStatus;

/// The list of periods by their lengths, the latest first. Each shows itself as the cursor comes to
/// it; Esc goes back to where one was.
pub fn choose(context: &Context) -> Option<Choice> {
    let session = context.session;
    let mut rows = Vec::new();
    let mut codes = Vec::new();
    for (kind, title) in
        [(PeriodKind::Quarter, "Quarters"), (PeriodKind::Month, "Months"), (PeriodKind::Year, "Years")]
    {
        let mut periods: Vec<_> = session
            .opening
            .iter()
            .flat_map(|opening| opening.periods.iter())
            .map(|record| (record.code, record))
            .filter(|(period, _)| period.kind() == kind)
            .collect();
        periods.sort_unstable_by_key(|(period, _)| std::cmp::Reverse(*period));
        if periods.is_empty() {
            continue;
        }
        rows.push(ChoiceRow::heading(title));
        codes.push(None);
        for (period, record) in periods {
            let note = if record.status == PeriodStatus::Open { "" } else { "closed" };
            rows.push(ChoiceRow::new(record.code.title()).note(note).ticked(record.code == session.period));
            codes.push(Some(period));
        }
    }
    let before = session.period;
    (!rows.is_empty()).then(|| {
        Choice::one("period", "Which period?", rows).acting(move |row| {
            let code = row.and_then(|at| codes.get(at).copied().flatten());
            vec![Effect::SetPeriod(code.unwrap_or(before))]
        })
    })
}
