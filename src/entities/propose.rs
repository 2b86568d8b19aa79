//! Runs the rules over a document: matches → candidates.

use super::{
    candidate::Candidate,
    numerals::find_numerals,
    pattern::{Context, Mark, Matcher},
    rules::{BUILT_IN, Rule, RuleSet, Score},
    values::{self, Part, Parts},
    words::{Window, Word},
};
use crate::{
    annotation::{Document, ParagraphKind, Sentence},
    lexicon::{Lexicon, Table},
};

/// Most words that are looked at together. The longest sentence of the development articles has 104;
/// a text without a full stop is cut, so that time and memory stay linear.
const MAX_WINDOW: usize = 400;

/// The column of a table that gives a label, for brackets with `*`.
const LABEL_COLUMN: &str = "label";

/// The candidates of all rules in all sentences of `document`.
pub(super) fn candidates(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    date: Option<&str>,
) -> Vec<Candidate> {
    let rules = &BUILT_IN.0;
    let tables: Vec<&Table> = rules.names.tables.iter().map(|name| lexicon.table(name)).collect();
    let mut candidates = Vec::new();
    for sentence in content(document) {
        let first = words.partition_point(|word| word.span.start < sentence.start);
        let end = words.partition_point(|word| word.span.end <= sentence.end);
        for (index, piece) in words[first..end.max(first)].chunks(MAX_WINDOW).enumerate() {
            let offset = first + index * MAX_WINDOW;
            let window = Window::new(&document.text, piece, &tables);
            let found = in_window(window, rules, date);
            candidates.extend(found.into_iter().map(|mut candidate| {
                candidate.first += offset;
                candidate.end += offset;
                candidate
            }));
        }
    }
    candidates
}

/// The sentences of the article itself, not of the web page around it.
fn content(document: &Document) -> impl Iterator<Item = &Sentence> {
    let paragraphs = &document.paragraphs;
    document.sentences.iter().filter(|sentence| {
        let next = paragraphs.partition_point(|paragraph| paragraph.span.start <= sentence.start);
        let paragraph = next.checked_sub(1).and_then(|index| paragraphs.get(index));
        paragraph.is_none_or(|paragraph| paragraph.kind != ParagraphKind::Boilerplate)
    })
}

/// The candidates of one window; positions count from its first word.
fn in_window<'a>(window: Window<'a>, rules: &'a RuleSet, date: Option<&str>) -> Vec<Candidate> {
    let literals = window.words.iter().map(|word| literal_numbers(word, rules)).collect();
    let numerals = find_numerals(&window, rules.number_words);
    let n_words = window.words.len();
    let candidates = vec![Vec::new(); n_words];
    let mut context = Context { window, numerals, literals, candidates };
    for stage in &rules.stages {
        let mut found: Vec<Candidate> = Vec::new();
        let mut matcher = Matcher::new(&context);
        for rule in stage {
            for first in 0..n_words {
                if let Some((_, marks)) = matcher.run(&rule.program, first) {
                    found.extend(read_match(rule, marks, &context, rules, date));
                }
            }
        }
        for candidate in found {
            let at = &mut context.candidates[candidate.first];
            if !at.contains(&candidate) {
                at.push(candidate);
            }
        }
        for at in &mut context.candidates {
            at.sort_by_key(|candidate| std::cmp::Reverse(candidate.end));
        }
    }
    context.candidates.into_iter().flatten().collect()
}

/// The numbers of the literals that the word may be, that of the whole token first.
fn literal_numbers(word: &Word, rules: &RuleSet) -> Vec<u32> {
    let number = |form: &str| rules.names.literals.get(form).copied();
    let whole = number(word.form());
    let cores = word.readings[1..].iter().filter(|reading| !reading.guess);
    let mut numbers = vec![whole.unwrap_or(u32::MAX)];
    numbers.extend(cores.filter_map(|reading| number(&reading.form)));
    numbers
}

