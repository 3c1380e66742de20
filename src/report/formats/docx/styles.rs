//! The styles of the document, by the names Word knows them by, so that a
//! council's own template can be laid over them; and its lists and settings.

use super::super::pdf::flow::BODY;
use super::super::scene::Paint;
use super::xml::Xml;
use super::{WORD, half_points, twips};
use crate::domain::Rating;
use crate::report::document::Meta;

/// Typeface: on every machine, and as wide as the letters that pages are foretold with.
const FACE: &str = "Arial";
/// Height of a line, of the size of its letters.
pub const LINE: f32 = 1.28;

/// How a paragraph of a style looks.
struct Look {
    id: &'static str,
    name: &'static str,
    based: &'static str,
    next: &'static str,
    size: f32,
    paint: Paint,
    bold: bool,
    italic: bool,
    /// Above it, in points.
    before: f32,
    after: f32,
    /// 0 for text; 1–9 for headings.
    level: u8,
    /// Stays on the page of what follows.
    keep: bool,
    /// Number of the list and its level.
    list: Option<(&'static str, &'static str)>,
}

const PLAIN: Look = Look {
    id: "",
    name: "",
    based: "Normal",
    next: "Normal",
    size: BODY,
    paint: Paint::BLACK,
    bold: false,
    italic: false,
    before: 0.0,
    after: 0.0,
    level: 0,
    keep: false,
    list: None,
};

/// Every paragraph style. A new one is a row here.
fn looks() -> Vec<Look> {
    let heading = |id, name, size, before, level| Look {
        id,
        name,
        next: "BodyText",
        size,
        paint: Paint::NAVY,
        bold: true,
        before,
        after: 3.0,
        level,
        keep: true,
        ..PLAIN
    };
    let bullet =
        |id, name, size, before, list| Look { id, name, next: id, size, before, list: Some(list), ..PLAIN };
    vec![
        Look { id: "BodyText", name: "Body Text", next: "BodyText", before: BODY * 0.6, ..PLAIN },
        heading("Heading1", "heading 1", 16.0, 20.0, 1),
        heading("Heading2", "heading 2", 13.0, 15.0, 2),
        heading("Heading3", "heading 3", 11.5, 11.0, 3),
        heading("Heading4", "heading 4", 10.5, 9.0, 4),
        heading("Heading5", "heading 5", 10.5, 9.0, 5),
        Look {
            id: "Title",
            name: "Title",
            size: 24.0,
            paint: Paint::NAVY,
            bold: true,
            before: 4.0,
            after: 2.0,
            ..PLAIN
        },
        Look { id: "Subtitle", name: "Subtitle", size: 14.0, after: 2.0, ..PLAIN },
        Look { id: "Cover", name: "Cover", size: 11.0, paint: Paint::GREY, ..PLAIN },
        Look {
            id: "DraftMark",
            name: "Draft Mark",
            size: 14.0,
            paint: Paint::ink(Rating::Red),
            bold: true,
            before: 4.0,
            ..PLAIN
        },
        Look {
            id: "TOCHeading",
            name: "TOC Heading",
            size: 16.0,
            paint: Paint::NAVY,
            bold: true,
            before: 20.0,
            after: 6.0,
            keep: true,
            ..PLAIN
        },
        Look { id: "TOC1", name: "toc 1", bold: true, before: 4.0, ..PLAIN },
        Look { id: "TOC2", name: "toc 2", size: 10.0, before: 1.5, ..PLAIN },
        Look { id: "Caption", name: "caption", size: 9.5, bold: true, before: 9.0, after: 3.0, ..PLAIN },
        Look {
            id: "FigureCaption",
            name: "Figure Caption",
            based: "Caption",
            next: "BodyText",
            size: 9.5,
            bold: true,
            after: 9.0,
            ..PLAIN
        },
        Look { id: "Figure", name: "Figure", before: 9.0, after: 2.0, keep: true, ..PLAIN },
        bullet("ListBullet", "List Bullet", BODY, 3.0, ("1", "0")),
        bullet("ListBullet2", "List Bullet 2", BODY, 2.0, ("1", "1")),
        Look {
            id: "Note",
            name: "Note",
            next: "BodyText",
            size: 9.0,
            paint: Paint::GREY,
            before: 5.4,
            ..PLAIN
        },
        Look {
            id: "Missing",
            name: "Missing",
            next: "BodyText",
            paint: Paint::tint(Rating::RedAmber).1,
            italic: true,
            before: BODY * 0.6,
            ..PLAIN
        },
        Look { id: "TableText", name: "Table Text", next: "TableText", size: 9.5, ..PLAIN },
        Look {
            id: "TableHeading",
            name: "Table Heading",
            based: "TableText",
            next: "TableText",
            size: 9.5,
            paint: Paint::NAVY,
            bold: true,
            keep: true,
            ..PLAIN
        },
        bullet("TableBullet", "Table Bullet", 9.5, 1.5, ("2", "0")),
        bullet("TableBullet2", "Table Bullet 2", 9.5, 1.5, ("2", "1")),
        Look { id: "Footer", name: "footer", size: 8.5, paint: Paint::GREY, ..PLAIN },
        Look { id: "SectionEnd", name: "Section End", size: 1.0, ..PLAIN },
    ]
}

