//! The terminal: the loop that feeds the app and shows its frame.
//!
//! The only place that knows crossterm. Events that are waiting are all taken
//! before anything is drawn, so a held-down key costs one drawing.

mod events;
mod screen;

pub use events::key_of;

use std::io::{IsTerminal, Write, stdout};
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDateTime;
use color_eyre::eyre::WrapErr;
use crossterm::event;

use super::editor_outside::edit_outside;
use super::waiting::{Signal, Waiter, Woken};
use super::{App, Options, Outside};
use crate::drafts::Drafts;
use crate::files::Target;
use crate::jobs::places::{Places, Settings, user_name};
use crate::ui::theme::Depth;
use events::{Clicks, take};
use screen::{Screen, restore};

/// How the program was asked to start.
pub struct Start {
    pub path: Option<PathBuf>,
    pub read_only: bool,
    /// In place of the settings' theme.
    pub theme: Option<String>,
    /// Only plain ASCII.
    pub ascii: bool,
    /// `Some(false)` never colours, `Some(true)` does even under `NO_COLOR`.
    pub colour: Option<bool>,
    /// In place of the settings' and the system's name.
    pub user: Option<String>,
    /// This program, which reads files to import in a child of its own.
    pub program: PathBuf,
    /// Tells the local time; the program's only clock.
    pub clock: fn() -> NaiveDateTime,
}

/// What the terminal can show, from its environment.
pub fn depth(colour: Option<bool>, variable: impl Fn(&str) -> Option<String>) -> Depth {
    let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    if colour == Some(false) || (refused && colour != Some(true)) {
        return Depth::None;
    }
    let term = variable("TERM").unwrap_or_default();
    match variable("COLORTERM").as_deref() {
        Some("truecolor" | "24bit") => Depth::True,
        _ if term.contains("256color") || term.contains("direct") => Depth::Indexed,
        _ => Depth::Sixteen,
    }
}

/// Whether the locale can show more than ASCII.
pub fn is_ascii_only(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    // No locale at all is a bare container more often than an old terminal, and those are UTF-8.
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !(locale.contains("utf-8") || locale.contains("utf8"))
    })
}

/// How a longer wait for data is cut up, so that the first paint is not held back.
const FIRST_PAINT: Duration = Duration::from_millis(12);
/// Bytes that are there are read and handed over well within this.
const READY: Duration = Duration::from_millis(2);
/// Keys read together with one that was taken; a wait of nothing at all hands over none.
const TAKING: Duration = Duration::from_micros(20);
/// After input, keys that were read but not handed over in time are asked for again.
const LEFT_BEHIND: Duration = Duration::from_millis(20);
/// A key waits this long for its data before it is drawn without.
const WITH_DATA: Duration = Duration::from_millis(5);

/// Runs the program in this terminal until it is quit. Returns the exit code.
///
/// # Errors
/// When the terminal cannot be used.
pub fn run(start: Start) -> color_eyre::Result<i32> {
    let places = Places::find();
    let (settings, memory, problems) = places.load();
    let variable = |name: &str| std::env::var(name).ok();
    let depth = depth(start.colour, variable);
    // Without this, crossterm answers NO_COLOR with resets that wipe out the
    // reverse video that shows the selection. We leave colours out ourselves.
    crossterm::style::force_color_output(true);
    let ascii = start.ascii || is_ascii_only(variable);
    let path = start.path.clone().or_else(|| memory.recent.iter().find(|path| path.is_file()).cloned());
    let waiter = Waiter::start(restore).wrap_err("the terminal's signals could not be watched")?;
    let waker = waiter.waker();
    let mut app = App::start(
        Options {
            path,
            read_only: start.read_only,
            user: start.user.clone().unwrap_or_else(|| user_name(&settings)),
            now: (start.clock)(),
            theme: start.theme.clone().unwrap_or_else(|| settings.theme.clone()),
            depth,
            ascii,
            size: crossterm::terminal::size().unwrap_or((80, 24)),
            drafts: places.drafts(),
            sample: places.sample(),
            program: start.program.clone(),
            import_from: places.import_from(),
            templates: places.templates(),
            memory,
            paths: places.named(),
            problems,
        },
        move || waker.wake(),
    );
    watch_for_panics(places.state.clone());
    app.settle(FIRST_PAINT);
    // What was asked for by name and cannot be opened is said before the screen is touched.
    if let Some(reason) = start.path.and_then(|_| app.refused()) {
        let sentence = reason.trim_end_matches('.').to_owned();
        return Err(color_eyre::eyre::eyre!(sentence));
    }
    let mut screen = Screen::open(settings.mouse)?;
    let code = event_loop(&mut app, &mut screen, &waiter, start.clock, &places);
    app.shut_down();
    drop(screen);
    remember(&app, &places, &settings, start.theme.is_some());
    code
}

