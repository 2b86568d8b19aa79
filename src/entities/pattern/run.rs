//! The matcher: depth first with backtracking, bounded in steps, so that no text makes it slow.

use super::program::{Class, Filter, Proclitics, Program, Step};
use crate::{
    entities::{
        candidate::Candidate,
        numerals::Numeral,
        words::{Window, Word},
    },
    lexicon::Row,
};

/// Most steps of one match. Real ones take fewer than a hundred.
const MAX_STEPS: usize = 3000;

/// A word is rare below this binary logarithm of its count in 33 million words.
const RARE_BELOW: u8 = 7;

/// A word is common from this binary logarithm on.
const COMMON_FROM: u8 = 10;

/// What the matcher reads.
#[derive(Debug)]
pub(in crate::entities) struct Context<'a> {
    /// The words and the phrases at them.
    pub window: Window<'a>,
    /// The longest number at each word.
    pub numerals: Vec<Option<Numeral>>,
    /// For each word the literals that its readings are.
    pub literals: Vec<Vec<u32>>,
    /// What earlier stages propose, by first word, longest first; positions count from the window.
    pub candidates: Vec<Vec<Candidate>>,
}

/// What a match left behind.
#[derive(Debug, Clone, Copy)]
pub(in crate::entities) enum Mark<'a> {
    /// Brackets opened before a word, by the step with this number.
    Open(usize, usize),
    /// Brackets closed before a word.
    Close(usize),
    /// A named part begins.
    Begin(usize),
    /// A named part ended.
    End,
    /// A table's phrase: table, row, reading of its first word, first word.
    Phrase { table: usize, row: &'a Row, reading: usize, first: usize },
    /// A number.
    Number(f64),
}

/// A way that is still to be tried.
#[derive(Debug)]
struct Branch<'a> {
    step: usize,
    word: usize,
    n_marks: usize,
    mark: Option<Mark<'a>>,
}

/// Matches programs; keeps its memory between matches.
#[derive(Debug)]
pub(in crate::entities) struct Matcher<'a, 'c> {
    context: &'c Context<'a>,
    marks: Vec<Mark<'a>>,
    branches: Vec<Branch<'a>>,
}

impl<'a, 'c> Matcher<'a, 'c> {
    /// A matcher for the words of `context`.
    pub fn new(context: &'c Context<'a>) -> Self {
        Self { context, marks: Vec::new(), branches: Vec::new() }
    }

    /// Matches `program` from the word `first`: where the first match ends, and its marks.
    pub fn run(&mut self, program: &Program, first: usize) -> Option<(usize, &[Mark<'a>])> {
        if !program.firsts.is_empty() && !program.firsts.iter().any(|step| self.may_take(step, first)) {
            return None;
        }
        self.marks.clear();
        self.branches.clear();
        self.branches.push(Branch { step: 0, word: first, n_marks: 0, mark: None });
        let mut n_steps = 0;
        while let Some(branch) = self.branches.pop() {
            self.marks.truncate(branch.n_marks);
            self.marks.extend(branch.mark);
            let (mut step, mut word) = (branch.step, branch.word);
            while let Some(next) = self.step(&program.steps[step], step, word) {
                n_steps += 1;
                if n_steps > MAX_STEPS {
                    return None;
                }
                (step, word) = next;
                if program.steps[step] == Step::Done {
                    return Some((word, &self.marks));
                }
            }
        }
        None
    }
}

impl<'a> Matcher<'a, '_> {
    /// Takes one step; the next step and word, or `None` where this way ends.
    fn step(&mut self, step: &Step, number: usize, at: usize) -> Option<(usize, usize)> {
        let next = number + 1;
        match step {
            Step::Open(_) => self.mark(Mark::Open(number, at)),
            Step::Close => self.mark(Mark::Close(at)),
            Step::Begin(part) => self.mark(Mark::Begin(*part)),
            Step::End => self.mark(Mark::End),
            Step::Jump(target) => return Some((*target, at)),
            Step::Split(first, second) => {
                self.branch(*second, at, None);
                return Some((*first, at));
            }
            Step::Ahead(program, wanted) => {
                if Matcher::new(self.context).run(program, at).is_some() != *wanted {
                    return None;
                }
            }
            Step::NotBehind(program) => {
                let found = at.checked_sub(1).is_some_and(|before| {
                    let mut behind = Matcher::new(self.context);
                    behind.run(program, before).is_some_and(|(end, _)| end == at)
                });
                if found {
                    return None;
                }
            }
            Step::Class(Class::Start, _) => return (at == 0).then_some((next, at)),
            consuming => return self.consume(consuming, next, at),
        }
        Some((next, at))
    }

