//! What the tagger learns from: `data/model/sources.tsv` and the files that it names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::TrainError;
use crate::{
    annotation::Meta,
    dataset::{self, Imported, LabelledSentence},
    schema::Schema,
    text::Span,
};

const SOURCES: &str = "data/model/sources.tsv";

/// One of how many texts, the last ones, is held out.
pub const HELD_OUT: usize = 10;

/// Files whose names begin so are made here (`cargo xtask annotated`), the others are reference data.
const MADE_HERE: &str = "target/";

/// Where the labelled texts `file` are: in the reference data, the folder `from`, or among what is made here.
pub fn file_of(from: &Path, file: &str) -> PathBuf {
    if file.starts_with(MADE_HERE) { PathBuf::from(file) } else { from.join(file) }
}

/// A set has articles of its own, not to be cut, where it has more than this.
const MIN_ARTICLES: usize = 5;

/// Stands before labels of ours that a label of a source may mean, or nothing of ours.
pub const PERHAPS: char = '?';

/// What a label of a source stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Our labels.
    pub labels: Vec<String>,
    /// Whether it may also be none of ours.
    pub perhaps: bool,
}

/// A set of labelled texts.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name.
    pub name: String,
    file: String,
    form: String,
    group: usize,
    /// The weight of each of its sentences.
    pub weight: f32,
    /// Whether its labels follow our guidelines.
    pub home: bool,
    /// Whether it has features of its own, which the model that ships does not have.
    pub apart: bool,
    /// The layers that it speaks of.
    pub layers: Vec<String>,
    same: bool,
    meanings: Vec<(String, Meaning)>,
}

/// A text with labelled spans, in bytes.
#[derive(Debug, Clone, Default)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// What is known of it.
    pub meta: Meta,
    /// Spans with the source's own labels.
    pub spans: Vec<(Span, String)>,
    /// Which tenth of its set it belongs to.
    pub fold: usize,
}

impl Source {
    /// The sources of the table.
    pub fn all() -> Result<Vec<Source>, TrainError> {
        let path = Path::new(SOURCES);
        let table =
            fs::read_to_string(path).map_err(|error| TrainError::Read(path.into(), error.to_string()))?;
        let rows = table.lines().skip(1).filter(|line| !line.starts_with('#'));
        rows.map(|row| Self::from_row(row).ok_or_else(|| TrainError::Sources(row.to_owned()))).collect()
    }

    fn from_row(row: &str) -> Option<Self> {
        let fields: Vec<&str> = row.split('\t').collect();
        let [name, file, form, group, weight, home, apart, layers, labels] = fields.as_slice() else {
            return None;
        };
        let mut source = Self {
            name: (*name).to_owned(),
            file: (*file).to_owned(),
            form: (*form).to_owned(),
            group: group.parse().ok()?,
            weight: weight.parse().ok()?,
            home: *home == "yes",
            apart: *apart == "yes",
            layers: layers.split(',').map(str::to_owned).collect(),
            same: false,
            meanings: Vec::new(),
        };
        for word in labels.split(' ') {
            let Some((label, ours)) = word.split_once('=') else {
                source.same = true;
                continue;
            };
            let perhaps = ours.starts_with(PERHAPS);
            let labels = ours.trim_start_matches(PERHAPS).split('|').map(str::to_owned).collect();
            source.meanings.push((label.to_owned(), Meaning { labels, perhaps }));
        }
        Some(source)
    }

    /// Whether it has labels of its own, fewer than ours, and ends names otherwise ([`CoarseHabits`](crate::scoring::CoarseHabits)).
    pub fn is_coarse(&self) -> bool {
        !self.same
    }

    /// What `label` stands for; with [`PERHAPS`] before it, perhaps ours of this name.
    pub fn meaning(&self, label: &str) -> Meaning {
        if let Some(ours) = label.strip_prefix(PERHAPS) {
            return Meaning { labels: vec![ours.to_owned()], perhaps: true };
        }
        let found = self.meanings.iter().find(|(own, _)| own == label);
        let found = found.or_else(|| self.meanings.iter().find(|(own, _)| own == "*"));
        match found {
            Some((_, meaning)) => meaning.clone(),
            None if self.same => Meaning { labels: vec![label.to_owned()], perhaps: false },
            None => Meaning { labels: Vec::new(), perhaps: true },
        }
    }

