//! `hashiya score segmentation`: sentences, tokens and clitics, one table over all files.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use hashiya::{
    annotation::{CliticKind, Document},
    dataset::{self, ImportError, Imported},
    pipeline::Annotator,
    scoring::{Parts, SegmentationReport, Tally, WordTally, join_sentences, score_segmentation},
};
use rayon::prelude::*;

use crate::speak::print;

/// Prints how the structure that `annotator` finds agrees with the gold `files`; with `is_joined`, in texts
/// where no line break helps.
///
/// # Errors
/// Where a file cannot be read or holds no sentences, or standard output cannot be written.
pub fn run(files: &[PathBuf], is_joined: bool, annotator: &Annotator) -> Result<(), String> {
    let mut rows = Vec::new();
    for path in files {
        let mut gold = read(path, annotator).map_err(|error| format!("{}: {error}", path.display()))?;
        if is_joined {
            gold = gold.iter().map(join_sentences).collect();
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = format!("{name} ({})", gold.len());
        rows.extend(rows_of(&file, &report(&gold, annotator), marks_articles(&gold)));
    }
    print(Table(rows))
}

/// The documents of a native file or of a word list.
fn read(path: &Path, annotator: &Annotator) -> Result<Vec<Document>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let documents = match dataset::read(&bytes, &name, annotator.schema()) {
        Ok(Imported::Documents(documents)) => Ok(documents),
        Ok(Imported::Text(_)) => return Err("this is a text, not a data set".into()),
        Err(ImportError::NotNative) => dataset::read_word_list(&bytes),
        Err(error) => Err(error),
    };
    let documents = documents.map_err(|error| error.to_string())?;
    if documents.iter().all(|document| document.sentences.is_empty()) {
        return Err("it has no sentences to compare with".into());
    }
    Ok(documents)
}

fn report(gold: &[Document], annotator: &Annotator) -> SegmentationReport {
    let structure = |gold: &Document| {
        let mut found = Document { text: gold.text.clone(), ..Document::default() };
        annotator.fill_structure(&mut found);
        found
    };
    let found: Vec<Document> = gold.par_iter().map(structure).collect();
    let has_clitics = gold.iter().flat_map(|document| &document.tokens).any(|t| !t.clitics.is_empty());
    let mut report = SegmentationReport::default();
    for (gold, found) in gold.iter().zip(&found) {
        score_segmentation(&gold.text, parts(gold), parts(found), has_clitics, &mut report);
    }
    report
}

/// Whether the gold has articles: UD PADT leaves them in the word.
fn marks_articles(gold: &[Document]) -> bool {
    let mut clitics = gold.iter().flat_map(|document| &document.tokens).flat_map(|token| &token.clitics);
    clitics.any(|clitic| clitic.kind == CliticKind::Article)
}

fn parts(document: &Document) -> Parts<'_> {
    Parts { sentences: &document.sentences, tokens: &document.tokens }
}

/// The rows of one file; those of which the file says nothing are left out.
fn rows_of(file: &str, report: &SegmentationReport, marks_articles: bool) -> Vec<Row> {
    let spans = |what, tally: Tally| (tally.gold > 0).then(|| Row::of_spans(file, what, tally));
    let words = |what, tally: WordTally| (tally.words > 0).then(|| Row::of_words(file, what, tally));
    let without_article = words("proclitics, no article", report.proclitics_without_article);
    let rows = [
        spans("sentences", report.sentences),
        spans("sentence ends", report.ends),
        spans("ends inside lines", report.inner_ends),
        spans("tokens", report.tokens),
        words("proclitics", report.proclitics).filter(|_| marks_articles),
        without_article,
        words("enclitics", report.enclitic_words),
        spans("enclitic spans", report.enclitics),
    ];
    rows.into_iter().flatten().collect()
}

/// A line of the table.
struct Row([String; 8]);

impl Row {
    const HEADER: [&str; 8] = ["file (documents)", "what", "P", "R", "F1", "right of all", "gold", "found"];

    fn of_spans(file: &str, what: &str, tally: Tally) -> Self {
        let share = |share: f64| format!("{share:.4}");
        Self([
            file.into(),
            what.into(),
            share(tally.precision()),
            share(tally.recall()),
            share(tally.f1()),
            String::new(),
            tally.gold.to_string(),
            tally.found.to_string(),
        ])
    }

    fn of_words(file: &str, what: &str, tally: WordTally) -> Self {
        let right = format!("{:.4}", tally.share());
        let empty = String::new;
        Self([file.into(), what.into(), empty(), empty(), empty(), right, tally.words.to_string(), empty()])
    }
}

/// Rows with their columns under each other: names to the left, figures to the right.
struct Table(Vec<Row>);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = Row(Row::HEADER.map(str::to_owned));
        let rows: Vec<&Row> = std::iter::once(&header).chain(&self.0).collect();
        let width = |column: usize| rows.iter().map(|row| row.0[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..Row::HEADER.len()).map(width).collect();
        for row in &rows {
            let cells = row.0.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column {
                0 | 1 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            let cells: Vec<String> = cells.collect();
            writeln!(f, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let tally = Tally { gold: 1200, found: 2, right: 1 };
        let rows = vec![
            Row::of_spans("a (1)", "tokens", tally),
            Row::of_words("a (1)", "enclitics", WordTally { words: 7, right: 7 }),
        ];
        let table = Table(rows).to_string();
        let expected = [
            "file (documents)  what            P       R      F1  right of all  gold  found",
            "a (1)             tokens     0.5000  0.0008  0.0017                1200      2",
            "a (1)             enclitics                                1.0000     7",
        ];
        assert_eq!(table.lines().collect::<Vec<_>>(), expected);
    }
}