/// Brackets of a match that are still open.
struct Bracket {
    step: usize,
    first: usize,
    core_start: Option<(usize, bool)>,
    labelled: Option<String>,
    column: Option<f64>,
}

/// The candidates that a match stands for: one for each pair of brackets.
fn read_match<'a>(
    rule: &Rule,
    marks: &[Mark<'a>],
    context: &Context<'a>,
    rules: &'a RuleSet,
    date: Option<&str>,
) -> Vec<Candidate> {
    let mut open: Vec<Bracket> = Vec::new();
    let mut closed: Vec<(Bracket, usize)> = Vec::new();
    for mark in marks {
        match *mark {
            Mark::Open(step, first) => {
                open.push(Bracket { step, first, core_start: None, labelled: None, column: None })
            }
            Mark::Close(end) => closed.extend(open.pop().map(|bracket| (bracket, end))),
            Mark::Phrase { table, row, reading, first } => {
                let table = context.window.table(table);
                let reading = &context.window.words[first].readings[reading];
                for bracket in &mut open {
                    if bracket.first == first && bracket.core_start.is_none() {
                        bracket.core_start = Some((reading.core_start, reading.conjunction));
                    }
                    if bracket.labelled.is_none() {
                        let label = table.field(row, LABEL_COLUMN);
                        bracket.labelled = Some(label.to_owned()).filter(|l| !l.is_empty());
                    }
                    if let (Score::Column(column), None) = (&rule.score, bracket.column) {
                        bracket.column = table.field(row, column).parse().ok();
                    }
                }
            }
            Mark::Begin(_) | Mark::End | Mark::Number(_) => {}
        }
    }
    let value = values::build(rule.value, &parts(marks, context, rules), date);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (bracket, end) in closed {
        if end > bracket.first {
            candidates.extend(candidate(rule, bracket, end, context));
        }
    }
    // The value is that of the outermost brackets, which close last.
    if let Some(last) = candidates.last_mut() {
        last.value = value;
    }
    candidates
}

fn candidate(rule: &Rule, bracket: Bracket, end: usize, context: &Context) -> Option<Candidate> {
    let own_label = match &rule.program.steps[bracket.step] {
        super::pattern::Step::Open(label) => label.as_deref(),
        _ => None,
    };
    let label = match own_label {
        Some("*") => bracket.labelled?,
        Some(label) => label.to_owned(),
        None => rule.label.clone(),
    };
    let word = &context.window.words[bracket.first];
    let core_of_word = word.readings[1..].iter().find(|reading| !reading.guess);
    let (core_start, conjunction) = bracket.core_start.unwrap_or_else(|| {
        core_of_word.map_or((word.span.start, false), |core| (core.core_start, core.conjunction))
    });
    let score = match &rule.score {
        Score::Fixed(score) => *score,
        Score::Column(_) => bracket.column.unwrap_or(5.0) / 10.0,
    };
    Some(Candidate {
        first: bracket.first,
        end,
        core_start,
        label,
        score,
        source: rule.source,
        value: None,
        conjunction,
        proclitic: core_start > word.span.start,
    })
}

/// The named parts of a match, each with its first number and phrase.
fn parts<'a>(marks: &[Mark<'a>], context: &Context<'a>, rules: &'a RuleSet) -> Parts<'a> {
    let mut parts = Parts::default();
    let mut open: Vec<usize> = Vec::new();
    for mark in marks {
        match *mark {
            Mark::Begin(name) => {
                open.push(parts.0.len());
                parts.0.push(Part { name: &rules.names.parts[name], number: None, phrase: None });
            }
            Mark::End => {
                open.pop();
            }
            Mark::Number(number) => {
                open.iter().for_each(|&part| {
                    parts.0[part].number.get_or_insert(number);
                });
            }
            Mark::Phrase { table, row, .. } => {
                let phrase = (context.window.table(table), row);
                open.iter().for_each(|&part| {
                    parts.0[part].phrase.get_or_insert(phrase);
                });
            }
            Mark::Open(..) | Mark::Close(_) => {}
        }
    }
    parts
}
