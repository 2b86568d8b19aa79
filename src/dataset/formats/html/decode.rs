//! Which encoding a page is in. Browsers believe the page; so do we, unless it is UTF-8 all the same: many pages were
//! saved anew by a program that left the old name in them.

use encoding_rs::Encoding;

use crate::dataset::{
    draft::Read,
    plain::{checked, decode},
};

/// How far into a page its encoding may be named. Browsers look at 1024 bytes; some pages name it later.
const HEAD: usize = 4096;

/// The text of a page.
///
/// # Errors
/// As [`decode`].
pub fn decode_page(bytes: &[u8]) -> Read<String> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return decode(bytes);
    }
    let named = declared(bytes).and_then(|label| Encoding::for_label(label.as_bytes()));
    // What could be read so far as to find the name cannot be UTF-16.
    match named.filter(|named| named.is_ascii_compatible()) {
        Some(named) => checked(named.decode_without_bom_handling(bytes).0.into_owned()),
        None => decode(bytes),
    }
}

/// The encoding that the page names: `windows-1256` of `<meta charset=windows-1256>`, of `<meta http-equiv=… content="…;
/// charset=windows-1256">` and of `<?xml … encoding="windows-1256"?>`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = |name: &str| head.find(name).map(|at| &head[at + name.len()..]);
    let after_name = after("charset").or_else(|| after("encoding"))?;
    let value = after_name.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || "\"'>;?/".contains(c)).unwrap_or(value.len());
    Some(value[..end].to_owned()).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: Option<&str>) {
        assert_eq!(declared(page.as_bytes()).as_deref(), expected);
    }

    #[test]
    fn the_name_of_the_encoding_is_found_in_all_its_places() {
        check("<html><meta charset=windows-1256>", Some("windows-1256"));
        check("<META CHARSET = 'ISO-8859-6' />", Some("iso-8859-6"));
        check("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=cp1256\">", Some("cp1256"));
        check("<?xml version=\"1.0\" encoding=\"utf-8\"?><html>", Some("utf-8"));
        check("<html><p>charset", None);
    }
}
