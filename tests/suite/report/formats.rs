//! The report of the sample quarter in every text format: what it says, that
//! it says it the same every time, and that nothing typed can act in it.

use std::collections::BTreeSet;

use crate::report::support::{QUARTER, document, draft, material, published, written};
use quarterdeck::domain::figures::format_value;
use quarterdeck::report::document::{Block, Cell, Line, Run, TextKind};
use quarterdeck::report::template::Only;
use quarterdeck::report::{Document, FORMATS, Format, Sources, Template};

/// Formats that are read as they are.
const TEXTS: [&str; 3] = ["html", "md", "csv"];

/// What a reader of HTML sees: tags gone, references resolved.
fn seen(html: &str) -> String {
    text_of(&html[html.find("<body>").unwrap()..])
}

fn text_of(body: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a written report by name: what comes before the first section, then each section.
fn parts(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts = vec![("cover".to_owned(), String::new())];
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let heading = match line.strip_prefix("## ") {
            None if line.starts_with("<section") => next.starts_with("<h2").then(|| text_of(next)),
            other => other.map(str::to_owned),
        };
        if let Some(heading) = heading {
            let letters = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
            let words: String = heading.chars().map(letters).collect();
            let words: Vec<&str> =
                words.split_whitespace().filter(|word| word.parse::<u32>().is_err()).collect();
            parts.push((words.join("_").to_lowercase(), String::new()));
        }
        let (_, part) = parts.last_mut().unwrap();
        part.push_str(line);
        part.push('\n');
    }
    parts
}

/// Keeps how a report reads, section by section, and which sections it has.
fn keep(template: &str, code: &str) {
    let text = written(&document(template), code);
    let parts = parts(&text);
    assert_eq!(parts.iter().map(|(_, part)| part.as_str()).collect::<String>().trim_end(), text.trim_end());
    let report = format!("{}_report_{code}", template.replace('-', "_"));
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(report.as_str(), names.join("\n"));
        for (name, part) in &parts {
            insta::assert_snapshot!(format!("{report}_{name}"), part);
        }
    });
}

#[test]
fn the_service_report_reads_as_it_should() {
    for code in ["md", "html"] {
        keep("service", code);
    }
}

#[test]
fn the_other_templates_read_as_they_should() {
    for template in ["action-plan", "exception", "integrated", "questions"] {
        keep(template, "md");
    }
}

#[test]
fn every_figure_of_the_workbook_is_in_every_format() {
    let material = material();
    let document = document("service");
    let mut wanted: Vec<(String, String)> = Vec::new();
    for detail in &material.indicators {
        let one = &detail.standing;
        for figure in [one.value, one.target, one.previous].into_iter().flatten() {
            wanted.push((one.reference.clone(), format_value(figure, one.unit, one.decimals)));
        }
        wanted.push((one.reference.clone(), one.description.clone()));
        wanted.push((one.reference.clone(), one.rating.title().to_owned()));
    }
    for figure in
        ["81,756", "81,686", "84,920", "+3,234", "+4.0%", "+2,225", "(189)", "1,400.66", "3,044.91", "6,300"]
    {
        wanted.push(("money".to_owned(), figure.to_owned()));
    }
    for detail in &material.register {
        wanted.push((detail.risk.reference.clone(), detail.risk.title.clone()));
    }
    assert!(wanted.len() > 100, "{}", wanted.len());
    for code in TEXTS {
        let raw = written(&document, code);
        let text = if code == "html" { seen(&raw) } else { raw.replace('\\', "").replace("\"\"", "\"") };
        for (about, figure) in &wanted {
            assert!(text.contains(figure.as_str()), "{code}: {about}: {figure}");
        }
    }
}

