//! The one table of commands. Keys, footer, help, palette, `quarterdeck keys`
//! and the manual page are all read from it; nothing else lists a key.

use super::command::{Changes, Command, Group, KeyContext, Scope};

/// One command: what it is called, where it works and which keys run it.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub command: Command,
    /// What it does, for the help and the palette: "mark reviewed, open the next".
    pub title: &'static str,
    /// The same in a word or two, for the footer.
    pub hint: &'static str,
    pub group: Group,
    pub scopes: &'static [Scope],
    /// As [`super::Key::parse`] reads them. None: the palette only.
    pub keys: &'static [&'static str],
    /// Why it cannot be used now, or nothing when it can.
    pub unless: Option<fn(&KeyContext) -> Option<&'static str>>,
    pub changes: Changes,
    /// Place in the footer, 1 first; 0 keeps it out of the footer.
    pub footer: u8,
}

impl Row {
    pub(super) const fn unless(mut self, test: fn(&KeyContext) -> Option<&'static str>) -> Self {
        self.unless = Some(test);
        self
    }
    pub(super) const fn changes(mut self, changes: Changes) -> Self {
        self.changes = changes;
        self
    }
    pub(super) const fn footer(mut self, place: u8) -> Self {
        self.footer = place;
        self
    }

    /// Whether it acts on what is shown, and so must not run ahead of it. Moving does not.
    pub fn acts(&self) -> bool {
        self.group != Group::Move || self.command == Command::Open
    }

    /// The keys that run it; while typing, a plain letter is a letter.
    pub fn keys_for(&self, typing: bool) -> impl Iterator<Item = &'static str> {
        self.keys
            .iter()
            .copied()
            .filter(move |text| !(typing && (text.chars().count() == 1 || *text == "Space")))
    }

    /// Why this command cannot be used now, or `None` when it can.
    pub fn unavailable(&self, facts: &KeyContext) -> Option<&'static str> {
        if self.changes != Changes::Nothing && facts.read_only {
            return Some("this workbook is open read-only");
        }
        if self.changes == Changes::Period && facts.closed {
            return Some("this period is closed: reopen it from the palette first");
        }
        self.unless.and_then(|test| test(facts))
    }
}

pub(super) const fn row(
    command: Command,
    keys: &'static [&'static str],
    hint: &'static str,
    title: &'static str,
    group: Group,
    scopes: &'static [Scope],
) -> Row {
    Row { command, title, hint, group, scopes, keys, unless: None, changes: Changes::Nothing, footer: 0 }
}

pub(super) use super::needs::*;

use Command as C;
use Group as G;
use Scope as S;

const LISTS: &[Scope] = &[
    S::Global,
    S::Palette,
    S::Help,
    S::Choice,
    S::Links,
    S::Reading,
    S::Welcome,
    S::Months,
    S::Import,
    S::ImportFiles,
    S::Collect,
    S::Report,
    S::Pasting,
];
const PAGES: &[Scope] = &[
    S::Global,
    S::Help,
    S::Choice,
    S::Links,
    S::Reading,
    S::Palette,
    S::Months,
    S::Import,
    S::ImportFiles,
    S::Collect,
    S::Report,
    S::Pasting,
];
const ONE: &[Scope] = &[S::Indicators, S::Detail];
pub(super) const ONE_AND_REVIEW: &[Scope] = &[S::Indicators, S::Detail, S::Review];
const LINKABLE: &[Scope] = &[
    S::Indicators,
    S::Detail,
    S::Review,
    S::Actions,
    S::Risks,
    S::RiskTable,
    S::Budget,
    S::Delivery,
    S::Commitment,
    S::Questions,
    S::Narrative,
];
const WITH_HISTORY: &[Scope] = &[
    S::Indicators,
    S::Detail,
    S::Review,
    S::Actions,
    S::Risks,
    S::RiskTable,
    S::Budget,
    S::Delivery,
    S::Commitment,
    S::Questions,
    S::Narrative,
    S::Checks,
];
const ZOOMED: &[Scope] = &[S::Indicators, S::Detail, S::Budget];
const SHEETS: &[Scope] = &[S::Global, S::Months];
const FILTERED: &[Scope] =
    &[S::Indicators, S::Actions, S::Risks, S::RiskTable, S::Delivery, S::Questions, S::History];
const COPIED: &[Scope] = &[
    S::Indicators,
    S::Detail,
    S::Actions,
    S::Risks,
    S::RiskTable,
    S::Budget,
    S::Delivery,
    S::Commitment,
    S::Questions,
    S::Narrative,
    S::Checks,
    S::History,
];

/// Every command, in the order the help lists them.
pub const TABLE: &[Row] = &joined::<{ count(PARTS) }>(PARTS);

