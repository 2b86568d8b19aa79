//! Arbitrary strings, and real articles that were spoilt.

use std::sync::LazyLock;

use hashiya::{lexicon::Lexicon, pipeline::Annotator};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use super::invariants::{check_document, check_segmentation};
use super::mutations::{articles, edits, spoilt};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(Lexicon::embedded().clone()));

/// Runs `check` on `n_cases` values of `strategy`, always the same ones.
#[track_caller]
fn check_all<S: Strategy>(n_cases: u32, strategy: S, check: impl Fn(S::Value)) {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(n_cases) };
    let result = TestRunner::new_with_rng(config, rng).run(&strategy, |value| {
        check(value);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn any_string_has_its_parts() {
    check_all(500, "\\PC{0,200}", |text| check_segmentation(&text));
    check_all(500, any::<String>(), |text| check_segmentation(&text));
}

#[test]
fn any_string_gives_a_document() {
    check_all(100, any::<String>(), |text| check_document(&text, &ANNOTATOR));
}

#[test]
fn text_of_marks_and_controls_has_its_parts() {
    let text = "([\u{600}-\u{6ff}]|[ \n\r\t\u{b}\u{85}\u{2028}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{feff}]|[.:'\"«»،؛؟!@#/_-]|[\u{300}-\u{36f}\u{1f1e6}-\u{1f1ff}\u{e0020}-\u{e007f}]){0,80}";
    check_all(1000, text, |text| check_segmentation(&text));
    check_all(100, text, |text| check_document(&text, &ANNOTATOR));
}

#[test]
fn spoilt_articles_have_their_parts() {
    let articles = articles();
    let strategy = (0..articles.len(), edits());
    check_all(400, strategy, |(article, edits)| check_segmentation(&spoilt(&articles[article], &edits)));
}

#[test]
fn spoilt_articles_give_a_document() {
    let articles = articles();
    let strategy = (0..articles.len(), edits());
    check_all(60, strategy, |(article, edits)| {
        check_document(&spoilt(&articles[article], &edits), &ANNOTATOR)
    });
}
