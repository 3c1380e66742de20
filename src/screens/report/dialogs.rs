//! What the preview asks before it exports or publishes, and what it says after.

use std::path::PathBuf;

use super::changes::Changes;
use super::compared::COMPARED;
use super::{Report, ReportPreview, Stage, Working};
use crate::jobs::report::request::{ExportOrder, ReportEvent, ReportRequest, Which};
use crate::report::FORMATS;
use crate::report::findings::Weight;
use crate::screens::choice::{Choice, ChoiceRow};
use crate::screens::forms::{Form, FormField};
use crate::screens::question::Question;
use crate::screens::{Answer, Context, Effect};
use crate::session::Notice;
use crate::workbook::{By, Change, Part};

const FORMAT: &str = "report format";
const PATH: &str = "report path";
const REPLACE: &str = "report replace";
const TEMPLATE: &str = "report template";
const PART: &str = "report part";
const PUBLISH: &str = "report publish";
const REASON: &str = "report reason";

impl Report {
    /// Which format to export.
    pub(super) fn choose_format(&self) -> Vec<Effect> {
        let Stage::Shown(_) = &self.stage else { return Vec::new() };
        let rows = FORMATS
            .iter()
            .map(|format| ChoiceRow::new(format.title).note(format!(".{}", format.extension)))
            .collect();
        vec![Effect::Open(Box::new(Choice::one(FORMAT, "Export as", rows)))]
    }

    /// Which template to show.
    pub(super) fn choose_template(&self) -> Vec<Effect> {
        let Stage::Shown(shown) = &self.stage else { return Vec::new() };
        let rows = shown
            .templates
            .iter()
            .map(|one| ChoiceRow::new(&one.name).note(&one.about).ticked(one.code == shown.which.template))
            .collect();
        vec![Effect::Open(Box::new(Choice::one(TEMPLATE, "Which report", rows)))]
    }

    /// Of which part to show it.
    pub(super) fn choose_part(&self) -> Vec<Effect> {
        let Stage::Shown(shown) = &self.stage else { return Vec::new() };
        let now = &shown.which.part;
        let mut rows = vec![
            ChoiceRow::new("As the template says").note("the one that is published").ticked(now.is_none()),
            ChoiceRow::new("Everything in the workbook").ticked(*now == Some(Part::All)),
        ];
        for by in By::ALL {
            let of: Vec<&(Part, usize)> =
                shown.parts.iter().filter(|(part, _)| part.by() == Some(by)).collect();
            if of.is_empty() {
                continue;
            }
            rows.push(ChoiceRow::heading(by.heading()));
            for (part, count) in of {
                let many = if *count == 1 { "1 indicator".to_owned() } else { format!("{count} indicators") };
                rows.push(ChoiceRow::new(part.title()).note(many).ticked(now.as_ref() == Some(part)));
            }
        }
        let choice = Choice::one(PART, "The report of which part", rows);
        vec![Effect::Open(Box::new(choice.sentence(
            "What is of other parts is left out; parts by one thing come to the whole. The page says what is counted."
                .to_owned(),
        )))]
    }

    /// What a row of that list stands for.
    fn part_at(shown: &ReportPreview, row: usize) -> Option<Part> {
        let mut picks = vec![None, Some(Part::All)];
        for by in By::ALL {
            let mut of = shown.parts.iter().filter(|(part, _)| part.by() == Some(by)).peekable();
            if of.peek().is_some() {
                picks.push(None);
            }
            picks.extend(of.map(|(part, _)| Some(part.clone())));
        }
        picks.get(row).cloned().flatten()
    }

