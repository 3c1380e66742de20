//! Drawing the log of questions, and one question in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Questions;
use crate::domain::dates::short_date;
use crate::domain::member_questions::QuestionStatus;
use crate::screens::Context;
use crate::ui::facts;
use crate::ui::frame::{Pane, take_left, take_top};
use crate::ui::reading_pane::Text;
use crate::ui::rich::{Line, Rich, draw, run};
use crate::ui::table::{Cell, Column, fitted};
use crate::ui::theme::{Role, Theme};
use crate::workbook::{PromiseSummary, QuestionDetail, QuestionFilter, QuestionRow};

/// Question and reply stand side by side from this width on.
const BESIDE: u16 = 100;

const COLUMNS: &[Column] = &[
    Column::words("Status", 10, 0, 0),
    Column::words("Meeting", 14, 1, 4),
    Column::words("When", 11, 0, 3),
    Column::figures("Page", 4, 6),
    Column::words("Cites", 9, 2, 3),
    Column::words("Question", 24, 6, 0),
    Column::words("Due", 16, 0, 0),
    Column::words("Owner", 14, 1, 5),
];

/// `! overdue`: a sign and a word.
pub fn status_text(status: QuestionStatus) -> String {
    format!("{} {}", status.symbol(), status.code())
}

/// How a status is drawn, on top of its sign and word.
pub fn status_role(status: QuestionStatus) -> Role {
    match status {
        QuestionStatus::Overdue => Role::Worse,
        QuestionStatus::Open | QuestionStatus::Promised => Role::Strong,
        QuestionStatus::Answered => Role::Text,
        QuestionStatus::Sent | QuestionStatus::Resolved => Role::Dim,
    }
}

fn due(row: &QuestionRow) -> (String, Role) {
    match (row.status.is_owed(), row.promise_due, row.promise_sent) {
        (_, _, Some(sent)) => (format!("sent {}", short_date(sent)), Role::Dim),
        (true, None, None) => ("! no date".to_owned(), Role::Worse),
        (true, Some(due), None) if row.status == QuestionStatus::Overdue => {
            (format!("! {}", short_date(due)), Role::Worse)
        }
        (_, Some(due), None) => (short_date(due), Role::Text),
        (false, None, None) => (String::new(), Role::Text),
    }
}

fn cells<'a>(row: &'a QuestionRow, theme: &Theme) -> Vec<Cell<'a>> {
    let (due, due_role) = due(row);
    let owner = if row.status.is_owed() && row.promise_owner.trim().is_empty() {
        Cell::new("! no owner").style(theme.style(Role::Worse))
    } else {
        Cell::new(row.promise_owner.as_str())
    };
    vec![
        Cell::new(status_text(row.status)).style(theme.style(status_role(row.status))),
        Cell::new(row.meeting.as_str()),
        Cell::new(row.when.as_str()).style(theme.style(Role::Dim)),
        Cell::new(row.page.as_str()),
        Cell::new(row.cited.as_str()),
        Cell::new(row.question.as_str()),
        Cell::new(due).style(theme.style(due_role)),
        owner,
    ]
}

/// The columns as these questions need them.
pub(super) fn measured(rows: &[QuestionRow], theme: &Theme) -> Vec<Column> {
    fitted(COLUMNS, rows.iter().map(|row| cells(row, theme)))
}

impl Questions {
    fn areas(&self, area: Rect) -> (Rect, Rect) {
        let under = match area.height {
            _ if self.rows.list.total() == 0 => 0,
            0..=15 => 0,
            16..=27 => 8,
            height => (height * 2 / 5).min(20),
        };
        take_top(area, area.height - under)
    }

    /// Where the rows of the list are.
    pub(super) fn list_rows(&self, area: Rect) -> Rect {
        self.rows.rows_in(self.areas(area).0)
    }

    pub(super) fn list_height(&self, area: Rect) -> u16 {
        self.list_rows(area).height.max(1)
    }

    /// How many questions a filter would show, as a note.
    pub(super) fn count_of(&self, filter: QuestionFilter) -> String {
        let summary = &self.summary;
        let count = match filter {
            QuestionFilter::All => summary.questions,
            QuestionFilter::Open => summary.unanswered,
            QuestionFilter::Promised => summary.promised,
            QuestionFilter::Unsent => summary.unsent,
            QuestionFilter::Overdue => summary.overdue,
            QuestionFilter::Answered | QuestionFilter::Resolved => return String::new(),
        };
        count.to_string()
    }

