//! The commands, where they apply, and the facts that decide whether they do now.

/// Everything the program can be told to do by a key, the palette or the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    // Moving about.
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    First,
    Last,
    Open,
    Back,
    NextPane,
    PreviousPane,
    // Everywhere.
    Go(u8),
    PreviousPeriod,
    NextPeriod,
    ChoosePeriod,
    Filter,
    Search,
    Help,
    Palette,
    Undo,
    Redo,
    Messages,
    Quit,
    QuitNow,
    Cancel,
    // The workbook.
    OpenNextPeriod,
    OpenWorkbook,
    ClosePeriod,
    ReopenPeriod,
    BackUp,
    OpenAgain,
    Backups,
    Verify,
    Settings,
    Paths,
    Theme,
    Mouse,
    /// Drafts of another copy of the workbook.
    OfferedDrafts,
    /// Drafts of this workbook: opened, or thrown away.
    Drafts,
    ThrowDraft,
    Suspend,
    // Cells.
    SelectUp,
    SelectDown,
    SelectLeft,
    SelectRight,
    FillDown,
    CopyTable,
    // Lists of indicators.
    Sort,
    Reverse,
    FilterBy,
    ClearFilter,
    Mark,
    Zoom,
    EditCell,
    EditFigures,
    NextTarget,
    SignOff,
    AddIndicator,
    EditIndicator,
    RetireIndicator,
    SetOwner,
    Themes,
    Organisations,
    Groups,
    Why,
    Override,
    Copy,
    HistoryOf,
    CompareMeasure,
    Links,
    Unlink,
    // Words and actions.
    Write,
    WriteRisks,
    AddAction,
    EditAction,
    CloseAction,
    RemoveAction,
    ChangeMarked,
    NoAction,
    Insert,
    /// Puts a misspelt word right, or goes to the next.
    Respell,
    // Risks.
    AddRisk,
    EditRisk,
    MoveRisk,
    CloseRisk,
    RemoveRisk,
    Controls,
    RiskTable,
    RiskView,
    EditMatrix,
    // Rooms of the service report: what each means there, the table of commands says.
    Add,
    AddPart,
    AddOther,
    Edit,
    EditOther,
    Remove,
    Finish,
    MoveUp,
    MoveDown,
    SetStatus,
    Promise,
    MarkSent,
    AskAbout,
    // The review.
    StartReview,
    Reviewed,
    NextRed,
    PreviousRed,
    Skip,
    // Budget.
    Fold,
    SwitchView,
    MoneyUnit,
    Months,
    Spread,
    ClearCell,
    AddLine,
    EditLine,
    RetireLine,
    RemoveLine,
    // Organisations beside each other.
    SortMeasures,
    Pin,
    OpenOrganisation,
    // The control chart.
    Chart,
    NoteOnPoint,
    Rebase,
    FreezeLimits,
    BreakSeries,
    ChartTable,
    ChartLength,
    ChartLevel,
    // Importing.
    Import,
    Becomes,
    Sheets,
    Headings,
    ImportPeriod,
    Ours,
    KeepRows,
    Written,
    Polarity,
    Conflicts,
    NewThemes,
    KeepAs,
    LeaveOut,
    // Returns.
    Returns,
    SendForms,
    SendAll,
    CollectForms,
    KeepMine,
    TakeTheirs,
    KeepAllMine,
    TakeAllTheirs,
    NextConflict,
    // The report.
    Report,
    Export,
    Publish,
    ReportTemplate,
    ReportService,
    ReportCompared,
    ReportChanges,
    NextFinding,
    PreviousFinding,
    // Checks.
    AcceptFinding,
    TurnOff,
    TurnOn,
    OwnWord,
    CheckAgain,
    // History.
    Restore,
    // Typing.
    Save,
    SaveAndAdd,
    NextField,
    PreviousField,
    Accept,
    Discard,
    Outside,
    Find,
    FindNext,
    TextUndo,
    TextRedo,
    TextCopy,
    TextCut,
    TextPaste,
    SelectAll,
    Facts,
    // Questions.
    Yes,
    No,
}

impl Command {
    /// Rows that a moving command goes down (up, below 0) in a list or a text of which `height` rows are
    /// seen; a page leaves one of them in sight. None for a command that does not move.
    pub fn rows(self, height: u16) -> Option<i64> {
        let page = i64::from(height.max(2)) - 1;
        let half = (page / 2).max(1);
        Some(match self {
            Command::Up => -1,
            Command::Down => 1,
            Command::PageUp => -page,
            Command::PageDown => page,
            Command::HalfUp => -half,
            Command::HalfDown => half,
            Command::First => i64::MIN,
            Command::Last => i64::MAX,
            _ => return None,
        })
    }
}

