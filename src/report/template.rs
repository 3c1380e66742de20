//! Templates: which sections a report has, in which order and in which words.
//! Data files, so that a council has its own without anyone programming.

use std::collections::BTreeSet;

use serde::Deserialize;
use thiserror::Error;

use super::clean::slug;
use super::sections::KINDS;
use crate::workbook::{Id, Part, SectionKind};

/// The templates that come with the program, by code, in the order they are offered.
const BUILT_IN: &[&str] = &[
    include_str!("../../assets/templates/service.toml"),
    include_str!("../../assets/templates/action-plan.toml"),
    include_str!("../../assets/templates/exception.toml"),
    include_str!("../../assets/templates/integrated.toml"),
    include_str!("../../assets/templates/questions.toml"),
    include_str!("../../assets/templates/regional.toml"),
    include_str!("../../assets/templates/scorecard.toml"),
];

/// What the codes of sections begin with that set organisations beside each other.
const COMPARES: &str = "compare_";
/// The kind of section that has a sheet for each organisation.
const SHEETS: &str = "compare_sheets";

/// A template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// As it is asked for: `service`. Of `a-z`, `0-9` and `-`.
    pub code: String,
    /// What it is, for whoever chooses: "Service report".
    pub name: String,
    /// For whom and what for, in a sentence.
    #[serde(default)]
    pub about: String,
    /// Title of the document. Here and in all words of a template, `{service}`, `{organisation}`,
    /// `{period}`, `{covers}`, `{threshold}` and `{reviewed}` stand for what they name.
    pub title: String,
    #[serde(default)]
    pub subtitle: String,
    /// At the foot of every page.
    #[serde(default)]
    pub footer: String,
    /// Whether the period is done with once this has gone out: publishing then offers to close it.
    #[serde(default)]
    pub closes_period: bool,
    /// Whose indicators, commitments, risks and money it tells of: the workbook's own service, `all`, or
    /// the service named.
    #[serde(default, deserialize_with = "services", rename = "services")]
    pub part: Part,
    /// Whether they were chosen in place of those that the template names: such a report is never
    /// published, nor kept as a draft that went out.
    #[serde(skip)]
    pub chosen: bool,
    /// Its code before it was narrowed to one organisation or group; empty where it was not.
    #[serde(skip)]
    pub chosen_from: String,
    /// The group that organisations are compared in; none for the usual one.
    #[serde(skip)]
    pub group: Option<Id>,
    #[serde(rename = "section")]
    pub sections: Vec<Wanted>,
}

/// A section as the template wants it.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// A kind of [`KINDS`].
    pub kind: String,
    /// Names it in links and files; the kind's own where it is not given.
    #[serde(default)]
    pub code: String,
    /// `2.2a`, as it is cited.
    #[serde(default)]
    pub number: String,
    pub heading: String,
    /// 2–4; the title is 1.
    #[serde(default = "second")]
    pub level: u8,
    /// Words above what the section shows.
    #[serde(default)]
    pub intro: String,
    /// Said where there is nothing to show: it has yet to be written or entered before publishing.
    #[serde(default)]
    pub empty: String,
    /// What is said instead where nothing to list is good news or no news, and nobody's fault.
    #[serde(default)]
    pub none: String,
    /// Left out where there is nothing to show.
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub new_page: bool,
    #[serde(default)]
    pub landscape: bool,
    /// Which indicators it tells of.
    #[serde(default)]
    pub only: Only,
    /// Which kind of narrative it prints.
    #[serde(default)]
    pub narrative: Option<SectionKind>,
    /// What a matrix of organisations shows.
    #[serde(default)]
    pub show: Shown,
    /// The one organisation that sheets are of; empty for all that are compared.
    #[serde(default)]
    pub organisation: String,
    /// Indicators are grouped by their themes, each with its counts, where they have any.
    #[serde(default)]
    pub by_theme: bool,
    /// Leave charts out.
    #[serde(default)]
    pub without_charts: bool,
    /// Leave out how the year's end is worked out.
    #[serde(default)]
    pub without_sums: bool,
}

fn services<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Part, D::Error> {
    String::deserialize(from).map(|text| Part::service(&text))
}

fn second() -> u8 {
    2
}

/// Which indicators a section tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    #[default]
    All,
    /// Judged, and short of the best rating of its scheme.
    NotMet,
    /// With the best rating of its scheme.
    Met,
    /// With one of the ratings that the review queues.
    Red,
    /// Without a verdict: not due, awaited, watched only.
    NotRated,
}

/// What a matrix of organisations shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    #[default]
    Values,
    Ranks,
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct TemplateError(String);

impl Template {
    /// The same of another part, where one is chosen.
    #[must_use]
    pub fn of(self, part: Option<&Part>) -> Self {
        match part {
            Some(part) => Self { part: part.clone(), chosen: true, ..self },
            None => self,
        }
    }

