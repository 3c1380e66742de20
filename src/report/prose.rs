//! What officers type, as paragraphs and bullets.

use super::document::{Line, Run};

/// A text as lines: a line that begins with `-`, `*` or `•` is a bullet, one
/// set in before it a bullet under a bullet; `**words**` stand out and `*words*` are stressed.
pub fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            let trimmed = line.trim();
            let bullet =
                ["- ", "* ", "• ", "·   ", "· ", "– "].iter().find_map(|mark| trimmed.strip_prefix(mark));
            match bullet {
                Some(rest) => Line { runs: runs(rest.trim_start()), bullet: if indent >= 2 { 2 } else { 1 } },
                None => Line { runs: runs(trimmed), bullet: 0 },
            }
        })
        .collect()
}

/// Letters with what stands out among them.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('*') {
        let (before, from) = rest.split_at(at);
        let mark = if from.starts_with("**") { "**" } else { "*" };
        let inner = &from[mark.len()..];
        // Only a mark that clings to a word, as no multiplication and no footnote does.
        let opens = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
            && inner.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '"' || c == '“');
        let closes = inner
            .find(mark)
            .filter(|end| *end > 0 && inner[..*end].chars().next_back().is_some_and(|c| !c.is_whitespace()));
        match closes.filter(|_| opens) {
            Some(end) => {
                plain.push_str(before);
                if !plain.is_empty() {
                    runs.push(Run::plain(std::mem::take(&mut plain)));
                }
                let strong = mark == "**";
                runs.push(Run { text: inner[..end].to_owned(), strong, emphasis: !strong, to: None });
                rest = &inner[end + mark.len()..];
            }
            None => {
                plain.push_str(before);
                plain.push_str(mark);
                rest = inner;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        runs.push(Run::plain(plain));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_stress_are_read_and_arithmetic_is_not() {
        let all =
            lines("One **strong** and *soft*.\n\n- first\n  - under\n3 * 4 * 5 = 60\nRate* (see *note)");
        let kinds: Vec<u8> = all.iter().map(|line| line.bullet).collect();
        assert_eq!(kinds, [0, 1, 2, 0, 0]);
        let runs: Vec<(&str, bool, bool)> =
            all[0].runs.iter().map(|run| (run.text.as_str(), run.strong, run.emphasis)).collect();
        assert_eq!(
            runs,
            [
                ("One ", false, false),
                ("strong", true, false),
                (" and ", false, false),
                ("soft", false, true),
                (".", false, false)
            ]
        );
        assert_eq!(all[3].text(), "3 * 4 * 5 = 60");
        assert_eq!(all[4].text(), "Rate* (see *note)");
    }
}