    /// Where the file goes.
    fn ask_path(&mut self, picked: usize) -> Vec<Effect> {
        let (Stage::Shown(shown), Some(format)) = (&self.stage, FORMATS.get(picked)) else {
            return Vec::new();
        };
        self.format = format.code;
        let path = shown.folder.join(format!("{}.{}", shown.name, format.extension));
        let mut fields = vec![
            FormField::line("path", "File", &path.display().to_string())
                .required()
                .help("Where the report is written to; ~ is your home."),
        ];
        // What is not published is a draft: there is nothing to choose.
        if shown.published.is_some() {
            fields.push(
                FormField::tick("draft", "Draft", false)
                    .help("As it stands now, marked as a draft; without this, as it was published."),
            );
        }
        let form = Form::new(format!("Export as {}", format.title), fields, |_, _| Ok(Change::none()));
        vec![Effect::Open(Box::new(form.handing(PATH)))]
    }

    fn export(&mut self, order: ExportOrder) -> Vec<Effect> {
        self.working = Working::Export(None);
        vec![Effect::Report(ReportRequest::Export(Box::new(order)))]
    }

    /// Publishing asks first, and for a reason where something is open.
    pub(super) fn ask_to_publish(&mut self, context: &Context) -> Vec<Effect> {
        let Stage::Shown(shown) = &self.stage else { return Vec::new() };
        if self.which.is_chosen() {
            let why = "What is published is the report as its template says: f and = go back to that. X writes this one out.";
            return vec![Effect::Say(Notice::info(why))];
        }
        if let (Some((version, day)), 0) = (&shown.published, shown.changed) {
            let text = format!("Version {version} was published on {day}, and nothing is different.");
            return vec![Effect::Say(Notice::info(text))];
        }
        let open: Vec<String> = shown
            .findings
            .iter()
            .filter(|one| one.weight == Weight::Error)
            .map(|one| one.text.clone())
            .collect();
        let period = context.session.period.title();
        if open.is_empty() {
            let version = shown.published.as_ref().map_or(1, |(version, _)| version + 1);
            let kept = format!(
                "Version {version} of this report is kept as it is now, and can be printed again byte for byte."
            );
            if !context.session.period_is_open() {
                let lines = vec![kept, format!("{period} is closed already.")];
                let question =
                    Question::new(PUBLISH, format!("Publish {period}?"), lines, "publish", "not yet");
                return vec![Effect::Open(Box::new(question))];
            }
            let rows = vec![
                ChoiceRow::new(format!("Publish, and close {period}"))
                    .note("its figures and words can then only be read")
                    .ticked(self.closes_period()),
                ChoiceRow::new(format!("Publish; {period} stays open"))
                    .note("they can still be changed")
                    .ticked(!self.closes_period()),
            ];
            let choice = Choice::one(PUBLISH, format!("Publish {period}?"), rows).sentence(kept);
            return vec![Effect::Open(Box::new(choice))];
        }
        let mut intro = vec![format!("{} to mend before publishing {period}:", open.len())];
        intro.extend(open.iter().take(6).map(|text| format!("! {text}")));
        if open.len() > 6 {
            intro.push(format!("and {} more.", open.len() - 6));
        }
        let mut fields = vec![
            FormField::text_area("reason", "Publish all the same because", "", 3)
                .required()
                .help("Kept with what is published."),
        ];
        if context.session.period_is_open() {
            fields.push(
                FormField::tick("close", &format!("Close {period}"), self.closes_period())
                    .help("Its figures and words can then only be read; reopening it takes a reason."),
            );
        }
        let form = Form::new("Publish although something is open", fields, |_, _| Ok(Change::none()));
        vec![Effect::Open(Box::new(form.intro(intro).handing(REASON)))]
    }

    fn publish(&mut self, reason: String, close: Option<bool>) -> Vec<Effect> {
        self.working = Working::Publish;
        vec![Effect::Report(ReportRequest::Publish { template: self.which.template.clone(), reason, close })]
    }

    /// Whether the template says that its period is done with once it has gone out.
    fn closes_period(&self) -> bool {
        let Stage::Shown(shown) = &self.stage else { return false };
        shown.templates.iter().any(|one| one.code == shown.which.template && one.closes_period)
    }

