//! What earlier releases published prints the same bytes for ever, and a file that gives itself out
//! for a publication is read by a process with limits.

use std::fs;
use std::io::{Cursor, Read, Write};

use quarterdeck::report::verify::written;
use quarterdeck::report::{Document, FORMATS, Format};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

use crate::desk::{Desk, desk};

/// What the release of format 6 wrote of the two versions that it published in `published-6.sql`:
/// charts of every kind, letters that no font has, a version with changes.
const SIXTH: &[(&str, &str, &str)] = &[
    ("1", "docx", "13dfdee3fa2f1ff5a3a81b2e18349682ecbc6d755923c1ff3bd6bde878f83d58"),
    ("1", "pdf", "33136fe94b3108240779375123f43d280d20e15af2f370c892be6de95920f5ad"),
    ("1", "html", "828f0ca94772f7268cdf5d4d9a4c617f726be33b70e03a3c10789103dc9db714"),
    ("1", "md", "cb734479cf23b481cc51d88ba043385b2e5a2d838a2046a74f64ce09801dcb54"),
    ("1", "xlsx", "ca003093163dd1ff835d3ee4af37b8f61ade8c715c96bccf327f0ab0ede57f67"),
    ("1", "csv", "e1b23944d211e6a7eeb1df5ac0621436167ce68ad307cbe63638f4500ad200ec"),
    ("2", "docx", "029ee7b7cf566329669deb71c963f07cb890d78dfdd19c6c4011a807f5b2d97c"),
    ("2", "pdf", "c308c6dbc058e34f9c61fc27808ece2be57346c161146b456ed321fcac21708c"),
    ("2", "html", "9208789d64e2d52c520558885839e16e81be32d4422398627ab024893e4bc8e8"),
    ("2", "md", "3511be070a4797f56bd27161db5864a236c48cf75ecfda25d30277e521bf8b59"),
    ("2", "xlsx", "3cb7d47eebbf8762fe00037038d794077e9122c53a73154674fdf5720c1a8cc8"),
    ("2", "csv", "6221b1304ca947e8fcd8321d2afca1b7238c110a9f765f45c45b805e397aae55"),
];

/// What the first release with facts on the cover wrote of `published-10.json`.
const TENTH: &[(&str, &str)] = &[
    ("docx", "a305ddc360ae65cb2df3cdf5e5ea310edbc94b88d924912d63ed2ca8f8493aa4"),
    ("pdf", "443044dd2573cae6685190775276bc5435013cc448d7f4d9aeab801a584c2faa"),
    ("html", "a55a14aa20be91c13280c3917e8219bad8cd0c641ab295b48fb91b851afa88c0"),
    ("md", "0b6eb1774bd784987f95ecde5f41e99eff3d0799cd237e202f4de0d178981b53"),
    ("xlsx", "e90a359b0c0654d77ffb62a8d2a75362b60340f01f2b68e64065d4693463cc21"),
    ("csv", "d7522ccc69cc8aa601072a6a82401ff79b9da15b0089390854a4d63ba8628e91"),
];

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A workbook in which an older release published two versions.
fn older() -> Desk {
    let desk = desk();
    fs::remove_file(&desk.file).unwrap();
    let book = rusqlite::Connection::open(&desk.file).unwrap();
    book.execute_batch(include_str!("../fixtures/published-6.sql")).unwrap();
    desk
}

#[test]
fn what_an_older_release_published_prints_the_same_bytes() {
    let desk = older();
    for (version, format, expected) in SIXTH {
        let name = format!("{version}.{format}");
        desk.ok(&["report", "FILE", "--published", version, "--format", format, "--output", &name]);
        let bytes = fs::read(desk.home.path().join(&name)).unwrap();
        assert_eq!(&checksum(&bytes), expected, "version {version} as {format}");
        // And is known again, though it carries no fingerprint.
        let said = desk.ok(&["verify-report", &name, "--workbook", "FILE"]);
        assert!(said.contains("exactly as published"), "{name}: {said}");
    }
}

