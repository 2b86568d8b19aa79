//! The matcher: depth first with backtracking, bounded in steps, so that no text makes it slow.

use super::program::{Class, Proclitics, Program, Step};
use crate::entities::{candidate::Candidate, labels::Label, numerals::Numeral, windows::Window, words::Word};

/// Most steps of one match. Real ones take fewer than a hundred.
const MAX_STEPS: usize = 3000;

/// What the matcher reads.
#[derive(Debug)]
pub(in crate::entities) struct Context<'w> {
    /// The words and the phrases at them.
    pub window: Window<'w>,
    /// The longest number at each word.
    pub numerals: Vec<Option<Numeral>>,
    /// What earlier stages propose, by first word, longest first; positions count from the window.
    pub candidates: Vec<Vec<Candidate>>,
}

/// What a match left behind.
#[derive(Debug, Clone, Copy)]
pub(in crate::entities) enum Mark {
    /// Brackets opened before a word, by the step with this number.
    Open(usize, usize),
    /// Brackets closed before a word.
    Close(usize),
    /// A named part begins.
    Begin(usize),
    /// A named part ended.
    End,
    /// A table's phrase: table, entry, row, reading of its first word, first word.
    Phrase { table: u8, entry: u32, row: u16, reading: u8, first: usize },
    /// A number.
    Number(f64),
}

/// A way that is still to be tried.
#[derive(Debug)]
struct Branch {
    step: usize,
    word: usize,
    n_marks: usize,
    mark: Option<Mark>,
}

/// Matches programs; keeps its memory between matches.
#[derive(Debug)]
pub(in crate::entities) struct Matcher<'c, 'w> {
    context: &'c Context<'w>,
    marks: Vec<Mark>,
    branches: Vec<Branch>,
    /// The first mark of the present match: a program inside another one does not see the marks of that.
    own: usize,
}

impl<'c, 'w> Matcher<'c, 'w> {
    /// A matcher for the words of `context`.
    pub fn new(context: &'c Context<'w>) -> Self {
        Self { context, marks: Vec::new(), branches: Vec::new(), own: 0 }
    }

    /// Matches `program` from the word `first`: where the first match ends, and its marks.
    pub fn run(&mut self, program: &Program, first: usize) -> Option<(usize, &[Mark])> {
        self.marks.clear();
        self.branches.clear();
        self.own = 0;
        let end = self.find(program, first)?;
        Some((end, &self.marks))
    }

    /// Where the first match of `program` from the word `first` ends.
    fn find(&mut self, program: &Program, first: usize) -> Option<usize> {
        let lowest = self.branches.len();
        let (mut step, mut word) = (0, first);
        let mut n_steps = 0;
        loop {
            while let Some(next) = self.step(&program.steps[step], step, word) {
                n_steps += 1;
                if n_steps > MAX_STEPS {
                    return None;
                }
                (step, word) = next;
                if program.steps[step] == Step::Done {
                    return Some(word);
                }
            }
            if self.branches.len() <= lowest {
                return None;
            }
            let branch = self.branches.pop()?;
            self.marks.truncate(branch.n_marks);
            self.marks.extend(branch.mark);
            (step, word) = (branch.step, branch.word);
        }
    }

    /// The same for a program inside another one, which leaves no marks.
    fn find_inside(&mut self, program: &Program, first: usize) -> Option<usize> {
        let (n_marks, n_branches) = (self.marks.len(), self.branches.len());
        let own = std::mem::replace(&mut self.own, n_marks);
        let end = self.find(program, first);
        self.own = own;
        self.marks.truncate(n_marks);
        self.branches.truncate(n_branches);
        end
    }
}

impl Matcher<'_, '_> {
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
                if self.find_inside(program, at).is_some() != *wanted {
                    return None;
                }
            }
            Step::NotBehind(program) => {
                let before = at.checked_sub(1);
                if before.is_some_and(|before| self.find_inside(program, before) == Some(at)) {
                    return None;
                }
            }
            Step::Class(Class::Start, _) => return (at == 0).then_some((next, at)),
            consuming => return self.consume(consuming, next, at),
        }
        Some((next, at))
    }

    /// Takes a step that consumes words.
    fn consume(&mut self, step: &Step, next: usize, at: usize) -> Option<(usize, usize)> {
        let word = self.context.window.words.get(at)?;
        match step {
            Step::Literal(literal, proclitics) => {
                let fits = word.seen.literals.iter().position(|l| l == literal)?;
                (fits == 0 || self.allows(word, *proclitics, at)).then_some((next, at + 1))
            }
            Step::Exact(token) => (word.seen.token == Some(*token)).then_some((next, at + 1)),
            Step::Class(class, proclitics) => (word.seen.classes & class.bit() != 0
                && self.allows(word, *proclitics, at))
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
            Step::Table(condition, proclitics) => self.phrase(*condition, *proclitics, next, at),
            Step::Candidate(labels, proclitics) => self.candidate(labels, *proclitics, next, at),
            _ => None,
        }
    }

    /// Goes the first way and leaves the others for later, the next one on top.
    fn phrase(
        &mut self,
        condition: usize,
        proclitics: Proclitics,
        next: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let window = &self.context.window;
        let word = &window.words[at];
        let table = window.knowledge.table_of(condition);
        let bottom = self.branches.len();
        for hit in window.hits(table, at) {
            let reading = &word.readings[usize::from(hit.reading)];
            if reading.stripped && !self.allows_reading(reading.conjunction, proclitics, at) {
                continue;
            }
            if let Some(row) = window.knowledge.row(condition, hit.entry) {
                let mark = Mark::Phrase { table, entry: hit.entry, row, reading: hit.reading, first: at };
                self.branch(next, at + usize::from(hit.n_words), Some(mark));
            }
        }
        self.take_first(bottom)
    }

    fn candidate(
        &mut self,
        labels: &[Label],
        proclitics: Proclitics,
        next: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let context = self.context;
        let bottom = self.branches.len();
        for candidate in context.candidates.get(at)? {
            let fits = labels.contains(&candidate.label)
                && (!candidate.proclitic || self.allows_reading(candidate.conjunction, proclitics, at));
            if fits && self.branches[bottom..].iter().all(|branch| branch.word != candidate.end) {
                self.branch(next, candidate.end, None);
            }
        }
        self.take_first(bottom)
    }

    /// Takes the first of the ways from `bottom` on and leaves the others for later, the second one on top.
    fn take_first(&mut self, bottom: usize) -> Option<(usize, usize)> {
        self.branches[bottom..].reverse();
        if self.branches.len() <= bottom {
            return None;
        }
        let Branch { step, word, mark, .. } = self.branches.pop()?;
        self.marks.extend(mark);
        Some((step, word))
    }

    fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    fn branch(&mut self, step: usize, word: usize, mark: Option<Mark>) {
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
        for mark in &self.marks[self.own..] {
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
