//! Runs the rules over a document: matches → candidates.

use std::{borrow::Cow, sync::Arc};

use super::{
    candidate::Candidate,
    knowledge::{Knowledge, LABEL_COLUMN},
    labels::Label,
    numerals::find_numerals,
    pattern::{Context, Mark, Matcher, Named, Step},
    rules::{Rule, Score},
    starts::{self, RuleBits},
    values::{self, Part, Parts},
    windows::Window,
    words::Word,
};
use crate::{
    annotation::{Document, ParagraphKind, Sentence},
    lexicon::{Row, Table},
};

/// Most words that are looked at together. The longest sentence of the development articles has 104;
/// a text without a full stop is cut, so that time and memory stay linear.
const MAX_WINDOW: usize = 400;

/// The candidates of all rules in all sentences of `document`.
pub(super) fn candidates(
    document: &Document,
    words: &[Word],
    knowledge: &Knowledge,
    date: Option<&str>,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for sentence in content(document) {
        let first = words.partition_point(|word| word.span.start < sentence.start);
        let end = words.partition_point(|word| word.span.end <= sentence.end);
        for (index, piece) in words[first..end.max(first)].chunks(MAX_WINDOW).enumerate() {
            let offset = first + index * MAX_WINDOW;
            let found = in_window(Window::new(piece, knowledge), date);
            candidates.extend(found.map(|mut candidate| {
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
fn in_window(window: Window, date: Option<&str>) -> impl Iterator<Item = Candidate> {
    let knowledge = window.knowledge;
    let numerals = find_numerals(window.words);
    let candidates = vec![Vec::new(); window.words.len()];
    let starts: Vec<_> = (0..window.words.len()).map(|first| window.starts(first)).collect();
    let mut context = Context { window, numerals, candidates };
    for (stage, rules) in knowledge.rules.stages.iter().enumerate() {
        let found = in_stage(&context, rules, &starts, knowledge.starts.stage(stage), date);
        let mut first_changed = usize::MAX;
        for (_, candidate) in found {
            let at = &mut context.candidates[candidate.first];
            first_changed = first_changed.min(candidate.first);
            if !at.contains(&candidate) {
                at.push(candidate);
            }
        }
        for at in context.candidates.iter_mut().skip(first_changed).filter(|at| at.len() > 1) {
            at.sort_by_key(|candidate| std::cmp::Reverse(candidate.end));
        }
    }
    context.candidates.into_iter().flatten()
}

/// What the `rules` of a stage find, each with the number of its rule, in the order of these; `place` is that of the first rule.
fn in_stage(
    context: &Context,
    rules: &[Rule],
    starts: &[Cow<'_, RuleBits>],
    place: usize,
    date: Option<&str>,
) -> Vec<(usize, Candidate)> {
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    let mut matcher = Matcher::new(context);
    let proposed = |first: usize| {
        let labels = context.candidates[first].iter().map(|candidate| candidate.label);
        labels.filter_map(|label| context.window.knowledge.starts.of_label(label))
    };
    for (first, starts) in starts.iter().enumerate() {
        for index in 0..rules.len().div_ceil(starts::WIDTH) {
            let more = proposed(first).fold(0, |bits, rules| bits | rules.bits(place, index));
            for bit in starts::ones(starts.bits(place, index) | more) {
                let number = index * starts::WIDTH + bit;
                let Some(rule) = rules.get(number) else { continue };
                if let Some((_, marks)) = matcher.run(&rule.program, first) {
                    let candidates = read_match(rule, marks, context, date);
                    found.extend(candidates.into_iter().map(|candidate| (number, candidate)));
                }
            }
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found
}

/// Brackets of a match that are still open.
struct Bracket {
    step: usize,
    first: usize,
    core_start: Option<(usize, bool)>,
    labelled: Option<Label>,
    column: Option<f64>,
}

/// The candidates that a match stands for: one for each pair of brackets.
fn read_match(rule: &Rule, marks: &[Mark], context: &Context, date: Option<&str>) -> Vec<Candidate> {
    let mut open: Vec<Bracket> = Vec::new();
    let mut closed: Vec<(Bracket, usize)> = Vec::new();
    for mark in marks {
        match *mark {
            Mark::Open(step, first) => {
                open.push(Bracket { step, first, core_start: None, labelled: None, column: None })
            }
            Mark::Close(end) => closed.extend(open.pop().map(|bracket| (bracket, end))),
            Mark::Phrase { table, entry, row, reading, first } => {
                let Some((table, row)) = row_of(context.window.knowledge, table, entry, row) else {
                    continue;
                };
                let word = &context.window.words[first];
                let reading = &word.readings[usize::from(reading)];
                for bracket in &mut open {
                    if bracket.first == first && bracket.core_start.is_none() {
                        bracket.core_start = Some((word.core_start(reading), reading.conjunction));
                    }
                    if bracket.labelled.is_none() {
                        let label = table.field(row, LABEL_COLUMN);
                        bracket.labelled =
                            context.window.knowledge.labels.find(label).filter(|_| !label.is_empty());
                    }
                    if let (Score::Column(column), None) = (&rule.score, bracket.column) {
                        bracket.column = table.field(row, column).parse().ok();
                    }
                }
            }
            Mark::Begin(_) | Mark::End | Mark::Number(_) => {}
        }
    }
    let value = values::build(rule.value, &parts(marks, context), date);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (bracket, end) in closed {
        if end > bracket.first {
            candidates.extend(candidate(rule, bracket, end, context));
        }
    }
    // The value is that of the outermost brackets, which close last.
    if let Some(last) = candidates.last_mut() {
        last.value = value.map(Arc::new);
    }
    candidates
}

fn row_of(knowledge: &Knowledge, table: u8, entry: u32, row: u16) -> Option<(&Table, &Row)> {
    let table = knowledge.table(table);
    Some((table, table.entries().get(entry as usize)?.get(usize::from(row))?))
}

fn candidate(rule: &Rule, bracket: Bracket, end: usize, context: &Context) -> Option<Candidate> {
    let label = match &rule.program.steps[bracket.step] {
        Step::Open(Named::ByTable) => bracket.labelled?,
        Step::Open(Named::As(label)) => *label,
        _ => rule.label,
    };
    let word = &context.window.words[bracket.first];
    let core_of_word = word.readings[1..].iter().find(|reading| !reading.guess);
    let (core_start, conjunction) = bracket.core_start.unwrap_or_else(|| {
        core_of_word.map_or((word.span.start, false), |core| (word.core_start(core), core.conjunction))
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
fn parts<'a>(marks: &[Mark], context: &Context<'a>) -> Parts<'a> {
    let knowledge = context.window.knowledge;
    let mut parts = Parts::default();
    let mut open: Vec<usize> = Vec::new();
    for mark in marks {
        match *mark {
            Mark::Begin(name) => {
                open.push(parts.0.len());
                parts.0.push(Part { name: &knowledge.rules.names.parts[name], number: None, phrase: None });
            }
            Mark::End => {
                open.pop();
            }
            Mark::Number(number) => {
                open.iter().for_each(|&part| {
                    parts.0[part].number.get_or_insert(number);
                });
            }
            Mark::Phrase { table, entry, row, .. } => {
                let Some(phrase) = row_of(knowledge, table, entry, row) else { continue };
                open.iter().for_each(|&part| {
                    parts.0[part].phrase.get_or_insert(phrase);
                });
            }
            Mark::Open(..) | Mark::Close(_) => {}
        }
    }
    parts
}
