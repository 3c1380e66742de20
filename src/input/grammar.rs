//! What each letter means. One letter is one verb on every screen: the table of commands is held to this
//! one by a test, and the help, `quarterdeck keys` and the manual page print it.

use std::collections::HashSet;

use super::command::{Command as C, Scope as S};
use super::key::Key;
use super::keymap::help;
use super::table::TABLE;

/// A letter or sign, and the one thing that it means wherever it is bound.
pub struct Letter {
    pub key: &'static str,
    /// In a word or two, for the first page of the help.
    pub verb: &'static str,
    /// What it means in full.
    pub meaning: &'static str,
    /// The commands that do this, one for each kind of thing it is done to.
    pub commands: &'static [C],
}

const fn letter(
    key: &'static str,
    verb: &'static str,
    meaning: &'static str,
    commands: &'static [C],
) -> Letter {
    Letter { key, verb, meaning, commands }
}

/// Every letter and sign, those of the work first. Digits, `d` and `V` go to the screens.
pub const GRAMMAR: &[Letter] = &[
    letter("a", "add an action", "add an action about what is under the cursor", &[C::AddAction]),
    letter(
        "A",
        "add a row",
        "add one more of what is listed",
        &[C::AddIndicator, C::AddRisk, C::AddLine, C::Add, C::SendAll],
    ),
    letter(
        "+",
        "add to the row",
        "add what belongs to the row: a control, a milestone, a promise, a word",
        &[C::Controls, C::AddPart, C::Promise, C::OwnWord],
    ),
    letter("-", "no action", "say why no action is proposed", &[C::NoAction]),
    letter(
        "e",
        "edit",
        "edit the cell, else what is under the cursor",
        &[C::EditCell, C::Edit, C::EditAction, C::EditRisk, C::Groups, C::ReportTemplate],
    ),
    letter(
        "E",
        "edit what is behind",
        "edit what is behind the row: the indicator, the line, the meeting, the matrix, the checks",
        &[C::EditIndicator, C::EditLine, C::EditOther, C::EditMatrix, C::Organisations, C::TurnOn],
    ),
    letter("D", "data", "enter the figures: result, target, forecast, what they cover", &[C::EditFigures]),
    letter("T", "targets", "set targets", &[C::NextTarget]),
    letter("c", "commentary", "write the words: reasons, a reply, a note", &[C::Write, C::NoteOnPoint]),
    letter(
        "i",
        "insert",
        "insert what there is to go by: earlier words, an earlier version, a spread over months",
        &[C::Insert, C::Restore, C::Spread],
    ),
    letter(
        "x",
        "close",
        "close, end, retire or leave out; again takes that back",
        &[
            C::CloseAction,
            C::CloseRisk,
            C::Finish,
            C::RetireLine,
            C::RetireIndicator,
            C::TurnOff,
            C::LeaveOut,
        ],
    ),
    letter("r", "reviewed", "review, and mark as reviewed", &[C::StartReview, C::Reviewed, C::AcceptFinding]),
    letter(
        "S",
        "status",
        "set the status: approved, signed off, sent",
        &[C::SetStatus, C::SignOff, C::MarkSent],
    ),
    letter("M", "change marked", "change the marked rows, as one step", &[C::ChangeMarked, C::SetOwner]),
    letter("m", "move", "move the risk over the map", &[C::MoveRisk]),
    letter("o", "override", "override the rating, with a reason", &[C::Override]),
    letter("w", "why", "why this colour", &[C::Why]),
    letter("u", "undo", "undo the last change", &[C::Undo]),
    letter("s", "sort", "sort by the column", &[C::Sort]),
    letter(
        "R",
        "other order",
        "the other order: the other way round, or the rows by a column",
        &[C::Reverse, C::SortMeasures],
    ),
    letter("f", "filter", "choose what is shown", &[C::FilterBy, C::KeepRows, C::ReportService]),
    letter("F", "clear filter", "show everything again", &[C::ClearFilter]),
    letter("/", "find", "find as you type; on the overview in every text", &[C::Filter, C::Search]),
    letter("t", "table", "as a table, and back", &[C::RiskTable, C::ChartTable, C::Months]),
    letter("C", "chart", "the control chart", &[C::Chart]),
    letter("z", "zoom", "give it the whole screen, and back", &[C::Zoom, C::OpenOrganisation]),
    letter(
        "v",
        "view",
        "another view of the same",
        &[C::RiskView, C::SwitchView, C::ReportChanges, C::ChartLength],
    ),
    letter("=", "compare", "organisations beside each other", &[C::CompareMeasure, C::ReportCompared]),
    letter("y", "copy", "copy, with headings, for a spreadsheet", &[C::Copy]),
    letter("Y", "copy table", "copy the whole table", &[C::CopyTable]),
    letter("L", "links", "what it is linked with", &[C::Links]),
    letter("H", "history", "every change to it", &[C::HistoryOf]),
    letter("n", "next", "the next that needs you", &[C::NextRed, C::NextFinding, C::NextConflict]),
    letter("N", "previous", "the one before", &[C::PreviousRed, C::PreviousFinding]),
    letter(">", "skip", "skip for now, with a reason", &[C::Skip]),
    letter("J", "move down", "move the row down", &[C::MoveDown]),
    letter("K", "move up", "move the row up", &[C::MoveUp]),
    letter("[", "earlier period", "the period before", &[C::PreviousPeriod]),
    letter("]", "later period", "the period after", &[C::NextPeriod]),
    letter("P", "period", "go to any period", &[C::ChoosePeriod]),
    letter(
        "I",
        "import",
        "take figures in: a file, a table, the forms that came back",
        &[C::Import, C::CollectForms],
    ),
    letter("O", "owners’ returns", "forms for the owners of indicators", &[C::Returns]),
    letter("W", "report", "the report, page by page", &[C::Report]),
    letter("X", "send out", "write it to a file for others: the report, a form", &[C::Export, C::SendForms]),
    letter("p", "publish", "publish the report", &[C::Publish]),
    letter("Q", "question", "log a member’s question about it", &[C::AskAbout]),
    letter("U", "unit", "amounts in £, £000 or £m", &[C::MoneyUnit]),
    letter("#", "themes", "themes of indicators", &[C::Themes]),
    letter("*", "pin", "keep it first", &[C::Pin]),
    letter("b", "base limits", "begin the limits of a chart anew here", &[C::Rebase]),
    letter("B", "freeze limits", "work the limits out up to here", &[C::FreezeLimits]),
    letter("|", "break", "mark that the definition changed here", &[C::BreakSeries]),
    letter("%", "interval", "how sure intervals are", &[C::ChartLevel]),
    letter("h", "left", "left", &[C::Left]),
    letter("j", "down", "down", &[C::Down]),
    letter("k", "up", "up", &[C::Up]),
    letter("l", "right", "right", &[C::Right]),
    letter("g", "first", "the first row", &[C::First]),
    letter("G", "last", "the last row", &[C::Last]),
    letter(":", "commands", "every command and record by name", &[C::Palette]),
    letter("?", "help", "the keys that work here; again closes", &[C::Help, C::Back]),
    letter("q", "leave", "quit; closes help and text", &[C::Quit, C::Back]),
];

