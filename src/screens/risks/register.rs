//! The register as a table: columns, order, what is left out, and drawing it.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::reference::compare;
use crate::domain::risk::{Movement, TargetDoubt};
use crate::ui::checks;
use crate::ui::find::Find;
use crate::ui::table::{Cell, Column, MARKER, Slot, Table, fitted, layout};
use crate::ui::theme::{Glyph, Role, Theme};
use crate::workbook::views::risks::treatment_name;
use crate::workbook::{AssessmentKind, CheckReport, RiskRow, Risks, Subject};

const CURRENT: AssessmentKind = AssessmentKind::Current;
const TARGET: AssessmentKind = AssessmentKind::Target;

/// Which risks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Show {
    /// Rated at or above the threshold.
    #[default]
    Threshold,
    All,
    BeyondAppetite,
    Worse,
    Better,
    /// The target is no better than now, or worse.
    TargetDoubt,
    /// Printed factors and printed score disagree.
    Contradiction,
    /// Controls without an owner or a date.
    BareControls,
    NotOnMap,
    /// Counted without being described.
    Placeholders,
}

impl Show {
    /// Every choice, in the order they are offered.
    pub const ALL: [Self; 10] = [
        Self::Threshold,
        Self::All,
        Self::BeyondAppetite,
        Self::Worse,
        Self::Better,
        Self::TargetDoubt,
        Self::Contradiction,
        Self::BareControls,
        Self::NotOnMap,
        Self::Placeholders,
    ];

    /// For people.
    pub fn title(self, risks: &Risks) -> String {
        match self {
            Self::Threshold => format!("rated {} or more", risks.threshold),
            Self::All => "all risks".to_owned(),
            Self::BeyondAppetite => "beyond appetite".to_owned(),
            Self::Worse => "worse than last period".to_owned(),
            Self::Better => "better than last period".to_owned(),
            Self::TargetDoubt => "target no better than now".to_owned(),
            Self::Contradiction => "printed score and factors disagree".to_owned(),
            Self::BareControls => "controls without owner or date".to_owned(),
            Self::NotOnMap => "not on the map".to_owned(),
            Self::Placeholders => "counted, not described".to_owned(),
        }
    }

    /// Whether a risk is listed.
    pub fn passes(self, risks: &Risks, row: &RiskRow) -> bool {
        let position = row.position(CURRENT);
        match self {
            Self::Threshold => risks.at_threshold(row),
            Self::All => true,
            Self::BeyondAppetite => position.beyond_appetite(&risks.matrix),
            Self::Worse => risks.movement(row) == Movement::Up,
            Self::Better => risks.movement(row) == Movement::Down,
            Self::TargetDoubt => risks.doubt(row) != TargetDoubt::None,
            Self::Contradiction => position.contradiction(&risks.matrix).is_some(),
            Self::BareControls => row.bare_controls > 0,
            Self::NotOnMap => risks.cell(row, CURRENT).is_none(),
            Self::Placeholders => row.placeholder,
        }
    }
}

/// A column and how it orders the rows.
pub struct Col {
    pub column: Column,
    pub cell: for<'a> fn(&Risks, &'a RiskRow, &Theme) -> Cell<'a>,
    order: fn(&Risks, &RiskRow, &RiskRow) -> Ordering,
}

