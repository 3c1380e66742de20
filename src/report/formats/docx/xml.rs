//! XML in the making: elements open and close in pairs, and no text can be
//! anything but text.

use quick_xml::escape::escape;

/// A part of the package, as text.
#[derive(Debug, Default)]
pub struct Xml {
    text: String,
}

impl Xml {
    /// A part that begins with the declaration.
    pub fn part() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned() }
    }

    /// An element, with what `inner` puts in it.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.begin(name, attributes);
        self.text.push('>');
        inner(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str("/>");
    }

    /// An element with one attribute, `w:val`, as most of Word's have.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element of text, its blanks kept.
    pub fn words(&mut self, name: &str, text: &str) {
        self.element(name, &[("xml:space", "preserve")], |xml| xml.letters(text));
    }

    /// Text.
    pub fn letters(&mut self, text: &str) {
        let legal: String = text.chars().filter(|c| is_legal(*c)).collect();
        self.text.push_str(&escape(&legal));
    }

    /// XML that is known to be whole.
    pub fn raw(&mut self, xml: &str) {
        self.text.push_str(xml);
    }

    /// What it came to.
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.letters(value);
            self.text.push('"');
        }
    }
}

/// What XML 1.0 can hold; anything else makes the whole document unreadable.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut xml = Xml::default();
        xml.element("a", &[("b", "\"<&\u{1}")], |xml| xml.words("c", "</c>\u{0}\u{ffff} ü"));
        let escaped = "<a b=\"&quot;&lt;&amp;\"><c xml:space=\"preserve\">&lt;/c&gt; ü</c></a>";
        assert_eq!(xml.finish(), escaped);
    }
}
