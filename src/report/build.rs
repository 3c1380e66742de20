//! From a template and what the workbook holds to the document.

use super::document::*;
use super::prose;
use super::sections::{Built, KINDS, Kind};
use super::template::{Only, Template, Wanted};
use super::words::words;
use super::{corrections, findings};
use crate::domain::{Period, Rating, Scheme};
use crate::workbook::{Detail, ReportInputs};

/// What a document is made from, and as what.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    pub material: &'a ReportInputs,
    pub period: Period,
    /// Version it is published as, and how. Without one it is a draft, and nothing makes it anything else.
    pub issue: Option<(u32, &'a Issue)>,
}

impl<'a> Sources<'a> {
    /// Of a draft. None for a period that cannot be read, which no store holds.
    pub fn draft(material: &'a ReportInputs) -> Option<Self> {
        let period = material.period.code;
        Some(Self { material, period, issue: None })
    }

    /// The indicators a section tells of, in the order of the report.
    pub fn indicators(&self, only: Only) -> impl Iterator<Item = &'a Detail> + use<'a> {
        let material = self.material;
        material.indicators.iter().filter(move |detail| {
            let rating = detail.standing.rating;
            match only {
                Only::All => true,
                Only::NotMet => rating.is_colour() && !rating.is_on_track(),
                Only::Met => rating.is_on_track(),
                Only::NotRated => !rating.is_colour(),
                // A state that is no colour may be reviewed, and is not red for that.
                Only::Red => rating.is_colour() && material.workbook.review_ratings.contains(&rating),
            }
        })
    }