/// Every column, left to right. The first is the usual order, worst first.
pub const COLUMNS: &[Col] = &[
    Col {
        column: Column::words("Rating", 7, 0, 0),
        cell: |risks, row, theme| rating(risks, row, CURRENT, theme),
        order: |risks, a, b| risks.rated(b, CURRENT).cmp(&risks.rated(a, CURRENT)),
    },
    Col {
        column: Column::words("Ref", 16, 0, 0),
        cell: |_, row, _| Cell::new(row.reference.as_str()),
        order: |_, a, b| compare(&a.reference, &b.reference),
    },
    Col {
        column: Column::words("Risk", 22, 4, 0),
        cell: |_, row, _| Cell::new(row.title.as_str()),
        order: |_, a, b| a.title.to_lowercase().cmp(&b.title.to_lowercase()),
    },
    Col {
        column: Column::words("Moved", 6, 0, 2),
        cell: |risks, row, theme| moved(risks, row, theme),
        order: |risks, a, b| risks.movement(a).cmp(&risks.movement(b)),
    },
    Col {
        column: Column::words("Target", 7, 0, 1),
        cell: |risks, row, theme| rating(risks, row, TARGET, theme),
        order: |risks, a, b| risks.rated(b, TARGET).cmp(&risks.rated(a, TARGET)),
    },
    Col {
        column: Column::figures("Gap", 4, 3),
        cell: gap,
        order: |risks, a, b| risks.gap(b).cmp(&risks.gap(a)),
    },
    Col {
        column: Column::words("Cell", 7, 0, 7),
        cell: |risks, row, _| {
            Cell::new(risks.cell(row, CURRENT).map_or_else(|| "none".to_owned(), |cell| cell.to_string()))
        },
        order: |risks, a, b| risks.cell(b, CURRENT).cmp(&risks.cell(a, CURRENT)),
    },
    Col {
        column: Column::words("Treatment", 10, 0, 4),
        cell: |_, row, theme| treatment(row, theme),
        order: |_, a, b| treatment_name(a.treatment).cmp(treatment_name(b.treatment)),
    },
    Col {
        column: Column::figures("Controls", 8, 5),
        cell: |_, row, _| Cell::new(row.controls.to_string()),
        order: |_, a, b| b.controls.cmp(&a.controls),
    },
    Col {
        column: Column::words("Assurance", 10, 0, 8),
        cell: |_, row, _| Cell::new(row.assurance.as_str()),
        order: |_, a, b| a.assurance.cmp(&b.assurance),
    },
    Col {
        column: Column::words("Owner", 11, 1, 6),
        cell: |_, row, theme| owner(row, theme),
        order: |_, a, b| a.owner.cmp(&b.owner),
    },
    Col {
        column: Column::words("Category", 10, 1, 9),
        cell: |_, row, _| Cell::new(row.category.as_str()),
        order: |_, a, b| a.category.cmp(&b.category),
    },
];

/// `20 H` in the colour of its band, or a dash.
pub fn rating<'a>(risks: &Risks, row: &RiskRow, kind: AssessmentKind, theme: &Theme) -> Cell<'a> {
    match (risks.rated(row, kind), risks.band(row, kind)) {
        (Some(score), Some(band)) => {
            Cell::new(format!("{score:>2} {}", band.letters)).chip(theme.chip(band.rating))
        }
        (Some(score), None) => Cell::new(format!("{score:>2}")),
        (None, _) => Cell::new("–").style(theme.style(Role::Dim)),
    }
}

/// `↑ worse`, short: the arrow is the score's.
pub fn moved<'a>(risks: &Risks, row: &RiskRow, theme: &Theme) -> Cell<'a> {
    let (text, role) = match risks.movement(row) {
        Movement::Up => (format!("{} up", theme.glyph(Glyph::Up)), Role::Worse),
        Movement::Down => (format!("{} down", theme.glyph(Glyph::Down)), Role::Better),
        Movement::Same => (format!("{} same", theme.glyph(Glyph::Level)), Role::Text),
        Movement::New => ("new".to_owned(), Role::Strong),
        Movement::Unknown => ("–".to_owned(), Role::Dim),
    };
    Cell::new(text).style(theme.style(role))
}

fn gap<'a>(risks: &Risks, row: &'a RiskRow, theme: &Theme) -> Cell<'a> {
    let role = if risks.doubt(row) == TargetDoubt::None { Role::Text } else { Role::Worse };
    Cell::new(risks.gap(row).map_or_else(|| "–".to_owned(), |gap| gap.to_string())).style(theme.style(role))
}

/// What is done about it, or that the source does not say.
pub fn treatment<'a>(row: &RiskRow, theme: &Theme) -> Cell<'a> {
    match (treatment_name(row.treatment), row.placeholder) {
        ("", true) => Cell::default(),
        ("", false) => Cell::new("? not said").style(theme.style(Role::Dim)),
        (name, _) => Cell::new(name),
    }
}

fn owner<'a>(row: &'a RiskRow, theme: &Theme) -> Cell<'a> {
    if row.owner.trim().is_empty() && !row.placeholder {
        Cell::new("! no owner").style(theme.style(Role::Worse))
    } else {
        Cell::new(row.owner.as_str())
    }
}

/// The cells of a row, in the order of [`COLUMNS`].
fn cells<'a>(risks: &Risks, row: &'a RiskRow, theme: &Theme) -> Vec<Cell<'a>> {
    COLUMNS.iter().map(|column| (column.cell)(risks, row, theme)).collect()
}

