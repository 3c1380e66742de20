//! The web page: well formed, in order, and readable by everyone (WCAG 2.2 AA).

use std::collections::{BTreeMap, BTreeSet};

use crate::report::support::{document, written};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with its attributes, and those it stands in.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<String>,
}

/// Reads the page as strictly as XML is read: every element that is opened is closed.
fn elements(html: &str) -> Vec<Element> {
    // The three kinds of elements that HTML never closes.
    let mut text = html.replace("<!DOCTYPE html>", "");
    for name in ["<meta ", "<br"] {
        let mut from = 0;
        while let Some(at) = text[from..].find(name) {
            let end = from + at + text[from + at..].find('>').unwrap();
            text.insert(end, '/');
            from = end;
        }
    }
    let mut reader = Reader::from_str(&text);
    let (mut all, mut stack) = (Vec::new(), Vec::new());
    loop {
        let event =
            reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.buffer_position()));
        let (start, empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                stack.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start
            .attributes()
            .map(|one| {
                let one = one.unwrap();
                let key = one.key.as_ref().to_owned();
                (key, one.value.to_string())
            })
            .collect();
        all.push(Element { name: name.clone(), attributes, inside: stack.clone() });
        if !empty {
            stack.push(name);
        }
    }
    assert!(stack.is_empty(), "{stack:?} never ends");
    all
}

fn pages() -> Vec<(&'static str, String)> {
    ["service", "action-plan", "exception", "integrated", "questions"]
        .into_iter()
        .map(|template| (template, written(&document(template), "html")))
        .collect()
}

#[test]
fn headings_are_in_order_and_there_is_one_title() {
    for (template, html) in pages() {
        let levels: Vec<u8> = elements(&html)
            .iter()
            .filter(|one| one.name.len() == 2 && one.name.starts_with('h') && one.name != "hr")
            .map(|one| one.name[1..].parse().unwrap())
            .collect();
        assert_eq!(levels[0], 1, "{template}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{template}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{template}: {levels:?}");
        assert!(levels.len() > 2);
    }
}

#[test]
fn every_id_is_one_and_every_link_leads_somewhere() {
    for (template, html) in pages() {
        let all = elements(&html);
        let mut ids = BTreeSet::new();
        for one in &all {
            if let Some(id) = one.attributes.get("id") {
                assert!(ids.insert(id.clone()), "{template}: {id} twice");
            }
        }
        for one in &all {
            if let Some(href) = one.attributes.get("href") {
                assert!(ids.contains(href.strip_prefix('#').unwrap()), "{template}: {href}");
            }
            for ids_of in ["aria-labelledby"] {
                for id in
                    one.attributes.get(ids_of).map(String::as_str).unwrap_or_default().split_whitespace()
                {
                    assert!(ids.contains(id), "{template}: {id}");
                }
            }
        }
        assert!(ids.contains("report"), "the skip link has somewhere to go");
    }
}

#[test]
fn tables_have_captions_and_every_heading_says_what_it_heads() {
    for (template, html) in pages() {
        let all = elements(&html);
        let count = |name: &str| all.iter().filter(|one| one.name == name).count();
        assert!(count("table") > 0 && count("table") == count("caption"), "{template}");
        for one in all.iter().filter(|one| one.name == "th") {
            let scope = one.attributes.get("scope").map(String::as_str);
            assert!(matches!(scope, Some("col" | "row" | "colgroup")), "{template}: {scope:?}");
        }
        // What scrolls can be reached and has a name.
        for one in all.iter().filter(|one| one.attributes.get("class").is_some_and(|class| class == "wide")) {
            assert_eq!(one.attributes["tabindex"], "0");
            assert_eq!(one.attributes["role"], "region");
            assert!(one.attributes.contains_key("aria-labelledby"));
        }
        for list in all.iter().filter(|one| one.name == "li") {
            assert_eq!(list.inside.last().unwrap(), "ul", "{template}");
        }
        for list in all.iter().filter(|one| one.name == "ul") {
            assert_ne!(list.inside.last().unwrap(), "ul", "{template}");
        }
    }
}

#[test]
fn charts_have_a_name_and_are_told_in_words() {
    let html = written(&document("service"), "html");
    let all = elements(&html);
    let drawings: Vec<&Element> = all.iter().filter(|one| one.name == "svg").collect();
    assert!(drawings.len() > 12, "bars, trends, months and the heat map");
    for one in &drawings {
        assert_eq!(one.attributes["role"], "img");
        assert_eq!(one.attributes["aria-labelledby"].split_whitespace().count(), 2);
    }
    for name in ["title", "desc"] {
        let inside = all.iter().filter(|one| one.name == name && one.inside.contains(&"svg".to_owned()));
        assert_eq!(inside.count(), drawings.len());
    }
    assert!(!html.contains("NaN") && !html.contains("inf,"));
}

#[test]
fn it_needs_nothing_but_itself() {
    for (template, html) in pages() {
        let all = elements(&html);
        for name in ["script", "link", "img", "iframe", "object", "form", "input"] {
            assert!(!all.iter().any(|one| one.name == name), "{template}: {name}");
        }
        assert_eq!(all[0].name, "html");
        assert_eq!(all[0].attributes["lang"], "en-GB");
        for one in &all {
            for (name, value) in &one.attributes {
                assert!(!name.starts_with("on") && name != "style", "{template}: {name}={value}");
                assert!(!value.contains("://") || name == "xmlns", "{template}: {name}={value}");
            }
        }
        assert!(!html.contains("url(") && !html.contains("@import"), "{template}");
    }
}

/// Lightness of a colour, as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn letters_stand_out_from_what_is_behind_them() {
    let html = written(&document("service"), "html");
    let style = &html[html.find("<style>").unwrap() + 7..html.find("</style>").unwrap()];
    let screen = &style[..style.find("@media print").unwrap()];
    let tints = &style[style.rfind("}\n}\n").unwrap()..];
    let mut checked = 0;
    for rule in [screen, tints].concat().split('}') {
        let Some((_, body)) = rule.split_once('{') else { continue };
        let of = |name: &str| {
            body.split(';').filter_map(|one| one.split_once(':')).find_map(|(key, value)| {
                (key.trim() == name).then(|| value.trim().to_owned()).filter(|value| value.starts_with('#'))
            })
        };
        let back = of("background-color").unwrap_or_else(|| "#ffffff".to_owned());
        if let Some(letters) = of("color") {
            assert!(contrast(&letters, &back) >= 4.5, "{rule}: {:.2}", contrast(&letters, &back));
            checked += 1;
        }
        if let Some(border) = body.split("solid #").nth(1).filter(|_| rule.contains(".r")) {
            let ratio = contrast(&format!("#{}", &border[..6]), "#ffffff");
            assert!(ratio >= 3.0, "{rule}: {ratio:.2}");
        }
    }
    assert!(checked >= 14, "{checked} rules");
    // The note's and the subtitle's grey also stand on the pale ground of headings of rows.
    assert!(contrast("#4a4a4a", "#f3f5f8") >= 4.5);
    // What is drawn: every letter's colour of a chart against white and against the tints.
    for rating in quarterdeck::domain::Rating::ALL {
        let (back, letters) = quarterdeck::report::document::tint(rating);
        assert!(contrast(back, letters) >= 7.0, "{rating:?}");
        assert!(contrast(back, "#1d1d1d") >= 7.0, "{rating:?}");
        assert!(contrast(quarterdeck::report::document::ink(rating), "#ffffff") >= 3.0, "{rating:?}");
    }
}
