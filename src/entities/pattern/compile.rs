//! Tree of a pattern → program.

use std::collections::BTreeMap;

use super::{
    parse::{Node, Tree},
    program::{Class, Filter, Named, Program, Step},
};
use crate::{
    entities::labels::{Label, Labels},
    text::normalize_word,
};

/// Numbers for the names that patterns use, so that matching compares numbers.
#[derive(Debug, Clone, Default)]
pub(in crate::entities) struct Names {
    /// Literal words, normalised.
    pub literals: BTreeMap<String, u32>,
    /// Tokens that must stand exactly so, in the order of their numbers.
    pub tokens: Vec<String>,
    /// Tables, in the order of their numbers.
    pub tables: Vec<String>,
    /// What patterns ask of a table's row, in the order of their numbers.
    pub conditions: Vec<Condition>,
    /// Labels.
    pub labels: Labels,
    /// Named parts, in the order of their numbers.
    pub parts: Vec<String>,
}

/// What a pattern asks of a row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::entities) struct Condition {
    /// Number of the table.
    pub table: usize,
    /// What its fields must be.
    pub filters: Vec<Filter>,
}

impl Names {
    fn literal(&mut self, word: &str) -> u32 {
        let next = self.literals.len() as u32;
        *self.literals.entry(normalize_word(word)).or_insert(next)
    }
}

/// The number of `name` in `names`, where it is added if it is new.
fn number_of<T: PartialEq>(name: T, names: &mut Vec<T>) -> usize {
    names.iter().position(|other| *other == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

/// Compiles a pattern; its names are added to `names`.
pub(in crate::entities) fn compile(tree: &Tree, names: &mut Names) -> Program {
    program(&tree.0, names)
}

fn program(node: &Node, names: &mut Names) -> Program {
    let mut compiler = Compiler { steps: Vec::new(), names };
    compiler.push(node);
    compiler.steps.push(Step::Done);
    let steps = compiler.steps;
    let mut firsts = Vec::new();
    if !find_firsts(&steps, 0, &mut firsts) {
        firsts.clear();
    }
    Program { steps, firsts }
}

/// Adds the steps that may consume the first word, from step `at` on; false where there may be none.
fn find_firsts(steps: &[Step], at: usize, firsts: &mut Vec<Step>) -> bool {
    match &steps[at] {
        Step::Done => false,
        Step::Jump(target) => find_firsts(steps, *target, firsts),
        Step::Split(first, second) => {
            let first = find_firsts(steps, *first, firsts);
            find_firsts(steps, *second, firsts) && first
        }
        Step::Class(Class::Start, _) => find_firsts(steps, at + 1, firsts),
        Step::Open(_) | Step::Close | Step::Begin(_) | Step::End | Step::Ahead(..) | Step::NotBehind(_) => {
            find_firsts(steps, at + 1, firsts)
        }
        consuming => {
            if !firsts.contains(consuming) {
                firsts.push(consuming.clone());
            }
            true
        }
    }
}

struct Compiler<'a> {
    steps: Vec<Step>,
    names: &'a mut Names,
}

impl Compiler<'_> {
    fn push(&mut self, node: &Node) {
        match node {
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.push(node)),
            Node::Choice(branches) => self.push_choice(branches),
            Node::Repeat(node, least, most) => self.push_repeat(node, *least, *most),
            Node::Entity(label, node) => {
                let named = match label.as_deref() {
                    None => Named::ByRule,
                    Some("*") => Named::ByTable,
                    Some(label) => Named::As(self.label(label)),
                };
                self.steps.push(Step::Open(named));
                self.push(node);
                self.steps.push(Step::Close);
            }
            Node::Part(name, node) => {
                let part = number_of(name.clone(), &mut self.names.parts);
                self.steps.push(Step::Begin(part));
                self.push(node);
                self.steps.push(Step::End);
            }
            leaf => {
                let step = self.leaf(leaf);
                self.steps.push(step);
            }
        }
    }

    fn label(&mut self, name: &str) -> Label {
        self.names.labels.number(name)
    }

    fn leaf(&mut self, node: &Node) -> Step {
        match node {
            Node::Literal(word, proclitics) => Step::Literal(self.names.literal(word), *proclitics),
            Node::Exact(token) => Step::Exact(number_of(token.clone(), &mut self.names.tokens) as u32),
            Node::Table(name, filters, proclitics) => {
                let table = number_of(name.clone(), &mut self.names.tables);
                let condition = Condition { table, filters: filters.clone() };
                Step::Table(number_of(condition, &mut self.names.conditions), *proclitics)
            }
            Node::Number(least, most, proclitics) => Step::Number(*least, *most, *proclitics),
            Node::Digits(least, most, proclitics) => Step::Digits(*least, *most, *proclitics),
            Node::Candidate(labels, proclitics) => {
                Step::Candidate(labels.iter().map(|label| self.label(label)).collect(), *proclitics)
            }
            Node::Class(class, proclitics) => Step::Class(*class, *proclitics),
            Node::Ahead(node, wanted) => Step::Ahead(Box::new(program(node, self.names)), *wanted),
            Node::NotBehind(node) => Step::NotBehind(Box::new(program(node, self.names))),
            // The other nodes are no leaves.
            _ => Step::Jump(self.steps.len() + 1),
        }
    }

    /// Alternatives: split, branch, jump to the end, branch …
    fn push_choice(&mut self, branches: &[Node]) {
        let mut jumps = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let is_last = index + 1 == branches.len();
            let split = self.steps.len();
            if !is_last {
                self.steps.push(Step::Split(split + 1, 0));
            }
            self.push(branch);
            if !is_last {
                jumps.push(self.steps.len());
                self.steps.push(Step::Jump(0));
                self.steps[split] = Step::Split(split + 1, self.steps.len());
            }
        }
        for jump in jumps {
            self.steps[jump] = Step::Jump(self.steps.len());
        }
    }

    /// The rounds one after the other; those beyond `least` may be left out.
    fn push_repeat(&mut self, node: &Node, least: usize, most: usize) {
        let mut splits = Vec::new();
        for round in 0..most {
            if round >= least {
                splits.push(self.steps.len());
                self.steps.push(Step::Split(self.steps.len() + 1, 0));
            }
            self.push(node);
        }
        for split in splits {
            self.steps[split] = Step::Split(split + 1, self.steps.len());
        }
    }
}
