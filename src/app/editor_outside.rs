//! The officer's own editor: the text goes out in a private file and comes back.

use std::io::Write;
use std::path::Path;

/// Writes the text to a private file, runs the officer's editor on it and reads it back.
pub(super) fn edit_outside(text: &str, name: &str, state: &Path) -> Result<String, String> {
    let command = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .ok_or("Neither $VISUAL nor $EDITOR is set. Set one, for example EDITOR=nano, and try again; your text is safe.")?;
    let words = shell_words::split(&command)
        .map_err(|error| format!("$EDITOR “{command}” cannot be read: {error}. Your text is safe."))?;
    let (program, arguments) = words.split_first().ok_or("$EDITOR is empty. Your text is safe.")?;
    let said =
        |error: std::io::Error| format!("The text could not be handed over: {error}. It is safe here.");
    std::fs::create_dir_all(state).map_err(said)?;
    let prefix: String =
        name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    let mut file = tempfile::Builder::new()
        .prefix(&format!("{prefix}-"))
        .suffix(".txt")
        .tempfile_in(state)
        .map_err(said)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(said)?;
    let status = std::process::Command::new(program).args(arguments).arg(file.path()).status();
    match status {
        Err(error) => Err(format!("“{program}” could not be started: {error}. Your text is safe.")),
        Ok(status) if !status.success() => {
            Err(format!("“{program}” ended with {status}: your text is as it was."))
        }
        Ok(_) => {
            let text = std::fs::read(file.path()).map_err(said)?;
            let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
            Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
        }
    }
}