/// Letters to know, for the first page of the help: those of three places or more, but for moving about.
pub fn common_letters() -> impl Iterator<Item = &'static Letter> {
    const MOVING: &[&str] = &["h", "j", "k", "l", "J", "K", "g", "G", "[", "]", "Q", "?", "q", ":"];
    let places = |key: &str| {
        let rows = TABLE.iter().filter(|row| row.keys.contains(&key));
        let places: HashSet<S> = rows.flat_map(|row| row.scopes.iter().copied()).collect();
        if places.contains(&S::Global) { usize::MAX } else { places.len() }
    };
    GRAMMAR.iter().filter(move |letter| places(letter.key) >= 3 && !MOVING.contains(&letter.key))
}

/// A key that did something until the letters were given one meaning each, where it did, and what.
const FORMER: &[(&str, &[S], C)] = &[
    ("a", &[S::Checks], C::AcceptFinding),
    ("C", &[S::Risks, S::RiskTable], C::Controls),
    ("c", &[S::Returns], C::CollectForms),
    ("D", &[S::Chart], C::BreakSeries),
    ("E", &[S::Report], C::Export),
    ("f", &[S::Chart], C::FreezeLimits),
    ("i", &[S::Chart], C::ChartLevel),
    ("m", &[S::Chart], C::ChartLength),
    ("m", &[S::Collect], C::KeepMine),
    ("n", &[S::Chart], C::NoteOnPoint),
    ("o", &[S::Checks], C::TurnOn),
    ("o", &[S::Compare], C::OpenOrganisation),
    ("o", &[S::Report], C::ReportCompared),
    ("p", &[S::Questions], C::Promise),
    ("R", &[S::Questions], C::Write),
    ("R", &[S::History], C::Restore),
    ("S", &[S::Returns], C::SendAll),
    ("s", &[S::Months], C::Spread),
    ("s", &[S::Report], C::ReportService),
    ("s", &[S::Returns], C::SendForms),
    ("T", &[S::Overview, S::Actions, S::Risks, S::Budget, S::Delivery, S::Questions], C::Returns),
    ("t", &[S::Collect], C::TakeTheirs),
    ("t", &[S::Indicators, S::Detail, S::Review], C::NextTarget),
    ("t", &[S::Report], C::ReportTemplate),
    ("v", &[S::Indicators, S::Detail, S::Review], C::EditFigures),
    ("X", &[S::Indicators, S::Detail, S::Review], C::SignOff),
    ("b", &[S::Import], C::Becomes),
    ("c", &[S::Import], C::Conflicts),
    ("h", &[S::Import], C::Headings),
    ("m", &[S::Import], C::KeepAs),
    ("o", &[S::Import], C::Ours),
    ("p", &[S::Import], C::ImportPeriod),
    ("s", &[S::Import], C::Sheets),
    ("t", &[S::Import], C::NewThemes),
    ("v", &[S::Import], C::Polarity),
    ("w", &[S::Import], C::Written),
];

/// For a key that does nothing here and once did: the key that does it now.
pub fn former(scope: S, key: Key) -> Option<String> {
    let known = |(text, scopes, _): &&(&str, &[S], C)| {
        scopes.contains(&scope) && Key::parse(text).is_ok_and(|known| known == key)
    };
    let (_, _, command) = FORMER.iter().find(known)?;
    let row = help(scope).iter().find(|row| row.command == *command)?;
    Some(match row.keys.first() {
        Some(now) => format!("{key} does nothing here now; {now} is the key: {}.", row.title),
        None => format!("{key} does nothing here now; the palette (:) has it: {}.", row.title),
    })
}
