//! Pages of the web of several kinds give the article and nothing else; hostile pages give a reason. The page's own reader is tested with the same pages
//! (www/test/web-page.test.ts).

// A test may fail loudly.
#![allow(clippy::unwrap_used)]

use hashiya::{
    annotation::Document,
    dataset::{File, Format, Import, ImportError, LabelMap, detect, unpack},
    schema::Schema,
};
use proptest::prelude::*;

const BLOG: &str = include_str!("formats/pages/blog.html");
const TABLES: &str = include_str!("formats/pages/tables.html");
const AMP: &str = include_str!("formats/pages/amp.html");
const PLAIN: &str = include_str!("formats/pages/plain.html");

fn read(bytes: impl AsRef<[u8]>) -> Result<Document, ImportError> {
    let files = [File { name: "page.html".to_owned(), bytes: bytes.as_ref().to_vec() }];
    let format = detect(&files).unwrap();
    assert_eq!(format.id, "html");
    Import::new(format, &Schema::built_in(), &LabelMap::default())
        .read(&files)
        .map(|mut documents| documents.swap_remove(0))
}

#[track_caller]
fn check(page: impl AsRef<[u8]>, expected: &str) -> Document {
    let document = read(page).unwrap();
    assert_eq!(document.text, expected.trim_end());
    document
}

#[test]
fn a_blog_gives_headline_and_paragraphs_without_menus_captions_comments_and_advertisements() {
    let document = check(BLOG, include_str!("formats/pages/blog.txt"));
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(document.meta.title, said("وزير الطاقة يفتتح محطة جديدة في العقبة"));
    assert_eq!(document.meta.source, said("صحيفة الميناء"));
    assert_eq!(document.meta.date, said("2024-03-05"));
    assert_eq!(document.meta.language, said("ar"));
}

#[test]
fn an_old_page_of_tables_in_windows_1256_is_read() {
    let (bytes, _, is_lossy) = encoding_rs::WINDOWS_1256.encode(TABLES);
    assert!(!is_lossy);
    check(bytes, include_str!("formats/pages/tables.txt"));
}

#[test]
fn the_name_of_the_encoding_is_believed_where_the_page_is_not_utf_8() {
    let page = TABLES.replace("windows-1256", "ISO-8859-6");
    let (bytes, _, is_lossy) = encoding_rs::ISO_8859_6.encode(&page);
    assert!(!is_lossy);
    assert_eq!(read(bytes).unwrap().text, read(TABLES).unwrap().text);
}

#[test]
fn a_page_that_was_saved_anew_in_utf_8_is_read_though_it_says_otherwise() {
    assert!(read(TABLES).unwrap().text.starts_with("المجلس البلدي"));
}

#[test]
fn a_page_that_does_not_say_its_encoding_is_read_in_that_which_its_bytes_tell() {
    let damaged: &[u8] = include_bytes!("formats/pages/damaged.htm");
    check(damaged, include_str!("formats/pages/damaged.txt"));
    let utf16: &[u8] = include_bytes!("formats/pages/utf16.htm");
    check(utf16, include_str!("formats/pages/utf16.txt"));
}

#[test]
fn a_page_for_telephones_is_read() {
    let document = check(AMP, include_str!("formats/pages/amp.txt"));
    assert_eq!(document.meta.date.as_deref(), Some("2023-11-19"));
    assert_eq!(document.meta.language.as_deref(), Some("ar-EG"));
}

#[test]
fn a_page_without_any_sign_of_an_article_is_read() {
    check(PLAIN, include_str!("formats/pages/plain.txt"));
}

#[test]
fn several_pages_at_once_are_several_documents() {
    let page = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let files = [page("a.html", BLOG), page("b.htm", PLAIN)];
    let schema = Schema::built_in();
    let map = LabelMap::default();
    let documents = Import::new(Format::named("html").unwrap(), &schema, &map).read(&files).unwrap();
    let ids: std::collections::BTreeSet<&str> =
        documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!((documents.len(), ids.len()), (2, 2));
}

#[test]
fn an_archive_of_pages_gives_a_document_for_each() {
    // What a browser saved, packed by another program: two pages and a style sheet.
    let bytes = include_bytes!("formats/pages/pages.zip").to_vec();
    assert_eq!(detect(&unpack(&bytes).unwrap()).unwrap().id, "html");
    let archive = [File { name: "pages.zip".into(), bytes }];
    let (schema, map) = (Schema::built_in(), LabelMap::default());
    let documents = Import::new(Format::named("html").unwrap(), &schema, &map).read(&archive).unwrap();
    let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
    let expected = [include_str!("formats/pages/blog.txt"), include_str!("formats/pages/plain.txt")];
    assert_eq!(texts, expected.map(str::trim_end));
}

#[test]
fn names_in_the_cells_of_a_table_stay_apart() {
    check(include_str!("formats/pages/names.html"), include_str!("formats/pages/names.txt"));
}

#[test]
fn a_page_without_text_is_refused() {
    for page in ["<html></html>", "<html><body><script>x</script></body></html>", "<p> </p>"] {
        assert!(matches!(read(page), Err(ImportError::Malformed { .. } | ImportError::Empty)), "{page}");
    }
}

#[test]
fn hostile_pages_are_refused_or_read_within_bounds() {
    let nested = |tag: &str, n: usize| format!("<{tag}>").repeat(n) + "نص" + &format!("</{tag}>").repeat(n);
    for tag in ["div", "b", "ul><li", "table><tr><td", "svg><g", "blockquote", "select><option", "template"] {
        let _ = read(nested(tag, 500));
        assert!(read(nested(tag, 200_000)).is_err(), "{tag}");
    }
    let _ = read("<".repeat(1_000_000));
    let _ = read("&amp".repeat(300_000));
    let _ = read(format!("<p>{}", "a<!--".repeat(200_000)));
    let _ = read(format!("<script type=\"application/ld+json\">{}", "[".repeat(200_000)));
    let _ = read(vec![0xff; 10_000]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pages with bytes changed, doubled, left out: an article or a reason, never a panic.
    #[test]
    fn damaged_pages_give_an_article_or_an_error(
        which in 0usize..4,
        changes in prop::collection::vec((0usize..10_000, 0u8..4, any::<u8>()), 1..12),
    ) {
        let mut bytes = [BLOG, TABLES, AMP, PLAIN][which].as_bytes().to_vec();
        for (place, kind, byte) in changes {
            let at = place % bytes.len().max(1);
            let end = (at + usize::from(byte)).min(bytes.len());
            match kind {
                0 => bytes.insert(at, byte),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let copied = bytes[at..end].to_vec();
                    bytes.splice(at..at, copied);
                }
                _ if at < bytes.len() => bytes[at] = byte,
                _ => {}
            }
        }
        let _ = read(&bytes);
    }
}
