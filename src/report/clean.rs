//! Makes the texts of a document inert: whatever people typed or a file
//! brought, no format is handed a character that acts instead of being read.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::document::*;

impl Document {
    /// Goes through every text: drops control characters and what is invisible or reorders its
    /// neighbours, and turns line breaks and tabs inside a run into spaces. Done after a document
    /// is built and after a stored one is read, so writers may rely on it.
    #[must_use]
    pub fn clean(mut self) -> Self {
        self.texts(&mut tidy);
        for section in &mut self.sections {
            section.code = slug(&section.code);
            for block in &mut section.blocks {
                match block {
                    Block::Text(text) => {
                        lines(&mut text.lines);
                        anchor(&mut text.anchor);
                    }
                    Block::Table(table) => table.clean(),
                    Block::Chart(chart) => {
                        chart.code = slug(&chart.code);
                        anchor(&mut chart.anchor);
                    }
                    Block::PageBreak => {}
                }
            }
        }
        self
    }

    /// Letters and the accents that follow them as one letter, where there is one: fonts have that, and
    /// no place for accents of their own. Done when a document is built; a stored one is left as it was
    /// published.
    #[must_use]
    pub(super) fn composed(mut self) -> Self {
        self.texts(&mut |text| {
            if !is_nfc(text) {
                *text = text.nfc().collect();
            }
        });
        self
    }

    /// Hands every text over, apart from the codes that name sections, tables and charts.
    fn texts(&mut self, each: &mut dyn FnMut(&mut String)) {
        let meta = &mut self.meta;
        let mut all = vec![
            &mut meta.title,
            &mut meta.subtitle,
            &mut meta.organisation,
            &mut meta.service,
            &mut meta.period,
            &mut meta.period_title,
            &mut meta.covers,
            &mut meta.language,
            &mut meta.template,
            &mut meta.chosen_from,
            &mut meta.footer,
            &mut meta.extract,
        ];
        all.extend(meta.issue.as_mut().map(|issue| &mut issue.by));
        for section in &mut self.sections {
            all.extend([&mut section.number, &mut section.heading]);
            for block in &mut section.blocks {
                match block {
                    Block::Text(text) => {
                        all.extend(in_lines(&mut text.lines));
                        all.extend(text.anchor.as_mut());
                    }
                    Block::Table(table) => all.extend(table.texts()),
                    Block::Chart(chart) => all.extend(chart.texts()),
                    Block::PageBreak => {}
                }
            }
        }
        all.into_iter().for_each(each);
    }
}

impl Table {
    fn clean(&mut self) {
        self.code = slug(&self.code);
        for column in &mut self.columns {
            column.weight = column.weight.max(1);
        }
        for row in &mut self.rows {
            anchor(&mut row.anchor);
            row.cells.iter_mut().for_each(|cell| lines(&mut cell.lines));
            // A row from a damaged file is no reason for a table with holes.
            row.cells.resize_with(self.columns.len(), Cell::default);
        }
    }

    fn texts(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.caption];
        all.extend(self.columns.iter_mut().map(|column| &mut column.heading));
        all.extend(self.groups.iter_mut().map(|group| &mut group.heading));
        for row in &mut self.rows {
            all.extend(row.anchor.as_mut());
            for cell in &mut row.cells {
                all.extend(in_lines(&mut cell.lines));
                all.extend(in_remarks(&mut cell.remarks));
            }
        }
        all
    }
}

impl Chart {
    fn texts(&mut self) -> Vec<&mut String> {
        let mut all = vec![&mut self.caption, &mut self.alt];
        all.extend(self.anchor.as_mut());
        match &mut self.data {
            ChartData::Bars(bars) => {
                for bar in bars {
                    all.push(&mut bar.label);
                    for part in &mut bar.parts {
                        all.push(&mut part.label);
                        all.extend(in_remarks(&mut part.remarks));
                    }
                }
            }
            ChartData::Trend(trend) => {
                for point in &mut trend.points {
                    all.extend([&mut point.label, &mut point.broken]);
                    all.extend(in_remarks(&mut point.remarks));
                }
            }
            ChartData::Months(months) => all.extend(months.months.iter_mut().map(|month| &mut month.label)),
            ChartData::HeatMap(map) => {
                all.extend([&mut map.impact_title, &mut map.probability_title]);
                all.extend(map.impacts.iter_mut().chain(&mut map.probabilities));
                for cell in map.cells.iter_mut().flatten() {
                    all.push(&mut cell.letters);
                    all.extend(in_remarks(&mut cell.remarks));
                }
                for band in &mut map.bands {
                    all.extend([&mut band.name, &mut band.letters]);
                }
            }
        }
        all
    }
}

fn in_lines(lines: &mut [Line]) -> impl Iterator<Item = &mut String> {
    let runs = lines.iter_mut().flat_map(|line| &mut line.runs);
    runs.flat_map(|run| std::iter::once(&mut run.text).chain(&mut run.to))
}

fn in_remarks(remarks: &mut [Remark]) -> impl Iterator<Item = &mut String> {
    remarks.iter_mut().flat_map(|remark| match remark {
        Remark::Corrected(one) => vec![&mut one.about, &mut one.received, &mut one.why],
        Remark::Illustrative => Vec::new(),
    })
}

fn lines(lines: &mut [Line]) {
    for line in lines {
        line.bullet = line.bullet.min(2);
        line.runs.iter_mut().for_each(|run| anchor(&mut run.to));
    }
}

fn anchor(anchor: &mut Option<String>) {
    if anchor.as_ref().is_some_and(|text| text.trim().is_empty()) {
        *anchor = None;
    }
}

fn tidy(text: &mut String) {
    if text.chars().any(|c| c.is_control() || acts(c)) {
        *text = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
            .filter(|c| !c.is_control() && !acts(*c))
            .collect();
    }
}

/// Whether a character is invisible or reorders what stands beside it. The joiners that make
/// one picture of several (U+200C, U+200D) and variation selectors stay.
fn acts(c: char) -> bool {
    matches!(
        c as u32,
        0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069
        | 0x00ad | 0x034f | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b
        | 0x2028 | 0x2029 | 0x2060..=0x2065 | 0x206a..=0x206f | 0x3164 | 0xfeff | 0xffa0
        | 0xfff0..=0xfffb | 0xfffe | 0xffff | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
        | 0xe0000..=0xe00ff | 0xe01f0..=0xe0fff
    )
}

/// Fit for an id, a file or a sheet: `a-z`, `0-9` and single hyphens; never empty.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "part".to_owned() } else { slug }
}