    /// Whether a step that consumes words could take the word at `at`, proclitics and filters aside.
    fn may_take(&self, step: &Step, at: usize) -> bool {
        let Some(word) = self.context.window.words.get(at) else { return false };
        match step {
            Step::Literal(literal, _) => self.context.literals[at].contains(literal),
            Step::Exact(token) => word.span.slice(self.context.window.text) == token,
            Step::Class(class, _) => {
                *class == Class::Start || is_of_class(word, *class, self.context.window.text)
            }
            Step::Digits(..) => word.digits.is_some(),
            Step::Number(..) => self.context.numerals[at].is_some(),
            Step::Table(table, ..) => !self.context.window.hits(*table, at).is_empty(),
            Step::Candidate(..) => !self.context.candidates[at].is_empty(),
            _ => true,
        }
    }

    /// Takes a step that consumes words.
    fn consume(&mut self, step: &Step, next: usize, at: usize) -> Option<(usize, usize)> {
        let word = self.context.window.words.get(at)?;
        match step {
            Step::Literal(literal, proclitics) => {
                let fits = self.context.literals[at].iter().position(|l| l == literal)?;
                (fits == 0 || self.allows(word, *proclitics, at)).then_some((next, at + 1))
            }
            Step::Exact(token) => {
                (word.span.slice(self.context.window.text) == token).then_some((next, at + 1))
            }
            Step::Class(class, proclitics) => (self.allows(word, *proclitics, at)
                && is_of_class(word, *class, self.context.window.text))
            .then_some((next, at + 1)),
            Step::Digits(least, most, proclitics) => {
                let value = word.digits.filter(|value| (*least..=*most).contains(value))?;
                if !self.allows(word, *proclitics, at) {
                    return None;
                }
                self.mark(Mark::Number(value));
                Some((next, at + 1))
            }
            Step::Number(least, most, proclitics) => {
                let numeral = self.context.numerals[at].as_ref()?;
                let value = numeral.value.unwrap_or(f64::NAN);
                let fits = (*least..=*most).contains(&value) || value.is_nan() && *least == f64::NEG_INFINITY;
                if !fits || !self.allows(word, *proclitics, at) {
                    return None;
                }
                self.mark(Mark::Number(value));
                Some((next, numeral.end))
            }
            Step::Table(table, filters, proclitics) => self.phrase(*table, filters, *proclitics, next, at),
            Step::Candidate(labels, proclitics) => self.candidate(labels, *proclitics, next, at),
            _ => None,
        }
    }

    fn phrase(
        &mut self,
        table: usize,
        filters: &[Filter],
        proclitics: Proclitics,
        next: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let window = &self.context.window;
        let word = &window.words[at];
        let mut ways = Vec::new();
        for hit in window.hits(table, at) {
            let reading = &word.readings[hit.reading];
            if reading.stripped && !self.allows_reading(reading.conjunction, proclitics, at) {
                continue;
            }
            let fields = window.table(table);
            let passes =
                |row: &&Row| filters.iter().all(|filter| filter.passes(fields.field(row, &filter.column)));
            if let Some(row) = hit.rows.iter().find(passes) {
                let mark = Mark::Phrase { table, row, reading: hit.reading, first: at };
                ways.push((hit.end, mark));
            }
        }
        self.take_first(ways, next)
    }

    fn candidate(
        &mut self,
        labels: &[String],
        proclitics: Proclitics,
        next: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let mut ends: Vec<usize> = Vec::new();
        for candidate in self.context.candidates.get(at)? {
            let fits = labels.contains(&candidate.label)
                && (!candidate.proclitic || self.allows_reading(candidate.conjunction, proclitics, at));
            if fits && !ends.contains(&candidate.end) {
                ends.push(candidate.end);
            }
        }
        let mut ends = ends.into_iter();
        let first = ends.next()?;
        let others: Vec<usize> = ends.collect();
        others.into_iter().rev().for_each(|end| self.branch(next, end, None));
        Some((next, first))
    }