#[test]
fn counts_are_those_of_the_tables_they_sum_up() {
    let material = material();
    let sources = Sources::draft(&material).unwrap();
    let count = |only| sources.indicators(only).count();
    assert_eq!(count(Only::All), count(Only::Met) + count(Only::NotMet) + count(Only::NotRated));
    let document = document("service");
    let rows = |code: &str| document.tables().find(|(_, table)| table.code == code).unwrap().1.rows.len();
    assert_eq!(rows("not-met"), count(Only::NotMet));
    assert_eq!(rows("comments"), count(Only::NotMet));
    assert_eq!(rows("met"), count(Only::Met));
    let trends = document.sections.iter().find(|section| section.code == "trends").unwrap();
    assert!(trends.blocks.len() <= count(Only::Red) && !trends.blocks.is_empty());
    // The published counts of the two types that the source prints.
    let summary = document.tables().find(|(_, table)| table.code == "indicator-summary").unwrap().1;
    let strategic: Vec<String> = summary.rows[0].cells.iter().map(Cell::text).collect();
    assert_eq!(strategic[..5], ["Strategic", "5", "1", "1", "5"]);
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    for template in Template::built_in() {
        for format in FORMATS {
            let bytes = || {
                let mut bytes = Vec::new();
                (format.write)(&document(&template.code), &mut bytes, &mut |_| true).unwrap();
                bytes
            };
            let first = bytes();
            assert!(!first.is_empty());
            assert!(first == bytes(), "{} as {}", template.code, format.code);
        }
    }
}

#[test]
fn what_is_frozen_comes_back_as_it_was_and_no_other_way() {
    let document = document("service");
    let frozen = document.freeze().unwrap();
    assert_eq!(frozen.checksum.len(), 64);
    let back = Document::thaw(&frozen.content, &frozen.checksum).unwrap();
    assert_eq!(back, document);
    assert_eq!(written(&back, "html"), written(&document, "html"));
    let tampered = frozen.content.replacen("59.52%", "69.52%", 1);
    assert_ne!(tampered, frozen.content);
    let why = Document::thaw(&tampered, &frozen.checksum).unwrap_err().to_string();
    assert!(why.contains("checksum"), "{why}");
}

#[test]
fn writing_can_be_stopped() {
    for format in FORMATS {
        let mut told = 0;
        let stopped = (format.write)(&document("service"), &mut Vec::new(), &mut |_| {
            told += 1;
            told < 3
        });
        assert!(stopped.is_err(), "{}", format.code);
        assert_eq!(told, 3, "{}", format.code);
    }
}

const HOSTILE: &str = "<script>alert(1)</script> =HYPERLINK(\"http://x\") | a | [x](javascript:1) \u{202e}gnp.exe\u{202c} \u{7}\u{1b}[31m &lt;b&gt; `x` <!-- \u{feff}";

#[test]
fn text_from_people_means_nothing_but_itself() {
    let mut material = material();
    material.workbook.service = HOSTILE.to_owned();
    for detail in &mut material.indicators {
        detail.standing.description = format!("={HOSTILE}");
        detail.standing.owner = HOSTILE.to_owned();
        for words in &mut detail.commentary {
            words.text = format!("# {HOSTILE}\n- +{HOSTILE}\n1. {HOSTILE}");
        }
    }
    for section in &mut material.narrative {
        section.heading = format!("@{HOSTILE}");
        section.text = format!("-{HOSTILE}\n\n> {HOSTILE}");
    }
    for template in Template::built_in() {
        let document = Sources::draft(&material).unwrap().document(&template);
        let html = written(&document, "html");
        for tag in ["<script", "<!--", "javascript:1\"", "onerror", "<b>"] {
            assert!(!html.contains(tag), "{tag}");
        }
        let md = written(&document, "md");
        let live = md.replace("\\<", "").replace("\\[", "");
        assert!(!live.contains("<script") && !live.contains("[x"), "{}", template.code);
        for row in md.lines().filter(|line| line.starts_with('|')) {
            let bars = row.replace("\\|", "").matches('|').count();
            assert!(bars >= 3, "{row}");
        }
        let csv = written(&document, "csv");
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(csv.as_bytes());
        for record in reader.records() {
            for cell in record.unwrap().iter() {
                let acts = cell.trim_start().starts_with(['=', '@', '+', '-', '＝']);
                let figure = |c: char| c.is_ascii_digit() || "+-.,%£".contains(c);
                assert!(!acts || cell.chars().all(figure), "{cell}");
            }
        }
        for text in [html, md, csv] {
            for c in ['\u{202e}', '\u{202c}', '\u{7}', '\u{1b}', '\u{feff}'] {
                assert!(!text.contains(c), "{:?} in {}", c, template.code);
            }
        }
    }
}