/// Where a command's keys work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Every screen while moving.
    Global,
    Overview,
    Indicators,
    /// One indicator, full screen.
    Detail,
    Review,
    Actions,
    /// The heat map, the list of a cell, one risk.
    Risks,
    /// The register as a table.
    RiskTable,
    /// Moving a risk over the map.
    RiskMove,
    Budget,
    /// The months of a budget line.
    Months,
    Delivery,
    /// One commitment, full screen.
    Commitment,
    Questions,
    Narrative,
    Checks,
    /// Organisations beside each other, one measure, one organisation.
    Compare,
    History,
    Welcome,
    /// Typing a filter above a list.
    FilterLine,
    /// Editing one cell of a table.
    Cell,
    /// What a pasted block would do to a table of cells.
    Pasting,
    /// The multi-line editor.
    Writing,
    Form,
    Palette,
    Help,
    /// An indicator's control chart.
    Chart,
    /// Which file to import.
    ImportFiles,
    /// How a file is understood, and what importing it would do.
    Import,
    /// Who was sent which form, and what came back.
    Returns,
    /// What collecting forms would do.
    Collect,
    /// The report, page by page.
    Report,
    /// A list to choose from.
    Choice,
    /// What a thing is linked with.
    Links,
    /// Text to read.
    Reading,
    /// A yes-or-no question.
    Question,
}

impl Scope {
    /// Whether keys not found here are looked up in [`Scope::Global`].
    /// Anything that takes typing, and anything that must be answered, does not.
    pub fn falls_through(self) -> bool {
        matches!(
            self,
            Scope::Overview
                | Scope::Indicators
                | Scope::Detail
                | Scope::Review
                | Scope::Actions
                | Scope::Risks
                | Scope::RiskTable
                | Scope::RiskMove
                | Scope::Budget
                | Scope::Delivery
                | Scope::Commitment
                | Scope::Questions
                | Scope::Narrative
                | Scope::Checks
                | Scope::Compare
                | Scope::History
                | Scope::Chart
                | Scope::Returns
        )
    }

    /// Heading of this scope's part of the help.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Global => "Everywhere",
            Scope::Overview => "Overview",
            Scope::Indicators => "Indicators",
            Scope::Detail => "One indicator",
            Scope::Review => "Review",
            Scope::Actions => "Actions",
            Scope::Risks => "Risks",
            Scope::RiskTable => "Risk register",
            Scope::RiskMove => "Moving a risk",
            Scope::Budget => "Budget",
            Scope::Months => "Months of a line",
            Scope::Delivery => "Delivery",
            Scope::Commitment => "One commitment",
            Scope::Questions => "Questions",
            Scope::Narrative => "Narrative",
            Scope::Checks => "Checks",
            Scope::Compare => "Compare",
            Scope::History => "History",
            Scope::Welcome => "Welcome",
            Scope::FilterLine => "Typing a filter",
            Scope::Cell => "Editing a cell",
            Scope::Pasting => "Pasting into cells",
            Scope::Writing => "Writing",
            Scope::Form => "Form",
            Scope::Palette => "Commands",
            Scope::Help => "Help",
            Scope::Chart => "Control chart",
            Scope::ImportFiles => "Which file to import",
            Scope::Import => "Import",
            Scope::Returns => "Returns",
            Scope::Collect => "Collecting returns",
            Scope::Report => "Report",
            Scope::Choice => "Choosing",
            Scope::Links => "Linked with",
            Scope::Reading => "Reading",
            Scope::Question => "Question",
        }
    }
}

/// How commands are grouped in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Job,
    Move,
    View,
    Edit,
    Workbook,
    Program,
}

/// What a command changes, which decides where it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    Nothing,
    /// Figures or words of the period on screen: refused when it is closed.
    Period,
    /// Anything else in the workbook: refused when it is read-only.
    Workbook,
}

/// What the commands need to know about the moment. Small and pure, so that
/// whether a key works is a question for a table, not for a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyContext {
    /// A workbook is open.
    pub workbook: bool,
    pub read_only: bool,
    /// The file can be taken over, or opened again.
    pub may_open_again: bool,
    /// The period on screen is closed or published.
    pub closed: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    /// There is a row under the cursor.
    pub row: bool,
    /// There is an action under the cursor or in the pane.
    pub action: bool,
    /// A filter is narrowing the list.
    pub filtered: bool,
    /// The cell under the cursor can be edited.
    pub cell: bool,
    /// Several cells are selected.
    pub block: bool,
    /// Something was written earlier that could be inserted.
    pub earlier: bool,
    /// The period on screen is the last one there is.
    pub last_period: bool,
    /// Several of what is listed can be chosen.
    pub many: bool,
    /// The form can be saved and another one started.
    pub again: bool,
    /// The operation under the cursor can be restored.
    pub restorable: bool,
    /// Both sides have changed what is under the cursor.
    pub conflict: bool,
}