/// `styles.xml`.
pub fn styles(language: &str) -> String {
    let mut xml = Xml::part();
    xml.element("w:styles", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    let face = [("w:ascii", FACE), ("w:hAnsi", FACE), ("w:eastAsia", FACE), ("w:cs", FACE)];
                    xml.empty("w:rFonts", &face);
                    xml.value("w:color", &Paint::BLACK.code());
                    xml.value("w:sz", &half_points(BODY));
                    xml.value("w:szCs", &half_points(BODY));
                    xml.empty(
                        "w:lang",
                        &[("w:val", language), ("w:eastAsia", language), ("w:bidi", "ar-SA")],
                    );
                });
            });
            xml.element("w:pPrDefault", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0")]);
                });
            });
        });
        xml.raw(BASE);
        for look in looks() {
            style(xml, &look);
        }
        xml.raw(CHARACTERS);
        table_style(xml);
    });
    xml.finish()
}

const BASE: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>";

const CHARACTERS: &str = "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1B365D\"/><w:u w:val=\"single\"/></w:rPr></w:style>";

fn style(xml: &mut Xml, look: &Look) {
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", look.id)], |xml| {
        xml.value("w:name", look.name);
        xml.value("w:basedOn", look.based);
        xml.value("w:next", look.next);
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if look.keep {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:keepLines", &[]);
            }
            if let Some((list, level)) = look.list {
                xml.element("w:numPr", &[], |xml| {
                    xml.value("w:ilvl", level);
                    xml.value("w:numId", list);
                });
            }
            if look.id == "Missing" {
                let ink = Paint::ink(Rating::RedAmber).code();
                xml.element("w:pBdr", &[], |xml| {
                    let bar = [("w:val", "single"), ("w:sz", "24"), ("w:space", "7"), ("w:color", &ink)];
                    xml.empty("w:left", &bar);
                });
            }
            let (before, after) = (twips(look.before), twips(look.after));
            let mut spacing = vec![("w:before", before.as_str()), ("w:after", after.as_str())];
            let line = twips(look.size * LINE);
            if look.id == "SectionEnd" {
                spacing.extend([("w:line", "20"), ("w:lineRule", "exact")]);
            } else if look.id != "Figure" {
                spacing.extend([("w:line", line.as_str()), ("w:lineRule", "atLeast")]);
            }
            xml.empty("w:spacing", &spacing);
            match look.id {
                "Missing" => xml.empty("w:ind", &[("w:left", "200")]),
                "TOC2" => xml.empty("w:ind", &[("w:left", "320")]),
                _ => {}
            }
            if look.level > 0 {
                xml.value("w:outlineLvl", &(look.level - 1).to_string());
            }
        });
        xml.element("w:rPr", &[], |xml| {
            if look.bold {
                xml.raw("<w:b/><w:bCs/>");
            }
            if look.italic {
                xml.raw("<w:i/><w:iCs/>");
            }
            xml.value("w:color", &look.paint.code());
            xml.value("w:sz", &half_points(look.size));
            xml.value("w:szCs", &half_points(look.size));
        });
    });
}

