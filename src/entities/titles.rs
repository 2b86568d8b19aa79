//! A post and a title before one name are two: «أمير قطر» and «الشيخ» in «أمير قطر الشيخ تميم بن حمد» (table `personal_titles`).
//!
//! In the labelled news 66 of 69 such pairs are two marks, honorifics apart («صاحب السمو الشيخ»).

use super::{tagger::Tagged, words::Word};
use crate::lexicon::Lexicon;

/// Kinds of `personal_titles`.
const TITLE: &str = "title";
const HONORIFIC: &str = "honorific";

/// What was `tagged`, with titles apart from the posts before them.
pub(super) fn part_titles<'t>(tagged: &[Tagged<'t>], words: &[Word], lexicon: &Lexicon) -> Vec<Tagged<'t>> {
    let mut starts: Vec<(usize, &str)> = tagged.iter().map(|span| (span.first, span.label())).collect();
    starts.sort_unstable();
    let mut parted = Vec::with_capacity(tagged.len());
    for span in tagged {
        if has_title(span, &starts, words, lexicon) {
            parted.push(Tagged { end: span.end - 1, ..span.clone() });
            parted.push(Tagged { first: span.end - 1, ..span.clone() });
        } else {
            parted.push(span.clone());
        }
    }
    parted
}

/// Whether the last word of `span` is a title of the one whose name follows, and what stands before it is a post. `starts` has the first
/// words and labels of all spans, in order.
fn has_title(span: &Tagged<'_>, starts: &[(usize, &str)], words: &[Word], lexicon: &Lexicon) -> bool {
    if span.end - span.first < 2 {
        return false;
    }
    let (title, table) = (span.end - 1, lexicon.table("personal_titles"));
    let rows = |at: usize| {
        let readings = words[at].readings.iter().filter(|reading| !reading.guess);
        readings.flat_map(|reading| table.get(&reading.form))
    };
    let is = |at: usize, kind: &str| rows(at).any(|row| table.field(row, "kind") == kind);
    let is_before_name = rows(title).any(|row| {
        let name = (span.end, table.field(row, "before"));
        let is_title = table.field(row, "kind") == TITLE && table.field(row, "label") == span.label();
        is_title && starts.binary_search(&name).is_ok()
    });
    is_before_name
        && !words[title].has_proclitic()
        && !is(title - 1, TITLE)
        && !(span.first..title).any(|at| is(at, HONORIFIC))
}
