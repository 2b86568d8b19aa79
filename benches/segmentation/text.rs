//! The text that speed is measured on, natively and in the browser.

use std::fs;
use std::io::{Error, Result};
use std::path::Path;

/// Names a file to measure on instead of our own articles, such as news that does not repeat.
pub const VARIABLE: &str = "HASHIYA_BENCH_TEXT";

/// What our own articles are repeated to: bytes of a long page of news.
const LEAST_BYTES: usize = 200_000;

/// The text that [`VARIABLE`] names, or our own articles, repeated.
pub fn bench_text(root: &Path) -> Result<String> {
    let Some(path) = std::env::var_os(VARIABLE) else { return own_articles(root) };
    fs::read_to_string(&path)
}

/// Names a file to measure the annotation of one article on instead of our own.
pub const ARTICLE_VARIABLE: &str = "HASHIYA_BENCH_ARTICLE";

/// The article that [`ARTICLE_VARIABLE`] names, or our own.
pub fn bench_article(root: &Path) -> Result<String> {
    let Some(path) = std::env::var_os(ARTICLE_VARIABLE) else { return sample_article(root) };
    fs::read_to_string(&path)
}

/// The article that the page opens at first start.
pub fn sample_article(root: &Path) -> Result<String> {
    fs::read_to_string(root.join("data/sample/article.txt"))
}

/// The sample and the gold articles, without the signs of the gold, one paragraph a line.
fn own_articles(root: &Path) -> Result<String> {
    let entries = fs::read_dir(root.join("tests/gold/segmentation"))?;
    let mut paths: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let mut articles = sample_article(root)?;
    for path in paths {
        articles.push('\n');
        articles += &without_signs(&fs::read_to_string(path)?);
    }
    if articles.trim().is_empty() {
        return Err(Error::other("there are no articles"));
    }
    Ok(articles.repeat(LEAST_BYTES.div_ceil(articles.len())))
}

/// The text of a gold article (tests/segmentation/marked.rs says what the signs mean).
fn without_signs(marked: &str) -> String {
    let mut text = String::new();
    for line in marked.lines() {
        if line.starts_with('[') {
            text.push(if line.ends_with(" glued]") { ' ' } else { '\n' });
            continue;
        }
        let sentence = line.strip_prefix('+').unwrap_or(line);
        if sentence.len() == line.len() && !text.ends_with(['\n', ' ']) {
            text.push(' ');
        }
        text.extend(sentence.chars().filter(|c| !matches!(c, '|' | '~' | '=' | '{' | '}')));
    }
    text.push('\n');
    text
}
