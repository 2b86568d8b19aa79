//! Labelled texts → sentences with features, and for each word the tags that its labels allow.

use super::sources::{LabelledText, PERHAPS, Source};
use crate::{
    annotation::Document,
    entities::{
        EntityFinder,
        tagger::{
            Tagger,
            hash::{FEATURE_BITS, feature, mix},
            inside_features,
            model::{Layer, Model, Use},
            phrases::Phrases,
            sight::Sight,
            templates::{each_feature, is_lexical, templates},
            units::{Units, unit},
        },
    },
    events::EventFinder,
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::CoarseHabits,
    text::{Span, letters::PERCENT_SIGN},
};

/// Signs that stay at the end of a name.
const PERCENT_SIGNS: [char; 2] = ['%', PERCENT_SIGN];

/// Number of the first feature of sources that stand apart; far from any template's.
const SOURCE: u64 = 1 << 20;

/// What is told apart by such a source.
const BY_SOURCE: [usize; 6] =
    [unit::ONE, unit::TAGS, unit::CLASS_64, unit::PLACE, unit::PERSON, unit::CLITICS];

/// The features of one word; a feature that names the very word has `LEXICAL` set.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Features of all words.
    pub features: Vec<u32>,
    /// Whether each names the very word.
    pub lexical: Vec<bool>,
    /// Where the features of each word begin; one more at the end.
    pub starts: Vec<usize>,
    /// For each layer, and there for each word, the tags that are allowed, as bits; none where the labels say nothing.
    pub allowed: Vec<Option<Vec<u64>>>,
    /// How much it counts.
    pub weight: f32,
}

impl Example {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

/// A text cut into words, with what is seen of them.
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What is seen.
    pub sight: Sight,
}

/// What reads texts: for each tenth of the sets a lexicon that was made without it.
pub struct Reader {
    /// By tenth.
    pub folds: Vec<Fold>,
}

/// What reads the texts of one tenth.
pub struct Fold {
    /// The lexicon.
    pub lexicon: Lexicon,
    /// The rules.
    pub entities: EntityFinder,
    /// Its phrases.
    pub phrases: Phrases,
    /// What cuts texts.
    pub annotator: Annotator,
}

impl Fold {
    /// With this lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let phrases = Phrases::new(&lexicon);
        let entities = EntityFinder::new(&lexicon, Tagger::default());
        Self {
            entities,
            annotator: Annotator::with_models(lexicon.clone(), Tagger::default(), EventFinder::default()),
            phrases,
            lexicon,
        }
    }
}

/// Reads `text` as the annotator would.
pub fn read(text: &LabelledText, reader: &Reader, model: &Model) -> Reading {
    let mut document = Document { text: text.text.clone(), meta: text.meta.clone(), ..Document::default() };
    let fold = &reader.folds[text.fold.min(reader.folds.len() - 1)];
    fold.annotator.fill_structure(&mut document);
    let sight = fold.entities.sight(&document, &fold.phrases, model);
    Reading { document, sight }
}

/// The words of `span`, without punctuation at its ends.
pub fn words_of(document: &Document, span: Span) -> Option<(usize, usize)> {
    let mut first = document.tokens.partition_point(|token| token.span.end <= span.start);
    let mut end = document.tokens.partition_point(|token| token.span.start < span.end);
    let is_word =
        |index: usize| document.tokens[index].span.slice(&document.text).chars().any(char::is_alphanumeric);
    let is_percent =
        |index: usize| document.tokens[index].span.slice(&document.text).ends_with(PERCENT_SIGNS);
    let is_sign = |index: usize| !is_word(index) && !is_percent(index);
    while first < end && is_sign(first) {
        first += 1;
    }
    while first < end && is_sign(end - 1) {
        end -= 1;
    }
    (first < end).then_some((first, end))
}

/// A labelled run of words.
type Labelled = (usize, usize, String);

/// The examples of one text.
pub fn examples(
    text: &LabelledText,
    reading: &Reading,
    source: &Source,
    lexicon: &Lexicon,
    layers: &[Layer],
    kept: &[bool],
) -> Vec<Example> {
    let spans = text.spans.iter().filter_map(|(span, label)| {
        words_of(&reading.document, *span).map(|(first, end)| (first, end, label.clone()))
    });
    let mut spans: Vec<Labelled> = spans.collect();
    if source.is_coarse() {
        let habits = CoarseHabits { lexicon, document: &reading.document };
        take_in(&mut spans, habits, source);
        let bodies = general_bodies(&spans, habits, source);
        spans.extend(bodies);
    }
    let mut examples = Vec::new();
    for &(first, end) in &reading.sight.windows {
        let units = &reading.sight.units[first..end];
        let inside: Vec<Labelled> = spans
            .iter()
            .filter(|span| first <= span.0 && span.1 <= end)
            .map(|span| (span.0 - first, span.1 - first, span.2.clone()))
            .collect();
        examples.push(sentence(units, &inside, source, layers, kept));
        push_inside(units, &inside, source, layers, kept, &mut examples);
    }
    examples
}

/// Gives the names of a source of few labels what our guidelines take in: the class noun before them («مدينة» before «حلب»)
/// and the nationality after them, so that all sources speak of the same borders.
fn take_in(spans: &mut [Labelled], habits: CoarseHabits<'_>, source: &Source) {
    let taken = surely_taken(spans, habits, source);
    for (first, end, label) in spans {
        for ours in source.meaning(label).labels {
            let words = habits.inner(*first..*end, &ours, |at| !taken[at]);
            if words != (*first..*end) {
                (*first, *end) = (words.start, words.end);
                break;
            }
        }
    }
}

