//! `quarterdeck report`: the document that goes to committee.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::status_line::StatusLine;
use super::{Context, Failure, OpenWorkbook, Out, compare, group};
use crate::cli::open_workbook::parse_period;
use crate::domain::Period;
use crate::jobs::report::{exporting, publication};
use crate::report::compare::differences;
use crate::report::findings::left_out;
use crate::report::sections::KINDS;
use crate::report::template::Only;
use crate::report::{Document, FORMATS, Format, Progress, ReportError, Sources, Template, Written, publish};
use crate::workbook::{By, Part, ReportInputs, Subject, Table};

/// Make the report of a period: Word, PDF, web page, Markdown, Excel or csv
///
/// Without --output the file is put into this folder under a name of its own. A published period is
/// printed as it was published, unless --draft asks for it as it stands now. What is not published is
/// a draft: its cover, every foot of a page and the properties of the file say so, and nothing turns
/// that off.
///
/// For example: quarterdeck report adults.qd --format html --output q1.html
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The workbook
    #[arg(required_unless_present_any = ["templates", "kinds"])]
    file: Option<PathBuf>,
    /// The period (else the one the workbook opens at)
    #[arg(long, value_parser = parse_period)]
    period: Option<Period>,
    /// service, action-plan, exception, integrated, questions, regional, scorecard, one of your own, or a
    /// TOML file
    #[arg(long, value_name = "CODE|FILE", default_value = "service")]
    template: String,
    /// What to write it as (else what the name of --output says, else html)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, conflicts_with = "all")]
    format: Option<&'static str>,
    /// Where to: a file, a folder, or - for standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Of this service, or of all (else the workbook's own; the integrated report tells of all).
    /// Members' questions name no service: of another service than the workbook's own, those are told
    /// that are linked with something of it
    #[arg(long, value_name = "NAME|all", conflicts_with_all = ["published", "changes"])]
    service: Option<String>,
    /// Of this theme and what is under it, "Priority / Objective" for two levels; none for what has none
    #[arg(long, value_name = "NAME|none", conflicts_with_all = ["published", "changes", "service"])]
    theme: Option<String>,
    /// Of this portfolio holder; none for what has none
    #[arg(long, value_name = "ROLE|none", conflicts_with_all = ["published", "changes", "service", "theme"])]
    portfolio: Option<String>,
    /// Of what this role owns, of every service; none for what nobody does
    #[arg(long, value_name = "ROLE|none",
          conflicts_with_all = ["published", "changes", "service", "theme", "portfolio"])]
    owner: Option<String>,
    /// Only the indicator of this reference
    #[arg(long, value_name = "REF")]
    reference: Option<String>,
    /// The sheet of this organisation alone, with --template scorecard or regional
    #[arg(long, value_name = "NAME", conflicts_with_all = ["published", "changes", "reference"])]
    organisation: Option<String>,
    /// Compared in this group, with a template that compares organisations (else the workbook's own
    /// group, or the first its organisation is in)
    #[arg(long, value_name = "NAME", conflicts_with_all = ["published", "changes", "reference"])]
    group: Option<String>,
    /// As it stands now, marked as a draft
    #[arg(long)]
    draft: bool,
    /// What is final is what has been published: this says how, and prints nothing
    #[arg(long = "final", hide = true)]
    is_final: bool,
    /// Print this version, of those published
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["draft", "reference"])]
    published: Option<u32>,
    /// Print what has changed since the last version published, or else since the last draft
    #[arg(long, conflicts_with_all = ["all", "format", "output", "published"])]
    changes: bool,
    /// Replace a file that is there
    #[arg(long)]
    replace: bool,
    /// Every format, into the folder --output
    #[arg(long, requires = "output")]
    all: bool,
    /// Print the templates there are
    #[arg(long)]
    templates: bool,
    /// Print the kinds of sections a template may ask for
    #[arg(long, conflicts_with = "templates")]
    kinds: bool,
}