#[test]
fn every_table_of_a_pipe_table_has_as_many_cells_in_every_row() {
    let md = written(&document("service"), "md");
    let mut width = None;
    for line in md.lines() {
        if !line.starts_with('|') {
            width = None;
            continue;
        }
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(*width.get_or_insert(bars), bars, "{line}");
    }
}

#[test]
fn what_is_missing_is_said_and_not_passed_over() {
    let mut material = material();
    material.narrative.clear();
    material.risks.rows.clear();
    material.register.clear();
    material.commitments.clear();
    let sources = Sources::draft(&material).unwrap();
    let template = Template::built_in().into_iter().find(|one| one.code == "service").unwrap();
    let document = sources.document(&template);
    let missing = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter(|block| matches!(block, Block::Text(text) if text.kind == TextKind::Missing))
        .count();
    let found = quarterdeck::report::findings::findings(&sources, &document, &Default::default());
    let errors =
        found.iter().filter(|one| one.weight == quarterdeck::report::findings::Weight::Error).count();
    assert_eq!(missing, errors);
    assert!(errors >= 7, "{found:?}");
    // Errors come first.
    assert!(found.windows(2).all(|pair| pair[0].weight <= pair[1].weight));
    // No heading is left over that nothing stands under.
    for pair in document.sections.windows(2) {
        assert!(!pair[0].blocks.is_empty() || pair[1].level > pair[0].level, "{}", pair[0].heading);
    }
}

#[test]
fn codes_are_unique_and_levels_never_skip() {
    for template in Template::built_in() {
        let document = document(&template.code);
        let mut codes = BTreeSet::new();
        let mut tables = BTreeSet::new();
        let mut before = 1;
        for section in &document.sections {
            assert!(codes.insert(&section.code), "{}", section.code);
            assert!(section.level >= 2 && section.level <= before + 1, "{}", section.heading);
            before = section.level;
        }
        for (_, table) in document.tables() {
            assert!(tables.insert(&table.code), "{}: {}", template.code, table.code);
            assert!(!table.caption.is_empty());
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{}", table.code);
            }
            let spans: u16 = table.groups.iter().map(|group| group.span).sum();
            assert!(table.groups.is_empty() || usize::from(spans) == table.columns.len());
        }
    }
}

#[test]
fn a_rating_is_always_said_in_letters() {
    for (_, table) in document("service").tables() {
        for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.rating.is_some()) {
            assert!(cell.text().chars().any(char::is_alphanumeric), "{}", table.code);
            assert_ne!(cell.shown(), cell.text());
        }
    }
}

#[test]
fn two_versions_are_told_apart_cell_by_cell_and_word_by_word() {
    let before = document("service");
    let mut after = before.clone();
    let section = after.sections.iter_mut().find(|section| section.code == "not-met").unwrap();
    let table = section
        .blocks
        .iter_mut()
        .find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .unwrap();
    table.rows[0].cells[7] = Cell::plain("60.10%");
    let summary = after.sections.iter_mut().find(|section| section.code == "performance-summary").unwrap();
    let Some(Block::Text(text)) = summary.blocks.first_mut() else { panic!("no summary") };
    text.lines[0] = Line { runs: vec![Run::plain("Staying within budget will be easy.")], bullet: 0 };
    let found = quarterdeck::report::compare::differences(&before, &after);
    let told: Vec<String> = found.iter().map(|one| one.sentence()).collect();
    assert_eq!(found.len(), 2, "{told:?}");
    assert!(told[0].starts_with("1.4 Summary of performance: Staying within budget"), "{}", told[0]);
    assert!(told[0].contains(" became Staying within budget will be easy."), "{}", told[0]);
    assert_eq!(
        told[1],
        "2.2a Indicators that did not meet their target: AC/S3, Result: 59.52% became 60.10%"
    );
    assert!(quarterdeck::report::compare::differences(&after, &after).is_empty());
}

