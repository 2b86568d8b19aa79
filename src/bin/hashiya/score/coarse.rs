//! Gold that has few labels: sentences of words with persons, places and organisations.

use std::path::PathBuf;

use hashiya::{
    annotation::Meta,
    dataset::{LabelledSentence, joined, read_labelled},
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{CoarseLabels, LabelledSpan, Matching, Report, score_spans},
};
use rayon::prelude::*;

/// Most sentences, one after the other, that are read as one article.
const ARTICLE: usize = 12;

/// Sentences of words with few labels.
pub struct Gold<'a> {
    sentences: Vec<LabelledSentence>,
    labels: CoarseLabels<'a>,
}

/// The sentences of `files`, where all of them are such sets; otherwise nothing.
///
/// # Errors
/// Where a span lies outside its sentence.
pub fn read<'a>(files: &[PathBuf], annotator: &'a Annotator) -> Result<Option<Gold<'a>>, String> {
    let mut sentences = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let Ok(read) = read_labelled(&text) else { return Ok(None) };
        sentences.extend(read);
    }
    let labels = sentences.iter().flat_map(|sentence| &sentence.spans).map(|(_, _, label)| label.as_str());
    let labels = CoarseLabels::new(annotator.schema(), Lexicon::embedded(), labels);
    let Some(labels) = labels else { return Ok(None) };
    for LabelledSentence { id, tokens, spans } in &sentences {
        if let Some((first, end, label)) = spans.iter().find(|span| span.0 >= span.1 || span.1 > tokens.len())
        {
            return Err(format!(
                "{id}: the span {first}–{end} ({label}) lies outside of {} words",
                tokens.len()
            ));
        }
    }
    Ok(Some(Gold { sentences, labels }))
}

impl Gold<'_> {
    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// How the marks of `annotator` agree with the gold, by its labels.
    pub fn report(&self, annotator: &Annotator) -> Report {
        let articles: Vec<&[LabelledSentence]> = self
            .sentences
            .chunk_by(|one, other| one.article() == other.article())
            .flat_map(|article| article.chunks(ARTICLE))
            .collect();
        let score = |sentences: &&[LabelledSentence]| self.score(sentences, annotator);
        let reports: Vec<Report> = articles.par_iter().map(score).collect();
        let mut all = Report::default();
        reports.iter().for_each(|report| all.merge(report));
        all
    }

    fn score(&self, sentences: &[LabelledSentence], annotator: &Annotator) -> Report {
        let (text, spans) = joined(sentences);
        let document = annotator.annotate("gold", text.as_str(), Meta::default());
        let known = spans.into_iter().filter(|(_, label)| self.labels.has(label));
        let gold: Vec<LabelledSpan> = known.map(|(span, label)| LabelledSpan { label, span }).collect();
        let mut report = Report::default();
        score_spans(&gold, &self.labels.marks(&document), Matching::Exact, &mut report);
        report
    }
}