/// The columns as the whole register needs them.
pub fn columns(risks: &Risks, theme: &Theme) -> Vec<Column> {
    let columns: Vec<Column> = COLUMNS.iter().map(|column| column.column).collect();
    fitted(&columns, risks.rows.iter().map(|row| cells(risks, row, theme)))
}

/// Order and filter of the register.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub show: Show,
    pub find: Find,
    /// Position in [`COLUMNS`] of the column under the cursor and of the one that orders.
    pub column: usize,
    pub sort: usize,
    pub descending: bool,
}

impl Register {
    /// Whether it lists otherwise than it usually does.
    pub fn is_narrowed(&self) -> bool {
        self.show != Show::default() || !self.find.text().is_empty()
    }

    /// Lists what it listed when it was left: order is the column, whether reversed, and the cursor's.
    pub fn come_back(&mut self, show: Show, order: (usize, bool, usize), find: String) {
        let last = COLUMNS.len() - 1;
        (self.show, self.sort, self.descending, self.column) =
            (show, order.0.min(last), order.1, order.2.min(last));
        self.find.seek(find);
    }

    /// Lists what it usually lists.
    pub fn clear(&mut self) {
        self.show = Show::default();
        self.find.clear();
    }

    /// Positions of the rows listed, in order.
    pub fn rows(&self, risks: &Risks) -> Vec<usize> {
        let words: Vec<String> =
            self.find.text().to_lowercase().split_whitespace().map(str::to_owned).collect();
        let named = |row: &RiskRow| {
            let text =
                format!("{}\n{}\n{}\n{}\n{}", row.reference, row.title, row.owner, row.category, row.service)
                    .to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let mut rows: Vec<usize> = (0..risks.rows.len())
            .filter(|at| self.show.passes(risks, &risks.rows[*at]) && named(&risks.rows[*at]))
            .collect();
        if let Some(column) = COLUMNS.get(self.sort) {
            rows.sort_by(|a, b| {
                let order = (column.order)(risks, &risks.rows[*a], &risks.rows[*b]);
                if self.descending { order.reverse() } else { order }
            });
        }
        rows
    }

    /// Orders by the column under the cursor; again reverses.
    pub fn sort_here(&mut self) -> String {
        if self.sort == self.column {
            self.descending = !self.descending;
        } else {
            self.sort = self.column;
            self.descending = false;
        }
        let name = COLUMNS.get(self.sort).map_or("", |column| column.column.title);
        let other = if self.descending { ", the other way round" } else { "" };
        format!("Ordered by {name}{other}.")
    }

    /// Moves the column cursor over the columns that are shown.
    pub fn step_column(&mut self, by: i32, slots: &[Slot]) {
        let at = slots.iter().position(|slot| slot.column == self.column).unwrap_or(0) as i32;
        let at = (at + by).clamp(0, slots.len().saturating_sub(1) as i32) as usize;
        if let Some(slot) = slots.get(at) {
            self.column = slot.column;
        }
    }

    /// Draws the headings and the rows from `top`; returns where the cursor is.
    #[allow(clippy::too_many_arguments, reason = "one call, each plainly named")]
    pub fn draw(
        &self,
        risks: &Risks,
        columns: &[Column],
        rows: &[usize],
        (at, top): (usize, usize),
        focused: bool,
        found: Option<&CheckReport>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let slots = layout(columns, area.width);
        let table = Table {
            theme,
            columns,
            slots: &slots,
            column: focused.then_some(self.column),
            sorted: Some((self.sort, self.descending)),
            focused,
        };
        table.head(Rect { height: 1, ..area }, buffer);
        let mut cursor = None;
        for offset in 0..usize::from(area.height.saturating_sub(1)) {
            let position = top + offset;
            let Some(row) = rows.get(position).and_then(|at| risks.rows.get(*at)) else { break };
            let here = Rect { y: area.y + 1 + offset as u16, height: 1, ..area };
            table.row(&cells(risks, row, theme), position == at, false, here, buffer);
            let subject = Subject { table: crate::workbook::Table::Risk, id: row.id };
            checks::mark(found, subject, theme, here, position == at && focused, buffer);
            if position == at {
                cursor = Some(Position::new(here.x + MARKER, here.y));
            }
        }
        cursor
    }
}
