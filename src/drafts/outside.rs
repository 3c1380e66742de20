//! Words in the officer's own editor: the file it works on lies among the drafts, and is one from the
//! beginning. Whatever is saved in it outlives a closed window, a kill and a power cut.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{A_DAY, Draft, DraftError, DraftKey, Drafts, fnv};

/// Ends the name of the file the editor works on.
const TEXT: &str = ".editing.txt";
/// Ends the name of what says which draft that is.
const RECORD: &str = ".editing.json";

/// A text that is with the officer's own editor. While this lives nobody else picks it up.
#[derive(Debug)]
pub struct Editing {
    text: PathBuf,
    record: PathBuf,
    /// Locked.
    _held: File,
}

/// A text that was with an editor when the program ended, and has been changed there.
pub(super) struct LeftBehind {
    pub draft: Draft,
    record: PathBuf,
}

impl Editing {
    /// The file for the editor.
    pub fn file(&self) -> &Path {
        &self.text
    }

    /// What is in it now.
    pub fn read(&self) -> io::Result<String> {
        fs::read(&self.text).map(|bytes| plain(&bytes))
    }

    /// The words are kept elsewhere: the file is not needed any more.
    pub fn done(self) {
        // What stays is looked at again at the next start, and is then as it was begun.
        let _ = fs::remove_file(&self.text);
        let _ = fs::remove_file(&self.record);
    }
}

impl Drafts {
    /// Puts a draft's text into a file for the officer's own editor.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn begin_editing(&self, draft: &Draft) -> Result<Editing, DraftError> {
        let begin = || -> io::Result<Editing> {
            let name: String =
                draft.reference.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
            let stem = format!("{name}-{:08x}", fnv(format!("{:?}", draft.key()).as_bytes()) as u32);
            let (text, record) =
                (self.folder.join(format!("{stem}{TEXT}")), self.folder.join(format!("{stem}{RECORD}")));
            // One that is with an editor is not handed out again.
            if let Ok(known) = opened(&record) {
                known.try_lock().map_err(|_| io::Error::other("this text is in another editor already"))?;
            }
            self.write_whole(&record, &serde_json::to_vec_pretty(draft)?)?;
            let held = opened(&record)?;
            held.try_lock().map_err(|_| io::Error::other("this text is in another editor already"))?;
            self.write_whole(&text, draft.text.as_bytes())?;
            Ok(Editing { text, record, _held: held })
        };
        begin().map_err(|source| self.unusable(source))
    }

    /// What was left in editors and changed there, newer than the draft that is kept of the same.
    pub(super) fn left_behind(&self) -> Vec<LeftBehind> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let records = entries
            .flatten()
            .filter(|entry| entry.file_name().to_str().is_some_and(|name| name.ends_with(RECORD)));
        records.filter_map(|entry| self.one_left_behind(&entry.path())).collect()
    }

    fn one_left_behind(&self, record: &Path) -> Option<LeftBehind> {
        let held = opened(record).ok()?;
        held.try_lock().ok()?;
        let begun: Draft = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
        let text_file = text_of(record)?;
        let text = plain(&fs::read(&text_file).ok()?);
        let changed = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
        let at = changed(&text_file)?;
        if text == begun.text {
            // Nothing came of it, or it has been picked up: of no use once nobody can be writing in it.
            if at.elapsed().is_ok_and(|age| age > A_DAY) {
                let _ = fs::remove_file(&text_file);
                let _ = fs::remove_file(record);
            }
            return None;
        }
        if changed(&self.file(&begun.key())).is_some_and(|kept| kept > at) {
            return None;
        }
        let last = text.lines().count().saturating_sub(1);
        Some(LeftBehind { draft: Draft { text, cursor: (last, 0), ..begun }, record: record.to_owned() })
    }

    /// Keeps what was left in editors as drafts of their own. The files stay, for an editor may still be
    /// open on them; what is saved there later is picked up the next time.
    pub(super) fn pick_up(&self, workbook: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for left in self.left_behind().into_iter().filter(|left| left.draft.workbook == workbook) {
            let kept = self.save(&left.draft).and_then(|()| {
                let bytes =
                    serde_json::to_vec_pretty(&left.draft).map_err(|error| self.unusable(error.into()))?;
                self.write_whole(&left.record, &bytes).map_err(|error| self.unusable(error))
            });
            problems.extend(kept.err().map(|error| error.to_string()));
        }
        problems
    }

    /// Removes what an editor was given of a draft.
    pub(super) fn forget_editing(&self, key: &DraftKey) {
        for left in self.left_behind().into_iter().filter(|left| left.draft.key() == *key) {
            if let Some(text) = text_of(&left.record) {
                let _ = fs::remove_file(text);
            }
            let _ = fs::remove_file(&left.record);
        }
    }
}

fn text_of(record: &Path) -> Option<PathBuf> {
    let name = record.file_name()?.to_str()?.strip_suffix(RECORD)?;
    Some(record.with_file_name(format!("{name}{TEXT}")))
}

/// As the program holds texts: without the line end that editors put behind the last line.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}

/// An existing file, for holding on to.
fn opened(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path)
}
