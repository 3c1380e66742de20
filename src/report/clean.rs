//! Makes the texts of a document inert: whatever people typed or a file
//! brought, no format is handed a character that acts instead of being read.

use super::document::*;

impl Document {
    /// Goes through every text: drops control characters and what is invisible or reorders its
    /// neighbours, and turns line breaks and tabs inside a run into spaces. Done after a document
    /// is built and after a stored one is read, so writers may rely on it.
    #[must_use]
    pub fn clean(mut self) -> Self {
        let meta = &mut self.meta;
        for text in [
            &mut meta.title,
            &mut meta.subtitle,
            &mut meta.organisation,
            &mut meta.service,
            &mut meta.period,
            &mut meta.period_title,
            &mut meta.covers,
            &mut meta.language,
            &mut meta.template,
            &mut meta.footer,
            &mut meta.extract,
        ] {
            tidy(text);
        }
        if let Some(issue) = &mut meta.issue {
            tidy(&mut issue.by);
        }
        for section in &mut self.sections {
            section.code = slug(&section.code);
            tidy(&mut section.number);
            tidy(&mut section.heading);
            for block in &mut section.blocks {
                match block {
                    Block::Text(text) => {
                        lines(&mut text.lines);
                        anchor(&mut text.anchor);
                    }
                    Block::Table(table) => table.clean(),
                    Block::Chart(chart) => chart.clean(),
                    Block::PageBreak => {}
                }
            }
        }
        self
    }
}

impl Table {
    fn clean(&mut self) {
        self.code = slug(&self.code);
        tidy(&mut self.caption);
        for column in &mut self.columns {
            tidy(&mut column.heading);
            column.weight = column.weight.max(1);
        }
        for group in &mut self.groups {
            tidy(&mut group.heading);
        }
        for row in &mut self.rows {
            anchor(&mut row.anchor);
            for cell in &mut row.cells {
                lines(&mut cell.lines);
                for remark in &mut cell.remarks {
                    if let Remark::Corrected(one) = remark {
                        [&mut one.about, &mut one.received, &mut one.why].into_iter().for_each(tidy);
                    }
                }
            }
            // A row from a damaged file is no reason for a table with holes.
            row.cells.resize_with(self.columns.len(), Cell::default);
        }
    }
}

impl Chart {
    fn clean(&mut self) {
        self.code = slug(&self.code);
        tidy(&mut self.caption);
        tidy(&mut self.alt);
        anchor(&mut self.anchor);
        match &mut self.data {
            ChartData::Bars(bars) => {
                for bar in bars {
                    tidy(&mut bar.label);
                    bar.parts.iter_mut().for_each(|part| tidy(&mut part.label));
                }
            }
            ChartData::Trend(trend) => trend.points.iter_mut().for_each(|point| tidy(&mut point.label)),
            ChartData::Months(months) => months.months.iter_mut().for_each(|month| tidy(&mut month.label)),
            ChartData::HeatMap(map) => {
                tidy(&mut map.impact_title);
                tidy(&mut map.probability_title);
                map.impacts.iter_mut().chain(&mut map.probabilities).for_each(tidy);
                map.cells.iter_mut().flatten().for_each(|cell| tidy(&mut cell.letters));
                for band in &mut map.bands {
                    tidy(&mut band.name);
                    tidy(&mut band.letters);
                }
            }
        }
    }
}

fn lines(lines: &mut [Line]) {
    for line in lines {
        line.bullet = line.bullet.min(2);
        for run in &mut line.runs {
            tidy(&mut run.text);
            anchor(&mut run.to);
        }
    }
}

fn anchor(anchor: &mut Option<String>) {
    if let Some(text) = anchor {
        tidy(text);
    }
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
