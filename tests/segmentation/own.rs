//! Our own articles: kinds of paragraphs, datelines, sentences, clitics.
//!
//! `HASHIYA_ERRORS=1 cargo test --test segmentation -- --nocapture` prints each difference.

use std::{env, fs, path::Path};

use hashiya::{
    annotation::{Document, Paragraph, Token},
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{SegmentationReport, Tally, join_sentences, score_clitics, score_sentences},
    text::Span,
};

use super::marked::{GoldArticle, read_marked, show_clitics};

/// The gold articles with their names and the structure that is found in them.
fn articles() -> Vec<(String, GoldArticle, Document)> {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/segmentation");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let article = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let gold = read_marked(&fs::read_to_string(path).unwrap());
        let mut found = Document { text: gold.text.clone(), ..Document::default() };
        annotator.fill_structure(&mut found);
        (name, gold, found)
    };
    paths.iter().map(article).collect()
}

/// The dateline that was found in `paragraph`.
fn found_dateline(paragraph: &Paragraph) -> Option<Span> {
    paragraph.dateline
}

/// `span` without the dash or colon that parts a dateline from its sentence.
fn without_separator(span: Span, text: &str) -> Span {
    let kept = span.slice(text).trim_end_matches([' ', '-', '–', '—', ':', '،']);
    Span::new(span.start, span.start + kept.len())
}

fn print_error(line: impl FnOnce() -> String) {
    if env::var_os("HASHIYA_ERRORS").is_some() {
        println!("{}", line());
    }
}

/// How the lists agree; prints what only one of them has.
fn compare<T: PartialEq>(gold: &[T], found: &[T], show: impl Fn(&T) -> String) -> Tally {
    let missed = gold.iter().filter(|item| !found.contains(item));
    missed.for_each(|item| print_error(|| format!("-\t{}", show(item))));
    let wrong = found.iter().filter(|item| !gold.contains(item));
    wrong.for_each(|item| print_error(|| format!("+\t{}", show(item))));
    let right = gold.iter().filter(|item| found.contains(item)).count();
    Tally { gold: gold.len(), found: found.len(), right }
}

#[test]
fn sentences_of_our_own_articles() {
    let mut report = SegmentationReport::default();
    for (name, gold, found) in articles() {
        print_error(|| name.clone());
        compare(&gold.sentences, &found.sentences, |sentence| sentence.slice(&gold.text).to_owned());
        let mut of_article = SegmentationReport::default();
        score_sentences(&gold.text, &gold.sentences, &found.sentences, &mut of_article);
        println!("{name:<18} F1 {:.3} of {:>2}", of_article.sentences.f1(), of_article.sentences.gold);
        score_sentences(&gold.text, &gold.sentences, &found.sentences, &mut report);
    }
    println!("{:<18} F1 {:.3} of {}", "all", report.sentences.f1(), report.sentences.gold);
    assert!(report.sentences.gold >= 150, "{report:?}");
    assert!(report.sentences.f1() >= 0.99, "{report:?}");
    assert!(report.inner_ends.f1() >= 0.99, "{report:?}");
}

/// What the sentences must reach where no line break shows headlines and headings.
const FLOOR_WITHOUT_LINE_BREAKS: f64 = 0.77;

#[test]
fn sentences_without_line_breaks() {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let mut report = SegmentationReport::default();
    for (name, gold, _) in articles() {
        print_error(|| name);
        let GoldArticle { text, sentences, .. } = gold;
        let gold = join_sentences(&Document { text, sentences, ..Document::default() });
        let mut found = Document { text: gold.text.clone(), ..Document::default() };
        annotator.fill_structure(&mut found);
        compare(&gold.sentences, &found.sentences, |sentence| sentence.slice(&gold.text).to_owned());
        score_sentences(&gold.text, &gold.sentences, &found.sentences, &mut report);
    }
    println!("joined: sentences F1 {:.3}, ends F1 {:.3}", report.sentences.f1(), report.ends.f1());
    assert!(report.sentences.f1() >= FLOOR_WITHOUT_LINE_BREAKS, "{report:?}");
}

#[test]
fn clitics_of_our_own_articles() {
    let mut report = SegmentationReport::default();
    for (name, gold, found) in articles() {
        print_error(|| name.clone());
        for word in &gold.words {
            let here = |token: &&Token| token.span.overlaps(word.span);
            let found: Vec<&Token> = found.tokens.iter().filter(here).collect();
            if found != [word] {
                let show = |token: &&Token| show_clitics(token, &gold.text);
                let parts: Vec<String> = found.iter().map(show).collect();
                print_error(|| format!("{}\t{}", show_clitics(word, &gold.text), parts.join(" ")));
            }
        }
        score_clitics(&gold.text, &gold.words, &found.tokens, &mut report);
    }
    println!("proclitics {:.3}, enclitics {:.3}", report.proclitics.share(), report.enclitic_words.share());
    println!("of {} words, {} with an enclitic", report.proclitics.words, report.enclitics.gold);
    assert!(report.proclitics.words >= 250, "{report:?}");
    assert!(report.proclitics.share() >= 0.99, "{report:?}");
    assert!(report.enclitic_words.share() >= 0.99, "{report:?}");
}

#[test]
fn paragraphs_of_our_own_articles_have_their_kind() {
    let mut tally = Tally::default();
    for (name, gold, found) in articles() {
        print_error(|| name.clone());
        let kinds = |paragraphs: &[Paragraph]| -> Vec<_> {
            paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.kind)).collect()
        };
        let show = |(span, kind): &(Span, _)| format!("{kind:?}\t{}", span.slice(&gold.text));
        tally.add(compare(&kinds(&gold.paragraphs), &kinds(&found.paragraphs), show));
    }
    println!("kinds F1 {:.3} of {}", tally.f1(), tally.gold);
    assert!(tally.f1() >= 0.99, "{tally:?}");
}

#[test]
fn datelines_of_our_own_articles_are_found() {
    let mut tally = Tally::default();
    for (name, gold, found) in articles() {
        print_error(|| name.clone());
        let expected: Vec<Span> = gold.datelines.iter().flatten().copied().collect();
        let found: Vec<Span> = found.paragraphs.iter().filter_map(found_dateline).collect();
        let found: Vec<Span> = found.into_iter().map(|span| without_separator(span, &gold.text)).collect();
        tally.add(compare(&expected, &found, |span| span.slice(&gold.text).to_owned()));
    }
    println!("datelines F1 {:.3} of {}", tally.f1(), tally.gold);
    assert!(tally.f1() >= 0.99, "{tally:?}");
}
