//! Rule files of `data/rules/entities`: what they say, and their compilation. The form is described in
//! `data/README.md`.

use std::sync::LazyLock;

use thiserror::Error;

use super::{
    labels::Label,
    pattern::{Names, PatternError, Program, compile, parse},
    values::ValueKind,
};

/// Lists the rule files that are built in.
macro_rules! rule_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../data/rules/entities/", $name, ".rule")))),*]
    };
}

/// Every file of `data/rules/entities`, by stem; a test compares this list with the folder.
pub(super) const FILES: &[(&str, &str)] = rule_files![
    "cardinal",
    "clock",
    "currency",
    "date",
    "duration",
    "event",
    "facility",
    "known",
    "language",
    "law",
    "location",
    "money",
    "name",
    "norp",
    "occupation",
    "ordinal",
    "organisation",
    "percent",
    "place",
    "product",
    "quantity",
    "relative_date",
    "settlement",
    "title_name",
    "weapon",
    "website",
];

/// Patterns that several files use.
const SHARED: &str = include_str!("../../data/rules/entities/shared.rule");

/// How sure a pattern is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Score {
    /// Always the same.
    Fixed(f64),
    /// What this column of the matched table says, in tenths.
    Column(String),
}

/// One pattern with what its file says of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// The stem of its file.
    pub source: &'static str,
    /// The label of its brackets, unless they say another.
    pub label: Label,
    /// How sure it is.
    pub score: Score,
    /// How its value is made.
    pub value: ValueKind,
    /// What it matches.
    pub program: Program,
}

/// An inline test: a sentence, and whether its brackets are what the file must find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    /// The stem of its file.
    pub source: &'static str,
    /// The label of plain brackets.
    pub label: String,
    /// The sentence: «في [16 فبراير 2014]».
    pub sentence: String,
    /// Whether it is a positive example; a negative one has no brackets.
    pub positive: bool,
}

/// All rules, by stage.
#[derive(Debug, Clone, Default)]
pub(super) struct RuleSet {
    /// The rules of each stage, first to last; a stage sees what earlier ones propose.
    pub stages: Vec<Vec<Rule>>,
    /// The names that the patterns use.
    pub names: Names,
    /// The number of the table of number words.
    pub number_words: usize,
    /// The inline tests.
    pub examples: Vec<Example>,
}

/// Why a rule file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum RuleError {
    /// A pattern cannot be read.
    #[error("{file}.rule:{line}: {error}")]
    Pattern {
        /// Stem of the file.
        file: &'static str,
        /// Line number, from 1.
        line: usize,
        /// What is wrong.
        error: PatternError,
    },
    /// A line begins with no known word, or has no good value.
    #[error("{file}.rule:{line}: this line says nothing that a rule file can say")]
    Line {
        /// Stem of the file.
        file: &'static str,
        /// Line number, from 1.
        line: usize,
    },
}

/// The rules that are built in, and what is wrong with them (a test sees to it that nothing is).
pub(super) static BUILT_IN: LazyLock<(RuleSet, Vec<RuleError>)> = LazyLock::new(|| {
    let mut reader = Reader::default();
    reader.rules.names.tables.push("number_words".to_owned());
    reader.read("shared", SHARED);
    for (name, content) in FILES {
        reader.start_file();
        reader.read(name, content);
    }
    (reader.rules, reader.errors)
});

/// What the lines read so far say of the next pattern.
#[derive(Debug, Default)]
struct Reader {
    rules: RuleSet,
    errors: Vec<RuleError>,
    shared: Vec<(String, String)>,
    own: Vec<(String, String)>,
    label: String,
    stage: usize,
    score: Option<Score>,
    value: ValueKind,
}

impl Reader {
    fn start_file(&mut self) {
        if self.shared.is_empty() {
            self.shared = std::mem::take(&mut self.own);
        }
        self.own.clear();
        self.label.clear();
        (self.stage, self.score, self.value) = (1, None, ValueKind::None);
    }

    fn read(&mut self, file: &'static str, content: &str) {
        let mut lines = content.lines().enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let mut line = line.to_owned();
            // A line that begins with white space goes on with the one before.
            while let Some((_, more)) = lines.next_if(|(_, next)| next.starts_with([' ', '\t'])) {
                line += more;
            }
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let (keyword, rest) = line.split_once(' ').unwrap_or((&line, ""));
            if let Err(error) = self.line(file, keyword, rest.trim()) {
                self.errors.push(match error {
                    Some(error) => RuleError::Pattern { file, line: index + 1, error },
                    None => RuleError::Line { file, line: index + 1 },
                });
            }
        }
    }

    fn line(&mut self, file: &'static str, keyword: &str, rest: &str) -> Result<(), Option<PatternError>> {
        match keyword {
            "label" => rest.clone_into(&mut self.label),
            "stage" => self.stage = rest.parse().map_err(|_| None)?,
            "score" => {
                let number = rest.parse().map(Score::Fixed);
                self.score = Some(number.unwrap_or_else(|_| Score::Column(rest.to_owned())));
            }
            "value" => self.value = ValueKind::named(rest).ok_or(None)?,
            "let" => {
                let (name, pattern) = rest.split_once('=').ok_or(None)?;
                let pattern = self.expand(pattern.trim());
                self.own.push((format!("{{{}}}", name.trim()), pattern));
            }
            "pattern" => self.pattern(file, rest)?,
            "yes" | "no" => self.rules.examples.push(Example {
                source: file,
                label: self.label.clone(),
                sentence: rest.to_owned(),
                positive: keyword == "yes",
            }),
            _ => return Err(None),
        }
        Ok(())
    }

    fn expand(&self, pattern: &str) -> String {
        let mut expanded = pattern.to_owned();
        for (name, definition) in self.own.iter().chain(&self.shared) {
            expanded = expanded.replace(name, &format!("({definition})"));
        }
        expanded
    }

    fn pattern(&mut self, source: &'static str, pattern: &str) -> Result<(), PatternError> {
        let tree = parse(&self.expand(pattern))?;
        let program = compile(&tree, &mut self.rules.names);
        let label = self.rules.names.labels.number(&self.label);
        let stages = &mut self.rules.stages;
        stages.resize_with(stages.len().max(self.stage + 1), Vec::new);
        stages[self.stage].push(Rule {
            source,
            label,
            score: self.score.clone().unwrap_or(Score::Fixed(0.5)),
            value: self.value,
            program,
        });
        Ok(())
    }
}