    pub(super) fn draw(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if self.rows.reading {
            return self.draw_question(context, area, true, buffer);
        }
        let (list, under) = self.areas(area);
        let cursor = self.draw_list(context, list, buffer);
        if under.height >= 3 {
            self.draw_under(context, under, buffer);
        }
        cursor
    }

    fn draw_list(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let title = match self.filter {
            QuestionFilter::All => format!("Questions: {}", standing(&self.summary)),
            filter => format!("Questions: {}", filter.title().to_lowercase()),
        };
        Pane { title: &title, note: &self.rows.note(), focused: true }.draw(theme, area, buffer);
        let rows = self.list_rows(context.area);
        let nothing = if self.is_filtered() {
            "None of these. F shows every question."
        } else {
            "No questions yet. A logs one, with its meeting."
        };
        let find = Rect { y: area.y + 1, ..rows };
        self.rows.draw((find, rows), theme, nothing, |row| cells(row, theme), buffer)
    }

    fn draw_under(&self, context: &Context, area: Rect, buffer: &mut Buffer) {
        if self.current_detail().is_none() {
            Pane::default().draw(context.theme, area, buffer);
            return;
        }
        self.draw_question(context, area, false, buffer);
    }

    /// Question and reply, beside each other where there is room.
    fn draw_question(
        &self,
        context: &Context,
        area: Rect,
        focused: bool,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let Some(detail) = self.current_detail() else {
            Pane { title: "Question", note: "", focused }.draw(theme, area, buffer);
            return Some(Position::new(area.x + 2, area.y + 1));
        };
        let heading = heading(detail);
        let pane = Pane { title: &heading, note: "", focused };
        if area.width < BESIDE {
            let pane = Pane { note: if focused { "" } else { "Enter opens" }, ..pane };
            let lines = self.lines(detail, context, pane.inside(area).width);
            return Some(self.rows.pane.draw(pane, &lines, theme, area, buffer));
        }
        let (left, right) = take_left(area, area.width / 2, 0);
        let reply = Pane { title: "Reply, and what is owed", ..pane };
        let inside = reply.inside(right);
        let lines = self.reply_lines(detail, context, inside.width);
        let question = question_lines(detail, theme, inside.width);
        let longest = lines.len().max(question.len());
        self.rows.pane.draw(reply, &lines, theme, right, buffer);
        let top = self.rows.pane.first(longest, inside, focused);
        let inside = pane.draw(theme, left, buffer);
        draw(question.get(top..).unwrap_or_default(), 0, inside, buffer);
        Some(inside.as_position())
    }

    /// Question and reply under each other.
    fn lines(&self, detail: &QuestionDetail, context: &Context, width: u16) -> Vec<Line> {
        let mut lines = question_lines(detail, context.theme, width);
        lines.push(Vec::new());
        lines.extend(self.reply_lines(detail, context, width));
        lines
    }

