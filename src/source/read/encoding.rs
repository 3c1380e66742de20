//! How a text file writes its letters, and reading any of them as UTF-8.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Read and decoded at a time.
const CHUNK: usize = 64 * 1024;

/// A text file, and how it is written.
pub(super) struct Text {
    pub(super) reader: Box<dyn BufRead>,
    /// `UTF-8`.
    pub(super) encoding: &'static str,
    /// It says itself that it is UTF-8, or has been turned into it.
    pub(super) certain: bool,
}

/// Finds out how a file is written: by its mark, or by the zeros that Western
/// letters have in UTF-16. All else is UTF-8 or what Excel saves in Britain,
/// Windows-1252. Which of them, its first letters may not tell, and reading it
/// all to find out would be reading it twice: [`cell`] decides row by row.
pub(super) fn open(mut file: File) -> io::Result<Text> {
    let mut head = Vec::new();
    (&file).take(CHUNK as u64).read_to_end(&mut head)?;
    let (found, mark) = Encoding::for_bom(&head).unzip();
    file.seek(SeekFrom::Start(mark.unwrap_or_default() as u64))?;
    let plain = |file| Box::new(BufReader::with_capacity(CHUNK, file));
    Ok(match found.or_else(|| utf16(&head)) {
        Some(found) if found == UTF_8 => Text { reader: plain(file), encoding: found.name(), certain: true },
        Some(found) => {
            Text { reader: Box::new(Decoded::new(file, found)), encoding: found.name(), certain: true }
        }
        None => {
            // The last letter may have been cut in two.
            let utf8 = std::str::from_utf8(&head).map_or_else(|error| error.error_len().is_none(), |_| true);
            let encoding = if utf8 { "UTF-8" } else { "Windows-1252" };
            Text { reader: plain(file), encoding, certain: false }
        }
    })
}

/// A cell of a row that is not UTF-8.
pub(super) fn cell(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// UTF-16 without a mark: most letters have a zero, and on the same side.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let mostly = |side: usize| {
        let zeros = head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
        zeros * 4 > head.len().max(4)
    };
    match (mostly(0), mostly(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// A file turned into UTF-8 as it is read; what cannot be is replaced by `�`.
struct Decoded {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    /// What of `text` has not been taken yet.
    from: usize,
    to: usize,
    ended: bool,
}

impl Decoded {
    fn new(file: File, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        // Two bytes become three at most.
        let text = vec![0; 2 * CHUNK];
        Self { file, decoder, raw: vec![0; CHUNK], text, from: 0, to: 0, ended: false }
    }
}

impl BufRead for Decoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.from == self.to && !self.ended {
            let read = match self.file.read(&mut self.raw) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.ended = read == 0;
            // There is room for whatever a chunk can become, so all of it is taken.
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(&self.raw[..read], &mut self.text, self.ended);
            (self.from, self.to) = (0, written);
        }
        Ok(&self.text[self.from..self.to])
    }

    fn consume(&mut self, amount: usize) {
        self.from = (self.from + amount).min(self.to);
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let amount = there.len().min(buffer.len());
        buffer[..amount].copy_from_slice(&there[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