    /// Goes the first way and leaves the others for later.
    fn take_first(&mut self, ways: Vec<(usize, Mark<'a>)>, next: usize) -> Option<(usize, usize)> {
        let mut ways = ways.into_iter();
        let (end, mark) = ways.next()?;
        let others: Vec<_> = ways.collect();
        others.into_iter().rev().for_each(|(end, mark)| self.branch(next, end, Some(mark)));
        self.mark(mark);
        Some((next, end))
    }

    fn mark(&mut self, mark: Mark<'a>) {
        self.marks.push(mark);
    }

    fn branch(&mut self, step: usize, word: usize, mark: Option<Mark<'a>>) {
        self.branches.push(Branch { step, word, n_marks: self.marks.len(), mark });
    }

    /// Whether the word at `at` may carry the proclitics that it has.
    fn allows(&self, word: &Word, proclitics: Proclitics, at: usize) -> bool {
        !word.has_proclitic() || self.allows_reading(word.has_conjunction, proclitics, at)
    }

    fn allows_reading(&self, conjunction: bool, proclitics: Proclitics, at: usize) -> bool {
        let needed = if conjunction { Proclitics::All } else { Proclitics::Preposition };
        proclitics >= needed || self.is_first_or_outside(at)
    }

    /// Whether no bracket is open, or one opened right here.
    fn is_first_or_outside(&self, at: usize) -> bool {
        let mut depth = 0usize;
        for mark in &self.marks {
            match mark {
                Mark::Open(_, first) if *first == at => return true,
                Mark::Open(..) => depth += 1,
                Mark::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        depth == 0
    }
}

/// Whether `word` is of `class`.
fn is_of_class(word: &Word, class: Class, text: &str) -> bool {
    let is_word = word.is_arabic && !word.is_function && word.digits.is_none() && !word.is_address;
    match class {
        Class::Any => true,
        Class::Word => is_word,
        Class::Definite => is_word && word.is_definite,
        Class::Indefinite => is_word && !word.is_definite,
        Class::Rare => is_word && word.log_count.unwrap_or(0) < RARE_BELOW,
        Class::Uncommon => is_word && word.log_count.unwrap_or(0) < COMMON_FROM,
        Class::Namelike => {
            is_word && word.log_count.unwrap_or(0) < COMMON_FROM && !looks_inflected(word.form())
        }
        Class::Bare => !word.has_proclitic(),
        Class::Latin => word.is_latin && !word.is_address,
        Class::Function => word.is_function,
        Class::Mark => word.is_punctuation(),
        Class::Quote => is_quote(word.span.slice(text)),
        Class::Address => word.is_address,
        Class::Start => false,
    }
}

/// Whether a word begins as verbs and definite nouns do, or ends as words with suffixes do. Names do so
/// too, but those that news has often are in the table of names.
fn looks_inflected(form: &str) -> bool {
    use crate::text::letters::{ALEF, HEH, LAM, SEEN, WAW, YEH};
    const TEH: char = '\u{62a}';
    const MEEM: char = '\u{645}';
    const NOON: char = '\u{646}';
    let ends = [[WAW, ALEF], [HEH, ALEF], [HEH, MEEM], [WAW, NOON], [ALEF, TEH], [TEH, HEH], [YEH, HEH]];
    let starts = [[ALEF, LAM], [LAM, LAM], [SEEN, YEH]];
    let mut chars = form.chars();
    let first = [chars.next(), chars.next()];
    let mut chars = form.chars().rev();
    let last = [chars.next(), chars.next()];
    form.starts_with([YEH, TEH, WAW])
        || starts.iter().any(|start| start.map(Some) == first)
        || ends.iter().any(|[one, other]| [Some(*other), Some(*one)] == last)
}

/// Whether a token is a quotation mark of any shape.
fn is_quote(token: &str) -> bool {
    let mut chars = token.chars();
    let is_mark = chars.next().is_some_and(is_quotation_mark);
    is_mark && chars.all(is_quotation_mark)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}')
}
