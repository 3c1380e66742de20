//! Filling in forms as owners do, without a spreadsheet: cells of a sheet are
//! put in place in the file's own XML, and everything else stays as it was.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};

/// A form on disk, open to be filled in.
pub struct Form {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What is put into a cell.
pub enum Put<'a> {
    Text(&'a str),
    Number(f64),
    /// A day, as Excel counts them.
    Day(u32),
    /// A formula and the value that was worked out.
    Formula(&'a str, f64),
    Failed,
    Nothing,
}

impl Form {
    pub fn open(path: &Path) -> Self {
        Self { path: path.to_path_buf(), bytes: std::fs::read(path).unwrap() }
    }

    /// The only form in a folder whose name has these words.
    pub fn of(folder: &Path, words: &str) -> Self {
        let named = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().contains(words);
        let mut found: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(named).collect();
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        Self::open(&found.remove(0))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }

    fn range(&self, sheet: &str) -> calamine::Range<Data> {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&self.bytes)).unwrap();
        workbook.worksheet_range(sheet).unwrap()
    }

    /// A cell as a reader sees it.
    pub fn seen(&self, sheet: &str, cell: &str) -> Data {
        let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        let column = letters.bytes().fold(0_u32, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
        let row: u32 = cell[letters.len()..].parse().unwrap();
        self.range(sheet).get_value((row - 1, column)).cloned().unwrap_or(Data::Empty)
    }

    /// Where a field of a row stands: `L7`. The row is told by its reference, or by the start of its
    /// hidden key and its reference.
    pub fn cell(&self, sheet: &str, row: &str, field: &str) -> String {
        let range = self.range(sheet);
        let (rows, columns) = range.end().unwrap();
        let text = |row: u32, column: u32| match range.get_value((row, column)) {
            Some(Data::String(text)) => text.clone(),
            _ => String::new(),
        };
        let column = (0..=columns).find(|column| text(3, *column) == field);
        let column = column.unwrap_or_else(|| panic!("no column {field}"));
        let (key, reference) = row.split_once(' ').filter(|(key, _)| key.contains(':')).unwrap_or(("", row));
        let at = (4..=rows)
            .find(|at| text(*at, 1) == reference && text(*at, 0).starts_with(key.trim_end_matches(':')));
        let at = at.unwrap_or_else(|| panic!("no row {row}"));
        let letter = char::from(b'A' + u8::try_from(column).unwrap());
        format!("{letter}{}", at + 1)
    }

    /// Fills in a cell of the sheet of figures.
    pub fn figure(&mut self, reference: &str, field: &str, put: Put<'_>) -> &mut Self {
        let cell = self.cell("Figures", reference, field);
        self.put(1, &cell, put)
    }

    /// Fills in a cell of the sheet of actions: `new: AC/C7`, `action: AC/C7`.
    pub fn action(&mut self, row: &str, field: &str, put: Put<'_>) -> &mut Self {
        let cell = self.cell("Actions", row, field);
        self.put(2, &cell, put)
    }

    /// Fills in a cell of the sheet of this number.
    pub fn put(&mut self, sheet: u32, cell: &str, put: Put<'_>) -> &mut Self {
        let name = format!("xl/worksheets/sheet{sheet}.xml");
        let xml = self.part(&name);
        let start =
            xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} is not in {name}"));
        let tag_end = start + xml[start..].find('>').unwrap();
        let end = match xml[..tag_end].ends_with('/') {
            true => tag_end + 1,
            false => start + xml[start..].find("</c>").unwrap() + 4,
        };
        let style: String = xml[start..tag_end]
            .split_once(" s=\"")
            .map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
            .unwrap_or_default();
        let head = format!("<c r=\"{cell}\" s=\"{style}\"");
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let new = match put {
            Put::Text(text) => {
                format!("{head} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
            }
            Put::Number(value) => format!("{head}><v>{value}</v></c>"),
            Put::Day(days) => format!("{head}><v>{days}</v></c>"),
            Put::Formula(formula, value) => format!("{head}><f>{}</f><v>{value}</v></c>", escaped(formula)),
            Put::Failed => format!("{head} t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
            Put::Nothing => format!("{head}/>"),
        };
        let xml = format!("{}{new}{}", &xml[..start], &xml[end..]);
        self.replace(&name, &xml);
        self
    }

    /// Replaces words wherever they are in the texts of the file.
    pub fn say_otherwise(&mut self, from: &str, to: &str) -> &mut Self {
        let xml = self.part("xl/sharedStrings.xml");
        assert!(xml.contains(from), "{from} is not among the texts");
        self.replace("xl/sharedStrings.xml", &xml.replace(from, to));
        self
    }

    /// Gives a sheet another name.
    pub fn rename(&mut self, from: &str, to: &str) -> &mut Self {
        let xml = self.part("xl/workbook.xml");
        let new = xml.replace(&format!("<sheet name=\"{from}\""), &format!("<sheet name=\"{to}\""));
        assert_ne!(xml, new);
        self.replace("xl/workbook.xml", &new);
        self
    }

    /// A part of the file.
    pub fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn replace(&mut self, name: &str, text: &str) {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let here = part.name().unwrap().into_owned();
            writer.start_file(&here, zip::write::SimpleFileOptions::default()).unwrap();
            if here == name {
                writer.write_all(text.as_bytes()).unwrap();
            } else {
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).unwrap();
                writer.write_all(&bytes).unwrap();
            }
        }
        self.bytes = writer.finish().unwrap().into_inner();
    }

    /// Writes it back to where it was.
    pub fn save(&self) {
        std::fs::write(&self.path, &self.bytes).unwrap();
    }

    /// Writes it under another name beside it.
    pub fn save_as(&self, name: &str) {
        std::fs::write(self.path.with_file_name(name), &self.bytes).unwrap();
    }
}