    pub(super) fn answered(&mut self, answer: Answer, _context: &Context) -> Vec<Effect> {
        match answer {
            Answer::Chosen { tag: FORMAT, picks } => {
                picks.first().map(|at| self.ask_path(*at)).unwrap_or_default()
            }
            Answer::Chosen { tag: TEMPLATE, picks } => {
                let Stage::Shown(shown) = &self.stage else { return Vec::new() };
                let Some(chosen) = picks.first().and_then(|at| shown.templates.get(*at)) else {
                    return Vec::new();
                };
                // Of the part that this template names, unless another is chosen again.
                self.which = Which::of(&chosen.code);
                self.go_to = Some(0);
                vec![self.preview()]
            }
            Answer::Chosen { tag: PART, picks } => {
                let (Stage::Shown(shown), Some(at)) = (&self.stage, picks.first()) else { return Vec::new() };
                self.which.part = Self::part_at(shown, *at);
                self.go_to = Some(0);
                vec![self.preview()]
            }
            Answer::Chosen { tag: COMPARED, picks } => {
                picks.first().map(|at| self.compare_as(*at)).unwrap_or_default()
            }
            Answer::Filled { tag: PATH, values } => {
                let order = ExportOrder {
                    which: self.which.clone(),
                    format: self.format,
                    path: PathBuf::from(values.get("path").trim()),
                    draft: values.get("draft") == "yes",
                    replace: false,
                };
                self.export(order)
            }
            Answer::Filled { tag: REASON, values } => {
                let close = values.get("close") == "yes";
                self.publish(values.get("reason").trim().to_owned(), Some(close))
            }
            Answer::Chosen { tag: PUBLISH, picks } => {
                picks.first().map(|at| self.publish(String::new(), Some(*at == 0))).unwrap_or_default()
            }
            Answer::Yes { tag: PUBLISH } => self.publish(String::new(), Some(false)),
            Answer::Yes { tag: REPLACE } => match self.in_the_way.take() {
                Some(order) => self.export(ExportOrder { replace: true, ..*order }),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// What became of what was asked for.
    pub(super) fn came_of(&mut self, told: ReportEvent) -> Vec<Effect> {
        match told {
            ReportEvent::Exported { path, pages } => {
                let pages = match pages {
                    Some(1) => ", 1 page".to_owned(),
                    Some(pages) => format!(", {pages} pages"),
                    None => String::new(),
                };
                vec![Effect::Say(Notice::done(format!(
                    "Written to {}{pages}. X writes another format; p publishes.",
                    path.display()
                )))]
            }
            ReportEvent::InTheWay(order) => {
                let line = format!("{} is there already.", order.path.display());
                self.in_the_way = Some(order);
                let question =
                    Question::new(REPLACE, "Replace the file?", vec![line], "replace it", "leave it");
                vec![Effect::Open(Box::new(question))]
            }
            ReportEvent::Published { label, version, changes, period } => {
                let text = match changes {
                    0 => format!("{label}. {period} X writes it out as version {version}."),
                    some => format!("{label}, with {some} differences listed. {period} X writes it out."),
                };
                vec![Effect::Say(Notice::done(text))]
            }
            ReportEvent::Open(findings) => {
                let first = findings.first().map_or("", |one| one.text.as_str());
                let text = format!("Not published: {first} p asks for a reason.");
                vec![Effect::Say(Notice::problem(text)), self.preview()]
            }
            ReportEvent::Changes { since, found } if found.is_empty() => {
                vec![Effect::Say(Notice::info(format!("Nothing has changed since {since}.")))]
            }
            ReportEvent::Changes { since, found } => {
                vec![Effect::Open(Box::new(Changes::new(&since, found)))]
            }
            ReportEvent::Failed(why) => {
                if let Stage::Waiting = self.stage {
                    self.stage = Stage::Failed(why.clone());
                }
                vec![Effect::Say(Notice::problem(why))]
            }
            ReportEvent::Stopped => vec![Effect::Say(Notice::info("Stopped: nothing was written."))],
            ReportEvent::Shown(_) | ReportEvent::Progress(_) => Vec::new(),
        }
    }
}
