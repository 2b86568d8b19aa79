//! Plain text in the encodings that Arabic files come in.

use yore::code_pages::CP1256;

use super::ImportError;

/// The encodings that are told by the bytes themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1256,
}

/// The text of `bytes`: UTF-8, or UTF-16 (with a byte-order mark or told by its zero and 06 bytes), or
/// else Windows-1256, the old encoding of Arabic Windows. The byte-order mark is no part of it; bytes that
/// stand for nothing, lone surrogates among them, become U+FFFD.
///
/// # Errors
/// [`ImportError::Empty`] without anything but white space, [`ImportError::Binary`] where control
/// characters show that it is no text.
pub fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    let (encoding, n_mark) = marked(bytes).unwrap_or_else(|| (encoding_of(bytes), 0));
    checked(text_in(encoding, &bytes[n_mark..]))
}

/// The text of a JSON file. What an article may hold, its file may hold as well, also many control characters; a NUL alone
/// shows that it is no JSON.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_json(bytes: &[u8]) -> Result<String, ImportError> {
    match decode(bytes) {
        Err(ImportError::Binary) if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => {
            let (encoding, n_mark) = marked(bytes).unwrap_or((Encoding::Utf8, 0));
            Ok(text_in(encoding, &bytes[n_mark..]))
        }
        decoded => decoded,
    }
}

/// The text, if it is one.
///
/// # Errors
/// As [`decode`].
pub(super) fn checked(text: String) -> Result<String, ImportError> {
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(ImportError::Empty);
    }
    if is_binary(&text) {
        return Err(ImportError::Binary);
    }
    Ok(text)
}

/// The encoding that a byte-order mark names, and how many bytes the mark has.
fn marked(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some((Encoding::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

fn text_in(encoding: Encoding, bytes: &[u8]) -> String {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Windows1256 => CP1256.decode(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decoded = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let replaced = decoded.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    replaced.chain(rest.iter().map(|_| char::REPLACEMENT_CHARACTER)).collect()
}

fn encoding_of(bytes: &[u8]) -> Encoding {
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Encoding::Utf8;
    }
    match utf16_byte_order(bytes) {
        Some(encoding) => encoding,
        // A few bad bytes in a UTF-8 file are damage, not another encoding.
        None if is_mostly_utf8(bytes) => Encoding::Utf8,
        None => Encoding::Windows1256,
    }
}

/// In UTF-16 every other byte is 00 (Latin, spaces, digits) or 06 (Arabic).
fn utf16_byte_order(bytes: &[u8]) -> Option<Encoding> {
    let n_units = bytes.len() / 2;
    let n_high = |offset: usize| {
        bytes.iter().skip(offset).step_by(2).filter(|byte| matches!(byte, 0x00 | 0x06)).count()
    };
    let is_high = |n: usize| bytes.len().is_multiple_of(2) && n_units >= 2 && n * 10 >= n_units * 9;
    match (is_high(n_high(1)), is_high(n_high(0))) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether bad sequences make up less than a hundredth of the text and there are good ones beside ASCII.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let n_bad = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let n_beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    n_bad * 100 < n_beyond_ascii
}

/// Whether the text holds a NUL, or more than a hundredth of control characters.
fn is_binary(text: &str) -> bool {
    let is_odd = |c: &char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{1a}')
    };
    let n_odd = text.chars().filter(is_odd).count();
    text.contains('\0') || n_odd * 100 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "قال كالين، في أنقرة: 26 قتيلاً.\nانتهى";

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(expected));
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn utf8_with_and_without_a_byte_order_mark() {
        check(TEXT.as_bytes(), TEXT);
        check(format!("\u{feff}{TEXT}").as_bytes(), TEXT);
    }

    #[test]
    fn utf16_in_both_orders_with_and_without_a_byte_order_mark() {
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            check(&utf16(TEXT, to_bytes), TEXT);
            check(&utf16(&format!("\u{feff}{TEXT}"), to_bytes), TEXT);
        }
    }

    #[test]
    fn windows_1256() {
        let (bytes, _, _) = WINDOWS_1256.encode(TEXT);
        check(&bytes, TEXT);
    }

    #[test]
    fn a_lone_surrogate_becomes_a_replacement_character() {
        let mut bytes = utf16("\u{feff}حلب", u16::to_le_bytes);
        bytes.extend(0xd800u16.to_le_bytes());
        bytes.extend(utf16("حمص", u16::to_le_bytes));
        check(&bytes, "حلب\u{fffd}حمص");
    }

    #[test]
    fn nothing_and_white_space_are_empty() {
        for bytes in [&b""[..], b" \n\t", "\u{feff}".as_bytes()] {
            assert_eq!(decode(bytes), Err(ImportError::Empty));
        }
    }

    #[test]
    fn pictures_and_archives_are_binary() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"), Err(ImportError::Binary));
        assert_eq!(decode(b"PK\x03\x04\x14\0\x08\0\x08\0\x01\x02\x03\x04\xff\xfe"), Err(ImportError::Binary));
    }

    proptest! {
        #[test]
        fn texts_are_those_that_browsers_read(pairs in prop::collection::vec(any::<[u8; 2]>(), 0..100)) {
            let bytes = pairs.concat();
            let ours = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1256];
            for (encoding, theirs) in ours.into_iter().zip([UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1256]) {
                prop_assert_eq!(text_in(encoding, &bytes), theirs.decode_without_bom_handling(&bytes).0);
            }
        }

        #[test]
        fn any_bytes_give_a_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
        }
    }
}
