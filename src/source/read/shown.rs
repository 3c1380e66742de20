//! What a spreadsheet shows a number as, told from its format code (`0.0%`)
//! or from the text it shows.

use std::str::Chars;

use super::super::NumberFormat;

/// Decimals that mean something in the numbers spreadsheets keep.
const MAX_DECIMALS: usize = 15;

/// What a format code says, of which the part for positive numbers counts:
/// `£#,##0.00;[Red]-£#,##0.00` shows pounds and two decimals.
///
/// A per cent sign in quotation marks is only a letter: the number is shown as it is.
pub(super) fn by_code(code: &str) -> (NumberFormat, Option<u8>) {
    let (mut percent, mut pounds) = (false, false);
    let (mut digits, mut point, mut decimals) = (false, false, 0);
    // Fractions, powers of ten and thousands show another number of decimals than is kept.
    let (mut other, mut comma) = (false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => pounds |= pound_until('"', &mut letters),
            '[' => pounds |= pound_until(']', &mut letters),
            '\\' => pounds |= letters.next() == Some('£'),
            // A gap as wide as the next letter, and the next letter as often as there is room.
            '_' | '*' => _ = letters.next(),
            '£' => pounds = true,
            '%' => percent = true,
            '0' | '#' | '?' => {
                (digits, comma) = (true, false);
                decimals += usize::from(point);
            }
            '.' => (point, other) = (true, other | comma),
            ',' => comma = digits,
            '/' | 'E' | 'e' => other |= digits,
            _ => {}
        }
    }
    let shown = if percent {
        NumberFormat::Percent
    } else if pounds {
        NumberFormat::Pounds
    } else {
        NumberFormat::Plain
    };
    (shown, count(digits && !other && !comma, decimals))
}

/// Goes beyond the next such letter; whether there was a pound sign on the way.
fn pound_until(end: char, letters: &mut Chars) -> bool {
    letters.take_while(|one| *one != end).filter(|one| *one == '£').count() > 0
}

/// Decimals of a number as it is shown: one in `65.0%`.
pub(super) fn by_text(text: &str) -> Option<u8> {
    let number = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || ".,-−+()%£$€".contains(letter));
    let decimals =
        text.rsplit_once('.').map_or(0, |(_, after)| after.chars().take_while(char::is_ascii_digit).count());
    count(number && text.contains(|letter: char| letter.is_ascii_digit()), decimals)
}

fn count(known: bool, decimals: usize) -> Option<u8> {
    known.then(|| u8::try_from(decimals.min(MAX_DECIMALS)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_is_shown() {
        use NumberFormat::{Percent, Plain, Pounds};
        for (code, expected) in [
            ("General", (Plain, None)),
            ("@", (Plain, None)),
            ("0", (Plain, Some(0))),
            ("0.00", (Plain, Some(2))),
            ("#,##0", (Plain, Some(0))),
            ("#,##0.0", (Plain, Some(1))),
            ("0%", (Percent, Some(0))),
            ("0.0%", (Percent, Some(1))),
            ("0.0%;[Red]-0.00%", (Percent, Some(1))),
            ("0.0\"%\"", (Plain, Some(1))),
            ("0.0\\%", (Plain, Some(1))),
            ("£#,##0.00", (Pounds, Some(2))),
            ("\"£\"#,##0", (Pounds, Some(0))),
            ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", (Pounds, Some(2))),
            ("_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"??_-;_-@_-", (Pounds, Some(2))),
            ("\\£#,##0", (Pounds, Some(0))),
            ("[$$-409]#,##0.00", (Plain, Some(2))),
            ("0.00E+00", (Plain, None)),
            ("# ?/?", (Plain, None)),
            ("£0.0,,\"m\"", (Pounds, None)),
            ("0.0_0", (Plain, Some(1))),
            ("", (Plain, None)),
            ("\"unclosed", (Plain, None)),
            ("0.00000000000000000000", (Plain, Some(15))),
        ] {
            assert_eq!(by_code(code), expected, "{code}");
        }
    }

    #[test]
    fn texts_tell_decimals() {
        for (text, expected) in [
            ("65.0", Some(1)),
            ("65", Some(0)),
            ("1,234.50", Some(2)),
            ("59.52%", Some(2)),
            ("£1,200", Some(0)),
            ("-0.5", Some(1)),
            ("(300.25)", Some(2)),
            ("", None),
            ("n/a", None),
            ("1.5E+03", None),
        ] {
            assert_eq!(by_text(text), expected, "{text}");
        }
    }
}