/// The parts of the table: those of the service report, then the rest.
const PARTS: &[&[Row]] = &[
    crate::input::keys_risks::ROWS,
    crate::input::keys_budget::ROWS,
    crate::input::keys_delivery::ROWS,
    crate::input::keys_questions::ROWS,
    crate::input::keys_themes::ROWS,
    crate::input::keys_narrative::ROWS,
    crate::input::keys_checks::ROWS,
    crate::input::keys_compare::ROWS,
    crate::input::keys_import::ROWS,
    crate::input::keys_chart::ROWS,
    super::keys_grid::ROWS,
    crate::input::keys_returns::ROWS,
    crate::input::keys_year::ROWS,
    crate::input::keys_report::ROWS,
    BASE,
    super::typing::ROWS,
];

const fn count(parts: &[&[Row]]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < parts.len() {
        count += parts[at].len();
        at += 1;
    }
    count
}

const fn joined<const N: usize>(parts: &[&[Row]]) -> [Row; N] {
    let mut all = [BASE[0]; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            at += 1;
            row += 1;
        }
        part += 1;
    }
    all
}

const BASE: &[Row] = &[
    // The main job.
    row(
        C::Reviewed,
        &["r"],
        "reviewed",
        "mark reviewed and open the next; says what is missing",
        G::Job,
        &[S::Review],
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(3),
    row(C::Write, &["c"], "write", "write the reasons for performance", G::Job, ONE_AND_REVIEW)
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(1),
    row(C::WriteRisks, &[], "", "write risks and opportunities", G::Job, ONE_AND_REVIEW)
        .unless(needs_row)
        .changes(Changes::Period),
    row(
        C::AddAction,
        &["a"],
        "action",
        "add a corrective action",
        G::Job,
        &[S::Indicators, S::Detail, S::Review, S::Actions],
    )
    .unless(needs_row)
    .changes(Changes::Period)
    .footer(2),
    row(
        C::EditAction,
        &["e", "F2"],
        "edit action",
        "edit the action under the cursor",
        G::Job,
        &[S::Review, S::Actions],
    )
    .unless(needs_action)
    .changes(Changes::Workbook)
    .footer(4),
    row(
        C::CloseAction,
        &["x"],
        "close action",
        "close an action: done or dropped",
        G::Job,
        &[S::Review, S::Actions],
    )
    .unless(needs_action)
    .changes(Changes::Workbook)
    .footer(7),
    row(
        C::RemoveAction,
        &["Delete"],
        "delete",
        "delete an action (asks first)",
        G::Job,
        &[S::Review, S::Actions],
    )
    .unless(needs_action)
    .changes(Changes::Workbook),
    row(
        C::ChangeMarked,
        &["M"],
        "change marked",
        "give the marked actions another date or owner, as one step",
        G::Job,
        &[S::Actions],
    )
    .unless(needs_row)
    .changes(Changes::Workbook)
    .footer(5),
    row(C::NoAction, &["-"], "no action", "say why no action is proposed", G::Job, &[S::Review])
        .unless(needs_row)
        .changes(Changes::Period),
    row(
        C::Insert,
        &["i"],
        "insert words",
        "insert words from last quarter or another indicator",
        G::Job,
        &[S::Review],
    )
    .unless(needs_earlier)
    .changes(Changes::Period)
    .footer(6),
    row(C::NextRed, &["n"], "next", "the next without marking this one", G::Job, &[S::Review])
        .unless(needs_row)
        .footer(5),
    row(C::PreviousRed, &["N"], "previous", "the one before", G::Job, &[S::Review]).unless(needs_row),
    row(C::Skip, &[">"], "skip", "skip for now, with a reason", G::Job, &[S::Review])
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(8),
    row(
        C::StartReview,
        &["r"],
        "review",
        "the review: what needs words and actions, worst first",
        G::Job,
        &[S::Overview, S::Indicators, S::Detail],
    )
    .unless(needs_workbook)
    .footer(3),
    row(
        C::Why,
        &["w"],
        "why this colour",
        "why this colour: the rule, the numbers, how far to the next",
        G::Job,
        ONE_AND_REVIEW,
    )
    .unless(needs_row)
    .footer(4),
    row(C::Override, &["o"], "override", "override the rating, with a reason", G::Job, ONE_AND_REVIEW)
        .unless(needs_row)
        .changes(Changes::Period),
    // Figures.
    row(
        C::EditCell,
        &["e", "F2"],
        "edit cell",
        "edit the figure under the cursor (Enter down, Tab right, Esc cancels)",
        G::Edit,
        &[S::Indicators],
    )
    .unless(needs_cell)
    .changes(Changes::Period)
    .footer(5),
    row(
        C::EditFigures,
        &["D"],
        "figures",
        "enter result, target, forecast and what they cover",
        G::Edit,
        ONE_AND_REVIEW,
    )
    .unless(needs_row)
    .changes(Changes::Period),
    row(C::AddIndicator, &["A"], "add indicator", "add an indicator", G::Edit, &[S::Indicators])
        .unless(needs_workbook)
        .changes(Changes::Workbook),
    row(
        C::EditIndicator,
        &["E"],
        "edit indicator",
        "edit the indicator itself: wording, measure, polarity, scheme, people",
        G::Edit,
        ONE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::RetireIndicator,
        &["x"],
        "retire",
        "retire the indicator from this period, with a reason; or bring it back",
        G::Edit,
        ONE,
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    row(
        C::SetOwner,
        &["M"],
        "set owner",
        "set the owner of the marked indicators, as one step",
        G::Edit,
        &[S::Indicators],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    // Seeing.
    row(C::Filter, &["/"], "find", "filter as you type", G::View, FILTERED).footer(6),
    row(
        C::FilterBy,
        &["f"],
        "filter by",
        "filter by rating, type, theme, service, owner, travel or review",
        G::View,
        &[S::Indicators, S::Actions, S::Risks, S::RiskTable],
    )
    .footer(7),
    row(C::ClearFilter, &["F"], "clear filter", "clear the filter", G::View, FILTERED).unless(needs_filter),
    row(
        C::Sort,
        &["s"],
        "sort",
        "sort by the column under the cursor; again reverses",
        G::View,
        &[S::Indicators, S::RiskTable],
    )
    .footer(8),
    row(C::Reverse, &["R"], "reverse", "reverse the order", G::View, &[S::Indicators, S::RiskTable]),
    row(
        C::Mark,
        &["Space"],
        "mark",
        "mark the row for a change to many",
        G::View,
        &[S::Indicators, S::Actions],
    )
    .unless(needs_row),
    row(C::Zoom, &["z"], "zoom", "give the pane the whole screen, and back", G::View, ZOOMED)
        .unless(needs_row),
    row(
        C::Copy,
        &["y"],
        "copy",
        "copy what is selected or marked, else the row, with headings, for a spreadsheet",
        G::View,
        COPIED,
    )
    .unless(needs_row),
    row(
        C::CompareMeasure,
        &["="],
        "compare",
        "the organisations of the group beside each other in this indicator",
        G::View,
        ONE_AND_REVIEW,
    )
    .unless(needs_row),
    row(C::HistoryOf, &["H"], "its history", "every change to it", G::View, WITH_HISTORY).unless(needs_row),
    row(C::Links, &["L"], "links", "what this is linked with: go there, link more", G::View, LINKABLE)
        .unless(needs_row),
    row(C::Restore, &["i"], "restore", "restore this version, as a new change", G::Edit, &[S::History])
        .unless(needs_restorable)
        .changes(Changes::Workbook)
        .footer(2),
    // Moving.
    row(C::Up, &["Up", "k"], "", "up", G::Move, LISTS),
    row(C::Down, &["Down", "j"], "", "down", G::Move, LISTS),
    row(C::Left, &["Left", "h"], "", "left: column, box or action", G::Move, SHEETS),
    row(C::Right, &["Right", "l"], "", "right: column, box or action", G::Move, SHEETS),
    row(C::PageUp, &["PageUp"], "", "page up", G::Move, PAGES),
    row(C::PageDown, &["PageDown"], "", "page down", G::Move, PAGES),
    row(C::HalfUp, &["Ctrl-u"], "", "half a page up", G::Move, &[S::Global, S::Reading, S::Help]),
    row(C::HalfDown, &["Ctrl-d"], "", "half a page down", G::Move, &[S::Global, S::Reading, S::Help]),
    row(
        C::First,
        &["g", "Home"],
        "",
        "first",
        G::Move,
        &[S::Global, S::Reading, S::Choice, S::Help, S::Months, S::Import, S::Collect, S::Report, S::Pasting],
    ),
    row(
        C::Last,
        &["G", "End"],
        "",
        "last",
        G::Move,
        &[S::Global, S::Reading, S::Choice, S::Help, S::Months, S::Import, S::Collect, S::Report, S::Pasting],
    ),
    row(C::Open, &["Enter"], "open", "open what is under the cursor", G::Move, &[S::Global, S::Welcome])
        .footer(1),
    row(C::NextPane, &["Tab", "F6"], "next pane", "next box or pane", G::Move, &[S::Global]).footer(9),
    row(C::PreviousPane, &["Shift-Tab"], "", "previous box or pane", G::Move, &[S::Global]),
    row(C::Back, &["Esc"], "back", "back one level; never loses text", G::Move, SHEETS),
    row(C::Back, &["Esc"], "back", "back to the workbook that is open", G::Move, &[S::Welcome])
        .unless(needs_workbook)
        .footer(2),
    row(C::PreviousPeriod, &["["], "earlier", "previous period", G::Move, &[S::Global])
        .unless(needs_workbook),
    row(C::NextPeriod, &["]"], "later", "next period", G::Move, &[S::Global]).unless(needs_workbook),
    row(
        C::ChoosePeriod,
        &["P"],
        "period",
        "go to any period: a quarter, a month, a year",
        G::Move,
        &[S::Global],
    )
    .unless(needs_workbook),
    // Everywhere.
    row(C::Undo, &["u", "Ctrl-z"], "undo", "undo the last change", G::Edit, SHEETS)
        .unless(needs_undo)
        .changes(Changes::Workbook),
    row(C::Redo, &["Ctrl-r", "Ctrl-y"], "redo", "redo what was undone", G::Edit, SHEETS)
        .unless(needs_redo)
        .changes(Changes::Workbook),
    row(
        C::Palette,
        &[":", "Ctrl-p"],
        "commands",
        "every command and everything in the workbook by name",
        G::Program,
        &[S::Global, S::Welcome],
    )
    .footer(200),
    row(
        C::Help,
        &["?", "F1"],
        "help",
        "the keys that work here",
        G::Program,
        &[S::Global, S::Welcome, S::Months, S::Import, S::Collect, S::Report, S::Pasting],
    )
    .footer(201),
    row(C::Palette, &["Ctrl-p"], "commands", "every command by name", G::Program, &[S::Writing]),
    row(
        C::Help,
        &["F1"],
        "help",
        "the keys that work here",
        G::Program,
        &[S::Writing, S::Form, S::FilterLine, S::Cell, S::ImportFiles],
    )
    .footer(201),
    row(
        C::OpenWorkbook,
        &["Ctrl-o"],
        "",
        "open another workbook, make one, or take one that was open before",
        G::Workbook,
        &[S::Global],
    ),
    row(C::OpenNextPeriod, &[], "", "open the next period, carrying forward", G::Workbook, &[S::Global])
        .unless(needs_last)
        .changes(Changes::Workbook),
    row(C::ClosePeriod, &[], "", "close this period", G::Workbook, &[S::Global])
        .unless(needs_open)
        .changes(Changes::Workbook),
    row(C::ReopenPeriod, &[], "", "reopen this period, with a reason", G::Workbook, &[S::Global])
        .unless(needs_closed)
        .changes(Changes::Workbook),
    row(
        C::Settings,
        &[],
        "",
        "workbook settings: names, scheme, what is reviewed",
        G::Workbook,
        &[S::Global],
    )
    .unless(needs_workbook)
    .changes(Changes::Workbook),
    row(C::OfferedDrafts, &[], "", "drafts of another copy of this workbook", G::Workbook, &[S::Global])
        .unless(needs_workbook),
    row(C::BackUp, &[], "", "back up the workbook now", G::Workbook, &[S::Global]).unless(needs_workbook),
    row(
        C::OpenAgain,
        &["F9"],
        "",
        "take the workbook over, or open its file again",
        G::Workbook,
        &[S::Global],
    )
    .unless(needs_another_opening),
    row(C::Backups, &[], "", "restore a backup: those there are of this workbook", G::Workbook, &[S::Global])
        .unless(needs_workbook),
    row(C::Verify, &[], "", "check the file for damage", G::Workbook, &[S::Global]).unless(needs_workbook),
    row(
        C::Theme,
        &[],
        "",
        "colour theme: auto, dark, light, blue, high contrast or none",
        G::Program,
        &[S::Global, S::Welcome],
    ),
    row(C::Mouse, &[], "", "mouse on or off (off lets the terminal select text)", G::Program, &[S::Global]),
    row(C::Suspend, &[], "", "suspend to the shell (fg comes back)", G::Program, &[S::Global]),
    row(C::Messages, &[], "", "messages so far", G::Program, &[S::Global]),
    row(C::Paths, &[], "", "where files are kept", G::Program, &[S::Global]),
    row(C::Cancel, &["Ctrl-c"], "", "cancel; twice tells how to quit", G::Program, &[S::Global, S::Welcome]),
    row(C::Quit, &["q"], "quit", "quit; drafts are kept", G::Program, &[S::Global, S::Welcome]),
    row(
        C::QuitNow,
        &["Ctrl-q"],
        "quit",
        "quit from anywhere; drafts are kept",
        G::Program,
        &[
            S::Global,
            S::Welcome,
            S::Writing,
            S::Form,
            S::FilterLine,
            S::Cell,
            S::Palette,
            S::Help,
            S::Choice,
            S::Links,
            S::Reading,
            S::Question,
            S::Months,
            S::Import,
            S::ImportFiles,
            S::Collect,
            S::Report,
            S::Pasting,
        ],
    ),
];
