//! Where sought words stand in a text, whatever their case, and the text around the first of them.

/// The words of a search, in lower case.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// Where the words stand in a text: ranges of bytes, in order, none over another.
pub fn places(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let longest = words.iter().filter_map(|word| length(&letters[at..], word)).max();
        match longest {
            Some(long) => {
                let end = letters.get(at + long).map_or(text.len(), |(byte, _)| *byte);
                found.push((letters[at].0, end));
                at += long;
            }
            None => at += 1,
        }
    }
    found
}

/// How many letters a word takes at the beginning of these, where it stands there.
fn length(letters: &[(usize, char)], word: &str) -> Option<usize> {
    let mut left = word.chars().peekable();
    for (taken, (_, letter)) in letters.iter().enumerate() {
        if left.peek().is_none() {
            return (taken > 0).then_some(taken);
        }
        for lower in letter.to_lowercase() {
            if left.next() != Some(lower) {
                return None;
            }
        }
    }
    (left.peek().is_none() && !word.is_empty()).then_some(letters.len())
}

/// The text on one line, from a few words before the first place on.
pub fn around(text: &str, words: &[String], before: usize) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((first, _)) = places(&line, words).first().copied() else { return line };
    let skipped = line[..first].chars().count().saturating_sub(before);
    if skipped == 0 {
        return line;
    }
    let from = line.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    // From the beginning of a word, unless that would be beyond what is sought.
    let word = line[from..first].find(' ').map_or(from, |space| from + space + 1);
    format!("…{}", &line[word..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_whole_letters() {
        let sought = words("Télé care");
        let text = "TÉLÉCARE, telecare and care";
        let found: Vec<&str> = places(text, &sought).into_iter().map(|(from, to)| &text[from..to]).collect();
        assert_eq!(found, ["TÉLÉ", "CARE", "care", "care"]);
        assert_eq!(places("", &sought), []);
        assert_eq!(places("abc", &[]), []);
        assert_eq!(places("abc", &[String::new()]), []);
        assert_eq!(places("İstanbul", &words("İ")), [(0, 2)]);
    }

    #[test]
    fn what_is_before_the_first_place_is_left_out_by_whole_words() {
        let sought = words("contract");
        let text = "The review of every\nhome care contract is late.";
        assert_eq!(around(text, &sought, 12), "…home care contract is late.");
        assert_eq!(around(text, &sought, 8), "…care contract is late.");
        assert_eq!(around(text, &sought, 200), "The review of every home care contract is late.");
        assert_eq!(around(text, &words("other"), 3), "The review of every home care contract is late.");
    }
}
