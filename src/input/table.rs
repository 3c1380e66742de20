//! The one table of commands. Keys, footer, help, palette, `quarterdeck keys`
//! and the README are all read from it; nothing else lists a key.

use super::command::{Changes, Command, Facts, Group, Scope};

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
    pub unless: Option<fn(&Facts) -> Option<&'static str>>,
    pub changes: Changes,
    /// Place in the footer, 1 first; 0 keeps it out of the footer.
    pub footer: u8,
}

impl Row {
    const fn unless(mut self, test: fn(&Facts) -> Option<&'static str>) -> Self {
        self.unless = Some(test);
        self
    }
    const fn changes(mut self, changes: Changes) -> Self {
        self.changes = changes;
        self
    }
    const fn footer(mut self, place: u8) -> Self {
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
    pub fn unavailable(&self, facts: &Facts) -> Option<&'static str> {
        if self.changes != Changes::Nothing && facts.read_only {
            return Some("this workbook is open read-only");
        }
        if self.changes == Changes::Period && facts.closed {
            return Some("this period is closed: reopen it from the palette first");
        }
        self.unless.and_then(|test| test(facts))
    }
}

const fn row(
    command: Command,
    keys: &'static [&'static str],
    hint: &'static str,
    title: &'static str,
    group: Group,
    scopes: &'static [Scope],
) -> Row {
    Row { command, title, hint, group, scopes, keys, unless: None, changes: Changes::Nothing, footer: 0 }
}

fn needs_workbook(facts: &Facts) -> Option<&'static str> {
    (!facts.workbook).then_some("no workbook is open")
}
fn needs_row(facts: &Facts) -> Option<&'static str> {
    (!facts.row).then_some("nothing is under the cursor")
}
fn needs_action(facts: &Facts) -> Option<&'static str> {
    (!facts.action).then_some("there is no action here")
}
fn needs_filter(facts: &Facts) -> Option<&'static str> {
    (!facts.filtered).then_some("no filter is set")
}
fn needs_cell(facts: &Facts) -> Option<&'static str> {
    (!facts.cell).then_some("only Target, Num/Den and Result can be typed into here")
}
fn needs_earlier(facts: &Facts) -> Option<&'static str> {
    (!facts.row).then_some("nothing is under the cursor")
}
fn needs_undo(facts: &Facts) -> Option<&'static str> {
    (!facts.can_undo).then_some("there is nothing to undo")
}
fn needs_redo(facts: &Facts) -> Option<&'static str> {
    (!facts.can_redo).then_some("there is nothing to redo")
}
fn needs_last(facts: &Facts) -> Option<&'static str> {
    if !facts.workbook {
        return Some("no workbook is open");
    }
    (!facts.last_period).then_some("a later period is already open")
}
fn needs_open(facts: &Facts) -> Option<&'static str> {
    if !facts.workbook {
        return Some("no workbook is open");
    }
    facts.closed.then_some("this period is already closed")
}
fn needs_closed(facts: &Facts) -> Option<&'static str> {
    (!facts.closed).then_some("this period is open")
}
fn needs_many(facts: &Facts) -> Option<&'static str> {
    (!facts.many).then_some("only one of these can be chosen")
}
fn needs_again(facts: &Facts) -> Option<&'static str> {
    (!facts.again).then_some("there is only one of these")
}
fn needs_restorable(facts: &Facts) -> Option<&'static str> {
    (!facts.restorable).then_some("this change holds nothing to restore")
}

use Command as C;
use Group as G;
use Scope as S;

const LISTS: &[Scope] = &[S::Global, S::Palette, S::Help, S::Choice, S::Reading, S::Welcome];
const PAGES: &[Scope] = &[S::Global, S::Help, S::Choice, S::Reading, S::Palette];
const ONE: &[Scope] = &[S::Indicators, S::Detail];
const ONE_AND_REVIEW: &[Scope] = &[S::Indicators, S::Detail, S::Review];
const TYPING: &[Scope] = &[S::Writing];

