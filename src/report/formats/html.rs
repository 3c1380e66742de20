//! One page that needs nothing besides itself: no script, no fonts, no
//! pictures from elsewhere. Made to WCAG 2.2 AA: a language, headings in
//! order, captions, scopes, a skip link, contrast, and no meaning by colour alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

use super::edition::Edition;
use super::fonts::Fonts;
use super::{Progress, ReportError, Tell, Written, footer, svg};
use crate::domain::Rating;
use crate::report::clean::slug;
use crate::report::document::*;
use crate::report::printed_facts::{Fact, PrintedFacts};
use crate::report::words::words as report_words;

/// The style of what is told of a document besides its content.
const FACTS: &str = ".facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; \
    margin: 0.75rem 0 0; }\n.facts dt { color: #4a4a4a; }\n.facts dd { margin: 0; }\n";
const STYLE: &str = include_str!("page.css");

pub(super) fn write(document: &Document, out: &mut dyn Write, tell: Tell) -> Result<Written, ReportError> {
    let fonts = Fonts::new(Edition::of(&document.meta))?;
    let mut page = Page::new(document, &fonts);
    page.head();
    page.contents();
    let total = document.sections.len() as u64;
    for (done, section) in document.sections.iter().enumerate() {
        if !tell(Progress { done: done as u64, total }) {
            return Err(ReportError::Cancelled);
        }
        page.section(section, document.stands_wide(done));
        out.write_all(page.text.as_bytes())?;
        page.text.clear();
    }
    page.foot();
    out.write_all(page.text.as_bytes())?;
    Ok(Written::default())
}

/// Letters that mean themselves, in text and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Class of a rating's tint: by how bad it is.
fn class(rating: Rating) -> &'static str {
    match rating.severity() {
        0 => "r0",
        1 => "r1",
        2 => "r2",
        3 => "r3",
        4 => "r4",
        _ => "rx",
    }
}