fn remember(app: &App, places: &Places, settings: &Settings, theme_given: bool) {
    if app.session().opening.is_some() {
        places.remember(app.memory());
    }
    let mut changed = settings.clone();
    if !theme_given {
        app.theme_name().clone_into(&mut changed.theme);
    }
    changed.mouse = app.mouse_is_on();
    if changed != *settings
        && let Err(reason) = places.keep(&changed)
    {
        // The screen is gone by now; this is the last chance to say it.
        let _ = writeln!(std::io::stderr(), "quarterdeck: {}", crate::ui::inert::inert(&reason));
    }
}

fn event_loop(
    app: &mut App,
    screen: &mut Screen,
    waiter: &Waiter,
    clock: fn() -> NaiveDateTime,
    places: &Places,
) -> color_eyre::Result<i32> {
    let mut clicks = Clicks::default();
    let mut dirty = true;
    let mut just_read = false;
    loop {
        app.at(clock());
        app.tick();
        dirty |= app.receive();
        if app.before_drawing() | app.is_waiting_for_screen() {
            app.settle(WITH_DATA);
            // What came may have made the screens want more: the row a list puts under the cursor.
            if app.before_drawing() {
                app.settle(WITH_DATA);
            }
            dirty = true;
        }
        for outside in app.take_outside() {
            dirty = true;
            match outside {
                Outside::Quit => return Ok(0),
                Outside::Clipboard(text) => screen.copy(&text)?,
                Outside::Mouse(on) => screen.set_mouse(on)?,
                Outside::Suspend => screen.suspend()?,
                Outside::Edit(draft) => {
                    let drafts =
                        Drafts::existing(places.drafts()).or_else(|| Drafts::open(places.drafts()).ok());
                    let Some(drafts) = drafts else {
                        let folder = places.drafts();
                        app.edited(Err(format!(
                            "{} cannot be used, so a text in another editor would not be safe.",
                            folder.display()
                        )));
                        continue;
                    };
                    screen.leave()?;
                    let edited = edit_outside(&draft, &drafts);
                    screen.enter()?;
                    app.at(clock());
                    app.edited(edited.result);
                    // Its file goes only once the text is on disk as a draft.
                    app.flush_drafts();
                    if let Some(editing) = edited.editing.filter(|_| app.session().drafts_trouble.is_none()) {
                        editing.done();
                    }
                }
            }
        }
        if std::mem::take(&mut dirty) {
            screen.draw(app)?;
            app.look_ahead();
        }
        // Keys the library has read but not yet given out are invisible to the wait: after
        // input it is short once, so that none of them stays behind.
        let at_most = if just_read { LEFT_BEHIND.min(app.next_tick()) } else { app.next_tick() };
        let woken = waiter.wait(at_most);
        just_read = false;
        match woken {
            Woken::HungUp => return Ok(129),
            Woken::Wake => {}
            Woken::Input | Woken::Timeout => {
                app.at(clock());
                // Bytes are known to be there, or known not to be; after them, only what came along.
                let mut patience = if woken == Woken::Input { READY } else { TAKING };
                while event::poll(patience)? {
                    just_read = true;
                    dirty = true;
                    take(app, event::read()?, &mut clicks);
                    patience = TAKING;
                }
            }
        }
        while let Some(signal) = waiter.signal() {
            match signal {
                Signal::End(code) => return Ok(code),
                Signal::Stop => screen.suspend()?,
                Signal::Continued => {
                    screen.leave()?;
                    screen.enter()?;
                }
                Signal::Resized => {
                    let (width, height) = crossterm::terminal::size()?;
                    app.resize(width, height);
                }
            }
            dirty = true;
        }
    }
}

/// A panic gives the terminal back before it is told. On another thread it
/// only leaves a note, so that what is on screen stays and can be saved.
fn watch_for_panics(state: PathBuf) {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some("main") {
            restore();
            told(info);
        } else {
            let note = Target::private(&state.join("last-panic.txt"));
            let _ = note.and_then(|note| note.write_all(format!("{info}\n").as_bytes()));
        }
    }));
}

/// Why this terminal cannot show the program, or nothing.
pub fn unsuitable(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let how = "For plain text use: quarterdeck FILE --plain, or quarterdeck list indicators FILE.";
    if !std::io::stdin().is_terminal() || !stdout().is_terminal() {
        return Some(format!("quarterdeck needs a terminal to open a workbook in. {how}"));
    }
    if variable("TERM").as_deref() == Some("dumb") {
        return Some(format!("This terminal (TERM=dumb) cannot show full-screen programs. {how}"));
    }
    None
}