#[test]
fn dates_are_those_of_the_quarter() {
    let document = document("service");
    assert_eq!(document.meta.dated.to_string(), "2015-06-30");
    assert_eq!(document.meta.period, QUARTER);
    assert!(Format::find("HTML").is_some() && Format::find("doc").is_none());
}

/// A part of an Office file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
    text.replace("&amp;", "&")
}

fn bytes(document: &Document, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    (Format::find(format).unwrap().write)(document, &mut bytes, &mut |_| true).unwrap();
    bytes
}

/// Everything a format says where it has a cover, a footer and properties: three texts.
fn stands(document: &Document, format: &str) -> [String; 3] {
    let bytes = bytes(document, format);
    match format {
        "docx" => [
            part(&bytes, "word/document.xml"),
            part(&bytes, "word/footer1.xml") + &part(&bytes, "word/footer2.xml"),
            part(&bytes, "docProps/core.xml") + &part(&bytes, "docProps/custom.xml"),
        ],
        "xlsx" => [
            part(&bytes, "xl/sharedStrings.xml"),
            part(&bytes, "xl/worksheets/sheet2.xml"),
            part(&bytes, "docProps/core.xml") + &part(&bytes, "docProps/custom.xml"),
        ],
        "pdf" => {
            let pdf = lopdf::Document::load_mem(&bytes).unwrap();
            let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
            let xmp = String::from_utf8_lossy(&bytes).into_owned();
            let xmp = xmp.split_once("<x:xmpmeta").unwrap().1.to_owned();
            // The last page has a foot and no cover.
            let last = pdf.extract_text(&pages[pages.len() - 1..]).unwrap();
            [pdf.extract_text(&pages[..1]).unwrap(), last, xmp]
        }
        _ => {
            let text = String::from_utf8(bytes).unwrap();
            let head: String = text.chars().take(6_000).collect();
            let foot: String = text.chars().skip(text.chars().count().saturating_sub(200)).collect();
            [text, foot, head]
        }
    }
}

#[test]
fn every_format_says_on_cover_foot_and_in_its_properties_what_was_published() {
    let document = published("service", 2);
    let print = document.meta.fingerprint.clone();
    assert_eq!(print.len(), 14);
    for format in FORMATS {
        let [cover, foot, properties] = stands(&document, format.code).map(|text| text.replace('\n', " "));
        for said in ["Published", "2 Sep 2015", "Performance Manager", "version 1 of 1 Sep 2015", &print] {
            assert!(cover.contains(said), "{}: {said} on the cover", format.code);
            assert!(properties.contains(said), "{}: {said} in the properties", format.code);
        }
        let foot_says = format!("Version 2, fingerprint {print}");
        assert!(foot.contains(&foot_says), "{}: {foot}", format.code);
        assert!(!cover.contains("DRAFT"), "{}", format.code);
    }
}

#[test]
fn what_is_not_published_is_a_draft_in_every_format_and_template() {
    for template in Template::built_in() {
        let document = draft(&template.code);
        for format in FORMATS {
            let [cover, foot, properties] = stands(&document, format.code);
            for text in [cover, foot, properties] {
                assert!(text.contains("DRAFT, not published"), "{} {}", template.code, format.code);
            }
        }
        let html = written(&document, "html");
        assert!(html.contains("<title>DRAFT: "), "{}", &html[..200]);
    }
}

#[test]
fn what_was_published_before_there_were_facts_is_printed_as_it_was() {
    let mut document = document("service");
    document.meta.issue = None;
    document.meta.fingerprint = "0000-0000-0000".to_owned();
    let md = written(&document, "md");
    assert!(md.starts_with("# Adults & Communities: Q1 2015/16\n\nQuarterly"), "{}", &md[..100]);
    for format in TEXTS {
        let text = written(&document, format);
        assert!(!text.contains("0000-0000") && !text.contains("Fingerprint"), "{format}");
    }
    assert!(written(&document, "csv").starts_with("Finance\r\n"));
    for (format, lacks) in [("docx", "docProps/custom.xml"), ("xlsx", "docProps/custom.xml")] {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes(&document, format))).unwrap();
        assert!(zip.by_name(lacks).is_err(), "{format}");
    }
}

