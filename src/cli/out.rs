//! Standard output: buffered, inert, and quiet when nobody reads on.

use std::cell::RefCell;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;
use std::rc::Rc;

use super::{Context, Failure, Value};
use crate::ui::inert::{inert, inert_line};

/// Columns that paragraphs are wrapped to.
const WIDTH: usize = 80;

/// Standard output while a command runs.
#[derive(Debug)]
pub struct Out {
    writer: BufWriter<StdoutLock<'static>>,
    plain: bool,
    ascii: bool,
    is_terminal: bool,
    /// As [`Context::done`].
    done: Rc<RefCell<Vec<String>>>,
}

impl Out {
    /// Takes standard output.
    pub fn new(context: &Context) -> Self {
        Self {
            writer: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            plain: context.plain,
            ascii: context.ascii,
            is_terminal: context.world.stdout_is_terminal,
            done: Rc::clone(&context.done),
        }
    }

    /// One line of text, made inert.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        let text = inert_line(text);
        let text = ascii(&text, self.ascii);
        self.raw_line(text.trim_end())
    }

    /// An empty line.
    pub fn gap(&mut self) -> Result<(), Failure> {
        self.raw_line("")
    }

    /// A line that is already inert, such as one with colours in it.
    pub fn raw_line(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes())?;
        self.writer.write_all(b"\n")?;
        Ok(())
    }

    /// Text of any length: its own lines kept, long ones wrapped and set in
    /// by `indent` columns. Linear text is neither wrapped nor set in.
    pub fn paragraph(&mut self, text: &str, indent: usize) -> Result<(), Failure> {
        self.hanging(text, indent, "")
    }

    /// [`Out::paragraph`] with `hang` before the further lines of each wrapped line.
    fn hanging(&mut self, text: &str, indent: usize, hang: &str) -> Result<(), Failure> {
        let text = inert(text);
        let text = ascii(&text, self.ascii);
        let margin = " ".repeat(if self.plain { 0 } else { indent });
        for line in text.lines() {
            if self.plain || line.trim().is_empty() {
                self.raw_line(line.trim_end())?;
                continue;
            }
            // A list's further lines stand under its first word.
            let hang = if line.starts_with("- ") || line.starts_with("• ") { "  " } else { hang };
            let options = textwrap::Options::new(WIDTH.saturating_sub(indent)).subsequent_indent(hang);
            for part in textwrap::wrap(line, options) {
                self.raw_line(format!("{margin}{part}").trim_end())?;
            }
        }
        Ok(())
    }

    /// `Label: text`, the text on lines of its own where it has several.
    pub fn field(&mut self, label: &str, text: &str) -> Result<(), Failure> {
        if text.is_empty() {
            return Ok(());
        }
        if text.trim_end().contains('\n') {
            self.line(&format!("{label}:"))?;
            return self.paragraph(text, 2);
        }
        self.hanging(&format!("{label}: {text}"), 0, "  ")
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, text: &str) -> Result<(), Failure> {
        self.gap()?;
        self.line(text)
    }

    /// The path of a file that was written, on a line of its own: its very
    /// bytes for a program to read, made inert for a person.
    pub fn path(&mut self, path: &Path) -> Result<(), Failure> {
        self.done.borrow_mut().push(format!("{} is in its place.", path.display()));
        if self.is_terminal {
            return self.line(&path.display().to_string());
        }
        self.writer.write_all(path.as_os_str().as_encoded_bytes())?;
        self.writer.write_all(b"\n")?;
        Ok(())
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.writer.write_all(bytes)?)
    }

    /// One JSON value on lines of its own, for people and programs to read.
    pub fn json(&mut self, value: &Value) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value)?;
        self.raw_line(&super::value::escape(text))
    }

    /// Writes what is still held back.
    pub fn finish(mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The program's own punctuation in ASCII, where only that can be shown.
pub fn ascii(text: &str, wanted: bool) -> std::borrow::Cow<'_, str> {
    if !wanted || text.is_ascii() {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '–' | '—' | '−' | '·' => plain.push('-'),
            '“' | '”' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '…' => plain.push_str("..."),
            '×' => plain.push('x'),
            '£' => plain.push_str("GBP"),
            '÷' => plain.push('/'),
            '•' => plain.push('*'),
            c => plain.push(c),
        }
    }
    plain.into()
}
