//! Real articles, spoilt: parts are taken out, doubled, moved, and hostile characters put in.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

/// What a careless copy, a broken file or a joker puts into a text.
const HOSTILE: [&str; 24] = [
    "\u{64b}",
    "\u{670}",
    "\u{640}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{fffd}",
    "\u{301}",
    "\u{2028}",
    "\r\n",
    "\u{a0}",
    "😀\u{1f3fd}",
    "🇸🇾🇸",
    "«",
    "»",
    ". . .",
    "...",
    "،",
    "http://",
    "@",
    "#",
    "ﷺ",
];

/// One change of a text; places are counted in characters, modulo the length.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Takes out so many characters from a place on.
    Delete(usize, usize),
    /// Doubles them.
    Double(usize, usize),
    /// Puts something of [`HOSTILE`] in, so many times.
    Insert(usize, usize, usize),
    /// Takes all line breaks out.
    Join,
    /// Takes all full stops out.
    Unstop,
    /// Takes all spaces out from a place on, for so many characters.
    Glue(usize, usize),
}

/// A few changes.
pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = || (0..10_000_usize, 1..60_usize);
    let edit = prop_oneof![
        3 => place().prop_map(|(at, n)| Edit::Delete(at, n)),
        2 => place().prop_map(|(at, n)| Edit::Double(at, n)),
        6 => (0..10_000_usize, 0..HOSTILE.len(), 1..4_usize).prop_map(|(at, which, n)| Edit::Insert(at, which, n)),
        1 => Just(Edit::Join),
        1 => Just(Edit::Unstop),
        2 => place().prop_map(|(at, n)| Edit::Glue(at, n)),
    ];
    proptest::collection::vec(edit, 1..30)
}

/// `text` after `edits`.
pub fn spoilt(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for edit in edits {
        apply(&mut chars, edit);
    }
    chars.into_iter().collect()
}

fn apply(chars: &mut Vec<char>, edit: &Edit) {
    let range = |at: usize, n: usize, length: usize| {
        let start = at % length.max(1);
        start.min(length)..(start + n).min(length)
    };
    let length = chars.len();
    match *edit {
        Edit::Delete(at, n) => drop(chars.drain(range(at, n, length))),
        Edit::Double(at, n) => {
            let copy = chars[range(at, n, length)].to_vec();
            let start = range(at, n, length).start;
            chars.splice(start..start, copy);
        }
        Edit::Insert(at, which, n) => {
            let start = range(at, 0, length).start;
            chars.splice(start..start, HOSTILE[which].repeat(n).chars().collect::<Vec<_>>());
        }
        Edit::Join => chars.iter_mut().filter(|c| **c == '\n').for_each(|c| *c = ' '),
        Edit::Unstop => chars.retain(|c| *c != '.'),
        Edit::Glue(at, n) => {
            let range = range(at, n, length);
            let glued: Vec<char> = chars[range.clone()].iter().copied().filter(|c| *c != ' ').collect();
            chars.splice(range, glued);
        }
    }
}

/// The sample and our own articles, as the tests of `segmentation` have them: signs are only more characters.
pub fn articles() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("data/sample/article.txt")];
    for folder in ["tests/gold", "tests/gold/segmentation"] {
        let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt")));
    }
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}