/// Makes the report, or lists what it can be made of.
pub fn run(context: &Context, out: &mut Out, args: &Args) -> Result<(), Failure> {
    if args.kinds {
        return KINDS.iter().try_for_each(|kind| out.line(&format!("{:<20} {}", kind.code, kind.about)));
    }
    let (templates, problems) = exporting::templates(&context.world.places.templates());
    for problem in problems {
        super::say(context, &problem);
    }
    if args.templates {
        return templates.iter().try_for_each(|one| out.line(&format!("{:<14} {}", one.code, one.about)));
    }
    let Some(file) = &args.file else { return Err(Failure::usage("Name the workbook.")) };
    if args.is_final {
        return Err(Failure::usage(format!(
            "Only what is published is final, and printed without a mark: `quarterdeck publish {}`, then report              without --final.",
            file.display()
        )));
    }
    let asked = [
        (By::Service, &args.service),
        (By::Theme, &args.theme),
        (By::Portfolio, &args.portfolio),
        (By::Owner, &args.owner),
    ];
    let part = asked.into_iter().find_map(|(by, name)| Some(Part::of(by, name.as_deref()?)));
    let mut template = template(&args.template, &templates)?.of(part.as_ref());
    // Of one organisation it is no version of what is published.
    template.chosen |= args.organisation.is_some();
    let book = OpenWorkbook::read(context, file)?;
    if let Some(name) = &args.group {
        template = among(&book, template, name)?;
    }
    if args.changes {
        return changes(context, out, &book, args, template);
    }
    let document = document(context, &book, args, template.clone())?;
    if document.meta.version == 0 && !template.chosen {
        publication::keep_draft(&context.world.places.reports(), &book.opening.workbook.uuid, &document);
    }
    if args.all {
        let folder = args.output.clone().unwrap_or_default();
        exporting::make_folder(&folder).map_err(Failure::Failed)?;
        for format in FORMATS {
            let path = folder.join(exporting::file_name(&document, format));
            one(context, out, &document, format, &path, args)?;
        }
        return Ok(());
    }
    let format = format(args)?;
    match args.output.as_deref() {
        Some(path) if path == Path::new("-") => to_standard_output(context, out, &document, format),
        Some(folder) if format.code == "csv" && (folder.is_dir() || folder.extension().is_none()) => {
            let paths =
                exporting::export_tables(&document, folder, args.replace, &[Path::new(&args.template)])
                    .map_err(hint)?;
            paths.iter().try_for_each(|path| out.path(path))
        }
        Some(folder) if folder.is_dir() => {
            let path = folder.join(exporting::file_name(&document, format));
            one(context, out, &document, format, &path, args)
        }
        Some(path) => one(context, out, &document, format, path, args),
        None => {
            let path = PathBuf::from(exporting::file_name(&document, format));
            one(context, out, &document, format, &path, args)
        }
    }
}

/// The template of a code, or in a file.
pub(super) fn template(asked: &str, known: &[Template]) -> Result<Template, Failure> {
    if let Some(found) = known.iter().find(|one| one.code == asked.trim()) {
        return Ok(found.clone());
    }
    let path = Path::new(asked);
    if path.extension().is_some() || path.exists() {
        return exporting::template_file(path).map_err(Failure::Failed);
    }
    let codes: Vec<&str> = known.iter().map(|one| one.code.as_str()).collect();
    Err(Failure::usage(format!(
        "There is no template {}. Write one of {}, or the path of a TOML file.",
        crate::ui::inert::fit(asked, 40),
        codes.join(", ")
    )))
}

/// What has changed since the last version published, or else since the last draft that went out.
fn changes(
    context: &Context,
    out: &mut Out,
    book: &OpenWorkbook,
    args: &Args,
    template: Template,
) -> Result<(), Failure> {
    let period = book.period(args.period)?;
    let now = now(context, book, args, template.clone())?;
    let (reports, uuid) = (context.world.places.reports(), book.opening.workbook.uuid.as_str());
    let (since, before) = publication::went_out(&book.store, period, &template, (&reports, uuid), &now)
        .map_err(Failure::Failed)?;
    let found = differences(&before, &now);
    if found.is_empty() {
        return out.line(&format!("Nothing has changed since {since}."));
    }
    found.iter().try_for_each(|one| out.paragraph(&one.sentence(), 0))
}

fn document(
    context: &Context,
    book: &OpenWorkbook,
    args: &Args,
    template: Template,
) -> Result<Document, Failure> {
    // What was published is of the services that its template names.
    if !args.draft && !template.chosen {
        let period = book.period(args.period)?;
        let found = publication::published(&book.store, period, &template.code, args.published);
        let Some((_, document)) = found.map_err(Failure::Failed)? else {
            super::say(
                context,
                &format!("{period} is not published yet: this is a draft, and every page says so."),
            );
            return now(context, book, args, template);
        };
        let Some(reference) = &args.reference else { return Ok(document) };
        let subject = Subject { table: Table::Indicator, id: book.indicator(reference, period)? };
        if let Some(form) = document.extract_about(subject) {
            return Ok(form);
        }
        let reference = crate::ui::inert::fit(reference, 40);
        super::say(
            context,
            &format!("What was published has no part about {reference} alone: as it is now."),
        );
    }
    now(context, book, args, template)
}

/// The report as the workbook stands.
fn now(
    context: &Context,
    book: &OpenWorkbook,
    args: &Args,
    mut template: Template,
) -> Result<Document, Failure> {
    let period = book.period(args.period)?;
    if args.reference.is_some() && !template.chosen {
        // Whosever it is: it was asked for by name.
        template.part = Part::All;
    }
    let mut material = publication::material(&book.store, period, &template).map_err(Failure::Failed)?;
    if let Some(left_out) = left_out(&material) {
        super::say(context, &format!("{left_out} Say --service all for everything."));
    }
    if let Some(reference) = &args.reference {
        let id = book.indicator(reference, period)?;
        material.indicators.retain(|detail| detail.standing.indicator_id == id);
        if material.indicators.is_empty() {
            return Err(Failure::failed(format!(
                "{} does not report in {period}.",
                crate::ui::inert::fit(reference, 40)
            )));
        }
        // Whatever its rating: it was asked for by name.
        for wanted in &mut template.sections {
            wanted.only = if wanted.only == Only::Red { Only::All } else { wanted.only };
        }
    }
    if let Some(name) = &args.organisation {
        template = of_organisation(book, &material, template, name)?;
    }
    let sources = Sources::draft(&material)
        .ok_or_else(|| Failure::failed(format!("The period {period} cannot be read.")))?;
    let published = publication::last_published(&book.store, period, &template);
    let published = published.map_err(Failure::Failed)?.filter(|_| args.reference.is_none());
    let mut document = publish::draft(&sources, &template, published.as_ref());
    document.meta.extract = args.reference.clone().unwrap_or_default();
    Ok(document.clean())
}

