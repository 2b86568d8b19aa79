//! A page as a tree, within bounds. The rules of HTML let a few hundred kilobytes become a tree that fills any memory,
//! or one that takes hours: open `<b>`s stand anew in each `<p>`, and each attribute is compared with those before it.

use dom_query::Document;
use html5ever::{
    ParseOpts, driver::parse_document, tendril::TendrilSink, tokenizer::TokenizerOpts,
    tree_builder::TreeBuilderOpts,
};

use crate::dataset::{ImportError, draft::Read};

/// The most nodes of a page. A long page of news with its comments has about twenty thousand.
const MAX_NODES: usize = 100_000;

/// The most elements inside one another. Browsers stop at 512.
const MAX_DEPTH: usize = 512;

/// The most attributes of a tag.
const MAX_ATTRIBUTES: usize = 10_000;

/// How many bytes are read between two looks at the tree: in these, it may grow tenfold.
const PIECE: usize = 64;

/// The tree of a page.
///
/// # Errors
/// [`ImportError::Malformed`] with `place` where it leaves the bounds.
pub fn parse(html: &str, place: &str) -> Read<Document> {
    let refuse = |reason: String| Err(ImportError::malformed(place, reason));
    if most_attributes(html) > MAX_ATTRIBUTES {
        return refuse(format!("a tag of the page has more than {MAX_ATTRIBUTES} attributes"));
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tokenizer: TokenizerOpts::default(), tree_builder };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(boundary(rest, PIECE));
        parser.process(piece.into());
        rest = after;
        let document = &parser.tokenizer.sink.sink;
        if document.tree.len() > MAX_NODES {
            return refuse(format!("the page has more than {MAX_NODES} elements"));
        }
        if last_depth(document) > MAX_DEPTH {
            return refuse(format!("the page has more than {MAX_DEPTH} elements inside one another"));
        }
    }
    let document = parser.finish();
    if depth(&document) > MAX_DEPTH {
        return refuse(format!("the page has more than {MAX_DEPTH} elements inside one another"));
    }
    Ok(document)
}

/// The first boundary of characters from `at` on.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// How many elements stand around what was read last.
fn last_depth(document: &Document) -> usize {
    let last = std::iter::successors(Some(document.root()), |node| node.last_child());
    last.take(MAX_DEPTH + 2).count()
}

/// How many elements stand inside one another at most: also where a table lets what stands in it come before it.
fn depth(document: &Document) -> usize {
    let mut deepest = 0;
    let mut open = vec![(document.root(), 1)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

/// Where in a tag a reader stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    Opened,
    /// In the name of the tag or of an attribute.
    Name,
    /// Between attributes.
    Gap,
    /// Behind `=`.
    Equals,
    Value,
    Quoted(u8),
}

/// How many attributes the tag has that has most, scripts taken for tags as well: an upper bound.
fn most_attributes(html: &str) -> usize {
    let (mut place, mut count, mut most) = (Place::Outside, 0, 0);
    for byte in html.bytes() {
        let is_gap = byte.is_ascii_whitespace() || byte == b'/';
        place = match (place, byte) {
            (Place::Outside, b'<') => Place::Opened,
            (Place::Outside, _) => Place::Outside,
            (Place::Opened, b'<') => Place::Opened,
            (Place::Opened, _) if byte.is_ascii_alphabetic() => {
                count = 0;
                Place::Name
            }
            (Place::Opened, b'/') => Place::Opened,
            (Place::Opened, _) => Place::Outside,
            (Place::Quoted(quote), _) if byte == quote => Place::Gap,
            (Place::Quoted(_), _) => place,
            (_, b'>') => Place::Outside,
            (Place::Equals, b'"' | b'\'') => Place::Quoted(byte),
            (Place::Equals, _) if is_gap => Place::Equals,
            (Place::Equals | Place::Value, _) if !is_gap => Place::Value,
            (Place::Name | Place::Gap, b'=') => Place::Equals,
            (_, _) if is_gap => Place::Gap,
            (Place::Gap, _) => {
                count += 1;
                most = most.max(count);
                Place::Name
            }
            (_, _) => place,
        };
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(html: &str, reason: &str) {
        match parse(html, "a.html") {
            Err(ImportError::Malformed { reason: found, .. }) => assert!(found.contains(reason), "{found}"),
            other => panic!("{:?}", other.map(|document| document.tree.len())),
        }
    }

    #[test]
    fn a_page_of_moderate_size_is_taken() {
        assert!(parse(&"<div><p>x</p></div>".repeat(10_000), "").is_ok());
        assert!(parse(&format!("{}x{}", "<div>".repeat(400), "</div>".repeat(400)), "").is_ok());
    }

    #[test]
    fn elements_inside_one_another_without_end_are_refused() {
        check_refused(&"<div>".repeat(1_000_000), "inside one another");
        check_refused(&format!("<table>{}", "<div>".repeat(10_000)), "inside one another");
    }

    #[test]
    fn open_elements_that_stand_anew_in_each_paragraph_are_refused() {
        let open: String = (0..400).map(|number| format!("<b a={number}>")).collect();
        check_refused(&format!("{open}{}", "</p><p>x".repeat(100_000)), "more than");
    }

    #[test]
    fn a_tag_with_a_million_attributes_is_refused() {
        let attributes: String = (0..1_000_000).map(|number| format!(" a{number}")).collect();
        check_refused(&format!("<p{attributes}>"), "attributes");
        check_refused(&format!("<p a=\">\"{attributes}>"), "attributes");
    }

    #[test]
    fn the_attributes_of_a_tag_are_counted() {
        assert_eq!(most_attributes("<a b c=d e='f > g' h=\"i\"j>k l m n o p</a><q r>"), 5);
    }
}
