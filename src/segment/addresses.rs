//! Addresses, hashtags and mentions: one token each.

use std::ops::Range;

use crate::text::letters;

/// How a web address begins.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// The first address, hashtag or mention in `run`, a run without white space, as a range of bytes.
///
/// «(https://example.org)،» gives the address without the brackets.
pub(super) fn find_address(run: &str) -> Option<Range<usize>> {
    run.match_indices(['h', 'w', '#', '@']).find_map(|(at, sign)| match sign {
        "#" => tag(run, at),
        "@" => email(run, at).or_else(|| tag(run, at)),
        _ => web(run, at),
    })
}

/// The web address that begins at `start`.
fn web(run: &str, start: usize) -> Option<Range<usize>> {
    let rest = &run[start..];
    if !STARTS.iter().any(|begin| rest.starts_with(begin)) || !is_start(run, start) {
        return None;
    }
    let address = rest.split(['«', '»', '<', '>', '"', '“', '”', '،', '؛', '؟']).next().unwrap_or_default();
    let length = address.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len();
    Some(start..start + length)
}

/// Whether a web address may begin at `start`: not in the middle of Latin letters.
fn is_start(run: &str, start: usize) -> bool {
    !run[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// The hashtag or mention whose sign stands at `at`.
fn tag(run: &str, at: usize) -> Option<Range<usize>> {
    let name = &run[at + 1..];
    let length = name.find(|c: char| !is_name_char(c)).unwrap_or(name.len());
    let is_alone = !run[..at].ends_with(|c: char| c.is_alphanumeric());
    (length > 0 && is_alone).then_some(at..at + 1 + length)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || letters::is_diacritic(c) || c == '\u{200c}'
}

/// The e-mail address whose `@` stands at `at`: ASCII, with a dot after the `@`.
fn email(run: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let start = run[..at]
        .rfind(|c| !is_part(c))
        .map_or(0, |before| before + run[before..].chars().next().map_or(0, char::len_utf8));
    let after = &run[at + 1..];
    let domain = &after[..after.find(|c| !is_part(c)).unwrap_or(after.len())];
    let domain = domain.trim_end_matches(['.', '-', '+', '_']);
    (start < at && domain.contains('.')).then_some(start..at + 1 + domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(run: &str, expected: Option<&str>) {
        assert_eq!(find_address(run).map(|range| &run[range]), expected);
    }

    #[test]
    fn a_web_address_ends_before_brackets_and_final_marks() {
        check("(https://example.org/a?b=1).", Some("https://example.org/a?b=1"));
        check("www.example.org،", Some("www.example.org"));
        check("https://example.org/", Some("https://example.org/"));
    }

    #[test]
    fn an_email_address_is_found_with_its_name() {
        check("<a.b@example.org>،", Some("a.b@example.org"));
        check("a@b", None);
    }

    #[test]
    fn hashtags_and_mentions_hold_letters_digits_and_underscores() {
        check("#حلب_الآن،", Some("#حلب_الآن"));
        check("@hashiya:", Some("@hashiya"));
        check("C#", None);
        check("#", None);
    }
}
