//! A page of the web with an article on it: its headline and paragraphs, a line each, without menus, scripts, captions
//! and comments. Only read. The article is found as the reading views of browsers find it.

mod decode;
mod tree;

use dom_query::NodeRef;
use dom_smoothie::{Article, Config, Readability};

use super::text::TEXTS;
use crate::{
    annotation::Meta,
    dataset::{
        ImportError,
        draft::{Draft, Read},
        format::{File, Format, Reading},
    },
};

pub static HTML: Format = Format {
    id: "html",
    name: "HTML page with an article",
    ending: "html",
    read: Some(Reading::Texts(|file, _| Ok(vec![read(file)?]))),
    ..TEXTS
};

/// The largest page that is read. Pages of news have a tenth of a megabyte, saved with their pictures a few.
const MAX_PAGE: usize = 16 * 1024 * 1024;

/// Fewer characters of text than this, and less sure parts of the page count as well. Short news in Arabic has about
/// two hundred.
const ENOUGH: usize = 140;

/// Elements that are never part of an article's text, whatever a page calls them.
const BESIDE: &str = "nav, footer, aside, figcaption, button, select, dialog, template, [hidden], \
                      amp-ad, amp-embed, amp-sidebar, amp-consent, amp-user-notification";

fn read(file: &File) -> Read<Draft> {
    let (bytes, limit) = (file.bytes.len(), MAX_PAGE);
    if bytes > limit {
        return Err(ImportError::TooLarge { bytes, limit });
    }
    let tree = tree::parse(&decode::decode_page(&file.bytes)?, &file.name)?;
    tree.select(BESIDE).remove();
    let whole_title = one_line(&tree.select_single("title").text());
    let config = Config { char_threshold: ENOUGH, ..Config::default() };
    let article = Readability::with_document(tree, None, Some(config)).and_then(|mut page| page.parse());
    let mut article =
        article.map_err(|_| ImportError::malformed(&file.name, "no article was found on this page"))?;
    article.title = headline(&article.title, whole_title);
    let spoken = spoken(&tree::parse(&article.content, &file.name)?.root());
    let (text, meta) = (text_of(&article.title, &spoken), meta_of(&article, file));
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(Draft { text, meta, place: file.name.clone(), ..Draft::default() })
}

/// The title that was found, with the speaker before it: what stands before a colon is taken for the name of the site,
/// and in Arabic it is who says what follows.
fn headline(found: &str, whole: String) -> String {
    let found = one_line(found);
    match whole.strip_suffix(&found) {
        Some(before) if before.trim_end().ends_with(':') => whole,
        _ => found,
    }
}

/// Elements that stand on lines of their own; a name in the cell of a table is no part of the name beside it.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tfoot",
    "tr",
    "ul",
];

/// The text of a node, with line breaks around blocks. The tree is no deeper than its bounds.
fn spoken(node: &NodeRef) -> String {
    if node.is_text() {
        return node.text().replace(char::is_whitespace, " ");
    }
    let text: String = node.children_it(false).map(|child| spoken(&child)).collect();
    let is_block = node.node_name().is_some_and(|name| BLOCKS.contains(&name.as_ref()));
    if is_block { format!("\n{text}\n") } else { text }
}

/// The headline and the paragraphs, with an empty line between them.
fn text_of(title: &str, spoken: &str) -> String {
    let lines: Vec<String> = spoken.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    let mut paragraphs: Vec<&str> = lines.iter().map(String::as_str).collect();
    if !title.is_empty() {
        // Where the headline was no element of its own, it stands at the beginning of the first paragraph.
        let rest = paragraphs.first().and_then(|first| first.strip_prefix(title));
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            paragraphs[0] = rest.trim_start();
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs.insert(0, title);
    }
    paragraphs.join("\n\n")
}

fn meta_of(article: &Article, file: &File) -> Meta {
    let said = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
    let file_name = file.name.rsplit('/').next().filter(|name| !name.is_empty());
    Meta {
        title: Some(article.title.clone()).filter(|title| !title.is_empty()),
        date: article.published_time.as_deref().and_then(day_of),
        source: said(&article.site_name).or(file_name.map(str::to_owned)),
        language: said(&article.lang),
    }
}

/// White space as a page shows it: one space between words.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day of a time in ISO 8601: `2016-12-09` of `2016-12-09T21:05:00+03:00`.
fn day_of(time: &str) -> Option<String> {
    let day = time.trim().get(..10)?;
    let fits = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    day.bytes().enumerate().all(fits).then(|| day.to_owned())
}
