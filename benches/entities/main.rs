//! How fast entities and the whole pipeline are on Arabic news, in words a second: `cargo bench --bench entities`.
//!
//! `HASHIYA_BENCH_TEXT` names a file of articles, with a form feed between them, to measure on instead of our own.

#![allow(clippy::expect_used)] // A bench without its text has nothing to measure.

#[allow(dead_code)] // What other benches measure on.
#[path = "../segmentation/text.rs"]
mod text;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hashiya::{
    annotation::{Document, Meta},
    entities::{EntityFinder, tagger::Tagger},
    events::EventFinder,
    lexicon::{Lexicon, PACK},
    pipeline::Annotator,
};

criterion_group!(benches, stages, start);
criterion_main!(benches);

/// Entities, events, and all from text to document; one round reads all articles.
fn stages(criterion: &mut Criterion) {
    let text = text::bench_text(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the text can be read");
    let articles: Vec<&str> = text.split('\u{c}').collect();
    let lexicon = Lexicon::embedded();
    let annotator = Annotator::new(lexicon.clone());
    let segmented: Vec<Document> = articles.iter().map(|article| segmented(&annotator, article)).collect();
    let annotated: Vec<Document> =
        articles.iter().map(|article| annotator.annotate("d1", *article, Meta::default())).collect();
    let rules = EntityFinder::new(lexicon, Tagger::default());
    let both = EntityFinder::new(lexicon, Tagger::embedded().clone());

    let mut group = criterion.benchmark_group("words");
    let n_words: usize = articles.iter().map(|article| article.split_whitespace().count()).sum();
    group
        .throughput(Throughput::Elements(n_words as u64))
        .measurement_time(Duration::from_secs(4))
        .sample_size(20);
    let entities =
        |finder: &EntityFinder| segmented.iter().map(|document| finder.find(document).len()).sum::<usize>();
    group.bench_function("entities by rules", |b| b.iter(|| entities(black_box(&rules))));
    group.bench_function("entities", |b| b.iter(|| entities(black_box(&both))));
    group.bench_function("entities, nothing remembered", |b| {
        b.iter(|| segmented.iter().map(|document| both.forgetful().find(document).len()).sum::<usize>());
    });
    let events = |document| EventFinder::embedded().find(document, &both).len();
    group.bench_function("events", |b| b.iter(|| annotated.iter().map(events).sum::<usize>()));
    group.bench_function("events, nothing remembered", |b| {
        b.iter(|| {
            let events = |document| EventFinder::embedded().forgetful().find(document, &both).len();
            annotated.iter().map(events).sum::<usize>()
        });
    });
    let whole = |article: &&str| annotator.annotate("d1", *article, Meta::default()).events.len();
    group.bench_function("whole", |b| b.iter(|| black_box(&articles).iter().map(whole).sum::<usize>()));
    group.finish();
}

/// What is done once: word lists and model are read.
fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("lexicon", |b| b.iter(|| Lexicon::from_pack(black_box(PACK)).is_ok()));
    let lexicon = Lexicon::embedded();
    group.bench_function("tagger", |b| {
        b.iter(|| Tagger::from_model(black_box(hashiya::entities::tagger::MODEL), lexicon).is_ok());
    });
    group.bench_function("rules", |b| b.iter(|| EntityFinder::new(black_box(lexicon), Tagger::default())));
    group.finish();
}

fn segmented(annotator: &Annotator, article: &str) -> Document {
    let mut document = Document { text: article.to_owned(), ..Document::default() };
    annotator.fill_structure(&mut document);
    document
}