fn table_style(xml: &mut Xml) {
    let (rule, navy) = (Paint::RULE.code(), Paint::NAVY.code());
    xml.element(
        "w:style",
        &[("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "ReportTable")],
        |xml| {
            xml.value("w:name", "Report Table");
            xml.value("w:basedOn", "TableNormal");
            xml.empty("w:qFormat", &[]);
            xml.element("w:tblPr", &[], |xml| {
                xml.element("w:tblBorders", &[], |xml| {
                    for (edge, size, paint) in
                        [("w:top", "8", &navy), ("w:bottom", "4", &rule), ("w:insideH", "4", &rule)]
                    {
                        xml.empty(
                            edge,
                            &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", paint)],
                        );
                    }
                });
                xml.element("w:tblCellMar", &[], |xml| {
                    for (edge, width) in
                        [("w:top", "64"), ("w:left", "80"), ("w:bottom", "64"), ("w:right", "80")]
                    {
                        xml.empty(edge, &[("w:w", width), ("w:type", "dxa")]);
                    }
                });
            });
        },
    );
}

/// `numbering.xml`: bullets of the text, and of tables.
pub fn numbering() -> String {
    let mut xml = Xml::part();
    xml.element("w:numbering", &[("xmlns:w", WORD)], |xml| {
        for (id, size, styles) in
            [("0", BODY, ["ListBullet", "ListBullet2"]), ("1", 9.5, ["TableBullet", "TableBullet2"])]
        {
            xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
                xml.value("w:multiLevelType", "hybridMultilevel");
                for (level, style) in styles.into_iter().enumerate() {
                    let step = size * 1.15;
                    xml.element("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                        xml.value("w:start", "1");
                        xml.value("w:numFmt", "bullet");
                        xml.value("w:pStyle", style);
                        xml.value("w:lvlText", if level == 0 { "•" } else { "–" });
                        xml.value("w:lvlJc", "left");
                        xml.element("w:pPr", &[], |xml| {
                            let left = twips(step * (level as f32 + 1.0));
                            xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &twips(step * 0.75))]);
                        });
                    });
                }
            });
        }
        for (number, list) in [("1", "0"), ("2", "1")] {
            xml.element("w:num", &[("w:numId", number)], |xml| xml.value("w:abstractNumId", list));
        }
    });
    xml.finish()
}

/// `settings.xml`.
pub fn settings(language: &str) -> String {
    let mut xml = Xml::part();
    xml.element("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.value("w:defaultTabStop", "720");
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
        xml.empty("w:themeFontLang", &[("w:val", language)]);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
    });
    xml.finish()
}

/// The foot of the pages: the words on the left, the page on the right, `width` points apart.
pub fn footer(meta: &Meta, width: f32, pages: u32) -> String {
    let mut xml = Xml::part();
    xml.element("w:ftr", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", "Footer");
                xml.element("w:pBdr", &[], |xml| {
                    let rule = Paint::RULE.code();
                    let edge =
                        [("w:val", "single"), ("w:sz", "4"), ("w:space", "5"), ("w:color", rule.as_str())];
                    xml.empty("w:top", &edge);
                });
                xml.element("w:tabs", &[], |xml| {
                    xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &twips(width))]);
                });
            });
            if let Some(facts) = meta.facts() {
                let paint = if facts.draft { Paint::ink(Rating::Red) } else { Paint::BLACK };
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| {
                        xml.raw("<w:b/><w:bCs/>");
                        xml.value("w:color", &paint.code());
                    });
                    xml.words("w:t", &format!("{}  ", facts.footer));
                });
            }
            run(xml, &meta.footer);
            xml.raw("<w:r><w:tab/></w:r>");
            run(xml, "Page ");
            field(xml, "PAGE", "1");
            run(xml, " of ");
            field(xml, "NUMPAGES", &pages.to_string());
        });
    });
    xml.finish()
}

fn run(xml: &mut Xml, text: &str) {
    xml.element("w:r", &[], |xml| xml.words("w:t", text));
}

/// A field with what it said last.
pub fn field(xml: &mut Xml, code: &str, said: &str) {
    xml.raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>");
    xml.element("w:r", &[], |xml| xml.words("w:instrText", &format!(" {code} ")));
    xml.raw("<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
    run(xml, said);
    xml.raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}