    fn reply_lines(&self, detail: &QuestionDetail, context: &Context, width: u16) -> Vec<Line> {
        let theme = context.theme;
        let question = &detail.question;
        let today = context.session.judged_on();
        let status = question.status(today);
        let mut rich = Rich::new(theme, width, 11);
        let mut state = vec![run(status_text(status), theme.style(status_role(status)))];
        if let Some(late) = question.asked().days_late(today) {
            let days = if late == 1 { "1 day".to_owned() } else { format!("{late} days") };
            state.push(run(format!(", {days} late"), theme.style(Role::Worse)));
        }
        rich.runs("Status", state);
        rich.gap();
        if context.session.draft(&format!("question {}: reply", question.id), 0).is_some() {
            rich.text("A reply is being written: c goes on with the draft.", Role::Info);
        }
        if question.reply.trim().is_empty() {
            rich.text("No reply written. c writes one; + promises what cannot be answered now.", Role::Dim);
        } else {
            rich.text(&question.reply, Role::Text);
        }
        if !question.promise.trim().is_empty() {
            rich.heading(if status.is_owed() { "Still owed" } else { "Promised" });
            rich.text(&question.promise, Role::Text);
            let owed = status.is_owed();
            let part = |text: String, wrong: bool| {
                run(text, theme.style(if wrong { Role::Worse } else { Role::Text }))
            };
            let owner = match question.promise_owner.trim() {
                "" if owed => part("! no owner".to_owned(), true),
                "" => part("no owner".to_owned(), false),
                owner => part(owner.to_owned(), false),
            };
            let due = match question.promise_due {
                None if owed => part(", ! no date: + sets both".to_owned(), true),
                None => part(String::new(), false),
                Some(due) => part(format!(", due {}", short_date(due)), false),
            };
            let sent = match question.promise_sent {
                Some(sent) => format!(", sent {}", short_date(sent)),
                None if owed => ", not sent".to_owned(),
                None => String::new(),
            };
            rich.runs("By", vec![owner, due, part(sent, false)]);
        }
        if !detail.actions.is_empty() {
            rich.heading(&format!("Actions ({})", detail.actions.len()));
            for row in &detail.actions {
                facts::action(&mut rich, row, usize::MAX, today);
            }
        }
        if !question.resolution.trim().is_empty() {
            rich.heading("How it ended");
            rich.text(&question.resolution, Role::Text);
        }
        rich.lines
    }

    /// The text of the question that has the screen.
    pub(super) fn text_of(&self, context: &Context) -> Text<impl FnOnce() -> usize> {
        let halves = context.area.width >= BESIDE;
        let area = if halves { take_left(context.area, context.area.width / 2, 0).1 } else { context.area };
        let inside = Pane::default().inside(area);
        let lines = move || {
            let Some(detail) = self.current_detail() else { return 0 };
            if halves {
                let reply = self.reply_lines(detail, context, inside.width).len();
                reply.max(question_lines(detail, context.theme, inside.width).len())
            } else {
                self.lines(detail, context, inside.width).len()
            }
        };
        (inside, lines)
    }
}

/// "18 at 2 meetings; 7 answers promised, none sent".
fn standing(summary: &PromiseSummary) -> String {
    let meetings = match summary.meetings {
        1 => "1 meeting".to_owned(),
        many => format!("{many} meetings"),
    };
    let mut text = format!("{} at {meetings}", summary.questions);
    if summary.promised > 0 {
        let sent = match summary.promised - summary.unsent.min(summary.promised) {
            0 => "none sent".to_owned(),
            sent => format!("{} still owed, {sent} settled", summary.unsent),
        };
        let answers = if summary.promised == 1 { "answer" } else { "answers" };
        text.push_str(&format!("; {} {answers} promised, {sent}", summary.promised));
    }
    if summary.overdue > 0 {
        text.push_str(&format!(", {} overdue", summary.overdue));
    }
    text
}

fn heading(detail: &QuestionDetail) -> String {
    match detail.question.citation() {
        cited if cited.is_empty() => detail.meeting.name.clone(),
        cited => format!("{}: {cited}", detail.meeting.name),
    }
}

fn question_lines(detail: &QuestionDetail, theme: &Theme, width: u16) -> Vec<Line> {
    let (question, meeting) = (&detail.question, &detail.meeting);
    let mut rich = Rich::new(theme, width, 11);
    rich.text(&question.question, Role::Strong);
    rich.gap();
    match question.asker.trim() {
        "" => rich.fact_in("Asked by", "not said", Role::Dim),
        asker => rich.fact("Asked by", asker),
    }
    if !question.citation().is_empty() {
        rich.fact("Cites", &question.citation());
    }
    let held = match meeting.held_on {
        Some(_) => meeting.title(),
        None => format!("{} (no date given)", meeting.name),
    };
    rich.fact("Meeting", &held);
    if !meeting.report.is_empty() {
        rich.fact("Report", &meeting.report);
    }
    if !meeting.resolution.is_empty() {
        rich.fact("Resolved", &meeting.resolution);
    }
    if !meeting.source.is_empty() {
        rich.fact_in("Source", &meeting.source, Role::Dim);
    }
    if !detail.linked.is_empty() {
        facts::linked(&mut rich, &detail.linked);
    }
    rich.lines
}