/// The table of corrections: about, figure, as received, as printed.
fn corrections(document: &Document) -> Vec<[String; 4]> {
    let (_, table) = document.tables().find(|(_, table)| table.code == "corrections").unwrap();
    let rows = table.rows.iter().map(|row| [2, 3, 4, 5].map(|at| row.cells[at].text()));
    rows.collect()
}

#[test]
fn every_kind_of_figure_that_is_printed_otherwise_is_listed() {
    let listed = corrections(&document("service"));
    for wanted in [
        ["AC/S9", "Result", "98.59", "91.13"],
        ["AC/C12", "Variance from target", ".05%", "0.5% worse"],
        ["AC/C11", "Variance from target", "25.5%", "25.6% worse"],
        ["AC/S9", "Direction of travel", "Improving", "Not like for like"],
        ["Strategic", "Improving or the same", "12", "6"],
        ["Capital forecast against latest budget", "Amount (£000)", "936", "(0.25)"],
        ["Social Care Management", "Variation", "7.4%", "-7.4%"],
        ["AS0089", "Current assessment: impact", "Moderate 4", "Major 4"],
    ] {
        assert!(listed.iter().any(|row| *row == wanted), "{wanted:?} in {listed:#?}");
    }
    // What rounding alone explains says so, and what agrees is not listed.
    assert!(!listed.iter().any(|row| row[2] == row[3]), "{listed:#?}");
}

#[test]
fn a_correction_is_marked_at_its_figure_in_every_format() {
    let document = document("service");
    let (_, table) = document.tables().find(|(_, table)| table.code == "corrections").unwrap();
    let row = table.rows.iter().find(|row| row.cells[4].text() == "98.59").unwrap();
    let mark = row.cells[0].text();
    assert!(written(&document, "md").contains(&format!("| 91.13 {mark} |")));
    let html = written(&document, "html");
    let number = mark.trim_start_matches('†');
    let link = format!("91.13 <a href=\"#ref-ac-s9-result\" aria-label=\"corrected {number}\">{mark}</a>");
    assert!(html.contains(&link) && html.contains("<tr id=\"ref-ac-s9-result\">"), "{link}");
    let docx = part(&bytes(&document, "docx"), "word/document.xml");
    assert!(docx.contains(&format!(">{mark}</w:t>")));
    // A spreadsheet keeps the number, shows the mark, and says why in a comment.
    let xlsx = bytes(&document, "xlsx");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&xlsx)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let comments: String =
        names.iter().filter(|name| name.starts_with("xl/comments")).map(|name| part(&xlsx, name)).collect();
    assert!(comments.contains("Corrected since it was received as 98.59. Worked out from 47/51,576."));
    assert!(
        part(&xlsx, "xl/styles.xml").contains(&format!("#,##0.00\" {mark}\"")) || {
            part(&xlsx, "xl/styles.xml").contains(&format!("&quot; {mark}&quot;"))
        }
    );
    drop(zip.by_index(0));
    let csv = written(&document, "csv");
    let line = csv.lines().find(|line| line.starts_with("AC/S9,")).unwrap();
    assert!(line.contains(",91.13,") && line.contains("Result: Corrected since it was received as 98.59."));
    // Notes of the report reach the spreadsheet and the values too.
    let strings = part(&xlsx, "xl/sharedStrings.xml");
    let note = "Direction of travel compares with the earlier result";
    assert!(strings.contains(note) && csv.contains(note));
}