    /// The ratings that are reviewed, of those that can be had here: "Red and Red Amber".
    fn reviewed(&self) -> String {
        let workbook = &self.material.workbook;
        let scheme = Scheme::find(Scheme::built_in(), &workbook.scheme, self.period);
        let bands = scheme.iter().flat_map(|scheme| scheme.bands.iter().map(|band| band.rating));
        let given = self.material.indicators.iter().map(|detail| detail.standing.rating);
        let can_be: Vec<Rating> = bands.chain(given).filter(|rating| rating.is_colour()).collect();
        let named = workbook.review_ratings.iter().filter(|rating| can_be.contains(rating));
        let mut named: Vec<Rating> = named.copied().collect();
        named.sort_by_key(|rating| rating.severity());
        let titles: Vec<&str> = named.iter().map(|rating| rating.title()).collect();
        match titles[..] {
            [] => Rating::Red.title().to_owned(),
            [only] => only.to_owned(),
            [ref most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// A template's words with what its placeholders stand for.
    pub fn words(&self, text: &str) -> String {
        let workbook = &self.material.workbook;
        [
            ("{service}", workbook.subject()),
            ("{organisation}", workbook.organisation.as_str()),
            ("{period}", self.period.title().as_str()),
            ("{covers}", self.period.covers(workbook.first_month).as_str()),
            ("{threshold}", self.material.risks.threshold.to_string().as_str()),
            ("{reviewed}", self.reviewed().as_str()),
        ]
        .into_iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// Makes the document.
    pub fn document(&self, template: &Template) -> Document {
        let workbook = &self.material.workbook;
        let ends = self.period.ends(workbook.first_month);
        let meta = Meta {
            title: self.words(&template.title),
            subtitle: self.words(&template.subtitle),
            organisation: workbook.organisation.clone(),
            service: workbook.service.clone(),
            period: self.material.period.code.code(),
            period_title: self.period.title(),
            covers: self.period.covers(workbook.first_month),
            dated: ends,
            language: "en-GB".to_owned(),
            template: template.code.clone(),
            chosen_from: template.chosen_from.clone(),
            version: self.issue.map_or(0, |(version, _)| version),
            draft: self.issue.is_none(),
            footer: self.words(&template.footer),
            issue: self.issue.map(|(_, issue)| issue.clone()),
            figures: Some(match self.material.period.is_open() {
                true => PeriodState::Open,
                false => PeriodState::Closed(self.material.closed_on),
            }),
            ..Meta::default()
        };
        let mut sections = Vec::new();
        for wanted in &template.sections {
            let Some(kind) = KINDS.iter().find(|kind| kind.code == wanted.kind) else { continue };
            self.section(kind, wanted, &mut sections);
        }
        prune(&mut sections, template);
        self.lead_nowhere(&mut sections, template);
        sections.iter_mut().for_each(say_what_is_invented);
        corrections::list(&mut sections);
        if let (Some(scope), Some(first)) = (findings::scope(self.material), sections.first_mut()) {
            first.blocks.insert(0, crate::report::builders::note(scope));
        }
        if !workbook.note.trim().is_empty()
            && let Some(first) = sections.first_mut()
        {
            let text = Text { lines: prose::lines(&workbook.note), kind: TextKind::Note, ..Text::default() };
            first.blocks.insert(0, Block::Text(text));
        }
        Document { meta, sections }.composed().clean()
    }

    /// Takes sentences of the template out that lead to an appendix there is nothing for.
    fn lead_nowhere(&self, sections: &mut [Section], template: &Template) {
        let is_there = |number: &str| sections.iter().any(|section| section.number == number);
        let gone: Vec<&str> = template
            .sections
            .iter()
            .map(|wanted| wanted.number.as_str())
            .filter(|number| number.starts_with(char::is_alphabetic) && !is_there(number))
            .collect();
        let leads = |sentence: &str| gone.iter().any(|number| sentence.contains(number));
        for wanted in template.sections.iter().filter(|wanted| leads(&wanted.intro)) {
            let kept: String = wanted.intro.split_inclusive(". ").filter(|one| !leads(one)).collect();
            let lines = prose::lines(self.words(&kept).trim());
            let section = sections.iter_mut().find(|section| section.code == wanted.code);
            if let Some(Block::Text(text)) = section.and_then(|section| section.blocks.first_mut()) {
                text.lines = lines;
            }
        }
    }

    fn section(&self, kind: &Kind, wanted: &Wanted, sections: &mut Vec<Section>) {
        let Built { blocks: told, below, source } = (kind.build)(self, wanted);
        let nothing = told.is_empty() && below.is_empty();
        if nothing && wanted.optional {
            return;
        }
        let mut blocks = Vec::new();
        let intro = self.words(&wanted.intro);
        if !intro.trim().is_empty() {
            blocks.push(Block::Text(Text { lines: prose::lines(&intro), ..Text::default() }));
        }
        blocks.extend(told);
        if nothing && !wanted.none.trim().is_empty() {
            blocks.push(Block::Text(Text {
                lines: prose::lines(&self.words(&wanted.none)),
                ..Text::default()
            }));
        } else if nothing && !wanted.empty.trim().is_empty() {
            blocks.push(crate::report::builders::missing(self.words(&wanted.empty)));
        }
        sections.push(Section {
            code: wanted.code.clone(),
            level: wanted.level,
            number: wanted.number.clone(),
            heading: self.words(&wanted.heading),
            blocks,
            new_page: wanted.new_page,
            landscape: wanted.landscape,
            source,
        });
        sections.extend(below.into_iter().enumerate().map(|(at, mut section)| {
            section.code = format!("{}-{}", wanted.code, at + 1);
            section.level = wanted.level + 1;
            section.landscape = wanted.landscape;
            section
        }));
    }
}

/// Says under the tables of a section what a mark in them means.
fn say_what_is_invented(section: &mut Section) {
    let marked = |row: &Row| row.cells.iter().any(Cell::is_invented);
    if section.tables().any(|table| table.rows.iter().any(marked)) {
        section.blocks.push(crate::report::builders::note(&*words().illustrative.notice));
    }
}

/// Takes out headings that nothing is left under: those of the kind `heading` whose sections were
/// all optional and empty.
fn prune(sections: &mut Vec<Section>, template: &Template) {
    let bare = |section: &Section| {
        section.blocks.is_empty()
            && template.sections.iter().any(|wanted| wanted.code == section.code && wanted.kind == "heading")
    };
    for at in (0..sections.len()).rev() {
        let followed = sections.get(at + 1).is_some_and(|next| next.level > sections[at].level);
        if bare(&sections[at]) && !followed {
            sections.remove(at);
        }
    }
}
