//! How fast the text stages are on Arabic news, beside unicode-segmentation: `cargo bench`.

#![allow(clippy::expect_used)] // A bench without its text has nothing to measure.

mod text;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use hashiya::{
    annotation::Meta,
    lexicon::Lexicon,
    pipeline::Annotator,
    segment::{segment, segment_words, word_bounds},
    text::{OffsetIndex, normalize},
};
use unicode_segmentation::UnicodeSegmentation;

criterion_group!(benches, peers, stages, whole, long);
criterion_main!(benches);

/// What unicode-segmentation needs for the same text, without any correction for Arabic.
fn peers(criterion: &mut Criterion) {
    let text = bench_text();
    let mut group = group(criterion, "unicode-segmentation", &text);
    group.bench_function("words", |b| b.iter(|| black_box(&text).split_word_bound_indices().count()));
    group.bench_function("sentences", |b| b.iter(|| black_box(&text).split_sentence_bound_indices().count()));
    group.finish();
}

/// Each stage up to the clitics.
fn stages(criterion: &mut Criterion) {
    let text = bench_text();
    let lexicon = Lexicon::embedded();
    let mut group = group(criterion, "hashiya", &text);
    group.bench_function("word bounds", |b| b.iter(|| word_bounds(black_box(&text)).count()));
    group.bench_function("words and sentences", |b| b.iter(|| segment_words(black_box(&text), lexicon)));
    group.bench_function("segmentation with clitics", |b| b.iter(|| segment(black_box(&text), lexicon)));
    group.bench_function("normalisation", |b| b.iter(|| normalize(black_box(&text))));
    group.bench_function("offset index", |b| b.iter(|| OffsetIndex::new(black_box(&text))));
    group.finish();
}

/// The whole pipeline, on one article as a reader opens it.
fn whole(criterion: &mut Criterion) {
    let article = text::bench_article(root()).expect("the article can be read");
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let mut group = group(criterion, "article", &article);
    group.bench_function("segmentation with clitics", |b| {
        b.iter(|| segment(black_box(&article), Lexicon::embedded()))
    });
    group.bench_function("annotation", |b| {
        b.iter(|| annotator.annotate("d1", black_box(article.as_str()), Meta::default()))
    });
    group.finish();
}

/// One line of one sentence, of a megabyte and of ten: ten times the length takes ten times as long.
fn long(criterion: &mut Criterion) {
    for (name, n_bytes) in [("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let words = "اجتمع الوزراء في العاصمة لبحث الأزمة، ";
        let line = words.repeat(n_bytes / words.len());
        let mut group = group(criterion, "long line", &line);
        group.sample_size(10);
        group.bench_function(name, |b| b.iter(|| segment(black_box(&line), Lexicon::embedded())));
        group.finish();
    }
}

fn group<'a>(criterion: &'a mut Criterion, name: &str, text: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64)).measurement_time(Duration::from_secs(3));
    group
}

fn bench_text() -> String {
    text::bench_text(root()).expect("the text to measure on can be read")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