    /// Whether the source would have labelled all that is `label`.
    pub fn knows(&self, label: &str) -> bool {
        let certain =
            |(_, meaning): &(String, Meaning)| !meaning.perhaps && meaning.labels.iter().any(|l| l == label);
        self.same || self.meanings.iter().any(certain)
    }

    /// The labels of the source that stand for our `label`, as far as it is certain of them.
    pub fn labels_with(&self, label: &str) -> Vec<String> {
        let has =
            |(_, meaning): &&(String, Meaning)| !meaning.perhaps && meaning.labels.iter().any(|l| l == label);
        let mut labels: Vec<String> = self.meanings.iter().filter(has).map(|(own, _)| own.clone()).collect();
        if self.same {
            labels.insert(0, label.to_owned());
        }
        labels
    }

    /// The texts of this source in the folder `from`: those to learn from, and those held out.
    pub fn read(
        &self,
        from: &Path,
        schema: &Schema,
    ) -> Result<(Vec<LabelledText>, Vec<LabelledText>), TrainError> {
        let path = file_of(from, &self.file);
        let bytes = fs::read(&path).map_err(|error| TrainError::Read(path.clone(), error.to_string()))?;
        let refused = |error: dataset::ImportError| TrainError::Read(path.clone(), error.to_string());
        if self.form == "documents" {
            let imported = dataset::read(&bytes, "source.jsonl", schema).map_err(refused)?;
            let Imported::Documents(documents) = imported else { return Ok((Vec::new(), Vec::new())) };
            let n_texts = documents.len();
            let mut texts: Vec<LabelledText> = documents.into_iter().map(LabelledText::from).collect();
            texts.iter_mut().enumerate().for_each(|(index, text)| text.fold = index * HELD_OUT / n_texts);
            let held_out = texts.split_off(texts.len() - texts.len() / HELD_OUT);
            return Ok((texts, held_out));
        }
        let text = String::from_utf8_lossy(&bytes);
        let mut sentences = dataset::read_labelled(&text).map_err(refused)?;
        let n_sentences = sentences.len();
        let first = first_held_out(&sentences);
        let held_out = sentences.split_off(first);
        let fold = |index: usize| index * HELD_OUT / n_sentences;
        Ok((self.texts(&sentences, fold), self.texts(&held_out, |_| HELD_OUT - 1)))
    }

    /// Sentences as texts, so many in one, each a line of its own.
    fn texts(&self, sentences: &[LabelledSentence], fold: impl Fn(usize) -> usize) -> Vec<LabelledText> {
        let mut texts: Vec<LabelledText> = Vec::new();
        let mut index = 0;
        for article in sentences.chunk_by(|one, other| one.article() == other.article()) {
            for group in article.chunks(self.group.max(1)) {
                let (text, spans) = dataset::joined(group);
                let spans = spans.into_iter().map(|(span, label)| (span, label.to_owned())).collect();
                texts.push(LabelledText { text, spans, fold: fold(index), ..LabelledText::default() });
                index += group.len();
            }
        }
        texts
    }
}

/// The first of the last tenth; not inside an article, where there are articles.
fn first_held_out(sentences: &[LabelledSentence]) -> usize {
    let mut first = sentences.len() - sentences.len() / HELD_OUT;
    let n_articles = sentences.chunk_by(|one, other| one.article() == other.article()).count();
    while n_articles > MIN_ARTICLES
        && first < sentences.len()
        && sentences[first].article() == sentences[first - 1].article()
    {
        first += 1;
    }
    first
}

impl From<crate::annotation::Document> for LabelledText {
    fn from(document: crate::annotation::Document) -> Self {
        let spans = document.entities.into_iter().map(|entity| (entity.span, entity.label)).collect();
        Self { text: document.text, meta: document.meta, spans, fold: 0 }
    }
}