/// Which words stand in a name. What a source is not sure of does not stand in the way: ANERcorp has nationalities as MISC.
fn surely_taken(spans: &[Labelled], habits: CoarseHabits<'_>, source: &Source) -> Vec<bool> {
    let mut taken = vec![false; habits.document.tokens.len()];
    let sure = spans.iter().filter(|span| !source.meaning(&span.2).perhaps);
    sure.for_each(|span| taken[span.0..span.1].fill(true));
    taken
}

/// Bodies that a source of few labels does not mark as names, which by our guidelines are: perhaps of our label.
fn general_bodies(spans: &[Labelled], habits: CoarseHabits<'_>, source: &Source) -> Vec<Labelled> {
    let taken = surely_taken(spans, habits, source);
    let body = |at: usize| Some((at, at + 2, format!("{PERHAPS}{}", habits.general_body(at)?)));
    let bodies = (0..taken.len()).filter_map(body);
    bodies.filter(|(first, end, _)| !taken[*first..*end].contains(&true)).collect()
}

fn sentence(
    units: &[Units],
    spans: &[Labelled],
    source: &Source,
    layers: &[Layer],
    kept: &[bool],
) -> Example {
    let mut example = Example { starts: vec![0], weight: source.weight, ..Example::default() };
    for at in 0..units.len() {
        push_features(units, at, source, kept, &mut example);
        example.starts.push(example.features.len());
    }
    let speaks = |layer: &Layer| source.layers.contains(&layer.name) && layer.used != Use::Inner;
    let masks = |layer: &Layer| speaks(layer).then(|| masks(units.len(), spans, source, layer));
    example.allowed = layers.iter().map(masks).collect();
    example
}

fn push_features(units: &[Units], at: usize, source: &Source, kept: &[bool], example: &mut Example) {
    let lexical: Vec<bool> = templates().map(is_lexical).collect();
    each_feature(units, at, |template, feature| {
        if kept[template] {
            example.features.push(feature);
            example.lexical.push(lexical[template]);
        }
    });
    if source.apart {
        let name = source.name.bytes().fold(SOURCE, |hash, byte| mix(hash, byte.into()));
        for (number, unit) in BY_SOURCE.iter().enumerate() {
            example
                .features
                .push(feature_of_source(mix(mix(name, number as u64), u64::from(units[at][*unit]))));
            example.lexical.push(false);
        }
    }
}

/// A feature of one source alone: its low bits are those of no feature that all share.
fn feature_of_source(hash: u64) -> u32 {
    feature(hash, FEATURE_BITS) ^ 1
}

/// The insides of names, for the layer that reads those.
fn push_inside(
    units: &[Units],
    spans: &[Labelled],
    source: &Source,
    layers: &[Layer],
    kept: &[bool],
    examples: &mut Vec<Example>,
) {
    let Some(inner) = layers.iter().position(|layer| layer.used == Use::Inner) else { return };
    let layer = &layers[inner];
    if !source.layers.contains(&layer.name) {
        return;
    }
    for parent in spans.iter().filter(|span| layer.labels.contains(&span.2) && span.1 - span.0 > 1) {
        let children: Vec<Labelled> = spans
            .iter()
            .filter(|span| parent.0 <= span.0 && span.1 <= parent.1 && span.1 - span.0 < parent.1 - parent.0)
            .map(|span| (span.0 - parent.0, span.1 - parent.0, span.2.clone()))
            .collect();
        let mut example = Example { starts: vec![0], weight: source.weight, ..Example::default() };
        for at in parent.0..parent.1 {
            push_features(units, at, source, kept, &mut example);
            inside_features(&parent.2, &units[parent.0..parent.1], at - parent.0, |feature| {
                example.features.push(feature);
                example.lexical.push(false);
            });
            example.starts.push(example.features.len());
        }
        example.allowed = vec![None; layers.len()];
        example.allowed[inner] = Some(masks(parent.1 - parent.0, &children, source, layer));
        examples.push(example);
    }
}

/// For each word the tags that the labels allow.
fn masks(n_words: usize, spans: &[Labelled], source: &Source, layer: &Layer) -> Vec<u64> {
    let tags = |labels: &mut dyn Iterator<Item = usize>, tag: usize| {
        labels.fold(0u64, |mask, kind| mask | 1 << (2 * kind + tag))
    };
    let kind = |label: &String| layer.labels.iter().position(|own| own == label);
    let open: Vec<usize> =
        (0..layer.labels.len()).filter(|kind| !source.knows(&layer.labels[*kind])).collect();
    let outside = 1 | tags(&mut open.iter().copied(), 1) | tags(&mut open.iter().copied(), 2);
    let mut masks = vec![outside; n_words];
    let mut is_taken = vec![false; n_words];
    let mut spans: Vec<(usize, usize, Vec<usize>, bool)> = spans
        .iter()
        .filter_map(|(first, end, label)| {
            let meaning = source.meaning(label);
            let kinds: Vec<usize> = meaning.labels.iter().filter_map(kind).collect();
            (!kinds.is_empty()).then_some((*first, *end, kinds, meaning.perhaps))
        })
        .collect();
    // The outermost count: what lies inside is for another layer.
    spans.sort_by_key(|(first, end, ..)| (std::cmp::Reverse(end - first), *first));
    for (first, end, kinds, perhaps) in spans {
        if is_taken[first..end].contains(&true) {
            continue;
        }
        is_taken[first..end].fill(true);
        let rest = if perhaps { outside } else { 0 };
        masks[first] = rest | tags(&mut kinds.iter().copied(), 1);
        masks[first + 1..end].fill(rest | tags(&mut kinds.iter().copied(), 2));
    }
    masks
}
