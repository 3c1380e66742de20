//! Marks of the checks beside what they are about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::rich::{Rich, run};
use super::theme::{Role, Theme};
use crate::workbook::{CheckReport, CheckSeverity, Subject};

/// The role a severity is drawn in, beside its sign.
pub fn role(severity: CheckSeverity) -> Role {
    match severity {
        CheckSeverity::Error => Role::Worse,
        CheckSeverity::Warning => Role::Strong,
        CheckSeverity::Note => Role::Dim,
    }
}

/// Puts the sign of the worst open finding about a subject in the second column of its row. Notes
/// are left to the screen of the checks.
pub fn mark(
    report: Option<&CheckReport>,
    subject: Subject,
    theme: &Theme,
    row: Rect,
    selected: bool,
    buffer: &mut Buffer,
) {
    let worst = report.and_then(|report| report.mark(subject)).filter(|worst| *worst != CheckSeverity::Note);
    let Some(worst) = worst.filter(|_| row.width > 1) else { return };
    if selected {
        // In the style of the row, which says more than any colour here.
        buffer[(row.x + 1, row.y)].set_symbol(worst.sign());
    } else {
        buffer.set_stringn(row.x + 1, row.y, worst.sign(), 1, theme.style(role(worst)));
    }
}

/// The open findings about a subject, a line each, since there is a screen that says them in full;
/// nothing where there are none.
pub fn lines(rich: &mut Rich, report: Option<&CheckReport>, subject: Subject) {
    let Some(report) = report else { return };
    let found: Vec<_> = report.about(subject).collect();
    if found.is_empty() {
        return;
    }
    rich.heading(&format!("Checks ({}): d opens them", found.len()));
    for finding in found {
        let style = rich.theme.style(role(finding.severity));
        let text = rich.theme.style(Role::Text);
        let room = rich.width.saturating_sub(2);
        for (at, line) in super::frame::wrapped(&finding.message, room, 2).into_iter().enumerate() {
            let sign = if at == 0 { format!("{} ", finding.severity.sign()) } else { "  ".to_owned() };
            rich.lines.push(vec![run(sign, style), run(line, text)]);
        }
    }
}
