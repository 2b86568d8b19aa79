//! What the page is shown of annotations on their way to one.

use serde::Serialize;

use super::flat;
use crate::{
    adjudication::{Adjudication, Choice, Difference},
    annotation::{DifferenceKind, Document, EventName, Reading},
    scoring::Agreement,
    text::{OffsetIndex, Span, Utf16Span},
};

/// A document that all annotators have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ComparedDocument {
    /// Its id.
    pub id: String,
    /// Its title, where it has one.
    pub title: Option<String>,
}

/// A place where annotators differ, with the sentence around it. Spans are those of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "Difference"))]
pub struct DifferenceView {
    /// The number of its document.
    #[cfg_attr(test, ts(type = "number"))]
    pub document: usize,
    /// What they differ in.
    pub kind: DifferenceKind,
    /// The event, where only a part of it is in question.
    pub event: Option<EventName<Utf16Span>>,
    /// From the first marked character to the last.
    pub span: Utf16Span,
    /// What they say.
    pub readings: Vec<Reading<Utf16Span>>,
    /// The sentence, or the sentences.
    pub context: Utf16Span,
    /// Its text.
    pub text: String,
    /// Start and end of each of its tokens, one after another.
    pub tokens: Vec<usize>,
}

/// Annotations of the same texts, compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "Adjudication"))]
pub struct AdjudicationView {
    /// The names of the annotators.
    pub annotators: Vec<String>,
    /// The documents that all of them have.
    pub documents: Vec<ComparedDocument>,
    /// How many entities and events all of them have.
    #[cfg_attr(test, ts(type = "number"))]
    pub n_agreed: usize,
    /// Where they differ, document by document, in the order of the text.
    pub differences: Vec<DifferenceView>,
    /// How well they agree.
    pub agreement: Agreement,
}

impl AdjudicationView {
    /// The view of `adjudication`; `agreement` is that of the same annotations.
    pub fn of(adjudication: &Adjudication, agreement: Agreement) -> Self {
        let documents: Vec<&Document> = adjudication.documents().collect();
        let offsets: Vec<OffsetIndex> =
            documents.iter().map(|document| OffsetIndex::new(&document.text)).collect();
        let view = |difference: &Difference| {
            let (document, offsets) =
                documents.get(difference.document).zip(offsets.get(difference.document))?;
            view_of(difference, document, &|span| offsets.to_utf16(&document.text, span))
        };
        let named = |document: &&Document| ComparedDocument {
            id: document.id.clone(),
            title: document.meta.title.clone(),
        };
        Self {
            annotators: adjudication.annotators().to_vec(),
            documents: documents.iter().map(named).collect(),
            n_agreed: adjudication.n_agreed(),
            differences: adjudication.differences().filter_map(view).collect(),
            agreement,
        }
    }
}

fn view_of(
    difference: &Difference,
    document: &Document,
    convert: &impl Fn(Span) -> Option<Utf16Span>,
) -> Option<DifferenceView> {
    let whole = difference.event.iter().fold(difference.span, |span, event| span.cover(event.trigger));
    let context = context(document, whole);
    // They are in order and apart: what stands before is not looked at for each difference.
    let first = document.tokens.partition_point(|token| token.span.start < context.start);
    let after = document.tokens.iter().skip(first).map(|token| token.span);
    let tokens = after.take_while(|token| token.end <= context.end);
    let event = difference.event.as_ref();
    let event =
        event.map(|event| Some(EventName { label: event.label.clone(), trigger: convert(event.trigger)? }));
    let readings = difference.readings.iter().cloned().map(|reading| reading.map_spans(convert));
    Some(DifferenceView {
        document: difference.document,
        kind: difference.kind,
        event: event.flatten(),
        span: convert(difference.span)?,
        readings: readings.collect::<Option<_>>()?,
        context: convert(context)?,
        text: context.slice(&document.text).to_owned(),
        tokens: flat(tokens, convert),
    })
}

/// The sentences that `span` touches; where the document has none, the lines.
fn context(document: &Document, span: Span) -> Span {
    let first = document.sentences.partition_point(|sentence| sentence.end <= span.start);
    let touched = document.sentences.iter().skip(first).take_while(|sentence| sentence.start < span.end);
    if let Some(sentences) = touched.copied().reduce(Span::cover) {
        return sentences.cover(span);
    }
    let text = &document.text;
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

/// A difference with what is chosen for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChosenView {
    /// The number of the difference.
    #[cfg_attr(test, ts(type = "number"))]
    pub index: usize,
    /// What is chosen; none where it is open again.
    pub choice: Option<Choice<Utf16Span>>,
}

/// What a step of an adjudicator changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChoicesView {
    /// The differences that it touched.
    pub changed: Vec<ChosenView>,
    /// Whether there is a step to take back.
    pub undo: bool,
    /// Whether there is a step to do again.
    pub redo: bool,
}

impl ChoicesView {
    /// The state of the differences `touched`.
    pub fn of(adjudication: &Adjudication, touched: &[usize]) -> Self {
        let documents: Vec<&Document> = adjudication.documents().collect();
        let differences: Vec<&Difference> = adjudication.differences().collect();
        let chosen = |index: &usize| {
            let document = documents.get(differences.get(*index)?.document)?;
            let choice = adjudication.choices().get(*index)?.clone();
            let choice = choice.and_then(|choice| {
                // Only an own mark has a span to convert.
                let convert = |span| OffsetIndex::new(&document.text).to_utf16(&document.text, span);
                choice.map_spans(&convert)
            });
            Some(ChosenView { index: *index, choice })
        };
        Self {
            changed: touched.iter().filter_map(chosen).collect(),
            undo: adjudication.can_undo(),
            redo: adjudication.can_redo(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotation::{Entity, Provenance, Token},
        scoring::agreement,
    };

    /// Were all tokens and sentences looked through for each difference, this would take minutes.
    #[test]
    fn each_of_many_differences_has_its_sentence_and_its_tokens() {
        const N: usize = 30_000;
        let word = |number: usize| Span::new(7 * number, 7 * number + 6);
        let token = |number: usize| Token { span: word(number), clitics: Vec::new() };
        let entity =
            |number: usize| Entity::new(format!("e{number}"), "GPE", word(number), Provenance::person());
        let empty = Document {
            id: "d".into(),
            text: "حلب ".repeat(N),
            tokens: (0..N).map(token).collect(),
            sentences: (0..N / 2).map(|number| word(2 * number).cover(word(2 * number + 1))).collect(),
            ..Document::default()
        };
        let full = Document { entities: (0..N).map(entity).collect(), ..empty.clone() };
        let agreement = agreement(&[vec![full.clone()], vec![empty.clone()]]).unwrap();
        let annotations = vec![("سارة".to_owned(), vec![full]), ("علي".to_owned(), vec![empty])];
        let found = AdjudicationView::of(
            &Adjudication::new(annotations, "", &crate::schema::Schema::built_in()).unwrap(),
            agreement,
        );
        assert_eq!(found.differences.len(), N);
        let fits = |view: &DifferenceView| view.text == "حلب حلب" && view.tokens.len() == 4;
        assert!(found.differences.iter().all(fits));
    }
}
