//! Text of a pattern → its tree.

use thiserror::Error;

use super::program::{Class, Comparison, Filter, Proclitics};

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message} before «{rest}»")]
pub(in crate::entities) struct PatternError {
    /// What is wrong.
    pub message: &'static str,
    /// What was left to read.
    pub rest: String,
}

/// A node of a pattern's tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Literal(String, Proclitics),
    Exact(String),
    Table(String, Vec<Filter>, Proclitics),
    Number(f64, f64, Proclitics),
    Digits(f64, f64, Proclitics),
    Candidate(Vec<String>, Proclitics),
    Class(Class, Proclitics),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, usize, usize),
    Entity(Option<String>, Box<Node>),
    Part(String, Box<Node>),
    Ahead(Box<Node>, bool),
    NotBehind(Box<Node>),
}

/// Most rounds of `*` and `+`: no name is longer, and every match stays short.
const MAX_ROUNDS: usize = 12;

/// Reads a pattern.
///
/// # Errors
/// [`PatternError`] with the rest that could not be read.
pub(in crate::entities) fn parse(pattern: &str) -> Result<Tree, PatternError> {
    let mut parser = Parser { rest: pattern.trim() };
    let node = parser.choice()?;
    match parser.rest {
        "" => Ok(Tree(node)),
        _ => Err(parser.error("unexpected end of a group")),
    }
}

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::entities) struct Tree(pub(super) Node);

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn error(&self, message: &'static str) -> PatternError {
        PatternError { message, rest: self.rest.chars().take(30).collect() }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, expected: &str) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, expected: &str, message: &'static str) -> Result<(), PatternError> {
        self.skip_space();
        if self.take(expected) { Ok(()) } else { Err(self.error(message)) }
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn choice(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            self.skip_space();
            if self.rest.is_empty() || self.rest.starts_with([')', '|', ']']) {
                return Ok(Node::Sequence(nodes));
            }
            let node = self.element()?;
            nodes.push(self.repeated(node)?);
        }
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let (least, most) = if self.take("?") {
            (0, 1)
        } else if self.take("*") {
            (0, MAX_ROUNDS)
        } else if self.take("+") {
            (1, MAX_ROUNDS)
        } else if self.take("{") {
            let bounds = self.take_while(|c| c != '}');
            self.expect("}", "`}` is missing")?;
            let (least, most) = bounds.split_once(',').unwrap_or((bounds, bounds));
            let number = |digits: &str| digits.trim().parse::<usize>();
            match (number(least), number(most)) {
                (Ok(least), Ok(most)) if least <= most && most <= MAX_ROUNDS => (least, most),
                _ => return Err(self.error("`{1,4}` needs two numbers up to 12")),
            }
        } else {
            return Ok(node);
        };
        Ok(Node::Repeat(Box::new(node), least, most))
    }

    fn element(&mut self) -> Result<Node, PatternError> {
        if self.take("(") {
            return self.group();
        }
        if self.take("[") {
            return self.entity();
        }
        if self.take("!(") {
            return Ok(Node::Ahead(Box::new(self.group()?), false));
        }
        if self.take("&(") {
            return Ok(Node::Ahead(Box::new(self.group()?), true));
        }
        if self.take("<!(") {
            return Ok(Node::NotBehind(Box::new(self.group()?)));
        }
        if self.take("\"") {
            let token = self.take_while(|c| c != '"');
            self.expect("\"", "the quotation mark is missing")?;
            return Ok(Node::Exact(token.to_owned()));
        }
        match self.rest.chars().next() {
            Some('@') => self.table(),
            Some('#') => self.number(),
            Some('$') => self.candidate(),
            Some('%') => self.class(),
            Some(c) if c.is_ascii_lowercase() => self.part(),
            Some(c) if c.is_alphabetic() => {
                let word = self.take_while(is_word_char).to_owned();
                Ok(Node::Literal(word, self.proclitics()))
            }
            _ => Err(self.error("no element begins so")),
        }
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        let node = self.choice()?;
        self.expect(")", "`)` is missing")?;
        Ok(node)
    }

    fn entity(&mut self) -> Result<Node, PatternError> {
        let before = self.rest;
        let label = self.take_while(|c| c.is_ascii_uppercase() || c == '*').to_owned();
        let label = if !label.is_empty() && self.take(":") {
            Some(label)
        } else {
            self.rest = before;
            None
        };
        let node = self.choice()?;
        self.expect("]", "`]` is missing")?;
        Ok(Node::Entity(label, Box::new(node)))
    }

    fn part(&mut self) -> Result<Node, PatternError> {
        let name = self.take_while(|c| c.is_ascii_lowercase() || c == '_').to_owned();
        if !self.take("=") {
            return Err(self.error("a named part needs `=`"));
        }
        let node = self.element()?;
        Ok(Node::Part(name, Box::new(node)))
    }

    fn table(&mut self) -> Result<Node, PatternError> {
        self.take("@");
        let name = self.take_while(|c| c.is_ascii_lowercase() || c == '_').to_owned();
        let mut filters = Vec::new();
        if self.take("[") {
            let conditions = self.take_while(|c| c != ']');
            self.expect("]", "`]` is missing")?;
            for condition in conditions.split(',') {
                filters.push(filter(condition).ok_or_else(|| self.error("a filter is `column=value`"))?);
            }
        }
        Ok(Node::Table(name, filters, self.proclitics()))
    }

    fn number(&mut self) -> Result<Node, PatternError> {
        self.take("#");
        let kind = self.take_while(|c| c.is_ascii_lowercase());
        let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
        if self.take("[") {
            let bounds = self.take_while(|c| c != ']');
            self.expect("]", "`]` is missing")?;
            let parsed = bounds
                .split_once("..")
                .and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?)));
            (least, most) = parsed.ok_or_else(|| self.error("bounds are `[1..31]`"))?;
        }
        let proclitics = self.proclitics();
        match kind {
            "number" => Ok(Node::Number(least, most, proclitics)),
            "digits" => Ok(Node::Digits(least, most, proclitics)),
            _ => Err(self.error("a number is `#number` or `#digits`")),
        }
    }

    fn candidate(&mut self) -> Result<Node, PatternError> {
        self.take("$");
        let labels = self.take_while(|c| c.is_ascii_uppercase() || c == '|');
        let labels = labels.split('|').map(str::to_owned).collect();
        Ok(Node::Candidate(labels, self.proclitics()))
    }

    fn class(&mut self) -> Result<Node, PatternError> {
        self.take("%");
        let name = self.take_while(|c| c.is_ascii_lowercase());
        let class = Class::named(name).ok_or_else(|| self.error("no such class of words"))?;
        Ok(Node::Class(class, self.proclitics()))
    }

    fn proclitics(&mut self) -> Proclitics {
        if self.take("~~") {
            Proclitics::All
        } else if self.take("~") {
            Proclitics::Preposition
        } else {
            Proclitics::No
        }
    }
}

fn is_word_char(c: char) -> bool {
    !c.is_whitespace() && !"()[]|?*+{}~=!&<\"".contains(c)
}

fn filter(condition: &str) -> Option<Filter> {
    let operators = [
        ("!=", Comparison::Unequal),
        (">=", Comparison::AtLeast),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];
    let (operator, comparison) = operators.into_iter().find(|(o, _)| condition.contains(o))?;
    let (column, values) = condition.split_once(operator)?;
    let values = values.split('|').map(str::to_owned).collect();
    Some(Filter { column: column.trim().to_owned(), comparison, values })
}
