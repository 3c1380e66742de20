//! The organisations that a workbook knows, found by what a file calls them: by code, else by name.

use std::collections::HashMap;

use super::words::{plain, same_organisation};
use crate::workbook::Organisation;

/// Headings of a column with codes of organisations, in words and in lower case.
pub const CODE_HEADINGS: &[&str] = &[
    "organisation code",
    "gss code",
    "ons code",
    "ons area code",
    "area code",
    "la code",
    "authority code",
    "local authority code",
    "council code",
    "geographical code",
    "geography code",
    "cassr code",
];

/// The organisations of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Organisations {
    /// Own name and code.
    all: Vec<(String, String)>,
    by_code: HashMap<String, usize>,
    /// By every name, as its words; and without what kind of council it is.
    by_words: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
}

impl Organisations {
    /// Those that are known.
    pub fn new(all: &[Organisation]) -> Self {
        let mut known = Self::default();
        for one in all {
            let at = known.all.len();
            known.all.push((one.name.clone(), one.code.trim().to_owned()));
            if !one.code.trim().is_empty() {
                known.by_code.entry(one.code.trim().to_uppercase()).or_insert(at);
            }
            // An own name goes before what another is also called.
            known.by_words.insert(plain(&one.name), at);
        }
        for (at, one) in all.iter().enumerate() {
            for name in one.names() {
                known.by_words.entry(plain(name)).or_insert(at);
                known.by_key.entry(same_organisation(name)).or_insert(at);
            }
        }
        known
    }

    /// The own name of the organisation that has a code.
    pub fn owner(&self, code: &str) -> Option<&str> {
        let at = self.by_code.get(&code.trim().to_uppercase())?;
        self.all.get(*at).map(|(name, _)| name.as_str())
    }

    /// The own name of the one that a code or name means.
    pub fn meant(&self, text: &str) -> Option<&str> {
        let named = || self.at(text).and_then(|at| self.all.get(at)).map(|(name, _)| name.as_str());
        self.owner(text).or_else(named)
    }

    /// The code of the one that a name means; none where it is not known or has none.
    pub fn code_of(&self, name: &str) -> Option<&str> {
        let (_, code) = self.all.get(self.at(name)?)?;
        (!code.is_empty()).then_some(code)
    }

    fn at(&self, name: &str) -> Option<usize> {
        // Asked for every cell of a file that is looked at.
        if self.all.is_empty() {
            return None;
        }
        let words = plain(name);
        if words.is_empty() {
            return None;
        }
        self.by_words.get(&words).or_else(|| self.by_key.get(&same_organisation(name))).copied()
    }

    /// Which one a row means by a code and a name, either of which may be empty: by its code first, and as
    /// the row calls it where it is not known.
    ///
    /// # Errors
    /// That the two are of two organisations, in a sentence without its stop.
    pub fn of_row(&self, code: &str, name: &str) -> Result<String, String> {
        let named = self.meant(name);
        match (code.is_empty(), self.owner(code)) {
            (true, _) => Ok(named.unwrap_or(name).to_owned()),
            (false, Some(owner)) => match named {
                Some(other) if other != owner => Err(format!(
                    "{code} is the code of {owner}, and the name here is {other}’s; correct one of them"
                )),
                _ => Ok(owner.to_owned()),
            },
            (false, None) => match named.map(|there| (there, self.code_of(there))) {
                Some((there, Some(known))) => Err(format!(
                    "{there} has the code {known} in this workbook, and {code} here; correct one of them"
                )),
                Some((there, None)) => Ok(there.to_owned()),
                None if name.is_empty() => Ok(code.to_owned()),
                None => Ok(name.to_owned()),
            },
        }
    }
}

/// Whether a text is a code as the Office for National Statistics gives them: `E08000026`.
pub fn is_gss_code(text: &str) -> bool {
    let text = text.trim().as_bytes();
    text.len() == 9
        && matches!(text[0], b'E' | b'W' | b'S' | b'N' | b'K')
        && text[1..].iter().all(u8::is_ascii_digit)
}

/// A code as it is written in a cell; empty where the cell says that there is none: `-`, `[z]`, `n/a`.
pub fn code_in(cell: &str) -> &str {
    let code = cell.trim();
    // As most codes are.
    if code.bytes().all(|byte| byte.is_ascii_alphanumeric()) && code.bytes().any(|byte| byte.is_ascii_digit())
    {
        return code;
    }
    let words = plain(code);
    let none = words.is_empty() || matches!(words.as_str(), "na" | "n a" | "none") || code.starts_with('[');
    if none { "" } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Organisations {
        let one = |name: &str, code: &str, other_names: &str| Organisation {
            name: name.to_owned(),
            code: code.to_owned(),
            other_names: other_names.to_owned(),
            ..Organisation::default()
        };
        Organisations::new(&[
            one("Coventry", "E08000026", "Greater Coventry; Coventry MBC"),
            one("Solihull", "E08000029", ""),
            one("Dorset County", "", ""),
            one("Dorset", "E06000059", ""),
        ])
    }

    #[test]
    fn a_row_means_one_by_code_then_by_name() {
        for (code, name, meant) in [
            ("E08000026", "Coventry City Council", "Coventry"),
            ("e08000026", "", "Coventry"),
            ("E08000026", "A new spelling", "Coventry"),
            ("", "greater coventry", "Coventry"),
            ("", "Solihull MBC", "Solihull"),
            ("", "Dorset", "Dorset"),
            ("", "Dorset County", "Dorset County"),
            ("E10000009", "Dorset County", "Dorset County"),
            ("E99000001", "", "E99000001"),
            ("E99000001", "Zed", "Zed"),
            ("", "Zed", "Zed"),
        ] {
            assert_eq!(known().of_row(code, name).as_deref(), Ok(meant), "{code} {name}");
        }
        let two = known().of_row("E08000026", "Solihull").unwrap_err();
        assert_eq!(
            two,
            "E08000026 is the code of Coventry, and the name here is Solihull’s; correct one of them"
        );
        let other = known().of_row("E08000099", "Coventry").unwrap_err();
        assert!(
            other.starts_with("Coventry has the code E08000026 in this workbook, and E08000099 here"),
            "{other}"
        );
    }

    #[test]
    fn codes_are_told_from_what_stands_in_their_place() {
        assert!(
            is_gss_code("E08000026") && !is_gss_code("E0800002") && !is_gss_code("AC/C7") && !is_gss_code("")
        );
        assert_eq!(["-", "[z]", "n/a", " E1 ", "609"].map(code_in), ["", "", "", "E1", "609"]);
    }
}