#[test]
fn invented_figures_are_marked_wherever_they_stand() {
    let mut material = material();
    for detail in &mut material.indicators {
        detail.standing.illustrative = true;
        for result in [&mut detail.previous, &mut detail.same_period_last_year, &mut detail.last_outturn] {
            result.iter_mut().for_each(|result| result.illustrative = true);
        }
        detail.trend.iter_mut().for_each(|point| point.illustrative = true);
    }
    for detail in &mut material.register {
        for (assessment, _) in &mut detail.assessments {
            assessment.illustrative = true;
        }
        for one in [&mut detail.current, &mut detail.target].into_iter().flatten() {
            one.illustrative = true;
        }
    }
    for line in &mut material.spending {
        line.months.iter_mut().for_each(|month| month.illustrative = true);
    }
    for commitment in &mut material.commitments {
        commitment.rating.iter_mut().for_each(|rating| rating.illustrative = true);
    }
    let sources = Sources::draft(&material).unwrap();
    for template in Template::built_in() {
        let document = sources.document(&template);
        let mut seen = 0;
        for (section, table) in document.tables() {
            for row in &table.rows {
                for (cell, column) in row.cells.iter().zip(&table.columns) {
                    let figure = match table.code.as_str() {
                        code if code.contains("months") => column.heading != "Month",
                        code if code.ends_with("-year") => {
                            row.cells[0].text() == "Result" && column.heading.starts_with("Last year")
                        }
                        _ => matches!(
                            column.heading.as_str(),
                            "Result"
                                | "Previous result"
                                | "Variance from target"
                                | "Impact"
                                | "Probability"
                                | "Target rating"
                        ),
                    };
                    let shows = cell.text().chars().any(|c| c.is_ascii_digit());
                    if figure && shows && section.code != "corrections" {
                        seen += 1;
                        assert!(cell.is_invented(), "{} {}: {}", table.code, column.heading, cell.text());
                        assert!(cell.shown().ends_with("illustrative"));
                    }
                }
            }
        }
        // These tell of no result of the workbook's own in such columns.
        let others = ["questions", "regional", "scorecard"].contains(&template.code.as_str());
        assert!(seen > 0 || others, "{}", template.code);
        for chart in
            document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
                Block::Chart(chart) if chart.code.contains("trend") || chart.code.contains("months") => {
                    Some(chart)
                }
                _ => None,
            })
        {
            assert!(chart.caption.ends_with("(illustrative)"), "{}", chart.caption);
            assert!(chart.alt.contains("illustrative"), "{}", chart.alt);
        }
    }
}

#[test]
fn a_row_that_moves_is_told_once_and_the_page_of_changes_comes_first() {
    let before = document("service");
    let mut material = material();
    let detail = material.indicators.iter_mut().find(|one| one.standing.reference == "AC/S3").unwrap();
    detail.standing.value = Some(60.65);
    detail.standing.rating = quarterdeck::domain::Rating::Green;
    let template = Template::built_in().into_iter().find(|one| one.code == "service").unwrap();
    let after = Sources::draft(&material).unwrap().document(&template);
    let replaced = quarterdeck::report::printed_facts::Replaced {
        version: 1,
        on: chrono::NaiveDate::from_ymd_opt(2015, 9, 1).unwrap(),
    };
    let (after, found) = after.with_changes(&before, replaced);
    let page = &after.sections[0];
    assert_eq!(page.heading, "What has changed since version 1, so far");
    assert!(after.sections[1].new_page);
    let rows: Vec<Vec<String>> = page
        .tables()
        .next()
        .unwrap()
        .rows
        .iter()
        .map(|row| row.cells.iter().map(Cell::text).collect())
        .collect();
    let of = |what: &str| rows.iter().filter(|row| row[1] == what).cloned().collect::<Vec<_>>();
    assert_eq!(of("AC/S3").len(), 1, "{rows:#?}");
    assert!(of("AC/S3")[0][2].starts_with("2.2a") && of("AC/S3")[0][3].starts_with("Appendix A"));
    assert_eq!(of("AC/S3, Result")[0][2..], ["59.52%", "60.65%"]);
    assert_eq!(of("AC/S3, Rating")[0][2..], ["Red Amber", "Green"]);
    assert!(of("AC/S3, Target").is_empty(), "what is the same is not told");
    // The page itself is not compared again.
    assert_eq!(quarterdeck::report::compare::differences(&before, &after), found);
}
