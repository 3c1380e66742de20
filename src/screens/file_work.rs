//! Checking the open file, or recovering a damaged one: how far that is, and
//! then what came of it, to read.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::import::draw_progress;
use super::messages::{Passage, Reading};
use super::{Context, Effect, Mouse, Outcome, Screen};
use crate::input::{Command, Scope};
use crate::jobs::file::{FileWorkEvent, FileWorkRequest};
use crate::jobs::import::request::ImportProgress;
use crate::session::Notice;
use crate::ui::frame::{Pane, centred, clear};

/// The box with the progress, and then with the words.
pub struct FileWork {
    ask: FileWorkRequest,
    progress: Option<ImportProgress>,
    /// None while it is being done.
    told: Option<Reading>,
    /// The new workbook, once it is there.
    opens: Option<PathBuf>,
}

impl FileWork {
    /// Begins when it is opened.
    pub fn new(ask: FileWorkRequest) -> Self {
        Self { ask, progress: None, told: None, opens: None }
    }

    fn heading(&self) -> &'static str {
        match self.ask {
            FileWorkRequest::Recover { .. } => "Recovery",
            _ => "Check of the file",
        }
    }

    fn read(&mut self, words: Vec<String>) {
        self.told = Some(Reading::new(self.heading(), words.into_iter().map(Passage::Words).collect()));
    }

    /// Closes it; a workbook that was recovered is opened.
    fn leave(&self) -> Vec<Effect> {
        match &self.opens {
            Some(path) => vec![Effect::OpenFile(path.clone())],
            None => vec![Effect::Close],
        }
    }
}

impl Screen for FileWork {
    fn scope(&self) -> Scope {
        Scope::Reading
    }

    fn title(&self, _context: &Context) -> String {
        self.heading().to_owned()
    }

    fn opened(&mut self) -> Vec<Effect> {
        vec![Effect::File(self.ask.clone())]
    }

    fn on_file_work(&mut self, told: FileWorkEvent, context: &Context) -> Vec<Effect> {
        match told {
            FileWorkEvent::Progress(at) => {
                self.progress = Some(at);
                Vec::new()
            }
            FileWorkEvent::Verified(verification) => {
                let file = &context.session.path;
                self.read(verification.words(&file.file_name().unwrap_or_default().to_string_lossy()));
                vec![Effect::Say(match verification.is_sound() {
                    true => Notice::done("The file is sound."),
                    false => Notice::problem(
                        "The file is not as it was written. “restore a backup” in the palette (:) lists what there is.",
                    ),
                })]
            }
            FileWorkEvent::Recovered(lines) => {
                if let FileWorkRequest::Recover { damaged, new } = &self.ask {
                    self.opens = Some(new.clone());
                    let mut words = vec![
                        format!("{} is the new workbook; Enter opens it.", new.display()),
                        format!("{} is as it was.", damaged.display()),
                        String::new(),
                    ];
                    words.extend(lines);
                    self.read(words);
                }
                Vec::new()
            }
            FileWorkEvent::Failed(why) => {
                self.read(vec![why]);
                Vec::new()
            }
            FileWorkEvent::Stopped => {
                vec![Effect::Close, Effect::Say(Notice::info("Stopped: nothing was changed."))]
            }
        }
    }

    fn outcome(&mut self, outcome: Outcome, _context: &Context) -> Vec<Effect> {
        if let Outcome::Failed(why) = outcome {
            self.read(vec![why]);
        }
        Vec::new()
    }

    fn update(&mut self, command: Command, context: &Context) -> Option<Vec<Effect>> {
        match (command, &mut self.told) {
            (Command::Back, Some(_)) => Some(self.leave()),
            (_, Some(reading)) => reading.update(command, context),
            (Command::Back, None) => Some(vec![Effect::File(FileWorkRequest::Stop)]),
            (_, None) => None,
        }
    }

    fn mouse(&mut self, mouse: Mouse, context: &Context) -> Vec<Effect> {
        let Some(reading) = &mut self.told else { return Vec::new() };
        match reading.mouse(mouse, context).as_slice() {
            [] => Vec::new(),
            _ => self.leave(),
        }
    }

    fn view(&self, context: &Context, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if let Some(reading) = &self.told {
            return reading.view(context, area, buffer);
        }
        let frame = centred(area, area.width.min(70), 7);
        clear(context.theme, frame, buffer);
        let inside =
            Pane { title: self.heading(), note: "", focused: true }.draw(context.theme, frame, buffer);
        let stops = "Esc stops; nothing is changed then.";
        draw_progress(context.theme, self.progress.as_ref(), stops, inside, buffer);
        (!inside.is_empty()).then(|| inside.as_position())
    }

    fn covers(&self) -> bool {
        false
    }
}