    /// The same with the sheet of one organisation in place of the workbook's own or of all; none where
    /// the template has no sheets of organisations. Such a report is never published.
    #[must_use]
    pub fn about_organisation(mut self, name: &str) -> Option<Self> {
        let mut sheets = self.sections.iter_mut().filter(|wanted| wanted.kind == SHEETS).peekable();
        sheets.peek()?;
        sheets.for_each(|wanted| name.clone_into(&mut wanted.organisation));
        self.narrow_to(name, true);
        Some(self)
    }

    /// Whether it sets organisations beside each other.
    pub fn compares(&self) -> bool {
        self.sections.iter().any(|wanted| wanted.kind.starts_with(COMPARES))
    }

    /// The same with organisations compared in another group; none where the template compares none.
    /// Such a report is never published.
    #[must_use]
    pub fn among(mut self, group: Id, name: &str) -> Option<Self> {
        if !self.compares() {
            return None;
        }
        self.group = Some(group);
        // A report of one organisation keeps its name.
        let of_one = self.sections.iter().any(|wanted| !wanted.organisation.is_empty());
        self.narrow_to(name, !of_one);
        Some(self)
    }

    /// Names whom it is of in its code and, where that is whom it is about, in its own words.
    fn narrow_to(&mut self, name: &str, is_about: bool) {
        if is_about {
            for text in [&mut self.title, &mut self.subtitle, &mut self.footer] {
                *text = text.replace("{organisation}", name);
            }
        }
        let code = slug(&format!("{} {name}", self.code));
        let before = std::mem::replace(&mut self.code, code);
        if self.chosen_from.is_empty() {
            self.chosen_from = before;
        }
        self.chosen = true;
    }

    /// Reads and checks a template.
    ///
    /// # Errors
    /// A sentence naming what is wrong and what would be right: a key there is
    /// not, a kind of section there is not, a heading that skips a level.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut template: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let at = line.map_or_else(String::new, |line| format!("line {line}: "));
            TemplateError(format!("{at}{}", error.message().trim_end_matches('.')))
        })?;
        if template.code.is_empty() || slug(&template.code) != template.code {
            return Err(TemplateError(format!(
                "code: “{}” has to be of small letters, digits and hyphens, such as “{}”",
                crate::domain::shown(&template.code),
                slug(&template.code)
            )));
        }
        if template.sections.is_empty() {
            return Err(TemplateError("it has no [[section]]: a report needs one".to_owned()));
        }
        let mut before = 1;
        let mut codes = BTreeSet::new();
        for (at, wanted) in template.sections.iter_mut().enumerate() {
            let at = at + 1;
            if !KINDS.iter().any(|kind| kind.code == wanted.kind) {
                let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.code).collect();
                return Err(TemplateError(format!(
                    "section {at}: there is no kind “{}”; write one of {}",
                    crate::domain::shown(&wanted.kind),
                    kinds.join(", ")
                )));
            }
            if wanted.heading.trim().is_empty() {
                return Err(TemplateError(format!("section {at}: its heading is empty")));
            }
            if !(2..=4).contains(&wanted.level) || wanted.level > before + 1 {
                return Err(TemplateError(format!(
                    "section {at} (“{}”): level {} cannot follow level {before}; write 2 to {}",
                    crate::domain::shown(&wanted.heading),
                    wanted.level,
                    (before + 1).min(4)
                )));
            }
            before = wanted.level;
            let base = slug(if wanted.code.is_empty() { &wanted.kind } else { &wanted.code });
            let mut code = base.clone();
            let mut number = 2;
            while !codes.insert(code.clone()) {
                code = format!("{base}-{number}");
                number += 1;
            }
            wanted.code = code;
        }
        Ok(template)
    }

    /// The templates that come with the program, in the order they are offered.
    pub fn built_in() -> Vec<Self> {
        BUILT_IN.iter().filter_map(|text| Self::parse(text).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_that_comes_along_can_be_used() {
        for text in BUILT_IN {
            if let Err(error) = Template::parse(text) {
                panic!("{error} in {text}");
            }
        }
        assert_eq!(Template::built_in().len(), BUILT_IN.len());
    }

    #[test]
    fn what_is_wrong_is_said_with_where() {
        let of = |text: &str| Template::parse(text).unwrap_err().to_string();
        let start = "code = \"x\"\nname = \"X\"\ntitle = \"X\"\n";
        assert!(of("code = \"x\"\nnam = \"X\"").contains("line 2"), "{}", of("code = \"x\"\nnam = \"X\""));
        assert!(
            of(&format!("{start}[[section]]\nkind = \"pie\"\nheading = \"A\"")).contains("no kind “pie”")
        );
        let jump = format!("{start}[[section]]\nkind = \"heading\"\nheading = \"A\"\nlevel = 3");
        assert!(of(&jump).contains("level 3 cannot follow level 1"));
        assert!(of("code = \"A b\"\nname = \"X\"\ntitle = \"X\"\nsection = []").contains("a-b"));
    }
}
