//! The officer's own editor: the text goes out in a file among the drafts and comes back.

use crate::drafts::{Draft, Drafts, Editing};

/// What became of a text in the officer's own editor.
pub(super) struct Edited {
    /// The text, or why there is none.
    pub result: Result<String, String>,
    /// Its file, which is let go once the text is kept elsewhere.
    pub editing: Option<Editing>,
}

/// Runs the officer's editor on a draft's text. The file it works on is a draft from the beginning, so that
/// what is saved in it outlives whatever happens to this program.
pub(super) fn edit_outside(draft: &Draft, drafts: &Drafts) -> Edited {
    let nothing = |reason: String| Edited { result: Err(reason), editing: None };
    let command = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let Some(command) = command else {
        return nothing(
            "Neither $VISUAL nor $EDITOR is set. Set one, for example EDITOR=nano, and try again; your text is safe."
                .to_owned(),
        );
    };
    let words = match shell_words::split(&command) {
        Ok(words) => words,
        Err(error) => {
            return nothing(format!("$EDITOR “{command}” cannot be read: {error}. Your text is safe."));
        }
    };
    let Some((program, arguments)) = words.split_first() else {
        return nothing("$EDITOR is empty. Your text is safe.".to_owned());
    };
    let editing = match drafts.begin_editing(draft) {
        Ok(editing) => editing,
        Err(error) => return nothing(format!("The text could not be handed over. {error}")),
    };
    let status = std::process::Command::new(program).args(arguments).arg(editing.file()).status();
    let result = match (status, editing.read()) {
        (Err(error), _) => Err(format!("“{program}” could not be started: {error}. Your text is safe.")),
        // What was saved counts, however the editor ended.
        (Ok(status), Ok(text)) if status.success() || text != draft.text => Ok(text),
        (Ok(status), Ok(_)) => Err(format!("“{program}” ended with {status}: your text is as it was.")),
        (Ok(_), Err(error)) => {
            Err(format!("The text could not be read back: {error}. It is as it was here."))
        }
    };
    Edited { result, editing: Some(editing) }
}