struct Page<'a> {
    document: &'a Document,
    fonts: &'a Fonts,
    /// Anchors there are, and those that have been given their place.
    anchors: BTreeSet<String>,
    placed: BTreeSet<String>,
    text: String,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, fonts: &'a Fonts) -> Self {
        let anchors = document
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .flat_map(|block| match block {
                Block::Text(text) => vec![text.anchor.as_deref()],
                Block::Table(table) => table.rows.iter().map(|row| row.anchor.as_deref()).collect(),
                _ => Vec::new(),
            })
            .flatten()
            .map(slug)
            .collect();
        Self { document, fonts, anchors, placed: BTreeSet::new(), text: String::new() }
    }

    /// ` id="…"` the first time something about this anchor is written.
    fn id(&mut self, anchor: Option<&str>) -> String {
        let Some(anchor) = anchor.map(slug) else { return String::new() };
        if self.placed.insert(anchor.clone()) { format!(" id=\"ref-{anchor}\"") } else { String::new() }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn head(&mut self) {
        let meta = &self.document.meta;
        let facts = meta.facts();
        let mut tints = String::new();
        for rating in
            [Rating::Red, Rating::RedAmber, Rating::Amber, Rating::GreenAmber, Rating::Green, Rating::None]
        {
            let (back, letters) = tint(rating);
            // Writing to a String cannot fail.
            let _ = writeln!(
                tints,
                ".{} {{ background-color: {back}; color: {letters}; border-left: 0.3rem solid {}; }}",
                class(rating),
                ink(rating)
            );
        }
        // What was published before there were facts keeps its bytes.
        let style = if facts.is_some() { format!("{STYLE}{FACTS}") } else { STYLE.to_owned() };
        let language = if meta.language.is_empty() { "en-GB" } else { &meta.language };
        let head = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
             <meta name=\"description\" content=\"{}\">\n{}<style>\n{style}{tints}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#report\">Skip to the report</a>\n<header>\n",
            escape(language),
            escape(facts.as_ref().map_or(&meta.title, |facts| &facts.title)),
            escape(&meta.subtitle),
            facts.iter().flat_map(PrintedFacts::properties).map(property).collect::<String>(),
        );
        self.push(&head);
        if !meta.organisation.is_empty() {
            self.push(&format!("<p class=\"organisation\">{}</p>\n", escape(&meta.organisation)));
        }
        self.push(&format!("<h1>{}</h1>\n", escape(&meta.title)));
        if !meta.subtitle.is_empty() {
            self.push(&format!("<p class=\"subtitle\">{}</p>\n", escape(&meta.subtitle)));
        }
        match &facts {
            Some(facts) => self.facts(facts),
            // As it was printed before versions were told otherwise.
            None if meta.version > 1 => self.push(&format!("<p>Version {}.</p>\n", meta.version)),
            None => {}
        }
        self.push("</header>\n");
    }

    /// How the document stands: a draft says so first and by itself.
    fn facts(&mut self, facts: &PrintedFacts) {
        if facts.draft {
            self.push(&format!("<p class=\"draft\"><strong>{}</strong></p>\n", escape(facts.status())));
        }
        self.push("<dl class=\"facts\">\n");
        for fact in &facts.lines {
            self.push(&format!("<dt>{}</dt><dd>{}</dd>\n", escape(fact.label), escape(&fact.text)));
        }
        self.push("</dl>\n");
    }

    fn contents(&mut self) {
        let listed: Vec<&Section> =
            self.document.sections.iter().filter(|section| section.level <= 3).collect();
        self.push("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n");
        let mut depth = 1;
        for section in listed {
            while depth < section.level {
                self.push("<ul>\n");
                depth += 1;
                if depth < section.level {
                    self.push("<li>");
                }
            }
            while depth > section.level {
                self.push("</li>\n</ul>\n");
                depth -= 1;
            }
            if self.text.ends_with("</a>") || self.text.ends_with("</ul>\n") {
                self.push("</li>\n");
            }
            self.push(&format!("<li><a href=\"#s-{}\">{}</a>", section.code, heading(section)));
        }
        while depth > 1 {
            self.push("</li>\n</ul>\n");
            depth -= 1;
        }
        self.push("</nav>\n<main id=\"report\" tabindex=\"-1\">\n");
    }

    fn section(&mut self, section: &Section, wide: bool) {
        let mut classes = Vec::new();
        if section.new_page {
            classes.push("new-page");
        }
        if wide {
            classes.push("landscape");
        }
        let class =
            if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        let level = section.level.clamp(2, 6);
        self.push(&format!(
            "<section{class} aria-labelledby=\"s-{0}\">\n<h{level} id=\"s-{0}\">{1}</h{level}>\n",
            section.code,
            heading(section)
        ));
        for block in &section.blocks {
            match block {
                Block::Text(text) => self.words(text),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart),
                Block::PageBreak => self.push("<div class=\"new-page\"></div>\n"),
            }
        }
        self.push("</section>\n");
    }

    fn words(&mut self, text: &Text) {
        let id = self.id(text.anchor.as_deref());
        match text.kind {
            TextKind::Body if id.is_empty() => {
                let words = self.lines(&text.lines, true);
                self.push(&words);
            }
            kind => {
                let class = match kind {
                    TextKind::Body => "text",
                    TextKind::Note => "note",
                    TextKind::Missing => "missing",
                };
                let words = self.lines(&text.lines, true);
                self.push(&format!("<div class=\"{class}\"{id}>\n{words}</div>\n"));
            }
        }
    }

    /// Paragraphs and lists. Alone in a cell, a paragraph needs no tags of its own.
    fn lines(&self, lines: &[Line], tagged: bool) -> String {
        let mut out = String::new();
        let mut depth = 0;
        for line in lines {
            while depth > line.bullet {
                out.push_str("</li></ul>\n");
                depth -= 1;
            }
            if line.bullet > 0 {
                if depth == line.bullet {
                    out.push_str("</li>\n");
                }
                while depth < line.bullet {
                    out.push_str("<ul>\n");
                    depth += 1;
                    if depth < line.bullet {
                        out.push_str("<li>");
                    }
                }
                let _ = write!(out, "<li>{}", self.runs(line));
            } else if tagged || lines.len() > 1 {
                let _ = writeln!(out, "<p>{}</p>", self.runs(line));
            } else {
                out.push_str(&self.runs(line));
            }
        }
        while depth > 0 {
            out.push_str("</li></ul>\n");
            depth -= 1;
        }
        out
    }

    fn runs(&self, line: &Line) -> String {
        let mut out = String::new();
        for run in &line.runs {
            let mut words = escape(&run.text);
            if run.emphasis {
                words = format!("<em>{words}</em>");
            }
            if run.strong {
                words = format!("<strong>{words}</strong>");
            }
            if let Some(to) = run.to.as_deref().map(slug).filter(|to| self.anchors.contains(to)) {
                // A dagger alone says little when it is read aloud.
                let spoken = match run.text.strip_prefix('†') {
                    Some(number) => {
                        format!(" aria-label=\"{} {number}\"", escape(&report_words().facts.corrected))
                    }
                    None => String::new(),
                };
                words = format!("<a href=\"#ref-{to}\"{spoken}>{words}</a>");
            }
            out.push_str(&words);
        }
        out
    }

    fn table(&mut self, table: &Table) {
        let wide = table.columns.len() > 5;
        let caption = format!("t-{}", table.code);
        // A wide table scrolls by itself, and so has to be reachable by keyboard.
        if wide {
            self.push(&format!(
                "<div class=\"wide\" role=\"region\" aria-labelledby=\"{caption}\" tabindex=\"0\">\n"
            ));
        }
        let class = if table.form { " class=\"form\"" } else { "" };
        self.push(&format!(
            "<table{class}>\n<caption id=\"{caption}\">{}</caption>\n",
            escape(&table.caption)
        ));
        if !table.form {
            self.push("<thead>\n");
            if !table.groups.is_empty() {
                self.push("<tr>");
                for group in &table.groups {
                    let span = format!(" colspan=\"{}\"", group.span.max(1));
                    let cell = if group.heading.is_empty() {
                        format!("<td{span}></td>")
                    } else {
                        format!("<th scope=\"colgroup\"{span}>{}</th>", escape(&group.heading))
                    };
                    self.push(&cell);
                }
                self.push("</tr>\n");
            }
            self.push("<tr>");
            for column in &table.columns {
                let kind = kind(column.kind);
                self.push(&format!("<th scope=\"col\" class=\"{kind}\">{}</th>", escape(&column.heading)));
            }
            self.push("</tr>\n</thead>\n");
        }
        self.push("<tbody>\n");
        for row in &table.rows {
            let id = self.id(row.anchor.as_deref());
            let class = if row.total { " class=\"total\"" } else { "" };
            self.push(&format!("<tr{id}{class}>"));
            for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let text = self.cell(cell, column);
                let heading = at == 0 && (table.row_headings || table.form);
                let (open, close) = if heading { ("th scope=\"row\"", "th") } else { ("td", "td") };
                let class = classes(cell, column);
                self.push(&format!("<{open} class=\"{class}\">{text}</{close}>"));
            }
            self.push("</tr>\n");
        }
        self.push("</tbody>\n</table>\n");
        if wide {
            self.push("</div>\n");
        }
    }

    fn cell(&self, cell: &Cell, _column: &Column) -> String {
        let text = self.lines(&cell.marked(), false);
        match cell.rating {
            Some(rating) if !text.is_empty() => {
                format!("<span class=\"symbol\" aria-hidden=\"true\">{}</span> {text}", rating.symbol())
            }
            _ => text,
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let drawing = svg::draw(chart, &format!("c-{}", chart.code), self.fonts);
        self.push(&format!(
            "<figure>\n{drawing}\n<figcaption>{}</figcaption>\n</figure>\n",
            escape(&chart.caption)
        ));
    }

    fn foot(&mut self) {
        let meta = &self.document.meta;
        let footer = escape(&footer(meta, meta.facts().as_ref()));
        self.push(&format!("</main>\n<footer>\n<p>{footer}</p>\n</footer>\n</body>\n</html>\n"));
    }
}

/// A fact as a property of the page.
fn property(fact: &Fact) -> String {
    format!("<meta name=\"quarterdeck.{}\" content=\"{}\">\n", fact.key, escape(&fact.text))
}

fn heading(section: &Section) -> String {
    let number = if section.number.is_empty() {
        String::new()
    } else {
        format!("<span class=\"number\">{}</span> ", escape(&section.number))
    };
    format!("{number}{}", escape(&section.heading))
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Words => "words",
        ColumnKind::Prose => "prose",
        ColumnKind::Reference => "reference",
        ColumnKind::Figure | ColumnKind::Money => "figure",
        ColumnKind::Date => "date",
        ColumnKind::Rating => "rating",
    }
}

fn classes(cell: &Cell, column: &Column) -> String {
    let mut names = kind(column.kind).to_owned();
    if let Some(rating) = cell.rating {
        names.push(' ');
        names.push_str(class(rating));
    }
    match cell.align {
        Some(Align::Left) => names.push_str(" left"),
        Some(Align::Centre) => names.push_str(" centre"),
        Some(Align::Right) => names.push_str(" right"),
        None => {}
    }
    names
}
