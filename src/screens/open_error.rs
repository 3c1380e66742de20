//! A workbook that cannot be opened: what happened, and what to do.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::input::{Command, Scope};
use crate::jobs::file::FileWorkRequest;
use crate::screens::file_work::FileWork;
use crate::screens::welcome::Welcome;
use crate::screens::{Context, Effect, Mouse, MouseKind, Screen};
use crate::ui::frame::{Pane, centred, line, lines, wrapped};
use crate::ui::list::mark;
use crate::ui::list::{List, Placed};
use crate::ui::theme::Role;
use crate::workbook::backup::Kept;

/// Something to do.
#[derive(Clone, Copy)]
enum Way {
    Restore,
    Recover,
    Again,
    Another,
    Sample,
    Quit,
}

/// The explanation, with what can be done about it.
pub struct Trouble {
    path: PathBuf,
    reason: String,
    backup: Option<Kept>,
    /// The backup is opened beside the file, which may not be changed.
    beside: bool,
    /// Something may be recovered from it.
    is_damaged: bool,
    ways: List<Placed<(Way, String)>>,
}

struct Parts {
    frame: Rect,
    text: Vec<(Role, String)>,
    list: Rect,
}

impl Trouble {
    /// A workbook was not opened, and why.
    pub fn not_opened(path: &Path, reason: &str, is_damaged: bool) -> Self {
        let mut trouble = Self {
            path: path.to_owned(),
            reason: reason.to_owned(),
            backup: None,
            beside: false,
            is_damaged,
            ways: List::default(),
        };
        trouble.offer();
        trouble.ways.go_where(|row| matches!(row.0, Way::Recover | Way::Another));
        trouble
    }

    /// Offers a backup of it first of all: in its place, or where nothing may be changed, beside it.
    #[must_use]
    pub fn with_backup(mut self, backup: Option<Kept>, read_only: bool) -> Self {
        if backup.is_some() {
            (self.backup, self.beside) = (backup, read_only);
            self.offer();
            self.ways.go(0);
        }
        self
    }

    /// What can be done, as it is known now.
    fn offer(&mut self) {
        let mut ways: Vec<(Way, String)> = Vec::new();
        if let Some(kept) = &self.backup {
            let words = match self.beside {
                true => format!("Open the backup of {} beside it", kept.when()),
                false => format!("Restore the backup of {}", kept.when()),
            };
            ways.push((Way::Restore, words));
        }
        if self.is_damaged {
            ways.push((Way::Recover, "Take what can be read of it into a new workbook".to_owned()));
        }
        ways.extend(
            [
                (Way::Again, "Try again"),
                (Way::Another, "Open another workbook"),
                (Way::Sample, "Open the sample workbook"),
                (Way::Quit, "Quit"),
            ]
            .map(|(way, words)| (way, words.to_owned())),
        );
        self.ways.hold_placed(ways, |_| false);
    }

    fn act(&self, context: &Context) -> Vec<Effect> {
        let way = self.ways.current().map_or(Way::Quit, |row| row.0);
        match (way, &self.backup) {
            (Way::Restore, Some(kept)) => {
                vec![Effect::Restore {
                    path: self.path.clone(),
                    from: kept.path.clone(),
                    beside: self.beside,
                }]
            }
            (Way::Recover, _) => {
                let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
                let time = context.session.now.format("%Y-%m-%d-%H%M%S");
                let new = self.path.with_file_name(format!("{stem}.recovered-{time}.qd"));
                let ask = FileWorkRequest::Recover { damaged: self.path.clone(), new };
                vec![Effect::Open(Box::new(FileWork::new(ask)))]
            }
            (Way::Again | Way::Restore, _) => vec![Effect::OpenFile(self.path.clone())],
            (Way::Another, _) => vec![Effect::Open(Box::new(Welcome::new(Vec::new(), PathBuf::new())))],
            (Way::Sample, _) => vec![Effect::OpenSample],
            (Way::Quit, _) => vec![Effect::Run(Command::Quit)],
        }
    }

    fn text(&self, room: u16, most: usize) -> Vec<(Role, String)> {
        let mut out = Vec::new();
        let mut say = |role, text: &str, most| {
            out.extend(wrapped(text, room, most).into_iter().map(|row| (role, row)));
        };
        say(Role::Problem, "! This workbook could not be opened.", 1);
        say(Role::Strong, &self.path.display().to_string(), 2);
        say(Role::Text, "", 1);
        // The reason is someone else's sentence: it is given room, not the whole screen.
        say(Role::Text, &self.reason, most.saturating_sub(4).clamp(1, 10));
        say(Role::Text, "", 1);
        let after = match self.backup {
            Some(_) if !self.beside => {
                "The file has not been changed. It is kept when a backup is restored in its place."
            }
            _ => "The file has not been changed.",
        };
        say(Role::Dim, after, 3);
        out.truncate(most);
        out
    }

    fn parts(&self, area: Rect) -> Parts {
        let choices = self.ways.rows().len() as u16;
        let wide = area.width.min(78);
        let most = area.height.saturating_sub(choices + 3);
        let text = self.text(wide.saturating_sub(4), usize::from(most));
        let frame = centred(area, wide, text.len() as u16 + choices + 3);
        let inside = Pane::default().inside(frame);
        let high = choices.min(inside.height);
        Parts { frame, text, list: Rect { y: inside.bottom() - high, height: high, ..inside } }
    }
}

impl Screen for Trouble {
    fn scope(&self) -> Scope {
        Scope::Welcome
    }

    fn title(&self, _context: &Context) -> String {
        "Not opened".to_owned()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        let height = self.parts(context.area).list.height;
        if self.ways.update(command, height) {
            return Some(Vec::new());
        }
        match command {
            Command::Open | Command::Accept => Some(self.act(context)),
            _ => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let list = self.parts(context.area).list;
        if self.ways.mouse(mouse, list) == Some(MouseKind::DoubleClick) {
            return self.act(context);
        }
        Vec::new()
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let Parts { frame, text, list } = self.parts(area);
        let inside = Pane { title: "Not opened", note: "", focused: true }.draw(theme, frame, buffer);
        for (y, (role, text)) in (inside.y..list.y).zip(text) {
            lines(&[text], theme.style(role), Rect { y, height: 1, ..inside }, buffer);
        }
        let at = self.ways.draw(list, |way, row, selected| {
            let style = if selected { mark(theme, row, buffer) } else { theme.style(Role::Text) };
            let words = Rect { x: row.x + 2.min(row.width), width: row.width.saturating_sub(2), ..row };
            line(way.map_or("", |way| way.1.as_str()), style, words, buffer);
        });
        at.filter(|row| row.width > 0).map(|row| row.as_position())
    }
}