/// Every command, in the order the help lists them.
pub const TABLE: &[Row] = &[
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
    row(C::AddAction, &["a"], "action", "add a corrective action", G::Job, ONE_AND_REVIEW)
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
    row(C::NoAction, &["A"], "no action", "say why no action is proposed", G::Job, &[S::Review])
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
    row(C::NextRed, &["n"], "next", "next red without marking this one", G::Job, &[S::Review])
        .unless(needs_row)
        .footer(5),
    row(C::PreviousRed, &["N"], "previous", "previous red", G::Job, &[S::Review]).unless(needs_row),
    row(C::Skip, &["S"], "skip", "skip for now, with a reason", G::Job, &[S::Review])
        .unless(needs_row)
        .changes(Changes::Period)
        .footer(8),
    row(
        C::StartReview,
        &["r"],
        "red review",
        "review the reds, worst first",
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
        &["v"],
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
        "edit the indicator itself: wording, unit, polarity, scheme, people",
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
        &["O"],
        "set owner",
        "set the owner of the marked indicators, as one step",
        G::Edit,
        &[S::Indicators],
    )
    .unless(needs_row)
    .changes(Changes::Workbook),
    // Seeing.
    row(C::Filter, &["/"], "find", "filter as you type", G::View, &[S::Indicators, S::Actions, S::History])
        .footer(6),
    row(
        C::FilterBy,
        &["f"],
        "filter by",
        "filter by rating, type, service, owner, travel or review",
        G::View,
        &[S::Indicators, S::Actions],
    )
    .footer(7),
    row(
        C::ClearFilter,
        &["F"],
        "clear filter",
        "clear the filter",
        G::View,
        &[S::Indicators, S::Actions, S::History],
    )
    .unless(needs_filter),
    row(
        C::Sort,
        &["s"],
        "sort",
        "sort by the column under the cursor; again reverses",
        G::View,
        &[S::Indicators],
    )
    .footer(8),
    row(C::Reverse, &["R"], "reverse", "reverse the order", G::View, &[S::Indicators]),
    row(C::Mark, &["Space"], "mark", "mark the row for a change to many", G::View, &[S::Indicators])
        .unless(needs_row),
    row(C::Zoom, &["z"], "zoom", "give the pane the whole screen, and back", G::View, ONE).unless(needs_row),
    row(
        C::Copy,
        &["y"],
        "copy",
        "copy the row to the clipboard",
        G::View,
        &[S::Indicators, S::Detail, S::Actions, S::History],
    )
    .unless(needs_row),
    row(C::HistoryOf, &["H"], "its history", "every change to this indicator", G::View, ONE_AND_REVIEW)
        .unless(needs_row),
    row(C::Restore, &["R"], "restore", "restore this version, as a new change", G::Edit, &[S::History])
        .unless(needs_restorable)
        .changes(Changes::Workbook)
        .footer(2),
    // Moving.
    row(C::Up, &["Up", "k"], "", "up", G::Move, LISTS),
    row(C::Down, &["Down", "j"], "", "down", G::Move, LISTS),
    row(C::Left, &["Left", "h"], "", "left: column, box or action", G::Move, &[S::Global]),
    row(C::Right, &["Right", "l"], "", "right: column, box or action", G::Move, &[S::Global]),
    row(C::PageUp, &["PageUp"], "", "page up", G::Move, PAGES),
    row(C::PageDown, &["PageDown"], "", "page down", G::Move, PAGES),
    row(C::HalfUp, &["Ctrl-u"], "", "half a page up", G::Move, &[S::Global, S::Reading, S::Help]),
    row(C::HalfDown, &["Ctrl-d"], "", "half a page down", G::Move, &[S::Global, S::Reading, S::Help]),
    row(C::First, &["g", "Home"], "", "first", G::Move, &[S::Global, S::Reading, S::Choice, S::Help]),
    row(C::Last, &["G", "End"], "", "last", G::Move, &[S::Global, S::Reading, S::Choice, S::Help]),
    row(C::Open, &["Enter"], "open", "open what is under the cursor", G::Move, &[S::Global, S::Welcome])
        .footer(1),
    row(C::NextPane, &["Tab", "F6"], "next pane", "next box or pane", G::Move, &[S::Global]).footer(9),
    row(C::PreviousPane, &["Shift-Tab"], "", "previous box or pane", G::Move, &[S::Global]),
    row(C::Back, &["Esc"], "back", "back one level; never loses text", G::Move, &[S::Global]),
    row(C::PreviousPeriod, &["["], "earlier", "previous period", G::Move, &[S::Global])
        .unless(needs_workbook),
    row(C::NextPeriod, &["]"], "later", "next period", G::Move, &[S::Global]).unless(needs_workbook),
    // Everywhere.
    row(C::Undo, &["u", "Ctrl-z"], "undo", "undo the last change", G::Edit, &[S::Global])
        .unless(needs_undo)
        .changes(Changes::Workbook),
    row(C::Redo, &["Ctrl-r", "Ctrl-y"], "redo", "redo what was undone", G::Edit, &[S::Global])
        .unless(needs_redo)
        .changes(Changes::Workbook),
    row(
        C::Palette,
        &[":", "Ctrl-p"],
        "commands",
        "every command and indicator by name",
        G::Program,
        &[S::Global, S::Welcome],
    )
    .footer(200),
    row(C::Help, &["?", "F1"], "help", "the keys that work here", G::Program, &[S::Global, S::Welcome])
        .footer(201),
    row(C::Palette, &["Ctrl-p"], "commands", "every command by name", G::Program, &[S::Writing]),
    row(
        C::Help,
        &["F1"],
        "help",
        "the keys that work here",
        G::Program,
        &[S::Writing, S::Form, S::FilterLine, S::Cell],
    )
    .footer(201),
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
    row(C::BackUp, &[], "", "back up the workbook now", G::Workbook, &[S::Global]).unless(needs_workbook),
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
            S::Reading,
            S::Question,
        ],
    ),
    // Writing.
    row(C::Save, &["Ctrl-s"], "save", "save to the workbook and go back", G::Edit, &[S::Writing, S::Form])
        .footer(1),
    row(C::SaveAndAdd, &["Ctrl-n"], "save, add another", "save and start another", G::Edit, &[S::Form])
        .unless(needs_again)
        .footer(4),
    row(C::TextUndo, &["Ctrl-z"], "undo", "undo typing", G::Edit, &[S::Writing, S::Form]).footer(3),
    row(C::TextRedo, &["Ctrl-y"], "redo", "redo typing", G::Edit, &[S::Writing, S::Form]),
    row(C::Find, &["Ctrl-f"], "find", "find in the text", G::View, TYPING).footer(4),
    row(C::FindNext, &["F3"], "find next", "find the next place", G::View, TYPING),
    row(C::SelectAll, &["Ctrl-a"], "", "select all", G::Edit, TYPING),
    row(C::TextCopy, &["Ctrl-c"], "copy", "copy the selection (Shift and arrows select)", G::Edit, TYPING),
    row(C::TextCut, &["Ctrl-x"], "", "cut the selection", G::Edit, TYPING),
    row(
        C::TextPaste,
        &["Ctrl-v"],
        "",
        "paste what was copied here (your terminal's own paste works too)",
        G::Edit,
        TYPING,
    ),
    row(C::Outside, &["F4", "Ctrl-e"], "$EDITOR", "write it in $VISUAL or $EDITOR", G::Edit, TYPING)
        .footer(5),
    row(C::Facts, &["F6"], "facts", "show or hide the facts beside the text", G::View, TYPING).footer(6),
    row(C::Discard, &[], "", "throw this draft away (asks first)", G::Edit, TYPING),
    row(C::Back, &["Esc"], "back", "back; the text is kept as a draft", G::Move, &[S::Writing, S::Form])
        .footer(2),
    // Forms, cells and lists.
    row(C::NextField, &["Tab"], "next field", "next field", G::Move, &[S::Form]).footer(3),
    row(C::PreviousField, &["Shift-Tab"], "", "previous field", G::Move, &[S::Form]),
    row(
        C::Accept,
        &["Enter"],
        "choose",
        "accept and go on",
        G::Move,
        &[S::Palette, S::Help, S::Choice, S::FilterLine],
    )
    .footer(2),
    row(
        C::Accept,
        &["Enter"],
        "next",
        "accept and go to the next field; save on the last",
        G::Move,
        &[S::Form],
    )
    .footer(2),
    row(C::Accept, &["Enter", "Down"], "save, down", "save the cell and go down", G::Edit, &[S::Cell])
        .footer(1),
    row(C::NextField, &["Tab"], "save, right", "save the cell and go right", G::Edit, &[S::Cell]).footer(2),
    row(C::PreviousField, &["Shift-Tab", "Up"], "", "save the cell and go left or up", G::Edit, &[S::Cell]),
    row(C::EditCell, &["F2"], "edit mode", "keep what is there and move inside it", G::Edit, &[S::Cell])
        .footer(4),
    row(C::Back, &["Esc"], "cancel", "cancel, leaving the cell as it was", G::Edit, &[S::Cell]).footer(3),
    row(C::Up, &["Up"], "", "up in the list below", G::Move, &[S::FilterLine]),
    row(C::Down, &["Down"], "", "down in the list below", G::Move, &[S::FilterLine]),
    row(C::Mark, &["Space"], "tick", "tick or untick", G::Edit, &[S::Choice]).unless(needs_many).footer(1),
    row(
        C::Back,
        &["Esc"],
        "close",
        "close, leaving things as they are",
        G::Move,
        &[S::FilterLine, S::Palette, S::Help, S::Choice, S::Reading, S::Question],
    )
    .footer(3),
    row(C::Back, &["q", "?"], "", "close", G::Move, &[S::Help]),
    row(C::Back, &["q", "Enter"], "", "close", G::Move, &[S::Reading]),
    row(C::Copy, &["y"], "copy", "copy the text", G::View, &[S::Reading]).footer(2),
    row(C::Filter, &["/"], "search", "search these keys", G::View, &[S::Help]).footer(1),
    row(C::Yes, &["y"], "yes", "yes, do it", G::Edit, &[S::Question]).footer(1),
    row(C::No, &["n", "Enter"], "keep", "no, keep it as it is", G::Edit, &[S::Question]).footer(2),
];