#[test]
fn what_the_first_release_with_facts_published_prints_the_same_bytes() {
    let content = include_str!("../fixtures/published-10.json");
    let document = Document::thaw(content, &checksum(content.as_bytes())).unwrap();
    assert_eq!(document.freeze().unwrap().content, content);
    for format in FORMATS {
        let (_, expected) = TENTH.iter().find(|(code, _)| *code == format.code).unwrap();
        assert_eq!(&checksum(&written(&document, format).unwrap()), expected, "{}", format.code);
    }
}

/// A package with parts of these names, each of `text` as often as it says.
fn package(parts: &[(&str, &str, usize)]) -> Vec<u8> {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, times) in parts {
        made.start_file(*name, SimpleFileOptions::default()).unwrap();
        for _ in 0..*times {
            made.write_all(text.as_bytes()).unwrap();
        }
    }
    made.finish().unwrap().into_inner()
}

/// A PDF whose one page holds `content`.
fn pdf(content: &[u8], filter: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let objects: [Vec<u8>; 4] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
            .to_vec(),
        [format!("<</Length {}{filter}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat(),
    ];
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(b"xref\n0 5\n0000000000 65535 f \n");
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").as_bytes()));
    bytes.extend(format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").as_bytes());
    bytes
}

#[test]
fn a_file_made_to_do_harm_is_refused_by_name_and_nothing_else_happens() {
    let desk = desk();
    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    let before = fs::read(&desk.file).unwrap();
    let megabyte = "0".repeat(1 << 20);
    let deep = "[".repeat(200_000);
    // As packed in an archive, with the head that a PDF wants.
    let archive = package(&[("a", &megabyte, 700)]);
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut packed = vec![0x78, 0xda];
    archive.by_index_raw(0).unwrap().read_to_end(&mut packed).unwrap();
    let refused: &[(&str, Vec<u8>, &str)] = &[
        ("empty.pdf", Vec::new(), "is empty"),
        (
            "bomb.docx",
            package(&[("word/document.xml", &megabyte, 130)]),
            "larger than 128 MB: it is damaged, or made to do harm",
        ),
        (
            "sheets.xlsx",
            package(&[
                ("xl/workbook.xml", "", 1),
                ("xl/worksheets/sheet1.xml", &megabyte, 70),
                ("xl/worksheets/sheet2.xml", &megabyte, 70),
            ]),
            "larger than 128 MB",
        ),
        ("photo.zip", package(&[("a.png", "x", 1)]), "in none of the formats"),
        ("bytes.bin", vec![0xff; 99], "in none of the formats"),
    ];
    for (name, bytes, expected) in refused {
        fs::write(desk.home.path().join(name), bytes).unwrap();
        let said = desk.fails(&["verify-report", name, "--workbook", "FILE"]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(name) && said.contains(expected), "{name}: {said}");
    }
    // These may be read or not, within limits: they pass for nothing that was published.
    let page = |content: &str| pdf(content.as_bytes(), "");
    let either: &[(&str, Vec<u8>)] = &[
        ("deep.pdf", page(&format!("BT /F 9 Tf {deep} TJ ET"))),
        ("deeper.pdf", [b"%PDF-1.7\n1 0 obj\n".to_vec(), deep.as_bytes().repeat(9)].concat()),
        ("bomb.pdf", pdf(&packed, "/Filter/FlateDecode")),
        ("cut.pdf", b"%PDF-1.7\n".to_vec()),
        ("cut.docx", package(&[("word/document.xml", "<w:p>", 9)])[..60].to_vec()),
        ("torn.html", b"<!DOCTYPE html><meta name=\"quarterdeck.fingerprint\" content=\"".to_vec()),
        ("nested.docx", package(&[("word/document.xml", "<w:p>", 1_000_000)])),
        (
            "entity.docx",
            package(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><a>&b;</a>", 1)]),
        ),
    ];
    for (name, bytes) in either {
        fs::write(desk.home.path().join(name), bytes).unwrap();
        let ran = desk.run(&["verify-report", name, "--workbook", "FILE"]);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(format!("{}{}", ran.out, ran.err).contains(name), "{name}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("panicked") && !ran.out.contains("exactly as published"), "{name}");
    }
    fs::create_dir(desk.home.path().join("folder.pdf")).unwrap();
    assert!(desk.fails(&["verify-report", "folder.pdf", "--workbook", "FILE"]).contains("is no file"));
    assert_eq!(fs::read(&desk.file).unwrap(), before);
}

#[test]
fn a_fingerprint_alone_proves_nothing() {
    let desk = desk();
    desk.ok(&["publish", "FILE", "--reason", "Known, and told to members."]);
    let of = desk.json(&["list", "publications", "FILE", "--json"]);
    let checksum = of[0]["checksum"].as_str().unwrap();
    let groups: Vec<&str> = (0..3).map(|at| &checksum[at * 4..at * 4 + 4]).collect();
    let fingerprint = groups.join("-");
    for format in FORMATS.iter().map(|format: &Format| format.code) {
        let forged = match format {
            "md" => format!("# Report\n\n- Status: Published\n- Version: 1\n- Fingerprint: {fingerprint}\n"),
            "csv" => format!("Status,Published\r\nFingerprint,{fingerprint}\r\n"),
            "html" => {
                format!("<!DOCTYPE html><meta name=\"quarterdeck.fingerprint\" content=\"{fingerprint}\">")
            }
            "pdf" => format!(
                "%PDF-1.7\n<pdf:Keywords>status: Published, fingerprint: {fingerprint}</pdf:Keywords>"
            ),
            _ => continue,
        };
        fs::write(desk.home.path().join("forged"), forged).unwrap();
        let ran = desk.run(&["verify-report", "forged", "--workbook", "FILE", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, &json["verdict"]), (1, &"differs".into()), "{format}: {json}");
        assert_eq!(json["claims_fingerprint"], fingerprint.as_str(), "{format}");
    }
}

#[test]
fn every_document_says_whether_its_period_was_open_or_closed_when_it_was_made() {
    let desk = desk();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = |more: &[&str]| {
        let base = ["report", "FILE", "--format", "md", "--output", "-"];
        words(&desk.ok(&[&base[..], more].concat()))
    };
    let (open, closed) = ("of Q1 2015/16, period still open", "of Q1 2015/16, closed on 6 Jul 2015");
    assert!(said(&[]).contains(open));
    // Published while the period stays open, then closed with a version of its own.
    desk.ok(&["publish", "FILE", "--template", "questions", "--reason", "Known."]);
    assert!(said(&["--template", "questions"]).contains(open));
    desk.ok(&["publish", "FILE", "--reason", "Known."]);
    for format in FORMATS.iter().map(|format| format.code) {
        let name = format!("closed.{format}");
        desk.ok(&["report", "FILE", "--format", format, "--output", &name]);
        let ran = desk.run(&["verify-report", &name, "--workbook", "FILE"]);
        assert!(ran.code == 0 && ran.out.contains("exactly as published"), "{format}: {}", ran.out);
    }
    for (version, expected) in [(&[][..], closed), (&["--draft"][..], closed)] {
        assert!(said(version).contains(expected), "{version:?}");
    }
    let html = fs::read_to_string(desk.home.path().join("closed.html")).unwrap();
    assert!(html.contains(&format!("<dt>Figures</dt><dd>{closed}</dd>")), "{html}");
    // What was published while it was open goes on saying so; a draft of an open period, too.
    assert!(said(&["--template", "questions"]).contains(open));
    desk.ok(&["period", "reopen", "FILE", "--period", "2015/16-Q1", "--because", "A figure came late."]);
    assert!(said(&["--draft"]).contains(open));
    assert!(said(&[]).contains(closed));
}
