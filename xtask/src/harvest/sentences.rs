//! `word_classes.tsv` and `sentence_weights.tsv`: what tells a sentence border where no mark does. Source: word
//! classes; the silver articles, whose sentences are known.

use anyhow::{Context, Result};
use hashiya::{
    lexicon::Lexicon,
    segment::{GAP_OUTCOMES, GapLine, GapWords, observe_gaps, segment_words},
    text::normalize_word,
};
use serde_json::Value;

use super::{reference::Reference, table::Table};
use crate::harvest_events::train::{Example, Settings, train};

/// The articles that are learnt from.
const ARTICLES: [&str; 2] = ["gold/silver.jsonl", "gold/silver-news.jsonl"];

/// So many of the most frequent words have their class in the table.
const N_CLASSED: usize = 20_000;

/// What a text without stops has lost.
const END_MARKS: [char; 6] = ['.', '!', '?', '؟', '…', ' '];

/// The classes of frequent words, of 256.
pub fn word_classes(reference: &Reference) -> Result<Table> {
    let mut table = Table::new("word_classes", "form\tclass");
    let text = reference.text("words/clusters_80k.tsv.gz")?;
    let mut seen = std::collections::BTreeSet::new();
    for line in text.lines().skip(1).take(N_CLASSED) {
        let mut fields = line.split('\t');
        let (Some(form), Some(class)) = (fields.next(), fields.nth(1)) else { continue };
        // Of two spellings, the more frequent one decides.
        if seen.insert(normalize_word(form)) {
            table.push(&[&normalize_word(form), class]);
        }
    }
    Ok(table)
}

/// The weights, learnt with the tables of `lexicon`.
pub fn weights(reference: &Reference, lexicon: &Lexicon) -> Result<Table> {
    let mut examples = Vec::new();
    for path in ARTICLES {
        for line in reference.text(path)?.lines() {
            let sentences =
                sentences(&serde_json::from_str(line)?).context("an article without sentences")?;
            observe_headings(&sentences, lexicon, &mut examples);
            observe_clauses(&sentences, lexicon, &mut examples);
        }
    }
    let mut table = Table::new("sentence_weights", "form\toutcome\tweight");
    let settings = Settings { n_epochs: 30, penalty: 0.8, min_count: 3 };
    for (feature, outcome, weight) in train(&examples, &settings) {
        table.push(&[&feature, &outcome, &format!("{weight:.2}")]);
    }
    Ok(table)
}

/// The texts of an article's sentences.
fn sentences(article: &Value) -> Option<Vec<String>> {
    let text: Vec<char> = article["text"].as_str()?.chars().collect();
    let sentence = |span: &Value| {
        let (start, end) = (span["start"].as_u64()? as usize, span["end"].as_u64()? as usize);
        Some(text.get(start..end)?.iter().collect())
    };
    article["sentences"].as_array()?.iter().map(sentence).collect()
}

/// The sentences in one line, and where each ends in it.
fn join<'a>(sentences: impl Iterator<Item = &'a str>) -> (String, Vec<usize>) {
    let (mut line, mut ends) = (String::new(), Vec::new());
    for sentence in sentences {
        if !line.is_empty() {
            line.push(' ');
        }
        line += sentence;
        ends.push(line.len());
    }
    (line, ends)
}

fn example(line: &GapLine<'_>, gap: usize, first: bool, outcome: usize, is_border: bool) -> Example {
    let mut features = Vec::new();
    line.observe(gap, 0, first, &mut features);
    Example {
        features,
        outcomes: vec![(GAP_OUTCOMES[outcome].to_owned(), String::new())],
        outcome: is_border.then_some(0),
        weight: 1.0,
    }
}

/// The gaps of an article in one line, its headline glued to its first sentence.
fn observe_headings(sentences: &[String], lexicon: &Lexicon, examples: &mut Vec<Example>) {
    let (text, ends) = join(sentences.iter().map(String::as_str));
    let tokens = segment_words(&text, lexicon).tokens;
    observe_gaps(&text, &tokens, lexicon, |line, gap, start, first| {
        let is_border = ends.contains(&tokens[start + gap - 1].span.end);
        examples.push(example(line, gap, first, 0, is_border));
    });
}

/// The gaps of an article without its end marks.
fn observe_clauses(sentences: &[String], lexicon: &Lexicon, examples: &mut Vec<Example>) {
    let stripped = sentences.iter().map(|sentence| sentence.trim_end_matches(END_MARKS));
    let (text, ends) = join(stripped.filter(|sentence| !sentence.is_empty()));
    let tokens = segment_words(&text, lexicon).tokens;
    let known = GapWords::new(lexicon);
    let mut start = 0;
    while start < tokens.len() {
        let is_end = |index: &usize| ends.contains(&tokens[*index].span.end);
        let end = (start..tokens.len()).find(is_end).map_or(tokens.len(), |index| index + 1);
        let reach = tokens.len().min(end + 1 + REACH);
        let line = GapLine::of(&text, &tokens[start..reach], &known);
        for gap in (1..=(end - start).min(line.len().saturating_sub(1))).filter(|gap| line.is_candidate(*gap))
        {
            examples.push(example(&line, gap, start == 0, 1, gap == end - start));
        }
        start = end;
    }
}

/// Tokens after a border that its features may look at.
const REACH: usize = 20;