/// The template with organisations compared in another group.
fn among(book: &OpenWorkbook, template: Template, name: &str) -> Result<Template, Failure> {
    let room = group::room(book)?;
    let group = room.group(name).ok_or_else(|| Failure::Failed(room.no_group(name)))?;
    let code = template.code.clone();
    template.among(group.id, &group.name).ok_or_else(|| {
        Failure::usage(format!(
            "The report {code} compares no organisations: say --template regional or scorecard with --group."
        ))
    })
}

/// The template with the sheet of one organisation, called as it is in the workbook.
fn of_organisation(
    book: &OpenWorkbook,
    material: &ReportInputs,
    template: Template,
    name: &str,
) -> Result<Template, Failure> {
    let Some(comparison) = &material.comparison else { return Err(compare::nothing()) };
    let found = &comparison.organisations[compare::position(book, comparison, name)?];
    let code = template.code.clone();
    template.about_organisation(&found.organisation.name).ok_or_else(|| {
        Failure::usage(format!(
            "The report {code} has no sheets of organisations: say --template scorecard with --organisation."
        ))
    })
}

fn format(args: &Args) -> Result<&'static Format, Failure> {
    let named = args.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let code = args.format.or(named).unwrap_or("html");
    Format::find(code).ok_or_else(|| {
        Failure::usage(format!("There is no format {}: write {}.", crate::ui::inert::fit(code, 20), codes()))
    })
}

fn codes() -> String {
    FORMATS.iter().map(|format| format.code).collect::<Vec<_>>().join(", ")
}

fn parse_format(text: &str) -> Result<&'static str, String> {
    Format::find(text.trim()).map(|format| format.code).ok_or_else(|| format!("write one of {}", codes()))
}

/// Writes one file, and says where it is and how many pages it has.
fn one(
    context: &Context,
    out: &mut Out,
    document: &Document,
    format: &'static Format,
    path: &Path,
    args: &Args,
) -> Result<(), Failure> {
    let mut line = Line::new(context, format);
    // The template may be a file.
    let reading = [Path::new(&args.template)];
    let written = exporting::export(document, format, path, args.replace, &reading, &mut |at| line.tell(at));
    line.end();
    let written = written.map_err(hint)?;
    if let Written { pages: Some(pages), .. } = written {
        super::say(context, &format!("{}: {}.", format.title, page_count(pages)));
    }
    out.path(path)
}

fn page_count(pages: u32) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

/// What a file in the way can be met with.
fn hint(problem: String) -> Failure {
    if problem.is_empty() {
        return Failure::failed("Stopped. Nothing was written.");
    }
    let hint = if problem.ends_with("was left as it is.") { " Say --replace to replace it." } else { "" };
    Failure::failed(format!("{problem}{hint}"))
}

fn to_standard_output(
    context: &Context,
    out: &mut Out,
    document: &Document,
    format: &Format,
) -> Result<(), Failure> {
    if !format.is_text && context.world.stdout_is_terminal {
        return Err(Failure::usage(format!(
            "A {} is no text to read on a terminal: name a file with --output.",
            format.title
        )));
    }
    match (format.write)(document, out, &mut |_| true) {
        Ok(_) => Ok(()),
        Err(ReportError::Write(error)) => Err(error.into()),
        Err(other) => Err(Failure::failed(other.to_string())),
    }
}

/// How far it is, on one line of standard error while that is a terminal; Ctrl-C calls it off.
struct Line {
    line: StatusLine,
    title: &'static str,
    percent: u64,
    stop: Arc<AtomicBool>,
}

impl Line {
    fn new(context: &Context, format: &'static Format) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        {
            // Not being able to listen leaves Ctrl-C as it is: the file asked for is whole or not there.
            let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&stop));
        }
        let wanted = context.world.stderr_is_terminal && !context.plain;
        Self { line: StatusLine::new(wanted), title: format.title, percent: 0, stop }
    }

    fn tell(&mut self, at: Progress) -> bool {
        let percent = at.done * 100 / at.total.max(1);
        // Nothing is said of what is done at once.
        if percent / 10 > self.percent / 10 {
            self.line.say(&format!("{}: {percent}% (Ctrl-C stops)", self.title));
        }
        self.percent = percent;
        !self.stop.load(Ordering::Relaxed)
    }

    fn end(&mut self) {
        self.line.clear();
    }
}
